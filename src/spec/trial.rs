//! Tests that stand beside the definitions: given these rows or figures, expect this value.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::{
    Blank, DatasetId, Date, Decimal, IndicatorId, Number, Period, Reason, ScorecardId, TeamId,
    Value,
};

use super::column::ColumnFrom;
use super::dataset::{ColumnType, Dataset};
use super::expr::Scalar;
use super::indicator::Known;
use super::office::known_team;
use super::syntax::{Item, Table, Text};

/// A test of a definition, `[[test]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// What it shows: the regulation's example, for instance.
    pub name: String,
    /// What is tested.
    pub subject: Subject,
    /// For which period.
    pub period: Period,
    /// Seen from which day; the last of the period if none is given.
    pub as_of: Date,
    /// For which team.
    pub team: TeamId,
    /// The rows of datasets.
    pub rows: Vec<GivenRows>,
    /// Figures that are given and not computed, blanks among them, for the same team and period.
    pub given: Vec<(IndicatorId, Value)>,
    /// The target, where it is not that of the definition.
    pub target: Option<Number>,
    /// What must come of it.
    pub expected: Vec<(Expected, Origin)>,
    /// Decimals to which numbers are rounded before they are compared; exact without.
    pub round: Option<u32>,
    /// Where it stands.
    pub origin: Origin,
}

/// The rows of a dataset that a test gives.
pub type GivenRows = (DatasetId, Vec<BTreeMap<String, Scalar>>);

/// What a test is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An indicator.
    Indicator(IndicatorId),
    /// A scorecard.
    Scorecard(ScorecardId),
    /// A predicate.
    Predicate(String),
}

/// One thing that a test expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The value.
    Value(Number),
    /// The achievement in percent.
    Achievement(Number),
    /// The score.
    Score(Number),
    /// The name of the rating.
    Rating(String),
    /// The kind of blank: `tidak_berlaku`, `belum_ada`, `disembunyikan`.
    Kind(String),
    /// The reason of a blank, as results files print it, or its code alone.
    Reason(String),
    /// What becomes of a predicate: `terpenuhi`, `tidak_terpenuhi`, `belum_diputuskan`.
    Verdict(String),
}

impl Expected {
    /// The key under which it is written.
    pub fn key(&self) -> &'static str {
        match self {
            Expected::Value(_) => "value",
            Expected::Achievement(_) => "achievement",
            Expected::Score(_) => "score",
            Expected::Rating(_) => "rating",
            Expected::Kind(_) => "kind",
            Expected::Reason(_) => "reason",
            Expected::Verdict(_) => "verdict",
        }
    }
}

/// Reads `[[test]]`; every other definition must have been read before.
pub(super) fn trial(
    table: Table<'_>,
    known: &Known<'_>,
    (scorecards, predicates): (&[ScorecardId], &[String]),
    diags: &mut Diagnostics,
) -> Option<Trial> {
    let before = diags.count(crate::diag::Severity::Error);
    let origin = table.origin();
    let subject = subject(&table, known, (scorecards, predicates), diags);
    let period = table.need("period", diags).and_then(|item| period(item, diags));
    let as_of = table.get("as_of").and_then(|item| item.date(diags));
    let team = match table.get("team") {
        Some(item) => item.string(diags).and_then(|id| team_of(&id, item.origin(), known, diags)),
        None => known.teams.root().map(|team| team.id.clone()),
    };
    let rows = table.get("rows").and_then(|item| item.table(diags));
    let rows = rows.map_or_else(Vec::new, |all| {
        let read = all.entries().into_iter().map(|entry| dataset_rows(entry, known, diags));
        read.flatten().collect()
    });
    let given = table.get("given").and_then(|item| item.table(diags));
    let given = given.map_or_else(Vec::new, |all| {
        let read = all.entries().into_iter().map(|(name, item)| {
            let id = known_name(&name.value, name.whole(), known, diags)?;
            Some((id, figure(item, diags)?))
        });
        read.collect::<Vec<_>>().into_iter().flatten().collect()
    });
    let target = table.get("target").and_then(|item| fraction(item, diags));
    let round = table.get("round").and_then(|item| item.decimals(diags));
    let expected = table.need("expect", diags).map_or_else(Vec::new, |item| expected(item, diags));
    let name = table.text_or_empty("name", diags);
    table.finish(diags);
    if diags.count(crate::diag::Severity::Error) > before {
        return None;
    }
    let (subject, period) = subject.zip(period)?;
    let as_of = as_of.unwrap_or_else(|| period.end());
    let team = team?;
    // A test about a team that the office does not have has nobody to be about.
    if known.teams.is_absent(&team) || names_absent(&rows, known) {
        return None;
    }
    Some(Trial { name, subject, period, as_of, team, rows, given, target, expected, round, origin })
}

