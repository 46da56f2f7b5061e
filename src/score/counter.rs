//! Counter indicators: what is reached at the price of another figure is not simply reached.
//!
//! A figure whose counter is missed scores no more than one that only just comes near its target,
//! however high it is; where it would be green, it is shown as near and names its counter.
//!
//! **Invariant:** a better figure never has a lower score for it: the cap holds whatever the figure
//! itself is rated, and a better counter can only lift it.

use crate::domain::{IndicatorId, Number, Period, TeamId, Value};
use crate::spec::scale::{BandTone, RatedBy, Scale};
use crate::spec::{Indicator, Project};

use super::grade::DEFAULT_SCALE;
use super::scorecards::{Grade, Scorecards};

/// A figure with the counter that is missed.
type Held = ((IndicatorId, TeamId, Period), IndicatorId, Option<Number>);

/// Holds down every figure whose counter indicator is missed by the same team, or by the office
/// where the counter is measured only there.
pub(super) fn hold(project: &Project, graded: &mut Scorecards) {
    let held = |key: &(IndicatorId, TeamId, Period)| -> Option<Held> {
        let (id, team, period) = key;
        let counter = project.indicator(id)?.counter.as_ref()?;
        let root = &project.teams.root()?.id;
        let own = graded.get(counter, team, *period);
        let other = own.or_else(|| graded.get(counter, root, *period))?;
        let most = project.indicator_at(id, *period).and_then(|one| most(project, one));
        has_tone(other, BandTone::Bad).then(|| (key.clone(), counter.clone(), most))
    };
    let rated = graded.grades.iter().filter(|(_, grade)| grade.rating.is_some());
    let held: Vec<Held> = rated.filter_map(|(key, _)| held(key)).collect();
    for (key, counter, most) in held {
        let Some(grade) = graded.grades.get_mut(&key) else { continue };
        if has_tone(grade, BandTone::Good) {
            grade.held_by = Some(counter.clone());
        }
        if let (Value::Number(score), Some(most)) = (&grade.score, most)
            && *score > most
        {
            grade.score = Value::Number(most);
            grade.capped_by = Some(counter);
        }
    }
}

/// The most that an indicator scores while its counter is missed: what the least figure scores that
/// is near its target, by its own scale where that speaks of scores or achievements, or gives
/// scores; by the office's usual one otherwise.
fn most(project: &Project, indicator: &Indicator) -> Option<Number> {
    let near = |scale: &Scale| {
        let band = scale.bands.iter().rev().find(|band| band.tone == BandTone::Near)?;
        let edge = band.min.as_ref().filter(|_| scale.of != RatedBy::Value);
        band.score.as_ref().or(edge).cloned()
    };
    let usual = project.scales.get(DEFAULT_SCALE);
    let own = indicator.scale.as_deref().map_or(usual, |name| project.scales.get(name));
    own.and_then(near).or_else(|| usual.and_then(near))
}

fn has_tone(grade: &Grade, tone: BandTone) -> bool {
    grade.rating.as_ref().is_some_and(|rating| rating.tone == tone)
}
