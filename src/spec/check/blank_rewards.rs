//! What was not handed in must not raise a score: its weight stays.

use crate::diag::{Diagnostic, Diagnostics};
use crate::spec::{OnBlank, Project};

/// Complains about scorecards that spread the weight of missing figures over the others.
pub(super) fn check(project: &Project, diags: &mut Diagnostics) {
    for scorecard in &project.scorecards {
        if scorecard.on_blank.missing == OnBlank::Reweight {
            let problem = Diagnostic::error("missing-reweights", scorecard.origin.clone());
            diags.push(problem.arg("scorecard", &scorecard.id));
        }
    }
}
