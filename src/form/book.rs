//! A workbook to be filled in, as a value: sheets, columns, cells, drop-downs; no format known.

use crate::domain::{Date, Number};

use super::layout::Role;

/// A workbook.
#[derive(Clone, Debug, PartialEq)]
pub struct Book {
    /// Its title.
    pub title: String,
    /// The office.
    pub office: String,
    /// The date of the document: the clock has no say.
    pub date: Date,
    /// Its sheets.
    pub pages: Vec<Page>,
}

/// A sheet.
#[derive(Clone, Debug, PartialEq)]
pub enum Page {
    /// One that explains.
    Guide(Guide),
    /// One to be filled in.
    Grid(Grid),
    /// The lists behind the drop-downs.
    Lists(Lists),
    /// One that people added; its values are kept as they are.
    Kept(Kept),
}

/// A sheet that explains.
#[derive(Clone, Debug, PartialEq)]
pub struct Guide {
    /// The name on the tab.
    pub name: String,
    /// Its heading.
    pub title: String,
    /// The line below.
    pub subtitle: String,
    /// Widths of its columns, in characters.
    pub widths: Vec<f64>,
    /// Its content from the top down.
    pub pieces: Vec<Piece>,
}

/// A piece of a sheet that explains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// Numbered steps.
    Steps(Vec<String>),
    /// What the colours mean.
    Legend(Vec<(Role, String)>),
    /// A table: its head and its rows.
    Table(Vec<String>, Vec<Vec<String>>),
}

/// A sheet to be filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// The name on the tab.
    pub name: String,
    /// Lines above the heads; the first is the title.
    pub above: Vec<String>,
    /// Its columns.
    pub columns: Vec<GridColumn>,
    /// Its rows.
    pub rows: Vec<Vec<Value>>,
    /// How many empty rows are made ready below them.
    pub spare: u32,
    /// How many columns stay when scrolling sideways.
    pub frozen: u16,
    /// Whether something on it waits to be filled in.
    pub waiting: bool,
}

/// A column of such a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct GridColumn {
    /// Its heads from the top down, all columns of a grid the same number; equal neighbours are one.
    pub heads: Vec<String>,
    /// Who fills it.
    pub role: Role,
    /// How its cells look.
    pub look: Look,
    /// What may stand in it.
    pub check: Check,
    /// What a cell says when it is chosen.
    pub hint: String,
    /// Its width in characters.
    pub width: f64,
    /// Whether it names the row: then the program has filled it wherever there is a row.
    pub names_row: bool,
}

/// How the cells of a column look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Words, over several lines if need be.
    Words,
    /// Text whose digits stay text.
    Code,
    /// A whole number.
    Count,
    /// Rupiah.
    Money,
    /// A number with as many decimals as it has.
    Number,
    /// A percentage from 0 to 100.
    Percent,
    /// A day.
    Date,
}

/// What may stand in a column.
#[derive(Clone, Debug, PartialEq)]
pub enum Check {
    /// Anything.
    Free,
    /// An entry of a list, by its place in [`Lists`]; `strict` if nothing else.
    List {
        /// Which list.
        at: usize,
        /// Whether nothing else may stand there.
        strict: bool,
    },
    /// One of a few words.
    Words(Vec<String>),
    /// Something else in every row.
    ByRow(Vec<Check>),
    /// A number between two edges, both included.
    Between(Option<Number>, Option<Number>),
    /// A day.
    Date,
}

/// The contents of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// A number: its exact decimal text with a `.`.
    Number(String),
    /// A day.
    Date(Date),
}

/// The lists behind drop-downs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lists {
    /// The name on the tab.
    pub name: String,
    /// What the sheet is for.
    pub note: String,
    /// Each list with its title.
    pub lists: Vec<(String, Vec<String>)>,
}

/// A sheet that people added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The name on the tab.
    pub name: String,
    /// Its cells: row from 1, column from 0.
    pub cells: Vec<(u32, u32, Value)>,
}

impl Value {
    /// Words, or nothing if there are none.
    pub fn words(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Value::Empty } else { Value::Text(text) }
    }
}
