//! Nested indicators: what the groups of one step come to, step after step, in exact fractions.
//!
//! A blank keeps its kind here, too: a group that is *belum ada* makes every aggregate over it
//! *belum ada*; one that is *tidak berlaku* is left out.

use std::collections::BTreeMap;

use crate::domain::{Blank, Calendar, Date, Datelike, IndicatorId, Number, Reason, Value};
use crate::spec::expr::{Aggregate, AggregateKind, Expr, Scalar};
use crate::spec::step::Step;

use super::group::{Leaves, Outcome, eval, graver};
use super::reduce::Partial;
use super::spread::Spread;
use super::window::Span;

/// What a step leaves: rows with the names of its keys and results.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    /// The names, keys first.
    pub names: Vec<String>,
    /// The rows, in the order of their keys.
    pub rows: Vec<Vec<Outcome>>,
}

/// What stands outside the rows.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// Working days.
    pub calendar: &'a Calendar,
    /// The days looked at.
    pub span: &'a Span,
}

/// What the first step leaves of rows that were reduced group by group.
pub fn first(
    step: &Step,
    groups: &BTreeMap<&[Scalar], Vec<Partial>>,
    leaves: &dyn Fn(&[Partial], &Expr) -> Outcome,
) -> Groups {
    let rows = groups.iter().map(|(keys, partials)| {
        let keys = keys.iter().map(outcome);
        keys.chain(step.results.iter().map(|(_, expr)| leaves(partials, expr))).collect()
    });
    Groups { names: names(step), rows: rows.collect() }
}

/// What a later step leaves of what the one before it left.
pub fn next(step: &Step, before: &Groups, around: Around<'_>) -> Groups {
    let mut taken: BTreeMap<Vec<Key>, Vec<Vec<Outcome>>> = BTreeMap::new();
    for row in &before.rows {
        let cells = GroupRow { groups: before, row, around };
        // What is not known to be left out stays, so that it makes the result blank.
        let stays = step.filter.as_ref().is_none_or(|filter| match eval(filter, &cells) {
            Outcome::Bool(truth) => truth,
            blank => blank.is_open(),
        });
        if stays {
            let keys = step.by.iter().map(|(_, expr)| Key(eval(expr, &cells)));
            taken.entry(keys.collect()).or_default().push(row.clone());
        }
    }
    let rows = taken.into_iter().map(|(keys, rows)| {
        let own = Groups { names: before.names.clone(), rows };
        let inside = Inside { groups: &own, around };
        let results = step.results.iter().map(|(_, expr)| eval(expr, &inside));
        keys.into_iter().map(|key| key.0).chain(results).collect()
    });
    Groups { names: names(step), rows: rows.collect() }
}

fn names(step: &Step) -> Vec<String> {
    step.by.iter().chain(&step.results).map(|(name, _)| name.clone()).collect()
}

fn outcome(cell: &Scalar) -> Outcome {
    match cell {
        Scalar::Null => Outcome::missing(),
        Scalar::Number(number) => Outcome::Number(number.to_number()),
        Scalar::Text(text) => Outcome::Text(text.clone()),
        Scalar::Date(day) => Outcome::Date(*day),
        Scalar::Bool(truth) => Outcome::Bool(*truth),
    }
}

/// A key of a group, in an order: numbers, days, conditions, texts, and last what has none.
#[derive(Clone, PartialEq, Eq)]
struct Key(Outcome);

impl Key {
    fn rank(&self) -> u8 {
        match self.0 {
            Outcome::Number(_) => 0,
            Outcome::Date(_) => 1,
            Outcome::Bool(_) => 2,
            Outcome::Text(_) => 3,
            Outcome::Blank(..) => 4,
        }
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let inner = || match (&self.0, &other.0) {
            (Outcome::Blank(a, x), Outcome::Blank(b, y)) => {
                a.cmp(b).then_with(|| x.to_string().cmp(&y.to_string()))
            }
            (a, b) => a.compared(b).unwrap_or(std::cmp::Ordering::Equal),
        };
        self.rank().cmp(&other.rank()).then_with(inner)
    }
}

/// The groups that a formula or a step reduces.
pub struct Inside<'a> {
    /// The groups.
    pub groups: &'a Groups,
    /// What stands outside them.
    pub around: Around<'a>,
}

impl Leaves for Inside<'_> {
    fn aggregate(&self, aggregate: &Aggregate) -> Outcome {
        reduce(aggregate, self.groups, self.around)
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

struct GroupRow<'a> {
    groups: &'a Groups,
    row: &'a [Outcome],
    around: Around<'a>,
}

impl Leaves for GroupRow<'_> {
    fn aggregate(&self, _: &Aggregate) -> Outcome {
        unreachable!("an aggregate does not stand inside another")
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

    fn column(&self, name: &str) -> Outcome {
        let at = self.groups.names.iter().position(|own| own == name);
        at.map_or_else(Outcome::missing, |at| self.row[at].clone())
    }
}

