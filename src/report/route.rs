//! The way to a predicate for people: what falls short, which moves make it hold, who makes them,
//! and what cannot be moved.

use std::collections::BTreeMap;

use crate::domain::{Number, TeamId};
use crate::score::predicate::{Judged, Standing, Subject, Verdict};
use crate::score::route::{Held, Kept, Move, NODES, Outcome, Plan, Route, Want, Why, route};
use crate::spec::Predicate;

use super::assessment::points_cell;
use super::figure::shown_unit;
use super::format::{honest_decimals, number, with_unit};
use super::input::{Input, team_anchor};
use super::model::{Block, Section, SectionKind};
use super::preassessment::layer_name;
use super::predicates::{blocks_of, failing_of, label, margin_cell, margin_words, verdict};
use super::table::{Cell, Column, Content, Row, RowStyle, Table, TableKind};
use super::tone::Tone;

/// The most margins that are named where a predicate holds.
const NEAREST: usize = 3;

/// A section for every predicate whose way the report shows.
pub(super) fn sections(input: &Input<'_>) -> Vec<Section> {
    let shown = input.project.predicates.iter().filter(|one| one.route);
    shown.filter_map(|one| section(input, one)).collect()
}

fn section(input: &Input<'_>, predicate: &Predicate) -> Option<Section> {
    let mut blocks = vec![];
    for team in input.project.teams.iter() {
        let (judged, at) = ((input.figures, input.graded), (&team.id, input.ask.period));
        let want = Want { alternatives: 0, nodes: NODES };
        let found = route(input.project, judged, predicate, at, want);
        blocks.extend(found.iter().flat_map(|found| told(input, predicate, found)));
    }
    if blocks.is_empty() {
        return None;
    }
    let title = title(input, predicate);
    Some(Section {
        id: format!("jalan-{}", predicate.id.replace('_', "-")),
        kind: SectionKind::Route,
        short: title.chars().take(31).collect(),
        title,
        depth: 0,
        tone: Tone::Plain,
        badge: String::new(),
        blocks,
    })
}

/// `Jalan menuju WBK`, whether the predicate is called *WBK* or *Menuju WBK*.
pub fn title(input: &Input<'_>, predicate: &Predicate) -> String {
    let name = predicate.name.strip_prefix("Menuju ").unwrap_or(&predicate.name);
    input.text("route-title", &[("name", name.to_owned())])
}

/// Everything that is told of the way of one team.
pub fn told(input: &Input<'_>, predicate: &Predicate, route: &Route) -> Vec<Block> {
    let team = input.project.teams.get(&route.team);
    let team = team.map_or_else(|| route.team.to_string(), |team| team.name.clone());
    let mut blocks = vec![Block::Heading(team)];
    let obstacles = obstacles(input, route);
    let outcome = outcome(input, predicate, route, &obstacles);
    if !obstacles.is_empty() {
        let title = input.word("route-obstacles");
        blocks.push(Block::Callout { tone: Tone::Bad, title, lines: obstacles });
    }
    blocks.push(outcome);
    if let Some(plan) = route.plans.first() {
        let proof = if plan.proved { "route-proved" } else { "route-unproved" };
        let said = [input.word(proof), input.word("route-verified")];
        blocks.push(Block::Paragraph(said.join(" ")));
    }
    let Some(best) = route.plans.first() else {
        // The same table stands on other pages, under another name.
        blocks.extend(blocks_of(input, &route.before).into_iter().map(|block| match block {
            Block::Table(table) => {
                let table = Table { id: table_id(route, "syarat"), ..table };
                Block::Reference(vec![Block::Table(table)])
            }
            other => other,
        }));
        blocks.extend(kept(input, route));
        return blocks;
    };
    blocks.push(Block::Table(moves(input, route, best)));
    if by_team(best).len() > 1 {
        blocks.push(Block::Table(teams(input, route, best)));
    }
    let mut long = vec![Block::Table(conditions(input, route, best))];
    if route.plans.len() > 1 {
        long.push(Block::Table(alternatives(input, route)));
    }
    long.extend(kept(input, route));
    blocks.push(Block::Reference(long));
    blocks
}

/// What no permitted move can meet, a line each.
fn obstacles(input: &Input<'_>, route: &Route) -> Vec<String> {
    let lines = route.obstacles.iter().map(|one| {
        let mut line = failing_of(input, &one.clause);
        if let Some(best) = &one.best {
            let gap = margin_words(input, &one.clause, &best.abs());
            line.push_str("; ");
            line.push_str(&input.text("route-at-best", &[("gap", gap)]));
        }
        line
    });
    lines.collect()
}

