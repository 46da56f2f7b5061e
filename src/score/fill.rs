//! Fills in scorecards: what blanks do, what weights are in force, what points come of it.

use crate::compute::Measurements;
use crate::compute::answers::{Answers, Evidence};
use crate::domain::{Blank, Date, IndicatorId, Number, Period, Reason, TeamId, Value};
use crate::spec::scorecard::{ComputedBy, NodeContent, OnBlank};
use crate::spec::{AnswerScale, Measured, Project, Scorecard, ScorecardNode};

use super::answered::{Answered, answered, counted_answer, ruled};
use super::card::{Card, CardContent, CardNode, Computed, Told};
use super::rating::Rating;
use super::scorecards::Scorecards;
use super::sum::sums;

/// Fills in a scorecard for every team that has one, if the period has figures for all its leaves.
pub(super) fn card(
    project: &Project,
    scorecard: &Scorecard,
    period: Period,
    figures: &Measurements,
    graded: &Scorecards,
) -> Vec<Card> {
    let teams = project.teams_of(&scorecard.measured);
    let filled = |team: &&TeamId| {
        let asked = scorecard.answers.is_some();
        if asked && figures.stated.answers(&scorecard.id, team, period).is_none() {
            return false;
        }
        scorecard.root.leaves().iter().all(|(_, indicator, other)| {
            figures.get(indicator, other.unwrap_or(team), period).is_some()
        })
    };
    let teams = teams.into_iter().filter(filled);
    let mut cards: Vec<Card> =
        teams.map(|team| fill(project, scorecard, (team, period), figures, graded)).collect();
    // What a team forgot scores as the policy says; a period that nobody has handed in yet is not
    // a bad one, it cannot be judged.
    // So is one of which no assessor has said anything, whatever is known from outside.
    let is_judged = |card: &Card| match card.layers.is_empty() {
        true => has_score(&card.root),
        false => has_answer(&card.root),
    };
    if !cards.iter().any(is_judged) {
        let runs = figures.stated.as_of.is_some_and(|day| day < period.end());
        let reason = if runs { Reason::Running } else { Reason::NoScore };
        for card in &mut cards {
            card.root.score = Value::missing(reason.clone());
            card.rating = None;
            without_points(&mut card.root);
            card.sums = sums(scorecard, &card.root);
            card.variant = None;
        }
    }
    cards
}

/// Takes the points away that a policy gave for nothing.
fn without_points(node: &mut CardNode) {
    node.points = None;
    if let CardContent::Group(nodes) = &mut node.content {
        nodes.iter_mut().for_each(without_points);
    }
}

/// Whether any leaf has a score of its own.
fn has_score(node: &CardNode) -> bool {
    match &node.content {
        CardContent::Leaf(..) | CardContent::Answer { .. } => node.score.number().is_some(),
        CardContent::Group(nodes) => nodes.iter().any(has_score),
    }
}

