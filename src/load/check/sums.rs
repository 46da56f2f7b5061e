//! Exact statistics over a few rows of a finished table, without the engine of figures.

use std::collections::BTreeSet;

use crate::domain::Number;
use crate::spec::expr::{Aggregate, AggregateKind, ArithOp, Expr, Function, Node, Scalar};

use super::row::Rows;

/// The value of a formula over some rows; nothing where a part of it is nothing.
pub(super) fn value(expr: &Expr, rows: &Rows<'_>, members: &[usize]) -> Option<Number> {
    let inner = |expr: &Expr| value(expr, rows, members);
    match &expr.node {
        Node::Number(number) => Some(number.clone()),
        Node::Negate(a) => Some(-&inner(a)?),
        Node::Arith(op, a, b) => {
            let (a, b) = (inner(a)?, inner(b)?);
            match op {
                ArithOp::Add => Some(&a + &b),
                ArithOp::Subtract => Some(&a - &b),
                ArithOp::Multiply => Some(&a * &b),
                ArithOp::Divide => a.checked_div(&b),
            }
        }
        Node::Call(Function::Abs, args) => Some(inner(args.first()?)?.abs()),
        Node::Aggregate(aggregate) => reduced(aggregate, rows, members),
        _ => None,
    }
}

fn reduced(aggregate: &Aggregate, rows: &Rows<'_>, members: &[usize]) -> Option<Number> {
    let own: Vec<usize> =
        members.iter().copied().filter(|row| rows.passes(&aggregate.filter, *row)).collect();
    let count = |count: usize| Some(Number::from(count as i64));
    let Some(arg) = &aggregate.arg else { return count(own.len()) };
    let cells = own.iter().map(|row| rows.eval(arg, *row)).filter(|cell| *cell != Scalar::Null);
    let cells: Vec<Scalar> = cells.collect();
    match aggregate.kind {
        AggregateKind::Count => return count(cells.len()),
        AggregateKind::CountDistinct => return count(cells.iter().collect::<BTreeSet<_>>().len()),
        _ => {}
    }
    let mut numbers: Vec<Number> = cells.iter().filter_map(number).collect();
    match aggregate.kind {
        AggregateKind::Sum if own.is_empty() => Some(Number::zero()),
        _ if numbers.is_empty() => None,
        AggregateKind::Sum => Some(sum(&numbers)),
        AggregateKind::Avg => sum(&numbers).checked_div(&Number::from(numbers.len() as i64)),
        AggregateKind::Min => numbers.into_iter().min(),
        AggregateKind::Max => numbers.into_iter().max(),
        _ => median(&mut numbers),
    }
}

/// The number of a cell, if it is one.
pub(super) fn number(cell: &Scalar) -> Option<Number> {
    cell.number().map(|number| number.to_number())
}

/// The sum.
pub(super) fn sum(numbers: &[Number]) -> Number {
    numbers.iter().fold(Number::zero(), |sum, number| &sum + number)
}

/// The middle one, or the mean of the middle two; sorts them.
pub(super) fn median(numbers: &mut [Number]) -> Option<Number> {
    numbers.sort();
    let upper = numbers.get(numbers.len() / 2)?;
    if numbers.len() % 2 == 1 {
        return Some(upper.clone());
    }
    (&numbers[numbers.len() / 2 - 1] + upper).checked_div(&Number::from(2u32))
}
