//! Which rows of a sheet are data, and which are layout: headings again, totals, remarks.

use crate::domain::Aside;
use crate::domain::glob::TextPattern;

use super::header::Header;
use super::raw::{RawCell, RawRow, normal};

/// What a row below the header is, told by its cells alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A row of data, or of a level of a hierarchy.
    Data,
    /// Layout or a check, with the reason under which it is set aside.
    Layout(Aside),
}

/// Tells what a row is; `marks` are the columns that name a thing: keys, teams, dates, choices.
pub fn kind(row: &RawRow, header: &Header, totals: &[TextPattern], marks: &[u32]) -> Kind {
    let filled: Vec<(u32, &RawCell)> =
        (0u32..).zip(&row.cells).filter(|(_, cell)| !cell.is_blank()).collect();
    let under_head = row.number == header.last + 1;
    if repeats_heads(&filled, header) || (under_head && counts_columns(&filled, header)) {
        return Kind::Layout(Aside::RepeatedHeading);
    }
    let first = filled.iter().find_map(|(column, cell)| match cell {
        RawCell::Text(text) => Some((*column, text.trim())),
        _ => None,
    });
    // A total names no thing of its own: nothing stands under a key, a team, a date or a choice.
    let marked = |at: u32| filled.iter().any(|(c, _)| *c != at && marks.contains(c));
    if first.is_some_and(|(at, text)| is_total(text, totals) && !marked(at)) {
        return Kind::Layout(Aside::Total);
    }
    if first.is_some() && filled.len() == 1 && header.columns.len() > 1 {
        return Kind::Layout(Aside::Footnote);
    }
    Kind::Data
}

fn is_total(text: &str, totals: &[TextPattern]) -> bool {
    let normal = normal(text);
    totals.iter().any(|total| total.matches_normal(&normal))
}

/// The heads again: at least two columns, and all that are filled, hold their own head.
fn repeats_heads(filled: &[(u32, &RawCell)], header: &Header) -> bool {
    let same = |(column, cell): &&(u32, &RawCell)| {
        let text = normal(&cell.text());
        header.heads.get(column).is_some_and(|path| path.contains(&text))
    };
    filled.len() >= 2 && filled.iter().filter(same).count() * 2 > filled.len()
}

/// A row right below the head that numbers every headed column: 1, 2, 3 and so on.
fn counts_columns(filled: &[(u32, &RawCell)], header: &Header) -> bool {
    let numbers: Option<Vec<u32>> =
        filled.iter().map(|(_, cell)| cell.text().trim().parse().ok()).collect();
    numbers.is_some_and(|list| {
        let counts = list.windows(2).all(|pair| pair[1] == pair[0] + 1);
        list.len() >= 4.min(header.columns.len()) && list.len() >= 3 && list[0] == 1 && counts
    })
}
