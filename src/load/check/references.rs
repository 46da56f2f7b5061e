//! Values that must occur in a column of another dataset.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::load::table::{Table, Tables};
use crate::spec::Dataset;
use crate::spec::contract::Reference;
use crate::spec::expr::Scalar;

use super::row::{HIDDEN, cell, is_personal, text};

/// More different values than this in a file are told in one finding.
const TOLD_APART: usize = 10;

/// How many values such a finding names.
const NAMED: usize = 5;

/// How many places of one value are kept.
const KEPT: usize = 100;

/// Looks up every reference of a dataset, as far as the other dataset has any file.
pub(super) fn check(dataset: &Dataset, table: &Table, tables: &Tables, diags: &mut Diagnostics) {
    for reference in &dataset.references {
        let Some(other) = tables.get(&reference.dataset) else { continue };
        if other.sheets.is_empty() || other.never_has(&reference.to) {
            continue;
        }
        let known: BTreeSet<Scalar> =
            (0..other.len()).map(|row| other.cell(row, &reference.to)).collect();
        for lost in lost(table, reference, &known).into_values() {
            complain(dataset, reference, &known, lost, diags);
        }
    }
}

/// The values that do not occur, with their places, sheet by sheet.
fn lost(
    table: &Table,
    reference: &Reference,
    known: &BTreeSet<Scalar>,
) -> BTreeMap<u32, BTreeMap<Scalar, Vec<Origin>>> {
    let mut lost: BTreeMap<u32, BTreeMap<Scalar, Vec<Origin>>> = BTreeMap::new();
    for row in 0..table.len() {
        let value = table.cell(row, &reference.column);
        if value != Scalar::Null && !known.contains(&value) {
            let sheet = lost.entry(table.places[row].0).or_default();
            let places = sheet.entry(value).or_default();
            if places.len() < KEPT {
                places.push(cell(table, row, &reference.column));
            }
        }
    }
    lost
}

fn complain(
    dataset: &Dataset,
    reference: &Reference,
    known: &BTreeSet<Scalar>,
    lost: BTreeMap<Scalar, Vec<Origin>>,
    diags: &mut Diagnostics,
) {
    let problem = |code, places: Vec<Origin>, found: String| {
        let problem = Diagnostic::new(code, reference.severity, Origin::Nowhere);
        let problem = problem
            .arg("dataset", &dataset.id)
            .arg("rule", &reference.column)
            .arg("found", found)
            .arg("values", lost.len())
            .arg("target", format!("{}.{}", reference.dataset, reference.to))
            .related("declared-here", reference.origin.clone());
        problem.at(places)
    };
    if is_personal(dataset, &reference.column) {
        let places = lost.values().flatten().cloned().collect();
        diags.extend(problem("reference", places, HIDDEN.to_owned()));
    } else if lost.len() > TOLD_APART {
        let named: Vec<String> = lost.keys().take(NAMED).map(text).collect();
        let places = lost.values().flatten().cloned().collect();
        diags.extend(problem("reference-many", places, named.join(", ")));
    } else {
        let names: Vec<String> =
            known.iter().filter(|one| **one != Scalar::Null).map(text).collect();
        for (value, places) in &lost {
            let found = text(value);
            let names = names.iter().map(String::as_str);
            let one = problem("reference", places.clone(), found.clone());
            diags.extend(one.map(|one| one.near(&found, names)));
        }
    }
}
