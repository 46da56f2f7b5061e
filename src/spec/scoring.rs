//! How a figure is judged: which way is good, and how a score comes of it.
//!
//! Two scales are kept apart. *Progress* runs from a baseline to the target: how much of the road
//! is done. *Performance* runs from a least to a full value, whatever the target is.

use crate::diag::{Diagnostic, Diagnostics};
use crate::domain::Number;

use super::indicator::Known;
use super::syntax::{Item, Table};
use super::target::{Target, stated};

/// Which way is good (*polarisasi*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Better {
    /// More: achievement is actual ÷ target.
    Higher,
    /// Less: achievement is (2 · target − actual) ÷ target.
    Lower,
    /// Less, the other formula in use: achievement is target ÷ actual.
    LowerInverse,
    /// Between two edges, both included: 100 % inside.
    Within(Number, Number),
    /// A fact: 1 is yes, 0 is no, and this is the one that is wanted.
    Fact(bool),
}

/// How an indicator gives a score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scoring {
    /// What the score is made from.
    pub from: ScoreFrom,
    /// The value that performs nothing and the one that performs fully.
    pub line: Option<(Number, Number)>,
    /// Where the road to the target began.
    pub baseline: Option<Target>,
    /// The lowest score.
    pub floor: Number,
    /// The highest score.
    pub cap: Number,
    /// The lowest and the highest achievement, in percent, where a rule states them.
    pub achievement: (Option<Number>, Option<Number>),
}

impl Scoring {
    /// The achievement in percent, from 0 to 100: what counts where nothing is declared.
    pub(super) fn of_achievement() -> Self {
        Self {
            from: ScoreFrom::Achievement,
            line: None,
            baseline: None,
            floor: Number::zero(),
            cap: Number::from(100u32),
            achievement: (None, None),
        }
    }
}

/// What a score is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScoreFrom {
    /// The achievement in percent.
    Achievement,
    /// The value itself.
    Value,
    /// The score of the band of the rating scale.
    Bands,
    /// The performance: a straight line on which `zero` gives 0 and `full` gives 100.
    Linear,
    /// The progress: a straight line on which the baseline gives 0 and the target gives 100.
    Progress,
}

/// Reads the `better` of an indicator.
pub(super) fn better(table: &Table<'_>, diags: &mut Diagnostics) -> Option<Better> {
    let item = table.get("better")?;
    if item.is_table() {
        let inner = item.table(diags)?;
        let edges = inner.need("within", diags)?;
        let numbers: Vec<Number> =
            edges.list(diags).iter().filter_map(|edge| edge.number(diags)).collect();
        inner.finish(diags);
        return match <[Number; 2]>::try_from(numbers) {
            Ok([low, high]) if low <= high => Some(Better::Within(low, high)),
            _ => {
                diags.push(Diagnostic::error("within-edges", edges.origin()));
                None
            }
        };
    }
    let words = [("higher", 0), ("lower", 1), ("lower_inverse", 2), ("yes", 3), ("no", 4)];
    Some(match item.word(&words, diags)? {
        0 => Better::Higher,
        1 => Better::Lower,
        2 => Better::LowerInverse,
        wanted => Better::Fact(wanted == 3),
    })
}

/// Reads the `score` and the `achievement` of an indicator.
pub(super) fn scoring(table: &Table<'_>, known: &Known<'_>, diags: &mut Diagnostics) -> Scoring {
    let mut read = Scoring::of_achievement();
    if let Some(item) = table.get("achievement")
        && let Some(inner) = item.table(diags)
    {
        let number = |key, diags: &mut Diagnostics| inner.get(key)?.number(diags);
        read.achievement = (number("floor", diags), number("cap", diags));
        if read.achievement.0.as_ref().zip(read.achievement.1.as_ref()).is_some_and(|(f, c)| f > c)
        {
            diags.push(Diagnostic::error("score-limits", item.origin()));
        }
        inner.finish(diags);
    }
    let Some(item) = table.get("score") else { return read };
    let Some(inner) = item.table(diags) else { return read };
    let number = |key, diags: &mut Diagnostics| inner.get(key)?.number(diags);
    let words = [
        ("achievement", ScoreFrom::Achievement),
        ("value", ScoreFrom::Value),
        ("bands", ScoreFrom::Bands),
        ("linear", ScoreFrom::Linear),
        ("progress", ScoreFrom::Progress),
    ];
    read.from = inner.get("from").and_then(|item| item.word(&words, diags)).unwrap_or(read.from);
    let (zero, full) = (number("zero", diags), number("full", diags));
    read.line = zero.zip(full).filter(|(zero, full)| zero != full);
    let has_line = inner.get("zero").or_else(|| inner.get("full")).is_some();
    if read.line.is_none() && (read.from == ScoreFrom::Linear || has_line) {
        diags.push(Diagnostic::error("linear-score", inner.origin()));
    }
    read.baseline = inner.get("baseline").and_then(|item| stated(item, known, diags));
    if read.from == ScoreFrom::Progress && inner.get("baseline").is_none() {
        diags.push(Diagnostic::error("progress-baseline", inner.origin()));
    }
    read.floor = number("floor", diags).unwrap_or(read.floor);
    read.cap = number("cap", diags).unwrap_or(read.cap);
    limits(&read, item, diags);
    inner.finish(diags);
    read
}

fn limits(read: &Scoring, item: Item<'_>, diags: &mut Diagnostics) {
    if read.floor > read.cap {
        diags.push(Diagnostic::error("score-limits", item.origin()));
    }
}
