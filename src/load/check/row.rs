//! A row of a finished table, as formulas of the contract see it: everything has happened.

use std::sync::Arc;

use crate::diag::Origin;
use crate::domain::{Date, Grain, Period};
use crate::load::table::Table;
use crate::spec::dataset::PeriodFrom;
use crate::spec::expr::{Expr, Moment, Row, Scalar, eval};
use crate::spec::{Dataset, Project};

/// What is shown for a value that is never put out.
pub(super) const HIDDEN: &str = "•••";

/// The rows of a table with the derived columns of its contract.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a> {
    /// The contract.
    pub(super) dataset: &'a Dataset,
    /// The rows.
    pub(super) table: &'a Table,
    /// When they are looked at.
    pub(super) moment: Moment<'a>,
}

impl<'a> Rows<'a> {
    /// The rows of a table.
    pub(super) fn new(project: &'a Project, dataset: &'a Dataset, table: &'a Table) -> Self {
        let (start, end) = (Date::MIN, Date::MAX);
        let moment = Moment { calendar: &project.calendar, as_of: end, start, end };
        Self { dataset, table, moment }
    }

    /// A row.
    pub(super) fn at(&self, row: usize) -> CheckedRow<'a> {
        CheckedRow { rows: *self, row }
    }

    /// The value of an expression for a row; nothing where it does not fit in 38 digits.
    pub(super) fn eval(&self, expr: &Expr, row: usize) -> Scalar {
        eval(expr, &self.at(row), &self.moment).unwrap_or(Scalar::Null)
    }

    /// Whether a condition holds for a row; without one every row passes.
    pub(super) fn passes(&self, filter: &Option<Expr>, row: usize) -> bool {
        filter.as_ref().is_none_or(|filter| self.eval(filter, row).holds())
    }

    /// The group of a row by some columns.
    pub(super) fn group(&self, by: &[String], row: usize) -> Vec<Scalar> {
        by.iter().map(|column| self.at(row).get(column)).collect()
    }

    /// A group in words; what is never put out is hidden.
    pub(super) fn group_text(&self, by: &[String], group: &[Scalar]) -> String {
        let one = |(column, value): (&String, &Scalar)| {
            if is_personal(self.dataset, column) { HIDDEN.to_owned() } else { text(value) }
        };
        by.iter().zip(group).map(one).collect::<Vec<_>>().join(" / ")
    }

    /// The period that a row is about: that of its file, or the one that its own day says.
    pub(super) fn period(&self, row: usize) -> Option<Period> {
        let sheet = self.table.sheet(row);
        if sheet.period.is_some() {
            return sheet.period;
        }
        let (axis, grain) = match &self.dataset.sources.get(sheet.source)?.covers.period {
            PeriodFrom::Column(column, grain) => (column.as_str(), *grain),
            PeriodFrom::Written(_) | PeriodFrom::Given(_) => {
                (self.dataset.date.as_deref()?, Grain::Quarter)
            }
        };
        self.at(row).get(axis).date().map(|day| Period::containing(day, grain))
    }
}

/// One row.
pub(super) struct CheckedRow<'a> {
    rows: Rows<'a>,
    row: usize,
}

impl Row for CheckedRow<'_> {
    fn get(&self, column: &str) -> Scalar {
        let Rows { dataset, table, moment } = &self.rows;
        if dataset.column(column).is_some() {
            return table.cell(self.row, column);
        }
        let derived = dataset.derived.iter().find(|derived| derived.name == column);
        let value = derived.and_then(|derived| eval(&derived.expr, self, moment).ok());
        value.unwrap_or(Scalar::Null)
    }
}

/// Whether the values of a column, or of what it is made from, are never put out.
pub(super) fn is_personal(dataset: &Dataset, column: &str) -> bool {
    let root_is = |name: &&str| dataset.column(name).is_some_and(|root| root.personal.is_some());
    dataset.column(column).is_some_and(|own| own.personal.is_some())
        || dataset.roots(column).iter().any(root_is)
}

/// A value in words.
pub(super) fn text(value: &Scalar) -> String {
    match value {
        Scalar::Null => "–".to_owned(),
        Scalar::Number(number) => number.to_number().to_plain(6),
        Scalar::Text(text) => text.to_string(),
        Scalar::Date(day) => day.to_string(),
        Scalar::Bool(truth) => truth.to_string(),
    }
}

/// The cell of a row under a column, or the row where no head stands above it.
pub(super) fn cell(table: &Table, row: usize, column: &str) -> Origin {
    let sheet = table.sheet(row);
    match (table.origin(row), sheet.columns.get(column)) {
        (Origin::Row { file, sheet, row }, Some(&column)) => {
            let (file, sheet) = (Arc::clone(&file), Arc::clone(&sheet));
            Origin::Cell { file, sheet, row, column }
        }
        (origin, _) => origin,
    }
}
