//! Answers to the questions of a scorecard: in its table, assessment beside assessment, and what
//! each team's own questions earned and left.

use crate::domain::{Blank, Number, TeamId, Value};
use crate::score::{Card, CardContent, CardNode};
use crate::spec::Scorecard;

use super::figure::{blank_word, reason_words};
use super::format::{number, with_unit};
use super::input::{Input, team_anchor};
use super::model::Fact;
use super::preassessment::layer_name;
use super::table::{Cell, Column, Content, Row, RowStyle, Table, TableKind};
use super::tone::Tone;

/// The most lines that a table of differences has.
const MOST_GAPS: usize = 25;

/// A question with its short name before it.
pub(super) fn question_name(node: &CardNode) -> String {
    match node.told.alias.as_str() {
        "" => node.name.clone(),
        alias => format!("{alias} {}", node.name),
    }
}

/// An answer as people read it: a letter, or a share with the numbers that it was counted from.
pub(super) fn answer_words(input: &Input<'_>, node: &CardNode) -> String {
    match (&node.content, &node.told.counted, node.score.number()) {
        (_, Some(_), Some(share)) => with_unit(share, 2, "%", input.lang()),
        (CardContent::Answer { answer, .. }, ..) => {
            lettered(input, answer.as_deref().unwrap_or_default(), node.told.at_least.is_some())
        }
        _ => String::new(),
    }
}

/// A letter, marked where it is only the least that is certain.
pub(super) fn lettered(input: &Input<'_>, answer: &str, at_least: bool) -> String {
    match at_least {
        true => input.text("answer-at-least", &[("answer", answer.to_owned())]),
        false => answer.to_owned(),
    }
}

/// The numbers of a counted answer, `harus 54; selesai 41`.
fn counted_words(input: &Input<'_>, node: &CardNode) -> Option<String> {
    let counted = node.told.counted.as_ref()?;
    let part = |(name, value): &(String, Number)| {
        format!("{} {}", name.replace('_', " "), number(value, 0, input.lang()))
    };
    let parts: Vec<String> = counted.parts.iter().map(part).collect();
    Some(parts.join("; "))
}

/// The answer of a leaf, or the blank in its place.
pub(super) fn answer_cell(input: &Input<'_>, node: &CardNode, answer: Option<&str>) -> Cell {
    match (&node.score, answer) {
        (Value::Blank(kind, reason), _) => Cell::new(Content::Blank {
            kind: *kind,
            text: blank_word(input, *kind),
            reason: reason_words(input, reason),
        }),
        (Value::Number(_), answer) => match counted_words(input, node) {
            Some(parts) => Cell::text(answer_words(input, node)).noted(parts),
            None => {
                let at_least = node.told.at_least.is_some();
                Cell::text(lettered(input, answer.unwrap_or_default(), at_least))
            }
        },
    }
}

