//! CSV: text to rows, each with the physical line it starts on.
//!
//! The cutting is our own and not the `csv` crate's, because that one takes an unclosed quote for
//! the rest of the file without a word, and gives a record after blank lines the number of the
//! first blank one. On sound files the two agree, which a test below holds them to.

use super::cell::{Kind, RawCell, RawFile, RawRow, RawSheet};
use super::{Limits, ReadError, encoding, sniff};

/// Reads delimited text; encoding and delimiter are found from the content.
///
/// A first line `sep=;`, as Excel writes it, decides the delimiter and is no row.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<RawFile, ReadError> {
    let (text, encoding) = encoding::decode(bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let declared = declared_delimiter(text);
    let delimiter = declared.unwrap_or_else(|| sniff::delimiter(text));
    let mut records = Records { text, delimiter, at: 0, line: 1, limits };
    if declared.is_some() {
        records.next_record()?;
    }
    let (mut rows, mut n_cells) = (Vec::new(), 0);
    while let Some(row) = records.next_record()? {
        if row.cells.is_empty() {
            continue;
        }
        n_cells += row.cells.len() as u64;
        if n_cells > limits.cells {
            return Err(ReadError::TooLarge { what: "cells", limit: limits.cells });
        }
        if rows.len() as u64 >= u64::from(limits.rows) {
            return Err(ReadError::TooLarge { what: "rows", limit: limits.rows.into() });
        }
        rows.push(row);
    }
    let sheet = RawSheet { name: String::new(), hidden: false, rows, merges: Vec::new() };
    Ok(RawFile { kind: Kind::Csv { delimiter, encoding }, sheets: vec![sheet] })
}

/// The delimiter a first line `sep=;` declares.
fn declared_delimiter(text: &str) -> Option<char> {
    let line = text.lines().next()?;
    let mut rest = line.strip_prefix("sep=").or_else(|| line.strip_prefix("SEP="))?.chars();
    match (rest.next(), rest.next()) {
        (Some(c), None) if c != '"' && !c.is_alphanumeric() => Some(c),
        _ => None,
    }
}

/// A walk over the records of a text.
struct Records<'t> {
    text: &'t str,
    delimiter: char,
    /// The byte the walk has come to.
    at: usize,
    /// The physical line of that byte.
    line: u32,
    limits: &'t Limits,
}

impl<'t> Records<'t> {
    /// The next record, blank lines included (they have no cells); `None` at the end.
    fn next_record(&mut self) -> Result<Option<RawRow>, ReadError> {
        if self.at >= self.text.len() {
            return Ok(None);
        }
        let mut row = RawRow { number: self.line, cells: Vec::new() };
        let mut n_columns = 0;
        loop {
            let field = if self.rest().starts_with('"') { self.quoted()? } else { self.bare() };
            if field.len() > self.limits.text {
                let limit = self.limits.text as u64;
                return Err(ReadError::TooLarge { what: "bytes in one cell", limit });
            }
            n_columns += 1;
            if n_columns > self.limits.columns {
                let limit = self.limits.columns.into();
                return Err(ReadError::TooLarge { what: "columns", limit });
            }
            row.cells.push(match field.is_empty() {
                true => RawCell::Empty,
                false => RawCell::Text(field.into()),
            });
            if !self.eat(self.delimiter) {
                break;
            }
        }
        self.end_line();
        while row.cells.last() == Some(&RawCell::Empty) {
            row.cells.pop();
        }
        Ok(Some(row))
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn eat(&mut self, c: char) -> bool {
        let found = self.rest().starts_with(c);
        if found {
            self.at += c.len_utf8();
        }
        found
    }

    /// Steps over one line break of any kind.
    fn end_line(&mut self) {
        let carriage = self.eat('\r');
        let feed = self.eat('\n');
        if carriage || feed {
            self.line = self.line.saturating_add(1);
        }
    }

    /// A field without quotes: everything up to the delimiter or the end of the line.
    fn bare(&mut self) -> String {
        let rest = self.rest();
        let end = rest.find([self.delimiter, '\r', '\n']).unwrap_or(rest.len());
        self.at += end;
        rest[..end].to_owned()
    }

    /// A field in quotes, which may hold delimiters, line breaks and doubled quotes.
    ///
    /// Exports that do not double their inner quotes (`"PT "Maju" Jaya"`) are understood within
    /// a line. In a field of several lines a lone quote is the sign that an earlier one was never
    /// closed, and that the lines between were about to be swallowed.
    fn quoted(&mut self) -> Result<String, ReadError> {
        let first_line = self.line;
        let unclosed = |detail: &str| {
            Err(ReadError::Malformed { line: first_line.into(), detail: detail.to_owned() })
        };
        let mut field = String::new();
        let mut stray = false;
        self.at += 1;
        loop {
            let rest = self.rest();
            let Some(end) = rest.find(['"', '\r', '\n']) else {
                return unclosed("a quote is opened here and never closed");
            };
            field.push_str(&rest[..end]);
            self.at += end;
            if !rest[end..].starts_with('"') {
                let before = self.at;
                self.end_line();
                field.push_str(&self.text[before..self.at]);
            } else if rest[end..].starts_with("\"\"") && !(stray && self.closes(self.at + 1)) {
                // After an inner quote that was not doubled, a pair before a delimiter is the
                // last inner quote and the closing one.
                field.push('"');
                self.at += 2;
            } else if self.closes(self.at) {
                self.at += 1;
                let after = self.rest();
                self.at += after.len() - self.without_blanks(after).len();
                break;
            } else {
                field.push('"');
                self.at += 1;
                stray = true;
            }
            if stray && self.line > first_line {
                return unclosed("a quote is opened here and not closed before the next one");
            }
            if field.len() > self.limits.text {
                let limit = self.limits.text as u64;
                return Err(ReadError::TooLarge { what: "bytes in one cell", limit });
            }
        }
        Ok(field)
    }

    /// Whether the quote at byte `quote` ends its field.
    fn closes(&self, quote: usize) -> bool {
        let after = self.without_blanks(&self.text[quote + 1..]);
        after.is_empty() || after.starts_with([self.delimiter, '\r', '\n'])
    }

    fn without_blanks<'a>(&self, text: &'a str) -> &'a str {
        text.trim_start_matches(|c| c == ' ' && c != self.delimiter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let limits = Limits { rows: 2, columns: 3, cells: 5, text: 4, bytes: 100 };
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
}
