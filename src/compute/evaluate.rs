//! The entry of the stage: every figure that was asked for, dataset by dataset, then those made
//! from other figures.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::{
    Calendar, Coverage, Date, Datelike, Decimal, Grain, IndicatorId, Number, Period,
};
use crate::domain::{Reason, TeamId, Value};
use crate::load::table::{Table, Tables};
use crate::spec::expr::{Aggregate, AggregateKind, Expr, Scalar, eval as eval_row};
use crate::spec::{Dataset, Indicator, Measured, Project};

use super::covered::{Handed, blank, handed};
use super::group::{Leaves, Outcome, eval, reduced};
use super::measurement::{Measurement, Measurements};
use super::plan::{Ask, Job, Pass, passes, periods};
use super::reduce::{Group, Partial, Rows};
use super::view::View;
use super::window::{Span, span};

/// The slot that counts every row of a job, whatever the aggregates' own filters.
const ALL_ROWS: u32 = u32::MAX;

/// Computes every figure that `ask` needs.
pub fn evaluate(
    project: &Project,
    tables: &Tables,
    coverage: &Coverage,
    ask: &Ask,
    diags: &mut Diagnostics,
) -> Measurements {
    let mut figures = Measurements::default();
    for pass in passes(project, ask) {
        let Some(dataset) = project.dataset(&pass.dataset) else { continue };
        let Some(table) = tables.get(&pass.dataset) else { continue };
        undated(dataset, table, &pass, ask, project, diags);
        let handed: Vec<Handed> = pass
            .jobs
            .iter()
            .map(|job| handed(project, dataset, job.indicator, &job.span, coverage))
            .collect();
        let reduction = reduction(project, dataset, table, &pass, &handed);
        let partials = match reduction.and_then(|rows| rows.reduce().map_err(|e| e.to_string())) {
            Ok(partials) => partials,
            Err(cause) => {
                let problem = Diagnostic::error("number-too-large", dataset.origin.clone());
                diags.push(problem.arg("dataset", &dataset.id).arg("cause", cause));
                continue;
            }
        };
        for (at, job) in pass.jobs.iter().enumerate() {
            let context = Context {
                project,
                dataset,
                table,
                coverage,
                job,
                at: at as u32,
                handed: &handed[at],
            };
            for team in project.measured_teams(job.indicator) {
                let figure = context.figure(team, &partials);
                figures.insert(&job.indicator.id, team, job.period, figure);
            }
        }
    }
    composites(project, ask, &mut figures);
    figures
}

/// Sends every row that counts to its jobs, teams and aggregates.
fn reduction(
    project: &Project,
    dataset: &Dataset,
    table: &Table,
    pass: &Pass<'_>,
    handed: &[Handed],
) -> Result<Rows, String> {
    let mut rows = Rows::default();
    let mut by_cut_off: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
    for (at, job) in pass.jobs.iter().enumerate() {
        by_cut_off.entry(job.span.as_of).or_default().push(at);
        for (slot, aggregate) in job.aggregates.iter().enumerate() {
            if !aggregate.kind.is_distributive() {
                rows.keep_values(at as u32, slot as u32);
            }
        }
    }
    for (as_of, jobs) in by_cut_off {
        let view = View::new(dataset, table, &project.calendar, as_of)
            .map_err(|_| "derived column".to_owned())?;
        let existing: Vec<usize> = (0..table.len()).filter(|row| view.exists(*row)).collect();
        let mut axes: BTreeMap<&str, Vec<Option<Date>>> = BTreeMap::new();
        for at in jobs {
            let job = &pass.jobs[at];
            let Some(axis) = job.indicator.date.as_deref() else { continue };
            let days = axes
                .entry(axis)
                .or_insert_with(|| (0..table.len()).map(|row| view.day(row, axis)).collect());
            let teams = Teams { project, job, handed: &handed[at] };
            for &row in &existing {
                if let Some(team) = teams.of(&view, table, row, days[row]) {
                    send(&view, &project.calendar, job, at as u32, team, row, &mut rows)?;
                }
            }
        }
    }
    Ok(rows)
}

/// Which team's figure a row counts for.
pub(super) struct Teams<'a> {
    /// The project.
    pub(super) project: &'a Project,
    /// The job.
    pub(super) job: &'a Job<'a>,
    /// Who handed in.
    pub(super) handed: &'a Handed,
}

