//! How numbers spread: sum, mean, percentiles and the distance from the mean, all exact but for
//! the square root, which has twelve decimals.

use crate::domain::Number;

/// Numbers and how they spread.
#[derive(Clone, Debug, Default)]
pub struct Spread(pub Vec<Number>);

impl Spread {
    /// The sum.
    pub fn sum(&self) -> Number {
        self.0.iter().fold(Number::zero(), |sum, value| &sum + value)
    }

    /// The mean.
    pub fn mean(&self) -> Option<Number> {
        self.sum().checked_div(&Number::from(self.0.len() as i128))
    }

    /// The value below which this share of the values lies, between two values in proportion:
    /// the middle one, or the mean of the middle two, for one half.
    pub fn percentile(&self, share: &Number) -> Option<Number> {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let last = sorted.len().checked_sub(1)?;
        let place = share * &Number::from(last as i128);
        let below = place.floor();
        let at = usize::try_from(below.to_i64()?).ok()?;
        let lower = sorted.get(at)?;
        let upper = sorted.get(at + 1).unwrap_or(lower);
        Some(lower + &(&(&place - &below) * &(upper - lower)))
    }

    /// The spread around the mean: the root of the mean square distance, over `less` values fewer
    /// than there are. Exact up to the root, which has twelve decimals.
    pub fn deviation(&self, less: usize) -> Option<Number> {
        let divisor = Number::from(self.0.len().checked_sub(less)? as i128);
        let mean = self.mean()?;
        let square = |value: &Number| &(value - &mean) * &(value - &mean);
        let squares = self.0.iter().map(square).fold(Number::zero(), |sum, one| &sum + &one);
        squares.checked_div(&divisor)?.sqrt()
    }
}
