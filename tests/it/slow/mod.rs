//! A second, slow evaluator of whole projects in plain loops, written from the description of the
//! language. It shares what was read (definitions with their trees, tables, who handed in what)
//! and nothing of how figures are made. Every figure of the shipped packs must agree, exactly.

mod blank;
mod call;
mod cards;
mod corners;
mod corners_cards;
mod days;
mod figures;
mod filler;
mod hidden;
mod many;
mod read;
mod reduce;
mod row;
mod stated;
mod teams;
mod value;
mod view;
mod window;

use std::collections::{BTreeMap, BTreeSet};

use zona::domain::{Blank, IndicatorId, MemoryFiles, Period, TeamId, Value};

use crate::demo::{demo, files};
use crate::support::{Run, ask, run_clean};

use figures::{Key, Slow};
use value::{Fig, V, exact};

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
pub(crate) struct Tally {
    figures: usize,
    numbers: usize,
    indicators: usize,
    hidden: usize,
    targets: usize,
    cards: usize,
    scored: usize,
    standings: usize,
    /// Figures read from cards that are numbers, and means of units that are.
    read: usize,
    means: usize,
}

/// Compares every figure of a run, those of finer series too, and fails where one differs.
pub(crate) fn agree(run: &Run, files: &MemoryFiles) -> Tally {
    let loaded = &run.loaded;
    let given = (&loaded.tables, &loaded.coverage);
    let withheld = withheld(run);
    let (graded, as_of) = (&run.graded, run.ask.as_of);
    let slow = Slow::new(&run.project, given, graded, files, as_of, withheld.clone());
    let mut engine: BTreeMap<Key, Fig> = BTreeMap::new();
    for (indicator, team, period, figure) in run.figures.iter() {
        engine.insert((indicator.clone(), team.clone(), period), said(&figure.value));
    }
    // What there must be at least, so that nothing is compared with nothing.
    let mut wanted: BTreeSet<Key> = engine.keys().cloned().collect();
    for latest in &run.project.indicators {
        for period in history(run) {
            let teams = slow.teams(latest.at(period)).into_iter();
            wanted.extend(teams.map(|team| (latest.id.clone(), team, period)));
        }
    }
    let hidden = hidden::check(run, &slow, &withheld);
    let mut tally = Tally { indicators: run.project.indicators.len(), hidden, ..Tally::default() };
    let mut differences = vec![];
    for key in wanted {
        let (indicator, team, period) = &key;
        let latest = run.project.indicator(indicator).expect("an indicator");
        let own = slow.figure(latest, team, *period);
        tally.figures += 1;
        tally.numbers += usize::from(own.is_ok());
        let version = latest.at(*period);
        tally.read += usize::from(own.is_ok() && version.card.is_some());
        tally.means += usize::from(own.is_ok() && version.parent.is_some());
        if Some(&own) != engine.get(&key) {
            let found = run.figures.get(indicator, team, *period).map(|figure| &figure.value);
            differences.push(format!("{indicator} of {team}, {period}: {own:?}, not {found:?}"));
        }
    }
    let stated = |id: &IndicatorId, team: &TeamId, period: Period| {
        run.figures.stated.target(id, team, period).map(said)
    };
    let periods = history(run);
    tally.targets = stated::targets(&slow, &run.project, &periods, &stated, &mut differences);
    (tally.cards, tally.scored) = cards::check(run, &slow, &mut differences);
    tally.standings = cards::standings(run, &slow, &mut differences);
    let n = differences.len();
    assert!(n == 0, "{n} figures differ, plain loops first:\n{}", differences.join("\n"));
    tally
}

/// The periods of the length asked for that a run looks at, the earliest first.
fn history(run: &Run) -> Vec<Period> {
    let n = (run.ask.history * 3 / run.ask.period.grain().months()).max(1) as i32;
    (0..n).map(|at| run.ask.period.shifted(at + 1 - n)).collect()
}

#[test]
fn every_figure_of_the_packs_agrees_with_plain_loops() {
    let run = demo();
    assert_eq!(history(run).len(), 8);
    let tally = agree(run, &files());
    assert!(tally.indicators >= 420 && tally.figures > 22_900, "{tally:?}");
    assert!(tally.numbers > 20_300 && tally.hidden > 0 && tally.targets > 20, "{tally:?}");
    assert!(tally.cards > 300 && tally.scored > 200 && tally.standings > 420, "{tally:?}");
    assert!(tally.read > 60 && tally.means > 12, "{tally:?}");
}

/// The same in the middle of a quarter: windows end early, and not everything is handed in.
#[test]
fn every_figure_of_a_running_quarter_agrees_with_plain_loops() {
    let run = run_clean(&files(), ask("2023-Q4", Some("2023-11-14"), 4));
    let tally = agree(&run, &files());
    assert!(tally.figures > 11_300 && tally.numbers > 9_400, "{tally:?}");
    assert!(tally.cards > 150 && tally.scored > 65 && tally.standings > 200, "{tally:?}");
    assert!(tally.read > 20, "{tally:?}");
}
