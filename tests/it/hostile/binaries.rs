//! Old binary workbooks and Parquet files.

use super::{HEADS, Hostile, ROW, hostile};
use crate::shape::{compound, number, record, records};

/// The record of a text in a cell.
fn label(row: u16, column: u16, text: &str) -> Vec<u8> {
    let mut data: Vec<u8> =
        [row, column, 0, text.len() as u16].into_iter().flat_map(u16::to_le_bytes).collect();
    data.push(0);
    data.extend(text.as_bytes());
    record(0x204, &data)
}

fn sound_cells() -> Vec<u8> {
    let row = |row: u16, cells: [&str; 6]| {
        (0..).zip(cells).flat_map(move |(at, text)| label(row, at, text)).collect::<Vec<u8>>()
    };
    [row(0, HEADS), row(1, ROW)].concat()
}

fn book(more: &[u8]) -> Vec<u8> {
    compound(&[("Workbook", &records(&[sound_cells(), more.to_vec()].concat()))])
}

/// A compound file with a word of four bytes changed.
fn changed(mut bytes: Vec<u8>, at: usize, word: u32) -> Vec<u8> {
    bytes[at..at + 4].copy_from_slice(&word.to_le_bytes());
    bytes
}

pub(super) fn files() -> Vec<Hostile> {
    let sound = book(&[]);
    let corners = [number(2, 0, 0, 1.0), number(65_535, 255, 0, 1.0)].concat();
    let stream = records(&sound_cells());
    let bad_start = {
        let at = stream.windows(4).position(|word| word == [0x85, 0, 16, 0]).unwrap();
        changed(stream.clone(), at + 4, 0x7fff_ffff)
    };
    let garbage: Vec<u8> =
        (0..40_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 23) as u8).collect();
    let mut cut_record = records(&sound_cells());
    cut_record.truncate(cut_record.len() - 8);
    cut_record.extend([0x03, 0x02, 0xff, 0xff, 1]);
    let strings = [&9_u8.to_le_bytes()[..], &[0xff; 7], &[0xff; 40]].concat();
    let with_strings = [record(0xfc, &strings), stream.clone()].concat();
    let password = [&stream[..20], &record(0x2f, &[1, 0, 1, 0, 1, 0]), &stream[20..]].concat();
    // The table of sectors begins at 512; its second word continues the directory.
    vec![
        hostile("sound XLS", "xls", sound.clone(), ""),
        hostile("sound XLS named xlsx", "xlsx", sound.clone(), ""),
        hostile("XLS of its head only", "xls", sound[..512].to_vec(), "file-truncated"),
        hostile("XLS of half its head", "xls", sound[..100].to_vec(), "file-truncated"),
        hostile("XLS that is cut", "xls", sound[..sound.len() / 2].to_vec(), "file-truncated"),
        hostile(
            "XLS with a stream in circles",
            "xls",
            changed(sound.clone(), 512 + 4 * 3, 2),
            "file-unreadable",
        ),
        hostile(
            "XLS with a directory in circles",
            "xls",
            changed(sound.clone(), 512 + 4, 1),
            "file-unreadable",
        ),
        hostile(
            "XLS with sectors beyond its end",
            "xls",
            changed(sound.clone(), 512 + 4 * 3, 0x00ff_ffff),
            "file-truncated",
        ),
        hostile(
            "XLS with a list of tables in circles",
            "xls",
            changed(changed(sound.clone(), 68, 0), 512 + 508, 0),
            "file-unreadable",
        ),
        hostile(
            "XLS with sectors of a strange size",
            "xls",
            changed(sound.clone(), 30, 3),
            "file-unreadable",
        ),
        hostile("XLS with cells at its corners", "xls", book(&corners), "file-too-large"),
        hostile(
            "XLS with a dimension of all cells",
            "xls",
            book(&record(0x200, &[0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0])),
            "file-too-large",
        ),
        hostile(
            "XLS with a sheet nowhere",
            "xls",
            compound(&[("Workbook", &bad_start)]),
            "file-unreadable",
        ),
        hostile(
            "XLS with a record that is cut",
            "xls",
            compound(&[("Workbook", &cut_record)]),
            "file-unreadable",
        ),
        hostile("XLS of rubbish", "xls", compound(&[("Workbook", &garbage)]), "file-unreadable"),
        hostile(
            "XLS with a list of endless texts",
            "xls",
            compound(&[("Workbook", &with_strings)]),
            "file-unreadable",
        ),
        hostile(
            "XLS under a password",
            "xls",
            compound(&[("Workbook", &password)]),
            "file-password",
        ),
        hostile(
            "workbook under a password",
            "xlsx",
            compound(&[("EncryptionInfo", b"x"), ("EncryptedPackage", b"x")]),
            "file-password",
        ),
        hostile(
            "old Word document named xls",
            "xls",
            compound(&[("WordDocument", b"x")]),
            "file-not-table",
        ),
        hostile("compound file of nothing", "xls", compound(&[]), "file-not-table"),
        hostile("Parquet that is cut", "parquet", "PAR1\u{15}\u{4}", "file-truncated"),
        hostile("Parquet of its marks only", "parquet", "PAR1PAR1", "file-unreadable"),
        hostile(
            "Parquet with an endless directory",
            "parquet",
            b"PAR1aaaaaaaa\xff\xff\xff\x7fPAR1",
            "file-unreadable",
        ),
        hostile(
            "Parquet with a directory of rubbish",
            "parquet",
            [&b"PAR1"[..], &garbage[..1000], &996_u32.to_le_bytes(), b"PAR1"].concat(),
            "file-unreadable",
        ),
    ]
}
