//! A file into its documents, by the sort of file it is. Takes a reader, so that it knows nothing of the file system.

use std::{io::BufRead, path::Path};

use thiserror::Error;

use super::{DecodeError, Decoded, Document, Format, decode, jsonl, markdown};

/// Why a document could not be read. The rest of the file, and all other files, can be.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReadError {
    /// There is no such file.
    #[error("{path} does not exist")]
    Missing {
        /// The file.
        path: String,
    },
    /// The user may not read the file.
    #[error("{path} may not be read: permission denied")]
    Denied {
        /// The file.
        path: String,
    },
    /// A folder, a device, a pipe.
    #[error("{path} is not a regular file")]
    NotAFile {
        /// The path.
        path: String,
    },
    /// The system failed to read the file.
    #[error("{path} could not be read: {reason}")]
    Io {
        /// The file.
        path: String,
        /// What the system says.
        reason: String,
    },
    /// The bytes are no text.
    #[error("{path} {reason}")]
    Decode {
        /// The file.
        path: String,
        /// Which bytes, and what to do.
        reason: DecodeError,
    },
    /// There is nothing in it but spaces: a file that was cut off or never written.
    #[error("{path} is empty: there is nothing to check")]
    Empty {
        /// The file.
        path: String,
    },
    /// One line of a JSONL file is not a document.
    #[error("{path}, line {line}: {reason}")]
    Line {
        /// The file.
        path: String,
        /// Counted from 1.
        line: usize,
        /// What is wrong with it.
        reason: jsonl::LineError,
    },
}

impl ReadError {
    /// What went wrong when the system was asked for a file.
    pub fn io(path: impl Into<String>, error: &std::io::Error) -> Self {
        let path = path.into();
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::Missing { path },
            std::io::ErrorKind::PermissionDenied => Self::Denied { path },
            _ => Self::Io { path, reason: error.to_string() },
        }
    }

    /// The file it is about.
    pub fn path(&self) -> &str {
        match self {
            Self::Missing { path }
            | Self::Denied { path }
            | Self::NotAFile { path }
            | Self::Io { path, .. }
            | Self::Decode { path, .. }
            | Self::Empty { path }
            | Self::Line { path, .. } => path,
        }
    }
}

impl Document {
    /// The same document with another text, read as the first one was: its markup is found anew. Metadata that came beside the text
    /// stays.
    pub fn with_text(&self, text: String) -> Self {
        let document = match self.format {
            Format::Markdown => markdown::document(self.path.clone(), text),
            format => Self { format, fields: self.fields.clone(), ..Self::new(self.path.clone(), text) },
        };
        Self { id: self.id.clone(), encoding: self.encoding, ..document }
    }
}

/// The fields of a JSONL line that hold a document and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldNames {
    /// The text; a line without it is an error.
    pub text: String,
    /// The id, a string or a number; the line's number where there is none.
    pub id: String,
    /// The title.
    pub title: String,
    /// The date.
    pub date: String,
    /// The source.
    pub source: String,
}

impl Default for FieldNames {
    fn default() -> Self {
        let [text, id, title, date, source] = ["text", "id", "title", "date", "source"].map(str::to_owned);
        Self { text, id, title, date, source }
    }
}

impl Format {
    /// The sort of file that a name stands for, by its extension; [`Format::Text`] where it tells nothing.
    pub fn of(path: &str) -> Self {
        let extension = Path::new(path).extension().and_then(|extension| extension.to_str()).unwrap_or("");
        match extension.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Self::Markdown,
            "jsonl" | "ndjson" => Self::Jsonl,
            _ => Self::Text,
        }
    }
}

/// The documents of one file, read as they are asked for: see [`documents`].
#[derive(Debug)]
pub struct Documents<R>(Source<R>);

#[derive(Debug)]
enum Source<R> {
    /// The file is the document, not read yet.
    Whole {
        path: String,
        bytes: R,
        format: Format,
    },
    /// Every line is a document.
    Lines(Box<jsonl::Lines<R>>),
    Done,
}

