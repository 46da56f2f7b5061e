//! `min_n` asks how many rows a figure is divided by: that takes a figure that is divided.

use crate::diag::{Diagnostic, Diagnostics};
use crate::spec::{Indicator, Project};

/// Complains about `min_n` where there is no denominator.
pub(super) fn check(project: &Project, diags: &mut Diagnostics) {
    for indicator in project.indicators.iter().flat_map(Indicator::versions) {
        let Some((_, origin)) = &indicator.honesty.min_n else { continue };
        if indicator.formula.ratio().is_none() {
            let problem = Diagnostic::error("min-n-ratio", origin.clone());
            diags.push(problem.arg("indicator", &indicator.id));
        }
    }
}
