//! Days between rare events, for people: how long it has been, and the chart of all intervals.

use crate::domain::{Date, Datelike, Number, TeamId};
use crate::score::days::{DaysChart, Interval};
use crate::score::signal::{Side, Standing};
use crate::spec::complaints::counts_complaints;
use crate::spec::{Better, Indicator};

use super::axis;
use super::chart::{Chart, Control, ControlLines, Mark, Plot, Point, Trend};
use super::format::{date, number, period};
use super::input::Input;
use super::plots::plain;
use super::tone::Tone;

/// How many intervals a chart shows.
const MOST: usize = 30;

/// `47 hari sejak kasus terbukti terakhir (14 November 2024)`.
pub fn since(input: &Input<'_>, indicator: &Indicator, team: &TeamId) -> Option<String> {
    let open = input.graded.days(&indicator.id, team)?.open()?;
    Some(input.text(
        "days-since",
        &[
            ("days", number(&Number::from(open.days()), 0, input.lang())),
            ("event", event(input, indicator)),
            ("date", date(open.from, input.words)),
        ],
    ))
}

/// The charts of a team: one for every indicator that looks at the days between its rows.
pub(super) fn charts(input: &Input<'_>, team: &TeamId) -> Vec<Chart> {
    input.indicators().filter_map(|indicator| chart(input, indicator, team)).collect()
}

/// The days between the events of one team.
fn chart(input: &Input<'_>, indicator: &Indicator, team: &TeamId) -> Option<Chart> {
    let days = input.graded.days(&indicator.id, team)?;
    if days.points.len() < 2 {
        return None;
    }
    let first = days.points.len().saturating_sub(MOST);
    let shown = &days.points[first..];
    let points: Vec<Point> = shown.iter().map(|interval| point(input, interval)).collect();
    let lines = lines(input, days);
    let signals = days.signals.iter().filter(|(place, _)| *place >= first);
    let signals = signals.map(|(place, signal)| {
        let code = signal.code().replace('_', "-");
        (place - first, input.word(&format!("days-{code}")))
    });
    let control = lines
        .map(|lines| Control { lines: vec![Some(lines); shown.len()], signals: signals.collect() });
    let limits = control.iter().flat_map(|control| control.lines.iter().flatten());
    let limits = limits.flat_map(|one| one.limits.iter().map(|(at, _)| *at));
    let values = shown.iter().map(|interval| interval.days() as f64).chain(limits).collect();
    let title = input.text("days-title", &[("name", indicator.name.clone())]);
    let told = shown.iter().zip(&points).map(|(interval, point)| {
        let label = match &point.mark {
            Mark::Value { label, .. } | Mark::Blank { label, .. } => label,
        };
        format!("{}: {label}", date(interval.to, input.words))
    });
    let mut description = format!("{title}. {}.", told.collect::<Vec<_>>().join("; "));
    for (at, what) in control.iter().flat_map(|control| &control.signals) {
        let when = date(shown[*at].to, input.words);
        description.push_str(&format!(" {}: {what} ({when}).", input.word("chart-signal")));
    }
    let since = since(input, indicator, team).map(|said| format!("{said}."));
    let notes: Vec<String> = since.into_iter().chain([note(input, days)]).collect();
    let unit = &input.project.teams.get(team)?.short;
    let subtitle = if days.open().is_some() { "days-subtitle-open" } else { "days-subtitle" };
    Some(Chart {
        id: format!("hari-{}-{}", plain(team.as_str()), plain(indicator.id.as_str())),
        title,
        subtitle: input.text(subtitle, &[("team", unit.clone())]),
        description,
        note: Some(notes.join(" ")),
        plot: Plot::Trend(Trend {
            axis: axis::over(values, axis::Of::Counts, &|value, decimals| {
                let tick = Number::parse(&format!("{value:.decimals$}")).unwrap_or_default();
                number(&tick, decimals as u32, input.lang())
            }),
            points,
            target_label: String::new(),
            control,
        }),
    })
}

/// An interval as a point of the day on which it ended; one that still runs is told as *at least*.
fn point(input: &Input<'_>, interval: &Interval) -> Point {
    let days = number(&Number::from(interval.days()), 0, input.lang());
    let label = if interval.is_open { format!("≥\u{a0}{days}") } else { days };
    Point {
        label: short_day(interval.to),
        group: interval.to.year().to_string(),
        mark: Mark::Value { at: interval.days() as f64, label, tone: Tone::Plain },
        target: None,
        cut_before: interval.after_gap,
        current: interval.is_open,
    }
}

fn short_day(day: Date) -> String {
    format!("{}/{}", day.day(), day.month())
}

fn lines(input: &Input<'_>, days: &DaysChart) -> Option<ControlLines> {
    let limits = days.limits.as_ref()?;
    let named = |key: &str, value: &Number| {
        let text = number(value, u32::from(*value < 10), input.lang());
        (value.to_f64(), format!("{} {text}", input.word(key)))
    };
    let sides = limits.low.iter().chain([&limits.high]);
    Some(ControlLines {
        mean: named("chart-mean", &limits.mean),
        limits: sides.map(|limit| named("chart-limit", limit)).collect(),
    })
}

/// How sure the limits are.
fn note(input: &Input<'_>, days: &DaysChart) -> String {
    let key = match days.standing {
        Standing::None => "days-limits-none",
        _ if days.limits.is_none() => "days-limits-flat",
        Standing::Provisional => "days-limits-provisional",
        Standing::Firm => "days-limits-firm",
    };
    input.text(key, &[("intervals", days.intervals.to_string())])
}

fn event(input: &Input<'_>, indicator: &Indicator) -> String {
    match indicator.trend.event.as_str() {
        "" => input.word("days-event"),
        event => event.to_owned(),
    }
}

/// The signals of a period, a sentence for each series: its latest.
pub(super) fn sentences(input: &Input<'_>) -> Vec<String> {
    let mut lines = vec![];
    for (id, team, days) in input.graded.all_days() {
        let Some(indicator) = input.project.indicator(id).filter(|one| !one.hidden) else {
            continue;
        };
        let Some((place, signal)) = days.within(input.ask.period).last() else { continue };
        let interval = &days.points[*place];
        let name = input.project.teams.get(team).map_or("", |team| team.short.as_str());
        let code = signal.code().replace('_', "-");
        let mut said = input.text(
            "days-line",
            &[
                ("team", name.to_owned()),
                ("name", indicator.name.clone()),
                ("month", period(signal.month, input.words)),
                ("days", number(&Number::from(interval.days()), 0, input.lang())),
                ("what", input.word(&format!("days-{code}"))),
            ],
        );
        if let Some(key) = reading(input, indicator, signal.side) {
            said.push_str("; ");
            said.push_str(&input.word(key));
        }
        if days.standing == Standing::Provisional {
            said.push_str("; ");
            said.push_str(&input.word("signal-provisional"));
        }
        lines.push(said);
    }
    lines
}

/// Whether longer intervals are good news: those of what there should be less of. Of complaints
/// nobody can say before the channels are looked at.
fn reading(input: &Input<'_>, indicator: &Indicator, side: Side) -> Option<&'static str> {
    if counts_complaints(input.project, indicator) {
        return (side == Side::High).then_some("signal-channel");
    }
    let (rarer, fewer_wanted) = match &indicator.better {
        Some(Better::Lower | Better::LowerInverse) => (side == Side::High, true),
        Some(Better::Higher) => (side == Side::High, false),
        _ => return None,
    };
    Some(if rarer == fewer_wanted { "signal-better" } else { "signal-worse" })
}
