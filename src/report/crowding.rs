//! Crowding at the limit, for people: a remark beside the figure, and a chart of the days.

use crate::compute::crowding::Crowding;
use crate::domain::{Number, TeamId};
use crate::spec::Indicator;

use super::axis;
use super::chart::{Bar, Bars, Chart, Mark, Plot};
use super::format::{number, period};
use super::input::Input;
use super::plots::plain;
use super::tone::Tone;

/// How many days before and after the limit a chart shows one by one.
const NEAR: i64 = 5;

/// The distances of a figure that is heaped at its limit.
fn heaped<'a>(input: &Input<'a>, indicator: &Indicator, team: &TeamId) -> Option<&'a Crowding> {
    let key = (indicator.id.clone(), team.clone());
    input.figures.crowdings.get(&key).filter(|found| found.is_heaped())
}

/// That the last day before the limit holds far more than the days around it.
pub(super) fn remark(input: &Input<'_>, indicator: &Indicator, team: &TeamId) -> Option<String> {
    let found = heaped(input, indicator, team)?;
    let counts = [("last", found.at(0)), ("before", found.at(1)), ("after", found.at(-1))];
    let counts = counts.map(|(name, count)| (name, count_text(input, count)));
    Some(input.text("crowding-remark", &counts))
}

/// The charts of a team: one for every figure that is heaped at its limit.
pub(super) fn charts(input: &Input<'_>, team: &TeamId) -> Vec<Chart> {
    input.indicators().filter_map(|indicator| chart(input, indicator, team)).collect()
}

fn chart(input: &Input<'_>, indicator: &Indicator, team: &TeamId) -> Option<Chart> {
    let found = heaped(input, indicator, team)?;
    let mut rows =
        vec![(input.text("crowding-earlier", &days(NEAR)), found.between(NEAR + 1, i64::MAX))];
    rows.extend(
        (1..=NEAR).rev().map(|left| (input.text("crowding-before", &days(left)), found.at(left))),
    );
    rows.push((input.word("crowding-last"), found.at(0)));
    rows.extend((1..=NEAR).map(|late| (input.text("crowding-late", &days(late)), found.at(-late))));
    rows.push((input.text("crowding-later", &days(NEAR)), found.between(i64::MIN, -NEAR - 1)));
    let last = input.word("crowding-last");
    let bars: Vec<Bar> =
        rows.iter().map(|(label, count)| bar(input, label, *count, *label == last)).collect();
    let title = input.text("crowding-title", &[("name", indicator.name.clone())]);
    let told = rows.iter().map(|(label, count)| format!("{label}: {}", count_text(input, *count)));
    let unit = &input.project.teams.get(team)?.short;
    let when = period(input.ask.period, input.words);
    Some(Chart {
        id: format!("batas-{}-{}", plain(team.as_str()), plain(indicator.id.as_str())),
        description: format!("{title}. {}.", told.collect::<Vec<_>>().join("; ")),
        title,
        subtitle: input.text("crowding-subtitle", &[("team", unit.clone()), ("period", when)]),
        note: remark(input, indicator, team)
            .map(|said| input.text("crowding-note", &[("remark", said)])),
        plot: Plot::Bars(Bars {
            axis: axis::over(
                rows.iter().map(|(_, count)| *count as f64).collect(),
                axis::Of::Counts,
                &|value, _| number(&Number::from(value as i64), 0, input.lang()),
            ),
            bars,
            target_label: String::new(),
        }),
    })
}

fn bar(input: &Input<'_>, label: &str, count: usize, is_last: bool) -> Bar {
    let tone = if is_last { Tone::Near } else { Tone::Plain };
    Bar {
        label: label.to_owned(),
        indent: 0,
        total: false,
        mark: Mark::Value { at: count as f64, label: count_text(input, count), tone },
        target: None,
    }
}

fn days(count: i64) -> [(&'static str, String); 1] {
    [("days", count.to_string())]
}

fn count_text(input: &Input<'_>, count: usize) -> String {
    number(&Number::from(count as i64), 0, input.lang())
}
