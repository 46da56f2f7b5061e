//! Reads figures from filled-in scorecards, before anything is judged.

use crate::compute::carded::{Reading, add_read, read_periods};
use crate::compute::{Ask, Measurements};
use crate::domain::{Number, Period, Reason, TeamId, Value, side_by_side};
use crate::spec::card_read::{CardRead, NodeRead, ReadFrom};
use crate::spec::{Measured, Project, Scorecard};

use super::card::{Card, CardContent, CardNode};
use super::fill::card;
use super::grade::one;
use super::predicate::{Judge, Verdict};
use super::scorecards::Scorecards;
use super::sum::sums;

/// Adds the figures that indicators read from scorecards, and those made from such figures.
pub fn read_cards(project: &Project, ask: &Ask, figures: &mut Measurements) {
    let reads: Vec<&CardRead> =
        project.indicators.iter().flat_map(|one| one.card_reads()).collect();
    if reads.is_empty() {
        return;
    }
    let read = |card: &&Scorecard| {
        reads.iter().any(|one| one.scorecards(project).iter().any(|known| known.id == card.id))
    };
    let wanted: Vec<&Scorecard> = project.scorecards.iter().filter(read).collect();
    let mut filled = Scorecards::default();
    let of_period = |period: Period| {
        wanted.iter().filter(move |one| one.in_force(period)).map(move |one| (*one, period))
    };
    let wanted: Vec<(&Scorecard, Period)> =
        read_periods(project, ask).into_iter().flat_map(of_period).collect();
    for (scorecard, period) in &wanted {
        grades(project, scorecard, *period, figures, &mut filled);
    }
    let cards = side_by_side(&wanted, |(scorecard, period)| {
        card(project, scorecard, *period, figures, &filled)
    });
    filled.cards = cards.into_iter().flatten().collect();
    let before = figures.clone();
    let reader = Reader { project, figures: &before, filled: &filled };
    add_read(project, ask, figures, &|read, team, period| reader.read(read, team, period));
}

/// Judges the figures that are leaves of a card.
fn grades(
    project: &Project,
    scorecard: &Scorecard,
    period: Period,
    figures: &Measurements,
    filled: &mut Scorecards,
) {
    for (_, id, _) in scorecard.root.leaves() {
        let Some(indicator) = project.indicator_at(id, period) else { continue };
        for team in project.measured_teams(indicator) {
            let Some(figure) = figures.get(id, team, period) else { continue };
            let grade = one(project, indicator, (team, period), figure, figures);
            filled.grades.insert((id.clone(), team.clone(), period), grade);
        }
    }
}

struct Reader<'a> {
    project: &'a Project,
    figures: &'a Measurements,
    filled: &'a Scorecards,
}

