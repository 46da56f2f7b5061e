//! The days of the rows that an indicator counts, for charts of the days between rare events.
//!
//! Days only: no other cell of a row leaves this stage. A team that counts a confidential row has
//! none at all, and neither has an indicator whose counts may be withheld.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Coverage, Date, Grain, IndicatorId, Period, TeamId};
use crate::load::table::Tables;
use crate::spec::share::counted_rows;
use crate::spec::signal::TrendMethod;
use crate::spec::{Indicator, Project};

use super::ask::{Ask, periods};
use super::seek::Seeker;

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
            let Some(counted) = counted_rows(&indicator.formula) else { continue };
            let what = (indicator, counted);
            let Some(seeker) = Seeker::new(project, tables, coverage, what, (month, ask)) else {
                continue;
            };
            seeker.rows(|row| {
                let teams = project.measured_teams(indicator).into_iter();
                for team in teams.filter(|team| row.counts_for(team)) {
                    if row.is_secret {
                        hidden.insert(team);
                    }
                    let own = found.months.entry((indicator.id.clone(), team.clone())).or_default();
                    own.entry(month).or_default().push(row.day);
                }
            });
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
