//! Scorecards filled in once more: what every leaf scores, which weights are in force, what comes
//! of it. Scores of figures are taken over from the run; answers are looked up again.

use std::collections::{BTreeMap, BTreeSet};

use zona::domain::{Blank, IndicatorId, Period, TeamId};
use zona::score::card::{CardContent, CardNode};
use zona::spec::answers::AnswerScale;
use zona::spec::expr::{Expr, Node, Type};
use zona::spec::scorecard::NodeContent;
use zona::spec::{OnBlank, Scorecard, ScorecardNode};

use crate::support::Run;

use super::figures::Slow;
use super::many::eval;
use super::stated::{Answers, plain_number};
use super::value::{BA, Fig, R, TB, V, exact, rounded, whole};

/// A node with its score; the root's before rounding and reductions.
struct Filled {
    score: Fig,
    weight: R,
    policy: Option<OnBlank>,
    is_group: bool,
    /// Whether somebody answered, or a figure has a score.
    is_answered: bool,
    nodes: Vec<Filled>,
}

struct Filler<'r, 'a> {
    run: &'r Run,
    slow: &'r Slow<'a>,
    card: &'r Scorecard,
    team: &'r TeamId,
    period: Period,
    answers: Option<Answers>,
}

/// Compares every card of a run; gives how many there were, and how many had a score.
pub(super) fn check(run: &Run, slow: &Slow<'_>, differences: &mut Vec<String>) -> (usize, usize) {
    let (mut n, mut scored) = (0, 0);
    for card in &run.project.scorecards {
        let periods = run.graded.cards.iter().map(|one| one.period);
        let periods: BTreeSet<Period> = periods.collect();
        for period in periods {
            let own = run.graded.cards.iter();
            let own = own.filter(|one| one.id == card.id && one.period == period);
            let own: Vec<_> = own.filter(|_| card.in_force(period)).collect();
            let filler = |team| filler(run, slow, card, team, period);
            let fillers: Vec<Filler<'_, '_>> = own.iter().map(|one| filler(&one.team)).collect();
            let filled: Vec<Filled> = fillers.iter().map(Filler::root).collect();
            // A period of which nobody has said anything is not a bad one.
            let layered = card.answers.as_ref().is_some_and(|source| source.layers.len() > 1);
            let is_judged = filled.iter().any(|one| one.is_judged(layered));
            for ((one, filler), filled) in own.iter().zip(&fillers).zip(&filled) {
                n += 1;
                let (score, in_force) = filler.finish(filled);
                let score = if is_judged { score } else { Err(BA) };
                scored += usize::from(score.is_ok());
                let name = format!("card {} of {}, {period}", one.id, one.team);
                let found = super::said(&one.root.score);
                if score != found || in_force != exact(&one.in_force) {
                    differences.push(format!("{name}: {score:?} {in_force}, not {found:?}"));
                }
                compare(&name, &filled.nodes, &one.root, differences);
            }
        }
    }
    (n, scored)
}

fn filler<'r, 'a>(
    run: &'r Run,
    slow: &'r Slow<'a>,
    card: &'r Scorecard,
    team: &'r TeamId,
    period: Period,
) -> Filler<'r, 'a> {
    let as_of = run.ask.as_of.min(period.end());
    let read = |source| Answers::read(slow, card, source, (team, period, as_of));
    let answers = card.answers.as_ref().map(read);
    Filler { run, slow, card, team, period, answers }
}

/// Compares the nodes below one, in order.
fn compare(name: &str, own: &[Filled], engine: &CardNode, differences: &mut Vec<String>) {
    let CardContent::Group(nodes) = &engine.content else { return };
    assert_eq!(own.len(), nodes.len(), "{name}");
    for (own, node) in own.iter().zip(nodes) {
        let found = super::said(&node.score);
        if own.score != found || own.counts() != node.counts {
            let id = &node.id;
            differences.push(format!("{name}, node {id}: {:?}, not {found:?}", own.score));
        }
        compare(name, &own.nodes, node, differences);
    }
}

impl Filled {
    fn counts(&self) -> bool {
        self.policy != Some(OnBlank::Reweight)
    }

