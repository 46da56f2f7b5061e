//! Rules that allow a few failures in a file: up to the limit they are a note.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics, Origin, Severity};
use crate::domain::{Aside, Number};
use crate::load::table::Table;
use crate::spec::Dataset;
use crate::spec::contract::Limit;

/// Turns the failures of a file that stay within the limit of their rule into a note.
pub(super) fn check(dataset: &Dataset, table: &Table, diags: &mut Diagnostics) {
    let judged = judged(table);
    for rule in &dataset.rules {
        let Some(limit) = &rule.at_most else { continue };
        let own = |one: &Diagnostic| {
            one.code == "rule"
                && one.argument("rule") == Some(&rule.name)
                && one.argument("dataset") == Some(dataset.id.as_str())
        };
        let mut failures: BTreeMap<String, usize> = BTreeMap::new();
        for one in diags.iter().filter(|one| own(one)) {
            *failures.entry(file(&one.origin)).or_default() += one.places().count();
        }
        diags.rework(|one| {
            let file = file(&one.origin);
            let (failed, rows) = (
                failures.get(&file).copied().unwrap_or_default(),
                judged.get(&file).copied().unwrap_or_default(),
            );
            let within = own(&one) && allows(limit, failed, rows);
            vec![if within { noted(one, failed, rows, limit) } else { one }]
        });
    }
}

fn file(origin: &Origin) -> String {
    origin.file().unwrap_or_default().to_owned()
}

/// How many rows the rules of a dataset were asked about, file by file.
fn judged(table: &Table) -> BTreeMap<String, usize> {
    let mut judged: BTreeMap<String, usize> = BTreeMap::new();
    for row in 0..table.len() {
        *judged.entry(table.sheet(row).file.to_string()).or_default() += 1;
    }
    for row in &table.aside {
        let asked = [Aside::Duplicate, Aside::Superseded, Aside::Conflict, Aside::Refused];
        if asked.contains(&row.reason) {
            *judged.entry(file(&row.origin)).or_default() += 1;
        }
    }
    judged
}

fn allows(limit: &Limit, failed: usize, rows: usize) -> bool {
    match limit {
        Limit::Rows(most) => failed <= *most as usize,
        Limit::Share(share) => {
            let (failed, rows) = (Number::from(failed as i64), Number::from(rows as i64));
            failed <= share * &rows
        }
    }
}

fn noted(one: Diagnostic, failed: usize, rows: usize, limit: &Limit) -> Diagnostic {
    let limit = match limit {
        Limit::Rows(most) => most.to_string(),
        Limit::Share(share) => format!("{}%", (share * &Number::from(100u32)).to_plain(6)),
    };
    let mut note = Diagnostic { code: "rule-within", severity: Severity::Note, ..one };
    note = note.arg("failed", failed).arg("rows", rows).arg("limit", limit);
    note
}
