//! One page per team: its score and why, its scorecard, its other figures, its charts.

use crate::domain::{IndicatorId, Number, Period, TeamId, Value};
use crate::score::{Card, CardContent, CardNode};
use crate::spec::{Indicator, Measured, Scorecard};

use super::chart::Chart;
use super::figure::{blank_word, out_of, partly_covered, reason_words, tone, tone_of, value_cell};
use super::figure::{shown_unit, target_decimals, target_text, value_text};
use super::format::{number, period, with_unit};
use super::input::{Input, team_anchor};
use super::model::{Block, Fact, Section, SectionKind, Tone};
use super::plots;
use super::table::{Cell, Column, Content, Row, RowStyle, Table, TableKind};

/// How many charts a team's page shows.
const MOST_CHARTS: usize = 6;

/// The section of a team.
pub fn section(input: &Input<'_>, id: &TeamId) -> Option<Section> {
    let team = input.project.teams.get(id)?;
    let mut blocks = vec![];
    let cards = cards(input, id);
    let mut shown: Vec<IndicatorId> = vec![];
    for card in &cards {
        let Some(definition) = input.project.scorecards.iter().find(|one| one.id == card.id) else {
            continue;
        };
        blocks.push(Block::Facts(facts(input, card)));
        let misses = misses(input, card);
        if !misses.is_empty() {
            blocks.push(Block::Callout {
                tone: Tone::Bad,
                title: input.word("team-misses"),
                lines: misses,
            });
        }
        let keeps = keeps(input, card);
        if !keeps.is_empty() {
            blocks.push(Block::Callout {
                tone: Tone::Good,
                title: input.word("team-keeps"),
                lines: keeps,
            });
        }
        blocks.push(Block::Table(card_table(input, definition, card)));
        shown.extend(leaves(&card.root).into_iter().map(|(_, indicator, _)| indicator.clone()));
    }
    blocks.extend(below(input, id));
    let charts = charts(input, id, &cards);
    if !charts.is_empty() {
        blocks.push(Block::Heading(input.word("team-charts")));
        blocks.push(Block::Charts(charts));
    }
    blocks.extend(others(input, id, &shown));
    let rating = cards.first().and_then(|card| card.rating.as_ref());
    Some(Section {
        id: team_anchor(id),
        kind: SectionKind::Team,
        title: team.name.clone(),
        short: team.short.clone(),
        depth: u8::try_from(input.project.teams.depth(id)).unwrap_or(0),
        tone: rating.map_or(Tone::Plain, tone_of),
        badge: rating.map_or_else(String::new, |rating| rating.label.clone()),
        blocks,
    })
}

/// The cards that a team's page shows: the office's page has the office's own, if there is one.
pub(super) fn cards<'a>(input: &Input<'a>, id: &TeamId) -> Vec<&'a Card> {
    let all: Vec<&Card> = input
        .graded
        .cards
        .iter()
        .filter(|card| card.team == *id && card.period == input.ask.period)
        .collect();
    let is_office = |card: &&&Card| {
        let definition = input.project.scorecards.iter().find(|one| one.id == card.id);
        definition.is_some_and(|one| one.measured == Measured::Office)
    };
    let own: Vec<&Card> = all.iter().filter(is_office).copied().collect();
    if own.is_empty() { all } else { own }
}

/// Every leaf of a card with its indicator and team.
pub fn leaves(node: &CardNode) -> Vec<(&CardNode, &IndicatorId, &TeamId)> {
    match &node.content {
        CardContent::Leaf(indicator, team) => vec![(node, indicator, team)],
        CardContent::Group(nodes) => nodes.iter().flat_map(leaves).collect(),
    }
}

/// How many leaves of a card have each tone, in the order of the legend.
pub fn distribution(input: &Input<'_>, card: &Card) -> Vec<(Tone, usize)> {
    let tones: Vec<Tone> = leaves(&card.root)
        .into_iter()
        .filter_map(|(_, id, team)| {
            let figure = input.figure(id, team, card.period)?;
            Some(tone(figure, input.grade(id, team, card.period)))
        })
        .collect();
    let count = |tone: Tone| tones.iter().filter(|other| **other == tone).count();
    Tone::LEGEND.into_iter().map(|tone| (tone, count(tone))).collect()
}

