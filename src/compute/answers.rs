//! Answers to the questions of scorecards, looked up in a dataset: the latest assessment of each
//! layer that is not too old.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics};
use crate::domain::{Blank, Coverage, Number, Period, Reason, TeamId};
use crate::load::table::Tables;
use crate::spec::answers::AnswerSource;
use crate::spec::expr::{Expr, Overflow, Scalar};
use crate::spec::{Measured, Project, Scorecard};

use super::plan::Ask;
use super::statements::Statements;

/// What a dataset says to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// An answer, as its scale writes it.
    Answer(String),
    /// None, and why.
    Blank(Blank, Reason),
}

/// The answers of one team for one period, by layer and question.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    given: BTreeMap<(String, String), Given>,
    /// Answers with their scores that are assumed in place of what there is, by node.
    assumed: BTreeMap<String, (String, Number)>,
    /// Why there is no answer to a question that has none.
    none: Option<Reason>,
}

impl Answers {
    /// What a layer answers to a question.
    pub fn get(&self, layer: &str, question: &str) -> Given {
        let found = self.given.get(&(layer.to_owned(), question.to_owned())).cloned();
        let none = || self.none.clone().unwrap_or(Reason::NoAnswer);
        found.unwrap_or_else(|| Given::Blank(Blank::Missing, none()))
    }

    /// Assumes an answer and its score in place of what was given, or follows from figures.
    pub fn assume(&mut self, node: &str, answer: &str, score: Number) {
        self.assumed.insert(node.to_owned(), (answer.to_owned(), score));
    }

    /// The answer that is assumed for a node, with its score.
    pub fn assumed(&self, node: &str) -> Option<(&str, &Number)> {
        self.assumed.get(node).map(|(answer, score)| (answer.as_str(), score))
    }
}

/// The answers to the questions of a scorecard for every team that has one and every period asked
/// for.
pub(super) fn answers(
    project: &Project,
    scorecard: &Scorecard,
    (tables, coverage): (&Tables, &Coverage),
    ask: &Ask,
    diags: &mut Diagnostics,
) -> Vec<(TeamId, Period, Answers)> {
    let Some(source) = &scorecard.answers else { return vec![] };
    let seeker = Seeker { project, scorecard, source, tables, coverage };
    let months = ask.history * crate::domain::Grain::Quarter.months();
    let count = (months / ask.period.grain().months()).max(1) as i32;
    let mut all = vec![];
    for step in 1 - count..=0 {
        let period = ask.period.shifted(step);
        if !scorecard.in_force(period) {
            continue;
        }
        // What is wrong with earlier answers was told in the report of their period.
        let mut found = Diagnostics::default();
        all.extend(seeker.period(period, ask.as_of.min(period.end()), &mut found));
        if period == ask.period {
            diags.extend(found.iter().cloned());
        }
    }
    all
}

struct Seeker<'a> {
    project: &'a Project,
    scorecard: &'a Scorecard,
    source: &'a AnswerSource,
    tables: &'a Tables,
    coverage: &'a Coverage,
}

