//! Traditional characters and their simplified forms, one character for one and equal in length, and which of the two a
//! document is written in. The tables are made when the program is built.

#[allow(dead_code, reason = "the tables are made when the program is built")]
mod forms;

pub(super) use self::forms::Script;
use self::forms::{Forms, Pair};

/// Pairs of a traditional character and its simplified form, in the order of the traditional ones.
static PAIRS: &[Pair] = &include!(concat!(env!("OUT_DIR"), "/traditional.rs"));

/// What the fold asks of each character of three bytes, in one byte: the first of the three is E3 to E9.
pub(super) struct Steps([u8; 1 << 16]);

impl Steps {
    /// A character that may be folded.
    pub(super) const FOLDS: u8 = forms::FOLDS;

    /// [`Steps::FOLDS`]; else how often a character that stays as it is counts as simplified, 1 or 0.
    #[inline]
    pub(super) fn of(&self, first: u8, second: u8, third: u8) -> u8 {
        let code = (usize::from(first & 0x0F) << 12) | (usize::from(second & 0x3F) << 6) | usize::from(third & 0x3F);
        self.0.get(code).copied().unwrap_or(Self::FOLDS)
    }
}

/// The table, by character.
pub(super) struct Scripts {
    steps: Steps,
    forms: Forms,
}

static SCRIPTS: Scripts = Scripts {
    steps: Steps(*include_bytes!(concat!(env!("OUT_DIR"), "/steps"))),
    forms: include!(concat!(env!("OUT_DIR"), "/forms.rs")),
};

impl Scripts {
    /// The table as the fold reads it.
    pub(super) fn steps(&self) -> &Steps {
        &self.steps
    }

    /// The one table of the program.
    pub(super) fn get() -> &'static Self {
        &SCRIPTS
    }

    /// What a character is by itself.
    pub(super) fn of(&self, character: char) -> Script {
        Script::of(character, &self.forms)
    }

    /// A character as a traditional text that has nothing but it would be folded.
    pub(super) fn folded(&self, character: char) -> char {
        forms::folded(character, &self.forms, PAIRS)
    }
}

/// Whether a character is a Chinese one. `〇` is a numeral and none.
pub(super) fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// The form that a [`Script::Late`] character has in a traditional document, between two that are folded already; any other
/// character as it is. Of the same length in bytes.
pub(super) fn folded_late(before: Option<char>, character: char, after: Option<char>) -> char {
    forms::folded_late(before, character, after, PAIRS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_traditional_character_has_one_simplified_form() {
        assert_eq!(Scripts::get().of('鄉'), Script::Traditional('乡'));
        assert_eq!(Scripts::get().of('佔'), Script::Traditional('占'));
        assert_eq!(Scripts::get().of('後'), Script::Traditional('后'));
        assert_eq!(Scripts::get().of('於'), Script::Traditional('于'));
    }

    #[test]
    fn the_tables_are_those_of_the_pairs() {
        let forms = forms::forms(PAIRS);
        assert!(Scripts::get().forms == forms && Scripts::get().steps.0[..] == forms::steps(&forms));
    }

    #[test]
    fn the_fold_is_told_in_one_byte_what_a_character_is() {
        for character in '\u{3000}'..='\u{9FFF}' {
            let mut bytes = [0; 3];
            character.encode_utf8(&mut bytes);
            let [first, second, third] = bytes;
            let expected = match Scripts::get().of(character) {
                Script::Either if u32::from(character) >= 0x3400 || forms::STAYS.contains(&character) => 0,
                Script::Simplified => 1,
                _ => Steps::FOLDS,
            };
            assert_eq!(Scripts::get().steps().of(first, second, third), expected, "{character}");
        }
    }

    #[test]
    fn a_simplified_form_is_known_as_one() {
        assert_eq!(Scripts::get().of('乡'), Script::Simplified);
        assert_eq!(Scripts::get().of('村'), Script::Either);
        assert_eq!(Scripts::get().of('A'), Script::Either);
        assert_eq!(Scripts::get().of('𠮷'), Script::Either);
    }

    #[test]
    fn a_character_right_in_both_scripts_waits_for_the_document() {
        assert_eq!(Scripts::get().of('乾'), Script::Late);
        for (word, folded) in
            [("乾净", '干'), ("乾隆", '乾'), ("薹", '薹'), ("著重", '着'), ("著作", '著'), ("瞭解", '了'), ("瞭望", '瞭')]
        {
            let mut word = word.chars();
            assert_eq!(folded_late(None, word.next().unwrap(), word.next()), folded);
        }
        assert_eq!(folded_late(Some('显'), '著', None), '著');
        assert_eq!(folded_late(Some('随'), '著', None), '着');
    }

    #[test]
    fn both_forms_of_every_pair_are_equally_long_and_final() {
        for &(traditional, simplified) in PAIRS {
            assert_eq!(traditional.len_utf8(), simplified.len_utf8(), "{traditional}");
        }
    }
}
