//! What official workbooks print and what it must come to: formulas per row, the usual reasons why
//! a cell differs, and the ways in which such a workbook is known to be headed wrongly.
//!
//! Nothing here takes part in figures: `zona backtest` alone asks for it. A formula of a printed
//! cell may divide, for it is worked out in exact fractions, one row by itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::{Period, ScorecardId};

use super::column::{ColumnFrom, Head};
use super::cut_off::no_cut_off;
use super::dataset::{Dataset, known_column};
use super::expr::{self, ColumnInfo, Expr, Level, Lookup, Scope, Type};
use super::office::span;
use super::scorecard::Scorecard;
use super::syntax::{Item, Table, Text, check_name};
use super::version::{Valid, is_in_force};

/// The number in the cell.
pub const PRINTED: &str = "cetak";
/// The number that it is worked out to be, before it is rounded.
pub const COMPUTED: &str = "hitung";
/// Points of a node of the scorecard.
pub const POINTS: &str = "poin";
/// Weight of a node of the scorecard.
pub const WEIGHT: &str = "bobot_butir";
/// The share of its weight that an answer earns; 0 to 1.
pub const SHARE: &str = "bagian";
/// The sum of the cells of the same column of the nodes directly below, as they are printed.
pub const BELOW: &str = "anak";
/// How many nodes lie directly below.
pub const N_BELOW: &str = "banyak_anak";
/// Points of a node if questions without an answer were left out of the mean.
pub const SKIPPED: &str = "tanpa_kosong";
/// The answer as a number, where it is one; `80%` is 0.8.
pub const ANSWER: &str = "angka";

/// What of a row is known besides its own columns, where rows are nodes of a scorecard.
const OF_TREE: [&str; 7] = [POINTS, WEIGHT, SHARE, BELOW, N_BELOW, SKIPPED, ANSWER];

/// What a column of an official workbook must come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The column that holds what is printed.
    pub column: String,
    /// How it is worked out from other cells of the row.
    pub formula: Expr,
    /// Decimals to which it is printed.
    pub decimals: u32,
    /// The rows of which it is asked.
    pub filter: Option<Expr>,
    /// The days on which the formula is valid.
    pub valid: Valid,
    /// Why a cell may differ; the first that holds is told.
    pub likely: Vec<Likely>,
    /// What stays unknown of a row even where its cell agrees.
    pub doubts: Vec<Likely>,
}

/// A condition on a row with what it means, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likely {
    /// When it is told.
    pub when: Expr,
    /// What is told, in Indonesian.
    pub reason: String,
    /// The same in English; the Indonesian words where nobody wrote them.
    pub reason_en: String,
}

/// A way in which such a workbook is known to be headed wrongly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// What is wrong then, in Indonesian.
    pub reason: String,
    /// The same in English.
    pub reason_en: String,
    /// The heads over these columns in truth.
    pub heads: BTreeMap<String, Vec<Head>>,
}

/// Rows that are questions and subtotals of a scorecard, each with its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedTree {
    /// The scorecard.
    pub scorecard: ScorecardId,
    /// The code of a row: that of a question, or of a subtotal of the codes that begin with it.
    pub code: Expr,
    /// The answer in a row.
    pub answer: Expr,
    /// Who assessed, where a sheet holds several assessments.
    pub layer: Option<Expr>,
    /// The share that an answer earns which is a number and no letter.
    pub share: Option<Expr>,
    /// Nodes that go by another name in the scorecard: their codes in the workbook.
    pub nodes: BTreeMap<String, String>,
    /// Where it is declared.
    pub origin: Origin,
}

impl Printed {
    /// Whether it is asked of a workbook of this period.
    pub fn in_force(&self, period: Period) -> bool {
        is_in_force(self.valid, period)
    }
}

/// The columns of a row and what is known besides.
struct RowScope<'a> {
    dataset: &'a Dataset,
    more: Vec<&'static str>,
}

