//! Answers that are counted: the share that the numbers of a sheet make, with what has to be said
//! of them.

use std::collections::BTreeMap;

use crate::domain::{Blank, Calendar, Date, IndicatorId, Number, Period, Reason, Value};
use crate::spec::counted::Counted;
use crate::spec::expr::{Aggregate, Earlier, Expr};
use crate::spec::{Project, Window};

use super::group::{Leaves, Outcome, eval};
use super::window::{Span, span};

/// A counted answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedAnswer {
    /// The share of the weight, 0 to 1; blank with its reason.
    pub share: Value,
    /// The numbers, in the order of the definition.
    pub parts: Vec<(String, Number)>,
    /// What has to be said of them.
    pub notes: Vec<String>,
    /// Whether the share is a convention and not the result of the division.
    pub by_convention: bool,
}

/// The share that numbers make. A number that is not there makes it *belum ada*.
pub fn counted(
    project: &Project,
    scale: &Counted,
    numbers: &BTreeMap<&str, Number>,
    (period, as_of): (Period, Date),
) -> CountedAnswer {
    let span = span(Window::Period, period, as_of.min(period.end()));
    let leaves = Parts { calendar: &project.calendar, span, numbers };
    let given = |(name, _): &(String, String)| {
        numbers.get(name.as_str()).map(|number| (name.clone(), number.clone()))
    };
    let parts: Vec<(String, Number)> = scale.parts.iter().filter_map(given).collect();
    let holds = |expr: &Expr| eval(expr, &leaves) == Outcome::Bool(true);
    let said: Vec<_> = scale.notes.iter().filter(|note| holds(&note.when)).collect();
    let worth = said.iter().find_map(|note| note.share.clone());
    let by_convention = worth.is_some();
    let share = match worth {
        Some(share) => Value::Number(share),
        None => match eval(&scale.share, &leaves).into_value() {
            Value::Number(share) => Value::Number(share.max(Number::zero()).min(Number::one())),
            blank => blank,
        },
    };
    let notes = said.into_iter().map(|note| note.text.clone()).collect();
    CountedAnswer { share, parts, notes, by_convention }
}

struct Parts<'a> {
    calendar: &'a Calendar,
    span: Span,
    numbers: &'a BTreeMap<&'a str, Number>,
}

impl Leaves for Parts<'_> {
    fn aggregate(&self, _: &Aggregate) -> Outcome {
        unreachable!("formulas over numbers have no aggregates")
    }

    fn indicator(&self, id: &IndicatorId) -> Value {
        let none = || Value::missing(Reason::NoAnswer);
        self.numbers.get(id.as_str()).map_or_else(none, |number| Value::Number(number.clone()))
    }

    fn calendar(&self) -> &Calendar {
        self.calendar
    }

    fn span(&self) -> &Span {
        &self.span
    }

    fn earlier(&self, _: Earlier, _: &Expr) -> Outcome {
        // A sheet says nothing of other periods.
        Outcome::Blank(Blank::Missing, Reason::NoAnswer)
    }

    fn office(&self, expr: &Expr) -> Outcome {
        // Its numbers are those of whoever answers.
        eval(expr, self)
    }
}
