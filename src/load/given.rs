//! A table from rows that are written down: for the tests that stand beside the definitions.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::{Calendar, Date, Period};
use crate::spec::Dataset;
use crate::spec::dataset::{ColumnFrom, ColumnType};
use crate::spec::expr::{Expr, Moment, Node, Overflow, Row, Scalar, Type, eval};

use super::cells::{Cells, Numbers};
use super::prior::{self, Entry};
use super::table::{SheetInfo, Table};
use super::words::Words;

/// The table of a dataset that holds these rows and nothing else; `period` is what the rows are
/// the state of, where their own days do not say it.
///
/// # Errors
///
/// [`Overflow`] when a made column does not fit in 38 digits.
pub fn given(
    dataset: &Dataset,
    calendar: &Calendar,
    rows: &[BTreeMap<String, Scalar>],
    period: Option<Period>,
) -> Result<Table, Overflow> {
    let moment = Moment { calendar, as_of: Date::MAX, start: Date::MIN, end: Date::MAX };
    let mut rows = rows.to_vec();
    for column in &dataset.columns {
        let ColumnFrom::Value(expr) = &column.from else { continue };
        if matches!(column.ty, ColumnType::Team { .. }) {
            continue;
        }
        if let Node::Prior(of, by) = &expr.node {
            for (row, value) in (0..).zip(before(dataset, of, by, &rows)) {
                rows[row].insert(column.name.clone(), value);
            }
            continue;
        }
        for row in &mut rows {
            let value = eval(expr, &Given(row), &moment)?;
            row.insert(column.name.clone(), value);
        }
    }
    let mut columns = BTreeMap::new();
    for column in &dataset.columns {
        let mut words = Words::default();
        let mut cells = match column.ty.ty() {
            Type::Number => Cells::Number(Numbers::default()),
            Type::Text => Cells::Text(vec![]),
            Type::Date => Cells::Date(vec![]),
            _ => Cells::Other(vec![]),
        };
        for row in &rows {
            cells.push(row.get(&column.name).cloned().unwrap_or(Scalar::Null), &mut words);
        }
        words.close();
        columns.insert(column.name.clone(), (cells, words));
    }
    let sheet = SheetInfo {
        file: Arc::from(""),
        sheet: Arc::from(""),
        period,
        head: 0,
        source: 0,
        team: None,
        absent: BTreeSet::new(),
        lost: BTreeSet::new(),
        since: None,
        columns: BTreeMap::new(),
        heads: BTreeMap::new(),
    };
    let places = (0..rows.len()).map(|row| (0, row as u32 + 1)).collect();
    Ok(Table::of(dataset.id.clone(), vec![sheet], places, columns))
}

/// What `PRIOR` gives of each row.
fn before(
    dataset: &Dataset,
    of: &Expr,
    by: &[Expr],
    rows: &[BTreeMap<String, Scalar>],
) -> Vec<Scalar> {
    let cell = |row: &BTreeMap<String, Scalar>, name: &str| Given(row).get(name);
    let entry = |(at, row): (usize, &BTreeMap<String, Scalar>)| {
        let day = cell(row, dataset.date.as_deref()?).date()?;
        let key = by.iter().flat_map(Expr::columns).map(|name| cell(row, name)).collect();
        let value = of.columns().first().map(|name| cell(row, name));
        Some(Entry { place: (0, at), key, day, value })
    };
    let entries: Vec<Entry> = rows.iter().enumerate().filter_map(entry).collect();
    let mut found = vec![Scalar::Null; rows.len()];
    for ((_, at), value) in prior::values(entries, &|_, _| true) {
        found[at] = value;
    }
    found
}

struct Given<'a>(&'a BTreeMap<String, Scalar>);

impl Row for Given<'_> {
    fn get(&self, column: &str) -> Scalar {
        self.0.get(column).cloned().unwrap_or(Scalar::Null)
    }
}
