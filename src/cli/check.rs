//! `recount check`: the main job.

use std::{fs, path::PathBuf, time::Instant};

use clap::Args;
use recount::{
    baseline::Mark,
    check::{
        Checked, Checker, Language,
        timing::{Clock, Timings},
    },
    corpus::Beside,
    document::Document,
    finding::Finding,
    gate::Written,
    output::{Format, Page, gates, json, metrics, statistics::Tally, text::Findings, timings},
};

use super::{
    Status, duplicates,
    failure::{Failure, say_raw},
    gates::GateOptions,
    input::Input,
    known::BaselineFile,
    options::{Color, Form, Inputs, RuleOptions, Speech},
    progress::Progress,
    run,
    selection::Selection,
    shown::{Seen, Shown, Told},
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
    form: Form,
    #[command(flatten)]
    speech: Speech,
    #[command(flatten)]
    gates: GateOptions,
    /// Show and count only what is not in this baseline, which `recount baseline` wrote
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Leave out rules that were right less often than this on labelled cases
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u32).range(0..=100))]
    min_precision: Option<u32>,
    /// Look for reports and passages that stand in several of the documents; reads them twice
    #[arg(long)]
    duplicates: bool,
    /// Add tables: findings by rule, family, source and document, claims by verdict
    #[arg(long)]
    statistics: bool,
    /// Add a table: how long each rule took
    #[arg(long)]
    timings: bool,
    /// Write what the run came to into a file, as JSON
    #[arg(long, value_name = "FILE")]
    metrics: Option<PathBuf>,
    /// Colours in text output
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    color: Color,
    /// Findings only, no closing summary and no progress bar
    #[arg(long, short)]
    quiet: bool,
}

impl Check {
    /// Checks and tells.
    pub(super) fn run(&self) -> Result<Status, Failure> {
        let start = Instant::now();
        let clock = || u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX);
        let language = self.speech.language();
        let (checker, selection) = self.rules.checker(language)?;
        let selection = selection.right_at_least(self.min_precision);
        let gates = self.gates.gates(Written::default(), checker.rules())?;
        let mut shown = Shown::new(gates, self.gates.severity());
        let input = self.input()?;
        if let Some(path) = &self.baseline {
            let file = BaselineFile::new(path);
            let baseline = file.read_existing()?;
            shown = shown.but(file, &baseline);
        }
        let format = Format::from(self.form.format);
        let mut sink = Sink::open(self.form.output.as_deref(), format)?;
        let findings = Findings::new(language, self.color.wanted(self.form.output.is_some()));
        let corpus = if self.duplicates { Some(duplicates::survey(&self.inputs, self.input()?)?) } else { None };
        let progress = Progress::new(self.quiet, self.form.output.is_some(), language);
        let work = |number: usize, document: &Document| {
            let beside = corpus.as_ref().and_then(|corpus| corpus.beside(number, document));
            let (checked, steps) = match self.timings {
                false => (wanted_beside(&checker, &selection, document, beside), None),
                true => timed(&checker, &selection, document, beside, &clock),
            };
            let before = clock();
            let told = told(format, &findings, document, &checked, self.baseline.is_some());
            let tally = Tally::begin(document, &checked);
            Seen { path: document.path.clone(), tally, told, steps, writing: clock().saturating_sub(before) }
        };
        run::run_numbered(input, &self.inputs, &mut sink, progress, work, &mut shown)?;
        shown.timed.elapsed = clock();
        self.summarise(&mut sink, &shown, language)?;
        self.measure(&shown)?;
        sink.close()
    }

    /// The files to check: a baseline among them is no report.
    fn input(&self) -> Result<Input, Failure> {
        let mut input = Input::find(&self.inputs)?;
        if let Some(path) = &self.baseline {
            input.leave_out(path);
        }
        Ok(input)
    }

    /// The tables and the summary: with the findings where people read them, else apart from them.
    fn summarise(&self, sink: &mut Sink, shown: &Shown, language: Language) -> Result<(), Failure> {
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
        let summarised = !self.quiet && self.form.format == super::options::Format::Text;
        if self.statistics && !summarised {
            tables.push_str(&known);
        }
        let summary = format!("{}\n{known}{}\n", tally.found(language), tally.recounted(language));
        match (Format::from(self.form.format), self.quiet) {
            (Format::Text, true) => sink.text(&tables),
            (Format::Text, false) => sink.text(&format!("{tables}{summary}")),
            (Format::Jsonl | Format::Json, _) => {
                say_raw(&tables);
                Ok(())
            }
        }
    }

    /// The file of metrics, where one is asked for.
    fn measure(&self, shown: &Shown) -> Result<(), Failure> {
        let Some(path) = &self.metrics else { return Ok(()) };
        let text = metrics::file(&shown.tally, shown.unread, &shown.judged(), &shown.timed);
        fs::write(path, text).map_err(|error| Failure::Write(path.display().to_string(), error))
    }
}

/// What was found, and how long each step took: of all rules, since all of them are run.
fn timed(
    checker: &Checker,
    selection: &Selection,
    document: &Document,
    beside: Option<Beside<'_>>,
    clock: Clock<'_>,
) -> (Checked, Option<Timings>) {
    let (mut checked, steps) = checker.check_timed(checker.rules().rules(), document, beside, clock);
    keep(&mut checked, selection);
    (checked, Some(steps))
}

/// What was found, of the rules that are wanted.
pub(super) fn wanted(checker: &Checker, selection: &Selection, document: &Document) -> Checked {
    wanted_beside(checker, selection, document, None)
}

/// The same for a document of a corpus.
fn wanted_beside(checker: &Checker, selection: &Selection, document: &Document, beside: Option<Beside<'_>>) -> Checked {
    let mut checked = checker.check_beside(checker.rules().rules(), document, beside);
    keep(&mut checked, selection);
    checked
}

fn keep(checked: &mut Checked, selection: &Selection) {
    checked.findings.retain(|finding| selection.wants(&finding.rule));
    checked.ledger.retain(|entry| selection.wants(&entry.rule));
}

/// The findings as they will be shown; with what a baseline knows them by, where there is one.
fn told(format: Format, findings: &Findings, document: &Document, checked: &Checked, marked: bool) -> Vec<Told> {
    let page = Page::new(document);
    let told = |finding: &Finding| {
        let mut text = String::new();
        match format {
            Format::Text => findings.write(&mut text, &page, finding),
            Format::Jsonl | Format::Json => json::finding(&mut text, &page, finding),
        }
        let mark = marked.then(|| Mark::of(document, finding));
        Told { rule: finding.rule.clone(), severity: finding.severity, text, mark }
    };
    checked.findings.iter().map(told).collect()
}
