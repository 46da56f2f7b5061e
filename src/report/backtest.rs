//! What `zona backtest` says: how many cells of every column agree, which do not and why perhaps,
//! and which other reading the file agrees under.

use crate::backtest::row::{Fate, Lacking};
use crate::backtest::verdict::{Backtest, CheckedCell, ColumnTally, Comparison, Doubtful, Other};
use crate::diag::Origin;
use crate::diag::words::spot;
use crate::domain::Number;
use crate::messages::{Lang, Messages};
use crate::spec::printed::Likely;

use super::format;
use super::table::{Cell, Column, Content, Row, Table, TableKind};

/// Places of a doubt that are listed.
const MOST_PLACES: usize = 12;

/// What is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What was looked at.
    pub title: String,
    /// What came of it, in sentences.
    pub lines: Vec<String>,
    /// How many cells of each column agree, and the cells that do not.
    pub tables: Vec<Table>,
    /// What stays unknown.
    pub doubts: Vec<String>,
}

/// Puts the outcome into words.
pub fn told(found: &Backtest, words: &Messages) -> Told {
    let named = [
        ("title", found.title.clone()),
        ("dataset", found.dataset.to_string()),
        ("file", found.file.clone()),
    ];
    let mut lines = vec![read(&found.declared, words)];
    let shown = match &found.other {
        Some(other) => {
            lines.extend(refused(&found.declared, other, words));
            &other.reading
        }
        None => &found.declared,
    };
    let sum = |of: fn(&ColumnTally) -> usize| shown.columns.iter().map(of).sum::<usize>();
    let (n_agreed, n_different) = (sum(|one| one.n_agreed), sum(|one| one.n_different));
    let n_open = sum(|one| one.n_open);
    match &found.other {
        Some(_) => {}
        None if n_different > 0 => lines.push(words.word("backtest-differs")),
        None if n_agreed == 0 => lines.push(words.word("backtest-nothing")),
        None if shown.n_unread > 0 => lines.push(words.word("backtest-unread")),
        None if n_open > 0 => {
            let args = [("count", count(n_open, words))];
            lines.push(words.text("backtest-agrees-open", &args));
        }
        None => lines.push(words.word("backtest-agrees")),
    }
    let mut tables = vec![];
    if shown.columns.iter().any(|one| one.n_asked() > 0) {
        tables.push(columns(shown, words));
    }
    if !shown.cells.is_empty() {
        tables.push(cells(shown, words));
    }
    let doubts = shown.doubts.iter().map(|one| doubt(one, words)).collect();
    Told { title: words.text("backtest-title", &named), lines, tables, doubts }
}

/// The reason of a remark in the language of the run.
pub fn reason(remark: &Likely, words: &Messages) -> String {
    match words.lang() {
        Lang::Id => remark.reason.clone(),
        Lang::En => remark.reason_en.clone(),
    }
}

/// What is wrong with the heads of a reading that is not the declared one, and whose rules it has.
pub fn causes(declared: &Comparison, other: &Other, words: &Messages) -> Vec<String> {
    let mut found = vec![];
    if let Some(misread) = &other.misread {
        let reason = match words.lang() {
            Lang::Id => misread.reason.clone(),
            Lang::En => misread.reason_en.clone(),
        };
        found.push(words.text("backtest-misread", &[("reason", reason)]));
    }
    if let Some(period) = other.period {
        let own = declared.period.map_or_else(String::new, |own| format::period(own, words));
        let named = [("period", own), ("now", format::period(period, words))];
        found.push(words.text("backtest-other-rules", &named));
    }
    found
}

fn read(reading: &Comparison, words: &Messages) -> String {
    let period = reading.period.map(|period| format::period(period, words));
    let args = [
        ("period", period.unwrap_or_else(|| words.word("backtest-by-row"))),
        ("rows", count(reading.n_rows, words)),
        ("unread", count(reading.n_unread, words)),
    ];
    words.text("backtest-read", &args)
}

fn refused(declared: &Comparison, other: &Other, words: &Messages) -> Vec<String> {
    let mut lines = vec![words.text("backtest-refused", &shares(declared, words))];
    lines.extend(causes(declared, other, words));
    lines.push(words.text("backtest-instead", &shares(&other.reading, words)));
    lines
}

