//! One HTML table being read: which cell stands where, and what is in it.

use std::collections::BTreeMap;

use super::cell::{Merge, RawCell, RawRow, RawSheet};
use super::damage::{is_date, is_percent, percent};
use super::html::Tag;
use super::number::{NumberEvidence, evidence, is_dash};
use super::sheet::{Tally, number};
use super::{Limits, ReadError};

/// The widest and tallest cell of the standard; larger claims mean these.
const SPANS: (u32, u32) = (1000, 65_534);

/// A table whose end tag has not come yet.
pub(super) struct HtmlTable {
    /// How many tables began before it.
    pub(super) order: usize,
    pub(super) hidden: bool,
    name: String,
    caption: Option<Text>,
    /// The current row, from 1; 0 before the first.
    row: u32,
    in_row: bool,
    column: u32,
    /// For each column the last row that a cell from above reaches into.
    taken: Vec<u32>,
    cell: Option<HtmlCell>,
    rows: Vec<RawRow>,
    merges: Vec<Merge>,
    /// The first merge of the current group of rows; none reaches out of its group.
    group: usize,
}

/// The cell being read.
struct HtmlCell {
    column: u32,
    text: Text,
    /// The number behind the text, as an office program wrote it down.
    stored: Option<String>,
    format: String,
    is_formula: bool,
}

impl HtmlTable {
    pub(super) fn new(order: usize, tag: &Tag, within_hidden: bool) -> HtmlTable {
        HtmlTable {
            order,
            hidden: within_hidden || tag.is_hidden(),
            name: tag.get("id").unwrap_or("").trim().to_owned(),
            caption: None,
            row: 0,
            in_row: false,
            column: 0,
            taken: Vec::new(),
            cell: None,
            rows: Vec::new(),
            merges: Vec::new(),
            group: 0,
        }
    }

    pub(super) fn start(
        &mut self,
        tag: &Tag,
        classes: &BTreeMap<String, String>,
        limits: &Limits,
        tally: &mut Tally,
    ) -> Result<(), ReadError> {
        match tag.name.as_str() {
            "tr" => {
                self.close_cell(limits, tally)?;
                self.next_row(limits)
            }
            "td" | "th" => {
                self.close_cell(limits, tally)?;
                self.open_cell(tag, classes, limits)
            }
            "thead" | "tbody" | "tfoot" => self.end_group(limits, tally),
            "caption" => {
                self.close_cell(limits, tally)?;
                self.caption = Some(Text::default());
                Ok(())
            }
            name => {
                if let Some(text) = self.current() {
                    text.mark(name);
                }
                Ok(())
            }
        }
    }

    pub(super) fn end(
        &mut self,
        name: &str,
        limits: &Limits,
        tally: &mut Tally,
    ) -> Result<(), ReadError> {
        match name {
            "td" | "th" => self.close_cell(limits, tally),
            "tr" => {
                self.close_cell(limits, tally)?;
                self.in_row = false;
                Ok(())
            }
            "thead" | "tbody" | "tfoot" => self.end_group(limits, tally),
            "caption" => {
                self.close_caption();
                Ok(())
            }
            "pre" => {
                if let Some(text) = self.current() {
                    text.kept = false;
                }
                Ok(())
            }
            name => {
                if let Some(text) = self.current() {
                    text.break_at_block(name);
                }
                Ok(())
            }
        }
    }

    /// Text between tags; outside of cells and caption it is none of the table's.
    pub(super) fn text(&mut self, text: &str, limits: &Limits) -> Result<(), ReadError> {
        let Some(current) = self.current() else { return Ok(()) };
        current.push(text);
        if current.text.len() > limits.text {
            let limit = limits.text as u64;
            return Err(ReadError::TooLarge { what: "bytes in one cell", limit });
        }
        Ok(())
    }

    /// The sheet it has become.
    pub(super) fn finish(
        mut self,
        limits: &Limits,
        tally: &mut Tally,
    ) -> Result<RawSheet, ReadError> {
        self.close_caption();
        self.end_group(limits, tally)?;
        self.merges.sort_by_key(|merge| (merge.first, merge.last));
        let HtmlTable { name, hidden, rows, merges, .. } = self;
        Ok(RawSheet { name, hidden, rows, merges })
    }

    /// Where text goes.
    fn current(&mut self) -> Option<&mut Text> {
        match (&mut self.cell, &mut self.caption) {
            (Some(cell), _) => Some(&mut cell.text),
            (None, caption) => caption.as_mut(),
        }
    }

    fn close_caption(&mut self) {
        if let Some(caption) = self.caption.take() {
            let words: Vec<&str> = caption.text.split_whitespace().collect();
            if !words.is_empty() {
                self.name = words.join(" ");
            }
        }
    }

    fn next_row(&mut self, limits: &Limits) -> Result<(), ReadError> {
        self.close_caption();
        if self.row >= limits.rows {
            return Err(ReadError::TooLarge { what: "rows", limit: limits.rows.into() });
        }
        self.row += 1;
        self.column = 0;
        self.in_row = true;
        Ok(())
    }

