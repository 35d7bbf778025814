//! Text that is lost for good: floods of question marks, replacement characters, what they became when they were read once more.

use std::sync::LazyLock;

use regex::Regex;

use super::Damaged;
use crate::document::Place;

/// Lost text that nothing brings back.
static LOST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\x{FFFD}+|[?？！]*\?/(?:p|P|div|span|td|strong)>|[?？]{6,}(?:[^\n]{0,30}?[?？]{3,})*|\?(?: +\?)+|(?m:^)[ \x{3000}]*\?{2,}|(?:锟斤拷|烫烫烫|屯屯屯|锘縖)+|ï¿½|\?[a-z]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]{0,4}\)").ok()
});

/// Losses no further apart than this, in bytes, are one.
const APART: usize = 24;

/// Each loss, those of one line that are near each other as one.
pub(super) fn lost(text: &str) -> Vec<Damaged> {
    // Each loss has one of these.
    let lossy = text.contains(['?', '？', '\u{FFFD}'])
        || ["锟斤拷", "烫烫烫", "屯屯屯", "锘縖", "ï¿½"].iter().any(|lost| text.contains(lost));
    let Some(regex) = LOST.as_ref().filter(|_| lossy) else { return Vec::new() };
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
