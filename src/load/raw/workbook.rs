//! Workbooks to rows, through calamine: XLSX and XLSB cell by cell, XLS and ODS by sheet.
//!
//! calamine's whole-sheet functions lay a sheet out as a full rectangle, which for two cells far
//! apart is half a terabyte; XLSX and XLSB are therefore only streamed, and the other two formats
//! have a guard of their own (`compound`, `opendocument`).

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{
    Data, DataRef, Dimensions, Ods, Range, Reader, SheetType, SheetVisible, Xls, Xlsb, Xlsx,
};

use super::archive::Archive;
use super::cell::{Kind, Merge, RawCell, RawFile, RawSheet};
use super::compound::Percents;
use super::damage::is_percent;
use super::guard::guarded;
use super::ods_layout::{Layout, as_percent, layouts};
use super::sheet::{Rows, raw_cell, text_cell};
use super::{Limits, ReadError, compound, opendocument};

/// Reads the workbook in a ZIP archive.
pub(super) fn from_archive(bytes: &[u8], limits: &Limits) -> Result<RawFile, ReadError> {
    let archive = Archive::open(bytes)?;
    let not_a_table = |found: &str| Err(ReadError::NotATable { found: found.to_owned() });
    let is_ods = archive.has("content.xml") && archive.has("mimetype");
    if !is_ods && !archive.has("xl/workbook.xml") && !archive.has("xl/workbook.bin") {
        // The workbook may have another name, which only the relationships of the package tell.
        if archive.has("word/document.xml") {
            return not_a_table("a Word document");
        } else if archive.has("ppt/presentation.xml") {
            return not_a_table("a PowerPoint presentation");
        } else if !archive.has("[Content_Types].xml") {
            return not_a_table("a ZIP archive without a workbook");
        }
    }
    archive.check(limits)?;
    if is_ods {
        let mimetype = archive.head("mimetype", 64, limits)?;
        if !mimetype.starts_with(b"application/vnd.oasis.opendocument.spreadsheet") {
            return not_a_table("an OpenDocument file other than a spreadsheet");
        }
        let content = archive.head("content.xml", usize::MAX, limits)?;
        opendocument::check(&content, limits)?;
        let layouts = layouts(&String::from_utf8_lossy(&content))?;
        return guarded(|| ods(bytes, limits, layouts));
    }
    if archive.has("xl/workbook.bin") {
        check_records(&archive, limits)?;
        return guarded(|| xlsb(bytes, limits));
    }
    check_string_count(&archive, limits)?;
    let workbook = archive.head("xl/workbook.xml", usize::MAX, limits)?;
    let recalculates = contains(&workbook, b"fullCalcOnLoad=\"1\"")
        || contains(&workbook, b"fullCalcOnLoad=\"true\"");
    guarded(|| xlsx(bytes, limits, recalculates))
}

/// Reads the XLS workbook in a compound file.
pub(super) fn from_compound(bytes: &[u8], limits: &Limits) -> Result<RawFile, ReadError> {
    let percents = compound::check(bytes, limits)?;
    guarded(|| xls(bytes, limits, percents))
}

