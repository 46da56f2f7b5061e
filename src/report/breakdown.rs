//! A figure value by value: the table *menurut kategori* under the indicator, and its rows as a
//! tidy table of their own.
//!
//! The parts stand beside the results and not among them: who adds up `hasil.csv` must not count
//! anything twice.

use crate::compute::suppress::is_withheld;
use crate::compute::{Broken, Part, PartOf};
use crate::domain::{Date, Number, Period, TeamId};
use crate::spec::breakdown::Breakdown;
use crate::spec::share::is_count;
use crate::spec::{Indicator, Project};

use super::figure::value_cell;
use super::input::{Input, team_anchor};
use super::model::Block;
use super::table::{Cell, Column, Content, Row, RowStyle, Table, TableKind};

/// The tables of an indicator for a team, one for each column.
pub(super) fn tables(input: &Input<'_>, indicator: &Indicator, team: &TeamId) -> Vec<Block> {
    let broken = input.figures.broken.get(&(indicator.id.clone(), team.clone()));
    let each = broken.into_iter().flatten().filter_map(|one| {
        let by = indicator.by.iter().find(|by| by.column == one.column)?;
        table(input, (indicator, by), team, one)
    });
    each.map(Block::Table).collect()
}

fn table(
    input: &Input<'_>,
    (indicator, by): (&Indicator, &Breakdown),
    team: &TeamId,
    broken: &Broken,
) -> Option<Table> {
    let whole = input.figure(&indicator.id, team, input.ask.period)?;
    let counts = is_count(&indicator.formula);
    let rows_of = |part: &Part| match is_withheld(&part.figure) {
        true => Cell::empty(),
        false => count(part.figure.rows_used),
    };
    let mut rows = vec![];
    for part in &broken.parts {
        let mut cells = vec![
            Cell::text(label(input, by, &part.of)),
            value_cell(input, indicator, &part.figure, None),
        ];
        cells.extend((!counts).then(|| rows_of(part)));
        rows.push(Row::body(cells));
    }
    let mut total =
        vec![Cell::text(input.word("part-whole")), value_cell(input, indicator, whole, None)];
    total.extend((!counts).then(|| match is_withheld(whole) {
        true => Cell::empty(),
        false => count(whole.rows_used),
    }));
    rows.push(Row::body(total).styled(RowStyle::Total));
    let value = match indicator.unit.as_str() {
        "" => indicator.short.clone(),
        unit => format!("{} ({unit})", indicator.short),
    };
    let mut columns = vec![Column::text(&by.title).wide(), Column::number(value)];
    columns.extend((!counts).then(|| Column::number(input.word("part-rows"))));
    let names = [("name", indicator.name.clone()), ("column", by.title.to_lowercase())];
    Some(Table {
        id: format!(
            "rincian-{}-{}-{}",
            spelled(indicator.id.as_str()),
            spelled(&by.column),
            team_anchor(team)
        ),
        caption: input.text("part-caption", &names),
        kind: TableKind::List,
        columns,
        rows,
        note: broken.parts.is_empty().then(|| input.word("part-untold")),
    })
}

/// A part as people read it.
fn label(input: &Input<'_>, by: &Breakdown, of: &PartOf) -> String {
    match of {
        PartOf::Value(value) => by.label(value),
        PartOf::Rest(count) => input.text("part-rest", &[("count", count.to_string())]),
        PartOf::Empty => input.word("part-empty"),
    }
}

fn count(rows: usize) -> Cell {
    Cell::new(Content::Number {
        value: Number::from(i128::try_from(rows).unwrap_or(0)),
        decimals: 0,
        unit: String::new(),
        text: rows.to_string(),
    })
}

fn spelled(name: &str) -> String {
    name.replace('_', "-")
}

/// A part of a figure, for machines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartRow {
    /// The period.
    pub period: Period,
    /// The cut-off date.
    pub as_of: Date,
    /// The indicator.
    pub indicator: String,
    /// The first day on which this version of its definition is valid; empty if there is only one.
    pub version: String,
    /// The team.
    pub team: String,
    /// The column.
    pub by: String,
    /// `nilai`, `lainnya` (several values together) or `kosong` (rows without a value).
    pub group: &'static str,
    /// The value; empty for the other groups.
    pub part: String,
    /// `angka`, `tidak_berlaku`, `belum_ada` or `disembunyikan`.
    pub kind: &'static str,
    /// The exact value, if it is a number.
    pub value: Option<Number>,
    /// Why it is blank; empty for numbers.
    pub reason: String,
    /// The numerator, where the formula's root is a ratio.
    pub numerator: Option<Number>,
    /// The denominator, where the formula's root is a ratio.
    pub denominator: Option<Number>,
    /// Rows that took part; `None` where their number would give a withheld count away.
    pub rows_used: Option<u64>,
}

/// The names of the columns, in order.
pub const COLUMNS: [&str; 14] = [
    "period",
    "as_of",
    "indicator",
    "version",
    "team",
    "by",
    "group",
    "part",
    "kind",
    "value",
    "reason",
    "numerator",
    "denominator",
    "rows_used",
];

/// Every part of the figures of a period, by indicator, team, column and value.
pub fn parts(
    project: &Project,
    figures: &crate::compute::Measurements,
    period: Period,
) -> Vec<PartRow> {
    let mut rows = vec![];
    for ((id, team), broken) in &figures.broken {
        let Some(indicator) = project.indicator_at(id, period).filter(|one| !one.hidden) else {
            continue;
        };
        let parts = broken.iter().flat_map(|one| one.parts.iter().map(move |part| (one, part)));
        for (one, part) in parts {
            let figure = &part.figure;
            let (group, value) = match &part.of {
                PartOf::Value(value) => ("nilai", value.to_string()),
                PartOf::Rest(_) => ("lainnya", String::new()),
                PartOf::Empty => ("kosong", String::new()),
            };
            rows.push(PartRow {
                period,
                as_of: figure.as_of,
                indicator: id.to_string(),
                version: indicator.valid.0.map_or_else(String::new, |day| day.to_string()),
                team: team.to_string(),
                by: one.column.clone(),
                group,
                part: value,
                kind: figure.value.kind(),
                value: figure.value.number().cloned(),
                reason: figure.value.blank().map_or_else(String::new, |(_, why)| why.to_string()),
                numerator: figure.numerator.clone(),
                denominator: figure.denominator.clone(),
                rows_used: (!is_withheld(figure)).then_some(figure.rows_used as u64),
            });
        }
    }
    rows
}
