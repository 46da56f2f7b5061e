//! Rows dated after the period that their file covers: no figure of that period has them, and the
//! period they would belong to has a file of its own.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics};
use crate::domain::{Date, Period};
use crate::load::table::Table;
use crate::spec::dataset::ColumnFrom;
use crate::spec::expr::Row;
use crate::spec::{Dataset, Project};

use super::row::Rows;
use super::told::places;

/// Complains once per file about the rows that are dated too late.
pub(super) fn check(project: &Project, dataset: &Dataset, table: &Table, diags: &mut Diagnostics) {
    let Some(axis) = dataset.date.as_deref() else { return };
    let from = dataset.column(axis).map(|column| &column.from);
    if from == Some(&ColumnFrom::Covers) || table.sheets.iter().all(|one| one.period.is_none()) {
        return;
    }
    let rows = Rows::new(project, dataset, table);
    let cells = table.cells(axis);
    let day = |row: usize| match cells {
        Some(cells) => cells.date(row),
        None => rows.at(row).get(axis).date(),
    };
    let ends: Vec<Option<Date>> =
        table.sheets.iter().map(|sheet| sheet.period.map(Period::end)).collect();
    let mut late: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (row, (sheet, _)) in table.places.iter().enumerate() {
        let Some(end) = ends[*sheet as usize] else { continue };
        if day(row).is_some_and(|day| day > end) {
            late.entry(*sheet).or_default().push(row);
        }
    }
    for (sheet, rows) in late {
        let Some(period) = table.sheets[sheet as usize].period else { continue };
        let problem = Diagnostic::warning("after-coverage", table.origin(rows[0]))
            .arg("dataset", &dataset.id)
            .arg("rows", rows.len())
            .arg("period", period);
        diags.extend(problem.at(places(table, &rows)));
    }
}
