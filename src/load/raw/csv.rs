//! CSV: text to records, each with the physical line it starts on, without holding the file.
//!
//! The cutting is our own and not the `csv` crate's, because that one takes an unclosed quote for
//! the rest of the file without a word, and gives a record after blank lines the number of the
//! first blank one. On sound files the two agree, which a test below holds them to.

use std::io::Read;

use super::cell::Kind;
use super::encoding::Characters;
use super::row::{Fields, RowRef};
use super::{Limits, ReadError, sniff};

/// What is known of a text file once its beginning has been seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    /// The character between two cells.
    pub(super) delimiter: u8,
    /// Whether the first line only declares it: `sep=;`.
    declared: bool,
}

/// Reads the records of delimited text; the encoding is found from the content.
///
/// A first line `sep=;`, as Excel writes it, decides the delimiter and is no row. `visit` gets
/// every row that holds anything, and says whether it wants more.
pub(super) fn each<'f>(
    bytes: Box<dyn Read + 'f>,
    limits: &Limits,
    visit: &mut dyn FnMut(RowRef<'_>) -> bool,
) -> Result<Kind, ReadError> {
    let mut characters = Characters::new(bytes)?;
    let mut text = String::new();
    let mut more = characters.next(&mut text)?;
    while more && text.len() < sniff::SAMPLE_BYTES {
        more = characters.next(&mut text)?;
    }
    let dialect = dialect(&text);
    let mut cutter = Cutter { delimiter: dialect.delimiter, line: 1, limits };
    let (mut fields, mut at) = (Fields::default(), 0);
    let mut skip = dialect.declared;
    loop {
        let line = cutter.line;
        let Some(next) = cutter.cut(&text, at, !more, &mut fields)? else {
            if !more {
                break;
            }
            if text.len() - at > limits.record {
                let limit = limits.record as u64;
                return Err(ReadError::TooLarge { what: "bytes in one row", limit });
            }
            // The record goes on: ask for as much again as it has, so that a long one is not cut
            // over and over.
            text.drain(..at);
            let wanted = text.len() * 2;
            at = 0;
            while more && text.len() <= wanted {
                more = characters.next(&mut text)?;
            }
            continue;
        };
        at = next;
        fields.drop_empty_end();
        if fields.is_empty() || std::mem::take(&mut skip) {
            continue;
        }
        if !visit(RowRef::of_text(line, &text, &fields)) {
            break;
        }
    }
    let (delimiter, encoding) = (char::from(dialect.delimiter), characters.encoding());
    Ok(Kind::Csv { delimiter, encoding })
}

fn dialect(text: &str) -> Dialect {
    match declared_delimiter(text) {
        Some(delimiter) => Dialect { delimiter, declared: true },
        None => Dialect { delimiter: sniff::delimiter(text), declared: false },
    }
}

/// The delimiter a first line `sep=;` declares.
fn declared_delimiter(text: &str) -> Option<u8> {
    let line = text.lines().next()?;
    let mut rest = line.strip_prefix("sep=").or_else(|| line.strip_prefix("SEP="))?.bytes();
    match (rest.next(), rest.next()) {
        (Some(c), None) if c.is_ascii() && c != b'"' && !c.is_ascii_alphanumeric() => Some(c),
        _ => None,
    }
}

/// Cuts a text into records.
struct Cutter<'l> {
    delimiter: u8,
    /// The physical line that the walk has come to.
    line: u32,
    limits: &'l Limits,
}

/// A field, or a record, whose end is not in the text yet.
enum Field {
    Ends(usize),
    GoesOn,
}

