//! Room 1: which files there are to read, and opening them. The only room beside the command line that asks the file system.

mod config;
mod rules;
mod suppress;

pub use config::{Choice, Configs, Project};
pub use rules::with_rules;
pub use suppress::{Beside, Sidecars};

use std::{
    collections::HashSet,
    fs::{self, File},
    io::BufReader,
    path::{Component, Path, PathBuf},
    sync::Arc,
};

use globset::{GlobBuilder, GlobMatcher};
use ignore::WalkBuilder;
use thiserror::Error;

use crate::document::{Documents, ReadError, ReadOptions, documents_of};

/// What is read inside a folder. A file that is named itself is read whatever its extension. CSV is only read where it is named:
/// most tables are data and hold no reports.
const EXTENSIONS: [&str; 10] = ["txt", "md", "markdown", "html", "htm", "xhtml", "shtml", "jsonl", "ndjson", "docx"];

/// What a packed file has after its own extension: `a.txt.gz`.
const PACKED: [&str; 2] = ["gz", "zst"];

/// The name of a file that folders use to say what recount should pass over, in the syntax of `.gitignore`.
const IGNORE_FILE: &str = ".recountignore";

/// What is read and what is passed over, beside what ignore files say.
#[derive(Debug, Clone, Default)]
pub struct WalkOptions {
    /// The settings of each file.
    pub configs: Option<Arc<Configs>>,
    /// Whether a file that is named itself is read though its settings pass it over.
    pub named_are_read: bool,
}

/// What paths stand for.
#[derive(Debug, Default)]
pub struct Found {
    /// In the order of the paths, and by name inside a folder; each file once. `-` (standard input) is handed on.
    pub files: Vec<PathBuf>,
    /// What could not be found.
    pub errors: Vec<WalkError>,
    /// Files that were named themselves, and that their settings pass over.
    pub passed_over: usize,
}

/// Why a path leads to no file. The other paths are walked all the same.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WalkError {
    /// There is nothing there.
    #[error("{path} does not exist")]
    Missing {
        /// As given.
        path: String,
    },
    /// A pattern that matches no file.
    #[error("no file matches `{pattern}`")]
    NoMatch {
        /// As given.
        pattern: String,
    },
    /// Not a path of a file, and not a pattern either.
    #[error("`{pattern}` does not exist and is not a pattern: {reason}")]
    Glob {
        /// As given.
        pattern: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A device or a pipe that was named itself; inside folders they are passed over.
    #[error("{path} is not a regular file; to read from a pipe, send it to standard input and name `-`")]
    NotAFile {
        /// As given.
        path: String,
    },
    /// A folder or a file that may not be looked at.
    #[error("{path} could not be read: {reason}")]
    Unreadable {
        /// As walked.
        path: String,
        /// What the system says.
        reason: String,
    },
}

impl WalkError {
    /// The path or the pattern that it is about.
    pub fn path(&self) -> &str {
        match self {
            Self::Missing { path }
            | Self::NoMatch { pattern: path }
            | Self::Glob { pattern: path, .. }
            | Self::NotAFile { path }
            | Self::Unreadable { path, .. } => path,
        }
    }

    /// The same in Chinese.
    pub fn chinese(&self) -> String {
        match self {
            Self::Missing { path } => format!("{path} 不存在"),
            Self::NoMatch { pattern } => format!("没有文件与 `{pattern}` 匹配"),
            Self::Glob { pattern, reason } => {
                format!("`{pattern}` 不存在,也不是有效的通配符:{}", crate::document::glob_in_chinese(reason))
            }
            Self::NotAFile { path } => format!("{path} 不是普通文件;要从管道读取,请送到标准输入并写 `-`"),
            Self::Unreadable { path, reason } => format!("无法读取 {path}:{}", crate::document::system(reason)),
        }
    }
}

/// The files that paths, folders and patterns stand for.
pub fn files<P: AsRef<Path>>(paths: &[P], options: &WalkOptions) -> Found {
    let mut walk = Walk { options, seen: HashSet::new(), files: Vec::new(), errors: Vec::new(), passed_over: 0 };
    for path in paths {
        walk.path(path.as_ref());
    }
    Found { files: walk.files, errors: walk.errors, passed_over: walk.passed_over }
}

/// Opens a file and gives its documents as they are asked for.
///
/// # Errors
/// Where it is missing, may not be read, or is no regular file.
pub fn open(path: &Path, options: &ReadOptions) -> Result<Documents<BufReader<File>>, ReadError> {
    let file = open_file(path)?;
    Ok(documents_of(&path.to_string_lossy(), file, options))
}

