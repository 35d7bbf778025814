//! Whether a printed ratio is that of two printed numbers, decided in whole numbers. A table is read in many ways, of which nearly all are
//! wrong: no more is worked out of them than this.

use super::cell::Plain;
use crate::verdict::Verdict;

/// What a printed number may be: closed ends, in halves of `10^-places`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ends {
    low: i128,
    high: i128,
    places: u32,
}

impl Ends {
    /// Those of [`Plain::stated`]; `None` for a number that is too long.
    pub(super) fn of(number: &Plain, among_decimals: bool) -> Option<Self> {
        let twice = i128::from(number.units?).checked_mul(2)?;
        let slack = i128::from(!number.is_exact(among_decimals));
        let places = u32::try_from(number.places).ok()?;
        Some(Self { low: twice.checked_sub(slack)?, high: twice.checked_add(slack)?, places })
    }

    /// The sum of the printed values of some numbers.
    pub(super) fn sum<'n>(numbers: impl Iterator<Item = &'n Plain> + Clone) -> Option<Self> {
        let places = u32::try_from(numbers.clone().map(|number| number.places).max()?).ok()?;
        let sum = numbers.map(|number| {
            let missing = places.checked_sub(u32::try_from(number.places).ok()?)?;
            i128::from(number.units?).checked_mul(ten_to(missing)?)
        });
        let sum = sum.reduce(|sum, number| sum?.checked_add(number?))??.checked_mul(2)?;
        Some(Self { low: sum, high: sum, places })
    }
}

/// A printed ratio, in halves of `10^-places`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ratio {
    twice: i128,
    /// One of its last digit that says something.
    ulp: i128,
    places: u32,
}

impl Ratio {
    /// A number printed as so many `10^-power`, and with so many zeros at its end that say nothing.
    pub(super) fn of(number: &Plain, power: i32, padding: i32) -> Option<Self> {
        let twice = i128::from(number.units?).checked_mul(2)?;
        let places = u32::try_from(number.places.checked_add(power)?).ok()?;
        let ulp = ten_to(u32::try_from(padding).ok()?)?.checked_mul(2)?;
        Some(Self { twice, ulp, places })
    }

    /// What the relation `ratio ≈ part / base` comes to; `None` where that takes numbers that are too long, or below zero.
    pub(super) fn verdict(self, part: Ends, base: Ends) -> Option<Verdict> {
        if base.low <= 0 {
            return (base.high >= 0).then_some(Verdict::Undecided);
        }
        if part.high < 0 {
            return None;
        }
        let (parts, bases) = (ten_to(base.places)?, ten_to(part.places)?);
        // The ends of the quotient, as fractions: a part below zero is further from it where the base is small.
        let low = (part.low.checked_mul(parts)?, if part.low < 0 { base.low } else { base.high }.checked_mul(bases)?);
        let high = (part.high.checked_mul(parts)?, base.low.checked_mul(bases)?);
        let unit = ten_to(self.places)?.checked_mul(2)?;
        let (low_units, high_units) = (low.0.checked_mul(unit)?, high.0.checked_mul(unit)?);
        let half = self.ulp.checked_div(2)?;
        let (from, to) = (self.twice.checked_sub(half)?, self.twice.checked_add(half)?);
        if low_units <= to.checked_mul(low.1)? && high_units >= from.checked_mul(high.1)? {
            // The ends of the quotient over one denominator.
            let loose = is_loose(from, to)? || is_loose(low.0.checked_mul(high.1)?, high.0.checked_mul(low.1)?)?;
            return Some(if loose { Verdict::Consistent } else { Verdict::Verified });
        }
        let (from, to) = (self.twice.checked_sub(self.ulp)?, self.twice.checked_add(self.ulp)?);
        let near = low_units < to.checked_mul(low.1)? && high_units > from.checked_mul(high.1)?;
        Some(if near { Verdict::LastDigit } else { Verdict::Contradicted })
    }
}

/// Whether so much lies between two ends that agreeing with them proves little: a quarter of the larger one.
fn is_loose(low: i128, high: i128) -> Option<bool> {
    let size = low.checked_abs()?.max(high.checked_abs()?);
    Some(high.checked_sub(low)?.checked_mul(4)? > size)
}

fn ten_to(power: u32) -> Option<i128> {
    10_i128.checked_pow(power)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        figure::Number,
        kind::table::{
            cell::{self, Cell, Content},
            formula::{Formula, Found, Term},
        },
    };

    fn plain(units: i64, places: usize) -> Plain {
        let digits = format!("{:0>width$}", units.unsigned_abs(), width = places + 1);
        let (whole, decimals) = digits.split_at(digits.len() - places);
        let sign = if units < 0 { "-" } else { "" };
        let point = if places > 0 { "." } else { "" };
        cell::number(&format!("{sign}{whole}{point}{decimals}")).unwrap()
    }

    /// The same by the relation itself.
    fn solved(ratio: &Plain, power: i32, padding: i32, part: &Plain, base: &Plain, decimals: bool) -> Verdict {
        let cell = Cell { place: crate::document::Place::default(), content: Content::Blank };
        let stated = Term::ratio("stated", &cell, ratio, &Number::power_of_ten(-power), padding);
        let others = [Term::of("part", &cell, part, decimals), Term::of("base", &cell, base, decimals)];
        Found::new(Formula::Ratio, [stated].into_iter().chain(others).collect()).verdict()
    }

    proptest! {
        #[test]
        fn a_ratio_comes_to_what_the_relation_says(
            part in -200_i64..2000, base in -20_i64..2000, off in -30_i64..30, places in (0..4_usize, 0..3_usize, 0..3_usize),
            power in 0..4_i32, padding in 0..2_i32, decimals: bool, any in proptest::option::of(-2000_i64..2000),
        ) {
            let (part, base) = (plain(part, places.1), plain(base, places.2));
            let quotient = part.value.checked_div(&base.value).unwrap_or_default();
            let steps = quotient.times(&Number::power_of_ten(power + i32::try_from(places.0).unwrap())).floor();
            let near = steps.to_i64().unwrap_or_default() + off / 10;
            let ratio = plain(any.unwrap_or(near), places.0);
            let ends = |number| Ends::of(number, decimals).unwrap();
            if let Some(verdict) = Ratio::of(&ratio, power, padding).unwrap().verdict(ends(&part), ends(&base)) {
                prop_assert_eq!(verdict, solved(&ratio, power, padding, &part, &base, decimals));
            } else {
                prop_assert!(part.value.is_negative() || base.value.is_negative());
            }
        }

        #[test]
        fn a_sum_is_that_of_the_numbers(numbers in proptest::collection::vec((-2000_i64..2000, 0..4_usize), 1..9)) {
            let numbers: Vec<Plain> = numbers.into_iter().map(|(units, places)| plain(units, places)).collect();
            let sum = numbers.iter().fold(Number::zero(), |sum, number| sum.plus(&number.value));
            let Ends { low, high, places } = Ends::sum(numbers.iter()).unwrap();
            prop_assert_eq!(low, high);
            let low = Number::from(i64::try_from(low).unwrap()).half();
            prop_assert_eq!(low.times(&Number::power_of_ten(-i32::try_from(places).unwrap())), sum);
        }
    }
}
