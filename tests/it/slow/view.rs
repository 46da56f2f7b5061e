//! The rows of a dataset as they were known on a day: what happened later has not happened, and
//! columns made from it follow.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use zona::domain::{Date, TeamId};
use zona::load::table::Table;
use zona::spec::Dataset;
use zona::spec::dataset::ColumnFrom;
use zona::spec::expr::{Expr, Node};

use super::row::{Moment, Tools, eval};
use super::value::{Cell, V, cell};

/// Whose each row is.
type Seats = Vec<Option<TeamId>>;

/// The rows of a dataset on a day.
pub(super) struct View<'a> {
    dataset: &'a Dataset,
    pub(super) table: &'a Table,
    tools: Rc<Tools>,
    as_of: Date,
    /// What has been asked for: columns, made ones above all, row after row.
    known: RefCell<BTreeMap<String, Vec<Option<Cell>>>>,
    /// Whole columns that hold the days of rows.
    days: RefCell<BTreeMap<String, Rc<Vec<Cell>>>>,
    /// Whose the rows are, by team column.
    seats: RefCell<BTreeMap<Option<String>, Rc<Seats>>>,
}

impl<'a> View<'a> {
    pub(super) fn new(
        dataset: &'a Dataset,
        table: &'a Table,
        tools: Rc<Tools>,
        as_of: Date,
    ) -> Self {
        let (known, days, seats) = Default::default();
        Self { dataset, table, tools, as_of, known, days, seats }
    }

    /// A cell of a row.
    pub(super) fn get(&self, row: usize, column: &str) -> Cell {
        if let Some(Some(cell)) = self.known.borrow().get(column).map(|cells| &cells[row]) {
            return cell.clone();
        }
        let found = self.find(row, column);
        let mut known = self.known.borrow_mut();
        if !known.contains_key(column) {
            known.insert(column.to_owned(), vec![None; self.table.len()]);
        }
        known.get_mut(column).expect("it is there")[row] = Some(found.clone());
        found
    }

    fn find(&self, row: usize, column: &str) -> Cell {
        let get = |name: &str| self.get(row, name);
        // Outside of any window.
        let moment = Moment { as_of: self.as_of, start: Date::MIN, end: self.as_of };
        let Some(own) = self.dataset.column(column) else {
            let derived = self.dataset.derived.iter().find(|one| one.name == column);
            let derived = derived.unwrap_or_else(|| panic!("no column {column}"));
            return eval(&derived.expr, &get, moment, &self.tools);
        };
        let there = cell(self.table.cell(row, column));
        match (&own.from, &there) {
            // The loader keeps nothing where working days are not known.
            (ColumnFrom::Value(expr), Cell::Nothing) if !reads_prior(expr) => {
                match eval(expr, &get, moment, &self.tools) {
                    open @ Cell::Open(_) => open,
                    _ => there,
                }
            }
            (_, Cell::Is(V::Day(day))) if own.event && *day > self.as_of => Cell::Nothing,
            _ => there,
        }
    }

    /// Whether the row was there on the day: its own date is not later.
    pub(super) fn exists(&self, row: usize) -> bool {
        let Some(date) = &self.dataset.date else { return true };
        !matches!(self.get(row, date), Cell::Is(V::Day(day)) if day > self.as_of)
    }

    /// The days of all rows in a column.
    pub(super) fn days(&self, column: &str) -> Rc<Vec<Cell>> {
        if let Some(days) = self.days.borrow().get(column) {
            return Rc::clone(days);
        }
        let days: Vec<Cell> = (0..self.table.len()).map(|row| self.get(row, column)).collect();
        let days = Rc::new(days);
        self.days.borrow_mut().insert(column.to_owned(), Rc::clone(&days));
        days
    }

    /// The teams that the rows name in a column, where they name one.
    pub(super) fn teams(&self, column: Option<&str>) -> Rc<Seats> {
        let key = column.map(str::to_owned);
        if let Some(seats) = self.seats.borrow().get(&key) {
            return Rc::clone(seats);
        }
        let team = |row| match self.get(row, column?) {
            Cell::Is(V::Text(id)) => Some(TeamId::new(id)),
            _ => None,
        };
        let seats: Rc<Seats> = Rc::new((0..self.table.len()).map(team).collect());
        self.seats.borrow_mut().insert(key, Rc::clone(&seats));
        seats
    }
}

/// Whether an expression reads an earlier row of its dataset.
fn reads_prior(expr: &Expr) -> bool {
    let mut found = false;
    expr.walk(&mut |one| found |= matches!(one.node, Node::Prior(..)));
    found
}
