//! A file into its documents, by the sort of file it is. Takes a reader, so that it knows nothing of the file system.

use std::{
    fmt,
    io::{BufRead, BufReader, Read, Seek},
    path::Path,
};

use thiserror::Error;

#[cfg(feature = "parquet")]
use super::parquet;
use super::{
    DecodeError, Decoded, Document, Encoding, Format, ReadOnly, csv, decode_as,
    detect::is_nearly_utf8,
    docx, html, jsonl, markdown,
    stream::{is_too_long, limit},
    unpack::{Bounded, Unpacked},
};

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
    /// A packed file that is not what it should be.
    #[error("{path} cannot be unpacked: {reason}; pack it anew")]
    Damaged {
        /// The file.
        path: String,
        /// What was found.
        reason: String,
    },
    /// A packed file that holds more than any report.
    #[error("{path} holds more than 256 MB of one report, which is not unpacked; unpack it first if it should be read")]
    Expands {
        /// The file.
        path: String,
    },
    /// A Word file that cannot be opened.
    #[error("{path} cannot be read as a Word file: {reason}")]
    Word {
        /// The file.
        path: String,
        /// Why not.
        reason: docx::WordError,
    },
    /// A Parquet file that cannot be read.
    #[error("{path} cannot be read as a Parquet file: {reason}")]
    Table {
        /// The file.
        path: String,
        /// Why not.
        reason: TableError,
    },
    /// A CSV or Parquet file without the column of the text.
    #[error("{path} has no column `{column}`: name the column of the reports, as `--field text=正文`; its columns are {columns}")]
    NoColumn {
        /// The file.
        path: String,
        /// The column that should be there.
        column: String,
        /// The names of its columns.
        columns: String,
    },
    /// One row of a CSV or Parquet file is not a document.
    #[error("{path}, row {row}: {reason}")]
    Row {
        /// The file.
        path: String,
        /// Counted from 1, the row of names of a CSV file included.
        row: usize,
        /// What is wrong with it.
        reason: csv::RowError,
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

/// Why a Parquet file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TableError {
    /// The program was built without what reads such files.
    #[error("this recount was built without it, as `cargo build --features parquet` is not")]
    NotBuilt,
    /// It is none, or it is damaged, or written in a way that is not read.
    #[error("{0}")]
    Damaged(String),
    /// The column that should hold the reports holds something else.
    #[error("column `{column}` holds no texts")]
    NoText {
        /// Its name.
        column: String,
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

    /// What went wrong in the middle of a file.
    pub(super) fn reading(path: &str, error: &std::io::Error, packed: bool) -> Self {
        let path = path.to_owned();
        match packed {
            _ if is_too_long(error) && packed => Self::Expands { path },
            _ if is_too_long(error) => Self::Decode { path, reason: DecodeError::TooLong },
            true => Self::Damaged { path, reason: error.to_string() },
            false => Self::io(path, error),
        }
    }

    /// The row of the file that it is about: the number of a line or of a row, counted from 1.
    pub fn row(&self) -> Option<usize> {
        match self {
            Self::Line { line: row, .. } | Self::Row { row, .. } => Some(*row),
            _ => None,
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
            | Self::Damaged { path, .. }
            | Self::Expands { path }
            | Self::Word { path, .. }
            | Self::Table { path, .. }
            | Self::NoColumn { path, .. }
            | Self::Row { path, .. }
            | Self::Line { path, .. } => path,
        }
    }
}

impl Document {
    /// The same document with another text, read as the first one was: its markup is found anew. Metadata that came beside the text
    /// stays.
    pub fn with_text(&self, text: String) -> Self {
        let path = self.path.clone();
        let document = match self.format {
            Format::Markdown => markdown::document(path, text),
            Format::Html => html::document(path, text),
            format => Self { format, fields: self.fields.clone(), ..Self::new(path, text) },
        };
        Self { id: self.id.clone(), encoding: self.encoding, read_only: self.read_only, ..document }
    }
}

/// How files are read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadOptions {
    /// The encoding of files without a byte-order mark; `None` where it is to be found from their bytes.
    pub encoding: Option<Encoding>,
    /// The fields of JSONL and the columns of CSV.
    pub fields: FieldNames,
}

/// The fields of a JSONL line, or the columns of a CSV file, that hold a document and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldNames {
    /// The text; a line or a file without it is an error.
    pub text: String,
    /// The id, a string or a number; the number of the line or row where there is none.
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
    /// The sort of file that a name stands for, by its extension, before that of a packed file; [`Format::Text`] where it
    /// tells nothing.
    pub fn of(path: &str) -> Self {
        let path = Path::new(path);
        let extension = |path: &Path| path.extension().and_then(|extension| extension.to_str()).map(str::to_ascii_lowercase);
        let inner = match extension(path).as_deref() {
            Some("gz" | "zst") => extension(Path::new(path.file_stem().unwrap_or_default())),
            other => other.map(str::to_owned),
        };
        match inner.as_deref().unwrap_or("") {
            "md" | "markdown" => Self::Markdown,
            "html" | "htm" | "xhtml" | "shtml" => Self::Html,
            "docx" => Self::Docx,
            "jsonl" | "ndjson" => Self::Jsonl,
            "csv" => Self::Csv,
            "tsv" => Self::Tsv,
            "parquet" => Self::Parquet,
            _ => Self::Text,
        }
    }
}

