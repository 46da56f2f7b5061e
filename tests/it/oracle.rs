//! A second, slow evaluator in plain loops, written from the description of the language and not
//! from the engine. The two must agree to the last digit on random small tables.

use std::collections::BTreeSet;

use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;
use proptest::sample::select;
use zona::domain::{IndicatorId, MemoryFiles, Period, TeamId, Value};

use crate::support::{ask, random, run_clean};

/// Each team with the one above it.
pub(crate) const TEAMS: [(&str, Option<&str>); 5] = [
    ("kantor", None),
    ("bagian", Some("kantor")),
    ("a", Some("bagian")),
    ("b", Some("bagian")),
    ("c", Some("kantor")),
];

/// A row; days are counted from 1 July 2024.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) team: &'static str,
    pub(crate) day: u64,
    pub(crate) x: Option<i64>,
    pub(crate) n: Option<i64>,
    pub(crate) kind: Option<&'static str>,
    pub(crate) closed: Option<u64>,
}

pub(crate) fn lines() -> impl Strategy<Value = Vec<Line>> {
    let one = (
        select(vec!["kantor", "bagian", "a", "b", "c"]),
        0u64..120,
        prop::option::weighted(0.8, -300i64..300),
        prop::option::weighted(0.8, 0i64..4),
        prop::option::weighted(0.8, select(vec!["merah", "hijau", "biru"])),
        prop::option::of(0u64..150),
    );
    let one =
        one.prop_map(|(team, day, x, n, kind, closed)| Line { team, day, x, n, kind, closed });
    prop::collection::vec(one, 0..14)
}

pub(crate) fn date(days: u64) -> String {
    let first = crate::support::day("2024-07-01");
    (first + chrono::Days::new(days)).to_string()
}

/// A number of a row: hundredths, or nothing.
type Cell = Option<BigRational>;

pub(crate) fn hundredths(value: i64) -> BigRational {
    BigRational::new(BigInt::from(value), BigInt::from(100))
}

/// What an argument is for a row.
type Arg = fn(&Line) -> Cell;

/// Whether a condition holds for a row at a cut-off.
type Filter = fn(&Line, u64) -> Option<bool>;

/// Whether it hangs on a list of holidays that nobody gave.
type Doubt = fn(&Line, u64) -> bool;

/// What is aggregated: the text of the argument and what it is for a row.
const ARGS: [(&str, Arg); 10] = [
    ("WORKDAYS(day, closed)", |_| None),
    ("x", |line| line.x.map(hundredths)),
    ("n", |line| line.n.map(|n| hundredths(100 * n))),
    ("x * n", |line| Some(hundredths(line.x?) * hundredths(100 * line.n?))),
    ("COALESCE(x, n, 7) - 1.5", |line| {
        let first = line.x.or(line.n.map(|n| 100 * n)).unwrap_or(700);
        Some(hundredths(first - 150))
    }),
    ("CASE WHEN kind = 'merah' THEN x WHEN n >= 2 THEN -n END", |line| {
        // An unknown condition does not hold, so the next one is asked.
        if line.kind == Some("merah") {
            line.x.map(hundredths)
        } else if line.n.is_some_and(|n| n >= 2) {
            line.n.map(|n| hundredths(-100 * n))
        } else {
            None
        }
    }),
    ("CASE WHEN x > 0.5 THEN 1 ELSE 0 END", |line| {
        Some(hundredths(if line.x.is_some_and(|x| x > 50) { 100 } else { 0 }))
    }),
    ("x * 1000000000000 * 1000000000000 * n", |line| {
        let million = BigInt::from(1_000_000_000_000i64);
        let factor = BigRational::from_integer(&million * &million);
        Some(hundredths(line.x?) * hundredths(100 * line.n?) * factor)
    }),
    ("GREATEST(x, n) - LEAST(x, n)", |line| Some(hundredths((line.x? - 100 * line.n?).abs()))),
    ("NULLIF(n, 2) + ABS(x)", |line| {
        let n = line.n.filter(|n| *n != 2)?;
        Some(hundredths(100 * n + line.x?.abs()))
    }),
];

