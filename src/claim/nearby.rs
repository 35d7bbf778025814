//! Sets of literals that stand in nearly every sentence: punctuation, digits. To note each of their places would cost more than it tells; they are
//! looked for in the few bytes around something that stands seldom.

use std::ops::Range;

use super::{
    flat::{Cut, Flat, Texts, Word, wide},
    trigger::{self, END, Literals, START},
};

/// Sets of literals.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Nearbys<'b> {
    heads: &'b [[Word; 8]],
    others: &'b [Word],
    longer: Texts<'b>,
}

/// A set of literals.
#[derive(Debug, Clone)]
pub(super) struct Nearby<'b> {
    /// A bit for each ASCII character in it.
    ascii: u128,
    /// The other characters.
    others: &'b [Word],
    /// The literals of several characters, by their numbers.
    longer: (Range<usize>, Texts<'b>),
    /// Whether the beginning of a text and its end are in it.
    edges: [bool; 2],
    /// The bytes of the longest.
    longest: usize,
}

/// The first place and the last.
type Places = (usize, usize);

/// Adds sets to tables.
pub(super) fn add(to: &mut Flat, sets: &[Literals]) {
    let (mut heads, mut others, mut longer) = (Vec::new(), Vec::new(), Vec::new());
    for set in sets {
        let mut ascii = 0_u128;
        for literal in set.iter().filter(|literal| !trigger::marks_edge(literal)) {
            let mut characters = literal.chars();
            match (characters.next(), characters.next()) {
                (Some(only), None) if only.is_ascii() => ascii |= 1 << u32::from(only),
                (Some(only), None) => others.push(wide(code(only))),
                _ => longer.push(literal),
            }
        }
        let ascii = ascii.to_le_bytes();
        heads.extend(ascii.as_chunks().0.iter().map(|word| wide(*word)));
        let edges = [START, END].map(|edge| usize::from(set.iter().any(|literal| literal == edge)));
        let [start, end] = edges;
        heads.extend([start | end << 1, trigger::lengths(set).1, others.len(), longer.len()]);
    }
    to.numbers(heads);
    to.numbers(others);
    to.texts(longer);
}

impl<'b> Nearbys<'b> {
    /// The sets that come next.
    pub(super) fn read(from: &mut Cut<'b>) -> Option<Self> {
        Some(Self { heads: from.rows()?, others: from.numbers()?, longer: from.texts()? })
    }

    /// One of them.
    pub(super) fn get(&self, number: usize) -> Option<Nearby<'b>> {
        let [ascii @ .., edges, longest, others, longer] = *self.heads.get(number)?;
        let before = number.checked_sub(1).and_then(|before| self.heads.get(before));
        let [others_before, longer_before] = before.map_or([0; 2], |&[.., others, longer]| [wide(others), wide(longer)]);
        Some(Nearby {
            ascii: ascii.iter().rev().fold(0, |bits, word| bits << 32 | u128::from(u32::from_le_bytes(*word))),
            others: self.others.get(others_before..wide(others))?,
            longer: (longer_before..wide(longer), self.longer),
            edges: [wide(edges) & 1 != 0, wide(edges) & 2 != 0],
            longest: wide(longest),
        })
    }
}

/// A character by its number.
fn code(character: char) -> Word {
    u32::from(character).to_le_bytes()
}

impl Nearby<'_> {
    /// The first and the last place of a range in a text, both ends in it, at which one of the set ends.
    pub(super) fn among(&self, (low, high): Places, text: &str) -> Option<Places> {
        let [start, end] = self.edges;
        let start = (start && low == 0).then_some(0);
        let end = (end && low <= text.len() && high >= text.len()).then_some(text.len());
        // Where characters begin that may end in the range.
        let from = text.ceil_char_boundary(low.saturating_sub(self.longest));
        let around = text.get(from..text.floor_char_boundary(high.min(text.len()))).unwrap_or_default();
        let single = |character: &char| self.has(*character);
        let last = around.char_indices().rev().find(|(_, character)| single(character)).map(end_of(from));
        let last = last.filter(|last| *last >= low);
        let first = last.and_then(|_| {
            around.char_indices().find(|&(at, character)| single(&character) && end_of(from)((at, character)) >= low)
        });
        let first = first.map(end_of(from));
        let longer = if self.longer.0.is_empty() { None } else { self.longer_among((low, high), from, around, text) };
        let edge = |edge: Option<usize>| edge.map(|edge| (edge, edge));
        [longer, edge(start), edge(end)].into_iter().fold(first.zip(last), around_both)
    }

    /// The same of the longer ones.
    fn longer_among(&self, (low, high): Places, from: usize, around: &str, text: &str) -> Option<Places> {
        let ends = around.char_indices().flat_map(|(at, _)| self.longer(from.saturating_add(at), text));
        let ends = ends.filter(|end| (low..=high).contains(end));
        ends.fold(None, |places, end| around_both(places, Some((end, end))))
    }

    /// Where the longer literals end that begin at a place.
    fn longer(&self, at: usize, text: &str) -> impl Iterator<Item = usize> {
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        let (numbers, texts) = &self.longer;
        let longer = numbers.clone().map(|number| texts.get(number));
        longer.filter(move |longer| rest.starts_with(longer)).map(move |longer| at.saturating_add(longer.len()))
    }

    fn has(&self, character: char) -> bool {
        if character.is_ascii() {
            return self.ascii & (1 << u32::from(character)) != 0;
        }
        self.others.contains(&code(character))
    }
}

/// Where a character ends, counted from a place.
fn end_of(from: usize) -> impl Fn((usize, char)) -> usize {
    move |(at, character)| from.saturating_add(at).saturating_add(character.len_utf8())
}

/// The first and the last of all.
fn around_both(one: Option<Places>, other: Option<Places>) -> Option<Places> {
    match (one, other) {
        (Some(one), Some(other)) => Some((one.0.min(other.0), one.1.max(other.1))),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_first_and_the_last_are_those_of_all_places(
            set in prop::collection::vec(prop::sample::select(vec!["甲", "乙", "甲乙", "a", "乙a甲", ",", START, END]), 1..5),
            text in "[甲乙丙a,。]{0,9}",
            low in 0..20_usize,
            length in 0..20_usize,
        ) {
            let literals = trigger::literals(set.iter().map(|&one| one.to_owned()).collect()).unwrap();
            let ends = (0..=text.len()).filter(|&end| {
                let before = text.get(..end);
                let stands = |one: &&str| match *one {
                    START => end == 0,
                    END => end == text.len(),
                    one => before.is_some_and(|before| before.ends_with(one)),
                };
                (low..=low + length).contains(&end) && set.iter().any(stands)
            });
            let ends: Vec<usize> = ends.collect();
            let expected = ends.first().copied().zip(ends.last().copied());
            let mut flat = Flat::default();
            add(&mut flat, &[trigger::literals(vec!["丙".to_owned(), "甲丙".to_owned()]).unwrap(), literals]);
            let nearby = Nearbys::read(&mut Cut(&flat.0)).unwrap().get(1).unwrap();
            prop_assert_eq!(nearby.among((low, low + length), &text), expected);
        }
    }
}
