//! Totals of cards: whole numbers with the range that other weights would give, and gates before
//! everything else.

use crate::domain::{IndicatorId, Number, TeamId, Value};
use crate::score::Card;
use crate::score::gate::standing;
use crate::score::predicate::Verdict;
use crate::score::range::range;

use super::format::number;
use super::input::Input;
use super::model::Block;
use super::predicates::failing_lines;
use super::tone::Tone;

/// How many decimals a total near an edge has at most.
const MOST_DECIMALS: u32 = 6;

/// With how many decimals a total is shown: none, unless that hid the side of an edge between two
/// ratings; two where the definition rounds, as official ones do.
pub(super) fn decimals(input: &Input<'_>, card: &Card, score: &Number) -> u32 {
    let Some(definition) = input.project.scorecard_at(&card.id, card.period) else { return 0 };
    if let Some(digits) = definition.round {
        return digits;
    }
    // Official scores are printed with two decimals, whatever their margins.
    if definition.answers.is_some() {
        return 2;
    }
    let scale = definition.scale.as_ref().and_then(|name| input.project.scales.get(name));
    let told =
        |digits: &u32| scale.is_none_or(|one| one.band(&score.round(*digits)) == one.band(score));
    (0..=MOST_DECIMALS).find(told).unwrap_or(MOST_DECIMALS)
}

/// A total as it is shown.
pub(super) fn total_text(input: &Input<'_>, card: &Card, score: &Number) -> String {
    number(score, decimals(input, card, score), input.lang())
}

/// `68–94`: the least and the greatest total under other weights.
pub(super) fn range_text(input: &Input<'_>, card: &Card) -> Option<String> {
    let (low, high) = range(card)?;
    let whole = |one: &Number| number(one, 0, input.lang());
    Some(format!("{}–{}", whole(&low.floor()), whole(&-&(-&high).floor())))
}

/// The range in words, for the note below a total.
pub(super) fn range_note(input: &Input<'_>, card: &Card) -> Option<String> {
    Some(input.text("card-range", &[("range", range_text(input, card)?)]))
}

/// What the gates of a card say, before anything else is said of it.
pub(super) fn gates(input: &Input<'_>, card: &Card) -> Vec<Block> {
    let named = |wanted: Verdict| card.gates.iter().filter(move |gate| gate.verdict == wanted);
    let mut blocks = vec![];
    for gate in named(Verdict::Fails) {
        let mut lines: Vec<String> =
            standing(input.project, &input.graded.standings, card, &gate.predicate)
                .map_or_else(Vec::new, |standing| failing_lines(input, standing));
        lines.push(held_words(input, card));
        let title = input.text("gate-failed", &[("name", name(input, &gate.predicate))]);
        blocks.push(Block::Callout { tone: Tone::Bad, title, lines });
    }
    for gate in named(Verdict::Open) {
        let title = input.text("gate-open", &[("name", name(input, &gate.predicate))]);
        let lines = vec![input.word("gate-open-note")];
        blocks.push(Block::Callout { tone: Tone::Missing, title, lines });
    }
    blocks.extend(counters(input, card));
    blocks
}

/// The leaves of a card that their counters hold down, each with its counter.
fn held<'a>(input: &Input<'a>, card: &Card) -> Vec<(&'a str, &'a str)> {
    let pair = |id: &IndicatorId, team: &TeamId| {
        let counter = input.grade(id, team, card.period)?.held_by.as_ref()?;
        let name = |id: &IndicatorId| Some(input.project.indicator(id)?.name.as_str());
        name(id).zip(name(counter))
    };
    card.leaves().into_iter().filter_map(|(_, id, team)| pair(id, team)).collect()
}

/// Which figures are reached and do not count as reached, with the figure that says why.
fn counters(input: &Input<'_>, card: &Card) -> Option<Block> {
    let held = held(input, card);
    let count = [("count", held.len().to_string())];
    let line = |(name, counter): &(&str, &str)| {
        let names = [("name", (*name).to_owned()), ("counter", (*counter).to_owned())];
        input.text("counter-line", &names)
    };
    let mut lines: Vec<String> = held.iter().map(line).collect();
    lines.push(match (&card.held, &card.rating, &card.root.score) {
        (Some(best), Some(rating), Value::Number(score)) => input.text(
            "counter-held",
            &[
                ("score", total_text(input, card, score)),
                ("held", best.label.clone()),
                ("rating", rating.label.clone()),
            ],
        ),
        _ => input.word("counter-cap"),
    });
    let title = input.text("counter-title", &count);
    (!held.is_empty()).then_some(Block::Callout { tone: Tone::Near, title, lines })
}

/// What a failed gate does to the rating.
fn held_words(input: &Input<'_>, card: &Card) -> String {
    match (&card.held, &card.rating, &card.root.score) {
        (Some(held), Some(rating), Value::Number(score)) => input.text(
            "gate-held",
            &[
                ("score", total_text(input, card, score)),
                ("held", held.label.clone()),
                ("rating", rating.label.clone()),
            ],
        ),
        _ => input.word("gate-cap"),
    }
}

/// The gates that fail or are open, in a few words for the note below a total.
pub(super) fn gate_note(input: &Input<'_>, card: &Card) -> Option<String> {
    let said = card.gates.iter().filter_map(|gate| {
        let key = match gate.verdict {
            Verdict::Holds => return None,
            Verdict::Fails => "gate-failed",
            Verdict::Open => "gate-open",
        };
        Some(input.text(key, &[("name", name(input, &gate.predicate))]))
    });
    let count = held(input, card).len();
    let counters =
        (count > 0).then(|| input.text("counter-title", &[("count", count.to_string())]));
    let said: Vec<String> = said.chain(counters).collect();
    (!said.is_empty()).then(|| said.join(" · "))
}

fn name(input: &Input<'_>, predicate: &str) -> String {
    let found = input.project.predicates.iter().find(|one| one.id == predicate);
    found.map_or_else(|| predicate.to_owned(), |one| one.name.clone())
}
