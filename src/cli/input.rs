//! The documents that the arguments name, one after another: files, folders, patterns and standard input.

use std::{
    collections::VecDeque,
    fs::{self, File},
    io::{self, BufReader, SeekFrom},
    iter,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    vec,
};

use recount::{
    document::{self, Document, ReadError},
    walk::{self, Found, WalkError, WalkOptions},
};
use serde::{Deserialize, Serialize};

use super::{failure::Failure, options::Inputs, projects::Projects, reading::Readings, run};

/// A document, or why it could not be read.
pub(super) type Read = Result<Document, ReadError>;

/// Files that are opened before it is their turn. Far below the number of files that any system lets a program have open.
const AHEAD: usize = 64;

/// Standard input, as an argument.
pub(super) const STDIN: &str = "-";

/// What the arguments name.
pub(super) struct Input {
    pub(super) files: Vec<PathBuf>,
    stdin: String,
    pub(super) readings: Readings,
    /// Where standard input was put by, to be read more than once.
    pub(super) kept: Option<File>,
    /// What they name in vain.
    pub(super) errors: Vec<WalkError>,
    /// Bytes of files that were read so far.
    pub(super) read: Arc<AtomicU64>,
    /// Files that are opened before it is their turn.
    pub(super) ahead: usize,
    /// Files that were left out at the beginning.
    skipped: usize,
}

impl Input {
    /// Looks for the files; reads none of them yet.
    pub(super) fn find(inputs: &Inputs, projects: &Projects) -> Result<Self, Failure> {
        let here = [PathBuf::from(".")];
        let paths = if inputs.paths.is_empty() { &here[..] } else { &inputs.paths };
        let configs = Arc::clone(projects.configs());
        let options = WalkOptions { configs: Some(Arc::clone(&configs)), named_are_read: inputs.no_force_exclude };
        let Found { mut files, errors, mut passed_over } = walk::files(paths, &options);
        let named = inputs.stdin_filename.as_ref().filter(|_| !inputs.no_force_exclude);
        if named.is_some_and(|named| inputs.are_piped() && configs.excludes(named)) {
            files.retain(|file| file != Path::new(STDIN));
            passed_over = passed_over.saturating_add(1);
        }
        // Mistakes in settings are told before anything is checked under others.
        projects.sound(&files)?;
        if files.is_empty() && errors.is_empty() && passed_over == 0 {
            let names: Vec<_> = paths.iter().map(|path| path.to_string_lossy()).collect();
            return Err(Failure::usage(
                format!("there is no report in {}", names.join(", ")),
                format!("{} 中没有报告", names.join("、")),
            ));
        }
        if inputs.stdin_filename.is_some() && !inputs.are_piped() {
            return Err(Failure::usage("--stdin-filename needs `-` among the paths", "--stdin-filename 要求路径中有 `-`"));
        }
        let stdin = inputs.stdin_filename.as_ref().map_or("<stdin>".into(), |name| name.to_string_lossy());
        let readings = Readings::new(&inputs.reading, configs);
        Ok(Self {
            files,
            stdin: stdin.into_owned(),
            readings,
            kept: None,
            errors,
            read: Arc::default(),
            ahead: AHEAD,
            skipped: 0,
        })
    }

    /// The names of the files, as their documents have them, in order.
    pub(super) fn names(&self) -> Vec<String> {
        let name =
            |path: &PathBuf| if path == Path::new(STDIN) { self.stdin.clone() } else { path.to_string_lossy().into_owned() };
        self.files.iter().map(name).collect()
    }

    /// The bytes of all files; `None` where nobody can tell before they are read.
    pub(super) fn bytes(&self) -> Option<u64> {
        self.files.iter().try_fold(0_u64, |sum, path| Some(sum.saturating_add(fs::metadata(path).ok()?.len())))
    }

    /// Leaves out a file that is no report.
    pub(super) fn leave_out(&mut self, file: &Path) {
        let Ok(whole) = fs::canonicalize(file) else { return };
        let same =
            |path: &PathBuf| path.file_name() == file.file_name() && fs::canonicalize(path).is_ok_and(|path| path == whole);
        self.files.retain(|path| !same(path));
    }

    /// Leaves out the first files, which were read in an earlier run.
    pub(super) fn skip(&mut self, files: usize) {
        self.skipped = self.skipped.saturating_add(files);
        self.files.drain(..files.min(self.files.len()));
    }

