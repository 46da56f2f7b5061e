//! Scorecards filled in: every node with its score, its weight and the points that come of it.

use crate::domain::{IndicatorId, Number, Period, ScorecardId, TeamId, Value};

use super::gate::GateState;
use super::rating::Rating;

/// A scorecard of one team for one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Its definition.
    pub id: ScorecardId,
    /// Whose it is.
    pub team: TeamId,
    /// For which period.
    pub period: Period,
    /// Its tree, by what counts of every question.
    pub root: CardNode,
    /// The same tree by every assessment alone, where there are several.
    pub layers: Vec<(String, CardNode)>,
    /// The score before anything was taken off it, where something is.
    pub before: Option<Number>,
    /// What was taken off it.
    pub reductions: Vec<(IndicatorId, Value)>,
    /// The share of weight that is in force, in percent.
    pub in_force: Number,
    /// Its gates, in the order of the definition.
    pub gates: Vec<GateState>,
    /// The best rating, where the mean reached it and a failed gate took it away.
    pub held: Option<Rating>,
    /// The rating of its score, at most the second best where a gate fails.
    pub rating: Option<Rating>,
}

/// A node of a filled-in scorecard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardNode {
    /// What conditions call it; empty for groups that nobody names.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// Its weight (*bobot*).
    pub weight: Number,
    /// Its score from 0 to 100.
    pub score: Value,
    /// Weight times score; what it adds to its parent when every weight is in force.
    pub points: Option<Number>,
    /// Whether it takes part; a node that is reweighted away does not.
    pub counts: bool,
    /// Who answers for it.
    pub owner: Option<TeamId>,
    /// What it holds.
    pub content: CardContent,
}

/// What a node of a filled-in scorecard holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CardContent {
    /// Other nodes.
    Group(Vec<CardNode>),
    /// An indicator of a team.
    Leaf(IndicatorId, TeamId),
    /// An answer, if there is one, and the assessment that gave it.
    Answer {
        /// The answer as its scale writes it.
        answer: Option<String>,
        /// The assessment; empty where there is only one, or no answer.
        layer: String,
    },
}

impl Card {
    /// Every leaf with its indicator and team, in reading order.
    pub fn leaves(&self) -> Vec<(&CardNode, &IndicatorId, &TeamId)> {
        self.root.leaves()
    }
}

impl CardNode {
    fn leaves(&self) -> Vec<(&CardNode, &IndicatorId, &TeamId)> {
        match &self.content {
            CardContent::Leaf(indicator, team) => vec![(self, indicator, team)],
            CardContent::Group(nodes) => nodes.iter().flat_map(CardNode::leaves).collect(),
            CardContent::Answer { .. } => vec![],
        }
    }

    /// This node and every one below it, in reading order.
    pub fn nodes(&self) -> Vec<&CardNode> {
        let below = match &self.content {
            CardContent::Group(nodes) => nodes.as_slice(),
            _ => &[],
        };
        std::iter::once(self).chain(below.iter().flat_map(CardNode::nodes)).collect()
    }
}
