//! Columns made with `PRIOR`: what a row takes from the one before it is known only once every row
//! has its fate, so these columns, and those made from them, are filled in last.

use crate::diag::{Diagnostic, Diagnostics};

use super::dataset::{ColumnFrom, ColumnType, Dataset, PeriodFrom, Source};
use super::expr::{Expr, Node};

impl Dataset {
    /// Whether a column is made with `PRIOR`, or from one that is: known only once every row has
    /// its fate.
    pub fn is_late(&self, name: &str) -> bool {
        match self.column(name).map(|column| &column.from) {
            Some(ColumnFrom::Value(expr)) => {
                matches!(expr.node, Node::Prior(..)) || self.reads_late(expr)
            }
            Some(_) => false,
            None => {
                let derived = self.derived.iter().find(|derived| derived.name == name);
                derived.is_some_and(|derived| self.reads_late(&derived.expr))
            }
        }
    }

    /// Whether a formula reads such a column.
    pub fn reads_late(&self, expr: &Expr) -> bool {
        expr.columns().into_iter().any(|column| self.is_late(column))
    }
}

/// Complains about columns made with `PRIOR` where no day says which row comes before, and where
/// something is needed of them before the rows stand in their order.
pub(super) fn check_priors(dataset: &Dataset, diags: &mut Diagnostics) {
    for column in &dataset.columns {
        if !dataset.is_late(&column.name) {
            continue;
        }
        if dataset.date.is_none() {
            let problem = Diagnostic::error("prior-date", column.origin.clone());
            diags.push(problem.arg("column", &column.name).arg("dataset", &dataset.id));
        }
        let is = |other: &Option<String>| other.as_ref() == Some(&column.name);
        let by_file = |source: &Source| matches!(&source.covers.period, PeriodFrom::Column(name, _) if *name == column.name);
        let uses = [
            ("key", dataset.key.contains(&column.name)),
            ("date", is(&dataset.date)),
            ("team", is(&dataset.team) || matches!(column.ty, ColumnType::Team { .. })),
            ("covers", dataset.sources.iter().any(by_file)),
            ("required", column.required),
            ("min", column.range.0.is_some()),
            ("max", column.range.1.is_some()),
            ("cumulative", column.cumulative.is_some()),
        ];
        for (key, _) in uses.into_iter().filter(|(_, used)| *used) {
            let problem = Diagnostic::error("prior-use", column.origin.clone());
            diags.push(problem.arg("column", &column.name).arg("key", key));
        }
    }
}
