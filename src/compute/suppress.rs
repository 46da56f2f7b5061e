//! Withholds small counts, and as many others as it takes that no subtraction gives them away.
//!
//! What is published hangs together: a team's count is that of the teams below it and its own, and
//! a quarter's that of its months. Whoever knows a sum and all of its parts but one knows the last
//! one too. So the attack is carried out here, with bounds on every withheld cell and with all sums
//! taken together, and the smallest neighbour of what it finds is withheld as well, until it finds
//! nothing.
//!
//! What is broken down by a column hangs together as well: the parts of a figure add up to it, and a
//! part of a team is the sum of that part of the teams below it. There only parts are withheld, for
//! the figures themselves have been settled before; where that does not help, a team's parts are
//! not told at all.
//!
//! **Invariant:** no withheld small count is fixed by what stays visible, taking a team's own rows
//! as known to the reader.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use crate::domain::{Blank, Grain, Period, Reason, TeamId, Value};
use crate::spec::honesty::Suppress;
use crate::spec::share::share;
use crate::spec::{Indicator, Project, Window};

use super::ask::Ask;
use super::elimination::{Equation, fixed};
use super::measurement::{Measurement, Measurements, PartOf};

/// A figure of the indicator in question.
type CellKey = (TeamId, Period);

/// Withholds what the definitions want withheld.
pub(super) fn suppress(project: &Project, ask: &Ask, figures: &mut Measurements) {
    for indicator in project.indicators.iter().flat_map(Indicator::versions) {
        let Some(rule) = &indicator.honesty.suppress else { continue };
        let hidden = withheld(project, indicator, rule, figures);
        // The parts are looked at first: what is hidden already could not be reckoned with.
        if indicator.in_force(ask.period) {
            for by in &indicator.by {
                let about = (indicator, by.column.as_str(), ask.period);
                let parts = withheld_parts(project, about, rule, figures, &hidden);
                hide_parts(about, figures, &parts);
            }
        }
        for (team, period) in hidden {
            if let Some(figure) = figures.get_mut(&indicator.id, &team, period) {
                hide(figure);
            }
        }
    }
}

fn hide(figure: &mut Measurement) {
    figure.value = Value::Blank(Blank::Suppressed, Reason::SmallCount);
    figure.numerator = None;
    figure.denominator = None;
    figure.parts = vec![];
    figure.steps = vec![];
    figure.rows_used = 0;
    figure.rows_empty = 0;
}

fn withheld(
    project: &Project,
    indicator: &Indicator,
    rule: &Suppress,
    figures: &Measurements,
) -> BTreeSet<CellKey> {
    let systems = systems(project, indicator, rule, figures);
    let small = |system: &System<CellKey>| {
        let own = system.values.iter().filter(|(_, value)| system.small.contains(value));
        own.map(|(key, _)| key.clone()).collect::<Vec<_>>()
    };
    let mut hidden: BTreeSet<CellKey> = systems.iter().flat_map(small).collect();
    while let Some(next) = systems.iter().find_map(|system| system.given_away(&hidden)) {
        hidden.insert(next);
    }
    hidden
}

/// A part of a figure; the figure itself where no part is named.
type PartKey = (TeamId, Option<PartOf>);

