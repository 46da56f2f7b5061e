//! What a workbook prints: a page for a team, no lists to look things up in, no chart data.

use calamine::{Data, Reader, SheetVisible};

use crate::report::model::{Block, Report, Section, SectionKind};
use crate::report::table::{Cell, Column, Row, Table, TableKind};
use crate::report::tone::Tone;

use super::super::tests::{number, open, report, section, table, trend};

/// The rows of a sheet that are printed, the first one counted as 0.
fn printed(report: &Report, sheet: &str) -> (usize, usize) {
    let book = open(report);
    let own = |(name, _): &&(String, String)| name.ends_with("Print_Area");
    let areas = book.defined_names().iter().filter(own);
    let area = areas.map(|(_, area)| area.replace(['$', '\''], ""));
    let area = area.into_iter().find(|area| area.starts_with(&format!("{sheet}!"))).unwrap();
    let rows: Vec<usize> = area
        .split('!')
        .nth(1)
        .unwrap()
        .split(':')
        .map(|cell| cell.trim_start_matches(char::is_alphabetic).parse().unwrap())
        .collect();
    (rows[0] - 1, rows[1] - 1)
}

fn row_of(report: &Report, sheet: &str, text: &str) -> usize {
    let range = open(report).worksheet_range(sheet).unwrap();
    let found = range.rows().position(|row| row.iter().any(|cell| *cell == text));
    found.unwrap_or_else(|| panic!("no {text} on {sheet}")) + range.start().unwrap().0 as usize
}

#[test]
fn lists_to_look_things_up_in_stand_below_the_print() {
    let reference = Block::Reference(vec![table(vec![Cell::text("nanti")])]);
    let folded = Block::Details {
        summary: "Semua".into(),
        blocks: vec![table(vec![Cell::text("terlipat")])],
    };
    let heading = |text: &str| Block::Heading(text.into());
    let printed_below = table(vec![Cell::text("rapat")]);
    let blocks = vec![heading("Kartu"), reference, folded, heading("Isi"), printed_below];
    let mut report = report(vec![section("awal", "Awal", vec![]), section("tim", "Tim", blocks)]);
    report.words.workbook.back = "Ringkasan".into();
    let (first, last) = printed(&report, "Tim");
    assert_eq!(first, row_of(&report, "Tim", "Ringkasan") + 1, "the way back is not printed");
    assert!(row_of(&report, "Tim", "Isi") < row_of(&report, "Tim", "rapat"));
    assert!(row_of(&report, "Tim", "rapat") <= last);
    assert!(row_of(&report, "Tim", "Kartu") > last, "no heading without what it is about");
    assert!(row_of(&report, "Tim", "nanti") > last);
    assert!(row_of(&report, "Tim", "terlipat") > last);
}

#[test]
fn chart_data_are_hidden() {
    let book = open(&report(vec![section("tim", "Tim", vec![trend()])]));
    let visible: Vec<SheetVisible> = book.sheets_metadata().iter().map(|one| one.visible).collect();
    assert_eq!(visible, [SheetVisible::Visible, SheetVisible::Hidden]);
}

#[test]
fn the_first_page_leads_to_every_sheet() {
    let brief = Section { kind: SectionKind::Brief, ..section("ringkas", "Ringkas", vec![]) };
    let last = Section { kind: SectionKind::Quality, ..section("mutu", "Mutu", vec![]) };
    let mut report = report(vec![section("tim", "Tim", vec![]), last]);
    report.paper = vec![brief];
    report.words.workbook.uses = ["rapat".into(), "lampiran".into()];
    let range = open(&report).worksheet_range("Ringkas").unwrap();
    let text = |row: usize| -> Vec<String> {
        let cells = range.rows().nth(row).unwrap().iter();
        cells.filter(|cell| **cell != Data::Empty).map(ToString::to_string).collect()
    };
    let at = range.rows().position(|row| row[0] == Data::String("Mutu".into())).unwrap();
    assert_eq!(text(at), ["Mutu", "Mutu", "lampiran"]);
    assert_eq!(text(at - 1), ["Tim", "Tim", "rapat"]);
    let start = range.start().unwrap().0 as usize;
    assert!(at + start > printed(&report, "Ringkas").1, "the list is not printed");
}

/// A matrix that no paper holds stands in parts before the sections.
#[test]
fn a_wide_matrix_is_drawn_once() {
    let matrix = |columns: usize| {
        Block::Table(Table {
            id: "matriks".into(),
            caption: "Matriks lebar".into(),
            kind: TableKind::Matrix,
            columns: (0..columns).map(|idx| Column::mark(format!("K{idx}"))).collect(),
            rows: vec![Row::body((0..columns).map(|_| number("1").toned(Tone::Good)).collect())],
            note: None,
        })
    };
    let sheet = |paper: Vec<Section>, columns| {
        let own = section("ikhtisar", "Ikhtisar", vec![matrix(columns)]);
        let mut report = report(vec![Section { kind: SectionKind::Overview, ..own }]);
        report.paper = paper;
        let range = open(&report).worksheet_range("Ikhtisar").unwrap();
        range.used_cells().any(|(_, _, cell)| *cell == "Matriks lebar")
    };
    let parts = || vec![section("matriks", "Matriks", vec![matrix(10)])];
    assert!(sheet(vec![], 60));
    assert!(sheet(parts(), 6));
    assert!(!sheet(parts(), 60));
}
