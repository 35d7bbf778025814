//! Parquet: a document a row, in columns that are named as the fields of JSONL are. Row groups are read one after another, and of each
//! column one page at a time is in memory. Pages are unpacked here and not by the library, which would need a C compiler for it and
//! would unpack a small page to any length.

use std::{
    collections::VecDeque,
    io::{self, BufReader, Read, Seek, SeekFrom},
    sync::{Arc, Mutex, PoisonError},
};

use jiff::{Span, civil};
use parquet::{
    basic::{Compression, ConvertedType, Type},
    column::{
        page::{Page, PageMetadata, PageReader},
        reader::{ColumnReader, ColumnReaderImpl, get_column_reader},
    },
    data_type::{ByteArray, DataType},
    errors::{ParquetError, Result as ParquetResult},
    file::{
        metadata::{ParquetMetaData, ParquetMetaDataReader},
        reader::{ChunkReader, Length, SerializedPageReader},
    },
    schema::types::ColumnDescriptor,
};

use super::{
    Document, FieldNames, Fields, Format, ReadError, ReadOnly, ReadOptions, RowError, TableError,
    stream::limit,
    unpack::{Bounded, Unpacked},
};

/// How every such file begins.
pub(super) const MAGIC: &[u8] = b"PAR1";

/// Rows that are taken out of the columns at a time.
const ROWS: usize = 64;

/// A file that can be read at any place.
pub(super) trait At: Read + Seek + Send {}

impl<T: Read + Seek + Send> At for T {}

/// The same, shared by the readers of its columns.
#[derive(Clone)]
struct Blocks {
    file: Arc<Mutex<Box<dyn At>>>,
    length: u64,
}

impl Blocks {
    fn new(mut file: Box<dyn At>) -> io::Result<Self> {
        let length = file.seek(SeekFrom::End(0))?;
        Ok(Self { file: Arc::new(Mutex::new(file)), length })
    }

    fn read_at(&self, place: u64, into: &mut [u8]) -> io::Result<usize> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(place))?;
        file.read(into)
    }
}

impl Length for Blocks {
    fn len(&self) -> u64 {
        self.length
    }
}

impl ChunkReader for Blocks {
    type T = BufReader<From>;

    fn get_read(&self, start: u64) -> ParquetResult<Self::T> {
        Ok(BufReader::with_capacity(1 << 10, From { file: self.clone(), place: start }))
    }

    fn get_bytes(&self, start: u64, length: usize) -> ParquetResult<bytes::Bytes> {
        let end = u64::try_from(length).ok().and_then(|length| start.checked_add(length));
        if end.is_none_or(|end| end > self.length) {
            return Err(ParquetError::EOF("it breaks off".to_owned()));
        }
        let mut bytes = vec![0; length];
        From { file: self.clone(), place: start }.read_exact(&mut bytes)?;
        Ok(bytes.into())
    }
}

/// A file from some place on.
pub(super) struct From {
    file: Blocks,
    place: u64,
}

impl Read for From {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read_at(self.place, into)?;
        self.place = self.place.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
        Ok(count)
    }
}

/// The pages of a column, unpacked.
struct Pages {
    from: SerializedPageReader<Blocks>,
    packed: Compression,
}

impl Iterator for Pages {
    type Item = ParquetResult<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> ParquetResult<Option<Page>> {
        let Some(mut page) = self.from.get_next_page()? else { return Ok(None) };
        match &mut page {
            Page::DataPage { buf, .. } | Page::DictionaryPage { buf, .. } => *buf = unpacked(self.packed, buf)?.into(),
            Page::DataPageV2 { is_compressed: false, .. } => {}
            Page::DataPageV2 { buf, def_levels_byte_len, rep_levels_byte_len, .. } => {
                // The levels before the values are never packed.
                let levels = usize::try_from(def_levels_byte_len.saturating_add(*rep_levels_byte_len)).unwrap_or(usize::MAX);
                let (levels, values) =
                    buf.split_at_checked(levels).ok_or_else(|| ParquetError::EOF("a page breaks off".to_owned()))?;
                let values = if values.is_empty() { Vec::new() } else { unpacked(self.packed, values)? };
                *buf = [levels, &values].concat().into();
            }
        }
        Ok(Some(page))
    }

