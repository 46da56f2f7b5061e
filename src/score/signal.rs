//! Signals of a monthly series: what is unlikely to be chance.
//!
//! Four rules: a point outside the limits; two of three near one of them; seven on one side of the
//! mean; six rising or falling. The last two need a second month to say the same. A month without
//! a number breaks every run.
//!
//! **Invariant:** a side that is clipped, because the figure cannot get there, never fires.

use crate::domain::{Number, Period};
use crate::spec::signal::{TrendMethod, TrendRules};

use super::limits::{ControlLimits, PossibleRange, ShareLimits, individuals, is_uneven};

/// Months with a number below which there are no limits.
pub const LEAST_MONTHS: usize = 12;

/// Pairs of neighbouring months with a number below which nobody can say how far a series strays.
const LEAST_PAIRS: usize = 10;

/// Months with a number below which limits are provisional.
pub const FIRM_MONTHS: usize = 20;

/// Months that a seasonal series needs before its runs mean anything.
const SEASONAL_MONTHS: usize = 36;

/// How many of 100,000 months of a series that only chance moves have a signal: by the number of
/// months the limits come from, for months among these and for later ones. Found by trying it out;
/// a test tries it again.
const BY_CHANCE: [(usize, i128, i128); 4] =
    [(12, 540, 3430), (16, 880, 3080), (20, 680, 2790), (24, 675, 2180)];

/// A month of a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ControlPoint {
    /// The month.
    pub month: Period,
    /// Its number, if it has one.
    pub value: Option<Number>,
    /// What was counted and out of how much, for shares.
    pub counts: Option<(Number, Number)>,
}

/// A series with its limits and what stands out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ControlChart {
    /// How sure the limits of the latest months are.
    pub standing: Standing,
    /// How many months they come from.
    pub months: usize,
    /// The last of the months that the latest limits come from.
    pub base_end: Option<Period>,
    /// Every month with its limits, if it has any.
    pub limits: Vec<(Period, Option<ControlLimits>)>,
    /// Months from which limits were made anew.
    pub rebased: Vec<Period>,
    /// What stands out, in order of time; at most one for a month.
    pub signals: Vec<Signal>,
}

/// How sure limits are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Too few months: none yet.
    None,
    /// They will move.
    Provisional,
    /// They stand.
    Firm,
}

/// A month that stands out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    /// The month.
    pub month: Period,
    /// What it breaks.
    pub rule: SignalRule,
    /// On which side, or in which direction.
    pub side: Side,
    /// How many standard deviations it lies from the mean; `None` where nothing strayed before.
    pub distance: Option<Number>,
}

/// The rules, the plainest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SignalRule {
    /// Outside the limits.
    Outside,
    /// Two of three near a limit.
    Near,
    /// Seven on one side of the mean.
    Seven,
    /// Six rising or falling.
    Six,
}

/// Upwards or downwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Upwards.
    High,
    /// Downwards.
    Low,
}

impl Signal {
    /// The word that results files use.
    pub fn code(&self) -> &'static str {
        match (self.rule, self.side) {
            (SignalRule::Outside, Side::High) => "di_atas_batas",
            (SignalRule::Outside, Side::Low) => "di_bawah_batas",
            (SignalRule::Near, Side::High) => "dekat_batas_atas",
            (SignalRule::Near, Side::Low) => "dekat_batas_bawah",
            (SignalRule::Seven, Side::High) => "tujuh_di_atas_rerata",
            (SignalRule::Seven, Side::Low) => "tujuh_di_bawah_rerata",
            (SignalRule::Six, Side::High) => "enam_naik",
            (SignalRule::Six, Side::Low) => "enam_turun",
        }
    }
}

impl ControlChart {
    /// Draws limits for a series whose months stand in order.
    pub fn new(points: &[ControlPoint], rules: &TrendRules, range: &PossibleRange) -> Self {
        let mut chart = Self {
            standing: Standing::None,
            months: 0,
            base_end: None,
            limits: vec![],
            rebased: vec![],
            signals: vec![],
        };
        let begins = |point: &ControlPoint| rules.rebase.contains(&point.month);
        let mut first = 0;
        while first < points.len() {
            let next = (first + 1..points.len()).find(|at| begins(&points[*at]));
            let next = next.unwrap_or(points.len());
            if first > 0 {
                chart.rebased.push(points[first].month);
            }
            chart.stretch(&points[first..next], rules, range);
            first = next;
        }
        chart
    }

