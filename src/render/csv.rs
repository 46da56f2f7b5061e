//! Results as CSV: UTF-8, commas, `.`-decimals, an empty field for a blank.

use crate::domain::Number;
use crate::report::breakdown::{self, PartRow};
use crate::report::results::{COLUMNS, ResultRow};

/// Decimals after which an endless fraction is cut, rounded half away from zero.
pub const DECIMALS: u32 = 10;

/// The results as a CSV file with a header.
pub fn csv(rows: &[ResultRow]) -> Vec<u8> {
    let mut writer = ::csv::Writer::from_writer(vec![]);
    let mut write = |fields: Vec<String>| {
        writer.write_record(fields).expect("writing to memory does not fail");
    };
    write(COLUMNS.iter().map(|name| (*name).to_owned()).collect());
    for row in rows {
        write(fields(row));
    }
    writer.into_inner().expect("writing to memory does not fail")
}

/// The parts of figures as a CSV file with a header.
pub fn parts(rows: &[PartRow]) -> Vec<u8> {
    let mut writer = ::csv::Writer::from_writer(vec![]);
    let mut write = |fields: Vec<String>| {
        writer.write_record(fields).expect("writing to memory does not fail");
    };
    write(breakdown::COLUMNS.iter().map(|name| (*name).to_owned()).collect());
    let number = |value: &Option<Number>| {
        value.as_ref().map_or_else(String::new, |number| number.to_plain(DECIMALS))
    };
    for row in rows {
        write(vec![
            row.period.to_string(),
            row.as_of.to_string(),
            row.indicator.clone(),
            row.version.clone(),
            row.team.clone(),
            row.by.clone(),
            row.group.to_owned(),
            harmless(&row.part),
            row.kind.to_owned(),
            number(&row.value),
            harmless(&row.reason),
            number(&row.numerator),
            number(&row.denominator),
            row.rows_used.map_or_else(String::new, |rows| rows.to_string()),
        ]);
    }
    writer.into_inner().expect("writing to memory does not fail")
}

/// The fields of a row in the order of the columns.
pub fn fields(row: &ResultRow) -> Vec<String> {
    let number = |value: &Option<Number>| {
        value.as_ref().map_or_else(String::new, |number| number.to_plain(DECIMALS))
    };
    vec![
        row.period.to_string(),
        row.as_of.to_string(),
        row.indicator.clone(),
        row.version.clone(),
        row.team.clone(),
        row.kind.to_owned(),
        number(&row.value),
        harmless(&row.reason),
        number(&row.numerator),
        number(&row.denominator),
        number(&row.target),
        number(&row.achievement),
        number(&row.score),
        harmless(&row.rating),
        row.signal.clone(),
        row.coverage.clone(),
        row.rows_used.map_or_else(String::new, |rows| rows.to_string()),
        row.rows_set_aside.to_string(),
        row.standing.word().to_owned(),
        row.published_kind.clone(),
        number(&row.published),
        number(&row.published_score),
        row.held_by.clone(),
    ]
}

/// A text that no spreadsheet takes for a formula.
pub fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}
