//! From bytes to lines and columns, once a document. The only line index of the program: every output asks this one.

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
}

impl LineIndex {
    /// Reads the text once.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            let ends = match byte {
                b'\n' => true,
                b'\r' => bytes.get(at.saturating_add(1)) != Some(&b'\n'),
                _ => false,
            };
            if ends {
                starts.push(at.saturating_add(1));
            }
        }
        Self { starts }
    }

    /// The line and column of a byte offset into the same text. An offset past the end is the end; one inside a
    /// character is that character.
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let offset = offset.min(text.len());
        let offset = (0..=offset).rev().find(|&offset| text.is_char_boundary(offset)).unwrap_or(0);
        let line = self.starts.partition_point(|&start| start <= offset);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let before = text.get(start..offset).unwrap_or("");
        let before = if start == 0 { before.trim_start_matches('\u{FEFF}') } else { before };
        let column = before.chars().count().saturating_add(1);
        Position { line, column }
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
}
