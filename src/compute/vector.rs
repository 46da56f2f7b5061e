//! Values of many rows side by side, and what operators make of them: a loop over plain numbers
//! where [`crate::spec::expr::eval`] walks a tree row by row. Both must give the same; what does
//! not fit here has no result, and the row-wise road decides what becomes of it.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::domain::{Date, Datelike, Decimal};
use crate::load::table::{NO_DAY, NO_NARROW, NO_WIDE, NO_WORD, Words};
use crate::spec::expr::{ArithOp, CompareOp, Scalar};

/// What a condition is for a row.
pub(super) const FALSE: u8 = 0;
/// Neither true nor false.
pub(super) const UNKNOWN: u8 = 1;
/// What a filter asks for.
pub(super) const TRUE: u8 = 2;

/// The values of an expression for the rows of a block.
#[derive(Clone, Debug)]
pub(super) enum Vector {
    /// Numbers at the scale of their expression.
    Narrow(Vec<i64>),
    /// The same with long ones among them.
    Wide(Vec<i128>),
    /// Days since the beginning of the common era.
    Day(Vec<i32>),
    /// Conditions.
    Truth(Vec<u8>),
    /// Numbers of words of the expression's dictionary.
    Word(Vec<u32>),
    /// Anything else.
    Any(Vec<Scalar>),
}

/// The words that the numbers of an expression stand for.
#[derive(Clone, Debug)]
pub(super) enum Dictionary<'a> {
    /// Those of a column.
    Column(&'a Words),
    /// Those that a formula makes.
    Own(Arc<Vec<Arc<str>>>),
}

impl Dictionary<'_> {
    /// A word.
    pub(super) fn word(&self, code: u32) -> Arc<str> {
        match self {
            Dictionary::Column(words) => words.hand_out(code),
            Dictionary::Own(words) => Arc::clone(&words[code as usize]),
        }
    }
}

/// How the values of an expression are held.
#[derive(Clone, Debug)]
pub(super) enum Form<'a> {
    /// Numbers at this scale.
    Number(u32),
    /// Days.
    Day,
    /// Conditions.
    Truth,
    /// Numbers of words.
    Word(Dictionary<'a>),
    /// Anything else.
    Any,
}

impl Form<'_> {
    /// The value of a row.
    pub(super) fn scalar(&self, vector: &Vector, at: usize) -> Scalar {
        let number = |mantissa| match self {
            Form::Number(scale) => Scalar::Number(Decimal { mantissa, scale: *scale }),
            _ => Scalar::Null,
        };
        match vector {
            Vector::Narrow(cells) if cells[at] != NO_NARROW => number(i128::from(cells[at])),
            Vector::Wide(cells) if cells[at] != NO_WIDE => number(cells[at]),
            Vector::Day(days) => day(days[at]).map_or(Scalar::Null, Scalar::Date),
            Vector::Truth(truths) => match truths[at] {
                UNKNOWN => Scalar::Null,
                truth => Scalar::Bool(truth == TRUE),
            },
            Vector::Word(codes) if codes[at] != NO_WORD => match self {
                Form::Word(dictionary) => Scalar::Text(dictionary.word(codes[at])),
                _ => Scalar::Null,
            },
            Vector::Any(cells) => cells[at].clone(),
            _ => Scalar::Null,
        }
    }
}

/// A day by its number.
pub(super) fn day(days: i32) -> Option<Date> {
    if days == NO_DAY { None } else { Date::from_num_days_from_ce_opt(days) }
}

fn truth(holds: bool) -> u8 {
    if holds { TRUE } else { FALSE }
}

impl Vector {
    /// Whether a row holds nothing.
    pub(super) fn is_nothing(&self, at: usize) -> bool {
        match self {
            Vector::Narrow(cells) => cells[at] == NO_NARROW,
            Vector::Wide(cells) => cells[at] == NO_WIDE,
            Vector::Day(days) => days[at] == NO_DAY,
            Vector::Truth(truths) => truths[at] == UNKNOWN,
            Vector::Word(codes) => codes[at] == NO_WORD,
            Vector::Any(cells) => cells[at] == Scalar::Null,
        }
    }

    /// The digits of numbers, long or not.
    fn wide(&self) -> Option<Vec<i128>> {
        match self {
            Vector::Narrow(cells) => Some(cells.iter().map(|cell| widened(*cell)).collect()),
            Vector::Wide(cells) => Some(cells.clone()),
            _ => None,
        }
    }

