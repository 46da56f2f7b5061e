//! Workbooks to be filled in: what is written is what is read, and no answer is ever lost.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use zona::diag::Diagnostics;
use zona::domain::{MemoryFiles, Number, Period, TeamId, Value as Figure};
use zona::form::book::{Book, Grid, Page, Value};
use zona::form::entry::{EntryForm, entry};
use zona::form::layout::{FOREIGN, Sheet, head};
use zona::form::prefill::{Known, prefill};
use zona::form::unmatched::unmatched;
use zona::form::{draw, filled};
use zona::load;
use zona::messages::{Lang, Messages};
use zona::spec::{self, Project};

use crate::support::{Run, TempDir, ask, case_dir, run, tree, words, zona};

/// A dataset of every type, under groups of heads, with an equal head twice.
const EVERY_TYPE: &str = r#"
[dataset.kegiatan]
title  = "Kegiatan kerukunan"
files  = ["data/kegiatan/*.{csv,xlsx}"]
covers = { period = ["file-name:kegiatan-{tahun}-{triwulan}", "title:Data {periode}"], team = "all" }
key    = ["nomor"]
date   = "tanggal"
team   = "tim"

[dataset.kegiatan.column]
nomor   = { type = "code", header = ["Nomor"], width = 4, required = true }
tanggal = { type = "date", header = ["Waktu > Tanggal", "Tanggal"], required = true }
bulan   = { type = "month", header = ["Waktu > Bulan"] }
tim     = { type = "team", header = ["Unit*"] }
jenis   = { type = "choice", header = ["Jenis"], of = ["dialog", "mediasi"], map = { "Dialog *" = "dialog", "Dialog" = "dialog", "Mediasi{, Konflik}" = "mediasi" } }
hadir   = { type = "number", header = ["Peserta > Jumlah"], min = 0, max = 5000 }
puas    = { type = "percent", header = ["Peserta > Puas"] }
biaya   = { type = "money", header = ["Jumlah[2]"] }
nama    = { type = "text", header = ["Nama Ketua"], personal = "drop" }
uraian  = { type = "text", header = ["Uraian"] }

[indicator.dialog]
name = "Dialog kerukunan"
for = "each"
dataset = "kegiatan"
formula = "COUNT(*)"
unit = "kegiatan"
better = "higher"
target = { TW1 = 2, TW2 = 4, TW3 = 6, TW4 = 8, umum = 3 }

[indicator.biaya]
name = "Biaya kegiatan"
for = "each"
dataset = "kegiatan"
formula = "SUM(biaya)"
unit = "Rp"

[scorecard.tim]
name = "Kinerja tim"
for = "each"
leaf = [{ indicator = "dialog", weight = 100 }]
"#;

fn base() -> BTreeMap<String, Vec<u8>> {
    let mut files = tree(&case_dir("diagnostics/base"));
    files.insert("indicators/kegiatan.toml".into(), EVERY_TYPE.into());
    files
}

fn read_project(files: &MemoryFiles) -> Project {
    let mut diags = Diagnostics::default();
    let project = spec::read(files, &mut diags);
    assert!(!diags.has_errors(), "{diags:?}");
    project
}

fn quarter() -> Period {
    Period::parse("2024-Q4").unwrap()
}

fn form() -> EntryForm {
    let project = read_project(&MemoryFiles::new(base()));
    let dataset = project.datasets.iter().find(|one| one.id.as_str() == "kegiatan").unwrap();
    let mut forms = entry(&project, dataset, quarter(), &words()).unwrap();
    assert_eq!(forms.len(), 1);
    forms.remove(0)
}

fn text(words: &str) -> Value {
    Value::Text(words.into())
}

fn number(digits: &str) -> Value {
    Value::Number(digits.into())
}

/// Fills the columns of these heads in a new row.
fn fill(grid: &mut Grid, row: &[(&str, Value)]) {
    let mut cells = vec![Value::Empty; grid.columns.len()];
    for (wanted, value) in row {
        let at = grid.columns.iter().position(|one| one.heads.last().unwrap() == wanted);
        cells[at.unwrap_or_else(|| panic!("no head {wanted}"))] = value.clone();
    }
    grid.rows.push(cells);
}

