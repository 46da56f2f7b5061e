//! Which days an indicator looks at, and who handed in what it needs.

use zona::domain::{Coverage, Date, Grain, Period, TeamId};
use zona::spec::{Dataset, Indicator, Project, Window};

use super::days::{around, date, first_of, last_of, month_of};
use super::row::Moment;

/// The days that an indicator looks at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    /// The first day; everything before counts, too, without one.
    pub(super) first: Option<Date>,
    pub(super) last: Date,
    pub(super) as_of: Date,
    /// The first day of the period asked for.
    period_start: Date,
    pub(super) is_snapshot: bool,
}

fn length(grain: Grain) -> i32 {
    match grain {
        Grain::Month => 1,
        Grain::Quarter => 3,
        Grain::Semester => 6,
        Grain::Year => 12,
    }
}

/// The days of a window for a period seen on a day, which lies not after the period's last one.
pub(super) fn span(window: Window, period: Period, as_of: Date) -> Span {
    let month = month_of(as_of);
    let first = match window {
        Window::Period | Window::Snapshot => Some(period.start()),
        Window::Of(grain) => Some(first_of(around(month, length(grain)))),
        Window::YearToDate => Some(first_of(around(month, 12))),
        Window::Rolling(quarters) => Some(first_of(around(month, 3) - 3 * (quarters as i32 - 1))),
        Window::ToDate => None,
    };
    let is_snapshot = window == Window::Snapshot;
    Span { first, last: as_of, as_of, period_start: period.start(), is_snapshot }
}

impl Span {
    pub(super) fn holds(&self, day: Date) -> bool {
        self.first.is_none_or(|first| first <= day) && day <= self.last
    }

    /// What formulas call the first and the last day.
    pub(super) fn moment(&self) -> Moment {
        let start = self.first.unwrap_or(self.period_start);
        Moment { as_of: self.as_of, start, end: self.last }
    }

    /// The months that must have been handed in.
    fn months(&self, dataset: &Dataset, coverage: &Coverage) -> Vec<i32> {
        let begin = self.first.unwrap_or_else(|| {
            let quarter = first_of(around(month_of(self.last), 3));
            let since = dataset.since.or_else(|| coverage.first_day(&dataset.id));
            since.map_or(quarter, |since| since.min(quarter))
        });
        (month_of(begin)..=month_of(self.last)).collect()
    }
}

/// What one team that must hand in did hand in.
pub(super) struct HandedIn {
    pub(super) team: TeamId,
    pub(super) did: bool,
    /// With snapshots the period of the state that counts.
    pub(super) state: Option<Period>,
}

/// Whose part an indicator needs over a span, and whether it is there.
pub(super) struct Handed<'a> {
    project: &'a Project,
    dataset: &'a Dataset,
    coverage: &'a Coverage,
    span: Span,
    max_age: u32,
    pub(super) teams: Vec<HandedIn>,
    /// The state for those of whom none is expected.
    pub(super) latest: Option<Period>,
}

impl<'a> Handed<'a> {
    pub(super) fn new(
        project: &'a Project,
        dataset: &'a Dataset,
        coverage: &'a Coverage,
        indicator: &Indicator,
        span: Span,
    ) -> Self {
        let mut handed = Self {
            project,
            dataset,
            coverage,
            span,
            max_age: indicator.max_age,
            teams: vec![],
            latest: None,
        };
        for team in project.teams.ever() {
            let expected = &dataset.collection.expected;
            let is_leaf = project.teams.iter().all(|other| other.parent.as_ref() != Some(&team.id));
            let must = expected.includes(&team.id) && (expected.is_list() || is_leaf);
            let exempt = indicator.not_applicable_on(&team.id, span.as_of).is_some();
            if must && !exempt && handed.owes(&team.id) {
                let did = handed.did(&team.id);
                let state = handed.state(&team.id).filter(|_| span.is_snapshot);
                handed.teams.push(HandedIn { team: team.id.clone(), did, state });
            }
        }
        let of_teams = handed.teams.iter().filter_map(|one| one.state);
        // The latest of all; of those that end on one day the shortest.
        let all: Vec<Period> = match (handed.teams.is_empty(), project.teams.root()) {
            (true, Some(root)) if span.is_snapshot => handed.state(&root.id).into_iter().collect(),
            _ => of_teams.collect(),
        };
        handed.latest = all.into_iter().max_by_key(|one| (one.end(), one.start()));
        handed
    }

    /// The months of the span on whose last day a team exists.
    fn owed(&self, team: &TeamId) -> Vec<i32> {
        let team = self.project.teams.get(team).expect("a team");
        let months = self.span.months(self.dataset, self.coverage).into_iter();
        months.filter(|month| team.exists_on(last_of(*month))).collect()
    }

    /// Whether a team has anything to hand in.
    pub(super) fn owes(&self, team: &TeamId) -> bool {
        match self.span.is_snapshot {
            true => self.project.teams.get(team).expect("a team").exists_on(self.span.last),
            false => !self.owed(team).is_empty(),
        }
    }

    /// Whether a team handed in all that it owes.
    pub(super) fn did(&self, team: &TeamId) -> bool {
        if self.span.is_snapshot {
            return self.state(team).is_some();
        }
        let handed = self.coverage.periods(&self.dataset.id, team, self.span.as_of);
        let is_in = |month: &i32| {
            handed
                .iter()
                .any(|one| month_of(one.start()) <= *month && *month <= month_of(one.end()))
        };
        self.owed(team).iter().all(is_in)
    }

    /// The latest state of a team that is not too old.
    fn state(&self, team: &TeamId) -> Option<Period> {
        let handed = self.coverage.periods(&self.dataset.id, team, self.span.as_of);
        let over = handed.into_iter().filter(|one| one.end() <= self.span.as_of);
        let latest = over.max_by_key(|one| (one.end(), one.start()))?;
        let age = month_of(self.span.as_of) - month_of(latest.end());
        (i64::from(age) <= i64::from(self.max_age)).then_some(latest)
    }

    /// The state of which a team's rows count.
    pub(super) fn state_of(&self, team: &TeamId) -> Option<Period> {
        let own = self.teams.iter().find(|one| one.team == *team);
        own.and_then(|one| one.state).or(self.latest)
    }
}

#[test]
fn windows_end_at_the_cut_off() {
    let check = |window, as_of: Date, first: Option<Date>| {
        let quarter = Period::parse("2024-Q3").expect("a quarter");
        assert_eq!(span(window, quarter, as_of).first, first, "{window:?}");
    };
    let (mid, end) = (date(2024, 8, 14), date(2024, 9, 30));
    check(Window::Period, end, Some(date(2024, 7, 1)));
    check(Window::Of(Grain::Month), mid, Some(date(2024, 8, 1)));
    check(Window::Of(Grain::Semester), end, Some(date(2024, 7, 1)));
    check(Window::YearToDate, end, Some(date(2024, 1, 1)));
    check(Window::Rolling(4), end, Some(date(2023, 10, 1)));
    check(Window::ToDate, end, None);
}
