//! GBK that lost a byte, so that the bytes after it pair wrongly.

use std::sync::LazyLock;

use encoding_rs::GBK;

use super::Damaged;
use crate::{
    claim::Pattern,
    document::Place,
    kind::{
        presence::{Codes, Presence},
        sorts::{is_common, is_mark},
    },
};

/// At the start of a text: a question mark for a lost byte, or a private character; what a shift by one byte makes of the characters after it; and
/// what ends the shift: another lost byte, or a letter that is the second half of a character.
pub(super) static SHIFTED: LazyLock<Pattern> = LazyLock::new(|| Pattern::plain(&format!(r"\A(?:{})", shift())));

/// The same anywhere in a text.
fn shift() -> String {
    let lost = r"[?？\x{FFFD}]";
    let gloss = r"(?:[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[)）])?";
    let han = r"[\p{Han}\p{Greek}\p{Cyrillic}\x{3040}-\x{312F}\x{2500}-\x{257F}\x{E000}-\x{F8FF}]";
    // What is left of `。` makes a full-width form of the byte after it.
    let wide = r"[\x{FF10}-\x{FF19}\x{FF21}-\x{FF3A}\x{FF3F}\x{FF41}-\x{FF5A}]";
    let ends = format!(r"{lost}|[A-Za-z@^_`{{|}}~\\\[\]](?:{han}|$)|[À-ÿǎǐǒǔǚǜ▍▌]");
    format!(
        r"(?:{lost}{gloss}|(?P<odd>[\x{{E000}}-\x{{F8FF}}]))(?P<mark>[？！，；：。?!,;:]?)(?P<run>{wide}?{han}{{0,24}})(?P<end>{ends})"
    )
}

/// More bytes than a shift has, and what stands after it.
const REACH: usize = 160;

/// GBK with one byte lost, so that the rest pairs wrongly: `??h委` for `。縣委`.
pub(super) fn shifted(text: &str, presence: &Presence) -> Vec<Damaged> {
    if !STARTS.iter().any(|codes| presence.may_have(codes)) {
        return Vec::new();
    }
    let starts = starts(text);
    let mut found = long(text, &starts);
    let mut from = 0;
    for start in starts {
        if start < from {
            continue;
        }
        let near = text.get(start..text.ceil_char_boundary(start.saturating_add(REACH))).unwrap_or("");
        let Some(hit) = SHIFTED.matches(near).next() else { continue };
        let (Some(run), Some(end), Some(ends)) = (hit.text("run"), hit.text("end"), hit.group("end")) else { break };
        let (mark, odd) = (hit.text("mark").unwrap_or(""), hit.text("odd").unwrap_or(""));
        // What ends one shift may begin the next.
        let ends = start.saturating_add(ends.start);
        from = ends.max(text.ceil_char_boundary(start.saturating_add(1)));
        let letter = end.chars().next().filter(char::is_ascii);
        if let Some(Anew { second, read, strange }) = unshifted(odd, mark, run, letter) {
            let last = ends.saturating_add(end.chars().next().map_or(0, char::len_utf8));
            let place = Place { start, end: last };
            let complete = odd.is_empty() && letter.is_some_and(|letter| letter != '?');
            let lost = second.filter(|_| complete).and_then(|second| bracket(text, place, &read, second));
            found.extend(match lost {
                Some(bracket) => Some(Damaged { place, guess: format!("{bracket}{read}"), proven: true }),
                None => strange.then(|| Damaged::lossy(place, format!("…{read}"))),
            });
        }
    }
    found
}

/// What a shift begins with: a question mark in either width, U+FFFD, a private character.
const STARTS: [Codes; 4] = [0x3F..=0x3F, 0xFF1F..=0xFF1F, 0xFFFD..=0xFFFD, 0xE000..=0xF8FF];

/// Where a text has one of these.
fn starts(text: &str) -> Vec<usize> {
    let may_start = text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'?' | 0xEE | 0xEF));
    let starts = may_start.filter(|&(at, _)| {
        let character = text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, u32::from);
        STARTS.iter().any(|codes| codes.contains(&character))
    });
    starts.map(|(at, _)| at).collect()
}

/// A run with its bytes paired anew.
struct Anew {
    /// The second half of the character whose first half is lost.
    second: Option<u8>,
    /// What the run was.
    read: String,
    /// Whether the run as it stands is nothing that anybody writes.
    strange: bool,
}

/// What a run was before it lost a byte, if reading it with the bytes paired anew gives common characters alone.
fn unshifted(odd: &str, mark: &str, run: &str, end: Option<char>) -> Option<Anew> {
    let letter = end.filter(|&end| end != '?');
    let strange = !odd.is_empty()
        || run.chars().any(|character| !is_common(character))
        || (!mark.is_empty() && letter.is_some_and(|letter| !letter.is_ascii_uppercase()));
    let characters = run.chars().count().saturating_add(mark.chars().count()).saturating_add(odd.chars().count());
    if characters == 0 || (characters == 1 && letter.is_none()) {
        return None;
    }
    let stood = format!("{odd}{}{run}", mark.chars().map(wide).collect::<String>());
    let (bytes, _, failed) = GBK.encode(&stood);
    if failed {
        return None;
    }
    // The first byte is the second half of the character whose first half is lost.
    let second = bytes.first().copied();
    let mut bytes: Vec<u8> = bytes.iter().copied().skip(1).collect();
    match letter {
        Some(letter) => bytes.push(u8::try_from(u32::from(letter)).ok()?),
        None => {
            bytes.pop();
        }
    }
    let (read, failed) = GBK.decode_without_bom_handling(&bytes);
    let right = !failed && !read.is_empty() && read.chars().all(|character| is_common(character) || is_mark(character));
    right.then(|| Anew { second, read: read.into_owned(), strange })
}

