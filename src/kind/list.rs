//! Lists of names in running text: where a clause begins, what its top-level marks separate, and what joins two names in one item.
//! Brackets, quotes and book titles hold their own marks.

use std::{borrow::Cow, ops::Range};

fn opens(character: char) -> bool {
    matches!(character, '(' | '“' | '‘' | '《' | '[' | '【' | '{')
}

fn closes(character: char) -> bool {
    matches!(character, ')' | '”' | '’' | '》' | ']' | '】' | '}')
}

/// Whether a mark ends a clause.
fn ends_clause(character: char) -> bool {
    matches!(character, ',' | ';' | ':' | '。' | '!' | '?' | '…' | '—' | '\n')
}

/// Where the clause begins that runs to the end of a text: after the last mark or open bracket that is not inside brackets.
pub(crate) fn clause_start(text: &str) -> usize {
    let mut depth = 0_u32;
    for (at, character) in text.char_indices().rev() {
        let next = at.saturating_add(character.len_utf8());
        if closes(character) {
            depth = depth.saturating_add(1);
        } else if opens(character) {
            let Some(outer) = depth.checked_sub(1) else { return next };
            depth = outer;
        } else if depth == 0 && ends_clause(character) {
            return next;
        }
    }
    0
}

/// Where a text ends that was opened before it: at the first of some marks, or closing bracket, that is not inside brackets.
pub(crate) fn end_before(text: &str, marks: &[char]) -> usize {
    let mut depth = 0_u32;
    for (at, character) in text.char_indices() {
        if opens(character) {
            depth = depth.saturating_add(1);
        } else if closes(character) {
            let Some(outer) = depth.checked_sub(1) else { return at };
            depth = outer;
        } else if depth == 0 && marks.contains(&character) {
            return at;
        }
    }
    text.len()
}

/// The pieces of a text between separators that are not inside brackets.
pub(crate) fn split<'t>(text: &'t str, separators: &[char]) -> Vec<&'t str> {
    let mut pieces = Vec::new();
    let mut depth = 0_u32;
    let mut start = 0;
    for (at, character) in text.char_indices() {
        if opens(character) {
            depth = depth.saturating_add(1);
        } else if closes(character) {
            depth = depth.saturating_sub(1);
        } else if depth == 0 && separators.contains(&character) {
            pieces.push(text.get(start..at).unwrap_or(""));
            start = at.saturating_add(character.len_utf8());
        }
    }
    pieces.push(text.get(start..).unwrap_or(""));
    pieces
}

/// The inside of the quotes that end a text.
pub(crate) fn quoted_at_end(text: &str) -> Option<Range<usize>> {
    enclosed_at_end(text, '“', '”')
}

/// The inside of the quotes, or of the title of a book, that end a text.
pub(crate) fn name_at_end(text: &str) -> Option<Range<usize>> {
    quoted_at_end(text).or_else(|| enclosed_at_end(text, '《', '》'))
}

fn enclosed_at_end(text: &str, open: char, close: char) -> Option<Range<usize>> {
    let inside = text.strip_suffix(close)?;
    let mut depth = 0_u32;
    for (at, character) in inside.char_indices().rev() {
        if character == close {
            depth = depth.saturating_add(1);
        } else if character == open {
            match depth.checked_sub(1) {
                None => return Some(at.saturating_add(character.len_utf8())..inside.len()),
                Some(outer) => depth = outer,
            }
        }
    }
    None
}

/// An item without the brackets at its end: `动员阶段(3月)`.
pub(crate) fn without_brackets(item: &str) -> &str {
    let item = item.trim();
    item.strip_suffix(')').and_then(|inside| inside.rsplit_once('(')).map_or(item, |(name, _)| name)
}

/// An item without the word that joins it to the one before: `和丙`.
pub(crate) fn without_join(item: &str) -> &str {
    let item = item.trim();
    ["以及", "及其", "和", "及", "与", "暨"].into_iter().find_map(|join| item.strip_prefix(join)).unwrap_or(item)
}

/// Words and names of places in which 和, 及 or 与 joins nothing.
const NO_JOINS: [&str; 20] = [
    "和谐", "和平", "和美", "和睦", "共和", "总和", "温和", "普及", "涉及", "参与", "与会", "及时", "和解", "波及", "仁和",
    "永和", "太和", "泰和", "祥和", "颐和",
];

