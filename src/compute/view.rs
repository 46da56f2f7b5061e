//! Rows as they were known at a cut-off date: events after it have not happened, and columns
//! derived from events follow.

use std::collections::BTreeMap;

use crate::domain::{Calendar, Date};
use crate::load::table::Table;
use crate::spec::Dataset;
use crate::spec::expr::{Moment, Overflow, Row, Scalar, eval};

use super::window::Span;

/// The derived columns of a table at one cut-off date.
pub struct View<'a> {
    dataset: &'a Dataset,
    table: &'a Table,
    as_of: Date,
    derived: BTreeMap<&'a str, Vec<Scalar>>,
}

/// One row of a view.
pub struct ViewRow<'a> {
    view: &'a View<'a>,
    row: usize,
}

impl<'a> View<'a> {
    /// Computes the derived columns at a cut-off date.
    ///
    /// # Errors
    ///
    /// [`Overflow`] when a number does not fit.
    pub fn new(
        dataset: &'a Dataset,
        table: &'a Table,
        calendar: &'a Calendar,
        as_of: Date,
    ) -> Result<Self, Overflow> {
        let mut view = Self { dataset, table, as_of, derived: BTreeMap::new() };
        let moment = Moment { calendar, as_of, start: Date::MIN, end: as_of };
        for derived in &dataset.derived {
            let column: Result<Vec<Scalar>, Overflow> =
                (0..table.len()).map(|row| eval(&derived.expr, &view.row(row), &moment)).collect();
            view.derived.insert(&derived.name, column?);
        }
        Ok(view)
    }

    /// A row.
    pub fn row(&self, row: usize) -> ViewRow<'_> {
        ViewRow { view: self, row }
    }

    /// The day of a row on an axis.
    pub fn day(&self, row: usize, axis: &str) -> Option<Date> {
        self.row(row).get(axis).date()
    }

    /// Whether a row existed at the cut-off: its own date is not later.
    pub fn exists(&self, row: usize) -> bool {
        let own = self.dataset.date.as_deref().and_then(|axis| self.day(row, axis));
        own.is_none_or(|day| day <= self.as_of)
    }

    /// What stands outside the rows when a span is looked at.
    pub fn moment<'b>(&self, calendar: &'b Calendar, span: &Span) -> Moment<'b> {
        Moment { calendar, as_of: self.as_of, start: span.period_start, end: span.end }
    }
}

impl Row for ViewRow<'_> {
    fn get(&self, column: &str) -> Scalar {
        let view = self.view;
        if let Some(derived) = view.derived.get(column) {
            return derived[self.row].clone();
        }
        let value = view.table.cell(self.row, column);
        match &value {
            Scalar::Date(day) if *day > view.as_of => {
                let is_event = view.dataset.column(column).is_some_and(|known| known.event);
                if is_event { Scalar::Null } else { value }
            }
            _ => value,
        }
    }
}
