//! What a terminal may be shown: text of reports, rules and paths with every control character made visible.

use std::borrow::Cow;

/// A character as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// As it is.
    Same,
    /// As one other character.
    As(char),
    /// By its code: `<U+202E>`.
    Code,
}

/// How a character is shown. Nothing that moves the cursor, turns the direction of writing or hides passes as it is.
#[expect(clippy::arithmetic_side_effects, reason = "the control pictures stand in the order of the controls, and both are small")]
pub(super) fn shown(character: char) -> Shown {
    match character {
        '\t' => Shown::As(' '),
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(character)).map_or(Shown::Code, Shown::As),
        '\u{7F}' => Shown::As('\u{2421}'),
        '\u{2028}' | '\u{2029}' => Shown::As('⏎'),
        '\u{80}'..='\u{9F}'
        | '\u{AD}'
        | '\u{61C}'
        | '\u{180E}'
        | '\u{200B}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}' => Shown::Code,
        _ => Shown::Same,
    }
}

/// The characters of a text that are not shown as they are, each with the byte at which it begins. Nearly all of a text is passed over by
/// its bytes.
pub(super) fn changed(text: &str) -> impl Iterator<Item = (usize, char)> {
    let bytes = text.bytes().enumerate().filter(|(_, byte)| begins_changed(*byte));
    let characters = bytes.filter_map(|(at, _)| Some((at, text.get(at..)?.chars().next()?)));
    characters.filter(|(_, character)| shown(*character) != Shown::Same)
}

/// Whether a character that is not shown as it is may begin with a byte.
fn begins_changed(byte: u8) -> bool {
    matches!(byte, 0..0x20 | 0x7F | 0xC2 | 0xD8 | 0xE1 | 0xE2 | 0xEF | 0xF3)
}

/// Writes a character as it is shown.
pub(super) fn push(text: &mut String, character: char) {
    match shown(character) {
        Shown::Same => text.push(character),
        Shown::As(other) => text.push(other),
        Shown::Code => text.push_str(&format!("<U+{:04X}>", u32::from(character))),
    }
}

/// A text as a terminal may be shown it, on one line.
pub fn clean(text: &str) -> Cow<'_, str> {
    if changed(text).next().is_none() {
        return Cow::Borrowed(text);
    }
    let mut cleaned = String::with_capacity(text.len());
    for character in text.chars() {
        push(&mut cleaned, character);
    }
    Cow::Owned(cleaned)
}

/// The same of at most a number of characters, `…` where it was cut.
pub fn clip(text: &str, most: usize) -> String {
    let mut kept = String::new();
    for (count, character) in text.chars().enumerate() {
        if count == most {
            kept.push('…');
            break;
        }
        push(&mut kept, character);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_reaches_the_terminal_that_steers_it() {
        assert_eq!(clean("占\u{1b}[31m比\u{7}\r\n"), "占␛[31m比␇␍␊");
        assert_eq!(clean("a\u{202e}b\u{9b}c\u{2028}d\te\u{7f}"), "a<U+202E>b<U+009B>c⏎d e␡");
        assert_eq!(clean("零\u{200b}宽"), "零<U+200B>宽");
    }

    #[test]
    fn what_is_changed_is_told_by_its_first_byte() {
        for character in '\0'..=char::MAX {
            let text = format!("甲{character}。");
            let found: Vec<_> = changed(&text).collect();
            let expected = (shown(character) != Shown::Same).then_some((3, character));
            assert_eq!(found, Vec::from_iter(expected), "{character:?}");
        }
    }

    #[test]
    fn what_can_be_read_stays_as_it_is() {
        let text = "全村227户,占67.5%。鄉村 👩‍🌾 e\u{301}";
        assert!(matches!(clean(text), Cow::Borrowed(same) if same == text));
        assert_eq!(clip("一二三四", 3), "一二三…");
        assert_eq!(clip("一二三", 3), "一二三");
    }
}
