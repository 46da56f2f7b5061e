//! Days between rare events: what a monthly count of nothing and one cannot show.
//!
//! The days from one counted row to the next, raised to 1/3.6, stray about evenly where events come
//! at random (t chart); their limits come from moving ranges like those of any series, and are told
//! in days again. The days since the last event are the newest interval. It is still growing, so it
//! can only show what it has shown already: that events have become rarer.

use std::collections::BTreeMap;

use crate::compute::{Measurement, Measurements};
use crate::domain::{Date, Grain, IndicatorId, Number, Period, TeamId};
use crate::spec::signal::TrendRules;
use crate::spec::{Indicator, Project};

use super::limits::{ControlLimits, PossibleRange, individuals};
use super::signal::{ControlPoint, FIRM_MONTHS, LEAST_MONTHS, Run, Side, Signal, Standing};

/// The power 1/3.6 as a fraction, and the decimals at which it is cut.
const POWER: (u32, u32, u32) = (5, 18, 9);

/// The decimals at which limits are cut when they are told in days again.
const DAYS_DECIMALS: u32 = 3;

/// How many of 1,000 intervals that only chance makes have a signal. Found by trying it out; a test
/// tries it again.
const BY_CHANCE: i128 = 4;

/// The days between the rows that an indicator counts, for one team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DaysChart {
    /// How sure the limits are.
    pub standing: Standing,
    /// How many closed intervals they come from.
    pub intervals: usize,
    /// The intervals in order of time; the last may be open.
    pub points: Vec<Interval>,
    /// Mean and limits in days.
    pub limits: Option<DaysLimits>,
    /// What stands out, in order of time, each with the place of its interval; at most one for a
    /// month.
    pub signals: Vec<(usize, Signal)>,
}

/// The days from one event to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The day of the event that begins it.
    pub from: Date,
    /// The day of the event that ends it, or the cut-off.
    pub to: Date,
    /// Whether it still runs.
    pub is_open: bool,
    /// Whether what lies before it is not known, so that nothing runs on from there.
    pub after_gap: bool,
}

impl Interval {
    /// How many days it has.
    pub fn days(&self) -> i64 {
        self.to.signed_duration_since(self.from).num_days()
    }
}

/// What is usual, in days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DaysLimits {
    /// The middle.
    pub mean: Number,
    /// Fewer days than this are unlikely by chance; `None` where no number of days is.
    pub low: Option<Number>,
    /// More days than this are unlikely by chance.
    pub high: Number,
}

/// The days between the rows of every indicator that asks for them.
pub(super) fn days(
    project: &Project,
    figures: &Measurements,
) -> BTreeMap<(IndicatorId, TeamId), DaysChart> {
    let mut all = BTreeMap::new();
    for (id, team) in figures.days.series() {
        let Some(indicator) = project.indicator(id) else { continue };
        if let Some(points) = intervals(indicator, team, figures) {
            let chart = DaysChart::new(points, &indicator.trend);
            all.insert((id.clone(), team.clone()), chart);
        }
    }
    all
}

/// The intervals of a series; `None` where its days are not those of its figures.
///
/// A month without a number hides events: no interval runs across it. Nor does one across a cut of
/// the series, or into the months after which limits are made anew.
fn intervals(
    indicator: &Indicator,
    team: &TeamId,
    figures: &Measurements,
) -> Option<Vec<Interval>> {
    let own = figures.iter().filter(|(id, whose, month, _)| {
        *id == &indicator.id && *whose == team && month.grain() == Grain::Month
    });
    // Where some unit below has not handed in, its events are not among those that are counted.
    let known = |figure: &Measurement| {
        figure.value.number().filter(|_| figure.uncovered.is_empty()).cloned()
    };
    let mut months: Vec<(Period, Option<Number>, Date)> =
        own.map(|(_, _, month, figure)| (month, known(figure), figure.as_of)).collect();
    months.sort_by_key(|(month, ..)| *month);
    let named: Vec<Period> = months.iter().map(|(month, ..)| *month).collect();
    let begins = indicator.segments(&named).last()?.start;
    let end = named.last()?;
    let anew = indicator.trend.rebase.iter().rfind(|month| *month <= end);
    let (mut points, mut last, mut gap) = (vec![], None, true);
    let mut as_of = None;
    for (month, value, seen) in &months[begins..] {
        if anew.is_some_and(|anew| month < anew) {
            continue;
        }
        let Some(value) = value else {
            (last, gap, as_of) = (None, true, None);
            continue;
        };
        let days = figures.days.of(&indicator.id, team, *month);
        if *value != days.len() as i64 {
            return None;
        }
        for &to in days {
            if let Some(from) = last.replace(to) {
                points.push(Interval { from, to, is_open: false, after_gap: gap });
                gap = false;
            }
        }
        as_of = Some(*seen);
    }
    if let (Some(from), Some(to)) = (last, as_of) {
        points.push(Interval { from, to, is_open: true, after_gap: gap });
    }
    Some(points)
}

