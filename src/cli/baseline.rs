//! `recount baseline`: writes down the findings of today, so that `check --baseline` shows only what comes after.

use std::{collections::HashSet, path::PathBuf};

use clap::Args;
use globset::Glob;
use recount::{
    baseline::{Baseline as Known, Mark, Scope},
    check::Language,
    document::Document,
    output::{self, Format},
    rule::RuleSet,
};

use super::{
    Status, check,
    failure::Failure,
    input::Input,
    known::BaselineFile,
    options::{Inputs, RuleOptions, Speech},
    progress::Progress,
    run::{self, Named, Take, Unread},
    sink::Sink,
    whole,
};

/// Record today's findings, so that only new ones count
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Baseline {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    rules: RuleOptions,
    /// File of the baseline
    #[arg(long, value_name = "FILE", default_value = ".recount-baseline.jsonl")]
    output: PathBuf,
    /// Drop what is no longer found, and add nothing
    #[arg(long)]
    prune: bool,
    /// Show what would be added and dropped, and write nothing; exit with 1 where that is anything
    #[arg(long)]
    diff: bool,
    /// No closing summary and no progress bar
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    speech: Speech,
}

const AFTER_HELP: &str = "Where a baseline is there already, paths and rules that are not given are those that it was made with.
A run that looks at less adds to it and drops nothing.";

/// What was found.
struct Found<'f> {
    file: &'f BaselineFile,
    found: Known,
    files: HashSet<String>,
    unread: usize,
}

impl Take for Found<'_> {
    /// The path of a document, and its findings.
    type Done = (String, Vec<Mark>);

    fn begin(&mut self, files: &[String]) {
        self.files = files.iter().map(|path| self.file.name(path)).collect();
    }

    fn take(&mut self, _: &mut Sink, _: &Named, (path, marks): (String, Vec<Mark>)) -> Result<(), Failure> {
        if !marks.is_empty() {
            let name = self.file.name(&path);
            marks.iter().for_each(|mark| self.found.record(mark, &name));
        }
        Ok(())
    }

    fn unread(&mut self, _: &mut Sink, _: Unread<'_>) -> Result<(), Failure> {
        self.unread = self.unread.saturating_add(1);
        Ok(())
    }
}

impl Baseline {
    /// Writes the baseline, or shows what would change.
    pub(super) fn run(mut self) -> Result<Status, Failure> {
        let file = BaselineFile::new(&self.output);
        let old = if self.prune { Some(file.read_existing()?) } else { file.read()? };
        if let Some(old) = &old {
            self.take_over(&file, &old.scope);
        }
        let projects = self.rules.projects(&self.inputs.places(), &self.speech)?;
        let language = projects.language();
        let selection = self.rules.selection(&projects)?;
        let projects = projects.partial(selection.leaves_out() || self.inputs.are_piped());
        let mut input = Input::find(&self.inputs, &projects)?;
        input.leave_out(&self.output);
        let scope = self.scope(&file);
        let mut taken = Found { file: &file, found: Known::new(scope), files: HashSet::new(), unread: 0 };
        let mut sink = Sink::open(None, Format::Text)?;
        let progress = Progress::new(self.quiet, false, language);
        let work = |document: &Document| {
            let checked = check::wanted(&projects, &selection, document);
            (document.path.clone(), checked.findings.iter().map(|finding| Mark::of(document, finding)).collect())
        };
        run::run_into(input, &self.inputs, &mut sink, progress, work, &mut taken)?;
        let new = self.renewed(&taken, old.as_ref(), &projects.run().rules)?;
        self.tell(&mut sink, &old.unwrap_or_default(), &new, language)?;
        sink.close()
    }

    /// Paths and rules that are not given are those of the baseline.
    fn take_over(&mut self, file: &BaselineFile, scope: &Scope) {
        if self.inputs.paths.is_empty() {
            self.inputs.paths = scope.paths.iter().map(|path| file.path_of(path)).collect();
        }
        if self.rules.is_default() {
            self.rules.select.clone_from(&scope.select);
            self.rules.ignore.clone_from(&scope.ignore);
            self.rules.rules = scope.rules.iter().map(|path| file.path_of(path)).collect();
        }
    }

    /// What this run looks at.
    fn scope(&self, file: &BaselineFile) -> Scope {
        let here = [PathBuf::from(".")];
        let paths = if self.inputs.paths.is_empty() { &here[..] } else { &self.inputs.paths };
        let names = |paths: &[PathBuf]| -> Vec<String> { paths.iter().map(|path| file.name(&path.to_string_lossy())).collect() };
        let (mut select, mut ignore, mut rules) =
            (self.rules.select.clone(), self.rules.ignore.clone(), names(&self.rules.rules));
        for list in [&mut select, &mut ignore, &mut rules] {
            list.sort();
            list.dedup();
        }
        Scope { paths: Scope::default().join(&names(paths)), rules, select, ignore }
    }

