//! What every step of a nested indicator left, for the road of one figure.

use std::collections::BTreeSet;

use crate::compute::group::Outcome;
use crate::compute::measurement::Measurement;
use crate::spec::Indicator;

use super::figure::{blank_word, reason_words};
use super::format::{date, number};
use super::input::Input;

/// Groups of a step that are shown; of more only the number.
const SHOWN: usize = 24;

/// A line for every group of every step. Groups whose keys name people, and those of a register
/// that holds confidential rows, are counted only.
pub(super) fn steps(input: &Input<'_>, indicator: &Indicator, figure: &Measurement) -> Vec<String> {
    let mut lines = vec![];
    let mut personal: BTreeSet<&str> = BTreeSet::new();
    let dataset = indicator.dataset.as_ref().and_then(|id| input.project.dataset(id));
    for (at, (step, groups)) in indicator.steps.iter().zip(&figure.steps).enumerate() {
        let names_people = |column: &str| match (at, dataset) {
            (0, Some(dataset)) => dataset.is_personal(column),
            _ => personal.contains(column),
        };
        let own = step.by.iter().filter(|(_, expr)| expr.columns().into_iter().any(names_people));
        let own: BTreeSet<&str> = own.map(|(name, _)| name.as_str()).collect();
        let confidential = dataset.is_some_and(|dataset| dataset.confidential.is_some());
        let shown = if own.is_empty() && !confidential { SHOWN } else { 0 };
        let n_keys = step.by.len();
        for row in groups.rows.iter().take(shown) {
            let cell = |(name, outcome)| format!("{name} = {}", printed(input, outcome));
            let cells: Vec<String> = groups.names.iter().zip(row).map(cell).collect();
            let (keys, results) = cells.split_at(n_keys.min(cells.len()));
            lines.push(format!("{}. {}: {}", at + 1, keys.join(", "), results.join(", ")));
        }
        let rest = groups.rows.len().saturating_sub(shown);
        if rest > 0 {
            let step = (at + 1).to_string();
            let arguments = [("step", step), ("count", rest.to_string())];
            let key = if shown == 0 { "explain-step-groups" } else { "explain-step-more" };
            lines.push(input.text(key, &arguments));
        }
        personal = own;
    }
    lines
}

fn printed(input: &Input<'_>, outcome: &Outcome) -> String {
    match outcome {
        Outcome::Number(exact) => {
            number(exact, if exact.is_integer() { 0 } else { 6 }, input.lang())
        }
        Outcome::Date(day) => date(*day, input.words),
        Outcome::Text(text) => text.to_string(),
        Outcome::Bool(truth) => input.word(if *truth { "word-true" } else { "word-false" }),
        Outcome::Blank(kind, reason) => {
            format!("{}: {}", blank_word(input, *kind), reason_words(input, reason))
        }
    }
}
