//! Sheets whose parents repeat the sum of their children: which row is at which level, what codes
//! stand above it, and whether every parent agrees with its children.

use crate::domain::{Decimal, Number};
use crate::spec::shape::Hierarchy;

/// Follows the levels of a sheet from row to row.
pub struct Levels<'a> {
    shape: &'a Hierarchy,
    current: Vec<Option<String>>,
    open: Vec<Parent>,
    closed: Vec<Disagreement>,
}

/// A parent whose children are being added up.
struct Parent {
    row: u32,
    level: usize,
    printed: Vec<Option<Decimal>>,
    children: Vec<Option<Number>>,
}

/// A parent that is not the sum of its children.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// Its row.
    pub row: u32,
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
        Self { shape, current: vec![None; shape.levels.len()], open: vec![], closed: vec![] }
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

    /// Adds the amounts of a row to its parent and opens it for its own children.
    pub fn verify(&mut self, row: u32, level: usize, amounts: Vec<Option<Decimal>>) {
        while self.open.last().is_some_and(|parent| parent.level >= level) {
            self.close();
        }
        if let Some(parent) = self.open.last_mut() {
            for (sum, amount) in parent.children.iter_mut().zip(&amounts) {
                let add = amount.map_or_else(Number::zero, Decimal::to_number);
                *sum = Some(&sum.take().unwrap_or_else(Number::zero) + &add);
            }
        }
        let children = vec![None; amounts.len()];
        self.open.push(Parent { row, level, printed: amounts, children });
    }

    fn close(&mut self) {
        let Some(parent) = self.open.pop() else { return };
        for (column, (printed, children)) in parent.printed.iter().zip(parent.children).enumerate()
        {
            let Some(printed) = printed.map(Decimal::to_number) else { continue };
            // An amount above the level that is taken, with nothing below it, would be lost.
            let lost = parent.level < self.shape.take && !printed.is_zero();
            let Some(children) = children.or_else(|| lost.then(Number::zero)) else { continue };
            if printed != children {
                self.closed.push(Disagreement { row: parent.row, column, printed, children });
            }
        }
    }

    /// Every parent that is not the sum of its children, in the order of rows.
    pub fn disagreements(mut self) -> Vec<Disagreement> {
        while !self.open.is_empty() {
            self.close();
        }
        self.closed.sort_by_key(|found| (found.row, found.column));
        self.closed
    }
}
