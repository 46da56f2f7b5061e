//! Objectives (*sasaran*) and programmes, each with the figures that speak of it.

use crate::domain::TeamId;
use crate::spec::Indicator;
use crate::spec::topic::Goal;

use super::answering::{Answer, answers, count_cell, table, tone_of};
use super::input::Input;
use super::model::{Block, Section, SectionKind};
use super::table::{Cell, Column, Row, Table, TableKind};
use super::tone::Tone;

/// What the summary counts of every goal.
const COUNTED: [Tone; 4] = [Tone::Good, Tone::Near, Tone::Bad, Tone::Missing];

/// The section of all goals, and one for each; none where no goal is declared.
pub(super) fn sections(input: &Input<'_>) -> Vec<Section> {
    let goals = &input.project.goals;
    if goals.is_empty() {
        return vec![];
    }
    let all = Section {
        id: "sasaran".to_owned(),
        kind: SectionKind::Goal,
        title: input.word("section-goals"),
        short: input.word("section-goals-short"),
        depth: 0,
        tone: Tone::Plain,
        badge: String::new(),
        blocks: vec![Block::Table(at_a_glance(input))],
    };
    std::iter::once(all).chain(goals.iter().map(|goal| section(input, goal))).collect()
}

fn anchor(goal: &Goal) -> String {
    format!("sasaran-{}", goal.id.replace('_', "-"))
}

/// The figures that speak of a goal: those of the office, else those of the teams that have them.
fn speaking<'a>(input: &Input<'a>, goal: &Goal) -> Vec<Answer<'a>> {
    let own = input.indicators().filter(|one| one.goals.contains(&goal.id));
    let own: Vec<&'a Indicator> = own.collect();
    let each: Vec<&TeamId> = vec![];
    own.into_iter().flat_map(|one| answers(input, &[one], &each, usize::MAX)).collect()
}

fn at_a_glance(input: &Input<'_>) -> Table {
    let rows = input.project.goals.iter().map(|goal| {
        let found = speaking(input, goal);
        let tones: Vec<Tone> = found.iter().filter_map(|one| tone_of(input, one)).collect();
        let kind = input.word(&format!("goal-{}", goal.kind.code()));
        let mut cells = vec![Cell::text(&goal.name).linked(anchor(goal)), Cell::text(kind)];
        for wanted in COUNTED {
            let count = tones.iter().filter(|tone| **tone == wanted).count();
            cells.push(count_cell(count, wanted));
        }
        Row::body(cells)
    });
    let head = |key: &str| Column::number(input.word(key));
    Table {
        id: "daftar-sasaran".to_owned(),
        caption: input.word("goals-caption"),
        kind: TableKind::List,
        columns: vec![
            Column::text(input.word("column-goal")).wide(),
            Column::text(input.word("column-goal-kind")),
            head("count-good"),
            head("count-near"),
            head("count-bad"),
            head("count-missing"),
        ],
        rows: rows.collect(),
        note: Some(input.word("goals-note")),
    }
}

fn section(input: &Input<'_>, goal: &Goal) -> Section {
    let mut blocks = vec![];
    if !goal.about.is_empty() {
        blocks.push(Block::Paragraph(goal.about.clone()));
    }
    let found = speaking(input, goal);
    if found.is_empty() {
        blocks.push(Block::Paragraph(input.word("goal-unmeasured")));
    } else {
        let id = format!("angka-{}", anchor(goal));
        let caption = input.text("goal-caption", &[("goal", goal.name.clone())]);
        blocks.push(table(input, id, caption, &found));
    }
    let owners = owners(input, &found);
    if !owners.is_empty() {
        let said = [("teams", owners.join(", "))];
        blocks.push(Block::Paragraph(input.text("goal-owners", &said)));
    }
    Section {
        id: anchor(goal),
        kind: SectionKind::Goal,
        title: goal.name.clone(),
        short: goal.short.clone(),
        depth: 1,
        tone: Tone::Plain,
        badge: String::new(),
        blocks,
    }
}

/// The teams that answer for these figures, in the order of the figures.
fn owners(input: &Input<'_>, found: &[Answer<'_>]) -> Vec<String> {
    let mut names: Vec<String> = vec![];
    for answer in found {
        let owner = answer.indicator.owner.as_ref();
        let Some(team) = owner.and_then(|id| input.project.teams.get(id)) else { continue };
        if !names.contains(&team.short) {
            names.push(team.short.clone());
        }
    }
    names
}
