//! JSONL: a document a line. Lines are read one at a time, and a bad one spoils no other.

use std::{fmt, io::BufRead};

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use thiserror::Error;

use super::{
    Document, FieldNames, Fields, Format, ReadError, ReadOptions,
    stream::{Stream, limit},
    unpack::Bounded,
};

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LineError {
    /// Not in the encoding of the file.
    #[error("is not {encoding} at byte {offset} of the line")]
    NotText {
        /// The encoding of the file.
        encoding: &'static str,
        /// Counted from 0.
        offset: usize,
    },
    /// Not JSON, or not an object.
    #[error("is not a JSON object: {reason} at byte {offset} of the line")]
    NotJson {
        /// What was found or expected.
        reason: String,
        /// Counted from 0.
        offset: usize,
    },
    /// No field for the text.
    #[error("has no field `{field}`: each line is an object with the text of one report in it")]
    NoText {
        /// The field that should be there.
        field: String,
    },
    /// A field that holds something else than it should.
    #[error("field `{field}`: {reason}")]
    Field {
        /// The field.
        field: String,
        /// What is wrong with its value.
        reason: String,
    },
}

/// The documents of a JSONL file.
pub(super) struct Lines<R: BufRead> {
    path: String,
    from: Bounded<Stream<R>>,
    names: FieldNames,
    /// The number of the last line read, counted from 1.
    line: usize,
    buffer: Vec<u8>,
    done: bool,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn open(path: String, file: R, options: &ReadOptions) -> Result<Self, ReadError> {
        let stream = match Stream::open(file, options.encoding) {
            Ok(Ok(stream)) => stream,
            Ok(Err(reason)) => return Err(ReadError::Decode { path, reason }),
            Err(error) => return Err(ReadError::io(path, &error)),
        };
        let bounds = limit(stream.packed);
        let from = Bounded::new(stream, bounds);
        Ok(Self { path, from, names: options.fields.clone(), line: 0, buffer: Vec::new(), done: false })
    }

    /// Reads one more line into the buffer, without its line break; `false` at the end.
    fn advance(&mut self) -> Result<bool, ReadError> {
        self.buffer.clear();
        self.from.renew();
        match self.from.read_until(b'\n', &mut self.buffer) {
            Err(error) => return Err(ReadError::reading(&self.path, &error, self.from.get_ref().packed)),
            Ok(0) => return Ok(false),
            Ok(_) => self.line = self.line.saturating_add(1),
        }
        if self.line == 1 && self.buffer.starts_with("\u{FEFF}".as_bytes()) {
            self.buffer.drain(..3);
        }
        Ok(true)
    }

    fn document(&self) -> Result<Document, LineError> {
        let stream = self.from.get_ref();
        let encoding = stream.encoding;
        let decoded = stream.decode(self.buffer.trim_ascii());
        let (line, read_only) = decoded.map_err(|offset| LineError::NotText { encoding: encoding.name(), offset })?;
        let row = row(&line, &self.names).map_err(|error| not_json(&error))?;
        let text = row.text.ok_or_else(|| LineError::NoText { field: self.names.text.clone() })?;
        let text = serde_json::from_str(text.get()).map_err(|error| field(&self.names.text, text, &error))?;
        let id = row.id.map(|raw| scalar(&self.names.id, raw)).transpose()?.flatten();
        let fields = Fields {
            title: row.title.and_then(|raw| scalar(&self.names.title, raw).ok()).flatten(),
            date: row.date.and_then(|raw| scalar(&self.names.date, raw).ok()).flatten(),
            source: row.source.and_then(|raw| scalar(&self.names.source, raw).ok()).flatten(),
        };
        Ok(Document {
            path: self.path.clone(),
            id: Some(id.unwrap_or_else(|| self.line.to_string())),
            line: Some(self.line),
            text,
            format: Format::Jsonl,
            encoding,
            read_only,
            fields,
            ..Document::default()
        })
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            match self.advance() {
                Err(error) => {
                    self.done = true;
                    return Some(Err(error));
                }
                Ok(false) => self.done = true,
                Ok(true) if self.buffer.trim_ascii().is_empty() => {}
                Ok(true) => {
                    let line = self.line;
                    return Some(self.document().map_err(|reason| ReadError::Line { path: self.path.clone(), line, reason }));
                }
            }
        }
        None
    }
}

/// The fields of a line that matter, as they are written there.
#[derive(Default)]
pub(super) struct Row<'l> {
    pub(super) text: Option<&'l RawValue>,
    id: Option<&'l RawValue>,
    title: Option<&'l RawValue>,
    date: Option<&'l RawValue>,
    source: Option<&'l RawValue>,
}

pub(super) fn row<'l>(line: &'l str, names: &FieldNames) -> serde_json::Result<Row<'l>> {
    let mut json = serde_json::Deserializer::from_str(line);
    let row = Wanted(names).deserialize(&mut json)?;
    json.end()?;
    Ok(row)
}

/// Reads a [`Row`] out of an object, by the names that its fields have here. Of two fields with one name, the last counts.
struct Wanted<'n>(&'n FieldNames);

impl<'l> DeserializeSeed<'l> for Wanted<'_> {
    type Value = Row<'l>;

    fn deserialize<D: Deserializer<'l>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'l> Visitor<'l> for Wanted<'_> {
    type Value = Row<'l>;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("an object")
    }

    fn visit_map<A: MapAccess<'l>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        let mut row = Row::default();
        while let Some(name) = object.next_key::<String>()? {
            let field = match name {
                _ if name == self.0.text => &mut row.text,
                _ if name == self.0.id => &mut row.id,
                _ if name == self.0.title => &mut row.title,
                _ if name == self.0.date => &mut row.date,
                _ if name == self.0.source => &mut row.source,
                _ => {
                    object.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            *field = Some(object.next_value()?);
        }
        Ok(row)
    }
}

