//! Every judgement of a run, by figure and by card.

use std::collections::BTreeMap;

use crate::domain::{IndicatorId, Number, Period, TeamId, Value};

use super::card::Card;
use super::days::DaysChart;
use super::predicate::Standing;
use super::rating::Rating;
use super::signal::ControlChart;
use super::small::Few;

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
    /// Set where there were too few rows to judge.
    pub few: Option<Few>,
    /// The counter indicator that is missed while this one is reached.
    pub held_by: Option<IndicatorId>,
    /// The counter indicator that is missed and for which the score is lower than the achievement
    /// would give.
    pub capped_by: Option<IndicatorId>,
    /// Whether it is a judgement from outside that nobody set a target for: its class is named, and
    /// nothing was reached or missed.
    pub aimless: bool,
    /// The indicator that counts who was asked, where these are too few for a class.
    pub unsampled: Option<IndicatorId>,
}

/// Every judgement.
#[derive(Clone, Debug, Default)]
pub struct Scorecards {
    pub(super) grades: BTreeMap<(IndicatorId, TeamId, Period), Grade>,
    pub(super) charts: BTreeMap<(IndicatorId, TeamId), ControlChart>,
    pub(super) days: BTreeMap<(IndicatorId, TeamId), DaysChart>,
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

    /// The limits and signals of a monthly series.
    pub fn chart(&self, indicator: &IndicatorId, team: &TeamId) -> Option<&ControlChart> {
        self.charts.get(&(indicator.clone(), team.clone()))
    }

    /// Every monthly series with its limits and signals, by indicator and team.
    pub fn charts(&self) -> impl Iterator<Item = (&IndicatorId, &TeamId, &ControlChart)> {
        self.charts.iter().map(|((indicator, team), chart)| (indicator, team, chart))
    }

    /// The days between the rows that an indicator counts.
    pub fn days(&self, indicator: &IndicatorId, team: &TeamId) -> Option<&DaysChart> {
        self.days.get(&(indicator.clone(), team.clone()))
    }

    /// Every series of days between rows, by indicator and team.
    pub fn all_days(&self) -> impl Iterator<Item = (&IndicatorId, &TeamId, &DaysChart)> {
        self.days.iter().map(|((indicator, team), chart)| (indicator, team, chart))
    }

    /// What is judged of one period: its grades and its cards.
    pub(super) fn of_period(&self, period: Period) -> Self {
        let grades = self.grades.iter().filter(|((_, _, at), _)| *at == period);
        let cards = self.cards.iter().filter(|card| card.period == period);
        Self {
            grades: grades.map(|(key, grade)| (key.clone(), grade.clone())).collect(),
            cards: cards.cloned().collect(),
            ..Self::default()
        }
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
