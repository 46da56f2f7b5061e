//! Tables: lists to read, and matrices of small coloured cells.

use maud::{Markup, html};

use crate::report::table::{Align, Cell, Column, Content, Row, RowStyle, Table, TableKind};
use crate::report::tone::Tone;

use super::text::{self, breakable};
use super::{Page, tone};

/// Heads longer than this, in characters, are turned where there are [`MANY_COLUMNS`].
const LONG_HEAD: usize = 9;

/// Tables of more columns than this are printed across the page.
const MANY_COLUMNS: usize = 9;

/// The table in a frame that can be scrolled sideways, with its remark.
pub(super) fn table(page: &Page<'_>, table: &Table) -> Markup {
    let caption = format!("Caption-{}", table.id);
    let matrix = table.kind == TableKind::Matrix;
    let across = table.columns.len() > MANY_COLUMNS;
    html! {
        div.table.across[across] {
            div.scroll.framed[matrix] role="region" aria-labelledby=(caption) tabindex="0" {
                table.matrix[matrix].list[!matrix] id={ "Table-" (table.id) } {
                    caption { span id=(caption) { (table.caption) } }
                    (head(table))
                    @for rows in groups(&table.rows) {
                        tbody {
                            @for row in rows { (self::row(page, table, row)) }
                        }
                    }
                }
            }
            @for line in table.note.iter().flat_map(|note| note.lines()) {
                p.remark { (breakable(line)) }
            }
        }
    }
}

/// The rows cut before each [`RowStyle::Group`].
fn groups(rows: &[Row]) -> impl Iterator<Item = &[Row]> {
    rows.chunk_by(|_, next| next.style != RowStyle::Group)
}

fn head(table: &Table) -> Markup {
    let columns = &table.columns;
    let grouped = columns.iter().any(|column| column.group.is_some());
    let turned = table.kind == TableKind::Matrix
        && columns.len() > MANY_COLUMNS
        && columns.iter().skip(1).any(|column| column.label.chars().count() > LONG_HEAD);
    html! {
        thead {
            @if grouped {
                tr {
                    @for run in columns.chunk_by(|a, b| a.group.is_some() && a.group == b.group) {
                        @match run {
                            [column, ..] if column.group.is_some() => {
                                th.group scope="colgroup" colspan=(run.len()) {
                                    (column.group.as_deref().unwrap_or_default())
                                }
                            },
                            _ => {
                                @for column in run { (column_head(column, turned, Some(2))) }
                            },
                        }
                    }
                }
            }
            tr {
                @for column in columns.iter().filter(|column| !grouped || column.group.is_some()) {
                    (column_head(column, turned, None))
                }
            }
        }
    }
}

fn column_head(column: &Column, turned: bool, rowspan: Option<u8>) -> Markup {
    let turned = turned && column.align != Align::Start;
    html! {
        th.(align(column.align)).wide[column.wide].turned[turned] scope="col" rowspan=[rowspan] {
            span.head {
                @match &column.title {
                    Some(title) if *title != column.label => {
                        abbr title=(title) { (column.label) }
                        span.vh { " (" (title) ")" }
                    },
                    _ => (column.label),
                }
            }
        }
    }
}

fn align(align: Align) -> &'static str {
    match align {
        Align::Start => "start",
        Align::Centre => "centre",
        Align::End => "end",
    }
}

fn row(page: &Page<'_>, table: &Table, row: &Row) -> Markup {
    let style = match row.style {
        RowStyle::Body => None,
        RowStyle::Total => Some("total"),
        RowStyle::Group => Some("group"),
    };
    // A heading of rows stretches over the empty cells that follow it.
    let span = if row.style == RowStyle::Group { 1 + empty_after_first(&row.cells) } else { 1 };
    html! {
        tr class=[style] data-indent=[(row.indent > 0).then_some(row.indent.min(6))] {
            @for (idx, (cell, column)) in row.cells.iter().zip(&table.columns).enumerate() {
                @if idx == 0 || idx >= span {
                    (self::cell(page, table.kind, row, column, cell, idx, span))
                }
            }
        }
    }
}

fn empty_after_first(cells: &[Cell]) -> usize {
    let is_empty = |cell: &&Cell| cell.content == Content::Empty && cell.tone == Tone::Plain;
    cells.iter().skip(1).take_while(is_empty).count()
}

