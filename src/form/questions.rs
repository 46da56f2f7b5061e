//! The entry form of a dataset that answers the questions of a scorecard: a workbook for each unit,
//! with every question written out, what may be answered, and who answers for it.

use std::collections::BTreeSet;

use crate::domain::{Period, Team};
use crate::messages::Messages;
use crate::spec::column::ColumnFrom;
use crate::spec::dataset::Source;
use crate::spec::expr::Expr;
use crate::spec::shape::Shape;
use crate::spec::{AnswerSource, Column, Dataset, Project, Scorecard, ScorecardNode};

use super::book::{Book, Check, Grid, Page, Value};
use super::entry::{EntryForm, Form, NoForm, Wanted, columns, spelled};
use super::layout::Role;
use super::place::{Placed, place};

/// The forms of a dataset that a scorecard in force reads its answers from, one for each unit that
/// the scorecard is about; `None` if no scorecard does.
pub(super) fn forms(
    project: &Project,
    dataset: &Dataset,
    period: Period,
    words: &Messages,
) -> Option<Result<Vec<EntryForm>, NoForm>> {
    let (card, answers) = project.scorecards.iter().find_map(|card| {
        let answers = card.answers.as_ref()?;
        (card.in_force(period) && answers.dataset == dataset.id).then_some((card, answers))
    })?;
    let sheet = Sheet { project, dataset, card, answers, words };
    Some(sheet.forms(period))
}

/// What the forms of a scorecard have in common.
struct Sheet<'a> {
    project: &'a Project,
    dataset: &'a Dataset,
    card: &'a Scorecard,
    answers: &'a AnswerSource,
    words: &'a Messages,
}

/// What a column of the form says of a question.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Code,
    Question,
    Options,
    Owner,
    Answer,
    Unit,
    Other,
}

impl Part {
    /// The width of its column in characters; that of any other column if it has none of its own.
    fn width(self) -> Option<f64> {
        match self {
            Part::Question => Some(56.0),
            Part::Options | Part::Answer => Some(15.0),
            Part::Owner | Part::Unit => Some(26.0),
            Part::Code | Part::Other => None,
        }
    }
}

impl Sheet<'_> {
    fn forms(&self, period: Period) -> Result<Vec<EntryForm>, NoForm> {
        let is_known = |one: &&Source| {
            one.given.is_none() && matches!(one.shape, Shape::Plain | Shape::Wide(_))
        };
        let source = self.dataset.sources.iter().find(is_known).ok_or(NoForm::Shape)?;
        let (parts, wanted) = self.columns(source)?;
        let teams = self.project.teams_of(&self.card.measured);
        let teams = teams.into_iter().filter_map(|id| self.project.teams.get(id));
        let there = teams.filter(|team| team.exists_on(period.end()));
        let placed: Option<Vec<(&Team, Placed)>> =
            there.map(|team| Some((team, place(source, period, Some(team))?))).collect();
        let placed = placed.ok_or(NoForm::Path)?;
        let paths: BTreeSet<&str> = placed.iter().map(|(_, one)| one.path.as_str()).collect();
        if paths.len() < placed.len() {
            return Err(NoForm::Path);
        }
        let (project, dataset, words) = (self.project, self.dataset, self.words);
        let steps = |n| format!("entry-question-step-{n}");
        let form = Form { project, dataset, columns: &wanted, words, steps };
        let made = placed.into_iter().map(|(team, placed)| {
            let mut made = form.made(&[(Some(team), placed)]);
            self.write_out(&mut made.book, &parts, team);
            made
        });
        Ok(made.collect())
    }

    /// The columns of the form from left to right: what is asked, the answers, what else is told.
    fn columns(&self, source: &Source) -> Result<(Vec<Part>, Vec<Wanted<'_>>), NoForm> {
        let code = column_of(&self.answers.question);
        let options = self.answers.options.as_ref().and_then(column_of);
        let answer = column_of(&self.answers.answer).and_then(|name| self.dataset.column(name));
        let answer = answer.ok_or(NoForm::Heads)?;
        let made = |key: &str| Wanted { column: None, heads: vec![self.words.word(key)] };
        let mut asked = vec![];
        let mut told = vec![];
        for wanted in columns(self.dataset).ok_or(NoForm::Heads)? {
            let name = wanted.column.map(|column| column.name.as_str());
            let part = match name {
                name if name == code => Part::Code,
                name if name.is_some() && name == options => Part::Options,
                Some(name) if name == answer.name => Part::Answer,
                name if name.is_some() && name == self.dataset.team.as_deref() => Part::Unit,
                _ => Part::Other,
            };
            match part {
                Part::Code | Part::Options => asked.push((part, wanted)),
                _ => told.push((part, wanted)),
            }
        }
        let after = asked.iter().position(|(part, _)| *part == Part::Code);
        let after = after.ok_or(NoForm::Heads)? + 1;
        asked.insert(after, (Part::Question, made("entry-question")));
        asked.push((Part::Owner, made("entry-question-owner")));
        asked.extend(
            lanes(source, answer)?
                .into_iter()
                .map(|heads| (Part::Answer, Wanted { column: Some(answer), heads })),
        );
        Ok(asked.into_iter().chain(told).unzip())
    }

    /// Writes every question into the sheet, and what may be answered into the drop-downs.
    fn write_out(&self, book: &mut Book, parts: &[Part], team: &Team) {
        let Some(Page::Grid(grid)) = book.pages.first_mut() else { return };
        let lines: Vec<Line> =
            self.card.root.questions().iter().flat_map(|one| self.lines(*one, team)).collect();
        for (column, part) in grid.columns.iter_mut().zip(parts) {
            match part {
                Part::Answer => {
                    column.check = Check::ByRow(lines.iter().map(Line::check).collect());
                }
                Part::Other => {}
                _ => column.role = Role::Given,
            }
            column.width = part.width().unwrap_or(column.width);
        }
        let unit = Value::words(team.name.clone());
        grid.rows = lines.into_iter().map(|line| line.cells(parts, &unit)).collect();
        freeze(grid, parts);
    }

    /// The lines of a question: its own, and one for each number that its answer is counted from.
    fn lines(&self, question: (&str, &str, &ScorecardNode), team: &Team) -> Vec<Line> {
        let (code, scale, node) = question;
        let scale = self.project.answer_scale(scale);
        let labels = scale.map_or(vec![], |scale| {
            scale.answers.iter().map(|(label, _)| label.clone()).collect::<Vec<_>>()
        });
        let owner =
            node.owner.as_ref().filter(|owner| self.project.teams.is_within(owner, &team.id));
        let owner = owner.and_then(|owner| self.project.teams.get(owner));
        let line = |code: String, name: &str, options: String, accepted| Line {
            code,
            name: name.to_owned(),
            options,
            owner: owner.map_or(String::new(), |owner| owner.name.clone()),
            accepted,
        };
        let Some(counted) = scale.and_then(|scale| scale.counted.as_ref()) else {
            return vec![line(code.to_owned(), &node.name, labels.join("/"), labels)];
        };
        let count = self.words.word("entry-question-count");
        let below = counted.parts.iter().filter(|(_, ending)| !ending.is_empty());
        let below = below.map(|(name, ending)| {
            let name = format!("– {}", name.replace('_', " "));
            line(format!("{code}{ending}"), &name, count.clone(), vec![])
        });
        // An index is the number that stands in the row of its question.
        let is_own = counted.parts.iter().any(|(_, ending)| ending.is_empty());
        let options =
            if is_own { count.clone() } else { self.words.word("entry-question-counted") };
        let own = line(code.to_owned(), &node.name, options, vec![]);
        std::iter::once(own).chain(below).collect()
    }
}

