//! Limits of a monthly series: how far a figure strays by itself when nothing has changed.
//!
//! One pair of limits comes from the moving ranges (XmR chart); shares of uneven numbers get a pair
//! for every month (Laney's p′ chart). Everything is exact but the square roots of the shares,
//! which are cut at a fixed number of decimals.

use crate::domain::Number;

/// What a moving range is multiplied with: three standard deviations, 3 ÷ 1.128.
const RANGE_TO_LIMIT: (i128, u32) = (266, 2);

/// What turns a mean moving range into a standard deviation.
const RANGE_TO_DEVIATION: (i128, u32) = (1128, 3);

/// The decimals at which square roots are cut.
const ROOT_DECIMALS: u32 = 12;

/// The mean of a series and how far three standard deviations reach from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ControlLimits {
    /// The mean.
    pub mean: Number,
    /// The distance of the limits from the mean before they are clipped.
    pub reach: Number,
    /// The lower limit; `None` where the figure cannot get so low.
    pub low: Option<Number>,
    /// The upper limit; `None` where the figure cannot get so high.
    pub high: Option<Number>,
}

impl ControlLimits {
    /// Limits around a mean, without the sides that lie beyond what is possible.
    pub fn around(mean: Number, reach: Number, range: &PossibleRange) -> Self {
        let (low, high) = (&mean - &reach, &mean + &reach);
        let low = Some(low).filter(|low| range.low.as_ref().is_none_or(|least| low >= least));
        let high = Some(high).filter(|high| range.high.as_ref().is_none_or(|most| high <= most));
        Self { mean, reach, low, high }
    }
}

/// What a figure can be at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PossibleRange {
    /// The least.
    pub low: Option<Number>,
    /// The most.
    pub high: Option<Number>,
}

/// The mean of some numbers; `None` of none.
pub fn mean(numbers: &[Number]) -> Option<Number> {
    let sum = numbers.iter().fold(Number::zero(), |sum, number| &sum + number);
    sum.checked_div(&Number::from(numbers.len() as i64))
}

/// Mean and reach of a series from the moving ranges of its neighbours.
///
/// A month without a number has no neighbours: `values` holds the stretches between such months.
pub fn individuals(values: &[Vec<Number>]) -> Option<(Number, Number)> {
    let centre = mean(&values.concat())?;
    let range = mean(&ranges(values))?;
    Some((centre, &range * &Number::from_scaled(RANGE_TO_LIMIT.0, RANGE_TO_LIMIT.1)))
}

fn ranges(values: &[Vec<Number>]) -> Vec<Number> {
    let pairs = values.iter().flat_map(|stretch| stretch.windows(2));
    pairs.map(|pair| (&pair[1] - &pair[0]).abs()).collect()
}

/// Shares of uneven numbers: their common mean and how much more they stray than chance would have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShareLimits {
    /// All counted divided by all there were.
    pub mean: Number,
    /// How much the shares stray beside what is left to chance: 1 is exactly that, and the least.
    pub spread: Number,
}

impl ShareLimits {
    /// From counts of parts and wholes, in stretches of neighbouring months.
    ///
    /// `None` where nothing or everything was counted always: then nothing strays.
    pub fn new(counts: &[Vec<(Number, Number)>]) -> Option<Self> {
        let all = counts.concat();
        let add =
            |sum: (Number, Number), one: &(Number, Number)| (&sum.0 + &one.0, &sum.1 + &one.1);
        let (part, whole) = all.iter().fold((Number::zero(), Number::zero()), add);
        let mean_share = part.checked_div(&whole)?;
        let standard = |(part, whole): &(Number, Number)| {
            let share = part.checked_div(whole)?;
            (&share - &mean_share).checked_div(&chance(&mean_share, whole)?)
        };
        let scores: Vec<Vec<Number>> =
            counts.iter().map(|stretch| stretch.iter().filter_map(standard).collect()).collect();
        let range = mean(&ranges(&scores))?;
        let unit = Number::from_scaled(RANGE_TO_DEVIATION.0, RANGE_TO_DEVIATION.1);
        // Straying less than chance is what months of very few cases look like; limits made of it
        // would call the next ordinary month a signal.
        let spread = range.checked_div(&unit)?.max(Number::one());
        Some(Self { mean: mean_share, spread })
    }

    /// How far three standard deviations reach for a month of so many.
    pub fn reach(&self, whole: &Number) -> Option<Number> {
        Some(&(&chance(&self.mean, whole)? * &self.spread) * &Number::from(3u32))
    }
}

/// The standard deviation that chance alone gives a share of so many; `None` if it has none.
fn chance(share: &Number, whole: &Number) -> Option<Number> {
    let variance = (share * &(&Number::one() - share)).checked_div(whole)?;
    Some(variance.root(ROOT_DECIMALS)).filter(|root| !root.is_zero())
}

/// Whether some number lies more than a quarter away from the mean of all.
pub fn is_uneven(numbers: &[Number]) -> bool {
    let Some(centre) = mean(numbers) else { return false };
    let quarter = &centre * &Number::from_scaled(25, 2);
    numbers.iter().any(|number| (number - &centre).abs() > quarter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    fn numbers(texts: &[&str]) -> Vec<Number> {
        texts.iter().map(|text| number(text)).collect()
    }

    #[test]
    fn limits_come_from_moving_ranges() {
        // Ranges 2, 4, 2: mean 8/3, so the limits lie 2.66 · 8/3 away from 12.
        let (centre, reach) = individuals(&[numbers(&["10", "12", "14"])]).unwrap();
        assert_eq!((centre, reach), (number("12"), number("5.32")));
        // The gap between 12 and 40 is no range.
        let (_, reach) = individuals(&[numbers(&["10", "12"]), numbers(&["40", "44"])]).unwrap();
        assert_eq!(reach, number("7.98"));
        assert_eq!(individuals(&[numbers(&["10"])]), None);
    }

    #[test]
    fn a_limit_beyond_what_is_possible_is_none() {
        let range = PossibleRange { low: Some(Number::zero()), high: Some(number("100")) };
        let limits = ControlLimits::around(number("98"), number("3"), &range);
        assert_eq!((limits.low, limits.high), (Some(number("95")), None));
        let limits = ControlLimits::around(number("2"), number("3"), &range);
        assert_eq!((limits.low, limits.high), (None, Some(number("5"))));
    }

    #[test]
    fn shares_of_few_have_wide_limits() {
        let counts = |pairs: &[(u32, u32)]| -> Vec<(Number, Number)> {
            pairs.iter().map(|(a, b)| (Number::from(*a), Number::from(*b))).collect()
        };
        let known = counts(&[(98, 100), (490, 500), (5, 5), (48, 50), (197, 200), (19, 20)]);
        let limits = ShareLimits::new(&[known]).unwrap();
        let (few, many) = (limits.reach(&Number::from(5u32)), limits.reach(&Number::from(500u32)));
        assert!(few.unwrap() > &many.unwrap() * &Number::from(9u32));
        assert_eq!(ShareLimits::new(&[counts(&[(5, 5), (7, 7)])]), None);
        assert!(!is_uneven(&numbers(&["100", "126"])));
        assert!(is_uneven(&numbers(&["10", "20"])));
    }
}
