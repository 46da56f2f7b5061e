//! What a contract asks of finished tables: references, outliers, balances and limits of
//! rules.

use crate::diag::{Diagnostic, Diagnostics, Origin, Severity};
use crate::domain::{DatasetId, Number};

use super::cut_off::no_cut_off;
use super::dataset::{Dataset, known_column};
use super::expr::{self, Expr, Function, Level, Node, Type};
use super::syntax::{Item, Table, Text, check_name};

/// Every value of a column must occur in a column of another dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The column whose values are looked up.
    pub column: String,
    /// The dataset in which they are looked up.
    pub dataset: DatasetId,
    /// The column in which they are looked up.
    pub to: String,
    /// How bad a value is that does not occur.
    pub severity: Severity,
    /// Where it is declared.
    pub origin: Origin,
}

/// Values that lie far from the others of their group, or jump against the period before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlier {
    /// Its name.
    pub name: String,
    /// What is looked at, for people; the formula if nobody wrote it.
    pub title: String,
    /// What is looked at, per row.
    pub value: Expr,
    /// Columns that make the groups.
    pub by: Vec<String>,
    /// How many robust standard deviations from the median are too far.
    pub robust_z: Option<Number>,
    /// What change of a group's sum against the period before is too much, as a ratio of it.
    pub jump: Option<Number>,
    /// How bad it is.
    pub severity: Severity,
    /// Where it is declared.
    pub origin: Origin,
}

/// Two sums over two datasets that must agree, group by group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    /// Its name.
    pub name: String,
    /// What must agree, for people; the formulas if nobody wrote it.
    pub title: String,
    /// The side of the dataset it is declared in.
    pub own: Side,
    /// The other side.
    pub other: Side,
    /// The largest difference that is none.
    pub tolerance: Number,
    /// How bad a difference is.
    pub severity: Severity,
    /// Where it is declared.
    pub origin: Origin,
}

/// One side of a balance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The dataset.
    pub dataset: DatasetId,
    /// Which rows take part.
    pub filter: Option<Expr>,
    /// What is compared.
    pub formula: Expr,
    /// Columns that make the groups.
    pub by: Vec<String>,
}

/// How many failures of a rule a file may hold before they are more than a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Limit {
    /// So many rows.
    Rows(u32),
    /// This share of the file's rows, 1 is all of them.
    Share(Number),
}

pub(super) fn severity(table: &Table<'_>, diags: &mut Diagnostics) -> Severity {
    let words =
        [("error", Severity::Error), ("warning", Severity::Warning), ("note", Severity::Note)];
    let chosen = table.get("severity").and_then(|item| item.word(&words, diags));
    chosen.unwrap_or(Severity::Warning)
}

/// `5%` or `5.5%` as a ratio.
fn share(item: &Item<'_>, diags: &mut Diagnostics) -> Option<Number> {
    let text = item.string(diags)?;
    let digits = text.trim().strip_suffix('%').and_then(|digits| Number::parse(digits.trim()));
    let found = digits.and_then(|percent| percent.checked_div(&Number::from(100u32)));
    if found.is_none() {
        let problem = Diagnostic::error("share-form", item.origin());
        diags.push(problem.arg("found", text));
    }
    found
}

/// `at_most` of a rule: a number of rows, or a share of them.
pub(super) fn limit(table: &Table<'_>, diags: &mut Diagnostics) -> Option<Limit> {
    let item = table.get("at_most")?;
    match item.is_string() {
        true => share(&item, diags).map(Limit::Share),
        false => item.count(diags).map(Limit::Rows),
    }
}

/// `references` of a column: `"dataset.column"`, or a table with `to` and `severity`.
pub(super) fn reference(
    column: &str,
    item: Item<'_>,
    diags: &mut Diagnostics,
) -> Option<Reference> {
    let origin = item.origin();
    let (to, severity) = if item.is_string() {
        (item.string(diags)?, Severity::Warning)
    } else {
        let table = item.table(diags)?;
        let severity = severity(&table, diags);
        let to = table.need("to", diags).and_then(|item| item.string(diags));
        table.finish(diags);
        (to?, severity)
    };
    let (dataset, to) = to.split_once('.').unwrap_or((&to, ""));
    let (column, dataset, to) = (column.to_owned(), DatasetId::new(dataset), to.to_owned());
    Some(Reference { column, dataset, to, severity, origin })
}

/// Reads `[dataset.X.outlier.NAME]`.
pub(super) fn outlier(
    name: &Text,
    table: Table<'_>,
    dataset: &Dataset,
    diags: &mut Diagnostics,
) -> Option<Outlier> {
    check_name(&name.value, name.whole(), diags);
    let text = table.need("column", diags).and_then(|item| item.text(diags));
    let title = table.text_or_empty("title", diags);
    let by = by(&table, dataset, diags).unwrap_or_default();
    let robust_z = table.get("robust_z").and_then(|item| item.number(diags));
    let jump = table.get("jump").and_then(|item| share(&item, diags));
    if table.get("jump").is_none() && robust_z.is_none() {
        table.need("robust_z", diags);
    }
    let severity = severity(&table, diags);
    table.finish(diags);
    let text = text?;
    let value = expr::parse(&text, Level::Row, dataset, Type::Number, diags)?;
    no_cut_off(&value, &text, dataset, false, diags);
    let title = if title.is_empty() { text.value } else { title };
    let (name, origin) = (name.value.clone(), name.whole());
    Some(Outlier { name, title, value, by, robust_z, jump, severity, origin })
}

