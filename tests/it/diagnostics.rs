//! Every diagnostic with the smallest project that shows it, printed as people see it.
//!
//! A case is one text file, `tests/cases/diagnostics/CODE.txt` or `CODE-VARIANT.txt`: what it
//! shows, the files that differ from those of `base/` (`--- PATH`, or `--- PATH @MAKER` for bytes
//! that are no text and for files to be left out), and after `===` what is printed, to the letter.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use rust_xlsxwriter::{Formula, Workbook, Worksheet};
use zona::domain::MemoryFiles;

use crate::support::{TempDir, ask, case_dir, root, run, tree, zona};

/// Codes that no case can produce, each with the reason.
const WITHOUT_CASE: [(&str, &str); 0] = [];

/// Codes of the command line: they stand in no project, see `usage_says_what_to_do`.
const USAGE: [&str; 37] = [
    "unknown-argument",
    "unknown-command",
    "argument-without-value",
    "argument-value",
    "argument-date",
    "argument-missing",
    "argument-conflict",
    "argument-too-many",
    "argument-unreadable",
    "unknown-argument-dataset",
    "template-shape",
    "template-path",
    "template-heads",
    "template-exists",
    "out-not-ours",
    "no-project",
    "no-period",
    "period-form",
    "unknown-argument-team",
    "unknown-argument-indicator",
    "unknown-argument-predicate",
    "unknown-argument-question",
    "unknown-argument-answer",
    "set-form",
    "set-number",
    "set-ambiguous",
    "set-beyond",
    "no-standing",
    "predicate-not-in-force",
    "no-figure",
    "init-not-empty",
    "seal-exists",
    "seal-running",
    "seal-empty",
    "backtest-nothing-declared",
    "backtest-no-dataset",
    "backtest-no-period",
];

struct DiagnosticCase {
    name: String,
    files: BTreeMap<String, Vec<u8>>,
    expected: String,
}

fn diagnostic_cases() -> Vec<DiagnosticCase> {
    let dir = case_dir("diagnostics");
    let base = tree(&dir.join("base"));
    let texts = tree(&dir);
    let own = texts.iter().filter(|(path, _)| path.ends_with(".txt") && !path.contains('/'));
    own.map(|(path, bytes)| {
        let text = String::from_utf8(bytes.clone()).unwrap();
        let name = path.trim_end_matches(".txt").to_owned();
        assert!(text.starts_with("# "), "{name} does not say what it shows");
        let (input, expected) =
            text.split_once("===\n").unwrap_or_else(|| panic!("{name}: no ==="));
        let mut files = base.clone();
        for part in input.split("\n--- ").skip(1) {
            let (head, body) = part.split_once('\n').unwrap_or((part, ""));
            // The last line of a file lost its break to the next mark.
            let body = if body.is_empty() || body.ends_with('\n') {
                body.to_owned()
            } else {
                format!("{body}\n")
            };
            match head.split_once(" @") {
                Some((path, "none")) => drop(files.remove(path)),
                Some((path, maker)) => drop(files.insert(path.to_owned(), made(maker, &body))),
                None => drop(files.insert(head.to_owned(), body.into_bytes())),
            }
        }
        DiagnosticCase { name, files, expected: expected.to_owned() }
    })
    .collect()
}

const HEADS: [&str; 6] = ["Nomor", "Unit", "Tanggal Masuk", "Status", "Biaya", "Lama Hari"];

