//! The value of a formula from what its aggregates came to: exact fractions, and three kinds of
//! blank that pass through every operator with their reason.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::domain::{
    Blank, Calendar, Date, Datelike, Decimal, Grain, IndicatorId, MOST_DECIMALS, Number, Period,
    Reason, Value,
};
use crate::spec::expr::{
    Aggregate, AggregateKind, ArithOp, Earlier, Expr, Function, Lookup, Node, Scalar, Type,
    add_days, like, months_between,
};

use super::reduce::Partial;
use super::window::Span;

/// What an expression about many rows comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A number.
    Number(Number),
    /// A day.
    Date(Date),
    /// A condition.
    Bool(bool),
    /// Words: a key of a step.
    Text(Arc<str>),
    /// Nothing, and why.
    Blank(Blank, Reason),
}

/// What the leaves of a formula came to.
pub trait Leaves {
    /// An aggregate over the rows of the team.
    fn aggregate(&self, aggregate: &Aggregate) -> Outcome;
    /// Another indicator of the same team and period.
    fn indicator(&self, id: &IndicatorId) -> Value;
    /// Working days.
    fn calendar(&self) -> &Calendar;
    /// The days looked at.
    fn span(&self) -> &Span;
    /// A column of the row that a step made.
    fn column(&self, _name: &str) -> Outcome {
        unreachable!("columns stand inside aggregates, and these have been reduced")
    }
    /// The same expression for an earlier period.
    fn earlier(&self, _how: Earlier, _expr: &Expr) -> Outcome {
        unreachable!("formulas over rows look at their own period")
    }
    /// The same expression for the office as a whole.
    fn office(&self, _expr: &Expr) -> Outcome {
        unreachable!("formulas over rows look at their own team")
    }
}

impl Outcome {
    /// As a figure.
    pub fn into_value(self) -> Value {
        match self {
            Outcome::Number(number) => Value::Number(number),
            Outcome::Blank(blank, reason) => Value::Blank(blank, reason),
            Outcome::Date(_) | Outcome::Bool(_) | Outcome::Text(_) => {
                unreachable!("a formula's type is checked to be a number")
            }
        }
    }

    /// Nothing came of it.
    pub fn missing() -> Self {
        Outcome::Blank(Blank::Missing, Reason::NoValues)
    }

    /// Whether there is no value.
    pub fn is_blank(&self) -> bool {
        matches!(self, Outcome::Blank(..))
    }

    /// Whether there is a value that is not known here: missing or withheld.
    pub fn is_open(&self) -> bool {
        matches!(self, Outcome::Blank(Blank::Missing | Blank::Suppressed, _))
    }

    /// Which is larger, where both are values of one kind.
    pub fn compared(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Outcome::Number(a), Outcome::Number(b)) => Some(a.cmp(b)),
            (Outcome::Date(a), Outcome::Date(b)) => Some(a.cmp(b)),
            (Outcome::Bool(a), Outcome::Bool(b)) => Some(a.cmp(b)),
            (Outcome::Text(a), Outcome::Text(b)) => Some(a.cmp(b)),
            _ => None,
        }
    }
}

impl From<Value> for Outcome {
    fn from(value: Value) -> Self {
        match value {
            Value::Number(number) => Outcome::Number(number),
            Value::Blank(blank, reason) => Outcome::Blank(blank, reason),
        }
    }
}

/// Of two blanks the graver: withheld before missing before not applicable.
pub fn graver(a: &Outcome, b: &Outcome) -> Outcome {
    match (a, b) {
        (Outcome::Blank(x, _), Outcome::Blank(y, _)) => if y > x { b } else { a }.clone(),
        (Outcome::Blank(..), _) => a.clone(),
        _ => b.clone(),
    }
}

