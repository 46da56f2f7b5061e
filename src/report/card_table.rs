//! A scorecard as a table: every node with its figure, its target, its weight and its points.

use crate::compute::Measurement;
use crate::domain::{IndicatorId, Number, Period, TeamId, Value};
use crate::score::{Card, CardContent, CardNode, Grade};
use crate::spec::check::self_reported::self_reported;
use crate::spec::{Indicator, Scorecard};

use super::assessment::{answer_cell, points_cell, question_name, told_by};
use super::caution::cautions_beside;
use super::days::since;
use super::figure::{
    achieved, blank_word, out_of, partly_covered, rating_text, reason_words, tone, tone_of,
    value_cell, value_text,
};
use super::format::{number, with_unit};
use super::input::{Input, team_anchor};
use super::issued::issued_text;
use super::limit::limit_cell;
use super::model::Block;
use super::restated::restated;
use super::table::{Cell, Column, Content, Row, RowStyle, Table, TableKind};
use super::tone::Tone;
use super::totals;

/// From so many questions on a card is too long to be read whole.
const MOST_ASKED: usize = 30;

fn card_table(input: &Input<'_>, definition: &Scorecard, card: &Card) -> Table {
    let (mut rows, mut remarks) = (vec![], vec![]);
    if let CardContent::Group(nodes) = &card.root.content {
        for node in nodes {
            card_rows(input, card, node, 0, &mut rows, &mut remarks);
        }
    }
    rows.extend(reductions(input, card));
    let sums = card.sums.iter();
    rows.extend(sums.map(|sum| Row::body(node_cells(input, sum)).styled(RowStyle::Group)));
    let mut total = node_cells(input, &card.root);
    if let (Value::Number(score), Some(points)) = (&card.root.score, &card.root.points) {
        let digits = totals::decimals(input, card, score);
        total[6] = number_cell(input, score, digits);
        total[7] = number_cell(input, points, digits);
    }
    total[0] = Cell::text(input.text("card-total", &[("card", definition.name.clone())]));
    if let Some(rating) = &card.rating {
        total[8] = Cell::text(&rating.label).toned(tone_of(rating));
    }
    rows.push(Row::body(total).styled(RowStyle::Total));
    let force = number(&card.in_force, 0, input.lang());
    let mut note = definition.note.trim().to_owned();
    // More sentences may follow.
    if !note.is_empty() && !note.ends_with(['.', '!', '?']) {
        note.push('.');
    }
    if card.in_force < 100 {
        note.push(' ');
        note.push_str(&input.text("card-in-force", &[("share", force)]));
    }
    let own = self_reported(input.project, definition);
    if !own.is_zero() {
        let weight = |one: &Number| number(one, u32::from(!one.is_integer()), input.lang());
        let args = [("weight", weight(&own)), ("whole", weight(&definition.root.weight))];
        note.push(' ');
        note.push_str(&input.text("card-self-reported", &args));
    }
    if let Some(range) = totals::range_note(input, card) {
        note.push(' ');
        note.push_str(&input.text("card-range-note", &[("range", range)]));
    }
    for (at, remark) in remarks.iter().enumerate() {
        let line = format!("\n{} {remark}.", raised(at + 1));
        note.push_str(&line);
    }
    let asked = definition.answers.is_some();
    let head = |asks: &str, measures: &str| input.word(if asked { asks } else { measures });
    let table = Table {
        id: format!("kartu-{}-{}", definition.id, team_anchor(&card.team)),
        caption: definition.name.clone(),
        kind: TableKind::List,
        columns: vec![
            Column::text(head("column-question", "column-indicator")).wide(),
            Column::number(head("column-answer", "column-actual")),
            Column::number(input.word("column-target")),
            Column::text(head("column-told-by", "column-counts")),
            Column::number(input.word("column-achievement")),
            Column::number(input.word("column-weight")),
            Column::number(input.word("column-score")),
            Column::number(input.word("column-points")),
            Column::text(input.word("column-status")),
        ],
        rows,
        note: (!note.trim().is_empty()).then(|| note.trim().to_owned()),
    };
    without_empty(table)
}

/// The table without the columns in which no row has anything to say.
fn without_empty(table: Table) -> Table {
    let says = |cell: &Cell| !cell.words().is_empty() || cell.tone != Tone::Plain;
    let kept: Vec<bool> = (0..table.columns.len())
        .map(|at| table.rows.iter().any(|row| row.cells.get(at).is_some_and(says)))
        .collect();
    let keep = |at: usize| kept.get(at).copied().unwrap_or(true);
    let columns = table.columns.into_iter().enumerate().filter(|(at, _)| keep(*at));
    let columns = columns.map(|(_, column)| column).collect();
    let thinned = |row: Row| {
        let cells = row.cells.into_iter().enumerate().filter(|(at, _)| keep(*at));
        Row { cells: cells.map(|(_, cell)| cell).collect(), ..row }
    };
    let rows = table.rows.into_iter().map(thinned).collect();
    Table { columns, rows, ..table }
}

