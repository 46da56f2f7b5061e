//! Loading at scale: makes a project with one large export, and times how long its rows take to
//! be typed and checked.
//!
//! `cargo bench --bench load -- make DIR csv 10000000` writes a project with a text file,
//! `… make DIR xlsx 100000` one with a workbook; `… time DIR` loads it once and prints rows, time
//! and peak memory. Another program can then be timed on the same file.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark reads the clock and says what it measured"
)]

use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use rust_xlsxwriter::Workbook;
use zona::diag::{Diagnostics, Severity};
use zona::store::DiskFiles;

const UNITS: [&str; 6] =
    ["Tim Humas", "Tim Hukum", "Tim Umum", "Tim Keuangan", "Tim Kepegawaian", "Tim BMN"];

const STATUS: [&str; 3] = ["Proses", "Ditutup oleh Sistem", "Diarsipkan"];

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["make", dir, kind, rows] => make(Path::new(dir), kind, rows.parse().expect("a number")),
        ["time", dir] => time(Path::new(dir)),
        _ => println!("make DIR csv|xlsx ROWS, or time DIR"),
    }
}

/// One row; every value follows from its number alone.
fn row(n: u64) -> [String; 8] {
    let mixed = n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 17;
    let day = |n: u64| format!("{:02}/{:02}/2024", n % 28 + 1, n / 28 % 12 + 1);
    let closed = if mixed.is_multiple_of(3) { String::new() } else { day(mixed / 5) };
    let money = |n: u64| {
        let digits = n.to_string();
        let mut text = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                text.push('.');
            }
            text.push(digit);
        }
        text
    };
    [
        format!("PGD-{n:08}"),
        UNITS[(mixed % 6) as usize].to_owned(),
        day(mixed / 7),
        closed,
        STATUS[(mixed / 11 % 3) as usize].to_owned(),
        format!("Kategori {}", mixed / 13 % 40),
        money(mixed / 3 % 900_000_000 + 1000),
        money(mixed / 17 % 900_000_000 + 1000),
    ]
}

const HEADS: [&str; 8] = [
    "Nomor",
    "Unit",
    "Tanggal Masuk",
    "Tanggal Selesai",
    "Status",
    "Kategori",
    "Pagu",
    "Realisasi",
];

fn make(dir: &Path, kind: &str, rows: u64) {
    fs::create_dir_all(dir.join("data")).expect("a folder");
    fs::create_dir_all(dir.join("indicators")).expect("a folder");
    let mut office = String::from("[office]\nname = \"Kantor Uji\"\n\n");
    office += "[[team]]\nid = \"kantor\"\nname = \"Kantor Uji\"\nkind = \"office\"\n";
    for unit in UNITS {
        let id = unit.to_lowercase().replace(' ', "_");
        office += &format!("\n[[team]]\nid = \"{id}\"\nname = \"{unit}\"\nparent = \"kantor\"\n");
    }
    fs::write(dir.join("zona.toml"), office).expect("zona.toml");
    fs::write(dir.join("indicators/uji.toml"), DEFINITIONS).expect("the definitions");
    match kind {
        "xlsx" => {
            let mut book = Workbook::new();
            let sheet = book.add_worksheet();
            let more = ["Kode", "Jumlah", "Persen", "Keterangan"];
            let heads: Vec<&str> = HEADS.into_iter().chain(more).collect();
            sheet.write_row(0, 0, heads).expect("heads");
            for n in 0..rows {
                let at = n as u32 + 1;
                let cells = row(n);
                for (column, cell) in (0..).zip(&cells[..6]) {
                    sheet.write(at, column, cell).expect("a cell");
                }
                sheet.write(at, 6, (n * 7919 % 900_000_000) as f64).expect("a cell");
                sheet.write(at, 7, (n * 104_729 % 900_000_000) as f64).expect("a cell");
                sheet.write(at, 8, format!("{:06}", n % 999_983)).expect("a cell");
                sheet.write(at, 9, (n % 1000) as f64).expect("a cell");
                sheet.write(at, 10, (n % 10_000) as f64 / 100.0).expect("a cell");
                sheet.write(at, 11, "tidak ada").expect("a cell");
            }
            book.save(dir.join("data/register-2024.xlsx")).expect("the workbook");
        }
        _ => {
            let file = fs::File::create(dir.join("data/register-2024.csv")).expect("the file");
            let mut out = BufWriter::with_capacity(1 << 20, file);
            writeln!(out, "{}", HEADS.join(";")).expect("heads");
            for n in 0..rows {
                writeln!(out, "{}", row(n).join(";")).expect("a row");
            }
        }
    }
}

const DEFINITIONS: &str = r#"
[dataset.register]
title  = "Register"
files  = ["data/register-*.{csv,xlsx}"]
key    = ["nomor"]
on_conflict = "error"
date   = "masuk"
team   = "unit"
covers = { period = "file-name:register-{tahun}" }

[dataset.register.column]
nomor     = { type = "code", header = ["Nomor"], required = true }
unit      = { type = "team", header = ["Unit"], required = true }
masuk     = { type = "date", header = ["Tanggal Masuk"], required = true }
selesai   = { type = "date", header = ["Tanggal Selesai"] }
status    = { type = "choice", header = ["Status"], required = true, of = ["proses", "selesai", "arsip"], map = { "Proses" = "proses", "Ditutup*" = "selesai", "Diarsipkan*" = "arsip" } }
kategori  = { type = "text", header = ["Kategori"] }
pagu      = { type = "money", header = ["Pagu"], required = true }
realisasi = { type = "money", header = ["Realisasi"], required = true }
kode      = { type = "code", header = ["Kode"], width = 6 }
jumlah    = { type = "number", header = ["Jumlah"], min = 0, max = 100000 }
persen    = { type = "percent", header = ["Persen"] }
catatan   = { type = "text", header = ["Keterangan"] }
"#;

fn time(dir: &Path) {
    let files = DiskFiles::open(dir).expect("the project");
    let mut diags = Diagnostics::default();
    let project = zona::spec::read(&files, &mut diags);
    let start = Instant::now();
    let loaded = zona::load::tables(&project, &files, &|_| {}, &mut diags);
    let taken = start.elapsed();
    assert_eq!(diags.count(Severity::Error), 0, "the file is sound");
    let rows: usize = loaded.ledger.files.iter().map(|file| file.used()).sum();
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("VmHWM unknown");
    println!("{rows} rows in {taken:.2?}, {peak}");
}
