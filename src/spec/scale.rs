//! Rating scales: step tables from a number to a rating (*predikat*), without gap or overlap.
//!
//! Bands stand from the highest to the lowest. They are given by their lower edges, the last one
//! without, so that every number falls in exactly one band by construction; or as a rule prints
//! them, from one number to another, where the table must leave no gap and no overlap: what lies
//! between 76.60 and 76.61 has to be closed by a declared rounding. A number outside of a printed
//! table has no rating.

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::Number;

use super::syntax::{Table, Text, check_name};

/// A rating scale (*rentang nilai*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// Its name.
    pub id: String,
    /// What is rated: the achievement in percent, or the value itself.
    pub of: RatedBy,
    /// Decimals to which the number is rounded before it is compared.
    pub round: Option<u32>,
    /// Its bands, best first.
    pub bands: Vec<Band>,
    /// Which edge of a band belongs to it, where two bands meet in one number.
    pub closed: ClosedEdge,
    /// The highest number of a printed table, where it names one.
    pub top: Option<Number>,
}

/// Which edge of a band belongs to it, where two bands meet in one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClosedEdge {
    /// The lower one: from 90.
    Lower,
    /// The upper one: above 90.
    Upper,
}

/// What a scale rates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RatedBy {
    /// The achievement, in percent.
    Achievement,
    /// The value.
    Value,
    /// The score.
    Score,
}

/// A band of a scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// Its lower edge; `None` where it reaches down without end.
    pub min: Option<Number>,
    /// The rating, `Baik`.
    pub label: String,
    /// How it is coloured.
    pub tone: BandTone,
    /// The score it gives, where scores come from bands.
    pub score: Option<Number>,
}

/// How a band is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BandTone {
    /// Reached.
    Good,
    /// Close.
    Near,
    /// Missed.
    Bad,
}

impl Scale {
    /// The band that a number falls in; none for a number outside of a printed table.
    pub fn band(&self, number: &Number) -> Option<&Band> {
        let number = self.round.map_or_else(|| number.clone(), |digits| number.round(digits));
        if self.top.as_ref().is_some_and(|top| number > *top) {
            return None;
        }
        let last = self.bands.len().saturating_sub(1);
        let reached = |(at, band): &(usize, &Band)| match &band.min {
            None => true,
            // The table ends here, so nothing below could own its lowest number.
            Some(min) if *at == last => number >= *min,
            Some(min) if self.closed == ClosedEdge::Upper => number > *min,
            Some(min) => number >= *min,
        };
        self.bands.iter().enumerate().find(reached).map(|(_, band)| band)
    }
}

/// Reads `[scale.NAME]`.
pub fn scale(name: &Text, table: Table<'_>, diags: &mut Diagnostics) -> Option<Scale> {
    check_name(&name.value, name.whole(), diags);
    let words = [
        ("achievement", RatedBy::Achievement),
        ("value", RatedBy::Value),
        ("score", RatedBy::Score),
    ];
    let of = table.get("of").and_then(|item| item.word(&words, diags));
    let round = table.get("round").and_then(|item| item.decimals(diags));
    let edges = [("lower", ClosedEdge::Lower), ("upper", ClosedEdge::Upper)];
    let closed = table.get("closed").and_then(|item| item.word(&edges, diags));
    let bands_item = table.need("bands", diags)?;
    let listed = bands_item.tables(diags).into_iter();
    let mut bands: Vec<(Band, Edges)> = listed.filter_map(|one| band(one, diags)).collect();
    table.finish(diags);
    let is_printed = bands.iter().any(|(_, edges)| edges.from.is_some() || edges.to.is_some());
    let is_whole = if is_printed {
        printed_is_whole(&bands, round, closed, diags)
    } else {
        let falls = falls_to_the_end(&bands);
        if !falls {
            let problem = Diagnostic::error("bands", bands_item.origin());
            diags.push(problem.arg("scale", &name.value));
        }
        falls
    };
    if !is_whole {
        return None;
    }
    let closed = closed.unwrap_or(ClosedEdge::Lower);
    if closed == ClosedEdge::Upper {
        // Above 76.60 and from 76.61 are the same once the number is rounded.
        for at in 1..bands.len() {
            if let Some(below) = bands[at].1.to.as_ref().map(|edge| edge.at.clone()) {
                bands[at - 1].0.min = Some(below);
            }
        }
    }
    let top = bands.first().and_then(|(_, edges)| edges.to.as_ref()).map(|edge| edge.at.clone());
    Some(Scale {
        id: name.value.clone(),
        of: of.unwrap_or(RatedBy::Achievement),
        round,
        bands: bands.into_iter().map(|(band, _)| band).collect(),
        closed,
        top,
    })
}

