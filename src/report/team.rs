//! One page per team: its score and why, its scorecard, its other figures, its charts.

use crate::domain::{Blank, IndicatorId, Number, Team, TeamId, Value};
use crate::score::Card;
use crate::spec::Measured;

use super::assessment::{contributions, layers_table};
use super::breakdown;
use super::card_table::card_blocks;
use super::change::{change, cut_words};
use super::chart::Chart;
use super::crowding;
use super::days;
use super::evidence;
use super::figure::{out_of, partly_covered, reason_words, tone, tone_of, value_cell};
use super::format::{date, period};
use super::input::{Input, team_anchor};
use super::issued::issued_text;
use super::model::{Block, Fact, Section, SectionKind};
use super::notes;
use super::opposed::opposed;
use super::own_data;
use super::plots;
use super::predicates;
use super::restated::{card_restated, restated};
use super::sentences::{keeps, misses};
use super::signals;
use super::table::{Cell, Column, Content, Row, Table, TableKind};
use super::tone::Tone;
use super::totals;

/// How many charts a team's page shows.
const MOST_CHARTS: usize = 6;

/// The section of a team.
pub fn section(input: &Input<'_>, id: &TeamId) -> Option<Section> {
    let team = input.project.teams.get(id)?;
    let mut blocks = vec![];
    let cards = cards(input, id);
    let mut shown: Vec<IndicatorId> = vec![];
    for (at, card) in cards.iter().enumerate() {
        let Some(definition) = input.project.scorecard_at(&card.id, card.period) else {
            continue;
        };
        if cards.len() > 1 {
            blocks.push(Block::Heading(card.root.name.clone()));
        }
        blocks.extend(totals::gates(input, card));
        if is_void(input, card) {
            let args = [("card", definition.name.clone())];
            let summary = input.text("card-void", &args);
            let table = card_blocks(input, definition, card);
            blocks.push(Block::Details { summary, blocks: table });
            shown.extend(card.leaves().into_iter().map(|(_, indicator, _)| indicator.clone()));
            continue;
        }
        // On paper the matrix has the figures of every card after the first.
        let is_second = at > 0 && definition.answers.is_none();
        let counts = Block::Facts(facts(input, card));
        blocks.push(if is_second { Block::Reference(vec![counts]) } else { counts });
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
            let title = input.word("team-keeps");
            let good = Block::Callout { tone: Tone::Good, title, lines: keeps };
            blocks.push(if is_second { Block::Reference(vec![good]) } else { good });
        }
        let tables = card_blocks(input, definition, card);
        let long: Vec<Block> = layers_table(input, definition, card)
            .into_iter()
            .chain(own_data::of_card(input, card, id))
            .chain(evidence::of_card(input, card, id))
            .map(Block::Table)
            .collect();
        // Answers are for assessors.
        if is_second || definition.answers.is_some() {
            blocks.extend(reference(tables));
        } else {
            blocks.extend(tables);
        }
        blocks.extend(reference(long));
        shown.extend(card.leaves().into_iter().map(|(_, indicator, _)| indicator.clone()));
    }
    blocks.extend(predicates::of_team(input, id));
    blocks.extend(reference(contributions(input, id).into_iter().map(Block::Table).collect()));
    blocks.extend(notes::of_team(input, id));
    blocks.extend(below(input, id));
    let charts = charts(input, id, &cards);
    if !charts.is_empty() {
        blocks.push(Block::Heading(input.word("team-charts")));
        blocks.push(Block::Charts(charts));
    }
    blocks.extend(reference(others(input, id, &shown).into_iter().collect()));
    // Those of the office stand under their subjects.
    if input.project.teams.root().is_none_or(|root| root.id != *id) {
        let parts = input.indicators().flat_map(|one| breakdown::tables(input, one, id));
        blocks.extend(reference(parts.collect()));
    }
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

/// Blocks to look things up in, if there are any.
pub(super) fn reference(blocks: Vec<Block>) -> Option<Block> {
    (!blocks.is_empty()).then_some(Block::Reference(blocks))
}