/// The parts of an indicator's figures that are withheld, and the teams of which none is told.
fn withheld_parts(
    project: &Project,
    (indicator, column, period): (&Indicator, &str, Period),
    rule: &Suppress,
    figures: &Measurements,
    hidden: &BTreeSet<CellKey>,
) -> (BTreeSet<PartKey>, BTreeSet<TeamId>) {
    let mut cells: Vec<(PartKey, &Measurement)> = vec![];
    for ((id, team), all) in &figures.broken {
        let own = all.iter().filter(|one| *id == indicator.id && one.column == column);
        for part in own.flat_map(|one| &one.parts) {
            cells.push(((team.clone(), Some(part.of.clone())), &part.figure));
        }
    }
    let teams: BTreeSet<TeamId> = cells.iter().map(|((team, _), _)| team.clone()).collect();
    for team in &teams {
        let whole = figures.get(&indicator.id, team, period);
        cells.extend(whole.map(|whole| ((team.clone(), None), whole)));
    }
    let settled = hidden.iter().filter(|(_, at)| *at == period);
    let settled: BTreeSet<PartKey> = settled.map(|(team, _)| (team.clone(), None)).collect();
    let systems = counted(indicator).into_iter().map(|counted| {
        let values = cells.iter().filter_map(|(key, figure)| Some((key.clone(), counted(figure)?)));
        let values: BTreeMap<PartKey, i64> = values.collect();
        let sums = part_sums(project, &teams, &values);
        System { sums, guarded: settled.clone(), ..System::new(indicator, rule, values) }
    });
    let systems: Vec<System<PartKey>> = systems.collect();
    let small = |system: &System<PartKey>| {
        let parts = system
            .values
            .iter()
            .filter(|((_, part), value)| part.is_some() && system.small.contains(value));
        parts.map(|(key, _)| key.clone()).collect::<Vec<_>>()
    };
    let mut hidden: BTreeSet<PartKey> = systems.iter().flat_map(small).chain(settled).collect();
    let mut untold: BTreeSet<TeamId> = BTreeSet::new();
    let is_part = |key: &PartKey| key.1.is_some();
    while let Some((system, told)) = systems.iter().find_map(|system| {
        let told = system.told(&hidden, &|key: &PartKey| untold.contains(&key.0))?;
        Some((system, told))
    }) {
        if let Some(next) = system.neighbour(&told, &hidden, &is_part) {
            hidden.insert(next);
        } else {
            // Nothing more can be withheld beside it: not even which values there are is told.
            let own = system.values.keys().filter(|key| key.0 == told.0 && is_part(key));
            hidden.extend(own.cloned());
            untold.insert(told.0);
        }
    }
    (hidden, untold)
}

/// Which parts are sums of which: a figure of its parts, and a part of those of the teams below.
fn part_sums(
    project: &Project,
    teams: &BTreeSet<TeamId>,
    values: &BTreeMap<PartKey, i64>,
) -> Vec<Sum<PartKey>> {
    let mut sums = vec![];
    for (team, part) in values.keys() {
        if part.is_none() {
            let own = values.keys().filter(|key| key.0 == *team && key.1.is_some());
            sums.extend(sum((team.clone(), None), own.cloned().collect(), values));
        }
        let nearest = below(project, team, &|id| teams.contains(id));
        let parts = nearest.into_iter().map(|id| (id, part.clone()));
        sums.extend(sum((team.clone(), part.clone()), parts.collect(), values));
    }
    sums
}

fn hide_parts(
    (indicator, column, _): (&Indicator, &str, Period),
    figures: &mut Measurements,
    (hidden, untold): &(BTreeSet<PartKey>, BTreeSet<TeamId>),
) {
    let all = figures.broken.iter_mut().filter(|((id, _), _)| *id == indicator.id);
    for ((_, team), broken) in all {
        for one in broken.iter_mut().filter(|one| one.column == column) {
            if untold.contains(team) {
                one.parts.clear();
            }
            for part in &mut one.parts {
                if hidden.contains(&(team.clone(), Some(part.of.clone()))) {
                    hide(&mut part.figure);
                }
            }
        }
    }
}

/// Counts that hang together.
struct System<K> {
    values: BTreeMap<K, i64>,
    sums: Vec<Sum<K>>,
    /// Counts that are no small ones and must not be told from others all the same.
    guarded: BTreeSet<K>,
    /// Which counts are small.
    small: RangeInclusive<i64>,
    /// What a withheld count is at least.
    least: i64,
}

/// A count that is the sum of others and a rest that the reader is taken to know.
struct Sum<K> {
    whole: K,
    parts: Vec<K>,
    rest: i64,
}

/// What can be known of a withheld count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bounds {
    low: i64,
    high: Option<i64>,
}

/// A count of a figure.
type Counted = fn(&Measurement) -> Option<i64>;

/// What is counted: one count, or both sides of a share and what is left between them.
fn counted(indicator: &Indicator) -> Vec<Counted> {
    let whole = |figure: &Measurement| figure.value.number()?.to_i64();
    let above = |figure: &Measurement| figure.numerator.as_ref()?.to_i64();
    let below = |figure: &Measurement| figure.denominator.as_ref()?.to_i64();
    let between =
        |figure: &Measurement| (figure.denominator.as_ref()? - figure.numerator.as_ref()?).to_i64();
    if share(&indicator.formula).is_some() { vec![above, below, between] } else { vec![whole] }
}