/// Opens a file, for whoever reads its documents in a way of their own.
///
/// # Errors
/// As [`open`].
pub fn open_file(path: &Path) -> Result<File, ReadError> {
    let name = path.to_string_lossy();
    // Asked before opening: to open a pipe is to wait for its other end.
    let about = fs::metadata(path).map_err(|error| ReadError::io(name.clone(), &error))?;
    if !about.is_file() {
        return Err(ReadError::NotAFile { path: name.into_owned() });
    }
    File::open(path).map_err(|error| ReadError::io(name.clone(), &error))
}

/// Opens a file whose turn comes later, and asks the system to have its beginning ready then; `None` where that is not possible now.
pub fn open_ahead(path: &Path) -> Option<File> {
    let file = open_file(path).ok()?;
    will_need(&file);
    Some(file)
}

/// Bytes that are read ahead of their turn: of a longer file, the system reads ahead by itself.
#[cfg(target_os = "linux")]
const READ_AHEAD: Option<std::num::NonZeroU64> = std::num::NonZeroU64::new(1 << 20);

#[cfg(target_os = "linux")]
fn will_need(file: &File) {
    // Only advice: where it is not heard, the file is read when it is its turn.
    let _ = rustix::fs::fadvise(file, 0, READ_AHEAD, rustix::fs::Advice::WillNeed);
}

#[cfg(not(target_os = "linux"))]
fn will_need(_: &File) {}

struct Walk<'o> {
    options: &'o WalkOptions,
    seen: HashSet<PathBuf>,
    files: Vec<PathBuf>,
    errors: Vec<WalkError>,
    passed_over: usize,
}

impl Walk<'_> {
    fn path(&mut self, path: &Path) {
        if path == Path::new("-") {
            return self.take(path.to_path_buf());
        }
        match fs::metadata(path) {
            Ok(about) if about.is_dir() => self.folder(path),
            Ok(about) if about.is_file() => self.named(path),
            Ok(_) => self.errors.push(WalkError::NotAFile { path: shown(path) }),
            Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => self.unreadable(path, &error),
            Err(_) if is_pattern(path) => self.pattern(path),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                self.errors.push(WalkError::Missing { path: shown(path) });
            }
            Err(error) => self.unreadable(path, &error),
        }
    }

    fn folder(&mut self, root: &Path) {
        let mut walk = WalkBuilder::new(root);
        walk.require_git(false).add_custom_ignore_filename(IGNORE_FILE).sort_by_file_name(std::ffi::OsStr::cmp);
        if let Some(configs) = self.options.configs.clone() {
            // A folder that is passed over is not even opened.
            walk.filter_entry(move |entry| {
                entry.depth() == 0 || entry.file_type().is_none_or(|kind| !kind.is_dir()) || !configs.excludes(entry.path())
            });
        }
        for entry in walk.build() {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    let path = entry.path();
                    let path = if root == Path::new(".") { path.strip_prefix(".").unwrap_or(path) } else { path };
                    if self.is_wanted(path) {
                        self.take(path.to_path_buf());
                    }
                }
                Ok(_) => {}
                Err(error) => self.walk_error(root, &error),
            }
        }
    }

    fn is_wanted(&self, path: &Path) -> bool {
        // Its ending tells, though the rest of the name may be no text.
        let name = path.to_string_lossy();
        let inner = PACKED.iter().find_map(|packed| without(&name, packed)).unwrap_or(&name);
        let known = EXTENSIONS.iter().any(|known| without(inner, known).is_some());
        let Some(configs) = &self.options.configs else { return known };
        (known || configs.includes(path)) && !configs.excludes(path)
    }

    /// A file that is named itself is read whatever its ending, but not where its settings pass it over: a hook names every file
    /// that changed.
    fn named(&mut self, path: &Path) {
        let configs = self.options.configs.as_ref().filter(|_| !self.options.named_are_read);
        if configs.is_some_and(|configs| configs.excludes(path)) {
            self.passed_over = self.passed_over.saturating_add(1);
        } else {
            self.take(path.to_path_buf());
        }
    }

    /// A pattern that the shell did not expand. Its matches count as named themselves, hidden ones apart.
    fn pattern(&mut self, pattern: &Path) {
        let matcher = match matcher(pattern) {
            Ok(matcher) => matcher,
            Err(error) => {
                let reason = error.kind().to_string();
                return self.errors.push(WalkError::Glob { pattern: shown(pattern), reason });
            }
        };
        let deep = pattern.components().any(|component| component.as_os_str() == "**");
        let plain: PathBuf = pattern.components().take_while(|component| !is_pattern(Path::new(component))).collect();
        let root = if plain.as_os_str().is_empty() { Path::new(".") } else { &plain };
        let mut walk = WalkBuilder::new(root);
        walk.standard_filters(false).hidden(true).sort_by_file_name(std::ffi::OsStr::cmp);
        if !deep {
            let depth = |path: &Path| path.components().filter(|component| *component != Component::CurDir).count();
            walk.max_depth(Some(depth(pattern).saturating_sub(depth(&plain))));
        }
        let before = (self.files.len(), self.errors.len());
        let mut matched = false;
        for entry in walk.build() {
            let Ok(entry) = entry else { continue };
            let path =
                if plain.as_os_str().is_empty() { entry.path().strip_prefix(".").unwrap_or(entry.path()) } else { entry.path() };
            if !matcher.is_match(path) || path.as_os_str().is_empty() {
                continue;
            }
            match fs::metadata(path) {
                Ok(about) if about.is_file() => self.named(path),
                Ok(about) if about.is_dir() && !deep => self.folder(path),
                _ => continue,
            }
            matched = true;
        }
        if !matched && before == (self.files.len(), self.errors.len()) {
            self.errors.push(WalkError::NoMatch { pattern: shown(pattern) });
        }
    }

    fn take(&mut self, path: PathBuf) {
        if self.seen.insert(path.clone()) {
            self.files.push(path);
        }
    }

    fn unreadable(&mut self, path: &Path, error: &std::io::Error) {
        self.errors.push(WalkError::Unreadable { path: shown(path), reason: error.to_string() });
    }

    fn walk_error(&mut self, root: &Path, error: &ignore::Error) {
        let path = path_of(error).unwrap_or(root);
        let path = if root == Path::new(".") { path.strip_prefix(".").unwrap_or(path) } else { path };
        // The words of the system alone: those of the walk name the path again.
        let reason = error.io_error().map_or_else(|| error.to_string(), system_of);
        self.errors.push(WalkError::Unreadable { path: shown(path), reason });
    }
}

