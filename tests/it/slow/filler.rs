//! Scorecards filled in once more: what every leaf scores, which weights are in force, what comes
//! of it; by all assessments that count, and by each alone.

use std::collections::BTreeMap;
use std::rc::Rc;

use zona::domain::{Blank, IndicatorId, Period, TeamId};
use zona::spec::answers::AnswerScale;
use zona::spec::expr::{Expr, Node};
use zona::spec::scorecard::NodeContent;
use zona::spec::{Measured, OnBlank, Scorecard, ScorecardNode};

use super::blank::version;
use super::figures::Slow;
use super::many::eval;
use super::stated::{Answers, plain_number};
use super::value::{BA, Fig, R, TB, V, exact, number, rounded, whole};

/// A card of a team for a period.
pub(super) struct Card<'a> {
    pub(super) definition: &'a Scorecard,
    pub(super) team: TeamId,
    /// Its tree, with the score that the whole has in the end.
    pub(super) root: Filled<'a>,
    /// The share of weight in force, in percent.
    pub(super) in_force: R,
    /// Whether anybody has said anything in this period, of any team.
    pub(super) is_judged: bool,
    /// The same tree by every assessment alone, where there are several.
    pub(super) layers: Vec<(String, Filled<'a>)>,
    pub(super) answers: Rc<Answers>,
}

/// A node with its score.
pub(super) struct Filled<'a> {
    pub(super) node: &'a ScorecardNode,
    pub(super) score: Fig,
    pub(super) policy: Option<OnBlank>,
    /// Whether somebody answered.
    pub(super) is_answered: bool,
    pub(super) nodes: Vec<Filled<'a>>,
}

/// Fills in a card by the first of some assessments that has an answer.
struct Filler<'s, 'a> {
    slow: &'s Slow<'a>,
    card: &'a Scorecard,
    team: &'s TeamId,
    period: Period,
    answers: Rc<Answers>,
    layers: &'a [String],
}

impl<'a> Slow<'a> {
    /// The cards of all teams that have one.
    pub(super) fn fill(&self, card: &'a Scorecard, period: Period) -> Vec<Card<'a>> {
        let all = self.project.teams.iter().map(|team| &team.id);
        let has = |team: &TeamId| match &card.measured {
            Measured::Office => team == self.root(),
            Measured::Each => true,
            Measured::Teams(listed) => listed.contains(team),
        };
        let whose = |team: &&TeamId| {
            has(team)
                && card.root.leaves().iter().all(|(_, id, other)| {
                    let latest = self.project.indicator(id).expect("an indicator");
                    self.teams(version(latest, period)).contains(other.unwrap_or(team))
                })
        };
        let mut cards: Vec<Card<'a>> =
            all.filter(whose).map(|team| self.card_of(card, team, period)).collect();
        // A period of which nobody has said anything is not a bad one.
        let is_judged = cards.iter().any(|one| one.root.is_judged(!one.layers.is_empty()));
        for one in &mut cards {
            one.is_judged = is_judged;
            if !is_judged {
                one.root.score = Err(BA);
            }
        }
        cards
    }

    fn card_of(&self, card: &'a Scorecard, team: &TeamId, period: Period) -> Card<'a> {
        let as_of = self.as_of.min(period.end());
        let read = |source| Answers::read(self, card, source, (team, period, as_of));
        let answers = Rc::new(card.answers.as_ref().map(read).unwrap_or_default());
        let filler = |layers: &'a [String]| {
            let answers = Rc::clone(&answers);
            Filler { slow: self, card, team, period, answers, layers }
        };
        let source = card.answers.as_ref();
        let own = filler(source.map_or(&[][..], |source| &source.counts));
        let mut root = own.node(&card.root);
        let in_force = whole(100) * root.in_force() / exact(&card.root.weight);
        root.score = own.finish(&root, &in_force);
        let layers = source.map_or(&[][..], |source| &source.layers);
        let layers = if layers.len() > 1 { layers } else { &[] };
        let alone = |layer: &'a String| {
            let own = filler(std::slice::from_ref(layer));
            let mut root = own.node(&card.root);
            let says = root.all().iter().any(|node| node.is_answered);
            root.score = if says { own.finish(&root, &in_force) } else { Err(BA) };
            (layer.clone(), root)
        };
        let layers = layers.iter().map(alone).collect();
        let (definition, team, is_judged) = (card, team.clone(), true);
        Card { definition, team, root, in_force, is_judged, layers, answers }
    }
}

