//! Figures that are read from filled-in scorecards, and those made from them: the last of all
//! figures, for the cards must be filled in first.

use std::collections::BTreeSet;

use crate::domain::{IndicatorId, Period, Reason, TeamId, Value};
use crate::spec::card_read::CardRead;
use crate::spec::{Indicator, Project};

pub use crate::spec::check::card_reads::hang_on_cards;

use super::ask::Ask;
use super::composite::composites;
use super::covered::out_of_force;
use super::measurement::{Measurement, Measurements};
use super::plan::Periods;
use super::window::span;

/// What a card says to an indicator of a team for a period: a value, numerator and denominator, and
/// the parts it is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The value.
    pub value: Value,
    /// What is counted and of how many, where it is a share of a number of things.
    pub ratio: Option<(crate::domain::Number, crate::domain::Number)>,
    /// What it is made of.
    pub parts: Vec<(String, Value)>,
}

/// The periods for which some indicator reads a card.
pub fn read_periods(project: &Project, ask: &Ask) -> BTreeSet<Period> {
    let periods = Periods::new(project, ask);
    let reading = project.indicators.iter().filter(|one| one.card_reads().next().is_some());
    reading.flat_map(|one| periods.of(one)).collect()
}

/// Adds the figures that are read from cards, as `read` reads them, and those made from them. What
/// is there already was given and stays.
pub fn add_read(
    project: &Project,
    ask: &Ask,
    figures: &mut Measurements,
    read: &dyn Fn(&CardRead, &TeamId, Period) -> Reading,
) {
    let late = hang_on_cards(project);
    if late.is_empty() {
        return;
    }
    let known: BTreeSet<IndicatorId> =
        figures.iter().map(|(id, ..)| id.clone()).filter(|id| late.contains(id)).collect();
    let periods = Periods::new(project, ask);
    let own = project.indicators.iter().filter(|one| one.card_reads().next().is_some());
    for latest in own.filter(|one| !known.contains(&one.id)) {
        for period in periods.of(latest) {
            let indicator = latest.at(period);
            let Some(card) = &indicator.card else { continue };
            for team in project.measured_teams(indicator) {
                let figure =
                    figure(project, indicator, (team, period), ask, read(card, team, period));
                periods.keep(figures, &indicator.id, team, period, figure);
            }
        }
    }
    let left_out = |id: &IndicatorId| known.contains(id) || !late.contains(id);
    composites(project, ask, &periods, &left_out, figures);
}

fn figure(
    project: &Project,
    indicator: &Indicator,
    (team, period): (&TeamId, Period),
    ask: &Ask,
    reading: Reading,
) -> Measurement {
    let span = span(indicator.window, period, ask.as_of.min(period.end()));
    let blank = match indicator.not_applicable_on(team, span.as_of) {
        Some(words) => Some(Reason::Declared(words.to_owned())),
        None => out_of_force(project, indicator, period, &span),
    };
    let value = blank.map_or(reading.value, Value::not_applicable);
    let ratio = reading.ratio.filter(|_| value.number().is_some());
    let (numerator, denominator) = ratio.unzip();
    Measurement {
        numerator,
        denominator,
        parts: reading.parts,
        window: (span.start, span.end),
        ..Measurement::given(value, period, span.as_of)
    }
}
