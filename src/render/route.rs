//! The way to a predicate as JSON: numbers as decimal strings; version 1 of the schema.

use serde::Serialize;

use crate::domain::Number;
use crate::report::route_rows::{ClauseRow, KeptRow, MoveRow, PlanRow, RouteRow};

use super::csv::DECIMALS;

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    version: u32,
    assumed: &'a [(String, String)],
    routes: Vec<Way<'a>>,
}

#[derive(Serialize)]
struct Way<'a> {
    predicate: &'a str,
    team: &'a str,
    period: &'a str,
    verdict: &'a str,
    outcome: &'a str,
    clauses: Vec<Clause<'a>>,
    obstacles: Vec<Clause<'a>>,
    plans: Vec<Plan<'a>>,
    kept: Vec<Kept<'a>>,
}

#[derive(Serialize)]
struct Clause<'a> {
    name: &'a str,
    depth: usize,
    verdict: &'a str,
    value: Option<String>,
    threshold: Option<String>,
    bound: Option<&'a str>,
    margin: Option<String>,
    best_margin: Option<String>,
}

#[derive(Serialize)]
struct Plan<'a> {
    rank: usize,
    effort: u64,
    proved: bool,
    verdict: &'a str,
    moves: Vec<Move<'a>>,
    clauses: Vec<Clause<'a>>,
}

#[derive(Serialize)]
struct Move<'a> {
    scorecard: &'a str,
    question: &'a str,
    alias: &'a str,
    name: &'a str,
    owner: Option<&'a str>,
    layer: Option<&'a str>,
    from: &'a str,
    to: &'a str,
    gain: String,
    effort: u32,
    instead: &'a [String],
}

#[derive(Serialize)]
struct Kept<'a> {
    question: &'a str,
    alias: &'a str,
    name: &'a str,
    owner: Option<&'a str>,
    left: String,
    why: &'a str,
}

/// The ways as a JSON document, with what was assumed before they were sought.
pub fn route(rows: &[RouteRow], assumed: &[(String, String)]) -> Vec<u8> {
    let routes = rows.iter().map(way).collect();
    let document = Document { schema: "zona.route", version: 1, assumed, routes };
    let mut bytes = serde_json::to_vec_pretty(&document).expect("strings and counts always fit");
    bytes.push(b'\n');
    bytes
}

fn number(value: &Number) -> String {
    value.to_plain(DECIMALS)
}

fn way(row: &RouteRow) -> Way<'_> {
    Way {
        predicate: &row.predicate,
        team: &row.team,
        period: &row.period,
        verdict: row.verdict,
        outcome: row.outcome,
        clauses: row.clauses.iter().map(clause).collect(),
        obstacles: row.obstacles.iter().map(clause).collect(),
        plans: row.plans.iter().map(plan).collect(),
        kept: row.kept.iter().map(kept).collect(),
    }
}

fn clause(row: &ClauseRow) -> Clause<'_> {
    Clause {
        name: &row.name,
        depth: row.depth,
        verdict: row.verdict,
        value: row.value.as_ref().map(number),
        threshold: row.threshold.as_ref().map(number),
        bound: row.bound,
        margin: row.margin.as_ref().map(number),
        best_margin: row.best_margin.as_ref().map(number),
    }
}

fn plan(row: &PlanRow) -> Plan<'_> {
    Plan {
        rank: row.rank,
        effort: row.effort,
        proved: row.proved,
        verdict: row.verdict,
        moves: row.moves.iter().map(moved).collect(),
        clauses: row.clauses.iter().map(clause).collect(),
    }
}

fn moved(row: &MoveRow) -> Move<'_> {
    Move {
        scorecard: &row.scorecard,
        question: &row.question,
        alias: &row.alias,
        name: &row.name,
        owner: row.owner.as_deref(),
        layer: row.layer.as_deref(),
        from: &row.from,
        to: &row.to,
        gain: number(&row.gain),
        effort: row.effort,
        instead: &row.instead,
    }
}

fn kept(row: &KeptRow) -> Kept<'_> {
    Kept {
        question: &row.question,
        alias: &row.alias,
        name: &row.name,
        owner: row.owner.as_deref(),
        left: number(&row.left),
        why: row.why,
    }
}