/// Bytes that no text file can hold.
fn made(maker: &str, text: &str) -> Vec<u8> {
    match maker {
        "utf16" => {
            let units = std::iter::once(0xfeff).chain(text.encode_utf16());
            units.flat_map(u16::to_le_bytes).collect()
        }
        "wide" => ";".repeat(20_000).into_bytes(),
        "truncated" => {
            let whole = workbook(|_| {});
            whole[..whole.len() / 2].to_vec()
        }
        "damaged" => {
            let mut whole = workbook(|_| {});
            let middle = whole.len() / 3;
            whole[middle..middle + 40].fill(0x55);
            whole
        }
        "hidden" => {
            let mut book = Workbook::new();
            book.add_worksheet().set_name("Lama").unwrap().set_hidden(true);
            filled(&mut book, |_| {});
            book.worksheet_from_index(1).unwrap().set_active(true).set_first_tab(true);
            book.save_to_buffer().unwrap()
        }
        "cell-error" => workbook(|sheet| {
            sheet.write_formula(1, 4, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
        }),
        "no-result" => workbook(|sheet| {
            sheet.write_formula(1, 4, "=100+50").unwrap();
        }),
        "plain" => workbook(|_| {}),
        "password" => encrypted(),
        "two-sheets" => {
            let mut book = Workbook::new();
            filled(&mut book, |_| {});
            let second = book.add_worksheet().set_name("November").unwrap();
            for (column, head) in (0..).zip(HEADS) {
                second.write(0, column, head).unwrap();
            }
            book.save_to_buffer().unwrap()
        }
        "other-table" => {
            let mut book = Workbook::new();
            let sheet = book.add_worksheet().set_name("Barang").unwrap();
            sheet.write(0, 0, "Nama Barang").unwrap();
            sheet.write(0, 1, "Harga").unwrap();
            book.save_to_buffer().unwrap()
        }
        "sheets" => sheets(text),
        other => panic!("nobody makes @{other}"),
    }
}

/// A workbook from texts: `[NAME]` begins a sheet, `;` stands between cells.
pub(crate) fn sheets(text: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    for block in text.split("\n[").map(|block| block.trim_start_matches('[')) {
        let (name, rows) = block.split_once("]\n").unwrap();
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        for (row, line) in (0..).zip(rows.lines()) {
            for (column, cell) in (0..).zip(line.split(';')) {
                match cell.parse::<f64>() {
                    Ok(number) => sheet.write(row, column, number).unwrap(),
                    Err(_) => sheet.write(row, column, cell).unwrap(),
                };
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// A workbook with one complaint on its only sheet, changed by `change`.
fn workbook(change: impl Fn(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    filled(&mut book, change);
    book.save_to_buffer().unwrap()
}

fn filled(book: &mut Workbook, change: impl Fn(&mut Worksheet)) {
    let sheet = book.add_worksheet();
    sheet.set_name("Register").unwrap();
    for (column, head) in (0..).zip(HEADS) {
        sheet.write(0, column, head).unwrap();
    }
    for (column, cell) in (0..).zip(["A1", "Humas", "02/10/2024", "proses"]) {
        sheet.write(1, column, cell).unwrap();
    }
    change(sheet);
}

/// The outer shell of a workbook under a password: a compound file with its one telling entry.
fn encrypted() -> Vec<u8> {
    let mut head = vec![0u8; 512];
    head[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    head[24] = 0x3e;
    head[26] = 3;
    head[28..30].copy_from_slice(b"\xfe\xff");
    head[30] = 9; // sectors of 512 bytes
    head[32] = 6;
    head[44] = 1; // one sector of allocation table, the first
    head[48] = 1; // the directory in the second
    head[56..58].copy_from_slice(&4096u16.to_le_bytes());
    let end = 0xffff_fffeu32.to_le_bytes();
    let free = 0xffff_ffffu32.to_le_bytes();
    head[60..64].copy_from_slice(&end);
    head[68..72].copy_from_slice(&end);
    for at in (80..512).step_by(4) {
        head[at..at + 4].copy_from_slice(&free);
    }
    let mut table: Vec<u8> = vec![0xfd, 0xff, 0xff, 0xff];
    table.extend(end);
    table.resize(512, 0xff);
    let entry = |name: &str, kind: u8| {
        let mut entry = vec![0u8; 128];
        for (at, unit) in name.encode_utf16().enumerate() {
            entry[2 * at..2 * at + 2].copy_from_slice(&unit.to_le_bytes());
        }
        entry[64] = 2 * (name.len() as u8 + 1);
        entry[66] = kind;
        entry[116..120].copy_from_slice(&end);
        entry
    };
    let mut directory = entry("Root Entry", 5);
    directory.extend(entry("EncryptedPackage", 2));
    directory.resize(512, 0);
    [head, table, directory].concat()
}

/// The code that a file name speaks of: the longest one that it begins with.
fn code_of(name: &str, codes: &BTreeSet<String>) -> String {
    let fits = |code: &&String| name == *code || name.starts_with(&format!("{code}-"));
    let longest = codes.iter().filter(fits).max_by_key(|code| code.len());
    longest.unwrap_or_else(|| panic!("{name} names no code")).clone()
}

/// The codes of the catalogue: the keys with a remedy.
fn codes() -> BTreeSet<String> {
    let path = root().join("src/messages/id/diagnostics.ftl");
    let text = fs::read_to_string(path).unwrap();
    let mut found = BTreeSet::new();
    let mut last = "";
    for line in text.lines() {
        match line.split_once(" =") {
            Some((key, _)) if line.starts_with(|c: char| c.is_ascii_lowercase()) => last = key,
            Some((key, _)) if key.trim() == ".help" => drop(found.insert(last.to_owned())),
            _ => {}
        }
    }
    found
}

#[test]
fn every_message_reads_as_it_should() {
    let codes = codes();
    let mut wrong = vec![];
    for case in diagnostic_cases() {
        let found = run(&MemoryFiles::new(case.files.clone()), ask("2024-Q4", None, 1));
        let printed = found.printed();
        let code = code_of(&case.name, &codes);
        if !found.codes().contains_key(code.as_str()) {
            wrong.push(format!("{} gives no {code}:\n{printed}", case.name));
        }
        if printed != case.expected {
            let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"))
                .join(format!("{}.actual", case.name));
            fs::write(&path, &printed).unwrap();
            wrong.push(format!("{}: found\n{printed}expected\n{}", case.name, case.expected));
        }
    }
    assert!(wrong.is_empty(), "{} cases differ\n\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_code_has_a_case() {
    let codes = codes();
    let mut with: BTreeSet<String> =
        diagnostic_cases().iter().map(|case| code_of(&case.name, &codes)).collect();
    with.extend(USAGE.map(str::to_owned));
    with.extend(WITHOUT_CASE.map(|(code, _)| code.to_owned()));
    let lacking: Vec<&String> = codes.difference(&with).collect();
    assert!(lacking.is_empty(), "no case for {lacking:?}");
}

/// Three mistakes in three places: one run names them all, stops, and writes nothing.
#[test]
fn one_run_shows_every_mistake() {
    let mut files = tree(&case_dir("diagnostics/base"));
    let broken = "\
[indicator.rata_biaya]
name = \"Rata-rata biaya\"
for = \"each\"
dataset = \"pengaduan\"
formula = \"SUM(biya) / COUNT(*)\"

[indicator.selesai]
name = \"Pengaduan selesai\"
for = \"each\"
dataset = \"pengaduan\"
formula = \"COUNT(tanggal_selesai)\"
desimals = 1

[scorecard.tim]
name = \"Kinerja tim\"
for = \"each\"
leaf = [{ indicator = \"jumlah\", weight = 60 }, { indicator = \"selesai\", weight = 30 }]
";
    files.insert("indicators/kasus.toml".into(), broken.into());
    let dir = TempDir::with("broken", &files);
    let ran = zona(dir.path(), &["report", "--period", "2024-Q4", "--color", "never"]);
    insta::assert_snapshot!(ran.stderr, @r#"
    galat[known-column]: data `pengaduan` tidak punya kolom `biya`
     --> indicators/kasus.toml:5:16
      |
    5 | formula = "SUM(biya) / COUNT(*)"
      |                ^^^^
      |
      = saran: mungkin maksudnya `biaya`?
      = saran: kolom dinyatakan di [dataset.pengaduan.column] atau [dataset.pengaduan.derive]

    galat[unknown-key]: kunci `desimals` tidak dikenal di sini
      --> indicators/kasus.toml:12:1
       |
    12 | desimals = 1
       | ^^^^^^^^
       |
       = saran: mungkin maksudnya `decimals`?
       = saran: perbaiki ejaannya, atau hapus baris ini

    galat[weights]: bobot di bawah "Kinerja tim" berjumlah 90, seharusnya 100
      --> indicators/kasus.toml:14:12
       |
    14 | [scorecard.tim]
       |            ^^^
       |
       = saran: selisihnya 10; sesuaikan bobot anak-anaknya

    3 galat, 0 peringatan, 0 catatan
    tidak ada yang ditulis
    "#);
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""));
    assert_eq!(tree(dir.path()), files, "something was written");

    let json = zona(dir.path(), &["check", "--format", "json", "--quiet"]);
    assert_eq!(json.code, 1);
    let value: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    let places: Vec<String> = value["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let place = &one["place"];
            let text = |key: &str| one[key].as_str().unwrap_or("-").to_owned();
            let file = place["file"].as_str().unwrap();
            format!(
                "{} {} {file}:{}:{}",
                text("code"),
                text("near"),
                place["line"],
                place["column"]
            )
        })
        .collect();
    assert_eq!(
        places,
        [
            "known-column biaya indicators/kasus.toml:5:16",
            "unknown-key decimals indicators/kasus.toml:12:1",
            "weights - indicators/kasus.toml:14:12",
        ]
    );

    let github = zona(dir.path(), &["check", "--format", "github", "--quiet"]);
    assert_eq!(github.stdout.lines().filter(|line| line.starts_with("::error file=")).count(), 3);
}

/// In English too, and with the same places.
#[test]
fn english_is_beside_it() {
    let mut files = tree(&case_dir("diagnostics/base"));
    let text = String::from_utf8(files["data/register-2024-TW4.csv"].clone()).unwrap();
    files.insert("data/register-2024-TW4.csv".into(), text.replace("Umum", "Umun").into_bytes());
    let dir = TempDir::with("english", &files);
    let ran = zona(dir.path(), &["check", "--lang", "en", "--color", "never", "--quiet"]);
    assert_eq!(ran.code, 0);
    insta::assert_snapshot!(ran.stderr, @r#"
    warning[unknown-team]: team "Umun" in column `Unit` is not known; the row is set aside
    --> data/register-2024-TW4.csv, line 3, column 2
     = hint: perhaps `Umum` is meant?
     = hint: mend it at the source, or map it in isian.xlsx (`zona template`)
    "#);
}

/// Datasets that no form can be made for.
const WAYS: &str = r#"
[dataset.lke]
title = "LKE"
files = ["data/lke-*.csv"]
covers = { period = "file-name:lke-{tahun}-{triwulan}", team = "all" }
date = "posisi"

[dataset.lke.column]
posisi = { type = "date", from = "covers" }
kode = { type = "code", header = ["Kode"] }
jawaban = { type = "text", header = ["Jawaban"] }

[scale.abc]
answers = { A = 1, B = 0.5, C = 0 }

[scorecard.zi]
name = "ZI"
answers = { dataset = "lke", question = "kode", answer = "jawaban" }
blank = { belum_ada = "zero" }
leaf = [
  { question = "a", scale = "abc", weight = 40 },
  { question = "b", scale = "bagian", weight = 20 },
  { indicator = "jumlah", weight = 30 },
  { indicator = "indeks", weight = 10 },
]

[scale.bagian]
parts = { semua = ".1", selesai = ".2" }
share = "selesai / semua"

[indicator.indeks]
name = "Indeks"
formula = "jumlah"
better = "higher"
class = "X"
score = { from = "linear", zero = 0, full = 4 }

[predicate.lulus]
name = "Lulus"
scorecard = "zi"
valid = { from = 2024-01-01 }
require = [{ node = "total", least = 60 }]
"#;

const NO_FORMS: &str = r#"
[dataset.jenjang]
files = ["data/jenjang-*.xlsx"]
covers = { period = "file-name:jenjang-{tahun}" }
shape = { kind = "hierarchy", levels = [{ name = "akun", in = "kode", form = "@@@@@@" }], take = "akun" }
column.kode = { type = "code", header = ["Kode"], required = true }

[dataset.hanya_csv]
files = ["data/lain-*.csv"]
covers = { period = "file-name:lain-{tahun}" }
column.kode = { type = "code", header = ["Kode"], required = true }

[dataset.tanpa_judul]
files = ["data/kosong-*.xlsx"]
covers = { period = "file-name:kosong-{tahun}" }
column.kode = { type = "code", header = ["*"], required = true }
"#;

/// Mistakes of usage: exit code 2, the reason and the remedy, nothing on standard output.
#[test]
fn usage_says_what_to_do() {
    let project = TempDir::with("usage", &tree(&case_dir("diagnostics/base")));
    let empty = TempDir::new("empty");
    let bare = {
        let mut files = tree(&case_dir("diagnostics/base"));
        files.retain(|path, _| !path.starts_with("data/"));
        TempDir::with("bare", &files)
    };
    let forms = {
        let mut files = tree(&case_dir("diagnostics/base"));
        files.insert("indicators/lain.toml".into(), NO_FORMS.into());
        files.insert("register-2024-TW4.xlsx".into(), workbook(|_| {}));
        TempDir::with("forms", &files)
    };
    let ways = {
        let mut files = tree(&case_dir("diagnostics/base"));
        files.insert("indicators/lain.toml".into(), WAYS.into());
        files.insert("data/lke-2024-TW4.csv".into(), "Kode,Jawaban\na,C\nb.1,5\nb.2,4\n".into());
        TempDir::with("ways", &files)
    };
    let sealed = {
        let mut files = tree(&case_dir("diagnostics/base"));
        files.insert("sealed/2024-Q4.json".into(), vec![]);
        TempDir::with("sealed-before", &files)
    };
    let mut printed = String::new();
    let mut fail = |dir: &TempDir, args: &[&str]| {
        let ran = zona(dir.path(), args);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{args:?}: {}", ran.stderr);
        let here = dir.path().display().to_string();
        printed.push_str(&format!(
            "$ zona {}\n{}",
            args.join(" "),
            ran.stderr.replace(&here, "DIR")
        ));
    };
    fail(&empty, &["check"]);
    fail(&bare, &["report", "--quiet"]);
    fail(&project, &["report", "--period", "besok"]);
    fail(&project, &["report", "--team", "humsa"]);
    fail(&project, &["explain", "jumlh"]);
    fail(&project, &["explain", "jumlah", "--team", "humsa"]);
    fail(&project, &["init", "."]);
    fail(&project, &["chek"]);
    fail(&project, &["report", "--perod", "2024"]);
    fail(&project, &["report", "--period"]);
    fail(&project, &["report", "--format", "docx"]);
    fail(&project, &["check", "--as-of", "31-12-2024"]);
    fail(&project, &["explain"]);
    fail(&project, &["compute", "--period", "2024", "--from", "2023", "--to", "2024"]);
    fail(&project, &["report", "--quiet", "--out", "zona.toml/di-sini"]);
    fail(&project, &["chek", "--lang", "en"]);
    fail(&project, &["template", "pengaduann"]);
    fail(&forms, &["template", "jenjang"]);
    fail(&forms, &["template", "hanya_csv"]);
    fail(&forms, &["template", "tanpa_judul"]);
    fail(&forms, &["template", "pengaduan", "--out", "."]);
    fail(&sealed, &["seal", "2024-Q4"]);
    fail(&project, &["seal", "2024-Q4", "--as-of", "2024-12-30"]);
    fail(&project, &["seal", "2042-Q4"]);
    fail(&project, &["seal"]);
    fail(&project, &["route", "--predicate", "wbk"]);
    fail(&ways, &["route", "--predicate", "wkb"]);
    fail(&ways, &["route", "--predicate", "lulus", "--period", "2024-Q4", "--unit", "humas"]);
    fail(&ways, &["route", "--predicate", "lulus", "--period", "2023-Q4"]);
    for set in ["a", "z=A", "a=Z", "jumlah=banyak", "b=0,8", "b=120", "indeks=4.5"] {
        fail(&ways, &["route", "--predicate", "lulus", "--period", "2024-Q4", "--set", set]);
    }
    insta::assert_snapshot!(printed, @r#"
    $ zona check
    galat: tidak ada zona.toml di sini atau di folder di atasnya
      = saran: pindah ke folder proyek, sebutkan dengan --project, atau buat yang baru dengan `zona init`
    $ zona report --quiet
    galat: tidak ada data yang mencakup satu triwulan pun
      = saran: sebutkan periodenya dengan --period, atau masukkan ekspor ke folder data/
    $ zona report --period besok
    galat: `besok` bukan periode
      = saran: pakai 2024, 2024-S1, 2024-Q3, 2024-09, atau "TW III 2024"
    $ zona report --team humsa
    galat: unit `humsa` tidak ada dalam pohon unit
      = saran: mungkin maksudnya `humas`?
      = saran: daftar unit ada di zona.toml, bagian [[team]]
    $ zona explain jumlh
    galat: indikator `jumlh` tidak ada
      = saran: mungkin maksudnya `jumlah`?
      = saran: daftar indikator ada di folder indicators/
    $ zona explain jumlah --team humsa
    galat: unit `humsa` tidak ada dalam pohon unit
      = saran: mungkin maksudnya `humas`?
      = saran: daftar unit ada di zona.toml, bagian [[team]]
    $ zona init .
    galat: folder `.` sudah berisi zona.toml
      = saran: pilih folder lain; tidak ada yang ditimpa
    $ zona chek
    galat: perintah `chek` tidak dikenal
      = saran: mungkin maksudnya `check`?
      = saran: lihat `zona --help`
    $ zona report --perod 2024
    galat: pilihan `--perod` tidak dikenal
      = saran: mungkin maksudnya `--period`?
      = saran: lihat `zona --help` atau `zona PERINTAH --help`
    $ zona report --period
    galat: pilihan `--period` belum diberi nilai
      = saran: tulis --period <PERIODE>
    $ zona report --format docx
    galat: `docx` tidak dapat dipakai untuk `--format`
      = saran: pilihannya: html, xlsx, csv, json, parquet, svg, png
    $ zona check --as-of 31-12-2024
    galat: `31-12-2024` untuk `--as-of` bukan tanggal
      = saran: tulis sebagai TTTT-BB-HH, misalnya 2024-12-31
    $ zona explain
    galat: yang masih diperlukan: <INDIKATOR>
      = saran: lihat contohnya dengan `zona PERINTAH --help`
    $ zona compute --period 2024 --from 2023 --to 2024
    galat: `--period <PERIODE>` tidak dapat dipakai bersama `--from <PERIODE>, --to <PERIODE>`
      = saran: pilih salah satu
    $ zona report --quiet --out zona.toml/di-sini
    galat: tidak dapat menulis `zona.toml`: ada berkas dengan nama yang sama
      = saran: pilih nama folder lain, atau pindahkan berkas itu
    $ zona chek --lang en
    error: command `chek` is not known
      = hint: perhaps `check` is meant?
      = hint: see `zona --help`
    $ zona template pengaduann
    galat: dataset `pengaduann` tidak ada
      = saran: dataset yang ada: pengaduan
    $ zona template jenjang
    galat: dataset `jenjang` bukan tabel biasa
      = saran: formulir hanya dapat dibuat untuk dataset dengan satu baris per kejadian
    $ zona template hanya_csv
    galat: tidak ada berkas .xlsx yang cocok dengan kontrak `hanya_csv`: data/lain-*.csv
      = saran: tambahkan pola .xlsx pada `files` yang namanya cocok dengan `covers`
    $ zona template tanpa_judul
    galat: judul kolom dataset `tanpa_judul` tidak dapat ditulis
      = saran: beri setiap kolom setidaknya satu judul dengan huruf, bukan hanya tanda *
    $ zona template pengaduan --out .
    galat: register-2024-TW4.xlsx sudah ada
      = saran: pindahkan atau hapus dulu; formulir yang mungkin sudah diisi tidak ditimpa
    $ zona seal 2024-Q4
    galat: periode 2024-Q4 sudah disahkan: sealed/2024-Q4.json
      = saran: angka yang sudah terbit tidak ditimpa; koreksi sesudahnya tampil di sampingnya
    $ zona seal 2024-Q4 --as-of 2024-12-30
    galat: periode 2024-Q4 belum berakhir pada tanggal posisi data
      = saran: sahkan sesudah periodenya berakhir, tanpa --as-of yang lebih awal
    $ zona seal 2042-Q4
    galat: periode 2042-Q4 belum mempunyai satu angka pun
      = saran: periksa periodenya, atau masukkan datanya ke folder data/
    $ zona seal
    galat: yang masih diperlukan: <PERIODE>
      = saran: lihat contohnya dengan `zona PERINTAH --help`
    $ zona route --predicate wbk
    galat: predikat `wbk` tidak ada
      = saran: predikat yang ada: –
    $ zona route --predicate wkb
    galat: predikat `wkb` tidak ada
      = saran: predikat yang ada: lulus
    $ zona route --predicate lulus --period 2024-Q4 --unit humas
    galat: predikat `lulus` tidak dinilai untuk humas pada 2024-Q4
      = saran: unit yang punya: kantor
    $ zona route --predicate lulus --period 2023-Q4
    galat: predikat `lulus` tidak berlaku pada 2023-Q4: masa berlakunya 2024-01-01 sampai –
      = saran: pilih periode dalam masa itu, atau nyatakan aturan yang berlaku pada 2023-Q4
    $ zona route --predicate lulus --period 2024-Q4 --set a
    galat: `a` bukan BUTIR=JAWABAN
      = saran: tulis seperti --set P5.iii.c=A
    $ zona route --predicate lulus --period 2024-Q4 --set z=A
    galat: tidak ada butir `z` pada kartu yang dinilai predikat ini
      = saran: tulis kodenya seperti di definisi, atau `alias`-nya
    $ zona route --predicate lulus --period 2024-Q4 --set a=Z
    galat: butir `a` tidak mengenal jawaban "Z"
      = saran: jawaban yang ada: A, B, C
    $ zona route --predicate lulus --period 2024-Q4 --set jumlah=banyak
    galat: butir `jumlah` berisi angka, bukan "banyak"
      = saran: tulis angkanya, seperti 87,5
    $ zona route --predicate lulus --period 2024-Q4 --set b=0,8
    galat: butir `b` diisi persentase, dan "0,8" dapat berarti 0,8 % atau 80 %
      = saran: tulis tanda persennya: 80 % untuk bagian 0,8 dari seluruhnya, atau 0,8 %
    $ zona route --predicate lulus --period 2024-Q4 --set b=120
    galat: "120" di luar batas butir `b`: 0 % sampai 100 %
      = saran: tulis angka di antara 0 % dan 100 %
    $ zona route --predicate lulus --period 2024-Q4 --set indeks=4.5
    galat: "4.5" di luar batas butir `indeks`: 0 sampai 4
      = saran: tulis angka di antara 0 dan 4
    "#);
}

/// Help says everything in the language of the run, nothing in another.
#[test]
fn help_speaks_one_language() {
    let dir = TempDir::new("help-words");
    for command in ["report", "compute", "check", "explain", "seal", "init", "backtest"] {
        let ran = zona(dir.path(), &[command, "--help"]);
        assert_eq!(ran.code, 0);
        for english in ["Usage", "Options", "Print", "default", "possible", "Arguments"] {
            assert!(!ran.stdout.contains(english), "{command}: {english}\n{}", ran.stdout);
        }
        let ran = zona(dir.path(), &[command, "--help", "--lang", "en"]);
        for indonesian in ["Pemakaian", "Pilihan", "bawaan", "FOLDER PROYEK", "tampilkan"] {
            assert!(!ran.stdout.contains(indonesian), "{command}: {indonesian}\n{}", ran.stdout);
        }
    }
}
