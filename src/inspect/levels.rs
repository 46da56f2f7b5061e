//! Tables whose parents repeat their children: levels by the forms of codes, proved by sums.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Decimal, Number};
use crate::load::raw::{RawCell, RawRow};

use super::guess::form_of;
use super::names::tidy;
use super::view::{ColumnView, Guess, HierarchyView};

/// A table with more levels than this is something else.
const MOST_LEVELS: usize = 14;
/// Of a hundred parents so many must be the sum of their children.
const AGREE: usize = 80;

/// A parent whose children are being added up.
struct Open {
    level: usize,
    printed: Vec<Option<Decimal>>,
    children: Vec<Option<Number>>,
}

/// The levels of a table, if its parents are the sums of their children.
pub(super) fn hierarchy(
    columns: &[ColumnView],
    rows: &[&RawRow],
    number: &dyn Fn(usize, &RawCell) -> Option<Decimal>,
) -> Option<HierarchyView> {
    let of_codes = |column: &(usize, &ColumnView)| {
        matches!(column.1.guess, Guess::Code { .. }) && column.1.mask.is_none()
    };
    let codes: Vec<usize> = columns.iter().enumerate().filter(of_codes).map(|(at, _)| at).collect();
    let amounts: Vec<usize> = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| matches!(column.guess, Guess::Money(_) | Guess::Number(_)))
        .filter(|(_, column)| !column.counts_rows)
        .map(|(at, _)| at)
        .collect();
    if codes.is_empty() || amounts.is_empty() {
        return None;
    }
    // All code columns that are side by side, or any one of them alone.
    let together = codes.clone();
    let alone = codes.iter().map(|at| vec![*at]);
    let tried: Vec<Vec<usize>> = [together].into_iter().chain(alone).collect();
    tried.iter().find_map(|codes| prove(columns, rows, codes, &amounts, number))
}

fn text(row: &RawRow, column: &ColumnView) -> Option<String> {
    let cell = row.cells.get(column.place as usize)?;
    (!cell.is_blank()).then(|| tidy(&cell.text()))
}

fn prove(
    columns: &[ColumnView],
    rows: &[&RawRow],
    codes: &[usize],
    amounts: &[usize],
    number: &dyn Fn(usize, &RawCell) -> Option<Decimal>,
) -> Option<HierarchyView> {
    let lowest = |row: &RawRow| {
        codes.iter().rev().find_map(|at| Some((*at, form_of(&text(row, &columns[*at])?))))
    };
    // From the top down is the order in which levels first occur.
    let mut levels: Vec<(usize, String)> = vec![];
    let mut counts: BTreeMap<(usize, String), usize> = BTreeMap::new();
    let mut unplaced = 0;
    for row in rows {
        let Some(place) = lowest(row) else {
            unplaced += 1;
            continue;
        };
        if !counts.contains_key(&place) {
            levels.push(place.clone());
        }
        *counts.entry(place).or_default() += 1;
        if levels.len() > MOST_LEVELS {
            return None;
        }
    }
    if levels.len() < 2 || unplaced * 20 > rows.len() {
        return None;
    }
    let index: BTreeMap<&(usize, String), usize> =
        levels.iter().enumerate().map(|(nth, level)| (level, nth)).collect();
    let mut sums = Sums::default();
    for row in rows {
        let Some(level) = lowest(row).and_then(|place| index.get(&place).copied()) else {
            continue;
        };
        let printed = amounts.iter().map(|at| {
            let cell = row.cells.get(columns[*at].place as usize)?;
            number(*at, cell)
        });
        sums.enter(level, printed.collect());
    }
    sums.close_to(0);
    let proved = sums.parents > 0 && sums.agreeing * 100 >= sums.parents * AGREE;
    let rows_of = levels.iter().map(|level| counts[level]).collect();
    let last = levels.len() - 1;
    proved.then(|| HierarchyView {
        leaves_at_last: sums.leaves.iter().all(|level| *level == last),
        levels,
        rows: rows_of,
        parents: sums.parents,
        agreeing: sums.agreeing,
        amounts: amounts.to_vec(),
    })
}

/// Adds up children row by row.
#[derive(Default)]
struct Sums {
    open: Vec<Open>,
    leaves: BTreeSet<usize>,
    parents: usize,
    agreeing: usize,
}

impl Sums {
    fn enter(&mut self, level: usize, printed: Vec<Option<Decimal>>) {
        self.close_to(level);
        if let Some(parent) = self.open.last_mut() {
            for (sum, amount) in parent.children.iter_mut().zip(&printed) {
                let add = amount.map_or_else(Number::zero, Decimal::to_number);
                *sum = Some(&sum.take().unwrap_or_else(Number::zero) + &add);
            }
        }
        let children = vec![None; printed.len()];
        self.open.push(Open { level, printed, children });
    }

    /// Closes every open parent at this level or below it.
    fn close_to(&mut self, level: usize) {
        while self.open.last().is_some_and(|parent| parent.level >= level) {
            let Some(parent) = self.open.pop() else { return };
            if parent.children.iter().all(Option::is_none) {
                self.leaves.insert(parent.level);
                continue;
            }
            self.parents += 1;
            let same =
                parent.printed.iter().zip(&parent.children).all(|(printed, children)| {
                    match (printed.map(Decimal::to_number), children) {
                        (Some(printed), Some(children)) => printed == *children,
                        _ => true,
                    }
                });
            let all_zero = parent.printed.iter().flatten().all(|amount| amount.mantissa == 0);
            if same && all_zero {
                // Nothing made of nothing proves nothing.
                self.parents -= 1;
            } else {
                self.agreeing += usize::from(same);
            }
        }
    }
}
