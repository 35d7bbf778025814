//! Whether one slip of the hand makes a sum miss its total: two digits exchanged, one mistyped, lost or written twice.

use crate::{
    figure::Number,
    verdict::{Stated, Value, Values},
};

/// Whether the total, or one of the parts, would be right but for one slip.
pub(super) fn explains(values: &Values) -> bool {
    let Some((total, parts, sum)) = added(values) else { return false };
    let missing = total.value.minus(&sum);
    is_slip(total, &sum) || parts.iter().any(|part| is_slip(part, &part.value.plus(&missing)))
}

/// Whether the total alone would be right but for one slip, however short it is: where the same total adds up in another line.
pub(super) fn explains_total(values: &Values) -> bool {
    added(values).is_some_and(|(total, parts, sum)| parts.len() > 2 && is_slip_of(total, &sum, SHORT))
}

/// The total, the parts, and what they add up to.
fn added(values: &Values) -> Option<(&Stated, &[Stated], Number)> {
    let (Value::Figure(total), Value::Figures(parts)) = (values.get("total")?, values.get("parts")?) else { return None };
    let sum = parts.iter().fold(Number::zero(), |sum, part| sum.plus(&part.value));
    Some((total, parts, sum))
}

/// Shorter numbers are made of others by chance.
const DIGITS: usize = 3;
/// One digit is no slip of another, but another number.
const SHORT: usize = 2;

/// Whether a number is another one with a slip in it.
fn is_slip(stated: &Stated, meant: &Number) -> bool {
    is_slip_of(stated, meant, DIGITS)
}

/// The same of a number of at least so many digits.
fn is_slip_of(stated: &Stated, meant: &Number, least: usize) -> bool {
    let (Some(stated), Some(meant)) = (digits(&stated.value, &stated.ulp), digits(meant, &stated.ulp)) else { return false };
    let slipped = || swapped(&stated, &meant) || mistyped(&stated, &meant) || lost(&stated, &meant) || lost(&meant, &stated);
    stated.len().max(meant.len()) >= least && slipped()
}

/// The digits of a positive number, in units of its last one.
fn digits(value: &Number, unit: &Number) -> Option<Vec<u8>> {
    let steps = value.checked_div(unit).filter(|steps| steps.is_whole() && !steps.is_negative())?;
    Some(steps.to_decimal(0).into_bytes())
}

/// Whether two neighbouring digits are exchanged.
fn swapped(one: &[u8], other: &[u8]) -> bool {
    let differ: Vec<(usize, &u8, &u8)> =
        one.iter().zip(other).enumerate().filter(|(_, (a, b))| a != b).map(|(at, (a, b))| (at, a, b)).collect();
    one.len() == other.len()
        && matches!(differ.as_slice(), [(at, a, b), (next, c, d)] if at.saturating_add(1) == *next && a == d && b == c)
}

/// Whether one digit is another one, and not the last: that one is off where parts were rounded, or one was left out that is next to nothing.
fn mistyped(one: &[u8], other: &[u8]) -> bool {
    let mut differ = one.iter().zip(other).enumerate().filter(|(_, (a, b))| a != b).map(|(at, _)| at);
    let first = differ.next().filter(|at| at.saturating_add(1) < one.len());
    one.len() == other.len() && first.is_some() && differ.next().is_none()
}

/// Whether the shorter one lacks one digit of the longer.
fn lost(short: &[u8], long: &[u8]) -> bool {
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    short.len().saturating_add(1) == long.len() && short.get(same..) == long.get(same.saturating_add(1)..)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Interval;

    fn stated(value: i64) -> Stated {
        let value = Number::from(value);
        let reading = Interval::exactly(value.clone());
        Stated { value, ulp: Number::one(), reading, wide: None, exact: true, hedged: false, scale: Number::one(), lasts: None }
    }

    fn explained(total: i64, parts: &[i64]) -> bool {
        let parts = parts.iter().map(|&part| stated(part)).collect();
        explains(&[("total".to_owned(), Value::Figure(stated(total))), ("parts".to_owned(), Value::Figures(parts))].into())
    }

    #[test]
    fn exchanged_and_lost_digits_explain_a_miss() {
        assert!(explained(576, &[120, 205, 242]));
        assert!(explained(567, &[120, 250, 242]));
        assert!(explained(567, &[120, 205, 24]));
        assert!(explained(57, &[120, 205, 242]));
        assert!(explained(667, &[120, 205, 242]));
        assert!(!explained(569, &[120, 205, 242]), "the last digit may be rounded");
        assert!(!explained(600, &[120, 205, 242]));
        assert!(!explained(59, &[18, 22, 9]), "too short to be told from another number");
    }
}
