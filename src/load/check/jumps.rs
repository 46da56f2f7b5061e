//! Sums of a group that change too much against the period just before.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics};
use crate::domain::{Number, Period};
use crate::load::table::Table;
use crate::spec::contract::Outlier;
use crate::spec::expr::Scalar;
use crate::spec::{Dataset, Project};

use super::outliers::column;
use super::row::{Rows, cell};
use super::sums::number;
use super::told::tell;

/// The sum of a group in a period, and the first row that has a part in it.
type Sums = BTreeMap<(Vec<Scalar>, Period), (Number, usize)>;

/// Looks at every outlier rule with a jump. From nothing, or to a period that has no rows, no jump
/// is measured.
pub(super) fn check(project: &Project, dataset: &Dataset, table: &Table, diags: &mut Diagnostics) {
    let rows = Rows::new(project, dataset, table);
    for outlier in &dataset.outliers {
        let Some(limit) = &outlier.jump else { continue };
        let sums = sums(&rows, outlier);
        let found = sums.iter().filter_map(|((group, period), (now, row))| {
            let (before, _) = sums.get(&(group.clone(), period.previous()))?;
            let change = (now - before).abs().checked_div(&before.abs());
            let change = change.filter(|change| change > limit)?;
            let place = cell(table, *row, column(&outlier.value));
            let group = rows.group_text(&outlier.by, group);
            let percent = (&change * &Number::from(100u32)).to_plain(0);
            let problem = Diagnostic::new("jump", outlier.severity, place)
                .arg("dataset", &dataset.id)
                .arg("rule", &outlier.name)
                .arg("title", &outlier.title)
                .arg("group", if group.is_empty() { dataset.id.as_str() } else { &group })
                .arg("before", before.to_plain(6))
                .arg("now", now.to_plain(6))
                .arg("previous", period.previous())
                .arg("period", period)
                .arg("percent", percent)
                .related("declared-here", outlier.origin.clone());
            Some(problem)
        });
        let rule = (outlier.severity, &outlier.origin);
        tell((dataset, &outlier.name), rule, found, diags);
    }
}

fn sums(rows: &Rows<'_>, outlier: &Outlier) -> Sums {
    let mut sums = Sums::new();
    for row in 0..rows.table.len() {
        let value = number(&rows.eval(&outlier.value, row));
        let (Some(value), Some(period)) = (value, rows.period(row)) else { continue };
        let key = (rows.group(&outlier.by, row), period);
        let sum = sums.entry(key).or_insert_with(|| (Number::zero(), row));
        sum.0 = &sum.0 + &value;
    }
    sums
}