    /// The baseline as it will be.
    fn renewed(&self, taken: &Found<'_>, old: Option<&Known>, rules: &RuleSet) -> Result<Known, Failure> {
        let Some(old) = old else { return Ok(taken.found.clone()) };
        let (run, made) = (&taken.found.scope, &old.scope);
        let ids: Vec<&str> = rules.rules().iter().map(|rule| &*rule.id).collect();
        let all_rules = wants_all(run, made, &ids);
        let all = all_rules && run.takes_in(&made.paths);
        if self.prune && !all {
            return Err(Failure::usage(
                format!(
                    "this run looks at less than the baseline was made of ({}): what it does not find may still be there, so nothing is dropped",
                    described(made)
                ),
                format!("本次检查的范围小于基线({}):没有找到的可能仍在,因此不移除", described(made)),
            ));
        }
        if taken.unread > 0 && (self.prune || all) {
            let why = "so what they had may still be there, and nothing is dropped";
            let (documents, were) = if taken.unread == 1 { ("document", "was") } else { ("documents", "were") };
            let unread = format!("{} {documents} {were} not read, {why}", taken.unread);
            return Err(Failure::usage(unread, format!("有 {} 篇文档未能读取,其中的问题可能仍在,因此不移除", taken.unread)));
        }
        if self.prune {
            return Ok(old.pruned(&taken.found));
        }
        if all {
            return Ok(taken.found.clone());
        }
        if !all_rules && !wants_all(made, run, &ids) {
            return Err(Failure::usage(
                format!(
                    "the baseline was made with other rules ({}): give the same ones, or another file with --output",
                    described(made)
                ),
                format!("基线是用其他规则建立的({}):请用相同的规则,或用 --output 另指定文件", described(made)),
            ));
        }
        let spare = |name: &str, whole: bool| (taken.files.contains(name) && !whole) || !taken.file.has(name);
        let mut new = old.extended(&taken.found, spare);
        new.scope = Scope { paths: made.join(&run.paths), ..if all_rules { run } else { made }.clone() };
        Ok(new)
    }

    fn tell(&self, sink: &mut Sink, old: &Known, new: &Known, language: Language) -> Result<(), Failure> {
        let changes = old.changes(new);
        if self.diff {
            if !changes.is_empty() {
                sink.status = sink.status.max(Status::Found);
            }
            sink.text(&output::baseline::changes(&changes, language))?;
        } else {
            whole::write(&self.output, &output::baseline::file(new))?;
        }
        if self.quiet {
            return Ok(());
        }
        let sum = |sign: isize| {
            changes.iter().map(|change| change.more).filter(|more| more.signum() == sign).map(isize::unsigned_abs).sum()
        };
        let (added, dropped): (usize, usize) = (sum(1), sum(-1));
        let (path, count) = (output::clean::clean(&self.output.to_string_lossy()).into_owned(), new.count());
        let findings = if count == 1 { "finding" } else { "findings" };
        sink.text(&match (language, self.diff) {
            (Language::En, false) => format!("{path}: {count} {findings} ({added} added, {dropped} dropped)\n"),
            (Language::Zh, false) => format!("{path}:共{count}处(新增{added}处,移除{dropped}处)\n"),
            (Language::En, true) => format!("{path}: {added} would be added, {dropped} dropped\n"),
            (Language::Zh, true) => format!("{path}:将新增{added}处,移除{dropped}处\n"),
        })
    }
}

/// Whether one run wants every rule that another does.
fn wants_all(run: &Scope, other: &Scope, ids: &[&str]) -> bool {
    other.rules.iter().all(|path| run.rules.contains(path)) && ids.iter().all(|id| !wants(other, id) || wants(run, id))
}

fn wants(scope: &Scope, rule: &str) -> bool {
    let any =
        |globs: &[String]| globs.iter().filter_map(|glob| Glob::new(glob).ok()).any(|glob| glob.compile_matcher().is_match(rule));
    (scope.select.is_empty() || any(&scope.select)) && !any(&scope.ignore)
}

/// `reports --select share/*`
fn described(scope: &Scope) -> String {
    let options = [("--select", &scope.select), ("--ignore", &scope.ignore), ("--rules", &scope.rules)];
    let options = options.into_iter().flat_map(|(option, values)| values.iter().map(move |value| format!("{option} {value}")));
    scope.paths.iter().cloned().chain(options).collect::<Vec<_>>().join(" ")
}
