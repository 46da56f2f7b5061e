//! Charts of figures: one over time, one across teams, the flow of cases.

use crate::domain::{Grain, Number, Period, TeamId, Value};
use crate::score::signal::ControlChart;
use crate::spec::Indicator;

use super::axis::{self, Of};
use super::caution::few_text;
use super::change::{cut_words, year_on_year};
use super::chart::{Axis, Bar, Bars, Chart, Control, ControlLines, Flow, FlowPoint};
use super::chart::{Mark, Plot, Point, Trend};
use super::composition::made_up;
use super::figure::{blank_word, is_nihil, target_decimals, tone, value_decimals};
use super::format::{number, period, short_amount, short_period};
use super::input::Input;
use super::restated::restated;
use super::signals::{note, rare};

/// The periods of a series: as many as the history has, of the series' own length.
pub fn series_periods(input: &Input<'_>, indicator: &Indicator) -> Vec<Period> {
    let asked = input.ask.period;
    // The length is that of the latest version: it is the one that was computed.
    let indicator = input.project.indicator(&indicator.id).unwrap_or(indicator);
    let months = input.ask.history * Grain::Quarter.months();
    let count = (months / asked.grain().months()).max(1) as i32;
    let own = (1 - count..=0).map(|step| asked.shifted(step));
    if indicator.series < asked.grain() {
        own.flat_map(|period| period.split(indicator.series))
            .filter(|period| period.start() <= input.ask.as_of)
            .collect()
    } else {
        own.collect()
    }
}

/// One figure of one team over time.
pub fn trend(input: &Input<'_>, indicator: &Indicator, team: &TeamId) -> Option<Chart> {
    if !indicator.labels.is_empty() {
        return None;
    }
    let periods = series_periods(input, indicator);
    let mut points: Vec<Point> = vec![];
    let (mut last, mut cuts) = (None, vec![]);
    let exists = |at: &Period| input.figure(&indicator.id, team, *at).is_some();
    let shown_periods: Vec<Period> = periods.into_iter().filter(exists).collect();
    for &at in &shown_periods {
        let Some(mut point) = point(input, indicator, team, at) else { continue };
        let cut = last.and_then(|last| indicator.cut_between(last, at));
        point.cut_before = cut.is_some();
        cuts.extend(cut);
        points.push(point);
        last = Some(at);
    }
    let shown = points.iter().any(|point| matches!(point.mark, Mark::Value { .. }));
    if points.len() < 2 || !shown {
        return None;
    }
    let values = points.iter().flat_map(|point| {
        let at = match &point.mark {
            Mark::Value { at, .. } => Some(*at),
            Mark::Blank { .. } => None,
        };
        at.into_iter().chain(point.target.as_ref().map(|(at, _)| *at))
    });
    let drawn = input.graded.chart(&indicator.id, team);
    let control = drawn.filter(|_| indicator.series < input.ask.period.grain());
    let control = control.map(|chart| control_of(input, indicator, chart, &shown_periods));
    let limits = control.iter().flat_map(|control| control.lines.iter().flatten());
    let limits = limits.flat_map(|one| one.limits.iter().map(|(at, _)| *at));
    let axis = axis_of(input, indicator, values.chain(limits).collect(), From::Values);
    let has_target = points.iter().any(|point| point.target.is_some());
    let target_label = if has_target { input.word("chart-target") } else { String::new() };
    let team_name = &input.project.teams.get(team)?.short;
    let mut description = described(indicator, &points);
    for (at, what) in control.iter().flat_map(|control| &control.signals) {
        let when = period(shown_periods[*at], input.words);
        description.push_str(&format!(" {}: {what} ({when}).", input.word("chart-signal")));
    }
    let cuts =
        cuts.into_iter().map(|cut| input.text("chart-cut", &[("reason", cut_words(input, cut))]));
    let notes: Vec<String> = cuts
        .chain(compared(input, indicator, team))
        .chain(made_up(input, indicator, team))
        .chain(shown_periods.iter().filter_map(|at| republished(input, indicator, team, *at)))
        .chain(control.is_some().then(|| drawn.map(|chart| note(input, chart))).flatten())
        .chain(rare(input, indicator, team))
        .collect();
    Some(Chart {
        id: format!("tren-{}-{}", plain(team.as_str()), plain(indicator.id.as_str())),
        title: indicator.name.clone(),
        subtitle: subtitle(input, indicator, team_name),
        description,
        note: (!notes.is_empty()).then(|| notes.join(" ")),
        plot: Plot::Trend(Trend { axis, points, target_label, control }),
    })
}

