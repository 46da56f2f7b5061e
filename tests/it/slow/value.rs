//! What the slow evaluator works with: exact values, cells of rows and figures.

use num_bigint::BigInt;
use num_rational::BigRational;
use zona::domain::{Blank, Date, Number};
use zona::spec::expr::Scalar;

/// An exact fraction.
pub(super) type R = BigRational;

/// A value that is there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum V {
    Num(R),
    Day(Date),
    Truth(bool),
    Text(String),
}

/// What stands in a row, or follows from it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cell {
    Is(V),
    /// Nothing, or unknown where a condition is meant.
    Nothing,
    /// It hangs on days of which nobody knows whether people work; with the day before which it
    /// cannot lie, where it is a day of which that is certain.
    Open(Option<Date>),
}

/// What comes of many rows, or of other figures.
pub(super) type Fig = Result<V, Blank>;

pub(super) const TB: Blank = Blank::NotApplicable;
pub(super) const BA: Blank = Blank::Missing;

pub(super) fn whole(n: i64) -> R {
    R::from_integer(BigInt::from(n))
}

pub(super) fn count(n: usize) -> Fig {
    Ok(V::Num(R::from_integer(BigInt::from(n))))
}

/// The number that a value is; what else it may be stands where numbers do not.
pub(super) fn number(value: V) -> R {
    match value {
        V::Num(number) => number,
        other => panic!("{other:?} is no number"),
    }
}

/// A number of the definitions, or of the engine.
pub(super) fn exact(number: &Number) -> R {
    match number.to_i64() {
        Some(n) => whole(n),
        None => number.to_fraction().parse().expect("a fraction"),
    }
}

/// The whole number that a fraction is, if it is one.
pub(super) fn integer(number: &R) -> Option<i64> {
    number.is_integer().then(|| i64::try_from(number.to_integer()).ok()).flatten()
}

/// Half away from zero, to so many decimals.
pub(super) fn rounded(number: &R, decimals: u32) -> R {
    let unit = R::from_integer(BigInt::from(10).pow(decimals));
    let half = R::new(1.into(), 2.into());
    let zero = whole(0);
    let scaled = number * &unit;
    let near = if scaled < zero { (scaled - half).ceil() } else { (scaled + half).floor() };
    near / unit
}

/// The root to twelve decimals, rounded half up; of no number below zero.
pub(super) fn root(square: &R) -> R {
    // One digit more than wanted is enough to round by: a half of a unit is hit exactly only where
    // the square is that exactly, and then all further digits are zero.
    let unit = BigInt::from(10).pow(13);
    let scaled = (square * R::from_integer(&unit * &unit)).floor().to_integer();
    rounded(&R::new(scaled.sqrt(), unit), 12)
}

/// A cell as the loader read it.
pub(super) fn cell(scalar: Scalar) -> Cell {
    match scalar {
        Scalar::Null => Cell::Nothing,
        other => Cell::Is(value(&other)),
    }
}

/// A value of the loader or of a reference table.
pub(super) fn value(scalar: &Scalar) -> V {
    match scalar {
        Scalar::Number(number) => {
            V::Num(R::new(BigInt::from(number.mantissa), BigInt::from(10).pow(number.scale)))
        }
        Scalar::Text(text) => V::Text(text.to_string()),
        Scalar::Date(day) => V::Day(*day),
        Scalar::Bool(truth) => V::Truth(*truth),
        Scalar::Null => panic!("a key of a reference table is something"),
    }
}