fn xlsx(bytes: &[u8], limits: &Limits, recalculates: bool) -> Result<RawFile, ReadError> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(xlsx_error)?;
    let mut rows = Rows::new(limits);
    let mut sheets = Vec::new();
    // Formulas with a stored 0, by sheet, as long as no formula has another result.
    let (mut zeros, mut has_results) = (Vec::new(), false);
    for sheet in tabs(&book) {
        let percents = match percents(&mut book, &sheet.name) {
            Ok(percents) => percents,
            Err(calamine::XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(xlsx_error(error)),
        };
        let mut percents = percents.into_iter().peekable();
        let mut cells = book.worksheet_cells_reader(&sheet.name).map_err(xlsx_error)?;
        while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(xlsx_error)? {
            let is_formula = cell.formula.is_some();
            // A formula may well result in an empty text, which is stored as such.
            let mut value = match cell.value {
                // Most texts of a workbook are shared; those are copied once.
                DataRef::SharedString(text) => text_cell(text),
                DataRef::Empty if is_formula => RawCell::MissingResult,
                value => raw_cell(value.into()),
            };
            if percents.next_if_eq(&cell.pos).is_some() {
                as_percent(&mut value);
            }
            if is_formula && recalculates && !has_results {
                match &value {
                    RawCell::MissingResult => {}
                    RawCell::Number(text) | RawCell::Percent(text) if &**text == "0" => {
                        zeros.push((sheets.len(), cell.pos))
                    }
                    _ => has_results = true,
                }
            }
            rows.put(cell.pos.0, cell.pos.1, value)?;
        }
        drop(cells);
        let merges = book.merge_cells_by_sheet_name(&sheet.name).map_err(xlsx_error)?;
        sheets.push(rows.finish(sheet.name, sheet.hidden, merged(merges)));
    }
    // Libraries that cannot calculate store 0 for every formula and ask Excel to calculate when
    // it opens the file. Once Excel has saved it, that request is gone and a 0 is a true one.
    if !has_results {
        for (sheet_idx, (row, column)) in zeros {
            if let Some(cell) = cell_at(&mut sheets[sheet_idx], row, column) {
                *cell = RawCell::MissingResult;
            }
        }
    }
    Ok(RawFile { kind: Kind::Xlsx, sheets })
}

/// The cells of a sheet whose format is a percent, in the order of the file.
///
/// The sheet is read once more for it, but only where the workbook has such a format at all.
fn percents(
    book: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
) -> Result<Vec<(u32, u32)>, calamine::XlsxError> {
    let mut cells = book.worksheet_cells_reader(sheet)?;
    let shows = |style: &calamine::Style| {
        style.number_format.as_ref().is_some_and(|format| is_percent(&format.format_code))
    };
    let shows: Vec<bool> = cells.styles().iter().map(shows).collect();
    let mut found = Vec::new();
    if shows.contains(&true) {
        while let Some((row, column, style)) = cells.next_style_id()? {
            if shows.get(style).is_some_and(|shown| *shown) {
                found.push((row, column));
            }
        }
    }
    Ok(found)
}

fn xlsb(bytes: &[u8], limits: &Limits) -> Result<RawFile, ReadError> {
    let mut book = Xlsb::new(Cursor::new(bytes)).map_err(xlsb_error)?;
    let mut rows = Rows::new(limits);
    let mut sheets = Vec::new();
    for sheet in tabs(&book) {
        let mut cells = book.worksheet_cells_reader(&sheet.name).map_err(xlsb_error)?;
        while let Some(cell) = cells.next_cell().map_err(xlsb_error)? {
            let (row, column) = cell.get_position();
            rows.put(row, column, raw_cell(cell.get_value().clone().into()))?;
        }
        drop(cells);
        // Formulas whose stored result is an error are passed over above; their place shows here.
        let mut formulas = book.worksheet_cells_reader(&sheet.name).map_err(xlsb_error)?;
        while let Some(cell) = formulas.next_formula().map_err(xlsb_error)? {
            let (row, column) = cell.get_position();
            if !rows.has(row, column) {
                rows.put(row, column, RawCell::Error("#ERROR!".into()))?;
            }
        }
        sheets.push(rows.finish(sheet.name, sheet.hidden, Vec::new()));
    }
    Ok(RawFile { kind: Kind::Xlsb, sheets })
}

fn xls(bytes: &[u8], limits: &Limits, percents: Vec<Percents>) -> Result<RawFile, ReadError> {
    let unreadable = |error: calamine::XlsError| match error {
        calamine::XlsError::Password => ReadError::Password,
        error => ReadError::Unreadable { detail: error.to_string() },
    };
    let mut book = Xls::new(Cursor::new(bytes)).map_err(unreadable)?;
    let mut rows = Rows::new(limits);
    let mut sheets = Vec::new();
    for sheet in tabs(&book) {
        let values = book.worksheet_range(&sheet.name).map_err(unreadable)?;
        fill(&mut rows, &values)?;
        let formulas = book.worksheet_formula(&sheet.name).map_err(unreadable)?;
        for (position, formula) in placed(&formulas) {
            let is_stored = values.get_value(position).is_some_and(|value| *value != Data::Empty);
            if !formula.is_empty() && !is_stored {
                rows.put(position.0, position.1, RawCell::MissingResult)?;
            }
        }
        let merges = book.merge_cells_by_sheet_name(&sheet.name).map_err(unreadable)?;
        let mut read = rows.finish(sheet.name, sheet.hidden, merged(merges));
        for (row, column) in percents.get(sheet.tab_idx).into_iter().flatten() {
            if let Some(cell) = cell_at(&mut read, *row, *column) {
                as_percent(cell);
            }
        }
        sheets.push(read);
    }
    Ok(RawFile { kind: Kind::Xls, sheets })
}

