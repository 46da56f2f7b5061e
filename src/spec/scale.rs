//! Rating scales: step tables from a number to a rating (*predikat*), without gap or overlap.
//!
//! Bands are written from the best to the worst by their lower edge, which belongs to the band;
//! the last one has no edge. So every number falls in exactly one band, by construction.

use crate::diag::{Diagnostic, Diagnostics};
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
    /// The lowest number that belongs to it; `None` for the last band.
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
    /// The band that a number falls in.
    pub fn band(&self, number: &Number) -> &Band {
        let number = self.round.map_or_else(|| number.clone(), |digits| number.round(digits));
        let reached = |band: &&Band| band.min.as_ref().is_none_or(|min| number >= *min);
        self.bands.iter().find(reached).expect("the last band has no lower edge")
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
    let round = table.get("round").and_then(|item| item.count(diags));
    let bands_item = table.need("bands", diags)?;
    let listed = bands_item.tables(diags);
    let bands: Vec<Band> = listed.into_iter().filter_map(|one| band(one, diags)).collect();
    table.finish(diags);
    let edges: Vec<Option<&Number>> = bands.iter().map(|band| band.min.as_ref()).collect();
    let falling = edges.windows(2).all(|pair| match pair {
        [Some(upper), Some(lower)] => upper > lower,
        [Some(_), None] => true,
        _ => false,
    });
    if bands.is_empty() || !falling || edges.last().is_some_and(Option::is_some) {
        diags.push(Diagnostic::error("bands", bands_item.origin()).arg("scale", &name.value));
        return None;
    }
    let of = of.unwrap_or(RatedBy::Achievement);
    Some(Scale { id: name.value.clone(), of, round, bands })
}

fn band(table: Table<'_>, diags: &mut Diagnostics) -> Option<Band> {
    let min = table.get("min").and_then(|item| item.number(diags));
    let label = table.need("label", diags).and_then(|item| item.string(diags));
    let words = [("good", BandTone::Good), ("near", BandTone::Near), ("bad", BandTone::Bad)];
    let tone = table.need("tone", diags).and_then(|item| item.word(&words, diags));
    let score = table.get("score").and_then(|item| item.number(diags));
    table.finish(diags);
    Some(Band { min, label: label?, tone: tone?, score })
}