impl DaysChart {
    /// Draws limits for intervals that stand in order.
    fn new(points: Vec<Interval>, rules: &TrendRules) -> Self {
        let counts = |point: &&Interval| {
            let month = Period::containing(point.to, Grain::Month);
            let inside = |(from, to): (Period, Period)| from <= month && month <= to;
            !point.is_open && rules.baseline.is_none_or(inside)
        };
        let base: Vec<&Interval> = points.iter().filter(counts).collect();
        let standing = match base.len() {
            ..LEAST_MONTHS => Standing::None,
            LEAST_MONTHS..FIRM_MONTHS => Standing::Provisional,
            _ => Standing::Firm,
        };
        let made = (standing != Standing::None).then(|| individuals(&stretches(&base))).flatten();
        let made = made.filter(|(_, reach)| !reach.is_zero()).map(|(centre, reach)| {
            let range = PossibleRange { low: Some(Number::zero()), high: None };
            ControlLimits::around(centre, reach, &range)
        });
        let mut chart =
            Self { standing, intervals: base.len(), points, limits: None, signals: vec![] };
        if let Some(made) = made {
            chart.signals = chart.found(&made);
            let high = made.high.clone().unwrap_or_else(|| &made.mean + &made.reach);
            let (mean, low) = (in_days(&made.mean), made.low.as_ref().map(in_days));
            chart.limits = Some(DaysLimits { mean, low, high: in_days(&high) });
        }
        chart
    }

    /// What stands out, by the rules of any series.
    fn found(&self, limits: &ControlLimits) -> Vec<(usize, Signal)> {
        // A hole in what is known breaks every run, as a month without a number does.
        let mut places: Vec<Option<usize>> = vec![];
        let mut series: Vec<ControlPoint> = vec![];
        for (at, point) in self.points.iter().enumerate() {
            let month = Period::containing(point.to, Grain::Month);
            if point.after_gap {
                series.push(ControlPoint { month, value: None, counts: None });
                places.push(None);
            }
            series.push(ControlPoint { month, value: Some(even(point)), counts: None });
            places.push(Some(at));
        }
        let drawn = vec![Some(limits.clone()); series.len()];
        let run = Run { points: &series, limits: &drawn, only_outside: false };
        let told = (0..series.len()).filter_map(|at| {
            let place = places[at]?;
            let signal = run.signal(at)?;
            // What still runs has shown only that it is long, never that it is short.
            let is_long = signal.side == Side::High && even(&self.points[place]) >= limits.mean;
            (!self.points[place].is_open || is_long).then_some((place, signal))
        });
        let mut first: BTreeMap<Period, (usize, Signal)> = BTreeMap::new();
        for (place, signal) in told {
            let month = signal.month;
            let earlier = first.get(&month).is_some_and(|(_, one)| one.rule <= signal.rule);
            if !earlier {
                first.insert(month, (place, signal));
            }
        }
        first.into_values().collect()
    }

    /// The signals of the months of a period.
    pub fn within(&self, period: Period) -> impl Iterator<Item = &(usize, Signal)> {
        self.signals.iter().filter(move |(_, signal)| period.contains(signal.month.start()))
    }

    /// How many intervals that end in a period, or still run, have limits.
    pub fn watched(&self, period: Period) -> usize {
        let inside = |point: &&Interval| period.contains(point.to);
        if self.limits.is_none() { 0 } else { self.points.iter().filter(inside).count() }
    }

    /// How many signals chance alone gives a period.
    pub fn by_chance(&self, period: Period) -> Number {
        Number::from_scaled(BY_CHANCE * self.watched(period) as i128, 3)
    }

    /// The interval that still runs.
    pub fn open(&self) -> Option<&Interval> {
        self.points.last().filter(|point| point.is_open)
    }
}

