//! The conditions of a predicate as rows of an integer program: sums over moves that must reach a
//! number. Where any of several conditions will do, a switch says which of them is meant.

use std::collections::BTreeMap;

use crate::domain::{IndicatorId, Number, ScorecardId, TeamId, Value};
use crate::score::card::Card;
use crate::score::predicate::{Judge, Verdict};
use crate::spec::predicate::{Clause, ClauseContent, Threshold};
use crate::spec::{Measured, Predicate, Scorecard};

use super::Obstacle;
use super::levers::{Key, Lever, cards};
use super::linear::{Linear, points};
use super::program::{Item, Pick, Program, Row};

/// The conditions of a predicate over the moves that there are.
pub(super) struct Model {
    /// What no move can meet.
    pub(super) obstacles: Vec<Obstacle>,
    rows: Vec<ModelRow>,
    switches: usize,
    /// The levers that some row speaks of, with the choices that it speaks of.
    items: Vec<(usize, Vec<usize>)>,
    /// Which of the conditions, counted through to any depth, stand in nobody's power.
    unmet: Vec<Vec<usize>>,
}

/// Terms that must add up to at least a number.
struct ModelRow {
    terms: BTreeMap<(usize, usize), Number>,
    switches: Vec<(usize, Number)>,
    least: Number,
}

/// A condition that compares a sum with a number.
struct Compared {
    sum: Linear,
    bound: Bound,
}

/// What a sum must reach: at least or at most so much, and perhaps more than that.
struct Bound {
    at: Number,
    is_least: bool,
    is_strict: bool,
}

impl Model {
    /// The conditions of a predicate over these levers.
    pub(super) fn of(judge: &Judge<'_>, predicate: &Predicate, levers: &[Lever]) -> Self {
        let read = |card: &Card| {
            let definition = judge.project.scorecard_at(&card.id, card.period)?;
            let sums = points(card, definition, levers);
            Some(((card.id.clone(), card.team.clone()), sums))
        };
        let cards = cards(judge, predicate).into_iter().filter_map(read).collect();
        let mut builder = Builder { levers, cards, model: Self::empty() };
        for (at, clause) in predicate.require.iter().enumerate() {
            builder.require(judge, clause, None, &mut vec![at]);
        }
        let mut model = builder.model;
        model.items = model.used();
        model
    }

    fn empty() -> Self {
        Self { obstacles: vec![], rows: vec![], switches: 0, items: vec![], unmet: vec![] }
    }

    /// The levers and choices that rows speak of, in the order of the levers.
    fn used(&self) -> Vec<(usize, Vec<usize>)> {
        let mut used: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (lever, choice) in self.rows.iter().flat_map(|row| row.terms.keys()) {
            let choices = used.entry(*lever).or_default();
            if !choices.contains(choice) {
                choices.push(*choice);
                choices.sort_unstable();
            }
        }
        used.into_iter().collect()
    }

    /// Whether every condition that moves could meet is met without any.
    pub(super) fn is_met(&self) -> bool {
        self.switches == 0 && self.rows.iter().all(|row| row.least <= 0)
    }

    /// The program that finds the moves.
    pub(super) fn program(&self, levers: &[Lever]) -> Program {
        let column = |lever: usize, choice: usize| {
            let term = |(at, row): (usize, &ModelRow)| {
                Some((at, row.terms.get(&(lever, choice))?.clone()))
            };
            self.rows.iter().enumerate().filter_map(term).collect()
        };
        let items = self.items.iter().map(|(lever, choices)| {
            let pick = |choice: &usize| {
                let effort = levers[*lever].choices[*choice].effort;
                Pick { effort, column: column(*lever, *choice) }
            };
            Item { picks: choices.iter().map(pick).collect() }
        });
        let rows = self
            .rows
            .iter()
            .map(|row| Row { switches: row.switches.clone(), least: row.least.clone() });
        Program { items: items.collect(), rows: rows.collect(), switches: self.switches }
    }

    /// The lever of an item of the program.
    pub(super) fn lever(&self, item: usize) -> usize {
        self.items[item].0
    }

