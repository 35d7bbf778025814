//! Which characters a Chinese text is made of, and so what a reading in the right encoding looks like.

use std::{collections::BTreeSet, sync::LazyLock};

use encoding_rs::GBK;

use crate::{document::Document, view::View};

/// The first and last character of [`COMMON`].
const FIRST: char = '\u{4E00}';
const LAST: char = '\u{9FFF}';

/// For each character from [`FIRST`], whether it is one of everyday use.
static COMMON: LazyLock<Vec<bool>> = LazyLock::new(|| {
    let level_one: Vec<u8> = (0xB0..=0xD7).flat_map(|first| (0xA1..=0xFE).flat_map(move |second| [first, second])).collect();
    let (level_one, _) = GBK.decode_without_bom_handling(&level_one);
    let level_one: BTreeSet<char> = level_one.chars().filter(|character| (FIRST..=LAST).contains(character)).collect();
    let all: String = (FIRST..=LAST).collect();
    View::new(&Document::new("", all)).text().chars().map(|character| level_one.contains(&character)).collect()
});

/// Whether a character is one of the 3,755 of everyday use (level 1 of GB 2312), in either script.
pub(in crate::kind) fn is_common(character: char) -> bool {
    let slot = u32::from(character).checked_sub(u32::from(FIRST)).and_then(|slot| usize::try_from(slot).ok());
    slot.and_then(|slot| COMMON.get(slot)).copied().unwrap_or(false)
}

/// Punctuation that stands in Chinese text.
pub(super) fn is_mark(character: char) -> bool {
    "，。、；：？！（）《》“”‘’—…·％　".contains(character) || matches!(character, '０'..='９')
}

/// Whether nearly all of a text, ASCII apart, is characters of everyday use: three of four, and so many at least.
pub(super) fn reads(text: &str, at_least: usize) -> bool {
    let (mut good, mut all) = (0usize, 0usize);
    for character in text.chars().filter(|character| !character.is_ascii()) {
        all = all.saturating_add(1);
        good = good.saturating_add(usize::from(is_common(character) || is_mark(character)));
    }
    good >= at_least && good.saturating_mul(4) >= all.saturating_mul(3)
}