/// What is in doubt for a row, by the text of an argument or a condition.
const DOUBTS: [(&str, Doubt); 2] = [
    ("WORKDAYS(day, closed)", |line, as_of| closed(line, as_of).is_some()),
    // A known side that is false decides; the other may then be what it wants.
    ("WORKDAYS(day, closed) > 3 AND n = 1", |line, as_of| {
        closed(line, as_of).is_some() && line.n.is_none_or(|n| n == 1)
    }),
];

fn in_doubt(text: &str, line: &Line, as_of: u64) -> bool {
    DOUBTS.iter().any(|(doubtful, doubt)| *doubtful == text && doubt(line, as_of))
}

/// Conditions in three values: true, false, unknown.
const FILTERS: [(&str, Filter); 14] = [
    ("WORKDAYS(day, closed) > 3 AND n = 1", |line, _| match line.n {
        Some(n) if n != 1 => Some(false),
        _ => None,
    }),
    ("", |_, _| Some(true)),
    ("kind = 'merah'", |line, _| line.kind.map(|kind| kind == "merah")),
    ("NOT (x > 0.5)", |line, _| line.x.map(|x| x <= 50)),
    ("closed IS NULL", |line, as_of| Some(closed(line, as_of).is_none())),
    ("closed <= DATE '2024-08-15'", |line, as_of| closed(line, as_of).map(|closed| closed <= 45)),
    ("kind IN ('merah', 'biru') OR n = 1", |line, _| {
        let left = line.kind.map(|kind| kind == "merah" || kind == "biru");
        or(left, line.n.map(|n| n == 1))
    }),
    ("kind NOT LIKE '%u%' AND n BETWEEN 1 AND 2", |line, _| {
        let left = line.kind.map(|kind| !kind.contains('u'));
        let right = line.n.map(|n| (1..=2).contains(&n));
        or(left.map(|l| !l), right.map(|r| !r)).map(|either| !either)
    }),
    ("ADD_DAYS(closed, n) >= DATE '2024-08-01'", |line, as_of| {
        closed(line, as_of).zip(line.n).map(|(closed, n)| closed as i64 + n >= 31)
    }),
    ("COALESCE(closed, AS_OF) > DATE '2024-08-10'", |line, as_of| {
        Some(closed(line, as_of).unwrap_or(as_of) > 40)
    }),
    ("n = x OR lama <= 20", |line, as_of| {
        let left = line.n.zip(line.x).map(|(n, x)| 100 * n == x);
        or(left, closed(line, as_of).map(|c| c as i64 - line.day as i64 <= 20))
    }),
    ("CASE WHEN kind = 'biru' THEN closed ELSE day END < DATE '2024-09-01'", |line, as_of| {
        match line.kind {
            Some("biru") => closed(line, as_of).map(|closed| closed < 62),
            _ => Some(line.day < 62),
        }
    }),
    ("DAYS(closed, PERIOD_END) >= 10 OR closed IS NULL", |line, as_of| {
        Some(closed(line, as_of).is_none_or(|closed| as_of as i64 - closed as i64 >= 10))
    }),
    ("DAYS(day, closed) > 30", |line, as_of| {
        closed(line, as_of).map(|c| c as i64 - line.day as i64 > 30)
    }),
];

fn or(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}

/// An event after the cut-off has not happened yet.
fn closed(line: &Line, as_of: u64) -> Option<u64> {
    line.closed.filter(|closed| *closed <= as_of)
}

const KINDS: [&str; 13] = [
    "COUNT(*)",
    "COUNT",
    "COUNT(DISTINCT)",
    "SUM",
    "AVG",
    "MIN",
    "MAX",
    "MEDIAN",
    "PERCENTILE_CONT",
    "STDDEV",
    "STDDEV_POP",
    "FIRST",
    "LAST",
];

/// The share below which the percentile lies.
const SHARE: (i64, i64) = (7, 20);

