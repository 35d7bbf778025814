//! A baseline in a run: its file, the names that it knows files by, and which findings it admits, in order and in bounded memory.

use std::{
    collections::{HashMap, VecDeque},
    fs, io,
    path::{Path, PathBuf},
};

use recount::{
    baseline::{Admission, Baseline, Mark, Standing, Whereabouts},
    document::{
        path::{from_folder, plain},
        system,
    },
};

use super::failure::Failure;

/// Documents that may wait for a file that comes later.
const WAITING: usize = 4096;
/// Bytes of output that may wait.
const BYTES: usize = 32 << 20;

/// The file of a baseline.
#[derive(Debug)]
pub(super) struct BaselineFile {
    path: PathBuf,
    /// Its folder, from the root of the file system.
    folder: PathBuf,
}

impl BaselineFile {
    /// A file that need not be there yet.
    pub(super) fn new(path: &Path) -> Self {
        let whole = plain(&std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()));
        let folder = whole.parent().map_or_else(PathBuf::new, Path::to_path_buf);
        Self { path: path.to_path_buf(), folder }
    }

    /// What it holds; `None` where there is no such file.
    pub(super) fn read(&self) -> Result<Option<Baseline>, Failure> {
        let path = self.path.display();
        match fs::read_to_string(&self.path) {
            Ok(text) => Baseline::read(&text)
                .map(Some)
                .map_err(|error| Failure::usage(format!("{path}, {error}"), format!("{path}{}", error.chinese()))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Failure::usage(
                format!("{path} could not be read: {error}"),
                format!("无法读取 {path}:{}", system(&error.to_string())),
            )),
        }
    }

    /// The same, where there has to be one.
    pub(super) fn read_existing(&self) -> Result<Baseline, Failure> {
        let path = self.path.display();
        self.read()?.ok_or_else(|| {
            Failure::usage(
                format!("there is no baseline in {path}: `recount baseline` writes one"),
                format!("{path} 没有基线:用 `recount baseline` 写出"),
            )
        })
    }

    /// The name by which it knows a file: its path from the baseline's own folder, with `/` between its parts, so that it is the
    /// same wherever the program is called.
    pub(super) fn name(&self, path: &str) -> String {
        let whole = plain(&std::path::absolute(path).unwrap_or_else(|_| PathBuf::from(path)));
        from_folder(&self.folder, &whole)
    }

    /// A path that leads to what it knows by a name.
    pub(super) fn path_of(&self, name: &str) -> PathBuf {
        let whole = plain(&self.folder.join(name));
        let here = std::env::current_dir().ok();
        match here.and_then(|here| whole.strip_prefix(plain(&here)).ok().map(Path::to_path_buf)) {
            Some(inside) if inside.as_os_str().is_empty() => PathBuf::from("."),
            Some(inside) => inside,
            None => whole,
        }
    }

    /// Whether there is a file of a name.
    pub(super) fn has(&self, name: &str) -> bool {
        fs::symlink_metadata(self.folder.join(name)).is_ok()
    }
}

/// A finding that may be old, with its rule, its severity, and what is printed of it.
pub(super) trait Admitted {
    /// What a baseline knows it by.
    fn mark(&self) -> &Mark;
    /// Bytes that it keeps while it waits.
    fn bytes(&self) -> usize;
}

/// A document with its findings, and what each of them is.
#[derive(Debug)]
struct Waiting<D, F> {
    document: D,
    findings: Vec<(F, Standing)>,
    bytes: usize,
}

/// Which findings of a run are old, decided as soon as it can be, and told in the order of the documents.
#[derive(Debug)]
pub(super) struct Known<D, F> {
    file: BaselineFile,
    admission: Admission,
    files: HashMap<String, usize>,
    now: usize,
    /// The last path and its name: of a JSONL file, every document has the same.
    last: (String, String),
    waiting: VecDeque<Waiting<D, F>>,
    bytes: usize,
}

/// A document whose findings are decided: each with whether it is new.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decided<D, F> {
    pub(super) document: D,
    pub(super) findings: Vec<(F, bool)>,
}

impl<D, F: Admitted> Known<D, F> {
    /// Nothing has been met yet.
    pub(super) fn new(file: BaselineFile, baseline: &Baseline) -> Self {
        let admission = Admission::new(baseline);
        let (files, last, waiting) = (HashMap::new(), (String::new(), String::new()), VecDeque::new());
        Self { file, admission, files, now: 0, last, waiting, bytes: 0 }
    }

    /// The files of the run, in order.
    pub(super) fn begin(&mut self, files: &[String]) {
        self.files = files.iter().enumerate().map(|(number, path)| (self.file.name(path), number)).collect();
    }

    /// Meets the findings of the next document.
    pub(super) fn meet(&mut self, path: &str, document: D, findings: Vec<F>) {
        if self.last.0 != path {
            self.last = (path.to_owned(), self.file.name(path));
            self.now = self.files.get(&self.last.1).copied().unwrap_or(self.now).max(self.now);
        }
        let (file, files, admission) = (&self.file, &self.files, &mut self.admission);
        let whereabouts = |name: &str| match files.get(name) {
            Some(number) => Whereabouts::At(*number),
            None if file.has(name) => Whereabouts::Elsewhere,
            None => Whereabouts::Gone,
        };
        let mut bytes = 0_usize;
        let met = findings.into_iter().map(|finding| {
            bytes = bytes.saturating_add(finding.bytes());
            let standing = admission.meet(finding.mark(), &self.last.1, self.now, whereabouts);
            (finding, standing)
        });
        let findings = met.collect();
        self.bytes = self.bytes.saturating_add(bytes);
        self.waiting.push_back(Waiting { document, findings, bytes });
    }

    /// The next document of which everything is decided. `last` says that no file comes after.
    pub(super) fn decided(&mut self, last: bool) -> Option<Decided<D, F>> {
        let full = self.waiting.len() > WAITING || self.bytes > BYTES;
        let now = if last { usize::MAX } else { self.now };
        let first = self.waiting.front_mut()?;
        for (finding, standing) in first.findings.iter_mut().filter(|(_, standing)| *standing == Standing::Open) {
            *standing = self.admission.settle(finding.mark(), now);
            if *standing == Standing::Open && full {
                self.admission.lend(finding.mark());
                *standing = Standing::Old;
            }
        }
        if first.findings.iter().any(|(_, standing)| *standing == Standing::Open) {
            return None;
        }
        let Waiting { document, findings, bytes } = self.waiting.pop_front()?;
        self.bytes = self.bytes.saturating_sub(bytes);
        let findings = findings.into_iter().map(|(finding, standing)| (finding, standing == Standing::New)).collect();
        Some(Decided { document, findings })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_one_name_wherever_the_program_is_called() {
        let here = std::env::current_dir().unwrap();
        let file = BaselineFile::new(Path::new("data/known.jsonl"));
        for path in ["data/a/b.txt", "./data/x/../a/b.txt"] {
            assert_eq!(file.name(path), "a/b.txt");
        }
        assert_eq!(file.name(&here.join("data/a/b.txt").to_string_lossy()), "a/b.txt");
        assert_eq!(file.name("c.txt"), "../c.txt");
        assert_eq!(file.name("data"), ".");
        assert_eq!(file.path_of("a/b.txt"), Path::new("data/a/b.txt"));
        assert_eq!(file.path_of("../c.txt"), Path::new("c.txt"));
        assert_eq!(file.path_of(".."), Path::new("."));
    }
}
