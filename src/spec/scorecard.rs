//! Scorecards: trees of weights whose leaves are indicators.

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::{Blank, IndicatorId, Number, ScorecardId, TeamId};

use super::indicator::{Known, Measured};
use super::syntax::{Item, Table, Text, check_name};

/// A scorecard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scorecard {
    /// Its name.
    pub id: ScorecardId,
    /// Its title for people.
    pub name: String,
    /// Whose it is.
    pub measured: Measured,
    /// Its tree; the root carries the full weight.
    pub root: ScorecardNode,
    /// What blanks do.
    pub on_blank: BlankPolicy,
    /// The share of weight, in percent, that must be in force for a score.
    pub least_weight: Number,
    /// The rating scale of its score.
    pub scale: Option<String>,
    /// A remark that every print of it carries.
    pub note: String,
    /// Where it is declared.
    pub origin: Origin,
}

/// A node of a scorecard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScorecardNode {
    /// Its name for people.
    pub name: String,
    /// Its weight (*bobot*).
    pub weight: Number,
    /// What it holds.
    pub content: NodeContent,
    /// Where it is declared.
    pub origin: Origin,
}

/// What a node of a scorecard holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeContent {
    /// Nodes whose weights sum to that of this one.
    Group(Vec<ScorecardNode>),
    /// The score of an indicator, of the scorecard's own team or of another.
    Leaf(IndicatorId, Option<TeamId>),
}

/// What a blank leaf does to the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnBlank {
    /// Its weight is spread over the others.
    Reweight,
    /// It scores nothing and keeps its weight.
    Zero,
    /// There is no score at all.
    Fail,
}

/// What each kind of blank does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlankPolicy {
    /// *Tidak berlaku*.
    pub not_applicable: OnBlank,
    /// *Belum ada*.
    pub missing: OnBlank,
    /// *Disembunyikan*.
    pub suppressed: OnBlank,
}

impl BlankPolicy {
    /// What this kind of blank does.
    pub fn of(&self, blank: Blank) -> OnBlank {
        match blank {
            Blank::NotApplicable => self.not_applicable,
            Blank::Missing => self.missing,
            Blank::Suppressed => self.suppressed,
        }
    }
}

impl ScorecardNode {
    /// Every leaf with its indicator and team, in reading order.
    pub fn leaves(&self) -> Vec<(&ScorecardNode, &IndicatorId, Option<&TeamId>)> {
        match &self.content {
            NodeContent::Leaf(indicator, team) => vec![(self, indicator, team.as_ref())],
            NodeContent::Group(nodes) => nodes.iter().flat_map(ScorecardNode::leaves).collect(),
        }
    }
}

/// Reads `[scorecard.NAME]`.
pub fn scorecard(
    name: &Text,
    table: Table<'_>,
    known: &Known<'_>,
    diags: &mut Diagnostics,
) -> Option<Scorecard> {
    check_name(&name.value, name.whole(), diags);
    let title = table.need("name", diags).and_then(|item| item.string(diags)).unwrap_or_default();
    let each = table
        .get("for")
        .and_then(|item| item.word(&[("office", false), ("each", true)], diags))
        .unwrap_or(false);
    let weight = table.get("weight").and_then(|item| item.number(diags));
    let weight = weight.unwrap_or_else(|| Number::from(100u32));
    let nodes = children(&table, known, diags);
    let on_blank = policy(&table, diags);
    let least = table.get("least_weight").and_then(|item| item.number(diags));
    let scale_item = table.get("scale");
    let scale = scale_item.and_then(|item| item.string(diags));
    if let (Some(scale), Some(item)) = (&scale, scale_item)
        && !known.scales.contains(scale)
    {
        diags.push(Diagnostic::error("known-scale", item.origin()).arg("scale", scale));
    }
    let note = table.text_or_empty("note", diags);
    table.finish(diags);
    let origin = name.whole();
    let content = NodeContent::Group(nodes);
    let root = ScorecardNode { name: title.clone(), weight, content, origin: origin.clone() };
    Some(Scorecard {
        id: ScorecardId::new(&name.value),
        name: title,
        measured: if each { Measured::Each } else { Measured::Office },
        root,
        on_blank,
        least_weight: least.unwrap_or_else(|| Number::from(70u32)),
        scale,
        note,
        origin,
    })
}

