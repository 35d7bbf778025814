//! A JSONL file copied line by line, with other texts in some of its lines. One line at a time is in memory.

use std::{
    fs::{File, Metadata},
    io::{self, BufRead, BufReader, Write},
    path::Path,
    time::SystemTime,
};

use recount::{
    document::{FieldNames, Place, splice},
    fix::Change,
};

/// A copy that is being made.
#[derive(Debug)]
pub(super) struct Copy<W> {
    from: BufReader<File>,
    pub(super) to: W,
    /// Lines that hold a document, or should, and were copied.
    pub(super) documents: usize,
    line: Vec<u8>,
    begun: bool,
    stamp: (u64, Option<SystemTime>),
}

impl<W: Write> Copy<W> {
    /// Begins to copy a file.
    pub(super) fn new(from: &Path, to: W) -> io::Result<Self> {
        let from = File::open(from)?;
        let stamp = stamp(&from.metadata()?);
        Ok(Self { from: BufReader::new(from), to, documents: 0, line: Vec::new(), begun: false, stamp })
    }

    /// Copies the next documents, up to a number of them from the beginning, and all between them.
    pub(super) fn up_to(&mut self, documents: usize) -> io::Result<()> {
        while self.documents < documents && self.advance()? {
            self.to.write_all(&self.line)?;
            self.count();
        }
        Ok(())
    }

    /// Copies the next document with changes made in its text; `false` where it is not the one that was read.
    pub(super) fn changed(&mut self, names: &FieldNames, old: &str, changes: &[Change]) -> io::Result<bool> {
        let edits: Vec<(Place, &str)> = changes.iter().map(|change| (change.place, change.new.as_str())).collect();
        while self.advance()? {
            if self.is_blank() {
                self.to.write_all(&self.line)?;
                continue;
            }
            let Some(line) = splice(&self.line, names, old, &edits) else { return Ok(false) };
            self.to.write_all(&line)?;
            self.count();
            return Ok(true);
        }
        Ok(false)
    }

    /// Copies the rest; what it was copied to, or `None` where the file changed meanwhile.
    pub(super) fn finish(mut self) -> io::Result<Option<W>> {
        io::copy(&mut self.from, &mut self.to)?;
        let same = stamp(&self.from.get_ref().metadata()?) == self.stamp;
        Ok(same.then_some(self.to))
    }

    /// Reads a line, its line break included; `false` at the end.
    fn advance(&mut self) -> io::Result<bool> {
        self.begun = !self.line.is_empty();
        self.line.clear();
        Ok(self.from.read_until(b'\n', &mut self.line)? > 0)
    }

    fn count(&mut self) {
        self.documents = self.documents.saturating_add(usize::from(!self.is_blank()));
    }

    /// Whether the line is passed over when documents are read.
    fn is_blank(&self) -> bool {
        let line = if self.begun { &self.line[..] } else { self.line.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(&self.line) };
        line.trim_ascii().is_empty()
    }
}

/// What changes when somebody writes to a file.
fn stamp(about: &Metadata) -> (u64, Option<SystemTime>) {
    (about.len(), about.modified().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_grows_while_it_is_copied_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl");
        std::fs::write(&path, "{\"text\":\"甲\"}\n").unwrap();
        let copied = |more: &str| {
            let mut copy = Copy::new(&path, Vec::new()).unwrap();
            copy.up_to(1).unwrap();
            std::fs::OpenOptions::new().append(true).open(&path).unwrap().write_all(more.as_bytes()).unwrap();
            copy.finish().unwrap()
        };
        assert_eq!(copied(""), Some("{\"text\":\"甲\"}\n".into()));
        assert_eq!(copied("{}"), None);
    }
}
