//! Numbers that a register skips: what was entered and is no longer there leaves a hole.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics};
use crate::load::table::Table;
use crate::spec::Dataset;
use crate::spec::expr::Scalar;

use super::row::{cell, text};

/// How many missing numbers a finding names.
const NAMED: usize = 5;

/// A series of numbers under one beginning: `HD-2024-` and what follows it.
type Series = BTreeMap<String, BTreeMap<u64, Numbered>>;

/// A number that is there: as it is written, and the row that bears it.
struct Numbered {
    digits: usize,
    row: usize,
}

/// Looks for holes between the lowest and the highest number of each series.
pub(super) fn check(dataset: &Dataset, table: &Table, diags: &mut Diagnostics) {
    let Some(column) = &dataset.running else { return };
    for (beginning, numbers) in series(table, column) {
        for (before, after) in numbers.keys().zip(numbers.keys().skip(1)) {
            let Some(next) = numbers.get(after).filter(|_| after - before > 1) else { continue };
            let missing = (after - before - 1).to_string();
            let written = |number: u64| format!("{beginning}{number:0width$}", width = next.digits);
            let named = (before + 1..*after).take(NAMED).map(written).collect::<Vec<_>>();
            let more = if after - before - 1 > NAMED as u64 { ", …" } else { "" };
            let problem = Diagnostic::warning("number-skipped", cell(table, next.row, column))
                .arg("dataset", &dataset.id)
                .arg("column", column)
                .arg("count", missing)
                .arg("found", format!("{}{more}", named.join(", ")));
            diags.push(problem);
        }
    }
}

fn series(table: &Table, column: &str) -> Series {
    let mut found = Series::new();
    for row in 0..table.len() {
        let value = table.cell(row, column);
        if value == Scalar::Null {
            continue;
        }
        let whole = text(&value);
        let digits = whole.bytes().rev().take_while(u8::is_ascii_digit).count();
        let (beginning, number) = whole.split_at(whole.len() - digits);
        let Ok(number) = number.parse::<u64>() else { continue };
        let series = found.entry(beginning.to_owned()).or_default();
        series.entry(number).or_insert(Numbered { digits, row });
    }
    found
}