/// What an aggregate comes to: a number, or the kind of blank.
fn aggregate(
    kind: &str,
    rows: &[&Line],
    arg: fn(&Line) -> Cell,
    axis: Axis,
) -> Result<BigRational, &'static str> {
    let whole = |count: usize| BigRational::from_integer(BigInt::from(count));
    let mut values: Vec<BigRational> = rows.iter().filter_map(|line| arg(line)).collect();
    values.sort();
    let sum = values.iter().fold(whole(0), |sum, value| sum + value);
    match kind {
        "COUNT(*)" => return Ok(whole(rows.len())),
        "COUNT" => return Ok(whole(values.len())),
        "COUNT(DISTINCT)" => return Ok(whole(values.iter().collect::<BTreeSet<_>>().len())),
        "SUM" if rows.is_empty() => return Ok(whole(0)),
        _ if rows.is_empty() => return Err("tidak_berlaku"),
        _ if values.is_empty() => return Err("belum_ada"),
        _ => {}
    }
    let n = values.len();
    Ok(match kind {
        "SUM" => sum,
        "AVG" => sum / whole(n),
        "MIN" => values[0].clone(),
        "MAX" => values[n - 1].clone(),
        "MEDIAN" if n % 2 == 1 => values[n / 2].clone(),
        "MEDIAN" => (&values[n / 2 - 1] + &values[n / 2]) / whole(2),
        "PERCENTILE_CONT" => {
            // The place between the first and the last, and how far on the way to the next.
            let place = whole(n - 1) * BigRational::new(SHARE.0.into(), SHARE.1.into());
            let below = (n - 1) * SHARE.0 as usize / SHARE.1 as usize;
            let next = &values[(below + 1).min(n - 1)];
            &values[below] + (place - whole(below)) * (next - &values[below])
        }
        "STDDEV" if n == 1 => return Err("tidak_berlaku"),
        // The square of what is wanted: no root is taken here.
        "STDDEV" | "STDDEV_POP" => {
            let mean = sum / whole(n);
            let squares = values.iter().map(|value| (value - &mean) * (value - &mean));
            let divisor = if kind == "STDDEV" { n - 1 } else { n };
            squares.fold(whole(0), |sum, square| sum + square) / whole(divisor)
        }
        "FIRST" | "LAST" => {
            let filled = || rows.iter().filter(|line| arg(line).is_some());
            let days = filled().map(|line| axis(line));
            let day = if kind == "FIRST" { days.min() } else { days.max() };
            let there: BTreeSet<BigRational> = filled()
                .filter(|line| Some(axis(line)) == day)
                .filter_map(|line| arg(line))
                .collect();
            match there.len() {
                1 => there.into_iter().next().unwrap(),
                _ => return Err("belum_ada"),
            }
        }
        other => unreachable!("{other}"),
    })
}

pub(crate) fn is_below(team: &str, above: &str) -> bool {
    let parent = TEAMS.iter().find(|(id, _)| *id == team).and_then(|(_, parent)| *parent);
    team == above || parent.is_some_and(|parent| is_below(parent, above))
}

/// The text of an aggregate in the language.
fn formula(kind: &str, arg: &str, filter: &str) -> String {
    let call = match kind {
        "COUNT(*)" => "COUNT(*)".to_owned(),
        "COUNT(DISTINCT)" => format!("COUNT(DISTINCT {arg})"),
        "PERCENTILE_CONT" => format!("PERCENTILE_CONT(0.35) WITHIN GROUP (ORDER BY {arg})"),
        other => format!("{other}({arg})"),
    };
    if filter.is_empty() { call } else { format!("{call} FILTER (WHERE {filter})") }
}

/// The day of a row on an axis.
type Axis = fn(&Line) -> Option<u64>;

/// The time axes: that of the dataset, and the event.
const AXES: [(&str, Axis); 2] = [("", |line| Some(line.day)), ("closed", |line| line.closed)];

/// Whether `found` is the root of `square` to twelve decimals, rounded half away from zero.
fn is_root(found: &BigRational, square: &BigRational) -> bool {
    let unit = BigRational::new(1.into(), BigInt::from(10).pow(12));
    let half = &unit / BigRational::from_integer(2.into());
    let low = found - &half;
    let zero = BigRational::from_integer(0.into());
    let above = low < zero || &low * &low <= *square;
    (found / &unit).is_integer() && above && *square < (found + &half) * (found + &half)
}

