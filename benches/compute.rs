//! Figures at scale: makes a project with one large register, and times what its figures cost.
//!
//! `cargo bench --bench compute -- make DIR ROWS INDICATORS` writes a project of 50 teams with a
//! register over four years, the states of a stock, and so many indicators of every kind;
//! `… time DIR FROM TO` computes them for all quarters from one to another and prints how long
//! loading and computing took, with the peak of memory. `zona compute` can be timed on the same.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark reads the clock and says what it measured"
)]

use std::fmt::Write as _;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use zona::compute::{Ask, evaluate};
use zona::diag::{Diagnostics, Severity};
use zona::domain::{Grain, Period};
use zona::score::grade;
use zona::store::DiskFiles;

const YEARS: std::ops::RangeInclusive<u64> = 2021..=2024;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let number = |text: &str| text.parse().expect("a number");
    match words.as_slice() {
        ["make", dir, rows, indicators] => make(Path::new(dir), number(rows), number(indicators)),
        ["time", dir, from, to] => time(Path::new(dir), from, to),
        _ => println!("make DIR ROWS INDICATORS, or time DIR FROM TO"),
    }
}

fn make(dir: &Path, rows: u64, indicators: u64) {
    fs::create_dir_all(dir.join("data")).expect("a folder");
    fs::create_dir_all(dir.join("indicators")).expect("a folder");
    fs::write(dir.join("zona.toml"), office()).expect("zona.toml");
    let days = (2019..=2026).map(|year| format!("{year}-01-01,Tahun Baru,libur_nasional\n"));
    let days: String = days.collect();
    fs::write(dir.join("libur.csv"), format!("date,name,type\n{days}")).expect("the holidays");
    let mut text = DEFINITIONS.to_owned();
    for at in 0..indicators {
        text += &indicator(at);
    }
    fs::write(dir.join("indicators/uji.toml"), text).expect("the definitions");
    for year in YEARS {
        register(dir, year, rows / 4);
        for quarter in 1..=4 {
            stock(dir, year, quarter);
        }
    }
}

fn office() -> String {
    let mut text = String::from("[office]\nname = \"Kantor Uji\"\n\n[calendar]\n");
    text += "holidays = \"libur.csv\"\n\n";
    text += "[[team]]\nid = \"kantor\"\nname = \"Kantor Uji\"\nkind = \"office\"\n";
    for bagian in 0..7 {
        text += &format!("\n[[team]]\nid = \"bagian_{bagian}\"\nname = \"Bagian {bagian}\"\n");
        text += "kind = \"division\"\nparent = \"kantor\"\n";
    }
    for tim in 0..42 {
        let above = tim % 7;
        text += &format!("\n[[team]]\nid = \"tim_{tim}\"\nname = \"Tim {tim}\"\n");
        text += &format!("parent = \"bagian_{above}\"\n");
    }
    text
}

