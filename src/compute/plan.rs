//! What is to be computed: every indicator for every period that the report asks about.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{DatasetId, IndicatorId, Period, TeamId};
use crate::spec::expr::{Expr, Node};
use crate::spec::predicate::Clause;
use crate::spec::target::Target;
use crate::spec::{Indicator, Project};

use super::ask::{Ask, Job, periods};
use super::measurement::{Measurement, Measurements};
use super::window::span;

/// Everything that is computed from one dataset in one pass.
#[derive(Clone, Debug)]
pub struct Pass<'a> {
    /// The dataset.
    pub dataset: DatasetId,
    /// Its jobs.
    pub jobs: Vec<Job<'a>>,
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
