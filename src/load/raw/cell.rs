//! What a file gives before any contract gives it a type: cells, rows, sheets.

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveDateTime};

/// One cell as the file gives it, before any contract gives it a type.
#[derive(Clone, Debug, PartialEq)]
pub enum RawCell {
    /// Nothing was stored.
    Empty,
    /// Text, untrimmed. Every filled cell of a CSV file is text. A time of day and a duration of
    /// a workbook are text too: `08:30:00`, `26:30:00`.
    Text(Box<str>),
    /// A stored number: its shortest exact decimal text, with a `.` and never an exponent, such
    /// as `20373920000` or `0.0343`. A workbook keeps 15 digits; longer ones arrive as they are.
    Number(Box<str>),
    /// A stored number with a percent format, as the percentage a person sees: `80` for 80%.
    Percent(Box<str>),
    /// A number with a date format, or an ISO date of an ODS file, without a time.
    Date(NaiveDate),
    /// The same with a time of day other than midnight.
    DateTime(NaiveDateTime),
    /// `TRUE` or `FALSE`.
    Bool(bool),
    /// An error value such as `#REF!`. `#ERROR!` stands for one whose kind is not known.
    Error(Box<str>),
    /// A formula whose result was never stored.
    MissingResult,
}

/// A cell on its way through: what [`RawCell`] says, borrowed from a row that is not kept.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CellRef<'a> {
    /// As [`RawCell::Empty`].
    Empty,
    /// As [`RawCell::Text`].
    Text(&'a str),
    /// As [`RawCell::Number`].
    Number(&'a str),
    /// As [`RawCell::Percent`].
    Percent(&'a str),
    /// As [`RawCell::Date`].
    Date(NaiveDate),
    /// As [`RawCell::DateTime`].
    DateTime(NaiveDateTime),
    /// As [`RawCell::Bool`].
    Bool(bool),
    /// As [`RawCell::Error`].
    Error(&'a str),
    /// As [`RawCell::MissingResult`].
    MissingResult,
}

impl RawCell {
    /// The same cell, borrowed.
    pub fn borrowed(&self) -> CellRef<'_> {
        match self {
            RawCell::Empty => CellRef::Empty,
            RawCell::Text(text) => CellRef::Text(text),
            RawCell::Number(text) => CellRef::Number(text),
            RawCell::Percent(text) => CellRef::Percent(text),
            RawCell::Date(day) => CellRef::Date(*day),
            RawCell::DateTime(moment) => CellRef::DateTime(*moment),
            RawCell::Bool(value) => CellRef::Bool(*value),
            RawCell::Error(text) => CellRef::Error(text),
            RawCell::MissingResult => CellRef::MissingResult,
        }
    }

    /// Whether a person would see nothing: an empty cell, or text of blanks only.
    pub fn is_blank(&self) -> bool {
        self.borrowed().is_blank()
    }

    /// What a person would see, without outer blanks; dates in ISO form.
    pub fn text(&self) -> Cow<'_, str> {
        self.borrowed().text()
    }
}

impl<'a> CellRef<'a> {
    /// Whether a person would see nothing: an empty cell, or text of blanks only.
    pub fn is_blank(self) -> bool {
        match self {
            CellRef::Empty => true,
            CellRef::Text(text) => trim(text).is_empty(),
            _ => false,
        }
    }

    /// What a person would see, without outer blanks; dates in ISO form.
    pub fn text(self) -> Cow<'a, str> {
        match self {
            CellRef::Empty | CellRef::MissingResult => Cow::Borrowed(""),
            CellRef::Text(text) => Cow::Borrowed(trim(text)),
            CellRef::Number(text) | CellRef::Error(text) => Cow::Borrowed(text),
            CellRef::Percent(text) => Cow::Owned(format!("{text}%")),
            CellRef::Date(date) => Cow::Owned(date.format("%Y-%m-%d").to_string()),
            CellRef::DateTime(time) => Cow::Owned(time.format("%Y-%m-%dT%H:%M:%S%.f").to_string()),
            CellRef::Bool(true) => Cow::Borrowed("TRUE"),
            CellRef::Bool(false) => Cow::Borrowed("FALSE"),
        }
    }

    /// The same cell, kept.
    pub fn to_cell(self) -> RawCell {
        match self {
            CellRef::Empty => RawCell::Empty,
            CellRef::Text(text) => RawCell::Text(text.into()),
            CellRef::Number(text) => RawCell::Number(text.into()),
            CellRef::Percent(text) => RawCell::Percent(text.into()),
            CellRef::Date(day) => RawCell::Date(day),
            CellRef::DateTime(moment) => RawCell::DateTime(moment),
            CellRef::Bool(value) => RawCell::Bool(value),
            CellRef::Error(text) => RawCell::Error(text.into()),
            CellRef::MissingResult => RawCell::MissingResult,
        }
    }
}