impl Teams<'_> {
    /// The position of the team, or `None` if the row does not count for this job.
    pub(super) fn of(
        &self,
        view: &View<'_>,
        table: &Table,
        row: usize,
        day: Option<Date>,
    ) -> Option<u32> {
        let indicator = self.job.indicator;
        let day = day?;
        if !self.job.span.snapshot && !self.job.span.contains(day) {
            return None;
        }
        let tree = &self.project.teams;
        let root = tree.root()?;
        let named = indicator.team.as_ref().and_then(|column| match table.cell(row, column) {
            Scalar::Text(id) => Some(TeamId::new(id)),
            _ => crate::spec::expr::Row::get(&view.row(row), column).text().map(TeamId::new),
        });
        let team = named.unwrap_or_else(|| root.id.clone());
        if self.job.span.snapshot {
            let own = self.handed.snapshots.get(&team);
            let latest = || self.handed.snapshots.values().max_by_key(|period| period.end());
            if !own.or_else(latest)?.contains(day) {
                return None;
            }
        }
        if !self.handed.counts(&team) {
            return None;
        }
        let place = match indicator.measured {
            Measured::Office => tree.position(&root.id),
            _ => tree.position(&team),
        };
        place.and_then(|place| u32::try_from(place).ok())
    }
}

fn send(
    view: &View<'_>,
    calendar: &Calendar,
    job: &Job<'_>,
    at: u32,
    team: u32,
    row: usize,
    rows: &mut Rows,
) -> Result<(), String> {
    let moment = view.moment(calendar, &job.span);
    let cells = view.row(row);
    let holds = |filter: &Option<Expr>| -> Result<bool, String> {
        let Some(filter) = filter else { return Ok(true) };
        eval_row(filter, &cells, &moment).map(|found| found.holds()).map_err(|_| filter.to_string())
    };
    if !holds(&job.indicator.filter)? {
        return Ok(());
    }
    rows.push((at, team, ALL_ROWS), None);
    for (slot, aggregate) in job.aggregates.iter().enumerate() {
        if !holds(&aggregate.filter)? {
            continue;
        }
        let value = match &aggregate.arg {
            Some(arg) => {
                let found = eval_row(arg, &cells, &moment).map_err(|_| arg.to_string())?;
                reducible(&found)
            }
            None => None,
        };
        rows.push((at, team, slot as u32), value);
    }
    Ok(())
}

/// A cell as the exact number that the reduction works on: days for dates, a fingerprint of the
/// text for counting different ones.
fn reducible(cell: &Scalar) -> Option<Decimal> {
    let mantissa = match cell {
        Scalar::Null => return None,
        Scalar::Number(number) => return Some(*number),
        Scalar::Date(day) => i128::from(day.num_days_from_ce()) - i128::from(EPOCH),
        Scalar::Bool(truth) => i128::from(*truth),
        Scalar::Text(text) => fingerprint(text),
    };
    Some(Decimal { mantissa, scale: 0 })
}

/// Days from the first of January of the year 1 to that of 1970.
const EPOCH: i32 = 719_163;

/// A number for a text, from its bytes alone: FNV-1a, folded to 112 bits so that it fits.
fn fingerprint(text: &str) -> i128 {
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013B;
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    let hash = text.bytes().fold(BASIS, |hash, b| (hash ^ u128::from(b)).wrapping_mul(PRIME));
    ((hash >> 112) ^ (hash & ((1 << 112) - 1))) as i128
}

/// Everything that a figure of one job is made from.
struct Context<'a> {
    project: &'a Project,
    dataset: &'a Dataset,
    table: &'a Table,
    coverage: &'a Coverage,
    job: &'a Job<'a>,
    at: u32,
    handed: &'a Handed,
}

