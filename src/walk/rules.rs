//! Rule files of a user's own: a folder of them, or one. What stands in them is read elsewhere.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::{
    config,
    rule::{RuleError, RuleSet},
    suppress,
};

/// What may stand among rule files and holds none.
const NO_RULES: [&str; 2] = [config::FILE, suppress::FILE];

/// Adds every `*.toml` of a folder, in the order of their names, or one file.
///
/// # Errors
/// Every mistake in every file, an id that is taken among them; rules never run half.
pub fn with_rules(mut rules: RuleSet, path: &Path) -> Result<RuleSet, Vec<RuleError>> {
    let files = rule_files(path).map_err(|why| vec![unreadable(path, &why)])?;
    if files.is_empty() {
        return Err(vec![RuleError::NoFile { path: path.display().to_string() }]);
    }
    let mut mistakes = Vec::new();
    for file in &files {
        match fs::read_to_string(file) {
            Ok(text) => mistakes.extend(rules.add(&file.display().to_string(), &text).err().into_iter().flatten()),
            Err(why) => mistakes.push(unreadable(file, &why)),
        }
    }
    if mistakes.is_empty() { Ok(rules) } else { Err(mistakes) }
}

/// The files of a folder that hold rules, in the order of their names; or the one file.
pub(super) fn rule_files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path()));
    let mut files = entries.collect::<io::Result<Vec<PathBuf>>>()?;
    let settings = |path: &Path| path.file_name().is_some_and(|name| NO_RULES.iter().any(|other| name == *other));
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml") && !settings(path));
    files.sort();
    Ok(files)
}

fn unreadable(path: &Path, why: &io::Error) -> RuleError {
    RuleError::Unreadable { path: path.display().to_string(), why: why.to_string() }
}
