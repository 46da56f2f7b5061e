//! Rows that are questions and subtotals of a scorecard: what each must come to, from the answers.

use std::collections::BTreeMap;

use crate::domain::{Number, Period};
use crate::spec::expr::Expr;
use crate::spec::printed::{ANSWER, BELOW, POINTS, PrintedTree, SHARE, SKIPPED, WEIGHT};
use crate::spec::scorecard::NodeContent;
use crate::spec::{OnBlank, Project, ScorecardNode};

use super::row::{Line, More};

/// What the answers of one assessment come to, by the codes of the rows.
pub(super) struct Tree {
    /// Each leaf with its code, in reading order.
    leaves: Vec<Leaf>,
    /// The codes of the rows of this assessment.
    codes: Vec<String>,
    /// The code of the whole card, where a row has it.
    whole: Vec<String>,
    /// The leaves below codes that are named in the definitions.
    named: BTreeMap<String, Vec<String>>,
}

/// A leaf with what its answer earns.
#[derive(Clone)]
struct Leaf {
    code: String,
    weight: Number,
    /// Which group it lies in: its questions share one mean.
    group: usize,
    scale: Option<String>,
    /// Whether nobody answered.
    is_blank: bool,
    /// The answer as a number, where it is one.
    number: Option<Number>,
    /// The share of its weight that it earns; nothing where the answer earns nothing known.
    share: Option<Number>,
}

/// The answers of one assessment: the answer of each code, and what the share of numbers is.
pub(super) struct LayerAnswers<'a> {
    /// Answer and row by code.
    pub(super) rows: BTreeMap<String, (String, Line<'a>)>,
}

impl Tree {
    /// Works out the leaves of the card that is valid for the period.
    pub(super) fn new(
        project: &Project,
        declared: &PrintedTree,
        period: Period,
        answers: &mut LayerAnswers<'_>,
    ) -> Option<Self> {
        let card = project.scorecard_at(&declared.scorecard, period)?;
        let of_node: BTreeMap<&str, &str> =
            declared.nodes.iter().map(|(code, node)| (node.as_str(), code.as_str())).collect();
        let mut leaves = vec![];
        gather(&card.root, &of_node, &mut 0, &mut leaves);
        for leaf in &mut leaves {
            if let Some((answer, line)) = answers.rows.get_mut(&leaf.code) {
                leaf.number = number(answer);
                leaf.is_blank = matches!(answer.as_str(), "" | "-" | "–");
                leaf.share = earned(project, leaf, answer, line, declared.share.as_ref());
            }
            if leaf.is_blank && card.on_blank.missing == OnBlank::Zero {
                leaf.share = Some(Number::zero());
            }
        }
        let named = declared.nodes.iter().filter_map(|(code, node)| {
            let nodes = card.root.nodes();
            let node = nodes.iter().find(|one| one.id == *node)?;
            let below = node.nodes().into_iter().filter(|one| !is_group(one));
            let codes = below.map(|one| code_of(one, &of_node));
            Some((code.clone(), codes.collect()))
        });
        let whole = declared.nodes.iter().filter(|(_, node)| **node == card.root.id);
        Some(Self {
            named: named.collect(),
            whole: whole.map(|(code, _)| code.clone()).collect(),
            codes: answers.rows.keys().cloned().collect(),
            leaves,
        })
    }

    /// What is known of the row with this code besides its cells; nothing if the card has neither a
    /// leaf nor a subtotal of that code.
    pub(super) fn known(&self, code: &str) -> Option<More> {
        let own = self.below(code);
        if own.is_empty() {
            return None;
        }
        let weight = own.iter().fold(Number::zero(), |sum, leaf| &sum + &leaf.weight);
        let points = own.iter().try_fold(Number::zero(), |sum, leaf| {
            leaf.share.as_ref().map(|share| &sum + &(share * &leaf.weight))
        });
        let itself = own.iter().find(|leaf| leaf.code == code);
        let share = itself.and_then(|leaf| leaf.share.clone());
        let number = itself.and_then(|leaf| leaf.number.clone());
        Some(More::from([
            (POINTS, points),
            (WEIGHT, Some(weight)),
            (SHARE, share),
            (BELOW, None),
            (SKIPPED, skipped(&own)),
            (ANSWER, number),
        ]))
    }

    /// The codes of the rows directly below a row.
    pub(super) fn children(&self, code: &str) -> Vec<&str> {
        let codes = self.codes.iter().map(String::as_str);
        codes.filter(|other| self.parent(other) == Some(code)).collect()
    }

