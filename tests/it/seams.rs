//! Where the parts of the meaning meet: steps and filters, small numbers and versions, withheld
//! counts and what looks back at them, seals and moved teams.

use std::fmt::Write as _;

use zona::domain::MemoryFiles;
use zona::report::ResultRow;

use crate::support::{TempDir, ask, random, run_clean, texts, zona};

const SETTINGS: &str = r#"
[office]
name = "Kantor"
[[team]]
id = "kantor"
name = "Kantor"
[[team]]
id = "bidang"
name = "Bidang"
parent = "kantor"
[[team]]
id = "tu"
name = "Tata Usaha"
parent = "kantor"
[[team]]
id = "a"
name = "Tim A"
parent = [{ id = "bidang", to = 2024-09-30 }, { id = "tu", from = 2024-10-01 }]
[[team]]
id = "b"
name = "Tim B"
parent = "bidang"
[[team]]
id = "c"
name = "Tim C"
parent = "tu"
"#;

const DATASET: &str = r#"
[dataset.kasus]
title = "Kasus"
files = ["data/kasus-*.csv"]
date = "masuk"
team = "unit"
covers = { period = "file-name:kasus-{tahun}-{triwulan}" }
[dataset.kasus.column]
masuk = { type = "date", header = ["Masuk"], required = true }
selesai = { type = "date", header = ["Selesai"], event = true }
unit = { type = "team", header = ["Unit"] }
orang = { type = "text", header = ["Orang"] }
lama = { type = "number", header = ["Lama"] }
"#;

/// So many cases of a team in a quarter that took so many days.
type Cases = (&'static str, i32, u32, i64, usize);

fn files(definitions: &str, cases: &[Cases]) -> Vec<(String, String)> {
    let mut all = vec![
        ("zona.toml".to_owned(), SETTINGS.to_owned()),
        ("indicators/kasus.toml".to_owned(), format!("{DATASET}{definitions}")),
    ];
    for year in [2022, 2023, 2024] {
        for quarter in 1..=4 {
            let mut text = "Masuk;Selesai;Unit;Orang;Lama\n".to_owned();
            let own = cases.iter().filter(|(_, y, q, ..)| (*y, *q) == (year, quarter));
            for (team, .., days, count) in own {
                for at in 0..*count {
                    let month = quarter * 3 - 1;
                    let unit = team.to_uppercase();
                    let person = if at % 2 == 0 { "x" } else { "y" };
                    writeln!(text, "15/{month:02}/{year};;Tim {unit};{person};{days}").unwrap();
                }
            }
            all.push((format!("data/kasus-{year}-TW{quarter}.csv"), text));
        }
    }
    all
}

fn computed(definitions: &str, cases: &[Cases], period: &str) -> Vec<ResultRow> {
    let files = files(definitions, cases);
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let files: MemoryFiles = texts(&files);
    run_clean(&files, ask(period, None, 8)).rows()
}

fn row<'a>(rows: &'a [ResultRow], indicator: &str, team: &str) -> &'a ResultRow {
    rows.iter().find(|row| row.indicator == indicator && row.team == team).unwrap()
}

fn value(rows: &[ResultRow], indicator: &str, team: &str) -> String {
    let row = row(rows, indicator, team);
    row.value.as_ref().map_or_else(|| row.kind.to_owned(), |value| value.to_plain(4))
}

/// A group is there as soon as a row is, also where every aggregate passes its rows over.
#[test]
fn a_step_keeps_groups_of_which_nothing_is_counted() {
    let definitions = r#"
[indicator.rerata]
name = "Terlambat per orang"
for = "each"
dataset = "kasus"
step = [{ by = ["unit"], let = { lambat = "COUNT(*) FILTER (WHERE lama > 10)" } }]
formula = "AVG(lambat)"
[indicator.unit]
name = "Unit yang punya kasus"
for = "each"
dataset = "kasus"
step = [{ by = ["unit"], let = {} }]
formula = "COUNT(*)"
[indicator.tanpa]
name = "Tanpa langkah"
for = "each"
dataset = "kasus"
step = []
formula = "COUNT(*)"
"#;
    let rows = computed(definitions, &[("b", 2024, 3, 20, 3), ("a", 2024, 3, 5, 2)], "2024-Q3");
    let found = |indicator, team| value(&rows, indicator, team);
    // Three late cases of two units: 1.5 each, not 3 for the one that has some.
    assert_eq!(found("rerata", "bidang"), "1.5");
    assert_eq!(found("rerata", "a"), "0");
    assert_eq!(found("rerata", "c"), "tidak_berlaku");
    assert_eq!(found("unit", "kantor"), "2");
    assert_eq!(found("unit", "c"), "0");
    assert_eq!(found("tanpa", "kantor"), "5");
}

