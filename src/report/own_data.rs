//! Answers that the office's own data give too: beside what the assessors answered, marked where
//! the two disagree.

use crate::domain::{TeamId, Value};
use crate::score::{Card, CardNode};
use crate::spec::Scorecard;

use super::assessment::{answer_words, lettered, question_name};
use super::figure::{blank_word, reason_words};
use super::format::with_unit;
use super::input::{Input, team_anchor};
use super::preassessment::{anchor, short};
use super::table::{Cell, Column, Content, Row, Table, TableKind};
use super::tone::Tone;

/// The answers of all units.
pub(super) fn of_cards(
    input: &Input<'_>,
    definition: &Scorecard,
    cards: &[&Card],
) -> Option<Table> {
    let mut rows = vec![];
    for card in cards {
        for mut cells in lines(input, card) {
            let team = Cell::text(short(input, &card.team)).linked(team_anchor(&card.team));
            cells.insert(0, team);
            rows.push(Row::body(cells));
        }
    }
    let mut columns = vec![Column::text(input.word("column-team"))];
    columns.extend(heads(input));
    table(input, format!("{}-data", anchor(definition)), columns, rows)
}

/// The answers of one unit.
pub(super) fn of_card(input: &Input<'_>, card: &Card, team: &TeamId) -> Option<Table> {
    let rows = lines(input, card).into_iter().map(Row::body).collect();
    let id = format!("data-{}-{}", card.id, team_anchor(team));
    table(input, id, heads(input), rows)
}

fn table(input: &Input<'_>, id: String, columns: Vec<Column>, rows: Vec<Row>) -> Option<Table> {
    let note = Some(input.word("own-data-note"));
    let caption = input.word("own-data-caption");
    (!rows.is_empty()).then_some(Table { id, caption, kind: TableKind::List, columns, rows, note })
}

fn heads(input: &Input<'_>) -> Vec<Column> {
    vec![
        Column::text(input.word("column-question")).wide(),
        Column::text(input.word("column-answer")),
        Column::text(input.word("column-own-data")),
        Column::text(input.word("column-status")),
    ]
}

fn lines(input: &Input<'_>, card: &Card) -> Vec<Vec<Cell>> {
    let nodes = card.root.nodes().into_iter();
    nodes.filter_map(|node| line(input, node)).collect()
}

fn line(input: &Input<'_>, node: &CardNode) -> Option<Vec<Cell>> {
    let computed = node.told.computed.as_ref()?;
    let answer = match node.score.number() {
        Some(_) => Cell::text(answer_words(input, node)),
        None => Cell::text("–"),
    };
    let data = match (&computed.score, &computed.answer) {
        (Value::Blank(kind, reason), _) => Cell::new(Content::Blank {
            kind: *kind,
            text: blank_word(input, *kind),
            reason: reason_words(input, reason),
        }),
        (_, Some(letter)) => Cell::text(lettered(input, letter, computed.at_least)),
        (Value::Number(share), None) => Cell::text(with_unit(share, 2, "%", input.lang())),
    };
    let (key, tone) = match computed.differs(node) {
        Some(true) => ("own-data-differs", Tone::Near),
        Some(false) => ("own-data-agrees", Tone::Good),
        None => ("own-data-open", Tone::Missing),
    };
    let status = Cell::text(input.word(key)).toned(tone);
    Some(vec![Cell::text(question_name(node)), answer, data, status])
}
