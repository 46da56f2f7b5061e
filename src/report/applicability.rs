//! What counts no longer, or again: *tidak berlaku* by declaration takes a figure out of a card, so
//! every change of it since the period before is listed.

use crate::compute::Measurement;
use crate::domain::{Blank, Period, Reason, TeamId};
use crate::spec::Indicator;

use super::figure::{blank_word, reason_words, value_text};
use super::format::period;
use super::input::{Input, team_anchor};
use super::model::Block;
use super::table::{Cell, Column, Row, Table, TableKind};

/// A figure that was declared *tidak berlaku* in one of two periods and not in the other.
struct Changed<'a> {
    indicator: &'a Indicator,
    team: &'a TeamId,
    then: &'a Measurement,
    now: &'a Measurement,
}

/// The table *Perubahan keberlakuan*; nothing where nothing changed.
pub(super) fn list(input: &Input<'_>) -> Option<Block> {
    let since = input.ask.period.previous();
    let teams: Vec<_> = input.project.teams.iter().collect();
    let found = input.indicators().flat_map(|indicator| {
        teams.iter().filter_map(move |team| changed(input, indicator, &team.id, since))
    });
    let rows: Vec<Row> = found.filter_map(|one| row(input, &one)).collect();
    if rows.is_empty() {
        return None;
    }
    Some(Block::Table(Table {
        id: "keberlakuan".to_owned(),
        caption: input.text("applicability-title", &[("since", period(since, input.words))]),
        kind: TableKind::List,
        columns: vec![
            Column::text(input.word("column-team")),
            Column::text(input.word("column-indicator")).wide(),
            Column::text(period(since, input.words)),
            Column::text(period(input.ask.period, input.words)),
            Column::text(input.word("column-remark")).wide(),
        ],
        rows,
        note: Some(input.word("applicability-note")),
    }))
}

/// The same beside the figure on its card: *tidak berlaku sejak periode ini; TW III 2024: 75 %*.
pub(super) fn remark(input: &Input<'_>, indicator: &Indicator, team: &TeamId) -> Option<String> {
    let since = input.ask.period.previous();
    let one = changed(input, indicator, team, since)?;
    let key = if declared(one.now).is_some() { "applicability-lost" } else { "applicability-back" };
    let args = [("since", period(since, input.words)), ("value", said(input, &one, one.then))];
    Some(input.text(key, &args))
}

fn changed<'a>(
    input: &Input<'a>,
    indicator: &'a Indicator,
    team: &'a TeamId,
    since: Period,
) -> Option<Changed<'a>> {
    let now = input.figure(&indicator.id, team, input.ask.period)?;
    let then = input.figure(&indicator.id, team, since)?;
    (declared(now).is_some() != declared(then).is_some()).then_some(Changed {
        indicator,
        team,
        then,
        now,
    })
}

/// The reason of a figure that somebody declared *tidak berlaku*.
fn declared(figure: &Measurement) -> Option<&Reason> {
    let (blank, reason) = figure.value.blank()?;
    (blank == Blank::NotApplicable && matches!(reason, Reason::Declared(_))).then_some(reason)
}

fn said(input: &Input<'_>, one: &Changed<'_>, figure: &Measurement) -> String {
    match (figure.value.number(), figure.value.blank()) {
        (Some(value), _) => value_text(input, one.indicator, value, None),
        (None, Some((blank, _))) => blank_word(input, blank),
        (None, None) => String::new(),
    }
}

fn row(input: &Input<'_>, one: &Changed<'_>) -> Option<Row> {
    let team = input.project.teams.get(one.team)?;
    let reason = declared(one.now).or_else(|| declared(one.then))?;
    Some(Row::body(vec![
        Cell::text(&team.short).linked(team_anchor(one.team)),
        Cell::text(&one.indicator.name).noted(one.indicator.about.clone()),
        Cell::text(said(input, one, one.then)),
        Cell::text(said(input, one, one.now)),
        Cell::text(reason_words(input, reason)),
    ]))
}
