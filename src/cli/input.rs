//! The documents that the arguments name, one after another: files, folders, patterns and standard input.

use std::{
    fs::File,
    io::{self, BufReader},
    iter,
    path::{Path, PathBuf},
};

use recount::{
    document::{self, Document, ReadError, ReadOptions},
    walk::{self, WalkError, WalkOptions},
};

use super::{failure::Failure, options::Inputs, run};

/// A document, or why it could not be read.
pub(super) type Read = Result<Document, ReadError>;

/// Standard input, as an argument.
pub(super) const STDIN: &str = "-";

/// What the arguments name.
pub(super) struct Input {
    pub(super) files: Vec<PathBuf>,
    stdin: String,
    reading: ReadOptions,
    /// Where standard input was put by, to be read more than once.
    pub(super) kept: Option<File>,
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
        Ok(Self { files, stdin: stdin.into_owned(), reading: inputs.reading.options(), kept: None, errors })
    }

    /// The documents in order, each read when it is asked for.
    pub(super) fn documents(self) -> impl Iterator<Item = Read> + Send {
        let (stdin, reading, mut kept) = (self.stdin, self.reading, self.kept);
        self.files.into_iter().flat_map(move |path| -> Box<dyn Iterator<Item = Read> + Send> {
            if path == Path::new(STDIN) {
                let bytes: Box<dyn io::Read + Send> = match kept.take() {
                    Some(kept) => Box::new(kept),
                    None => Box::new(io::stdin()),
                };
                let documents = document::documents_with(&stdin, BufReader::new(bytes), &reading);
                return Box::new(Guarded { path: stdin.clone(), from: Some(documents) });
            }
            match walk::open(&path, &reading) {
                Ok(documents) => Box::new(Guarded { path: path.to_string_lossy().into_owned(), from: Some(documents) }),
                Err(error) => Box::new(iter::once(Err(error))),
            }
        })
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
