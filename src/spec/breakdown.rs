//! Breakdowns: the same figure once for every value of a column, `by = "kategori"`.
//!
//! A breakdown says more than the figure does, so it is refused where it would say too much: of
//! columns that name people, and of complaints whose small counts nobody withholds.

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::glob::TextPattern;

use super::column::{Column, ColumnFrom, ColumnType};
use super::dataset::{Dataset, known_column};
use super::expr::{Aggregate, AggregateKind, Expr, Node, Type};
use super::indicator::{Indicator, Measured};
use super::step::Step;
use super::syntax::Table;

/// The values that a breakdown names at most; what is left is one group.
pub const MOST_VALUES: usize = 12;

/// The name of the rows of a group among what a breakdown keeps of it.
pub const ROWS: &str = "baris";

/// The same figure once for every value of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breakdown {
    /// The column.
    pub column: String,
    /// What the column is called for people.
    pub title: String,
    /// Its values with their names for people, in the order declared; empty where they are not.
    pub values: Vec<(String, String)>,
    /// How rows are grouped before the formula makes a figure of each group.
    pub step: Step,
    /// Where it is declared.
    pub origin: Origin,
}

impl Breakdown {
    /// A value as people read it.
    pub fn label(&self, value: &str) -> String {
        let known = self.values.iter().find(|(own, _)| own == value);
        known.map_or_else(|| value.to_owned(), |(_, label)| label.clone())
    }
}

/// Reads `by` of an indicator that is read otherwise.
pub(super) fn breakdowns(
    table: &Table<'_>,
    (indicator, dataset): (&Indicator, Option<&Dataset>),
    diags: &mut Diagnostics,
) -> Vec<Breakdown> {
    let (Some(item), Some(dataset)) = (table.get("by"), dataset) else { return vec![] };
    let origin = item.origin();
    let guarded = dataset.complaints || dataset.confidential.is_some();
    let refused = match () {
        () if !indicator.steps.is_empty() => Some("by-step"),
        () if guarded && !withholds(indicator, dataset) => Some("by-complaints"),
        () => None,
    };
    if let Some(code) = refused {
        diags.push(Diagnostic::error(code, origin).arg("indicator", &indicator.id));
        return vec![];
    }
    let mut read = vec![];
    for name in item.strings(diags) {
        if !known_column(&name, origin.clone(), dataset, diags) {
            continue;
        }
        let code = match dataset.column(&name).map(|column| &column.ty) {
            _ if dataset.is_personal(&name) => Some("by-personal"),
            Some(ColumnType::Text | ColumnType::Choice { .. }) => None,
            Some(_) => Some("by-column"),
            None => dataset.info(&name).filter(|info| info.ty != Type::Text).map(|_| "by-column"),
        };
        match code {
            Some(code) => {
                let problem = Diagnostic::error(code, origin.clone());
                diags.push(problem.arg("column", &name).arg("indicator", &indicator.id));
            }
            None => read.push(breakdown(&name, indicator, dataset, origin.clone())),
        }
    }
    read
}

/// Whether small counts of complaints stay hidden: they are withheld, and those of which only the
/// office may speak are told of the office only, or are not among the rows.
fn withholds(indicator: &Indicator, dataset: &Dataset) -> bool {
    let Some(hidden) = dataset.confidential.as_ref().map(ToString::to_string) else {
        return indicator.honesty.suppress.is_some();
    };
    let others =
        [format!("NOT {hidden}"), format!("NOT ({hidden})"), hidden.replace(" = ", " <> ")];
    let mut asked: Vec<&Expr> = indicator.filter.iter().collect();
    let mut left_out = false;
    while let Some(one) = asked.pop() {
        if let Node::And(a, b) = &one.node {
            asked.extend([&**a, &**b]);
        }
        left_out |= others.contains(&one.to_string());
    }
    let told = left_out || indicator.measured == Measured::Office;
    told && indicator.honesty.suppress.is_some()
}

fn breakdown(name: &str, indicator: &Indicator, dataset: &Dataset, origin: Origin) -> Breakdown {
    let column = dataset.column(name);
    let values = match column.map(|column| &column.ty) {
        Some(ColumnType::Choice { of, map }) => {
            of.iter().map(|value| (value.clone(), shown(value, map))).collect()
        }
        _ => vec![],
    };
    let place = indicator.formula.span.clone();
    let key = Expr { node: Node::Column(name.to_owned()), ty: Type::Text, span: place.clone() };
    let kind = AggregateKind::Count;
    let rows = Aggregate { kind, arg: None, filter: None, share: None, axis: None };
    let rows = Expr { node: Node::Aggregate(Box::new(rows)), ty: Type::Number, span: place };
    Breakdown {
        column: name.to_owned(),
        title: column.map_or_else(|| spelled(name), titled),
        values,
        step: Step {
            filter: None,
            by: vec![(name.to_owned(), key)],
            results: vec![("angka".to_owned(), indicator.formula.clone()), (ROWS.to_owned(), rows)],
        },
        origin,
    }
}

/// A value as people read it: as exports write it, or as the definition does.
fn shown(value: &str, map: &[(TextPattern, String)]) -> String {
    let plain = |pattern: &TextPattern| !pattern.as_str().contains(['*', '?', '{']);
    let written = map.iter().find(|(pattern, to)| to == value && plain(pattern));
    written.map_or_else(|| spelled(value), |(pattern, _)| pattern.as_str().to_owned())
}

/// A column as people read it: its head, or its name.
fn titled(column: &Column) -> String {
    let head = match &column.from {
        ColumnFrom::Header(heads) => heads.first(),
        _ => None,
    };
    let plain = head.filter(|head| !head.written.contains(['*', '?', '>', '[']));
    plain.map_or_else(|| spelled(&column.name), |head| head.written.clone())
}

/// `non_pengawasan` as `Non pengawasan`.
fn spelled(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}