/// What the system said, without the words that the walk puts around it.
fn system_of(error: &std::io::Error) -> String {
    let inner = error.get_ref().and_then(|around| around.source()).and_then(|inner| inner.downcast_ref::<std::io::Error>());
    inner.unwrap_or(error).to_string()
}

/// The path that an error of the walk is about.
fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}

fn matcher(pattern: &Path) -> Result<GlobMatcher, globset::Error> {
    let pattern: PathBuf = pattern.components().filter(|component| *component != Component::CurDir).collect();
    GlobBuilder::new(&pattern.to_string_lossy()).literal_separator(true).build().map(|glob| glob.compile_matcher())
}

fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '[', '{'])
}

/// A path without an extension, where it has that one.
fn without<'p>(path: &'p str, extension: &str) -> Option<&'p str> {
    let dot = path.len().checked_sub(extension.len())?.checked_sub(1)?;
    let stem = path.get(..dot).filter(|stem| !stem.is_empty() && !stem.ends_with('/'))?;
    path.get(dot..)?.strip_prefix('.').filter(|end| end.eq_ignore_ascii_case(extension)).map(|_| stem)
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;

    /// A folder with files of the given names, each with a word in it.
    fn folder(names: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in names {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "甲").unwrap();
        }
        folder
    }

    /// The files and errors of paths in a folder, without the folder's own name.
    fn walked(folder: &tempfile::TempDir, paths: &[&str], options: &WalkOptions) -> (Vec<String>, Vec<String>) {
        let paths: Vec<PathBuf> = paths.iter().map(|path| folder.path().join(path)).collect();
        let Found { files, errors, .. } = files(&paths, options);
        let root = format!("{}/", folder.path().display());
        let bare = |text: String| text.replace(&root, "");
        (files.iter().map(|file| bare(shown(file))).collect(), errors.iter().map(|error| bare(error.to_string())).collect())
    }

    #[test]
    fn a_folder_gives_its_reports_by_name() {
        let folder = folder(&["b.txt", "a.md", "子/c.JSONL", "d.rs", ".hidden.txt", "e.ndjson", "无名"]);
        let (files, errors) = walked(&folder, &[""], &WalkOptions::default());
        assert_eq!((files, errors), (["a.md", "b.txt", "e.ndjson", "子/c.JSONL"].map(String::from).to_vec(), vec![]));
    }

    #[test]
    fn packed_reports_are_reports_and_tables_are_none() {
        let folder = folder(&["a.txt.gz", "b.jsonl.ZST", "c.docx", "d.html", "e.csv", "f.tar.gz", "g.gz", "h.htm"]);
        let (files, _) = walked(&folder, &[""], &WalkOptions::default());
        assert_eq!(files, ["a.txt.gz", "b.jsonl.ZST", "c.docx", "d.html", "h.htm"]);
        assert_eq!(walked(&folder, &["e.csv"], &WalkOptions::default()).0, ["e.csv"]);
    }

    #[test]
    fn a_file_that_is_named_is_taken_once_whatever_it_is_called() {
        let folder = folder(&["无名", "b.txt"]);
        let (files, _) = walked(&folder, &["无名", "b.txt", "", "无名"], &WalkOptions::default());
        assert_eq!(files, ["无名", "b.txt"]);
    }

    #[test]
    fn ignore_files_and_settings_say_what_to_pass_over() {
        let folder = folder(&["a.txt", "b.txt", "c.txt", "d.txt", "e.log", "旧/f.txt"]);
        fs::write(folder.path().join(".gitignore"), "a.txt\n").unwrap();
        fs::write(folder.path().join(IGNORE_FILE), "b.txt\n").unwrap();
        let settings = "[files]\ninclude = [\"*.log\"]\nexclude = [\"c.*\", \"旧\"]\n";
        fs::write(folder.path().join(config::FILE), settings).unwrap();
        let configs = Some(Arc::new(Configs::new(Choice::Nearest, Vec::new())));
        let options = WalkOptions { configs, named_are_read: false };
        assert_eq!(walked(&folder, &[""], &options).0, ["d.txt", "e.log"]);
        assert_eq!(walked(&folder, &["a.txt", "c.txt", "旧/f.txt", "旧"], &options).0, ["a.txt"]);
        let options = WalkOptions { named_are_read: true, ..options };
        assert_eq!(walked(&folder, &["c.txt", "旧/f.txt"], &options).0, ["c.txt", "旧/f.txt"]);
    }

    #[test]
    fn a_path_that_is_not_there_is_an_error_and_the_rest_goes_on() {
        let folder = folder(&["a.txt"]);
        let (files, errors) = walked(&folder, &["x.txt", "y*.txt", "z[", "a.txt"], &WalkOptions::default());
        assert_eq!(files, ["a.txt"]);
        assert_eq!(errors.len(), 3, "{errors:?}");
        assert_eq!(errors.first().unwrap(), "x.txt does not exist");
        assert_eq!(errors.get(1).unwrap(), "no file matches `y*.txt`");
        assert!(errors.get(2).unwrap().starts_with("`z[` does not exist and is not a pattern: "), "{errors:?}");
    }

    #[test]
    fn a_pattern_stands_for_the_files_that_it_matches() {
        let folder = folder(&["2023/a.txt", "2023/深/b.txt", "2024/a.txt", "2024/c.log", "b[1].txt"]);
        let options = WalkOptions::default();
        assert_eq!(walked(&folder, &["20*/a.txt"], &options).0, ["2023/a.txt", "2024/a.txt"]);
        assert_eq!(walked(&folder, &["2024/*"], &options).0, ["2024/a.txt", "2024/c.log"]);
        assert_eq!(walked(&folder, &["**/b.txt"], &options).0, ["2023/深/b.txt"]);
        assert_eq!(walked(&folder, &["202?"], &options).0, ["2023/a.txt", "2023/深/b.txt", "2024/a.txt"]);
        assert_eq!(walked(&folder, &["b[1].txt"], &options).0, ["b[1].txt"]);
    }

    #[test]
    fn standard_input_is_handed_on() {
        assert_eq!(files(&["-"], &WalkOptions::default()).files, [PathBuf::from("-")]);
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_circle_end() {
        let folder = folder(&["a/b.txt"]);
        std::os::unix::fs::symlink(folder.path(), folder.path().join("a/again")).unwrap();
        assert_eq!(walked(&folder, &[""], &WalkOptions::default()), (vec!["a/b.txt".to_owned()], vec![]));
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_or_device_is_no_report() {
        let folder = folder(&["a.txt"]);
        let made = std::process::Command::new("mkfifo").arg(folder.path().join("p.txt")).status().unwrap();
        assert!(made.success());
        assert_eq!(walked(&folder, &[""], &WalkOptions::default()).0, ["a.txt"]);
        assert!(matches!(files(&["/dev/null"], &WalkOptions::default()).errors.as_slice(), [WalkError::NotAFile { .. }]));
        assert!(matches!(open(&folder.path().join("p.txt"), &ReadOptions::default()), Err(ReadError::NotAFile { .. })));
    }

    #[test]
    fn an_opened_file_gives_its_documents() {
        let folder = folder(&["a.txt"]);
        let path = folder.path().join("a.txt");
        let texts: Vec<String> = open(&path, &ReadOptions::default()).unwrap().map(|read| read.unwrap().text).collect();
        assert_eq!(texts, ["甲"]);
        assert!(matches!(open(&folder.path().join("b.txt"), &ReadOptions::default()), Err(ReadError::Missing { .. })));
    }
}
