//! Room 2: bytes into documents. A document is one report; it knows its text and where it came from, and nothing of what the text means.

mod chinese;
mod decode;
mod frontmatter;
mod html;
mod jsonl;
mod lines;
mod markdown;
mod read;

pub use chinese::system;
pub use decode::{DecodeError, Decoded, Encoding, decode};
pub use jsonl::LineError;
pub use lines::{LineIndex, Position};
pub use read::{Documents, FieldNames, ReadError, documents, documents_with};

/// A range of bytes in [`Document::text`]: start included, end excluded. Never a place in a view: that is a [`crate::view::Span`].
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
    /// One line of a JSONL file.
    Jsonl,
}

/// A range of the text that its reader does not see as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Markup {
    /// Where it stands.
    pub place: Place,
    /// What the reader sees instead: nothing for `**`, `&` for `&amp;`, a line break between two cells.
    pub shown: String,
}

/// Metadata that came beside the text, in the fields of a JSONL line for example.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fields {
    /// The title, where a field gave one.
    pub title: Option<String>,
    /// The date as written, where a field gave one.
    pub date: Option<String>,
    /// The source, where a field gave one.
    pub source: Option<String>,
}

/// One report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// The path of its file, as walked.
    pub path: String,
    /// Its id in that file (a JSONL line's `id`, or its line number); `None` where the file is the document.
    pub id: Option<String>,
    /// Its text, as UTF-8. For a JSONL line, the value of its text field.
    pub text: String,
    /// What it was read from.
    pub format: Format,
    /// How its file writes characters as bytes.
    pub encoding: Encoding,
    /// What its reader does not see, in order and without overlap.
    pub markup: Vec<Markup>,
    /// Metadata that came beside the text.
    pub fields: Fields,
}

impl Document {
    /// A plain-text document, for callers who have the text already.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), ..Self::default() }
    }
}