/// The cards that a team's page shows, its own before those that many teams have, and those that
/// assessors fill in last: the office's page has the office's own, if there is one, and not the
/// card that its units have; nor has the page of a unit for which nothing on that card applies.
pub(super) fn cards<'a>(input: &Input<'a>, id: &TeamId) -> Vec<&'a Card> {
    let at = |card: &&'a Card| card.period == input.ask.period;
    let definition = |card: &Card| input.project.scorecard_at(&card.id, card.period);
    let of_office =
        |card: &Card| definition(card).is_some_and(|one| one.measured == Measured::Office);
    let assessed = |card: &Card| definition(card).is_some_and(|one| one.answers.is_some());
    let bearers = |card: &Card| {
        input.graded.cards.iter().filter(at).filter(|other| other.id == card.id).count()
    };
    let own = input.graded.cards.iter().filter(at).filter(|card| card.team == *id);
    let mut all: Vec<&'a Card> = own.collect();
    let most = input.project.teams.iter().count() / 2;
    if all.iter().any(|card| of_office(card)) {
        all.retain(|card| of_office(card) || assessed(card) || bearers(card) <= most);
    }
    if all.iter().any(|card| applies(input, card)) {
        all.retain(|card| bearers(card) <= most || applies(input, card));
    }
    all.sort_by_key(|card| (assessed(card), bearers(card)));
    all
}

/// Whether anything on a card is there to be measured for its unit.
fn applies(input: &Input<'_>, card: &Card) -> bool {
    card.leaves().into_iter().any(|(_, id, team)| {
        let figure = input.figure(id, team, card.period);
        let blank = figure.and_then(|figure| figure.value.blank());
        figure.is_some() && !matches!(blank, Some((Blank::NotApplicable, _)))
    })
}

/// How many leaves of a card have each tone, in the order of the legend.
pub fn distribution(input: &Input<'_>, card: &Card) -> Vec<(Tone, usize)> {
    let tones: Vec<Tone> = card
        .leaves()
        .into_iter()
        .filter_map(|(_, id, team)| {
            let figure = input.figure(id, team, card.period)?;
            Some(tone(figure, input.grade(id, team, card.period)))
        })
        .collect();
    let count = |tone: Tone| tones.iter().filter(|other| **other == tone).count();
    Tone::LEGEND.into_iter().map(|tone| (tone, count(tone))).collect()
}

/// Whether nothing on a card applies to its team.
fn is_void(input: &Input<'_>, card: &Card) -> bool {
    let leaves: usize = distribution(input, card).iter().map(|(_, count)| count).sum();
    let void = distribution(input, card).into_iter().find(|(tone, _)| *tone == Tone::NotApplicable);
    leaves > 0 && void.is_some_and(|(_, count)| count == card.leaves().len())
}

fn facts(input: &Input<'_>, card: &Card) -> Vec<Fact> {
    let (value, note, tone) = match &card.root.score {
        Value::Number(score) => {
            let rating = card.rating.as_ref();
            let label = rating.map_or_else(String::new, |rating| rating.label.clone());
            let before = previous_score(input, card);
            // Which gates they are stands right above.
            let gates = totals::gate_note(input, card).map(|_| input.word("fact-held"));
            let range = totals::range_note(input, card);
            let parts = [Some(label), before, gates, range, card_restated(input, card)];
            let parts = parts.into_iter().flatten();
            let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
            let note = parts.join(" · ");
            (totals::total_text(input, card, score), note, rating.map_or(Tone::Plain, tone_of))
        }
        Value::Blank(_, reason) => {
            (input.word("score-blank"), reason_words(input, reason), Tone::Missing)
        }
    };
    let total = Fact { label: card.root.name.clone(), value, note, tone };
    let unanswered = super::assessment::unanswered(input, card);
    let definition = input.project.scorecard_at(&card.id, card.period);
    let assessed = definition.is_some_and(|one| one.answers.is_some());
    if assessed || card.leaves().is_empty() {
        return std::iter::once(total).chain(unanswered).collect();
    }
    // What was reached comes before the one number that it is boiled down to.
    let mut facts = vec![];
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
    facts.push(total);
    facts.extend(unanswered);
    facts
}

