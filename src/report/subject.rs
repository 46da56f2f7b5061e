//! One section per subject: every indicator of it across the teams.

use crate::spec::Measured;

use super::breakdown;
use super::change::change;
use super::figure::{reason_words, value_cell};
use super::input::Input;
use super::issued::issued_text;
use super::limit::limit_cell;
use super::model::{Block, Section, SectionKind};
use super::plots;
use super::restated::restated;
use super::table::{Cell, Column, Row, Table, TableKind};
use super::tone::Tone;

/// The sections of all subjects, in the order of the definitions.
pub fn sections(input: &Input<'_>) -> Vec<Section> {
    let mut subjects: Vec<&str> = vec![];
    for indicator in input.indicators() {
        if !subjects.contains(&indicator.subject.as_str()) {
            subjects.push(&indicator.subject);
        }
    }
    let all = subjects.into_iter().enumerate().map(|(at, subject)| section(input, at, subject));
    // Figures of a single team have nothing to be compared with: they stand on its page.
    all.filter(|section| !section.blocks.is_empty()).collect()
}

fn section(input: &Input<'_>, at: usize, subject: &str) -> Section {
    let own = || input.indicators().filter(|indicator| indicator.subject == subject);
    let mut blocks = vec![];
    blocks.extend(office_table(input, at, subject));
    if let Some(root) = input.project.teams.root() {
        blocks.extend(own().flat_map(|indicator| breakdown::tables(input, indicator, &root.id)));
    }
    let flows = own().filter_map(|indicator| plots::flow(input, indicator));
    let mut charts: Vec<_> = flows.collect();
    let judged = own().filter(|indicator| indicator.better.is_some());
    charts.extend(judged.filter_map(|indicator| plots::across(input, indicator)));
    let context = own().filter(|indicator| indicator.better.is_none());
    charts.extend(context.filter_map(|indicator| plots::across(input, indicator)));
    if !charts.is_empty() {
        blocks.push(Block::Charts(charts));
    }
    let title = if subject.is_empty() { input.word("subject-other") } else { subject.to_owned() };
    Section {
        id: format!("pokok-{}", at + 1),
        kind: SectionKind::Indicator,
        short: input.text("subject-short", &[("subject", title.clone())]),
        title: input.text("subject-title", &[("subject", title)]),
        depth: 0,
        tone: Tone::Plain,
        badge: String::new(),
        blocks,
    }
}

/// The figures that exist once, for the office.
fn office_table(input: &Input<'_>, at: usize, subject: &str) -> Option<Block> {
    let root = &input.project.teams.root()?.id;
    let mut rows = vec![];
    let once = |indicator: &&crate::spec::Indicator| {
        indicator.subject == subject && indicator.measured == Measured::Office
    };
    for indicator in input.indicators().filter(once) {
        let Some(figure) = input.figure(&indicator.id, root, input.ask.period) else { continue };
        let grade = input.grade(&indicator.id, root, input.ask.period);
        let reason = figure.value.blank().map(|(_, reason)| reason_words(input, reason));
        let change = change(input, indicator, root);
        let said = restated(input, indicator, root, input.ask.period);
        let said = said.into_iter().chain(issued_text(input, figure));
        let said = said.chain(super::days::since(input, indicator, root));
        let said = said.chain(super::signals::silence(input, indicator, root));
        let said = said.chain(reason.or(change));
        let remarks: Vec<String> =
            said.chain(super::opposed::opposed(input, indicator, root)).collect();
        rows.push(Row::body(vec![
            Cell::text(&indicator.name).noted(indicator.about.clone()),
            value_cell(input, indicator, figure, grade),
            limit_cell(input, indicator, grade),
            Cell::text(remarks.join("; ")),
        ]));
    }
    if rows.is_empty() {
        return None;
    }
    Some(Block::Table(Table {
        id: format!("kantor-{}", at + 1),
        caption: input.word("subject-office"),
        kind: TableKind::List,
        columns: vec![
            Column::text(input.word("column-indicator")).wide(),
            Column::number(input.word("column-actual")),
            Column::number(input.word("column-target")),
            Column::text(input.word("column-remark")).wide(),
        ],
        rows,
        note: None,
    }))
}