impl Context<'_> {
    fn figure(&self, team: &TeamId, partials: &BTreeMap<Group, Partial>) -> Measurement {
        let (indicator, span) = (self.job.indicator, &self.job.span);
        let (did, uncovered) = self.handed.below(self.project, team);
        let merged: Vec<Partial> = (0..self.job.aggregates.len() as u32)
            .map(|slot| self.merged(team, slot, partials))
            .collect();
        let all = self.merged(team, ALL_ROWS, partials);
        let leaves = Reduced {
            aggregates: &self.job.aggregates,
            partials: &merged,
            calendar: &self.project.calendar,
            span,
        };
        let empty = blank(
            self.project,
            self.dataset,
            indicator,
            (team, self.job.period),
            (self.handed, span),
            self.coverage,
            self.table,
        );
        let ratio = indicator.formula.ratio().filter(|_| empty.is_none());
        let part = |expr: &Expr| eval(expr, &leaves).into_value().number().cloned();
        let parts = self.job.aggregates.iter().zip(&merged);
        let parts = parts.map(|(aggregate, partial)| {
            (aggregate.to_string(), shown(reduced(aggregate, partial)))
        });
        Measurement {
            numerator: ratio.and_then(|(numerator, _)| part(numerator)),
            denominator: ratio.and_then(|(_, denominator)| part(denominator)),
            parts: if empty.is_none() { parts.collect() } else { vec![] },
            value: empty.unwrap_or_else(|| eval(&indicator.formula, &leaves).into_value()),
            window: (span.start, span.end),
            as_of: span.as_of,
            coverage: Some((did, did + uncovered.len())),
            uncovered,
            rows_empty: self.empty(&merged),
            rows_used: all.rows as usize,
            rows_set_aside: self.set_aside(team),
        }
    }

    /// What the rows of a team and of everything below it come to.
    fn merged(&self, team: &TeamId, slot: u32, partials: &BTreeMap<Group, Partial>) -> Partial {
        let tree = &self.project.teams;
        let mut sum = Partial::default();
        for below in tree.subtree(team) {
            let place = tree.position(&below.id).and_then(|place| u32::try_from(place).ok());
            let found = place.and_then(|place| partials.get(&(self.at, place, slot)));
            if let Some(partial) = found {
                sum.merge(partial);
            }
        }
        sum
    }

    /// Rows that some sum passes over because their cell is empty.
    fn empty(&self, merged: &[Partial]) -> usize {
        let sums = self.job.aggregates.iter().zip(merged);
        let sums = sums.filter(|(aggregate, _)| aggregate.kind == AggregateKind::Sum);
        sums.map(|(_, partial)| (partial.rows - partial.count) as usize).max().unwrap_or(0)
    }

    /// Defective rows of the same span that would have counted for the team, as far as is known.
    fn set_aside(&self, team: &TeamId) -> usize {
        let is_root = self.project.teams.root().is_some_and(|root| root.id == *team);
        let span = &self.job.span;
        let mine = |row: &&crate::load::table::AsideRow| {
            let dated = row
                .period
                .is_none_or(|period| period.start() <= span.end && span.start <= period.end());
            let owned = match &row.team {
                Some(owner) => self.project.teams.is_within(owner, team),
                None => is_root,
            };
            row.reason.is_defect() && dated && owned
        };
        self.table.aside.iter().filter(mine).count()
    }
}

/// A part for people: days are shown as their number only where a number is meant.
fn shown(outcome: Outcome) -> Value {
    match outcome {
        Outcome::Date(day) => Value::Number(Number::from(i64::from(day.num_days_from_ce()))),
        Outcome::Bool(truth) => Value::Number(Number::from(i64::from(truth))),
        other => other.into_value(),
    }
}

struct Reduced<'a> {
    aggregates: &'a [&'a Aggregate],
    partials: &'a [Partial],
    calendar: &'a Calendar,
    span: &'a Span,
}

impl Leaves for Reduced<'_> {
    fn aggregate(&self, aggregate: &Aggregate) -> Outcome {
        let at = self.aggregates.iter().position(|known| *known == aggregate);
        let partial = at.map(|at| &self.partials[at]);
        partial.map_or_else(|| reduced(aggregate, &Partial::default()), |p| reduced(aggregate, p))
    }

    fn indicator(&self, _: &IndicatorId) -> Value {
        unreachable!("formulas over rows name no indicators")
    }

    fn calendar(&self) -> &Calendar {
        self.calendar
    }

    fn span(&self) -> &Span {
        self.span
    }
}

