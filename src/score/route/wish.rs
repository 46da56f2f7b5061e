//! What if: an answer or a figure in the place of what is there, before anything is sought.

use crate::compute::Measurements;
use crate::domain::{Number, Period, TeamId};
use crate::score::predicate::Judge;
use crate::score::scorecards::Scorecards;
use crate::score::{CardContent, card::Card, card::CardNode};
use crate::spec::scorecard::NodeContent;
use crate::spec::scoring::ScoreFrom;
use crate::spec::{Indicator, Predicate, Project, ScorecardNode};

use super::Held;
use super::apply::put;
use super::levers::{Key, cards};

/// An answer or a figure that is assumed.
#[derive(Clone, Debug)]
pub struct Wished {
    /// The leaf, by the short name that people write, or by its own.
    pub code: String,
    /// The name of the leaf for people.
    pub name: String,
    /// What it is taken to be.
    pub to: Held,
    key: Key,
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
    /// The question takes a percentage, and this may be one or the share itself.
    Ambiguous {
        /// The percentage, taken as written.
        percent: Box<Number>,
        /// The percentage, taken as a share.
        share: Box<Number>,
    },
    /// The number lies beyond the least and the most that there can be.
    Beyond {
        /// The least.
        least: Box<Number>,
        /// The most.
        most: Box<Number>,
        /// Whether they are percentages.
        percent: bool,
    },
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
    let told = |key, to, score| {
        let code = if asked.alias.is_empty() { &asked.id } else { &asked.alias };
        Wished { code: code.clone(), name: node.name.clone(), key, to, score }
    };
    let scale = match (&asked.content, &node.content) {
        (NodeContent::Leaf(id, _), CardContent::Leaf(_, of)) => {
            let key = Key::Figure { id: id.clone(), team: of.clone() };
            let value = number(answer).ok_or(WishError::Number)?;
            if let Some(indicator) = project.indicator_at(id, card.period) {
                within_index(indicator, &value)?;
            }
            return Ok(told(key, Held::Figure(id.clone(), value), Number::zero()));
        }
        (NodeContent::Question { scale, .. } | NodeContent::Ruled(scale), _) => scale,
        _ => return Err(WishError::Question(vec![])),
    };
    let scale = project.answer_scale(scale).ok_or(WishError::Question(vec![]))?;
    let labels = || scale.answers.iter().map(|(label, _)| label.clone()).collect();
    let given = scale.answer(answer).map(|(label, share)| (label.to_owned(), share.clone()));
    let (label, share) = match (given, &scale.counted) {
        (Some(given), _) => given,
        (None, Some(_)) => percentage(answer)?,
        (None, None) => return Err(WishError::Answer(labels())),
    };
    let (own, team) = (card.id.clone(), card.team.clone());
    let key = Key::Answer { card: own, team, node: asked.id.clone() };
    let score = &share * &Number::from(100u32);
    Ok(told(key, Held::Answer(label), score))
}

/// A percentage as it is assumed for a question whose share is counted: `80 %`, or `80`. From above
/// 0 to 1 the sign must stand there, for `0,8` may be meant as the share itself.
fn percentage(written: &str) -> Result<(String, Number), WishError> {
    let percent = number(written).ok_or(WishError::Number)?;
    let hundred = Number::from(100u32);
    let words = |number: &Number| format!("{} %", number.to_plain(10));
    let is_signed = written.trim_end().ends_with('%');
    if !is_signed && !percent.is_zero() && !percent.is_negative() && percent <= Number::one() {
        let share = &percent * &hundred;
        return Err(WishError::Ambiguous { percent: percent.into(), share: share.into() });
    }
    match percent.checked_div(&hundred) {
        Some(share) if !percent.is_negative() && percent <= hundred => Ok((words(&percent), share)),
        _ => Err(WishError::Beyond {
            least: Number::zero().into(),
            most: hundred.into(),
            percent: true,
        }),
    }
}

/// Refuses an index from outside that lies beyond the scale on which it is scored.
fn within_index(indicator: &Indicator, value: &Number) -> Result<(), WishError> {
    let scored = indicator.score.line.as_ref();
    let scored = scored.filter(|_| indicator.class == "X");
    let Some((zero, full)) = scored.filter(|_| indicator.score.from == ScoreFrom::Linear) else {
        return Ok(());
    };
    let (least, most) = if zero <= full { (zero, full) } else { (full, zero) };
    if value < least || value > most {
        let (least, most) = (least.clone(), most.clone());
        return Err(WishError::Beyond { least: least.into(), most: most.into(), percent: false });
    }
    Ok(())
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
