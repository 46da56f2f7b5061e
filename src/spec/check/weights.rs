//! The weights of a scorecard's nodes must sum to that of their parent, exactly.

use crate::diag::{Diagnostic, Diagnostics};
use crate::domain::Number;
use crate::spec::scorecard::NodeContent;
use crate::spec::{Project, ScorecardNode};

/// Complains about every group whose weights do not sum.
pub(super) fn check(project: &Project, diags: &mut Diagnostics) {
    for scorecard in &project.scorecards {
        check_node(&scorecard.root, diags);
    }
}

fn check_node(node: &ScorecardNode, diags: &mut Diagnostics) {
    let NodeContent::Group(nodes) = &node.content else { return };
    for child in nodes.iter().filter(|child| child.weight.is_negative()) {
        let problem = Diagnostic::error("weight-negative", child.origin.clone())
            .arg("node", if child.name.is_empty() { &child.id } else { &child.name })
            .arg("weight", child.weight.to_plain(6));
        diags.push(problem);
    }
    let sum = nodes.iter().fold(Number::zero(), |sum, child| &sum + &child.weight);
    if sum != node.weight {
        let problem = Diagnostic::error("weights", node.origin.clone())
            .arg("node", &node.name)
            .arg("sum", sum.to_plain(6))
            .arg("weight", node.weight.to_plain(6))
            .arg("difference", (&node.weight - &sum).to_plain(6));
        diags.push(problem);
    }
    for child in nodes {
        check_node(child, diags);
    }
}
