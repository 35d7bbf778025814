//! Paths as readers of a form know them: from the root of the work tree, with `/` between their parts.

use std::path::{Path, PathBuf};

use crate::document::path::plain;

/// How paths are told.
#[derive(Debug, Clone, Default)]
pub struct Paths {
    /// The current folder, from the root of the file system.
    pub here: PathBuf,
    /// The folder that paths begin at; empty where they are told as they are.
    pub root: PathBuf,
}

impl Paths {
    /// A path from the root on, where it is within; else as it is, with `/` between its parts.
    pub fn told(&self, path: &str) -> String {
        let given = Path::new(path);
        let whole = plain(&self.here.join(given));
        let inside = if self.root.as_os_str().is_empty() { None } else { whole.strip_prefix(plain(&self.root)).ok() };
        let told = match inside {
            Some(inside) if !inside.as_os_str().is_empty() => inside,
            _ => given.strip_prefix(".").unwrap_or(given),
        };
        let told = told.to_string_lossy();
        if std::path::MAIN_SEPARATOR == '/' { told.into_owned() } else { told.replace(std::path::MAIN_SEPARATOR, "/") }
    }
}

/// A path as a reference of RFC 3986: every byte that is not plain is percent-encoded, and a first part with a colon is no scheme.
pub(super) fn uri(path: &str) -> String {
    let absolute = path.starts_with('/') || path.get(1..3) == Some(":/");
    let mut uri = String::new();
    if absolute {
        uri.push_str(if path.starts_with('/') { "file://" } else { "file:///" });
    }
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_begin_at_the_root_of_the_work_tree() {
        let paths = Paths { here: "/home/tree/2024".into(), root: "/home/tree".into() };
        for (given, told) in [
            ("a.txt", "2024/a.txt"),
            ("./村/a.txt", "2024/村/a.txt"),
            ("../2023/a.txt", "2023/a.txt"),
            ("/home/tree/b.txt", "b.txt"),
            ("/elsewhere/c.txt", "/elsewhere/c.txt"),
        ] {
            assert_eq!(paths.told(given), told);
        }
        assert_eq!(Paths::default().told("./a/b.txt"), "a/b.txt");
    }

    #[test]
    fn a_reference_has_plain_characters_only() {
        assert_eq!(uri("报告/a b.txt"), "%E6%8A%A5%E5%91%8A/a%20b.txt");
        assert_eq!(uri("x:y?#%.txt"), "x%3Ay%3F%23%25.txt");
        assert_eq!(uri("/tmp/a.txt"), "file:///tmp/a.txt");
    }
}
