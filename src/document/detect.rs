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

/// The encodings that the detector and the rank of characters tell apart.
const CHINESE: [Encoding; 2] = [Encoding::Gb18030, Encoding::Big5];

/// The fewest characters that tell one UTF-16 from the other.
const FEWEST: usize = 8;

/// The fewest Chinese characters that tell an encoding of theirs from chance.
const FEWEST_HAN: usize = 4;

/// In UTF-16, one of so many characters is ASCII or a mark of Chinese punctuation: bytes of another encoding may look like Chinese
/// characters, and not like these.
const MARKS: usize = 60;

/// The encoding of bytes that are not UTF-8 and have no byte-order mark.
pub(super) fn detect(bytes: &[u8]) -> Option<Encoding> {
    if let Some(encoding) = utf16(bytes) {
        return Some(encoding);
    }
    let window = bytes.get(..WINDOW).unwrap_or(bytes);
    // Replacement characters in UTF-8 are common characters in GB 18030: 锟斤拷.
    if is_utf8(window) {
        return None;
    }
    // What the detector takes for one of the two may be the other; what it takes for anything else is neither.
    if guess(window, window.len() == bytes.len()).is_some()
        && let Some(encoding) = likelier(window)
    {
        return Some(encoding);
    }
    // One broken character rules its encoding out for the detector: it is asked again without.
    CHINESE.into_iter().find(|&encoding| {
        let (text, broken) = encoding.standard().decode_without_bom_handling(window);
        let whole = || encoding.encode(&text.replace('\u{FFFD}', ""));
        broken && is_certain(window, encoding) && whole().is_some_and(|whole| guess(&whole, true) == Some(encoding))
    })
}

/// Whether bytes are UTF-8; what they end with may be cut off.
pub(super) fn is_utf8(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    }
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

/// Of the encodings in which bytes are a text, the one in which more of it is common characters.
fn likelier(bytes: &[u8]) -> Option<Encoding> {
    let certain = CHINESE.into_iter().filter(|&encoding| is_certain(bytes, encoding));
    let share = |encoding: Encoding| Common::of(bytes, encoding);
    certain.max_by(|&one, &other| {
        let (one, other) = (share(one), share(other));
        one.common.saturating_mul(other.han).cmp(&other.common.saturating_mul(one.han))
    })
}

/// Whether bytes read in an encoding are a text: hardly a broken character, and most of its Chinese characters common ones.
fn is_certain(bytes: &[u8], encoding: Encoding) -> bool {
    let (text, _) = encoding.standard().decode_without_bom_handling(bytes);
    let strange = text.chars().filter(|&character| is_strange(character)).count();
    let common = Common::of(bytes, encoding);
    // What is cut off at the end of the window may be one.
    strange.saturating_sub(1).saturating_mul(BROKEN) <= text.chars().count()
        && common.han >= FEWEST_HAN
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
/// bytes are taken in one order, and clearly less in the other.
fn utf16(bytes: &[u8]) -> Option<Encoding> {
    let window = bytes.get(..WINDOW).unwrap_or(bytes);
    let (pairs, rest) = window.as_chunks::<2>();
    if !rest.is_empty() || pairs.len() < FEWEST {
        return None;
    }
    let usual = |unit: fn([u8; 2]) -> u16| pairs.iter().filter(|&&pair| is_usual(unit(pair))).count();
    let (low, high) = (usual(u16::from_le_bytes), usual(u16::from_be_bytes));
    let marked = |unit: fn([u8; 2]) -> u16| {
        let marks = pairs.iter().filter(|&&pair| matches!(unit(pair), 0x0A | 0x20..=0x7E | 0x3000..=0x3002 | 0xFF0C)).count();
        marks > 0 && marks.saturating_mul(MARKS) >= pairs.len()
    };
    let clear = |one: usize, other: usize| {
        one.saturating_mul(100) >= pairs.len().saturating_mul(95) && other.saturating_mul(100) < pairs.len().saturating_mul(80)
    };
    match () {
        () if clear(low, high) && marked(u16::from_le_bytes) => Some(Encoding::Utf16Le),
        () if clear(high, low) && marked(u16::from_be_bytes) => Some(Encoding::Utf16Be),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf_8_is_not_taken_for_what_its_broken_characters_look_like() {
        let broken = format!("占{}\0\0", "\u{FFFD}".repeat(40));
        assert_eq!(detect(broken.as_bytes()), None);
        assert_eq!(detect(&broken.as_bytes()[..100]), None);
    }

    #[test]
    fn bytes_of_other_languages_are_none_of_ours() {
        let japanese =
            encoding_rs::SHIFT_JIS.encode("本日は晴天なり。全国の人口は減少傾向にあり、地方では高齢化が進んでいる。").0;
        let korean = encoding_rs::EUC_KR.encode("전국의 인구는 감소하고 있으며 지방에서는 고령화가 진행되고 있다.").0;
        let french = encoding_rs::WINDOWS_1252.encode("Le comité a tenu une réunion à Orléans; les élèves étaient intéressés.").0;
        assert_eq!([japanese, korean, french].map(|bytes| detect(&bytes)), [None; 3]);
    }

    #[test]
    fn a_few_bytes_prove_nothing() {
        assert_eq!(detect(b"\xB5\xB3\xD4\xB1"), None);
        assert_eq!(detect(b"\x71\x7A\x72\x4E"), None);
    }

    #[test]
    fn a_broken_character_makes_utf8_nothing_else() {
        let text = "全县共有党员227名,其中女党员153人,占67.4%。".repeat(2);
        for at in 0..text.len() {
            let mut bytes = text.as_bytes().to_vec();
            bytes[at] = 0xD6;
            assert!(is_nearly_utf8(&bytes), "{at}");
        }
        assert!(!is_nearly_utf8(&Encoding::Gb18030.encode(&text).unwrap_or_default()));
    }
}
