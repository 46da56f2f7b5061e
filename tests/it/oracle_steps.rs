//! Steps worked out again in plain loops, written from the description of the language. The two
//! must agree to the last digit on random small tables.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;
use zona::domain::Value;

use crate::oracle::{Line, TEAMS, date, files, hundredths, is_below, lines};
use crate::support::{ask, random, run_clean};

/// A number, or the kind of a blank.
type Cell = Result<BigRational, &'static str>;

const MISSING: &str = "belum_ada";
const NOTHING: &str = "tidak_berlaku";

/// Rows by kind and number, thinned out, then by kind, then made one.
const STEPS: &str = r#"step = [
    { by = ["kind", "n"], let = { s = "SUM(x)", c = "COUNT(*)", z = "MAX(day)" } },
    { where = "c > 1 OR n = 1", by = { jenis = "kind" }, let = { r = "SUM(s / c)", m = "AVG(s) FILTER (WHERE s > 0)", k = "COUNT(s)", u = "LAST(c)" } },
]
"#;

const FORMULAS: [&str; 6] = [
    "SUM(r)",
    "AVG(m)",
    "COUNT(*) FILTER (WHERE m > 1)",
    "MEDIAN(r - m)",
    "SUM(k) / COUNT(*)",
    "MAX(u) FILTER (WHERE jenis <> 'biru')",
];

fn whole(count: usize) -> BigRational {
    BigRational::from_integer(BigInt::from(count))
}

/// A group of the first step.
struct First {
    n: Option<i64>,
    s: Cell,
    c: usize,
    z: u64,
}

/// A group of the second step.
struct Second {
    kind: Option<&'static str>,
    r: Cell,
    m: Cell,
    k: Cell,
    u: Cell,
}

fn sum(cells: &[Cell]) -> Cell {
    cells.iter().try_fold(whole(0), |sum, cell| Ok(sum + cell.clone()?))
}

/// The mean of what is a number; what is missing makes it missing, what is not applicable is left
/// out, and where nothing is left there is nothing to measure.
fn mean(cells: &[Cell]) -> Cell {
    if cells.contains(&Err(MISSING)) {
        return Err(MISSING);
    }
    let numbers: Vec<&BigRational> = cells.iter().flatten().collect();
    if numbers.is_empty() {
        return Err(NOTHING);
    }
    Ok(numbers.iter().fold(whole(0), |sum, number| sum + *number) / whole(numbers.len()))
}

