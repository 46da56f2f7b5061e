//! From the cells of a workbook reader to rows: one cell's value, and where it goes.

use calamine::{Data, ExcelDateTime};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::cell::{Merge, RawCell, RawRow, RawSheet};
use super::{Limits, ReadError};

/// Room for empty cells before filled ones that every file has.
const SLACK: u64 = 3_000_000;

/// How many cells a file with so many filled ones may have in all.
///
/// One cell at the far end of a row makes a row of 16,384: a file of a few kilobytes must not
/// fill the memory with empty ones.
pub(super) fn room(n_filled: u64, limits: &Limits) -> u64 {
    SLACK.saturating_add(n_filled.saturating_mul(8)).min(limits.cells)
}

/// The cells of all sheets so far.
#[derive(Default)]
pub(super) struct Tally {
    n_cells: u64,
    n_filled: u64,
}

impl Tally {
    /// Counts a filled cell that makes its row longer by `n_cells`.
    pub(super) fn add(&mut self, n_cells: usize, limits: &Limits) -> Result<(), ReadError> {
        self.n_cells += n_cells as u64;
        self.n_filled += 1;
        let limit = room(self.n_filled, limits);
        if self.n_cells > limit {
            return Err(ReadError::TooLarge { what: "cells", limit });
        }
        Ok(())
    }
}

/// The rows of the sheet being read, in any order the file has them.
pub(super) struct Rows<'l> {
    limits: &'l Limits,
    rows: Vec<RawRow>,
    tally: Tally,
}