/// The printed edges of a band, each with its place.
struct Edges {
    from: Option<Edge>,
    to: Option<Edge>,
    origin: Origin,
}

struct Edge {
    at: Number,
    origin: Origin,
}

fn band(table: Table<'_>, diags: &mut Diagnostics) -> Option<(Band, Edges)> {
    let origin = table.origin();
    let min = table.get("min").and_then(|item| item.number(diags));
    let edge = |key, diags: &mut Diagnostics| {
        let item = table.get(key)?;
        Some(Edge { at: item.number(diags)?, origin: item.origin() })
    };
    let (from, to) = (edge("from", diags), edge("to", diags));
    let label = table.need("label", diags).and_then(|item| item.string(diags));
    let words = [("good", BandTone::Good), ("near", BandTone::Near), ("bad", BandTone::Bad)];
    let tone = table.need("tone", diags).and_then(|item| item.word(&words, diags));
    let score = table.get("score").and_then(|item| item.number(diags));
    table.finish(diags);
    if let (Some(_), Some(edge)) = (&min, from.as_ref().or(to.as_ref())) {
        diags.push(Diagnostic::error("band-edges", edge.origin.clone()));
        return None;
    }
    let min = from.as_ref().map(|edge| edge.at.clone()).or(min);
    Some((Band { min, label: label?, tone: tone?, score }, Edges { from, to, origin }))
}

/// Whether lower edges fall, down to a band without one.
fn falls_to_the_end(bands: &[(Band, Edges)]) -> bool {
    let edges: Vec<Option<&Number>> = bands.iter().map(|(band, _)| band.min.as_ref()).collect();
    let falling = edges.windows(2).all(|pair| match pair {
        [Some(upper), Some(lower)] => upper > lower,
        [Some(_), None] => true,
        _ => false,
    });
    edges.last().is_some_and(Option::is_none) && falling
}

/// Whether a printed table has no gap and no overlap; complains at the edge if not.
fn printed_is_whole(
    bands: &[(Band, Edges)],
    round: Option<u32>,
    closed: Option<ClosedEdge>,
    diags: &mut Diagnostics,
) -> bool {
    let mut found = vec![];
    let last = bands.len().saturating_sub(1);
    for (at, (_, edges)) in bands.iter().enumerate() {
        let is_open = (edges.from.is_none() && at != last) || (edges.to.is_none() && at != 0);
        let ends = edges.from.as_ref().zip(edges.to.as_ref());
        if is_open || ends.is_some_and(|(from, to)| from.at > to.at) {
            found.push(Diagnostic::error("band-edges", edges.origin.clone()));
        }
    }
    for pair in bands.windows(2) {
        let [(_, upper), (_, lower)] = pair else { continue };
        let (Some(from), Some(to)) = (&upper.from, &lower.to) else { continue };
        found.extend(meeting(from, to, round, closed));
    }
    let is_whole = found.is_empty();
    diags.extend(found);
    is_whole
}

/// What is wrong between a band that begins at `from` and the one below it that ends at `to`.
fn meeting(
    from: &Edge,
    to: &Edge,
    round: Option<u32>,
    closed: Option<ClosedEdge>,
) -> Option<Diagnostic> {
    let gap = &from.at - &to.at;
    let step = round.map(|digits| Number::from_scaled(1, digits));
    let code = if gap.is_zero() {
        // Both bands would own the number in which they meet.
        if closed.is_some() {
            return None;
        }
        "band-edge"
    } else if gap.is_negative() {
        "band-overlap"
    } else if step.is_some_and(|step| gap == step) {
        return None;
    } else {
        "band-gap"
    };
    let problem = Diagnostic::error(code, from.origin.clone())
        .arg("high", from.at.to_plain(6))
        .arg("low", to.at.to_plain(6))
        .related("band-below", to.origin.clone());
    Some(problem)
}
