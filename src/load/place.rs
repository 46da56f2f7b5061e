//! Where the cells of declared columns stand in a sheet, and which columns tell its rows apart.

use crate::spec::Dataset;
use crate::spec::dataset::{Column, ColumnFrom, ColumnType, Personal, Source};
use crate::spec::shape::Shape;

use super::header::{Header, Lane};

/// Where a column's cells come from in this sheet.
#[derive(Clone, Copy)]
pub(super) enum Place<'a> {
    /// The cell of a column of the sheet.
    Cell(usize),
    /// The cell of a block's line.
    Line(usize, usize),
    /// The cell of the thing that lies beside others.
    Lane,
    /// The head of that thing.
    Label,
    /// The period that the sheet covers.
    Period,
    /// The name of the sheet.
    Sheet,
    /// The code of a level above the row.
    Level(&'a str),
    /// No cell: dropped, made from others, or not in this sheet.
    Nowhere,
}

impl Place<'_> {
    /// Whether the sheet holds nothing of the column.
    pub(super) fn is_nowhere(self) -> bool {
        matches!(self, Place::Nowhere)
    }
}

/// Where the cells of a column stand in a sheet of this layout with this header.
pub(super) fn place<'a>(
    column: &'a Column,
    source: &Source,
    header: &Header,
    dataset: &Dataset,
) -> Place<'a> {
    if column.personal == Some(Personal::Drop) {
        return Place::Nowhere;
    }
    match &column.from {
        ColumnFrom::Header(_) => {
            let line = match (&source.shape, &column.line) {
                (Shape::Blocks(blocks), Some(line)) => match blocks.line(line) {
                    Some(line) => Some(line),
                    None => return Place::Nowhere,
                },
                // A row that is no block is what the first line of a block is elsewhere.
                (_, Some(line)) if !begins_a_block(line, dataset) => return Place::Nowhere,
                _ => None,
            };
            match (header.columns.get(&column.name), line) {
                (Some(at), Some(line)) => Place::Line(line, *at as usize),
                (Some(at), None) => Place::Cell(*at as usize),
                (None, _) => Place::Nowhere,
            }
        }
        ColumnFrom::LaneCell(_) => Place::Lane,
        ColumnFrom::LaneHead => Place::Label,
        ColumnFrom::Covers => Place::Period,
        ColumnFrom::Sheet => Place::Sheet,
        ColumnFrom::Level(level) => Place::Level(level),
        ColumnFrom::Value(_) => Place::Nowhere,
    }
}

/// Whether cells of a declared column stand in sheets of this layout, where its head is found.
pub fn is_read(column: &Column, source: &Source, dataset: &Dataset) -> bool {
    let fits = |line: &String| match &source.shape {
        Shape::Blocks(blocks) => blocks.line(line).is_some(),
        _ => begins_a_block(line, dataset),
    };
    matches!(column.from, ColumnFrom::Header(_)) && column.line.as_ref().is_none_or(fits)
}

/// Whether a line is the first of the blocks of some source.
fn begins_a_block(line: &str, dataset: &Dataset) -> bool {
    dataset.sources.iter().any(|source| match &source.shape {
        Shape::Blocks(blocks) => blocks.line(line) == Some(0),
        _ => false,
    })
}

/// The sheet's column of a cell, if the value stands in one.
pub(super) fn sheet_column(
    place: Place<'_>,
    column: &Column,
    lane: Option<&Lane>,
) -> Option<usize> {
    match place {
        Place::Cell(at) | Place::Line(_, at) => Some(at),
        Place::Lane => lane?.columns.get(&column.name).map(|at| *at as usize),
        _ => None,
    }
}

/// Whether a column names what a row is about: a printed total leaves it blank.
pub(super) fn names_a_thing(column: &Column, dataset: &Dataset) -> bool {
    let kind = matches!(column.ty.word(), "team" | "date" | "choice");
    let needed = column.required || dataset.key.contains(&column.name);
    kind || (needed && !column.ty.is_numeric())
}

/// Whether a column says what a block is about: two lines in which it differs are of two blocks.
pub(super) fn names_a_block(column: &Column, dataset: &Dataset) -> bool {
    let kind = matches!(column.ty, ColumnType::Team { .. } | ColumnType::Code(_));
    column.line.is_none() && (kind || dataset.key.contains(&column.name))
}
