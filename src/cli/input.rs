//! The documents that the arguments name, one after another: files, folders, patterns and standard input.

use std::{
    io::{self, BufReader},
    iter,
    path::{Path, PathBuf},
};

use recount::{
    document::{self, Document, ReadError, ReadOptions},
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
    reading: ReadOptions,
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
        Ok(Self { files, stdin: stdin.into_owned(), reading: inputs.reading.options(), errors })
    }

    /// The documents in order, each read when it is asked for.
    pub(super) fn documents(self) -> impl Iterator<Item = Read> + Send {
        let (stdin, reading) = (self.stdin, self.reading);
        self.files.into_iter().flat_map(move |path| -> Box<dyn Iterator<Item = Read> + Send> {
            if path == Path::new(STDIN) {
                return Box::new(document::documents_with(&stdin, BufReader::new(io::stdin()), &reading));
            }
            match walk::open(&path, &reading) {
                Ok(documents) => Box::new(documents),
                Err(error) => Box::new(iter::once(Err(error))),
            }
        })
    }
}
