//! Corners that the packs have not all: a small office, held against plain loops like them.

use zona::domain::MemoryFiles;

use crate::support::{ask, run_clean};

const OFFICE: &str = r#"
[office]
name = "Kantor"
[[team]]
id = "kantor"
name = "Kantor"
kind = "office"
[[team]]
id = "a"
name = "Tim A"
parent = "kantor"
[[team]]
id = "b"
name = "Tim B"
parent = "kantor"
valid = { to = 2024-08-15 }
into = "c"
[[team]]
id = "c"
name = "Tim C"
parent = "kantor"
valid = { from = 2024-08-16 }
[[team]]
id = "s"
name = "Satker S"
parent = "kantor"
kind = "satker"
"#;

const DATASETS: &str = r#"
[dataset.r]
files = ["data/r-*.csv"]
date = "hari"
team = "unit"
covers = { period = "file-name:r-{tahun}-{triwulan}" }
[dataset.r.column]
unit = { type = "team", header = ["Unit"] }
hari = { type = "date", header = ["Hari"], required = true }
x = { type = "number", header = ["X"] }
tutup = { type = "date", header = ["Tutup"], event = true }
[dataset.p]
files = ["data/p-*.csv"]
date = "hari"
team = "unit"
expected = ["a"]
covers = { period = "file-name:p-{tahun}-{triwulan}" }
[dataset.p.column]
unit = { type = "team", header = ["Unit"] }
hari = { type = "date", header = ["Hari"], required = true }
[dataset.q]
files = ["data/q-*.csv"]
date = "hari"
team = "unit"
expected = []
covers = { period = "file-name:q-{tahun}-{triwulan}" }
[dataset.q.column]
unit = { type = "team", header = ["Unit"] }
hari = { type = "date", header = ["Hari"], required = true }
"#;

/// Each with `for`, dataset, further keys and formula.
const INDICATORS: [(&str, &str, &str, &str); 24] = [
    ("\"office\"", "r", "rows = \"own\"", "COUNT(*)"),
    ("\"each\"", "r", "rows = \"own\"", "SUM(x)"),
    ("\"office\"", "r", "rows = \"own\"\nmissing = \"skip\"", "COUNT(*)"),
    ("\"each\"", "r", "window = \"to_date\"", "COUNT(*) FILTER (WHERE tutup IS NULL)"),
    ("\"each\"", "r", "window = \"semester\"", "MEDIAN(x)"),
    ("\"each\"", "r", "window = \"month\"", "COUNT(*)"),
    ("\"each\"", "r", "window = \"rolling_2\"", "STDDEV(x)"),
    ("\"each\"", "r", "window = \"year_to_date\"", "LAST(x)"),
    ("\"each\"", "r", "series = \"month\"", "AVG(x) - FIRST(x)"),
    ("\"each\"", "r", "", "ON_DATE(tutup, COUNT(*)) / COUNT(*)"),
    ("\"each\"", "r", "", "PERCENTILE_CONT(0.3) WITHIN GROUP (ORDER BY DAYS(hari, tutup))"),
    ("\"each\"", "p", "window = \"snapshot\"", "COUNT(*)"),
    ("\"office\"", "p", "window = \"snapshot\"", "COUNT(*)"),
    ("\"each\"", "p", "window = \"snapshot\"\nmax_age = 2", "COUNT(*)"),
    ("\"each\"", "p", "missing = \"zero\"", "COUNT(*)"),
    ("\"each\"", "p", "missing = \"skip\"", "COUNT(*)"),
    ("\"office\"", "p", "missing = \"skip\"", "COUNT(*)"),
    ("\"each\"", "q", "window = \"snapshot\"", "COUNT(*)"),
    ("\"each\"", "q", "window = \"snapshot\"\nmax_age = 2", "COUNT(*)"),
    ("\"each\"", "q", "missing = \"zero\"", "COUNT(*)"),
    ("\"each\"", "q", "", "COUNT(*)"),
    ("[\"satker\", \"office\"]", "r", "rows = \"own\"", "COUNT(DISTINCT x)"),
    ("\"each\"", "r", "not_applicable = { a = \"tidak ada\" }", "COUNT(*)"),
    (
        "\"each\"",
        "r",
        "step = [{ by = [\"x\"], let = { n = \"COUNT(tutup)\", t = \"MAX(hari)\" } }]",
        "SUM(n) + LAST(n)",
    ),
];

fn files() -> MemoryFiles {
    let mut definitions = DATASETS.to_owned();
    for (at, (measured, dataset, keys, formula)) in INDICATORS.iter().enumerate() {
        definitions.push_str(&format!(
            "[indicator.i{at}]\nname = \"I\"\nfor = {measured}\ndataset = \"{dataset}\"\n\
             {keys}\nformula = \"{formula}\"\n"
        ));
    }
    let made = "[indicator.m]\nname = \"M\"\nfor = \"each\"\n\
                formula = \"COALESCE(i1, i20, 7) - OFFICE(PREVIOUS(i1)) / i0\"\n";
    definitions.push_str(made);
    let first = "Unit;Hari;X;Tutup\nTim A;2024-01-10;3;2024-02-01\nTim A;2024-01-10;4;\n\
                 Tim B;2024-03-31;2,5;2024-04-02\nSatker S;2024-02-02;9;2024-02-03\n\
                 Kantor;2024-02-29;;2024-07-01\n";
    let second = "Unit;Hari;X;Tutup\nTim A;2024-04-10;3;2024-05-01\nTim B;2024-06-30;4;\n\
                  Satker S;2024-05-02;9;2024-09-30\nTim A;2024-06-30;8;\n";
    let third = "Unit;Hari;X;Tutup\nTim B;2024-07-10;1;2024-08-01\nTim C;2024-09-30;2;\n\
                 Satker S;2024-08-20;9;2024-10-01\nTim A;2024-07-10;1;2024-07-12\n";
    let state = "Unit;Hari\nTim A;2024-03-31\nTim B;2024-03-31\nSatker S;2024-03-31\n";
    MemoryFiles::new([
        ("zona.toml", OFFICE),
        ("indicators/a.toml", definitions.as_str()),
        ("data/r-2024-TW1.csv", first),
        ("data/r-2024-TW2.csv", second),
        ("data/r-2024-TW3.csv", third),
        ("data/p-2024-TW1.csv", state),
        ("data/q-2024-TW1.csv", state),
    ])
}

#[test]
fn corners_agree_with_plain_loops() {
    for (period, as_of) in [
        ("2024-Q3", None),
        ("2024-Q3", Some("2024-08-14")),
        ("2024-Q4", None),
        ("2024-Q2", Some("2024-04-10")),
        ("2024", Some("2024-09-30")),
        ("2024-05", None),
    ] {
        let run = run_clean(&files(), ask(period, as_of, 4));
        let tally = super::agree(&run, &files());
        assert!(tally.numbers > 30, "{period} {as_of:?}: {tally:?}");
    }
}
