//! Tables of typed cells: a workbook gets real numbers, a page gets their printed form.

use crate::domain::{Blank, Date, Number};

use super::tone::Tone;

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its id, unique in the report: `[a-z0-9_-]+`.
    pub id: String,
    /// What it shows.
    pub caption: String,
    /// What sort of table it is.
    pub kind: TableKind,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows; each has as many cells as there are columns.
    pub rows: Vec<Row>,
    /// A remark below it; its lines stand one below the other.
    pub note: Option<String>,
}

/// What sort of table it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableKind {
    /// Rows to read.
    List,
    /// Teams by indicators (or datasets by teams): small coloured cells, heads turned if need be.
    Matrix,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its head.
    pub label: String,
    /// The longer name behind a short head.
    pub title: Option<String>,
    /// The head above several columns; neighbours with the same one share it.
    pub group: Option<String>,
    /// How its cells stand.
    pub align: Align,
    /// A wide column of running text.
    pub wide: bool,
}

/// How the cells of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Text.
    Start,
    /// Marks.
    Centre,
    /// Numbers.
    End,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What sort of row it is.
    pub style: RowStyle,
    /// How far its first cell is moved in.
    pub indent: u8,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// What sort of row it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowStyle {
    /// An ordinary one.
    Body,
    /// A total or a roll-up.
    Total,
    /// A heading of the rows below it.
    Group,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What it holds.
    pub content: Content,
    /// Its colour and shape.
    pub tone: Tone,
    /// What a tooltip or a comment adds.
    pub note: Option<String>,
    /// The id of the section it leads to.
    pub link: Option<String>,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// A number.
    Number {
        /// The exact value.
        value: Number,
        /// Decimals to print.
        decimals: u32,
        /// Unit of measure, `%`, `Rp`, `hari kerja`; empty if the column names it.
        unit: String,
        /// As people read it, `1.234,5 %`.
        text: String,
    },
    /// No number.
    Blank {
        /// Which kind.
        kind: Blank,
        /// `belum ada`.
        text: String,
        /// Why, in words.
        reason: String,
    },
    /// A date.
    Date {
        /// The day.
        date: Date,
        /// As people read it.
        text: String,
    },
}

impl Cell {
    /// A cell of words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::new(Content::Text(text.into()))
    }

    /// A cell with nothing in it.
    pub fn empty() -> Self {
        Self::new(Content::Empty)
    }

    /// A cell without colour, note and link.
    pub fn new(content: Content) -> Self {
        Self { content, tone: Tone::Plain, note: None, link: None }
    }

    /// The same cell in another tone.
    pub fn toned(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// The same cell with a note.
    pub fn noted(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// The same cell leading to a section.
    pub fn linked(mut self, section: impl Into<String>) -> Self {
        self.link = Some(section.into());
        self
    }

    /// What a person reads in it.
    pub fn words(&self) -> &str {
        match &self.content {
            Content::Empty => "",
            Content::Text(text)
            | Content::Number { text, .. }
            | Content::Blank { text, .. }
            | Content::Date { text, .. } => text,
        }
    }
}

impl Column {
    /// A column of words.
    pub fn text(label: impl Into<String>) -> Self {
        Self::new(label, Align::Start)
    }

    /// A column of numbers.
    pub fn number(label: impl Into<String>) -> Self {
        Self::new(label, Align::End)
    }

    /// A column of marks.
    pub fn mark(label: impl Into<String>) -> Self {
        Self::new(label, Align::Centre)
    }

    /// A column.
    pub fn new(label: impl Into<String>, align: Align) -> Self {
        Self { label: label.into(), title: None, group: None, align, wide: false }
    }

    /// The same column, wide.
    pub fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    /// The same column under a group head.
    pub fn under(mut self, group: impl Into<String>) -> Self {
        self.group = Some(group.into());
        self
    }

    /// The same column with a longer name.
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }
}

impl Row {
    /// An ordinary row.
    pub fn body(cells: Vec<Cell>) -> Self {
        Self { style: RowStyle::Body, indent: 0, cells }
    }

    /// A row in another style.
    pub fn styled(mut self, style: RowStyle) -> Self {
        self.style = style;
        self
    }

    /// A row moved in.
    pub fn indented(mut self, indent: u8) -> Self {
        self.indent = indent;
        self
    }
}