fn ods(
    bytes: &[u8],
    limits: &Limits,
    mut layouts: BTreeMap<String, Layout>,
) -> Result<RawFile, ReadError> {
    let unreadable = |error: calamine::OdsError| match error {
        calamine::OdsError::Password => ReadError::Password,
        error => ReadError::Unreadable { detail: error.to_string() },
    };
    let mut book = Ods::new(Cursor::new(bytes)).map_err(unreadable)?;
    let mut rows = Rows::new(limits);
    let mut sheets = Vec::new();
    for sheet in tabs(&book) {
        let values = book.worksheet_range(&sheet.name).map_err(unreadable)?;
        // A formula without a value is one whose result is an empty text; nothing is missing.
        fill(&mut rows, &values)?;
        let layout = layouts.remove(&sheet.name).unwrap_or_default();
        let mut read = rows.finish(sheet.name, sheet.hidden, Vec::new());
        layout.apply(&mut read);
        sheets.push(read);
    }
    Ok(RawFile { kind: Kind::Ods, sheets })
}

/// Puts the cells of a sheet that was laid out whole.
fn fill(rows: &mut Rows, values: &Range<Data>) -> Result<(), ReadError> {
    for (position, value) in placed(values) {
        rows.put(position.0, position.1, raw_cell(value.clone()))?;
    }
    Ok(())
}

/// The values of a range with their places in the sheet; a range counts from its own corner.
fn placed<T: calamine::CellType>(range: &Range<T>) -> impl Iterator<Item = ((u32, u32), &T)> {
    let (top, left) = range.start().unwrap_or_default();
    range.used_cells().map(move |(row, column, value)| {
        ((top.saturating_add(row as u32), left.saturating_add(column as u32)), value)
    })
}

/// The name and visibility of a sheet.
struct Tab {
    /// Its place among all tabs, those of charts included.
    tab_idx: usize,
    name: String,
    hidden: bool,
}

/// The sheets that hold cells, in order.
fn tabs<'b, R: Reader<Cursor<&'b [u8]>>>(book: &R) -> Vec<Tab> {
    let sheets = book.sheets_metadata().iter().enumerate();
    let sheets = sheets.filter(|(_, sheet)| sheet.typ == SheetType::WorkSheet);
    let tab = |(tab_idx, sheet): (usize, &calamine::Sheet)| Tab {
        tab_idx,
        name: sheet.name.clone(),
        hidden: sheet.visible != SheetVisible::Visible,
    };
    sheets.map(tab).collect()
}

/// Merged regions in our counting, by position. A region of one cell is none, nor is one whose
/// corners are the wrong way round.
fn merged(regions: Vec<Dimensions>) -> Vec<Merge> {
    let place = |(row, column): (u32, u32)| (row.saturating_add(1), column);
    let is_region = |region: &Dimensions| {
        let in_order = region.start.0 <= region.end.0 && region.start.1 <= region.end.1;
        in_order && region.start != region.end
    };
    let regions = regions.into_iter().filter(is_region);
    let mut merges: Vec<Merge> = regions
        .map(|region| Merge { first: place(region.start), last: place(region.end) })
        .collect();
    merges.sort_by_key(|merge| (merge.first, merge.last));
    merges.dedup();
    merges
}

fn cell_at(sheet: &mut RawSheet, row: u32, column: u32) -> Option<&mut RawCell> {
    let row_idx = sheet.rows.binary_search_by_key(&row.saturating_add(1), |row| row.number).ok()?;
    sheet.rows[row_idx].cells.get_mut(column as usize)
}

