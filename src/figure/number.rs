//! Exact rational numbers: 128 bits while they suffice, any size beyond. No floating point, no overflow, no rounding.

#![warn(clippy::arithmetic_side_effects, reason = "these are values, not places as elsewhere in this room")]

use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
};

use num_bigint::BigInt;
use num_rational::{BigRational, Ratio};
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, One, Pow, Signed, ToPrimitive, Zero};

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
        let short = |a: Short, b: Short| {
            if a.denominator == b.denominator {
                return Short::lowest(a.numerator + b.numerator, a.denominator);
            }
            Short::lowest(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
        };
        self.combine(other, short, |a, b| a.checked_add(b), |a, b| a + b)
    }

    /// The difference.
    pub fn minus(&self, other: &Self) -> Self {
        self.plus(&other.negated())
    }

    /// The product.
    #[expect(clippy::arithmetic_side_effects, reason = "of any size")]
    pub fn times(&self, other: &Self) -> Self {
        let short = |a: Short, b: Short| Short::lowest(a.numerator * b.numerator, a.denominator * b.denominator);
        self.combine(other, short, |a, b| a.checked_mul(b), |a, b| a * b)
    }

    /// The quotient; `None` where `other` is zero.
    #[expect(clippy::arithmetic_side_effects, reason = "of any size, and not divided by zero")]
    pub fn checked_div(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        let short = |a: Short, b: Short| {
            let sign = b.numerator.signum();
            Short::lowest(a.numerator * b.denominator * sign, a.denominator * b.numerator * sign)
        };
        Some(self.combine(other, short, |a, b| a.checked_div(b), |a, b| a / b))
    }

    /// `self` to a whole power.
    pub fn power(&self, exponent: u32) -> Self {
        Self::of(Pow::pow(self.large(), exponent))
    }

    /// The number with its sign turned.
    #[expect(clippy::arithmetic_side_effects, reason = "of any size, and the one that has no opposite set aside")]
    pub fn negated(&self) -> Self {
        match &self.0 {
            Size::Small(ratio) if *ratio.numer() != i128::MIN => Self(Size::Small(-ratio)),
            _ => Self::of(-self.large()),
        }
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
        if let Some(short) = self.short() {
            return Self(Size::Small(Ratio::from_integer(short.numerator.div_euclid(short.denominator))));
        }
        Self::of(self.large().floor())
    }

    /// The smallest whole number that is not below it.
    pub fn ceil(&self) -> Self {
        self.negated().floor().negated()
    }

    /// The nearest multiple of `step`, exact halves away from zero (四舍五入). `self` where `step` is zero.
    pub fn rounded_to(&self, step: &Self) -> Self {
        let Some(steps) = self.checked_div(step) else { return self.clone() };
        steps.rounded().times(step)
    }

    /// The nearest whole number, exact halves away from zero.
    #[expect(clippy::arithmetic_side_effects, reason = "of numbers that are half as long, and not divided by zero")]
    fn rounded(&self) -> Self {
        if let Some(Short { numerator, denominator }) = self.short() {
            let whole = (2 * numerator.abs() + denominator) / (2 * denominator);
            return Self(Size::Small(Ratio::from_integer(whole * numerator.signum())));
        }
        Self::of(self.large().round())
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
        match &self.0 {
            Size::Small(ratio) if ratio.is_integer() => i64::try_from(*ratio.numer()).ok(),
            _ => None,
        }
    }

    /// In decimal digits, rounded to `places` after the point (exact halves away from zero): `67.40` for two.
    pub fn to_decimal(&self, places: u32) -> String {
        let shifted = self.times(&Self::power_of_ten(i32::try_from(places).unwrap_or(i32::MAX))).rounded();
        let (sign, digits) = match &shifted.0 {
            Size::Small(whole) => (whole.numer().is_negative(), whole.numer().unsigned_abs().to_string()),
            Size::Large(whole) => (whole.is_negative(), whole.to_integer().abs().to_string()),
        };
        let sign = if sign { "-" } else { "" };
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

    /// Itself, where it is short.
    fn short(&self) -> Option<Short> {
        let Size::Small(ratio) = &self.0 else { return None };
        let (numerator, denominator) = (*ratio.numer(), *ratio.denom());
        let short = numerator.unsigned_abs() < Short::END && denominator.unsigned_abs() < Short::END;
        short.then_some(Short { numerator, denominator })
    }

    fn combine(
        &self,
        other: &Self,
        short: impl Fn(Short, Short) -> Self,
        small: impl Fn(&Ratio<i128>, &Ratio<i128>) -> Option<Ratio<i128>>,
        large: impl Fn(BigRational, BigRational) -> BigRational,
    ) -> Self {
        if let (Some(a), Some(b)) = (self.short(), other.short()) {
            return short(a, b);
        }
        if let (Size::Small(a), Size::Small(b)) = (&self.0, &other.0)
            && let Some(result) = small(a, b)
        {
            return Self(Size::Small(result));
        }
        Self::of(large(self.large(), other.large()))
    }
}

