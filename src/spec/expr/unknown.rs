//! Whether a value hangs on a day whose holidays nobody listed.
//!
//! Per row such a day is nothing, as any other. But nothing would mean "did not happen", and this
//! only is not known: what is computed over such rows must not be a number.

use crate::domain::Date;

use super::eval::{Moment, Overflow, Row, Scalar, eval};
use super::{Expr, Function, Node};

/// Whether an expression counts working days itself, or through one of these columns.
pub fn counts_workdays(expr: &Expr, column: &dyn Fn(&str) -> bool) -> bool {
    let mut found = false;
    expr.walk(&mut |inner| match &inner.node {
        Node::Call(function, _) => found |= is_calendar(*function),
        Node::Column(name) => found |= column(name),
        _ => {}
    });
    found
}

fn is_calendar(function: Function) -> bool {
    matches!(function, Function::Workdays | Function::AddWorkdays)
}

/// Whether the value of `expr` for `row` would be another if every year's holidays were known.
///
/// # Errors
///
/// [`Overflow`] when a number does not fit.
pub fn unknown(expr: &Expr, row: &dyn Row, moment: &Moment<'_>) -> Result<bool, Overflow> {
    let inner = |expr: &Expr| unknown(expr, row, moment);
    let value = |expr: &Expr| eval(expr, row, moment);
    Ok(match &expr.node {
        Node::Column(name) => row.is_unknown(name),
        Node::And(a, b) => undecided(expr, (a, b), Scalar::Bool(false), row, moment)?,
        Node::Or(a, b) => undecided(expr, (a, b), Scalar::Bool(true), row, moment)?,
        Node::Case(arms, otherwise) => {
            for (when, then) in arms {
                if inner(when)? {
                    return Ok(true);
                }
                if value(when)?.holds() {
                    return inner(then);
                }
            }
            otherwise.as_ref().map_or(Ok(false), |expr| inner(expr))?
        }
        Node::Call(Function::Coalesce, args) => {
            for arg in args {
                if inner(arg)? {
                    return Ok(true);
                }
                if value(arg)? != Scalar::Null {
                    return Ok(false);
                }
            }
            false
        }
        Node::IsNull(a) => inner(a)?,
        Node::In(..) | Node::Call(Function::NullIf, _) => any(expr, row, moment)?,
        Node::Call(function, args) if is_calendar(*function) => {
            let mut given = true;
            for arg in args {
                if inner(arg)? {
                    return Ok(true);
                }
                given &= match value(arg)? {
                    Scalar::Number(n) => n.to_i64().is_some_and(|n| u32::try_from(n).is_ok()),
                    other => other != Scalar::Null,
                };
            }
            given && value(expr)? == Scalar::Null
        }
        // What has nothing among its known parts is nothing, whatever the others are.
        _ => {
            for child in expr.children() {
                if !inner(child)? && value(child)? == Scalar::Null {
                    return Ok(false);
                }
            }
            any(expr, row, moment)?
        }
    })
}

fn any(expr: &Expr, row: &dyn Row, moment: &Moment<'_>) -> Result<bool, Overflow> {
    for child in expr.children() {
        if unknown(child, row, moment)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// AND and OR: a known side that decides leaves nothing open.
fn undecided(
    expr: &Expr,
    (a, b): (&Expr, &Expr),
    decided: Scalar,
    row: &dyn Row,
    moment: &Moment<'_>,
) -> Result<bool, Overflow> {
    for side in [a, b] {
        if !unknown(side, row, moment)? && eval(side, row, moment)? == decided {
            return Ok(false);
        }
    }
    any(expr, row, moment)
}

/// A day before which an unknown one cannot lie: so many working days after a known day are past
/// the end of the calendar. Nothing where not even that can be said.
pub fn not_before(
    expr: &Expr,
    row: &dyn Row,
    moment: &Moment<'_>,
    column: &dyn Fn(&str) -> Option<Date>,
) -> Option<Date> {
    match &expr.node {
        Node::Column(name) => column(name),
        Node::Call(Function::AddWorkdays, args) => {
            let start = args.first()?;
            if unknown(start, row, moment).ok()? {
                return None;
            }
            let start = eval(start, row, moment).ok()?.date()?;
            let last = moment.calendar.last_day()?;
            moment.calendar.knows(start).then(|| last.succ_opt()).flatten()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Diagnostics;
    use crate::domain::{Calendar, Decimal};
    use crate::spec::expr::{ColumnInfo, Level, Scope, Type, parse};
    use crate::spec::syntax::Text;

    struct Days;

    impl Scope for Days {
        fn column(&self, name: &str) -> Option<ColumnInfo> {
            let ty = match name {
                "early" | "late" | "none" => Type::Date,
                "n" => Type::Number,
                _ => return None,
            };
            Some(ColumnInfo { ty, is_money: false, choices: None })
        }

        fn columns(&self) -> Vec<String> {
            vec![]
        }

        fn has_indicator(&self, _: &str) -> bool {
            false
        }

        fn indicators(&self) -> Vec<String> {
            vec![]
        }

        fn subject(&self) -> String {
            String::new()
        }
    }

    impl Row for Days {
        fn get(&self, column: &str) -> Scalar {
            match column {
                "early" => Scalar::Date("2024-03-01".parse().unwrap()),
                "late" => Scalar::Date("2030-03-01".parse().unwrap()),
                "n" => Scalar::Number(Decimal::whole(5)),
                _ => Scalar::Null,
            }
        }
    }

    /// The calendar knows 2024 alone.
    #[test]
    fn what_hangs_on_an_unlisted_year_is_unknown() {
        let calendar = Calendar::new(["2024-01-01".parse().unwrap()]);
        let day = "2024-12-31".parse().unwrap();
        let moment = Moment { calendar: &calendar, as_of: day, start: day, end: day };
        let check = |text: &str, expected: bool| {
            let text = Text { value: text.to_owned(), file: "t".into(), start: 0 };
            let mut diags = Diagnostics::default();
            let expr = parse(&text, Level::Row, &Days, Type::Null, &mut diags);
            let found = unknown(&expr.expect("it parses"), &Days, &moment);
            assert_eq!(found, Ok(expected), "{}", text.value);
        };
        check("WORKDAYS(early, DATE '2024-04-01')", false);
        check("WORKDAYS(early, late)", true);
        check("WORKDAYS(early, none)", false);
        check("ADD_WORKDAYS(late, n)", true);
        check("ADD_WORKDAYS(early, -1)", false);
        check("ADD_WORKDAYS(late, n) IS NULL", true);
        check("COALESCE(early, ADD_WORKDAYS(late, n))", false);
        check("COALESCE(ADD_WORKDAYS(late, n), early)", true);
        check("n > 9 AND WORKDAYS(early, late) > 5", false);
        check("n < 9 AND WORKDAYS(early, late) > 5", true);
        check("n < 9 OR WORKDAYS(early, late) > 5", false);
        check("CASE WHEN n < 9 THEN n WHEN WORKDAYS(early, late) > 5 THEN 1 END", false);
        check("CASE WHEN n > 9 THEN n WHEN WORKDAYS(early, late) > 5 THEN 1 END", true);
        check("WORKDAYS(early, late) + DAYS(early, none)", false);
    }
}
