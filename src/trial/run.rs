//! Runs the tests of a project and tells which do not give what they say.

use std::collections::BTreeSet;

use crate::compute::{Ask, Measurement, Measurements, evaluate_given};
use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::{Coverage, Grain, IndicatorId, Number, Period, Value};
use crate::load::given::given;
use crate::load::table::Tables;
use crate::score::grade;
use crate::score::predicate::Verdict;
use crate::spec::target::Target;
use crate::spec::trial::{Expected, Subject, Trial};
use crate::spec::{Indicator, Project, Window};

/// Months before its period that the rows of a test are taken to cover.
const COVERED: i32 = 60;

/// Runs every test; gives how many there are.
pub fn run(project: &Project, diags: &mut Diagnostics) -> usize {
    for trial in &project.trials {
        let Found { value, achievement, score, rating, verdict } = found(project, trial, diags);
        for (expected, origin) in &trial.expected {
            let outcome = match expected {
                Expected::Value(number) => number_or(&value, number, trial.round),
                Expected::Achievement(number) => number_or(&achievement, number, trial.round),
                Expected::Score(number) => number_or(&score, number, trial.round),
                Expected::Rating(label) => {
                    let found = rating.clone().unwrap_or_default();
                    (found != *label).then_some((found, label.clone()))
                }
                Expected::Verdict(wanted) => {
                    let found = verdict.unwrap_or_default();
                    (found != wanted).then(|| (found.to_owned(), wanted.clone()))
                }
                Expected::Kind(kind) => {
                    let found = value.kind();
                    (found != kind).then(|| (told(&value), kind.clone()))
                }
                Expected::Reason(reason) => {
                    let found = value.blank().map(|(_, reason)| reason);
                    let fits =
                        found.is_some_and(|own| own.code() == reason || own.to_string() == *reason);
                    (!fits).then(|| (told(&value), reason.clone()))
                }
            };
            if let Some((found, wanted)) = outcome {
                diags.push(failed(trial, expected.key(), origin, found, wanted));
            }
        }
    }
    project.trials.len()
}

fn failed(trial: &Trial, what: &str, origin: &Origin, found: String, wanted: String) -> Diagnostic {
    let subject = match &trial.subject {
        Subject::Indicator(id) => id.to_string(),
        Subject::Scorecard(id) => id.to_string(),
        Subject::Predicate(id) => id.clone(),
    };
    Diagnostic::error("test-fails", origin.clone())
        .arg("subject", subject)
        .arg("name", if trial.name.is_empty() { "-" } else { &trial.name })
        .arg("what", what)
        .arg("found", found)
        .arg("expected", wanted)
}

/// The two numbers as they are to be told, if they differ.
fn number_or(found: &Value, wanted: &Number, round: Option<u32>) -> Option<(String, String)> {
    let rounded = |number: &Number| round.map_or_else(|| number.clone(), |n| number.round(n));
    match found {
        Value::Number(number) if rounded(number) == rounded(wanted) => None,
        other => Some((told(other), exact(wanted))),
    }
}

fn told(value: &Value) -> String {
    match value {
        Value::Number(number) => exact(number),
        Value::Blank(blank, reason) => format!("{} ({reason})", blank.word()),
    }
}

/// A number as a decimal where it is one, else as a decimal that is cut, and as a fraction.
fn exact(number: &Number) -> String {
    let plain = number.to_plain(12);
    match Number::parse(&plain) {
        Some(same) if same == *number => plain,
        _ => format!("{plain}… = {}", number.to_fraction()),
    }
}

struct Found {
    value: Value,
    achievement: Value,
    score: Value,
    rating: Option<String>,
    verdict: Option<&'static str>,
}

