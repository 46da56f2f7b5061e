//! The list of all sheets below the first page: where to go, and what to print.

use rust_xlsxwriter::XlsxError;

use crate::report::model::Section;
use crate::report::table::{Align, Cell};

use super::formats::{self, INK};
use super::layout::is_for_meeting;
use super::sheet::Flow;

impl Flow<'_> {
    /// Writes the list.
    pub(super) fn contents(&mut self) -> Result<(), XlsxError> {
        let words = &self.report.words.workbook;
        self.line(&words.sheets, 13.0, formats::text(13.0).set_bold().set_font_color(INK))?;
        self.line(&words.sheets_note, 10.0, formats::text(10.0))?;
        self.gap()?;
        let runs = self.grid.split(&[26.0, 56.0, f64::MAX]);
        for (run, head) in runs.iter().zip(&words.heads) {
            self.put(*run, head, &formats::head(Align::Start))?;
        }
        self.end_row(18.0)?;
        let report = self.report;
        for section in report.paper.iter().chain(&report.sections) {
            self.contents_row(section, &runs)?;
        }
        self.gap()
    }

    fn contents_row(&mut self, section: &Section, runs: &[(u16, u16)]) -> Result<(), XlsxError> {
        let words = &self.report.words.workbook;
        let name = self.tabs.section(&section.id).unwrap_or_default();
        let link = Cell::text(name).linked(section.id.clone());
        let used = words.uses[usize::from(!is_for_meeting(section.kind))].as_str();
        self.linked_text(&link, runs[0], section.depth)?;
        self.put(runs[1], &section.title, &formats::body(Align::Start))?;
        self.put(runs[2], used, &formats::body(Align::Start))?;
        let texts = [(runs[0], name), (runs[1], section.title.as_str())];
        let height = self.grid.height(10.0, texts.into_iter());
        self.end_row(height)
    }
}
