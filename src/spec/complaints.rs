//! Which indicators count complaints received: fewer of them are no success by themselves, for
//! offices that are judged by it learn to lose complaints.

use super::expr::Expr;
use super::share::is_count;
use super::{Dataset, Indicator, Project};

/// Whether an indicator counts complaints as they come in: a mere count of rows of a register of
/// complaints, whatever has become of them since.
///
/// A count of those that are still open, or were answered late, says something about handling.
pub fn counts_complaints(project: &Project, indicator: &Indicator) -> bool {
    let dataset = indicator.dataset.as_ref().and_then(|id| project.dataset(id));
    let Some(dataset) = dataset.filter(|dataset| dataset.complaints) else { return false };
    let conditions = [Some(&indicator.formula), indicator.filter.as_ref()];
    let handled = conditions.into_iter().flatten().any(|expr| names_event(dataset, expr, 0));
    is_count(&indicator.formula) && !handled
}

/// Whether an expression looks at what happened to a row later, directly or through a made column.
fn names_event(dataset: &Dataset, expr: &Expr, depth: usize) -> bool {
    expr.columns().into_iter().any(|name| {
        let derived = dataset.derived.iter().find(|one| one.name == name);
        let is_event = dataset.column(name).is_some_and(|column| column.event);
        is_event
            || depth < 20 && derived.is_some_and(|one| names_event(dataset, &one.expr, depth + 1))
    })
}
