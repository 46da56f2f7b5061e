//! Exact numbers. A [`Number`] is a fraction of two whole numbers, so 1/3 of 75 is 25 and
//! nothing depends on the order in which it was added up.
//!
//! Rounding is half away from zero and happens only where a definition or a display asks for it.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Mul, Neg, Sub};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Pow, Signed, ToPrimitive, Zero};

/// The decimals to which anything may be rounded: cells hold no more digits.
pub const MOST_DECIMALS: u32 = 38;

/// An exact rational number.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(BigRational);

impl Number {
    /// Zero.
    pub fn zero() -> Self {
        Self(BigRational::zero())
    }

    /// One.
    pub fn one() -> Self {
        Self(BigRational::one())
    }

    /// `mantissa` divided by ten to the power of `scale`: 12.34 is `(1234, 2)`.
    pub fn from_scaled(mantissa: i128, scale: u32) -> Self {
        if let Some(below) = small_power_of_ten(scale) {
            return Self::reduced(mantissa, below);
        }
        Self(BigRational::new(BigInt::from(mantissa), power_of_ten(scale)))
    }

    /// Reads a plain decimal such as `-12.5`; no exponent, no thousands marks.
    pub fn parse(text: &str) -> Option<Self> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        if digits.ends_with('.') {
            return None;
        }
        let mantissa: BigInt = format!("{whole}{fraction}").parse().ok()?;
        let scale = u32::try_from(fraction.len()).ok()?;
        Some(Self(BigRational::new(mantissa * sign, power_of_ten(scale))))
    }

    /// The quotient, or `None` when the divisor is zero.
    pub fn checked_div(&self, divisor: &Self) -> Option<Self> {
        if divisor.is_zero() {
            return None;
        }
        Some(match (self.small(), divisor.small()) {
            (Some((a, b)), Some((c, d))) => Self::reduced(a * d * c.signum(), b * c.abs()),
            _ => Self(&self.0 / &divisor.0),
        })
    }

    /// The distance from zero.
    pub fn abs(&self) -> Self {
        Self(self.0.abs())
    }

    /// The square root to twelve decimals, rounded half away from zero; worked out in whole
    /// numbers, so it is the same everywhere. Nothing for numbers below zero.
    pub fn sqrt(&self) -> Option<Self> {
        if self.is_negative() {
            return None;
        }
        // One decimal more than is kept: the root is cut there, and half of its last place up
        // means half or more.
        let scaled = (&self.0 * BigRational::from_integer(power_of_ten(26))).floor().to_integer();
        Some(Self(BigRational::new(scaled.sqrt(), power_of_ten(13))).round(12))
    }

    /// Whether this is exactly zero.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether this is below zero.
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// Whether this is a whole number.
    pub fn is_integer(&self) -> bool {
        self.0.is_integer()
    }

    /// Rounded half away from zero to `digits` decimals: 71.805 becomes 71.81, -0.5 becomes -1.
    pub fn round(&self, digits: u32) -> Self {
        match self.small_rounded(digits) {
            Some(scaled) => Self::from_scaled(scaled, digits),
            None => Self(BigRational::new(self.rounded(digits), power_of_ten(digits))),
        }
    }

    /// The largest whole number that is not larger.
    pub fn floor(&self) -> Self {
        Self(self.0.floor())
    }

    /// The square root, cut at `digits` decimals; zero of what is below zero. Whole numbers find it,
    /// so it is the same on every machine.
    pub fn root(&self, digits: u32) -> Self {
        if self.is_negative() {
            return Self::zero();
        }
        let scaled = &self.0 * BigRational::from_integer(power_of_ten(2 * digits));
        Self(BigRational::new(scaled.floor().to_integer().sqrt(), power_of_ten(digits)))
    }

    /// The power `up / root`, cut at `digits` decimals: `5 / 18` raises to 1/3.6. Zero of what is
    /// below zero, and without a root. Whole numbers find it, so it is the same on every machine.
    pub fn power(&self, up: u32, root: u32, digits: u32) -> Self {
        if self.is_negative() || root == 0 {
            return Self::zero();
        }
        let raised = Pow::pow(&self.0, up) * BigRational::from_integer(power_of_ten(root * digits));
        let found = raised.floor().to_integer().nth_root(root);
        Self(BigRational::new(found, power_of_ten(digits)))
    }

    /// The decimal text with exactly `digits` decimals, rounded half away from zero.
    pub fn to_fixed(&self, digits: u32) -> String {
        let (text, is_negative) = match self.small_rounded(digits) {
            Some(scaled) => (scaled.unsigned_abs().to_string(), scaled < 0),
            None => {
                let scaled = self.rounded(digits);
                (scaled.magnitude().to_string(), scaled.is_negative())
            }
        };
        let width = digits as usize + 1;
        let padded = format!("{text:0>width$}");
        let (whole, fraction) = padded.split_at(padded.len() - digits as usize);
        let sign = if is_negative { "-" } else { "" };
        if digits == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }

    /// The shortest exact decimal text, or one cut at `digits` decimals if there is none.
    pub fn to_plain(&self, digits: u32) -> String {
        let fixed = self.to_fixed(digits);
        if !fixed.contains('.') {
            return fixed;
        }
        let trimmed = fixed.trim_end_matches('0').trim_end_matches('.');
        if trimmed == "-0" { "0".to_owned() } else { trimmed.to_owned() }
    }

    /// The exact text as a fraction: `1025/12`; whole numbers without one.
    pub fn to_fraction(&self) -> String {
        self.0.to_string()
    }

    /// The least whole number above zero that makes whole numbers of all of these.
    pub fn common_denominator<'a>(numbers: impl IntoIterator<Item = &'a Self>) -> Self {
        // The numerator of a reduced fraction has lost what it shared with the denominator.
        let more = |all: BigInt, one: &Self| {
            let own = BigRational::new(one.0.denom().clone(), all.clone()).numer().clone();
            all * own
        };
        Self(BigRational::from_integer(numbers.into_iter().fold(BigInt::one(), more)))
    }

    /// The nearest float: for drawing coordinates and spreadsheet cells only, never for a decision.
    pub fn to_f64(&self) -> f64 {
        self.0.to_f64().unwrap_or(0.0)
    }

    /// This number times ten to the power of `scale`, rounded to a whole one, if it fits.
    pub fn to_scaled(&self, scale: u32) -> Option<i128> {
        self.small_rounded(scale).or_else(|| self.rounded(scale).to_i128())
    }

    /// The whole number this is, if it is one and fits.
    pub fn to_i64(&self) -> Option<i64> {
        self.is_integer().then(|| self.0.numer().to_i64()).flatten()
    }

    /// Numerator and denominator where both are short, as nearly all are: what is made of two such
    /// pairs fits into 128 bits, and needs no long arithmetic.
    fn small(&self) -> Option<(i128, i128)> {
        Some((self.0.numer().to_i64()?.into(), self.0.denom().to_i64()?.into()))
    }

    /// `above / below` in lowest terms; `below` is larger than zero.
    fn reduced(above: i128, below: i128) -> Self {
        let shared = greatest_common_divisor(above.unsigned_abs(), below.unsigned_abs());
        // A divisor of what fits fits too, but for that of the least number of all.
        let shared = i128::try_from(shared).unwrap_or(1);
        Self(BigRational::new_raw(BigInt::from(above / shared), BigInt::from(below / shared)))
    }

    /// This number times ten to the power of `digits`, rounded half away from zero.
    fn rounded(&self, digits: u32) -> BigInt {
        half_away(&(&self.0 * BigRational::from_integer(power_of_ten(digits))))
    }

    /// The same in short arithmetic, where it fits.
    fn small_rounded(&self, digits: u32) -> Option<i128> {
        let (above, below) = self.small()?;
        let scaled = above.checked_mul(small_power_of_ten(digits)?)?;
        let doubled = scaled.abs().checked_mul(2)?.checked_add(below)?;
        Some(doubled / (2 * below) * scaled.signum())
    }
}

