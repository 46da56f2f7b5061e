//! Deadlines: which indicators count what was done on or before a due day.

use super::expr::{Aggregate, AggregateKind, CompareOp, Expr, Node, Type};

/// The two days of a row that such an indicator compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline<'a> {
    /// Counts the rows whose days are compared.
    pub all: &'a Aggregate,
    /// The day on which it was done.
    pub done: &'a Expr,
    /// The last day on which it is in time.
    pub due: &'a Expr,
}

/// The days that a formula compares, where it is a share of the rows with `done <= due`.
pub fn deadline(formula: &Expr) -> Option<Deadline<'_>> {
    let (above, below) = formula.ratio()?;
    let (Node::Aggregate(above), Node::Aggregate(all)) = (&above.node, &below.node) else {
        return None;
    };
    let (done, due) = compared(above.filter.as_ref()?)?;
    (all.kind == AggregateKind::Count).then_some(Deadline { all, done, due })
}

fn compared(condition: &Expr) -> Option<(&Expr, &Expr)> {
    match &condition.node {
        Node::And(a, b) => compared(a).or_else(|| compared(b)),
        Node::Compare(CompareOp::LessOrEqual, a, b) => Some((&**a, &**b)),
        Node::Compare(CompareOp::GreaterOrEqual, a, b) => Some((&**b, &**a)),
        _ => None,
    }
    .filter(|(done, due)| is_day(done) && is_day(due))
}

fn is_day(expr: &Expr) -> bool {
    expr.ty == Type::Date && matches!(expr.node, Node::Column(_))
}
