//! Totals that no label calls so: an entry that equals the sum of those beside it in line after line is their total.

use super::{
    axis::{Axis, Total},
    formula::{Formula, Found, Term},
    proof::{self, Line, Proof},
    totals::is_near,
};
use crate::{
    figure::{Interval, Number},
    verdict::Verdict,
};

/// A total without a label adds up at most so many parts.
const LONGEST: usize = 12;
/// More rows, or columns, than these are data: none of them is a total that needs no label.
const MANY: usize = 400;
/// So many other lines, with so many digits, prove it.
const OTHERS: usize = 3;
const DIGITS: usize = 8;

/// What the totals without a label add up.
pub(super) fn found(axis: &Axis) -> Vec<Found> {
    let free = |&entry: &usize| axis.entries.get(entry).is_some_and(|entry| entry.total == Total::None && entry.is_part());
    let length = if axis.length() > MANY { 0 } else { axis.length() };
    let totals = (0..length).filter(free);
    totals.filter_map(|total| of_total(axis, total)).flatten().collect()
}

/// The best run of parts on either side of an entry, where there is one that is proven.
fn of_total(axis: &Axis, total: usize) -> Option<Vec<Found>> {
    let before = run(axis, (0..total).rev());
    let after = run(axis, total.saturating_add(1)..axis.length());
    let runs = [before, after].into_iter().filter_map(|parts| {
        let (length, proof) = best(axis, total, &parts)?;
        Some((proof, parts.into_iter().take(length).collect::<Vec<usize>>()))
    });
    let (_, parts) = runs.max_by_key(|(proof, _)| proof.digits)?;
    let lines = (0..axis.across()).filter(|&line| !axis.is_never(line)).filter_map(|line| read(axis, total, &parts, line));
    Some(proof::told(lines.collect(), OTHERS, DIGITS))
}

/// The entries on one side that may be parts, the nearest first.
fn run(axis: &Axis, entries: impl Iterator<Item = usize>) -> Vec<usize> {
    let part = |&entry: &usize| axis.entries.get(entry).is_some_and(|entry| entry.total == Total::None && entry.is_part());
    entries.take_while(part).take(LONGEST).collect()
}

/// How many of these parts most lines agree with, and how far these prove it.
fn best(axis: &Axis, total: usize, parts: &[usize]) -> Option<(usize, Proof)> {
    let mut proofs = vec![Proof::default(); parts.len().saturating_add(1)];
    for line in (0..axis.across()).filter(|&line| !axis.is_never(line)) {
        if proofs.iter().skip(2).all(|proof| proof.is_lost()) {
            return None;
        }
        let Some(stated) = axis.number(total, line).filter(|stated| !stated.value.is_zero()) else { continue };
        let decimals = stated.places > 0 || parts.iter().filter_map(|&part| axis.number(part, line)).any(|part| part.places > 0);
        let goal = stated.stated(decimals).reading;
        let mut sum = Interval::exactly(Number::zero());
        let mut filled = 0_usize;
        for (proof, &part) in proofs.iter_mut().skip(1).zip(parts) {
            match axis.number(part, line) {
                Some(number) if number.percent == stated.percent => {
                    sum = sum.plus(&number.stated(decimals).reading);
                    filled = filled.saturating_add(usize::from(!number.value.is_zero()));
                }
                None if axis.is_blank(part, line) => {}
                _ => break,
            }
            if !sum.meets(&goal) {
                proof.miss = proof.miss.saturating_add(1);
            } else if filled > 1 {
                proof.agree = proof.agree.saturating_add(1);
                proof.digits = proof.digits.saturating_add(stated.digits().saturating_sub(usize::from(decimals)));
            }
        }
    }
    let proven = proofs.into_iter().enumerate().skip(2).filter(|(_, proof)| proof.may_reach(OTHERS, DIGITS));
    proven.rev().max_by_key(|(_, proof)| proof.digits)
}

/// One line under a reading.
fn read(axis: &Axis, total: usize, parts: &[usize], line: usize) -> Option<Line> {
    let stated = axis.number(total, line)?;
    let decimals = stated.places > 0 || parts.iter().filter_map(|&part| axis.number(part, line)).any(|part| part.places > 0);
    let mut terms = vec![Term::of("total", axis.cell(axis.at(total, line)?)?, stated, decimals)];
    let (mut gaps, mut filled) = (false, false);
    for &part in parts {
        match axis.number(part, line) {
            Some(number) if number.percent == stated.percent => {
                terms.push(Term::of("part", axis.cell(axis.at(part, line)?)?, number, decimals));
                filled |= !number.value.is_zero();
            }
            None if axis.is_blank(part, line) => gaps = true,
            _ => return None,
        }
    }
    let mut places: Vec<usize> = terms.iter().map(|term| term.place.start).collect();
    places.dedup();
    let full = parts.iter().chain([&total]).all(|&entry| axis.is_full(entry, line));
    if places.len() != terms.len() || !filled || terms.len() < 2 {
        return None;
    }
    let sum = terms.iter().skip(1).fold(Number::zero(), |sum, term| sum.plus(&term.stated.value));
    let found = Found::new(Formula::Total, terms);
    let verdict = found.verdict();
    let digits = stated.digits().saturating_sub(usize::from(decimals));
    let sound = full && !gaps && is_near(&sum, &stated.value);
    (verdict != Verdict::Undecided).then_some(Line { found, verdict, digits, sound })
}
