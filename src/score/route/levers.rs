//! What can be moved: the answers and figures of the scorecards that a predicate speaks of, with
//! what each better one scores and takes.

use crate::compute::{Measurement, Measurements};
use crate::domain::{Blank, IndicatorId, Number, Period, ScorecardId, TeamId, Value};
use crate::score::card::{Card, CardContent, CardNode};
use crate::score::grade;
use crate::score::predicate::Judge;
use crate::spec::predicate::{Clause, ClauseContent};
use crate::spec::route::{RouteRules, Steps};
use crate::spec::scorecard::NodeContent;
use crate::spec::scoring::ScoreFrom;
use crate::spec::{Indicator, OnBlank, Predicate, Project, Scorecard, ScorecardNode};

use super::{Held, Instead, Kept, Move, Why};

/// Where a move takes effect.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// The answer to a question, or one that follows from figures.
    Answer { card: ScorecardId, team: TeamId, node: String },
    /// A figure.
    Figure { id: IndicatorId, team: TeamId },
}

/// A leaf that can be moved.
#[derive(Clone, Debug)]
pub(super) struct Lever {
    pub(super) key: Key,
    pub(super) card: ScorecardId,
    pub(super) team: TeamId,
    pub(super) code: String,
    pub(super) alias: String,
    pub(super) name: String,
    pub(super) owner: Option<TeamId>,
    pub(super) layer: String,
    pub(super) from: Held,
    pub(super) choices: Vec<Choice>,
}

/// A better answer or level.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) to: Held,
    pub(super) effort: u32,
    /// What the leaf then scores, from 0 to 100.
    pub(super) score: Number,
    /// The points that the whole card gains.
    pub(super) gain: Number,
}

impl Lever {
    /// What it is called in the place of another.
    pub(super) fn as_instead(&self) -> Instead {
        let called = if self.alias.is_empty() { &self.name } else { &self.alias };
        Instead { code: self.code.clone(), called: called.clone() }
    }

    /// The move to one of its choices.
    pub(super) fn taken(&self, choice: usize, instead: Vec<Instead>) -> Move {
        let Choice { to, effort, gain, .. } = self.choices[choice].clone();
        Move {
            card: self.card.clone(),
            team: self.team.clone(),
            code: self.code.clone(),
            alias: self.alias.clone(),
            name: self.name.clone(),
            owner: self.owner.clone(),
            layer: self.layer.clone(),
            from: self.from.clone(),
            to,
            gain,
            effort,
            instead,
        }
    }
}

/// The cards that a predicate speaks of, each once: those of its nodes, and those on which a figure
/// that it names is a leaf.
pub(super) fn cards<'a>(judge: &Judge<'a>, predicate: &Predicate) -> Vec<&'a Card> {
    let mut found: Vec<&Card> = vec![];
    touched(judge, &predicate.require, &mut found);
    found
}

fn touched<'a>(judge: &Judge<'a>, clauses: &[Clause], found: &mut Vec<&'a Card>) {
    for clause in clauses {
        match &clause.content {
            ClauseContent::All(inner) | ClauseContent::Any(inner) => touched(judge, inner, found),
            ClauseContent::Node { scorecard, .. } => add(judge.card(scorecard), found),
            ClauseContent::Indicator(id, _) => {
                let own = judge.graded.cards_of(judge.team, judge.period);
                let weighs = |card: &&Card| card.leaves().iter().any(|(_, leaf, _)| *leaf == id);
                own.filter(weighs).for_each(|card| add(Some(card), found));
            }
            ClauseContent::Predicate(id) => {
                if let Some(other) = judge.project.predicates.iter().find(|one| one.id == *id) {
                    touched(&judge.of(other), &other.require, found);
                }
            }
            ClauseContent::When(_) => {}
        }
    }
}

fn add<'a>(card: Option<&'a Card>, found: &mut Vec<&'a Card>) {
    found.extend(card.filter(|card| !found.iter().any(|one| std::ptr::eq(*one, *card))));
}

/// What can be moved, by the code of the question; and what could earn more and stays.
pub(super) fn levers(judge: &Judge<'_>, predicate: &Predicate) -> (Vec<Lever>, Vec<Kept>) {
    let (mut levers, mut kept): (Vec<Lever>, Vec<Kept>) = (vec![], vec![]);
    for card in cards(judge, predicate) {
        let Some(definition) = judge.project.scorecard_at(&card.id, card.period) else { continue };
        let scale = shares(&card.root);
        let leaves = definition.root.nodes().into_iter().zip(card.root.nodes()).zip(scale);
        for ((asked, node), share) in leaves {
            if matches!(asked.content, NodeContent::Group(_)) {
                continue;
            }
            let (project, figures) = (judge.project, judge.figures);
            let leaf = Leaf { project, figures, card, definition, asked, node, share };
            match leaf.lever() {
                Ok(Some(lever)) if !levers.iter().any(|one| one.key == lever.key) => {
                    levers.push(lever);
                }
                Ok(_) => {}
                Err(why) => kept.extend(leaf.kept(why)),
            }
        }
    }
    levers.sort_by(|a, b| (&a.code, &a.key).cmp(&(&b.code, &b.key)));
    (levers, kept)
}

