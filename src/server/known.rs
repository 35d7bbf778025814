//! The baseline in force: which findings of a file are old.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    baseline::{Admission, Baseline, Mark, Standing, Whereabouts},
    document::{
        Document,
        path::{from_folder, plain},
    },
    finding::Finding,
};

/// A baseline, and the folder to which its paths are relative.
#[derive(Debug)]
pub(super) struct Known {
    baseline: Baseline,
    folder: PathBuf,
}

impl Known {
    /// Reads a file.
    ///
    /// # Errors
    /// Why it cannot be read, or is none.
    pub(super) fn read(file: &Path) -> Result<Self, String> {
        let shown = file.display();
        let text = fs::read_to_string(file).map_err(|error| format!("{shown}: {error}"))?;
        let baseline = Baseline::read(&text).map_err(|error| format!("{shown}, {error}"))?;
        Ok(Self { baseline, folder: file.parent().unwrap_or(Path::new("")).to_owned() })
    }

    /// Leaves the findings of a document that the baseline does not know, as a check of its file alone would.
    pub(super) fn leave_new(&self, document: &Document, findings: &mut Vec<Finding>) {
        let own = self.name(Path::new(&document.path));
        let whereabouts = |name: &str| match name {
            name if name == own => Whereabouts::At(0),
            name if self.folder.join(name).exists() => Whereabouts::Elsewhere,
            _ => Whereabouts::Gone,
        };
        let mut admission = Admission::new(&self.baseline);
        let marks: Vec<Mark> = findings.iter().map(|finding| Mark::of(document, finding)).collect();
        let met: Vec<Standing> = marks.iter().map(|mark| admission.meet(mark, &own, 0, whereabouts)).collect();
        let settled = marks.iter().zip(met).map(|(mark, standing)| match standing {
            Standing::Open => admission.settle(mark, usize::MAX),
            decided => decided,
        });
        let mut settled = settled.collect::<Vec<_>>().into_iter();
        findings.retain(|_| settled.next() != Some(Standing::Old));
    }

    /// The name by which it knows a file: its path from the baseline's own folder, with `/` between its parts.
    fn name(&self, path: &Path) -> String {
        from_folder(&self.folder, &plain(path))
    }
}