/// Fills in the scorecard of one team.
pub(super) fn fill(
    project: &Project,
    scorecard: &Scorecard,
    (team, period): (&TeamId, Period),
    figures: &Measurements,
    graded: &Scorecards,
) -> Card {
    let as_of = figures.stated.as_of.unwrap_or(period.end());
    let answers = figures.stated.answers(&scorecard.id, team, period);
    let source = scorecard.answers.as_ref();
    let counts = source.map_or(&[][..], |source| &source.counts);
    let filler = |layers| Filler {
        project,
        scorecard,
        team,
        period,
        as_of,
        figures,
        graded,
        answers,
        layers,
    };
    let filler_of_all = filler(counts);
    let mut root = filler_of_all.node(&scorecard.root);
    let hundred = Number::from(100u32);
    let in_force = weight_in_force(&root).checked_div(&root.weight);
    let in_force = &in_force.unwrap_or_else(Number::zero) * &hundred;
    let reductions = filler_of_all.reductions();
    let before = root.score.number().cloned().filter(|_| !reductions.is_empty());
    let before = before.map(|score| rounded(score, scorecard.round));
    filler_of_all.finish(&mut root, &in_force, &reductions);
    let assessed = source.map_or(&[][..], |source| &source.layers);
    let assessed = if assessed.len() > 1 { assessed } else { &[] };
    let layers = assessed.iter().map(|layer| {
        let own = filler(std::slice::from_ref(layer));
        let mut root = own.node(&scorecard.root);
        if has_answer(&root) {
            own.finish(&mut root, &in_force, &reductions);
        } else {
            root.score = Value::missing(Reason::NoScore);
            without_points(&mut root);
        }
        (layer.clone(), root)
    });
    let layers = layers.collect();
    let sums = sums(scorecard, &root);
    let variant = scorecard.variant.filter(|_| has_missing(&root)).map(|on_blank| {
        let mut other = scorecard.clone();
        other.on_blank.missing = on_blank;
        let mut root = Filler { scorecard: &other, ..filler(counts) }.node(&other.root);
        let in_force = weight_in_force(&root).checked_div(&root.weight);
        let in_force = &in_force.unwrap_or_else(Number::zero) * &hundred;
        filler(counts).finish(&mut root, &in_force, &reductions);
        root.score
    });
    let scale = scorecard.scale.as_ref().and_then(|name| project.scales.get(name));
    let rating = scale
        .zip(root.score.number())
        .and_then(|(scale, score)| scale.band(score))
        .map(Rating::from);
    let (id, team) = (scorecard.id.clone(), team.clone());
    let (gates, held) = (vec![], None);
    Card {
        id,
        team,
        period,
        root,
        layers,
        before,
        sums,
        variant,
        reductions,
        in_force,
        gates,
        held,
        rating,
    }
}

fn rounded(score: Number, round: Option<u32>) -> Number {
    round.map_or_else(|| score.clone(), |digits| score.round(digits))
}

/// Whether an assessment has any answer at all.
fn has_answer(node: &CardNode) -> bool {
    match &node.content {
        CardContent::Answer { answer, layer } => answer.is_some() && !layer.is_empty(),
        CardContent::Group(nodes) => nodes.iter().any(has_answer),
        CardContent::Leaf(..) => false,
    }
}

/// Whether a leaf is *belum ada*.
fn has_missing(node: &CardNode) -> bool {
    match &node.content {
        CardContent::Group(nodes) => nodes.iter().any(has_missing),
        _ => matches!(node.score.blank(), Some((Blank::Missing, _))),
    }
}

fn weight_in_force(node: &CardNode) -> Number {
    match &node.content {
        CardContent::Leaf(..) | CardContent::Answer { .. } => {
            if node.counts {
                node.weight.clone()
            } else {
                Number::zero()
            }
        }
        CardContent::Group(nodes) => {
            nodes.iter().map(weight_in_force).fold(Number::zero(), |sum, weight| &sum + &weight)
        }
    }
}

struct Filler<'a> {
    project: &'a Project,
    scorecard: &'a Scorecard,
    team: &'a TeamId,
    period: Period,
    as_of: Date,
    figures: &'a Measurements,
    graded: &'a Scorecards,
    answers: Option<&'a Answers>,
    /// The assessments of which the first with an answer counts.
    layers: &'a [String],
}

