//! What a run asks for, and one indicator of one period as a job with its plan in words.

use std::fmt;

use crate::domain::{Date, Grain, Period};
use crate::spec::Indicator;
use crate::spec::expr::Aggregate;
use crate::spec::step::Step;

use super::window::Span;

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
