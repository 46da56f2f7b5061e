//! Workbooks from parts: archives and compound files with the right sums and offsets around
//! whatever is put into them. The fuzzer and the ordinary tests make them alike.

#![allow(unreachable_pub, reason = "a module of two packages")]

/// The parts of a small sound XLSX, which stand wherever an input has none of its own.
pub const XLSX: [(&str, &str); 8] = [
    (
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
    ),
    (
        "_rels/.rels",
        "<Relationships><Relationship Id=\"w\" Target=\"xl/workbook.xml\" Type=\"http://schemas.\
         openxmlformats.org/officeDocument/2006/relationships/officeDocument\"/></Relationships>",
    ),
    (
        "xl/workbook.xml",
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"\
         http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet \
         name=\"Register\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>",
    ),
    (
        "xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"a\" Type=\"http://schemas.openxmlformats.org/\
         officeDocument/2006/relationships/worksheet\" Target=\"worksheets/a.xml\"/>\
         </Relationships>",
    ),
    (
        "xl/styles.xml",
        "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts>\
         <numFmt numFmtId=\"164\" formatCode=\"0.00%\"/></numFmts><cellXfs><xf numFmtId=\"0\"/>\
         <xf numFmtId=\"14\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>",
    ),
    (
        "xl/sharedStrings.xml",
        "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
         uniqueCount=\"2\"><si><t>Nomor</t></si><si><t>Unit</t></si></sst>",
    ),
    (
        "xl/worksheets/a.xml",
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>\
         <row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>\
         <row r=\"2\"><c r=\"A2\" s=\"1\"><v>45244</v></c><c r=\"B2\" s=\"2\"><f>1-0.2</f>\
         <v>0.8</v></c></row></sheetData><mergeCells><mergeCell ref=\"A3:B4\"/></mergeCells>\
         </worksheet>",
    ),
    ("docProps/app.xml", "<Properties/>"),
];

/// The parts of a small sound ODS.
pub const ODS: [(&str, &str); 3] = [
    ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
    (
        "META-INF/manifest.xml",
        "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>",
    ),
    (
        "content.xml",
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body>\
         <office:spreadsheet><table:table table:name=\"A\"><table:table-row>\
         <table:table-cell office:value-type=\"string\" table:number-columns-spanned=\"2\">\
         <text:p>Nomor</text:p></table:table-cell><table:covered-table-cell/></table:table-row>\
         <table:table-row table:number-rows-repeated=\"2\"><table:table-cell \
         office:value-type=\"percentage\" office:value=\"0.8\"/><table:table-cell \
         office:value-type=\"date\" office:date-value=\"2023-11-14\"/></table:table-row>\
         </table:table></office:spreadsheet></office:body></office:document-content>",
    ),
];

/// Parts what an input says about one part from the next.
const MARK: &[u8] = b"\n@@";

/// The workbook that an input describes: a letter for its kind, then parts of the form
/// `\n@@NUMBER` and content, which take the place of the sound ones.
///
/// `x` is an XLSX, `o` an ODS, `c` a compound file around one stream of records, `m` an XML
/// Spreadsheet, `b` an archive as it stands, `k` a compound file as it stands.
pub fn workbook(input: &[u8]) -> Vec<u8> {
    let Some((kind, rest)) = input.split_first() else { return Vec::new() };
    match kind {
        b'x' => archive(&parts(&XLSX, rest)),
        b'o' => archive(&parts(&ODS, rest)),
        b'c' => compound(&[("Workbook", rest)]),
        b'm' => {
            let head = "<?xml version=\"1.0\"?><Workbook \
                        xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">";
            [head.as_bytes(), rest, b"</Workbook>"].concat()
        }
        b'k' => [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", rest].concat(),
        _ => [b"PK\x03\x04", rest].concat(),
    }
}

fn parts<'a>(sound: &'a [(&str, &str)], input: &'a [u8]) -> Vec<(&'a str, &'a [u8])> {
    let mut parts: Vec<(&str, &[u8])> =
        sound.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let mut rest = input;
    while let Some(at) = find(rest, MARK) {
        rest = &rest[at + MARK.len()..];
        let Some((number, body)) = rest.split_first() else { break };
        let end = find(body, MARK).unwrap_or(body.len());
        let n_parts = parts.len();
        parts[usize::from(number.wrapping_sub(b'0')) % n_parts].1 = &body[..end];
        rest = &body[end..];
    }
    parts
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}

/// A ZIP archive of parts that are stored as they are.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let parts: Vec<Part<'_>> = parts.iter().map(|(name, body)| Part::stored(name, body)).collect();
    packed_archive(&parts)
}

/// One part of an archive with what the archive says about it.
#[derive(Clone, Copy)]
pub struct Part<'a> {
    /// The path it is stored under.
    pub name: &'a str,
    /// 0 for stored, 8 for deflated.
    pub method: u16,
    /// The general flags; 1 says that the part is encrypted.
    pub flags: u16,
    /// The checksum of what it unpacks to.
    pub sum: u32,
    /// The length of what it unpacks to.
    pub size: u32,
    /// What is in the file.
    pub packed: &'a [u8],
}

impl<'a> Part<'a> {
    /// A part that is stored as it is.
    pub fn stored(name: &'a str, body: &'a [u8]) -> Part<'a> {
        let size = body.len() as u32;
        Part { name, method: 0, flags: 0, sum: checksum(body), size, packed: body }
    }
}

