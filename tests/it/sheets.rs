//! Sheets as offices make them, each read into the rows that count: figures come from the cells
//! that belong to them, and every row is on the books.

use rust_xlsxwriter::{Format, Workbook};
use zona::diag::Diagnostics;
use zona::diag::words::spot;
use zona::domain::{Aside, DatasetId, Ledger, MemoryFiles};
use zona::load;
use zona::spec;
use zona::spec::expr::Scalar;

use crate::support::{case_dir, tree, words};

/// What loading one dataset gave, in plain texts.
#[derive(Debug)]
struct Read {
    /// The rows that count, cells parted by blanks, nothing as `-`.
    rows: Vec<String>,
    /// The fates of the others, with how many there are.
    aside: Vec<String>,
    /// The problems, `code place`.
    problems: Vec<String>,
}

/// Reads the dataset `d` of a definition.
fn read(definition: &str, data: &[(&str, &[u8])]) -> Read {
    let mut files = tree(&case_dir("diagnostics/base"));
    files.retain(|path, _| path == "zona.toml");
    files.insert("indicators/definisi.toml".into(), definition.as_bytes().to_vec());
    for (path, bytes) in data {
        files.insert(format!("data/{path}"), bytes.to_vec());
    }
    let files = MemoryFiles::new(files);
    let mut diags = Diagnostics::default();
    let project = spec::read(&files, &mut diags);
    let loaded = load::tables(&project, &files, &|_| {}, &mut diags);
    let problem = |one: &zona::diag::Diagnostic| {
        format!("{} {}", one.code, spot(&one.origin, &words())).trim_end().to_owned()
    };
    let problems = diags.iter().map(problem).filter(|one| !one.starts_with("file-missing"));
    let problems: Vec<String> = problems.collect();
    let Some(dataset) = project.dataset(&DatasetId::new("d")) else {
        panic!("{problems:?}");
    };
    let names: Vec<&str> = dataset.columns.iter().map(|column| column.name.as_str()).collect();
    let table = loaded.tables.get(&dataset.id).unwrap();
    let rows = (0..table.len()).map(|row| {
        let cells = names.iter().map(|name| said(&table.cell(row, name)));
        cells.collect::<Vec<_>>().join(" ")
    });
    Read { rows: rows.collect(), aside: aside(&loaded.ledger), problems }
}

fn said(value: &Scalar) -> String {
    match value {
        Scalar::Null => "-".to_owned(),
        Scalar::Number(number) => number.to_number().to_plain(6),
        Scalar::Text(text) => text.to_string(),
        Scalar::Date(day) => day.to_string(),
        Scalar::Bool(truth) => truth.to_string(),
    }
}

fn aside(ledger: &Ledger) -> Vec<String> {
    let count = |reason: Aside| ledger.files.iter().map(|file| file.aside(reason)).sum::<usize>();
    let counts = Aside::ALL.into_iter().map(|reason| (reason, count(reason)));
    let held = counts.filter(|(_, n)| *n > 0);
    held.map(|(reason, n)| format!("{} {n}", reason.code())).collect()
}

/// A definition of the dataset `d` in `data/d-{tahun}-{triwulan}`.
fn dataset(head: &str, columns: &str) -> String {
    format!(
        "[dataset.d]\nfiles = [\"data/d-*\"]\n\
         covers = {{ period = \"file-name:d-{{tahun}}-{{triwulan}}\" }}\n\
         {head}\n[dataset.d.column]\n{columns}\n"
    )
}

/// A sheet's name, its rows, and its cells merged downwards: column, first and last row.
type Drawn<'a> = (&'a str, &'a [&'a [&'a str]], &'a [(u16, u32, u32)]);

/// A workbook of texts and numbers, with cells merged downwards: (column, first, last row from 0).
fn book(sheets: &[Drawn<'_>]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows, merges) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (column, first, last) in *merges {
            let text = rows[*first as usize][*column as usize];
            sheet.merge_range(*first, *column, *last, *column, text, &Format::new()).unwrap();
        }
        for (row, cells) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(*cells) {
                let merged = |(at, first, last): &(u16, u32, u32)| {
                    *at == column && (*first..=*last).contains(&row)
                };
                if cell.is_empty() || merges.iter().any(merged) {
                    continue;
                }
                match cell.parse::<f64>() {
                    Ok(number) => sheet.write(row, column, number).unwrap(),
                    Err(_) => sheet.write(row, column, *cell).unwrap(),
                };
            }
        }
    }
    book.save_to_buffer().unwrap()
}

