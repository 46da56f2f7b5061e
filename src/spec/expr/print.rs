//! Formulas back to text, plain or with the numbers put in.

use std::fmt;

use super::{Aggregate, AggregateKind, ArithOp, CompareOp, Expr, Node};

/// What to write instead of an aggregate or an indicator, if anything.
pub type Substitute<'a> = &'a dyn Fn(&Expr) -> Option<String>;

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text(self, &|_| None))
    }
}

impl fmt::Display for Aggregate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&aggregate(self, &|_| None))
    }
}

/// The text of an expression, with some parts replaced.
pub fn text(expr: &Expr, substitute: Substitute<'_>) -> String {
    if let Some(other) = substitute(expr) {
        return other;
    }
    let inner = |expr: &Expr| text(expr, substitute);
    match &expr.node {
        Node::Column(name) => name.clone(),
        Node::Indicator(id) => id.to_string(),
        Node::Number(number) => number.to_plain(12),
        Node::Text(text) => format!("'{}'", text.replace('\'', "''")),
        Node::Date(date) => format!("DATE '{date}'"),
        Node::Bool(true) => "TRUE".to_owned(),
        Node::Bool(false) => "FALSE".to_owned(),
        Node::Null => "NULL".to_owned(),
        Node::AsOf => "AS_OF".to_owned(),
        Node::PeriodStart => "PERIOD_START".to_owned(),
        Node::PeriodEnd => "PERIOD_END".to_owned(),
        Node::Not(a) => negated(a, substitute),
        Node::Negate(a) => format!("-{}", guarded(a, 8, substitute)),
        Node::Arith(op, a, b) => {
            let level = level(&expr.node);
            let (sign, right) = match op {
                ArithOp::Add => ('+', level),
                ArithOp::Subtract => ('-', level + 1),
                ArithOp::Multiply => ('*', level),
                ArithOp::Divide => ('/', level + 1),
            };
            format!("{} {sign} {}", guarded(a, level, substitute), guarded(b, right, substitute))
        }
        Node::Compare(op, a, b) => {
            format!("{} {} {}", guarded(a, 4, substitute), sign(*op), guarded(b, 4, substitute))
        }
        Node::And(a, b) => {
            format!("{} AND {}", guarded(a, 2, substitute), guarded(b, 2, substitute))
        }
        Node::Or(a, b) => {
            format!("{} OR {}", guarded(a, 1, substitute), guarded(b, 1, substitute))
        }
        Node::Concat(a, b) => {
            format!("{} || {}", guarded(a, 4, substitute), guarded(b, 4, substitute))
        }
        Node::IsNull(a) => format!("{} IS NULL", guarded(a, 4, substitute)),
        Node::In(a, list) => {
            let list: Vec<String> = list.iter().map(inner).collect();
            format!("{} IN ({})", guarded(a, 4, substitute), list.join(", "))
        }
        Node::Like(a, pattern) => {
            format!("{} LIKE '{}'", guarded(a, 4, substitute), pattern.replace('\'', "''"))
        }
        Node::Case(arms, otherwise) => {
            let mut out = String::from("CASE");
            for (when, then) in arms {
                out.push_str(&format!(" WHEN {} THEN {}", inner(when), inner(then)));
            }
            if let Some(otherwise) = otherwise {
                out.push_str(&format!(" ELSE {}", inner(otherwise)));
            }
            out + " END"
        }
        Node::Call(function, args) => {
            let args: Vec<String> = args.iter().map(inner).collect();
            format!("{}({})", function.name(), args.join(", "))
        }
        Node::Lookup(lookup, args) => {
            let args: Vec<String> = args.iter().map(inner).collect();
            format!("LOOKUP({}, {})", lookup.name, args.join(", "))
        }
        Node::Earlier(how, a) => format!("{}({})", how.name(), inner(a)),
        Node::Office(a) => format!("OFFICE({})", inner(a)),
        Node::Aggregate(inner) => aggregate(inner, substitute),
    }
}

fn negated(expr: &Expr, substitute: Substitute<'_>) -> String {
    match &expr.node {
        Node::IsNull(a) => format!("{} IS NOT NULL", guarded(a, 4, substitute)),
        _ => format!("NOT {}", guarded(expr, 3, substitute)),
    }
}

fn aggregate(aggregate: &Aggregate, substitute: Substitute<'_>) -> String {
    let arg = aggregate.arg.as_ref().map_or("*".to_owned(), |arg| text(arg, substitute));
    let distinct = if aggregate.kind == AggregateKind::CountDistinct { "DISTINCT " } else { "" };
    let call = match &aggregate.share {
        Some(share) => {
            let share = share.to_plain(12);
            format!("{}({share}) WITHIN GROUP (ORDER BY {arg})", aggregate.kind.name())
        }
        None => format!("{}({distinct}{arg})", aggregate.kind.name()),
    };
    let filtered = match &aggregate.filter {
        Some(filter) => format!("{call} FILTER (WHERE {})", text(filter, substitute)),
        None => call,
    };
    match &aggregate.axis {
        Some(axis) => format!("ON_DATE({axis}, {filtered})"),
        None => filtered,
    }
}

/// The text of an expression, in brackets if it binds less than `least`.
fn guarded(expr: &Expr, least: u8, substitute: Substitute<'_>) -> String {
    let inner = text(expr, substitute);
    if level(&expr.node) < least && substitute(expr).is_none() {
        format!("({inner})")
    } else {
        inner
    }
}

fn level(node: &Node) -> u8 {
    match node {
        Node::Or(..) => 1,
        Node::And(..) => 2,
        Node::Not(_) => 3,
        Node::Compare(..) | Node::IsNull(_) | Node::In(..) | Node::Like(..) => 3,
        Node::Concat(..) => 4,
        Node::Arith(ArithOp::Add | ArithOp::Subtract, ..) => 5,
        Node::Arith(ArithOp::Multiply | ArithOp::Divide, ..) => 6,
        Node::Negate(_) => 7,
        _ => 9,
    }
}

fn sign(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Equal => "=",
        CompareOp::NotEqual => "<>",
        CompareOp::Less => "<",
        CompareOp::LessOrEqual => "<=",
        CompareOp::Greater => ">",
        CompareOp::GreaterOrEqual => ">=",
    }
}
