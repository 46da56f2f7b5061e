//! What the cells of a column say about how it is written, and how its doubts are settled.

use crate::domain::{Date, Datelike, Decimal, Number};
use crate::spec::dataset::{Column, ColumnType};

use super::cells::Cells;
use super::raw::number::{self, NumberEvidence, Reading};

/// So many dates with a day of at most 12, and none above: one chance in a hundred thousand if
/// days were drawn at random.
const STRANGE_DAYS: usize = 12;

/// What the cells seen so far show.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// Cells that can only be Indonesian numbers, `1.234,5`, and that can only be English ones.
    indonesian: Camp,
    english: Camp,
    /// Rows whose number is either, with the mark between its digits: `1.234`, `1,234`.
    doubtful: Vec<(u32, Mark)>,
    /// Dates that can only begin with the day, and that can only begin with the month.
    day_first: Camp,
    month_first: Camp,
    /// Rows whose date is either.
    doubtful_days: Vec<u32>,
    /// Stored numbers between 0 and 1, and above 1.
    fractions: usize,
    wholes: usize,
}

/// Cells that agree on a way of writing, the first of them as an example.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Camp {
    /// How many there are.
    pub count: usize,
    /// The first row, counted among the rows of the column, and what stands there.
    pub first: Option<(usize, String)>,
}

impl Camp {
    fn join(&mut self, row: usize, text: impl FnOnce() -> String) {
        self.count += 1;
        if self.first.is_none() {
            self.first = Some((row, text()));
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Dot,
    Comma,
}

/// A column whose cells contradict one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mixed {
    /// The code of its diagnostic: `mixed-numbers` or `mixed-dates`.
    pub code: &'static str,
    /// Indonesian numbers, or dates that begin with the day.
    pub first: Camp,
    /// English numbers, or dates that begin with the month.
    pub second: Camp,
}

/// A doubt that no cell of the column decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Numbers such as `1.234` and `1,234`, read as an Indonesian writes them (or as an English
    /// one, where only that is within the declared range).
    Numbers {
        /// How many cells.
        count: usize,
        /// The first row of them.
        row: usize,
        /// Whether they were read as an English writes them.
        english: bool,
        /// What the first one was taken for.
        taken: Decimal,
        /// What it could be as well.
        other: Decimal,
    },
    /// Dates such as `03/04/2024`, read with the day first (or the month, where only that lies in
    /// the period that the sheet covers).
    Days {
        /// How many cells.
        count: usize,
        /// The first row of them.
        row: usize,
        /// Whether the month was taken to come first.
        month_first: bool,
    },
    /// Percentages that are all at most 1: perhaps shares.
    Fractions {
        /// How many cells.
        count: usize,
    },
}

impl Evidence {
    /// Takes note of a number written as text.
    pub fn number(&mut self, row: usize, text: &str, reading: &Reading) {
        match reading.evidence {
            NumberEvidence::Indonesian => self.indonesian.join(row, || text.trim().to_owned()),
            NumberEvidence::English => self.english.join(row, || text.trim().to_owned()),
            NumberEvidence::Ambiguous => {
                let mark = if text.contains('.') { Mark::Dot } else { Mark::Comma };
                self.doubtful.push((row as u32, mark));
            }
            NumberEvidence::Neutral | NumberEvidence::NotANumber => {}
        }
    }

    /// Takes note of a number that needs no reading.
    pub fn stored(&mut self, value: number::Decimal) {
        let one = 10_i128.pow(u32::from(value.scale));
        self.fractions += usize::from(value.mantissa > 0 && value.mantissa < one);
        self.wholes += usize::from(value.mantissa > one);
    }

    /// Takes note of a date written as text, in both orders.
    pub fn date(
        &mut self,
        row: usize,
        text: &str,
        (day_first, month_first): (Option<Date>, Option<Date>),
    ) {
        match (day_first, month_first) {
            (Some(_), None) => self.day_first.join(row, || text.trim().to_owned()),
            (None, Some(_)) => self.month_first.join(row, || text.trim().to_owned()),
            (Some(one), Some(other)) if one != other => self.doubtful_days.push(row as u32),
            _ => {}
        }
    }

