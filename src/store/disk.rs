//! The project's folder as [`Files`].

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::domain::{FileError, Files};

use super::refusal::{DiskError, cause};

/// Folders that hold no input.
const NOT_INPUT: [&str; 3] = ["target", "reports", "node_modules"];

/// The files of a project's folder.
#[derive(Clone, Debug)]
pub struct DiskFiles {
    root: PathBuf,
    paths: Vec<String>,
}

impl DiskFiles {
    /// Lists the folder: no hidden files, no outputs, nothing through links that leave it.
    ///
    /// # Errors
    ///
    /// When a folder cannot be read.
    pub fn open(root: &Path) -> Result<Self, DiskError> {
        let mut paths = vec![];
        list(root, "", &mut paths)?;
        paths.sort();
        Ok(Self { root: root.to_owned(), paths })
    }

    /// Only listed files are read: no path leads out of the project, nor does a link.
    fn listed(&self, path: &str) -> Result<PathBuf, FileError> {
        match self.paths.binary_search_by(|known| known.as_str().cmp(path)) {
            Ok(_) => Ok(self.root.join(path)),
            Err(_) => Err(refused(path, "not a file of the project")),
        }
    }
}

fn refused(path: &str, cause: impl ToString) -> FileError {
    FileError { path: path.to_owned(), cause: cause.to_string() }
}

fn list(folder: &Path, prefix: &str, paths: &mut Vec<String>) -> Result<(), DiskError> {
    for entry in fs::read_dir(folder).map_err(DiskError::reading(folder))? {
        let entry = entry.map_err(DiskError::reading(folder))?;
        let kind = entry.file_type().map_err(DiskError::reading(&entry.path()))?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        if name.starts_with('.') || (prefix.is_empty() && NOT_INPUT.contains(&name.as_str())) {
            continue;
        }
        let path = format!("{prefix}{name}");
        if kind.is_dir() {
            list(&entry.path(), &format!("{path}/"), paths)?;
        } else if kind.is_file() {
            paths.push(path);
        }
    }
    Ok(())
}

impl Files for DiskFiles {
    fn paths(&self) -> &[String] {
        &self.paths
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        fs::read(self.listed(path)?).map_err(|error| refused(path, cause(&error)))
    }

    fn open<'f>(&'f self, path: &str) -> Result<Box<dyn io::Read + 'f>, FileError> {
        let file =
            fs::File::open(self.listed(path)?).map_err(|error| refused(path, cause(&error)))?;
        Ok(Box::new(file))
    }
}
