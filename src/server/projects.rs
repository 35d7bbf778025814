//! What is in force for each document, as for the command line: settings, rules, suppressions and a baseline, read again when they change.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::known::Known;
use crate::{
    check::{Checked, Checker, Language},
    config::{Config, ConfigError},
    document::{Document, Format, ReadOptions},
    finding::Finding,
    suppress::Suppressing,
    walk::{Choice, Configs, Sidecars},
};

/// Where settings and rules come from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sources {
    /// The settings.
    pub choice: Choice,
    /// Rules that were asked for: folders of rule files, or single ones.
    pub rules: Vec<PathBuf>,
    /// A baseline, in full.
    pub baseline: Option<PathBuf>,
}

/// What is in force for each document.
#[derive(Debug)]
pub struct Projects {
    configs: Arc<Configs>,
    sidecars: Option<Sidecars>,
    known: Option<Known>,
    today: Date,
    language: Language,
    /// What is wrong with the baseline, if anything.
    pub unusable: Option<String>,
}

impl Projects {
    /// Reads them. The settings of single folders are read as their files are met.
    pub fn new(sources: &Sources, language: Language) -> Self {
        let configs = Configs::new(sources.choice.clone(), sources.rules.clone());
        let (known, unusable) = match sources.baseline.as_deref().map(Known::read) {
            None => (None, None),
            Some(Ok(known)) => (Some(known), None),
            Some(Err(why)) => (None, Some(why)),
        };
        Self {
            sidecars: (!configs.is_isolated()).then(Sidecars::default),
            configs: Arc::new(configs),
            known,
            today: Timestamp::now().to_zoned(TimeZone::UTC).date(),
            language,
            unusable,
        }
    }

    /// The settings of every file.
    pub fn configs(&self) -> &Arc<Configs> {
        &self.configs
    }

    /// The language of messages.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The same in another language.
    pub fn speaking(self, language: Language) -> Self {
        Self { language, ..self }
    }

    /// The settings of a folder.
    pub fn has_language(&self, folder: &Path) -> Option<Language> {
        self.configs.of_folder(folder).config.lang.as_ref().map(|lang| lang.value)
    }

    /// Whether settings say that a file is passed over.
    pub fn excludes(&self, path: &Path) -> bool {
        self.configs.excludes(path)
    }

    /// How a file is read under its settings.
    pub fn reading(&self, path: &Path) -> ReadOptions {
        let config: &Config = &self.configs.of_file(path).config;
        let fields = match Format::of(&path.to_string_lossy()) {
            Format::Csv | Format::Tsv => config.csv_fields(),
            _ => config.jsonl_fields(),
        };
        ReadOptions { encoding: None, fields }
    }

    /// Checks a document under what is in force for it.
    pub fn check(&self, document: &Document) -> Checked {
        let path = Path::new(&document.path);
        let project = self.configs.of_file(path);
        let entries = self.sidecars.as_ref().map(|sidecars| sidecars.entries(document)).unwrap_or_default();
        let suppressing = Suppressing { entries: &entries, today: Some(self.today), partial: false };
        let checker = Checker::new(Arc::clone(&project.rules), self.language);
        let mut checked = checker.check_under(&project.settings(path), document, &suppressing, None);
        if let Some(known) = &self.known {
            known.leave_new(document, &mut checked.findings);
        }
        checked
    }

    /// The mistakes in the settings of a file, in rules and in suppressions, that were not handed over yet.
    pub fn mistakes(&self, path: &Path) -> Vec<ConfigError> {
        let mut mistakes = self.configs.of_file(path).mistakes();
        mistakes.extend(self.sidecars.iter().flat_map(Sidecars::mistakes));
        mistakes
    }

    /// What is wrong with suppressions beside the files that were met: by file, its text and the findings in it.
    pub fn amiss(&self) -> BTreeMap<PathBuf, (Document, Vec<Finding>)> {
        let read = self.sidecars.as_ref().map(Sidecars::read).unwrap_or_default();
        let told = read.into_iter().map(|beside| {
            let file = beside.folder.join(crate::suppress::FILE);
            let project = self.configs.of_folder(&beside.folder);
            let checker = Checker::new(Arc::clone(&project.rules), self.language);
            let amiss = beside.sidecar.amiss(&|glob| checker.knows(glob), Some(self.today), false);
            let findings = checker.amiss(&project.settings(&file), &amiss);
            (file, (beside.sidecar.document.clone(), findings))
        });
        told.collect()
    }
}
