//! Predicates (*predikat*, such as WBK and WBBM): named conditions on nodes of scorecards, on
//! indicators and on other predicates, joined by all and any to any depth.

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::{IndicatorId, Number, Period, ScorecardId};

use super::expr::{self, Expr, Level, Type};
use super::indicator::{IndicatorScope, Known, Measured, confidence, known_indicator};
use super::office::span;
use super::syntax::{Item, Table, Text, check_name};
use super::version::{Valid, is_in_force};
use super::{Scorecard, ScorecardNode};

/// A predicate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Predicate {
    /// Its name.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// Whose it is.
    pub measured: Measured,
    /// The scorecard that it speaks of, where it has one.
    pub scorecard: Option<ScorecardId>,
    /// What must hold, all of it.
    pub require: Vec<Clause>,
    /// Whether the report shows the way to it.
    pub route: bool,
    /// A remark that every print of it carries.
    pub note: String,
    /// Regulation and article.
    pub basis: String,
    /// How sure the rule is: `verified`, `single`, `unsure`, `local`.
    pub confidence: String,
    /// The days on which it is in force.
    pub valid: Valid,
    /// Where it is declared.
    pub origin: Origin,
}

impl Predicate {
    /// Whether it is in force on the last day of a period.
    pub fn in_force(&self, period: Period) -> bool {
        is_in_force(self.valid, period)
    }
}

/// A condition of a predicate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Its name for people; empty where what it speaks of has one.
    pub name: String,
    /// What it says.
    pub content: ClauseContent,
    /// Where it is declared.
    pub origin: Origin,
}

/// What a condition says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClauseContent {
    /// All of these hold.
    All(Vec<Clause>),
    /// At least one of these holds.
    Any(Vec<Clause>),
    /// A node of a scorecard reaches a number of points, or a share of its weight.
    Node {
        /// The scorecard.
        scorecard: ScorecardId,
        /// The node.
        node: String,
        /// What it must reach.
        threshold: Threshold,
        /// Whether the threshold is a share of the weight, in percent.
        is_share: bool,
    },
    /// The value of an indicator reaches a number.
    Indicator(IndicatorId, Threshold),
    /// Another predicate holds.
    Predicate(String),
    /// A condition on indicators of the same team and period.
    When(Expr),
}

/// What must be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// The number.
    pub at: Number,
    /// Whether it is the least that is wanted, and not the most.
    pub is_least: bool,
    /// Whether the number itself is not enough.
    pub is_strict: bool,
}

impl Clause {
    /// The conditions that are written as formulas, to any depth.
    pub fn formulas(&self) -> Vec<&Expr> {
        match &self.content {
            ClauseContent::When(expr) => vec![expr],
            ClauseContent::All(inner) | ClauseContent::Any(inner) => {
                inner.iter().flat_map(Clause::formulas).collect()
            }
            _ => vec![],
        }
    }

    /// The predicates that it names, to any depth.
    pub fn predicates(&self) -> Vec<&str> {
        match &self.content {
            ClauseContent::Predicate(id) => vec![id],
            ClauseContent::All(inner) | ClauseContent::Any(inner) => {
                inner.iter().flat_map(Clause::predicates).collect()
            }
            _ => vec![],
        }
    }
}

/// What predicates may refer to.
pub(super) struct Subjects<'a> {
    pub(super) known: &'a Known<'a>,
    pub(super) scorecards: &'a [Scorecard],
    pub(super) predicates: &'a [String],
}

/// The scorecard whose nodes a predicate speaks of when it does not say so.
#[derive(Clone, Copy)]
struct Home<'a> {
    scorecard: Option<&'a Scorecard>,
    is_named: bool,
}

