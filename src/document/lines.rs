//! From bytes to lines and columns, once a document. The only line index of the program: every output asks this one.

use memchr::memchr2_iter;

/// A place as a person names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Counted from 1. Lines end at LF, CRLF or CR.
    pub line: usize,
    /// Counted from 1, in characters (Unicode scalar values). A byte-order mark before the first is not counted.
    pub column: usize,
}

/// Where each line of a text begins.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<usize>,
    /// The characters before each block of [`BLOCK`] bytes: a place far along a line of a gigabyte is found at once.
    before: Vec<usize>,
    /// Byte-order marks that the text begins with.
    marks: usize,
}

/// Bytes of which the characters are counted anew for each place.
const BLOCK: usize = 1 << 8;

impl LineIndex {
    /// Reads the text once.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr2_iter(b'\n', b'\r', bytes) {
            if !matches!(bytes.get(at..), Some([b'\r', b'\n', ..])) {
                starts.push(at.saturating_add(1));
            }
        }
        let mut characters = 0_usize;
        // One block more, of nothing: the end of the text may be the end of a block.
        let before = bytes.chunks(BLOCK).chain([&[][..]]).map(|block| {
            let before = characters;
            characters = characters.saturating_add(begun(block));
            before
        });
        let before = before.collect();
        Self { starts, before, marks: text.chars().take_while(|&character| character == '\u{FEFF}').count() }
    }

    /// The line and column of a byte offset into the same text. An offset past the end is the end; one inside a
    /// character is that character.
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let offset = text.floor_char_boundary(offset);
        let line = self.starts.partition_point(|&start| start <= offset);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let before = self.characters(text, offset).saturating_sub(self.characters(text, start));
        let marks = if start == 0 { self.marks.min(before) } else { 0 };
        let column = before.saturating_sub(marks).saturating_add(1);
        Position { line, column }
    }

    /// The characters before a byte offset into the same text, a byte-order mark counted.
    pub fn characters(&self, text: &str, offset: usize) -> usize {
        let block = offset / BLOCK;
        let rest = text.as_bytes().get(block.saturating_mul(BLOCK)..offset).unwrap_or_default();
        self.before.get(block).map_or(0, |before| before.saturating_add(begun(rest)))
    }

    /// The byte at which a line begins, lines counted from 1.
    pub fn start(&self, line: usize) -> Option<usize> {
        self.starts.get(line.checked_sub(1)?).copied()
    }

    /// The number of lines; a text that ends in a line break has an empty last line.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never: an empty text has one empty line.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }
}

/// The characters that begin in some bytes of UTF-8. Counted in blocks so short that a byte holds the count: that is what lets the
/// compiler take many bytes at once.
fn begun(bytes: &[u8]) -> usize {
    let begun = |block: &[u8]| block.iter().fold(0_u8, |count, byte| count.wrapping_add(u8::from(byte & 0xC0 != 0x80)));
    bytes.chunks(BLOCK / 2).map(|block| usize::from(begun(block))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(text: &str, offset: usize) -> (usize, usize) {
        let Position { line, column } = LineIndex::new(text).position(text, offset);
        (line, column)
    }

    #[test]
    fn lines_end_at_every_kind_of_break_and_columns_count_characters() {
        let text = "甲乙\r\n丙\r丁\n";
        assert_eq!(position(text, 3), (1, 2));
        assert_eq!(position(text, 4), (1, 2));
        assert_eq!(position(text, 8), (2, 1));
        assert_eq!(position(text, 12), (3, 1));
        assert_eq!(position(text, 99), (4, 1));
    }

    #[test]
    fn a_byte_order_mark_is_no_column() {
        assert_eq!(position("\u{FEFF}甲乙", 3), (1, 1));
        assert_eq!(position("\u{FEFF}甲乙", 6), (1, 2));
    }

    #[test]
    fn a_place_far_along_a_line_is_counted_from_its_beginning() {
        for size in [BLOCK - 1, BLOCK, BLOCK * 3 - 1, BLOCK * 3, 10_000] {
            let text = format!("\u{FEFF}甲\n{}", "甲乙c".repeat(size).chars().take(size).collect::<String>());
            let index = LineIndex::new(&text);
            let far = text.char_indices().map(|(at, _)| at).chain([text.len()]).enumerate().skip(3);
            assert!(far.step_by(97).all(|(count, at)| index.position(&text, at) == Position { line: 2, column: count - 2 }));
            let end = Position { line: 2, column: size + 1 };
            assert_eq!(index.position(&text, text.len()), end);
        }
        let text = "a".repeat(BLOCK);
        assert_eq!(position(&text, BLOCK), (1, BLOCK + 1));
    }
}
