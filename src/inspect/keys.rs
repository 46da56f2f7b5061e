//! What names a row: a column that is different in every one, or several together.

use std::collections::BTreeSet;

use crate::load::raw::RawRow;

use super::names::tidy;
use super::view::{ColumnView, Guess, KeyView, Mask};

/// How many columns are tried together, and over how many rows that is worth while.
const MOST_TRIED: usize = 12;
const MOST_ROWS: usize = 200_000;
/// Of a hundred rows of a register so many have a number of their own.
const NEARLY: usize = 95;
/// Fewer rows than this prove nothing.
const ENOUGH_ROWS: usize = 10;

/// The key of a table.
pub(super) fn key(columns: &[ColumnView], rows: &[&RawRow]) -> KeyView {
    let named = |column: &ColumnView| {
        let is_code = matches!(column.guess, Guess::Code { .. } | Guess::Nip);
        let is_key = matches!(column.mask, Some(Mask::Personal(kind)) if kind.is_key());
        is_key || (is_code && column.mask.is_none())
    };
    let sure = columns.iter().position(|column| is_unique(column, rows.len()) && named(column));
    if let Some(at) = sure.filter(|_| rows.len() >= ENOUGH_ROWS) {
        return KeyView::Sure(at);
    }
    let nearly = columns.iter().position(|column| {
        let most = column.distinct * 100 >= column.filled * NEARLY && column.filled >= rows.len();
        named(column) && most && column.filled >= ENOUGH_ROWS
    });
    if let Some(at) = nearly {
        let again = columns[at].filled - columns[at].distinct;
        return KeyView::Nearly { column: at, again };
    }
    let can = |column: &&ColumnView| {
        let names = matches!(
            column.guess,
            Guess::Code { .. }
                | Guess::Choice(_)
                | Guess::Date(_)
                | Guess::Month
                | Guess::Quarter
                | Guess::Year
                | Guess::Team { .. }
                | Guess::Unit
                | Guess::Nip
        );
        let filled = |row: &&RawRow| {
            row.cells.get(column.place as usize).is_some_and(|cell| !cell.is_blank())
        };
        names && rows.iter().all(filled) && column.distinct > 1 && named_openly(column)
    };
    let tried: Vec<usize> = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| can(column))
        .map(|(at, _)| at)
        .take(MOST_TRIED)
        .collect();
    if rows.len() < ENOUGH_ROWS || rows.len() > MOST_ROWS {
        return KeyView::None;
    }
    let pairs = tried
        .iter()
        .enumerate()
        .flat_map(|(nth, one)| tried[nth + 1..].iter().map(move |two| vec![*one, *two]));
    let triples = tried.iter().enumerate().flat_map(|(nth, one)| {
        let rest = &tried[nth + 1..];
        rest.iter().enumerate().flat_map(move |(mth, two)| {
            rest[mth + 1..].iter().map(move |three| vec![*one, *two, *three])
        })
    });
    // A moment differs by itself; something else has to name the thing.
    let names_things = |place: &usize| {
        let when = &columns[*place].guess;
        !matches!(when, Guess::Date(_) | Guess::Month | Guess::Quarter | Guess::Year)
    };
    let names = |places: &Vec<usize>| {
        places.iter().any(names_things) && is_different(columns, rows, places)
    };
    pairs.chain(triples).find(names).map_or(KeyView::None, KeyView::Likely)
}

/// Whether no row is without a value and no value stands twice.
fn is_unique(column: &ColumnView, rows: usize) -> bool {
    column.filled == rows && column.distinct == rows
}

/// Not masked, or masked as something that may serve as a key.
fn named_openly(column: &ColumnView) -> bool {
    match column.mask {
        None => true,
        Some(Mask::Personal(kind)) => kind.is_key(),
        Some(Mask::Doubtful) => false,
    }
}

fn is_different(columns: &[ColumnView], rows: &[&RawRow], places: &[usize]) -> bool {
    let mut seen = BTreeSet::new();
    rows.iter().all(|row| {
        let cells = places.iter().map(|place| {
            let cell = row.cells.get(columns[*place].place as usize);
            cell.map(|cell| tidy(&cell.text())).unwrap_or_default()
        });
        seen.insert(cells.collect::<Vec<_>>())
    })
}
