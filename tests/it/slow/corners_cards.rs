//! Corners of scorecards that are read and of means of units, in a small office.

use zona::domain::{MemoryFiles, Value};

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
[[team]]
id = "s"
name = "Satker S"
parent = "kantor"
kind = "satker"
[[team]]
id = "t"
name = "Tim T"
parent = "s"
"#;

const DATASETS: &str = r#"
[dataset.r]
files = ["data/r-*.csv"]
date = "hari"
team = "unit"
expected = []
covers = { period = "file-name:r-{tahun}-{triwulan}", team = "all" }
[dataset.r.column]
unit = { type = "team", header = ["Unit"] }
hari = { type = "date", header = ["Hari"], required = true }
x = { type = "number", header = ["X"] }
[dataset.lke]
files = ["data/lke-*.csv"]
date = "posisi"
team = "unit"
expected = []
covers = { period = "file-name:lke-{tahun}-{triwulan}", team = "all" }
[dataset.lke.column]
posisi = { type = "date", from = "covers" }
unit = { type = "team", header = ["Unit"] }
kode = { type = "code", header = ["Kode"] }
lapis = { type = "text", header = ["Lapis"] }
jawaban = { type = "text", header = ["Jawaban"] }
bukti = { type = "text", header = ["Bukti"] }
diperiksa = { type = "yes_no", header = ["Diperiksa"] }
berlaku = { type = "yes_no", header = ["Berlaku"] }

[scale.abc]
answers = { A = 1, B = 0.5, C = 0 }
[scale.aturan]
answers = { A = 1, C = 0 }
otherwise = "C"
[[scale.aturan.rule]]
when = "m0 > 3"
answer = "A"

[scorecard.k]
name = "K"
for = "each"
blank = { tidak_berlaku = "reweight", belum_ada = "zero", disembunyikan = "fail" }
[scorecard.k.answers]
dataset = "lke"
question = "kode"
answer = "jawaban"
layer = "lapis"
layers = ["unit", "tpi"]
counts = ["tpi", "unit"]
applies = "berlaku"
max_age = 6
evidence = { status = "bukti", complete = "lengkap", checked = "diperiksa" }
[[scorecard.k.sum]]
id = "silang"
name = "Silang"
nodes = ["q1", "h"]
[[scorecard.k.group]]
id = "g"
name = "G"
weight = 60
leaf = [{ question = "q1", scale = "abc", weight = 40 }, { question = "q2", scale = "abc", weight = 20 }]
[[scorecard.k.group]]
id = "h"
name = "H"
weight = 40
leaf = [{ question = "q3", scale = "abc", weight = 25 }, { name = "Aturan", scale = "aturan", weight = 15 }]

[predicate.p]
name = "P"
scorecard = "k"
valid = { from = 2024-04-01 }
require = [
  { node = "total", least = 50 },
  { node = "g", least_share = 50 },
  { any = [{ node = "q2", least = 10 }, { indicator = "m0", above = 3 }, { node = "silang", most = 10 }] },
]
[predicate.pp]
name = "PP"
scorecard = "k"
require = [{ predicate = "p" }, { when = "m0 >= 1" }]
"#;

/// Each with `for`, further keys and formula or card.
const INDICATORS: [(&str, &str); 23] = [
    ("\"each\"", "dataset = \"r\"\nformula = \"AVG(x)\""),
    ("\"each\"", "dataset = \"r\"\nformula = \"AVG(x)\"\nparent = \"mean\""),
    (
        "\"each\"",
        "dataset = \"r\"\nrows = \"own\"\nformula = \"SUM(x)\"\nparent = \"mean_with_own\"",
    ),
    (
        "\"each\"",
        "dataset = \"r\"\nrows = \"own\"\nformula = \"AVG(x)\"\nparent = \"mean_with_own\"",
    ),
    ("\"each\"", "formula = \"2 * m0 + m2\"\nparent = \"mean_with_own\""),
    ("[\"office\", \"a\", \"s\"]", "dataset = \"r\"\nformula = \"COUNT(*)\"\nparent = \"mean\""),
    (
        "\"each\"",
        "formula = \"COALESCE(m0, 7)\"\nparent = \"mean\"\nnot_applicable = { a = \"tidak ada\" }",
    ),
    (
        "\"each\"",
        "formula = \"m0 - PREVIOUS(m1)\"\nparent = \"mean\"\nvalid = { from = 2024-04-01 }",
    ),
    ("\"each\"", "card = { scorecard = \"k\", node = \"total\" }"),
    ("\"each\"", "card = { scorecard = \"k\", node = \"g\", layer = \"unit\" }"),
    ("\"each\"", "card = { scorecard = \"k\", node = \"q2\" }"),
    ("\"each\"", "card = { scorecard = \"k\", node = \"q2\", read = \"share\" }"),
    ("\"each\"", "card = { scorecard = \"k\", node = \"h\", read = \"share\", layer = \"tpi\" }"),
    ("\"each\"", "card = { scorecard = \"k\", node = \"silang\" }"),
    (
        "\"each\"",
        "card = { scorecard = \"k\", node = \"silang\", read = \"share\", layer = \"unit\" }",
    ),
    ("\"each\"", "card = { scorecard = \"k\", node = \"total\", read = \"evidence\" }"),
    ("\"each\"", "card = { scorecard = \"k\", node = \"g\", read = \"evidence\" }"),
    (
        "\"each\"",
        "card = { scorecard = \"k\", node = \"total\", layer = \"unit\", less = \"tpi\" }",
    ),
    ("\"office\"", "card = { predicate = \"p\", for = \"each\" }"),
    ("[\"a\"]", "card = { predicate = \"pp\", for = [\"a\", \"b\", \"s\"] }"),
    ("\"each\"", "formula = \"m8 - PREVIOUS(m8)\"\nparent = \"mean\""),
    ("\"each\"", "card = { scorecard = \"k\", node = \"silang\", read = \"evidence\" }"),
    (
        "\"each\"",
        "card = { scorecard = \"k\", node = \"silang\", layer = \"tpi\", less = \"unit\" }",
    ),
];