fn first(rows: &[&Line]) -> Vec<(Option<&'static str>, First)> {
    let mut groups: BTreeMap<(Option<&'static str>, Option<i64>), Vec<&Line>> = BTreeMap::new();
    for line in rows {
        groups.entry((line.kind, line.n)).or_default().push(line);
    }
    let made = groups.into_iter().map(|((kind, n), rows)| {
        let values: Vec<Cell> =
            rows.iter().filter_map(|line| line.x.map(|x| Ok(hundredths(x)))).collect();
        let s = if values.is_empty() { Err(MISSING) } else { sum(&values) };
        let z = rows.iter().map(|line| line.day).max().unwrap();
        (kind, First { n, s, c: rows.len(), z })
    });
    made.collect()
}

fn second(groups: Vec<(Option<&'static str>, First)>) -> Vec<Second> {
    let mut kinds: BTreeMap<Option<&'static str>, Vec<First>> = BTreeMap::new();
    for (kind, group) in groups {
        // `c > 1 OR n = 1`: a group without a number and of one row is not known to be left out.
        let stays = group.c > 1 || group.n.is_none_or(|n| n == 1);
        if stays {
            kinds.entry(kind).or_default().push(group);
        }
    }
    let made = kinds.into_iter().map(|(kind, groups)| {
        let shares: Vec<Cell> =
            groups.iter().map(|group| Ok(group.s.clone()? / whole(group.c))).collect();
        let positive: Vec<Cell> = groups
            .iter()
            .filter(|group| group.s.as_ref().is_ok_and(|s| *s > whole(0)) || group.s.is_err())
            .map(|group| group.s.clone())
            .collect();
        let known: Vec<Cell> = groups.iter().map(|group| group.s.clone()).collect();
        let k = sum(&known).map(|_| whole(groups.len()));
        let latest = groups.iter().map(|group| group.z).max().unwrap();
        let mut there: Vec<usize> =
            groups.iter().filter(|group| group.z == latest).map(|group| group.c).collect();
        there.sort_unstable();
        there.dedup();
        let u = if there.len() == 1 { Ok(whole(there[0])) } else { Err(MISSING) };
        Second { kind, r: sum(&shares), m: mean(&positive), k, u }
    });
    made.collect()
}

fn result(formula: &str, groups: &[Second]) -> Cell {
    let of =
        |cell: fn(&Second) -> &Cell| groups.iter().map(|g| cell(g).clone()).collect::<Vec<_>>();
    match formula {
        "SUM(r)" => sum(&of(|group| &group.r)),
        "AVG(m)" => mean(&of(|group| &group.m)),
        "COUNT(*) FILTER (WHERE m > 1)" => {
            let all = of(|group| &group.m);
            if all.contains(&Err(MISSING)) {
                return Err(MISSING);
            }
            Ok(whole(all.iter().flatten().filter(|m| **m > whole(1)).count()))
        }
        "MEDIAN(r - m)" => {
            let mut left: Vec<BigRational> = vec![];
            for group in groups {
                match (&group.r, &group.m) {
                    (Ok(r), Ok(m)) => left.push(r - m),
                    (Err(MISSING), _) | (_, Err(MISSING)) => return Err(MISSING),
                    _ => {}
                }
            }
            left.sort();
            match left.len() {
                0 => Err(NOTHING),
                n if n % 2 == 1 => Ok(left[n / 2].clone()),
                n => Ok((&left[n / 2 - 1] + &left[n / 2]) / whole(2)),
            }
        }
        "SUM(k) / COUNT(*)" => {
            let total = sum(&of(|group| &group.k))?;
            if groups.is_empty() { Err(NOTHING) } else { Ok(total / whole(groups.len())) }
        }
        _ => {
            // A group without a kind may or may not be another one than blue.
            if groups.iter().any(|group| group.kind.is_none()) {
                return Err(MISSING);
            }
            let taken = groups.iter().filter(|group| group.kind != Some("biru"));
            let cells: Vec<Cell> = taken.map(|group| group.u.clone()).collect();
            if cells.contains(&Err(MISSING)) {
                return Err(MISSING);
            }
            cells.into_iter().flatten().max().ok_or(NOTHING)
        }
    }
}

proptest! {
    #![proptest_config(random())]

    #[test]
    fn plain_loops_agree_on_steps(lines in lines(), twice in lines()) {
        let lines: Vec<Line> = lines.into_iter().chain(twice).collect();
        let mut definitions = String::new();
        for (at, formula) in FORMULAS.into_iter().enumerate() {
            definitions.push_str(&format!(
                "[indicator.i{at}]\nname = \"I\"\nfor = \"each\"\ndataset = \"t\"\n\
                 {STEPS}formula = \"{formula}\"\n"
            ));
        }
        let run = run_clean(&files(&lines, &definitions), ask("2024-Q3", None, 1));
        for (team, _) in TEAMS {
            let own = lines.iter().filter(|line| is_below(line.team, team) && line.day < 92);
            let rows: Vec<&Line> = own.collect();
            let groups = second(first(&rows));
            for (at, formula) in FORMULAS.into_iter().enumerate() {
                let expected = match result(formula, &groups) {
                    Ok(number) => number.to_string(),
                    Err(blank) => blank.to_owned(),
                };
                let found = match run.value(&format!("i{at}"), team) {
                    Value::Number(number) => number.to_fraction(),
                    Value::Blank(blank, _) => blank.word().to_owned(),
                };
                prop_assert_eq!(found, expected, "{} of {} in {}", formula, team, date(0));
            }
        }
    }
}
