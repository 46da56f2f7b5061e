//! Data contracts: what a dataset's files look like and what its rows must satisfy.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diag::{Diagnostic, Diagnostics, Origin, Severity};
use crate::domain::{DatasetId, Date, TeamTree};

use super::collection::{Collection, collection};
use super::column::column;
pub use super::column::{Column, ColumnFrom, ColumnType, Head, Personal};
use super::contract::{self, Balance, Limit, Outlier, Reference};
use super::cut_off::no_cut_off;
use super::expr::amount::Amount;
use super::expr::{self, ColumnInfo, Expr, Level, Lookup, Scope, Type};
use super::printed::{Misread, Printed, PrintedTree};
use super::shape::Shape;
pub use super::source::{Covers, PeriodFrom, Place, Source, TeamFrom};
use super::source::{check_shapes, source};
use super::syntax::{Table, Text, check_name};
use super::topic::{Cases, cases};

/// A data contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dataset {
    /// Its name in formulas and results.
    pub id: DatasetId,
    /// Its title for people.
    pub title: String,
    /// Where its rows come from; several when offices changed their exports over the years.
    pub sources: Vec<Source>,
    /// Columns whose values together name one thing.
    pub key: Vec<String>,
    /// What happens to rows with the same key.
    pub on_conflict: OnConflict,
    /// How bad it is when a key of one drop is not in the next; `None` where drops hold only what
    /// is new.
    pub on_vanish: Option<OnVanish>,
    /// The column whose numbers run without a hole.
    pub running: Option<String>,
    /// The default time axis.
    pub date: Option<String>,
    /// The default team column.
    pub team: Option<String>,
    /// Rows of which only counts may be shown.
    pub confidential: Option<Expr>,
    /// How its cases are counted, where topics speak of them.
    pub cases: Option<Cases>,
    /// Whether its rows are complaints: fewer of them are no success by themselves.
    pub complaints: bool,
    /// Its columns, in the order written.
    pub columns: Vec<Column>,
    /// Columns computed from others at the cut-off date, in the order written.
    pub derived: Vec<Derived>,
    /// The reference tables that its formulas may look numbers up in.
    pub lookups: Vec<Arc<Lookup>>,
    /// The ids of the office's teams: what its columns of teams can hold.
    pub teams: Vec<String>,
    /// Checks on its rows.
    pub rules: Vec<Rule>,
    /// Columns whose values must occur elsewhere.
    pub references: Vec<Reference>,
    /// Checks for values out of line.
    pub outliers: Vec<Outlier>,
    /// Sums that must agree with those of another dataset.
    pub balances: Vec<Balance>,
    /// Who hands it in, and by when.
    pub collection: Collection,
    /// What its columns must come to where an official workbook prints them.
    pub printed: Vec<Printed>,
    /// The scorecard whose questions and subtotals its rows are, where they are.
    pub printed_tree: Option<PrintedTree>,
    /// Ways in which its workbooks are known to be headed wrongly.
    pub misreads: Vec<Misread>,
    /// The first day of the history that must be complete; else the first that is handed in.
    pub since: Option<Date>,
    /// Where it is declared.
    pub origin: Origin,
}

/// Which cases of one drop must be in the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnVanish {
    /// How bad it is when one is not.
    pub severity: Severity,
    /// The cases of which it is asked, across years; without it, all cases of the same year.
    pub open: Option<Expr>,
}

/// What happens to rows with the same key but other content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnConflict {
    /// The first one counts, the others are set aside with a warning.
    SetAside,
    /// A later drop supersedes an earlier one; within a drop the first one counts.
    Latest,
    /// Keys must be unique: a conflict stops the run.
    Error,
}

/// A column computed from others at the cut-off date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// Its name in formulas.
    pub name: String,
    /// How.
    pub expr: Expr,
}

/// A check on every row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name.
    pub name: String,
    /// What is wrong when it fails, for people; the condition if nobody wrote it.
    pub title: String,
    /// What must hold; a row for which it is unknown passes.
    pub expect: Expr,
    /// How bad a failure is.
    pub severity: Severity,
    /// Whether a failing row is set aside.
    pub set_aside: bool,
    /// How many failures in a file are no more than a note.
    pub at_most: Option<Limit>,
    /// What probably is the matter with a failing row: the first that holds is told with it.
    pub likely: Vec<Likely>,
}

