//! `recount check`: the main job.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    fs,
    io::{self, IsTerminal},
    path::PathBuf,
    time::Instant,
};

use clap::Args;
use recount::{
    baseline::{Fingerprint, Mark},
    check::{Checked, Language, timing::Timings},
    corpus::Beside,
    document::Document,
    finding::{Finding, Severity},
    output::{
        Page,
        findings::{Ending, Renderer, Spot},
        gates, metrics, timings,
    },
    suppress::Suppressed,
};

use super::{
    Status, duplicates,
    failure::{Failure, say_raw},
    fix::Fixing,
    gates::GateOptions,
    input::Input,
    journal::{Head, Journal},
    judge::Judge,
    known::BaselineFile,
    lists::ListOptions,
    news::{NewOnly, News},
    options::{Extent, Inputs, RuleOptions, Speech},
    outputs::Outputs,
    progress::Progress,
    projects::Projects,
    run,
    selection::Selection,
    shown::{Account, Seen, Shown, Told},
    sink::Sink,
};

/// Check reports (the default command)
#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    rules: RuleOptions,
    #[command(flatten)]
    outputs: Outputs,
    #[command(flatten)]
    speech: Speech,
    #[command(flatten)]
    gates: GateOptions,
    #[command(flatten)]
    extent: Extent,
    /// Add tables: findings by rule, family, source and document, claims by verdict
    #[arg(long)]
    statistics: bool,
    /// Add a table: how long each rule took
    #[arg(long)]
    timings: bool,
    /// Write what the run came to into a file, as JSON
    #[arg(long, value_name = "FILE")]
    metrics: Option<PathBuf>,
    /// Findings only, no closing summary and no progress bar
    #[arg(long, short)]
    quiet: bool,
    /// Keep what is done in this file, and go on from there where a run was stopped; Ctrl-C stops it cleanly
    #[arg(long, value_name = "FILE", conflicts_with_all = ["fix", "diff", "output_dir", "timings"])]
    resume: Option<PathBuf>,
    #[command(flatten)]
    fixing: Fixing,
    #[command(flatten)]
    lists: ListOptions,
}

