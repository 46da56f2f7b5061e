//! The target of a figure: as written, worked out, or stated by a dataset.

use crate::compute::composite::formula;
use crate::compute::{Measurement, Measurements};
use crate::domain::{Number, Period, Reason, TeamId, Value};
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
    let by_now = by_now(indicator, team, period, figure);
    if let Some(number) = by_now.or_else(|| Some(indicator.written_target(team, period)?.0)) {
        return Some(Value::Number(number));
    }
    let target = indicator.target.as_ref()?;
    if matches!(target, Target::Dataset(_)) {
        let stated = figures.stated.target(&indicator.id, team, period);
        return Some(stated.cloned().unwrap_or_else(|| Value::missing(Reason::NoTarget)));
    }
    Some(aimed(project, target, (team, period), figure, figures))
}

/// What was to be reached by the cut-off of a period that has not ended, where a path says so. What
/// the planner set for the end of the period says nothing about a day before it.
fn by_now(
    indicator: &Indicator,
    team: &TeamId,
    period: Period,
    figure: &Measurement,
) -> Option<Number> {
    let target = indicator.target.as_ref().filter(|_| is_running(period, figure))?;
    target.on_day(team, period, figure.as_of)
}

/// Whether a figure is judged at the end of its period only, and that is still to come: then
/// nothing can be said of it but its value.
pub(super) fn is_too_early(
    indicator: &Indicator,
    team: &TeamId,
    period: Period,
    figure: &Measurement,
) -> bool {
    let aims = indicator.target.is_some() || indicator.written_target(team, period).is_some();
    let honesty = &indicator.honesty;
    let waits = honesty.at_end || aims && !honesty.any_day;
    waits && is_running(period, figure) && by_now(indicator, team, period, figure).is_none()
}

/// Whether the period had not ended when the figure was taken.
fn is_running(period: Period, figure: &Measurement) -> bool {
    figure.as_of < period.end()
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
