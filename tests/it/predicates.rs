//! Predicates: the case `worked/predikat`, whose `README.md` shows the working.

use zona::domain::{MemoryFiles, Number, Period};
use zona::score::predicate::{Judged, Verdict};

use crate::support::{Run, TempDir, ask, project_of, run_clean, workbook_text, zona};

fn case(period: &str) -> Run {
    run_clean(&MemoryFiles::new(project_of("worked/predikat")), ask(period, None, 1))
}

fn verdict(run: &Run, id: &str) -> Verdict {
    let mut own = run.graded.standings.iter().filter(|one| one.period == run.ask.period);
    own.find(|one| one.id == id).unwrap_or_else(|| panic!("no standing {id}")).verdict
}

#[test]
fn a_condition_may_look_back() {
    let verdicts = ["2024-Q1", "2024-Q2"].map(|period| {
        let run = case(period);
        (verdict(&run, "naik"), verdict(&run, "wbk"))
    });
    let (yes, no, open) = (Verdict::Holds, Verdict::Fails, Verdict::Open);
    assert_eq!(verdicts, [(open, no), (yes, yes)]);
}

/// The verdict of a quarter is the same in the history of a later one, also where it looks back at
/// a period before that history.
#[test]
fn what_a_condition_says_does_not_change_with_time() {
    let files = MemoryFiles::new(project_of("worked/predikat"));
    let run = run_clean(&files, ask("2024-Q3", None, 2));
    let second = Period::parse("2024-Q2").unwrap();
    let mut then = run.graded.standings.iter().filter(|one| one.period == second);
    assert_eq!(then.find(|one| one.id == "naik").unwrap().verdict, Verdict::Holds);
}

fn margins(clauses: &[Judged]) -> Vec<(Verdict, Option<String>)> {
    let margin = |margin: &Number| margin.to_plain(6);
    clauses.iter().map(|one| (one.verdict, one.margin.as_ref().map(margin))).collect()
}

#[test]
fn every_condition_has_its_margin() {
    let run = case("2024-Q1");
    let standing = |id: &str| {
        let mut own = run.graded.standings.iter().filter(|one| one.period == run.ask.period);
        own.find(|one| one.id == id).unwrap_or_else(|| panic!("no standing {id}"))
    };
    let (yes, no, open) = (Verdict::Holds, Verdict::Fails, Verdict::Open);
    let told = |verdict, margin: &str| (verdict, Some(margin.to_owned()));
    assert_eq!(standing("wbk").verdict, no);
    assert_eq!(
        margins(&standing("wbk").clauses),
        [
            told(yes, "3.09"),
            told(yes, "5.84"),
            told(no, "-0.16"),
            told(yes, "0"),
            told(yes, "0"),
            told(yes, "0"),
        ]
    );
    assert_eq!(standing("wbbm").verdict, no);
    assert_eq!(margins(&standing("wbbm").clauses), [(no, None), told(no, "-6.91")]);
    assert_eq!(standing("longgar").verdict, yes);
    let longgar = &standing("longgar").clauses;
    assert_eq!(margins(longgar), [(yes, None), (yes, None), told(yes, "0")]);
    assert_eq!(margins(&longgar[0].inner), [told(no, "-0.16"), told(yes, "0")]);
    assert_eq!(standing("terbuka").verdict, open);
    assert_eq!(margins(&standing("terbuka").clauses), [(open, None), told(yes, "0.6")]);
    assert_eq!(standing("gagal").verdict, no);
    assert_eq!(margins(&standing("gagal").clauses), [(open, None), (no, None)]);
}

/// Where an assessor has no answer there is no difference of opinion: only question 1.b differs.
#[test]
fn assessments_stand_side_by_side() {
    let dir = TempDir::with("jawaban", &project_of("worked/jawaban"));
    let ran = zona(dir.path(), &["report", "--period", "2024-Q1", "--format", "xlsx"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let book = std::fs::read(dir.path().join("reports/2024-Q1/laporan.xlsx")).unwrap();
    let text = workbook_text(&book);
    let (_, table) =
        text.split_once("Lapis penilaian Zona Integritas").expect("the table is there");
    let cells: Vec<&str> =
        table.lines().map(str::trim).filter(|cell| !cell.is_empty()).take(12).collect();
    assert_eq!(&cells[..5], ["Butir", "Unit", "TPI", "Selisih", "Zona Integritas"]);
    assert_eq!(cells[8], "Pola pikir", "{cells:?}");
    assert!(!table.split("Poin menurut").next().unwrap().contains("1.c"), "{table}");
    assert!(text.contains("Kontribusi pada Zona Integritas"));
}

#[test]
fn the_report_says_what_is_short() {
    let dir = TempDir::with("predikat", &project_of("worked/predikat"));
    for (lang, line) in [
        (
            "id",
            "Area tiga, bagian dari bobotnya: 58,40\u{a0}%, batas 60\u{a0}%, kurang 0,16\u{a0}poin",
        ),
        (
            "en",
            "Area tiga, share of its weight: 58.40\u{a0}%, floor 60\u{a0}%, short by 0.16\u{a0}points",
        ),
    ] {
        let args = ["report", "--period", "2024-Q1", "--format", "html", "--lang", lang];
        let ran = zona(dir.path(), &args);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let page = std::fs::read_to_string(dir.path().join("reports/2024-Q1/index.html")).unwrap();
        assert!(page.contains(line), "{lang}: {line}");
    }
}