/// The score of the period before, in words; why not, where a figure of the card is another one.
fn previous_score(input: &Input<'_>, card: &Card) -> Option<String> {
    let before = card.period.previous();
    let earlier = input.graded.cards_of(&card.team, before).find(|other| other.id == card.id)?;
    let score = earlier.root.score.number()?;
    let cut = card.leaves().into_iter().find_map(|(_, id, _)| {
        let indicator = input.indicator(id)?;
        indicator.cut_between(before, card.period).map(|cut| (indicator, cut))
    });
    let since = period(before, input.words);
    let valid = |at| input.project.scorecard_at(&card.id, at).map(|one| one.valid);
    if let (Some(then), Some((Some(from), to))) = (valid(before), valid(card.period))
        && then != (Some(from), to)
    {
        let reason = input.text("cut-card", &[("date", date(from, input.words))]);
        return Some(input.text("change-cut", &[("since", since), ("reason", reason)]));
    }
    if let Some((indicator, cut)) = cut {
        let reason = format!("{}: {}", indicator.short, cut_words(input, cut));
        return Some(input.text("change-cut", &[("since", since), ("reason", reason)]));
    }
    Some(input.text(
        "score-before",
        &[
            ("score", totals::total_text(input, earlier, score)),
            ("period", period(before, input.words)),
        ],
    ))
}

/// The teams right below, with their scores, in the order of the tree.
fn below(input: &Input<'_>, id: &TeamId) -> Option<Block> {
    let teams: Vec<&Team> = input.project.teams.children(id).collect();
    standings(input, &team_anchor(id), input.word("team-below"), teams)
}

/// How many figures of the first card of each team were reached, with its score.
pub(super) fn standings(
    input: &Input<'_>,
    anchor: &str,
    caption: String,
    teams: Vec<&Team>,
) -> Option<Block> {
    let mut rows = vec![];
    for team in teams {
        let Some(card) = cards(input, &team.id).into_iter().next() else { continue };
        let mut cells = vec![Cell::text(&team.name).linked(team_anchor(&team.id))];
        cells.extend(standing_cells(input, card));
        // What other weights would give stands between the score and what it is called.
        let range = totals::range_text(input, card).unwrap_or_default();
        cells.insert(cells.len() - 1, Cell::text(range));
        rows.push(Row::body(cells));
    }
    if rows.is_empty() {
        return None;
    }
    let mut columns = vec![Column::text(input.word("column-team"))];
    columns.extend(standing_columns(input));
    columns.insert(columns.len() - 1, Column::number(input.word("column-range")));
    Some(Block::Table(Table {
        id: format!("bawahan-{anchor}"),
        caption,
        kind: TableKind::List,
        columns,
        rows,
        note: Some(input.word("team-below-note")),
    }))
}

/// How a card stands in a row: how many leaves have each tone, its score and what it is called.
pub(super) fn standing_cells(input: &Input<'_>, card: &Card) -> Vec<Cell> {
    let mut cells = vec![];
    for (tone, count) in distribution(input, card).into_iter().take(4) {
        let cell = Cell::new(Content::Number {
            value: Number::from(count as i64),
            decimals: 0,
            unit: String::new(),
            text: count.to_string(),
        });
        cells.push(if count == 0 { cell } else { cell.toned(tone) });
    }
    cells.push(match &card.root.score {
        Value::Number(score) => Cell::new(Content::Number {
            value: score.clone(),
            decimals: totals::decimals(input, card, score),
            unit: String::new(),
            text: totals::total_text(input, card, score),
        }),
        Value::Blank(kind, reason) => Cell::new(Content::Blank {
            kind: *kind,
            text: input.word("score-blank"),
            reason: reason_words(input, reason),
        }),
    });
    let rating = card.rating.as_ref();
    let label = rating.map_or_else(String::new, |rating| rating.label.clone());
    cells.push(Cell::text(label).toned(rating.map_or(Tone::Plain, tone_of)));
    cells
}

