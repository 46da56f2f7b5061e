//! An indicator computed from rows needs to know their time, and their team if it is per team.

use crate::diag::{Diagnostic, Diagnostics};
use crate::spec::{Measured, Project, Window};

/// Complains about indicators without the axes that they need, and about judging without a way.
pub(super) fn check(project: &Project, diags: &mut Diagnostics) {
    for indicator in &project.indicators {
        let missing = |axis| {
            Diagnostic::error("axis", indicator.origin.clone())
                .arg("indicator", &indicator.id)
                .arg("axis", axis)
        };
        if indicator.dataset.is_some() && indicator.date.is_none() {
            diags.push(missing("date"));
        }
        let per_team = indicator.measured != Measured::Office;
        if indicator.dataset.is_some() && per_team && indicator.team.is_none() {
            diags.push(missing("team"));
        }
        if indicator.target.is_some() && indicator.better.is_none() {
            let problem = Diagnostic::error("target-without-way", indicator.origin.clone());
            diags.push(problem.arg("indicator", &indicator.id));
        }
        if indicator.window == Window::Snapshot && indicator.max_age == 0 {
            diags.push(missing("max_age"));
        }
    }
}