    /// The lever and the choice of what the program picked.
    pub(super) fn choice(&self, item: usize, pick: usize) -> (usize, usize) {
        let (lever, choices) = &self.items[item];
        (*lever, choices[pick])
    }

    /// Whether every condition holds that moves can meet.
    pub(super) fn is_kept_by(&self, judge: &Judge<'_>, predicate: &Predicate) -> bool {
        self.all_hold(judge, &predicate.require, &mut vec![])
    }

    fn all_hold(&self, judge: &Judge<'_>, clauses: &[Clause], path: &mut Vec<usize>) -> bool {
        clauses.iter().enumerate().all(|(at, clause)| {
            path.push(at);
            let holds = self.holds(judge, clause, path);
            path.pop();
            holds
        })
    }

    fn holds(&self, judge: &Judge<'_>, clause: &Clause, path: &mut Vec<usize>) -> bool {
        if self.unmet.contains(path) || judge.clause(clause).verdict == Verdict::Holds {
            return true;
        }
        // What is not in anybody's power lies deeper; the rest of it must hold.
        if !self.unmet.iter().any(|unmet| unmet.starts_with(path)) {
            return false;
        }
        match &clause.content {
            ClauseContent::All(inner) => self.all_hold(judge, inner, path),
            ClauseContent::Predicate(id) => {
                let other = judge.project.predicates.iter().find(|one| one.id == *id);
                other.is_some_and(|other| self.all_hold(&judge.of(other), &other.require, path))
            }
            _ => false,
        }
    }
}

/// The sums of the nodes of a card, by what conditions call them.
type Sums = Vec<(String, Linear)>;

struct Builder<'a> {
    levers: &'a [Lever],
    cards: BTreeMap<(ScorecardId, TeamId), Sums>,
    model: Model,
}

