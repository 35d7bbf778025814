//! CSV and TSV: a document a row, in the columns that the first row names. Rows are read one at a time, and a bad one spoils no other.

use std::io::BufRead;

use csv::{ByteRecord, Reader, ReaderBuilder};
use thiserror::Error;

use super::{
    DecodeError, Document, FieldNames, Fields, Format, ReadError, ReadOptions,
    stream::{Stream, limit},
    unpack::Bounded,
};

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RowError {
    /// Not in the encoding of the file.
    #[error("column `{column}` is not {encoding} at its byte {offset}")]
    NotText {
        /// Its name.
        column: String,
        /// The encoding of the file.
        encoding: &'static str,
        /// Counted from 0.
        offset: usize,
    },
    /// More fields than columns: a text with commas in it and no quotes around it.
    #[error("has {found} fields and the first row {columns}: is a text with commas not in quotes?")]
    TooMany {
        /// Fields of this row.
        found: usize,
        /// Fields of the first row.
        columns: usize,
    },
    /// Nothing where the text should be.
    #[error("column `{column}` is null")]
    Null {
        /// Its name.
        column: String,
    },
    /// Fewer fields, and none for the text.
    #[error("has no column `{column}`: it ends before it")]
    NoText {
        /// The column that should be there.
        column: String,
    },
}

/// The documents of a CSV or TSV file.
pub(super) struct Rows<R: BufRead> {
    path: String,
    from: Reader<Bounded<Stream<R>>>,
    format: Format,
    names: FieldNames,
    /// The columns, once the first row was read.
    columns: Option<Columns>,
    record: ByteRecord,
    /// The number of the last row read, counted from 1, the first one with the names included.
    row: usize,
    /// The line of the file on which it begins, counted from 1.
    line: usize,
    done: bool,
}

/// Where the fields of a document stand in a row.
struct Columns {
    count: usize,
    text: usize,
    id: Option<usize>,
    title: Option<usize>,
    date: Option<usize>,
    source: Option<usize>,
}

impl<R: BufRead> Rows<R> {
    pub(super) fn open(path: String, file: R, format: Format, options: &ReadOptions) -> Result<Self, ReadError> {
        let stream = match Stream::open(file, options.encoding) {
            Ok(Ok(stream)) => stream,
            Ok(Err(reason)) => return Err(ReadError::Decode { path, reason }),
            Err(error) => return Err(ReadError::io(path, &error)),
        };
        let bounds = limit(stream.packed);
        let delimiter = if format == Format::Tsv { b'\t' } else { b',' };
        let mut builder = ReaderBuilder::new();
        builder.has_headers(false).flexible(true).delimiter(delimiter);
        Ok(Self {
            path,
            from: builder.from_reader(Bounded::new(stream, bounds)),
            format,
            names: options.fields.clone(),
            columns: None,
            record: ByteRecord::new(),
            row: 0,
            line: 0,
            done: false,
        })
    }

    fn stream(&self) -> &Stream<R> {
        self.from.get_ref().get_ref()
    }

    /// Reads one more row; `false` at the end.
    fn advance(&mut self) -> Result<bool, ReadError> {
        self.from.get_mut().renew();
        // The reader counts a CRLF when it comes to the next row, too late for where that begins.
        let within = self.record.as_slice().iter().filter(|&&byte| byte == b'\n').count();
        let next = self.line.saturating_add(within).saturating_add(1);
        match self.from.read_byte_record(&mut self.record) {
            Ok(more) => {
                self.row = self.row.saturating_add(usize::from(more));
                let line = self.record.position().and_then(|position| usize::try_from(position.line()).ok());
                self.line = line.unwrap_or(0).max(next);
                Ok(more)
            }
            Err(error) => {
                let packed = self.stream().packed;
                Err(match error.into_kind() {
                    csv::ErrorKind::Io(error) => ReadError::reading(&self.path, &error, packed),
                    other => ReadError::Io { path: self.path.clone(), reason: format!("{other:?}") },
                })
            }
        }
    }

    /// Reads the first row.
    fn head(&mut self) -> Result<Columns, ReadError> {
        if !self.advance()? {
            return Err(ReadError::Empty { path: self.path.clone() });
        }
        let decode = |field: &[u8]| {
            let decoded = self.stream().decode(field).map_err(|offset| DecodeError::Unknown { offset });
            decoded.map(|(name, _)| {
                name.trim_matches(|character: char| character.is_whitespace() || character == '\u{FEFF}').to_owned()
            })
        };
        let names: Result<Vec<String>, DecodeError> = self.record.iter().map(decode).collect();
        let names = names.map_err(|reason| ReadError::Decode { path: self.path.clone(), reason })?;
        let column = |wanted: &str| names.iter().position(|name| name == wanted);
        let text = column(&self.names.text).ok_or_else(|| ReadError::NoColumn {
            path: self.path.clone(),
            column: self.names.text.clone(),
            columns: names.join(", "),
        })?;
        Ok(Columns {
            count: names.len(),
            text,
            id: column(&self.names.id),
            title: column(&self.names.title),
            date: column(&self.names.date),
            source: column(&self.names.source),
        })
    }

