//! From the cells of a column as the file gives them to values of the declared type. How a column
//! writes its numbers and dates is settled by the evidence of the whole column, never cell by
//! cell: until the last one has been seen, those that can be read in two ways wait.

use std::borrow::Cow;

use crate::domain::glob::TextPattern;
use crate::domain::team::normal_name;
use crate::domain::{Date, Datelike, Decimal};
use crate::spec::dataset::{Column, ColumnType};

use super::cells::{Cells, Numbers};
use super::evidence::{Evidence, Mixed};
use super::raw::CellRef;
use super::raw::date;
use super::raw::number::{self, NumberEvidence};
use super::words::Words;
use crate::spec::expr::Scalar;

/// A date outside these years is a slip of the pen, whatever wrote it.
const PLAUSIBLE_YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// What could not be read as the declared type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The rule that refuses it: `number`, `date`, `choice`, `range`, `cell-error`, ….
    pub code: &'static str,
    /// What stands in the cell.
    pub found: String,
}

/// A column of a sheet being read.
pub struct Builder<'a> {
    column: &'a Column,
    cells: Cells,
    evidence: Evidence,
    /// Words of the file that were looked up before, with what became of them.
    known: Words,
    meant: Vec<Option<u32>>,
    /// Cells with spreadsheet damage that was repaired.
    repaired: usize,
}

impl<'a> Builder<'a> {
    /// An empty column.
    pub fn new(column: &'a Column) -> Self {
        let cells = match column.ty {
            ColumnType::Number
            | ColumnType::Money
            | ColumnType::Percent
            | ColumnType::Month
            | ColumnType::Quarter => Cells::Number(Numbers::default()),
            ColumnType::Date => Cells::Date(vec![]),
            ColumnType::YesNo => Cells::Other(vec![]),
            _ => Cells::Text(vec![]),
        };
        let (known, meant) = (Words::default(), vec![]);
        Self { column, cells, evidence: Evidence::default(), known, meant, repaired: 0 }
    }

    /// Adds a row without a value.
    pub fn push_nothing(&mut self) {
        self.cells.push_nothing();
    }

    /// Adds a value that comes from elsewhere than a cell.
    pub fn push_value(&mut self, value: Scalar, words: &mut Words) {
        self.cells.push(value, words);
    }

    /// Adds the value of a cell; a cell that cannot be read adds nothing and says why.
    ///
    /// # Errors
    ///
    /// When the cell holds something else than its column declares.
    pub fn push(&mut self, cell: CellRef<'_>, words: &mut Words) -> Result<(), Unreadable> {
        let pushed = match cell {
            CellRef::Error(_) => Err("cell-error"),
            CellRef::MissingResult => Err("formula-without-result"),
            cell if cell.is_blank() => {
                self.cells.push_nothing();
                return Ok(());
            }
            cell => self.push_filled(cell, words),
        };
        pushed.map_err(|code| {
            self.cells.push_nothing();
            Unreadable { code, found: cell.text().into_owned() }
        })
    }

