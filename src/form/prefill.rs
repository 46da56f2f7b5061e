//! The planner's workbook made anew: what the program knows is filled in, what people answered
//! stays, in sorted order.

use crate::domain::team::normal_name;
use crate::domain::{Grain, Number, Period, Team, TeamId};
use crate::load::raw::{RawCell, RawRow, RawSheet};
use crate::messages::Messages;
use crate::spec::indicator::Target;
use crate::spec::planner::Progress;
use crate::spec::{Indicator, Project};

use super::answers::{label, takes_target};
use super::book::{Book, Check, Grid, GridColumn, Guide, Kept, Lists, Look, Page, Piece, Value};
use super::filled::{Filled, FilledSheet};
use super::layout::{
    Column, Entry, FOREIGN, GUIDE, LISTS, Role, Sheet, head, period_words, quarter_head, status,
};
use super::unmatched::Unmatched;

/// What the workbook is made from.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The definitions, without the planner's answers.
    pub project: &'a Project,
    /// Names of the data that no team bears.
    pub unmatched: &'a [Unmatched],
    /// The workbook as it was filled in, if there is one.
    pub before: Option<&'a Filled>,
    /// The period that it is made for.
    pub period: Period,
    /// The words.
    pub words: &'a Messages,
}

/// Where the lists stand, for [`Check::List`].
const UNITS: usize = 0;
const UNITS_OR_FOREIGN: usize = 1;
const INDICATORS: usize = 2;
const QUARTERS: usize = 3;
const STATES: usize = 4;

/// Makes the workbook.
pub fn prefill(known: &Known<'_>) -> Book {
    let grids = Sheet::ALL.map(|sheet| grid(known, sheet));
    let mut pages = vec![Page::Guide(guide(known, &grids))];
    pages.extend(grids.into_iter().map(Page::Grid));
    pages.push(Page::Lists(lists(known)));
    let added = known.before.map_or(&[][..], |before| &before.others);
    pages.extend(added.iter().map(|sheet| Page::Kept(kept(sheet))));
    Book {
        title: known.words.word("form-title"),
        office: known.project.office.name.clone(),
        date: known.period.end(),
        pages,
    }
}

/// One sheet: its columns, the rows that are known, the answers, and room for more.
fn grid(known: &Known<'_>, sheet: Sheet) -> Grid {
    let before = known.before.and_then(|one| one.sheets.iter().find(|own| own.sheet == sheet));
    let added: Vec<&str> = before.map_or_else(Vec::new, FilledSheet::added_heads);
    let (mut columns, rows) = match sheet {
        Sheet::Mapping => (fixed(known, sheet), mapping(known, before)),
        Sheet::Targets => targets(known, before),
        Sheet::Remarks | Sheet::Actions | Sheet::Exemptions => {
            (fixed(known, sheet), as_they_are(sheet, before))
        }
    };
    let tall = columns.iter().map(|column| column.heads.len()).max().unwrap_or(1);
    columns.extend(added.iter().map(|head| GridColumn {
        heads: vec![String::new(); tall - 1].into_iter().chain([(*head).to_owned()]).collect(),
        role: Role::Open,
        look: Look::Words,
        check: Check::Free,
        hint: String::new(),
        width: 24.0,
        names_row: false,
    }));
    let (waiting, frozen) = match sheet {
        Sheet::Mapping => (rows.iter().any(|row| row.open), 1),
        Sheet::Targets => (false, 2),
        _ => (false, 1),
    };
    let values = rows.into_iter().map(|row| {
        let mut values = row.values;
        values.extend(added.iter().map(|head| match (before, row.from) {
            (Some(before), Some(from)) => value_of(before.cell(from, head)),
            _ => Value::Empty,
        }));
        values
    });
    let spare = match sheet {
        Sheet::Mapping => 10,
        Sheet::Targets => 15,
        Sheet::Remarks | Sheet::Actions => 40,
        Sheet::Exemptions => 25,
    };
    let mut title = known.words.text(
        "form-sheet-title",
        &[("sheet", sheet.name().to_owned()), ("office", known.project.office.short.clone())],
    );
    if known.project.office.demo {
        title = format!("{title} · {}", known.words.word("demo-mark"));
    }
    let about = known.words.word(&format!("form-about-{}", sheet.code()));
    Grid {
        name: sheet.name().to_owned(),
        above: vec![title, about],
        columns,
        rows: values.collect(),
        spare,
        frozen,
        waiting,
    }
}

/// A row on its way to the workbook.
struct Made<'a> {
    values: Vec<Value>,
    /// The row that it was before, for columns that people added.
    from: Option<&'a RawRow>,
    /// Whether it waits for an answer.
    open: bool,
}

fn fixed(known: &Known<'_>, sheet: Sheet) -> Vec<GridColumn> {
    sheet.columns().iter().map(|column| grid_column(known, sheet, column, vec![])).collect()
}

