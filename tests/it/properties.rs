//! What must hold for any input, tried on random ones.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::select;
use zona::diag::Diagnostics;
use zona::domain::{Calendar, Date, Decimal, Files, MemoryFiles, Number, Period};
use zona::report::ResultRow;
use zona::spec::expr::{self, ColumnInfo, Level, Moment, Row, Scalar, Scope, Type};
use zona::spec::scale::{Band, BandTone, ClosedEdge, RatedBy, Scale};
use zona::spec::syntax::Text;

use crate::support::{ask, day, random, run_clean, texts};

const SETTINGS: &str = "\
[office]
name = \"Kantor\"
[calendar]
holidays = \"indicators/libur.csv\"
[[team]]
id = \"kantor\"
name = \"Kantor\"
[[team]]
id = \"bagian\"
name = \"Bagian\"
parent = \"kantor\"
[[team]]
id = \"a\"
name = \"Tim A\"
parent = \"bagian\"
[[team]]
id = \"b\"
name = \"Tim B\"
parent = \"bagian\"
[[team]]
id = \"c\"
name = \"Tim C\"
parent = \"kantor\"
";

const HOLIDAYS: &str = "\
date,name
2023-01-01,
2023-04-21,
2023-04-24,
2024-03-11,
2024-09-16,
2024-12-25,
2025-01-01,
";

