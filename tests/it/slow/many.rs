//! What a formula over many rows, or over other figures, comes to: of two blanks the graver stays.

use std::collections::BTreeSet;

use zona::domain::Blank;
use zona::spec::expr::{AggregateKind, Expr, Function, Node};

use super::call::{Got, arith, call, compare, concat, like, negated, text, truth};
use super::row::{Moment, Tools};
use super::value::{BA, Fig, R, TB, V, count, exact, root, rounded, whole};

/// The gravest blank among figures, if one of them is blank.
fn gravest(figures: &[Fig]) -> Option<Blank> {
    figures.iter().filter_map(|figure| figure.as_ref().err().copied()).max()
}

/// The value of an expression; `leaf` tells what aggregates, columns and other figures are.
pub(super) fn eval(expr: &Expr, leaf: &dyn Fn(&Expr) -> Fig, moment: Moment, tools: &Tools) -> Fig {
    let inner = |expr: &Expr| eval(expr, leaf, moment, tools);
    let all = |exprs: &[&Expr], make: &dyn Fn(&[V]) -> Fig| {
        let figures: Vec<Fig> = exprs.iter().map(|expr| inner(expr)).collect();
        match gravest(&figures) {
            Some(blank) => Err(blank),
            None => make(&figures.into_iter().map(Result::unwrap).collect::<Vec<V>>()),
        }
    };
    match &expr.node {
        Node::Aggregate(_)
        | Node::Indicator(_)
        | Node::Earlier(..)
        | Node::Office(_)
        | Node::Prior(..)
        | Node::Column(_) => leaf(expr),
        Node::Number(number) => Ok(V::Num(exact(number))),
        Node::Text(text) => Ok(V::Text(text.clone())),
        Node::Date(day) => Ok(V::Day(*day)),
        Node::Bool(truth) => Ok(V::Truth(*truth)),
        Node::Null => Err(BA),
        Node::AsOf => Ok(V::Day(moment.as_of)),
        Node::PeriodStart => Ok(V::Day(moment.start)),
        Node::PeriodEnd => Ok(V::Day(moment.end)),
        Node::Not(a) => all(&[a], &|v| Ok(V::Truth(!truth(&v[0])))),
        Node::Negate(a) => all(&[a], &|v| Ok(negated(&v[0]))),
        Node::Arith(op, a, b) => all(&[a, b], &|v| arith(*op, &v[0], &v[1]).ok_or(TB)),
        Node::Compare(op, a, b) => all(&[a, b], &|v| Ok(compare(*op, &v[0], &v[1]))),
        Node::Concat(a, b) => all(&[a, b], &|v| Ok(concat(&v[0], &v[1]))),
        Node::Like(a, pattern) => all(&[a], &|v| {
            let text: Vec<char> = text(&v[0]).chars().collect();
            let pattern: Vec<char> = pattern.chars().collect();
            Ok(V::Truth(like(&text, &pattern)))
        }),
        Node::And(a, b) => decided(inner(a), inner(b), false),
        Node::Or(a, b) => decided(inner(a), inner(b), true),
        Node::IsNull(a) => match inner(a) {
            Ok(_) => Ok(V::Truth(false)),
            Err(Blank::NotApplicable) => Ok(V::Truth(true)),
            Err(open) => Err(open),
        },
        Node::In(a, list) => {
            let sought = inner(a);
            let mut figures: Vec<Fig> = list.iter().map(inner).collect();
            if sought.is_ok() && figures.contains(&sought) {
                return Ok(V::Truth(true));
            }
            figures.push(sought);
            gravest(&figures).map_or(Ok(V::Truth(false)), Err)
        }
        Node::Case(arms, otherwise) => {
            for (when, then) in arms {
                if inner(when)? == V::Truth(true) {
                    return inner(then);
                }
            }
            otherwise.as_ref().map_or(Err(BA), |expr| inner(expr))
        }
        Node::Call(Function::Coalesce, args) => {
            // Only what does not apply may be stood in for.
            for arg in args {
                let figure = inner(arg);
                if figure != Err(TB) {
                    return figure;
                }
            }
            Err(TB)
        }
        Node::Call(function, args) => {
            let args: Vec<&Expr> = args.iter().collect();
            all(&args, &|values| match call(*function, values, &tools.holidays) {
                Got::Is(value) => Ok(value),
                Got::NotApplicable => Err(TB),
                Got::Nothing | Got::OffList(_) => Err(BA),
            })
        }
        Node::Lookup(table, args) => {
            let args: Vec<&Expr> = args.iter().collect();
            all(&args, &|keys| tools.look_up(table, &keys.to_vec()).map(V::Num).ok_or(BA))
        }
    }
}