    /// The months between two new beginnings.
    fn stretch(&mut self, points: &[ControlPoint], rules: &TrendRules, range: &PossibleRange) {
        let inside = |(from, to): &(Period, Period), month| *from <= month && month <= *to;
        let declared = rules.baseline.filter(|span| points.iter().any(|p| inside(span, p.month)));
        let counts = |point: &&ControlPoint| declared.is_none_or(|span| inside(&span, point.month));
        let base: Vec<&ControlPoint> = points.iter().filter(counts).collect();
        self.base_end = base.last().map(|point| point.month);
        self.months = base.iter().filter(|point| point.value.is_some()).count();
        self.standing = match self.months {
            ..LEAST_MONTHS => Standing::None,
            LEAST_MONTHS..FIRM_MONTHS => Standing::Provisional,
            _ => Standing::Firm,
        };
        let made =
            (self.standing != Standing::None).then(|| Made::new(&base, rules.method)).flatten();
        let limits: Vec<Option<ControlLimits>> =
            points.iter().map(|point| made.as_ref()?.of(point, range)).collect();
        let seasonal = rules.seasonal && self.months < SEASONAL_MONTHS;
        let run = Run { points, limits: &limits, only_outside: seasonal };
        self.signals.extend((0..points.len()).filter_map(|at| run.signal(at)));
        self.limits.extend(points.iter().map(|point| point.month).zip(limits));
    }

    /// The signals of the months of a period.
    pub fn within(&self, period: Period) -> impl Iterator<Item = &Signal> {
        self.signals.iter().filter(move |signal| period.contains(signal.month.start()))
    }

    /// How many months of a period have limits, and could have a signal.
    pub fn watched(&self, period: Period) -> usize {
        let inside = |month: &Period| period.contains(month.start());
        self.limits.iter().filter(|(month, limits)| limits.is_some() && inside(month)).count()
    }

    fn watched_after(&self, period: Period, end: Period) -> usize {
        let later = |month: &Period| *month > end && period.contains(month.start());
        self.limits.iter().filter(|(month, limits)| limits.is_some() && later(month)).count()
    }

    /// How many signals chance alone gives the months of a period.
    pub fn by_chance(&self, period: Period) -> Number {
        let known = BY_CHANCE.iter().rev().find(|(months, ..)| *months <= self.months);
        let (_, within, beyond) = known.unwrap_or(&BY_CHANCE[0]);
        let all = self.watched(period);
        let later = self.base_end.map_or(0, |end| self.watched_after(period, end));
        let rate = within * (all - later) as i128 + beyond * later as i128;
        Number::from_scaled(rate, 5)
    }
}

/// What limits are made from.
enum Made {
    /// One pair.
    One(Number, Number),
    /// A pair for every month, and what the whole comes to: 100 in percent.
    Shares(ShareLimits, Number),
}

impl Made {
    fn new(base: &[&ControlPoint], method: TrendMethod) -> Option<Self> {
        let neighbours = base.windows(2);
        let pairs = neighbours.filter(|pair| pair.iter().all(|point| point.value.is_some()));
        if pairs.count() < LEAST_PAIRS {
            return None;
        }
        let fitting = method == TrendMethod::Fitting;
        let sizes: Vec<Number> =
            base.iter().filter_map(|p| Some(p.counts.as_ref()?.1.clone())).collect();
        let filled = base.iter().filter(|point| point.value.is_some()).count();
        if fitting && sizes.len() == filled && is_uneven(&sizes) {
            let found = ShareLimits::new(&stretches(base, |point| point.counts.clone()))?;
            // What a share of one comes to: the same for every month that has something to show.
            let whole = base.iter().find_map(|point| {
                let (part, whole) = point.counts.as_ref()?;
                point.value.as_ref()?.checked_div(&part.checked_div(whole)?)
            });
            return whole.map(|whole| Made::Shares(found, whole));
        }
        let (centre, reach) = individuals(&stretches(base, |point| point.value.clone()))?;
        (!reach.is_zero()).then_some(Made::One(centre, reach))
    }

