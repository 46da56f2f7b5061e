//! Behaviour at edges that once went wrong, each named for what must hold.

use zona::domain::{MemoryFiles, Number, Reason, Value};

use zona::render;

use crate::support::{TempDir, ask, case_dir, project_of, run_clean, tree, zona};

/// Where a target comes from another indicator and its data are taken away, the leaf is
/// *belum ada* as those data are: it keeps its weight, and no score rises for it.
#[test]
fn taking_a_target_away_gains_nothing() {
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
    assert_eq!(without, Value::Number(Number::from(32u32)));
}

/// Of a workbook with several sheets that have the header, only the first is read where the
/// contract names no sheets, and the others are named.
#[test]
fn sheets_that_are_left_out_are_named() {
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
    assert_eq!(run.codes().get("sheet-left-out"), Some(&1), "{}", run.printed());
    assert!(run.printed().contains("November"));
}

/// A case that is still open has no closing date because nothing has happened yet; an indicator by
/// closing date does not call that a defect.
#[test]
fn open_cases_lack_no_date() {
    let mut files = tree(&case_dir("diagnostics/base"));
    let own = "[indicator.ditutup]\nname = \"Ditutup\"\ndataset = \"pengaduan\"\n\
               date = \"tanggal_selesai\"\nformula = \"COUNT(*)\"\n";
    files.insert("indicators/kasus.toml".into(), own.as_bytes().to_vec());
    let run = run_clean(&MemoryFiles::new(files), ask("2024-Q4", None, 1));
    assert_eq!(run.value("ditutup", "kantor"), Value::Number(Number::one()));
    assert_eq!(run.codes().get("undated-rows"), None, "{}", run.printed());
}

/// Nothing late at all is the best there is: no ratio can say so, the reason does, and the score is
/// the highest there is.
#[test]
fn a_perfect_zero_is_perfect_when_the_target_is_divided_by_it() {
    use zona::score::achievement::achievement;
    use zona::spec::Better;
    let target = Number::from(5u32);
    let found = achievement(&Better::LowerInverse, &Number::zero(), Some(&target));
    assert_eq!(found, Value::not_applicable(Reason::ZeroActual));
    let mut files = tree(&case_dir("diagnostics/base"));
    let own = "[indicator.terlambat]\nname = \"Terlambat\"\ndataset = \"pengaduan\"\n\
               formula = \"COUNT(*) FILTER (WHERE nomor = 'tidak ada')\"\n\
               better = \"lower_inverse\"\ntarget = 5\nscore = { cap = 110 }\n";
    files.insert("indicators/kasus.toml".into(), own.as_bytes().to_vec());
    let run = run_clean(&MemoryFiles::new(files), ask("2024-Q4", None, 1));
    let score = run.rows().into_iter().find(|row| row.indicator == "terlambat").unwrap().score;
    assert_eq!(score, Some(Number::from(110u32)));
}

/// The figures `n` (rows) and `s` (sum) of a team, over one table with these lines.
fn small(name: &str, definitions: &str, files: &[(&str, &str)], figure: (&str, &str)) -> Value {
    let settings = "[office]\nname = \"Kantor\"\n[[team]]\nid = \"kantor\"\nname = \"Kantor\"\n\
                    [[team]]\nid = \"humas\"\nname = \"Humas\"\nparent = \"kantor\"\n\
                    [[team]]\nid = \"hukum\"\nname = \"Hukum\"\nparent = \"kantor\"\n";
    let base = "[dataset.d]\nfiles = [\"data/d-*\"]\ndate = \"tgl\"\nteam = \"unit\"\n\
                covers = { period = \"file-name:d-{tahun}-{triwulan}\" }\n";
    let columns = "[dataset.d.column]\ntgl = { type = \"date\", header = [\"Tanggal\"] }\n\
                   unit = { type = \"team\", header = [\"Unit\"] }\n\
                   nilai = { type = \"number\", header = [\"Nilai\"] }\n\
                   ket = { type = \"text\", header = [\"Keterangan\"] }\n";
    let own = "[indicator.n]\nname = \"n\"\nfor = \"each\"\ndataset = \"d\"\nformula = \"COUNT(*)\"\n\
               [indicator.s]\nname = \"s\"\nfor = \"each\"\ndataset = \"d\"\nformula = \"SUM(nilai)\"\n";
    let text = format!("{base}{definitions}\n{columns}{own}");
    let mut all = vec![("zona.toml", settings), ("indicators/d.toml", text.as_str())];
    all.extend(files);
    let run = run_clean(&MemoryFiles::new(all), ask("2024-Q3", None, 1));
    assert!(!run.diags.has_errors(), "{name}: {}", run.printed());
    run.value(figure.0, figure.1)
}

