//! `zona inspect`: what it says of messy exports, that its drafts load, and what it never says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use rust_xlsxwriter::{Format, Workbook, Worksheet};
use zona::domain::{Aside, Files, MemoryFiles};
use zona::inspect::{Place, Setting, describe, draft, inspect};
use zona::load::raw::{self, Limits};

use crate::support::{Ran, Run, TempDir, ask, root, run, texts, tree, words, zona};

/// A small office.
const OFFICE: &str = r#"
[office]
name = "Kantor"

[[team]]
id = "kantor"
name = "Kantor Wilayah"
kind = "office"

[[team]]
id = "humas"
name = "Tim Humas"
parent = "kantor"
aliases = ["Hubungan Masyarakat"]

[[team]]
id = "umum"
name = "Tim Umum"
parent = "kantor"
"#;

/// What is said of a file, and its draft.
fn look(name: &str, bytes: &[u8]) -> (String, String) {
    let mut diags = zona::diag::Diagnostics::default();
    let project = zona::spec::read(&texts(&[("zona.toml", OFFICE)]), &mut diags);
    let file = raw::read(bytes, &Limits::default()).unwrap();
    let found = inspect(&file, name, Some(&project.teams));
    let taken = BTreeSet::new();
    let setting = Setting { folder: "data/".to_owned(), taken };
    let place = Place { path: name.to_owned(), ..Place::default() };
    let said = describe(&found, &place, &words());
    (said, draft(&found, &setting, &words()).unwrap_or_default())
}

/// Loads a file by a definition in the small office.
fn loaded(name: &str, bytes: &[u8], definition: &str) -> Run {
    let files: BTreeMap<String, Vec<u8>> = BTreeMap::from([
        ("zona.toml".to_owned(), OFFICE.as_bytes().to_vec()),
        ("indicators/draft.toml".to_owned(), definition.as_bytes().to_vec()),
        (format!("data/{name}"), bytes.to_vec()),
    ]);
    let files = MemoryFiles::new(files);
    let _ = files.paths();
    run(&files, ask("2024-Q4", None, 1))
}

/// Rows used and set aside as unreadable, after loading a file by its own draft.
fn drafted(name: &str, bytes: &[u8]) -> (usize, usize, String) {
    let (_, definition) = look(name, bytes);
    let run = loaded(name, bytes, &definition);
    assert!(!run.diags.has_errors(), "{}\n{definition}", run.printed());
    let accounts = &run.loaded.ledger.files;
    let used = accounts.iter().map(|account| account.used()).sum();
    let unread = accounts.iter().map(|account| account.aside(Aside::Unreadable)).sum();
    (used, unread, definition)
}

