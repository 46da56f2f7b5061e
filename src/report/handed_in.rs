//! First of all: who handed in what.

use crate::domain::{Grain, Period};
use crate::spec::Dataset;

use super::format::period;
use super::input::{Input, team_anchor};
use super::model::{Block, Section, SectionKind};
use super::table::{Cell, Column, Row, RowStyle, Table, TableKind};
use super::tone::Tone;

/// The section that says who handed in what for the period.
pub fn section(input: &Input<'_>) -> Section {
    let months = months(input);
    let kept = input.project.datasets.iter().filter(|dataset| dataset.keeps_files());
    let datasets: Vec<&Dataset> = kept.collect();
    let mut missing = vec![];
    let mut rows = vec![];
    for team in input.project.teams.iter() {
        let is_leaf = input.project.teams.is_leaf(&team.id);
        let depth = u8::try_from(input.project.teams.depth(&team.id)).unwrap_or(0);
        let name = Cell::text(&team.short).linked(team_anchor(&team.id));
        let mut cells = vec![name];
        for dataset in &datasets {
            let expected = input.project.expected_teams(dataset);
            let owed = input.project.owed(&team.id, &months);
            if !is_leaf {
                cells.push(Cell::empty());
            } else if !expected.contains(&&team.id) || owed.is_empty() {
                let word = input.word("handed-in-not-expected");
                cells.push(Cell::text(word).toned(Tone::NotApplicable));
            } else if input.coverage.covers(&dataset.id, &team.id, &owed, input.ask.as_of) {
                cells.push(Cell::text(input.word("handed-in-yes")).toned(Tone::Good));
            } else {
                missing.push((team.short.clone(), dataset.title.clone()));
                cells.push(Cell::text(input.word("handed-in-no")).toned(Tone::Missing));
            }
        }
        let style = if is_leaf { RowStyle::Body } else { RowStyle::Group };
        rows.push(Row::body(cells).styled(style).indented(depth));
    }
    let mut columns = vec![Column::text(input.word("column-team"))];
    columns.extend(datasets.iter().map(|dataset| Column::mark(&dataset.title)));
    let table = Table {
        id: "kelengkapan".to_owned(),
        caption: input.text("handed-in-caption", &[("period", said(input))]),
        kind: TableKind::Matrix,
        columns,
        rows,
        note: Some(input.word("handed-in-note")),
    };
    let mut blocks = vec![remark(input, &missing)];
    blocks.push(Block::Table(table));
    Section {
        id: "kelengkapan".to_owned(),
        kind: SectionKind::HandedIn,
        title: input.word("section-handed-in"),
        short: input.word("section-handed-in-short"),
        depth: 0,
        tone: Tone::Plain,
        badge: String::new(),
        blocks,
    }
}

/// How complete the data of a period are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HandedIn {
    /// Leaf teams that have something to hand in.
    pub expected: usize,
    /// Of these, the teams that handed in all of it.
    pub complete: usize,
    /// Whether the period has a single figure that is a number.
    pub any_figure: bool,
}

/// Counts who handed in what for the period.
pub fn count(input: &Input<'_>) -> HandedIn {
    let months = months(input);
    let (mut expected, mut complete) = (0, 0);
    for team in input.project.teams.iter().filter(|team| input.project.teams.is_leaf(&team.id)) {
        let datasets = input.project.datasets.iter().filter(|dataset| dataset.keeps_files());
        let mut own = datasets
            .filter(|dataset| input.project.expected_teams(dataset).contains(&&team.id))
            .peekable();
        let owed = input.project.owed(&team.id, &months);
        if own.peek().is_some() && !owed.is_empty() {
            expected += 1;
            let as_of = input.ask.as_of;
            let covered = own.all(|one| input.coverage.covers(&one.id, &team.id, &owed, as_of));
            complete += usize::from(covered);
        }
    }
    let mut figures = input.figures.iter();
    let any_figure = figures.any(|(_, _, period, figure)| {
        period == input.ask.period && figure.value.number().is_some()
    });
    HandedIn { expected, complete, any_figure }
}

fn said(input: &Input<'_>) -> String {
    period(input.ask.period, input.words)
}

/// The months of the period up to the cut-off.
pub fn months(input: &Input<'_>) -> Vec<Period> {
    let months = input.ask.period.split(Grain::Month).into_iter();
    months.filter(|month| month.start() <= input.ask.as_of).collect()
}

fn remark(input: &Input<'_>, missing: &[(String, String)]) -> Block {
    if missing.is_empty() {
        return Block::Callout {
            tone: Tone::Good,
            title: input.word("handed-in-complete"),
            lines: vec![],
        };
    }
    let lines = missing.iter().map(|(team, dataset)| {
        input
            .text("handed-in-missing-line", &[("team", team.clone()), ("dataset", dataset.clone())])
    });
    Block::Callout {
        tone: Tone::Missing,
        title: input.text("handed-in-missing", &[("count", missing.len().to_string())]),
        lines: lines.collect(),
    }
}
