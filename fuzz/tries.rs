//! What is tried on one input. The fuzzer calls these, and so do the ordinary tests with the
//! inputs it has found worth keeping.

#![allow(unreachable_pub, reason = "a module of two packages")]

use super::load::raw::date::{self, DateOrder};
use super::load::raw::number::{self, NumberEvidence, Style};
use super::load::raw::{CellRef, Limits, RawCell, digits_lost, normal, read};
use super::shape;

/// Small enough for many runs in a second.
const LIMITS: Limits = Limits {
    bytes: 4 << 20,
    held: 4 << 20,
    rows: 20_000,
    columns: 16_384,
    cells: 100_000,
    text: 1 << 16,
    record: 1 << 20,
};

/// Numbers: nothing panics, evidence and reading agree, and codes are looked at.
pub fn numbers(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let one = number::parse(&text, Style::Indonesian);
    let other = number::parse(&text, Style::English);
    match number::evidence(&text) {
        NumberEvidence::Indonesian => assert!(one.is_some()),
        NumberEvidence::English => assert!(other.is_some()),
        NumberEvidence::Ambiguous => assert!(one.is_some() && other.is_some()),
        NumberEvidence::Neutral => assert!(one.is_some() && one == other),
        NumberEvidence::NotANumber => assert!(one.is_none() && other.is_none()),
    }
    for found in [one, other, number::parse(&text, Style::Plain), number::parse_plain(&text)] {
        let Some(found) = found else { continue };
        assert!(found.scale <= 18);
        assert!(found.scale == 0 || found.mantissa % 10 != 0, "zeros at the end of {text:?}");
    }
    let _ = number::is_dash(&text);
    let _ = digits_lost(CellRef::Text(&text));
    let _ = digits_lost(CellRef::Number(&text));
    let name = normal(&text);
    assert_eq!(normal(&name), name);
}

/// Dates: nothing panics, and an order that is the only one possible is the one that reads.
pub fn dates(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let day_first = date::parse(&text, DateOrder::DayFirst);
    let month_first = date::parse(&text, DateOrder::MonthFirst);
    match date::order_evidence(&text) {
        Some(DateOrder::DayFirst) => assert!(day_first.is_some() && day_first != month_first),
        Some(DateOrder::MonthFirst) => assert!(month_first.is_some() && day_first != month_first),
        None => {}
    }
    if let Some(month) = date::month(&text) {
        assert!((1..=12).contains(&month));
    }
    if let Ok(serial) = text.trim().parse() {
        let _ = date::from_serial(serial);
    }
}

/// Whole files: no panic, nothing beyond the limits, rows in rising order, merges that make sense.
pub fn file(bytes: &[u8]) {
    let Ok(file) = read(bytes, &LIMITS) else { return };
    let mut n_cells = 0;
    for sheet in &file.sheets {
        assert!(sheet.rows.is_sorted_by(|one, next| one.number < next.number));
        for row in &sheet.rows {
            assert!(row.cells.len() <= LIMITS.columns as usize);
            assert!(row.cells.last() != Some(&RawCell::Empty));
            n_cells += row.cells.len() as u64;
            for cell in &row.cells {
                assert!(cell.text().len() <= LIMITS.text + 400);
            }
        }
        for merge in &sheet.merges {
            assert!(merge.first.0 <= merge.last.0 && merge.first.1 <= merge.last.1, "{merge:?}");
        }
    }
    assert!(n_cells <= LIMITS.cells);
}

/// Text that no other reader takes.
pub fn csv(input: &[u8]) {
    let others: [&[u8]; 4] = [b"PK", b"\xd0\xcf", b"\x1f\x8b", b"<"];
    if !others.iter().any(|start| input.starts_with(start)) {
        file(input);
    }
}

/// A page that begins as one.
pub fn html(input: &[u8]) {
    file(&[b"<table>", input].concat());
}

/// A workbook of the parts that the input describes.
pub fn workbook(input: &[u8]) {
    file(&shape::workbook(input));
}
