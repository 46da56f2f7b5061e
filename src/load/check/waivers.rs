//! Findings that the definitions excuse for some time: they become notes, with the reason.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{self, Diagnostic, Diagnostics, Origin, Severity};
use crate::domain::Date;
use crate::domain::glob::matches_path;
use crate::load::table::{Table, Tables};
use crate::spec::Project;
use crate::spec::waiver::{WAIVABLE, Waived, Waiver};

use super::row::Rows;

/// Excuses what the waivers that hold on `as_of` excuse. What was excused before stays so, and may
/// be given again.
pub fn waive(project: &Project, tables: &Tables, as_of: Date, diags: &mut Diagnostics) {
    let valid: Vec<Excuse<'_>> = project
        .waivers
        .iter()
        .filter(|waiver| as_of <= waiver.until)
        .map(|waiver| Excuse::new(project, tables, waiver))
        .collect();
    if valid.is_empty() {
        return;
    }
    diags.rework(|one| {
        if one.waiver.is_some() || !may_be_waived(&one) {
            return vec![one];
        }
        parted(one, &valid)
    });
}

/// Says which waivers have expired on `as_of`, and which excuse nothing any more.
pub fn unused(project: &Project, as_of: Date, diags: &mut Diagnostics) {
    let used: BTreeSet<Origin> =
        diags.iter().filter_map(|one| one.waiver.as_ref()).map(|one| one.origin.clone()).collect();
    for waiver in &project.waivers {
        let problem = if waiver.until < as_of {
            Diagnostic::warning("waiver-expired", waiver.origin.clone()).arg("as-of", as_of)
        } else if !used.contains(&waiver.origin) {
            Diagnostic::note("waiver-unused", waiver.origin.clone())
        } else {
            continue;
        };
        diags.push(problem.arg("until", waiver.until).arg("reason", &waiver.reason));
    }
}

/// Only findings in data; and of errors only those of checks that the definitions made themselves.
fn may_be_waived(one: &Diagnostic) -> bool {
    let own = one.argument("rule").is_some();
    own || (WAIVABLE.contains(&one.code) && one.severity != Severity::Error)
}

/// A finding at the places that nobody excuses, and once for every waiver that excuses some.
fn parted(one: Diagnostic, excuses: &[Excuse<'_>]) -> Vec<Diagnostic> {
    let mut open = vec![];
    let mut excused: BTreeMap<usize, Vec<Origin>> = BTreeMap::new();
    for place in one.places() {
        match excuses.iter().position(|excuse| excuse.covers(&one, place)) {
            Some(at) => excused.entry(at).or_default().push(place.clone()),
            None => open.push(place.clone()),
        }
    }
    if excused.is_empty() {
        return vec![one];
    }
    let mut parts: Vec<Diagnostic> = one.at(open).into_iter().collect();
    for (at, places) in excused {
        let Waiver { reason, until, origin, .. } = excuses[at].waiver;
        let (reason, origin) = (reason.clone(), origin.clone());
        let waiver = Some(diag::Waiver { reason, until: *until, origin });
        let part = one.at(places);
        parts.extend(part.map(|part| Diagnostic { severity: Severity::Note, waiver, ..part }));
    }
    parts
}

/// A waiver with the rows that it speaks of.
struct Excuse<'a> {
    waiver: &'a Waiver,
    /// The files of its dataset.
    files: BTreeSet<&'a str>,
    /// The rows that its condition names, by sheet and number; `None` without a condition.
    rows: Option<BTreeSet<(&'a str, &'a str, u32)>>,
}

impl<'a> Excuse<'a> {
    fn new(project: &'a Project, tables: &'a Tables, waiver: &'a Waiver) -> Self {
        let table = waiver.dataset.as_ref().and_then(|id| tables.get(id));
        let sheets = table.into_iter().flat_map(|table| &table.sheets);
        let files = sheets.map(|sheet| &*sheet.file).collect();
        let rows = waiver
            .filter
            .as_ref()
            .map(|_| table.map_or_else(BTreeSet::new, |table| chosen(project, table, waiver)));
        Self { waiver, files, rows }
    }

    fn covers(&self, one: &Diagnostic, place: &Origin) -> bool {
        let what = match &self.waiver.what {
            Waived::Rule(rule) => one.argument("rule") == Some(rule),
            Waived::Code(code) => one.code == code,
        };
        let file = place.file().unwrap_or_default();
        let owned = self.waiver.dataset.as_ref().is_none_or(|own| match one.argument("dataset") {
            Some(dataset) => dataset == own.as_str(),
            None => self.files.contains(file),
        });
        let files = &self.waiver.files;
        let in_files = files.is_empty() || files.iter().any(|glob| matches_path(glob, file));
        let chosen = self.rows.as_ref().is_none_or(|rows| match place {
            Origin::Row { file, sheet, row } | Origin::Cell { file, sheet, row, .. } => {
                rows.contains(&(&**file, &**sheet, *row))
            }
            _ => false,
        });
        what && owned && in_files && chosen
    }
}

/// The rows for which the condition of a waiver holds.
fn chosen<'a>(
    project: &'a Project,
    table: &'a Table,
    waiver: &Waiver,
) -> BTreeSet<(&'a str, &'a str, u32)> {
    let Some(dataset) = project.dataset(&table.dataset) else { return BTreeSet::new() };
    let rows = Rows::new(project, dataset, table);
    let held = (0..table.len()).filter(|row| rows.passes(&waiver.filter, *row));
    held.map(|row| {
        let sheet = table.sheet(row);
        (&*sheet.file, &*sheet.sheet, table.places[row].1)
    })
    .collect()
}
