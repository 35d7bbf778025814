//! What is too much for plain text in a page: JSON, packed with gzip and written in Base64, which every browser can take apart.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// A text, packed: the same on every machine, because no time and no name goes into it.
pub(super) fn pack(text: &str) -> String {
    let mut packer = GzEncoder::new(Vec::new(), Compression::new(6));
    // Writing to memory cannot fail.
    let packed = packer.write_all(text.as_bytes()).and_then(|()| packer.finish());
    base64(&packed.unwrap_or_default())
}

/// Bytes in Base64 (RFC 4648, section 4), with padding.
pub(super) fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3).saturating_mul(4));
    for three in bytes.chunks(3) {
        let byte = |place: usize| u32::from(three.get(place).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4_usize {
            let letter = usize::try_from(bits >> [18, 12, 6, 0].get(place).unwrap_or(&0) & 0x3F).unwrap_or(0);
            let letter = LETTERS.get(letter).filter(|_| place <= three.len());
            text.push(letter.map_or('=', |letter| char::from(*letter)));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_as_the_standard_says() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
        assert_eq!(base64(&[0xFB, 0xFF, 0xFE]), "+//+");
    }
}
