//! Working days counted once for all rows: what [`Calendar`] finds by walking from day to day, a
//! table of sums gives at once.

use crate::domain::{Calendar, Datelike};
use crate::load::table::NO_DAY;

/// The working days of every year that a calendar knows.
#[derive(Debug, Default)]
pub(super) struct Workdays {
    /// The first known day.
    first: i32,
    /// For every known day how many working days there are up to it, itself included.
    upto: Vec<u32>,
    /// The working days.
    days: Vec<i32>,
}

impl Workdays {
    /// Counts the days of a calendar.
    pub(super) fn new(calendar: &Calendar) -> Self {
        let Some((first, last)) = calendar.first_day().zip(calendar.last_day()) else {
            return Self::default();
        };
        let mut counted = Self { first: first.num_days_from_ce(), ..Self::default() };
        for day in first.iter_days().take_while(|day| *day <= last) {
            if calendar.is_workday(day) == Some(true) {
                counted.days.push(day.num_days_from_ce());
            }
            counted.upto.push(counted.days.len() as u32);
        }
        counted
    }

    fn upto(&self, day: i32) -> Option<u32> {
        let at = usize::try_from(day.checked_sub(self.first)?).ok()?;
        self.upto.get(at).copied()
    }

    /// Working days from a day (not counted) to another (counted), where both are known.
    pub(super) fn between(&self, start: i32, end: i32) -> Option<i64> {
        Some(i64::from(self.upto(end)?) - i64::from(self.upto(start)?))
    }

    /// The `n`-th working day after a day; [`NO_DAY`] where the calendar does not reach.
    pub(super) fn add(&self, day: i32, n: u32) -> i32 {
        let Some(before) = self.upto(day) else { return NO_DAY };
        if n == 0 {
            return day;
        }
        let at = u64::from(before) + u64::from(n) - 1;
        usize::try_from(at).ok().and_then(|at| self.days.get(at)).copied().unwrap_or(NO_DAY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Date;

    #[test]
    fn the_table_agrees_with_the_walk() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let calendar = Calendar::new(["2023-12-25", "2024-01-01", "2024-03-11"].map(day));
        let counted = Workdays::new(&calendar);
        let all: Vec<Date> = day("2022-12-20").iter_days().take(760).step_by(7).collect();
        for start in &all {
            let from = start.num_days_from_ce();
            for end in &all {
                let expected = calendar.workdays(*start, *end);
                assert_eq!(counted.between(from, end.num_days_from_ce()), expected);
            }
            for n in [0, 1, 5, 30, 300] {
                let expected = calendar.add_workdays(*start, n);
                let expected = expected.map_or(NO_DAY, |day| day.num_days_from_ce());
                assert_eq!(counted.add(from, n), expected, "{start} + {n}");
            }
        }
        assert_eq!(Workdays::new(&Calendar::default()).between(0, 0), None);
    }
}
