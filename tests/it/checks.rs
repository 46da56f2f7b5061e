//! Checks over finished tables, end to end: what becomes of findings, and what is never shown.

use std::collections::BTreeMap;

use zona::domain::MemoryFiles;
use zona::messages::{Lang, Messages};
use zona::spec::waiver::WAIVABLE;

use crate::support::{TempDir, ask, case_dir, run, run_clean, tree, zona};

const REASON: &str = "ekspor lama tidak dapat ditarik ulang";

/// The base project with more definitions and its register.
fn files(definitions: &str, register: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = tree(&case_dir("diagnostics/base"));
    let mut own = files["indicators/definisi.toml"].clone();
    own.extend(definitions.bytes());
    files.insert("indicators/definisi.toml".into(), own);
    let text =
        format!("Nomor;Unit;Tanggal Masuk;Tanggal Selesai;Status;Biaya;Lama Hari\n{register}");
    files.insert("data/register-2024-TW4.csv".into(), text.into_bytes());
    files
}

fn waived() -> BTreeMap<String, Vec<u8>> {
    let definitions = format!(
        "\n[dataset.pengaduan.rule.urut]\nexpect = \"tanggal_selesai >= tanggal_masuk\"\n\
         severity = \"error\"\n[[waiver]]\nrule = \"pengaduan.urut\"\nreason = \"{REASON}\"\n\
         until = 2024-12-31\n"
    );
    files(&definitions, "A1;Humas;02/10/2024;01/10/2024;proses;-;\n")
}