const TEAM_AND_AMOUNT: &str = "unit = { type = \"team\", header = [\"Unit\"], fill = \"down\" }\n\
    nama = { type = \"text\", header = [\"Nama\"] }\n\
    nilai = { type = \"number\", header = [\"Nilai\"] }";

#[test]
fn a_blank_cell_means_what_stands_above_it_in_a_line_of_its_own() {
    let d = dataset("", TEAM_AND_AMOUNT);
    let text = "Unit;Nama;Nilai\nHumas;A;1\n;B;2\nUmum;;\n;C;3\n;D;4\n";
    let got = read(&d, &[("d-2024-TW4.csv", text.as_bytes())]);
    assert_eq!(got.rows, ["humas A 1", "humas B 2", "umum C 3", "umum D 4"], "{got:?}");
    assert_eq!(got.aside, ["heading 1", "footnote 1"]);
}

#[test]
fn a_blank_cell_means_the_parent_above_it() {
    let d = dataset(
        "shape = { kind = \"hierarchy\", take = \"akun\", levels = [ \
         { name = \"program\", in = \"kode\", form = \"##\" }, \
         { name = \"akun\", in = \"kode\", form = \"####\" } ] }",
        "kode = { type = \"code\", header = [\"Kode\"] }\n\
         unit = { type = \"team\", header = [\"Unit\"], fill = \"down\" }\n\
         nilai = { type = \"number\", header = [\"Nilai\"] }\n\
         program = { type = \"text\", from = \"level:program\" }",
    );
    let text = "Kode;Unit;Nilai\n01;Humas;3\n0101;Humas;1\n0102;;2\n02;Umum;9\n0201;;4\n0202;;5\n";
    let got = read(&d, &[("d-2024-TW4.csv", text.as_bytes())]);
    let rows = ["0101 humas 1 01", "0102 humas 2 01", "0201 umum 4 02", "0202 umum 5 02"];
    assert_eq!(got.rows, rows, "{got:?}");
}

#[test]
fn a_blank_cell_means_what_stands_beside_empty_months() {
    let d = dataset(
        "shape = { kind = \"wide\", heads = [\"Januari\", \"Februari\"] }",
        "unit = { type = \"team\", header = [\"Unit\"], fill = \"down\" }\n\
         nama = { type = \"text\", header = [\"Nama\"] }\n\
         bulan = { type = \"month\", from = \"head\" }\n\
         nilai = { type = \"number\", from = \"cell\" }",
    );
    let text = "Unit;Nama;Januari;Februari\nHumas;A;1;2\nUmum;B;;\n;C;3;4\n";
    let got = read(&d, &[("d-2024-TW4.csv", text.as_bytes())]);
    let rows = ["humas A 1 1", "humas A 2 2", "umum C 1 3", "umum C 2 4"];
    assert_eq!(got.rows, rows, "{got:?}");
    assert_eq!(got.aside, ["heading 1", "blank 2"]);
}

const BLOCKS: &str = "shape = { kind = \"blocks\", in = \"Ket\", lines = [\"Nilai\", \"Bobot\"] }";
const BLOCK_COLUMNS: &str = "unit = { type = \"team\", header = [\"Unit\"], fill = \"down\" }\n\
    nama = { type = \"text\", header = [\"Nama\"], required = true }\n\
    nilai = { type = \"number\", header = [\"Angka\"], line = \"Nilai\" }\n\
    bobot = { type = \"number\", header = [\"Angka\"], line = \"Bobot\", max = 100 }";

#[test]
fn a_blank_cell_of_a_block_means_what_stands_above_it() {
    let d = dataset(BLOCKS, BLOCK_COLUMNS);
    let text = "Unit;Nama;Ket;Angka\nHumas;A;Nilai;1\n;;Bobot;10\n;B;Nilai;2\n;;Bobot;20\n\
                Umum;C;Nilai;3\n;;Bobot;30\n";
    let got = read(&d, &[("d-2024-TW4.csv", text.as_bytes())]);
    assert_eq!(got.rows, ["humas A 1 10", "humas B 2 20", "umum C 3 30"], "{got:?}");
}

