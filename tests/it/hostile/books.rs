//! Sound archives around workbooks whose markup lies: far cells, lost texts, endless elements.

use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;

use super::{HEADS, Hostile, ROW, hostile};
use crate::shape::{ODS, Part, XLSX, archive, checksum, packed_archive};

/// The parts of an XLSX with some of them replaced.
pub(super) fn parts(changes: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    replaced(&XLSX, changes)
}

fn replaced(
    sound: &[(&'static str, &str)],
    changes: &[(&'static str, &str)],
) -> Vec<(&'static str, String)> {
    let change = |name: &str| changes.iter().find(|(other, _)| *other == name);
    let kept = sound
        .iter()
        .map(|(name, text)| (*name, change(name).map_or(*text, |new| new.1).to_owned()));
    let mut parts: Vec<(&str, String)> = kept.collect();
    let more = changes.iter().filter(|(name, _)| sound.iter().all(|(other, _)| other != name));
    parts.extend(more.map(|(name, text)| (*name, (*text).to_owned())));
    parts
}

/// An XLSX with some parts replaced; the sheet is sound unless it is one of them.
pub(super) fn xlsx(changes: &[(&'static str, &str)]) -> Vec<u8> {
    let sheet = sheet("");
    let mut all = vec![("xl/worksheets/a.xml", sheet.as_str())];
    all.retain(|(name, _)| changes.iter().all(|(other, _)| other != name));
    all.extend(changes);
    stored(&parts(&all))
}

fn stored(parts: &[(&'static str, String)]) -> Vec<u8> {
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    archive(&parts)
}

/// The sound workbook.
pub(super) fn sound() -> Vec<u8> {
    xlsx(&[])
}

fn text_cell(place: &str, text: &str) -> String {
    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

fn sound_rows() -> String {
    let row = |number: usize, cells: [&str; 6]| {
        let cells = (b'A'..).zip(cells);
        let cells =
            cells.map(|(letter, text)| text_cell(&format!("{}{number}", char::from(letter)), text));
        format!("<row r=\"{number}\">{}</row>", cells.collect::<String>())
    };
    row(1, HEADS) + &row(2, ROW)
}

fn worksheet(before: &str, rows: &str, after: &str) -> String {
    format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{before}\
         <sheetData>{rows}</sheetData>{after}</worksheet>"
    )
}

/// The sound sheet with more rows.
pub(super) fn sheet(more: &str) -> String {
    worksheet("", &format!("{}{more}", sound_rows()), "")
}

fn with_sheet(sheet: &str) -> Vec<u8> {
    xlsx(&[("xl/worksheets/a.xml", sheet)])
}

/// A workbook whose sheet is deflated, for sheets of many megabytes.
fn with_packed_sheet(sheet: &str) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(sheet.as_bytes()).unwrap();
    let packed = encoder.finish().unwrap();
    let parts = parts(&[]);
    let mut parts: Vec<Part<'_>> =
        parts.iter().map(|(name, text)| Part::stored(name, text.as_bytes())).collect();
    for part in parts.iter_mut().filter(|part| part.name == "xl/worksheets/a.xml") {
        let (sum, size) = (checksum(sheet.as_bytes()), sheet.len() as u32);
        *part = Part { name: part.name, method: 8, flags: 0, sum, size, packed: &packed };
    }
    packed_archive(&parts)
}

fn ods(content: &str) -> Vec<u8> {
    stored(&replaced(&ODS, &[("content.xml", content)]))
}

fn ods_cell(text: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
    )
}

fn ods_content(more: &str) -> String {
    let row = |cells: [&str; 6]| {
        format!("<table:table-row>{}</table:table-row>", cells.map(ods_cell).concat())
    };
    format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body>\
         <office:spreadsheet><table:table table:name=\"A\">{}{}{more}</table:table>\
         </office:spreadsheet></office:body></office:document-content>",
        row(HEADS),
        row(ROW),
    )
}

pub(super) fn files() -> Vec<Hostile> {
    let with = |more: &str| with_sheet(&sheet(more));
    let row = |cells: &str| with(&format!("<row r=\"3\">{cells}</row>"));
    let sound_cells = |biaya: &str| {
        let cells =
            [("A3", "A2"), ("B3", "Humas"), ("C3", "03/10/2024"), ("D3", "proses"), ("F3", "5")];
        let cells: String = cells.iter().map(|(place, text)| text_cell(place, text)).collect();
        format!("{cells}{biaya}")
    };
    let merges: String =
        (3..300_003).map(|row| format!("<mergeCell ref=\"A{row}:F{row}\"/>")).collect();
    let sparse: String = (3..3003)
        .map(|row| format!("<row r=\"{row}\">{}</row>", text_cell(&format!("XFD{row}"), "x")))
        .collect();
    let dense: String = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(6)).repeat(80_000);
    let wide: String = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(16_000)).repeat(8);
    let deep =
        |depth: usize| worksheet("", &format!("{}{}", sound_rows(), "<a>".repeat(depth)), "");
    let laughs: String = (1..20)
        .map(|at| format!("<!ENTITY a{at} \"{}\">", format!("&a{};", at - 1).repeat(10)))
        .collect();
    let strings = format!(
        "<!DOCTYPE s [<!ENTITY a0 \"ha\">{laughs}]><sst xmlns=\"http://schemas.openxmlformats.org/\
         spreadsheetml/2006/main\"><si><t>&a19;</t></si></sst>"
    );
    let many_styles = format!(
        "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs>{}\
         </cellXfs></styleSheet>",
        "<xf numFmtId=\"9\"/>".repeat(60_000)
    );
    let named = |name: &str| {
        let book = XLSX[2].1.replace("Register", name);
        xlsx(&[("xl/workbook.xml", &book)])
    };
    let long = "x".repeat(5000);
    let blank_rows = "<table:table-row table:number-rows-repeated=\"1000000000\"><table:table-cell \
         table:number-columns-repeated=\"16384\"/></table:table-row>";
    let full = |rows: u64, columns: u64| {
        format!(
            "<table:table-row table:number-rows-repeated=\"{rows}\"><table:table-cell \
             office:value-type=\"float\" office:value=\"1\" \
             table:number-columns-repeated=\"{columns}\"/></table:table-row>"
        )
    };
    let odt = stored(&replaced(&ODS, &[("mimetype", "application/vnd.oasis.opendocument.text")]));
    let secret = "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:\
         1.0\"><manifest:file-entry manifest:full-path=\"content.xml\"><manifest:encryption-data/>\
         </manifest:file-entry></manifest:manifest>";
    let secret =
        stored(&replaced(&ODS, &[("META-INF/manifest.xml", secret), ("content.xml", "x")]));
    let open = ods_content("")
        .replace("</table:table></office:spreadsheet></office:body></office:document-content>", "");
    let xlsb = archive(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.bin", &[0xff; 300])]);
    vec![
        hostile(
            "a cell at the far corner",
            "xlsx",
            with(&format!("<row r=\"1048576\">{}</row>", text_cell("XFD1048576", "x"))),
            "",
        ),
        hostile(
            "a dimension of all cells",
            "xlsx",
            with_sheet(&worksheet("<dimension ref=\"A1:XFD1048576\"/>", &sound_rows(), "")),
            "",
        ),
        hostile(
            "a dimension that is none",
            "xlsx",
            with_sheet(&worksheet("<dimension ref=\"A0:ZZZZ9\"/>", &sound_rows(), "")),
            "file-unreadable",
        ),
        hostile("three thousand far cells", "xlsx", with(&sparse), "file-too-large"),
        hostile(
            "half a million numbers",
            "xlsx",
            with_packed_sheet(&worksheet("", &dense, "")),
            "header-not-found",
        ),
        hostile(
            "rows of sixteen thousand numbers",
            "xlsx",
            with_packed_sheet(&worksheet("", &wide, "")),
            "header-not-found",
        ),
        hostile(
            "a cell beyond all columns",
            "xlsx",
            row(&text_cell("ZZZZ999999999", "x")),
            "file-too-large",
        ),
        hostile("a cell without a row", "xlsx", row(&text_cell("A", "x")), "file-unreadable"),
        hostile(
            "cells and rows out of order",
            "xlsx",
            with_sheet(&worksheet(
                "",
                &format!(
                    "<row r=\"9\">{}</row>{}",
                    sound_cells("").replace("3\"", "9\""),
                    sound_rows()
                ),
                "",
            )),
            "",
        ),
        hostile(
            "a text that is not in the list",
            "xlsx",
            row("<c r=\"A3\" t=\"s\"><v>4000000000</v></c>"),
            "file-unreadable",
        ),
        hostile("a text number that is none", "xlsx", row("<c r=\"A3\" t=\"s\"><v>-1</v></c>"), ""),
        hostile(
            "a list that claims a hundred milliard texts",
            "xlsx",
            xlsx(&[("xl/sharedStrings.xml", "<sst uniqueCount=\"99999999999\"></sst>")]),
            "file-too-large",
        ),
        hostile(
            "texts full of entities",
            "xlsx",
            xlsx(&[("xl/sharedStrings.xml", &strings)]),
            "file-unreadable",
        ),
        hostile(
            "a formula without a result",
            "xlsx",
            row(&sound_cells("<c r=\"E3\"><f>1+1</f></c>")),
            "formula-without-result",
        ),
        hostile(
            "an error value",
            "xlsx",
            row(&sound_cells("<c r=\"E3\" t=\"e\"><v>#REF!</v></c>")),
            "cell-error",
        ),
        hostile(
            "a number that is none",
            "xlsx",
            row(&sound_cells("<c r=\"E3\"><v>nan</v></c>")),
            "cell-error",
        ),
        hostile(
            "a number beyond all bounds",
            "xlsx",
            row(&sound_cells("<c r=\"E3\"><v>1e308</v></c>")),
            "cell-type",
        ),
        hostile(
            "a day beyond all calendars",
            "xlsx",
            row(&sound_cells("")
                .replace("<is><t>03/10/2024</t></is>", "")
                .replace("<c r=\"C3\" t=\"inlineStr\">", "<c r=\"C3\" s=\"1\"><v>99999999999</v>")),
            "cell-type",
        ),
        hostile(
            "three hundred thousand merged regions",
            "xlsx",
            with_sheet(&worksheet(
                "",
                &sound_rows(),
                &format!("<mergeCells>{merges}</mergeCells>"),
            )),
            "",
        ),
        hostile(
            "a merged region of the whole sheet",
            "xlsx",
            with_sheet(&worksheet(
                "",
                &sound_rows(),
                "<mergeCells><mergeCell ref=\"A3:XFD1048576\"/></mergeCells>",
            )),
            "",
        ),
        hostile("elements in one another without end", "xlsx", with_sheet(&deep(1_000_000)), ""),
        hostile(
            "an attribute of four megabytes",
            "xlsx",
            with_sheet(
                &sheet("").replace(
                    "<row r=\"1\"",
                    &format!("<row r=\"1\" x=\"{}\"", "x".repeat(4 << 20)),
                ),
            ),
            "",
        ),
        hostile("sixty thousand styles", "xlsx", xlsx(&[("xl/styles.xml", &many_styles)]), ""),
        hostile(
            "a sheet with a name full of tricks",
            "xlsx",
            named("../../&amp;&#x202e;'*?[]:"),
            "",
        ),
        hostile("a sheet with an endless name", "xlsx", named(&long), ""),
        hostile("a sheet that is cut", "xlsx", with_sheet(&sheet("")[..700]), "file-unreadable"),
        hostile("a sheet that is no markup", "xlsx", with_sheet("Nomor;Unit"), "file-unreadable"),
        hostile("a binary workbook of rubbish", "xlsb", xlsb, "file-unreadable"),
        hostile("sound ODS", "ods", ods(&ods_content("")), ""),
        hostile("ODS with a milliard blank rows", "ods", ods(&ods_content(blank_rows)), ""),
        hostile(
            "ODS with a milliard filled rows",
            "ods",
            ods(&ods_content(&full(1_000_000_000, 100))),
            "file-too-large",
        ),
        hostile(
            "ODS with a milliard filled columns",
            "ods",
            ods(&ods_content(&full(1000, 1_000_000_000))),
            "file-too-large",
        ),
        hostile(
            "ODS with a count that is none",
            "ods",
            ods(&ods_content(&full(1, 1).replace("\"1\"", "\"x\""))),
            "file-unreadable",
        ),
        hostile("ODS with a table that never ends", "ods", ods(&open), "file-truncated"),
        hostile(
            "ODS with blanks without end",
            "ods",
            ods(&ods_content(
                "<table:table-row><table:table-cell office:value-type=\"string\"><text:p><text:s text:c=\"999999999\"/></text:p></table:table-cell></table:table-row>",
            )),
            "file-too-large",
        ),
        hostile(
            "ODS full of entities",
            "ods",
            ods(&ods_content("").replace("A1", "&a19;").replace(
                "<office:document-content",
                &format!("<!DOCTYPE s [<!ENTITY a0 \"ha\">{laughs}]><office:document-content"),
            )),
            "file-unreadable",
        ),
        hostile("ODS under a password", "ods", secret, "file-password"),
        hostile("text document named ods", "ods", odt, "file-not-table"),
    ]
}