impl Builder<'_> {
    /// Adds what a condition asks for: always, or while a switch is on.
    fn require(
        &mut self,
        judge: &Judge<'_>,
        clause: &Clause,
        switch: Option<usize>,
        path: &mut Vec<usize>,
    ) {
        let is_possible = self.is_possible(judge, clause);
        match &clause.content {
            ClauseContent::All(inner) => self.require_all(judge, inner, switch, path),
            ClauseContent::Predicate(id) => {
                if let Some(other) = judge.project.predicates.iter().find(|one| one.id == *id) {
                    self.require_all(&judge.of(other), &other.require, switch, path);
                }
            }
            _ if !is_possible => self.obstacle(judge, clause, path),
            ClauseContent::Any(inner) => {
                let first = self.model.switches;
                let possible: Vec<(usize, &Clause)> = inner
                    .iter()
                    .enumerate()
                    .filter(|(_, one)| self.is_possible(judge, one))
                    .collect();
                self.model.switches += possible.len();
                let one = Number::one();
                let mut switches: Vec<(usize, Number)> =
                    (first..self.model.switches).map(|own| (own, one.clone())).collect();
                let least = match switch {
                    Some(above) => {
                        switches.push((above, -&one));
                        Number::zero()
                    }
                    None => one,
                };
                self.model.rows.push(ModelRow { terms: BTreeMap::new(), switches, least });
                for ((at, clause), own) in possible.into_iter().zip(first..) {
                    path.push(at);
                    self.require(judge, clause, Some(own), path);
                    path.pop();
                }
            }
            ClauseContent::Node { .. } | ClauseContent::Indicator(..) => {
                if let Some(compared) = self.compared(judge, clause) {
                    self.rows(&compared, switch);
                }
            }
            ClauseContent::When(_) => {}
        }
    }

    fn require_all(
        &mut self,
        judge: &Judge<'_>,
        clauses: &[Clause],
        switch: Option<usize>,
        path: &mut Vec<usize>,
    ) {
        for (at, clause) in clauses.iter().enumerate() {
            path.push(at);
            self.require(judge, clause, switch, path);
            path.pop();
        }
    }

    fn obstacle(&mut self, judge: &Judge<'_>, clause: &Clause, path: &[usize]) {
        let best = self.compared(judge, clause).filter(|one| !one.sum.terms.is_empty());
        let best = best.filter(|one| !one.sum.is_stuck).map(|one| one.margin_at_best());
        self.model.obstacles.push(Obstacle { clause: judge.clause(clause), best });
        self.model.unmet.push(path.to_vec());
    }

    /// Whether moves can meet a condition, looked at alone.
    fn is_possible(&self, judge: &Judge<'_>, clause: &Clause) -> bool {
        match &clause.content {
            ClauseContent::All(inner) => inner.iter().all(|one| self.is_possible(judge, one)),
            ClauseContent::Any(inner) => inner.iter().any(|one| self.is_possible(judge, one)),
            ClauseContent::Predicate(id) => {
                let other = judge.project.predicates.iter().find(|one| one.id == *id);
                other.is_some_and(|other| {
                    let judge = judge.of(other);
                    other.require.iter().all(|one| self.is_possible(&judge, one))
                })
            }
            ClauseContent::When(_) => judge.clause(clause).verdict == Verdict::Holds,
            ClauseContent::Node { .. } | ClauseContent::Indicator(..) => {
                match self.compared(judge, clause) {
                    Some(compared) if !compared.sum.terms.is_empty() => compared.is_possible(),
                    _ => judge.clause(clause).verdict == Verdict::Holds,
                }
            }
        }
    }

    /// The sum that a condition compares, and with what.
    fn compared(&self, judge: &Judge<'_>, clause: &Clause) -> Option<Compared> {
        match &clause.content {
            ClauseContent::Node { scorecard, node, threshold, is_share } => {
                let card = judge.card(scorecard)?;
                let definition = judge.project.scorecard_at(scorecard, card.period)?;
                let sums = self.cards.get(&(card.id.clone(), card.team.clone()))?;
                let (_, sum) = sums.iter().find(|(id, _)| id == node)?;
                let mut sum = sum.clone();
                let found = card.node(node)?;
                let hundred = Number::from(100u32);
                let at = match is_share {
                    true => (&threshold.at * &found.weight).checked_div(&hundred)?,
                    false => threshold.at.clone(),
                };
                let (is_least, is_strict) = (threshold.is_least, threshold.is_strict);
                let mut bound = Bound { at, is_least, is_strict };
                if *node == definition.root.id {
                    sum.is_stuck |= has_no_score(card, definition);
                    bound = bound.before(card, definition)?;
                }
                Some(Compared { sum, bound })
            }
            ClauseContent::Indicator(id, threshold) => Some(self.figure(judge, id, threshold)),
            _ => None,
        }
    }

    fn figure(&self, judge: &Judge<'_>, id: &IndicatorId, threshold: &Threshold) -> Compared {
        let (team, value) = of_team(judge, id);
        let mut sum = match &value {
            Some(Value::Number(number)) => Linear::constant(number.clone()),
            _ => Linear::stuck(),
        };
        let moved = |lever: &Lever| match &lever.key {
            Key::Figure { id: own, team: of } => own == id && *of == team,
            _ => false,
        };
        if let Some(at) = self.levers.iter().position(moved) {
            // A figure that is not there yet can be moved to a level, and must be.
            if sum.is_stuck {
                sum = Linear::default();
                sum.needs.insert(at);
            }
            for (choice, one) in self.levers[at].choices.iter().enumerate() {
                if let super::Held::Figure(_, level) = &one.to {
                    sum.terms.insert((at, choice), level - &sum.base);
                }
            }
        }
        let Threshold { at, is_least, is_strict } = threshold.clone();
        Compared { sum, bound: Bound { at, is_least, is_strict } }
    }

    /// The rows of a comparison.
    fn rows(&mut self, compared: &Compared, switch: Option<usize>) {
        let one = Number::one();
        for lever in &compared.sum.needs {
            let choices = 0..self.levers[*lever].choices.len();
            let terms = choices.map(|choice| ((*lever, choice), one.clone())).collect();
            let (switches, least) = match switch {
                Some(switch) => (vec![(switch, -&one)], Number::zero()),
                None => (vec![], one.clone()),
            };
            self.model.rows.push(ModelRow { terms, switches, least });
        }
        let (terms, needed) = compared.row();
        let lowest = Linear { terms: terms.clone(), ..Linear::default() }.reach().0;
        if needed <= lowest {
            return;
        }
        // While the switch is off, the row asks for no more than the terms come to anyhow.
        let (switches, least) = match switch {
            Some(switch) => (vec![(switch, &lowest - &needed)], lowest),
            None => (vec![], needed),
        };
        self.model.rows.push(ModelRow { terms, switches, least });
    }
}

