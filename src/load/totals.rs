//! Printed totals: never added to the figures, always compared with the sum of the rows.

use crate::domain::{Decimal, Number};

/// A printed total that is not the sum of any rows it could be the total of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongTotal {
    /// Its row.
    pub row: usize,
    /// What is printed.
    pub printed: Number,
    /// What the rows add up to.
    pub rows: Number,
}

/// A row of a sheet, as far as its totals are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A row that is added up; nothing where it holds no amount.
    Amount(Option<Decimal>),
    /// A printed total.
    Total(Option<Decimal>),
}

/// The printed totals of a column that agree with nothing.
///
/// A total may stand first or last, and a sheet may have totals of parts: one is right when it is
/// the sum of the whole sheet, of the rows since the total above it, of the rows down to the next
/// one, or of all rows above it.
pub fn wrong(lines: &[Line]) -> Vec<WrongTotal> {
    let mut sums = vec![Number::zero()];
    let mut totals: Vec<(usize, usize, Decimal)> = vec![];
    for (row, line) in lines.iter().enumerate() {
        match line {
            Line::Amount(amount) => {
                let before = sums[sums.len() - 1].clone();
                let add = amount.map_or_else(Number::zero, Decimal::to_number);
                sums.push(&before + &add);
            }
            Line::Total(Some(printed)) => totals.push((row, sums.len() - 1, *printed)),
            Line::Total(None) => {}
        }
    }
    let last = sums.len() - 1;
    let between = |from: usize, to: usize| &sums[to] - &sums[from];
    let mut wrong = vec![];
    for (at, (row, place, printed)) in totals.iter().enumerate() {
        let printed = printed.to_number();
        let above = at.checked_sub(1).map_or(0, |before| totals[before].1);
        let below = totals.get(at + 1).map_or(last, |after| after.1);
        let own = between(above, *place);
        let could_be = [(0, last), (above, *place), (*place, below), (0, *place)];
        if could_be.iter().all(|(from, to)| between(*from, *to) != printed) {
            let rows = if totals.len() == 1 { between(0, last) } else { own };
            wrong.push(WrongTotal { row: *row, printed, rows });
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_of_the_sheet_and_of_its_parts() {
        let check = |text: &str, expected: &[usize]| {
            let line = |word: &str| match word.strip_prefix('=') {
                Some(total) => Line::Total(total.parse().ok().map(Decimal::whole)),
                None => Line::Amount(word.parse().ok().map(Decimal::whole)),
            };
            let lines: Vec<Line> = text.split_whitespace().map(line).collect();
            let rows: Vec<usize> = wrong(&lines).iter().map(|wrong| wrong.row).collect();
            assert_eq!(rows, expected, "{text}");
        };
        check("1 2 3 =6", &[]);
        check("=6 1 2 3", &[]);
        check("1 2 3 =7", &[3]);
        check("1 2 =3 4 5 =9 =12", &[]);
        check("=3 1 2 =9 4 5", &[]);
        check("1 2 =3 4 5 =8 =12", &[5]);
        check("1 2 =3 4 =7", &[]);
        check("1 - 2 =3", &[]);
        check("1 2 =-", &[]);
    }
}
