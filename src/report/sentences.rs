//! What a card says in words: what was missed and by how much, what is good and to be kept.

use crate::domain::{Number, Reason, TeamId, Value};
use crate::score::{Card, Grade};
use crate::spec::Indicator;

use super::caution::cautions;
use super::change::change;
use super::figure::{blank_word, out_of, reason_words, shown_unit, target_text, tone, value_text};
use super::format::{honest_decimals, with_unit};
use super::input::Input;
use super::limit::limit_text;
use super::tone::Tone;

/// A leaf of a card with everything that can be said of it.
struct Leaf<'a> {
    indicator: &'a Indicator,
    team: &'a TeamId,
    value: &'a Value,
    tone: Tone,
    grade: Option<&'a Grade>,
    target: Option<&'a Number>,
}

/// A sentence for every missed target and every figure that nobody handed in, heaviest first.
pub(super) fn misses(input: &Input<'_>, card: &Card) -> Vec<String> {
    told(input, card, &|leaf| match (leaf.value, leaf.tone, leaf.target) {
        // Those that their counter holds stand in a box of their own.
        (Value::Number(_), Tone::Near | Tone::Plain, _)
            if leaf.grade.is_some_and(|grade| grade.held_by.is_some()) =>
        {
            None
        }
        // Not to be praised: how few were asked says why.
        (Value::Number(value), Tone::Near | Tone::Plain, target)
            if leaf.grade.is_some_and(|grade| grade.unsampled.is_some()) =>
        {
            let figure = input.figure(&leaf.indicator.id, leaf.team, card.period)?;
            let said = cautions(input, leaf.indicator, figure, leaf.grade).join("; ");
            let value = value_text(input, leaf.indicator, value, target);
            Some(format!("{}: {value}; {said}", leaf.indicator.name))
        }
        (Value::Number(value), Tone::Bad | Tone::Near, Some(target)) => {
            Some(sentence(input, leaf.indicator, leaf.team, value, target, "miss-target"))
        }
        (Value::Number(value), Tone::Bad | Tone::Near, None) => {
            let limit = limit_text(input, leaf.indicator, leaf.grade)?;
            let value = value_text(input, leaf.indicator, value, None);
            let args = [("name", leaf.indicator.name.clone()), ("value", value), ("limit", limit)];
            Some(input.text("miss-limit", &args))
        }
        // Nobody owes what only the end of the period can tell.
        (Value::Blank(_, Reason::Running), ..) => None,
        (Value::Blank(kind, reason), Tone::Missing, _) => Some(format!(
            "{}: {} ({})",
            leaf.indicator.name,
            blank_word(input, *kind),
            reason_words(input, reason)
        )),
        _ => None,
    })
}

/// A sentence for the heaviest targets that were reached.
pub(super) fn keeps(input: &Input<'_>, card: &Card) -> Vec<String> {
    let mut all = told(input, card, &|leaf| match (leaf.value, leaf.tone, leaf.target) {
        (Value::Number(value), Tone::Good, Some(target)) => {
            Some(sentence(input, leaf.indicator, leaf.team, value, target, "keep-target"))
        }
        _ => None,
    });
    all.truncate(3);
    all
}

/// What `say` has to say of the leaves of a card, the heaviest first.
fn told(input: &Input<'_>, card: &Card, say: &dyn Fn(&Leaf<'_>) -> Option<String>) -> Vec<String> {
    let mut found: Vec<(&Number, String)> = vec![];
    for (node, id, team) in card.leaves() {
        let known = input.indicator(id).zip(input.figure(id, team, card.period));
        let Some((indicator, figure)) = known else { continue };
        let grade = input.grade(id, team, card.period);
        let target = grade.and_then(|grade| grade.target.as_ref());
        let tone = tone(figure, grade);
        let leaf = Leaf { indicator, team, value: &figure.value, tone, grade, target };
        found.extend(say(&leaf).map(|sentence| (&node.weight, sentence)));
    }
    found.sort_by(|a, b| b.0.cmp(a.0));
    found.into_iter().map(|(_, sentence)| sentence).collect()
}

fn sentence(
    input: &Input<'_>,
    indicator: &Indicator,
    team: &TeamId,
    value: &Number,
    target: &Number,
    key: &str,
) -> String {
    let lang = input.lang();
    let gap = (value - target).abs();
    let decimals = honest_decimals(&gap, indicator.decimals, Some(&Number::zero()));
    let unit = match shown_unit(indicator) {
        "%" => input.word("unit-points"),
        unit => unit.to_owned(),
    };
    let mut shown = value_text(input, indicator, value, Some(target));
    let figure = input.figure(&indicator.id, team, input.ask.period);
    if let Some(counts) = figure.and_then(|figure| out_of(input, figure)) {
        shown = format!("{shown} ({counts})");
    }
    let mut text = input.text(
        key,
        &[
            ("name", indicator.name.clone()),
            ("value", shown),
            ("target", target_text(input, indicator, target)),
            ("gap", with_unit(&gap, decimals, &unit, lang)),
        ],
    );
    if let Some(change) = change(input, indicator, team) {
        text.push_str("; ");
        text.push_str(&change);
    }
    text
}