    /// Numbers of one scale at another, not smaller one.
    pub(super) fn rescaled(&self, from: u32, to: u32) -> Option<Vector> {
        if from == to {
            return Some(self.clone());
        }
        let power = 10i128.checked_pow(to.checked_sub(from)?)?;
        if let (Vector::Narrow(cells), Ok(power)) = (self, i64::try_from(power)) {
            let mut fits = true;
            let times = |cell: &i64| {
                if *cell == NO_NARROW {
                    return NO_NARROW;
                }
                let (product, over) = cell.overflowing_mul(power);
                fits &= !over && product != NO_NARROW;
                product
            };
            let product = cells.iter().map(times).collect();
            if fits {
                return Some(Vector::Narrow(product));
            }
        }
        let times = |cell: i128| match cell {
            NO_WIDE => Some(NO_WIDE),
            cell => cell.checked_mul(power).filter(|product| *product != NO_WIDE),
        };
        self.wide()?.into_iter().map(times).collect::<Option<_>>().map(Vector::Wide)
    }

    /// Values packed as an expression of this type holds them; numbers go to one scale.
    pub(super) fn packed(cells: Vec<Scalar>, form: &Form<'_>) -> Option<Vector> {
        Some(match form {
            Form::Day => Vector::Day(cells.iter().map(|cell| days_of(cell)).collect()),
            Form::Truth => Vector::Truth(cells.iter().map(truth_of).collect()),
            Form::Number(scale) => {
                let digits = |cell: &Scalar| match cell.number() {
                    Some(number) => number.at_scale(*scale).filter(|digits| *digits != NO_WIDE),
                    None => Some(NO_WIDE),
                };
                let wide = cells.iter().map(digits).collect::<Option<Vec<i128>>>()?;
                narrowed(wide)
            }
            Form::Word(_) | Form::Any => Vector::Any(cells),
        })
    }
}

fn days_of(cell: &Scalar) -> i32 {
    cell.date().map_or(NO_DAY, |day| day.num_days_from_ce())
}

fn truth_of(cell: &Scalar) -> u8 {
    match cell {
        Scalar::Bool(holds) => truth(*holds),
        _ => UNKNOWN,
    }
}

fn widened(cell: i64) -> i128 {
    if cell == NO_NARROW { NO_WIDE } else { i128::from(cell) }
}

/// Numbers in 64 bits where all of them fit.
fn narrowed(wide: Vec<i128>) -> Vector {
    let narrow = |cell: &i128| match *cell {
        NO_WIDE => Some(NO_NARROW),
        cell => i64::try_from(cell).ok().filter(|cell| *cell != NO_NARROW),
    };
    let narrow = wide.iter().map(narrow).collect::<Option<Vec<i64>>>();
    narrow.map_or(Vector::Wide(wide), Vector::Narrow)
}

/// A sum, difference or product of numbers that stand at the right scales.
pub(super) fn arith(op: ArithOp, a: &Vector, b: &Vector) -> Option<Vector> {
    if let (Vector::Narrow(a), Vector::Narrow(b)) = (a, b) {
        let found = match op {
            ArithOp::Add => narrow(a, b, i64::overflowing_add),
            ArithOp::Subtract => narrow(a, b, i64::overflowing_sub),
            ArithOp::Multiply => narrow(a, b, i64::overflowing_mul),
            ArithOp::Divide => return None,
        };
        if let Some(found) = found {
            return Some(Vector::Narrow(found));
        }
    }
    let (a, b) = (a.wide()?, b.wide()?);
    let one = |(a, b): (i128, i128)| {
        if a == NO_WIDE || b == NO_WIDE {
            return Some(NO_WIDE);
        }
        let found = match op {
            ArithOp::Add => a.checked_add(b),
            ArithOp::Subtract => a.checked_sub(b),
            ArithOp::Multiply => a.checked_mul(b),
            ArithOp::Divide => None,
        };
        found.filter(|found| *found != NO_WIDE)
    };
    a.into_iter().zip(b).map(one).collect::<Option<_>>().map(Vector::Wide)
}

fn narrow(a: &[i64], b: &[i64], op: impl Fn(i64, i64) -> (i64, bool)) -> Option<Vec<i64>> {
    let mut over = false;
    let one = |(a, b): (&i64, &i64)| {
        let nothing = *a == NO_NARROW || *b == NO_NARROW;
        let (found, too_large) = op(*a, *b);
        over |= !nothing & (too_large | (found == NO_NARROW));
        if nothing { NO_NARROW } else { found }
    };
    let found = a.iter().zip(b).map(one).collect();
    (!over).then_some(found)
}

