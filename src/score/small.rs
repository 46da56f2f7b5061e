//! Small numbers: a share of few rows is told as *a dari b*, and not judged by itself.
//!
//! Where four quarters together reach the number that it takes, they are judged in its place;
//! otherwise the figure is not judged, with that reason.

use crate::compute::{Measurement, Measurements};
use crate::domain::{Grain, Number, Period, Reason, TeamId, Value};
use crate::spec::honesty::LEAST_ROWS;
use crate::spec::share::{is_middle, share};
use crate::spec::{Indicator, Window};

use super::scorecards::Grade;

/// From so many rows on a share needs no interval.
const MANY_ROWS: u32 = 30;

/// The decimals at which the root in an interval is cut.
const ROOT_DECIMALS: u32 = 12;

/// A share of too few rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Few {
    /// How many rows it takes.
    pub least: u32,
    /// What was judged in its place.
    pub pooled: Option<Pooled>,
}

/// A share over a year, judged in place of one of too few rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pooled {
    /// What was counted.
    pub part: Number,
    /// Out of how much.
    pub whole: Number,
    /// The first period that went in.
    pub first: Period,
}

/// How many rows a figure takes to be judged; `None` where that is no question.
fn least_rows(indicator: &Indicator, figure: &Measurement) -> Option<u32> {
    let declared = indicator.honesty.min_n.as_ref().map(|(least, _)| *least);
    let carried = || figure.counts.as_ref().map(|counts| counts.least);
    declared.or_else(|| share(&indicator.formula).map(|_| LEAST_ROWS)).or_else(carried)
}

/// What a figure is as a share: what the whole comes to, and whether its counts add up over periods.
fn shape(indicator: &Indicator, figure: &Measurement) -> Option<(Number, bool)> {
    // What steps count are groups, and one group may lie in several periods.
    let plain = indicator.steps.is_empty() && indicator.window == Window::Period;
    let own = share(&indicator.formula).map(|share| (share.whole, share.adds_up && plain));
    own.or_else(|| figure.counts.as_ref().map(|counts| (counts.whole.clone(), counts.adds_up)))
}

/// Takes a judgement back that rests on too few rows.
pub(super) fn guarded(
    indicator: &Indicator,
    (team, period): (&TeamId, Period),
    figures: &Measurements,
    grade: Grade,
    judge: &dyn Fn(&Measurement) -> Grade,
) -> Grade {
    let figure = figures.get(&indicator.id, team, period);
    let few = figure.filter(|figure| is_small(indicator, figure));
    let few = few.and_then(|figure| Some((figure, least_rows(indicator, figure)?)));
    let Some((figure, least)) = few else { return grade };
    let shape = shape(indicator, figure);
    let adds_up = shape.as_ref().is_some_and(|(_, adds_up)| *adds_up);
    let pooled = adds_up.then(|| pooled(indicator, team, period, figures, least)).flatten();
    if indicator.better.is_none() {
        return Grade { rating: None, few: Some(Few { least, pooled }), ..grade };
    }
    let judged = pooled.as_ref().and_then(|pooled| {
        let (whole, _) = shape.as_ref()?;
        let value = whole * &pooled.part.checked_div(&pooled.whole)?;
        Some(judge(&Measurement { value: Value::Number(value), ..figure.clone() }))
    });
    let none = || Value::not_applicable(Reason::TooFew);
    let (achievement, score) =
        judged.map_or_else(|| (none(), none()), |one| (one.achievement, one.score));
    Grade { achievement, score, rating: None, few: Some(Few { least, pooled }), ..grade }
}

/// Whether a figure rests on fewer rows than it takes.
pub fn is_small(indicator: &Indicator, figure: &Measurement) -> bool {
    let Some(least) = least_rows(indicator, figure) else { return false };
    if figure.value.number().is_none() {
        return false;
    }
    match &figure.denominator {
        Some(whole) => *whole < i64::from(least),
        // A mean or a median rests on the rows that took part.
        None => {
            let rows = is_middle(&indicator.formula) || figure.counts.is_some();
            rows && (1..least as usize).contains(&figure.rows_used)
        }
    }
}

/// The counts of a year that ends with the period, if they reach what it takes.
///
/// Only counts of rows add up, and only where every row falls in exactly one period and the series
/// is not cut in between.
fn pooled(
    indicator: &Indicator,
    team: &TeamId,
    period: Period,
    figures: &Measurements,
    least: u32,
) -> Option<Pooled> {
    if period.grain() == Grain::Year {
        return None;
    }
    let back = Grain::Year.months() as i32 / period.grain().months() as i32;
    let first = period.shifted(1 - back);
    if indicator.cut_between(first, period).is_some() {
        return None;
    }
    let (mut part, mut whole) = (Number::zero(), Number::zero());
    for step in 0..back {
        let one = figures.get(&indicator.id, team, period.shifted(-step))?;
        match &one.value {
            Value::Number(_) => {
                part = &part + one.numerator.as_ref()?;
                whole = &whole + one.denominator.as_ref()?;
            }
            // Nothing to be counted adds nothing; what nobody handed in leaves a hole.
            Value::Blank(_, Reason::ZeroDenominator) => {}
            Value::Blank(..) => return None,
        }
    }
    let enough = whole >= i64::from(least);
    enough.then_some(Pooled { part, whole, first })
}

/// The interval that holds a share 95 times of 100 (Wilson), from 0 to 1; for few rows only, and
/// not where all that there is was counted.
pub fn interval(indicator: &Indicator, figure: &Measurement) -> Option<(Number, Number)> {
    shape(indicator, figure).filter(|_| !indicator.honesty.census)?;
    figure.value.number()?;
    let (part, whole) = (figure.numerator.as_ref()?, figure.denominator.as_ref()?);
    if part > whole {
        return None;
    }
    let few = !is_small(indicator, figure) && *whole < i64::from(MANY_ROWS);
    few.then(|| wilson(part, whole)).flatten()
}

/// Wilson's interval of 95 %.
pub fn wilson(part: &Number, whole: &Number) -> Option<(Number, Number)> {
    let share = part.checked_div(whole)?;
    let z = Number::from_scaled(1_959_964, 6);
    let square = &z * &z;
    let per = square.checked_div(whole)?;
    let two = Number::from(2u32);
    let below = &Number::one() + &per;
    let centre = (&share + &per.checked_div(&two)?).checked_div(&below)?;
    let spread = (&share * &(&Number::one() - &share)).checked_div(whole)?;
    let more = per.checked_div(&(&Number::from(4u32) * whole))?;
    let reach = (&z * &(&spread + &more).root(ROOT_DECIMALS)).checked_div(&below)?;
    let low = (&centre - &reach).max(Number::zero());
    Some((low, (&centre + &reach).min(Number::one())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_of_a_share_is_that_of_the_tables() {
        // Ten of ten: 72.25 % to 100 %. Eight of ten: 49.02 % to 94.33 %.
        let check = |part: u32, whole: u32, low: &str, high: &str| {
            let found = wilson(&Number::from(part), &Number::from(whole)).unwrap();
            assert_eq!((found.0.to_fixed(4), found.1.to_fixed(4)), (low.into(), high.into()));
        };
        check(10, 10, "0.7225", "1.0000");
        check(8, 10, "0.4902", "0.9433");
        check(0, 10, "0.0000", "0.2775");
        check(29, 29, "0.8830", "1.0000");
    }
}
