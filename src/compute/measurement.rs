//! Figures with what they were made from.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{Date, IndicatorId, Number, Period, TeamId, Value};

use super::crowding::Crowdings;
use super::days::EventDays;
use super::stated::Stated;
use super::steps::Groups;

/// One figure of one team for one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measurement {
    /// The figure.
    pub value: Value,
    /// The numerator, where the formula's root is a ratio.
    pub numerator: Option<Number>,
    /// The denominator, where the formula's root is a ratio.
    pub denominator: Option<Number>,
    /// What each aggregate or indicator of the formula came to, in reading order.
    pub parts: Vec<(String, Value)>,
    /// What every step left, where the indicator is nested.
    pub steps: Vec<Groups>,
    /// The first and last day that were looked at.
    pub window: (Date, Date),
    /// The cut-off date.
    pub as_of: Date,
    /// Of the leaf teams that must hand in, how many did; `None` for figures made from others.
    pub coverage: Option<(usize, usize)>,
    /// The leaf teams whose part is missing.
    pub uncovered: Vec<TeamId>,
    /// Rows that took part in a sum without having a value.
    pub rows_empty: usize,
    /// Rows that took part.
    pub rows_used: usize,
    /// Rows of the same span and teams that were set aside and should be mended.
    pub rows_set_aside: usize,
    /// When it was published and how long that holds, where what was published expires.
    pub issued: Option<Issued>,
    /// What it takes over from the counts it is made of, where it is made of other figures.
    pub counts: Option<Counts>,
}

/// What a figure made of others is as a count: it rests on as few rows as they do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// How many rows it takes to be judged.
    pub least: u32,
    /// What the whole comes to: 100 in percent.
    pub whole: Number,
    /// Whether the counts of periods may be added up.
    pub adds_up: bool,
}

/// A value that somebody published, and that expires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Issued {
    /// The day of its latest row.
    pub day: Date,
    /// The last day on which it is still told.
    pub until: Date,
}

impl Measurement {
    /// A figure that is given and not computed.
    pub fn given(value: Value, period: Period, as_of: Date) -> Self {
        Self {
            value,
            numerator: None,
            denominator: None,
            parts: vec![],
            steps: vec![],
            window: (period.start(), period.end()),
            as_of,
            coverage: None,
            uncovered: vec![],
            rows_empty: 0,
            rows_used: 0,
            rows_set_aside: 0,
            issued: None,
            counts: None,
        }
    }
}

/// A figure once for every value of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The column.
    pub column: String,
    /// The parts, in the order of the values; none where no part may be told.
    pub parts: Vec<Part>,
}

/// One part of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which rows it is made of.
    pub of: PartOf,
    /// What it comes to.
    pub figure: Measurement,
}

/// Which rows a part is made of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartOf {
    /// Those with this value.
    Value(Arc<str>),
    /// Those with one of so many other values.
    Rest(usize),
    /// Those without a value.
    Empty,
}

/// Every figure that was asked for.
#[derive(Clone, Debug, Default)]
pub struct Measurements {
    /// Shared by copies: what a copy assumes otherwise lies over it.
    figures: Arc<BTreeMap<(IndicatorId, TeamId, Period), Measurement>>,
    assumed: BTreeMap<(IndicatorId, TeamId, Period), Measurement>,
    earlier: Arc<BTreeMap<(IndicatorId, TeamId, Period), Measurement>>,
    /// The figures of the asked period, value by value, where an indicator is broken down.
    pub broken: BTreeMap<(IndicatorId, TeamId), Vec<Broken>>,
    /// What datasets state outright: targets and answers.
    pub stated: Stated,
    /// The days of counted rows, where an indicator looks at the days between them.
    pub days: EventDays,
    /// How near to their limit things were done, in the period that was asked for.
    pub crowdings: Crowdings,
}

impl Measurements {
    /// Adds a figure.
    pub fn insert(
        &mut self,
        indicator: &IndicatorId,
        team: &TeamId,
        period: Period,
        figure: Measurement,
    ) {
        let key = (indicator.clone(), team.clone(), period);
        match Arc::get_mut(&mut self.figures) {
            Some(own) if self.assumed.is_empty() => own.insert(key, figure),
            _ => self.assumed.insert(key, figure),
        };
    }

    /// Adds a figure of an earlier period that only a formula looks back at: it can be had, and is
    /// no part of any series.
    pub fn insert_earlier(
        &mut self,
        indicator: &IndicatorId,
        team: &TeamId,
        period: Period,
        figure: Measurement,
    ) {
        let key = (indicator.clone(), team.clone(), period);
        Arc::make_mut(&mut self.earlier).insert(key, figure);
    }

    /// The figure of a team for a period.
    pub fn get(
        &self,
        indicator: &IndicatorId,
        team: &TeamId,
        period: Period,
    ) -> Option<&Measurement> {
        let key = (indicator.clone(), team.clone(), period);
        let assumed = self.assumed.get(&key);
        assumed.or_else(|| self.figures.get(&key)).or_else(|| self.earlier.get(&key))
    }

    /// The figure of a team for a period, to be changed.
    pub(super) fn get_mut(
        &mut self,
        indicator: &IndicatorId,
        team: &TeamId,
        period: Period,
    ) -> Option<&mut Measurement> {
        let key = (indicator.clone(), team.clone(), period);
        if self.assumed.contains_key(&key) {
            return self.assumed.get_mut(&key);
        }
        match self.figures.contains_key(&key) {
            true => Arc::make_mut(&mut self.figures).get_mut(&key),
            false => Arc::make_mut(&mut self.earlier).get_mut(&key),
        }
    }

    /// Every figure of one indicator, those that only a formula looks back at included.
    pub(super) fn all_of(
        &self,
        indicator: &IndicatorId,
    ) -> impl Iterator<Item = (&TeamId, Period, &Measurement)> {
        let all = self.all().into_iter().chain(self.earlier.iter());
        let own = all.filter(move |((id, ..), _)| id == indicator);
        own.map(|((_, team, period), figure)| (team, *period, figure))
    }

    /// Every figure, by indicator, team and period.
    pub fn iter(&self) -> impl Iterator<Item = (&IndicatorId, &TeamId, Period, &Measurement)> {
        let all = self.all().into_iter();
        all.map(|((indicator, team, period), figure)| (indicator, team, *period, figure))
    }

    /// Every figure with what lies over it.
    fn all(&self) -> Vec<(&(IndicatorId, TeamId, Period), &Measurement)> {
        let own = self.figures.iter();
        if self.assumed.is_empty() {
            return own.collect();
        }
        let mut all: BTreeMap<_, _> = own.collect();
        all.extend(&self.assumed);
        all.into_iter().collect()
    }
}