    fn of(&self, point: &ControlPoint, range: &PossibleRange) -> Option<ControlLimits> {
        match self {
            Made::One(centre, reach) => {
                Some(ControlLimits::around(centre.clone(), reach.clone(), range))
            }
            Made::Shares(shares, whole) => {
                let reach = shares.reach(&point.counts.as_ref()?.1)?;
                Some(ControlLimits::around(&shares.mean * whole, &reach * whole, range))
            }
        }
    }
}

/// What neighbouring months hold, cut where a month holds nothing.
fn stretches<T>(
    points: &[&ControlPoint],
    held: impl Fn(&ControlPoint) -> Option<T>,
) -> Vec<Vec<T>> {
    let mut all = vec![vec![]];
    for point in points {
        match held(point) {
            Some(one) => all.last_mut().expect("it begins with one").push(one),
            None => all.push(vec![]),
        }
    }
    all
}

/// Neighbouring months with their limits.
pub(super) struct Run<'a> {
    pub(super) points: &'a [ControlPoint],
    pub(super) limits: &'a [Option<ControlLimits>],
    pub(super) only_outside: bool,
}

impl Run<'_> {
    pub(super) fn signal(&self, at: usize) -> Option<Signal> {
        let (value, limits) = self.at(at)?;
        let twice = |rule: &dyn Fn(usize) -> Option<Side>| {
            let side = rule(at)?;
            (at > 0 && rule(at - 1) == Some(side)).then_some(side)
        };
        let (rule, side) = if let Some(side) = outside(value, limits) {
            (SignalRule::Outside, side)
        } else if self.only_outside {
            return None;
        } else if let Some(side) = self.near(at) {
            (SignalRule::Near, side)
        } else if let Some(side) = twice(&|at| self.seven(at)) {
            (SignalRule::Seven, side)
        } else {
            (SignalRule::Six, twice(&|at| self.six(at))?)
        };
        let distance = (value - &limits.mean).abs();
        let deviation = limits.reach.checked_div(&Number::from(3u32))?;
        let distance = distance.checked_div(&deviation);
        Some(Signal { month: self.points[at].month, rule, side, distance })
    }

    fn at(&self, at: usize) -> Option<(&Number, &ControlLimits)> {
        self.points.get(at)?.value.as_ref().zip(self.limits.get(at)?.as_ref())
    }

    /// The last `count` months up to one, if all of them have a number.
    fn last(&self, at: usize, count: usize) -> Option<Vec<(&Number, &ControlLimits)>> {
        let first = (at + 1).checked_sub(count)?;
        (first..=at).map(|at| self.at(at)).collect()
    }

    /// Whether a month lies in the outer third before a limit, or beyond it.
    fn is_near(&self, at: usize, side: Side) -> bool {
        let Some((value, limits)) = self.at(at) else { return false };
        let third = &limits.reach * &Number::from_scaled(2, 0);
        let third = third.checked_div(&Number::from(3u32)).unwrap_or_default();
        match side {
            Side::High => limits.high.is_some() && *value > &limits.mean + &third,
            Side::Low => limits.low.is_some() && *value < &limits.mean - &third,
        }
    }

    fn near(&self, at: usize) -> Option<Side> {
        let fires = |side: &Side| {
            let before = (1..=2).filter_map(|back| at.checked_sub(back));
            self.is_near(at, *side) && before.into_iter().any(|at| self.is_near(at, *side))
        };
        [Side::High, Side::Low].into_iter().find(fires)
    }

    fn seven(&self, at: usize) -> Option<Side> {
        let last = self.last(at, 7)?;
        let all = |above: bool| {
            let on_side = |(value, limits): &(&Number, &ControlLimits)| match above {
                true => **value > limits.mean,
                false => **value < limits.mean,
            };
            last.iter().all(on_side)
        };
        if all(true) { Some(Side::High) } else { all(false).then_some(Side::Low) }
    }

    fn six(&self, at: usize) -> Option<Side> {
        let last = self.last(at, 6)?;
        let rising = last.windows(2).all(|pair| pair[1].0 > pair[0].0);
        let falling = last.windows(2).all(|pair| pair[1].0 < pair[0].0);
        if rising { Some(Side::High) } else { falling.then_some(Side::Low) }
    }
}