/// A share of few rows is judged over a year by its own factor, and not across a cut.
#[test]
fn small_shares_are_put_together_by_their_own_definition() {
    let share = |name: &str, more: &str| {
        format!(
            "[[indicator.{name}]]\nname = \"Tepat\"\nfor = \"each\"\ndataset = \"kasus\"\n\
             better = \"higher\"\ntarget = 0.5\n{more}\n"
        )
    };
    let formula = "formula = \"COUNT(*) FILTER (WHERE lama <= 10) / COUNT(*)\"";
    let definitions = [
        share("utuh", formula),
        share("lama", &format!("valid = {{ to = 2024-06-30 }}\n{formula}"))
            .replace("lama]", "dua]"),
        share("dua", &format!("valid = {{ from = 2024-07-01 }}\n{formula}")),
        share("sumbu", "formula = \"ON_DATE(selesai, COUNT(*)) / COUNT(*)\""),
    ];
    let early = (1..=3).map(|quarter| ("b", 2024, quarter, 5, 4));
    let cases: Vec<Cases> = early.chain([("b", 2024, 4, 20, 4)]).collect();
    let rows = computed(&definitions.concat(), &cases, "2024-Q4");
    // None of 4 in time, but 12 of 16 in the year: 0.75 of a target of 0.5.
    assert_eq!(row(&rows, "utuh", "b").achievement.as_ref().unwrap().to_plain(4), "150");
    assert_eq!(row(&rows, "dua", "b").achievement, None);
    assert_eq!(row(&rows, "dua", "b").kind, "angka");
    // What was closed is no part of what came in: no share, and no least number of rows.
    assert_eq!(row(&rows, "sumbu", "b").achievement.as_ref().unwrap().to_plain(4), "0");
}

/// A period that has not begun is not known: only what does not apply spreads its weight.
#[test]
fn a_period_that_has_not_begun_is_missing() {
    let definitions = r#"
[indicator.jumlah]
name = "Jumlah"
for = "each"
dataset = "kasus"
formula = "COUNT(*)"
"#;
    let files = files(definitions, &[("b", 2024, 4, 5, 3)]);
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let rows = run_clean(&texts(&files), ask("2025-Q1", Some("2024-12-31"), 8)).rows();
    assert_eq!(row(&rows, "jumlah", "b").kind, "belum_ada");
}

/// A test of progress computes the baseline that is a figure, too.
#[test]
fn a_test_computes_the_baseline_it_needs() {
    let definitions = r#"
[indicator.dasar]
name = "Dasar"
dataset = "kasus"
formula = "MIN(lama)"
[indicator.jauh]
name = "Kemajuan"
dataset = "kasus"
formula = "MAX(lama)"
better = "higher"
target = 100
score = { from = "progress", baseline = { indicator = "dasar" } }
[[test]]
indicator = "jauh"
period = "2024-Q4"
rows.kasus = [{ masuk = 2024-10-01, unit = "b", lama = 10 }, { masuk = 2024-10-02, unit = "b", lama = 55 }]
expect = { score = 50 }
"#;
    let dir = on_disk("dasar", definitions, &[]);
    let out = zona(dir.path(), &["check"]);
    assert_eq!(out.code, 0, "{}", out.stderr);
}

const WITHHELD: &str = r#"
[[indicator.jumlah]]
name = "Jumlah"
for = "each"
dataset = "kasus"
valid = { to = 2023-12-31 }
formula = "COUNT(*)"
suppress = 5
[[indicator.jumlah]]
name = "Jumlah"
for = "each"
dataset = "kasus"
valid = { from = 2024-01-01 }
comparable = true
formula = "COUNT(*)"
[indicator.sebagian]
name = "Jumlah sebagian unit"
for = ["kantor", "a", "b", "c"]
dataset = "kasus"
formula = "COUNT(*)"
suppress = 5
[indicator.dulu]
name = "Dua tahun lalu"
for = "each"
formula = "YEAR_AGO(YEAR_AGO(jumlah))"
"#;