fn files() -> MemoryFiles {
    let mut definitions = DATASETS.to_owned();
    for (at, (measured, keys)) in INDICATORS.iter().enumerate() {
        definitions
            .push_str(&format!("[indicator.m{at}]\nname = \"I\"\nfor = {measured}\n{keys}\n"));
    }
    let first = "Unit;Hari;X\nTim A;2024-01-10;3\nTim A;2024-01-10;4\nTim B;2024-03-31;2,5\n\
                 Satker S;2024-02-02;9\nTim T;2024-02-02;5\nKantor;2024-02-29;100\n";
    let second = "Unit;Hari;X\nTim A;2024-04-10;1\nTim B;2024-06-30;\nTim T;2024-05-02;9\n";
    let answers = "Unit;Kode;Lapis;Jawaban;Bukti;Diperiksa;Berlaku\n\
                   Tim A;q1;unit;A;lengkap;Ya;Ya\nTim A;q2;unit;A;lengkap;Tidak;Ya\n\
                   Tim A;q3;unit;B;sebagian;Ya;Ya\nTim A;q1;tpi;B;lengkap;Ya;Ya\n\
                   Tim A;q3;tpi;A;;;Ya\nTim B;q1;unit;B;;;Ya\nTim B;q2;unit;A;;;Tidak\n\
                   Satker S;q1;tpi;A;lengkap;Ya;Ya\nSatker S;q3;tpi;;lengkap;Ya;Ya\n\
                   Kantor;q2;unit;A;belum;Tidak;Ya\n";
    let later = "Unit;Kode;Lapis;Jawaban;Bukti;Diperiksa;Berlaku\n\
                 Tim A;q1;unit;A;lengkap;Ya;Ya\nTim A;q2;unit;B;lengkap;Ya;Ya\n\
                 Tim B;q1;unit;A;;;Ya\nTim B;q1;unit;B;;;Ya\n";
    MemoryFiles::new([
        ("zona.toml", OFFICE),
        ("indicators/a.toml", definitions.as_str()),
        ("data/r-2024-TW1.csv", first),
        ("data/r-2024-TW2.csv", second),
        ("data/lke-2024-TW1.csv", answers),
        ("data/lke-2024-TW3.csv", later),
    ])
}

#[test]
fn corners_of_cards_and_means_agree_with_plain_loops() {
    for (period, as_of) in
        [("2024-Q4", None), ("2024-Q2", None), ("2024-Q2", Some("2024-04-10")), ("2025-Q2", None)]
    {
        let run = run_clean(&files(), ask(period, as_of, 6));
        let tally = super::agree(&run, &files());
        assert!(tally.read > 60 && tally.means > 40 && tally.standings > 30, "{tally:?}");
    }
}

/// Before a predicate is in force nobody can meet it.
#[test]
fn holders_are_counted_only_while_the_predicate_is_in_force() {
    let value = |period| {
        let run = run_clean(&files(), ask(period, None, 1));
        run.value("m18", "kantor")
    };
    let number = |n: u32| Value::Number(n.into());
    let not_in_force = Value::not_applicable(zona::domain::Reason::NotInForce);
    assert_eq!(value("2024-Q1"), not_in_force);
    // A: 20 + 20 + 25 + 0 = 65 points, 40 of 60 in g, 20 for q2. S: 40 + 0 + 0 + 15 = 55 points, 40
    // of 60 in g, and an m0 of 9 where q2 is not answered. B has 30 points, the office 20, T 15.
    assert_eq!(value("2024-Q2"), number(2));
}

/// A question that nobody answered has no points, and no share of its weight.
#[test]
fn what_counts_as_nothing_is_a_share_of_nothing() {
    let run = run_clean(&files(), ask("2024-Q1", None, 1));
    let zero = Value::Number(0u32.into());
    assert_eq!((run.value("m10", "s"), run.value("m11", "s")), (zero.clone(), zero));
}

/// Of a sum of nodes, too, evidence and what one assessment gives more are read.
#[test]
fn sums_of_nodes_are_read_like_nodes() {
    let run = run_clean(&files(), ask("2024-Q1", None, 1));
    // q1 is proved by A and q3 is not; the TPI gives 20 + 25 where the unit gives 40 + 12.5.
    let half = |n: i64| Value::Number(zona::domain::Number::from_scaled(n.into(), 1));
    assert_eq!(run.value("m21", "a"), half(500));
    assert_eq!(run.value("m22", "a"), half(-75));
}
