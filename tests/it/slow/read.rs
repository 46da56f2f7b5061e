//! What is read from filled-in scorecards: points, shares, evidence, what one assessment gives more
//! than another, and whether predicates hold.

use zona::domain::{Period, ScorecardId, TeamId};
use zona::spec::Measured;
use zona::spec::card_read::{CardRead, NodeRead, ReadFrom};
use zona::spec::predicate::{Clause, ClauseContent, Threshold};
use zona::spec::scorecard::NodeContent;

use super::figures::Slow;
use super::filler::{Card, Filled};
use super::value::{BA, Fig, R, TB, V, count, exact, number, whole};

/// A node of a tree, or several looked at together.
struct Found {
    points: Fig,
    weight: R,
    /// Whether it has a score of its own, and not only points that a policy gives.
    is_known: bool,
}

impl Found {
    /// Its points in percent of its weight.
    fn share(&self) -> Fig {
        self.points.clone().map(|points| V::Num(whole(100) * number(points) / &self.weight))
    }
}

impl<'a> Slow<'a> {
    /// What a card says to a team.
    pub(super) fn read(&self, read: &CardRead, team: &TeamId, period: Period) -> Fig {
        let (scorecard, node, what, layer) = match &read.from {
            ReadFrom::Holders { predicate, of } => return self.holders(predicate, of, period),
            ReadFrom::Node { scorecard, node, what, layer } => (scorecard, node, what, layer),
        };
        self.with_card(scorecard, team, period, |card| {
            let root = card.by(layer.as_deref());
            match what {
                NodeRead::Points => card.found(root, node).ok_or(BA)?.points,
                NodeRead::Share => card.found(root, node).ok_or(BA)?.share(),
                NodeRead::Evidence => self.evidence(card, card.below(root, node)),
                NodeRead::Lead(other) => {
                    let layer = layer.as_deref().expect("a layer that leads");
                    // What was assessed on another day is not compared.
                    if card.answers.days(layer) != card.answers.days(other) {
                        return Err(TB);
                    }
                    lead(card.below(root, node), card.below(card.by(Some(other)), node))
                }
            }
        })
        .unwrap_or(Err(BA))
    }

    /// Asks the card of a team, or the office's where the team has none.
    fn with_card<T>(
        &self,
        id: &ScorecardId,
        team: &TeamId,
        period: Period,
        ask: impl FnOnce(&Card<'a>) -> T,
    ) -> Option<T> {
        let definitions = self.project.scorecards.iter().filter(|one| one.id == *id);
        let definition = definitions.into_iter().find(|one| one.in_force(period))?;
        let cards = self.cards(definition, period);
        let of = |team: &TeamId| cards.iter().find(|one| one.team == *team);
        of(team).or_else(|| of(self.root())).map(ask)
    }

    /// Questions whose evidence is complete and checked, of all that somebody must prove.
    fn evidence(&self, card: &Card<'_>, below: Vec<&Filled<'_>>) -> Fig {
        let source = card.definition.answers.as_ref().ok_or(BA)?;
        let (mut all, mut told, mut proved) = (0, 0, 0);
        for one in below.into_iter().filter(|one| one.counts()) {
            let NodeContent::Question { code, scale } = &one.node.content else { continue };
            // What follows from figures is proved by these.
            if !self.project.answer_scale(scale).expect("a scale").rules.is_empty() {
                continue;
            }
            all += 1;
            let said = source.layers.iter().find_map(|layer| card.answers.proved(layer, code));
            told += usize::from(said.is_some());
            proved += i64::from(said == Some(true));
        }
        if told == 0 {
            return Err(BA);
        }
        Ok(V::Num(whole(100) * whole(proved) / whole(all)))
    }

    /// For how many teams a predicate holds, of those whose own card has a score.
    fn holders(&self, predicate: &str, of: &Measured, period: Period) -> Fig {
        let found = self.project.predicates.iter().find(|one| one.id == predicate);
        let found = found.expect("a predicate");
        if !found.in_force(period) {
            return Err(TB);
        }
        let Some(id) = &found.scorecard else { return Err(BA) };
        let (mut held, mut assessed) = (0, 0);
        for team in self.project.teams.iter().map(|team| &team.id) {
            let is_asked = match of {
                Measured::Office => team == self.root(),
                Measured::Each => true,
                Measured::Teams(listed) => listed.contains(team),
            };
            let has_score = |card: &Card<'_>| card.team == *team && card.root.score.is_ok();
            if is_asked && self.with_card(id, team, period, has_score) == Some(true) {
                assessed += 1;
                held += usize::from(self.holds(predicate, team, period) == Some(true));
            }
        }
        if assessed == 0 { Err(BA) } else { count(held) }
    }

    /// Whether a predicate holds; nothing where that is not decided.
    pub(super) fn holds(&self, predicate: &str, team: &TeamId, period: Period) -> Option<bool> {
        let found = self.project.predicates.iter().find(|one| one.id == predicate);
        let found = found.expect("a predicate").clone();
        self.all(&found.require, team, period)
    }

    /// One that fails decides; then what is not decided leaves the whole so.
    fn all(&self, clauses: &[Clause], team: &TeamId, period: Period) -> Option<bool> {
        let held: Vec<_> = clauses.iter().map(|one| self.clause(one, team, period)).collect();
        if held.contains(&Some(false)) {
            return Some(false);
        }
        (!held.contains(&None)).then_some(true)
    }

    fn clause(&self, clause: &Clause, team: &TeamId, period: Period) -> Option<bool> {
        match &clause.content {
            ClauseContent::All(inner) => self.all(inner, team, period),
            ClauseContent::Any(inner) => {
                let held: Vec<_> = inner.iter().map(|one| self.clause(one, team, period)).collect();
                if held.contains(&Some(true)) {
                    return Some(true);
                }
                (!held.contains(&None)).then_some(false)
            }
            ClauseContent::Node { scorecard, node, threshold, is_share } => {
                let value = self.with_card(scorecard, team, period, |card| {
                    let found = card.found(&card.root, node).filter(|found| found.is_known)?;
                    if *is_share { found.share() } else { found.points }.ok()
                });
                reaches(value??, threshold)
            }
            ClauseContent::Indicator(id, threshold) => {
                reaches(self.indicator(id, team, period).ok()?, threshold)
            }
            ClauseContent::Predicate(id) => {
                let other = self.project.predicates.iter().find(|one| one.id == *id)?;
                let team = if other.measured == Measured::Office { self.root() } else { team };
                other.in_force(period).then(|| self.holds(id, team, period))?
            }
            ClauseContent::When(formula) => {
                Some(self.formula(formula, team, period).ok()? == V::Truth(true))
            }
        }
    }
}

impl<'a> Card<'a> {
    /// The tree by one assessment alone, or by those that count.
    fn by(&self, layer: Option<&str>) -> &Filled<'a> {
        let Some(layer) = layer else { return &self.root };
        // Where there is only one assessment the card is what it says.
        let found = self.layers.iter().find(|(own, _)| own == layer);
        found.map_or(&self.root, |(_, root)| root)
    }