/// What only a formula looks back at is withheld as well, by the version of its day; and a unit
/// that has no figure of its own hides nothing.
#[test]
fn nothing_gives_a_withheld_count_away() {
    let cases = [
        ("a", 2022, 4, 5, 2),
        ("b", 2022, 4, 5, 30),
        ("c", 2022, 4, 5, 40),
        ("a", 2024, 4, 5, 3),
        ("b", 2024, 4, 5, 40),
        ("c", 2024, 4, 5, 50),
    ];
    let rows = computed(WITHHELD, &cases, "2024-Q4");
    let found = |indicator, team| value(&rows, indicator, team);
    assert_eq!(found("dulu", "a"), "disembunyikan");
    assert_eq!(found("dulu", "kantor"), "72");
    assert_eq!(found("jumlah", "a"), "3");
    assert_eq!(found("sebagian", "a"), "disembunyikan");
    let others = ["kantor", "b", "c"].map(|team| found("sebagian", team));
    assert_eq!(others.iter().filter(|value| *value == "disembunyikan").count(), 1, "{others:?}");
}

fn on_disk(name: &str, definitions: &str, cases: &[Cases]) -> TempDir {
    let dir = TempDir::new(name);
    for (path, text) in files(definitions, cases) {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    dir
}

/// A unit from which a team was moved is another unit: its figure is no restatement, and the
/// difference does not tell the count of the team that was moved.
#[test]
fn a_moved_team_restates_nothing() {
    let definitions = r#"
[indicator.jumlah]
name = "Jumlah"
for = "each"
dataset = "kasus"
formula = "COUNT(*)"
suppress = 5
"#;
    let cases = [("a", 2024, 3, 5, 3), ("b", 2024, 3, 5, 40), ("c", 2024, 3, 5, 50)];
    let dir = on_disk("pindah", definitions, &cases);
    let sealed = zona(dir.path(), &["seal", "2024-Q3"]);
    assert_eq!(sealed.code, 0, "{}", sealed.stderr);
    let standing = |more: &[&str]| {
        let asked = [&["compute", "--period", "2024-Q3", "--format", "csv"], more].concat();
        let out = zona(dir.path(), &asked);
        assert_eq!(out.code, 0, "{}", out.stderr);
        let head: Vec<String> =
            out.stdout.lines().next().unwrap().split(',').map(str::to_owned).collect();
        let at = |name: &str| head.iter().position(|own| own == name).unwrap();
        let (team, standing, published) = (at("team"), at("standing"), at("published"));
        let cells = out.stdout.lines().skip(1).map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            format!("{} {} {}", cells[team], cells[standing], cells[published])
        });
        cells.map(|line| line.trim().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        standing(&[]),
        [
            "a terbit",
            "b terbit",
            "bidang terbit 43",
            "c terbit 50",
            "kantor terbit 93",
            "tu terbit 50"
        ]
    );
    assert_eq!(
        standing(&["--structure", "2024-12-31"]),
        [
            "a terbit",
            "b dinyatakan_ulang",
            "bidang sementara",
            "c dinyatakan_ulang",
            "kantor terbit 93",
            "tu sementara"
        ]
    );
}

const OF_THE_OFFICE: &str = r#"
[indicator.jumlah]
name = "Jumlah"
for = "each"
dataset = "kasus"
formula = "COUNT(*)"
not_applicable = { c = "Tidak menangani kasus" }
[indicator.bagian]
name = "Bagian tim dari seluruh kantor"
for = "each"
formula = "100 * jumlah / OFFICE(jumlah)"
[indicator.seluruhnya]
name = "Seluruh kantor"
for = ["a", "c"]
formula = "OFFICE(jumlah)"
[indicator.naik]
name = "Kenaikan seluruh kantor"
for = ["a"]
formula = "OFFICE(jumlah - PREVIOUS(jumlah)) + 10 * OFFICE(PREVIOUS(jumlah)) - 10 * PREVIOUS(OFFICE(jumlah))"
[indicator.banyak]
name = "Rerata hari"
for = "each"
dataset = "kasus"
formula = "AVG(lama)"
[indicator.rerata]
name = "Rerata hari seluruh kantor"
for = ["a", "b"]
formula = "OFFICE(banyak)"
"#;

