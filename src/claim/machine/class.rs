//! Sets of characters.

use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange};

/// A set of characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Class {
    /// A bit for each ASCII character in it.
    ascii: u128,
    /// The others, in order.
    ranges: Vec<(char, char)>,
}

impl Class {
    pub(super) fn of(class: &ClassUnicode) -> Self {
        let mut of = Self { ascii: 0, ranges: Vec::new() };
        for range in class.iter() {
            for character in (range.start()..=range.end()).take_while(char::is_ascii) {
                of.ascii |= 1 << u32::from(character);
            }
            if !range.end().is_ascii() {
                of.ranges.push((range.start().max('\u{80}'), range.end()));
            }
        }
        of
    }

    /// Every character.
    pub(super) fn any() -> ClassUnicode {
        ClassUnicode::new([ClassUnicodeRange::new('\0', char::MAX)])
    }

    /// One character.
    pub(super) fn one(character: char) -> ClassUnicode {
        ClassUnicode::new([ClassUnicodeRange::new(character, character)])
    }

    pub(super) fn has(&self, character: char) -> bool {
        if character.is_ascii() {
            return self.ascii & (1 << u32::from(character)) != 0;
        }
        let next = self.ranges.partition_point(|(_, end)| *end < character);
        self.ranges.get(next).is_some_and(|(start, _)| *start <= character)
    }
}
