//! Unit names of the data that no team bears, gathered from what loading found.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::team::normal_name;
use crate::load::Loaded;
use crate::spec::dataset::ColumnType;
use crate::spec::{Dataset, Project};

/// A unit name that no team bears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmatched {
    /// The name, as first found.
    pub name: String,
    /// Titles of the datasets with the columns where it was found.
    pub found_in: BTreeSet<String>,
    /// In how many rows.
    pub rows: usize,
    /// The nearest known name, if one is near.
    pub nearest: Option<String>,
}

/// The names that rows were set aside for, sorted; each once, letter case and blanks aside.
pub fn unmatched(project: &Project, loaded: &Loaded, diags: &Diagnostics) -> Vec<Unmatched> {
    let mut found: BTreeMap<String, Unmatched> = BTreeMap::new();
    let mut rows: BTreeMap<String, BTreeSet<RowOf<'_>>> = BTreeMap::new();
    for one in diags.iter().filter(|one| one.code == "unknown-team") {
        let (Some(name), Some(column)) = (arg(one, "found"), arg(one, "column")) else { continue };
        let Some(dataset) = dataset_of(project, loaded, one, column) else { continue };
        let title = if dataset.title.is_empty() { dataset.id.as_str() } else { &dataset.title };
        let entry = found.entry(normal_name(name)).or_insert_with(|| Unmatched {
            name: name.to_owned(),
            found_in: BTreeSet::new(),
            rows: 0,
            nearest: one.near.clone(),
        });
        entry.found_in.insert(format!("{title} ({column})"));
        // A row that bears the name in several columns is one row.
        let own = rows.entry(normal_name(name)).or_default();
        own.extend(one.places().filter_map(row_of));
        entry.rows = own.len();
    }
    for one in diags.iter().filter(|one| one.code == "unknown-sheet-team") {
        let (Some(name), Some(file)) = (arg(one, "name"), one.origin.file()) else { continue };
        let entry = found.entry(normal_name(name)).or_insert_with(|| Unmatched {
            name: name.to_owned(),
            found_in: BTreeSet::new(),
            rows: 0,
            nearest: one.near.clone(),
        });
        entry.found_in.insert(file.to_owned());
    }
    found.into_values().filter(|one| !one.name.is_empty()).collect()
}

/// A row of a sheet: its file, its sheet, its number.
type RowOf<'a> = (&'a str, &'a str, u32);

fn row_of(place: &Origin) -> Option<RowOf<'_>> {
    match place {
        Origin::Row { file, sheet, row } | Origin::Cell { file, sheet, row, .. } => {
            Some((file, sheet, *row))
        }
        _ => None,
    }
}

fn arg<'a>(diagnostic: &'a Diagnostic, name: &str) -> Option<&'a str> {
    let found = diagnostic.args.iter().find(|(key, _)| *key == name);
    found.map(|(_, value)| value.as_str())
}

/// The dataset whose column a finding speaks of; none if the column is personal.
fn dataset_of<'a>(
    project: &'a Project,
    loaded: &Loaded,
    finding: &Diagnostic,
    column: &str,
) -> Option<&'a Dataset> {
    let file = finding.origin.file()?;
    let read_for = |dataset: &&Dataset| {
        let mut ledgers = loaded.ledger.files.iter();
        ledgers.any(|ledger| ledger.dataset == dataset.id && ledger.file == file)
    };
    // A finding calls a column by the head that its sheet writes.
    let is_called = |dataset: &Dataset, name: &str| {
        let sheets = loaded.tables.get(&dataset.id).map_or(&[][..], |table| &table.sheets);
        sheets.iter().any(|sheet| *sheet.file == *file && sheet.head_of(name) == column)
    };
    let names_teams = |dataset: &&Dataset| {
        dataset.columns.iter().any(|one| {
            let is_open = matches!(one.ty, ColumnType::Team { .. }) && one.personal.is_none();
            is_open && is_called(dataset, &one.name)
        })
    };
    project.datasets.iter().filter(read_for).find(names_teams)
}