    fn peek_next_page(&mut self) -> ParquetResult<Option<PageMetadata>> {
        self.from.peek_next_page()
    }

    fn skip_next_page(&mut self) -> ParquetResult<()> {
        self.from.skip_next_page()
    }
}

/// The bytes of a page, no more than one report may have.
fn unpacked(packed: Compression, bytes: &[u8]) -> ParquetResult<Vec<u8>> {
    let most = limit(true);
    match packed {
        Compression::UNCOMPRESSED => Ok(bytes.to_vec()),
        Compression::SNAPPY => {
            if snap::raw::decompress_len(bytes).map_err(damaged)? > most {
                return Err(ParquetError::General(TOO_LONG.to_owned()));
            }
            snap::raw::Decoder::new().decompress_vec(bytes).map_err(damaged)
        }
        Compression::GZIP(_) | Compression::ZSTD(_) => {
            let mut all = Vec::new();
            let unpacked = Unpacked::open(bytes)?;
            if !unpacked.is_packed() {
                return Err(ParquetError::General("a page is not packed as it should be".to_owned()));
            }
            match Bounded::new(unpacked, most).read_to_end(&mut all) {
                Ok(_) => Ok(all),
                Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Err(ParquetError::General(TOO_LONG.to_owned())),
                Err(error) => Err(damaged(error)),
            }
        }
        other => Err(ParquetError::General(format!("its pages are packed as {other}, which is not read"))),
    }
}

/// That a page is a bomb, or might as well be one.
const TOO_LONG: &str = "a page holds more than 256 MB";

fn damaged(error: impl std::error::Error) -> ParquetError {
    ParquetError::General(error.to_string())
}

/// The documents of a Parquet file.
pub(super) struct Rows {
    path: String,
    file: Blocks,
    about: ParquetMetaData,
    names: FieldNames,
    text: usize,
    /// The columns of id, title, date and source, where there are any.
    known: [Option<usize>; 4],
    /// The next row group.
    group: usize,
    /// The columns of the one that is being read, that of the text first.
    open: Vec<Option<Column>>,
    /// Rows of it that were taken out and not yet handed on.
    rows: VecDeque<[Option<Cell>; 5]>,
    /// The number of the last row handed on, counted from 1.
    row: usize,
    done: bool,
}

impl Rows {
    /// Reads what the file says of itself.
    pub(super) fn open(path: String, file: Box<dyn At>, options: &ReadOptions) -> Result<Self, ReadError> {
        let file = Blocks::new(file).map_err(|error| ReadError::io(&*path, &error))?;
        if file.length == 0 {
            return Err(ReadError::Empty { path });
        }
        let about = match ParquetMetaDataReader::new().parse_and_finish(&file) {
            Ok(about) => about,
            Err(error) => return Err(damage(path, &error)),
        };
        let names = options.fields.clone();
        let columns = about.file_metadata().schema_descr().columns();
        let column = |wanted: &str| columns.iter().position(|column| column.path().string() == wanted);
        let Some(text) = column(&names.text) else {
            let all: Vec<String> = columns.iter().map(|column| column.path().string()).collect();
            return Err(ReadError::NoColumn { path, column: names.text, columns: all.join(", ") });
        };
        let is_text = |column: &ColumnDescriptor| column.max_rep_level() == 0 && column.physical_type() == Type::BYTE_ARRAY;
        if !columns.get(text).is_some_and(|column| is_text(column)) {
            return Err(ReadError::Table { path, reason: TableError::NoText { column: names.text } });
        }
        let known = [&names.id, &names.title, &names.date, &names.source].map(|name| column(name));
        let (group, open, rows) = (0, Vec::new(), VecDeque::new());
        Ok(Self { path, file, text, known, about, names, group, open, rows, row: 0, done: false })
    }