/// Refuses a claim of more shared strings than the part has bytes for: room is made for all of
/// them before the first is read.
fn check_string_count(archive: &Archive, limits: &Limits) -> Result<(), ReadError> {
    let head = archive.head("xl/sharedStrings.xml", 4096, limits)?;
    let name = b"uniqueCount=";
    let Some(at) = head.windows(name.len()).position(|window| window == name) else {
        return Ok(());
    };
    let digits = head[at + name.len() + 1..].iter().take_while(|byte| byte.is_ascii_digit());
    let claimed = digits
        .fold(0_u64, |sum, byte| sum.saturating_mul(10).saturating_add(u64::from(byte - b'0')));
    if claimed > limits.cells {
        return Err(ReadError::TooLarge { what: "cells", limit: limits.cells });
    }
    Ok(())
}

/// Refuses records of an XLSB that claim to be longer than their part: room is made for them
/// before they are read.
fn check_records(archive: &Archive, limits: &Limits) -> Result<(), ReadError> {
    let is_read = |name: &&str| name.starts_with("xl/") && name.ends_with(".bin");
    let others = ["xl/vbaProject.bin", "xl/printerSettings/", "xl/embeddings/"];
    let names = archive.names().filter(is_read);
    for name in names.filter(|name| !others.iter().any(|other| name.starts_with(other))) {
        let part = archive.head(name, usize::MAX, limits)?;
        let mut at = 0;
        while at < part.len() {
            let (_, after_kind) = groups(&part, at, 2);
            let (length, body) = groups(&part, after_kind, 4);
            at = body.saturating_add(length);
            if at > part.len() {
                return Err(ReadError::Unreadable {
                    detail: "its records contradict each other".to_owned(),
                });
            }
        }
    }
    Ok(())
}