/// Figures made from other figures; the definitions have no circle, so rounds come to an end.
fn composites(project: &Project, ask: &Ask, figures: &mut Measurements) {
    let mut open: Vec<_> =
        project.indicators.iter().filter(|indicator| indicator.dataset.is_none()).collect();
    while !open.is_empty() {
        let waits = |indicator: &&Indicator| {
            let needed = indicator.formula.indicators();
            open.iter().any(|other| needed.contains(&&other.id))
        };
        let (later, now): (Vec<_>, Vec<_>) = open.iter().copied().partition(|one| waits(&one));
        if now.is_empty() {
            return;
        }
        for indicator in now {
            for period in periods(indicator, ask) {
                let span = span(indicator.window, period, ask.as_of.min(period.end()));
                for team in project.measured_teams(indicator) {
                    let figure = composite(project, indicator, team, period, span, figures);
                    figures.insert(&indicator.id, team, period, figure);
                }
            }
        }
        open = later;
    }
}

fn composite(
    project: &Project,
    indicator: &Indicator,
    team: &TeamId,
    period: Period,
    span: Span,
    figures: &Measurements,
) -> Measurement {
    let leaves = Others { project, team, period, span, figures };
    let part = |expr: &Expr| eval(expr, &leaves).into_value().number().cloned();
    let ratio = indicator.formula.ratio();
    let used = indicator.formula.indicators();
    let found = |id: &IndicatorId| leaves.figure(id);
    Measurement {
        numerator: ratio.and_then(|(numerator, _)| part(numerator)),
        denominator: ratio.and_then(|(_, denominator)| part(denominator)),
        parts: used.iter().map(|id| (id.to_string(), leaves.indicator(id))).collect(),
        value: match indicator.not_applicable.get(team) {
            Some(words) => Value::not_applicable(Reason::Declared(words.clone())),
            None if !indicator.in_force(period) => Value::not_applicable(Reason::NotInForce),
            None => eval(&indicator.formula, &leaves).into_value(),
        },
        window: (span.start, span.end),
        as_of: span.as_of,
        coverage: None,
        uncovered: vec![],
        rows_empty: used.iter().filter_map(|id| found(id)).map(|one| one.rows_empty).sum(),
        rows_used: used
            .iter()
            .filter_map(|id| found(id))
            .map(|one| one.rows_used)
            .max()
            .unwrap_or(0),
        rows_set_aside: 0,
    }
}

struct Others<'a> {
    project: &'a Project,
    team: &'a TeamId,
    period: Period,
    span: Span,
    figures: &'a Measurements,
}

impl Others<'_> {
    /// The figure of the same team, or the office's where there is only one for the office.
    fn figure(&self, id: &IndicatorId) -> Option<&Measurement> {
        let own = self.figures.get(id, self.team, self.period);
        own.or_else(|| {
            let root = self.project.teams.root()?;
            self.figures.get(id, &root.id, self.period)
        })
    }
}

impl Leaves for Others<'_> {
    fn aggregate(&self, _: &Aggregate) -> Outcome {
        unreachable!("formulas over indicators have no aggregates")
    }

    fn indicator(&self, id: &IndicatorId) -> Value {
        let none = || Value::missing(Reason::Upstream(id.clone()));
        self.figure(id).map_or_else(none, |figure| figure.value.clone())
    }

    fn calendar(&self) -> &Calendar {
        &self.project.calendar
    }

    fn span(&self) -> &Span {
        &self.span
    }
}

/// Complains about rows that no period can hold because their day on a used axis is unknown.
fn undated(
    dataset: &Dataset,
    table: &Table,
    pass: &Pass<'_>,
    ask: &Ask,
    project: &Project,
    diags: &mut Diagnostics,
) {
    let Ok(view) = View::new(dataset, table, &project.calendar, ask.as_of) else { return };
    let mut axes: Vec<&str> =
        pass.jobs.iter().filter_map(|job| job.indicator.date.as_deref()).collect();
    axes.sort_unstable();
    axes.dedup();
    let quarter = Period::containing(ask.as_of, Grain::Quarter);
    for axis in axes.into_iter().filter(|axis| !table.never_has(axis)) {
        let lost: Vec<usize> = (0..table.len())
            .filter(|row| view.exists(*row) && view.day(*row, axis).is_none())
            .collect();
        let Some(first) = lost.first() else { continue };
        let mut problem = Diagnostic::warning("undated-rows", table.origin(*first))
            .arg("dataset", &dataset.id)
            .arg("axis", axis)
            .arg("rows", lost.len())
            .arg("period", quarter);
        problem.more = lost[1..].iter().map(|row| table.origin(*row)).collect::<Vec<Origin>>();
        diags.push(problem);
    }
}
