//! What each character is, worked out from the encodings that hold it. The program is built with it.

use encoding_rs::{BIG5, GBK};
use regex_syntax::hir::{Class, HirKind};

/// Characters of everyday use: the 3,755 of level 1 of GB 2312, in either script.
pub(crate) const COMMON: u8 = 1;
/// Punctuation that stands in Chinese text.
pub(crate) const MARK: u8 = 2;
/// What UTF-8 bytes make when they are read in pairs.
pub(crate) const DOUBLE: u8 = 4;
/// All that is neither of everyday use, nor punctuation, nor ASCII.
pub(crate) const STRANGER: u8 = 8;
/// Characters that are written otherwise in a simplified text.
pub(crate) const TRADITIONAL: u8 = 16;
/// Characters that have no place in a traditional text: the simplified form of another, and Big5 has none of it, as it has of 出, 于 and 后.
pub(crate) const SIMPLIFIED: u8 = 32;

/// The first and last character that may be of everyday use, or be simplified.
pub(crate) const FIRST: char = '\u{4E00}';
pub(crate) const LAST: char = '\u{9FFF}';

/// Punctuation that stands in Chinese text, full-width digits among it.
pub(crate) const MARKS: &str = "，。、；：？！（）《》“”‘’—…·％　０１２３４５６７８９";

/// Characters that UTF-8 bytes make when they are read in pairs.
pub(crate) const DOUBLES: &str = r"[\p{Han}\x{3040}-\x{312F}\x{2500}-\x{257F}\p{Greek}\p{Cyrillic}\x{E000}-\x{F8FF}€]";

/// The basic plane.
const BASIC: usize = 1 << 16;

/// What is known of a character's script.
pub(crate) struct Scripts {
    /// The character that it is in a simplified text.
    pub(crate) folded: char,
    /// Whether it is traditional, and whether it is the simplified form of another.
    pub(crate) is: (bool, bool),
}

/// Which of the sorts each character of the basic plane is of.
pub(crate) fn sorts(scripts: impl Fn(char) -> Scripts) -> Vec<u8> {
    let mut sorts = vec![0; BASIC];
    let mut set = |character: char, sort: u8| {
        let known = usize::try_from(u32::from(character)).ok().and_then(|code| sorts.get_mut(code));
        known.into_iter().for_each(|known| *known |= sort);
    };
    let level_one = decoded(|bytes| GBK.decode_without_bom_handling(bytes).0.into_owned(), 0xB0..=0xD7, 0xA1..=0xFE);
    // What stands below A1 is read only, and never written.
    let big5 =
        decoded(|bytes| BIG5.decode_without_bom_handling(bytes).0.into_owned(), 0xA1..=0xFE, (0x40..=0x7E).chain(0xA1..=0xFE));
    for character in '\u{3000}'..=LAST {
        let Scripts { folded, is: (traditional, simplified) } = scripts(character);
        let within = character >= FIRST;
        set(character, if within && level_one.binary_search(&folded).is_ok() { COMMON } else { 0 });
        set(character, if traditional { TRADITIONAL } else { 0 });
        set(character, if within && simplified && big5.binary_search(&character).is_err() { SIMPLIFIED } else { 0 });
    }
    MARKS.chars().for_each(|mark| set(mark, MARK));
    doubles().into_iter().flat_map(|(first, last)| first..=last.min('\u{FFFF}')).for_each(|double| set(double, DOUBLE));
    for known in sorts.iter_mut().skip(1 << 7).filter(|known| **known & (COMMON | MARK) == 0) {
        *known |= STRANGER;
    }
    sorts
}

/// A bit for each character of the basic plane that is of a sort, and of none of some others.
pub(crate) fn bits(sorts: &[u8], sort: u8, others: u8) -> Vec<u64> {
    let is = |known: u8| known & sort != 0 && known & others == 0;
    let word = |sorts: &[u8]| sorts.iter().rev().fold(0_u64, |bits, &known| bits << 1 | u64::from(is(known)));
    sorts.chunks(64).map(word).collect()
}

/// The ranges of [`DOUBLES`].
pub(crate) fn doubles() -> Vec<(char, char)> {
    match regex_syntax::parse(DOUBLES).map(|doubles| doubles.into_kind()) {
        Ok(HirKind::Class(Class::Unicode(class))) => class.iter().map(|range| (range.start(), range.end())).collect(),
        _ => Vec::new(),
    }
}

/// The characters of pairs of bytes, in order.
fn decoded(
    decode: impl Fn(&[u8]) -> String,
    first: impl Iterator<Item = u8>,
    second: impl Iterator<Item = u8> + Clone,
) -> Vec<char> {
    let bytes: Vec<u8> = first.flat_map(|first| second.clone().flat_map(move |second| [first, second])).collect();
    let mut characters: Vec<char> = decode(&bytes).chars().collect();
    characters.sort_unstable();
    characters
}
