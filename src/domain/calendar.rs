//! Working days (*hari kerja*): Monday to Friday without national holidays and *cuti bersama*.
//!
//! **Invariant:** a date outside the years that the calendar knows has no answer; nothing is
//! guessed for years whose holidays nobody listed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The holidays of a span of whole years, with what was known of them before a decree moved them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    holidays: BTreeSet<NaiveDate>,
    /// The days that a decree made or withdrew later, with the days on which they were known.
    moved: BTreeMap<NaiveDate, Vec<Holiday>>,
    years: Option<(i32, i32)>,
}

/// A day off as a decree lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// The day off.
    pub day: NaiveDate,
    /// The day on which a later decree made it known; from the beginning if there is none.
    pub known_from: Option<NaiveDate>,
    /// The last day before a decree withdrew it; still in force if there is none.
    pub known_until: Option<NaiveDate>,
}

impl Holiday {
    fn was_known(&self, on: NaiveDate) -> bool {
        self.known_from.is_none_or(|from| from <= on)
            && self.known_until.is_none_or(|until| on <= until)
    }
}

impl Calendar {
    /// A calendar that knows the years from the first to the last holiday given.
    pub fn new(holidays: impl IntoIterator<Item = NaiveDate>) -> Self {
        let plain = |day| Holiday { day, known_from: None, known_until: None };
        Self::listed(holidays.into_iter().map(plain))
    }

    /// A calendar that also knows when each holiday was known.
    pub fn listed(listed: impl IntoIterator<Item = Holiday>) -> Self {
        let mut calendar = Self::default();
        for holiday in listed {
            if holiday.known_until.is_none() {
                calendar.holidays.insert(holiday.day);
            }
            if holiday.known_from.is_some() || holiday.known_until.is_some() {
                calendar.moved.entry(holiday.day).or_default().push(holiday);
            }
        }
        let (first, last) = (calendar.holidays.first(), calendar.holidays.last());
        calendar.years = first.zip(last).map(|(a, b)| (a.year(), b.year()));
        calendar
    }

    /// The calendar as people knew it on a day: without what a later decree added, with what a
    /// later decree withdrew.
    pub fn as_known_on(&self, day: NaiveDate) -> Self {
        let mut then = Self { moved: BTreeMap::new(), ..self.clone() };
        for (date, listed) in &self.moved {
            match listed.iter().any(|holiday| holiday.was_known(day)) {
                true => then.holidays.insert(*date),
                false => then.holidays.remove(date),
            };
        }
        then
    }

    /// Whether a decree moved holidays after they had been made known.
    pub fn has_moved(&self) -> bool {
        !self.moved.is_empty()
    }

    /// Whether people work on `date`, as the holidays were known on a day.
    fn was_workday(&self, date: NaiveDate, known: NaiveDate) -> Option<bool> {
        let Some(listed) = self.moved.get(&date) else { return self.is_workday(date) };
        let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
        let off = listed.iter().any(|holiday| holiday.was_known(known));
        self.knows(date).then_some(!weekend && !off)
    }

    fn works(&self, date: NaiveDate, known: Option<NaiveDate>) -> Option<bool> {
        known.map_or_else(|| self.is_workday(date), |known| self.was_workday(date, known))
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
        self.workdays_known(start, end, None)
    }

    /// The same, with the holidays as they were known on a day.
    pub fn workdays_known(
        &self,
        start: NaiveDate,
        end: NaiveDate,
        known: Option<NaiveDate>,
    ) -> Option<i64> {
        if end < start {
            return self.workdays_known(end, start, known).map(|days| -days);
        }
        let mut count = 0;
        let mut day = start;
        if !self.knows(start) || !self.knows(end) {
            return None;
        }
        while day < end {
            day = day.succ_opt()?;
            count += i64::from(self.works(day, known)?);
        }
        Some(count)
    }

    /// The `n`-th working day after `date`; `date` itself when `n` is zero.
    pub fn add_workdays(&self, date: NaiveDate, n: u32) -> Option<NaiveDate> {
        self.add_workdays_known(date, n, None)
    }

    /// The same, with the holidays as they were known on a day.
    pub fn add_workdays_known(
        &self,
        date: NaiveDate,
        n: u32,
        known: Option<NaiveDate>,
    ) -> Option<NaiveDate> {
        let mut day = date;
        let mut left = n;
        if !self.knows(date) {
            return None;
        }
        while left > 0 {
            day = day.checked_add_days(Days::new(1))?;
            left -= u32::from(self.works(day, known)?);
        }
        Some(day)
    }
}

/// The day so many days after another, if the calendar of people reaches that far.
pub fn days_after(date: NaiveDate, n: u32) -> Option<NaiveDate> {
    date.checked_add_days(Days::new(n.into()))
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

    /// On 29 March 2023 a decree moved the leave around the feast from the 26th to the 19th and
    /// the 20th of April; the 18th was a Tuesday.
    #[test]
    fn a_decree_moves_holidays_from_its_day_on() {
        let line = |date, from: Option<&str>, until: Option<&str>| Holiday {
            day: day(date),
            known_from: from.map(day),
            known_until: until.map(day),
        };
        let calendar = Calendar::listed([
            line("2023-01-01", None, None),
            line("2023-04-19", Some("2023-03-29"), None),
            line("2023-04-20", Some("2023-03-29"), None),
            line("2023-04-26", None, Some("2023-03-28")),
        ]);
        let check = |known: Option<&str>, n, expected| {
            let known = known.map(day);
            let found = calendar.add_workdays_known(day("2023-04-18"), n, known);
            assert_eq!(found, Some(day(expected)), "{known:?} + {n}");
            let back = calendar.workdays_known(day("2023-04-18"), day(expected), known);
            assert_eq!(back, Some(i64::from(n)), "{known:?} to {expected}");
            if let Some(known) = known {
                let then = calendar.as_known_on(known);
                assert_eq!(then.add_workdays(day("2023-04-18"), n), Some(day(expected)));
            }
        };
        check(None, 1, "2023-04-21");
        check(None, 4, "2023-04-26");
        check(Some("2023-03-28"), 1, "2023-04-19");
        check(Some("2023-03-28"), 6, "2023-04-27");
        check(Some("2023-03-29"), 1, "2023-04-21");
    }
}