fn grid<'a>(book: &'a mut Book, name: &str) -> &'a mut Grid {
    let found = book.pages.iter_mut().find_map(|page| match page {
        Page::Grid(grid) if grid.name == name => Some(grid),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("no sheet {name}"))
}

#[test]
fn a_filled_form_loads_without_a_word() {
    let mut form = form();
    assert_eq!(form.path, "data/kegiatan/kegiatan-2024-TW4.xlsx");
    let day = |text: &str| Value::Date(text.parse().unwrap());
    let sheet = grid(&mut form.book, "Data");
    let heads: Vec<Vec<String>> = sheet.columns.iter().map(|one| one.heads.clone()).collect();
    assert_eq!(heads[1], ["Waktu", "Tanggal"]);
    assert_eq!(heads[3], ["", "Unit"]);
    let row = [text("0007"), day("2024-10-05"), text("Oktober"), text("Tim Humas"), text("Dialog")];
    let rest =
        [number("120"), number("87.5"), number("1250000"), text("Budi Canary"), text("Rapat")];
    sheet.rows.push(row.into_iter().chain(rest).collect());
    let row = [text("0008"), day("2024-12-31"), Value::Empty, text("Tim Umum"), text("Mediasi")];
    let rest = [number("40"), Value::Empty, Value::Empty, Value::Empty, Value::Empty];
    sheet.rows.push(row.into_iter().chain(rest).collect());

    let mut files = base();
    files.insert(form.path.clone(), draw(&form.book, &words()).unwrap());
    let ran = run(&MemoryFiles::new(files), ask("2024-Q4", None, 1));
    assert_eq!(
        ran.printed(),
        run(&MemoryFiles::new(base_with_empty_form()), ask("2024-Q4", None, 1)).printed()
    );
    assert!(!ran.printed().contains("kegiatan"), "{}", ran.printed());
    assert_eq!(ran.value("dialog", "humas"), Figure::Number(Number::from(1u32)));
    assert_eq!(ran.value("dialog", "kantor"), Figure::Number(Number::from(2u32)));
    assert_eq!(ran.value("biaya", "humas"), Figure::Number(Number::from(1_250_000u32)));
}

/// An empty form that was handed in is a reported zero.
fn base_with_empty_form() -> BTreeMap<String, Vec<u8>> {
    let form = form();
    let mut files = base();
    files.insert(form.path.clone(), draw(&form.book, &words()).unwrap());
    files
}

#[test]
fn an_empty_form_means_none() {
    let ran = run(&MemoryFiles::new(base_with_empty_form()), ask("2024-Q4", None, 1));
    assert_eq!(ran.value("dialog", "humas"), Figure::Number(Number::zero()));
    let missing = run(&MemoryFiles::new(base()), ask("2024-Q4", None, 1));
    assert_eq!(missing.value("dialog", "humas").kind(), "belum_ada");
}

/// The planner's workbook of the small project, in Indonesian.
fn planner(files: &BTreeMap<String, Vec<u8>>) -> Book {
    planner_in(files, Lang::Id)
}

fn planner_in(files: &BTreeMap<String, Vec<u8>>, lang: Lang) -> Book {
    let words = Messages::new(lang);
    let files = MemoryFiles::new(files.clone());
    let mut diags = Diagnostics::default();
    let project = spec::read(&files, &mut diags);
    let loaded = load::tables(&project, &files, &|_| {}, &mut diags);
    let names = unmatched(&project, &loaded, &diags);
    let mut own = Diagnostics::default();
    let has = zona::domain::Files::paths(&files).iter().any(|path| path == "isian.xlsx");
    let before = has.then(|| filled::one(&files, "isian.xlsx", &mut own).unwrap());
    assert!(!own.has_errors(), "{own:?}");
    let known = Known {
        project: &project,
        files: &[],
        unmatched: &names,
        before: before.as_ref(),
        period: quarter(),
        words: &words,
    };
    prefill(&known)
}

