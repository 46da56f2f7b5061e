//! Functions, comparisons and arithmetic of values that are there.

use chrono::{Datelike, TimeDelta};
use zona::domain::Date;
use zona::spec::expr::{ArithOp, CompareOp, Function};

use super::days::{Holidays, last_of, months_passed};
use super::value::{R, V, integer, rounded, whole};

/// What a function gives.
pub(super) enum Got {
    Is(V),
    /// Nothing that the function could give.
    Nothing,
    /// There is nothing to measure.
    NotApplicable,
    /// The list of holidays does not reach; with the day before which the answer cannot lie.
    OffList(Option<Date>),
}

fn num(v: &V) -> &R {
    match v {
        V::Num(number) => number,
        other => panic!("{other:?} is no number"),
    }
}

fn day(v: &V) -> Date {
    match v {
        V::Day(day) => *day,
        other => panic!("{other:?} is no day"),
    }
}

pub(super) fn truth(v: &V) -> bool {
    match v {
        V::Truth(truth) => *truth,
        other => panic!("{other:?} is no condition"),
    }
}

pub(super) fn text(v: &V) -> &str {
    match v {
        V::Text(text) => text,
        other => panic!("{other:?} is no text"),
    }
}

pub(super) fn negated(v: &V) -> V {
    V::Num(-num(v))
}

pub(super) fn concat(a: &V, b: &V) -> V {
    V::Text(format!("{}{}", text(a), text(b)))
}

pub(super) fn compare(op: CompareOp, a: &V, b: &V) -> V {
    let same_type = std::mem::discriminant(a) == std::mem::discriminant(b);
    assert!(same_type, "{a:?} and {b:?} are compared");
    V::Truth(match op {
        CompareOp::Equal => a == b,
        CompareOp::NotEqual => a != b,
        CompareOp::Less => a < b,
        CompareOp::LessOrEqual => a <= b,
        CompareOp::Greater => a > b,
        CompareOp::GreaterOrEqual => a >= b,
    })
}

/// Arithmetic on two numbers; nothing where it divides by zero.
pub(super) fn arith(op: ArithOp, a: &V, b: &V) -> Option<V> {
    let (a, b) = (num(a), num(b));
    Some(V::Num(match op {
        ArithOp::Add => a + b,
        ArithOp::Subtract => a - b,
        ArithOp::Multiply => a * b,
        ArithOp::Divide if *b == whole(0) => return None,
        ArithOp::Divide => a / b,
    }))
}

/// `%` anything, `_` one character.
pub(super) fn like(text: &[char], pattern: &[char]) -> bool {
    let Some(first) = pattern.first() else { return text.is_empty() };
    match first {
        '%' => (0..=text.len()).any(|from| like(&text[from..], &pattern[1..])),
        '_' => !text.is_empty() && like(&text[1..], &pattern[1..]),
        c => text.first() == Some(c) && like(&text[1..], &pattern[1..]),
    }
}

fn end_of(year: &V, index: i64, length: i32) -> Got {
    let year = integer(num(year)).and_then(|year| i32::try_from(year).ok());
    let Some(year) = year.filter(|_| 1 <= index && index <= i64::from(12 / length)) else {
        return Got::Nothing;
    };
    Got::Is(V::Day(last_of(year * 12 + index as i32 * length - 1)))
}

/// A function of arguments that are all there; `COALESCE` stands elsewhere.
pub(super) fn call(function: Function, args: &[V], holidays: &Holidays) -> Got {
    let natural = |at: usize| integer(num(&args[at])).filter(|n| *n >= 0);
    let known = || args.get(2).map(day);
    let n = |n: i64| V::Num(whole(n));
    Got::Is(match function {
        Function::Abs => {
            let a = num(&args[0]);
            V::Num(if *a < whole(0) { -a } else { a.clone() })
        }
        Function::Round => match natural(1).filter(|digits| *digits <= 38) {
            Some(digits) => V::Num(rounded(num(&args[0]), digits as u32)),
            None => return Got::Nothing,
        },
        Function::Least => args.iter().min().expect("arguments").clone(),
        Function::Greatest => args.iter().max().expect("arguments").clone(),
        Function::NullIf if args[0] == args[1] => return Got::NotApplicable,
        Function::NullIf => args[0].clone(),
        Function::Workdays => match holidays.between(day(&args[0]), day(&args[1]), known()) {
            Some(days) => n(days),
            None => return Got::OffList(None),
        },
        Function::AddWorkdays => {
            let start = day(&args[0]);
            let Some(days) = natural(1) else { return Got::Nothing };
            match holidays.after(start, days, known()) {
                Some(day) => V::Day(day),
                None => return Got::OffList(holidays.not_before(start)),
            }
        }
        Function::AddDays => {
            let days = integer(num(&args[1])).and_then(TimeDelta::try_days);
            match days.and_then(|days| day(&args[0]).checked_add_signed(days)) {
                Some(day) => V::Day(day),
                None => return Got::Nothing,
            }
        }
        Function::Days => n((day(&args[1]) - day(&args[0])).num_days()),
        Function::MonthsBetween => n(months_passed(day(&args[0]), day(&args[1]))),
        Function::Year => n(i64::from(day(&args[0]).year())),
        Function::Quarter => n((i64::from(day(&args[0]).month()) + 2) / 3),
        Function::Month => n(i64::from(day(&args[0]).month())),
        Function::MonthEnd => return end_of(&args[0], natural(1).unwrap_or(0), 1),
        Function::QuarterEnd => return end_of(&args[0], natural(1).unwrap_or(0), 3),
        Function::YearEnd => return end_of(&args[0], 1, 12),
        Function::Left => match natural(1) {
            Some(n) => V::Text(text(&args[0]).chars().take(n as usize).collect()),
            None => return Got::Nothing,
        },
        Function::Coalesce => unreachable!("it asks for its arguments one by one"),
    })
}
