//! Personal data never leave the loader: what is planted in every input is in no byte that any
//! command writes or prints.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use flate2::read::DeflateDecoder;
use rust_xlsxwriter::Workbook;

use crate::support::{TempDir, tree, zona};

/// Planted as name, as number, as telephone number and as text of a complaint.
const PLANTED: [&str; 4] =
    ["Kenari Kuning", "199913322024019001", "0812-0000-9999", "cicit kenari"];

/// The definitions: every way of being personal, in a text file, a workbook and a web page.
const DEFINITIONS: &str = r#"
[dataset.pengaduan]
title  = "Register pengaduan"
files  = ["data/register-*"]
key    = ["nip", "nomor"]
date   = "masuk"
team   = "unit"
covers = { period = "file-name:register-{tahun}-{triwulan}-*" }

[dataset.pengaduan.column]
nomor   = { type = "code", header = ["Nomor"], required = true }
unit    = { type = "team", header = ["Unit"] }
masuk   = { type = "date", header = ["Tanggal Masuk"], required = true }
status  = { type = "choice", header = ["Status"], of = ["proses", "selesai"] }
biaya   = { type = "money", header = ["Biaya"] }
nip     = { type = "code", header = ["NIP"], personal = "pseudonym" }
nip_utuh = { type = "nip", header = ["NIP Atasan"], personal = "pseudonym" }
pelapor = { type = "text", header = ["Nama Pelapor"], personal = "drop" }
telepon = { type = "text", header = ["Telepon"], personal = "drop" }
isi     = { type = "text", header = ["Isi Laporan"], personal = "drop" }

[dataset.pengaduan.rule.biaya_wajar]
expect   = "biaya IS NULL OR biaya < 1000"
severity = "warning"

[scale.capaian]
bands = [{ min = 90, label = "Baik", tone = "good" }, { label = "Kurang", tone = "bad" }]

[indicator.jumlah]
name    = "Pengaduan masuk"
for     = "each"
dataset = "pengaduan"
formula = "COUNT(*)"

[indicator.pelapor]
name    = "Pegawai yang melapor"
for     = "each"
dataset = "pengaduan"
formula = "COUNT(DISTINCT nip)"
"#;

const OFFICE: &str = "[office]\nname = \"Kantor Contoh\"\n\n[[team]]\nid = \"kantor\"\n\
    name = \"Kantor Contoh\"\nkind = \"office\"\n\n[[team]]\nid = \"humas\"\nname = \"Tim Humas\"\n\
    parent = \"kantor\"\n";

const HEADS: [&str; 10] = [
    "Nomor",
    "Unit",
    "Tanggal Masuk",
    "Status",
    "Biaya",
    "NIP",
    "NIP Atasan",
    "Nama Pelapor",
    "Telepon",
    "Isi Laporan",
];

/// Rows with every kind of mistake, so that every kind of message could give something away.
fn rows() -> Vec<[String; 10]> {
    let [name, number, phone, text] = PLANTED;
    let row = |nomor: &str, unit: &str, day: &str, status: &str, cost: &str| {
        [nomor, unit, day, status, cost, number, number, name, phone, text].map(str::to_owned)
    };
    vec![
        row("A1", "Humas", "02/10/2024", "proses", "5"),
        row("A2", "Humas", "99/10/2024", "proses", "5"),
        row("A3", "Humsa", "03/10/2024", "proses", "5"),
        row("A4", "Humas", "03/10/2024", "entah", "5"),
        row("A5", "Humas", "03/10/2024", "proses", "rusak"),
        row("A6", "Humas", "", "proses", "5"),
        row("A7", "Humas", "04/10/2024", "proses", "5000"),
        row("A7", "Humas", "05/10/2024", "selesai", "7"),
        row("A1", "Humas", "02/10/2024", "proses", "5"),
        row("Jumlah", "", "", "", "99"),
    ]
}

