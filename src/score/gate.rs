//! Gates: an unmet condition of integrity is not paid for by a good mean.
//!
//! A card with a failed gate has at most the second best rating of its scale, and so has one with a
//! figure that its counter holds down. A gate that is not
//! decided changes nothing and is said to be open.

use crate::domain::{Blank, IndicatorId, TeamId};
use crate::spec::Project;
use crate::spec::scale::Band;

use super::card::Card;
use super::predicate::{Judged, Standing, Subject, Verdict};
use super::rating::Rating;
use super::scorecards::Scorecards;

/// A gate of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GateState {
    /// The predicate.
    pub predicate: String,
    /// Whether it holds.
    pub verdict: Verdict,
}

/// Looks at the gates of every card, and holds ratings down where one fails.
pub(super) fn guard(project: &Project, graded: &mut Scorecards) {
    let Scorecards { cards, standings, grades, .. } = graded;
    for card in cards {
        let Some(definition) = project.scorecard_at(&card.id, card.period) else { continue };
        let state = |predicate: &str| {
            let standing = standing(project, standings, card, predicate);
            let verdict = standing.map_or(Verdict::Open, verdict);
            GateState { predicate: predicate.to_owned(), verdict }
        };
        let gates = definition.gates.iter().map(|gate| state(&gate.predicate)).collect();
        card.gates = gates;
        let scale = definition.scale.as_ref().and_then(|name| project.scales.get(name));
        let bands = scale.map_or(&[][..], |scale| &scale.bands);
        // What is reached at another figure's price is not simply reached, and neither is the card.
        let at = card.period;
        let is_held = |(_, id, team): (_, &IndicatorId, &TeamId)| {
            let grade = grades.get(&(id.clone(), team.clone(), at));
            grade.is_some_and(|grade| grade.held_by.is_some())
        };
        let is_bought = card.leaves().into_iter().any(is_held);
        if is_bought || card.gates.iter().any(|gate| gate.verdict == Verdict::Fails) {
            hold_down(card, bands);
        }
    }
}

/// How a gate stands: what does not apply to a unit does not keep its gate open.
fn verdict(standing: &Standing) -> Verdict {
    match standing.verdict {
        Verdict::Open if standing.clauses.iter().all(is_settled) => Verdict::Holds,
        verdict => verdict,
    }
}

/// Whether a condition is decided, or does not apply.
fn is_settled(clause: &Judged) -> bool {
    let does_not_apply =
        |one: &Judged| matches!(one.blank, Some((Blank::NotApplicable, _))) && one.missing == 0;
    match (&clause.subject, clause.verdict) {
        (_, Verdict::Holds | Verdict::Fails) => true,
        (Subject::All, _) => clause.inner.iter().all(is_settled),
        (Subject::Any, _) => clause.inner.iter().all(does_not_apply),
        _ => does_not_apply(clause),
    }
}

/// The predicate of the card's team, or that of the office where there is only one.
pub fn standing<'a>(
    project: &Project,
    standings: &'a [Standing],
    card: &Card,
    predicate: &str,
) -> Option<&'a Standing> {
    let at = |one: &&Standing| one.id == predicate && one.period == card.period;
    let root = project.teams.root().map(|root| &root.id);
    let own = standings.iter().filter(at).find(|one| one.team == card.team);
    own.or_else(|| standings.iter().filter(at).find(|one| Some(&one.team) == root))
}

/// Gives the second rating of a scale in place of the first.
fn hold_down(card: &mut Card, bands: &[Band]) {
    let [first, second, ..] = bands else { return };
    if card.rating.as_ref() == Some(&Rating::from(first)) {
        card.held = card.rating.replace(Rating::from(second));
    }
}