impl Cutter<'_> {
    /// Cuts the record at byte `at` into `fields` and gives the byte after it; `None` when its
    /// end is not in the text, or when there is no record any more (`ended`).
    fn cut(
        &mut self,
        text: &str,
        mut at: usize,
        ended: bool,
        fields: &mut Fields,
    ) -> Result<Option<usize>, ReadError> {
        fields.clear();
        if at >= text.len() {
            return Ok(None);
        }
        let first_line = self.line;
        let bytes = text.as_bytes();
        loop {
            let field = match bytes.get(at) {
                Some(b'"') => self.quoted(text, at, ended, fields)?,
                _ => self.bare(bytes, at, ended, fields)?,
            };
            if fields.len() as u64 > u64::from(self.limits.columns) {
                let limit = self.limits.columns.into();
                return Err(ReadError::TooLarge { what: "columns", limit });
            }
            let Field::Ends(end) = field else {
                self.line = first_line;
                return Ok(None);
            };
            at = end;
            if bytes.get(at) != Some(&self.delimiter) {
                break;
            }
            at += 1;
        }
        let length = match &bytes[at..] {
            [b'\r', b'\n', ..] => 2,
            // The line feed may be the first byte of what comes next.
            [b'\r'] if !ended => {
                self.line = first_line;
                return Ok(None);
            }
            [b'\r' | b'\n', ..] => 1,
            _ => return Ok(Some(at)),
        };
        self.line = self.line.saturating_add(1);
        Ok(Some(at + length))
    }

    /// A field without quotes: everything up to the delimiter or the end of the line.
    fn bare(
        &self,
        bytes: &[u8],
        at: usize,
        ended: bool,
        fields: &mut Fields,
    ) -> Result<Field, ReadError> {
        let ends = |byte: &u8| *byte == self.delimiter || matches!(byte, b'\r' | b'\n');
        let length = bytes[at..].iter().position(ends);
        self.check_length(length.unwrap_or(bytes.len() - at))?;
        let length = match length {
            Some(length) => length,
            None if ended => bytes.len() - at,
            None => return Ok(Field::GoesOn),
        };
        fields.push(at, length);
        Ok(Field::Ends(at + length))
    }

    fn check_length(&self, length: usize) -> Result<(), ReadError> {
        if length > self.limits.text {
            let limit = self.limits.text as u64;
            return Err(ReadError::TooLarge { what: "bytes in one cell", limit });
        }
        Ok(())
    }

    /// A field in quotes, which may hold delimiters, line breaks and doubled quotes.
    ///
    /// Exports that do not double their inner quotes (`"PT "Maju" Jaya"`) are understood within
    /// a line. In a field of several lines a lone quote is the sign that an earlier one was never
    /// closed, and that the lines between were about to be swallowed.
    fn quoted(
        &mut self,
        text: &str,
        start: usize,
        ended: bool,
        fields: &mut Fields,
    ) -> Result<Field, ReadError> {
        let first_line = self.line;
        let unclosed = |detail: &str| {
            Err(ReadError::Malformed { line: first_line.into(), detail: detail.to_owned() })
        };
        let bytes = text.as_bytes();
        let mut stray = false;
        // What stands before `from` has been copied aside, because a quote was doubled there.
        let (mut from, mut at, mut aside) = (start + 1, start + 1, None);
        loop {
            let found = memchr::memchr3(b'"', b'\r', b'\n', &bytes[at..]);
            let Some(length) = found else {
                if bytes.len() - start > self.limits.text {
                    // A whole file in one cell is a quote that nobody closed.
                    return unclosed("a quote is opened here and never closed");
                }
                return if ended {
                    unclosed("a quote is opened here and never closed")
                } else {
                    Ok(Field::GoesOn)
                };
            };
            at += length;
            let follows = bytes.get(at + 1).copied();
            if bytes[at] != b'"' {
                if bytes[at] == b'\r' && follows.is_none() && !ended {
                    return Ok(Field::GoesOn);
                }
                at += if bytes[at] == b'\r' && follows == Some(b'\n') { 2 } else { 1 };
                self.line = self.line.saturating_add(1);
            } else {
                let Some(closes) = self.closes(bytes, at, ended) else { return Ok(Field::GoesOn) };
                let pair = follows == Some(b'"');
                let closes_next = match (pair, stray) {
                    (true, true) => match self.closes(bytes, at + 1, ended) {
                        Some(closes) => closes,
                        None => return Ok(Field::GoesOn),
                    },
                    _ => false,
                };
                if pair && !closes_next {
                    // Of a doubled quote one is kept.
                    let aside = aside.get_or_insert_with(|| fields.begin_aside());
                    fields.add_aside(*aside, &text[from..=at]);
                    at += 2;
                    from = at;
                } else if closes {
                    match aside {
                        None => fields.push(from, at - from),
                        Some(aside) => {
                            fields.add_aside(aside, &text[from..at]);
                            fields.push_aside(aside);
                        }
                    }
                    self.check_length(fields.last_length())?;
                    let blanks = bytes[at + 1..].iter().take_while(|byte| self.is_blank(**byte));
                    return Ok(Field::Ends(at + 1 + blanks.count()));
                } else {
                    // An inner quote that was not doubled. After one, a pair before a delimiter
                    // is the last inner quote and the closing one.
                    at += 1;
                    stray = true;
                }
            }
            if stray && self.line > first_line {
                return unclosed("a quote is opened here and not closed before the next one");
            }
            self.check_length(at - start)?;
        }
    }

    /// Whether the quote at byte `quote` ends its field; `None` when what follows is not known.
    fn closes(&self, bytes: &[u8], quote: usize, ended: bool) -> Option<bool> {
        let after = bytes[quote + 1..].iter().find(|byte| !self.is_blank(**byte));
        match after {
            None if !ended => None,
            None => Some(true),
            Some(byte) => Some(*byte == self.delimiter || matches!(byte, b'\r' | b'\n')),
        }
    }

    fn is_blank(&self, byte: u8) -> bool {
        byte == b' ' && self.delimiter != b' '
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::raw::{RawCell, RawFile, RawRow};

    fn read(bytes: &[u8], limits: &Limits) -> Result<RawFile, ReadError> {
        crate::load::raw::read(bytes, limits)
    }

    /// Rows as `line: cell|cell`, empty cells as `.`.
    fn rows(text: &str) -> Result<Vec<String>, ReadError> {
        let file = read(text.as_bytes(), &Limits::default())?;
        let cell = |cell: &RawCell| match cell {
            RawCell::Empty => ".".to_owned(),
            RawCell::Text(text) => text.to_string(),
            other => panic!("{other:?}"),
        };
        let show = |row: &RawRow| {
            let cells: Vec<String> = row.cells.iter().map(cell).collect();
            format!("{}: {}", row.number, cells.join("|"))
        };
        Ok(file.sheets[0].rows.iter().map(show).collect())
    }

    #[test]
    fn physical_lines() {
        let check = |text, expected: &[&str]| assert_eq!(rows(text).unwrap(), expected, "{text:?}");
        check("a,b\n1,2", &["1: a|b", "2: 1|2"]);
        check("a,b\r\n1,2\r\n", &["1: a|b", "2: 1|2"]);
        check("a,b\r1,2\r", &["1: a|b", "2: 1|2"]);
        check("a,b\n\n\r\n,,\n1,2\n", &["1: a|b", "5: 1|2"]);
        check("a,b\n\"x\ny\r\nz\",1\n3,4\n", &["1: a|b", "2: x\ny\r\nz|1", "5: 3|4"]);
        check("\u{feff}a,b\n1,,\n,2,\n", &["1: a|b", "2: 1", "3: .|2"]);
        check("sep=;\na;b,c\n", &["2: a|b,c"]);
        check("a,b,c\n1,2\n1,2,3,4\n", &["1: a|b|c", "2: 1|2", "3: 1|2|3|4"]);
    }

    #[test]
    fn quotes() {
        let check = |text, expected: &[&str]| assert_eq!(rows(text).unwrap(), expected, "{text:?}");
        check("\"a,b\",\"\"\n", &["1: a,b"]);
        check("\"a \"\"b\"\"\",c\n", &["1: a \"b\"|c"]);
        check("\"a\" ,b\n", &["1: a|b"]);
        check("a\"b,5\" x\n", &["1: a\"b|5\" x"]);
        check("\"PT \"Maju\" Jaya\",1\n", &["1: PT \"Maju\" Jaya|1"]);
        check("\"\"\"x\"\"\",1\n", &["1: \"x\"|1"]);
        check("\"PT \"Maju\"\",1\n", &["1: PT \"Maju\"|1"]);
    }

    #[test]
    fn unclosed_quotes_are_named() {
        let check = |text, expected| match rows(text) {
            Err(ReadError::Malformed { line, .. }) => assert_eq!(line, expected, "{text:?}"),
            other => panic!("{text:?}: {other:?}"),
        };
        check("a,b\n1,\"2\n3,4\n", 2);
        check("a,b\n\"x\ny\",\"2\n3,4\n", 3);
        check("a,b\n1,\"2\n3,4\n5,\"6\"\n", 2);
        check("a,b\n1,\"2\n\"x\",4\n", 2);
        check("a,b\n1,2\n3,\"", 3);
    }

    #[test]
    fn limits_hold() {
        let limits = Limits { rows: 2, columns: 3, cells: 5, text: 4, ..Limits::default() };
        let check = |text: &str, expected| match read(text.as_bytes(), &limits) {
            Err(ReadError::TooLarge { what, .. }) => assert_eq!(what, expected, "{text:?}"),
            other => panic!("{text:?}: {other:?}"),
        };
        check("a\nb\nc\n", "rows");
        check("a,b,c,d\n", "columns");
        check("a,b,c\na,b,c\n", "cells");
        check("abcde,1\n", "bytes in one cell");
        check("\"ab\ncde\",1\n", "bytes in one cell");
    }

    #[test]
    fn sound_files_are_cut_as_the_csv_crate_cuts_them() {
        let fields =
            ["", "a", "\"\"", "\"x,y\"", "\"p\nq\"", "\"r\r\ns\"", "\"t \"\"u\"\" v\"", "b c"];
        let mut text = String::from("h1,h2,h3\n");
        for one in fields {
            for two in fields {
                for ending in ["\n", "\r\n"] {
                    text += &format!("{one},{two},z{ending}");
                }
            }
        }
        let mut theirs = ::csv::ReaderBuilder::new();
        let theirs =
            theirs.has_headers(false).flexible(true).from_reader(text.as_bytes()).into_records();
        let theirs: Vec<Vec<String>> =
            theirs.map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
        let ours = read(text.as_bytes(), &Limits::default()).unwrap();
        let ours: Vec<Vec<String>> = ours.sheets[0]
            .rows
            .iter()
            .map(|row| {
                let text = |cell: &RawCell| match cell {
                    RawCell::Text(text) => text.to_string(),
                    _ => String::new(),
                };
                row.cells.iter().map(text).collect()
            })
            .collect();
        assert_eq!(ours, theirs);
    }

    /// Gives its bytes a few at a time, so that every record is cut in the middle once.
    struct Drops<'a>(&'a [u8], usize);

    impl Read for Drops<'_> {
        fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
            let n = self.1.min(to.len()).min(self.0.len());
            to[..n].copy_from_slice(&self.0[..n]);
            self.0 = &self.0[n..];
            Ok(n)
        }
    }

    #[test]
    fn pieces_make_no_difference() {
        let text = "a,b\r\n\"x\r\ny \"\"z\"\"\" ,1\r\n\"PT \"Maju\"\",2\r3,4\n\n\"\",\"q\"\r\n";
        let cut = |cuts: &[usize]| {
            let limits = Limits::default();
            let mut cutter = Cutter { delimiter: b',', line: 1, limits: &limits };
            let (mut fields, mut at, mut rows, mut end) = (Fields::default(), 0, vec![], 0);
            let mut cuts = cuts.iter().copied().chain([text.len()]);
            loop {
                let line = cutter.line;
                let part = &text[..end];
                match cutter.cut(part, at, end == text.len(), &mut fields).unwrap() {
                    Some(next) => {
                        at = next;
                        let row = RowRef::of_text(line, part, &fields);
                        let cells = row.cells().map(|cell| cell.to_cell());
                        rows.push((line, cells.collect::<Vec<_>>()));
                    }
                    None if end == text.len() => return rows,
                    None => end = cuts.next().unwrap(),
                }
            }
        };
        let whole = cut(&[]);
        assert_eq!(whole.len(), 6);
        for first in 0..text.len() {
            for second in first..text.len() {
                assert_eq!(cut(&[first, second]), whole, "{first} {second}");
            }
        }
        let mut visited = 0;
        let drops = Box::new(Drops(text.as_bytes(), 3));
        each(drops, &Limits::default(), &mut |_| {
            visited += 1;
            true
        })
        .unwrap();
        assert_eq!(visited, 5);
    }
}
