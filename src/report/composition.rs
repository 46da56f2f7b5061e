//! What contributed to the change of a share of several units, in words: never what caused it.

use crate::domain::{Grain, Number, Period, TeamId};
use crate::score::split::{Split, split};
use crate::spec::Indicator;

use super::format::{number, short_period};
use super::input::Input;

/// From how many points on two parts that cancel out are told: half a point.
const HIDDEN: (i128, u32) = (5, 1);

/// How a change since the period before is made up: *dalam tim* and *komposisi*, and the unit that
/// contributed most to it.
pub(super) fn made_up(input: &Input<'_>, indicator: &Indicator, team: &TeamId) -> Option<String> {
    let now = input.ask.period;
    let before = now.previous();
    let found = split(input.project, indicator, team, (before, now), input.figures)?;
    let decimals = indicator.decimals;
    let total = (&found.within + &found.mix).round(decimals);
    // Without a change to speak of there is nothing to take apart, unless the parts hide one.
    if total.is_zero() && found.within.abs() < Number::from_scaled(HIDDEN.0, HIDDEN.1) {
        return None;
    }
    let within = found.within.round(decimals);
    // Printed parts sum to the printed change.
    let mix = &total - &within;
    let signed = |one: &Number| signed(input, one, decimals);
    let mut said = input.text(
        "composition",
        &[
            ("since", since(input, before)),
            ("total", signed(&total)),
            ("within", signed(&within)),
            ("mix", signed(&mix)),
        ],
    );
    if let Some((name, part)) = most(input, &found, &total) {
        said.push(' ');
        let parts = [("team", name), ("part", signed(&part.round(decimals)))];
        said.push_str(&input.text("composition-most", &parts));
    }
    Some(said)
}

/// The unit that contributed most in the direction of the change.
fn most(input: &Input<'_>, split: &Split, total: &Number) -> Option<(String, Number)> {
    let along = split.units.iter().filter(|(_, part)| {
        !part.is_zero() && !total.is_zero() && part.is_negative() == total.is_negative()
    });
    let (id, part) = along.max_by(|a, b| a.1.abs().cmp(&b.1.abs()))?;
    Some((input.project.teams.get(id)?.short.clone(), part.clone()))
}

fn since(input: &Input<'_>, before: Period) -> String {
    match before.grain() {
        Grain::Year => before.year().to_string(),
        _ => format!("{} {}", short_period(before, input.words), before.year()),
    }
}

/// `+3,2 poin`, with a true minus sign.
fn signed(input: &Input<'_>, value: &Number, decimals: u32) -> String {
    let sign = if value.is_negative() {
        "\u{2212}"
    } else if value.is_zero() {
        ""
    } else {
        "+"
    };
    let size = number(&value.abs(), decimals, input.lang());
    format!("{sign}{size}\u{a0}{}", input.word("unit-points"))
}
