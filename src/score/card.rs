//! Scorecards filled in: every node with its score, its weight and the points that come of it.

use crate::compute::answers::Evidence;
use crate::compute::counted::CountedAnswer;
use crate::domain::{Blank, IndicatorId, Number, Period, Reason, ScorecardId, TeamId, Value};

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
    /// Its sums of nodes across the branches of the tree, as nodes without anything below them.
    pub sums: Vec<CardNode>,
    /// The score if leaves without an answer were worth something else, where the definition asks
    /// for it and there are such leaves.
    pub variant: Option<Value>,
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
    /// What else is known of its answer.
    pub told: Told,
}

/// What else is known of the answer to a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// A shorter name of the question; empty where there is none.
    pub alias: String,
    /// The numbers that it was counted from.
    pub counted: Option<CountedAnswer>,
    /// What the office's own data answer.
    pub computed: Option<Computed>,
    /// What the unit says of its evidence.
    pub evidence: Option<Evidence>,
    /// Why a better answer is not decided, where this one is only the least that is certain.
    pub at_least: Option<(Blank, Reason)>,
}

/// What the office's own data answer to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Computed {
    /// The score that it would have.
    pub score: Value,
    /// The answer as its scale writes it, where it is a letter.
    pub answer: Option<String>,
    /// Whether it is only the least that is certain.
    pub at_least: bool,
}

impl Computed {
    /// Whether the data say something else than the answer that counts; `None` where one of them
    /// says nothing, or not enough to tell.
    pub fn differs(&self, node: &CardNode) -> Option<bool> {
        let (data, answer) = (self.score.number()?, node.score.number()?);
        match self.at_least {
            true => (answer < data).then_some(true),
            false => Some(data != answer),
        }
    }
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
    /// The node or the sum of nodes that conditions call so.
    pub fn node(&self, id: &str) -> Option<&CardNode> {
        let found = self.root.nodes().into_iter().find(|node| node.id == id);
        found.or_else(|| self.sums.iter().find(|sum| sum.id == id))
    }

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
