//! What an answer scores: the share of its weight that its scale gives, and which of several
//! assessments counts.

use crate::compute::Measurements;
use crate::compute::answers::{Answers, Given};
use crate::compute::composite::formula;
use crate::compute::group::Outcome;
use crate::domain::{Date, Number, Period, Reason, TeamId, Value};
use crate::spec::{AnswerScale, Project};

/// An answer with its score.
pub(super) struct Answered {
    /// The score from 0 to 100; blank with its reason.
    pub(super) score: Value,
    /// The answer as its scale writes it.
    pub(super) answer: Option<String>,
    /// The assessment that gave it.
    pub(super) layer: String,
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
                return Answered { score, answer: Some(answer), layer: layer.clone() };
            }
            Some(Given::Blank(blank, reason)) => score = Value::Blank(blank, reason),
            None => {}
        }
    }
    Answered { score, answer: None, layer: String::new() }
}

/// The answer of the first rule that holds. Where it is not known of an earlier one whether it
/// holds, nobody can say that a later one wins.
pub(super) fn ruled(
    project: &Project,
    scale: &AnswerScale,
    (team, period): (&TeamId, Period),
    as_of: Date,
    figures: &Measurements,
) -> Answered {
    let mut answer = scale.otherwise.as_deref();
    for rule in &scale.rules {
        match formula(project, &rule.when, (team, period), as_of, figures) {
            Outcome::Bool(true) => {
                answer = Some(&rule.answer);
                break;
            }
            Outcome::Blank(blank, reason) => {
                let score = Value::Blank(blank, reason);
                return Answered { score, answer: None, layer: String::new() };
            }
            _ => {}
        }
    }
    let answer = answer.map(str::to_owned);
    let none = || Value::missing(Reason::NoAnswer);
    let score = answer.as_deref().map_or_else(none, |answer| worth(scale, answer));
    Answered { score, answer, layer: String::new() }
}

fn worth(scale: &AnswerScale, answer: &str) -> Value {
    let share = scale.answer(answer).map(|(_, share)| share * &Number::from(100u32));
    share.map_or_else(|| Value::missing(Reason::NoAnswer), Value::Number)
}