    fn is_judged(&self, layered: bool) -> bool {
        match self.is_group {
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
        match (self.is_group, self.counts()) {
            (true, _) => self.nodes.iter().fold(whole(0), |sum, node| sum + node.in_force()),
            (false, true) => self.weight.clone(),
            (false, false) => whole(0),
        }
    }
}

fn number(value: V) -> R {
    match value {
        V::Num(number) => number,
        other => panic!("{other:?} is no score"),
    }
}

impl Filler<'_, '_> {
    fn root(&self) -> Filled {
        self.node(&self.card.root)
    }

    fn node(&self, node: &ScorecardNode) -> Filled {
        let mut nodes = vec![];
        let mut is_answered = false;
        let score = match &node.content {
            NodeContent::Group(inner) => {
                nodes = inner.iter().map(|one| self.node(one)).collect();
                mean(&nodes)
            }
            NodeContent::Leaf(id, other) => {
                let team = other.as_ref().unwrap_or(self.team);
                let grade = self.run.graded.get(id, team, self.period);
                grade.map_or(Err(BA), |grade| super::said(&grade.score))
            }
            NodeContent::Question { code, scale } => {
                let scale = self.run.project.answer_scale(scale).expect("a scale");
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
                self.ruled(self.run.project.answer_scale(scale).expect("a scale"))
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
        let runs = self.run.ask.as_of < self.period.end();
        let policy = score.as_ref().err().map(|blank| match blank {
            Blank::Missing if is_figure && runs => OnBlank::Reweight,
            Blank::NotApplicable => self.card.on_blank.not_applicable,
            Blank::Missing => self.card.on_blank.missing,
            Blank::Suppressed => self.card.on_blank.suppressed,
        });
        let is_group = matches!(node.content, NodeContent::Group(_));
        Filled { score, weight: exact(&node.weight), policy, is_group, is_answered, nodes }
    }

    /// The figure of the team, or the office's where there is only that one.
    fn figure(&self, id: &IndicatorId) -> Fig {
        let node = Node::Indicator(id.clone());
        let formula = Expr { node, ty: Type::Number, span: 0..0 };
        self.slow.formula(&formula, self.team, self.period)
    }

    fn layers(&self) -> &[String] {
        self.card.answers.as_ref().map_or(&[], |source| &source.counts)
    }

    fn says(&self, layer: &str, code: &str) -> Result<String, Blank> {
        self.answers.as_ref().map_or(Err(BA), |answers| answers.get(layer, code))
    }

    /// The first layer that has an answer; else what the last one says.
    fn answered(&self, scale: &AnswerScale, code: &str) -> Fig {
        let mut score = Err(BA);
        for layer in self.layers() {
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
        if self.layers().iter().any(|layer| self.says(layer, code) == Err(TB)) {
            return Err(TB);
        }
        let mut numbers = BTreeMap::new();
        for (name, ending) in &counted.parts {
            let row = format!("{code}{ending}");
            let said = |layer: &String| plain_number(&self.says(layer, &row).ok()?);
            if let Some(number) = self.layers().iter().find_map(said) {
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

    /// The score of the whole and the share of its weight that is in force, in percent.
    fn finish(&self, root: &Filled) -> (Fig, R) {
        let in_force = whole(100) * root.in_force() / &root.weight;
        let score = root.score.clone().and_then(|score| {
            if in_force < exact(&self.card.least_weight) {
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
        });
        (score, in_force)
    }
}

/// What an answer is worth, in percent.
fn worth(scale: &AnswerScale, answer: &str) -> Fig {
    let same = |label: &str| label.to_lowercase() == answer.to_lowercase();
    let found = scale.answers.iter().find(|(label, _)| same(label));
    found.map(|(_, share)| V::Num(exact(share) * whole(100))).ok_or(BA)
}

/// The weighted mean of the nodes that take part; one that must not be blank leaves none.
fn mean(nodes: &[Filled]) -> Fig {
    let (mut points, mut weight) = (whole(0), whole(0));
    for node in nodes.iter().filter(|node| node.counts()) {
        match (&node.score, node.policy) {
            (Err(blank), Some(OnBlank::Fail)) => return Err(*blank),
            (Ok(score), _) => points += &node.weight * number(score.clone()),
            _ => {}
        }
        weight += &node.weight;
    }
    if weight == whole(0) { Err(TB) } else { Ok(V::Num(points / weight)) }
}
