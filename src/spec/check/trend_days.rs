//! Days between events need events: rows that are counted one by one, and that may be told apart.

use crate::diag::{Diagnostic, Diagnostics};
use crate::spec::Project;
use crate::spec::share::counted_rows;
use crate::spec::signal::TrendMethod;

/// Complains about days between what is no count of rows, and between what is withheld.
pub(super) fn check(project: &Project, diags: &mut Diagnostics) {
    for indicator in &project.indicators {
        let Some(origin) = &indicator.trend.origin else { continue };
        if indicator.trend.method != TrendMethod::DaysBetween {
            continue;
        }
        let is_count = counted_rows(&indicator.formula).is_some() && indicator.steps.is_empty();
        let withheld = indicator.honesty.suppress.as_ref();
        let code = if !is_count || indicator.dataset.is_none() {
            "trend-days"
        } else if withheld.is_some() {
            "trend-days-withheld"
        } else {
            continue;
        };
        let mut problem = Diagnostic::error(code, origin.clone()).arg("indicator", &indicator.id);
        if let Some(suppress) = withheld {
            problem = problem.related("declared-here", suppress.origin.clone());
        }
        diags.push(problem);
    }
}
