//! The demo office at the root of the repository, end to end.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use zona::diag::{Diagnostic, Origin};
use zona::domain::{Aside, Files, MemoryFiles, Number, Period, Value};

use crate::support::{Run, ask, root, run_clean, tree};

/// The files of the demo office.
pub(crate) fn files() -> MemoryFiles {
    let at_top = ["zona.toml", "isian.xlsx"];
    let read = |path: &str| (path.to_owned(), std::fs::read(root().join(path)).unwrap());
    let mut all: BTreeMap<String, Vec<u8>> = at_top.map(read).into();
    for folder in ["indicators", "data"] {
        let files = tree(&root().join(folder)).into_iter();
        all.extend(files.map(|(path, bytes)| (format!("{folder}/{path}"), bytes)));
    }
    MemoryFiles::new(all)
}

/// The last quarter of the demo office with two years of history; worked out once for all tests.
pub(crate) fn demo() -> &'static Run {
    static DEMO: OnceLock<Run> = OnceLock::new();
    DEMO.get_or_init(|| run_clean(&files(), ask("2024-Q4", None, 8)))
}

fn quarters() -> Vec<Period> {
    let last = Period::parse("2024-Q4").unwrap();
    (0..8).map(|back| last.shifted(-back)).collect()
}

#[test]
fn every_pair_has_a_result_and_every_blank_a_reason() {
    let run = demo();
    for period in quarters() {
        let rows = run.rows_of(period);
        let found: BTreeSet<(String, String)> =
            rows.iter().map(|row| (row.indicator.clone(), row.team.clone())).collect();
        let shown = run.project.indicators.iter().filter(|indicator| !indicator.hidden);
        let wanted: BTreeSet<(String, String)> = shown
            .flat_map(|indicator| {
                let teams = run.project.measured_teams(indicator).into_iter();
                teams.map(|team| (indicator.id.to_string(), team.to_string()))
            })
            .collect();
        assert_eq!(found, wanted, "{period}");
        assert_eq!(rows.len(), found.len(), "a pair stands twice in {period}");
        for row in rows {
            assert_eq!(row.value.is_none(), !row.reason.is_empty(), "{row:?}");
            assert_eq!(row.kind == "angka", row.value.is_some(), "{row:?}");
        }
    }
}

#[test]
fn the_forgotten_register_is_missing_and_the_empty_one_is_zero() {
    let run = demo();
    for indicator in &run.project.indicators {
        let is_complaints = indicator.dataset.as_ref().is_some_and(|id| id.as_str() == "pengaduan");
        let each = indicator.measured == zona::spec::Measured::Each;
        if is_complaints && each {
            let value = run.value(indicator.id.as_str(), "ortala");
            assert_eq!(value.kind(), "belum_ada", "{}", indicator.id);
        }
    }
    assert_eq!(run.value("pengaduan_masuk", "bmn"), Value::Number(Number::zero()));
    assert_eq!(run.value("pengaduan_jatuh_tempo", "bmn"), Value::Number(Number::zero()));
    // The office skips the missing part and says so.
    let office = run.rows().into_iter().find(|row| {
        row.indicator == "pengaduan_masuk"
            && row.team == run.project.teams.root().unwrap().id.as_str()
    });
    assert_eq!(office.unwrap().coverage, "16/17");
}

#[test]
fn complaints_that_come_in_go_out_or_stay() {
    let run = demo();
    let office = run.project.teams.root().unwrap().id.to_string();
    for period in quarters() {
        let value = |id| run.value_of(id, &office, period).number().cloned().unwrap();
        let before_out = &value("saldo_awal") + &value("saldo_masuk");
        assert_eq!(&before_out - &value("saldo_keluar"), value("saldo_akhir"), "{period}");
        assert!(value("selisih_saldo").is_zero(), "{period}");
    }
}

/// The closing balance of a quarter opens the next, wherever the same registers were handed in.
#[test]
fn what_stays_opens_the_next_quarter() {
    let run = demo();
    let office = run.project.teams.root().unwrap().id.to_string();
    for period in quarters().into_iter().filter(|period| *period != quarters()[0]) {
        let next = period.shifted(1);
        if next == quarters()[0] {
            // Ortala's register is missing there, so its open cases are in one and not the other.
            continue;
        }
        let closing = run.value_of("saldo_akhir", &office, period);
        let opening = run.value_of("saldo_awal", &office, next);
        assert_eq!(closing, opening, "{period} to {next}");
    }
}

