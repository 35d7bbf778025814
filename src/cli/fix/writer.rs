//! Writes what documents become: in place, below another folder, or to standard output. Documents come in the order of their files,
//! and all documents of a file one after another.

use std::{
    collections::HashMap,
    fs::{self, File},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

use recount::document::{self, Document};
use tempfile::NamedTempFile;

use super::{copy::Copy, elsewhere::Elsewhere};
use crate::cli::{
    draft::Draft,
    failure::Failure,
    reading::Readings,
    run::{Named, told},
    shown::{Rewrite, Seen},
    sink::Sink,
    speech::either,
};

/// Why a file is not written.
const NOTHING_MORE: &str = "nothing more is written to it";
const CHANGED: &str = "it changed while it was read";
const NOT_AS_THEY_ARE: &str = "its bytes cannot be written back as they are";
const CANNOT_HOLD: &str = "its encoding cannot hold the mended text";

/// Writes what documents become.
#[derive(Debug)]
pub(in crate::cli) struct Writer {
    out: Out,
    readings: Readings,
    /// The files whose names are no text, by what is shown for them.
    odd: HashMap<String, PathBuf>,
    current: Option<Current>,
    /// Whether anything came from standard input.
    came: bool,
    /// Findings that were told as mended before it came out that their file could not be written.
    pub(in crate::cli) undone: usize,
}

/// Where it goes.
#[derive(Debug)]
enum Out {
    InPlace,
    Elsewhere(Box<Elsewhere>),
    /// What standard input was put by in is what is read again.
    Stdout(NamedTempFile),
}

/// The file whose documents come at present.
#[derive(Debug)]
struct Current {
    path: String,
    file: PathBuf,
    /// Documents of it that came, those that could not be read included.
    seen: usize,
    /// Whether any could be read.
    read: bool,
    /// Findings that were mended in it.
    fixed: usize,
    copy: Option<Copy<Box<dyn Target>>>,
    /// Whether it was written as a whole, or cannot be written.
    done: bool,
}

/// What a copy is written to.
trait Target: Write + std::fmt::Debug {
    fn commit(self: Box<Self>) -> io::Result<()>;
}

impl Target for Draft {
    fn commit(self: Box<Self>) -> io::Result<()> {
        Draft::commit(*self)
    }
}

#[derive(Debug)]
struct Printed(io::BufWriter<io::Stdout>);

impl Write for Printed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Target for Printed {
    fn commit(mut self: Box<Self>) -> io::Result<()> {
        self.0.flush()
    }
}

impl Writer {
    /// Writes each file in its own place.
    pub(super) fn in_place(files: &[PathBuf], readings: Readings) -> Self {
        Self::new(Out::InPlace, files, readings)
    }

    /// Writes all files below another folder.
    pub(super) fn elsewhere(elsewhere: Elsewhere, files: &[PathBuf], readings: Readings) -> Self {
        Self::new(Out::Elsewhere(Box::new(elsewhere)), files, readings)
    }

    /// Writes what standard input becomes to standard output. Standard input is put by in a file first, which is to be read in
    /// its stead: however long it is, it is not held in memory.
    pub(super) fn stdout(readings: Readings) -> Result<(Self, File), Failure> {
        let failed = |error| Failure::Write(either("a copy of standard input", "标准输入的副本").to_owned(), error);
        let mut kept = NamedTempFile::new().map_err(failed)?;
        io::copy(&mut io::stdin().lock(), &mut kept).map_err(failed)?;
        let again = kept.reopen().map_err(failed)?;
        Ok((Self::new(Out::Stdout(kept), &[], readings), again))
    }

    fn new(out: Out, files: &[PathBuf], readings: Readings) -> Self {
        let odd = files.iter().filter(|file| file.to_str().is_none());
        let odd = odd.map(|file| (file.to_string_lossy().into_owned(), file.clone())).collect();
        Self { out, readings, odd, current: None, came: false, undone: 0 }
    }

    /// Writes what is left of the last file.
    pub(in crate::cli) fn finish(&mut self, sink: &mut Sink) -> Result<(), Failure> {
        self.close(sink)?;
        match &mut self.out {
            Out::Elsewhere(elsewhere) => {
                elsewhere.finish().map_err(|error| Failure::Write(elsewhere.folder().display().to_string(), error))
            }
            // A file without a document in it comes out as it went in.
            Out::Stdout(kept) if !self.came => {
                let printed = File::open(kept.path()).and_then(|mut kept| io::copy(&mut kept, &mut io::stdout()));
                printed.map_err(|error| printing(error, sink)).map(|_| ())
            }
            Out::InPlace | Out::Stdout(_) => Ok(()),
        }
    }

    /// Makes a file the current one.
    fn turn_to(&mut self, path: &str, sink: &mut Sink) -> Result<(), Failure> {
        if self.current.as_ref().is_some_and(|current| current.path == path) {
            return Ok(());
        }
        self.close(sink)?;
        let file = match &self.out {
            Out::Stdout(kept) => kept.path().to_path_buf(),
            _ => self.odd.get(path).cloned().unwrap_or_else(|| PathBuf::from(path)),
        };
        let path = path.to_owned();
        self.current = Some(Current { path, file, seen: 0, read: false, fixed: 0, copy: None, done: false });
        Ok(())
    }

    /// Writes what is left of the current file.
    fn close(&mut self, sink: &mut Sink) -> Result<(), Failure> {
        let Some(mut current) = self.current.take() else { return Ok(()) };
        let closed = match current.copy.take() {
            Some(copy) => match copy.finish() {
                Ok(Some(target)) => target.commit(),
                Ok(None) => Err(changed()),
                Err(error) => Err(error),
            },
            None if current.done => Ok(()),
            None => self.unchanged(&current),
        };
        self.came = true;
        match closed {
            Ok(()) => Ok(()),
            Err(error) if matches!(self.out, Out::Stdout(_)) => Err(printing(error, sink)),
            Err(error) => {
                self.undone = self.undone.saturating_add(current.fixed);
                told(sink, &refused(&current.path, &error))
            }
        }
    }

    /// A file in which nothing changed.
    fn unchanged(&mut self, current: &Current) -> io::Result<()> {
        match &mut self.out {
            Out::InPlace => Ok(()),
            Out::Elsewhere(_) if !current.read => Ok(()),
            Out::Elsewhere(elsewhere) => {
                let mut draft = Draft::beside(elsewhere.target(&current.file)?, &current.file)?;
                io::copy(&mut File::open(&current.file)?, &mut draft)?;
                draft.commit()
            }
            Out::Stdout(_) => io::copy(&mut File::open(&current.file)?, &mut io::stdout().lock()).map(|_| ()),
        }
    }

    /// Writes one changed document.
    fn write(&mut self, current: &mut Current, rewrite: &Rewrite) -> io::Result<()> {
        if current.done {
            return Err(io::Error::other(NOTHING_MORE));
        }
        let written = match rewrite.before.id {
            None => self.write_whole(current, rewrite),
            Some(_) => self.write_line(current, rewrite),
        };
        if written.is_err() {
            current.copy = None;
            current.done = true;
            self.undone = self.undone.saturating_add(current.fixed);
            current.fixed = 0;
        }
        if let (Ok(()), Out::Elsewhere(elsewhere)) = (&written, &mut self.out) {
            elsewhere.log(&rewrite.before, &rewrite.repair.changes)?;
        }
        written
    }

    fn write_whole(&mut self, current: &mut Current, rewrite: &Rewrite) -> io::Result<()> {
        current.done = true;
        let now = fs::read(&current.file)?;
        // Under another name it may be mended already.
        let mended = &rewrite.repair.document;
        if matches!(self.out, Out::InPlace) && mended.encoding.encode(&mended.text).as_ref() == Some(&now) {
            return Ok(());
        }
        let bytes = bytes(&rewrite.before, &rewrite.repair.document, now)?;
        let mut target = self.target(&current.file)?;
        target.write_all(&bytes)?;
        target.commit()
    }

    fn write_line(&mut self, current: &mut Current, rewrite: &Rewrite) -> io::Result<()> {
        let mut copy = match current.copy.take() {
            Some(copy) => copy,
            None => Copy::new(&current.file, self.target(&current.file)?)?,
        };
        copy.up_to(current.seen)?;
        let names = self.readings.of(Path::new(&current.path)).fields;
        if !copy.changed(&names, &rewrite.before.text, &rewrite.repair.changes)? {
            return Err(changed());
        }
        current.copy = Some(copy);
        Ok(())
    }

    fn target(&mut self, file: &Path) -> io::Result<Box<dyn Target>> {
        match &mut self.out {
            Out::InPlace => Ok(Box::new(Draft::of(file)?)),
            Out::Elsewhere(elsewhere) => Ok(Box::new(Draft::beside(elsewhere.target(file)?, file)?)),
            Out::Stdout(_) => Ok(Box::new(Printed(io::BufWriter::new(io::stdout())))),
        }
    }
}

impl Writer {
    /// Writes what a checked document becomes. Where it cannot be written, it is told of as it was.
    pub(in crate::cli) fn checked(&mut self, document: &Named, done: &mut Seen, sink: &mut Sink) -> Result<(), Failure> {
        self.turn_to(&document.path, sink)?;
        let Some(mut current) = self.current.take() else { return Ok(()) };
        current.read = true;
        if let Some(rewrite) = done.rewrite.take() {
            current.fixed = current.fixed.saturating_add(done.tally.fixed);
            match self.write(&mut current, &rewrite) {
                Ok(()) => {}
                Err(error) if matches!(self.out, Out::Stdout(_)) => return Err(printing(error, sink)),
                Err(error) => {
                    done.amiss = Some(refused(&document.path, &error));
                    let Rewrite { told, tally, .. } = *rewrite;
                    self.undone = self.undone.saturating_sub(done.tally.fixed);
                    (done.told, done.tally, done.diff) = (told, tally, None);
                }
            }
        }
        current.seen = current.seen.saturating_add(1);
        self.current = Some(current);
        Ok(())
    }

    /// Passes over a document that could not be read.
    pub(in crate::cli) fn unread(&mut self, path: &str, sink: &mut Sink) -> Result<(), Failure> {
        self.turn_to(path, sink)?;
        if let Some(current) = &mut self.current {
            current.seen = current.seen.saturating_add(1);
        }
        Ok(())
    }
}

/// The bytes of a file with the mended text, if the file still holds what was read and can be written as it was.
fn bytes(before: &Document, after: &Document, now: Vec<u8>) -> io::Result<Vec<u8>> {
    if before.encoding.encode(&before.text).as_ref() != Some(&now) {
        let same = document::decode_as(now, Some(before.encoding)).is_ok_and(|decoded| decoded.text == before.text);
        return Err(if same { io::Error::other(NOT_AS_THEY_ARE) } else { changed() });
    }
    let bytes = after.encoding.encode(&after.text);
    let same = |bytes: &Vec<u8>| {
        document::decode_as(bytes.clone(), Some(after.encoding)).is_ok_and(|decoded| decoded.text == after.text)
    };
    bytes.filter(same).ok_or_else(|| io::Error::other(CANNOT_HOLD))
}

fn changed() -> io::Error {
    io::Error::other(CHANGED)
}

/// That a file is left as it was, and why.
fn refused(path: &str, error: &io::Error) -> String {
    either(format!("{path} is not mended: {error}"), format!("{path} 未修复:{}", why(error)))
}

/// Why a file is left as it was, in Chinese.
fn why(error: &io::Error) -> String {
    let said = error.to_string();
    let known = [
        (NOTHING_MORE, "不再写入"),
        (CHANGED, "读取期间文件有改动"),
        (NOT_AS_THEY_ARE, "其字节无法原样写回"),
        (CANNOT_HOLD, "其编码容不下修复后的文本"),
    ];
    known
        .iter()
        .find(|(english, _)| *english == said)
        .map_or_else(|| document::system(&said), |(_, chinese)| (*chinese).to_owned())
}

fn printing(error: io::Error, sink: &Sink) -> Failure {
    match error.kind() {
        ErrorKind::BrokenPipe => Failure::Closed(sink.status),
        _ => Failure::Write(either("to standard output", "标准输出").to_owned(), error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_as_it_was_read_is_not_overwritten() {
        let (before, after) = (Document::new("a.txt", "甲乙"), Document::new("a.txt", "乙"));
        let told = |now: &[u8]| bytes(&before, &after, now.to_vec()).map_err(|error| error.to_string());
        assert_eq!(told("甲乙".as_bytes()), Ok("乙".into()));
        assert_eq!(told("甲乙丙".as_bytes()), Err("it changed while it was read".to_owned()));
        let marked: Vec<u8> = "\u{FEFF}甲乙".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(told(&marked), Err("it changed while it was read".to_owned()));
    }
}