/// A project in which two names mean nobody, one of them in a personal column's neighbourhood.
fn with_unknown_names() -> BTreeMap<String, Vec<u8>> {
    let mut files = base_with_empty_form();
    let register = "\
Nomor;Unit;Tanggal Masuk;Tanggal Selesai;Status;Biaya;Lama Hari
A1;Humsa;02/10/2024;;proses;-;
A2;Umum;03/10/2024;;proses;-;
A3;Humsa;04/10/2024;;proses;-;
A4;Dinas Lain;05/10/2024;;proses;-;
";
    files.insert("data/register-2024-TW4.csv".into(), register.into());
    files
}

/// Answers on every sheet.
fn answered(files: &BTreeMap<String, Vec<u8>>) -> Book {
    let mut book = planner(files);
    let mapping = grid(&mut book, "Pemetaan");
    let at = |grid: &Grid, head: &str| {
        grid.columns.iter().position(|one| one.heads.last().unwrap() == head).unwrap()
    };
    let (name, unit) = (at(mapping, head::NAME), at(mapping, head::OUR_UNIT));
    assert_eq!(mapping.rows[0][name], text("Humsa"), "most rows first");
    assert_eq!(mapping.rows[1][name], text("Dinas Lain"));
    mapping.rows[0][unit] = text("Tim Humas");
    mapping.rows[1][unit] = text(FOREIGN);
    let targets = grid(&mut book, "Target");
    let (code, tw4) = (at(targets, head::CODE), at(targets, "TW IV 2024"));
    let row = targets.rows.iter().position(|row| row[code] == text("dialog")).unwrap();
    targets.rows[row][tw4] = number("10");
    fill(
        targets,
        &[
            (head::INDICATOR, text("Dialog kerukunan")),
            (head::UNIT, text("Tim Humas")),
            ("TW IV 2024", text("12,5")),
        ],
    );
    fill(
        grid(&mut book, "Catatan"),
        &[
            (head::PERIOD, text("TW IV 2024")),
            (head::UNIT, text("Tim Humas")),
            (head::INDICATOR, text("Pengaduan masuk")),
            (head::REMARK, text("Kanal baru dibuka pada Oktober.")),
        ],
    );
    fill(
        grid(&mut book, "Tindak lanjut"),
        &[
            (head::DECIDED, text("TW III 2024")),
            (head::ACTION, text("Susun jadwal dialog")),
            (head::UNIT, text("Tim Humas; Tim Umum")),
            (head::OWNER, text("Ketua Tim Humas")),
            (head::DUE, Value::Date("2024-11-30".parse().unwrap())),
            (head::STATUS, text("berjalan")),
        ],
    );
    fill(
        grid(&mut book, "Berlaku"),
        &[
            (head::INDICATOR, text("Dialog kerukunan")),
            (head::UNIT, text("Tim Umum")),
            (head::REASON, text("Tidak menangani kerukunan")),
            (head::FROM, Value::Date("2024-07-01".parse().unwrap())),
        ],
    );
    book
}

fn with_answers() -> BTreeMap<String, Vec<u8>> {
    let mut files = with_unknown_names();
    let book = answered(&files);
    files.insert("isian.xlsx".into(), draw(&book, &words()).unwrap());
    files
}

fn answered_run() -> Run {
    run(&MemoryFiles::new(with_answers()), ask("2024-Q4", None, 1))
}

#[test]
fn answers_change_the_figures_they_speak_of() {
    let before = run(&MemoryFiles::new(with_unknown_names()), ask("2024-Q4", None, 1));
    assert_eq!(before.codes()["unknown-team"], 3);
    assert_eq!(before.value("jumlah", "humas"), Figure::Number(Number::zero()));

    let ran = answered_run();
    assert_eq!(ran.codes().get("unknown-team"), None, "{}", ran.printed());
    assert_eq!(ran.value("jumlah", "humas"), Figure::Number(Number::from(2u32)));
    let set_aside: usize =
        ran.loaded.ledger.files.iter().map(|file| file.aside(zona::domain::Aside::Foreign)).sum();
    assert_eq!(set_aside, 1, "what is not ours is set aside for that reason");

    let target = |team: &str| {
        let rows = ran.rows();
        let own = rows.iter().find(|row| row.indicator == "dialog" && row.team == team);
        own.unwrap().target.clone().map(|number| number.to_plain(2))
    };
    assert_eq!(target("kantor").as_deref(), Some("10"), "set for all");
    assert_eq!(target("humas").as_deref(), Some("12.5"), "set for the team");
    assert_eq!(ran.value("dialog", "umum").kind(), "tidak_berlaku");
    let umum = ran.card("tim", "umum");
    assert!(umum.root.score.number().is_none(), "nothing is left to be weighed");
}