/// The number in at most `longest` bytes of seven bits each, and where the next byte is.
fn groups(bytes: &[u8], at: usize, longest: usize) -> (usize, usize) {
    let mut number = 0;
    for (idx, byte) in bytes[at.min(bytes.len())..].iter().take(longest).enumerate() {
        number |= usize::from(byte & 0x7f) << (7 * idx);
        if byte & 0x80 == 0 {
            return (number, at + idx + 1);
        }
    }
    (number, at.saturating_add(longest))
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

fn xlsx_error(error: calamine::XlsxError) -> ReadError {
    match error {
        calamine::XlsxError::Password => ReadError::Password,
        error => ReadError::Unreadable { detail: error.to_string() },
    }
}

fn xlsb_error(error: calamine::XlsbError) -> ReadError {
    match error {
        calamine::XlsbError::Password => ReadError::Password,
        error => ReadError::Unreadable { detail: error.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::super::archive::tests::archive;
    use super::*;

    const NAMES: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
        xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

    /// An XLSX of a visible sheet `A` with this content and a hidden sheet `B`.
    fn xlsx_file(sheet: &str, properties: &str) -> Vec<u8> {
        let workbook = format!(
            "<workbook {NAMES}><workbookPr date1904=\"1\"/><sheets>\
             <sheet name=\"A\" sheetId=\"1\" r:id=\"a\"/>\
             <sheet name=\"B\" sheetId=\"2\" state=\"hidden\" r:id=\"b\"/></sheets>{properties}</workbook>"
        );
        let links = "<Relationships>\
             <Relationship Id=\"a\" Type=\"t/worksheet\" Target=\"worksheets/a.xml\"/>\
             <Relationship Id=\"b\" Type=\"t/worksheet\" Target=\"worksheets/b.xml\"/></Relationships>";
        let package = "<Relationships><Relationship Id=\"w\" Target=\"xl/workbook.xml\" Type=\"\
             http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\"/>\
             </Relationships>";
        let styles = format!(
            "<styleSheet {NAMES}><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
        );
        let sheet = format!("<worksheet {NAMES}>{sheet}</worksheet>");
        let empty = format!("<worksheet {NAMES}><sheetData/></worksheet>");
        let part = |name, text: &'static str| (name, text.to_owned());
        let parts = [
            part("[Content_Types].xml", "<Types/>"),
            part("_rels/.rels", package),
            part("xl/_rels/workbook.xml.rels", links),
            ("xl/workbook.xml", workbook),
            ("xl/styles.xml", styles),
            ("xl/worksheets/a.xml", sheet),
            ("xl/worksheets/b.xml", empty),
        ];
        let parts: Vec<_> = parts
            .iter()
            .map(|(name, text)| (*name, 0, text.len() as u32, text.as_bytes()))
            .collect();
        archive(&parts)
    }

    fn rows(file: &RawFile) -> String {
        format!(
            "{:?}",
            file.sheets[0].rows.iter().map(|row| (row.number, &row.cells)).collect::<Vec<_>>()
        )
    }

    #[test]
    fn places_merges_dates_and_visibility() {
        let sheet = "<dimension ref=\"A1:XFD1048576\"/><sheetData>\
             <row r=\"3\"><c r=\"B3\" t=\"inlineStr\"><is><t>Pagu</t></is></c></row>\
             <row r=\"7\"><c r=\"A7\" s=\"1\"><v>43782</v></c><c r=\"B7\"><v>2.037392E10</v></c></row>\
             </sheetData><mergeCells><mergeCell ref=\"B3:D4\"/></mergeCells>";
        let file = from_archive(&xlsx_file(sheet, ""), &Limits::default()).unwrap();
        let expected =
            r#"[(3, [Empty, Text("Pagu")]), (7, [Date(2023-11-14), Number("20373920000")])]"#;
        assert_eq!(rows(&file), expected);
        assert_eq!(file.sheets[0].merges, [Merge { first: (3, 1), last: (4, 3) }]);
        let tabs: Vec<_> = file.sheets.iter().map(|sheet| (&*sheet.name, sheet.hidden)).collect();
        assert_eq!(tabs, [("A", false), ("B", true)]);
    }

    #[test]
    fn results_that_were_never_stored() {
        let check = |cells: &str, properties: &str, expected: &str| {
            let sheet = format!("<sheetData><row r=\"1\">{cells}</row></sheetData>");
            let file = from_archive(&xlsx_file(&sheet, properties), &Limits::default()).unwrap();
            assert_eq!(rows(&file), format!("[(1, [{expected}])]"), "{cells} {properties}");
        };
        let recalculates = "<calcPr fullCalcOnLoad=\"1\"/>";
        let none = "<c r=\"A1\"><f>B1*2</f></c>";
        let zero = "<c r=\"A1\"><f>B1*2</f><v>0</v></c>";
        let empty_text = "<c r=\"A1\" t=\"str\"><f>B1</f><v></v></c><c r=\"B1\"><v>0</v></c>";
        let result = "<c r=\"B1\"><f>3-1</f><v>2</v></c>";
        check(none, "", "MissingResult");
        check(zero, "", r#"Number("0")"#);
        check(zero, recalculates, "MissingResult");
        check(&[zero, result].concat(), recalculates, r#"Number("0"), Number("2")"#);
        check(empty_text, recalculates, r#"Empty, Number("0")"#);
    }

    #[test]
    fn hostile_and_foreign_archives() {
        let check = |bytes: &[u8], expected: &str| {
            let limits = Limits { cells: 100_000, ..Limits::default() };
            let found = from_archive(bytes, &limits).unwrap_err();
            assert_eq!(found.to_string(), expected);
        };
        let sparse: String = (1..10)
            .map(|row| format!("<row r=\"{row}\"><c r=\"XFD{row}\"><v>1</v></c></row>"))
            .collect();
        let sparse = xlsx_file(&format!("<sheetData>{sparse}</sheetData>"), "");
        check(&sparse, "more than 100000 cells");
        check(&sparse[..sparse.len() - 40], "the end of the file is missing");
        let beyond = "<sheetData><row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row></sheetData>";
        check(&xlsx_file(beyond, ""), "more than 16384 columns");
        let strings = b"<sst uniqueCount=\"99999999999\">";
        let strings = ("xl/sharedStrings.xml", 0, strings.len() as u32, &strings[..]);
        check(&archive(&[strings, ("xl/workbook.xml", 0, 0, b"")]), "more than 100000 cells");
        let word = ("word/document.xml", 0, 0, &b""[..]);
        check(&archive(&[word]), "not a table but a Word document");
        let other = ("photo.png", 0, 0, &b""[..]);
        check(&archive(&[other]), "not a table but a ZIP archive without a workbook");
    }
}
