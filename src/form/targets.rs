//! The sheet of targets: what is in force by definition beside room for what is set anew.

use crate::domain::team::normal_name;
use crate::domain::{Grain, Number, Period, Team, TeamId};
use crate::load::raw::RawRow;
use crate::spec::{Indicator, Project};

use super::answers::{label, takes_target};
use super::book::{Check, GridColumn, Look, Value};
use super::filled::FilledSheet;
use super::layout::{Role, Sheet, head, quarter_head};
use super::prefill::{Known, Made, grid_column, value_of};

/// The targets: one row per indicator, one more per team with a target of its own.
pub(super) fn targets<'a>(
    known: &Known<'a>,
    before: Option<&'a FilledSheet>,
) -> (Vec<GridColumn>, Vec<Made<'a>>) {
    let this_year: Vec<Period> =
        (1..=4).filter_map(|n| Period::new(known.period.year(), Grain::Quarter, n)).collect();
    let mut asked = this_year.clone();
    if let Some(sheet) = before {
        let filled = |head: &str| sheet.rows.iter().any(|row| !sheet.cell(row, head).is_blank());
        asked.extend(sheet.quarters().into_iter().filter(|(_, h)| filled(h)).map(|(q, _)| q));
    }
    asked.sort_unstable();
    asked.dedup();
    let words = known.words;
    let plain = Sheet::Targets.columns().iter();
    let mut columns: Vec<GridColumn> = plain
        .map(|column| grid_column(known, Sheet::Targets, column, vec![String::new()]))
        .collect();
    columns.extend(this_year.iter().map(|quarter| GridColumn {
        heads: vec![
            words.word("form-targets-in-force"),
            format!("{} {}", head::IN_FORCE, quarter_head(*quarter)),
        ],
        role: Role::Given,
        look: Look::Number,
        check: Check::Free,
        hint: String::new(),
        width: 12.0,
        names_row: false,
    }));
    columns.extend(asked.iter().map(|quarter| GridColumn {
        heads: vec![words.word("form-targets-new"), quarter_head(*quarter)],
        role: Role::Open,
        look: Look::Number,
        check: Check::Between(None, None),
        hint: words.word("form-hint-target"),
        width: 12.0,
        names_row: false,
    }));
    let rows = target_rows(known, before, &this_year, &asked);
    (columns, rows)
}

/// A row of the sheet as it was, with the indicator and the team that it names.
type Answered<'a> = (&'a RawRow, Option<&'a Indicator>, Option<Option<&'a Team>>);

fn target_rows<'a>(
    known: &Known<'a>,
    before: Option<&'a FilledSheet>,
    in_force: &[Period],
    asked: &[Period],
) -> Vec<Made<'a>> {
    let project = known.project;
    let mut left: Vec<Answered<'_>> = before.map_or_else(Vec::new, |sheet| {
        let whose = |row: &'a RawRow| {
            (row, indicator_of(project, sheet, row), team_of(project, sheet, row))
        };
        sheet.answered().map(whose).collect()
    });
    let answers = |row: Option<&RawRow>| -> Vec<Value> {
        let cell = |quarter: &Period| match (before, row) {
            (Some(sheet), Some(row)) => {
                let quarters = sheet.quarters();
                let head = quarters.iter().find(|(one, _)| one == quarter).map(|(_, head)| *head);
                head.map_or(Value::Empty, |head| value_of(sheet.cell(row, head)))
            }
            _ => Value::Empty,
        };
        asked.iter().map(cell).collect()
    };
    let mut rows = vec![];
    let judged = |one: &&Indicator| takes_target(one) && !one.hidden;
    for indicator in project.indicators.iter().filter(judged) {
        let mut teams = own_rows(project, indicator);
        let mut more: Vec<Option<&Team>> = left
            .iter()
            .filter(|(_, one, _)| one.is_some_and(|one| one.id == indicator.id))
            .filter_map(|(_, _, team)| *team)
            .filter(|team| !teams.contains(team))
            .collect();
        more.sort_by_key(|team| team.and_then(|team| project.teams.position(&team.id)));
        more.dedup();
        teams.extend(more);
        for team in teams {
            let of_row =
                |(_, one, whose): &(&RawRow, Option<&Indicator>, Option<Option<&Team>>)| {
                    one.is_some_and(|one| one.id == indicator.id) && *whose == Some(team)
                };
            let (own, rest): (Vec<_>, Vec<_>) = left.into_iter().partition(of_row);
            left = rest;
            let from: Vec<Option<&RawRow>> = match own.is_empty() {
                true => vec![None],
                false => own.into_iter().map(|(row, ..)| Some(row)).collect(),
            };
            for row in from {
                let mut values = given_target(project, indicator, team, in_force);
                values.extend(answers(row));
                rows.push(Made { values, from: row, open: false });
            }
        }
    }
    // What names no indicator or no team of today stays as it was written.
    let Some(sheet) = before else { return rows };
    rows.extend(left.into_iter().map(|(row, ..)| {
        let kept = Sheet::Targets.columns().iter().map(|one| value_of(sheet.cell(row, one.head)));
        let mut values: Vec<Value> = kept.chain(in_force.iter().map(|_| Value::Empty)).collect();
        values.extend(answers(Some(row)));
        Made { values, from: Some(row), open: false }
    }));
    rows
}

/// Whose rows an indicator has without any answer: all teams', and those with a target of their own.
fn own_rows<'a>(project: &'a Project, indicator: &Indicator) -> Vec<Option<&'a Team>> {
    let mut teams = vec![None];
    if let Some(target) = &indicator.target {
        teams.extend(project.teams.iter().filter(|team| target.names(&team.id)).map(Some));
    }
    teams
}

fn given_target(
    project: &Project,
    indicator: &Indicator,
    team: Option<&Team>,
    in_force: &[Period],
) -> Vec<Value> {
    let nobody = TeamId::new("");
    let id = team.map_or(&nobody, |team| &team.id);
    let mut values = vec![
        Value::words(indicator.id.as_str()),
        Value::words(label(project, indicator)),
        Value::words(&indicator.unit),
        team.map_or(Value::Empty, |team| Value::words(&team.name)),
    ];
    values.extend(in_force.iter().map(|quarter| {
        let target = indicator.target.as_ref().and_then(|target| target.at(id, *quarter));
        target.as_ref().map_or(Value::Empty, number)
    }));
    values
}

fn indicator_of<'a>(
    project: &'a Project,
    sheet: &FilledSheet,
    row: &RawRow,
) -> Option<&'a Indicator> {
    let (code, name) = (sheet.text(row, head::CODE), sheet.text(row, head::INDICATOR));
    let by_id = |one: &&Indicator| one.id.as_str() == code;
    let by_name = |one: &&Indicator| normal_name(&label(project, one)) == normal_name(&name);
    let found = project.indicators.iter().find(by_id);
    found.or_else(|| project.indicators.iter().filter(|_| code.is_empty()).find(by_name))
}

/// The team of a row, `Some(None)` for all of them, `None` for an unknown one.
fn team_of<'a>(
    project: &'a Project,
    sheet: &FilledSheet,
    row: &RawRow,
) -> Option<Option<&'a Team>> {
    match sheet.text(row, head::UNIT) {
        name if name.is_empty() => Some(None),
        name => project.teams.find(&name, None).map(Some),
    }
}

fn number(value: &Number) -> Value {
    Value::Number(value.to_plain(10))
}
