//! The rows that somebody should mend, as CSV files to be sent to whoever can: where each stands,
//! what is wrong with it, what it should be, and its own cells.
//!
//! **Invariant:** a cell of a personal column appears as `•••`: the loader masks it before it keeps
//! the row, and a finding names the place and not the content.

use std::collections::BTreeMap;

use crate::diag::words::{expected, help, message};
use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::load::AsideRow;
use crate::load::mend::defects;
use crate::messages::Messages;
use crate::render::csv::harmless;

use super::session::Session;

/// What every line of a file of rejects says before the row's own cells.
const COLUMNS: [&str; 8] =
    ["file", "sheet", "row", "column", "reason", "finding", "expected", "remedy"];

/// A file per dataset that has rows to be mended, with its name.
pub fn rejects(session: &Session<'_>) -> Vec<(String, Vec<u8>)> {
    let findings = by_row(&session.diags);
    let tables = session.loaded.tables.iter();
    tables
        .filter_map(|table| {
            let defects = defects(&session.project, &session.files, table);
            let defects: Vec<&AsideRow> = defects.iter().collect();
            let name = table.dataset.to_string();
            (!defects.is_empty()).then(|| (name, file(&defects, &findings, session.words)))
        })
        .collect()
}

/// A row of the data: file, sheet, number.
type RowPlace<'a> = (&'a str, &'a str, u32);

fn row_of(origin: &Origin) -> Option<RowPlace<'_>> {
    match origin {
        Origin::Row { file, sheet, row } | Origin::Cell { file, sheet, row, .. } => {
            Some((file, sheet, *row))
        }
        _ => None,
    }
}

/// The findings of every row, with their own place where several were folded into one.
fn by_row(diags: &Diagnostics) -> BTreeMap<RowPlace<'_>, Vec<&Diagnostic>> {
    let mut found: BTreeMap<RowPlace<'_>, Vec<&Diagnostic>> = BTreeMap::new();
    for one in diags.iter() {
        // Where two rows contradict each other the finding stands at one and names the other.
        let other = one.related.iter().filter(|(key, _)| *key == "first-here").map(|(_, at)| at);
        for origin in std::iter::once(&one.origin).chain(&one.more).chain(other) {
            if let Some(row) = row_of(origin) {
                found.entry(row).or_default().push(one);
            }
        }
    }
    found
}

/// The rows as CSV: a line per row and finding, separated by semicolons and marked as UTF-8, as
/// spreadsheets with Indonesian settings open it.
pub fn file(
    defects: &[&AsideRow],
    findings: &BTreeMap<RowPlace<'_>, Vec<&Diagnostic>>,
    words: &Messages,
) -> Vec<u8> {
    let mut rows = defects.to_vec();
    rows.sort_by(|a, b| a.origin.cmp(&b.origin));
    let mut heads: Vec<&str> = vec![];
    for (head, _) in rows.iter().filter_map(|row| row.cells.as_ref()).flatten() {
        if !heads.contains(&head.as_str()) {
            heads.push(head);
        }
    }
    let mut lines = vec![COLUMNS.map(|name| words.word(&format!("rejects-{name}"))).to_vec()];
    lines[0].extend(heads.iter().map(|head| harmless(head)));
    for row in rows {
        let Some(place) = row_of(&row.origin) else { continue };
        let own = findings.get(&place).map_or(&[][..], Vec::as_slice);
        let own = if own.is_empty() { of_column(findings, place) } else { own.to_vec() };
        let own: Vec<Option<&Diagnostic>> =
            if own.is_empty() { vec![None] } else { own.iter().map(|one| Some(*one)).collect() };
        for finding in own {
            lines.push(line(row, place, finding, &heads, words));
        }
    }
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer("\u{feff}".into());
    for line in lines {
        writer.write_record(line).expect("writing to memory does not fail");
    }
    writer.into_inner().expect("writing to memory does not fail")
}