/// The table as a page shows it: one with the questions of an assessment folded away below its
/// areas.
pub(super) fn card_blocks(input: &Input<'_>, definition: &Scorecard, card: &Card) -> Vec<Block> {
    let table = card_table(input, definition, card);
    let is_area = |row: &&Row| match row.style {
        RowStyle::Total => true,
        RowStyle::Group => row.indent < 2,
        RowStyle::Body => false,
    };
    let asked = table.rows.iter().filter(|row| row.style == RowStyle::Body).count();
    if definition.answers.is_none() || asked < MOST_ASKED {
        return vec![Block::Table(table)];
    }
    let areas = Table {
        id: format!("{}-area", table.id),
        rows: table.rows.iter().filter(is_area).cloned().collect(),
        note: None,
        ..table.clone()
    };
    let args = [("card", definition.name.clone()), ("count", asked.to_string())];
    let summary = input.text("card-questions", &args);
    let folded = Block::Details { summary, blocks: vec![Block::Table(table)] };
    vec![Block::Table(without_empty(areas)), folded]
}

/// The score before anything was taken off it, and what was.
fn reductions(input: &Input<'_>, card: &Card) -> Vec<Row> {
    let (Some(before), Value::Number(_)) = (&card.before, &card.root.score) else { return vec![] };
    let row = |name: String, points: Cell| {
        let mut cells = vec![Cell::text(name)];
        cells.resize(9, Cell::empty());
        cells[7] = points;
        Row::body(cells)
    };
    let mut rows = vec![row(input.word("card-before"), points_cell(input, before))];
    for (id, value) in &card.reductions {
        let name = input.project.indicator(id).map_or(id.to_string(), |one| one.name.clone());
        rows.push(match value {
            Value::Number(number) => row(name, points_cell(input, &-number)),
            Value::Blank(kind, reason) => {
                let cell = Cell::text(blank_word(input, *kind)).noted(reason_words(input, reason));
                row(name, cell)
            }
        });
    }
    rows
}

/// The number of a remark; what was said already keeps its number.
fn numbered(remarks: &mut Vec<String>, remark: String) -> usize {
    if let Some(at) = remarks.iter().position(|known| *known == remark) {
        return at + 1;
    }
    remarks.push(remark);
    remarks.len()
}

/// The number of a remark under a table, `¹²`.
fn raised(number: usize) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digits = number.to_string();
    digits.bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect()
}

fn card_rows(
    input: &Input<'_>,
    card: &Card,
    node: &CardNode,
    depth: u8,
    rows: &mut Vec<Row>,
    remarks: &mut Vec<String>,
) {
    match &node.content {
        CardContent::Group(nodes) => {
            let cells = node_cells(input, node);
            rows.push(Row::body(cells).styled(RowStyle::Group).indented(depth));
            for inner in nodes {
                card_rows(input, card, inner, depth + 1, rows, remarks);
            }
        }
        CardContent::Answer { answer, layer } => {
            let mut cells = node_cells(input, node);
            let mut name = question_name(node);
            if let Some(remark) = remark(input, node) {
                name = format!("{name} {}", raised(numbered(remarks, remark)));
            }
            cells[0] = Cell::text(name);
            cells[1] = answer_cell(input, node, answer.as_deref());
            cells[3] = Cell::text(told_by(input, node, layer));
            rows.push(Row::body(cells).indented(depth));
        }
        CardContent::Leaf(id, team) => {
            let cells = leaf_cells(input, card, node, (id, team), remarks);
            rows.push(Row::body(cells).indented(depth));
        }
    }
}

/// What is said of an answer under the table: how it was counted, or why it is not yet decided.
fn remark(input: &Input<'_>, node: &CardNode) -> Option<String> {
    let counted = node.told.counted.as_ref().filter(|one| !one.notes.is_empty());
    if let Some(counted) = counted {
        return Some(counted.notes.join("; "));
    }
    let (_, reason) = node.told.at_least.as_ref()?;
    let reason = [("reason", reason_words(input, reason))];
    Some(input.text("answer-at-least-why", &reason))
}

fn number_cell(input: &Input<'_>, value: &Number, decimals: u32) -> Cell {
    let text = number(value, decimals, input.lang());
    Cell::new(Content::Number { value: value.clone(), decimals, unit: String::new(), text })
}

