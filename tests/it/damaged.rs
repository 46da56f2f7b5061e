//! One damaged quarterly drop: one run names every mistake well enough that the files can be mended
//! without asking anybody, and the mended drop passes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use rust_xlsxwriter::{Formula, Workbook, Worksheet};

use crate::support::{TempDir, case_dir, tree, zona};

/// What may appear in no output: the only name in the drop, and the employees' numbers.
const CANARIES: [&str; 5] =
    ["Sutarjo", "Wibisana", "198501012010011001", "198602022011012002", "198703032012011003"];

/// The project with the drop of this name.
fn project(drop: &str) -> TempDir {
    let all = tree(&case_dir("damaged"));
    let mut files = BTreeMap::new();
    for (path, bytes) in all {
        if path == "zona.toml" || path.starts_with("indicators/") {
            files.insert(path, bytes);
        } else if let Some(own) = path.strip_prefix(&format!("{drop}/")) {
            match own.strip_suffix(".xlsx.txt") {
                Some(stem) => {
                    let text = String::from_utf8(bytes).unwrap();
                    files.insert(format!("{stem}.xlsx"), workbook(&text))
                }
                None => files.insert(own.to_owned(), bytes),
            };
        }
    }
    TempDir::with(drop, &files)
}

/// A workbook from lines `[SHEET]`, `[SHEET hidden]` and `CELL = VALUE`.
fn workbook(text: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    for part in text.split('[').skip(1) {
        let (name, cells) = part.split_once("]\n").unwrap();
        let sheet = book.add_worksheet();
        sheet.set_name(name.trim_end_matches(" hidden")).unwrap();
        sheet.set_hidden(name.ends_with(" hidden"));
        for line in cells.lines() {
            let (cell, value) = line.split_once(" = ").unwrap();
            write(sheet, cell, value);
        }
    }
    book.save_to_buffer().unwrap()
}

fn write(sheet: &mut Worksheet, cell: &str, value: &str) {
    let column = u16::from(cell.as_bytes()[0] - b'A');
    let row: u32 = cell[1..].parse().unwrap();
    if value == "#DIV/0!" {
        sheet.write_formula(row - 1, column, Formula::new("=1/0").set_result(value)).unwrap();
    } else if let Ok(number) = value.parse::<f64>() {
        sheet.write_number(row - 1, column, number).unwrap();
    } else {
        sheet.write_string(row - 1, column, value.trim_start_matches('\'')).unwrap();
    }
}

/// Holds an output against its file; what was found instead is left beside the build.
fn check(name: &str, found: &str) {
    let expected = fs::read_to_string(case_dir("damaged").join(name)).unwrap_or_default();
    if found != expected {
        let path =
            std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("damaged-{name}"));
        fs::write(&path, found).unwrap();
        panic!("{name} differs; found:\n{found}");
    }
}

#[test]
fn one_run_names_every_mistake_of_a_damaged_drop() {
    let dir = project("damaged");
    let args = ["check", "--color", "never", "--rejects", "perbaikan"];
    let ran = zona(dir.path(), &args);
    assert_eq!(ran.code, 1);
    check("expected.txt", &format!("{}{}", ran.stderr, ran.stdout));
    let rejects = fs::read_to_string(dir.path().join("perbaikan/pengaduan.csv")).unwrap();
    check("rejects.csv", &rejects);

    let json = zona(dir.path(), &["check", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    let (mut kinds, mut places) = (BTreeSet::new(), BTreeSet::new());
    for one in value["findings"].as_array().unwrap() {
        kinds.insert(one["code"].as_str().unwrap().to_owned());
        places.insert(one["place"]["file"].as_str().unwrap().to_owned());
    }
    assert!(kinds.len() >= 12, "{kinds:?}");
    assert_eq!(places.len(), 5, "{places:?}");

    let github = zona(dir.path(), &["check", "--format", "github"]);
    let english = zona(dir.path(), &["check", "--lang", "en"]);
    let mut written = tree(&dir.path().join("perbaikan"));
    for (name, text) in [("text", &ran), ("json", &json), ("github", &github), ("en", &english)] {
        written.insert(name.into(), format!("{}{}", text.stdout, text.stderr).into_bytes());
    }
    for (name, bytes) in written {
        let text = String::from_utf8_lossy(&bytes);
        for canary in CANARIES {
            assert!(!text.contains(canary), "{canary} in {name}:\n{text}");
        }
    }
}

/// What the messages say was done, and nothing else.
#[test]
fn the_mended_drop_passes_without_a_finding() {
    let dir = project("mended");
    let ran = zona(dir.path(), &["check", "--color", "never", "--rejects", "perbaikan"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let said: Vec<&str> = ran.stderr.lines().collect();
    let nothing = "Tidak ada baris yang perlu diperbaiki; tidak ada berkas yang ditulis";
    assert_eq!(said, ["0 galat, 0 peringatan, 0 catatan", nothing]);
    let quiet = zona(dir.path(), &["check", "--quiet"]);
    assert_eq!((quiet.stdout.as_str(), quiet.stderr.as_str()), ("", ""));
}
