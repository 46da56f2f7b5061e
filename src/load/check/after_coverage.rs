//! Rows dated after the period that their file covers: no figure of that period has them, and the
//! period they would belong to has a file of its own.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics};
use crate::load::table::Table;
use crate::spec::dataset::ColumnFrom;
use crate::spec::expr::Row;
use crate::spec::{Dataset, Project};

use super::row::Rows;

/// Complains once per file about the rows that are dated too late.
pub(super) fn check(project: &Project, dataset: &Dataset, table: &Table, diags: &mut Diagnostics) {
    let Some(axis) = dataset.date.as_deref() else { return };
    let from = dataset.column(axis).map(|column| &column.from);
    if from == Some(&ColumnFrom::Covers) || table.sheets.iter().all(|one| one.period.is_none()) {
        return;
    }
    let rows = Rows::new(project, dataset, table);
    let day = |row: usize| match from {
        Some(_) => table.cell(row, axis).date(),
        None => rows.at(row).get(axis).date(),
    };
    let mut late: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for row in 0..table.len() {
        let Some(period) = table.sheet(row).period else { continue };
        if day(row).is_some_and(|day| day > period.end()) {
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
