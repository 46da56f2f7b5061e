//! A guard for ODS: how many cells its repeat attributes ask for.
//!
//! An ODS sheet writes a run of equal cells or rows once, with a count. The reader unrolls the
//! counts before anyone can stop it, so a row of hundred bytes becomes 16,384 cells in memory.
//! The counts are added up here first, by the same rules and on the same literal names.

use super::sheet::room;
use super::{Limits, ReadError};

/// Refuses the `content.xml` in `xml` when its sheets would unroll to too many cells.
pub(super) fn check(xml: &[u8], limits: &Limits) -> Result<(), ReadError> {
    let (mut stored, mut before, mut n_filled) = (0_u64, 0_u64, 0_u64);
    let mut sheet = Sheet::default();
    for tag in xml.split(|byte| *byte == b'<') {
        let mut words = tag.split(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
        match words.next() {
            Some(b"table:table") => {
                before = before.saturating_add(sheet.unrolled());
                sheet = Sheet::default();
            }
            Some(b"table:table-row") => {
                sheet.repeats = count(tag, b"number-rows-repeated")?.min(1 << 20);
                (sheet.width, sheet.pending) = (0, 0);
                sheet.end_row();
            }
            Some(b"table:table-cell" | b"table:covered-table-cell") => {
                let repeats = count(tag, b"number-columns-repeated")?.min(16_384);
                let filled = find(tag, b"value").is_some() || find(tag, b"formula").is_some();
                // Blank cells are stored once something follows them in their row.
                stored += sheet.pending;
                sheet.width += sheet.pending;
                sheet.pending = if filled { 0 } else { repeats };
                if filled {
                    n_filled += 1;
                    stored += repeats;
                    sheet.width += repeats;
                    sheet.fill();
                }
            }
            Some(b"text:s") if count(tag, b"text:c")? > limits.text as u64 => {
                let limit = limits.text as u64;
                return Err(ReadError::TooLarge { what: "bytes in one cell", limit });
            }
            _ => {}
        }
        let limit = room(n_filled, limits);
        if stored > limit || before.saturating_add(sheet.unrolled()) > limit {
            return Err(ReadError::TooLarge { what: "cells", limit });
        }
    }
    Ok(())
}

/// The extent of the sheet so far.
#[derive(Default)]
struct Sheet {
    /// Rows before the current one, counted as often as they repeat.
    above: u64,
    /// Rows down to the last filled one.
    rows: u64,
    /// The widest row.
    widest: u64,
    /// How often the current row repeats.
    repeats: u64,
    last_repeats: u64,
    /// Cells of the current row, and blank ones waiting for a cell after them.
    width: u64,
    pending: u64,
}

impl Sheet {
    fn end_row(&mut self) {
        self.above = self.above.saturating_add(self.last_repeats);
        self.last_repeats = self.repeats;
    }

    fn fill(&mut self) {
        self.rows = self.above.saturating_add(self.repeats);
        self.widest = self.widest.max(self.width);
    }

    fn unrolled(&self) -> u64 {
        self.rows.min(1 << 20).saturating_mul(self.widest)
    }
}

/// The number in the attribute whose name ends in `name`; 1 without it.
fn count(tag: &[u8], name: &[u8]) -> Result<u64, ReadError> {
    let Some(at) = find(tag, name) else {
        return Ok(1);
    };
    let value = tag[at + name.len()..].trim_ascii_start();
    let value = value.strip_prefix(b"=").unwrap_or(value).trim_ascii_start();
    let quote = value.first().copied().unwrap_or(b'"');
    let digits = value.get(1..).unwrap_or_default().split(|byte| *byte == quote).next();
    let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
    // An entity in a count (`&#49;`) is nothing a spreadsheet program writes.
    digits.and_then(|digits| digits.parse().ok()).ok_or_else(|| ReadError::Unreadable {
        detail: format!("its attribute `{}` is no number", String::from_utf8_lossy(name)),
    })
}

fn find(tag: &[u8], name: &[u8]) -> Option<usize> {
    tag.windows(name.len()).position(|window| window == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeats() {
        let limits = Limits { cells: 100, text: 10, ..Limits::default() };
        let check = |rows: &str, expected: Option<&str>| {
            let xml = format!("<table:table table:name=\"A\">{rows}</table:table>");
            match (check(xml.as_bytes(), &limits), expected) {
                (Ok(()), None) => {}
                (Err(ReadError::TooLarge { what, .. }), Some(expected)) => {
                    assert_eq!(what, expected)
                }
                (Err(ReadError::Unreadable { .. }), Some("damage")) => {}
                (found, _) => panic!("{rows}: {found:?}"),
            }
        };
        let cell = |n: u64| {
            format!("<table:table-cell table:number-columns-repeated=\"{n}\" office:value=\"1\"/>")
        };
        let blank = |n: u64| format!("<table:table-cell table:number-columns-repeated='{n}'/>");
        let row = |n: u64, cells: &str| {
            format!("<table:table-row table:number-rows-repeated=\"{n}\">{cells}</table:table-row>")
        };
        check(&row(1, &cell(3)), None);
        check(&row(1, &cell(101)), Some("cells"));
        check(&row(30, &cell(3)), None);
        check(&row(40, &cell(3)), Some("cells"));
        // What spreadsheet programs write after the last row and column.
        check(
            &format!(
                "{}{}",
                row(9, &format!("{}{}", cell(3), blank(16_000))),
                row(1_000_000, &blank(16_000))
            ),
            None,
        );
        check(&row(1, &format!("{}{}", blank(200), cell(1))), Some("cells"));
        check(&format!("{}{}", row(90, &blank(1)), row(1, &cell(2))), Some("cells"));
        check(
            "<table:table-row><text:s text:c=\"99\"/></table:table-row>",
            Some("bytes in one cell"),
        );
        check("<table:table-row table:number-rows-repeated=\"&#57;9\">", Some("damage"));
        check(&row(u64::MAX, &cell(u64::MAX)), Some("cells"));
    }
}