    /// Settles every doubt, or names the two camps that contradict each other.
    ///
    /// Where nothing decides, an Indonesian office writes `1.234` for 1234 and the day first.
    pub fn settle(
        &self,
        column: &Column,
        cells: &mut Cells,
        inside: Option<(Date, Date)>,
    ) -> Result<Option<Doubt>, Mixed> {
        let mixed = |code, first: &Camp, second: &Camp| {
            Err(Mixed { code, first: first.clone(), second: second.clone() })
        };
        if self.indonesian.count > 0 && self.english.count > 0 {
            return mixed("mixed-numbers", &self.indonesian, &self.english);
        }
        if self.day_first.count > 0 && self.month_first.count > 0 {
            return mixed("mixed-dates", &self.day_first, &self.month_first);
        }
        if let Some((row, mark)) = self.doubtful.first().copied() {
            let row = row as usize;
            let by_cells = match (self.indonesian.count, self.english.count) {
                (0, 0) => None,
                (_, english) => Some(english > 0),
            };
            let by_range = if by_cells.is_none() { self.by_range(column, cells) } else { None };
            let english = by_cells.or(by_range).unwrap_or(false);
            let indonesian_value = cells.number(row);
            if english {
                self.read_as_english(cells);
            }
            // Rupiah have no thousandths: there is no doubt about money.
            let sure = by_cells.is_some() || by_range == Some(false);
            if !sure
                && column.ty != ColumnType::Money
                && let Some(one) = indonesian_value
                && let Some(two) = Self::english_value(mark, one)
            {
                let (taken, other) = if english { (two, one) } else { (one, two) };
                let count = self.doubtful.len();
                return Ok(Some(Doubt::Numbers { count, row, english, taken, other }));
            }
        }
        if let Some(row) = self.doubtful_days.first() {
            let undecided = self.day_first.count == 0 && self.month_first.count == 0;
            let month_first = match undecided {
                true => self.only_month_first_is_inside(cells, inside),
                false => self.month_first.count > 0,
            };
            if month_first {
                self.swap_days(cells);
            }
            // Days of the first twelve are common; only many of them, and no other, are strange.
            if undecided && (month_first || self.doubtful_days.len() >= STRANGE_DAYS) {
                let (count, row) = (self.doubtful_days.len(), *row as usize);
                return Ok(Some(Doubt::Days { count, row, month_first }));
            }
        }
        let shares = column.ty == ColumnType::Percent && self.fractions > 0 && self.wholes == 0;
        Ok(shares.then_some(Doubt::Fractions { count: self.fractions }))
    }

    /// Rows of the column whose reading depends on how it is written.
    pub fn in_doubt(&self) -> impl Iterator<Item = usize> + '_ {
        let numbers = self.doubtful.iter().map(|(row, _)| *row as usize);
        numbers.chain(self.doubtful_days.iter().map(|row| *row as usize))
    }

    fn english_value(mark: Mark, value: Decimal) -> Option<Decimal> {
        // One mark before three digits: read the other way, the number is a thousand times as
        // large or as small.
        match mark {
            Mark::Dot => Some(Decimal { mantissa: value.mantissa, scale: value.scale + 3 }),
            Mark::Comma => value.checked_mul(Decimal::whole(1000)),
        }
    }

    /// Whether the doubtful numbers are English ones (or Indonesian ones) because all of them are
    /// within the declared range when read that way, and not all when read the other way. A
    /// percentage is at most 100 unless declared otherwise.
    fn by_range(&self, column: &Column, cells: &Cells) -> Option<bool> {
        let (min, max) = &column.range;
        let percent = (column.ty == ColumnType::Percent).then(|| Number::from(100_i64));
        let max = max.clone().or(percent);
        if min.is_none() && max.is_none() {
            return None;
        }
        let within = |number: Option<Decimal>| {
            number.map(Decimal::to_number).is_some_and(|number| {
                min.as_ref().is_none_or(|min| number >= *min)
                    && max.as_ref().is_none_or(|max| number <= *max)
            })
        };
        let (mut indonesian, mut english) = (true, true);
        for (row, mark) in &self.doubtful {
            let value = cells.number(*row as usize);
            indonesian &= within(value);
            english &= within(value.and_then(|value| Self::english_value(*mark, value)));
        }
        (indonesian != english).then_some(english)
    }

    fn read_as_english(&self, cells: &mut Cells) {
        let Cells::Number(numbers) = cells else { return };
        for (row, mark) in &self.doubtful {
            let row = *row as usize;
            let value = numbers.get(row).and_then(|value| Self::english_value(*mark, value));
            // What does not fit in 38 digits holds nothing, which no cell of a table comes near.
            let _ = numbers.set(row, value);
        }
    }

    fn only_month_first_is_inside(&self, cells: &Cells, inside: Option<(Date, Date)>) -> bool {
        let Some((first, last)) = inside else { return false };
        let is_inside = |day: Option<Date>| day.is_some_and(|day| day >= first && day <= last);
        let days = || self.doubtful_days.iter().map(|row| cells.date(*row as usize));
        days().all(|day| is_inside(day.and_then(swapped))) && !days().any(is_inside)
    }

    fn swap_days(&self, cells: &mut Cells) {
        let Cells::Date(days) = cells else { return };
        for row in &self.doubtful_days {
            let cell = &mut days[*row as usize];
            let day = Date::from_num_days_from_ce_opt(*cell).and_then(swapped);
            *cell = day.map_or(*cell, |day| day.num_days_from_ce());
        }
    }
}

/// The date with its day and its month exchanged.
fn swapped(day: Date) -> Option<Date> {
    Date::from_ymd_opt(day.year(), day.day(), day.month())
}
