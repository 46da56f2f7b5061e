//! What a file is, by its first bytes, and which character parts the cells of a text file.

use encoding_rs::Encoding;

use super::ReadError;
use super::encoding::utf16_without_mark;

/// The families of formats there is a reader for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// A ZIP archive: XLSX, XLSB or ODS.
    Zip,
    /// A compound file: XLS, or an encrypted workbook.
    Compound,
    /// gzip around one of the formats of text.
    Gzip,
    /// A page with tables.
    Html,
    /// XML Spreadsheet 2003.
    SpreadsheetXml,
    /// Text: CSV.
    Text,
}

/// Beginnings of files that are no tables, with the words for them.
const OTHERS: [(&[u8], &str); 14] = [
    (b"%PDF-", "a PDF document"),
    (b"PAR1", "a Parquet file"),
    (b"MIME-Version:", "a web archive (MHTML)"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3", "a SQLite database"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"[{\"", "a JSON file"),
];

/// Words that tell a page, in lower case, within its beginning.
const PAGE: [&str; 10] = [
    "<!doctype html",
    "<html",
    "<head",
    "<body",
    "<meta",
    "<table",
    "<div",
    "<script",
    "<style",
    "<form",
];

/// How much of a text is looked at for such words.
const HEAD: usize = 64 << 10;

/// Which reader fits `bytes`; an error names what else it is.
pub(super) fn format(bytes: &[u8]) -> Result<Format, ReadError> {
    let not_a_table = |found: &str| Err(ReadError::NotATable { found: found.to_owned() });
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if body.trim_ascii().is_empty() || matches!(body, b"\xff\xfe" | b"\xfe\xff") {
        return Err(ReadError::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Format::Zip);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Ok(Format::Compound);
    }
    if let Some((_, found)) = OTHERS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return not_a_table(found);
    }
    if bytes.starts_with(b"\x1f\x8b") {
        return Ok(Format::Gzip);
    }
    if let Some(markup) = markup(bytes)? {
        return Ok(markup);
    }
    let marked = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    if !marked && is_binary(body) && utf16_without_mark(body).is_none() {
        // Zeros alone are what a cloud folder or a failed copy leaves: the right length, no more.
        let hollow = body.iter().all(|byte| *byte == 0);
        return not_a_table(if hollow { "a file of zero bytes" } else { "binary data" });
    }
    Ok(Format::Text)
}

/// The kind of a text that begins as markup does; an error where there is no reader for it.
fn markup(bytes: &[u8]) -> Result<Option<Format>, ReadError> {
    let other = |found: &str| Err(ReadError::NotATable { found: found.to_owned() });
    let head = &bytes[..bytes.len().min(HEAD)];
    let text = match Encoding::for_bom(head) {
        Some((encoding, _)) => encoding.decode(head).0.to_lowercase(),
        None => head.iter().map(|byte| char::from(*byte).to_ascii_lowercase()).collect(),
    };
    let text = text.trim_start();
    if text.starts_with("{\"") || text.starts_with("[{") {
        return other("a JSON file");
    }
    let is_markup = text.strip_prefix('<').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?'))
    });
    let is_page = || PAGE.iter().any(|word| text.contains(word));
    let is_book = text.contains("urn:schemas-microsoft-com:office:spreadsheet");
    if !is_markup {
        return Ok(None);
    } else if is_book && !text.contains("<html") {
        return Ok(Some(Format::SpreadsheetXml));
    } else if is_page() {
        return Ok(Some(Format::Html));
    } else if text.starts_with("<?xml") || text.starts_with("<!") {
        return other("an XML file");
    }
    Ok(None)
}

/// Whether more than one byte in a hundred of the beginning is none that text has. A stray zero
/// byte in a long export is no reason to refuse it.
fn is_binary(body: &[u8]) -> bool {
    let head = &body[..body.len().min(64 << 10)];
    let odd = |byte: &&u8| **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1a);
    head.iter().filter(odd).count() * 100 > head.len()
}

/// Characters that part cells; on equal evidence the earlier one wins, because a comma is also
/// the decimal mark of Indonesian numbers.
const DELIMITERS: [u8; 4] = *b"\t;|,";

/// How many bytes of the beginning decide on the format and the delimiter.
pub(super) const SAMPLE_BYTES: usize = 256 << 10;

/// How many records in them decide on the delimiter.
const SAMPLE_RECORDS: usize = 200;

