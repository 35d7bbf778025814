//! Places in an editor: a line and a column, counted from 0, the column in the units that client and server agreed on.

use serde::{Deserialize, Serialize};

use crate::document::{LineIndex, Place};

/// In what columns are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Units {
    /// Bytes of UTF-8.
    Utf8,
    /// Halves of UTF-16, which every client knows.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

impl Units {
    /// Of what a client offers, what takes least work: the text is UTF-8 here.
    pub fn best<'n>(offered: impl IntoIterator<Item = &'n str>) -> Self {
        let known = offered.into_iter().filter_map(Self::named);
        known
            .min_by_key(|units| match units {
                Self::Utf8 => 0,
                Self::Utf32 => 1,
                Self::Utf16 => 2,
            })
            .unwrap_or_default()
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Utf8, Self::Utf16, Self::Utf32].into_iter().find(|units| units.name() == name)
    }

    /// Its name in the protocol.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
            Self::Utf32 => "utf-32",
        }
    }

    /// The units of the characters that begin in some bytes of UTF-8.
    fn count(self, bytes: &[u8]) -> usize {
        let begun = || bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
        match self {
            Self::Utf8 => bytes.len(),
            Self::Utf16 => begun().saturating_add(bytes.iter().filter(|&&byte| byte >= 0xF0).count()),
            Self::Utf32 => begun(),
        }
    }

    fn of(self, character: char) -> usize {
        match self {
            Self::Utf8 => character.len_utf8(),
            Self::Utf16 => character.len_utf16(),
            Self::Utf32 => 1,
        }
    }
}

/// A place as the protocol has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Position {
    /// Counted from 0. Lines end at LF, CRLF or CR.
    pub line: u32,
    /// Counted from 0, in units that were agreed on.
    pub character: u32,
}

/// From one place up to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Range {
    /// The first place.
    pub start: Position,
    /// The place after the last.
    pub end: Position,
}

/// Bytes of which the units are counted anew for each place.
const BLOCK: usize = 1 << 11;

/// Measures places of one text.
#[derive(Debug, Clone)]
pub struct Ruler {
    units: Units,
    lines: LineIndex,
    /// The units before each block.
    before: Vec<usize>,
}

impl Ruler {
    /// Reads the text once.
    pub fn new(text: &str, units: Units) -> Self {
        let mut sum = 0_usize;
        let blocks = text.as_bytes().chunks(BLOCK).chain([&[][..]]);
        let before = blocks.map(|block| {
            let before = sum;
            sum = sum.saturating_add(units.count(block));
            before
        });
        Self { units, before: before.collect(), lines: LineIndex::new(text) }
    }

    /// Where a byte of the same text stands. An offset past the end is the end; one inside a character is that character.
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let offset = floor(text, offset);
        let line = self.lines.position(text, offset).line;
        let start = self.lines.start(line).unwrap_or(0);
        let character = self.before(text, offset).saturating_sub(self.before(text, start));
        Position { line: small(line.saturating_sub(1)), character: small(character) }
    }

    /// The byte of the same text that stands at a position. A column past the end of its line is that end, a line past the last the
    /// end of the text, and a column inside a character that character.
    pub fn offset(&self, text: &str, at: Position) -> usize {
        let line = usize::try_from(at.line).unwrap_or(usize::MAX).saturating_add(1);
        let Some(start) = self.lines.start(line) else { return text.len() };
        let end = self.lines.start(line.saturating_add(1)).unwrap_or(text.len());
        let content = text.get(start..end).unwrap_or("").trim_end_matches(['\r', '\n']).len();
        let end = start.saturating_add(content);
        if self.units == Units::Utf8 {
            let column = usize::try_from(at.character).unwrap_or(usize::MAX);
            return floor(text, start.saturating_add(column).min(end));
        }
        let wanted = self.before(text, start).saturating_add(usize::try_from(at.character).unwrap_or(usize::MAX));
        // The last block before which there are no more units than wanted.
        let block = self.before.partition_point(|&before| before <= wanted).saturating_sub(1);
        let from = block.saturating_mul(BLOCK).clamp(start, end);
        let from = (from..=end).find(|&at| text.is_char_boundary(at)).unwrap_or(end);
        let mut left = wanted.saturating_sub(self.before(text, from));
        let mut offset = from;
        for character in text.get(from..end).unwrap_or("").chars() {
            let Some(rest) = left.checked_sub(self.units.of(character)) else { break };
            left = rest;
            offset = offset.saturating_add(character.len_utf8());
        }
        offset
    }

    /// The range of a place.
    pub fn range(&self, text: &str, place: Place) -> Range {
        Range { start: self.position(text, place.start), end: self.position(text, place.end) }
    }

    /// The place of a range.
    pub fn place(&self, text: &str, range: Range) -> Place {
        let (start, end) = (self.offset(text, range.start), self.offset(text, range.end));
        Place { start, end: end.max(start) }
    }

    /// The units before a byte.
    fn before(&self, text: &str, offset: usize) -> usize {
        let block = offset / BLOCK;
        let rest = text.as_bytes().get(block.saturating_mul(BLOCK)..offset).unwrap_or_default();
        self.before.get(block).map_or(0, |before| before.saturating_add(self.units.count(rest)))
    }
}

