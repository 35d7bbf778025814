//! What a total that its label calls one says in each line of the table.

use super::{
    axis::{Axis, Total},
    formula::{Formula, Found, Term},
    proof::Line,
    slip, total,
};
use crate::{
    figure::{Interval, Number},
    verdict::Verdict,
};

/// One line of a table, added up.
struct Added {
    line: Line,
    /// Whether more than one part is not zero.
    several: bool,
    /// How many parts there are.
    parts: usize,
}

/// What the totals say that are read like this one.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    agree: usize,
    /// Those with more than one part that is not zero.
    several: usize,
    miss: usize,
}

impl Tally {
    fn of<'a>(lines: impl IntoIterator<Item = &'a Added>) -> Self {
        let mut tally = Self::default();
        for added in lines {
            tally.agree = tally.agree.saturating_add(usize::from(added.agrees()));
            tally.several = tally.several.saturating_add(usize::from(added.agrees() && added.several));
            tally.miss = tally.miss.saturating_add(usize::from(added.misses()));
        }
        tally
    }

    fn without(self, added: &Added) -> Self {
        let own = Self::of([added]);
        Self {
            agree: self.agree.saturating_sub(own.agree),
            several: self.several.saturating_sub(own.several),
            miss: self.miss.saturating_sub(own.miss),
        }
    }
}

impl Added {
    fn agrees(&self) -> bool {
        self.line.verdict == Verdict::Verified
    }

    fn misses(&self) -> bool {
        self.line.verdict == Verdict::Contradicted && self.line.sound
    }
}

/// So many other lines that agree prove what a labelled total adds up, or so many of all totals that are read alike.
const OTHERS: usize = 2;
const ALIKE: usize = 3;

/// What the labelled totals of a table say in each of its lines.
pub(super) fn found(axis: &Axis) -> Vec<Found> {
    let labelled = axis.entries.iter().enumerate().filter(|(_, entry)| entry.total != Total::None && !entry.aside);
    let totals: Vec<(bool, Vec<Added>)> = labelled
        .filter_map(|(total, _)| {
            let reading = total::reading(axis, total)?;
            let lines = (0..axis.across()).filter_map(|line| added(axis, total, &reading.parts, line));
            Some((reading.natural, lines.filter(|added| added.line.verdict.holds() || added.line.sound).collect()))
        })
        .collect();
    let alike = Tally::of(totals.iter().filter(|(natural, _)| *natural).flat_map(|(_, lines)| lines));
    totals.into_iter().flat_map(|(natural, lines)| of_total(natural, lines, alike)).collect()
}

/// What one total says in each of its lines.
fn of_total(natural: bool, lines: Vec<Added>, alike: Tally) -> Vec<Found> {
    let tally = Tally::of(&lines);
    let found = lines.into_iter().filter_map(|added| {
        let (others, alike) = (tally.without(&added), alike.without(&added));
        // The other lines prove what the total adds up, unless nearly as many deny it.
        let own = others.several > 0 && others.agree >= OTHERS && others.agree > others.miss.saturating_add(1);
        let proven = own || natural && alike.several >= ALIKE && alike.miss == 0;
        let slipped = added.misses() && tally.miss == 1 && natural && added.parts >= 3;
        let values = &added.line.found.values;
        let slip = slipped && (slip::explains(values) || others.several > 0 && slip::explains_total(values));
        // One part alone is its own total, and says nothing by itself.
        (added.several || proven).then_some(Found { certain: added.line.sound && (proven || slip), ..added.line.found })
    });
    found.collect()
}

/// The parts of one line against its total; `None` where not all of them are numbers, or none of them is more than nothing.
fn added(axis: &Axis, total: usize, parts: &[usize], line: usize) -> Option<Added> {
    let stated = axis.number(total, line)?;
    let decimals = stated.places > 0 || parts.iter().filter_map(|&part| axis.number(part, line)).any(|part| part.places > 0);
    let mut indexes = vec![axis.at(total, line)?];
    let mut terms = vec![Term::of("total", axis.cell(axis.at(total, line)?)?, stated, decimals)];
    let (mut gaps, mut filled) = (false, 0_usize);
    for &part in parts {
        match axis.number(part, line) {
            Some(number) if number.percent == stated.percent => {
                let index = axis.at(part, line)?;
                terms.push(Term::of("part", axis.cell(index)?, number, decimals));
                indexes.push(index);
                filled = filled.saturating_add(usize::from(!number.value.is_zero()));
            }
            None if axis.is_blank(part, line) => gaps = true,
            _ => return None,
        }
    }
    let full = parts.iter().chain([&total]).all(|&entry| axis.is_full(entry, line));
    let mut distinct = indexes.clone();
    distinct.dedup();
    // A cell that spans several parts is not several parts.
    if distinct.len() != indexes.len() || filled == 0 {
        return None;
    }
    let sum = terms.iter().skip(1).fold(Number::zero(), |sum, term| sum.plus(&term.stated.value));
    let shares = stated.percent || axis.is_never(line);
    // Shares make up 100, or what is stated is no sum of them.
    let parts = terms.iter().skip(1).fold(Interval::exactly(Number::zero()), |sum, term| sum.plus(&term.stated.reading));
    let whole = stated.is_whole_share() || parts.contains(&Number::from(100_i64));
    let sound = full && !gaps && is_near(&sum, &stated.value) && (!shares || whole);
    let count = terms.len().saturating_sub(1);
    let found = Found::new(Formula::Total, terms);
    let verdict = found.verdict();
    // Two breakdowns of one total, one after the other, are read one at a time.
    if verdict.holds() && !is_close(&sum, &stated.value) {
        return None;
    }
    let line = Line { found, verdict, digits: stated.digits(), sound };
    Some(Added { line, several: filled > 1, parts: count })
}

/// Whether a sum comes near its total, as it does where a digit is wrong. The total of two rates is half of their sum.
pub(super) fn is_near(sum: &Number, total: &Number) -> bool {
    let larger = sum.abs().max(total.abs());
    sum.minus(total).abs().times(&Number::from(100_i64)) <= larger.times(&Number::from(NEAR))
}

/// Whether a sum differs from its total by no more than rounding.
fn is_close(sum: &Number, total: &Number) -> bool {
    sum.minus(total).abs().times(&Number::from(10_i64)) <= sum.abs().max(total.abs())
}

/// In percent of the larger one.
const NEAR: i64 = 42;