/// How it stands and what the search found, in words; what is told already is not told again.
fn outcome(input: &Input<'_>, predicate: &Predicate, route: &Route, told: &[String]) -> Block {
    let name = predicate.name.clone();
    let named = [("name", name.clone())];
    let failing = || {
        let short = route.before.clauses.iter().filter(|one| one.verdict != Verdict::Holds);
        let lines = short.map(|one| failing_of(input, one));
        let is_new = |line: &String| !told.iter().any(|known| known.starts_with(line.as_str()));
        lines.filter(is_new).collect()
    };
    let (tone, title, lines) = match (route.outcome, route.plans.first()) {
        (Outcome::Holds, _) => {
            (Tone::Good, input.text("route-holds", &named), nearest(input, &route.before))
        }
        (Outcome::Found, Some(plan)) => {
            let key =
                if plan.after.verdict == Verdict::Holds { "route-found" } else { "route-part" };
            let args = [
                ("name", name),
                ("count", plan.moves.len().to_string()),
                ("effort", plan.effort.to_string()),
            ];
            (Tone::Near, input.text(key, &args), failing())
        }
        (Outcome::Fixed, _) => (Tone::Bad, input.text("route-fixed", &named), failing()),
        (Outcome::Impossible, _) => (Tone::Bad, input.text("route-impossible", &named), failing()),
        _ => (Tone::Missing, input.text("route-gave-up", &named), failing()),
    };
    Block::Callout { tone, title, lines }
}

/// The conditions that hold with the least to spare.
fn nearest(input: &Input<'_>, standing: &Standing) -> Vec<String> {
    let mut all: Vec<(&Judged, &Number)> = vec![];
    for clause in &standing.clauses {
        holding(clause, &mut all);
    }
    all.sort_by(|a, b| a.1.cmp(b.1));
    let told = all.into_iter().take(NEAREST).map(|(clause, margin)| {
        let key = if margin.is_zero() { "route-edge" } else { "route-margin" };
        let gap = margin_words(input, clause, margin);
        input.text(key, &[("name", label(input, clause)), ("gap", gap)])
    });
    told.collect()
}

/// Conditions that hold, with what they have to spare. Of several of which one is enough the first
/// that holds speaks for all: their margins are often of the same thing in other units.
fn holding<'a>(clause: &'a Judged, all: &mut Vec<(&'a Judged, &'a Number)>) {
    if clause.verdict == Verdict::Holds {
        all.extend(clause.margin.as_ref().map(|margin| (clause, margin)));
    }
    let is_any = matches!(clause.subject, Subject::Any);
    let holds = |inner: &&Judged| !is_any || inner.verdict == Verdict::Holds;
    let told = clause.inner.iter().filter(holds).take(if is_any { 1 } else { usize::MAX });
    told.for_each(|inner| holding(inner, all));
}

/// The short name of a team.
fn short(input: &Input<'_>, team: Option<&TeamId>) -> String {
    let found = team.and_then(|id| input.project.teams.get(id));
    found.map_or_else(|| "–".to_owned(), |team| team.short.clone())
}

/// How a leaf stands, as people read it.
pub fn held(input: &Input<'_>, held: &Held) -> String {
    match held {
        Held::Nothing => input.word("blank-belum-ada"),
        Held::Answer(answer) => answer_in_words(input, answer),
        Held::Figure(id, value) => {
            let found = input.indicator(id);
            let (decimals, unit) = found.map_or((2, ""), |one| (one.decimals, shown_unit(one)));
            with_unit(value, decimals, unit, input.lang())
        }
    }
}

/// An answer as people read it: a share with the decimal sign of the language.
fn answer_in_words(input: &Input<'_>, answer: &str) -> String {
    let share = answer.strip_suffix('%').and_then(|share| Number::parse(share.trim()));
    let Some(share) = share else { return answer.to_owned() };
    let decimals = if share.is_integer() { 0 } else { 2 };
    with_unit(&share, decimals, "%", input.lang())
}

fn count_cell(input: &Input<'_>, count: u64) -> Cell {
    let value = Number::from(i64::try_from(count).unwrap_or(i64::MAX));
    let text = number(&value, 0, input.lang());
    Cell::new(Content::Number { value, decimals: 0, unit: String::new(), text })
}