    /// The row directly above a row: the longest code that it begins with, or that of the whole.
    fn parent(&self, code: &str) -> Option<&str> {
        if self.whole.iter().any(|whole| whole == code) {
            return None;
        }
        let above = |other: &&String| {
            code.strip_prefix(other.as_str()).is_some_and(|rest| rest.starts_with('.'))
        };
        let found = self.codes.iter().filter(above).max_by_key(|other| other.len());
        let found = found.or_else(|| self.whole.iter().find(|whole| self.codes.contains(whole)));
        found.map(String::as_str)
    }

    /// The leaves that a code stands for.
    fn below(&self, code: &str) -> Vec<&Leaf> {
        if let Some(leaf) = self.leaves.iter().find(|leaf| leaf.code == code) {
            return vec![leaf];
        }
        if let Some(named) = self.named.get(code) {
            return self.leaves.iter().filter(|leaf| named.contains(&leaf.code)).collect();
        }
        let prefix = format!("{code}.");
        self.leaves.iter().filter(|leaf| leaf.code.starts_with(&prefix)).collect()
    }
}

fn is_group(node: &ScorecardNode) -> bool {
    matches!(node.content, NodeContent::Group(_))
}

/// The code of a leaf in the workbook: as the definitions map it, or the node's own.
fn code_of(node: &ScorecardNode, of_node: &BTreeMap<&str, &str>) -> String {
    match (of_node.get(node.id.as_str()), &node.content) {
        (Some(code), _) => (*code).to_owned(),
        (None, NodeContent::Question { code, .. }) => code.clone(),
        (None, _) => node.id.clone(),
    }
}

fn gather(
    node: &ScorecardNode,
    of_node: &BTreeMap<&str, &str>,
    groups: &mut usize,
    leaves: &mut Vec<Leaf>,
) {
    let NodeContent::Group(nodes) = &node.content else { return };
    *groups += 1;
    let group = *groups;
    for one in nodes {
        let scale = match &one.content {
            NodeContent::Group(_) => {
                gather(one, of_node, groups, leaves);
                continue;
            }
            NodeContent::Question { scale, .. } | NodeContent::Ruled(scale) => Some(scale.clone()),
            NodeContent::Leaf(..) => None,
        };
        let (code, weight) = (code_of(one, of_node), one.weight.clone());
        leaves.push(Leaf { code, weight, group, scale, is_blank: true, number: None, share: None });
    }
}

/// What an answer earns: by its scale if it is one of its letters, else by the formula for numbers.
fn earned(
    project: &Project,
    leaf: &Leaf,
    answer: &str,
    line: &mut Line<'_>,
    share: Option<&Expr>,
) -> Option<Number> {
    if leaf.is_blank {
        return None;
    }
    match leaf.scale.as_deref() {
        Some(scale) => project.answer_scale(scale)?.answer(answer).map(|(_, share)| share.clone()),
        None => {
            line.more.insert(ANSWER, leaf.number.clone());
            line.number(share?)
        }
    }
}

/// An answer that is a number: `3,60`, `80%`, `0.8`. One that may be a thousand is none.
fn number(answer: &str) -> Option<Number> {
    let (digits, is_percent) = match answer.strip_suffix('%') {
        Some(digits) => (digits.trim(), true),
        None => (answer, false),
    };
    let after_point = digits.split_once('.').filter(|_| !digits.contains(','));
    if after_point.is_some_and(|(whole, rest)| rest.len() == 3 && whole != "0") {
        return None;
    }
    let found = Number::parse(&digits.replace(',', "."))?;
    if is_percent { found.checked_div(&Number::from(100u32)) } else { Some(found) }
}

/// What leaves come to if each group were the mean of its answered questions; nothing where all of
/// them are answered.
fn skipped(leaves: &[&Leaf]) -> Option<Number> {
    if leaves.iter().all(|leaf| !leaf.is_blank) {
        return None;
    }
    let mut groups: BTreeMap<usize, (Number, Number, Number)> = BTreeMap::new();
    for leaf in leaves {
        let zero = || (Number::zero(), Number::zero(), Number::zero());
        let (points, answered, whole) = groups.entry(leaf.group).or_insert_with(zero);
        *whole = &*whole + &leaf.weight;
        if !leaf.is_blank {
            *points = &*points + &(leaf.share.as_ref()? * &leaf.weight);
            *answered = &*answered + &leaf.weight;
        }
    }
    let parts = groups.into_values().map(|(points, answered, whole)| {
        (&points * &whole).checked_div(&answered).unwrap_or_else(Number::zero)
    });
    Some(parts.fold(Number::zero(), |sum, part| &sum + &part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_numbers_or_none() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(number(text), expected.and_then(Number::parse), "{text}");
        };
        check("3,60", Some("3.6"));
        check("80%", Some("0.8"));
        check("80,00 %", Some("0.8"));
        check("0.805", Some("0.805"));
        check("5", Some("5"));
        check("1.234", None);
        check("A", None);
    }
}
