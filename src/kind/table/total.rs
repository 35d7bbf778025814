//! Which entries of a table a total adds up. Every reading that the order of the entries allows is tried; the one that most lines
//! agree with is meant.

use super::axis::{Axis, Total};
use crate::figure::{Interval, Number};

/// The entries that a total adds up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// The parts, as indexes of entries.
    pub(super) parts: Vec<usize>,
    /// In how many lines they add up to the total.
    pub(super) agree: usize,
    /// Whether the order of the entries suggests it by itself: all parts up to the next total or label.
    pub(super) natural: bool,
}

/// The best reading of the total at an entry; `None` where nothing could be its parts.
pub(super) fn reading(axis: &Axis, total: usize) -> Option<Reading> {
    let entry = axis.entries.get(total)?;
    let mut readings = Vec::new();
    if entry.total == Total::Above {
        let alike = (0..axis.length()).filter(|&part| {
            axis.entries.get(part).is_some_and(|other| other.total == Total::None && !other.aside && other.label == entry.label)
        });
        readings.extend(whole(axis, total, alike.collect()));
        return readings.into_iter().next();
    }
    readings.extend(stretch(axis, total, run(axis, (0..total).rev())));
    readings.extend(stretch(axis, total, run(axis, total.saturating_add(1)..axis.length())));
    // Only the first and the last total can add up what other totals do; so every entry is looked at a few times in all.
    let (first, last) = axis.ends.map_or((false, false), |(first, last)| (first == total, last == total));
    if first != last {
        let (mut others, mut single): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
        for part in (0..axis.length()).filter(|&part| part != total && if last { part < total } else { part > total }) {
            let Some(entry) = axis.entries.get(part).filter(|entry| !entry.aside) else { continue };
            if entry.total == Total::Own { others.push(part) } else { single.push(part) }
        }
        readings.extend(whole(axis, total, others));
        readings.extend(whole(axis, total, single));
    }
    // Of readings that agree alike the first is meant.
    readings.into_iter().rev().max_by_key(|reading| reading.agree)
}

/// The parts up to the next total.
fn run(axis: &Axis, entries: impl Iterator<Item = usize>) -> Vec<usize> {
    let known = entries.map_while(|entry| axis.entries.get(entry).map(|known| (entry, known)));
    known.take_while(|(_, known)| known.total == Total::None).filter(|(_, known)| !known.aside).map(|(entry, _)| entry).collect()
}

/// A fixed list of parts.
fn whole(axis: &Axis, total: usize, parts: Vec<usize>) -> Option<Reading> {
    if parts.len() < 2 {
        return None;
    }
    let agree = tally(axis, total, &parts).get(parts.len()).map_or(0, |length| length.agree);
    Some(Reading { parts, agree, natural: true })
}

/// The first so many of these parts, whichever number of them most lines agree with.
fn stretch(axis: &Axis, total: usize, mut parts: Vec<usize>) -> Option<Reading> {
    let lengths = tally(axis, total, &parts);
    let natural = lengths.iter().rposition(|length| length.sound > 0).filter(|&length| length > 1)?;
    let best = lengths.iter().enumerate().skip(2).rev().max_by_key(|(_, length)| length.agree)?;
    let (length, agree) = match best {
        // One line may agree by chance with some number of parts.
        (length, best) if length == natural || best.agree >= 2 && best.agree.saturating_mul(2) >= best.filled => {
            (length, best.agree)
        }
        _ => (natural, lengths.get(natural)?.agree),
    };
    parts.truncate(length);
    Some(Reading { parts, agree, natural: length == natural })
}

/// What the lines say of one number of parts.
#[derive(Debug, Clone, Copy, Default)]
struct Length {
    /// How many lines have nothing but numbers that far.
    sound: usize,
    /// How many of these have a total that is not zero.
    filled: usize,
    /// In how many of them they add up.
    agree: usize,
}

/// For each number of parts, counted from the first, what the lines say.
fn tally(axis: &Axis, total: usize, parts: &[usize]) -> Vec<Length> {
    let mut lengths = vec![Length::default(); parts.len().saturating_add(1)];
    for line in 0..axis.across() {
        let Some(stated) = axis.number(total, line) else { continue };
        let decimals = stated.places > 0 || parts.iter().map_while(|&part| axis.number(part, line)).any(|part| part.places > 0);
        let goal = stated.stated(decimals).reading;
        let mut sum = Interval::exactly(Number::zero());
        let mut counted = 0_usize;
        for (length, &part) in lengths.iter_mut().skip(1).zip(parts) {
            match axis.number(part, line) {
                Some(number) if number.percent == stated.percent => {
                    sum = sum.plus(&number.stated(decimals).reading);
                    counted = counted.saturating_add(usize::from(!number.value.is_zero()));
                }
                None if axis.is_blank(part, line) => {}
                _ => break,
            }
            length.sound = length.sound.saturating_add(1);
            length.filled = length.filled.saturating_add(usize::from(!stated.value.is_zero()));
            if counted > 1 && sum.meets(&goal) {
                length.agree = length.agree.saturating_add(1);
            }
        }
    }
    lengths
}
