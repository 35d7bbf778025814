//! Paths by their parts alone: no file is looked at.

use std::path::{Component, Path, PathBuf};

/// A path without `.` and `..`. Links stay as they are written.
pub fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(plain.pop()),
            _ => plain.push(part),
        }
    }
    plain
}

/// The name of a file seen from a folder, with `/` between its parts, so that it is the same wherever the program is called: `../a/b.txt`.
/// Both paths are whole and plain.
pub fn from_folder(folder: &Path, path: &Path) -> String {
    let shared = folder.components().zip(path.components()).take_while(|(own, other)| own == other).count();
    let up = folder.components().skip(shared).map(|_| "..".to_owned());
    let down = path.components().skip(shared).map(|part| part.as_os_str().to_string_lossy().into_owned());
    let parts: Vec<String> = up.chain(down).collect();
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_plain_without_its_detours() {
        assert_eq!(plain(Path::new("/a/./b/../c")), Path::new("/a/c"));
        assert_eq!(plain(Path::new("/..")), Path::new("/"));
    }

    #[test]
    fn a_name_leads_from_its_folder_to_the_file() {
        let name = |folder, path| from_folder(Path::new(folder), Path::new(path));
        assert_eq!(name("/a/b", "/a/b/c.txt"), "c.txt");
        assert_eq!(name("/a/b", "/a/d/c.txt"), "../d/c.txt");
        assert_eq!(name("/a", "/a"), ".");
    }
}
