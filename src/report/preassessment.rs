//! Several units judged by the same scorecard (*penilaian pendahuluan*): their totals and areas side
//! by side by every assessor, the answers that lie furthest apart, the predicates with what falls
//! short, what the office's own data say, and how complete the evidence is.

use crate::domain::{Number, TeamId};
use crate::score::predicate::{Standing, Verdict, by_layer};
use crate::score::sum::sums;
use crate::score::{Card, CardContent, CardNode};
use crate::spec::predicate::Predicate;
use crate::spec::{Measured, Scorecard};

use super::assessment::{answer_words, points_cell, question_name};
use super::evidence;
use super::input::{Input, team_anchor};
use super::model::{Block, Section, SectionKind};
use super::own_data;
use super::predicates::{failing_lines, failing_marks, verdict};
use super::table::{Cell, Column, Content, Row, RowStyle, Table, TableKind};
use super::team::reference;
use super::tone::Tone;

/// The most lines of the table of disagreements.
const MOST_GAPS: usize = 30;

/// The most conditions that a line tells of; the others stand folded below the table.
const MOST_SHORT: usize = 2;

/// A section for every scorecard that several assessors fill in for several units.
pub(super) fn sections(input: &Input<'_>) -> Vec<Section> {
    let at = input.ask.period;
    let wanted = |one: &&Scorecard| one.in_force(at) && !cards(input, one).is_empty();
    let own = input.project.scorecards.iter().filter(wanted);
    own.map(|definition| section(input, definition)).collect()
}

/// Where a scorecard's section stands.
pub(super) fn anchor(definition: &Scorecard) -> String {
    format!("prapenilaian-{}", definition.id.as_str().replace('_', "-"))
}

/// The cards of the period that assessors have filled in, in the order of the tree.
fn cards<'a>(input: &Input<'a>, definition: &Scorecard) -> Vec<&'a Card> {
    let own = input.graded.cards.iter();
    let own = own.filter(|card| card.id == definition.id && card.period == input.ask.period);
    let own: Vec<&Card> = own.filter(|card| !card.layers.is_empty()).collect();
    // Before the first assessment there is nothing to put side by side.
    let said = |card: &&Card| card.layers.iter().any(|(_, root)| root.points.is_some());
    if own.iter().any(said) { own } else { vec![] }
}

/// The predicates that speak of a scorecard.
fn predicates<'a>(input: &Input<'a>, definition: &Scorecard) -> Vec<&'a Predicate> {
    let speaks = |one: &&Predicate| one.scorecard.as_ref() == Some(&definition.id);
    input.project.predicates.iter().filter(speaks).collect()
}

fn section(input: &Input<'_>, definition: &Scorecard) -> Section {
    let cards = cards(input, definition);
    let name = ("card", definition.name.clone());
    let mut blocks = vec![Block::Table(side_by_side(input, definition, &cards))];
    blocks.extend(standings(input, definition, &cards));
    let long = gaps(input, definition, &cards)
        .into_iter()
        .chain(own_data::of_cards(input, definition, &cards))
        .chain(evidence::of_cards(input, definition, &cards))
        .chain(evidence::gaps(input, definition, &cards));
    blocks.extend(reference(long.map(Block::Table).collect()));
    Section {
        id: anchor(definition),
        kind: SectionKind::Indicator,
        title: input.text("preassessment-title", std::slice::from_ref(&name)),
        short: input.text("preassessment-short", &[name]),
        depth: 0,
        tone: Tone::Plain,
        badge: String::new(),
        blocks,
    }
}

/// Nodes with how deep they stand.
type Parts = Vec<(u8, CardNode)>;

