//! Checks on the whole project that no single definition can make: one rule per file.

pub mod no_cycle;
pub mod office_figure;
pub mod weights;
pub mod leaf_exists;
pub mod has_axes;
pub mod predicates;
pub mod card_reads;
pub mod trend_window;
pub mod trend_days;
pub mod count_target;
pub mod least_rows;
pub mod withheld;
pub mod self_reported;
pub mod scored_once;
pub mod scored_across;
pub mod blank_rewards;

use crate::diag::Diagnostics;

use super::Project;

/// Runs every check.
pub fn all(project: &Project, diags: &mut Diagnostics) {
    no_cycle::check(project, diags);
    office_figure::check(project, diags);
    weights::check(project, diags);
    leaf_exists::check(project, diags);
    has_axes::check(project, diags);
    predicates::check(project, diags);
    card_reads::check(project, diags);
    trend_window::check(project, diags);
    trend_days::check(project, diags);
    count_target::check(project, diags);
    least_rows::check(project, diags);
    withheld::check(project, diags);
    self_reported::check(project, diags);
    scored_once::check(project, diags);
    scored_across::check(project, diags);
    blank_rewards::check(project, diags);
}