impl Seeker<'_> {
    fn period(
        &self,
        period: Period,
        as_of: crate::domain::Date,
        diags: &mut Diagnostics,
    ) -> Vec<(TeamId, Period, Answers)> {
        let id = &self.source.dataset;
        let teams = self.project.teams_of(&self.scorecard.measured);
        let found = self.project.dataset(id).zip(self.tables.get(id));
        let Some((dataset, table)) = found.filter(|_| self.coverage.has_files(id)) else {
            let none = || Answers { none: Some(Reason::NoFile(id.clone())), ..Answers::default() };
            return teams.into_iter().map(|team| (team.clone(), period, none())).collect();
        };
        let read = Statements::new(self.project, dataset, table, as_of).and_then(|statements| {
            let each = teams.iter().map(|team| {
                let answers = self.team(&statements, team, period, diags)?;
                Ok(((*team).clone(), period, answers))
            });
            each.collect::<Result<Vec<_>, Overflow>>()
        });
        read.unwrap_or_else(|_| {
            let problem = Diagnostic::error("number-too-large", self.source.origin.clone());
            diags.push(problem.arg("dataset", id).arg("cause", "answers"));
            vec![]
        })
    }

    /// The answers of a team: its own rows, or all rows where the scorecard is the office's.
    fn team(
        &self,
        statements: &Statements<'_>,
        team: &TeamId,
        period: Period,
        diags: &mut Diagnostics,
    ) -> Result<Answers, Overflow> {
        let source = self.source;
        let own = Some(team).filter(|_| self.scorecard.measured != Measured::Office);
        let mut answers = Answers::default();
        let mut rows_found = false;
        let latest = |wanted: Option<&str>| {
            let speaks = |row: usize| {
                let taken = match &source.filter {
                    Some(filter) => statements.value(row, filter)?.holds(),
                    None => true,
                };
                let is_known = taken && statements.exists(row);
                Ok(is_known && self.layer_of(statements, row)?.as_deref() == wanted)
            };
            statements.latest(self.project, own, (period, source.max_age), &speaks)
        };
        for layer in &source.layers {
            let rows = latest(Some(layer))?;
            rows_found |= !rows.is_empty();
            self.layer(statements, layer, &rows, &mut answers, diags)?;
        }
        for row in latest(None)? {
            let problem = Diagnostic::warning("layer-unknown", statements.origin(row))
                .arg("dataset", &source.dataset)
                .arg("known", source.layers.join(", "));
            diags.push(problem);
        }
        if !rows_found {
            answers.none = Some(Reason::NoRow(source.dataset.clone()));
        }
        Ok(answers)
    }

    /// The declared layer that a row belongs to, if it is one.
    fn layer_of(
        &self,
        statements: &Statements<'_>,
        row: usize,
    ) -> Result<Option<String>, Overflow> {
        let layers = &self.source.layers;
        let Some(expr) = &self.source.layer else { return Ok(layers.first().cloned()) };
        let own = text(&statements.value(row, expr)?).unwrap_or_default().to_lowercase();
        Ok(layers.iter().find(|layer| layer.to_lowercase() == own).cloned())
    }

    fn layer(
        &self,
        statements: &Statements<'_>,
        layer: &str,
        rows: &[usize],
        answers: &mut Answers,
        diags: &mut Diagnostics,
    ) -> Result<(), Overflow> {
        let questions = self.scorecard.root.questions();
        let mut told: BTreeMap<&str, usize> = BTreeMap::new();
        let complain = |code: &'static str, row: usize| {
            let problem = Diagnostic::warning(code, statements.origin(row));
            problem.arg("scorecard", &self.scorecard.id).arg("dataset", &self.source.dataset)
        };
        for &row in rows {
            let code = text(&statements.value(row, &self.source.question)?);
            let known = questions.iter().find(|(own, ..)| Some(*own) == code.as_deref());
            let Some((question, scale, _)) = known else {
                // What stands there is not shown: it may be anything.
                diags.push(complain("question-unknown", row));
                continue;
            };
            let key = (layer.to_owned(), (*question).to_owned());
            if let Some(first) = told.insert(question, row) {
                let mut problem = complain("answer-twice", first);
                problem.args.push(("question", (*question).to_owned()));
                problem.more.push(statements.origin(row));
                diags.push(problem);
                answers.given.insert(key, Given::Blank(Blank::Missing, Reason::NoAnswer));
                continue;
            }
            let written = text(&statements.value(row, &self.source.answer)?);
            let scale = self.project.answer_scale(scale);
            let answer = written.as_deref().and_then(|text| scale?.answer(text));
            let given = match (&written, answer) {
                _ if !self.concerns(statements, row)? => {
                    Given::Blank(Blank::NotApplicable, Reason::NoObject)
                }
                (Some(_), Some((label, _))) => Given::Answer(label.to_owned()),
                (Some(_), None) => {
                    let labels = scale.map(|scale| {
                        scale.answers.iter().map(|(label, _)| label.as_str()).collect::<Vec<_>>()
                    });
                    let mut problem = complain("answer-unknown", row);
                    problem.args.push(("question", (*question).to_owned()));
                    problem.args.push(("known", labels.unwrap_or_default().join(", ")));
                    diags.push(problem);
                    Given::Blank(Blank::Missing, Reason::NoAnswer)
                }
                (None, _) => Given::Blank(Blank::Missing, Reason::NoAnswer),
            };
            answers.given.insert(key, given);
        }
        Ok(())
    }

    /// Whether a question concerns the team: what is declared to say so is neither no nor zero.
    fn concerns(&self, statements: &Statements<'_>, row: usize) -> Result<bool, Overflow> {
        let applies: &Option<Expr> = &self.source.applies;
        let Some(applies) = applies else { return Ok(true) };
        Ok(match statements.value(row, applies)? {
            Scalar::Bool(truth) => truth,
            Scalar::Number(number) => !number.to_number().is_zero(),
            _ => true,
        })
    }
}

/// A cell as the word that a question, an answer or a layer is called.
fn text(cell: &Scalar) -> Option<String> {
    let text = match cell {
        Scalar::Text(text) => text.trim().to_owned(),
        Scalar::Bool(truth) => if *truth { "Ya" } else { "Tidak" }.to_owned(),
        Scalar::Number(number) => number.to_number().to_plain(6),
        Scalar::Null | Scalar::Date(_) => return None,
    };
    Some(text).filter(|text| !text.is_empty())
}