fn outside(value: &Number, limits: &ControlLimits) -> Option<Side> {
    if limits.high.as_ref().is_some_and(|high| value > high) {
        return Some(Side::High);
    }
    limits.low.as_ref().is_some_and(|low| value < low).then_some(Side::Low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Grain;

    fn month(at: usize) -> Period {
        Period::new(2020, Grain::Month, 1).unwrap().shifted(at as i32)
    }

    fn series(values: &[f64]) -> Vec<ControlPoint> {
        let number = |value: &f64| Number::parse(&format!("{value:.6}"));
        let point = |(at, value): (usize, &f64)| ControlPoint {
            month: month(at),
            value: if value.is_nan() { None } else { number(value) },
            counts: None,
        };
        values.iter().enumerate().map(point).collect()
    }

    fn drawn(values: &[f64]) -> ControlChart {
        ControlChart::new(&series(values), &TrendRules::default(), &PossibleRange::default())
    }

    fn told(chart: &ControlChart) -> Vec<(String, &'static str)> {
        chart.signals.iter().map(|signal| (signal.month.to_string(), signal.code())).collect()
    }

    const CALM: [f64; 12] = [10., 12., 9., 11., 10., 13., 9., 10., 12., 10., 11., 9.];

    #[test]
    fn limits_need_twelve_months_and_stand_from_twenty() {
        let check = |count: usize, standing| {
            let values: Vec<f64> = CALM.iter().cycle().take(count).copied().collect();
            let chart = drawn(&values);
            assert_eq!(chart.standing, standing, "{count}");
            assert_eq!(chart.limits[0].1.is_some(), standing != Standing::None);
        };
        check(11, Standing::None);
        check(12, Standing::Provisional);
        check(19, Standing::Provisional);
        check(20, Standing::Firm);
    }

    #[test]
    fn every_rule_fires_and_only_where_it_should() {
        let with = |more: &[f64]| {
            let values: Vec<f64> = CALM.iter().chain(&CALM).chain(more).copied().collect();
            let rules = TrendRules { baseline: Some((month(0), month(23))), ..Default::default() };
            ControlChart::new(&series(&values), &rules, &PossibleRange::default())
        };
        assert!(told(&with(&[])).is_empty());
        // The mean is 10.5, the limits lie at about 4.8 and 16.2, two thirds of the way at 14.3.
        assert_eq!(told(&with(&[17.])), [("2022-01".to_owned(), "di_atas_batas")]);
        assert_eq!(told(&with(&[4.])), [("2022-01".to_owned(), "di_bawah_batas")]);
        assert_eq!(told(&with(&[15., 10., 15.])), [("2022-03".to_owned(), "dekat_batas_atas")]);
        assert!(told(&with(&[15., 10., 10., 15.])).is_empty());
        // Seven are not enough: the eighth has to say the same.
        let run = [11., 12., 11., 12., 11., 12., 11.];
        assert!(told(&with(&run)).is_empty());
        let eight: Vec<f64> = run.iter().copied().chain([12.]).collect();
        assert_eq!(told(&with(&eight)), [("2022-08".to_owned(), "tujuh_di_atas_rerata")]);
        let fall = [13., 12.5, 12., 11., 10.4, 10., 9.];
        assert_eq!(told(&with(&fall)), [("2022-07".to_owned(), "enam_turun")]);
        // A month without a number breaks the run.
        let broken: Vec<f64> = run.iter().copied().chain([f64::NAN, 12.]).collect();
        assert!(told(&with(&broken)).is_empty());
    }

    #[test]
    fn a_clipped_side_never_fires() {
        let mut values: Vec<f64> = [98., 99., 97., 99., 98., 100.].repeat(4);
        values.push(100.);
        let range = PossibleRange { low: Some(Number::zero()), high: Some(Number::from(100u32)) };
        let chart = ControlChart::new(&series(&values), &TrendRules::default(), &range);
        let limits = chart.limits[0].1.clone().unwrap();
        assert!(limits.high.is_none() && limits.low.is_some());
        assert!(told(&chart).is_empty());
    }

    #[test]
    fn a_new_beginning_has_its_own_limits() {
        let mut values: Vec<f64> = CALM.to_vec();
        values.extend(CALM.iter().map(|value| value + 20.0));
        let rules = TrendRules { rebase: vec![month(12)], ..Default::default() };
        let chart = ControlChart::new(&series(&values), &rules, &PossibleRange::default());
        assert!(told(&chart).is_empty());
        assert_eq!(chart.rebased, [month(12)]);
        let mean = |at: usize| chart.limits[at].1.as_ref().unwrap().mean.clone();
        assert_eq!(&mean(23) - &mean(0), 20);
        assert!(!told(&drawn(&values)).is_empty());
    }

    #[test]
    fn shares_of_uneven_numbers_have_uneven_limits() {
        let sizes = [500u32, 5, 120, 40, 300, 8, 60, 250, 15, 90, 400, 30];
        let point = |(at, size): (usize, &u32)| {
            let part = size - size / 50;
            let counts = (Number::from(part), Number::from(*size));
            let share = counts.0.checked_div(&counts.1).unwrap();
            let value = Some(&share * &Number::from(100u32));
            ControlPoint { month: month(at), value, counts: Some(counts) }
        };
        let points: Vec<ControlPoint> = sizes.iter().enumerate().map(point).collect();
        let range = PossibleRange { low: Some(Number::zero()), high: Some(Number::from(100u32)) };
        let chart = ControlChart::new(&points, &TrendRules::default(), &range);
        let low = |at: usize| chart.limits[at].1.as_ref().unwrap().low.clone().unwrap();
        assert!(low(0) > low(1));
        assert!(told(&chart).is_empty());
    }

    #[test]
    fn a_seasonal_series_has_no_runs_before_three_years() {
        let wave = [5., 6., 7., 8., 9., 10., 11., 12., 20., 20., 20., 20.].repeat(2);
        let rules = TrendRules { seasonal: true, ..Default::default() };
        let chart = ControlChart::new(&series(&wave), &rules, &PossibleRange::default());
        assert!(chart.signals.iter().all(|signal| signal.rule == SignalRule::Outside));
        assert!(drawn(&wave).signals.iter().any(|signal| signal.rule != SignalRule::Outside));
    }

    /// Twelve uniform numbers added up are near enough to normal; the same ones in every run.
    fn normal(state: &mut u64) -> f64 {
        let mut next = || {
            *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (*state >> 11) as f64 / (1u64 << 53) as f64
        };
        (0..12).map(|_| next()).sum::<f64>() - 6.0
    }

    /// An office that only chance moves: what is printed as expected is about what is found.
    #[test]
    fn chance_gives_about_as_many_signals_as_expected() {
        let (months, within, beyond) = BY_CHANCE[3];
        for (further, rate) in [(0, within), (6, beyond)] {
            let (mut state, mut found, offices) = (months as u64, 0, 1600);
            let count = months + further;
            for _ in 0..offices {
                let values: Vec<f64> = (0..count).map(|_| 100.0 + normal(&mut state)).collect();
                let baseline = Some((month(0), month(months - 1)));
                let rules = TrendRules { baseline, ..Default::default() };
                let points = series(&values);
                let chart = ControlChart::new(&points, &rules, &PossibleRange::default());
                found += chart.signals.iter().filter(|s| s.month >= month(count - 3)).count();
            }
            let measured = found as i128 * 100_000 / (3 * offices);
            assert!((measured - rate).abs() * 5 < rate * 2, "{further}: {measured}, not {rate}");
        }
    }
}
