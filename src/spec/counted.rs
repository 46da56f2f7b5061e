//! Answers that are counted: a share made of numbers that the same sheet holds, such as complaints
//! completed out of those that had to be followed up.
//!
//! The numbers stand in rows of their own, whose code is that of the question and an ending. What a
//! zero denominator is worth is no arithmetic but a convention, and has to be declared with the
//! words that say so.

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::Number;

use super::expr::{self, Expr, Level, Type};
use super::indicator::IndicatorScope;
use super::syntax::{Table, check_name};

/// How an answer is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The numbers by name, with what follows the code of the question in the code of their row.
    pub parts: Vec<(String, String)>,
    /// The share that they make; it is held between 0 and 1.
    pub share: Expr,
    /// What has to be said of some numbers, and what they are worth where the share does not say.
    pub notes: Vec<CountNote>,
}

/// Words that go with an answer under a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountNote {
    /// The condition on the numbers.
    pub when: Expr,
    /// What the answer is worth then, by convention; the first that says so wins.
    pub share: Option<Number>,
    /// The words.
    pub text: String,
}

impl Counted {
    /// The name of the number that stands in a row of this code, for a question.
    pub fn part<'a>(&'a self, question: &str, code: &str) -> Option<&'a str> {
        let rest = code.strip_prefix(question)?;
        let found = self.parts.iter().find(|(_, ending)| ending == rest);
        found.map(|(name, _)| name.as_str())
    }
}

/// Reads `parts`, `share` and `note` of a `[scale.NAME]`, where its answers are counted.
pub(super) fn counted(table: &Table<'_>, diags: &mut Diagnostics) -> Option<Counted> {
    let share = table.get("share");
    let parts = table.get("parts");
    if share.is_none() && parts.is_none() {
        if let Some(item) = table.get("note") {
            diags.push(Diagnostic::error("needs-share", item.origin()).arg("key", "note"));
        }
        return None;
    }
    let named = table.need("parts", diags)?.table(diags)?;
    let mut parts: Vec<(String, String)> = vec![];
    for (name, item) in named.entries() {
        if check_name(&name.value, name.whole(), diags)
            && let Some(ending) = item.string(diags)
        {
            parts.push((name.value, ending));
        }
    }
    let names: Vec<String> = parts.iter().map(|(name, _)| name.clone()).collect();
    let scope = IndicatorScope { names: &names, lookups: &[] };
    let share = table.need("share", diags)?.text(diags)?;
    let share = expr::parse(&share, Level::Indicators, &scope, Type::Number, diags);
    let listed = table.get("note").map_or_else(Vec::new, |item| item.tables(diags));
    let notes = listed.into_iter().filter_map(|one| note(one, &scope, diags)).collect();
    Some(Counted { parts, share: share?, notes })
}

fn note(
    table: Table<'_>,
    scope: &IndicatorScope<'_>,
    diags: &mut Diagnostics,
) -> Option<CountNote> {
    let when = table.need("when", diags).and_then(|item| item.text(diags));
    let share = table.get("share");
    let worth = share.and_then(|item| item.number(diags));
    if let (Some(number), Some(item)) = (&worth, share) {
        share_within(number, item.origin(), diags);
    }
    let text = table.need("text", diags).and_then(|item| item.string(diags));
    table.finish(diags);
    let when = expr::parse(&when?, Level::Indicators, scope, Type::Bool, diags)?;
    Some(CountNote { when, share: worth, text: text? })
}

fn share_within(share: &Number, origin: Origin, diags: &mut Diagnostics) {
    if share.is_negative() || *share > 1 {
        diags.push(Diagnostic::error("answer-share", origin).arg("answer", share.to_plain(6)));
    }
}
