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
/// A zero target gives *tidak berlaku*: nothing can be measured against it, and the rubric has to
/// say what then counts. Where the target is divided by an actual of zero nothing is left to be
/// wished for and no ratio can say so: [`Reason::ZeroActual`]. Within a band everything inside is 1 and everything outside 0.
pub fn achievement(better: &Better, actual: &Number, target: Option<&Number>) -> Value {
    if let Better::Within(low, high) = better {
        let inside = low <= actual && actual <= high;
        return Value::Number(if inside { Number::one() } else { Number::zero() });
    }
    let Some(target) = target else { return Value::not_applicable(Reason::NoTarget) };
    if *better == Better::LowerInverse && actual.is_zero() && !target.is_zero() {
        return Value::not_applicable(Reason::ZeroActual);
    }
    let ratio = match better {
        Better::Higher => actual.checked_div(target),
        // Mirrors the distance to the target instead of dividing by `actual`: a team with no late
        // answer at all would otherwise have no achievement.
        Better::Lower => (&(target + target) - actual).checked_div(target),
        Better::LowerInverse => target.checked_div(actual),
        Better::Within(..) => None,
    };
    ratio.map_or_else(|| Value::not_applicable(Reason::ZeroTarget), Value::Number)
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
        check(&Better::Lower, "4", "5", Some("1.2"));
        check(&Better::Lower, "0", "5", Some("2"));
        check(&Better::Lower, "12", "5", Some("-0.4"));
        check(&Better::LowerInverse, "4", "5", Some("1.25"));
        check(&Better::LowerInverse, "0", "5", None);
        check(&Better::Within(number("-1"), number("3")), "3", "0", Some("1"));
        check(&Better::Within(number("-1"), number("3")), "3.01", "0", Some("0"));
    }
}
