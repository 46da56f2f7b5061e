//! How many periods in a row a figure has been what it is now.

use crate::domain::TeamId;
use crate::spec::Indicator;

use super::figure::tone;
use super::input::Input;
use super::tone::Tone;

/// The number of periods up to the one reported on in which a figure had this tone, without a gap
/// and without a cut of the series in between. A figure that was reached at the price of its
/// counter was not reached, so a run of good ones is one with a clean counter.
pub(super) fn streak(
    input: &Input<'_>,
    indicator: &Indicator,
    team: &TeamId,
    wanted: Tone,
) -> usize {
    let (mut count, mut at) = (0, input.ask.period);
    while let Some(figure) = input.figure(&indicator.id, team, at) {
        if tone(figure, input.grade(&indicator.id, team, at)) != wanted {
            break;
        }
        count += 1;
        let before = at.previous();
        if indicator.cut_between(before, at).is_some() {
            break;
        }
        at = before;
    }
    count
}