/// The columns of [`standing_cells`].
pub(super) fn standing_columns(input: &Input<'_>) -> Vec<Column> {
    let head = |key| Column::number(input.word(key));
    vec![
        head("count-good"),
        head("count-near"),
        head("count-bad"),
        head("count-missing"),
        head("column-score"),
        Column::text(input.word("column-rating")),
    ]
}

/// The trends of the heaviest indicators of the team's card.
fn charts(input: &Input<'_>, id: &TeamId, cards: &[&Card]) -> Vec<Chart> {
    // What assessors fill in is a state of a year, and no series.
    let assessed = |card: &&&Card| {
        let definition = input.project.scorecard_at(&card.id, card.period);
        definition.is_some_and(|one| one.answers.is_some())
    };
    let mut weighted: Vec<(&Number, &IndicatorId)> = cards
        .iter()
        .filter(|card| !assessed(card))
        .flat_map(|card| card.leaves())
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
        .filter_map(|indicator| input.indicator(indicator).filter(|one| !one.hidden))
        .filter_map(|indicator| plots::trend(input, indicator, id));
    let drawn = drawn.take(MOST_CHARTS).chain(days::charts(input, id));
    drawn.chain(crowding::charts(input, id)).collect()
}

/// Figures of the team that stand on no card: context and detail; those that do not apply to it
/// folded away.
fn others(input: &Input<'_>, id: &TeamId, shown: &[IndicatorId]) -> Vec<Block> {
    let (mut rows, mut void) = (vec![], vec![]);
    for indicator in input.indicators().filter(|indicator| !shown.contains(&indicator.id)) {
        let Some(figure) = input.figure(&indicator.id, id, input.ask.period) else { continue };
        let grade = input.grade(&indicator.id, id, input.ask.period);
        let change = change(input, indicator, id).unwrap_or_default();
        let reason = figure.value.blank().map(|(_, reason)| reason_words(input, reason));
        let mut remark = out_of(input, figure).unwrap_or_default();
        if figure.value.number().is_some() && !figure.uncovered.is_empty() {
            remark = partly_covered(input, figure);
        }
        let remark = reason.unwrap_or(remark);
        let said = restated(input, indicator, id, input.ask.period);
        let said = said.into_iter().chain(days::since(input, indicator, id));
        let said = said.chain(signals::silence(input, indicator, id));
        let said = said.chain(issued_text(input, figure)).chain([remark]);
        let remarks: Vec<String> =
            said.chain(opposed(input, indicator, id)).filter(|text| !text.is_empty()).collect();
        let name = Cell::text(&indicator.name).noted(indicator.about.clone());
        if matches!(figure.value.blank(), Some((Blank::NotApplicable, _))) {
            void.push(Row::body(vec![name, Cell::text(remarks.join("; "))]));
            continue;
        }
        rows.push(Row::body(vec![
            name,
            value_cell(input, indicator, figure, grade),
            Cell::text(change),
            Cell::text(remarks.join("; ")),
        ]));
    }
    let mut blocks = vec![];
    if !void.is_empty() {
        let count = void.len().to_string();
        let caption = input.text("team-void", &[("count", count)]);
        let table = Table {
            id: format!("tidak-berlaku-{}", team_anchor(id)),
            caption: caption.clone(),
            kind: TableKind::List,
            columns: vec![
                Column::text(input.word("column-indicator")).wide(),
                Column::text(input.word("column-why")).wide(),
            ],
            rows: void,
            note: None,
        };
        blocks.push(Block::Details { summary: caption, blocks: vec![Block::Table(table)] });
    }
    if rows.is_empty() {
        return blocks;
    }
    let table = Block::Table(Table {
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
    });
    blocks.insert(0, table);
    blocks
}
