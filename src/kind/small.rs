//! Small whole numbers as words and dates have them: `三`, `十二`, `12`, `二〇二三`. Larger or loose numbers are figures, and not read here.

/// The value of a numeral in Arabic or Chinese digits; `None` for anything else, and for more than four digits.
pub(crate) fn read(text: &str) -> Option<u32> {
    let text = text.trim();
    if text.chars().count() > 6 {
        return None;
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok().filter(|&value| value < 10_000);
    }
    if let Some(marked) = marked(text) {
        return Some(marked);
    }
    let digits: Option<Vec<u32>> = text.chars().map(digit).collect();
    match digits {
        // 二〇二三: a digit a place.
        Some(digits) => digits
            .into_iter()
            .try_fold(0_u32, |sum, digit| sum.checked_mul(10)?.checked_add(digit))
            .filter(|&value| value < 10_000),
        None => with_tens(text),
    }
}

/// `③`, or a letter in its place in the alphabet: `c`
fn marked(text: &str) -> Option<u32> {
    let mut characters = text.chars();
    let (one, None) = (characters.next()?, characters.next()) else { return None };
    let from = |first: char| u32::from(one).checked_sub(u32::from(first))?.checked_add(1);
    match one {
        'a'..='z' => from('a'),
        '①'..='⑳' => from('①'),
        _ => None,
    }
}

/// `十二`, `三十`, `一百零五`
fn with_tens(text: &str) -> Option<u32> {
    let (mut sum, mut pending) = (0_u32, None);
    for character in text.chars() {
        let place = match character {
            '十' => 10_u32,
            '百' => 100,
            _ => {
                pending = Some(digit(character)?);
                continue;
            }
        };
        let times = pending.take().filter(|&times| times > 0).unwrap_or(1);
        sum = sum.checked_add(place.checked_mul(times)?)?;
    }
    sum.checked_add(pending.unwrap_or(0))
}

/// Whether a character alone is a numeral.
pub(crate) fn is_numeral(character: char) -> bool {
    matches!(character, '十' | '百' | 'a'..='z' | '①'..='⑳') || digit(character).is_some()
}

fn digit(character: char) -> Option<u32> {
    match character {
        '〇' | '零' | '○' => Some(0),
        '一' => Some(1),
        '二' | '两' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        _ => character.to_digit(10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_of_words_and_dates_are_read() {
        let table = [
            ("三", 3),
            ("两", 2),
            ("十", 10),
            ("十二", 12),
            ("三十", 30),
            ("一百零五", 105),
            ("12", 12),
            ("二〇二三", 2023),
            ("二○一五", 2015),
            ("③", 3),
            ("c", 3),
        ];
        for (text, value) in table {
            assert_eq!(read(text), Some(value), "{text}");
        }
        for text in ["", "数", "几十", "万", "123456789"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_character_is_a_numeral_where_it_is_read_as_one(character in "[ -~〇零○一两十百千万①-⑳甲]|.") {
            let alone = character.chars().all(is_numeral) && !character.is_empty();
            proptest::prop_assert_eq!(alone, read(&character).is_some(), "{}", character);
        }
    }
}
