//! What a figure is judged by, for people: its target, or the edge that its colour comes from.

use crate::domain::Number;
use crate::score::Grade;
use crate::score::grade::DEFAULT_SCALE;
use crate::spec::scale::{BandTone, ClosedEdge, RatedBy, Scale};
use crate::spec::scoring::ScoreFrom;
use crate::spec::{Better, Indicator};

use super::figure::{shown_unit, target_cell, target_decimals, target_text};
use super::format::{number, with_unit};
use super::input::Input;
use super::table::Cell;

/// The target of a figure, or what else makes it green: the edges between which it must lie, the
/// answer that is wanted, the lowest or highest number of the good bands of its scale.
pub(super) fn limit_text(
    input: &Input<'_>,
    indicator: &Indicator,
    grade: Option<&Grade>,
) -> Option<String> {
    if let Some(target) = grade.and_then(|grade| grade.target.as_ref()) {
        return Some(target_text(input, indicator, target));
    }
    match indicator.better.as_ref()? {
        Better::Within(low, high) if low == high => Some(target_text(input, indicator, high)),
        Better::Within(low, high) => {
            let low = number(low, target_decimals(indicator, low), input.lang());
            let high = target_text(input, indicator, high);
            Some(input.text("limit-within", &[("low", low), ("high", high)]))
        }
        Better::Fact(wanted) => Some(input.word(if *wanted { "fact-yes" } else { "fact-no" })),
        Better::Higher | Better::Lower | Better::LowerInverse => {
            let name = indicator.scale.as_deref().unwrap_or(DEFAULT_SCALE);
            let scale = input.project.scales.get(name)?;
            // A score that is the value itself has the edges of the value.
            let is_value = indicator.score.from == ScoreFrom::Value;
            if !matches!((scale.of, is_value), (RatedBy::Value, _) | (RatedBy::Score, true)) {
                return None;
            }
            let (sign, edge) = edge(scale)?;
            let decimals = target_decimals(indicator, edge);
            let edge = with_unit(edge, decimals, shown_unit(indicator), input.lang());
            Some(format!("{sign}\u{a0}{edge}"))
        }
    }
}

/// The same as a cell: a target is a number there.
pub(super) fn limit_cell(input: &Input<'_>, indicator: &Indicator, grade: Option<&Grade>) -> Cell {
    let target = grade.and_then(|grade| grade.target.as_ref());
    let other = || limit_text(input, indicator, grade).map_or_else(Cell::empty, Cell::text);
    target.map_or_else(other, |target| target_cell(input, indicator, target))
}

/// Where the good bands of a scale end, with the sign that says on which side they are.
fn edge(scale: &Scale) -> Option<(&'static str, &Number)> {
    let is_good = |at: usize| scale.bands.get(at).is_some_and(|band| band.tone == BandTone::Good);
    let closed_above = scale.closed == ClosedEdge::Upper;
    // Bands stand from the highest number to the lowest.
    if is_good(0) {
        let last = scale.bands.iter().take_while(|band| band.tone == BandTone::Good).last()?;
        return Some((if closed_above { ">" } else { "≥" }, last.min.as_ref()?));
    }
    let first = (0..scale.bands.len()).rev().take_while(|at| is_good(*at)).last()?;
    let above = scale.bands.get(first.checked_sub(1)?)?;
    Some((if closed_above { "≤" } else { "<" }, above.min.as_ref()?))
}

#[cfg(test)]
mod tests {
    use crate::spec::scale::Band;

    use super::*;

    #[test]
    fn the_edge_is_that_of_the_good_bands() {
        use BandTone::{Bad, Good, Near};
        let check = |bands: &[(Option<u32>, BandTone)], closed, expected: Option<(&str, u32)>| {
            let band = |(min, tone): &(Option<u32>, BandTone)| Band {
                min: min.map(Number::from),
                label: String::new(),
                tone: *tone,
                score: None,
            };
            let scale = Scale {
                id: String::new(),
                of: RatedBy::Value,
                round: None,
                bands: bands.iter().map(band).collect(),
                closed,
                top: None,
            };
            let expected = expected.map(|(sign, at)| (sign, Number::from(at)));
            assert_eq!(edge(&scale).map(|(sign, at)| (sign, at.clone())), expected);
        };
        let (lower, upper) = (ClosedEdge::Lower, ClosedEdge::Upper);
        let more = [(Some(95), Good), (Some(89), Good), (Some(70), Near), (None, Bad)];
        check(&more, lower, Some(("≥", 89)));
        check(&more, upper, Some((">", 89)));
        let fewer = [(Some(4), Bad), (Some(1), Near), (None, Good)];
        check(&fewer, lower, Some(("<", 1)));
        check(&fewer, upper, Some(("≤", 1)));
        check(&[(Some(4), Bad), (None, Near)], lower, None);
    }
}
