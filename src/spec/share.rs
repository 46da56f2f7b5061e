//! Shares: which indicators count a part of the very rows that they divide by.
//!
//! A share of few rows says little (1 of 2 late is 50 %), and its value cannot leave the range from
//! nothing to all. Both hold only where the rows above are among the rows below, so the formula's
//! shape decides, not its unit: money divided by money is no share.

use crate::domain::Number;

use super::expr::{Aggregate, AggregateKind, ArithOp, Expr, Node};

/// A formula that counts a part of the rows it divides by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// What the whole comes to: 100 in percent.
    pub whole: Number,
    /// Whether the shares of periods that share no row may be added up: both sides count rows.
    pub adds_up: bool,
}

/// What a formula is as a share, if it is one.
pub fn share(formula: &Expr) -> Option<Share> {
    let (numerator, denominator) = formula.ratio()?;
    let whole = factor(formula);
    let below = counted(denominator)?;
    let adds_up = |above: &Aggregate| {
        above.kind == AggregateKind::Count && below.kind == AggregateKind::Count
    };
    if let Some(above) = counted(numerator) {
        return is_part(above, below).then(|| Share { whole, adds_up: adds_up(above) });
    }
    // What is left of the whole when a part is taken away is a part too.
    let Node::Arith(ArithOp::Subtract, all, part) = &numerator.node else { return None };
    let (all, part) = (counted(all)?, counted(part)?);
    (all.to_string() == below.to_string() && is_part(part, below))
        .then(|| Share { whole, adds_up: adds_up(part) })
}

/// Whether a formula is one count of rows or of different values.
pub fn is_count(formula: &Expr) -> bool {
    counted(formula).is_some()
}

/// The aggregate of a formula that is nothing but one count of rows.
pub fn counted_rows(formula: &Expr) -> Option<&Aggregate> {
    counted(formula).filter(|one| one.kind == AggregateKind::Count)
}

/// Whether a formula is nothing but a mean or a median of rows: it rests on as many as took part.
pub fn is_middle(formula: &Expr) -> bool {
    let Node::Aggregate(aggregate) = &formula.node else { return false };
    let middles = [AggregateKind::Avg, AggregateKind::Median, AggregateKind::Percentile];
    middles.contains(&aggregate.kind)
}

/// The constant that a ratio is multiplied with.
pub fn factor(formula: &Expr) -> Number {
    let Node::Arith(op, a, b) = &formula.node else { return Number::one() };
    match (op, &a.node, &b.node) {
        (ArithOp::Multiply, Node::Number(by), _) => by * &factor(b),
        (ArithOp::Multiply, _, Node::Number(by)) => by * &factor(a),
        (ArithOp::Divide, ..) => factor(a),
        _ => Number::one(),
    }
}

fn counted(expr: &Expr) -> Option<&Aggregate> {
    let Node::Aggregate(aggregate) = &expr.node else { return None };
    let counts = [AggregateKind::Count, AggregateKind::CountDistinct];
    counts.contains(&aggregate.kind).then_some(&**aggregate)
}

/// Whether everything that `part` counts is counted by `whole` too.
fn is_part(part: &Aggregate, whole: &Aggregate) -> bool {
    let mut known: Vec<&Expr> = part.filter.iter().collect();
    let mut present: Vec<&str> = vec![];
    if let Some(Node::Column(name)) = part.arg.as_ref().map(|arg| &arg.node) {
        present.push(name);
    }
    split(&mut known);
    // Rows that another day lets in are other rows.
    if part.axis != whole.axis {
        return false;
    }
    let same_things = match whole.kind {
        AggregateKind::CountDistinct => {
            let arg = |one: &Aggregate| one.arg.as_ref().map(Expr::to_string);
            part.kind == whole.kind && arg(part) == arg(whole)
        }
        _ => whole.arg.as_ref().is_none_or(|arg| present_in(arg, &known, &present)),
    };
    same_things && whole.filter.as_ref().is_none_or(|filter| holds(filter, &known, &present))
}

/// Takes conditions joined by AND apart.
fn split(known: &mut Vec<&Expr>) {
    let mut at = 0;
    while at < known.len() {
        if let Node::And(a, b) = &known[at].node {
            known[at] = a;
            known.push(b);
        } else {
            at += 1;
        }
    }
}

/// Whether `goal` follows from what is known of a row.
fn holds(goal: &Expr, known: &[&Expr], present: &[&str]) -> bool {
    match &goal.node {
        Node::And(a, b) => holds(a, known, present) && holds(b, known, present),
        Node::Or(a, b) => holds(a, known, present) || holds(b, known, present),
        Node::Not(inner) => match &inner.node {
            Node::IsNull(column) => present_in(column, known, present),
            _ => known.iter().any(|one| same(one, goal)),
        },
        _ => known.iter().any(|one| same(one, goal)),
    }
}

/// Whether two expressions say the same, wherever they stand.
fn same(a: &Expr, b: &Expr) -> bool {
    a.to_string() == b.to_string()
}

/// Whether a column must hold something: it is counted, or a condition on it is known to hold.
fn present_in(column: &Expr, known: &[&Expr], present: &[&str]) -> bool {
    let Node::Column(name) = &column.node else { return false };
    let asks = |one: &&Expr| match &one.node {
        Node::Compare(_, a, b) => same(a, column) || same(b, column),
        Node::In(a, _) | Node::Like(a, _) => same(a, column),
        Node::Not(inner) => matches!(&inner.node, Node::IsNull(a) if same(a, column)),
        _ => false,
    };
    present.contains(&name.as_str()) || known.iter().any(asks)
}
