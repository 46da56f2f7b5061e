//! *Jawaban terukur*: every topic of complaints and issues with how many there are, what is still
//! open, the figures that answer it, and who acts.

use crate::compute::Measurement;
use crate::domain::{Blank, IndicatorId, Number, TeamId, Value};
use crate::spec::planner::Action;
use crate::spec::topic::Counted;
use crate::spec::{Indicator, Topic};

use super::answering::{answers, count_cell, table, tone_of};
use super::chart::Chart;
use super::figure::value_cell;
use super::format::period;
use super::input::{Input, team_anchor};
use super::model::{Block, Section, SectionKind};
use super::notes;
use super::plots;
use super::table::{Cell, Column, Row, Table, TableKind};
use super::team::reference;
use super::tone::Tone;

/// The most teams of one figure that answers a topic.
const MOST_TEAMS: usize = 3;

/// The section of all topics, if there are any.
pub(super) fn section(input: &Input<'_>) -> Option<Section> {
    let topics = &input.project.topics;
    if topics.is_empty() {
        return None;
    }
    let mut blocks = vec![Block::Table(at_a_glance(input))];
    let charts: Vec<Chart> = topics.iter().filter_map(|topic| series(input, topic)).collect();
    if !charts.is_empty() {
        blocks.push(Block::Charts(charts));
    }
    // A meeting reads all topics at a glance, and looks up the figures that answer one.
    let long: Vec<Block> = topics.iter().flat_map(|topic| told(input, topic)).collect();
    blocks.extend(reference(long));
    Some(Section {
        id: "jawaban-terukur".to_owned(),
        kind: SectionKind::Topics,
        title: input.word("section-topics"),
        short: input.word("section-topics-short"),
        depth: 0,
        tone: Tone::Plain,
        badge: String::new(),
        blocks,
    })
}

/// The figure of an indicator for a team, with its definition.
fn figure<'a>(
    input: &Input<'a>,
    id: &IndicatorId,
    team: &TeamId,
) -> Option<(&'a Indicator, &'a Measurement)> {
    input.indicator(id).zip(input.figure(id, team, input.ask.period))
}

fn cell(input: &Input<'_>, id: &IndicatorId, team: &TeamId) -> Cell {
    match figure(input, id, team) {
        Some((indicator, figure)) => {
            let grade = input.grade(id, team, input.ask.period);
            value_cell(input, indicator, figure, grade)
        }
        None => Cell::empty(),
    }
}

/// The same cell in red where its number is above zero.
fn alarming(input: &Input<'_>, id: &IndicatorId, team: &TeamId) -> Cell {
    let counts = figure(input, id, team).and_then(|(_, figure)| figure.value.number());
    let cell = cell(input, id, team);
    if counts.is_some_and(|number| !number.is_zero()) { cell.toned(Tone::Bad) } else { cell }
}

/// All topics in one table: how many came in, now and before, what is open, what is overdue.
fn at_a_glance(input: &Input<'_>) -> Table {
    let root = input.project.teams.root().map(|root| &root.id);
    let before = input.ask.period.previous();
    let mut rows = vec![];
    for topic in &input.project.topics {
        let Some(root) = root else { continue };
        let mut cells = vec![Cell::text(&topic.name)];
        match &topic.counted {
            Counted::Cases { came, left, .. } => {
                let earlier = input.indicator(came).zip(input.figure(came, root, before));
                cells.push(cell(input, came, root));
                cells.push(earlier.map_or_else(Cell::empty, |(indicator, figure)| {
                    value_cell(input, indicator, figure, input.grade(came, root, before))
                }));
                match left {
                    Some((open, overdue)) => {
                        cells.push(cell(input, open, root));
                        cells.push(alarming(input, overdue, root));
                    }
                    None => cells.extend([Cell::empty(), Cell::empty()]),
                }
            }
            Counted::Figure(id) => {
                cells.push(cell(input, id, root).noted(input.word("topic-count-only")));
                cells.extend([Cell::empty(), Cell::empty(), Cell::empty()]);
            }
        }
        let tones: Vec<Tone> =
            answers(input, &answering(input, topic), &concerned(input, topic), MOST_TEAMS)
                .iter()
                .filter_map(|answer| tone_of(input, answer))
                .collect();
        for wanted in [Tone::Good, Tone::Near, Tone::Bad] {
            let count = tones.iter().filter(|tone| **tone == wanted).count();
            cells.push(count_cell(count, wanted));
        }
        rows.push(Row::body(cells));
    }
    let head = |key: &str| Column::number(input.word(key));
    let answered = input.word("topic-answers");
    Table {
        id: "topik".to_owned(),
        caption: input.word("topics-caption"),
        kind: TableKind::List,
        columns: vec![
            Column::text(input.word("column-topic")).wide(),
            Column::number(period(input.ask.period, input.words)),
            Column::number(period(before, input.words)),
            head("column-open"),
            head("column-overdue"),
            head("count-good").under(answered.clone()),
            head("count-near").under(answered.clone()),
            head("count-bad").under(answered),
        ],
        rows,
        note: Some(input.word("topics-note")),
    }
}

/// The indicators that answer a topic, in the order of the definitions.
fn answering<'a>(input: &Input<'a>, topic: &Topic) -> Vec<&'a Indicator> {
    input.indicators().filter(|one| one.answers.contains(&topic.id)).collect()
}

