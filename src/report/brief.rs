//! What paper needs beside the sections: the office on one page for its head, the matrix of teams
//! and indicators in parts that a sheet holds, and the figures that only one team has as a list.

use crate::domain::{TeamId, Value};
use crate::score::Card;
use crate::spec::Indicator;

use super::asked::{failing_gates, is_running, overdue, unanswered};
use super::change::change;
use super::figure::{achieved, tone, tone_of, value_cell, value_text};
use super::format::with_unit;
use super::gist;
use super::handed_in;
use super::input::{Input, team_anchor};
use super::limit::limit_cell;
use super::model::{Block, Section, SectionKind};
use super::notes;
use super::overview;
use super::table::{Cell, Column, Content, Row, RowStyle, Table, TableKind};
use super::team::{self, standing_cells, standing_columns};
use super::tone::Tone;

/// The most columns of indicators that a landscape page holds beside the names of the teams.
const MOST_COLUMNS: usize = 14;

/// The most large figures of the page.
const MOST_FACTS: usize = 4;

/// The most missed targets that are named of one team.
const MOST_MISSED: usize = 2;

/// The sections of a workbook that stand before those of the report.
pub(super) fn sections(input: &Input<'_>) -> Vec<Section> {
    let all = overview::columns(input);
    let (own, common): (Vec<&Indicator>, Vec<&Indicator>) =
        all.into_iter().partition(|one| teams_of(input, one).len() < 2);
    let mut sections = vec![section(input, "ringkasan", SectionKind::Brief, page(input))];
    if !common.is_empty() {
        let blocks = parts(&common).into_iter().enumerate();
        let blocks = blocks.map(|(at, part)| {
            let matrix = overview::matrix(input, &part);
            Block::Table(Table { id: format!("matriks-{}", at + 1), ..matrix })
        });
        let blocks = blocks.collect();
        sections.push(section(input, "matriks", SectionKind::Overview, blocks));
    }
    if let Some(table) = own_figures(input, &own) {
        let blocks = vec![Block::Table(table)];
        sections.push(section(input, "indikator-tim", SectionKind::Overview, blocks));
    }
    sections
}

fn section(input: &Input<'_>, id: &str, kind: SectionKind, blocks: Vec<Block>) -> Section {
    Section {
        id: id.to_owned(),
        kind,
        title: input.word(&format!("paper-{id}")),
        short: input.word(&format!("paper-{id}-short")),
        depth: 0,
        tone: Tone::Plain,
        badge: String::new(),
        blocks,
    }
}

/// The leaf teams that have a figure of an indicator; a parent's where no leaf has one.
fn teams_of<'a>(input: &Input<'a>, indicator: &Indicator) -> Vec<&'a TeamId> {
    let at = input.ask.period;
    let teams = &input.project.teams;
    let has = |id: &&TeamId| input.figure(&indicator.id, id, at).is_some();
    let all: Vec<&TeamId> = teams.iter().map(|team| &team.id).filter(has).collect();
    let leaves: Vec<&TeamId> = all.iter().copied().filter(|id| teams.is_leaf(id)).collect();
    if leaves.is_empty() { all } else { leaves }
}

/// The office on one page: how it stands, every unit with what it missed, and what is asked.
fn page(input: &Input<'_>) -> Vec<Block> {
    let mut facts = overview::facts(input);
    facts.truncate(MOST_FACTS);
    let mut blocks = vec![handed_in::brief(input)];
    blocks.extend(gist::gist(input));
    blocks.push(Block::Facts(facts));
    blocks.push(Block::Table(units(input)));
    let lines = asked(input);
    if !lines.is_empty() {
        let title = input.word("brief-asked");
        blocks.push(Block::Callout { tone: Tone::Bad, title, lines });
    }
    blocks
}

/// What is asked of the meeting: conditions that fail, actions past their day, and of the missed
/// targets that no action names only whose they are.
fn asked(input: &Input<'_>) -> Vec<String> {
    if is_running(input) {
        return overdue(input);
    }
    let gate = |(predicate, teams): (&str, Vec<TeamId>)| {
        let definition = input.project.predicates.iter().find(|one| one.id == predicate);
        let name = definition.map_or(predicate, |one| one.name.as_str()).to_owned();
        let args = [("name", name), ("teams", notes::units(input, &teams))];
        input.text("asked-gate-brief", &args)
    };
    let mut lines: Vec<String> = failing_gates(input).into_iter().map(gate).collect();
    lines.extend(overdue(input));
    let open: Vec<&str> =
        unanswered(input).into_iter().map(|(team, _)| team.short.as_str()).collect();
    if !open.is_empty() {
        let args = [("count", open.len().to_string()), ("teams", open.join(", "))];
        lines.push(input.text("asked-red-teams", &args));
    }
    lines
}

