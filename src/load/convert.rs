//! From a cell as the file gives it to a value of the declared type. How a column writes its
//! numbers and dates is settled by the evidence of the whole column, never cell by cell.

use std::borrow::Cow;
use std::sync::Arc;

use crate::domain::glob::TextPattern;
use crate::domain::team::normal_name;
use crate::domain::{Date, Datelike, Decimal, Number};
use crate::spec::dataset::ColumnType;
use crate::spec::expr::Scalar;

use super::raw::RawCell;
use super::raw::date::{self, DateOrder};
use super::raw::number::{self, NumberEvidence, Style};

/// A date outside these years is a slip of the pen, whatever wrote it.
const PLAUSIBLE_YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// How a column of a sheet writes its numbers and dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    /// Numbers.
    pub style: Style,
    /// Dates.
    pub order: DateOrder,
}

/// What a column's cells say about how they are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Cells that can only be Indonesian numbers, `1.234,5`.
    pub indonesian: usize,
    /// Cells that can only be English numbers, `1,234.5`.
    pub english: usize,
    /// Cells that can be either, `1.234`.
    pub ambiguous: usize,
    /// Dates that can only begin with the day.
    pub day_first: usize,
    /// Dates that can only begin with the month.
    pub month_first: usize,
}

/// A column whose cells contradict one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mixed {
    /// `numbers` or `dates`.
    pub what: &'static str,
    /// Cells of the first camp: Indonesian, or day first.
    pub first: usize,
    /// Cells of the second camp: English, or month first.
    pub second: usize,
}

impl Evidence {
    /// Takes note of a cell.
    pub fn note(&mut self, cell: &RawCell, ty: &ColumnType) {
        let RawCell::Text(text) = cell else { return };
        if matches!(ty, ColumnType::Date) {
            match date::order_evidence(text) {
                Some(DateOrder::DayFirst) => self.day_first += 1,
                Some(DateOrder::MonthFirst) => self.month_first += 1,
                None => {}
            }
            return;
        }
        match number::evidence(text) {
            NumberEvidence::Indonesian => self.indonesian += 1,
            NumberEvidence::English => self.english += 1,
            NumberEvidence::Ambiguous => self.ambiguous += 1,
            NumberEvidence::Neutral | NumberEvidence::NotANumber => {}
        }
    }

    /// How the column is written, or the two camps that contradict each other.
    ///
    /// Where nothing decides, an Indonesian office writes `1.234` for 1234 and the day first.
    pub fn manner(&self) -> Result<Manner, Mixed> {
        if self.indonesian > 0 && self.english > 0 {
            return Err(Mixed { what: "numbers", first: self.indonesian, second: self.english });
        }
        if self.day_first > 0 && self.month_first > 0 {
            return Err(Mixed { what: "dates", first: self.day_first, second: self.month_first });
        }
        let style = if self.english > 0 { Style::English } else { Style::Indonesian };
        let order = if self.month_first > 0 { DateOrder::MonthFirst } else { DateOrder::DayFirst };
        Ok(Manner { style, order })
    }
}

/// What could not be read as the declared type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The rule that refuses it: `number`, `date`, `choice`, `range`, `cell-error`, ….
    pub code: &'static str,
    /// What stands in the cell.
    pub found: String,
}

/// The value of a cell of this type; nothing for a blank one.
///
/// # Errors
///
/// When the cell holds something else than its column declares.
pub fn convert(cell: &RawCell, ty: &ColumnType, manner: Manner) -> Result<Scalar, Unreadable> {
    if cell.is_blank() {
        return Ok(Scalar::Null);
    }
    let refuse = |code| Err(Unreadable { code, found: cell.text().into_owned() });
    match cell {
        RawCell::Error(_) => return refuse("cell-error"),
        RawCell::MissingResult => return refuse("formula-without-result"),
        _ => {}
    }
    let text = cell.text();
    match ty {
        ColumnType::Text | ColumnType::Team { .. } => Ok(Scalar::Text(one_line(&text).into())),
        ColumnType::Code(width) => Ok(Scalar::Text(code(&text, *width).into())),
        ColumnType::Money | ColumnType::Percent if number::is_dash(&text) => {
            let zero = Scalar::Number(Decimal::whole(0));
            Ok(if *ty == ColumnType::Money { zero } else { Scalar::Null })
        }
        ColumnType::Number { .. } if number::is_dash(&text) => Ok(Scalar::Null),
        ColumnType::Money | ColumnType::Percent => match read_number(cell, manner) {
            Some(number) => Ok(Scalar::Number(number)),
            None => refuse(if *ty == ColumnType::Money { "money" } else { "percent" }),
        },
        ColumnType::Number { min, max } => match read_number(cell, manner) {
            Some(number) if within(number, min.as_ref(), max.as_ref()) => {
                Ok(Scalar::Number(number))
            }
            Some(_) => refuse("range"),
            None => refuse("number"),
        },
        ColumnType::Date => match read_date(cell, manner) {
            Some(day) => Ok(Scalar::Date(day)),
            None => refuse("date"),
        },
        ColumnType::Month => match date::month(&text) {
            Some(month) => Ok(Scalar::Number(Decimal::whole(i64::from(month)))),
            None => refuse("month"),
        },
        ColumnType::Choice { of, map } => match choice(&text, of, map) {
            Some(value) => Ok(Scalar::Text(value)),
            None => refuse("choice"),
        },
    }
}

fn read_number(cell: &RawCell, manner: Manner) -> Option<Decimal> {
    let found = match cell {
        RawCell::Number(digits) | RawCell::Percent(digits) => number::parse_plain(digits),
        RawCell::Text(text) => number::parse(text, manner.style),
        _ => None,
    }?;
    Some(Decimal { mantissa: found.mantissa, scale: u32::from(found.scale) })
}

fn read_date(cell: &RawCell, manner: Manner) -> Option<Date> {
    let day = match cell {
        RawCell::Date(day) => Some(*day),
        RawCell::DateTime(moment) => Some(moment.date()),
        RawCell::Text(text) => date::parse(text, manner.order),
        RawCell::Number(digits) => digits.parse().ok().and_then(date::from_serial),
        _ => None,
    };
    day.filter(|day| PLAUSIBLE_YEARS.contains(&day.year()))
}

fn within(number: Decimal, min: Option<&Number>, max: Option<&Number>) -> bool {
    let number = number.to_number();
    min.is_none_or(|min| number >= *min) && max.is_none_or(|max| number <= *max)
}

fn choice(text: &str, of: &[String], map: &[(TextPattern, String)]) -> Option<Arc<str>> {
    let normal = normal_name(text);
    let mapped = map.iter().find(|(pattern, _)| pattern.matches_normal(&normal));
    let value = mapped.map(|(_, value)| value);
    let same = || of.iter().find(|value| normal_name(value) == normal);
    value.or_else(same).map(|value| Arc::from(value.as_str()))
}

/// A code without the damage of spreadsheets: apostrophe, `.0`, blanks; filled up with zeros.
fn code(text: &str, width: Option<u32>) -> String {
    let bare = text.trim().trim_start_matches('\'');
    let digits = bare.strip_suffix(".0").filter(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
    let bare = digits.unwrap_or(bare);
    let width = width.unwrap_or(0) as usize;
    let is_digits = !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_digit());
    if is_digits { format!("{bare:0>width$}") } else { bare.to_owned() }
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
}
