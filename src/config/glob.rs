//! Globs in settings: of paths, relative to a folder, and of rule ids.

use globset::{Glob, GlobBuilder, GlobMatcher, GlobSet, GlobSetBuilder};

/// A set of path globs. One without a slash means a name in any folder; one that matches a folder means all that is in it.
#[derive(Debug, Clone, Default)]
pub struct PathGlobs {
    set: GlobSet,
    /// Which of the globs as given each glob of the set stands for.
    of: Vec<usize>,
}

impl PathGlobs {
    /// Compiles globs. The set is built from those that can be read; each of the others is told by its number with what is wrong.
    pub fn new<'g>(globs: impl IntoIterator<Item = &'g str>) -> (Self, Vec<(usize, String)>) {
        let (mut set, mut of, mut mistakes) = (GlobSetBuilder::new(), Vec::new(), Vec::new());
        for (number, glob) in globs.into_iter().enumerate() {
            match both(glob) {
                Ok(globs) => {
                    for glob in globs {
                        set.add(glob);
                        of.push(number);
                    }
                }
                Err(error) => mistakes.push((number, error.kind().to_string())),
            }
        }
        match set.build() {
            Ok(set) => (Self { set, of }, mistakes),
            Err(error) => (Self::default(), vec![(0, error.kind().to_string())]),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// Whether any of them means a path, relative to the folder of the settings and with `/` between its names.
    pub fn mean(&self, path: &str) -> bool {
        self.set.is_match(path)
    }

    /// The numbers of those that mean a path, in order, each once.
    pub fn meaning(&self, path: &str) -> Vec<usize> {
        let mut numbers: Vec<usize> = self.set.matches(path).into_iter().filter_map(|at| self.of.get(at).copied()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }
}

/// The glob for a file, and the one for all in a folder.
fn both(written: &str) -> Result<[Glob; 2], globset::Error> {
    let plain = written.strip_prefix("./").unwrap_or(written);
    let anchored = plain.strip_prefix('/');
    let plain = anchored.unwrap_or(plain).trim_end_matches('/');
    let glob = if anchored.is_none() && !plain.contains('/') { format!("**/{plain}") } else { plain.to_owned() };
    let build = |glob: &str| GlobBuilder::new(glob).literal_separator(true).build();
    // What is wrong is told of the glob as written.
    build(written)?;
    Ok([build(&glob)?, build(&format!("{glob}/**"))?])
}

/// A glob of rule ids. A star means slashes too: `*` is every rule.
///
/// # Errors
/// What is wrong with the glob.
pub fn matcher(glob: &str) -> Result<GlobMatcher, String> {
    Glob::new(glob).map(|glob| glob.compile_matcher()).map_err(|error| error.kind().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn means(glob: &str, path: &str) -> bool {
        let (globs, mistakes) = PathGlobs::new([glob]);
        assert_eq!(mistakes, [], "{glob}");
        globs.mean(path)
    }

    #[test]
    fn a_name_is_meant_in_any_folder_and_a_folder_means_all_in_it() {
        for (glob, path) in [
            ("*.log", "a.log"),
            ("*.log", "2024/深/a.log"),
            ("archive", "archive/a.txt"),
            ("archive/", "archive/old/a.txt"),
            ("archive", "2024/archive/a.txt"),
            ("2024/*.txt", "2024/a.txt"),
            ("./2024/*.txt", "2024/a.txt"),
            ("/a.txt", "a.txt"),
            ("**/a.txt", "a.txt"),
            ("2024/**", "2024/深/a.txt"),
        ] {
            assert!(means(glob, path), "{glob} {path}");
        }
        for (glob, path) in [("/a.txt", "2024/a.txt"), ("2024/*.txt", "old/2024/a.txt"), ("2024/*.txt", "2024/深/a.txt")] {
            assert!(!means(glob, path), "{glob} {path}");
        }
    }

    #[test]
    fn a_glob_that_cannot_be_read_is_told_by_its_number() {
        let (globs, mistakes) = PathGlobs::new(["a", "b[", "c"]);
        assert_eq!(mistakes.len(), 1);
        assert_eq!(mistakes[0].0, 1);
        assert_eq!((globs.meaning("c"), globs.meaning("x/a"), globs.meaning("b")), (vec![2], vec![0], vec![]));
    }
}