impl<'a> Filled<'a> {
    /// This node and every one below it.
    pub(super) fn all(&self) -> Vec<&Filled<'a>> {
        let mut all = vec![self];
        self.nodes.iter().for_each(|node| all.extend(node.all()));
        all
    }

    fn is_group(&self) -> bool {
        matches!(self.node.content, NodeContent::Group(_))
    }

    pub(super) fn counts(&self) -> bool {
        self.policy != Some(OnBlank::Reweight)
    }

    /// Whether it is blank and earns nothing, with all of its weight.
    pub(super) fn counts_as_nothing(&self) -> bool {
        self.policy == Some(OnBlank::Zero)
    }

    fn is_judged(&self, layered: bool) -> bool {
        match self.is_group() {
            true => self.nodes.iter().any(|node| node.is_judged(layered)),
            false => {
                if layered {
                    self.is_answered
                } else {
                    self.score.is_ok()
                }
            }
        }
    }

    fn in_force(&self) -> R {
        match (self.is_group(), self.counts()) {
            (true, _) => self.nodes.iter().fold(whole(0), |sum, node| sum + node.in_force()),
            (false, true) => exact(&self.node.weight),
            (false, false) => whole(0),
        }
    }
}

impl<'a> Filler<'_, 'a> {
    fn node(&self, node: &'a ScorecardNode) -> Filled<'a> {
        let mut nodes = vec![];
        let mut is_answered = false;
        let score = match &node.content {
            NodeContent::Group(inner) => {
                nodes = inner.iter().map(|one| self.node(one)).collect();
                mean(&nodes)
            }
            NodeContent::Leaf(id, other) => {
                let team = other.as_ref().unwrap_or(self.team);
                let grade = self.slow.graded.get(id, team, self.period);
                grade.map_or(Err(BA), |grade| super::said(&grade.score))
            }
            NodeContent::Question { code, scale } => {
                let scale = self.slow.project.answer_scale(scale).expect("a scale");
                let score = match &scale.counted {
                    None => self.answered(scale, code),
                    Some(_) => self.counted(scale, code),
                };
                is_answered = score.is_ok();
                // Where nobody says anything, the rules of the scale do.
                match score {
                    Err(blank) if blank != TB && !scale.rules.is_empty() => self.ruled(scale),
                    score => score,
                }
            }
            NodeContent::Ruled(scale) => {
                self.ruled(self.slow.project.answer_scale(scale).expect("a scale"))
            }
        };
        let score = match &node.applies {
            None => score,
            Some(id) => match self.figure(id) {
                Ok(V::Num(zero)) if zero == whole(0) => Err(TB),
                Ok(_) => score,
                Err(blank) => Err(blank),
            },
        };
        let is_figure = matches!(node.content, NodeContent::Leaf(..));
        let runs = self.slow.as_of < self.period.end();
        let policy = score.as_ref().err().map(|blank| match blank {
            Blank::Missing if is_figure && runs => OnBlank::Reweight,
            Blank::NotApplicable => self.card.on_blank.not_applicable,
            Blank::Missing => self.card.on_blank.missing,
            Blank::Suppressed => self.card.on_blank.suppressed,
        });
        Filled { node, score, policy, is_answered, nodes }
    }

    /// The figure of the team, or the office's where there is only that one.
    fn figure(&self, id: &IndicatorId) -> Fig {
        self.slow.indicator(id, self.team, self.period)
    }

    fn says(&self, layer: &str, code: &str) -> Result<String, Blank> {
        self.answers.get(layer, code)
    }

    /// The first layer that has an answer; else what the last one says.
    fn answered(&self, scale: &AnswerScale, code: &str) -> Fig {
        let mut score = Err(BA);
        for layer in self.layers {
            score = self.says(layer, code).and_then(|answer| worth(scale, &answer));
            if score.is_ok() {
                break;
            }
        }
        score
    }

    /// The share that numbers make, each as the first layer has it that gives it.
    fn counted(&self, scale: &AnswerScale, code: &str) -> Fig {
        let counted = scale.counted.as_ref().expect("it is counted");
        if self.layers.iter().any(|layer| self.says(layer, code) == Err(TB)) {
            return Err(TB);
        }
        let mut numbers = BTreeMap::new();
        for (name, ending) in &counted.parts {
            let row = format!("{code}{ending}");
            let said = |layer: &String| plain_number(&self.says(layer, &row).ok()?);
            if let Some(number) = self.layers.iter().find_map(said) {
                numbers.insert(name.as_str(), number);
            }
        }
        if numbers.is_empty() {
            return Err(BA);
        }
        let leaf = |expr: &Expr| match &expr.node {
            Node::Indicator(id) => numbers.get(id.as_str()).cloned().map(V::Num).ok_or(BA),
            other => panic!("{other:?} among numbers"),
        };
        let moment = self.slow.moment(self.period);
        let ask = |expr| eval(expr, &leaf, moment, self.slow.tools());
        let said = counted
            .notes
            .iter()
            .find(|note| note.share.is_some() && ask(&note.when) == Ok(V::Truth(true)));
        let share = match said.and_then(|note| note.share.as_ref()) {
            Some(share) => exact(share),
            None => number(ask(&counted.share)?).clamp(whole(0), whole(1)),
        };
        Ok(V::Num(share * whole(100)))
    }

    /// The answer of the first rule that holds; where one before it is not decided, the least of
    /// what it can be, if anything is worth less.
    fn ruled(&self, scale: &AnswerScale) -> Fig {
        let mut last = scale.otherwise.as_ref().expect("what holds otherwise");
        let (mut open, mut possible) = (None, vec![]);
        for rule in &scale.rules {
            match self.slow.formula(&rule.when, self.team, self.period) {
                Ok(V::Truth(true)) => {
                    last = &rule.answer;
                    break;
                }
                Ok(_) => {}
                Err(blank) => {
                    open = open.or(Some(blank));
                    possible.push(worth(scale, &rule.answer)?);
                }
            }
        }
        let certain = worth(scale, last)?;
        let Some(blank) = open else { return Ok(certain) };
        possible.push(certain);
        let least = possible.into_iter().min().expect("one");
        let all = scale.answers.iter().map(|(_, share)| V::Num(exact(share) * whole(100)));
        let is_certain = all.min().is_some_and(|lowest| lowest < least);
        if is_certain && blank != Blank::Suppressed { Ok(least) } else { Err(blank) }
    }

    /// The score of the whole: rounded, and what is to be taken off it taken off.
    fn finish(&self, root: &Filled<'_>, in_force: &R) -> Fig {
        root.score.clone().and_then(|score| {
            if *in_force < exact(&self.card.least_weight) {
                return Err(TB);
            }
            let mut left = number(score);
            if let Some(decimals) = self.card.round {
                left = rounded(&left, decimals);
            }
            for id in &self.card.reducers {
                match self.figure(id) {
                    Ok(value) => left -= number(value),
                    Err(Blank::NotApplicable) => {}
                    Err(blank) => return Err(blank),
                }
            }
            Ok(V::Num(left))
        })
    }
}

/// What an answer is worth, in percent.
fn worth(scale: &AnswerScale, answer: &str) -> Fig {
    let same = |label: &str| label.to_lowercase() == answer.to_lowercase();
    let found = scale.answers.iter().find(|(label, _)| same(label));
    found.map(|(_, share)| V::Num(exact(share) * whole(100))).ok_or(BA)
}

/// The weighted mean of the nodes that take part; one that must not be blank leaves none.
fn mean(nodes: &[Filled<'_>]) -> Fig {
    let (mut points, mut weight) = (whole(0), whole(0));
    for node in nodes.iter().filter(|node| node.counts()) {
        match (&node.score, node.policy) {
            (Err(blank), Some(OnBlank::Fail)) => return Err(*blank),
            (Ok(score), _) => points += exact(&node.node.weight) * number(score.clone()),
            _ => {}
        }
        weight += exact(&node.node.weight);
    }
    if weight == whole(0) { Err(TB) } else { Ok(V::Num(points / weight)) }
}
