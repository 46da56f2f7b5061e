//! Official rules declared without a line of Rust: `tests/cases/resmi/*` write them down as they
//! would ship, their `[[test]]` blocks hold the worked examples of the rules, and `terbit.csv` holds
//! what was published by them.

use std::collections::BTreeMap;

use zona::domain::{MemoryFiles, Number, Value};

use crate::support::{Run, TempDir, ask, case_dir, project_of, run_clean, zona};

/// Every project of the folder.
fn projects() -> Vec<String> {
    let entries = std::fs::read_dir(case_dir("resmi")).unwrap();
    let dirs = entries.map(|entry| entry.unwrap()).filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> =
        dirs.map(|dir| dir.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Every rule can be said, no check refuses it or warns of it, and it gives what its text says.
#[test]
fn every_rule_is_declared_and_gives_its_own_examples() {
    let names = projects();
    assert!(!names.is_empty());
    for name in names {
        let dir = TempDir::new(&format!("resmi-{name}"));
        for (path, bytes) in project_of(&format!("resmi/{name}")) {
            let path = dir.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        let out = zona(dir.path(), &["check"]);
        let said = format!("{name}: {}{}", out.stdout, out.stderr);
        assert_eq!(out.code, 0, "{said}");
        assert!(!said.contains("peringatan["), "{said}");
        assert!(said.contains("Uji definisi: "), "{said}");
        assert!(case_dir("resmi").join(&name).join("README.md").is_file(), "{name}: no working");
    }
}

/// Published figures come out to the printed digit, and so does each of the few that do not.
#[test]
fn published_figures_come_out_to_the_printed_digit() {
    let mut reader = csv::Reader::from_path(case_dir("resmi").join("terbit.csv")).unwrap();
    let records: Vec<BTreeMap<String, String>> =
        reader.deserialize().map(|record| record.unwrap()).collect();
    assert!(!records.is_empty());
    let mut runs: BTreeMap<(String, String), Run> = BTreeMap::new();
    let mut wrong = vec![];
    for record in &records {
        let (project, period) = (record["project"].clone(), record["period"].clone());
        let run = runs.entry((project, period)).or_insert_with_key(|(project, period)| {
            let files = MemoryFiles::new(project_of(&format!("resmi/{project}")));
            run_clean(&files, ask(period, None, 1))
        });
        let value = match record["figure"].strip_prefix("kartu:") {
            Some(card) => run.card(card, &record["team"]).root.score.clone(),
            None => run.value(&record["figure"], &record["team"]),
        };
        let found = match &value {
            Value::Number(number) => number.to_fixed(record["decimals"].parse().unwrap()),
            Value::Blank(_, reason) => reason.to_string(),
        };
        let expected = if record["found"].is_empty() { "published" } else { "found" };
        let number = |text: &str| Number::parse(text);
        if number(&found).is_none() || number(&found) != number(&record[expected]) {
            wrong.push(format!("{record:?}: found {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
