//! Files that are written whole or not at all, and not where they are as they should be.

use std::{fs, io::Write, path::Path};

use super::{draft::Draft, failure::Failure};

/// Writes a file whole or not at all, and not where it is as it should be.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let beside = || {
        let mut draft = Draft::to(path)?;
        draft.write_all(text.as_bytes())?;
        draft.commit()
    };
    let written = match fs::metadata(path) {
        // A pipe or a device: nothing may take its place.
        Ok(there) if !there.is_file() && !there.is_dir() => fs::write(path, text),
        Ok(_) if fs::read(path).is_ok_and(|now| now == text.as_bytes()) => Ok(()),
        _ => beside(),
    };
    written.map_err(|error| Failure::Write(path.display().to_string(), error))
}