/// Whoever asks, it is the figure of the unit above all others: also where the team has one of its
/// own, or where none applies to it.
#[test]
fn the_figure_of_the_office_is_one_for_all() {
    let cases = [("a", 2024, 4, 5, 3), ("b", 2024, 4, 21, 5), ("b", 2024, 3, 5, 6)];
    let rows = computed(OF_THE_OFFICE, &cases, "2024-Q4");
    let found = |indicator, team| value(&rows, indicator, team);
    // Three of eight and five of eight; Tim A left Bidang for Tata Usaha in October.
    let shares = ["a", "b", "tu", "kantor"].map(|team| found("bagian", team));
    assert_eq!(shares, ["37.5", "62.5", "37.5", "100"]);
    assert_eq!(found("bagian", "c"), "tidak_berlaku");
    assert_eq!([found("seluruhnya", "a"), found("seluruhnya", "c")], ["8", "8"]);
    assert_eq!(found("naik", "a"), "2");
    // (3 × 5 + 5 × 21) / 8, not the mean of 5 and 21.
    assert_eq!([found("rerata", "a"), found("rerata", "b")], ["15", "15"]);
    // Nobody handed in a case: what the office lacks, nobody has.
    let rows = computed(OF_THE_OFFICE, &[("a", 2024, 3, 5, 3)], "2024-Q4");
    assert_eq!(value(&rows, "bagian", "a"), "tidak_berlaku");
    assert_eq!(value(&rows, "rerata", "a"), "tidak_berlaku");
}

#[test]
fn explain_tells_the_office_from_the_team() {
    let dir = on_disk("kantor", OF_THE_OFFICE, &[("a", 2024, 4, 5, 3), ("b", 2024, 4, 21, 5)]);
    let args = ["explain", "bagian", "--team", "a", "--period", "2024-Q4", "--quiet"];
    let told = zona(dir.path(), &args);
    assert_eq!(told.code, 0, "{}", told.stderr);
    for said in ["100 * 3 / 8", "jumlah = 3", "OFFICE(jumlah) = 8"] {
        assert!(told.stdout.contains(said), "{said} is not in\n{}", told.stdout);
    }
}

proptest::proptest! {
    #![proptest_config(random())]
    /// Against plain counting: of every unit with all below it, of everything, and of the quarter
    /// before.
    #[test]
    fn the_figure_of_the_office_agrees_with_counting(
        counts in proptest::collection::vec((0usize..4, 2usize..6), 3),
    ) {
        let teams = ["a", "b", "c"];
        let cases: Vec<Cases> = teams
            .iter()
            .zip(&counts)
            .flat_map(|(team, (before, now))| [(*team, 2024, 3, 5, *before), (*team, 2024, 4, 5, *now)])
            .collect();
        let definitions = r#"
[indicator.jumlah]
name = "Jumlah"
for = "each"
dataset = "kasus"
formula = "COUNT(*)"
[indicator.jauh]
name = "Bagian"
for = "each"
formula = "OFFICE(jumlah) * 1000 + OFFICE(PREVIOUS(jumlah)) * 100 + jumlah"
"#;
        let rows = computed(definitions, &cases, "2024-Q4");
        let sum = |quarter: u32, of: &[&str]| -> usize {
            let own = cases.iter().filter(|(team, _, q, ..)| *q == quarter && of.contains(team));
            own.map(|(.., count)| count).sum()
        };
        // On the last day of the year Tim A belongs to Tata Usaha.
        let below: [(&str, &[&str]); 6] = [
            ("a", &["a"]), ("b", &["b"]), ("c", &["c"]), ("bidang", &["b"]), ("tu", &["a", "c"]),
            ("kantor", &["a", "b", "c"]),
        ];
        for (unit, of) in below {
            let expected = sum(4, &teams) * 1000 + sum(3, &teams) * 100 + sum(4, of);
            assert_eq!(value(&rows, "jauh", unit), expected.to_string(), "{unit}");
        }
    }
}
