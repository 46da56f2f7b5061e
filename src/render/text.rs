//! Results and explanations as plain text for a terminal.

use crate::domain::seal::Standing;
use crate::report::backtest::Told;
use crate::report::explain::Explanation;
use crate::report::results::ResultRow;
use crate::report::table::{Align, Table};

use super::csv::fields;

/// The columns that a terminal shows, by their place among the results' columns.
const SHOWN: [(usize, &str); 8] = [
    (2, "indicator"),
    (4, "team"),
    (0, "period"),
    (6, "value"),
    (10, "target"),
    (11, "achievement"),
    (13, "rating"),
    (7, "reason"),
];

/// What was published, where it is another figure now.
const PUBLISHED: (usize, &str) = (20, "published");

/// The results as aligned columns.
pub fn table(rows: &[ResultRow]) -> String {
    let mut shown = SHOWN.to_vec();
    if rows.iter().any(|row| row.standing == Standing::Restated) {
        shown.push(PUBLISHED);
    }
    let mut lines = vec![shown.iter().map(|(_, name)| (*name).to_owned()).collect::<Vec<_>>()];
    for row in rows {
        let fields = fields(row);
        lines.push(shown.iter().map(|(at, _)| short(&fields[*at])).collect());
    }
    aligned(&lines)
}

/// At most four decimals: the exact value is in the other formats.
fn short(text: &str) -> String {
    match text.split_once('.') {
        Some((whole, fraction))
            if fraction.len() > 4 && fraction.bytes().all(|b| b.is_ascii_digit()) =>
        {
            let number = crate::domain::Number::parse(text);
            number.map_or_else(|| format!("{whole}.{fraction}"), |number| number.to_fixed(4))
        }
        _ => text.to_owned(),
    }
}

fn aligned(lines: &[Vec<String>]) -> String {
    let width = |at: usize| lines.iter().map(|line| line[at].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..lines[0].len()).map(width).collect();
    let mut out = String::new();
    for line in lines {
        let cells = line.iter().zip(&widths).enumerate().map(|(at, (text, width))| {
            let numeric = (3..=5).contains(&at);
            if numeric { format!("{text:>width$}") } else { format!("{text:<width$}") }
        });
        out.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        out.push('\n');
    }
    out
}

/// An explanation: labels on the left, what they say on the right.
pub fn explanation(told: &[Explanation]) -> String {
    let mut out = String::new();
    for one in told {
        let inset = "    ".repeat(one.depth);
        let arrow = if one.depth == 0 { "" } else { "↳ " };
        let labels = one.steps.iter().map(|(label, _)| label.chars().count());
        let width = labels.max().unwrap_or(0);
        if one.depth > 0 {
            out.push('\n');
        }
        out.push_str(&format!("{inset}{arrow}{}\n\n", one.title));
        for (label, lines) in &one.steps {
            for (at, line) in lines.iter().enumerate() {
                let shown = if at == 0 { label.as_str() } else { "" };
                out.push_str(&format!("{inset}  {shown:<width$}  {line}\n"));
            }
        }
    }
    out
}

/// The outcome of a backtest: what was looked at, sentences, tables.
pub fn backtest(told: &Told) -> String {
    let mut out = format!("{}\n", told.title);
    for line in &told.lines {
        out.push_str(&format!("  {line}\n"));
    }
    for table in &told.tables {
        out.push_str(&format!("\n{}\n{}", table.caption, listed(table)));
    }
    if !told.doubts.is_empty() {
        out.push('\n');
    }
    for doubt in &told.doubts {
        out.push_str(&format!("{doubt}\n"));
    }
    out
}

/// A table as aligned columns, moved in.
fn listed(table: &Table) -> String {
    let head: Vec<&str> = table.columns.iter().map(|column| column.label.as_str()).collect();
    let rows = table.rows.iter().map(|row| row.cells.iter().map(|cell| cell.words()).collect());
    let lines: Vec<Vec<&str>> = std::iter::once(head).chain(rows).collect();
    let width = |at: usize| lines.iter().map(|line| line[at].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..table.columns.len()).map(width).collect();
    let mut out = String::new();
    for line in &lines {
        let cells =
            line.iter().zip(&widths).zip(&table.columns).map(
                |((text, width), column)| match column.align {
                    Align::End => format!("{text:>width$}"),
                    Align::Start | Align::Centre => format!("{text:<width$}"),
                },
            );
        let line = cells.collect::<Vec<_>>().join("  ");
        out.push_str(&format!("  {}\n", line.trim_end()));
    }
    out
}
