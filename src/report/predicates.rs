//! Predicates for people: every condition with its number, its threshold and its margin, and what
//! is short in words.

use std::cmp::Ordering;

use crate::domain::{Date, Number, ScorecardId, TeamId};
use crate::score::predicate::{Judged, Standing, Subject, Verdict};
use crate::spec::predicate::Threshold;
use crate::spec::version::Valid;
use crate::spec::{Indicator, Measured};

use super::figure::{blank_word, reason_words, shown_unit};
use super::format::{date, declared_decimals, honest_decimals, number, with_unit};
use super::input::{Input, team_anchor};
use super::model::Block;
use super::table::{Cell, Column, Content, Row, RowStyle, Table, TableKind};
use super::tone::Tone;

/// The predicates of the office: a table for each, and what is short in words.
pub(super) fn of_office(input: &Input<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = without_rule(input).into_iter().collect();
    blocks.extend(own(input, &|standing, measured| {
        let root = input.project.teams.root();
        *measured == Measured::Office && root.is_some_and(|root| root.id == standing.team)
    }));
    blocks
}

/// The scorecards of which no version is in force: what is not judged, and why.
fn without_rule(input: &Input<'_>) -> Option<Block> {
    let period = input.ask.period;
    let all = &input.project.scorecards;
    let mut lines = vec![];
    let mut told: Vec<&ScorecardId> = vec![];
    for card in all {
        if told.contains(&&card.id) || input.project.scorecard_at(&card.id, period).is_some() {
            continue;
        }
        told.push(&card.id);
        // The next version that begins, or the last one that ended.
        let versions = all.iter().filter(|one| one.id == card.id);
        let later =
            versions.clone().filter(|one| one.valid.0.is_some_and(|day| day > period.end()));
        let nearest = later.min_by_key(|one| one.valid.0);
        let Some(one) = nearest.or_else(|| versions.max_by_key(|one| one.valid.1)) else {
            continue;
        };
        let args = [
            ("name", one.name.clone()),
            ("basis", one.basis.clone()),
            ("days", days(input, one.valid)),
        ];
        lines.push(input.text("no-rule", &args));
    }
    let title = input.word("no-rule-title");
    (!lines.is_empty()).then_some(Block::Callout { tone: Tone::Missing, title, lines })
}

/// The days on which something is in force, in words.
fn days(input: &Input<'_>, (from, to): Valid) -> String {
    let day = |day: Option<Date>| day.map(|day| date(day, input.words)).unwrap_or_default();
    let key = match (from, to) {
        (Some(_), Some(_)) => "in-force-between",
        (Some(_), None) => "in-force-since",
        _ => "in-force-until",
    };
    input.text(key, &[("from", day(from)), ("to", day(to))])
}

/// The predicates that a team has for itself.
pub(super) fn of_team(input: &Input<'_>, team: &TeamId) -> Vec<Block> {
    let all =
        own(input, &|standing, measured| *measured != Measured::Office && standing.team == *team);
    // What a failed gate falls short of stands at the head of the page already.
    let cards = input.graded.cards_of(team, input.ask.period);
    let told: Vec<String> = cards
        .flat_map(|card| &card.gates)
        .filter_map(|gate| input.project.predicates.iter().find(|one| one.id == gate.predicate))
        .map(|one| input.text("predicate-short", &[("name", one.name.clone())]))
        .collect();
    let is_new =
        |block: &Block| !matches!(block, Block::Callout { title, .. } if told.contains(title));
    all.into_iter().filter(is_new).collect()
}

fn own(input: &Input<'_>, wanted: &dyn Fn(&Standing, &Measured) -> bool) -> Vec<Block> {
    let told = |standing: &&Standing| {
        let definition = input.project.predicates.iter().find(|one| one.id == standing.id);
        let at = standing.period == input.ask.period;
        at && definition.is_some_and(|one| wanted(standing, &one.measured))
    };
    let blocks = input.graded.standings.iter().filter(told).flat_map(|one| blocks_of(input, one));
    // A meeting reads what is short; the table of all conditions is for looking things up.
    let parted = blocks.map(|block| match block {
        Block::Table(_) => Block::Reference(vec![block]),
        other => other,
    });
    parted.collect()
}

