//! Sheets that say what another one says: a copy that somebody left lying, and the file of an
//! earlier period under a new name.

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::Aside;
use crate::spec::Dataset;
use crate::spec::dataset::ColumnFrom;

use super::sheet::SheetRows;
use super::words::Words;

/// From so many rows on, two periods do not come out the same by chance.
const TELLING: usize = 10;

/// Without a key no row is the same as another; but a sheet whose rows are all those of another
/// sheet of the same period and team is a copy, and counts once.
pub fn folded(sheets: &mut [SheetRows], words: &[Words], diags: &mut Diagnostics) {
    for at in 1..sheets.len() {
        let (before, rest) = sheets.split_at_mut(at);
        let sheet = &mut rest[0];
        let is_copy = |other: &&SheetRows| {
            let place = |sheet: &SheetRows| (sheet.info.period, sheet.info.team.clone());
            // A single row may well be there twice; an empty register is the same as every other.
            place(sheet) == place(other)
                && counting(sheet) > 1
                && same(sheet, other, words, &|_| true)
        };
        let Some(first) = before.iter().find(is_copy) else { continue };
        for fate in sheet.fates.iter_mut().filter(|fate| fate.is_none()) {
            *fate = Some(Aside::Duplicate);
        }
        let problem = Diagnostic::warning("file-copy", Origin::file_of(&sheet.info.file))
            .related("first-here", Origin::file_of(&first.info.file));
        diags.push(problem);
    }
}

/// Warns of a sheet that holds, cell for cell, what that of another period holds: most likely the
/// old export was saved under the name of the new one. Its rows count, for it may be true.
pub fn of_other_periods(
    dataset: &Dataset,
    sheets: &[SheetRows],
    words: &[Words],
    diags: &mut Diagnostics,
) {
    // What is made from the period of the file differs in any case.
    let stands_there = |at: usize| {
        let from = &dataset.columns[at].from;
        !matches!(from, ColumnFrom::Covers | ColumnFrom::Value(_))
    };
    for (at, sheet) in sheets.iter().enumerate() {
        let Some(period) = sheet.info.period.filter(|_| sheet.fates.len() >= TELLING) else {
            continue;
        };
        let earlier = sheets[..at].iter().rev().find(|other| {
            let is_other = other.info.period.is_some_and(|one| one.end() < period.end());
            is_other && same(sheet, other, words, &stands_there)
        });
        let Some(earlier) = earlier else { continue };
        let problem =
            Diagnostic::warning("file-of-other-period", Origin::file_of(&sheet.info.file))
                .related("same-here", Origin::file_of(&earlier.info.file));
        diags.push(problem);
    }
}

fn counting(sheet: &SheetRows) -> usize {
    sheet.fates.iter().filter(|fate| fate.is_none()).count()
}

/// Whether two sheets hold the same in every row, in the columns asked for.
fn same(
    sheet: &SheetRows,
    other: &SheetRows,
    words: &[Words],
    asked: &dyn Fn(usize) -> bool,
) -> bool {
    let columns: Vec<usize> = (0..sheet.columns.len()).filter(|at| asked(*at)).collect();
    let same_row = |row: usize| {
        columns.iter().all(|at| sheet.columns[*at].same(row, &other.columns[*at], row, &words[*at]))
    };
    sheet.fates.len() == other.fates.len() && (0..sheet.fates.len()).all(same_row)
}
