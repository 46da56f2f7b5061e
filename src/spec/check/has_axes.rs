//! An indicator computed from rows needs to know their time, and their team if it is per team.

use crate::diag::{Diagnostic, Diagnostics};
use crate::spec::expr::Type;
use crate::spec::{ColumnType, Indicator, Measured, Project, Window};

/// Complains about indicators without the axes that they need, and about judging without a way.
pub(super) fn check(project: &Project, diags: &mut Diagnostics) {
    for indicator in project.indicators.iter().flat_map(Indicator::versions) {
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
        wrong_types(project, indicator, diags);
        if indicator.target.is_some() && indicator.better.is_none() {
            let problem = Diagnostic::error("target-without-way", indicator.origin.clone());
            diags.push(problem.arg("indicator", &indicator.id));
        }
        if indicator.window == Window::Snapshot && indicator.max_age == 0 {
            diags.push(missing("max_age"));
        }
    }
}

/// The team axis must be a column of teams, the time axis one of dates: a name that nobody looked
/// up in the tree would count for no team at all.
fn wrong_types(project: &Project, indicator: &Indicator, diags: &mut Diagnostics) {
    let dataset = indicator.dataset.as_ref().and_then(|id| project.dataset(id));
    let Some(dataset) = dataset else { return };
    let complain = |axis: &str, column: &str| {
        Diagnostic::error("axis-type", indicator.origin.clone())
            .arg("column", column)
            .arg("axis", axis)
            .related("declared-here", dataset.origin.clone())
    };
    if let Some(name) = &indicator.team {
        let is_team = dataset.column(name).is_some_and(|c| matches!(c.ty, ColumnType::Team { .. }));
        if !is_team {
            diags.push(complain("team", name));
        }
    }
    if let Some(name) = &indicator.date
        && dataset.info(name).is_some_and(|info| !matches!(info.ty, Type::Date | Type::Null))
    {
        diags.push(complain("date", name));
    }
}