impl Scope for RowScope<'_> {
    fn column(&self, name: &str) -> Option<ColumnInfo> {
        let number = ColumnInfo { ty: Type::Number, is_money: false, choices: None };
        if self.more.contains(&name) { Some(number) } else { self.dataset.info(name) }
    }

    fn columns(&self) -> Vec<String> {
        let more = self.more.iter().map(|name| (*name).to_owned());
        Scope::columns(self.dataset).into_iter().chain(more).collect()
    }

    fn has_indicator(&self, _: &str) -> bool {
        false
    }

    fn indicators(&self) -> Vec<String> {
        vec![]
    }

    fn subject(&self) -> String {
        self.dataset.id.to_string()
    }

    fn lookup(&self, name: &str) -> Option<Arc<Lookup>> {
        Scope::lookup(self.dataset, name)
    }

    fn lookups(&self) -> Vec<String> {
        Scope::lookups(self.dataset)
    }

    fn holds_fractions(&self) -> bool {
        true
    }

    fn is_step(&self) -> bool {
        false
    }
}

fn formula(
    item: Option<Item<'_>>,
    (dataset, more): (&Dataset, &[&'static str]),
    ty: Type,
    diags: &mut Diagnostics,
) -> Option<Expr> {
    let text = item?.text(diags)?;
    let scope = RowScope { dataset, more: more.to_vec() };
    let found = expr::parse(&text, Level::Row, &scope, ty, diags)?;
    no_cut_off(&found, &text, dataset, false, diags);
    Some(found)
}

/// Reads `printed`, `printed_tree` and `misread` of a dataset whose columns are known.
pub(super) fn printed(table: &Table<'_>, dataset: &mut Dataset, diags: &mut Diagnostics) {
    if let Some(one) = table.get("printed_tree").and_then(|item| item.table(diags)) {
        dataset.printed_tree = tree(one, dataset, diags);
    }
    let more = if dataset.printed_tree.is_some() { &OF_TREE[..] } else { &[] };
    if let Some(all) = table.get("printed").and_then(|item| item.table(diags)) {
        for (name, item) in all.entries() {
            check_name(&name.value, name.whole(), diags);
            for one in item.tables(diags) {
                let read = column(&name, one, dataset, more, diags);
                dataset.printed.extend(read);
            }
        }
    }
    let listed = table.get("misread").map_or_else(Vec::new, |item| item.tables(diags));
    for one in listed {
        let read = misread(one, dataset, diags);
        dataset.misreads.push(read);
    }
}

fn column(
    name: &Text,
    table: Table<'_>,
    dataset: &Dataset,
    more: &[&'static str],
    diags: &mut Diagnostics,
) -> Option<Printed> {
    let column = table.get("column").and_then(|item| item.string(diags));
    let place = table.get("column").map_or_else(|| name.whole(), |item| item.origin());
    let column = column.unwrap_or_else(|| name.value.clone());
    let known = known_column(&column, place.clone(), dataset, diags);
    let is_number = dataset.info(&column).is_some_and(|info| info.ty == Type::Number);
    if known && (!is_number || dataset.column(&column).is_none()) {
        diags.push(Diagnostic::error("printed-number", place).arg("column", &column));
    }
    let all: Vec<&'static str> =
        [PRINTED, COMPUTED].into_iter().chain(more.iter().copied()).collect();
    let read = formula(table.need("formula", diags), (dataset, more), Type::Number, diags);
    let decimals = table.get("decimals").and_then(|item| item.decimals(diags)).unwrap_or(2);
    let filter = formula(table.get("where"), (dataset, more), Type::Bool, diags);
    let valid = table.get("valid").and_then(|item| item.table(diags));
    let valid = valid.map_or((None, None), |one| span(one, diags));
    let likely = remarks(&table, "likely", (dataset, &all), diags);
    let doubts = remarks(&table, "doubt", (dataset, &all), diags);
    table.finish(diags);
    Some(Printed { column, formula: read?, decimals, filter, valid, likely, doubts })
}

fn remarks(
    table: &Table<'_>,
    key: &'static str,
    scope: (&Dataset, &[&'static str]),
    diags: &mut Diagnostics,
) -> Vec<Likely> {
    let listed = table.get(key).map_or_else(Vec::new, |item| item.tables(diags));
    let read = listed.into_iter().filter_map(|one| {
        let when = formula(one.need("when", diags), scope, Type::Bool, diags);
        let (reason, reason_en) = reasons(&one, diags);
        one.finish(diags);
        Some(Likely { when: when?, reason, reason_en })
    });
    read.collect()
}

/// `reason` and `reason_en`.
fn reasons(table: &Table<'_>, diags: &mut Diagnostics) -> (String, String) {
    let reason = table.need("reason", diags).and_then(|item| item.string(diags));
    let reason = reason.unwrap_or_default();
    let english = table.text_or_empty("reason_en", diags);
    let english = if english.is_empty() { reason.clone() } else { english };
    (reason, english)
}

fn misread(table: Table<'_>, dataset: &Dataset, diags: &mut Diagnostics) -> Misread {
    let (reason, reason_en) = reasons(&table, diags);
    let mut heads = BTreeMap::new();
    let listed = table.need("heads", diags).and_then(|item| item.table(diags));
    for (name, item) in listed.map_or_else(Vec::new, |one| one.entries()) {
        let known = known_column(&name.value, name.whole(), dataset, diags);
        let has_head = |from: &ColumnFrom| matches!(from, ColumnFrom::Header(_));
        let own = dataset.column(&name.value).filter(|column| has_head(&column.from));
        if known && own.is_none() {
            let problem = Diagnostic::error("misread-head", name.whole());
            diags.push(problem.arg("column", &name.value));
        }
        let written = item.strings(diags);
        heads.insert(name.value, written.iter().map(|one| Head::new(one)).collect());
    }
    table.finish(diags);
    Misread { reason, reason_en, heads }
}

fn tree(table: Table<'_>, dataset: &Dataset, diags: &mut Diagnostics) -> Option<PrintedTree> {
    let place = table.need("scorecard", diags);
    let scorecard = place.and_then(|item| item.string(diags));
    let code = formula(table.need("code", diags), (dataset, &[]), Type::Text, diags);
    let answer = formula(table.need("answer", diags), (dataset, &[]), Type::Text, diags);
    let layer = formula(table.get("layer"), (dataset, &[]), Type::Text, diags);
    let share = formula(table.get("share"), (dataset, &[ANSWER]), Type::Number, diags);
    let listed = table.get("nodes").and_then(|item| item.table(diags));
    let listed = listed.map_or_else(Vec::new, |one| one.entries());
    let nodes =
        listed.into_iter().filter_map(|(code, item)| Some((code.value, item.string(diags)?)));
    let nodes = nodes.collect();
    table.finish(diags);
    let (scorecard, origin) = (ScorecardId::new(scorecard?), place?.origin());
    Some(PrintedTree { scorecard, code: code?, answer: answer?, layer, share, nodes, origin })
}

/// Complains about trees of scorecards, and nodes of them, that do not exist.
pub(super) fn known_trees(datasets: &[Dataset], scorecards: &[Scorecard], diags: &mut Diagnostics) {
    for tree in datasets.iter().filter_map(|dataset| dataset.printed_tree.as_ref()) {
        let own: Vec<&Scorecard> =
            scorecards.iter().filter(|card| card.id == tree.scorecard).collect();
        if own.is_empty() {
            let problem = Diagnostic::error("known-scorecard", tree.origin.clone());
            let known = scorecards.iter().map(|card| card.id.as_str());
            diags.push(
                problem.arg("scorecard", &tree.scorecard).near(tree.scorecard.as_str(), known),
            );
            continue;
        }
        let nodes = own.iter().flat_map(|card| card.root.nodes());
        let names: Vec<&str> = nodes.map(|node| node.id.as_str()).collect();
        for node in tree.nodes.values().filter(|node| !names.contains(&node.as_str())) {
            let problem = Diagnostic::error("known-node", tree.origin.clone())
                .arg("scorecard", &tree.scorecard)
                .arg("node", node)
                .near(node, names.iter().copied());
            diags.push(problem);
        }
    }
}
