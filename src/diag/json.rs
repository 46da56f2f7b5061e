//! Diagnostics for machines: a JSON list, or the annotations of a GitHub workflow.

use std::collections::BTreeMap;

use serde::Serialize;

use super::words::{Words, a1, expected, help, message};
use super::{Diagnostic, Diagnostics, Origin, Severity, Sources};

/// A diagnostic as JSON has it, version 1 of the schema.
#[derive(Serialize)]
struct Item<'a> {
    code: &'a str,
    severity: &'static str,
    args: BTreeMap<&'a str, &'a str>,
    message: String,
    expected: Option<String>,
    help: Option<String>,
    near: Option<&'a str>,
    place: Spot<'a>,
    more: Vec<Spot<'a>>,
    related: Option<Related<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    waiver: Option<Excuse<'a>>,
}

/// Why a finding is excused, and until when.
#[derive(Serialize)]
struct Excuse<'a> {
    reason: &'a str,
    until: String,
}

/// Another place that explains a diagnostic, and how: `declared-here`, `first-here`.
#[derive(Serialize)]
struct Related<'a> {
    how: &'a str,
    place: Spot<'a>,
}

/// A place: of a definition (line, column) or of the data (sheet, row, cell).
#[derive(Serialize)]
struct Spot<'a> {
    file: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<String>,
}

/// The word for a severity in machine formats.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// Every diagnostic as a value of JSON, worst first.
pub fn value(diags: &Diagnostics, sources: &Sources, words: &dyn Words) -> serde_json::Value {
    let items: Vec<Item<'_>> =
        diags.sorted().into_iter().map(|one| item(one, sources, words)).collect();
    serde_json::to_value(items).unwrap_or_default()
}

fn item<'a>(diagnostic: &'a Diagnostic, sources: &Sources, words: &dyn Words) -> Item<'a> {
    Item {
        code: diagnostic.code,
        severity: severity(diagnostic.severity),
        args: diagnostic.args.iter().map(|(name, text)| (*name, text.as_str())).collect(),
        message: message(diagnostic, words),
        expected: expected(diagnostic, words),
        help: help(diagnostic, words),
        near: diagnostic.near.as_deref(),
        place: spot(&diagnostic.origin, sources),
        more: diagnostic.more.iter().map(|origin| spot(origin, sources)).collect(),
        related: diagnostic
            .related
            .as_ref()
            .map(|(how, origin)| Related { how, place: spot(origin, sources) }),
        waiver: diagnostic
            .waiver
            .as_ref()
            .map(|waiver| Excuse { reason: &waiver.reason, until: waiver.until.to_string() }),
    }
}

fn spot<'a>(origin: &'a Origin, sources: &Sources) -> Spot<'a> {
    let mut spot =
        Spot { file: origin.file(), line: None, column: None, sheet: None, row: None, cell: None };
    match origin {
        Origin::Span { file, start, .. } => {
            let found = sources.line_column(file, *start);
            (spot.line, spot.column) = (found.map(|at| at.0), found.map(|at| at.1));
        }
        Origin::Row { sheet, row, .. } => {
            (spot.sheet, spot.row) = (Some(&**sheet), Some(*row));
        }
        Origin::Cell { sheet, row, column, .. } => {
            (spot.sheet, spot.row) = (Some(&**sheet), Some(*row));
            spot.cell = Some(a1(*row, *column));
        }
        Origin::Nowhere | Origin::File(_) => {}
    }
    spot
}

/// Every diagnostic as a line of a GitHub workflow's log, worst first.
pub fn github(diags: &Diagnostics, sources: &Sources, words: &dyn Words) -> String {
    let mut out = String::new();
    for diagnostic in diags.sorted() {
        let kind = match diagnostic.severity {
            Severity::Note => "notice",
            other => severity(other),
        };
        let spot = spot(&diagnostic.origin, sources);
        let mut fields = vec![];
        fields.extend(spot.file.map(|file| format!("file={}", escaped(file, true))));
        fields.extend(spot.line.map(|line| format!("line={line}")));
        fields.extend(spot.row.map(|row| format!("line={row}")));
        fields.extend(spot.column.map(|column| format!("col={column}")));
        fields.push(format!("title={}", diagnostic.code));
        let place = match &diagnostic.origin {
            Origin::Row { .. } | Origin::Cell { .. } => {
                format!(" ({})", super::words::place(&diagnostic.origin, words))
            }
            _ => String::new(),
        };
        let mut text = format!("{}{place}", message(diagnostic, words));
        if !diagnostic.more.is_empty() {
            text.push_str(&format!("\n{}", super::print::more(diagnostic, words)));
        }
        if let Some(near) = &diagnostic.near {
            let near = words.text("diag-near", &[("near", near.clone())]);
            text.push_str(&format!("\n{near}"));
        }
        if let Some(help) = help(diagnostic, words) {
            text.push_str(&format!("\n{}: {help}", words.text("diag-help", &[])));
        }
        let text = escaped(&text, false);
        out.push_str(&format!("::{kind} {}::{text}\n", fields.join(",")));
    }
    out
}

fn escaped(text: &str, property: bool) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    if property { text.replace(':', "%3A").replace(',', "%2C") } else { text }
}
