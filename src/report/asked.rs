//! What the figures ask of a meeting: conditions that fail, missed targets that no action speaks
//! of, actions past their day; and what stands well beside what does not.
//!
//! **Invariant:** nothing here says why a figure is what it is; only people can.

use crate::domain::{Team, TeamId, Value};
use crate::score::predicate::Verdict;
use crate::spec::Indicator;
use crate::spec::planner::Action;

use super::figure::{out_of, tone, value_text};
use super::format::date;
use super::input::Input;
use super::limit::limit_text;
use super::notes::units;
use super::predicates::failing_lines;
use super::streak::streak;
use super::tone::Tone;

/// How many periods in a row a target must have been reached to be called kept.
pub(super) const KEPT: usize = 3;

/// The most figures told of one team in one line.
const MOST_FIGURES: usize = 4;

/// A figure of a team's own card.
pub(super) struct Own<'a> {
    indicator: &'a Indicator,
    /// Its name and value.
    short: String,
    /// The same with counts and target.
    text: String,
    /// How many periods in a row it has been so.
    pub(super) run: usize,
}

impl Own<'_> {
    /// Its name, value and target, with how long it has been so.
    pub(super) fn with_run(&self, input: &Input<'_>) -> String {
        run_behind(input, &self.text, self.run)
    }
}

/// Figures with the team whose they are.
pub(super) type OfTeam<'a> = (&'a Team, Vec<Own<'a>>);

/// Whether the period is still running at the cut-off: nobody can say yet what was missed in it.
pub(super) fn is_running(input: &Input<'_>) -> bool {
    input.ask.as_of < input.ask.period.end()
}

/// Everything that the figures ask to be decided, one line each: gates, actions, missed targets.
pub(super) fn lines(input: &Input<'_>) -> Vec<String> {
    if is_running(input) {
        return overdue(input);
    }
    let mut lines = gates(input);
    lines.extend(overdue(input));
    lines.extend(missed(input));
    lines
}

/// The conditions that hold a rating down, each with the units whose card it holds.
pub(super) fn failing_gates<'a>(input: &Input<'a>) -> Vec<(&'a str, Vec<TeamId>)> {
    let mut failing: Vec<(&str, Vec<TeamId>)> = vec![];
    for card in input.graded.cards.iter().filter(|card| card.period == input.ask.period) {
        for gate in card.gates.iter().filter(|gate| gate.verdict == Verdict::Fails) {
            match failing.iter_mut().find(|(known, _)| *known == gate.predicate) {
                Some((_, teams)) if teams.contains(&card.team) => {}
                Some((_, teams)) => teams.push(card.team.clone()),
                None => failing.push((&gate.predicate, vec![card.team.clone()])),
            }
        }
    }
    failing
}

/// A line for each of them.
fn gates(input: &Input<'_>) -> Vec<String> {
    let told = failing_gates(input).into_iter().map(|(predicate, teams)| {
        let definition = input.project.predicates.iter().find(|one| one.id == predicate);
        let name = definition.map_or(predicate, |one| one.name.as_str()).to_owned();
        let own = |team: &TeamId| {
            let standings = input.graded.standings.iter();
            let mut at = standings.filter(|one| one.period == input.ask.period);
            at.find(|one| one.id == predicate && one.team == *team)
        };
        let short = match teams.as_slice() {
            [one] => own(one).map(|standing| failing_lines(input, standing)).unwrap_or_default(),
            _ => vec![],
        };
        let who = units(input, &teams);
        match short.is_empty() {
            true => input.text("asked-gate", &[("name", name), ("teams", who)]),
            false => {
                let short = ("short", short.join(" · "));
                input.text("asked-gate-short", &[("name", name), ("teams", who), short])
            }
        }
    });
    told.collect()
}

/// The open actions whose day has passed, with by how many days, the longest overdue first.
pub(super) fn late<'a>(input: &Input<'a>) -> Vec<(i64, &'a Action)> {
    let day = input.ask.as_of;
    let known = input.project.notes.actions.iter();
    let known = known.filter(|one| one.decided.start() <= input.ask.period.end());
    let mut late: Vec<(i64, &Action)> =
        known.filter_map(|one| Some((one.days_overdue(day)?, one))).collect();
    late.sort_by_key(|(days, _)| std::cmp::Reverse(*days));
    late
}

/// A line for each of them.
pub(super) fn overdue(input: &Input<'_>) -> Vec<String> {
    let told = late(input).into_iter().map(|(days, one)| {
        let due = one.due.map_or_else(String::new, |due| date(due, input.words));
        input.text(
            "asked-overdue",
            &[
                ("action", one.text.clone()),
                ("teams", units(input, &one.teams)),
                ("due", due),
                ("days", days.to_string()),
            ],
        )
    });
    told.collect()
}

/// The missed targets that no open action names, by indicator or by a topic that it answers.
pub(super) fn unanswered<'a>(input: &Input<'a>) -> Vec<OfTeam<'a>> {
    let root = input.project.teams.root().map(|root| &root.id);
    let named = |indicator: &Indicator, team: &TeamId| {
        input.project.notes.actions.iter().any(|action| {
            let concerns = match action.teams.is_empty() {
                true => root == Some(team),
                false => action.teams.contains(team),
            };
            let speaks = action.indicator.as_ref() == Some(&indicator.id)
                || action.topics.iter().any(|topic| indicator.answers.contains(topic));
            let known = action.decided.start() <= input.ask.period.end();
            known && concerns && speaks && action.open_on(input.ask.as_of)
        })
    };
    by_team(input, Tone::Bad, &|own, team| !named(own.indicator, team))
}

