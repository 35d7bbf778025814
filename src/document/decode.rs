//! Bytes into text: in the encoding that is named, else marked, else certain from the bytes themselves.

use std::string::FromUtf8Error;

use thiserror::Error;

use super::{
    Encoding, ReadOnly, binary,
    detect::{detect, is_nearly_utf8},
};

/// The longest text that is read, in bytes: places in a view are held in 32 bits.
pub(super) const LONGEST: usize = 0xFFFF_FFFE;

/// The longest text that is copied rather than checked slowly, in bytes.
const COPIED: usize = 1 << 20;

/// Of so many characters, one may be broken in a file whose encoding is named or certain.
const BROKEN: usize = 50;

/// A decoded file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// All of it. A byte-order mark stays, as U+FEFF: places in the text are then places in the file as UTF-8.
    pub text: String,
    /// What it was written in.
    pub encoding: Encoding,
    /// Why [`Encoding::encode`] would not give the same bytes; `None` where it does.
    pub read_only: Option<ReadOnly>,
}

/// Why bytes are no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DecodeError {
    /// Not UTF-8, and not certainly anything else.
    #[error("is not UTF-8 at byte {offset}, nor certainly in another encoding; name it, for example with `--encoding gb18030`")]
    Unknown {
        /// The first byte that belongs to no character of UTF-8, counted from 0.
        offset: usize,
    },
    /// In another encoding than was named.
    #[error("is not {} at byte {offset}, as `--encoding` or recount.toml says; without that its encoding is looked for", .encoding.name())]
    Misnamed {
        /// The encoding that was named.
        encoding: Encoding,
        /// The first byte that belongs to no character of it, counted from 0.
        offset: usize,
    },
    /// Marked as UTF-16, and not that.
    #[error("begins as UTF-16 and is not UTF-16 at byte {offset}; save it as UTF-8")]
    NotUtf16 {
        /// The first byte of a half that has no other half, counted from 0.
        offset: usize,
    },
    /// A file of another sort.
    #[error("is {what}: {advice}")]
    Binary {
        /// What it is.
        what: &'static str,
        /// What to do.
        advice: &'static str,
    },
    /// Longer than four gigabytes.
    #[error("is longer than 4 GB; split it, or make it a JSONL file with one report on each line")]
    TooLong,
}

/// Reads the bytes of a whole file, in whichever encoding they are: see [`decode_as`].
///
/// # Errors
/// As [`decode_as`].
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, DecodeError> {
    decode_as(bytes, None)
}

/// Reads the bytes of a whole file. A byte-order mark tells the encoding; else it is the one that is named; else UTF-8 where
/// that fits, UTF-16, GB18030 or Big5 where one of them is certain. A few broken characters are U+FFFD, and the file is then
/// [`ReadOnly::Lossy`].
///
/// # Errors
/// Where the bytes fit no encoding, or not the one that is named, or are of a file that holds no text, or are too many.
pub fn decode_as(bytes: Vec<u8>, named: Option<Encoding>) -> Result<Decoded, DecodeError> {
    if bytes.len() > LONGEST {
        return Err(DecodeError::TooLong);
    }
    if let Some((what, advice)) = binary::known(&bytes) {
        return Err(DecodeError::Binary { what, advice });
    }
    let decoded = match marked(&bytes).or(named) {
        Some(Encoding::Utf8) => utf8(bytes).map_err(|offset| DecodeError::Misnamed { encoding: Encoding::Utf8, offset }),
        Some(encoding @ (Encoding::Utf16Le | Encoding::Utf16Be)) => utf16(&bytes, encoding),
        Some(encoding) => chinese(&bytes, encoding).map_err(|offset| DecodeError::Misnamed { encoding, offset }),
        None => unmarked(bytes),
    }?;
    if decoded.text.len() > LONGEST { Err(DecodeError::TooLong) } else { Ok(decoded) }
}

/// The encoding that a byte-order mark names.
pub(super) fn marked(bytes: &[u8]) -> Option<Encoding> {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => Some(Encoding::Utf8),
        [0xFF, 0xFE, ..] => Some(Encoding::Utf16Le),
        [0xFE, 0xFF, ..] => Some(Encoding::Utf16Be),
        _ => None,
    }
}

