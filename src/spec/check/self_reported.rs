//! What a team reports of itself carries at most half of its score.

use crate::diag::{Diagnostic, Diagnostics};
use crate::domain::Number;
use crate::spec::{Project, Scorecard};

/// The class of indicators that the measured team itself fills in.
pub const SELF_REPORTED: &str = "M";

/// The weight of a scorecard that rests on what the measured team itself fills in.
pub fn self_reported(project: &Project, scorecard: &Scorecard) -> Number {
    let own = scorecard.root.leaves().into_iter().filter(|(_, id, _)| {
        project.indicator(id).is_some_and(|indicator| indicator.class == SELF_REPORTED)
    });
    own.fold(Number::zero(), |sum, (node, ..)| &sum + &node.weight)
}

/// Complains about scorecards of which more than half is self-reported.
pub(super) fn check(project: &Project, diags: &mut Diagnostics) {
    for scorecard in &project.scorecards {
        let weight = self_reported(project, scorecard);
        if &weight + &weight > scorecard.root.weight {
            let problem = Diagnostic::error("self-reported", scorecard.origin.clone())
                .arg("scorecard", &scorecard.id)
                .arg("weight", weight.to_plain(2))
                .arg("whole", scorecard.root.weight.to_plain(2));
            diags.push(problem);
        }
    }
}
