//! The planner's workbook made anew: what the program knows is filled in, what people answered
//! stays, in sorted order.

use crate::domain::team::normal_name;
use crate::domain::{Grain, Period};
use crate::load::raw::{RawCell, RawRow, RawSheet};
use crate::messages::Messages;
use crate::spec::Project;
use crate::spec::planner::Progress;

use super::answers::{dataset_label, label};
use super::book::{Book, Check, Grid, GridColumn, Guide, Kept, Lists, Look, Page, Piece, Value};
use super::files::UnknownFile;
use super::filled::{Filled, FilledSheet};
use super::layout::{
    Column, Entry, FOREIGN, GUIDE, LISTS, NOT_USED, Role, Sheet, head, period_words, quarter_head,
    status,
};
use super::targets::targets;
use super::unmatched::Unmatched;

/// What the workbook is made from.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The definitions, without the planner's answers.
    pub project: &'a Project,
    /// Files that no dataset reads by their names.
    pub files: &'a [UnknownFile],
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
const TOPICS: usize = 5;
const DATASETS: usize = 6;

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
        Sheet::Files => (fixed(known, sheet), files(known, before)),
        Sheet::Mapping => (fixed(known, sheet), mapping(known, before)),
        Sheet::Targets => targets(known, before),
        _ => (fixed(known, sheet), as_they_are(sheet, before)),
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
        Sheet::Files | Sheet::Mapping => (rows.iter().any(|row| row.open), 1),
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
        Sheet::Files | Sheet::Mapping => 10,
        Sheet::Targets => 15,
        Sheet::Remarks | Sheet::Decisions | Sheet::Actions => 40,
        Sheet::Meetings | Sheet::Exemptions => 25,
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
pub(super) struct Made<'a> {
    /// Its cells.
    pub(super) values: Vec<Value>,
    /// The row that it was before, for columns that people added.
    pub(super) from: Option<&'a RawRow>,
    /// Whether it waits for an answer.
    pub(super) open: bool,
}

fn fixed(known: &Known<'_>, sheet: Sheet) -> Vec<GridColumn> {
    sheet.columns().iter().map(|column| grid_column(known, sheet, column, vec![])).collect()
}

pub(super) fn grid_column(
    known: &Known<'_>,
    sheet: Sheet,
    column: &Column,
    above: Vec<String>,
) -> GridColumn {
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
        Entry::Dataset => Check::List { at: DATASETS, strict },
        Entry::Topic => Check::List { at: TOPICS, strict: false },
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
        (_, head::DATASET) => "form-hint-dataset",
        (Sheet::Files, head::PERIOD) => "form-hint-file-period",
        (_, head::OUR_UNIT) => "form-hint-our-unit",
        (Sheet::Targets, head::UNIT) => "form-hint-target-unit",
        (Sheet::Remarks, head::UNIT) => "form-hint-remark-unit",
        (_, head::UNIT) => "form-hint-units",
        (Sheet::Actions, head::INDICATOR) => "form-hint-action-indicator",
        (_, head::TOPIC) => "form-hint-topic",
        (_, head::ATTENDED) => "form-hint-attended",
        (Sheet::Meetings, head::PERIOD) => "form-hint-meeting-period",
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

/// Files that wait for a dataset first, then the answered ones.
fn files<'a>(known: &Known<'a>, before: Option<&'a FilledSheet>) -> Vec<Made<'a>> {
    let path_of =
        |sheet: &FilledSheet, row: &RawRow| sheet.cell(row, head::FILE).text().trim().to_owned();
    let answered: Vec<(String, &RawRow)> = before.map_or_else(Vec::new, |sheet| {
        sheet.answered().map(|row| (path_of(sheet, row), row)).collect()
    });
    let given = |one: &UnknownFile| {
        let period = one.period.map(period_words).unwrap_or_default();
        let nearest = one.dataset.clone().unwrap_or_default();
        [&one.path, &nearest, &period].map(Value::words)
    };
    let is_new = |one: &&UnknownFile| !answered.iter().any(|(path, _)| *path == one.path);
    let mut rows: Vec<Made<'a>> = known
        .files
        .iter()
        .filter(is_new)
        .map(|one| {
            let values = given(one).into_iter().chain([Value::Empty, Value::Empty, Value::Empty]);
            Made { values: values.collect(), from: None, open: true }
        })
        .collect();
    let Some(sheet) = before else { return rows };
    rows.extend(answered.iter().map(|(path, row)| {
        let as_it_was =
            || [head::FILE, head::NEAREST, head::TOLD].map(|at| value_of(sheet.cell(row, at)));
        let now = known.files.iter().find(|one| one.path == *path);
        let mut values = now.map_or_else(as_it_was, given).to_vec();
        let own = [head::DATASET, head::PERIOD, head::NOTE];
        values.extend(own.map(|head| value_of(sheet.cell(row, head))));
        let open = sheet.cell(row, head::DATASET).is_blank();
        Made { values, from: Some(row), open }
    }));
    rows
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

/// The rows that people filled in, as they are and in their order.
fn as_they_are<'a>(sheet: Sheet, before: Option<&'a FilledSheet>) -> Vec<Made<'a>> {
    let Some(filled) = before else { return vec![] };
    let made = |row: &'a RawRow| {
        let cells = sheet.columns().iter().map(|one| value_of(filled.cell(row, one.head)));
        Made { values: cells.collect(), from: Some(row), open: false }
    };
    filled.answered().map(made).collect()
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
            (
                words.word("form-list-topics"),
                project.topics.iter().map(|one| one.name.clone()).collect(),
            ),
            (words.word("form-list-datasets"), datasets(project)),
        ],
    }
}

/// What a file may be: not to be read, or one of the datasets that keep files.
fn datasets(project: &Project) -> Vec<String> {
    let keeping = project.datasets.iter().filter(|one| one.keeps_files());
    let mut titles: Vec<String> = keeping.map(|one| dataset_label(project, one)).collect();
    titles.sort();
    titles.insert(0, NOT_USED.to_owned());
    titles
}

/// How many rows of a sheet wait for an answer.
fn open(sheet: Sheet, grid: &Grid) -> String {
    sheet.waiting(&grid.rows).to_string()
}

fn guide(known: &Known<'_>, grids: &[Grid; 8]) -> Guide {
    let words = known.words;
    let steps = (1..=6).map(|n| words.word(&format!("form-step-{n}"))).collect();
    let sheet_rows = Sheet::ALL.into_iter().zip(grids).map(|(sheet, grid)| {
        let count = grid.rows.len().to_string();
        let state = match sheet {
            Sheet::Files => words.text("form-state-files", &[("count", open(sheet, grid))]),
            Sheet::Mapping => words.text("form-state-mapping", &[("count", open(sheet, grid))]),
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
