//! Scorecards: trees of weights whose leaves are indicators, questions answered in a dataset, or
//! answers that follow from figures.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::{Blank, IndicatorId, Number, Period, ScorecardId, TeamId};

use super::answers::{AnswerScale, AnswerSource, answer_source};
use super::gate::{Gate, gates};
use super::indicator::{Known, Measured, confidence, known_indicator, measured};
use super::office::span;
use super::syntax::{Item, Table, Text, check_name};
use super::version::{Valid, is_in_force};

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
    /// Where the answers to its questions stand.
    pub answers: Option<AnswerSource>,
    /// Nodes that are looked at together, across the branches of the tree.
    pub sums: Vec<NodeSum>,
    /// What leaves without an answer could be worth instead; told beside the score.
    pub variant: Option<OnBlank>,
    /// Decimals to which its score is rounded before anything is taken off it.
    pub round: Option<u32>,
    /// Indicators whose values are taken off the score after weighting.
    pub reducers: Vec<IndicatorId>,
    /// The predicates that must hold for its best rating.
    pub gates: Vec<Gate>,
    /// A remark that every print of it carries.
    pub note: String,
    /// Regulation and article.
    pub basis: String,
    /// How sure the rule is: `verified`, `single`, `unsure`, `local`.
    pub confidence: String,
    /// The days on which this version is valid.
    pub valid: Valid,
    /// Where those days are declared, or the scorecard itself.
    pub valid_origin: Origin,
    /// Where it is declared.
    pub origin: Origin,
}

impl Scorecard {
    /// Whether this version is valid on the last day of a period.
    pub fn in_force(&self, period: Period) -> bool {
        is_in_force(self.valid, period)
    }
}

/// A node of a scorecard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScorecardNode {
    /// What conditions call it; empty for groups that nobody names.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// Its weight (*bobot*).
    pub weight: Number,
    /// What it holds.
    pub content: NodeContent,
    /// Who answers for it.
    pub owner: Option<TeamId>,
    /// The indicator that says whether it concerns the team at all: zero is no.
    pub applies: Option<IndicatorId>,
    /// A shorter name of its question; empty where there is none.
    pub alias: String,
    /// What the office's own data answer to its question.
    pub computed: Option<ComputedBy>,
    /// Where it is declared.
    pub origin: Origin,
}

/// Nodes of a scorecard that are looked at together, such as *Pemenuhan* over all areas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeSum {
    /// What conditions call it.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// The nodes; none of them holds another.
    pub nodes: Vec<String>,
    /// Where it is declared.
    pub origin: Origin,
}

/// What the office's own data answer to a question that somebody else has answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ComputedBy {
    /// The value of an indicator, in percent of the weight.
    Indicator(IndicatorId),
    /// The rules of an answer scale.
    Ruled(String),
}

