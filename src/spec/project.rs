//! Everything the definitions say, validated.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::Sources;
use crate::domain::{Calendar, DatasetId, IndicatorId, Period, ScorecardId, TeamId, TeamTree};

use super::revision::Revision;
use super::trial::Trial;
use super::waiver::Waiver;
use super::{AnswerScale, Dataset, Goal, Indicator, Notes, Predicate, Scale, Scorecard, Topic};

/// A validated project: the office, its data contracts, its indicators and scorecards.
#[derive(Clone, Debug, Default)]
pub struct Project {
    /// The office.
    pub office: Office,
    /// Its teams.
    pub teams: TeamTree,
    /// Its working days.
    pub calendar: Calendar,
    /// Data contracts, in the order of the definition files.
    pub datasets: Vec<Dataset>,
    /// Indicators in the order of the definition files, each in its latest version.
    pub indicators: Vec<Indicator>,
    /// Rating scales by name.
    pub scales: BTreeMap<String, Scale>,
    /// Answer scales, in the order of the definition files.
    pub answer_scales: Vec<AnswerScale>,
    /// Findings that are excused, in the order of the definition files.
    pub waivers: Vec<Waiver>,
    /// Declared changes of targets and weights after the first seal of a year.
    pub revisions: Vec<Revision>,
    /// Scorecards in the order of the definition files, each of their dated versions by itself.
    pub scorecards: Vec<Scorecard>,
    /// Predicates, in the order of the definition files.
    pub predicates: Vec<Predicate>,
    /// Tests of the definitions, in the order of their files.
    pub trials: Vec<Trial>,
    /// Topics of complaints and issues, in the order of the definition files.
    pub topics: Vec<Topic>,
    /// Objectives and programmes, in the order of the definition files.
    pub goals: Vec<Goal>,
    /// Files that the planner gave to datasets, or to none: no pattern of a definition reads them.
    pub given_files: BTreeSet<String>,
    /// Meetings, their decisions, remarks and follow-up actions.
    pub notes: Notes,
    /// The definition files that were read, in order.
    pub files: Vec<String>,
    /// Their texts, for printing the guilty lines.
    pub sources: Sources,
}

/// The office that the project is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Office {
    /// Its official name.
    pub name: String,
    /// A short name.
    pub short: String,
    /// Whether its data are fictional; every document says so then.
    pub demo: bool,
    /// The language of documents, `id` or `en`.
    pub language: String,
}

impl Project {
    /// The dataset of this name.
    pub fn dataset(&self, id: &DatasetId) -> Option<&Dataset> {
        self.datasets.iter().find(|dataset| dataset.id == *id)
    }

    /// The indicator of this name in its latest version.
    pub fn indicator(&self, id: &IndicatorId) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.id == *id)
    }

    /// The version of the indicator of this name that is valid on a period's last day; the latest
    /// one if none is.
    pub fn indicator_at(&self, id: &IndicatorId, period: Period) -> Option<&Indicator> {
        self.indicator(id).map(|indicator| indicator.at(period))
    }

    /// The version of the scorecard of this name that is valid on a period's last day.
    pub fn scorecard_at(&self, id: &ScorecardId, period: Period) -> Option<&Scorecard> {
        self.scorecards.iter().find(|one| one.id == *id && one.in_force(period))
    }

    /// The answer scale of this name.
    pub fn answer_scale(&self, name: &str) -> Option<&AnswerScale> {
        self.answer_scales.iter().find(|scale| scale.id == name)
    }

    /// The teams that this indicator has a figure for, in tree order.
    pub fn measured_teams<'a>(&'a self, indicator: &'a Indicator) -> Vec<&'a TeamId> {
        self.teams_of(&indicator.measured)
    }

    /// The teams meant, in tree order.
    pub fn teams_of(&self, measured: &super::Measured) -> Vec<&TeamId> {
        use super::Measured;
        let all = self.teams.iter().map(|team| &team.id);
        match measured {
            Measured::Office => self.teams.root().map(|team| &team.id).into_iter().collect(),
            Measured::Each => all.collect(),
            Measured::Teams(listed) => all.filter(|id| listed.contains(id)).collect(),
        }
    }

    /// The teams expected to hand in this dataset while they exist, in tree order: leaves, and units
    /// above them that are listed by name or kind. Those that are no part of the structure any more
    /// come last.
    pub fn expected_teams<'a>(&'a self, dataset: &'a Dataset) -> Vec<&'a TeamId> {
        let expected = &dataset.collection.expected;
        let wanted =
            |id: &&TeamId| expected.includes(id) && (expected.is_list() || self.teams.is_leaf(id));
        self.teams.ever().map(|team| &team.id).filter(wanted).collect()
    }

    /// Of these months, those that a team owes: it exists on their last day.
    pub fn owed(&self, team: &TeamId, months: &[Period]) -> Vec<Period> {
        let exists =
            |month: &&Period| self.teams.get(team).is_some_and(|t| t.exists_on(month.end()));
        months.iter().filter(exists).copied().collect()
    }
}
