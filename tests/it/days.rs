//! Days between rare events, from rows to the page.

use std::fmt::Write as _;

use zona::domain::{Date, Datelike, IndicatorId, TeamId};
use zona::score::signal::Standing;

use crate::support::{Run, ask, charts, office, run_clean, texts};

const TEAMS: [(&str, &str, Option<&str>); 3] =
    [("kantor", "Kantor", None), ("a", "Tim A", Some("kantor")), ("b", "Tim B", Some("kantor"))];

const DEFINITIONS: &str = "\
[dataset.kasus]
title = \"Kasus\"
files = [\"data/kasus-*.csv\"]
date = \"tanggal\"
team = \"unit\"
covers = { period = \"file-name:kasus-{tahun}-{triwulan}\", team = \"all\" }
[dataset.kasus.column]
unit = { type = \"team\", header = [\"Unit\"] }
tanggal = { type = \"date\", header = [\"Tanggal\"], required = true }
terbukti = { type = \"yes_no\", header = [\"Terbukti\"], required = true }
[indicator.terbukti]
name = \"Pelanggaran terbukti\"
for = \"each\"
dataset = \"kasus\"
where = \"terbukti\"
formula = \"COUNT(*)\"
better = \"lower\"
target = 0
series = \"month\"
missing = \"skip\"
trend = { method = \"days_between\", event = \"kasus terbukti\" }
";

/// The events of a team, as days after 1 January 2023, and a row of every month that is no event.
fn computed(definitions: &str, events: &[i64], without: &[&str]) -> Run {
    let first = Date::from_ymd_opt(2023, 1, 1).unwrap();
    let mut files: Vec<(String, String)> = vec![];
    for year in [2023, 2024] {
        for quarter in 1..=4u32 {
            let name = format!("data/kasus-{year}-TW{quarter}.csv");
            if without.iter().any(|one| name.contains(one)) {
                continue;
            }
            let mut text = "Unit;Tanggal;Terbukti\n".to_owned();
            writeln!(text, "Tim A;15/{:02}/{year};tidak", quarter * 3).unwrap();
            for after in events {
                let number = first.num_days_from_ce() + i32::try_from(*after).unwrap();
                let day = Date::from_num_days_from_ce_opt(number).unwrap();
                if day.year() == year && (day.month() - 1) / 3 + 1 == quarter {
                    let written = format!("{:02}/{:02}/{year}", day.day(), day.month());
                    writeln!(text, "Tim A;{written};ya").unwrap();
                }
            }
            files.push((name, text));
        }
    }
    files.push(("zona.toml".into(), office(&TEAMS)));
    files.push(("indicators/kasus.toml".into(), definitions.to_owned()));
    let all: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    run_clean(&texts(&all), ask("2024-Q4", None, 8))
}

/// Twenty and thirty days in turn, up to the 360th day of 730: 15 events, 14 intervals.
fn regular() -> Vec<i64> {
    let mut days = vec![10];
    for at in 0..14 {
        days.push(days[at] + if at % 2 == 0 { 20 } else { 30 });
    }
    days
}

fn signal(run: &Run, team: &str) -> String {
    let rows = run.rows();
    rows.into_iter().find(|row| row.indicator == "terbukti" && row.team == team).unwrap().signal
}

/// 20 and 30 days in turn: the even days 2.2982 and 2.5722, a range of 0.2740, so limits 0.7288
/// around 2.4352, which are 6.8 and 63.2 days. From 27 December 2023 to 31 December 2024 are 370.
#[test]
fn a_long_time_without_an_event_is_a_signal() {
    let run = computed(DEFINITIONS, &regular(), &[]);
    let days = run.graded.days(&IndicatorId::new("terbukti"), &TeamId::new("a")).unwrap();
    assert_eq!((days.standing, days.intervals), (Standing::Provisional, 14));
    let limits = days.limits.as_ref().unwrap();
    assert_eq!(limits.low.as_ref().unwrap().to_fixed(1), "6.8");
    assert_eq!(limits.high.to_fixed(1), "63.2");
    assert_eq!(signal(&run, "a"), "2024-12:di_atas_batas");
    assert_eq!(signal(&run, "b"), "");
    let page = String::from_utf8(run.documents()["index.html"].clone()).unwrap();
    assert!(page.contains("370 hari sejak kasus terbukti terakhir (27 Desember 2023)"), "sentence");
    assert!(page.contains("(370 hari): lebih lama tanpa kejadian daripada batas kendali"));
    let report = run.report();
    let chart = charts(&report).into_iter().find(|one| one.id == "hari-a-terbukti").unwrap();
    assert!(chart.description.contains("31 Desember 2024: ≥\u{a0}370"), "{}", chart.description);
}

/// A quarter that nobody handed in may hide events: no interval runs across it.
#[test]
fn what_was_not_handed_in_hides_events() {
    let definitions = DEFINITIONS.replace("missing = \"skip\"\n", "");
    let run = computed(&definitions, &regular(), &["2023-TW3"]);
    let days = run.graded.days(&IndicatorId::new("terbukti"), &TeamId::new("a")).unwrap();
    let across = days.points.iter().any(|one| one.from.month() < 7 && one.to.month() > 9);
    assert!(!across, "{:?}", days.points);
    assert_eq!(days.limits, None);
    let run = computed(&definitions, &regular(), &["2024-TW4"]);
    let days = run.graded.days(&IndicatorId::new("terbukti"), &TeamId::new("a")).unwrap();
    assert!(days.open().is_none());
}

/// The day of a confidential row would tell of it.
#[test]
fn confidential_rows_have_no_days() {
    let secret = DEFINITIONS.replacen(
        "[dataset.kasus.column]",
        "confidential = \"terbukti\"\n[dataset.kasus.column]",
        1,
    );
    let run = computed(&secret, &regular(), &[]);
    assert!(run.graded.days(&IndicatorId::new("terbukti"), &TeamId::new("a")).is_none());
    assert!(run.graded.days(&IndicatorId::new("terbukti"), &TeamId::new("kantor")).is_none());
    let page = String::from_utf8(run.documents()["index.html"].clone()).unwrap();
    assert!(!page.contains("hari sejak"));
}

/// A monthly count of mostly nothing and one: the page proposes the better chart.
#[test]
fn the_better_chart_is_proposed() {
    let definitions = DEFINITIONS
        .replace("trend = { method = \"days_between\", event = \"kasus terbukti\" }\n", "")
        + "[scorecard.tim]\nname = \"Tim\"\nfor = \"each\"\nleaf = [{ indicator = \"terbukti\", weight = 100 }]\n";
    let run = computed(&definitions, &regular(), &[]);
    let report = run.report();
    let chart = charts(&report).into_iter().find(|one| one.id == "tren-a-terbukti").unwrap();
    assert!(chart.note.as_ref().unwrap().contains("days_between"), "{:?}", chart.note);
}