/// The value of `expr`.
pub fn eval(expr: &Expr, leaves: &dyn Leaves) -> Outcome {
    let inner = |expr: &Expr| eval(expr, leaves);
    match &expr.node {
        Node::Number(number) => Outcome::Number(number.clone()),
        Node::Date(date) => Outcome::Date(*date),
        Node::Bool(truth) => Outcome::Bool(*truth),
        Node::AsOf => Outcome::Date(leaves.span().as_of),
        Node::PeriodStart => Outcome::Date(leaves.span().period_start),
        Node::PeriodEnd => Outcome::Date(leaves.span().end),
        Node::Aggregate(aggregate) => leaves.aggregate(aggregate),
        Node::Indicator(id) => match leaves.indicator(id) {
            Value::Number(number) => Outcome::Number(number),
            // That a value is too old is said of everything that it goes into.
            Value::Blank(blank, old @ Reason::Expired(_)) => Outcome::Blank(blank, old),
            Value::Blank(blank, _) => Outcome::Blank(blank, Reason::Upstream(id.clone())),
        },
        Node::Not(a) => match inner(a) {
            Outcome::Bool(truth) => Outcome::Bool(!truth),
            other => other,
        },
        Node::Negate(a) => match inner(a) {
            Outcome::Number(number) => Outcome::Number(-&number),
            other => other,
        },
        Node::Arith(op, a, b) => arith(*op, &inner(a), &inner(b)),
        Node::Compare(op, a, b) => {
            let (a, b) = (inner(a), inner(b));
            a.compared(&b).map_or_else(|| graver(&a, &b), |order| Outcome::Bool(op.holds(order)))
        }
        Node::And(a, b) => both(inner(a), || inner(b), false),
        Node::Or(a, b) => both(inner(a), || inner(b), true),
        Node::IsNull(a) => match inner(a) {
            blank if blank.is_open() => blank,
            other => Outcome::Bool(other.is_blank()),
        },
        Node::In(a, list) => one_of(inner(a), list.iter().map(inner)),
        Node::Case(arms, otherwise) => {
            for (when, then) in arms {
                match inner(when) {
                    Outcome::Bool(true) => return inner(then),
                    blank @ Outcome::Blank(..) => return blank,
                    _ => {}
                }
            }
            otherwise.as_ref().map_or_else(Outcome::missing, |expr| inner(expr))
        }
        Node::Call(function, args) => {
            let args: Vec<Outcome> = args.iter().map(inner).collect();
            call(*function, args, leaves)
        }
        Node::Lookup(lookup, args) => looked_up(lookup, args.iter().map(inner).collect()),
        Node::Earlier(how, a) => leaves.earlier(*how, a),
        Node::Office(a) => leaves.office(a),
        Node::Column(name) => leaves.column(name),
        Node::Text(text) => Outcome::Text(Arc::from(text.as_str())),
        Node::Concat(a, b) => match (inner(a), inner(b)) {
            (Outcome::Text(a), Outcome::Text(b)) => Outcome::Text(Arc::from(format!("{a}{b}"))),
            (a, b) => graver(&a, &b),
        },
        Node::Like(a, pattern) => match inner(a) {
            Outcome::Text(text) => Outcome::Bool(like(&text, pattern)),
            blank => blank,
        },
        Node::Null => Outcome::missing(),
    }
}

/// The number of a reference table; what is not listed there is missing, with that reason.
fn looked_up(lookup: &Lookup, keys: Vec<Outcome>) -> Outcome {
    let blanks = keys.iter().filter(|key| key.is_blank()).cloned();
    if let Some(blank) = blanks.reduce(|a, b| graver(&a, &b)) {
        return blank;
    }
    let key = |outcome: Outcome| match outcome {
        Outcome::Number(number) => Decimal::from_number(&number).map(Scalar::Number),
        Outcome::Date(day) => Some(Scalar::Date(day)),
        Outcome::Text(text) => Some(Scalar::Text(text)),
        _ => None,
    };
    let keys: Option<Vec<Scalar>> = keys.into_iter().map(key).collect();
    let found = keys.and_then(|keys| lookup.get(&keys).cloned());
    let not_listed = || Outcome::Blank(Blank::Missing, Reason::NotListed(lookup.name.clone()));
    found.map_or_else(not_listed, Outcome::Number)
}

