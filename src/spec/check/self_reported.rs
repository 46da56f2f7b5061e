//! What a team reports of itself carries at most half of its score.

use crate::diag::{Diagnostic, Diagnostics};
use crate::domain::Number;
use crate::spec::Project;

/// The class of indicators that the measured team itself fills in.
pub const SELF_REPORTED: &str = "M";

/// Complains about scorecards of which more than half is self-reported.
pub(super) fn check(project: &Project, diags: &mut Diagnostics) {
    for scorecard in &project.scorecards {
        let own = scorecard.root.leaves().into_iter().filter(|(_, id, _)| {
            project.indicator(id).is_some_and(|indicator| indicator.class == SELF_REPORTED)
        });
        let weight = own.fold(Number::zero(), |sum, (node, ..)| &sum + &node.weight);
        if &weight + &weight > scorecard.root.weight {
            let problem = Diagnostic::error("self-reported", scorecard.origin.clone())
                .arg("scorecard", &scorecard.id)
                .arg("weight", weight.to_plain(2))
                .arg("whole", scorecard.root.weight.to_plain(2));
            diags.push(problem);
        }
    }
}
