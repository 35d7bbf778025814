//! `kind = "mojibake"`: characters read in the wrong encoding, each proved by reading them again in the right one.

use std::sync::LazyLock;

use encoding_rs::{BIG5, GBK, WINDOWS_1252};
use regex::Regex;

use crate::{
    claim::{Claim, Sheet},
    document::{Document, Place},
    verdict::{Recount, Verdict},
    view::View,
};

/// Finds characters read in the wrong encoding.
#[derive(Debug)]
pub struct Mojibake;

/// One damaged run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damaged {
    /// Where it stands in the document.
    pub place: Place,
    /// What it was, as far as the bytes tell; empty where they do not.
    pub guess: String,
}

/// Characters for bytes above 127 in the western encodings: UTF-8 read as one of them is nothing else.
static WESTERN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[\x{80}-\x{FF}ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]{3,}").ok());

/// A question mark for a lost byte, or a private character; what a shift by one byte makes of the characters after it; and
/// what ends the shift: another lost byte, or a letter that is the second half of a character.
static SHIFTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let lost = r"[?？\x{FFFD}]";
    let gloss = r"(?:[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[)）])?";
    let han = r"[\p{Han}\p{Greek}\p{Cyrillic}\x{3040}-\x{312F}\x{2500}-\x{257F}\x{E000}-\x{F8FF}]";
    let ends = format!(r"{lost}|[A-Za-z@^_`{{|}}~\\\[\]](?:{han}|$)|[À-ÿǎǐǒǔǚǜ▍▌]");
    Regex::new(&format!(
        r"(?:{lost}{gloss}|(?P<odd>[\x{{E000}}-\x{{F8FF}}]))(?P<mark>[？！，；：。?!,;:]?)(?P<run>{han}{{0,24}})(?P<end>{ends})"
    ))
    .ok()
});

/// Lost text that nothing brings back.
static LOST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\x{FFFD}+|[?？！]*\?/(?:p|P|div|span|td|strong)>|[?？]{6,}(?:[^\n]{0,30}?[?？]{3,})*|\?(?: +\?)+|(?m:^)[ \x{3000}]*\?{2,}|(?:锟斤拷|烫烫烫|屯屯屯|锘縖)+|\?[a-z]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]{0,4}\)").ok()
});

/// Pairs of western characters, or of one and a letter, as many as a short sentence has: the bytes of GBK or Big5 one by one.
static PAIRED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?:[¡-þ][@-~¡-þ]){4,}").ok());

/// Chinese characters that UTF-8 bytes make when they are read in pairs.
static DOUBLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"[\p{Han}\x{3040}-\x{312F}\x{2500}-\x{257F}\p{Greek}\p{Cyrillic}\x{E000}-\x{F8FF}€]{3,60}").ok()
});

impl super::Recounts for Mojibake {
    const NAME: &'static str = "mojibake";
    const COUNTS: bool = false;
    const FACTS: &'static [&'static str] = &["guess"];

    type Parts = Damaged;

    fn claims(&self, sheet: &Sheet) -> Vec<Claim<Damaged>> {
        let text = &sheet.document.text;
        let mut found = Vec::new();
        // The first bytes of U+0080 to U+00FF: hardly any Chinese text has one of them.
        if text.bytes().any(|byte| matches!(byte, 0xC2 | 0xC3)) {
            found.extend(western(text));
            found.extend(paired(text));
        }
        found.extend(shifted(text));
        found.extend(lost(text));
        found.extend(double(text));
        found.sort_by_key(|damaged| (damaged.place.start, std::cmp::Reverse(damaged.place.end)));
        // A run that a longer one covers is said once.
        let mut end = 0;
        found.retain(|damaged| {
            let fresh = damaged.place.start >= end;
            end = end.max(damaged.place.end);
            fresh
        });
        let claim =
            |damaged: Damaged| Claim { source: Some(damaged.place), ..Claim::at(sheet.view.span(damaged.place), damaged) };
        found.into_iter().map(claim).collect()
    }

    fn recount(&self, damaged: &Damaged) -> Recount {
        let guess = if damaged.guess.is_empty() { String::new() } else { format!(": {}", damaged.guess) };
        Recount::new(Verdict::Contradicted).fact("guess", guess)
    }
}