/// Whether a value is among others; a blank one may be it or not.
fn one_of(value: Outcome, list: impl Iterator<Item = Outcome>) -> Outcome {
    let items: Vec<Outcome> = list.collect();
    if !value.is_blank() && items.contains(&value) {
        return Outcome::Bool(true);
    }
    let blanks = std::iter::once(value).chain(items).filter(Outcome::is_blank);
    blanks.reduce(|a, b| graver(&a, &b)).unwrap_or(Outcome::Bool(false))
}

/// AND and OR: a decided side decides, whatever the other is.
fn both(a: Outcome, b: impl FnOnce() -> Outcome, decided: bool) -> Outcome {
    if a == Outcome::Bool(decided) {
        return a;
    }
    let b = b();
    if b == Outcome::Bool(decided) || a == Outcome::Bool(!decided) { b } else { graver(&a, &b) }
}

fn arith(op: ArithOp, a: &Outcome, b: &Outcome) -> Outcome {
    let (Outcome::Number(x), Outcome::Number(y)) = (a, b) else { return graver(a, b) };
    match op {
        ArithOp::Add => Outcome::Number(x + y),
        ArithOp::Subtract => Outcome::Number(x - y),
        ArithOp::Multiply => Outcome::Number(x * y),
        ArithOp::Divide => match x.checked_div(y) {
            Some(quotient) => Outcome::Number(quotient),
            None => Outcome::Blank(Blank::NotApplicable, Reason::ZeroDenominator),
        },
    }
}

fn call(function: Function, args: Vec<Outcome>, leaves: &dyn Leaves) -> Outcome {
    if function == Function::Coalesce {
        // What was not handed in, or is withheld, has a value that nobody may put another for.
        let last = args.last().cloned().unwrap_or_else(Outcome::missing);
        let is_known = |arg: &Outcome| !arg.is_blank() || arg.is_open();
        return args.into_iter().find(is_known).unwrap_or(last);
    }
    if let Some(blank) =
        args.iter().filter(|arg| arg.is_blank()).cloned().reduce(|a, b| graver(&a, &b))
    {
        return blank;
    }
    let number = |at: usize| match args.get(at) {
        Some(Outcome::Number(number)) => number.clone(),
        _ => Number::zero(),
    };
    let count = |at: usize| number(at).to_i64().and_then(|whole| u32::try_from(whole).ok());
    let date = |at: usize| match args.get(at) {
        Some(Outcome::Date(date)) => *date,
        _ => Date::MIN,
    };
    let known = match args.get(2) {
        Some(Outcome::Date(day)) => Some(*day),
        _ => None,
    };
    let whole = |value: u32| Outcome::Number(Number::from(value));
    let last = |grain, index: Option<u32>| {
        let year = number(0).to_i64().and_then(|year| i32::try_from(year).ok());
        let period = year.zip(index).and_then(|(year, index)| Period::new(year, grain, index));
        period.map_or_else(Outcome::missing, |period| Outcome::Date(period.end()))
    };
    let unknown = || Outcome::Blank(Blank::Missing, Reason::UnknownCalendar);
    match function {
        Function::Abs => Outcome::Number(number(0).abs()),
        Function::Round => count(1)
            .filter(|digits| *digits <= MOST_DECIMALS)
            .map_or_else(Outcome::missing, |digits| Outcome::Number(number(0).round(digits))),
        Function::Least => extreme(args, Ordering::Less),
        Function::Greatest => extreme(args, Ordering::Greater),
        Function::NullIf if args.first() == args.get(1) => {
            Outcome::Blank(Blank::NotApplicable, Reason::ZeroDenominator)
        }
        Function::NullIf => args.into_iter().next().unwrap_or_else(Outcome::missing),
        Function::Workdays => leaves
            .calendar()
            .workdays_known(date(0), date(1), known)
            .map_or_else(unknown, |days| Outcome::Number(Number::from(days))),
        Function::AddWorkdays => count(1)
            .and_then(|n| leaves.calendar().add_workdays_known(date(0), n, known))
            .map_or_else(unknown, Outcome::Date),
        Function::AddDays => {
            let later = number(1).to_i64().and_then(|n| add_days(date(0), n));
            later.map_or_else(Outcome::missing, Outcome::Date)
        }
        Function::MonthsBetween => {
            let months = months_between(date(0), date(1));
            months.map_or_else(Outcome::missing, |months| Outcome::Number(Number::from(months)))
        }
        Function::Days => Outcome::Number(Number::from((date(1) - date(0)).num_days())),
        Function::Year => Outcome::Number(Number::from(i64::from(date(0).year()))),
        Function::Quarter => whole(date(0).quarter()),
        Function::Month => whole(date(0).month()),
        Function::MonthEnd => last(Grain::Month, count(1)),
        Function::QuarterEnd => last(Grain::Quarter, count(1)),
        Function::YearEnd => last(Grain::Year, Some(1)),
        Function::Left => match args.first().zip(count(1)) {
            Some((Outcome::Text(text), n)) => {
                Outcome::Text(text.chars().take(n as usize).collect::<String>().into())
            }
            _ => Outcome::missing(),
        },
        Function::Coalesce => Outcome::missing(),
    }
}

