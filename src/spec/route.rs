//! What the way to a predicate may move: how much effort an improvement takes, what stays as it is.

use crate::diag::{Diagnostic, Diagnostics};
use crate::domain::Number;

use super::scorecard::NodeContent;
use super::syntax::Table;

/// How far a leaf may be moved at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Steps {
    /// To the next better answer or level only.
    One,
    /// To any better one.
    Any,
}

/// What holds for all leaves of a scorecard that do not say otherwise: `[scorecard.NAME.route]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteRules {
    /// The effort of one step of an answer scale, or from one level to the next.
    pub effort: u32,
    /// How many steps lie between *belum ada* and the lowest answer.
    pub blank: u32,
    /// How far a leaf may be moved at once.
    pub steps: Steps,
    /// The values to which figures may be moved; without any, to the one that scores full.
    pub levels: Vec<Number>,
    /// Whether leaves that are judged from outside may be moved.
    pub external: bool,
}

impl Default for RouteRules {
    fn default() -> Self {
        Self { effort: 1, blank: 1, steps: Steps::Any, levels: vec![], external: false }
    }
}

/// What a leaf says for itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeafRoute {
    /// The effort of one step.
    pub effort: Option<u32>,
    /// How far it may be moved at once.
    pub steps: Option<Steps>,
    /// The values to which its figure may be moved.
    pub levels: Vec<Number>,
    /// Whether it stays as it is.
    pub locked: Option<bool>,
}

const STEPS: [(&str, Steps); 2] = [("any", Steps::Any), ("one", Steps::One)];

/// Reads the `route` of a scorecard.
pub(super) fn rules(table: &Table<'_>, diags: &mut Diagnostics) -> RouteRules {
    let mut rules = RouteRules::default();
    let Some(inner) = table.get("route").and_then(|item| item.table(diags)) else { return rules };
    if let Some(effort) = inner.get("effort").and_then(|item| item.count(diags)) {
        rules.effort = effort;
    }
    if let Some(blank) = inner.get("blank").and_then(|item| item.count(diags)) {
        rules.blank = blank;
    }
    if let Some(steps) = inner.get("steps").and_then(|item| item.word(&STEPS, diags)) {
        rules.steps = steps;
    }
    if let Some(external) = inner.get("external").and_then(|item| item.boolean(diags)) {
        rules.external = external;
    }
    rules.levels = levels(&inner, diags);
    inner.finish(diags);
    rules
}

/// Reads what a leaf says of its moves.
pub(super) fn leaf(table: &Table<'_>, content: &NodeContent, diags: &mut Diagnostics) -> LeafRoute {
    if let Some(item) = table.get("levels")
        && !matches!(content, NodeContent::Leaf(..))
    {
        diags.push(Diagnostic::error("leaf-levels", item.origin()));
    }
    LeafRoute {
        effort: table.get("effort").and_then(|item| item.count(diags)),
        steps: table.get("steps").and_then(|item| item.word(&STEPS, diags)),
        levels: levels(table, diags),
        locked: table.get("locked").and_then(|item| item.boolean(diags)),
    }
}

fn levels(table: &Table<'_>, diags: &mut Diagnostics) -> Vec<Number> {
    let listed = table.get("levels").map_or_else(Vec::new, |item| item.list(diags));
    listed.into_iter().filter_map(|item| item.number(diags)).collect()
}
