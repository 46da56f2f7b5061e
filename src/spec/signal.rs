//! What an indicator declares about its trend: whether limits are drawn, from which months, and
//! from which month on anew.

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::{Grain, Period};

use super::syntax::{Item, Table};

/// How limits are made, as declared with `trend`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrendRules {
    /// The way of making limits.
    pub method: TrendMethod,
    /// The months that limits are made from; without it every month up to the next new beginning.
    pub baseline: Option<(Period, Period)>,
    /// Months from which limits are made anew, in order.
    pub rebase: Vec<Period>,
    /// The series goes up and down with the quarters of a year.
    pub seasonal: bool,
    /// What a counted row is called, `kasus terbukti`; empty where nothing is said.
    pub event: String,
    /// Where it is declared; `None` where nothing is.
    pub origin: Option<Origin>,
}

/// A way of making limits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TrendMethod {
    /// Shares of uneven numbers get limits of their own for every month, all others one pair.
    #[default]
    Fitting,
    /// One pair of limits from the moving ranges.
    Individuals,
    /// The days between one counted row and the next, for what happens less than about once a month.
    DaysBetween,
    /// No limits.
    Off,
}

/// Reads `trend = { … }` or `trend = "off"`.
pub(super) fn trend_rules(table: &Table<'_>, diags: &mut Diagnostics) -> TrendRules {
    let Some(item) = table.get("trend") else { return TrendRules::default() };
    let origin = Some(item.origin());
    let words = [
        ("fitting", TrendMethod::Fitting),
        ("individuals", TrendMethod::Individuals),
        ("days_between", TrendMethod::DaysBetween),
        ("off", TrendMethod::Off),
    ];
    if item.is_string() {
        let method = item.word(&words, diags).unwrap_or_default();
        return TrendRules { method, origin, ..TrendRules::default() };
    }
    let Some(inner) = item.table(diags) else { return TrendRules::default() };
    let method = inner.get("method").and_then(|item| item.word(&words, diags)).unwrap_or_default();
    let baseline = inner.get("baseline").and_then(|item| range(item, diags));
    let listed = inner.get("rebase").map_or_else(Vec::new, |item| months(item, diags));
    let seasonal = inner.get("season").and_then(|item| item.word(&[("quarter", true)], diags));
    let event = inner.text_or_empty("event", diags);
    inner.finish(diags);
    let mut rebase = listed;
    rebase.sort_unstable();
    rebase.dedup();
    TrendRules { method, baseline, rebase, seasonal: seasonal.unwrap_or(false), event, origin }
}

/// `2023-01..2023-12`: two months, both included.
fn range(item: Item<'_>, diags: &mut Diagnostics) -> Option<(Period, Period)> {
    let text = item.string(diags)?;
    let ends = text.split_once("..").and_then(|(from, to)| month(from).zip(month(to)));
    let ordered = ends.filter(|(from, to)| from <= to);
    if ordered.is_none() {
        diags.push(Diagnostic::error("trend-months", item.origin()).arg("found", &text));
    }
    ordered
}

fn months(item: Item<'_>, diags: &mut Diagnostics) -> Vec<Period> {
    let mut found = vec![];
    for text in item.strings(diags) {
        match month(&text) {
            Some(month) => found.push(month),
            None => {
                let problem = Diagnostic::error("trend-months", item.origin());
                diags.push(problem.arg("found", &text));
            }
        }
    }
    found
}

fn month(text: &str) -> Option<Period> {
    Period::parse(text).filter(|period| period.grain() == Grain::Month)
}
