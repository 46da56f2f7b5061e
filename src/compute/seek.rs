//! The rows of one figure, one after the other, where its few numbers do not say enough.

use crate::domain::{Coverage, Date, Period, TeamId};
use crate::load::table::{Table, Tables};
use crate::spec::expr::{Aggregate, Expr, Moment, Scalar, eval};
use crate::spec::{Dataset, Indicator, Project};

use super::ask::{Ask, Job};
use super::covered::{Handed, handed};
use super::trace::Teams;
use super::view::{View, ViewRow};
use super::window::span;

/// Looks for the rows of one indicator in one period, as they were known at its cut-off.
pub(super) struct Seeker<'a> {
    project: &'a Project,
    dataset: &'a Dataset,
    table: &'a Table,
    handed: Handed,
    job: Job<'a>,
    counted: &'a Aggregate,
}

/// A row that an aggregate counts.
pub(super) struct Found<'a> {
    handed: &'a Handed,
    project: &'a Project,
    place: usize,
    cells: ViewRow<'a>,
    moment: &'a Moment<'a>,
    /// Its day on the time axis.
    pub(super) day: Date,
    /// Whether its contract says that only the number of such rows may be shown.
    pub(super) is_secret: bool,
}

impl Found<'_> {
    /// Whether the row counts for a team.
    pub(super) fn counts_for(&self, team: &TeamId) -> bool {
        self.handed.is_under(self.project, self.place, team)
    }

    /// What an expression comes to; nothing where it cannot be held.
    pub(super) fn value(&self, expr: &Expr) -> Scalar {
        eval(expr, &self.cells, self.moment).unwrap_or(Scalar::Null)
    }
}

impl<'a> Seeker<'a> {
    /// A search for the rows that `counted` counts, if the indicator reads a dataset.
    pub(super) fn new(
        project: &'a Project,
        tables: &'a Tables,
        coverage: &Coverage,
        (indicator, counted): (&'a Indicator, &'a Aggregate),
        (period, ask): (Period, &Ask),
    ) -> Option<Self> {
        let dataset = project.dataset(indicator.dataset.as_ref()?)?;
        let table = tables.get(&dataset.id)?;
        let span = span(indicator.window, period, ask.as_of.min(period.end()));
        let handed = handed(project, dataset, indicator, &span, coverage);
        let job = Job { indicator, period, span, aggregates: vec![counted] };
        Some(Self { project, dataset, table, handed, job, counted })
    }

    /// Hands every row on, in the order of the table.
    pub(super) fn rows(&self, mut take: impl FnMut(&Found<'_>)) {
        let Self { project, dataset, table, handed, job, counted } = self;
        let view = View::new(dataset, table, &project.calendar, job.span.as_of);
        let moment = view.moment(&job.span);
        let teams = Teams { project, job, handed };
        let Some(axis) = job.axis(counted) else { return };
        for row in (0..table.len()).filter(|row| view.exists(*row)) {
            let Some(day) = view.day(row, axis) else { continue };
            let Some(place) = teams.of(&view, table, row, day) else { continue };
            let cells = view.row(row);
            let passes = |filter: &Expr| eval(filter, &cells, &moment).is_ok_and(|one| one.holds());
            let is_there = |arg: &Expr| {
                eval(arg, &cells, &moment).is_ok_and(|one| !matches!(one, Scalar::Null))
            };
            let mut filters = job.indicator.filter.iter().chain(&counted.filter);
            if !filters.all(passes) || !counted.arg.as_ref().is_none_or(is_there) {
                continue;
            }
            let is_secret = dataset.confidential.as_ref().is_some_and(passes);
            let found = Found { handed, project, place, cells, moment: &moment, day, is_secret };
            take(&found);
        }
    }
}
