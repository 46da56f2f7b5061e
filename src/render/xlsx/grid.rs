//! The columns of a sheet, shared by all tables on it.
//!
//! The table with the most columns decides the grid, one column each. Every other table lies over
//! it, its columns taking as many neighbours as they need, so that a narrow matrix and a list of
//! long sentences can stand below one another.

use crate::report::table::{Content, RowStyle, Table};

use super::formats;
use super::layout::Page;
use super::measure;
use super::names::clean;

/// Narrowest and widest column, in characters.
const NARROW: f64 = 8.0;
const WIDEST: f64 = 60.0;
/// Widest column of short texts; longer ones wrap.
const SHORT: f64 = 34.0;
/// Width of the running text of paragraphs.
const MEASURE: f64 = 160.0;

/// Narrowest column of short texts, where there is no room for more.
const TEXT: f64 = 16.0;
/// Narrowest wide column, in characters.
const WIDE: f64 = 26.0;
/// What cells keep free at their sides, and an indent takes, in pixels.
const PADDING: f64 = 6.5;

/// From which to which column of the sheet something stands.
pub(super) type Run = (u16, u16);

/// The columns of a sheet.
pub(super) struct Grid {
    widths: Vec<f64>,
    tables: Vec<Vec<Run>>,
    page: Page,
    /// The last printed column.
    last: u16,
}

/// What a column of a table asks for.
#[derive(Clone, Copy)]
struct Want {
    width: f64,
    /// Numbers cannot wrap: less than this shows `####`.
    firm: bool,
    wide: bool,
    /// May wrap more than it would like to; the names of rows may not.
    gives: bool,
}

impl Grid {
    /// The grid of tables, in the order of drawing, for a page that shows the first `n_printed`.
    pub(super) fn of(tables: &[&Table], n_printed: usize, page: Page) -> Self {
        let wants: Vec<Vec<Want>> = tables.iter().map(|table| wants(table)).collect();
        let size = |idx: &usize| (tables[*idx].columns.len(), tables[*idx].rows.len());
        let lead = (0..n_printed).rev().max_by_key(size);
        let mut widths = lead.map(|idx| lead_widths(&wants[idx], page.most)).unwrap_or_default();
        let mut runs: Vec<Vec<Run>> = Vec::new();
        for (idx, wants) in wants.iter().take(n_printed).enumerate() {
            runs.push(match lead {
                Some(lead) if lead == idx => (0..wants.len() as u16).map(|c| (c, c)).collect(),
                _ => fitted(wants, &mut widths, false),
            });
        }
        let page = page.for_width(widths.iter().sum());
        while widths.len() < 4 || widths.iter().sum::<f64>() < page.least {
            widths.push(12.0);
        }
        let last = widths.len() as u16 - 1;
        // What is not printed may run on to the right.
        runs.extend(wants.iter().skip(n_printed).map(|wants| fitted(wants, &mut widths, true)));
        Self { widths, tables: runs, page, last }
    }

    /// The page that the sheet is printed on.
    pub(super) fn page(&self) -> Page {
        self.page
    }

    /// The widths of the columns, in characters.
    pub(super) fn widths(&self) -> &[f64] {
        &self.widths
    }

    /// The columns of the `idx`-th table.
    pub(super) fn table(&self, idx: usize) -> &[Run] {
        &self.tables[idx]
    }

    /// The last printed column.
    pub(super) fn last(&self) -> u16 {
        self.last
    }

    /// The columns of running text.
    pub(super) fn measure(&self) -> Run {
        let mut sum = 0.0;
        let fits = |width: &&f64| {
            sum += **width;
            sum <= MEASURE
        };
        let count = self.widths.iter().take_while(fits).count();
        (0, (count.max(2) as u16 - 1).min(self.last))
    }

    /// Runs of at least the given widths, side by side; the last one ends with the running text.
    pub(super) fn split(&self, least: &[f64]) -> Vec<Run> {
        let end = self.measure().1;
        let mut runs: Vec<Run> = Vec::new();
        let mut first = 0;
        for width in least {
            let mut last = first;
            while self.width((first, last)) < *width && last < end {
                last += 1;
            }
            runs.push((first, last));
            first = (last + 1).min(end);
        }
        runs
    }

    /// How many characters fit into a run.
    pub(super) fn width(&self, run: Run) -> f64 {
        self.widths[run.0 as usize..=run.1 as usize].iter().sum()
    }

    /// How many pixels a text has in a run.
    fn room(&self, run: Run) -> f64 {
        let widths = &self.widths[run.0 as usize..=run.1 as usize];
        widths.iter().map(|width| (width * 7.0 + 5.0).floor()).sum::<f64>() - 2.0 * PADDING
    }

    /// The width of the printed columns in pixels.
    pub(super) fn pixels(&self) -> f64 {
        self.widths[..=self.last as usize].iter().map(|width| (width * 7.0 + 5.0).floor()).sum()
    }