impl Reader<'_> {
    fn read(&self, read: &CardRead, team: &TeamId, period: Period) -> Reading {
        match &read.from {
            ReadFrom::Holders { predicate, of } => self.holders(predicate, of, period),
            ReadFrom::Node { scorecard, node, what, layer } => {
                let own = |team: &TeamId| {
                    let mine = |card: &&Card| {
                        card.id == *scorecard && card.team == *team && card.period == period
                    };
                    self.filled.cards.iter().find(mine)
                };
                let root = self.project.teams.root();
                let card = own(team).or_else(|| own(&root?.id));
                let found = card.and_then(|card| self.node(card, node, layer.as_deref()));
                let Some(found) = found else { return blank(Reason::NoScore) };
                match what {
                    NodeRead::Points => points(&found),
                    NodeRead::Share => share(&found),
                    NodeRead::Evidence => {
                        let below = card
                            .map_or_else(Vec::new, |card| self.below(card, node, layer.as_deref()));
                        self.evidence(scorecard, &below, period)
                    }
                    NodeRead::Lead(other) => {
                        let Some(card) = card else { return blank(Reason::NoScore) };
                        let layers = (layer.as_deref().unwrap_or_default(), other.as_str());
                        if !self.same_day(card, layers) {
                            let value = Value::not_applicable(Reason::NoObject);
                            return Reading { value, ratio: None, parts: vec![] };
                        }
                        let own = self.below(card, node, layer.as_deref());
                        lead((&own, layers.0), (&self.below(card, node, Some(other)), layers.1))
                    }
                }
            }
        }
    }

    /// A node as one assessment, or those that count, have it.
    fn node(&self, card: &Card, id: &str, layer: Option<&str>) -> Option<CardNode> {
        let Some(layer) = layer else { return card.node(id).cloned() };
        let (_, root) = card.layers.iter().find(|(own, _)| own == layer)?;
        let found = root.nodes().into_iter().find(|node| node.id == id).cloned();
        found.or_else(|| {
            let definition = self.project.scorecard_at(&card.id, card.period)?;
            sums(definition, root).into_iter().find(|sum| sum.id == id)
        })
    }

    /// A node, or those of a sum, and everything below, as one assessment or those that count have
    /// it.
    fn below<'c>(&self, card: &'c Card, id: &str, layer: Option<&str>) -> Vec<&'c CardNode> {
        let alone = |layer: &str| card.layers.iter().find(|(own, _)| own == layer);
        let root = match layer {
            Some(layer) => alone(layer).map(|(_, root)| root),
            None => Some(&card.root),
        };
        let all = root.map_or_else(Vec::new, CardNode::nodes);
        if let Some(node) = all.iter().find(|node| node.id == id) {
            return node.nodes();
        }
        let definition = self.project.scorecard_at(&card.id, card.period);
        let sum = definition.and_then(|one| one.sums.iter().find(|sum| sum.id == id));
        let is_part = |node: &&&CardNode| sum.is_some_and(|sum| sum.nodes.contains(&node.id));
        all.iter().filter(is_part).flat_map(|node| node.nodes()).collect()
    }

    /// Whether two assessments speak for the same day; what was assessed on another day is not
    /// compared.
    fn same_day(&self, card: &Card, (own, other): (&str, &str)) -> bool {
        let answers = self.figures.stated.answers(&card.id, &card.team, card.period);
        answers.is_none_or(|given| given.day(own) == given.day(other))
    }

    fn evidence(
        &self,
        scorecard: &crate::domain::ScorecardId,
        below: &[&CardNode],
        period: Period,
    ) -> Reading {
        let definition = self.project.scorecard_at(scorecard, period);
        let questions = definition.map_or_else(Vec::new, |one| one.root.questions());
        // What follows from figures by rules is proved by these.
        let by_rules =
            |scale: &str| self.project.answer_scale(scale).is_some_and(|one| !one.rules.is_empty());
        let asked: Vec<_> =
            questions.into_iter().filter(|(_, scale, _)| !by_rules(scale)).collect();
        let is_question =
            |node: &&CardNode| asked.iter().any(|(.., own)| own.id == node.id && node.counts);
        let all: Vec<&CardNode> = below.iter().copied().filter(is_question).collect();
        let told = all.iter().filter(|one| one.told.evidence.is_some()).count();
        if told == 0 {
            return blank(Reason::NoAnswer);
        }
        let proved = |one: &&&CardNode| {
            let evidence = one.told.evidence.as_ref();
            evidence.is_some_and(|told| told.is_complete && told.checked == Some(true))
        };
        let proved = all.iter().filter(proved).count();
        ratio(proved, all.len(), 100)
    }

    /// For how many teams a predicate holds; not for one that is not in force then.
    fn holders(&self, predicate: &str, of: &Measured, period: Period) -> Reading {
        let found = self.project.predicates.iter().find(|one| one.id == predicate);
        let Some(predicate) = found else { return blank(Reason::NoScore) };
        if !predicate.in_force(period) {
            let value = Value::not_applicable(Reason::NotInForce);
            return Reading { value, ratio: None, parts: vec![] };
        }
        let (mut held, mut assessed, mut open) = (0, 0, 0);
        for team in self.project.teams_of(of) {
            let (figures, graded) = (self.figures, self.filled);
            let judge = Judge { project: self.project, team, period, figures, graded };
            let own = |card: &&Card| {
                card.team == *team
                    && card.period == period
                    && Some(&card.id) == predicate.scorecard.as_ref()
                    && card.root.score.number().is_some()
            };
            if self.filled.cards.iter().any(|card| own(&card)) {
                assessed += 1;
                match judge.standing(predicate).verdict {
                    Verdict::Holds => held += 1,
                    Verdict::Open => open += 1,
                    Verdict::Fails => {}
                }
            }
        }
        if assessed == 0 {
            return blank(Reason::NoScore);
        }
        let count = |one: usize| Value::Number(whole(one));
        let mut reading = ratio(held, assessed, 1);
        reading.value = count(held);
        reading.parts = vec![
            ("terpenuhi".to_owned(), count(held)),
            ("belum diputuskan".to_owned(), count(open)),
            ("dinilai".to_owned(), count(assessed)),
        ];
        reading
    }
}

