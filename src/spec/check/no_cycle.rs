//! An indicator must not be made from itself, not even by a detour.

use std::collections::BTreeSet;

use crate::diag::{Diagnostic, Diagnostics};
use crate::domain::IndicatorId;
use crate::spec::{Indicator, Project};

/// Complains once about every indicator that closes a circle, drawing the circle.
pub(super) fn check(project: &Project, diags: &mut Diagnostics) {
    let mut settled = BTreeSet::new();
    for indicator in &project.indicators {
        let mut path = vec![];
        if let Some(circle) = follow(project, &indicator.id, &mut path, &mut settled) {
            let drawn: Vec<&str> = circle.iter().map(IndicatorId::as_str).collect();
            let origin = indicator.formula_text.whole();
            diags.push(Diagnostic::error("cycle", origin).arg("circle", drawn.join(" → ")));
        }
    }
}

fn follow(
    project: &Project,
    id: &IndicatorId,
    path: &mut Vec<IndicatorId>,
    settled: &mut BTreeSet<IndicatorId>,
) -> Option<Vec<IndicatorId>> {
    if let Some(at) = path.iter().position(|other| other == id) {
        let mut circle = path[at..].to_vec();
        circle.push(id.clone());
        settled.extend(circle.iter().cloned());
        return Some(circle);
    }
    if settled.contains(id) {
        return None;
    }
    path.push(id.clone());
    let used = project.indicator(id).map_or_else(Vec::new, uses);
    let found = used.into_iter().find_map(|other| follow(project, &other, path, settled));
    path.pop();
    settled.insert(id.clone());
    found
}

/// The indicators that one is made from or judged by, in any of its versions.
fn uses(indicator: &Indicator) -> Vec<IndicatorId> {
    let mut used: Vec<IndicatorId> = vec![];
    for version in indicator.versions() {
        used.extend(version.formula.indicators().into_iter().cloned());
        let judged = version.target.iter().chain(&version.score.baseline);
        used.extend(judged.flat_map(|target| target.indicators()).cloned());
    }
    used
}