/// A third of all aggregates over all arguments, each with the filter that chance gives it.
fn asked(seed: usize) -> Vec<(&'static str, usize, usize)> {
    let mut all = vec![];
    for (at, kind) in KINDS.into_iter().enumerate() {
        for arg in 0..ARGS.len() {
            if (seed + at + arg).is_multiple_of(3) {
                all.push((kind, arg, (seed + 3 * at + 5 * arg) % FILTERS.len()));
            }
        }
    }
    all
}

/// Half of the indicators look at everything up to the cut-off.
fn is_to_date(at: usize) -> bool {
    at % 4 > 1
}

fn project(lines: &[Line], asked: &[(&str, usize, usize)]) -> MemoryFiles {
    let mut definitions = String::new();
    for (at, (kind, arg, filter)) in asked.iter().enumerate() {
        let formula = formula(kind, ARGS[*arg].0, FILTERS[*filter].0);
        let formula = match AXES[at % AXES.len()].0 {
            "" => formula,
            axis => format!("ON_DATE({axis}, {formula})"),
        };
        let window = if is_to_date(at) { "to_date" } else { "period" };
        definitions.push_str(&format!(
            "[indicator.i{at}]\nname = \"I\"\nfor = \"each\"\ndataset = \"t\"\n\
             series = \"month\"\nwindow = \"{window}\"\nformula = \"{formula}\"\n"
        ));
    }
    files(lines, &definitions)
}

/// An office with these rows and these indicators.
pub(crate) fn files(lines: &[Line], indicators: &str) -> MemoryFiles {
    let mut settings = String::from("[office]\nname = \"Kantor\"\n");
    for (id, parent) in TEAMS {
        let above = parent.map_or(String::new(), |parent| format!("parent = \"{parent}\"\n"));
        settings.push_str(&format!("[[team]]\nid = \"{id}\"\nname = \"Unit {id}\"\n{above}"));
    }
    let mut definitions = String::from(
        "[dataset.t]\nfiles = [\"data/t-*.csv\"]\ndate = \"day\"\nteam = \"unit\"\n\
         covers = { period = \"file-name:t-{tahun}-{triwulan}\" }\n[dataset.t.column]\n\
         unit = { type = \"team\", header = [\"Unit\"] }\n\
         day = { type = \"date\", header = [\"Hari\"], required = true }\n\
         x = { type = \"number\", header = [\"X\"] }\nn = { type = \"number\", header = [\"N\"] }\n\
         kind = { type = \"text\", header = [\"Jenis\"] }\n\
         closed = { type = \"date\", header = [\"Tutup\"], event = true }\n\
         [dataset.t.derive]\nlama = \"DAYS(day, closed)\"\n",
    );
    definitions.push_str(indicators);
    let mut table = String::from("Unit;Hari;X;N;Jenis;Tutup\n");
    for line in lines {
        let x = line.x.map_or(String::new(), |x| {
            let sign = if x < 0 { "-" } else { "" };
            format!("{sign}{},{:02}", x.abs() / 100, x.abs() % 100)
        });
        let n = line.n.map_or(String::new(), |n| n.to_string());
        let closed = line.closed.map_or(String::new(), date);
        let kind = line.kind.unwrap_or("");
        table.push_str(&format!("{};{};{x};{n};{kind};{closed}\n", line.team, date(line.day)));
    }
    MemoryFiles::new([
        ("zona.toml", settings.as_str()),
        ("indicators/t.toml", definitions.as_str()),
        ("data/t-2024-TW3.csv", table.as_str()),
    ])
}

/// The quarter and its months with their days.
const PERIODS: [(&str, std::ops::Range<u64>); 4] =
    [("2024-Q3", 0..92), ("2024-07", 0..31), ("2024-08", 31..62), ("2024-09", 62..92)];

