//! The same inputs give the same bytes, whatever the order of files or the number of threads.

use std::process::Command;

use zona::domain::{FileError, Files, MemoryFiles};

use crate::demo;
use crate::support::{TempDir, ask, project_of, run_clean, zona};

const CASES: [&str; 4] =
    ["worked/setoran", "worked/kartu", "worked/jatuh_tempo", "worked/rasio_gabungan"];

#[test]
fn the_same_inputs_give_the_same_bytes() {
    for (case, period) in [("worked/setoran", "2024-Q2"), ("worked/kartu", "2024-Q1")] {
        let files = MemoryFiles::new(project_of(case));
        let documents = || run_clean(&files, ask(period, None, 8)).documents();
        let (first, second) = (documents(), documents());
        assert!(first.len() > 5, "{case} has no chart");
        assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
        for (name, bytes) in &first {
            assert!(*bytes == second[name], "{case}: {name} differs");
            assert!(!bytes.is_empty(), "{case}: {name} is empty");
        }
    }
}

/// Files whose list runs backwards.
struct Backwards {
    files: MemoryFiles,
    paths: Vec<String>,
}

impl Backwards {
    fn new(files: MemoryFiles) -> Self {
        let paths = files.paths().iter().rev().cloned().collect();
        Self { files, paths }
    }
}

impl Files for Backwards {
    fn paths(&self) -> &[String] {
        &self.paths
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        self.files.read(path)
    }
}

#[test]
fn the_order_of_files_changes_no_figure() {
    for case in CASES {
        let files = MemoryFiles::new(project_of(case));
        for period in ["2024-Q1", "2024-Q2", "2024-Q4"] {
            let forwards = run_clean(&files, ask(period, None, 4));
            let backwards = run_clean(&Backwards::new(files.clone()), ask(period, None, 4));
            assert_eq!(forwards.rows(), backwards.rows(), "{case} {period}");
            assert_eq!(forwards.graded.cards, backwards.graded.cards, "{case} {period}");
        }
    }
}

#[test]
fn the_order_of_files_changes_no_figure_of_the_demo() {
    let backwards = run_clean(&Backwards::new(demo::files()), ask("2024-Q4", None, 8));
    assert_eq!(demo::demo().rows(), backwards.rows());
}

#[test]
fn the_number_of_threads_and_the_locale_change_nothing() {
    let dir = TempDir::with("threads", &project_of("worked/jatuh_tempo"));
    let args = ["compute", "--period", "2024-Q4", "--format", "csv", "--quiet"];
    let plain = zona(dir.path(), &args);
    assert_eq!(plain.code, 0, "{}", plain.stderr);
    assert!(plain.stdout.contains(",tepat_waktu,"), "{}", plain.stdout);
    for threads in ["1", "7"] {
        let output = Command::new(env!("CARGO_BIN_EXE_zona"))
            .args(args)
            .current_dir(dir.path())
            .env("POLARS_MAX_THREADS", threads)
            .env("LC_ALL", "id_ID.UTF-8")
            .env("TZ", "Asia/Jakarta")
            .output()
            .unwrap();
        assert_eq!(String::from_utf8(output.stdout).unwrap(), plain.stdout, "{threads} threads");
    }
}
