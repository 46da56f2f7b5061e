//! Figures with what they were made from.

use std::collections::BTreeMap;

use crate::domain::{Date, IndicatorId, Number, Period, TeamId, Value};

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
}

/// Every figure that was asked for.
#[derive(Clone, Debug, Default)]
pub struct Measurements {
    figures: BTreeMap<(IndicatorId, TeamId, Period), Measurement>,
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
        self.figures.insert((indicator.clone(), team.clone(), period), figure);
    }

    /// The figure of a team for a period.
    pub fn get(
        &self,
        indicator: &IndicatorId,
        team: &TeamId,
        period: Period,
    ) -> Option<&Measurement> {
        self.figures.get(&(indicator.clone(), team.clone(), period))
    }

    /// The figure of a team for a period, to be changed.
    pub(super) fn get_mut(
        &mut self,
        indicator: &IndicatorId,
        team: &TeamId,
        period: Period,
    ) -> Option<&mut Measurement> {
        self.figures.get_mut(&(indicator.clone(), team.clone(), period))
    }

    /// Every figure, by indicator, team and period.
    pub fn iter(&self) -> impl Iterator<Item = (&IndicatorId, &TeamId, Period, &Measurement)> {
        self.figures
            .iter()
            .map(|((indicator, team, period), figure)| (indicator, team, *period, figure))
    }
}
