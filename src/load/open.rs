//! The door to every table file, whatever its format.

use super::parquet;
use super::raw::{self, Book, Limits, RawFile, ReadError, Reopen};

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

/// Reads a whole table file that is in memory.
///
/// # Errors
///
/// When the file is no table, is damaged, or holds more than the limits allow.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<RawFile, ReadError> {
    match parquet::held(&mut &*bytes, limits)? {
        Some(file) => Ok(file),
        None => raw::read(bytes, limits),
    }
}