/// The leaves under `leaf` and the groups under `group`.
fn children(table: &Table<'_>, known: &Known<'_>, diags: &mut Diagnostics) -> Vec<ScorecardNode> {
    let leaves = table.get("leaf").map_or_else(Vec::new, |item| item.tables(diags));
    let mut nodes: Vec<ScorecardNode> =
        leaves.into_iter().filter_map(|one| leaf(one, known, diags)).collect();
    let groups = table.get("group").map_or_else(Vec::new, |item| item.tables(diags));
    nodes.extend(groups.into_iter().filter_map(|one| group(one, known, diags)));
    nodes
}

fn group(table: Table<'_>, known: &Known<'_>, diags: &mut Diagnostics) -> Option<ScorecardNode> {
    let origin = table.origin();
    let name = table.need("name", diags).and_then(|item| item.string(diags));
    let weight = table.need("weight", diags).and_then(|item| item.number(diags));
    let content = NodeContent::Group(children(&table, known, diags));
    table.finish(diags);
    Some(ScorecardNode { name: name?, weight: weight?, content, origin })
}

fn leaf(table: Table<'_>, known: &Known<'_>, diags: &mut Diagnostics) -> Option<ScorecardNode> {
    let origin = table.origin();
    let item = table.need("indicator", diags);
    let target = item.and_then(|item| reference(item, known, diags));
    let weight = table.need("weight", diags).and_then(|item| item.number(diags));
    table.finish(diags);
    // A leaf that could not be read keeps its weight, so that it is complained of once.
    let (indicator, team) = target.unwrap_or((IndicatorId::new(""), None));
    let content = NodeContent::Leaf(indicator, team);
    Some(ScorecardNode { name: String::new(), weight: weight?, content, origin })
}

/// `penyerapan` (of the scorecard's own team) or `penyerapan@keuangan`.
fn reference(
    item: Item<'_>,
    known: &Known<'_>,
    diags: &mut Diagnostics,
) -> Option<(IndicatorId, Option<TeamId>)> {
    let text = item.string(diags)?;
    let (name, team) = match text.split_once('@') {
        Some((name, team)) => (name.to_owned(), Some(TeamId::new(team))),
        None => (text, None),
    };
    if !known.indicators.contains(&name) {
        let problem = Diagnostic::error("known-indicator", item.origin())
            .arg("indicator", &name)
            .near(&name, known.indicators.iter().map(String::as_str));
        diags.push(problem);
        return None;
    }
    if let Some(team) = &team {
        super::office::known_team(team, item.origin(), known.teams, diags);
    }
    Some((IndicatorId::new(name), team))
}

fn policy(table: &Table<'_>, diags: &mut Diagnostics) -> BlankPolicy {
    let mut policy = BlankPolicy {
        not_applicable: OnBlank::Reweight,
        missing: OnBlank::Zero,
        suppressed: OnBlank::Reweight,
    };
    let Some(inner) = table.get("blank").and_then(|item| item.table(diags)) else { return policy };
    let words = [("reweight", OnBlank::Reweight), ("zero", OnBlank::Zero), ("fail", OnBlank::Fail)];
    let places = [
        ("tidak_berlaku", &mut policy.not_applicable),
        ("belum_ada", &mut policy.missing),
        ("disembunyikan", &mut policy.suppressed),
    ];
    for (key, place) in places {
        if let Some(chosen) = inner.get(key).and_then(|item| item.word(&words, diags)) {
            *place = chosen;
        }
    }
    inner.finish(diags);
    policy
}
