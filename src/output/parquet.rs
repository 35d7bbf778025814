//! Findings, claims and figures as Parquet: columns with the names and the order that they have in JSON, of which they are made line by
//! line. Lists and objects keep their shape; exact figures are strings, so that no digit is lost. Rows are written out in groups, so that
//! memory does not grow with their number.

use std::{
    borrow::Cow,
    collections::HashMap,
    io::{self, Write},
    mem,
    sync::Arc,
};

use parquet::{
    basic::{Compression, LogicalType, Repetition, Type as Physical},
    data_type::{BoolType, ByteArray, ByteArrayType, Int64Type},
    errors::ParquetError,
    file::{
        properties::WriterProperties,
        writer::{SerializedFileWriter, SerializedRowGroupWriter},
    },
    schema::{parser::parse_message_type, types::Type},
};
use serde_json::value::RawValue;

use super::Sheet;

/// Bytes of JSON that make a row group.
const GROUP: usize = 8 << 20;

impl Sheet {
    fn columns(self) -> &'static str {
        match self {
            Self::Findings => {
                "message finding {
                    required binary rule (STRING);
                    required binary severity (STRING);
                    optional binary verdict (STRING);
                    required binary path (STRING);
                    optional binary document (STRING);
                    required int64 start;
                    required int64 end;
                    required int64 line;
                    required int64 column;
                    required int64 end_line;
                    required int64 end_column;
                    required binary message (STRING);
                    required binary fingerprint (STRING);
                    optional binary help (STRING);
                    required group labels (LIST) { repeated group list { required group element {
                        required int64 start; required int64 end; required binary text (STRING); } } }
                    optional group fix {
                        required boolean safe;
                        required group edits (LIST) { repeated group list { required group element {
                            required int64 start; required int64 end; required binary text (STRING); } } } }
                }"
            }
            Self::Claims => {
                "message claim {
                    required binary rule (STRING);
                    required binary verdict (STRING);
                    required binary path (STRING);
                    optional binary document (STRING);
                    required int64 start;
                    required int64 end;
                    required int64 line;
                    required int64 column;
                    required binary relation (STRING);
                    required group operands (LIST) { repeated group list { required group element {
                        required binary name (STRING);
                        required binary text (STRING);
                        optional binary low (STRING);
                        optional binary high (STRING);
                        required binary unit (STRING);
                        required int64 start;
                        required int64 end; } } }
                    optional group computed (LIST) { repeated group list { optional binary element (STRING); } }
                    required binary binding (STRING);
                }"
            }
            Self::Figures => {
                "message figure {
                    required binary path (STRING);
                    optional binary document (STRING);
                    required int64 start;
                    required int64 end;
                    required int64 line;
                    required int64 column;
                    required binary text (STRING);
                    required binary kind (STRING);
                    optional binary low (STRING);
                    optional binary high (STRING);
                    required boolean low_open;
                    required boolean high_open;
                    required binary unit (STRING);
                    optional binary hedge (STRING);
                }"
            }
        }
    }
}

/// A table that is being written. What is written to it is JSON, one object a line, as `--format jsonl` writes it.
pub struct Table<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    schema: Arc<Type>,
    /// A leaf of the schema each.
    columns: Vec<Column>,
    /// Bytes of JSON that the columns hold.
    bytes: usize,
    /// The beginning of a line whose end has not come yet.
    line: Vec<u8>,
}

/// The values of a column that are not written out yet, and how deep in the shape of its row each stands.
struct Column {
    values: Values,
    definitions: Vec<i16>,
    repetitions: Vec<i16>,
    /// Whether every row has exactly one value.
    is_plain: bool,
}

enum Values {
    Text(Vec<ByteArray>),
    Number(Vec<i64>),
    Truth(Vec<bool>),
}

