//! Lists of names and words within a claim: how many there are, and small numerals that are part of a word.

use crate::figure::{Interval, Number};

const DIGITS: [(char, i64); 11] =
    [('一', 1), ('二', 2), ('两', 2), ('三', 3), ('四', 4), ('五', 5), ('六', 6), ('七', 7), ('八', 8), ('九', 9), ('〇', 0)];

/// A numeral up to 99 that is part of a word: 三 in 三统一, 十二, 12. `None` for anything else.
pub fn numeral(text: &str) -> Option<Number> {
    let text = text.trim();
    if let Some(number) = Number::parse(text) {
        return Some(number);
    }
    let digit = |character: char| DIGITS.iter().find(|(known, _)| *known == character).map(|(_, value)| *value);
    let (tens, ones) = match text.split_once('十') {
        Some((tens, ones)) => (if tens.is_empty() { Some(1) } else { one(tens).and_then(digit) }, ones),
        None => (Some(0), text),
    };
    let ones = if ones.is_empty() && text.contains('十') { Some(0) } else { one(ones).and_then(digit) };
    Some(Number::from(tens?.checked_mul(10)?.checked_add(ones?)?))
}

fn one(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}

/// How many names a list holds. A last item with 和, 及, 以及 or 与 may be one name or two; a list with 等 is open.
pub fn count(list: &str) -> Interval {
    let open = list.trim_end_matches(['”', '’', ')', ' ']).ends_with('等') || list.contains("等等");
    let (mut separators, mut depth) = (0_usize, 0_usize);
    let mut last = 0;
    for (at, character) in list.char_indices() {
        match character {
            '“' | '(' | '《' | '‘' => depth = depth.saturating_add(1),
            '”' | ')' | '》' | '’' => depth = depth.saturating_sub(1),
            '、' if depth == 0 || list.trim_start().starts_with('“') && depth == 1 && outer_quote(list) => {
                separators = separators.saturating_add(1);
                last = at;
            }
            _ => {}
        }
    }
    let names = Number::from(separators.saturating_add(1));
    let tail = list.get(last..).unwrap_or("");
    let joined = ["以及", "和", "及", "与", "并"].iter().any(|word| tail.contains(word));
    match (open, joined) {
        (true, _) => Interval::at_least(names),
        (false, true) => Interval::closed(names.clone(), names.plus(&Number::one())),
        (false, false) => Interval::exactly(names),
    }
}

/// Whether one pair of quotes holds the whole list.
fn outer_quote(list: &str) -> bool {
    let list = list.trim();
    list.starts_with('“') && list.ends_with('”') && list.matches('“').count() == 1
}

/// How many characters a text has, without quotes, brackets and punctuation.
pub fn characters(text: &str) -> usize {
    text.chars().filter(|character| character.is_alphanumeric()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(low: i64, high: i64) -> Interval {
        Interval::closed(Number::from(low), Number::from(high))
    }

    #[test]
    fn lists_are_counted_at_one_level() {
        assert_eq!(count("甲镇、乙镇、丙镇"), names(3, 3));
        assert_eq!(count("“养老、托育、助残”"), names(3, 3));
        assert_eq!(count("“甲、乙”工程、丙工程"), names(2, 2));
        assert_eq!(count("甲、乙和丙"), names(2, 3));
        assert_eq!(count("甲、乙、丙等"), Interval::at_least(Number::from(3_i64)));
    }

    #[test]
    fn numerals_within_words() {
        for (text, value) in [("三", 3_i64), ("十", 10), ("十二", 12), ("二十", 20), ("6", 6), ("两", 2)] {
            assert_eq!(numeral(text), Some(Number::from(value)), "{text}");
        }
        assert_eq!(numeral("百"), None);
    }
}
