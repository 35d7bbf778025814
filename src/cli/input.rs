//! The documents that the arguments name, one after another: files, folders, patterns and standard input.

use std::{
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
            return Err(Failure::usage(
                format!("there is no report in {}", names.join(", ")),
                format!("{} 中没有报告", names.join("、")),
            ));
        }
        if inputs.stdin_filename.is_some() && !files.iter().any(|file| file == Path::new(STDIN)) {
            return Err(Failure::usage("--stdin-filename needs `-` among the paths", "--stdin-filename 要求路径中有 `-`"));
        }
        let stdin = inputs.stdin_filename.as_ref().map_or("<stdin>".into(), |name| name.to_string_lossy());
        Ok(Self { files, stdin: stdin.into_owned(), errors })
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
