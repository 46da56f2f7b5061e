//! Amounts of money and plain numbers do not mix: rupiah plus rupiah is rupiah, rupiah over rupiah
//! is a share, and rupiah plus a count is a mistake.

use crate::diag::{Diagnostic, Diagnostics};

use super::{AggregateKind, ArithOp, Expr, Function, Node, Scope};
use crate::spec::syntax::Text;

/// What kind of number an expression gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// One that fits everywhere: a literal, or a number nobody knows the kind of.
    Any,
    /// A count, a share, an index.
    Plain,
    /// An amount of money.
    Money,
}

/// Complains about every place of `expr` where money meets a plain number.
pub(super) fn check(expr: &Expr, text: &Text, scope: &dyn Scope, diags: &mut Diagnostics) {
    let mut mixed = vec![];
    amount(expr, scope, &mut |expr| mixed.push(expr.clone()));
    for expr in mixed {
        let found = expr.to_string();
        let code = match expr.node {
            Node::Arith(ArithOp::Multiply, ..) => "money-times-money",
            _ => "money-and-number",
        };
        diags.push(Diagnostic::error(code, text.origin(expr.span)).arg("found", found));
    }
}

/// The kind of number that a checked expression gives.
pub fn of(expr: &Expr, scope: &dyn Scope) -> Amount {
    amount(expr, scope, &mut |_| {})
}

fn amount(expr: &Expr, scope: &dyn Scope, tell: &mut dyn FnMut(&Expr)) -> Amount {
    match &expr.node {
        Node::Column(name) => match scope.column(name) {
            Some(info) if info.is_money => Amount::Money,
            _ => Amount::Plain,
        },
        Node::Number(_) | Node::Null | Node::Indicator(_) => Amount::Any,
        Node::Negate(a) | Node::Earlier(_, a) | Node::Office(a) => amount(a, scope, tell),
        Node::Arith(op, a, b) => {
            let (x, y) = (amount(a, scope, tell), amount(b, scope, tell));
            arith(*op, x, y).unwrap_or_else(|| {
                tell(expr);
                Amount::Any
            })
        }
        Node::Compare(_, a, b) => {
            same(expr, &[a, b], scope, tell);
            Amount::Plain
        }
        Node::In(a, list) => {
            let all: Vec<&Expr> = std::iter::once(&**a).chain(list).collect();
            same(expr, &all, scope, tell);
            Amount::Plain
        }
        Node::Case(arms, otherwise) => {
            for (when, _) in arms {
                amount(when, scope, tell);
            }
            let results = arms.iter().map(|(_, then)| then).chain(otherwise.as_deref());
            same(expr, &results.collect::<Vec<_>>(), scope, tell)
        }
        Node::Call(function, args) => call(expr, *function, args, scope, tell),
        Node::Aggregate(aggregate) => {
            if let Some(filter) = &aggregate.filter {
                amount(filter, scope, tell);
            }
            let inner = aggregate.arg.as_ref().map(|arg| amount(arg, scope, tell));
            match aggregate.kind {
                AggregateKind::Count | AggregateKind::CountDistinct => Amount::Plain,
                _ => inner.unwrap_or(Amount::Plain),
            }
        }
        Node::Lookup(_, args) => {
            for arg in args {
                amount(arg, scope, tell);
            }
            Amount::Any
        }
        _ => {
            for child in expr.children() {
                amount(child, scope, tell);
            }
            Amount::Plain
        }
    }
}

fn call(
    expr: &Expr,
    function: Function,
    args: &[Expr],
    scope: &dyn Scope,
    tell: &mut dyn FnMut(&Expr),
) -> Amount {
    if function.takes().is_none() {
        return same(expr, &args.iter().collect::<Vec<_>>(), scope, tell);
    }
    let mut kinds = args.iter().map(|arg| amount(arg, scope, tell)).collect::<Vec<_>>().into_iter();
    match function {
        Function::Abs | Function::Round => kinds.next().unwrap_or(Amount::Any),
        _ => Amount::Plain,
    }
}

/// The kind that all parts share; tells where there are two.
fn same(expr: &Expr, parts: &[&Expr], scope: &dyn Scope, tell: &mut dyn FnMut(&Expr)) -> Amount {
    let mut shared = Amount::Any;
    for part in parts {
        let own = amount(part, scope, tell);
        match (shared, own) {
            (Amount::Any, own) => shared = own,
            (_, Amount::Any) => {}
            (shared, own) if shared == own => {}
            _ => {
                tell(expr);
                return shared;
            }
        }
    }
    shared
}

/// The kind of a sum, product or quotient; nothing where it makes no sense.
fn arith(op: ArithOp, a: Amount, b: Amount) -> Option<Amount> {
    use Amount::{Any, Money, Plain};
    match (op, a, b) {
        (ArithOp::Add | ArithOp::Subtract, Money, Plain) => None,
        (ArithOp::Add | ArithOp::Subtract, Plain, Money) => None,
        (ArithOp::Multiply, Money, Money) => None,
        (ArithOp::Divide, _, Money) => Some(Plain),
        (_, Money, _) | (_, _, Money) => Some(Money),
        (_, Any, Any) => Some(Any),
        _ => Some(Plain),
    }
}
