//! Limits are drawn for months that share no rows: in cumulative and rolling series runs come of
//! nothing.

use crate::diag::{Diagnostic, Diagnostics};
use crate::domain::Grain;
use crate::spec::signal::TrendMethod;
use crate::spec::{Indicator, Project, Window};

/// Complains about limits asked of a series that cannot have them.
pub(super) fn check(project: &Project, diags: &mut Diagnostics) {
    for indicator in project.indicators.iter().flat_map(Indicator::versions) {
        let Some(origin) = &indicator.trend.origin else { continue };
        if indicator.trend.method == TrendMethod::Off {
            continue;
        }
        let code = match indicator.window {
            Window::Period | Window::Of(Grain::Month) if indicator.series == Grain::Month => {
                continue;
            }
            Window::Period | Window::Of(Grain::Month) => "trend-series",
            _ => "trend-window",
        };
        let problem = Diagnostic::error(code, origin.clone());
        diags.push(problem.arg("indicator", &indicator.id));
    }
}