#[test]
fn lines_of_different_things_are_not_joined_into_one_block() {
    let d = dataset(BLOCKS, BLOCK_COLUMNS);
    let text =
        "Unit;Nama;Ket;Angka\nHumas;A;Nilai;1\nUmum;B;Bobot;20\nUmum;C;Nilai;3\nUmum;C;Bobot;30\n";
    let got = read(&d, &[("d-2024-TW4.csv", text.as_bytes())]);
    assert_eq!(got.rows, ["humas A 1 -", "umum B - 20", "umum C 3 30"], "{got:?}");
}

#[test]
fn a_problem_in_a_line_of_a_block_is_placed_there() {
    let d = dataset(BLOCKS, BLOCK_COLUMNS);
    let rows: &[&[&str]] = &[
        &["Unit", "Nama", "Ket", "Angka"],
        &["Humas", "A", "Nilai", "1"],
        &["", "", "Bobot", "999"],
    ];
    let got = read(&d, &[("d-2024-TW4.xlsx", &book(&[("S", rows, &[])]))]);
    assert_eq!(got.rows, [""; 0], "{got:?}");
    assert_eq!(got.problems, ["cell-range sel D3"]);
}

#[test]
fn a_row_in_a_merged_region_is_data_however_little_it_holds() {
    let d = dataset("", &TEAM_AND_AMOUNT.replace(", fill = \"down\"", ""));
    let rows: &[&[&str]] = &[
        &["Unit", "Nama", "Nilai"],
        &["Humas", "A", "1"],
        &["", "B", ""],
        &["Umum", "C", "3"],
        &["Sumber: daftar hadir", "", ""],
    ];
    let got = read(&d, &[("d-2024-TW4.xlsx", &book(&[("S", rows, &[(0, 1, 2)])]))]);
    assert_eq!(got.rows, ["humas A 1", "humas B -", "umum C 3"], "{got:?}");
    assert_eq!(got.aside, ["heading 1", "footnote 1"]);
}

#[test]
fn numbers_of_columns_are_no_data_under_heads_of_several_lines() {
    let columns = "kode = { type = \"code\", header = [\"Kode\"] }\n\
        pagu = { type = \"money\", header = [\"Pagu Awal\"] }\n\
        sisa = { type = \"money\", header = [\"Sisa\"] }";
    let text = "Kode;\"Pagu\nAwal\";Sisa\n1;2;3\nA;10;20\n";
    let got = read(&dataset("", columns), &[("d-2024-TW4.csv", text.as_bytes())]);
    assert_eq!(got.rows, ["A 10 20"], "{got:?}");
    let text = "Kode;Pagu Awal;Sisa\n\n1;2;3\nA;10;20\n";
    let got = read(&dataset("", columns), &[("d-2024-TW4.csv", text.as_bytes())]);
    assert_eq!(got.rows, ["A 10 20"], "{got:?}");
    let text = "Kode;Pagu Awal;Sisa\nA;10;20\n1;2;3\n";
    let got = read(&dataset("", columns), &[("d-2024-TW4.csv", text.as_bytes())]);
    assert_eq!(got.rows, ["A 10 20", "1 2 3"], "{got:?}");
}

