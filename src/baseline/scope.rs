//! What a baseline was made of, so that a run that looks at less never drops what it does not see.

use serde::{Deserialize, Serialize};

/// What a run looks at.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Scope {
    /// The files and folders, relative to the baseline's own folder, `.` for that folder itself. In order, each once.
    pub paths: Vec<String>,
    /// Files and folders of rules beside the built-in ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
    /// Globs of the rules that are wanted; all where there is none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub select: Vec<String>,
    /// Globs of the rules that are not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ignore: Vec<String>,
}

impl Scope {
    /// Whether these paths take in all of those: each is one of them or lies in one of them.
    pub fn takes_in(&self, paths: &[String]) -> bool {
        paths.iter().all(|path| self.paths.iter().any(|folder| lies_in(path, folder)))
    }

    /// These paths and those, without what lies in another of them.
    pub fn join(&self, paths: &[String]) -> Vec<String> {
        let mut all: Vec<String> = self.paths.iter().chain(paths).cloned().collect();
        all.sort();
        all.dedup();
        let outermost = |path: &&String| !all.iter().any(|folder| folder != *path && lies_in(path, folder));
        all.iter().filter(outermost).cloned().collect()
    }
}

/// Whether a path is a folder or lies in it, by its parts alone.
fn lies_in(path: &str, folder: &str) -> bool {
    let outside = path == ".." || path.starts_with("../") || path.starts_with('/');
    match folder {
        "." => !outside,
        _ => path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope(paths: &[&str]) -> Scope {
        Scope { paths: paths.iter().map(|&path| path.to_owned()).collect(), ..Scope::default() }
    }

    #[test]
    fn a_folder_takes_in_what_lies_in_it() {
        let takes_in = |of: &[&str], paths: &[&str]| scope(of).takes_in(&scope(paths).paths);
        assert!(takes_in(&["."], &["."]));
        assert!(takes_in(&["."], &["a.txt", "reports/2024"]));
        assert!(takes_in(&["reports", "drafts"], &["drafts/a.txt", "reports"]));
        assert!(!takes_in(&["reports"], &["."]));
        assert!(!takes_in(&["reports"], &["reports-2024"]));
        assert!(!takes_in(&["."], &["../a.txt"]));
        assert!(!takes_in(&["."], &["/a.txt"]));
    }

    #[test]
    fn joined_paths_are_the_outermost_ones() {
        assert_eq!(scope(&["b", "a/c"]).join(&["a".to_owned(), "b/d".to_owned()]), ["a", "b"]);
        assert_eq!(scope(&["a"]).join(&[".".to_owned()]), ["."]);
    }
}