/// A power of ten that leaves room to multiply with.
fn small_power_of_ten(exponent: u32) -> Option<i128> {
    (exponent <= 18).then(|| 10i128.pow(exponent))
}

/// By halving: shifts and differences are all it takes.
fn greatest_common_divisor(a: u128, b: u128) -> u128 {
    match (u64::try_from(a), u64::try_from(b)) {
        (Ok(a), Ok(b)) => short_common_divisor(a, b).into(),
        _ if b == 0 => a,
        // One step of Euclid makes the larger of two unequal numbers as short as the other.
        _ => greatest_common_divisor(b, a % b),
    }
}

fn short_common_divisor(mut a: u64, mut b: u64) -> u64 {
    if a == 0 || b == 0 {
        return a | b;
    }
    let shift = (a | b).trailing_zeros();
    a >>= a.trailing_zeros();
    while b != 0 {
        b >>= b.trailing_zeros();
        (a, b) = (a.min(b), a.abs_diff(b));
    }
    a << shift
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.small(), other.small()) {
            (Some((a, b)), Some((c, d))) => (a * d).cmp(&(c * b)),
            _ => self.0.cmp(&other.0),
        }
    }
}

fn power_of_ten(exponent: u32) -> BigInt {
    BigInt::from(10).pow(exponent)
}

fn half_away(ratio: &BigRational) -> BigInt {
    let doubled = ratio.abs() * BigRational::from_integer(BigInt::from(2));
    let rounded: BigInt = (doubled.floor().to_integer() + 1u32) / 2u32;
    if ratio.is_negative() { -rounded } else { rounded }
}

impl Default for Number {
    fn default() -> Self {
        Self::zero()
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self(BigRational::from_integer(BigInt::from(value)))
    }
}

impl From<u32> for Number {
    fn from(value: u32) -> Self {
        Self::from(i64::from(value))
    }
}

