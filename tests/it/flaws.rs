//! Known flaws: what happens, each beside what should. Whoever mends one turns its test round.

use zona::domain::{MemoryFiles, Number, Reason, Value};

use crate::support::{ask, case_dir, project_of, run_clean, tree};

/// Where a target comes from another indicator and its data are taken away, the leaf is
/// *tidak berlaku* for want of a target, so its weight is lifted and the score rises from 32 to 80.
/// It should be *belum ada*, as the data behind the target are.
#[test]
fn taking_a_target_away_gains_points() {
    let mut all = project_of("worked/kartu");
    let definitions = String::from_utf8(all["indicators/definisi.toml"].clone()).unwrap();
    let definitions = definitions.replacen(
        "target = 100\nnot_applicable",
        "target = { indicator = \"pagu_mutu\" }\nnot_applicable",
        1,
    ) + "\n[indicator.pagu_mutu]\nname = \"Target\"\nfor = \"each\"\n\
           dataset = \"sasaran\"\nformula = \"SUM(nilai)\"\n\
           [dataset.sasaran]\nfiles = [\"data/sasaran-*.csv\"]\n\
           date = \"tanggal\"\nteam = \"unit\"\n\
           covers = { period = \"file-name:sasaran-{tahun}-{triwulan}\" }\n\
           [dataset.sasaran.column]\nunit = { type = \"team\", header = [\"Unit\"] }\n\
           tanggal = { type = \"date\", header = [\"Tanggal\"] }\n\
           nilai = { type = \"number\", header = [\"Nilai\"] }\n";
    all.insert("indicators/definisi.toml".into(), definitions.into_bytes());
    let with = {
        let mut files = all.clone();
        let rows = "Unit,Tanggal,Nilai\nNol,31/01/2024,100\n";
        files.insert("data/sasaran-2024-TW1.csv".into(), rows.as_bytes().to_vec());
        let run = run_clean(&MemoryFiles::new(files), ask("2024-Q1", None, 1));
        run.card("longgar", "nol").root.score.clone()
    };
    let without = run_clean(&MemoryFiles::new(all), ask("2024-Q1", None, 1));
    let without = without.card("longgar", "nol").root.score.clone();
    assert_eq!(with, Value::Number(Number::from(32u32)));
    assert_eq!(without, Value::Number(Number::from(80u32)));
}

/// Of a workbook with several sheets that have the header, only the first is read where
/// the contract names no sheets, and nothing is said about the others.
#[test]
fn other_sheets_are_left_out_in_silence() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, number) in [("Oktober", "A1"), ("November", "A2")] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (column, head) in (0..).zip(["Nomor", "Unit", "Tanggal Masuk"]) {
            sheet.write(0, column, head).unwrap();
        }
        for (column, cell) in (0..).zip([number, "Humas", "02/10/2024"]) {
            sheet.write(1, column, cell).unwrap();
        }
    }
    let mut files = tree(&case_dir("diagnostics/base"));
    files.retain(|path, _| !path.starts_with("data/"));
    files.insert("data/register-2024-TW4.xlsx".into(), book.save_to_buffer().unwrap());
    let run = run_clean(&MemoryFiles::new(files), ask("2024-Q4", None, 1));
    assert_eq!(run.value("jumlah", "kantor"), Value::Number(Number::one()));
    assert!(run.diags.is_empty(), "{}", run.printed());
}

/// A case that is still open has no closing date because nothing has happened yet, and
/// an indicator by closing date calls that a row without a date.
#[test]
fn open_cases_are_said_to_lack_a_date() {
    let mut files = tree(&case_dir("diagnostics/base"));
    let own = "[indicator.ditutup]\nname = \"Ditutup\"\ndataset = \"pengaduan\"\n\
               date = \"tanggal_selesai\"\nformula = \"COUNT(*)\"\n";
    files.insert("indicators/kasus.toml".into(), own.as_bytes().to_vec());
    let run = run_clean(&MemoryFiles::new(files), ask("2024-Q4", None, 1));
    assert_eq!(run.value("ditutup", "kantor"), Value::Number(Number::one()));
    assert_eq!(run.codes().get("undated-rows"), Some(&1), "{}", run.printed());
}

/// Nothing late at all is the best there is, but target divided by nothing has no
/// value, so the leaf drops out, with a reason that blames the target.
#[test]
fn a_perfect_zero_is_not_graded_when_the_target_is_divided_by_it() {
    use zona::score::achievement::achievement;
    use zona::spec::Better;
    let target = Number::from(5u32);
    let found = achievement(&Better::LowerInverse, &Number::zero(), Some(&target));
    assert_eq!(found, Value::not_applicable(Reason::ZeroTarget));
}
