//! Which row of a dataset speaks for a team and a period: the latest that begins on or before the
//! period's last day and is not too old.
//!
//! A row that takes its day from its file speaks for all the days that the file covers; any other
//! speaks for its own day.

use crate::domain::{Calendar, Date, Period, TeamId};
use crate::load::table::Table;
use crate::spec::dataset::ColumnFrom;
use crate::spec::expr::{Expr, Moment, Overflow, Row, Scalar, eval};
use crate::spec::{Dataset, Project};

use super::view::View;
use super::window::months_between;

/// The rows of a dataset as they stand at a cut-off date, each with the days it speaks for.
pub(super) struct Statements<'a> {
    dataset: &'a Dataset,
    table: &'a Table,
    view: View<'a>,
    calendar: &'a Calendar,
    as_of: Date,
    spans: Vec<Option<(Date, Date)>>,
}

impl<'a> Statements<'a> {
    /// # Errors
    ///
    /// [`Overflow`] when a derived number does not fit.
    pub(super) fn new(
        project: &'a Project,
        dataset: &'a Dataset,
        table: &'a Table,
        as_of: Date,
    ) -> Result<Self, Overflow> {
        let view = View::new(dataset, table, &project.calendar, as_of);
        let axis = dataset.date.as_deref();
        let of_file = axis
            .and_then(|axis| dataset.column(axis))
            .is_some_and(|column| matches!(column.from, ColumnFrom::Covers));
        let span = |row: usize| {
            if let Some(period) = table.sheet(row).period.filter(|_| of_file) {
                return Some((period.start(), period.end()));
            }
            view.day(row, axis?).map(|day| (day, day))
        };
        let spans = (0..table.len()).map(span).collect();
        if view.has_overflowed() {
            return Err(Overflow);
        }
        Ok(Self { dataset, table, view, calendar: &project.calendar, as_of, spans })
    }

    /// The rows of the latest state of `team` among those that `speaks` lets through; those of
    /// every team where there is none.
    pub(super) fn latest(
        &self,
        project: &Project,
        team: Option<&TeamId>,
        (period, max_age): (Period, u32),
        speaks: &dyn Fn(usize) -> Result<bool, Overflow>,
    ) -> Result<Vec<usize>, Overflow> {
        let mut found: Vec<(Date, Date, usize)> = vec![];
        let last = period.end();
        for (row, span) in self.spans.iter().enumerate() {
            let Some((start, end)) = *span else { continue };
            let owned = || team.is_none_or(|team| self.is_of(project, row, team));
            if start <= last && owned() && speaks(row)? {
                found.push((end.min(last), start, row));
            }
        }
        let Some(latest) = found.iter().map(|(end, start, _)| (*end, *start)).max() else {
            return Ok(vec![]);
        };
        let limit = i32::try_from(max_age).unwrap_or(i32::MAX);
        // What was stated inside of the period is of its own age, however long the period is.
        let age = months_between(latest.0, period.start()).max(0);
        if age > limit {
            return Ok(vec![]);
        }
        found.retain(|(end, start, _)| (*end, *start) == latest);
        Ok(found.into_iter().map(|(_, _, row)| row).collect())
    }

    /// Whether a row is a team's own: the office's where it names none.
    fn is_of(&self, project: &Project, row: usize, team: &TeamId) -> bool {
        let Some(column) = &self.dataset.team else { return true };
        match self.view.row(row).get(column) {
            Scalar::Text(id) => *id == *team.as_str(),
            _ => project.teams.root().is_some_and(|root| root.id == *team),
        }
    }

    /// Whether a row was known at the cut-off.
    pub(super) fn exists(&self, row: usize) -> bool {
        self.view.exists(row)
    }

    /// What a formula says of a row.
    pub(super) fn value(&self, row: usize, expr: &Expr) -> Result<Scalar, Overflow> {
        let moment = Moment {
            calendar: self.calendar,
            as_of: self.as_of,
            start: Date::MIN,
            end: self.as_of,
        };
        let found = eval(expr, &self.view.row(row), &moment);
        if self.view.has_overflowed() { Err(Overflow) } else { found }
    }

    /// The last day that a row speaks for.
    pub(super) fn day(&self, row: usize) -> Option<Date> {
        self.spans.get(row).copied().flatten().map(|(_, end)| end)
    }

    /// Whether two rows speak for the same days.
    pub(super) fn is_beside(&self, row: usize, other: usize) -> bool {
        self.spans.get(row) == self.spans.get(other)
    }

    /// Where a row stands.
    pub(super) fn origin(&self, row: usize) -> crate::diag::Origin {
        self.table.origin(row)
    }
}