/// What a node of a scorecard holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeContent {
    /// Nodes whose weights sum to that of this one.
    Group(Vec<ScorecardNode>),
    /// The score of an indicator, of the scorecard's own team or of another.
    Leaf(IndicatorId, Option<TeamId>),
    /// A question that a dataset answers.
    Question {
        /// Its code in the dataset.
        code: String,
        /// Its answer scale.
        scale: String,
    },
    /// An answer that follows from figures, by the rules of this answer scale.
    Ruled(String),
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
            NodeContent::Question { .. } | NodeContent::Ruled(_) => vec![],
        }
    }

    /// This node and every one below it, in reading order.
    pub fn nodes(&self) -> Vec<&ScorecardNode> {
        let below = match &self.content {
            NodeContent::Group(nodes) => nodes.as_slice(),
            _ => &[],
        };
        std::iter::once(self).chain(below.iter().flat_map(ScorecardNode::nodes)).collect()
    }

    /// The questions below it: code, answer scale, and the node itself.
    pub fn questions(&self) -> Vec<(&str, &str, &ScorecardNode)> {
        let own = self.nodes().into_iter();
        own.filter_map(|node| match &node.content {
            NodeContent::Question { code, scale } => Some((code.as_str(), scale.as_str(), node)),
            _ => None,
        })
        .collect()
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
    let measured = measured(&table, known, diags);
    let weight = table.get("weight").and_then(|item| item.number(diags));
    let weight = weight.unwrap_or_else(|| Number::from(100u32));
    let nodes = children(&table, &weight, known, diags);
    let answers = answer_source(&table, known, diags);
    let (on_blank, variant) = policy(&table, diags);
    let sums = table.get("sum").map_or_else(Vec::new, |item| item.tables(diags));
    let sums: Vec<NodeSum> = sums.into_iter().filter_map(|one| node_sum(one, diags)).collect();
    let least = table.get("least_weight").and_then(|item| item.number(diags));
    let scale_item = table.get("scale");
    let scale = scale_item.and_then(|item| item.string(diags));
    if let (Some(scale), Some(item)) = (&scale, scale_item)
        && !known.scales.contains(scale)
    {
        diags.push(Diagnostic::error("known-scale", item.origin()).arg("scale", scale));
    }
    let note = table.text_or_empty("note", diags);
    let basis = table.text_or_empty("basis", diags);
    let confidence = confidence(&table, diags);
    let round = table.get("round").and_then(|item| item.decimals(diags));
    let reducers = table.get("reduce").map_or_else(Vec::new, |item| item.list(diags));
    let reducers = reducers.into_iter().filter_map(|item| known_indicator(item, known, diags));
    let reducers: Vec<IndicatorId> = reducers.collect();
    let gates = gates(&table, diags);
    blank_answers(&table, diags);
    let origin = name.whole();
    let valid_item = table.get("valid");
    let valid_origin = valid_item.map_or_else(|| origin.clone(), |item| item.origin());
    let valid = valid_item.and_then(|item| item.table(diags));
    let valid = valid.map_or((None, None), |one| span(one, diags));
    table.finish(diags);
    let content = NodeContent::Group(nodes);
    let root = ScorecardNode {
        id: "total".to_owned(),
        name: title.clone(),
        weight,
        content,
        owner: None,
        applies: None,
        alias: String::new(),
        computed: None,
        origin: origin.clone(),
    };
    unique_nodes(&root, answers.as_ref(), diags);
    for sum in &sums {
        known_sum(sum, &root, diags);
    }
    Some(Scorecard {
        id: ScorecardId::new(&name.value),
        name: title,
        measured,
        root,
        on_blank,
        sums,
        variant,
        least_weight: least.unwrap_or_else(|| Number::from(70u32)),
        scale,
        answers,
        round,
        reducers,
        gates,
        note,
        basis,
        confidence,
        valid,
        valid_origin,
        origin,
    })
}

/// A leaf or a group as it is read: its weight may be left out.
struct Child {
    node: ScorecardNode,
    has_weight: bool,
}

/// The leaves under `leaf` and the groups under `group`.
fn children(
    table: &Table<'_>,
    weight: &Number,
    known: &Known<'_>,
    diags: &mut Diagnostics,
) -> Vec<ScorecardNode> {
    let leaves = table.get("leaf").map_or_else(Vec::new, |item| item.tables(diags));
    let mut read: Vec<Child> =
        leaves.into_iter().filter_map(|one| leaf(one, known, diags)).collect();
    let groups = table.get("group").map_or_else(Vec::new, |item| item.tables(diags));
    let groups = groups.into_iter().filter_map(|one| group(one, known, diags));
    read.extend(groups.map(|node| Child { node, has_weight: true }));
    shares(&mut read, weight, diags);
    read.into_iter().map(|child| child.node).collect()
}

/// Gives leaves without a weight equal shares of their parent's; all of them or none.
fn shares(children: &mut [Child], weight: &Number, diags: &mut Diagnostics) {
    let Some(open) = children.iter().find(|child| !child.has_weight) else { return };
    if children.iter().any(|child| child.has_weight) {
        diags.push(Diagnostic::error("weight-missing", open.node.origin.clone()));
        return;
    }
    let count = Number::from(children.len() as i64);
    let Some(share) = weight.checked_div(&count) else { return };
    for child in children {
        child.node.weight = share.clone();
    }
}

fn group(table: Table<'_>, known: &Known<'_>, diags: &mut Diagnostics) -> Option<ScorecardNode> {
    let origin = table.origin();
    let id = table.text_or_empty("id", diags);
    let name = table.need("name", diags).and_then(|item| item.string(diags));
    let weight = table.need("weight", diags).and_then(|item| item.number(diags));
    let content = match &weight {
        Some(weight) => NodeContent::Group(children(&table, weight, known, diags)),
        None => NodeContent::Group(vec![]),
    };
    let owner = owner(&table, known, diags);
    table.finish(diags);
    let (name, weight) = (name?, weight?);
    let (alias, computed) = (String::new(), None);
    Some(ScorecardNode { id, name, weight, content, owner, applies: None, alias, computed, origin })
}