#[test]
fn the_report_tells_of_remarks_and_open_actions() {
    let ran = answered_run();
    let page = zona::render::html(&ran.report(), &|chart| zona::render::svg(chart));
    assert!(page.contains("Pengaduan masuk: Kanal baru dibuka pada Oktober."));
    let told = page.matches("Susun jadwal dialog").count();
    assert_eq!(told, 6, "overview, both teams, the meeting's table, its decisions and all asked");
    assert!(page.contains("berjalan; lewat batas waktu 31 hari"));
    // Before it was decided, nobody could know of it.
    let earlier = run(&MemoryFiles::new(with_answers()), ask("2024-Q2", None, 1));
    let page = zona::render::html(&earlier.report(), &|chart| zona::render::svg(chart));
    assert!(!page.contains("Susun jadwal dialog"));
    assert!(!page.contains("Kanal baru dibuka"));
}

#[test]
fn the_source_of_a_target_and_of_an_exemption_is_told() {
    let dir = TempDir::with("explain-target", &with_answers());
    let args = ["explain", "dialog", "--team", "humas", "--period", "2024-Q4", "--quiet"];
    let told = zona(dir.path(), &args).stdout;
    assert!(told.contains("12,5\u{a0}kegiatan  (isian.xlsx, lembar \"Target\", sel "), "{told}");
    let args = ["explain", "dialog", "--team", "umum", "--period", "2024-Q4", "--quiet"];
    let told = zona(dir.path(), &args).stdout;
    let reason = "Tidak menangani kerukunan  (isian.xlsx, lembar \"Berlaku\", sel ";
    assert!(told.contains(reason), "{told}");
}

/// Written anew, the workbook holds every answer; written once more, it has the same bytes.
#[test]
fn writing_anew_keeps_every_answer() {
    let mut files = with_answers();
    let first = answered_run();
    let again = planner(&files);
    let bytes = draw(&again, &words()).unwrap();
    files.insert("isian.xlsx".into(), bytes.clone());
    let second = run(&MemoryFiles::new(files.clone()), ask("2024-Q4", None, 1));
    assert_eq!(first.rows(), second.rows());
    let notes = |run: &Run| run.project.notes.clone();
    assert_eq!(notes(&first), notes(&second));
    assert_eq!(draw(&planner(&files), &words()).unwrap(), bytes, "the bytes differ");
    // In English it explains itself in other words, and is read the same.
    let english = draw(&planner_in(&files, Lang::En), &Messages::new(Lang::En)).unwrap();
    files.insert("isian.xlsx".into(), english);
    let third = run(&MemoryFiles::new(files), ask("2024-Q4", None, 1));
    assert_eq!(first.rows(), third.rows());
}

/// What makes no sense, and what people added, stays too.
#[test]
fn nothing_that_somebody_wrote_is_lost() {
    let files = with_unknown_names();
    let mut book = answered(&files);
    let targets = grid(&mut book, "Target");
    fill(
        targets,
        &[
            (head::INDICATOR, text("Tidak ada")),
            (head::UNIT, text("Siapa")),
            ("TW IV 2024", text("banyak")),
        ],
    );
    let actions = grid(&mut book, "Tindak lanjut");
    let mut own = actions.columns[7].clone();
    own.heads = vec!["Anggaran".into()];
    actions.columns.push(own);
    actions.rows[0].push(text("Rp 5 juta"));
    let added = zona::form::book::Kept {
        name: "Coretan".into(),
        cells: vec![(2, 1, text("ingat rapat")), (3, 0, number("7"))],
    };
    book.pages.push(Page::Kept(added));
    let mut files = files;
    files.insert("isian.xlsx".into(), draw(&book, &words()).unwrap());
    let again = planner(&files);
    let all = format!("{again:?}");
    for kept in ["Tidak ada", "Siapa", "banyak", "Anggaran", "Rp 5 juta", "ingat rapat", "Coretan"]
    {
        assert!(all.contains(kept), "{kept} is lost");
    }
    files.insert("isian.xlsx".into(), draw(&again, &words()).unwrap());
    assert_eq!(planner(&files), again);
}

