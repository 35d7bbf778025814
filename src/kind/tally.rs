//! A number that a text states of its own things, and how many things it names: what several kinds hold against each other.

use crate::{
    figure::{Bound, Interval, Number},
    verdict::{Recount, Verdict},
};

/// A stated number of things and the things that were named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// The number stated.
    pub stated: u32,
    /// The fewest things that the list can be read as.
    pub fewest: u32,
    /// The most: 和 in the last item may join two things or be part of one name.
    pub most: u32,
    /// The most that any reading gives, joining words inside other items included.
    pub ceiling: u32,
    /// Whether the list says that it is not complete (等).
    pub open: bool,
    /// Whether it is certain where the list begins, where it ends, and that the number counts it.
    pub proven: bool,
}

impl Tally {
    /// A list that can be read in one way.
    pub(crate) fn exactly(stated: u32, counted: u32, proven: bool) -> Self {
        Self { stated, fewest: counted, most: counted, ceiling: counted, open: false, proven }
    }

    /// Whether the number is among the readings of the list.
    pub(crate) fn agrees(&self) -> bool {
        (self.fewest..=self.most).contains(&self.stated)
    }

    /// What counting again comes to.
    pub(crate) fn recount(&self) -> Recount {
        let verdict = if self.agrees() {
            Verdict::Verified
        } else if self.open && self.stated > self.most {
            Verdict::Consistent
        } else if !self.proven || (self.fewest..=self.ceiling).contains(&self.stated) {
            Verdict::Undecided
        } else {
            Verdict::Contradicted
        };
        let bound = |value: u32| Bound { value: Number::from(i64::from(value)), open: false };
        let most = (!self.open).then(|| bound(self.most.max(self.fewest)));
        let counted = if self.most > self.fewest { format!("{}-{}", self.fewest, self.most) } else { self.fewest.to_string() };
        let recount = Recount::new(verdict).fact("counted", counted);
        match Interval::new(Some(bound(self.fewest)), most) {
            Some(computed) => recount.computed(computed),
            None => recount,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_list_may_be_shorter_and_never_longer() {
        let list = |stated, counted, open, proven| Tally { open, ..Tally::exactly(stated, counted, proven) }.recount().verdict;
        assert_eq!(list(4, 4, false, true), Verdict::Verified);
        assert_eq!(list(6, 4, true, false), Verdict::Consistent);
        assert_eq!(list(3, 4, true, true), Verdict::Contradicted);
        assert_eq!(list(5, 4, false, true), Verdict::Contradicted);
        assert_eq!(list(5, 4, false, false), Verdict::Undecided);
    }

    #[test]
    fn a_joining_word_leaves_the_list_two_readings() {
        let list = |stated| Tally { stated, fewest: 5, most: 6, ceiling: 7, open: false, proven: true }.recount().verdict;
        assert_eq!(
            [list(5), list(6), list(7), list(4), list(8)],
            [Verdict::Verified, Verdict::Verified, Verdict::Undecided, Verdict::Contradicted, Verdict::Contradicted,]
        );
    }
}