/// The nodes down to two levels below the whole, then the sums across the branches.
fn nodes(card: &Card, root: &CardNode, definition: &Scorecard) -> Parts {
    let mut found = vec![];
    let mut take = |node: &CardNode, depth: u8| found.push((depth, node.clone()));
    let below = |node: &CardNode| match &node.content {
        CardContent::Group(nodes) => nodes.clone(),
        _ => vec![],
    };
    for one in below(root) {
        take(&one, 0);
        for inner in below(&one).iter().filter(|node| matches!(node.content, CardContent::Group(_)))
        {
            take(inner, 1);
        }
    }
    let total =
        if std::ptr::eq(root, &card.root) { card.sums.clone() } else { sums(definition, root) };
    found.extend(total.into_iter().map(|sum| (0, sum)));
    found
}

/// Every unit by every assessor that has said anything of any of them.
fn side_by_side(input: &Input<'_>, definition: &Scorecard, cards: &[&Card]) -> Table {
    let said = |layer: &str| {
        let own = |card: &&&Card| tree(card, layer).is_some_and(|root| root.points.is_some());
        cards.iter().any(|card| own(&card))
    };
    let source = definition.answers.as_ref();
    let layers = source.map_or_else(Vec::new, |source| source.layers.clone());
    let layers: Vec<String> = layers.into_iter().filter(|layer| said(layer)).collect();
    let mut columns = vec![
        Column::text(input.word("column-part")).wide(),
        Column::number(input.word("column-weight")),
    ];
    let mut trees: Vec<Vec<Option<Parts>>> = vec![];
    let mut totals =
        vec![Cell::text(&definition.name), points_cell(input, &definition.root.weight)];
    for card in cards {
        let short = short(input, &card.team);
        let mut own = vec![];
        for layer in &layers {
            let root = tree(card, layer).filter(|root| root.points.is_some());
            columns.push(Column::number(layer_name(input, layer)).under(&short));
            totals.push(
                root.and_then(|r| r.points.as_ref())
                    .map_or_else(Cell::empty, |points| points_cell(input, points)),
            );
            own.push(root.map(|root| nodes(card, root, definition)));
        }
        trees.push(own);
    }
    let first = cards.first().map_or_else(Vec::new, |card| nodes(card, &card.root, definition));
    let mut rows = vec![Row::body(totals).styled(RowStyle::Total)];
    for (at, (depth, node)) in first.iter().enumerate() {
        let mut cells = vec![Cell::text(&node.name), points_cell(input, &node.weight)];
        for own in trees.iter().flatten() {
            let one = own.as_ref().and_then(|nodes| nodes.get(at)).map(|(_, node)| node);
            cells.push(share_cell(input, one));
        }
        let style = if *depth == 0 { RowStyle::Group } else { RowStyle::Body };
        rows.push(Row::body(cells).styled(style).indented(*depth));
    }
    Table {
        id: format!("{}-nilai", anchor(definition)),
        caption: input.text("preassessment-values", &[("card", definition.name.clone())]),
        kind: TableKind::List,
        columns,
        rows,
        note: Some(input.word("preassessment-values-note")),
    }
}

/// The points of a node, with their share of its weight as a note.
fn share_cell(input: &Input<'_>, node: Option<&CardNode>) -> Cell {
    let Some((node, points)) = node.and_then(|node| Some((node, node.points.as_ref()?))) else {
        return Cell::empty();
    };
    let cell = points_cell(input, points);
    match node.score.number() {
        Some(share) => cell.noted(super::format::with_unit(share, 2, "%", input.lang())),
        None => cell,
    }
}

fn tree<'a>(card: &'a Card, layer: &str) -> Option<&'a CardNode> {
    card.layers.iter().find(|(own, _)| own == layer).map(|(_, root)| root)
}

/// An assessor as people call it.
pub(super) fn layer_name(input: &Input<'_>, layer: &str) -> String {
    match layer {
        "unit" => input.word("layer-unit"),
        "tpi" | "tpn" => layer.to_uppercase(),
        other => other.to_owned(),
    }
}

pub(super) fn short(input: &Input<'_>, team: &TeamId) -> String {
    input.project.teams.get(team).map_or_else(|| team.to_string(), |team| team.short.clone())
}