/// The open actions that name a topic, and those that were decided or closed in the period.
fn actions<'a>(input: &Input<'a>, topic: &Topic) -> Vec<&'a Action> {
    let (at, day) = (input.ask.period, input.ask.as_of);
    let own = input.project.notes.actions.iter().filter(|one| one.topics.contains(&topic.id));
    let mut own: Vec<&Action> = own.filter(|one| one.told_in(at, day)).collect();
    own.sort_by_key(|one| (!one.open_on(day), one.due.is_none(), one.due, one.decided));
    own
}

/// The leaf teams that a topic concerns: cases came in or are open, or their number is withheld;
/// those with most cases first.
fn concerned<'a>(input: &Input<'a>, topic: &Topic) -> Vec<&'a TeamId> {
    let Counted::Cases { came, left, .. } = &topic.counted else { return vec![] };
    let teams = &input.project.teams;
    let many = |id: &IndicatorId, team: &TeamId| match figure(input, id, team)?.1.value {
        Value::Number(ref number) => (!number.is_zero()).then(|| number.clone()),
        Value::Blank(Blank::Suppressed, _) => Some(Number::zero()),
        Value::Blank(..) => None,
    };
    let mut found: Vec<(Number, &TeamId)> = vec![];
    for team in teams.iter().filter(|team| teams.is_leaf(&team.id)) {
        let open = left.as_ref().and_then(|(open, _)| many(open, &team.id));
        let counts: Vec<Number> = many(came, &team.id).into_iter().chain(open).collect();
        if !counts.is_empty() {
            let sum = counts.iter().fold(Number::zero(), |sum, one| &sum + one);
            found.push((sum, &team.id));
        }
    }
    found.sort_by(|a, b| b.0.cmp(&a.0));
    found.into_iter().map(|(_, team)| team).collect()
}

/// How many cases of a topic came in, over time, in the whole office.
fn series(input: &Input<'_>, topic: &Topic) -> Option<Chart> {
    let Counted::Cases { came, .. } = &topic.counted else { return None };
    plots::trend(input, input.indicator(came)?, &input.project.teams.root()?.id)
}

/// One topic: what belongs to it, the figures that answer it, who acts.
fn told(input: &Input<'_>, topic: &Topic) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(topic.name.clone())];
    if !topic.about.is_empty() {
        blocks.push(Block::Paragraph(topic.about.clone()));
    }
    let concerned = concerned(input, topic);
    match &topic.counted {
        Counted::Cases { left, .. } => {
            if left.is_none() {
                blocks.push(Block::Paragraph(input.word("topic-withheld")));
            }
        }
        Counted::Figure(id) => {
            let root = input.project.teams.root().map(|root| &root.id);
            let value =
                root.map_or_else(String::new, |root| cell(input, id, root).words().to_owned());
            let name = input.indicator(id).map_or_else(String::new, |one| one.name.clone());
            let said = [("name", name), ("value", value)];
            blocks.push(Block::Paragraph(input.text("topic-figure", &said)));
        }
    }
    let found = answers(input, &answering(input, topic), &concerned, MOST_TEAMS);
    let is_told = !matches!(topic.counted, Counted::Figure(_));
    if found.is_empty() && is_told {
        blocks.push(Block::Paragraph(input.word("topic-unanswered")));
    }
    if !found.is_empty() {
        let id = format!("jawaban-{}", plain(&topic.id));
        let caption = input.text("topic-answers-caption", &[("topic", topic.name.clone())]);
        blocks.push(table(input, id, caption, &found));
    }
    blocks.extend(acting(input, topic, &concerned));
    blocks
}

/// Who acts: the teams concerned with their cases, and the actions that name the topic.
fn acting(input: &Input<'_>, topic: &Topic, concerned: &[&TeamId]) -> Vec<Block> {
    let mut blocks = vec![];
    let actions = actions(input, topic);
    if let Counted::Cases { came, left, .. } = &topic.counted {
        let rows = concerned.iter().filter_map(|id| {
            let team = input.project.teams.get(id)?;
            let open = actions.iter().filter(|one| one.open_on(input.ask.as_of));
            let own = open.filter(|one| one.teams.contains(id)).count();
            let mut cells = vec![Cell::text(&team.name).linked(team_anchor(id))];
            cells.push(cell(input, came, id));
            if let Some((open, overdue)) = left {
                cells.push(cell(input, open, id));
                cells.push(alarming(input, overdue, id));
            }
            cells.push(match own {
                0 => Cell::text(input.word("topic-no-action")),
                _ => count_cell(own, Tone::Plain),
            });
            Some(Row::body(cells))
        });
        let rows: Vec<Row> = rows.collect();
        let mut columns = vec![Column::text(input.word("column-team")).wide()];
        columns.push(Column::number(input.word("column-came")));
        if left.is_some() {
            columns.push(Column::number(input.word("column-open")));
            columns.push(Column::number(input.word("column-overdue")));
        }
        columns.push(Column::number(input.word("column-open-actions")));
        if !rows.is_empty() {
            blocks.push(Block::Table(Table {
                id: format!("unit-{}", plain(&topic.id)),
                caption: input.text("topic-teams-caption", &[("topic", topic.name.clone())]),
                kind: TableKind::List,
                columns,
                rows,
                note: None,
            }));
        }
    }
    if !actions.is_empty() {
        let caption = input.text("topic-actions-caption", &[("topic", topic.name.clone())]);
        let anchor = format!("topik-{}", plain(&topic.id));
        blocks.push(Block::Table(notes::table(input, &anchor, &actions, (true, caption))));
    }
    blocks
}

fn plain(id: &str) -> String {
    id.replace('_', "-")
}
