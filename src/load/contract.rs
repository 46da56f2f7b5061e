//! What a contract asks of all rows together: its rules, and keys that name one thing only.

use std::collections::BTreeMap;

use crate::diag::words::a1;
use crate::diag::{Diagnostic, Diagnostics, Origin, Severity};
use crate::domain::{Aside, TeamId};
use crate::spec::dataset::OnConflict;
use crate::spec::expr::{Expr, Scalar, eval};
use crate::spec::{Dataset, Project};

use super::sheet::{NamedRow, SheetRows, TypedRow, everything};
use super::table::{AsideRow, SheetInfo};

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
        keys(dataset, sheets, candidates, diags);
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
        let is_aside = rule.set_aside || rule.severity == Severity::Error;
        let (place, values) =
            witness(dataset, &sheets[candidate.sheet as usize].info, candidate, &rule.expect);
        let problem = Diagnostic::new("rule", rule.severity, place)
            .arg("rule", &rule.name)
            .arg("title", &rule.title)
            .arg("aside", if is_aside { "yes" } else { "no" })
            .arg("values", if values.is_empty() { "none".to_owned() } else { values });
        diags.push(problem);
        if is_aside {
            candidate.aside = Some(Aside::Refused);
        }
    }
}

/// The cells that a rule reads of a row, with what they hold: the place of the first, and all of
/// them in words. Of a personal column only the place is told.
fn witness(
    dataset: &Dataset,
    info: &SheetInfo,
    candidate: &Candidate,
    rule: &Expr,
) -> (Origin, String) {
    let row = candidate.row.number;
    let mut names: Vec<&str> = rule.columns();
    // A derived column is made of others; they are the ones to be mended.
    for _ in 0..=dataset.derived.len() {
        let made = |name: &str| dataset.derived.iter().find(|derived| derived.name == name);
        names = names
            .into_iter()
            .flat_map(|name| made(name).map_or_else(|| vec![name], |own| own.expr.columns()))
            .collect();
    }
    let mut at: Vec<usize> = names
        .into_iter()
        .filter_map(|name| dataset.columns.iter().position(|column| column.name == name))
        .filter(|at| info.columns.contains_key(&dataset.columns[*at].name))
        .collect();
    at.sort_unstable_by_key(|at| info.columns[&dataset.columns[*at].name]);
    at.dedup();
    let told = at.iter().map(|at| {
        let column = &dataset.columns[*at];
        let head = info.heads.get(&column.name).unwrap_or(&column.name);
        let place = match &*info.sheet {
            "" => head.clone(),
            _ => format!("{} ({head})", a1(row, info.columns[&column.name])),
        };
        let value = match column.personal {
            Some(_) => "•••".to_owned(),
            None => said(&candidate.row.cells[*at]),
        };
        format!("{place} = {value}")
    });
    let told = told.collect::<Vec<_>>().join(", ");
    let (file, sheet) = (info.file.clone(), info.sheet.clone());
    let place = match at.first() {
        Some(at) => {
            let column = info.columns[&dataset.columns[*at].name];
            Origin::Cell { file, sheet, row, column }
        }
        None => Origin::Row { file, sheet, row },
    };
    (place, told)
}

/// A value in a message: texts in quotes, numbers with a point.
fn said(value: &Scalar) -> String {
    match value {
        Scalar::Null => "–".to_owned(),
        Scalar::Number(number) => number.to_number().to_plain(6),
        Scalar::Text(text) => format!("\"{text}\""),
        Scalar::Date(day) => day.to_string(),
        Scalar::Bool(truth) => truth.to_string(),
    }
}

/// Of rows with the same key one counts: the latest drop's, or the first; exact copies are folded.
fn keys(
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
        fates.extend(one_of(dataset, sheets, candidates, members, diags));
    }
    for (at, fate) in fates {
        candidates[at].aside = Some(fate);
    }
}

fn one_of(
    dataset: &Dataset,
    sheets: &[SheetRows],
    candidates: &[Candidate],
    members: &[usize],
    diags: &mut Diagnostics,
) -> Vec<(usize, Aside)> {
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
    let heads = &sheets[second.sheet as usize].info.heads;
    let part = |name: &String| {
        let head = heads.get(name)?;
        let at = dataset.columns.iter().position(|column| column.name == *name)?;
        let shown = dataset.columns[at].personal.is_none().then(|| &second.row.cells[at]);
        Some(format!("{head} = {}", shown.map_or_else(|| "•••".to_owned(), said)))
    };
    let mut key: Vec<String> = dataset.key.iter().filter_map(part).collect();
    if key.is_empty() {
        key = dataset.key.clone();
    }
    let problem = Diagnostic::new(code, severity, origin(sheets, second))
        .arg("key", key.join(", "))
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
                aside.push(AsideRow { origin: place, reason, team, period, cells: None });
            }
        }
    }
    (used, aside)
}
