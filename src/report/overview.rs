//! The office at a glance: large figures, the matrix of teams and indicators, what stands out.

use crate::domain::{IndicatorId, Team, Value};
use crate::spec::{Indicator, Measured};

use super::caution::counter_text;
use super::figure::{out_of, shown_unit, tone, value_cell, value_text};
use super::gist;
use super::handed_in;
use super::input::{Input, team_anchor};
use super::limit::limit_text;
use super::model::{Block, Fact, Section, SectionKind};
use super::notes;
use super::plots;
use super::preassessment;
use super::predicates;
use super::restated::card_restated;
use super::table::{Cell, Column, Row, RowStyle, Table, TableKind};
use super::tone::Tone;
use super::totals::{gate_note, range_note, total_text};

/// The section of the office at a glance.
pub fn section(input: &Input<'_>) -> Section {
    let columns = columns(input);
    let mut blocks: Vec<Block> = gist::gist(input).into_iter().collect();
    blocks.push(Block::Facts(facts(input)));
    let worst = standing_out(input, &columns, Tone::Bad);
    if !worst.is_empty() {
        blocks.push(Block::Callout {
            tone: Tone::Bad,
            title: input.text("overview-bad", &[("count", worst.len().to_string())]),
            lines: worst,
        });
    }
    blocks.extend(preassessment::overview(input));
    blocks.extend(predicates::of_office(input));
    let shared: Vec<&Indicator> =
        columns.iter().filter(|one| is_shared(input, one)).copied().collect();
    if !shared.is_empty() {
        blocks.push(Block::Table(matrix(input, &shared)));
    }
    if shared.len() < columns.len() {
        let own = input.project.teams.iter().filter(|team| input.project.teams.is_leaf(&team.id));
        let title = input.word("overview-cards");
        let table = super::team::standings(input, "kantor", title, own.collect());
        // The first printed page has it already.
        blocks.extend(super::team::reference(table.into_iter().collect()));
    }
    blocks.extend(super::signals::overview(input));
    blocks.extend(notes::of_office(input));
    let root = input.project.teams.root().map(|team| team.id.clone());
    let charts: Vec<_> = root
        .iter()
        .flat_map(|id| columns.iter().filter_map(|one| plots::trend(input, one, id)))
        .take(6)
        .map(|mut chart| {
            chart.id = format!("ikhtisar-{}", chart.id);
            chart
        })
        .collect();
    if !charts.is_empty() {
        blocks.push(Block::Heading(input.word("overview-charts")));
        blocks.push(Block::Charts(charts));
    }
    Section {
        id: "ikhtisar".to_owned(),
        kind: SectionKind::Overview,
        title: input.word("section-overview"),
        short: input.word("section-overview-short"),
        depth: 0,
        tone: Tone::Plain,
        badge: String::new(),
        blocks,
    }
}