/// The command keeps the version before, and refuses to write over what it cannot read.
#[test]
fn the_command_writes_and_keeps() {
    let dir = TempDir::with("template", &with_unknown_names());
    let made = zona(dir.path(), &["template", "--quiet"]);
    assert_eq!(made.code, 0, "{}", made.stderr);
    assert!(made.stdout.contains("2 nama unit menunggu"), "{}", made.stdout);
    let path = dir.path().join("isian.xlsx");
    let first = fs::read(&path).unwrap();
    assert_eq!(zona(dir.path(), &["template", "isian", "--quiet"]).code, 0);
    assert_eq!(fs::read(&path).unwrap(), first);
    let before = dir.path().join("isian.sebelumnya.xlsx");
    assert!(!before.exists(), "nothing has changed");

    let answers = with_answers().remove("isian.xlsx").unwrap();
    fs::write(&path, &answers).unwrap();
    let made = zona(dir.path(), &["template", "isian", "--quiet"]);
    assert!(made.stdout.contains("tidak ada nama unit"), "{}", made.stdout);
    assert_eq!(fs::read(&before).unwrap(), answers);

    fs::write(&path, &answers[..answers.len() / 2]).unwrap();
    let refused = zona(dir.path(), &["template", "isian", "--quiet"]);
    assert_eq!(refused.code, 1);
    assert!(refused.stderr.contains("file-truncated"), "{}", refused.stderr);
    assert_eq!(fs::read(&path).unwrap(), answers[..answers.len() / 2]);

    fs::remove_file(&path).unwrap();
    let form = zona(dir.path(), &["template", "kegiatan", "--quiet"]);
    assert_eq!(form.code, 0, "{}", form.stderr);
    assert!(dir.path().join("formulir/kegiatan-2024-TW4.xlsx").exists());
    assert!(!path.exists(), "nobody asked for it");
    let again = zona(dir.path(), &["template", "kegiatan", "--quiet"]);
    assert_eq!(again.code, 2, "a form that may be filled in is not written over");
}

/// Names, NIP and other contents of personal columns reach no workbook.
#[test]
fn personal_columns_reach_no_workbook() {
    const CANARY: &str = "KENARI";
    let mut files = with_unknown_names();
    let definition = String::from_utf8(files["indicators/definisi.toml"].clone()).unwrap();
    let personal = definition.replace(
        "biaya = { type",
        "pelapor = { type = \"text\", header = [\"Pelapor\"], personal = \"drop\" }\n\
         nip = { type = \"code\", header = [\"NIP\"], personal = \"pseudonym\" }\n\
         atasan = { type = \"team\", header = [\"Atasan\"], personal = \"drop\" }\nbiaya = { type",
    );
    assert_ne!(personal, definition);
    files.insert("indicators/definisi.toml".into(), personal.into());
    let register = format!(
        "Nomor;Unit;Tanggal Masuk;Status;Pelapor;NIP;Atasan\n\
         A1;Humsa;02/10/2024;proses;{CANARY} Satu;{CANARY}19;{CANARY} Dua\n"
    );
    files.insert("data/register-2024-TW4.csv".into(), register.into());
    let dir = TempDir::with("canary", &files);
    assert_eq!(
        zona(dir.path(), &["template", "isian", "kegiatan", "pengaduan", "--quiet"]).code,
        0
    );
    for path in ["isian.xlsx", "formulir/kegiatan-2024-TW4.xlsx", "formulir/register-2024-TW4.xlsx"]
    {
        let bytes = fs::read(dir.path().join(path)).unwrap();
        let file = load::raw::read(&bytes, &load::raw::Limits::default()).unwrap();
        assert!(!format!("{file:?}").contains(CANARY), "{path}");
        assert!(!String::from_utf8_lossy(&bytes).contains(CANARY), "{path}");
    }
}

