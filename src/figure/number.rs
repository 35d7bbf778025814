//! Exact rational numbers: 64 bits while they suffice, any size beyond. No floating point, no overflow, no rounding.

#![warn(clippy::arithmetic_side_effects, reason = "these are values, not places as elsewhere in this room")]

use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    num::NonZeroI64,
};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Pow, Signed, ToPrimitive};

/// An exact rational number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number(Size);

/// `Large` only where `Small` would overflow, so that equal numbers are held alike. A text holds very many numbers, nearly all of them
/// small: the places where a denominator may be zero tell the two apart, so that a number takes no more than 16 bytes.
#[derive(Debug, PartialEq, Eq)]
enum Size {
    Small(Small),
    Large(Box<BigRational>),
}

impl Clone for Size {
    /// Nearly always no more than a copy.
    #[inline]
    fn clone(&self) -> Self {
        match self {
            Self::Small(small) => Self::Small(*small),
            Self::Large(ratio) => Self::Large(copied(ratio)),
        }
    }
}

#[cold]
fn copied(ratio: &BigRational) -> Box<BigRational> {
    Box::new(ratio.clone())
}

/// A quotient of 64 bits each in lowest terms, with a denominator above zero: a product of two such parts, and the sum of two such
/// products, need no more than 128.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Small {
    numerator: i64,
    denominator: NonZeroI64,
}

/// The powers of ten that are small, from the zeroth.
#[expect(clippy::indexing_slicing, reason = "by the compiler, which checks it")]
const POWERS: [NonZeroI64; 19] = {
    let mut powers = [NonZeroI64::MIN; 19];
    let (mut place, mut power) = (0, 1_i64);
    while place < powers.len() {
        if let Some(power) = NonZeroI64::new(power) {
            powers[place] = power;
        }
        power = power.wrapping_mul(10);
        place = place.wrapping_add(1);
    }
    powers
};

/// Digits of which any number is small.
const FEW: usize = 18;

impl Number {
    /// Zero.
    pub const fn zero() -> Self {
        Self::whole(0)
    }

    /// One.
    pub const fn one() -> Self {
        Self::whole(1)
    }

    /// A whole number of any size.
    pub(super) fn from_whole<W: Copy + TryInto<i64> + Into<BigInt>>(whole: W) -> Self {
        whole.try_into().map_or_else(|_| Self::of(BigRational::from_integer(whole.into())), Self::whole)
    }

    const fn whole(whole: i64) -> Self {
        Self(Size::Small(Small { numerator: whole, denominator: ONE }))
    }

    /// `numerator / denominator`; `None` where the denominator is zero.
    pub fn ratio(numerator: i64, denominator: i64) -> Option<Self> {
        Self::from(numerator).checked_div(&Self::from(denominator))
    }

    /// `10^exponent`.
    pub fn power_of_ten(exponent: i32) -> Self {
        let small = usize::try_from(exponent.unsigned_abs()).ok().and_then(|places| POWERS.get(places));
        if let Some(&power) = small {
            let small = Small { numerator: 1, denominator: power };
            return if exponent < 0 { Self(Size::Small(small)) } else { Self::whole(power.get()) };
        }
        let power = BigInt::from(10).pow(exponent.unsigned_abs());
        let power = BigRational::from_integer(power);
        Self::of(if exponent < 0 { power.recip() } else { power })
    }

    /// Reads ASCII digits with at most one point: `12.50`. `None` for anything else.
    pub fn parse(digits: &str) -> Option<Self> {
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        if decimals.contains('.') {
            return None;
        }
        let digits = whole.bytes().chain(decimals.bytes());
        Self::of_digits(digits.map(|digit| digit.wrapping_sub(b'0')), decimals.len())
    }

    /// The number of some digits, of which so many are decimals. `None` where there are none, or what is no digit is among them.
    pub(super) fn of_digits(digits: impl Iterator<Item = u8> + Clone, decimals: usize) -> Option<Self> {
        let (mut few, mut count) = (0_i64, 0_usize);
        for digit in digits.clone() {
            if digit > 9 {
                return None;
            }
            few = few.wrapping_mul(10).wrapping_add(i64::from(digit));
            count = count.saturating_add(1);
        }
        let places = i32::try_from(decimals).ok()?.checked_neg()?;
        let all = match count {
            0 => return None,
            1..=FEW => Self::whole(few),
            _ => {
                let all: Vec<u8> = digits.map(|digit| digit.saturating_add(b'0')).collect();
                Self::of(BigRational::from_integer(BigInt::parse_bytes(&all, 10)?))
            }
        };
        Some(if decimals == 0 { all } else { all.times(&Self::power_of_ten(places)) })
    }

    /// The sum.
    #[expect(clippy::arithmetic_side_effects, reason = "of any size")]
    pub fn plus(&self, other: &Self) -> Self {
        let (Some(a), Some(b)) = (self.small(), other.small()) else { return Self::of(self.large() + other.large()) };
        if a.is_whole()
            && b.is_whole()
            && let Some(sum) = a.numerator.checked_add(b.numerator)
        {
            return Self::whole(sum);
        }
        if a.denominator == b.denominator {
            return Self::lowest(i128::from(a.numerator) + i128::from(b.numerator), i128::from(a.denominator.get()));
        }
        Self::lowest(a.over(b) + b.over(a), a.under(b))
    }

