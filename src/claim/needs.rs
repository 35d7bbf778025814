//! Where a pattern may match: what a match holds, and how far it reaches. Worked out from the pattern itself.

use regex_syntax::hir::{Hir, Look};

use super::{
    chain::{Chain, Gap},
    reach::{self, Reach},
    trigger::{self, Literals},
};

/// Where a pattern may match.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Needs {
    /// Sets of literals of which every match holds one after the other; none where nothing is known of matches.
    pub(super) chain: Chain,
    /// Which of them is the rarest, as far as can be told.
    pub(super) rarest: usize,
    /// How far a match reaches.
    pub(super) reach: Reach,
    /// What a line begins with where one begins that begins a line; `None` where matches begin elsewhere, or with anything.
    pub(super) first: Option<Literals>,
}

impl Needs {
    /// The needs of a pattern, given whether there is a program for it.
    pub(super) fn of(parsed: &Hir, served: bool) -> Self {
        let mut chain = Chain::of(parsed);
        if !served {
            // An automaton must see what stands around a match.
            chain.before = Gap::ANY;
            chain.links.last_mut().into_iter().for_each(|last| last.after = Gap::ANY);
        }
        let at_start = parsed.properties().look_set_prefix().contains(Look::Start);
        let first = if at_start { trigger::beginnings(parsed) } else { None };
        Self { rarest: chain.rarest().unwrap_or(0), chain, reach: reach::reach(parsed), first }
    }

    /// The sets of literals.
    fn triggers(&self) -> impl Iterator<Item = &Literals> {
        self.chain.links.iter().map(|link| &link.trigger)
    }

    /// The rarest of them; `None` where there is none.
    pub(super) fn rarest(&self) -> Option<&Literals> {
        self.triggers().nth(self.rarest)
    }

    /// The same, the rarest first: it tells soonest that something is missing.
    pub(super) fn rarest_first(&self) -> impl Iterator<Item = &Literals> {
        let others = self.triggers().enumerate().filter(|(index, _)| *index != self.rarest).map(|(_, set)| set);
        self.rarest().into_iter().chain(others)
    }
}
