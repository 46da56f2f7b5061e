//! One event is scored once, across cards too: no unit is given points for the same figure on two
//! scorecards. Elsewhere the figure may stand without weight. A figure that hands another one on as it
//! stands is that other one.

use std::collections::BTreeSet;

use crate::diag::{Diagnostic, Diagnostics};
use crate::domain::{Date, IndicatorId, TeamId};
use crate::spec::expr::Node;
use crate::spec::{Measured, Project, Scorecard};

/// Complains about figures with weight on two scorecards of one unit.
pub(super) fn check(project: &Project, diags: &mut Diagnostics) {
    let made_here: Vec<&Scorecard> =
        project.scorecards.iter().filter(|card| card.answers.is_none()).collect();
    for (at, later) in made_here.iter().enumerate() {
        for earlier in &made_here[..at] {
            if earlier.id != later.id && meet(project, earlier, later) {
                compare(project, earlier, later, diags);
            }
        }
    }
}

fn compare(project: &Project, earlier: &Scorecard, later: &Scorecard, diags: &mut Diagnostics) {
    let known = earlier.root.leaves();
    for (node, id, team) in later.root.leaves() {
        let same = known.iter().find(|(first, first_id, first_team)| {
            behind(project, first_id) == behind(project, id)
                && *first_team == team
                && !first.weight.is_zero()
        });
        let Some((first, ..)) = same else { continue };
        if node.weight.is_zero() {
            continue;
        }
        let problem = Diagnostic::warning("scored-across", node.origin.clone())
            .arg("indicator", id)
            .arg("first", &earlier.id)
            .arg("second", &later.id)
            .related("declared-here", first.origin.clone());
        diags.push(problem);
    }
}

/// The figure that an indicator hands on as it stands, however often.
fn behind<'a>(project: &'a Project, id: &'a IndicatorId) -> &'a IndicatorId {
    let mut at = id;
    // A circle is told elsewhere.
    for _ in 0..project.indicators.len() {
        match project.indicator(at).map(|one| &one.formula.node) {
            Some(Node::Indicator(next)) => at = next,
            _ => break,
        }
    }
    at
}

/// True if some unit has both cards at the same time. The top of a card for each is the sum of its
/// units and stands beside the office's own card: there they do not meet.
fn meet(project: &Project, one: &Scorecard, other: &Scorecard) -> bool {
    let (one_from, one_to) = one.valid;
    let (other_from, other_to) = other.valid;
    let before =
        |to: Option<Date>, from: Option<Date>| to.zip(from).is_some_and(|(to, from)| to < from);
    if before(one_to, other_from) || before(other_to, one_from) {
        return false;
    }
    let pair = (&one.measured, &other.measured);
    if matches!(pair, (Measured::Each, Measured::Office) | (Measured::Office, Measured::Each)) {
        return false;
    }
    let own: BTreeSet<&TeamId> = project.teams_of(&one.measured).into_iter().collect();
    project.teams_of(&other.measured).into_iter().any(|team| own.contains(team))
}
