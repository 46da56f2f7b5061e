//! A leaf of a scorecard names a figure that exists: the indicator has a value for that team.

use crate::diag::{Diagnostic, Diagnostics};
use crate::domain::TeamId;
use crate::spec::Project;

/// Complains about every leaf whose pair of indicator and team does not exist.
pub(super) fn check(project: &Project, diags: &mut Diagnostics) {
    for scorecard in &project.scorecards {
        let own = project.teams_of(&scorecard.measured);
        for (node, id, other) in scorecard.root.leaves() {
            let Some(indicator) = project.indicator(id) else { continue };
            let measured = project.measured_teams(indicator);
            let needed = other.map_or_else(|| own.clone(), |team| vec![team]);
            let absent: Vec<&str> = needed
                .into_iter()
                .filter(|team| !measured.contains(team))
                .map(TeamId::as_str)
                .collect();
            if !absent.is_empty() {
                let problem = Diagnostic::error("leaf-exists", node.origin.clone())
                    .arg("indicator", id)
                    .arg("teams", absent.join(", "))
                    .related("declared-here", indicator.origin.clone());
                diags.push(problem);
            }
        }
    }
}