/// Every value of a row follows from its number alone.
fn mixed(n: u64) -> u64 {
    (n + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 16
}

fn register(dir: &Path, year: u64, rows: u64) {
    let path = dir.join(format!("data/register-{year}.csv"));
    let mut out = BufWriter::with_capacity(1 << 20, fs::File::create(path).expect("the file"));
    writeln!(
        out,
        "Nomor;Unit;Tanggal Masuk;Tanggal Selesai;Status;Kategori;Pelapor;Pagu;Realisasi;Nilai"
    )
    .expect("heads");
    let first = chrono::NaiveDate::from_ymd_opt(year as i32, 1, 1).expect("a day");
    for n in 0..rows {
        let m = mixed(n ^ (year << 32));
        // Most of a register stands in the order of its days; a few rows were entered late.
        let late = if m.is_multiple_of(50) { m / 50 % 60 } else { 0 };
        let day = first + chrono::Days::new((n * 365 / rows).saturating_sub(late));
        let took = match m % 10 {
            0..=6 => m / 7 % 20,
            7 | 8 => m / 7 % 120,
            _ => 9999,
        };
        let closed = day + chrono::Days::new(took);
        let open =
            took == 9999 || closed > chrono::NaiveDate::from_ymd_opt(2024, 12, 31).expect("a day");
        let closed = if open { String::new() } else { closed.format("%d/%m/%Y").to_string() };
        let status = ["Proses", "Selesai", "Arsip"][(m / 11 % 3) as usize];
        let pagu = m / 3 % 900_000_000 + 1000;
        writeln!(
            out,
            "{year}-{n:08};Tim {};{};{closed};{status};Kategori {};P{:05};{pagu};{};{},{:02}",
            m / 5 % 42,
            day.format("%d/%m/%Y"),
            m / 13 % 40,
            m / 17 % 90_000,
            pagu / 100 * (m / 19 % 100),
            m / 23 % 4 + 1,
            m / 29 % 100,
        )
        .expect("a row");
    }
}

fn stock(dir: &Path, year: u64, quarter: u64) {
    let mut text = String::from("Unit;Jumlah\n");
    for n in 0..420 {
        writeln!(text, "Tim {};{}", n % 42, mixed(n + 1000 * year + quarter) % 50).expect("a row");
    }
    fs::write(dir.join(format!("data/stok-{year}-TW{quarter}.csv")), text).expect("a state");
}

const DEFINITIONS: &str = r#"
[dataset.register]
title  = "Register"
files  = ["data/register-*.csv"]
key    = ["nomor"]
on_conflict = "error"
date   = "masuk"
team   = "unit"
covers = { period = "file-name:register-{tahun}" }

[dataset.register.column]
nomor     = { type = "code", header = ["Nomor"], required = true }
unit      = { type = "team", header = ["Unit"], required = true }
masuk     = { type = "date", header = ["Tanggal Masuk"], required = true }
selesai   = { type = "date", header = ["Tanggal Selesai"], event = true }
status    = { type = "choice", header = ["Status"], required = true, of = ["proses", "selesai", "arsip"], map = { "Proses" = "proses", "Selesai" = "selesai", "Arsip" = "arsip" } }
kategori  = { type = "text", header = ["Kategori"] }
pelapor   = { type = "text", header = ["Pelapor"] }
pagu      = { type = "money", header = ["Pagu"], required = true }
realisasi = { type = "money", header = ["Realisasi"], required = true }
nilai     = { type = "number", header = ["Nilai"] }

[dataset.register.derive]
batas = "ADD_WORKDAYS(masuk, 14)"
lama  = "WORKDAYS(masuk, selesai)"
tepat = "CASE WHEN selesai IS NULL THEN NULL WHEN selesai <= batas THEN 1 ELSE 0 END"

[dataset.stok]
title  = "Stok"
files  = ["data/stok-*.csv"]
team   = "unit"
date   = "per"
covers = { period = "file-name:stok-{tahun}-{triwulan}" }

[dataset.stok.column]
unit   = { type = "team", header = ["Unit"], required = true }
per    = { type = "date", from = "covers" }
jumlah = { type = "number", header = ["Jumlah"], required = true }
"#;

/// One of a dozen kinds of indicators; the number makes its conditions its own.
fn indicator(at: u64) -> String {
    let k = at / 12;
    let kind = format!("kategori IN ('Kategori {}', 'Kategori {}')", at % 40, (at + 7) % 40);
    let (more, formula) = match at % 12 {
        0 => (String::new(), format!("COUNT(*) FILTER (WHERE {kind})")),
        1 => (
            String::new(),
            format!("100 * SUM(realisasi) FILTER (WHERE {kind}) / SUM(pagu) FILTER (WHERE {kind})"),
        ),
        2 => (
            "date = \"batas\"\n".to_owned(),
            format!(
                "100 * COUNT(*) FILTER (WHERE selesai <= batas AND nilai > {k}) / COUNT(*) FILTER (WHERE nilai > {k})"
            ),
        ),
        3 => ("date = \"selesai\"\n".to_owned(), format!("MEDIAN(lama) FILTER (WHERE {kind})")),
        4 => (String::new(), format!("COUNT(DISTINCT pelapor) FILTER (WHERE {kind})")),
        5 => (format!("where = \"status <> 'arsip' AND nilai > {k}\"\n"), "AVG(nilai)".to_owned()),
        6 => (
            "window = \"to_date\"\n".to_owned(),
            format!("COUNT(*) FILTER (WHERE selesai IS NULL AND {kind})"),
        ),
        7 => (
            "window = \"year_to_date\"\n".to_owned(),
            format!("100 * SUM(realisasi) FILTER (WHERE {kind}) / SUM(pagu)"),
        ),
        8 => (
            "date = \"selesai\"\n".to_owned(),
            format!("100 * SUM(tepat) FILTER (WHERE {kind}) / COUNT(tepat) FILTER (WHERE {kind})"),
        ),
        9 => (
            String::new(),
            format!(
                "SUM(CASE WHEN status = 'selesai' AND nilai >= 3 THEN realisasi WHEN {kind} THEN pagu - realisasi ELSE 0 END)"
            ),
        ),
        10 => (
            "date = \"selesai\"\n".to_owned(),
            format!("100 * COUNT(*) FILTER (WHERE lama > {}) / COUNT(*)", k + 5),
        ),
        _ => {
            return format!(
                "\n[indicator.i{at}]\nname = \"I {at}\"\nfor = \"each\"\ndataset = \"stok\"\n\
                 window = \"snapshot\"\nmax_age = 3\n\
                 formula = \"SUM(jumlah) FILTER (WHERE jumlah > {at}) + {at}\"\n"
            );
        }
    };
    format!(
        "\n[indicator.i{at}]\nname = \"I {at}\"\nfor = \"each\"\ndataset = \"register\"\n{more}\
         formula = \"{formula}\"\n"
    )
}

fn time(dir: &Path, from: &str, to: &str) {
    let files = DiskFiles::open(dir).expect("the project");
    let mut diags = Diagnostics::default();
    let project = zona::spec::read(&files, &mut diags);
    let start = Instant::now();
    let loaded = zona::load::tables(&project, &files, &|_| {}, &mut diags);
    let load = start.elapsed();
    let period = |text: &str| Period::parse(text).expect("a period");
    let (first, period) = (period(from), period(to));
    let quarters = (1..).take_while(|n| period.shifted(-n) >= first).count() as u32 + 1;
    assert_eq!(period.grain(), Grain::Quarter, "quarters are computed");
    let ask = Ask { period, as_of: period.end(), history: quarters };
    let start = Instant::now();
    let figures = evaluate(&project, &loaded.tables, &loaded.coverage, &ask, &mut diags);
    let compute = start.elapsed();
    let start = Instant::now();
    let _ = grade(&project, &figures);
    let judge = start.elapsed();
    assert_eq!(diags.count(Severity::Error), 0, "the project is sound");
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("VmHWM unknown");
    let count = figures.iter().count();
    println!("{count} figures: load {load:.2?}, compute {compute:.2?}, grade {judge:.2?}, {peak}");
}
