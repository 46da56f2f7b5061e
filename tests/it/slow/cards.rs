//! Scorecards and predicates held against those of the engine. Scores of figures are taken over from
//! the run; answers are looked up again, and cards are filled in again.

use std::collections::BTreeSet;

use zona::domain::Period;
use zona::score::card::{CardContent, CardNode};
use zona::score::predicate::Verdict;

use crate::support::Run;

use super::figures::Slow;
use super::filler::Filled;
use super::value::exact;

/// Compares every card of a run; gives how many there were, and how many had a score.
pub(super) fn check(run: &Run, slow: &Slow<'_>, differences: &mut Vec<String>) -> (usize, usize) {
    let (mut n, mut scored) = (0, 0);
    let periods: BTreeSet<Period> = run.graded.cards.iter().map(|one| one.period).collect();
    for card in &slow.project.scorecards {
        for period in periods.iter().copied().filter(|period| card.in_force(*period)) {
            let cards = slow.cards(card, period);
            let found = run.graded.cards.iter();
            let found: Vec<_> =
                found.filter(|one| one.id == card.id && one.period == period).collect();
            let whose: Vec<_> = cards.iter().map(|one| &one.team).collect();
            let theirs: Vec<_> = found.iter().map(|one| &one.team).collect();
            assert_eq!(whose, theirs, "{} of {period}", card.id);
            for (own, one) in cards.iter().zip(found) {
                n += 1;
                let score = &own.root.score;
                scored += usize::from(score.is_ok());
                let name = format!("card {} of {}, {period}", one.id, one.team);
                let found = super::said(&one.root.score);
                if *score != found || own.in_force != exact(&one.in_force) {
                    let in_force = &own.in_force;
                    differences.push(format!("{name}: {score:?} {in_force}, not {found:?}"));
                }
                compare(&name, &own.root.nodes, &one.root, differences);
                for ((layer, own), (_, root)) in own.layers.iter().zip(&one.layers) {
                    let name = format!("{name} by {layer}");
                    let found = super::said(&root.score);
                    if own.score != found {
                        differences.push(format!("{name}: {:?}, not {found:?}", own.score));
                    }
                    compare(&name, &own.nodes, root, differences);
                }
            }
        }
    }
    (n, scored)
}

/// Compares how every predicate of a run came out; gives how many there were.
pub(super) fn standings(run: &Run, slow: &Slow<'_>, differences: &mut Vec<String>) -> usize {
    // Of other periods, which only answers speak of, not every figure is there to go by.
    let asked = super::history(run);
    for one in run.graded.standings.iter().filter(|one| asked.contains(&one.period)) {
        let own = slow.holds(&one.id, &one.team, one.period);
        let found = match one.verdict {
            Verdict::Holds => Some(true),
            Verdict::Fails => Some(false),
            Verdict::Open => None,
        };
        if own != found {
            let (id, team, period) = (&one.id, &one.team, one.period);
            differences.push(format!("{id} of {team}, {period}: {own:?}, not {found:?}"));
        }
    }
    run.graded.standings.len()
}

/// Compares the nodes below one, in order.
fn compare(name: &str, own: &[Filled], engine: &CardNode, differences: &mut Vec<String>) {
    let CardContent::Group(nodes) = &engine.content else { return };
    assert_eq!(own.len(), nodes.len(), "{name}");
    for (own, node) in own.iter().zip(nodes) {
        let found = super::said(&node.score);
        if own.score != found || own.counts() != node.counts {
            let id = &node.id;
            differences.push(format!("{name}, node {id}: {:?}, not {found:?}", own.score));
        }
        compare(name, &own.nodes, node, differences);
    }
}
