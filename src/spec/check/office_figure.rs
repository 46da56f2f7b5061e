//! `OFFICE(x)` needs a figure that the office has: one that is measured for teams only would stay
//! blank for good.

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::spec::expr::{Expr, Node};
use crate::spec::predicate::Clause;
use crate::spec::target::Target;
use crate::spec::{Indicator, Project};

/// Complains about every indicator asked of the office that has no figure for it.
pub(super) fn check(project: &Project, diags: &mut Diagnostics) {
    for indicator in project.indicators.iter().flat_map(Indicator::versions) {
        if indicator.dataset.is_none() {
            let at = |expr: &Expr| indicator.formula_text.origin(expr.span.clone());
            asked(project, &indicator.formula, &at, diags);
        }
        let judged = indicator.target.iter().chain(&indicator.score.baseline);
        for formula in judged.flat_map(Target::formulas) {
            asked(project, formula, &|_| indicator.origin.clone(), diags);
        }
    }
    for rule in project.answer_scales.iter().flat_map(|scale| &scale.rules) {
        asked(project, &rule.when, &|_| rule.origin.clone(), diags);
    }
    for clause in project.predicates.iter().flat_map(|predicate| &predicate.require) {
        for formula in Clause::formulas(clause) {
            asked(project, formula, &|_| clause.origin.clone(), diags);
        }
    }
}

/// Looks into every `OFFICE(…)` of a formula.
fn asked(project: &Project, formula: &Expr, at: &dyn Fn(&Expr) -> Origin, diags: &mut Diagnostics) {
    let Some(root) = project.teams.root() else { return };
    formula.walk(&mut |outer| {
        let Node::Office(inner) = &outer.node else { return };
        for id in inner.indicators() {
            let Some(indicator) = project.indicator(id) else { continue };
            if !project.measured_teams(indicator).contains(&&root.id) {
                let problem = Diagnostic::error("no-office-figure", at(outer))
                    .arg("indicator", id)
                    .arg("team", &root.name)
                    .related("declared-here", indicator.origin.clone());
                diags.push(problem);
            }
        }
    });
}