/// `by`: columns that make groups.
fn by(table: &Table<'_>, dataset: &Dataset, diags: &mut Diagnostics) -> Option<Vec<String>> {
    let item = table.get("by")?;
    let names = item.strings(diags);
    for name in &names {
        known_column(name, item.origin(), dataset, diags);
    }
    Some(names)
}

/// Reads `[dataset.X.balance.NAME]`; every dataset must have been read before.
pub(super) fn balance(
    name: &Text,
    table: Table<'_>,
    (own, datasets): (&Dataset, &[Dataset]),
    diags: &mut Diagnostics,
) -> Option<Balance> {
    check_name(&name.value, name.whole(), diags);
    let title = table.text_or_empty("title", diags);
    let groups = by(&table, own, diags).unwrap_or_default();
    let ours = side(&table, own, groups.clone(), diags);
    let equals = table.need("equals", diags).and_then(|item| item.table(diags));
    let tolerance = table.get("tolerance").and_then(|item| item.number(diags));
    let severity = severity(&table, diags);
    table.finish(diags);
    let equals = equals?;
    let item = equals.need("dataset", diags)?;
    let id = item.string(diags)?;
    let other = known_dataset(&id, &item, datasets, diags)?;
    let theirs = match equals.get("by") {
        Some(_) => by(&equals, other, diags).unwrap_or_default(),
        None => {
            for column in &groups {
                known_column(column, name.whole(), other, diags);
            }
            groups.clone()
        }
    };
    let theirs = side(&equals, other, theirs, diags);
    equals.finish(diags);
    let (own, other) = (ours?, theirs?);
    let same = own.by.iter().map(|column| type_of(column, datasets, &own.dataset));
    if !same.eq(other.by.iter().map(|column| type_of(column, datasets, &other.dataset))) {
        let problem = Diagnostic::error("balance-groups", name.whole());
        let problem = problem.arg("own", own.by.join(", ")).arg("other", other.by.join(", "));
        diags.push(problem);
        return None;
    }
    let said = || format!("{} = {}", own.formula, other.formula);
    let title = if title.is_empty() { said() } else { title };
    let (name, origin) = (name.value.clone(), name.whole());
    let tolerance = tolerance.unwrap_or_else(Number::zero);
    Some(Balance { name, title, own, other, tolerance, severity, origin })
}

fn type_of(column: &str, datasets: &[Dataset], id: &DatasetId) -> Option<Type> {
    let dataset = datasets.iter().find(|dataset| dataset.id == *id)?;
    dataset.info(column).map(|info| info.ty)
}

/// `formula` and `where` of one side of a balance.
fn side(
    table: &Table<'_>,
    dataset: &Dataset,
    by: Vec<String>,
    diags: &mut Diagnostics,
) -> Option<Side> {
    let text = table.need("formula", diags).and_then(|item| item.text(diags));
    let filter = table.get("where").and_then(|item| item.text(diags));
    let filter = filter.and_then(|text| condition(&text, dataset, diags));
    let text = text?;
    let formula = expr::parse(&text, Level::Group, dataset, Type::Number, diags)?;
    no_cut_off(&formula, &text, dataset, false, diags);
    if let Some(found) = not_a_sum(&formula) {
        let problem = Diagnostic::error("formula-unsupported", text.origin(found.span.clone()));
        diags.push(problem.arg("found", found));
        return None;
    }
    Some(Side { dataset: dataset.id.clone(), filter, formula, by })
}

pub(super) fn condition(text: &Text, dataset: &Dataset, diags: &mut Diagnostics) -> Option<Expr> {
    let found = expr::parse(text, Level::Row, dataset, Type::Bool, diags)?;
    no_cut_off(&found, text, dataset, false, diags);
    Some(found)
}

/// The first part outside aggregates that is more than arithmetic.
fn not_a_sum(expr: &Expr) -> Option<&Expr> {
    match &expr.node {
        Node::Number(_) | Node::Aggregate(_) => None,
        Node::Arith(..) | Node::Negate(_) | Node::Call(Function::Abs, _) => {
            expr.children().into_iter().find_map(not_a_sum)
        }
        _ => Some(expr),
    }
}

pub(super) fn known_dataset<'a>(
    id: &str,
    item: &Item<'_>,
    datasets: &'a [Dataset],
    diags: &mut Diagnostics,
) -> Option<&'a Dataset> {
    let found = datasets.iter().find(|dataset| dataset.id.as_str() == id);
    if found.is_none() {
        unknown_dataset(id, item.origin(), datasets, diags);
    }
    found
}

fn unknown_dataset(id: &str, origin: Origin, datasets: &[Dataset], diags: &mut Diagnostics) {
    let problem = Diagnostic::error("known-dataset", origin).arg("dataset", id);
    diags.push(problem.near(id, datasets.iter().map(|dataset| dataset.id.as_str())));
}

/// Complains about references to datasets and columns that do not exist, or of another type.
pub(super) fn known_references(datasets: &[Dataset], diags: &mut Diagnostics) {
    for dataset in datasets {
        for reference in &dataset.references {
            let other = datasets.iter().find(|other| other.id == reference.dataset);
            let Some(other) = other else {
                let id = reference.dataset.as_str();
                unknown_dataset(id, reference.origin.clone(), datasets, diags);
                continue;
            };
            if !known_column(&reference.to, reference.origin.clone(), other, diags) {
                continue;
            }
            let types = (dataset.info(&reference.column), other.info(&reference.to));
            if types.0.map(|info| info.ty) != types.1.map(|info| info.ty) {
                let problem = Diagnostic::error("reference-type", reference.origin.clone());
                let target = format!("{}.{}", reference.dataset, reference.to);
                diags.push(problem.arg("column", &reference.column).arg("target", target));
            }
        }
    }
}
