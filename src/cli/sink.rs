//! Where output goes: standard output or a file, in large writes, as text, as JSON lines or as one JSON array.

use std::{
    fs::File,
    io::{self, BufWriter, ErrorKind, Write},
    path::Path,
};

use recount::{
    document::Document,
    finding::Finding,
    output::{Format, Page, json},
};

use super::{Status, failure::Failure};

/// Bytes that are gathered before they are written.
const BUFFER: usize = 1 << 18;

/// An open output.
pub(super) struct Sink {
    writer: BufWriter<Box<dyn Write>>,
    name: String,
    format: Format,
    /// Whether the array has an element already.
    begun: bool,
    /// Whether its items are findings.
    findings: bool,
    /// Whether the run goes on when nobody reads what it prints.
    persistent: bool,
    /// What the run has come to so far, in case the reader goes away.
    pub(super) status: Status,
}

impl Sink {
    /// Opens standard output, or a file.
    pub(super) fn open(path: Option<&Path>, format: Format) -> Result<Self, Failure> {
        let name = path.map_or_else(|| "to standard output".to_owned(), |path| path.display().to_string());
        let writer: Box<dyn Write> = match path {
            None => Box::new(io::stdout().lock()),
            Some(path) => Box::new(File::create(path).map_err(|error| Failure::Write(name.clone(), error))?),
        };
        Ok(Self::over(writer, name, format))
    }

    /// Standard error, where standard output is wanted for something else.
    pub(super) fn aside(format: Format) -> Self {
        Self::over(Box::new(io::stderr()), "to standard error".to_owned(), format)
    }

    fn over(writer: Box<dyn Write>, name: String, format: Format) -> Self {
        let writer = BufWriter::with_capacity(BUFFER, writer);
        Self { writer, name, format, begun: false, findings: false, persistent: false, status: Status::Clean }
    }

    /// Goes on, in silence, when nobody reads what is printed any more: there is more to do than to print.
    pub(super) fn persistent(self) -> Self {
        Self { persistent: true, ..self }
    }

    /// The items that will be written are findings: what cannot be read is one of them.
    pub(super) fn of_findings(self) -> Self {
        Self { findings: true, ..self }
    }

    /// Writes that a file, or one row of it, cannot be read, where programs read findings.
    pub(super) fn unread(&mut self, path: &str, row: Option<usize>, why: &str) -> Result<(), Failure> {
        if !self.findings || self.format == Format::Text {
            return Ok(());
        }
        let document = Document { id: row.map(|row| row.to_string()), ..Document::new(path, "") };
        let mut text = String::new();
        json::finding(&mut text, &Page::new(&document), &Finding::unreadable(why));
        self.items(&text)
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
        let written = self.writer.write_all(text.as_bytes());
        self.went(written)
    }

    /// Writes what is left and closes the array.
    pub(super) fn close(mut self) -> Result<Status, Failure> {
        if self.format == Format::Json {
            let end = if self.begun { "\n]\n" } else { "[]\n" };
            self.text(end)?;
        }
        self.flush()?;
        Ok(self.status)
    }

    /// Hands over what was gathered, so that a reader sees it.
    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        let flushed = self.writer.flush();
        self.went(flushed)
    }

    fn went(&mut self, written: io::Result<()>) -> Result<(), Failure> {
        let Err(error) = written else { return Ok(()) };
        match error.kind() {
            ErrorKind::BrokenPipe if self.persistent => {
                self.writer = BufWriter::new(Box::new(io::sink()));
                Ok(())
            }
            ErrorKind::BrokenPipe => Err(Failure::Closed(self.status)),
            _ => Err(Failure::Write(self.name.clone(), error)),
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
