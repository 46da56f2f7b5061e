//! Values that expire: what was published long ago is not told as if it were of today.

use crate::diag::{Diagnostic, Diagnostics};

use super::dataset::Dataset;
use super::expr::{Aggregate, AggregateKind, Expr, Node, Type};
use super::indicator::{Indicator, Window};
use super::syntax::Table;

/// When the value of an indicator is too old to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expiry {
    /// The age in whole months from which on it is.
    pub months: u32,
    /// The day of the latest row, from which its age counts.
    pub latest: Expr,
}

/// Reads `expires` of an indicator that is read otherwise.
pub(super) fn expiry(
    table: &Table<'_>,
    (indicator, dataset): (&Indicator, Option<&Dataset>),
    diags: &mut Diagnostics,
) -> Option<Expiry> {
    let item = table.get("expires")?;
    let months = item.count(diags)?;
    let (date, dataset) = (indicator.date.as_ref(), dataset?);
    let plain = indicator.steps.is_empty() && indicator.window == Window::ToDate;
    let Some(date) = date.filter(|date| plain && dataset.info(date).is_some()) else {
        let problem = Diagnostic::error("expires-window", item.origin());
        diags.push(problem.arg("indicator", &indicator.id));
        return None;
    };
    let span = indicator.formula.span.clone();
    let day = Expr { node: Node::Column(date.clone()), ty: Type::Date, span: span.clone() };
    let kind = AggregateKind::Max;
    let latest = Aggregate { kind, arg: Some(day), filter: None, share: None, axis: None };
    let latest = Expr { node: Node::Aggregate(Box::new(latest)), ty: Type::Date, span };
    Some(Expiry { months, latest })
}