/// A line of the form.
struct Line {
    code: String,
    name: String,
    options: String,
    owner: String,
    /// What may be answered; anything if empty.
    accepted: Vec<String>,
}

impl Line {
    fn check(&self) -> Check {
        match self.accepted.as_slice() {
            [] => Check::Free,
            accepted => Check::Words(accepted.to_vec()),
        }
    }

    fn cells(&self, parts: &[Part], unit: &Value) -> Vec<Value> {
        let cell = |part: &Part| match part {
            Part::Code => Value::words(self.code.clone()),
            Part::Question => Value::words(self.name.clone()),
            Part::Options => Value::words(self.options.clone()),
            Part::Owner => Value::words(self.owner.clone()),
            Part::Unit => unit.clone(),
            Part::Answer | Part::Other => Value::Empty,
        };
        parts.iter().map(cell).collect()
    }
}

/// The first column that a formula looks at.
fn column_of(expr: &Expr) -> Option<&str> {
    expr.columns().first().copied()
}

/// The heads of the columns of answers: one for each assessor where they lie side by side.
fn lanes(source: &Source, answer: &Column) -> Result<Vec<Vec<String>>, NoForm> {
    let (Shape::Wide(wide), ColumnFrom::LaneCell(below)) = (&source.shape, &answer.from) else {
        // Of a plain table the answers have a head of their own.
        return if matches!(answer.from, ColumnFrom::Header(_)) {
            Ok(vec![])
        } else {
            Err(NoForm::Shape)
        };
    };
    let below: Option<Option<String>> =
        below.as_ref().map_or(Some(None), |below| spelled(below).map(Some));
    let below = below.ok_or(NoForm::Heads)?;
    let heads = wide.heads.iter().map(|head| {
        let path = std::iter::once(spelled(head)?).chain(below.clone());
        Some(path.collect::<Vec<_>>())
    });
    heads.collect::<Option<Vec<_>>>().ok_or(NoForm::Heads)
}

/// The code and the question stay in sight; there is no room for more rows.
fn freeze(grid: &mut Grid, parts: &[Part]) {
    let question = parts.iter().position(|part| *part == Part::Question).unwrap_or_default();
    grid.frozen = u16::try_from(question + 1).unwrap_or(1);
    grid.spare = 0;
}
