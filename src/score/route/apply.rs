//! The same office with moves made: the scorecards filled in again by the code that filled them.

use crate::compute::{Measurement, Measurements};
use crate::domain::{Number, Period, Value};
use crate::score::card::Card;
use crate::score::fill::fill;
use crate::score::grade;
use crate::score::predicate::Judge;
use crate::score::scorecards::Scorecards;
use crate::spec::Project;

use super::Held;
use super::levers::Key;

/// The figures and the judgements of the period with these moves made; `graded` holds those of the
/// period as they are.
pub(super) fn applied(
    judge: &Judge<'_>,
    graded: &Scorecards,
    moves: &[(&Key, &Held, &Number)],
) -> (Measurements, Scorecards) {
    let (project, period) = (judge.project, judge.period);
    let mut figures = judge.figures.clone();
    let mut graded = graded.clone();
    for one in moves {
        put(&mut figures, period, *one);
    }
    for (key, ..) in moves {
        let Key::Figure { id, team } = key else { continue };
        let (Some(indicator), Some(figure)) =
            (project.indicator_at(id, period), figures.get(id, team, period))
        else {
            continue;
        };
        let grade = grade::one(project, indicator, (team, period), figure, &figures);
        graded.grades.insert((id.clone(), team.clone(), period), grade);
    }
    let filled = graded.cards.iter().map(|card| refilled(project, card, period, &figures, &graded));
    let filled: Vec<Option<Card>> = filled.collect();
    for (card, filled) in graded.cards.iter_mut().zip(filled) {
        if let Some(filled) = filled {
            *card = filled;
        }
    }
    (figures, graded)
}

/// A card of the period, filled in again.
fn refilled(
    project: &Project,
    card: &Card,
    period: Period,
    figures: &Measurements,
    graded: &Scorecards,
) -> Option<Card> {
    let definition = project.scorecard_at(&card.id, period).filter(|_| card.period == period)?;
    Some(fill(project, definition, (&card.team, period), figures, graded))
}

/// Puts an answer or a figure in the place of what is there.
pub(super) fn put(
    figures: &mut Measurements,
    period: Period,
    (key, to, score): (&Key, &Held, &Number),
) {
    match (key, to) {
        (Key::Answer { card, team, node }, Held::Answer(answer)) => {
            let answers = figures.stated.answers_mut(card, team, period);
            answers.assume(node, answer, score.clone());
        }
        (Key::Figure { id, team }, Held::Figure(_, value)) => {
            let as_of = figures.stated.as_of.unwrap_or(period.end());
            let figure = Measurement::given(Value::Number(value.clone()), period, as_of);
            figures.insert(id, team, period, figure);
        }
        _ => unreachable!("answers move to answers and figures to figures"),
    }
}
