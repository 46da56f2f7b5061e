//! What must be said beside a figure so that it is not read for more than it is: few rows, a
//! missed counter, rows set aside, a target below what was reached already.

use crate::compute::Measurement;
use crate::domain::{Number, Period, TeamId};
use crate::score::Grade;
use crate::score::small::{interval, is_small};
use crate::spec::complaints::counts_complaints;
use crate::spec::share::share;
use crate::spec::{Better, Indicator, Window};

use super::applicability;
use super::crowding;
use super::figure::{out_of, value_text};
use super::format::{number, period};
use super::input::Input;
use super::opposed::opposed;

/// A share of too few rows as it is printed: *1 dari 2*.
pub fn few_text(input: &Input<'_>, indicator: &Indicator, figure: &Measurement) -> Option<String> {
    is_small(indicator, figure).then(|| out_of(input, figure)).flatten()
}

/// Everything that must be said beside a figure.
pub fn cautions(
    input: &Input<'_>,
    indicator: &Indicator,
    figure: &Measurement,
    grade: Option<&Grade>,
) -> Vec<String> {
    let mut said: Vec<String> = few(input, grade).into_iter().collect();
    said.extend(interval_text(input, indicator, figure));
    said.extend(sample_text(input, figure, grade));
    said.extend(counter_text(input, grade));
    said.extend(is_provisional(figure).then(|| input.word("caution-aside")));
    let reason = indicator.honesty.count_target.as_ref();
    let excused = reason.filter(|_| counts_complaints(input.project, indicator));
    said.extend(excused.map(|why| input.text("caution-count-target", &[("reason", why.clone())])));
    said
}

/// The same, and what only the figures around it tell: an easy target, another denominator, a
/// counter that moved the other way, a figure that counts no longer, a heap at the limit.
pub fn cautions_beside(
    input: &Input<'_>,
    indicator: &Indicator,
    (team, at): (&TeamId, Period),
) -> Vec<String> {
    let Some(figure) = input.figure(&indicator.id, team, at) else { return vec![] };
    let mut said = cautions(input, indicator, figure, input.grade(&indicator.id, team, at));
    said.extend(easy_target(input, indicator, (team, at)));
    said.extend(other_denominator(input, indicator, (team, at)));
    if at == input.ask.period {
        said.extend(opposed(input, indicator, team));
        said.extend(applicability::remark(input, indicator, team));
        said.extend(crowding::remark(input, indicator, team));
    }
    said
}

/// That the stock a share is taken of moved by more than a tenth since the period before: what is
/// left out of it makes the share look better.
fn other_denominator(
    input: &Input<'_>,
    indicator: &Indicator,
    (team, at): (&TeamId, Period),
) -> Option<String> {
    if indicator.window != Window::Snapshot || share(&indicator.formula).is_none() {
        return None;
    }
    let before = at.previous();
    let now = input.figure(&indicator.id, team, at)?.denominator.as_ref()?;
    let then = input.figure(&indicator.id, team, before)?.denominator.as_ref()?;
    let moved = (now - then).abs();
    if &moved * &Number::from(10u32) <= *then || is_small_stock(then) {
        return None;
    }
    let count = |value: &Number| number(value, 0, input.lang());
    let since = period(before, input.words);
    let args = [("then", count(then)), ("now", count(now)), ("since", since)];
    Some(input.text("caution-denominator", &args))
}

/// A tenth of so few is less than one.
fn is_small_stock(stock: &Number) -> bool {
    *stock < 10
}

/// That the counter indicator of a figure is missed: a reached one is held, of another the score is
/// less than its achievement.
pub fn counter_text(input: &Input<'_>, grade: Option<&Grade>) -> Option<String> {
    let grade = grade?;
    let name = |id| Some(input.project.indicator(id)?.name.clone());
    if let Some(counter) = grade.held_by.as_ref() {
        return Some(input.text("caution-counter", &[("name", name(counter)?)]));
    }
    let score = number(grade.score.number()?, 2, input.lang());
    let args = [("name", name(grade.capped_by.as_ref()?)?), ("score", score)];
    Some(input.text("caution-capped", &args))
}

/// That too few were asked for a class, and how few.
fn sample_text(input: &Input<'_>, figure: &Measurement, grade: Option<&Grade>) -> Option<String> {
    let sample = input.project.indicator(grade?.unsampled.as_ref()?)?;
    let asked = figure.rows_used.to_string();
    Some(input.text("caution-sample", &[("name", sample.name.clone()), ("rows", asked)]))
}

/// That there are too few rows, and what was judged in their place.
fn few(input: &Input<'_>, grade: Option<&Grade>) -> Option<String> {
    let few = grade?.few.as_ref()?;
    let least = few.least.to_string();
    Some(match &few.pooled {
        Some(pooled) => {
            let count = |value: &Number| number(value, 0, input.lang());
            let counts = [("a", count(&pooled.part)), ("b", count(&pooled.whole))];
            let counts = input.text("remark-out-of", &counts);
            let since = period(pooled.first, input.words);
            input.text(
                "caution-few-pooled",
                &[("least", least), ("counts", counts), ("since", since)],
            )
        }
        None => input.text("caution-few", &[("least", least)]),
    })
}

/// Within what a share of few rows may as well lie.
pub fn interval_text(
    input: &Input<'_>,
    indicator: &Indicator,
    figure: &Measurement,
) -> Option<String> {
    let (low, high) = interval(indicator, figure)?;
    let percent = |share: &Number| number(&(share * &Number::from(100u32)), 0, input.lang());
    Some(input.text("caution-interval", &[("low", percent(&low)), ("high", percent(&high))]))
}

/// Whether so many rows were set aside that the figure may still move: more than one in twenty.
pub fn is_provisional(figure: &Measurement) -> bool {
    let all = figure.rows_used + figure.rows_set_aside;
    figure.value.number().is_some() && figure.rows_set_aside * 20 > all
}

/// That a target lies below what was reached a year before.
fn easy_target(
    input: &Input<'_>,
    indicator: &Indicator,
    (team, at): (&TeamId, Period),
) -> Option<String> {
    let target = input.grade(&indicator.id, team, at)?.target.as_ref()?;
    let before = input.figure(&indicator.id, team, at.year_ago())?;
    if is_small(indicator, before) {
        return None;
    }
    let reached = before.value.number()?;
    let easy = match indicator.better.as_ref()? {
        Better::Higher => target < reached,
        Better::Lower | Better::LowerInverse => target > reached,
        Better::Within(..) | Better::Fact(_) => false,
    };
    let value = value_text(input, indicator, reached, None);
    easy.then(|| input.text("caution-easy-target", &[("value", value)]))
}