/// Holds every figure of every team, each period at its own end or at the cut-off before it,
/// against plain loops.
fn agree(
    lines: &[Line],
    asked: &[(&'static str, usize, usize)],
    cut: u64,
) -> Result<(), TestCaseError> {
    let run = run_clean(&project(lines, asked), ask("2024-Q3", Some(&date(cut)), 1));
    for (at, (kind, arg, filter)) in asked.iter().enumerate() {
        let (formula_text, (filter_text, filter_of)) =
            (formula(kind, ARGS[*arg].0, FILTERS[*filter].0), FILTERS[*filter]);
        for ((team, _), (period, days)) in
            TEAMS.into_iter().flat_map(|team| PERIODS.into_iter().map(move |p| (team, p)))
        {
            if days.start > cut {
                continue;
            }
            let cut = cut.min(days.end - 1);
            let axis = AXES[at % AXES.len()].1;
            let first = if is_to_date(at) { 0 } else { days.start };
            let lying: Vec<&Line> = lines
                .iter()
                .filter(|line| is_below(line.team, team) && line.day <= cut)
                .filter(|line| axis(line).is_some_and(|day| first <= day && day <= cut))
                .collect();
            let holding = lying.iter().filter(|line| filter_of(line, cut) == Some(true));
            let rows: Vec<&Line> = holding.copied().collect();
            let unknown = lying.iter().any(|line| in_doubt(filter_text, line, cut))
                || *kind != "COUNT(*)" && rows.iter().any(|line| in_doubt(ARGS[*arg].0, line, cut));
            let expected = match aggregate(kind, &rows, ARGS[*arg].1, axis) {
                _ if unknown => "belum_ada".to_owned(),
                Ok(number) => number.to_string(),
                // What is nothing so far may still become something.
                Err("tidak_berlaku") if cut < days.end - 1 => "belum_ada".to_owned(),
                Err(blank) => blank.to_owned(),
            };
            let id = IndicatorId::new(format!("i{at}"));
            let key = Period::parse(period).expect("a period");
            let figure = run.figures.get(&id, &TeamId::new(team), key).expect("a figure");
            let said = format!("{formula_text} of {team} in {period} up to {}", date(cut));
            if !unknown {
                prop_assert_eq!(figure.rows_used, lying.len(), "{}", &said);
            }
            if !unknown && !kind.starts_with("COUNT") {
                let empty = rows.iter().filter(|line| ARGS[*arg].1(line).is_none()).count();
                prop_assert_eq!(figure.rows_empty, empty, "{}", &said);
            }
            let found = match &figure.value {
                Value::Number(number) => format!("{number:?}"),
                Value::Blank(blank, _) => blank.word().to_owned(),
            };
            if let (true, Ok(root), Ok(square)) =
                (kind.starts_with("STDDEV"), found.parse(), expected.parse())
            {
                prop_assert!(is_root(&root, &square), "{} is no root of {}", found, expected);
                continue;
            }
            prop_assert_eq!(found, expected, "{}", said);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(random())]

    #[test]
    fn plain_loops_agree(
        lines in lines(),
        seed in 0usize..39,
        cut in select(vec![91u64, 91, 60, 45, 10]),
    ) {
        let mut asked = asked(seed);
        asked.rotate_left(seed % 2);
        agree(&lines, &asked, cut)?;
    }
}

/// So many rows that they are looked at in several blocks and by several threads.
#[test]
fn plain_loops_agree_over_many_rows() {
    let mut state = 1u64;
    let mut next = |n: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    };
    let line = |next: &mut dyn FnMut(u64) -> u64| Line {
        team: TEAMS[next(5) as usize].0,
        day: next(120),
        x: Some(next(600) as i64 - 300).filter(|_| next(5) > 0),
        n: Some(next(4) as i64).filter(|_| next(5) > 0),
        kind: Some(["merah", "hijau", "biru"][next(3) as usize]).filter(|_| next(5) > 0),
        closed: Some(next(150)).filter(|_| next(2) > 0),
    };
    let lines: Vec<Line> = (0..40_000).map(|_| line(&mut next)).collect();
    let asked: Vec<_> = asked(7).into_iter().filter(|(_, arg, _)| *arg > 0).step_by(4).collect();
    agree(&lines, &asked, 75).expect("plain loops agree");
}