impl From<i128> for Number {
    fn from(value: i128) -> Self {
        Self(BigRational::from_integer(BigInt::from(value)))
    }
}

impl Add for &Number {
    type Output = Number;
    fn add(self, other: &Number) -> Number {
        match (self.small(), other.small()) {
            (Some((a, 1)), Some((c, 1))) => Number::from(a + c),
            (Some((a, b)), Some((c, d))) => Number::reduced(a * d + c * b, b * d),
            _ => Number(&self.0 + &other.0),
        }
    }
}

impl Sub for &Number {
    type Output = Number;
    fn sub(self, other: &Number) -> Number {
        match (self.small(), other.small()) {
            (Some((a, 1)), Some((c, 1))) => Number::from(a - c),
            (Some((a, b)), Some((c, d))) => Number::reduced(a * d - c * b, b * d),
            _ => Number(&self.0 - &other.0),
        }
    }
}

impl Mul for &Number {
    type Output = Number;
    fn mul(self, other: &Number) -> Number {
        match (self.small(), other.small()) {
            (Some((a, b)), Some((c, d))) => Number::reduced(a * c, b * d),
            _ => Number(&self.0 * &other.0),
        }
    }
}

impl Neg for &Number {
    type Output = Number;
    fn neg(self) -> Number {
        Number(-&self.0)
    }
}

impl PartialEq<i64> for Number {
    fn eq(&self, other: &i64) -> bool {
        self.to_i64() == Some(*other)
    }
}

impl PartialOrd<i64> for Number {
    fn partial_cmp(&self, other: &i64) -> Option<Ordering> {
        self.partial_cmp(&Number::from(*other))
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    #[test]
    fn rounds_half_away_from_zero() {
        // The first four are exact ties of published IKPA figures.
        let check = |input, digits, expected| assert_eq!(number(input).to_fixed(digits), expected);
        check("71.805", 2, "71.81");
        check("69.285", 2, "69.29");
        check("53.225", 2, "53.23");
        check("103.775", 2, "103.78");
        check("0.125", 2, "0.13");
        check("-0.5", 0, "-1");
        check("0.49", 0, "0");
        check("-0.04", 1, "0.0");
        check("12", 3, "12.000");
    }

    #[test]
    fn thirds_are_exact() {
        let third = Number::one().checked_div(&Number::from(3u32)).unwrap();
        assert_eq!(&third * &Number::from(75u32), 25);
        let index = &number("3.60").checked_div(&number("4")).unwrap() * &number("17.50");
        assert_eq!(index, number("15.75"));
    }

    #[test]
    fn parses_plain_decimals_only() {
        for bad in ["", "-", "1.", ".5", "1e3", "1,5", "+1", "1.2.3", "1 000"] {
            assert_eq!(Number::parse(bad), None, "{bad:?}");
        }
        assert_eq!(number("-012.50").to_plain(6), "-12.5");
        assert_eq!(number("100").to_plain(6), "100");
    }

    #[test]
    fn roots_are_cut_at_their_decimals() {
        let check =
            |input, digits, expected| assert_eq!(number(input).root(digits), number(expected));
        check("2", 6, "1.414213");
        check("0.0225", 4, "0.15");
        check("-4", 2, "0");
        check("144", 0, "12");
    }

    #[test]
    fn short_and_long_arithmetic_agree() {
        // Pairs that fit, that only just fit, and that do not: all against the long way.
        let edges = ["0", "1", "-1", "3", "-7", "9223372036854775807", "-9223372036854775808"];
        let more = [
            "0.000000001",
            "-12345.678901",
            "9223372036854775808",
            "0.33",
            "98765432109876543210.5",
        ];
        let whole: Vec<Number> =
            edges.iter().chain(&more).filter_map(|one| Number::parse(one)).collect();
        let mut all = whole.clone();
        for (above, below) in whole.iter().zip(whole.iter().skip(3)) {
            all.extend(above.checked_div(below));
        }
        for one in &all {
            for other in &all {
                assert_eq!((one + other).0, &one.0 + &other.0);
                assert_eq!((one - other).0, &one.0 - &other.0);
                assert_eq!((one * other).0, &one.0 * &other.0);
                let divided = one.checked_div(other).map(|found| found.0);
                assert_eq!(divided, (!other.0.is_zero()).then(|| &one.0 / &other.0));
                assert_eq!(one.cmp(other), one.0.cmp(&other.0));
            }
            for digits in [0, 1, 2, 10, 18, 30] {
                let long = Number(BigRational::new(one.rounded(digits), power_of_ten(digits)));
                assert_eq!(one.round(digits), long, "{one:?} to {digits}");
                assert_eq!(one.to_fixed(digits), long.to_fixed(digits));
                assert_eq!(one.to_scaled(digits), one.rounded(digits).to_i128());
            }
        }
    }

    #[test]
    fn division_by_zero_has_no_answer() {
        assert_eq!(Number::one().checked_div(&Number::zero()), None);
    }
}
