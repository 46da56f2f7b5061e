//! Answers to the questions of scorecards, looked up in a dataset: the latest assessment of each
//! layer that is not too old.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics};
use crate::domain::{Blank, Coverage, Date, Number, Period, Reason, TeamId, side_by_side};
use crate::load::table::Tables;
use crate::spec::answers::AnswerSource;
use crate::spec::expr::{Expr, Overflow, Scalar};
use crate::spec::{Measured, Project, Scorecard, ScorecardNode};

use super::ask::Ask;
use super::statements::Statements;

/// What a dataset says to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// An answer, as its scale writes it.
    Answer(String),
    /// None, and why.
    Blank(Blank, Reason),
}

/// What a dataset says of the evidence (*bukti dukung*) of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// How complete it is, in the word of the dataset.
    pub status: String,
    /// Whether that is all of it.
    pub is_complete: bool,
    /// Whether somebody else has checked it, where the dataset says so.
    pub checked: Option<bool>,
    /// The day by which it is due.
    pub due: Option<Date>,
}

/// The answers of one team for one period, by layer and question.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    given: BTreeMap<(String, String), Given>,
    /// Answers with their scores that are assumed in place of what there is, by node.
    assumed: BTreeMap<String, (String, Number)>,
    /// The numbers of counted answers, by the name of the number.
    numbers: BTreeMap<(String, String, String), Number>,
    evidence: BTreeMap<(String, String), Evidence>,
    /// The day that the assessment of a layer speaks for.
    days: BTreeMap<String, Date>,
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

    /// A number that a layer gives for a counted question.
    pub fn number(&self, layer: &str, question: &str, part: &str) -> Option<&Number> {
        self.numbers.get(&(layer.to_owned(), question.to_owned(), part.to_owned()))
    }

    /// The day that the assessment of a layer speaks for, if there is one.
    pub fn day(&self, layer: &str) -> Option<Date> {
        self.days.get(layer).copied()
    }

    /// What a layer says of the evidence of its answer.
    pub fn evidence(&self, layer: &str, question: &str) -> Option<&Evidence> {
        self.evidence.get(&(layer.to_owned(), question.to_owned()))
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
    let periods: Vec<Period> =
        ask.periods().into_iter().filter(|period| scorecard.in_force(*period)).collect();
    let looked_up = side_by_side(&periods, |period| {
        let mut found = Diagnostics::default();
        let answers = seeker.period(*period, ask.as_of.min(period.end()), &mut found);
        (*period, answers, found)
    });
    let mut all = vec![];
    for (period, answers, found) in looked_up {
        all.extend(answers);
        // What is wrong with earlier answers was told in the report of their period.
        if period == ask.period {
            diags.extend(found.iter().cloned());
        }
    }
    all
}

