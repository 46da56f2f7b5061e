//! Too few who were asked: the value is told, and no class.
//!
//! What counts those who were asked is an indicator of its own, whose target is the least number
//! that speaks for all. A team goes by its own number and its own target. While it is missed no
//! class is named; the score stays, for a survey of few is no way out of it.

use crate::domain::{IndicatorId, Number, Period, TeamId};
use crate::spec::Project;

use super::scorecards::{Grade, Scorecards};

/// Takes the class of every figure back whose sample is too small.
pub(super) fn classless(project: &Project, graded: &mut Scorecards) {
    let found: Vec<((IndicatorId, TeamId, Period), IndicatorId)> = graded
        .grades
        .iter()
        .filter(|(_, grade)| grade.rating.is_some())
        .filter_map(|(key, _)| {
            let (id, team, period) = key;
            let sample = project.indicator_at(id, *period)?.sample.as_ref()?;
            let root = &project.teams.root()?.id;
            let own = graded.get(sample, team, *period);
            let asked = own.or_else(|| graded.get(sample, root, *period))?;
            is_short(asked).then(|| (key.clone(), sample.clone()))
        })
        .collect();
    for (key, sample) in found {
        if let Some(grade) = graded.grades.get_mut(&key) {
            grade.rating = None;
            grade.unsampled = Some(sample);
        }
    }
}

/// Whether fewer were asked than it takes; where that number is not known, nobody can say so.
fn is_short(asked: &Grade) -> bool {
    asked.achievement.number().is_some_and(|reached| *reached < Number::one())
}