fn leaf(table: Table<'_>, known: &Known<'_>, diags: &mut Diagnostics) -> Option<Child> {
    let origin = table.origin();
    let (id, content) = if table.get("question").is_some() {
        question(&table, known, diags)
    } else if table.get("scale").is_some() {
        ruled(&table, known, diags)
    } else {
        let item = table.need("indicator", diags);
        let target = item.and_then(|item| reference(item, known, diags));
        // A leaf that could not be read keeps its weight, so that it is complained of once.
        let (indicator, team) = target.unwrap_or((IndicatorId::new(""), None));
        (indicator.to_string(), NodeContent::Leaf(indicator, team))
    };
    let own = table.text_or_empty("id", diags);
    let name = table.text_or_empty("name", diags);
    let is_asked = matches!(content, NodeContent::Question { .. });
    let weight = match table.get("weight") {
        Some(item) => Some(item.number(diags)?),
        None if is_asked => None,
        None => {
            table.need("weight", diags);
            None
        }
    };
    let has_weight = weight.is_some() || !is_asked;
    let owner = owner(&table, known, diags);
    let applies = table.get("applies").and_then(|item| known_indicator(item, known, diags));
    let alias = table.text_or_empty("alias", diags);
    let computed = table.get("computed").and_then(|item| item.table(diags));
    let computed = computed.and_then(|one| computed_by(one, known, diags));
    table.finish(diags);
    let id = if own.is_empty() { id } else { own };
    let weight = weight.unwrap_or_else(Number::zero);
    let node = ScorecardNode { id, name, weight, content, owner, applies, alias, computed, origin };
    Some(Child { node, has_weight })
}

/// `{ question = "A.I.1.i.a", scale = "ya_tidak" }`
fn question(
    table: &Table<'_>,
    known: &Known<'_>,
    diags: &mut Diagnostics,
) -> (String, NodeContent) {
    let code = table.get("question").and_then(|item| item.string(diags)).unwrap_or_default();
    let scale = table.need("scale", diags).and_then(|item| answer_scale_of(item, known, diags));
    let scale = scale.map_or_else(String::new, |scale| scale.id.clone());
    (code.clone(), NodeContent::Question { code, scale })
}

/// `{ indicator = "dumas_selesai" }` or `{ scale = "frekuensi_skm" }`
fn computed_by(table: Table<'_>, known: &Known<'_>, diags: &mut Diagnostics) -> Option<ComputedBy> {
    let ruled = table.get("scale");
    let found = match ruled {
        Some(item) => answer_scale_of(item, known, diags)
            .filter(|scale| has_rules(scale, item, diags))
            .map(|scale| ComputedBy::Ruled(scale.id.clone())),
        None => {
            let item = table.need("indicator", diags);
            let id = item.and_then(|item| known_indicator(item, known, diags));
            id.map(ComputedBy::Indicator)
        }
    };
    table.finish(diags);
    found
}

/// `{ name = "Kinerja lebih baik", scale = "kinerja", weight = 5 }`
fn ruled(table: &Table<'_>, known: &Known<'_>, diags: &mut Diagnostics) -> (String, NodeContent) {
    table.need("name", diags);
    let item = table.get("scale");
    let scale = item.and_then(|item| answer_scale_of(item, known, diags));
    if let (Some(item), Some(scale)) = (item, scale) {
        has_rules(scale, item, diags);
    }
    let scale = scale.map_or_else(String::new, |scale| scale.id.clone());
    (String::new(), NodeContent::Ruled(scale))
}

/// Whether a scale gives answers by rules; complains if it does not.
fn has_rules(scale: &AnswerScale, item: Item<'_>, diags: &mut Diagnostics) -> bool {
    if scale.rules.is_empty() {
        let problem = Diagnostic::error("leaf-unanswered", item.origin()).arg("scale", &scale.id);
        diags.push(problem.related("declared-here", scale.origin.clone()));
    }
    !scale.rules.is_empty()
}

