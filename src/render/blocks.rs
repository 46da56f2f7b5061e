//! Blocks of a report as plain text for a terminal.

use crate::report::Block;
use crate::report::table::{Align, Row, RowStyle, Table};

/// The width to which a wide column is cut.
const WIDE: usize = 60;

/// Headings, remarks, lists and tables as text; charts have none.
pub fn blocks(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Heading(text) => {
                out.push_str(&format!("{text}\n{}\n\n", "=".repeat(width(text))))
            }
            Block::Paragraph(text) => out.push_str(&format!("{text}\n\n")),
            Block::Callout { title, lines, .. } => {
                out.push_str(&format!("{title}\n"));
                lines.iter().for_each(|line| out.push_str(&format!("  - {line}\n")));
                out.push('\n');
            }
            Block::Facts(facts) => {
                facts.iter().for_each(|fact| {
                    out.push_str(&format!("{}: {} {}\n", fact.label, fact.value, fact.note));
                });
                out.push('\n');
            }
            Block::List(lines) => {
                lines.iter().for_each(|line| out.push_str(&format!("  - {line}\n")));
                out.push('\n');
            }
            Block::Table(one) => out.push_str(&table(one)),
            Block::Charts(_) => {}
            Block::Reference(inner) => out.push_str(&blocks_of(inner)),
            Block::Details { summary, blocks: inner } => {
                out.push_str(&format!("{summary}\n{}", blocks_of(inner)));
            }
        }
    }
    out
}

fn blocks_of(inner: &[Block]) -> String {
    blocks(inner)
}

fn width(text: &str) -> usize {
    text.chars().count()
}

/// A table with aligned columns; wide cells are cut only where they are the last but one.
fn table(table: &Table) -> String {
    let cells = |row: &Row| -> Vec<String> {
        let indent = "  ".repeat(usize::from(row.indent));
        let texts = row.cells.iter().enumerate().map(|(at, cell)| {
            let text = cell.words();
            if at == 0 { format!("{indent}{text}") } else { text.to_owned() }
        });
        texts.collect()
    };
    let heads: Vec<String> = table.columns.iter().map(|one| one.label.clone()).collect();
    let mut lines = vec![heads];
    lines.extend(table.rows.iter().map(cells));
    let widths: Vec<usize> = (0..table.columns.len())
        .map(|at| lines.iter().map(|line| width(&line[at])).max().unwrap_or(0))
        .map(|most| most.min(WIDE))
        .collect();
    let mut out = format!("{}\n", table.caption);
    for (number, line) in lines.iter().enumerate() {
        let is_total = number > 0 && table.rows[number - 1].style == RowStyle::Total;
        if is_total || number == 1 {
            out.push_str(&rule(&widths));
        }
        for part in parts(line, &widths) {
            let shown =
                part.iter().zip(&table.columns).zip(&widths).map(|((text, column), most)| {
                    match column.align {
                        Align::End => format!("{text:>most$}"),
                        _ => format!("{text:<most$}"),
                    }
                });
            let shown = shown.collect::<Vec<_>>().join("  ");
            out.push_str(&format!("  {}\n", shown.trim_end()));
        }
    }
    if let Some(note) = &table.note {
        note.lines().for_each(|line| out.push_str(&format!("  {line}\n")));
    }
    for row in &table.rows {
        for cell in row.cells.iter().filter(|cell| cell.note.is_some()) {
            let name = row.cells.first().map_or("", |first| first.words());
            let note = cell.note.as_deref().unwrap_or_default();
            out.push_str(&format!("  {name}: {note}\n"));
        }
    }
    out.push('\n');
    out
}

fn rule(widths: &[usize]) -> String {
    let all = widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1);
    format!("  {}\n", "-".repeat(all))
}

/// A line of cells broken into as many lines as its longest cell needs.
fn parts(line: &[String], widths: &[usize]) -> Vec<Vec<String>> {
    let broken: Vec<Vec<String>> =
        line.iter().zip(widths).map(|(text, most)| folded(text, *most)).collect();
    let count = broken.iter().map(Vec::len).max().unwrap_or(0).max(1);
    (0..count)
        .map(|at| broken.iter().map(|cell| cell.get(at).cloned().unwrap_or_default()).collect())
        .collect()
}

/// A text in lines of at most so many characters, broken between words.
fn folded(text: &str, most: usize) -> Vec<String> {
    let mut lines = vec![];
    let mut line = String::new();
    let indent: String = text.chars().take_while(|c| *c == ' ').collect();
    for word in text.split_whitespace() {
        if !line.is_empty() && width(&line) + 1 + width(word) > most {
            lines.push(std::mem::take(&mut line));
        }
        if line.is_empty() {
            line.push_str(&indent);
        } else {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}
