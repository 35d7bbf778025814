//! Packed files: gzip and Zstandard, known by their first bytes and unpacked as they are read, never far more than is asked for.

use std::io::{self, BufRead, BufReader, Chain, Cursor, ErrorKind, Read};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::{
    BlockDecodingStrategy, FrameDecoder,
    errors::{FrameDecoderError, ReadFrameHeaderError},
};

/// The first bytes of a gzip file.
const GZIP: [u8; 3] = [0x1F, 0x8B, 0x08];
/// The first bytes of a Zstandard file.
const ZSTD: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];

/// Bytes that are unpacked at a time.
const BLOCK: usize = 1 << 16;

/// A file whose first bytes were looked at.
type Begun<R> = Chain<Cursor<Vec<u8>>, R>;

/// The bytes of a file, unpacked where it is packed.
pub(super) enum Unpacked<R: BufRead> {
    AsIs(Begun<R>),
    Gzip(Box<BufReader<MultiGzDecoder<Begun<R>>>>),
    Zstd(Box<BufReader<Frames<Begun<R>>>>),
}

impl<R: BufRead> Unpacked<R> {
    /// Looks at the first bytes of a file.
    pub(super) fn open(mut file: R) -> io::Result<Self> {
        let mut first = Vec::new();
        file.by_ref().take(4).read_to_end(&mut first)?;
        let (gzip, zstd) = (first.starts_with(&GZIP), first.starts_with(&ZSTD));
        let begun = Cursor::new(first).chain(file);
        Ok(match () {
            () if gzip => Self::Gzip(Box::new(BufReader::with_capacity(BLOCK, MultiGzDecoder::new(begun)))),
            () if zstd => Self::Zstd(Box::new(BufReader::with_capacity(BLOCK, Frames::new(begun)))),
            () => Self::AsIs(begun),
        })
    }

    /// Whether the file is packed.
    pub(super) fn is_packed(&self) -> bool {
        !matches!(self, Self::AsIs(_))
    }
}

impl<R: BufRead> Read for Unpacked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::AsIs(from) => from.read(into),
            Self::Gzip(from) => from.read(into),
            Self::Zstd(from) => from.read(into),
        }
    }
}

impl<R: BufRead> BufRead for Unpacked<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self {
            Self::AsIs(from) => from.fill_buf(),
            Self::Gzip(from) => from.fill_buf(),
            Self::Zstd(from) => from.fill_buf(),
        }
    }

    fn consume(&mut self, amount: usize) {
        match self {
            Self::AsIs(from) => from.consume(amount),
            Self::Gzip(from) => from.consume(amount),
            Self::Zstd(from) => from.consume(amount),
        }
    }
}

/// The frames of a Zstandard file, one after another: the decoder knows of one.
pub(super) struct Frames<R> {
    source: R,
    decoder: FrameDecoder,
    /// Whether a frame is begun.
    open: bool,
}

impl<R: BufRead> Frames<R> {
    fn new(source: R) -> Self {
        Self { source, decoder: FrameDecoder::new(), open: false }
    }

    /// Opens the next frame; `false` at the end of the file.
    fn advance(&mut self) -> io::Result<bool> {
        while !self.source.fill_buf()?.is_empty() {
            match self.decoder.init(&mut self.source) {
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    io::copy(&mut self.source.by_ref().take(u64::from(length)), &mut io::sink())?;
                }
                Err(error) => return Err(damaged(&error)),
                Ok(()) => {
                    self.open = true;
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// What the open frame has for a reader; nothing at its end.
    fn unpack(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
            let one = BlockDecodingStrategy::UptoBlocks(1);
            self.decoder.decode_blocks(&mut self.source, one).map_err(|error| damaged(&error))?;
        }
        self.decoder.read(into)
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.open || self.advance()? {
            let length = self.unpack(into)?;
            if length > 0 || into.is_empty() {
                return Ok(length);
            }
            let (stated, computed) = (self.decoder.get_checksum_from_data(), self.decoder.get_calculated_checksum());
            if stated.is_some() && stated != computed {
                return Err(io::Error::new(ErrorKind::InvalidData, "wrong checksum"));
            }
            self.open = false;
        }
        Ok(0)
    }
}

fn damaged(error: &FrameDecoderError) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, error.to_string())
}

/// A reader that gives no more than so many bytes for one report, since a small packed file may unpack to any length.
pub(super) struct Bounded<R> {
    from: R,
    limit: usize,
    left: usize,
}

impl<R> Bounded<R> {
    pub(super) fn new(from: R, limit: usize) -> Self {
        Self { from, limit, left: limit }
    }

    /// Begins the next report.
    pub(super) fn renew(&mut self) {
        self.left = self.limit;
    }

    pub(super) fn get_ref(&self) -> &R {
        &self.from
    }
}

impl<R: BufRead> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.fill_buf()?.read(into)?;
        self.consume(length);
        Ok(length)
    }
}

impl<R: BufRead> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let buffer = self.from.fill_buf()?;
        if self.left == 0 && !buffer.is_empty() {
            return Err(ErrorKind::FileTooLarge.into());
        }
        Ok(buffer.get(..self.left).unwrap_or(buffer))
    }

    fn consume(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(amount);
        self.from.consume(amount);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};
    use proptest::prelude::*;
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        compress_to_vec(bytes, CompressionLevel::Fastest)
    }

    fn unpacked(file: &[u8]) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        Unpacked::open(file)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    #[test]
    fn files_in_several_parts_are_read_to_the_end() {
        assert_eq!(unpacked(&[gzip(b"one "), gzip(b"two")].concat()).unwrap(), b"one two");
        let skipped = [0x50, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 9, 9];
        assert_eq!(unpacked(&[&zstd(b"one "), &skipped[..], &zstd(b"two")].concat()).unwrap(), b"one two");
    }

    #[test]
    fn a_packed_file_that_breaks_off_is_an_error() {
        let text = "全县共有党员227名。".repeat(100);
        for packed in [gzip(text.as_bytes()), zstd(text.as_bytes())] {
            assert_eq!(unpacked(&packed).unwrap(), text.as_bytes());
            assert!(unpacked(&packed[..packed.len() - 3]).is_err());
        }
    }

    #[test]
    fn no_more_is_given_than_one_report_may_have() {
        let mut bounded = Bounded::new(&b"abcdef"[..], 3);
        let mut bytes = Vec::new();
        assert_eq!(bounded.read_to_end(&mut bytes).unwrap_err().kind(), ErrorKind::FileTooLarge);
        bounded.renew();
        bounded.read_to_end(&mut bytes).unwrap();
        assert_eq!(bytes, b"abcdef");
    }

    proptest! {
        #[test]
        fn what_was_packed_comes_back(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            prop_assert_eq!(unpacked(&gzip(&bytes)).unwrap(), bytes.as_slice());
            prop_assert_eq!(unpacked(&zstd(&bytes)).unwrap(), bytes.as_slice());
        }

        #[test]
        fn any_damage_is_an_error_or_nothing(bytes in prop::collection::vec(any::<u8>(), 0..300), at in 4_usize..300, byte in any::<u8>()) {
            for mut packed in [gzip(&bytes), zstd(&bytes)] {
                if let Some(damaged) = packed.get_mut(at) {
                    *damaged = byte;
                }
                let _ = unpacked(&packed);
            }
        }
    }
}
