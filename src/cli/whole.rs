//! Files that are written whole or not at all: beside the name that they are to have, then renamed.

use std::{fs, io, path::Path};

use super::failure::Failure;

/// Writes a file whole or not at all. One that has these bytes already is left as it is.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::Write(path.display().to_string(), error);
    if fs::metadata(path).is_ok_and(|there| !there.is_file()) {
        // A pipe or a device: nothing may take its place.
        return fs::write(path, text).map_err(failed);
    }
    if fs::read(path).is_ok_and(|now| now == text.as_bytes()) {
        return Ok(());
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!("{name}.{}.tmp", std::process::id()));
    let written = fs::write(&beside, text).and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        failed(error)
    })
}
