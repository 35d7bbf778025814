//! `recount trace`: what each rule made of one line of a report, and why.

use std::{
    io::{self, BufReader},
    path::Path,
};

use clap::Args;
use recount::{
    check::{Checker, trace::Traced},
    document::{self, Document, LineIndex, Place, ReadError, ReadOptions},
    output::{Format, Page, trace},
    walk,
};

use super::{
    Status,
    failure::Failure,
    options::{Form, RuleOptions, Speech},
    reading::Reading,
    run::{self, Done},
    selection::Selection,
    sink::Sink,
};

/// Say for each rule what it made of one line, and why
#[derive(Debug, Args)]
pub(super) struct Trace {
    /// FILE:LINE, FILE:LINE:COLUMN, or FILE#ID:LINE for a report within a JSONL file; `-` is standard input
    #[arg(value_name = "FILE:LINE", allow_hyphen_values = true)]
    at: String,
    /// Also the rules that matched nothing there
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    rules: RuleOptions,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    form: Form,
    #[command(flatten)]
    speech: Speech,
}

impl Trace {
    /// Traces it; what the rules found does not change the exit status.
    pub(super) fn run(&self) -> Result<Status, Failure> {
        let language = self.speech.language();
        let (checker, selection) = self.rules.checker(language)?;
        let target = Target::read(&self.at)?;
        let document = target.document(&self.reading.options())?;
        let format = Format::from(self.form.format);
        let mut sink = Sink::open(self.form.output.as_deref(), format)?;
        let (line, at) = target.place(&document)?;
        let work = |document: &Document| Done {
            text: self.render(format, document, &traced(&checker, &selection, document, line, at), &checker),
            ..Done::default()
        };
        let done = run::caught(&document, &work).map_err(Failure::Usage)?;
        sink.items(&done.text)?;
        sink.close()
    }

    fn render(&self, format: Format, document: &Document, traced: &[Traced], checker: &Checker) -> String {
        let (page, language) = (Page::new(document), checker.language());
        let mut text = String::new();
        for traced in traced.iter().filter(|traced| self.all || traced.tells()) {
            match format {
                Format::Text => trace::text(&mut text, &page, traced, language),
                Format::Jsonl | Format::Json => trace::json(&mut text, &page, traced),
            }
        }
        if text.is_empty() && format == Format::Text {
            text = trace::nothing(language).to_owned();
        }
        text
    }
}

/// What the rules that are wanted made of a line.
fn traced(checker: &Checker, selection: &Selection, document: &Document, line: Place, at: Option<usize>) -> Vec<Traced> {
    checker.trace(checker.rules().rules().iter().filter(|rule| selection.wants(&rule.id)), document, line, at)
}

/// The line of a report that is asked about.
#[derive(Debug, PartialEq, Eq)]
struct Target<'a> {
    path: &'a str,
    id: Option<&'a str>,
    /// Counted from 1.
    line: usize,
    /// Counted from 1, in characters.
    column: Option<usize>,
}

impl<'a> Target<'a> {
    fn read(written: &'a str) -> Result<Self, Failure> {
        let number = |text: &'a str| {
            let (before, digits) = text.rsplit_once(':')?;
            let digits = Some(digits).filter(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))?;
            Some((before, digits.parse().unwrap_or(usize::MAX))).filter(|(before, _)| !before.is_empty())
        };
        let Some((before, last)) = number(written) else {
            return Err(Failure::Usage(format!(
                "`{written}` does not say which line: write FILE:LINE or FILE:LINE:COLUMN, as report.txt:7"
            )));
        };
        // A file may have a name that ends in a colon and a number.
        let (name, line, column) = match number(before) {
            Some((name, line)) if !Path::new(before).exists() => (name, line, Some(last)),
            _ => (before, last, None),
        };
        if line == 0 || column == Some(0) {
            return Err(Failure::Usage(format!("`{written}`: lines and columns are counted from 1")));
        }
        let (path, id) = if Path::new(name).exists() { (name, None) } else { within(name) };
        Ok(Self { path, id, line, column })
    }

    /// The report itself.
    fn document(&self, reading: &ReadOptions) -> Result<Document, Failure> {
        let unreadable = |error: ReadError| Failure::Usage(error.to_string());
        if self.path == "-" {
            return self.pick(document::documents_with("<stdin>", BufReader::new(io::stdin()), reading));
        }
        self.pick(walk::open(Path::new(self.path), reading).map_err(unreadable)?)
    }

    fn pick(&self, documents: impl Iterator<Item = Result<Document, ReadError>>) -> Result<Document, Failure> {
        let (mut found, mut unreadable): (Option<Document>, _) = (None, None);
        for read in documents {
            match (read, self.id) {
                (Ok(document), Some(id)) if document.id.as_deref() == Some(id) => return Ok(document),
                (Ok(_), Some(_)) => {}
                (Ok(document), None) => match &found {
                    None => found = Some(document),
                    Some(first) => {
                        let first = Page::new(first).name().into_owned();
                        return Err(Failure::Usage(format!(
                            "{} holds several reports: name one by its id, as {first}:{}",
                            self.path, self.line
                        )));
                    }
                },
                (Err(error), _) => unreadable = unreadable.or(Some(error)),
            }
        }
        found.ok_or_else(|| match (unreadable, self.id) {
            (Some(error), _) => Failure::Usage(error.to_string()),
            (None, Some(id)) => Failure::Usage(format!("{} holds no report with the id `{id}`", self.path)),
            (None, None) => Failure::Usage(format!("{} holds no report", self.path)),
        })
    }

    /// The line in the report, without its line break, and the byte at the column.
    fn place(&self, document: &Document) -> Result<(Place, Option<usize>), Failure> {
        let (text, lines) = (&document.text, LineIndex::new(&document.text));
        let name = Page::new(document).name().into_owned();
        let last = lines.len();
        // What follows the last line break is no line, unless there is nothing else.
        let count = if last > 1 && lines.start(last) == Some(text.len()) { last.saturating_sub(1) } else { last };
        let Some(start) = lines.start(self.line).filter(|_| self.line <= count) else {
            return Err(Failure::Usage(format!("{name} has {}: there is no line {}", counted(count, "line"), self.line)));
        };
        let next = lines.start(self.line.saturating_add(1)).unwrap_or(text.len());
        let line = text.get(start..next).unwrap_or("").trim_end_matches(['\r', '\n']);
        let place = Place { start, end: start.saturating_add(line.len()) };
        let Some(column) = self.column else { return Ok((place, None)) };
        let marks = if start == 0 { line.len().saturating_sub(line.trim_start_matches('\u{FEFF}').len()) } else { 0 };
        let shown = line.get(marks..).unwrap_or("");
        let byte = shown.char_indices().nth(column.saturating_sub(1)).map(|(byte, _)| byte);
        let Some(byte) = byte else {
            let characters = counted(shown.chars().count(), "character");
            return Err(Failure::Usage(format!("line {} of {name} has {characters}: there is no column {column}", self.line)));
        };
        Ok((place, Some(start.saturating_add(marks).saturating_add(byte))))
    }
}

/// `FILE#ID`, taken apart: at the first `#` after a file that exists, since an id may have one of its own.
fn within(name: &str) -> (&str, Option<&str>) {
    let cuts = name.match_indices('#').filter_map(|(at, _)| Some((name.get(..at)?, name.get(at.saturating_add(1)..)?)));
    let existing = cuts.into_iter().find(|(path, _)| *path == "-" || Path::new(path).exists());
    existing.or_else(|| name.rsplit_once('#')).map_or((name, None), |(path, id)| (path, Some(id)))
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
