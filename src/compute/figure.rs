//! One figure: what a job comes to for a team, from the groups of its rows over the steps to the
//! value, with what it was made of.

use std::collections::BTreeMap;

use crate::domain::{Calendar, Coverage, Date, Datelike, IndicatorId, Number, Period};
use crate::domain::{Reason, TeamId, Value};
use crate::load::table::{AsideRow, Table};
use crate::spec::expr::{Aggregate, AggregateKind, Expr, Scalar, months_between};
use crate::spec::{Dataset, Project};

use super::ask::Job;
use super::covered::{Handed, blank};
use super::gather::Reduction;
use super::group::{Leaves, Outcome, eval, reduced};
use super::measurement::{Issued, Measurement};
use super::reduce::{Partial, ReduceError};
use super::steps::{Around, Groups, Inside, first, next};
use super::window::Span;

/// Everything that a figure of one job is made from.
pub(super) struct Context<'a> {
    pub(super) project: &'a Project,
    pub(super) dataset: &'a Dataset,
    pub(super) table: &'a Table,
    pub(super) coverage: &'a Coverage,
    pub(super) job: &'a Job<'a>,
    pub(super) at: usize,
    pub(super) handed: &'a Handed,
}

impl Context<'_> {
    /// The figure of a team.
    pub(super) fn figure(
        &self,
        team: &TeamId,
        reduced: &Reduction,
    ) -> Result<Measurement, ReduceError> {
        let (indicator, span) = (self.job.indicator, &self.job.span);
        let (did, uncovered) = self.handed.below(self.project, team);
        let within = self.project.teams.places_within(team);
        let under = |place: &usize| self.handed.is_under(self.project, *place, team);
        let places: Vec<usize> = within.filter(under).collect();
        let rows_used = places.iter().map(|place| reduced.rows(self.at, *place)).sum::<u64>();
        let unknown = places.iter().any(|place| reduced.is_unknown(self.at, *place));
        let empty = blank(
            self.project,
            self.dataset,
            indicator,
            (team, self.job.period),
            (self.handed, span),
            self.coverage,
            self.table,
        );
        let empty = empty.or_else(|| unknown.then(|| Value::missing(Reason::UnknownCalendar)));
        // Who handed in and says nothing of it owes it still.
        let owed = indicator.owes_rows && rows_used == 0;
        let no_row = || Value::missing(Reason::NoRow(self.dataset.id.clone()));
        let empty = empty.or_else(|| owed.then(no_row));
        let groups = self.groups(&places, reduced)?;
        let around = Around { calendar: &self.project.calendar, span };
        let steps = self.steps(&groups, around);
        let rows = groups.values().next().map_or(&[] as &[_], Vec::as_slice);
        let plain = Reduced { aggregates: &self.job.aggregates, partials: rows, around };
        let nested = steps.last().map(|groups| Inside { groups, around });
        let leaves: &dyn Leaves = nested.as_ref().map_or(&plain, |nested| nested);
        let latest = indicator.expiry.as_ref().and_then(|expiry| {
            let Outcome::Date(day) = eval(&expiry.latest, leaves) else { return None };
            Some((day, expiry.months))
        });
        let expired = latest.and_then(|(day, months)| {
            let age = months_between(day, span.as_of)?;
            (age >= i64::from(months)).then(|| Value::missing(Reason::Expired(day)))
        });
        let empty = empty.or(expired);
        let issued = latest.filter(|_| empty.is_none());
        let issued =
            issued.and_then(|(day, months)| Some(Issued { day, until: until(day, months)? }));
        let ratio = indicator.formula.ratio().filter(|_| empty.is_none());
        let part = |expr: &Expr| eval(expr, leaves).into_value().number().cloned();
        let parts = indicator.formula.aggregates().into_iter();
        let parts = parts
            .map(|aggregate| (aggregate.to_string(), shown(leaves.aggregate(aggregate))))
            .filter(|_| empty.is_none());
        Ok(Measurement {
            numerator: ratio.and_then(|(numerator, _)| part(numerator)),
            denominator: ratio.and_then(|(_, denominator)| part(denominator)),
            parts: parts.collect(),
            value: empty.unwrap_or_else(|| self.value(eval(&indicator.formula, leaves))),
            steps: steps.clone(),
            window: (span.start, span.end),
            as_of: span.as_of,
            coverage: Some((did, did + uncovered.len())),
            uncovered,
            rows_empty: groups.values().map(|merged| self.empty(merged)).sum(),
            rows_used: rows_used as usize,
            rows_set_aside: self.set_aside(team),
            issued,
            counts: None,
        })
    }

    /// A value as it stands at the cut-off: as long as the period runs, a share of nothing may still
    /// become one of something.
    fn value(&self, outcome: Outcome) -> Value {
        let runs = !self.job.span.snapshot && self.job.span.as_of < self.job.period.end();
        match outcome.into_value() {
            Value::Blank(_, Reason::ZeroDenominator) if runs => Value::missing(Reason::Running),
            value => value,
        }
    }

    /// What the rows of a team and of everything below it come to, group by group of the first
    /// step; one group without keys where there are no steps.
    pub(super) fn groups<'r>(
        &self,
        places: &[usize],
        reduced: &'r Reduction,
    ) -> Result<BTreeMap<&'r [Scalar], Vec<Partial>>, ReduceError> {
        let n_slots = self.job.aggregates.len();
        let mut groups: BTreeMap<&[Scalar], Vec<Partial>> = BTreeMap::new();
        if self.job.indicator.steps.is_empty() {
            groups.insert(&[], vec![Partial::default(); n_slots]);
        }
        for place in places {
            for key in reduced.keys(self.at, *place) {
                groups.entry(key).or_insert_with(|| vec![Partial::default(); n_slots]);
            }
            for (key, slot, partial) in reduced.partials(self.at, *place) {
                let merged = groups.entry(key).or_insert_with(|| vec![Partial::default(); n_slots]);
                merged[slot].merge(partial)?;
            }
        }
        Ok(groups)
    }

    /// What every step leaves, first to last.
    fn steps(&self, groups: &BTreeMap<&[Scalar], Vec<Partial>>, around: Around<'_>) -> Vec<Groups> {
        let mut left: Vec<Groups> = vec![];
        let aggregates = &self.job.aggregates;
        for step in &self.job.indicator.steps {
            let groups = match left.last() {
                Some(before) => next(step, before, around),
                None => first(step, groups, &|partials, expr| {
                    eval(expr, &Reduced { aggregates, partials, around })
                }),
            };
            left.push(groups);
        }
        left
    }

    /// Rows that some sum, mean or extreme passes over because their cell is empty.
    fn empty(&self, merged: &[Partial]) -> usize {
        let aggregates = self.job.aggregates.iter().zip(merged);
        let counts = [AggregateKind::Count, AggregateKind::CountDistinct];
        let others = aggregates.filter(|(aggregate, _)| !counts.contains(&aggregate.kind));
        others.map(|(_, partial)| (partial.rows - partial.count) as usize).max().unwrap_or(0)
    }

    /// Defective rows of the same span that would have counted for the team, as far as is known.
    fn set_aside(&self, team: &TeamId) -> usize {
        let is_root = self.project.teams.root().is_some_and(|root| root.id == *team);
        let span = &self.job.span;
        let mine = |row: &&AsideRow| {
            let overlaps =
                |period: Period| period.start() <= span.end && span.start <= period.end();
            let is_owned = || match &row.team {
                Some(owner) if self.job.indicator.own_rows => owner == team,
                Some(owner) => self.project.teams.is_within(owner, team),
                None => is_root,
            };
            row.reason.is_defect() && row.period.is_none_or(overlaps) && is_owned()
        };
        self.table.aside.iter().filter(mine).count()
    }
}

