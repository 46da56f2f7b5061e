//! The columns of a sheet, shared by all tables on it.
//!
//! The table with the most columns decides the grid, one column each. Every other table lies over
//! it, its columns taking as many neighbours as they need, so that a narrow matrix and a list of
//! long sentences can stand below one another.

use crate::report::model::{Block, Section};
use crate::report::table::{Content, RowStyle, Table};

use super::names::clean;

/// Narrowest and widest column, in characters.
const NARROW: f64 = 8.0;
const WIDEST: f64 = 60.0;
/// Widest column of short texts; longer ones wrap.
const SHORT: f64 = 34.0;
/// What a sheet is filled up to, so that paragraphs have room.
const LEAST: f64 = 100.0;
/// What wide columns give way for, so that a print stays legible.
const MOST: f64 = 165.0;
/// Width of the running text of paragraphs.
const MEASURE: f64 = 125.0;

/// Width and height between the margins of a landscape A4 page, in points.
const PAGE: (f64, f64) = (770.0, 490.0);

/// From which to which column of the sheet something stands.
pub(super) type Run = (u16, u16);

/// The columns of a sheet.
pub(super) struct Grid {
    widths: Vec<f64>,
    tables: Vec<Vec<Run>>,
}

/// What a column of a table asks for.
#[derive(Clone, Copy)]
struct Want {
    width: f64,
    /// Numbers cannot wrap: less than this shows `####`.
    firm: bool,
    wide: bool,
}

impl Grid {
    /// The grid of a section's tables, in reading order.
    pub(super) fn of(section: &Section) -> Self {
        let mut tables = Vec::new();
        collect(&section.blocks, &mut tables);
        let wants: Vec<Vec<Want>> = tables.iter().map(|table| wants(table)).collect();
        let size = |idx: &usize| (tables[*idx].columns.len(), tables[*idx].rows.len());
        let lead = (0..tables.len()).rev().max_by_key(size);
        let mut widths = lead.map(|idx| lead_widths(&wants[idx])).unwrap_or_default();
        let runs = wants
            .iter()
            .enumerate()
            .map(|(idx, wants)| match lead {
                Some(lead) if lead == idx => (0..wants.len() as u16).map(|c| (c, c)).collect(),
                _ => fitted(wants, &mut widths),
            })
            .collect();
        while widths.len() < 4 || widths.iter().sum::<f64>() < LEAST {
            widths.push(12.0);
        }
        Self { widths, tables: runs }
    }

    /// The widths of the columns, in characters.
    pub(super) fn widths(&self) -> &[f64] {
        &self.widths
    }

    /// The columns of the `idx`-th table.
    pub(super) fn table(&self, idx: usize) -> &[Run] {
        &self.tables[idx]
    }

    /// The last column.
    pub(super) fn last(&self) -> u16 {
        self.widths.len() as u16 - 1
    }

    /// The columns of running text.
    pub(super) fn measure(&self) -> Run {
        let mut sum = 0.0;
        let fits = |width: &&f64| {
            sum += **width;
            sum <= MEASURE
        };
        let count = self.widths.iter().take_while(fits).count();
        (0, (count.max(2) as u16 - 1).min(self.last()))
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

    /// The width of the whole sheet in pixels.
    pub(super) fn pixels(&self) -> f64 {
        self.widths.iter().map(|width| (width * 7.0 + 5.0).floor()).sum()
    }

    /// The height of a printed page in points of the sheet, which is scaled to the page's width;
    /// a little less than that, for column widths differ from one office program to the next.
    pub(super) fn page_height(&self) -> f64 {
        let scale = (PAGE.0 / (self.pixels() * 0.75)).min(1.0);
        PAGE.1 / scale * 0.94
    }

    /// The height in points of a row with these texts, each in its run.
    pub(super) fn height<'a>(&self, size: f64, cells: impl Iterator<Item = (Run, &'a str)>) -> f64 {
        let scale = 11.2 / size;
        let count = cells.map(|(run, text)| lines(text, self.width(run) * scale)).max();
        (f64::from(count.unwrap_or(1)) * size * 1.32 + 4.0).clamp(15.0, 409.0).round()
    }
}

