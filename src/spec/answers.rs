//! Answer scales: what an answer is worth, Ya or Tidak, A to E; and the rules that give an answer
//! where it follows from figures.
//!
//! Shares are taken as written: a rule that prints 0.67 means 0.67 and not two thirds.

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::{DatasetId, Number};

use super::cited::dated;
use super::counted::{Counted, counted};
use super::dataset::Dataset;
use super::expr::{self, CompareOp, Expr, Level, Node, Type};
use super::indicator::{IndicatorScope, Known, dataset_of};
use super::syntax::{Item, Table, Text, check_name};

/// What each answer to a question is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerScale {
    /// Its name.
    pub id: String,
    /// The answers with the share of the weight that each earns, 0 to 1, in the order written.
    pub answers: Vec<(String, Number)>,
    /// The rules that give an answer, where it follows from figures; the first that holds wins.
    pub rules: Vec<AnswerRule>,
    /// The answer where no rule holds.
    pub otherwise: Option<String>,
    /// How the answer is counted, where it is a share made of numbers.
    pub counted: Option<Counted>,
    /// Where it is declared.
    pub origin: Origin,
}

/// A rule that gives an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerRule {
    /// The condition on indicators of the same team and period.
    pub when: Expr,
    /// What then holds.
    pub answer: String,
    /// Where the condition is written.
    pub origin: Origin,
}

/// Where the answers to the questions of a scorecard stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerSource {
    /// The dataset.
    pub dataset: DatasetId,
    /// Which question a row answers.
    pub question: Expr,
    /// What it answers.
    pub answer: Expr,
    /// Who assessed, where a dataset holds several assessments.
    pub layer: Option<Expr>,
    /// The assessments in the order in which they are shown; one without a name otherwise.
    pub layers: Vec<String>,
    /// Those that count: the first of them that has an answer to a question.
    pub counts: Vec<String>,
    /// Whether a question concerns the team at all.
    pub applies: Option<Expr>,
    /// Which rows take part.
    pub filter: Option<Expr>,
    /// What may be answered to a question, in the words of the sheet.
    pub options: Option<Expr>,
    /// What the rows say of the evidence of an answer.
    pub evidence: Option<EvidenceSource>,
    /// How many months an assessment may be older than the period.
    pub max_age: u32,
    /// Where it is declared.
    pub origin: Origin,
}

/// What rows say of the evidence (*bukti dukung*) of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceSource {
    /// How complete it is.
    pub status: Expr,
    /// The word for all of it.
    pub complete: String,
    /// Whether somebody else has checked it.
    pub checked: Option<Expr>,
    /// The day by which it is due.
    pub due: Option<Expr>,
}

impl AnswerScale {
    /// The answer as the scale writes it, with its share, whatever letters the source uses.
    pub fn answer(&self, written: &str) -> Option<(&str, &Number)> {
        let same = |label: &str| label.to_lowercase() == written.trim().to_lowercase();
        let found = self.answers.iter().find(|(label, _)| same(label));
        found.map(|(label, share)| (label.as_str(), share))
    }
}

