//! The words around a place as a reader sees them: up to the ends of the sentence, and no further than a bound, so that a sentence of
//! a gigabyte costs no more than a short one.

use memchr::memchr2;

use crate::{
    document::{Document, Place},
    view::View,
};

/// Characters of the sentence that count on each side.
const REACH: usize = 120;
/// Bytes of the finding's own text that count from each end, where it is longer than twice as many.
const OWN: usize = 1 << 10;
/// Stretches of markup that are stepped over on the way.
const MARKUP: usize = 1 << 8;

/// A text and what stands around it in its sentence, in the form that rules see and without spaces.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Around {
    pub(super) before: String,
    pub(super) own: String,
    pub(super) after: String,
}

impl Around {
    /// What stands at a place of a document, and around it.
    pub(super) fn of(document: &Document, place: Place) -> Self {
        let own = own(document, place);
        let ended = own.chars().next_back().is_some_and(ends_sentence);
        let after = if ended { String::new() } else { after(document, place.end) };
        let folded = Some(folded(&own)).filter(|folded| !folded.is_empty());
        Self { before: folded_or_not(&before(document, place.start)), own: folded.unwrap_or(own), after: folded_or_not(&after) }
    }
}

/// The text as rules see it, spaces left out.
fn folded(text: &str) -> String {
    let mut folded = View::folded_text(text);
    // In a folded text all spaces are one character, and all ends of lines another.
    if memchr2(b' ', b'\n', folded.as_bytes()).is_some() {
        folded.retain(|character| !matches!(character, ' ' | '\n'));
    }
    folded
}

fn folded_or_not(text: &str) -> String {
    if text.is_empty() { String::new() } else { folded(text) }
}

/// The visible text of a place; of a long one its two ends.
fn own(document: &Document, place: Place) -> String {
    let ends = place.start.saturating_add(OWN)..place.end.saturating_sub(OWN).max(place.start.saturating_add(OWN));
    let mut text = String::with_capacity(place.end.saturating_sub(place.start).min(2 * OWN));
    let mut walk = Forward::new(document, place.start);
    while walk.at < place.end {
        if ends.contains(&walk.at) {
            walk = Forward::new(
                document,
                (ends.end..=place.end).find(|&at| document.text.is_char_boundary(at)).unwrap_or(place.end),
            );
            continue;
        }
        if walk.step(&mut text) == Step::End {
            break;
        }
    }
    // What markup hides altogether is known by its own characters.
    if text.is_empty() { document.text.get(place.start..place.end).unwrap_or("").chars().take(OWN).collect() } else { text }
}

/// The visible text after a place, to the end of its sentence, the closing mark included.
fn after(document: &Document, at: usize) -> String {
    let (mut text, mut characters) = (String::with_capacity(REACH), 0_usize);
    let mut walk = Forward::new(document, at);
    for _ in 0..REACH.saturating_add(MARKUP) {
        let length = text.len();
        if walk.step(&mut text) != Step::Read {
            break;
        }
        let new = text.get(length..).unwrap_or("");
        characters = characters.saturating_add(new.chars().count());
        if characters >= REACH || new.contains(ends_sentence) {
            break;
        }
    }
    text
}

/// The visible text before a place, from the end of the sentence before it.
fn before(document: &Document, at: usize) -> String {
    let (source, markup) = (document.text.as_str(), &document.markup);
    let mut reversed = Vec::new();
    let mut at = at;
    let mut next = markup.partition_point(|markup| markup.place.start < at);
    for _ in 0..REACH.saturating_add(MARKUP) {
        if let Some(hidden) = next.checked_sub(1).and_then(|last| markup.get(last)).filter(|hidden| hidden.place.end >= at) {
            if hidden.shown.contains('\n') {
                break;
            }
            reversed.extend(hidden.shown.chars().rev());
            (at, next) = (hidden.place.start, next.saturating_sub(1));
            continue;
        }
        let Some(character) = source.get(..at).and_then(|text| text.chars().next_back()) else { break };
        if ends_line(character) || ends_sentence(character) || reversed.len() >= REACH {
            break;
        }
        reversed.push(character);
        at = at.saturating_sub(character.len_utf8());
    }
    reversed.into_iter().rev().collect()
}

/// What one step came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// A character, or markup and what it shows.
    Read,
    /// The end of the line, which is read over.
    Line,
    /// The end of the text.
    End,
}

/// A walk along the visible text.
struct Forward<'d> {
    document: &'d Document,
    at: usize,
    /// The next markup.
    next: usize,
}

impl<'d> Forward<'d> {
    fn new(document: &'d Document, at: usize) -> Self {
        Self { document, at, next: document.markup.partition_point(|markup| markup.place.end <= at) }
    }

    /// Adds the next character that is seen.
    #[inline]
    fn step(&mut self, text: &mut String) -> Step {
        if let Some(hidden) = self.document.markup.get(self.next).filter(|hidden| hidden.place.start <= self.at) {
            self.at = self.at.max(hidden.place.end);
            self.next = self.next.saturating_add(1);
            if hidden.shown.contains('\n') {
                return Step::Line;
            }
            text.push_str(&hidden.shown);
            return Step::Read;
        }
        let Some(character) = self.document.text.get(self.at..).and_then(|rest| rest.chars().next()) else { return Step::End };
        self.at = self.at.saturating_add(character.len_utf8());
        if ends_line(character) {
            return Step::Line;
        }
        text.push(character);
        Step::Read
    }
}

fn ends_line(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

fn ends_sentence(character: char) -> bool {
    matches!(character, '\u{3002}' | '!' | '?' | '\u{FF01}' | '\u{FF1F}' | '\u{FF61}')
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_folded_text_has_no_space_of_any_sort(text in "([甲， \\u{3000}\\u{A0}\t\r\n\\u{2028}\\u{85}]|.){0,20}") {
            let plain: String = View::folded_text(&text).chars().filter(|character| !character.is_whitespace()).collect();
            proptest::prop_assert_eq!(folded(&text), plain);
        }
    }
}
