//! What is in force for each document of a run: the settings of its folder, and the rules for which they were made.

use std::{
    mem,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use recount::{
    check::{
        Checked, Checker, Language,
        timing::{Clock, Timings},
    },
    config::{ConfigError, Settings},
    corpus::Beside,
    document::Document,
    suppress::Suppressing,
    walk::{Configs, Project, Sidecars},
};

use super::{failure::Failure, options::Speech};

/// What is in force for each document of a run.
#[derive(Debug)]
pub(super) struct Projects {
    configs: Arc<Configs>,
    run: Arc<Project>,
    /// Without any where nothing but the built-in rules counts.
    sidecars: Option<Sidecars>,
    today: Date,
    language: Language,
    /// Whether not everything is looked for.
    partial: bool,
}

impl Projects {
    /// What is in force for a run over some paths. The settings of single folders are read as their files are met.
    pub(super) fn new(configs: Configs, paths: &[PathBuf], speech: &Speech) -> Result<Self, Failure> {
        let run = configs.of_run(paths);
        // Its rules last as long as the program: to take a thousand patterns apart at the end helps nobody.
        mem::forget(Arc::clone(&run));
        let projects = Self {
            language: speech.language_under(&run.config),
            sidecars: (!configs.is_isolated()).then(Sidecars::default),
            configs: Arc::new(configs),
            run,
            today: Timestamp::now().to_zoned(TimeZone::UTC).date(),
            partial: false,
        };
        projects.sound(&[])?;
        Ok(projects)
    }

    /// The same where not everything is looked for: nobody can say then what suppresses nothing.
    pub(super) fn partial(self, partial: bool) -> Self {
        Self { partial: self.partial || partial, ..self }
    }

    /// The same as of another day, on which the run was begun.
    pub(super) fn begun_on(self, today: Date) -> Self {
        Self { today, ..self }
    }

    /// The day.
    pub(super) fn today(&self) -> Date {
        self.today
    }

    /// What is in force for all files that were looked at: rules, settings, suppressions. The same number while that is the same.
    pub(super) fn fingerprint(&self) -> [u64; 2] {
        [self.configs.fingerprint(), self.sidecars.as_ref().map_or(0, Sidecars::fingerprint)]
    }

    /// What is in force for the run as a whole: for the folder that holds all its paths.
    pub(super) fn run(&self) -> &Project {
        &self.run
    }

    /// The same, to be kept.
    pub(super) fn run_project(&self) -> &Arc<Project> {
        &self.run
    }

    /// The language of messages.
    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// The settings of every file.
    pub(super) fn configs(&self) -> &Arc<Configs> {
        &self.configs
    }

    /// The rules of the run as a whole, each as its author wrote it.
    pub(super) fn checker(&self) -> Checker {
        Checker::new(Arc::clone(&self.run.rules), self.language)
    }

    /// Whether the settings of some files can be used: every mistake in them, each once.
    pub(super) fn sound(&self, files: &[PathBuf]) -> Result<(), Failure> {
        let projects = files.iter().map(|file| self.configs.of_file(file));
        let mut mistakes: Vec<ConfigError> =
            [Arc::clone(&self.run)].into_iter().chain(projects).flat_map(|project| project.mistakes()).collect();
        if let Some(sidecars) = &self.sidecars {
            files.iter().for_each(|file| drop(sidecars.of_file(file)));
            mistakes.extend(sidecars.mistakes());
        }
        if mistakes.is_empty() { Ok(()) } else { Err(Failure::Config(mistakes)) }
    }

    /// Checks a document under its settings; with its place in its corpus, where that is known.
    pub(super) fn check(&self, document: &Document, beside: Option<Beside<'_>>) -> Checked {
        self.check_in(self.language, document, beside)
    }

    /// The same, told in a language of one's own.
    pub(super) fn check_in(&self, language: Language, document: &Document, beside: Option<Beside<'_>>) -> Checked {
        self.with(language, document, |checker, settings, suppressing| {
            checker.check_under(settings, document, suppressing, beside)
        })
    }

    /// The same with a clock, for how long each step took.
    pub(super) fn check_timed(&self, document: &Document, beside: Option<Beside<'_>>, clock: Clock<'_>) -> (Checked, Timings) {
        self.with(self.language, document, |checker, settings, suppressing| {
            checker.check_timed(settings, document, suppressing, beside, clock)
        })
    }

    fn with<T>(&self, language: Language, document: &Document, check: impl FnOnce(&Checker, &Settings, &Suppressing) -> T) -> T {
        let path = Path::new(&document.path);
        let project = self.configs.of_file(path);
        let entries = self.sidecars.as_ref().map(|sidecars| sidecars.entries(document)).unwrap_or_default();
        let suppressing = Suppressing { entries: &entries, today: Some(self.today), partial: self.partial };
        check(&Checker::new(Arc::clone(&project.rules), language), &project.settings(path), &suppressing)
    }

    /// What is wrong with the suppressions beside the files, when all of them have been checked: each file of suppressions with what
    /// to tell of it.
    pub(super) fn beside(&self, paths: &[PathBuf], language: Language) -> Vec<(Document, Checked)> {
        let Some(sidecars) = self.sidecars.as_ref().filter(|_| !self.partial) else { return Vec::new() };
        let checker = Checker::new(Arc::clone(&self.run.rules), language);
        let told = sidecars.read().into_iter().map(|beside| {
            let project = self.configs.of_folder(&beside.folder);
            let amiss = beside.sidecar.amiss(&|glob| checker.knows(glob), Some(self.today), beside.is_within(paths));
            let settings = project.settings(Path::new(&beside.sidecar.document.path));
            let findings = Checker::new(Arc::clone(&project.rules), language).amiss(&settings, &amiss);
            (beside.sidecar.document.clone(), Checked { findings, ..Checked::default() })
        });
        told.filter(|(_, checked)| !checked.findings.is_empty()).collect()
    }
}
