//! One event is scored once: an indicator of a team stands on a card in one place, and inside a
//! card nothing counts beyond its whole.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics};
use crate::domain::Number;
use crate::spec::Project;

/// Complains about leaves that stand twice, and about scores that run over.
pub(super) fn check(project: &Project, diags: &mut Diagnostics) {
    for scorecard in &project.scorecards {
        let mut seen = BTreeMap::new();
        for (node, id, team) in scorecard.root.leaves() {
            if let Some(first) = seen.insert((id, team), &node.origin) {
                let problem = Diagnostic::error("scored-twice", node.origin.clone())
                    .arg("indicator", id)
                    .related("declared-here", first.clone());
                diags.push(problem);
            }
            let Some(indicator) = project.indicator(id) else { continue };
            if indicator.score.cap > Number::from(100u32) {
                let problem = Diagnostic::error("score-cap", node.origin.clone())
                    .arg("indicator", id)
                    .arg("cap", indicator.score.cap.to_plain(2))
                    .related("declared-here", indicator.origin.clone());
                diags.push(problem);
            }
        }
    }
}
