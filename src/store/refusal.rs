//! What the disk refused: which file, what was wanted of it, and why, for the message catalogue.

use std::fmt;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// What was wanted of a file when the disk refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// To read it, or to list it if it is a folder.
    Read,
    /// To write it, or to move it into its place.
    Write,
}

/// The disk refused.
#[derive(Debug)]
pub struct DiskError {
    /// What was wanted.
    pub wanted: Wanted,
    /// The file or folder; empty for the program's own output.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

impl DiskError {
    /// Reading this path was refused.
    pub fn reading(path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self { wanted: Wanted::Read, path, source }
    }

    /// Writing this path was refused.
    pub fn writing(path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self { wanted: Wanted::Write, path, source }
    }

    /// Why, as the catalogue's `cause-…` keys name it; the system's own words for rare causes.
    pub fn cause(&self) -> String {
        cause(&self.source)
    }
}

/// Why, as a phrase that the catalogue knows; the system's own words for rare causes.
pub fn cause(error: &io::Error) -> String {
    let known = match error.kind() {
        ErrorKind::NotFound => "not found",
        ErrorKind::PermissionDenied => "permission denied",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "disk full",
        ErrorKind::ReadOnlyFilesystem => "read only",
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => "a file is in the way",
        ErrorKind::IsADirectory | ErrorKind::DirectoryNotEmpty => "a folder is in the way",
        ErrorKind::InvalidFilename => "name too long",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "in use",
        _ => return error.to_string(),
    };
    known.to_owned()
}

impl fmt::Display for DiskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.source)
    }
}

impl std::error::Error for DiskError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}
