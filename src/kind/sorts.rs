//! What each character is: of everyday use, punctuation, of one script alone; and so what a reading in the right encoding looks like. The tables
//! are made when the program is built.

#[allow(dead_code, reason = "the tables are made when the program is built")]
mod made;

use self::made::{COMMON, DOUBLE, MARK, SIMPLIFIED, STRANGER};
use super::presence::Presence;

/// Which of the sorts each character of the basic plane is of.
static SORTS: &[u8; 1 << 16] = include_bytes!(concat!(env!("OUT_DIR"), "/sorts"));

/// Ranges beyond the basic plane of characters that UTF-8 bytes make when they are read in pairs.
static BEYOND: &[(char, char)] = &include!(concat!(env!("OUT_DIR"), "/doubles-beyond.rs"));

/// All characters outside ASCII that are neither of everyday use nor punctuation.
pub(super) static STRANGE: Presence = Presence::known(&include!(concat!(env!("OUT_DIR"), "/strange.rs")), true);

/// Those of them that UTF-8 bytes make when they are read in pairs.
pub(super) static DOUBLES: Presence = Presence::known(&include!(concat!(env!("OUT_DIR"), "/doubles.rs")), true);

/// The characters of each script that the other has not: traditional, simplified.
pub(super) static SCRIPTS: [Presence; 2] = [
    Presence::known(&include!(concat!(env!("OUT_DIR"), "/traditional-only.rs")), false),
    Presence::known(&include!(concat!(env!("OUT_DIR"), "/simplified-only.rs")), false),
];

/// What is known of a character; `None` of one beyond the basic plane.
fn sorts(character: char) -> Option<u8> {
    SORTS.get(usize::try_from(u32::from(character)).ok()?).copied()
}

fn has(character: char, sort: u8) -> bool {
    sorts(character).is_some_and(|known| known & sort != 0)
}

/// Whether a character is one of the 3,755 of everyday use (level 1 of GB 2312), in either script.
pub(super) fn is_common(character: char) -> bool {
    has(character, COMMON)
}

/// Punctuation that stands in Chinese text.
pub(super) fn is_mark(character: char) -> bool {
    has(character, MARK)
}

/// Whether a character is of everyday use, or punctuation.
pub(super) fn is_everyday(character: char) -> bool {
    has(character, COMMON | MARK)
}

/// Whether a character is neither of everyday use, nor punctuation, nor ASCII.
pub(super) fn is_strange(character: char) -> bool {
    sorts(character).is_none_or(|known| known & STRANGER != 0)
}

/// Whether a character is neither of everyday use nor punctuation, but one that UTF-8 bytes make when they are read in pairs.
pub(super) fn is_double(character: char) -> bool {
    match sorts(character) {
        Some(known) => known & DOUBLE != 0 && known & (COMMON | MARK) == 0,
        None => BEYOND.iter().any(|&(first, last)| (first..=last).contains(&character)),
    }
}

/// Whether a character has no place in a traditional text.
pub(super) fn is_simplified(character: char) -> bool {
    has(character, SIMPLIFIED)
}

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, GBK};

    use super::{
        made::{FIRST, LAST, MARKS},
        *,
    };
    use crate::view::View;

    #[test]
    fn the_tables_are_those_of_the_encodings() {
        let scripts = |character| made::Scripts {
            folded: View::folded(character),
            is: (View::simplified(character).is_some(), View::is_simplified(character)),
        };
        let now = made::sorts(scripts);
        assert!(SORTS[..] == now);
        let everyday = COMMON | MARK;
        for (presence, sort, others) in [
            (&STRANGE, STRANGER, 0),
            (&DOUBLES, DOUBLE, everyday),
            (&SCRIPTS[0], made::TRADITIONAL, 0),
            (&SCRIPTS[1], SIMPLIFIED, 0),
        ] {
            assert_eq!(presence.bits(), made::bits(&now, sort, others), "{sort}");
        }
    }

    #[test]
    fn every_character_is_what_its_table_says() {
        let doubles = regex::Regex::new(made::DOUBLES).unwrap();
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
            assert_eq!(STRANGE.may_have(&codes), strange, "{character}");
            assert_eq!(DOUBLES.may_have(&codes), is_double(character), "{character}");
        }
    }

    #[test]
    fn characters_of_both_scripts_count_for_neither() {
        assert!("国产农业".chars().take(3).all(is_simplified));
        assert!(!"出于后里國產農".chars().any(is_simplified));
    }

    #[test]
    fn what_big5_has_none_of_is_what_cannot_be_written_in_it() {
        for character in FIRST..=LAST {
            let has_none = BIG5.encode(character.encode_utf8(&mut [0; 4])).2;
            assert_eq!(is_simplified(character), View::is_simplified(character) && has_none, "{character}");
        }
    }
}