/// The indicators that stand on a card of every team, in reading order.
pub(super) fn columns<'a>(input: &Input<'a>) -> Vec<&'a Indicator> {
    let mut ids: Vec<&IndicatorId> = vec![];
    // Cards that assessors fill in speak of few units, and have pages of their own.
    let per_team = input.project.scorecards.iter().filter(|one| {
        let measured = one.measured != Measured::Office && one.answers.is_none();
        measured && one.in_force(input.ask.period)
    });
    for scorecard in per_team {
        for (_, id, other) in scorecard.root.leaves() {
            if other.is_none() && !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    let shown = |one: &&Indicator| !one.hidden;
    ids.into_iter().filter_map(|id| input.indicator(id)).filter(shown).collect()
}

/// Whether several teams have figures of an indicator, which can be put side by side then.
fn is_shared(input: &Input<'_>, indicator: &Indicator) -> bool {
    let has = |team: &&Team| input.figure(&indicator.id, &team.id, input.ask.period).is_some();
    let teams = &input.project.teams;
    teams.iter().filter(|team| teams.is_leaf(&team.id)).filter(has).take(2).count() > 1
}

/// Teams by the given indicators.
pub(super) fn matrix(input: &Input<'_>, indicators: &[&Indicator]) -> Table {
    let at = input.ask.period;
    let mut rows = vec![];
    for team in input.project.teams.iter() {
        let mut cells = vec![Cell::text(&team.short).linked(team_anchor(&team.id))];
        for indicator in indicators {
            let cell = match input.figure(&indicator.id, &team.id, at) {
                Some(figure) => {
                    let grade = input.grade(&indicator.id, &team.id, at);
                    value_cell(input, &bare(indicator), figure, grade).linked(team_anchor(&team.id))
                }
                None => Cell::empty(),
            };
            cells.push(cell);
        }
        let is_leaf = input.project.teams.is_leaf(&team.id);
        let style = if is_leaf { RowStyle::Body } else { RowStyle::Total };
        let depth = u8::try_from(input.project.teams.depth(&team.id)).unwrap_or(0);
        rows.push(Row::body(cells).styled(style).indented(depth));
    }
    let mut columns = vec![Column::text(input.word("column-team"))];
    columns.extend(indicators.iter().map(|indicator| {
        let label = match shown_unit(&bare(indicator)) == shown_unit(indicator) {
            true => indicator.short.clone(),
            false => format!("{} ({})", indicator.short, indicator.unit),
        };
        let head = Column::number(label).titled(&indicator.name);
        head.under(&indicator.subject)
    }));
    Table {
        id: "matriks".to_owned(),
        caption: input.word("overview-matrix"),
        kind: TableKind::Matrix,
        columns,
        rows,
        note: Some(input.word("overview-matrix-note")),
    }
}

/// An indicator without a unit in words, which stands in the head of its column.
fn bare(indicator: &Indicator) -> Indicator {
    let unit = if ["%", "Rp"].contains(&indicator.unit.as_str()) { &indicator.unit } else { "" };
    Indicator { unit: unit.to_owned(), ..indicator.clone() }
}

pub(super) fn facts(input: &Input<'_>) -> Vec<Fact> {
    let at = input.ask.period;
    let Some(root) = input.project.teams.root() else { return vec![] };
    let mut facts: Vec<Fact> = vec![];
    let cards = || super::team::cards(input, &root.id);
    for card in cards() {
        let rating = card.rating.as_ref();
        let label = rating.map_or_else(String::new, |rating| rating.label.clone());
        let (value, note) = match &card.root.score {
            Value::Number(score) => {
                // Which gates they are stands on the office's page.
                let held = gate_note(input, card).map(|_| input.word("fact-held"));
                let range = range_note(input, card);
                let parts = [Some(label), range, held, card_restated(input, card)];
                let parts = parts.into_iter().flatten();
                let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
                (total_text(input, card, score), parts.join(" · "))
            }
            Value::Blank(_, reason) => {
                (input.word("score-blank"), super::figure::reason_words(input, reason))
            }
        };
        facts.push(Fact {
            label: card.root.name.clone(),
            value,
            note,
            tone: match (&card.root.score, rating) {
                (Value::Blank(..), _) => Tone::Missing,
                (_, rating) => rating.map_or(Tone::Plain, super::figure::tone_of),
            },
        });
    }
    let mut shown: Vec<&IndicatorId> = vec![];
    for card in cards() {
        let mut heavy = card.leaves();
        heavy.sort_by(|a, b| b.0.weight.cmp(&a.0.weight));
        for (_, id, team) in heavy {
            let found = input.indicator(id).zip(input.figure(id, team, at));
            let fresh = found.filter(|(one, _)| !one.hidden && !shown.contains(&id));
            let Some((indicator, figure)) = fresh else {
                continue;
            };
            let Value::Number(value) = &figure.value else { continue };
            if facts.len() >= 7 {
                break;
            }
            shown.push(id);
            let grade = input.grade(id, team, at);
            let target = grade.and_then(|grade| grade.target.as_ref());
            let limit = limit_text(input, indicator, grade);
            let mut note = limit
                .map_or_else(String::new, |text| input.text("fact-target", &[("target", text)]));
            if let Some(caution) = counter_text(input, grade) {
                note = format!("{note}; {caution}");
            }
            facts.push(Fact {
                label: indicator.name.clone(),
                value: value_text(input, indicator, value, target),
                note,
                tone: tone(figure, grade),
            });
        }
    }
    facts.push(handed_in::fact(input));
    facts
}

/// The figures of leaf teams with this tone, in the order of the tree, one line per team.
fn standing_out(input: &Input<'_>, indicators: &[&Indicator], wanted: Tone) -> Vec<String> {
    let at = input.ask.period;
    let mut lines = vec![];
    for team in input.project.teams.iter().filter(|team| input.project.teams.is_leaf(&team.id)) {
        let mut names = vec![];
        for indicator in indicators {
            let Some(figure) = input.figure(&indicator.id, &team.id, at) else { continue };
            let grade = input.grade(&indicator.id, &team.id, at);
            if let (Value::Number(value), true) = (&figure.value, tone(figure, grade) == wanted) {
                let edge = grade.and_then(|grade| grade.target.as_ref());
                let text = value_text(input, indicator, value, edge);
                let counts = out_of(input, figure).map(|counts| format!(" ({counts})"));
                names.push(format!("{} {text}{}", indicator.name, counts.unwrap_or_default()));
            }
        }
        if !names.is_empty() {
            lines.push(format!("{}: {}", team.name, names.join("; ")));
        }
    }
    lines
}
