//! Where everything ends up: files on disk, and the list of defects planted in them.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Formula, Workbook};

use crate::calendar::{DateForm, written};

/// Anything that can go wrong here is a refused write, told in words.
pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

/// One cell of a sheet.
#[derive(Clone, PartialEq)]
pub(crate) enum Cell {
    Blank,
    Text(String),
    Whole(i64),
    Decimal(f64),
    Date(NaiveDate),
    /// A broken formula that shows `#REF!`.
    BrokenReference,
}

impl Cell {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A date in the form its column uses.
    pub(crate) fn date(day: NaiveDate, form: DateForm) -> Self {
        match form {
            DateForm::Cell => Self::Date(day),
            _ => Self::Text(written(day, form)),
        }
    }
}

/// A sheet before it is written: rows of cells, from A1 on.
#[derive(Default)]
pub(crate) struct Grid {
    pub(crate) name: String,
    pub(crate) rows: Vec<Vec<Cell>>,
    /// Merged areas as (first row, first column, last row, last column), from zero.
    pub(crate) merges: Vec<(u32, u16, u32, u16)>,
    pub(crate) hidden: bool,
}

impl Grid {
    pub(crate) fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Adds a row that holds one text in its first cell.
    pub(crate) fn line(&mut self, text: impl Into<String>) {
        self.rows.push(vec![Cell::text(text)]);
    }

    pub(crate) fn blank_line(&mut self) {
        self.rows.push(Vec::new());
    }

    pub(crate) fn header(&mut self, names: &[&str]) {
        self.rows.push(names.iter().map(|name| Cell::text(*name)).collect());
    }
}

/// The A1 address of a cell counted from zero.
pub(crate) fn address(row: usize, column: usize) -> String {
    format!("{}{}", char::from(b'A' + column as u8), row + 1)
}

/// A defect, where it is, and what a careful reader of the file says about it.
pub(crate) struct Defect {
    pub(crate) file: String,
    pub(crate) place: String,
    pub(crate) what: String,
    pub(crate) expected: &'static str,
}

/// The folder being filled.
pub(crate) struct Output {
    root: PathBuf,
    pub(crate) defects: Vec<Defect>,
    pub(crate) n_files: usize,
    pub(crate) n_bytes: usize,
}

impl Output {
    pub(crate) fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), defects: Vec::new(), n_files: 0, n_bytes: 0 }
    }

    /// Notes a planted defect for the README.
    pub(crate) fn defect(
        &mut self,
        file: &str,
        place: impl Into<String>,
        what: impl Into<String>,
        expected: &'static str,
    ) {
        let (file, place, what) = (file.to_owned(), place.into(), what.into());
        self.defects.push(Defect { file, place, what, expected });
    }

    /// Writes `bytes` to `file`, a path below the folder.
    pub(crate) fn write(&mut self, file: &str, bytes: &[u8]) -> Outcome<()> {
        let path = self.root.join(file);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)
                .map_err(|error| format!("cannot create {}: {error}", folder.display()))?;
        }
        fs::write(&path, bytes)
            .map_err(|error| format!("cannot write {}: {error}", path.display()))?;
        self.n_files += 1;
        self.n_bytes += bytes.len();
        Ok(())
    }

    /// Writes a workbook of these sheets. Its creation date is fixed, so its bytes are too.
    pub(crate) fn write_workbook(&mut self, file: &str, grids: &[Grid]) -> Outcome<()> {
        let mut workbook = Workbook::new();
        let created = ExcelDateTime::from_ymd(2025, 1, 2)?;
        workbook.set_properties(
            &DocProperties::new().set_title("DATA FIKTIF").set_creation_datetime(&created),
        );
        let (plain, as_date) = (Format::new(), Format::new().set_num_format("dd/mm/yyyy"));
        for grid in grids {
            let sheet = workbook.add_worksheet();
            sheet.set_name(&grid.name)?;
            sheet.set_hidden(grid.hidden);
            for (row, column, last_row, last_column) in &grid.merges {
                sheet.merge_range(*row, *column, *last_row, *last_column, "", &plain)?;
            }
            for (row, cells) in grid.rows.iter().enumerate() {
                for (column, cell) in cells.iter().enumerate() {
                    let (row, column) = (row as u32, column as u16);
                    match cell {
                        Cell::Blank => continue,
                        Cell::Text(text) => sheet.write_string(row, column, text)?,
                        Cell::Whole(number) => sheet.write_number(row, column, *number as f64)?,
                        Cell::Decimal(number) => sheet.write_number(row, column, *number)?,
                        Cell::Date(day) => {
                            let day = ExcelDateTime::from_ymd(
                                day.year() as u16,
                                day.month() as u8,
                                day.day() as u8,
                            )?;
                            sheet.write_datetime_with_format(row, column, day, &as_date)?
                        }
                        Cell::BrokenReference => sheet.write_formula(
                            row,
                            column,
                            Formula::new("#REF!").set_result("#REF!"),
                        )?,
                    };
                }
            }
        }
        self.write(file, &workbook.save_to_buffer()?)
    }
}

/// `1.234.567`, the Indonesian way.
pub(crate) fn grouped(amount: i64) -> String {
    let digits = amount.unsigned_abs().to_string();
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    if amount < 0 { format!("-{text}") } else { text }
}

/// Comma-separated or other delimited lines as bytes.
pub(crate) fn delimited(rows: &[Vec<String>], delimiter: u8, crlf: bool) -> Outcome<Vec<u8>> {
    let terminator = if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(terminator)
        .flexible(true)
        .from_writer(Vec::new());
    for row in rows {
        writer.write_record(row)?;
    }
    Ok(writer.into_inner().map_err(|error| error.into_error())?)
}

/// A row of owned texts.
pub(crate) fn texts(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}
