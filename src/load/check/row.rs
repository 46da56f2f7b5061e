//! A row of a finished table, as formulas of the contract see it: everything has happened.

use crate::domain::Date;
use crate::load::table::Table;
use crate::spec::expr::{Moment, Row, Scalar, eval};
use crate::spec::{Dataset, Project};

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
