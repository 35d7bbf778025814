//! What is in force for each document of a run: the settings of its folder, and the rules for which they were made.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use recount::{
    check::{Checked, Checker, Language},
    config::ConfigError,
    document::Document,
    suppress::Suppressing,
    walk::{Configs, Project},
};

use super::{failure::Failure, options::Speech};

/// What is in force for each document of a run.
#[derive(Debug)]
pub(super) struct Projects {
    configs: Arc<Configs>,
    run: Arc<Project>,
    language: Language,
}

impl Projects {
    /// What is in force for a run over some paths. The settings of single folders are read as their files are met.
    pub(super) fn new(configs: Configs, paths: &[PathBuf], speech: &Speech) -> Result<Self, Failure> {
        let run = configs.of_run(paths);
        let projects = Self { language: speech.language_under(&run.config), configs: Arc::new(configs), run };
        projects.sound(&[])?;
        Ok(projects)
    }

    /// What is in force for the run as a whole: for the folder that holds all its paths.
    pub(super) fn run(&self) -> &Project {
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
        let mistakes: Vec<ConfigError> =
            [Arc::clone(&self.run)].into_iter().chain(projects).flat_map(|project| project.mistakes()).collect();
        if mistakes.is_empty() { Ok(()) } else { Err(Failure::Config(mistakes)) }
    }

    /// Checks a document under its settings.
    pub(super) fn check(&self, document: &Document) -> Checked {
        let path = Path::new(&document.path);
        let project = self.configs.of_file(path);
        Checker::new(Arc::clone(&project.rules), self.language).check_under(
            &project.settings(path),
            document,
            &Suppressing::default(),
        )
    }
}