fn workbook(fill: impl Fn(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    book.save_to_buffer().unwrap()
}

/// Twenty complaints with a unit, a choice, a date, money, yes or no, and people.
fn register() -> String {
    let mut out = String::from(
        "Tracking ID;Unit;Tanggal Masuk;Status;Biaya;Selesai;Nama Pelapor;NIP;Isi Laporan\n",
    );
    for n in 1..=20 {
        let unit = ["Hubungan Masyarakat", "Tim Umum"][n % 2];
        let status = ["Ditutup oleh Sistem", "Menunggu", "Proses"][n % 3];
        let done = ["Ya", "Tidak"][n % 2];
        out.push_str(&format!(
            "{:07};{unit};{:02}/11/2024;{status};Rp {n}.500.000,-;{done};{CANARY_NAME} {n};{};\
             {CANARY_WORDS} nomor {n}\n",
            9_000_000 + n,
            n + 3,
            CANARY_NIP + n as u64,
        ));
    }
    out
}

/// Of nobody: a name that is none, a number of an employee appointed in a hundred years, words.
const CANARY_NAME: &str = "Kenari Buatan";
const CANARY_NIP: u64 = 199_901_012_099_011_000;
const CANARY_WORDS: &str = "cuitan kenari yang tidak boleh terbaca siapa pun";

#[test]
fn a_register_is_told_and_its_draft_loads() {
    let name = "register-2024-TW4.csv";
    let (said, _) = look(name, register().as_bytes());
    for expected in [
        "titik koma",
        "nama berkas: 2024 tw4",
        "\"Tracking ID\" berbeda di setiap baris",
        "Ditutup oleh Sistem",
        "semua ejaan dikenal",
        "hari di depan",
        "3 kolom disembunyikan isinya",
    ] {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
    let (used, unread, definition) = drafted(name, register().as_bytes());
    assert_eq!((used, unread), (20, 0), "{definition}");
    for line in [
        "files = [\"data/register-*-*.csv\"]",
        "key = [\"tracking_id\"]",
        "date = \"tanggal_masuk\"",
        "team = \"unit\"",
        "covers = { period = \"file-name:register-{tahun}-{triwulan}\" }",
        "type = \"money\", header = [\"Biaya\"]",
        "type = \"yes_no\", header = [\"Selesai\"]",
        "type = \"nip\", header = [\"NIP\"], personal = \"pseudonym\"",
        "header = [\"Nama Pelapor\"], personal = \"drop\"",
        "\"Ditutup oleh Sistem\" = \"ditutup_oleh_sistem\"",
    ] {
        assert!(definition.contains(line), "{line}\n{definition}");
    }
}

#[test]
fn heads_with_marks_of_patterns_are_found_again() {
    let text = "Kode [2];Nilai {Rp} > 0;Apa?;50 % * 2;Kode [2]\n\
                A1;1.000.000;x;5,5;B1\nA2;2.000.000;y;6,5;B2\nA3;3.000.000;z;7,5;B3\n";
    let (used, unread, definition) = drafted("nilai-2024-12.csv", text.as_bytes());
    assert_eq!((used, unread), (3, 0), "{definition}");
    assert!(definition.contains("\"Nilai ?Rp? ? 0\""), "{definition}");
    assert!(definition.contains("\"Kode [2?[2]\""), "{definition}");
    let (_, definition) = look("nilai-2024-12.csv", text.as_bytes());
    let run = loaded("nilai-2024-12.csv", text.as_bytes(), &definition);
    assert!(!run.codes().contains_key("column-missing"), "{}", run.printed());
}

/// A budget sheet: titles, a head of two merged rows, a row of column numbers, three levels whose
/// parents repeat their children, a total, a remark.
fn budget() -> Vec<u8> {
    workbook(|sheet| {
        let plain = Format::new();
        sheet.write(0, 0, "LAPORAN REALISASI").unwrap();
        sheet.write(1, 0, "TAHUN ANGGARAN 2024").unwrap();
        sheet.merge_range(3, 0, 4, 0, "Kode", &plain).unwrap();
        sheet.merge_range(3, 1, 4, 1, "Uraian Belanja", &plain).unwrap();
        sheet.merge_range(3, 2, 3, 3, "Belanja", &plain).unwrap();
        sheet.write(4, 2, "Anggaran").unwrap();
        sheet.write(4, 3, "Realisasi").unwrap();
        for column in 0..4 {
            sheet.write(5, column, u32::from(column) + 1).unwrap();
        }
        let rows = [
            ("5.1", 600_000, 300_000),
            ("5.1.01", 400_000, 200_000),
            ("5.1.01.001", 100_000, 50_000),
            ("5.1.01.002", 300_000, 150_000),
            ("5.1.02", 200_000, 100_000),
            ("5.1.02.001", 200_000, 100_000),
        ];
        for (at, (code, ceiling, spent)) in rows.iter().enumerate() {
            let row = at as u32 + 6;
            sheet.write(row, 0, *code).unwrap();
            sheet.write(row, 1, "Belanja contoh").unwrap();
            sheet.write(row, 2, *ceiling).unwrap();
            sheet.write(row, 3, *spent).unwrap();
        }
        sheet.write(12, 1, "Jumlah").unwrap();
        sheet.write(12, 2, 600_000).unwrap();
        sheet.write(12, 3, 300_000).unwrap();
        sheet.write(13, 0, "*Angka sementara").unwrap();
    })
}

#[test]
fn a_hierarchy_is_proved_by_its_sums() {
    let name = "realisasi-november.xlsx";
    let (said, definition) = look(name, &budget());
    for expected in [
        "baris 4–5",
        "1 baris jumlah (baris 13)",
        "1 judul berulang atau nomor kolom (baris 6)",
        "1 catatan (baris 14)",
        "nama berkas: november",
        "judul baris 2: 2024",
        "berjenjang, 3 tingkat; 3 dari 3 induk",
    ] {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
    assert!(definition.contains("form = \"#.#.##.###\""), "{definition}");
    let (used, unread, _) = drafted(name, &budget());
    assert_eq!((used, unread), (3, 0), "only the leaves are used");
}

#[test]
fn months_side_by_side_are_one_column() {
    let text = "Unit;Januari;Februari;Maret;April\nTim Umum;1;2;3;4\nTim Humas;5;6;7;8\n";
    let (said, _) = look("pengunjung-2024.csv", text.as_bytes());
    assert!(said.contains("melebar, 4 bulan berdampingan"), "{said}");
    let (used, unread, definition) = drafted("pengunjung-2024.csv", text.as_bytes());
    assert_eq!((used, unread), (8, 0), "{definition}");
    let shape =
        "shape = { kind = \"wide\", heads = [\"Januari\", \"Februari\", \"Maret\", \"April\"] }";
    assert!(definition.contains(shape), "{definition}");
    assert!(definition.contains("{ type = \"month\", from = \"head\" }"), "{definition}");
}

#[test]
fn quarters_with_heads_of_their_own_are_lanes_too() {
    let bytes = workbook(|sheet| {
        let plain = Format::new();
        sheet.merge_range(0, 0, 1, 0, "Unit Kerja", &plain).unwrap();
        for (nth, quarter) in ["TW I", "TW II", "TW III"].iter().enumerate() {
            let column = nth as u16 * 2 + 1;
            sheet.merge_range(0, column, 0, column + 1, quarter, &plain).unwrap();
            sheet.write(1, column, "Pagu").unwrap();
            sheet.write(1, column + 1, "Realisasi").unwrap();
        }
        for (row, unit) in [(2, "Tim Umum"), (3, "Tim Humas")] {
            sheet.write(row, 0, unit).unwrap();
            for column in 1..7u16 {
                sheet.write(row, column, 1_000_000 * u32::from(column)).unwrap();
            }
        }
    });
    let (used, unread, definition) = drafted("serapan-2024.xlsx", &bytes);
    assert_eq!((used, unread), (6, 0), "{definition}");
    assert!(definition.contains("from = \"cell:Pagu\""), "{definition}");
    assert!(definition.contains("from = \"cell:Realisasi\""), "{definition}");
}

#[test]
fn lines_below_one_another_are_one_block() {
    let mut text = String::from("No;Kode Satker;Keterangan;Revisi DIPA;Penyerapan Anggaran\n");
    for n in 1..=4 {
        text.push_str(&format!("{n};00713{n};Nilai;9{n},50;8{n},25\n;;Bobot;10;20\n"));
        text.push_str(";;Nilai Akhir;9,5;16,5\n");
    }
    let (said, _) = look("ikpa-2024-11.csv", text.as_bytes());
    assert!(said.contains("3 baris untuk satu hal, dibedakan kolom \"Keterangan\""), "{said}");
    let (used, unread, definition) = drafted("ikpa-2024-11.csv", text.as_bytes());
    assert_eq!((used, unread), (4, 0), "{definition}");
    assert!(definition.contains("line = \"Nilai Akhir\""), "{definition}");
}

#[test]
fn sheets_with_the_same_heads_are_taken_together() {
    let mut book = Workbook::new();
    for (name, rows) in [("Tim Humas", 3u32), ("Tim Umum", 9)] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.write(0, 0, "Nomor Tiket").unwrap();
        sheet.write(0, 1, "Jenis Layanan").unwrap();
        sheet.write(0, 2, "Nilai").unwrap();
        for row in 1..=rows {
            sheet.write(row, 0, format!("T-{name}-{row:03}").replace(' ', "")).unwrap();
            sheet.write(row, 1, ["Surat", "Legalisasi"][row as usize % 2]).unwrap();
            sheet.write(row, 2, row).unwrap();
        }
    }
    book.add_worksheet().set_name("Rahasia").unwrap().set_hidden(true);
    let bytes = book.save_to_buffer().unwrap();
    let (said, definition) = look("layanan-2024-TW4.xlsx", &bytes);
    assert!(said.contains("2 lembar berkepala sama"), "{said}");
    assert!(said.contains("Lembar \"Rahasia\" (tersembunyi"), "{said}");
    assert!(definition.contains("sheets = [\"*\"]"), "{definition}");
    assert!(definition.contains("team = \"sheet\""), "{definition}");
    let (used, unread, _) = drafted("layanan-2024-TW4.xlsx", &bytes);
    assert_eq!((used, unread), (12, 0));
}

#[test]
fn defects_are_named_with_their_rows() {
    let mut text = String::from("Kode;Tanggal;Nilai;Rasio\n");
    for n in 1..=40 {
        let date = if n == 7 { "belum".to_owned() } else { format!("{:02}/10/2024", n % 28 + 1) };
        let value = if n == 9 { "1,234.50" } else { "1.234,50" };
        text.push_str(&format!("K{n:03};{date};{value};1,23{}\n", n % 10));
    }
    let (said, definition) = look("cacat-2024-10.csv", text.as_bytes());
    for expected in [
        "B \"Tanggal\": 1 sel bukan tanggal (baris 8)",
        "C \"Nilai\": dua cara menulis angka bercampur; 1 sel",
        "D \"Rasio\": 40 angka seperti 1.234 atau 1,234 dapat dibaca dua cara",
    ] {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
    assert!(definition.contains("# PILIH: dua cara menulis bercampur"), "{definition}");
}

#[test]
fn a_period_that_is_nowhere_is_left_to_people() {
    let mut text = String::from("Kode;Nilai\n");
    for n in 1..=12 {
        text.push_str(&format!("K{n:03};{n}\n"));
    }
    let (_, definition) = look("daftar.csv", text.as_bytes());
    assert!(definition.contains("# PILIH: periode tidak tertulis"), "{definition}");
    let decided = decide(&definition);
    let run = loaded("daftar.csv", text.as_bytes(), &decided);
    assert!(!run.diags.has_errors(), "{}\n{decided}", run.printed());
    assert_eq!(run.loaded.ledger.files[0].used(), 12);
}

/// Declares one cut-off date where a draft asks for the period.
fn decide(definition: &str) -> String {
    let open = ["# covers = { period = \"column:posisi\"", "# date = \"posisi\"", "# posisi = "];
    let line = |line: &str| match open.iter().any(|start| line.starts_with(start)) {
        true => line.trim_start_matches("# ").replace("TTTT", "2024"),
        false => line.to_owned(),
    };
    definition.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn nothing_of_people_is_shown_or_drafted() {
    let secrets = [CANARY_NAME, "199901012", CANARY_WORDS, "0899000", "kenari@", "9999990101"];
    // A head that says it, one that does not, no head at all, two things in one cell.
    let mut odd = String::from("No;Keterangan Lain;Kontak;Data;Kode\n");
    let mut bare = String::new();
    for n in 1..=15 {
        odd.push_str(&format!(
            "{n};{CANARY_NAME} {n};0899000{n:05};{} | {CANARY_NAME};kenari@contoh{n}.invalid\n",
            CANARY_NIP + n
        ));
        bare.push_str(&format!("{CANARY_NAME} {n};Laki-laki;{CANARY_WORDS} {n}\n"));
    }
    let citizens = "Unit;Nomor\nTim Umum;9999990101990001\nTim Humas;9999990101990002\n";
    let titled = format!(
        "Kartu {CANARY_NAME} Triwulan IV 2024;;\nUnit;Jumlah;Sisa\nTim Umum;1;2\nTim Humas;3;4\n"
    );
    let mut repeated = String::from("Hari;PJ;Paraf\n");
    for n in 1..=24 {
        let who = ["Utama", "Kedua", "Ketiga"][n % 3];
        repeated.push_str(&format!("{n};{CANARY_NAME} {who};{CANARY_NAME} {who}\n"));
    }
    // Without a head the first row may be a person, even where another cell is a usual word.
    let mut headless = String::new();
    for n in 1..=5 {
        headless.push_str(&format!("{CANARY_NAME};Unit {n};Kota {n}\n"));
    }
    let dir = TempDir::new("kenari");
    fs::create_dir_all(dir.path().join("proyek/data")).unwrap();
    fs::write(dir.path().join("proyek/zona.toml"), OFFICE).unwrap();
    for (nth, text) in
        [register(), odd, bare, citizens.to_owned(), titled, repeated, headless].iter().enumerate()
    {
        let file = dir.path().join(format!("proyek/data/uji{nth}-2024-TW4.csv"));
        fs::write(&file, text).unwrap();
        let path = file.to_str().unwrap();
        for lang in ["id", "en"] {
            for place in [dir.path().to_owned(), dir.path().join("proyek")] {
                for extra in [&["--lang", lang][..], &["--lang", lang, "--draft"][..]] {
                    let args: Vec<&str> = ["inspect", path].iter().chain(extra).copied().collect();
                    let ran = zona(&place, &args);
                    let all = format!("{}{}", ran.stdout, ran.stderr).to_lowercase();
                    for secret in secrets {
                        assert!(!all.contains(&secret.to_lowercase()), "{nth} {secret}:\n{all}");
                    }
                }
            }
        }
    }
}

#[test]
fn the_command_works_inside_and_outside_a_project() {
    let dir = TempDir::new("inspect");
    let project = dir.path().join("kantor");
    fs::create_dir_all(project.join("data")).unwrap();
    fs::create_dir_all(project.join("indicators")).unwrap();
    fs::write(project.join("data/register-2024-TW4.csv"), register()).unwrap();
    let outside = zona(dir.path(), &["inspect", "kantor/data/register-2024-TW4.csv"]);
    assert_eq!(outside.code, 0, "{}", outside.stderr);
    assert!(outside.stdout.contains("tampak seperti nama unit"), "{}", outside.stdout);
    fs::write(project.join("zona.toml"), OFFICE).unwrap();
    let inside = zona(&project, &["inspect", "data/register-2024-TW4.csv"]);
    assert!(inside.stdout.contains("semua ejaan dikenal"), "{}", inside.stdout);
    let next = "zona inspect data/register-2024-TW4.csv --draft > indicators/register.toml";
    assert!(inside.stdout.contains(next), "{}", inside.stdout);

    let made = zona(&project, &["inspect", "data/register-2024-TW4.csv", "--draft"]);
    assert_eq!(made.code, 0);
    assert!(made.stderr.contains("dibaca 21 baris, dipakai 20"), "{}", made.stderr);
    fs::write(project.join("indicators/register.toml"), &made.stdout).unwrap();
    let checked: Ran = zona(&project, &["check"]);
    assert_eq!(checked.code, 0, "{}{}", checked.stdout, checked.stderr);
    let again = zona(&project, &["inspect", "data/register-2024-TW4.csv"]);
    assert!(again.stdout.contains("sudah dibaca oleh definisi `register`"), "{}", again.stdout);

    let english =
        zona(&project, &["inspect", "data/register-2024-TW4.csv", "--draft", "--lang", "en"]);
    assert!(english.stdout.contains("# CHOOSE:"), "{}", english.stdout);
    let nothing = zona(&project, &["inspect", "data/tidak-ada.csv"]);
    assert_eq!((nothing.code, nothing.stdout.as_str()), (2, ""));
    fs::write(project.join("data/kosong.csv"), "").unwrap();
    let empty = zona(&project, &["inspect", "data/kosong.csv", "--draft"]);
    assert_eq!((empty.code, empty.stdout.as_str()), (2, ""), "{}", empty.stderr);
}

/// Every draft of a public export loads, and uses the rows that an independent count gives.
#[test]
fn drafts_of_public_exports_load() {
    let Some(folder) = root().parent().map(|folder| folder.join("shared/real-data")) else {
        return;
    };
    if !folder.is_dir() {
        eprintln!("skipped: no exports in {}", folder.display());
        return;
    }
    let expected = [
        ("absenteeism-at-work.csv", 737, 3),
        ("ans-reclamacoes-bulanan-2025.csv", 731, 0),
        ("kegiatan-dipa-revisi.csv", 96, 0),
        ("kemenag-kabupaten-layanan.csv", 122, 0),
        ("lra-belanja-januari.xlsx", 192, 0),
        ("lra-belanja-mei.xlsx", 192, 0),
        ("nyc311-2024-05-400.csv", 400, 0),
        ("pagu-dana-desa.csv", 869, 0),
        ("realisasi-belanja-triwulan.xlsx", 153, 0),
        ("realisasi-dana-desa.csv", 859, 0),
        ("skm-unsur-u1-u9.csv", 73, 0),
        ("sp4n-lapor-samarinda-2024-120.csv", 120, 0),
    ];
    let files = tree(Path::new(&folder));
    for (name, used, unread) in expected {
        let bytes = &files[name];
        let (_, definition) = look(name, bytes);
        let run = loaded(name, bytes, &decide(&definition));
        assert!(!run.diags.has_errors(), "{name}: {}\n{definition}", run.printed());
        let account = &run.loaded.ledger.files[0];
        let found = (account.used(), account.aside(Aside::Unreadable));
        assert_eq!(found, (used, unread), "{name}\n{}", run.printed());
    }
}

/// The demo's own exports, drafted afresh: nothing but planted defects is set aside.
#[test]
fn drafts_of_the_demo_load() {
    for (path, bytes) in tree(&root().join("data")) {
        let name = path.rsplit('/').next().unwrap().to_owned();
        let is_table = [".csv", ".xlsx", ".ods", ".xls"].iter().any(|end| name.ends_with(end));
        // A nil return has a head and no rows: nothing can be learnt from it.
        let n_lines = bytes.iter().filter(|byte| **byte == b'\n').count();
        let is_nil = name.ends_with(".csv") && n_lines < 2;
        if !is_table || name.starts_with("~$") || !name.contains("2023") || is_nil {
            continue;
        }
        let (_, definition) = look(&name, &bytes);
        let run = loaded(&name, &bytes, &definition);
        assert!(!run.diags.has_errors(), "{name}: {}\n{definition}", run.printed());
        let accounts = &run.loaded.ledger.files;
        let read: usize = accounts.iter().map(|account| account.used()).sum();
        assert!(read > 0, "{name}: {}\n{definition}", run.printed());
    }
}