/// AND (one false decides) and OR (one true decides); else the graver blank stays.
fn decided(a: Fig, b: Fig, decider: bool) -> Fig {
    let is = Ok(V::Truth(decider));
    if a == is || b == is {
        return is;
    }
    gravest(&[a, b]).map_or(Ok(V::Truth(!decider)), Err)
}

/// What an aggregate makes of values that are there, each with the day of its row; `rows` took
/// part, some of them perhaps without a value.
pub(super) fn aggregate(
    kind: AggregateKind,
    share: Option<&R>,
    rows: usize,
    values: Vec<(Option<V>, V)>,
    empty: Blank,
) -> Fig {
    match kind {
        AggregateKind::Count => return count(values.len()),
        AggregateKind::CountDistinct => {
            let different: BTreeSet<V> = values.into_iter().map(|(_, value)| value).collect();
            return count(different.len());
        }
        AggregateKind::Sum if rows == 0 => return Ok(V::Num(whole(0))),
        _ if rows == 0 => return Err(TB),
        _ if values.is_empty() => return Err(empty),
        AggregateKind::First | AggregateKind::Last => {
            let days = values.iter().map(|(day, _)| day.clone());
            let day = if kind == AggregateKind::First { days.min() } else { days.max() };
            let mut there = values.into_iter().filter(|(own, _)| Some(own) == day.as_ref());
            let value = there.next().expect("one of that day").1;
            return if there.all(|(_, other)| other == value) { Ok(value) } else { Err(BA) };
        }
        AggregateKind::Min => return Ok(values.into_iter().map(|(_, v)| v).min().expect("one")),
        AggregateKind::Max => return Ok(values.into_iter().map(|(_, v)| v).max().expect("one")),
        _ => {}
    }
    let number = |(_, value): (Option<V>, V)| match value {
        V::Num(number) => number,
        other => panic!("{other:?} is no number"),
    };
    let mut numbers: Vec<R> = values.into_iter().map(number).collect();
    numbers.sort();
    let n = numbers.len();
    let sum = || numbers.iter().fold(whole(0), |sum, one| sum + one);
    let mean = || sum() / whole(n as i64);
    let squares = || {
        let mean = mean();
        numbers.iter().fold(whole(0), |sum, one| sum + (one - &mean) * (one - &mean))
    };
    Ok(V::Num(match kind {
        AggregateKind::Sum => sum(),
        AggregateKind::Avg => mean(),
        AggregateKind::Median => lies(&numbers, &R::new(1.into(), 2.into())),
        AggregateKind::Percentile => lies(&numbers, share.expect("a share")),
        AggregateKind::Stddev if n == 1 => return Err(TB),
        AggregateKind::Stddev => root(&(squares() / whole(n as i64 - 1))),
        AggregateKind::StddevPop => root(&(squares() / whole(n as i64))),
        other => panic!("{other:?} stands above"),
    }))
}

/// The value below which a share of sorted numbers lies, between two of them in proportion.
fn lies(numbers: &[R], share: &R) -> R {
    let place = share * whole(numbers.len() as i64 - 1);
    let mut below = 0;
    while whole(below as i64 + 1) <= place {
        below += 1;
    }
    let way = &place - whole(below as i64);
    match numbers.get(below + 1) {
        Some(next) => &numbers[below] + way * (next - &numbers[below]),
        None => numbers[below].clone(),
    }
}

/// A half is rounded away from zero, which no test of the packs may hang on unseen.
#[test]
fn halves_go_away_from_zero() {
    let of = |text: &str| text.parse::<R>().expect("a fraction");
    assert_eq!(rounded(&of("71805/1000"), 2), of("7181/100"));
    assert_eq!(rounded(&of("-1/2"), 0), of("-1"));
    assert_eq!(root(&of("2")), of("1414213562373/1000000000000"));
    assert_eq!(root(&of("9/4")), of("3/2"));
}
