//! Files as the protocol names them: `file:///%E7%94%B2.txt`.

use std::path::{Path, PathBuf};

/// The file that a URI names; `None` where it names none.
pub(super) fn path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    // The name of a machine is not looked at.
    let path = rest.get(rest.find('/')?..)?;
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let bytes = decoded(path.as_bytes());
    let path = String::from_utf8_lossy(&bytes).into_owned();
    // `/c:/a.txt` is a path with a drive.
    let drive = path.get(1..).filter(|rest| cfg!(windows) && rest.as_bytes().get(1) == Some(&b':'));
    Some(PathBuf::from(drive.unwrap_or(&path)))
}

/// The URI of a file, whose path is in full.
pub(super) fn of(path: &Path) -> String {
    let path = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "file:///" });
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

fn decoded(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&first, after)) = rest.split_first() {
        let escaped = || {
            let digits = str::from_utf8(after.get(..2)?).ok()?;
            u8::from_str_radix(digits, 16).ok().filter(|_| first == b'%')
        };
        let byte = escaped();
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_the_name_that_its_uri_says() {
        for name in ["/a/b.txt", "/报告/𠮷 100%.md", "/a#b?c+d:e"] {
            let uri = of(Path::new(name));
            assert!(uri.is_ascii() && !uri.contains(['#', '?', ' ']), "{uri}");
            assert_eq!(path(&uri), Some(PathBuf::from(name)), "{uri}");
        }
        assert_eq!(path("file://host/a%2fb%zz%4"), Some(PathBuf::from("/a/b%zz%4")));
        assert_eq!(path("untitled:Untitled-1"), None);
        assert_eq!(path("file:"), None);
    }
}
