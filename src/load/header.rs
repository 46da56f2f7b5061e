//! Finding the table in a sheet: the header is known by its words, wherever it stands, over one
//! or several rows, under merged group heads.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::spec::dataset::{Column, ColumnFrom, Head, Personal};

use super::raw::{RawCell, RawSheet, normal};

/// How far down a sheet its header is looked for, and over how many rows it may stretch.
const SEARCHED_ROWS: usize = 80;
const TALLEST: u32 = 4;

/// Where the header of a sheet stands and what lies under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// First row of the header.
    pub first: u32,
    /// Last row of the header.
    pub last: u32,
    /// The sheet's column (from 0) of each declared one that was found.
    pub columns: BTreeMap<String, u32>,
    /// The words over each column of the sheet, from the top down.
    pub heads: BTreeMap<u32, Vec<String>>,
}

/// Finds the header that names the most declared columns; `None` if no row names a required one.
pub fn find(sheet: &RawSheet, columns: &[Column]) -> Option<Header> {
    let wanted: Vec<(&Column, &[Head])> = columns
        .iter()
        .filter_map(|column| match &column.from {
            ColumnFrom::Header(heads) => Some((column, heads.as_slice())),
            _ => None,
        })
        .collect();
    let needed: Vec<&str> = wanted
        .iter()
        .filter(|(column, _)| column.required)
        .map(|(column, _)| column.name.as_str())
        .collect();
    let held = |column: &Column| column.personal != Some(Personal::Drop);
    let findable = wanted.iter().filter(|(column, _)| held(column)).count();
    let telling = telling_rows(sheet, &wanted);
    let mut best: Option<Header> = None;
    for row in sheet.rows.iter().take(SEARCHED_ROWS) {
        // Nothing further down can name more.
        let complete = best
            .as_ref()
            .is_some_and(|best| best.columns.len() == findable && row.number > best.last);
        if complete {
            break;
        }
        for height in 1..=TALLEST {
            let last = row.number + height - 1;
            let tells = telling.range(row.number..=last).next().is_some();
            if !tells || cuts_a_merge(sheet, row.number, last) {
                continue;
            }
            let header = read(sheet, row.number, last, &wanted);
            let enough = needed.iter().all(|name| header.columns.contains_key(*name));
            // A block further down must name more: the heads again are no better heads.
            let wins = best.as_ref().is_none_or(|best| {
                if header.first <= best.last {
                    rank(&header) > rank(best)
                } else {
                    header.columns.len() > best.columns.len()
                }
            });
            if enough && wins {
                best = Some(header);
            }
        }
    }
    best.filter(|header| !header.columns.is_empty())
}

/// The rows with a word of a head in them: others need not be tried, however wide they are.
fn telling_rows(sheet: &RawSheet, wanted: &[(&Column, &[Head])]) -> BTreeSet<u32> {
    let parts = || wanted.iter().flat_map(|(_, heads)| *heads).flat_map(|head| &head.path);
    let tells = |cell: &RawCell| {
        let text = normal(&cell.text());
        !text.is_empty() && parts().any(|part| part.matches_normal(&text))
    };
    let rows = sheet.rows.iter().take(SEARCHED_ROWS + TALLEST as usize);
    rows.filter(|row| row.cells.iter().any(tells)).map(|row| row.number).collect()
}

/// The better header names more columns; of equals the one that ends first, and of those the one
/// without title rows above.
fn rank(header: &Header) -> (usize, Reverse<u32>, u32) {
    (header.columns.len(), Reverse(header.last), header.first)
}

/// Whether a merged head begins in these rows and goes on below them: then they are not all of it.
fn cuts_a_merge(sheet: &RawSheet, first: u32, last: u32) -> bool {
    sheet.merges.iter().any(|merge| (first..=last).contains(&merge.first.0) && merge.last.0 > last)
}

/// The declared columns that the best row of the sheet does not name, for messages.
pub fn missing_heads(sheet: &RawSheet, columns: &[Column]) -> Vec<String> {
    let open: Vec<Column> =
        columns.iter().map(|column| Column { required: false, ..column.clone() }).collect();
    let found = find(sheet, &open).map(|header| header.columns).unwrap_or_default();
    let lacking = columns.iter().filter(|column| column.required);
    let heads = lacking.filter_map(|column| match &column.from {
        ColumnFrom::Header(heads) if !found.contains_key(&column.name) => {
            heads.first().map(|head| head.written.clone())
        }
        _ => None,
    });
    heads.collect()
}

fn read(sheet: &RawSheet, first: u32, last: u32, wanted: &[(&Column, &[Head])]) -> Header {
    let heads = heads(sheet, first, last);
    let columns = wanted
        .iter()
        .filter_map(|(column, aliases)| {
            let hit = aliases.iter().find_map(|alias| column_under(&heads, alias))?;
            let held = column.personal != Some(Personal::Drop);
            held.then(|| (column.name.clone(), hit))
        })
        .collect();
    Header { first, last, columns, heads }
}

/// The words over every column: merged and blank group heads reach over their columns.
fn heads(sheet: &RawSheet, first: u32, last: u32) -> BTreeMap<u32, Vec<String>> {
    let mut grid: BTreeMap<(u32, u32), String> = BTreeMap::new();
    let mut width = 0;
    for row in sheet.rows.iter().filter(|row| (first..=last).contains(&row.number)) {
        for (column, cell) in row.cells.iter().enumerate() {
            let column = column as u32;
            width = width.max(column + 1);
            if !cell.is_blank() {
                grid.insert((row.number, column), normal(&cell.text()));
            }
        }
    }
    for merge in &sheet.merges {
        let Some(text) = grid.get(&merge.first).cloned() else { continue };
        for row in merge.first.0..=merge.last.0.min(last) {
            for column in merge.first.1..=merge.last.1.min(width.saturating_sub(1)) {
                grid.insert((row, column), text.clone());
            }
        }
    }
    if sheet.merges.is_empty() {
        for row in first..last {
            let mut group: Option<String> = None;
            for column in 0..width {
                match grid.get(&(row, column)) {
                    Some(text) => group = Some(text.clone()),
                    None => {
                        let below = (row + 1..=last).any(|r| grid.contains_key(&(r, column)));
                        if let Some(text) = group.clone().filter(|_| below) {
                            grid.insert((row, column), text);
                        }
                    }
                }
            }
        }
    }
    let mut heads: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for ((_, column), text) in grid {
        let path = heads.entry(column).or_default();
        if path.last() != Some(&text) {
            path.push(text);
        }
    }
    heads
}

/// The column under a head.
fn column_under(heads: &BTreeMap<u32, Vec<String>>, head: &Head) -> Option<u32> {
    let fits = |path: &&Vec<String>| {
        let start = path.len().checked_sub(head.path.len());
        let tail = start.map(|start| &path[start..]);
        tail.is_some_and(|tail| {
            tail.iter().zip(&head.path).all(|(text, part)| part.matches_normal(text))
        })
    };
    heads.iter().filter(|(_, path)| fits(path)).map(|(column, _)| *column).nth(head.nth)
}