/// The documents of a file: one for each line of JSONL, otherwise the file itself. Of a JSONL file, one line at a time is
/// in memory; a line that is no document is an error, and the next line follows.
pub fn documents<R: BufRead>(path: &str, bytes: R) -> Documents<R> {
    documents_with(path, bytes, &FieldNames::default())
}

/// As [`documents`], with other names for the fields of JSONL.
pub fn documents_with<R: BufRead>(path: &str, bytes: R, names: &FieldNames) -> Documents<R> {
    let path = path.to_owned();
    Documents(match Format::of(&path) {
        Format::Jsonl => Source::Lines(Box::new(jsonl::Lines::new(path, bytes, names.clone()))),
        format => Source::Whole { path, bytes, format },
    })
}

impl<R: BufRead> Iterator for Documents<R> {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Source::Lines(lines) = &mut self.0 {
            return lines.next();
        }
        match std::mem::replace(&mut self.0, Source::Done) {
            Source::Whole { path, bytes, format } => Some(whole(path, bytes, format)),
            Source::Lines(_) | Source::Done => None,
        }
    }
}

fn is_blank(character: char) -> bool {
    character.is_whitespace() || character == '\u{FEFF}'
}

fn whole<R: BufRead>(path: String, mut from: R, format: Format) -> Result<Document, ReadError> {
    let mut bytes = Vec::new();
    if let Err(error) = from.read_to_end(&mut bytes) {
        return Err(ReadError::io(path, &error));
    }
    match decode(bytes) {
        Err(reason) => Err(ReadError::Decode { path, reason }),
        Ok(decoded) if decoded.text.trim_matches(is_blank).is_empty() => Err(ReadError::Empty { path }),
        Ok(Decoded { text, encoding }) => {
            let document = match format {
                Format::Markdown => markdown::document(path, text),
                _ => Document { format, ..Document::new(path, text) },
            };
            Ok(Document { encoding, ..document })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), marked in any::<bool>()) {
            let bytes = if marked { [&[0xFF, 0xFE], bytes.as_slice()].concat() } else { bytes };
            for path in ["a.txt", "a.md", "a.jsonl"] {
                for read in documents(path, bytes.as_slice()) {
                    match read {
                        Ok(document) => prop_assert_eq!(document.path, path),
                        Err(ReadError::Empty { path: named }) => prop_assert_eq!(named, path),
                        Err(error) => prop_assert!(!bytes.is_empty() && error.path() == path, "{error}"),
                    }
                }
            }
        }

        #[test]
        fn any_line_of_json_is_read_or_refused(line in "(\\{|\\}|\"|text|id|:|,|\\[|\\]|\\\\|u|d800|[0-9a-z]|\n){0,30}") {
            let refused = documents("a.jsonl", line.as_bytes()).filter_map(Result::err).count();
            prop_assert!(refused <= line.lines().count());
        }
    }

    #[test]
    fn the_extension_tells_the_format() {
        for (path, format) in [
            ("a.txt", Format::Text),
            ("a", Format::Text),
            ("甲/乙.MD", Format::Markdown),
            ("a.markdown", Format::Markdown),
            ("a.jsonl", Format::Jsonl),
            ("a.b.ndjson", Format::Jsonl),
            (".md", Format::Text),
        ] {
            assert_eq!(Format::of(path), format, "{path}");
        }
    }

    #[test]
    fn a_text_file_is_one_document() {
        let read: Vec<_> = documents("a.txt", "甲\n乙".as_bytes()).collect();
        assert_eq!(read, [Ok(Document::new("a.txt", "甲\n乙"))]);
    }

    #[test]
    fn an_error_says_what_to_do() {
        let errors: Vec<_> = documents("a.txt", &b"ab\xFF"[..]).map(|read| read.unwrap_err().to_string()).collect();
        assert_eq!(errors, ["a.txt is not UTF-8 at byte 2; convert it first, for example with `iconv -f GB18030 -t UTF-8`"]);
    }
}
