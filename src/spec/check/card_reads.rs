//! What is read from scorecards exists, and no card that is read hangs on what is read from cards.

use std::collections::BTreeSet;

use crate::diag::{Diagnostic, Diagnostics};
use crate::domain::IndicatorId;
use crate::spec::card_read::{CardRead, NodeRead, ReadFrom};
use crate::spec::predicate::{Clause, ClauseContent};
use crate::spec::scorecard::{ComputedBy, NodeContent};
use crate::spec::{Indicator, Project, Scorecard};

/// Complains about unknown scorecards, nodes, layers and predicates, and about circles.
pub(super) fn check(project: &Project, diags: &mut Diagnostics) {
    let late = hang_on_cards(project);
    for indicator in &project.indicators {
        for read in indicator.card_reads() {
            names(project, read, diags);
            let used = uses(project, read);
            if let Some(circle) = used.iter().find(|id| late.contains(*id)) {
                let problem = Diagnostic::error("card-cycle", read.origin.clone());
                diags.push(problem.arg("indicator", &indicator.id).arg("leaf", circle));
            }
        }
    }
}

/// The indicators that read scorecards, and those that are made from such figures.
pub fn hang_on_cards(project: &Project) -> BTreeSet<IndicatorId> {
    let reads = |one: &&Indicator| one.card_reads().next().is_some();
    let own = project.indicators.iter().filter(reads);
    let mut late: BTreeSet<IndicatorId> = own.map(|one| one.id.clone()).collect();
    loop {
        let hangs = |one: &&Indicator| {
            let mut used = one.versions().flat_map(|version| version.formula.indicators());
            !late.contains(&one.id) && used.any(|id| late.contains(id))
        };
        let more: Vec<IndicatorId> =
            project.indicators.iter().filter(hangs).map(|one| one.id.clone()).collect();
        if more.is_empty() {
            return late;
        }
        late.extend(more);
    }
}

fn names(project: &Project, read: &CardRead, diags: &mut Diagnostics) {
    let (scorecard, node, what, layer) = match &read.from {
        ReadFrom::Node { scorecard, node, what, layer } => (scorecard, node, what, layer),
        ReadFrom::Holders { predicate, .. } => {
            if !project.predicates.iter().any(|one| one.id == *predicate) {
                let known = project.predicates.iter().map(|one| one.id.as_str());
                let problem = Diagnostic::error("known-predicate", read.origin.clone());
                diags.push(problem.arg("predicate", predicate).near(predicate, known));
            }
            return;
        }
    };
    let versions = read.scorecards(project);
    let Some(first) = versions.first() else {
        let known = project.scorecards.iter().map(|one| one.id.as_str());
        let problem = Diagnostic::error("known-scorecard", read.origin.clone());
        diags.push(problem.arg("scorecard", scorecard).near(scorecard.as_str(), known));
        return;
    };
    let ids = || versions.iter().flat_map(|one| node_ids(one)).filter(|id| !id.is_empty());
    if !ids().any(|id| id == node) {
        let problem = Diagnostic::error("known-node", read.origin.clone())
            .arg("node", node)
            .arg("scorecard", scorecard)
            .near(node, ids())
            .related("declared-here", first.origin.clone());
        diags.push(problem);
    }
    let layers = || versions.iter().filter_map(|one| one.answers.as_ref()).flat_map(|a| &a.layers);
    let other = match what {
        NodeRead::Lead(other) => Some(other),
        _ => None,
    };
    for unknown in layer.iter().chain(other).filter(|one| !layers().any(|known| known == *one)) {
        let known: Vec<&str> = layers().map(String::as_str).collect();
        let problem = Diagnostic::error("known-layer", read.origin.clone())
            .arg("layer", unknown)
            .arg("known", known.join(", "))
            .near(unknown, known.iter().copied());
        diags.push(problem);
    }
}

fn node_ids(scorecard: &Scorecard) -> Vec<&str> {
    let nodes = scorecard.root.nodes().into_iter().map(|node| node.id.as_str());
    nodes.chain(scorecard.sums.iter().map(|sum| sum.id.as_str())).collect()
}

/// The indicators that what is read hangs on.
fn uses(project: &Project, read: &CardRead) -> Vec<IndicatorId> {
    let mut used: Vec<IndicatorId> = vec![];
    for scorecard in read.scorecards(project) {
        used.extend(scorecard.reducers.iter().cloned());
        for node in scorecard.root.nodes() {
            used.extend(node.applies.clone());
            match &node.computed {
                Some(ComputedBy::Indicator(id)) => used.push(id.clone()),
                Some(ComputedBy::Ruled(scale)) => used.extend(ruled(project, scale)),
                None => {}
            }
            match &node.content {
                NodeContent::Leaf(id, _) => used.push(id.clone()),
                NodeContent::Ruled(scale) => used.extend(ruled(project, scale)),
                NodeContent::Group(_) | NodeContent::Question { .. } => {}
            }
        }
    }
    if let ReadFrom::Holders { predicate, .. } = &read.from {
        let own = project.predicates.iter().filter(|one| one.id == *predicate);
        own.for_each(|one| one.require.iter().for_each(|clause| spoken(clause, &mut used)));
    }
    used
}

fn ruled(project: &Project, scale: &str) -> Vec<IndicatorId> {
    let rules = project.answer_scale(scale).into_iter().flat_map(|scale| &scale.rules);
    rules.flat_map(|rule| rule.when.indicators()).cloned().collect()
}

fn spoken(clause: &Clause, used: &mut Vec<IndicatorId>) {
    match &clause.content {
        ClauseContent::Indicator(id, _) => used.push(id.clone()),
        ClauseContent::When(expr) => used.extend(expr.indicators().into_iter().cloned()),
        ClauseContent::All(inner) | ClauseContent::Any(inner) => {
            inner.iter().for_each(|one| spoken(one, used));
        }
        ClauseContent::Node { .. } | ClauseContent::Predicate(_) => {}
    }
}
