//! `--output-dir`: mended files, and copies of the others, below a folder of their own, with a list of every change.

use std::{
    collections::HashSet,
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Component, Path, PathBuf},
};

use recount::{
    document::Document,
    fix::Change,
    output::{Page, json},
};

use super::super::{failure::Failure, options::Inputs};

/// The list of changes. A folder that holds one was written by an earlier run, and may be written again.
const LOG: &str = "edits.jsonl";

/// The folder that is written.
#[derive(Debug)]
pub(super) struct Elsewhere {
    folder: PathBuf,
    /// The folders among the paths, with what stands for each below the output folder.
    roots: Vec<(PathBuf, PathBuf)>,
    taken: HashSet<PathBuf>,
    log: BufWriter<File>,
}

impl Elsewhere {
    /// Makes the folder. It must be new, empty or of an earlier run, and apart from everything that is read.
    pub(super) fn open(folder: &Path, inputs: &Inputs, files: &[PathBuf]) -> Result<Self, Failure> {
        let failed = |error: io::Error| Failure::Write(folder.display().to_string(), error);
        fs::create_dir_all(folder).map_err(failed)?;
        let real = fs::canonicalize(folder).map_err(failed)?;
        let here = [PathBuf::from(".")];
        let paths = if inputs.paths.is_empty() { &here[..] } else { &inputs.paths };
        let read = paths.iter().chain(files).filter_map(|path| fs::canonicalize(path).ok());
        for read in read {
            if real.starts_with(&read) || read.starts_with(&real) {
                let (folder, read) = (folder.display(), read.display());
                return Err(Failure::Usage(format!(
                    "--output-dir {folder} is not apart from {read}, which is read: name another folder"
                )));
            }
        }
        let mut entries = fs::read_dir(folder).map_err(failed)?;
        if entries.next().is_some() && !folder.join(LOG).exists() {
            let folder = folder.display();
            return Err(Failure::Usage(format!(
                "--output-dir {folder} is not empty and holds no {LOG} of an earlier run: name another folder"
            )));
        }
        let log = BufWriter::new(File::create(folder.join(LOG)).map_err(failed)?);
        Ok(Self { folder: folder.to_path_buf(), roots: roots(paths), taken: HashSet::new(), log })
    }

    /// Where a file goes; its folder is made. An error where another file went there already.
    pub(super) fn target(&mut self, file: &Path) -> io::Result<PathBuf> {
        let target = self.folder.join(below(&self.roots, file));
        if target == self.folder.join(LOG) || !self.taken.insert(target.clone()) {
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, format!("{} is taken", target.display())));
        }
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(target)
    }

    /// Lists the changes of a document.
    pub(super) fn log(&mut self, before: &Document, changes: &[Change]) -> io::Result<()> {
        let page = Page::new(before);
        let mut lines = String::new();
        changes.iter().for_each(|change| json::change(&mut lines, &page, change));
        self.log.write_all(lines.as_bytes())
    }

    pub(super) fn finish(&mut self) -> io::Result<()> {
        self.log.flush()
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }
}

/// The folders among the paths. The files of an only one stand in the output folder as they stand in it; of several, each keeps its name.
fn roots(paths: &[PathBuf]) -> Vec<(PathBuf, PathBuf)> {
    let folders = paths.iter().filter(|path| path.is_dir());
    let named = |path: &PathBuf| match paths {
        [_] => PathBuf::new(),
        _ => path.file_name().map_or_else(PathBuf::new, PathBuf::from),
    };
    folders.map(|path| (path.clone(), named(path))).collect()
}

/// The path of a file below the output folder. One that is in no folder among the paths keeps its own, if that leads downward from here.
fn below(roots: &[(PathBuf, PathBuf)], file: &Path) -> PathBuf {
    let here = |root: &Path| if root == Path::new(".") { Some(file.to_path_buf()) } else { None };
    let inside = |(root, name): &(PathBuf, PathBuf)| {
        let rest = file.strip_prefix(root).map(Path::to_path_buf).ok().or_else(|| here(root))?;
        Some(name.join(rest))
    };
    let path = roots.iter().find_map(inside).unwrap_or_else(|| file.to_path_buf());
    let parts = path.components().filter(|part| *part != Component::CurDir);
    let downward = parts.clone().all(|part| matches!(part, Component::Normal(_)));
    if downward { parts.collect() } else { path.file_name().map_or(path.clone(), PathBuf::from) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_keep_their_place_below_the_folder_that_was_named() {
        let root = |path: &str, name: &str| (PathBuf::from(path), PathBuf::from(name));
        for (roots, file, expected) in [
            (vec![root("corpus", "")], "corpus/2023/a.txt", "2023/a.txt"),
            (vec![root(".", "")], "2023/a.txt", "2023/a.txt"),
            (vec![root("/data/a", "a"), root("/data/b", "b")], "/data/b/c/d.txt", "b/c/d.txt"),
            (vec![root("..", "")], "../a/b.txt", "a/b.txt"),
            (vec![], "a/b.txt", "a/b.txt"),
            (vec![], "./a/b.txt", "a/b.txt"),
            (vec![], "../a/b.txt", "b.txt"),
            (vec![], "/data/a/b.txt", "b.txt"),
        ] {
            assert_eq!(below(&roots, Path::new(file)), Path::new(expected), "{file}");
        }
    }
}
