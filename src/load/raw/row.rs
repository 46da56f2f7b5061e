//! A row on its way through, held by a workbook or cut from a text that is not kept.

use super::cell::{CellRef, RawCell, RawRow};

/// A row that is looked at and let go.
#[derive(Clone, Copy, Debug)]
pub struct RowRef<'a> {
    /// The row of the sheet, or the physical line, from 1.
    pub number: u32,
    cells: Cells<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Cells<'a> {
    Held(&'a [RawCell]),
    Text(&'a str, &'a Fields),
}

impl<'a> RowRef<'a> {
    /// A row that is held.
    pub fn of_row(row: &'a RawRow) -> Self {
        Self { number: row.number, cells: Cells::Held(&row.cells) }
    }

    /// A record of a text.
    pub(super) fn of_text(number: u32, text: &'a str, fields: &'a Fields) -> Self {
        Self { number, cells: Cells::Text(text, fields) }
    }

    /// How many cells there are up to the last filled one.
    pub fn len(self) -> usize {
        match self.cells {
            Cells::Held(cells) => cells.len(),
            Cells::Text(_, fields) => fields.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The cell in this column, from 0; empty beyond the last one.
    pub fn cell(self, column: usize) -> CellRef<'a> {
        match self.cells {
            Cells::Held(cells) => cells.get(column).map_or(CellRef::Empty, RawCell::borrowed),
            Cells::Text(text, fields) => match fields.get(text, column) {
                "" => CellRef::Empty,
                field => CellRef::Text(field),
            },
        }
    }

    /// Every cell up to the last filled one.
    pub fn cells(self) -> impl Iterator<Item = CellRef<'a>> {
        (0..self.len()).map(move |column| self.cell(column))
    }

    /// The row, kept.
    pub fn to_row(self) -> RawRow {
        RawRow { number: self.number, cells: self.cells().map(CellRef::to_cell).collect() }
    }
}

/// Where the fields of a record stand: in the text, or aside where quotes were doubled.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    spans: Vec<Span>,
    aside: String,
}

#[derive(Clone, Copy, Debug)]
struct Span {
    start: usize,
    length: usize,
    is_aside: bool,
}

impl Fields {
    pub(super) fn clear(&mut self) {
        self.spans.clear();
        self.aside.clear();
    }

    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Adds a field that stands in the text as it is.
    pub(super) fn push(&mut self, start: usize, length: usize) {
        self.spans.push(Span { start, length, is_aside: false });
    }

    /// Where a field begins that is put together aside.
    pub(super) fn begin_aside(&self) -> usize {
        self.aside.len()
    }

    /// Adds to the field that began at `start`.
    pub(super) fn add_aside(&mut self, start: usize, part: &str) {
        debug_assert!(start <= self.aside.len());
        self.aside.push_str(part);
    }

    /// Adds the field that began at `start` aside and is whole now.
    pub(super) fn push_aside(&mut self, start: usize) {
        self.spans.push(Span { start, length: self.aside.len() - start, is_aside: true });
    }

    /// The bytes of the last field.
    pub(super) fn last_length(&self) -> usize {
        self.spans.last().map_or(0, |span| span.length)
    }

    /// Takes the empty fields at the end away.
    pub(super) fn drop_empty_end(&mut self) {
        while self.spans.last().is_some_and(|span| span.length == 0) {
            self.spans.pop();
        }
    }

    fn get<'a>(&'a self, text: &'a str, column: usize) -> &'a str {
        let Some(span) = self.spans.get(column) else { return "" };
        let whole = if span.is_aside { &self.aside } else { text };
        &whole[span.start..span.start + span.length]
    }
}
