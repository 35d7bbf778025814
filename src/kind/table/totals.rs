//! What a total that its label calls one says in each line of the table.

use super::{
    axis::Axis,
    formula::{Formula, Found, Term},
    proof::{Line, digits},
    slip,
    total::Reading,
};
use crate::{figure::Number, verdict::Verdict};

/// One line of a table, added up.
struct Added {
    line: Line,
    /// Whether more than one part is not zero.
    several: bool,
    /// How many parts there are.
    parts: usize,
}

/// So many other lines that agree prove what a labelled total adds up.
const OTHERS: usize = 2;

/// What one total says in each line of the table.
pub(super) fn found(axis: &Axis<'_>, total: usize, reading: &Reading) -> Vec<Found> {
    let lines: Vec<Added> = (0..axis.across()).filter_map(|line| added(axis, total, &reading.parts, line)).collect();
    let agrees = |added: &Added| added.line.verdict == Verdict::Verified;
    let misses = |added: &Added| added.line.verdict == Verdict::Contradicted && added.line.sound;
    let agree = lines.iter().filter(|added| agrees(added)).count();
    let several = lines.iter().filter(|added| agrees(added) && added.several).count();
    let miss = lines.iter().filter(|added| misses(added)).count();
    let kept = lines.into_iter().filter(|added| added.line.verdict.holds() || added.line.sound);
    let found = kept.filter_map(|added| {
        let own = |is: bool| usize::from(is);
        let others = agree.saturating_sub(own(agrees(&added)));
        let deny = miss.saturating_sub(own(misses(&added)));
        let rich = several.saturating_sub(own(agrees(&added) && added.several)) > 0;
        // The other lines prove what the total adds up, unless nearly as many deny it.
        let proven = rich && others >= OTHERS && others > deny.saturating_add(1);
        let slipped = misses(&added) && miss == 1 && reading.natural && added.parts >= 3;
        let slip = slipped && slip::explains(&added.line.found.values);
        // One part alone is its own total, and says nothing by itself.
        (added.several || proven).then(|| Found { certain: added.line.sound && (proven || slip), ..added.line.found })
    });
    found.collect()
}

/// The parts of one line against its total; `None` where not all of them are numbers, or none of them is more than nothing.
fn added(axis: &Axis<'_>, total: usize, parts: &[usize], line: usize) -> Option<Added> {
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
    let sound = full && !gaps && is_near(&sum, &stated.value) && (!shares || stated.is_whole_share());
    let count = terms.len().saturating_sub(1);
    let found = Found::new(Formula::Total, terms);
    let verdict = found.verdict();
    // Two breakdowns of one total, one after the other, are read one at a time.
    if verdict.holds() && !is_close(&sum, &stated.value) {
        return None;
    }
    let line = Line { found, verdict, digits: digits(stated), sound };
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
