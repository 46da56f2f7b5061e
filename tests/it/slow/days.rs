//! Days, months and working days, counted one by one.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use zona::domain::{Date, Files, MemoryFiles};

/// A line of the list of holidays.
struct Line {
    day: Date,
    known_from: Option<Date>,
    known_until: Option<Date>,
}

/// The list of holidays as its file has it.
pub(super) struct Holidays {
    lines: Vec<Line>,
    off: BTreeSet<Date>,
    years: Option<(i32, i32)>,
}

impl Holidays {
    /// The list that the settings of a project name; without one no year is known.
    pub(super) fn read(files: &MemoryFiles) -> Self {
        let text = |path: &str| {
            let bytes = files.read(path).unwrap_or_else(|e| panic!("{e:?}"));
            String::from_utf8(bytes).expect("text")
        };
        let settings = text("zona.toml");
        let named = settings.lines().find_map(|line| {
            let (key, path) = line.split_once('=')?;
            (key.trim() == "holidays").then(|| path.trim().trim_matches('"').to_owned())
        });
        let mut lines = vec![];
        for line in named.map_or(String::new(), |path| text(&path)).lines().skip(1) {
            let fields: Vec<&str> = line.split(',').collect();
            let day = |at: usize| fields.get(at)?.parse::<Date>().ok();
            lines.push(Line {
                day: day(0).expect("a day"),
                known_from: day(3),
                known_until: day(4),
            });
        }
        // What a decree withdrew is no holiday now.
        let now = lines.iter().filter(|line| line.known_until.is_none());
        let off: BTreeSet<Date> = now.map(|line| line.day).collect();
        let years = off.first().zip(off.last()).map(|(a, b)| (a.year(), b.year()));
        Self { lines, off, years }
    }

    fn knows(&self, day: Date) -> bool {
        self.years.is_some_and(|(first, last)| first <= day.year() && day.year() <= last)
    }

    /// Whether people work on a day, by the list as known now or on an earlier day.
    fn works(&self, day: Date, known: Option<Date>) -> bool {
        if matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            return false;
        }
        let Some(known) = known else { return !self.off.contains(&day) };
        !self.lines.iter().any(|line| {
            line.day == day
                && line.known_from.is_none_or(|from| from <= known)
                && line.known_until.is_none_or(|until| known <= until)
        })
    }

    /// Working days after the first day up to and with the second; negative backwards.
    pub(super) fn between(&self, a: Date, b: Date, known: Option<Date>) -> Option<i64> {
        if b < a {
            return self.between(b, a, known).map(|n| -n);
        }
        if !self.knows(a) || !self.knows(b) {
            return None;
        }
        let mut n = 0;
        let mut day = a;
        while day < b {
            day = next(day);
            if self.works(day, known) {
                n += 1;
            }
        }
        Some(n)
    }

    /// The so-manieth working day after a day; the day itself for none.
    pub(super) fn after(&self, day: Date, n: i64, known: Option<Date>) -> Option<Date> {
        let mut left = n;
        let mut day = day;
        if !self.knows(day) {
            return None;
        }
        while left > 0 {
            day = next(day);
            if !self.knows(day) {
                return None;
            }
            if self.works(day, known) {
                left -= 1;
            }
        }
        Some(day)
    }

    /// A day before which the so-manieth working day after `day` cannot lie though it is unknown:
    /// the list ends before it is reached.
    pub(super) fn not_before(&self, day: Date) -> Option<Date> {
        let (_, last) = self.years.filter(|_| self.knows(day))?;
        Some(date(last + 1, 1, 1))
    }
}

pub(super) fn date(year: i32, month: u32, day: u32) -> Date {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

pub(super) fn next(day: Date) -> Date {
    day + Days::new(1)
}

/// The number of a month, counted from the year zero.
pub(super) fn month_of(day: Date) -> i32 {
    day.year() * 12 + day.month() as i32 - 1
}

pub(super) fn first_of(month: i32) -> Date {
    date(month.div_euclid(12), month.rem_euclid(12) as u32 + 1, 1)
}

pub(super) fn last_of(month: i32) -> Date {
    first_of(month + 1) - Days::new(1)
}

/// The first month of a stretch of so many months that lies around a month, counted from January.
pub(super) fn around(month: i32, length: i32) -> i32 {
    month - month.rem_euclid(12) % length
}

/// Whole months that have passed: counted up while the same day, or the last one of a shorter
/// month, is not past the end.
pub(super) fn months_passed(from: Date, to: Date) -> i64 {
    if to < from {
        return -months_passed(to, from);
    }
    let same_day = |months: i32| {
        let month = month_of(from) + months;
        let last = last_of(month);
        date(last.year(), last.month(), from.day().min(last.day()))
    };
    let mut months = 0;
    while same_day(months + 1) <= to {
        months += 1;
    }
    i64::from(months)
}
