//! Counter indicators: what is reached at the price of another figure is not simply reached.

use crate::domain::{IndicatorId, Period, TeamId};
use crate::spec::Project;
use crate::spec::scale::BandTone;

use super::scorecards::{Grade, Scorecards};

/// Marks every reached figure whose counter indicator is missed by the same team, or by the office
/// where the counter is measured only there.
pub(super) fn hold(project: &Project, graded: &mut Scorecards) {
    let held: Vec<((IndicatorId, TeamId, Period), IndicatorId)> = graded
        .grades
        .iter()
        .filter(|(_, grade)| has_tone(grade, BandTone::Good))
        .filter_map(|(key, _)| {
            let (id, team, period) = key;
            let counter = project.indicator(id)?.counter.as_ref()?;
            let root = &project.teams.root()?.id;
            let own = graded.get(counter, team, *period);
            let other = own.or_else(|| graded.get(counter, root, *period))?;
            has_tone(other, BandTone::Bad).then(|| (key.clone(), counter.clone()))
        })
        .collect();
    for (key, counter) in held {
        if let Some(grade) = graded.grades.get_mut(&key) {
            grade.held_by = Some(counter);
        }
    }
}

fn has_tone(grade: &Grade, tone: BandTone) -> bool {
    grade.rating.as_ref().is_some_and(|rating| rating.tone == tone)
}
