//! Branches of a `CASE` that can never be taken: an earlier branch already takes every row that
//! they would, or their own condition contradicts itself.

use std::collections::BTreeSet;

use crate::diag::{Diagnostic, Diagnostics};
use crate::domain::{Date, Number};

use super::{CompareOp, Expr, Node};
use crate::spec::syntax::Text;

/// A value that is written down.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Literal {
    Number(Number),
    Date(Date),
    Text(String),
}

/// The values that a part of a condition lets through.
#[derive(Clone, Debug)]
enum Values {
    /// Between two edges, each with whether it belongs to it; open where there is none.
    Range(Option<(Literal, bool)>, Option<(Literal, bool)>),
    OneOf(BTreeSet<Literal>),
    AllBut(Literal),
}

/// A condition as parts that must all hold: what is asked of which expression.
type Parts = Vec<(String, Values)>;

/// Complains about every branch that no row can reach.
pub(super) fn check(expr: &Expr, text: &Text, diags: &mut Diagnostics) {
    expr.walk(&mut |inner| {
        let Node::Case(arms, otherwise) = &inner.node else { return };
        let mut earlier: Vec<&Expr> = vec![];
        for (when, _) in arms {
            let dead = is_never(when) || earlier.iter().any(|before| takes_all(before, when));
            if dead {
                tell(when, text, diags);
            }
            earlier.push(when);
        }
        let always = |when: &&Expr| when.node == Node::Bool(true);
        if let Some(otherwise) = otherwise.as_deref().filter(|_| earlier.iter().any(always)) {
            tell(otherwise, text, diags);
        }
    });
}

fn tell(branch: &Expr, text: &Text, diags: &mut Diagnostics) {
    let problem = Diagnostic::error("unreachable-branch", text.origin(branch.span.clone()));
    diags.push(problem.arg("branch", branch));
}

/// Whether a branch takes every row that a later one would take.
fn takes_all(before: &Expr, later: &Expr) -> bool {
    if before.node == Node::Bool(true) || before.to_string() == later.to_string() {
        return true;
    }
    let (Some(before), Some(later)) = (parts(before), parts(later)) else { return false };
    before.iter().all(|(what, wide)| {
        later.iter().any(|(other, narrow)| what == other && narrow.lies_within(wide))
    })
}

fn is_never(when: &Expr) -> bool {
    if when.node == Node::Bool(false) {
        return true;
    }
    let parts = parts(when).unwrap_or_default();
    let clash = |(at, (what, one)): (usize, &(String, Values))| {
        parts[at + 1..].iter().any(|(other, two)| what == other && one.excludes(two))
    };
    parts.iter().enumerate().any(clash)
}

/// The parts of a condition that compares with literals, joined by AND; nothing for any other.
fn parts(when: &Expr) -> Option<Parts> {
    match &when.node {
        Node::And(a, b) => {
            let mut all = parts(a)?;
            all.extend(parts(b)?);
            Some(all)
        }
        Node::Compare(op, a, b) => match (literal(a), literal(b)) {
            (None, Some(value)) => Some(vec![(a.to_string(), Values::of(*op, value))]),
            (Some(value), None) => Some(vec![(b.to_string(), Values::of(flipped(*op), value))]),
            _ => None,
        },
        Node::In(a, list) => {
            let list: Option<BTreeSet<Literal>> = list.iter().map(literal).collect();
            Some(vec![(a.to_string(), Values::OneOf(list?))])
        }
        _ => None,
    }
}

fn literal(expr: &Expr) -> Option<Literal> {
    match &expr.node {
        Node::Number(number) => Some(Literal::Number(number.clone())),
        Node::Date(date) => Some(Literal::Date(*date)),
        Node::Text(text) => Some(Literal::Text(text.clone())),
        Node::Negate(inner) => match literal(inner)? {
            Literal::Number(number) => Some(Literal::Number(-&number)),
            _ => None,
        },
        _ => None,
    }
}

fn flipped(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Less => CompareOp::Greater,
        CompareOp::LessOrEqual => CompareOp::GreaterOrEqual,
        CompareOp::Greater => CompareOp::Less,
        CompareOp::GreaterOrEqual => CompareOp::LessOrEqual,
        other => other,
    }
}

impl Values {
    fn of(op: CompareOp, value: Literal) -> Self {
        match op {
            CompareOp::Equal => Values::OneOf([value].into()),
            CompareOp::NotEqual => Values::AllBut(value),
            CompareOp::Less => Values::Range(None, Some((value, false))),
            CompareOp::LessOrEqual => Values::Range(None, Some((value, true))),
            CompareOp::Greater => Values::Range(Some((value, false)), None),
            CompareOp::GreaterOrEqual => Values::Range(Some((value, true)), None),
        }
    }

    fn holds(&self, value: &Literal) -> bool {
        match self {
            Values::Range(low, high) => {
                low.as_ref().is_none_or(|(edge, closed)| value > edge || *closed && value == edge)
                    && high
                        .as_ref()
                        .is_none_or(|(edge, closed)| value < edge || *closed && value == edge)
            }
            Values::OneOf(list) => list.contains(value),
            Values::AllBut(other) => value != other,
        }
    }

    /// Whether every value of this one is one of the other.
    fn lies_within(&self, wide: &Values) -> bool {
        match (self, wide) {
            (Values::OneOf(list), wide) => list.iter().all(|value| wide.holds(value)),
            (Values::AllBut(a), Values::AllBut(b)) => a == b,
            (narrow @ Values::Range(..), Values::AllBut(value)) => !narrow.holds(value),
            (Values::Range(low, high), Values::Range(wide_low, wide_high)) => {
                let below = wide_low.as_ref().is_none_or(|(edge, closed)| {
                    let own = low.as_ref();
                    own.is_some_and(|(own, shut)| own > edge || own == edge && (*closed || !shut))
                });
                let above = wide_high.as_ref().is_none_or(|(edge, closed)| {
                    let own = high.as_ref();
                    own.is_some_and(|(own, shut)| own < edge || own == edge && (*closed || !shut))
                });
                below && above
            }
            _ => false,
        }
    }

    /// Whether no value can be in both.
    fn excludes(&self, other: &Values) -> bool {
        match (self, other) {
            (Values::OneOf(list), other) | (other, Values::OneOf(list)) => {
                !list.iter().any(|value| other.holds(value))
            }
            (Values::Range(low, high), Values::Range(other_low, other_high)) => {
                apart(high, other_low) || apart(other_high, low)
            }
            _ => false,
        }
    }
}

/// Whether an upper edge lies below a lower one.
fn apart(high: &Option<(Literal, bool)>, low: &Option<(Literal, bool)>) -> bool {
    match (high, low) {
        (Some((high, high_shut)), Some((low, low_shut))) => {
            high < low || high == low && !(*high_shut && *low_shut)
        }
        _ => false,
    }
}
