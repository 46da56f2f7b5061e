//! The door to every table file, whatever its format.

use super::parquet;
use super::raw::{self, Book, Limits, ReadError, Reopen};

/// Opens a table file, telling its format by content and never by name.
///
/// # Errors
///
/// When the file is no table, is damaged at its beginning, or cannot be read.
pub fn open<'f>(reopen: &'f Reopen<'f>, limits: &Limits) -> Result<Book<'f>, ReadError> {
    match parquet::held(&mut *reopen()?, limits)? {
        Some(file) => Ok(Book::held(file)),
        None => raw::open(reopen, limits),
    }
}