/// An item in which only joining words are left of 和, 及, 与 and the like; as long as it was.
fn masked(item: &str) -> Cow<'_, str> {
    if !item.contains(JOINS) {
        return Cow::Borrowed(item);
    }
    Cow::Owned(NO_JOINS.iter().fold(item.to_owned(), |item, word| item.replace(word, "〇〇")))
}

/// The characters that may join two names.
const JOINS: [char; 5] = ['和', '及', '与', '暨', '或'];

/// How many words stand in an item that may join two names: 和, 及, 以及, 与.
pub(crate) fn joins(item: &str) -> u32 {
    if !item.contains(JOINS) {
        return 0;
    }
    let rest = masked(item).replace("以及", "及");
    let pieces = split(&rest, &JOINS).len();
    u32::try_from(pieces.saturating_sub(1)).unwrap_or(u32::MAX)
}

/// The two names that the last item joins, where it joins two: 丙和丁.
pub(crate) fn halves(item: &str) -> Option<(&str, &str)> {
    if joins(item) != 1 {
        return None;
    }
    let masked = masked(item);
    ["以及", "和", "及", "与", "暨"].into_iter().find_map(|join| {
        let at = masked.find(join)?;
        Some((item.get(..at)?, item.get(at.saturating_add(join.len())..)?))
    })
}

/// The names of a list, of a last item that joins two names each of them.
fn names<'t>(items: &[&'t str]) -> Vec<&'t str> {
    let mut names: Vec<&str> = items.iter().map(|item| without_brackets(without_join(item))).collect();
    if let Some((one, other)) = names.last().copied().and_then(halves) {
        names.pop();
        names.extend([one, other]);
    }
    names
}

/// Whether the names of a list are as long as each other, and long enough for that to be meant.
pub(crate) fn is_even(items: &[&str]) -> bool {
    let names = names(items);
    let mut lengths = names.iter().map(|name| name.chars().count());
    let first = lengths.next().filter(|&length| length >= 3);
    names.len() >= 3 && first.is_some_and(|first| lengths.all(|length| length == first))
}

/// Whether all names of a list are of offices, schools or the like: 甲局、乙委和丙站.
pub(crate) fn are_offices(items: &[&str]) -> bool {
    const ENDS: [char; 13] = ['局', '委', '办', '院', '校', '厂', '社', '站', '所', '处', '科', '馆', '厅'];
    let names = names(items);
    names.len() > 2 && names.iter().all(|name| name.ends_with(ENDS) && name.chars().count() > 2)
}

/// Whether the names of a list end in one character, and are more than it: 南线、北线和环湖线. The first may have words before it.
pub(crate) fn ends_alike(items: &[&str]) -> bool {
    let names = names(items);
    if names.len() < 3 {
        return false;
    }
    let mut ends = names.iter().map(|name| name.chars().next_back().filter(|last| last.is_alphabetic()));
    let first = ends.next().flatten();
    first.is_some() && ends.all(|end| end == first) && names.iter().all(|name| name.chars().count() > 1)
}

/// How many quotes, or titles of books, stand in a row at the start of a text, with at most a joining mark between two, and what follows them.
pub(crate) fn quotes_at_start(text: &str) -> (u32, &str) {
    let (mut rest, mut counted) = (text.trim_start(), 0_u32);
    let (open, close) = if rest.starts_with('《') { ('《', '》') } else { ('“', '”') };
    while let Some(inside) = rest.strip_prefix(open) {
        let end = end_before(inside, &[]);
        let Some(after) = inside.get(end..).and_then(|after| after.strip_prefix(close)) else { break };
        counted = counted.saturating_add(1);
        let next = after.trim_start_matches(['、', ',', ';', '和', '与', '及', ' ']);
        rest = if next.starts_with(open) { next } else { after };
    }
    (counted, rest)
}

