//! `recount check`: the main job.

use std::io::{self, IsTerminal};

use clap::{Args, ValueEnum};
use recount::{
    check::{Checked, Checker, Language},
    corpus::Beside,
    document::Document,
    finding::Severity,
    output::{Format, Page, json, statistics::Tally, text::Findings},
};

use super::{
    Status, duplicates,
    failure::{Failure, say_raw},
    fix::Fixing,
    input::Input,
    lists::ListOptions,
    options::{Color, Form, Inputs, RuleOptions, Speech},
    run,
    selection::Selection,
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
    /// Lowest severity that makes the exit status 1
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    fail_on: Gate,
    /// Leave out rules that were right less often than this on labelled cases
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u32).range(0..=100))]
    min_precision: Option<u32>,
    /// Look for reports and passages that stand in several of the documents; reads them twice
    #[arg(long)]
    duplicates: bool,
    /// Add tables: findings by rule and family, claims by verdict
    #[arg(long)]
    statistics: bool,
    /// Colours in text output
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    color: Color,
    /// Findings only, no closing summary
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    fixing: Fixing,
    #[command(flatten)]
    lists: ListOptions,
}

/// The lowest severity that counts for the exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Gate {
    #[default]
    Error,
    Warning,
    Info,
    Never,
}

impl Gate {
    fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }
}

impl Check {
    /// Checks and tells.
    pub(super) fn run(&self) -> Result<Status, Failure> {
        let language = self.speech.language();
        let (checker, selection) = self.rules.checker(language)?;
        let selection = selection.right_at_least(self.min_precision);
        let format = Format::from(self.form.format);
        let mut input = Input::find(&self.inputs)?;
        let writer = self.fixing.writer(&self.inputs, &mut input)?;
        let mut sink = self.sink(format)?;
        let findings = Findings::new(language, self.color.wanted(self.form.output.is_some()));
        let visible = self.form.output.is_none() && io::stdout().is_terminal();
        let gate = self.fail_on.severity();
        let corpus = if self.duplicates { Some(duplicates::survey(&self.inputs)?) } else { None };
        let work = |number: usize, document: &Document| {
            let check = |document: &Document| {
                let beside = corpus.as_ref().and_then(|corpus| corpus.beside(number, document));
                wanted_beside(&checker, &selection, document, beside)
            };
            self.fixing.done(document, visible, check, |document, checked| render(format, &findings, document, checked))
        };
        let mut keep = (writer, self.lists.open(gate)?);
        let mut tally = run::run_on(input, &self.inputs, &mut sink, gate, work, &mut keep)?;
        let (writer, mut lists) = keep;
        lists.finish()?;
        if let Some(mut writer) = writer {
            writer.finish(&mut sink)?;
            tally.fixed = tally.fixed.saturating_sub(writer.undone);
        }
        self.summarise(&mut sink, &tally, language)?;
        sink.close()
    }

    /// Where findings go: with what standard input becomes on standard output, to standard error.
    fn sink(&self, format: Format) -> Result<Sink, Failure> {
        if self.fixing.takes_stdin(&self.inputs) && self.form.output.is_none() {
            return Ok(Sink::aside(format).of_findings());
        }
        let sink = Sink::open(self.form.output.as_deref(), format)?.of_findings();
        Ok(if self.fixing.wanted() && !self.fixing.diff() { sink.persistent() } else { sink })
    }

    /// The tables and the summary: with the findings where people read them, else apart from them.
    fn summarise(&self, sink: &mut Sink, tally: &Tally, language: Language) -> Result<(), Failure> {
        let table = if self.statistics { format!("{}\n", tally.table(language)) } else { String::new() };
        let mended =
            if self.fixing.wanted() { format!("{}\n", tally.mended(language, !self.fixing.diff())) } else { String::new() };
        if self.fixing.diff() {
            say_raw(&table);
            say_raw(if self.quiet { "" } else { &mended });
            return Ok(());
        }
        let summary = format!("{}\n{}\n{mended}", tally.found(language), tally.recounted(language));
        match (Format::from(self.form.format), self.quiet) {
            (Format::Text, true) => sink.text(&table),
            (Format::Text, false) => sink.text(&format!("{table}{summary}")),
            (Format::Jsonl | Format::Json, quiet) => {
                say_raw(&table);
                say_raw(if quiet { "" } else { &mended });
                Ok(())
            }
        }
    }
}

/// What was found, of the rules that are wanted.
pub(super) fn wanted(checker: &Checker, selection: &Selection, document: &Document) -> Checked {
    wanted_beside(checker, selection, document, None)
}

/// The same for a document of a corpus.
fn wanted_beside(checker: &Checker, selection: &Selection, document: &Document, beside: Option<Beside<'_>>) -> Checked {
    let mut checked = checker.check_beside(checker.rules().rules(), document, beside);
    checked.findings.retain(|finding| selection.wants(&finding.rule));
    checked.ledger.retain(|entry| selection.wants(&entry.rule));
    checked
}

fn render(format: Format, findings: &Findings, document: &Document, checked: &Checked) -> String {
    let page = Page::new(document);
    let mut text = String::new();
    for finding in &checked.findings {
        match format {
            Format::Text => findings.write(&mut text, &page, finding),
            Format::Jsonl | Format::Json => json::finding(&mut text, &page, finding),
        }
    }
    text
}
