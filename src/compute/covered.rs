//! Which leaf teams handed in what a figure needs, and what follows where they did not.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Coverage, Grain, Period, Reason, Team, TeamId, Value};
use crate::load::table::{SheetInfo, Table};
use crate::spec::indicator::OnMissing;
use crate::spec::{Dataset, Indicator, Project};

use super::window::{Span, months_between};

/// The leaf teams of a job: which handed in, and with snapshots what.
#[derive(Clone, Debug, Default)]
pub struct Handed {
    /// Leaf teams that must hand in, in tree order.
    pub leaves: Vec<Leaf>,
    /// The period of the snapshot that counts, by leaf team.
    pub snapshots: BTreeMap<TeamId, Period>,
    /// Snapshots of other lengths that end on the day of the one that counts, with that one.
    pub rivals: BTreeSet<(Period, Period)>,
    /// Whether rows count even of those who did not hand in everything.
    pub all_count: bool,
    /// Whether only a team's own rows count, and not those of the *satuan kerja* below it.
    pub own: bool,
}

/// A leaf team that must hand in.
#[derive(Clone, Debug)]
pub struct Leaf {
    /// The team.
    pub team: TeamId,
    /// Where it stands in the tree.
    pub place: usize,
    /// Whether it handed in.
    pub did: bool,
    /// The months that it owes and did not hand in; none with snapshots.
    pub lacking: Vec<Period>,
}

/// Looks up who handed in what for one indicator and span. A team owes only what lies in its own
/// days: one that has ended, or has not begun, is not waited for.
pub fn handed(
    project: &Project,
    dataset: &Dataset,
    indicator: &Indicator,
    span: &Span,
    coverage: &Coverage,
) -> Handed {
    let expected = project.expected_teams(dataset).into_iter();
    let expected = expected.filter(|team| indicator.not_applicable_on(team, span.as_of).is_none());
    let months = months(dataset, span, coverage);
    let all_count = indicator.missing == OnMissing::Zero && !span.snapshot;
    let mut handed = Handed { all_count, own: indicator.own_rows, ..Handed::default() };
    for team in expected {
        let Some(place) = project.teams.position(team) else { continue };
        let (did, lacking) = if span.snapshot {
            if !project.teams.get(team).is_some_and(|one| one.exists_on(span.end)) {
                continue;
            }
            (handed.latest(dataset, indicator, team, span, coverage), vec![])
        } else {
            let owed = project.owed(team, &months);
            if owed.is_empty() {
                continue;
            }
            let lacking = coverage.lacking(&dataset.id, team, &owed, span.as_of);
            (lacking.is_empty(), lacking)
        };
        handed.leaves.push(Leaf { team: team.clone(), place, did, lacking });
    }
    // Where no team must hand in, what the office has handed in speaks for everybody.
    if let (true, Some(root)) = (span.snapshot && handed.leaves.is_empty(), project.teams.root()) {
        handed.latest(dataset, indicator, &root.id, span, coverage);
    }
    handed
}

/// The months that must be known for a span: a history must be known from its beginning.
fn months(dataset: &Dataset, span: &Span, coverage: &Coverage) -> Vec<Period> {
    span.months(dataset.since.or_else(|| coverage.first_day(&dataset.id)))
}

impl Handed {
    /// Finds the snapshot of a team that counts; whether there is one that is young enough.
    fn latest(
        &mut self,
        dataset: &Dataset,
        indicator: &Indicator,
        team: &TeamId,
        span: &Span,
        coverage: &Coverage,
    ) -> bool {
        let states = coverage.latest(&dataset.id, team, span.as_of);
        let Some(&counts) = states.first().filter(|state| is_young(**state, indicator, span))
        else {
            return false;
        };
        self.snapshots.insert(team.clone(), counts);
        self.rivals.extend(states[1..].iter().map(|other| (*other, counts)));
        true
    }

