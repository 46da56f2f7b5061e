//! A second, slow evaluator of whole projects in plain loops, written from the description of the
//! language. It shares what was read (definitions with their trees, tables, who handed in what)
//! and nothing of how figures are made. Every figure of the shipped packs must agree, exactly.

mod call;
mod days;
mod figures;
mod many;
mod reduce;
mod row;
mod teams;
mod value;
mod view;
mod window;

use std::collections::BTreeSet;

use zona::domain::{Blank, Period, Value};

use crate::demo::{demo, files};
use crate::support::Run;

use figures::{Key, Slow};
use value::{Fig, V, exact};
use window::quarters;

/// What the engine says, in the words of the slow evaluator.
fn said(value: &Value) -> Fig {
    match value {
        Value::Number(number) => Ok(V::Num(exact(number))),
        Value::Blank(blank, _) => Err(*blank),
    }
}

/// What the engine withholds.
fn withheld(run: &Run) -> BTreeSet<Key> {
    let mut found = BTreeSet::new();
    for (indicator, team, period, figure) in run.figures.iter() {
        let latest = run.project.indicator(indicator).expect("an indicator");
        let declares = |one: &zona::spec::Indicator| one.honesty.suppress.is_some();
        let is_hidden = figure.value.blank().is_some_and(|(kind, _)| kind == Blank::Suppressed);
        if is_hidden && latest.versions().any(declares) {
            found.insert((indicator.clone(), team.clone(), period));
        }
    }
    found
}

/// How many figures were compared.
#[derive(Debug, Default)]
struct Tally {
    figures: usize,
    numbers: usize,
    indicators: usize,
}

/// Compares every figure of every team for these periods; gives the differences.
fn compare(run: &Run, periods: &[Period]) -> (Tally, Vec<String>) {
    let loaded = &run.loaded;
    let given = (&loaded.tables, &loaded.coverage);
    let slow = Slow::new(&run.project, given, &files(), run.ask.as_of, withheld(run));
    let (mut tally, mut differences) = (Tally::default(), vec![]);
    for indicator in &run.project.indicators {
        tally.indicators += 1;
        for period in periods {
            for team in slow.teams(indicator.at(*period)) {
                let engine = run.figures.get(&indicator.id, &team, *period);
                let engine = engine
                    .unwrap_or_else(|| panic!("no figure {} of {team} for {period}", indicator.id));
                let own = slow.figure(indicator, &team, *period);
                tally.figures += 1;
                tally.numbers += usize::from(own.is_ok());
                if own != said(&engine.value) {
                    differences.push(format!(
                        "{} of {team} for {period}: slow {own:?}, engine {:?}",
                        indicator.id, engine.value
                    ));
                }
            }
        }
    }
    (tally, differences)
}

#[test]
fn every_figure_of_the_packs_agrees_with_plain_loops() {
    let run = demo();
    let (tally, differences) = compare(run, &quarters(run.ask.period, 8));
    println!("{tally:?}");
    assert!(differences.is_empty(), "{} differ:\n{}", differences.len(), differences.join("\n"));
    assert!(tally.figures > 17_000 && tally.numbers > 15_000, "{tally:?}");
}
