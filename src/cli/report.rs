//! `recount report`: the dashboard, one page for people who would rather look than read.

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use clap::Args;
use recount::{
    baseline::{Baseline, Mark},
    check::{Checked, Language},
    config::FailOn,
    document::Document,
    finding::Severity,
    output::{
        Format,
        clean::clean,
        dashboard::{self, Dashboard, Leaf, Row},
    },
};

use super::{
    Status, check, duplicates,
    failure::Failure,
    gates::Least,
    input::{Input, STDIN},
    known::{Admitted, BaselineFile, Known},
    options::{Extent, Inputs, RuleOptions, Speech},
    progress::Progress,
    projects::Projects,
    run::{self, Named, Take, Unread},
    selection::Selection,
    sink::Sink,
    whole,
};

/// Write what was found as one page to look at: charts, filters, every finding with its text and its arithmetic
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Report {
    #[command(flatten)]
    inputs: Inputs,
    /// File of the page; `-` is standard output
    #[arg(long, short, value_name = "FILE", default_value = "report.html")]
    output: PathBuf,
    #[command(flatten)]
    rules: RuleOptions,
    #[command(flatten)]
    speech: Speech,
    #[command(flatten)]
    extent: Extent,
    /// Findings that the page lists; the others are counted only
    #[arg(long, value_name = "N", default_value_t = 200_000)]
    most: usize,
    /// Lowest severity that makes the exit status 1 [default: never]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    fail_on: Option<Least>,
    /// No closing line and no progress bar
    #[arg(long, short)]
    quiet: bool,
}

const AFTER_HELP: &str = "The page never needs the network: it can be mailed, archived and opened from the disk.
Exit status: 0 whatever is found, unless --fail-on is given; 2 the program could not do its job.";

/// One document that was checked.
struct Seen {
    path: String,
    leaf: Leaf,
    rows: Vec<Row>,
    /// What a baseline knows each finding by, where there is one.
    marks: Vec<Mark>,
}

/// A finding that is held against a baseline.
struct Marked(Row, Mark);

impl Admitted for Marked {
    fn mark(&self) -> &Mark {
        &self.1
    }

    fn bytes(&self) -> usize {
        self.0.bytes()
    }
}

/// The page as it is collected.
struct Collected {
    dashboard: Dashboard,
    known: Option<Known<Leaf, Marked>>,
    fail_on: Option<Severity>,
}

impl Collected {
    fn add(&mut self, sink: &mut Sink, leaf: Leaf, rows: &[Row], known: usize) {
        self.judge(sink, rows);
        self.dashboard.add(leaf, rows, known);
    }

    fn judge(&self, sink: &mut Sink, rows: &[Row]) {
        if rows.iter().any(|row| self.fail_on.is_some_and(|least| row.severity >= least)) {
            sink.status = sink.status.max(Status::Found);
        }
    }

    fn add_decided(&mut self, sink: &mut Sink, last: bool) {
        while let Some(decided) = self.known.as_mut().and_then(|known| known.decided(last)) {
            let all = decided.findings.len();
            let new = decided.findings.into_iter().filter(|(_, is_new)| *is_new);
            let rows: Vec<Row> = new.map(|(Marked(row, _), _)| row).collect();
            self.add(sink, decided.document, &rows, all.saturating_sub(rows.len()));
        }
    }
}

impl Take for Collected {
    type Done = Seen;

    fn begin(&mut self, files: &[String]) {
        if let Some(known) = &mut self.known {
            known.begin(files);
        }
    }

    fn take(&mut self, sink: &mut Sink, _: &Named, seen: Seen) -> Result<(), Failure> {
        let Some(known) = &mut self.known else {
            self.add(sink, seen.leaf, &seen.rows, 0);
            return Ok(());
        };
        let marked = seen.rows.into_iter().zip(seen.marks).map(|(row, mark)| Marked(row, mark));
        known.meet(&seen.path, seen.leaf, marked.collect());
        self.add_decided(sink, false);
        Ok(())
    }

    fn unread(&mut self, _: &mut Sink, why: Unread<'_>) -> Result<(), Failure> {
        let Unread::File(what) = why else {
            self.dashboard.unread(None);
            return Ok(());
        };
        let id = what.row.map(|row| row.to_string());
        let document = Document { id, ..Document::new(&*what.path, "") };
        let [english, chinese] = &what.why;
        let row = Row::unreadable(&document, [english, chinese]);
        self.dashboard.unread(Some((Leaf::new(&document, &Checked::default()), row)));
        Ok(())
    }

    fn end(&mut self, sink: &mut Sink, _: u64) -> Result<(), Failure> {
        self.add_decided(sink, true);
        Ok(())
    }
}