impl Compared {
    /// The terms and the least that they must come to, strict or not.
    fn row(&self) -> (BTreeMap<(usize, usize), Number>, Number) {
        let needed = &self.bound.at - &self.sum.base;
        let signed = |number: &Number| if self.bound.is_least { number.clone() } else { -number };
        let terms: BTreeMap<(usize, usize), Number> = self
            .sum
            .terms
            .iter()
            .filter(|(_, term)| !term.is_zero())
            .map(|(choice, term)| (*choice, signed(term)))
            .collect();
        let mut needed = signed(&needed);
        if self.bound.is_strict {
            // Sums of the terms lie on a grid: above a number is the next of it.
            let grid = Number::common_denominator(terms.values());
            let above = &(&needed * &grid).floor() + &Number::one();
            needed = above.checked_div(&grid).unwrap_or(above);
        }
        (terms, needed)
    }

    fn is_possible(&self) -> bool {
        let (terms, needed) = self.row();
        let highest = Linear { terms, ..Linear::default() }.reach().1;
        !self.sum.is_stuck && needed <= highest
    }

    /// How much more there is than is needed, with every move made that helps.
    fn margin_at_best(&self) -> Number {
        let (low, high) = self.sum.reach();
        let difference = |reached: &Number| &(&self.sum.base + reached) - &self.bound.at;
        if self.bound.is_least { difference(&high) } else { -&difference(&low) }
    }
}

impl Bound {
    /// The same for the points of a card before they were rounded and anything was taken off them.
    fn before(self, card: &Card, definition: &Scorecard) -> Option<Self> {
        let hundred = Number::from(100u32);
        let weight = &definition.root.weight;
        let off = card.reductions.iter().filter_map(|(_, value)| value.number());
        let off = off.fold(Number::zero(), |sum, number| &sum + number);
        let wanted = &(&self.at * &hundred).checked_div(weight)? + &off;
        let points = |score: &Number| (score * weight).checked_div(&hundred);
        let Some(digits) = definition.round else {
            return Some(Self { at: points(&wanted)?, ..self });
        };
        let unit = Number::from_scaled(1, digits);
        let steps = wanted.checked_div(&unit)?;
        let (down, up) = (steps.floor(), -&(-&steps).floor());
        let one = Number::one();
        let half = Number::from_scaled(5, 1);
        // Halves are rounded up, so that the edge itself is reached, and is too much.
        let (step, is_strict) = match (self.is_least, self.is_strict) {
            (true, false) => (&up - &half, false),
            (true, true) => (&(&down + &one) - &half, false),
            (false, false) => (&down + &half, true),
            (false, true) => (&(&up - &one) + &half, true),
        };
        Some(Self { at: points(&(&step * &unit))?, is_strict, ..self })
    }
}

/// Whether a card has no score for a reason that no move changes.
fn has_no_score(card: &Card, definition: &Scorecard) -> bool {
    let is_unknown = |(_, value): &(IndicatorId, Value)| {
        value.blank().is_some_and(|(blank, _)| blank != crate::domain::Blank::NotApplicable)
    };
    card.in_force < definition.least_weight || card.reductions.iter().any(is_unknown)
}

/// Whose figure a condition reads: the team's own, or the office's where there is only one.
fn of_team(judge: &Judge<'_>, id: &IndicatorId) -> (TeamId, Option<Value>) {
    let of = |team: &TeamId| judge.figures.get(id, team, judge.period);
    let indicator = judge.project.indicator_at(id, judge.period);
    let once = indicator.is_some_and(|one| one.measured == Measured::Office);
    let root = judge.project.teams.root().filter(|_| once);
    if let (None, Some(root)) = (of(judge.team), root) {
        return (root.id.clone(), of(&root.id).map(|figure| figure.value.clone()));
    }
    (judge.team.clone(), of(judge.team).map(|figure| figure.value.clone()))
}