/// UTF-8 read as Latin-1 or Windows-1252: `ä¸­å›½`.
fn western(text: &str) -> Vec<Damaged> {
    let Some(regex) = WESTERN.as_ref() else { return Vec::new() };
    let runs = regex.find_iter(text).filter_map(|run| {
        let (bytes, _, failed) = WINDOWS_1252.encode(run.as_str());
        let read = String::from_utf8_lossy(&bytes);
        let good = read.chars().filter(|&character| is_common(character)).count();
        // The ends of a run may be torn; most of it must read.
        let right = !failed && good >= 1 && read.matches('\u{FFFD}').count() <= good;
        right.then(|| Damaged { place: Place { start: run.start(), end: run.end() }, guess: read.replace('\u{FFFD}', "…") })
    });
    runs.collect()
}

/// GBK or Big5 read as Latin-1: `¤¤°ê`.
fn paired(text: &str) -> Vec<Damaged> {
    let Some(regex) = PAIRED.as_ref() else { return Vec::new() };
    let runs = regex.find_iter(text).filter_map(|run| {
        let (bytes, _, failed) = WINDOWS_1252.encode(run.as_str());
        let readings = [GBK, BIG5].map(|encoding| {
            let (read, wrong) = encoding.decode_without_bom_handling(&bytes);
            let good = read.chars().filter(|&character| is_common(character) || is_mark(character)).count();
            (good, wrong, read.into_owned())
        });
        let (good, wrong, read) = readings.into_iter().max_by_key(|&(good, _, _)| good)?;
        // Most of the characters must be those of everyday use, as in any text and in no other noise.
        let right = !failed && !wrong && good.saturating_mul(4) >= read.chars().count().saturating_mul(3);
        right.then(|| Damaged { place: Place { start: run.start(), end: run.end() }, guess: read })
    });
    runs.collect()
}

/// GBK with one byte lost, so that the rest pairs wrongly: `??h委` for `。縣委`.
fn shifted(text: &str) -> Vec<Damaged> {
    let Some(regex) = SHIFTED.as_ref() else { return Vec::new() };
    if !text.contains(['?', '？', '\u{FFFD}']) && !text.contains(|character| matches!(character, '\u{E000}'..='\u{F8FF}')) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(captures) = regex.captures_at(text, from) {
        let (Some(whole), Some(run), Some(end)) = (captures.get(0), captures.name("run"), captures.name("end")) else { break };
        let mark = captures.name("mark").map_or("", |mark| mark.as_str());
        let odd = captures.name("odd").map_or("", |odd| odd.as_str());
        // What ends one shift may begin the next.
        from = end.start().max(text.ceil_char_boundary(whole.start().saturating_add(1)));
        let letter = end.as_str().chars().next().filter(char::is_ascii);
        if let Some(guess) = unshifted(odd, mark, run.as_str(), letter) {
            let last = end.start().saturating_add(end.as_str().chars().next().map_or(0, char::len_utf8));
            found.push(Damaged { place: Place { start: whole.start(), end: last }, guess });
        }
    }
    found
}

/// What a run was before it lost a byte, if reading it with the bytes paired anew gives common characters alone and the run
/// as it stands is nothing that anybody writes.
fn unshifted(odd: &str, mark: &str, run: &str, end: Option<char>) -> Option<String> {
    let letter = end.filter(|&end| end != '?');
    let strange = !odd.is_empty()
        || run.chars().any(|character| !is_common(character))
        || (!mark.is_empty() && letter.is_some_and(|letter| !letter.is_ascii_uppercase()));
    let characters = run.chars().count().saturating_add(mark.chars().count()).saturating_add(odd.chars().count());
    if !strange || characters == 0 || (characters == 1 && letter.is_none()) {
        return None;
    }
    let stood = format!("{odd}{}{run}", mark.chars().map(wide).collect::<String>());
    let (bytes, _, failed) = GBK.encode(&stood);
    if failed {
        return None;
    }
    // The first byte is the second half of the character whose first half is lost.
    let mut bytes: Vec<u8> = bytes.iter().copied().skip(1).collect();
    match letter {
        Some(letter) => bytes.push(u8::try_from(u32::from(letter)).ok()?),
        None => {
            bytes.pop();
        }
    }
    let (read, failed) = GBK.decode_without_bom_handling(&bytes);
    let right = !failed && !read.is_empty() && read.chars().all(|character| is_common(character) || is_mark(character));
    right.then(|| format!("…{read}"))
}

/// Text that is lost for good: floods of question marks, replacement characters.
fn lost(text: &str) -> Vec<Damaged> {
    let Some(regex) = LOST.as_ref() else { return Vec::new() };
    regex
        .find_iter(text)
        .map(|run| Damaged { place: Place { start: run.start(), end: run.end() }, guess: String::new() })
        .collect()
}