/// The conditions of a predicate: what is short in words, and the table of all.
pub(super) fn blocks_of(input: &Input<'_>, standing: &Standing) -> Vec<Block> {
    let mut blocks = vec![];
    let Some(definition) = input.project.predicates.iter().find(|one| one.id == standing.id) else {
        return blocks;
    };
    let short = failing_lines(input, standing);
    if !short.is_empty() {
        let title = input.text("predicate-short", &[("name", definition.name.clone())]);
        blocks.push(Block::Callout { tone: Tone::Bad, title, lines: short });
    }
    let mut rows = vec![];
    for clause in &standing.clauses {
        clause_rows(input, clause, 0, &mut rows);
    }
    let mut total = vec![Cell::text(&definition.name)];
    total.resize(4, Cell::empty());
    total.push(verdict(input, standing.verdict));
    rows.push(Row::body(total).styled(RowStyle::Total));
    let note = match definition.note.as_str() {
        "" => input.word("predicate-note"),
        note => note.to_owned(),
    };
    blocks.push(Block::Table(Table {
        id: format!("predikat-{}-{}", standing.id.replace('_', "-"), team_anchor(&standing.team)),
        caption: input.text("predicate-caption", &[("name", definition.name.clone())]),
        kind: TableKind::List,
        columns: vec![
            Column::text(input.word("column-condition")).wide(),
            Column::number(input.word("column-actual")),
            Column::number(input.word("column-threshold")),
            Column::number(input.word("column-margin")),
            Column::text(input.word("column-status")),
        ],
        rows,
        note: Some(note),
    }));
    blocks
}

/// Whether something holds, as a cell.
pub(super) fn verdict(input: &Input<'_>, verdict: Verdict) -> Cell {
    let (key, tone) = match verdict {
        Verdict::Holds => ("verdict-holds", Tone::Good),
        Verdict::Fails => ("verdict-fails", Tone::Bad),
        Verdict::Open => ("verdict-open", Tone::Missing),
    };
    Cell::text(input.word(key)).toned(tone)
}

fn clause_rows(input: &Input<'_>, clause: &Judged, depth: u8, rows: &mut Vec<Row>) {
    let mut name = Cell::text(label(input, clause));
    if clause.missing > 0 {
        let count = clause.missing.to_string();
        name = name.noted(input.text("predicate-missing", &[("count", count)]));
    }
    let mut cells = vec![name];
    match &clause.compared {
        Some((actual, at)) => {
            let shown = numbers(input, clause, actual, at);
            cells.push(shown.cell(actual, shown.decimals.0, &shown.actual));
            let sign = match (at.is_strict, at.is_least) {
                (true, true) => "> ",
                (true, false) => "< ",
                (false, _) => "",
            };
            let limit = format!("{sign}{}", shown.threshold);
            cells.push(shown.cell(&at.at, shown.decimals.1, &limit));
        }
        None => cells.extend([Cell::empty(), Cell::empty()]),
    }
    cells.push(clause.margin.as_ref().map_or_else(Cell::empty, |one| margin_cell(input, one)));
    let mut told = verdict(input, clause.verdict);
    if let Some((blank, reason)) = &clause.blank {
        let why = format!("{}: {}", blank_word(input, *blank), reason_words(input, reason));
        told = told.noted(why);
    }
    cells.push(told);
    rows.push(Row::body(cells).indented(depth));
    for inner in &clause.inner {
        clause_rows(input, inner, depth + 1, rows);
    }
}

/// A margin with so many decimals that it does not look like none.
pub(super) fn margin_cell(input: &Input<'_>, margin: &Number) -> Cell {
    let decimals = honest_decimals(margin, 2, Some(&Number::zero()));
    let text = number(margin, decimals, input.lang());
    Cell::new(Content::Number { value: margin.clone(), decimals, unit: String::new(), text })
}

/// The number of a condition and its threshold as people read them.
struct Shown {
    actual: String,
    threshold: String,
    /// The decimals of both.
    decimals: (u32, u32),
    unit: String,
}

