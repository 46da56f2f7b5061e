//! The road of a figure: it ends in files and rows, whatever the figure is made of.

use zona::compute::trace::trace;
use zona::domain::{IndicatorId, Period, TeamId};
use zona::report::Tone;
use zona::report::explain;
use zona::report::explain::Explanation;
use zona::report::figure::tone;
use zona::spec::{Indicator, Measured};

use crate::demo::demo;

const TEAMS: [&str; 9] =
    ["kub", "kepegawaian", "perencana", "ortala", "bmn", "keuangan", "hukum", "umum", "humas"];

/// The lines under a label, of everything that was told.
fn under<'a>(told: &'a [Explanation], label: &str) -> Vec<&'a str> {
    let steps = told.iter().flat_map(|one| &one.steps).filter(|(own, _)| own == label);
    steps.flat_map(|(_, lines)| lines).map(String::as_str).collect()
}

/// Every figure that only one team has leads to rows of files; those that nobody has handed in say
/// so, and judgements from outside are marked as such.
#[test]
fn every_own_figure_leads_to_its_rows() {
    let run = demo();
    let mut seen = 0;
    let mut open = vec![];
    for name in TEAMS {
        let team = TeamId::new(name);
        let own = run.project.indicators.iter().map(|one| one.at(run.ask.period));
        let own =
            own.filter(|one| !one.hidden && one.measured == Measured::Teams(vec![team.clone()]));
        let own: Vec<&Indicator> = own.collect();
        assert!(own.len() >= 8, "{name}: {}", own.len());
        for indicator in own {
            let id = &indicator.id;
            seen += 1;
            let rows = |indicator: &Indicator, team: &TeamId, period: Period| {
                let asked = (indicator, team, period);
                trace(&run.project, &run.loaded.tables, &run.loaded.coverage, asked, &run.ask)
            };
            let told = run.with_input(|input| explain(input, id, &team, &rows));
            let lines = under(&told, "Baris sumber");
            let is_row = |line: &&&str| line.starts_with("data/") || line.starts_with("isian");
            let blank = under(&told, "Realisasi")[0].contains(": ");
            let classes = under(&told, "Sumber data");
            if !lines.iter().any(|line| is_row(&line)) && !blank {
                open.push(format!("{name} {id} {classes:?} {lines:?}"));
            }
            assert!(!classes.is_empty(), "{id} says nothing of its source");
        }
    }
    assert_eq!(open, [""; 0], "of {seen}");
}

/// What `zona explain` says of a figure of the demo.
fn told_of(id: &str, team: &str) -> Vec<Explanation> {
    let run = demo();
    let rows = |indicator: &Indicator, team: &TeamId, period: Period| {
        let asked = (indicator, team, period);
        trace(&run.project, &run.loaded.tables, &run.loaded.coverage, asked, &run.ask)
    };
    run.with_input(|input| explain(input, &IndicatorId::new(id), &TeamId::new(team), &rows))
}

/// A judgement from outside that nobody set a target for reaches none; it has its day and is marked.
#[test]
fn a_judgement_from_outside_reaches_no_target() {
    for (id, team) in [("umu_arsip", "umum"), ("ren_sakip", "perencana")] {
        let told = told_of(id, team);
        let rating = under(&told, "Predikat")[0];
        assert!(rating.ends_with(", tanpa target"), "{id}: {rating}");
        assert!(under(&told, "Keberlakuan")[0].starts_with("terbit "), "{id}");
        assert!(under(&told, "Sumber data")[0].contains("penilaian luar"), "{id}");
        let run = demo();
        let cell = run.with_input(|input| {
            let (id, team) = (IndicatorId::new(id), TeamId::new(team));
            tone(
                input.figure(&id, &team, run.ask.period).unwrap(),
                input.grade(&id, &team, run.ask.period),
            )
        });
        assert_eq!(cell, Tone::Plain, "{id}");
    }
}

/// The two assessments that are compared are called by their names.
#[test]
fn compared_assessments_have_their_names() {
    let told = told_of("ort_selisih_tpi", "ortala");
    let parts = under(&told, "Bagian-bagian");
    assert!(parts.iter().any(|line| line.starts_with("TPI = ")), "{parts:?}");
    assert_eq!(under(&told, "Sumber data")[0], "data register (R), penilaian luar (X)");
}

/// A score below the achievement names the counter that it is lower for.
#[test]
fn a_lower_score_names_its_counter() {
    let run = demo();
    let at = run.ask.period;
    let mut seen = 0;
    for indicator in run.project.indicators.iter().map(|one| one.at(at)) {
        for team in run.project.measured_teams(indicator) {
            let Some(grade) = run.graded.get(&indicator.id, team, at) else { continue };
            let Some(counter) = grade.capped_by.as_ref() else { continue };
            seen += 1;
            let name = &run.project.indicator(counter).unwrap().name;
            let told = told_of(indicator.id.as_str(), team.as_str());
            let said = under(&told, "Yang perlu diingat");
            assert!(
                said.iter().any(|line| line.contains(name.as_str())),
                "{}: {said:?}",
                indicator.id
            );
            if grade.held_by.is_some() {
                assert_eq!(under(&told, "Predikat")[0], "Ditahan");
            }
        }
    }
    assert!(seen > 0);
}
