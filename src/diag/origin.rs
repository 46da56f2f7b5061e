//! Where something stands: a span of a definition file, or a cell of a sheet.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// A place in the user's files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// No place in particular.
    Nowhere,
    /// A whole file.
    File(Arc<str>),
    /// Bytes of a text file of definitions.
    Span {
        /// The file, relative to the project.
        file: Arc<str>,
        /// First byte.
        start: usize,
        /// Byte after the last.
        end: usize,
    },
    /// A row of a sheet, or a line of a text table (then `sheet` is empty).
    Row {
        /// The file, relative to the project.
        file: Arc<str>,
        /// The sheet; empty for text files.
        sheet: Arc<str>,
        /// Row or line, from 1.
        row: u32,
    },
    /// A cell.
    Cell {
        /// The file, relative to the project.
        file: Arc<str>,
        /// The sheet; empty for text files.
        sheet: Arc<str>,
        /// Row or line, from 1.
        row: u32,
        /// Column, from 0.
        column: u32,
    },
}

impl Origin {
    /// A whole file.
    pub fn file_of(path: &str) -> Self {
        Origin::File(Arc::from(path))
    }

    /// A span of a definition file.
    pub fn span(file: &Arc<str>, range: Range<usize>) -> Self {
        Origin::Span { file: Arc::clone(file), start: range.start, end: range.end }
    }

    /// The order in which people look places up: by file, by sheet, from the top down.
    pub fn reading_order(&self, other: &Self) -> std::cmp::Ordering {
        let place = |origin: &Self| match origin {
            Origin::Nowhere | Origin::File(_) => (0, 0, 0),
            Origin::Span { start, end, .. } => (0, *start, *end),
            Origin::Row { row, .. } => (1, *row as usize, 0),
            Origin::Cell { row, column, .. } => (1, *row as usize, 1 + *column as usize),
        };
        let sheet = |origin: &Self| match origin {
            Origin::Row { sheet, .. } | Origin::Cell { sheet, .. } => Some(Arc::clone(sheet)),
            _ => None,
        };
        let by_file = self.file().cmp(&other.file()).then_with(|| sheet(self).cmp(&sheet(other)));
        by_file.then_with(|| place(self).cmp(&place(other))).then_with(|| self.cmp(other))
    }

    /// The file it lies in.
    pub fn file(&self) -> Option<&str> {
        match self {
            Origin::Nowhere => None,
            Origin::File(file)
            | Origin::Span { file, .. }
            | Origin::Row { file, .. }
            | Origin::Cell { file, .. } => Some(file),
        }
    }
}

/// The texts of the definition files, for printing the guilty lines.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    texts: BTreeMap<Arc<str>, Arc<str>>,
}

impl Sources {
    /// Keeps the text of a file.
    pub fn insert(&mut self, file: Arc<str>, text: Arc<str>) {
        self.texts.insert(file, text);
    }

    /// The text of a file.
    pub fn text(&self, file: &str) -> Option<&Arc<str>> {
        self.texts.get(file)
    }

    /// Line and column, both from 1, of a byte of a file.
    pub fn line_column(&self, file: &str, byte: usize) -> Option<(usize, usize)> {
        let before = self.texts.get(file)?.get(..byte)?;
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |rest| rest.chars().count()) + 1;
        Some((line, column))
    }
}
