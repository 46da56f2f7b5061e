//! One section on one sheet: head, blocks below one another, legend, print set-up.

use std::collections::BTreeSet;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Note, Worksheet, XlsxError};

use crate::report::model::{Block, Fact, Report, Section, SectionKind};
use crate::report::table::Cell;
use crate::report::tone::Tone;

use super::chart_data::ChartData;
use super::formats::{self, INK, MUTED, RULE};
use super::grid::{Grid, Run};
use super::layout::{Content, Page, Piece};
use super::names::{Tabs, cell_text, clean, cut};
use super::paper::{Main, ROW, margins};

/// Longest text of a cell's note, in UTF-16 units.
const NOTE_LIMIT: usize = 600;
/// Height of a row of charts with heading and notes, in points.
const CHARTS: f64 = 290.0;
/// Longest note of figures that stand side by side.
const SHORT_NOTE: usize = 12;
/// Tallest frozen part, in points: the rest of the screen is for the rows.
const FROZEN: f64 = 300.0;

/// A sheet being filled from the top.
pub(super) struct Flow<'a> {
    pub(super) report: &'a Report,
    pub(super) tabs: &'a Tabs,
    pub(super) grid: Grid,
    pub(super) sheet: Worksheet,
    pub(super) data: &'a mut ChartData,
    /// The next free row.
    pub(super) row: u32,
    /// Height of the rows so far, in points.
    pub(super) height: f64,
    /// How many tables were drawn.
    pub(super) n_tables: usize,
    /// The table with the most rows.
    pub(super) main: Option<Main>,
    /// Rows of all printed tables.
    pub(super) n_rows: u32,
    /// The first row below what is printed, with its height, once that is known.
    pub(super) printed: Option<(u32, f64)>,
    tones: BTreeSet<Tone>,
    /// Where the current printed page begins, in points.
    page_top: f64,
    /// Rows that begin a new printed page.
    breaks: Vec<u32>,
}

/// Draws a section.
pub(super) fn draw(
    report: &Report,
    section: &Section,
    tabs: &Tabs,
    data: &mut ChartData,
) -> Result<Worksheet, XlsxError> {
    let content = Content::of(report, section);
    let (tables, n_printed) = content.tables();
    let mut flow = Flow {
        report,
        tabs,
        grid: Grid::of(&tables, n_printed, Page::of(section.kind)),
        sheet: formats::worksheet()?,
        data,
        row: 0,
        height: 0.0,
        n_tables: 0,
        main: None,
        n_rows: 0,
        printed: None,
        tones: BTreeSet::new(),
        page_top: 0.0,
        breaks: Vec::new(),
    };
    let name = tabs.section(&section.id).unwrap_or_default();
    flow.sheet.set_name(name)?;
    for (idx, width) in flow.grid.widths().iter().enumerate() {
        flow.sheet.set_column_width(idx as u16, *width)?;
    }
    flow.head(section)?;
    flow.pieces(&content.printed)?;
    let (printed_charts, other_charts) = match flow.holds(CHARTS) {
        true => (content.charts.as_slice(), &[][..]),
        false => (&[][..], content.charts.as_slice()),
    };
    flow.pieces(printed_charts)?;
    flow.legend()?;
    flow.printed = Some((flow.row, flow.height));
    flow.below(section, &[other_charts, &content.aside].concat())?;
    flow.page(name)?;
    Ok(flow.sheet)
}

