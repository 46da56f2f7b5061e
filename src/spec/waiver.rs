//! Waivers: which findings the definitions excuse, why, and until when.

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::{DatasetId, Date};

use super::contract::{condition, known_dataset};
use super::dataset::Dataset;
use super::expr::{Expr, Scope};
use super::syntax::{Item, Table};

/// Findings that are excused for some time, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// Which findings.
    pub what: Waived,
    /// The dataset they concern, if only one.
    pub dataset: Option<DatasetId>,
    /// Patterns of the files they stand in; none for all.
    pub files: Vec<String>,
    /// Which rows, if not all.
    pub filter: Option<Expr>,
    /// Why, for people.
    pub reason: String,
    /// The last day on which it holds.
    pub until: Date,
    /// Where it is declared.
    pub origin: Origin,
}

/// What a waiver excuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Waived {
    /// Failures of a rule, outlier, balance or reference of this name.
    Rule(String),
    /// Findings of this code.
    Code(String),
}

/// The codes of findings in data that a waiver may name; what makes a file meaningless is none.
pub const WAIVABLE: [&str; 26] = [
    "after-coverage",
    "balance",
    "balance-one-sided",
    "cell-choice",
    "cell-error",
    "cell-range",
    "cell-type",
    "column-missing",
    "duplicate-row",
    "empty-required",
    "empty-team",
    "file-unclaimed",
    "hidden-sheet",
    "jump",
    "key-conflict",
    "key-conflict-in-drop",
    "key-vanished",
    "outlier",
    "parent-sum",
    "printed-total",
    "reference",
    "reference-many",
    "rule",
    "state-backwards",
    "undated-rows",
    "unknown-team",
];

/// Reads `[[waiver]]`; every dataset must have been read before.
pub(super) fn waiver(
    table: Table<'_>,
    datasets: &[Dataset],
    diags: &mut Diagnostics,
) -> Option<Waiver> {
    let origin = table.origin();
    let named = table.get("dataset").and_then(|item| {
        let id = item.string(diags)?;
        known_dataset(&id, &item, datasets, diags)
    });
    let (what, dataset) = match table.get("rule") {
        Some(item) => match rule_of(&item, datasets, diags) {
            Some((dataset, rule)) => (Some(Waived::Rule(rule)), Some(dataset)),
            None => (None, named),
        },
        None => {
            let codes = WAIVABLE.map(|code| (code, code));
            let code = table.need("code", diags).and_then(|item| item.word(&codes, diags));
            (code.map(|code| Waived::Code(code.to_owned())), named)
        }
    };
    let files = table.get("file").map_or_else(Vec::new, |item| item.strings(diags));
    let filter = match (table.get("where"), dataset) {
        (Some(item), Some(dataset)) => {
            item.text(diags).and_then(|text| condition(&text, dataset, diags))
        }
        (Some(_), None) if what.is_some() => {
            table.need("dataset", diags);
            None
        }
        (Some(_), None) => None,
        (None, _) => None,
    };
    let reason = table.need("reason", diags).and_then(|item| item.string(diags));
    let until = table.need("until", diags).and_then(|item| item.date(diags));
    table.finish(diags);
    let dataset = dataset.map(|dataset| dataset.id.clone());
    Some(Waiver { what: what?, dataset, files, filter, reason: reason?, until: until?, origin })
}

/// `dataset.rule`: the dataset, and the name of one of its rules, outliers, balances or references.
fn rule_of<'a>(
    item: &Item<'_>,
    datasets: &'a [Dataset],
    diags: &mut Diagnostics,
) -> Option<(&'a Dataset, String)> {
    let text = item.string(diags)?;
    let (dataset, rule) = text.split_once('.').unwrap_or((&text, ""));
    let dataset = known_dataset(dataset, item, datasets, diags)?;
    let names = dataset.check_names();
    if !names.contains(&rule) {
        let problem = Diagnostic::error("known-rule", item.origin());
        let problem = problem.arg("dataset", Scope::subject(dataset)).arg("rule", rule);
        diags.push(problem.near(rule, names));
        return None;
    }
    Some((dataset, rule.to_owned()))
}
