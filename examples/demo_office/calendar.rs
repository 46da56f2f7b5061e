//! Quarters, working days, and the many ways an office writes a date.
//!
//! The holidays are those of the joint ministerial decrees for 2023 and 2024, with the two
//! polling days and without the day of leave that was withdrawn in 2023.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Public holidays and days of collective leave, as month and day: 817 is 17 August.
const HOLIDAYS_2023: &[u32] = &[
    101, 122, 123, 218, 322, 323, 407, 419, 420, 421, 422, 423, 424, 425, 501, 518, 601, 602, 604,
    628, 629, 630, 719, 817, 928, 1225, 1226,
];
const HOLIDAYS_2024: &[u32] = &[
    101, 208, 209, 210, 214, 311, 312, 329, 331, 408, 409, 410, 411, 412, 415, 501, 509, 510, 523,
    524, 601, 617, 618, 707, 817, 916, 1127, 1225, 1226,
];

pub(crate) const MONTHS: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];
const SHORT_MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"];
pub(crate) const ROMAN: [&str; 4] = ["I", "II", "III", "IV"];

/// One quarter of the demo's two years.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Quarter {
    pub(crate) year: i32,
    /// 1 to 4.
    pub(crate) number: u32,
}

impl Quarter {
    /// All eight quarters, 2023-TW1 to 2024-TW4.
    pub(crate) fn all() -> impl Iterator<Item = Quarter> {
        (0..8).map(Quarter::at)
    }

    /// The quarter at `position` 0 to 7.
    pub(crate) fn at(position: usize) -> Quarter {
        Quarter { year: 2023 + (position / 4) as i32, number: (position % 4) as u32 + 1 }
    }

    /// 0 for 2023-TW1 up to 7 for 2024-TW4.
    pub(crate) fn position(self) -> usize {
        (self.year - 2023) as usize * 4 + self.index()
    }

    /// 0 to 3 within the year.
    pub(crate) fn index(self) -> usize {
        self.number as usize - 1
    }

    /// `2024-TW1`, as the file names have it.
    pub(crate) fn label(self) -> String {
        format!("{}-TW{}", self.year, self.number)
    }

    /// `Triwulan I Tahun 2024`, as titles have it.
    pub(crate) fn title(self) -> String {
        format!("Triwulan {} Tahun {}", ROMAN[self.index()], self.year)
    }

    pub(crate) fn first_day(self) -> NaiveDate {
        date(self.year, self.number * 3 - 2, 1)
    }

    pub(crate) fn last_day(self) -> NaiveDate {
        month_end(self.year, self.number * 3)
    }
}

/// A date that the program itself wrote down.
pub(crate) fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("dates in the demo are real dates")
}

pub(crate) fn month_end(year: i32, month: u32) -> NaiveDate {
    let next = if month == 12 { date(year + 1, 1, 1) } else { date(year, month + 1, 1) };
    next - Days::new(1)
}

pub(crate) fn is_working_day(day: NaiveDate) -> bool {
    let holidays = match day.year() {
        2023 => HOLIDAYS_2023,
        2024 => HOLIDAYS_2024,
        _ => &[101],
    };
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
        && !holidays.contains(&(day.month() * 100 + day.day()))
}

/// The day `count` working days after `start`; the start itself is not counted.
pub(crate) fn add_working_days(start: NaiveDate, count: i64) -> NaiveDate {
    let mut day = start;
    let mut left = count;
    while left > 0 {
        day = day + Days::new(1);
        if is_working_day(day) {
            left -= 1;
        }
    }
    day
}

/// `day` itself if it is a working day, otherwise the last one before it.
pub(crate) fn working_day_on_or_before(mut day: NaiveDate) -> NaiveDate {
    while !is_working_day(day) {
        day = day - Days::new(1);
    }
    day
}

/// The working days of one month.
pub(crate) fn working_days_in(year: i32, month: u32) -> i64 {
    let days = date(year, month, 1).iter_days().take_while(|day| day.month() == month);
    days.filter(|day| is_working_day(*day)).count() as i64
}

/// The written forms of a date that occur in the exports.
#[derive(Clone, Copy)]
pub(crate) enum DateForm {
    /// A real date cell.
    Cell,
    /// `23 Sep 2024`
    Short,
    /// `5 Januari 2024`
    Long,
    /// `14/11/24`
    TwoDigitYear,
    /// `14/11/2024`
    Slashes,
}

/// `day` as text. A real date cell has no text of its own and is shown with slashes.
pub(crate) fn written(day: NaiveDate, form: DateForm) -> String {
    let month = day.month0() as usize;
    match form {
        DateForm::Short => format!("{} {} {}", day.day(), SHORT_MONTHS[month], day.year()),
        DateForm::Long => format!("{} {} {}", day.day(), MONTHS[month], day.year()),
        DateForm::TwoDigitYear => day.format("%d/%m/%y").to_string(),
        DateForm::Slashes | DateForm::Cell => day.format("%d/%m/%Y").to_string(),
    }
}
