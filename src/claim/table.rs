//! What the patterns of a layer need, as `numbering.rs` has put it down.

use std::slice::SliceIndex;

use super::{
    chain::Gap,
    flat::{Cut, Lists, NONE, Word, wide},
    members::Members,
    nearby::Nearbys,
    reach::Reach,
};

/// What is looked for in a layer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table<'b> {
    pub(super) members: Members<'b>,
    /// The literals that stand for the beginning of a line, and its end; which the automaton does not find.
    edges: [usize; 2],
    /// For each set the entries that are looked at where one of it stands: those of which it is the rarest.
    pub(super) leads: Lists<'b>,
    /// For each entry its sets that are looked for everywhere.
    pub(super) needed: Lists<'b>,
    /// Characters, and for each the entries that are looked at where a line begins with it.
    beginning: (&'b [Word], Lists<'b>),
    /// The characters that a line begins with in which entries match.
    firsts: Lists<'b>,
    /// For each entry its place in the dictionary; the number of the zones in which it is looked for; how far it reaches; what a line begins with in
    /// which it matches; what may stand before the first of its sets; and where its sets end.
    entries: &'b [[Word; 8]],
    links: &'b [[Word; 6]],
    /// Sets that stand in nearly every sentence: they are not looked for but where one of another set stands near.
    pub(super) nearby: Nearbys<'b>,
}

/// What one pattern needs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'b> {
    /// Its place in the dictionary.
    pub(super) place: usize,
    pub(super) reach: Reach,
    /// What may stand between the beginning of a match and the first of its sets.
    pub(super) before: Gap,
    /// Its sets.
    pub(super) links: Links<'b>,
}

/// Sets in the order in which a match holds one of each.
#[derive(Debug, Clone, Copy)]
pub(super) struct Links<'b>(&'b [[Word; 6]]);

/// One of them, with what may stand between it and the next, or the end of a match.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    pub(super) set: Set,
    pub(super) after: Gap,
}

/// A set of literals.
#[derive(Debug, Clone, Copy)]
pub(super) struct Set {
    /// Its number, among those that are looked for everywhere or among those that are not.
    pub(super) number: Number,
    /// How long the shortest of it is, and the longest (bytes).
    pub(super) lengths: (usize, usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    Everywhere(usize),
    Nearby(usize),
}

impl Set {
    /// Its number among the sets that are looked for everywhere.
    #[inline]
    pub(super) fn everywhere(self) -> Option<usize> {
        match self.number {
            Number::Everywhere(number) => Some(number),
            Number::Nearby(_) => None,
        }
    }
}

impl<'b> Table<'b> {
    /// What stands in some bytes; `None` where nothing is looked for.
    pub(super) fn read(bytes: &'b [u8]) -> Option<Self> {
        let mut cut = Cut(bytes);
        let members = Members::read(&mut cut)?;
        let &[edges] = cut.rows()? else { return None };
        Some(Self {
            members,
            edges: edges.map(wide),
            leads: cut.lists()?,
            needed: cut.lists()?,
            beginning: (cut.numbers()?, cut.lists()?),
            firsts: cut.lists()?,
            entries: cut.rows()?,
            links: cut.rows()?,
            nearby: Nearbys::read(&mut cut)?,
        })
    }

    /// The literals that stand for the beginning of a line, and its end, if any pattern has them.
    pub(super) fn edges(&self) -> [Option<usize>; 2] {
        self.edges.map(|edge| (edge != NONE).then_some(edge))
    }

    /// The entries that are looked at where a line begins with a character.
    pub(super) fn beginning(&self, first: char) -> impl Iterator<Item = usize> + use<'b> {
        let (characters, entries) = self.beginning;
        let known = characters.binary_search_by_key(&u32::from(first), |&known| u32::from_le_bytes(known)).ok();
        known.into_iter().flat_map(move |known| entries.of(known))
    }

    /// What an entry needs.
    #[inline]
    pub(super) fn entry(&self, number: usize) -> Option<Entry<'b>> {
        let &[place, _, reach, _, min, max, before, end] = self.entries.get(number)?;
        let start = number.checked_sub(1).and_then(|last| self.entries.get(last)).map_or(0, |&[.., start]| wide(start));
        Some(Entry {
            place: wide(place),
            reach: Reach::numbered(wide(reach)),
            before: gap(min, max, before),
            links: Links(self.links.get(start..wide(end))?),
        })
    }

    /// Whether an entry may match in a line of a zone that begins with a character: given for all zones by their numbers whether they have that among
    /// them, and how far matches reach for which all stands in one part of the line.
    #[inline]
    pub(super) fn admits(&self, number: usize, zones: &[bool], first: Option<char>, holds: impl Fn(Reach) -> bool) -> bool {
        let Some(&[_, here, reach, characters, ..]) = self.entries.get(number) else { return false };
        holds(Reach::numbered(wide(reach)))
            && zones.get(wide(here)) == Some(&true)
            && (wide(characters) == NONE || first.is_some_and(|first| self.is_among(first, wide(characters))))
    }

    /// Whether a character is among those that a line begins with in which some entries match.
    fn is_among(&self, first: char, characters: usize) -> bool {
        self.firsts.get(characters).binary_search_by_key(&u32::from(first), |&known| u32::from_le_bytes(known)).is_ok()
    }
}

impl<'b> Links<'b> {
    /// Each of them.
    #[inline]
    pub(super) fn iter(self) -> impl DoubleEndedIterator<Item = Link> + ExactSizeIterator + use<'b> {
        self.0.iter().map(|link| {
            let &[number, shortest, longest, min, max, reach] = link;
            let number = wide(number);
            let number = if number & 1 == 0 { Number::Everywhere(number >> 1) } else { Number::Nearby(number >> 1) };
            Link { set: Set { number, lengths: (wide(shortest), wide(longest)) }, after: gap(min, max, reach) }
        })
    }

    /// Those of some places among them.
    #[inline]
    pub(super) fn of(self, places: impl SliceIndex<[[Word; 6]], Output = [[Word; 6]]>) -> Option<Self> {
        self.0.get(places).map(Self)
    }
}

#[inline]
fn gap(min: Word, max: Word, reach: Word) -> Gap {
    let max = u32::from_le_bytes(max);
    Gap { min: u32::from_le_bytes(min), max: (max != u32::MAX).then_some(max), reach: Reach::numbered(wide(reach)) }
}