/// The figures of the indicator by what is counted.
fn systems(
    project: &Project,
    indicator: &Indicator,
    rule: &Suppress,
    figures: &Measurements,
) -> Vec<System<CellKey>> {
    let own = figures.all_of(&indicator.id).filter(|(_, period, _)| indicator.in_force(*period));
    let own: Vec<(CellKey, &Measurement)> =
        own.map(|(team, period, figure)| ((team.clone(), period), figure)).collect();
    let system = |counted: Counted| {
        let values: BTreeMap<CellKey, i64> =
            own.iter().filter_map(|(key, figure)| Some((key.clone(), counted(figure)?))).collect();
        let sums = sums(project, indicator, &values);
        System { sums, ..System::new(indicator, rule, values) }
    };
    counted(indicator).into_iter().map(system).collect()
}

/// Which counts are sums of which: over the nearest teams below, and over the months.
fn sums(
    project: &Project,
    indicator: &Indicator,
    values: &BTreeMap<CellKey, i64>,
) -> Vec<Sum<CellKey>> {
    let mut sums = vec![];
    for (team, period) in values.keys() {
        let has = |id: &TeamId| values.contains_key(&(id.clone(), *period));
        let nearest = below(project, team, &has).into_iter().map(|id| (id, *period));
        sums.extend(sum((team.clone(), *period), nearest.collect(), values));
        let months: Vec<Period> = match indicator.window {
            _ if period.grain() == Grain::Month => vec![],
            Window::Period => period.split(Grain::Month),
            // The latest month of a state is the state.
            _ => period.split(Grain::Month).pop().into_iter().collect(),
        };
        let months = months.into_iter().map(|month| (team.clone(), month));
        sums.extend(sum((team.clone(), *period), months.collect(), values));
    }
    sums
}

/// The counts of the nearest teams below a team that have one: what stands between them and the
/// team is not shown, and so hides nothing.
fn below(project: &Project, team: &TeamId, has: &dyn Fn(&TeamId) -> bool) -> Vec<TeamId> {
    let children = project.teams.children(team);
    let nearest = children.flat_map(|child| match has(&child.id) {
        true => vec![child.id.clone()],
        false => below(project, &child.id, has),
    });
    nearest.collect()
}

fn sum<K: Ord + Clone>(whole: K, parts: Vec<K>, values: &BTreeMap<K, i64>) -> Option<Sum<K>> {
    let parts: Vec<K> = parts.into_iter().filter(|key| values.contains_key(key)).collect();
    let all: i64 = parts.iter().map(|key| values[key]).sum();
    let rest = values[&whole] - all;
    (!parts.is_empty()).then_some(Sum { whole, parts, rest })
}

impl<K: Ord + Clone> System<K> {
    /// Counts that nothing is said to hang together of yet.
    fn new(indicator: &Indicator, rule: &Suppress, values: BTreeMap<K, i64>) -> Self {
        let small = i64::from(!rule.zero)..=i64::from(rule.below) - 1;
        // One side of a withheld share may well be zero; a count of zero is shown.
        let least = i64::from(!rule.zero && share(&indicator.formula).is_none());
        Self { values, sums: vec![], guarded: BTreeSet::new(), small, least }
    }

    /// Another count to be withheld, because a small one can be told from what is visible.
    fn given_away(&self, hidden: &BTreeSet<K>) -> Option<K> {
        let told = self.told(hidden, &|_| false)?;
        self.neighbour(&told, hidden, &|_| true)
    }

    /// A withheld small count that can be told from what is visible.
    fn told(&self, hidden: &BTreeSet<K>, passed: &dyn Fn(&K) -> bool) -> Option<K> {
        let is_small =
            |key: &K| self.values.get(key).is_some_and(|value| self.small.contains(value));
        let matters = |key: &K| (is_small(key) || self.guarded.contains(key)) && !passed(key);
        let bounds = self.bounds(hidden);
        let cornered =
            |key: &&K| bounds.get(*key).is_some_and(|found| found.high == Some(found.low));
        let told = hidden.iter().find(|key| matters(key) && cornered(key)).cloned();
        told.or_else(|| self.solved(hidden).into_iter().find(matters))
    }