impl Check {
    /// Checks and tells.
    pub(super) fn run(&self) -> Result<Status, Failure> {
        let start = Instant::now();
        let clock = || u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX);
        let projects = self.rules.projects(&self.inputs.places(), &self.speech)?;
        let language = projects.language();
        let selection = self.rules.selection(&projects)?.right_at_least(self.extent.min_precision);
        let projects = projects.partial(selection.leaves_out() || self.inputs.are_piped());
        let mut shown = Shown::new(Judge::new(&self.gates, &projects)?);
        let mut input = self.input(&projects)?;
        shown.writer = self.fixing.writer(&self.inputs, &mut input)?;
        let mut sink = self.sink(&projects, shown.fail_on())?;
        let renderers = sink.renderers();
        let mut journal = self.journal(&projects, &input, &renderers)?;
        let projects = projects.begun_on(journal.today());
        let to_file = self.outputs.main_file().is_some();
        let visible = !to_file && io::stdout().is_terminal();
        let corpus = if self.extent.duplicates { Some(duplicates::survey(&self.inputs, self.input(&projects)?)?) } else { None };
        let beside = |number: usize, document: &Document| corpus.as_ref().and_then(|corpus| corpus.beside(number, document));
        let mut news = None;
        if let Some(path) = &self.extent.baseline {
            let file = BaselineFile::new(path);
            let baseline = file.read_existing()?;
            if self.fixing.wanted() || self.lists.wanted() {
                let check =
                    |number: usize, document: &Document| wanted_beside(&projects, &selection, document, beside(number, document));
                news = Some(News::of(&self.inputs, self.input(&projects)?, file, &baseline, check)?);
            } else {
                shown = shown.but(file, &baseline);
            }
        }
        let marked = self.extent.baseline.is_some() && news.is_none();
        let progress = Progress::new(self.quiet, to_file, language);
        let told = |document: &Document, checked: &Checked| told(&renderers, document, checked, marked);
        let work = |number: usize, document: &Document| {
            let steps = RefCell::new(None::<Timings>);
            let new_only = RefCell::new(news.as_ref().map(|news| news.of_document(number)));
            let check = |document: &Document| {
                let beside = beside(number, document);
                let mut checked = if self.timings {
                    let (mut checked, took) = projects.check_timed(document, beside, &clock);
                    steps.borrow_mut().get_or_insert_default().add(took);
                    keep(&mut checked, &selection);
                    checked
                } else {
                    wanted_beside(&projects, &selection, document, beside)
                };
                if let Some(new_only) = &mut *new_only.borrow_mut() {
                    new_only.keep(document, &mut checked);
                }
                checked
            };
            let writing = Cell::new(0_u64);
            let told = |document: &Document, checked: &Checked| {
                let before = clock();
                let told = told(document, checked);
                writing.set(writing.get().saturating_add(clock().saturating_sub(before)));
                told
            };
            let mut seen = self.fixing.done(document, visible, check, told);
            seen.leave_out(new_only.borrow().as_ref().map_or(0, NewOnly::count));
            Seen { steps: steps.take(), writing: writing.get(), ..seen }
        };
        shown.lists = Some(self.lists.open()?);
        run::run_kept(input, &self.inputs, &mut sink, progress, work, &mut shown, &mut journal)?;
        let whole = sink.status != Status::Stopped;
        // Who has not seen all files cannot say what suppresses nothing.
        let beside = if whole { projects.beside(&self.inputs.paths, language) } else { Vec::new() };
        for (file, mut checked) in beside {
            keep(&mut checked, &selection);
            shown.beside(&mut sink, &file, &told(&file, &checked))?;
        }
        shown.timed.elapsed = clock();
        self.summarise(&mut sink, &shown, language, whole)?;
        self.measure(&shown)?;
        let status = sink.close()?;
        if whole { journal.finish() } else { journal.pause() }.map(|()| status)
    }

    /// Where what is done is kept, if anywhere.
    fn journal(&self, projects: &Projects, input: &Input, renderers: &[Renderer]) -> Result<Journal, Failure> {
        let Some(path) = &self.resume else { return Ok(Journal::none(projects.today())) };
        let forms: Vec<_> = renderers.iter().map(|renderer| (renderer.format, &renderer.paths, renderer.fail_on)).collect();
        let baseline = self.extent.baseline.as_ref().map(fs::read).transpose().unwrap_or_default();
        let colour = self.outputs.is_coloured();
        let options =
            format!("{:?}", (&self.rules, &self.inputs.reading, &self.extent, projects.language(), forms, colour, baseline));
        Journal::open(path, Head::new(projects, &options, input)?)
    }

    /// The files to check: a baseline among them is no report, nor is what an earlier run wrote.
    fn input(&self, projects: &Projects) -> Result<Input, Failure> {
        let mut input = Input::find(&self.inputs, projects)?;
        if let Some(path) = &self.extent.baseline {
            input.leave_out(path);
        }
        self.outputs.files().chain(self.resume.as_deref()).for_each(|path| input.leave_out(path));
        Ok(input)
    }

    /// Where findings go: with what standard input becomes on standard output, to standard error.
    fn sink(&self, projects: &Projects, gate: Option<Severity>) -> Result<Sink, Failure> {
        let sink = self.outputs.open(projects, gate, self.fixing.takes_stdin(&self.inputs), self.fixing.diff())?;
        // Files are written though nobody reads what is printed.
        let goes_on = self.fixing.wanted() && !self.fixing.diff() || self.outputs.files().next().is_some();
        Ok(if goes_on { sink.persistent() } else { sink })
    }

    /// The tables and the summary: with the findings where people read them, else apart from them.
    fn summarise(&self, sink: &mut Sink, shown: &Shown, language: Language, whole: bool) -> Result<(), Failure> {
        let tally = &shown.tally;
        let mut tables = if self.statistics { format!("{}\n", tally.table(language)) } else { String::new() };
        tables.push_str(&timings::table(&shown.timed, language));
        let judged = shown.judged();
        // A run that is to be quiet says all the same why it failed.
        if !self.quiet || judged.iter().any(|gate| !gate.passed) {
            let table = gates::table(&judged, language);
            tables.push_str(&if table.is_empty() { table } else { format!("{table}\n") });
        }
        let known = tally.admitted(language).map_or_else(String::new, |known| format!("{known}\n"));
        let summarised = !self.quiet && self.outputs.summarises();
        if self.statistics && !summarised {
            tables.push_str(&known);
        }
        let mended =
            if self.fixing.wanted() { format!("{}\n", tally.mended(language, !self.fixing.diff())) } else { String::new() };
        let summary = match self.quiet {
            true => tables.clone(),
            false => format!("{tables}{}\n{known}{}\n{mended}", tally.found(language), tally.recounted(language)),
        };
        sink.end(Ending { summary: &summary, whole: whole && shown.unread == 0 })?;
        if self.fixing.diff() || !self.outputs.summarises() {
            say_raw(&tables);
            say_raw(if self.quiet { "" } else { &mended });
        }
        Ok(())
    }

    /// The file of metrics, where one is asked for.
    fn measure(&self, shown: &Shown) -> Result<(), Failure> {
        let Some(path) = &self.metrics else { return Ok(()) };
        let text = metrics::file(&shown.tally, shown.unread, &shown.judged(), &shown.timed);
        fs::write(path, text).map_err(|error| Failure::Write(path.display().to_string(), error))
    }
}

