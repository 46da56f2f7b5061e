//! Which days an indicator looks at for a period.

use crate::domain::{Date, Datelike, Grain, Period};
use crate::spec::Window;

/// The days that an indicator looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub start: Date,
    /// The last day, not after the cut-off.
    pub end: Date,
    /// What `PERIOD_START` means: the first day, or that of the period where the span has none.
    pub period_start: Date,
    /// The cut-off: what happened later has not happened yet.
    pub as_of: Date,
    /// Whether only the latest handed-in state counts, team by team.
    pub snapshot: bool,
}

/// The span of a window for a period seen at a cut-off date.
pub fn span(window: Window, period: Period, as_of: Date) -> Span {
    let end = period.end().min(as_of);
    let year = Period::containing(end, Grain::Year);
    let (start, end) = match window {
        Window::Period => (period.start(), end),
        Window::Of(grain) => {
            let one = Period::containing(end, grain);
            (one.start(), one.end().min(as_of))
        }
        Window::YearToDate => (year.start(), end),
        Window::Rolling(quarters) => {
            let last = Period::containing(end, Grain::Quarter);
            (last.shifted(1 - quarters as i32).start(), end)
        }
        Window::Snapshot => (period.start(), end),
        Window::ToDate => (Date::MIN, end),
    };
    let period_start = if start == Date::MIN { period.start() } else { start };
    Span { start, end, period_start, as_of, snapshot: window == Window::Snapshot }
}

impl Span {
    /// The months that must have been handed in for this span to be known.
    ///
    /// A span without a beginning needs every month since the history began, and those of the
    /// quarter in which it ends at least.
    pub fn months(&self, history: Option<Date>) -> Vec<Period> {
        let quarter = Period::containing(self.end, Grain::Quarter).start();
        let first = if self.start == Date::MIN {
            history.map_or(quarter, |first| first.min(quarter))
        } else {
            self.start
        };
        let mut month = Period::containing(first, Grain::Month);
        let mut months = vec![];
        while month.start() <= self.end {
            months.push(month);
            month = month.shifted(1);
        }
        months
    }

    /// Whether a day lies in the span.
    pub fn contains(&self, day: Date) -> bool {
        self.start <= day && day <= self.end
    }
}

/// How many whole months lie between a day and a later one.
pub fn months_between(earlier: Date, later: Date) -> i32 {
    (later.year() - earlier.year()) * 12 + later.month() as i32 - earlier.month() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_end_at_the_cut_off() {
        let check = |window, period: &str, as_of: &str, expected: (&str, &str)| {
            let span = span(window, Period::parse(period).unwrap(), as_of.parse().unwrap());
            assert_eq!((span.start.to_string(), span.end.to_string()), {
                (expected.0.to_owned(), expected.1.to_owned())
            });
        };
        check(Window::Period, "2024-Q3", "2024-09-30", ("2024-07-01", "2024-09-30"));
        check(Window::Period, "2024-Q3", "2024-08-14", ("2024-07-01", "2024-08-14"));
        check(Window::YearToDate, "2024-Q3", "2024-09-30", ("2024-01-01", "2024-09-30"));
        check(Window::Of(Grain::Month), "2024-Q3", "2024-09-30", ("2024-09-01", "2024-09-30"));
        check(Window::Of(Grain::Year), "2024-Q3", "2024-09-30", ("2024-01-01", "2024-09-30"));
        check(Window::Rolling(4), "2024-Q3", "2024-09-30", ("2023-10-01", "2024-09-30"));
    }
}
