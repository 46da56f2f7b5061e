//! Public exports of real offices, where their folder is at hand; see `tests/cases/real/README.md`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use zona::domain::{Aside, MemoryFiles, Period, Value};

use crate::support::{Run, ask, case_dir, root, run_clean, tree, with_holidays};

/// The folder of the exports, beside the repository.
fn exports() -> Option<PathBuf> {
    let folder = root().parent()?.join("shared/real-data");
    let found = folder.is_dir() && case_dir("real").join("asks.csv").is_file();
    if !found {
        eprintln!("skipped: no exports in {}", folder.display());
    }
    found.then_some(folder)
}

fn records(name: &str) -> Vec<BTreeMap<String, String>> {
    let path = case_dir("real").join(name);
    let mut reader = csv::Reader::from_path(&path).unwrap();
    reader.deserialize().map(|record| record.unwrap()).collect()
}

/// Every project of the folder, run as `asks.csv` says.
fn runs() -> Option<BTreeMap<String, Run>> {
    let exports = exports()?;
    let data = tree(&exports);
    let run = |record: BTreeMap<String, String>| {
        let mut files = tree(&case_dir("real").join(&record["project"]));
        files.extend(data.iter().map(|(path, bytes)| (format!("data/{path}"), bytes.clone())));
        let files = MemoryFiles::new(with_holidays(files));
        let history = record["history"].parse().unwrap();
        let run = run_clean(&files, ask(&record["period"], Some(&record["as_of"]), history));
        (record["project"].clone(), run)
    };
    Some(records("asks.csv").into_iter().map(run).collect())
}

#[test]
fn figures_and_rows_are_those_worked_out_without_this_program() {
    let Some(runs) = runs() else { return };
    let mut wrong = vec![];
    let expected = records("expected.csv");
    assert!(!expected.is_empty());
    for record in &expected {
        let run = &runs[&record["project"]];
        let period = Period::parse(&record["period"]).unwrap();
        let value = run.value_of(&record["indicator"], &record["team"], period);
        let found = match &value {
            Value::Number(number) => format!("{number:?}"),
            Value::Blank(_, reason) => reason.to_string(),
        };
        if (value.kind(), found.as_str()) != (record["kind"].as_str(), record["value"].as_str()) {
            wrong.push(format!("{record:?}: found {} {found}", value.kind()));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} differ:\n{}",
        wrong.len(),
        expected.len(),
        wrong.join("\n")
    );

    for record in records("ledger.csv") {
        let accounts = &runs[&record["project"]].loaded.ledger.files;
        let account = accounts.iter().find(|account| {
            account.dataset.as_str() == record["dataset"]
                && account.file == record["file"]
                && account.sheet == record["sheet"]
        });
        let account = account.unwrap_or_else(|| panic!("no account of {record:?}"));
        let reasons = Aside::ALL.iter().filter(|reason| account.aside(**reason) > 0);
        let aside: Vec<String> =
            reasons.map(|reason| format!("{}={}", reason.code(), account.aside(*reason))).collect();
        let found = (account.read().to_string(), account.used().to_string(), aside.join(" "));
        let wanted = (record["read"].clone(), record["used"].clone(), record["aside"].clone());
        assert_eq!(found, wanted, "{} {}", record["project"], record["file"]);
    }
}

#[test]
fn a_hierarchy_that_adds_up_is_not_complained_about() {
    let Some(runs) = runs() else { return };
    assert!(!runs["lra"].codes().contains_key("parent-sum"), "{}", runs["lra"].printed());
    assert!(!runs["lra"].codes().contains_key("printed-total"), "{}", runs["lra"].printed());
}
