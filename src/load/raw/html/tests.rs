//! Pages as web applications and office programs write them.

use super::*;
use crate::load::raw::{Merge, RawCell};

fn sheets(page: &str) -> Result<Vec<RawSheet>, ReadError> {
    read(page.as_bytes(), &Limits::default()).map(|file| file.sheets)
}

/// Rows as `number: cell|cell`, empty cells as `.`; numbers as `#5`, percents as `#5%`.
fn rows(sheet: &RawSheet) -> Vec<String> {
    let cell = |cell: &RawCell| match cell {
        RawCell::Empty => ".".to_owned(),
        RawCell::Text(text) => text.to_string(),
        RawCell::Number(_) | RawCell::Percent(_) => format!("#{}", cell.text()),
        other => format!("{other:?}"),
    };
    let show = |cells: &[RawCell]| cells.iter().map(cell).collect::<Vec<_>>().join("|");
    sheet.rows.iter().map(|row| format!("{}: {}", row.number, show(&row.cells))).collect()
}

fn check(page: &str, expected: &[&str]) {
    assert_eq!(rows(&sheets(page).unwrap()[0]), expected, "{page}");
}

#[test]
fn plain_tables() {
    check(
        "<table border=1><tr><th>Kode<th>Pagu</tr>\n<tr><td>007<td>1.250.000</table>",
        &["1: Kode|Pagu", "2: 007|1.250.000"],
    );
    check(
        "<html><body><TABLE><THEAD><TR><TD>a</TD></TR></THEAD><TBODY><TR></TR><TR><TD></TD>\
         <TD>&nbsp;b &amp; c&eacute;&#39;</TD></TR></TBODY></TABLE></body></html>",
        &["1: a", "3: .|\u{a0}b & cé'"],
    );
    // Cells without a row, rows without an end, and text between them.
    check("<table>x<td>a<td>b<tr>y<td>c</table>", &["1: a|b", "2: c"]);
}

#[test]
fn text_as_it_is_shown() {
    check(
        "<table><tr><td> Jalan\n\t Merdeka <br>No. <b>5</b> </td><td><p>satu</p>\n<p>dua</p></td>\
         <td><pre>a  b</pre></td></tr></table>",
        &["1: Jalan Merdeka\nNo. 5|satu\ndua|a  b"],
    );
    check(
        "<table><tr><td><script>if (1 < 2) { '</td>' }</script><style>td { x: y }</style>\
         <!-- nothing --><span style=\"DISPLAY : none\">2024<b>01</b></span>Jan</td>\
         <td><select><option>x<option>y</select>z</td></tr></table>",
        &["1: Jan|z"],
    );
    // An element that is hidden and never closed ends with its cell.
    check("<table><tr><td><i hidden>x</td><td>y</td></table>", &["1: .|y"]);
}

#[test]
fn hidden_rows_are_read_and_hidden_tables_are_hidden_sheets() {
    let page = "<table><tr style='display:none'><td>a</td></tr><tr><td>b</td></tr></table>\
                <table style='display:none'><tr><td>c</td></tr></table>";
    let sheets = sheets(page).unwrap();
    assert_eq!(rows(&sheets[0]), ["1: a", "2: b"]);
    assert_eq!((sheets[0].hidden, sheets[1].hidden), (false, true));
}

#[test]
fn spans_are_merges() {
    let page = "<table><thead><tr><th rowspan=2>No</th><th colspan=2>Belanja</th></tr>\
                <tr><th>Pagu</th><th>Realisasi</th></tr></thead>\
                <tbody><tr><td rowspan=99999999>1</td><td>5</td></tr><tr><td>6</td></tr></tbody>\
                <tr><td>7</td><td rowspan='1'>8</td></tr></table>";
    let sheet = &sheets(page).unwrap()[0];
    let expected = ["1: No|Belanja", "2: .|Pagu|Realisasi", "3: 1|5", "4: .|6", "5: 7|8"];
    assert_eq!(rows(sheet), expected);
    let merge = |first, last| Merge { first, last };
    let expected = [merge((1, 0), (2, 0)), merge((1, 1), (1, 2)), merge((3, 0), (4, 0))];
    assert_eq!(sheet.merges, expected);
}

