//! A file that is seen whole or not at all: written beside its place, then renamed.

use std::{
    fs::{self, File, Metadata},
    io::{self, BufWriter, ErrorKind, Write},
    path::{Path, PathBuf},
};

use tempfile::{Builder, NamedTempFile};

/// How the names of drafts begin: as hidden files, which no walk reads.
const PREFIX: &str = ".recount-";
/// How they end: as no report does.
const SUFFIX: &str = ".tmp";

/// Why a file is not replaced.
const READ_ONLY: &str = "it is read-only";
const IS_FOLDER: &str = "Is a directory";

/// A file that is being written. Dropped before it is committed, it is deleted.
#[derive(Debug)]
pub(super) struct Draft {
    file: BufWriter<NamedTempFile>,
    target: PathBuf,
    /// What the file is like that it is made from, where there is one.
    like: Option<Metadata>,
    /// Whether it takes the place of that file.
    replaces: bool,
}

impl Draft {
    /// A draft that is to take the place of a file; of the file that a link leads to, where it is one.
    ///
    /// # Errors
    /// Where the file is read-only, or nothing can be written beside it.
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        let target = fs::canonicalize(path)?;
        let like = fs::metadata(&target)?;
        if like.permissions().readonly() {
            return Err(io::Error::new(ErrorKind::PermissionDenied, READ_ONLY));
        }
        Self::at(target, Some(like), true)
    }

    /// A draft of a file, whether it is there or not.
    pub(super) fn to(path: &Path) -> io::Result<Self> {
        match fs::metadata(path) {
            Ok(there) if there.is_dir() => Err(io::Error::new(ErrorKind::IsADirectory, IS_FOLDER)),
            Ok(_) => Self::of(path),
            Err(error) if error.kind() == ErrorKind::NotFound => Self::at(std::path::absolute(path)?, None, false),
            Err(error) => Err(error),
        }
    }

    /// A draft of a file that may not be there yet, in a folder that is, with the permissions of another one.
    pub(super) fn beside(target: PathBuf, source: &Path) -> io::Result<Self> {
        Self::at(target, Some(fs::metadata(source)?), false)
    }

    fn at(target: PathBuf, like: Option<Metadata>, replaces: bool) -> io::Result<Self> {
        let folder = target.parent().unwrap_or(Path::new("."));
        // The words of the system, where the folder is the reason.
        fs::metadata(folder)?;
        let mut builder = Builder::new();
        builder.prefix(PREFIX).suffix(SUFFIX);
        if like.is_none() {
            as_usual(&mut builder);
        }
        let file = builder.tempfile_in(folder)?;
        Ok(Self { file: BufWriter::new(file), target, like, replaces })
    }

    /// Puts it in its place: all of it is on the disk before its name is.
    pub(super) fn commit(self) -> io::Result<()> {
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        if let Some(like) = &self.like {
            if self.replaces {
                give_to(file.as_file(), like);
            }
            file.as_file().set_permissions(like.permissions())?;
        }
        file.as_file().sync_all()?;
        file.persist(&self.target).map_err(|error| error.error)?;
        if let Some(folder) = self.target.parent() {
            sync_folder(folder);
        }
        Ok(())
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Gives a file to the owner and group of another one. Only some users may; where it fails, the file is the user's.
#[cfg(unix)]
fn give_to(file: &File, like: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let _ = fchown(file, Some(like.uid()), Some(like.gid()));
}

#[cfg(not(unix))]
fn give_to(_: &File, _: &Metadata) {}

/// A new file is for whom new files are; what is temporary is for its user alone otherwise.
#[cfg(unix)]
fn as_usual(builder: &mut Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn as_usual(_: &mut Builder<'_, '_>) {}

/// A rename is on the disk when its folder is. Not every system has a way to ask for that.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn until_it_is_committed_the_file_is_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "old").unwrap();
        let mut draft = Draft::of(&path).unwrap();
        draft.write_all(b"new").unwrap();
        draft.flush().unwrap();
        let [hidden, _] = &names(folder.path())[..] else { panic!("{:?}", names(folder.path())) };
        assert!(hidden.starts_with(PREFIX) && hidden.ends_with(SUFFIX), "{hidden}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        // Whoever is killed here leaves the old file, and a draft that no walk reads.
        let files = recount::walk::files(&[folder.path()], &recount::walk::WalkOptions::default()).files;
        assert_eq!(files, std::slice::from_ref(&path));
        drop(draft);
        assert_eq!(names(folder.path()), ["a.txt"]);
        let mut draft = Draft::of(&path).unwrap();
        draft.write_all(b"new").unwrap();
        draft.commit().unwrap();
        assert_eq!((fs::read_to_string(&path).unwrap().as_str(), names(folder.path())), ("new", vec!["a.txt".to_owned()]));
    }
}
