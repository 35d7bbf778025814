//! What is wrong in files that are no reports: settings, rules, suppressions. It is sent whether they are open or not.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
    path::{Path, PathBuf},
};

use serde_json::json;

use super::{Buffer, Projects, Server, mistakes::Mistake, protocol::Diagnostic, uri};
use crate::{document::Document, finding::Finding, finding::Severity};

/// What is wrong in files that are no reports.
#[derive(Debug, Default)]
pub(super) struct Files {
    mistakes: BTreeMap<PathBuf, Vec<Mistake>>,
    amiss: BTreeMap<PathBuf, (Document, Vec<Finding>)>,
    /// Files of which the editor shows something.
    told: BTreeSet<PathBuf>,
    /// Whether anything is to be sent.
    pub(super) untold: bool,
}

impl Files {
    /// Takes what was met when a file was read.
    pub(super) fn gather(&mut self, projects: &Projects, path: &Path) {
        for error in projects.mistakes(path) {
            let mistake = Mistake::of(&error, projects.language());
            self.mistakes.entry(mistake.file.clone()).or_default().push(mistake);
            self.untold = true;
        }
        let amiss = projects.amiss();
        if amiss != self.amiss {
            self.amiss = amiss;
            self.untold = true;
        }
    }

    /// Everything is read anew.
    pub(super) fn forget(&mut self) {
        self.mistakes.clear();
        self.amiss.clear();
        self.untold = true;
    }
}

impl<W: Write> Server<W> {
    /// Sends what is wrong in files that are no reports, and that nothing is wrong any more.
    pub(super) fn tell_files(&mut self) -> io::Result<()> {
        self.files.untold = false;
        let mut now: BTreeMap<PathBuf, Vec<Diagnostic>> = BTreeMap::new();
        for (file, mistakes) in &self.files.mistakes {
            let told = mistakes.iter().map(|mistake| {
                let buffer = Buffer::new(file.clone(), 0, mistake.text.clone(), self.client.units);
                self.telling().plain(&buffer, mistake.place, Severity::Error, mistake.code, mistake.message.clone())
            });
            now.entry(file.clone()).or_default().extend(told);
        }
        for (file, (document, findings)) in &self.files.amiss {
            let buffer = Buffer::new(file.clone(), 0, document.text.clone(), self.client.units);
            let told = findings.iter().map(|finding| {
                let message = match &finding.help {
                    Some(help) => format!("{}\n{help}", finding.message),
                    None => finding.message.clone(),
                };
                self.telling().plain(&buffer, finding.place, finding.severity, &finding.rule, message)
            });
            let told: Vec<Diagnostic> = told.collect();
            if !told.is_empty() {
                now.entry(file.clone()).or_default().extend(told);
            }
        }
        let gone: Vec<PathBuf> = self.files.told.iter().filter(|file| !now.contains_key(*file)).cloned().collect();
        self.files.told = now.keys().cloned().collect();
        for (file, diagnostics) in now.into_iter().chain(gone.into_iter().map(|file| (file, Vec::new()))) {
            self.notify("textDocument/publishDiagnostics", json!({ "uri": uri::of(&file), "diagnostics": diagnostics }))?;
        }
        Ok(())
    }
}
