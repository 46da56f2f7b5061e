//! The entry of the stage: every figure that was asked for, dataset by dataset, then those made
//! from other figures.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::{Calendar, Coverage, Datelike, Grain, IndicatorId, Number, Period};
use crate::domain::{Reason, TeamId, Value};
use crate::load::table::{AsideRow, Table, Tables};
use crate::spec::expr::{Aggregate, AggregateKind, Expr};
use crate::spec::{Dataset, Project};

use super::composite::composites;
use super::covered::{Handed, blank, handed};
use super::gather::{ALL_ROWS, TooLarge, UNKNOWN_ROWS, reduction};
use super::group::{Leaves, Outcome, eval, reduced};
use super::measurement::{Measurement, Measurements};
use super::plan::{Ask, Job, Pass, passes};
use super::reduce::{Group, Partial, ReduceError};
use super::suppress::suppress;
use super::view::View;
use super::window::Span;

/// Computes every figure that `ask` needs.
pub fn evaluate(
    project: &Project,
    tables: &Tables,
    coverage: &Coverage,
    ask: &Ask,
    diags: &mut Diagnostics,
) -> Measurements {
    let passes = passes(project, ask);
    // The passes are independent; their figures and findings are put together in their order.
    let parts: Vec<Part<'_>> = std::thread::scope(|scope| {
        let workers: Vec<_> = passes
            .iter()
            .map(|pass| scope.spawn(move || part(project, tables, coverage, ask, pass)))
            .collect();
        let joined = workers.into_iter().map(|worker| worker.join());
        joined.map(|part| part.expect("a pass reports, it does not panic")).collect()
    });
    let mut figures = Measurements::default();
    for part in parts {
        for (indicator, team, period, figure) in part.figures {
            figures.insert(indicator, team, period, figure);
        }
        for finding in part.findings {
            diags.push(finding);
        }
    }
    suppress(project, &mut figures);
    composites(project, ask, &mut figures);
    figures
}

/// What one pass over one dataset gives.
#[derive(Default)]
struct Part<'a> {
    figures: Vec<(&'a IndicatorId, &'a TeamId, Period, Measurement)>,
    findings: Vec<Diagnostic>,
}

fn part<'a>(
    project: &'a Project,
    tables: &Tables,
    coverage: &Coverage,
    ask: &Ask,
    pass: &Pass<'a>,
) -> Part<'a> {
    let mut part = Part::default();
    let Some(dataset) = project.dataset(&pass.dataset) else { return part };
    let Some(table) = tables.get(&pass.dataset) else { return part };
    part.findings.extend(undated(dataset, table, pass, ask, project));
    let handed: Vec<Handed> = pass
        .jobs
        .iter()
        .map(|job| handed(project, dataset, job.indicator, &job.span, coverage))
        .collect();
    part.findings.extend(snapshot_twice(table, &handed));
    let whole =
        |error: ReduceError| TooLarge { origin: dataset.origin.clone(), cause: error.to_string() };
    let reduction = reduction(project, dataset, table, pass, &handed);
    let partials = match reduction.and_then(|rows| rows.reduce().map_err(whole)) {
        Ok(partials) => partials,
        Err(found) => {
            part.findings.push(too_large(dataset, found));
            return part;
        }
    };
    for (at, (job, handed)) in pass.jobs.iter().zip(&handed).enumerate() {
        let at = at as u32;
        let context = Context { project, dataset, table, coverage, job, at, handed };
        for team in project.measured_teams(job.indicator) {
            match context.figure(team, &partials) {
                Ok(figure) => {
                    part.figures.push((&job.indicator.id, team, job.period, figure));
                }
                Err(error) => part.findings.push(too_large(dataset, whole(error))),
            }
        }
    }
    part
}

fn too_large(dataset: &Dataset, found: TooLarge) -> Diagnostic {
    let problem = Diagnostic::error("number-too-large", found.origin);
    problem.arg("dataset", &dataset.id).arg("cause", found.cause)
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
    fn figure(
        &self,
        team: &TeamId,
        partials: &BTreeMap<Group, Partial>,
    ) -> Result<Measurement, ReduceError> {
        let (indicator, span) = (self.job.indicator, &self.job.span);
        let (did, uncovered) = self.handed.below(self.project, team);
        let merged: Vec<Partial> = (0..self.job.aggregates.len() as u32)
            .map(|slot| self.merged(team, slot, partials))
            .collect::<Result<_, _>>()?;
        let all = self.merged(team, ALL_ROWS, partials)?;
        let leaves = Reduced {
            aggregates: &self.job.aggregates,
            partials: &merged,
            calendar: &self.project.calendar,
            span,
        };
        let unknown = self.merged(team, UNKNOWN_ROWS, partials)?.rows > 0;
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
        let ratio = indicator.formula.ratio().filter(|_| empty.is_none());
        let part = |expr: &Expr| eval(expr, &leaves).into_value().number().cloned();
        let parts = self.job.aggregates.iter().zip(&merged);
        let parts = parts.map(|(aggregate, partial)| {
            (aggregate.to_string(), shown(reduced(aggregate, partial)))
        });
        Ok(Measurement {
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
        })
    }

    /// What the rows of a team and of everything below it come to.
    fn merged(
        &self,
        team: &TeamId,
        slot: u32,
        partials: &BTreeMap<Group, Partial>,
    ) -> Result<Partial, ReduceError> {
        let mut sum = Partial::default();
        for place in self.project.teams.places_within(team) {
            if let Some(partial) = partials.get(&(self.at, place as u32, slot)) {
                sum.merge(partial)?;
            }
        }
        Ok(sum)
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

/// Complains about files whose state ends on the day of another one that counts instead: added up
/// they would tell everything twice.
fn snapshot_twice(table: &Table, handed: &[Handed]) -> Vec<Diagnostic> {
    let rivals: BTreeSet<&(Period, Period)> = handed.iter().flat_map(|one| &one.rivals).collect();
    let mut found = vec![];
    for (other, counts) in rivals {
        let sheets = table.sheets.iter().filter(|sheet| sheet.period == Some(*other));
        let files: BTreeSet<&str> = sheets.map(|sheet| &*sheet.file).collect();
        found.extend(files.into_iter().map(|file| {
            Diagnostic::warning("snapshot-twice", Origin::file_of(file))
                .arg("dataset", &table.dataset)
                .arg("other", other)
                .arg("counts", counts)
        }));
    }
    found
}

/// Complains about rows that no period can hold because their day on a used axis is unknown.
fn undated(
    dataset: &Dataset,
    table: &Table,
    pass: &Pass<'_>,
    ask: &Ask,
    project: &Project,
) -> Vec<Diagnostic> {
    let mut found = vec![];
    let Ok(view) = View::new(dataset, table, &project.calendar, ask.as_of) else {
        return found;
    };
    let mut axes: Vec<&str> =
        pass.jobs.iter().filter_map(|job| job.indicator.date.as_deref()).collect();
    axes.sort_unstable();
    axes.dedup();
    let quarter = Period::containing(ask.as_of, Grain::Quarter);
    // An event that has not happened is no defect.
    let is_event = |axis: &&str| dataset.column(axis).is_some_and(|column| column.event);
    let axes = axes.into_iter().filter(|axis| !table.never_has(axis) && !is_event(axis));
    for axis in axes {
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
        found.push(problem);
    }
    found
}
