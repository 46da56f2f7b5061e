//! The sheet that holds the plotted figures, so that every native chart can be edited and checked.
//!
//! The sheet is hidden, for nobody reads or prints it; charts find it all the same.
//! A blank is an empty cell; its word stands in the label beside it.

use rust_xlsxwriter::{FormatBorder, Worksheet, XlsxError};

use crate::report::chart::Chart;
use crate::report::model::{Language, Report};

use super::formats::{self, INK, MUTED};
use super::measure::lines;
use super::names::cell_text;
use super::paper::{ROW, margins};

/// Last column that the texts run over.
const LAST_COL: u16 = 8;

/// The sheet that holds the figures behind all charts.
pub(super) struct ChartData {
    sheet: Worksheet,
    /// The name of the sheet.
    pub(super) name: String,
    /// Group, label, value, target.
    pub(super) words: [&'static str; 4],
    /// The next free row.
    pub(super) row: u32,
}

impl ChartData {
    /// An empty sheet of chart data.
    pub(super) fn new(language: Language, name: &str) -> Result<Self, XlsxError> {
        let words = match language {
            Language::Id => ["Kelompok", "Label", "Nilai", "Target"],
            Language::En => ["Group", "Label", "Value", "Target"],
        };
        Ok(Self { sheet: formats::worksheet()?, name: name.to_owned(), words, row: 0 })
    }

    /// The sheet, if any chart was drawn.
    pub(super) fn finish(mut self, report: &Report) -> Result<Option<Worksheet>, XlsxError> {
        if self.row == 0 {
            return Ok(None);
        }
        let (header, footer) = margins(report, &self.name);
        self.sheet
            .set_name(&self.name)?
            .set_column_width(0, 14)?
            .set_column_width(1, 40)?
            .set_column_range_width(2, LAST_COL, 14)?
            .set_landscape()
            .set_paper_size(9)
            .set_print_fit_to_pages(1, 0)
            .set_header(header)
            .set_footer(footer)
            .set_hidden(true);
        Ok(Some(self.sheet))
    }

    /// Writes title, description and heads; gives the row of the heads.
    pub(super) fn begin(&mut self, chart: &Chart, heads: &[&str]) -> Result<u32, XlsxError> {
        let title = formats::text(10.0).unset_text_wrap().set_bold().set_font_color(INK);
        let muted = formats::text(10.0).set_font_color(MUTED);
        let head =
            formats::text(10.0).unset_text_wrap().set_bold().set_border_bottom(FormatBorder::Thin);
        let named = match chart.subtitle.as_str() {
            "" => chart.title.clone(),
            subtitle => format!("{} ({subtitle})", chart.title),
        };
        self.sheet.write_string_with_format(self.row, 0, cell_text(&named), &title)?;
        let description = cell_text(&chart.description);
        let height = f64::from(lines(&description, 10.0, 1000.0)) * 14.0 + 3.0;
        self.sheet.merge_range(self.row + 1, 0, self.row + 1, LAST_COL, "", &muted)?;
        self.sheet.write_string_with_format(self.row + 1, 0, description, &muted)?;
        self.sheet.set_row_height(self.row + 1, height.min(409.0))?;
        for (col, text) in (0..).zip(heads) {
            self.sheet.write_string_with_format(self.row + 2, col, cell_text(text), &head)?;
        }
        self.row += 3;
        Ok(self.row - 1)
    }

    pub(super) fn labels(&mut self, group: &str, label: &str) -> Result<(), XlsxError> {
        let label = cell_text(label);
        let n_lines = label.split('\n').count() as f64;
        self.sheet.write_string(self.row, 0, cell_text(group))?;
        self.sheet.write_string_with_format(self.row, 1, label, &formats::text(10.0))?;
        self.sheet.set_row_height(self.row, ROW * n_lines)?;
        Ok(())
    }

    pub(super) fn number(&mut self, col: u16, value: Option<f64>) -> Result<(), XlsxError> {
        if let Some(value) = value.filter(|value| value.is_finite()) {
            self.sheet.write_number(self.row, col, value)?;
        }
        Ok(())
    }
}