    fn document(&self, columns: &Columns) -> Result<Document, RowError> {
        if self.record.len() > columns.count {
            return Err(RowError::TooMany { found: self.record.len(), columns: columns.count });
        }
        let name = |column: &str| column.to_owned();
        let field = self.record.get(columns.text).ok_or_else(|| RowError::NoText { column: name(&self.names.text) })?;
        let stream = self.stream();
        let (text, _) = stream.decode(field).map_err(|offset| RowError::NotText {
            column: name(&self.names.text),
            encoding: stream.encoding.name(),
            offset,
        })?;
        // What is known of a report beside its text is worth no error.
        let known = |column: Option<usize>| {
            let (value, _) = stream.decode(self.record.get(column?)?).ok()?;
            Some(value.trim().to_owned()).filter(|value| !value.is_empty())
        };
        Ok(Document {
            path: self.path.clone(),
            id: Some(known(columns.id).unwrap_or_else(|| self.row.to_string())),
            line: Some(self.line),
            text: text.into_owned(),
            format: self.format,
            encoding: stream.encoding,
            read_only: Some(super::ReadOnly::Extracted),
            fields: Fields { title: known(columns.title), date: known(columns.date), source: known(columns.source) },
            ..Document::default()
        })
    }
}

impl<R: BufRead> Iterator for Rows<R> {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        if self.columns.is_none() {
            match self.head() {
                Ok(columns) => self.columns = Some(columns),
                Err(error) => {
                    self.done = true;
                    return Some(Err(error));
                }
            }
        }
        match self.advance() {
            Err(error) => {
                self.done = true;
                Some(Err(error))
            }
            Ok(false) => {
                self.done = true;
                None
            }
            Ok(true) => {
                let read = self.columns.as_ref().map(|columns| self.document(columns))?;
                Some(read.map_err(|reason| ReadError::Row { path: self.path.clone(), row: self.row, reason }))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Encoding, ReadOnly, documents_with};

    fn read(path: &str, file: &[u8], options: &ReadOptions) -> Vec<Result<Document, String>> {
        documents_with(path, file, options).map(|read| read.map_err(|error| error.to_string())).collect()
    }

    fn document(line: usize, id: &str, text: &str) -> Document {
        let read_only = Some(ReadOnly::Extracted);
        Document { id: Some(id.to_owned()), line: Some(line), format: Format::Csv, read_only, ..Document::new("a.csv", text) }
    }

    #[test]
    fn each_row_is_a_document() {
        let file = "\u{FEFF}id,text,title\r\nx,\"甲,\"\"乙\"\"\n丙\",题\r\n,丁\n";
        let fields = Fields { title: Some("题".to_owned()), ..Fields::default() };
        let expected = [Ok(Document { fields, ..document(2, "x", "甲,\"乙\"\n丙") }), Ok(document(4, "3", "丁"))];
        assert_eq!(read("a.csv", file.as_bytes(), &ReadOptions::default()), expected);
    }

    #[test]
    fn the_columns_may_have_other_names_and_the_file_another_encoding() {
        let fields = FieldNames { text: "正文".to_owned(), id: "编号".to_owned(), ..FieldNames::default() };
        let options = ReadOptions { fields, ..ReadOptions::default() };
        let file = "编号\t正文\n7\t全县共有党员227名,其中女党员153人。\n";
        for encoding in [Encoding::Utf8, Encoding::Gb18030, Encoding::Utf16Le] {
            let expected = Document {
                path: "a.tsv".to_owned(),
                format: Format::Tsv,
                encoding,
                ..document(2, "7", "全县共有党员227名,其中女党员153人。")
            };
            assert_eq!(read("a.tsv", &encoding.encode(file).unwrap(), &options), [Ok(expected)]);
        }
    }

    #[test]
    fn a_bad_row_is_an_error_and_the_rest_goes_on() {
        let file = b"id,text\n1,a,b\n2\n3,\xFF\n4,d\n";
        assert_eq!(
            read("a.csv", file, &ReadOptions { encoding: Some(Encoding::Utf8), ..ReadOptions::default() }),
            [
                Err("a.csv, row 2: has 3 fields and the first row 2: is a text with commas not in quotes?".to_owned()),
                Err("a.csv, row 3: has no column `text`: it ends before it".to_owned()),
                Err("a.csv, row 4: column `text` is not utf-8 at its byte 0".to_owned()),
                Ok(document(5, "4", "d")),
            ]
        );
    }

    #[test]
    fn a_file_without_the_column_says_which_it_has() {
        let said =
            "a.csv has no column `text`: name the column of the reports, as `--field text=正文`; its columns are 标题, 正文";
        assert_eq!(read("a.csv", "标题,正文\n甲,乙\n".as_bytes(), &ReadOptions::default()), [Err(said.to_owned())]);
        assert_eq!(read("a.csv", b"", &ReadOptions::default()), [Err("a.csv is empty: there is nothing to check".to_owned())]);
    }
}
