//! Nodes of a filled-in scorecard looked at together, across the branches of its tree.

use crate::domain::{Number, Reason, Value};
use crate::spec::Scorecard;
use crate::spec::scorecard::NodeSum;

use super::card::{CardContent, CardNode, Told};

/// Every sum of a definition over a filled-in tree, in the order of the definition.
pub fn sums(definition: &Scorecard, root: &CardNode) -> Vec<CardNode> {
    definition.sums.iter().map(|one| sum(one, root)).collect()
}

/// The points of the nodes of a sum. A node without points leaves the sum without any: what is not
/// known of a part is not known of the whole.
fn sum(definition: &NodeSum, root: &CardNode) -> CardNode {
    let nodes = root.nodes().into_iter();
    let nodes: Vec<&CardNode> = nodes.filter(|node| definition.nodes.contains(&node.id)).collect();
    let added = |numbers: &mut dyn Iterator<Item = &Number>| {
        numbers.fold(Number::zero(), |sum, one| &sum + one)
    };
    let weight = added(&mut nodes.iter().map(|node| &node.weight));
    let blank = nodes.iter().find_map(|node| match (&node.score, &node.points) {
        (_, Some(_)) => None,
        (Value::Blank(..), None) => Some(node.score.clone()),
        (Value::Number(_), None) => Some(Value::missing(Reason::NoScore)),
    });
    let points = added(&mut nodes.iter().filter_map(|node| node.points.as_ref()));
    let hundred = Number::from(100u32);
    let score = match blank {
        Some(blank) => blank,
        None => (&points * &hundred)
            .checked_div(&weight)
            .map_or_else(|| Value::missing(Reason::NoScore), Value::Number),
    };
    let points = Some(points).filter(|_| score.number().is_some());
    CardNode {
        id: definition.id.clone(),
        name: definition.name.clone(),
        weight,
        score,
        points,
        counts: true,
        owner: None,
        content: CardContent::Group(vec![]),
        told: Told::default(),
    }
}
