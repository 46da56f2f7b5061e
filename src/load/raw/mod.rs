//! The raw reading of a file: bytes in, cells with addresses out, nothing interpreted.
//!
//! In reading order: [`open`] looks at the content (`sniff`), refuses what would not fit in
//! memory (`archive`, `compound`, `opendocument`), and hands the bytes to one of the readers:
//! `csv`, which streams, `workbook`, `html` or `spreadsheet_xml`. What comes out is a [`Book`] whose sheets give row after
//! row of [`CellRef`]s; [`read`] keeps them all in a [`RawFile`] of [`RawCell`]s. The modules
//! [`number`] and [`date`] turn the text of a cell into a value once a contract has said what it
//! is.
//!
//! **Invariant:** no input panics, and what is held in memory stays within [`Limits`].
//! **Invariant:** a row keeps the number a person sees in the file: sheet row, or physical line.

mod archive;
mod book;
mod cell;
mod compound;
mod csv;
mod damage;
pub mod date;
mod encoding;
mod guard;
mod gzip;
mod html;
mod html_table;
mod inflate;
pub mod number;
mod ods_layout;
mod opendocument;
mod ornament;
mod row;
mod sheet;
mod sniff;
mod spreadsheet_xml;
mod workbook;

use std::fmt;

pub use book::{Book, Reopen, SheetSource, open, read};
pub use cell::{
    CellRef, Kind, Merge, RawCell, RawFile, RawRow, RawSheet, a1, column_letters, normal,
};
pub use damage::digits_lost;
pub use row::RowRef;

pub(super) use guard::guarded;
pub(super) use sheet::{date_or_time as moment_cell, number as number_cell};

/// How much a file may hold before it is refused with [`ReadError::TooLarge`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of everything that a compressed file unpacks to.
    pub bytes: u64,
    /// Bytes of a file that has to be whole in memory: any but text.
    pub held: u64,
    /// Filled rows of one sheet that is held in memory.
    pub rows: u32,
    /// Columns of one row.
    pub columns: u32,
    /// Cells of a whole file that is held in memory, the empty ones before the last filled cell of
    /// a row included.
    pub cells: u64,
    /// Bytes of text in one cell.
    pub text: usize,
    /// Bytes of one row of a text file.
    pub record: usize,
}

impl Default for Limits {
    /// Above anything a spreadsheet program can make, and within the memory of an office machine.
    fn default() -> Limits {
        Limits {
            bytes: 2 << 30,
            held: 200 << 20,
            rows: 5_000_000,
            columns: 16_384,
            cells: 50_000_000,
            text: 1 << 20,
            record: 64 << 20,
        }
    }
}

/// Why a file gives no cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// The file has no bytes, or only blanks.
    Empty,
    /// The file holds more than the limits allow.
    TooLarge {
        /// What there is too much of, in the plural: `bytes`, `rows`, `columns`, `cells`.
        what: &'static str,
        /// How many there may be.
        limit: u64,
    },
    /// The file is encrypted with a password.
    Password,
    /// The end of the file is missing, as after an interrupted download.
    Truncated,
    /// The file is something other than a table.
    NotATable {
        /// What it is, with its article: `a PDF document`.
        found: String,
    },
    /// The file is a web page without a table, or one that asks for a password.
    WebPage,
    /// The file is a workbook, but damaged.
    Unreadable {
        /// What the reader said.
        detail: String,
    },
    /// The file is a CSV, but its quotes do not match.
    Malformed {
        /// The physical line where the trouble begins, from 1.
        line: u64,
        /// What is wrong there.
        detail: String,
    },
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::Empty => write!(f, "the file is empty"),
            ReadError::TooLarge { what, limit } => write!(f, "more than {limit} {what}"),
            ReadError::Password => write!(f, "the file is protected with a password"),
            ReadError::Truncated => write!(f, "the end of the file is missing"),
            ReadError::NotATable { found } => write!(f, "not a table but {found}"),
            ReadError::WebPage => write!(f, "a web page without a table, perhaps a login page"),
            ReadError::Unreadable { detail } => write!(f, "the workbook is damaged: {detail}"),
            ReadError::Malformed { line, detail } => write!(f, "line {line}: {detail}"),
        }
    }
}

impl std::error::Error for ReadError {}