fn grid_column(known: &Known<'_>, sheet: Sheet, column: &Column, above: Vec<String>) -> GridColumn {
    let strict = true;
    let check = match column.entry {
        _ if column.role == Role::Given => Check::Free,
        Entry::Text | Entry::Count => Check::Free,
        Entry::Number => Check::Between(None, None),
        Entry::Date => Check::Date,
        // Several teams may be named, so the list only helps.
        Entry::Team => Check::List { at: UNITS, strict: sheet == Sheet::Targets },
        Entry::TeamOrForeign => Check::List { at: UNITS_OR_FOREIGN, strict },
        Entry::Indicator => Check::List { at: INDICATORS, strict },
        Entry::Period => Check::List { at: QUARTERS, strict: false },
        Entry::Status => Check::List { at: STATES, strict },
    };
    let look = match column.entry {
        Entry::Count => Look::Count,
        Entry::Number => Look::Number,
        Entry::Date => Look::Date,
        _ => Look::Words,
    };
    let mut heads = above;
    heads.push(column.head.to_owned());
    let hint = hint(sheet, column).map_or_else(String::new, |key| known.words.word(key));
    let names_row = sheet == Sheet::Targets;
    GridColumn { heads, role: column.role, look, check, hint, width: column.width, names_row }
}

/// What a cell says when it is chosen.
fn hint(sheet: Sheet, column: &Column) -> Option<&'static str> {
    Some(match (sheet, column.head) {
        (_, head::OUR_UNIT) => "form-hint-our-unit",
        (Sheet::Targets, head::UNIT) => "form-hint-target-unit",
        (Sheet::Remarks, head::UNIT) => "form-hint-remark-unit",
        (_, head::UNIT) => "form-hint-units",
        (Sheet::Remarks, head::INDICATOR) => "form-hint-remark-indicator",
        (_, head::PERIOD | head::DECIDED) => "form-hint-period",
        (_, head::OWNER) => "form-hint-owner",
        (_, head::STATUS) => "form-hint-status",
        (_, head::CLOSED) => "form-hint-closed",
        (_, head::REASON) => "form-hint-reason",
        (_, head::FROM) => "form-hint-from",
        (_, head::UNTIL) => "form-hint-until",
        (_, head::DUE) => "form-hint-due",
        _ => return None,
    })
}

/// Names that wait for a unit first, those with most rows at the top; then the answered ones.
fn mapping<'a>(known: &Known<'a>, before: Option<&'a FilledSheet>) -> Vec<Made<'a>> {
    let answered: Vec<(String, &RawRow)> = before.map_or_else(Vec::new, |sheet| {
        sheet.answered().map(|row| (normal_name(&sheet.text(row, head::NAME)), row)).collect()
    });
    let given = |one: &Unmatched| {
        let places = one.found_in.iter().cloned().collect::<Vec<_>>().join("; ");
        let nearest = one.nearest.clone().unwrap_or_default();
        vec![
            Value::words(&one.name),
            Value::words(places),
            Value::Number(one.rows.to_string()),
            Value::words(nearest),
        ]
    };
    let is_answered =
        |one: &&Unmatched| answered.iter().any(|(name, _)| *name == normal_name(&one.name));
    let mut waiting: Vec<&Unmatched> =
        known.unmatched.iter().filter(|one| !is_answered(one)).collect();
    waiting.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.name.cmp(&b.name)));
    let mut rows: Vec<Made<'a>> = waiting
        .into_iter()
        .map(|one| {
            let mut values = given(one);
            values.extend([Value::Empty, Value::Empty]);
            Made { values, from: None, open: true }
        })
        .collect();
    let Some(sheet) = before else { return rows };
    let mut old: Vec<&(String, &RawRow)> = answered.iter().collect();
    old.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.number.cmp(&b.1.number)));
    rows.extend(old.into_iter().map(|(name, row)| {
        let now = known.unmatched.iter().find(|one| normal_name(&one.name) == *name);
        let mut values = now.map_or_else(
            || {
                let heads = [head::NAME, head::FOUND_IN, head::ROWS, head::NEAREST];
                let mut kept: Vec<Value> =
                    heads.iter().map(|head| value_of(sheet.cell(row, head))).collect();
                // The name no longer occurs in the data.
                kept[2] = Value::Number("0".to_owned());
                kept
            },
            given,
        );
        values.extend([head::OUR_UNIT, head::NOTE].map(|head| value_of(sheet.cell(row, head))));
        let open = sheet.cell(row, head::OUR_UNIT).is_blank();
        Made { values, from: Some(row), open }
    }));
    rows
}

/// The targets: one row per indicator, one more per team with a target of its own.
fn targets<'a>(
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

