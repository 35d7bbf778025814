//! How the characters of a file are written as bytes: names of encodings, text back into bytes, and which bytes of a file a place in
//! its text was read from.

use std::ops::Range;

use super::Place;

/// How the characters of a file are written as bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-8.
    #[default]
    Utf8,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// GB18030, and GBK and GB2312 within it.
    Gb18030,
    /// Big5, with the characters of Hong Kong.
    Big5,
}

/// What encodings are called, the usual name of each first.
const NAMES: [(&str, Encoding); 13] = [
    ("utf-8", Encoding::Utf8),
    ("utf8", Encoding::Utf8),
    ("utf-16le", Encoding::Utf16Le),
    ("utf-16be", Encoding::Utf16Be),
    ("gb18030", Encoding::Gb18030),
    ("gbk", Encoding::Gb18030),
    ("gb2312", Encoding::Gb18030),
    ("gb_2312-80", Encoding::Gb18030),
    ("cp936", Encoding::Gb18030),
    ("x-gbk", Encoding::Gb18030),
    ("big5", Encoding::Big5),
    ("big5-hkscs", Encoding::Big5),
    ("cp950", Encoding::Big5),
];

/// The most bytes of UTF-8 that one byte of a file completes: a character that was broken off, and the next.
const STEP: usize = 16;

impl Encoding {
    /// The encoding that goes by a name, in any case: `gb18030`, `GBK`, `Big5`.
    pub fn named(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name.trim())).map(|&(_, encoding)| encoding)
    }

    /// Every name that [`Encoding::named`] knows.
    pub fn names() -> impl Iterator<Item = &'static str> + Clone {
        NAMES.iter().map(|&(name, _)| name)
    }

    /// Its usual name.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(_, encoding)| *encoding == self).map_or("utf-8", |&(name, _)| name)
    }

    /// The text as bytes of a file in this encoding; `None` where it has no code for one of the characters. A byte-order mark
    /// is part of the text, so that this is the exact way back from [`super::decode`], unless [`super::ReadOnly`] says otherwise.
    pub fn encode(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Self::Utf8 => Some(text.as_bytes().to_vec()),
            Self::Utf16Le => Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            Self::Utf16Be => Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            Self::Gb18030 | Self::Big5 => {
                let (bytes, _, unknown) = self.standard().encode(text);
                (!unknown).then(|| bytes.into_owned())
            }
        }
    }

    /// The bytes of a file in this encoding that a place in its text was read from. Exact, for broken bytes too; a place that cuts a
    /// character gets all of it. The places of findings are bytes of the text as UTF-8: this is for whoever needs those of the file.
    /// `file` is the file as it is, unpacked, with its byte-order mark.
    pub fn bytes_of(self, file: &[u8], place: Place) -> Range<usize> {
        let mut decoder = self.standard().new_decoder_without_bom_handling();
        let mut out = [0; STEP];
        // What was read so far, in text and in the file.
        let (mut text, mut begun) = (0_usize, 0_usize);
        let mut start = None;
        for (at, byte) in file.iter().enumerate() {
            let after = at.saturating_add(1);
            let (_, _, written, _) = decoder.decode_to_utf8(std::slice::from_ref(byte), &mut out, after == file.len());
            if written == 0 {
                continue;
            }
            text = text.saturating_add(written);
            if place.start < text {
                let start = *start.get_or_insert(begun);
                if place.end <= place.start {
                    return start..start;
                }
                if place.end <= text {
                    return start..after;
                }
            }
            begun = after;
        }
        start.unwrap_or(file.len())..file.len()
    }

    /// The encoding as the Encoding Standard has it.
    pub(super) fn standard(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => encoding_rs::UTF_8,
            Self::Utf16Le => encoding_rs::UTF_16LE,
            Self::Utf16Be => encoding_rs::UTF_16BE,
            Self::Gb18030 => encoding_rs::GB18030,
            Self::Big5 => encoding_rs::BIG5,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every encoding.
    const ALL: [Encoding; 5] = [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Gb18030, Encoding::Big5];

    #[test]
    fn an_encoding_has_many_names() {
        assert_eq!(
            ["GBK", " Big5 ", "UTF8", "latin1"].map(Encoding::named),
            [Some(Encoding::Gb18030), Some(Encoding::Big5), Some(Encoding::Utf8), None]
        );
        assert_eq!(ALL.map(Encoding::name), ["utf-8", "utf-16le", "utf-16be", "gb18030", "big5"]);
    }

    #[test]
    fn a_character_without_a_code_cannot_be_written() {
        assert_eq!(Encoding::Big5.encode("党员"), None);
        assert_eq!(Encoding::Big5.encode("黨員"), Some(vec![0xC4, 0xD2, 0xAD, 0xFB]));
        assert_eq!(Encoding::Gb18030.encode("𠮷"), Some(vec![0x95, 0x34, 0xB2, 0x35]));
    }

    #[test]
    fn a_place_leads_to_its_bytes_in_the_file() {
        let place = |text: &str, part: &str| {
            let start = text.find(part).unwrap();
            Place { start, end: start + part.len() }
        };
        let text = "甲a𠮷乙。";
        for (encoding, expected) in [
            (Encoding::Utf8, [0..3, 4..8, 8..14]),
            (Encoding::Utf16Le, [0..2, 4..8, 8..12]),
            (Encoding::Utf16Be, [0..2, 4..8, 8..12]),
            (Encoding::Gb18030, [0..2, 3..7, 7..11]),
        ] {
            let bytes = encoding.encode(text).unwrap();
            assert_eq!(["甲", "𠮷", "乙。"].map(|part| encoding.bytes_of(&bytes, place(text, part))), expected, "{encoding:?}");
        }
        let bytes = Encoding::Big5.encode("黨a員。").unwrap();
        assert_eq!(Encoding::Big5.bytes_of(&bytes, place("黨a員。", "員。")), 3..7);
    }

    #[test]
    fn a_broken_byte_has_its_place_too() {
        let file = b"\xE7\x94\xB2\xFF\xE4\xB9";
        assert_eq!(String::from_utf8_lossy(file), "甲\u{FFFD}\u{FFFD}");
        assert_eq!(Encoding::Utf8.bytes_of(file, Place { start: 3, end: 6 }), 3..4);
        assert_eq!(Encoding::Utf8.bytes_of(file, Place { start: 6, end: 9 }), 4..6);
        assert_eq!(Encoding::Utf8.bytes_of(file, Place { start: 9, end: 9 }), 6..6);
    }

    proptest! {
        #[test]
        fn what_stands_at_a_place_is_what_its_bytes_say(text in "[甲乙𠮷a1。\r\n\u{FEFF}é€]{0,20}", from in 0_usize..20, length in 0_usize..6) {
            let at = |count: usize| text.char_indices().map(|(at, _)| at).nth(count).unwrap_or(text.len());
            let place = Place { start: at(from), end: at(from + length) };
            for encoding in ALL {
                let Some(file) = encoding.encode(&text) else { continue };
                let bytes = file.get(encoding.bytes_of(&file, place)).unwrap();
                prop_assert_eq!(Some(bytes.to_vec()), encoding.encode(&text[place.start..place.end]), "{:?}", encoding);
            }
        }

        #[test]
        fn every_place_in_any_bytes_is_within_the_file(file in prop::collection::vec(any::<u8>(), 0..40), start in 0_usize..60, length in 0_usize..60) {
            for encoding in ALL {
                let range = encoding.bytes_of(&file, Place { start, end: start + length });
                prop_assert!(range.start <= range.end && range.end <= file.len());
            }
        }
    }
}
