//! Which literals are in which sets.

use super::flat::{Cut, Flat, Lists};

/// Which literals are in which sets.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Members<'b> {
    /// For each literal the sets that it is in.
    pub(super) sets: Lists<'b>,
    /// For each set its literals.
    pub(super) literals: Lists<'b>,
}

impl<'b> Members<'b> {
    /// Those that come next in some tables.
    pub(super) fn read(from: &mut Cut<'b>) -> Option<Self> {
        Some(Self { sets: from.lists()?, literals: from.lists()? })
    }

    /// Adds them to tables, for sets of literals, by number, of which there are so many.
    pub(super) fn add(to: &mut Flat, sets: &[Vec<usize>], literals: usize) {
        let mut sets_of = vec![Vec::new(); literals];
        for (set, literals) in sets.iter().enumerate() {
            for &literal in literals {
                sets_of.get_mut(literal).into_iter().for_each(|sets: &mut Vec<usize>| sets.push(set));
            }
        }
        to.lists(sets_of);
        to.lists(sets.iter().map(|literals| literals.iter().copied()));
    }
}
