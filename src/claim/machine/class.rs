//! Sets of characters.

use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange};

/// A set of characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Class {
    /// A bit for each ASCII character in it.
    ascii: u128,
    /// The same of the characters of [`BLOCKS`].
    blocks: [u64; 3],
    /// Whether all of the common Chinese characters are in it, or none; `None` where some are.
    han: Option<bool>,
    /// Those that are no ASCII characters, in order.
    ranges: Vec<(char, char)>,
}

/// Where blocks of 64 characters begin that stand in every sentence: punctuation, Chinese punctuation, and the marks of figures.
const BLOCKS: [u32; 3] = [0x2000, 0x3000, 0xE000];

/// The common Chinese characters: most of a text.
const HAN: (char, char) = ('\u{4E00}', '\u{9FFF}');

impl Class {
    pub(super) fn of(class: &ClassUnicode) -> Self {
        let mut of = Self { ascii: 0, blocks: [0; 3], han: None, ranges: Vec::with_capacity(class.ranges().len()) };
        // All up to a character; of what is no ASCII character, all of ASCII.
        let up_to = |last: u32| u128::MAX >> 127_u32.saturating_sub(last);
        for range in class.iter() {
            if range.start().is_ascii() {
                let before = u32::from(range.start()).checked_sub(1).map_or(0, up_to);
                of.ascii |= up_to(u32::from(range.end())) & !before;
            }
            for (start, block) in BLOCKS.into_iter().zip(&mut of.blocks) {
                let (from, to) = (u32::from(range.start()).max(start), u32::from(range.end()).min(start | 63));
                if from <= to {
                    *block |= u64::MAX << (from & 63) & u64::MAX >> (63 ^ (to & 63));
                }
            }
            if !range.end().is_ascii() {
                of.ranges.push((range.start().max('\u{80}'), range.end()));
            }
        }
        let (first, last) = HAN;
        let all = of.ranges.iter().any(|(start, end)| *start <= first && last <= *end);
        let some = of.ranges.iter().any(|(start, end)| *start <= last && first <= *end);
        of.han = (all || !some).then_some(all);
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

    /// The bytes that its characters begin with in UTF-8, a bit for each.
    pub(super) fn first_bytes(&self) -> [u128; 2] {
        let begins = |character: char| character.encode_utf8(&mut [0; 4]).bytes().next().unwrap_or(0);
        let others = self.ranges.iter().flat_map(|(start, end)| begins(*start)..=begins(*end));
        [self.ascii, others.fold(0, |bits, byte| bits | 1 << (byte % 128))]
    }

    pub(super) fn has(&self, character: char) -> bool {
        if character.is_ascii() {
            return self.ascii & (1 << u32::from(character)) != 0;
        }
        if let Some(han) = self.han.filter(|_| (HAN.0..=HAN.1).contains(&character)) {
            return han;
        }
        let code = u32::from(character);
        if let Some((_, block)) = BLOCKS.iter().zip(&self.blocks).find(|(start, _)| code & !63 == **start) {
            return block & (1 << (code & 63)) != 0;
        }
        let next = self.ranges.partition_point(|(_, end)| *end < character);
        self.ranges.get(next).is_some_and(|(start, _)| *start <= character)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_class_has_the_characters_of_its_ranges(
            ranges in prop::collection::vec((any::<char>(), prop::sample::select(vec!['a', '、', '。', '“', '一', '甲', '\u{E001}', '龥'])), 0..4),
            character in prop_oneof![any::<char>(), "[ -~“”…、。一-龥\u{E000}-\u{E00A}]".prop_map(|text| text.chars().next().unwrap_or(' '))],
        ) {
            let class = ClassUnicode::new(ranges.into_iter().map(|(one, other)| ClassUnicodeRange::new(one.min(other), one.max(other))));
            let expected = class.iter().any(|range| (range.start()..=range.end()).contains(&character));
            prop_assert_eq!(Class::of(&class).has(character), expected);
        }
    }
}
