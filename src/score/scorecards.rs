//! Every judgement of a run, by figure and by card.

use std::collections::BTreeMap;

use crate::domain::{IndicatorId, Number, Period, TeamId, Value};

use super::card::Card;
use super::predicate::Standing;
use super::rating::Rating;

/// The judgement of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade {
    /// What was aimed at.
    pub target: Option<Number>,
    /// How far it got, as a ratio; blank with its reason.
    pub achievement: Value,
    /// How much of the road from the baseline to the target is done, as a ratio, where a baseline
    /// is declared.
    pub progress: Option<Value>,
    /// Where it lies between the least and the full value, as a ratio, where these are declared.
    pub performance: Option<Value>,
    /// The score; blank with its reason.
    pub score: Value,
    /// The rating, where a scale gives one.
    pub rating: Option<Rating>,
}

/// Every judgement.
#[derive(Clone, Debug, Default)]
pub struct Scorecards {
    pub(super) grades: BTreeMap<(IndicatorId, TeamId, Period), Grade>,
    /// The scorecards, by definition, team and period.
    pub cards: Vec<Card>,
    /// The predicates, by period, definition and team.
    pub standings: Vec<Standing>,
}

impl Scorecards {
    /// The judgement of a figure.
    pub fn get(&self, indicator: &IndicatorId, team: &TeamId, period: Period) -> Option<&Grade> {
        self.grades.get(&(indicator.clone(), team.clone(), period))
    }

    /// The cards of a team for a period.
    pub fn cards_of<'a>(
        &'a self,
        team: &'a TeamId,
        period: Period,
    ) -> impl Iterator<Item = &'a Card> + 'a {
        self.cards.iter().filter(move |card| card.team == *team && card.period == period)
    }
}