/// A reason that goes with a failure where its condition holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likely {
    /// When it is the reason.
    pub when: Expr,
    /// The reason, for people.
    pub reason: String,
}

impl Dataset {
    /// Whether each of its files speaks for everyone at once.
    pub fn is_shared(&self) -> bool {
        self.sources.iter().all(|source| source.covers.team == TeamFrom::All)
    }

    /// The column of this name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Whether the project keeps files of it; of what is only handed over to be worked out again
    /// nothing is handed in.
    pub fn keeps_files(&self) -> bool {
        self.sources.iter().any(|source| !source.files.is_empty())
    }

    /// Whether figures may be computed from rows without a team or date column.
    pub fn info(&self, name: &str) -> Option<ColumnInfo> {
        if let Some(column) = self.column(name) {
            if column.personal == Some(Personal::Drop) {
                return None;
            }
            let choices = match &column.ty {
                ColumnType::Choice { of, .. } => Some(of.clone()),
                ColumnType::Team { .. } => Some(self.teams.clone()),
                _ => None,
            };
            let is_money = column.ty == ColumnType::Money;
            return Some(ColumnInfo { ty: column.ty.ty(), is_money, choices });
        }
        let derived = self.derived.iter().find(|derived| derived.name == name)?;
        let is_money = expr::amount::of(&derived.expr, self) == Amount::Money;
        Some(ColumnInfo { ty: derived.expr.ty, is_money, choices: None })
    }

    /// The names by which its checks can be waived.
    pub fn check_names(&self) -> Vec<&str> {
        let rules = self.rules.iter().map(|rule| rule.name.as_str());
        let outliers = self.outliers.iter().map(|outlier| outlier.name.as_str());
        let balances = self.balances.iter().map(|balance| balance.name.as_str());
        let references = self.references.iter().map(|reference| reference.column.as_str());
        rules.chain(outliers).chain(balances).chain(references).collect()
    }

    /// Whether a column names people, or is made from one that does.
    pub fn is_personal(&self, name: &str) -> bool {
        let personal =
            |root: &str| self.column(root).is_some_and(|column| column.personal.is_some());
        self.roots(name).into_iter().any(personal)
    }

    /// The header columns that a column of any kind is made from in the end.
    pub fn roots<'a>(&'a self, name: &'a str) -> BTreeSet<&'a str> {
        let inner: Vec<&str> = match self.column(name).map(|column| &column.from) {
            Some(ColumnFrom::Value(expr)) => expr.columns(),
            Some(_) => return BTreeSet::from([name]),
            None => {
                let derived = self.derived.iter().find(|derived| derived.name == name);
                derived.map_or_else(Vec::new, |derived| derived.expr.columns())
            }
        };
        inner.into_iter().flat_map(|column| self.roots(column)).collect()
    }
}

impl Scope for Dataset {
    fn column(&self, name: &str) -> Option<ColumnInfo> {
        self.info(name)
    }

    fn columns(&self) -> Vec<String> {
        let own = self.columns.iter().map(|column| column.name.clone());
        own.chain(self.derived.iter().map(|derived| derived.name.clone())).collect()
    }

    fn has_indicator(&self, _: &str) -> bool {
        false
    }

    fn indicators(&self) -> Vec<String> {
        vec![]
    }

    fn subject(&self) -> String {
        self.id.to_string()
    }

    fn lookup(&self, name: &str) -> Option<Arc<Lookup>> {
        self.lookups.iter().find(|lookup| lookup.name == name).cloned()
    }

    fn lookups(&self) -> Vec<String> {
        self.lookups.iter().map(|lookup| lookup.name.clone()).collect()
    }
}

