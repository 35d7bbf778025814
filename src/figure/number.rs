//! Exact rational numbers: 128 bits while they suffice, any size beyond. No floating point, no overflow, no rounding.

#![warn(clippy::arithmetic_side_effects, reason = "these are values, not places as elsewhere in this room")]

use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
};

use num_bigint::BigInt;
use num_rational::{BigRational, Ratio};
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, One, Pow, Signed, ToPrimitive, Zero};

/// An exact rational number.
#[derive(Debug, Clone)]
pub struct Number(Size);

/// `Large` only where `Small` would overflow, so that equal numbers are held alike.
#[derive(Debug, Clone)]
enum Size {
    Small(Ratio<i128>),
    Large(Box<BigRational>),
}

impl Number {
    /// Zero.
    pub fn zero() -> Self {
        Self::from(0_i64)
    }

    /// One.
    pub fn one() -> Self {
        Self::from(1_i64)
    }

    /// `numerator / denominator`; `None` where the denominator is zero.
    pub fn ratio(numerator: i64, denominator: i64) -> Option<Self> {
        Self::from(numerator).checked_div(&Self::from(denominator))
    }

    /// `10^exponent`.
    pub fn power_of_ten(exponent: i32) -> Self {
        if let Some(power) = 10_i128.checked_pow(exponent.unsigned_abs()) {
            return Self(Size::Small(if exponent < 0 { Ratio::new_raw(1, power) } else { Ratio::from_integer(power) }));
        }
        let power = BigInt::from(10).pow(exponent.unsigned_abs());
        let power = BigRational::from_integer(power);
        Self::of(if exponent < 0 { power.recip() } else { power })
    }

    /// Reads ASCII digits with at most one point: `12.50`. `None` for anything else.
    pub fn parse(digits: &str) -> Option<Self> {
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let all = format!("{whole}{decimals}");
        if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let value = match all.parse() {
            Ok(small) => Self(Size::Small(Ratio::from_integer(small))),
            Err(_) => Self::of(BigRational::from_integer(all.parse().ok()?)),
        };
        Some(value.times(&Self::power_of_ten(i32::try_from(decimals.len()).ok()?.checked_neg()?)))
    }

    /// The sum.
    #[expect(clippy::arithmetic_side_effects, reason = "of any size")]
    pub fn plus(&self, other: &Self) -> Self {
        self.combine(other, |a, b| a.checked_add(b), |a, b| a + b)
    }

    /// The difference.
    #[expect(clippy::arithmetic_side_effects, reason = "of any size")]
    pub fn minus(&self, other: &Self) -> Self {
        self.combine(other, |a, b| a.checked_sub(b), |a, b| a - b)
    }

    /// The product.
    #[expect(clippy::arithmetic_side_effects, reason = "of any size")]
    pub fn times(&self, other: &Self) -> Self {
        self.combine(other, |a, b| a.checked_mul(b), |a, b| a * b)
    }

    /// The quotient; `None` where `other` is zero.
    #[expect(clippy::arithmetic_side_effects, reason = "of any size, and not divided by zero")]
    pub fn checked_div(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        Some(self.combine(other, |a, b| a.checked_div(b), |a, b| a / b))
    }

    /// `self` to a whole power.
    pub fn power(&self, exponent: u32) -> Self {
        Self::of(Pow::pow(self.large(), exponent))
    }

    /// The number with its sign turned.
    pub fn negated(&self) -> Self {
        Self::zero().minus(self)
    }

    /// The distance from zero.
    pub fn abs(&self) -> Self {
        if self.is_negative() { self.negated() } else { self.clone() }
    }

    /// Half of it.
    pub fn half(&self) -> Self {
        self.times(&Self(Size::Small(Ratio::new_raw(1, 2))))
    }

    /// The largest whole number that is not above it.
    pub fn floor(&self) -> Self {
        Self::of(self.large().floor())
    }

    /// The smallest whole number that is not below it.
    pub fn ceil(&self) -> Self {
        Self::of(self.large().ceil())
    }

