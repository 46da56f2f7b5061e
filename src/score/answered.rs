//! What an answer scores: the share of its weight that its scale gives, and which of several
//! assessments counts.

use std::collections::BTreeMap;

use crate::compute::Measurements;
use crate::compute::answers::{Answers, Given};
use crate::compute::composite::formula;
use crate::compute::counted::{CountedAnswer, counted as counted_share};
use crate::compute::group::Outcome;
use crate::domain::{Blank, Date, Number, Period, Reason, TeamId, Value};
use crate::spec::counted::Counted;
use crate::spec::{AnswerScale, Project};

use super::card::Computed;

/// An answer with its score.
pub(super) struct Answered {
    /// The score from 0 to 100; blank with its reason.
    pub(super) score: Value,
    /// The answer as its scale writes it.
    pub(super) answer: Option<String>,
    /// The assessment that gave it.
    pub(super) layer: String,
    /// The numbers, where the answer is counted.
    pub(super) counted: Option<CountedAnswer>,
    /// Why a better answer is not decided, where this one is only the least that is certain.
    pub(super) at_least: Option<(Blank, Reason)>,
}

impl Answered {
    /// An answer that nobody gave.
    pub(super) fn none(score: Value) -> Self {
        Self { score, answer: None, layer: String::new(), counted: None, at_least: None }
    }
}

impl From<Answered> for Computed {
    fn from(found: Answered) -> Self {
        let at_least = found.at_least.is_some();
        Computed { score: found.score, answer: found.answer, at_least }
    }
}

/// The answer of the first of `layers` that has one; what the last of them says otherwise.
pub(super) fn answered(
    scale: &AnswerScale,
    answers: Option<&Answers>,
    layers: &[String],
    question: &str,
) -> Answered {
    let mut score = Value::missing(Reason::NoAnswer);
    for layer in layers {
        match answers.map(|answers| answers.get(layer, question)) {
            Some(Given::Answer(answer)) => {
                let score = worth(scale, &answer);
                let (answer, layer) = (Some(answer), layer.clone());
                return Answered { answer, layer, ..Answered::none(score) };
            }
            Some(Given::Blank(blank, reason)) => score = Value::Blank(blank, reason),
            None => {}
        }
    }
    Answered::none(score)
}

/// The share that the numbers of a question make: each number is that of the first of `layers` that
/// gives it, for what a later assessor found replaces what was found before.
pub(super) fn counted_answer(
    project: &Project,
    counted: &Counted,
    answers: Option<&Answers>,
    (layers, question): (&[String], &str),
    at: (Period, Date),
) -> Answered {
    let Some(answers) = answers else {
        return Answered::none(Value::missing(Reason::NoAnswer));
    };
    let mut score = Value::missing(Reason::NoAnswer);
    for layer in layers {
        if let Given::Blank(blank, reason) = answers.get(layer, question) {
            score = Value::Blank(blank, reason);
            if blank == Blank::NotApplicable {
                return Answered::none(score);
            }
        }
    }
    let mut numbers = BTreeMap::new();
    let mut by: Option<&String> = None;
    for (part, _) in &counted.parts {
        let given = layers.iter().find_map(|layer| {
            answers.number(layer, question, part).map(|number| (layer, number.clone()))
        });
        let Some((layer, number)) = given else { continue };
        let rank = |one: &String| layers.iter().position(|layer| layer == one);
        if by.is_none_or(|known| rank(layer) < rank(known)) {
            by = Some(layer);
        }
        numbers.insert(part.as_str(), number);
    }
    let Some(layer) = by else { return Answered::none(score) };
    let found = counted_share(project, counted, &numbers, at);
    let hundred = Number::from(100u32);
    match &found.share {
        Value::Number(share) => {
            let score = share * &hundred;
            let answer = Some(format!("{} %", score.round(2).to_plain(2)));
            let score = Value::Number(score);
            let layer = layer.clone();
            Answered { answer, layer, counted: Some(found), ..Answered::none(score) }
        }
        blank => Answered { counted: Some(found.clone()), ..Answered::none(blank.clone()) },
    }
}

/// The answer of the first rule that holds.
///
/// Where it is not known of an earlier one whether it holds, the answer is one of several: the least
/// of them is certain, whatever the unknown turns out to be, and is marked as such. Where that is
/// the lowest that the scale knows nothing is certain, and there is no answer.
pub(super) fn ruled(
    project: &Project,
    scale: &AnswerScale,
    (team, period): (&TeamId, Period),
    as_of: Date,
    figures: &Measurements,
) -> Answered {
    let mut open: Option<(Blank, Reason)> = None;
    let mut possible: Vec<&str> = vec![];
    let mut last = scale.otherwise.as_deref();
    for rule in &scale.rules {
        match formula(project, &rule.when, (team, period), as_of, figures) {
            Outcome::Bool(true) => {
                last = Some(&rule.answer);
                break;
            }
            Outcome::Blank(blank, reason) => {
                open.get_or_insert((blank, reason));
                possible.push(&rule.answer);
            }
            _ => {}
        }
    }
    let Some(last) = last else { return Answered::none(Value::missing(Reason::NoAnswer)) };
    let of = |answer: &str| Answered {
        answer: Some(answer.to_owned()),
        ..Answered::none(worth(scale, answer))
    };
    let Some((blank, reason)) = open else { return of(last) };
    possible.push(last);
    // What is withheld must not be told by what follows from it.
    match least(scale, &possible).filter(|_| blank != Blank::Suppressed) {
        Some(answer) => Answered { at_least: Some((blank, reason)), ..of(answer) },
        None => Answered::none(Value::Blank(blank, reason)),
    }
}

/// The answer that earns the least of several, if the scale knows one that earns less.
fn least<'a>(scale: &AnswerScale, possible: &[&'a str]) -> Option<&'a str> {
    let share = |answer: &str| scale.answer(answer).map(|(_, share)| share.clone());
    let found = possible.iter().copied().min_by_key(|answer| share(answer))?;
    let lowest = scale.answers.iter().map(|(_, share)| share.clone()).min();
    (share(found) > lowest).then_some(found)
}

fn worth(scale: &AnswerScale, answer: &str) -> Value {
    let share = scale.answer(answer).map(|(_, share)| share * &Number::from(100u32));
    share.map_or_else(|| Value::missing(Reason::NoAnswer), Value::Number)
}
