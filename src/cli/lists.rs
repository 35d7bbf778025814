//! `--valid-list` and `--invalid-list`: which documents passed the gate and which did not, one a line, in order.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use clap::Args;
use recount::{finding::Severity, output::clean::clean};

use super::{
    failure::Failure,
    run::{Named, Unread, Unreadable},
    shown::Seen,
};

/// Where the names of documents go.
#[derive(Debug, Args)]
#[command(next_help_heading = "Splitting a corpus")]
pub(super) struct ListOptions {
    /// List the documents without a finding at or above --fail-on: a path, or PATH#ID, on each line
    #[arg(long, value_name = "FILE")]
    valid_list: Option<PathBuf>,
    /// List the others, and what could not be read
    #[arg(long, value_name = "FILE")]
    invalid_list: Option<PathBuf>,
}

/// The lists that are being written.
#[derive(Debug)]
pub(super) struct Lists {
    valid: Option<List>,
    invalid: Option<List>,
}

impl ListOptions {
    /// Whether any was asked for.
    pub(super) fn wanted(&self) -> bool {
        self.valid_list.is_some() || self.invalid_list.is_some()
    }

    /// Begins the lists that were asked for.
    pub(super) fn open(&self) -> Result<Lists, Failure> {
        if self.valid_list.is_some() && self.valid_list == self.invalid_list {
            return Err(Failure::usage(
                "--valid-list and --invalid-list are one file: name two",
                "--valid-list 与 --invalid-list 是同一个文件:请分别命名",
            ));
        }
        let open = |path: &Option<PathBuf>| path.as_deref().map(List::create).transpose();
        Ok(Lists { valid: open(&self.valid_list)?, invalid: open(&self.invalid_list)? })
    }
}

impl Lists {
    fn add(&mut self, valid: bool, name: &str) -> Result<(), Failure> {
        let list = if valid { &mut self.valid } else { &mut self.invalid };
        list.as_mut().map_or(Ok(()), |list| list.write(name))
    }

    /// Writes what is left.
    pub(super) fn finish(&mut self) -> Result<(), Failure> {
        [&mut self.valid, &mut self.invalid].into_iter().flatten().try_for_each(List::flush)
    }
}

impl Lists {
    /// A document that was mended counts as it is now; one that only might be, as it was. `gate` is the lowest severity that fails it.
    pub(super) fn checked(&mut self, document: &Named, seen: &Seen, gate: Option<Severity>) -> Result<(), Failure> {
        let told = seen.rewrite.as_ref().map_or(&seen.told, |rewrite| &rewrite.told);
        let valid = gate.is_none_or(|gate| told.found.iter().all(|told| told.severity < gate));
        self.name(valid, document)
    }

    /// What could not be read, or not be checked, is among the others.
    pub(super) fn unread(&mut self, why: Unread<'_>) -> Result<(), Failure> {
        match why {
            Unread::Path => Ok(()),
            Unread::Broken(document) => self.name(false, document),
            Unread::File(Unreadable { path, row: Some(row), .. }) => self.add(false, &format!("{path}#{row}")),
            Unread::File(other) => self.add(false, &other.path),
        }
    }

    fn name(&mut self, valid: bool, document: &Named) -> Result<(), Failure> {
        match &document.id {
            Some(id) => self.add(valid, &format!("{}#{id}", document.path)),
            None => self.add(valid, &document.path),
        }
    }
}

#[derive(Debug)]
struct List {
    path: PathBuf,
    writer: BufWriter<File>,
}

impl List {
    fn create(path: &Path) -> Result<Self, Failure> {
        let file = File::create(path).map_err(|error| Failure::Write(path.display().to_string(), error))?;
        Ok(Self { path: path.to_path_buf(), writer: BufWriter::new(file) })
    }

    fn write(&mut self, name: &str) -> Result<(), Failure> {
        let written = writeln!(self.writer, "{}", clean(name));
        written.map_err(|error| Failure::Write(self.path.display().to_string(), error))
    }

    fn flush(&mut self) -> Result<(), Failure> {
        self.writer.flush().map_err(|error| Failure::Write(self.path.display().to_string(), error))
    }
}