/// The documents of one file, read as they are asked for: see [`documents`].
pub struct Documents<R: BufRead>(Source<R>);

enum Source<R: BufRead> {
    /// Nothing was read yet.
    Closed {
        path: String,
        file: R,
        options: ReadOptions,
    },
    /// Every line is a document.
    Lines(Box<jsonl::Lines<R>>),
    /// Every row is a document.
    Rows(Box<csv::Rows<R>>),
    /// The same, of a file that can be read at any place.
    #[cfg(feature = "parquet")]
    Table(Box<parquet::Rows>),
    /// A file that could not be opened.
    #[cfg_attr(not(feature = "parquet"), expect(dead_code, reason = "only tables are opened before they are read"))]
    Refused(ReadError),
    Done,
}

impl<R: BufRead> fmt::Debug for Documents<R> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("Documents")
    }
}

/// The documents of a file: one for each line of JSONL or row of CSV, otherwise the file itself. Of JSONL and CSV, one row at a
/// time is in memory; a row that is no document is an error, and the next row follows. Packed files are unpacked.
pub fn documents<R: BufRead>(path: &str, file: R) -> Documents<R> {
    documents_with(path, file, &ReadOptions::default())
}

/// As [`documents`], with an encoding and other names for the fields.
pub fn documents_with<R: BufRead>(path: &str, file: R, options: &ReadOptions) -> Documents<R> {
    Documents(Source::Closed { path: path.to_owned(), file, options: options.clone() })
}

/// Bytes of a file of many documents that are read at once.
const BLOCK: usize = 1 << 18;

/// As [`documents_with`], for a file that can be read at any place.
pub fn documents_of<R: Read + Seek + Send + 'static>(path: &str, file: R, options: &ReadOptions) -> Documents<BufReader<R>> {
    match Format::of(path) {
        Format::Jsonl | Format::Csv | Format::Tsv => documents_with(path, BufReader::with_capacity(BLOCK, file), options),
        #[cfg(feature = "parquet")]
        Format::Parquet => Documents(table_at(path, file, options).unwrap_or_else(Source::Refused)),
        _ => documents_with(path, BufReader::new(file), options),
    }
}

/// A Parquet file that is read where it lies; one that is packed is unpacked first.
#[cfg(feature = "parquet")]
fn table_at<R: Read + Seek + Send + 'static>(
    path: &str,
    mut file: R,
    options: &ReadOptions,
) -> Result<Source<BufReader<R>>, ReadError> {
    let mut first = Vec::new();
    let looked = file.by_ref().take(4).read_to_end(&mut first).and_then(|_| file.rewind());
    looked.map_err(|error| ReadError::io(path, &error))?;
    if first != parquet::MAGIC {
        return table(path.to_owned(), BufReader::new(file), options);
    }
    Ok(Source::Table(Box::new(parquet::Rows::open(path.to_owned(), Box::new(file), options)?)))
}

/// A Parquet file of which all bytes are read first, since what it holds is told at its end.
#[cfg(feature = "parquet")]
fn table<S: BufRead, R: BufRead>(path: String, file: S, options: &ReadOptions) -> Result<Source<R>, ReadError> {
    let (bytes, _) = bytes(&path, file)?;
    Ok(Source::Table(Box::new(parquet::Rows::open(path, Box::new(std::io::Cursor::new(bytes)), options)?)))
}

#[cfg(not(feature = "parquet"))]
fn table<S: BufRead, R: BufRead>(path: String, _: S, _: &ReadOptions) -> Result<Source<R>, ReadError> {
    Err(ReadError::Table { path, reason: TableError::NotBuilt })
}

impl<R: BufRead> Documents<R> {
    /// Begins to read: a document or an error where the file holds one, `None` where it holds rows.
    fn open(&mut self) -> Option<Result<Document, ReadError>> {
        let (path, file, options) = match std::mem::replace(&mut self.0, Source::Done) {
            Source::Closed { path, file, options } => (path, file, options),
            Source::Refused(why) => return Some(Err(why)),
            other => {
                self.0 = other;
                return None;
            }
        };
        let format = Format::of(&path);
        let opened = match format {
            Format::Jsonl => jsonl::Lines::open(path, file, &options).map(|lines| Source::Lines(Box::new(lines))),
            Format::Csv | Format::Tsv => csv::Rows::open(path, file, format, &options).map(|rows| Source::Rows(Box::new(rows))),
            Format::Parquet => table(path, file, &options),
            _ => return Some(whole(path, file, format, &options)),
        };
        match opened {
            Ok(source) => {
                self.0 = source;
                None
            }
            Err(error) => Some(Err(error)),
        }
    }
}

