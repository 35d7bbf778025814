//! Sets of characters.

use std::collections::BTreeMap;

use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange};

/// A character by its number; [`END`] where none is left.
pub(super) type Code = u32;

/// Stands for a character where none is left.
pub(super) const END: Code = 0x11_0000;

/// Which characters may stand at a place: one, those of a class, or anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Set(pub(super) u32);

impl Set {
    /// Any character, or none.
    pub(super) const ANYTHING: Self = Self(u32::MAX);
    /// From here on: a class, by its number.
    const CLASS: u32 = 1 << 31;

    /// Its class; `None` where it is one character, or anything.
    pub(super) fn class(self, shared: Shared<'_>) -> Option<&Class> {
        shared.classes.get(usize::try_from(self.0 ^ Self::CLASS).unwrap_or(usize::MAX))
    }

    /// Whether a character is in it, given the classes that it may be one of.
    #[inline]
    pub(super) fn has(self, code: Code, shared: Shared<'_>) -> bool {
        if self.0 < Self::CLASS {
            return self.0 == code;
        }
        self == Self::ANYTHING || self.class(shared).is_some_and(|class| class.has(code, shared))
    }
}

/// The byte that a character begins with in UTF-8.
fn leading(code: Code) -> Option<u8> {
    let character = char::from_u32(code)?;
    character.encode_utf8(&mut [0; 4]).bytes().next()
}

/// The bytes that Chinese characters begin with.
const EVERYWHERE: (u8, u8) = (0xE4, 0xE9);

impl Set {
    /// The first and the last of the bytes that its characters begin with, where no others lie between them that stand in every sentence.
    pub(super) fn leads(self, shared: Shared<'_>) -> Option<(u8, u8)> {
        let (first, last) = match self.class(shared) {
            Some(class) => (class.ranges(shared).first()?.0, class.ranges(shared).last()?.1),
            None => (self.0, self.0),
        };
        let (low, high) = (leading(first)?, leading(last)?);
        let rare = high.is_ascii() || !low.is_ascii() && (high < EVERYWHERE.0 || EVERYWHERE.1 < low);
        rare.then_some((low, high))
    }
}

/// A set of several characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Class {
    /// A bit for each ASCII character in it.
    pub(super) ascii: [u64; 2],
    /// The same of punctuation, of Chinese punctuation, and of the marks of figures: blocks of 64 characters that stand in every sentence.
    pub(super) blocks: [u64; 3],
    /// Of the common Chinese characters, a bit for each remainder by 128 that those in it leave.
    pub(super) chinese: [u64; 2],
    /// Whether all of them are in it.
    pub(super) all_chinese: bool,
    /// Its characters: where among the ranges of all classes its own begin, and where they end.
    pub(super) ranges: (u32, u32),
}

/// Classes as programs share them, and the ranges of all: the first and the last character of each, those of a class in order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shared<'c> {
    pub(super) classes: &'c [Class],
    pub(super) ranges: &'c [(Code, Code)],
}

/// Where the blocks begin.
const BLOCKS: [Code; 3] = [0x2000, 0x3000, 0xE000];

/// The common Chinese characters: most of a text.
const CHINESE: (Code, Code) = (0x4E00, 0x9FFF);

impl Class {
    /// For some characters, whose ranges are added to those of all.
    fn of(class: &ClassUnicode, all: &mut Vec<(Code, Code)>) -> Self {
        let place = |all: &[_]| u32::try_from(all.len()).unwrap_or(u32::MAX);
        let start = place(all);
        let ranges: Vec<_> = class.iter().map(|range| (u32::from(range.start()), u32::from(range.end()))).collect();
        all.extend(&ranges);
        let within = |low: Code, high: Code| ranges.iter().map(move |&(start, end)| start.max(low)..=end.min(high));
        let block = |low: Code| within(low, low | 63).flatten().fold(0_u64, |bits, code| bits | 1 << (code & 63));
        let mut chinese = [0; 2];
        // After 128 characters all remainders have been.
        for code in within(CHINESE.0, CHINESE.1).flat_map(|codes| codes.take(128)) {
            let [low, high] = &mut chinese;
            *(if code & 64 == 0 { low } else { high }) |= 1 << (code & 63);
        }
        let all_chinese = ranges.iter().any(|&(start, end)| start <= CHINESE.0 && CHINESE.1 <= end);
        Self { ascii: [block(0), block(64)], blocks: BLOCKS.map(block), chinese, all_chinese, ranges: (start, place(all)) }
    }

    #[inline]
    pub(super) fn has(&self, code: Code, shared: Shared<'_>) -> bool {
        let bit = 1 << (code & 63);
        if (CHINESE.0..=CHINESE.1).contains(&code) {
            let [low, high] = self.chinese;
            return self.all_chinese || (if code & 64 == 0 { low } else { high }) & bit != 0 && self.searched(code, shared);
        }
        let ([first, second], [general, chinese, marks]) = (self.ascii, self.blocks);
        match code >> 6 {
            0 => first & bit != 0,
            1 => second & bit != 0,
            0x80 => general & bit != 0,
            0xC0 => chinese & bit != 0,
            0x380 => marks & bit != 0,
            _ => self.searched(code, shared),
        }
    }

    // Seldom asked, and kept out of what is asked at each character.
    #[inline(never)]
    fn searched(&self, code: Code, shared: Shared<'_>) -> bool {
        let ranges = self.ranges(shared);
        let next = ranges.partition_point(|(_, end)| *end < code);
        ranges.get(next).is_some_and(|(start, _)| *start <= code)
    }

    fn ranges<'c>(&self, shared: Shared<'c>) -> &'c [(Code, Code)] {
        let place = |place: u32| usize::try_from(place).unwrap_or(usize::MAX);
        shared.ranges.get(place(self.ranges.0)..place(self.ranges.1)).unwrap_or_default()
    }
}

/// Such classes in the making.
#[derive(Debug, Default)]
pub(super) struct Classes {
    numbers: BTreeMap<Vec<ClassUnicodeRange>, u32>,
    pub(super) classes: Vec<Class>,
    pub(super) ranges: Vec<(Code, Code)>,
}

impl Classes {
    /// As programs share them.
    pub(super) fn shared(&self) -> Shared<'_> {
        Shared { classes: &self.classes, ranges: &self.ranges }
    }

    /// The set of the characters of a class.
    pub(super) fn set(&mut self, class: &ClassUnicode) -> Set {
        if let [only] = class.ranges()
            && only.start() == only.end()
        {
            return Set(u32::from(only.start()));
        }
        let next = u32::try_from(self.classes.len()).unwrap_or(Set::CLASS);
        let number = *self.numbers.entry(class.ranges().to_vec()).or_insert_with(|| {
            self.classes.push(Class::of(class, &mut self.ranges));
            next
        });
        Set(number | Set::CLASS)
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
            let mut classes = Classes::default();
            let set = classes.set(&class);
            prop_assert_eq!(set.has(u32::from(character), classes.shared()), expected);
            prop_assert!(!set.has(END, classes.shared()));
            let lead = character.encode_utf8(&mut [0; 4]).as_bytes()[0];
            prop_assert!(!expected || set.leads(classes.shared()).is_none_or(|(low, high)| low <= lead && lead <= high));
        }
    }
}
