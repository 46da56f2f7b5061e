//! HTML pages and XML spreadsheets.

use super::{HEADS, Hostile, ROW, hostile};

/// Rows of an HTML table.
fn rows(rows: &[&[&str]]) -> String {
    let row = |cells: &&[&str]| format!("<tr><td>{}</td></tr>", cells.join("</td><td>"));
    rows.iter().map(row).collect()
}

fn page(table: &str) -> String {
    format!("<html><body><table>{table}</table></body></html>")
}

fn book(rows: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
         xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"A\"><Table>\
         {rows}</Table></Worksheet></Workbook>"
    )
}

/// Rows of an XML spreadsheet.
fn xml_rows(rows: &[&[&str]]) -> String {
    let cell = |text: &&str| format!("<Cell><Data ss:Type=\"String\">{text}</Data></Cell>");
    rows.iter()
        .map(|row| format!("<Row>{}</Row>", row.iter().map(cell).collect::<String>()))
        .collect()
}

pub(super) fn files() -> Vec<Hostile> {
    let sound = rows(&[&HEADS, &ROW]);
    let with = |more: &str| page(&format!("{sound}{more}"));
    let cell =
        |text: &str| with(&format!("<tr><td>A2<td>Humas<td>03/10/2024<td>proses<td>{text}<td>5"));
    let xml = xml_rows(&[&HEADS, &ROW]);
    let laughs: String = (1..20)
        .map(|at| format!("<!ENTITY a{at} \"{}\">", format!("&a{};", at - 1).repeat(10)))
        .collect();
    let laughs = format!("<!DOCTYPE lolz [<!ENTITY a0 \"ha\">{laughs}]><Workbook");
    let session = "<!doctype html><html><body><p>Sesi Anda telah berakhir.</p></body></html>";
    let login = "<html><form><table><tr><td>Sandi<td><input type=password></table></form></html>";
    let far = |index: &str| {
        book(&format!(
            "{xml}<Row><Cell ss:Index=\"{index}\"><Data ss:Type=\"String\">x</Data></Cell></Row>"
        ))
    };
    vec![
        hostile("sound page named xls", "xls", page(&sound), ""),
        hostile("page of a lost session", "xls", session, "file-web-page"),
        hostile("login page", "xls", login, "file-web-page"),
        hostile(
            "page of scripts",
            "xls",
            "<html><script>document.write('<table>')</script></html>",
            "file-web-page",
        ),
        hostile("page that is cut in a row", "xls", &page(&sound)[..120], "file-truncated"),
        hostile(
            "page that is cut after a row",
            "xls",
            format!("<html><table>{sound}"),
            "file-truncated",
        ),
        hostile(
            "tables in one another without end",
            "xls",
            "<table><tr><td>".repeat(100_000),
            "file-too-large",
        ),
        hostile(
            "blocks in one another without end",
            "xls",
            cell(&format!("{}1.000", "<div>".repeat(300_000))),
            "",
        ),
        hostile(
            "end tags without a beginning",
            "xls",
            cell(&format!("{}1.000", "</b></div>".repeat(300_000))),
            "",
        ),
        hostile(
            "a cell of 99999999 rows",
            "xls",
            page(&format!(
                "{sound}<tr><td rowspan=99999999>A2<td>Humas<td>03/10/2024<td>proses<td>1<td>5"
            )),
            "",
        ),
        hostile("a cell of 99999999 columns", "xls", with("<tr><td colspan=99999999>Catatan"), ""),
        hostile(
            "cells wider than a sheet",
            "xls",
            with(&format!("<tr>{}", "<td colspan=1000>".repeat(20))),
            "file-too-large",
        ),
        hostile(
            "far cells in every row",
            "xls",
            with(&format!("<tr>{}<td>x", "<td colspan=1000>".repeat(16)).repeat(2000)),
            "file-too-large",
        ),
        hostile(
            "ten thousand spans",
            "xls",
            page(&format!("{sound}{}", "<tr><td rowspan=3 colspan=2>".repeat(10_000))),
            "",
        ),
        hostile(
            "a tag that is never closed",
            "xls",
            with(&format!("<tr title='{}", "x".repeat(2 << 20))),
            "file-truncated",
        ),
        hostile(
            "a remark that is never closed",
            "xls",
            page(&sound).replace("</table>", "<!--"),
            "file-truncated",
        ),
        hostile(
            "a hundred thousand tables",
            "xls",
            "<table><tr><td>1</table>".repeat(100_000),
            "file-too-large",
        ),
        hostile(
            "an endless row of entities",
            "xls",
            cell(&"&amp;&#0;&#xFFFFFFFF;&bogus;".repeat(20_000)),
            "cell-type",
        ),
        hostile(
            "a cell of two megabytes in a page",
            "xls",
            cell(&"x ".repeat(1 << 20)),
            "file-too-large",
        ),
        hostile("sound XML spreadsheet", "xls", book(&xml), ""),
        hostile(
            "XML spreadsheet full of entities",
            "xls",
            book(&xml.replace("A1", "&a19;")).replace("<Workbook", &laughs),
            "empty-required",
        ),
        hostile("XML spreadsheet that is cut", "xls", &book(&xml)[..400], "file-truncated"),
        hostile(
            "XML spreadsheet with a column far out",
            "xls",
            far("99999999999999999999"),
            "file-too-large",
        ),
        hostile(
            "XML spreadsheet of deep elements",
            "xls",
            book(&format!("{xml}{}", "<a>".repeat(300_000))),
            "file-unreadable",
        ),
        hostile(
            "XML spreadsheet with odd ends",
            "xls",
            book(&xml).replace("</Row>", "</Wor>"),
            "file-unreadable",
        ),
        hostile(
            "an XML file",
            "xls",
            "<?xml version=\"1.0\"?><register><nomor>A1</nomor></register>",
            "file-not-table",
        ),
    ]
}
