//! Whether a predicate holds, and how far each of its conditions is from doing so.
//!
//! A condition on something blank is not decided. All of several conditions fail as soon as one of
//! them does; any of them holds as soon as one does; what is left over is not decided.

use crate::compute::Measurements;
use crate::compute::composite::formula;
use crate::compute::group::Outcome;
use crate::domain::{Blank, IndicatorId, Number, Period, Reason, ScorecardId, TeamId, Value};
use crate::spec::predicate::{Clause, ClauseContent, Predicate, Threshold};
use crate::spec::{Measured, Project, Scorecard};

use super::card::{Card, CardContent, CardNode};
use super::scorecards::Scorecards;
use super::sum::sums;

/// Whether something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Holds,
    /// It does not hold.
    Fails,
    /// Something that it hangs on is blank.
    Open,
}

/// A predicate of one team for one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its definition.
    pub id: String,
    /// Whose it is.
    pub team: TeamId,
    /// For which period.
    pub period: Period,
    /// Whether it holds.
    pub verdict: Verdict,
    /// Its conditions.
    pub clauses: Vec<Judged>,
}

/// A condition with how it came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Its name for people, where its definition gives one.
    pub name: String,
    /// What it speaks of.
    pub subject: Subject,
    /// Whether it holds.
    pub verdict: Verdict,
    /// The number that was compared and what it was compared with.
    pub compared: Option<(Number, Threshold)>,
    /// How much more there is than is needed; negative where something is short. Of shares of a
    /// weight too it is in points.
    pub margin: Option<Number>,
    /// Why it is not decided.
    pub blank: Option<(Blank, Reason)>,
    /// How many leaves below a node are *belum ada* and count as nothing.
    pub missing: usize,
    /// The conditions that it is made of.
    pub inner: Vec<Judged>,
}

/// What a condition speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The points of a node, or its share in percent of its weight.
    Node {
        /// The name of the node for people.
        name: String,
        /// Whether it is the share.
        is_share: bool,
    },
    /// The value of an indicator.
    Indicator(IndicatorId),
    /// Another predicate.
    Predicate(String),
    /// A condition as a formula.
    When(String),
    /// All of several.
    All,
    /// Any of several.
    Any,
}

/// Judges every predicate for a period.
pub(super) fn standings(
    project: &Project,
    period: Period,
    figures: &Measurements,
    graded: &Scorecards,
) -> Vec<Standing> {
    let mut all = vec![];
    for predicate in project.predicates.iter().filter(|one| one.in_force(period)) {
        for team in project.teams_of(&predicate.measured) {
            let judge = Judge { project, team, period, figures, graded };
            // A period without any card and figure that it speaks of has no standing.
            if judge.speaks(&predicate.require) {
                all.push(judge.standing(predicate));
            }
        }
    }
    all
}

/// A predicate as it would stand if one assessment alone counted; `None` where the card has no such
/// assessment.
pub fn by_layer(
    project: &Project,
    figures: &Measurements,
    predicate: &Predicate,
    (definition, card): (&Scorecard, &Card),
    layer: &str,
) -> Option<Standing> {
    let (_, root) = card.layers.iter().find(|(own, _)| own == layer)?;
    let sums = sums(definition, root);
    let alone = Card { root: root.clone(), sums, ..card.clone() };
    let graded = Scorecards { cards: vec![alone], ..Scorecards::default() };
    let (team, period) = (&card.team, card.period);
    Some(Judge { project, team, period, figures, graded: &graded }.standing(predicate))
}

/// Judges for one team and period.
#[derive(Clone, Copy)]
pub(super) struct Judge<'a> {
    pub(super) project: &'a Project,
    pub(super) team: &'a TeamId,
    pub(super) period: Period,
    pub(super) figures: &'a Measurements,
    pub(super) graded: &'a Scorecards,
}

impl<'a> Judge<'a> {
    /// Judges a whole predicate.
    pub(super) fn standing(&self, predicate: &Predicate) -> Standing {
        let clauses: Vec<Judged> = predicate.require.iter().map(|one| self.clause(one)).collect();
        let verdict = all_of(&clauses);
        let (id, team) = (predicate.id.clone(), self.team.clone());
        Standing { id, team, period: self.period, verdict, clauses }
    }

