//! The decisions that a meeting is asked for: a handful, each with its reason, its day and who acts.
//!
//! Everything that the figures ask stands in `asked`; here it is grouped by what is asked of whom,
//! so that a meeting can go through it. Nothing is left out: what has no line of its own is counted
//! in one.

use crate::domain::TeamId;

use super::asked::{OfTeam, Own, failing_gates, is_running, late, unanswered};
use super::format::{date, short_period};
use super::input::Input;
use super::notes::units;
use super::predicates::failing_marks;
use super::table::{Cell, Column, Row, Table, TableKind};
use super::tone::Tone;

/// The most decisions that a meeting is asked for.
const MOST: usize = 7;

/// The most overdue actions with a line of their own.
const MOST_OVERDUE: usize = 2;

/// One decision.
pub(super) struct Decision {
    /// What is to be decided.
    what: String,
    /// Why.
    why: String,
    /// Who acts.
    who: String,
    /// By when.
    due: String,
    is_late: bool,
}

/// The decisions asked for, the gravest first: what holds the best rating down, what is overdue,
/// what was missed and is answered by no action.
pub(super) fn decisions(input: &Input<'_>) -> Vec<Decision> {
    let mut all: Vec<Decision> = vec![];
    if !is_running(input) {
        all.extend(gates(input));
    }
    all.extend(overdue(input));
    if !is_running(input) {
        all.extend(missed(input, MOST.saturating_sub(all.len())));
    }
    all
}

/// The same as a table.
pub(super) fn table(input: &Input<'_>, decisions: &[Decision]) -> Table {
    let row = |one: &Decision| {
        let due = Cell::text(&one.due);
        let due = if one.is_late { due.toned(Tone::Bad) } else { due };
        Row::body(vec![Cell::text(&one.what), Cell::text(&one.why), Cell::text(&one.who), due])
    };
    Table {
        id: "keputusan".to_owned(),
        caption: input.text("meeting-asked", &[("count", decisions.len().to_string())]),
        kind: TableKind::List,
        columns: vec![
            Column::text(input.word("column-decision")).wide(),
            Column::text(input.word("column-why")).wide(),
            Column::text(input.word("column-who")),
            Column::text(input.word("column-due")),
        ],
        rows: decisions.iter().map(row).collect(),
        note: None,
    }
}

/// What is proposed where nobody has set a day: to be done when the next period is evaluated.
fn proposed(input: &Input<'_>) -> String {
    let next = input.ask.period.shifted(1);
    let next = format!("{} {}", short_period(next, input.words), next.year());
    input.text("decision-due", &[("period", next)])
}

/// One decision for all conditions that hold a rating down: who meets them.
fn gates(input: &Input<'_>) -> Option<Decision> {
    let failing = failing_gates(input);
    let mut who: Vec<TeamId> = vec![];
    let named = failing.iter().map(|(predicate, teams)| {
        let definition = input.project.predicates.iter().find(|one| one.id == *predicate);
        let name = definition.map_or(*predicate, |one| one.name.as_str()).to_owned();
        let own = |team: &TeamId| {
            let standings = input.graded.standings.iter();
            let mut at = standings.filter(|one| one.period == input.ask.period);
            at.find(|one| one.id == *predicate && one.team == *team)
        };
        match teams.as_slice() {
            [team] => {
                let count = own(team).map_or(0, |standing| failing_marks(input, standing).len());
                input.text("decision-gate", &[("name", name), ("count", count.to_string())])
            }
            _ => {
                let count = teams.len().to_string();
                input.text("decision-gate-units", &[("name", name), ("count", count)])
            }
        }
    });
    let why: Vec<String> = named.collect();
    for team in failing.into_iter().flat_map(|(_, teams)| teams) {
        if !who.contains(&team) {
            who.push(team);
        }
    }
    (!why.is_empty()).then(|| Decision {
        what: input.word("decision-gates"),
        why: why.join("; "),
        who: units(input, &who),
        due: proposed(input),
        is_late: false,
    })
}

/// A decision for each of the longest overdue actions, and one for all others.
fn overdue(input: &Input<'_>) -> Vec<Decision> {
    let late = late(input);
    let own = if late.len() > MOST_OVERDUE + 1 { MOST_OVERDUE } else { late.len() };
    let (first, others) = late.split_at(own);
    let mut all: Vec<Decision> = first
        .iter()
        .map(|(days, action)| Decision {
            what: input.text("decision-overdue", &[("action", action.text.clone())]),
            why: input.text("decision-late", &[("days", days.to_string())]),
            who: units(input, &action.teams),
            due: action.due.map_or_else(String::new, |due| date(due, input.words)),
            is_late: true,
        })
        .collect();
    if let Some((days, _)) = others.first() {
        let mut who: Vec<TeamId> = vec![];
        for team in others.iter().flat_map(|(_, action)| &action.teams) {
            if !who.contains(team) {
                who.push(team.clone());
            }
        }
        let count = [("count", others.len().to_string())];
        all.push(Decision {
            what: input.text("decision-overdue-others", &count),
            why: input.text("decision-late-most", &[("days", days.to_string())]),
            who: units(input, &who),
            due: proposed(input),
            is_late: true,
        });
    }
    all
}

/// A decision for the teams that missed most, and one for all others, so many in all.
fn missed(input: &Input<'_>, most: usize) -> Vec<Decision> {
    let mut teams = unanswered(input);
    let longest = |figures: &[Own<'_>]| figures.iter().map(|own| own.run).max().unwrap_or(0);
    teams.sort_by_key(|(_, figures)| std::cmp::Reverse((figures.len(), longest(figures))));
    let own = if teams.len() > most { most.saturating_sub(1) } else { teams.len() };
    let others = teams.split_off(own);
    let mut all: Vec<Decision> = teams.into_iter().map(|one| of_team(input, one)).collect();
    if !others.is_empty() {
        let ids: Vec<TeamId> = others.iter().map(|(team, _)| team.id.clone()).collect();
        let count = others.iter().map(|(_, figures)| figures.len()).sum::<usize>().to_string();
        all.push(Decision {
            what: input.text("decision-missed-others", &[("count", ids.len().to_string())]),
            why: input.text("decision-missed-count", &[("count", count)]),
            who: units(input, &ids),
            due: proposed(input),
            is_late: false,
        });
    }
    all
}

/// The decision that a team's missed targets ask for, with the one that has been missed longest.
fn of_team(input: &Input<'_>, (team, mut figures): OfTeam<'_>) -> Decision {
    figures.sort_by_key(|own| std::cmp::Reverse(own.run));
    let mut why: Vec<String> = figures.iter().take(1).map(|own| own.with_run(input)).collect();
    if figures.len() > 1 {
        why.push(input.text("meeting-more", &[("count", (figures.len() - 1).to_string())]));
    }
    let count = figures.len().to_string();
    Decision {
        what: input.text("decision-missed", &[("count", count)]),
        why: why.join("; "),
        who: team.short.clone(),
        due: proposed(input),
        is_late: false,
    }
}
