//! Work that heaps up at its limit, and shares whose denominator shrank, from rows to the page.

use std::fmt::Write as _;

use zona::domain::{IndicatorId, TeamId};

use crate::support::{Run, ask, charts, office, run_clean, texts};

const TEAMS: [(&str, &str, Option<&str>); 2] =
    [("kantor", "Kantor", None), ("a", "Tim A", Some("kantor"))];

const HOLIDAYS: &str = "date,name,type,known_from,known_until,source\n2024-12-25,Natal,x,,,\n";

const LETTERS: &str = "\
[dataset.surat]
title = \"Surat\"
files = [\"data/surat-*.csv\"]
date = \"batas\"
team = \"unit\"
covers = { period = \"file-name:surat-{tahun}-{triwulan}\", team = \"all\" }
[dataset.surat.column]
unit = { type = \"team\", header = [\"Unit\"] }
batas = { type = \"date\", header = [\"Batas\"], required = true }
selesai = { type = \"date\", header = [\"Selesai\"], event = true }
[indicator.tepat]
name = \"Surat selesai tepat waktu\"
for = [\"a\"]
dataset = \"surat\"
formula = \"100 * COUNT(*) FILTER (WHERE selesai <= batas) / COUNT(*)\"
unit = \"%\"
";

/// Letters due on Tuesday, 15 October 2024; how many were done on which day of October.
fn letters(done: &[(u32, u32)]) -> Run {
    let mut text = "Unit;Batas;Selesai\n".to_owned();
    for (day, count) in done {
        for _ in 0..*count {
            writeln!(text, "Tim A;15/10/2024;{day:02}/10/2024").unwrap();
        }
    }
    text.push_str("Tim A;15/10/2024;\n");
    let calendar = "[calendar]\nholidays = \"indicators/libur.csv\"\n";
    let settings = office(&TEAMS) + calendar;
    let files = [
        ("zona.toml", settings.as_str()),
        ("indicators/libur.csv", HOLIDAYS),
        ("indicators/surat.toml", LETTERS),
        ("data/surat-2024-TW4.csv", text.as_str()),
    ];
    run_clean(&texts(&files), ask("2024-Q4", None, 1))
}

/// The picture of the days to the limit, in words, if there is one.
fn told(run: &Run) -> Option<String> {
    let report = run.report();
    charts(&report)
        .into_iter()
        .find(|one| one.id == "batas-a-tepat")
        .map(|one| format!("{} {}", one.note.clone().unwrap_or_default(), one.description))
}

// Seven on the last day, three on Monday the 14th, two on the 16th, one on Friday the 11th, two
// working days before it, one on the 31st, twelve days late.
#[test]
fn the_last_day_is_named_where_it_holds_more_than_twice_its_neighbours() {
    let said = told(&letters(&[(11, 1), (14, 3), (15, 7), (16, 2), (31, 1)])).unwrap();
    assert!(
        said.starts_with(
            "7 selesai tepat pada hari terakhir, sehari sebelumnya 3, sehari sesudahnya 2."
        ),
        "{said}"
    );
    for part in [
        "2 hari sebelumnya: 1;",
        "1 hari sebelumnya: 3;",
        "hari terakhir: 7;",
        "terlambat 1 hari: 2;",
        "terlambat lebih dari 5 hari: 1.",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
}

#[test]
fn twice_as_many_are_no_heap_and_neither_are_four() {
    assert_eq!(told(&letters(&[(14, 3), (15, 6), (16, 2)])), None);
    assert_eq!(told(&letters(&[(11, 9), (15, 4)])), None);
    assert_eq!(told(&letters(&[(15, 7), (16, 4)])), None);
}

const REPORTERS: &str = "\
[dataset.lapor]
title = \"Wajib lapor\"
files = [\"data/lapor-*.csv\"]
date = \"posisi\"
team = \"unit\"
covers = { period = \"file-name:lapor-{tahun}-{triwulan}\", team = \"all\" }
[dataset.lapor.column]
unit = { type = \"team\", header = [\"Unit\"] }
posisi = { type = \"date\", from = \"covers\" }
sudah = { type = \"yes_no\", header = [\"Sudah\"], required = true }
[indicator.patuh]
name = \"Kepatuhan pelaporan\"
for = [\"a\"]
dataset = \"lapor\"
formula = \"100 * COUNT(*) FILTER (WHERE sudah) / COUNT(*)\"
window = \"snapshot\"
unit = \"%\"
";

/// What must be kept in mind of the share when so many were obliged, one of whom did not report.
fn cautions(then: usize, now: usize) -> String {
    let state = |all: usize| format!("Unit;Sudah\n{}Tim A;tidak\n", "Tim A;ya\n".repeat(all - 1));
    let (teams, then, now) = (office(&TEAMS), state(then), state(now));
    let files = [
        ("zona.toml", teams.as_str()),
        ("indicators/lapor.toml", REPORTERS),
        ("data/lapor-2024-TW3.csv", then.as_str()),
        ("data/lapor-2024-TW4.csv", now.as_str()),
    ];
    let run = run_clean(&texts(&files), ask("2024-Q4", None, 2));
    run.with_input(|input| {
        zona::report::caution::cautions_beside(
            input,
            input.indicator(&IndicatorId::new("patuh")).unwrap(),
            (&TeamId::new("a"), input.ask.period),
        )
        .join("; ")
    })
}

// A tenth of 20 is 2: 18 are no more than a tenth away, 17 are.
#[test]
fn a_list_that_shrank_by_more_than_a_tenth_is_named() {
    assert!(!cautions(20, 18).contains("penyebut"), "{}", cautions(20, 18));
    let said = cautions(20, 17);
    let expected =
        "penyebutnya berubah lebih dari sepersepuluh sejak Triwulan III 2024: 20 menjadi 17";
    assert!(said.contains(expected), "{said}");
}