/// Team leaders may fill copies of their own; what they say about the same thing must agree.
#[test]
fn copies_of_single_teams_are_read_together() {
    let mut files = with_answers();
    let answers = files.remove("isian.xlsx").unwrap();
    files.insert("isian-humas.xlsx".into(), answers);
    let ran = run(&MemoryFiles::new(files.clone()), ask("2024-Q4", None, 1));
    assert_eq!(ran.rows(), answered_run().rows());
    let dir = TempDir::with("copies", &files);
    let made = zona(dir.path(), &["template", "--quiet"]);
    assert!(made.stdout.contains("tidak ada nama unit"), "{}", made.stdout);

    let mut other = planner(&with_unknown_names());
    let mapping = grid(&mut other, "Pemetaan");
    let unit = mapping.columns.iter().position(|one| one.heads == [head::OUR_UNIT]).unwrap();
    mapping.rows[0][unit] = text("Tim Umum");
    files.insert("isian-umum.xlsx".into(), draw(&other, &words()).unwrap());
    let ran = run(&MemoryFiles::new(files), ask("2024-Q4", None, 1));
    assert_eq!(ran.codes().get("form-conflict"), Some(&1), "{}", ran.printed());
    assert!(ran.printed().contains("isian-humas.xlsx, lembar \"Pemetaan\""));
}

/// A percentage typed with its sign never becomes a hundredth in silence.
#[test]
fn a_percent_sign_never_makes_a_hundredth() {
    let mut files = base();
    let percent = EVERY_TYPE.replace("unit = \"kegiatan\"", "unit = \"%\"");
    files.insert("indicators/kegiatan.toml".into(), percent.into());
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Target").unwrap();
    let heads = ["Indikator", "Unit", "TW III 2024", "TW IV 2024"];
    for (column, head) in (0..).zip(heads) {
        sheet.write(0, column, head).unwrap();
    }
    let format = rust_xlsxwriter::Format::new().set_num_format("0%");
    sheet.write(1, 0, "dialog").unwrap();
    sheet.write(1, 2, "85%").unwrap();
    sheet.write_with_format(1, 3, 0.9, &format).unwrap();
    files.insert("isian.xlsx".into(), book.save_to_buffer().unwrap());
    let ran = run(&MemoryFiles::new(files), ask("2024-Q4", None, 1));
    let dialog = ran.project.indicators.iter().find(|one| one.id.as_str() == "dialog").unwrap();
    let set: Vec<String> = dialog.set_targets.iter().map(|one| one.number.to_plain(2)).collect();
    assert_eq!(set[0], "85");
    // The sign may be in the cell's format only: then it is read, or asked about.
    let warned = ran.codes().contains_key("form-percent");
    assert!((set[1] == "90") != (set[1] == "0.9" && warned), "{set:?} {}", ran.printed());
}

/// The layout is what the writer writes: no sheet or head of it is missing.
#[test]
fn the_workbook_has_every_sheet_and_head() {
    let book = planner(&with_unknown_names());
    for sheet in Sheet::ALL {
        let mut copy = book.clone();
        let grid = grid(&mut copy, sheet.name());
        let heads: Vec<&str> =
            grid.columns.iter().map(|one| one.heads.last().unwrap().as_str()).collect();
        for column in sheet.columns() {
            assert!(heads.contains(&column.head), "{} lacks {}", sheet.name(), column.head);
        }
    }
}

/// Saved by LibreOffice, both workbooks load as they did before.
#[test]
fn libreoffice_gives_back_what_it_got() {
    let dir = TempDir::with("soffice", &with_answers());
    let mut form = form();
    let sheet = grid(&mut form.book, "Data");
    let day = Value::Date("2024-10-05".parse().unwrap());
    let row = [text("0007"), day, text("Oktober"), text("Tim Humas"), text("Dialog")];
    let rest = [number("120"), number("87.5"), number("1250000"), Value::Empty, text("Rapat")];
    sheet.rows.push(row.into_iter().chain(rest).collect());
    let path = dir.path().join(&form.path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, draw(&form.book, &words()).unwrap()).unwrap();
    let report = |what: &str| {
        let ran = zona(dir.path(), &["compute", "--period", "2024-Q4", "--format", "csv"]);
        assert_eq!(ran.code, 0, "{what}: {}", ran.stderr);
        (ran.stdout, ran.stderr)
    };
    let before = report("as written");
    for workbook in [dir.path().join("isian.xlsx"), path] {
        if !saved_by_libreoffice(&workbook, dir.path()) {
            eprintln!("skipped: soffice is not here");
            return;
        }
    }
    assert_eq!(report("as saved by LibreOffice"), before);
    // And the workbook written anew from what LibreOffice saved is the one written from ours.
    assert_eq!(zona(dir.path(), &["template", "isian", "--quiet"]).code, 0);
    assert_eq!(report("written anew"), before);
}