/// Of every node how many points of the whole card one point of it is, in reading order: more than
/// one where others do not take part.
fn shares(root: &CardNode) -> Vec<Number> {
    fn walk(node: &CardNode, share: &Number, all: &mut Vec<Number>) {
        all.push(share.clone());
        let CardContent::Group(nodes) = &node.content else { return };
        let inner = &spread(node) * share;
        for child in nodes {
            walk(child, if child.counts { &inner } else { share }, all);
        }
    }
    let mut all = vec![];
    walk(root, &Number::one(), &mut all);
    all
}

/// How many points of a group one point of its nodes is.
pub(super) fn spread(group: &CardNode) -> Number {
    let CardContent::Group(nodes) = &group.content else { return Number::one() };
    let taking_part = nodes.iter().filter(|node| node.counts);
    let weight = taking_part.fold(Number::zero(), |sum, node| &sum + &node.weight);
    group.weight.checked_div(&weight).unwrap_or_else(Number::zero)
}

/// A leaf of a card with its definition.
struct Leaf<'a> {
    project: &'a Project,
    figures: &'a Measurements,
    card: &'a Card,
    definition: &'a Scorecard,
    asked: &'a ScorecardNode,
    node: &'a CardNode,
    share: Number,
}

impl Leaf<'_> {
    /// What people call it: its short name, or else the code of a question. The id of an indicator
    /// is no name for people.
    fn alias(&self) -> String {
        let is_asked = !matches!(self.asked.content, NodeContent::Leaf(..));
        match self.asked.alias.as_str() {
            "" if is_asked => self.asked.id.clone(),
            alias => alias.to_owned(),
        }
    }

    fn rules(&self) -> &RouteRules {
        &self.definition.route
    }

    /// What can be moved of it; nothing where it is as good as can be.
    fn lever(&self) -> Result<Option<Lever>, Why> {
        let own = &self.asked.route;
        if own.locked == Some(true) {
            return Err(Why::Declared);
        }
        let policy = match self.node.score.blank() {
            Some((Blank::Missing, _)) => Some(self.definition.on_blank.missing),
            Some(_) => return Err(Why::Blank),
            None => None,
        };
        // Weight that is spread over others would come back: no sum says what that gains.
        if policy == Some(OnBlank::Reweight) {
            return Err(Why::Blank);
        }
        let (card, team) = (self.card.id.clone(), self.card.team.clone());
        let code = self.asked.id.clone();
        if self.is_ruled() && own.locked != Some(false) {
            return Err(Why::Ruled);
        }
        let (key, from, layer, reached) = match (&self.asked.content, &self.node.content) {
            (NodeContent::Question { scale, .. }, CardContent::Answer { answer, layer }) => {
                let layer = self.layer(layer);
                let from = answer.clone().map_or(Held::Nothing, Held::Answer);
                let reached = self.answers(scale, policy);
                let key = Key::Answer { card, team, node: code.clone() };
                (key, from, layer, reached)
            }
            (NodeContent::Ruled(scale), CardContent::Answer { answer, .. }) => {
                let from = answer.clone().map_or(Held::Nothing, Held::Answer);
                let key = Key::Answer { card, team, node: code.clone() };
                (key, from, String::new(), self.answers(scale, policy))
            }
            (NodeContent::Leaf(id, _), CardContent::Leaf(_, of)) => {
                let found = self.project.indicator_at(id, self.card.period);
                let indicator = found.ok_or(Why::NoLevel)?;
                let is_open = self.rules().external || own.locked == Some(false);
                if indicator.class == "X" && !is_open {
                    return Err(Why::External);
                }
                let figure = self.figures.get(id, of, self.card.period);
                let value = figure.and_then(|figure| figure.value.number());
                let from =
                    value.map_or(Held::Nothing, |value| Held::Figure(id.clone(), value.clone()));
                let key = Key::Figure { id: id.clone(), team: of.clone() };
                (key, from, String::new(), self.levels(indicator, of, policy)?)
            }
            _ => return Ok(None),
        };
        let effort = own.effort.unwrap_or(self.rules().effort);
        let choices = reached.into_iter().map(|(to, steps, score)| {
            let more = &score - self.node.score.number().unwrap_or(&Number::zero());
            let points = (&more * &self.asked.weight).checked_div(&Number::from(100u32));
            let gain = &points.unwrap_or_else(Number::zero) * &self.share;
            Choice { to, effort: steps.saturating_mul(effort), score, gain }
        });
        let choices: Vec<Choice> = choices.collect();
        let (name, owner) = (self.node.name.clone(), self.node.owner.clone());
        let (card, team) = (self.card.id.clone(), self.card.team.clone());
        let alias = self.alias();
        let lever = Lever { key, card, team, code, alias, name, owner, layer, from, choices };
        Ok(Some(lever).filter(|lever| !lever.choices.is_empty()))
    }

    /// Whether its answer follows from figures.
    fn is_ruled(&self) -> bool {
        match &self.asked.content {
            NodeContent::Ruled(_) => true,
            NodeContent::Question { scale, .. } => {
                self.project.answer_scale(scale).is_some_and(|scale| !scale.rules.is_empty())
            }
            _ => false,
        }
    }

    /// The assessment in which an answer is to change: the one that gave it, else the first that
    /// counts.
    fn layer(&self, given: &str) -> String {
        let counts = self.definition.answers.as_ref().and_then(|source| source.counts.first());
        if given.is_empty() { counts.cloned().unwrap_or_default() } else { given.to_owned() }
    }

    fn is_in_reach(&self, step: u32) -> bool {
        let steps = self.asked.route.steps.unwrap_or(self.rules().steps);
        steps == Steps::Any || step <= 1
    }

    /// The better answers of a scale: answer, steps, score. What is *belum ada* stands below the
    /// lowest answer, which is worth a move of its own only where a blank leaves no score.
    fn answers(&self, scale: &str, policy: Option<OnBlank>) -> Vec<(Held, u32, Number)> {
        let Some(scale) = self.project.answer_scale(scale) else { return vec![] };
        let hundred = Number::from(100u32);
        let mut ranks: Vec<(Number, &str)> = vec![];
        for (label, share) in &scale.answers {
            if !ranks.iter().any(|(known, _)| *known == share * &hundred) {
                ranks.push((share * &hundred, label));
            }
        }
        ranks.sort_by(|a, b| a.0.cmp(&b.0));
        let now = self.node.score.number();
        let below = ranks.iter().filter(|(score, _)| now.is_some_and(|now| score <= now)).count();
        let ranked = ranks.into_iter().enumerate().skip(below);
        let found = ranked.filter_map(|(rank, (score, label))| {
            let (step, steps) = match policy {
                None => (rank + 1 - below, rank + 1 - below),
                Some(_) => (rank, rank + self.rules().blank as usize),
            };
            let is_worth = !score.is_zero() || policy == Some(OnBlank::Fail);
            let step = u32::try_from(step).unwrap_or(u32::MAX);
            let steps = u32::try_from(steps).unwrap_or(u32::MAX);
            let is_wanted = is_worth && self.is_in_reach(step);
            is_wanted.then(|| (Held::Answer(label.to_owned()), steps, score))
        });
        found.collect()
    }

    /// The better levels of a figure: value, steps, score.
    fn levels(
        &self,
        indicator: &Indicator,
        team: &TeamId,
        policy: Option<OnBlank>,
    ) -> Result<Vec<(Held, u32, Number)>, Why> {
        let now = self.node.score.number().cloned().unwrap_or_else(Number::zero);
        let own = [&self.asked.route.levels, &self.rules().levels];
        let declared = own.into_iter().find(|levels| !levels.is_empty()).cloned();
        let levels = declared.unwrap_or_else(|| self.full(indicator, team).into_iter().collect());
        let period = self.card.period;
        let mut better: Vec<(Number, Number)> = vec![];
        for level in levels {
            let value = Value::Number(level.clone());
            let figure = self.given(value, period);
            let at = (team, period);
            let graded = grade::one(self.project, indicator, at, &figure, self.figures);
            let Some(score) = graded.score.number() else { continue };
            let is_better = *score > now || policy == Some(OnBlank::Fail);
            if is_better && !better.iter().any(|(known, _)| known == score) {
                better.push((score.clone(), level));
            }
        }
        better.sort();
        if better.is_empty() && now < 100 {
            return Err(Why::NoLevel);
        }
        let blank = if policy.is_some() { self.rules().blank } else { 0 };
        let found = better.into_iter().zip(1u32..).filter(|(_, step)| self.is_in_reach(*step));
        let held = |level| Held::Figure(indicator.id.clone(), level);
        Ok(found.map(|((score, level), step)| (held(level), step + blank, score)).collect())
    }

    fn given(&self, value: Value, period: Period) -> Measurement {
        let as_of = self.figures.stated.as_of.unwrap_or(period.end());
        Measurement::given(value, period, as_of)
    }

    /// The value of an indicator that scores full.
    fn full(&self, indicator: &Indicator, team: &TeamId) -> Option<Number> {
        match indicator.score.from {
            ScoreFrom::Linear => indicator.score.line.as_ref().map(|(_, full)| full.clone()),
            ScoreFrom::Value => Some(indicator.score.cap.clone()),
            ScoreFrom::Achievement | ScoreFrom::Progress | ScoreFrom::Bands => {
                let figure = self.figures.get(&indicator.id, team, self.card.period)?;
                let at = (team, self.card.period);
                grade::one(self.project, indicator, at, figure, self.figures).target
            }
        }
    }

    fn kept(&self, why: Why) -> Option<Kept> {
        let earned = self.node.points.clone().unwrap_or_else(Number::zero);
        let left = &(&self.asked.weight - &earned) * &self.share;
        let is_left = !left.is_zero() && !left.is_negative();
        is_left.then(|| Kept {
            code: self.asked.id.clone(),
            alias: self.alias(),
            name: self.node.name.clone(),
            owner: self.node.owner.clone(),
            left,
            why,
        })
    }
}
