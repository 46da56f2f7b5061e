//! A cell looked up in a dataset: what somebody stated for a team and a period, as it stands there.
//!
//! Nothing is summed: a team has what its own row says, and its parent what the parent's row says.

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::DatasetId;

use super::Dataset;
use super::expr::{self, Expr, Level, Type};
use super::indicator::{Known, dataset_of};
use super::syntax::Table;

/// A cell looked up in a dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// The dataset.
    pub dataset: DatasetId,
    /// What is read from the row.
    pub value: Expr,
    /// Which rows speak of it.
    pub filter: Option<Expr>,
    /// How many months a row may be older than the period.
    pub max_age: u32,
    /// Where it is declared.
    pub origin: Origin,
}

/// Reads `{ dataset = "target", column = "nilai", where = "kode = 'x'", max_age = 0 }`.
pub fn cited(table: Table<'_>, known: &Known<'_>, diags: &mut Diagnostics) -> Option<Cited> {
    let dataset = dataset_of(&table, known, diags);
    let origin = table.origin();
    let value = table.need("column", diags).and_then(|item| item.text(diags));
    let value =
        value.and_then(|text| expr::parse(&text, Level::Row, dataset?, Type::Number, diags));
    let filter = table.get("where").and_then(|item| item.text(diags));
    let filter =
        filter.and_then(|text| expr::parse(&text, Level::Row, dataset?, Type::Bool, diags));
    // What was stated for one period is not stated for the next, unless somebody says so.
    let max_age = table.get("max_age").and_then(|item| item.count(diags)).unwrap_or(0);
    table.finish(diags);
    let dataset = dataset?;
    dated(dataset, origin.clone(), diags);
    Some(Cited { dataset: dataset.id.clone(), value: value?, filter, max_age, origin })
}

/// Complains about a dataset whose rows have no day: nobody could tell for which period they speak.
pub(super) fn dated(dataset: &Dataset, origin: Origin, diags: &mut Diagnostics) {
    if dataset.date.is_none() {
        let problem = Diagnostic::error("lookup-date", origin).arg("dataset", &dataset.id);
        diags.push(problem.related("declared-here", dataset.origin.clone()));
    }
}
