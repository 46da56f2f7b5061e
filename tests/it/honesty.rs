//! Figures that say no more than they can: few rows, small counts, counters, signals.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proptest::prelude::*;
use zona::domain::{Grain, IndicatorId, MemoryFiles, Number, Period, TeamId};
use zona::report::{ResultRow, plots};

use crate::support::{Run, ask, office, random, run_clean, texts};

const TEAMS: [(&str, &str, Option<&str>); 6] = [
    ("kantor", "Kantor", None),
    ("bagian", "Bagian", Some("kantor")),
    ("a", "Tim A", Some("bagian")),
    ("b", "Tim B", Some("bagian")),
    ("c", "Tim C", Some("kantor")),
    ("d", "Tim D", Some("kantor")),
];

const DATASET: &str = "\
[dataset.kasus]
title = \"Kasus\"
files = [\"data/kasus-*.csv\"]
complaints = true
date = \"masuk\"
team = \"unit\"
covers = { period = \"file-name:kasus-{tahun}-{triwulan}\" }
[dataset.kasus.column]
unit = { type = \"team\", header = [\"Unit\"] }
masuk = { type = \"date\", header = [\"Masuk\"], required = true }
tepat = { type = \"yes_no\", header = [\"Tepat\"], required = true }
[scale.capaian]
bands = [{ min = 90, label = \"Baik\", tone = \"good\" }, { label = \"Kurang\", tone = \"bad\" }]
";

/// A row for each: team, month of 2024 (or of 2023 with a negative number), in time or not.
type Case = (&'static str, i32, bool);

fn project(definitions: &str, cases: &[Case]) -> MemoryFiles {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for year in [2023, 2024] {
        for quarter in 1..=4 {
            files.insert(format!("data/kasus-{year}-TW{quarter}.csv"), "Unit;Masuk;Tepat\n".into());
        }
    }
    for (team, month, in_time) in cases {
        let (year, month) = if *month > 0 { (2024, *month) } else { (2023, month + 12) };
        let quarter = (month - 1) / 3 + 1;
        let file = files.get_mut(&format!("data/kasus-{year}-TW{quarter}.csv")).unwrap();
        let said = if *in_time { "ya" } else { "tidak" };
        writeln!(file, "Tim {};15/{month:02}/{year};{said}", team.to_uppercase()).unwrap();
    }
    files.insert("zona.toml".into(), office(&TEAMS));
    files.insert("indicators/kasus.toml".into(), format!("{DATASET}{definitions}"));
    let all: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    texts(&all)
}

fn computed(definitions: &str, cases: &[Case], history: u32) -> Run {
    run_clean(&project(definitions, cases), ask("2024-Q4", None, history))
}

fn row(run: &Run, indicator: &str, team: &str) -> ResultRow {
    let found = run.rows().into_iter().find(|row| row.indicator == indicator && row.team == team);
    found.unwrap()
}

const SHARE: &str = "\
[indicator.tepat]
name = \"Tepat waktu\"
for = \"each\"
dataset = \"kasus\"
formula = \"100 * COUNT(*) FILTER (WHERE tepat) / COUNT(*)\"
unit = \"%\"
better = \"higher\"
target = 90
scale = \"capaian\"
";

#[test]
fn a_share_of_few_rows_is_not_judged_by_itself() {
    let check = |now: usize, before: usize, rated: bool, score: Option<u32>| {
        let mut cases: Vec<Case> = (0..now).map(|at| ("a", 11, at > 0)).collect();
        cases.extend((0..before).map(|_| ("a", 2, true)));
        let run = computed(SHARE, &cases, 8);
        let row = row(&run, "tepat", "a");
        assert_eq!(row.kind, "angka");
        assert_eq!(!row.rating.is_empty(), rated, "{now} and {before}");
        let found = row.score.map(|score| score.round(0));
        assert_eq!(found, score.map(Number::from), "{now} and {before}");
    };
    check(2, 0, false, None);
    check(9, 0, false, None);
    // One late of nine is a bad quarter; one late of twenty is a good year.
    check(9, 11, false, Some(100));
    check(2, 7, false, None);
    // 9 of 10 is 90 %, 28 of 29 and 29 of 30 are above.
    check(10, 0, true, Some(100));
    check(29, 0, true, Some(100));
    check(30, 0, true, Some(100));
}

#[test]
fn the_interval_is_printed_for_ten_to_twenty_nine() {
    let said = |count: usize| {
        let cases: Vec<Case> = (0..count).map(|at| ("a", 11, at > 0)).collect();
        let run = computed(SHARE, &cases, 8);
        let page = String::from_utf8(run.documents()["index.html"].clone()).unwrap();
        page.contains("selang 95")
    };
    assert_eq!([9, 10, 29, 30].map(said), [false, true, true, false]);
}

#[test]
fn a_reached_target_with_a_missed_counter_is_not_green() {
    let definitions = format!(
        "{SHARE}counter = \"terlambat\"
[indicator.terlambat]
name = \"Terlambat\"
for = \"each\"
dataset = \"kasus\"
formula = \"COUNT(*) FILTER (WHERE NOT tepat) / 1\"
better = \"lower\"
target = 1
scale = \"capaian\"
allow_count_target = \"uji\"
"
    );
    let cases: Vec<Case> = (0..40).map(|at| ("a", 11, at > 1)).collect();
    let run = computed(&definitions, &cases, 1);
    let (id, team) = (IndicatorId::new("tepat"), TeamId::new("a"));
    let grade = run.graded.get(&id, &team, Period::parse("2024-Q4").unwrap()).unwrap();
    assert_eq!(grade.rating.as_ref().unwrap().label, "Baik");
    assert_eq!(grade.held_by, Some(IndicatorId::new("terlambat")));
}

/// In time 10 of 20 and then 30 of 40, while twice as many come in; with 22 the counter hardly moved.
#[test]
fn a_better_figure_with_a_worse_counter_says_both() {
    let definitions = format!(
        "{SHARE}counter = \"banyak\"
[indicator.banyak]
name = \"Banyak\"
for = \"each\"
dataset = \"kasus\"
formula = \"COUNT(*) / 1\"
decimals = 0
better = \"lower\"
allow_count_target = \"uji\"
"
    );
    let page = |all: usize, in_time: usize| {
        let mut cases: Vec<Case> = (0..20).map(|at| ("a", 8, at < 10)).collect();
        cases.extend((0..all).map(|at| ("a", 11, at < in_time)));
        let run = computed(&definitions, &cases, 2);
        String::from_utf8(run.documents()["index.html"].clone()).unwrap().replace('\u{a0}', " ")
    };
    let said = "membaik (naik 25,00 poin dari TW III 2024), sedangkan pendampingnya memburuk: Banyak \
                (naik 20 dari TW III 2024)";
    let told = page(40, 30);
    let at = told.find("membaik").unwrap_or_default();
    assert!(told.contains(said), "{}", told[at..].chars().take(200).collect::<String>());
    assert!(!page(22, 18).contains("sedangkan pendampingnya"), "a tenth is not much");
    assert!(!page(40, 20).contains("sedangkan pendampingnya"), "nothing got better");
}

const COUNT: &str = "\
[indicator.jumlah]
name = \"Jumlah\"
for = \"each\"
dataset = \"kasus\"
formula = \"COUNT(*)\"
series = \"month\"
suppress = 5
[indicator.bagian_tepat]
name = \"Bagian tepat\"
for = \"each\"
dataset = \"kasus\"
formula = \"100 * COUNT(*) FILTER (WHERE tepat) / COUNT(*)\"
suppress = 5
";

/// A fall of complaints is no success before the channels are looked at.
#[test]
fn few_complaints_ask_for_a_look_at_the_channels() {
    let mut cases: Vec<Case> = vec![];
    for month in -11..=12 {
        let count = if month == 12 { 0 } else { 20 + (month + 12) % 3 };
        cases.extend((0..count).map(|_| ("a", month, true)));
    }
    let definitions = COUNT.replace("suppress = 5\n", "");
    let run = computed(&definitions, &cases, 8);
    assert_eq!(row(&run, "jumlah", "a").signal, "2024-12:di_bawah_batas");
    let page = String::from_utf8(run.documents()["index.html"].clone()).unwrap();
    assert!(page.contains("periksa kanal pengaduan sebelum disimpulkan"));
    assert!(page.contains("di bawah batas kendali (Desember 2024); periksa kanal"));
    assert!(!page.contains("ke arah yang diinginkan"));
}

/// Both teams rise by ten points and the office falls: the weak one has four fifths of the cases
/// now. 170 of 250 were 68 %, 105 of 250 are 42 %.
#[test]
fn a_fall_that_is_only_composition_is_told_as_one() {
    let mut cases: Vec<Case> = vec![];
    let mut add = |team, month, part: usize, all: usize| {
        cases.extend((0..all).map(|at| (team, month, at < part)));
    };
    add("a", 8, 10, 50);
    add("b", 8, 160, 200);
    add("a", 11, 60, 200);
    add("b", 11, 45, 50);
    let run = computed(SHARE, &cases, 2);
    let indicator = run.project.indicator(&IndicatorId::new("tepat")).unwrap();
    let note = |team: &str| {
        let chart = run.with_input(|input| plots::trend(input, indicator, &TeamId::new(team)));
        chart.unwrap().note
    };
    assert_eq!(
        note("bagian").unwrap(),
        "Perubahan sejak TW III 2024 (−26,00\u{a0}poin): +10,00\u{a0}poin dalam tim, −36,00\u{a0}poin \
         komposisi. Terbesar disumbang oleh Tim B (−46,00\u{a0}poin)."
    );
    assert_eq!(note("a"), None);
    // A withheld count is not told by its contribution either.
    let run = computed(&format!("{SHARE}suppress = 60\n"), &cases, 2);
    let page = String::from_utf8(run.documents()["index.html"].clone()).unwrap();
    assert!(!page.contains("komposisi"));
}

type Key = (TeamId, Period);

/// What a reader sees of an indicator: numbers, and cells that are withheld.
fn visible(run: &Run, id: &str) -> BTreeMap<Key, Option<i64>> {
    let own = run.figures.iter().filter(|(own, ..)| own.as_str() == id);
    let seen = own.map(|(_, team, period, figure)| {
        let value = figure.value.number().map(|number| number.to_i64().unwrap());
        assert_eq!(value.is_none(), figure.value.kind() == "disembunyikan");
        if value.is_none() {
            assert_eq!((figure.rows_used, figure.parts.len()), (0, 0));
            assert_eq!((&figure.numerator, &figure.denominator), (&None, &None));
        }
        ((team.clone(), period), value)
    });
    seen.collect()
}

/// Everything that a reader knows to be equal: the sum of the second is the first.
fn equations(run: &Run, cells: &BTreeMap<Key, Option<i64>>) -> Vec<(Key, Vec<Key>)> {
    let mut all = vec![];
    for (team, period) in cells.keys() {
        let below: Vec<Key> =
            run.project.teams.children(team).map(|child| (child.id.clone(), *period)).collect();
        if !below.is_empty() {
            all.push(((team.clone(), *period), below));
        }
        if period.grain() == Grain::Quarter {
            let months = period.split(Grain::Month).into_iter();
            let months = months.map(|month| (team.clone(), month)).collect();
            all.push(((team.clone(), *period), months));
        }
    }
    all
}

/// The withheld cells that the equations fix, whatever their size: elimination modulo a prime.
fn solved(cells: &BTreeMap<Key, Option<i64>>, equations: &[(Key, Vec<Key>)]) -> Vec<Key> {
    const PRIME: i64 = 1_000_000_007;
    let power = |mut base: i64, mut exponent: i64| {
        let mut product = 1;
        while exponent > 0 {
            if exponent % 2 == 1 {
                product = product * base % PRIME;
            }
            base = base * base % PRIME;
            exponent /= 2;
        }
        product
    };
    let hidden: Vec<&Key> =
        cells.iter().filter(|(_, value)| value.is_none()).map(|(key, _)| key).collect();
    let place = |key: &Key| hidden.iter().position(|other| *other == key);
    let mut rows: Vec<Vec<i64>> = equations
        .iter()
        .map(|(whole, parts)| {
            let mut row = vec![0; hidden.len()];
            place(whole).into_iter().for_each(|at| row[at] = 1);
            parts.iter().filter_map(place).for_each(|at| row[at] = PRIME - 1);
            row
        })
        .collect();
    let mut next = 0;
    for column in 0..hidden.len() {
        let Some(pivot) = (next..rows.len()).find(|at| rows[*at][column] != 0) else { continue };
        rows.swap(next, pivot);
        let inverse = power(rows[next][column], PRIME - 2);
        rows[next].iter_mut().for_each(|one| *one = *one * inverse % PRIME);
        let lead = rows[next].clone();
        for (at, row) in rows.iter_mut().enumerate() {
            let factor = row[column];
            if at != next && factor != 0 {
                for (one, other) in row.iter_mut().zip(&lead) {
                    *one = (*one + (PRIME - factor) * other) % PRIME;
                }
            }
        }
        next += 1;
    }
    let fixed = rows.iter().filter(|row| row.iter().filter(|one| **one != 0).count() == 1);
    fixed.map(|row| hidden[row.iter().position(|one| *one != 0).unwrap()].clone()).collect()
}

/// The withheld cells of which only one value is left, when every one of them is at least one.
fn cornered(cells: &BTreeMap<Key, Option<i64>>, equations: &[(Key, Vec<Key>)]) -> Vec<Key> {
    let mut low: BTreeMap<&Key, i64> =
        cells.iter().map(|(key, value)| (key, value.unwrap_or(1))).collect();
    let mut high: BTreeMap<&Key, i64> =
        cells.iter().map(|(key, value)| (key, value.unwrap_or(1_000_000))).collect();
    for _ in 0..200 {
        for (whole, parts) in equations {
            let lows: i64 = parts.iter().map(|part| low[part]).sum();
            let highs: i64 = parts.iter().map(|part| high[part]).sum();
            low.insert(whole, low[whole].max(lows));
            high.insert(whole, high[whole].min(highs));
            for part in parts {
                let most = high[whole] - (lows - low[part]);
                let fewest = low[whole] - (highs - high[part]);
                low.insert(part, low[part].max(fewest));
                high.insert(part, high[part].min(most));
            }
        }
    }
    let withheld = cells.iter().filter(|(_, value)| value.is_none());
    withheld.map(|(key, _)| key).filter(|key| low[key] == high[key]).cloned().collect()
}

proptest! {
    #![proptest_config(random())]

    /// Whoever subtracts what is visible from what is visible finds no withheld small count.
    #[test]
    fn no_subtraction_finds_a_withheld_count(
        counts in proptest::collection::vec(prop_oneof![3 => 0usize..7, 1 => 0usize..40], 12),
    ) {
        let mut cases: Vec<Case> = vec![];
        for (at, count) in counts.iter().enumerate() {
            let (team, month) = (["a", "b", "c", "d"][at / 3], 10 + (at % 3) as i32);
            cases.extend((0..*count).map(|one| (team, month, one % 3 > 0)));
        }
        let run = computed(COUNT, &cases, 1);
        let cells = visible(&run, "jumlah");
        let truth = computed(&COUNT.replace("suppress = 5\n", ""), &cases, 1);
        let real = visible(&truth, "jumlah");
        for (key, value) in &cells {
            match value {
                // What is shown is true and not small; a zero is shown.
                Some(number) => prop_assert!(
                    Some(*number) == real[key] && (*number == 0 || *number >= 5)
                ),
                None => prop_assert!(real[key] != Some(0)),
            }
        }
        let equations = equations(&run, &cells);
        let small = |key: &Key| real[key].is_some_and(|count| (1..5).contains(&count));
        let mut found = solved(&cells, &equations);
        found.extend(cornered(&cells, &equations));
        found.retain(small);
        prop_assert!(found.is_empty(), "{found:?} of {cells:?}");
    }
}