#[test]
fn sheets_of_one_file_may_have_layouts_of_their_own() {
    let d = "[dataset.d]\n[[dataset.d.source]]\nfiles = [\"data/d-*\"]\nsheets = [\"Lama\"]\n\
        covers = { period = \"file-name:d-{tahun}-{triwulan}\" }\n\
        [[dataset.d.source]]\nfiles = [\"data/d-*\"]\nsheets = [\"Baru\"]\n\
        shape = { kind = \"wide\", heads = [\"Jan\", \"Feb\"] }\n\
        covers = { period = \"file-name:d-{tahun}-{triwulan}\" }\n\
        [[dataset.d.source]]\nfiles = [\"data/d-*\"]\nsheets = [\"*\"]\n\
        covers = { period = \"file-name:d-{tahun}-{triwulan}\" }\n\
        [dataset.d.column]\nunit = { type = \"team\", header = [\"Unit\"] }\n\
        nilai = { type = \"number\", header = [\"Nilai\"] }\n\
        lain = { type = \"number\", from = \"cell\" }\n";
    let old: &[&[&str]] = &[&["Unit", "Nilai"], &["Humas", "1"], &["Umum", "2"]];
    let new: &[&[&str]] = &[&["Unit", "Jan", "Feb"], &["Humas", "3", "4"]];
    let sheets: &[Drawn<'_>] = &[("Lama", old, &[]), ("Baru", new, &[])];
    let got = read(d, &[("d-2024-TW4.xlsx", &book(sheets))]);
    let rows = ["humas 1 -", "umum 2 -", "humas - 3", "humas - 4"];
    assert_eq!(got.rows, rows, "{got:?}");
}

#[test]
fn the_name_of_a_sheet_is_read_as_its_column_declares() {
    let d = "[dataset.d]\nfiles = [\"data/d-*\"]\nsheets = [\"*\"]\n\
        covers = { period = \"file-name:d-{tahun}\" }\n\
        [dataset.d.column]\nbulan = { type = \"month\", from = \"sheet\" }\n\
        nama = { type = \"text\", header = [\"Nama\"] }\n\
        nilai = { type = \"number\", header = [\"Nilai\"] }\n\
        awal = { type = \"yes_no\", value = \"bulan <= 1\" }\n";
    let rows: &[&[&str]] = &[&["Nama", "Nilai"], &["A", "1"]];
    let sheets: &[Drawn<'_>] = &[("Januari", rows, &[]), ("Februari", rows, &[])];
    let got = read(d, &[("d-2024.xlsx", &book(sheets))]);
    assert_eq!(got.rows, ["1 A 1 true", "2 A 1 false"], "{got:?}");
}

#[test]
fn a_computed_amount_keeps_its_declared_range() {
    let columns = "nama = { type = \"text\", header = [\"Nama\"] }\n\
        satu = { type = \"number\", header = [\"Satu\"] }\n\
        dua = { type = \"number\", value = \"satu * 2\", max = 10 }";
    let text = "Nama;Satu\nA;5\nB;6\n";
    let got = read(&dataset("", columns), &[("d-2024-TW4.csv", text.as_bytes())]);
    assert_eq!(got.rows, ["A 5 10"], "{got:?}");
    assert_eq!(got.aside, ["heading 1", "unreadable 1"]);
}

#[test]
fn a_row_without_its_required_team_is_set_aside() {
    let columns = "unit = { type = \"team\", header = [\"Unit\"], required = true }\n\
        nama = { type = \"text\", header = [\"Nama\"] }\n\
        nilai = { type = \"number\", header = [\"Nilai\"] }";
    let text = "Unit;Nama;Nilai\nHumas;A;5\n;B;6\n";
    let got = read(&dataset("", columns), &[("d-2024-TW4.csv", text.as_bytes())]);
    assert_eq!(got.rows, ["humas A 5"], "{got:?}");
    assert_eq!(got.aside, ["heading 1", "unreadable 1"]);
}

#[test]
fn nothing_is_known_after_a_cumulative_amount_that_was_set_aside() {
    let d = dataset(
        "date = \"posisi\"",
        "posisi = { type = \"date\", from = \"covers\" }\n\
         akun = { type = \"code\", header = [\"Akun\"] }\n\
         status = { type = \"choice\", header = [\"Status\"], of = [\"buka\"] }\n\
         nilai = { type = \"money\", header = [\"Nilai\"], cumulative = [\"akun\"] }",
    );
    let file = |status: &str, amount| format!("Akun;Status;Nilai\n51;{status};{amount}\n");
    let got = read(
        &d,
        &[
            ("d-2024-TW1.csv", file("buka", 100).as_bytes()),
            ("d-2024-TW2.csv", file("bka", 200).as_bytes()),
            ("d-2024-TW3.csv", file("buka", 400).as_bytes()),
            ("d-2024-TW4.csv", file("buka", 700).as_bytes()),
        ],
    );
    let rows = ["2024-03-31 51 buka 100", "2024-09-30 51 buka -", "2024-12-31 51 buka 300"];
    assert_eq!(got.rows, rows, "{got:?}");
}

#[test]
fn an_amount_beside_months_is_compared_with_its_total_once() {
    let d = dataset(
        "shape = { kind = \"wide\", heads = [\"Januari\", \"Februari\"] }",
        "nama = { type = \"text\", header = [\"Nama\"] }\n\
         pagu = { type = \"number\", header = [\"Pagu\"] }\n\
         bulan = { type = \"month\", from = \"head\" }\n\
         nilai = { type = \"number\", from = \"cell\" }",
    );
    let text = "Nama;Pagu;Januari;Februari\nA;10;1;2\nB;20;;4\nC;30;5;\nJumlah;60;6;6\n";
    let got = read(&d, &[("d-2024-TW4.csv", text.as_bytes())]);
    let wrong: Vec<_> = got.problems.iter().filter(|one| one.contains("printed-total")).collect();
    assert!(wrong.is_empty(), "{got:?}");
}

#[test]
fn children_of_a_broken_parent_are_not_those_of_the_one_before() {
    let d = dataset(
        "shape = { kind = \"hierarchy\", take = \"akun\", levels = [ \
         { name = \"program\", in = \"program\", form = \"##\" }, \
         { name = \"akun\", in = \"kode\", form = \"####\" } ] }",
        "program = { type = \"code\", header = [\"Program\"] }\n\
         kode = { type = \"code\", header = [\"Akun\"] }\n\
         induk = { type = \"text\", from = \"level:program\" }\n\
         nilai = { type = \"number\", header = [\"Nilai\"] }",
    );
    let text =
        "Program;Akun;Nilai\n01;;1\n;0101;1\n2;;5\n;0201;2\n;02x1;1\n;0202;3\n03;;4\n;0301;4\n";
    let got = read(&d, &[("d-2024-TW4.csv", text.as_bytes())]);
    let rows = ["- 0101 01 1", "- 0201 - 2", "- 0202 - 3", "- 0301 03 4"];
    assert_eq!(got.rows, rows, "{got:?}");
}

#[test]
fn a_cumulative_amount_counts_only_after_the_one_before_it() {
    let d = dataset(
        "date = \"posisi\"",
        "posisi = { type = \"date\", from = \"covers\" }\n\
         akun = { type = \"code\", header = [\"Akun\"] }\n\
         nilai = { type = \"money\", header = [\"Nilai\"], cumulative = [\"akun\"] }",
    );
    let file = |amount| format!("Akun;Nilai\n51;{amount}\n52;{amount}\n");
    let got = read(
        &d,
        &[
            ("d-2023-TW4.csv", file(900).as_bytes()),
            ("d-2024-TW1.csv", "Akun;Nilai\n51;100\n".as_bytes()),
            ("d-2024-TW2.csv", file(300).as_bytes()),
            ("d-2024-TW4.csv", file(700).as_bytes()),
        ],
    );
    let rows = [
        "2023-12-31 51 -",
        "2023-12-31 52 -",
        "2024-03-31 51 100",
        "2024-06-30 51 200",
        "2024-06-30 52 300",
        "2024-12-31 51 -",
        "2024-12-31 52 -",
    ];
    assert_eq!(got.rows, rows, "{got:?}");
    assert_eq!(got.problems, ["cumulative-gap", "cumulative-gap"]);
}

#[test]
fn a_computed_column_sees_teams_by_their_ids_as_rules_do() {
    let columns = "nama = { type = \"text\", header = [\"Nama\"] }\n\
        unit = { type = \"team\", header = [\"Unit\"] }\n\
        milik = { type = \"yes_no\", value = \"unit = 'humas'\" }";
    let text = "Nama;Unit\nA;Tim Humas\nB;Umum\n";
    let got = read(&dataset("", columns), &[("d-2024-TW4.csv", text.as_bytes())]);
    assert_eq!(got.rows, ["A humas true", "B umum false"], "{got:?}");
}

/// A number and a name in one cell, on two lines: the name never gets in.
#[test]
fn of_a_cell_on_two_lines_the_first_is_held() {
    let definition = r#"
[dataset.d]
files = ["data/ip-*.csv"]
covers = { period = "file-name:ip-{tahun}" }

[dataset.d.column]
nip = { type = "code", header = ["NIP | Nama"], only = "first_line", personal = "pseudonym" }
nilai = { type = "number", header = ["Nilai"] }
"#;
    let data = "NIP | Nama,Nilai\n\"198013012020131001\nNAMA FIKTIF\",80\n198014012020131002,81\n";
    let read = read(definition, &[("ip-2024.csv", data.as_bytes())]);
    assert_eq!(read.rows, ["198013012020131001 80", "198014012020131002 81"], "{read:?}");
}
