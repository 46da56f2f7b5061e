//! The judgement of every figure, and the entry of the stage.

use crate::compute::{Measurement, Measurements};
use crate::domain::{Number, Period, Reason, TeamId, Value};
use crate::spec::indicator::{ScoreFrom, Target};
use crate::spec::scale::{RatedBy, Scale};
use crate::spec::{Indicator, Project};

use super::achievement::achievement;
use super::counter::hold;
use super::fill::card;
use super::rating::Rating;
use super::scorecards::{Grade, Scorecards};
use super::series::charts;
use super::small::guarded;

/// The rating scale that indicators use when they name none.
pub const DEFAULT_SCALE: &str = "capaian";

/// Judges every figure and fills every scorecard, for every period of the figures.
pub fn grade(project: &Project, figures: &Measurements) -> Scorecards {
    let mut graded = Scorecards::default();
    for (id, team, period, figure) in figures.iter() {
        let Some(indicator) = project.indicator(id) else { continue };
        let target = target(indicator, team, period, figures);
        let judged = |figure: &Measurement| judge(project, indicator, figure, target.clone());
        let grade = judged(figure);
        let grade = guarded(indicator, (team, period), figures, grade, &judged);
        graded.grades.insert((id.clone(), team.clone(), period), grade);
    }
    hold(project, &mut graded);
    graded.charts = charts(project, figures);
    let mut periods: Vec<Period> = figures.iter().map(|(_, _, period, _)| period).collect();
    periods.sort_unstable();
    periods.dedup();
    for scorecard in &project.scorecards {
        for &period in &periods {
            graded.cards.extend(card(project, scorecard, period, figures, &graded));
        }
    }
    graded
}

/// The target: a number, or a blank where the figure that it comes from is one.
fn target(
    indicator: &Indicator,
    team: &TeamId,
    period: Period,
    figures: &Measurements,
) -> Option<Value> {
    if let Some((number, _)) = indicator.written_target(team, period) {
        return Some(Value::Number(number.clone()));
    }
    let Target::Indicator(other) = indicator.target.as_ref()? else {
        // A target that was forgotten for this period is missing: forgetting must not pay.
        return Some(Value::missing(Reason::NoTarget));
    };
    let upstream = || Reason::Upstream(other.clone());
    Some(match figures.get(other, team, period).map(|figure| &figure.value) {
        Some(Value::Number(number)) => Value::Number(number.clone()),
        Some(Value::Blank(blank, _)) => Value::Blank(*blank, upstream()),
        None => Value::missing(upstream()),
    })
}

fn judge(
    project: &Project,
    indicator: &Indicator,
    figure: &Measurement,
    target: Option<Value>,
) -> Grade {
    let scale = scale_of(project, indicator);
    let number = target.as_ref().and_then(Value::number);
    let achievement = match (&figure.value, &indicator.better, &target) {
        (blank @ Value::Blank(..), ..) => blank.clone(),
        (_, None, _) => Value::not_applicable(Reason::NoTarget),
        (_, _, Some(blank @ Value::Blank(..))) => blank.clone(),
        (Value::Number(actual), Some(better), _) => achievement(better, actual, number),
    };
    let score = score(indicator, figure, &achievement, scale);
    let hundred = Number::from(100u32);
    let rated = scale.filter(|_| indicator.better.is_some()).and_then(|scale| {
        let number = match scale.of {
            RatedBy::Achievement if is_perfect(&achievement) => return scale.bands.first(),
            RatedBy::Achievement => achievement.number().map(|ratio| ratio * &hundred),
            RatedBy::Value => figure.value.number().cloned(),
            RatedBy::Score => score.number().cloned(),
        };
        number.map(|number| scale.band(&number))
    });
    let rating = rated.map(Rating::from);
    Grade { target: number.cloned(), achievement, score, rating, few: None, held_by: None }
}

/// Whether nothing is left to be wished for: no ratio can say it, the best score does.
fn is_perfect(achievement: &Value) -> bool {
    achievement.blank().is_some_and(|(_, reason)| *reason == Reason::ZeroActual)
}

fn scale_of<'a>(project: &'a Project, indicator: &Indicator) -> Option<&'a Scale> {
    let name = indicator.scale.as_deref().unwrap_or(DEFAULT_SCALE);
    project.scales.get(name)
}

fn score(
    indicator: &Indicator,
    figure: &Measurement,
    achievement: &Value,
    scale: Option<&Scale>,
) -> Value {
    let Value::Number(actual) = &figure.value else { return figure.value.clone() };
    let hundred = Number::from(100u32);
    let raw = match &indicator.score.from {
        ScoreFrom::Achievement => match achievement {
            Value::Number(ratio) => Some(ratio * &hundred),
            perfect if is_perfect(perfect) => Some(indicator.score.cap.clone()),
            blank => return blank.clone(),
        },
        ScoreFrom::Value => Some(actual.clone()),
        ScoreFrom::Bands => scale.and_then(|scale| match scale.of {
            RatedBy::Value => scale.band(actual).score.clone(),
            _ => scale.band(&(achievement.number()? * &hundred)).score.clone(),
        }),
        ScoreFrom::Linear { zero, full } => {
            (actual - zero).checked_div(&(full - zero)).map(|share| &share * &hundred)
        }
    };
    let capped = raw.map(|raw| {
        let raised = raw.max(indicator.score.floor.clone());
        raised.min(indicator.score.cap.clone())
    });
    capped.map_or_else(|| Value::not_applicable(Reason::NoTarget), Value::Number)
}
