//! From a measured value to an achievement: how far did the team get?
//!
//! An achievement (*capaian*) is a ratio, so 1 means "exactly the target", whatever the unit was.
//! Which way is up depends on the indicator; the formulas are here and nowhere else.
//!
//! **Invariant:** nothing here rounds, and nothing here caps. Caps belong to the score.

use crate::domain::{Number, Reason, Value};
use crate::spec::Better;

/// How far `actual` got towards `target`, as a ratio.
///
/// A target of zero or below gives *tidak berlaku*: no ratio to it says which way is up, and the
/// rubric has to say what then counts. Where the target is divided by an actual of zero or below
/// nothing is left to be wished for and no ratio can say so: [`Reason::ZeroActual`]. Within a band everything inside is
/// 1 and everything outside 0; a fact is 1 if it is as wanted, and 0 if not.
pub fn achievement(better: &Better, actual: &Number, target: Option<&Number>) -> Value {
    if let Better::Within(low, high) = better {
        let inside = low <= actual && actual <= high;
        return Value::Number(if inside { Number::one() } else { Number::zero() });
    }
    if let Better::Fact(wanted) = better {
        let is_fact = actual.is_zero() || *actual == 1;
        let reached = (*actual == 1) == *wanted;
        let ratio = if reached { Number::one() } else { Number::zero() };
        // A number that is neither yes nor no is a mistake, and must not gain anything.
        return if is_fact { Value::Number(ratio) } else { Value::missing(Reason::NotYesNo) };
    }
    let Some(target) = target else { return Value::not_applicable(Reason::NoTarget) };
    if target.is_zero() || target.is_negative() {
        return Value::not_applicable(Reason::ZeroTarget);
    }
    if *better == Better::LowerInverse && (actual.is_zero() || actual.is_negative()) {
        return Value::not_applicable(Reason::ZeroActual);
    }
    let ratio = match better {
        Better::Higher => actual.checked_div(target),
        // Mirrors the distance to the target instead of dividing by `actual`: a team with no late
        // answer at all would otherwise have no achievement.
        Better::Lower => (&(target + target) - actual).checked_div(target),
        Better::LowerInverse => target.checked_div(actual),
        Better::Within(..) | Better::Fact(_) => None,
    };
    ratio.map_or_else(|| Value::not_applicable(Reason::ZeroTarget), Value::Number)
}

/// How much of the road from a baseline to the target is done, as a ratio.
///
/// It is the same for both ways: from 40 down to 10, an actual of 20 has done two thirds.
pub fn progress(baseline: &Number, actual: &Number, target: &Number) -> Value {
    let share = (actual - baseline).checked_div(&(target - baseline));
    share.map_or_else(|| Value::not_applicable(Reason::NoDistance), Value::Number)
}

/// Where a value lies between one that performs nothing and one that performs fully, as a ratio.
pub fn performance(zero: &Number, actual: &Number, full: &Number) -> Value {
    progress(zero, actual, full)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_has_its_formula() {
        let number = |text: &str| Number::parse(text).unwrap();
        let check = |better: &Better, actual: &str, target: &str, expected: Option<&str>| {
            let found = achievement(better, &number(actual), Some(&number(target)));
            assert_eq!(
                found.number().cloned(),
                expected.map(number),
                "{better:?} {actual} {target}"
            );
        };
        check(&Better::Higher, "45", "50", Some("0.9"));
        check(&Better::Higher, "45", "0", None);
        // −50 is worse than a target of −40, and yet 125 % of it.
        check(&Better::Higher, "-50", "-40", None);
        check(&Better::Lower, "-50", "-40", None);
        check(&Better::LowerInverse, "-1", "5", None);
        check(&Better::Lower, "4", "5", Some("1.2"));
        check(&Better::Lower, "0", "5", Some("2"));
        check(&Better::Lower, "12", "5", Some("-0.4"));
        check(&Better::LowerInverse, "4", "5", Some("1.25"));
        check(&Better::LowerInverse, "0", "5", None);
        check(&Better::Within(number("-1"), number("3")), "3", "0", Some("1"));
        check(&Better::Within(number("-1"), number("3")), "3.01", "0", Some("0"));
        check(&Better::Fact(true), "1", "0", Some("1"));
        check(&Better::Fact(true), "0", "0", Some("0"));
        check(&Better::Fact(false), "0", "0", Some("1"));
        check(&Better::Fact(false), "1", "0", Some("0"));
        check(&Better::Fact(false), "2", "0", None);
    }

    #[test]
    fn a_road_may_lead_down() {
        let number = |text: &str| Number::parse(text).unwrap();
        let done = |baseline, actual, target| {
            progress(&number(baseline), &number(actual), &number(target)).number().cloned()
        };
        assert_eq!(done("40", "70", "90"), number("30").checked_div(&number("50")));
        assert_eq!(done("40", "20", "10"), number("2").checked_div(&number("3")));
        assert_eq!(done("40", "30", "90"), Some(number("-0.2")));
        assert_eq!(done("40", "30", "40"), None);
    }
}