impl<W: Write + Send> Table<W> {
    /// Begins a table.
    ///
    /// # Errors
    /// Where nothing can be written.
    pub fn new(to: W, sheet: Sheet) -> io::Result<Self> {
        let schema = Arc::new(parse_message_type(sheet.columns()).map_err(wrong)?);
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY);
        let properties = properties.set_created_by(concat!("recount ", env!("CARGO_PKG_VERSION")).to_owned()).build();
        let writer = SerializedFileWriter::new(to, Arc::clone(&schema), Arc::new(properties)).map_err(wrong)?;
        let leaves = writer.schema_descr().columns().iter();
        let columns = leaves.map(|leaf| Column {
            values: match leaf.physical_type() {
                Physical::INT64 => Values::Number(Vec::new()),
                Physical::BOOLEAN => Values::Truth(Vec::new()),
                _ => Values::Text(Vec::new()),
            },
            definitions: Vec::new(),
            repetitions: Vec::new(),
            is_plain: leaf.max_def_level() == 0,
        });
        Ok(Self { columns: columns.collect(), writer, schema, bytes: 0, line: Vec::new() })
    }

    /// Adds the object of a line.
    fn add(&mut self, line: &[u8]) -> io::Result<()> {
        if line.is_empty() {
            return Ok(());
        }
        let row: &RawValue = serde_json::from_slice(line)?;
        put(&mut self.columns, &self.schema, Some(row), Depth::default())?;
        self.bytes = self.bytes.saturating_add(line.len());
        if self.bytes < GROUP { Ok(()) } else { self.write_group() }
    }

    fn write_group(&mut self) -> io::Result<()> {
        if mem::take(&mut self.bytes) == 0 {
            return Ok(());
        }
        let mut group = self.writer.next_row_group().map_err(wrong)?;
        self.columns.iter_mut().try_for_each(|column| column.write(&mut group)).map_err(wrong)?;
        group.close().map(drop).map_err(wrong)
    }

    /// Writes what is left and what stands at the end.
    ///
    /// # Errors
    /// Where that cannot be written, or the last line is not whole.
    pub fn finish(mut self) -> io::Result<W> {
        let rest = mem::take(&mut self.line);
        self.add(&rest)?;
        self.write_group()?;
        self.writer.into_inner().map_err(wrong)
    }
}

impl<W: Write + Send> Write for Table<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for part in bytes.split_inclusive(|&byte| byte == b'\n') {
            match part.strip_suffix(b"\n") {
                Some(end) => {
                    let mut line = mem::take(&mut self.line);
                    line.extend_from_slice(end);
                    self.add(&line)?;
                    line.clear();
                    self.line = line;
                }
                None => self.line.extend_from_slice(part),
            }
        }
        Ok(bytes.len())
    }

    /// Rows wait for their group: a reader sees nothing before the end.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Column {
    fn write<W: Write + Send>(&mut self, group: &mut SerializedRowGroupWriter<'_, W>) -> Result<(), ParquetError> {
        let Some(mut writer) = group.next_column()? else { return Ok(()) };
        let (definitions, repetitions) = (mem::take(&mut self.definitions), mem::take(&mut self.repetitions));
        let levels = |levels| if self.is_plain { None } else { Some(levels) };
        let (definitions, repetitions) = (levels(&*definitions), levels(&*repetitions));
        match &mut self.values {
            Values::Text(values) => {
                writer.typed::<ByteArrayType>().write_batch(values, definitions, repetitions)?;
                values.clear();
            }
            Values::Number(values) => {
                writer.typed::<Int64Type>().write_batch(values, definitions, repetitions)?;
                values.clear();
            }
            Values::Truth(values) => {
                writer.typed::<BoolType>().write_batch(values, definitions, repetitions)?;
                values.clear();
            }
        }
        writer.close()
    }
}

/// How deep a value stands.
#[derive(Debug, Clone, Copy, Default)]
struct Depth {
    /// How much of its path is there.
    definition: i16,
    /// The list of which it is another element; 0 where it begins a row.
    repetition: i16,
    /// Lists around it.
    lists: i16,
}