/// Reads `[predicate.NAME]`.
pub(super) fn predicate(
    name: &Text,
    table: Table<'_>,
    subjects: &Subjects<'_>,
    diags: &mut Diagnostics,
) -> Option<Predicate> {
    check_name(&name.value, name.whole(), diags);
    let title = table.need("name", diags).and_then(|item| item.string(diags)).unwrap_or_default();
    let named = table.get("scorecard");
    let scorecard = named.and_then(|item| scorecard_of(item, subjects, diags));
    let home = Home { scorecard, is_named: named.is_some() };
    let measured = match scorecard {
        Some(scorecard) => scorecard.measured.clone(),
        None => {
            let words = [("office", false), ("each", true)];
            let each = table.get("for").and_then(|item| item.word(&words, diags));
            if each.unwrap_or(false) { Measured::Each } else { Measured::Office }
        }
    };
    let require = table.need("require", diags);
    let require = require.map_or_else(Vec::new, |item| clauses(item, home, subjects, diags));
    let note = table.text_or_empty("note", diags);
    let basis = table.text_or_empty("basis", diags);
    let confidence = confidence(&table, diags);
    let route = table.get("route").and_then(|item| item.boolean(diags)).unwrap_or(false);
    let valid = table.get("valid").and_then(|item| item.table(diags));
    let valid = valid.map_or((None, None), |one| span(one, diags));
    table.finish(diags);
    let (id, origin) = (name.value.clone(), name.whole());
    let scorecard = scorecard.map(|one| one.id.clone());
    Some(Predicate {
        id,
        name: title,
        measured,
        scorecard,
        require,
        note,
        basis,
        confidence,
        route,
        valid,
        origin,
    })
}

fn scorecard_of<'a>(
    item: Item<'_>,
    subjects: &Subjects<'a>,
    diags: &mut Diagnostics,
) -> Option<&'a Scorecard> {
    let name = item.string(diags)?;
    let found = subjects.scorecards.iter().find(|one| one.id.as_str() == name);
    if found.is_none() {
        let problem = Diagnostic::error("known-scorecard", item.origin())
            .arg("scorecard", &name)
            .near(&name, subjects.scorecards.iter().map(|one| one.id.as_str()));
        diags.push(problem);
    }
    found
}

fn clauses(
    item: Item<'_>,
    home: Home<'_>,
    subjects: &Subjects<'_>,
    diags: &mut Diagnostics,
) -> Vec<Clause> {
    let listed = item.tables(diags);
    if listed.is_empty() {
        diags.push(Diagnostic::error("clause-form", item.origin()));
    }
    listed.into_iter().filter_map(|one| clause(one, home, subjects, diags)).collect()
}

/// What a condition can speak of; exactly one of them.
const KINDS: [&str; 6] = ["node", "indicator", "predicate", "when", "all", "any"];

