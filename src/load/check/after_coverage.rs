//! Rows dated after the period that their file covers: no figure of that period has them, and the
//! period they would belong to has a file of its own.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics};
use crate::load::table::Table;
use crate::spec::expr::Row;
use crate::spec::{Dataset, Project};

use super::row::Rows;

/// Complains once per file about the rows that are dated too late.
pub(super) fn check(project: &Project, dataset: &Dataset, table: &Table, diags: &mut Diagnostics) {
    let Some(axis) = dataset.date.as_deref() else { return };
    let rows = Rows::new(project, dataset, table);
    let mut late: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for row in 0..table.len() {
        let Some(period) = table.sheet(row).period else { continue };
        if rows.at(row).get(axis).date().is_some_and(|day| day > period.end()) {
            late.entry(table.places[row].0).or_default().push(row);
        }
    }
    for (sheet, rows) in late {
        let Some(period) = table.sheets[sheet as usize].period else { continue };
        let mut problem = Diagnostic::warning("after-coverage", table.origin(rows[0]))
            .arg("dataset", &dataset.id)
            .arg("rows", rows.len())
            .arg("period", period);
        problem.more = rows[1..].iter().map(|row| table.origin(*row)).collect();
        diags.push(problem);
    }
}
