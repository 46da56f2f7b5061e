//! Rows that are not finished: their key must stand in the next file again, and a finished one
//! must not be unfinished later.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::{Aside, Period, TeamId};
use crate::load::table::Table;
use crate::spec::expr::{Moment, Row, eval};
use crate::spec::{Dataset, Project};

use super::row::Rows;

/// Whether a key that was finished is unfinished in a later file.
pub fn reopened(dataset: &Dataset, before: &dyn Row, after: &dyn Row, moment: &Moment<'_>) -> bool {
    let is_open = |row: &dyn Row| {
        let open = dataset.open.as_ref()?;
        eval(open, row, moment).ok().map(|found| found.holds())
    };
    is_open(before) == Some(false) && is_open(after) == Some(true)
}

/// Complains about unfinished rows that the next file of the same unit has no more. What was not
/// superseded stands in the table with the file it was last seen in.
pub(super) fn check(project: &Project, dataset: &Dataset, table: &Table, diags: &mut Diagnostics) {
    if dataset.open.is_none() {
        return;
    }
    let rows = Rows::new(project, dataset, table);
    let next = later_files(table);
    let mut gone: BTreeMap<(u32, u32), Vec<usize>> = BTreeMap::new();
    for row in (0..table.len()).filter(|row| rows.passes(&dataset.open, *row)) {
        let sheet = table.places[row].0;
        if let Some(later) = next.get(&sheet) {
            gone.entry((sheet, *later)).or_default().push(row);
        }
    }
    for ((_, later), lost) in gone {
        let sheet = &table.sheets[later as usize];
        let aside = table.aside.iter().filter(|row| {
            let unread = matches!(row.reason, Aside::Unreadable | Aside::UnknownTeam);
            unread && is_in(&row.origin, &sheet.file, &sheet.sheet)
        });
        let place =
            Origin::Row { file: sheet.file.clone(), sheet: sheet.sheet.clone(), row: sheet.head };
        let problem = Diagnostic::warning("key-vanished", table.origin(lost[0]))
            .arg("dataset", &dataset.id)
            .arg("rows", lost.len())
            .arg("file", &sheet.file)
            .arg("aside", aside.count())
            .related("next-here", place);
        diags.extend(problem.at(lost.iter().map(|row| table.origin(*row)).collect()));
    }
}

fn is_in(origin: &Origin, own_file: &str, own_sheet: &str) -> bool {
    match origin {
        Origin::Row { file, sheet, .. } | Origin::Cell { file, sheet, .. } => {
            **file == *own_file && **sheet == *own_sheet
        }
        _ => false,
    }
}

/// For each sheet the sheet of the same unit that covers the next later period handed in.
fn later_files(table: &Table) -> BTreeMap<u32, u32> {
    let about = |at: usize| -> Option<(Period, &Option<TeamId>)> {
        let sheet = &table.sheets[at];
        sheet.period.map(|period| (period, &sheet.team))
    };
    let mut next = BTreeMap::new();
    for at in 0..table.sheets.len() {
        let Some((period, team)) = about(at) else { continue };
        let later = (0..table.sheets.len()).filter(|other| {
            about(*other).is_some_and(|(own, owner)| owner == team && own.start() > period.end())
        });
        let soonest = later.min_by_key(|other| table.sheets[*other].period.map(Period::end));
        next.extend(soonest.map(|soonest| (at as u32, soonest as u32)));
    }
    next
}
