//! Approved periods: what was published stays, what is computed now stands beside it.

use std::fs;

use zona::report::chart::Plot;

use crate::support::{TempDir, ask, charts, project_of, run_clean, zona};
use zona::domain::{MemoryFiles, TeamId};
use zona::report::change::{change, year_on_year};

/// The fields of a row of `compute --format csv`, by the names of the columns.
fn field(csv: &str, indicator: &str, column: &str) -> String {
    let mut lines = csv.lines();
    let at = lines.next().unwrap().split(',').position(|name| name == column).unwrap();
    let row = lines.find(|row| row.split(',').nth(2) == Some(indicator)).unwrap();
    row.split(',').nth(at).unwrap().to_owned()
}

/// A project whose 2023-Q4 is sealed and whose register was corrected afterwards: the archived
/// case of 2023 was finished in eight days, and another late one had been forgotten.
fn corrected() -> TempDir {
    let dir = TempDir::with("sealed", &project_of("worked/versi"));
    let sealed = zona(dir.path(), &["seal", "TW IV 2023"]);
    assert_eq!(sealed.code, 0, "{}", sealed.stderr);
    let path = dir.path().join("data/pengaduan-2023-TW4.csv");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(";30;arsip"));
    let late = "2023-4-05;20/12/2023;25;selesai\n2023-4-06;21/12/2023;26;selesai\n";
    fs::write(&path, format!("{text}{late}")).unwrap();
    dir
}

#[test]
fn a_sealed_figure_stays_beside_the_restated_one() {
    let dir = corrected();
    let csv = zona(dir.path(), &["compute", "--period", "2023-Q4", "--format", "csv"]);
    assert_eq!(csv.code, 0, "{}", csv.stderr);
    // Three of four were in time; with the two late ones it is three of six.
    assert_eq!(field(&csv.stdout, "tepat_waktu", "value"), "50");
    assert_eq!(field(&csv.stdout, "tepat_waktu", "published"), "75");
    assert_eq!(field(&csv.stdout, "tepat_waktu", "published_kind"), "angka");
    assert_eq!(field(&csv.stdout, "tepat_waktu", "published_score"), "93.75");
    assert_eq!(field(&csv.stdout, "tepat_waktu", "standing"), "dinyatakan_ulang");
    assert_eq!(field(&csv.stdout, "terlambat", "standing"), "terbit");
    let later = zona(dir.path(), &["compute", "--period", "2024-Q4", "--format", "csv"]);
    assert_eq!(field(&later.stdout, "tepat_waktu", "standing"), "sementara");
    assert_eq!(field(&later.stdout, "tepat_waktu", "version"), "2024-01-01");
}

#[test]
fn a_seal_is_never_overwritten() {
    let dir = corrected();
    let path = dir.path().join("sealed/2023-Q4.json");
    let before = fs::read(&path).unwrap();
    let again = zona(dir.path(), &["seal", "2023-Q4"]);
    assert_eq!((again.code, again.stdout.as_str()), (2, ""), "{}", again.stderr);
    assert!(fs::read(&path).unwrap() == before);
}