impl Filler<'_> {
    fn node(&self, node: &ScorecardNode) -> CardNode {
        let mut name = node.name.clone();
        let mut told = Told { alias: node.alias.clone(), ..Told::default() };
        let (score, content) = match &node.content {
            NodeContent::Leaf(id, other) => {
                let team = other.as_ref().unwrap_or(self.team);
                let grade = self.graded.get(id, team, self.period);
                let none = || Value::missing(Reason::Upstream(id.clone()));
                let score = grade.map_or_else(none, |grade| grade.score.clone());
                if name.is_empty() {
                    name = self.project.indicator(id).map_or(name, |one| one.name.clone());
                }
                (score, CardContent::Leaf(id.clone(), team.clone()))
            }
            NodeContent::Group(nodes) => {
                let nodes: Vec<CardNode> = nodes.iter().map(|inner| self.node(inner)).collect();
                (self.sum(&nodes), CardContent::Group(nodes))
            }
            NodeContent::Question { code, scale } => {
                if name.is_empty() {
                    name.clone_from(code);
                }
                let scale = self.project.answer_scale(scale);
                let at = (self.period, self.as_of);
                let own = (self.layers, code.as_str());
                let found = scale.map(|scale| match &scale.counted {
                    Some(one) => counted_answer(self.project, one, self.answers, own, at),
                    None => answered(scale, self.answers, self.layers, code),
                });
                told.counted = found.as_ref().and_then(|one| one.counted.clone());
                told.evidence = self.evidence(code);
                self.or_ruled(scale, found, &mut told)
            }
            NodeContent::Ruled(scale) => {
                let scale = self.project.answer_scale(scale);
                let found = scale.map(|one| self.ruled(one));
                told.at_least = found.as_ref().and_then(|one| one.at_least.clone());
                answer(found)
            }
        };
        told.computed = told.computed.or_else(|| Some(self.computed(node.computed.as_ref()?)));
        let assumed = self.assumed(node);
        told.at_least = told.at_least.filter(|_| assumed.is_none());
        let (score, content) = assumed.unwrap_or((score, content));
        let score = self.applied(node, score);
        let policy = score.blank().map(|(blank, _)| self.policy(blank, &content));
        let counts = policy != Some(OnBlank::Reweight);
        let zero = Number::zero();
        let effective = score.number().or((policy == Some(OnBlank::Zero)).then_some(&zero));
        let points =
            effective.and_then(|score| (&node.weight * score).checked_div(&Number::from(100u32)));
        CardNode {
            id: node.id.clone(),
            name,
            weight: node.weight.clone(),
            score,
            points,
            counts,
            // Who answers for a question of the office does not answer for that of a unit below.
            owner: node.owner.clone().filter(|id| self.project.teams.is_within(id, self.team)),
            content,
            told,
        }
    }

    /// The answer that the rules of a scale give.
    fn ruled(&self, scale: &AnswerScale) -> Answered {
        ruled(self.project, scale, (self.team, self.period), self.as_of, self.figures)
    }

    /// The answer to a question whose scale has rules too: what an assessor says counts, and what
    /// the rules say stands beside it; where nobody says anything the rules do.
    fn or_ruled(
        &self,
        scale: Option<&AnswerScale>,
        found: Option<Answered>,
        told: &mut Told,
    ) -> (Value, CardContent) {
        let Some(scale) = scale.filter(|scale| !scale.rules.is_empty()) else {
            return answer(found);
        };
        let by_rule = self.ruled(scale);
        if found.as_ref().is_some_and(|one| one.answer.is_some()) {
            told.computed = Some(by_rule.into());
            return answer(found);
        }
        if let Some(Value::Blank(Blank::NotApplicable, _)) = found.as_ref().map(|one| &one.score) {
            return answer(found);
        }
        told.at_least.clone_from(&by_rule.at_least);
        answer(Some(by_rule))
    }

    /// What the first assessment that speaks of it says of the evidence of an answer.
    fn evidence(&self, question: &str) -> Option<Evidence> {
        let layers = &self.scorecard.answers.as_ref()?.layers;
        let answers = self.answers?;
        layers.iter().find_map(|layer| answers.evidence(layer, question)).cloned()
    }

    /// What the office's own data answer.
    fn computed(&self, by: &ComputedBy) -> Computed {
        match by {
            ComputedBy::Indicator(id) => {
                let none = || Value::missing(Reason::Upstream(id.clone()));
                let limits = (Number::zero(), Number::from(100u32));
                let score = match self.figure(id).unwrap_or_else(none) {
                    Value::Number(share) => Value::Number(share.max(limits.0).min(limits.1)),
                    blank => blank,
                };
                Computed { score, answer: None, at_least: false }
            }
            ComputedBy::Ruled(scale) => {
                let none = || Answered::none(Value::missing(Reason::NoAnswer));
                let scale = self.project.answer_scale(scale);
                scale.map_or_else(none, |one| self.ruled(one)).into()
            }
        }
    }

    /// What a blank does. As long as the period runs, a figure that is missing is not late yet: it
    /// takes no part. An answer that nobody gave is none.
    fn policy(&self, blank: Blank, content: &CardContent) -> OnBlank {
        let is_figure = matches!(content, CardContent::Leaf(..));
        if is_figure && blank == Blank::Missing && self.as_of < self.period.end() {
            return OnBlank::Reweight;
        }
        self.scorecard.on_blank.of(blank)
    }

    /// The answer that is assumed in place of the one there is.
    fn assumed(&self, node: &ScorecardNode) -> Option<(Value, CardContent)> {
        let (answer, score) = self.answers?.assumed(&node.id)?;
        let (answer, layer) = (Some(answer.to_owned()), String::new());
        Some((Value::Number(score.clone()), CardContent::Answer { answer, layer }))
    }

    /// Not applicable, where a figure says that there is nothing to assess; the score otherwise.
    fn applied(&self, node: &ScorecardNode, score: Value) -> Value {
        let Some(id) = &node.applies else { return score };
        match self.figure(id) {
            Some(Value::Number(number)) if number.is_zero() => {
                Value::not_applicable(Reason::NoObject)
            }
            Some(Value::Number(_)) => score,
            Some(Value::Blank(blank, _)) => Value::Blank(blank, Reason::Upstream(id.clone())),
            None => Value::missing(Reason::Upstream(id.clone())),
        }
    }

    /// The figure of the team, or the office's where there is only one.
    fn figure(&self, id: &IndicatorId) -> Option<Value> {
        let own = self.figures.get(id, self.team, self.period);
        let once = self
            .project
            .indicator_at(id, self.period)
            .is_some_and(|one| one.measured == Measured::Office);
        let root = self.project.teams.root().filter(|_| once);
        let found = own.or_else(|| self.figures.get(id, &root?.id, self.period));
        found.map(|figure| figure.value.clone())
    }

    /// What the definition takes off the score, as far as it is known.
    fn reductions(&self) -> Vec<(IndicatorId, Value)> {
        let value = |id: &IndicatorId| {
            let none = || Value::missing(Reason::Upstream(id.clone()));
            (id.clone(), self.figure(id).unwrap_or_else(none))
        };
        self.scorecard.reducers.iter().map(value).collect()
    }

    /// Rounds the score of the whole and takes off what is to be taken off; what does not apply
    /// takes nothing, and what is missing leaves no score.
    fn finish(&self, root: &mut CardNode, in_force: &Number, reductions: &[(IndicatorId, Value)]) {
        let Some(score) = root.score.number().cloned() else { return };
        if *in_force < self.scorecard.least_weight {
            root.score = Value::not_applicable(Reason::TooLittleWeight);
            root.points = None;
            return;
        }
        let mut left = rounded(score, self.scorecard.round);
        for (id, value) in reductions {
            match value {
                Value::Number(number) => left = &left - number,
                Value::Blank(Blank::NotApplicable, _) => {}
                Value::Blank(blank, _) => {
                    root.score = Value::Blank(*blank, Reason::BlankLeaf(id.clone()));
                    root.points = None;
                    return;
                }
            }
        }
        root.points = (&root.weight * &left).checked_div(&Number::from(100u32));
        root.score = Value::Number(left);
    }

    /// The weighted mean of the nodes that take part.
    fn sum(&self, nodes: &[CardNode]) -> Value {
        let (mut points, mut weight) = (Number::zero(), Number::zero());
        for node in nodes.iter().filter(|node| node.counts) {
            if let Some((blank, reason)) = node.score.blank()
                && self.policy(blank, &node.content) == OnBlank::Fail
            {
                return match &node.content {
                    CardContent::Leaf(id, _) => Value::Blank(blank, Reason::BlankLeaf(id.clone())),
                    _ => Value::Blank(blank, reason.clone()),
                };
            }
            weight = &weight + &node.weight;
            if let Some(earned) = &node.points {
                points = &points + earned;
            }
        }
        match points.checked_div(&weight) {
            Some(share) => Value::Number(&share * &Number::from(100u32)),
            None => Value::Blank(Blank::NotApplicable, Reason::TooLittleWeight),
        }
    }
}

/// The score of an answer and what the card keeps of it.
fn answer(found: Option<Answered>) -> (Value, CardContent) {
    let none = || Answered::none(Value::missing(Reason::NoAnswer));
    let Answered { score, answer, layer, .. } = found.unwrap_or_else(none);
    (score, CardContent::Answer { answer, layer })
}
