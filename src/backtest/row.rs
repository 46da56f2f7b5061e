//! One row of the workbook as formulas see it, and what becomes of one printed cell of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::compute::group::{Leaves, Outcome, eval};
use crate::compute::window::Span;
use crate::diag::Origin;
use crate::domain::{Blank, Calendar, Date, IndicatorId, Number, Reason, Value};
use crate::load::Table;
use crate::load::place::is_read;
use crate::spec::Dataset;
use crate::spec::expr::{self, Aggregate, Expr, Moment, Row, Scalar};
use crate::spec::printed::{COMPUTED, Likely, PRINTED, Printed};

/// Numbers known of a row besides its own cells.
pub(super) type More = BTreeMap<&'static str, Option<Number>>;

/// A row.
pub(super) struct Line<'a> {
    pub(super) dataset: &'a Dataset,
    pub(super) table: &'a Table,
    pub(super) row: usize,
    pub(super) calendar: &'a Calendar,
    pub(super) span: &'a Span,
    pub(super) more: More,
}

/// What became of a printed cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is what it must be.
    Agrees,
    /// It is another number: the printed one, the one worked out, and the likely reason.
    Differs(Number, Number, Option<Box<Likely>>),
    /// Nothing can be worked out of the row for what is printed.
    Open(Number, Lacking),
}

/// What a row lacks for a formula, as far as its own cells show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lacking {
    /// The columns that are empty.
    pub empty: Vec<String>,
    /// Those that hold a zero.
    pub zero: Vec<String>,
}

/// The days of a formula that looks at none.
pub(super) fn no_span() -> Span {
    let (start, end) = (Date::MIN, Date::MAX);
    Span { start, end, period_start: start, as_of: end, snapshot: false }
}

impl Line<'_> {
    /// A value of the row.
    pub(super) fn value(&self, expr: &Expr) -> Outcome {
        eval(expr, self)
    }

    /// A number of the row.
    pub(super) fn number(&self, expr: &Expr) -> Option<Number> {
        match self.value(expr) {
            Outcome::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Words of the row; empty where there are none.
    pub(super) fn text(&self, expr: &Expr) -> String {
        match self.value(expr) {
            Outcome::Text(text) => text.trim().to_owned(),
            _ => String::new(),
        }
    }

    /// Whether a condition holds; unknown does not.
    pub(super) fn holds(&self, expr: &Expr) -> bool {
        self.value(expr) == Outcome::Bool(true)
    }

    /// What is printed in a column.
    pub(super) fn printed(&self, column: &str) -> Option<Number> {
        self.table.cell(self.row, column).number().map(|number| number.to_number())
    }

    /// What becomes of a printed cell; nothing if the cell is empty or not asked about.
    pub(super) fn check(&mut self, printed: &Printed) -> Option<(Fate, Vec<Likely>)> {
        if printed.filter.as_ref().is_some_and(|filter| !self.holds(filter)) {
            return None;
        }
        let cell = self.printed(&printed.column)?;
        let computed = self.number(&printed.formula);
        self.more.insert(PRINTED, Some(cell.clone()));
        self.more.insert(COMPUTED, computed.clone());
        let told = |remarks: &[Likely]| {
            remarks.iter().filter(|one| self.holds(&one.when)).cloned().collect::<Vec<_>>()
        };
        let doubts = told(&printed.doubts);
        let Some(computed) = computed else {
            return Some((Fate::Open(cell, self.lacking(printed)), doubts));
        };
        let digits = printed.decimals;
        if computed.round(digits) == cell.round(digits) {
            return Some((Fate::Agrees, doubts));
        }
        let likely = told(&printed.likely).into_iter().next().map(Box::new);
        Some((Fate::Differs(cell, computed.round(digits), likely), doubts))
    }

    /// The cells of the row behind a formula that are empty or zero, in the order of the sheet.
    fn lacking(&self, printed: &Printed) -> Lacking {
        let dataset = self.dataset;
        let sheet = self.table.sheet(self.row);
        let own = |name: &&str| {
            let column = dataset.column(name);
            let source = dataset.sources.first();
            let is_read = column.zip(source).is_some_and(|(one, of)| is_read(one, of, dataset));
            is_read && *name != printed.column && sheet.columns.contains_key(*name)
        };
        let named = printed.formula.columns();
        let roots: BTreeSet<&str> =
            named.into_iter().flat_map(|name| dataset.roots(name)).filter(own).collect();
        let mut roots: Vec<&str> = roots.into_iter().collect();
        roots.sort_by_key(|name| sheet.columns.get(*name));
        let is_zero = |name: &str| self.printed(name).is_some_and(|number| number.is_zero());
        let pick = |wanted: &dyn Fn(&str) -> bool| {
            let found = roots.iter().filter(|name| wanted(name)).map(|name| (*name).to_owned());
            found.collect::<Vec<_>>()
        };
        let empty = pick(&|name| self.table.cell(self.row, name) == Scalar::Null);
        Lacking { empty, zero: pick(&is_zero) }
    }

    /// Where a cell stands.
    pub(super) fn place(&self, column: &str) -> Origin {
        self.table.cell_origin(self.row, column)
    }

    fn cell(&self, name: &str) -> Scalar {
        if self.dataset.column(name).is_some() {
            return self.table.cell(self.row, name);
        }
        let (start, end) = (Date::MIN, Date::MAX);
        let moment = Moment { calendar: self.calendar, as_of: end, start, end };
        let derived = self.dataset.derived.iter().find(|derived| derived.name == name);
        derived
            .and_then(|derived| expr::eval(&derived.expr, self, &moment).ok())
            .unwrap_or(Scalar::Null)
    }
}

impl Row for Line<'_> {
    fn get(&self, column: &str) -> Scalar {
        self.cell(column)
    }
}

impl Leaves for Line<'_> {
    fn aggregate(&self, _: &Aggregate) -> Outcome {
        unreachable!("formulas about one row have no aggregates")
    }

    fn indicator(&self, _: &IndicatorId) -> Value {
        unreachable!("formulas about one row name no indicators")
    }

    fn calendar(&self) -> &Calendar {
        self.calendar
    }

    fn span(&self) -> &Span {
        self.span
    }

    /// An empty cell is nothing to measure, so that `IS NULL` and `COALESCE` may speak of it.
    fn column(&self, name: &str) -> Outcome {
        let nothing = || Outcome::Blank(Blank::NotApplicable, Reason::NoValues);
        if let Some(known) = self.more.get(name) {
            return known.clone().map_or_else(nothing, Outcome::Number);
        }
        match self.cell(name) {
            Scalar::Null => nothing(),
            Scalar::Number(number) => Outcome::Number(number.to_number()),
            Scalar::Text(text) => Outcome::Text(text),
            Scalar::Date(day) => Outcome::Date(day),
            Scalar::Bool(truth) => Outcome::Bool(truth),
        }
    }
}