    /// Takes some rows out of their columns; `false` at the end of the file.
    fn advance(&mut self) -> ParquetResult<bool> {
        loop {
            if self.open.is_empty() && !self.open_group()? {
                return Ok(false);
            }
            let mut cells = Vec::new();
            for column in &mut self.open {
                cells.push(column.as_mut().map(|column| column.take(ROWS)).transpose()?);
            }
            let count = cells.first().and_then(Option::as_ref).map_or(0, Vec::len);
            if cells.iter().flatten().any(|cells| cells.len() != count) {
                return Err(ParquetError::General("its columns are not of one length".to_owned()));
            }
            if count == 0 {
                self.open.clear();
                continue;
            }
            let mut columns: Vec<_> = cells.into_iter().map(|cells| cells.unwrap_or_default().into_iter()).collect();
            for _ in 0..count {
                let mut row = [const { None }; 5];
                row.iter_mut().zip(&mut columns).for_each(|(cell, column)| *cell = column.next().flatten());
                self.rows.push_back(row);
            }
            return Ok(true);
        }
    }

    /// Opens the next row group; `false` where there is none.
    fn open_group(&mut self) -> ParquetResult<bool> {
        let Some(group) = self.about.row_groups().get(self.group) else { return Ok(false) };
        self.group = self.group.saturating_add(1);
        let rows = usize::try_from(group.num_rows()).unwrap_or(0);
        let open = |index: usize| {
            let Some(about) = group.columns().get(index) else { return Ok(None) };
            let packed = about.compression();
            let plain = about.clone().into_builder().set_compression(Compression::UNCOMPRESSED).build()?;
            let from = SerializedPageReader::new(Arc::new(self.file.clone()), &plain, rows, None)?;
            Ok(Column::new(about.column_descr(), get_column_reader(about.column_descr_ptr(), Box::new(Pages { from, packed }))))
        };
        let columns = [Some(self.text)].into_iter().chain(self.known);
        self.open = columns.map(|column| column.map_or(Ok(None), open)).collect::<ParquetResult<_>>()?;
        Ok(true)
    }

    fn document(&self, row: [Option<Cell>; 5]) -> Result<Document, RowError> {
        let [text, id, title, date, source] = row;
        let column = || self.names.text.clone();
        let Some(Cell::Bytes(text)) = text else { return Err(RowError::Null { column: column() }) };
        let text = simdutf8::compat::from_utf8(text.data()).map_err(|error| RowError::NotText {
            column: column(),
            encoding: "utf-8",
            offset: error.valid_up_to(),
        })?;
        // What is known of a report beside its text is worth no error.
        let known = |cell: Option<Cell>| cell.and_then(|cell| cell.told()).filter(|value| !value.is_empty());
        Ok(Document {
            path: self.path.clone(),
            id: Some(known(id).unwrap_or_else(|| self.row.to_string())),
            line: Some(self.row),
            text: text.to_owned(),
            format: Format::Parquet,
            read_only: Some(ReadOnly::Extracted),
            fields: Fields { title: known(title), date: known(date), source: known(source) },
            ..Document::default()
        })
    }
}

impl Iterator for Rows {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        if self.rows.is_empty() {
            match self.advance() {
                Ok(true) => {}
                Ok(false) => self.done = true,
                Err(error) => {
                    self.done = true;
                    return Some(Err(damage(self.path.clone(), &error)));
                }
            }
        }
        let row = self.rows.pop_front()?;
        self.row = self.row.saturating_add(1);
        Some(self.document(row).map_err(|reason| ReadError::Row { path: self.path.clone(), row: self.row, reason }))
    }
}

fn damage(path: String, error: &ParquetError) -> ReadError {
    let said = error.to_string();
    let reason = ["Parquet error: ", "EOF: ", "External: "].iter().fold(&*said, |said, begins| said.trim_start_matches(begins));
    ReadError::Table { path, reason: TableError::Damaged(reason.to_owned()) }
}