/// A number whose parts have at most 62 bits: a product of two such parts, and the sum of two such products, need no more than 127.
#[derive(Clone, Copy)]
struct Short {
    numerator: i128,
    /// At least one.
    denominator: i128,
}

impl Short {
    /// The parts are below it.
    const END: u128 = 1 << 62;

    /// A quotient in lowest terms. The denominator is above zero.
    #[expect(clippy::arithmetic_side_effects, reason = "not divided by zero")]
    fn lowest(numerator: i128, denominator: i128) -> Number {
        let divisor = if denominator == 1 { 1 } else { divisor(numerator.unsigned_abs(), denominator.unsigned_abs()) };
        let divisor = i128::try_from(divisor).unwrap_or(1);
        Number(Size::Small(Ratio::new_raw(numerator / divisor, denominator / divisor)))
    }
}

/// The greatest common divisor of two numbers, the second of them not zero.
#[expect(clippy::arithmetic_side_effects, reason = "not divided by zero")]
fn divisor(mut one: u128, mut other: u128) -> u128 {
    // Division of 64 bits is far cheaper than of 128.
    loop {
        if let (Ok(one), Ok(other)) = (u64::try_from(one), u64::try_from(other)) {
            return u128::from(short_divisor(one, other));
        }
        if other == 0 {
            return one;
        }
        (one, other) = (other, one % other);
    }
}

#[expect(clippy::arithmetic_side_effects, reason = "not divided by zero")]
fn short_divisor(mut one: u64, mut other: u64) -> u64 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

impl From<i64> for Number {
    fn from(whole: i64) -> Self {
        Self(Size::Small(Ratio::from_integer(i128::from(whole))))
    }
}

impl From<usize> for Number {
    fn from(whole: usize) -> Self {
        if let Ok(whole) = i64::try_from(whole) {
            return Self::from(whole);
        }
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
        if let (Some(a), Some(b)) = (self.short(), other.short()) {
            #[expect(clippy::arithmetic_side_effects, reason = "of numbers that are half as long")]
            return (a.numerator * b.denominator).cmp(&(b.numerator * a.denominator));
        }
        match (&self.0, &other.0) {
            // `Ratio`'s comparison is by continued fractions: it does not multiply, so it cannot overflow.
            (Size::Small(a), Size::Small(b)) => a.cmp(b),
            _ => self.large().cmp(&other.large()),
        }
    }
}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.0 {
            Size::Small(ratio) => (*ratio.numer(), *ratio.denom()).hash(state),
            Size::Large(ratio) => ratio.hash(state),
        }
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

    proptest::proptest! {
        #[test]
        #[expect(clippy::arithmetic_side_effects, reason = "of any size, and not divided by zero")]
        fn short_numbers_come_to_what_long_ones_do(
            a in proptest::prelude::any::<i64>(), b in 1..=i64::MAX, c in proptest::prelude::any::<i64>(), d in 1..=i64::MAX, by in 0..64_u32, places in 0..4_u32,
        ) {
            // From numbers of a few bits to those that are too long.
            let parts = [a >> by, (b >> by).max(1), c >> by, (d >> by).max(1)];
            let long = |numerator: i64, denominator: i64| BigRational::new(numerator.into(), denominator.into());
            let [(one, one_long), (other, other_long)] = [(parts[0], parts[1]), (parts[2], parts[3])]
                .map(|(numerator, denominator)| (Number::ratio(numerator, denominator).unwrap(), long(numerator, denominator)));
            proptest::prop_assert_eq!(one.plus(&other), Number::of(&one_long + &other_long));
            proptest::prop_assert_eq!(one.minus(&other), Number::of(&one_long - &other_long));
            proptest::prop_assert_eq!(one.times(&other), Number::of(&one_long * &other_long));
            proptest::prop_assert_eq!(one.cmp(&other), one_long.cmp(&other_long));
            proptest::prop_assert_eq!(one.floor(), Number::of(one_long.floor()));
            proptest::prop_assert_eq!(one.ceil(), Number::of(one_long.ceil()));
            proptest::prop_assert_eq!(one.rounded(), Number::of(one_long.round()));
            proptest::prop_assert_eq!(one.negated(), Number::of(-&one_long));
            if !other.is_zero() {
                proptest::prop_assert_eq!(one.checked_div(&other), Some(Number::of(&one_long / &other_long)));
            }
            let shifted = (&one_long * BigRational::from_integer(BigInt::from(10).pow(places))).round().to_integer();
            let (digits, expected) = (one.to_decimal(places).replace('.', ""), shifted.abs().to_string());
            proptest::prop_assert_eq!(digits.trim_start_matches(['-', '0']), expected.trim_start_matches('0'));
        }
    }

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
