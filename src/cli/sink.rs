//! Where output goes: standard output or a file, in large writes, as text, as JSON lines or as one JSON array.

use std::{
    fs::File,
    io::{self, BufWriter, ErrorKind, Write},
    path::Path,
};

use recount::output::Format;

use super::{Status, failure::Failure, speech::either};

/// Bytes that are gathered before they are written.
const BUFFER: usize = 1 << 18;

/// An open output.
pub(super) struct Sink {
    writer: BufWriter<Box<dyn Write>>,
    name: String,
    format: Format,
    /// Whether the array has an element already.
    begun: bool,
    /// What the run has come to so far, in case the reader goes away.
    pub(super) status: Status,
}

impl Sink {
    /// Opens standard output, or a file.
    pub(super) fn open(path: Option<&Path>, format: Format) -> Result<Self, Failure> {
        let name = path.map_or_else(|| either("to standard output", "标准输出").to_owned(), |path| path.display().to_string());
        let writer: Box<dyn Write> = match path {
            None => Box::new(io::stdout().lock()),
            Some(path) => Box::new(File::create(path).map_err(|error| Failure::Write(name.clone(), error))?),
        };
        Ok(Self { writer: BufWriter::with_capacity(BUFFER, writer), name, format, begun: false, status: Status::Clean })
    }

    /// Writes items: rendered text, or JSON objects, each on one line.
    pub(super) fn items(&mut self, text: &str) -> Result<(), Failure> {
        if self.format != Format::Json {
            return self.text(text);
        }
        for line in text.lines() {
            self.text(if self.begun { ",\n" } else { "[\n" })?;
            self.begun = true;
            self.text(line)?;
        }
        Ok(())
    }

    /// Writes text as it is.
    pub(super) fn text(&mut self, text: &str) -> Result<(), Failure> {
        self.writer.write_all(text.as_bytes()).map_err(|error| self.failed(error))
    }

    /// Writes what is left and closes the array.
    pub(super) fn close(mut self) -> Result<Status, Failure> {
        if self.format == Format::Json {
            let end = if self.begun { "\n]\n" } else { "[]\n" };
            self.text(end)?;
        }
        self.writer.flush().map_err(|error| self.failed(error))?;
        Ok(self.status)
    }

    /// Hands over what was gathered, so that a reader sees it.
    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        self.writer.flush().map_err(|error| self.failed(error))
    }

    fn failed(&self, error: io::Error) -> Failure {
        match error.kind() {
            ErrorKind::BrokenPipe => Failure::Closed(self.status),
            _ => Failure::Write(self.name.clone(), error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(format: Format, items: &[&str]) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out");
        let mut sink = Sink::open(Some(&path), format).unwrap();
        items.iter().for_each(|item| sink.items(item).unwrap());
        assert_eq!(sink.close().unwrap(), Status::Clean);
        std::fs::read_to_string(&path).unwrap()
    }

    #[test]
    fn objects_are_lines_or_elements_of_an_array() {
        let items = ["", "{\"a\":1}\n{\"a\":2}\n", "", "{\"a\":3}\n"];
        assert_eq!(written(Format::Jsonl, &items), "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n");
        assert_eq!(written(Format::Json, &items), "[\n{\"a\":1},\n{\"a\":2},\n{\"a\":3}\n]\n");
        assert_eq!(written(Format::Json, &[]), "[]\n");
    }
}