/// A value of a column.
enum Cell {
    Bytes(ByteArray),
    Told(String),
}

impl Cell {
    /// As it is written; `None` where that is no text.
    fn told(&self) -> Option<String> {
        match self {
            Self::Bytes(bytes) => Some(simdutf8::basic::from_utf8(bytes.data()).ok()?.trim().to_owned()),
            Self::Told(said) => Some(said.clone()),
        }
    }
}

/// A column that is being read, with what it takes to tell its values.
enum Column {
    Text(Values<parquet::data_type::ByteArrayType>),
    Short(Values<parquet::data_type::Int32Type>, ConvertedType),
    Long(Values<parquet::data_type::Int64Type>, ConvertedType),
}

impl Column {
    /// `None` for a column of which nothing can be told in a word: lists, fractions, what is neither text nor a number.
    fn new(about: &ColumnDescriptor, reader: ColumnReader) -> Option<Self> {
        let (most, kind) = (about.max_def_level(), about.converted_type());
        if about.max_rep_level() > 0 {
            return None;
        }
        match reader {
            ColumnReader::ByteArrayColumnReader(reader) => Some(Self::Text(Values::new(reader, most))),
            ColumnReader::Int32ColumnReader(reader) => Some(Self::Short(Values::new(reader, most), kind)),
            ColumnReader::Int64ColumnReader(reader) => Some(Self::Long(Values::new(reader, most), kind)),
            _ => None,
        }
    }

    /// So many of the next values; fewer at the end.
    fn take(&mut self, count: usize) -> ParquetResult<Vec<Option<Cell>>> {
        match self {
            Self::Text(values) => values.take(count, |value| Some(Cell::Bytes(value))),
            Self::Short(values, ConvertedType::DATE) => values.take(count, |days| day(i64::from(days))),
            Self::Short(values, ConvertedType::UINT_8 | ConvertedType::UINT_16 | ConvertedType::UINT_32) => {
                values.take(count, |value| Some(Cell::Told(value.cast_unsigned().to_string())))
            }
            Self::Short(values, ConvertedType::DECIMAL) => values.take(count, |_| None),
            Self::Short(values, _) => values.take(count, |value| Some(Cell::Told(value.to_string()))),
            Self::Long(values, ConvertedType::TIMESTAMP_MILLIS) => values.take(count, |time| day(time.div_euclid(86_400_000))),
            Self::Long(values, ConvertedType::TIMESTAMP_MICROS) => {
                values.take(count, |time| day(time.div_euclid(86_400_000_000)))
            }
            Self::Long(values, ConvertedType::UINT_64) => {
                values.take(count, |value| Some(Cell::Told(value.cast_unsigned().to_string())))
            }
            Self::Long(values, ConvertedType::DECIMAL) => values.take(count, |_| None),
            Self::Long(values, _) => values.take(count, |value| Some(Cell::Told(value.to_string()))),
        }
    }
}

/// A day, told as dates are in reports for programs.
fn day(since_1970: i64) -> Option<Cell> {
    let span = Span::new().try_days(since_1970).ok()?;
    let day = civil::date(1970, 1, 1).checked_add(span).ok()?;
    Some(Cell::Told(day.to_string()))
}

/// The values of a column.
struct Values<T: DataType> {
    reader: ColumnReaderImpl<T>,
    /// The level of a value that is there.
    most: i16,
    levels: Vec<i16>,
    values: Vec<T::T>,
}

impl<T: DataType> Values<T> {
    fn new(reader: ColumnReaderImpl<T>, most: i16) -> Self {
        Self { reader, most, levels: Vec::new(), values: Vec::new() }
    }

