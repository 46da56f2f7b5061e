//! How near to the limit things were done, for indicators that count what was in time.
//!
//! A deadline draws work towards itself: where the last day holds far more than the days around it,
//! the share in time says less than it seems to. Only numbers of rows leave this stage.

use std::collections::BTreeMap;

use crate::domain::{Calendar, Coverage, Date, IndicatorId, TeamId};
use crate::load::table::Tables;
use crate::spec::deadline::deadline;
use crate::spec::expr::Scalar;
use crate::spec::{Indicator, Project};

use super::ask::Ask;
use super::seek::Seeker;

/// Fewer on the last day stand for nothing.
const LEAST: usize = 5;

/// How many rows were done so many working days before their limit: 0 on the last day itself,
/// negative after it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Crowding {
    days: BTreeMap<i64, usize>,
}

impl Crowding {
    /// How many were done so many working days before their limit.
    pub fn at(&self, left: i64) -> usize {
        self.days.get(&left).copied().unwrap_or(0)
    }

    /// How many were done, in time or not.
    pub fn done(&self) -> usize {
        self.days.values().sum()
    }

    /// How many were done between two numbers of days before their limit, both included.
    pub fn between(&self, least: i64, most: i64) -> usize {
        self.days.range(least..=most).map(|(_, count)| count).sum()
    }

    /// Whether the last day holds more than twice as many as the day before and the day after it.
    pub fn is_heaped(&self) -> bool {
        let last = self.at(0);
        last >= LEAST && last > 2 * self.at(1) && last > 2 * self.at(-1)
    }
}

/// The distances to the limit, by indicator and team, for the period that was asked for.
pub type Crowdings = BTreeMap<(IndicatorId, TeamId), Crowding>;

/// Works out the distances to the limit of every figure that counts what was in time.
pub(super) fn crowdings(
    project: &Project,
    tables: &Tables,
    coverage: &Coverage,
    ask: &Ask,
) -> Crowdings {
    let mut found = Crowdings::new();
    let told = |one: &&Indicator| !one.hidden && one.honesty.suppress.is_none();
    for latest in project.indicators.iter().filter(told) {
        let indicator = latest.at(ask.period);
        let Some(limit) = deadline(&indicator.formula) else { continue };
        let what = (indicator, limit.all);
        let when = (ask.period, ask);
        let Some(seeker) = Seeker::new(project, tables, coverage, what, when) else { continue };
        seeker.rows(|row| {
            let day = |expr| match row.value(expr) {
                Scalar::Date(day) => Some(day),
                _ => None,
            };
            let (Some(done), Some(due)) = (day(limit.done), day(limit.due)) else { return };
            let Some(left) = days_left(&project.calendar, done, due) else { return };
            let teams = project.measured_teams(indicator).into_iter();
            for team in teams.filter(|team| row.counts_for(team)) {
                let own = found.entry((indicator.id.clone(), team.clone())).or_default();
                *own.days.entry(left).or_default() += 1;
            }
        });
    }
    found
}

/// Working days from the day it was done to the limit; negative after it.
fn days_left(calendar: &Calendar, done: Date, due: Date) -> Option<i64> {
    if done > due {
        Some(-calendar.workdays(due, done)?.max(1))
    } else {
        calendar.workdays(done, due)
    }
}