/// The moves in the order of their codes.
fn moves(input: &Input<'_>, route: &Route, plan: &Plan) -> Table {
    let mut rows: Vec<Row> = plan.moves.iter().map(|one| move_row(input, one)).collect();
    let mut total = vec![Cell::text(input.word("route-total"))];
    total.resize(5, Cell::empty());
    total.push(points_cell(input, &gains(&plan.moves)));
    total.push(count_cell(input, plan.effort));
    rows.push(Row::body(total).styled(RowStyle::Total));
    let layers = plan.moves.iter().map(|one| one.layer.as_str()).filter(|one| !one.is_empty());
    let layers: std::collections::BTreeSet<&str> = layers.collect();
    let mut note = input.word("route-moves-note");
    if !layers.is_empty() {
        let named = layers.into_iter().map(|layer| layer_name(input, layer));
        let layers = named.collect::<Vec<_>>().join(", ");
        note.push(' ');
        note.push_str(&input.text("route-layer", &[("layers", layers)]));
    }
    Table {
        id: table_id(route, "langkah"),
        caption: input.word("route-moves"),
        kind: TableKind::List,
        columns: vec![
            Column::text(input.word("column-code")),
            Column::text(input.word("column-question")).wide(),
            Column::text(input.word("column-owner")),
            Column::text(input.word("column-from")),
            Column::text(input.word("column-to")),
            Column::number(input.word("column-gain")),
            Column::number(input.word("column-effort")),
        ],
        rows,
        note: Some(note),
    }
}

fn move_row(input: &Input<'_>, one: &Move) -> Row {
    let mut name = Cell::text(&one.name);
    if !one.instead.is_empty() {
        let codes = one.instead.iter().map(|other| other.called.as_str());
        let codes = codes.collect::<Vec<_>>().join(", ");
        name = name.noted(input.text("route-instead", &[("codes", codes)]));
    }
    Row::body(vec![
        Cell::text(code(&one.alias)),
        name,
        // Who does not name another team answers for its own card.
        Cell::text(short(input, one.owner.as_ref().or(Some(&one.team)))),
        Cell::text(held(input, &one.from)),
        Cell::text(held(input, &one.to)),
        points_cell(input, &one.gain),
        count_cell(input, u64::from(one.effort)),
    ])
}

/// The short name of a question, or a dash.
fn code(alias: &str) -> &str {
    if alias.is_empty() { "–" } else { alias }
}

/// What a move is called where its name does not stand beside it.
fn called(one: &Move) -> &str {
    if one.alias.is_empty() { &one.name } else { &one.alias }
}

fn gains(moves: &[Move]) -> Number {
    moves.iter().fold(Number::zero(), |sum, one| &sum + &one.gain)
}

fn table_id(route: &Route, what: &str) -> String {
    let predicate = route.predicate.replace('_', "-");
    format!("jalan-{predicate}-{what}-{}", team_anchor(&route.team))
}

/// The moves of every team that answers for some.
fn by_team(plan: &Plan) -> BTreeMap<Option<&TeamId>, Vec<&Move>> {
    let mut teams: BTreeMap<Option<&TeamId>, Vec<&Move>> = BTreeMap::new();
    for one in &plan.moves {
        teams.entry(one.owner.as_ref()).or_default().push(one);
    }
    teams
}

/// What each team has to move, the one with most to gain first.
fn teams(input: &Input<'_>, route: &Route, plan: &Plan) -> Table {
    let mut own: Vec<(Number, Row)> = vec![];
    for (team, moves) in by_team(plan) {
        let gain = moves.iter().fold(Number::zero(), |sum, one| &sum + &one.gain);
        let effort = moves.iter().map(|one| u64::from(one.effort)).sum();
        let codes: Vec<&str> = moves.iter().map(|one| called(one)).collect();
        let row = Row::body(vec![
            Cell::text(short(input, team.or(Some(&route.team)))),
            Cell::text(codes.join(", ")),
            count_cell(input, moves.len() as u64),
            points_cell(input, &gain),
            count_cell(input, effort),
        ]);
        own.push((gain, row));
    }
    own.sort_by(|a, b| b.0.cmp(&a.0));
    Table {
        id: table_id(route, "tim"),
        caption: input.word("route-teams"),
        kind: TableKind::List,
        columns: vec![
            Column::text(input.word("column-owner")),
            Column::text(input.word("column-question")).wide(),
            Column::number(input.word("column-moves")),
            Column::number(input.word("column-gain")),
            Column::number(input.word("column-effort")),
        ],
        rows: own.into_iter().map(|(_, row)| row).collect(),
        note: None,
    }
}

/// Every condition before and after.
fn conditions(input: &Input<'_>, route: &Route, plan: &Plan) -> Table {
    let mut rows = vec![];
    for (before, after) in route.before.clauses.iter().zip(&plan.after.clauses) {
        condition_rows(input, (before, after), 0, &mut rows);
    }
    Table {
        id: table_id(route, "syarat"),
        caption: input.word("route-conditions"),
        kind: TableKind::List,
        columns: vec![
            Column::text(input.word("column-condition")).wide(),
            Column::number(input.word("column-threshold")),
            Column::number(input.word("column-before")),
            Column::number(input.word("column-after")),
            Column::number(input.word("column-margin-before")),
            Column::number(input.word("column-margin-after")),
            Column::text(input.word("column-status")),
        ],
        rows,
        note: Some(input.word("route-conditions-note")),
    }
}

