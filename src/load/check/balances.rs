//! Sums over two datasets that must agree, group by group.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::Number;
use crate::load::table::Tables;
use crate::spec::contract::{Balance, Side};
use crate::spec::expr::Scalar;
use crate::spec::{Dataset, Project};

use super::row::Rows;
use super::sums::value;
use super::told::tell;

/// The rows of each group of a side.
type Groups = BTreeMap<Vec<Scalar>, Vec<usize>>;

/// Compares both sides of every balance of a dataset, as far as both have any file.
pub(super) fn check(
    project: &Project,
    dataset: &Dataset,
    tables: &Tables,
    diags: &mut Diagnostics,
) {
    for balance in &dataset.balances {
        let sides = (side(project, tables, &balance.own), side(project, tables, &balance.other));
        let (Some(own), Some(other)) = sides else { continue };
        let (ours, theirs) = (groups(&own, &balance.own), groups(&other, &balance.other));
        let all: BTreeSet<&Vec<Scalar>> = ours.keys().chain(theirs.keys()).collect();
        let found = all.into_iter().filter_map(|group| {
            let said = own.group_text(&balance.own.by, group);
            match (ours.get(group), theirs.get(group)) {
                (Some(a), Some(b)) => compare(balance, (&own, a), (&other, b), &said),
                (Some(a), None) => Some(lonely(balance, (&own, a), &other, &said)),
                (None, Some(b)) => Some(lonely(balance, (&other, b), &own, &said)),
                (None, None) => None,
            }
        });
        let rule = (balance.severity, &balance.origin);
        tell((dataset, &balance.name), rule, found, diags);
    }
}

fn side<'a>(project: &'a Project, tables: &'a Tables, side: &Side) -> Option<Rows<'a>> {
    let dataset = project.dataset(&side.dataset)?;
    let table = tables.get(&side.dataset).filter(|table| !table.sheets.is_empty())?;
    Some(Rows::new(project, dataset, table))
}

fn groups(rows: &Rows<'_>, side: &Side) -> Groups {
    let mut groups = Groups::new();
    for row in (0..rows.table.len()).filter(|row| rows.passes(&side.filter, *row)) {
        groups.entry(rows.group(&side.by, row)).or_default().push(row);
    }
    groups
}

fn compare(
    balance: &Balance,
    (own, ours): (&Rows<'_>, &[usize]),
    (other, theirs): (&Rows<'_>, &[usize]),
    group: &str,
) -> Option<Diagnostic> {
    let a = value(&balance.own.formula, own, ours);
    let b = value(&balance.other.formula, other, theirs);
    let difference = match (&a, &b) {
        (Some(a), Some(b)) => a - b,
        (None, None) => return None,
        // A side whose cells are all empty has nothing to compare.
        (Some(_), None) => return Some(lonely(balance, (own, ours), other, group)),
        (None, Some(_)) => return Some(lonely(balance, (other, theirs), own, group)),
    };
    if difference.abs() <= balance.tolerance {
        return None;
    }
    let said = |number: &Option<Number>| {
        number.as_ref().map_or_else(String::new, |number| number.to_plain(6))
    };
    let problem = problem("balance", balance, own.table.origin(ours[0]), group, own)
        .arg("own", &balance.own.dataset)
        .arg("other", &balance.other.dataset)
        .arg("found", said(&a))
        .arg("expected", said(&b))
        .arg("difference", difference.to_plain(6));
    Some(problem)
}

/// A group that only one side has.
fn lonely(
    balance: &Balance,
    (has, members): (&Rows<'_>, &[usize]),
    lacks: &Rows<'_>,
    group: &str,
) -> Diagnostic {
    problem("balance-one-sided", balance, has.table.origin(members[0]), group, has)
        .arg("has", &has.dataset.id)
        .arg("lacks", &lacks.dataset.id)
}

fn problem(
    code: &'static str,
    balance: &Balance,
    origin: Origin,
    group: &str,
    rows: &Rows<'_>,
) -> Diagnostic {
    let group = if group.is_empty() { rows.dataset.id.as_str() } else { group };
    Diagnostic::new(code, balance.severity, origin)
        .arg("dataset", &balance.own.dataset)
        .arg("rule", &balance.name)
        .arg("title", &balance.title)
        .arg("group", group)
        .related("declared-here", balance.origin.clone())
}
