//! The shares of a table: beside a row or column of counts with a total stands one of shares whose total is 100. Which counts the shares
//! are of is proven by the shares that agree.

use super::{
    Found,
    axis::Axis,
    cell::{Cell, Plain},
    total::Reading,
};
use crate::{
    figure::Number,
    verdict::{Relation, Stated, Value, Values, Verdict, solve},
};

/// Shares stand within so many places of their counts.
const REACH: usize = 4;
/// So many shares that agree prove what they are shares of.
const PROOF: usize = 3;

/// One share with its count.
struct Share<'g> {
    cells: [(&'static str, &'g Cell); 3],
    values: Values,
    verdict: Verdict,
    whole: bool,
}

/// The shares that belong to one total and its parts.
pub(super) fn found<'g>(axis: &Axis<'g>, total: usize, reading: &Reading, relation: &Relation) -> Vec<Found<'g>> {
    let shares = (0..axis.across()).filter(|&line| axis.number(total, line).is_some_and(Plain::is_whole_share));
    shares.flat_map(|line| of_line(axis, total, reading, line, relation)).collect()
}

/// The shares in one line, with the counts that most of them agree with.
fn of_line<'g>(axis: &Axis<'g>, total: usize, reading: &Reading, line: usize, relation: &Relation) -> Vec<Found<'g>> {
    let near = (1..=REACH).flat_map(|distance| [line.checked_sub(distance), line.checked_add(distance)]).flatten();
    let counts =
        near.filter(|&counts| axis.number(total, counts).is_some_and(|number| !number.percent && !number.is_whole_share()));
    let agree = |shares: &Vec<Share<'_>>| shares.iter().filter(|share| share.verdict == Verdict::Verified).count();
    let read = counts.map(|counts| {
        let shares = reading.parts.iter().filter_map(|&part| share(axis, total, part, counts, line, relation));
        shares.collect::<Vec<Share<'g>>>()
    });
    // Of counts that agree alike the nearest are meant.
    let Some(shares) = read.collect::<Vec<_>>().into_iter().rev().max_by_key(agree) else { return Vec::new() };
    let agree = agree(&shares);
    let miss = shares.iter().filter(|share| share.verdict == Verdict::Contradicted).count();
    if agree < 2 || agree <= miss {
        return Vec::new();
    }
    let proven = agree >= PROOF && agree >= miss.saturating_mul(PROOF);
    let found = shares.into_iter().map(|Share { cells, values, whole, .. }| Found {
        cells: cells.into(),
        values,
        certain: proven && whole,
    });
    found.collect()
}

/// One share, its count and their total; `None` where one of them is no number.
fn share<'g>(axis: &Axis<'g>, total: usize, part: usize, counts: usize, shares: usize, relation: &Relation) -> Option<Share<'g>> {
    let (share, part_of, total_of) = (axis.number(part, shares)?, axis.number(part, counts)?, axis.number(total, counts)?);
    if share.value.is_zero() || part_of.value.is_negative() || total_of.value <= Number::zero() || part_of.percent {
        return None;
    }
    let decimals = part_of.places > 0 || total_of.places > 0;
    let values: Values = [
        ("share", hundredths(share)),
        ("part", Value::Figure(part_of.stated(decimals))),
        ("total", Value::Figure(total_of.stated(decimals))),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into();
    let verdict = solve(relation, &values).verdict;
    let cell = |entry, line| axis.at(entry, line).and_then(|index| axis.cell(index));
    let cells = [("share", cell(part, shares)?), ("part", cell(part, counts)?), ("total", cell(total, counts)?)];
    let whole = axis.is_full(part, shares) && axis.is_full(total, counts);
    Some(Share { cells, values, verdict, whole })
}

/// A percentage as the ratio that it is.
fn hundredths(share: &Plain) -> Value {
    let Stated { value, ulp, .. } = share.stated(true);
    let scale = Number::power_of_ten(-2);
    let (value, ulp) = (value.times(&scale), ulp.times(&scale));
    let reading = crate::figure::Interval::around(&value, &ulp.half());
    Value::Figure(Stated { value, ulp, reading, wide: None, exact: false, hedged: false, scale })
}