fn unmarked(bytes: Vec<u8>) -> Result<Decoded, DecodeError> {
    const NO_TEXT: DecodeError = DecodeError::Binary {
        what: "no text",
        advice: "it is full of zero bytes; if it is UTF-16, name that with `--encoding utf-16le`",
    };
    let zeros = binary::has_zeros(&bytes);
    let bytes = match sound(bytes) {
        Ok(text) if !zeros => return Ok(Decoded { text, encoding: Encoding::Utf8, read_only: None }),
        Ok(text) => text.into_bytes(),
        Err(bytes) => bytes,
    };
    let offset = match std::str::from_utf8(&bytes) {
        Ok(_) => bytes.iter().position(|&byte| byte == 0).unwrap_or(0),
        Err(error) => error.valid_up_to(),
    };
    if !zeros && is_nearly_utf8(&bytes) {
        return utf8(bytes).map_err(|offset| DecodeError::Unknown { offset });
    }
    match detect(&bytes) {
        Some(encoding @ (Encoding::Utf16Le | Encoding::Utf16Be)) => {
            utf16(&bytes, encoding).map_err(|_| DecodeError::Unknown { offset })
        }
        _ if zeros => Err(NO_TEXT),
        Some(encoding) => chinese(&bytes, encoding).map_err(|_| DecodeError::Unknown { offset }),
        None => Err(DecodeError::Unknown { offset }),
    }
}

/// Bytes that are UTF-8 throughout, checked once; else the bytes. What checks fast cannot hand over the bytes themselves, and to copy
/// them is cheap where they are few; a long text is not held twice.
fn sound(bytes: Vec<u8>) -> Result<String, Vec<u8>> {
    if bytes.len() > COPIED {
        return String::from_utf8(bytes).map_err(FromUtf8Error::into_bytes);
    }
    match simdutf8::basic::from_utf8(&bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(_) => Err(bytes),
    }
}

