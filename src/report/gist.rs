//! The report in a few lines: how the office stands, what was missed and for how long, what the
//! meeting is asked for. Everything here stands on its own page too.

use crate::domain::TeamId;
use crate::score::predicate::{Standing, Verdict};

use super::asked::{failing_gates, is_running, late, missing_targets, unanswered};
use super::decisions::decisions;
use super::input::Input;
use super::model::Block;
use super::notes::units;
use super::predicates::failing_marks;
use super::tone::Tone;

/// The most conditions that are named of one predicate.
const MOST_MARKS: usize = 2;

/// The most teams that are named with their missed targets.
const MOST_TEAMS: usize = 4;

/// The lines as a box; nothing where there is nothing to be told yet.
pub(super) fn gist(input: &Input<'_>) -> Option<Block> {
    let mut lines: Vec<String> = standings(input);
    lines.extend(missed(input));
    lines.extend(asked(input));
    if !lines.is_empty() && is_running(input) {
        lines.insert(0, input.word("gist-running"));
    }
    let title = input.word("gist-title");
    (!lines.is_empty()).then_some(Block::Callout { tone: Tone::Plain, title, lines })
}

/// How the office stands for the predicates whose way the report shows.
fn standings(input: &Input<'_>) -> Vec<String> {
    let Some(root) = input.project.teams.root() else { return vec![] };
    let shown = input.project.predicates.iter().filter(|one| one.route);
    let told = shown.filter_map(|one| {
        let of = |standing: &&Standing| {
            standing.id == one.id && standing.team == root.id && standing.period == input.ask.period
        };
        let standing = input.graded.standings.iter().find(of)?;
        let holds = standing.clauses.iter().filter(|clause| clause.verdict == Verdict::Holds);
        let counts = [
            ("name", one.name.clone()),
            ("met", holds.count().to_string()),
            ("count", standing.clauses.len().to_string()),
            ("short", short(input, standing)),
        ];
        let key = match standing.verdict {
            Verdict::Holds => "gist-holds",
            Verdict::Fails => "gist-fails",
            Verdict::Open => "gist-open",
        };
        Some(input.text(key, &counts))
    });
    told.collect()
}

fn short(input: &Input<'_>, standing: &Standing) -> String {
    let mut marks = failing_marks(input, standing);
    let more = marks.len().saturating_sub(MOST_MARKS);
    marks.truncate(MOST_MARKS);
    if more > 0 {
        marks.push(input.text("meeting-more", &[("count", more.to_string())]));
    }
    marks.join("; ")
}

/// How many targets were missed by whom, and which one for the longest time.
fn missed(input: &Input<'_>) -> Option<String> {
    let mut teams = missing_targets(input);
    teams.sort_by_key(|(_, figures)| std::cmp::Reverse(figures.len()));
    let count: usize = teams.iter().map(|(_, figures)| figures.len()).sum();
    let named = teams.iter().take(MOST_TEAMS);
    let named = named.map(|(team, figures)| format!("{} {}", team.short, figures.len()));
    let mut named: Vec<String> = named.collect();
    let more = teams.len().saturating_sub(MOST_TEAMS);
    if more > 0 {
        named.push(input.text("gist-more-units", &[("count", more.to_string())]));
    }
    let all = teams.iter().flat_map(|(team, own)| own.iter().map(move |one| (team, one)));
    // Of several the first, as they stand in the tree.
    let (team, longest) = all.rev().max_by_key(|(_, own)| own.run)?;
    let args = [
        ("count", count.to_string()),
        ("units", teams.len().to_string()),
        ("named", named.join(", ")),
        ("longest", format!("{} ({})", longest.with_run(input), team.short)),
    ];
    Some(input.text("gist-missed", &args))
}

/// What the meeting is asked for, by what is asked of whom, in one sentence.
fn asked(input: &Input<'_>) -> Option<String> {
    let count = decisions(input).len();
    let mut parts = vec![];
    let running = is_running(input);
    let gates = if running { 0 } else { failing_gates(input).len() };
    if gates > 0 {
        parts.push(input.text("gist-gates", &[("count", gates.to_string())]));
    }
    let late = late(input);
    if !late.is_empty() {
        let who = distinct(late.iter().flat_map(|(_, action)| &action.teams));
        let args = [("count", late.len().to_string()), ("who", named(input, &who))];
        parts.push(input.text("gist-late", &args));
    }
    let unanswered = if running { vec![] } else { unanswered(input) };
    if !unanswered.is_empty() {
        let mut teams: Vec<_> = unanswered.iter().collect();
        teams.sort_by_key(|(_, figures)| std::cmp::Reverse(figures.len()));
        let who: Vec<&TeamId> = teams.iter().map(|(team, _)| &team.id).collect();
        parts.push(input.text("gist-unanswered", &[("who", named(input, &who))]));
    }
    let args = [("count", count.to_string()), ("parts", parts.join("; "))];
    (!parts.is_empty()).then(|| input.text("gist-asked", &args))
}

fn distinct<'a>(ids: impl Iterator<Item = &'a TeamId>) -> Vec<&'a TeamId> {
    let mut found: Vec<&TeamId> = vec![];
    for id in ids {
        if !found.contains(&id) {
            found.push(id);
        }
    }
    found
}

/// The first few teams by their short names, and how many more.
fn named(input: &Input<'_>, ids: &[&TeamId]) -> String {
    let known = ids.iter().filter_map(|id| input.project.teams.get(id));
    let mut names: Vec<String> = known.take(MOST_TEAMS).map(|team| team.short.clone()).collect();
    let more = ids.len().saturating_sub(MOST_TEAMS);
    if more > 0 {
        names.push(input.text("gist-more-units", &[("count", more.to_string())]));
    }
    if names.is_empty() { units(input, &[]) } else { names.join(", ") }
}
