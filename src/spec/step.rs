//! Steps of a nested indicator: rows are grouped by more than the team first, and what comes of
//! the groups is grouped again, until the formula makes one figure of what is left.
//!
//! The rows of the first step are those of the dataset. Those of every later step are the groups
//! of the one before: their columns are its keys (`by`) and its results (`let`), and they hold
//! exact fractions, so they may be divided one by one.

use std::sync::Arc;

use crate::diag::{Diagnostic, Diagnostics};

use super::dataset::Dataset;
use super::expr::amount::{self, Amount};
use super::expr::{self, ColumnInfo, Expr, Level, Lookup, Scope, Type};
use super::syntax::{Item, Table, Text, check_name};

/// One grouping of a nested indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which rows of the step before take part; all without it. Never in the first step.
    pub filter: Option<Expr>,
    /// What makes rows belong together beside the team, by name.
    pub by: Vec<(String, Expr)>,
    /// What is kept of each group, by name.
    pub results: Vec<(String, Expr)>,
}

/// The names that a step hands on.
struct Groups<'a> {
    subject: String,
    columns: Vec<(String, ColumnInfo)>,
    lookups: &'a [Arc<Lookup>],
}

impl Scope for Groups<'_> {
    fn column(&self, name: &str) -> Option<ColumnInfo> {
        self.columns.iter().find(|(own, _)| own == name).map(|(_, info)| info.clone())
    }

    fn columns(&self) -> Vec<String> {
        self.columns.iter().map(|(name, _)| name.clone()).collect()
    }

    fn has_indicator(&self, _: &str) -> bool {
        false
    }

    fn indicators(&self) -> Vec<String> {
        vec![]
    }

    fn subject(&self) -> String {
        self.subject.clone()
    }

    fn lookup(&self, name: &str) -> Option<Arc<Lookup>> {
        self.lookups.iter().find(|lookup| lookup.name == name).cloned()
    }

    fn lookups(&self) -> Vec<String> {
        self.lookups.iter().map(|lookup| lookup.name.clone()).collect()
    }

    fn holds_fractions(&self) -> bool {
        true
    }

    /// The only day among the keys.
    fn axis(&self) -> Option<String> {
        let mut days = self.columns.iter().filter(|(_, info)| info.ty == Type::Date);
        days.next().filter(|_| days.next().is_none()).map(|(name, _)| name.clone())
    }
}

/// Reads the `step`s of an indicator and the formula over what they leave.
pub fn steps(
    item: Item<'_>,
    formula: &Text,
    dataset: &Dataset,
    diags: &mut Diagnostics,
) -> Option<(Vec<Step>, Expr)> {
    let mut steps: Vec<Step> = vec![];
    let mut groups: Option<Groups<'_>> = None;
    let mut complete = true;
    for table in item.tables(diags) {
        let scope: &dyn Scope = groups.as_ref().map_or(dataset, |groups| groups);
        let read = step(table, scope, groups.is_some(), diags);
        complete &= read.is_some();
        let Some(step) = read else { continue };
        let columns = step.by.iter().chain(&step.results).map(|(name, expr)| {
            let is_money = amount::of(expr, scope) == Amount::Money;
            let choices = match &expr.node {
                expr::Node::Column(column) => scope.column(column).and_then(|info| info.choices),
                _ => None,
            };
            (name.clone(), ColumnInfo { ty: expr.ty, is_money, choices })
        });
        let columns = columns.collect();
        groups =
            Some(Groups { subject: dataset.id.to_string(), columns, lookups: &dataset.lookups });
        steps.push(step);
    }
    if steps.is_empty() && complete {
        let formula = expr::parse(formula, Level::Group, dataset, Type::Number, diags)?;
        return Some((steps, formula));
    }
    // What a broken step would hand on is not known; its formula would be blamed for nothing.
    let scope = groups.filter(|_| complete)?;
    let formula = expr::parse(formula, Level::Group, &scope, Type::Number, diags)?;
    Some((steps, formula))
}

fn step(
    table: Table<'_>,
    scope: &dyn Scope,
    is_later: bool,
    diags: &mut Diagnostics,
) -> Option<Step> {
    let (before, origin) = (diags.count(crate::diag::Severity::Error), table.origin());
    let mut by = vec![];
    if let Some(item) = table.need("by", diags) {
        if item.is_table() {
            for (name, item) in item.table(diags).map_or_else(Vec::new, |keys| keys.entries()) {
                let read = item.text(diags);
                by.extend(read.and_then(|text| named(&name, &text, Level::Row, scope, diags)));
            }
        } else {
            for item in item.list(diags) {
                let Some(text) = item.text(diags) else { continue };
                by.extend(named(&text, &text, Level::Row, scope, diags));
            }
        }
    }
    let mut results = vec![];
    if let Some(kept) = table.need("let", diags).and_then(|item| item.table(diags)) {
        for (name, item) in kept.entries() {
            let read = item.text(diags);
            results.extend(read.and_then(|text| named(&name, &text, Level::Group, scope, diags)));
        }
    }
    let filter = match is_later {
        true => table.get("where").and_then(|item| item.text(diags)),
        false => None,
    };
    let filter = filter.and_then(|text| expr::parse(&text, Level::Row, scope, Type::Bool, diags));
    table.finish(diags);
    let key = |name: &str| by.iter().any(|(key, _)| key == name);
    if let Some((name, _)) = results.iter().find(|(name, _)| key(name)) {
        diags.push(Diagnostic::error("step-name", origin).arg("name", name));
    }
    (diags.count(crate::diag::Severity::Error) == before).then_some(Step { filter, by, results })
}

fn named(
    name: &Text,
    text: &Text,
    level: Level,
    scope: &dyn Scope,
    diags: &mut Diagnostics,
) -> Option<(String, Expr)> {
    if !check_name(&name.value, name.whole(), diags) {
        return None;
    }
    let expr = expr::parse(text, level, scope, Type::Null, diags)?;
    if matches!(expr.ty, Type::Bool | Type::Null) {
        let problem = Diagnostic::error("formula-type", text.whole())
            .arg("found", if expr.ty == Type::Bool { "condition" } else { "null" })
            .arg("expected", "number");
        diags.push(problem);
        return None;
    }
    Some((name.value.clone(), expr))
}