/// Mean, limits and signals of a series for the periods that are drawn.
fn control_of(
    input: &Input<'_>,
    indicator: &Indicator,
    chart: &ControlChart,
    periods: &[Period],
) -> Control {
    let named = |key: &str, value: &Number| {
        let text = match indicator.unit.as_str() {
            "Rp" => short_amount(value, input.words),
            _ => number(value, indicator.decimals, input.lang()),
        };
        (value.to_f64(), format!("{} {text}", input.word(key)))
    };
    let lines = periods.iter().map(|at| {
        let (_, limits) = chart.limits.iter().find(|(month, _)| month == at)?;
        let limits = limits.as_ref()?;
        let sides = limits.low.iter().chain(&limits.high);
        Some(ControlLines {
            mean: named("chart-mean", &limits.mean),
            limits: sides.map(|limit| named("chart-limit", limit)).collect(),
        })
    });
    let signals = chart.signals.iter().filter_map(|signal| {
        let at = periods.iter().position(|at| *at == signal.month)?;
        let code = signal.code().replace('_', "-");
        Some((at, input.word(&format!("signal-{code}"))))
    });
    Control { lines: lines.collect(), signals: signals.collect() }
}

/// The figure beside that of the year before, or why it is not compared.
fn compared(input: &Input<'_>, indicator: &Indicator, team: &TeamId) -> Option<String> {
    let said = year_on_year(input, indicator, team)?;
    Some(input.text("chart-year", &[("change", said)]))
}

/// A sealed figure of the series that is another one now: `TW IV 2023: diterbitkan …, kini …`.
fn republished(
    input: &Input<'_>,
    indicator: &Indicator,
    team: &TeamId,
    at: Period,
) -> Option<String> {
    let said = restated(input, input.project.indicator_at(&indicator.id, at)?, team, at)?;
    Some(format!("{} {}: {said}.", short_period(at, input.words), at.year()))
}

pub(super) fn plain(id: &str) -> String {
    id.replace('_', "-")
}

/// `Tim Keuangan · % · makin tinggi makin baik`.
fn subtitle(input: &Input<'_>, indicator: &Indicator, who: &str) -> String {
    use crate::spec::Better;
    let way = match &indicator.better {
        None => "way-context",
        Some(Better::Higher) => "way-higher",
        Some(Better::Lower | Better::LowerInverse) => "way-lower",
        Some(Better::Within(..)) => "way-within",
        Some(Better::Fact(true)) => "way-yes",
        Some(Better::Fact(false)) => "way-no",
    };
    let parts = [who.to_owned(), super::figure::shown_unit(indicator).to_owned(), input.word(way)];
    let filled: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    filled.join(" · ")
}

fn point(input: &Input<'_>, indicator: &Indicator, team: &TeamId, at: Period) -> Option<Point> {
    let grade = input.grade(&indicator.id, team, at);
    let target = grade.and_then(|grade| grade.target.as_ref());
    let target = target.map(|number| (number.to_f64(), target_label(input, indicator, number)));
    let label = match at.grain() {
        Grain::Year => String::new(),
        _ => short_period(at, input.words),
    };
    Some(Point {
        label,
        group: at.year().to_string(),
        mark: mark(input, indicator, team, at)?,
        target,
        cut_before: false,
        current: at.end() == input.ask.period.end(),
    })
}

/// What a figure shows in a chart.
fn mark(input: &Input<'_>, indicator: &Indicator, team: &TeamId, at: Period) -> Option<Mark> {
    let figure = input.figure(&indicator.id, team, at)?;
    Some(match &figure.value {
        Value::Number(value) => {
            let nihil = is_nihil(indicator, figure);
            let few = few_text(input, indicator, figure);
            let grade = input.grade(&indicator.id, team, at);
            let target = grade.and_then(|grade| grade.target.as_ref());
            let text = few.unwrap_or_else(|| {
                label(input, indicator, value, value_decimals(input, indicator, value, target))
            });
            let label = if nihil { format!("{text} ({})", input.word("nihil")) } else { text };
            let tone = tone(figure, grade);
            Mark::Value { at: value.to_f64(), label, tone }
        }
        Value::Blank(kind, _) => Mark::Blank { kind: *kind, label: blank_word(input, *kind) },
    })
}

/// A number beside its mark: no unit but `%`, and amounts in short.
fn label(input: &Input<'_>, indicator: &Indicator, value: &Number, decimals: u32) -> String {
    if indicator.unit == "Rp" {
        return short_amount(value, input.words);
    }
    let text = number(value, decimals, input.lang());
    if indicator.unit == "%" { format!("{text}\u{a0}%") } else { text }
}

fn target_label(input: &Input<'_>, indicator: &Indicator, target: &Number) -> String {
    label(input, indicator, target, target_decimals(indicator, target))
}

/// From where a value axis begins.
#[derive(Clone, Copy, PartialEq)]
enum From {
    /// Zero: lengths are compared.
    Zero,
    /// Near the values: changes are compared.
    Values,
}

