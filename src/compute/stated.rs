//! What datasets state outright, without any reduction: targets and answers.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Diagnostic, Diagnostics};
use crate::domain::{Coverage, Date, IndicatorId, Period, Reason, ScorecardId, TeamId, Value};
use crate::load::table::Tables;
use crate::spec::cited::Cited;
use crate::spec::expr::{Overflow, Scalar};
use crate::spec::{Indicator, Project, Target};

use super::answers::{Answers, answers};
use super::ask::{Ask, periods};
use super::statements::Statements;

/// What datasets state outright.
#[derive(Clone, Debug, Default)]
pub struct Stated {
    /// The cut-off date of the run.
    pub as_of: Option<Date>,
    targets: BTreeMap<(IndicatorId, TeamId, Period), Value>,
    /// Shared by copies until one assumes something else.
    answers: BTreeMap<(ScorecardId, TeamId, Period), Arc<Answers>>,
}

impl Stated {
    /// The target of an indicator that a dataset states for a team and a period.
    pub fn target(&self, indicator: &IndicatorId, team: &TeamId, period: Period) -> Option<&Value> {
        self.targets.get(&(indicator.clone(), team.clone(), period))
    }

    /// The answers of a team to the questions of a scorecard for a period.
    pub fn answers(&self, card: &ScorecardId, team: &TeamId, period: Period) -> Option<&Answers> {
        self.answers.get(&(card.clone(), team.clone(), period)).map(Arc::as_ref)
    }

    /// The same, to be changed: what if it were otherwise.
    pub fn answers_mut(
        &mut self,
        card: &ScorecardId,
        team: &TeamId,
        period: Period,
    ) -> &mut Answers {
        Arc::make_mut(self.answers.entry((card.clone(), team.clone(), period)).or_default())
    }

    /// The periods for which answers were looked up.
    pub fn periods(&self) -> impl Iterator<Item = Period> {
        self.answers.keys().map(|(_, _, period)| *period)
    }
}

/// Looks up everything that the definitions want stated.
pub(super) fn stated(
    project: &Project,
    tables: &Tables,
    coverage: &Coverage,
    ask: &Ask,
    diags: &mut Diagnostics,
) -> Stated {
    let mut stated = Stated { as_of: Some(ask.as_of), ..Stated::default() };
    for latest in &project.indicators {
        for period in periods(latest, ask) {
            let indicator = latest.at(period);
            let Some(Target::Dataset(cited)) = &indicator.target else { continue };
            let seeker = Seeker { project, tables, coverage, indicator, cited };
            seeker.targets(period, &mut stated, diags);
        }
    }
    for scorecard in &project.scorecards {
        let own = answers(project, scorecard, (tables, coverage), ask, diags).into_iter();
        let own = own.filter(|(_, at, _)| scorecard.in_force(*at));
        let keyed =
            own.map(|(team, at, given)| ((scorecard.id.clone(), team, at), Arc::new(given)));
        stated.answers.extend(keyed);
    }
    stated
}

/// Looks for the targets of one indicator.
struct Seeker<'a> {
    project: &'a Project,
    tables: &'a Tables,
    coverage: &'a Coverage,
    indicator: &'a Indicator,
    cited: &'a Cited,
}

impl Seeker<'_> {
    fn targets(&self, period: Period, stated: &mut Stated, diags: &mut Diagnostics) {
        let id = &self.cited.dataset;
        let found = self.project.dataset(id).zip(self.tables.get(id));
        let found = found.filter(|_| self.coverage.has_files(id));
        let key = |team: &TeamId| (self.indicator.id.clone(), team.clone(), period);
        let teams = self.project.measured_teams(self.indicator);
        let Some((dataset, table)) = found else {
            let none = || Value::missing(Reason::NoFile(id.clone()));
            stated.targets.extend(teams.into_iter().map(|team| (key(team), none())));
            return;
        };
        // A target speaks of days to come: what is dated after the cut-off is stated all the same.
        let statements = Statements::new(self.project, dataset, table, period.end());
        let values = statements.and_then(|statements| {
            let each = teams.iter().map(|team| self.target(&statements, team, period, diags));
            each.collect::<Result<Vec<Value>, Overflow>>()
        });
        match values {
            Ok(values) => {
                let pairs = teams.into_iter().zip(values);
                stated.targets.extend(pairs.map(|(team, value)| (key(team), value)));
            }
            Err(_) => {
                let problem = Diagnostic::error("number-too-large", self.cited.origin.clone());
                diags.push(problem.arg("dataset", id).arg("cause", &self.cited.value));
            }
        }
    }

    fn target(
        &self,
        statements: &Statements<'_>,
        team: &TeamId,
        period: Period,
        diags: &mut Diagnostics,
    ) -> Result<Value, Overflow> {
        let speaks = |row: usize| match &self.cited.filter {
            Some(filter) => Ok(statements.value(row, filter)?.holds()),
            None => Ok(true),
        };
        let at = (period, self.cited.max_age);
        let rows = statements.latest(self.project, Some(team), at, &speaks)?;
        let none = || Value::missing(Reason::NoRow(self.cited.dataset.clone()));
        if let [first, others @ ..] = rows.as_slice()
            && !others.is_empty()
        {
            let mut problem = Diagnostic::warning("target-twice", statements.origin(*first))
                .arg("indicator", &self.indicator.id)
                .arg("dataset", &self.cited.dataset)
                .arg("team", team);
            problem.more = others.iter().map(|row| statements.origin(*row)).collect();
            if !diags.iter().any(|known| *known == problem) {
                diags.push(problem);
            }
            return Ok(none());
        }
        let Some(row) = rows.first() else { return Ok(none()) };
        Ok(match statements.value(*row, &self.cited.value)? {
            Scalar::Number(number) => Value::Number(number.to_number()),
            _ => none(),
        })
    }
}