/// What was found, of the rules that are wanted.
pub(super) fn wanted(projects: &Projects, selection: &Selection, document: &Document) -> Checked {
    wanted_beside(projects, selection, document, None)
}

/// The same for a document of a corpus.
fn wanted_beside(projects: &Projects, selection: &Selection, document: &Document, beside: Option<Beside<'_>>) -> Checked {
    let mut checked = projects.check(document, beside);
    keep(&mut checked, selection);
    checked
}

/// Drops what was found by rules that nobody wants.
pub(super) fn keep(checked: &mut Checked, selection: &Selection) {
    checked.findings.retain(|finding| selection.wants(&finding.rule));
    checked.suppressed.retain(|suppressed| selection.wants(&suppressed.finding.rule));
    checked.ledger.retain(|entry| selection.wants(&entry.rule));
}

/// The findings as they will be shown, in every form; with what a baseline knows them by, where there is one.
fn told(renderers: &[Renderer], document: &Document, checked: &Checked, marked: bool) -> Account {
    let page = Page::new(document);
    let paths: Vec<String> = renderers.iter().map(|renderer| renderer.paths.told(&document.path)).collect();
    // Only forms that know what is suppressed tell findings on the same words apart.
    let counts = renderers.iter().any(|renderer| renderer.format.tells_suppressed());
    let mut met: HashMap<Fingerprint, usize> = HashMap::new();
    let mut told = |finding: &Finding, suppressed: Option<&Suppressed>| {
        let nth = met.entry(if counts { Fingerprint::of(document, finding) } else { Fingerprint::default() }).or_default();
        *nth = nth.saturating_add(1);
        let texts = renderers.iter().zip(&paths).map(|(renderer, path)| {
            if suppressed.is_some() && !renderer.format.tells_suppressed() {
                return String::new();
            }
            renderer.finding(&Spot::new(&page, finding, path).as_one_of(*nth, suppressed))
        });
        let texts = texts.collect();
        let mark = marked.then(|| Mark::of(document, finding));
        Told { rule: finding.rule.clone(), severity: finding.severity, texts, mark }
    };
    let found = checked.findings.iter().map(|finding| told(finding, None)).collect();
    let suppressed = if counts { &checked.suppressed[..] } else { &[] };
    let suppressed = suppressed.iter().map(|suppressed| told(&suppressed.finding, Some(suppressed))).collect();
    Account { found, suppressed }
}