fn blank(reason: Reason) -> Reading {
    Reading { value: Value::missing(reason), ratio: None, parts: vec![] }
}

fn whole(count: usize) -> Number {
    Number::from(i128::try_from(count).unwrap_or(i128::MAX))
}

/// Some of so many, times a factor.
fn ratio(some: usize, all: usize, times: u32) -> Reading {
    let (some, all) = (whole(some), whole(all));
    let scaled = &some * &Number::from(times);
    let none = || Value::missing(Reason::ZeroDenominator);
    let value = scaled.checked_div(&all).map_or_else(none, Value::Number);
    Reading { value, ratio: Some((some, all)), parts: vec![] }
}

/// The points of a node, with those of the nodes below it.
fn points(node: &CardNode) -> Reading {
    let own = |node: &CardNode| match (&node.score, &node.points) {
        (_, Some(points)) => Value::Number(points.clone()),
        (blank @ Value::Blank(..), None) => blank.clone(),
        (Value::Number(_), None) => Value::missing(Reason::NoScore),
    };
    let below = match &node.content {
        CardContent::Group(nodes) => nodes.as_slice(),
        _ => &[],
    };
    let called = |one: &CardNode| if one.id.is_empty() { one.name.clone() } else { one.id.clone() };
    let parts = below.iter().map(|one| (called(one), own(one))).collect();
    Reading { value: own(node), ratio: None, parts }
}

/// The points of a node in percent of its weight; nothing where it has no points, and none of it
/// where a blank counts as nothing.
fn share(node: &CardNode) -> Reading {
    let read = points(node);
    let of_weight = |points: &Number| {
        let score = node.score.number().cloned();
        score.or_else(|| (points * &Number::from(100u32)).checked_div(&node.weight))
    };
    match read.value.number().and_then(of_weight) {
        Some(share) => Reading { value: Value::Number(share), ..read },
        None => read,
    }
}

/// What one assessment gives more than another, over the questions that both answer.
fn lead((own, layer): (&[&CardNode], &str), (others, other): (&[&CardNode], &str)) -> Reading {
    let answered = |node: &CardNode| matches!(&node.content, CardContent::Answer { answer: Some(_), layer } if !layer.is_empty());
    let pairs = own.iter().filter(|node| answered(node)).filter_map(|node| {
        let theirs = others.iter().find(|one| one.id == node.id && answered(one))?;
        Some((node.points.clone()?, theirs.points.clone()?))
    });
    let mut sums = (Number::zero(), Number::zero());
    let mut count = 0u32;
    for (mine, theirs) in pairs {
        sums = (&sums.0 + &mine, &sums.1 + &theirs);
        count += 1;
    }
    if count == 0 {
        return blank(Reason::NoAnswer);
    }
    let parts = vec![
        (layer.to_owned(), Value::Number(sums.0.clone())),
        (other.to_owned(), Value::Number(sums.1.clone())),
        ("pertanyaan".to_owned(), Value::Number(Number::from(count))),
    ];
    Reading { value: Value::Number(&sums.0 - &sums.1), ratio: None, parts }
}
