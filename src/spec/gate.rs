//! Gates of a scorecard: predicates that must hold for its best rating, whatever its mean.

use crate::diag::{Diagnostic, Diagnostics, Origin};

use super::Scorecard;
use super::syntax::Table;

/// A predicate that a scorecard names as a gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    /// The name of the predicate.
    pub predicate: String,
    /// Where the gate is declared.
    pub origin: Origin,
}

/// Reads `gates = ["integritas"]`.
pub(super) fn gates(table: &Table<'_>, diags: &mut Diagnostics) -> Vec<Gate> {
    let listed = table.get("gates").map_or_else(Vec::new, |item| item.list(diags));
    let read = |item: super::syntax::Item<'_>| {
        Some(Gate { predicate: item.string(diags)?, origin: item.origin() })
    };
    listed.into_iter().filter_map(read).collect()
}

/// Complains about gates that are no predicates, and about gates that have no rating to hold down.
pub(super) fn known_gates(
    scorecards: &[Scorecard],
    predicates: &[String],
    diags: &mut Diagnostics,
) {
    for scorecard in scorecards {
        for gate in &scorecard.gates {
            if !predicates.contains(&gate.predicate) {
                let problem = Diagnostic::error("known-predicate", gate.origin.clone())
                    .arg("predicate", &gate.predicate)
                    .near(&gate.predicate, predicates.iter().map(String::as_str));
                diags.push(problem);
            }
        }
        if let (None, Some(gate)) = (&scorecard.scale, scorecard.gates.first()) {
            let problem = Diagnostic::error("gate-scale", gate.origin.clone());
            diags.push(problem.arg("scorecard", &scorecard.id));
        }
    }
}