/// A team that a test names: one of the office, or one that definitions may speak of without it.
fn team_of(id: &str, origin: Origin, known: &Known<'_>, diags: &mut Diagnostics) -> Option<TeamId> {
    let id = TeamId::new(id);
    let is_known = known_team(&id, origin, known.teams, diags);
    (is_known || known.teams.is_absent(&id)).then_some(id)
}

/// Whether any cell names a team that the office does not have.
fn names_absent(rows: &[GivenRows], known: &Known<'_>) -> bool {
    rows.iter().any(|(id, rows)| {
        let dataset = known.datasets.iter().find(|one| one.id == *id);
        let columns = dataset.into_iter().flat_map(|one| &one.columns);
        let of_teams = columns.filter(|one| matches!(one.ty, ColumnType::Team { .. }));
        let names: Vec<&str> = of_teams.map(|one| one.name.as_str()).collect();
        let cells = rows.iter().flatten().filter(|(column, _)| names.contains(&column.as_str()));
        cells.into_iter().any(|(_, cell)| match cell {
            Scalar::Text(text) => known.teams.is_absent(&TeamId::new(text)),
            _ => false,
        })
    })
}

fn subject(
    table: &Table<'_>,
    known: &Known<'_>,
    (scorecards, predicates): (&[ScorecardId], &[String]),
    diags: &mut Diagnostics,
) -> Option<Subject> {
    if let Some(item) = table.get("scorecard") {
        let name = item.string(diags)?;
        let id = ScorecardId::new(&name);
        if !scorecards.contains(&id) {
            let problem = Diagnostic::error("known-scorecard", item.origin())
                .arg("scorecard", &name)
                .near(&name, scorecards.iter().map(ScorecardId::as_str));
            diags.push(problem);
            return None;
        }
        return Some(Subject::Scorecard(id));
    }
    if let Some(item) = table.get("predicate") {
        let name = item.string(diags)?;
        if !predicates.contains(&name) {
            let problem = Diagnostic::error("known-predicate", item.origin())
                .arg("predicate", &name)
                .near(&name, predicates.iter().map(String::as_str));
            diags.push(problem);
            return None;
        }
        return Some(Subject::Predicate(name));
    }
    let item = table.need("indicator", diags)?;
    let name = item.string(diags)?;
    known_name(&name, item.origin(), known, diags).map(Subject::Indicator)
}

fn known_name(
    name: &str,
    origin: Origin,
    known: &Known<'_>,
    diags: &mut Diagnostics,
) -> Option<IndicatorId> {
    if known.indicators.iter().any(|one| one == name) {
        return Some(IndicatorId::new(name));
    }
    let problem = Diagnostic::error("known-indicator", origin)
        .arg("indicator", name)
        .near(name, known.indicators.iter().map(String::as_str));
    diags.push(problem);
    None
}

fn period(item: Item<'_>, diags: &mut Diagnostics) -> Option<Period> {
    let text = item.string(diags)?;
    let period = Period::parse(&text);
    if period.is_none() {
        diags.push(Diagnostic::error("test-period", item.origin()).arg("found", &text));
    }
    period
}

/// A number, or a fraction as a text: `"1025/12"`.
/// A number, or the word for a kind of blank.
fn figure(item: Item<'_>, diags: &mut Diagnostics) -> Option<Value> {
    let kinds = [
        (Blank::NotApplicable, Reason::NoObject),
        (Blank::Missing, Reason::NoValues),
        (Blank::Suppressed, Reason::SmallCount),
    ];
    if item.is_string()
        && let Some(word) = item.string(diags)
        && let Some((kind, reason)) = kinds.into_iter().find(|(kind, _)| kind.word() == word)
    {
        return Some(Value::Blank(kind, reason));
    }
    fraction(item, diags).map(Value::Number)
}

fn fraction(item: Item<'_>, diags: &mut Diagnostics) -> Option<Number> {
    if !item.is_string() {
        return item.number(diags);
    }
    let text = item.string(diags)?;
    let parts =
        text.split_once('/').map(|(a, b)| (Number::parse(a.trim()), Number::parse(b.trim())));
    let number = match parts {
        Some((Some(above), Some(below))) => above.checked_div(&below),
        Some(_) => None,
        None => Number::parse(text.trim()),
    };
    if number.is_none() {
        diags.push(Diagnostic::error("test-number", item.origin()).arg("found", &text));
    }
    number
}

