//! Figures of units above others that are the mean of their units, and no roll-up of rows: each unit
//! counts once, however many rows it has.

use crate::domain::{Blank, IndicatorId, Number, Period, Reason, TeamId, Value};
use crate::spec::parent::Parent;
use crate::spec::{Indicator, Project};

use super::measurement::{Measurement, Measurements};

/// The units whose mean a team's figure is, in the order of the tree; none where it is its own.
pub fn members<'a>(
    project: &'a Project,
    indicator: &'a Indicator,
    team: &TeamId,
) -> Vec<&'a TeamId> {
    let Some(parent) = indicator.parent else { return vec![] };
    let measured = project.measured_teams(indicator);
    let below = |above: &TeamId| {
        let own = measured.iter().copied();
        own.filter(|id| *id != above && project.teams.is_within(id, above)).collect::<Vec<_>>()
    };
    let units = below(team);
    match parent {
        Parent::Mean => units.into_iter().filter(|unit| below(unit).is_empty()).collect(),
        Parent::MeanWithOwn if units.is_empty() => units,
        Parent::MeanWithOwn => {
            measured.iter().copied().filter(|id| project.teams.is_within(id, team)).collect()
        }
    }
}

/// Puts means in the place of the figures of all units above others, for one period.
pub(super) fn means(
    project: &Project,
    indicator: &Indicator,
    period: Period,
    figures: &mut Measurements,
) {
    if indicator.parent.is_none() {
        return;
    }
    let made: Vec<(&TeamId, Measurement)> = project
        .measured_teams(indicator)
        .into_iter()
        .filter_map(|team| Some((team, mean(project, indicator, team, period, figures)?)))
        .collect();
    for (team, figure) in made {
        if let Some(own) = figures.get_mut(&indicator.id, team, period) {
            *own = figure;
        }
    }
}

/// The mean of a team's units; nothing where it has none or its own figure is declared to be none.
fn mean(
    project: &Project,
    indicator: &Indicator,
    team: &TeamId,
    period: Period,
    figures: &Measurements,
) -> Option<Measurement> {
    let members = members(project, indicator, team);
    let own = figures.get(&indicator.id, team, period)?;
    let is_declared = matches!(
        &own.value,
        Value::Blank(_, Reason::Declared(_) | Reason::NotInForce | Reason::TwoVersions(_))
    );
    if members.is_empty() || is_declared {
        return None;
    }
    let parts: Vec<(&TeamId, &Measurement)> = members
        .into_iter()
        .filter_map(|unit| Some((unit, figures.get(&indicator.id, unit, period)?)))
        .collect();
    let is_open = |value: &Value| matches!(value, Value::Blank(Blank::Missing, _));
    let sum = |of: fn(&Measurement) -> usize| parts.iter().map(|(_, one)| of(one)).sum();
    Some(Measurement {
        value: of_units(&indicator.id, parts.iter().map(|(_, one)| &one.value)),
        numerator: None,
        denominator: None,
        parts: parts.iter().map(|(unit, one)| (unit.to_string(), one.value.clone())).collect(),
        steps: vec![],
        window: own.window,
        as_of: own.as_of,
        coverage: None,
        uncovered: parts
            .iter()
            .filter(|(_, one)| is_open(&one.value))
            .map(|(unit, _)| (*unit).clone())
            .collect(),
        rows_empty: sum(|one| one.rows_empty),
        rows_used: sum(|one| one.rows_used),
        rows_set_aside: sum(|one| one.rows_set_aside),
        issued: None,
        counts: None,
    })
}

/// The mean of values: what does not apply is left out, and what is missing or withheld makes the
/// mean the same, for it has a value that nobody knows here.
fn of_units<'a>(id: &IndicatorId, values: impl Iterator<Item = &'a Value>) -> Value {
    let mut sum = Number::zero();
    let mut count = 0_u32;
    let mut gravest: Option<(Blank, &Reason)> = None;
    for value in values {
        match value {
            Value::Number(number) => {
                sum = &sum + number;
                count += 1;
            }
            Value::Blank(blank, reason) if gravest.is_none_or(|(known, _)| *blank > known) => {
                gravest = Some((*blank, reason));
            }
            Value::Blank(..) => {}
        }
    }
    match gravest {
        Some((blank, reason)) if count == 0 || blank > Blank::NotApplicable => {
            Value::Blank(blank, reason.clone())
        }
        _ => match sum.checked_div(&Number::from(count)) {
            Some(mean) => Value::Number(mean),
            None => Value::missing(Reason::Upstream(id.clone())),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_that_do_not_apply_are_left_out_and_open_ones_are_not() {
        let number = |n: u32| Value::Number(Number::from(n));
        let none = Value::not_applicable(Reason::NoTeam);
        let missing = Value::missing(Reason::NoValues);
        let hidden = Value::Blank(Blank::Suppressed, Reason::SmallCount);
        let check = |values: &[&Value], expected: Value| {
            let id = IndicatorId::new("x");
            assert_eq!(of_units(&id, values.iter().copied()), expected, "{values:?}");
        };
        let (hundred, eighty) = (number(100), number(80));
        check(&[&hundred, &eighty], number(90));
        check(&[&hundred, &none, &eighty], number(90));
        check(&[&none, &none], none.clone());
        check(&[&hundred, &missing, &none], missing.clone());
        check(&[&missing, &hidden, &hundred], hidden.clone());
    }
}