/// `{ id = "pemenuhan", name = "Pemenuhan", nodes = ["area_1_pemenuhan", …] }`
fn node_sum(table: Table<'_>, diags: &mut Diagnostics) -> Option<NodeSum> {
    let origin = table.origin();
    let id = table.need("id", diags).and_then(|item| item.string(diags));
    let name = table.need("name", diags).and_then(|item| item.string(diags));
    let nodes = table.need("nodes", diags).map_or_else(Vec::new, |item| item.strings(diags));
    table.finish(diags);
    Some(NodeSum { id: id?, name: name?, nodes, origin })
}

/// Complains of a sum whose name is taken, whose nodes there are not, or that counts one twice.
fn known_sum(sum: &NodeSum, root: &ScorecardNode, diags: &mut Diagnostics) {
    let all = root.nodes();
    let ids = || all.iter().map(|node| node.id.as_str()).filter(|id| !id.is_empty());
    if let Some(first) = all.iter().find(|node| node.id == sum.id) {
        let problem = Diagnostic::error("unique-id", sum.origin.clone()).arg("id", &sum.id);
        diags.push(problem.related("declared-here", first.origin.clone()));
    }
    let mut held: Vec<&ScorecardNode> = vec![];
    for id in &sum.nodes {
        let Some(node) = all.iter().find(|node| node.id == *id) else {
            let problem = Diagnostic::error("known-node", sum.origin.clone())
                .arg("node", id)
                .arg("scorecard", &root.name)
                .near(id, ids());
            diags.push(problem);
            continue;
        };
        let below = node.nodes();
        if below.iter().any(|one| held.iter().any(|other| std::ptr::eq(*one, *other))) {
            let problem = Diagnostic::error("sum-overlap", sum.origin.clone());
            diags.push(problem.arg("sum", &sum.id).arg("node", id));
        }
        held.extend(below);
    }
}

fn answer_scale_of<'a>(
    item: Item<'_>,
    known: &Known<'a>,
    diags: &mut Diagnostics,
) -> Option<&'a AnswerScale> {
    let name = item.string(diags)?;
    let found = known.answers.iter().find(|scale| scale.id == name);
    if found.is_none() {
        let problem = Diagnostic::error("known-answer-scale", item.origin())
            .arg("scale", &name)
            .near(&name, known.answers.iter().map(|scale| scale.id.as_str()));
        diags.push(problem);
    }
    found
}

fn owner(table: &Table<'_>, known: &Known<'_>, diags: &mut Diagnostics) -> Option<TeamId> {
    let item = table.get("owner")?;
    let id = TeamId::new(item.string(diags)?);
    super::office::known_team(&id, item.origin(), known.teams, diags).then_some(id)
}

/// Complains about two nodes of one name, and about questions that nobody answers.
fn unique_nodes(root: &ScorecardNode, answers: Option<&AnswerSource>, diags: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, &ScorecardNode> = BTreeMap::new();
    for node in root.nodes() {
        let is_figure = matches!(node.content, NodeContent::Leaf(..));
        if let Some(first) = seen.get(node.id.as_str())
            && !is_figure
        {
            let problem = Diagnostic::error("unique-id", node.origin.clone()).arg("id", &node.id);
            diags.push(problem.related("declared-here", first.origin.clone()));
        } else if !node.id.is_empty() {
            seen.entry(&node.id).or_insert(node);
        }
    }
    if let (None, Some((code, _, node))) = (answers, root.questions().first()) {
        let problem = Diagnostic::error("question-unanswered", node.origin.clone());
        diags.push(problem.arg("question", code));
    }
}

/// No rule says what a question without an answer is worth, so the scorecard has to.
fn blank_answers(table: &Table<'_>, diags: &mut Diagnostics) {
    let Some(answers) = table.get("answers") else { return };
    let declared = table.get("blank").and_then(|item| item.value().as_table());
    if declared.is_none_or(|inner| inner.get("belum_ada").is_none()) {
        diags.push(Diagnostic::error("answers-blank", answers.origin()));
    }
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

/// What blanks do, and what those that are *belum ada* could do instead.
fn policy(table: &Table<'_>, diags: &mut Diagnostics) -> (BlankPolicy, Option<OnBlank>) {
    let mut policy = BlankPolicy {
        not_applicable: OnBlank::Reweight,
        missing: OnBlank::Zero,
        suppressed: OnBlank::Reweight,
    };
    let Some(inner) = table.get("blank").and_then(|item| item.table(diags)) else {
        return (policy, None);
    };
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
    let variant = inner.get("variant").and_then(|item| item.word(&words, diags));
    inner.finish(diags);
    (policy, variant)
}