/// Heads that come again further down are set aside; the rows above them still count.
#[test]
fn heads_that_come_again_wipe_out_nothing() {
    let rows = "Tanggal,Unit,Nilai\n2024-07-01,humas,100\nTanggal,Unit,Nilai\n2024-08-01,humas,1\n";
    let found = small("heads", "", &[("data/d-2024-TW3.csv", rows)], ("s", "humas"));
    assert_eq!(found, Value::Number(Number::from(101u32)));
}

/// A row whose key is blank names nothing that a later drop could supersede.
#[test]
fn rows_without_a_key_are_not_one_another() {
    let keyed = "key = [\"ket\"]\non_conflict = \"latest\"\n";
    let rows = "Tanggal,Unit,Nilai,Keterangan\n2024-07-01,humas,1,\n2024-07-02,humas,2,\n";
    let found = small("keys", keyed, &[("data/d-2024-TW3.csv", rows)], ("s", "humas"));
    assert_eq!(found, Value::Number(Number::from(3u32)));
}

/// A row that begins with a word of totals but names a team and a day is data.
#[test]
fn a_thing_called_total_is_no_total() {
    let rows =
        "Keterangan,Unit,Tanggal,Nilai\nTotal Quality Award,humas,2024-07-01,30\nJumlah,,,30\n";
    let found = small("total", "", &[("data/d-2024-TW3.csv", rows)], ("s", "humas"));
    assert_eq!(found, Value::Number(Number::from(30u32)));
}

/// A team that the contract does not expect has handed in nothing: that is no zero.
#[test]
fn a_team_that_is_not_expected_has_no_zero() {
    let one = "expected = [\"humas\"]\n";
    let text = "Tanggal,Unit,Nilai\n2024-07-01,humas,1\n";
    let files = [("data/d-2024-TW2.csv", text)];
    let found = small("expected", one, &files, ("n", "hukum"));
    assert!(matches!(found, Value::Blank(zona::domain::Blank::Missing, _)), "{found:?}");
}

/// A head that was renamed in one file: what stood under it is missing, not nothing.
#[test]
fn a_renamed_head_is_missing_and_not_zero() {
    let files = [
        ("data/d-2024-TW2.csv", "Tanggal,Unit,Nilai\n2024-04-01,humas,1\n"),
        ("data/d-2024-TW3.csv", "Tanggal,Unit,Jumlah\n2024-07-01,humas,1\n"),
    ];
    let found = small("renamed", "", &files, ("s", "humas"));
    assert!(matches!(found, Value::Blank(_, Reason::NoColumn { .. })), "{found:?}");
    assert_eq!(small("renamed", "", &files, ("n", "humas")), Value::Number(Number::one()));
}

/// A report of some formats leaves those that it does not make only where they say the same: made
/// from the same inputs for the same period, and as they were written.
#[test]
fn no_stale_document_stands_beside_a_fresh_one() {
    let mut files = tree(&case_dir("diagnostics/base"));
    let dir = TempDir::with("stale", &files);
    let report = |args: &[&str]| {
        let base = ["report", "--period", "2024-Q4", "--out", "keluar", "--format"];
        let ran = zona(dir.path(), &[&base[..], args].concat());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let mut names: Vec<String> = tree(&dir.path().join("keluar")).into_keys().collect();
        names.retain(|name| name != "manifest.json");
        (names.join(" "), ran.stderr)
    };
    assert_eq!(report(&["html,csv"]).0, "hasil.csv index.html");
    let (names, said) = report(&["json"]);
    assert_eq!(names, "hasil.csv hasil.json index.html");
    assert!(said.contains("Tetap ada dari laporan sebelumnya"), "{said}");
    // Kept documents are on the manifest, so that a third run knows them too.
    assert_eq!(report(&["csv"]).0, "hasil.csv hasil.json index.html");
    // Another language says something else.
    assert_eq!(report(&["csv", "--lang", "en"]).0, "hasil.csv");
    assert_eq!(report(&["html,json"]).0, "hasil.json index.html");
    // What somebody changed is nobody's document any more.
    std::fs::write(dir.path().join("keluar/hasil.json"), "{}").unwrap();
    let (names, said) = report(&["html"]);
    assert_eq!(names, "index.html");
    assert!(said.contains("Dihapus") && said.contains("hasil.json"), "{said}");
    // Neither is what was made from other data.
    assert_eq!(report(&["json"]).0, "hasil.json index.html");
    let path = "data/register-2024-TW4.csv".to_owned();
    files.get_mut(&path).unwrap().extend(b"A9;Umum;09/10/2024;;proses;-;\n");
    std::fs::write(dir.path().join(&path), &files[&path]).unwrap();
    let (names, said) = report(&["csv"]);
    assert_eq!(names, "hasil.csv");
    assert!(said.contains("Dihapus"), "{said}");
}

