//! The same figure once for every value of a column: rows are grouped by it first, and the formula
//! makes a figure of each group.
//!
//! Only the period that is asked for is broken down. Where small counts are withheld, which values
//! are named is settled for all teams at once: then the parts of a team are parts of those of the
//! unit above it, and what may be told from them can be worked out.
//!
//! **Invariant:** every row that counts for the figure counts for exactly one part.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::domain::{Coverage, IndicatorId, Reason, TeamId, Value};
use crate::load::table::Tables;
use crate::spec::breakdown::{Breakdown, MOST_VALUES};
use crate::spec::expr::{AggregateKind, Expr, Scalar};
use crate::spec::honesty::LEAST_ROWS;
use crate::spec::share::{is_count, share};
use crate::spec::{Indicator, Project};

use super::ask::{Ask, Job};
use super::covered::{Handed, blank, handed};
use super::figure::{Context, Reduced};
use super::gather::{Reduction, reduction};
use super::group::eval;
use super::measurement::{Broken, Measurement, Part, PartOf};
use super::plan::Pass;
use super::reduce::{Partial, ReduceError};
use super::steps::Around;
use super::too_large::{too_large, whole_too_large};
use super::window::span;

/// The indicators that are broken down, once for every column: rows are grouped by it first.
pub(super) fn grouped(project: &Project, ask: &Ask) -> Vec<Indicator> {
    let current = project.indicators.iter().map(|latest| latest.at(ask.period));
    let current = current.filter(|one| one.in_force(ask.period));
    let each = |one: &Indicator| {
        let grouped = |by: &Breakdown| Indicator {
            steps: vec![by.step.clone()],
            by: vec![by.clone()],
            ..one.clone()
        };
        one.by.iter().map(grouped).collect::<Vec<_>>()
    };
    current.flat_map(each).collect()
}

/// The passes that they take, in the order of the datasets.
pub(super) fn passes<'a>(
    project: &'a Project,
    ask: &Ask,
    grouped: &'a [Indicator],
) -> Vec<Pass<'a>> {
    let pass = |dataset: &crate::spec::Dataset| {
        let own = grouped.iter().filter(|one| one.dataset.as_ref() == Some(&dataset.id));
        let jobs = own.map(|indicator| Job {
            indicator,
            period: ask.period,
            span: span(indicator.window, ask.period, ask.as_of.min(ask.period.end())),
            aggregates: indicator.aggregates(),
        });
        Pass { dataset: dataset.id.clone(), jobs: jobs.collect() }
    };
    project.datasets.iter().map(pass).filter(|pass| !pass.jobs.is_empty()).collect()
}

/// What one pass gives: the parts of every figure, and what is wrong.
#[derive(Default)]
pub(super) struct BrokenDown {
    pub(super) parts: Vec<(IndicatorId, TeamId, Broken)>,
    pub(super) findings: Vec<Diagnostic>,
}

/// Breaks down what a pass asks for.
pub(super) fn broken_down(
    project: &Project,
    tables: &Tables,
    coverage: &Coverage,
    pass: &Pass<'_>,
) -> BrokenDown {
    let mut all = BrokenDown::default();
    let Some(dataset) = project.dataset(&pass.dataset) else { return all };
    let Some(table) = tables.get(&pass.dataset) else { return all };
    let each = |job: &Job<'_>| handed(project, dataset, job.indicator, &job.span, coverage);
    let handed: Vec<Handed> = pass.jobs.iter().map(each).collect();
    let reduced = match reduction(project, dataset, table, pass, &handed) {
        Ok(reduced) => reduced,
        Err(found) => {
            all.findings.push(too_large(dataset, found));
            return all;
        }
    };
    for (at, (job, handed)) in pass.jobs.iter().zip(&handed).enumerate() {
        let context = Context { project, dataset, table, coverage, job, at, handed };
        let Some(by) = job.indicator.by.first() else { continue };
        // The rows of a group are counted last.
        let counted = (at, job.aggregates.len() - 1);
        let places: Vec<usize> = (0..=project.teams.ever().count()).collect();
        let withheld = job.indicator.honesty.suppress.is_some();
        let values = withheld.then(|| Values::new(by, counted, &places, &reduced));
        for team in project.measured_teams(job.indicator) {
            match context.broken(team, (by, counted), values.as_ref(), &reduced) {
                Ok(parts) => all.parts.extend(parts.map(|parts| {
                    let id = job.indicator.id.clone();
                    (id, team.clone(), Broken { column: by.column.clone(), parts })
                })),
                Err(error) => {
                    all.findings.push(too_large(dataset, whole_too_large(dataset, &error)));
                }
            }
        }
    }
    all
}

/// The values that are named, in order, and whether there are others.
struct Values {
    named: Vec<Arc<str>>,
    others: BTreeSet<Arc<str>>,
}

