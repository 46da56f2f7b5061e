//! The judgement of every figure, and the entry of the stage.

use std::collections::BTreeMap;

use crate::compute::{Measurement, Measurements};
use crate::domain::{IndicatorId, Number, Period, Reason, TeamId, Value, side_by_side};
use crate::spec::scale::{RatedBy, Scale};
use crate::spec::scoring::ScoreFrom;
use crate::spec::{Better, Indicator, Project, Scorecard};

use super::achievement::{achievement, performance, progress};
use super::counter::hold;
use super::days::days;
use super::fill::card;
use super::gate::guard;
use super::predicate::standings;
use super::rating::Rating;
use super::sample::classless;
use super::scorecards::{Grade, Scorecards};
use super::series::charts;
use super::small::guarded;
use super::target::{aimed, is_too_early, target};

/// The rating scale that indicators use when they name none.
pub const DEFAULT_SCALE: &str = "capaian";

/// The class of a judgement from outside.
const OUTSIDE: &str = "X";

/// So many figures are judged in one go.
const SHARE: usize = 256;

/// Judges every figure and fills every scorecard, for every period of the figures.
pub fn grade(project: &Project, figures: &Measurements) -> Scorecards {
    let mut graded = Scorecards::default();
    std::thread::scope(|scope| {
        let series = scope.spawn(|| (charts(project, figures), days(project, figures)));
        graded.grades = grades(project, figures);
        classless(project, &mut graded);
        hold(project, &mut graded);
        (graded.charts, graded.days) = series.join().expect("series do not panic");
    });
    let mut periods: Vec<Period> = figures.iter().map(|(_, _, period, _)| period).collect();
    periods.extend(figures.stated.periods());
    periods.sort_unstable();
    periods.dedup();
    let filled: Vec<(&Scorecard, Period)> = project
        .scorecards
        .iter()
        .flat_map(|scorecard| periods.iter().map(move |period| (scorecard, *period)))
        .filter(|(scorecard, period)| scorecard.in_force(*period))
        .collect();
    let fill = |(scorecard, period): &(&Scorecard, Period)| {
        card(project, scorecard, *period, figures, &graded)
    };
    graded.cards = side_by_side(&filled, fill).into_iter().flatten().collect();
    let judge = |period: &Period| standings(project, *period, figures, &graded);
    graded.standings = side_by_side(&periods, judge).into_iter().flatten().collect();
    guard(project, &mut graded);
    graded
}

/// The judgement of every figure.
fn grades(
    project: &Project,
    figures: &Measurements,
) -> BTreeMap<(IndicatorId, TeamId, Period), Grade> {
    let all: Vec<_> = figures.iter().collect();
    let shares: Vec<_> = all.chunks(SHARE).collect();
    let judged = side_by_side(&shares, |share| {
        let own = share.iter().filter_map(|&(id, team, period, figure)| {
            let indicator = project.indicator_at(id, period)?;
            let grade = one(project, indicator, (team, period), figure, figures);
            Some(((id.clone(), team.clone(), period), grade))
        });
        own.collect::<Vec<_>>()
    });
    judged.into_iter().flatten().collect()
}

/// The judgement of one figure.
pub(super) fn one(
    project: &Project,
    indicator: &Indicator,
    (team, period): (&TeamId, Period),
    figure: &Measurement,
    figures: &Measurements,
) -> Grade {
    let target = target(project, indicator, (team, period), figure, figures);
    if is_too_early(indicator, team, period, figure) {
        return unjudged(figure, target);
    }
    let baseline = indicator.score.baseline.as_ref();
    let baseline = baseline.map(|one| aimed(project, one, (team, period), figure, figures));
    let judged =
        |figure: &Measurement| judge(project, indicator, figure, target.clone(), baseline.clone());
    guarded(indicator, (team, period), figures, judged(figure), &judged)
}

fn judge(
    project: &Project,
    indicator: &Indicator,
    figure: &Measurement,
    target: Option<Value>,
    baseline: Option<Value>,
) -> Grade {
    let scale = scale_of(project, indicator);
    let number = target.as_ref().and_then(Value::number);
    let raw = match (&figure.value, &indicator.better, &target) {
        (blank @ Value::Blank(..), ..) => blank.clone(),
        (_, None, _) => Value::not_applicable(Reason::NoTarget),
        (_, _, Some(blank @ Value::Blank(..))) => blank.clone(),
        (Value::Number(actual), Some(better), _) => achievement(better, actual, number),
    };
    let achievement = limited(raw, &indicator.score.achievement);
    let progress = baseline.map(|baseline| match (&baseline, &figure.value, &target) {
        (Value::Number(baseline), Value::Number(actual), Some(Value::Number(target))) => {
            progress(baseline, actual, target)
        }
        (_, blank @ Value::Blank(..), _) | (blank @ Value::Blank(..), ..) => blank.clone(),
        (_, _, Some(blank)) => blank.clone(),
        (_, _, None) => Value::not_applicable(Reason::NoTarget),
    });
    let line = indicator.score.line.as_ref();
    let performance = line.map(|(zero, full)| match &figure.value {
        Value::Number(actual) => performance(zero, actual, full),
        blank => blank.clone(),
    });
    let mut grade = Grade {
        target: number.cloned(),
        achievement,
        progress,
        performance,
        score: Value::missing(Reason::NoScore),
        rating: None,
        few: None,
        held_by: None,
        capped_by: None,
        aimless: false,
        unsampled: None,
    };
    grade.score = score(indicator, figure, &grade, scale);
    grade.rating = rating(indicator, figure, &grade, scale);
    let judged = matches!(indicator.better, Some(Better::Within(..) | Better::Fact(_)));
    grade.aimless = indicator.class == OUTSIDE && target.is_none() && !judged;
    grade
}