    /// The withheld counts that all sums together fix.
    fn solved(&self, hidden: &BTreeSet<K>) -> Vec<K> {
        let unknown: Vec<&K> = hidden.iter().filter(|key| self.values.contains_key(*key)).collect();
        let place = |key: &K| unknown.binary_search(&key).ok();
        let equations = self.sums.iter().map(|sum| Equation {
            plus: sum.parts.iter().filter_map(place).collect(),
            minus: place(&sum.whole).into_iter().collect(),
        });
        let equations: Vec<Equation> =
            equations.filter(|one| !(one.plus.is_empty() && one.minus.is_empty())).collect();
        fixed(&equations, unknown.len()).into_iter().map(|at| unknown[at].clone()).collect()
    }

    /// What the visible counts say of the withheld ones.
    fn bounds(&self, hidden: &BTreeSet<K>) -> BTreeMap<K, Bounds> {
        let known = |(key, value): (&K, &i64)| {
            let own = if hidden.contains(key) {
                Bounds { low: self.least, high: None }
            } else {
                Bounds { low: *value, high: Some(*value) }
            };
            (key.clone(), own)
        };
        let mut bounds: BTreeMap<K, Bounds> = self.values.iter().map(known).collect();
        loop {
            let before = bounds.clone();
            for sum in &self.sums {
                sum.tighten(&mut bounds);
            }
            if bounds == before {
                return bounds;
            }
        }
    }

    /// The smallest visible count that hangs together with one, siblings before sums, near before
    /// far.
    fn neighbour(&self, told: &K, hidden: &BTreeSet<K>, may: &dyn Fn(&K) -> bool) -> Option<K> {
        let mut near: BTreeSet<&K> = BTreeSet::from([told]);
        loop {
            let touching: Vec<&Sum<K>> =
                self.sums.iter().filter(|sum| sum.keys().any(|key| near.contains(key))).collect();
            let visible = |key: &&K| !hidden.contains(*key) && self.values[*key] > 0 && may(key);
            let parts = touching.iter().flat_map(|sum| &sum.parts).filter(visible);
            let wholes = touching.iter().map(|sum| &sum.whole).filter(visible);
            let least = |keys: &mut dyn Iterator<Item = &K>| {
                keys.min_by_key(|key| (self.values[*key], (*key).clone())).cloned()
            };
            let found = least(&mut { parts }).or_else(|| least(&mut { wholes }));
            if found.is_some() {
                return found;
            }
            let wider: BTreeSet<&K> =
                touching.iter().flat_map(|sum| sum.keys()).chain(near.iter().copied()).collect();
            if wider.len() == near.len() {
                return None;
            }
            near = wider;
        }
    }
}

impl<K: Ord + Clone> Sum<K> {
    fn keys(&self) -> impl Iterator<Item = &K> {
        std::iter::once(&self.whole).chain(&self.parts)
    }

    /// Draws what a sum says of its parts, and they of it.
    fn tighten(&self, bounds: &mut BTreeMap<K, Bounds>) {
        let lows: i64 = self.parts.iter().map(|key| bounds[key].low).sum();
        let highs: Option<i64> = self.parts.iter().map(|key| bounds[key].high).sum();
        let whole = bounds[&self.whole];
        let whole = Bounds {
            low: whole.low.max(lows + self.rest),
            high: least(whole.high, highs.map(|highs| highs + self.rest)),
        };
        bounds.insert(self.whole.clone(), whole);
        for key in &self.parts {
            let own = bounds[key];
            let others_low = lows - own.low;
            let others_high = highs.zip(own.high).map(|(all, own)| all - own);
            // Where only this part is without an upper bound, the others still have theirs.
            let others_high = others_high.or_else(|| {
                let others = self.parts.iter().filter(|other| *other != key);
                others.map(|other| bounds[other].high).sum()
            });
            let from_whole = others_high.map(|others| whole.low - self.rest - others);
            let own = Bounds {
                low: own.low.max(from_whole.unwrap_or(own.low)),
                high: least(own.high, whole.high.map(|high| high - self.rest - others_low)),
            };
            bounds.insert(key.clone(), own);
        }
    }
}

fn least(a: Option<i64>, b: Option<i64>) -> Option<i64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, other) => one.or(other),
    }
}

/// Whether a figure was withheld: nothing that it was made from may be shown either.
pub fn is_withheld(figure: &Measurement) -> bool {
    figure.value.blank().is_some_and(|(blank, _)| blank == Blank::Suppressed)
}