/// A row with at least one filled cell.
#[derive(Clone, Debug, PartialEq)]
pub struct RawRow {
    /// The row of the sheet or of the HTML table, from 1; in a CSV file the physical line where
    /// the record starts.
    pub number: u32,
    /// The cells from column A on (index 0), without the empty ones at the end.
    pub cells: Vec<RawCell>,
}

/// A merged region, both corners included. Its value stands in the first cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The upper left corner: row from 1, column from 0.
    pub first: (u32, u32),
    /// The lower right corner: row from 1, column from 0.
    pub last: (u32, u32),
}

/// One sheet of a workbook, or the one table of a CSV file.
#[derive(Clone, Debug, PartialEq)]
pub struct RawSheet {
    /// The name on the tab, the caption of an HTML table; empty for CSV.
    pub name: String,
    /// Whether the sheet is hidden from a person who opens the file.
    pub hidden: bool,
    /// The filled rows, by rising number.
    pub rows: Vec<RawRow>,
    /// Merged regions, by position (not of XLSB and CSV, which do not give them).
    pub merges: Vec<Merge>,
}

/// What a file turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Delimited text.
    Csv {
        /// The character between two cells.
        delimiter: char,
        /// The name of the encoding, such as `UTF-8` or `windows-1252`.
        encoding: &'static str,
    },
    /// Office Open XML workbook.
    Xlsx,
    /// Binary workbook of Excel 97 to 2003.
    Xls,
    /// Binary workbook of Excel 2007 and later.
    Xlsb,
    /// OpenDocument spreadsheet.
    Ods,
    /// A page of HTML tables, as web applications give it the name `.xls`.
    Html {
        /// The name of the encoding, such as `UTF-8` or `windows-1252`.
        encoding: &'static str,
    },
    /// XML Spreadsheet 2003.
    SpreadsheetXml,
    /// A Parquet file.
    Parquet,
}

/// A file as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct RawFile {
    /// Its format, by content.
    pub kind: Kind,
    /// Its sheets in the order of the tabs; exactly one for CSV.
    pub sheets: Vec<RawSheet>,
}

/// The address of a cell as spreadsheets write it: row 17, column 5 is `F17`.
///
/// Rows count from 1, columns from 0.
pub fn a1(row: u32, column: u32) -> String {
    format!("{}{row}", column_letters(column))
}

/// The letters of a column counted from 0: `A`, `Z`, `AA`, `XFD`.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// A header or name made comparable: lower case, every run of blanks, no-break blanks and line
/// breaks one blank, none at the ends. `" Pagu\n Awal"` becomes `"pagu awal"`.
pub fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(is_blank).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        if word.is_ascii() {
            let at = out.len();
            out.push_str(word);
            out[at..].make_ascii_lowercase();
        } else {
            out.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
    out
}

/// `text` without the blanks at its ends, the invisible ones included.
pub(super) fn trim(text: &str) -> &str {
    // Nearly every cell begins and ends with a visible character of one byte.
    match text.as_bytes() {
        [b'!'..=b'~'] | [b'!'..=b'~', .., b'!'..=b'~'] => text,
        _ => text.trim_matches(is_blank),
    }
}

/// Blanks, no-break blanks, line breaks, and the marks without width that exports leave behind.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\0' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let check = |row, column, expected| assert_eq!(a1(row, column), expected);
        check(1, 0, "A1");
        check(17, 5, "F17");
        check(3, 25, "Z3");
        check(3, 26, "AA3");
        check(9, 51, "AZ9");
        check(9, 52, "BA9");
        check(2, 701, "ZZ2");
        check(2, 702, "AAA2");
        check(1_048_576, 16_383, "XFD1048576");
        assert_eq!(column_letters(u32::MAX), "MWLQKWV");
    }

    #[test]
    fn normal_names() {
        let check = |text, expected| assert_eq!(normal(text), expected);
        check("", "");
        check("  \u{a0} ", "");
        check("Kode", "kode");
        check("Provinsi  Bengkulu      ", "provinsi bengkulu");
        check("Pagu\r\nAwal\u{a0}(Rp)", "pagu awal (rp)");
        check("MARÇO ", "março");
        check("\u{feff}Kode\u{200b}", "kode");
    }

    #[test]
    fn blanks_and_text() {
        let check = |cell: RawCell, blank, text: &str| {
            assert_eq!((cell.is_blank(), &*cell.text()), (blank, text), "{cell:?}");
        };
        let date = NaiveDate::from_ymd_opt(2023, 11, 14).unwrap();
        check(RawCell::Empty, true, "");
        check(RawCell::Text(" \u{a0}\n".into()), true, "");
        check(RawCell::Text("\u{a0}0,00 ".into()), false, "0,00");
        check(RawCell::Number("0.0343".into()), false, "0.0343");
        check(RawCell::Date(date), false, "2023-11-14");
        let time = date.and_hms_opt(2, 8, 51).unwrap();
        check(RawCell::DateTime(time), false, "2023-11-14T02:08:51");
        check(RawCell::Bool(true), false, "TRUE");
        check(RawCell::Error("#REF!".into()), false, "#REF!");
        check(RawCell::MissingResult, false, "");
    }
}
