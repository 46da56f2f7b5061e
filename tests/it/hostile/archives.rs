//! ZIP archives: sizes that lie, parts that are missing, double or elsewhere, bombs.

use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;

use super::books::{sheet, sound, xlsx};
use super::{Hostile, hostile};
use crate::shape::{Part, XLSX, archive, checksum, packed_archive};

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// So many megabytes of blanks, deflated, made without holding them.
fn blanks(n_megabytes: usize) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    let megabyte = vec![b' '; 1 << 20];
    (0..n_megabytes).for_each(|_| encoder.write_all(&megabyte).unwrap());
    encoder.finish().unwrap()
}

/// The sound workbook with one part described otherwise.
fn with(name: &str, change: impl Fn(&mut Part<'_>)) -> Vec<u8> {
    let mut parts: Vec<Part<'_>> =
        XLSX.iter().map(|(name, text)| Part::stored(name, text.as_bytes())).collect();
    parts.iter_mut().filter(|part| part.name == name).for_each(change);
    packed_archive(&parts)
}

pub(super) fn files() -> Vec<Hostile> {
    let whole = sound();
    let cut = |part: usize| whole[..whole.len() * part / 100].to_vec();
    let changed = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xff;
        bytes
    };
    let bomb = blanks(1024);
    let (half, half_sum) = (blanks(50), checksum(&vec![b' '; 50 << 20]));
    let sheet_path = "xl/worksheets/a.xml";
    let names: Vec<String> = (0..60).map(|at| format!("xl/worksheets/b{at}.xml")).collect();
    let bomb_of_fifty =
        |name| Part { name, method: 8, flags: 0, sum: half_sum, size: 50 << 20, packed: &half };
    let bombs: Vec<Part<'_>> = names.iter().map(|name| bomb_of_fifty(name)).collect();
    let mut many = bombs.clone();
    many.extend(XLSX.iter().map(|(name, text)| Part::stored(name, text.as_bytes())));
    // The directory names one place a hundred times.
    let mut same = packed_archive(&many[..1]);
    let directory_at = same.windows(4).position(|word| word == b"PK\x01\x02").unwrap();
    let entry = same[directory_at..same.len() - 22].to_vec();
    same.truncate(directory_at);
    (0..100).for_each(|_| same.extend(&entry));
    let size = (entry.len() * 100) as u32;
    same.extend(b"PK\x05\x06\0\0\0\0\x64\0\x64\0");
    same.extend(size.to_le_bytes());
    same.extend((directory_at as u32).to_le_bytes());
    same.extend([0, 0]);
    let inner = archive(&[("inner.zip", &whole)]);
    let paths =
        ["../../../tmp/keluar.xml", "/etc/keluar.xml", "C:\\keluar.xml", "xl/../../keluar.xml"];
    let mut escaping: Vec<(&str, &[u8])> = paths.iter().map(|path| (*path, &b"<a/>"[..])).collect();
    let sound_parts = books_parts();
    escaping.extend(sound_parts.iter().map(|(name, text)| (*name, text.as_bytes())));
    let mut double: Vec<(&str, &[u8])> =
        sound_parts.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    double.extend([
        ("[Content_Types].xml", &b"<Types/>"[..]),
        ("xl/workbook.xml", &b"<workbook/>"[..]),
    ]);
    let packed_sheet = deflated(sheet("").as_bytes());
    let mut local_beyond = whole.clone();
    let entry_at = whole.windows(4).position(|word| word == b"PK\x01\x02").unwrap();
    local_beyond[entry_at + 42..entry_at + 46].copy_from_slice(&0x7fff_ffff_u32.to_le_bytes());
    let word = archive(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<a/>")]);
    let slides =
        archive(&[("[Content_Types].xml", b"<Types/>"), ("ppt/presentation.xml", b"<a/>")]);
    vec![
        hostile("sound workbook", "xlsx", whole.clone(), ""),
        hostile("sound workbook named csv", "csv", whole.clone(), ""),
        hostile(
            "sound workbook after other bytes",
            "xlsx",
            [b"PK\x03\x04 junk ", &whole[..]].concat(),
            "",
        ),
        hostile("workbook cut at 5 %", "xlsx", cut(5), "file-truncated"),
        hostile("workbook cut at 40 %", "xlsx", cut(40), "file-truncated"),
        hostile("workbook cut at 70 %", "xlsx", cut(70), "file-truncated"),
        hostile("workbook cut at 98 %", "xlsx", cut(98), "file-truncated"),
        hostile(
            "workbook without its last byte",
            "xlsx",
            whole[..whole.len() - 1].to_vec(),
            "file-unreadable",
        ),
        hostile("workbook with a changed head", "xlsx", changed(entry_at), "file-unreadable"),
        hostile("workbook with a changed part", "xlsx", changed(60), "file-unreadable"),
        hostile("archive of nothing", "xlsx", archive(&[]), "file-not-table"),
        hostile(
            "archive of pictures",
            "xlsx",
            archive(&[("a.jpg", b"\xff\xd8")]),
            "file-not-table",
        ),
        hostile("archive in an archive", "xlsx", inner, "file-not-table"),
        hostile("Word document named xlsx", "xlsx", word, "file-not-table"),
        hostile("slides named xlsx", "xlsx", slides, "file-not-table"),
        hostile(
            "an encrypted part",
            "xlsx",
            with(sheet_path, |part| part.flags = 1),
            "file-password",
        ),
        hostile(
            "a sheet of a gigabyte of blanks",
            "xlsx",
            bomb_in(sheet_path, &bomb, 1 << 30),
            "file-too-large",
        ),
        hostile(
            "a gigabyte that claims to be small",
            "xlsx",
            bomb_in(sheet_path, &bomb, 1000),
            "file-too-large",
        ),
        hostile("three gigabytes in sixty parts", "xlsx", packed_archive(&many), "file-too-large"),
        hostile("one part named a hundred times", "xlsx", same, "file-not-table"),
        hostile(
            "a part that claims four gigabytes",
            "xlsx",
            with(sheet_path, |part| part.size = u32::MAX - 1),
            "file-too-large",
        ),
        hostile(
            "a part of a method nobody knows",
            "xlsx",
            with(sheet_path, |part| part.method = 97),
            "file-unreadable",
        ),
        hostile("a part that is not where it should be", "xlsx", local_beyond, "file-unreadable"),
        hostile(
            "a part that is no deflate stream",
            "xlsx",
            with(sheet_path, |part| part.method = 8),
            "file-unreadable",
        ),
        hostile(
            "a part with a wrong sum",
            "xlsx",
            with(sheet_path, |part| part.sum ^= 1),
            "file-unreadable",
        ),
        hostile(
            "a deflated sheet",
            "xlsx",
            bomb_in(sheet_path, &packed_sheet, sheet("").len() as u32),
            "",
        ),
        hostile("paths that lead out", "xlsx", archive(&escaping), ""),
        hostile("parts that come twice", "xlsx", archive(&double), "file-unreadable"),
        hostile(
            "no list of parts",
            "xlsx",
            xlsx(&[("xl/_rels/workbook.xml.rels", "<Relationships/>")]),
            "file-unreadable",
        ),
        hostile(
            "a sheet that leads out of the file",
            "xlsx",
            xlsx(&[("xl/_rels/workbook.xml.rels", OUTSIDE)]),
            "file-unreadable",
        ),
    ]
}

/// Relationships that point to the network and to a file of the machine.
const OUTSIDE: &str = "<Relationships><Relationship Id=\"a\" TargetMode=\"External\" Type=\"http://\
     schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
     Target=\"file:///etc/passwd\"/></Relationships>";

fn books_parts() -> Vec<(&'static str, String)> {
    super::books::parts(&[("xl/worksheets/a.xml", &sheet(""))])
}

/// The sound workbook whose part `name` is deflated to `packed` and claims `size`.
fn bomb_in(name: &str, packed: &[u8], size: u32) -> Vec<u8> {
    let parts = books_parts();
    let mut parts: Vec<Part<'_>> =
        parts.iter().map(|(name, text)| Part::stored(name, text.as_bytes())).collect();
    let sum = checksum(sheet("").as_bytes());
    for part in parts.iter_mut().filter(|part| part.name == name) {
        *part = Part { name: part.name, method: 8, flags: 0, sum, size, packed };
    }
    packed_archive(&parts)
}
