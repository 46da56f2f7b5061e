//! What a planner is told of one cell: what was found, and what its column expects there.
//!
//! **Invariant:** of a column that names people nothing of the cell is shown.

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::Number;
use crate::spec::dataset::{Column, ColumnType};

use super::convert::Unreadable;

/// The longest piece of a cell that a message shows.
const SHOWN: usize = 60;

/// Complaints about one column of one sheet; beyond these only the number of cells is told.
const MOST: usize = 1000;

/// How many cells of each column of a sheet have been complained of.
pub(super) struct Complaints(Vec<usize>);

impl Complaints {
    /// None yet, of so many columns.
    pub(super) fn new(columns: usize) -> Self {
        Self(vec![0; columns])
    }

    /// One more of a column; it is told unless there are too many.
    pub(super) fn add(
        &mut self,
        column: usize,
        complaint: impl FnOnce() -> Diagnostic,
        diags: &mut Diagnostics,
    ) {
        self.0[column] += 1;
        if self.0[column] <= MOST {
            diags.push(complaint());
        }
    }

    /// The columns of which more cells are wrong than were told, with how many more.
    pub(super) fn unlisted(&self) -> impl Iterator<Item = (usize, usize)> {
        let over = self.0.iter().map(|count| count.saturating_sub(MOST)).enumerate();
        over.filter(|(_, more)| *more > 0)
    }
}

/// What is wrong with a cell, in the terms of its column and under its head in the sheet.
pub(super) fn complaint(
    column: &Column,
    head: &str,
    origin: Origin,
    problem: &Unreadable,
) -> Diagnostic {
    let is_secret = column.personal.is_some() || column.ty == ColumnType::Nip;
    let mut found = if is_secret { "•••".to_owned() } else { problem.found.clone() };
    if found.chars().count() > SHOWN {
        found = found.chars().take(SHOWN - 1).chain(['…']).collect();
    }
    let diagnostic = Diagnostic::warning(cell_code(problem.code), origin)
        .arg("column", head)
        .arg("found", &found)
        .arg("expected", expectation(problem.code, column))
        .arg("kind", column.ty.word())
        .related("declared-here", column.origin.clone());
    match &column.ty {
        ColumnType::Choice { of, map } => {
            let known = map.iter().map(|(pattern, _)| pattern.as_str().trim_end_matches('*'));
            diagnostic.near(&found, known.chain(of.iter().map(String::as_str)))
        }
        _ => diagnostic,
    }
}

fn cell_code(code: &'static str) -> &'static str {
    match code {
        "choice" => "cell-choice",
        "range" => "cell-range",
        "cell-error" | "formula-without-result" | "code-digits-lost" => code,
        _ => "cell-type",
    }
}

/// What a column of this type expects: its choices, its range, or the name of its kind.
fn expectation(code: &str, column: &Column) -> String {
    let edge =
        |edge: &Option<Number>| edge.as_ref().map_or("…".to_owned(), |number| number.to_plain(6));
    match &column.ty {
        ColumnType::Choice { of, .. } => of.join(", "),
        _ if code == "range" => format!("{} – {}", edge(&column.range.0), edge(&column.range.1)),
        other => other.word().to_owned(),
    }
}