fn facts(input: &Input<'_>, card: &Card) -> Vec<Fact> {
    let lang = input.lang();
    let (value, note, tone) = match &card.root.score {
        Value::Number(score) => {
            let rating = card.rating.as_ref();
            let label = rating.map_or_else(String::new, |rating| rating.label.clone());
            let before = previous_score(input, card);
            let note = match before {
                Some(before) => format!("{label} · {before}"),
                None => label,
            };
            (number(score, 0, lang), note, rating.map_or(Tone::Plain, tone_of))
        }
        Value::Blank(kind, reason) => {
            (blank_word(input, *kind), reason_words(input, reason), Tone::Missing)
        }
    };
    let mut facts = vec![Fact { label: card.root.name.clone(), value, note, tone }];
    for (tone, count) in distribution(input, card) {
        if tone == Tone::Suppressed || (tone == Tone::NotApplicable && count == 0) {
            continue;
        }
        let key = match tone {
            Tone::Good => "count-good",
            Tone::Near => "count-near",
            Tone::Bad => "count-bad",
            Tone::Missing => "count-missing",
            _ => "count-not-applicable",
        };
        let tone = if count == 0 { Tone::Plain } else { tone };
        let (label, note) = (input.word(key), input.word("count-note"));
        facts.push(Fact { label, value: count.to_string(), note, tone });
    }
    facts
}

/// The score of the period before, in words.
fn previous_score(input: &Input<'_>, card: &Card) -> Option<String> {
    let before = card.period.previous();
    let earlier = input.graded.cards_of(&card.team, before).find(|other| other.id == card.id)?;
    let score = earlier.root.score.number()?;
    Some(input.text(
        "score-before",
        &[("score", number(score, 0, input.lang())), ("period", period(before, input.words))],
    ))
}

/// A sentence for every missed target and every figure that nobody handed in, heaviest first.
fn misses(input: &Input<'_>, card: &Card) -> Vec<String> {
    let mut found: Vec<(&Number, String)> = vec![];
    for (node, id, team) in leaves(&card.root) {
        let (Some(indicator), Some(figure)) =
            (input.project.indicator(id), input.figure(id, team, card.period))
        else {
            continue;
        };
        let grade = input.grade(id, team, card.period);
        let target = grade.and_then(|grade| grade.target.as_ref());
        let sentence = match (&figure.value, tone(figure, grade), target) {
            (Value::Number(value), Tone::Bad | Tone::Near, Some(target)) => {
                sentence(input, indicator, team, value, target, "miss-target")
            }
            (Value::Blank(kind, reason), Tone::Missing, _) => format!(
                "{}: {} ({})",
                indicator.name,
                blank_word(input, *kind),
                reason_words(input, reason)
            ),
            _ => continue,
        };
        found.push((&node.weight, sentence));
    }
    found.sort_by(|a, b| b.0.cmp(a.0));
    found.into_iter().map(|(_, sentence)| sentence).collect()
}

/// A sentence for the heaviest targets that were reached.
fn keeps(input: &Input<'_>, card: &Card) -> Vec<String> {
    let mut found: Vec<(&Number, String)> = vec![];
    for (node, id, team) in leaves(&card.root) {
        let (Some(indicator), Some(figure)) =
            (input.project.indicator(id), input.figure(id, team, card.period))
        else {
            continue;
        };
        let grade = input.grade(id, team, card.period);
        let target = grade.and_then(|grade| grade.target.as_ref());
        if let (Value::Number(value), Tone::Good, Some(target)) =
            (&figure.value, tone(figure, grade), target)
        {
            let text = sentence(input, indicator, team, value, target, "keep-target");
            found.push((&node.weight, text));
        }
    }
    found.sort_by(|a, b| b.0.cmp(a.0));
    found.into_iter().take(3).map(|(_, sentence)| sentence).collect()
}

fn sentence(
    input: &Input<'_>,
    indicator: &Indicator,
    team: &TeamId,
    value: &Number,
    target: &Number,
    key: &str,
) -> String {
    let lang = input.lang();
    let gap = (value - target).abs();
    let unit = match shown_unit(indicator) {
        "%" => input.word("unit-points"),
        unit => unit.to_owned(),
    };
    let mut shown = value_text(input, indicator, value, Some(target));
    let figure = input.figure(&indicator.id, team, input.ask.period);
    if let Some(counts) = figure.and_then(|figure| out_of(input, figure)) {
        shown = format!("{shown} ({counts})");
    }
    let mut text = input.text(
        key,
        &[
            ("name", indicator.name.clone()),
            ("value", shown),
            ("target", target_text(input, indicator, target)),
            ("gap", with_unit(&gap, indicator.decimals, &unit, lang)),
        ],
    );
    if let Some(change) = plots::change(input, indicator, team) {
        text.push_str("; ");
        text.push_str(&change);
    }
    text
}

