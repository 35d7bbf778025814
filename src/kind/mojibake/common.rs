//! Which characters a Chinese text is made of, and so what a reading in the right encoding looks like.

use std::sync::LazyLock;

use encoding_rs::GBK;
use regex_syntax::hir::{Class, HirKind};

use crate::{kind::presence::Presence, view::View};

/// The first and last character that may be one of everyday use.
const FIRST: char = '\u{4E00}';
const LAST: char = '\u{9FFF}';

/// Marks characters of everyday use, punctuation, and what UTF-8 bytes make when they are read in pairs.
const COMMON: u8 = 1;
const MARK: u8 = 2;
const DOUBLE: u8 = 4;
/// Marks all that is neither of everyday use, nor punctuation, nor ASCII.
const STRANGER: u8 = 8;

/// Punctuation that stands in Chinese text, full-width digits among it.
const MARKS: &str = "，。、；：？！（）《》“”‘’—…·％　０１２３４５６７８９";

/// Characters that UTF-8 bytes make when they are read in pairs.
const DOUBLES: &str = r"[\p{Han}\x{3040}-\x{312F}\x{2500}-\x{257F}\p{Greek}\p{Cyrillic}\x{E000}-\x{F8FF}€]";

/// What each character is.
static SORTS: LazyLock<Sorts> = LazyLock::new(|| {
    let level_one: Vec<u8> = (0xB0..=0xD7).flat_map(|first| (0xA1..=0xFE).flat_map(move |second| [first, second])).collect();
    let level_one = Presence::of(GBK.decode_without_bom_handling(&level_one).0.chars());
    let mut sorts = Sorts { basic: vec![0; 1 << 16], beyond: Vec::new() };
    for character in FIRST..=LAST {
        let folded = u32::from(View::folded(character));
        sorts.set(u32::from(character), if level_one.may_have(&(folded..=folded)) { COMMON } else { 0 });
    }
    MARKS.chars().for_each(|mark| sorts.set(u32::from(mark), MARK));
    if let Ok(HirKind::Class(Class::Unicode(class))) = regex_syntax::parse(DOUBLES).map(|doubles| doubles.into_kind()) {
        for range in class.iter() {
            (u32::from(range.start())..=u32::from(range.end()).min(0xFFFF)).for_each(|code| sorts.set(code, DOUBLE));
            sorts.beyond.extend((range.end() > '\u{FFFF}').then_some((range.start(), range.end())));
        }
    }
    for known in sorts.basic.iter_mut().skip(1 << 7).filter(|known| **known & (COMMON | MARK) == 0) {
        *known |= STRANGER;
    }
    sorts
});

/// What each character is, by its code.
struct Sorts {
    basic: Vec<u8>,
    /// The ranges of [`DOUBLES`] that reach beyond the basic plane.
    beyond: Vec<(char, char)>,
}

impl Sorts {
    fn set(&mut self, code: u32, sort: u8) {
        if let Some(known) = usize::try_from(code).ok().and_then(|code| self.basic.get_mut(code)) {
            *known |= sort;
        }
    }

    fn has(&self, character: char, sort: u8) -> bool {
        let known = usize::try_from(u32::from(character)).ok().and_then(|code| self.basic.get(code));
        match known {
            Some(known) => known & sort != 0,
            None => {
                sort & STRANGER != 0
                    || sort & DOUBLE != 0 && self.beyond.iter().any(|&(first, last)| (first..=last).contains(&character))
            }
        }
    }
}

/// Whether a character is one of the 3,755 of everyday use (level 1 of GB 2312), in either script.
pub(in crate::kind) fn is_common(character: char) -> bool {
    SORTS.has(character, COMMON)
}

/// Punctuation that stands in Chinese text.
pub(super) fn is_mark(character: char) -> bool {
    SORTS.has(character, MARK)
}

/// Whether a character is of everyday use, or punctuation.
pub(super) fn is_everyday(character: char) -> bool {
    SORTS.has(character, COMMON | MARK)
}

/// Whether a character is neither of everyday use, nor punctuation, nor ASCII.
pub(super) fn is_strange(character: char) -> bool {
    SORTS.has(character, STRANGER)
}

/// Whether a character is neither of everyday use nor punctuation, but one that UTF-8 bytes make when they are read in pairs.
pub(super) fn is_double(character: char) -> bool {
    SORTS.has(character, DOUBLE) && !SORTS.has(character, COMMON | MARK)
}

/// All characters outside ASCII that are neither of everyday use nor punctuation, and those of them that UTF-8 bytes make.
pub(super) static STRANGE: LazyLock<[Presence; 2]> = LazyLock::new(|| {
    let of = |strange: fn(u8) -> bool| {
        let bits = |sorts: &[u8]| sorts.iter().rev().fold(0_u64, |bits, &sort| bits << 1 | u64::from(strange(sort)));
        let ascii = [0, 0].into_iter();
        Presence::of_bits(ascii.chain(SORTS.basic.chunks(64).skip(2).map(bits)).collect())
    };
    [of(|sort| sort & (COMMON | MARK) == 0), of(|sort| sort & DOUBLE != 0 && sort & (COMMON | MARK) == 0)]
});

/// Whether nearly all of a text, ASCII apart, is characters of everyday use: three of four, and so many at least.
pub(super) fn reads(text: &str, at_least: usize) -> bool {
    let (mut good, mut all) = (0usize, 0usize);
    for character in text.chars().filter(|character| !character.is_ascii()) {
        all = all.saturating_add(1);
        good = good.saturating_add(usize::from(is_everyday(character)));
    }
    good >= at_least && good.saturating_mul(4) >= all.saturating_mul(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_what_its_table_says() {
        let doubles = regex::Regex::new(DOUBLES).unwrap();
        for character in '\0'..=char::MAX {
            let double =
                doubles.is_match(character.encode_utf8(&mut [0; 4])) && !is_common(character) && !MARKS.contains(character);
            assert_eq!(is_double(character), double, "{character}");
            assert_eq!(is_mark(character), MARKS.contains(character), "{character}");
            assert_eq!(is_everyday(character), is_common(character) || is_mark(character), "{character}");
            assert_eq!(is_strange(character), !character.is_ascii() && !is_everyday(character), "{character}");
        }
    }

    #[test]
    fn a_character_is_of_everyday_use_where_its_simplified_form_is() {
        let all = crate::document::Document::new("", (FIRST..=LAST).collect::<String>());
        for (character, folded) in (FIRST..=LAST).zip(View::new(&all).text().chars()) {
            let level_one = matches!(*GBK.encode(folded.encode_utf8(&mut [0; 4])).0, [0xB0..=0xD7, 0xA1..=0xFE]);
            assert_eq!(is_common(character), level_one, "{character}");
        }
    }

    #[test]
    fn what_is_strange_is_known_of_each_character() {
        for character in ['a', '人', '。', 'é', '鍏', '\u{E000}', '\u{20000}', '縣'] {
            let codes = u32::from(character)..=u32::from(character);
            let strange = !character.is_ascii() && !is_common(character) && !is_mark(character);
            assert_eq!(STRANGE[0].may_have(&codes), strange, "{character}");
            assert_eq!(STRANGE[1].may_have(&codes), is_double(character), "{character}");
        }
    }
}
