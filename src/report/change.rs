//! How a figure moved since another period, in words, or why that is not said.

use crate::domain::{Grain, Number, Period, TeamId};
use crate::score::small::is_small;
use crate::spec::Indicator;
use crate::spec::version::Cut;

use super::figure::{shown_unit, value_decimals};
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
    let then = then?;
    let target = input.grade(&indicator.id, team, at).and_then(|grade| grade.target.clone());
    let shown = |value: &Number, edge| value_decimals(input, indicator, value, edge);
    let printed = shown(now, target.as_ref()).max(shown(then, None));
    let (rounded, decimals) = told(now, then, indicator.decimals, printed);
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

/// By how much a figure moved, and the decimals that this is told with: those of its indicator, or
/// those that the two are printed with where only these show that they differ.
fn told(now: &Number, then: &Number, declared: u32, printed: u32) -> (Number, u32) {
    let rounded = (now - then).round(declared);
    let seen = &now.round(printed) - &then.round(printed);
    if rounded.is_zero() && !seen.is_zero() { (seen, printed) } else { (rounded, declared) }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_differently_is_not_said_to_be_the_same() {
        let check = |now: (i128, u32), then: (i128, u32), printed, expected: (&str, u32)| {
            let number = |(digits, scale)| Number::from_scaled(digits, scale);
            let (moved, decimals) = told(&number(now), &number(then), 1, printed);
            assert_eq!((moved.to_plain(6).as_str(), decimals), expected);
        };
        // Printed 10,45 and 10,41: less than a tenth, but not the same.
        check((1045, 2), (1041, 2), 2, ("0.04", 2));
        check((1041, 2), (1045, 2), 2, ("-0.04", 2));
        // Both printed 10,4: the same.
        check((1044, 2), (1041, 2), 1, ("0", 1));
        check((1080, 2), (1041, 2), 2, ("0.4", 1));
        // On the two sides of what is rounded: printed 10,5 and 10,4.
        check((1046, 2), (1044, 2), 1, ("0.1", 1));
    }
}
