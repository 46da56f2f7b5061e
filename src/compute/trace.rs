//! The road back: which rows a figure was computed from. Recomputed on demand, never stored.

use crate::diag::Origin;
use crate::domain::{Coverage, Date, Period, TeamId};
use crate::load::table::{Table, Tables};
use crate::spec::card_read::{CardRead, NodeRead, ReadFrom};
use crate::spec::expr::{Row, eval};
use crate::spec::{Indicator, Measured, Project};

use super::answers::rows_below;
use super::ask::{Ask, Job};
use super::covered::{Handed, handed};
use super::view::View;
use super::window::span;

/// The rows behind a figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// Where the rows stand, in the order of the files.
    pub rows: Vec<Origin>,
    /// How many more rows there are of which only the number may be shown.
    pub confidential: usize,
}

/// Finds the rows that a figure was computed from.
pub fn trace(
    project: &Project,
    tables: &Tables,
    coverage: &Coverage,
    (indicator, team, period): (&Indicator, &TeamId, Period),
    ask: &Ask,
) -> Trace {
    let mut found = Trace::default();
    if let Some(read) = &indicator.card {
        found.rows = answers_read(project, (tables, coverage), read, (team, period), ask);
        return found;
    }
    let Some(dataset) = indicator.dataset.as_ref().and_then(|id| project.dataset(id)) else {
        return found;
    };
    let Some(table) = tables.get(&dataset.id) else { return found };
    let span = span(indicator.window, period, ask.as_of.min(period.end()));
    let job = Job { indicator, period, span, aggregates: indicator.aggregates() };
    let handed = handed(project, dataset, indicator, &span, coverage);
    let view = View::new(dataset, table, &project.calendar, span.as_of);
    let moment = view.moment(&span);
    let teams = Teams { project, job: &job, handed: &handed };
    for row in (0..table.len()).filter(|row| view.exists(*row)) {
        let on_axis = |(axis, _): (&str, _)| {
            let day = view.day(row, axis)?;
            teams.of(&view, table, row, day)
        };
        let Some(place) = job.axes().into_iter().find_map(on_axis) else { continue };
        if !handed.is_under(project, place, team) {
            continue;
        }
        let cells = view.row(row);
        let passes = |filter: &crate::spec::expr::Expr| {
            eval(filter, &cells, &moment).is_ok_and(|found| found.holds())
        };
        if !indicator.filter.as_ref().is_none_or(passes) {
            continue;
        }
        if dataset.confidential.as_ref().is_some_and(passes) {
            found.confidential += 1;
        } else {
            found.rows.push(table.origin(row));
        }
    }
    found.rows.sort();
    found
}

/// The rows of the answers below what is read from a scorecard: those of the team's own card, or of
/// the office's; of a predicate those of every team that it is asked of.
fn answers_read(
    project: &Project,
    (tables, coverage): (&Tables, &Coverage),
    read: &CardRead,
    (team, period): (&TeamId, Period),
    ask: &Ask,
) -> Vec<Origin> {
    let as_of = ask.as_of.min(period.end());
    let mut rows = vec![];
    for scorecard in read.scorecards(project).into_iter().filter(|one| one.in_force(period)) {
        let have = project.teams_of(&scorecard.measured);
        let root = project.teams.root().map(|root| &root.id);
        let own = Some(team).filter(|team| have.contains(team)).or(root);
        let (node, layers, teams) = match &read.from {
            ReadFrom::Holders { of, .. } => ("total", None, project.teams_of(of)),
            ReadFrom::Node { node, what, layer, .. } => {
                let other = match what {
                    NodeRead::Lead(other) => Some(other.clone()),
                    _ => None,
                };
                let layers: Option<Vec<String>> =
                    layer.clone().map(|layer| std::iter::once(layer).chain(other).collect());
                (node.as_str(), layers, own.into_iter().collect())
            }
        };
        for team in teams {
            let at = (team, period, as_of);
            let wanted = (node, layers.as_deref());
            rows.extend(rows_below(project, scorecard, (tables, coverage), at, wanted));
        }
    }
    rows.sort();
    rows.dedup();
    rows
}

/// Which team's figure a row counts for.
pub(super) struct Teams<'a> {
    pub(super) project: &'a Project,
    pub(super) job: &'a Job<'a>,
    pub(super) handed: &'a Handed,
}

impl Teams<'_> {
    /// The place of the team, or `None` if the row does not count for this job.
    pub(super) fn of(
        &self,
        view: &View<'_>,
        table: &Table,
        row: usize,
        day: Date,
    ) -> Option<usize> {
        let span = &self.job.span;
        if !span.snapshot && !span.contains(day) {
            return None;
        }
        let column = self.job.indicator.team.as_deref();
        let named = column.and_then(|column| view.row(row).get(column).text().map(TeamId::new));
        let tree = &self.project.teams;
        let team = named.or_else(|| tree.root().map(|root| root.id.clone()))?;
        if span.snapshot {
            let counts = self.handed.snapshot(&team)?;
            // The state is what stands in the files of that period, whatever days its rows have;
            // only rows that say their period themselves are chosen by their day.
            let own = table.sheet(row).period;
            if !own.map_or_else(|| counts.contains(day), |own| own == counts) {
                return None;
            }
        }
        if !self.handed.counts(&team) {
            return None;
        }
        let place = tree.position(&team);
        if self.job.indicator.measured != Measured::Office {
            return place;
        }
        let root = tree.root()?;
        // The office is all rows, but those of units that are judged by themselves.
        let counts = !self.handed.own || place.is_none_or(|at| tree.is_part_of(at, &root.id));
        tree.position(&root.id).filter(|_| counts)
    }
}
