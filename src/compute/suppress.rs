//! Withholds small counts, and as many others as it takes that no subtraction gives them away.
//!
//! What is published hangs together: a team's count is that of the teams below it and its own, and
//! a quarter's that of its months. Whoever knows a sum and all of its parts but one knows the last
//! one too. So the attack is carried out here, with bounds on every withheld cell and with all sums
//! taken together, and the smallest neighbour of what it finds is withheld as well, until it finds
//! nothing.
//!
//! **Invariant:** no withheld small count is fixed by what stays visible, taking a team's own rows
//! as known to the reader.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use crate::domain::{Blank, Grain, Period, Reason, TeamId, Value};
use crate::spec::honesty::Suppress;
use crate::spec::share::share;
use crate::spec::{Indicator, Project, Window};

use super::elimination::{Equation, fixed};
use super::measurement::{Measurement, Measurements};

/// A figure of the indicator in question.
type CellKey = (TeamId, Period);

/// Withholds what the definitions want withheld.
pub(super) fn suppress(project: &Project, figures: &mut Measurements) {
    for indicator in project.indicators.iter().flat_map(Indicator::versions) {
        let Some(rule) = &indicator.honesty.suppress else { continue };
        for (team, period) in withheld(project, indicator, rule, figures) {
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
    let small = |system: &System| {
        let own = system.values.iter().filter(|(_, value)| system.small.contains(value));
        own.map(|(key, _)| key.clone()).collect::<Vec<_>>()
    };
    let mut hidden: BTreeSet<CellKey> = systems.iter().flat_map(small).collect();
    while let Some(next) = systems.iter().find_map(|system| system.given_away(&hidden)) {
        hidden.insert(next);
    }
    hidden
}

/// Counts that hang together.
struct System {
    values: BTreeMap<CellKey, i64>,
    sums: Vec<Sum>,
    /// Which counts are small.
    small: RangeInclusive<i64>,
    /// What a withheld count is at least.
    least: i64,
}

/// A count that is the sum of others and a rest that the reader is taken to know.
struct Sum {
    whole: CellKey,
    parts: Vec<CellKey>,
    rest: i64,
}

/// What can be known of a withheld count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bounds {
    low: i64,
    high: Option<i64>,
}

/// What is counted: one count, or both sides of a share and what is left between them.
fn systems(
    project: &Project,
    indicator: &Indicator,
    rule: &Suppress,
    figures: &Measurements,
) -> Vec<System> {
    let own = figures.all_of(&indicator.id).filter(|(_, period, _)| indicator.in_force(*period));
    let own: Vec<(CellKey, &Measurement)> =
        own.map(|(team, period, figure)| ((team.clone(), period), figure)).collect();
    type Counted = fn(&Measurement) -> Option<i64>;
    let whole = |figure: &Measurement| figure.value.number()?.to_i64();
    let above = |figure: &Measurement| figure.numerator.as_ref()?.to_i64();
    let below = |figure: &Measurement| figure.denominator.as_ref()?.to_i64();
    let between =
        |figure: &Measurement| (figure.denominator.as_ref()? - figure.numerator.as_ref()?).to_i64();
    let is_share = share(&indicator.formula).is_some();
    let counted: Vec<Counted> = if is_share { vec![above, below, between] } else { vec![whole] };
    let system = |counted: Counted| {
        let values: BTreeMap<CellKey, i64> =
            own.iter().filter_map(|(key, figure)| Some((key.clone(), counted(figure)?))).collect();
        let sums = sums(project, indicator, &values);
        let small = i64::from(!rule.zero)..=i64::from(rule.below) - 1;
        // One side of a withheld share may well be zero; a count of zero is shown.
        let least = i64::from(!rule.zero && !is_share);
        System { values, sums, small, least }
    };
    counted.into_iter().map(system).collect()
}

/// Which counts are sums of which: over the nearest teams below, and over the months.
fn sums(project: &Project, indicator: &Indicator, values: &BTreeMap<CellKey, i64>) -> Vec<Sum> {
    let mut sums = vec![];
    for (team, period) in values.keys() {
        sums.extend(sum((team, *period), below(project, team, *period, values), values));
        let months: Vec<Period> = match indicator.window {
            _ if period.grain() == Grain::Month => vec![],
            Window::Period => period.split(Grain::Month),
            // The latest month of a state is the state.
            _ => period.split(Grain::Month).pop().into_iter().collect(),
        };
        let months = months.into_iter().map(|month| (team.clone(), month));
        sums.extend(sum((team, *period), months.collect(), values));
    }
    sums
}

/// The counts of the nearest teams below a team that have one: what stands between them and the
/// team is not shown, and so hides nothing.
fn below(
    project: &Project,
    team: &TeamId,
    period: Period,
    values: &BTreeMap<CellKey, i64>,
) -> Vec<CellKey> {
    let children = project.teams.children(team);
    let nearest = children.flat_map(|child| {
        let own = (child.id.clone(), period);
        if values.contains_key(&own) {
            vec![own]
        } else {
            below(project, &child.id, period, values)
        }
    });
    nearest.collect()
}

fn sum(
    whole: (&TeamId, Period),
    parts: Vec<CellKey>,
    values: &BTreeMap<CellKey, i64>,
) -> Option<Sum> {
    let whole = (whole.0.clone(), whole.1);
    let parts: Vec<CellKey> = parts.into_iter().filter(|key| values.contains_key(key)).collect();
    let all: i64 = parts.iter().map(|key| values[key]).sum();
    let rest = values[&whole] - all;
    (!parts.is_empty()).then_some(Sum { whole, parts, rest })
}

impl System {
    /// Another count to be withheld, because a small one can be told from what is visible.
    fn given_away(&self, hidden: &BTreeSet<CellKey>) -> Option<CellKey> {
        let is_small =
            |key: &CellKey| self.values.get(key).is_some_and(|value| self.small.contains(value));
        let bounds = self.bounds(hidden);
        let cornered =
            |key: &&CellKey| bounds.get(*key).is_some_and(|found| found.high == Some(found.low));
        let told = hidden.iter().find(|key| is_small(key) && cornered(key)).cloned();
        let told = told.or_else(|| self.solved(hidden).into_iter().find(is_small))?;
        self.neighbour(&told, hidden)
    }

    /// The withheld counts that all sums together fix.
    fn solved(&self, hidden: &BTreeSet<CellKey>) -> Vec<CellKey> {
        let unknown: Vec<&CellKey> =
            hidden.iter().filter(|key| self.values.contains_key(*key)).collect();
        let place = |key: &CellKey| unknown.binary_search(&key).ok();
        let equations = self.sums.iter().map(|sum| Equation {
            plus: sum.parts.iter().filter_map(place).collect(),
            minus: place(&sum.whole).into_iter().collect(),
        });
        let equations: Vec<Equation> =
            equations.filter(|one| !(one.plus.is_empty() && one.minus.is_empty())).collect();
        fixed(&equations, unknown.len()).into_iter().map(|at| unknown[at].clone()).collect()
    }

    /// What the visible counts say of the withheld ones.
    fn bounds(&self, hidden: &BTreeSet<CellKey>) -> BTreeMap<CellKey, Bounds> {
        let known = |(key, value): (&CellKey, &i64)| {
            let own = if hidden.contains(key) {
                Bounds { low: self.least, high: None }
            } else {
                Bounds { low: *value, high: Some(*value) }
            };
            (key.clone(), own)
        };
        let mut bounds: BTreeMap<CellKey, Bounds> = self.values.iter().map(known).collect();
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
    fn neighbour(&self, told: &CellKey, hidden: &BTreeSet<CellKey>) -> Option<CellKey> {
        let mut near: BTreeSet<&CellKey> = BTreeSet::from([told]);
        loop {
            let touching: Vec<&Sum> =
                self.sums.iter().filter(|sum| sum.keys().any(|key| near.contains(key))).collect();
            let visible = |key: &&CellKey| !hidden.contains(*key) && self.values[*key] > 0;
            let parts = touching.iter().flat_map(|sum| &sum.parts).filter(visible);
            let wholes = touching.iter().map(|sum| &sum.whole).filter(visible);
            let least = |keys: &mut dyn Iterator<Item = &CellKey>| {
                keys.min_by_key(|key| (self.values[*key], (*key).clone())).cloned()
            };
            let found = least(&mut { parts }).or_else(|| least(&mut { wholes }));
            if found.is_some() {
                return found;
            }
            let wider: BTreeSet<&CellKey> =
                touching.iter().flat_map(|sum| sum.keys()).chain(near.iter().copied()).collect();
            if wider.len() == near.len() {
                return None;
            }
            near = wider;
        }
    }
}

impl Sum {
    fn keys(&self) -> impl Iterator<Item = &CellKey> {
        std::iter::once(&self.whole).chain(&self.parts)
    }

    /// Draws what a sum says of its parts, and they of it.
    fn tighten(&self, bounds: &mut BTreeMap<CellKey, Bounds>) {
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