#[test]
fn several_tables() {
    let page = "<table id=luar><tr><td>Menu<table><caption>Data \n Pagu</caption><tr><td>x\
                </table></td></tr></table><table><tr><td></td></tr></table>\
                <table><tr><td>y</table><table id=luar><tr><td>z</table>";
    let sheets = sheets(page).unwrap();
    let found: Vec<(&str, Vec<String>)> =
        sheets.iter().map(|sheet| (sheet.name.as_str(), rows(sheet))).collect();
    let row = |text: &str| vec![text.to_owned()];
    let expected = [
        ("luar", row("1: Menu")),
        ("Data Pagu", row("1: x")),
        ("Tabel 3", row("1: y")),
        ("luar (2)", row("1: z")),
    ];
    assert_eq!(found, expected);
}

#[test]
fn what_office_programs_write_beside_the_text() {
    let page = "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><head><!--[if gte mso 9]>\
        <x:ExcelWorksheet><x:Name>TW2</x:Name></x:ExcelWorksheet><![endif]-->\
        <style>.xl65\n\t{color:red;\n\tmso-number-format:\"\\@\";}\n\
        .xl66 {mso-number-format:Percent;}</style></head><table><tr>\
        <td class=xl65 x:num='7130'>007130</td><td x:num='1250000'>Rp 1.250.000</td>\
        <td class=xl66 x:num='0.80000000000000004'>80%</td><td x:num>5</td>\
        <td sdval='0.8' sdnum='1057;0;0,00%'>80,00%</td><td sdval='45244' \
        sdnum='1033;1057;DD/MM/YYYY'>14/11/2023</td><td style='mso-number-format:\"Short Date\"' \
        x:num='45244'>14.11.2023</td><td x:fmla='=A1'></td><td sdval='1' sdnum='0;0;BOOLEAN'>TRUE\
        </td><td x:num='0'>-</td></tr></table></html>";
    check(page, &["1: 007130|#1250000|#80%|5|#80%|14/11/2023|14.11.2023|MissingResult|TRUE|#0"]);
    assert_eq!(sheets(page).unwrap()[0].name, "TW2");
}

#[test]
fn pages_that_are_no_export() {
    let check = |page: &str, expected| assert_eq!(sheets(page).unwrap_err(), expected, "{page}");
    check("<html><body>Sesi Anda telah berakhir</body></html>", ReadError::WebPage);
    check("<html><table><tr><td> </td></tr></table></html>", ReadError::WebPage);
    let login = "<table><tr><td>Nama<td><input name=u><td>Sandi<td><input TYPE=Password></table>";
    check(login, ReadError::WebPage);
    check("<table><tr><td>a</td></tr><tr><td>b</td></tr>", ReadError::Truncated);
    check("<table><tr><td>a</td></tr><tr><td>b</td></tr><!-- ", ReadError::Truncated);
}

#[test]
fn encodings() {
    let check = |bytes: &[u8], expected: &str, encoding| {
        let file = read(bytes, &Limits::default()).unwrap();
        assert_eq!(file.kind, Kind::Html { encoding });
        assert_eq!(rows(&file.sheets[0]), [format!("1: {expected}")]);
    };
    check("<table><tr><td>é</table>".as_bytes(), "é", "UTF-8");
    check(b"<table><tr><td>\xe9\x96</table>", "é–", "windows-1252");
    let meta =
        b"<meta http-equiv=x content='text/html; charset=iso-8859-9'><table><tr><td>\xfd</table>";
    check(meta, "ı", "windows-1254");
    let wide: Vec<u8> =
        "\u{feff}<table><tr><td>é</table>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(&wide, "é", "UTF-16LE");
}

#[test]
fn limits_hold() {
    let limits = Limits { rows: 2, columns: 3, cells: 4, text: 4, ..Limits::default() };
    let check = |page: &str, expected| match read(page.as_bytes(), &limits) {
        Err(ReadError::TooLarge { what, .. }) => assert_eq!(what, expected, "{page}"),
        other => panic!("{page}: {other:?}"),
    };
    check("<table><tr><tr><tr><td>a</table>", "rows");
    check("<table><tr><td colspan=4>a</table>", "columns");
    check("<table><tr><td><td><td>a<tr><td><td>a</table>", "cells");
    check("<table><tr><td>abcde</table>", "bytes in one cell");
    check(&"<table><tr><td>".repeat(100), "tables in one another");
}