/// Where the answers of a team below a node of a scorecard stand; all of them for a node that is
/// no node of the tree itself.
pub(super) fn rows_below(
    project: &Project,
    scorecard: &Scorecard,
    (tables, coverage): (&Tables, &Coverage),
    (team, period, as_of): (&TeamId, Period, Date),
    (node, layers): (&str, Option<&[String]>),
) -> Vec<crate::diag::Origin> {
    let Some(source) = &scorecard.answers else { return vec![] };
    let Some(dataset) = project.dataset(&source.dataset) else { return vec![] };
    let Some(table) = tables.get(&source.dataset) else { return vec![] };
    let own = scorecard.root.nodes().into_iter().find(|one| one.id == node);
    let questions = own.unwrap_or(&scorecard.root).questions();
    let seeker = Seeker { project, scorecard, source, tables, coverage };
    let found = Statements::new(project, dataset, table, as_of).and_then(|statements| {
        let layers = layers.unwrap_or(&source.counts);
        seeker.places(&statements, (team, period), &questions, layers)
    });
    found.unwrap_or_default()
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
        let latest = |wanted: Option<&str>| self.latest(statements, own, period, wanted);
        for layer in &source.layers {
            let rows = latest(Some(layer))?;
            rows_found |= !rows.is_empty();
            let day = rows.first().and_then(|row| statements.day(*row));
            answers.days.extend(day.map(|day| (layer.clone(), day)));
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

    /// The rows of the latest assessment of a layer; with none those of layers nobody declared.
    ///
    /// A column of answers in which nothing stands is no assessment: that assessor has yet to come,
    /// and what was found before stays.
    fn latest(
        &self,
        statements: &Statements<'_>,
        own: Option<&TeamId>,
        period: Period,
        wanted: Option<&str>,
    ) -> Result<Vec<usize>, Overflow> {
        let source = self.source;
        let speaks = |row: usize| {
            let taken = match &source.filter {
                Some(filter) => statements.value(row, filter)?.holds(),
                None => true,
            };
            let is_known = taken && statements.exists(row);
            Ok(is_known && self.layer_of(statements, row)?.as_deref() == wanted)
        };
        let answers = |row: usize| {
            Ok(speaks(row)? && text(&statements.value(row, &source.answer)?).is_some())
        };
        let age = (period, source.max_age);
        let answered = statements.latest(self.project, own, age, &answers)?;
        let Some(first) = answered.first() else { return Ok(vec![]) };
        let of_that_day = |row: usize| Ok(statements.is_beside(row, *first) && speaks(row)?);
        statements.latest(self.project, own, age, &of_that_day)
    }

    /// Where the answers of a team to questions stand, and the numbers that they are counted from.
    fn places(
        &self,
        statements: &Statements<'_>,
        (team, period): (&TeamId, Period),
        questions: &[(&str, &str, &ScorecardNode)],
        layers: &[String],
    ) -> Result<Vec<crate::diag::Origin>, Overflow> {
        let own = Some(team).filter(|_| self.scorecard.measured != Measured::Office);
        let mut found = vec![];
        for layer in layers {
            for row in self.latest(statements, own, period, Some(layer))? {
                let code = text(&statements.value(row, &self.source.question)?).unwrap_or_default();
                let is_asked = questions.iter().any(|(own, ..)| *own == code);
                if is_asked || self.part(questions, &code).is_some() {
                    found.push(statements.origin(row));
                }
            }
        }
        Ok(found)
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
        let mut numbered: BTreeMap<String, usize> = BTreeMap::new();
        for &row in rows {
            let code = text(&statements.value(row, &self.source.question)?);
            let known = questions.iter().find(|(own, ..)| Some(*own) == code.as_deref());
            let part = code.as_deref().and_then(|code| self.part(&questions, code));
            // The number of an index stands in the row of its question itself.
            if let Some((question, part)) = part {
                self.number(
                    statements,
                    (row, layer),
                    (question, part),
                    &mut numbered,
                    answers,
                    diags,
                )?;
                continue;
            }
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
            if let Some(evidence) = self.evidence(statements, row)? {
                answers.evidence.insert(key.clone(), evidence);
            }
            if scale.is_some_and(|scale| scale.counted.is_some()) {
                // What is printed there follows from the numbers, which are what counts.
                if !self.concerns(statements, row)? {
                    answers.given.insert(key, Given::Blank(Blank::NotApplicable, Reason::NoObject));
                }
                continue;
            }
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

    /// The counted question, and the name of its number, that a row of this code gives.
    fn part<'q>(
        &'q self,
        questions: &[(&'q str, &'q str, &'q ScorecardNode)],
        code: &str,
    ) -> Option<(&'q str, &'q str)> {
        questions.iter().find_map(|(question, scale, _)| {
            let counted = self.project.answer_scale(scale)?.counted.as_ref()?;
            counted.part(question, code).map(|part| (*question, part))
        })
    }

    /// Takes a number of a counted answer.
    fn number(
        &self,
        statements: &Statements<'_>,
        (row, layer): (usize, &str),
        (question, part): (&str, &str),
        told: &mut BTreeMap<String, usize>,
        answers: &mut Answers,
        diags: &mut Diagnostics,
    ) -> Result<(), Overflow> {
        let key = (layer.to_owned(), question.to_owned(), part.to_owned());
        let complain = |code: &'static str, row: usize| {
            Diagnostic::warning(code, statements.origin(row))
                .arg("scorecard", &self.scorecard.id)
                .arg("dataset", &self.source.dataset)
                .arg("question", format!("{question} ({part})"))
        };
        if let Some(first) = told.insert(format!("{question} {part}"), row) {
            let mut problem = complain("answer-twice", first);
            problem.more.push(statements.origin(row));
            diags.push(problem);
            answers.numbers.remove(&key);
            return Ok(());
        }
        let Some(written) = text(&statements.value(row, &self.source.answer)?) else {
            return Ok(());
        };
        match plain_number(&written) {
            Some(number) => {
                answers.numbers.insert(key, number);
            }
            None => diags.push(complain("answer-number", row)),
        }
        Ok(())
    }

    /// What a row says of the evidence of its answer.
    fn evidence(
        &self,
        statements: &Statements<'_>,
        row: usize,
    ) -> Result<Option<Evidence>, Overflow> {
        let Some(source) = &self.source.evidence else { return Ok(None) };
        let Some(status) = text(&statements.value(row, &source.status)?) else { return Ok(None) };
        let checked = match &source.checked {
            Some(expr) => match statements.value(row, expr)? {
                Scalar::Bool(truth) => Some(truth),
                _ => None,
            },
            None => None,
        };
        let due = match &source.due {
            Some(expr) => match statements.value(row, expr)? {
                Scalar::Date(day) => Some(day),
                _ => None,
            },
            None => None,
        };
        let is_complete = status.to_lowercase() == source.complete.to_lowercase();
        Ok(Some(Evidence { status, is_complete, checked, due }))
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

/// A count as a sheet of answers writes it: digits, and decimals after a comma or a point. Points
/// between thousands would be in doubt, and counts of a unit need none.
fn plain_number(written: &str) -> Option<Number> {
    let plain = written.trim().replace(',', ".");
    // `1.250` may be a thousand or one and a quarter.
    if written.rsplit_once('.').is_some_and(|(_, after)| after.trim().len() == 3) {
        return None;
    }
    let is_plain = plain.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    Number::parse(&plain).filter(|_| is_plain)
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
