//! What is to be computed: every indicator for every period that the report asks about.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::domain::{DatasetId, Date, Grain, IndicatorId, Period, TeamId};
use crate::spec::expr::{Aggregate, Expr, Node};
use crate::spec::predicate::Clause;
use crate::spec::step::Step;
use crate::spec::target::Target;
use crate::spec::{Indicator, Project};

use super::measurement::{Measurement, Measurements};
use super::window::{Span, span};

/// What a run asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The period that the report is about.
    pub period: Period,
    /// The cut-off date.
    pub as_of: Date,
    /// How many quarters of history, the period's own included, the series show.
    pub history: u32,
}

/// One indicator for one period.
#[derive(Clone, Debug)]
pub struct Job<'a> {
    /// The indicator.
    pub indicator: &'a Indicator,
    /// The period.
    pub period: Period,
    /// The days it looks at.
    pub span: Span,
    /// The aggregates of its formula, in reading order.
    pub aggregates: Vec<&'a Aggregate>,
}

impl<'a> Job<'a> {
    /// The time axis of an aggregate: its own, or that of the indicator.
    pub fn axis(&self, aggregate: &'a Aggregate) -> Option<&'a str> {
        aggregate.axis.as_deref().or(self.indicator.date.as_deref())
    }

    /// The time axes by which rows enter: each with the name that aggregates give it, nothing
    /// where it is that of the indicator.
    pub fn axes(&self) -> Vec<(&'a str, Option<&'a str>)> {
        let mut axes: Vec<(&str, Option<&str>)> = vec![];
        for aggregate in &self.aggregates {
            let own = aggregate.axis.as_deref();
            let Some(axis) = self.axis(aggregate) else { continue };
            if !axes.contains(&(axis, own)) {
                axes.push((axis, own));
            }
        }
        axes
    }
}

/// Everything that is computed from one dataset in one pass.
#[derive(Clone, Debug)]
pub struct Pass<'a> {
    /// The dataset.
    pub dataset: DatasetId,
    /// Its jobs.
    pub jobs: Vec<Job<'a>>,
}

impl Ask {
    /// The period asked for and its predecessors of the same length, the earliest first.
    pub fn periods(&self) -> Vec<Period> {
        let months = self.history * Grain::Quarter.months();
        let count = (months / self.period.grain().months()).max(1) as i32;
        (1 - count..=0).map(|step| self.period.shifted(step)).collect()
    }
}

/// The periods for which an indicator is computed: the asked one, its predecessors of the same
/// length, and the finer ones of its series.
pub fn periods(indicator: &Indicator, ask: &Ask) -> Vec<Period> {
    let mut all = ask.periods();
    if indicator.series < ask.period.grain() {
        let finer: Vec<Period> =
            all.iter().flat_map(|period| period.split(indicator.series)).collect();
        all.extend(finer.into_iter().filter(|period| period.start() <= ask.as_of));
    }
    all
}

/// The periods for which every indicator is computed: those that are asked for, and earlier ones
/// that the formula of another looks back at.
#[derive(Clone, Debug, Default)]
pub struct Periods {
    asked: BTreeMap<IndicatorId, Vec<Period>>,
    earlier: BTreeMap<IndicatorId, BTreeSet<Period>>,
}

impl Periods {
    /// Works out which periods are needed.
    pub fn new(project: &Project, ask: &Ask) -> Self {
        let asked = |one: &Indicator| (one.id.clone(), periods(one, ask));
        let mut all = Self {
            asked: project.indicators.iter().map(asked).collect(),
            earlier: BTreeMap::new(),
        };
        for latest in &project.indicators {
            for period in all.asked.get(&latest.id).cloned().unwrap_or_default() {
                let indicator = latest.at(period);
                all.look_back(project, &indicator.formula, period);
                let judged = indicator.target.iter().chain(&indicator.score.baseline);
                for formula in judged.flat_map(Target::formulas) {
                    all.look_back(project, formula, period);
                }
            }
        }
        let rules = project.answer_scales.iter().flat_map(|scale| &scale.rules);
        let required = project.predicates.iter().flat_map(|predicate| &predicate.require);
        let conditions = rules.map(|rule| &rule.when).chain(required.flat_map(Clause::formulas));
        // Cards are filled in for every period of the history, and must be what they were then.
        for condition in conditions {
            for period in ask.periods() {
                all.look_back(project, condition, period);
            }
        }
        all
    }