/// How many lines a text takes when it is wrapped at `width` characters.
pub(super) fn lines(text: &str, width: f64) -> u32 {
    let width = (width.max(4.0) - 1.0) as usize;
    text.split('\n').map(|line| wrapped(line, width)).sum()
}

fn wrapped(line: &str, width: usize) -> u32 {
    let (mut count, mut used) = (1, 0);
    for word in line.split(' ') {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > width {
            count += 1;
            used = 0;
        }
        used += length + usize::from(used > 0);
        // A word longer than the line is broken.
        count += (used.saturating_sub(1) / width) as u32;
        used = if used > width { (used - 1) % width + 1 } else { used };
    }
    count
}

fn collect<'a>(blocks: &'a [Block], tables: &mut Vec<&'a Table>) {
    for block in blocks {
        match block {
            Block::Table(table) => tables.push(table),
            Block::Details { blocks, .. } => collect(blocks, tables),
            _ => {}
        }
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
        let longest = clean(cell.words()).split('\n').map(|l| l.chars().count()).max();
        let indent = if idx == 0 { f64::from(row.indent) * 2.0 } else { 0.0 };
        let length = longest.unwrap_or(0) as f64 + 3.0 + indent;
        match cell.content {
            Content::Number { .. } | Content::Date { .. } => firm = firm.max(length + 1.5),
            _ => loose = loose.max(length),
        }
    }
    // A head wraps between words, never inside one.
    let word = clean(&column.label).split_whitespace().map(|w| w.chars().count()).max();
    let head = (word.unwrap_or(0) as f64 + 4.0).min(24.0);
    let loose = loose.min(if column.wide { WIDEST } else { SHORT });
    let loose = if column.wide { loose.max(28.0) } else { loose };
    let width = firm.max(loose).max(head).clamp(NARROW, WIDEST);
    Want { width, firm: firm > 0.0, wide: column.wide }
}

/// One column each; wide ones give way when the sheet would become too wide.
fn lead_widths(wants: &[Want]) -> Vec<f64> {
    let total: f64 = wants.iter().map(|want| want.width).sum();
    let spare: f64 = wants.iter().filter(|w| w.wide).map(|w| (w.width - 28.0).max(0.0)).sum();
    let share = if spare > 0.0 { ((total - MOST) / spare).clamp(0.0, 1.0) } else { 0.0 };
    let narrowed = |want: &Want| match want.wide {
        true => want.width - (want.width - 28.0).max(0.0) * share,
        false => want.width,
    };
    wants.iter().map(narrowed).map(f64::round).collect()
}

/// Lays columns over the grid, which grows to the right if it must.
fn fitted(wants: &[Want], widths: &mut Vec<f64>) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut first = 0;
    for (idx, want) in wants.iter().enumerate() {
        let rest = wants.len() - idx - 1;
        // Texts may wrap a little more than they would like to.
        let need = if want.firm { want.width } else { (want.width * 0.9).min(48.0) };
        if first >= widths.len() {
            widths.push(want.width.round());
        }
        let mut last = first;
        let mut sum = widths[first];
        while sum < need && widths.len() - last - 1 > rest {
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
    fn texts_wrap_between_words() {
        let check = |text, width, expected| assert_eq!(lines(text, width), expected, "{text:?}");
        check("", 10.0, 1);
        check("satu dua tiga", 20.0, 1);
        check("satu dua tiga", 9.0, 2);
        check("satu\ndua", 20.0, 2);
        check("abcdefghijklmnopqrst", 11.0, 2);
    }

    #[test]
    fn narrow_columns_are_taken_together() {
        let text = |width| Want { width, firm: false, wide: false };
        let number = |width| Want { width, firm: true, wide: false };
        let mut widths = vec![30.0, 8.0, 8.0, 8.0, 8.0];
        let runs = fitted(&[text(20.0), number(16.0), text(8.0)], &mut widths);
        assert_eq!(runs, [(0, 0), (1, 2), (3, 3)]);
        let runs = fitted(&[text(20.0), number(30.0), number(30.0)], &mut widths);
        assert_eq!(runs, [(0, 0), (1, 3), (4, 4)]);
        assert_eq!(widths, [30.0, 8.0, 8.0, 14.0, 30.0]);
    }
}
