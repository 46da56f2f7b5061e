//! What is withheld: every small count, and so much beside it that no subtraction finds one. Which
//! neighbour is taken is a choice of the engine; that it is enough is worked out here again.

use std::collections::{BTreeMap, BTreeSet};

use zona::domain::{Grain, Period, TeamId};
use zona::spec::expr::{AggregateKind, Node};
use zona::spec::{Indicator, Window};

use crate::support::Run;

use super::figures::{Key, Slow};
use super::value::{R, V, whole};

/// A count of a team and a period.
type Cell = (TeamId, Period);

/// Holds what the engine withholds against the counts that nothing was taken from.
pub(super) fn check(run: &Run, slow: &Slow<'_>, hidden: &BTreeSet<Key>) -> usize {
    let mut n = 0;
    for latest in &run.project.indicators {
        for version in latest.versioning.earlier.iter().chain([latest]) {
            let Some(rule) = &version.honesty.suppress else { continue };
            assert!(is_count(version), "{}: only counts of rows are looked at here", latest.id);
            let least = i64::from(!rule.zero);
            let small = |count: &R| whole(least) <= *count && *count < whole(rule.below.into());
            let counts = counts(run, slow, latest, version);
            for (cell, count) in &counts {
                let key = (latest.id.clone(), cell.0.clone(), cell.1);
                assert!(!small(count) || hidden.contains(&key), "{key:?} is small and shown");
            }
            let is_hidden =
                |cell: &Cell| hidden.contains(&(latest.id.clone(), cell.0.clone(), cell.1));
            let any = counts.values().any(small) || !counts.keys().any(is_hidden);
            assert!(any, "{} withholds what is not small", latest.id);
            let covered: Vec<&Cell> = counts.keys().filter(|cell| is_hidden(cell)).collect();
            let sums = sums(run, version, &counts);
            for cell in told(&covered, &counts, &sums, whole(least)) {
                assert!(!small(&counts[cell]), "{} tells {cell:?} by subtraction", latest.id);
            }
            n += covered.len();
        }
    }
    n
}

fn is_count(version: &Indicator) -> bool {
    let kinds = [AggregateKind::Count, AggregateKind::CountDistinct];
    matches!(&version.formula.node, Node::Aggregate(one) if kinds.contains(&one.kind))
}

/// The counts of all teams and periods of one version, before anything is withheld.
fn counts(
    run: &Run,
    slow: &Slow<'_>,
    latest: &Indicator,
    version: &Indicator,
) -> BTreeMap<Cell, R> {
    let mut counts = BTreeMap::new();
    for (id, team, period, _) in run.figures.iter() {
        let (from, to) = version.valid;
        let (from, to) = (from.unwrap_or(period.end()), to.unwrap_or(period.end()));
        if *id != latest.id || period.end() < from || to < period.end() {
            continue;
        }
        if let Ok(V::Num(count)) = slow.before_withholding(latest, team, period) {
            counts.insert((team.clone(), period), count);
        }
    }
    counts
}

/// A count, and those that it is the sum of, up to rows that a reader is taken to know.
struct Sum {
    whole: Cell,
    parts: Vec<Cell>,
}

fn sums(run: &Run, version: &Indicator, counts: &BTreeMap<Cell, R>) -> Vec<Sum> {
    let mut sums = vec![];
    for whole in counts.keys() {
        let (team, period) = whole;
        // The nearest teams below that have a count of their own.
        let mut parts = vec![];
        let mut open: Vec<&TeamId> = vec![team];
        while let Some(above) = open.pop() {
            for one in run.project.teams.iter().filter(|one| one.parent.as_ref() == Some(above)) {
                let cell = (one.id.clone(), *period);
                match counts.contains_key(&cell) {
                    true => parts.push(cell),
                    false => open.push(&one.id),
                }
            }
        }
        sums.push(Sum { whole: whole.clone(), parts });
        let is_sum = version.window == Window::Period && period.grain() != Grain::Month;
        let months = if is_sum { period.split(Grain::Month) } else { vec![] };
        let months: Vec<Cell> = months.into_iter().map(|month| (team.clone(), month)).collect();
        let months = months.into_iter().filter(|cell| counts.contains_key(cell)).collect();
        sums.push(Sum { whole: whole.clone(), parts: months });
    }
    sums.retain(|sum| !sum.parts.is_empty());
    sums
}

/// The withheld counts that the visible ones tell: by all sums together, and by what a withheld
/// count is at least.
fn told<'a>(
    covered: &[&'a Cell],
    counts: &BTreeMap<Cell, R>,
    sums: &[Sum],
    least: R,
) -> Vec<&'a Cell> {
    let place = |cell: &Cell| covered.iter().position(|other| *other == cell);
    // Each sum as an equation in the withheld counts: how often each of them is in it, and what
    // the visible ones leave.
    let mut equations: Vec<Vec<R>> = vec![];
    for sum in sums {
        let mut line = vec![whole(0); covered.len() + 1];
        let signed = sum.parts.iter().map(|cell| (cell, 1)).chain([(&sum.whole, -1)]);
        for (cell, sign) in signed {
            if let Some(at) = place(cell) {
                line[at] += whole(sign);
                line[covered.len()] += whole(sign) * &counts[cell];
            }
        }
        if line[..covered.len()].iter().any(|one| *one != whole(0)) {
            equations.push(line);
        }
    }
    let mut found: BTreeSet<usize> = solved(equations.clone(), covered.len());
    // A sum of which every part but one is at its least, or whose parts all are.
    for line in &equations {
        let unknowns: Vec<usize> = (0..covered.len()).filter(|at| line[*at] != whole(0)).collect();
        let all_positive = unknowns.iter().all(|at| line[*at] == whole(1));
        let at_least = &least * whole(unknowns.len() as i64);
        if all_positive && line[covered.len()] == at_least {
            found.extend(unknowns);
        }
    }
    found.into_iter().map(|at| covered[at]).collect()
}

/// The unknowns of which linear equations leave one value.
fn solved(mut lines: Vec<Vec<R>>, unknowns: usize) -> BTreeSet<usize> {
    let mut done = 0;
    for column in 0..unknowns {
        let Some(at) = (done..lines.len()).find(|at| lines[*at][column] != whole(0)) else {
            continue;
        };
        lines.swap(done, at);
        let lead = lines[done].clone();
        for (_, line) in lines.iter_mut().enumerate().filter(|(other, _)| *other != done) {
            let factor = &line[column] / &lead[column];
            if factor != whole(0) {
                for (one, by) in line.iter_mut().zip(&lead) {
                    *one -= &factor * by;
                }
            }
        }
        done += 1;
    }
    let mut found = BTreeSet::new();
    for line in lines {
        let mut alone = (0..unknowns).filter(|at| line[*at] != whole(0));
        if let (Some(at), None) = (alone.next(), alone.next()) {
            found.insert(at);
        }
    }
    found
}
