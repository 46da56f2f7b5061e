//! What must change for a predicate to hold: the moves of least effort that meet all its
//! conditions at once.
//!
//! An integer program says which moves; what it says is believed only once the scorecards were
//! filled in again with the moves made, and the predicate judged, by the same code as the report.
//!
//! **Invariant:** no route leaves this module that was not verified so.

mod levers;
mod linear;
mod model;
mod program;
mod solve;
mod apply;
mod wish;

use crate::compute::Measurements;
use crate::domain::{Number, Period, ScorecardId, TeamId};
use crate::spec::{Predicate, Project};

use super::predicate::{Judge, Judged, Standing, Verdict};
use super::scorecards::Scorecards;

use levers::Lever;
use model::Model;
use solve::{Counts, Ending, Search};

pub use wish::{WishError, Wished, assume, wish};

/// The way to a predicate for one team and period.
#[derive(Clone, Debug)]
pub struct Route {
    /// The predicate.
    pub predicate: String,
    /// Whose it is.
    pub team: TeamId,
    /// For which period.
    pub period: Period,
    /// How it stands.
    pub before: Standing,
    /// Conditions that no permitted move can meet.
    pub obstacles: Vec<Obstacle>,
    /// The sets of moves, the best one first; empty where it holds, and where there is none.
    pub plans: Vec<Plan>,
    /// How the search for the first set ended.
    pub outcome: Outcome,
    /// Leaves that could earn more and stay as they are.
    pub kept: Vec<Kept>,
}

/// How the search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The predicate holds already.
    Holds,
    /// There is a set of moves.
    Found,
    /// Nothing is left to be met by moves: all that fails stands fixed.
    Fixed,
    /// It was proved that no permitted moves meet the conditions together.
    Impossible,
    /// The limit of the search was hit before any set of moves was found.
    GaveUp,
}

/// A condition that no permitted move can meet.
#[derive(Clone, Debug)]
pub struct Obstacle {
    /// The condition as it stands.
    pub clause: Judged,
    /// The margin that would be left with every permitted move made; none where no move touches it.
    pub best: Option<Number>,
}

/// A set of moves that meets every condition that moves can meet.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The moves, by the code of their questions.
    pub moves: Vec<Move>,
    /// What they take together.
    pub effort: u64,
    /// How the predicate stands with all of them made, judged anew.
    pub after: Standing,
    /// Whether it is proved that no other set comes before it.
    pub proved: bool,
}

/// One improvement.
#[derive(Clone, Debug)]
pub struct Move {
    /// The scorecard.
    pub card: ScorecardId,
    /// Whose card it is.
    pub team: TeamId,
    /// The code of the question, or what conditions call the leaf.
    pub code: String,
    /// What people call the question, `P5.i.a`; empty for an indicator without a short name.
    pub alias: String,
    /// Its name for people.
    pub name: String,
    /// Who answers for it.
    pub owner: Option<TeamId>,
    /// The assessment that the move starts from; empty where there is only one.
    pub layer: String,
    /// How it stands.
    pub from: Held,
    /// What it must become.
    pub to: Held,
    /// The points that the card gains.
    pub gain: Number,
    /// What it takes.
    pub effort: u32,
    /// Questions that would do the same in its place.
    pub instead: Vec<Instead>,
}

/// A question that would do the same as another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instead {
    /// Its code.
    pub code: String,
    /// What people call it.
    pub called: String,
}

/// How a leaf stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// *Belum ada*.
    Nothing,
    /// An answer of its scale.
    Answer(String),
    /// The value of an indicator.
    Figure(crate::domain::IndicatorId, Number),
}

/// A leaf that could earn more and stays as it is.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The code of the question, or what conditions call the leaf.
    pub code: String,
    /// What people call the question, `B.I.b`; empty for an indicator without a short name.
    pub alias: String,
    /// Its name for people.
    pub name: String,
    /// Who answers for it.
    pub owner: Option<TeamId>,
    /// The points that it leaves.
    pub left: Number,
    /// Why it stays.
    pub why: Why,
}

/// Why a leaf stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The definition says so.
    Declared,
    /// It is judged from outside.
    External,
    /// Its answer follows from figures.
    Ruled,
    /// There is nothing to assess, or it is withheld.
    Blank,
    /// No level is declared that would be better.
    NoLevel,
}

/// What a search may cost.
#[derive(Clone, Copy, Debug)]
pub struct Want {
    /// How many further sets of moves are wanted.
    pub alternatives: usize,
    /// How many nodes of the search tree may be looked at, for all sets together.
    pub nodes: u64,
}

