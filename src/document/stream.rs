//! A file that is read row by row: its encoding is found from its beginning, and each row is decoded by itself.

use std::{
    borrow::Cow,
    io::{self, BufRead, BufReader, Chain, Cursor, ErrorKind, Read},
};

use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};

use super::{
    DecodeError, Encoding, ReadOnly, binary,
    decode::{Decoded, chinese, marked, utf8},
    detect::{detect, is_nearly_utf8, is_utf8},
    unpack::Unpacked,
};

/// The bytes that tell the encoding.
const WINDOW: u64 = 1 << 16;

/// A file that was looked at from its start.
type Begun<R> = Chain<Cursor<Vec<u8>>, R>;

/// UTF-16 that is read as UTF-8.
type Recoded<R> = BufReader<DecodeReaderBytes<R, Vec<u8>>>;

/// The rows of a file. Line breaks, tabs, commas and quotes are single bytes in it, which are part of no other character: UTF-16
/// is recoded on the way, and the other encodings are so by themselves.
pub(super) struct Stream<R: BufRead> {
    from: Source<R>,
    /// The encoding of the file.
    pub(super) encoding: Encoding,
    /// Whether the file is packed.
    pub(super) packed: bool,
}

enum Source<R: BufRead> {
    AsIs(Begun<Unpacked<R>>),
    Recoded(Box<Recoded<Begun<Unpacked<R>>>>),
}

impl<R: BufRead> Stream<R> {
    /// Reads the beginning of a file.
    pub(super) fn open(file: R, named: Option<Encoding>) -> io::Result<Result<Self, DecodeError>> {
        let mut file = Unpacked::open(file)?;
        let packed = file.is_packed();
        let mut window = Vec::new();
        file.by_ref().take(WINDOW).read_to_end(&mut window)?;
        if let Some((what, advice)) = binary::known(&window) {
            return Ok(Err(DecodeError::Binary { what, advice }));
        }
        let encoding = marked(&window).or(named).unwrap_or_else(|| encoding(&window));
        let begun = Cursor::new(window).chain(file);
        let from = match encoding {
            Encoding::Utf16Le | Encoding::Utf16Be => {
                let recoded = DecodeReaderBytesBuilder::new().encoding(Some(encoding.standard())).build(begun);
                Source::Recoded(Box::new(BufReader::new(recoded)))
            }
            _ => Source::AsIs(begun),
        };
        Ok(Ok(Self { from, encoding, packed }))
    }

    /// The text of a row, or of a part of it, and why it could not be written back; else the first byte that is no character. Of a row
    /// in UTF-8 nothing is copied.
    pub(super) fn decode<'r>(&self, row: &'r [u8]) -> Result<(Cow<'r, str>, Option<ReadOnly>), usize> {
        let packed = self.packed.then_some(ReadOnly::Packed);
        let (text, read_only) = match self.encoding {
            Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be => match simdutf8::basic::from_utf8(row) {
                Ok(text) => (Cow::Borrowed(text), None),
                Err(_) => owned(utf8(row.to_vec())?),
            },
            Encoding::Gb18030 | Encoding::Big5 => owned(chinese(row, self.encoding)?),
        };
        let recoded = matches!(self.from, Source::Recoded(_));
        let lossy = (recoded && text.contains('\u{FFFD}')).then_some(ReadOnly::Lossy);
        Ok((text, packed.or(lossy).or(read_only)))
    }
}

fn owned(decoded: Decoded) -> (Cow<'static, str>, Option<ReadOnly>) {
    (Cow::Owned(decoded.text), decoded.read_only)
}

/// The encoding of a file that begins like this. Where none is certain it is taken for UTF-8, and its rows are refused one by one.
fn encoding(window: &[u8]) -> Encoding {
    if (is_utf8(window) || is_nearly_utf8(window)) && !binary::has_zeros(window) {
        return Encoding::Utf8;
    }
    // The last line may be cut off within a character.
    let lines = window.iter().rposition(|&byte| byte == b'\n').and_then(|end| window.get(..end));
    detect(window).or_else(|| lines.and_then(detect)).unwrap_or_default()
}

impl<R: BufRead> Read for Stream<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match &mut self.from {
            Source::AsIs(from) => from.read(into),
            Source::Recoded(from) => from.read(into),
        }
    }
}

impl<R: BufRead> BufRead for Stream<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match &mut self.from {
            Source::AsIs(from) => from.fill_buf(),
            Source::Recoded(from) => from.fill_buf(),
        }
    }

    fn consume(&mut self, amount: usize) {
        match &mut self.from {
            Source::AsIs(from) => from.consume(amount),
            Source::Recoded(from) => from.consume(amount),
        }
    }
}

/// The longest report of a packed file, in bytes: a small file may unpack to any length.
const LONGEST_PACKED: usize = 1 << 28;

/// How many bytes one report of a file may have.
pub(super) fn limit(packed: bool) -> usize {
    if packed { LONGEST_PACKED } else { super::decode::LONGEST }
}

/// Whether reading stopped because a report was longer than [`limit`].
pub(super) fn is_too_long(error: &io::Error) -> bool {
    error.kind() == ErrorKind::FileTooLarge
}