/// The full-width form of a mark that may have been folded.
fn wide(mark: char) -> char {
    match mark {
        '?' => '？',
        '!' => '！',
        ',' => '，',
        ';' => '；',
        ':' => '：',
        other => other,
    }
}

/// Brackets and quotes that pair.
const PAIRS: [(char, char); 8] =
    [('《', '》'), ('（', '）'), ('“', '”'), ('‘', '’'), ('〈', '〉'), ('【', '】'), ('〔', '〕'), ('「', '」')];

/// How far a paragraph is looked through on either side, in bytes.
const PARAGRAPH: usize = 1200;

/// The bracket or quote of which only the second half is left, where its paragraph proves it: the other one of its pair stands
/// there alone, and nothing else is lost in the paragraph.
fn bracket(text: &str, place: Place, read: &str, second: u8) -> Option<char> {
    let from = text.floor_char_boundary(place.start.saturating_sub(PARAGRAPH));
    let before = text.get(from..place.start)?.rsplit('\n').next()?;
    let to = text.ceil_char_boundary(place.end.saturating_add(PARAGRAPH));
    let after = text.get(place.end..to)?.split('\n').next()?;
    let whole = |piece: &str| !piece.contains(['?', '？', '\u{FFFD}']);
    if !whole(before) || !whole(after) {
        return None;
    }
    // The rows of GBK that hold brackets.
    [0xA1, 0xA3].into_iter().find_map(|first| {
        let pair = [first, second];
        let (mark, failed) = GBK.decode_without_bom_handling(&pair);
        let mark = mark.chars().next().filter(|_| !failed)?;
        let alone = PAIRS.iter().any(|&(open, close)| match mark {
            mark if mark == open => is_open(read.chars().chain(after.chars()), open, close),
            mark if mark == close => is_open(before.chars().rev(), close, open),
            _ => false,
        });
        alone.then_some(mark)
    })
}

/// Whether the first closing mark of a pair has no opening one before it.
fn is_open(text: impl Iterator<Item = char>, open: char, close: char) -> bool {
    let mut depth = 0usize;
    for mark in text {
        if mark == open {
            depth = depth.saturating_add(1);
        } else if mark == close {
            match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return true,
            }
        }
    }
    false
}

/// Characters of a longer shift that must read before it is one, and how far it is followed.
const LONG: usize = 4;
const FARTHEST: usize = 400;

/// Shifts that go on for a while: in simplified text only a line's end or a letter ends one.
fn long(text: &str, starts: &[usize]) -> Vec<Damaged> {
    let mut found = Vec::new();
    let mut from = 0;
    for &at in starts {
        let Some(lost) = text.get(at..).and_then(|rest| rest.chars().next()) else { continue };
        if matches!(lost, '\u{E000}'..='\u{F8FF}') {
            continue;
        }
        if at < from {
            continue;
        }
        let after = at.saturating_add(lost.len_utf8());
        if let Some((length, read)) = text.get(after..).and_then(paired_anew) {
            from = after.saturating_add(length);
            found.push(Damaged::lossy(Place { start: at, end: from }, format!("…{read}")));
        }
    }
    found
}

/// What a text was before the byte in front of it was lost, up to the first character that does not read, with the length of so
/// much of the text in bytes. `None` where that is little, or where the text as it stands is everyday Chinese.
fn paired_anew(text: &str) -> Option<(usize, String)> {
    let (mut half, mut read, mut length, mut strange, mut end) = (None, String::new(), 0usize, 0usize, 0usize);
    for (at, character) in text.char_indices().take(FARTHEST) {
        let stood = if at == 0 { wide(character) } else { character };
        let mut buffer = [0; 4];
        let (encoded, _, failed) = GBK.encode(stood.encode_utf8(&mut buffer));
        let &[first, second] = &*encoded else { break };
        if let Some(before) = half {
            let pair = [before, first];
            let (character, wrong) = GBK.decode_without_bom_handling(&pair);
            if failed || wrong || !character.chars().all(|character| is_common(character) || is_mark(character)) {
                break;
            }
            read.push_str(&character);
            length = length.saturating_add(1);
        }
        half = Some(second);
        strange = strange.saturating_add(usize::from(!is_common(stood) && !is_mark(stood)));
        end = at.saturating_add(character.len_utf8());
    }
    let is_shift = length >= LONG && strange.saturating_mul(4) > length;
    is_shift.then_some((end, read))
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::*;

    proptest::proptest! {
        #[test]
        fn a_shift_begins_where_its_pattern_does(text in "[?？！a-c)A-C@@\u{FFFD}\u{E000}\u{F8FF}\u{F900}甲委鍏ａ３é]{0,24}") {
            let anywhere = Regex::new(&shift()).unwrap().find(&text).map(|found| found.range());
            let from_starts = starts(&text).into_iter().find_map(|start| {
                let found = SHIFTED.matches(&text[start..]).next()?.whole();
                Some(start..start + found.end)
            });
            proptest::prop_assert_eq!(anywhere, from_starts);
        }
    }
}
