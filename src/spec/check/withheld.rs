//! Only counts, and shares of counts, can be withheld so that nothing gives them away; and not
//! where the difference of two neighbours is the small count itself.

use crate::diag::{Diagnostic, Diagnostics};
use crate::domain::Grain;
use crate::spec::share::{is_count, share};
use crate::spec::{Indicator, Project, Window};

/// Complains about `suppress` where it could not protect.
pub(super) fn check(project: &Project, diags: &mut Diagnostics) {
    for indicator in project.indicators.iter().flat_map(Indicator::versions) {
        let Some(suppress) = &indicator.honesty.suppress else { continue };
        let counted = is_count(&indicator.formula) || share(&indicator.formula).is_some();
        let apart = match indicator.window {
            Window::Period | Window::Snapshot => true,
            // Two months of one quarter begin on the same day: their difference is a month.
            Window::Rolling(_) => indicator.series != Grain::Month,
            _ => false,
        };
        if !counted {
            let problem = Diagnostic::error("suppress-formula", suppress.origin.clone());
            diags.push(problem.arg("indicator", &indicator.id));
        } else if !apart {
            let problem = Diagnostic::error("suppress-window", suppress.origin.clone());
            diags.push(problem.arg("indicator", &indicator.id));
        }
    }
}