fn shares(reading: &Comparison, words: &Messages) -> [(&'static str, String); 2] {
    let agreed = reading.columns.iter().map(|one| one.n_agreed).sum();
    let asked: usize = reading.columns.iter().map(ColumnTally::n_asked).sum();
    let asked = asked + reading.n_unread * reading.columns.len().max(1);
    [("agreed", count(agreed, words)), ("asked", count(asked, words))]
}

fn count(n: usize, words: &Messages) -> String {
    format::number(&Number::from(n as i64), 0, words.lang())
}

fn columns(reading: &Comparison, words: &Messages) -> Table {
    let rows = reading.columns.iter().filter(|one| one.n_asked() > 0).map(|one| {
        let args = [("agreed", count(one.n_agreed, words)), ("asked", count(one.n_asked(), words))];
        Row::body(vec![
            Cell::text(name(one, words)),
            Cell::text(words.text("backtest-of", &args)),
            Cell::text(count(one.n_different, words)),
            Cell::text(count(one.n_open, words)),
        ])
    });
    Table {
        id: "backtest-columns".to_owned(),
        caption: words.word("backtest-columns"),
        kind: TableKind::List,
        columns: vec![
            Column::text(words.word("backtest-column")),
            Column::number(words.word("backtest-agreed")),
            Column::number(words.word("backtest-different")),
            Column::number(words.word("backtest-open")),
        ],
        rows: rows.collect(),
        note: None,
    }
}

/// The head of a column, and the one that it stands under where that is another's.
fn name(tally: &ColumnTally, words: &Messages) -> String {
    match &tally.under {
        None => tally.head.clone(),
        Some(head) => {
            let args = [("column", tally.head.clone()), ("head", head.clone())];
            words.text("backtest-under", &args)
        }
    }
}

fn cells(reading: &Comparison, words: &Messages) -> Table {
    Table {
        id: "backtest-cells".to_owned(),
        caption: words.word("backtest-cells"),
        kind: TableKind::List,
        columns: vec![
            Column::text(words.word("backtest-place")),
            Column::text(words.word("backtest-row")),
            Column::text(words.word("backtest-column")),
            Column::number(words.word("backtest-printed")),
            Column::number(words.word("backtest-computed")),
            Column::number(words.word("backtest-difference")),
            Column::text(words.word("backtest-reason")).wide(),
        ],
        rows: reading.cells.iter().map(|one| cell(one, words)).collect(),
        note: None,
    }
}

fn cell(checked: &CheckedCell, words: &Messages) -> Row {
    let number = |value: &Number| {
        let text = format::number(value, checked.decimals, words.lang());
        let (value, decimals, unit) = (value.clone(), checked.decimals, String::new());
        Cell::new(Content::Number { value, decimals, unit, text })
    };
    let mut cells = vec![
        Cell::text(place(&checked.place, words)),
        Cell::text(&checked.row),
        Cell::text(&checked.head),
    ];
    match &checked.fate {
        Fate::Differs(printed, computed, likely) => {
            let why = likely.as_ref().map(|remark| reason(remark, words));
            cells.push(number(printed));
            cells.push(number(computed));
            cells.push(number(&(&printed.round(checked.decimals) - computed)));
            cells.push(Cell::text(why.unwrap_or_else(|| words.word("backtest-unknown"))));
        }
        Fate::Open(printed, lacking) => {
            cells.extend([number(printed), Cell::empty(), Cell::empty()]);
            cells.push(Cell::text(open(lacking, words)));
        }
        Fate::Agrees => cells.resize(7, Cell::empty()),
    }
    Row::body(cells)
}

/// Why a cell could not be worked out: what is empty or zero in its row.
fn open(lacking: &Lacking, words: &Messages) -> String {
    let told = |key: &str, heads: &[String]| {
        let args = [("heads", heads.join(", "))];
        (!heads.is_empty()).then(|| words.text(key, &args))
    };
    let empty = told("backtest-empty", &lacking.empty);
    let zero = told("backtest-zero", &lacking.zero);
    let parts: Vec<String> = empty.into_iter().chain(zero).collect();
    match parts.is_empty() {
        true => words.word("backtest-not-computed"),
        false => words.text("backtest-lacking", &[("what", parts.join("; "))]),
    }
}

/// `IKPA!T12`, or line and column of a text.
fn place(origin: &Origin, words: &Messages) -> String {
    match origin {
        Origin::Cell { sheet, .. } | Origin::Row { sheet, .. } if !sheet.is_empty() => {
            format!("{}, {}", sheet.trim(), spot(origin, words))
        }
        _ => spot(origin, words),
    }
}

fn doubt(doubt: &Doubtful, words: &Messages) -> String {
    let mut places: Vec<String> =
        doubt.places.iter().take(MOST_PLACES).map(|one| spot(one, words)).collect();
    if doubt.places.len() > MOST_PLACES {
        places.push("…".to_owned());
    }
    let args = [
        ("reason", reason(&doubt.remark, words)),
        ("count", count(doubt.places.len(), words)),
        ("places", places.join(", ")),
    ];
    words.text("backtest-doubt", &args)
}