fn condition_rows(
    input: &Input<'_>,
    (before, after): (&Judged, &Judged),
    depth: u8,
    rows: &mut Vec<Row>,
) {
    let compared = |clause: &Judged| match &clause.compared {
        Some((actual, at)) => {
            let shown = honest_decimals(actual, 2, Some(&at.at));
            let text = number(actual, shown, input.lang());
            let value = actual.clone();
            Cell::new(Content::Number { value, decimals: shown, unit: String::new(), text })
        }
        None => Cell::empty(),
    };
    let threshold = before.compared.as_ref().or(after.compared.as_ref());
    let threshold = threshold.map_or_else(Cell::empty, |(_, at)| {
        let shown = if at.at.is_integer() { 0 } else { 2 };
        let sign = match (at.is_strict, at.is_least) {
            (true, true) => "> ",
            (false, true) => "≥ ",
            (true, false) => "< ",
            (false, false) => "≤ ",
        };
        Cell::text(format!("{sign}{}", number(&at.at, shown, input.lang())))
    });
    let margin = |clause: &Judged| {
        clause.margin.as_ref().map_or_else(Cell::empty, |one| margin_cell(input, one))
    };
    let mut status = verdict(input, after.verdict);
    if before.verdict != after.verdict {
        let was = verdict(input, before.verdict);
        status = Cell::text(format!("{} → {}", was.words(), status.words())).toned(status.tone);
    }
    let cells = vec![
        Cell::text(label(input, before)),
        threshold,
        compared(before),
        compared(after),
        margin(before),
        margin(after),
        status,
    ];
    rows.push(Row::body(cells).indented(depth));
    for pair in before.inner.iter().zip(&after.inner) {
        condition_rows(input, pair, depth + 1, rows);
    }
}

/// All sets of moves in their order, one a line.
fn alternatives(input: &Input<'_>, route: &Route) -> Table {
    let rows = route.plans.iter().zip(1..).map(|(plan, rank)| {
        let steps = plan.moves.iter().map(|one| {
            format!("{} {} → {}", called(one), held(input, &one.from), held(input, &one.to))
        });
        let proof = if plan.proved { "route-is-proved" } else { "route-not-proved" };
        Row::body(vec![
            count_cell(input, rank),
            Cell::text(steps.collect::<Vec<_>>().join("; ")),
            count_cell(input, plan.moves.len() as u64),
            points_cell(input, &gains(&plan.moves)),
            count_cell(input, plan.effort),
            Cell::text(input.word(proof)),
        ])
    });
    Table {
        id: table_id(route, "pilihan"),
        caption: input.word("route-alternatives"),
        kind: TableKind::List,
        columns: vec![
            Column::number(input.word("column-rank")),
            Column::text(input.word("column-to")).wide(),
            Column::number(input.word("column-moves")),
            Column::number(input.word("column-gain")),
            Column::number(input.word("column-effort")),
            Column::text(input.word("column-proof")),
        ],
        rows: rows.collect(),
        note: Some(input.word("route-alternatives-note")),
    }
}

/// What could earn more and stays as it is.
fn kept(input: &Input<'_>, route: &Route) -> Option<Block> {
    if route.kept.is_empty() || route.outcome == Outcome::Holds {
        return None;
    }
    let rows = route.kept.iter().map(|one| {
        Row::body(vec![
            Cell::text(code(&one.alias)),
            Cell::text(&one.name),
            Cell::text(short(input, one.owner.as_ref())),
            points_cell(input, &one.left),
            Cell::text(input.word(why(one))),
        ])
    });
    Some(Block::Table(Table {
        id: table_id(route, "tetap"),
        caption: input.word("route-kept"),
        kind: TableKind::List,
        columns: vec![
            Column::text(input.word("column-code")),
            Column::text(input.word("column-question")).wide(),
            Column::text(input.word("column-owner")),
            Column::number(input.word("column-left")),
            Column::text(input.word("column-why")),
        ],
        rows: rows.collect(),
        note: None,
    }))
}

fn why(kept: &Kept) -> &'static str {
    match kept.why {
        Why::Declared => "route-why-declared",
        Why::External => "route-why-external",
        Why::Ruled => "route-why-ruled",
        Why::Blank => "route-why-blank",
        Why::NoLevel => "route-why-no-level",
    }
}
