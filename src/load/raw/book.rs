//! An opened table file: its sheets with their first rows at hand, and the way to all others.

use std::io::Read;

use super::cell::{Kind, RawFile, RawSheet};
use super::row::RowRef;
use super::{Limits, ReadError, csv, gzip, html, sniff, spreadsheet_xml, workbook};

/// How many rows of a text file are at hand at once: more than a header is looked for in.
const AT_HAND: usize = 128;

/// Opens the bytes of a file again from the beginning.
pub type Reopen<'f> = dyn Fn() -> Result<Box<dyn Read + 'f>, ReadError> + 'f;

/// A table file whose rows are read as they are needed.
pub struct Book<'f> {
    /// Its format, by content.
    pub kind: Kind,
    /// Its sheets in the order of the tabs; exactly one for text.
    pub sheets: Vec<SheetSource<'f>>,
}

/// A sheet of an opened file.
pub struct SheetSource<'f> {
    /// Its name, its merged regions, and its first rows: all of them in a workbook.
    pub head: RawSheet,
    text: Option<Text<'f>>,
}

/// A text file whose rows are read when they are asked for.
#[derive(Clone, Copy)]
struct Text<'f> {
    reopen: &'f Reopen<'f>,
    limits: Limits,
    /// Whether it lies in gzip.
    packed: bool,
}

impl<'f> Text<'f> {
    fn bytes(&self) -> Result<Box<dyn Read + 'f>, ReadError> {
        let bytes = (self.reopen)()?;
        Ok(if self.packed { Box::new(gzip::gunzip(bytes, &self.limits)) } else { bytes })
    }
}

impl<'f> Book<'f> {
    /// A file that was read whole.
    pub fn held(file: RawFile) -> Self {
        let sheets = file.sheets.into_iter().map(|head| SheetSource { head, text: None });
        Self { kind: file.kind, sheets: sheets.collect() }
    }
}

impl SheetSource<'_> {
    /// Calls `visit` with every row that holds anything, in order.
    ///
    /// # Errors
    ///
    /// When the rest of the file cannot be read, or holds more than the limits allow.
    pub fn each(&self, visit: &mut dyn FnMut(RowRef<'_>)) -> Result<(), ReadError> {
        match &self.text {
            None => self.head.rows.iter().for_each(|row| visit(RowRef::of_row(row))),
            Some(text) => {
                csv::each(text.bytes()?, &text.limits, &mut |row| {
                    visit(row);
                    true
                })?;
            }
        }
        Ok(())
    }
}

/// Opens a table file, telling its format by content and never by name.
///
/// Text is never whole in memory; a workbook is, within the limits.
///
/// # Errors
///
/// When the file is no table, is damaged at its beginning, or cannot be read.
pub fn open<'f>(reopen: &'f Reopen<'f>, limits: &Limits) -> Result<Book<'f>, ReadError> {
    let mut text = Text { reopen, limits: *limits, packed: false };
    let mut bytes = text.bytes()?;
    let mut start = Vec::new();
    take(&mut bytes, sniff::SAMPLE_BYTES as u64, &mut start)?;
    // Blank lines beyond what is looked at may have a table below them.
    let mut format = match sniff::format(&start) {
        Err(ReadError::Empty) if start.len() == sniff::SAMPLE_BYTES => sniff::Format::Text,
        found => found?,
    };
    let begins_blank = format == sniff::Format::Text && start.trim_ascii().is_empty();
    if format == sniff::Format::Gzip {
        text.packed = true;
        bytes = text.bytes()?;
        start.clear();
        take(&mut bytes, sniff::SAMPLE_BYTES as u64, &mut start)?;
        format = unpacked_format(&start)?;
    }
    if format == sniff::Format::Text {
        drop(bytes);
        let mut rows = Vec::new();
        let kind = csv::each(text.bytes()?, limits, &mut |row| {
            rows.push(row.to_row());
            rows.len() < AT_HAND
        })?;
        if begins_blank && rows.is_empty() {
            return Err(ReadError::Empty);
        }
        let head = RawSheet { name: String::new(), hidden: false, rows, merges: Vec::new() };
        return Ok(Book { kind, sheets: vec![SheetSource { head, text: Some(text) }] });
    }
    take(&mut bytes, limits.held.saturating_sub(start.len() as u64) + 1, &mut start)?;
    Ok(Book::held(held(format, &start, limits)?))
}

/// What lies in gzip: a format of text, for anything else has no business there.
fn unpacked_format(start: &[u8]) -> Result<sniff::Format, ReadError> {
    match sniff::format(start)? {
        sniff::Format::Zip | sniff::Format::Compound | sniff::Format::Gzip => {
            Err(ReadError::NotATable { found: "an archive inside a gzip archive".to_owned() })
        }
        format => Ok(format),
    }
}

/// Reads a whole table file that is in memory.
///
/// # Example
///
/// ```
/// # use zona::load::raw::{Limits, RawCell, read};
/// let file = read(b"unit;pagu\nTU;1.250.000\n", &Limits::default()).unwrap();
/// assert_eq!(file.sheets[0].rows[1].cells[1], RawCell::Text("1.250.000".into()));
/// ```
///
/// # Errors
///
/// When the file is no table, is damaged, or holds more than the limits allow.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<RawFile, ReadError> {
    match sniff::format(bytes)? {
        sniff::Format::Gzip => {
            let most = Limits { bytes: limits.bytes.min(limits.held), ..*limits };
            let bytes = gzip::unpack(bytes, &most)?;
            unpacked_format(&bytes)?;
            read(&bytes, limits)
        }
        sniff::Format::Text => {
            let (mut rows, mut n_cells, mut too_many) = (Vec::new(), 0u64, None);
            let kind = csv::each(Box::new(bytes), limits, &mut |row| {
                n_cells += row.len() as u64;
                if n_cells > limits.cells {
                    too_many = Some(("cells", limits.cells));
                } else if rows.len() as u64 >= u64::from(limits.rows) {
                    too_many = Some(("rows", limits.rows.into()));
                } else {
                    rows.push(row.to_row());
                }
                too_many.is_none()
            })?;
            if let Some((what, limit)) = too_many {
                return Err(ReadError::TooLarge { what, limit });
            }
            let sheet = RawSheet { name: String::new(), hidden: false, rows, merges: Vec::new() };
            Ok(RawFile { kind, sheets: vec![sheet] })
        }
        format => held(format, bytes, limits),
    }
}

fn held(format: sniff::Format, bytes: &[u8], limits: &Limits) -> Result<RawFile, ReadError> {
    if bytes.len() as u64 > limits.held {
        return Err(ReadError::TooLarge { what: "bytes", limit: limits.held });
    }
    match format {
        sniff::Format::Zip => workbook::from_archive(bytes, limits),
        sniff::Format::Compound => workbook::from_compound(bytes, limits),
        sniff::Format::SpreadsheetXml => spreadsheet_xml::read(bytes, limits),
        // Text and gzip have been dealt with before; a page says itself what it is not.
        sniff::Format::Html | sniff::Format::Gzip | sniff::Format::Text => {
            html::read(bytes, limits)
        }
    }
}

fn take(bytes: &mut dyn Read, most: u64, to: &mut Vec<u8>) -> Result<(), ReadError> {
    let read = bytes.take(most).read_to_end(to);
    read.map(drop).map_err(|error| gzip::read_error(&error))
}