impl Report {
    /// Checks everything and writes the page.
    pub(super) fn run(&self) -> Result<Status, Failure> {
        let projects = self.rules.projects(&self.inputs.places(), &self.speech)?;
        let language = projects.language();
        let selection = self.rules.selection(&projects)?.right_at_least(self.extent.min_precision);
        let projects = projects.partial(selection.leaves_out() || self.inputs.are_piped());
        self.is_possible()?;
        let input = self.input(&projects)?;
        let known = self.extent.baseline.as_deref().map(known).transpose()?;
        let corpus = if self.extent.duplicates { Some(duplicates::survey(&self.inputs, self.input(&projects)?)?) } else { None };
        let fail_on = self.fail_on.and_then(|least| FailOn::from(least).severity());
        let mut collected = Collected { dashboard: Dashboard::new(self.most), known, fail_on };
        let mut sink = Sink::open(None, Format::Text)?;
        let work = |number: usize, document: &Document| {
            let beside = corpus.as_ref().and_then(|corpus| corpus.beside(number, document));
            self.seen(document, |language| {
                let mut checked = projects.check_in(language, document, beside);
                check::keep(&mut checked, &selection);
                checked
            })
        };
        let progress = Progress::new(self.quiet, true, language);
        run::run_kept(input, &self.inputs, &mut sink, progress, work, &mut collected, &mut ())?;
        self.add_beside(&projects, &selection, &mut sink, &mut collected);
        self.write(sink, collected.dashboard, &projects)
    }

    /// The page is told in both languages: what is found is checked in each.
    fn seen(&self, document: &Document, check: impl Fn(Language) -> Checked) -> Seen {
        let english = check(Language::En);
        let rows = if english.findings.is_empty() { Vec::new() } else { Row::all(document, &english, &check(Language::Zh)) };
        let marked = self.extent.baseline.is_some();
        let marks = english.findings.iter().filter(|_| marked).map(|finding| Mark::of(document, finding));
        Seen { path: document.path.clone(), leaf: Leaf::new(document, &english), marks: marks.collect(), rows }
    }

    /// What is wrong with files beside the documents.
    fn add_beside(&self, projects: &Projects, selection: &Selection, sink: &mut Sink, collected: &mut Collected) {
        let [english, chinese] = [Language::En, Language::Zh].map(|language| projects.beside(&self.inputs.paths, language));
        for ((file, mut english), (_, mut chinese)) in english.into_iter().zip(chinese) {
            check::keep(&mut english, selection);
            check::keep(&mut chinese, selection);
            let rows = Row::all(&file, &english, &chinese);
            collected.judge(sink, &rows);
            collected.dashboard.beside(Leaf::new(&file, &english), &rows);
        }
    }

    /// Whether the page can be written where it is wanted: nobody should wait an hour to hear that it cannot.
    fn is_possible(&self) -> Result<(), Failure> {
        let folder = self.output.parent().filter(|folder| !folder.as_os_str().is_empty());
        match folder {
            Some(folder) if !folder.is_dir() => {
                Err(Failure::Write(self.output.display().to_string(), io::ErrorKind::NotFound.into()))
            }
            _ if self.output.is_dir() => {
                Err(Failure::Write(self.output.display().to_string(), io::ErrorKind::IsADirectory.into()))
            }
            _ if self.replaces_another() => {
                let name = self.output.display();
                Err(Failure::usage(
                    format!("{name} is there already and is no page of recount; name another with --output"),
                    format!("{name} 已经存在,且不是 recount 生成的网页;请用 --output 另取文件名"),
                ))
            }
            _ => Ok(()),
        }
    }

    /// Whether a file is in the place of the page that is something else: a report perhaps, which must not be lost.
    fn replaces_another(&self) -> bool {
        let Ok(file) = File::open(&self.output) else { return false };
        if !file.metadata().is_ok_and(|about| about.is_file() && about.len() > 0) {
            return false;
        }
        let mut beginning = Vec::new();
        let limit = u64::try_from(dashboard::BEGINNING).unwrap_or(u64::MAX);
        file.take(limit).read_to_end(&mut beginning).is_err() || !dashboard::is_page(&beginning)
    }

    /// The files to check: neither the baseline nor an earlier page is a report.
    fn input(&self, projects: &Projects) -> Result<Input, Failure> {
        let mut input = Input::find(&self.inputs, projects)?;
        self.extent.baseline.iter().chain([&self.output]).for_each(|file| input.leave_out(file));
        Ok(input)
    }

    fn write(&self, mut sink: Sink, dashboard: Dashboard, projects: &Projects) -> Result<Status, Failure> {
        let (findings, documents, language) = (dashboard.found(), dashboard.documents(), projects.language());
        let page = dashboard.page(&projects.run().rules, language);
        if self.output == Path::new(STDIN) {
            sink.text(&page)?;
            return sink.close();
        }
        whole::write(&self.output, &page)?;
        let name = self.output.to_string_lossy();
        let name = clean(&name);
        let many = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
        let said = match language {
            Language::En => format!("{name}: {} in {}\n", many(findings, "finding"), many(documents, "document")),
            Language::Zh => format!("{name}:{documents}篇文档,{findings}处问题\n"),
        };
        sink.text(if self.quiet { "" } else { &said })?;
        sink.close()
    }
}

fn known(path: &Path) -> Result<Known<Leaf, Marked>, Failure> {
    let file = BaselineFile::new(path);
    let baseline: Baseline = file.read_existing()?;
    Ok(Known::new(file, &baseline))
}