fn files() -> BTreeMap<String, Vec<u8>> {
    let mut text = HEADS.join(";") + "\n";
    let mut page = String::from("<html><body><table><tr>");
    page += &HEADS.map(|head| format!("<th>{head}</th>")).concat();
    page += "</tr>";
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, head) in (0..).zip(HEADS) {
        sheet.write(0, column, head).unwrap();
    }
    for (number, row) in (1..).zip(rows()) {
        text += &(row.join(";") + "\n");
        page += &format!("<tr>{}</tr>", row.each_ref().map(|c| format!("<td>{c}</td>")).concat());
        for (column, cell) in (0..).zip(&row) {
            sheet.write(number, column, cell).unwrap();
        }
    }
    // A cell too many, and a quote that is never closed.
    text += &format!(
        "A9;Humas;02/10/2024;proses;5;{};x;{};{};a;b;c\n",
        PLANTED[1], PLANTED[0], PLANTED[2]
    );
    let broken = format!(
        "{}\nA1;Humas;02/10/2024;proses;5;\"{};{}\n",
        HEADS.join(";"),
        PLANTED[1],
        PLANTED[0]
    );
    page += "</table></body></html>";
    let files: [(&str, Vec<u8>); 6] = [
        ("zona.toml", OFFICE.into()),
        ("indicators/uji.toml", DEFINITIONS.into()),
        ("data/register-2024-TW4-a.csv", text.into_bytes()),
        ("data/register-2024-TW4-b.xlsx", book.save_to_buffer().unwrap()),
        ("data/register-2024-TW4-c.xls", page.into_bytes()),
        ("lain/rusak.csv", broken.into_bytes()),
    ];
    files.into_iter().map(|(path, bytes)| (path.to_owned(), bytes)).collect()
}

/// The bytes of a file, and of everything packed in it.
fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut all = bytes.to_vec();
    for at in 0..bytes.len().saturating_sub(30) {
        if !bytes[at..].starts_with(b"PK\x03\x04") {
            continue;
        }
        let short = |from: usize| usize::from(u16::from_le_bytes([bytes[from], bytes[from + 1]]));
        let start = at + 30 + short(at + 26) + short(at + 28);
        if short(at + 8) == 8 && start < bytes.len() {
            let mut part = Vec::new();
            // What follows the packed bytes belongs to the next part.
            let _ = DeflateDecoder::new(&bytes[start..]).read_to_end(&mut part);
            assert!(!part.is_empty(), "a part that cannot be unpacked");
            all.extend(part);
        }
    }
    all
}

fn betrayals(name: &str, bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(&unpacked(bytes)).to_lowercase();
    let is_there = |planted: &&&str| text.contains(&planted.to_lowercase());
    PLANTED.iter().filter(is_there).map(|planted| format!("{name}: {planted}")).collect()
}

/// Runs a command and looks at all it prints.
fn ask(dir: &Path, args: &[&str]) -> Vec<String> {
    let ran = zona(dir, args);
    let name = args.join(" ");
    assert!(!ran.stderr.contains("panicked"), "{name}: {}", ran.stderr);
    let mut found = betrayals(&format!("{name} (stdout)"), ran.stdout.as_bytes());
    found.extend(betrayals(&format!("{name} (stderr)"), ran.stderr.as_bytes()));
    found
}

#[test]
fn what_is_planted_in_every_input_is_in_no_output() {
    let given = files();
    for path in given.keys().filter(|path| path.starts_with("data/")) {
        assert_eq!(betrayals(path, &given[path]).len(), PLANTED.len(), "{path} is planted");
    }
    let dir = TempDir::with("canary-everywhere", &given);
    let mut found = vec![];
    let period = ["--period", "2024-Q4"];
    let asks: Vec<Vec<&str>> = vec![
        vec!["check", "--ledger", "--rejects", "tolakan"],
        vec!["check", "--format", "json", "--lang", "en"],
        vec!["check", "--format", "github"],
        vec!["compute", "--format", "json", period[0], period[1]],
        vec!["compute", "--format", "csv", period[0], period[1]],
        vec!["report", period[0], period[1]],
        vec!["explain", "jumlah", "--team", "humas", period[0], period[1]],
        vec!["explain", "pelapor", "--team", "humas", "--plan", period[0], period[1]],
        vec!["inspect", "data/register-2024-TW4-a.csv"],
        vec!["inspect", "data/register-2024-TW4-b.xlsx", "--draft"],
        vec!["inspect", "data/register-2024-TW4-c.xls", "--draft"],
        vec!["inspect", "lain/rusak.csv"],
        vec!["template"],
        vec!["template", "pengaduan"],
    ];
    for args in &asks {
        found.extend(ask(dir.path(), args));
    }
    let mut written = 0;
    for (path, bytes) in tree(dir.path()) {
        if !given.contains_key(&path) {
            written += 1;
            found.extend(betrayals(&path, &bytes));
        }
    }
    assert!(written > 10, "only {written} files were written");
    assert!(found.is_empty(), "{found:#?}");
}
