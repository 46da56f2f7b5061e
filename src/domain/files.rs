//! The project's files as the stages see them: relative paths and bytes, no file system.

use std::fmt;
use std::io::{Cursor, Read};

/// Where a stage reads from. Paths are relative to the project, with `/` between parts.
pub trait Files: Sync {
    /// Every file of the project that is not hidden, sorted.
    fn paths(&self) -> &[String];

    /// The bytes of a file.
    ///
    /// # Errors
    ///
    /// When the world refuses: the file vanished, is locked, or may not be read.
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError>;

    /// The bytes of a file one after the other, so that a large one is never whole in memory.
    ///
    /// # Errors
    ///
    /// As [`Files::read`]; reading on may fail as well.
    fn open<'f>(&'f self, path: &str) -> Result<Box<dyn Read + 'f>, FileError> {
        Ok(Box::new(Cursor::new(self.read(path)?)))
    }
}

/// A file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileError {
    /// The file, relative to the project.
    pub path: String,
    /// What the system said.
    pub cause: String,
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.cause)
    }
}

impl std::error::Error for FileError {}

/// Files held in memory: tests, and the embedded demo.
#[derive(Clone, Debug, Default)]
pub struct MemoryFiles {
    paths: Vec<String>,
    contents: std::collections::BTreeMap<String, Vec<u8>>,
}

impl MemoryFiles {
    /// The files with these paths and contents.
    pub fn new<P: Into<String>, C: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, C)>) -> Self {
        let contents: std::collections::BTreeMap<String, Vec<u8>> =
            files.into_iter().map(|(path, content)| (path.into(), content.into())).collect();
        Self { paths: contents.keys().cloned().collect(), contents }
    }
}

impl Files for MemoryFiles {
    fn paths(&self) -> &[String] {
        &self.paths
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        let missing = || FileError { path: path.to_owned(), cause: "not found".to_owned() };
        self.contents.get(path).cloned().ok_or_else(missing)
    }

    fn open<'f>(&'f self, path: &str) -> Result<Box<dyn Read + 'f>, FileError> {
        let missing = || FileError { path: path.to_owned(), cause: "not found".to_owned() };
        let content = self.contents.get(path).ok_or_else(missing)?;
        Ok(Box::new(content.as_slice()))
    }
}
