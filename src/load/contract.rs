//! What a contract asks of all rows together: its rules, and keys that name one thing only.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics, Origin, Severity};
use crate::domain::{Aside, TeamId};
use crate::spec::dataset::OnConflict;
use crate::spec::expr::{Scalar, eval};
use crate::spec::{Dataset, Project};

use super::check::reopened;
use super::sheet::{NamedRow, SheetRows, TypedRow, everything};
use super::table::AsideRow;

/// A row with its fate still open.
pub struct Candidate {
    /// Its sheet.
    pub sheet: u32,
    /// The row.
    pub row: TypedRow,
    /// Why it is set aside, if it is.
    pub aside: Option<Aside>,
}

/// Applies rules and keys; afterwards every row has its fate.
pub fn settle(
    project: &Project,
    dataset: &Dataset,
    sheets: &[SheetRows],
    candidates: &mut [Candidate],
    diags: &mut Diagnostics,
) {
    for candidate in candidates.iter_mut() {
        rules(project, dataset, sheets, candidate, diags);
    }
    if !dataset.key.is_empty() {
        keys(project, dataset, sheets, candidates, diags);
    }
}

fn rules(
    project: &Project,
    dataset: &Dataset,
    sheets: &[SheetRows],
    candidate: &mut Candidate,
    diags: &mut Diagnostics,
) {
    let moment = everything(project);
    for rule in &dataset.rules {
        let row = NamedRow { dataset, cells: &candidate.row.cells, moment };
        let found = eval(&rule.expect, &row, &moment);
        if found.is_err() {
            let place = origin(sheets, candidate);
            diags.push(Diagnostic::warning("row-overflow", place).arg("column", &rule.name));
            candidate.aside = Some(Aside::Unreadable);
            continue;
        }
        if found != Ok(Scalar::Bool(false)) {
            continue;
        }
        let problem = Diagnostic::new("rule", rule.severity, origin(sheets, candidate))
            .arg("rule", &rule.name)
            .arg("title", &rule.title)
            .arg("dataset", &dataset.id);
        diags.push(problem);
        if rule.set_aside || rule.severity == Severity::Error {
            candidate.aside = Some(Aside::Refused);
        }
    }
}

/// Of rows with the same key one counts: the latest drop's, or the first; exact copies are folded.
fn keys(
    project: &Project,
    dataset: &Dataset,
    sheets: &[SheetRows],
    candidates: &mut [Candidate],
    diags: &mut Diagnostics,
) {
    let positions: Vec<usize> = dataset
        .key
        .iter()
        .filter_map(|name| dataset.columns.iter().position(|column| column.name == *name))
        .collect();
    let mut groups: BTreeMap<Vec<&Scalar>, Vec<usize>> = BTreeMap::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let known = positions.iter().all(|at| candidate.row.cells[*at] != Scalar::Null);
        if candidate.aside.is_none() && known {
            let key = positions.iter().map(|at| &candidate.row.cells[*at]).collect();
            groups.entry(key).or_default().push(at);
        }
    }
    let mut fates: Vec<(usize, Aside)> = vec![];
    for members in groups.values().filter(|members| members.len() > 1) {
        fates.extend(one_of((project, dataset), sheets, candidates, members, diags));
    }
    for (at, fate) in fates {
        candidates[at].aside = Some(fate);
    }
}

fn one_of<'a>(
    (project, dataset): (&'a Project, &'a Dataset),
    sheets: &[SheetRows],
    candidates: &'a [Candidate],
    members: &[usize],
    diags: &mut Diagnostics,
) -> Vec<(usize, Aside)> {
    let moment = everything(project);
    let drop = |at: usize| {
        let info = &sheets[candidates[at].sheet as usize].info;
        let end = info.period.map(|period| period.end());
        // Only a later period is later news; files decide where no period is declared.
        (end, end.is_none().then(|| info.file.clone()))
    };
    let mut kept = members[0];
    let mut contradicted = false;
    let mut fates = vec![];
    for &next in &members[1..] {
        let same = candidates[kept].row.cells == candidates[next].row.cells;
        if dataset.on_conflict == OnConflict::Latest && drop(next) != drop(kept) {
            let (before, after) = (&candidates[kept], &candidates[next]);
            let cells = |one: &'a Candidate| NamedRow { dataset, cells: &one.row.cells, moment };
            if reopened(dataset, &cells(before), &cells(after), &moment) {
                let problem = Diagnostic::warning("key-reopened", origin(sheets, after));
                let problem = problem.arg("dataset", &dataset.id);
                diags.push(problem.related("before-here", origin(sheets, before)));
            }
            fates.push((kept, Aside::Superseded));
            kept = next;
        } else if same {
            let problem = Diagnostic::warning("duplicate-row", origin(sheets, &candidates[next]));
            let first = origin(sheets, &candidates[kept]);
            diags.push(problem.related("first-here", first));
            fates.push((next, Aside::Duplicate));
        } else {
            conflict(dataset, sheets, (&candidates[kept], &candidates[next]), diags);
            fates.push((next, Aside::Conflict));
            contradicted = true;
        }
    }
    // Of two rows that contradict each other neither is believed; only where later news of the
    // same case is expected does the first one stand until it comes.
    if contradicted && dataset.on_conflict != OnConflict::Latest {
        fates.push((kept, Aside::Conflict));
    }
    fates
}

/// Complains about two different rows with one key.
fn conflict(
    dataset: &Dataset,
    sheets: &[SheetRows],
    (first, second): (&Candidate, &Candidate),
    diags: &mut Diagnostics,
) {
    let (code, severity) = match dataset.on_conflict {
        OnConflict::Error => ("key-conflict", Severity::Error),
        OnConflict::SetAside => ("key-conflict", Severity::Warning),
        OnConflict::Latest => ("key-conflict-in-drop", Severity::Warning),
    };
    let problem = Diagnostic::new(code, severity, origin(sheets, second))
        .arg("key", dataset.key.join(" + "))
        .related("first-here", origin(sheets, first));
    diags.push(problem);
}

fn origin(sheets: &[SheetRows], candidate: &Candidate) -> Origin {
    let info = &sheets[candidate.sheet as usize].info;
    Origin::Row { file: info.file.clone(), sheet: info.sheet.clone(), row: candidate.row.number }
}

/// Puts every row on the books of its sheet and parts those that count from the others.
pub fn book(
    dataset: &Dataset,
    sheets: &mut [SheetRows],
    candidates: Vec<Candidate>,
) -> (Vec<Candidate>, Vec<AsideRow>) {
    let team_at = dataset
        .team
        .as_ref()
        .and_then(|name| dataset.columns.iter().position(|column| column.name == *name));
    let mut used = vec![];
    let mut aside: Vec<AsideRow> =
        sheets.iter_mut().flat_map(|sheet| std::mem::take(&mut sheet.aside)).collect();
    for candidate in candidates {
        let place = origin(sheets, &candidate);
        let at = candidate.sheet as usize;
        match candidate.aside {
            None => {
                sheets[at].ledger.use_row();
                used.push(candidate);
            }
            Some(reason) => {
                sheets[at].ledger.set_aside(reason);
                let name = team_at.and_then(|at| candidate.row.cells[at].text());
                let team = name.map(TeamId::new);
                let period = sheets[at].info.period;
                aside.push(AsideRow { origin: place, reason, team, period });
            }
        }
    }
    (used, aside)
}
