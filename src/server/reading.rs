//! A text of the editor as the reports that it holds, each with what was found in it and with the way back to the text.

use std::path::Path;

use super::projects::Projects;
use crate::{
    check::Checked,
    document::{Document, Encoding, Format, Place, ReadError, ReadOptions, Spelled, documents_with},
};

/// What became of a text.
#[derive(Debug, Default)]
pub struct Reading {
    /// Its reports, in order.
    pub reports: Vec<Report>,
    /// What in it is no report: where, and why.
    pub unread: Vec<(Place, ReadError)>,
}

/// One report of a text.
#[derive(Debug)]
pub struct Report {
    /// As it was read.
    pub document: Document,
    /// What was found.
    pub checked: Checked,
    /// The line or row that holds it; the whole text where that is the report.
    pub row: Place,
    written: Written,
}

/// How a report stands in the text.
#[derive(Debug)]
enum Written {
    /// As it is, from a byte on.
    From(usize),
    /// Escaped in a line of JSON.
    Json(Spelled),
    /// Otherwise: only its row is known.
    Somewhere,
}

impl Report {
    /// Where a place of the report stands in the text.
    pub fn place(&self, place: Place) -> Place {
        let at = |byte: usize| match &self.written {
            Written::From(start) => start.saturating_add(byte),
            Written::Json(spelled) => self.row.start.saturating_add(spelled.byte(byte)),
            Written::Somewhere => self.row.start,
        };
        match self.written {
            Written::Somewhere => self.row,
            _ => Place { start: at(place.start), end: at(place.end) },
        }
    }

    /// How something new is written in the place of a part of it; `None` where nobody can tell.
    pub fn write(&self, new: &str) -> Option<String> {
        match &self.written {
            Written::From(_) if matches!(self.document.format, Format::Csv | Format::Tsv) => None,
            Written::From(_) => Some(new.to_owned()),
            Written::Json(spelled) => Some(spelled.write(new)),
            Written::Somewhere => None,
        }
    }
}

impl Reading {
    /// Reads and checks a text as the command line does the file.
    pub fn of(path: &Path, text: &str, projects: &Projects) -> Self {
        let mut reading = Self::default();
        let options = ReadOptions { encoding: Some(Encoding::Utf8), ..projects.reading(path) };
        let name = path.to_string_lossy();
        let mut rows = Rows::new(text, Format::of(&name));
        for read in documents_with(&name, text.as_bytes(), &options) {
            let row = rows.next(read.as_ref().ok());
            match read {
                Ok(document) => {
                    let checked = projects.check(&document);
                    let written = written(text, row, &document, &options);
                    reading.reports.push(Report { document, checked, row, written });
                }
                // There is nothing to check yet.
                Err(ReadError::Empty { .. }) => {}
                Err(error) => reading.unread.push((row, error)),
            }
        }
        reading
    }
}

fn written(text: &str, row: Place, document: &Document, options: &ReadOptions) -> Written {
    let of_row = text.get(row.start..row.end).unwrap_or("");
    let found = match document.format {
        Format::Jsonl => Spelled::of(of_row, &options.fields, &document.text).map(Written::Json),
        Format::Csv | Format::Tsv => of_row.find(&document.text).map(|at| Written::From(row.start.saturating_add(at))),
        _ => (of_row == document.text).then_some(Written::From(row.start)),
    };
    found.unwrap_or(Written::Somewhere)
}

/// Where each report of a text stands.
struct Rows<'t> {
    text: &'t str,
    format: Format,
    /// What was passed over.
    done: usize,
}

impl<'t> Rows<'t> {
    fn new(text: &'t str, format: Format) -> Self {
        Self { text, format, done: 0 }
    }

    /// The place of the next one.
    fn next(&mut self, document: Option<&Document>) -> Place {
        match self.format {
            Format::Jsonl => self.line(),
            Format::Csv | Format::Tsv => self.row(document),
            _ => Place { start: 0, end: self.text.len() },
        }
    }

    /// The next line that is not blank.
    fn line(&mut self) -> Place {
        for line in self.text.get(self.done..).unwrap_or("").split_inclusive('\n') {
            let start = self.done;
            self.done = start.saturating_add(line.len());
            if !line.strip_prefix('\u{FEFF}').filter(|_| start == 0).unwrap_or(line).trim_ascii().is_empty() {
                return Place { start, end: start.saturating_add(line.trim_end_matches(['\r', '\n']).len()) };
            }
        }
        Place { start: self.text.len(), end: self.text.len() }
    }

    /// Where the text of a document stands next; else the line after the last that is known.
    fn row(&mut self, document: Option<&Document>) -> Place {
        if self.done == 0 {
            // The first line names the columns.
            self.done = self.text.find('\n').map_or(self.text.len(), |at| at.saturating_add(1));
        }
        let rest = self.text.get(self.done..).unwrap_or("");
        let found = document.and_then(|document| Some((rest.find(&document.text)?, document.text.len())));
        if let Some((at, length)) = found {
            let start = self.done.saturating_add(at);
            self.done = start.saturating_add(length);
            return Place { start, end: self.done };
        }
        // The rest of the line before is none of its own.
        let begun = self.text.get(..self.done).is_some_and(|done| !done.ends_with('\n'));
        let skipped = if begun { rest.find('\n').map_or(rest.len(), |at| at.saturating_add(1)) } else { 0 };
        let length = rest.get(skipped..).map_or(0, |rest| rest.find('\n').unwrap_or(rest.len()));
        let start = self.done.saturating_add(skipped);
        self.done = start.saturating_add(length);
        Place { start, end: self.done }
    }
}
