//! Bytes into text, and text back into the same bytes. UTF-8, with or without a byte-order mark, and UTF-16 with one;
//! a further encoding is a further variant of [`Encoding`].

use thiserror::Error;

/// The longest text that is read, in bytes: places in a view are held in 32 bits.
const LONGEST: usize = 0xFFFF_FFFE;

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
}

impl Encoding {
    /// The text as bytes of a file in this encoding. A byte-order mark is part of the text, so that this is the exact
    /// way back from [`decode`].
    pub fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Self::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        }
    }
}

/// A decoded file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// All of it. A byte-order mark stays, as U+FEFF: places in the text are then places in the file as UTF-8.
    pub text: String,
    /// What it was written in.
    pub encoding: Encoding,
}

/// Why bytes are no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DecodeError {
    /// Neither UTF-8 nor marked as anything else.
    #[error("is not UTF-8 at byte {offset}; convert it first, for example with `iconv -f GB18030 -t UTF-8`")]
    NotUtf8 {
        /// The first byte that belongs to no character, counted from 0.
        offset: usize,
    },
    /// Marked as UTF-16, and not that.
    #[error("begins as UTF-16 and is not UTF-16 at byte {offset}; save it as UTF-8")]
    NotUtf16 {
        /// The first byte of a half that has no other half, counted from 0.
        offset: usize,
    },
    /// Longer than four gigabytes.
    #[error("is longer than 4 GB; split it, or make it a JSONL file with one report on each line")]
    TooLong,
}

/// Reads the bytes of a whole file.
///
/// # Errors
/// Where they are neither valid UTF-8 nor UTF-16 with a byte-order mark, or too many.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, DecodeError> {
    if bytes.len() > LONGEST {
        return Err(DecodeError::TooLong);
    }
    match marked(&bytes) {
        Some(encoding) => utf16(&bytes, encoding),
        None => match String::from_utf8(bytes) {
            Ok(text) => Ok(Decoded { text, encoding: Encoding::Utf8 }),
            Err(error) => Err(DecodeError::NotUtf8 { offset: error.utf8_error().valid_up_to() }),
        },
    }
}

/// The encoding other than UTF-8 that a byte-order mark names.
pub(super) fn marked(bytes: &[u8]) -> Option<Encoding> {
    match bytes {
        [0xFF, 0xFE, ..] => Some(Encoding::Utf16Le),
        [0xFE, 0xFF, ..] => Some(Encoding::Utf16Be),
        _ => None,
    }
}

fn utf16(bytes: &[u8], encoding: Encoding) -> Result<Decoded, DecodeError> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|&pair| match encoding {
        Encoding::Utf16Be => u16::from_be_bytes(pair),
        _ => u16::from_le_bytes(pair),
    });
    let mut text = String::with_capacity(bytes.len());
    let mut offset = 0usize;
    for unit in char::decode_utf16(units) {
        let character = unit.map_err(|_| DecodeError::NotUtf16 { offset })?;
        offset = offset.saturating_add(character.len_utf16().saturating_mul(2));
        text.push(character);
    }
    if rest.is_empty() { Ok(Decoded { text, encoding }) } else { Err(DecodeError::NotUtf16 { offset }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_byte_order_mark_stays_in_the_text() {
        let decoded = decode("\u{FEFF}甲".into()).unwrap();
        assert_eq!(decoded, Decoded { text: "\u{FEFF}甲".into(), encoding: Encoding::Utf8 });
    }

    #[test]
    fn utf16_needs_its_mark() {
        let decoded = decode(vec![0xFF, 0xFE, 0x32, 0x75]).unwrap();
        assert_eq!(decoded, Decoded { text: "\u{FEFF}甲".into(), encoding: Encoding::Utf16Le });
        assert_eq!(decode(vec![0x75, 0x32, 0xFF]), Err(DecodeError::NotUtf8 { offset: 2 }));
    }

    #[test]
    fn an_error_names_the_first_bad_byte() {
        assert_eq!(decode(b"\xE7\x94\xB2\xD5\xE2".to_vec()), Err(DecodeError::NotUtf8 { offset: 3 }));
        assert_eq!(decode(vec![0xFF, 0xFE, 0x00, 0xD8, 0x41, 0x00]), Err(DecodeError::NotUtf16 { offset: 2 }));
        assert_eq!(decode(vec![0xFE, 0xFF, 0x75]), Err(DecodeError::NotUtf16 { offset: 2 }));
    }

    proptest! {
        #[test]
        fn encoding_is_the_way_back(text in ".*", encoding in prop_oneof![Just(Encoding::Utf16Le), Just(Encoding::Utf16Be)]) {
            let text = format!("\u{FEFF}{text}");
            let bytes = encoding.encode(&text);
            let decoded = decode(bytes.clone()).unwrap();
            prop_assert_eq!(decoded.encoding.encode(&decoded.text), bytes);
            prop_assert_eq!(decoded, Decoded { text, encoding });
        }
    }
}
