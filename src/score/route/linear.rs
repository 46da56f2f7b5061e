//! What the nodes of a card are worth as sums: so many points as it stands, and so many more with
//! each move.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::Number;
use crate::score::card::{Card, CardContent, CardNode};
use crate::spec::scorecard::NodeContent;
use crate::spec::{OnBlank, Scorecard, ScorecardNode};

use super::levers::{Key, Lever, spread};

/// A sum over moves, named by lever and choice.
#[derive(Clone, Debug, Default)]
pub(super) struct Linear {
    /// What it is without any.
    pub(super) base: Number,
    /// What each adds.
    pub(super) terms: BTreeMap<(usize, usize), Number>,
    /// Levers that must move for there to be a number at all.
    pub(super) needs: BTreeSet<usize>,
    /// Whether there is no number, whatever moves.
    pub(super) is_stuck: bool,
}

impl Linear {
    /// Nothing that any move would change.
    pub(super) fn constant(base: Number) -> Self {
        Self { base, ..Self::default() }
    }

    /// What no move can give a number.
    pub(super) fn stuck() -> Self {
        Self { is_stuck: true, ..Self::default() }
    }

    /// The least and the most that moves can make of its terms; one choice per lever.
    pub(super) fn reach(&self) -> (Number, Number) {
        let mut levers: BTreeMap<usize, (Number, Number)> = BTreeMap::new();
        for ((lever, _), term) in &self.terms {
            let (least, most) = levers.entry(*lever).or_default();
            *least = least.clone().min(term.clone());
            *most = most.clone().max(term.clone());
        }
        let zero = (Number::zero(), Number::zero());
        levers.values().fold(zero, |(low, high), (least, most)| (&low + least, &high + most))
    }

    fn add(&mut self, other: &Self, times: &Number) {
        self.base = &self.base + &(&other.base * times);
        for (choice, term) in &other.terms {
            let sum = self.terms.entry(*choice).or_default();
            *sum = &*sum + &(term * times);
        }
    }
}

/// The points of every node of a card, and of every sum of nodes, by what conditions call them.
pub(super) fn points(
    card: &Card,
    definition: &Scorecard,
    levers: &[Lever],
) -> Vec<(String, Linear)> {
    let mut all = vec![];
    Reader { card, definition, levers }.node(&definition.root, &card.root, &mut all);
    let ids = definition.root.nodes().into_iter().map(|node| node.id.clone());
    let mut named: Vec<(String, Linear)> = ids.zip(all).collect();
    for sum in &definition.sums {
        let mut added = Linear::default();
        for (_, own) in named.iter().filter(|(id, _)| sum.nodes.contains(id)) {
            added.add(own, &Number::one());
            added.needs.extend(&own.needs);
            added.is_stuck |= own.is_stuck;
        }
        named.push((sum.id.clone(), added));
    }
    named
}

struct Reader<'a> {
    card: &'a Card,
    definition: &'a Scorecard,
    levers: &'a [Lever],
}

impl Reader<'_> {
    fn node(&self, asked: &ScorecardNode, node: &CardNode, all: &mut Vec<Linear>) -> Linear {
        let at = all.len();
        all.push(Linear::default());
        let sum = match (&asked.content, &node.content) {
            (NodeContent::Group(asked), CardContent::Group(nodes)) => {
                self.group(node, asked.iter().zip(nodes), all)
            }
            _ => self.leaf(asked, node),
        };
        all[at] = sum.clone();
        sum
    }

    fn policy(&self, node: &CardNode) -> Option<OnBlank> {
        node.score.blank().map(|(blank, _)| self.definition.on_blank.of(blank))
    }

    fn group<'b>(
        &self,
        group: &CardNode,
        nodes: impl Iterator<Item = (&'b ScorecardNode, &'b CardNode)>,
        all: &mut Vec<Linear>,
    ) -> Linear {
        let mut sum = Linear::default();
        let spread = spread(group);
        for (asked, node) in nodes {
            let own = self.node(asked, node, all);
            if !node.counts {
                continue;
            }
            sum.add(&own, &spread);
            if self.policy(node) != Some(OnBlank::Zero) {
                sum.needs.extend(&own.needs);
                sum.is_stuck |= own.is_stuck;
            }
        }
        sum.is_stuck |= spread.is_zero() && !group.weight.is_zero();
        sum
    }

    fn leaf(&self, asked: &ScorecardNode, node: &CardNode) -> Linear {
        let hundred = Number::from(100u32);
        let points = |score: &Number| {
            (score * &node.weight).checked_div(&hundred).unwrap_or_else(Number::zero)
        };
        let now = node.score.number().cloned().unwrap_or_else(Number::zero);
        let mut sum = Linear::constant(points(&now));
        let found = self.levers.iter().position(|lever| self.moves(lever, asked, node));
        let Some(at) = found else {
            sum.is_stuck = self.policy(node) == Some(OnBlank::Fail);
            return sum;
        };
        if self.policy(node) == Some(OnBlank::Fail) {
            sum.needs.insert(at);
        }
        for (choice, one) in self.levers[at].choices.iter().enumerate() {
            sum.terms.insert((at, choice), points(&(&one.score - &now)));
        }
        sum
    }

    /// Whether a lever moves a leaf.
    fn moves(&self, lever: &Lever, asked: &ScorecardNode, node: &CardNode) -> bool {
        if asked.route.locked == Some(true) {
            return false;
        }
        let is_own = |card: &_, team: &_| *card == self.card.id && *team == self.card.team;
        match (&lever.key, &asked.content, &node.content) {
            (Key::Answer { card, team, node }, _, CardContent::Answer { .. }) => {
                is_own(card, team) && *node == asked.id
            }
            (Key::Figure { id, team }, _, CardContent::Leaf(own, of)) => id == own && team == of,
            _ => false,
        }
    }
}
