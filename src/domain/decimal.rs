//! Exact decimals of table cells: a whole number and how many of its digits are decimals.
//!
//! Cells are decimals, so they stay decimals (cheap, exact) until the first reduction over rows;
//! after it [`Number`] takes over. Every operation here is checked: what does not
//! fit has no result, and the caller says so.

use std::cmp::Ordering;

use super::Number;

/// An exact decimal: `mantissa` divided by ten to the power of `scale`.
#[derive(Clone, Copy, Debug)]
pub struct Decimal {
    /// The digits.
    pub mantissa: i128,
    /// How many of them are decimals.
    pub scale: u32,
}

impl Decimal {
    /// A whole number.
    pub fn whole(value: i64) -> Self {
        Self { mantissa: i128::from(value), scale: 0 }
    }

    /// The decimal that this number is, if it is one of at most 18 decimals.
    pub fn from_number(number: &Number) -> Option<Self> {
        if let Some(whole) = number.to_i64() {
            return Some(Self::whole(whole));
        }
        let scale = (0..=18).find(|scale| {
            number
                .to_scaled(*scale)
                .is_some_and(|whole| Number::from_scaled(whole, *scale) == *number)
        })?;
        number.to_scaled(scale).map(|mantissa| Self { mantissa, scale })
    }

    /// The same value as a fraction.
    pub fn to_number(self) -> Number {
        Number::from_scaled(self.mantissa, self.scale)
    }

    /// The digits at another scale, if the value has them there exactly and they fit.
    pub fn at_scale(self, scale: u32) -> Option<i128> {
        if scale >= self.scale {
            self.mantissa.checked_mul(10i128.checked_pow(scale - self.scale)?)
        } else {
            let power = 10i128.checked_pow(self.scale - scale)?;
            (self.mantissa % power == 0).then(|| self.mantissa / power)
        }
    }

    fn aligned(self, other: Self) -> Option<(i128, i128, u32)> {
        let scale = self.scale.max(other.scale);
        Some((self.at_scale(scale)?, other.at_scale(scale)?, scale))
    }

    /// The sum, if it fits.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let (a, b, scale) = self.aligned(other)?;
        Some(Self { mantissa: a.checked_add(b)?, scale })
    }

    /// The difference, if it fits.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(other.negated()?)
    }

    /// The product, if it fits.
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        let mantissa = self.mantissa.checked_mul(other.mantissa)?;
        Some(Self { mantissa, scale: self.scale + other.scale })
    }

    /// The opposite, if it fits.
    pub fn negated(self) -> Option<Self> {
        Some(Self { mantissa: self.mantissa.checked_neg()?, scale: self.scale })
    }

    /// Rounded half away from zero to `digits` decimals.
    pub fn round(self, digits: u32) -> Option<Self> {
        if digits >= self.scale {
            return Some(self);
        }
        let power = 10i128.checked_pow(self.scale - digits)?;
        let half = power / 2;
        let nudged = if self.mantissa < 0 {
            self.mantissa.checked_sub(half)?
        } else {
            self.mantissa.checked_add(half)?
        };
        Some(Self { mantissa: nudged / power, scale: digits })
    }

    /// The whole number this is, if it is one and fits.
    pub fn to_i64(self) -> Option<i64> {
        self.at_scale(0).and_then(|whole| i64::try_from(whole).ok())
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match self.aligned(*other) {
            Some((a, b, _)) => a.cmp(&b),
            None => self.to_number().cmp(&other.to_number()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(mantissa: i128, scale: u32) -> Decimal {
        Decimal { mantissa, scale }
    }

    #[test]
    fn arithmetic_is_exact_or_refused() {
        assert_eq!(decimal(1, 1).checked_add(decimal(2, 1)), Some(decimal(3, 1)));
        assert_eq!(decimal(125, 2).checked_mul(decimal(4, 0)), Some(decimal(5, 0)));
        assert_eq!(decimal(i128::MAX, 0).checked_add(decimal(1, 0)), None);
        assert!(decimal(100, 2) == decimal(1, 0) && decimal(-1, 3) < decimal(0, 0));
    }

    #[test]
    fn rounds_half_away_from_zero() {
        assert_eq!(decimal(12345, 3).round(2), Some(decimal(1235, 2)));
        assert_eq!(decimal(-12345, 3).round(2), Some(decimal(-1235, 2)));
        assert_eq!(decimal(12344, 3).round(2), Some(decimal(1234, 2)));
    }
}