impl Shown {
    fn cell(&self, value: &Number, decimals: u32, text: &str) -> Cell {
        let (value, unit, text) = (value.clone(), self.unit.clone(), text.to_owned());
        Cell::new(Content::Number { value, decimals, unit, text })
    }
}

/// The number and the threshold: the one with as many decimals as tell them apart, the other as it
/// was declared, with its sign where reaching it is not enough.
fn numbers(input: &Input<'_>, clause: &Judged, actual: &Number, threshold: &Threshold) -> Shown {
    let at = &threshold.at;
    let (decimals, unit) = match &clause.subject {
        Subject::Node { is_share: true, .. } => (2, "%".to_owned()),
        Subject::Indicator(id) => {
            let found = input.project.indicator(id);
            found.map_or((2, String::new()), |one| (one.decimals, shown_unit(one).to_owned()))
        }
        _ => (2, String::new()),
    };
    let shown = honest_decimals(actual, decimals, Some(at));
    let declared = declared_decimals(at, decimals);
    let lang = input.lang();
    Shown {
        actual: with_unit(actual, shown, &unit, lang),
        threshold: with_unit(at, declared, &unit, lang),
        decimals: (shown, declared),
        unit,
    }
}

/// What a condition is called.
pub(super) fn label(input: &Input<'_>, clause: &Judged) -> String {
    if !clause.name.is_empty() {
        return clause.name.clone();
    }
    match &clause.subject {
        Subject::Node { name, is_share: true } => {
            input.text("clause-share", &[("name", name.clone())])
        }
        Subject::Node { name, .. } => name.clone(),
        Subject::Indicator(id) => {
            input.project.indicator(id).map_or_else(|| id.to_string(), |one| one.name.clone())
        }
        Subject::Predicate(id) => {
            let found = input.project.predicates.iter().find(|one| one.id == *id);
            found.map_or_else(|| id.clone(), |one| one.name.clone())
        }
        Subject::When(formula) => formula.clone(),
        Subject::All => input.word("clause-all"),
        Subject::Any => input.word("clause-any"),
    }
}

/// A sentence for every condition that a predicate falls short of.
pub(super) fn failing_lines(input: &Input<'_>, standing: &Standing) -> Vec<String> {
    let mut short = vec![];
    for clause in &standing.clauses {
        failing(input, clause, &mut short);
    }
    short
}

/// What a predicate falls short of in marks that an eye runs over, `Area 3 58,40 % (minimal 60 %)`:
/// the sentences with their margins stand elsewhere.
pub(super) fn failing_marks(input: &Input<'_>, standing: &Standing) -> Vec<String> {
    let mut marks = vec![];
    for clause in &standing.clauses {
        mark(input, clause, &mut marks);
    }
    marks
}

fn mark(input: &Input<'_>, clause: &Judged, marks: &mut Vec<String>) {
    if clause.verdict != Verdict::Fails {
        return;
    }
    if !clause.inner.is_empty() {
        let mut inner = vec![];
        clause.inner.iter().for_each(|one| mark(input, one, &mut inner));
        match clause.subject {
            // Each of them failed; one would do.
            Subject::Any => marks.push(inner.join(&format!(" {} ", input.word("mark-or")))),
            _ => marks.append(&mut inner),
        }
        return;
    }
    let name = match &clause.subject {
        Subject::Node { name, .. } if clause.name.is_empty() => name.clone(),
        Subject::Indicator(id) if clause.name.is_empty() => {
            input.project.indicator(id).map_or_else(|| id.to_string(), |one| one.short.clone())
        }
        _ => label(input, clause),
    };
    let Some((actual, at)) = &clause.compared else {
        marks.push(name);
        return;
    };
    if is_yes_or_no(input, clause, actual, &at.at) {
        marks.push(input.text("clause-not-yet", &[("name", name)]));
        return;
    }
    let Shown { actual: value, threshold, .. } = numbers(input, clause, actual, at);
    let key = match (at.is_least, at.is_strict) {
        (true, false) => "mark-least",
        (true, true) => "mark-above",
        (false, false) => "mark-most",
        (false, true) => "mark-below",
    };
    marks.push(input.text(key, &[("name", name), ("value", value), ("threshold", threshold)]));
}

