//! Rows as they were known at a cut-off date: events after it have not happened, and columns
//! derived from events follow.

use std::collections::BTreeMap;

use crate::domain::{Calendar, Date};
use crate::load::table::Table;
use crate::spec::Dataset;
use crate::spec::dataset::ColumnFrom;
use crate::spec::expr::unknown::{counts_workdays, not_before, unknown};
use crate::spec::expr::{Expr, Moment, Overflow, Row, Scalar, eval};

use super::window::Span;

/// The derived columns of a table at one cut-off date.
pub struct View<'a> {
    dataset: &'a Dataset,
    table: &'a Table,
    as_of: Date,
    derived: BTreeMap<&'a str, Vec<Scalar>>,
    /// The columns in which some row hangs on a year whose holidays nobody listed.
    unknown: BTreeMap<&'a str, Vec<bool>>,
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
        let mut view =
            Self { dataset, table, as_of, derived: BTreeMap::new(), unknown: BTreeMap::new() };
        let moment = Moment { calendar, as_of, start: Date::MIN, end: as_of };
        for column in &dataset.columns {
            if let ColumnFrom::Value(expr) = &column.from {
                view.mark_unknown(&column.name, expr, &moment)?;
            }
        }
        for derived in &dataset.derived {
            let column: Result<Vec<Scalar>, Overflow> =
                (0..table.len()).map(|row| eval(&derived.expr, &view.row(row), &moment)).collect();
            view.mark_unknown(&derived.name, &derived.expr, &moment)?;
            view.derived.insert(&derived.name, column?);
        }
        Ok(view)
    }

    fn mark_unknown(
        &mut self,
        name: &'a str,
        expr: &Expr,
        moment: &Moment<'_>,
    ) -> Result<(), Overflow> {
        if !self.may_be_unknown(expr) {
            return Ok(());
        }
        let rows = 0..self.table.len();
        let marks: Result<Vec<bool>, Overflow> =
            rows.map(|row| unknown(expr, &self.row(row), moment)).collect();
        let marks = marks?;
        if marks.contains(&true) {
            self.unknown.insert(name, marks);
        }
        Ok(())
    }

    /// Whether some row's value of `expr` may hang on a year whose holidays nobody listed.
    pub fn may_be_unknown(&self, expr: &Expr) -> bool {
        counts_workdays(expr, &|column| self.unknown.contains_key(column))
    }

    /// A day before which the unknown day of a row on an axis cannot lie, if there is one.
    pub fn not_before(&self, row: usize, axis: &str, moment: &Moment<'_>) -> Option<Date> {
        let own = self.dataset.column(axis).map(|column| &column.from);
        let expr = match own {
            Some(ColumnFrom::Value(expr)) => expr,
            Some(_) => return None,
            None => &self.dataset.derived.iter().find(|derived| derived.name == axis)?.expr,
        };
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
    pub fn moment<'b>(&self, calendar: &'b Calendar, span: &Span) -> Moment<'b> {
        Moment { calendar, as_of: self.as_of, start: span.period_start, end: span.end }
    }
}

impl Row for ViewRow<'_> {
    fn is_unknown(&self, column: &str) -> bool {
        self.view.unknown.get(column).is_some_and(|marks| marks[self.row])
    }

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