/// What makes an expectation of what stands under its key.
type Make<T> = fn(T) -> Expected;

fn expected(item: Item<'_>, diags: &mut Diagnostics) -> Vec<(Expected, Origin)> {
    if !item.is_table() {
        let number = fraction(item, diags);
        return number.map(|number| (Expected::Value(number), item.origin())).into_iter().collect();
    }
    let Some(table) = item.table(diags) else { return vec![] };
    let mut all = vec![];
    let numbers: [(&'static str, Make<Number>); 3] = [
        ("value", Expected::Value),
        ("achievement", Expected::Achievement),
        ("score", Expected::Score),
    ];
    for (key, make) in numbers {
        if let Some(item) = table.get(key) {
            all.extend(fraction(item, diags).map(|number| (make(number), item.origin())));
        }
    }
    let kinds = ["angka", "tidak_berlaku", "belum_ada", "disembunyikan"].map(|word| (word, word));
    if let Some(item) = table.get("kind") {
        let kind = item.word(&kinds, diags);
        all.extend(kind.map(|kind| (Expected::Kind(kind.to_owned()), item.origin())));
    }
    let verdicts = ["terpenuhi", "tidak_terpenuhi", "belum_diputuskan"].map(|word| (word, word));
    if let Some(item) = table.get("verdict") {
        let verdict = item.word(&verdicts, diags);
        all.extend(verdict.map(|one| (Expected::Verdict(one.to_owned()), item.origin())));
    }
    let texts: [(&'static str, Make<String>); 2] =
        [("rating", Expected::Rating), ("reason", Expected::Reason)];
    for (key, make) in texts {
        if let Some(item) = table.get(key) {
            all.extend(item.string(diags).map(|text| (make(text), item.origin())));
        }
    }
    table.finish(diags);
    all
}

/// `rows.NAME = [{ column = value, … }, …]`
fn dataset_rows(
    (name, item): (Text, Item<'_>),
    known: &Known<'_>,
    diags: &mut Diagnostics,
) -> Option<GivenRows> {
    let Some(dataset) = known.datasets.iter().find(|one| one.id.as_str() == name.value) else {
        let problem = Diagnostic::error("known-dataset", name.whole())
            .arg("dataset", &name.value)
            .near(&name.value, known.datasets.iter().map(|dataset| dataset.id.as_str()));
        diags.push(problem);
        return None;
    };
    let mut rows = vec![];
    for item in item.list(diags) {
        let Some(row) = item.table(diags) else { continue };
        let cells = row.entries().into_iter().filter_map(|(column, item)| {
            cell(dataset, &column, item, known, diags).map(|cell| (column.value, cell))
        });
        rows.push(cells.collect());
    }
    Some((dataset.id.clone(), rows))
}

fn cell(
    dataset: &Dataset,
    column: &Text,
    item: Item<'_>,
    known: &Known<'_>,
    diags: &mut Diagnostics,
) -> Option<Scalar> {
    let declared = dataset.column(&column.value);
    // A team that is made from something else is stated as what it is: its mapping is no part of a
    // test.
    let made = declared.is_some_and(|one| {
        matches!(one.from, ColumnFrom::Value(_)) && !matches!(one.ty, ColumnType::Team { .. })
    });
    let Some(declared) = declared.filter(|_| !made) else {
        let names = dataset.columns.iter().map(|column| column.name.as_str());
        let problem = Diagnostic::error("test-column", column.whole())
            .arg("dataset", &dataset.id)
            .arg("column", &column.value)
            .near(&column.value, names);
        diags.push(problem);
        return None;
    };
    match &declared.ty {
        ColumnType::Date => item.date(diags).map(Scalar::Date),
        ColumnType::YesNo => item.boolean(diags).map(Scalar::Bool),
        ColumnType::Choice { of, .. } => {
            let words: Vec<(&str, &str)> =
                of.iter().map(|one| (one.as_str(), one.as_str())).collect();
            item.word(&words, diags).map(|word| Scalar::Text(word.into()))
        }
        ColumnType::Team { .. } => {
            let id = team_of(&item.string(diags)?, item.origin(), known, diags)?;
            Some(Scalar::Text(id.as_str().into()))
        }
        ty if ty.ty() == super::expr::Type::Number => {
            let number = item.number(diags)?;
            Decimal::from_number(&number).map(Scalar::Number)
        }
        _ => item.string(diags).map(|text| Scalar::Text(text.into())),
    }
}