/// Every predicate of every unit: by what counts, and by the unit's own answers alone.
fn standings(input: &Input<'_>, definition: &Scorecard, cards: &[&Card]) -> Vec<Block> {
    let source = definition.answers.as_ref();
    let Some(own_layer) = source.and_then(|source| source.layers.first()) else { return vec![] };
    let (mut rows, mut folded) = (vec![], vec![]);
    for predicate in predicates(input, definition) {
        for card in cards {
            let Some(standing) = standing(input, predicate, &card.team) else { continue };
            let own =
                by_layer(input.project, input.figures, predicate, (definition, card), own_layer);
            let mut cells = vec![
                Cell::text(short(input, &card.team)).linked(team_anchor(&card.team)),
                Cell::text(&predicate.name),
                own.map_or_else(Cell::empty, |own| verdict(input, own.verdict)),
                verdict(input, standing.verdict),
            ];
            cells.push(met_cell(input, standing));
            cells.push(short_cell(input, standing));
            rows.push(Row::body(cells));
            let name = format!("{}: {}", short(input, &card.team), predicate.name);
            folded.extend(all_short(input, standing, name));
        }
    }
    if rows.is_empty() {
        return vec![];
    }
    let table = Block::Table(Table {
        id: format!("{}-predikat", anchor(definition)),
        caption: input.word("preassessment-predicates"),
        kind: TableKind::List,
        columns: vec![
            Column::text(input.word("column-team")),
            Column::text(input.word("column-predicate")),
            Column::text(input.word("column-by-unit")),
            Column::text(input.word("column-by-counted")),
            Column::text(input.word("column-met")),
            Column::text(input.word("column-short")).wide(),
        ],
        rows,
        note: Some(input.word("preassessment-predicates-note")),
    });
    std::iter::once(table).chain(fold(input, folded)).collect()
}

fn standing<'a>(input: &Input<'a>, predicate: &Predicate, team: &TeamId) -> Option<&'a Standing> {
    input
        .graded
        .standings
        .iter()
        .find(|one| one.id == predicate.id && one.team == *team && one.period == input.ask.period)
}

/// How many of the conditions hold.
fn met_cell(input: &Input<'_>, standing: &Standing) -> Cell {
    let holds = |clause: &&crate::score::predicate::Judged| clause.verdict == Verdict::Holds;
    let met = standing.clauses.iter().filter(holds).count();
    let args = [("met", met.to_string()), ("count", standing.clauses.len().to_string())];
    Cell::text(input.text("preassessment-met", &args))
}

/// The questions that the assessors answer most differently, of all units.
fn gaps(input: &Input<'_>, definition: &Scorecard, cards: &[&Card]) -> Option<Table> {
    let layers = &definition.answers.as_ref()?.layers;
    let mut found: Vec<(Number, usize, Row)> = vec![];
    for (order, card) in cards.iter().enumerate() {
        let trees: Vec<Vec<&CardNode>> = card.layers.iter().map(|(_, root)| root.nodes()).collect();
        for (at, node) in card.root.nodes().into_iter().enumerate() {
            if !matches!(node.content, CardContent::Answer { .. }) {
                continue;
            }
            let given = trees.iter().map(|nodes| nodes[at]);
            let points = given.clone().filter(|one| one.score.number().is_some());
            let points: Vec<&Number> = points.filter_map(|one| one.points.as_ref()).collect();
            let Some(gap) = points.iter().max().zip(points.iter().min()).map(|(a, b)| *a - *b)
            else {
                continue;
            };
            if points.len() < 2 || gap.is_zero() {
                continue;
            }
            let mut cells = vec![
                Cell::text(short(input, &card.team)).linked(team_anchor(&card.team)),
                Cell::text(question_name(node)),
            ];
            cells.extend(given.map(|one| match one.score.number() {
                Some(_) => Cell::text(answer_words(input, one)),
                None => Cell::text("–"),
            }));
            cells.push(points_cell(input, &gap));
            found.push((gap, order, Row::body(cells)));
        }
    }
    if found.is_empty() {
        return None;
    }
    let count = found.len();
    found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let rows: Vec<Row> = found.into_iter().take(MOST_GAPS).map(|(.., row)| row).collect();
    let mut columns = vec![
        Column::text(input.word("column-team")),
        Column::text(input.word("column-question")).wide(),
    ];
    columns.extend(layers.iter().map(|layer| Column::text(layer_name(input, layer))));
    columns.push(Column::number(input.word("column-gap")));
    let shown = rows.len().to_string();
    Some(Table {
        id: format!("{}-selisih", anchor(definition)),
        caption: input.word("preassessment-gaps"),
        kind: TableKind::List,
        columns,
        rows,
        note: Some(
            input
                .text("preassessment-gaps-note", &[("shown", shown), ("count", count.to_string())]),
        ),
    })
}