fn extreme(args: Vec<Outcome>, wanted: Ordering) -> Outcome {
    let better = |a: Outcome, b: Outcome| if b.compared(&a) == Some(wanted) { b } else { a };
    args.into_iter().reduce(better).unwrap_or_else(Outcome::missing)
}

/// What an aggregate comes to. No rows at all count and sum to zero; an extreme or a mean of no
/// rows has nothing to measure; rows that are all empty are missing.
pub fn reduced(aggregate: &Aggregate, partial: &Partial) -> Outcome {
    let number = |count: u64| Outcome::Number(Number::from(i128::from(count)));
    let is_date = aggregate.arg.as_ref().is_some_and(|arg| arg.ty == Type::Date);
    let value = match aggregate.kind {
        AggregateKind::Count if aggregate.arg.is_none() => return number(partial.rows),
        AggregateKind::Count => return number(partial.count),
        AggregateKind::CountDistinct => return number(partial.distinct() as u64),
        AggregateKind::Sum if partial.rows == 0 => Some(Number::zero()),
        AggregateKind::Sum => (partial.count > 0).then(|| partial.sum()),
        AggregateKind::Avg => partial.sum().checked_div(&Number::from(i128::from(partial.count))),
        AggregateKind::Min => partial.min(),
        AggregateKind::Max => partial.max(),
        AggregateKind::Median => partial.percentile(&Number::from_scaled(5, 1)),
        AggregateKind::Percentile => {
            aggregate.share.as_ref().and_then(|share| partial.percentile(share))
        }
        AggregateKind::Stddev if partial.count == 1 => {
            return Outcome::Blank(Blank::NotApplicable, Reason::ZeroDenominator);
        }
        AggregateKind::Stddev => partial.spread().deviation(1),
        AggregateKind::StddevPop => partial.spread().deviation(0),
        AggregateKind::First | AggregateKind::Last if partial.has_several() => {
            return Outcome::Blank(Blank::Missing, Reason::SeveralValues);
        }
        AggregateKind::First | AggregateKind::Last => partial.of_the_day(),
    };
    match value {
        Some(number) if is_date => day(&number).map_or_else(Outcome::missing, Outcome::Date),
        Some(number) => Outcome::Number(number),
        None if partial.rows == 0 => Outcome::Blank(Blank::NotApplicable, Reason::ZeroDenominator),
        None => Outcome::missing(),
    }
}

/// The day that a reduced number stands for: days since the first of January 1970.
fn day(number: &Number) -> Option<Date> {
    let days = i32::try_from(number.to_i64()?).ok()?;
    Date::from_epoch_days(days)
}
