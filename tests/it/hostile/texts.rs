//! Texts, and what is none: lines without end, quotes, encodings, other formats, gzip.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::{HEADS, Hostile, ROW, hostile};

/// The sound table as text.
pub(super) fn table(delimiter: &str) -> String {
    format!("{}\n{}\n", HEADS.join(delimiter), ROW.join(delimiter))
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// So many zeros in gzip, made without holding them.
fn zeros(n_megabytes: usize) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let megabyte = vec![b'0'; 1 << 20];
    (0..n_megabytes).for_each(|_| encoder.write_all(&megabyte).unwrap());
    encoder.finish().unwrap()
}

fn utf16(text: &str) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
}

pub(super) fn files() -> Vec<Hostile> {
    let sound = table(";");
    let with = |more: &str| format!("{sound}{more}\n");
    let cell = |text: &str| with(&format!("A2;Humas;03/10/2024;proses;{text};5"));
    let packed_sound = packed(sound.as_bytes());
    let mut changed = packed_sound.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 0x55;
    let random: Vec<u8> =
        (0..20_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let mut broken_pair = utf16(&sound);
    broken_pair.extend([0x00, 0xd8, b'A', 0, 0x00, 0xdc]);
    let mut odd = utf16(&sound);
    odd.push(b'x');
    vec![
        hostile("sound table", "csv", sound.clone(), ""),
        hostile("no bytes", "xlsx", "", "file-empty"),
        hostile("blanks only", "csv", " \r\n \t\n".repeat(1000), "file-empty"),
        hostile("a byte order mark only", "csv", "\u{feff}", "file-empty"),
        hostile("a megabyte of zero bytes", "xlsx", vec![0; 1 << 20], "file-not-table"),
        hostile("PDF named xlsx", "xlsx", "%PDF-1.7\n1 0 obj\n", "file-not-table"),
        hostile(
            "PNG named xlsx",
            "xlsx",
            "\u{89}PNG".chars().map(|c| c as u8).collect::<Vec<_>>(),
            "file-not-table",
        ),
        hostile("JPEG named xls", "xls", vec![0xff, 0xd8, 0xff, 0xe0, 0, 16], "file-not-table"),
        hostile("RAR named xlsx", "xlsx", "Rar!\u{1a}\u{7}", "file-not-table"),
        hostile("RTF named xls", "xls", "{\\rtf1 tabel}", "file-not-table"),
        hostile("database named csv", "csv", "SQLite format 3\0", "file-not-table"),
        hostile("JSON named csv", "csv", "[\n {\"Nomor\": \"A1\"}\n]", "header-not-found-in-text"),
        hostile("JSON of objects", "csv", "[{\"Nomor\": \"A1\"}]", "file-not-table"),
        hostile(
            "web archive named xls",
            "xls",
            "MIME-Version: 1.0\nContent-Type: multipart/related\n",
            "file-not-table",
        ),
        hostile("random bytes", "xls", random, "file-not-table"),
        hostile("one line of 30 MB", "csv", vec![b'a'; 30 << 20], "file-too-large"),
        hostile("one line of delimiters", "csv", vec![b';'; 3 << 20], "file-too-large"),
        hostile(
            "hundred thousand columns",
            "csv",
            format!("{}\n1\n", "Nomor;".repeat(100_000)),
            "file-too-large",
        ),
        hostile("nothing but quotes", "csv", vec![b'"'; 4 << 20], "file-too-large"),
        hostile(
            "a quote that is never closed",
            "csv",
            with(&format!("\"{}", "a;b\n".repeat(100_000))),
            "file-malformed",
        ),
        hostile("a quote in every line", "csv", with(&"\"a;b\n".repeat(50_000)), "file-malformed"),
        hostile("zero bytes in the text", "csv", cell("1\u{0}000"), "cell-type"),
        hostile("UTF-16 of odd length", "csv", odd, ""),
        hostile("broken surrogates", "csv", broken_pair, ""),
        hostile("UTF-16 that is cut", "csv", utf16(&sound)[..61].to_vec(), ""),
        hostile(
            "bytes of no encoding",
            "csv",
            [sound.as_bytes(), b"\xc3\x28\xff\xfe;\x81\n"].concat(),
            "unknown-team",
        ),
        hostile(
            "a million blank lines",
            "csv",
            "\n".repeat(1_000_000) + "x\n",
            "header-not-found-in-text",
        ),
        hostile("lines of carriage returns", "csv", sound.replace('\n', "\r"), ""),
        hostile("a head in every second line", "csv", sound.repeat(5000), "duplicate-row"),
        hostile("a cell of two megabytes", "csv", cell(&"9".repeat(2 << 20)), "file-too-large"),
        hostile("a number of ten thousand digits", "csv", cell(&"9".repeat(10_000)), "cell-type"),
        hostile("an exponent beyond all bounds", "csv", cell("1E999999999"), "cell-type"),
        hostile(
            "a date in no calendar",
            "csv",
            with("A2;Humas;99/99/99999999;proses;1;5"),
            "cell-type",
        ),
        hostile(
            "text that turns around",
            "csv",
            with("A2;\u{202e}Humas\u{200d}\u{200d};03/10/2024;proses;1;5"),
            "unknown-team",
        ),
        hostile("gzip", "csv.gz", packed_sound.clone(), ""),
        hostile("gzip of a gigabyte of zeros", "csv.gz", zeros(1024), "file-too-large"),
        hostile(
            "gzip that is cut",
            "csv.gz",
            packed_sound[..packed_sound.len() - 9].to_vec(),
            "file-truncated",
        ),
        hostile(
            "gzip without anything behind its head",
            "csv.gz",
            packed_sound[..3].to_vec(),
            "file-truncated",
        ),
        hostile("gzip with a changed byte", "csv.gz", changed, "file-unreadable"),
        hostile("gzip in gzip", "csv.gz", packed(&packed_sound), "file-not-table"),
        hostile("gzip around an archive", "csv.gz", packed(b"PK\x03\x04"), "file-not-table"),
        hostile(
            "gzip of ten thousand empty members",
            "csv.gz",
            packed(b"").repeat(10_000),
            "file-empty",
        ),
    ]
}

pub(super) fn gigabytes() -> Vec<Hostile> {
    vec![
        hostile("one line of a gigabyte", "csv", vec![b'a'; 1 << 30], "file-too-large"),
        hostile(
            "a gigabyte of short lines",
            "csv",
            b"a;b\n".repeat(1 << 28),
            "header-not-found-in-text",
        ),
        hostile("gzip of eight gigabytes", "csv.gz", zeros(8 << 10), "file-too-large"),
    ]
}