/// A string or a number as a string, with the digits that were written; `None` for null.
fn scalar(name: &str, raw: &RawValue) -> Result<Option<String>, LineError> {
    match raw.get().as_bytes().first() {
        Some(b'n') => Ok(None),
        Some(b'"') => serde_json::from_str(raw.get()).map(Some).map_err(|error| field(name, raw, &error)),
        Some(b'-' | b'0'..=b'9') => Ok(Some(raw.get().to_owned())),
        _ => Err(LineError::Field { field: name.to_owned(), reason: "should be a string or a number".to_owned() }),
    }
}

fn field(name: &str, raw: &RawValue, error: &serde_json::Error) -> LineError {
    let reason = if raw.get().starts_with('"') { bare(error) } else { "should be a string".to_owned() };
    LineError::Field { field: name.to_owned(), reason }
}

fn not_json(error: &serde_json::Error) -> LineError {
    LineError::NotJson { reason: bare(error), offset: error.column().saturating_sub(1) }
}

/// What the parser says, without its own line and column: every line is its line 1.
fn bare(error: &serde_json::Error) -> String {
    let said = error.to_string();
    said.rsplit_once(" at line ").map_or(said.clone(), |(reason, _)| reason.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Encoding;

    fn read(file: impl AsRef<[u8]>) -> Vec<Result<Document, String>> {
        let lines = Lines::open("a.jsonl".to_owned(), file.as_ref(), &ReadOptions::default());
        lines.unwrap().map(|read| read.map_err(|error| error.to_string())).collect()
    }

    fn document(line: usize, id: &str, text: &str) -> Document {
        Document { id: Some(id.to_owned()), line: Some(line), format: Format::Jsonl, ..Document::new("a.jsonl", text) }
    }

    #[test]
    fn each_line_is_a_document_with_an_id() {
        let file =
            "\u{FEFF}{\"text\":\"甲\",\"id\":\"x\"}\r\n\n  \n{\"id\":1.10,\"text\":\"\\u4e59\"}\n{\"text\":\"丙\",\"id\":null}";
        assert_eq!(read(file), [Ok(document(1, "x", "甲")), Ok(document(4, "1.10", "乙")), Ok(document(5, "5", "丙"))]);
    }

    #[test]
    fn what_is_known_of_a_report_is_kept() {
        let read = read(r#"{"title":"题","date":20240105,"source":null,"text":"甲","more":{"deep":[1,{}]}}"#);
        let fields = Fields { title: Some("题".to_owned()), date: Some("20240105".to_owned()), source: None };
        assert_eq!(read, [Ok(Document { fields, ..document(1, "1", "甲") })]);
    }

    #[test]
    fn a_bad_line_is_an_error_and_the_rest_goes_on() {
        let mut file =
            b"{\"text\":\n[1]\n{\"text\":\"\\ud800\"}\n{\"id\":1}\n{\"text\":7}\n{\"text\":\"a\",\"id\":[]}\n".to_vec();
        file.extend(b"{\"text\":\"\xFF\"}\n{\"text\":\"a\"} x\n{\"text\":\"\xE7\x94\xB2\"}\n");
        let read = read(file);
        let said: Vec<&str> = read.iter().filter_map(|read| read.as_ref().err()).map(String::as_str).collect();
        assert_eq!(
            said,
            [
                "a.jsonl, line 1: is not a JSON object: EOF while parsing a value at byte 7 of the line",
                "a.jsonl, line 2: is not a JSON object: invalid type: sequence, expected an object at byte 0 of the line",
                "a.jsonl, line 3: field `text`: unexpected end of hex escape",
                "a.jsonl, line 4: has no field `text`: each line is an object with the text of one report in it",
                "a.jsonl, line 5: field `text`: should be a string",
                "a.jsonl, line 6: field `id`: should be a string or a number",
                "a.jsonl, line 7: is not utf-8 at byte 9 of the line",
                "a.jsonl, line 8: is not a JSON object: trailing characters at byte 13 of the line",
            ]
        );
        assert_eq!(read.last(), Some(&Ok(document(9, "9", "甲"))));
    }

    #[test]
    fn fields_may_have_other_names() {
        let names = FieldNames { text: "正文".to_owned(), id: "号".to_owned(), ..FieldNames::default() };
        let file = "{\"正文\":\"甲\",\"号\":3,\"text\":1}";
        let options = ReadOptions { fields: names, ..ReadOptions::default() };
        let read: Vec<_> = Lines::open("a.jsonl".to_owned(), file.as_bytes(), &options).unwrap().collect();
        assert_eq!(read, [Ok(document(1, "3", "甲"))]);
    }

    #[test]
    fn a_utf16_file_is_decoded_first() {
        let file: Vec<u8> = "\u{FEFF}{\"text\":\"甲\"}\n{\"text\":\"乙\"}".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let document = |line, id, text| Document { encoding: Encoding::Utf16Le, ..document(line, id, text) };
        assert_eq!(read(file), [Ok(document(1, "1", "甲")), Ok(document(2, "2", "乙"))]);
    }

    #[test]
    fn lines_may_be_in_any_encoding() {
        let text = "全县共有党员227名,其中女党员153人。";
        let file = Encoding::Gb18030.encode(&format!("{{\"text\":\"{text}\"}}\n")).unwrap();
        assert_eq!(read(file), [Ok(Document { encoding: Encoding::Gb18030, ..document(1, "1", text) })]);
    }

    #[test]
    fn deep_nesting_is_no_danger() {
        let deep = format!("{{\"text\":\"甲\",\"x\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(read(deep), [Ok(document(1, "1", "甲"))]);
    }
}