    /// A node, or all those of a sum, with everything below.
    fn below<'f>(&self, root: &'f Filled<'a>, id: &str) -> Vec<&'f Filled<'a>> {
        let all = root.all();
        if let Some(one) = all.iter().find(|one| one.node.id == id) {
            return one.all();
        }
        let sum = self.definition.sums.iter().find(|sum| sum.id == id);
        let is_part = |one: &&Filled<'a>| sum.is_some_and(|sum| sum.nodes.contains(&one.node.id));
        all.into_iter().filter(is_part).flat_map(Filled::all).collect()
    }

    /// The node of a tree of this card that conditions call so, or the sum of nodes.
    fn found(&self, root: &Filled<'_>, id: &str) -> Option<Found> {
        let has_points = self.is_judged && root.has_points();
        let all = root.all();
        if let Some(one) = all.iter().find(|one| one.node.id == id) {
            let weight = exact(&one.node.weight);
            let points = one.points(has_points);
            return Some(Found { points, weight, is_known: one.score.is_ok() });
        }
        let sum = self.definition.sums.iter().find(|sum| sum.id == id)?;
        let (mut points, mut weight) = (Ok(whole(0)), whole(0));
        for one in all.into_iter().filter(|one| sum.nodes.contains(&one.node.id)) {
            weight += exact(&one.node.weight);
            points = points.and_then(|sum| Ok(sum + number(one.points(has_points)?)));
        }
        let points = points.map(V::Num);
        Some(Found { is_known: points.is_ok(), points, weight })
    }
}

impl Filled<'_> {
    /// Whether points come of this tree at all: an assessment that says nothing earns none.
    fn has_points(&self) -> bool {
        self.score != Err(BA)
    }

    /// Weight times score, and nothing where a blank counts as nothing.
    fn points(&self, has_points: bool) -> Fig {
        match (&self.score, self.counts_as_nothing()) {
            _ if !has_points => Err(self.score.clone().err().unwrap_or(BA)),
            (Ok(score), _) => {
                Ok(V::Num(exact(&self.node.weight) * number(score.clone()) / whole(100)))
            }
            (Err(_), true) => Ok(V::Num(whole(0))),
            (Err(blank), false) => Err(*blank),
        }
    }
}

/// What one assessment gives more than another, over the questions that both answer.
fn lead(own: Vec<&Filled<'_>>, other: Vec<&Filled<'_>>) -> Fig {
    let answered = |below: Vec<&Filled<'_>>| {
        let below = below.into_iter().filter(|one| one.is_answered && one.score.is_ok());
        let points = |one: &Filled<'_>| number(one.points(true).expect("points"));
        below.map(|one| (one.node.id.clone(), points(one))).collect::<Vec<_>>()
    };
    let (mine, theirs) = (answered(own), answered(other));
    let (mut n, mut sum) = (0, whole(0));
    for (id, points) in mine {
        for (_, others) in theirs.iter().filter(|(other, _)| *other == id) {
            n += 1;
            sum += &points - others;
        }
    }
    if n == 0 { Err(BA) } else { Ok(V::Num(sum)) }
}

/// Whether a number is enough; the threshold itself is, unless it is strict.
fn reaches(value: V, threshold: &Threshold) -> Option<bool> {
    let (value, at) = (number(value), exact(&threshold.at));
    Some(match (threshold.is_least, threshold.is_strict) {
        (true, false) => value >= at,
        (true, true) => value > at,
        (false, false) => value <= at,
        (false, true) => value < at,
    })
}
