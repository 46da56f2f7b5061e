//! Numbers that do not fit: what is said instead of a figure.

use crate::diag::{Diagnostic, Origin};
use crate::spec::Dataset;

use super::reduce::ReduceError;

/// A number does not fit in 38 digits.
#[derive(Clone)]
pub(super) struct TooLarge {
    /// The formula that asks for it, or the dataset whose derived column does.
    pub(super) origin: Origin,
    /// What was being computed.
    pub(super) cause: String,
}

/// What does not fit, where no formula is to blame alone.
pub(super) fn whole_too_large(dataset: &Dataset, error: &ReduceError) -> TooLarge {
    TooLarge { origin: dataset.origin.clone(), cause: error.to_string() }
}

/// Complains about a number that does not fit.
pub(super) fn too_large(dataset: &Dataset, found: TooLarge) -> Diagnostic {
    let problem = Diagnostic::error("number-too-large", found.origin);
    problem.arg("dataset", &dataset.id).arg("cause", found.cause)
}
