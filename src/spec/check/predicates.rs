//! A predicate must not need itself, not even by a detour.

use crate::diag::{Diagnostic, Diagnostics};
use crate::spec::Project;
use crate::spec::predicate::{Clause, Predicate};

/// Complains about every predicate that needs itself.
pub(super) fn check(project: &Project, diags: &mut Diagnostics) {
    for predicate in &project.predicates {
        let mut seen: Vec<&str> = vec![];
        let mut open = needs(predicate);
        while let Some(id) = open.pop() {
            if id == predicate.id {
                let origin = predicate.origin.clone();
                diags.push(Diagnostic::error("predicate-cycle", origin).arg("predicate", id));
                break;
            }
            if !seen.contains(&id) {
                seen.push(id);
                let other = project.predicates.iter().find(|other| other.id == id);
                open.extend(other.into_iter().flat_map(needs));
            }
        }
    }
}

fn needs(predicate: &Predicate) -> Vec<&str> {
    predicate.require.iter().flat_map(Clause::predicates).collect()
}
