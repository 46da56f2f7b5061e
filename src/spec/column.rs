//! The columns of a dataset: where they come from and what their cells hold.

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::glob::TextPattern;
use crate::domain::{Number, TeamId, TeamTree};

use super::cut_off::no_cut_off;
use super::dataset::Dataset;
use super::expr::{self, Expr, Level, Type};
use super::office::known_team;
use super::syntax::{Table, Text, check_name};

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in formulas.
    pub name: String,
    /// What its cells hold.
    pub ty: ColumnType,
    /// Where it comes from.
    pub from: ColumnFrom,
    /// A row without it is set aside.
    pub required: bool,
    /// Some files, or all, have no such head, and nothing is lost with it.
    pub optional: bool,
    /// An event: a date after the cut-off has not happened yet.
    pub event: bool,
    /// Never held (`Drop`) or usable only as a key (`Pseudonym`).
    pub personal: Option<Personal>,
    /// A blank cell means what stands above it.
    pub fill: bool,
    /// What stands between several names in one cell; the row is read once for each.
    pub split: Option<String>,
    /// Only the first line of a cell is held, such as the number above a name.
    pub first_line: bool,
    /// What a number is multiplied with, where the sheet counts in thousands or millions.
    pub scale: i64,
    /// The lowest and the highest value allowed.
    pub range: (Option<Number>, Option<Number>),
    /// The line of a block that it stands in; without one, the first that holds anything.
    pub line: Option<String>,
    /// States from which a case does not go back, in order: from one of them it may only go to a
    /// later one. Empty where any change is possible.
    pub forward: Vec<String>,
    /// Amounts since 1 January: the columns that name a series, whose last amount is taken off.
    pub cumulative: Option<Vec<String>>,
    /// Where it is declared.
    pub origin: Origin,
}

/// Where a column comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnFrom {
    /// The column under one of these heads.
    Header(Vec<Head>),
    /// The last day of the period that the file covers.
    Covers,
    /// The sheet's name.
    Sheet,
    /// The code of a level of the hierarchy, of the row or of the nearest row above.
    Level(String),
    /// The head under which the row is read, where several things lie side by side.
    LaneHead,
    /// What stands under that head, or under this sub head of it.
    LaneCell(Option<TextPattern>),
    /// Other columns of the row.
    Value(Expr),
}

/// A head of a column: `Realisasi > s.d. Periode` under both, `Kode[2]` the second of its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// As written.
    pub written: String,
    /// The words from the top down.
    pub path: Vec<TextPattern>,
    /// Which of the columns with these words, from 0.
    pub nth: usize,
}

impl Head {
    /// The head as written.
    pub fn new(written: &str) -> Self {
        let numbered = written.strip_suffix(']').and_then(|rest| {
            let (name, digits) = rest.rsplit_once('[')?;
            Some((name, digits.parse::<usize>().ok()?.checked_sub(1)?))
        });
        let (name, nth) = numbered.unwrap_or((written, 0));
        let path = name.split('>').map(|part| TextPattern::new(part.trim())).collect();
        Self { written: written.to_owned(), path, nth }
    }
}

/// How personal data are kept out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Personal {
    /// Never held.
    Drop,
    /// Usable as a key within the run, never put out.
    Pseudonym,
}

/// What the cells of a column hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// Words.
    Text,
    /// A code: text that keeps its zeros, filled up to a width if one is declared.
    Code(Option<u32>),
    /// An exact number; a dash means nothing.
    Number,
    /// Rupiah; a dash means zero.
    Money,
    /// A percentage from 0 to 100, `80,00%`.
    Percent,
    /// A day.
    Date,
    /// A month, by name or number; its number.
    Month,
    /// A quarter, `TW III` or `3`; its number.
    Quarter,
    /// Yes or no.
    YesNo,
    /// The number of a civil servant (NIP), 18 digits that hold a birthday: never put out.
    Nip,
    /// One of a list.
    Choice {
        /// The values.
        of: Vec<String>,
        /// What exports write for them: patterns, first match wins.
        map: Vec<(TextPattern, String)>,
    },
    /// A team of the tree.
    Team {
        /// What exports write for them: patterns, first match wins; else names and aliases.
        map: Vec<(TextPattern, TeamId)>,
    },
}

impl ColumnType {
    /// The type in formulas.
    pub fn ty(&self) -> Type {
        match self {
            ColumnType::Number
            | ColumnType::Money
            | ColumnType::Percent
            | ColumnType::Month
            | ColumnType::Quarter => Type::Number,
            ColumnType::Date => Type::Date,
            ColumnType::YesNo => Type::Bool,
            _ => Type::Text,
        }
    }