    /// The height of a printed page in points of the sheet, which is scaled to the page's width.
    pub(super) fn page_height(&self) -> f64 {
        let (width, height) = self.page.room;
        let scale = (width / (self.pixels() * 0.75)).min(1.0);
        height / scale
    }

    /// The height in points of a row with these texts, each in its run.
    pub(super) fn height<'a>(&self, size: f64, cells: impl Iterator<Item = (Run, &'a str)>) -> f64 {
        let count = cells.map(|(run, text)| measure::lines(text, size, self.room(run))).max();
        (f64::from(count.unwrap_or(1)) * size * 1.28 + 4.0).clamp(15.0, 409.0).round()
    }
}

fn wants(table: &Table) -> Vec<Want> {
    (0..table.columns.len()).map(|idx| want(table, idx)).collect()
}

fn want(table: &Table, idx: usize) -> Want {
    let column = &table.columns[idx];
    let mut firm: f64 = 0.0;
    let mut loose: f64 = 0.0;
    for row in table.rows.iter().filter(|row| row.style != RowStyle::Group) {
        let Some(cell) = row.cells.get(idx) else { continue };
        let text = format!("{} {}", formats::shape(cell.tone), clean(cell.words()));
        let longest = text.split('\n').map(|line| measure::pixels(line, 10.0)).fold(0.0, f64::max);
        let indent = if idx == 0 { f64::from(row.indent) * 1.4 } else { 0.0 };
        // Bold letters are wider, and every program has its own idea of a pixel.
        let length = longest * 1.06 / 7.0 + 2.0 + indent;
        match cell.content {
            Content::Number { .. } | Content::Date { .. } => firm = firm.max(length),
            _ => loose = loose.max(length),
        }
    }
    // A head wraps between words, never inside one.
    let word = clean(&column.label).split_whitespace().map(|w| w.chars().count()).max();
    let head = (word.unwrap_or(0) as f64 + 4.0).min(24.0);
    let loose = loose.min(if column.wide { WIDEST } else { SHORT });
    let loose = if column.wide { loose.max(WIDE) } else { loose };
    let width = firm.max(loose).max(head).clamp(NARROW, WIDEST);
    let gives = firm == 0.0 && !column.wide && idx > 0;
    Want { width, firm: firm > 0.0, wide: column.wide, gives }
}

/// One column each; wide ones give way when the sheet would become too wide, then other texts.
fn lead_widths(wants: &[Want], most: f64) -> Vec<f64> {
    let total: f64 = wants.iter().map(|want| want.width).sum();
    let spare: f64 = wants.iter().filter(|w| w.wide).map(|w| (w.width - WIDE).max(0.0)).sum();
    let share = if spare > 0.0 { ((total - most) / spare).clamp(0.0, 1.0) } else { 0.0 };
    let narrowed = |want: &Want| match want.wide {
        true => want.width - (want.width - WIDE).max(0.0) * share,
        false => want.width,
    };
    let widths: Vec<f64> = wants.iter().map(narrowed).collect();
    let total: f64 = widths.iter().sum();
    let gives = |want: &Want| want.gives && want.width > TEXT;
    let spare: f64 = wants.iter().filter(|want| gives(want)).map(|want| want.width - TEXT).sum();
    let share = if spare > 0.0 { ((total - most) / spare).clamp(0.0, 1.0) } else { 0.0 };
    let wrapped = |(want, width): (&Want, f64)| match gives(want) {
        true => width - (width - TEXT) * share,
        false => width,
    };
    wants.iter().zip(widths).map(wrapped).map(f64::round).collect()
}

/// Lays columns over the grid, which grows to the right if it must, or if it `may`.
fn fitted(wants: &[Want], widths: &mut Vec<f64>, may: bool) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut first = 0;
    for (idx, want) in wants.iter().enumerate() {
        let rest = wants.len() - idx - 1;
        // Texts may wrap a little more than they would like to.
        let need = if want.firm { want.width } else { (want.width * 0.9).min(36.0) };
        if first >= widths.len() {
            widths.push(want.width.round());
        }
        let mut last = first;
        let mut sum = widths[first];
        while sum < need && widths.len() - last - 1 > if may { 0 } else { rest } {
            last += 1;
            sum += widths[last];
        }
        if sum < need && (want.firm || want.wide) {
            widths[last] += (need - sum).ceil();
        }
        runs.push((first as u16, last as u16));
        first = last + 1;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrow_columns_are_taken_together() {
        let text = |width| Want { width, firm: false, wide: false, gives: true };
        let number = |width| Want { width, firm: true, wide: false, gives: false };
        let mut widths = vec![30.0, 8.0, 8.0, 8.0, 8.0];
        let runs = fitted(&[text(20.0), number(16.0), text(8.0)], &mut widths, false);
        assert_eq!(runs, [(0, 0), (1, 2), (3, 3)]);
        let runs = fitted(&[text(20.0), number(30.0), number(30.0)], &mut widths, false);
        assert_eq!(runs, [(0, 0), (1, 3), (4, 4)]);
        assert_eq!(widths, [30.0, 8.0, 8.0, 14.0, 30.0]);
    }
}
