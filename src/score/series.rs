//! The monthly series of a run: which of them can have limits, and what they can be at all.

use std::collections::BTreeMap;

use crate::compute::Measurements;
use crate::domain::{Grain, IndicatorId, Number, Period, TeamId};
use crate::spec::share::{is_count, share};
use crate::spec::signal::TrendMethod;
use crate::spec::{Indicator, Project, Window};

use super::limits::PossibleRange;
use super::signal::{ControlChart, ControlPoint};

/// Limits and signals of every monthly series that can have them.
pub(super) fn charts(
    project: &Project,
    figures: &Measurements,
) -> BTreeMap<(IndicatorId, TeamId), ControlChart> {
    let mut series: BTreeMap<(IndicatorId, TeamId), Vec<ControlPoint>> = BTreeMap::new();
    for (id, team, month, figure) in figures.iter() {
        // A month that has not ended says nothing yet.
        if month.grain() != Grain::Month || figure.as_of < month.end() {
            continue;
        }
        let Some(indicator) = project.indicator(id).filter(|one| has_limits(one)) else { continue };
        let counts =
            share(&indicator.formula).and(figure.numerator.clone().zip(figure.denominator.clone()));
        let value = figure.value.number().cloned();
        let point = ControlPoint { month, value, counts };
        series.entry((id.clone(), team.clone())).or_default().push(point);
    }
    let drawn = |(key, mut points): ((IndicatorId, TeamId), Vec<ControlPoint>)| {
        points.sort_by_key(|point| point.month);
        let indicator = project.indicator(&key.0)?;
        // Limits do not run across a cut: what follows it is a series of its own.
        let months: Vec<Period> = points.iter().map(|point| point.month).collect();
        let points = points.split_off(indicator.segments(&months).last()?.start);
        let chart = ControlChart::new(&points, &indicator.trend, &possible(indicator));
        Some((key, chart))
    };
    series.into_iter().filter_map(drawn).collect()
}

/// Whether neighbouring months of a series share no rows: where they do, runs come of nothing.
fn has_limits(indicator: &Indicator) -> bool {
    let apart = matches!(indicator.window, Window::Period | Window::Of(Grain::Month));
    let drawn = !matches!(indicator.trend.method, TrendMethod::Off | TrendMethod::DaysBetween);
    apart && indicator.series == Grain::Month && drawn
}

/// What an indicator can be at all, as far as its formula tells.
fn possible(indicator: &Indicator) -> PossibleRange {
    let low = Some(Number::zero());
    match share(&indicator.formula) {
        Some(share) => PossibleRange { low, high: Some(share.whole) },
        None if is_count(&indicator.formula) => PossibleRange { low, high: None },
        None => PossibleRange::default(),
    }
}