/// How the office itself stands: a line for every predicate of such a scorecard.
pub(super) fn overview(input: &Input<'_>) -> Vec<Block> {
    let Some(root) = input.project.teams.root() else { return vec![] };
    let mut blocks = vec![];
    for definition in &input.project.scorecards {
        let own = cards(input, definition).into_iter().find(|card| card.team == root.id);
        let Some(card) = own.filter(|_| definition.in_force(input.ask.period)) else { continue };
        if definition.measured == Measured::Office {
            continue;
        }
        let (mut rows, mut folded) = (vec![], vec![]);
        for predicate in predicates(input, definition) {
            let Some(standing) = standing(input, predicate, &card.team) else { continue };
            folded.extend(all_short(input, standing, predicate.name.clone()));
            rows.push(Row::body(vec![
                Cell::text(&predicate.name),
                verdict(input, standing.verdict),
                met_cell(input, standing),
                short_cell(input, standing),
            ]));
        }
        if rows.is_empty() {
            continue;
        }
        blocks.push(Block::Table(Table {
            id: format!("kedudukan-{}", anchor(definition)),
            caption: input.text("preassessment-office", &[("card", definition.name.clone())]),
            kind: TableKind::List,
            columns: vec![
                Column::text(input.word("column-predicate")),
                Column::text(input.word("column-status")),
                Column::text(input.word("column-met")),
                Column::text(input.word("column-short")).wide(),
            ],
            rows,
            note: Some(input.word("preassessment-office-note")),
        }));
        blocks.extend(fold(input, folded));
    }
    blocks
}

/// What a predicate falls short of, as far as a line of a table can hold it.
fn short_cell(input: &Input<'_>, standing: &Standing) -> Cell {
    let mut lines = failing_marks(input, standing);
    let more = lines.len().saturating_sub(MOST_SHORT);
    lines.truncate(MOST_SHORT);
    if more > 0 {
        lines.push(input.text("preassessment-more", &[("count", more.to_string())]));
    }
    Cell::text(lines.join("; "))
}

/// Everything that a predicate falls short of, where its line has no room for it.
fn all_short(input: &Input<'_>, standing: &Standing, name: String) -> Vec<Block> {
    let lines = failing_lines(input, standing);
    match failing_marks(input, standing).len() > MOST_SHORT {
        true => vec![Block::Heading(name), Block::List(lines)],
        false => vec![],
    }
}

/// What the lines of a table have no room for, folded below it.
fn fold(input: &Input<'_>, blocks: Vec<Block>) -> Option<Block> {
    let summary = input.word("preassessment-fold");
    (!blocks.is_empty()).then_some(Block::Details { summary, blocks })
}

/// A count as a cell.
pub(super) fn count_cell(count: usize) -> Cell {
    Cell::new(Content::Number {
        value: Number::from(count as i64),
        decimals: 0,
        unit: String::new(),
        text: count.to_string(),
    })
}