#[test]
fn nothing_is_sealed_while_there_are_errors() {
    let dir = TempDir::with("unsound", &project_of("worked/versi"));
    let path = dir.path().join("indicators/definisi.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("decimals = 0", "desimal = 0")).unwrap();
    assert_eq!(zona(dir.path(), &["seal", "2023-Q4"]).code, 1);
    assert!(!dir.path().join("sealed").exists());
}

#[test]
fn the_report_says_what_was_published_and_what_is_now() {
    let dir = corrected();
    for (period, times) in [("2023-Q4", 3), ("2024-Q4", 1)] {
        let ran = zona(dir.path(), &["report", "--period", period, "--format", "html"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let page = dir.path().join(format!("reports/{period}/index.html"));
        let page = fs::read_to_string(page).unwrap();
        // 3/4 against 80 was 93,75; 3/6 against 80 is 62,5, and the card is that alone.
        let card = page.contains("diterbitkan 93,75, kini 62,50");
        assert!(card, "{period} does not tell of the card");
        let said = page.matches("diterbitkan 75,00\u{a0}%, kini 50,00\u{a0}%").count();
        assert!(said >= times, "{period}: {said}");
        assert!(page.contains("dinyatakan-ulang"), "{period} lists no restatements");
        assert_eq!(page.contains("SEMENTARA"), period == "2024-Q4", "{period}");
    }
    let told = zona(dir.path(), &["explain", "tepat_waktu", "--period", "2023-Q4"]);
    assert!(told.stdout.contains("diterbitkan 75,00\u{a0}%, kini 50,00\u{a0}%"), "{}", told.stdout);
}

#[test]
fn changed_targets_and_weights_are_told_until_a_reason_is_given() {
    let dir = TempDir::with("promised", &project_of("worked/versi"));
    let path = dir.path().join("indicators/definisi.toml");
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(zona(dir.path(), &["seal", "2024-Q1"]).code, 0);
    let told = |text: &str| {
        fs::write(&path, text).unwrap();
        let ran = zona(dir.path(), &["check", "--all"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran.stderr
    };
    assert!(!told(&text).contains("after-seal"));
    let lower = text.replace("target = 90", "target = 70");
    assert!(told(&lower).contains("peringatan[target-after-seal]"));
    assert!(told(&lower).contains("dahulu 90, kini 70"), "{}", told(&lower));
    let reason = "\n[[revision]]\nof = \"tepat_waktu\"\non = 2024-07-01\n\
                  reason = \"SK 12 Tahun 2024\"\n";
    let with = told(&format!("{lower}{reason}"));
    assert!(!with.contains("after-seal") && with.contains("SK 12 Tahun 2024"), "{with}");
    let moved = text.replace("weight = 60", "weight = 50").replace("weight = 40", "weight = 50");
    assert!(told(&moved).contains("peringatan[weight-after-seal]"), "{}", told(&moved));
    // The weights of another year are another version of the card, and no promise of this one.
    let earlier = text.replace("weight = 100", "weight = 100.0");
    assert!(!told(&earlier).contains("after-seal"));
    // The target of another year is no promise of this one.
    assert!(!told(&text.replace("target = 80", "target = 70")).contains("after-seal"));
}

#[test]
fn scores_of_two_versions_of_a_card_are_not_compared() {
    let dir = TempDir::with("card-versions", &project_of("worked/versi"));
    for (period, said) in [("2024-Q1", true), ("2024-Q3", false)] {
        let ran = zona(dir.path(), &["report", "--period", period, "--format", "html"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let page = fs::read_to_string(dir.path().join(format!("reports/{period}/index.html")));
        let found = page.unwrap().contains("kartu nilai ini berganti sejak 1 Januari 2024");
        assert_eq!(found, said, "{period}");
    }
}

#[test]
fn a_series_is_cut_where_its_definition_changes() {
    let files = MemoryFiles::new(project_of("worked/versi"));
    let run = run_clean(&files, ask("2024-Q4", None, 8));
    let reason = "pengaduan yang diarsipkan tidak lagi dihitung";
    run.with_input(|input| {
        let find = |id: &str| input.indicators().find(|one| one.id.as_str() == id).unwrap();
        let office = TeamId::new("kantor");
        let yearly = |id| year_on_year(input, find(id), &office).unwrap();
        assert_eq!(
            yearly("tepat_waktu"),
            format!("tidak dibandingkan dengan TW IV 2023: {reason} (sejak 1 Januari 2024)")
        );
        assert!(yearly("jumlah").contains("aduan lewat WhatsApp"), "{}", yearly("jumlah"));
        // 10/13 against 9/14: its two versions are declared comparable.
        assert_eq!(yearly("setahun_utuh"), "naik 12,64 dari TW IV 2023");
        assert_eq!(
            change(input, find("tepat_waktu"), &office).unwrap(),
            "naik 25,00 poin dari TW III 2024"
        );
        let chart = zona::report::plots::trend(input, find("tepat_waktu"), &office).unwrap();
        assert!(chart.note.as_deref().unwrap_or_default().contains(reason), "{:?}", chart.note);
        let Plot::Trend(trend) = &chart.plot else { panic!("no trend") };
        let cuts: Vec<bool> = trend.points.iter().map(|point| point.cut_before).collect();
        assert_eq!(cuts, [false, false, false, false, true, false, false, false]);
    });
    assert!(charts(&run.report()).len() < 20);
}