    /// The period of the snapshot that holds the rows of a team; that of a unit which hands in
    /// nothing itself is the latest of all.
    pub fn snapshot(&self, team: &TeamId) -> Option<Period> {
        let latest =
            || self.snapshots.values().max_by_key(|p| (p.end(), std::cmp::Reverse(p.grain())));
        self.snapshots.get(team).or_else(latest).copied()
    }

    /// Whether the rows of the team that stands at a place go into the figures of `team`.
    pub fn is_under(&self, project: &Project, place: usize, team: &TeamId) -> bool {
        match self.own {
            true => project.teams.is_part_of(place, team),
            false => project.teams.is_place_within(place, team),
        }
    }

    /// The months that some leaf team below `team` owes and did not hand in.
    fn lacking_months(&self, project: &Project, team: &TeamId) -> Vec<Period> {
        let own = self.leaves.iter().filter(|leaf| self.is_under(project, leaf.place, team));
        let months: BTreeSet<Period> = own.flat_map(|leaf| &leaf.lacking).copied().collect();
        let mut months: Vec<Period> = months.into_iter().collect();
        months.sort_by_key(|month| month.start());
        if months.len() > Grain::Year.months() as usize { whole_years(months) } else { months }
    }

    /// Of the leaf teams below `team`, how many handed in, and who did not.
    pub fn below(&self, project: &Project, team: &TeamId) -> (usize, Vec<TeamId>) {
        let own = self.leaves.iter().filter(|leaf| self.is_under(project, leaf.place, team));
        let (did, not): (Vec<_>, Vec<_>) = own.partition(|leaf| leaf.did);
        (did.len(), not.into_iter().map(|leaf| leaf.team.clone()).collect())
    }

    /// Whether the rows of a team count: it handed in, or it is not a leaf that must.
    pub fn counts(&self, team: &TeamId) -> bool {
        self.all_count
            || self.leaves.iter().find(|leaf| leaf.team == *team).is_none_or(|leaf| leaf.did)
    }
}

/// Whether a state still counts.
fn is_young(state: Period, indicator: &Indicator, span: &Span) -> bool {
    let limit = i32::try_from(indicator.max_age).unwrap_or(i32::MAX);
    months_between(state.end(), span.as_of) <= limit
}

/// The same months with every whole year among them told as one period: a history can lack many.
fn whole_years(months: Vec<Period>) -> Vec<Period> {
    let year = |month: &Period| Period::containing(month.start(), Grain::Year);
    let is_whole = |one: Period| months.iter().filter(|month| year(month) == one).count() == 12;
    let mut told: Vec<Period> = vec![];
    for month in &months {
        let one = if is_whole(year(month)) { year(month) } else { *month };
        if told.last() != Some(&one) {
            told.push(one);
        }
    }
    told
}

/// Why a version gives no figure for a period, if it gives none: no version is valid on the last
/// day, or the window began under another one. A state is that of one day and never straddles.
pub fn out_of_force(
    project: &Project,
    version: &Indicator,
    period: Period,
    span: &Span,
) -> Option<Reason> {
    if !version.in_force(period) {
        return Some(Reason::NotInForce);
    }
    let latest = project.indicator(&version.id).filter(|_| !span.snapshot)?;
    version.straddled(span.start, latest).map(Reason::TwoVersions)
}

