//! What may not be asked before a figure is: the cut-off date, and what has happened up to it.
//!
//! A `value` column and a rule are worked out when a file is read, once and for every figure. A
//! formula there that names `AS_OF` would see the end of time; a column made from an event would
//! know what happens after the cut-off.

use std::ops::Range;

use crate::diag::{Diagnostic, Diagnostics};

use super::dataset::{ColumnFrom, Dataset};
use super::expr::{Expr, Node};
use super::syntax::Text;

/// Complains about every part of `expr` that only a figure's cut-off could answer; `events` says
/// whether columns with events are such parts, too.
pub(super) fn no_cut_off(
    expr: &Expr,
    text: &Text,
    dataset: &Dataset,
    events: bool,
    diags: &mut Diagnostics,
) {
    let mut found: Vec<(Range<usize>, String)> = vec![];
    expr.walk(&mut |inner| {
        let name = match &inner.node {
            Node::Column(name) => {
                let asks = events && is_event(name, dataset) || asks_when(name, dataset);
                asks.then(|| name.clone())
            }
            node => moment(node).map(str::to_owned),
        };
        found.extend(name.map(|name| (inner.span.clone(), name)));
    });
    for (span, name) in found {
        let problem = Diagnostic::error("value-at-cut-off", text.origin(span));
        diags.push(problem.arg("name", name));
    }
}

/// The name of a moment that only a figure has.
fn moment(node: &Node) -> Option<&'static str> {
    match node {
        Node::AsOf => Some("AS_OF"),
        Node::PeriodStart => Some("PERIOD_START"),
        Node::PeriodEnd => Some("PERIOD_END"),
        _ => None,
    }
}

fn is_event(name: &str, dataset: &Dataset) -> bool {
    dataset.column(name).is_some_and(|column| column.event)
}

/// Whether a column is made from such a moment, by whatever detour.
fn asks_when(name: &str, dataset: &Dataset) -> bool {
    let expr = match dataset.column(name).map(|column| &column.from) {
        Some(ColumnFrom::Value(expr)) => expr,
        Some(_) => return false,
        None => match dataset.derived.iter().find(|derived| derived.name == name) {
            Some(derived) => &derived.expr,
            None => return false,
        },
    };
    let mut found = false;
    expr.walk(&mut |inner| match &inner.node {
        Node::Column(inner) => found |= asks_when(inner, dataset),
        node => found |= moment(node).is_some(),
    });
    found
}