/// The character that parts the cells of `text`, by how evenly it cuts the first records.
///
/// The best one gives most records the same number of cells, two at least; title lines above the
/// table count against all alike. Without any candidate it is the comma.
pub(super) fn delimiter(text: &str) -> u8 {
    let mut best = (0, b',');
    let sample = &text.as_bytes()[..text.len().min(SAMPLE_BYTES + 1)];
    for delimiter in DELIMITERS.into_iter().filter(|delimiter| sample.contains(delimiter)) {
        let widths = widths(text, char::from(delimiter));
        let even = widths.iter().filter(|width| **width > 1).map(|width| {
            let same = widths.iter().filter(|other| *other == width).count();
            // One more cell never outweighs one more record that agrees.
            same * 1000 + (*width).min(999)
        });
        let score = even.max().unwrap_or(0) / 1000;
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

/// The number of cells of each of the first records that are not blank.
fn widths(text: &str, delimiter: char) -> Vec<usize> {
    let (mut widths, mut width, mut quoted) = (Vec::new(), 1, false);
    let (mut at_start, mut filled) = (true, false);
    for (offset, c) in text.char_indices() {
        if offset > SAMPLE_BYTES || widths.len() >= SAMPLE_RECORDS {
            // One line longer than the sample still says something.
            if widths.is_empty() && !quoted {
                widths.push(width);
            }
            return widths;
        }
        match c {
            '"' if at_start || quoted => quoted = !quoted,
            _ if quoted => {}
            '\n' | '\r' => {
                if filled {
                    widths.push(width);
                }
                (width, filled) = (1, false);
            }
            _ if c == delimiter => width += 1,
            _ => {}
        }
        // A doubled quote closes and opens again at once, which comes to the same.
        at_start = !quoted && (c == delimiter || matches!(c, '\n' | '\r' | '"'));
        filled |= !matches!(c, '\n' | '\r');
    }
    if filled && !quoted {
        widths.push(width);
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats() {
        let check = |bytes: &[u8], expected| assert_eq!(format(bytes), expected, "{bytes:?}");
        let other = |found: &str| Err(ReadError::NotATable { found: found.to_owned() });
        check(b"", Err(ReadError::Empty));
        check(b"\xef\xbb\xbf \r\n", Err(ReadError::Empty));
        check(b"\xff\xfe", Err(ReadError::Empty));
        check(b"a,b\n", Ok(Format::Text));
        check(b"\xff\xfea\0,\0", Ok(Format::Text));
        check(b"a\0,\0b\0\n\0", Ok(Format::Text));
        check(b"PK\x03\x04...", Ok(Format::Zip));
        check(b"%PDF-1.7", other("a PDF document"));
        check(b"\n<HTML><body>", Ok(Format::Html));
        check(b"\xef\xbb\xbf<table border=1>", Ok(Format::Html));
        check(b"<!-- x --><center><table>", Ok(Format::Html));
        check(b"\xff\xfe<\0t\0a\0b\0l\0e\0>\0", Ok(Format::Html));
        check(b"<5 tahun;<html", Ok(Format::Text));
        check(b"<?xml version=\"1.0\"?><data/>", other("an XML file"));
        let book = b"<?xml version=\"1.0\"?><ss:Workbook \
                     xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Table>";
        check(book, Ok(Format::SpreadsheetXml));
        check(b"\x1f\x8b\x08", Ok(Format::Gzip));
        check(b"\x01\x00\x00\x00abc", other("binary data"));
        check(&[0; 40], other("a file of zero bytes"));
    }

    #[test]
    fn delimiters() {
        let check = |text, expected| assert_eq!(char::from(delimiter(text)), expected, "{text:?}");
        check("a,b,c\n1,2,3\n", ',');
        check("a;b;c\n1;2;3\n", ';');
        check("a\tb\n1\t2\n", '\t');
        check("a|b\n1|2\n", '|');
        check("nama\nAni\n", ',');
        assert_eq!(delimiter(&"nama;".repeat(100_000)), b';');
        // Decimal commas in every row of a semicolon file.
        check("nama;nilai;bobot\nA;1,5;2,0\nB;3,5;4,0\n", ';');
        check("1,5;2,5\n3,5;4,5\n", ';');
        // Title lines above the table, and commas in titles.
        check("Laporan, tahun 2023\n\nkode;nama;pagu\n1;a;10\n2;b;20\n", ';');
        // Delimiters inside quotes do not count, nor do line breaks there.
        check("a,b\n\"x;y;z\",1\n\"p;q\nr;s\",2\n", ',');
        check("a,b\n\"say \"\"x;y\"\"\",1\n\"p;q\",2\n", ',');
        check("a\tb, c\n1\t2, 3\n4\t5\n", '\t');
    }
}