fn cell(
    page: &Page<'_>,
    kind: TableKind,
    row: &Row,
    column: &Column,
    cell: &Cell,
    idx: usize,
    span: usize,
) -> Markup {
    let names_row = idx == 0 && matches!(cell.content, Content::Text(_));
    // Text stands at the start by itself.
    let place = match (column.align, column.wide) {
        (Align::Start, true) => "wide".to_owned(),
        (Align::Start, false) => String::new(),
        (other, true) => format!("{} wide", align(other)),
        // Words in a column of numbers may be long.
        (Align::End, false) if is_long(cell) => "end words".to_owned(),
        (other, false) => align(other).to_owned(),
    };
    let look = match kind {
        TableKind::Matrix if idx > 0 => look(cell),
        _ => String::new(),
    };
    let class = [place.as_str(), look.as_str()].join(" ");
    let class = Some(class.trim()).filter(|class| !class.is_empty());
    let title = remark(cell);
    let inner = content(page, kind, cell, (idx, column.align == Align::End));
    let inner = html! {
        @match page.target(cell.link.as_deref()) {
            Some(target) => a href=(target) { (inner) },
            None => (inner),
        }
        @if let Some(title) = &title { span.vh { ". " (title) } }
    };
    html! {
        @if names_row {
            @let scope = if row.style == RowStyle::Group { "rowgroup" } else { "row" };
            @let colspan = (span > 1).then_some(span);
            th class=[class] scope=(scope) colspan=[colspan] title=[title.as_deref()] { (inner) }
        } @else {
            td class=[class] title=[title.as_deref()] { (inner) }
        }
    }
}

/// Whether a cell holds more words than a column of numbers is wide.
fn is_long(cell: &Cell) -> bool {
    matches!(&cell.content, Content::Text(text) if text.chars().count() > MOST_ON_ONE_LINE)
}

/// What the tooltip says: why there is no number, and what the note adds.
fn remark(cell: &Cell) -> Option<String> {
    let reason = match &cell.content {
        Content::Blank { reason, .. } => reason.as_str(),
        _ => "",
    };
    let note = cell.note.as_deref().unwrap_or_default();
    match (reason, note) {
        ("", "") => None,
        ("", only) | (only, "") => Some(only.to_owned()),
        (reason, note) if reason == note => Some(reason.to_owned()),
        (reason, note) => Some(format!("{reason}. {note}")),
    }
}

/// The tone that a cell is drawn in: its own, or else that of its kind of blank.
fn tone_of(cell: &Cell) -> Tone {
    match &cell.content {
        Content::Blank { kind, .. } if cell.tone == Tone::Plain => tone::of_blank(*kind),
        _ => cell.tone,
    }
}

/// The classes of a cell's colour and pattern.
fn look(cell: &Cell) -> String {
    let class = tone::class(tone_of(cell));
    match &cell.content {
        Content::Blank { kind, .. } => {
            format!("tint {class} blank {}-blank", tone::class(tone::of_blank(*kind)))
        }
        _ => format!("tint {class}"),
    }
}

/// The longest text of a judgement that is not broken, "tidak terpenuhi" and a little more.
const MOST_ON_ONE_LINE: usize = 18;

fn content(page: &Page<'_>, kind: TableKind, cell: &Cell, (idx, is_end): (usize, bool)) -> Markup {
    let tone = tone_of(cell);
    let blank = matches!(cell.content, Content::Blank { .. });
    // The word of a blank is its text; only a judgement beside it needs a mark of its own.
    let judged = matches!(tone, Tone::Good | Tone::Near | Tone::Bad);
    let marked = tone != Tone::Plain && (judged || !blank);
    let spoken = html! { @if marked { (tone::spoken(page, tone)) } };
    let inner = html! {
        @if marked { (tone::mark(tone)) "\u{a0}" }
        (words(cell, kind, is_end))
        (spoken)
    };
    html! {
        @if tone == Tone::Plain || (kind == TableKind::Matrix && idx > 0) {
            (inner)
        } @else {
            span class={ "pill " (look(cell)) (length(cell)) } { (inner) }
        }
    }
}

/// The class of a judgement of two words, which keeps to one line.
fn length(cell: &Cell) -> &'static str {
    match &cell.content {
        Content::Text(text) if text.chars().count() <= MOST_ON_ONE_LINE => " brief",
        _ => "",
    }
}

fn words(cell: &Cell, kind: TableKind, is_end: bool) -> Markup {
    match &cell.content {
        Content::Empty => html! {},
        // Only on a pattern does text need a ground of its own.
        Content::Text(text) if tone_of(cell) == Tone::Plain => breakable(text),
        Content::Text(text) => html! { span.t { (breakable(text)) } },
        // Numbers in a column of numbers are not broken.
        Content::Number { text, .. } if kind == TableKind::List && is_end => html! { (text) },
        Content::Number { text, .. } => html! { span.n { (text) } },
        Content::Blank { text, .. } => html! {
            span.b {
                @if kind == TableKind::Matrix { (text::hyphened(text)) } @else { (text) }
            }
        },
        Content::Date { date, text } => html! { time.n datetime=(date) { (text) } },
    }
}
