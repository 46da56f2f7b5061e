//! Who hands in a dataset, and by when.

use crate::diag::Diagnostics;
use crate::domain::calendar;
use crate::domain::{Calendar, Date, Grain, Period, TeamId, TeamTree};

use super::office::{known_team, team_ids};
use super::syntax::{Item, Table};

/// Who hands in a dataset, and by when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collection {
    /// The teams expected to hand it in.
    pub expected: Expected,
    /// The team that puts the file together; needed where one file speaks for everyone.
    pub owner: Option<TeamId>,
    /// By when.
    pub due: Option<Due>,
}

/// Who is expected to hand in a dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// These teams.
    Only(Vec<TeamId>),
    /// Every team but these.
    AllBut(Vec<TeamId>),
}

impl Expected {
    /// Everybody.
    pub const ALL: Self = Self::AllBut(vec![]);

    /// Whether it lists who is, and not who is not.
    pub fn is_list(&self) -> bool {
        matches!(self, Self::Only(_))
    }

    /// Whether a team is expected to.
    pub fn includes(&self, team: &TeamId) -> bool {
        match self {
            Self::Only(list) => list.contains(team),
            Self::AllBut(list) => !list.contains(team),
        }
    }
}

/// The time after the end of a period in which it is handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// How many days.
    pub days: u32,
    /// Whether they are working days.
    pub working: bool,
    /// What is handed in each time; without it, the period asked for.
    pub every: Option<Grain>,
}

impl Due {
    /// The period whose data are owed at the end of `asked`.
    pub fn period(self, asked: Period) -> Period {
        self.every.map_or(asked, |grain| Period::containing(asked.end(), grain))
    }

    /// The last day on which the data of a period are in time; `None` where the holidays of that
    /// year are not known.
    pub fn last_day(self, asked: Period, calendar: &Calendar) -> Option<Date> {
        let end = self.period(asked).end();
        if self.working {
            calendar.add_workdays(end, self.days)
        } else {
            calendar::days_after(end, self.days)
        }
    }
}

/// Reads `expected`, `owner` and `due` of a dataset.
pub(super) fn collection(
    table: &Table<'_>,
    teams: &TeamTree,
    diags: &mut Diagnostics,
) -> Collection {
    let expected = table.get("expected");
    let owner = table.get("owner").and_then(|item| {
        let id = TeamId::new(item.string(diags)?);
        known_team(&id, item.origin(), teams, diags).then_some(id)
    });
    Collection {
        expected: expected.map_or(Expected::ALL, |item| whose(item, teams, diags)),
        owner,
        due: table.get("due").and_then(|item| due(item, diags)),
    }
}

/// `["humas", …]`, or `{ except = ["humas", …] }`.
fn whose(item: Item<'_>, teams: &TeamTree, diags: &mut Diagnostics) -> Expected {
    if !item.is_table() {
        return Expected::Only(team_ids(item, teams, diags));
    }
    let Some(table) = item.table(diags) else { return Expected::ALL };
    let except = table.need("except", diags);
    let except = except.map_or_else(Vec::new, |list| team_ids(list, teams, diags));
    table.finish(diags);
    Expected::AllBut(except)
}

/// `{ workdays = 10 }` or `{ days = 31, every = "year" }`.
fn due(item: Item<'_>, diags: &mut Diagnostics) -> Option<Due> {
    let table = item.table(diags)?;
    let working = table.get("workdays").and_then(|item| item.count(diags));
    let days = match working {
        Some(_) => working,
        None => table.need("days", diags).and_then(|item| item.count(diags)),
    };
    let words = [
        ("month", Grain::Month),
        ("quarter", Grain::Quarter),
        ("semester", Grain::Semester),
        ("year", Grain::Year),
    ];
    let every = table.get("every").and_then(|item| item.word(&words, diags));
    table.finish(diags);
    Some(Due { days: days?, working: working.is_some(), every })
}
