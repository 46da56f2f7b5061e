//! Official rules declared without a line of Rust: `tests/cases/resmi/*` write them down as they
//! would ship, their `[[test]]` blocks hold the worked examples of the rules, and `terbit.csv` holds
//! what was published by them.

use std::collections::BTreeMap;

use zona::domain::{MemoryFiles, Number, Value};
use zona::score::predicate::{Judged, Verdict};

use crate::support::{Run, TempDir, ask, case_dir, check_case, exact, project_of, run_clean, zona};

/// Every project of the folder.
fn projects() -> Vec<String> {
    let entries = std::fs::read_dir(case_dir("resmi")).unwrap();
    let dirs = entries.map(|entry| entry.unwrap()).filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> = dirs.map(|dir| dir.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Every rule can be said, no check refuses it or warns of it, and it gives what its text says.
#[test]
fn every_rule_is_declared_and_gives_its_own_examples() {
    let names = projects();
    assert!(!names.is_empty());
    for name in names {
        let files = project_of(&format!("resmi/{name}"));
        let dir = TempDir::with(&format!("resmi-{name}"), &files);
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

/// A survey may ask fewer than nine elements: without *Biaya/Tarif* (116) there are eight, each of
/// which weighs an eighth: 25 × (955 − 116) / (29 × 8).
#[test]
fn fewer_elements_weigh_more_each() {
    let mut files = project_of("resmi/skm");
    let survey = files.get_mut("data/skm/skm-2025-TW3.csv").unwrap();
    let text = String::from_utf8(survey.clone()).unwrap();
    let mut writer = csv::Writer::from_writer(vec![]);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    for record in reader.records() {
        let record = record.unwrap();
        let kept = record.iter().enumerate().filter(|(at, _)| *at != 6).map(|(_, cell)| cell);
        writer.write_record(kept).unwrap();
    }
    *survey = writer.into_inner().unwrap();
    assert!(!String::from_utf8_lossy(survey).contains("Biaya"));
    let run = run_clean(&MemoryFiles::new(files), ask("2025-Q3", None, 1));
    assert_eq!(exact(run.value("ikm", "ptsp").number().unwrap()), "20975/232");
    assert_eq!(run.value("nrr_biaya", "kantor").kind(), "belum_ada");
    let printed = |id: &str| exact(run.value(id, "ptsp").number().unwrap());
    assert_eq!(["unsur_pertama", "unsur_kedua", "unsur_ketiga"].map(printed), ["3", "2", "5"]);
}

/// The whole LKE with the thresholds of WBK: 3.60 ÷ 4 × 17.50 is 15.75, and 15.75 is enough.
#[test]
fn the_whole_lke_and_its_thresholds_are_declared() {
    check_case("resmi/zi");
    let run = run_clean(&MemoryFiles::new(project_of("resmi/zi")), ask("2025", None, 1));
    let root = &run.card("zi", "satker").root;
    let points = |id: &str| {
        let node = root.nodes().into_iter().find(|node| node.id == id).unwrap();
        exact(node.points.as_ref().unwrap())
    };
    assert_eq!(points("pengawasan"), "4348049/324000");
    assert_eq!(points("pengawasan_pemenuhan"), "6.55725");
    assert_eq!(["ipak", "kinerja", "prima"].map(points), ["15.75", "2.5", "14"]);
    let margin = |clause: &Judged| clause.margin.as_ref().map_or("-".into(), |m| m.to_plain(5));
    let short = |id: &str| {
        let mut own = run.graded.standings.iter().filter(|one| one.period == run.ask.period);
        let standing = own.find(|standing| standing.id == id).unwrap();
        let fails = standing.clauses.iter().filter(|clause| clause.verdict != Verdict::Holds);
        (standing.verdict, fails.map(margin).collect::<Vec<_>>().join(" "))
    };
    assert_eq!(short("wbk"), (Verdict::Holds, String::new()));
    assert_eq!(short("wbk_per_paruh"), (Verdict::Holds, String::new()));
    // Who does not hold it cannot keep it, whatever the survey says.
    assert_eq!(short("wbk_bertahan"), (Verdict::Fails, "-1".into()));
    assert_eq!(short("syarat_wbk"), (Verdict::Fails, "0 -1.2".into()));
    let overview = String::from_utf8(run.documents()["index.html"].clone()).unwrap();
    assert!(overview.contains("SAKIP unit B 60,00 (harus lebih dari 60)"), "{overview}");
    assert_eq!(short("wbbm"), (Verdict::Fails, "-1 -1.40873 -0.24625 -1.25 -1.25 -".into()));
    // Points or index: each of the two is short by its own margin.
    let wbbm =
        run.graded.standings.iter().find(|one| one.id == "wbbm" && one.period == run.ask.period);
    let last = wbbm.unwrap().clauses.last().unwrap();
    let margins = last.inner.iter().map(margin).collect::<Vec<_>>();
    assert_eq!(margins, ["-1.75", "-0.4"]);
}