impl<R: BufRead> Iterator for Documents<R> {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(read) = self.open() {
            return Some(read);
        }
        match &mut self.0 {
            Source::Lines(lines) => lines.next(),
            Source::Rows(rows) => rows.next(),
            #[cfg(feature = "parquet")]
            Source::Table(rows) => rows.next(),
            Source::Closed { .. } | Source::Refused(_) | Source::Done => None,
        }
    }
}

fn is_blank(character: char) -> bool {
    character.is_whitespace() || character == '\u{FEFF}'
}

/// All bytes of a file, unpacked, and whether it was packed.
fn bytes<R: BufRead>(path: &str, file: R) -> Result<(Vec<u8>, bool), ReadError> {
    let unpacked = Unpacked::open(file).map_err(|error| ReadError::io(path, &error))?;
    let packed = unpacked.is_packed();
    let mut bytes = Vec::new();
    match Bounded::new(unpacked, limit(packed)).read_to_end(&mut bytes) {
        Ok(_) => Ok((bytes, packed)),
        Err(error) => Err(ReadError::reading(path, &error, packed)),
    }
}

/// The text of a file. What a page says of its encoding is heard where it is not UTF-8 and nobody said otherwise.
fn decoded(bytes: Vec<u8>, format: Format, options: &ReadOptions) -> Result<Decoded, DecodeError> {
    if format == Format::Html
        && options.encoding.is_none()
        && !is_nearly_utf8(&bytes)
        && let Some(declared @ (Encoding::Gb18030 | Encoding::Big5)) = html::declared(&bytes)
        && let Ok(decoded) = decode_as(bytes.clone(), Some(declared))
    {
        return Ok(decoded);
    }
    decode_as(bytes, options.encoding)
}

fn whole<R: BufRead>(path: String, file: R, format: Format, options: &ReadOptions) -> Result<Document, ReadError> {
    let (bytes, packed) = bytes(&path, file)?;
    if bytes.is_empty() {
        return Err(ReadError::Empty { path });
    }
    if format == Format::Docx {
        return match docx::document(path.clone(), bytes) {
            Err(reason) => Err(ReadError::Word { path, reason }),
            Ok(document) if document.text.trim_matches(is_blank).is_empty() => Err(ReadError::Empty { path }),
            read => read.map_err(|reason| ReadError::Word { path, reason }),
        };
    }
    match decoded(bytes, format, options) {
        Err(reason) => Err(ReadError::Decode { path, reason }),
        Ok(decoded) if decoded.text.trim_matches(is_blank).is_empty() => Err(ReadError::Empty { path }),
        Ok(Decoded { text, encoding, read_only }) => {
            let document = match format {
                Format::Markdown => markdown::document(path, text),
                Format::Html => html::document(path, text),
                _ => Document { format, ..Document::new(path, text) },
            };
            let packed = packed.then_some(ReadOnly::Packed);
            Ok(Document { encoding, read_only: packed.or(read_only).or(document.read_only), ..document })
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
            for path in ["a.txt", "a.md", "a.html", "a.docx", "a.jsonl", "a.csv", "a.tsv", "a.parquet"] {
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
            ("a.docx", Format::Docx),
            ("a.HTM", Format::Html),
            ("a.csv.gz", Format::Csv),
            ("a.parquet", Format::Parquet),
            ("a.JSONL.ZST", Format::Jsonl),
            ("a.gz", Format::Text),
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
    fn a_page_is_in_the_encoding_that_it_says_unless_it_is_utf8() {
        let page = "<meta charset=gb2312><p>党员";
        let read =
            |bytes: &[u8]| documents("a.html", bytes).next().map(|read| read.map(|document| (document.encoding, document.text)));
        let bytes = Encoding::Gb18030.encode(page).unwrap();
        assert_eq!(read(&bytes), Some(Ok((Encoding::Gb18030, page.to_owned()))));
        assert_eq!(read(page.as_bytes()), Some(Ok((Encoding::Utf8, page.to_owned()))));
        let broken = [page.as_bytes(), "落实责任,狠抓产业。".as_bytes(), b"\xD6"].concat();
        assert_eq!(read(&broken).map(|read| read.map(|(encoding, _)| encoding)), Some(Ok(Encoding::Utf8)));
    }

    #[test]
    fn an_error_says_what_to_do() {
        let errors: Vec<_> = documents("a.txt", &b"ab\xFF"[..]).map(|read| read.unwrap_err().to_string()).collect();
        assert_eq!(
            errors,
            ["a.txt is not UTF-8 at byte 2, nor certainly in another encoding; name it, for example with `--encoding gb18030`"]
        );
    }
}
