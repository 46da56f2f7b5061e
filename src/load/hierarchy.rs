//! Sheets whose parents repeat the sum of their children: which row is at which level, what codes
//! stand above it, and whether every parent agrees with its children.

use crate::domain::{Decimal, Number};
use crate::spec::shape::Hierarchy;

/// Follows the levels of a sheet from row to row.
pub struct Levels<'a> {
    shape: &'a Hierarchy,
    current: Vec<Option<String>>,
    noted: Vec<(usize, usize)>,
}

/// A parent that is not the sum of its children.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// Its row.
    pub row: usize,
    /// Which of the verified columns.
    pub column: usize,
    /// What is printed.
    pub printed: Number,
    /// What the children add up to.
    pub children: Number,
}

impl<'a> Levels<'a> {
    /// Nothing read yet.
    pub fn new(shape: &'a Hierarchy) -> Self {
        Self { shape, current: vec![None; shape.levels.len()], noted: vec![] }
    }

    /// Takes the next row: its level's index, with the codes above it remembered.
    pub fn enter<'b>(&mut self, code: impl Fn(&str) -> Option<&'b str>) -> Option<usize> {
        let (level, code) = self.shape.level_of(code)?;
        self.current[level] = Some(code.to_owned());
        for deeper in &mut self.current[level + 1..] {
            *deeper = None;
        }
        Some(level)
    }

    /// The code at a level, of this row or of the nearest row above.
    pub fn code(&self, level: &str) -> Option<&str> {
        let at = self.shape.levels.iter().position(|known| known.name == level)?;
        self.current[at].as_deref()
    }

    /// Remembers the level of a row.
    pub fn note(&mut self, row: usize, level: usize) {
        self.noted.push((row, level));
    }

    /// The rows that were noted, with their levels.
    pub fn noted(self) -> Vec<(usize, usize)> {
        self.noted
    }
}

/// A parent whose children are being added up.
struct Parent {
    row: usize,
    level: usize,
    printed: Vec<Option<Decimal>>,
    children: Vec<Option<Number>>,
}

/// Every parent that is not the sum of its children, in the order of rows.
///
/// `rows` are rows and their levels in the order of the sheet; `amounts` gives what is printed in
/// the verified columns of a row.
pub fn disagreements(
    shape: &Hierarchy,
    rows: &[(usize, usize)],
    amounts: impl Fn(usize) -> Vec<Option<Decimal>>,
) -> Vec<Disagreement> {
    let mut found = vec![];
    let mut open: Vec<Parent> = vec![];
    let mut close = |open: &mut Vec<Parent>| {
        if let Some(parent) = open.pop() {
            found.extend(disagreement(shape, parent));
        }
    };
    for (row, level) in rows {
        while open.last().is_some_and(|parent| parent.level >= *level) {
            close(&mut open);
        }
        let printed = amounts(*row);
        if let Some(parent) = open.last_mut() {
            for (sum, amount) in parent.children.iter_mut().zip(&printed) {
                let add = amount.map_or_else(Number::zero, Decimal::to_number);
                *sum = Some(&sum.take().unwrap_or_else(Number::zero) + &add);
            }
        }
        let children = vec![None; printed.len()];
        open.push(Parent { row: *row, level: *level, printed, children });
    }
    while !open.is_empty() {
        close(&mut open);
    }
    found.sort_by_key(|found| (found.row, found.column));
    found
}

fn disagreement(shape: &Hierarchy, parent: Parent) -> Vec<Disagreement> {
    let mut found = vec![];
    for (column, (printed, children)) in parent.printed.iter().zip(parent.children).enumerate() {
        let Some(printed) = printed.map(Decimal::to_number) else { continue };
        // An amount above the level that is taken, with nothing below it, would be lost.
        let lost = parent.level < shape.take && !printed.is_zero();
        let Some(children) = children.or_else(|| lost.then(Number::zero)) else { continue };
        if printed != children {
            found.push(Disagreement { row: parent.row, column, printed, children });
        }
    }
    found
}