/// What is said of a figure whose period has not ended: its target, and nothing more.
fn unjudged(figure: &Measurement, target: Option<Value>) -> Grade {
    let none = match &figure.value {
        Value::Number(_) => Value::missing(Reason::Running),
        blank => blank.clone(),
    };
    Grade {
        target: target.as_ref().and_then(Value::number).cloned(),
        achievement: none.clone(),
        progress: None,
        performance: None,
        score: none,
        rating: None,
        few: None,
        held_by: None,
        capped_by: None,
        aimless: false,
        unsampled: None,
    }
}

/// Holds an achievement between the declared limits, in percent.
fn limited(achievement: Value, (least, most): &(Option<Number>, Option<Number>)) -> Value {
    let Value::Number(mut ratio) = achievement else { return achievement };
    let hundred = Number::from(100u32);
    if let Some(least) = least.as_ref().and_then(|one| one.checked_div(&hundred)) {
        ratio = ratio.max(least);
    }
    if let Some(most) = most.as_ref().and_then(|one| one.checked_div(&hundred)) {
        ratio = ratio.min(most);
    }
    Value::Number(ratio)
}

fn rating(
    indicator: &Indicator,
    figure: &Measurement,
    grade: &Grade,
    scale: Option<&Scale>,
) -> Option<Rating> {
    let scale = scale.filter(|_| indicator.better.is_some())?;
    let number = match scale.of {
        RatedBy::Achievement if is_perfect(&grade.achievement) => {
            return scale.bands.first().map(Rating::from);
        }
        RatedBy::Achievement => percent(&grade.achievement),
        RatedBy::Value => figure.value.number().cloned(),
        RatedBy::Score => grade.score.number().cloned(),
    };
    scale.band(&number?).map(Rating::from)
}

/// Whether nothing is left to be wished for: no ratio can say it, the best score does.
fn is_perfect(achievement: &Value) -> bool {
    achievement.blank().is_some_and(|(_, reason)| *reason == Reason::ZeroActual)
}

fn percent(ratio: &Value) -> Option<Number> {
    ratio.number().map(|ratio| ratio * &Number::from(100u32))
}

fn scale_of<'a>(project: &'a Project, indicator: &Indicator) -> Option<&'a Scale> {
    let name = indicator.scale.as_deref().unwrap_or(DEFAULT_SCALE);
    project.scales.get(name)
}

fn score(
    indicator: &Indicator,
    figure: &Measurement,
    grade: &Grade,
    scale: Option<&Scale>,
) -> Value {
    let Value::Number(actual) = &figure.value else { return figure.value.clone() };
    let scoring = &indicator.score;
    let ratio = match scoring.from {
        ScoreFrom::Achievement if is_perfect(&grade.achievement) => {
            return Value::Number(scoring.cap.clone());
        }
        ScoreFrom::Value => return clamped(indicator, actual.clone()),
        ScoreFrom::Bands => return banded(indicator, actual, grade, scale),
        ScoreFrom::Achievement => Some(&grade.achievement),
        ScoreFrom::Progress => grade.progress.as_ref(),
        ScoreFrom::Linear => grade.performance.as_ref(),
    };
    match ratio {
        Some(Value::Number(ratio)) => clamped(indicator, ratio * &Number::from(100u32)),
        Some(blank) => blank.clone(),
        None => Value::not_applicable(Reason::NoTarget),
    }
}

/// The score of the band that the value or the achievement falls in.
fn banded(indicator: &Indicator, actual: &Number, grade: &Grade, scale: Option<&Scale>) -> Value {
    let Some(scale) = scale else { return Value::not_applicable(Reason::NoTarget) };
    let rated = match scale.of {
        RatedBy::Value => Some(actual.clone()),
        _ => percent(&grade.achievement),
    };
    let Some(rated) = rated else { return grade.achievement.clone() };
    match scale.band(&rated).map(|band| &band.score) {
        Some(Some(score)) => clamped(indicator, score.clone()),
        Some(None) => Value::not_applicable(Reason::NoTarget),
        // A number that no band knows must not gain anything.
        None => Value::missing(Reason::OffScale),
    }
}

fn clamped(indicator: &Indicator, raw: Number) -> Value {
    let raised = raw.max(indicator.score.floor.clone());
    Value::Number(raised.min(indicator.score.cap.clone()))
}
