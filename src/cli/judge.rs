//! Whether a run passes: the lowest severity that fails it, and limits. Those of the run's own settings are for all of it; a folder
//! with settings of its own is held to its own too, from wherever the run is started.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    path::{Path, PathBuf},
    sync::Arc,
};

use recount::{
    config::{Config, Origin},
    finding::Severity,
    gate::{Counted, Gates, Judged},
    walk::{Configs, Project},
};

use super::{failure::Failure, gates::GateOptions, projects::Projects, shown::Told};

/// What a run is held to, and what was counted so far.
#[derive(Debug)]
pub(super) struct Judge {
    options: GateOptions,
    configs: Arc<Configs>,
    run: Arc<Project>,
    gates: Gates,
    counted: Counted,
    /// Folders with settings of their own, by path.
    folders: BTreeMap<PathBuf, Folder>,
}

/// What the files under settings of their own are held to.
#[derive(Debug)]
struct Folder {
    name: String,
    gates: Gates,
    counted: Counted,
    documents: usize,
}

impl Judge {
    /// Nothing is counted yet.
    pub(super) fn new(options: &GateOptions, projects: &Projects) -> Result<Self, Failure> {
        let run = Arc::clone(projects.run_project());
        Ok(Self {
            gates: options.gates(&run.config, &run.rules)?,
            options: options.clone(),
            configs: Arc::clone(projects.configs()),
            run,
            counted: Counted::default(),
            folders: BTreeMap::new(),
        })
    }

    /// The lowest severity that fails the run where it is found in a file: as the command line says, else the settings of the file,
    /// else those of the run.
    pub(super) fn fail_on(&self, path: &str) -> Option<Severity> {
        let said = |config: &Config| (config.fail_on.from != Origin::Default).then_some(config.fail_on.value);
        let own = || said(&self.configs.of_file(Path::new(path)).config);
        self.options.severity().or_else(own).unwrap_or(self.run.config.fail_on.value).severity()
    }

    /// The same for the run as a whole.
    pub(super) fn of_run(&self) -> Option<Severity> {
        self.options.severity().unwrap_or(self.run.config.fail_on.value).severity()
    }

    /// Counts what was found in a file; whether it fails the run by itself. A file of suppressions is no document.
    pub(super) fn count<'t>(
        &mut self,
        path: &str,
        told: impl Iterator<Item = &'t Told> + Clone,
        is_document: bool,
    ) -> Result<bool, Failure> {
        let fail_on = self.fail_on(path);
        let project = self.configs.of_file(Path::new(path));
        let mut folder = match Arc::ptr_eq(&project, &self.run) {
            true => None,
            false => Some(match self.folders.entry(project.root().to_owned()) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(place) => place.insert(Folder::new(&self.options, &project)?),
            }),
        };
        let found = || told.clone().map(|told| (&*told.rule, told.severity));
        let limited = |rule: &str, folder: &Option<&mut Folder>| folder.as_ref().is_some_and(|folder| folder.gates.limit(rule));
        // The folder's own limit alone decides about what it is for: there it is no warning without a limit.
        let of_run = found().map(|(rule, severity)| match severity {
            Severity::Warning if limited(rule, &folder) => (rule, Severity::Info),
            severity => (rule, severity),
        });
        self.counted.add(&self.gates.count(of_run));
        if let Some(folder) = &mut folder {
            folder.counted.add(&folder.gates.count(found()));
            folder.documents = folder.documents.saturating_add(usize::from(is_document));
        }
        let has_limit = |rule: &str| self.gates.limit(rule) || limited(rule, &folder);
        Ok(found().any(|(rule, severity)| fail_on.is_some_and(|least| severity >= least) && !has_limit(rule)))
    }

    /// Every limit with what was measured: those of the run of so many documents, then those of each folder.
    pub(super) fn judged(&self, documents: usize) -> Vec<Judged<'_>> {
        let mut judged = self.gates.judge(&self.counted, documents);
        for folder in self.folders.values() {
            let own = folder.gates.judge(&folder.counted, folder.documents);
            judged.extend(own.into_iter().map(|judged| Judged { folder: Some(&folder.name), ..judged }));
        }
        judged
    }
}

impl Folder {
    fn new(options: &GateOptions, project: &Project) -> Result<Self, Failure> {
        Ok(Self {
            name: project.name(),
            gates: options.own_gates(&project.config, &project.rules)?,
            counted: Counted::default(),
            documents: 0,
        })
    }
}