/// Every unit with a card: what it reached, its score, and the heaviest targets that it missed.
fn units(input: &Input<'_>) -> Table {
    let teams = &input.project.teams;
    let mut rows = vec![];
    for one in teams.iter() {
        let Some(card) = team::cards(input, &one.id).into_iter().next() else { continue };
        let mut cells = vec![Cell::text(&one.short).linked(team_anchor(&one.id))];
        cells.extend(standing_cells(input, card));
        cells.push(Cell::text(missed(input, card)));
        let style = if teams.is_leaf(&one.id) { RowStyle::Body } else { RowStyle::Total };
        let depth = u8::try_from(teams.depth(&one.id)).unwrap_or(0);
        rows.push(Row::body(cells).styled(style).indented(depth));
    }
    let mut columns = vec![Column::text(input.word("column-team"))];
    columns.extend(standing_columns(input));
    columns.push(Column::text(input.word("column-missed")).wide());
    Table {
        id: "kedudukan-unit".to_owned(),
        caption: input.word("brief-units"),
        kind: TableKind::List,
        columns,
        rows,
        note: Some(input.word("brief-units-note")),
    }
}

/// The heaviest missed targets of a card, and how many more there are.
fn missed(input: &Input<'_>, card: &Card) -> String {
    let mut leaves = card.leaves();
    leaves.sort_by(|a, b| b.0.weight.cmp(&a.0.weight));
    let told = leaves.into_iter().filter_map(|(_, id, whose)| {
        let (indicator, figure) = input.indicator(id).zip(input.figure(id, whose, card.period))?;
        let grade = input.grade(id, whose, card.period);
        let Value::Number(value) = &figure.value else { return None };
        let target = grade.and_then(|grade| grade.target.as_ref());
        let is_missed = tone(figure, grade) == Tone::Bad;
        let shown = value_text(input, indicator, value, target);
        is_missed.then(|| format!("{} {shown}", indicator.short))
    });
    let mut told: Vec<String> = told.collect();
    let more = told.len().saturating_sub(MOST_MISSED);
    told.truncate(MOST_MISSED);
    if more > 0 {
        told.push(input.text("meeting-more", &[("count", more.to_string())]));
    }
    told.join("; ")
}

/// Indicators in parts that paper holds; those of a subject stay together where they can.
fn parts<'a>(indicators: &[&'a Indicator]) -> Vec<Vec<&'a Indicator>> {
    let mut parts: Vec<Vec<&'a Indicator>> = vec![];
    for subject in indicators.chunk_by(|a, b| a.subject == b.subject) {
        for piece in subject.chunks(MOST_COLUMNS) {
            match parts.last_mut() {
                Some(part) if part.len() + piece.len() <= MOST_COLUMNS => part.extend(piece),
                _ => parts.push(piece.to_vec()),
            }
        }
    }
    parts
}

/// The figures that only one team has, a row each: a matrix of them would be empty but for one
/// field in every column.
fn own_figures(input: &Input<'_>, indicators: &[&Indicator]) -> Option<Table> {
    let mut rows = vec![];
    for team in input.project.teams.iter() {
        let own = indicators.iter().filter(|one| teams_of(input, one).first() == Some(&&team.id));
        rows.extend(own.filter_map(|one| own_row(input, one, &team.id)));
    }
    let head = |key: &str| Column::number(input.word(key));
    (!rows.is_empty()).then(|| Table {
        id: "angka-tim".to_owned(),
        caption: input.word("paper-indikator-tim-caption"),
        kind: TableKind::List,
        columns: vec![
            Column::text(input.word("column-team")),
            Column::text(input.word("column-indicator")).wide(),
            head("column-actual"),
            head("column-target"),
            head("column-achievement"),
            Column::text(input.word("column-change")),
            Column::text(input.word("column-status")),
        ],
        rows,
        note: None,
    })
}

fn own_row(input: &Input<'_>, indicator: &Indicator, team: &TeamId) -> Option<Row> {
    let at = input.ask.period;
    let figure = input.figure(&indicator.id, team, at)?;
    let grade = input.grade(&indicator.id, team, at);
    let name = input.project.teams.get(team).map_or("", |team| team.short.as_str());
    let achievement = match grade.map(|grade| &grade.achievement) {
        Some(Value::Number(ratio)) => {
            let (value, decimals) = achieved(input, indicator, ratio);
            let text = with_unit(&value, decimals, "%", input.lang());
            Cell::new(Content::Number { value, decimals, unit: "%".to_owned(), text })
        }
        _ => Cell::empty(),
    };
    let rating = grade.and_then(|grade| grade.rating.as_ref());
    let rating = rating.map_or_else(Cell::empty, |one| Cell::text(&one.label).toned(tone_of(one)));
    Some(Row::body(vec![
        Cell::text(name).linked(team_anchor(team)),
        Cell::text(&indicator.name).noted(indicator.about.clone()),
        value_cell(input, indicator, figure, grade),
        limit_cell(input, indicator, grade),
        achievement,
        Cell::text(change(input, indicator, team).unwrap_or_default()),
        rating,
    ]))
}