/// A ZIP archive of these parts.
pub fn packed_archive(parts: &[Part<'_>]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for part in parts {
        let offset = out.len() as u32;
        let mut shared = vec![20, 0];
        shared.extend(part.flags.to_le_bytes());
        shared.extend(part.method.to_le_bytes());
        shared.extend([0; 4]);
        shared.extend(part.sum.to_le_bytes());
        shared.extend((part.packed.len() as u32).to_le_bytes());
        shared.extend(part.size.to_le_bytes());
        shared.extend((part.name.len() as u16).to_le_bytes());
        shared.extend([0; 2]);
        out.extend(b"PK\x03\x04");
        out.extend(&shared);
        out.extend(part.name.as_bytes());
        out.extend(part.packed);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&shared);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(part.name.as_bytes());
    }
    let start = out.len() as u32;
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend((parts.len() as u16).to_le_bytes());
    out.extend((parts.len() as u16).to_le_bytes());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0; 2]);
    out
}

/// The checksum of ZIP and gzip.
pub fn checksum(bytes: &[u8]) -> u32 {
    let mut table = [0_u32; 256];
    for (at, entry) in table.iter_mut().enumerate() {
        *entry = (0..8).fold(at as u32, |sum, _| (sum >> 1) ^ ((sum & 1) * 0xedb8_8320));
    }
    !bytes
        .iter()
        .fold(!0, |sum: u32, byte| (sum >> 8) ^ table[((sum ^ u32::from(*byte)) & 0xff) as usize])
}

/// The end of a chain of sectors.
const END: u32 = 0xffff_fffe;

/// A compound file of these streams, in sectors of 512 bytes.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    // Short streams would go elsewhere; filled up to 4096 bytes all go into sectors.
    let padded = |bytes: &[u8]| {
        let mut bytes = bytes.to_vec();
        bytes.resize(bytes.len().max(4096).next_multiple_of(512), 0);
        bytes
    };
    let bodies: Vec<Vec<u8>> = streams.iter().map(|(_, bytes)| padded(bytes)).collect();
    let n_body: usize = bodies.iter().map(|body| body.len() / 512).sum();
    let n_directory = (streams.len() + 1).div_ceil(4);
    // Each sector of the table covers 128 others, itself among them.
    let n_table = (n_body + n_directory).div_ceil(127).max(1);
    let mut table = vec![0xffff_fffd_u32; n_table];
    let chain = |table: &mut Vec<u32>, length: usize| {
        let start = table.len() as u32;
        table.extend((1..length as u32).map(|step| start + step));
        table.push(END);
        start
    };
    let directory_at = chain(&mut table, n_directory);
    let mut directory = entry("Root Entry", 5, END, 0);
    for ((name, _), body) in streams.iter().zip(&bodies) {
        let start = chain(&mut table, body.len() / 512);
        directory.extend(entry(name, 2, start, body.len() as u32));
    }
    directory.resize(n_directory * 512, 0);
    table.resize(n_table * 128, 0xffff_ffff);
    let mut out = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    out.resize(24, 0);
    out.extend([0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0]);
    out.resize(44, 0);
    out.extend((n_table as u32).to_le_bytes());
    out.extend(directory_at.to_le_bytes());
    out.extend([0; 4]);
    out.extend(4096_u32.to_le_bytes());
    for word in [END, 0, END, 0] {
        out.extend(word.to_le_bytes());
    }
    let places = (0..109).map(|at| if at < n_table as u32 { at } else { 0xffff_ffff });
    out.extend(places.flat_map(u32::to_le_bytes));
    out.extend(table.into_iter().flat_map(u32::to_le_bytes));
    out.extend(directory);
    out.extend(bodies.concat());
    out
}

/// An entry of the directory of a compound file.
fn entry(name: &str, kind: u8, start: u32, size: u32) -> Vec<u8> {
    let mut out: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = out.len() as u8 + 2;
    out.resize(64, 0);
    out.extend([length, 0, kind, 1]);
    out.extend([0xff; 12]);
    out.resize(116, 0);
    out.extend(start.to_le_bytes());
    out.extend(size.to_le_bytes());
    out.resize(128, 0);
    out
}

/// A record of a binary workbook.
pub fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let mut out = kind.to_le_bytes().to_vec();
    out.extend((data.len() as u16).to_le_bytes());
    out.extend(data);
    out
}

/// The records of a small sound binary workbook of one sheet, with these records of cells.
pub fn records(cells: &[u8]) -> Vec<u8> {
    let begin = |kind: u8| record(0x809, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let mut out = begin(5);
    for format in [0_u8, 14, 9] {
        let mut style = vec![0; 20];
        style[2] = format;
        out.extend(record(0xe0, &style));
    }
    let name = b"Register";
    let start = out.len() + 4 + 8 + name.len() + 4;
    let mut sheet = (start as u32).to_le_bytes().to_vec();
    sheet.extend([0, 0, name.len() as u8, 0]);
    sheet.extend(name);
    out.extend(record(0x85, &sheet));
    out.extend(record(0x0a, &[]));
    out.extend(begin(0x10));
    out.extend(cells);
    out.extend(record(0x0a, &[]));
    out
}

/// The record of a number in a cell, rows and columns from 0.
pub fn number(row: u16, column: u16, style: u16, value: f64) -> Vec<u8> {
    let mut data: Vec<u8> = [row, column, style].into_iter().flat_map(u16::to_le_bytes).collect();
    data.extend(value.to_le_bytes());
    record(0x203, &data)
}