    /// Whether its cells are amounts, which can be added up.
    pub fn is_amount(&self) -> bool {
        matches!(self, ColumnType::Number | ColumnType::Money)
    }

    /// Whether a range can be declared for its cells.
    pub fn is_numeric(&self) -> bool {
        self.is_amount() || *self == ColumnType::Percent
    }

    /// The word of definitions and messages.
    pub fn word(&self) -> &'static str {
        match self {
            ColumnType::Text => "text",
            ColumnType::Code(_) => "code",
            ColumnType::Number => "number",
            ColumnType::Money => "money",
            ColumnType::Percent => "percent",
            ColumnType::Date => "date",
            ColumnType::Month => "month",
            ColumnType::Quarter => "quarter",
            ColumnType::YesNo => "yes_no",
            ColumnType::Nip => "nip",
            ColumnType::Choice { .. } => "choice",
            ColumnType::Team { .. } => "team",
        }
    }
}

/// Reads `[dataset.NAME.column.NAME]`.
pub fn column(
    name: &Text,
    table: Table<'_>,
    dataset: &Dataset,
    teams: &TeamTree,
    diags: &mut Diagnostics,
) -> Option<Column> {
    check_name(&name.value, name.whole(), diags);
    if dataset.column(&name.value).is_some() {
        diags.push(Diagnostic::error("unique-id", name.whole()).arg("id", &name.value));
    }
    let ty = column_type(&table, &name.value, teams, diags);
    let from = column_from(&table, dataset, diags);
    let flag = |key, diags: &mut Diagnostics| {
        table.get(key).and_then(|item| item.boolean(diags)).unwrap_or(false)
    };
    let (required, event) = (flag("required", diags), flag("event", diags));
    let optional = flag("optional", diags);
    let kinds = [("drop", Personal::Drop), ("pseudonym", Personal::Pseudonym)];
    let personal = table.get("personal").and_then(|item| item.word(&kinds, diags));
    let is_words =
        matches!(ty, Some(ColumnType::Text | ColumnType::Code(_) | ColumnType::Nip) | None);
    if personal == Some(Personal::Pseudonym) && !is_words {
        diags.push(Diagnostic::error("pseudonym-type", name.whole()).arg("column", &name.value));
    }
    if personal.is_none() && ty == Some(ColumnType::Nip) {
        diags.push(Diagnostic::error("nip-open", name.whole()).arg("column", &name.value));
    }
    let fill = table.get("fill").and_then(|item| item.word(&[("down", true)], diags));
    let split = table.get("split").and_then(|item| item.string(diags));
    let split = split.filter(|mark| !mark.trim().is_empty());
    let only = table.get("only").and_then(|item| item.word(&[("first_line", true)], diags));
    let scale = table.get("scale").and_then(|item| item.count(diags)).map(i64::from);
    let edge = |key, diags: &mut Diagnostics| table.get(key).and_then(|item| item.number(diags));
    let range = (edge("min", diags), edge("max", diags));
    let line = table.get("line").and_then(|item| item.string(diags));
    let forward = table.get("forward").map_or_else(Vec::new, |item| item.strings(diags));
    let cumulative = table.get("cumulative").map(|item| item.strings(diags));
    let is = |fits: fn(&ColumnType) -> bool| ty.as_ref().is_none_or(fits);
    let misplaced = [
        ("only", only.is_some(), is_words),
        ("scale", scale.is_some(), is(ColumnType::is_numeric)),
        ("min", range.0.is_some(), is(ColumnType::is_numeric)),
        ("max", range.1.is_some(), is(ColumnType::is_numeric)),
        ("cumulative", cumulative.is_some(), is(ColumnType::is_amount)),
        ("split", split.is_some(), is(|ty| matches!(ty, ColumnType::Team { .. }))),
        ("forward", !forward.is_empty(), is(|ty| matches!(ty, ColumnType::Choice { .. }))),
    ];
    for (key, written, fits) in misplaced {
        if written && !fits {
            let word = ty.as_ref().map_or("", ColumnType::word);
            let problem = Diagnostic::error("key-of-other-type", name.whole());
            diags.push(problem.arg("key", key).arg("type", word));
        }
    }
    if let (Some(ColumnType::Choice { of, .. }), Some(item)) = (&ty, table.get("forward")) {
        for state in forward.iter().filter(|state| !of.contains(state)) {
            let problem = Diagnostic::error("known-choice", item.origin())
                .arg("column", &name.value)
                .arg("value", state)
                .arg("choices", of.join(", "))
                .near(state, of.iter().map(String::as_str));
            diags.push(problem);
        }
    }
    table.finish(diags);
    Some(Column {
        name: name.value.clone(),
        ty: ty?,
        from: from?,
        required,
        optional,
        event,
        personal,
        fill: fill.unwrap_or(false),
        split,
        first_line: only.unwrap_or(false),
        scale: scale.unwrap_or(1),
        range,
        line,
        forward,
        cumulative,
        origin: name.whole(),
    })
}