fn card_table(input: &Input<'_>, definition: &Scorecard, card: &Card) -> Table {
    let mut rows = vec![];
    if let CardContent::Group(nodes) = &card.root.content {
        for node in nodes {
            card_rows(input, card, node, 0, &mut rows);
        }
    }
    let mut total = node_cells(input, &card.root);
    total[0] = Cell::text(input.text("card-total", &[("card", definition.name.clone())]));
    if let Some(rating) = &card.rating {
        total[8] = Cell::text(&rating.label).toned(tone_of(rating));
    }
    rows.push(Row::body(total).styled(RowStyle::Total));
    let force = number(&card.in_force, 0, input.lang());
    let mut note = definition.note.clone();
    if card.in_force < 100 {
        note.push(' ');
        note.push_str(&input.text("card-in-force", &[("share", force)]));
    }
    Table {
        id: format!("kartu-{}-{}", definition.id, team_anchor(&card.team)),
        caption: definition.name.clone(),
        kind: TableKind::List,
        columns: vec![
            Column::text(input.word("column-indicator")).wide(),
            Column::number(input.word("column-actual")),
            Column::number(input.word("column-target")),
            Column::text(input.word("column-counts")),
            Column::number(input.word("column-achievement")),
            Column::number(input.word("column-weight")),
            Column::number(input.word("column-score")),
            Column::number(input.word("column-points")),
            Column::text(input.word("column-status")),
        ],
        rows,
        note: (!note.trim().is_empty()).then(|| note.trim().to_owned()),
    }
}

fn card_rows(input: &Input<'_>, card: &Card, node: &CardNode, depth: u8, rows: &mut Vec<Row>) {
    match &node.content {
        CardContent::Group(nodes) => {
            let cells = node_cells(input, node);
            rows.push(Row::body(cells).styled(RowStyle::Group).indented(depth));
            for inner in nodes {
                card_rows(input, card, inner, depth + 1, rows);
            }
        }
        CardContent::Leaf(id, team) => {
            let cells = leaf_cells(input, card, node, id, team);
            rows.push(Row::body(cells).indented(depth));
        }
    }
}