    /// The difference.
    pub fn minus(&self, other: &Self) -> Self {
        self.plus(&other.negated())
    }

    /// The product.
    #[expect(clippy::arithmetic_side_effects, reason = "of any size")]
    pub fn times(&self, other: &Self) -> Self {
        let (Some(a), Some(b)) = (self.small(), other.small()) else { return Self::of(self.large() * other.large()) };
        if a.is_whole()
            && b.is_whole()
            && let Some(product) = a.numerator.checked_mul(b.numerator)
        {
            return Self::whole(product);
        }
        Self::lowest(i128::from(a.numerator) * i128::from(b.numerator), a.under(b))
    }

    /// The quotient; `None` where `other` is zero.
    #[expect(clippy::arithmetic_side_effects, reason = "of any size, and not divided by zero")]
    pub fn checked_div(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        let (Some(a), Some(b)) = (self.small(), other.small()) else { return Some(Self::of(self.large() / other.large())) };
        let sign = i128::from(b.numerator.signum());
        Some(Self::lowest(a.over(b) * sign, b.over(a) * sign))
    }

    /// `self` to a whole power.
    pub fn power(&self, exponent: u32) -> Self {
        Self::of(Pow::pow(self.large(), exponent))
    }

    /// The number with its sign turned.
    #[expect(clippy::arithmetic_side_effects, reason = "of any size")]
    pub fn negated(&self) -> Self {
        let small = self.small().and_then(|small| Some(Small { numerator: small.numerator.checked_neg()?, ..small }));
        small.map_or_else(|| Self::of(-self.large()), |small| Self(Size::Small(small)))
    }

    /// The distance from zero.
    pub fn abs(&self) -> Self {
        if self.is_negative() { self.negated() } else { self.clone() }
    }

    /// Half of it.
    pub fn half(&self) -> Self {
        self.times(&Self(Size::Small(Small { numerator: 1, denominator: TWO })))
    }

    /// The largest whole number that is not above it.
    pub fn floor(&self) -> Self {
        match self.small() {
            Some(Small { numerator, denominator: ONE }) => Self::whole(numerator),
            Some(small) => Self::whole(small.numerator.div_euclid(small.denominator.get())),
            None => Self::of(self.large().floor()),
        }
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
    #[expect(clippy::arithmetic_side_effects, reason = "of numbers of half the bits, and not divided by zero")]
    fn rounded(&self) -> Self {
        let Some(Small { numerator, denominator }) = self.small() else { return Self::of(self.large().round()) };
        let (parts, under) = (u128::from(numerator.unsigned_abs()), u128::from(denominator.get().unsigned_abs()));
        let whole = i128::try_from((2 * parts + under) / (2 * under)).unwrap_or_default();
        Self::lowest(whole * i128::from(numerator.signum()), 1)
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        self.small().is_some_and(|small| small.numerator == 0)
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Size::Small(small) => small.numerator < 0,
            Size::Large(ratio) => ratio.is_negative(),
        }
    }

    /// Whether it is whole.
    pub fn is_whole(&self) -> bool {
        match &self.0 {
            Size::Small(small) => small.is_whole(),
            Size::Large(ratio) => ratio.is_integer(),
        }
    }

    /// As a machine integer; `None` where it is not whole or does not fit.
    pub fn to_i64(&self) -> Option<i64> {
        self.small().filter(|small| small.is_whole()).map(|small| small.numerator)
    }

