//! Figures worked out by hand: `tests/cases/worked/*/README.md` shows how.

use zona::domain::{Blank, DatasetId, MemoryFiles, Number, Reason, Value};
use zona::spec::expr::Scalar;

use crate::support::{TempDir, ask, check_case, project_of, run_clean, workbook_text, zona};

#[test]
fn a_parents_ratio_is_a_ratio_of_sums() {
    check_case("worked/rasio_gabungan");
}

#[test]
fn complaints_are_counted_in_the_quarter_in_which_they_fall_due() {
    check_case("worked/jatuh_tempo");
}

#[test]
fn zero_missing_and_not_applicable_are_three_things() {
    check_case("worked/kosong");
}

#[test]
fn handing_in_nothing_raises_no_score() {
    check_case("worked/kartu");
}

#[test]
fn ties_and_thirds_are_exact() {
    check_case("worked/tepat");
}

/// The official rule in steps: capped per *jenis belanja*, weighted, then averaged.
#[test]
fn absorption_is_capped_weighted_and_averaged_in_steps() {
    check_case("worked/ikpa_penyerapan");
}

/// A report shows the structure of the last day of its period.
#[test]
fn teams_that_were_moved_and_merged_lose_no_row() {
    check_case("worked/susunan_unit");
}

/// Earlier quarters in the structure of today: the same rows, under the teams of today.
#[test]
fn an_earlier_quarter_can_be_shown_in_todays_structure() {
    let dir = TempDir::new("susunan");
    for (path, bytes) in project_of("worked/susunan_unit") {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let asked = ["compute", "--period", "2024-Q1", "--structure", "2024-09-30", "--format", "csv"];
    let out = zona(dir.path(), &asked);
    assert_eq!(out.code, 0, "{}", out.stderr);
    let value = |team: &str| {
        let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
        let mut lines = out.stdout.lines().map(cells);
        let line = lines.find(|cells| cells[2] == "surat" && cells[4] == team);
        line.map(|cells| cells[6].clone())
    };
    assert_eq!(value("data").as_deref(), Some("1100"), "{}", out.stdout);
    assert_eq!(value("bidang").as_deref(), Some("11101"));
    assert_eq!(value("tu").as_deref(), Some("10"));
    assert_eq!(value("sistem"), None);
}

#[test]
fn parents_of_a_sheet_are_checked_and_not_counted() {
    check_case("worked/jenjang");
}

#[test]
fn the_latest_drop_counts_and_copies_are_folded() {
    check_case("worked/setoran");
}

#[test]
fn each_period_has_the_version_valid_on_its_last_day() {
    check_case("worked/versi");
}

#[test]
fn targets_come_from_where_they_are_said_to() {
    check_case("worked/target");
    let files = MemoryFiles::new(project_of("worked/target"));
    let run = |period| run_clean(&files, ask(period, None, 1));
    let rated = |period, indicator: &str, team: &str| {
        let graded = run(period).grade(indicator, team);
        graded.rating.map(|rating| rating.label)
    };
    assert_eq!(rated("2024-Q1", "skm", "satu").as_deref(), Some("B"));
    assert_eq!(rated("2024-Q1", "skm", "dua").as_deref(), Some("D"));
    assert_eq!(rated("2024-Q1", "skm", "kantor"), None);
    assert_eq!(rated("2024-Q2", "di_atas", "satu").as_deref(), Some("Baik"));
    let blank = |period, indicator: &str, team: &str| {
        let graded = run(period).grade(indicator, team);
        let (blank, reason) = graded.score.blank().expect("no score");
        (blank, reason.clone())
    };
    let sasaran = || DatasetId::new("sasaran");
    let none = (Blank::Missing, Reason::NoRow(sasaran()));
    assert_eq!(blank("2024-Q1", "dari_data", "dua"), none);
    assert_eq!(blank("2024-Q2", "dari_data", "satu"), none);
    assert_eq!(blank("2024-Q1", "skm", "kantor"), (Blank::Missing, Reason::OffScale));
    assert_eq!(blank("2024-Q1", "bukan_fakta", "satu"), (Blank::Missing, Reason::NotYesNo));
    assert_eq!(blank("2024-Q1", "turun", "dua"), (Blank::NotApplicable, Reason::NoDistance));
    assert_eq!(blank("2024-Q3", "jalur", "satu").1.code(), "not-covered");
    let both = run("2024-Q1").grade("kinerja", "satu");
    let shown = |value: Option<Value>| value.and_then(|value| value.number().cloned()).unwrap();
    assert_eq!(shown(both.progress).to_plain(6), "0.7321");
    assert_eq!(shown(both.performance).to_plain(8), "0.79796875");
}

#[test]
fn what_is_taken_off_is_taken_off_a_rounded_score() {
    check_case("worked/pengurang");
}

#[test]
fn answers_count_by_the_assessor_that_was_declared() {
    check_case("worked/jawaban");
    let files = MemoryFiles::new(project_of("worked/jawaban"));
    let run = run_clean(&files, ask("2024-Q1", None, 1));
    let card = run.card("zi", "kantor");
    let shown: Vec<String> = card
        .layers
        .iter()
        .map(|(layer, root)| format!("{layer} {}", root.score.number().unwrap().to_plain(6)))
        .collect();
    assert_eq!(shown, ["unit 53.516667", "tpi 51.316667"]);
    let node = |id: &str| card.root.nodes().into_iter().find(|node| node.id == id).unwrap();
    let points = |id: &str| node(id).points.clone().unwrap();
    assert_eq!(points("1.a"), Number::from(10u32).checked_div(&Number::from(3u32)).unwrap());
    assert_eq!(points("area1"), Number::from(20u32).checked_div(&Number::from(3u32)).unwrap());
    assert_eq!(points("ipak"), Number::parse("15.75").unwrap());
    let blank = |id: &str| node(id).score.blank().map(|(blank, reason)| (blank, reason.clone()));
    assert_eq!(blank("2.a"), Some((Blank::Missing, Reason::NoAnswer)));
    assert_eq!(blank("2.b"), Some((Blank::NotApplicable, Reason::NoObject)));
    let no_row = Reason::NoRow(DatasetId::new("mandiri"));
    let dua = &run.card("tim", "dua").root;
    let first = dua.nodes()[1].score.blank().map(|(blank, reason)| (blank, reason.clone()));
    assert_eq!(first, Some((Blank::Missing, no_row)));
}

#[test]
fn each_complaint_lies_in_one_quarter() {
    let files = MemoryFiles::new(project_of("worked/jatuh_tempo"));
    let due = |period| {
        let value = run_clean(&files, ask(period, None, 1)).value("jatuh_tempo", "kantor");
        value.number().unwrap().to_i64().unwrap()
    };
    assert_eq!(due("2024-Q3") + due("2024-Q4") + due("2025-Q1"), 11);
}

#[test]
fn a_later_drop_changes_no_earlier_quarter() {
    let all = project_of("worked/jatuh_tempo");
    let mut early = all.clone();
    early.retain(|path, _| !path.contains("2024-TW4") && !path.contains("2025"));
    assert_eq!(early.len() + 2, all.len());
    let rows = |files| run_clean(&MemoryFiles::new(files), ask("2024-Q3", None, 1)).rows();
    assert_eq!(rows(early), rows(all));
}

/// The same as the case `kartu`, seen from the team: taking its file away gains it nothing.
#[test]
fn taking_a_bad_file_away_gains_nothing() {
    let all = project_of("worked/kartu");
    for card in ["biasa", "longgar", "bertingkat", "keras"] {
        for (team, file) in [("nol", "anggaran-nol"), ("penuh", "anggaran-penuh")] {
            let score = |files: &std::collections::BTreeMap<String, Vec<u8>>| {
                let run = run_clean(&MemoryFiles::new(files.clone()), ask("2024-Q1", None, 1));
                run.card(card, team).root.score.clone()
            };
            let mut without = all.clone();
            without.retain(|path, _| !path.contains(file));
            assert!(without.len() < all.len());
            let with = score(&all).number().cloned().expect("its data are there");
            if let Some(absent) = score(&without).number() {
                assert!(*absent <= with, "{card} {team}: {absent:?} without, {with:?} with");
            }
        }
    }
}

#[test]
fn blanks_are_never_numbers() {
    let files = MemoryFiles::new(project_of("worked/kosong"));
    let run = run_clean(&files, ask("2024-Q4", None, 1));
    assert_eq!(run.value("jumlah", "humas"), Value::Number(Number::zero()));
    assert_eq!(
        run.value("persen_cepat", "humas"),
        Value::Blank(Blank::NotApplicable, Reason::ZeroDenominator)
    );
    for row in run.rows() {
        assert_eq!(row.value.is_none(), !row.reason.is_empty(), "{row:?}");
        assert_eq!(row.kind == "angka", row.value.is_some(), "{row:?}");
    }
}

/// Why figures are fractions: what binary floating point makes of the same sums.
#[test]
fn floats_get_these_wrong() {
    let number = |text: &str| Number::parse(text).unwrap();
    let quotient = |a: &str, b: &str| number(a).checked_div(&number(b)).unwrap();
    let hundred = Number::from(100u32);

    let achievement = &quotient("83.02", "80") * &hundred;
    assert_eq!(
        (achievement.to_fixed(2), achievement >= number("103.775")),
        ("103.78".into(), true)
    );
    let float = 83.02_f64 / 80.0 * 100.0;
    assert_eq!((format!("{float:.2}"), float >= 103.775), ("103.77".into(), false));

    assert_eq!(number("69.285").to_fixed(2), "69.29");
    assert_eq!(format!("{:.2}", 69.285_f64), "69.28");

    let tenths = (0..10).fold(Number::zero(), |sum, _| &sum + &number("0.1"));
    assert_eq!(tenths, 1);
    assert!((0..10).fold(0.0, |sum, _| sum + 0.1_f64) < 1.0);

    assert_eq!(&quotient("57", "100") * &hundred, 57);
    assert_eq!(format!("{:.14}", 0.57_f64 * 100.0), "56.99999999999999");

    let index = &quotient("3.60", "4") * &number("17.50");
    assert!(index >= number("15.75"));
    assert_eq!(&quotient("1", "3") * &number("75"), 25);
}

/// A parent that is not the sum of its children is named with its cell and the difference.
#[test]
fn a_wrong_parent_is_reported_and_not_used() {
    let mut files = project_of("worked/jenjang");
    let name = "data/fa-2024-TW1.csv";
    let text = String::from_utf8(files[name].clone()).unwrap();
    let text =
        text.replace("2886;Pembinaan Administrasi;600;250", "2886;Pembinaan Administrasi;610;250");
    files.insert(name.into(), text.into_bytes());
    let run = run_clean(&MemoryFiles::new(files), ask("2024-Q1", None, 1));
    assert_eq!(run.value("pagu", "kantor"), Value::Number(Number::from(1500u32)));
    let printed = run.printed();
    let lines: Vec<&str> = printed.lines().filter(|line| line.contains("610")).collect();
    assert_eq!(
        lines,
        ["peringatan[parent-sum]: induk tidak sama dengan jumlah anaknya pada kolom `Pagu`: \
         tertulis 610, jumlah anaknya 600",]
    );
    assert!(printed.contains("--> data/fa-2024-TW1.csv, baris 4, kolom 3"), "{printed}");
    // The program then does not add up either: 610 + 400 is not 1000.
    assert_eq!(run.codes().get("parent-sum"), Some(&2));
}

/// Nothing personal leaves: not in documents, findings, explanations or lists of rejected rows.
#[test]
fn nothing_personal_is_put_out() {
    let secrets =
        ["sutrisno", "kusumaatmaja", "198501012010011001", "199002022015022002", "antrean rusak"];
    let clean = |place: &str, text: &str| {
        let text = text.to_lowercase();
        for secret in secrets {
            assert!(!text.contains(secret), "{secret} stands in {place}");
        }
    };
    let files = project_of("worked/setoran");
    let run = run_clean(&MemoryFiles::new(files.clone()), ask("2024-Q1", None, 8));
    clean("the findings", &run.printed());
    // What is dropped is not even held; what serves as a key only is, and never put out.
    let table = run.loaded.tables.iter().next().unwrap();
    for row in 0..table.len() {
        assert_eq!(table.cell(row, "nama"), Scalar::Null);
        assert_eq!(table.cell(row, "isi"), Scalar::Null);
        assert_ne!(table.cell(row, "nip"), Scalar::Null);
    }
    for (name, bytes) in run.documents() {
        match name.ends_with(".xlsx") {
            true => clean(&name, &workbook_text(&bytes)),
            false => clean(&name, &String::from_utf8_lossy(&bytes)),
        }
    }
    let dir = TempDir::with("personal", &files);
    let commands: [&[&str]; 5] = [
        &["check", "--rejects", "ditolak"],
        &["check", "--format", "json"],
        &["check", "--format", "github"],
        &["explain", "jumlah", "--team", "humas", "--period", "2024-Q1", "--plan"],
        &["report", "--period", "2024-Q1", "--format", "html,csv,json,svg"],
    ];
    for args in commands {
        let ran = zona(dir.path(), args);
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.stderr);
        clean(&args.join(" "), &ran.stdout);
        clean(&args.join(" "), &ran.stderr);
    }
    let mut n_outputs = 0;
    for (path, bytes) in crate::support::tree(dir.path()) {
        if path.starts_with("reports/") || path.starts_with("ditolak/") {
            n_outputs += 1;
            clean(&path, &String::from_utf8_lossy(&bytes));
        }
    }
    assert!(n_outputs >= 5, "{n_outputs} files were put out");
}