/// Filled by another program, cell by cell as a person would, the form loads without a word.
#[test]
fn a_form_filled_by_another_program_loads() {
    const FILL: &str = r#"
import datetime, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
sheet = book["Data"]
heads = [row for row in sheet.iter_rows() if any(cell.value == "Nomor" for cell in row)][0]
row = heads[0].row + 1
cells = ["0012", datetime.date(2024, 11, 7), "November", "Tim Umum", "Mediasi Konflik", 55, 92.5, 1500000, "Budi Canary", "Rapat"]
for column, value in enumerate(cells):
    sheet.cell(row, column + 1).value = value
assert len(sheet.data_validations.dataValidation) >= 8
book.save(sys.argv[1])
"#;
    let form = form();
    let dir = TempDir::with("openpyxl", &base());
    let path = dir.path().join(&form.path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, draw(&form.book, &words()).unwrap()).unwrap();
    let has = Command::new("python3").args(["-c", "import openpyxl"]).output();
    if !has.is_ok_and(|ran| ran.status.success()) {
        eprintln!("skipped: openpyxl is not here");
        return;
    }
    let filled = Command::new("python3").arg("-c").arg(FILL).arg(&path).output().unwrap();
    assert!(filled.status.success(), "{}", String::from_utf8_lossy(&filled.stderr));
    let ran = zona(dir.path(), &["compute", "--period", "2024-Q4", "--format", "csv", "--quiet"]);
    let checked = zona(dir.path(), &["check", "--quiet"]);
    assert!(!checked.stderr.contains("kegiatan-2024"), "{}", checked.stderr);
    assert!(!checked.stdout.contains("Canary") && !checked.stderr.contains("Canary"));
    assert!(ran.stdout.contains("biaya,,umum,angka,1500000"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("Canary") && !ran.stderr.contains("Canary"));
}

/// Opens a workbook in LibreOffice and saves it in its place; `false` if there is none.
fn saved_by_libreoffice(path: &Path, scratch: &Path) -> bool {
    let out = scratch.join(".saved");
    let profile = format!("-env:UserInstallation=file://{}", scratch.join(".profile").display());
    let ran = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
        .arg(&out)
        .arg(path)
        .output();
    if ran.is_err() {
        return false;
    }
    let saved = out.join(path.file_name().unwrap());
    assert_ne!(fs::read(&saved).unwrap(), fs::read(path).unwrap());
    fs::rename(saved, path).unwrap();
    true
}

#[test]
fn a_team_tells_itself_by_its_sheet() {
    let mut files = base();
    let definition = EVERY_TYPE
        .replace("team = \"all\" }", "team = \"sheet\" }\nsheets = [\"*\"]")
        .replace(", \"title:Data {periode}\"", "");
    files.insert("indicators/kegiatan.toml".into(), definition.into());
    let project = read_project(&MemoryFiles::new(files.clone()));
    let dataset = project.datasets.iter().find(|one| one.id.as_str() == "kegiatan").unwrap();
    let forms = entry(&project, dataset, quarter(), &words()).unwrap();
    let names: Vec<&str> = forms[0]
        .book
        .pages
        .iter()
        .map(|page| match page {
            Page::Grid(grid) => grid.name.as_str(),
            _ => "other",
        })
        .collect();
    assert_eq!((forms.len(), names), (1, vec!["Humas", "Umum"]));
    files.insert(forms[0].path.clone(), draw(&forms[0].book, &words()).unwrap());
    let ran = run(&MemoryFiles::new(files), ask("2024-Q4", None, 1));
    assert!(!ran.printed().contains("kegiatan"), "{}", ran.printed());
    assert_eq!(ran.value("dialog", TeamId::new("humas").as_str()), Figure::Number(Number::zero()));
}
