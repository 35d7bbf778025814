//! The shares of a table: beside a row or column of counts with a total stands one of shares whose total is 100. Which counts the shares
//! are of is proven by the shares that agree.

use super::{
    axis::{Axis, Total},
    cell::Plain,
    formula::{self, Formula, Found, Term},
    total::{self, Reading},
};
use crate::{figure::Number, verdict::Verdict};

/// Shares stand within so many places of their counts.
const REACH: usize = 4;
/// So many shares that agree prove what they are shares of.
const PROOF: usize = 3;

/// One share with its count.
struct Share {
    found: Found,
    verdict: Verdict,
    whole: bool,
}

/// The shares that belong to the labelled totals of a table.
pub(super) fn of_totals(axis: &Axis) -> Vec<Found> {
    let totals = axis.entries.iter().enumerate().filter(|(_, entry)| entry.total != Total::None && !entry.aside);
    totals.filter_map(|(total, _)| Some(found(axis, total, &total::reading(axis, total)?))).flatten().collect()
}

/// The shares that belong to one total and its parts.
fn found(axis: &Axis, total: usize, reading: &Reading) -> Vec<Found> {
    let shares = (0..axis.across()).filter(|&line| axis.number(total, line).is_some_and(Plain::is_whole_share));
    shares.flat_map(|line| of_line(axis, total, reading, line)).collect()
}

/// The shares in one line, with the counts that most of them agree with.
fn of_line(axis: &Axis, total: usize, reading: &Reading, line: usize) -> Vec<Found> {
    let near = (1..=REACH).flat_map(|distance| [line.checked_sub(distance), line.checked_add(distance)]).flatten();
    let counts =
        near.filter(|&counts| axis.number(total, counts).is_some_and(|number| !number.percent && !number.is_whole_share()));
    let agrees = |share: &Share| share.verdict == Verdict::Verified;
    let agree = |shares: &Vec<Share>| shares.iter().filter(|share| agrees(share)).count();
    let read = counts.map(|counts| {
        let shares = reading.parts.iter().filter_map(|&part| share(axis, total, part, counts, line));
        shares.collect::<Vec<Share>>()
    });
    // Of counts that agree alike the nearest are meant.
    let Some(shares) = read.collect::<Vec<_>>().into_iter().rev().max_by_key(agree) else { return Vec::new() };
    let agree = agree(&shares);
    let miss = shares.iter().filter(|share| share.verdict == Verdict::Contradicted).count();
    // None is of the total that stands above 100, and all are of another.
    if miss > PROOF && miss == shares.len() && shares.iter().all(|share| share.whole) {
        return formula::another_total(shares.iter().map(|share| &share.found)).into_iter().collect();
    }
    if agree < 2 || agree <= miss {
        return Vec::new();
    }
    let only = miss == 1 && shares.len() == reading.parts.len() && adds_up(&shares);
    let found = shares.into_iter().map(|share| {
        let others = agree.saturating_sub(usize::from(agrees(&share)));
        let proven = others >= PROOF && others >= miss.saturating_mul(PROOF) || only && share.verdict == Verdict::Contradicted;
        Found { certain: proven && share.whole, ..share.found }
    });
    found.collect()
}

/// Whether the counts of all shares make up their total: then the shares should make up 100, and one that misses is wrong twice.
fn adds_up(shares: &[Share]) -> bool {
    let value =
        |share: &Share, name| share.found.terms.iter().find(|term| term.name == name).map(|term| term.stated.value.clone());
    let total = shares.first().and_then(|share| value(share, "total"));
    let parts = shares.iter().try_fold(Number::zero(), |sum, share| Some(sum.plus(&value(share, "part")?)));
    total.is_some() && total == parts
}

/// One share, its count and their total; `None` where one of them is no number.
fn share(axis: &Axis, total: usize, part: usize, counts: usize, shares: usize) -> Option<Share> {
    let (share, part_of, total_of) = (axis.number(part, shares)?, axis.number(part, counts)?, axis.number(total, counts)?);
    if share.value.is_zero() || part_of.value.is_negative() || total_of.value <= Number::zero() || part_of.percent {
        return None;
    }
    let decimals = part_of.places > 0 || total_of.places > 0;
    let cell = |entry, line| axis.at(entry, line).and_then(|index| axis.cell(index));
    let terms = vec![
        Term::ratio("share", cell(part, shares)?, share, &Number::power_of_ten(-2), 0),
        Term::of("part", cell(part, counts)?, part_of, decimals),
        Term::of("total", cell(total, counts)?, total_of, decimals),
    ];
    let found = Found::new(Formula::Share, terms);
    let verdict = found.verdict();
    Some(Share { found, verdict, whole: axis.is_full(part, shares) && axis.is_full(total, counts) })
}
