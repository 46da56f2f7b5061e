//! Printed totals: never added to the figures, always compared with the sum of the rows.

use crate::domain::{Decimal, Number};

/// Adds up the amounts of a sheet and compares them with the totals printed in it.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    sums: Vec<Number>,
    printed: Vec<(u32, Vec<Option<Decimal>>)>,
}

/// A printed total that is not the sum of the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongTotal {
    /// Its row.
    pub row: u32,
    /// Which of the amount columns.
    pub column: usize,
    /// What is printed.
    pub printed: Number,
    /// What the rows add up to.
    pub rows: Number,
}

impl Totals {
    /// Nothing added yet, for this many amount columns.
    pub fn new(columns: usize) -> Self {
        Self { sums: vec![Number::zero(); columns], printed: vec![] }
    }

    /// Adds a row of data.
    pub fn add(&mut self, amounts: &[Option<Decimal>]) {
        for (sum, amount) in self.sums.iter_mut().zip(amounts) {
            if let Some(amount) = amount {
                *sum = &*sum + &amount.to_number();
            }
        }
    }

    /// Takes back a row that stands twice and counts once.
    pub fn take_back(&mut self, amounts: &[Option<Decimal>]) {
        for (sum, amount) in self.sums.iter_mut().zip(amounts) {
            if let Some(amount) = amount {
                *sum = &*sum - &amount.to_number();
            }
        }
    }

    /// Keeps a printed total.
    pub fn keep(&mut self, row: u32, amounts: Vec<Option<Decimal>>) {
        self.printed.push((row, amounts));
    }

    /// The printed totals that are not the sum of the rows; totals of parts are not told apart,
    /// so only a total that no amount agrees with is wrong when several are printed.
    pub fn wrong(&self) -> Vec<WrongTotal> {
        let mut wrong = vec![];
        for (row, amounts) in &self.printed {
            for (column, (printed, sum)) in amounts.iter().zip(&self.sums).enumerate() {
                let Some(printed) = printed.map(Decimal::to_number) else { continue };
                if printed != *sum {
                    wrong.push(WrongTotal { row: *row, column, printed, rows: sum.clone() });
                }
            }
        }
        if self.printed.len() > 1 { vec![] } else { wrong }
    }
}
