//! The target of a figure: as written, worked out, or stated by a dataset.

use crate::compute::composite::formula;
use crate::compute::{Measurement, Measurements};
use crate::domain::{Period, Reason, TeamId, Value};
use crate::spec::{Indicator, Project, Target};

/// The target of a figure; `None` for indicators without one.
///
/// A target that was forgotten for this period is missing: forgetting must not pay.
pub(super) fn target(
    project: &Project,
    indicator: &Indicator,
    (team, period): (&TeamId, Period),
    figure: &Measurement,
    figures: &Measurements,
) -> Option<Value> {
    if let Some((number, _)) = indicator.written_target(team, period) {
        return Some(Value::Number(number));
    }
    let target = indicator.target.as_ref()?;
    if matches!(target, Target::Dataset(_)) {
        let stated = figures.stated.target(&indicator.id, team, period);
        return Some(stated.cloned().unwrap_or_else(|| Value::missing(Reason::NoTarget)));
    }
    Some(aimed(project, target, (team, period), figure, figures))
}

/// The number of a target, or of a baseline, that no dataset states.
pub(super) fn aimed(
    project: &Project,
    target: &Target,
    (team, period): (&TeamId, Period),
    figure: &Measurement,
    figures: &Measurements,
) -> Value {
    match target {
        Target::Indicator(other) => {
            let upstream = || Reason::Upstream(other.clone());
            match figures.get(other, team, period).map(|figure| &figure.value) {
                Some(Value::Number(number)) => Value::Number(number.clone()),
                Some(Value::Blank(blank, _)) => Value::Blank(*blank, upstream()),
                None => Value::missing(upstream()),
            }
        }
        Target::Formula(expr) => {
            formula(project, expr, (team, period), figure.as_of, figures).into_value()
        }
        written => {
            let number = written.at(team, period);
            number.map_or_else(|| Value::missing(Reason::NoTarget), Value::Number)
        }
    }
}
