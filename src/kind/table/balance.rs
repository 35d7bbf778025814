//! Rows that balance: what came in and what was left from before is what was dealt with and what is left for the next.

use super::{
    axis::Axis,
    formula::{Formula, Found, Term},
};
use crate::{claim::Pattern, figure::Number, verdict::Verdict};

/// The balance of each column, where the labels of all its rows are there.
pub(super) fn found(axis: &Axis, openings: &[Pattern], closings: &[Pattern]) -> Vec<Found> {
    let row = |words: &Pattern| (0..axis.length()).find(|&entry| axis.entry_matches(entry, words));
    let rows = |words: &[Pattern]| words.iter().map(row).collect::<Option<Vec<usize>>>().filter(|rows| !rows.is_empty());
    let (Some(openings), Some(closings)) = (rows(openings), rows(closings)) else { return Vec::new() };
    let columns = (0..axis.across()).filter_map(|line| column(axis, line, &openings, &closings)).collect::<Vec<Found>>();
    let misses = columns.iter().filter(|found| found.verdict() == Verdict::Contradicted).count();
    // One wrong number makes its column miss, and that of the totals; more is a table that is not read right.
    let certain = misses <= 2 && misses < columns.len();
    columns.into_iter().map(|found| Found { certain, ..found }).collect()
}

fn column(axis: &Axis, line: usize, openings: &[usize], closings: &[usize]) -> Option<Found> {
    let term = |name, entry: &usize| {
        let cell = axis.cell(axis.at(*entry, line)?)?;
        Some(Term::of(name, cell, axis.number(*entry, line)?, false))
    };
    let closings = closings.iter().map(|entry| term("closing", entry));
    let terms: Vec<Term> = closings.chain(openings.iter().map(|entry| term("opening", entry))).collect::<Option<_>>()?;
    let filled = terms.iter().any(|term| term.stated.value > Number::zero());
    filled.then(|| Found::new(Formula::Balance, terms))
}