const DEFINITIONS: &str = "\
[dataset.kasus]
files = [\"data/kasus-*.csv\"]
key = [\"nomor\"]
date = \"masuk\"
team = \"unit\"
covers = { period = \"file-name:kasus-*-{tahun}-{triwulan}\" }
[dataset.kasus.column]
nomor = { type = \"code\", header = [\"Nomor\"], required = true }
unit = { type = \"team\", header = [\"Unit\"] }
masuk = { type = \"date\", header = [\"Masuk\"], required = true }
selesai = { type = \"date\", header = [\"Selesai\"], event = true }
biaya = { type = \"number\", header = [\"Biaya\"] }
batas = { type = \"number\", header = [\"Batas\"] }
[dataset.kasus.derive]
jatuh_tempo = \"ADD_WORKDAYS(masuk, batas)\"
[scale.capaian]
bands = [{ min = 90, label = \"Baik\", tone = \"good\" }, { label = \"Kurang\", tone = \"bad\" }]
[indicator.tepat]
name = \"Tepat\"
for = \"each\"
dataset = \"kasus\"
date = \"jatuh_tempo\"
formula = \"100 * COUNT(*) FILTER (WHERE selesai <= jatuh_tempo) / COUNT(*)\"
better = \"higher\"
target = 80
[indicator.jatuh_tempo]
name = \"Jatuh tempo\"
for = \"each\"
dataset = \"kasus\"
date = \"jatuh_tempo\"
formula = \"COUNT(*)\"
[indicator.biaya]
name = \"Biaya\"
for = \"each\"
dataset = \"kasus\"
formula = \"SUM(biaya) / COUNT(*)\"
window = \"year_to_date\"
[indicator.tengah]
name = \"Tengah\"
for = \"each\"
dataset = \"kasus\"
formula = \"MEDIAN(biaya) + MAX(biaya) - MIN(biaya)\"
window = \"to_date\"
[indicator.ragam]
name = \"Ragam\"
for = \"each\"
dataset = \"kasus\"
formula = \"COUNT(DISTINCT biaya)\"
[scorecard.tim]
name = \"Tim\"
for = \"each\"
least_weight = 0
leaf = [{ indicator = \"tepat\", weight = 100 }]
";

const HEAD: &str = "Nomor;Unit;Masuk;Selesai;Biaya;Batas\n";

/// A complaint: team, day after New Year's Day 2023, days until closed, cost in cents, limit.
#[derive(Clone, Debug)]
struct Complaint {
    team: &'static str,
    came: u64,
    took: Option<u64>,
    cost: Option<i64>,
    limit: u32,
}

fn complaint() -> impl Strategy<Value = Complaint> {
    let team = select(vec!["a", "b", "c", "bagian", "kantor"]);
    let (took, cost) = (prop::option::of(0u64..60), prop::option::of(-500i64..100_000));
    (team, 0u64..680, took, cost, select(vec![0u32, 5, 14]))
        .prop_map(|(team, came, took, cost, limit)| Complaint { team, came, took, cost, limit })
}

fn line(number: usize, one: &Complaint) -> String {
    let date = |days: u64| (day("2023-01-01") + chrono::Days::new(days)).to_string();
    let closed = one.took.map_or(String::new(), |took| date(one.came + took));
    let cost = one.cost.map_or(String::new(), |cost| {
        let sign = if cost < 0 { "-" } else { "" };
        format!("{sign}{},{:02}", cost.abs() / 100, cost.abs() % 100)
    });
    format!("K{number};{};{};{closed};{cost};{}\n", one.team, date(one.came), one.limit)
}

/// A project whose registers cover two years; `lines` are dealt to some files of the last quarter.
fn project(lines: &[String], n_files: usize) -> MemoryFiles {
    let mut files = vec![
        ("zona.toml".to_owned(), SETTINGS.to_owned()),
        ("indicators/libur.csv".to_owned(), HOLIDAYS.to_owned()),
        ("indicators/definisi.toml".to_owned(), DEFINITIONS.to_owned()),
    ];
    for (year, quarter) in
        (2023..=2024).flat_map(|year| (1..=4).map(move |quarter| (year, quarter)))
    {
        files.push((format!("data/kasus-kosong-{year}-TW{quarter}.csv"), HEAD.to_owned()));
    }
    for file in 0..n_files {
        let own = lines.iter().skip(file).step_by(n_files);
        let text = own.fold(HEAD.to_owned(), |text, line| text + line);
        files.push((format!("data/kasus-{file}-2024-TW4.csv"), text));
    }
    MemoryFiles::new(files)
}

proptest! {
    #![proptest_config(random())]

    #[test]
    fn the_order_and_the_files_of_rows_change_no_figure(
        cases in prop::collection::vec(complaint(), 1..25),
        seed in any::<u64>(),
        n_files in 1usize..4,
    ) {
        let lines: Vec<String> = cases.iter().enumerate().map(|(at, one)| line(at, one)).collect();
        let mut shuffled = lines.clone();
        let mut state = seed | 1;
        for at in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_041);
            shuffled.swap(at, (state >> 33) as usize % (at + 1));
        }
        for period in ["2024-Q4", "2024-Q2"] {
            let one = run_clean(&project(&lines, 1), ask(period, None, 1));
            let other = run_clean(&project(&shuffled, n_files), ask(period, None, 1));
            prop_assert_eq!(one.rows(), other.rows());
            prop_assert_eq!(&one.graded.cards, &other.graded.cards);
        }
    }

    /// A team elsewhere in the tree, with cases of its own, changes nothing for the others: only
    /// what stands above both.
    #[test]
    fn an_unrelated_team_changes_nothing_for_the_others(
        cases in prop::collection::vec(complaint(), 0..20),
        others in prop::collection::vec(complaint(), 0..10),
    ) {
        let lines: Vec<String> = cases.iter().enumerate().map(|(at, one)| line(at, one)).collect();
        let moved = others.iter().enumerate().map(|(at, one)| {
            line(1000 + at, &Complaint { team: "asing", ..one.clone() })
        });
        let both: Vec<String> = lines.iter().cloned().chain(moved).collect();
        let settings = format!("{SETTINGS}[[team]]\nid = \"asing\"\nname = \"Tim Asing\"\nparent = \"kantor\"\n");
        let with = |files: MemoryFiles| {
            let mut all: BTreeMap<String, Vec<u8>> = files
                .paths()
                .iter()
                .map(|path| (path.clone(), files.read(path).unwrap()))
                .collect();
            all.insert("zona.toml".to_owned(), settings.clone().into_bytes());
            MemoryFiles::new(all)
        };
        for period in ["2024-Q4", "2024-Q2"] {
            let before = run_clean(&project(&lines, 1), ask(period, None, 1)).rows();
            let after = run_clean(&with(project(&both, 2)), ask(period, None, 1)).rows();
            let own = |rows: Vec<ResultRow>| {
                let apart = |row: &ResultRow| row.team != "kantor" && row.team != "asing";
                rows.into_iter().filter(apart).collect::<Vec<_>>()
            };
            prop_assert_eq!(own(before), own(after));
        }
    }

    #[test]
    fn a_parent_is_the_ratio_of_the_sums_below_it(
        cases in prop::collection::vec(complaint(), 0..25),
    ) {
        let lines: Vec<String> = cases.iter().enumerate().map(|(at, one)| line(at, one)).collect();
        let all = run_clean(&project(&lines, 1), ask("2024-Q2", None, 1));
        let rows = all.rows();
        let parts = |indicator: &str, team: &str| {
            let mine = |row: &&ResultRow| row.indicator == indicator && row.team == team;
            let found = rows.iter().find(mine).unwrap().clone();
            (found.numerator.unwrap(), found.denominator.unwrap(), found.value)
        };
        // The rows of a parent's own are what it has beyond those of its children.
        let own = |team: &str| {
            let mine = cases.iter().enumerate().filter(|(_, one)| one.team == team);
            let lines: Vec<String> = mine.map(|(at, one)| line(at, one)).collect();
            let run = run_clean(&project(&lines, 1), ask("2024-Q2", None, 1));
            let mine = |row: &ResultRow| row.indicator == "tepat" && row.team == team;
            let row = run.rows().into_iter().find(mine).unwrap();
            (row.numerator.unwrap(), row.denominator.unwrap())
        };
        for (parent, children) in [("bagian", ["a", "b"]), ("kantor", ["bagian", "c"])] {
            let (mut top, mut bottom) = own(parent);
            for child in children {
                let (numerator, denominator, _) = parts("tepat", child);
                (top, bottom) = (&top + &numerator, &bottom + &denominator);
            }
            let (numerator, denominator, value) = parts("tepat", parent);
            prop_assert_eq!((&numerator, &denominator), (&top, &bottom));
            let ratio = top.checked_div(&bottom).map(|ratio| &ratio * &Number::from(100u32));
            prop_assert_eq!(value, ratio);
        }
    }

    #[test]
    fn each_case_lies_in_exactly_one_quarter(cases in prop::collection::vec(complaint(), 0..25)) {
        let lines: Vec<String> = cases.iter().enumerate().map(|(at, one)| line(at, one)).collect();
        let run = run_clean(&project(&lines, 2), ask("2024-Q4", None, 8));
        let quarters = (0..8).map(|back| Period::parse("2024-Q4").unwrap().shifted(-back));
        let counted: i64 = quarters
            .map(|period| run.value_of("jatuh_tempo", "kantor", period))
            .map(|value| value.number().unwrap().to_i64().unwrap())
            .sum();
        // The latest comes in mid-November and is due fourteen working days later.
        prop_assert_eq!(counted, cases.len() as i64);
    }

    #[test]
    fn every_number_falls_in_exactly_one_band(
        edges in prop::collection::btree_set(-2000i64..2000, 0..6),
        number in -25_000i64..25_000,
        round in prop::option::of(0u32..3),
    ) {
        let band = |min: Option<i64>| Band {
            min: min.map(|min| Number::from_scaled(i128::from(min), 1)),
            label: format!("{min:?}"),
            tone: BandTone::Good,
            score: None,
        };
        let mut bands: Vec<Band> = edges.iter().rev().map(|edge| band(Some(*edge))).collect();
        bands.push(band(None));
        let (closed, top) = (ClosedEdge::Lower, None);
        let scale = Scale { id: "skala".to_owned(), of: RatedBy::Value, round, bands, closed, top };
        let number = Number::from_scaled(i128::from(number), 2);
        let rounded = round.map_or(number.clone(), |digits| number.round(digits));
        let holding: Vec<&Band> = scale
            .bands
            .iter()
            .enumerate()
            .filter(|(at, band)| {
                let below_upper = *at == 0 || rounded < *scale.bands[at - 1].min.as_ref().unwrap();
                band.min.as_ref().is_none_or(|min| rounded >= *min) && below_upper
            })
            .map(|(_, band)| band)
            .collect();
        prop_assert_eq!(holding, scale.band(&number).into_iter().collect::<Vec<_>>());
    }

    /// A printed table of bands that is accepted holds every number of its range exactly once.
    #[test]
    fn every_number_of_a_printed_table_falls_in_one_band(
        edges in prop::collection::btree_set(0i64..10_000, 2..7),
        number in 0i64..1_000_000,
        by_rounding in any::<bool>(),
        upper in any::<bool>(),
    ) {
        let scale = printed_scale(&edges.iter().copied().collect::<Vec<_>>(), by_rounding, upper);
        let (lowest, highest) = (edges.first().unwrap(), edges.last().unwrap());
        let number = Number::from_scaled(i128::from(number), 4);
        let rounded = if by_rounding { number.round(2) } else { number.clone() };
        let edge = |at: &i64| Number::from_scaled(i128::from(*at), 2);
        let inside = edge(lowest) <= rounded && rounded <= edge(highest);
        let band = scale.band(&number);
        prop_assert_eq!(band.is_some(), inside, "{} in {:?}", rounded.to_plain(4), edges);
        if let Some(band) = band {
            let (from, to) = band.label.split_once('-').unwrap();
            let (from, to) = (Number::parse(from).unwrap(), Number::parse(to).unwrap());
            prop_assert!(from <= rounded && rounded <= to);
        }
    }

    /// Where a blank scores nothing, more and better answers never lower what is above them.
    #[test]
    fn a_better_answer_never_lowers_a_parent(
        answers in prop::collection::vec(0usize..5, 6),
        better in prop::collection::vec(0usize..5, 6),
        value in 0i64..2000,
        more in 0i64..2000,
    ) {
        let answers_after: Vec<usize> =
            answers.iter().zip(&better).map(|(before, after)| *before.max(after)).collect();
        let before = answered(&answers, value);
        let after = answered(&answers_after, value.max(more));
        prop_assert_eq!(before.len(), after.len());
        for ((name, low), (_, high)) in before.iter().zip(&after) {
            prop_assert!(low <= high, "{} fell from {:?} to {:?}", name, low, high);
        }
    }

    #[test]
    fn a_printed_formula_means_the_same(text in condition()) {
        let first = parsed(&text).unwrap_or_else(|found| panic!("{text}: {found}"));
        let printed = first.to_string();
        let second = parsed(&printed);
        let second = second.unwrap_or_else(|found| panic!("{text}\nas {printed}: {found}"));
        prop_assert_eq!(second.to_string(), printed.clone(), "printed twice, from {}", text);
        let calendar = Calendar::new([day("2024-01-01"), day("2024-12-25")]);
        let moment = Moment {
            calendar: &calendar,
            as_of: day("2024-09-30"),
            start: day("2024-07-01"),
            end: day("2024-09-30"),
        };
        for row in 0..6 {
            let value = |formula| expr::eval(formula, &Sample(row), &moment);
            prop_assert_eq!(value(&first), value(&second), "row {} of {} as {}", row, text, printed);
        }
    }
}

/// The columns that random formulas speak of.
struct Columns;

impl Scope for Columns {
    fn column(&self, name: &str) -> Option<ColumnInfo> {
        let ty = match name {
            "x" | "y" => Type::Number,
            "kata" => Type::Text,
            "tanggal" => Type::Date,
            _ => return None,
        };
        Some(ColumnInfo { ty, is_money: false, choices: None })
    }

    fn columns(&self) -> Vec<String> {
        ["x", "y", "kata", "tanggal"].map(str::to_owned).into()
    }

    fn has_indicator(&self, _: &str) -> bool {
        false
    }

    fn indicators(&self) -> Vec<String> {
        vec![]
    }

    fn subject(&self) -> String {
        "contoh".to_owned()
    }
}

/// A few rows, one of them all empty.
struct Sample(usize);

impl Row for Sample {
    fn get(&self, column: &str) -> Scalar {
        let number = |values: [Option<i64>; 6]| {
            values[self.0].map_or(Scalar::Null, |value| Scalar::Number(Decimal::whole(value)))
        };
        match column {
            "x" => number([Some(0), Some(1), Some(-3), None, Some(7), None]),
            "y" => number([Some(2), Some(-1), None, Some(5), Some(7), None]),
            "kata" => {
                let values = [Some("a"), Some("it's"), None, Some(""), Some("ab"), None];
                values[self.0].map_or(Scalar::Null, |text| Scalar::Text(Arc::from(text)))
            }
            _ => {
                let values: [Option<Date>; 6] =
                    ["2024-07-01", "2024-09-30", "", "2024-02-29", "2024-10-10", ""]
                        .map(|d| d.parse().ok());
                values[self.0].map_or(Scalar::Null, Scalar::Date)
            }
        }
    }
}

/// A scale with these edges in hundredths as a rule would print it, read from a definition.
fn printed_scale(edges: &[i64], by_rounding: bool, upper: bool) -> Scale {
    let plain = |at: i64| Number::from_scaled(i128::from(at), 2).to_plain(2);
    let mut bands = String::new();
    let last = edges.len() - 1;
    for at in (0..last).rev() {
        // A printed table begins a hundredth above the band below.
        let begins = edges[at] + i64::from(by_rounding && at > 0);
        let (from, to) = (plain(begins), plain(edges[at + 1]));
        writeln!(
            bands,
            "{{ from = {from}, to = {to}, label = \"{from}-{to}\", tone = \"good\" }},"
        )
        .unwrap();
    }
    let closed = if upper { "upper" } else { "lower" };
    let round = if by_rounding { "round = 2\n" } else { "" };
    let text = format!("[scale.cetak]\n{round}closed = \"{closed}\"\nbands = [\n{bands}]\n");
    let files = texts(&[
        ("zona.toml", SETTINGS),
        ("indicators/libur.csv", HOLIDAYS),
        ("indicators/a.toml", &text),
    ]);
    let mut diags = Diagnostics::default();
    let project = zona::spec::read(&files, &mut diags);
    assert!(!diags.has_errors(), "{text}: {:?}", diags.iter().map(|d| d.code).collect::<Vec<_>>());
    project.scales["cetak"].clone()
}

const CARD: &str = "\
[dataset.lke]
files = [\"data/lke-*.csv\"]
covers = { period = \"file-name:lke-{tahun}-{triwulan}\", team = \"all\" }
date = \"posisi\"
[dataset.lke.column]
posisi = { type = \"date\", from = \"covers\" }
kode = { type = \"code\", header = [\"Kode\"] }
jawaban = { type = \"text\", header = [\"Jawaban\"] }
nilai = { type = \"number\", header = [\"Nilai\"] }
[scale.abcd]
answers = { A = 1, B = 0.67, C = 0.33, D = 0 }
[indicator.nilai]
name = \"Nilai\"
dataset = \"lke\"
formula = \"SUM(nilai)\"
better = \"higher\"
target = 1000
[indicator.garis]
name = \"Garis\"
dataset = \"lke\"
formula = \"SUM(nilai)\"
better = \"higher\"
score = { from = \"linear\", zero = 300, full = 1500 }
[indicator.maju]
name = \"Maju\"
dataset = \"lke\"
formula = \"SUM(nilai)\"
better = \"higher\"
target = 900
score = { from = \"progress\", baseline = 400 }
[scorecard.kartu]
name = \"Kartu\"
answers = { dataset = \"lke\", question = \"kode\", answer = \"jawaban\" }
blank = { belum_ada = \"zero\" }
round = 2
[[scorecard.kartu.group]]
name = \"Satu\"
weight = 70
[[scorecard.kartu.group.group]]
name = \"Dalam\"
weight = 40
leaf = [{ question = \"q0\", scale = \"abcd\" }, { question = \"q1\", scale = \"abcd\" }, { question = \"q2\", scale = \"abcd\" }]
[[scorecard.kartu.group.group]]
name = \"Angka\"
weight = 30
leaf = [{ indicator = \"nilai\", weight = 10 }, { indicator = \"garis\", weight = 10 }, { indicator = \"maju\", weight = 10 }]
[[scorecard.kartu.group]]
name = \"Dua\"
weight = 30
leaf = [{ question = \"q3\", scale = \"abcd\" }, { question = \"q4\", scale = \"abcd\" }, { question = \"q5\", scale = \"abcd\" }]
";

/// The points of every group of a card with these answers (0 is none, 1 is D, 4 is A) and a value.
fn answered(answers: &[usize], value: i64) -> Vec<(String, Number)> {
    let mut csv = String::from("Kode;Jawaban;Nilai\n");
    for (at, answer) in answers.iter().enumerate() {
        let letter = ["", "D", "C", "B", "A"][*answer];
        let value = if at == 0 { value.to_string() } else { String::new() };
        writeln!(csv, "q{at};{letter};{value}").unwrap();
    }
    let files = texts(&[
        ("zona.toml", SETTINGS),
        ("indicators/libur.csv", HOLIDAYS),
        ("indicators/a.toml", CARD),
        ("data/lke-2024-TW1.csv", &csv),
    ]);
    let run = run_clean(&files, ask("2024-Q1", None, 1));
    let nodes = run.card("kartu", "kantor").root.nodes();
    let points = |node: &&zona::score::CardNode| node.points.clone().unwrap_or_default();
    nodes.iter().map(|node| (node.name.clone(), points(node))).collect()
}

fn parsed(text: &str) -> Result<expr::Expr, String> {
    let mut diags = Diagnostics::default();
    let source = Text { value: text.to_owned(), file: Arc::from("rumus"), start: 0 };
    let found = expr::parse(&source, Level::Row, &Columns, Type::Bool, &mut diags);
    let mut told = String::new();
    for one in diags.iter() {
        let _ = write!(told, "{} {:?} ", one.code, one.args);
    }
    found.ok_or(told)
}

fn number_text() -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        Just("x".to_owned()),
        Just("y".to_owned()),
        (0u32..20).prop_map(|n| n.to_string()),
        (0u32..200).prop_map(|n| format!("{}.{}", n / 10, n % 10)),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            (inner.clone(), select(vec!["+", "-", "*"]), inner.clone())
                .prop_map(|(a, op, b)| format!("({a}) {op} ({b})")),
            (inner.clone(), select(vec!["+", "-", "*"]), inner.clone())
                .prop_map(|(a, op, b)| format!("{a} {op} {b}")),
            inner.clone().prop_map(|a| format!("-({a})")),
            inner.clone().prop_map(|a| format!("ABS({a})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("COALESCE({a}, {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("NULLIF({a}, {b})")),
            (inner.clone(), inner.clone(), inner.clone())
                .prop_map(|(a, b, c)| format!("LEAST({a}, {b}, GREATEST({c}, {a}))")),
            (inner.clone(), inner.clone(), inner)
                .prop_map(|(a, b, c)| format!("CASE WHEN {a} > {b} THEN {c} ELSE {b} END")),
        ]
    })
    .boxed()
}

fn text_text() -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        Just("kata".to_owned()),
        Just("'it''s'".to_owned()),
        Just("''".to_owned()),
        Just("'a'".to_owned()),
        Just("LEFT(kata, 1)".to_owned()),
    ];
    leaf.prop_recursive(2, 4, 2, |inner| {
        (inner.clone(), inner).prop_map(|(a, b)| format!("{a} || {b}"))
    })
    .boxed()
}

fn date_text() -> BoxedStrategy<String> {
    prop_oneof![
        Just("tanggal".to_owned()),
        Just("AS_OF".to_owned()),
        Just("PERIOD_START".to_owned()),
        Just("DATE '2024-09-30'".to_owned()),
        Just("ADD_WORKDAYS(tanggal, 3)".to_owned()),
        Just("QUARTER_END(YEAR(tanggal), QUARTER(tanggal))".to_owned()),
    ]
    .boxed()
}

fn condition() -> BoxedStrategy<String> {
    let compare = || select(vec!["=", "<>", "<", "<=", ">", ">="]);
    let leaf = prop_oneof![
        (number_text(), compare(), number_text()).prop_map(|(a, op, b)| format!("{a} {op} {b}")),
        (text_text(), compare(), text_text()).prop_map(|(a, op, b)| format!("{a} {op} {b}")),
        (date_text(), compare(), date_text()).prop_map(|(a, op, b)| format!("{a} {op} {b}")),
        number_text().prop_map(|a| format!("({a}) IS NULL")),
        text_text().prop_map(|a| format!("({a}) IS NOT NULL")),
        (number_text(), number_text(), number_text())
            .prop_map(|(a, b, c)| format!("{a} BETWEEN {b} AND {c}")),
        (number_text(), number_text()).prop_map(|(a, b)| format!("{a} NOT IN ({b}, 3, NULL)")),
        text_text().prop_map(|a| format!("{a} LIKE '_t''%'")),
        text_text().prop_map(|a| format!("{a} NOT LIKE 'a%'")),
        Just("CASE kata WHEN 'a' THEN x > 1 WHEN 'ab' THEN TRUE END".to_owned()),
    ];
    leaf.prop_recursive(3, 12, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) AND ({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) OR ({b})")),
            (inner.clone(), inner.clone(), inner.clone())
                .prop_map(|(a, b, c)| format!("({a}) AND ({b}) OR NOT ({c})")),
            inner.clone().prop_map(|a| format!("NOT ({a})")),
            inner.clone().prop_map(|a| format!("({a}) IS NULL")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("({a}) = ({b})")),
        ]
    })
    .boxed()
}

/// A minus keeps its brackets: without them a sum changes its meaning and two signs begin a comment.
#[test]
fn a_minus_keeps_its_brackets() {
    let printed = |text: &str| parsed(text).unwrap().to_string();
    assert_eq!(printed("-(x + y) < 1"), "-(x + y) < 1");
    assert_eq!(printed("-(-x) < 1"), "-(-x) < 1");
}

/// A table without a row gives zeros without a complaint, a project without tables nothing.
#[test]
fn an_empty_table_is_no_accident() {
    let run = run_clean(&project(&[], 1), ask("2024-Q4", None, 1));
    assert_eq!(run.value("jatuh_tempo", "kantor").number(), Some(&Number::zero()));
    assert!(run.diags.is_empty(), "{}", run.printed());
    let nothing = texts(&[("zona.toml", SETTINGS), ("indicators/libur.csv", HOLIDAYS)]);
    assert!(run_clean(&nothing, ask("2024-Q4", None, 1)).rows().is_empty());
}