/// Reads `[dataset.NAME]`.
pub fn dataset(
    name: &Text,
    table: Table<'_>,
    teams: &TeamTree,
    lookups: &[Arc<Lookup>],
    diags: &mut Diagnostics,
) -> Option<Dataset> {
    check_name(&name.value, name.whole(), diags);
    let mut dataset = Dataset {
        id: DatasetId::new(&name.value),
        title: table.text_or_empty("title", diags),
        sources: vec![],
        key: table.get("key").map_or_else(Vec::new, |item| item.strings(diags)),
        on_conflict: on_conflict(&table, diags),
        on_vanish: None,
        running: None,
        date: None,
        team: None,
        confidential: None,
        cases: None,
        complaints: table.get("complaints").and_then(|item| item.boolean(diags)).unwrap_or(false),
        columns: vec![],
        derived: vec![],
        lookups: lookups.to_vec(),
        teams: teams.ever().map(|team| team.id.to_string()).collect(),
        rules: vec![],
        references: vec![],
        outliers: vec![],
        balances: vec![],
        collection: collection(&table, teams, diags),
        printed: vec![],
        printed_tree: None,
        misreads: vec![],
        since: table.get("since").and_then(|item| item.date(diags)),
        origin: name.whole(),
    };
    if let Some(columns) = table.need("column", diags).and_then(|item| item.table(diags)) {
        for (key, item) in columns.entries() {
            let Some(one) = item.table(diags) else { continue };
            let reference = one.get("references");
            let reference = reference.and_then(|to| contract::reference(&key.value, to, diags));
            let read = column(&key, one, &dataset, teams, diags);
            dataset.references.extend(reference.filter(|_| read.is_some()));
            dataset.columns.extend(read);
        }
    }
    if let Some(derived) = table.get("derive").and_then(|item| item.table(diags)) {
        for (key, item) in derived.entries() {
            check_name(&key.value, key.whole(), diags);
            let Some(text) = item.text(diags) else { continue };
            let expr = expr::parse(&text, Level::Row, &dataset, Type::Null, diags);
            let expr = expr.unwrap_or(Expr::NOTHING);
            dataset.derived.push(Derived { name: key.value, expr });
        }
    }
    if let Some(rules) = table.get("rule").and_then(|item| item.table(diags)) {
        for (key, item) in rules.entries() {
            let read = item.table(diags).and_then(|one| rule(&key, one, &dataset, diags));
            dataset.rules.extend(read);
        }
    }
    if let Some(outliers) = table.get("outlier").and_then(|item| item.table(diags)) {
        for (key, item) in outliers.entries() {
            let read =
                item.table(diags).and_then(|one| contract::outlier(&key, one, &dataset, diags));
            dataset.outliers.extend(read);
        }
    }
    super::printed::printed(&table, &mut dataset, diags);
    dataset.date = column_of(&table, "date", &dataset, diags);
    dataset.team = column_of(&table, "team", &dataset, diags);
    dataset.on_vanish = on_vanish(&table, &dataset, diags);
    dataset.running = running(&table, &dataset, diags);
    let mut hidden = None;
    if let Some(text) = table.get("confidential").and_then(|item| item.text(diags)) {
        dataset.confidential = expr::parse(&text, Level::Row, &dataset, Type::Bool, diags);
        hidden = Some(text.value);
    }
    dataset.cases = cases(&table, &dataset, hidden, diags);
    if let Some(item) = table.get("key") {
        for key in &dataset.key {
            let known = known_column(key, item.origin(), &dataset, diags);
            if known && dataset.column(key).is_none() {
                diags.push(Diagnostic::error("key-derived", item.origin()).arg("column", key));
            }
        }
    }
    match table.get("source") {
        Some(item) => {
            for one in item.tables(diags) {
                let read = source(&one, &dataset, diags);
                one.finish(diags);
                dataset.sources.extend(read);
            }
        }
        None => dataset.sources.extend(source(&table, &dataset, diags)),
    }
    check_shapes(&dataset, diags);
    check_splits(&dataset, diags);
    for column in &dataset.columns {
        for name in column.cumulative.iter().flatten() {
            known_column(name, column.origin.clone(), &dataset, diags);
        }
    }
    table.finish(diags);
    Some(dataset)
}

fn on_conflict(table: &Table<'_>, diags: &mut Diagnostics) -> OnConflict {
    let words = [
        ("set_aside", OnConflict::SetAside),
        ("latest", OnConflict::Latest),
        ("error", OnConflict::Error),
    ];
    let chosen = table.get("on_conflict").and_then(|item| item.word(&words, diags));
    chosen.unwrap_or(OnConflict::SetAside)
}

/// `running = "nomor"`: a column of the files that names nobody.
fn running(table: &Table<'_>, dataset: &Dataset, diags: &mut Diagnostics) -> Option<String> {
    let item = table.get("running")?;
    let (name, origin) = (item.string(diags)?, item.origin());
    if !known_column(&name, origin.clone(), dataset, diags) {
        return None;
    }
    if dataset.is_personal(&name) || dataset.column(&name).is_none() {
        diags.push(Diagnostic::error("running-column", origin).arg("column", &name));
        return None;
    }
    Some(name)
}