impl Flow<'_> {
    fn head(&mut self, section: &Section) -> Result<(), XlsxError> {
        let report = self.report;
        self.way_back(section)?;
        let title = formats::text(17.0).set_bold().set_font_color(INK);
        self.line(&section.title, 17.0, title)?;
        let subtitle = format!("{} · {}", report.title, report.subtitle);
        let rule = formats::text(10.0)
            .set_font_color(MUTED)
            .set_border_bottom(FormatBorder::Medium)
            .set_border_bottom_color(INK);
        let whole = (0, self.grid.last());
        self.put(whole, &subtitle, &rule)?;
        self.end_row(ROW + 3.0)?;
        if let Some(mark) = &report.mark {
            let format = formats::toned(formats::text(11.0), Tone::Near).set_bold();
            self.put(whole, mark, &format)?;
            self.end_row(ROW + 4.0)?;
        }
        if section.tone != Tone::Plain {
            self.sheet.set_tab_color(formats::strong(section.tone));
        }
        self.gap()
    }

    /// The first row, which is not printed: the way to the first sheet, and the office.
    fn way_back(&mut self, section: &Section) -> Result<(), XlsxError> {
        let office = formats::text(10.0).set_font_color(MUTED);
        if self.tabs.first() == section.id {
            return self.line(&self.report.office, 10.0, office);
        }
        let runs = self.grid.split(&[14.0, f64::MAX]);
        let link = Cell::text(&self.report.words.workbook.back).linked(self.tabs.first());
        self.linked_text(&link, runs[0], 0)?;
        self.put(runs[1], &self.report.office, &office)?;
        self.end_row(ROW)
    }

    /// A text that leads somewhere.
    pub(super) fn linked_text(
        &mut self,
        cell: &Cell,
        run: Run,
        indent: u8,
    ) -> Result<(), XlsxError> {
        let format = formats::linked(formats::text(10.0), Tone::Plain).set_indent(indent);
        self.put(run, cell.words(), &format)?;
        if let Some(link) = cell.link.as_deref().and_then(|id| self.tabs.link(id)) {
            let (row, col, words) = (self.row, run.0, cell_text(cell.words()));
            self.sheet.write_url_with_options(
                row,
                col,
                link.as_str(),
                &words,
                "",
                Some(&format),
            )?;
        }
        Ok(())
    }

    /// Whether so many points more still fit on one page that can be read.
    fn holds(&self, height: f64) -> bool {
        self.height + height <= self.grid.page_height() * self.grid.page().squeeze
    }

    fn pieces(&mut self, pieces: &[Piece<'_>]) -> Result<(), XlsxError> {
        for (at, piece) in pieces.iter().enumerate() {
            let next = pieces.get(at + 1);
            if let Some(Piece::Charts(_) | Piece::Block(Block::Charts(_))) = next {
                // Their heading stays with them.
                self.keep(CHARTS);
            }
            match piece {
                Piece::Block(block) => self.block(block)?,
                Piece::Charts(charts) => self.charts(charts)?,
            }
        }
        Ok(())
    }

    /// What is not printed: the list of sheets on the first one, and what is long.
    fn below(&mut self, section: &Section, aside: &[Piece<'_>]) -> Result<(), XlsxError> {
        let has_list = section.kind == SectionKind::Brief;
        if !has_list && aside.is_empty() {
            return Ok(());
        }
        self.gap()?;
        let words = &self.report.words.workbook;
        let format = formats::group(formats::text(10.0)).set_italic();
        self.put((0, self.grid.last()), &words.aside, &format)?;
        self.end_row(ROW + 4.0)?;
        self.gap()?;
        if has_list {
            self.contents()?;
        }
        self.pieces(aside)
    }

    fn blocks(&mut self, blocks: &[Block]) -> Result<(), XlsxError> {
        blocks.iter().try_for_each(|block| self.block(block))
    }

    fn block(&mut self, block: &Block) -> Result<(), XlsxError> {
        match block {
            Block::Heading(text) => {
                self.keep(120.0);
                let format = formats::text(13.0).set_bold().set_font_color(INK);
                self.line(text, 13.0, format)
            }
            Block::Paragraph(text) => {
                self.line(text, 10.5, formats::text(10.5))?;
                self.gap()
            }
            Block::Callout { tone, title, lines } => self.callout(*tone, title, lines),
            Block::Facts(facts) => self.facts(facts),
            Block::List(items) => {
                for item in items {
                    let format = formats::text(10.5).set_indent(1).set_num_format("\"• \"@");
                    self.line(item, 10.5, format)?;
                }
                self.gap()
            }
            Block::Table(table) => self.table(table),
            Block::Charts(charts) => self.charts(charts),
            Block::Reference(inner) => self.blocks(inner),
            Block::Details { summary, blocks } => self.details(summary, blocks),
        }
    }

    /// A coloured box across the running text.
    fn callout(&mut self, tone: Tone, title: &str, lines: &[String]) -> Result<(), XlsxError> {
        let boxed = |format: Format| {
            let edge = if tone == Tone::Plain { INK } else { formats::strong(tone) };
            formats::toned(format, tone)
                .set_border_left(FormatBorder::Thick)
                .set_border_left_color(edge)
                .set_indent(1)
        };
        let mut format = boxed(formats::text(11.0).set_bold());
        if let Some(shown) = formats::text_format(tone) {
            format = format.set_num_format(shown);
        }
        // Bold letters are wider.
        self.line(title, 12.0, format)?;
        for line in lines {
            self.line(line, 10.5, boxed(formats::text(10.5)))?;
        }
        self.gap()
    }

    /// Large figures: counts of the same thing side by side, the others as rows of label, value and
    /// note.
    fn facts(&mut self, facts: &[Fact]) -> Result<(), XlsxError> {
        let unit = facts.first().map_or("", |fact| fact.note.as_str());
        let is_short = |fact: &&Fact| fact.note == unit && unit.chars().count() <= SHORT_NOTE;
        let (mut short, mut long): (Vec<&Fact>, Vec<&Fact>) = facts.iter().partition(is_short);
        if short.len() < 3 {
            (short, long) = (vec![], facts.iter().collect());
        }
        self.counts(&short)?;
        let runs = self.grid.split(&[26.0, 18.0, f64::MAX]);
        for fact in long {
            self.used(fact.tone);
            let ruled = |format: Format| {
                format.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(RULE)
            };
            let mut value = ruled(formats::toned(formats::text(13.0).set_bold(), fact.tone))
                .set_align(FormatAlign::Center);
            if let Some(shown) = formats::text_format(fact.tone) {
                value = value.set_num_format(shown);
            }
            let label = ruled(formats::text(10.5));
            let note = ruled(formats::text(10.0).set_font_color(MUTED)).set_indent(1);
            self.put(runs[0], &fact.label, &label)?;
            self.put(runs[1], &fact.value, &value)?;
            self.put(runs[2], &fact.note, &note)?;
            let texts = [(runs[0], fact.label.as_str()), (runs[2], &fact.note)];
            let height = self.grid.height(10.5, texts.into_iter());
            let value_height = self.grid.height(13.0, [(runs[1], fact.value.as_str())].into_iter());
            self.end_row(height.max(value_height))?;
        }
        self.gap()
    }

    /// Figures side by side, each below its label.
    fn counts(&mut self, facts: &[&Fact]) -> Result<(), XlsxError> {
        if facts.is_empty() {
            return Ok(());
        }
        let whole = self.grid.width(self.grid.measure());
        let runs = self.grid.split(&vec![whole / facts.len() as f64 * 0.8; facts.len()]);
        let label = formats::text(9.0).set_font_color(MUTED).set_align(FormatAlign::Center);
        for (fact, run) in facts.iter().zip(&runs) {
            let named = match fact.note.as_str() {
                "" => fact.label.clone(),
                note => format!("{} ({note})", fact.label),
            };
            self.put(*run, &named, &label)?;
        }
        self.end_row(ROW)?;
        for (fact, run) in facts.iter().zip(&runs) {
            self.used(fact.tone);
            let mut value = formats::toned(formats::text(13.0).set_bold(), fact.tone)
                .set_align(FormatAlign::Center)
                .set_border_bottom(FormatBorder::Thin)
                .set_border_bottom_color(RULE);
            if let Some(shown) = formats::text_format(fact.tone) {
                value = value.set_num_format(shown);
            }
            self.put(*run, &fact.value, &value)?;
        }
        self.end_row(ROW + 5.0)
    }

    /// Folded content stays open, for a print shows no folded rows, with a handle at the margin.
    fn details(&mut self, summary: &str, blocks: &[Block]) -> Result<(), XlsxError> {
        self.line(summary, 11.0, formats::text(11.0).set_bold().set_font_color(MUTED))?;
        let first = self.row;
        self.blocks(blocks)?;
        if self.row > first {
            self.sheet.group_symbols_above(true);
            self.sheet.group_rows(first, self.row - 1)?;
        }
        Ok(())
    }

    /// What the colours and shapes mean, below everything else, where any was used.
    fn legend(&mut self) -> Result<(), XlsxError> {
        if self.tones.is_empty() {
            return Ok(());
        }
        let end = self.grid.measure().1;
        let mut first = 0;
        for (tone, words) in &self.report.words.legend {
            if !self.tones.contains(tone) {
                continue;
            }
            let need = words.chars().count() as f64 + 4.0;
            let mut last = first;
            while self.grid.width((first, last)) < need && last < end {
                last += 1;
            }
            if self.grid.width((first, last)) < need && first > 0 {
                self.end_row(ROW)?;
                (first, last) = (0, 0);
                while self.grid.width((first, last)) < need && last < end {
                    last += 1;
                }
            }
            let mut format = formats::toned(formats::text(9.0), *tone)
                .set_border(FormatBorder::Thin)
                .set_border_color(RULE);
            if let Some(shown) = formats::text_format(*tone) {
                format = format.set_num_format(shown);
            }
            self.put((first, last), words, &format)?;
            first = last + 1;
            if first > end {
                self.end_row(ROW)?;
                first = 0;
            }
        }
        if first > 0 { self.end_row(ROW) } else { Ok(()) }
    }

    /// A text across the running width, in a row of its own.
    pub(super) fn line(&mut self, text: &str, size: f64, format: Format) -> Result<(), XlsxError> {
        let run = self.grid.measure();
        self.put(run, text, &format)?;
        let height = self.grid.height(size, [(run, text)].into_iter());
        self.end_row(height)
    }

    /// A text in a run of cells of the current row; never a formula.
    pub(super) fn put(&mut self, run: Run, text: &str, format: &Format) -> Result<(), XlsxError> {
        self.merge(self.row, run, format)?;
        self.sheet.write_string_with_format(self.row, run.0, cell_text(text), format)?;
        Ok(())
    }

    /// Makes one cell of a run.
    pub(super) fn merge(&mut self, row: u32, run: Run, format: &Format) -> Result<(), XlsxError> {
        if run.1 > run.0 {
            self.sheet.merge_range(row, run.0, row, run.1, "", format)?;
        }
        Ok(())
    }

    /// A note on a cell of the current row.
    pub(super) fn note(&mut self, row: u32, col: u16, text: &str) -> Result<(), XlsxError> {
        let text = cut(&clean(text), NOTE_LIMIT);
        let height = super::measure::lines(&text, 8.5, 240.0) * 17 + 14;
        let note = Note::new(text)
            .set_author("zona")
            .add_author_prefix(false)
            .set_width(260)
            .set_height(height.min(320))
            .set_background_color(Color::RGB(0xFF_FB_E6));
        self.sheet.insert_note(row, col, &note)?;
        Ok(())
    }

    /// Closes the current row.
    pub(super) fn end_row(&mut self, height: f64) -> Result<(), XlsxError> {
        self.sheet.set_row_height(self.row, height)?;
        self.height += height;
        self.row += 1;
        Ok(())
    }

    /// Begins a new printed page if the next `height` points would not fit on this one.
    pub(super) fn keep(&mut self, height: f64) {
        // A little less than that: widths differ from one office program to the next.
        let page = self.grid.page_height() * 0.95;
        while self.height - self.page_top > page {
            self.page_top += page;
        }
        let used = self.height - self.page_top;
        if used + height > page && used > 0.0 && height < page {
            self.breaks.push(self.row);
            self.page_top = self.height;
        }
    }

    /// A small empty row.
    pub(super) fn gap(&mut self) -> Result<(), XlsxError> {
        self.end_row(8.0)
    }

    /// Remembers that a tone has to be explained.
    pub(super) fn used(&mut self, tone: Tone) {
        if tone != Tone::Plain {
            self.tones.insert(tone);
        }
    }

    /// Print set-up, frozen heads, filters.
    fn page(&mut self, name: &str) -> Result<(), XlsxError> {
        let report = self.report;
        let (header, footer) = margins(report, name);
        let (end, height) = self.printed.unwrap_or((self.row, self.height));
        // Heads are repeated only where nothing else follows below.
        let main = self.main.filter(|main| {
            main.n_rows >= 6 && main.n_rows * 5 >= self.n_rows * 3 && end < main.last.0 + 10
        });
        let is_one_page = height <= self.grid.page_height() * self.grid.page().squeeze;
        if is_one_page {
            self.breaks.clear();
        }
        self.breaks.retain(|row| *row < end);
        if self.grid.page().is_portrait {
            self.sheet.set_portrait();
        } else {
            self.sheet.set_landscape();
        }
        self.sheet
            .set_paper_size(9)
            .set_print_fit_to_pages(1, u16::from(is_one_page))
            .set_margins(0.5, 0.5, 0.75, 0.7, 0.3, 0.3)
            .set_print_center_horizontally(true)
            .set_screen_gridlines(false)
            .set_header(header)
            .set_footer(footer)
            .set_print_area(1, 0, end.saturating_sub(1).max(1), self.grid.last())?
            .set_page_breaks(&self.breaks)?;
        if let Some(main) = main {
            self.sheet.set_repeat_rows(main.head.0, main.head.1)?;
            // Rows below the print would scroll under a head that is not theirs.
            if main.height <= FROZEN && end == self.row {
                let cols = if main.freeze_first { main.first.1 + 1 } else { 0 };
                self.sheet.set_freeze_panes(main.head.1 + 1, cols)?;
            }
            if main.filter {
                self.sheet.autofilter(main.head.1, 0, main.last.0, main.last.1)?;
            }
        }
        Ok(())
    }
}
