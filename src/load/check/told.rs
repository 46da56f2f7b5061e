//! How much of what a check finds is told: a wrong rule must not fill the memory, nor the page.

use crate::diag::{Diagnostic, Diagnostics, Origin, Severity};
use crate::load::table::Table;
use crate::spec::Dataset;

/// How many findings of one rule are told.
const FINDINGS: usize = 50;

/// How many places of one finding are kept.
const PLACES: usize = 1000;

/// Tells the first findings of a rule, and how many more there are.
pub(super) fn tell(
    (dataset, rule): (&Dataset, &str),
    (severity, origin): (Severity, &Origin),
    found: impl Iterator<Item = Diagnostic>,
    diags: &mut Diagnostics,
) {
    let mut untold = 0usize;
    for (at, one) in found.enumerate() {
        if at < FINDINGS {
            diags.push(one);
        } else {
            untold += 1;
        }
    }
    if untold > 0 {
        let problem = Diagnostic::new("findings-unlisted", severity, origin.clone());
        diags.push(problem.arg("dataset", &dataset.id).arg("rule", rule).arg("count", untold));
    }
}

/// The places of rows, as many as are kept.
pub(super) fn places(table: &Table, rows: &[usize]) -> Vec<Origin> {
    rows.iter().take(PLACES).map(|row| table.origin(*row)).collect()
}
