//! What the planner lays over the definitions for a period: targets, teams to which an indicator
//! does not apply, remarks, and follow-up actions.
//!
//! Definitions say what an indicator is; these say what was agreed about it in the office. Each
//! keeps the place where it was written, so that a report can name it.

use crate::diag::Origin;
use crate::domain::{Date, IndicatorId, Number, Period, TeamId};

/// A target that goes before the one of the definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetTarget {
    /// The team it is for; `None` for every team without an entry of its own.
    pub team: Option<TeamId>,
    /// The quarter it is for.
    pub quarter: Period,
    /// The number.
    pub number: Number,
    /// Where it was written.
    pub origin: Origin,
}

/// A team to which an indicator does not apply for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exemption {
    /// The team.
    pub team: TeamId,
    /// Why, in words.
    pub reason: String,
    /// The first day; `None` if always before.
    pub from: Option<Date>,
    /// The last day; `None` if for good.
    pub to: Option<Date>,
    /// Where it was written.
    pub origin: Origin,
}

impl Exemption {
    /// Whether it holds on this day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// Meetings and what came of them, remarks and follow-up actions (*catatan dan tindak lanjut*).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// Meetings, in the order written.
    pub meetings: Vec<Meeting>,
    /// What they decided, in the order written.
    pub decisions: Vec<Decision>,
    /// Remarks, in the order written.
    pub remarks: Vec<Remark>,
    /// Actions, in the order written.
    pub actions: Vec<Action>,
}

/// A remark on a team or one of its indicators, for one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The period it belongs to.
    pub period: Period,
    /// The team; `None` for the office.
    pub team: Option<TeamId>,
    /// The indicator, if it is about one.
    pub indicator: Option<IndicatorId>,
    /// What it says.
    pub text: String,
}

/// A meeting that evaluated a period (*rapat evaluasi*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The period that was evaluated.
    pub period: Period,
    /// The day it was held.
    pub held: Date,
    /// The roles that attended.
    pub attended: String,
    /// What was talked about.
    pub agenda: String,
    /// A remark.
    pub note: String,
}

/// Something that a meeting decided (*keputusan rapat*), whether or not anything is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The period whose evaluation decided it.
    pub decided: Period,
    /// What was decided.
    pub text: String,
    /// The teams that it concerns; none for the office.
    pub teams: Vec<TeamId>,
    /// A remark.
    pub note: String,
}

/// Something that was decided to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// The period whose evaluation decided it.
    pub decided: Period,
    /// What is to be done.
    pub text: String,
    /// The teams that do it; none for the office.
    pub teams: Vec<TeamId>,
    /// The figure that it is to mend, if it names one.
    pub indicator: Option<IndicatorId>,
    /// The topics of complaints and issues that it answers.
    pub topics: Vec<String>,
    /// The role that answers for it.
    pub owner: String,
    /// The day by which it must be done.
    pub due: Option<Date>,
    /// How far it is.
    pub progress: Progress,
    /// The day it was closed, if that was written down.
    pub closed: Option<Date>,
    /// A remark.
    pub note: String,
}

/// How far an action is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    /// Nobody has begun.
    #[default]
    Waiting,
    /// Somebody is at it.
    Running,
    /// It is done.
    Done,
    /// It was given up.
    Dropped,
}

impl Progress {
    /// Every state.
    pub const ALL: [Progress; 4] =
        [Progress::Waiting, Progress::Running, Progress::Done, Progress::Dropped];

    /// A stable code; its words are in the message catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Progress::Waiting => "waiting",
            Progress::Running => "running",
            Progress::Done => "done",
            Progress::Dropped => "dropped",
        }
    }

    /// Whether nothing is left to be done.
    pub fn is_closed(self) -> bool {
        matches!(self, Progress::Done | Progress::Dropped)
    }
}

impl Action {
    /// Whether it was still open at the end of this day, as far as is known.
    ///
    /// An action that is closed without a date was closed in the period that decided it.
    pub fn open_on(&self, day: Date) -> bool {
        let closed = self.closed.is_none_or(|closed| closed <= day);
        !(self.progress.is_closed() && closed)
    }

    /// Whether the report of `period`, seen on `day`, tells of it: it is open, or it was closed
    /// or decided in that period.
    pub fn told_in(&self, period: Period, day: Date) -> bool {
        let known = self.decided.start() <= period.end();
        let closed_in = self.closed.is_some_and(|closed| period.contains(closed));
        let decided_in = self.decided.end() >= period.start();
        known && (self.open_on(day) || closed_in || decided_in)
    }

    /// Whether it was closed as done, and on or before its due date; `None` while that cannot be
    /// said: it is open on this day, was given up, or has no due date or no day of closing.
    pub fn in_time(&self, day: Date) -> Option<bool> {
        let (due, closed) = self.due.zip(self.closed)?;
        let done = self.progress == Progress::Done && !self.open_on(day);
        done.then_some(closed <= due)
    }

    /// How many days its due date has passed, if it is open and overdue.
    pub fn days_overdue(&self, day: Date) -> Option<i64> {
        let due = self.due.filter(|due| *due < day && self.open_on(day))?;
        Some((day - due).num_days())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn action(progress: Progress, due: &str, closed: Option<&str>) -> Action {
        Action {
            decided: Period::parse("2024-Q2").unwrap(),
            text: "Bentuk satgas".into(),
            teams: vec![],
            indicator: None,
            topics: vec![],
            owner: String::new(),
            due: Some(due.parse().unwrap()),
            progress,
            closed: closed.map(|day| day.parse().unwrap()),
            note: String::new(),
        }
    }

    #[test]
    fn open_actions_are_carried_until_closed() {
        let check = |one: &Action, period: &str, told: bool, overdue: Option<i64>| {
            let period = Period::parse(period).unwrap();
            assert_eq!(one.told_in(period, period.end()), told, "{period}");
            assert_eq!(one.days_overdue(period.end()), overdue, "{period}");
        };
        let open = action(Progress::Running, "2024-09-20", None);
        check(&open, "2024-Q1", false, None);
        check(&open, "2024-Q2", true, None);
        check(&open, "2024-Q3", true, Some(10));
        check(&open, "2024-Q4", true, Some(102));
        let done = action(Progress::Done, "2024-09-20", Some("2024-10-05"));
        check(&done, "2024-Q3", true, Some(10));
        check(&done, "2024-Q4", true, None);
        check(&done, "2025-Q1", false, None);
        let undated = action(Progress::Dropped, "2024-09-20", None);
        check(&undated, "2024-Q2", true, None);
        check(&undated, "2024-Q3", false, None);
    }
}
