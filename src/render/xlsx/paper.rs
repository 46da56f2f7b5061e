//! What sheets share on paper: the height of a row, what is repeated, headers and footers.

#[cfg(test)]
mod tests;

use crate::report::model::Report;

use super::grid::Run;
use super::measure::FACE;
use super::names::{clean, cut};

/// Height of a row that nothing else decides, in points.
pub(super) const ROW: f64 = 15.0;

/// The longest table of a sheet, for frozen heads and repeated print rows.
#[derive(Clone, Copy)]
pub(super) struct Main {
    /// First and last row of its head.
    pub(super) head: (u32, u32),
    /// Height of everything down to its first row, in points.
    pub(super) height: f64,
    /// Rows below the head.
    pub(super) n_rows: u32,
    /// The columns of its first column.
    pub(super) first: Run,
    /// Whether its first column stays when scrolling sideways.
    pub(super) freeze_first: bool,
    /// Whether its rows may be filtered: they are alike, and no cells are merged.
    pub(super) filter: bool,
    /// Its last cell.
    pub(super) last: (u32, u16),
}

/// What is printed above and below every page.
pub(super) fn margins(report: &Report, name: &str) -> (String, String) {
    // An ampersand starts a code in headers and footers.
    let plain = |text: &str, limit| cut(&clean(text), limit).replace('&', "&&");
    let mark = plain(report.mark.as_deref().unwrap_or_default(), 40);
    let (office, name) = (plain(&report.office, 80), plain(name, 31));
    let said = plain(&format!("{} · {}", report.title, report.subtitle), 110);
    let [page, of] = &report.words.workbook.page;
    let pages = format!("{} &P {} &N", plain(page, 20), plain(of, 20));
    let small = format!("&\"{FACE},Regular\"&8");
    let header = format!("&L{small}{office}&C&\"{FACE},Bold\"&8{mark}&R{small}{name}");
    let footer = format!("&L{small}{said}&R{small}{pages}");
    (header, footer)
}
