//! Fills in scorecards: what blanks do, what weights are in force, what points come of it.

use crate::compute::Measurements;
use crate::domain::{Blank, Number, Period, Reason, TeamId, Value};
use crate::spec::scorecard::{NodeContent, OnBlank};
use crate::spec::{Measured, Project, Scorecard, ScorecardNode};

use super::card::{Card, CardContent, CardNode};
use super::rating::Rating;
use super::scorecards::Scorecards;

/// Fills in a scorecard for every team that has one, if the period has figures for all its leaves.
pub(super) fn card(
    project: &Project,
    scorecard: &Scorecard,
    period: Period,
    figures: &Measurements,
    graded: &Scorecards,
) -> Vec<Card> {
    let teams: Vec<&TeamId> = match scorecard.measured {
        Measured::Office => project.teams.root().map(|team| &team.id).into_iter().collect(),
        _ => project.teams.iter().map(|team| &team.id).collect(),
    };
    let filled = |team: &&TeamId| {
        scorecard.root.leaves().iter().all(|(_, indicator, other)| {
            figures.get(indicator, other.unwrap_or(team), period).is_some()
        })
    };
    let teams = teams.into_iter().filter(filled);
    let mut cards: Vec<Card> =
        teams.map(|team| fill(project, scorecard, team, period, graded)).collect();
    // What a team forgot scores as the policy says; a period that nobody has handed in yet is not
    // a bad one, it cannot be judged.
    if !cards.iter().any(|card| has_score(&card.root)) {
        for card in &mut cards {
            card.root.score = Value::missing(Reason::NoScore);
            card.rating = None;
            without_points(&mut card.root);
        }
    }
    cards
}

/// Takes the points away that a policy gave for nothing.
fn without_points(node: &mut CardNode) {
    node.points = None;
    if let CardContent::Group(nodes) = &mut node.content {
        nodes.iter_mut().for_each(without_points);
    }
}

/// Whether any leaf has a score of its own.
fn has_score(node: &CardNode) -> bool {
    match &node.content {
        CardContent::Leaf(..) => node.score.number().is_some(),
        CardContent::Group(nodes) => nodes.iter().any(has_score),
    }
}

fn fill(
    project: &Project,
    scorecard: &Scorecard,
    team: &TeamId,
    period: Period,
    graded: &Scorecards,
) -> Card {
    let filler = Filler { project, scorecard, team, period, graded };
    let mut root = filler.node(&scorecard.root);
    let hundred = Number::from(100u32);
    let in_force = weight_in_force(&root).checked_div(&root.weight);
    let in_force = &in_force.unwrap_or_else(Number::zero) * &hundred;
    if in_force < scorecard.least_weight && root.score.number().is_some() {
        root.score = Value::not_applicable(Reason::TooLittleWeight);
        root.points = None;
    }
    let scale = scorecard.scale.as_ref().and_then(|name| project.scales.get(name));
    let rating = scale
        .zip(root.score.number())
        .and_then(|(scale, score)| scale.band(score))
        .map(Rating::from);
    let (id, team) = (scorecard.id.clone(), team.clone());
    Card { id, team, period, root, in_force, rating }
}

fn weight_in_force(node: &CardNode) -> Number {
    match &node.content {
        CardContent::Leaf(..) if node.counts => node.weight.clone(),
        CardContent::Leaf(..) => Number::zero(),
        CardContent::Group(nodes) => {
            nodes.iter().map(weight_in_force).fold(Number::zero(), |sum, weight| &sum + &weight)
        }
    }
}

struct Filler<'a> {
    project: &'a Project,
    scorecard: &'a Scorecard,
    team: &'a TeamId,
    period: Period,
    graded: &'a Scorecards,
}

impl Filler<'_> {
    fn node(&self, node: &ScorecardNode) -> CardNode {
        let (name, score, content) = match &node.content {
            NodeContent::Leaf(id, other) => {
                let team = other.as_ref().unwrap_or(self.team);
                let grade = self.graded.get(id, team, self.period);
                let none = || Value::missing(Reason::Upstream(id.clone()));
                let score = grade.map_or_else(none, |grade| grade.score.clone());
                let name = self.project.indicator(id).map_or(String::new(), |one| one.name.clone());
                (name, score, CardContent::Leaf(id.clone(), team.clone()))
            }
            NodeContent::Group(nodes) => {
                let nodes: Vec<CardNode> = nodes.iter().map(|inner| self.node(inner)).collect();
                (node.name.clone(), self.sum(&nodes), CardContent::Group(nodes))
            }
        };
        let policy = score.blank().map(|(blank, _)| self.scorecard.on_blank.of(blank));
        let counts = policy != Some(OnBlank::Reweight);
        let zero = Number::zero();
        let effective = score.number().or((policy == Some(OnBlank::Zero)).then_some(&zero));
        let points =
            effective.and_then(|score| (&node.weight * score).checked_div(&Number::from(100u32)));
        CardNode { name, weight: node.weight.clone(), score, points, counts, content }
    }

    /// The weighted mean of the nodes that take part.
    fn sum(&self, nodes: &[CardNode]) -> Value {
        let (mut points, mut weight) = (Number::zero(), Number::zero());
        for node in nodes.iter().filter(|node| node.counts) {
            if let Some((blank, reason)) = node.score.blank()
                && self.scorecard.on_blank.of(blank) == OnBlank::Fail
            {
                return match &node.content {
                    CardContent::Leaf(id, _) => Value::Blank(blank, Reason::BlankLeaf(id.clone())),
                    CardContent::Group(_) => Value::Blank(blank, reason.clone()),
                };
            }
            weight = &weight + &node.weight;
            if let Some(earned) = &node.points {
                points = &points + earned;
            }
        }
        match points.checked_div(&weight) {
            Some(share) => Value::Number(&share * &Number::from(100u32)),
            None => Value::Blank(Blank::NotApplicable, Reason::TooLittleWeight),
        }
    }
}