    /// Whether there is anything in this period that some condition speaks of.
    fn speaks(&self, clauses: &[Clause]) -> bool {
        clauses.iter().any(|clause| match &clause.content {
            ClauseContent::All(inner) | ClauseContent::Any(inner) => self.speaks(inner),
            ClauseContent::Node { scorecard, .. } => self.card(scorecard).is_some(),
            ClauseContent::Indicator(id, _) => self.figure(id).is_some(),
            ClauseContent::Predicate(_) => false,
            ClauseContent::When(expr) => {
                expr.indicators().into_iter().any(|id| self.figure(id).is_some())
            }
        })
    }

    /// A card of the team, or the office's where there is only one.
    pub(super) fn card(&self, id: &ScorecardId) -> Option<&'a Card> {
        let of = |team: &TeamId| {
            let mine =
                |card: &&Card| card.id == *id && card.team == *team && card.period == self.period;
            self.graded.cards.iter().find(mine)
        };
        of(self.team).or_else(|| of(&self.project.teams.root()?.id))
    }

    /// A figure of the team, or the office's where there is only one.
    fn figure(&self, id: &IndicatorId) -> Option<&Value> {
        let of = |team: &TeamId| self.figures.get(id, team, self.period);
        let once = self
            .project
            .indicator_at(id, self.period)
            .is_some_and(|one| one.measured == Measured::Office);
        let root = self.project.teams.root().filter(|_| once);
        of(self.team).or_else(|| of(&root?.id)).map(|figure| &figure.value)
    }

    /// Judges one condition.
    pub(super) fn clause(&self, clause: &Clause) -> Judged {
        let mut judged = match &clause.content {
            ClauseContent::All(inner) | ClauseContent::Any(inner) => {
                let inner: Vec<Judged> = inner.iter().map(|one| self.clause(one)).collect();
                let is_all = matches!(clause.content, ClauseContent::All(_));
                let verdict = if is_all { all_of(&inner) } else { any_of(&inner) };
                let subject = if is_all { Subject::All } else { Subject::Any };
                Judged { inner, ..plain(subject, verdict) }
            }
            ClauseContent::Node { scorecard, node, threshold, is_share } => {
                self.node(scorecard, node, threshold, *is_share)
            }
            ClauseContent::Indicator(id, threshold) => {
                let none = || Value::missing(Reason::Upstream(id.clone()));
                let value = self.figure(id).cloned().unwrap_or_else(none);
                compared(Subject::Indicator(id.clone()), &value, threshold)
            }
            ClauseContent::Predicate(id) => self.prerequisite(id),
            ClauseContent::When(expr) => {
                let as_of = self.figures.stated.as_of.unwrap_or(self.period.end());
                let at = (self.team, self.period);
                let subject = Subject::When(expr.to_string());
                match formula(self.project, expr, at, as_of, self.figures) {
                    Outcome::Bool(true) => plain(subject, Verdict::Holds),
                    Outcome::Blank(blank, reason) => {
                        Judged { blank: Some((blank, reason)), ..plain(subject, Verdict::Open) }
                    }
                    _ => plain(subject, Verdict::Fails),
                }
            }
        };
        judged.name.clone_from(&clause.name);
        judged
    }

    fn node(
        &self,
        scorecard: &ScorecardId,
        id: &str,
        threshold: &Threshold,
        is_share: bool,
    ) -> Judged {
        let card = self.card(scorecard);
        let found = card.and_then(|card| card.node(id));
        let Some(node) = found else {
            let subject = Subject::Node { name: id.to_owned(), is_share };
            let blank = Some((Blank::Missing, Reason::NoScore));
            return Judged { blank, ..plain(subject, Verdict::Open) };
        };
        let subject = Subject::Node { name: node.name.clone(), is_share };
        let value = match (&node.score, &node.points) {
            (blank @ Value::Blank(..), _) => blank.clone(),
            (_, None) => Value::missing(Reason::NoScore),
            (share, _) if is_share => share.clone(),
            (_, Some(points)) => Value::Number(points.clone()),
        };
        let mut judged = compared(subject, &value, threshold);
        if is_share {
            let hundred = Number::from(100u32);
            let points = |margin: &Number| (margin * &node.weight).checked_div(&hundred);
            judged.margin = judged.margin.as_ref().and_then(points);
        }
        judged.missing = match card.and_then(|card| card_sum(self.project, card, id)) {
            Some(nodes) => nodes.into_iter().map(missing).sum(),
            None => missing(node),
        };
        judged
    }

    /// The judge of another predicate that this one names.
    pub(super) fn of(&self, other: &Predicate) -> Judge<'a> {
        let root = self.project.teams.root().map_or(self.team, |root| &root.id);
        let team = if other.measured == Measured::Office { root } else { self.team };
        Judge { team, ..*self }
    }

    fn prerequisite(&self, id: &str) -> Judged {
        let subject = Subject::Predicate(id.to_owned());
        let found = self.project.predicates.iter().find(|other| other.id == id);
        let Some(other) = found.filter(|other| other.in_force(self.period)) else {
            let blank = Some((Blank::NotApplicable, Reason::NotInForce));
            return Judged { blank, ..plain(subject, Verdict::Open) };
        };
        plain(subject, self.of(other).standing(other).verdict)
    }
}

