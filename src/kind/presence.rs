//! Which characters a document has at all: what many rules look for is in hardly any, and then need not be looked for.

use std::{borrow::Cow, ops::RangeInclusive, rc::Rc};

use regex_syntax::hir::{Class, Hir, HirKind};

use crate::claim::Sheet;

/// The characters of a text. Of those beyond the basic plane it knows whether there are any.
#[derive(Debug, Clone)]
pub(super) struct Presence {
    /// A bit for each of the first 65,536.
    basic: Cow<'static, [u64]>,
    beyond: bool,
}

/// Characters, by their codes.
pub(super) type Codes = RangeInclusive<u32>;

/// The basic plane.
const BASIC: usize = 1 << 16;

impl Presence {
    /// The characters of a document, as it was read.
    pub(super) fn of_document(sheet: &Sheet) -> Rc<Self> {
        sheet.memo.once("", || Self::of(sheet.document.text.chars()))
    }

    /// These characters.
    pub(super) fn of(characters: impl Iterator<Item = char>) -> Self {
        let (mut basic, mut beyond) = (vec![0; BASIC >> 6], false);
        for character in characters {
            let (word, bit) = place(u32::from(character));
            match basic.get_mut(word) {
                Some(word) => *word |= bit,
                None => beyond = true,
            }
        }
        Self { basic: basic.into(), beyond }
    }

    /// Characters that are known beforehand, by a bit for each of the first 65,536; and any beyond, or none.
    pub(super) const fn known(basic: &'static [u64; BASIC >> 6], beyond: bool) -> Self {
        Self { basic: Cow::Borrowed(basic), beyond }
    }

    /// A bit for each of the first 65,536 characters.
    #[cfg(test)]
    pub(super) fn bits(&self) -> &[u64] {
        &self.basic
    }

    /// Whether it may have one of some characters.
    pub(super) fn may_have(&self, codes: &Codes) -> bool {
        let ((first, from), (last, to)) = (place(*codes.start()), place(*codes.end()));
        let words =
            self.basic.get(first..).unwrap_or_default().iter().enumerate().take(last.saturating_sub(first).saturating_add(1));
        let mut here = words.map(|(at, word)| {
            let above = if at == 0 { !from.wrapping_sub(1) } else { u64::MAX };
            let below = if first.saturating_add(at) == last { to | to.wrapping_sub(1) } else { u64::MAX };
            word & above & below
        });
        here.any(|word| word != 0) || self.beyond && last >= self.basic.len()
    }

    /// Whether it may have one that another has too.
    pub(super) fn meets(&self, other: &Self) -> bool {
        let meet = |(one, other): (&[u64], &[u64])| one.iter().zip(other).fold(0, |any, (one, other)| any | one & other) != 0;
        // Many at once.
        self.beyond && other.beyond || self.basic.chunks(64).zip(other.basic.chunks(64)).any(meet)
    }
}

/// The word and the bit of a character.
fn place(code: u32) -> (usize, u64) {
    (usize::try_from(code >> 6).unwrap_or(usize::MAX), 1 << (code & 63))
}

/// Sets of characters, of each of which every match of a pattern has one; none where nothing is known of it.
pub(super) fn needed(source: &str) -> Vec<Vec<Codes>> {
    regex_syntax::parse(source).map(|pattern| of_pattern(&pattern)).unwrap_or_default()
}

fn of_pattern(pattern: &Hir) -> Vec<Vec<Codes>> {
    let of = |character: char| vec![u32::from(character)..=u32::from(character)];
    match pattern.kind() {
        HirKind::Literal(literal) => {
            std::str::from_utf8(&literal.0).map(|literal| literal.chars().map(of).collect()).unwrap_or_default()
        }
        HirKind::Class(Class::Unicode(class)) => {
            vec![class.iter().map(|range| u32::from(range.start())..=u32::from(range.end())).collect()]
        }
        HirKind::Capture(capture) => of_pattern(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => of_pattern(&repetition.sub),
        HirKind::Concat(parts) => parts.iter().flat_map(of_pattern).collect(),
        HirKind::Alternation(branches) => {
            // One set for all branches: of each the one with the fewest characters.
            let best = |branch| of_pattern(branch).into_iter().min_by_key(|set| size(set));
            branches.iter().map(best).collect::<Option<Vec<_>>>().map(|sets| vec![sets.concat()]).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

fn size(set: &[Codes]) -> u32 {
    set.iter().map(|codes| codes.end().saturating_sub(*codes.start()).saturating_add(1)).fold(0, u32::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_looked_up_over_the_ends_of_words() {
        let presence = Presence::of("a人\u{E000}\u{E0FF}".chars());
        assert!(presence.may_have(&(0x61..=0x61)) && presence.may_have(&(0x00..=0x7F)) && !presence.may_have(&(0x62..=0x4EB9)));
        assert!(
            presence.may_have(&(0x3000..=0x4EBA))
                && presence.may_have(&(0xE001..=0xF8FF))
                && !presence.may_have(&(0xE001..=0xE0FE))
        );
        assert!(!presence.may_have(&(0xF0000..=0x10_FFFD)) && Presence::of("\u{F0000}".chars()).may_have(&(0xF0000..=0x10_FFFD)));
        assert!(presence.meets(&Presence::of("个人".chars())) && !presence.meets(&Presence::of("个".chars())));
    }

    proptest::proptest! {
        #[test]
        fn a_text_without_what_is_needed_has_no_match(text in "[甲乙丙丁占其中,a-c0-3]{0,12}") {
            let presence = Presence::of(text.chars());
            for pattern in ["[^,]{0,9}其中[^,]*占", "(?:甲乙|丙丁)?占(?:比|到)?", "(?:甲乙|[丙丁]a)+x?", "甲{2}|乙{0,2}丙", "(甲|乙+)b", "[^a]c|1$"] {
                let may = needed(pattern).iter().all(|set| set.iter().any(|codes| presence.may_have(codes)));
                proptest::prop_assert!(may || !regex::Regex::new(pattern).unwrap().is_match(&text), "{pattern} {text}");
            }
        }
    }
}