    /// The nearest multiple of `step`, exact halves away from zero (四舍五入). `self` where `step` is zero.
    pub fn rounded_to(&self, step: &Self) -> Self {
        let Some(steps) = self.checked_div(step) else { return self.clone() };
        Self::of(steps.large().round()).times(step)
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        match &self.0 {
            Size::Small(ratio) => ratio.is_zero(),
            Size::Large(ratio) => ratio.is_zero(),
        }
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Size::Small(ratio) => ratio.is_negative(),
            Size::Large(ratio) => ratio.is_negative(),
        }
    }

    /// Whether it is whole.
    pub fn is_whole(&self) -> bool {
        match &self.0 {
            Size::Small(ratio) => ratio.is_integer(),
            Size::Large(ratio) => ratio.is_integer(),
        }
    }

    /// As a machine integer; `None` where it is not whole or does not fit.
    pub fn to_i64(&self) -> Option<i64> {
        if self.is_whole() { self.large().to_integer().to_i64() } else { None }
    }

    /// In decimal digits, rounded to `places` after the point (exact halves away from zero): `67.40` for two.
    #[expect(clippy::arithmetic_side_effects, reason = "of any size")]
    pub fn to_decimal(&self, places: u32) -> String {
        let shifted = self.large() * BigInt::from(10).pow(places);
        let whole = shifted.round().to_integer();
        let (sign, digits) = (if whole.is_negative() { "-" } else { "" }, whole.abs().to_string());
        if places == 0 {
            return format!("{sign}{digits}");
        }
        let places = usize::try_from(places).unwrap_or(usize::MAX);
        // Not by the width of a format, which panics above 65,535.
        let digits = ["0".repeat(places.saturating_add(1).saturating_sub(digits.len())), digits].concat();
        let (whole, decimals) = digits.split_at_checked(digits.len().saturating_sub(places)).unwrap_or((&digits, ""));
        format!("{sign}{whole}.{decimals}")
    }

    /// In decimal digits where it has at most twelve after the point, else rounded to twelve and cut of trailing zeros.
    pub fn to_digits(&self) -> String {
        let exact = (0..=12).find(|&places| self.times(&Self::power_of_ten(places)).is_whole());
        let text = self.to_decimal(exact.unwrap_or(12).unsigned_abs());
        match (exact, text.contains('.')) {
            (None, true) => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
            _ => text,
        }
    }

    fn of(ratio: BigRational) -> Self {
        match (ratio.numer().to_i128(), ratio.denom().to_i128()) {
            (Some(numerator), Some(denominator)) => Self(Size::Small(Ratio::new_raw(numerator, denominator))),
            _ => Self(Size::Large(Box::new(ratio))),
        }
    }

    fn large(&self) -> BigRational {
        match &self.0 {
            Size::Small(ratio) => BigRational::new_raw(BigInt::from(*ratio.numer()), BigInt::from(*ratio.denom())),
            Size::Large(ratio) => (**ratio).clone(),
        }
    }

    fn combine(
        &self,
        other: &Self,
        small: impl Fn(&Ratio<i128>, &Ratio<i128>) -> Option<Ratio<i128>>,
        large: impl Fn(BigRational, BigRational) -> BigRational,
    ) -> Self {
        if let (Size::Small(a), Size::Small(b)) = (&self.0, &other.0)
            && let Some(result) = small(a, b)
        {
            return Self(Size::Small(result));
        }
        Self::of(large(self.large(), other.large()))
    }
}

impl From<i64> for Number {
    fn from(whole: i64) -> Self {
        Self(Size::Small(Ratio::from_integer(i128::from(whole))))
    }
}

impl From<usize> for Number {
    fn from(whole: usize) -> Self {
        Self::of(BigRational::from_integer(BigInt::from(whole)))
    }
}

impl Default for Number {
    fn default() -> Self {
        Self(Size::Small(Ratio::new_raw(0, i128::one())))
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            // `Ratio`'s comparison is by continued fractions: it does not multiply, so it cannot overflow.
            (Size::Small(a), Size::Small(b)) => a.cmp(b),
            _ => self.large().cmp(&other.large()),
        }
    }
}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.large().hash(state);
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.to_digits())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_keep_their_value() {
        let value = Number::parse("12.50").unwrap();
        assert_eq!(value, Number::ratio(25, 2).unwrap());
        assert_eq!(value.to_decimal(2), "12.50");
        assert_eq!(value.to_string(), "12.5");
        assert_eq!(value.to_decimal(70_000), format!("12.5{}", "0".repeat(69_999)));
        assert_eq!(Number::parse("1.2.3"), None);
        assert_eq!(Number::parse("."), None);
        assert_eq!(Number::parse("-3"), None);
    }

    #[test]
    fn a_product_past_128_bits_is_exact() {
        let large = Number::power_of_ten(30);
        let product = large.times(&large).plus(&Number::one());
        assert_eq!(product.minus(&Number::one()), Number::power_of_ten(60));
        assert_eq!(product.minus(&Number::power_of_ten(60)), Number::one());
    }

    #[test]
    fn rounding_is_away_from_zero_at_the_half() {
        let step = Number::power_of_ten(-1);
        let half = Number::parse("39.65").unwrap();
        assert_eq!(half.rounded_to(&step).to_string(), "39.7");
        assert_eq!(half.negated().rounded_to(&step).to_string(), "-39.7");
        assert_eq!(Number::ratio(-1, 8).unwrap().to_decimal(2), "-0.13");
        assert_eq!(Number::ratio(2, 3).unwrap().to_string(), "0.666666666667");
    }
}