/// The blank that a figure is before any row is looked at, if it is one.
pub fn blank(
    project: &Project,
    dataset: &Dataset,
    indicator: &Indicator,
    (team, period): (&TeamId, Period),
    (handed, span): (&Handed, &Span),
    coverage: &Coverage,
    table: &Table,
) -> Option<Value> {
    if let Some(words) = indicator.not_applicable_on(team, span.as_of) {
        return Some(Value::not_applicable(Reason::Declared(words.to_owned())));
    }
    if let Some(reason) = out_of_force(project, indicator, period, span) {
        return Some(Value::not_applicable(reason));
    }
    let zero = indicator.missing == OnMissing::Zero;
    if !coverage.has_files(&dataset.id) && !zero {
        return Some(Value::missing(Reason::NoFile(dataset.id.clone())));
    }
    let concerns = |sheet: &SheetInfo| {
        let overlaps = sheet.period.is_none_or(|period| {
            let first = sheet.since.map_or(period.start(), |since| since.min(period.start()));
            first <= span.end && span.start <= period.end()
        });
        let is_owned = |own| project.teams.is_within(own, team);
        overlaps && sheet.team.as_ref().is_none_or(is_owned)
    };
    if let Some(column) = absent_column(dataset, indicator, table, &concerns) {
        let dataset = dataset.id.clone();
        return Some(Value::missing(Reason::NoColumn { dataset, column }));
    }
    // What has not begun owes nothing yet, and is not known.
    if span.start > span.end {
        let (dataset, teams, periods) = (dataset.id.clone(), vec![], vec![period]);
        return Some(Value::missing(Reason::NotCovered { dataset, teams, periods }));
    }
    let (did, lacking) = handed.below(project, team);
    let months = months(dataset, span, coverage);
    if did == 0 && lacking.is_empty() {
        let leaves = project.teams.leaves(team);
        let mut leaves = leaves.map(|leaf| indicator.not_applicable_on(&leaf.id, span.as_of));
        if let Some(words) = leaves.next().flatten().filter(|_| leaves.all(|words| words.is_some()))
        {
            return Some(Value::not_applicable(Reason::Declared(words.to_owned())));
        }
        let there = |leaf: &Team| match span.snapshot {
            true => leaf.exists_on(span.end),
            false => !project.owed(&leaf.id, &months).is_empty(),
        };
        if !project.teams.leaves(team).any(there) {
            return Some(Value::not_applicable(Reason::NoTeam));
        }
        // Of a unit that need not hand in itself, a state may be as old as that of any other.
        let known = match span.snapshot {
            true => {
                let states = coverage.latest(&dataset.id, team, span.as_of);
                states.first().is_some_and(|state| is_young(*state, indicator, span))
            }
            false => coverage.covers(&dataset.id, team, &months, span.as_of),
        };
        if !known {
            let (dataset, teams) = (dataset.id.clone(), vec![team.clone()]);
            return Some(Value::missing(Reason::NotCovered { dataset, teams, periods: months }));
        }
    }
    if zero || lacking.is_empty() || (indicator.missing == OnMissing::Skip && did > 0) {
        return None;
    }
    let periods = handed.lacking_months(project, team);
    let teams = if did == 0 && lacking.len() > 1 { vec![] } else { lacking };
    Some(Value::missing(Reason::NotCovered { dataset: dataset.id.clone(), teams, periods }))
}

/// A column that the figure needs and that no file of the dataset has, unless it is optional, or
/// that a sheet which concerns the figure has lost.
fn absent_column(
    dataset: &Dataset,
    indicator: &Indicator,
    table: &Table,
    concerns: &dyn Fn(&SheetInfo) -> bool,
) -> Option<String> {
    // Most tables have every column in some sheet, and are asked for every team.
    let has_all = |sheet: &SheetInfo| sheet.absent.is_empty() && sheet.lost.is_empty();
    if table.sheets.iter().all(has_all) {
        return None;
    }
    let axes = indicator.date.iter().chain(&indicator.team).map(String::as_str);
    let used = indicator.columns().into_iter().chain(axes);
    let used: BTreeSet<&str> = used.flat_map(|column| dataset.roots(column)).collect();
    let needed = |name: &str| dataset.column(name).is_none_or(|column| !column.optional);
    let mut never = used.iter().filter(|name| table.never_has(name) && needed(name));
    let never = never.next().map(|name| (*name).to_owned());
    never.or_else(|| {
        let lost = table.sheets.iter().filter(|sheet| !sheet.lost.is_empty() && concerns(sheet));
        let mut names = lost.flat_map(|sheet| &sheet.lost);
        names.find(|name| used.contains(name.as_str())).cloned()
    })
}