/// The last day on which what was published on a day is younger than so many months.
fn until(day: Date, months: u32) -> Option<Date> {
    let month = i64::from(day.year()) * 12 + i64::from(day.month0()) + i64::from(months);
    let year = i32::try_from(month.div_euclid(12)).ok()?;
    let month = u32::try_from(month.rem_euclid(12)).ok()? + 1;
    let young = |at: &Date| months_between(day, *at).is_some_and(|age| age < i64::from(months));
    // Months end on different days: what is asked of a value is asked of these days too.
    let before = Date::from_ymd_opt(year, month, 1)?.pred_opt();
    std::iter::successors(before, Date::succ_opt).take_while(young).last()
}

/// A part for people: days are shown as their number only where a number is meant.
fn shown(outcome: Outcome) -> Value {
    match outcome {
        Outcome::Date(day) => Value::Number(Number::from(i64::from(day.num_days_from_ce()))),
        Outcome::Bool(truth) => Value::Number(Number::from(i64::from(truth))),
        Outcome::Text(_) => Value::missing(Reason::NoValues),
        other => other.into_value(),
    }
}

/// Aggregates with what they came to.
pub(super) struct Reduced<'a> {
    pub(super) aggregates: &'a [&'a Aggregate],
    pub(super) partials: &'a [Partial],
    pub(super) around: Around<'a>,
}

impl Leaves for Reduced<'_> {
    fn aggregate(&self, aggregate: &Aggregate) -> Outcome {
        let at = self.aggregates.iter().position(|known| *known == aggregate);
        let partial = at.and_then(|at| self.partials.get(at));
        partial.map_or_else(|| reduced(aggregate, &Partial::default()), |p| reduced(aggregate, p))
    }

    fn indicator(&self, _: &IndicatorId) -> Value {
        unreachable!("formulas over rows name no indicators")
    }

    fn calendar(&self) -> &Calendar {
        self.around.calendar
    }

    fn span(&self) -> &Span {
        self.around.span
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_published_holds_until_the_day_before_it_is_too_old() {
        let check = |day: &str, months, expected: &str| {
            let day = day.parse().unwrap();
            assert_eq!(until(day, months), expected.parse().ok(), "{day} {months}");
        };
        check("2024-03-12", 18, "2025-09-11");
        check("2023-12-01", 12, "2024-11-30");
        check("2024-08-31", 18, "2026-02-27");
    }
}
