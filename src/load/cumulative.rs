//! Amounts since 1 January, as many reports print them, turned into amounts of their own period.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::{Aside, Date, Datelike, Decimal, Period};
use crate::spec::Dataset;
use crate::spec::expr::Scalar;

use super::sheet::SheetRows;
use super::words::Words;

/// Takes off from every cumulative amount the last one of its series in the same year.
///
/// A series are the rows that agree in the columns that the contract names. An amount that is
/// smaller than the one before is reported, and its difference is negative: money came back, or
/// one of the two is wrong. An amount after one that is empty, set aside or not handed in has no
/// difference, because nobody knows in which of the two periods it arose; of two amounts of one
/// series on one day neither has.
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
        let after_gap: Vec<bool> =
            (0..sheets.len()).map(|sheet| is_after_gap(sheets, sheet)).collect();
        for sheet in (0..sheets.len()).filter(|sheet| after_gap[*sheet]) {
            let info = &sheets[sheet].info;
            let before = info.period.map(|period| period.previous().to_string());
            let problem = Diagnostic::warning("cumulative-gap", Origin::file_of(&info.file))
                .arg("column", info.head_of(&column.name))
                .arg("before", before.unwrap_or_default());
            diags.push(problem);
        }
        for run in runs(sheets, words, axis, &by).into_values() {
            let mut before: Option<(&Amount, Option<Decimal>)> = None;
            for day in run.chunk_by(|one, other| one.day == other.day) {
                let counted: Vec<&Amount> = day.iter().filter(|amount| amount.counts).collect();
                let now = match counted.as_slice() {
                    [one] => sheets[one.sheet].columns[at].number(one.row),
                    _ => None,
                };
                let known = match before {
                    Some((_, before)) => before.and_then(|before| now?.checked_sub(before)),
                    None => now,
                };
                if let (Some((earlier, before)), [one]) = (before, counted.as_slice())
                    && known.is_some_and(|known| before.is_some() && known.mantissa < 0)
                    && !after_gap[one.sheet]
                {
                    let place = |amount: &Amount| {
                        sheets[amount.sheet].cell_origin(amount.row, &column.name)
                    };
                    let problem = Diagnostic::warning("cumulative-falls", place(one))
                        .arg("column", sheets[one.sheet].info.head_of(&column.name))
                        .arg("before", shown(before))
                        .arg("now", shown(now))
                        .related("before-here", place(earlier));
                    diags.push(problem);
                }
                for again in counted.iter().skip(1) {
                    let (sheet, first) = (&sheets[again.sheet], counted[0]);
                    let first = sheets[first.sheet].cell_origin(first.row, &column.name);
                    let place = sheet.cell_origin(again.row, &column.name);
                    let problem = Diagnostic::warning("cumulative-twice", place)
                        .arg("column", sheet.info.head_of(&column.name))
                        .arg("series", series.join(", "))
                        .related("first-here", first);
                    diags.push(problem);
                }
                for one in &counted {
                    let value = known.filter(|_| !after_gap[one.sheet]);
                    let value = value.map_or(Scalar::Null, Scalar::Number);
                    sheets[one.sheet].columns[at].set(one.row, value, &mut words[at]);
                }
                before = Some((counted.first().copied().unwrap_or(&day[0]), now));
            }
        }
    }
}

/// An amount of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Amount {
    day: Date,
    sheet: usize,
    row: usize,
    /// Whether its row counts; one that is set aside only says that there was an amount.
    counts: bool,
}

/// The amounts of every series and year in the order of their days.
fn runs(
    sheets: &[SheetRows],
    words: &[Words],
    axis: usize,
    by: &[usize],
) -> BTreeMap<Vec<Scalar>, Vec<Amount>> {
    let mut runs: BTreeMap<Vec<Scalar>, Vec<Amount>> = BTreeMap::new();
    for (at, sheet) in sheets.iter().enumerate() {
        let is_asked = |row: &usize| sheet.fates[*row].is_none_or(Aside::is_defect);
        for row in (0..sheet.fates.len()).filter(is_asked) {
            let Some(day) = sheet.columns[axis].date(row) else { continue };
            let year = Scalar::Number(Decimal::whole(day.year().into()));
            let names = by.iter().map(|by| sheet.columns[*by].get(row, &words[*by]));
            let key = std::iter::once(year).chain(names).collect();
            let counts = sheet.fates[row].is_none();
            runs.entry(key).or_default().push(Amount { day, sheet: at, row, counts });
        }
    }
    runs.values_mut().for_each(|run| run.sort());
    runs
}

/// Whether a sheet goes on from a period of its year that was not handed in.
fn is_after_gap(sheets: &[SheetRows], at: usize) -> bool {
    let info = &sheets[at].info;
    let Some(start) = info.period.map(Period::start).filter(|start| start.ordinal() > 1) else {
        return false;
    };
    let ends_before = |other: &SheetRows| {
        let end = other.info.period.map(Period::end);
        let is_whole = other.info.team.is_none() || other.info.team == info.team;
        is_whole && end.is_some() && end == start.pred_opt()
    };
    !sheets.iter().any(ends_before)
}

fn shown(amount: Option<Decimal>) -> String {
    amount.map_or_else(String::new, |amount| amount.to_number().to_plain(6))
}
