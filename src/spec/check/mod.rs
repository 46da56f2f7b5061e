//! Checks on the whole project that no single definition can make: one rule per file.

pub mod no_cycle;
pub mod weights;
pub mod leaf_exists;
pub mod has_axes;
pub mod predicates;

use crate::diag::Diagnostics;

use super::Project;

/// Runs every check.
pub fn all(project: &Project, diags: &mut Diagnostics) {
    no_cycle::check(project, diags);
    weights::check(project, diags);
    leaf_exists::check(project, diags);
    has_axes::check(project, diags);
    predicates::check(project, diags);
}
