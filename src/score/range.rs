//! How far the total of a card hangs on its weights: what it would be with equal weights, and with
//! any one of its indicators left out.

use crate::domain::Number;

use super::card::{Card, CardContent, CardNode};

/// The least and the greatest total of a card: as declared, with equal weights, without any one of
/// the indicators that take part.
///
/// `None` where the weights are not the office's own to choose (questions with answers, scores from
/// which something is taken off), where there is no total, and with fewer than three indicators.
pub fn range(card: &Card) -> Option<(Number, Number)> {
    let declared = card.root.score.number()?;
    let is_figure = |node: &&CardNode| !matches!(node.content, CardContent::Answer { .. });
    if !card.root.nodes().iter().all(is_figure) || !card.reductions.is_empty() {
        return None;
    }
    let scores = in_force(&card.root);
    if scores.len() < 3 {
        return None;
    }
    let mut totals = vec![declared.clone()];
    let sum = scores.iter().fold(Number::zero(), |sum, (_, score)| &sum + score);
    totals.extend(sum.checked_div(&Number::from(scores.len() as i64)));
    totals.extend(scores.iter().filter_map(|(leaf, _)| without(&card.root, leaf)));
    Some((totals.iter().min()?.clone(), totals.iter().max()?.clone()))
}

/// The indicators that take part, with what each scores; a blank that counts as nothing has zero.
fn in_force(node: &CardNode) -> Vec<(&CardNode, Number)> {
    if !node.counts {
        return vec![];
    }
    match &node.content {
        CardContent::Group(nodes) => nodes.iter().flat_map(in_force).collect(),
        _ => vec![(node, node.score.number().cloned().unwrap_or_default())],
    }
}

/// The score of a node without one of its leaves, whose weight its neighbours take over.
fn without(node: &CardNode, leaf: &CardNode) -> Option<Number> {
    if std::ptr::eq(node, leaf) || !node.counts {
        return None;
    }
    let CardContent::Group(nodes) = &node.content else {
        return Some(node.score.number().cloned().unwrap_or_default());
    };
    let (mut points, mut weight) = (Number::zero(), Number::zero());
    for inner in nodes {
        if let Some(score) = without(inner, leaf) {
            points = &points + &(&inner.weight * &score);
            weight = &weight + &inner.weight;
        }
    }
    points.checked_div(&weight)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{IndicatorId, Period, Reason, ScorecardId, TeamId, Value};

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    fn node(weight: &str, score: Value, content: CardContent) -> CardNode {
        let counts = !matches!(score, Value::Blank(crate::domain::Blank::NotApplicable, _));
        CardNode {
            id: String::new(),
            name: String::new(),
            weight: number(weight),
            score,
            points: None,
            counts,
            owner: None,
            content,
            told: crate::score::card::Told::default(),
        }
    }

    fn leaf(weight: &str, score: Value) -> CardNode {
        node(weight, score, CardContent::Leaf(IndicatorId::new("x"), TeamId::new("a")))
    }

    fn card(root: CardNode) -> Card {
        Card {
            id: ScorecardId::new("kartu"),
            team: TeamId::new("a"),
            period: Period::parse("2024-Q1").unwrap(),
            root,
            layers: vec![],
            before: None,
            sums: vec![],
            variant: None,
            reductions: vec![],
            in_force: number("100"),
            gates: vec![],
            held: None,
            rating: None,
        }
    }

    #[test]
    fn the_range_is_that_of_other_weights() {
        // (50 · 100 + 30 · 60 + 20 · 80) / 100 = 84; equal weights 80; without the first
        // (30 · 60 + 20 · 80) / 50 = 68; without the second (50 · 100 + 20 · 80) / 70 = 94.29;
        // without the third (50 · 100 + 30 · 60) / 80 = 85.
        let scores = [("50", "100"), ("30", "60"), ("20", "80")];
        let leaves = scores.map(|(weight, score)| leaf(weight, Value::Number(number(score))));
        let root = node("100", Value::Number(number("84")), CardContent::Group(leaves.into()));
        let (low, high) = range(&card(root)).unwrap();
        assert_eq!((low.to_fixed(2), high.to_fixed(2)), ("68.00".into(), "94.29".into()));
    }

    #[test]
    fn what_does_not_apply_takes_no_part_and_what_is_missing_scores_nothing() {
        let none = || Value::not_applicable(Reason::NoTarget);
        let missing = || Value::missing(Reason::NoScore);
        let some = |score: &str| Value::Number(number(score));
        // A group of two, of which one does not apply; 40 · 90 + 30 · 0 + 30 · 60 = 54.
        let inner = vec![leaf("20", some("90")), leaf("20", none())];
        let inner = node("40", some("90"), CardContent::Group(inner));
        let nodes = vec![inner, leaf("30", missing()), leaf("30", some("60"))];
        let root = node("100", some("54"), CardContent::Group(nodes));
        // Equal 50; without the 90: 30; without the missing one 5400 / 70 = 77.14; without the 60
        // 3600 / 70 = 51.43.
        let (low, high) = range(&card(root)).unwrap();
        assert_eq!((low.to_fixed(2), high.to_fixed(2)), ("30.00".into(), "77.14".into()));
    }

    #[test]
    fn two_indicators_have_no_range() {
        let leaves = ["60", "40"].map(|weight| leaf(weight, Value::Number(number("50"))));
        let root = node("100", Value::Number(number("50")), CardContent::Group(leaves.into()));
        assert_eq!(range(&card(root)), None);
    }
}
