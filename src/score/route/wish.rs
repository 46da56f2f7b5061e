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
    score: Number,
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
                return wished(project, card, (asked, node), answer);
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
    answer: &str,
) -> Result<Wished, WishError> {
    let scale = match (&asked.content, &node.content) {
        (NodeContent::Leaf(id, _), CardContent::Leaf(_, of)) => {
            let key = Key::Figure { id: id.clone(), team: of.clone() };
            let value = number(answer).ok_or(WishError::Number)?;
            let to = Held::Figure(id.clone(), value);
            return Ok(Wished { key, to, score: Number::zero() });
        }
        (NodeContent::Question { scale, .. } | NodeContent::Ruled(scale), _) => scale,
        _ => return Err(WishError::Question(vec![])),
    };
    let scale = project.answer_scale(scale).ok_or(WishError::Question(vec![]))?;
    let labels = || scale.answers.iter().map(|(label, _)| label.clone()).collect();
    // A share that is counted may be any.
    let counted = scale.counted.as_ref().and_then(|_| number(answer));
    let given = scale.answer(answer).map(|(label, share)| (label.to_owned(), share.clone()));
    let counted = counted.and_then(|percent| {
        let share = percent.checked_div(&Number::from(100u32))?;
        let share = share.max(Number::zero()).min(Number::one());
        Some((format!("{} %", percent.to_plain(2)), share))
    });
    let (label, share) = given.or(counted).ok_or_else(|| WishError::Answer(labels()))?;
    let (own, team) = (card.id.clone(), card.team.clone());
    let key = Key::Answer { card: own, team, node: asked.id.clone() };
    let score = &share * &Number::from(100u32);
    Ok(Wished { key, to: Held::Answer(label), score })
}

/// A number as people write it: `87,5` or `87.5 %`.
fn number(written: &str) -> Option<Number> {
    let plain = written.trim().trim_end_matches('%').trim_end();
    Number::parse(&plain.replace(',', "."))
}

/// The figures as they would be.
pub fn assume(figures: &mut Measurements, period: Period, wishes: &[Wished]) {
    for wish in wishes {
        put(figures, period, (&wish.key, &wish.to, &wish.score));
    }
}
