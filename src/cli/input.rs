//! The documents that the arguments name, one after another: files, folders, patterns and standard input.

use std::{
    io::{self, BufReader},
    iter,
    path::{Path, PathBuf},
    sync::Arc,
};

use recount::{
    document::{self, Document, ReadError},
    walk::{self, Configs, Found, WalkError, WalkOptions},
};

use super::{failure::Failure, options::Inputs, projects::Projects};

/// A document, or why it could not be read.
pub(super) type Read = Result<Document, ReadError>;

/// Standard input, as an argument.
const STDIN: &str = "-";

/// What the arguments name.
pub(super) struct Input {
    files: Vec<PathBuf>,
    configs: Arc<Configs>,
    stdin: String,
    /// What they name in vain.
    pub(super) errors: Vec<WalkError>,
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
        Ok(Self { files, configs, stdin: stdin.into_owned(), errors })
    }

    /// The documents in order, each read when it is asked for.
    pub(super) fn documents(self) -> impl Iterator<Item = Read> + Send {
        let (stdin, configs) = (self.stdin, self.configs);
        self.files.into_iter().flat_map(move |path| -> Box<dyn Iterator<Item = Read> + Send> {
            if path == Path::new(STDIN) {
                let names = configs.of_file(Path::new(&stdin)).config.jsonl_fields();
                return Box::new(document::documents_with(&stdin, BufReader::new(io::stdin()), &names));
            }
            match walk::open(&path, &configs.of_file(&path).config.jsonl_fields()) {
                Ok(documents) => Box::new(documents),
                Err(error) => Box::new(iter::once(Err(error))),
            }
        })
    }
}
