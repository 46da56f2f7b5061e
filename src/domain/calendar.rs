//! Working days (*hari kerja*): Monday to Friday without national holidays and *cuti bersama*.
//!
//! **Invariant:** a date outside the years that the calendar knows has no answer; nothing is
//! guessed for years whose holidays nobody listed.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The holidays of a span of whole years.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    holidays: BTreeSet<NaiveDate>,
    years: Option<(i32, i32)>,
}

impl Calendar {
    /// A calendar that knows the years from the first to the last holiday given.
    pub fn new(holidays: impl IntoIterator<Item = NaiveDate>) -> Self {
        let holidays: BTreeSet<NaiveDate> = holidays.into_iter().collect();
        let years = holidays.first().zip(holidays.last()).map(|(a, b)| (a.year(), b.year()));
        Self { holidays, years }
    }

    /// Whether the holidays of the year of `date` are known.
    pub fn knows(&self, date: NaiveDate) -> bool {
        self.years.is_some_and(|(first, last)| (first..=last).contains(&date.year()))
    }

    /// The first day that it knows.
    pub fn first_day(&self) -> Option<NaiveDate> {
        self.years.and_then(|(first, _)| NaiveDate::from_ymd_opt(first, 1, 1))
    }

    /// The last day that it knows.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.years.and_then(|(_, last)| NaiveDate::from_ymd_opt(last, 12, 31))
    }

    /// Whether people work on `date`; `None` outside the known years.
    pub fn is_workday(&self, date: NaiveDate) -> Option<bool> {
        let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
        self.knows(date).then(|| !weekend && !self.holidays.contains(&date))
    }

    /// Working days from `start` (not counted) to `end` (counted); negative when `end` is earlier.
    pub fn workdays(&self, start: NaiveDate, end: NaiveDate) -> Option<i64> {
        if end < start {
            return self.workdays(end, start).map(|days| -days);
        }
        let mut count = 0;
        let mut day = start;
        if !self.knows(start) || !self.knows(end) {
            return None;
        }
        while day < end {
            day = day.succ_opt()?;
            count += i64::from(self.is_workday(day)?);
        }
        Some(count)
    }

    /// The `n`-th working day after `date`; `date` itself when `n` is zero.
    pub fn add_workdays(&self, date: NaiveDate, n: u32) -> Option<NaiveDate> {
        let mut day = date;
        let mut left = n;
        if !self.knows(date) {
            return None;
        }
        while left > 0 {
            day = day.checked_add_days(Days::new(1))?;
            left -= u32::from(self.is_workday(day)?);
        }
        Some(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Christmas 2024 fell on a Wednesday, the 26th was *cuti bersama*.
    fn calendar() -> Calendar {
        Calendar::new(["2024-01-01", "2024-12-25", "2024-12-26"].map(day))
    }

    #[test]
    fn start_day_out_end_day_in() {
        let check = |start, end, expected| {
            assert_eq!(calendar().workdays(day(start), day(end)), expected, "{start} {end}");
        };
        check("2024-12-23", "2024-12-23", Some(0));
        check("2024-12-23", "2024-12-24", Some(1));
        check("2024-12-24", "2024-12-27", Some(1));
        check("2024-12-27", "2024-12-30", Some(1));
        check("2024-12-30", "2024-12-27", Some(-1));
        check("2024-12-30", "2025-01-02", None);
    }

    #[test]
    fn counts_on_over_weekends_and_holidays() {
        let check = |start, n, expected: Option<&str>| {
            assert_eq!(calendar().add_workdays(day(start), n), expected.map(day), "{start} + {n}");
        };
        check("2024-12-20", 1, Some("2024-12-23"));
        check("2024-12-24", 1, Some("2024-12-27"));
        check("2024-12-24", 0, Some("2024-12-24"));
        check("2024-12-30", 2, None);
    }
}