fn node_cells(input: &Input<'_>, node: &CardNode) -> Vec<Cell> {
    let figure = |value: &Number, decimals| number_cell(input, value, decimals);
    let score = match &node.score {
        Value::Number(score) => figure(score, 2),
        // The figure's own cell and the status name the blank already.
        Value::Blank(kind, reason) => {
            let note = format!("{}: {}", blank_word(input, *kind), reason_words(input, reason));
            Cell::text("–").noted(note)
        }
    };
    let points = match (&node.points, node.counts) {
        (Some(points), true) => figure(points, 2),
        _ => Cell::text("–").noted(input.word("card-reweighted")),
    };
    let weight = figure(&node.weight, if node.weight.is_integer() { 0 } else { 2 });
    let mut cells = vec![Cell::text(&node.name)];
    cells.extend([Cell::empty(), Cell::empty(), Cell::empty(), Cell::empty()]);
    cells.extend([weight, score, points, Cell::empty()]);
    cells
}

fn leaf_cells(
    input: &Input<'_>,
    card: &Card,
    node: &CardNode,
    (id, team): (&IndicatorId, &TeamId),
    remarks: &mut Vec<String>,
) -> Vec<Cell> {
    let mut cells = node_cells(input, node);
    let (Some(indicator), Some(figure)) =
        (input.indicator(id), input.figure(id, team, card.period))
    else {
        return cells;
    };
    let lang = input.lang();
    let grade = input.grade(id, team, card.period);
    // What must be kept in mind stands under the table: a cell has no room for it.
    let is_number = figure.value.number().is_some();
    let is_part = is_number && !figure.uncovered.is_empty();
    let mut said: Vec<String> =
        is_part.then(|| partly_covered(input, figure)).into_iter().collect();
    said.extend(cautions_beside(input, indicator, (team, card.period)));
    let name = if said.is_empty() {
        node.name.clone()
    } else {
        format!("{} {}", node.name, raised(numbered(remarks, said.join("; "))))
    };
    cells[0] = Cell::text(name).noted(indicator.about.clone());
    cells[1] = value_cell(input, indicator, figure, grade);
    cells[2] = limit_cell(input, indicator, grade);
    // Nothing of nothing is no count.
    let mut counts = out_of(input, figure).filter(|_| is_number).unwrap_or_default();
    if let Some(beside) = counter(input, indicator, team, card.period) {
        counts = if counts.is_empty() { beside } else { format!("{counts}; {beside}") };
    }
    if let Some(said) = since(input, indicator, team) {
        counts = if counts.is_empty() { said } else { format!("{said}; {counts}") };
    }
    if let Some(said) = issued_text(input, figure) {
        counts = if counts.is_empty() { said } else { format!("{said}; {counts}") };
    }
    if let Some(said) = restated(input, indicator, team, card.period) {
        counts = if counts.is_empty() { said } else { format!("{said}; {counts}") };
    }
    cells[3] = Cell::text(counts);
    if let Some(Value::Number(ratio)) = grade.map(|grade| &grade.achievement) {
        let (percent, decimals) = achieved(input, indicator, ratio);
        cells[4] = Cell::new(Content::Number {
            text: with_unit(&percent, decimals, "%", lang),
            value: percent,
            decimals,
            unit: "%".to_owned(),
        });
    }
    cells[8] = status(input, figure, grade).toned(tone(figure, grade));
    cells
}

/// The figure that must be read beside one: speed bought elsewhere shows there.
fn counter(input: &Input<'_>, indicator: &Indicator, team: &TeamId, at: Period) -> Option<String> {
    let other = input.indicator(indicator.counter.as_ref()?)?;
    let root = &input.project.teams.root()?.id;
    let own = input.figure(&other.id, team, at);
    let figure = own.or_else(|| input.figure(&other.id, root, at))?;
    let value = match &figure.value {
        Value::Number(value) => value_text(input, other, value, None),
        Value::Blank(kind, _) => blank_word(input, *kind),
    };
    Some(input.text("counter-beside", &[("name", other.short.clone()), ("value", value)]))
}

/// The rating, or the word of the blank with its reason as a note.
fn status(input: &Input<'_>, figure: &Measurement, grade: Option<&Grade>) -> Cell {
    match &figure.value {
        Value::Blank(kind, reason) => {
            Cell::text(blank_word(input, *kind)).noted(reason_words(input, reason))
        }
        Value::Number(_) => {
            let rating = grade.and_then(|grade| grade.rating.as_ref());
            // "Reached" in the colour of "nearly" would say two things at once.
            let held = grade.is_some_and(|grade| grade.held_by.is_some());
            match rating {
                Some(rating) if held && tone_of(rating) == Tone::Good => {
                    Cell::text(input.word("card-held")).noted(rating.label.clone())
                }
                _ => Cell::text(
                    grade.and_then(|grade| rating_text(input, grade)).unwrap_or_default(),
                ),
            }
        }
    }
}