    /// The periods of one indicator.
    pub fn of(&self, indicator: &Indicator) -> Vec<Period> {
        let asked = self.asked.get(&indicator.id).into_iter().flatten();
        asked.chain(self.earlier.get(&indicator.id).into_iter().flatten()).copied().collect()
    }

    /// Puts a figure where it belongs: among those asked for, or behind them.
    pub(super) fn keep(
        &self,
        figures: &mut Measurements,
        indicator: &IndicatorId,
        team: &TeamId,
        period: Period,
        figure: Measurement,
    ) {
        if self.asked.get(indicator).is_some_and(|asked| asked.contains(&period)) {
            figures.insert(indicator, team, period, figure);
        } else {
            figures.insert_earlier(indicator, team, period, figure);
        }
    }

    /// Notes what a formula of one period needs of others.
    fn look_back(&mut self, project: &Project, formula: &Expr, period: Period) {
        match &formula.node {
            Node::Earlier(how, inner) => self.look_back(project, inner, how.of(period)),
            Node::Indicator(id) => {
                let is_asked = self.asked.get(id).is_some_and(|asked| asked.contains(&period));
                if !is_asked && self.earlier.entry(id.clone()).or_default().insert(period) {
                    let other = project.indicator_at(id, period);
                    other.into_iter().for_each(|other| {
                        self.look_back(project, &other.formula, period);
                    });
                }
            }
            _ => {
                for child in formula.children() {
                    self.look_back(project, child, period);
                }
            }
        }
    }
}

/// The passes over the datasets, in the order of the definitions.
pub fn passes<'a>(project: &'a Project, ask: &Ask, needed: &Periods) -> Vec<Pass<'a>> {
    let pass = |dataset: &DatasetId| {
        let jobs = project.indicators.iter().flat_map(|latest| {
            // Of several dated versions, the one valid on the period's last day computes it.
            let dated = needed.of(latest).into_iter().map(|period| (latest.at(period), period));
            let own = dated.filter(|(one, _)| one.dataset.as_ref() == Some(dataset));
            own.map(|(indicator, period)| Job {
                indicator,
                period,
                span: span(indicator.window, period, ask.as_of.min(period.end())),
                aggregates: indicator.aggregates(),
            })
        });
        Pass { dataset: dataset.clone(), jobs: jobs.collect() }
    };
    let datasets = project.datasets.iter().map(|dataset| pass(&dataset.id));
    datasets.filter(|pass| !pass.jobs.is_empty()).collect()
}

fn keys(step: &Step, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (name, expr) in &step.by {
        let expr = expr.to_string();
        match *name == expr {
            true => writeln!(f, "by     {name}")?,
            false => writeln!(f, "by     {name} = {expr}")?,
        }
    }
    Ok(())
}

/// The plan of one indicator, for people: from rows to the value.
impl fmt::Display for Job<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let indicator = self.indicator;
        if let Some(dataset) = &indicator.dataset {
            writeln!(f, "scan   {dataset}")?;
            let date = indicator.date.as_deref().unwrap_or("-");
            writeln!(f, "window {date} in {} .. {}", self.span.start, self.span.end)?;
            writeln!(f, "as of  {}", self.span.as_of)?;
            if let Some(filter) = &indicator.filter {
                writeln!(f, "where  {filter}")?;
            }
            writeln!(f, "group  {}", indicator.team.as_deref().unwrap_or("office"))?;
            if let Some(step) = indicator.steps.first() {
                keys(step, f)?;
            }
            for (at, aggregate) in self.aggregates.iter().enumerate() {
                writeln!(f, "reduce a{} = {aggregate}", at + 1)?;
            }
            writeln!(f, "roll   over the team and everything below it")?;
            for (at, step) in indicator.steps.iter().enumerate() {
                if at > 0 {
                    writeln!(f, "then")?;
                    if let Some(filter) = &step.filter {
                        writeln!(f, "where  {filter}")?;
                    }
                    keys(step, f)?;
                }
                for (name, expr) in &step.results {
                    writeln!(f, "let    {name} = {expr}")?;
                }
            }
        }
        write!(f, "value  {}", indicator.formula)
    }
}
