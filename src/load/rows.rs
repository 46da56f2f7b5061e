//! Which rows of a sheet are data, and which are layout: headings again, totals, remarks.

use crate::domain::Aside;
use crate::domain::glob::TextPattern;

use super::header::Header;
use super::raw::{CellRef, RowRef, normal};

/// What a row below the header is, told by its cells alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A row of data, or of a level of a hierarchy.
    Data,
    /// Layout or a check, with the reason under which it is set aside.
    Layout(Aside),
}

/// What tells the rows of a sheet apart.
pub struct Signs<'a> {
    /// The header above them.
    pub header: &'a Header,
    /// Texts that mark a printed total.
    pub totals: &'a [TextPattern],
    /// The columns that name a thing: keys, teams, dates, choices.
    pub marks: Vec<u32>,
    /// The words over every column of the sheet.
    heads: Vec<&'a [String]>,
}

impl<'a> Signs<'a> {
    /// What tells the rows below a header apart.
    pub fn new(header: &'a Header, totals: &'a [TextPattern], marks: Vec<u32>) -> Self {
        let width = header.heads.keys().next_back().map_or(0, |last| last + 1);
        let path = |column| header.heads.get(&column).map_or(&[][..], Vec::as_slice);
        Self { header, totals, marks, heads: (0..width).map(path).collect() }
    }

    /// How many columns stand under a head, those before them included.
    pub fn width(&self) -> usize {
        self.heads.len()
    }

    /// Tells what a row is; `below_heads` says that the last row that held anything was heads.
    pub fn kind(&self, row: RowRef<'_>, below_heads: bool) -> Kind {
        if self.repeats_heads(row) {
            return Kind::Layout(Aside::RepeatedHeading);
        }
        if below_heads && self.counts_columns(row) {
            return Kind::Layout(Aside::RepeatedHeading);
        }
        let text = |cell: CellRef<'_>| matches!(cell, CellRef::Text(_)) && !cell.is_blank();
        let Some(first) = row.cells().position(text) else { return Kind::Data };
        // A total names no thing of its own: nothing stands under a key, a team, a date or a
        // choice. Looked at first, because it is quickly seen and true of nearly every row.
        let marked = self
            .marks
            .iter()
            .any(|mark| *mark as usize != first && !row.cell(*mark as usize).is_blank());
        if !marked && self.is_total(row.cell(first)) {
            return Kind::Layout(Aside::Total);
        }
        let alone = row.cells().filter(|cell| !cell.is_blank()).nth(1).is_none();
        let declared = self.header.columns.len() + self.header.lanes.len();
        if alone && declared > 1 { Kind::Layout(Aside::Footnote) } else { Kind::Data }
    }

    fn is_total(&self, cell: CellRef<'_>) -> bool {
        let normal = normal(&cell.text());
        self.totals.iter().any(|total| total.matches_normal(&normal))
    }

    /// Whether it is the heads again: at least two columns, and most that are filled, hold their own head.
    pub fn repeats_heads(&self, row: RowRef<'_>) -> bool {
        let (mut filled, mut same) = (0, 0);
        for (column, cell) in row.cells().enumerate() {
            if cell.is_blank() {
                continue;
            }
            filled += 1;
            let heads = self.heads.get(column).copied().unwrap_or_default();
            same += usize::from(heads.iter().any(|head| is_head(cell, head)));
            // Most cannot be heads any more, whatever follows.
            if (filled - same) * 2 >= row.len() {
                return false;
            }
        }
        filled >= 2 && same * 2 > filled
    }

    /// A row right below the head that numbers every headed column: 1, 2, 3 and so on.
    fn counts_columns(&self, row: RowRef<'_>) -> bool {
        let filled = row.cells().filter(|cell| !cell.is_blank());
        let numbers: Option<Vec<u32>> =
            filled.map(|cell| cell.text().trim().parse().ok()).collect();
        numbers.is_some_and(|list| {
            let counts = list.windows(2).all(|pair| pair[1] == pair[0] + 1);
            let enough = list.len() >= 4.min(self.header.columns.len()) && list.len() >= 3;
            enough && list[0] == 1 && counts
        })
    }
}

/// Whether a cell holds the words of a head, which are in their normal form.
fn is_head(cell: CellRef<'_>, head: &str) -> bool {
    // Most cells differ in their first letter, which saves making their normal form.
    if let CellRef::Text(text) = cell
        && let (Some(a @ b'!'..=b'~'), Some(b)) = (text.as_bytes().first(), head.as_bytes().first())
        && b.is_ascii()
        && a.to_ascii_lowercase() != *b
    {
        return false;
    }
    normal(&cell.text()) == *head
}
