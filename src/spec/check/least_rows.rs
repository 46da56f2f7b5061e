//! `min_n` asks how many rows a figure rests on: that takes one that is divided, or the middle of rows.

use crate::diag::{Diagnostic, Diagnostics};
use crate::spec::share::is_middle;
use crate::spec::{Indicator, Project};

/// Complains about `min_n` where there is nothing to count.
pub(super) fn check(project: &Project, diags: &mut Diagnostics) {
    for indicator in project.indicators.iter().flat_map(Indicator::versions) {
        let Some((_, origin)) = &indicator.honesty.min_n else { continue };
        if indicator.formula.ratio().is_none() && !is_middle(&indicator.formula) {
            let problem = Diagnostic::error("min-n-ratio", origin.clone());
            diags.push(problem.arg("indicator", &indicator.id));
        }
    }
}