/// How a planted defect shows.
enum Trace {
    /// A finding of this code in this row (0 for the whole file).
    Found(&'static str, u32),
    /// A finding of this code in a row of another file.
    Elsewhere(&'static str, &'static str, u32),
    /// A row of the ledger, in the file (and sheet).
    Booked(&'static str, Aside),
    /// Nothing at all: a blank row, or what other tests look at.
    Silent,
}

/// What stands under each number of the table in `data/README.md`.
const DEFECTS: [(u32, Trace); 49] = {
    use Trace::{Booked, Elsewhere, Found, Silent};
    [
        (1, Found("cell-error", 359)),
        (2, Found("cell-type", 354)),
        (3, Found("parent-sum", 141)),
        (4, Found("rule", 273)),
        (5, Found("printed-total", 173)),
        (6, Found("duplicate-row", 73)),
        (7, Found("cell-type", 149)),
        (8, Found("cell-type", 16)),
        (9, Silent),
        (10, Found("cell-choice", 30)),
        (11, Booked("", Aside::Footnote)),
        (12, Found("cell-type", 36)),
        (13, Found("unknown-team", 26)),
        (14, Found("duplicate-row", 42)),
        (15, Found("rule", 61)),
        (16, Found("key-conflict", 194)),
        (17, Found("unknown-team", 46)),
        (18, Found("code-digits-lost", 81)),
        (19, Found("cell-type", 34)),
        (20, Found("reference", 195)),
        (21, Found("rule", 53)),
        (22, Found("unknown-team", 101)),
        (23, Found("cell-range", 121)),
        (24, Found("cell-type", 96)),
        (25, Found("cell-choice", 53)),
        (26, Silent),
        (27, Found("empty-required", 32)),
        (28, Found("empty-required", 8)),
        (29, Found("cell-type", 25)),
        (30, Booked("Kemenag Tanjung Sari", Aside::Footnote)),
        (31, Found("rule", 11)),
        (32, Found("key-conflict-in-drop", 12)),
        (33, Found("hidden-sheet", 0)),
        (34, Found("cell-choice", 36)),
        (35, Found("rule", 4)),
        (36, Found("state-backwards", 10)),
        (37, Found("duplicate-row", 41)),
        (38, Found("cell-choice", 35)),
        (39, Found("unknown-team", 14)),
        (40, Elsewhere("key-vanished", "data/pengaduan/register-2024-TW3.xlsx", 34)),
        (41, Silent),
        (42, Silent),
        (43, Found("unknown-team", 31)),
        (44, Found("cell-type", 78)),
        (45, Found("cell-range", 55)),
        (46, Found("duplicate-row", 112)),
        (47, Found("rule", 188)),
        (48, Found("rule", 17)),
        (49, Found("rule", 3)),
    ]
};

/// The file of each defect, by its number, as the README tells it.
fn told() -> BTreeMap<u32, String> {
    let text = std::fs::read_to_string(root().join("data/README.md")).unwrap();
    let rows = text.lines().filter_map(|line| line.strip_prefix("| "));
    let cells = rows.map(|row| row.split(" | ").collect::<Vec<_>>());
    cells
        .filter_map(|cells| {
            let number = cells.first()?.trim().parse().ok().filter(|_| cells.len() == 5)?;
            Some((number, format!("data/{}", cells.get(1)?.trim_matches('`'))))
        })
        .collect()
}

fn stands_in(found: &Diagnostic, file: &str, row: u32) -> bool {
    let here = |origin: &Origin| {
        let at = match origin {
            Origin::Row { row, .. } | Origin::Cell { row, .. } => *row,
            _ => 0,
        };
        origin.file() == Some(file) && at == row
    };
    here(&found.origin) || found.more.iter().any(here)
}

#[test]
fn every_planted_defect_leaves_its_trace() {
    let run = demo();
    let told = told();
    assert_eq!(told.len(), DEFECTS.len(), "the README tells of {} defects", told.len());
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    assert!(readme.contains(&format!("the {} defects planted in the files", told.len())));
    let mut lost = vec![];
    for (number, trace) in &DEFECTS {
        let file = &told[number];
        let left = match trace {
            Trace::Found(code, row) => {
                run.diags.iter().any(|found| found.code == *code && stands_in(found, file, *row))
            }
            Trace::Elsewhere(code, file, row) => {
                run.diags.iter().any(|found| found.code == *code && stands_in(found, file, *row))
            }
            Trace::Booked(sheet, reason) => run.loaded.ledger.files.iter().any(|account| {
                account.file == *file
                    && (sheet.is_empty() || account.sheet.trim() == *sheet)
                    && account.aside(*reason) > 0
            }),
            Trace::Silent => true,
        };
        if !left {
            lost.push(format!("{number}: {file}"));
        }
    }
    assert!(lost.is_empty(), "no trace of {lost:#?}");
}

/// Nothing is found beyond what was planted and its shadows.
#[test]
fn nothing_else_is_found() {
    let run = demo();
    let told = told();
    let mut others = vec![];
    for found in run.diags.iter() {
        let is_planted = DEFECTS.iter().any(|(number, trace)| match trace {
            Trace::Found(code, row) => *code == found.code && stands_in(found, &told[number], *row),
            Trace::Elsewhere(code, file, row) => {
                *code == found.code && stands_in(found, file, *row)
            }
            _ => false,
        });
        if !is_planted {
            let origin = &found.origin;
            let row = match origin {
                Origin::Row { row, .. } | Origin::Cell { row, .. } => *row,
                _ => 0,
            };
            others.push(format!("{} {}:{row}", found.code, origin.file().unwrap_or("-")));
        }
    }
    others.sort();
    assert_eq!(others, SHADOWS);
}

/// Sums that a defect spoils elsewhere (those above 2, and the one above 3), and the apostrophes
/// that are mess and no defect; and the employees whose row is set aside by 15, 16 and 18, though
/// their attendance counts. The jump, the skipped numbers, the
/// vanished recommendation and the seven rules are manoeuvres of the story and no defects of files.
const SHADOWS: [&str; 19] = [
    "balance data/kepegawaian/pegawai-2024-TW1.csv:2",
    "balance data/kepegawaian/pegawai-2024-TW2.csv:2",
    "balance data/kepegawaian/pegawai-2024-TW4.csv:2",
    "codes-repaired data/kepegawaian/presensi-2023-03.csv:0",
    "codes-repaired data/kepegawaian/presensi-2023-04.csv:0",
    "codes-repaired data/kepegawaian/presensi-2024-07.csv:0",
    "jump data/bmn/aset-2024-TW3.csv:2",
    "key-vanished data/hukum/tlhp-2023.xlsx:14",
    "number-skipped data/pengaduan/gratifikasi-2023-06.csv:2",
    "parent-sum data/keuangan/fa-detail-2024-TW2.xlsx:352",
    "parent-sum data/keuangan/fa-detail-2024-TW3.xlsx:122",
    "printed-total data/keuangan/fa-detail-2024-TW2.xlsx:9",
    "rule data/hukum/tlhp-2024.xlsx:4",
    "rule data/keuangan/kalender-rekon-2024.xlsx:11",
    "rule data/kub/kalender-2024-TW4.xlsx:16",
    "rule data/kub/kalender-2024-TW4.xlsx:18",
    "rule data/rencana-kerja/rencana-2024-TW4.csv:30",
    "rule data/rencana-kerja/rencana-2024-TW4.csv:31",
    "rule data/rencana-kerja/rencana-2024-TW4.csv:32",
];

#[test]
fn every_row_is_on_the_books() {
    let run = demo();
    for account in &run.loaded.ledger.files {
        let aside: usize = Aside::ALL.iter().map(|reason| account.aside(*reason)).sum();
        assert_eq!(account.read(), account.used() + aside, "{}", account.file);
        assert!(account.read() > 0, "{}", account.file);
    }
    let on_books: BTreeSet<&str> =
        run.loaded.ledger.files.iter().map(|account| account.file.as_str()).collect();
    let all = files();
    let tables =
        all.paths().iter().filter(|path| path.starts_with("data/") && !path.ends_with(".md"));
    for path in tables {
        assert!(on_books.contains(path.as_str()), "nobody reads {path}");
    }
}

/// The cases that were made by hand, to the day.
#[test]
fn hand_made_cases_fall_where_their_table_says() {
    let table = demo().loaded.tables.get(&zona::domain::DatasetId::new("pengaduan")).unwrap();
    let closed = |id: &str| {
        let row = (0..table.len())
            .find(|row| table.cell(*row, "tracking_id").text().is_some_and(|text| **text == *id));
        table.cell(row.unwrap_or_else(|| panic!("no case {id}")), "tanggal_selesai").date()
    };
    let calendar = &demo().project.calendar;
    let due = |start: &str, days| calendar.add_workdays(crate::support::day(start), days).unwrap();
    assert_eq!(due("2024-09-20", 14), crate::support::day("2024-10-10"));
    assert_eq!(closed("4492149"), Some(due("2024-09-20", 14)));
    assert_eq!(closed("4491530"), due("2024-09-20", 14).succ_opt());
    assert_eq!(closed("4494930"), Some(due("2024-09-30", 5)));
    assert_eq!(closed("4489180"), Some(crate::support::day("2024-09-30")));
    assert_eq!(closed("4516684"), None);
    assert_eq!(closed("4520341"), None);
}