fn axis_of(input: &Input<'_>, indicator: &Indicator, values: Vec<f64>, from: From) -> Axis {
    let draw = if from == From::Values { axis::around } else { axis::over };
    let is_count = indicator.decimals == 0 && !matches!(indicator.unit.as_str(), "%" | "Rp");
    let of = if is_count { Of::Counts } else { Of::Measures };
    draw(values, of, &|value, decimals| {
        let scaled = Number::parse(&format!("{value:.decimals$}")).unwrap_or_default();
        if indicator.unit == "Rp" {
            short_amount(&scaled, input.words)
        } else {
            number(&scaled, decimals as u32, input.lang())
        }
    })
}

/// The whole series in words.
fn described(indicator: &Indicator, points: &[Point]) -> String {
    let told = points.iter().map(|point| {
        let value = match &point.mark {
            Mark::Value { label, .. } | Mark::Blank { label, .. } => label,
        };
        format!("{} {}: {value}", point.label, point.group)
    });
    let told: Vec<String> = told.collect();
    format!("{}. {}.", indicator.name, told.join("; "))
}

/// One figure across teams, in the order of the tree.
pub fn across(input: &Input<'_>, indicator: &Indicator) -> Option<Chart> {
    // Names have no length.
    if !indicator.labels.is_empty() {
        return None;
    }
    let at = input.ask.period;
    let tree = &input.project.teams;
    let bars: Vec<Bar> = input
        .project
        .measured_teams(indicator)
        .into_iter()
        .filter_map(|id| {
            let team = tree.get(id)?;
            let target = input.grade(&indicator.id, id, at).and_then(|grade| grade.target.as_ref());
            Some(Bar {
                label: team.short.clone(),
                indent: u8::try_from(tree.depth(id)).unwrap_or(0),
                total: !tree.is_leaf(id),
                mark: mark(input, indicator, id, at)?,
                target: target
                    .map(|number| (number.to_f64(), target_label(input, indicator, number))),
            })
        })
        .collect();
    if bars.len() < 2 {
        return None;
    }
    let values = bars.iter().flat_map(|bar| {
        let at = match &bar.mark {
            Mark::Value { at, .. } => Some(*at),
            Mark::Blank { .. } => None,
        };
        at.into_iter().chain(bar.target.as_ref().map(|(at, _)| *at))
    });
    let axis = axis_of(input, indicator, values.collect(), From::Zero);
    let has_target = bars.iter().any(|bar| bar.target.is_some());
    let target_label = if has_target { input.word("chart-target") } else { String::new() };
    let told = bars.iter().map(|bar| match &bar.mark {
        Mark::Value { label, .. } | Mark::Blank { label, .. } => format!("{}: {label}", bar.label),
    });
    let told: Vec<String> = told.collect();
    Some(Chart {
        id: format!("tim-{}", plain(indicator.id.as_str())),
        title: indicator.name.clone(),
        subtitle: subtitle(input, indicator, &period(at, input.words)),
        description: format!("{}. {}.", indicator.name, told.join("; ")),
        note: None,
        plot: Plot::Bars(Bars { axis, bars, target_label }),
    })
}

/// What came in, went out and is left, for an indicator that declares its flow.
pub fn flow(input: &Input<'_>, left: &Indicator) -> Option<Chart> {
    let office = &input.project.teams.root()?.id;
    let (incoming, outgoing) = left.flow.as_ref()?;
    let (incoming, outgoing) = (input.indicator(incoming)?, input.indicator(outgoing)?);
    let marks = |at: Period| {
        Some([
            mark(input, incoming, office, at)?,
            mark(input, outgoing, office, at)?,
            mark(input, left, office, at)?,
        ])
    };
    let points: Vec<FlowPoint> = series_periods(input, left)
        .into_iter()
        .filter_map(|at| {
            let label = short_period(at, input.words);
            Some(FlowPoint { label, group: at.year().to_string(), marks: marks(at)? })
        })
        .collect();
    if points.len() < 2 {
        return None;
    }
    let values = points.iter().flat_map(|point| &point.marks).filter_map(|mark| match mark {
        Mark::Value { at, .. } => Some(*at),
        Mark::Blank { .. } => None,
    });
    let axis = axis_of(input, left, values.collect(), From::Zero);
    let told = points.iter().map(|point| {
        let words = point.marks.iter().map(|mark| match mark {
            Mark::Value { label, .. } | Mark::Blank { label, .. } => label.as_str(),
        });
        format!("{} {}: {}", point.label, point.group, words.collect::<Vec<_>>().join(" / "))
    });
    let told: Vec<String> = told.collect();
    let names = [incoming.short.clone(), outgoing.short.clone(), left.short.clone()];
    let title = input.text("flow-title", &[("subject", left.subject.clone())]);
    Some(Chart {
        id: format!("arus-{}", plain(left.id.as_str())),
        subtitle: input.project.office.short.clone(),
        description: format!("{title}: {}. {}.", names.join(" / "), told.join("; ")),
        title,
        note: None,
        plot: Plot::Flow(Flow { axis, names, points }),
    })
}