    fn open_cell(
        &mut self,
        tag: &Tag,
        classes: &BTreeMap<String, String>,
        limits: &Limits,
    ) -> Result<(), ReadError> {
        if !self.in_row {
            self.next_row(limits)?;
        }
        while self.taken.get(self.column as usize).is_some_and(|last| *last >= self.row) {
            self.column += 1;
        }
        let first = (self.row, self.column);
        let width = span(tag.get("colspan")).unwrap_or(1).clamp(1, SPANS.0);
        let next = self.column + width;
        if next > limits.columns {
            return Err(ReadError::TooLarge { what: "columns", limit: limits.columns.into() });
        }
        // No height at all means down to the end of the group.
        let last_row = match span(tag.get("rowspan")).unwrap_or(1).min(SPANS.1) {
            0 => u32::MAX,
            height => self.row.saturating_add(height - 1),
        };
        if last_row > self.row {
            self.taken.resize(self.taken.len().max(next as usize), 0);
            self.taken[first.1 as usize..next as usize].fill(last_row);
        }
        if width > 1 || last_row > self.row {
            self.merges.push(Merge { first, last: (last_row, next - 1) });
        }
        let format = tag.number_format(classes).unwrap_or_default();
        let is_text = tag.get("x:str").is_some() || format == "@";
        let stored = tag.get("x:num").or_else(|| tag.get("sdval")).filter(|_| !is_text);
        self.cell = Some(HtmlCell {
            column: first.1,
            text: Text::default(),
            stored: stored.map(str::to_owned),
            format,
            is_formula: tag.get("x:fmla").is_some(),
        });
        self.column = next;
        Ok(())
    }

    fn close_cell(&mut self, limits: &Limits, tally: &mut Tally) -> Result<(), ReadError> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let column = cell.column as usize;
        let value = cell.value();
        if value == RawCell::Empty {
            return Ok(());
        }
        if self.rows.last().is_none_or(|last| last.number != self.row) {
            self.rows.push(RawRow { number: self.row, cells: Vec::new() });
        }
        let Some(row) = self.rows.last_mut() else { return Ok(()) };
        let longer = (column + 1).saturating_sub(row.cells.len());
        tally.add(longer, limits)?;
        if longer > 0 {
            row.cells.resize(column + 1, RawCell::Empty);
        }
        row.cells[column] = value;
        Ok(())
    }

    /// Ends a group of rows: no cell reaches beyond it.
    fn end_group(&mut self, limits: &Limits, tally: &mut Tally) -> Result<(), ReadError> {
        self.close_cell(limits, tally)?;
        self.in_row = false;
        self.taken.clear();
        for merge in &mut self.merges[self.group..] {
            merge.last.0 = merge.last.0.min(self.row);
        }
        let from = self.group;
        let one = |merge: &Merge| merge.first == merge.last;
        if self.merges[from..].iter().any(one) {
            let kept: Vec<Merge> = self.merges.drain(from..).filter(|merge| !one(merge)).collect();
            self.merges.extend(kept);
        }
        self.group = self.merges.len();
        Ok(())
    }
}

/// The number of rows or columns in an attribute: its leading digits, as browsers read it.
fn span(attribute: Option<&str>) -> Option<u32> {
    let text = attribute?.trim_start();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let digits = &text[..end];
    (!digits.is_empty()).then(|| digits.parse().unwrap_or(u32::MAX))
}

impl HtmlCell {
    /// What the cell holds: the number behind the text where there is one, else the text.
    ///
    /// A number shown as a date stays the date that is shown; `TRUE` stays the word.
    fn value(&self) -> RawCell {
        let text = self.text.finished();
        let stored = self.stored.as_deref().and_then(|stored| stored.trim().parse::<f64>().ok());
        let shows_number = is_dash(text) || evidence(text) != NumberEvidence::NotANumber;
        match stored {
            Some(stored) if shows_number && !is_date(&self.format) => match number(stored) {
                RawCell::Number(digits) if is_percent(&self.format) => {
                    RawCell::Percent(percent(&digits).into())
                }
                cell => cell,
            },
            _ if text.is_empty() && self.is_formula => RawCell::MissingResult,
            _ if text.is_empty() => RawCell::Empty,
            _ => RawCell::Text(text.into()),
        }
    }
}

/// Text as a browser shows it: blanks run together, breaks where the page has them.
#[derive(Default)]
struct Text {
    text: String,
    /// A blank or a break that is due before the next character.
    pending: Option<char>,
    /// Inside `pre`, where blanks count.
    kept: bool,
}

impl Text {
    fn push(&mut self, text: &str) {
        for c in text.chars() {
            if !self.kept && c.is_ascii_whitespace() {
                self.pending = self.pending.or(Some(' '));
                continue;
            }
            match self.pending.take() {
                Some(blank) if !self.text.is_empty() && !self.text.ends_with('\n') => {
                    self.text.push(blank);
                }
                _ => {}
            }
            self.text.push(c);
        }
    }

    /// Takes note of the start of an element inside the cell.
    fn mark(&mut self, name: &str) {
        match name {
            "br" => {
                self.pending = None;
                self.text.push('\n');
            }
            "pre" => {
                self.break_at_block(name);
                self.kept = true;
            }
            _ => self.break_at_block(name),
        }
    }

    /// The next text after the edge of a block stands on a line of its own.
    fn break_at_block(&mut self, name: &str) {
        let is_block = matches!(
            name,
            "p" | "div" | "li" | "ul" | "ol" | "pre" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
        );
        if is_block {
            self.pending = Some('\n');
        }
    }

    fn finished(&self) -> &str {
        self.text.trim_matches(|c: char| c.is_ascii_whitespace())
    }
}