/// Whether a nought stands where a one is asked of a bare whole number: it says no, and counts
/// nothing.
fn is_yes_or_no(input: &Input<'_>, clause: &Judged, actual: &Number, at: &Number) -> bool {
    let Subject::Indicator(id) = &clause.subject else { return false };
    let bare = |one: &Indicator| one.decimals == 0 && shown_unit(one).is_empty();
    let is_bare = input.project.indicator(id).is_some_and(bare);
    is_bare && actual.is_zero() && *at == Number::from(1u32)
}

/// What is short of one condition, in one line; why it is not decided, where it is not.
pub(super) fn failing_of(input: &Input<'_>, clause: &Judged) -> String {
    let mut lines = vec![];
    failing(input, clause, &mut lines);
    if let (true, Some((blank, reason))) = (lines.is_empty(), &clause.blank) {
        let why = format!("{} ({})", blank_word(input, *blank), reason_words(input, reason));
        return format!("{}: {why}", label(input, clause));
    }
    if lines.is_empty() {
        lines.push(input.text("clause-fails", &[("name", label(input, clause))]));
    }
    lines.join("; ")
}

/// A margin with its unit: points, or what the indicator is measured in.
pub(super) fn margin_words(input: &Input<'_>, clause: &Judged, margin: &Number) -> String {
    let (decimals, unit) = match &clause.subject {
        Subject::Indicator(id) => {
            let found = input.project.indicator(id);
            found.map_or((2, String::new()), |one| (one.decimals, shown_unit(one).to_owned()))
        }
        _ => (2, input.word("unit-points")),
    };
    let unit = if unit == "%" { input.word("unit-points") } else { unit };
    let shown = honest_decimals(margin, decimals, Some(&Number::zero()));
    with_unit(margin, shown, &unit, input.lang())
}

/// A sentence for every condition that makes the whole fail, down to the ones that say a number.
fn failing(input: &Input<'_>, clause: &Judged, lines: &mut Vec<String>) {
    if clause.verdict != Verdict::Fails {
        return;
    }
    if !clause.inner.is_empty() {
        let mut own = vec![];
        for inner in &clause.inner {
            failing(input, inner, &mut own);
        }
        match (&clause.subject, own.as_slice()) {
            // Each of them failed; one would do.
            (Subject::Any, [_, _, ..]) => {
                let all = own.join(&input.word("clause-or-else"));
                lines.push(input.text("clause-or", &[("line", all)]));
            }
            _ => lines.extend(own),
        }
        return;
    }
    let name = label(input, clause);
    let (Some((actual, at)), Some(margin)) = (&clause.compared, &clause.margin) else {
        lines.push(input.text("clause-fails", &[("name", name)]));
        return;
    };
    if is_yes_or_no(input, clause, actual, &at.at) {
        lines.push(input.text("clause-not-yet", &[("name", name)]));
        return;
    }
    let Shown { actual: actual_text, threshold: at_text, .. } = numbers(input, clause, actual, at);
    // A strict limit is not met by what stands on it.
    let key = match (at.is_strict, at.is_least, actual.cmp(&at.at)) {
        (true, true, Ordering::Equal) => "clause-above-edge",
        (true, false, Ordering::Equal) => "clause-below-edge",
        (true, true, _) => "clause-above",
        (true, false, _) => "clause-below",
        (false, _, Ordering::Less) => "clause-short",
        (false, _, Ordering::Equal) => "clause-edge",
        (false, _, Ordering::Greater) => "clause-over",
    };
    let mut line = input.text(
        key,
        &[
            ("name", name),
            ("value", actual_text),
            ("threshold", at_text),
            ("gap", margin_words(input, clause, &margin.abs())),
        ],
    );
    if clause.missing > 0 {
        let count = clause.missing.to_string();
        line.push_str("; ");
        line.push_str(&input.text("predicate-missing", &[("count", count)]));
    }
    lines.push(line);
}