impl<'l> Rows<'l> {
    pub(super) fn new(limits: &'l Limits) -> Rows<'l> {
        Rows { limits, rows: Vec::new(), tally: Tally::default() }
    }

    /// Puts a cell at its row and column, both from 0. An empty one takes no place.
    pub(super) fn put(&mut self, row: u32, column: u32, cell: RawCell) -> Result<(), ReadError> {
        let limits = self.limits;
        let too_large = |what, limit| Err(ReadError::TooLarge { what, limit });
        match &cell {
            RawCell::Empty => return Ok(()),
            RawCell::Text(text) if text.len() > limits.text => {
                return too_large("bytes in one cell", limits.text as u64);
            }
            _ => {}
        }
        if column >= limits.columns {
            return too_large("columns", limits.columns.into());
        }
        let number = row.saturating_add(1);
        let row_idx = match self.rows.last() {
            // Files have their rows in order; this is the way nearly every cell goes.
            Some(last) if last.number == number => self.rows.len() - 1,
            Some(last) if last.number > number => {
                match self.rows.binary_search_by_key(&number, |row| row.number) {
                    Ok(row_idx) => row_idx,
                    Err(row_idx) => {
                        self.rows.insert(row_idx, RawRow { number, cells: Vec::new() });
                        row_idx
                    }
                }
            }
            _ => {
                self.rows.push(RawRow { number, cells: Vec::new() });
                self.rows.len() - 1
            }
        };
        if self.rows.len() as u64 > u64::from(limits.rows) {
            return too_large("rows", limits.rows.into());
        }
        let cells = &mut self.rows[row_idx].cells;
        let column = column as usize;
        let longer = (column + 1).saturating_sub(cells.len());
        self.tally.add(longer, limits)?;
        if longer > 0 {
            cells.resize(column + 1, RawCell::Empty);
        }
        cells[column] = cell;
        Ok(())
    }

    /// Whether a filled cell has been put at this row and column.
    pub(super) fn has(&self, row: u32, column: u32) -> bool {
        let found = self.rows.binary_search_by_key(&row.saturating_add(1), |row| row.number);
        let cell = found.ok().and_then(|row_idx| self.rows[row_idx].cells.get(column as usize));
        cell.is_some_and(|cell| *cell != RawCell::Empty)
    }

    /// The sheet of the rows so far; the next cell begins another one.
    pub(super) fn finish(&mut self, name: String, hidden: bool, merges: Vec<Merge>) -> RawSheet {
        RawSheet { name, hidden, rows: std::mem::take(&mut self.rows), merges }
    }
}

/// The value of a cell as calamine gives it.
pub(super) fn raw_cell(value: Data) -> RawCell {
    match value {
        Data::Empty => RawCell::Empty,
        Data::Int(value) => RawCell::Number(value.to_string().into()),
        Data::Float(value) => number(value),
        Data::String(text) => text_cell(&text),
        Data::Bool(value) => RawCell::Bool(value),
        Data::DateTime(value) => moment(value),
        Data::DateTimeIso(text) => iso_moment(&text).unwrap_or(RawCell::Text(text.into())),
        Data::DurationIso(text) => {
            RawCell::Text(iso_duration(&text).map_or(text.into(), |clock| clock.into()))
        }
        Data::Error(error) => RawCell::Error(error.to_string().into()),
    }
}

/// The value of a cell that holds text.
pub(super) fn text_cell(text: &str) -> RawCell {
    match text.as_bytes().first() {
        None => RawCell::Empty,
        Some(b'#') if ERRORS.contains(&text) => RawCell::Error(text.into()),
        Some(_) => RawCell::Text(text.into()),
    }
}

/// Error values, which ODS files give as text.
const ERRORS: [&str; 7] = ["#REF!", "#DIV/0!", "#N/A", "#NAME?", "#VALUE!", "#NUM!", "#NULL!"];

/// A stored number by its shortest digits.
pub(in super::super) fn number(value: f64) -> RawCell {
    if !value.is_finite() {
        return RawCell::Error("#NUM!".into());
    }
    // Display gives the shortest digits that come back as the same number, without exponent.
    let text = value.to_string();
    RawCell::Number(if text == "-0" { "0".into() } else { text.into() })
}

/// A number with a date or duration format. Outside Excel's calendar it stays a number.
fn moment(value: ExcelDateTime) -> RawCell {
    let serial = value.as_f64();
    if !(0.0..2_958_466.0).contains(&serial) {
        return number(serial);
    }
    if value.is_duration() || serial < 1.0 {
        return RawCell::Text(clock((serial * 86_400.0).round() as u64).into());
    }
    value.as_datetime().map_or_else(|| number(serial), date_or_time)
}

/// A date, or a moment where the time is not midnight.
pub(in super::super) fn date_or_time(moment: NaiveDateTime) -> RawCell {
    if moment.time() == NaiveTime::MIN {
        RawCell::Date(moment.date())
    } else {
        RawCell::DateTime(moment)
    }
}

/// `26:30:00` for 95,400 seconds.
fn clock(seconds: u64) -> String {
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// `2023-11-14` or `2023-11-14T02:08:51.5`.
pub(super) fn iso_moment(text: &str) -> Option<RawCell> {
    let text = text.trim().trim_end_matches('Z');
    if let Ok(date) = text.parse::<NaiveDate>() {
        return Some(RawCell::Date(date));
    }
    text.parse::<NaiveDateTime>().ok().map(date_or_time)
}

/// `PT26H30M00S` as `26:30:00`.
fn iso_duration(text: &str) -> Option<String> {
    let mut rest = text.strip_prefix("PT")?;
    let mut seconds = 0_u64;
    for (unit, factor) in [('H', 3600), ('M', 60), ('S', 1)] {
        if let Some((amount, tail)) = rest.split_once(unit) {
            let whole = amount.split(['.', ',']).next()?;
            let part = whole.parse::<u64>().ok()?.checked_mul(factor)?;
            seconds = seconds.checked_add(part)?;
            rest = tail;
        }
    }
    rest.is_empty().then(|| clock(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{CellErrorType, ExcelDateTimeType};

    #[test]
    fn values() {
        let check = |value, expected: &str| {
            let cell = raw_cell(value);
            assert_eq!(format!("{cell:?}"), expected);
        };
        check(Data::Float(20_373_920_000.0), r#"Number("20373920000")"#);
        check(Data::Float(0.0343), r#"Number("0.0343")"#);
        check(Data::Float(0.1 + 0.2), r#"Number("0.30000000000000004")"#);
        check(Data::Float(1e21), r#"Number("1000000000000000000000")"#);
        check(Data::Float(1.5e-7), r#"Number("0.00000015")"#);
        check(Data::Float(-0.0), r#"Number("0")"#);
        check(Data::Float(f64::NAN), r##"Error("#NUM!")"##);
        check(Data::Int(-7), r#"Number("-7")"#);
        check(Data::String("007".into()), r#"Text("007")"#);
        check(Data::String("".into()), "Empty");
        check(Data::String("#N/A".into()), r##"Error("#N/A")"##);
        check(Data::Error(CellErrorType::Div0), r##"Error("#DIV/0!")"##);
        check(Data::Bool(true), "Bool(true)");
        check(Data::DateTimeIso("2023-11-14".into()), "Date(2023-11-14)");
        check(Data::DateTimeIso("2023-11-14T00:00:00".into()), "Date(2023-11-14)");
        check(
            Data::DateTimeIso("2023-11-14T02:08:51.5".into()),
            "DateTime(2023-11-14T02:08:51.500)",
        );
        check(Data::DateTimeIso("besok".into()), r#"Text("besok")"#);
        check(Data::DurationIso("PT26H30M00S".into()), r#"Text("26:30:00")"#);
        check(Data::DurationIso("P1D".into()), r#"Text("P1D")"#);
    }

    #[test]
    fn dates() {
        let check = |serial, is_1904, expected: &str| {
            let value = ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, is_1904);
            assert_eq!(format!("{:?}", raw_cell(Data::DateTime(value))), expected);
        };
        check(45_244.0, false, "Date(2023-11-14)");
        check(43_782.0, true, "Date(2023-11-14)");
        check(45_244.25, false, "DateTime(2023-11-14T06:00:00)");
        check(45_243.999_999_999_9, false, "Date(2023-11-14)");
        check(0.5, false, r#"Text("12:00:00")"#);
        check(-1.0, false, r#"Number("-1")"#);
        check(1e300, false, &format!("Number({:?})", 1e300.to_string()));
        check(f64::NAN, false, r##"Error("#NUM!")"##);
        let hours = ExcelDateTime::new(26.5 / 24.0, ExcelDateTimeType::TimeDelta, false);
        assert_eq!(raw_cell(Data::DateTime(hours)), RawCell::Text("26:30:00".into()));
    }

    #[test]
    fn rows_in_any_order() {
        let limits = Limits { rows: 3, columns: 9, cells: 12, text: 4, ..Limits::default() };
        let mut rows = Rows::new(&limits);
        let text = |text: &str| RawCell::Text(text.into());
        rows.put(4, 1, text("e")).unwrap();
        rows.put(1, 2, text("b")).unwrap();
        rows.put(4, 0, text("d")).unwrap();
        rows.put(9, 0, RawCell::Empty).unwrap();
        assert!(rows.has(4, 1) && !rows.has(1, 1) && !rows.has(9, 0));
        let check = |found: Result<(), ReadError>, expected| match found {
            Err(ReadError::TooLarge { what, .. }) => assert_eq!(what, expected),
            other => panic!("{other:?}"),
        };
        check(rows.put(1, 9, text("x")), "columns");
        check(rows.put(1, 0, text("abcde")), "bytes in one cell");
        let sheet = rows.finish("A".into(), false, Vec::new());
        let shape: Vec<(u32, usize)> =
            sheet.rows.iter().map(|row| (row.number, row.cells.len())).collect();
        assert_eq!(shape, [(2, 3), (5, 2)]);
        check(rows.put(0, 8, text("x")), "cells");
        rows.put(1, 0, text("x")).unwrap_err();
    }
}
