//! What stands out in the monthly series, in words, and how much of it chance alone would give.

use crate::domain::{IndicatorId, Number, TeamId};
use crate::score::signal::{ControlChart, LEAST_MONTHS, Side, Signal, SignalRule, Standing};
use crate::spec::complaints::counts_complaints;
use crate::spec::share::counted_rows;
use crate::spec::{Better, Indicator};

use super::figure::value_text;
use super::format::{number, period};
use super::input::Input;
use super::model::Block;
use super::tone::Tone;

/// How many signals are listed at most.
const MOST: usize = 5;

/// A signal with the figure that it is about.
struct Found<'a> {
    indicator: &'a Indicator,
    team: &'a TeamId,
    signal: &'a Signal,
    chart: &'a ControlChart,
}

/// The list *Sinyal* of the overview: the farthest out first, and what chance would give.
pub(super) fn overview(input: &Input<'_>) -> Vec<Block> {
    let at = input.ask.period;
    let charts: Vec<_> = input
        .graded
        .charts()
        .filter(|(id, ..)| input.project.indicator(id).is_some_and(|one| !one.hidden))
        .collect();
    let days: Vec<_> = input
        .graded
        .all_days()
        .filter(|(id, ..)| input.project.indicator(id).is_some_and(|one| !one.hidden))
        .map(|(.., days)| days)
        .collect();
    let watched: usize = charts.iter().map(|(.., chart)| chart.watched(at)).sum();
    if watched + days.iter().map(|days| days.watched(at)).sum::<usize>() == 0 {
        return vec![];
    }
    let chance = charts.iter().fold(Number::zero(), |sum, (.., c)| &sum + &c.by_chance(at));
    let chance = days.iter().fold(chance, |sum, days| &sum + &days.by_chance(at));
    let mut found: Vec<(Number, Found<'_>)> = charts
        .iter()
        .flat_map(|(id, team, chart)| chart.within(at).map(move |signal| (id, team, chart, signal)))
        .filter_map(|(id, team, chart, signal)| {
            let indicator = input.project.indicator(id)?;
            Some((weight(input, id, team), Found { indicator, team, signal, chart }))
        })
        .collect();
    let farness = |(weight, found): &(Number, Found<'_>)| {
        // What strays where nothing strayed before is farther out than can be told.
        let distance = found.signal.distance.clone().unwrap_or_else(|| Number::from(100u32));
        let is_outside = found.signal.rule == SignalRule::Outside;
        // Complaints carry no weight on any card, so that their fall would never be among the few.
        let is_silence = is_outside && is_silence(input, found.indicator, found.signal);
        (is_silence, is_outside, &distance * &(weight + &Number::one()))
    };
    found.sort_by_key(|one| std::cmp::Reverse(farness(one)));
    let total = found.len() + days.iter().map(|days| days.within(at).count()).sum::<usize>();
    // One line for a series: its farthest month.
    let mut told: Vec<&Found<'_>> = vec![];
    for (_, one) in &found {
        let is_same =
            |other: &&Found<'_>| other.indicator.id == one.indicator.id && other.team == one.team;
        if told.len() < MOST && !told.iter().any(is_same) {
            told.push(one);
        }
    }
    // Of what is rare there is never much, and each may matter.
    let mut lines = super::days::sentences(input);
    lines.extend(told.into_iter().map(|one| sentence(input, one)));
    lines.truncate(MOST);
    let series = charts.iter().filter(|(.., c)| c.watched(at) > 0).count()
        + days.iter().filter(|days| days.watched(at) > 0).count();
    let said = input.text(
        "signals-chance",
        &[
            ("count", total.to_string()),
            ("series", series.to_string()),
            ("chance", number(&chance, 0, input.lang())),
            ("listed", lines.len().to_string()),
        ],
    );
    let mut blocks = vec![Block::Heading(input.word("signals-title")), Block::Paragraph(said)];
    if !lines.is_empty() {
        blocks.push(Block::List(lines));
    }
    blocks
}

/// What a figure weighs on the cards of the period.
fn weight(input: &Input<'_>, id: &IndicatorId, team: &TeamId) -> Number {
    let cards = input.graded.cards.iter().filter(|card| card.period == input.ask.period);
    let leaves = cards.flat_map(|card| card.leaves());
    let own = leaves.filter(|(_, other, whose)| *other == id && *whose == team);
    own.map(|(node, ..)| node.weight.clone()).max().unwrap_or_default()
}

/// One signal in words.
fn sentence(input: &Input<'_>, found: &Found<'_>) -> String {
    let Found { indicator, team, signal, chart } = found;
    let figure = input.figure(&indicator.id, team, signal.month);
    let value = figure.and_then(|figure| figure.value.number());
    let value = value.map_or_else(String::new, |v| value_text(input, indicator, v, None));
    let name = input.project.teams.get(team).map_or("", |team| team.short.as_str());
    let code = signal.code().replace('_', "-");
    let mut said = input.text(
        "signal-line",
        &[
            ("team", name.to_owned()),
            ("name", indicator.name.clone()),
            ("month", period(signal.month, input.words)),
            ("value", value),
            ("what", input.word(&format!("signal-{code}"))),
        ],
    );
    let mut add = |key: &str| {
        said.push_str("; ");
        said.push_str(&input.word(key));
    };
    match reading(input, indicator, signal) {
        Tone::Good => add("signal-better"),
        Tone::Bad => add("signal-worse"),
        _ if is_silence(input, indicator, signal) => add("signal-channel"),
        _ => {}
    }
    if chart.standing == Standing::Provisional {
        add("signal-provisional");
    }
    let others = chart.within(input.ask.period).filter(|other| other.month != signal.month);
    let others: Vec<String> = others.map(|other| period(other.month, input.words)).collect();
    if !others.is_empty() {
        said.push_str("; ");
        said.push_str(&input.text("signal-also", &[("months", others.join(", "))]));
    }
    said
}

/// That complaints fell below their limit, the months in which they did, and what to look at first.
pub(super) fn silence(input: &Input<'_>, indicator: &Indicator, team: &TeamId) -> Option<String> {
    let chart = input.graded.chart(&indicator.id, team)?;
    let is_meant = |signal: &&Signal| {
        signal.rule == SignalRule::Outside && is_silence(input, indicator, signal)
    };
    let found = chart.within(input.ask.period).filter(is_meant);
    let months: Vec<String> = found.map(|signal| period(signal.month, input.words)).collect();
    if months.is_empty() {
        return None;
    }
    let (what, look) = (input.word("signal-di-bawah-batas"), input.word("signal-channel"));
    Some(format!("{what} ({}); {look}", months.join(", ")))
}

/// Whether a signal is one of few complaints: no success before the channels are looked at.
fn is_silence(input: &Input<'_>, indicator: &Indicator, signal: &Signal) -> bool {
    signal.side == Side::Low && counts_complaints(input.project, indicator)
}

/// Whether a signal is good or bad news; neither where nobody can say.
fn reading(input: &Input<'_>, indicator: &Indicator, signal: &Signal) -> Tone {
    if is_silence(input, indicator, signal) {
        return Tone::Plain;
    }
    match (&indicator.better, signal.side) {
        (Some(Better::Higher), Side::High) => Tone::Good,
        (Some(Better::Higher), Side::Low) => Tone::Bad,
        (Some(Better::Lower | Better::LowerInverse), Side::High) => Tone::Bad,
        (Some(Better::Lower | Better::LowerInverse), Side::Low) => Tone::Good,
        _ => Tone::Plain,
    }
}

/// That a count which mostly is nothing or one is better looked at by the days between its rows.
pub(super) fn rare(input: &Input<'_>, indicator: &Indicator, team: &TeamId) -> Option<String> {
    counted_rows(&indicator.formula).filter(|_| indicator.honesty.suppress.is_none())?;
    let chart = input.graded.chart(&indicator.id, team)?;
    let value = |month| input.figure(&indicator.id, team, month)?.value.number().cloned();
    let counts: Vec<Number> = chart.limits.iter().filter_map(|(month, _)| value(*month)).collect();
    let few = counts.iter().filter(|count| **count <= 1).count();
    let some = counts.iter().any(|count| !count.is_zero());
    (some && counts.len() >= LEAST_MONTHS && 2 * few > counts.len())
        .then(|| input.word("limits-rare"))
}

/// What is said below the chart of a series: how sure its limits are.
pub(super) fn note(input: &Input<'_>, chart: &ControlChart) -> String {
    let months = ("months", chart.months.to_string());
    let key = match chart.standing {
        Standing::None => "limits-none",
        _ if chart.limits.iter().all(|(_, limits)| limits.is_none()) => "limits-flat",
        Standing::Provisional => "limits-provisional",
        Standing::Firm => "limits-firm",
    };
    input.text(key, &[months])
}
