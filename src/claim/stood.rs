//! What stands in a line: where each literal ends, and each set of literals. Kept close together in memory and used again from line to line,
//! because nearly every character of a text ends one that some pattern needs.

use std::ops::Range;

use super::{flat::narrow, members::Members, reach::Reach};

fn wide(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Parts of a line: a bit for each clause, and for each sentence, as they come; the bits of the first are those of the 33rd too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Parts {
    clauses: u32,
    sentences: u32,
}

impl Parts {
    const FIRST: Self = Self { clauses: 1, sentences: 1 };
    pub(super) const ALL: Self = Self { clauses: u32::MAX, sentences: u32::MAX };

    fn add(&mut self, other: Self) {
        self.clauses |= other.clauses;
        self.sentences |= other.sentences;
    }

    /// What is in both.
    pub(super) fn and(self, other: Self) -> Self {
        Self { clauses: self.clauses & other.clauses, sentences: self.sentences & other.sentences }
    }

    /// Whether a part is one of them, by its number among those that a match reaches across.
    pub(super) fn has(self, reach: Reach, part: usize) -> bool {
        self.of(reach) & 1 << (part % 32) != 0
    }

    /// Whether a match that reaches so far may lie in one of them.
    pub(super) fn hold(self, reach: Reach) -> bool {
        self.of(reach) != 0
    }

    /// Those that a match does not reach beyond.
    fn of(self, reach: Reach) -> u32 {
        match reach {
            Reach::Clause => self.clauses,
            Reach::Sentence => self.sentences,
            Reach::Line => u32::MAX,
        }
    }
}

/// What stands in a line.
#[derive(Debug, Default)]
pub(super) struct Stood {
    /// Each literal that stands there, with where it ends, in order.
    events: Vec<(u32, u32)>,
    /// For each literal how often it stands there, and where among `places` the last place of it is followed by others.
    counts: Vec<u32>,
    ends: Vec<u32>,
    /// For each literal in which parts of the line it stands.
    parts: Vec<Parts>,
    /// The literals that stand there, each once.
    there: Vec<usize>,
    /// For each set in which parts one of it stands, and how often; and the sets that stand in any.
    met: Vec<Parts>,
    sizes: Vec<u32>,
    met_sets: Vec<usize>,
    /// The clause in hand, and the sentence: a bit each.
    now: Parts,
    /// The places of each literal, then those of sets of several.
    places: Vec<u32>,
    /// For each set where among `places` its own are, if that was asked; and the sets that were asked for.
    sets: Vec<Option<(u32, u32)>>,
    asked: Vec<usize>,
}

impl Stood {
    /// Makes room for all that there may be.
    pub(super) fn make_room(&mut self, members: &Members) {
        let (literals, sets) = (members.sets.len().max(self.counts.len()), members.literals.len().max(self.sets.len()));
        self.counts.resize(literals, 0);
        self.ends.resize(literals, 0);
        self.parts.resize(literals, Parts::default());
        self.met.resize(sets, Parts::default());
        self.sizes.resize(sets, 0);
        self.sets.resize(sets, None);
    }

    /// Begins a line.
    pub(super) fn begin(&mut self) {
        self.now = Parts::FIRST;
    }

    /// Notes that a literal ends at a byte. They are noted in order.
    pub(super) fn meet(&mut self, literal: usize, end: usize) {
        let (Some(count), Some(parts)) = (self.counts.get_mut(literal), self.parts.get_mut(literal)) else { return };
        self.events.push((narrow(literal), narrow(end)));
        *count = count.saturating_add(1);
        parts.add(self.now);
        if *count == 1 {
            self.there.push(literal);
        }
    }

    /// Notes that a clause has ended, and a sentence with it where that is what reaches beyond.
    pub(super) fn end(&mut self, reach: Reach) {
        self.now.clauses = self.now.clauses.rotate_left(1);
        if reach == Reach::Sentence {
            self.now.sentences = self.now.sentences.rotate_left(1);
        }
    }

    /// Works out which sets stand there.
    pub(super) fn meet_sets(&mut self, members: &Members) {
        for &literal in &self.there {
            let parts = self.parts.get(literal).copied().unwrap_or_default();
            let count = self.counts.get(literal).copied().unwrap_or(0);
            for set in members.sets.of(literal) {
                let (Some(met), Some(size)) = (self.met.get_mut(set), self.sizes.get_mut(set)) else { continue };
                *size = size.saturating_add(count);
                if *met == Parts::default() {
                    self.met_sets.push(set);
                }
                met.add(parts);
            }
        }
    }

    /// The sets of which one stands there.
    pub(super) fn met(&self) -> impl Iterator<Item = usize> {
        self.met_sets.iter().copied()
    }

    /// In which parts of the line one of a set stands; `None` where none does.
    pub(super) fn parts(&self, set: usize) -> Option<Parts> {
        self.met.get(set).copied().filter(|met| *met != Parts::default())
    }

    /// Puts the places of each literal together: then sets can be asked for.
    pub(super) fn sort(&mut self) {
        let mut start = 0_u32;
        for &literal in &self.there {
            let (Some(end), Some(count)) = (self.ends.get_mut(literal), self.counts.get(literal)) else { continue };
            *end = start;
            start = start.saturating_add(*count);
        }
        self.places.resize(wide(start), 0);
        for &(literal, place) in &self.events {
            let Some(end) = self.ends.get_mut(wide(literal)) else { continue };
            self.places.get_mut(wide(*end)).into_iter().for_each(|slot| *slot = place);
            *end = end.saturating_add(1);
        }
    }

    /// How often one of a set stands there.
    pub(super) fn count(&self, set: usize) -> u32 {
        self.sizes.get(set).copied().unwrap_or(0)
    }

    /// Where, among the places, those are at which one of a set ends: worked out once a line.
    pub(super) fn ask(&mut self, set: usize, members: &Members) -> Range<usize> {
        let known = self.sets.get(set).copied().flatten();
        let (start, end) = known.unwrap_or_else(|| {
            let places = self.put_together(set, members);
            self.sets.get_mut(set).into_iter().for_each(|known| *known = Some(places));
            self.asked.push(set);
            places
        });
        wide(start)..wide(end)
    }

    fn put_together(&mut self, set: usize, members: &Members) -> (u32, u32) {
        let mut there = members.literals.of(set).filter_map(|literal| self.of_literal(literal));
        if let (Some(only), None) = (there.next(), there.next()) {
            return only;
        }
        let start = self.places.len();
        for literal in members.literals.of(set) {
            let (from, to) = self.of_literal(literal).unwrap_or_default();
            self.places.extend_from_within(wide(from)..wide(to));
        }
        self.places.get_mut(start..).unwrap_or_default().sort_unstable();
        (narrow(start), narrow(self.places.len()))
    }

    /// Where among the places those of a literal are, if it stands there.
    fn of_literal(&self, literal: usize) -> Option<(u32, u32)> {
        let (end, count) = (*self.ends.get(literal)?, *self.counts.get(literal)?);
        (count > 0).then_some((end.saturating_sub(count), end))
    }

    /// One of the places.
    pub(super) fn place(&self, index: usize) -> Option<usize> {
        self.places.get(index).copied().map(wide)
    }

    /// The first and the last of some places that lie in a range, both ends in it.
    pub(super) fn among(&self, places: Range<usize>, (low, high): (usize, usize)) -> Option<(usize, usize)> {
        let places = self.places.get(places)?;
        let first = places.partition_point(|&end| wide(end) < low);
        let after = places.get(first..)?;
        let last = after.partition_point(|&end| wide(end) <= high).checked_sub(1)?;
        Some((wide(*after.first()?), wide(*after.get(last)?)))
    }

    /// Forgets the line.
    pub(super) fn clear(&mut self) {
        for literal in self.there.drain(..) {
            self.counts.get_mut(literal).into_iter().for_each(|count| *count = 0);
            self.parts.get_mut(literal).into_iter().for_each(|parts| *parts = Parts::default());
        }
        for set in self.met_sets.drain(..) {
            self.met.get_mut(set).into_iter().for_each(|met| *met = Parts::default());
            self.sizes.get_mut(set).into_iter().for_each(|size| *size = 0);
        }
        for set in self.asked.drain(..) {
            self.sets.get_mut(set).into_iter().for_each(|known| *known = None);
        }
        self.events.clear();
        self.places.clear();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{
        super::flat::{Cut, Flat},
        *,
    };

    proptest! {
        #[test]
        fn where_a_set_stands_is_where_its_literals_stand(
            sets in prop::collection::vec(prop::collection::btree_set(0..6_usize, 1..4), 1..6),
            lines in prop::collection::vec(prop::collection::vec(0..6_usize, 0..12), 1..3),
        ) {
            let sets: Vec<Vec<usize>> = sets.into_iter().map(|set| set.into_iter().collect()).collect();
            let mut flat = Flat::default();
            Members::add(&mut flat, &sets, 6);
            let members = Members::read(&mut Cut(&flat.0)).unwrap();
            let mut stood = Stood::default();
            stood.make_room(&members);
            for line in lines {
                stood.begin();
                line.iter().enumerate().for_each(|(end, &literal)| stood.meet(literal, end));
                stood.meet_sets(&members);
                stood.sort();
                for (set, literals) in sets.iter().enumerate() {
                    let expected: Vec<usize> =
                        line.iter().enumerate().filter(|(_, literal)| literals.contains(literal)).map(|(end, _)| end).collect();
                    prop_assert_eq!(stood.parts(set).is_some(), !expected.is_empty());
                    prop_assert_eq!(stood.met().any(|met| met == set), !expected.is_empty());
                    let among = stood.ask(set, &members);
                    let places: Vec<usize> = among.clone().filter_map(|place| stood.place(place)).collect();
                    prop_assert_eq!(&places, &expected);
                    prop_assert_eq!(wide(stood.count(set)), expected.len());
                    let within: Vec<usize> = expected.into_iter().filter(|place| (2..=7).contains(place)).collect();
                    prop_assert_eq!(stood.among(among, (2, 7)), within.first().copied().zip(within.last().copied()));
                }
                stood.clear();
            }
        }
    }
}
