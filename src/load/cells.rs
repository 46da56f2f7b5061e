//! The cells of a column, packed by type: exact, and a few bytes each.

use std::hash::{BuildHasher, Hash, Hasher};

use foldhash::fast::FixedState;

use crate::domain::{Date, Datelike, Decimal};
use crate::spec::expr::Scalar;

use super::words::{NO_WORD, Words};

/// A column of cells; texts are numbers of [`Words`] that all sheets of a dataset share.
#[derive(Clone, Debug)]
pub enum Cells {
    /// Numbers.
    Number(Numbers),
    /// The numbers of words.
    Text(Vec<u32>),
    /// Days since the beginning of the common era.
    Date(Vec<i32>),
    /// Anything else.
    Other(Vec<Scalar>),
    /// Rows that hold nothing, of a column that the sheet does not have.
    Nothing(usize),
}

/// Exact decimals that share a scale.
#[derive(Clone, Debug)]
pub struct Numbers {
    scale: u32,
    digits: Digits,
}

#[derive(Clone, Debug)]
enum Digits {
    Narrow(Vec<i64>),
    Wide(Vec<i128>),
}

/// The digits of no number.
pub const NO_NARROW: i64 = i64::MIN;
/// The digits of no number, where some do not fit in 64 bits.
pub const NO_WIDE: i128 = i128::MIN;
/// The number of no day.
pub const NO_DAY: i32 = i32::MIN;

