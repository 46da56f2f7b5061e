//! How a figure moved since another period, in words, or why that is not said.

use crate::domain::{Grain, Period, TeamId};
use crate::score::small::is_small;
use crate::spec::Indicator;
use crate::spec::version::Cut;

use super::figure::shown_unit;
use super::format::{date, number, short_amount, short_period, with_unit};
use super::input::Input;

/// Since the period before: `naik 4,1 poin dari TW III 2024`.
pub fn change(input: &Input<'_>, indicator: &Indicator, team: &TeamId) -> Option<String> {
    since(input, indicator, team, input.ask.period.previous())
}

/// Since the same period of the year before.
pub fn year_on_year(input: &Input<'_>, indicator: &Indicator, team: &TeamId) -> Option<String> {
    let at = input.ask.period;
    let steps = Grain::Year.months() / at.grain().months();
    let before = at.shifted(-i32::try_from(steps).ok()?);
    // Of a whole year the year before is the period before, which `change` tells.
    (steps > 1).then(|| since(input, indicator, team, before))?
}

/// Since an earlier period; across a cut of the series there is no difference, and the reason is
/// said instead.
fn since(
    input: &Input<'_>,
    indicator: &Indicator,
    team: &TeamId,
    before: Period,
) -> Option<String> {
    let at = input.ask.period;
    let now = input.figure(&indicator.id, team, at)?;
    let then = input.figure(&indicator.id, team, before)?;
    // Between names there is no difference.
    if !indicator.labels.is_empty() {
        return None;
    }
    // Between shares of a few rows there is no change to speak of.
    if is_small(indicator, now) || is_small(indicator, then) {
        return None;
    }
    let now = now.value.number()?;
    let since = format!("{} {}", short_period(before, input.words), before.year());
    if let Some(cut) = indicator.cut_between(before, at) {
        let reason = cut_words(input, cut);
        return Some(input.text("change-cut", &[("since", since), ("reason", reason)]));
    }
    let difference = now - then.value.number()?;
    let decimals = indicator.decimals;
    let rounded = difference.round(decimals);
    let key = if rounded.is_zero() {
        "change-same"
    } else if rounded.is_negative() {
        "change-down"
    } else {
        "change-up"
    };
    let amount = match indicator.unit.as_str() {
        "%" => format!(
            "{} {}",
            number(&rounded.abs(), decimals, input.lang()),
            input.word("unit-points")
        ),
        "Rp" => short_amount(&rounded.abs(), input.words),
        _ => with_unit(&rounded.abs(), decimals, shown_unit(indicator), input.lang()),
    };
    Some(input.text(key, &[("amount", amount), ("since", since)]))
}

/// Why a series is cut, with the day.
pub fn cut_words(input: &Input<'_>, cut: &Cut) -> String {
    let day = date(cut.at, input.words);
    let key = if cut.reason.is_empty() { "cut-version" } else { "cut-declared" };
    input.text(key, &[("date", day), ("reason", cut.reason.clone())])
}