/// The nodes that a search looks at before it gives up, unless told otherwise.
pub const NODES: u64 = 20_000;

/// Sets of moves that turned out not to hold, after which the search gives up.
const REFUSED: usize = 8;

/// The way to a predicate; `None` where the team has no standing for it in the period.
pub fn route(
    project: &Project,
    (figures, graded): (&Measurements, &Scorecards),
    predicate: &Predicate,
    (team, period): (&TeamId, Period),
    want: Want,
) -> Option<Route> {
    let own = |one: &&Standing| one.id == predicate.id && one.team == *team && one.period == period;
    let before = graded.standings.iter().find(own)?.clone();
    let judge = Judge { project, team, period, figures, graded };
    let (levers, kept) = levers::levers(&judge, predicate);
    let mut found = Route {
        predicate: predicate.id.clone(),
        team: team.clone(),
        period,
        before,
        obstacles: vec![],
        plans: vec![],
        outcome: Outcome::Holds,
        kept,
    };
    if found.before.verdict == Verdict::Holds {
        return Some(found);
    }
    let model = Model::of(&judge, predicate, &levers);
    found.obstacles.clone_from(&model.obstacles);
    if model.is_met() {
        found.outcome = Outcome::Fixed;
        return Some(found);
    }
    let own = graded.of_period(period);
    let seeker = Seeker { judge, own: &own, predicate, levers: &levers, model: &model };
    (found.plans, found.outcome) = seeker.plans(want);
    if found.plans.first().is_some_and(|plan| plan.moves.is_empty()) {
        found.plans.clear();
        found.outcome = Outcome::Fixed;
    }
    Some(found)
}

struct Seeker<'a> {
    judge: Judge<'a>,
    /// The judgements of the period.
    own: &'a Scorecards,
    predicate: &'a Predicate,
    levers: &'a [Lever],
    model: &'a Model,
}

impl Seeker<'_> {
    fn plans(&self, want: Want) -> (Vec<Plan>, Outcome) {
        let mut search = Search::new(self.model.program(self.levers), want.nodes);
        let mut plans: Vec<Plan> = vec![];
        let mut is_whole = true;
        let mut refused = 0;
        while plans.len() <= want.alternatives {
            let (counts, ending) = match search.best() {
                Ok(found) => found,
                Err(Ending::Proved) if plans.is_empty() && is_whole => {
                    return (plans, Outcome::Impossible);
                }
                Err(_) if plans.is_empty() => return (plans, Outcome::GaveUp),
                Err(_) => break,
            };
            match self.plan(&search, &counts, is_whole && ending == Ending::Proved) {
                Some(plan) => {
                    search.without(&counts);
                    plans.push(plan);
                }
                None if refused < REFUSED => {
                    // What the program took for a way is none: what follows is no longer proved.
                    (refused, is_whole) = (refused + 1, false);
                    search.other_than(&counts);
                }
                None => break,
            }
        }
        let outcome = if plans.is_empty() { Outcome::GaveUp } else { Outcome::Found };
        (plans, outcome)
    }

    /// The moves that the program chose, if the predicate holds with all of them made.
    fn plan(&self, search: &Search, counts: &Counts, proved: bool) -> Option<Plan> {
        let picked = search.picks(counts);
        let chosen = picked.iter().map(|(item, pick)| self.model.choice(*item, *pick));
        let chosen: Vec<(usize, usize)> = chosen.collect();
        let wishes = chosen.iter().map(|(lever, choice)| {
            let lever = &self.levers[*lever];
            let choice = &lever.choices[*choice];
            (&lever.key, &choice.to, &choice.score)
        });
        let wishes: Vec<_> = wishes.collect();
        let (figures, graded) = apply::applied(&self.judge, self.own, &wishes);
        let judge = Judge { figures: &figures, graded: &graded, ..self.judge };
        let after = judge.standing(self.predicate);
        if !self.model.is_kept_by(&judge, self.predicate) {
            return None;
        }
        let moves = chosen.iter().zip(&picked).map(|((lever, choice), (item, _))| {
            let instead = search.twins(*item, counts).into_iter();
            let instead = instead.map(|twin| self.levers[self.model.lever(twin)].as_instead());
            self.levers[*lever].taken(*choice, instead.collect())
        });
        let moves: Vec<Move> = moves.collect();
        let effort = moves.iter().map(|one| u64::from(one.effort)).sum();
        Some(Plan { moves, effort, after, proved })
    }
}