impl Depth {
    fn there(self) -> Self {
        Self { definition: self.definition.saturating_add(1), ..self }
    }
}

/// Puts a value into the columns of its part of the schema, which are the first of those given; `None` where it is not there.
fn put(columns: &mut [Column], part: &Type, value: Option<&RawValue>, depth: Depth) -> io::Result<()> {
    let about = part.get_basic_info();
    let value = value.filter(|value| value.get() != "null");
    let Some(value) = value else {
        let count = leaves(part);
        columns.iter_mut().take(count).for_each(|column| column.leave_out(depth));
        return Ok(());
    };
    let depth = if about.has_repetition() && about.repetition() == Repetition::OPTIONAL { depth.there() } else { depth };
    if part.is_primitive() {
        return columns.first_mut().map_or(Ok(()), |column| column.push(value, depth));
    }
    if about.logical_type_ref() == Some(&LogicalType::List) {
        return put_list(columns, part, value, depth);
    }
    let mut fields: HashMap<Cow<'_, str>, &RawValue> = serde_json::from_str(value.get())?;
    let mut columns = columns;
    for field in part.get_fields() {
        let count = leaves(field).min(columns.len());
        let (own, rest) = columns.split_at_mut(count);
        put(own, field, fields.remove(field.name()), depth)?;
        columns = rest;
    }
    Ok(())
}

/// The same for a list: a group of one repeated group of one element.
fn put_list(columns: &mut [Column], list: &Type, value: &RawValue, depth: Depth) -> io::Result<()> {
    let element = list.get_fields().first().and_then(|repeated| repeated.get_fields().first());
    let elements: Vec<&RawValue> = serde_json::from_str(value.get())?;
    let Some(element) = element.filter(|_| !elements.is_empty()) else {
        columns.iter_mut().for_each(|column| column.leave_out(depth));
        return Ok(());
    };
    let lists = depth.lists.saturating_add(1);
    for (number, value) in elements.into_iter().enumerate() {
        let repetition = if number == 0 { depth.repetition } else { lists };
        put(columns, element, Some(value), Depth { repetition, lists, ..depth.there() })?;
    }
    Ok(())
}

/// The columns of a part of the schema.
fn leaves(part: &Type) -> usize {
    if part.is_primitive() { 1 } else { part.get_fields().iter().fold(0, |sum, field| sum.saturating_add(leaves(field))) }
}

impl Column {
    fn leave_out(&mut self, depth: Depth) {
        self.definitions.push(depth.definition);
        self.repetitions.push(depth.repetition);
    }

    fn push(&mut self, value: &RawValue, depth: Depth) -> io::Result<()> {
        if !self.is_plain {
            self.leave_out(depth);
        }
        match &mut self.values {
            // A figure may be written as a number: its digits are kept as they stand.
            Values::Text(values) if !value.get().starts_with('"') => values.push(ByteArray::from(value.get())),
            Values::Text(values) => values.push(ByteArray::from(serde_json::from_str::<String>(value.get())?.into_bytes())),
            Values::Number(values) => values.push(serde_json::from_str(value.get())?),
            Values::Truth(values) => values.push(serde_json::from_str(value.get())?),
        }
        Ok(())
    }
}