fn found(project: &Project, trial: &Trial, diags: &mut Diagnostics) -> Found {
    let small = trimmed(project, trial);
    let mut coverage = Coverage::default();
    let mut tables = Tables::default();
    for (id, rows) in &trial.rows {
        let Some(dataset) = project.dataset(id) else { continue };
        let snapshot = small
            .indicators
            .iter()
            .any(|one| one.dataset.as_ref() == Some(id) && one.window == Window::Snapshot);
        let state = snapshot.then_some(trial.period);
        cover(&mut coverage, id, trial.period, snapshot);
        match given(dataset, &project.calendar, rows, state) {
            Ok(table) => tables.insert(table),
            Err(_) => {
                let problem = Diagnostic::error("number-too-large", trial.origin.clone());
                diags.push(problem.arg("dataset", id).arg("cause", "test"));
            }
        }
    }
    // Of what a test says nothing of, nobody has handed in anything.
    for dataset in &project.datasets {
        if tables.get(&dataset.id).is_none()
            && let Ok(table) = given(dataset, &project.calendar, &[], None)
        {
            tables.insert(table);
        }
    }
    let ask = Ask { period: trial.period, as_of: trial.as_of, history: 1 };
    let mut known = Measurements::default();
    for (id, value) in &trial.given {
        let figure = Measurement::given(value.clone(), trial.period, trial.as_of);
        // For `OFFICE(…)` it is the office's as well.
        let measured = project.indicator(id).map(|one| project.measured_teams(one));
        let office = project.teams.root().filter(|root| {
            root.id != trial.team && measured.is_some_and(|teams| teams.contains(&&root.id))
        });
        if let Some(root) = office {
            known.insert(id, &root.id, trial.period, figure.clone());
        }
        known.insert(id, &trial.team, trial.period, figure);
    }
    let figures = evaluate_given(&small, &tables, &coverage, &ask, known, diags);
    let graded = grade(&small, &figures);
    let none = || Value::missing(crate::domain::Reason::NoScore);
    match &trial.subject {
        Subject::Indicator(id) => {
            let figure = figures.get(id, &trial.team, trial.period);
            let grade = graded.get(id, &trial.team, trial.period);
            let percent = |value: &Value| match value {
                Value::Number(ratio) => Value::Number(ratio * &Number::from(100u32)),
                blank => blank.clone(),
            };
            Found {
                value: figure.map_or_else(none, |figure| figure.value.clone()),
                achievement: grade.map_or_else(none, |grade| percent(&grade.achievement)),
                score: grade.map_or_else(none, |grade| grade.score.clone()),
                rating: grade.and_then(|g| g.rating.as_ref()).map(|rating| rating.label.clone()),
                verdict: None,
            }
        }
        Subject::Scorecard(id) => {
            let card = graded.cards.iter().find(|card| {
                card.id == *id && card.team == trial.team && card.period == trial.period
            });
            let score = card.map_or_else(none, |card| card.root.score.clone());
            Found {
                value: score.clone(),
                achievement: none(),
                score,
                rating: card.and_then(|c| c.rating.as_ref()).map(|rating| rating.label.clone()),
                verdict: None,
            }
        }
        Subject::Predicate(id) => {
            let standing = graded
                .standings
                .iter()
                .find(|one| one.id == *id && one.team == trial.team && one.period == trial.period);
            let verdict = standing.map(|standing| match standing.verdict {
                Verdict::Holds => "terpenuhi",
                Verdict::Fails => "tidak_terpenuhi",
                Verdict::Open => "belum_diputuskan",
            });
            Found { value: none(), achievement: none(), score: none(), rating: None, verdict }
        }
    }
}

fn cover(
    coverage: &mut Coverage,
    dataset: &crate::domain::DatasetId,
    period: Period,
    snapshot: bool,
) {
    coverage.add(dataset, None, period);
    if !snapshot {
        let last = Period::containing(period.end(), Grain::Month);
        for step in 0..COVERED {
            coverage.add(dataset, None, last.shifted(-step));
        }
    }
}

/// The project with what a test needs and nothing else.
fn trimmed(project: &Project, trial: &Trial) -> Project {
    let mut wanted: BTreeSet<IndicatorId> = BTreeSet::new();
    let (mut scorecards, mut predicates) = (vec![], vec![]);
    match &trial.subject {
        Subject::Indicator(id) => need(project, trial, id, &mut wanted),
        // A card and a predicate hang on more than their leaves: on what applies, on what is taken
        // off, on the rules of answer scales; a card with gates on the predicates that hold it.
        Subject::Scorecard(id) => {
            wanted.extend(project.indicators.iter().map(|one| one.id.clone()));
            scorecards = project.scorecards.iter().filter(|card| card.id == *id).cloned().collect();
            // A gate may speak of other cards and of other predicates.
            if scorecards.iter().any(|card| !card.gates.is_empty()) {
                scorecards.clone_from(&project.scorecards);
                predicates.clone_from(&project.predicates);
            }
        }
        Subject::Predicate(_) => {
            wanted.extend(project.indicators.iter().map(|one| one.id.clone()));
            scorecards.clone_from(&project.scorecards);
            predicates.clone_from(&project.predicates);
        }
    }
    let mut indicators: Vec<Indicator> =
        project.indicators.iter().filter(|one| wanted.contains(&one.id)).cloned().collect();
    if let (Subject::Indicator(id), Some(target)) = (&trial.subject, &trial.target) {
        for indicator in indicators.iter_mut().filter(|one| one.id == *id) {
            indicator.for_each_version(|version| {
                version.target = Some(Target::Constant(target.clone()));
                version.set_targets.clear();
            });
        }
    }
    Project {
        office: project.office.clone(),
        teams: project.teams.structured(trial.period.end()),
        calendar: project.calendar.clone(),
        datasets: project.datasets.clone(),
        indicators,
        scales: project.scales.clone(),
        answer_scales: project.answer_scales.clone(),
        scorecards,
        predicates,
        ..Project::default()
    }
}

/// Notes an indicator and those that it is made from and judged by; nothing behind a given figure.
fn need(project: &Project, trial: &Trial, id: &IndicatorId, wanted: &mut BTreeSet<IndicatorId>) {
    let Some(indicator) = project.indicator(id) else { return };
    if !wanted.insert(id.clone()) {
        return;
    }
    // Whether there is a class hangs on who was asked, also where the value is given.
    for sample in indicator.versions().filter_map(|version| version.sample.as_ref()) {
        need(project, trial, sample, wanted);
    }
    if trial.given.iter().any(|(given, _)| given == id) {
        return;
    }
    for version in indicator.versions() {
        for other in version.formula.indicators() {
            need(project, trial, other, wanted);
        }
        let aims = version.target.iter().chain(&version.score.baseline);
        for other in aims.flat_map(Target::indicators) {
            need(project, trial, other, wanted);
        }
    }
}
