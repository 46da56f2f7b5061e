//! How a figure moved since another period, in words, or why that is not said.

use crate::domain::{Grain, Number, Period, TeamId};
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
    let (now, then) = compared(input, indicator, team, before)?;
    let since = format!("{} {}", short_period(before, input.words), before.year());
    if let Some(cut) = indicator.cut_between(before, at) {
        let reason = cut_words(input, cut);
        return Some(input.text("change-cut", &[("since", since), ("reason", reason)]));
    }
    let decimals = indicator.decimals;
    let rounded = (now - then?).round(decimals);
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

/// The value of the period and that of an earlier one, where a difference of the two would tell
/// something.
fn compared<'a>(
    input: &'a Input<'_>,
    indicator: &Indicator,
    team: &TeamId,
    before: Period,
) -> Option<(&'a Number, Option<&'a Number>)> {
    let now = input.figure(&indicator.id, team, input.ask.period)?;
    let then = input.figure(&indicator.id, team, before)?;
    // Between names there is no difference.
    if !indicator.labels.is_empty() {
        return None;
    }
    // Between shares of a few rows there is no change to speak of.
    if is_small(indicator, now) || is_small(indicator, then) {
        return None;
    }
    Some((now.value.number()?, then.value.number()))
}

/// What it was in the period before, and by how much it moved since, as that is printed; nothing
/// across a cut.
pub(super) fn moved(
    input: &Input<'_>,
    indicator: &Indicator,
    team: &TeamId,
) -> Option<(Number, Number)> {
    let (before, at) = (input.ask.period.previous(), input.ask.period);
    let (now, then) = compared(input, indicator, team, before)?;
    let then = then.filter(|_| indicator.cut_between(before, at).is_none())?;
    Some((then.clone(), (now - then).round(indicator.decimals.min(1))))
}

/// Why a series is cut, with the day.
pub fn cut_words(input: &Input<'_>, cut: &Cut) -> String {
    let day = date(cut.at, input.words);
    let key = if cut.reason.is_empty() { "cut-version" } else { "cut-declared" };
    input.text(key, &[("date", day), ("reason", cut.reason.clone())])
}