/// Reads `[scale.NAME]` with `answers`.
pub fn answer_scale(
    name: &Text,
    table: Table<'_>,
    scope: &IndicatorScope<'_>,
    diags: &mut Diagnostics,
) -> Option<AnswerScale> {
    check_name(&name.value, name.whole(), diags);
    let mut answers: Vec<(String, Number)> = vec![];
    let counted = counted(&table, diags);
    let is_counted = table.get("share").is_some() || table.get("parts").is_some();
    // The letters of a counted answer are no more than steps on the way to all of it.
    let listed = if is_counted { table.get("answers") } else { table.need("answers", diags) };
    let listed = listed.and_then(|item| item.table(diags));
    if listed.is_none() && !is_counted {
        return None;
    }
    for (label, item) in listed.map_or_else(Vec::new, |inner| inner.entries()) {
        let Some(share) = item.number(diags) else { continue };
        if share.is_negative() || share > 1 {
            let problem = Diagnostic::error("answer-share", item.origin());
            diags.push(problem.arg("answer", &label.value));
        }
        answers.push((label.value, share));
    }
    let mut scale = AnswerScale {
        id: name.value.clone(),
        answers,
        rules: vec![],
        otherwise: None,
        counted,
        origin: name.whole(),
    };
    let listed = table.get("rule").map_or_else(Vec::new, |item| item.tables(diags));
    let rules: Vec<AnswerRule> =
        listed.into_iter().filter_map(|one| rule(one, &scale, scope, diags)).collect();
    scale.otherwise = table
        .get("otherwise")
        .and_then(|item| known_answer(item, &scale, diags))
        .map(str::to_owned);
    // Of answers that follow from figures somebody must say what holds when no rule does.
    if table.get("rule").is_some() && table.get("otherwise").is_none() {
        diags.push(Diagnostic::error("rule-otherwise", name.whole()).arg("scale", &name.value));
    }
    table.finish(diags);
    unreachable_rules(&rules, diags);
    scale.rules = rules;
    Some(scale)
}

fn rule(
    table: Table<'_>,
    scale: &AnswerScale,
    scope: &IndicatorScope<'_>,
    diags: &mut Diagnostics,
) -> Option<AnswerRule> {
    let text = table.need("when", diags).and_then(|item| item.text(diags));
    let answer = table.need("answer", diags).and_then(|item| known_answer(item, scale, diags));
    table.finish(diags);
    let text = text?;
    let when = expr::parse(&text, Level::Indicators, scope, Type::Bool, diags)?;
    Some(AnswerRule { when, answer: answer?.to_owned(), origin: text.whole() })
}

fn known_answer<'a>(
    item: Item<'_>,
    scale: &'a AnswerScale,
    diags: &mut Diagnostics,
) -> Option<&'a str> {
    let text = item.string(diags)?;
    let found = scale.answer(&text).map(|(label, _)| label);
    if found.is_none() {
        let labels = || scale.answers.iter().map(|(label, _)| label.as_str());
        let problem = Diagnostic::error("known-answer", item.origin())
            .arg("found", &text)
            .arg("known", labels().collect::<Vec<_>>().join(", "))
            .near(&text, labels());
        diags.push(problem);
    }
    found
}

/// Tells of rules that can never win, as far as their conditions show it: whenever one of them
/// holds, so does an earlier one.
fn unreachable_rules(rules: &[AnswerRule], diags: &mut Diagnostics) {
    for (at, rule) in rules.iter().enumerate() {
        if let Some(earlier) = rules[..at].iter().find(|one| implies(&rule.when, &one.when)) {
            let problem = Diagnostic::warning("rule-unreachable", rule.origin.clone());
            diags.push(problem.related("rule-before", earlier.origin.clone()));
        }
    }
}

/// Whether it can be seen that `b` holds whenever `a` does.
fn implies(a: &Expr, b: &Expr) -> bool {
    match (&a.node, &b.node) {
        (Node::Bool(false), _) | (_, Node::Bool(true)) => true,
        (_, Node::And(x, y)) => implies(a, x) && implies(a, y),
        (Node::Or(x, y), _) => implies(x, b) && implies(y, b),
        (_, Node::Or(x, y)) if implies(a, x) || implies(a, y) => true,
        (Node::And(x, y), _) => implies(x, b) || implies(y, b),
        (Node::Compare(p, x, m), Node::Compare(q, y, n)) if x.to_string() == y.to_string() => {
            match (&m.node, &n.node) {
                (Node::Number(m), Node::Number(n)) => narrower(*p, m, *q, n),
                _ => a.to_string() == b.to_string(),
            }
        }
        _ => a.to_string() == b.to_string(),
    }
}

