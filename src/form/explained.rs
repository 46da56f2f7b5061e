//! A sheet that explains, drawn from the top down: headings, steps, what colours mean, tables.

use rust_xlsxwriter::{Format, FormatBorder, Worksheet, XlsxError};

use super::book::{Guide, Piece};
use super::draw::{INK, MUTED, framed, ground, head_format, needed_lines, paper, text};
use super::layout::Role;

/// A sheet of explanations with no more rows is printed on one page.
const ONE_PAGE: u32 = 45;

/// Draws a sheet that explains.
pub(super) fn guide(guide: &Guide) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(&guide.name)?.set_screen_gridlines(false);
    for (at, width) in (0u16..).zip(&guide.widths) {
        sheet.set_column_width(at, *width)?;
    }
    let mut page = Explained { sheet, widths: &guide.widths, row: 0 };
    page.line(&guide.title, 18.0, text(18.0).set_bold().set_font_color(INK))?;
    let rule = text(10.0)
        .set_font_color(MUTED)
        .set_border_bottom(FormatBorder::Medium)
        .set_border_bottom_color(INK);
    page.line(&guide.subtitle, 10.0, rule)?;
    page.row += 1;
    for piece in &guide.pieces {
        page.piece(piece)?;
    }
    page.sheet.set_tab_color(INK);
    paper(&mut page.sheet, &guide.name)?;
    if page.row <= ONE_PAGE {
        page.sheet.set_print_fit_to_pages(1, 1);
    }
    Ok(page.sheet)
}

/// A sheet of explanations being filled from the top.
struct Explained<'a> {
    sheet: Worksheet,
    widths: &'a [f64],
    row: u32,
}

impl Explained<'_> {
    fn piece(&mut self, piece: &Piece) -> Result<(), XlsxError> {
        match piece {
            Piece::Heading(words) => {
                self.line(words, 12.5, text(12.5).set_bold().set_font_color(INK))
            }
            Piece::Text(words) => {
                self.line(words, 10.5, text(10.5))?;
                self.row += 1;
                Ok(())
            }
            Piece::Steps(steps) => {
                for (step, n) in steps.iter().zip(1..) {
                    self.line(&format!("{n}.  {step}"), 10.5, text(10.5).set_indent(1))?;
                }
                self.row += 1;
                Ok(())
            }
            Piece::Legend(entries) => self.legend(entries),
            Piece::Table(heads, rows) => self.table(heads, rows),
        }
    }

    /// A line over the whole width, as high as its words need.
    fn line(&mut self, words: &str, size: f64, format: Format) -> Result<(), XlsxError> {
        let last = self.widths.len().saturating_sub(1) as u16;
        let format = format.set_text_wrap();
        if last > 0 {
            self.sheet.merge_range(self.row, 0, self.row, last, words, &format)?;
        } else {
            self.sheet.write_string_with_format(self.row, 0, words, &format)?;
        }
        let lines = needed_lines(words, self.widths.iter().sum(), size);
        self.sheet.set_row_height(self.row, lines * size * 1.45 + 3.0)?;
        self.row += 1;
        Ok(())
    }

    fn legend(&mut self, entries: &[(Role, String)]) -> Result<(), XlsxError> {
        let last = self.widths.len().saturating_sub(1) as u16;
        for (role, words) in entries {
            let swatch = framed(text(10.0)).set_background_color(ground(*role));
            self.sheet.write_blank(self.row, 0, &swatch)?;
            let format = text(10.5).set_indent(1).set_text_wrap();
            match last {
                0 | 1 => drop(self.sheet.write_string_with_format(self.row, 1, words, &format)?),
                _ => drop(self.sheet.merge_range(self.row, 1, self.row, last, words, &format)?),
            }
            self.sheet.set_row_height(self.row, 18.0)?;
            self.row += 1;
        }
        self.row += 1;
        Ok(())
    }

    fn table(&mut self, heads: &[String], rows: &[Vec<String>]) -> Result<(), XlsxError> {
        for (at, words) in (0u16..).zip(heads) {
            self.sheet.write_string_with_format(self.row, at, words, &head_format(Role::Open))?;
        }
        self.sheet.set_row_height(self.row, 20.0)?;
        self.row += 1;
        let body = framed(text(10.0)).set_text_wrap();
        for row in rows {
            let mut lines = 1.0;
            for (at, words) in (0u16..).zip(row) {
                let format = if at == 0 { body.clone().set_bold() } else { body.clone() };
                self.sheet.write_string_with_format(self.row, at, words, &format)?;
                let width = self.widths.get(usize::from(at)).copied().unwrap_or(10.0);
                lines = f64::max(lines, needed_lines(words, width, 10.0));
            }
            self.sheet.set_row_height(self.row, lines * 14.0 + 4.0)?;
            self.row += 1;
        }
        self.row += 1;
        Ok(())
    }
}