/// What an aggregate over groups comes to.
fn reduce(aggregate: &Aggregate, groups: &Groups, around: Around<'_>) -> Outcome {
    let mut rows = 0u64;
    let mut found: Vec<(Option<Date>, Outcome)> = vec![];
    let mut open: Option<Outcome> = None;
    let mut left_out: Option<Outcome> = None;
    let mut note = |blank: Outcome| {
        open = Some(open.take().map_or_else(|| blank.clone(), |known| graver(&known, &blank)));
    };
    for row in &groups.rows {
        let cells = GroupRow { groups, row, around };
        match aggregate.filter.as_ref().map(|filter| eval(filter, &cells)) {
            None | Some(Outcome::Bool(true)) => {}
            Some(blank) if blank.is_open() => {
                note(blank);
                continue;
            }
            Some(_) => continue,
        }
        rows += 1;
        let Some(arg) = &aggregate.arg else { continue };
        let day = match aggregate.axis.as_ref().map(|axis| cells.column(axis)) {
            Some(Outcome::Date(day)) => Some(day),
            Some(blank) if blank.is_open() => {
                note(blank);
                continue;
            }
            _ => None,
        };
        match eval(arg, &cells) {
            blank if blank.is_open() => note(blank),
            blank if blank.is_blank() => left_out = left_out.or(Some(blank)),
            value => found.push((day, value)),
        }
    }
    if let Some(blank) = open {
        return blank;
    }
    let count = |n: u64| Outcome::Number(Number::from(i128::from(n)));
    match aggregate.kind {
        AggregateKind::Count if aggregate.arg.is_none() => return count(rows),
        AggregateKind::Count => return count(found.len() as u64),
        AggregateKind::CountDistinct => {
            let mut keys: Vec<Key> = found.into_iter().map(|(_, value)| Key(value)).collect();
            keys.sort();
            keys.dedup();
            return count(keys.len() as u64);
        }
        _ => {}
    }
    if found.is_empty() {
        let nothing = || Outcome::Blank(Blank::NotApplicable, Reason::ZeroDenominator);
        return match aggregate.kind {
            AggregateKind::Sum if rows == 0 => Outcome::Number(Number::zero()),
            _ => left_out.unwrap_or_else(nothing),
        };
    }
    match aggregate.kind {
        AggregateKind::First | AggregateKind::Last => of_the_day(aggregate.kind, found),
        _ => numbers(aggregate, found),
    }
}

fn numbers(aggregate: &Aggregate, found: Vec<(Option<Date>, Outcome)>) -> Outcome {
    let days = found.iter().all(|(_, value)| matches!(value, Outcome::Date(_)));
    let number = |value: Outcome| match value {
        Outcome::Number(number) => Some(number),
        Outcome::Date(day) => Some(Number::from(i64::from(day.num_days_from_ce()))),
        _ => None,
    };
    let values: Vec<Number> = found.into_iter().filter_map(|(_, value)| number(value)).collect();
    let partial = Spread(values);
    let result = match aggregate.kind {
        AggregateKind::Sum => Some(partial.sum()),
        AggregateKind::Avg => partial.mean(),
        AggregateKind::Min => partial.0.iter().min().cloned(),
        AggregateKind::Max => partial.0.iter().max().cloned(),
        AggregateKind::Median => partial.percentile(&Number::from_scaled(5, 1)),
        AggregateKind::Percentile => {
            aggregate.share.as_ref().and_then(|share| partial.percentile(share))
        }
        AggregateKind::Stddev if partial.0.len() == 1 => {
            return Outcome::Blank(Blank::NotApplicable, Reason::ZeroDenominator);
        }
        AggregateKind::Stddev => partial.deviation(1),
        AggregateKind::StddevPop => partial.deviation(0),
        _ => None,
    };
    match result {
        Some(number) if days => {
            let day = number.to_i64().and_then(|days| i32::try_from(days).ok());
            let day = day.and_then(Date::from_num_days_from_ce_opt);
            day.map_or_else(Outcome::missing, Outcome::Date)
        }
        Some(number) => Outcome::Number(number),
        None => Outcome::missing(),
    }
}

/// The value of the first or last day; of several values there none counts.
fn of_the_day(kind: AggregateKind, found: Vec<(Option<Date>, Outcome)>) -> Outcome {
    let days = found.iter().filter_map(|(day, _)| *day);
    let wanted = if kind == AggregateKind::First { days.min() } else { days.max() };
    let mut there = found.into_iter().filter(|(day, _)| *day == wanted).map(|(_, value)| value);
    let Some(value) = there.next() else { return Outcome::missing() };
    if there.any(|other| other != value) {
        return Outcome::Blank(Blank::Missing, Reason::SeveralValues);
    }
    value
}
