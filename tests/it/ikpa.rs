//! IKPA from published reports: the flattened table without weights, what cannot be told from it,
//! and a header that does not belong to its data.

use std::collections::BTreeMap;

use zona::domain::{MemoryFiles, Value};

use crate::support::{Run, TempDir, ask, project_of, run_clean, zona};

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

const GUP: &str = "Kode Satker;Nomor SPM;Jenis;Tanggal;Nilai;UP/TUP Dikelola;Setoran TUP\n";

/// The first quarter of 2024 with these registers of GUP, which lack the date of the one before.
fn with_gup(registers: &[(&str, &str)]) -> Run {
    let mut files = project_of("resmi/ikpa_transaksi");
    for (year, rows) in registers {
        files.insert(format!("data/ikpa/gup-{year}.csv"), format!("{GUP}{rows}").into_bytes());
    }
    run_clean(&MemoryFiles::new(files), ask("2024-Q1", None, 1))
}

fn told(value: &Value) -> String {
    match value {
        Value::Number(number) => number.to_fixed(2),
        Value::Blank(blank, _) => blank.word().to_owned(),
    }
}

/// The GUP before is looked for among those of the satker, over the files of all years; where a
/// year or a row between is lacking nobody knows, and the GUP counts neither way.
#[test]
fn the_gup_before_is_that_of_the_same_satker_over_all_years() {
    // On time on 29 January (a month after 29 December), late on 1 March (29 February was the day).
    let of_2024 =
        "a;1;GUP;29 Jan 2024;90;100;\na;2;GUP;1 Mar 2024;90;100;\nb;1;GUP;10 Jan 2024;90;100;\n";
    let whole = with_gup(&[("2023", "a;9;GUP;29 Des 2023;90;100;\n"), ("2024", of_2024)]);
    assert_eq!(told(&whole.value("up_tepat_waktu", "a")), "50.00");
    assert_eq!(told(&whole.value("up_tepat_waktu", "b")), "tidak_berlaku");
    assert!(whole.printed().contains("Tanggal pertanggungjawaban sebelumnya tidak diketahui"));
    let gap = with_gup(&[("2022", "a;9;GUP;29 Des 2022;90;100;\n"), ("2024", of_2024)]);
    assert_eq!(told(&gap.value("up_tepat_waktu", "a")), "0.00");
    let broken = format!("{of_2024}a;3;GUP;20 Feb 2024;sembilan;100;\n");
    let broken = with_gup(&[("2023", "a;9;GUP;29 Des 2023;90;100;\n"), ("2024", &broken)]);
    assert_eq!(told(&broken.value("up_tepat_waktu", "a")), "100.00");
}

/// Above satker *Revisi DIPA* is the mean of the satker: one without any revision counts, and while
/// one did not hand in there is no mean.
#[test]
fn the_revision_of_a_region_is_the_mean_of_its_satker() {
    let revision =
        |satker: &str, at: u32| format!("{satker};{at};{at:02} Feb 2024;201;1.000;1.000\n");
    let head = "Kode Satker;Revisi ke-;Tanggal Revisi;Kode Revisi;Pagu Semula;Pagu Menjadi\n";
    let rows: String = (1..=3).map(|at| revision("a", at)).collect();
    let mut files = project_of("resmi/ikpa_transaksi");
    let path = "data/ikpa/revisi-dipa-2024.csv".to_owned();
    files.insert(path, format!("{head}{rows}").into_bytes());
    let run = run_clean(&MemoryFiles::new(files), ask("2024-06", None, 1));
    let own = ["kantor", "a", "b"].map(|team| told(&run.value("ikpa_hitung_revisi", team)));
    assert_eq!(own, ["100.00", "50.00", "100.00"]);
    let mean =
        ["kantor", "a", "b"].map(|team| told(&run.value("ikpa_hitung_revisi_wilayah", team)));
    assert_eq!(mean, ["83.33", "50.00", "100.00"]);
    let none =
        run_clean(&MemoryFiles::new(project_of("resmi/ikpa_transaksi")), ask("2024-06", None, 1));
    assert_eq!(told(&none.value("ikpa_hitung_revisi_wilayah", "kantor")), "belum_ada");
}