/// A period that nobody has handed in yet is no bad period: its cards have no score, and the run
/// says that there are no data.
#[test]
fn an_office_without_data_is_not_judged() {
    let dir = TempDir::new("new-office");
    assert_eq!(zona(dir.path(), &["init", "kantor"]).code, 0);
    let project = dir.path().join("kantor");
    let files = MemoryFiles::new(tree(&project));
    let run = run_clean(&files, ask("2024-Q4", None, 1));
    let card = run.card("tim", "kanwil");
    assert_eq!(card.root.score, Value::missing(Reason::NoScore));
    assert!(card.rating.is_none());
    let page = render::html(&run.report(), &render::svg);
    assert!(page.contains("belum dapat dinilai"), "the page does not say so");
    let ran = zona(&project, &["report", "--period", "2024-Q4", "--format", "csv"]);
    assert!(
        ran.stderr.contains("tidak ada satu pun data untuk Triwulan IV 2024"),
        "{}",
        ran.stderr
    );
}

/// Before the end of a period its target says nothing yet, but for a path that goes month by month
/// and for a target that holds on any day.
#[test]
fn what_cannot_be_judged_before_the_end_of_a_period_is_not() {
    let rows = "Unit,Tanggal,Nilai\nHumas,31/10/2024,30\nHumas,14/11/2024,6\n";
    let definitions = "[dataset.hasil]\nfiles = [\"data/hasil-*.csv\"]\ndate = \"tanggal\"\n\
         covers = { period = \"file-name:hasil-{tahun}\" }\n\
         [dataset.hasil.column]\ntanggal = { type = \"date\", header = [\"Tanggal\"] }\n\
         nilai = { type = \"number\", header = [\"Nilai\"] }\n";
    let indicator = |id: &str, more: &str| {
        format!(
            "[indicator.{id}]\nname = \"{id}\"\ndataset = \"hasil\"\nformula = \"SUM(nilai)\"\n\
             window = \"year_to_date\"\nbetter = \"higher\"\n{more}\n"
        )
    };
    let path = "target = { year = 90, path = { \"10\" = 33, \"11\" = 48, \"12\" = 100 } }";
    let quarters = "target = { year = 90, path = { TW3 = 30, TW4 = 100 } }";
    let cards = "[scorecard.kartu]\nname = \"Kartu\"\n\
         leaf = [{ indicator = \"akhir\", weight = 100 }]\n";
    let all = [
        definitions.to_owned(),
        indicator("bulanan", path),
        indicator("triwulanan", quarters),
        indicator("akhir", "target = 72"),
        indicator("kapan_saja", "target = 72\njudged = \"any_day\""),
        cards.to_owned(),
    ];
    let files = MemoryFiles::new([
        ("zona.toml", crate::support::office(&[("kantor", "Kantor", None)])),
        ("indicators/hasil.toml", all.join("\n")),
        ("data/hasil-2024.csv", rows.to_owned()),
    ]);
    let run = run_clean(&files, ask("2024-Q4", Some("2024-11-14"), 1));
    let check = |id: &str, target: &str, achievement: Option<&str>| {
        let grade = run.grade(id, "kantor");
        assert_eq!(grade.target.map(|target| target.to_plain(6)).as_deref(), Some(target), "{id}");
        let found = grade.achievement.number().map(|number| number.to_plain(6));
        assert_eq!(found.as_deref(), achievement, "{id}");
    };
    // 14 of 30 days between 33 and 48 %: 33 + 15 × 14/30 = 40 %, and 40 % of 90 is 36.
    check("bulanan", "36", Some("1"));
    check("akhir", "72", None);
    check("triwulanan", "90", None);
    check("kapan_saja", "72", Some("0.5"));
    assert_eq!(run.grade("akhir", "kantor").achievement, Value::missing(Reason::Running));
    assert_eq!(run.card("kartu", "kantor").root.score, Value::missing(Reason::Running));
    // The same on the last day.
    let run = run_clean(&files, ask("2024-Q4", None, 1));
    let score = run.card("kartu", "kantor").root.score.clone();
    assert_eq!(score, Value::Number(Number::from(50u32)));
}
