//! The functions of the formula language.

use super::Type;

/// A function that gives one value from a few.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// `ABS(x)`: the distance from zero.
    Abs,
    /// `ROUND(x, n)`: half away from zero, to `n` decimals.
    Round,
    /// `LEAST(a, b, …)`: the smallest.
    Least,
    /// `GREATEST(a, b, …)`: the largest.
    Greatest,
    /// `COALESCE(a, b, …)`: the first that is something.
    Coalesce,
    /// `NULLIF(a, b)`: nothing if they are equal, else `a`.
    NullIf,
    /// `WORKDAYS(a, b)`: working days from `a` (out) to `b` (in).
    Workdays,
    /// `ADD_WORKDAYS(d, n)`: the `n`-th working day after `d`.
    AddWorkdays,
    /// `DAYS(a, b)`: calendar days from `a` to `b`.
    Days,
    /// `ADD_DAYS(d, n)`: the day `n` calendar days after `d`, before it when `n` is negative.
    AddDays,
    /// `MONTHS_BETWEEN(a, b)`: whole months that have passed from `a` to `b`.
    MonthsBetween,
    /// `YEAR(d)`.
    Year,
    /// `QUARTER(d)`: 1 to 4.
    Quarter,
    /// `MONTH(d)`: 1 to 12.
    Month,
    /// `MONTH_END(year, month)`: the last day of that month.
    MonthEnd,
    /// `QUARTER_END(year, quarter)`: the last day of that quarter.
    QuarterEnd,
    /// `YEAR_END(year)`: 31 December.
    YearEnd,
    /// `LEFT(text, n)`: the first `n` characters.
    Left,
}

impl Function {
    /// Every function.
    pub const ALL: [Function; 18] = [
        Function::Abs,
        Function::Round,
        Function::Least,
        Function::Greatest,
        Function::Coalesce,
        Function::NullIf,
        Function::Workdays,
        Function::AddWorkdays,
        Function::Days,
        Function::AddDays,
        Function::MonthsBetween,
        Function::Year,
        Function::Quarter,
        Function::Month,
        Function::MonthEnd,
        Function::QuarterEnd,
        Function::YearEnd,
        Function::Left,
    ];

    /// The function of this name, in any case.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|function| function.name().eq_ignore_ascii_case(name))
    }

    /// The name in formulas.
    pub fn name(self) -> &'static str {
        match self {
            Function::Abs => "ABS",
            Function::Round => "ROUND",
            Function::Least => "LEAST",
            Function::Greatest => "GREATEST",
            Function::Coalesce => "COALESCE",
            Function::NullIf => "NULLIF",
            Function::Workdays => "WORKDAYS",
            Function::AddWorkdays => "ADD_WORKDAYS",
            Function::Days => "DAYS",
            Function::AddDays => "ADD_DAYS",
            Function::MonthsBetween => "MONTHS_BETWEEN",
            Function::Year => "YEAR",
            Function::Quarter => "QUARTER",
            Function::Month => "MONTH",
            Function::MonthEnd => "MONTH_END",
            Function::QuarterEnd => "QUARTER_END",
            Function::YearEnd => "YEAR_END",
            Function::Left => "LEFT",
        }
    }

    /// The types it takes, one by one; `None` where all arguments share one free type.
    pub fn takes(self) -> Option<&'static [Type]> {
        use Type::{Date, Number, Text};
        match self {
            Function::Least | Function::Greatest | Function::Coalesce | Function::NullIf => None,
            Function::Abs | Function::YearEnd => Some(&[Number]),
            Function::Round | Function::MonthEnd | Function::QuarterEnd => Some(&[Number, Number]),
            Function::Days | Function::MonthsBetween => Some(&[Date, Date]),
            Function::AddDays => Some(&[Date, Number]),
            Function::Workdays => Some(&[Date, Date, Date]),
            Function::AddWorkdays => Some(&[Date, Number, Date]),
            Function::Year | Function::Quarter | Function::Month => Some(&[Date]),
            Function::Left => Some(&[Text, Number]),
        }
    }

    /// How many of its last arguments may be left out: the day on which the holidays were known.
    pub fn optional(self) -> usize {
        usize::from(matches!(self, Function::Workdays | Function::AddWorkdays))
    }

    /// The type it gives; `None` where it gives the type of its arguments.
    pub fn gives(self) -> Option<Type> {
        match self {
            Function::Least | Function::Greatest | Function::Coalesce | Function::NullIf => None,
            Function::AddWorkdays
            | Function::AddDays
            | Function::MonthEnd
            | Function::QuarterEnd
            | Function::YearEnd => Some(Type::Date),
            Function::Left => Some(Type::Text),
            _ => Some(Type::Number),
        }
    }
}
