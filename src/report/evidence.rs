//! Evidence (*bukti dukung*) of answers: how complete it is, who has looked at it, what is overdue.

use crate::compute::answers::Evidence;
use crate::domain::{Number, TeamId};
use crate::score::{Card, CardNode};
use crate::spec::Scorecard;

use super::assessment::{answer_words, points_cell, question_name};
use super::format::date;
use super::input::{Input, team_anchor};
use super::preassessment::{anchor, count_cell, short};
use super::table::{Cell, Column, Content, Row, Table, TableKind};
use super::tone::Tone;

/// The most lines of a unit's list.
const MOST: usize = 25;

/// The most lines of the list of all units.
const MOST_GAPS: usize = 40;

/// How complete the evidence of every unit is.
pub(super) fn of_cards(
    input: &Input<'_>,
    definition: &Scorecard,
    cards: &[&Card],
) -> Option<Table> {
    let as_of = input.ask.as_of;
    let mut rows = vec![];
    for card in cards {
        let nodes = card.root.nodes().into_iter();
        let known: Vec<_> =
            nodes.filter_map(|node| node.told.evidence.as_ref().map(|one| (node, one))).collect();
        if known.is_empty() {
            continue;
        }
        let complete = known.iter().filter(|(_, one)| one.is_complete).count();
        let checked = known.iter().filter(|(_, one)| one.checked == Some(true)).count();
        let open = known.iter().filter(|(_, one)| !one.is_complete);
        let late = open.clone().filter(|(_, one)| one.due.is_some_and(|due| due < as_of)).count();
        let risk = open.filter_map(|(node, _)| node.points.as_ref());
        let risk = risk.fold(Number::zero(), |sum, points| &sum + points);
        let late_cell = count_cell(late);
        rows.push(Row::body(vec![
            Cell::text(short(input, &card.team)).linked(team_anchor(&card.team)),
            count_cell(known.len()),
            count_cell(complete),
            count_cell(checked),
            if late > 0 { late_cell.toned(Tone::Bad) } else { late_cell },
            points_cell(input, &risk),
        ]));
    }
    (!rows.is_empty()).then(|| Table {
        id: format!("{}-bukti", anchor(definition)),
        caption: input.word("evidence-caption"),
        kind: TableKind::List,
        columns: vec![
            Column::text(input.word("column-team")),
            Column::number(input.word("column-question")),
            Column::number(input.word("evidence-complete")),
            Column::number(input.word("evidence-checked")),
            Column::number(input.word("evidence-late")),
            Column::number(input.word("evidence-risk")),
        ],
        rows,
        note: Some(input.word("evidence-note")),
    })
}

/// What is lacking of every unit: whose question it is, what is there of its evidence and by when the
/// rest is due; what is due first stands first.
pub(super) fn gaps(input: &Input<'_>, definition: &Scorecard, cards: &[&Card]) -> Option<Table> {
    let mut found: Vec<(&Card, &CardNode, &Evidence)> = vec![];
    for card in cards {
        let nodes = card.root.nodes().into_iter();
        let told = nodes.filter_map(|node| Some((*card, node, node.told.evidence.as_ref()?)));
        found.extend(told.filter(|(_, _, one)| !one.is_complete));
    }
    if found.is_empty() {
        return None;
    }
    // Stable: what is due on one day stays in the order of the units and their questions.
    found.sort_by_key(|(_, _, one)| (one.due.is_none(), one.due));
    let count = found.len();
    let rows = found.into_iter().take(MOST_GAPS).map(|(card, node, evidence)| {
        // Who answers for a question in a unit below is that unit's to say.
        let owner = node.owner.as_ref().unwrap_or(&card.team);
        let unchecked = evidence.checked == Some(false);
        let status = match unchecked {
            true => format!("{}; {}", evidence.status, input.word("evidence-unchecked")),
            false => evidence.status.clone(),
        };
        Row::body(vec![
            Cell::text(short(input, &card.team)).linked(team_anchor(&card.team)),
            Cell::text(short(input, owner)),
            Cell::text(question_name(node)),
            Cell::text(status),
            due_cell(input, evidence),
            points_cell(input, &node.points.clone().unwrap_or_default()),
        ])
    });
    let rows: Vec<Row> = rows.collect();
    let args = [("shown", rows.len().to_string()), ("count", count.to_string())];
    Some(Table {
        id: format!("{}-kekurangan", anchor(definition)),
        caption: input.word("evidence-gaps"),
        kind: TableKind::List,
        columns: vec![
            Column::text(input.word("column-team")),
            Column::text(input.word("evidence-owner")),
            Column::text(input.word("column-question")).wide(),
            Column::text(input.word("evidence-status")),
            Column::text(input.word("evidence-due")),
            Column::number(input.word("column-points")),
        ],
        rows,
        note: Some(input.text("evidence-gaps-note", &args)),
    })
}

/// The day by which evidence is due, marked where it has passed.
fn due_cell(input: &Input<'_>, evidence: &Evidence) -> Cell {
    evidence.due.map_or_else(Cell::empty, |day| {
        let cell = Cell::new(Content::Date { date: day, text: date(day, input.words) });
        if day < input.ask.as_of { cell.toned(Tone::Bad) } else { cell }
    })
}

/// The questions of a unit whose evidence is not complete, what hangs on it first.
pub(super) fn of_card(input: &Input<'_>, card: &Card, team: &TeamId) -> Option<Table> {
    let open = |node: &&CardNode| node.told.evidence.as_ref().is_some_and(|one| !one.is_complete);
    let mut found: Vec<&CardNode> = card.root.nodes().into_iter().filter(open).collect();
    if found.is_empty() {
        return None;
    }
    let points = |node: &CardNode| node.points.clone().unwrap_or_default();
    found.sort_by_key(|node| std::cmp::Reverse(points(node)));
    let count = found.len();
    let rows = found.into_iter().take(MOST).filter_map(|node| {
        let evidence = node.told.evidence.as_ref()?;
        let owner = node.owner.as_ref().map_or_else(String::new, |id| short(input, id));
        let due = due_cell(input, evidence);
        let answer = match node.score.number() {
            Some(_) => answer_words(input, node),
            None => "–".to_owned(),
        };
        Some(Row::body(vec![
            Cell::text(question_name(node)),
            Cell::text(owner),
            Cell::text(answer),
            Cell::text(&evidence.status),
            due,
            points_cell(input, &points(node)),
        ]))
    });
    let rows: Vec<Row> = rows.collect();
    let args = [("shown", rows.len().to_string()), ("count", count.to_string())];
    Some(Table {
        id: format!("bukti-{}-{}", card.id, team_anchor(team)),
        caption: input.word("evidence-open"),
        kind: TableKind::List,
        columns: vec![
            Column::text(input.word("column-question")).wide(),
            Column::text(input.word("column-team")),
            Column::text(input.word("column-answer")),
            Column::text(input.word("evidence-status")),
            Column::text(input.word("evidence-due")),
            Column::number(input.word("column-points")),
        ],
        rows,
        note: Some(input.text("evidence-open-note", &args)),
    })
}