    fn push_filled(&mut self, cell: CellRef<'_>, words: &mut Words) -> Result<(), &'static str> {
        match &self.column.ty {
            ColumnType::Number | ColumnType::Money | ColumnType::Percent => self.number(cell),
            ColumnType::Date => self.date(cell),
            ColumnType::Month => self.counted(date::month(&cell.text()), "month"),
            ColumnType::Quarter => self.counted(date::quarter(&cell.text()), "quarter"),
            ColumnType::YesNo => {
                let truth = yes_no(cell).ok_or("yes-no")?;
                self.cells.push(Scalar::Bool(truth), words);
                Ok(())
            }
            ColumnType::Text | ColumnType::Team { .. } => {
                let text = cell.text();
                self.word(words.intern(&one_line(self.held(&text))))
            }
            ColumnType::Code(width) => {
                if super::raw::digits_lost(cell) {
                    return Err("code-digits-lost");
                }
                let text = cell.text();
                let text = self.held(&text);
                let code = code(text, *width);
                self.repaired += usize::from(code != text);
                self.word(words.intern(&code))
            }
            ColumnType::Nip => {
                let text = cell.text();
                let digits: String =
                    self.held(&text).chars().filter(char::is_ascii_digit).collect();
                if super::raw::digits_lost(cell) || !is_nip(&digits) {
                    return Err("nip");
                }
                self.word(words.intern(&digits))
            }
            ColumnType::Choice { of, map } => {
                let text = cell.text();
                let known = self.known.intern(&text) as usize;
                if known == self.meant.len() {
                    let meant = choice(&text, of, map).map(|value| words.intern(value));
                    self.meant.push(meant);
                }
                self.word(self.meant[known].ok_or("choice")?)
            }
        }
    }

    /// What of the text of a cell is held at all.
    fn held<'t>(&self, text: &'t str) -> &'t str {
        let all = text.trim();
        let first = all.lines().next().filter(|_| self.column.first_line);
        first.unwrap_or(text)
    }

    fn word(&mut self, code: u32) -> Result<(), &'static str> {
        match &mut self.cells {
            Cells::Text(codes) => codes.push(code),
            other => unreachable!("words stand in a column of words, not in {other:?}"),
        }
        Ok(())
    }

    fn counted(&mut self, number: Option<u32>, code: &'static str) -> Result<(), &'static str> {
        let number = Decimal::whole(number.ok_or(code)?.into());
        if self.numbers().push(number) { Ok(()) } else { Err(code) }
    }

    fn numbers(&mut self) -> &mut Numbers {
        match &mut self.cells {
            Cells::Number(numbers) => numbers,
            other => unreachable!("numbers stand in a column of numbers, not in {other:?}"),
        }
    }

    fn number(&mut self, cell: CellRef<'_>) -> Result<(), &'static str> {
        let word = self.column.ty.word();
        let row = self.cells.len();
        let value = match cell {
            CellRef::Number(digits) => {
                let value = number::parse_plain(digits).ok_or(word)?;
                self.evidence.stored(value);
                value
            }
            CellRef::Percent(digits) => number::parse_plain(digits).ok_or(word)?,
            CellRef::Text(text) if number::is_dash(text) => {
                if self.column.ty == ColumnType::Money {
                    return if self.numbers().push(Decimal::whole(0)) { Ok(()) } else { Err(word) };
                }
                self.cells.push_nothing();
                return Ok(());
            }
            CellRef::Text(text) => {
                let reading = number::reading(text).ok_or(word)?;
                self.evidence.number(row, text, &reading);
                if reading.evidence != NumberEvidence::Ambiguous && !text.contains('%') {
                    self.evidence.stored(reading.value);
                }
                reading.value
            }
            _ => return Err(word),
        };
        let scaled = decimal(value).checked_mul(Decimal::whole(self.column.scale)).ok_or(word)?;
        if self.numbers().push(scaled) { Ok(()) } else { Err(word) }
    }

    fn date(&mut self, cell: CellRef<'_>) -> Result<(), &'static str> {
        let row = self.cells.len();
        let day = match cell {
            CellRef::Date(day) => Some(day),
            CellRef::DateTime(moment) => Some(moment.date()),
            CellRef::Text(text) if number::is_dash(text) => {
                self.cells.push_nothing();
                return Ok(());
            }
            CellRef::Text(text) => {
                let (day_first, month_first) = date::both_orders(text.trim());
                self.evidence.date(row, text, (day_first, month_first));
                day_first.or(month_first)
            }
            CellRef::Number(digits) => digits.parse().ok().and_then(date::from_serial),
            _ => None,
        };
        let day = day.filter(|day| PLAUSIBLE_YEARS.contains(&day.year())).ok_or("date")?;
        match &mut self.cells {
            Cells::Date(days) => days.push(day.num_days_from_ce()),
            other => unreachable!("days stand in a column of days, not in {other:?}"),
        }
        Ok(())
    }

    /// How the column is written, and its cells read accordingly.
    ///
    /// `inside` are the first and the last day of what the sheet covers, which may decide between
    /// two ways to read a date.
    ///
    /// # Errors
    ///
    /// When its cells contradict one another; every one that waited is then undecided.
    pub fn finish(mut self, inside: Option<(Date, Date)>) -> (Cells, Result<Settled, Mixed>) {
        let settled = self.evidence.settle(self.column, &mut self.cells, inside);
        let settled = settled.map(|read| Settled { read, repaired: self.repaired });
        (self.cells, settled)
    }
}

/// What became of the doubts about a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// Doubts that nothing in the column decided, and how they were settled.
    pub read: Option<super::evidence::Doubt>,
    /// Codes with spreadsheet damage that was repaired: apostrophes, `.0`, lost zeros.
    pub repaired: usize,
}

fn decimal(number: number::Decimal) -> Decimal {
    Decimal { mantissa: number.mantissa, scale: u32::from(number.scale) }
}

fn choice<'a>(text: &str, of: &'a [String], map: &'a [(TextPattern, String)]) -> Option<&'a str> {
    let normal = normal_name(text);
    let mapped = map.iter().find(|(pattern, _)| pattern.matches_normal(&normal));
    let value = mapped.map(|(_, value)| value);
    let same = || of.iter().find(|value| normal_name(value) == normal);
    value.or_else(same).map(String::as_str)
}

/// A code without the damage of spreadsheets: apostrophe, `.0`, blanks; filled up with zeros.
fn code(text: &str, width: Option<u32>) -> Cow<'_, str> {
    let bare = match text.as_bytes().first() {
        Some(b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z') => text.trim_end(),
        _ => text.trim().trim_start_matches('\''),
    };
    let digits = bare.strip_suffix(".0").filter(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
    let bare = digits.unwrap_or(bare);
    let width = width.unwrap_or(0) as usize;
    let is_short = bare.len() < width && !bare.is_empty();
    if is_short && bare.bytes().all(|b| b.is_ascii_digit()) {
        Cow::Owned(format!("{bare:0>width$}"))
    } else {
        Cow::Borrowed(bare)
    }
}

/// Whether 18 digits can be the number of a civil servant: birthday, month of appointment, sex,
/// serial. Contract employees (PPPK) have 21 and the like where others have the month.
pub fn is_nip(digits: &str) -> bool {
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse().ok());
    let (Some(year), Some(month), Some(day)) = (part(0, 4), part(4, 6), part(6, 8)) else {
        return false;
    };
    let birthday = Date::from_ymd_opt(year as i32, month, day);
    let appointed: Option<u32> = part(8, 12);
    let sex: Option<u32> = part(14, 15);
    digits.len() == 18
        && birthday.is_some_and(|day| PLAUSIBLE_YEARS.contains(&day.year()))
        && appointed.is_some_and(|year| (1900..=2100).contains(&year))
        && sex.is_some_and(|sex| (1..=2).contains(&sex))
}

/// The answers that tables write for yes and for no.
const YES: [&str; 8] = ["ya", "y", "yes", "true", "benar", "ada", "sudah", "1"];
const NO: [&str; 10] =
    ["tidak", "t", "no", "n", "false", "salah", "tidak ada", "belum", "tdk", "0"];

fn yes_no(cell: CellRef<'_>) -> Option<bool> {
    if let CellRef::Bool(truth) = cell {
        return Some(truth);
    }
    let normal = normal_name(&cell.text());
    let is = |words: &[&str]| words.contains(&normal.as_str());
    if is(&YES) || matches!(normal.as_str(), "✓" | "✔" | "√") {
        Some(true)
    } else {
        is(&NO).then_some(false)
    }
}

fn one_line(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim();
    if trimmed.contains(['\n', '\r', '\u{a0}']) || trimmed.contains("  ") {
        Cow::Owned(trimmed.split_whitespace().collect::<Vec<_>>().join(" "))
    } else {
        Cow::Borrowed(trimmed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lose_the_damage_of_spreadsheets() {
        let check = |text, width, expected: &str| assert_eq!(code(text, width), expected);
        check("'007130", None, "007130");
        check("7130", Some(6), "007130");
        check("7130.0", Some(6), "007130");
        check("WA.2886", Some(6), "WA.2886");
        check("2.16.0", None, "2.16.0");
    }

    #[test]
    fn numbers_of_civil_servants_hold_a_birthday() {
        let check = |digits, expected| assert_eq!(is_nip(digits), expected, "{digits}");
        check("199913010000001001", false);
        check("199902302024011001", false);
        check("19990228202401100", false);
        check("199902282024013001", false);
        check("199902282024211001", true);
    }

    #[test]
    fn answers() {
        let check = |text, expected| assert_eq!(yes_no(CellRef::Text(text)), expected, "{text}");
        check(" YA ", Some(true));
        check("Tidak  Ada", Some(false));
        check("mungkin", None);
        check("x", None);
        assert_eq!(yes_no(CellRef::Number("1")), Some(true));
        assert_eq!(yes_no(CellRef::Bool(false)), Some(false));
    }
}