/// The days of an interval to the power 1/3.6. Two events of one day lie half a day apart.
fn even(interval: &Interval) -> Number {
    let days = match interval.days() {
        ..=0 => Number::from_scaled(5, 1),
        days => Number::from(days),
    };
    days.power(POWER.0, POWER.1, POWER.2)
}

fn in_days(even: &Number) -> Number {
    even.power(POWER.1, POWER.0, DAYS_DECIMALS)
}

/// Neighbouring intervals, cut where something between them is not known.
fn stretches(points: &[&Interval]) -> Vec<Vec<Number>> {
    let mut all = vec![vec![]];
    for point in points {
        if point.after_gap {
            all.push(vec![]);
        }
        if let Some(stretch) = all.last_mut() {
            stretch.push(even(point));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Closed intervals of these days, one after the other, and then the one that still runs.
    fn chart(days: &[i64], open: i64) -> DaysChart {
        let day = |number: i64| {
            Date::from_num_days_from_ce_opt(730_000 + i32::try_from(number).unwrap()).unwrap()
        };
        let mut from = 0;
        let mut points = vec![];
        for days in days {
            let to = from + days;
            let after_gap = points.is_empty();
            points.push(Interval { from: day(from), to: day(to), is_open: false, after_gap });
            from = to;
        }
        let (to, from) = (day(from + open), day(from));
        points.push(Interval { from, to, is_open: true, after_gap: false });
        DaysChart::new(points, &TrendRules::default())
    }

    #[test]
    fn limits_are_made_of_the_even_days_and_told_in_days() {
        // 10 and 20 days in turn: 1.8957 and 2.2983, a range of 0.4026 always, the mean 2.0970;
        // 2.66 · 0.4026 = 1.0709 away lie 1.0261 and 3.1679, which are 1.1 and 63.5 days.
        let turns: Vec<i64> = [10, 20].repeat(6);
        let found = chart(&turns, 63);
        let limits = found.limits.clone().unwrap();
        let told = [&limits.mean, &limits.low.unwrap(), &limits.high].map(|one| one.to_fixed(1));
        assert_eq!(told, ["14.4", "1.1", "63.5"]);
        assert_eq!((found.standing, found.intervals), (Standing::Provisional, 12));
        assert_eq!(found.signals, []);
        let found = chart(&turns, 64);
        let (place, signal) = &found.signals[0];
        assert_eq!((*place, signal.code()), (12, "di_atas_batas"));
        assert_eq!(chart(&turns[1..], 64).limits, None);
    }

    #[test]
    fn what_still_runs_says_nothing_of_shortness() {
        let mut short: Vec<i64> = [10, 20].repeat(6);
        short.extend([1, 1, 1]);
        assert!(!chart(&short, 40).signals.is_empty());
        // Two closed ones near the lower limit are a signal already; the one of today is none.
        let found = chart(&[10, 20].repeat(6), 0);
        assert_eq!(found.signals, []);
    }

    #[test]
    fn two_events_of_one_day_lie_half_a_day_apart() {
        let found = chart(&[10, 20, 0, 20, 10, 20, 10, 20, 10, 20, 10, 20], 5);
        assert!(found.limits.is_some());
        assert_eq!(even(&found.points[2]), Number::from_scaled(5, 1).power(5, 18, 9));
    }

    /// What chance alone makes: events at random, 20 or 60 days apart in the mean.
    #[test]
    fn chance_gives_about_as_many_signals_as_are_expected() {
        let mut state = 7u64;
        let mut random = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888);
            ((state >> 11) as f64 + 0.5) / (1u64 << 53) as f64
        };
        let mut rates = vec![];
        for (count, between) in [(12, 20.0), (12, 60.0), (24, 20.0), (24, 60.0)] {
            let (mut signals, mut all) = (0, 0);
            for _ in 0..7200 / count {
                let mut at = 0.0;
                let mut days: Vec<i64> = vec![];
                for _ in 0..count {
                    let next = at - between * random().ln();
                    days.push(next as i64 - at as i64);
                    at = next;
                }
                let found = chart(&days, 0);
                signals += found.signals.len();
                all += days.len();
            }
            rates.push(1000.0 * signals as f64 / all as f64);
        }
        let mean = rates.iter().sum::<f64>() / 4.0;
        assert!((mean - BY_CHANCE as f64).abs() < 0.5, "{rates:?}");
        assert!(rates.iter().all(|rate| *rate < 2.0 * BY_CHANCE as f64), "{rates:?}");
    }
}
