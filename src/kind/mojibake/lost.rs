//! Text that is lost for good: floods of question marks, replacement characters, what they became when they were read once more.

use std::sync::LazyLock;

use regex::Regex;

use super::Damaged;
use crate::{document::Place, kind::presence::Presence};

/// Lost text that nothing brings back.
static LOST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\x{FFFD}+|[?？！]*\?/(?:p|P|div|span|td|strong)>|[?？]{6,}(?:[^\n]{0,30}?[?？]{3,})*|\?(?: +\?)+|(?m:^)[ \x{3000}]*\?{2,}|(?:锟斤拷|烫烫烫|屯屯屯|锘縖)+|ï¿½|\?[a-z]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]{0,4}\)").ok()
});

/// Losses no further apart than this, in bytes, are one.
const APART: usize = 24;

/// Each loss, those of one line that are near each other as one.
pub(super) fn lost(text: &str, presence: &Presence) -> Vec<Damaged> {
    // It takes a while to make what looks for losses.
    let Some(regex) = is_lossy(text, presence).then(|| LOST.as_ref()).flatten() else { return Vec::new() };
    let mut found: Vec<Damaged> = Vec::new();
    for run in regex.find_iter(text) {
        let place = Place { start: run.start(), end: run.end() };
        let near = |last: &Damaged| {
            let between = text.get(last.place.end..place.start).unwrap_or("");
            between.len() <= APART && !between.contains('\n') && !between.contains('。')
        };
        match found.last_mut().filter(|last| near(last)) {
            Some(last) => last.place.end = place.end,
            None => found.push(Damaged::lossy(place, String::new())),
        }
    }
    found
}

/// Whether a text has anything that each loss has some of.
fn is_lossy(text: &str, presence: &Presence) -> bool {
    let has = |character: char| presence.may_have(&(u32::from(character)..=u32::from(character)));
    let read_again = [('锟', "锟斤拷"), ('烫', "烫烫烫"), ('屯', "屯屯屯"), ('锘', "锘縖"), ('ï', "ï¿½")];
    let questions = has('?') && (["??", "? ", "?/", "?？"].iter().any(|marks| text.contains(marks)) || VOWELS.chars().any(has));
    has('\u{FFFD}')
        || questions
        || has('？') && ["？？", "？?"].iter().any(|marks| text.contains(marks))
        || read_again.iter().any(|&(first, lost)| has(first) && text.contains(lost))
}

/// The vowels of pinyin.
const VOWELS: &str = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü";

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_text_without_its_marks_has_lost_nothing(text in "[?？！ /p>a-b)\u{FFFD}锟斤拷烫屯ï¿½āé\n　甲]{0,16}") {
            let found = LOST.as_ref().unwrap().is_match(&text);
            proptest::prop_assert!(!found || is_lossy(&text, &Presence::of(text.chars())), "{text}");
        }
    }
}
