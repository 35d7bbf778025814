//! The documents that the arguments name, one after another: files, folders, patterns and standard input.

use std::{
    fs,
    io::{self, BufReader},
    iter,
    path::{Path, PathBuf},
};

use recount::{
    document::{self, Document, FieldNames, ReadError},
    walk::{self, WalkError, WalkOptions},
};

use super::{failure::Failure, options::Inputs};

/// A document, or why it could not be read.
pub(super) type Read = Result<Document, ReadError>;

/// Standard input, as an argument.
const STDIN: &str = "-";

/// What the arguments name.
pub(super) struct Input {
    files: Vec<PathBuf>,
    stdin: String,
    /// What they name in vain.
    pub(super) errors: Vec<WalkError>,
}

impl Input {
    /// Looks for the files; reads none of them yet.
    pub(super) fn find(inputs: &Inputs) -> Result<Self, Failure> {
        let here = [PathBuf::from(".")];
        let paths = if inputs.paths.is_empty() { &here[..] } else { &inputs.paths };
        let (files, errors) = walk::files(paths, &WalkOptions::default());
        if files.is_empty() && errors.is_empty() {
            let names: Vec<_> = paths.iter().map(|path| path.to_string_lossy()).collect();
            return Err(Failure::Usage(format!("there is no report in {}", names.join(", "))));
        }
        if inputs.stdin_filename.is_some() && !files.iter().any(|file| file == Path::new(STDIN)) {
            return Err(Failure::Usage("--stdin-filename needs `-` among the paths".to_owned()));
        }
        let stdin = inputs.stdin_filename.as_ref().map_or("<stdin>".into(), |name| name.to_string_lossy());
        Ok(Self { files, stdin: stdin.into_owned(), errors })
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

    /// The documents in order, each read when it is asked for.
    pub(super) fn documents(self) -> impl Iterator<Item = Read> + Send {
        let stdin = self.stdin;
        self.files.into_iter().flat_map(move |path| -> Box<dyn Iterator<Item = Read> + Send> {
            if path == Path::new(STDIN) {
                return Box::new(document::documents(&stdin, BufReader::new(io::stdin())));
            }
            match walk::open(&path, &FieldNames::default()) {
                Ok(documents) => Box::new(documents),
                Err(error) => Box::new(iter::once(Err(error))),
            }
        })
    }
}
