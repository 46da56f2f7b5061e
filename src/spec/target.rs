//! Targets: what is aimed at, written down, worked out from other figures, or handed in as data.
//!
//! A target that is not given for a period is missing there. Between the points of a path nothing
//! is made up.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics};
use crate::domain::{Date, Datelike, Grain, IndicatorId, Number, Period, TeamId};

use super::cited::{Cited, cited};
use super::expr::{self, Expr, Level, Type};
use super::indicator::{IndicatorScope, Known, known_indicator};
use super::syntax::{Item, Table, Text};

/// What is aimed at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The same always.
    Constant(Number),
    /// By quarter of any year, by period, or by team.
    Table {
        /// For a quarter of any year, 1 to 4.
        quarters: BTreeMap<u32, Number>,
        /// For a period.
        periods: BTreeMap<Period, Number>,
        /// For a team, before the others.
        teams: BTreeMap<TeamId, Number>,
    },
    /// A share of a yearly target that grows over the year.
    Path(TargetPath),
    /// The value of another indicator for the same team and period.
    Indicator(IndicatorId),
    /// A formula over indicators of the same team and period.
    Formula(Expr),
    /// A cell of a dataset for the team and the period.
    Dataset(Box<Cited>),
}

/// How much of a yearly target is to be reached by when (*target kumulatif*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetPath {
    /// The target of the whole year: a number, or one per team or year.
    pub year: Box<Target>,
    /// The share of it, in percent, by the last month of the span that ends there.
    pub steps: BTreeMap<u32, Number>,
}

impl Target {
    /// The target for a team and a period, if it is written down here.
    pub fn at(&self, team: &TeamId, period: Period) -> Option<Number> {
        match self {
            Target::Constant(number) => Some(number.clone()),
            Target::Table { quarters, periods, teams } => {
                let quarter = Period::containing(period.end(), Grain::Quarter);
                let dated = periods.get(&period).or_else(|| periods.get(&quarter));
                let year = Period::containing(period.end(), Grain::Year);
                let found = teams.get(team).or(dated);
                let found = found.or_else(|| quarters.get(&quarter.index()));
                found.or_else(|| periods.get(&year)).cloned()
            }
            Target::Path(path) => {
                let share = path.steps.get(&period.end().month())?;
                (&path.year.at(team, period)? * share).checked_div(&Number::from(100u32))
            }
            Target::Indicator(_) | Target::Formula(_) | Target::Dataset(_) => None,
        }
    }

    /// What is to be reached by a day within a period, where a path says so month by month: on the
    /// straight line between the ends of the month before and of its own.
    pub fn on_day(&self, team: &TeamId, period: Period, day: Date) -> Option<Number> {
        let Target::Path(path) = self else { return None };
        let month = Period::containing(day, Grain::Month);
        let before = match day.month() {
            1 => Number::zero(),
            later => path.steps.get(&(later - 1))?.clone(),
        };
        let after = path.steps.get(&day.month())?;
        let days = |from: Date, to: Date| Number::from((to - from).num_days() + 1);
        let done = days(month.start(), day).checked_div(&days(month.start(), month.end()))?;
        let share = &before + &(&(after - &before) * &done);
        (&path.year.at(team, period)? * &share).checked_div(&Number::from(100u32))
    }

    /// The formulas over indicators that it is made from.
    pub fn formulas(&self) -> Vec<&Expr> {
        match self {
            Target::Formula(expr) => vec![expr],
            Target::Path(path) => path.year.formulas(),
            _ => vec![],
        }
    }

    /// Whether a team has an entry of its own.
    pub fn names(&self, team: &TeamId) -> bool {
        match self {
            Target::Table { teams, .. } => teams.contains_key(team),
            Target::Path(path) => path.year.names(team),
            _ => false,
        }
    }

    /// The indicators that it is worked out from.
    pub fn indicators(&self) -> Vec<&IndicatorId> {
        match self {
            Target::Indicator(id) => vec![id],
            Target::Formula(formula) => formula.indicators(),
            _ => vec![],
        }
    }
}

/// Reads the `target` of an indicator.
pub fn target(table: &Table<'_>, known: &Known<'_>, diags: &mut Diagnostics) -> Option<Target> {
    let item = table.get("target")?;
    if !item.is_table() {
        return stated(item, known, diags);
    }
    let inner = item.table(diags)?;
    if inner.get("dataset").is_some() {
        return cited(inner, known, diags).map(|found| Target::Dataset(Box::new(found)));
    }
    if let Some(steps) = inner.get("path") {
        let read = path(&inner, steps, known, diags);
        inner.finish(diags);
        return read.map(Target::Path);
    }
    stated(item, known, diags)
}