impl Values {
    /// Those declared, or those that occur, by their names; of many the ones with most rows.
    fn new(
        by: &Breakdown,
        (job, counted): (usize, usize),
        places: &[usize],
        reduced: &Reduction,
    ) -> Self {
        let mut rows: BTreeMap<Arc<str>, u64> =
            by.values.iter().map(|(value, _)| (value.as_str().into(), 0)).collect();
        for &place in places {
            for key in reduced.keys(job, place) {
                if let Some(Scalar::Text(value)) = key.first() {
                    rows.entry(value.clone()).or_default();
                }
            }
            for (key, slot, partial) in reduced.partials(job, place) {
                if let (Some(Scalar::Text(value)), true) = (key.first(), slot == counted) {
                    *rows.entry(value.clone()).or_default() += partial.rows;
                }
            }
        }
        let mut named: Vec<Arc<str>> = match by.values.is_empty() {
            true => rows.keys().cloned().collect(),
            false => by.values.iter().map(|(value, _)| value.as_str().into()).collect(),
        };
        let mut others = BTreeSet::new();
        if named.len() > MOST_VALUES {
            let mut ranked = named.clone();
            ranked.sort_by(|a, b| rows[b].cmp(&rows[a]).then_with(|| a.cmp(b)));
            others.extend(ranked.split_off(MOST_VALUES - 1));
            named.retain(|value| !others.contains(value));
        }
        Self { named, others }
    }
}

impl Context<'_> {
    /// The parts of the figure of a team; nothing where the figure itself is blank for want of
    /// data.
    fn broken(
        &self,
        team: &TeamId,
        (by, counted): (&Breakdown, (usize, usize)),
        values: Option<&Values>,
        reduced: &Reduction,
    ) -> Result<Option<Vec<Part>>, ReduceError> {
        let (indicator, span) = (self.job.indicator, &self.job.span);
        let within = self.project.teams.places_within(team);
        let places: Vec<usize> =
            within.filter(|place| self.handed.is_under(self.project, *place, team)).collect();
        let unknown = places.iter().any(|place| reduced.is_unknown(self.at, *place));
        let about = (team, self.job.period);
        let handed = (self.handed, span);
        let empty =
            blank(self.project, self.dataset, indicator, about, handed, self.coverage, self.table);
        let rows: u64 = places.iter().map(|place| reduced.rows(self.at, *place)).sum();
        let owed = indicator.owes_rows && rows == 0;
        if empty.is_some() || unknown || owed {
            return Ok(None);
        }
        let own;
        let values = match values {
            Some(values) => values,
            None => {
                own = Values::new(by, counted, &places, reduced);
                &own
            }
        };
        let groups = self.groups(&places, reduced)?;
        let none = vec![Partial::default(); self.job.aggregates.len()];
        let of = |value: &Scalar| groups.get([value.clone()].as_slice()).unwrap_or(&none);
        let zero = indicator.honesty.suppress.as_ref().is_some_and(|rule| rule.zero);
        let all = !by.values.is_empty() || zero;
        let mut parts = vec![];
        for value in &values.named {
            let figure = self.part(of(&Scalar::Text(value.clone())));
            if all || figure.rows_used > 0 {
                parts.push(Part { of: PartOf::Value(value.clone()), figure });
            }
        }
        let mut rest = none.clone();
        for value in &values.others {
            for (sum, one) in rest.iter_mut().zip(of(&Scalar::Text(value.clone()))) {
                sum.merge(one)?;
            }
        }
        let rest = self.part(&rest);
        if !values.others.is_empty() && (zero || rest.rows_used > 0) {
            parts.push(Part { of: PartOf::Rest(values.others.len()), figure: rest });
        }
        let blank = self.part(of(&Scalar::Null));
        if blank.rows_used > 0 {
            parts.push(Part { of: PartOf::Empty, figure: blank });
        }
        Ok(Some(parts))
    }

    /// The figure of one group.
    fn part(&self, partials: &[Partial]) -> Measurement {
        let (indicator, span) = (self.job.indicator, &self.job.span);
        let around = Around { calendar: &self.project.calendar, span };
        let leaves = Reduced { aggregates: &self.job.aggregates, partials, around };
        let number = |expr: &Expr| eval(expr, &leaves).into_value().number().cloned();
        let results = &indicator.steps[0].results;
        let rows = number(&results[1].1).and_then(|rows| rows.to_i64()).unwrap_or(0);
        let ratio = indicator.formula.ratio();
        let mut value = eval(&indicator.formula, &leaves).into_value();
        if rows > 0 && rows < i64::from(least_rows(indicator)) {
            value = Value::not_applicable(Reason::TooFew);
        }
        Measurement {
            numerator: ratio.and_then(|(above, _)| number(above)),
            denominator: ratio.and_then(|(_, below)| number(below)),
            value,
            rows_used: usize::try_from(rows).unwrap_or(0),
            ..Measurement::given(Value::missing(Reason::NoValues), self.job.period, span.as_of)
        }
    }
}

/// The rows that a mean or a middle takes to be told for a part: one of few says more of those who
/// answered than of what they were asked. Counts, shares and sums are told as they are.
fn least_rows(indicator: &Indicator) -> u32 {
    let formula = &indicator.formula;
    if is_count(formula) || share(formula).is_some() {
        return 0;
    }
    let sums = [AggregateKind::Count, AggregateKind::CountDistinct, AggregateKind::Sum];
    let averages = formula.aggregates().iter().any(|one| !sums.contains(&one.kind));
    let declared = indicator.honesty.min_n.as_ref().map(|(least, _)| *least);
    if averages { declared.unwrap_or(LEAST_ROWS) } else { 0 }
}
