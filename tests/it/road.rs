//! The road of a figure: it ends in files and rows, whatever the figure is made of.

use zona::compute::trace::trace;
use zona::domain::{Period, TeamId};
use zona::report::explain;
use zona::report::explain::Explanation;
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
