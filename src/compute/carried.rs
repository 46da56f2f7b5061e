//! What a figure made of other figures counts: a share that passes through another indicator rests on
//! as few rows as before.

use crate::domain::{IndicatorId, Period};
use crate::spec::expr::{Expr, Node};
use crate::spec::honesty::LEAST_ROWS;
use crate::spec::share::{counted_rows, factor, is_count, share};
use crate::spec::{Indicator, Project, Window};

use super::measurement::{Counts, Measurement};

/// What is taken over by a figure that is another one as it stands.
pub(super) fn passed_on(source: &Indicator, figure: &Measurement) -> Option<Counts> {
    if let Some(share) = share(&source.formula) {
        let adds_up = share.adds_up && is_plain(source);
        return Some(Counts { least: declared(source), whole: share.whole, adds_up });
    }
    let own = source.honesty.min_n.as_ref();
    let known = figure.counts.clone();
    match own {
        None => known,
        Some((least, _)) => {
            let whole = factor(&source.formula);
            Some(known.map_or(Counts { least: *least, whole, adds_up: false }, |counts| Counts {
                least: *least,
                ..counts
            }))
        }
    }
}

/// What a ratio of two counts is, each of which is another indicator.
pub(super) fn divided(project: &Project, period: Period, formula: &Expr) -> Option<Counts> {
    let (above, below) = formula.ratio()?;
    let known = Known { project, period };
    let (above, below) = (known.counts(above)?, known.counts(below)?);
    Some(Counts { least: LEAST_ROWS, whole: factor(formula), adds_up: above && below })
}

/// The one indicator that a formula hands on as it stands, and whether it is asked of the office.
pub(super) fn handed_on(formula: &Expr) -> Option<(&IndicatorId, bool)> {
    match &formula.node {
        Node::Indicator(id) => Some((id, false)),
        Node::Office(inner) => handed_on(inner).map(|(id, _)| (id, true)),
        _ => None,
    }
}

fn declared(indicator: &Indicator) -> u32 {
    indicator.honesty.min_n.as_ref().map_or(LEAST_ROWS, |(least, _)| *least)
}

/// Whether each row falls in exactly one period.
fn is_plain(indicator: &Indicator) -> bool {
    indicator.window == Window::Period && indicator.steps.is_empty()
}

struct Known<'a> {
    project: &'a Project,
    period: Period,
}

impl Known<'_> {
    /// Whether an expression counts rows, and if so whether those of several periods may be added.
    fn counts(&self, expr: &Expr) -> Option<bool> {
        match &expr.node {
            Node::Indicator(id) => {
                let indicator = self.project.indicator_at(id, self.period)?;
                match &indicator.dataset {
                    Some(_) => is_count(&indicator.formula)
                        .then(|| is_plain(indicator) && counted_rows(&indicator.formula).is_some()),
                    None => self.counts(&indicator.formula),
                }
            }
            Node::Office(inner) => self.counts(inner),
            Node::Case(branches, otherwise) => {
                let results = branches.iter().map(|(_, result)| result);
                self.all(results.chain(otherwise.as_deref()))
            }
            Node::Call(_, args) => self.all(args.iter()),
            _ => None,
        }
    }

    fn all<'e>(&self, parts: impl Iterator<Item = &'e Expr>) -> Option<bool> {
        let known: Option<Vec<bool>> = parts.map(|one| self.counts(one)).collect();
        known.filter(|all| !all.is_empty()).map(|all| all.into_iter().all(|adds_up| adds_up))
    }
}