/// How many items of a list are numbered from one, in one form, and in order: 表1, 表2; 第一册, 第二册; 一看, 二查.
pub(crate) fn numbered(items: &[&str]) -> u32 {
    const NUMERALS: &str = "一二三四五六七八九十0123456789";
    // 甲部, 乙部, 丙部: letters that order, before one word.
    const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
    let word = |item: &str| item.trim().chars().nth(1).filter(|word| word.is_alphabetic());
    let first = items.first().and_then(|item| word(item));
    let ordered = |item: &str, due: u32| {
        let stem = item.trim().chars().next().and_then(|stem| STEMS.chars().zip(1_u32..).find(|(known, _)| *known == stem));
        stem.is_some_and(|(_, number)| number == due) && word(item) == first
    };
    if first.is_some() && items.first().is_some_and(|item| ordered(item, 1)) {
        let in_order = items.iter().zip(1_u32..).take_while(|(item, due)| ordered(item, *due)).count();
        return u32::try_from(in_order).unwrap_or(u32::MAX);
    }
    let form = |item: &str| {
        let start = item.char_indices().take(4).find(|(_, character)| NUMERALS.contains(*character))?.0;
        let rest = item.get(start..)?;
        let end = rest.find(|character| !NUMERALS.contains(character)).unwrap_or(rest.len());
        Some((item.get(..start)?.to_owned(), super::small::read(rest.get(..end)?)?))
    };
    let first = items.first().and_then(|item| form(item.trim()));
    let Some((prefix, 1)) = first else { return 0 };
    let in_order = items
        .iter()
        .zip(1_u32..)
        .take_while(|(item, due)| form(item.trim()).is_some_and(|(name, number)| name == prefix && number == *due));
    u32::try_from(in_order.count()).unwrap_or(u32::MAX)
}

/// Whether an item is a plain name: letters alone, at most so many.
pub(crate) fn is_plain(item: &str, longest: usize) -> bool {
    let length = item.chars().count();
    (1..=longest).contains(&length) && item.chars().all(|character| character.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_hold_their_own_marks() {
        assert_eq!(split("《甲、乙》、丙(丁、戊)、己", &['、']), ["《甲、乙》", "丙(丁、戊)", "己"]);
        let text = "会上,成立甲(一、二)、乙";
        assert_eq!(text.get(clause_start(text)..), Some("成立甲(一、二)、乙"));
        let text = "工作(含甲、乙";
        assert_eq!(text.get(clause_start(text)..), Some("含甲、乙"));
        assert_eq!(end_before("甲(一。)、乙。丙", &['。']), "甲(一。)、乙".len());
        assert_eq!(end_before("甲、乙),丙", &['。']), "甲、乙".len());
    }

    #[test]
    fn the_quotes_at_the_end_are_found() {
        let text = "从“甲、“乙””";
        assert_eq!(quoted_at_end(text).and_then(|inside| text.get(inside)), Some("甲、“乙”"));
        assert_eq!(quoted_at_end("甲”"), None);
    }

    #[test]
    fn names_of_one_form_are_one_each() {
        assert!(ends_alike(&["开往南线", "北线", "环线和东线"]));
        assert!(!ends_alike(&["开往南线", "北线", "环线和东站"]));
        assert!(is_even(&["文化保育", "社区营造", "青年培育及环境教育"]));
        assert!(!is_even(&["文化保育", "社区营造", "青年培育及环境"]));
        assert!(!is_even(&["南站", "北站", "东站"]), "two characters are too few to tell");
    }

    #[test]
    fn quotes_in_a_row_are_counted_up_to_what_follows() {
        assert_eq!(quotes_at_start("“甲”“乙”、“丙”。"), (3, "。"));
        assert_eq!(quotes_at_start("“甲“乙””行动"), (1, "行动"));
        assert_eq!(quotes_at_start("甲"), (0, "甲"));
    }

    #[test]
    fn items_with_numbers_of_their_own_are_counted_in_order() {
        assert_eq!(numbered(&["第一册甲", "第二册乙", "已移交"]), 2);
        assert_eq!(numbered(&["表1甲", "表2乙", "表3丙"]), 3);
        assert_eq!(numbered(&["一看", "三问"]), 1);
        assert_eq!(numbered(&["甲", "乙"]), 0);
        assert_eq!(numbered(&["甲部问年龄", "乙部问茶龄"]), 2);
    }

    #[test]
    fn joining_words_are_not_parts_of_words() {
        let table = [("参与和决策", 1), ("和谐", 0), ("以及丁", 1), ("甲和乙及丙", 2), ("普及", 0), ("“甲和乙”", 0)];
        for (item, count) in table {
            assert_eq!(joins(item), count, "{item}");
        }
        assert_eq!(without_join("以及丁"), "丁");
    }
}
