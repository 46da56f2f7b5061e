//! One row as it was known at a cut-off date: events after it have not happened, and columns
//! derived from events follow. For the road back to the rows of a figure, and for what cannot be
//! said column by column.

use std::cell::Cell;

use crate::domain::{Calendar, Date};
use crate::load::table::Table;
use crate::spec::Dataset;
use crate::spec::expr::unknown::{counts_workdays, not_before, unknown};
use crate::spec::expr::{Expr, Moment, Row, Scalar, eval};

use super::program::made_from;
use super::window::Span;

/// The rows of a table at one cut-off date.
pub struct View<'a> {
    dataset: &'a Dataset,
    table: &'a Table,
    calendar: &'a Calendar,
    as_of: Date,
    overflowed: Cell<bool>,
}

/// One row of a view.
pub struct ViewRow<'a> {
    view: &'a View<'a>,
    row: usize,
}

impl<'a> View<'a> {
    /// The rows at a cut-off date.
    pub fn new(
        dataset: &'a Dataset,
        table: &'a Table,
        calendar: &'a Calendar,
        as_of: Date,
    ) -> Self {
        Self { dataset, table, calendar, as_of, overflowed: Cell::new(false) }
    }

    /// Whether a derived column that was asked for has a number too long to be held.
    pub fn has_overflowed(&self) -> bool {
        self.overflowed.get()
    }

    /// Whether some row's value of `expr` may hang on a year whose holidays nobody listed.
    fn may_be_unknown(&self, expr: &Expr) -> bool {
        let column = |name: &str| {
            made_from(self.dataset, name).is_some_and(|inner| self.may_be_unknown(inner))
        };
        counts_workdays(expr, &column)
    }

    /// A day before which the unknown day of a row on an axis cannot lie, if there is one.
    pub fn not_before(&self, row: usize, axis: &str, moment: &Moment<'_>) -> Option<Date> {
        let expr = made_from(self.dataset, axis)?;
        let inner = |column: &str| self.not_before(row, column, moment);
        not_before(expr, &self.row(row), moment, &inner)
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
    pub fn moment(&self, span: &Span) -> Moment<'a> {
        let (start, end) = (span.period_start, span.end);
        Moment { calendar: self.calendar, as_of: self.as_of, start, end }
    }

    /// What stands outside the rows when a column is derived: no window.
    fn derived_moment(&self) -> Moment<'a> {
        let (start, end) = (Date::MIN, self.as_of);
        Moment { calendar: self.calendar, as_of: self.as_of, start, end }
    }
}

impl Row for ViewRow<'_> {
    fn is_unknown(&self, column: &str) -> bool {
        let view = self.view;
        let made = made_from(view.dataset, column).filter(|expr| view.may_be_unknown(expr));
        made.is_some_and(|expr| {
            unknown(expr, self, &view.derived_moment()).unwrap_or_else(|_| {
                view.overflowed.set(true);
                false
            })
        })
    }

    fn get(&self, column: &str) -> Scalar {
        let view = self.view;
        let Some(own) = view.dataset.column(column) else {
            let Some(expr) = made_from(view.dataset, column) else { return Scalar::Null };
            return eval(expr, self, &view.derived_moment()).unwrap_or_else(|_| {
                view.overflowed.set(true);
                Scalar::Null
            });
        };
        match view.table.cell(self.row, column) {
            Scalar::Date(day) if own.event && day > view.as_of => Scalar::Null,
            value => value,
        }
    }
}