fn target_rows<'a>(
    known: &Known<'a>,
    before: Option<&'a FilledSheet>,
    in_force: &[Period],
    asked: &[Period],
) -> Vec<Made<'a>> {
    let project = known.project;
    let mut left: Vec<(&RawRow, Option<&Indicator>, Option<Option<&Team>>)> =
        before.map_or_else(Vec::new, |sheet| {
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
    if let Some(Target::Table { teams: own, .. }) = &indicator.target {
        teams.extend(project.teams.iter().filter(|team| own.contains_key(&team.id)).map(Some));
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
        target.map_or(Value::Empty, number)
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

/// The rows that people filled in, as they are and in their order.
fn as_they_are<'a>(sheet: Sheet, before: Option<&'a FilledSheet>) -> Vec<Made<'a>> {
    let Some(filled) = before else { return vec![] };
    let made = |row: &'a RawRow| {
        let cells = sheet.columns().iter().map(|one| value_of(filled.cell(row, one.head)));
        Made { values: cells.collect(), from: Some(row), open: false }
    };
    filled.answered().map(made).collect()
}

fn number(value: &Number) -> Value {
    Value::Number(value.to_plain(10))
}

/// The contents of a cell, to be written again.
pub fn value_of(cell: &RawCell) -> Value {
    match cell {
        RawCell::Empty | RawCell::MissingResult => Value::Empty,
        RawCell::Number(digits) | RawCell::Percent(digits) => Value::Number(digits.to_string()),
        RawCell::Date(day) => Value::Date(*day),
        other => Value::words(other.text()),
    }
}

fn kept(sheet: &RawSheet) -> Kept {
    let rows = sheet.rows.iter();
    let cells = rows.flat_map(|row| {
        let filled = row.cells.iter().zip(0u32..).filter(|(cell, _)| !cell.is_blank());
        filled.map(|(cell, column)| (row.number, column, value_of(cell)))
    });
    Kept { name: sheet.name.clone(), cells: cells.collect() }
}

fn lists(known: &Known<'_>) -> Lists {
    let project = known.project;
    let units: Vec<String> = project.teams.iter().map(|team| team.name.clone()).collect();
    let or_foreign = [FOREIGN.to_owned()].into_iter().chain(units.iter().cloned()).collect();
    let seen = project.indicators.iter().filter(|one| !one.hidden);
    let year = known.period.year();
    let quarters = (year - 1..=year + 1)
        .flat_map(|year| (1..=4).filter_map(move |n| Period::new(year, Grain::Quarter, n)));
    let words = known.words;
    Lists {
        name: LISTS.to_owned(),
        note: words.word("form-lists"),
        lists: vec![
            (words.word("form-list-units"), units),
            (words.word("form-list-mapping"), or_foreign),
            (words.word("form-list-indicators"), seen.map(|one| label(project, one)).collect()),
            (words.word("form-list-quarters"), quarters.map(quarter_head).collect()),
            (words.word("form-list-states"), Progress::ALL.map(|one| status(one).into()).into()),
        ],
    }
}

fn guide(known: &Known<'_>, grids: &[Grid; 5]) -> Guide {
    let words = known.words;
    let steps = (1..=6).map(|n| words.word(&format!("form-step-{n}"))).collect();
    let sheet_rows = Sheet::ALL.into_iter().zip(grids).map(|(sheet, grid)| {
        let count = grid.rows.len().to_string();
        let state = match sheet {
            Sheet::Mapping => {
                let at = sheet.columns().iter().position(|one| one.head == head::OUR_UNIT);
                let open =
                    grid.rows.iter().filter(|row| at.is_some_and(|at| row[at] == Value::Empty));
                words.text("form-state-mapping", &[("count", open.count().to_string())])
            }
            Sheet::Targets => words.text("form-state-targets", &[("count", count)]),
            _ => words.text("form-state-rows", &[("count", count)]),
        };
        vec![sheet.name().to_owned(), words.word(&format!("form-use-{}", sheet.code())), state]
    });
    let table = sheet_rows.collect();
    let heads =
        ["form-column-sheet", "form-column-use", "form-column-state"].map(|key| words.word(key));
    let legend = vec![
        (Role::Open, words.word("form-legend-open")),
        (Role::Needed, words.word("form-legend-needed")),
        (Role::Given, words.word("form-legend-given")),
    ];
    let mut subtitle = words.text(
        "form-subtitle",
        &[("office", known.project.office.name.clone()), ("period", period_words(known.period))],
    );
    if known.project.office.demo {
        subtitle = format!("{} · {subtitle}", words.word("demo-mark"));
    }
    Guide {
        name: GUIDE.to_owned(),
        title: words.word("form-title"),
        subtitle,
        widths: vec![18.0, 74.0, 30.0],
        pieces: vec![
            Piece::Text(words.word("form-welcome")),
            Piece::Heading(words.word("form-heading-steps")),
            Piece::Steps(steps),
            Piece::Heading(words.word("form-heading-colours")),
            Piece::Legend(legend),
            Piece::Heading(words.word("form-heading-sheets")),
            Piece::Table(heads.into(), table),
            Piece::Text(words.word("form-not-yet")),
        ],
    }
}
