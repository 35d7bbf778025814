//! The suppressions beside each file: every `recount.ignore.toml` in its folder and above. Each is read once.

use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use xxhash_rust::xxh3::Xxh3Default;

use super::config::{absolute, lock, shown};
use crate::{
    config::ConfigError,
    document::Document,
    suppress::{self, Entry, Sidecar},
};

/// A file of suppressions, and the folder to which its paths are relative.
#[derive(Debug)]
pub struct Beside {
    /// The folder, in full.
    pub folder: PathBuf,
    /// What stands in it.
    pub sidecar: Sidecar,
}

impl Beside {
    /// Whether a run over some paths sees every file that its entries may mean: one of the paths is its folder, or holds it. No path
    /// at all is the current folder.
    pub fn is_within(&self, paths: &[PathBuf]) -> bool {
        let holds = |path: &Path| path.is_dir() && self.folder.starts_with(absolute(path));
        if paths.is_empty() { holds(Path::new(".")) } else { paths.iter().any(|path| holds(path)) }
    }
}

/// The suppressions beside every file. Cheap to ask again.
#[derive(Debug, Default)]
pub struct Sidecars {
    /// By folder, as given: the nearest first.
    folders: RwLock<HashMap<PathBuf, Arc<[Arc<Beside>]>>>,
    /// By file; `None` for one that is not there or has mistakes.
    files: Mutex<HashMap<PathBuf, Option<Arc<Beside>>>>,
    mistakes: Mutex<Vec<ConfigError>>,
}

impl Sidecars {
    /// The files of suppressions beside a file and above, the nearest first.
    pub fn of_file(&self, path: &Path) -> Arc<[Arc<Beside>]> {
        let folder = path.parent().unwrap_or(Path::new(""));
        if let Some(known) = self.folders.read().unwrap_or_else(PoisonError::into_inner).get(folder) {
            return Arc::clone(known);
        }
        let above = absolute(folder);
        let found: Arc<[Arc<Beside>]> = above.ancestors().filter_map(|folder| self.in_folder(folder)).collect();
        self.folders.write().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned(), Arc::clone(&found));
        found
    }

    /// The entries beside a file that mean a report of it.
    pub fn entries(&self, document: &Document) -> Vec<Arc<Entry>> {
        let beside = self.of_file(Path::new(&document.path));
        if beside.is_empty() {
            return Vec::new();
        }
        let path = absolute(Path::new(&document.path));
        let of = |beside: &Arc<Beside>| {
            let relative = path.strip_prefix(&beside.folder).unwrap_or(&path);
            let names: Vec<_> = relative.components().map(|name| name.as_os_str().to_string_lossy()).collect();
            beside.sidecar.meaning(&names.join("/"), document)
        };
        beside.iter().flat_map(of).collect()
    }

    /// All that were read so far, by path.
    pub fn read(&self) -> Vec<Arc<Beside>> {
        let mut read: Vec<Arc<Beside>> = lock(&self.files).values().flatten().cloned().collect();
        read.sort_by(|one, other| one.folder.cmp(&other.folder));
        read
    }

    /// What stands in all that were read so far: the same number while that is the same.
    pub fn fingerprint(&self) -> u64 {
        let mut all = Xxh3Default::new();
        for beside in self.read() {
            all.update(beside.folder.as_os_str().as_encoded_bytes());
            all.update(beside.sidecar.document.text.as_bytes());
        }
        all.digest()
    }

    /// The mistakes met so far, each once.
    pub fn mistakes(&self) -> Vec<ConfigError> {
        std::mem::take(&mut *lock(&self.mistakes))
    }

    fn in_folder(&self, folder: &Path) -> Option<Arc<Beside>> {
        let file = folder.join(suppress::FILE);
        let mut files = lock(&self.files);
        if let Some(known) = files.get(&file) {
            return known.clone();
        }
        let read = match fs::read_to_string(&file) {
            Ok(text) => Sidecar::read(&shown(&file), &text),
            Err(why) if why.kind() == io::ErrorKind::NotFound || !file.is_file() => Err(Vec::new()),
            Err(why) => Err(vec![ConfigError::Unreadable { path: shown(&file), why: why.to_string() }]),
        };
        let beside = match read {
            Ok(sidecar) => Some(Arc::new(Beside { folder: folder.to_owned(), sidecar })),
            Err(mistakes) => {
                lock(&self.mistakes).extend(mistakes);
                None
            }
        };
        files.insert(file, beside.clone());
        beside
    }
}
