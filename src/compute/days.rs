//! The days of the rows that an indicator counts, for charts of the days between rare events.
//!
//! Days only: no other cell of a row leaves this stage. A team that counts a confidential row has
//! none at all, and neither has an indicator whose counts may be withheld.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Coverage, Date, Grain, IndicatorId, Period, TeamId};
use crate::load::table::{Table, Tables};
use crate::spec::expr::{Aggregate, Expr, Scalar, eval};
use crate::spec::share::counted_rows;
use crate::spec::signal::TrendMethod;
use crate::spec::{Dataset, Indicator, Project};

use super::covered::handed;
use super::plan::{Ask, Job, periods};
use super::trace::Teams;
use super::view::View;
use super::window::span;

/// The days of counted rows, by indicator, team and month.
#[derive(Clone, Debug, Default)]
pub struct EventDays {
    months: BTreeMap<(IndicatorId, TeamId), BTreeMap<Period, Vec<Date>>>,
}

impl EventDays {
    /// The days of a month, in order; none where nothing was counted.
    pub fn of(&self, indicator: &IndicatorId, team: &TeamId, month: Period) -> &[Date] {
        let own = self.months.get(&(indicator.clone(), team.clone()));
        own.and_then(|months| months.get(&month)).map_or(&[], Vec::as_slice)
    }

    /// The indicators and teams that have days.
    pub fn series(&self) -> impl Iterator<Item = (&IndicatorId, &TeamId)> {
        self.months.keys().map(|(indicator, team)| (indicator, team))
    }
}

/// Looks up the days of every indicator that asks for the days between its rows.
pub(super) fn event_days(
    project: &Project,
    tables: &Tables,
    coverage: &Coverage,
    ask: &Ask,
) -> EventDays {
    let mut found = EventDays::default();
    let asks = |one: &&Indicator| {
        one.trend.method == TrendMethod::DaysBetween && one.honesty.suppress.is_none()
    };
    for latest in project.indicators.iter().filter(asks) {
        let mut hidden: BTreeSet<&TeamId> = BTreeSet::new();
        for month in periods(latest, ask).into_iter().filter(|one| one.grain() == Grain::Month) {
            let indicator = latest.at(month);
            let Some(dataset) = indicator.dataset.as_ref().and_then(|id| project.dataset(id))
            else {
                continue;
            };
            let (Some(table), Some(counted)) =
                (tables.get(&dataset.id), counted_rows(&indicator.formula))
            else {
                continue;
            };
            let seeker = Seeker { project, dataset, table, coverage, indicator, counted };
            seeker.month(month, ask, &mut found, &mut hidden);
        }
        for team in project.measured_teams(latest) {
            let key = (latest.id.clone(), team.clone());
            if hidden.contains(team) {
                found.months.remove(&key);
            } else {
                found.months.entry(key).or_default();
            }
        }
    }
    for months in found.months.values_mut() {
        months.values_mut().for_each(|days| days.sort_unstable());
    }
    found
}

/// Looks for the days of one indicator.
struct Seeker<'a> {
    project: &'a Project,
    dataset: &'a Dataset,
    table: &'a Table,
    coverage: &'a Coverage,
    indicator: &'a Indicator,
    counted: &'a Aggregate,
}

impl<'a> Seeker<'a> {
    /// The days of one month, seen at its own last day, as its figure is.
    fn month(
        &self,
        month: Period,
        ask: &Ask,
        found: &mut EventDays,
        hidden: &mut BTreeSet<&'a TeamId>,
    ) {
        let Self { project, dataset, table, indicator, counted, .. } = *self;
        let span = span(indicator.window, month, ask.as_of.min(month.end()));
        let job = Job { indicator, period: month, span, aggregates: vec![counted] };
        let handed = handed(project, dataset, indicator, &span, self.coverage);
        let view = View::new(dataset, table, &project.calendar, span.as_of);
        let moment = view.moment(&span);
        let teams = Teams { project, job: &job, handed: &handed };
        let Some(axis) = job.axis(counted) else { return };
        for row in (0..table.len()).filter(|row| view.exists(*row)) {
            let Some(day) = view.day(row, axis) else { continue };
            let Some(place) = teams.of(&view, table, row, day) else { continue };
            let cells = view.row(row);
            let passes = |filter: &Expr| eval(filter, &cells, &moment).is_ok_and(|one| one.holds());
            let filters = indicator.filter.iter().chain(&counted.filter);
            let is_there = |arg: &Expr| {
                eval(arg, &cells, &moment).is_ok_and(|one| !matches!(one, Scalar::Null))
            };
            if !filters.into_iter().all(passes) || !counted.arg.as_ref().is_none_or(is_there) {
                continue;
            }
            let is_secret = dataset.confidential.as_ref().is_some_and(passes);
            for team in project.measured_teams(indicator) {
                if !handed.is_under(project, place, team) {
                    continue;
                }
                if is_secret {
                    hidden.insert(team);
                }
                let own = found.months.entry((indicator.id.clone(), team.clone())).or_default();
                own.entry(month).or_default().push(day);
            }
        }
    }
}
