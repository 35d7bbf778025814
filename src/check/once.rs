//! One fault is told once: where several rules find the same figures wrong, the most exact of them speaks.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::Outcome;
use crate::{
    document::Place,
    finding::{Finding, Severity},
};

/// How exactly a finding says what is wrong: smaller is more exact.
type Vague = (bool, Reverse<Severity>, usize);

/// The findings that figures do not bear out, by the places of these figures.
#[derive(Default)]
pub(super) struct Faults {
    /// The most exact finding of each, by its number.
    best: BTreeMap<Vec<Place>, (Vague, usize)>,
    again: BTreeSet<usize>,
}

impl Faults {
    /// Notes a finding, by its number among all.
    pub(super) fn add(&mut self, number: usize, finding: &Finding, outcome: &Outcome) {
        // What is held against a bound leaves open what is right; of two patterns the shorter one has fewer words between.
        let span = outcome.claim.span;
        let vague = (outcome.recount.bound, Reverse(finding.severity), span.end.saturating_sub(span.start));
        let figures: Vec<Place> = finding.labels.iter().map(|label| label.place).collect();
        if finding.verdict.is_none() || figures.len() < 2 {
            return;
        }
        let best = self.best.entry(figures).or_insert((vague, number));
        let loser = if vague < best.0 { std::mem::replace(best, (vague, number)).1 } else { number };
        if loser != best.1 {
            self.again.insert(loser);
        }
    }

    /// Drops the findings that say again what a more exact one says.
    pub(super) fn drop_repeated(&self, findings: &mut Vec<Finding>) {
        let mut numbers = 0_usize..;
        findings.retain(|_| numbers.next().is_none_or(|number| !self.again.contains(&number)));
    }
}
