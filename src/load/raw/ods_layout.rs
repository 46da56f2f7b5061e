//! What calamine does not say about an ODS sheet: merged cells, and numbers shown as percents.
//!
//! The walk also makes sure that every element is closed: the reader waits for the end of a sheet
//! that never comes.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::ReadError;
use super::cell::{Merge, RawCell, RawSheet};
use super::damage::percent;

/// The last row and column a sheet can have, counted from 0.
const LAST: (u32, u32) = ((1 << 20) - 1, (1 << 14) - 1);

/// What is special about the cells of one sheet.
#[derive(Default)]
pub(super) struct Layout {
    merges: Vec<Merge>,
    /// Regions of percents, upper left and lower right corner, rows and columns from 0.
    percents: Vec<((u32, u32), (u32, u32))>,
}

/// The layouts in a `content.xml`, by the name of the sheet.
pub(super) fn layouts(xml: &str) -> Result<BTreeMap<String, Layout>, ReadError> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let (mut found, mut walk) = (BTreeMap::new(), Walk::default());
    let mut n_open = 0_u32;
    loop {
        let event = reader.read_event().map_err(|_| damaged())?;
        match event {
            Event::Start(tag) => {
                n_open += 1;
                walk.start(&tag);
            }
            Event::End(tag) => {
                n_open = n_open.saturating_sub(1);
                if tag.name().as_ref() == "table:table" {
                    walk.n_tables = walk.n_tables.saturating_sub(1);
                    if walk.n_tables == 0 {
                        found.insert(std::mem::take(&mut walk.name), walk.layout());
                    }
                }
            }
            Event::Eof if n_open > 0 => return Err(ReadError::Truncated),
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

fn damaged() -> ReadError {
    ReadError::Unreadable { detail: "its markup is damaged".to_owned() }
}

/// A walk through the cells of a sheet.
#[derive(Default)]
struct Walk {
    name: String,
    /// Tables that are open; those inside a cell are part of the cell.
    n_tables: u32,
    layout: Layout,
    /// The first and last row the current one stands for, and the next column.
    rows: (u32, u32),
    next_row: u32,
    column: u32,
}

impl Walk {
    fn start(&mut self, tag: &BytesStart<'_>) {
        let name = tag.name();
        if name.as_ref() == "table:table" {
            self.n_tables += 1;
            if self.n_tables == 1 {
                let name = attribute(tag, "table:name").unwrap_or_default();
                *self = Walk { name, n_tables: 1, ..Walk::default() };
            }
        }
        if self.n_tables != 1 {
            return;
        }
        match name.as_ref() {
            "table:table-row" => {
                let repeats = count(tag, "table:number-rows-repeated");
                let last = self.next_row.saturating_add(repeats - 1);
                self.rows = (self.next_row, last.min(LAST.0));
                self.next_row = last.saturating_add(1);
                self.column = 0;
            }
            "table:table-cell" | "table:covered-table-cell" => self.cell(tag),
            _ => {}
        }
    }

    fn cell(&mut self, tag: &BytesStart<'_>) {
        let repeats = count(tag, "table:number-columns-repeated");
        let first = self.column;
        let last = first.saturating_add(repeats - 1).min(LAST.1);
        self.column = first.saturating_add(repeats);
        if first > LAST.1 || self.rows.0 > LAST.0 {
            return;
        }
        let kind = attribute(tag, "office:value-type");
        if kind.is_some_and(|kind| kind == "percentage") {
            self.layout.percents.push(((self.rows.0, first), (self.rows.1, last)));
        }
        let width = count(tag, "table:number-columns-spanned");
        let height = count(tag, "table:number-rows-spanned");
        if width > 1 || height > 1 {
            let end = (self.rows.0.saturating_add(height - 1), first.saturating_add(width - 1));
            let last = (end.0.min(LAST.0) + 1, end.1.min(LAST.1));
            self.layout.merges.push(Merge { first: (self.rows.0 + 1, first), last });
        }
    }

    fn layout(&mut self) -> Layout {
        std::mem::take(&mut self.layout)
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).ok()??;
    quick_xml::escape::unescape(&found.value).ok().map(|value| value.into_owned())
}

/// A count of at least 1; one that is no number has been refused before.
fn count(tag: &BytesStart<'_>, name: &str) -> u32 {
    let text = attribute(tag, name);
    text.and_then(|text| text.trim().parse().ok()).unwrap_or(1_u32).max(1)
}

impl Layout {
    /// Puts merges and percents into the sheet.
    pub(super) fn apply(mut self, sheet: &mut RawSheet) {
        self.merges.sort_by_key(|merge| (merge.first, merge.last));
        sheet.merges = self.merges;
        for (first, last) in self.percents {
            let from = sheet.rows.partition_point(|row| row.number <= first.0);
            let rows = sheet.rows[from..].iter_mut().take_while(|row| row.number <= last.0 + 1);
            for row in rows {
                let end = row.cells.len().min(last.1 as usize + 1);
                for cell in row.cells.get_mut(first.1 as usize..end).unwrap_or_default() {
                    as_percent(cell);
                }
            }
        }
    }
}

/// Makes a stored number the percent it is shown as.
pub(super) fn as_percent(cell: &mut RawCell) {
    if let RawCell::Number(digits) = cell {
        *cell = RawCell::Percent(percent(digits).into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::raw::RawRow;

    #[test]
    fn merges_and_percents() {
        let xml = "<office:spreadsheet><table:table table:name=\"A &amp; B\">\
            <table:table-header-rows><table:table-row table:number-rows-repeated=\"2\">\
            <table:table-cell/></table:table-row></table:table-header-rows>\
            <table:table-row table:number-rows-repeated=\"2\">\
            <table:table-cell table:number-columns-spanned=\"2\" table:number-rows-spanned=\"1\"/>\
            <table:covered-table-cell/><table:table-cell office:value-type=\"percentage\" \
            office:value=\"0.5\" table:number-columns-repeated=\"2\"/></table:table-row>\
            </table:table></office:spreadsheet>";
        let layout = layouts(xml).unwrap().remove("A & B").unwrap();
        let half = || vec![RawCell::Number("0.5".into()); 5];
        let row = |number| RawRow { number, cells: half() };
        let rows = vec![row(2), row(3), row(4), row(5)];
        let name = "A & B".to_owned();
        let mut sheet = RawSheet { name, hidden: false, rows, merges: Vec::new() };
        layout.apply(&mut sheet);
        assert_eq!(sheet.merges, [Merge { first: (3, 0), last: (3, 1) }]);
        let shown: Vec<String> = sheet
            .rows
            .iter()
            .map(|row| row.cells.iter().map(RawCell::text).collect::<Vec<_>>().join(" "))
            .collect();
        let plain = "0.5 0.5 0.5 0.5 0.5";
        assert_eq!(shown, [plain, "0.5 0.5 50% 50% 0.5", "0.5 0.5 50% 50% 0.5", plain]);
    }

    #[test]
    fn open_ends() {
        let check = |xml, expected| assert_eq!(layouts(xml).err(), expected, "{xml}");
        check("<a><table:table></table:table></a>", None);
        check("<a><table:table><table:table-row>", Some(ReadError::Truncated));
        check("<a><table:table></a>", Some(damaged()));
        check("<a", Some(damaged()));
    }
}
