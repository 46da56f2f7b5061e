//! An integer program: of every item at most one pick, of every row at least a number, all of it in
//! exact fractions; and its form in whole numbers, in which items that are alike are counted together.

use crate::domain::Number;

/// What is to be picked.
pub(super) struct Program {
    pub(super) items: Vec<Item>,
    pub(super) rows: Vec<Row>,
    pub(super) switches: usize,
}

/// Something of which at most one pick is taken, in the order that decides between equals.
pub(super) struct Item {
    pub(super) picks: Vec<Pick>,
}

/// A pick with what it costs and what it adds to rows.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Pick {
    pub(super) effort: u32,
    pub(super) column: Vec<(usize, Number)>,
}

/// A sum of picks and switches that must reach a number.
pub(super) struct Row {
    pub(super) switches: Vec<(usize, Number)>,
    pub(super) least: Number,
}

/// Items that nothing tells apart but their order.
pub(super) struct Class {
    /// The items, in their order.
    pub(super) members: Vec<usize>,
    pub(super) picks: Vec<Pick>,
    /// The variable of the first pick; those of the others follow.
    pub(super) first: usize,
}

/// A sum of variables that must reach a whole number.
#[derive(Clone)]
pub(super) struct WholeRow {
    pub(super) terms: Vec<(usize, i64)>,
    pub(super) least: i64,
}

/// The largest whole number of a row that floats still keep well apart from its neighbours.
const LARGEST: i64 = 100_000_000;

impl Program {
    /// The items in classes, and the number of variables: how often each pick of a class is taken.
    pub(super) fn classes(&self) -> (Vec<Class>, usize) {
        let mut classes: Vec<Class> = vec![];
        let mut variables = 0;
        for (at, item) in self.items.iter().enumerate() {
            if let Some(class) = classes.iter_mut().find(|class| class.picks == item.picks) {
                class.members.push(at);
                continue;
            }
            let picks = item.picks.clone();
            classes.push(Class { members: vec![at], picks, first: variables });
            variables += item.picks.len();
        }
        (classes, variables)
    }

    /// The terms of every row over the variables of classes, then those of the switches.
    pub(super) fn exact(&self, classes: &[Class], variables: usize) -> Vec<ExactRow> {
        let mut rows: Vec<ExactRow> = self
            .rows
            .iter()
            .map(|row| {
                let switches = row.switches.iter();
                let terms = switches.map(|(at, number)| (variables + at, number.clone())).collect();
                ExactRow { terms, least: row.least.clone() }
            })
            .collect();
        for class in classes {
            for (at, pick) in class.picks.iter().enumerate() {
                for (row, number) in &pick.column {
                    rows[*row].terms.push((class.first + at, number.clone()));
                }
            }
        }
        rows
    }
}

/// A row over variables, in fractions.
pub(super) struct ExactRow {
    terms: Vec<(usize, Number)>,
    least: Number,
}

impl ExactRow {
    /// Whether these values of the variables reach what is asked.
    pub(super) fn is_reached_by(&self, values: &[i64]) -> bool {
        let sum = self.terms.iter().fold(Number::zero(), |sum, (variable, number)| {
            &sum + &(number * &Number::from(values[*variable]))
        });
        sum >= self.least
    }

    /// The same in whole numbers. Where those would be too large the row is loosened a little:
    /// nothing that reaches it is lost, and what is found is held against the exact row anyhow.
    pub(super) fn whole(&self) -> WholeRow {
        let grid = Number::common_denominator(self.terms.iter().map(|(_, number)| number));
        let largest = self.terms.iter().map(|(_, number)| number.abs()).max();
        let largest = largest.unwrap_or_else(Number::zero);
        let most = Number::from(LARGEST);
        let mut factor = &Number::one() * &grid;
        if &largest * &grid > most {
            factor = most.checked_div(&largest).unwrap_or_else(Number::one);
        }
        let up = |number: &Number| -&(-&(number * &factor)).floor();
        let whole = |number: &Number| up(number).to_i64().unwrap_or(LARGEST);
        let terms: Vec<(usize, i64)> =
            self.terms.iter().map(|(variable, number)| (*variable, whole(number))).collect();
        let least = &self.least * &factor;
        let is_exact = &largest * &grid <= most;
        let least = if is_exact { -&(-&least).floor() } else { least.floor() };
        WholeRow { terms, least: least.to_i64().unwrap_or(i64::MAX) }.reduced()
    }
}

impl WholeRow {
    /// Divided by what all its terms share; what must be reached is rounded up with it.
    fn reduced(mut self) -> Self {
        let shared = self.terms.iter().fold(0, |shared, (_, number)| gcd(shared, number.abs()));
        if shared > 1 {
            self.terms.iter_mut().for_each(|(_, number)| *number /= shared);
            self.least =
                self.least.div_euclid(shared) + i64::from(self.least.rem_euclid(shared) > 0);
        }
        self
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