/// A line for every team that has some.
fn missed(input: &Input<'_>) -> Vec<String> {
    let told = unanswered(input).into_iter().map(|(team, figures)| {
        let count = figures.len().to_string();
        let told: Vec<&str> = figures.iter().map(|own| own.text.as_str()).collect();
        let told = told.join("; ");
        let args = [("team", team.name.clone()), ("count", count), ("figures", told)];
        input.text("asked-red", &args)
    });
    told.collect()
}

/// Every missed target, by team.
pub(super) fn missing_targets<'a>(input: &Input<'a>) -> Vec<OfTeam<'a>> {
    if is_running(input) { vec![] } else { by_team(input, Tone::Bad, &|_, _| true) }
}

/// The missed targets by team, each with how long it has been missed.
pub(super) fn lacking(input: &Input<'_>) -> Vec<String> {
    told(input, Tone::Bad, 1)
}

/// The targets by team that have been reached for some periods in a row with a clean counter.
pub(super) fn kept(input: &Input<'_>) -> Vec<String> {
    told(input, Tone::Good, KEPT)
}

fn told(input: &Input<'_>, wanted: Tone, least: usize) -> Vec<String> {
    if is_running(input) {
        return vec![];
    }
    let found = by_team(input, wanted, &|own, _| own.run >= least);
    // What is good needs no proof beside it; what is lacking does.
    let with_run = |own: &Own<'_>| own.with_run(input);
    let line = |(team, mut figures): OfTeam<'_>| {
        let team = &team.name;
        figures.sort_by_key(|own| std::cmp::Reverse(own.run));
        match wanted {
            Tone::Good => format!("{team}: {}", by_run(input, &figures)),
            _ => format!("{team}: {}", joined(input, &figures, &with_run)),
        }
    };
    found.into_iter().map(line).collect()
}

/// Figures behind how many periods in a row they have been so, which many share.
fn by_run(input: &Input<'_>, figures: &[Own<'_>]) -> String {
    let more = figures.len().saturating_sub(MOST_FIGURES);
    let told = &figures[..figures.len() - more];
    let runs = told.chunk_by(|a, b| a.run == b.run).map(|same| {
        let count = same.first().map_or(0, |own| own.run).to_string();
        let names: Vec<&str> = same.iter().map(|own| own.short.as_str()).collect();
        let args = [("count", count), ("figures", names.join("; "))];
        input.text("meeting-runs", &args)
    });
    let mut texts: Vec<String> = runs.collect();
    if more > 0 {
        texts.push(input.text("meeting-more", &[("count", more.to_string())]));
    }
    texts.join(" · ")
}

/// A text with how many periods in a row that has been so.
fn run_behind(input: &Input<'_>, text: &str, run: usize) -> String {
    match run {
        1 => text.to_owned(),
        run => format!("{text}, {}", input.text("meeting-run", &[("count", run.to_string())])),
    }
}

/// The figures on the cards of leaf teams, and of the office, that have a tone, in tree order.
fn by_team<'a>(
    input: &Input<'a>,
    wanted: Tone,
    fits: &dyn Fn(&Own<'_>, &TeamId) -> bool,
) -> Vec<OfTeam<'a>> {
    let at = input.ask.period;
    let teams = &input.project.teams;
    let mut found = vec![];
    for team in teams.iter().filter(|team| teams.is_leaf(&team.id)) {
        let mut figures: Vec<Own<'a>> = vec![];
        for card in super::team::cards(input, &team.id) {
            let leaves = card.leaves().into_iter().filter(|(_, _, whose)| **whose == team.id);
            for (_, id, _) in leaves {
                let known = input.indicator(id).zip(input.figure(id, &team.id, at));
                let known = known.filter(|(indicator, _)| !indicator.hidden);
                let Some((indicator, figure)) = known else { continue };
                let grade = input.grade(id, &team.id, at);
                let (Value::Number(value), true) = (&figure.value, tone(figure, grade) == wanted)
                else {
                    continue;
                };
                if figures.iter().any(|own| own.indicator.id == *id) {
                    continue;
                }
                let target = grade.and_then(|grade| grade.target.as_ref());
                let short =
                    format!("{} {}", indicator.name, value_text(input, indicator, value, target));
                let mut text = short.clone();
                if let Some(counts) = out_of(input, figure) {
                    text = format!("{text} ({counts})");
                }
                if let Some(target) = limit_text(input, indicator, grade) {
                    text = format!("{text}, {}", input.text("fact-target", &[("target", target)]));
                }
                let run = streak(input, indicator, &team.id, wanted);
                let own = Own { indicator, short, text, run };
                if fits(&own, &team.id) {
                    figures.push(own);
                }
            }
        }
        if !figures.is_empty() {
            found.push((team, figures));
        }
    }
    found
}

/// Figures in one line, the first few of them.
fn joined(input: &Input<'_>, figures: &[Own<'_>], one: &dyn Fn(&Own<'_>) -> String) -> String {
    let mut texts: Vec<String> = figures.iter().take(MOST_FIGURES).map(one).collect();
    let more = figures.len().saturating_sub(MOST_FIGURES);
    if more > 0 {
        texts.push(input.text("meeting-more", &[("count", more.to_string())]));
    }
    texts.join("; ")
}
