//! Checks over finished tables that no row can make alone: one per file.

mod row;
pub mod after_coverage;

use crate::diag::Diagnostics;
use crate::spec::Project;

use super::table::Tables;

/// Runs every check over all tables of a project.
pub fn all(project: &Project, tables: &Tables, diags: &mut Diagnostics) {
    for dataset in &project.datasets {
        let Some(table) = tables.get(&dataset.id) else { continue };
        after_coverage::check(project, dataset, table, diags);
    }
}