/// The start of the character at a byte.
fn floor(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    (0..=offset).rev().find(|&offset| text.is_char_boundary(offset)).unwrap_or(0)
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALL: [Units; 3] = [Units::Utf8, Units::Utf16, Units::Utf32];

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn columns_are_counted_in_the_units_that_were_agreed_on() {
        let text = "甲\t𠮷e\u{301}😀乙\r\n丙\r丁";
        let place = text.find('乙').unwrap();
        let columns = ALL.map(|units| Ruler::new(text, units).position(text, place).character);
        assert_eq!(columns, [15, 8, 6]);
        for units in ALL {
            let ruler = Ruler::new(text, units);
            assert_eq!(ruler.position(text, text.find('丙').unwrap()), at(1, 0));
            assert_eq!(ruler.position(text, text.find('丁').unwrap()), at(2, 0));
            assert_eq!(ruler.offset(text, at(0, 99)), text.find('\r').unwrap());
            assert_eq!(ruler.offset(text, at(9, 0)), text.len());
        }
    }

    #[test]
    fn a_column_inside_a_character_is_that_character() {
        let text = "a𠮷b";
        assert_eq!([2, 3, 4].map(|column| Ruler::new(text, Units::Utf8).offset(text, at(0, column))), [1, 1, 1]);
        assert_eq!(Ruler::new(text, Units::Utf16).offset(text, at(0, 2)), 1);
        assert_eq!(Ruler::new(text, Units::Utf16).position(text, 3), at(0, 1));
    }

    #[test]
    fn a_byte_order_mark_is_a_character_of_the_editor() {
        let text = "\u{FEFF}甲乙";
        assert_eq!(Ruler::new(text, Units::Utf16).position(text, 6), at(0, 2));
    }

    #[test]
    fn bytes_are_chosen_where_they_are_offered() {
        assert_eq!(Units::best(["utf-16", "utf-8"]), Units::Utf8);
        assert_eq!(Units::best(["utf-16", "utf-32"]), Units::Utf32);
        assert_eq!(Units::best(["utf-7"]), Units::Utf16);
        assert_eq!(Units::best([]), Units::Utf16);
    }

    proptest! {
        #[test]
        fn every_place_comes_back_in_all_units(text in "([甲乙a\t𠮷😀\u{301}\u{FEFF}\r\n]|\r\n){0,60}", long in 0..3_usize) {
            let text = format!("{}{text}", "丙𠮷d".repeat(long * 700));
            for units in ALL {
                let ruler = Ruler::new(&text, units);
                let mut last = None;
                for (offset, _) in text.char_indices().chain([(text.len(), ' ')]).filter(|(offset, _)| long == 0 || offset % 97 < 12 || offset + 90 > text.len()) {
                    let position = ruler.position(&text, offset);
                    prop_assert!(last < Some(position));
                    last = Some(position);
                    // Between CR and LF nothing stands.
                    let between = text[..offset].ends_with('\r') && text[offset..].starts_with('\n');
                    prop_assert_eq!(ruler.offset(&text, position), if between { offset - 1 } else { offset });
                }
            }
        }
    }
}
