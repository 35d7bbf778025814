//! Which encoding a file without a mark is in, where that is certain. A guess that may be wrong is none: text in the wrong encoding is
//! worse than a file that is refused.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use super::Encoding;

/// The bytes that are looked at: an encoding shows itself early.
const WINDOW: usize = 1 << 20;

/// Of so many characters, one may be broken.
const BROKEN: usize = 200;

/// Of so many characters outside ASCII, one may be broken where a file is UTF-8 for the rest.
const BROKEN_UTF8: usize = 10;

/// The fewest characters that tell one UTF-16 from the other.
const FEWEST: usize = 8;

/// The encoding of bytes that are not UTF-8 and have no byte-order mark.
pub(super) fn detect(bytes: &[u8]) -> Option<Encoding> {
    if let Some(encoding) = utf16(bytes) {
        return Some(encoding);
    }
    let window = bytes.get(..WINDOW).unwrap_or(bytes);
    if let Some(encoding) = guess(window, window.len() == bytes.len()).filter(|&encoding| is_certain(window, encoding)) {
        return Some(encoding);
    }
    // One broken character rules its encoding out for the detector: it is asked again without.
    [Encoding::Gb18030, Encoding::Big5].into_iter().find(|&encoding| {
        let (text, broken) = encoding.standard().decode_without_bom_handling(window);
        let whole = || encoding.encode(&text.replace('\u{FFFD}', ""));
        broken && is_certain(window, encoding) && whole().is_some_and(|whole| guess(&whole, true) == Some(encoding))
    })
}

/// What the detector takes bytes for, if it is one of ours. It gets no hint: with one for China it takes Big5 for GBK.
fn guess(bytes: &[u8], all: bool) -> Option<Encoding> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, all);
    let guess = detector.guess(None, Utf8Detection::Deny);
    match guess.name() {
        "GBK" | "gb18030" => Some(Encoding::Gb18030),
        "Big5" => Some(Encoding::Big5),
        _ => None,
    }
}

/// Whether bytes read in an encoding are a text: hardly a broken character, and most of its Chinese characters common ones.
fn is_certain(bytes: &[u8], encoding: Encoding) -> bool {
    let (text, _) = encoding.standard().decode_without_bom_handling(bytes);
    let strange = text.chars().filter(|&character| is_strange(character)).count();
    let common = Common::of(bytes, encoding);
    // What is cut off at the end of the window may be one.
    strange.saturating_sub(1).saturating_mul(BROKEN) <= text.chars().count()
        && common.han > 0
        && common.common.saturating_mul(2) > common.han
}

/// A character that is in no text: a broken one, a private one, a control character.
fn is_strange(character: char) -> bool {
    matches!(character, '\u{FFFD}' | '\u{E000}'..='\u{F8FF}') || (character.is_control() && !character.is_ascii_whitespace())
}

/// Chinese characters of a text in two bytes each, by how its standard ranks them.
#[derive(Debug, Default)]
struct Common {
    han: usize,
    /// Of the first level: 3,755 characters of GB 2312, 5,401 of Big5.
    common: usize,
}

impl Common {
    fn of(bytes: &[u8], encoding: Encoding) -> Self {
        let mut counted = Self::default();
        let mut rest = bytes;
        while let [first, after @ ..] = rest {
            rest = match (first, after) {
                (0..=0x80, _) | (_, []) => after,
                (_, [0x30..=0x39, _, _, after @ ..]) if encoding == Encoding::Gb18030 => after,
                (first, [second, after @ ..]) => {
                    counted.count(*first, *second, encoding);
                    after
                }
            };
        }
        counted
    }

    fn count(&mut self, first: u8, second: u8, encoding: Encoding) {
        let (han, common) = match encoding {
            Encoding::Gb18030 => (!matches!(first, 0xA1..=0xA9) || second < 0xA1, matches!(first, 0xB0..=0xD7) && second >= 0xA1),
            _ => (first >= 0xA4, matches!(first, 0xA4..=0xC6)),
        };
        self.han = self.han.saturating_add(usize::from(han));
        self.common = self.common.saturating_add(usize::from(common));
    }
}

/// UTF-16 without its mark, which Chinese text shows: nearly all of it is Chinese characters, their punctuation and ASCII when its
/// bytes are taken in one order, and hardly any in the other.
fn utf16(bytes: &[u8]) -> Option<Encoding> {
    let window = bytes.get(..WINDOW).unwrap_or(bytes);
    let (pairs, rest) = window.as_chunks::<2>();
    if !rest.is_empty() || pairs.len() < FEWEST {
        return None;
    }
    let usual = |unit: fn([u8; 2]) -> u16| pairs.iter().filter(|&&pair| is_usual(unit(pair))).count();
    let (low, high) = (usual(u16::from_le_bytes), usual(u16::from_be_bytes));
    let clear = |one: usize, other: usize| {
        one.saturating_mul(100) >= pairs.len().saturating_mul(95) && other.saturating_mul(2) < pairs.len()
    };
    match () {
        () if clear(low, high) => Some(Encoding::Utf16Le),
        () if clear(high, low) => Some(Encoding::Utf16Be),
        () => None,
    }
}

fn is_usual(unit: u16) -> bool {
    matches!(unit, 0x09 | 0x0A | 0x0D | 0x20..=0x7E | 0xA0..=0xFF | 0x2010..=0x2040 | 0x3000..=0x303F | 0x4E00..=0x9FFF | 0xFF00..=0xFF5E)
}

/// Whether bytes are UTF-8 but for a few that are broken.
pub(super) fn is_nearly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole = whole.saturating_add(chunk.valid().chars().filter(|character| !character.is_ascii()).count());
        broken = broken.saturating_add(usize::from(!chunk.invalid().is_empty()));
    }
    broken.saturating_mul(BROKEN_UTF8) <= whole
}
