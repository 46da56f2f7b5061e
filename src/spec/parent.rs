//! Units above others: a roll-up of rows, or the mean of their units.

use crate::diag::{Diagnostic, Diagnostics};

use super::indicator::{Indicator, Measured};
use super::syntax::Table;

/// What the figure of a unit above others is made from, where it is no roll-up of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parent {
    /// The mean of the units below it that have no other measured unit below them.
    Mean,
    /// The mean of every measured unit at or below it, each with what is its own.
    MeanWithOwn,
}

/// Reads `parent`: a roll-up of rows, or a mean of units.
pub(super) fn parent(table: &Table<'_>, diags: &mut Diagnostics) -> Option<Parent> {
    let words = [
        ("rows", None),
        ("mean", Some(Parent::Mean)),
        ("mean_with_own", Some(Parent::MeanWithOwn)),
    ];
    table.get("parent").and_then(|item| item.word(&words, diags)).flatten()
}

/// Complains where a mean of units cannot be what is meant.
pub(super) fn check_parent(read: &Indicator, diags: &mut Diagnostics) {
    let Some(parent) = read.parent else { return };
    let sums_up = parent == Parent::MeanWithOwn && read.dataset.is_some() && !read.own_rows;
    let wrong = [
        ("office", read.measured == Measured::Office),
        ("suppress", read.honesty.suppress.is_some()),
        ("own", sums_up),
    ];
    for (what, _) in wrong.into_iter().filter(|(_, wrong)| *wrong) {
        diags.push(Diagnostic::error("parent-mean", read.origin.clone()).arg("what", what));
    }
}
