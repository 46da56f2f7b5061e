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

/// Tells what a row is.
pub fn kind(row: &RawRow, header: &Header, totals: &[TextPattern]) -> Kind {
    let filled: Vec<(u32, &RawCell)> =
        (0u32..).zip(&row.cells).filter(|(_, cell)| !cell.is_blank()).collect();
    if repeats_heads(&filled, header) || counts_columns(&filled) {
        return Kind::Layout(Aside::RepeatedHeading);
    }
    let first_words = filled.iter().find_map(|(_, cell)| match cell {
        RawCell::Text(text) => Some(text.trim()),
        _ => None,
    });
    if first_words.is_some_and(|text| is_total(text, totals)) {
        return Kind::Layout(Aside::Total);
    }
    let alone = filled.len() == 1 && header.columns.len() > 1;
    let starred = first_words.is_some_and(|text| text.starts_with('*'));
    if first_words.is_some() && (alone || (starred && filled.len() <= 2)) {
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

/// A row that numbers the columns: 1, 2, 3 and so on, at least three of them.
fn counts_columns(filled: &[(u32, &RawCell)]) -> bool {
    let numbers: Option<Vec<u32>> =
        filled.iter().map(|(_, cell)| cell.text().trim().parse().ok()).collect();
    numbers.is_some_and(|list| {
        list.len() >= 3 && list[0] == 1 && list.windows(2).all(|pair| pair[1] == pair[0] + 1)
    })
}
