//! Checks over finished tables that no row can make alone, one per file; and what becomes of
//! findings afterwards: limits of rules, and waivers.

mod row;
mod told;
pub mod after_coverage;
pub mod references;
pub mod outliers;
pub mod jumps;
mod sums;
pub mod balances;
pub mod gaps;
pub mod limits;
pub mod waivers;

pub use waivers::{unused, waive};

use crate::diag::Diagnostics;
use crate::spec::Project;

use super::table::Tables;

/// Runs every check over all tables of a project.
pub fn all(project: &Project, tables: &Tables, diags: &mut Diagnostics) {
    for dataset in &project.datasets {
        let Some(table) = tables.get(&dataset.id) else { continue };
        after_coverage::check(project, dataset, table, diags);
        references::check(dataset, table, tables, diags);
        outliers::check(project, dataset, table, diags);
        jumps::check(project, dataset, table, diags);
        balances::check(project, dataset, tables, diags);
        gaps::check(dataset, table, diags);
        limits::check(dataset, table, diags);
    }
}
