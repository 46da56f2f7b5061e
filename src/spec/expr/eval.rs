//! What an expression about one row gives for a row. Three-valued, as SQL has it: a condition on
//! nothing is unknown. Arithmetic is exact; what does not fit is an [`Overflow`], never a guess.

use std::cmp::Ordering;
use std::sync::Arc;

use chrono::{Datelike, Months};

use crate::domain::{Calendar, Date, Decimal, Grain, Period};

use super::{ArithOp, Expr, Function, Node};

/// A value of one cell.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scalar {
    /// Nothing.
    Null,
    /// An exact number.
    Number(Decimal),
    /// Words.
    Text(Arc<str>),
    /// A day.
    Date(Date),
    /// True or false.
    Bool(bool),
}

/// A row of a table.
pub trait Row {
    /// The value of a column; `Null` if there is nothing.
    fn get(&self, column: &str) -> Scalar;

    /// Whether the value of a column hangs on a day whose holidays nobody listed.
    fn is_unknown(&self, _column: &str) -> bool {
        false
    }
}

/// What stands outside the rows.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// Working days.
    pub calendar: &'a Calendar,
    /// The cut-off date.
    pub as_of: Date,
    /// The first day of the window.
    pub start: Date,
    /// The last day of the window.
    pub end: Date,
}

/// A number became too large to be held exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overflow;

type Outcome = Result<Scalar, Overflow>;

impl Scalar {
    /// Whether a condition holds; unknown does not.
    pub fn holds(&self) -> bool {
        *self == Scalar::Bool(true)
    }

