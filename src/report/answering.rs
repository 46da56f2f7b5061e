//! Rows of figures that answer something: the same for topics and for goals.

use crate::domain::{Number, TeamId};
use crate::spec::{Indicator, Measured};

use super::caution::cautions;
use super::change::change;
use super::figure::{out_of, reason_words, tone, value_cell};
use super::input::{Input, team_anchor};
use super::issued::issued_text;
use super::limit::limit_text;
use super::model::Block;
use super::table::{Cell, Column, Content, Row, Table, TableKind};
use super::tone::Tone;

/// A figure that answers, and whose it is.
pub(super) struct Answer<'a> {
    pub(super) indicator: &'a Indicator,
    pub(super) team: &'a TeamId,
}

/// The figures of these indicators: that of the office where there is one, then those of the
/// teams concerned, else those that there are; of one figure at most so many teams.
pub(super) fn answers<'a>(
    input: &Input<'a>,
    indicators: &[&'a Indicator],
    concerned: &[&'a TeamId],
    most: usize,
) -> Vec<Answer<'a>> {
    let root = input.project.teams.root().map(|root| &root.id);
    let mut found = vec![];
    for indicator in indicators.iter().copied() {
        let has = |team: &&TeamId| input.figure(&indicator.id, team, input.ask.period).is_some();
        let office = root.filter(has);
        let others: Vec<&TeamId> = match &indicator.measured {
            Measured::Teams(own) if concerned.iter().all(|team| !own.contains(team)) => {
                own.iter().collect()
            }
            _ => concerned.to_vec(),
        };
        let others = others.into_iter().filter(has).filter(|team| Some(*team) != root);
        let teams = office.into_iter().chain(others.take(most));
        found.extend(teams.map(|team| Answer { indicator, team }));
    }
    found
}

/// The tone of an answer.
pub(super) fn tone_of(input: &Input<'_>, answer: &Answer<'_>) -> Option<Tone> {
    let (id, at) = (&answer.indicator.id, input.ask.period);
    let figure = input.figure(id, answer.team, at)?;
    Some(tone(figure, input.grade(id, answer.team, at)))
}

/// A number of things as a cell; in its tone unless there are none.
pub(super) fn count_cell(count: usize, tone: Tone) -> Cell {
    let cell = Cell::new(Content::Number {
        value: Number::from(count as i64),
        decimals: 0,
        unit: String::new(),
        text: count.to_string(),
    });
    if count == 0 { cell } else { cell.toned(tone) }
}

/// A table of answers: the figure, whose it is, what was aimed at, how it moved.
pub(super) fn table(input: &Input<'_>, id: String, caption: String, all: &[Answer<'_>]) -> Block {
    let rows = all.iter().filter_map(|answer| row(input, answer)).collect();
    Block::Table(Table {
        id,
        caption,
        kind: TableKind::List,
        columns: vec![
            Column::text(input.word("column-indicator")).wide(),
            Column::text(input.word("column-team")),
            Column::number(input.word("column-actual")),
            Column::number(input.word("column-target")),
            Column::text(input.word("column-remark")).wide(),
        ],
        rows,
        note: None,
    })
}

fn row(input: &Input<'_>, answer: &Answer<'_>) -> Option<Row> {
    let Answer { indicator, team } = answer;
    let at = input.ask.period;
    let figure = input.figure(&indicator.id, team, at)?;
    let grade = input.grade(&indicator.id, team, at);
    let target = limit_text(input, indicator, grade).unwrap_or_default();
    let whose = input.project.teams.get(team)?;
    let reason = figure.value.blank().map(|(_, reason)| reason_words(input, reason));
    let counts = out_of(input, figure).filter(|_| reason.is_none());
    let moved = change(input, indicator, team).filter(|_| reason.is_none());
    let said = issued_text(input, figure).into_iter().chain(counts).chain(moved).chain(reason);
    let said: Vec<String> = said.chain(cautions(input, indicator, figure, grade)).collect();
    Some(Row::body(vec![
        Cell::text(&indicator.name).noted(indicator.about.clone()),
        Cell::text(&whose.short).linked(team_anchor(team)),
        value_cell(input, indicator, figure, grade),
        Cell::text(target),
        Cell::text(said.join("; ")),
    ]))
}
