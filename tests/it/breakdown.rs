//! Figures value by value: held against plain loops over the rows, and against a reader who tries
//! every table of counts that could have been published so.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use proptest::prelude::*;
use zona::compute::PartOf;
use zona::domain::{IndicatorId, MemoryFiles, Number, TeamId};
use zona::render;
use zona::report::breakdown::parts;

use crate::support::{Run, ask, office, random, run_clean, texts};

const TEAMS: [(&str, &str, Option<&str>); 3] =
    [("kantor", "Kantor", None), ("a", "Tim A", Some("kantor")), ("b", "Tim B", Some("kantor"))];

const DATASET: &str = "\
[dataset.kasus]
title = \"Kasus\"
files = [\"data/kasus-*.csv\"]
date = \"masuk\"
team = \"unit\"
covers = { period = \"file-name:kasus-{tahun}-{triwulan}\" }
[dataset.kasus.column]
unit = { type = \"team\", header = [\"Unit\"] }
masuk = { type = \"date\", header = [\"Masuk\"], required = true }
jenis = { type = \"text\", header = [\"Jenis\"] }
kanal = { type = \"choice\", header = [\"Kanal\"], of = [\"web\", \"surat\", \"temu\"], map = { \"Situs Web\" = \"web\", \"Surat*\" = \"surat\" } }
nilai = { type = \"number\", header = [\"Nilai\"] }
";

/// A row: unit, what kind, which channel, a number; empty where nothing stands.
type Line = (&'static str, String, &'static str, Option<u32>);

fn project(definitions: &str, lines: &[Line]) -> MemoryFiles {
    let mut data = "Unit;Masuk;Jenis;Kanal;Nilai\n".to_owned();
    for (team, kind, channel, number) in lines {
        let number = number.map_or_else(String::new, |number| number.to_string());
        let unit = match *team {
            "kantor" => "Kantor".to_owned(),
            team => format!("Tim {}", team.to_uppercase()),
        };
        writeln!(data, "{unit};15/11/2024;{kind};{channel};{number}").unwrap();
    }
    texts(&[
        ("zona.toml", &office(&TEAMS)),
        ("indicators/kasus.toml", &format!("{DATASET}{definitions}")),
        ("data/kasus-2024-TW4.csv", &data),
    ])
}

fn computed(definitions: &str, lines: &[Line]) -> Run {
    run_clean(&project(definitions, lines), ask("2024-Q4", None, 1))
}

/// What a part comes to, and over how many rows.
type Told = (PartOf, &'static str, Option<Number>, usize);

fn told(run: &Run, indicator: &str, team: &str, column: &str) -> Vec<Told> {
    let key = (IndicatorId::new(indicator), TeamId::new(team));
    let all = run.figures.broken.get(&key).unwrap_or_else(|| panic!("{team} is not broken down"));
    let own = all.iter().find(|one| one.column == column).unwrap();
    let part = |part: &zona::compute::Part| {
        let value = &part.figure.value;
        (part.of.clone(), value.kind(), value.number().cloned(), part.figure.rows_used)
    };
    own.parts.iter().map(part).collect()
}

fn number(value: u32) -> Option<Number> {
    Some(Number::from(value))
}

const COUNT: &str = "\
[indicator.jumlah]
name = \"Jumlah\"
for = \"each\"
dataset = \"kasus\"
formula = \"COUNT(*)\"
decimals = 0
by = [\"jenis\", \"kanal\"]
";

fn lines(list: &[(&'static str, &str, &'static str, Option<u32>)]) -> Vec<Line> {
    list.iter().map(|(team, kind, channel, n)| (*team, (*kind).to_owned(), *channel, *n)).collect()
}

#[test]
fn choices_stand_in_declared_order_and_texts_in_their_own() {
    let rows = lines(&[
        ("a", "Nikah", "Surat masuk", None),
        ("a", "Haji", "temu", None),
        ("b", "Haji", "Situs Web", None),
        ("a", "", "Situs Web", None),
    ]);
    let run = computed(COUNT, &rows);
    let value = |name: &str| PartOf::Value(name.into());
    assert_eq!(
        told(&run, "jumlah", "kantor", "jenis"),
        [
            (value("Haji"), "angka", number(2), 2),
            (value("Nikah"), "angka", number(1), 1),
            (PartOf::Empty, "angka", number(1), 1),
        ]
    );
    // Declared values are named where no row has them, too: nothing came in that way.
    assert_eq!(
        told(&run, "jumlah", "b", "kanal"),
        [
            (value("web"), "angka", number(1), 1),
            (value("surat"), "angka", number(0), 0),
            (value("temu"), "angka", number(0), 0),
        ]
    );
    let page = String::from_utf8(run.documents()["index.html"].clone()).unwrap();
    for said in ["Jumlah, menurut jenis", "Tidak diisi", "Situs Web", "Surat", "Seluruhnya"] {
        assert!(page.contains(said), "{said}");
    }
}

#[test]
fn a_mean_of_few_rows_is_not_told() {
    let few = (0..9).map(|at| ("a", "Haji".to_owned(), "temu", Some(at)));
    let many = (0..10).map(|at| ("a", "Nikah".to_owned(), "temu", Some(at)));
    let rows: Vec<Line> = few.chain(many).collect();
    let mean = COUNT.replace("COUNT(*)", "AVG(nilai)");
    let run = computed(&mean, &rows);
    assert_eq!(
        told(&run, "jumlah", "a", "jenis"),
        [
            (PartOf::Value("Haji".into()), "tidak_berlaku", None, 9),
            (PartOf::Value("Nikah".into()), "angka", Some(Number::from_scaled(45, 1)), 10),
        ]
    );
}

#[test]
fn what_is_not_handed_in_is_not_broken_down() {
    let files = texts(&[
        ("zona.toml", &office(&TEAMS)),
        ("indicators/kasus.toml", &format!("{DATASET}{COUNT}")),
    ]);
    assert!(run_clean(&files, ask("2024-Q4", None, 1)).figures.broken.is_empty());
}

#[test]
fn parts_are_a_table_of_their_own() {
    let rows = lines(&[("a", "=Haji", "temu", None), ("b", "", "temu", None)]);
    let run = computed(COUNT, &rows);
    let found = parts(&run.project, &run.figures, run.ask.period);
    let text = String::from_utf8(render::csv::parts(&found)).unwrap();
    let own: Vec<&str> = text.lines().filter(|line| line.contains(",kantor,jenis,")).collect();
    assert_eq!(
        own,
        [
            "2024-Q4,2024-12-31,jumlah,,kantor,jenis,nilai,'=Haji,angka,1,,,,1",
            "2024-Q4,2024-12-31,jumlah,,kantor,jenis,kosong,,angka,1,,,,1",
        ]
    );
}

/// The same by plain loops: the rows and the sum of their numbers, value by value.
fn by_hand(rows: &[Line], team: &str) -> BTreeMap<String, (usize, u32, u32)> {
    let mut all: BTreeMap<String, (usize, u32, u32)> = BTreeMap::new();
    for (unit, kind, _, number) in rows {
        if team == "kantor" || *unit == team {
            let own = all.entry(kind.clone()).or_default();
            own.0 += 1;
            own.1 += number.map_or(0, |_| 1);
            own.2 += number.unwrap_or(0);
        }
    }
    all
}

/// Parts that a reader sees, and whole tables that could have been published so.
struct Seen {
    parts: BTreeMap<(&'static str, usize), Option<i64>>,
    wholes: BTreeMap<&'static str, Option<i64>>,
}

const KINDS: [&str; 3] = ["Haji", "Nikah", "Zakat"];

/// What is published of three kinds and three teams; nothing of a team whose parts are not told.
fn seen(run: &Run) -> Seen {
    let mut seen = Seen { parts: BTreeMap::new(), wholes: BTreeMap::new() };
    for team in ["kantor", "a", "b"] {
        let whole = run.value("jumlah", team);
        seen.wholes.insert(team, whole.number().map(|number| number.to_i64().unwrap()));
        let parts = told(run, "jumlah", team, "jenis");
        for (at, kind) in KINDS.iter().enumerate() {
            let own = parts.iter().find(|part| part.0 == PartOf::Value((*kind).into()));
            match own {
                Some((_, "disembunyikan", _, rows)) => {
                    assert_eq!(*rows, 0);
                    seen.parts.insert((team, at), None);
                }
                Some((_, _, value, _)) => {
                    let value = value.as_ref().and_then(Number::to_i64);
                    seen.parts.insert((team, at), value);
                }
                // A value that is not listed has no row, unless nothing of the team is told.
                None if !parts.is_empty() => drop(seen.parts.insert((team, at), Some(0))),
                None => {}
            }
        }
    }
    seen
}

/// What the parts of a team may be, by what is seen of them and of the team.
fn rows_of(seen: &Seen, team: &'static str, most: i64) -> Vec<[i64; 3]> {
    let may = |at: usize| match seen.parts.get(&(team, at)) {
        Some(Some(value)) => *value..=*value,
        // A zero would be shown.
        Some(None) => 1..=most,
        None => 0..=most,
    };
    let all = may(0).flat_map(|x| may(1).flat_map(move |y| may(2).map(move |z| [x, y, z])));
    let whole = seen.wholes[team];
    all.filter(|row| whole.is_none_or(|whole| row.iter().sum::<i64>() == whole)).collect()
}

/// The numbers that every part may have in some table that would look the same.
fn possible(seen: &Seen, most: i64) -> BTreeMap<(&'static str, usize), BTreeSet<i64>> {
    let office: BTreeSet<[i64; 3]> = rows_of(seen, "kantor", 2 * most).into_iter().collect();
    let other = rows_of(seen, "b", most);
    let mut found: BTreeMap<(&str, usize), BTreeSet<i64>> = BTreeMap::new();
    for a in rows_of(seen, "a", most) {
        for &b in &other {
            let both = [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
            for (team, own) in [("kantor", both), ("a", a), ("b", b)] {
                for (at, value) in own.iter().enumerate().filter(|_| office.contains(&both)) {
                    found.entry((team, at)).or_default().insert(*value);
                }
            }
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: random().cases.min(24), ..random() })]

    /// Counts and means are those of plain loops, and add up to the whole.
    #[test]
    fn parts_are_those_of_plain_loops(
        drawn in proptest::collection::vec((0usize..3, 0usize..15, proptest::option::of(0u32..9)), 0..120),
    ) {
        let kind = |at: usize| if at == 0 { String::new() } else { format!("Jenis {at:02}") };
        let team = |at: usize| ["kantor", "a", "b"][at];
        let rows: Vec<Line> =
            drawn.iter().map(|(at, of, n)| (team(*at), kind(*of), "temu", *n)).collect();
        let mean = "[indicator.rerata]\nname = \"R\"\nfor = \"each\"\ndataset = \"kasus\"\n\
            formula = \"AVG(nilai)\"\nby = \"jenis\"\n";
        let run = computed(&format!("{COUNT}{mean}"), &rows);
        for team in ["kantor", "a", "b"] {
            let expected = by_hand(&rows, team);
            let found = told(&run, "jumlah", team, "jenis");
            let whole: usize = found.iter().map(|part| part.3).sum();
            prop_assert_eq!(Number::from(whole as i128), run.value("jumlah", team).number().unwrap().clone());
            let named = expected.keys().filter(|kind| !kind.is_empty()).count();
            let listed = found.iter().filter(|part| matches!(part.0, PartOf::Value(_))).count();
            prop_assert_eq!(listed, if named > 12 { 11 } else { named });
            let mut left: usize = expected.iter().filter(|(kind, _)| !kind.is_empty()).map(|(_, own)| own.0).sum();
            for (of, kind, value, rows) in &found {
                prop_assert_eq!((*kind, value.clone()), ("angka", Some(Number::from(*rows as i128))));
                match of {
                    PartOf::Value(name) => {
                        prop_assert_eq!(*rows, expected[&**name].0);
                        left -= rows;
                    }
                    PartOf::Rest(count) => prop_assert_eq!((*count, *rows), (named - 11, left)),
                    PartOf::Empty => prop_assert_eq!(*rows, expected[""].0),
                }
            }
            for (of, kind, value, rows) in told(&run, "rerata", team, "jenis") {
                let PartOf::Value(name) = of else { continue };
                let (all, counted, sum) = expected[&*name];
                prop_assert_eq!(rows, all);
                let mean = Number::from(sum).checked_div(&Number::from(counted));
                match mean {
                    _ if all < 10 => prop_assert_eq!(kind, "tidak_berlaku"),
                    Some(mean) => prop_assert_eq!(value, Some(mean)),
                    None => prop_assert_eq!(kind, "belum_ada"),
                }
            }
        }
    }

    /// Whoever subtracts all that is visible from all that is visible finds no small part.
    #[test]
    fn no_subtraction_finds_a_small_part(
        counts in proptest::collection::vec(0usize..7, 6),
    ) {
        let mut rows: Vec<Line> = vec![];
        for (at, count) in counts.iter().enumerate() {
            let team = ["a", "b"][at / 3];
            rows.extend((0..*count).map(|_| (team, KINDS[at % 3].to_owned(), "temu", None)));
        }
        let definition = COUNT.replace("by = [\"jenis\", \"kanal\"]", "by = \"jenis\"\nsuppress = 5");
        let run = computed(&definition, &rows);
        let seen = seen(&run);
        let possible = possible(&seen, 14);
        for (key, value) in &seen.parts {
            let at = |team: &str| if team == "a" { counts[key.1] } else { counts[3 + key.1] };
            let real = if key.0 == "kantor" { at("a") + at("b") } else { at(key.0) };
            match value {
                Some(value) => prop_assert!(
                    *value == real as i64 && (*value == 0 || *value >= 5), "{key:?} {value}"
                ),
                None => prop_assert!(
                    real >= 5 || possible[key].len() > 1, "{key:?} is {real}: {:?}", seen.parts
                ),
            }
        }
    }
}
