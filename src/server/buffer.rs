//! A document that is open in the editor: its text as it stands there, which counts and not that of the file.

use std::path::PathBuf;

use super::{
    position::{Ruler, Units},
    protocol::{Change, Item},
    uri,
};

/// An open document.
#[derive(Debug)]
pub struct Buffer {
    /// Its file; for one that has none yet, a name that tells the format.
    pub path: PathBuf,
    /// The version that the editor gave this text.
    pub version: i64,
    /// The text.
    pub text: String,
    /// Measures places in it.
    pub ruler: Ruler,
}

impl Buffer {
    pub(super) fn open(item: Item, units: Units) -> Self {
        let path = uri::path(&item.uri).unwrap_or_else(|| unnamed(&item));
        Self::new(path, item.version, item.text, units)
    }

    /// A text, as if it was open.
    pub fn new(path: PathBuf, version: i64, text: String, units: Units) -> Self {
        Self { path, version, ruler: Ruler::new(&text, units), text }
    }

    /// Makes changes one after another: each is of the text that the one before left.
    pub fn change(&mut self, version: i64, changes: Vec<Change>, units: Units) {
        self.version = version;
        for Change { range, text } in changes {
            match range {
                None => self.text = text,
                Some(range) => {
                    let place = self.ruler.place(&self.text, range);
                    let (before, after) = (self.text.get(..place.start), self.text.get(place.end..));
                    self.text = [before.unwrap_or(""), &text, after.unwrap_or("")].concat();
                }
            }
            self.ruler = Ruler::new(&self.text, units);
        }
    }
}

/// The name of a document without a file: what the editor takes it for tells the format.
fn unnamed(item: &Item) -> PathBuf {
    let ending = match item.language_id.as_str() {
        "markdown" => "md",
        "html" => "html",
        "jsonl" => "jsonl",
        _ => "txt",
    };
    PathBuf::from(format!("untitled.{ending}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::position::{Position, Range};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn edits_in_part_give_the_text_of_edits_in_full(
            text in "[甲a𠮷😀\r\n]{0,30}",
            edits in prop::collection::vec((0..40_usize, 0..8_usize, "[乙b𠮷\r\n]{0,4}"), 1..6),
            units in prop::sample::select(vec![Units::Utf8, Units::Utf16, Units::Utf32]),
        ) {
            let mut buffer = Buffer::new(PathBuf::from("a.txt"), 1, text.clone(), units);
            let mut whole = text;
            for (from, length, new) in edits {
                // Places that an editor can name: none is between CR and LF.
                let places: Vec<usize> = (0..=whole.len())
                    .filter(|&at| whole.is_char_boundary(at) && !(whole[..at].ends_with('\r') && whole[at..].starts_with('\n')))
                    .collect();
                let (from, to) = (from.min(places.len() - 1), (from + length).min(places.len() - 1));
                let (from, to) = (places[from], places[to]);
                let ruler = Ruler::new(&whole, units);
                let range = Range { start: ruler.position(&whole, from), end: ruler.position(&whole, to) };
                whole.replace_range(from..to, &new);
                buffer.change(2, vec![Change { range: Some(range), text: new }], units);
                prop_assert_eq!(&buffer.text, &whole);
            }
            buffer.change(3, vec![Change { range: None, text: "丙".to_owned() }], units);
            prop_assert_eq!((buffer.text.as_str(), buffer.version), ("丙", 3));
        }
    }

    #[test]
    fn a_range_that_lies_outside_of_the_text_ends_with_it() {
        let mut buffer = Buffer::new(PathBuf::from("a.txt"), 1, "甲乙".to_owned(), Units::Utf16);
        let range = Range { start: Position { line: 0, character: 1 }, end: Position { line: 7, character: 9 } };
        buffer.change(2, vec![Change { range: Some(range), text: "丙".to_owned() }], Units::Utf16);
        assert_eq!(buffer.text, "甲丙");
    }
}