/// UTF-8 read as GBK: `鍏ㄥ浗`.
fn double(text: &str) -> Vec<Damaged> {
    let Some(regex) = DOUBLE.as_ref() else { return Vec::new() };
    let runs =
        regex.find_iter(text).filter(|run| run.as_str().chars().filter(|&character| !is_common(character)).nth(1).is_some());
    let runs = runs.filter_map(|run| {
        let (bytes, _, failed) = GBK.encode(run.as_str());
        let whole = match std::str::from_utf8(&bytes) {
            Ok(whole) => whole,
            Err(error) => std::str::from_utf8(bytes.get(..error.valid_up_to())?).ok()?,
        };
        let good = whole.chars().filter(|&character| is_common(character) || is_mark(character)).count();
        let right = !failed && good >= 2 && good == whole.chars().count() && bytes.len().saturating_sub(whole.len()) <= 3;
        right.then(|| Damaged { place: Place { start: run.start(), end: run.end() }, guess: whole.to_owned() })
    });
    runs.collect()
}

/// The first and last character of [`COMMON`].
const FIRST: char = '\u{4E00}';
const LAST: char = '\u{9FFF}';

/// For each character from [`FIRST`], whether it is one of everyday use.
static COMMON: LazyLock<Vec<bool>> = LazyLock::new(|| {
    let all: String = (FIRST..=LAST).collect();
    let level_one = |character: char| {
        let mut buffer = [0; 4];
        let (bytes, _, failed) = GBK.encode(character.encode_utf8(&mut buffer));
        !failed && matches!(*bytes, [0xB0..=0xD7, 0xA1..=0xFE])
    };
    View::new(&Document::new("", all)).text().chars().map(level_one).collect()
});

/// Whether a character is one of the 3,755 of everyday use (level 1 of GB 2312), in either script.
pub(super) fn is_common(character: char) -> bool {
    let slot = u32::from(character).checked_sub(u32::from(FIRST)).and_then(|slot| usize::try_from(slot).ok());
    slot.and_then(|slot| COMMON.get(slot)).copied().unwrap_or(false)
}

/// Punctuation that stands in Chinese text.
fn is_mark(character: char) -> bool {
    "，。、；：？！（）《》“”‘’—…·％　".contains(character) || matches!(character, '０'..='９')
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

#[cfg(test)]
mod tests {
    use super::*;

    fn guesses(text: &str) -> Vec<(&str, String)> {
        let document = Document::new("a.txt", text);
        let sheet = Sheet::new(&document);
        let claims = crate::kind::Recounts::claims(&Mojibake, &sheet);
        claims.into_iter().map(|claim| (&text[claim.parts.place.start..claim.parts.place.end], claim.parts.guess)).collect()
    }

    /// The text as it comes out where a page in GBK lost the byte at `at`.
    fn without_byte(text: &str, at: usize) -> String {
        let mut bytes = GBK.encode(text).0.into_owned();
        bytes[at] = b'?';
        GBK.decode(&bytes).0.into_owned()
    }

    #[test]
    fn a_lost_byte_is_found_by_what_it_makes_of_the_rest() {
        assert_eq!(guesses("20多個??h委組織部"), [("??h", "…縣".to_owned())]);
        assert_eq!(guesses("全鎮總?丝诘?7.5%為少數"), [("?丝诘?", "…口".to_owned())]);
    }

    #[test]
    fn a_shift_made_on_purpose_is_found() {
        let text = without_byte("完成任務。縣委組織部召開會議", 8);
        assert!(!guesses(&text).is_empty(), "{text}");
    }

    #[test]
    fn utf_8_read_as_something_else_is_found() {
        assert_eq!(guesses("ä¸­å›½ 第一页"), [("ä¸­å›½", "中国".to_owned())]);
        assert_eq!(guesses("¥þ¿¤¸sÁ`¨"), [("¥þ¿¤¸sÁ`", "全縣群總".to_owned())]);
        assert_eq!(guesses("鍏ㄥ浗"), [("鍏ㄥ浗", "全国".to_owned())]);
    }

    #[test]
    fn questions_and_names_are_no_mojibake() {
        for text in [
            "怎么看?谁来干?怎么干?",
            "为什么?筸子坪镇给出了答案。",
            "见http://a.cn/a?h=1&id=2。",
            "C++课程",
            "真的吗??好",
            "为什么??A组",
            "怎么办?用APP办",
            "café、naïve、Ångström",
            "“……”",
            "5月?B县",
            "真的吗?? 是的。",
            "Ångström, Čeština, señor, Übergrößenträger",
            "Île-de-France à Orléans",
        ] {
            assert_eq!(guesses(text), [], "{text}");
        }
    }
}
