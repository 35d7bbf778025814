//! How far a table proves by itself what its numbers are to each other: where one reading holds in line after line, it is meant.

use super::formula::Found;
use crate::verdict::Verdict;

/// What the lines of a table say of one reading.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Proof {
    /// In how many lines it holds.
    pub(super) agree: usize,
    /// How many digits agree in these.
    pub(super) digits: usize,
    /// In how many lines it does not hold.
    pub(super) miss: usize,
}

/// One line of a table under one reading.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Its numbers.
    pub(super) found: Found,
    /// What they come to.
    pub(super) verdict: Verdict,
    /// How many digits say so.
    pub(super) digits: usize,
    /// Whether a miss in it would be one.
    pub(super) sound: bool,
}

impl Proof {
    /// What all of these lines say.
    pub(super) fn of<'l>(lines: impl IntoIterator<Item = &'l Line>) -> Self {
        let mut proof = Self::default();
        for line in lines {
            proof.add(line);
        }
        proof
    }

    /// The same with one more line.
    pub(super) fn add(&mut self, line: &Line) {
        self.tell(line.verdict, line.digits);
    }

    /// The same with one more line that comes to this, as so many digits say.
    pub(super) fn tell(&mut self, verdict: Verdict, digits: usize) {
        match verdict {
            Verdict::Verified if digits > 0 => {
                self.agree = self.agree.saturating_add(1);
                self.digits = self.digits.saturating_add(digits);
            }
            Verdict::Contradicted => self.miss = self.miss.saturating_add(1),
            _ => {}
        }
    }

    /// What the other lines say.
    pub(super) fn without(self, line: &Line) -> Self {
        let mut own = Self::default();
        own.add(line);
        Self {
            agree: self.agree.saturating_sub(own.agree),
            digits: self.digits.saturating_sub(own.digits),
            miss: self.miss.saturating_sub(own.miss),
        }
    }

    /// Whether so many lines and digits agree that it is no chance, and hardly any line does not.
    pub(super) fn reaches(self, lines: usize, digits: usize) -> bool {
        self.agree >= lines && self.digits >= digits && self.miss.saturating_mul(RARE) <= self.agree
    }

    /// Whether the same may be said of the other lines of one.
    pub(super) fn may_reach(self, lines: usize, digits: usize) -> bool {
        !self.is_lost() && self.agree >= lines && self.digits >= digits
    }

    /// Whether a reading may be given up: misses are no exception in it.
    pub(super) fn is_lost(self) -> bool {
        self.miss > self.agree.saturating_div(RARE).saturating_add(1)
    }
}

/// At most one line in so many others may miss where a reading is proven.
const RARE: usize = 4;

/// The lines of a reading with what the others prove of each; none where all of them together prove nothing.
pub(super) fn told(lines: Vec<Line>, least: usize, digits: usize) -> Vec<Found> {
    let proof = Proof::of(&lines);
    if !proof.may_reach(least, digits) {
        return Vec::new();
    }
    let told = lines.into_iter().map(|line| {
        let certain = line.sound && proof.without(&line).reaches(least, digits);
        Found { certain, ..line.found }
    });
    told.collect()
}
