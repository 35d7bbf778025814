//! The documents that the arguments name, one after another.

use std::{
    fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use ignore::WalkBuilder;
use recount::document::Document;

use super::{failure::Failure, options::Inputs};

/// A document, or why it could not be read.
pub(super) type Read = Result<Document, String>;

/// The documents that the arguments name, in order.
pub(super) fn documents(inputs: &Inputs) -> impl Iterator<Item = Read> {
    let name = inputs.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("<stdin>"));
    paths(inputs).into_iter().flat_map(files).map(move |path| match path {
        Ok(path) if path == Path::new("-") => stdin(&name),
        Ok(path) => fs::read(&path).map_err(|error| format!("cannot read {}: {error}", path.display())).and_then(|bytes| text(&path, bytes)),
        Err(why) => Err(why),
    })
}

/// Why there was no document at all.
pub(super) fn nothing(inputs: &Inputs) -> Failure {
    let names: Vec<String> = paths(inputs).iter().map(|path| path.display().to_string()).collect();
    Failure::Usage(format!("no input matched in {}", names.join(", ")))
}

fn paths(inputs: &Inputs) -> Vec<PathBuf> {
    if inputs.paths.is_empty() { vec![PathBuf::from(".")] } else { inputs.paths.clone() }
}

fn files(path: PathBuf) -> Vec<Result<PathBuf, String>> {
    if !path.is_dir() {
        return vec![Ok(path)];
    }
    let walk = WalkBuilder::new(&path).sort_by_file_name(|a, b| a.cmp(b)).build();
    let wanted = |path: &Path| path.extension().is_some_and(|extension| extension == "txt" || extension == "md");
    walk.filter_map(|entry| match entry {
        Ok(entry) => (entry.path().is_file() && wanted(entry.path())).then(|| Ok(entry.into_path())),
        Err(error) => Some(Err(error.to_string())),
    })
    .collect()
}

fn stdin(name: &Path) -> Read {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|error| format!("cannot read standard input: {error}"))?;
    text(name, bytes)
}

fn text(path: &Path, bytes: Vec<u8>) -> Read {
    let text = String::from_utf8(bytes).map_err(|_| format!("cannot read {}: it is not UTF-8", path.display()))?;
    Ok(Document::new(path.display().to_string(), text))
}
