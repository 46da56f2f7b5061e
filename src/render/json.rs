//! Results as JSON: numbers as decimal strings, null for a blank; version 1 of the schema.

use serde::Serialize;

use crate::domain::Number;
use crate::report::results::ResultRow;

use super::csv::DECIMALS;

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    version: u32,
    results: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    period: String,
    as_of: String,
    indicator: &'a str,
    version: Option<&'a str>,
    team: &'a str,
    kind: &'a str,
    value: Option<String>,
    reason: Option<&'a str>,
    numerator: Option<String>,
    denominator: Option<String>,
    target: Option<String>,
    achievement: Option<String>,
    score: Option<String>,
    rating: Option<&'a str>,
    signal: Option<&'a str>,
    coverage: Option<&'a str>,
    rows_used: Option<u64>,
    rows_set_aside: u64,
    standing: &'a str,
    published_kind: Option<&'a str>,
    published: Option<String>,
    published_score: Option<String>,
    held_by: Option<&'a str>,
}

/// The results as a JSON document.
pub fn json(rows: &[ResultRow]) -> Vec<u8> {
    let results = rows.iter().map(row).collect();
    let document = Document { schema: "zona.results", version: 1, results };
    let mut bytes = serde_json::to_vec_pretty(&document).expect("strings and counts always fit");
    bytes.push(b'\n');
    bytes
}

fn row(row: &ResultRow) -> Row<'_> {
    let number = |value: &Option<Number>| value.as_ref().map(|number| number.to_plain(DECIMALS));
    Row {
        period: row.period.to_string(),
        as_of: row.as_of.to_string(),
        indicator: &row.indicator,
        version: filled(&row.version),
        team: &row.team,
        kind: row.kind,
        value: number(&row.value),
        reason: filled(&row.reason),
        numerator: number(&row.numerator),
        denominator: number(&row.denominator),
        target: number(&row.target),
        achievement: number(&row.achievement),
        score: number(&row.score),
        rating: filled(&row.rating),
        signal: filled(&row.signal),
        coverage: filled(&row.coverage),
        rows_used: row.rows_used,
        rows_set_aside: row.rows_set_aside,
        standing: row.standing.word(),
        published_kind: filled(&row.published_kind),
        published: number(&row.published),
        published_score: number(&row.published_score),
        held_by: filled(&row.held_by),
    }
}

fn filled(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}
