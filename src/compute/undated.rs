//! Rows that no period can hold because their day on a used axis is unknown.

use crate::diag::{Diagnostic, Origin};
use crate::domain::{Date, Grain, Period};
use crate::load::table::{NO_DAY, Table};
use crate::spec::expr::Moment;
use crate::spec::{Dataset, Project};

use super::ask::Ask;
use super::block::{BLOCK, Block};
use super::plan::Pass;
use super::program::Program;
use super::vector::Vector;
use super::view::View;

/// Complains about rows that exist at the cut-off and have no day on an axis of the pass.
pub(super) fn undated(
    dataset: &Dataset,
    table: &Table,
    pass: &Pass<'_>,
    ask: &Ask,
    project: &Project,
) -> Vec<Diagnostic> {
    let mut axes: Vec<&str> =
        pass.jobs.iter().flat_map(|job| job.axes()).map(|(axis, _)| axis).collect();
    axes.sort_unstable();
    axes.dedup();
    // An event that has not happened is no defect.
    let is_event = |axis: &&str| dataset.column(axis).is_some_and(|column| column.event);
    axes.retain(|axis| !table.never_has(axis) && !is_event(axis));
    let mut found = vec![];
    for axis in axes {
        let lost = lost(dataset, table, project, axis, ask.as_of);
        let Some(first) = lost.first() else { continue };
        let mut problem = Diagnostic::warning("undated-rows", table.origin(*first))
            .arg("dataset", &dataset.id)
            .arg("axis", axis)
            .arg("rows", lost.len())
            .arg("period", Period::containing(ask.as_of, Grain::Quarter));
        problem.more = lost[1..].iter().map(|row| table.origin(*row)).collect::<Vec<Origin>>();
        found.push(problem);
    }
    found
}

/// The rows without a day on an axis.
fn lost(
    dataset: &Dataset,
    table: &Table,
    project: &Project,
    axis: &str,
    as_of: Date,
) -> Vec<usize> {
    let calendar = &project.calendar;
    let mut program = Program::new(dataset, table, calendar);
    let id = program.column(axis);
    let moment = Moment { calendar, as_of, start: Date::MIN, end: as_of };
    let view = View::new(dataset, table, calendar, as_of);
    let mut block = Block::new(&program);
    let mut lost = vec![];
    for start in (0..table.len()).step_by(BLOCK) {
        let rows = start..table.len().min(start + BLOCK);
        block.turn(rows.clone().map(|row| row as u32));
        let days = block.values(id, &moment);
        let has_day = |row: usize| match days.as_deref() {
            Some(Vector::Day(days)) => days[row - start] != NO_DAY,
            _ => view.day(row, axis).is_some(),
        };
        lost.extend(rows.filter(|row| !has_day(*row) && view.exists(*row)));
    }
    // A number that is too long is found, and complained about, where figures are computed.
    if view.has_overflowed() { vec![] } else { lost }
}
