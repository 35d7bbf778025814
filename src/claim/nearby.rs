//! Sets of literals that stand in nearly every sentence: punctuation, digits. To note each of their places would cost more than it tells; they are
//! looked for in the few bytes around something that stands seldom.

use super::trigger::{self, END, Literals, START};

/// A set of literals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Nearby {
    /// A bit for each ASCII character in it.
    ascii: u128,
    /// The other characters, in order.
    others: Vec<char>,
    /// The literals of several characters.
    longer: Vec<String>,
    /// Whether the beginning of a text and its end are in it.
    edges: [bool; 2],
    /// The bytes of the longest.
    longest: usize,
}

/// The first place and the last.
type Places = (usize, usize);

impl Nearby {
    pub(super) fn of(literals: &Literals) -> Self {
        let edges = [START, END].map(|edge| literals.iter().any(|literal| literal == edge));
        let mut nearby = Self { ascii: 0, others: Vec::new(), longer: Vec::new(), edges, longest: 0 };
        for literal in literals.iter().filter(|literal| !trigger::marks_edge(literal)) {
            nearby.longest = nearby.longest.max(literal.len());
            let mut characters = literal.chars();
            match (characters.next(), characters.next()) {
                (Some(only), None) if only.is_ascii() => nearby.ascii |= 1 << u32::from(only),
                (Some(only), None) => nearby.others.push(only),
                _ => nearby.longer.push(literal.to_owned()),
            }
        }
        nearby.others.sort_unstable();
        nearby
    }

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
        let longer = if self.longer.is_empty() { None } else { self.longer_among((low, high), from, around, text) };
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
        let rest = text.get(at..).unwrap_or_default();
        self.longer
            .iter()
            .filter(move |longer| rest.starts_with(longer.as_str()))
            .map(move |longer| at.saturating_add(longer.len()))
    }

    fn has(&self, character: char) -> bool {
        if character.is_ascii() {
            return self.ascii & (1 << u32::from(character)) != 0;
        }
        self.others.contains(&character)
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
            prop_assert_eq!(Nearby::of(&literals).among((low, low + length), &text), expected);
        }
    }
}