    /// The number, if it is one.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Scalar::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The day, if it is one.
    pub fn date(&self) -> Option<Date> {
        match self {
            Scalar::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// The words, if it is words.
    pub fn text(&self) -> Option<&Arc<str>> {
        match self {
            Scalar::Text(text) => Some(text),
            _ => None,
        }
    }

    fn truth(&self) -> Option<bool> {
        match self {
            Scalar::Bool(truth) => Some(*truth),
            _ => None,
        }
    }

    fn compared(&self, other: &Self) -> Option<Ordering> {
        let known = *self != Scalar::Null && *other != Scalar::Null;
        known.then(|| self.cmp(other))
    }
}

fn known(truth: Option<bool>) -> Scalar {
    truth.map_or(Scalar::Null, Scalar::Bool)
}

/// The value of `expr` for `row`.
///
/// # Errors
///
/// [`Overflow`] when a number does not fit in 38 digits.
pub fn eval(expr: &Expr, row: &dyn Row, moment: &Moment<'_>) -> Outcome {
    let inner = |expr: &Expr| eval(expr, row, moment);
    Ok(match &expr.node {
        Node::Column(name) => row.get(name),
        Node::Number(number) => Scalar::Number(Decimal::from_number(number).ok_or(Overflow)?),
        Node::Text(text) => Scalar::Text(Arc::from(text.as_str())),
        Node::Date(date) => Scalar::Date(*date),
        Node::Bool(truth) => Scalar::Bool(*truth),
        Node::AsOf => Scalar::Date(moment.as_of),
        Node::PeriodStart => Scalar::Date(moment.start),
        Node::PeriodEnd => Scalar::Date(moment.end),
        Node::Not(a) => known(inner(a)?.truth().map(|truth| !truth)),
        Node::Negate(a) => match inner(a)?.number() {
            Some(number) => Scalar::Number(number.negated().ok_or(Overflow)?),
            None => Scalar::Null,
        },
        Node::Arith(op, a, b) => arith(*op, &inner(a)?, &inner(b)?)?,
        Node::Compare(op, a, b) => known(inner(a)?.compared(&inner(b)?).map(|o| op.holds(o))),
        Node::And(a, b) => match inner(a)?.truth() {
            Some(false) => Scalar::Bool(false),
            left => match (left, inner(b)?.truth()) {
                (_, Some(false)) => Scalar::Bool(false),
                (Some(true), Some(true)) => Scalar::Bool(true),
                _ => Scalar::Null,
            },
        },
        Node::Or(a, b) => match inner(a)?.truth() {
            Some(true) => Scalar::Bool(true),
            left => match (left, inner(b)?.truth()) {
                (_, Some(true)) => Scalar::Bool(true),
                (Some(false), Some(false)) => Scalar::Bool(false),
                _ => Scalar::Null,
            },
        },
        Node::Concat(a, b) => match (inner(a)?.text(), inner(b)?.text()) {
            (Some(a), Some(b)) => Scalar::Text(Arc::from(format!("{a}{b}"))),
            _ => Scalar::Null,
        },
        Node::IsNull(a) => Scalar::Bool(inner(a)? == Scalar::Null),
        Node::In(a, list) => {
            let value = inner(a)?;
            let mut unknown = value == Scalar::Null;
            let mut found = false;
            for item in list {
                match value.compared(&inner(item)?) {
                    Some(Ordering::Equal) => found = true,
                    None => unknown = true,
                    _ => {}
                }
            }
            if found { Scalar::Bool(true) } else { known((!unknown).then_some(false)) }
        }
        Node::Like(a, pattern) => known(inner(a)?.text().map(|text| like(text, pattern))),
        Node::Case(arms, otherwise) => {
            for (when, then) in arms {
                if inner(when)?.holds() {
                    return inner(then);
                }
            }
            otherwise.as_ref().map_or(Ok(Scalar::Null), |expr| inner(expr))?
        }
        Node::Call(function, args) => {
            let args: Result<Vec<Scalar>, Overflow> = args.iter().map(inner).collect();
            call(*function, &args?, moment)?
        }
        Node::Lookup(lookup, args) => {
            let keys: Result<Vec<Scalar>, Overflow> = args.iter().map(inner).collect();
            match lookup.get(&keys?) {
                Some(number) => Scalar::Number(Decimal::from_number(number).ok_or(Overflow)?),
                None => Scalar::Null,
            }
        }
        Node::Null
        | Node::Indicator(_)
        | Node::Aggregate(_)
        | Node::Earlier(..)
        | Node::Office(_) => Scalar::Null,
    })
}

fn arith(op: ArithOp, a: &Scalar, b: &Scalar) -> Outcome {
    let (Some(a), Some(b)) = (a.number(), b.number()) else { return Ok(Scalar::Null) };
    let result = match op {
        ArithOp::Add => a.checked_add(b),
        ArithOp::Subtract => a.checked_sub(b),
        ArithOp::Multiply => a.checked_mul(b),
        ArithOp::Divide => unreachable!("division per row is refused when formulas are checked"),
    };
    result.map(Scalar::Number).ok_or(Overflow)
}

fn call(function: Function, args: &[Scalar], moment: &Moment<'_>) -> Outcome {
    let number = |at: usize| args.get(at).and_then(Scalar::number);
    let date = |at: usize| args.get(at).and_then(Scalar::date);
    let count = |at: usize| number(at).and_then(Decimal::to_i64);
    let whole =
        |value: Option<i64>| value.map_or(Scalar::Null, |v| Scalar::Number(Decimal::whole(v)));
    let day = |value: Option<Date>| value.map_or(Scalar::Null, Scalar::Date);
    let year = |at: usize| count(at).and_then(|year| i32::try_from(year).ok());
    let index = |at: usize| count(at).and_then(|index| u32::try_from(index).ok());
    let last = |grain, index: Option<u32>| {
        day(year(0).zip(index).and_then(|(y, i)| Period::new(y, grain, i)).map(Period::end))
    };
    // The holidays as known on a day that is nothing: then nobody knows.
    let known = args.get(2).is_none_or(|arg| *arg != Scalar::Null);
    Ok(match function {
        Function::Abs => match number(0) {
            Some(n) if n.mantissa < 0 => Scalar::Number(n.negated().ok_or(Overflow)?),
            Some(n) => Scalar::Number(n),
            None => Scalar::Null,
        },
        Function::Round => match number(0).zip(index(1)) {
            Some((n, digits)) => Scalar::Number(n.round(digits).ok_or(Overflow)?),
            None => Scalar::Null,
        },
        Function::Least => extreme(args, Ordering::Less),
        Function::Greatest => extreme(args, Ordering::Greater),
        Function::Coalesce => {
            args.iter().find(|arg| **arg != Scalar::Null).cloned().unwrap_or(Scalar::Null)
        }
        Function::NullIf if args.first() == args.get(1) => Scalar::Null,
        Function::NullIf => args.first().cloned().unwrap_or(Scalar::Null),
        Function::Workdays => {
            let days = |(a, b)| moment.calendar.workdays_known(a, b, date(2));
            whole(date(0).zip(date(1)).filter(|_| known).and_then(days))
        }
        Function::AddWorkdays => {
            let later = |(d, n)| moment.calendar.add_workdays_known(d, n, date(2));
            day(date(0).zip(index(1)).filter(|_| known).and_then(later))
        }
        Function::AddDays => day(date(0).zip(count(1)).and_then(|(d, n)| add_days(d, n))),
        Function::MonthsBetween => {
            whole(date(0).zip(date(1)).and_then(|(a, b)| months_between(a, b)))
        }
        Function::Days => whole(date(0).zip(date(1)).map(|(a, b)| (b - a).num_days())),
        Function::Year => whole(date(0).map(|d| i64::from(d.year()))),
        Function::Quarter => whole(date(0).map(|d| i64::from(d.quarter()))),
        Function::Month => whole(date(0).map(|d| i64::from(d.month()))),
        Function::MonthEnd => last(Grain::Month, index(1)),
        Function::QuarterEnd => last(Grain::Quarter, index(1)),
        Function::YearEnd => last(Grain::Year, Some(1)),
        Function::Left => match args.first().and_then(Scalar::text).zip(index(1)) {
            Some((text, n)) => {
                Scalar::Text(text.chars().take(n as usize).collect::<String>().into())
            }
            None => Scalar::Null,
        },
    })
}

/// The day so many calendar days later, or earlier.
pub fn add_days(day: Date, n: i64) -> Option<Date> {
    day.checked_add_signed(chrono::TimeDelta::try_days(n)?)
}

/// The whole months that have passed from a day to another; negative when the other is earlier.
///
/// A month has passed on the same day of the next one, or on its last day where it is shorter.
pub fn months_between(from: Date, to: Date) -> Option<i64> {
    if to < from {
        return months_between(to, from).map(|months| -months);
    }
    let calendar =
        i64::from(to.year() - from.year()) * 12 + i64::from(to.month()) - i64::from(from.month());
    let months = u32::try_from(calendar).ok()?;
    let passed = from.checked_add_months(Months::new(months))? <= to;
    Some(calendar - i64::from(!passed))
}

/// The smallest or largest; nothing if any is nothing.
fn extreme(args: &[Scalar], wanted: Ordering) -> Scalar {
    let mut best: Option<&Scalar> = None;
    for arg in args {
        if *arg == Scalar::Null {
            return Scalar::Null;
        }
        if best.is_none_or(|best| arg.cmp(best) == wanted) {
            best = Some(arg);
        }
    }
    best.cloned().unwrap_or(Scalar::Null)
}

/// SQL's `LIKE`: `%` for anything, `_` for one character; letter case counts.
pub fn like(text: &str, pattern: &str) -> bool {
    fn fits(text: &[char], pattern: &[char]) -> bool {
        match pattern {
            [] => text.is_empty(),
            ['%', rest @ ..] => (0..=text.len()).any(|at| fits(&text[at..], rest)),
            ['_', rest @ ..] => !text.is_empty() && fits(&text[1..], rest),
            [c, rest @ ..] => text.first() == Some(c) && fits(&text[1..], rest),
        }
    }
    let (text, pattern): (Vec<char>, Vec<char>) =
        (text.chars().collect(), pattern.chars().collect());
    fits(&text, &pattern)
}