/// Whether every number that is `p m` is also `q n`.
fn narrower(p: CompareOp, m: &Number, q: CompareOp, n: &Number) -> bool {
    use CompareOp::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual};
    match (p, q) {
        (Equal, _) => q.holds(m.cmp(n)),
        (Greater, Greater | GreaterOrEqual) | (GreaterOrEqual, GreaterOrEqual) => m >= n,
        (GreaterOrEqual, Greater) => m > n,
        (Less, Less | LessOrEqual) | (LessOrEqual, LessOrEqual) => m <= n,
        (LessOrEqual, Less) => m < n,
        _ => p == q && m == n,
    }
}

/// Reads the `answers` of a scorecard.
pub(super) fn answer_source(
    table: &Table<'_>,
    known: &Known<'_>,
    diags: &mut Diagnostics,
) -> Option<AnswerSource> {
    let item = table.get("answers")?;
    let inner = item.table(diags)?;
    let dataset = dataset_of(&inner, known, diags);
    if inner.get("dataset").is_none() {
        inner.need("dataset", diags);
    }
    let formula = |key, ty, diags: &mut Diagnostics| {
        let text = inner.get(key)?.text(diags)?;
        expr::parse(&text, Level::Row, dataset?, ty, diags)
    };
    let question =
        inner.need("question", diags).and_then(|_| formula("question", Type::Text, diags));
    let answer = inner.need("answer", diags).and_then(|_| formula("answer", Type::Null, diags));
    let layer = formula("layer", Type::Text, diags);
    let applies = formula("applies", Type::Null, diags);
    let evidence = inner.get("evidence").and_then(|item| item.table(diags));
    let evidence =
        evidence.zip(dataset).and_then(|(one, known)| evidence_source(one, known, diags));
    let filter = formula("where", Type::Bool, diags);
    let options = formula("options", Type::Text, diags);
    let max_age = inner.get("max_age").and_then(|item| item.count(diags)).unwrap_or(12);
    let (layers, counts) = layers(&inner, diags);
    inner.finish(diags);
    let dataset = dataset?;
    dated(dataset, item.origin(), diags);
    Some(AnswerSource {
        dataset: dataset.id.clone(),
        question: question?,
        answer: answer?,
        layer,
        layers,
        counts,
        applies,
        filter,
        options,
        evidence,
        max_age,
        origin: item.origin(),
    })
}

/// `{ status = "bukti", complete = "lengkap", checked = "diperiksa", due = "tenggat" }`
fn evidence_source(
    table: Table<'_>,
    dataset: &Dataset,
    diags: &mut Diagnostics,
) -> Option<EvidenceSource> {
    let formula = |key, ty, diags: &mut Diagnostics| {
        let text = table.get(key)?.text(diags)?;
        expr::parse(&text, Level::Row, dataset, ty, diags)
    };
    let status = table.need("status", diags).and_then(|_| formula("status", Type::Text, diags));
    let complete = table.need("complete", diags).and_then(|item| item.string(diags));
    let checked = formula("checked", Type::Bool, diags);
    let due = formula("due", Type::Date, diags);
    table.finish(diags);
    Some(EvidenceSource { status: status?, complete: complete?, checked, due })
}

/// The assessments, and those of them that count; one without a name where there is no layer.
fn layers(inner: &Table<'_>, diags: &mut Diagnostics) -> (Vec<String>, Vec<String>) {
    if inner.get("layer").is_none() {
        for key in ["layers", "counts"] {
            if let Some(item) = inner.get(key) {
                diags.push(Diagnostic::error("needs-layer", item.origin()).arg("key", key));
            }
        }
        return (vec![String::new()], vec![String::new()]);
    }
    let named = |key, diags: &mut Diagnostics| {
        inner.need(key, diags).map_or_else(Vec::new, |item| item.strings(diags))
    };
    let (layers, counts) = (named("layers", diags), named("counts", diags));
    if let Some(item) = inner.get("counts") {
        for unknown in counts.iter().filter(|one| !layers.contains(one)) {
            let problem = Diagnostic::error("known-layer", item.origin())
                .arg("layer", unknown)
                .arg("known", layers.join(", "))
                .near(unknown, layers.iter().map(String::as_str));
            diags.push(problem);
        }
    }
    (layers, counts)
}