fn clause(
    table: Table<'_>,
    home: Home<'_>,
    subjects: &Subjects<'_>,
    diags: &mut Diagnostics,
) -> Option<Clause> {
    let origin = table.origin();
    let name = table.text_or_empty("name", diags);
    let given: Vec<(&str, Item<'_>)> =
        KINDS.iter().filter_map(|kind| table.get(kind).map(|item| (*kind, item))).collect();
    let content = match given.as_slice() {
        [("node", item)] => node(*item, &table, home, subjects, diags),
        [("indicator", item)] => {
            let id = known_indicator(*item, subjects.known, diags);
            let threshold = threshold(&table, &PLAIN, diags);
            id.zip(threshold).map(|(id, threshold)| ClauseContent::Indicator(id, threshold))
        }
        [("predicate", item)] => prerequisite(*item, subjects, diags),
        [("when", item)] => item.text(diags).and_then(|text| {
            let known = subjects.known;
            let scope = IndicatorScope { names: known.indicators, lookups: known.lookups };
            let when = expr::parse(&text, Level::Indicators, &scope, Type::Bool, diags);
            when.map(ClauseContent::When)
        }),
        [("all", item)] => Some(ClauseContent::All(clauses(*item, home, subjects, diags))),
        [("any", item)] => Some(ClauseContent::Any(clauses(*item, home, subjects, diags))),
        _ => {
            diags.push(Diagnostic::error("clause-form", origin.clone()));
            // What goes with one of them is no further mistake.
            for (key, ..) in PLAIN.iter().chain(&SHARES) {
                table.get(key);
            }
            table.get("scorecard");
            None
        }
    };
    table.finish(diags);
    Some(Clause { name, content: content?, origin })
}

fn node(
    item: Item<'_>,
    table: &Table<'_>,
    home: Home<'_>,
    subjects: &Subjects<'_>,
    diags: &mut Diagnostics,
) -> Option<ClauseContent> {
    let own = table.get("scorecard").map(|item| scorecard_of(item, subjects, diags));
    let is_share = table.get("least_share").or_else(|| table.get("most_share")).is_some();
    let keys: &[(&str, bool, bool)] = if is_share { &SHARES } else { &PLAIN };
    let threshold = threshold(table, keys, diags);
    let name = item.string(diags)?;
    let Some(scorecard) = own.unwrap_or(home.scorecard) else {
        // A scorecard that there is not has been told of.
        if table.get("scorecard").is_none() && !home.is_named {
            diags.push(Diagnostic::error("node-scorecard", item.origin()));
        }
        return None;
    };
    // A node of any version of the scorecard: where the period's own lacks it, it has no number.
    let versions = subjects.scorecards.iter().filter(|one| one.id == scorecard.id);
    let nodes: Vec<&ScorecardNode> = versions.flat_map(|one| one.root.nodes()).collect();
    let sums = subjects.scorecards.iter().filter(|one| one.id == scorecard.id);
    let sums: Vec<&str> = sums.flat_map(|one| &one.sums).map(|sum| sum.id.as_str()).collect();
    let own = || nodes.iter().map(|node| node.id.as_str()).filter(|id| !id.is_empty());
    let ids = || own().chain(sums.iter().copied());
    if !ids().any(|id| id == name) {
        let problem = Diagnostic::error("known-node", item.origin())
            .arg("node", &name)
            .arg("scorecard", &scorecard.id)
            .near(&name, ids())
            .related("declared-here", scorecard.origin.clone());
        diags.push(problem);
        return None;
    }
    let scorecard = scorecard.id.clone();
    Some(ClauseContent::Node { scorecard, node: name, threshold: threshold?, is_share })
}

fn prerequisite(
    item: Item<'_>,
    subjects: &Subjects<'_>,
    diags: &mut Diagnostics,
) -> Option<ClauseContent> {
    let name = item.string(diags)?;
    if !subjects.predicates.contains(&name) {
        let problem = Diagnostic::error("known-predicate", item.origin())
            .arg("predicate", &name)
            .near(&name, subjects.predicates.iter().map(String::as_str));
        diags.push(problem);
        return None;
    }
    Some(ClauseContent::Predicate(name))
}

/// The keys of a threshold: whether each is the least that is wanted, and whether strictly so.
const PLAIN: [(&str, bool, bool); 4] =
    [("least", true, false), ("most", false, false), ("above", true, true), ("below", false, true)];

/// The same for shares of a weight.
const SHARES: [(&str, bool, bool); 2] =
    [("least_share", true, false), ("most_share", false, false)];

fn threshold(
    table: &Table<'_>,
    keys: &[(&'static str, bool, bool)],
    diags: &mut Diagnostics,
) -> Option<Threshold> {
    let given = keys.iter().filter_map(|(key, is_least, is_strict)| {
        table.get(key).map(|item| (item, *is_least, *is_strict))
    });
    let [(item, is_least, is_strict)] = given.collect::<Vec<_>>()[..] else {
        diags.push(Diagnostic::error("clause-threshold", table.origin()));
        return None;
    };
    item.number(diags).map(|at| Threshold { at, is_least, is_strict })
}
