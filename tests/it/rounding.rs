//! One rule of rounding for everything that is shown: the decimals of the indicator, as many more
//! as tell on which side of its limits a figure lies, and limits as they were declared.

use zona::domain::MemoryFiles;
use zona::report::table::{Cell, Content, Table};
use zona::report::{Block, Report, Section, Tone};

use crate::support::{Run, ask, charts, office, run_clean, texts};

const TEAMS: [(&str, &str, Option<&str>); 3] = [
    ("kantor", "Kantor", None),
    ("z", "Tim Zeta", Some("kantor")),
    ("a", "Tim Alfa", Some("kantor")),
];

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
mutu = { type = \"number\", header = [\"Mutu\"] }
[scale.capaian]
bands = [{ min = 100, label = \"Tercapai\", tone = \"good\" }, { label = \"Belum\", tone = \"bad\" }]
[scale.tim]
of = \"score\"
bands = [{ min = 90, label = \"Baik\", tone = \"good\" }, { label = \"Kurang\", tone = \"bad\" }]
[indicator.mutu]
name = \"Mutu berkas\"
for = \"each\"
dataset = \"kasus\"
formula = \"AVG(mutu)\"
unit = \"%\"
decimals = 2
better = \"higher\"
target = 60
scale = \"capaian\"
[indicator.mutu_kantor]
name = \"Mutu berkas kantor\"
dataset = \"kasus\"
formula = \"AVG(mutu)\"
unit = \"%\"
decimals = 2
better = \"higher\"
target = 62.5
scale = \"capaian\"
[predicate.bermutu]
name = \"Bermutu\"
for = \"each\"
require = [{ indicator = \"mutu\", above = 60 }]
[scorecard.tim]
name = \"Kinerja tim\"
for = \"each\"
scale = \"tim\"
leaf = [{ indicator = \"mutu\", weight = 100 }]
";

fn computed(zeta: &str, alfa: &str) -> Run {
    let drop = |quarter: &str, zeta: &str| {
        let day = if quarter == "TW3" { "15/08/2024" } else { "15/11/2024" };
        format!("Unit;Tanggal;Mutu\nTim Zeta;{day};{zeta}\nTim Alfa;{day};{alfa}\n")
    };
    let files: MemoryFiles = texts(&[
        ("zona.toml", &office(&TEAMS)),
        ("indicators/kasus.toml", DEFINITIONS),
        ("data/kasus-2024-TW3.csv", &drop("TW3", "50")),
        ("data/kasus-2024-TW4.csv", &drop("TW4", zeta)),
    ]);
    run_clean(&files, ask("2024-Q4", None, 2))
}

fn tables<'a>(blocks: &'a [Block], found: &mut Vec<&'a Table>, lines: &mut Vec<&'a str>) {
    for block in blocks {
        match block {
            Block::Table(table) => found.push(table),
            Block::Callout { lines: own, .. } => lines.extend(own.iter().map(String::as_str)),
            Block::Details { blocks, .. } | Block::Reference(blocks) => {
                tables(blocks, found, lines);
            }
            _ => {}
        }
    }
}

fn all(sections: &[Section]) -> (Vec<&Table>, Vec<&str>) {
    let (mut found, mut lines) = (vec![], vec![]);
    sections.iter().for_each(|one| tables(&one.blocks, &mut found, &mut lines));
    (found, lines)
}

/// Every cell of the report and of what only paper has.
fn cells(report: &Report) -> Vec<&Cell> {
    let tables = [all(&report.sections).0, all(&report.paper).0].concat();
    tables.into_iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells).collect()
}

#[test]
fn a_figure_reads_the_same_wherever_it_is_shown() {
    let report = computed("59,996", "71,5").report();
    let shown = "59,996\u{a0}%";
    let holds = |id: &str, text: &str| {
        let tables = [all(&report.sections).0, all(&report.paper).0].concat();
        let own = tables.into_iter().filter(|table| table.id.starts_with(id));
        own.flat_map(|table| &table.rows)
            .flat_map(|row| &row.cells)
            .any(|cell| cell.words() == text)
    };
    // The card of the team, the matrix of the overview, and that of the workbook.
    for id in ["kartu-tim-", "matriks", "matriks-1", "predikat-bermutu-"] {
        assert!(holds(id, shown), "{id} has no {shown}");
    }
    let told = all(&report.sections).1;
    assert!(
        told.iter().any(|line| line.contains(shown) && line.contains("Mutu berkas")),
        "{told:?}"
    );
    let drawn: Vec<String> = charts(&report).iter().map(|one| one.description.clone()).collect();
    assert!(drawn.iter().any(|text| text.contains(shown)), "{drawn:?}");
    // Where nothing would be hidden the decimals are those of the indicator.
    assert!(holds("kartu-tim-", "71,50\u{a0}%"));
    assert!(holds("matriks-1", "71,50\u{a0}%"));
}

#[test]
fn no_rounding_shows_a_figure_on_the_other_side_of_its_limit() {
    for zeta in ["59,996", "59,99999", "60", "60,0004"] {
        let report = computed(zeta, "71,5").report();
        for cell in cells(&report) {
            let Content::Number { text, unit, .. } = &cell.content else { continue };
            let digits = text.trim_end_matches(['%', '\u{a0}']).replace(',', ".");
            let Some(shown) = zona::domain::Number::parse(&digits) else { continue };
            let reached = shown >= zona::domain::Number::from(60u32);
            if unit == "%" && cell.tone == Tone::Bad {
                assert!(!reached, "{zeta}: {text} is red");
            }
            if unit == "%" && cell.tone == Tone::Good {
                assert!(reached, "{zeta}: {text} is green");
            }
        }
    }
}

/// 99,993 percent of the target is not the whole of it, and a gap is not nothing.
#[test]
fn achievement_and_gap_say_that_something_is_missing() {
    let report = computed("59,996", "71,5").report();
    let words: Vec<&str> = cells(&report).into_iter().map(Cell::words).collect();
    assert!(words.contains(&"99,99\u{a0}%"), "{words:?}");
    let told = all(&report.sections).1.join("\n");
    assert!(told.contains("selisih 0,004\u{a0}poin"), "{told}");
}

#[test]
fn limits_are_shown_as_declared_and_strict_ones_say_so() {
    let report = computed("60", "71,5").report();
    let words: Vec<&str> = cells(&report).into_iter().map(Cell::words).collect();
    assert!(words.contains(&"60\u{a0}%") && words.contains(&"62,5\u{a0}%"), "{words:?}");
    assert!(!words.contains(&"62,50\u{a0}%"), "{words:?}");
    assert!(words.contains(&">\u{20}60\u{a0}%"), "{words:?}");
    let told = all(&report.sections).1.join("\n");
    assert!(told.contains("harus lebih dari 60\u{a0}%"), "{told}");
}