/// Reads a number, a table of numbers, or what is worked out from other indicators.
pub(super) fn stated(item: Item<'_>, known: &Known<'_>, diags: &mut Diagnostics) -> Option<Target> {
    // A text is a number that somebody put in quotes.
    if item.is_number() || item.is_string() {
        return item.number(diags).map(Target::Constant);
    }
    let inner = item.table(diags)?;
    if let Some(other) = inner.get("indicator") {
        let id = known_indicator(other, known, diags);
        inner.finish(diags);
        return id.map(Target::Indicator);
    }
    if let Some(text) = inner.get("formula") {
        let text = text.text(diags);
        inner.finish(diags);
        let scope = IndicatorScope { names: known.indicators, lookups: known.lookups };
        let formula = expr::parse(&text?, Level::Indicators, &scope, Type::Number, diags);
        return formula.map(Target::Formula);
    }
    Some(numbers(&inner, known, diags))
}

/// `{ TW1 = 20, "2024-Q4" = 90, humas = 70 }`
fn numbers(inner: &Table<'_>, known: &Known<'_>, diags: &mut Diagnostics) -> Target {
    let (mut quarters, mut periods, mut teams) =
        (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (key, entry) in inner.entries() {
        let Some(number) = entry.number(diags) else { continue };
        if let Some(period) = Period::parse(&key.value) {
            periods.insert(period, number);
        } else if let Some(quarter) = quarter_key(&key.value) {
            quarters.insert(quarter, number);
        } else {
            teams.insert(team_key(&key, "target-key", known, diags), number);
        }
    }
    Target::Table { quarters, periods, teams }
}

fn team_key(key: &Text, code: &'static str, known: &Known<'_>, diags: &mut Diagnostics) -> TeamId {
    let id = TeamId::new(&key.value);
    if known.teams.get(&id).is_none() {
        let problem = Diagnostic::error(code, key.whole()).arg("key", &key.value);
        let names = known.teams.iter().map(|team| team.id.as_str());
        diags.push(problem.near(&key.value, names));
    }
    id
}

/// `Q1` or `TW1`: the first quarter of any year.
fn quarter_key(key: &str) -> Option<u32> {
    let key = key.to_ascii_uppercase();
    let digits = key.strip_prefix("TW").or_else(|| key.strip_prefix('Q'))?;
    digits.parse().ok().filter(|quarter| (1..=4).contains(quarter))
}

/// `{ year = 120, path = { TW1 = 10, TW2 = 40, TW3 = 70, TW4 = 100 } }`, or by month `"01"`.
fn path(
    table: &Table<'_>,
    steps: Item<'_>,
    known: &Known<'_>,
    diags: &mut Diagnostics,
) -> Option<TargetPath> {
    let year = table.need("year", diags).and_then(|item| year(item, known, diags));
    let mut points: BTreeMap<u32, (Number, Item<'_>)> = BTreeMap::new();
    for (key, entry) in steps.table(diags)?.entries() {
        let month = key.value.parse().ok().filter(|month| (1..=12).contains(month));
        let Some(month) = month.or_else(|| quarter_key(&key.value).map(|quarter| quarter * 3))
        else {
            let problem = Diagnostic::error("target-path-key", key.whole());
            diags.push(problem.arg("key", &key.value));
            continue;
        };
        let Some(share) = entry.number(diags) else { continue };
        if let Some((_, first)) = points.insert(month, (share, entry)) {
            let problem = Diagnostic::error("unique-id", key.whole()).arg("id", &key.value);
            diags.push(problem.related("declared-here", first.origin()));
        }
    }
    let mut before = Number::zero();
    for (month, (share, entry)) in &points {
        if *share < before || *share > 100 || (*month == 12 && *share != 100) {
            let problem = Diagnostic::error("target-path", entry.origin());
            diags.push(problem.arg("now", share.to_plain(6)).arg("before", before.to_plain(6)));
        }
        before = share.clone();
    }
    let steps = points.into_iter().map(|(month, (share, _))| (month, share)).collect();
    Some(TargetPath { year: Box::new(year?), steps })
}

/// The target of a whole year: a number, or one per team or year.
fn year(item: Item<'_>, known: &Known<'_>, diags: &mut Diagnostics) -> Option<Target> {
    if !item.is_table() {
        return item.number(diags).map(Target::Constant);
    }
    let (mut periods, mut teams) = (BTreeMap::new(), BTreeMap::new());
    for (key, entry) in item.table(diags)?.entries() {
        let Some(number) = entry.number(diags) else { continue };
        match Period::parse(&key.value).filter(|period| period.grain() == Grain::Year) {
            Some(period) => drop(periods.insert(period, number)),
            None => drop(teams.insert(team_key(&key, "target-year", known, diags), number)),
        }
    }
    Some(Target::Table { quarters: BTreeMap::new(), periods, teams })
}