#[test]
fn what_is_waived_is_told_in_the_report_and_to_machines() {
    let files = waived();
    let run = run_clean(&MemoryFiles::new(files.clone()), ask("2024-Q4", None, 1));
    let page = String::from_utf8(run.documents().remove("index.html").unwrap()).unwrap();
    assert!(page.contains(REASON), "the page does not give the reason");
    let dir = TempDir::with("waived", &files);
    let ran = zona(dir.path(), &["check", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let value: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let waiver = &value["findings"][0]["waiver"];
    assert_eq!((&waiver["reason"], &waiver["until"]), (&REASON.into(), &"2024-12-31".into()));
    assert_eq!(value["findings"][0]["severity"], "note");
    for command in ["report", "compute"] {
        let ran = zona(dir.path(), &[command, "--period", "2024-Q4"]);
        assert_eq!(ran.code, 0, "{command}: {}", ran.stderr);
    }
}

/// An excuse moves no number and brings no row back.
#[test]
fn a_waiver_changes_no_figure() {
    let rule = "\n[dataset.pengaduan.rule.urut]\nexpect = \"tanggal_selesai >= tanggal_masuk\"\n\
                set_aside = true\n";
    let waiver = format!(
        "[[waiver]]\nrule = \"pengaduan.urut\"\nreason = \"{REASON}\"\nuntil = 2024-12-31\n"
    );
    let register = "A1;Humas;22/10/2024;01/10/2024;proses;-;\nA2;Humas;23/10/2024;;proses;-;\n";
    let of = |definitions: &str| {
        let files = files(definitions, register);
        run_clean(&MemoryFiles::new(files), ask("2024-Q4", None, 1))
    };
    let (plain, excused) = (of(rule), of(&format!("{rule}{waiver}")));
    assert_eq!(plain.rows(), excused.rows());
    assert_eq!(plain.loaded.ledger, excused.loaded.ledger);
    assert_eq!(plain.codes(), excused.codes());
}

/// The clock decides nothing: a report of an old quarter is what it was.
#[test]
fn a_waiver_is_held_against_the_period() {
    let check = |period: &str, error: bool| {
        let run = run(&MemoryFiles::new(waived()), ask(period, None, 1));
        assert_eq!(run.diags.has_errors(), error, "{period}: {}", run.printed());
    };
    check("2024-Q4", false);
    check("2025-Q1", true);
    let dir = TempDir::with("expired", &waived());
    let ran = zona(dir.path(), &["report", "--period", "2025-Q1"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
}

/// Of values that are never put out neither a reference nor a group shows one.
#[test]
fn checks_show_nothing_personal() {
    let secret = "198501012010011001";
    let definitions = "\n[dataset.pegawai]\nfiles = [\"data/pegawai-*.csv\"]\ndate = \"posisi\"\n\
         covers = { period = \"file-name:pegawai-{tahun}-{triwulan}\" }\n\
         [dataset.pegawai.column]\nposisi = { type = \"date\", from = \"covers\" }\n\
         nip = { type = \"code\", header = [\"NIP\"], personal = \"pseudonym\", \
         references = \"daftar.nip\" }\n\
         hari = { type = \"number\", header = [\"Hari\"] }\n\
         [dataset.pegawai.outlier.hari]\ncolumn = \"hari\"\nby = [\"nip\"]\nrobust_z = 3\n\
         jump = \"100%\"\n\
         [dataset.pegawai.balance.daftar]\nformula = \"SUM(hari)\"\nby = [\"nip\"]\n\
         equals = { dataset = \"daftar\", formula = \"COUNT(*)\" }\n\
         [dataset.daftar]\nfiles = [\"data/daftar-*.csv\"]\n\
         covers = { period = \"file-name:daftar-{tahun}-{triwulan}\" }\n\
         [dataset.daftar.column]\n\
         nip = { type = \"code\", header = [\"NIP\"], personal = \"pseudonym\" }\n";
    let mut files = files(definitions, "A1;Humas;02/10/2024;;proses;-;\n");
    let mut rows = String::from("NIP;Hari\n");
    for hari in [1, 2, 3, 4, 5, 6, 7, 8, 900] {
        rows.push_str(&format!("{secret};{hari}\n"));
    }
    files.insert("data/pegawai-2024-TW4.csv".into(), rows.into_bytes());
    let before = format!("NIP;Hari\n{secret};1\n");
    files.insert("data/pegawai-2024-TW3.csv".into(), before.into_bytes());
    files.insert("data/daftar-2024-TW4.csv".into(), b"NIP\n199002022015022002\n".to_vec());
    let run = run_clean(&MemoryFiles::new(files), ask("2024-Q4", None, 1));
    let codes = run.codes();
    for code in ["reference", "outlier", "jump", "balance-one-sided"] {
        assert!(codes.contains_key(code), "no {code}: {}", run.printed());
    }
    assert!(!run.printed().contains(secret) && !run.printed().contains("199002022015022002"));
}

#[test]
fn every_finding_that_can_be_waived_has_words() {
    let words = Messages::new(Lang::Id);
    for code in WAIVABLE {
        assert!(words.has(code), "{code}");
    }
}

/// A unit that handed in nothing lost no case: what is missing is its register.
#[test]
fn only_a_register_that_was_handed_in_can_lose_a_case() {
    let mut files = tree(&case_dir("diagnostics/base"));
    let definitions = String::from_utf8(files["indicators/definisi.toml"].clone()).unwrap();
    let definitions = definitions
        .replace(
            "covers = { period = \"file-name:register-{tahun}-{triwulan}\" }",
            "covers = { period = \"file-name:register-{tim}-{tahun}-{triwulan}\", \
             team = \"file-name:register-{tim}-*\" }",
        )
        .replace(
            "key = [\"nomor\"]\n",
            "key = [\"nomor\"]\non_conflict = \"latest\"\non_vanish = \"warning\"\n",
        );
    files.insert("indicators/definisi.toml".into(), definitions.into_bytes());
    files.retain(|path, _| !path.starts_with("data/"));
    let head = "Nomor;Unit;Tanggal Masuk;Tanggal Selesai;Status;Biaya;Lama Hari\n";
    let mut add = |name: &str, rows: &str| {
        files.insert(format!("data/register-{name}.csv"), format!("{head}{rows}").into_bytes());
    };
    add("humas-2024-TW3", "A1;Humas;02/09/2024;;proses;-;\n");
    add("umum-2024-TW3", "B1;Umum;02/09/2024;;proses;-;\n");
    add("umum-2024-TW4", "B2;Umum;25/10/2024;;proses;-;\n");
    let run = run_clean(&MemoryFiles::new(files), ask("2024-Q4", None, 1));
    assert_eq!(run.codes().get("key-vanished"), Some(&1), "{}", run.printed());
    assert!(run.printed().contains("register-umum-2024-TW3"), "{}", run.printed());
}
