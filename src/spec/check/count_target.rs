//! A count of complaints received is context: a target on it teaches an office to lose complaints.

use crate::diag::{Diagnostic, Diagnostics};
use crate::spec::complaints::counts_complaints;
use crate::spec::{Indicator, Project};

/// Complains about every count of complaints that is judged without a reason that can be printed.
pub(super) fn check(project: &Project, diags: &mut Diagnostics) {
    let unexcused = |indicator: &&Indicator| {
        indicator.honesty.count_target.is_none() && counts_complaints(project, indicator)
    };
    for indicator in project.indicators.iter().flat_map(Indicator::versions).filter(unexcused) {
        let judged = indicator.better.is_some() || indicator.target.is_some();
        let leaves = project.scorecards.iter().flat_map(|card| card.root.leaves());
        let weighted = leaves.into_iter().any(|(_, id, _)| *id == indicator.id);
        if judged || weighted {
            let problem = Diagnostic::error("count-target", indicator.origin.clone());
            diags.push(problem.arg("indicator", &indicator.id));
        }
    }
}