/// A comparison of two of a kind, numbers at one scale; `None` where the kinds differ.
pub(super) fn compare(op: CompareOp, a: &Vector, b: &Vector) -> Option<Vector> {
    Some(Vector::Truth(match (a, b) {
        (Vector::Narrow(a), Vector::Narrow(b)) => compared(op, a, b, NO_NARROW),
        (Vector::Day(a), Vector::Day(b)) => compared(op, a, b, NO_DAY),
        (Vector::Truth(a), Vector::Truth(b)) => compared(op, a, b, UNKNOWN),
        (a, b) => compared(op, &a.wide()?, &b.wide()?, NO_WIDE),
    }))
}

fn compared<T: Copy + Ord>(op: CompareOp, a: &[T], b: &[T], none: T) -> Vec<u8> {
    fn each<T: Copy + Ord>(a: &[T], b: &[T], none: T, holds: impl Fn(T, T) -> bool) -> Vec<u8> {
        let one = |(a, b): (&T, &T)| {
            if *a == none || *b == none { UNKNOWN } else { truth(holds(*a, *b)) }
        };
        a.iter().zip(b).map(one).collect()
    }
    match op {
        CompareOp::Equal => each(a, b, none, |a, b| a == b),
        CompareOp::NotEqual => each(a, b, none, |a, b| a != b),
        CompareOp::Less => each(a, b, none, |a, b| a < b),
        CompareOp::LessOrEqual => each(a, b, none, |a, b| a <= b),
        CompareOp::Greater => each(a, b, none, |a, b| a > b),
        CompareOp::GreaterOrEqual => each(a, b, none, |a, b| a >= b),
    }
}

/// For so many rows the value of `a` where it is taken, else that of `b`.
pub(super) fn choose(
    rows: usize,
    a: &Vector,
    b: &Vector,
    takes_first: impl Fn(usize) -> bool,
) -> Option<Vector> {
    let each = Chosen { rows, takes_first };
    Some(match (a, b) {
        (Vector::Narrow(a), Vector::Narrow(b)) => Vector::Narrow(each.of(a, b)),
        (Vector::Day(a), Vector::Day(b)) => Vector::Day(each.of(a, b)),
        (Vector::Truth(a), Vector::Truth(b)) => Vector::Truth(each.of(a, b)),
        (a, b) => Vector::Wide(each.of(&a.wide()?, &b.wide()?)),
    })
}

struct Chosen<F> {
    rows: usize,
    takes_first: F,
}

impl<F: Fn(usize) -> bool> Chosen<F> {
    fn of<T: Copy>(&self, a: &[T], b: &[T]) -> Vec<T> {
        let pairs = a.iter().zip(b).take(self.rows).enumerate();
        pairs.map(|(at, (a, b))| if (self.takes_first)(at) { *a } else { *b }).collect()
    }
}

/// Nothing in every row, in the form of another value.
pub(super) fn nothing(form: &Form<'_>, rows: usize) -> Vector {
    match form {
        Form::Number(_) => Vector::Narrow(vec![NO_NARROW; rows]),
        Form::Day => Vector::Day(vec![NO_DAY; rows]),
        Form::Truth => Vector::Truth(vec![UNKNOWN; rows]),
        Form::Word(_) => Vector::Word(vec![NO_WORD; rows]),
        Form::Any => Vector::Any(vec![Scalar::Null; rows]),
    }
}

/// How the values of two rows stand to each other, both being something.
pub(super) fn order(a: &Vector, b: &Vector, at: usize) -> Option<Ordering> {
    match (a, b) {
        _ if a.is_nothing(at) || b.is_nothing(at) => None,
        (Vector::Narrow(a), Vector::Narrow(b)) => Some(a[at].cmp(&b[at])),
        (Vector::Day(a), Vector::Day(b)) => Some(a[at].cmp(&b[at])),
        (Vector::Truth(a), Vector::Truth(b)) => Some(a[at].cmp(&b[at])),
        (Vector::Narrow(a), Vector::Wide(b)) => Some(i128::from(a[at]).cmp(&b[at])),
        (Vector::Wide(a), Vector::Narrow(b)) => Some(a[at].cmp(&i128::from(b[at]))),
        (Vector::Wide(a), Vector::Wide(b)) => Some(a[at].cmp(&b[at])),
        _ => None,
    }
}