/// A column as it is packed, for walks over many rows: `NO_…` stands where a row holds nothing.
#[derive(Clone, Copy, Debug)]
pub enum Packed<'a> {
    /// Numbers at one scale.
    Narrow(&'a [i64], u32),
    /// Numbers at one scale, some of them long.
    Wide(&'a [i128], u32),
    /// The numbers of words.
    Text(&'a [u32], &'a Words),
    /// Days since the beginning of the common era.
    Date(&'a [i32]),
    /// Anything else.
    Other(&'a [Scalar]),
    /// Nothing in any row.
    Nothing,
}

impl Default for Numbers {
    fn default() -> Self {
        Self { scale: 0, digits: Digits::Narrow(vec![]) }
    }
}

impl Numbers {
    /// How many cells there are.
    pub fn len(&self) -> usize {
        match &self.digits {
            Digits::Narrow(cells) => cells.len(),
            Digits::Wide(cells) => cells.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of a row, if it has one.
    pub fn get(&self, row: usize) -> Option<Decimal> {
        let mantissa = match &self.digits {
            Digits::Narrow(cells) => {
                Some(cells[row]).filter(|cell| *cell != NO_NARROW).map(i128::from)
            }
            Digits::Wide(cells) => Some(cells[row]).filter(|cell| *cell != NO_WIDE),
        };
        mantissa.map(|mantissa| Decimal { mantissa, scale: self.scale })
    }

    /// Adds a row without a number.
    pub fn push_nothing(&mut self) {
        match &mut self.digits {
            Digits::Narrow(cells) => cells.push(NO_NARROW),
            Digits::Wide(cells) => cells.push(NO_WIDE),
        }
    }

    /// Adds a number; `false` if not all numbers fit in 38 digits at one scale.
    #[must_use]
    pub fn push(&mut self, number: Decimal) -> bool {
        let Some(mantissa) = self.fit(number) else { return false };
        match &mut self.digits {
            Digits::Narrow(cells) => cells.push(mantissa as i64),
            Digits::Wide(cells) => cells.push(mantissa),
        }
        true
    }

    /// Changes the number of a row; `false` if it does not fit.
    #[must_use]
    pub fn set(&mut self, row: usize, number: Option<Decimal>) -> bool {
        let mantissa = match number {
            Some(number) => match self.fit(number) {
                Some(mantissa) => Some(mantissa),
                None => return false,
            },
            None => None,
        };
        match &mut self.digits {
            Digits::Narrow(cells) => {
                cells[row] = mantissa.map_or(NO_NARROW, |mantissa| mantissa as i64);
            }
            Digits::Wide(cells) => cells[row] = mantissa.unwrap_or(NO_WIDE),
        }
        true
    }

    /// The digits of a number at the common scale, which grows where it must.
    fn fit(&mut self, number: Decimal) -> Option<i128> {
        if number.scale > self.scale {
            self.rescale(number.scale)?;
        }
        let mantissa = number.at_scale(self.scale).filter(|mantissa| *mantissa != NO_WIDE)?;
        if let Digits::Narrow(cells) = &self.digits
            && !i64::try_from(mantissa).is_ok_and(|narrow| narrow != NO_NARROW)
        {
            self.digits = Digits::Wide(cells.iter().map(|cell| widened(*cell)).collect());
        }
        Some(mantissa)
    }

    fn rescale(&mut self, scale: u32) -> Option<()> {
        let power = 10i128.checked_pow(scale - self.scale)?;
        let times = |cell: i128| match cell {
            NO_WIDE => Some(NO_WIDE),
            cell => cell.checked_mul(power),
        };
        let narrow = match &mut self.digits {
            Digits::Narrow(cells) => {
                let power = i64::try_from(power).ok();
                let times = |cell: &i64| match *cell {
                    NO_NARROW => Some(NO_NARROW),
                    cell => cell.checked_mul(power?).filter(|cell| *cell != NO_NARROW),
                };
                cells.iter().map(times).collect::<Option<Vec<i64>>>()
            }
            Digits::Wide(_) => None,
        };
        self.digits = match (narrow, &self.digits) {
            (Some(cells), _) => Digits::Narrow(cells),
            (None, Digits::Narrow(cells)) => {
                let wide = cells.iter().map(|cell| times(widened(*cell)));
                Digits::Wide(wide.collect::<Option<_>>()?)
            }
            (None, Digits::Wide(cells)) => {
                Digits::Wide(cells.iter().map(|cell| times(*cell)).collect::<Option<_>>()?)
            }
        };
        self.scale = scale;
        Some(())
    }
}

fn widened(cell: i64) -> i128 {
    if cell == NO_NARROW { NO_WIDE } else { i128::from(cell) }
}

impl Cells {
    /// How many cells there are.
    pub fn len(&self) -> usize {
        match self {
            Cells::Number(numbers) => numbers.len(),
            Cells::Text(codes) => codes.len(),
            Cells::Date(days) => days.len(),
            Cells::Other(cells) => cells.len(),
            Cells::Nothing(rows) => *rows,
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The cells as they are packed.
    pub fn packed<'a>(&'a self, words: &'a Words) -> Packed<'a> {
        match self {
            Cells::Number(numbers) => match &numbers.digits {
                Digits::Narrow(cells) => Packed::Narrow(cells, numbers.scale),
                Digits::Wide(cells) => Packed::Wide(cells, numbers.scale),
            },
            Cells::Text(codes) => Packed::Text(codes, words),
            Cells::Date(days) => Packed::Date(days),
            Cells::Other(cells) => Packed::Other(cells),
            Cells::Nothing(_) => Packed::Nothing,
        }
    }

    /// The value of a row.
    pub fn get(&self, row: usize, words: &Words) -> Scalar {
        match self {
            Cells::Number(numbers) => numbers.get(row).map_or(Scalar::Null, Scalar::Number),
            Cells::Text(codes) => match codes[row] {
                NO_WORD => Scalar::Null,
                code => Scalar::Text(words.hand_out(code)),
            },
            Cells::Date(days) => day(days[row]).map_or(Scalar::Null, Scalar::Date),
            Cells::Other(cells) => cells[row].clone(),
            Cells::Nothing(_) => Scalar::Null,
        }
    }

    /// Whether a row holds nothing.
    pub fn is_nothing(&self, row: usize) -> bool {
        match self {
            Cells::Number(numbers) => numbers.get(row).is_none(),
            Cells::Text(codes) => codes[row] == NO_WORD,
            Cells::Date(days) => days[row] == NO_DAY,
            Cells::Other(cells) => cells[row] == Scalar::Null,
            Cells::Nothing(_) => true,
        }
    }

    /// The number of a row, if it is one.
    pub fn number(&self, row: usize) -> Option<Decimal> {
        match self {
            Cells::Number(numbers) => numbers.get(row),
            Cells::Other(cells) => cells[row].number(),
            _ => None,
        }
    }

    /// The day of a row, if it is one.
    pub fn date(&self, row: usize) -> Option<Date> {
        match self {
            Cells::Date(days) => day(days[row]),
            Cells::Other(cells) => cells[row].date(),
            _ => None,
        }
    }

    /// The words of a row, if it has any.
    pub fn text<'a>(&'a self, row: usize, words: &'a Words) -> Option<&'a str> {
        match self {
            Cells::Text(codes) => Some(codes[row]).filter(|c| *c != NO_WORD).map(|c| words.get(c)),
            Cells::Other(cells) => cells[row].text().map(|text| &**text),
            _ => None,
        }
    }

    /// Adds a row without a value.
    pub fn push_nothing(&mut self) {
        match self {
            Cells::Number(numbers) => numbers.push_nothing(),
            Cells::Text(codes) => codes.push(NO_WORD),
            Cells::Date(days) => days.push(NO_DAY),
            Cells::Other(cells) => cells.push(Scalar::Null),
            Cells::Nothing(rows) => *rows += 1,
        }
    }

    /// Adds a value of any type; a column whose values do not fit its form takes another.
    pub fn push(&mut self, value: Scalar, words: &mut Words) {
        let fits = match (&mut *self, &value) {
            (_, Scalar::Null) => {
                self.push_nothing();
                true
            }
            (Cells::Number(numbers), Scalar::Number(number)) => numbers.push(*number),
            (Cells::Text(codes), Scalar::Text(text)) => {
                codes.push(words.intern(text));
                true
            }
            (Cells::Date(days), Scalar::Date(day)) => {
                days.push(day.num_days_from_ce());
                true
            }
            _ => false,
        };
        if !fits {
            self.others(words).push(value);
        }
    }

    /// Changes the value of a row.
    pub fn set(&mut self, row: usize, value: Scalar, words: &mut Words) {
        let fits = match (&mut *self, &value) {
            (Cells::Number(numbers), Scalar::Number(number)) => numbers.set(row, Some(*number)),
            (Cells::Number(numbers), Scalar::Null) => numbers.set(row, None),
            (Cells::Text(codes), Scalar::Text(_) | Scalar::Null) => {
                codes[row] = value.text().map_or(NO_WORD, |text| words.intern(text));
                true
            }
            (Cells::Date(days), Scalar::Date(_) | Scalar::Null) => {
                days[row] = value.date().map_or(NO_DAY, |day| day.num_days_from_ce());
                true
            }
            _ => false,
        };
        if !fits {
            self.others(words)[row] = value;
        }
    }

    /// The cells in the form that holds anything.
    fn others(&mut self, words: &Words) -> &mut Vec<Scalar> {
        if !matches!(self, Cells::Other(_)) {
            *self = Cells::Other((0..self.len()).map(|row| self.get(row, words)).collect());
        }
        match self {
            Cells::Other(cells) => cells,
            _ => unreachable!("the form was changed above"),
        }
    }

    /// The numbers of the words, if it is a column of words.
    pub fn codes(&self) -> Option<&[u32]> {
        match self {
            Cells::Text(codes) => Some(codes),
            _ => None,
        }
    }

    /// Whether two rows hold the same; both columns count the same words.
    pub fn same(&self, row: usize, other: &Cells, other_row: usize, words: &Words) -> bool {
        match (self, other) {
            (Cells::Number(a), Cells::Number(b)) => a.get(row) == b.get(other_row),
            (Cells::Text(a), Cells::Text(b)) => a[row] == b[other_row],
            (Cells::Date(a), Cells::Date(b)) => a[row] == b[other_row],
            (a, b) => a.get(row, words) == b.get(other_row, words),
        }
    }

    /// A number that is the same for the same values.
    pub fn fingerprint(&self, row: usize, words: &Words) -> u64 {
        let mut hasher = FixedState::with_seed(1).build_hasher();
        match self {
            Cells::Text(codes) => codes[row].hash(&mut hasher),
            _ => match self.get(row, words) {
                Scalar::Number(mut number) => {
                    // The same number may have another scale in another sheet.
                    while number.scale > 0 && number.mantissa % 10 == 0 {
                        number =
                            Decimal { mantissa: number.mantissa / 10, scale: number.scale - 1 };
                    }
                    (number.mantissa, number.scale).hash(&mut hasher);
                }
                Scalar::Date(day) => day.num_days_from_ce().hash(&mut hasher),
                Scalar::Text(text) => {
                    words.find(&text).unwrap_or(NO_WORD).hash(&mut hasher);
                }
                Scalar::Bool(truth) => truth.hash(&mut hasher),
                Scalar::Null => NO_WORD.hash(&mut hasher),
            },
        }
        hasher.finish()
    }

    /// A column of the same form without rows.
    pub fn empty(&self) -> Cells {
        match self {
            Cells::Number(_) => Cells::Number(Numbers::default()),
            Cells::Text(_) => Cells::Text(vec![]),
            Cells::Date(_) => Cells::Date(vec![]),
            Cells::Other(_) => Cells::Other(vec![]),
            Cells::Nothing(_) => Cells::Nothing(0),
        }
    }

    /// Adds the rows of another column for which `counts` holds.
    pub fn append(&mut self, other: Cells, counts: &dyn Fn(usize) -> bool, words: &mut Words) {
        if let (Cells::Nothing(rows), false) = (&*self, matches!(other, Cells::Nothing(_))) {
            let mut packed = other.empty();
            (0..*rows).for_each(|_| packed.push_nothing());
            *self = packed;
        }
        for row in (0..other.len()).filter(|row| counts(*row)) {
            match (&mut *self, &other) {
                (Cells::Text(to), Cells::Text(from)) => to.push(from[row]),
                (Cells::Date(to), Cells::Date(from)) => to.push(from[row]),
                (to, from) => to.push(from.get(row, words), words),
            }
        }
    }
}

fn day(days: i32) -> Option<Date> {
    if days == NO_DAY { None } else { Date::from_num_days_from_ce_opt(days) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(mantissa: i128, scale: u32) -> Decimal {
        Decimal { mantissa, scale }
    }

    #[test]
    fn numbers_keep_their_value_when_the_scale_or_the_width_grows() {
        let all = [
            decimal(5, 0),
            decimal(125, 2),
            decimal(-7, 18),
            decimal(i64::MAX.into(), 0),
            decimal(i64::MIN.into(), 0),
            decimal(1, 3),
        ];
        let mut numbers = Numbers::default();
        numbers.push_nothing();
        for number in all {
            assert!(numbers.push(number));
        }
        assert_eq!(numbers.get(0), None);
        for (row, number) in all.into_iter().enumerate() {
            assert_eq!(numbers.get(row + 1), Some(number));
        }
        assert!(!numbers.push(decimal(i128::MAX, 0)));
        assert_eq!(numbers.len(), 7);
    }

    #[test]
    fn what_does_not_fit_changes_the_form_and_no_value() {
        let mut words = Words::default();
        let mut cells = Cells::Number(Numbers::default());
        let values = [
            Scalar::Number(decimal(1, 18)),
            Scalar::Null,
            Scalar::Number(decimal(i128::MAX, 0)),
            Scalar::Text("x".into()),
        ];
        for value in &values {
            cells.push(value.clone(), &mut words);
        }
        for (row, value) in values.iter().enumerate() {
            assert_eq!(cells.get(row, &words), *value);
            assert_eq!(cells.is_nothing(row), *value == Scalar::Null);
        }
    }

    #[test]
    fn equal_values_have_equal_fingerprints() {
        let words = Words::default();
        let (mut one, mut other) = (Numbers::default(), Numbers::default());
        assert!(one.push(decimal(15, 1)) && other.push(decimal(1500, 3)));
        let (one, other) = (Cells::Number(one), Cells::Number(other));
        assert!(one.same(0, &other, 0, &words));
        assert_eq!(one.fingerprint(0, &words), other.fingerprint(0, &words));
    }
}
