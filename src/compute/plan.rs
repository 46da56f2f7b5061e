//! What is to be computed: every indicator for every period that the report asks about.

use std::fmt;

use crate::domain::{DatasetId, Date, Grain, Period};
use crate::spec::expr::Aggregate;
use crate::spec::{Indicator, Project};

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

/// Everything that is computed from one dataset in one pass.
#[derive(Clone, Debug)]
pub struct Pass<'a> {
    /// The dataset.
    pub dataset: DatasetId,
    /// Its jobs.
    pub jobs: Vec<Job<'a>>,
}

/// The periods for which an indicator is computed: the asked one, its predecessors of the same
/// length, and the finer ones of its series.
pub fn periods(indicator: &Indicator, ask: &Ask) -> Vec<Period> {
    let months = ask.history * Grain::Quarter.months();
    let count = (months / ask.period.grain().months()).max(1) as i32;
    let mut all: Vec<Period> = (1 - count..=0).map(|step| ask.period.shifted(step)).collect();
    if indicator.series < ask.period.grain() {
        let finer: Vec<Period> =
            all.iter().flat_map(|period| period.split(indicator.series)).collect();
        all.extend(finer.into_iter().filter(|period| period.start() <= ask.as_of));
    }
    all
}

/// The passes over the datasets, in the order of the definitions.
pub fn passes<'a>(project: &'a Project, ask: &Ask) -> Vec<Pass<'a>> {
    let pass = |dataset: &DatasetId| {
        let jobs = project.indicators.iter().flat_map(|latest| {
            // Of several dated versions, the one valid on the period's last day computes it.
            let dated = periods(latest, ask).into_iter().map(|period| (latest.at(period), period));
            let own = dated.filter(|(one, _)| one.dataset.as_ref() == Some(dataset));
            own.map(|(indicator, period)| Job {
                indicator,
                period,
                span: span(indicator.window, period, ask.as_of.min(period.end())),
                aggregates: indicator.formula.aggregates(),
            })
        });
        Pass { dataset: dataset.clone(), jobs: jobs.collect() }
    };
    let datasets = project.datasets.iter().map(|dataset| pass(&dataset.id));
    datasets.filter(|pass| !pass.jobs.is_empty()).collect()
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
            for (at, aggregate) in self.aggregates.iter().enumerate() {
                writeln!(f, "reduce a{} = {aggregate}", at + 1)?;
            }
            writeln!(f, "roll   over the team and everything below it")?;
        }
        write!(f, "value  {}", indicator.formula)
    }
}
