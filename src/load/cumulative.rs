//! Amounts since 1 January, as many reports print them, turned into amounts of their own period.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics};
use crate::domain::{Date, Datelike, Decimal};
use crate::spec::Dataset;
use crate::spec::expr::Scalar;

use super::sheet::SheetRows;
use super::words::Words;

/// Takes off from every cumulative amount the last one of its series in the same year.
///
/// A series are the rows that agree in the columns that the contract names. An amount that is
/// smaller than the one before is reported, and its difference is negative: money came back, or
/// one of the two is wrong. An amount after an empty one has no difference, because nobody knows
/// in which of the two periods it arose.
pub fn differences(
    dataset: &Dataset,
    sheets: &mut [SheetRows],
    words: &mut [Words],
    diags: &mut Diagnostics,
) {
    let position = |name: &str| dataset.columns.iter().position(|column| column.name == name);
    let Some(axis) = dataset.date.as_deref().and_then(position) else { return };
    for (at, column) in dataset.columns.iter().enumerate() {
        let Some(series) = &column.cumulative else { continue };
        let by: Vec<usize> = series.iter().filter_map(|name| position(name)).collect();
        let mut runs: BTreeMap<Vec<Scalar>, Vec<(Date, usize, usize)>> = BTreeMap::new();
        for (drop, sheet) in sheets.iter().enumerate() {
            for row in (0..sheet.fates.len()).filter(|row| sheet.fates[*row].is_none()) {
                let Some(day) = sheet.columns[axis].date(row) else { continue };
                let year = Scalar::Number(Decimal::whole(day.year().into()));
                let names = by.iter().map(|by| sheet.columns[*by].get(row, &words[*by]));
                let key = std::iter::once(year).chain(names).collect();
                runs.entry(key).or_default().push((day, drop, row));
            }
        }
        for run in runs.values_mut() {
            run.sort();
            let amounts: Vec<Option<Decimal>> =
                run.iter().map(|(_, drop, row)| sheets[*drop].columns[at].number(*row)).collect();
            for (place, pair) in amounts.windows(2).enumerate() {
                let (_, drop, row) = run[place + 1];
                let difference = match (pair[0], pair[1]) {
                    (Some(before), Some(now)) => now.checked_sub(before),
                    _ => None,
                };
                if difference.is_some_and(|difference| difference.mantissa < 0) {
                    let origin = sheets[drop].cell_origin(row, &column.name);
                    let (_, drop, row) = run[place];
                    let before = sheets[drop].cell_origin(row, &column.name);
                    let problem = Diagnostic::warning("cumulative-falls", origin)
                        .arg("column", sheets[drop].info.head_of(&column.name))
                        .arg("before", shown(pair[0]))
                        .arg("now", shown(pair[1]))
                        .related("before-here", before);
                    diags.push(problem);
                }
                let value = difference.map_or(Scalar::Null, Scalar::Number);
                sheets[drop].columns[at].set(row, value, &mut words[at]);
            }
        }
    }
}

fn shown(amount: Option<Decimal>) -> String {
    amount.map_or_else(String::new, |amount| amount.to_number().to_plain(6))
}
