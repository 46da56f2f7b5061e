//! Only counts, and shares of counts, can be withheld so that nothing gives them away; and not
//! where the difference of two neighbours is the small count itself.

use crate::diag::{Diagnostic, Diagnostics};
use crate::spec::share::{is_count, share};
use crate::spec::{Project, Window};

/// Complains about `suppress` where it could not protect.
pub(super) fn check(project: &Project, diags: &mut Diagnostics) {
    for indicator in &project.indicators {
        let Some(suppress) = &indicator.honesty.suppress else { continue };
        let counted = is_count(&indicator.formula) || share(&indicator.formula).is_some();
        let apart =
            matches!(indicator.window, Window::Period | Window::Snapshot | Window::Rolling(_));
        if !counted {
            let problem = Diagnostic::error("suppress-formula", suppress.origin.clone());
            diags.push(problem.arg("indicator", &indicator.id));
        } else if !apart {
            let problem = Diagnostic::error("suppress-window", suppress.origin.clone());
            diags.push(problem.arg("indicator", &indicator.id));
        }
    }
}