/// Who answers for a leaf, and whose assessment it is.
pub(super) fn told_by(input: &Input<'_>, node: &CardNode, layer: &str) -> String {
    let team = node.owner.as_ref().and_then(|id| input.project.teams.get(id));
    let team = team.map_or("", |team| team.short.as_str());
    let layer = layer_name(input, layer);
    let parts = [team, layer.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// How many questions of a card nobody has answered, where it has questions.
pub(super) fn unanswered(input: &Input<'_>, card: &Card) -> Option<Fact> {
    let nodes = card.root.nodes().into_iter();
    let is_asked = |node: &&CardNode| matches!(node.content, CardContent::Answer { .. });
    let asked: Vec<&CardNode> = nodes.filter(is_asked).collect();
    let is_missing = |node: &&&CardNode| matches!(node.score.blank(), Some((Blank::Missing, _)));
    let count = asked.iter().filter(is_missing).count();
    let total = asked.len().to_string();
    (!asked.is_empty()).then(|| Fact {
        label: input.word("count-unanswered"),
        value: count.to_string(),
        note: match card.variant.as_ref().and_then(Value::number) {
            Some(score) => {
                let score = number(score, 2, input.lang());
                input.text("count-questions-variant", &[("count", total), ("score", score)])
            }
            None => input.text("count-questions", &[("count", total)]),
        },
        tone: if count == 0 { Tone::Plain } else { Tone::Missing },
    })
}

/// A number of points.
pub(super) fn points_cell(input: &Input<'_>, value: &Number) -> Cell {
    Cell::new(Content::Number {
        value: value.clone(),
        decimals: 2,
        unit: String::new(),
        text: number(value, 2, input.lang()),
    })
}

/// The assessments of a card side by side, those that differ most first.
pub(super) fn layers_table(
    input: &Input<'_>,
    definition: &Scorecard,
    card: &Card,
) -> Option<Table> {
    let source = definition.answers.as_ref()?;
    if card.layers.is_empty() {
        return None;
    }
    let trees: Vec<Vec<&CardNode>> = card.layers.iter().map(|(_, root)| root.nodes()).collect();
    // What a policy counts for a question that an assessment leaves open is no opinion of it.
    let given = |node: &&'_ CardNode| node.score.number().is_some();
    let line = |at: usize| -> Vec<Option<&Number>> {
        let nodes = trees.iter().map(|nodes| Some(nodes[at]).filter(given));
        nodes.map(|node| node?.points.as_ref()).collect()
    };
    let mut rows = vec![];
    let mut total = vec![Cell::text(&definition.name)];
    total.extend(cells(input, &line(0)));
    rows.push(Row::body(total).styled(RowStyle::Total));
    let mut differing: Vec<(Number, usize)> = vec![];
    for (at, node) in card.root.nodes().into_iter().enumerate() {
        let gap = gap(&line(at)).filter(|gap| !gap.is_zero());
        if let (CardContent::Answer { .. }, Some(gap)) = (&node.content, gap) {
            differing.push((gap, at));
        }
    }
    differing.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let nodes = card.root.nodes();
    let more = differing.len().saturating_sub(MOST_GAPS);
    for (_, at) in differing.iter().take(MOST_GAPS) {
        let mut own = vec![Cell::text(question_name(nodes[*at]))];
        own.extend(cells(input, &line(*at)));
        rows.push(Row::body(own));
    }
    let mut columns = vec![Column::text(input.word("column-question")).wide()];
    let layers = card.layers.iter();
    columns.extend(layers.map(|(layer, _)| Column::number(layer_name(input, layer))));
    columns.push(Column::number(input.word("column-gap")));
    let counts: Vec<String> = source.counts.iter().map(|layer| layer_name(input, layer)).collect();
    let mut note = input.text("layers-note", &[("layers", counts.join(" → "))]);
    if more > 0 {
        note.push(' ');
        note.push_str(&input.text("layers-more", &[("count", more.to_string())]));
    }
    Some(Table {
        id: format!("lapis-{}-{}", definition.id, team_anchor(&card.team)),
        caption: input.text("layers-caption", &[("card", definition.name.clone())]),
        kind: TableKind::List,
        columns,
        rows,
        note: Some(note),
    })
}

/// The points of every assessment, then how far they lie apart.
fn cells(input: &Input<'_>, points: &[Option<&Number>]) -> Vec<Cell> {
    let cell = |points: &Option<&Number>| match points {
        Some(points) => points_cell(input, points),
        None => Cell::text("–"),
    };
    let mut cells: Vec<Cell> = points.iter().map(cell).collect();
    cells.push(gap(points).map_or_else(Cell::empty, |gap| points_cell(input, &gap)));
    cells
}

/// How far the assessments lie apart that there are; nothing where there are fewer than two.
fn gap(points: &[Option<&Number>]) -> Option<Number> {
    let known: Vec<&Number> = points.iter().flatten().copied().collect();
    if known.len() < 2 {
        return None;
    }
    Some(*known.iter().max()? - *known.iter().min()?)
}

/// What the questions of a team earned and left on the cards of others, what it left first.
pub(super) fn contributions(input: &Input<'_>, team: &TeamId) -> Vec<Table> {
    let cards = input.graded.cards.iter().filter(|card| card.period == input.ask.period);
    cards.filter_map(|card| contribution(input, card, team)).collect()
}

fn contribution(input: &Input<'_>, card: &Card, team: &TeamId) -> Option<Table> {
    let definition = input.project.scorecard_at(&card.id, card.period)?;
    let nodes = card.root.nodes().into_iter();
    let mut own: Vec<(&CardNode, Option<Number>)> = nodes
        .filter(|node| node.owner.as_ref() == Some(team))
        .filter(|node| !matches!(node.content, CardContent::Group(_)))
        .map(|node| (node, node.points.as_ref().map(|points| &node.weight - points)))
        .collect();
    if own.is_empty() {
        return None;
    }
    // What is not known left the most: nobody can tell yet.
    let left = |one: &(&CardNode, Option<Number>)| one.1.clone().unwrap_or(one.0.weight.clone());
    own.sort_by_key(|one| std::cmp::Reverse(left(one)));
    let mut rows = vec![];
    let (mut weight, mut earned) = (Number::zero(), Number::zero());
    for (node, left) in &own {
        let (answer, layer) = match &node.content {
            CardContent::Answer { answer, layer } => (answer.as_deref(), layer.as_str()),
            _ => (None, ""),
        };
        let mut told = answer_cell(input, node, answer);
        if !layer.is_empty() {
            told = told.noted(layer_name(input, layer));
        }
        let mut cells =
            vec![Cell::text(question_name(node)), told, points_cell(input, &node.weight)];
        match (&node.points, left) {
            (Some(points), Some(left)) if node.counts => {
                weight = &weight + &node.weight;
                earned = &earned + points;
                cells.push(points_cell(input, points));
                let tone = if left.is_zero() { Tone::Good } else { Tone::Plain };
                cells.push(points_cell(input, left).toned(tone));
            }
            _ => cells.extend([Cell::text("–"), Cell::text("–")]),
        }
        rows.push(Row::body(cells));
    }
    let sum = [&weight, &earned, &(&weight - &earned)].map(|sum| points_cell(input, sum));
    let mut total = vec![Cell::text(input.word("contribution-total")), Cell::empty()];
    total.extend(sum);
    rows.push(Row::body(total).styled(RowStyle::Total));
    Some(Table {
        id: format!("kontribusi-{}-{}", definition.id, team_anchor(team)),
        caption: input.text("contribution-caption", &[("card", definition.name.clone())]),
        kind: TableKind::List,
        columns: vec![
            Column::text(input.word("column-question")).wide(),
            Column::text(input.word("column-answer")),
            Column::number(input.word("column-weight")),
            Column::number(input.word("column-points")),
            Column::number(input.word("column-left")),
        ],
        rows,
        note: Some(input.word("contribution-note")),
    })
}