    /// In decimal digits, rounded to `places` after the point (exact halves away from zero): `67.40` for two.
    pub fn to_decimal(&self, places: u32) -> String {
        let shifted = self.times(&Self::power_of_ten(i32::try_from(places).unwrap_or(i32::MAX))).rounded();
        let (sign, digits) = match &shifted.0 {
            Size::Small(whole) => (whole.numerator.is_negative(), whole.numerator.unsigned_abs().to_string()),
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
        let exact = (0..=12).find(|&places| self.has_places(places));
        let text = self.to_decimal(exact.unwrap_or(12).unsigned_abs());
        match (exact, text.contains('.')) {
            (None, true) => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
            _ => text,
        }
    }

    /// Whether it has at most so many decimals.
    #[expect(clippy::arithmetic_side_effects, reason = "not divided by zero")]
    fn has_places(&self, places: i32) -> bool {
        let power = usize::try_from(places).ok().and_then(|places| POWERS.get(places));
        match (self.small(), power) {
            (Some(small), Some(power)) => power.get() % small.denominator.get() == 0,
            _ => self.times(&Self::power_of_ten(places)).is_whole(),
        }
    }

    /// How many digits its whole part has, a minus sign among them.
    pub(super) fn places(&self) -> usize {
        match self.floor().to_i64() {
            Some(whole) => {
                let digits = whole.unsigned_abs().checked_ilog10().unwrap_or_default().saturating_add(1);
                usize::try_from(digits).unwrap_or(usize::MAX).saturating_add(usize::from(whole < 0))
            }
            None => self.floor().to_digits().len(),
        }
    }

    fn of(ratio: BigRational) -> Self {
        Self::fitting(ratio.numer(), ratio.denom()).unwrap_or_else(|| Self(Size::Large(Box::new(ratio))))
    }

    /// A quotient in lowest terms, where it is small.
    fn fitting(numerator: &(impl ToPrimitive + ?Sized), denominator: &(impl ToPrimitive + ?Sized)) -> Option<Self> {
        let denominator = NonZeroI64::new(denominator.to_i64()?)?;
        Some(Self(Size::Small(Small { numerator: numerator.to_i64()?, denominator })))
    }

    /// A quotient, brought to lowest terms. The denominator is above zero.
    #[expect(clippy::arithmetic_side_effects, reason = "not divided by zero, and above the least number")]
    fn lowest(numerator: i128, denominator: i128) -> Self {
        // Division of 64 bits is far cheaper than of 128.
        if let (Ok(numerator), Ok(denominator)) = (i64::try_from(numerator), i64::try_from(denominator)) {
            let divisor = if denominator == 1 { 1 } else { divisor(numerator.unsigned_abs(), denominator.unsigned_abs()) };
            let lowest = match i64::try_from(divisor) {
                Ok(1) | Err(_) => Self::fitting(&numerator, &denominator),
                Ok(divisor) => Self::fitting(&(numerator / divisor), &(denominator / divisor)),
            };
            return lowest.unwrap_or_default();
        }
        let divisor = i128::try_from(long_divisor(numerator.unsigned_abs(), denominator.unsigned_abs())).unwrap_or(1);
        let (numerator, denominator) = (numerator / divisor, denominator / divisor);
        Self::fitting(&numerator, &denominator)
            .unwrap_or_else(|| Self(Size::Large(Box::new(BigRational::new_raw(numerator.into(), denominator.into())))))
    }

    fn large(&self) -> BigRational {
        match &self.0 {
            Size::Small(small) => BigRational::new_raw(small.numerator.into(), small.denominator.get().into()),
            Size::Large(ratio) => (**ratio).clone(),
        }
    }

    fn small(&self) -> Option<Small> {
        match &self.0 {
            Size::Small(small) => Some(*small),
            Size::Large(_) => None,
        }
    }
}

const ONE: NonZeroI64 = NonZeroI64::new(1).unwrap();
const TWO: NonZeroI64 = NonZeroI64::new(2).unwrap();

#[expect(clippy::arithmetic_side_effects, reason = "a product of two numbers of 64 bits has no more than 128")]
impl Small {
    fn is_whole(self) -> bool {
        self.denominator == ONE
    }

    /// The numerator over the denominator of both.
    fn over(self, other: Self) -> i128 {
        i128::from(self.numerator) * i128::from(other.denominator.get())
    }

    /// A denominator of both.
    fn under(self, other: Self) -> i128 {
        i128::from(self.denominator.get()) * i128::from(other.denominator.get())
    }
}

/// The greatest common divisor of two numbers, the second of them not zero.
#[expect(clippy::arithmetic_side_effects, reason = "not divided by zero")]
fn long_divisor(mut one: u128, mut other: u128) -> u128 {
    loop {
        if let (Ok(one), Ok(other)) = (u64::try_from(one), u64::try_from(other)) {
            return u128::from(divisor(one, other));
        }
        if other == 0 {
            return one;
        }
        (one, other) = (other, one % other);
    }
}

#[expect(clippy::arithmetic_side_effects, reason = "not divided by zero")]
fn divisor(mut one: u64, mut other: u64) -> u64 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

impl From<i64> for Number {
    fn from(whole: i64) -> Self {
        Self::whole(whole)
    }
}

impl From<usize> for Number {
    fn from(whole: usize) -> Self {
        Self::from_whole(whole)
    }
}

impl Default for Number {
    fn default() -> Self {
        Self::zero()
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.small(), other.small()) {
            (Some(a), Some(b)) if a.denominator == b.denominator => a.numerator.cmp(&b.numerator),
            (Some(a), Some(b)) => a.over(b).cmp(&b.over(a)),
            _ => self.large().cmp(&other.large()),
        }
    }
}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.0 {
            Size::Small(small) => small.hash(state),
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
            proptest::prop_assert_eq!(one.places(), one_long.floor().to_integer().to_string().len());
            proptest::prop_assert_eq!(one.has_places(3), (&one_long * BigRational::from_integer(1000.into())).is_integer());
        }

        #[test]
        fn digits_are_read_however_many_there_are(whole in "[0-9]{1,24}", decimals in "[0-9]{0,24}") {
            let all: BigInt = format!("{whole}{decimals}").parse().unwrap();
            let read = BigRational::new(all, BigInt::from(10).pow(u32::try_from(decimals.len()).unwrap()));
            let text = if decimals.is_empty() { whole } else { format!("{whole}.{decimals}") };
            proptest::prop_assert_eq!(Number::parse(&text), Some(Number::of(read)));
        }
    }

    #[test]
    fn a_number_takes_few_bytes() {
        assert_eq!(size_of::<Number>(), 16);
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
