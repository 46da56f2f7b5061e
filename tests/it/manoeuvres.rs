//! The table of manoeuvres in `data/README.md`: what it quotes from the report of the demo office
//! stands there, and it leaves none of the traps T14 to T34 out.

use std::collections::BTreeSet;

use zona::report::Report;

use crate::demo::demo;
use crate::support::root;

/// A row of the table: its traps, and the sections with the words that they hold.
struct Claim {
    traps: Vec<String>,
    found: Vec<(String, String)>,
}

fn claims() -> Vec<Claim> {
    let page = std::fs::read_to_string(root().join("data/README.md")).unwrap();
    let (_, after) = page.split_once("#### Manoeuvres").unwrap();
    let table = after.lines().skip_while(|line| !line.starts_with("| trap"));
    let rows = table.take_while(|line| line.starts_with('|')).skip(2);
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [traps, .., place] = cells.as_slice() else { panic!("{row}") };
        let traps = traps.split(", ").map(str::to_owned).collect();
        Claim { traps, found: quoted(place) }
    })
    .collect()
}

/// `` `section`: "words", "words"; `section`: "words" ``
fn quoted(place: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut parts = place.split('`').skip(1);
    while let (Some(section), Some(words)) = (parts.next(), parts.next()) {
        let words = words.split('"').skip(1).step_by(2);
        found.extend(words.map(|words| (section.to_owned(), words.to_owned())));
    }
    found
}

/// Everything that a section holds, its blanks plain.
fn text(report: &Report, id: &str) -> String {
    let section = report.sections.iter().find(|section| section.id == id);
    let section = section.unwrap_or_else(|| panic!("no section {id}"));
    format!("{:?}", section.blocks).replace("\\u{a0}", " ").replace("\\u{202f}", " ")
}

#[test]
fn every_trap_of_the_parts_b_and_c_has_a_row() {
    let named: BTreeSet<String> = claims().into_iter().flat_map(|claim| claim.traps).collect();
    let wanted: BTreeSet<String> = (14..=34).map(|number| format!("T{number}")).collect();
    assert!(named.is_superset(&wanted), "{:?}", wanted.difference(&named));
}

#[test]
fn the_report_says_what_the_table_quotes() {
    let report = demo().report();
    let mut wrong = Vec::new();
    for claim in claims() {
        assert!(!claim.found.is_empty(), "{:?} quotes nothing", claim.traps);
        for (section, words) in claim.found {
            if !text(&report, &section).contains(&words) {
                wrong.push(format!("{}: {section} does not say {words}", claim.traps.join(", ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