fn node_cells(input: &Input<'_>, node: &CardNode) -> Vec<Cell> {
    let lang = input.lang();
    let figure = |value: &Number, decimals| {
        Cell::new(Content::Number {
            value: value.clone(),
            decimals,
            unit: String::new(),
            text: number(value, decimals, lang),
        })
    };
    let score = match &node.score {
        Value::Number(score) => figure(score, 2),
        Value::Blank(kind, reason) => Cell::new(Content::Blank {
            kind: *kind,
            text: blank_word(input, *kind),
            reason: reason_words(input, reason),
        }),
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
    id: &IndicatorId,
    team: &TeamId,
) -> Vec<Cell> {
    let mut cells = node_cells(input, node);
    let (Some(indicator), Some(figure)) =
        (input.project.indicator(id), input.figure(id, team, card.period))
    else {
        return cells;
    };
    let lang = input.lang();
    let grade = input.grade(id, team, card.period);
    cells[0] = Cell::text(&indicator.name).noted(indicator.about.clone());
    cells[1] = value_cell(input, indicator, figure, grade);
    if let Some(target) = grade.and_then(|grade| grade.target.as_ref()) {
        cells[2] = Cell::new(Content::Number {
            value: target.clone(),
            decimals: target_decimals(indicator, target),
            unit: shown_unit(indicator).to_owned(),
            text: target_text(input, indicator, target),
        });
    }
    let mut counts = out_of(input, figure).unwrap_or_default();
    if figure.value.number().is_some() && !figure.uncovered.is_empty() {
        let partly = partly_covered(input, figure);
        counts = if counts.is_empty() { partly } else { format!("{counts}; {partly}") };
    }
    if let Some(beside) = counter(input, indicator, team, card.period) {
        counts = if counts.is_empty() { beside } else { format!("{counts}; {beside}") };
    }
    cells[3] = Cell::text(counts);
    if let Some(Value::Number(ratio)) = grade.map(|grade| &grade.achievement) {
        let percent = ratio * &Number::from(100u32);
        cells[4] = Cell::new(Content::Number {
            text: with_unit(&percent, 1, "%", lang),
            value: percent,
            decimals: 1,
            unit: "%".to_owned(),
        });
    }
    let status = status(input, figure, grade);
    cells[8] = Cell::text(status).toned(tone(figure, grade));
    cells
}

/// The figure that must be read beside one: speed bought elsewhere shows there.
fn counter(input: &Input<'_>, indicator: &Indicator, team: &TeamId, at: Period) -> Option<String> {
    let other = input.project.indicator(indicator.counter.as_ref()?)?;
    let root = &input.project.teams.root()?.id;
    let own = input.figure(&other.id, team, at);
    let figure = own.or_else(|| input.figure(&other.id, root, at))?;
    let value = match &figure.value {
        Value::Number(value) => value_text(input, other, value, None),
        Value::Blank(kind, _) => blank_word(input, *kind),
    };
    Some(input.text("counter-beside", &[("name", other.name.clone()), ("value", value)]))
}

fn status(
    input: &Input<'_>,
    figure: &crate::compute::Measurement,
    grade: Option<&crate::score::Grade>,
) -> String {
    match &figure.value {
        Value::Blank(kind, reason) => {
            format!("{}: {}", blank_word(input, *kind), reason_words(input, reason))
        }
        Value::Number(_) => {
            let rating = grade.and_then(|grade| grade.rating.as_ref());
            rating.map_or_else(String::new, |rating| rating.label.clone())
        }
    }
}

/// The teams right below, with their scores, in the order of the tree.
fn below(input: &Input<'_>, id: &TeamId) -> Option<Block> {
    let lang = input.lang();
    let mut rows = vec![];
    for team in input.project.teams.children(id) {
        let Some(card) = input.graded.cards_of(&team.id, input.ask.period).next() else { continue };
        let mut cells = vec![Cell::text(&team.name).linked(team_anchor(&team.id))];
        cells.push(match &card.root.score {
            Value::Number(score) => Cell::new(Content::Number {
                value: score.clone(),
                decimals: 0,
                unit: String::new(),
                text: number(score, 0, lang),
            }),
            Value::Blank(kind, reason) => Cell::new(Content::Blank {
                kind: *kind,
                text: blank_word(input, *kind),
                reason: reason_words(input, reason),
            }),
        });
        for (tone, count) in distribution(input, card).into_iter().take(4) {
            let cell = Cell::new(Content::Number {
                value: Number::from(count as i64),
                decimals: 0,
                unit: String::new(),
                text: count.to_string(),
            });
            cells.push(if count == 0 { cell } else { cell.toned(tone) });
        }
        let rating = card.rating.as_ref();
        let label = rating.map_or_else(String::new, |rating| rating.label.clone());
        cells.push(Cell::text(label).toned(rating.map_or(Tone::Plain, tone_of)));
        rows.push(Row::body(cells));
    }
    if rows.is_empty() {
        return None;
    }
    let head = |key| Column::number(input.word(key));
    Some(Block::Table(Table {
        id: format!("bawahan-{}", team_anchor(id)),
        caption: input.word("team-below"),
        kind: TableKind::List,
        columns: vec![
            Column::text(input.word("column-team")).wide(),
            head("column-score"),
            head("count-good"),
            head("count-near"),
            head("count-bad"),
            head("count-missing"),
            Column::text(input.word("column-rating")),
        ],
        rows,
        note: Some(input.word("team-below-note")),
    }))
}

/// The trends of the heaviest indicators of the team's card.
fn charts(input: &Input<'_>, id: &TeamId, cards: &[&Card]) -> Vec<Chart> {
    let mut weighted: Vec<(&Number, &IndicatorId)> = cards
        .iter()
        .flat_map(|card| leaves(&card.root))
        .filter(|(_, _, team)| *team == id)
        .map(|(node, indicator, _)| (&node.weight, indicator))
        .collect();
    weighted.sort_by(|a, b| b.0.cmp(a.0));
    let mut seen: Vec<&IndicatorId> = vec![];
    for (_, indicator) in weighted {
        if !seen.contains(&indicator) {
            seen.push(indicator);
        }
    }
    let drawn = seen
        .into_iter()
        .filter_map(|indicator| plots::trend(input, input.project.indicator(indicator)?, id));
    drawn.take(MOST_CHARTS).collect()
}

/// Figures of the team that stand on no card: context and detail.
fn others(input: &Input<'_>, id: &TeamId, shown: &[IndicatorId]) -> Option<Block> {
    let mut rows = vec![];
    for indicator in input.indicators().filter(|indicator| !shown.contains(&indicator.id)) {
        let Some(figure) = input.figure(&indicator.id, id, input.ask.period) else { continue };
        let grade = input.grade(&indicator.id, id, input.ask.period);
        let change = plots::change(input, indicator, id).unwrap_or_default();
        let reason = figure.value.blank().map(|(_, reason)| reason_words(input, reason));
        let mut remark = out_of(input, figure).unwrap_or_default();
        if figure.value.number().is_some() && !figure.uncovered.is_empty() {
            remark = partly_covered(input, figure);
        }
        rows.push(Row::body(vec![
            Cell::text(&indicator.name).noted(indicator.about.clone()),
            value_cell(input, indicator, figure, grade),
            Cell::text(change),
            Cell::text(reason.unwrap_or(remark)),
        ]));
    }
    if rows.is_empty() {
        return None;
    }
    Some(Block::Table(Table {
        id: format!("lain-{}", team_anchor(id)),
        caption: input.word("team-others"),
        kind: TableKind::List,
        columns: vec![
            Column::text(input.word("column-indicator")).wide(),
            Column::number(input.word("column-actual")),
            Column::text(input.word("column-change")),
            Column::text(input.word("column-remark")).wide(),
        ],
        rows,
        note: Some(input.word("team-others-note")),
    }))
}