fn column_from(
    table: &Table<'_>,
    dataset: &Dataset,
    diags: &mut Diagnostics,
) -> Option<ColumnFrom> {
    if let Some(item) = table.get("value") {
        let text = item.text(diags)?;
        let expr = expr::parse_value(&text, Level::Row, dataset, Type::Null, diags);
        let expr = expr.unwrap_or(Expr::NOTHING);
        no_cut_off(&expr, &text, dataset, true, diags);
        return Some(ColumnFrom::Value(expr));
    }
    if let Some(item) = table.get("from") {
        let text = item.string(diags)?;
        return match text.split_once(':') {
            Some(("level", level)) => Some(ColumnFrom::Level(level.trim().to_owned())),
            Some(("cell", sub)) => Some(ColumnFrom::LaneCell(Some(TextPattern::new(sub.trim())))),
            _ => {
                let words = [("covers", 0), ("sheet", 1), ("head", 2), ("cell", 3)];
                item.word(&words, diags).map(|which| match which {
                    0 => ColumnFrom::Covers,
                    1 => ColumnFrom::Sheet,
                    2 => ColumnFrom::LaneHead,
                    _ => ColumnFrom::LaneCell(None),
                })
            }
        };
    }
    table.need("header", diags).map(|item| {
        ColumnFrom::Header(item.strings(diags).iter().map(|written| Head::new(written)).collect())
    })
}

fn column_type(
    table: &Table<'_>,
    name: &str,
    teams: &TeamTree,
    diags: &mut Diagnostics,
) -> Option<ColumnType> {
    let words = [
        "text", "code", "number", "money", "percent", "date", "month", "quarter", "yes_no", "nip",
        "choice", "team",
    ];
    let numbered: Vec<(&str, usize)> = words.iter().copied().zip(0..).collect();
    let which = table.need("type", diags)?.word(&numbered, diags)?;
    Some(match words[which] {
        "code" => ColumnType::Code(table.get("width").and_then(|item| item.count(diags))),
        "number" => ColumnType::Number,
        "money" => ColumnType::Money,
        "percent" => ColumnType::Percent,
        "date" => ColumnType::Date,
        "month" => ColumnType::Month,
        "quarter" => ColumnType::Quarter,
        "yes_no" => ColumnType::YesNo,
        "nip" => ColumnType::Nip,
        "choice" => choice(table, name, diags)?,
        "team" => ColumnType::Team { map: team_map(table, teams, diags) },
        _ => ColumnType::Text,
    })
}

fn choice(table: &Table<'_>, name: &str, diags: &mut Diagnostics) -> Option<ColumnType> {
    let of = table.need("of", diags)?.strings(diags);
    let mut map = vec![];
    if let Some(entries) = table.get("map").and_then(|item| item.table(diags)) {
        for (pattern, item) in entries.entries() {
            let Some(value) = item.string(diags) else { continue };
            if !of.contains(&value) {
                let problem = Diagnostic::error("known-choice", item.origin())
                    .arg("column", name)
                    .arg("value", &value)
                    .arg("choices", of.join(", "))
                    .near(&value, of.iter().map(String::as_str));
                diags.push(problem);
            }
            map.push((TextPattern::new(&pattern.value), value));
        }
    }
    Some(ColumnType::Choice { of, map })
}

fn team_map(
    table: &Table<'_>,
    teams: &TeamTree,
    diags: &mut Diagnostics,
) -> Vec<(TextPattern, TeamId)> {
    let mut map = vec![];
    if let Some(entries) = table.get("map").and_then(|item| item.table(diags)) {
        for (pattern, item) in entries.entries() {
            let Some(id) = item.string(diags).map(TeamId::new) else { continue };
            known_team(&id, item.origin(), teams, diags);
            if !teams.is_absent(&id) {
                map.push((TextPattern::new(&pattern.value), id));
            }
        }
    }
    map
}
