//! Remarks and follow-up actions: what was said of a period, and what is still to be done.

use crate::domain::TeamId;
use crate::spec::planner::{Action, Progress, Remark};

use super::format::{date, period};
use super::input::{Input, team_anchor};
use super::model::Block;
use super::table::{Cell, Column, Content, Row, Table, TableKind};
use super::tone::Tone;

/// The block of a team's page; the office's own remarks and actions stand on the root's page.
pub(super) fn of_team(input: &Input<'_>, team: &TeamId) -> Vec<Block> {
    let is_root = input.project.teams.root().is_some_and(|root| root.id == *team);
    let concerns =
        |action: &Action| action.teams.contains(team) || (is_root && action.teams.is_empty());
    let remarks = |remark: &Remark| match &remark.team {
        Some(own) => own == team,
        None => is_root,
    };
    block(input, &team_anchor(team), &concerns, &remarks, false)
}

/// The block of the overview: every action, and the remarks on the office.
pub(super) fn of_office(input: &Input<'_>) -> Vec<Block> {
    let root = input.project.teams.root().map(|root| &root.id);
    let remarks = |remark: &Remark| remark.team.is_none() || remark.team.as_ref() == root;
    block(input, "kantor", &|_| true, &remarks, true)
}

fn block(
    input: &Input<'_>,
    anchor: &str,
    concerns: &dyn Fn(&Action) -> bool,
    remarked: &dyn Fn(&Remark) -> bool,
    with_teams: bool,
) -> Vec<Block> {
    let (at, day) = (input.ask.period, input.ask.as_of);
    let notes = &input.project.notes;
    let own = notes.remarks.iter().filter(|remark| remark.period == at && remarked(remark));
    let remarks: Vec<String> = own.map(|remark| told(input, remark)).collect();
    let own = notes.actions.iter().filter(|one| concerns(one) && one.told_in(at, day));
    let mut actions: Vec<&Action> = own.collect();
    // Open ones first, the longest overdue at the top.
    actions.sort_by_key(|one| (!one.open_on(day), one.due.is_none(), one.due, one.decided));
    if remarks.is_empty() && actions.is_empty() {
        return vec![];
    }
    let mut blocks = vec![Block::Heading(input.word("notes-title"))];
    if !remarks.is_empty() {
        blocks.push(Block::List(remarks));
    }
    if !actions.is_empty() {
        let caption = input.word("notes-actions");
        blocks.push(Block::Table(table(input, anchor, &actions, (with_teams, caption))));
    }
    blocks
}

/// A remark, behind the name of the indicator that it is about.
fn told(input: &Input<'_>, remark: &Remark) -> String {
    let indicator = remark.indicator.as_ref().and_then(|id| input.indicator(id));
    match indicator {
        Some(indicator) => format!("{}: {}", indicator.name, remark.text),
        None => remark.text.clone(),
    }
}

/// A table of actions, with the teams that do them where they are not those of the page.
pub(super) fn table(
    input: &Input<'_>,
    anchor: &str,
    actions: &[&Action],
    (with_teams, caption): (bool, String),
) -> Table {
    let rows = actions.iter().map(|action| {
        let text = match action.note.as_str() {
            "" => action.text.clone(),
            note => format!("{} ({note})", action.text),
        };
        let mut cells = vec![Cell::text(text)];
        if with_teams {
            cells.push(Cell::text(units(input, &action.teams)));
        }
        cells.push(Cell::text(&action.owner));
        cells.push(Cell::text(period(action.decided, input.words)));
        cells.push(action.due.map_or_else(Cell::empty, |day| {
            Cell::new(Content::Date { date: day, text: date(day, input.words) })
        }));
        cells.push(state(input, action));
        Row::body(cells)
    });
    let mut columns = vec![Column::text(input.word("column-action")).wide()];
    if with_teams {
        columns.push(Column::text(input.word("column-team")));
    }
    columns.extend([
        Column::text(input.word("column-owner")),
        Column::text(input.word("column-decided")),
        Column::text(input.word("column-due")),
        Column::text(input.word("column-progress")),
    ]);
    Table {
        id: format!("tindak-lanjut-{anchor}"),
        caption,
        kind: TableKind::List,
        columns,
        rows: rows.collect(),
        note: Some(input.word("notes-actions-note")),
    }
}

/// The teams that something concerns, by their short names; the office where it names none.
pub(super) fn units(input: &Input<'_>, concerned: &[TeamId]) -> String {
    let teams = &input.project.teams;
    let short = concerned.iter().filter_map(|id| teams.get(id)).map(|team| team.short.as_str());
    let named: Vec<&str> = short.collect();
    match named.is_empty() {
        true => teams.root().map_or_else(String::new, |root| root.short.clone()),
        false => named.join(", "),
    }
}

/// How far an action is on the cut-off date; an overdue one cannot be overlooked.
fn state(input: &Input<'_>, action: &Action) -> Cell {
    let day = input.ask.as_of;
    // What was closed later was still open on this day.
    let progress = match action.open_on(day) && action.progress.is_closed() {
        true => Progress::Running,
        false => action.progress,
    };
    let words = input.word(&format!("action-{}", progress.code()));
    match (action.days_overdue(day), action.closed.filter(|_| !action.open_on(day))) {
        (Some(days), _) => {
            let late = input.text("notes-overdue", &[("days", days.to_string())]);
            Cell::text(format!("{words}; {late}")).toned(Tone::Bad)
        }
        (None, Some(closed)) => {
            let told = format!("{words}, {}", date(closed, input.words));
            match action.in_time(day) {
                Some(true) => Cell::text(told).toned(Tone::Good),
                Some(false) => {
                    let days = action.due.map_or(0, |due| (closed - due).num_days());
                    let late = input.text("notes-overdue", &[("days", days.to_string())]);
                    Cell::text(format!("{told}; {late}")).toned(Tone::Near)
                }
                None if progress == Progress::Done => Cell::text(told).toned(Tone::Good),
                None => Cell::text(told),
            }
        }
        (None, None) if progress == Progress::Done => Cell::text(words).toned(Tone::Good),
        (None, None) => Cell::text(words),
    }
}
