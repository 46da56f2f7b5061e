//! A workbook that LibreOffice has saved in four formats is one table.
//!
//! Skips, and says so, where there is no LibreOffice.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use zona::load::raw::{Kind, Limits, Merge, RawCell, RawSheet, date, read};

use crate::support::{TempDir, case_dir, tree, zona};

/// A table as offices make them: titles, a head of two rows, codes with zeros, a date, a percent,
/// an amount as text and as a number, a line break, a blank row.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("TW4 2024").unwrap();
    let (date, percent) =
        (Format::new().set_num_format("dd/mm/yyyy"), Format::new().set_num_format("0.00%"));
    let money = Format::new().set_num_format("#,##0");
    let wrapped = Format::new().set_text_wrap();
    sheet.write(0, 0, "REGISTER PENGADUAN").unwrap();
    sheet.merge_range(2, 0, 2, 3, "Pengaduan", &Format::new()).unwrap();
    sheet.merge_range(2, 4, 2, 6, "Angka", &Format::new()).unwrap();
    let heads =
        ["Nomor", "Unit", "Tanggal Masuk", "Status", "Biaya", "Lama Hari", "Persen Selesai"];
    for (column, head) in (0..).zip(heads) {
        sheet.write(3, column, head).unwrap();
    }
    let rows = [
        (4, "007130", "Humas", (2, "proses"), 1_250_000.0, 0.8),
        (5, "'0815", "Umum", (3, "selesai"), 99.5, 0.0343),
        (7, "A-3", "Humas", (14, "Ditutup\nkasus"), 0.3, 1.0),
    ];
    for (row, nomor, unit, (day, status), biaya, share) in rows {
        sheet.write(row, 0, nomor).unwrap();
        sheet.write(row, 1, unit).unwrap();
        let day = ExcelDateTime::from_ymd(2024, 10, day).unwrap();
        sheet.write_with_format(row, 2, &day, &date).unwrap();
        sheet.write_with_format(row, 3, status, &wrapped).unwrap();
        sheet.write_with_format(row, 4, biaya, &money).unwrap();
        sheet.write(row, 5, row).unwrap();
        sheet.write_with_format(row, 6, share, &percent).unwrap();
    }
    book.save_to_buffer().unwrap()
}

/// What LibreOffice makes of a workbook in a folder; `None` without LibreOffice.
fn saved(dir: &Path, filter: &str, ending: &str) -> Option<Vec<u8>> {
    let home = format!("-env:UserInstallation=file://{}", dir.join("home").display());
    let out = dir.join(ending);
    let source = dir.join("asal.xlsx");
    let status = Command::new("soffice")
        .args([&home, "--headless", "--convert-to", filter, "--outdir"])
        .arg(&out)
        .arg(&source)
        .output();
    match status {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => panic!("{error}"),
        Ok(ran) => {
            let path = out.join(format!("asal.{ending}"));
            Some(
                fs::read(path)
                    .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&ran.stderr))),
            )
        }
    }
}

/// The filled cells of a sheet, by row and column.
///
/// A page knows no dates: they stand there as they are shown, and are read here as a date column
/// reads them.
fn table(sheet: &RawSheet) -> BTreeMap<(u32, usize), String> {
    let mut found = BTreeMap::new();
    for row in &sheet.rows {
        for (column, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_blank()) {
            let day = match cell {
                RawCell::Text(text) => date::parse(text, date::DateOrder::DayFirst),
                _ => None,
            };
            let text = day.map_or_else(|| cell.text().into_owned(), |day| day.to_string());
            found.insert((row.number, column), text);
        }
    }
    found
}

#[test]
fn one_workbook_in_four_formats_is_one_table() {
    let dir = TempDir::new("office");
    fs::write(dir.path().join("asal.xlsx"), workbook()).unwrap();
    let mut files = vec![("as written", "xlsx", workbook())];
    for (filter, ending) in
        [("xlsx", "xlsx"), ("xls", "xls"), ("ods", "ods"), ("html:HTML (StarCalc)", "html")]
    {
        let Some(bytes) = saved(dir.path(), filter, ending) else {
            eprintln!("skipped: there is no LibreOffice here");
            return;
        };
        // Applications give such pages the name of a workbook.
        files.push((ending, if ending == "html" { "xls" } else { ending }, bytes));
    }
    let mut tables = vec![];
    for (name, ending, bytes) in &files {
        let file = read(bytes, &Limits::default()).unwrap();
        let is_page = matches!(file.kind, Kind::Html { .. });
        assert_eq!(is_page, *name == "html", "{name}");
        let merge = |first, last| Merge { first, last };
        let heads = [merge((3, 0), (3, 3)), merge((3, 4), (3, 6))];
        assert_eq!(file.sheets[0].merges, heads, "{name}");
        let expected = if is_page { "Tabel 1" } else { "TW4 2024" };
        assert_eq!(file.sheets[0].name, expected, "{name}");
        tables.push((name, table(&file.sheets[0]), computed(ending, bytes)));
    }
    let (_, first, figures) = &tables[0];
    assert_eq!(first[&(5, 6)], "80%");
    assert_eq!(first[&(5, 0)], "007130");
    assert_eq!(first[&(8, 4)], "0.3");
    assert!(figures.contains("0.0343") || figures.contains("61.1433"), "{figures}");
    for (name, table, other) in &tables[1..] {
        assert_eq!((table, other), (first, figures), "{name}");
    }
}

/// The figures of a project with this one file.
fn computed(ending: &str, bytes: &[u8]) -> String {
    let mut files = tree(&case_dir("diagnostics/base"));
    files.retain(|path, _| !path.starts_with("data/"));
    let text = String::from_utf8(files["indicators/definisi.toml"].clone()).unwrap();
    let text = text.replace("data/register-*.xlsx", "data/register-*").replace(
        "[dataset.pengaduan.derive]",
        "selesai = { type = \"percent\", header = [\"Persen Selesai\"] }\n\n[dataset.pengaduan.derive]",
    );
    let more = "\n[indicator.persen]\nname = \"Persen selesai\"\nfor = \"each\"\n\
        dataset = \"pengaduan\"\nformula = \"AVG(selesai)\"\n\n[indicator.biaya]\n\
        name = \"Biaya\"\nfor = \"each\"\ndataset = \"pengaduan\"\nformula = \"SUM(biaya)\"\n";
    files.insert("indicators/definisi.toml".into(), (text + more).into_bytes());
    files.insert(format!("data/register-2024-TW4.{ending}"), bytes.to_vec());
    let project = TempDir::with("office", &files);
    let ran = zona(project.path(), &["compute", "--period", "2024-Q4", "--format", "csv"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran.stdout
}
