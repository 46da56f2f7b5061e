//! What if: an answer or a figure in the place of what is there, before anything is sought.

use crate::compute::Measurements;
use crate::domain::{Number, Period, TeamId};
use crate::score::predicate::Judge;
use crate::score::scorecards::Scorecards;
use crate::score::{CardContent, card::Card, card::CardNode};
use crate::spec::scorecard::NodeContent;
use crate::spec::{Predicate, Project, ScorecardNode};

use super::Held;
use super::apply::put;
use super::levers::{Key, cards};

/// An answer or a figure that is assumed.
#[derive(Clone, Debug)]
pub struct Wished {
    key: Key,
    to: Held,
}

/// What is wrong with a wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WishError {
    /// No question of that name; these are known.
    Question(Vec<String>),
    /// The question has no such answer; these are known.
    Answer(Vec<String>),
    /// The question takes a number.
    Number,
}

/// What an answer to a question of the cards behind a predicate would be.
///
/// # Errors
///
/// When no leaf bears that name, or it knows no such answer.
pub fn wish(
    project: &Project,
    (figures, graded): (&Measurements, &Scorecards),
    predicate: &Predicate,
    (team, period): (&TeamId, Period),
    (question, answer): (&str, &str),
) -> Result<Wished, WishError> {
    let judge = Judge { project, team, period, figures, graded };
    let mut known = vec![];
    for card in cards(&judge, predicate) {
        let Some(definition) = project.scorecard_at(&card.id, card.period) else { continue };
        let nodes = definition.root.nodes().into_iter().zip(card.root.nodes());
        for (asked, node) in nodes.filter(|(asked, _)| !asked.id.is_empty()) {
            if matches!(asked.content, NodeContent::Group(_)) {
                continue;
            }
            if is_called(asked, question) {
                let layers = definition.answers.as_ref().map_or(&[][..], |source| &source.counts);
                return wished(project, card, (asked, node), layers, answer);
            }
            known.extend([asked.id.clone(), asked.alias.clone()]);
        }
    }
    known.retain(|name| !name.is_empty());
    Err(WishError::Question(known))
}

fn is_called(asked: &ScorecardNode, name: &str) -> bool {
    let same = |own: &str| !own.is_empty() && own.to_lowercase() == name.trim().to_lowercase();
    same(&asked.id) || same(&asked.alias)
}

fn wished(
    project: &Project,
    card: &Card,
    (asked, node): (&ScorecardNode, &CardNode),
    layers: &[String],
    answer: &str,
) -> Result<Wished, WishError> {
    let (own, team) = (card.id.clone(), card.team.clone());
    let of_scale = |scale: &str| {
        let scale = project.answer_scale(scale);
        let labels = || scale.map_or_else(Vec::new, |scale| scale.answers.clone());
        let known = || labels().into_iter().map(|(label, _)| label).collect();
        let found = scale.and_then(|scale| scale.answer(answer));
        found.map(|(label, _)| label.to_owned()).ok_or_else(|| WishError::Answer(known()))
    };
    match (&asked.content, &node.content) {
        (NodeContent::Question { code, scale }, CardContent::Answer { layer, .. }) => {
            let to = Held::Answer(of_scale(scale)?);
            let first = layers.first().cloned().unwrap_or_default();
            let layer = if layer.is_empty() { first } else { layer.clone() };
            Ok(Wished { key: Key::Answer { card: own, team, code: code.clone(), layer }, to })
        }
        (NodeContent::Ruled(scale), _) => {
            let to = Held::Answer(of_scale(scale)?);
            Ok(Wished { key: Key::Ruled { card: own, team, node: asked.id.clone() }, to })
        }
        (NodeContent::Leaf(id, _), CardContent::Leaf(_, of)) => {
            let written = answer.trim().trim_end_matches('%').trim_end().replace(',', ".");
            let value = Number::parse(&written).ok_or(WishError::Number)?;
            let key = Key::Figure { id: id.clone(), team: of.clone() };
            Ok(Wished { key, to: Held::Figure(id.clone(), value) })
        }
        _ => Err(WishError::Question(vec![])),
    }
}

/// The figures as they would be.
pub fn assume(figures: &mut Measurements, period: Period, wishes: &[Wished]) {
    for wish in wishes {
        put(figures, &wish.key, &wish.to, period);
    }
}