/// What is wrong with whole columns of the row's sheet: it speaks for rows without a finding.
fn of_column<'a>(
    findings: &BTreeMap<RowPlace<'_>, Vec<&'a Diagnostic>>,
    (file, sheet, _): RowPlace<'_>,
) -> Vec<&'a Diagnostic> {
    let mut found: Vec<&Diagnostic> = findings
        .range((file, sheet, 0)..=(file, sheet, u32::MAX))
        .flat_map(|(_, own)| own.iter().copied())
        .filter(|one| matches!(one.code, "mixed-numbers" | "mixed-dates"))
        .collect();
    found.dedup();
    found
}

fn line(
    row: &AsideRow,
    (file, sheet, number): RowPlace<'_>,
    finding: Option<&Diagnostic>,
    heads: &[&str],
    words: &Messages,
) -> Vec<String> {
    let of = |say: &dyn Fn(&Diagnostic) -> String| finding.map(say).unwrap_or_default();
    let column = of(&|one| {
        let named = one.args.iter().find(|(name, _)| *name == "column");
        named.map(|(_, text)| text.clone()).unwrap_or_default()
    });
    let remedy = of(&|one| {
        let near = one.near.iter().map(|near| words.text("diag-near", &[("near", near.clone())]));
        near.chain(help(one, words)).collect::<Vec<_>>().join(" ")
    });
    let told = [
        file.to_owned(),
        sheet.to_owned(),
        number.to_string(),
        column,
        words.word(&format!("aside-{}", row.reason.code())),
        of(&|one| message(one, words)),
        of(&|one| expected(one, words).unwrap_or_default()),
        remedy,
    ];
    let cell = |head: &&str| {
        let own = row.cells.iter().flatten().find(|(name, _)| name == head);
        own.map(|(_, text)| text.as_str()).unwrap_or_default()
    };
    told.iter().map(String::as_str).chain(heads.iter().map(cell)).map(harmless).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::Aside;
    use crate::messages::Lang;

    /// The row's own cells stand behind what is said of it, under the heads of its file; none of
    /// them is taken for a formula.
    #[test]
    fn a_row_stands_with_its_cells() {
        let (file, sheet): (Arc<str>, Arc<str>) = (Arc::from("data/a.xlsx"), Arc::from("TW4"));
        let row = |number: u32, cells: &[(&str, &str)]| AsideRow {
            origin: Origin::Row { file: Arc::clone(&file), sheet: Arc::clone(&sheet), row: number },
            reason: Aside::Unreadable,
            team: None,
            period: None,
            cells: Some(cells.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()),
        };
        let place =
            Origin::Cell { file: Arc::clone(&file), sheet: Arc::clone(&sheet), row: 7, column: 1 };
        let mut diags = Diagnostics::default();
        let problem = Diagnostic::warning("empty-required", place).arg("column", "Tanggal");
        diags.push(problem);
        let rows = [
            row(7, &[("Nama", "•••"), ("Tanggal", "")]),
            row(3, &[("Nilai", "=HYPERLINK(\"x\")")]),
        ];
        let rows: Vec<&AsideRow> = rows.iter().collect();
        let bytes = super::file(&rows, &by_row(&diags), &Messages::new(Lang::Id));
        let text = String::from_utf8(bytes).unwrap();
        let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!(
            lines,
            [
                "berkas;lembar;baris;kolom;alasan;temuan;seharusnya;saran;Nilai;Nama;Tanggal",
                "data/a.xlsx;TW4;3;;isi salah atau kosong;;;;\"'=HYPERLINK(\"\"x\"\")\";;",
                "data/a.xlsx;TW4;7;Tanggal;isi salah atau kosong;\
                 \"kolom wajib `Tanggal` kosong; baris disisihkan\";terisi;\
                 isi di sumbernya, lalu ekspor ulang;;•••;",
            ]
        );
    }
}