    fn take(&mut self, count: usize, cell: impl Fn(T::T) -> Option<Cell>) -> ParquetResult<Vec<Option<Cell>>> {
        self.levels.clear();
        self.values.clear();
        let levels = (self.most > 0).then_some(&mut self.levels);
        let (rows, ..) = self.reader.read_records(count, levels, None, &mut self.values)?;
        let mut values = self.values.drain(..);
        if self.most == 0 {
            return Ok(values.map(cell).collect());
        }
        let there = self.levels.iter().take(rows).map(|&level| level == self.most);
        Ok(there.map(|there| if there { values.next().and_then(&cell) } else { None }).collect())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression as Level, write::GzEncoder};
    use parquet::{
        data_type::{ByteArrayType, Int32Type, Int64Type},
        file::{properties::WriterProperties, writer::SerializedFileWriter},
        schema::parser::parse_message_type,
    };

    use super::*;
    use crate::document::documents_of;

    const TEXTS: [Option<&str>; 4] = [Some("甲"), None, Some("丙\n"), Some("丁")];

    /// A file with an id, a text, a day and the number of somebody; two rows to a group.
    fn file(packed: Compression, version: parquet::file::properties::WriterVersion) -> Vec<u8> {
        let schema = "message m { required int64 号; optional binary 正文 (STRING); optional int32 date (DATE);
                      optional group more { required int32 n; } }";
        let properties = WriterProperties::builder().set_compression(packed).set_writer_version(version).build();
        let schema = Arc::new(parse_message_type(schema).unwrap());
        let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).unwrap();
        for half in 0..2_usize {
            let mut group = writer.next_row_group().unwrap();
            let texts: Vec<_> = TEXTS.iter().skip(half * 2).take(2).collect();
            let mut column = group.next_column().unwrap().unwrap();
            column.typed::<Int64Type>().write_batch(&[half as i64 * 2, half as i64 * 2 + 1], None, None).unwrap();
            column.close().unwrap();
            let mut column = group.next_column().unwrap().unwrap();
            let levels: Vec<i16> = texts.iter().map(|text| i16::from(text.is_some())).collect();
            let values: Vec<ByteArray> = texts.iter().filter_map(|text| text.map(ByteArray::from)).collect();
            column.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None).unwrap();
            column.close().unwrap();
            let mut column = group.next_column().unwrap().unwrap();
            column.typed::<Int32Type>().write_batch(&[19_727], Some(&[1, 0]), None).unwrap();
            column.close().unwrap();
            let mut column = group.next_column().unwrap().unwrap();
            column.typed::<Int32Type>().write_batch(&[], Some(&[0, 0]), None).unwrap();
            column.close().unwrap();
            group.close().unwrap();
        }
        writer.into_inner().unwrap()
    }

    fn options() -> ReadOptions {
        let fields =
            FieldNames { text: "正文".to_owned(), id: "号".to_owned(), source: "more.n".to_owned(), ..FieldNames::default() };
        ReadOptions { fields, ..ReadOptions::default() }
    }

    fn read(path: &str, file: Vec<u8>) -> Vec<Result<Document, String>> {
        let documents = documents_of(path, io::Cursor::new(file), &options());
        documents.map(|read| read.map_err(|error| error.to_string())).collect()
    }

    fn expected(path: &str) -> Vec<Result<Document, String>> {
        let document = |row: usize, text: &str, date: Option<&str>| {
            let fields = Fields { date: date.map(str::to_owned), ..Fields::default() };
            let (id, line) = (Some((row - 1).to_string()), Some(row));
            Ok(Document {
                id,
                line,
                fields,
                format: Format::Parquet,
                read_only: Some(ReadOnly::Extracted),
                ..Document::new(path, text)
            })
        };
        let day = Some("2024-01-05");
        vec![
            document(1, "甲", day),
            Err(format!("{path}, row 2: column `正文` is null")),
            document(3, "丙\n", day),
            document(4, "丁", None),
        ]
    }

    #[test]
    fn each_row_is_a_document_however_it_is_packed() {
        use parquet::file::properties::WriterVersion::{PARQUET_1_0, PARQUET_2_0};
        for packed in [Compression::UNCOMPRESSED, Compression::SNAPPY] {
            for version in [PARQUET_1_0, PARQUET_2_0] {
                assert_eq!(read("a.parquet", file(packed, version)), expected("a.parquet"), "{packed} {version:?}");
            }
        }
        let mut packed = GzEncoder::new(Vec::new(), Level::fast());
        packed.write_all(&file(Compression::SNAPPY, PARQUET_1_0)).unwrap();
        assert_eq!(read("a.parquet.gz", packed.finish().unwrap()), expected("a.parquet.gz"));
    }

    #[test]
    fn pages_are_unpacked_to_no_more_than_a_report_may_have() {
        let text = "全县共有党员227名。".repeat(100);
        let mut gzip = GzEncoder::new(Vec::new(), Level::fast());
        gzip.write_all(text.as_bytes()).unwrap();
        let zstd = ruzstd::encoding::compress_to_vec(text.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest);
        for (packed, bytes) in
            [(Compression::GZIP(Default::default()), gzip.finish().unwrap()), (Compression::ZSTD(Default::default()), zstd)]
        {
            assert_eq!(unpacked(packed, &bytes).unwrap(), text.as_bytes());
            assert!(unpacked(packed, text.as_bytes()).is_err());
        }
        // Says that it holds 4 GB.
        let bomb = [0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0];
        assert_eq!(unpacked(Compression::SNAPPY, &bomb).unwrap_err().to_string(), format!("Parquet error: {TOO_LONG}"));
        // A frame of blocks that say of one byte that it stands there 128 Ki times.
        let block = |is_last: u32| (is_last | 1 << 1 | (1 << 17) << 3).to_le_bytes();
        let blocks =
            (0..=limit(true) >> 17).flat_map(|number| [&block(u32::from(number == limit(true) >> 17))[..3], b"0"].concat());
        let bomb: Vec<u8> = [0x28, 0xB5, 0x2F, 0xFD, 0, 7 << 3].into_iter().chain(blocks).collect();
        assert_eq!(
            unpacked(Compression::ZSTD(Default::default()), &bomb).unwrap_err().to_string(),
            format!("Parquet error: {TOO_LONG}")
        );
        let other = unpacked(Compression::LZ4_RAW, &[0]).unwrap_err().to_string();
        assert_eq!(other, "Parquet error: its pages are packed as LZ4_RAW, which is not read");
    }

    #[test]
    fn what_is_no_such_file_or_has_no_text_is_refused() {
        let whole = file(Compression::SNAPPY, parquet::file::properties::WriterVersion::PARQUET_1_0);
        for cut in [4, 20, whole.len() / 2, whole.len() - 1] {
            let said = read("a.parquet", whole.get(..cut).unwrap().to_vec()).pop().unwrap().unwrap_err();
            assert!(said.starts_with("a.parquet cannot be read as a Parquet file: "), "{said}");
        }
        let names = FieldNames { text: "号".to_owned(), ..FieldNames::default() };
        let options = ReadOptions { fields: names, ..ReadOptions::default() };
        let said = documents_of("a.parquet", io::Cursor::new(whole.clone()), &options).next().unwrap().unwrap_err().to_string();
        assert_eq!(said, "a.parquet cannot be read as a Parquet file: column `号` holds no texts");
        let said = documents_of("a.parquet", io::Cursor::new(whole), &ReadOptions::default()).next().unwrap().unwrap_err();
        assert!(said.to_string().ends_with("its columns are 号, 正文, date, more.n"), "{said}");
    }

    #[test]
    fn any_damage_is_an_error_or_nothing() {
        let whole = file(Compression::SNAPPY, parquet::file::properties::WriterVersion::PARQUET_2_0);
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            *damaged.get_mut(at).unwrap() ^= 0x55;
            // The library may panic on it, which the program catches.
            let _ = std::panic::catch_unwind(|| read("a.parquet", damaged).len());
        }
    }
}
