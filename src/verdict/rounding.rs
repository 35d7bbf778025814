//! How a stated figure that does not agree may have been made from the computed one: the rounding modes of practice, and slips of the pen.

use super::{Explanation, Stated};
use crate::figure::{Bound, Interval, Number};

/// How near a figure that does not agree comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Miss {
    /// Within one unit of its last digit, by this mode.
    LastDigit(Explanation),
    /// Further; perhaps by this slip.
    Other(Option<Explanation>),
}

/// How a stated figure misses what was computed.
pub(super) fn miss(stated: &Stated, computed: &Interval) -> Miss {
    let (value, ulp) = (&stated.value, &stated.ulp);
    if !stated.hedged && !ulp.is_zero() {
        // Double rounding (8.5346 → 8.535 → 8.54) reaches a twentieth of a unit below the half.
        let reach = ulp.half().plus(&ulp.times(&Number::power_of_ten(-1)).half());
        let twice = Interval::closed(value.minus(&reach), value.minus(&ulp.half()));
        let modes = [
            (Interval::new(closed(value), open(&value.plus(ulp))), Explanation::CutOff),
            (Some(twice), Explanation::RoundedTwice),
            (Interval::new(open(&value.minus(ulp)), closed(value)), Explanation::RoundedUp),
        ];
        let mode = modes.into_iter().find(|(image, _)| image.as_ref().is_some_and(|image| image.meets(computed)));
        if let Some((_, explanation)) = mode {
            return Miss::LastDigit(explanation);
        }
    }
    Miss::Other(swapped(stated, computed).then_some(Explanation::DigitsSwapped))
}

/// The modes of practice, other than rounding half up or to even, that make a stated figure of a computed value.
pub(super) fn modes(stated: &Stated, computed: &Interval) -> Vec<Explanation> {
    if stated.hedged || stated.ulp.is_zero() || computed.as_exact().is_none() {
        return Vec::new();
    }
    let (value, ulp) = (&stated.value, &stated.ulp);
    let images = [
        (Interval::new(closed(value), open(&value.plus(ulp))), Explanation::CutOff),
        (Interval::new(open(&value.minus(ulp)), closed(value)), Explanation::RoundedUp),
    ];
    images
        .into_iter()
        .filter(|(image, _)| image.as_ref().is_some_and(|image| image.meets(computed)))
        .map(|(_, mode)| mode)
        .collect()
}

/// Whether the computed value, written with the digits of the stated one, is it with two digits exchanged.
pub(super) fn swapped(stated: &Stated, computed: &Interval) -> bool {
    let Some((stated_steps, low, high)) = steps(stated, computed) else { return false };
    if stated.ulp.is_zero() || low != high {
        return false;
    }
    let (one, other) = (stated_steps.to_decimal(0), low.to_decimal(0));
    let differ: Vec<(char, char)> = one.chars().zip(other.chars()).filter(|(a, b)| a != b).collect();
    one.len() == other.len() && matches!(differ.as_slice(), [(a, b), (c, d)] if a == d && b == c)
}

/// The stated value and the ends of the computed one, in units of the stated last digit, rounded.
fn steps(stated: &Stated, computed: &Interval) -> Option<(Number, Number, Number)> {
    let count = |value: &Number| value.checked_div(&stated.ulp).map(|steps| steps.rounded_to(&Number::one()));
    Some((count(&stated.value)?, count(&computed.low()?.value)?, count(&computed.high()?.value)?))
}

/// Whether an interval is so wide that agreeing with it proves little: open on a side, or a quarter of its value wide.
pub(super) fn is_loose(interval: &Interval) -> bool {
    let (Some(low), Some(high)) = (interval.low(), interval.high()) else { return true };
    let width = high.value.minus(&low.value);
    let size = low.value.abs().max(high.value.abs());
    width.times(&Number::from(4_i64)) > size
}

fn closed(value: &Number) -> Option<Bound> {
    Some(Bound { value: value.clone(), open: false })
}

fn open(value: &Number) -> Option<Bound> {
    Some(Bound { value: value.clone(), open: true })
}
