//! Room 2: bytes into documents. A document is one report; it knows its text and where it came from, and nothing of what the text means.

mod binary;
mod chinese;
mod csv;
mod decode;
mod detect;
mod docx;
mod encoding;
mod frontmatter;
mod html;
mod jsonl;
mod lines;
mod markdown;
#[cfg(feature = "parquet")]
mod parquet;
pub mod path;
mod read;
mod splice;
mod stream;
mod tags;
mod unpack;

pub use chinese::{glob as glob_in_chinese, json as json_in_chinese, sort as sort_in_chinese, system};
pub use csv::RowError;
pub use decode::{DecodeError, Decoded, decode, decode_as};
pub use docx::WordError;
pub use encoding::Encoding;
pub use jsonl::LineError;
pub use lines::{LineIndex, Position};
pub use read::{Documents, FieldNames, ReadError, ReadOptions, TableError, documents, documents_of, documents_with};
pub use splice::{Spelled, splice};

use thiserror::Error;

/// A range of bytes in [`Document::text`], as UTF-8 whatever the file is in ([`Encoding::bytes_of`] gives its bytes): start included, end excluded. Never a place in a view: that is a [`crate::view::Span`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// What sort of file a document was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Plain text: every character is shown to the reader.
    #[default]
    Text,
    /// Markdown: markup is hidden from the rules.
    Markdown,
    /// A page: tags and what they hide are hidden from the rules.
    Html,
    /// A Word file, of which the text was taken out: a paragraph or a row of a table on each line.
    Docx,
    /// One line of a JSONL file.
    Jsonl,
    /// One row of a CSV file.
    Csv,
    /// One row of a file as CSV, with tabs for commas.
    Tsv,
    /// One row of a Parquet file.
    Parquet,
}

/// A range of the text that its reader does not see as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Markup {
    /// Where it stands.
    pub place: Place,
    /// What the reader sees instead: nothing for `**`, `&` for `&amp;`, a line break between two cells.
    pub shown: String,
}

/// Metadata that came beside the text, in the fields of a JSONL line or the head of a page for example.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fields {
    /// The title, where a field gave one.
    pub title: Option<String>,
    /// The date as written, where a field gave one.
    pub date: Option<String>,
    /// The source, where a field gave one.
    pub source: Option<String>,
}

/// Why the file of a document cannot be written anew from its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReadOnly {
    /// Some of its bytes are no character; they stand in the text as U+FFFD.
    #[error("some of its bytes are no character and would be lost")]
    Lossy,
    /// The text would be written in other bytes, and still be the same text.
    #[error("some of its characters are written in an unusual way, and would be changed")]
    OneWay,
    /// Only the text was taken out of it.
    #[error("only its text is read")]
    Extracted,
    /// It is packed.
    #[error("it is packed: unpack it first")]
    Packed,
}

/// One report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// The path of its file, as walked.
    pub path: String,
    /// Its id in that file (the `id` of a JSONL line or a row, else its number); `None` where the file is the document.
    pub id: Option<String>,
    /// The line of its file, counted from 1, on which it begins, where the file holds several.
    pub line: Option<usize>,
    /// Its text, as UTF-8. For a JSONL line or a row of CSV, the value of its text field.
    pub text: String,
    /// What it was read from.
    pub format: Format,
    /// How its file writes characters as bytes.
    pub encoding: Encoding,
    /// Why its file must not be written from this text; `None` where [`Encoding::encode`] gives the bytes of the file.
    pub read_only: Option<ReadOnly>,
    /// What its reader does not see, in order and without overlap.
    pub markup: Vec<Markup>,
    /// The places that elements make headings, in order and without overlap; those of Markdown show it themselves.
    pub headings: Vec<Place>,
    /// The places of tables whose cells are seen as lines of their own, in order and without overlap.
    pub tables: Vec<Place>,
    /// What elements say is the page and not the report, in order and without overlap.
    pub furniture: Vec<Place>,
    /// Metadata that came beside the text.
    pub fields: Fields,
}

impl Document {
    /// A plain-text document, for callers who have the text already.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), ..Self::default() }
    }

    /// Whether the reader of the document sees nothing of a place.
    pub fn hides(&self, place: Place) -> bool {
        let next = self.markup.partition_point(|markup| markup.place.end <= place.start);
        let over = |markup: &Markup| markup.place.start <= place.start && place.end <= markup.place.end;
        place.start < place.end && self.markup.get(next).is_some_and(over)
    }
}