/// UTF-8, a few broken characters as U+FFFD; else the first byte that is none.
pub(super) fn utf8(bytes: Vec<u8>) -> Result<Decoded, usize> {
    let encoding = Encoding::Utf8;
    match sound(bytes) {
        Ok(text) => Ok(Decoded { text, encoding, read_only: None }),
        Err(bytes) if is_nearly_utf8(&bytes) => {
            Ok(Decoded { text: String::from_utf8_lossy(&bytes).into_owned(), encoding, read_only: Some(ReadOnly::Lossy) })
        }
        Err(bytes) => Err(std::str::from_utf8(&bytes).map_or_else(|error| error.valid_up_to(), str::len)),
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
    if rest.is_empty() { Ok(Decoded { text, encoding, read_only: None }) } else { Err(DecodeError::NotUtf16 { offset }) }
}

/// GB18030 or Big5, a few broken characters as U+FFFD; else the first byte that is none.
pub(super) fn chinese(bytes: &[u8], encoding: Encoding) -> Result<Decoded, usize> {
    let (text, broken) = encoding.standard().decode_without_bom_handling(bytes);
    let text = text.into_owned();
    if broken {
        let (all, broken) = (text.chars().count(), text.matches('\u{FFFD}').count());
        if broken.saturating_mul(BROKEN) > all {
            return Err(first_broken(bytes, encoding));
        }
        return Ok(Decoded { text, encoding, read_only: Some(ReadOnly::Lossy) });
    }
    // Big5 has two codes for some characters, and one-way codes for those of Hong Kong.
    let same = encoding.encode(&text).is_some_and(|again| again == bytes);
    Ok(Decoded { text, encoding, read_only: (!same).then_some(ReadOnly::OneWay) })
}

/// The first byte that belongs to no character.
fn first_broken(bytes: &[u8], encoding: Encoding) -> usize {
    let text = encoding.standard().decode_without_bom_handling(bytes).0;
    let start = text.find('\u{FFFD}').unwrap_or(text.len());
    encoding.bytes_of(bytes, super::Place { start, end: start.saturating_add(1) }).start
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SIMPLIFIED: &str = "全县共有党员227名,其中女党员153人,占67.4%。各乡镇认真落实责任,狠抓产业发展。\n";
    const TRADITIONAL: &str = "全縣共有黨員227名,其中女黨員153人,佔67.4%。各鄉鎮認真落實責任,狠抓產業發展。\n";

    fn decoded(text: &str, encoding: Encoding) -> Result<Decoded, DecodeError> {
        Ok(Decoded { text: text.to_owned(), encoding, read_only: None })
    }

    #[test]
    fn a_byte_order_mark_stays_in_the_text() {
        assert_eq!(decode("\u{FEFF}甲".into()), decoded("\u{FEFF}甲", Encoding::Utf8));
        assert_eq!(decode(vec![0xFF, 0xFE, 0x32, 0x75]), decoded("\u{FEFF}甲", Encoding::Utf16Le));
    }

    #[test]
    fn chinese_text_is_read_in_every_encoding_it_comes_in() {
        for (text, encoding) in [
            (SIMPLIFIED, Encoding::Utf8),
            (SIMPLIFIED, Encoding::Gb18030),
            (TRADITIONAL, Encoding::Gb18030),
            (TRADITIONAL, Encoding::Big5),
            (SIMPLIFIED, Encoding::Utf16Le),
            (TRADITIONAL, Encoding::Utf16Be),
            ("关于开展农家书屋藏书清点和借阅登记工作的通知\u{E003}", Encoding::Gb18030),
            ("𠮷村党员17人,占比上升。", Encoding::Gb18030),
        ] {
            assert_eq!(decode(encoding.encode(text).unwrap()), decoded(text, encoding));
            assert_eq!(decode_as(encoding.encode(text).unwrap(), Some(encoding)), decoded(text, encoding));
        }
    }

    #[test]
    fn a_broken_character_does_not_make_utf8_another_encoding() {
        let mut bytes = SIMPLIFIED.as_bytes().to_vec();
        bytes.splice(0..3, [0xFF]);
        let Decoded { text, encoding, read_only } = decode(bytes).unwrap();
        assert_eq!((encoding, read_only), (Encoding::Utf8, Some(ReadOnly::Lossy)));
        assert_eq!(text, SIMPLIFIED.replace('全', "\u{FFFD}"));
    }

    #[test]
    fn a_broken_character_is_forgiven_in_a_long_text_of_another_encoding() {
        let text = SIMPLIFIED.repeat(20);
        let mut bytes = Encoding::Gb18030.encode(&text).unwrap();
        bytes.push(0xD6);
        let expected = Decoded { text: format!("{text}\u{FFFD}"), encoding: Encoding::Gb18030, read_only: Some(ReadOnly::Lossy) };
        assert_eq!(decode(bytes), Ok(expected));
    }

    #[test]
    fn a_code_that_is_not_the_usual_one_cannot_be_written_back() {
        // 0x80 is the euro sign in GBK, which GB18030 writes with two bytes.
        let bytes = [Encoding::Gb18030.encode(SIMPLIFIED).unwrap(), vec![0x80]].concat();
        let decoded = decode(bytes).unwrap();
        assert_eq!((decoded.encoding, decoded.read_only), (Encoding::Gb18030, Some(ReadOnly::OneWay)));
        assert!(decoded.text.ends_with('€'));
    }

    #[test]
    fn an_error_names_the_first_bad_byte() {
        assert_eq!(decode(b"\xE7\x94\xB2\xD5\xE2\xFF".to_vec()), Err(DecodeError::Unknown { offset: 3 }));
        assert_eq!(decode(vec![0xFF, 0xFE, 0x00, 0xD8, 0x41, 0x00]), Err(DecodeError::NotUtf16 { offset: 2 }));
        assert_eq!(decode(vec![0xFE, 0xFF, 0x75]), Err(DecodeError::NotUtf16 { offset: 2 }));
        let misnamed = Err(DecodeError::Misnamed { encoding: Encoding::Big5, offset: 2 });
        assert_eq!(decode_as("a 甲".into(), Some(Encoding::Big5)), misnamed);
    }

    #[test]
    fn what_is_certainly_no_text_is_refused() {
        let said = |bytes: &[u8]| decode(bytes.to_vec()).unwrap_err().to_string();
        assert_eq!(said(b"%PDF-1.7\n"), "is a PDF: make it text first, for example with `pdftotext`");
        assert_eq!(said(b"PK\x03\x04.."), "is a ZIP archive: unpack it; a Word file is read as .docx");
        assert_eq!(
            said(&[1, 0, 2, 0, 3, 0, 0xFF]),
            "is no text: it is full of zero bytes; if it is UTF-16, name that with `--encoding utf-16le`"
        );
        assert_eq!(
            said(b"caf\xE9 au lait"),
            "is not UTF-8 at byte 3, nor certainly in another encoding; name it, for example with `--encoding gb18030`"
        );
    }

    proptest! {
        #[test]
        fn encoding_is_the_way_back(text in ".*", encoding in prop_oneof![Just(Encoding::Utf16Le), Just(Encoding::Utf16Be), Just(Encoding::Utf8)]) {
            let text = format!("\u{FEFF}{text}");
            let bytes = encoding.encode(&text).unwrap();
            prop_assert_eq!(decode(bytes), decoded(&text, encoding));
        }

        #[test]
        fn what_can_be_written_back_is_the_same_to_the_byte(bytes in prop::collection::vec(any::<u8>(), 0..60), named in prop::option::of(0_usize..5)) {
            let known = [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Gb18030, Encoding::Big5];
            if let Ok(decoded) = decode_as(bytes.clone(), named.and_then(|named| known.get(named).copied())) {
                let again = decoded.encoding.encode(&decoded.text);
                prop_assert!(decoded.read_only.is_some() || again == Some(bytes));
            }
        }

        #[test]
        fn chinese_sentences_are_known_by_their_bytes(from in 0_usize..20, length in 12_usize..30) {
            let part = |text: &str| text.chars().cycle().skip(from).take(length).collect::<String>();
            for (text, encoding) in [(SIMPLIFIED, Encoding::Gb18030), (TRADITIONAL, Encoding::Big5)] {
                let text = part(text);
                let read = decode(encoding.encode(&text).unwrap());
                prop_assert!(read.is_err() || read == decoded(&text, encoding), "{read:?}");
            }
        }
    }
}
