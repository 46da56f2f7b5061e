//! Everything a report is built from.

use crate::compute::{Ask, Measurement, Measurements};
use crate::diag::{Diagnostics, Sources};
use crate::domain::seal::Seals;
use crate::domain::{Coverage, IndicatorId, Ledger, Period, TeamId};
use crate::messages::{Lang, Messages};
use crate::score::{Grade, Scorecards};
use crate::spec::{Indicator, Project};

/// Everything a report is built from.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The definitions.
    pub project: &'a Project,
    /// The figures.
    pub figures: &'a Measurements,
    /// The judgements.
    pub graded: &'a Scorecards,
    /// Who handed in what.
    pub coverage: &'a Coverage,
    /// The fate of every row.
    pub ledger: &'a Ledger,
    /// What is wrong with the data.
    pub findings: &'a Diagnostics,
    /// What was published of sealed periods.
    pub seals: &'a Seals,
    /// What was asked for.
    pub ask: &'a Ask,
    /// The words.
    pub words: &'a Messages,
}

impl<'a> Input<'a> {
    /// The figure of a team for a period.
    pub fn figure(
        &self,
        id: &IndicatorId,
        team: &TeamId,
        period: Period,
    ) -> Option<&'a Measurement> {
        self.figures.get(id, team, period)
    }

    /// The judgement of a figure.
    pub fn grade(&self, id: &IndicatorId, team: &TeamId, period: Period) -> Option<&'a Grade> {
        self.graded.get(id, team, period)
    }

    /// The indicators that people see, in the order of the definitions: none that is measured for
    /// nobody, since the office has no such unit.
    pub fn indicators(&self) -> impl Iterator<Item = &'a Indicator> {
        let (project, at) = (self.project, self.ask.period);
        let seen = project.indicators.iter().map(move |one| one.at(at)).filter(|one| !one.hidden);
        seen.filter(|one| !project.measured_teams(one).is_empty())
    }

    /// The indicator of this name as it is defined for the period.
    pub fn indicator(&self, id: &IndicatorId) -> Option<&'a Indicator> {
        self.project.indicator_at(id, self.ask.period)
    }

    /// The texts of the definitions.
    pub fn sources(&self) -> &'a Sources {
        &self.project.sources
    }

    /// The words of a key.
    pub fn word(&self, key: &str) -> String {
        self.words.word(key)
    }

    /// The words of a key with arguments.
    pub fn text(&self, key: &str, args: &[(&str, String)]) -> String {
        self.words.text(key, args)
    }

    /// The language of numbers.
    pub fn lang(&self) -> Lang {
        self.words.lang()
    }
}

/// The anchor of a team's section.
pub fn team_anchor(team: &TeamId) -> String {
    format!("tim-{}", team.as_str().replace('_', "-"))
}