fn wrong(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error),
        },
        other => io::Error::other(other),
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use parquet::{
        file::reader::{FileReader, SerializedFileReader},
        record::{Field, Row},
    };
    use serde_json::{Value, json};

    use super::*;

    /// What a table holds, row by row, as JSON.
    fn read(file: Vec<u8>) -> Vec<Value> {
        let reader = SerializedFileReader::new(Bytes::from(file)).unwrap();
        reader.get_row_iter(None).unwrap().map(|row| object(&row.unwrap())).collect()
    }

    fn object(row: &Row) -> Value {
        row.get_column_iter().map(|(name, field)| (name.clone(), value(field))).collect()
    }

    fn value(field: &Field) -> Value {
        match field {
            Field::Null => Value::Null,
            Field::Bool(truth) => json!(truth),
            Field::Long(number) => json!(number),
            Field::Str(text) => json!(text),
            Field::Group(row) => object(row),
            Field::ListInternal(list) => list.elements().iter().map(value).collect(),
            other => panic!("{other:?}"),
        }
    }

    fn written(sheet: Sheet, rows: &[Value]) -> Vec<u8> {
        let mut table = Table::new(Vec::new(), sheet).unwrap();
        for row in rows {
            // In pieces, as a buffer may cut them.
            let line = format!("{row}\n");
            let (one, other) = line.as_bytes().split_at(line.len() / 2);
            table.write_all(one).unwrap();
            table.write_all(other).unwrap();
        }
        table.finish().unwrap()
    }

    #[test]
    fn what_was_json_comes_back() {
        let operand = |low: Value, high: Value| json!({ "name": "part", "text": "甲", "low": low, "high": high, "unit": "人", "start": 3, "end": 6 });
        let claim = |operands: Value, computed: Value| {
            json!({ "rule": "share/of-total", "verdict": "verified", "path": "a.txt", "document": null, "start": 0, "end": 9, "line": 1,
                    "column": 2, "relation": "a = b", "operands": operands, "computed": computed, "binding": "" })
        };
        let text = |text: &str| Value::from(text);
        let rows = [
            claim(json!([operand(text("1.10"), text("2")), operand(Value::Null, text("1e400"))]), json!([text("0.674"), null])),
            claim(json!([]), Value::Null),
            claim(json!([operand(text("-1"), Value::Null)]), json!([null, null])),
        ];
        assert_eq!(read(written(Sheet::Claims, &rows)), rows);
        let span = json!({ "start": 1, "end": 2, "text": "x" });
        let finding = |labels: Value, fix: Value| {
            json!({ "rule": "a/b", "severity": "error", "verdict": null, "path": "a", "document": "7", "start": 0, "end": 9, "line": 1, "column": 2,
                    "end_line": 1, "end_column": 3, "message": "甲\n", "fingerprint": "0", "help": null, "labels": labels, "fix": fix })
        };
        let rows = [
            finding(json!([]), Value::Null),
            finding(json!([span, span]), json!({ "safe": true, "edits": [span, span, span] })),
            finding(json!([span]), json!({ "safe": false, "edits": [] })),
        ];
        assert_eq!(read(written(Sheet::Findings, &rows)), rows);
        assert_eq!(read(written(Sheet::Figures, &[])), [Value::Null; 0]);
    }

    #[test]
    fn numbers_keep_the_digits_that_are_written() {
        let line = "{\"path\":\"a\",\"document\":null,\"start\":0,\"end\":1,\"line\":1,\"column\":1,\"text\":\"t\",\"kind\":\"count\",\
                    \"low\":1.10,\"high\":12345678901234567890.5,\"low_open\":false,\"high_open\":true,\"unit\":\"\",\"hedge\":null}";
        let mut table = Table::new(Vec::new(), Sheet::Figures).unwrap();
        table.write_all(line.as_bytes()).unwrap();
        let rows = read(table.finish().unwrap());
        let figure = rows.first().unwrap();
        assert_eq!((&figure["low"], &figure["high"]), (&json!("1.10"), &json!("12345678901234567890.5")));
    }

    #[test]
    fn rows_are_written_in_groups() {
        let row = json!({ "path": "a", "document": null, "start": 0, "end": 1, "line": 1, "column": 1, "text": "甲".repeat(1000), "kind": "count",
                          "low": "1", "high": "1", "low_open": false, "high_open": false, "unit": "", "hedge": null });
        let file = written(Sheet::Figures, &vec![row; 6000]);
        let reader = SerializedFileReader::new(Bytes::from(file)).unwrap();
        let groups: Vec<i64> = reader.metadata().row_groups().iter().map(|group| group.num_rows()).collect();
        assert_eq!((groups.len(), groups.iter().sum::<i64>()), (3, 6000));
    }
}
