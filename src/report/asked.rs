//! What the figures ask of a meeting: conditions that fail, missed targets that no action speaks
//! of, actions past their day; and what stands well beside what does not.
//!
//! **Invariant:** nothing here says why a figure is what it is; only people can.

use crate::domain::{TeamId, Value};
use crate::score::predicate::Verdict;
use crate::spec::Indicator;
use crate::spec::planner::Action;

use super::figure::{out_of, target_text, tone, value_text};
use super::format::date;
use super::input::Input;
use super::notes::units;
use super::predicates::failing_lines;
use super::streak::streak;
use super::tone::Tone;

/// How many periods in a row a target must have been reached to be called kept.
pub(super) const KEPT: usize = 3;

/// The most figures told of one team in one line.
const MOST_FIGURES: usize = 4;

/// A figure of a team's own card.
struct Own<'a> {
    indicator: &'a Indicator,
    /// Its name and value.
    short: String,
    /// The same with counts and target.
    text: String,
    run: usize,
}

/// Whether the period is still running at the cut-off: nobody can say yet what was missed in it.
pub(super) fn is_running(input: &Input<'_>) -> bool {
    input.ask.as_of < input.ask.period.end()
}

/// Everything that the figures ask to be decided, one line each: gates, actions, missed targets.
pub(super) fn lines(input: &Input<'_>) -> Vec<String> {
    if is_running(input) {
        return overdue(input);
    }
    let mut lines = gates(input, true);
    lines.extend(overdue(input));
    lines.extend(unanswered(input));
    lines
}

/// The same for a page that has room for little: of missed targets only whose they are.
pub(super) fn brief(input: &Input<'_>) -> Vec<String> {
    if is_running(input) {
        return overdue(input);
    }
    let mut lines = gates(input, false);
    lines.extend(overdue(input));
    let open: Vec<String> = open(input).into_iter().map(|(team, _)| team).collect();
    if !open.is_empty() {
        let args = [("count", open.len().to_string()), ("teams", open.join(", "))];
        lines.push(input.text("asked-red-teams", &args));
    }
    lines
}

/// The conditions that hold a rating down, each with the units whose card it holds, and with what
/// is short where that is wanted.
fn gates(input: &Input<'_>, with_short: bool) -> Vec<String> {
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
    let told = failing.into_iter().map(|(predicate, teams)| {
        let definition = input.project.predicates.iter().find(|one| one.id == predicate);
        let name = definition.map_or(predicate, |one| one.name.as_str()).to_owned();
        let own = |team: &TeamId| {
            let standings = input.graded.standings.iter();
            let mut at = standings.filter(|one| one.period == input.ask.period);
            at.find(|one| one.id == predicate && one.team == *team)
        };
        let short = match teams.as_slice() {
            [one] if with_short => {
                own(one).map(|standing| failing_lines(input, standing)).unwrap_or_default()
            }
            _ => vec![],
        };
        let who = units(input, &teams);
        let brief = [("name", name.clone()), ("teams", who.clone())];
        match short.is_empty() {
            true if !with_short => input.text("asked-gate-brief", &brief),
            true => input.text("asked-gate", &[("name", name), ("teams", who)]),
            false => {
                let short = ("short", short.join(" · "));
                input.text("asked-gate-short", &[("name", name), ("teams", who), short])
            }
        }
    });
    told.collect()
}

/// The open actions whose day has passed, the longest overdue first.
fn overdue(input: &Input<'_>) -> Vec<String> {
    let day = input.ask.as_of;
    let known = input.project.notes.actions.iter();
    let known = known.filter(|one| one.decided.start() <= input.ask.period.end());
    let mut late: Vec<(i64, &Action)> =
        known.filter_map(|one| Some((one.days_overdue(day)?, one))).collect();
    late.sort_by_key(|(days, _)| std::cmp::Reverse(*days));
    let told = late.into_iter().map(|(days, one)| {
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

/// The missed targets that no open action names, in a line for each team.
fn unanswered(input: &Input<'_>) -> Vec<String> {
    let told = open(input).into_iter().map(|(team, figures)| {
        let count = figures.len().to_string();
        let told = joined(input, &figures, &|own| own.text.clone());
        input.text("asked-red", &[("team", team), ("count", count), ("figures", told)])
    });
    told.collect()
}

/// The missed targets that no open action names, by indicator or by a topic that it answers.
fn open<'a>(input: &Input<'a>) -> Vec<(String, Vec<Own<'a>>)> {
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
    let what = |own: &Own<'_>| match wanted {
        Tone::Good => own.short.clone(),
        _ => own.text.clone(),
    };
    let with_run = |own: &Own<'_>| match own.run {
        1 => what(own),
        run => {
            let run = input.text("meeting-run", &[("count", run.to_string())]);
            format!("{}, {run}", what(own))
        }
    };
    let line = |(team, mut figures): (String, Vec<Own<'_>>)| {
        figures.sort_by_key(|own| std::cmp::Reverse(own.run));
        format!("{team}: {}", joined(input, &figures, &with_run))
    };
    found.into_iter().map(line).collect()
}

/// The figures on the cards of leaf teams, and of the office, that have a tone, in tree order.
fn by_team<'a>(
    input: &Input<'a>,
    wanted: Tone,
    fits: &dyn Fn(&Own<'_>, &TeamId) -> bool,
) -> Vec<(String, Vec<Own<'a>>)> {
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
                if let Some(target) = target {
                    let target = target_text(input, indicator, target);
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
            found.push((team.name.clone(), figures));
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