/// `on_vanish = "warning"`, or `{ severity = "warning", where = "status = 'proses'" }`.
fn on_vanish(table: &Table<'_>, dataset: &Dataset, diags: &mut Diagnostics) -> Option<OnVanish> {
    let words =
        [("note", Severity::Note), ("warning", Severity::Warning), ("error", Severity::Error)];
    let item = table.get("on_vanish")?;
    if !item.is_table() {
        return item.word(&words, diags).map(|severity| OnVanish { severity, open: None });
    }
    let one = item.table(diags)?;
    let severity = one.get("severity").and_then(|item| item.word(&words, diags));
    let text = one.need("where", diags).and_then(|item| item.text(diags));
    one.finish(diags);
    let text = text?;
    let open = expr::parse(&text, Level::Row, dataset, Type::Bool, diags)?;
    no_cut_off(&open, &text, dataset, false, diags);
    Some(OnVanish { severity: severity.unwrap_or(Severity::Warning), open: Some(open) })
}

/// Complains about a column of several names to a cell that cannot be taken apart: it must stand
/// under a head of a plain table, be the only one, and be part of the key, if there is one.
fn check_splits(dataset: &Dataset, diags: &mut Diagnostics) {
    let mut splits = dataset.columns.iter().filter(|column| column.split.is_some());
    let Some(first) = splits.next() else { return };
    let plain = dataset.sources.iter().all(|source| source.shape == Shape::Plain);
    let headed = matches!(first.from, ColumnFrom::Header(_));
    if let Some(wrong) = splits.next().or((!plain || !headed).then_some(first)) {
        let problem = Diagnostic::error("split-shape", wrong.origin.clone());
        diags.push(problem.arg("column", &wrong.name));
    }
    if !dataset.key.is_empty() && !dataset.key.contains(&first.name) {
        let problem = Diagnostic::error("split-key", first.origin.clone());
        diags.push(problem.arg("column", &first.name).arg("dataset", &dataset.id));
    }
}

/// The name of a declared column under `key`, if there is one.
fn column_of(
    table: &Table<'_>,
    key: &'static str,
    dataset: &Dataset,
    diags: &mut Diagnostics,
) -> Option<String> {
    let item = table.get(key)?;
    let name = item.string(diags)?;
    known_column(&name, item.origin(), dataset, diags).then_some(name)
}

/// Complains if the dataset has no such column.
pub fn known_column(
    name: &str,
    origin: Origin,
    dataset: &Dataset,
    diags: &mut Diagnostics,
) -> bool {
    let known = dataset.info(name).is_some();
    if !known {
        let names = Scope::columns(dataset);
        let problem = Diagnostic::error("known-column", origin)
            .arg("dataset", &dataset.id)
            .arg("column", name)
            .near(name, names.iter().map(String::as_str));
        diags.push(problem);
    }
    known
}

fn rule(name: &Text, table: Table<'_>, dataset: &Dataset, diags: &mut Diagnostics) -> Option<Rule> {
    check_name(&name.value, name.whole(), diags);
    let text = table.need("expect", diags).and_then(|item| item.text(diags));
    let title = table.text_or_empty("title", diags);
    let severity = contract::severity(&table, diags);
    let at_most = contract::limit(&table, diags);
    let set_aside = table.get("set_aside").and_then(|item| item.boolean(diags)).unwrap_or(false);
    let likely = likely(&table, dataset, diags);
    table.finish(diags);
    let text = text?;
    let expect = expr::parse(&text, Level::Row, dataset, Type::Bool, diags)?;
    no_cut_off(&expect, &text, dataset, false, diags);
    let title = if title.is_empty() { text.value } else { title };
    Some(Rule { name: name.value.clone(), title, expect, severity, set_aside, at_most, likely })
}

/// `likely = [{ when = "…", reason = "…" }, …]` of a rule.
fn likely(table: &Table<'_>, dataset: &Dataset, diags: &mut Diagnostics) -> Vec<Likely> {
    let listed = table.get("likely").map_or_else(Vec::new, |item| item.tables(diags));
    let mut read = vec![];
    for one in listed {
        let when = one.need("when", diags).and_then(|item| item.text(diags));
        let reason = one.need("reason", diags).and_then(|item| item.string(diags));
        one.finish(diags);
        let when = when.and_then(|text| contract::condition(&text, dataset, diags));
        read.extend(when.zip(reason).map(|(when, reason)| Likely { when, reason }));
    }
    read
}
