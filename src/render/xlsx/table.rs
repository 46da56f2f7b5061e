//! A table on a sheet: heads, typed cells, notes, links.

use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, XlsxError};

use crate::domain::{Date, Datelike, Number};
use crate::report::table::{Align, Cell, Content, Row, RowStyle, Table, TableKind};
use crate::report::tone::Tone;

use super::formats::{self, INK, MUTED};
use super::grid::Run;
use super::names::cell_text;
use super::paper::Main;
use super::sheet::Flow;

/// A matrix with more columns than this turns long heads.
const TURN_FROM: usize = 16;

/// Digits that a spreadsheet keeps of a number.
const EXACT_DIGITS: usize = 15;

impl Flow<'_> {
    /// Draws a table.
    pub(super) fn table(&mut self, table: &Table) -> Result<(), XlsxError> {
        let runs = self.grid.table(self.n_tables).to_vec();
        self.n_tables += 1;
        let rows = table.rows.len().min(3) as f64;
        self.keep(70.0 + rows * 20.0);
        if !table.caption.is_empty() {
            let caption = formats::text(11.0).set_bold().set_font_color(INK);
            self.line(&table.caption, 11.0, caption)?;
        }
        let (Some(first), Some(last)) = (runs.first(), runs.last()) else { return Ok(()) };
        let head = self.head_rows(table, &runs)?;
        let height = self.height;
        for row in &table.rows {
            self.table_row(row, table, &runs)?;
        }
        let n_rows = table.rows.len() as u32;
        if self.printed.is_some() {
            return self.table_note(table);
        }
        self.n_rows += n_rows;
        if self.main.is_none_or(|main| main.n_rows < n_rows) {
            let alike = table.rows.iter().all(|row| row.style == RowStyle::Body);
            let single = runs.iter().all(|run| run.0 == run.1);
            self.main = Some(Main {
                head,
                height,
                n_rows,
                first: *first,
                freeze_first: table.kind == TableKind::Matrix,
                filter: alike && single && table.kind == TableKind::List,
                last: (self.row.saturating_sub(1), last.1),
            });
        }
        self.table_note(table)
    }

    fn table_note(&mut self, table: &Table) -> Result<(), XlsxError> {
        for line in table.note.iter().flat_map(|note| note.lines()) {
            let format = formats::text(9.0).set_italic().set_font_color(MUTED);
            self.line(line, 9.0, format)?;
        }
        self.gap()
    }

    /// The head, with a row of group heads above it where columns have any.
    fn head_rows(&mut self, table: &Table, runs: &[Run]) -> Result<(u32, u32), XlsxError> {
        let top = self.row;
        let grouped = table.columns.iter().any(|column| column.group.is_some());
        if grouped {
            self.group_heads(table, runs)?;
        }
        let longest = table.columns.iter().skip(1).map(|c| c.label.chars().count()).max();
        let turned = table.kind == TableKind::Matrix
            && table.columns.len() > TURN_FROM
            && longest.unwrap_or(0) > 12;
        for (idx, (column, run)) in table.columns.iter().zip(runs).enumerate() {
            let mut format = formats::head(column.align);
            if turned && idx > 0 {
                format = format.set_indent(0).set_rotation(90).set_align(FormatAlign::Center);
            }
            let mut row = self.row;
            if grouped && column.group.is_none() {
                row = top;
                self.sheet.merge_range(top, run.0, self.row, run.1, "", &format)?;
            } else {
                self.merge(row, *run, &format)?;
            }
            let label = cell_text(&column.label);
            self.sheet.write_string_with_format(row, run.0, label, &format)?;
            if let Some(title) = column.title.as_ref().filter(|title| **title != column.label) {
                self.note(row, run.0, title)?;
            }
        }
        let texts = runs.iter().zip(&table.columns).map(|(run, c)| (*run, c.label.as_str()));
        let height = if turned {
            (longest.unwrap_or(0) as f64 * 6.0).clamp(60.0, 160.0)
        } else {
            // Heads are bold, and a filter button covers part of the last line.
            self.grid.height(11.5, texts)
        };
        self.end_row(height)?;
        Ok((top, self.row - 1))
    }

    /// Heads above several columns; neighbours with the same one share it.
    fn group_heads(&mut self, table: &Table, runs: &[Run]) -> Result<(), XlsxError> {
        let mut idx = 0;
        let mut texts = Vec::new();
        while idx < table.columns.len() {
            let group = &table.columns[idx].group;
            let alike = table.columns[idx..].iter().take_while(|c| c.group == *group).count();
            if let Some(group) = group {
                let run = (runs[idx].0, runs[idx + alike - 1].1);
                self.put(run, group, &formats::head(Align::Centre))?;
                texts.push((run, group.as_str()));
            }
            idx += alike;
        }
        let height = self.grid.height(11.0, texts.into_iter());
        self.end_row(height)
    }

    fn table_row(&mut self, row: &Row, table: &Table, runs: &[Run]) -> Result<(), XlsxError> {
        let whole = (runs[0].0, runs[runs.len() - 1].1);
        // A heading of rows is one cell, unless it has figures of its own.
        if row.style == RowStyle::Group && row.cells.iter().skip(1).all(|c| c.words().is_empty()) {
            let empty = Cell::empty();
            let cell = row.cells.first().unwrap_or(&empty);
            self.cell(cell, row, Align::Start, whole, true)?;
            let height = self.grid.height(10.5, [(whole, cell.words())].into_iter());
            return self.end_row(height);
        }
        for (idx, run) in runs.iter().enumerate() {
            let empty = Cell::empty();
            let cell = row.cells.get(idx).unwrap_or(&empty);
            self.cell(cell, row, table.columns[idx].align, *run, idx == 0)?;
        }
        let texts = runs.iter().zip(&row.cells).map(|(run, cell)| (*run, cell.words()));
        let height = self.grid.height(10.0, texts) + 2.0;
        self.end_row(height)
    }

    fn cell(
        &mut self,
        cell: &Cell,
        row: &Row,
        align: Align,
        run: Run,
        first: bool,
    ) -> Result<(), XlsxError> {
        let tone = match &cell.content {
            Content::Blank { kind, .. } => formats::blank_tone(cell.tone, *kind),
            _ => cell.tone,
        };
        self.used(tone);
        let mut format = formats::body(align);
        format = match row.style {
            RowStyle::Body => format,
            RowStyle::Total => formats::total(format),
            RowStyle::Group => formats::group(format),
        };
        if tone != Tone::Plain {
            format = formats::toned(format, tone);
        }
        if first && row.indent > 0 {
            format = format.set_indent(1 + row.indent.min(12));
        }
        let link = cell.link.as_deref().and_then(|id| self.tabs.link(id));
        if link.is_some() {
            format = match cell.content {
                Content::Text(_) => formats::linked(format, tone),
                // A matrix of underlined figures cannot be read.
                _ => format,
            };
        }
        self.content(cell, tone, run, format, link)?;
        self.notes(cell, run)
    }

    /// Writes the value of a cell in its type.
    fn content(
        &mut self,
        cell: &Cell,
        tone: Tone,
        run: Run,
        format: Format,
        link: Option<String>,
    ) -> Result<(), XlsxError> {
        let format = match &cell.content {
            Content::Number { value, decimals, unit, text } => {
                let shown = formats::number_format(value, *decimals, unit, text, tone);
                format.unset_text_wrap().set_num_format(shown)
            }
            Content::Date { .. } => {
                let shown = formats::date_format(self.report.language);
                format.unset_text_wrap().set_num_format(shown)
            }
            // The word and the ground of a blank say enough.
            Content::Empty | Content::Blank { .. } => format,
            Content::Text(_) => match formats::text_format(tone) {
                Some(shown) => format.set_num_format(shown),
                None => format,
            },
        };
        self.merge(self.row, run, &format)?;
        let (row, col) = (self.row, run.0);
        let words = cell_text(cell.words());
        if let Some(link) = link {
            // The link stays with the cell when a number takes the place of the words.
            self.sheet.write_url_with_options(
                row,
                col,
                link.as_str(),
                &words,
                "",
                Some(&format),
            )?;
        }
        match &cell.content {
            Content::Empty => self.sheet.write_blank(row, col, &format)?,
            Content::Number { value, .. } if value.to_f64().is_finite() => {
                self.sheet.write_number_with_format(row, col, value.to_f64(), &format)?
            }
            Content::Date { date, .. } => match excel_date(*date) {
                Some(date) => self.sheet.write_datetime_with_format(row, col, date, &format)?,
                None => self.sheet.write_string_with_format(row, col, words, &format)?,
            },
            _ => self.sheet.write_string_with_format(row, col, words, &format)?,
        };
        Ok(())
    }

    /// The reason of a blank, the remark of a cell, the digits that a spreadsheet cannot keep.
    fn notes(&mut self, cell: &Cell, run: Run) -> Result<(), XlsxError> {
        let mut notes: Vec<&str> = Vec::new();
        match &cell.content {
            Content::Blank { reason, .. } if !reason.is_empty() => notes.push(reason),
            Content::Number { value, decimals, text, .. } if !keeps(value, *decimals) => {
                notes.push(text);
            }
            _ => {}
        }
        let said = |note: &&str| note.is_empty() || notes.contains(note);
        if let Some(note) = cell.note.as_deref().filter(|note| !said(note)) {
            notes.push(note);
        }
        if notes.is_empty() { Ok(()) } else { self.note(self.row, run.0, &notes.join("\n")) }
    }
}

/// Whether a spreadsheet shows this number to the last printed digit.
fn keeps(value: &Number, decimals: u32) -> bool {
    let digits = value.to_plain(decimals);
    let digits = digits.trim_start_matches(['-', '0', '.']).trim_end_matches('0');
    digits.chars().filter(char::is_ascii_digit).count() <= EXACT_DIGITS
}

/// A day of the calendar of spreadsheets, which begins in 1900.
fn excel_date(date: Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(date.year()).ok().filter(|year| *year >= 1900)?;
    ExcelDateTime::from_ymd(year, date.month() as u8, date.day() as u8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifteen_digits_are_kept() {
        let check = |text, decimals, expected| {
            let value = Number::parse(text).unwrap();
            assert_eq!(keeps(&value, decimals), expected, "{text}");
        };
        check("999999999999999", 0, true);
        check("1234567890123456", 0, false);
        check("1000000000000000000", 0, true);
        check("0.3333333333333333333", 2, true);
        check("-0.00", 2, true);
    }
}
