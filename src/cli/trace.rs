//! `recount trace`: what each rule made of one line of a report, and why.

use std::{
    io::{self, BufReader},
    path::{Path, PathBuf},
    slice,
};

use clap::Args;
use recount::{
    check::{Language, trace::Traced},
    document::{self, Document, LineIndex, Place, ReadError, ReadOptions},
    output::{Format, Page, trace},
    walk,
};

use super::{
    Status,
    failure::Failure,
    options::{Listing, RuleOptions},
    projects::Projects,
    reading::Reading,
    run::{self, Done},
    selection::Selection,
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
    listing: Listing,
}

impl Trace {
    /// Traces it; what the rules found does not change the exit status.
    pub(super) fn run(&self) -> Result<Status, Failure> {
        let target = Target::read(&self.at)?;
        let path = PathBuf::from(target.path);
        let projects = self.rules.projects(slice::from_ref(&path), &self.listing.speech)?;
        let selection = self.rules.selection(&projects)?;
        let document = target.document(&self.reading.under(&path, &projects.run().config))?;
        let format = self.listing.format();
        let mut sink = self.listing.open()?;
        let (line, at) = target.place(&document)?;
        let work = |document: &Document| Done {
            text: self.render(format, document, &traced(&projects, &selection, document, line, at), projects.language()),
            ..Done::default()
        };
        let done = run::caught(&document, &work).map_err(Failure::Usage)?;
        sink.items(&done.text)?;
        sink.close()
    }

    fn render(&self, format: Format, document: &Document, traced: &[Traced], language: Language) -> String {
        let page = Page::new(document);
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
fn traced(projects: &Projects, selection: &Selection, document: &Document, line: Place, at: Option<usize>) -> Vec<Traced> {
    let run = projects.run();
    let settings = run.settings(Path::new(&document.path));
    let wanted = settings.in_force(&run.rules).filter(|in_force| selection.wants(&in_force.rule.id));
    let mut traced = projects.checker().trace(wanted, document, line, at);
    let suppressed = projects.check(document, None).suppressed;
    let suppressed = suppressed.iter().filter(|suppressed| selection.wants(&suppressed.finding.rule)).map(Traced::suppressed);
    traced.extend(suppressed.filter(|suppressed| suppressed.stands(line, at)));
    // In the order of the line, what is suppressed after what was found there; the rules that matched nothing come last.
    traced.sort_by_key(|traced| (traced.place.is_none(), traced.place));
    traced
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
            return Err(Failure::usage(
                format!("`{written}` does not say which line: write FILE:LINE or FILE:LINE:COLUMN, as report.txt:7"),
                format!("`{written}` 没有说明哪一行:请写 文件:行 或 文件:行:列,如 report.txt:7"),
            ));
        };
        // A file may have a name that ends in a colon and a number.
        let (name, line, column) = match number(before) {
            Some((name, line)) if !Path::new(before).exists() => (name, line, Some(last)),
            _ => (before, last, None),
        };
        if line == 0 || column == Some(0) {
            return Err(Failure::usage(
                format!("`{written}`: lines and columns are counted from 1"),
                format!("`{written}`:行和列从 1 数起"),
            ));
        }
        let (path, id) = if Path::new(name).exists() { (name, None) } else { within(name) };
        Ok(Self { path, id, line, column })
    }

    /// The report itself.
    fn document(&self, reading: &ReadOptions) -> Result<Document, Failure> {
        if self.path == "-" {
            return self.pick(document::documents_with("<stdin>", BufReader::new(io::stdin()), reading));
        }
        self.pick(walk::open(Path::new(self.path), reading).map_err(|error| cannot_read(&error))?)
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
                        let (path, line) = (self.path, self.line);
                        return Err(Failure::usage(
                            format!("{path} holds several reports: name one by its id, as {first}:{line}"),
                            format!("{path} 含有多篇报告:请用编号指明,如 {first}:{line}"),
                        ));
                    }
                },
                (Err(error), _) => unreadable = unreadable.or(Some(error)),
            }
        }
        found.ok_or_else(|| match (unreadable, self.id) {
            (Some(error), _) => cannot_read(&error),
            (None, Some(id)) => Failure::usage(
                format!("{} holds no report with the id `{id}`", self.path),
                format!("{} 中没有编号为 `{id}` 的报告", self.path),
            ),
            (None, None) => Failure::usage(format!("{} holds no report", self.path), format!("{} 中没有报告", self.path)),
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
            let line = self.line;
            return Err(Failure::usage(
                format!("{name} has {}: there is no line {line}", counted(count, "line")),
                format!("{name} 共{count}行:没有第{line}行"),
            ));
        };
        let next = lines.start(self.line.saturating_add(1)).unwrap_or(text.len());
        let line = text.get(start..next).unwrap_or("").trim_end_matches(['\r', '\n']);
        let place = Place { start, end: start.saturating_add(line.len()) };
        let Some(column) = self.column else { return Ok((place, None)) };
        let marks = if start == 0 { line.len().saturating_sub(line.trim_start_matches('\u{FEFF}').len()) } else { 0 };
        let shown = line.get(marks..).unwrap_or("");
        let byte = shown.char_indices().nth(column.saturating_sub(1)).map(|(byte, _)| byte);
        let Some(byte) = byte else {
            let (line, count) = (self.line, shown.chars().count());
            return Err(Failure::usage(
                format!("line {line} of {name} has {}: there is no column {column}", counted(count, "character")),
                format!("{name} 第{line}行共{count}字:没有第{column}列"),
            ));
        };
        Ok((place, Some(start.saturating_add(marks).saturating_add(byte))))
    }
}

/// A report that cannot be read.
fn cannot_read(error: &ReadError) -> Failure {
    Failure::usage(error.to_string(), error.chinese())
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
