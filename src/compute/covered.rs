//! Which leaf teams handed in what a figure needs, and what follows where they did not.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Coverage, Period, Reason, TeamId, Value};
use crate::load::table::{SheetInfo, Table};
use crate::spec::indicator::OnMissing;
use crate::spec::{Dataset, Indicator, Project, Window};

use super::window::{Span, months_between};

/// The leaf teams of a job: which handed in, and with snapshots what.
#[derive(Clone, Debug, Default)]
pub struct Handed {
    /// Leaf teams that must hand in, in tree order.
    pub leaves: Vec<Leaf>,
    /// The period of the snapshot that counts, by leaf team.
    pub snapshots: BTreeMap<TeamId, Period>,
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
}

/// Looks up who handed in what for one indicator and span.
pub fn handed(
    project: &Project,
    dataset: &Dataset,
    indicator: &Indicator,
    span: &Span,
    coverage: &Coverage,
) -> Handed {
    let expected = project.expected_teams(dataset).into_iter();
    let expected = expected.filter(|team| indicator.not_applicable_on(team, span.as_of).is_none());
    let months = span.months();
    let mut handed = Handed::default();
    for team in expected {
        let did = if span.snapshot {
            let latest = coverage.latest(&dataset.id, team, span.as_of);
            let limit = i32::try_from(indicator.max_age).unwrap_or(i32::MAX);
            let fresh = latest.filter(|period| months_between(period.end(), span.as_of) <= limit);
            handed.snapshots.extend(fresh.map(|period| (team.clone(), period)));
            fresh.is_some()
        } else {
            coverage.covers(&dataset.id, team, &months)
        };
        if let Some(place) = project.teams.position(team) {
            handed.leaves.push(Leaf { team: team.clone(), place, did });
        }
    }
    handed
}

impl Handed {
    /// Of the leaf teams below `team`, how many handed in, and who did not.
    pub fn below(&self, project: &Project, team: &TeamId) -> (usize, Vec<TeamId>) {
        let own = self.leaves.iter().filter(|leaf| project.teams.is_place_within(leaf.place, team));
        let (did, not): (Vec<_>, Vec<_>) = own.partition(|leaf| leaf.did);
        (did.len(), not.into_iter().map(|leaf| leaf.team.clone()).collect())
    }

    /// Whether the rows of a team count: it handed in, or it is not a leaf that must.
    pub fn counts(&self, team: &TeamId) -> bool {
        self.leaves.iter().find(|leaf| leaf.team == *team).is_none_or(|leaf| leaf.did)
    }
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
    if !indicator.in_force(period) {
        return Some(Value::not_applicable(Reason::NotInForce));
    }
    if !coverage.has_files(&dataset.id) {
        return Some(Value::missing(Reason::NoFile(dataset.id.clone())));
    }
    let concerns = |sheet: &SheetInfo| {
        let owned = sheet.team.as_ref().is_none_or(|own| project.teams.is_within(own, team));
        let overlaps = sheet.period.is_none_or(|p| p.start() <= span.end && span.start <= p.end());
        owned && overlaps
    };
    if let Some(column) = absent_column(dataset, indicator, table, &concerns) {
        let dataset = dataset.id.clone();
        return Some(Value::missing(Reason::NoColumn { dataset, column }));
    }
    let (did, lacking) = handed.below(project, team);
    let months = span.months();
    if did == 0 && lacking.is_empty() {
        let leaves = project.teams.leaves(team);
        let mut leaves = leaves.map(|leaf| indicator.not_applicable_on(&leaf.id, span.as_of));
        if let Some(words) = leaves.next().flatten().filter(|_| leaves.all(|words| words.is_some()))
        {
            return Some(Value::not_applicable(Reason::Declared(words.to_owned())));
        }
        if !coverage.covers(&dataset.id, team, &months) {
            let (dataset, teams) = (dataset.id.clone(), vec![team.clone()]);
            return Some(Value::missing(Reason::NotCovered { dataset, teams, periods: months }));
        }
    }
    if span.start > span.end {
        let (dataset, teams, periods) = (dataset.id.clone(), vec![], vec![period]);
        return Some(Value::missing(Reason::NotCovered { dataset, teams, periods }));
    }
    if lacking.is_empty() || (indicator.missing == OnMissing::Skip && did > 0) {
        return None;
    }
    let months = if indicator.window == Window::Snapshot { vec![] } else { months };
    let uncovered =
        |month: &Period| lacking.iter().any(|leaf| !coverage.covers(&dataset.id, leaf, &[*month]));
    let periods: Vec<Period> = months.into_iter().filter(uncovered).collect();
    let teams = if did == 0 && lacking.len() > 1 { vec![] } else { lacking };
    Some(Value::missing(Reason::NotCovered { dataset: dataset.id.clone(), teams, periods }))
}

/// A column that the figure needs and that no file of the dataset has, or that a sheet which
/// concerns the figure has lost.
fn absent_column(
    dataset: &Dataset,
    indicator: &Indicator,
    table: &Table,
    concerns: &dyn Fn(&SheetInfo) -> bool,
) -> Option<String> {
    let formula = indicator.formula.columns().into_iter();
    let filter = indicator.filter.iter().flat_map(|filter| filter.columns());
    let axes = indicator.date.iter().chain(&indicator.team).map(String::as_str);
    let used = formula.chain(filter).chain(axes);
    let used: BTreeSet<&str> = used.flat_map(|column| dataset.roots(column)).collect();
    let never = used.iter().find(|column| table.never_has(column)).map(|name| (*name).to_owned());
    never.or_else(|| {
        let lost = table.sheets.iter().filter(|sheet| !sheet.lost.is_empty() && concerns(sheet));
        let mut names = lost.flat_map(|sheet| &sheet.lost);
        names.find(|name| used.contains(name.as_str())).cloned()
    })
}