fn plain(subject: Subject, verdict: Verdict) -> Judged {
    let (name, compared, margin, blank) = (String::new(), None, None, None);
    Judged { name, subject, verdict, compared, margin, blank, missing: 0, inner: vec![] }
}

/// Compares unrounded numbers; reaching the threshold exactly is enough, unless it is strict.
fn compared(subject: Subject, value: &Value, threshold: &Threshold) -> Judged {
    let number = match value {
        Value::Number(number) => number,
        Value::Blank(blank, reason) => {
            let blank = Some((*blank, reason.clone()));
            return Judged { blank, ..plain(subject, Verdict::Open) };
        }
    };
    let difference = number - &threshold.at;
    let margin = if threshold.is_least { difference } else { -&difference };
    let is_short = margin.is_negative() || threshold.is_strict && margin.is_zero();
    let verdict = if is_short { Verdict::Fails } else { Verdict::Holds };
    let compared = Some((number.clone(), threshold.clone()));
    Judged { compared, margin: Some(margin), ..plain(subject, verdict) }
}

/// The nodes that a sum of a card is made of, where that is what conditions call so.
fn card_sum<'a>(project: &Project, card: &'a Card, id: &str) -> Option<Vec<&'a CardNode>> {
    let definition = project.scorecard_at(&card.id, card.period)?;
    let sum = definition.sums.iter().find(|sum| sum.id == id)?;
    let nodes = card.root.nodes().into_iter();
    Some(nodes.filter(|node| sum.nodes.contains(&node.id)).collect())
}

/// How many leaves of a node are missing.
fn missing(node: &CardNode) -> usize {
    let leaves = node.nodes().into_iter();
    let is_missing = |leaf: &&CardNode| {
        let blank = leaf.score.blank().map(|(blank, _)| blank);
        !matches!(leaf.content, CardContent::Group(_)) && blank == Some(Blank::Missing)
    };
    leaves.filter(is_missing).count()
}

fn all_of(clauses: &[Judged]) -> Verdict {
    joined(clauses, Verdict::Fails, Verdict::Holds)
}

fn any_of(clauses: &[Judged]) -> Verdict {
    joined(clauses, Verdict::Holds, Verdict::Fails)
}

/// `decides` if any condition has come out so, else open if any is, else `otherwise`.
fn joined(clauses: &[Judged], decides: Verdict, otherwise: Verdict) -> Verdict {
    let has = |wanted: Verdict| clauses.iter().any(|clause| clause.verdict == wanted);
    if has(decides) {
        decides
    } else if has(Verdict::Open) {
        Verdict::Open
    } else {
        otherwise
    }
}
