//! IKPA from published reports: the flattened table without weights, what cannot be told from it,
//! and a header that does not belong to its data.

use std::collections::BTreeMap;

use zona::domain::{MemoryFiles, Value};

use crate::support::{TempDir, ask, project_of, run_clean, zona};

const FLAT: &str = "data/ikpa/IKPA_DESEMBER_2022.csv";

fn figures(period: &str, codes: &[&str]) -> Vec<String> {
    let run = run_clean(&MemoryFiles::new(project_of("resmi/ikpa_rata")), ask(period, None, 1));
    let figure = |code: &&str| match run.value("ikpa_nilai_akhir", &format!("s{code}")) {
        Value::Number(number) => number.to_fixed(2),
        Value::Blank(_, reason) => reason.to_string(),
    };
    codes.iter().map(figure).collect()
}

/// What `zona check` says of the project with another table of December 2022.
fn checked(name: &str, table: &str) -> (i32, String) {
    let mut files: BTreeMap<String, Vec<u8>> = project_of("resmi/ikpa_rata");
    files.insert(FLAT.to_owned(), table.as_bytes().to_vec());
    let out = zona(TempDir::with(name, &files).path(), &["check"]);
    (out.code, format!("{}{}", out.stdout, out.stderr))
}

fn flat() -> String {
    String::from_utf8(project_of("resmi/ikpa_rata").remove(FLAT).unwrap()).unwrap()
}

/// Without weights, the conversion says which zeros do not apply, and the total which 50,00 did
/// not count.
#[test]
fn a_table_without_weights_gives_the_published_figures() {
    let codes = ["418456", "665292", "666506", "527975", "418460", "440502", "653271"];
    let published = ["99.03", "98.95", "97.60", "97.31", "94.76", "97.48", "98.27"];
    assert_eq!(figures("2022-12", &codes), published);
    let codes = ["656574", "431142", "424245", "111071", "440502"];
    assert_eq!(figures("2024-12", &codes), ["90.80", "90.09", "90.12", "94.40", "94.69"]);
}

/// Two zeros of equal weight and a conversion that lacks one of them: nobody can tell which.
#[test]
fn a_zero_that_cannot_be_told_is_set_aside_and_not_guessed() {
    let (code, said) = checked("ikpa-zero", &flat().replacen(";80%;", ";90%;", 1));
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("Nilai 0 yang tidak dapat dipastikan"), "{said}");
    assert!(said.contains("baris disisihkan"), "{said}");
}

/// Eight indicators under the header of seven: the figures of December 2022 as they were passed
/// on. Read as the header says they would give a conversion of 79,22.
#[test]
fn a_shifted_header_is_refused_with_the_reason() {
    let shifted = flat().replace("Dispensasi SPM;Capaian Output", "Capaian Output").replace(
        "Konversi Bobot;Nilai Akhir",
        "Konversi Bobot;Dispensasi SPM (Pengurang);Nilai Akhir",
    );
    let (code, said) = checked("ikpa-shifted", &shifted);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("galat[rule]: Isi kolom tidak sesuai dengan judulnya"), "{said}");
    let reason = "mungkin judul kolom 2024 terpasang di atas data 2022–2023: di bawah Capaian Output berdiri Dispensasi SPM";
    assert!(said.contains(reason), "{said}");
}
