//! What a change of a share of several units is made of: their own changes, and the change of how
//! much each of them weighs. An office can fall while every team rises.

use std::collections::BTreeSet;

use crate::compute::{Measurement, Measurements};
use crate::domain::{Number, Period, Reason, TeamId, Value};
use crate::spec::share::share;
use crate::spec::{Indicator, Project};

use super::small::is_small;

/// A change taken apart, exactly: both parts sum to it, and so do the contributions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// What the units' own shares contributed (*dalam tim*).
    pub within: Number,
    /// What the shift of weight between them contributed (*komposisi*).
    pub mix: Number,
    /// What each unit contributed in both ways, in the order of the tree.
    pub units: Vec<(TeamId, Number)>,
}

/// Numerator and denominator of one unit, before and now.
type Counts = [(Number, Number); 2];

/// Takes the change of a share between two periods apart, by the units at the bottom of the tree.
///
/// `None` for anything but counts of rows that add up, for fewer than two units, across a cut, for
/// few rows, where some unit is blank for any reason but having nothing to count, and where the
/// units' counts do not sum to those of the whole.
pub fn split(
    project: &Project,
    indicator: &Indicator,
    team: &TeamId,
    (before, now): (Period, Period),
    figures: &Measurements,
) -> Option<Split> {
    let share = share(&indicator.formula).filter(|share| share.adds_up)?;
    if indicator.cut_between(before, now).is_some() || project.teams.is_leaf(team) {
        return None;
    }
    let figure = |id: &TeamId, at: Period| figures.get(&indicator.id, id, at);
    let whole = |at: Period| {
        let one = figure(team, at).filter(|one| !is_small(indicator, one))?;
        one.value.number()?;
        counts(one)
    };
    let (then, later) = (whole(before)?, whole(now)?);
    let measured: BTreeSet<&TeamId> = project.measured_teams(indicator).into_iter().collect();
    let leaves = project.teams.leaves(team).filter(|leaf| measured.contains(&leaf.id));
    let mut units: Vec<(TeamId, Counts)> = vec![];
    for leaf in leaves {
        let at = |at: Period| known(figure(&leaf.id, at)?);
        units.push((leaf.id.clone(), [at(before)?, at(now)?]));
    }
    // Rows that are named after the whole and no unit below it are a unit of their own.
    let own = [0, 1].map(|at| {
        let all = if at == 0 { &then } else { &later };
        let left = |all: &Number, part: &dyn Fn(&(Number, Number)) -> Number| {
            units.iter().fold(all.clone(), |left, (_, counts)| &left - &part(&counts[at]))
        };
        (left(&all.0, &|one| one.0.clone()), left(&all.1, &|one| one.1.clone()))
    });
    if own.iter().any(|(part, all)| part.is_negative() || all.is_negative() || part > all) {
        return None;
    }
    if own.iter().any(|(_, all)| !all.is_zero()) {
        units.push((team.clone(), own));
    }
    (units.len() > 1).then(|| parts(units, &share.whole, [&then.1, &later.1]))?
}

/// What a unit counted: nothing where there was nothing to count, and not known where it is blank
/// for any other reason, as what is withheld or not handed in.
fn known(figure: &Measurement) -> Option<(Number, Number)> {
    match &figure.value {
        Value::Number(_) => counts(figure),
        Value::Blank(_, Reason::ZeroDenominator) => Some(Default::default()),
        Value::Blank(..) => None,
    }
}

fn counts(figure: &Measurement) -> Option<(Number, Number)> {
    figure.numerator.clone().zip(figure.denominator.clone())
}

/// Each unit's own change by its mean weight, and its change of weight by its mean share.
fn parts(units: Vec<(TeamId, Counts)>, whole: &Number, totals: [&Number; 2]) -> Option<Split> {
    let half = Number::from_scaled(5, 1);
    let mut split = Split { within: Number::zero(), mix: Number::zero(), units: vec![] };
    for (id, [then, now]) in units {
        let shares = [then.0.checked_div(&then.1), now.0.checked_div(&now.1)];
        // Where a unit had nothing to count, its other share stands for it: all is weight.
        let [Some(first), Some(second)] = (match shares {
            [Some(a), None] => [Some(a.clone()), Some(a)],
            [None, Some(b)] => [Some(b.clone()), Some(b)],
            both => both,
        }) else {
            continue;
        };
        let weights = [then.1.checked_div(totals[0])?, now.1.checked_div(totals[1])?];
        let own = &(&(&second - &first) * &(&weights[0] + &weights[1])) * &half;
        let shift = &(&(&weights[1] - &weights[0]) * &(&first + &second)) * &half;
        let (own, shift) = (&own * whole, &shift * whole);
        split.units.push((id, &own + &shift));
        split.within = &split.within + &own;
        split.mix = &split.mix + &shift;
    }
    Some(split)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(part: u32, all: u32) -> (Number, Number) {
        (Number::from(part), Number::from(all))
    }

    fn unit(id: &str, then: (u32, u32), now: (u32, u32)) -> (TeamId, Counts) {
        (TeamId::new(id), [pair(then.0, then.1), pair(now.0, now.1)])
    }

    fn of(units: Vec<(TeamId, Counts)>, totals: [u32; 2]) -> Split {
        let totals = totals.map(Number::from);
        parts(units, &Number::from(100u32), [&totals[0], &totals[1]]).unwrap()
    }

    /// Both teams rise by ten points, the office falls from 68 to 42 percent: the weak one, with a
    /// fifth of the cases before, has four fifths of them now.
    #[test]
    fn every_team_rises_and_the_office_falls() {
        let weak = unit("lemah", (10, 50), (60, 200));
        let strong = unit("kuat", (160, 200), (45, 50));
        let split = of(vec![weak, strong], [250, 250]);
        let fell = Number::from(42u32);
        let total = Number::from_scaled(68, 0);
        // 170 of 250 are 68, 105 of 250 are 42: 26 points less, of which 10 more within.
        assert_eq!(&split.within + &split.mix, &fell - &total);
        assert_eq!(
            (split.within.to_fixed(2), split.mix.to_fixed(2)),
            ("10.00".into(), "-36.00".into())
        );
        let sum = split.units.iter().fold(Number::zero(), |sum, (_, one)| &sum + one);
        assert_eq!(sum, &split.within + &split.mix);
    }

    /// A unit without cases before: everything that it brings is composition.
    #[test]
    fn what_is_new_is_composition() {
        let split = of(
            vec![unit("lama", (50, 100), (50, 100)), unit("baru", (0, 0), (90, 100))],
            [100, 200],
        );
        assert!(split.within.is_zero());
        assert_eq!(split.mix.to_fixed(2), "20.00");
    }
}