    /// The documents in order, each read when it is asked for.
    pub(super) fn documents(self) -> Documents {
        let Self { files, stdin, readings, kept, read, ahead, skipped, .. } = self;
        let place = Place { files: skipped, reads: 0 };
        Documents { files: files.into_iter(), stdin, readings, kept, read, ahead, opened: VecDeque::new(), current: None, place }
    }
}

/// How far the input is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Place {
    /// Files that are done.
    pub(super) files: usize,
    /// What came of the next file: documents, and what should have been some.
    pub(super) reads: usize,
}

/// The documents of an input.
pub(super) struct Documents {
    files: vec::IntoIter<PathBuf>,
    stdin: String,
    readings: Readings,
    kept: Option<File>,
    read: Arc<AtomicU64>,
    ahead: usize,
    /// The next files, open already where that was possible: a disk has them ready then when it is their turn.
    opened: VecDeque<(PathBuf, Option<File>)>,
    current: Option<Box<dyn Iterator<Item = Read> + Send>>,
    place: Place,
}

impl Documents {
    /// How far the input is read.
    pub(super) fn place(&self) -> Place {
        self.place
    }

    /// Passes over what an earlier run read of the file that it was in.
    pub(super) fn pass_over(&mut self, reads: usize) {
        let file = self.place.files;
        // A file that has become shorter has no more to pass over.
        while self.place.files == file && self.place.reads < reads && self.next().is_some() {}
    }

    /// Opens the next file.
    fn open(&mut self) -> Option<Box<dyn Iterator<Item = Read> + Send>> {
        while self.opened.len() <= self.ahead {
            let Some(path) = self.files.next() else { break };
            // What cannot be opened now may be when it is its turn, when others are closed.
            let file = if self.ahead > 0 && path != Path::new(STDIN) { walk::open_ahead(&path) } else { None };
            self.opened.push_back((path, file));
        }
        let (path, file) = self.opened.pop_front()?;
        if path == Path::new(STDIN) {
            let bytes: Box<dyn io::Read + Send> = match self.kept.take() {
                Some(kept) => Box::new(kept),
                None => Box::new(io::stdin()),
            };
            let options = self.readings.of(Path::new(&self.stdin));
            let documents = document::documents_with(&self.stdin, BufReader::new(bytes), &options);
            return Some(Box::new(Guarded { path: self.stdin.clone(), from: Some(documents) }));
        }
        Some(match file.map_or_else(|| walk::open_file(&path), Ok) {
            Ok(file) => {
                let name = path.to_string_lossy().into_owned();
                let file = Counted { file, read: Arc::clone(&self.read) };
                let documents = document::documents_of(&name, file, &self.readings.of(&path));
                Box::new(Guarded { path: name, from: Some(documents) })
            }
            Err(error) => Box::new(iter::once(Err(error))),
        })
    }
}

impl Iterator for Documents {
    type Item = Read;

    fn next(&mut self) -> Option<Read> {
        loop {
            let mut current = self.current.take().or_else(|| self.open())?;
            if let Some(read) = current.next() {
                self.current = Some(current);
                self.place.reads = self.place.reads.saturating_add(1);
                return Some(read);
            }
            self.place = Place { files: self.place.files.saturating_add(1), reads: 0 };
        }
    }
}

/// A file that counts the bytes that are read of it.
struct Counted {
    file: File,
    read: Arc<AtomicU64>,
}

impl io::Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.read.fetch_add(u64::try_from(count).unwrap_or(u64::MAX), Ordering::Relaxed);
        Ok(count)
    }
}

impl io::Seek for Counted {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// The documents of a file, and should a reader of its format panic, an error in the place of the rest.
struct Guarded<I> {
    path: String,
    from: Option<I>,
}

impl<I: Iterator<Item = Read>> Iterator for Guarded<I> {
    type Item = Read;

    fn next(&mut self) -> Option<Read> {
        let mut from = self.from.take()?;
        match run::quietly(|| (from.next(), from)) {
            Ok((read, from)) => {
                self.from = Some(from);
                read
            }
            Err(reason) => Some(Err(ReadError::Io { path: self.path.clone(), reason })),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_that_panics_ends_its_file_and_nothing_else() {
        run::keep_panics_quiet();
        let broken = (0..3).map(|number| if number == 1 { panic!("too many legs") } else { Ok(Document::new("a.docx", "甲")) });
        let mut read = Guarded { path: "a.docx".to_owned(), from: Some(broken) };
        assert!(matches!(read.next(), Some(Ok(_))));
        let error = read.next().unwrap().unwrap_err().to_string();
        assert!(error.starts_with("a.docx could not be read: a bug in recount"), "{error}");
        assert!(read.next().is_none());
    }
}
