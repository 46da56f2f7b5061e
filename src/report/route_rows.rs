//! The way to a predicate for machines: the same as the page says, in plain values.

use crate::domain::Number;
use crate::score::predicate::{Judged, Standing, Verdict};
use crate::score::route::{Move, Outcome, Plan, Route, Why};

use super::input::Input;
use super::predicates::label;
use super::route::held;

/// The way of one team to a predicate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteRow {
    /// The predicate.
    pub predicate: String,
    /// The team.
    pub team: String,
    /// The period.
    pub period: String,
    /// How it stands: `terpenuhi`, `tidak_terpenuhi`, `belum_diputuskan`.
    pub verdict: &'static str,
    /// How the search ended: `holds`, `found`, `fixed`, `impossible`, `limit`.
    pub outcome: &'static str,
    /// Its conditions as they stand.
    pub clauses: Vec<ClauseRow>,
    /// Those that no permitted move can meet.
    pub obstacles: Vec<ClauseRow>,
    /// The sets of moves, best first.
    pub plans: Vec<PlanRow>,
    /// What could earn more and stays as it is.
    pub kept: Vec<KeptRow>,
}

/// A condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseRow {
    /// What it is called.
    pub name: String,
    /// How deep it stands in others.
    pub depth: usize,
    /// How it stands.
    pub verdict: &'static str,
    /// The number that was compared.
    pub value: Option<Number>,
    /// What it was compared with.
    pub threshold: Option<Number>,
    /// How: `least`, `above`, `most`, `below`.
    pub bound: Option<&'static str>,
    /// How much more there is than is needed.
    pub margin: Option<Number>,
    /// The margin with every permitted move made, of what moves touch but cannot meet.
    pub best_margin: Option<Number>,
}

/// A set of moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanRow {
    /// Its place.
    pub rank: usize,
    /// What it takes.
    pub effort: u64,
    /// Whether it is proved that no other set comes before it.
    pub proved: bool,
    /// How the predicate stands with its moves made.
    pub verdict: &'static str,
    /// Its moves.
    pub moves: Vec<MoveRow>,
    /// The conditions with its moves made.
    pub clauses: Vec<ClauseRow>,
}

/// A move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveRow {
    /// The scorecard.
    pub scorecard: String,
    /// The code of the question.
    pub question: String,
    /// What people call it; empty for an indicator without a short name.
    pub alias: String,
    /// Its name.
    pub name: String,
    /// The team that answers for it.
    pub owner: Option<String>,
    /// The assessment that it starts from.
    pub layer: Option<String>,
    /// How it stands.
    pub from: String,
    /// What it must become.
    pub to: String,
    /// The points that the card gains.
    pub gain: Number,
    /// What it takes.
    pub effort: u32,
    /// Questions that would do the same in its place.
    pub instead: Vec<String>,
}

/// A leaf that stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRow {
    /// The code of the question.
    pub question: String,
    /// What people call it; empty for an indicator without a short name.
    pub alias: String,
    /// Its name.
    pub name: String,
    /// The team that answers for it.
    pub owner: Option<String>,
    /// The points that it leaves.
    pub left: Number,
    /// `declared`, `external`, `ruled`, `blank`, `no_level`.
    pub why: &'static str,
}

/// The way of one team in plain values.
pub fn route_row(input: &Input<'_>, route: &Route) -> RouteRow {
    let obstacles = route.obstacles.iter().map(|one| {
        let mut rows = vec![];
        clause(input, &one.clause, 0, &mut rows);
        let mut row = rows.swap_remove(0);
        row.best_margin.clone_from(&one.best);
        row
    });
    let kept = route.kept.iter().map(|one| KeptRow {
        question: one.code.clone(),
        alias: one.alias.clone(),
        name: one.name.clone(),
        owner: one.owner.as_ref().map(ToString::to_string),
        left: one.left.clone(),
        why: why(one.why),
    });
    RouteRow {
        predicate: route.predicate.clone(),
        team: route.team.to_string(),
        period: route.period.to_string(),
        verdict: verdict(route.before.verdict),
        outcome: outcome(route.outcome),
        clauses: clauses(input, &route.before),
        obstacles: obstacles.collect(),
        plans: route.plans.iter().zip(1..).map(|(one, rank)| plan(input, one, rank)).collect(),
        kept: kept.collect(),
    }
}

fn plan(input: &Input<'_>, plan: &Plan, rank: usize) -> PlanRow {
    PlanRow {
        rank,
        effort: plan.effort,
        proved: plan.proved,
        verdict: verdict(plan.after.verdict),
        moves: plan.moves.iter().map(|one| moved(input, one)).collect(),
        clauses: clauses(input, &plan.after),
    }
}

fn moved(input: &Input<'_>, one: &Move) -> MoveRow {
    MoveRow {
        scorecard: one.card.to_string(),
        question: one.code.clone(),
        alias: one.alias.clone(),
        name: one.name.clone(),
        owner: one.owner.as_ref().map(ToString::to_string),
        layer: Some(one.layer.clone()).filter(|layer| !layer.is_empty()),
        from: held(input, &one.from),
        to: held(input, &one.to),
        gain: one.gain.clone(),
        effort: one.effort,
        instead: one.instead.iter().map(|other| other.code.clone()).collect(),
    }
}

fn clauses(input: &Input<'_>, standing: &Standing) -> Vec<ClauseRow> {
    let mut rows = vec![];
    for one in &standing.clauses {
        clause(input, one, 0, &mut rows);
    }
    rows
}

fn clause(input: &Input<'_>, judged: &Judged, depth: usize, rows: &mut Vec<ClauseRow>) {
    let compared = judged.compared.as_ref();
    rows.push(ClauseRow {
        name: label(input, judged),
        depth,
        verdict: verdict(judged.verdict),
        value: compared.map(|(value, _)| value.clone()),
        threshold: compared.map(|(_, at)| at.at.clone()),
        bound: compared.map(|(_, at)| match (at.is_least, at.is_strict) {
            (true, false) => "least",
            (true, true) => "above",
            (false, false) => "most",
            (false, true) => "below",
        }),
        margin: judged.margin.clone(),
        best_margin: None,
    });
    for inner in &judged.inner {
        clause(input, inner, depth + 1, rows);
    }
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Holds => "terpenuhi",
        Verdict::Fails => "tidak_terpenuhi",
        Verdict::Open => "belum_diputuskan",
    }
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Holds => "holds",
        Outcome::Found => "found",
        Outcome::Fixed => "fixed",
        Outcome::Impossible => "impossible",
        Outcome::GaveUp => "limit",
    }
}

fn why(why: Why) -> &'static str {
    match why {
        Why::Declared => "declared",
        Why::External => "external",
        Why::Ruled => "ruled",
        Why::Blank => "blank",
        Why::NoLevel => "no_level",
    }
}
