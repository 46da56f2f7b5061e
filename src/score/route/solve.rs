//! Solves the program: least effort, then fewest picks, then the items that come first.
//!
//! The solver counts in floats and is never believed: its values are rounded to whole numbers and
//! held against the exact rows, and what does not reach them is cut off. It looks at a limited
//! number of nodes, not of seconds, so that the same question has the same answer everywhere.

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, SolveOptions, Variable};
use microlp::{SolveOutcome, TerminationReason};

use super::program::{Class, ExactRow, Program, WholeRow};

/// How often each pick of each class is taken, then the switches.
pub(super) type Counts = Vec<i64>;

/// How a search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// There is nothing better, or nothing at all.
    Proved,
    /// The limit was hit, or the solver could not go on.
    Limit,
}

/// Answers of the solver that turned out not to reach the rows, after which it is given up.
const REFUSED: usize = 16;

/// A program being solved.
pub(super) struct Search {
    classes: Vec<Class>,
    /// The class of every item.
    class_of: Vec<usize>,
    exact: Vec<ExactRow>,
    base: Model,
    /// The variables of picks.
    picks: usize,
    /// Those of picks and switches; more are added by cuts.
    own: usize,
    nodes: u64,
}

/// Variables with their limits, and rows over them.
#[derive(Clone)]
struct Model {
    limits: Vec<(i32, i32)>,
    rows: Vec<WholeRow>,
}

impl Model {
    fn at_least(&mut self, terms: Vec<(usize, i64)>, least: i64) {
        self.rows.push(WholeRow { terms, least });
    }

    fn at_most(&mut self, terms: &[(usize, i64)], most: i64) {
        self.at_least(terms.iter().map(|(variable, times)| (*variable, -times)).collect(), -most);
    }
}

impl Search {
    /// A search that looks at no more than so many nodes.
    pub(super) fn new(program: Program, nodes: u64) -> Self {
        let (classes, variables) = program.classes();
        let exact = program.exact(&classes, variables);
        let mut class_of = vec![0; program.items.len()];
        let mut base = Model { limits: vec![], rows: vec![] };
        for (at, class) in classes.iter().enumerate() {
            let size = class.members.len();
            let most = i32::try_from(size).unwrap_or(i32::MAX);
            class.members.iter().for_each(|member| class_of[*member] = at);
            base.limits.extend(class.picks.iter().map(|_| (0, most)));
            if class.picks.len() > 1 {
                base.at_most(&all_of(class), i64::from(most));
            }
        }
        base.limits.resize(variables + program.switches, (0, 1));
        base.rows.extend(exact.iter().map(ExactRow::whole));
        let own = variables + program.switches;
        Self { classes, class_of, exact, base, picks: variables, own, nodes }
    }

    /// The best picks, and whether it is proved that they are.
    pub(super) fn best(&mut self) -> Result<(Counts, Ending), Ending> {
        let mut model = self.base.clone();
        let efforts = self.weighed(|class, pick| i64::from(class.picks[pick].effort));
        let picks = self.weighed(|_, _| 1);
        let mut ending = Ending::Proved;
        for objective in [&efforts, &picks] {
            let (found, proved) = self.solve(&mut model, objective)?;
            model.at_most(objective, total(objective, &found));
            if proved == Ending::Limit {
                // What was found so far is a way all the same.
                return Ok((found, Ending::Limit));
            }
        }
        let (mut found, _) = self.solve(&mut model, &[]).or(Err(Ending::Limit))?;
        let decided = self.first_items(&mut model, &mut found, &mut ending);
        self.first_picks(&mut model, &mut found, &decided, &mut ending);
        found.truncate(self.own);
        Ok((found, ending))
    }

    /// A sum over the variables of picks.
    fn weighed(&self, weight: impl Fn(&Class, usize) -> i64) -> Vec<(usize, i64)> {
        let mut terms = vec![];
        for class in &self.classes {
            terms.extend((0..class.picks.len()).map(|at| (class.first + at, weight(class, at))));
        }
        terms
    }

    /// Of equals, the picks whose items come first: how many items of each class are taken.
    fn first_items(
        &mut self,
        model: &mut Model,
        found: &mut Counts,
        ending: &mut Ending,
    ) -> Vec<i64> {
        let mut taken = vec![0_i64; self.classes.len()];
        let mut is_closed = vec![false; self.classes.len()];
        for item in 0..self.class_of.len() {
            let at = self.class_of[item];
            let wanted: i64 = self.classes.iter().map(|class| count(class, found)).sum();
            if taken.iter().sum::<i64>() == wanted {
                break;
            }
            if is_closed[at] {
                continue;
            }
            let terms = all_of(&self.classes[at]);
            let next = taken[at] + 1;
            if count(&self.classes[at], found) >= next
                || self.is_possible(model, &terms, next, found, ending)
            {
                taken[at] = next;
                model.at_least(terms, next);
            } else {
                is_closed[at] = true;
                model.at_most(&terms, taken[at]);
            }
        }
        for (at, class) in self.classes.iter().enumerate() {
            model.at_most(&all_of(class), taken[at]);
        }
        taken
    }

    /// Of equals with the same items, the lower picks of the items that come first.
    fn first_picks(
        &mut self,
        model: &mut Model,
        found: &mut Counts,
        taken: &[i64],
        ending: &mut Ending,
    ) {
        let mut placed = vec![0_i64; self.own];
        let mut seen = vec![0_i64; self.classes.len()];
        for item in 0..self.class_of.len() {
            let at = self.class_of[item];
            let (first, picks) = (self.classes[at].first, self.classes[at].picks.len());
            seen[at] += 1;
            if seen[at] > taken[at] || picks == 1 {
                continue;
            }
            for variable in first..first + picks {
                let next = placed[variable] + 1;
                let term = [(variable, 1)];
                if found[variable] >= next || self.is_possible(model, &term, next, found, ending) {
                    placed[variable] = next;
                    model.at_least(term.to_vec(), next);
                    break;
                }
            }
        }
    }

    /// Whether a sum can reach a number beside all that is asked already; if so, that is what was
    /// found.
    fn is_possible(
        &mut self,
        model: &Model,
        terms: &[(usize, i64)],
        least: i64,
        found: &mut Counts,
        ending: &mut Ending,
    ) -> bool {
        let mut tried = model.clone();
        tried.at_least(terms.to_vec(), least);
        match self.solve(&mut tried, &[]) {
            Ok((other, _)) => {
                *found = other;
                true
            }
            Err(how) => {
                if how == Ending::Limit {
                    *ending = Ending::Limit;
                }
                false
            }
        }
    }

    /// The least value of an objective that reaches every exact row.
    fn solve(
        &mut self,
        model: &mut Model,
        objective: &[(usize, i64)],
    ) -> Result<(Counts, Ending), Ending> {
        let mut proved = Ending::Proved;
        for _ in 0..REFUSED {
            let (values, ending) = self.ask(model, objective)?;
            if ending == Ending::Limit {
                proved = Ending::Limit;
            }
            if self.exact.iter().all(|row| row.is_reached_by(&values)) {
                return Ok((values, proved));
            }
            cut(model, &values[..self.own], true);
        }
        Err(Ending::Limit)
    }

    /// What the solver says, in whole numbers.
    fn ask(
        &mut self,
        model: &Model,
        objective: &[(usize, i64)],
    ) -> Result<(Counts, Ending), Ending> {
        let mut costs = vec![0.0; model.limits.len()];
        objective.iter().for_each(|(variable, times)| costs[*variable] = *times as f64);
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let limits = model.limits.iter().zip(costs);
        let variables: Vec<Variable> =
            limits.map(|(limits, cost)| problem.add_integer_var(cost, *limits)).collect();
        for row in &model.rows {
            let terms = row.terms.iter().map(|(at, times)| (variables[*at], *times as f64));
            let terms: Vec<(Variable, f64)> = terms.collect();
            if !terms.is_empty() {
                problem.add_constraint(&terms, ComparisonOp::Ge, row.least as f64);
            } else if row.least > 0 {
                return Err(Ending::Proved);
            }
        }
        let mut options = SolveOptions::default();
        options.node_limit = Some(self.nodes);
        let outcome = match problem.solve_with(options) {
            Ok(outcome) => outcome,
            Err(Error::Infeasible) => return Err(Ending::Proved),
            Err(_) => return Err(Ending::Limit),
        };
        self.nodes = self.nodes.saturating_sub(outcome.stats().nodes_solved);
        let SolveOutcome::Solution(solution) = &outcome else { return Err(Ending::Limit) };
        let ending = match solution.termination_reason() {
            TerminationReason::ProvenOptimal => Ending::Proved,
            _ => Ending::Limit,
        };
        let value = |variable: &Variable| solution.var_value(*variable).round() as i64;
        Ok((variables.iter().map(value).collect(), ending))
    }

    /// The items that are picked, with their picks: of a class those that come first.
    pub(super) fn picks(&self, counts: &Counts) -> Vec<(usize, usize)> {
        let mut picked = vec![];
        for class in &self.classes {
            let mut members = class.members.iter();
            for pick in 0..class.picks.len() {
                let times = usize::try_from(counts[class.first + pick]).unwrap_or(0);
                picked.extend(members.by_ref().take(times).map(|item| (*item, pick)));
            }
        }
        picked.sort_unstable();
        picked
    }

    /// The items like this one that are not picked.
    pub(super) fn twins(&self, item: usize, counts: &Counts) -> Vec<usize> {
        let class = &self.classes[self.class_of[item]];
        let taken = usize::try_from(count(class, counts)).unwrap_or(0);
        class.members.iter().skip(taken).copied().collect()
    }

    /// Leaves out whatever holds all of these picks.
    pub(super) fn without(&mut self, counts: &Counts) {
        cut(&mut self.base, &counts[..self.picks], false);
    }

    /// Leaves out these very picks.
    pub(super) fn other_than(&mut self, counts: &Counts) {
        cut(&mut self.base, &counts[..self.picks], true);
    }
}

/// Adds that some variable must be less than it is here; or, where `both`, less or more.
fn cut(model: &mut Model, values: &[i64], both: bool) {
    let mut any = vec![];
    for (variable, &value) in values.iter().enumerate() {
        let (low, high) = model.limits[variable];
        if value > i64::from(low) {
            // While it is off, up to the limit; while it is on, at most one less than here.
            let switch = model.limits.len();
            model.limits.push((0, 1));
            let times = i64::from(high) - (value - 1);
            model.at_most(&[(variable, 1), (switch, times)], i64::from(high));
            any.push((switch, 1));
        }
        if both && value < i64::from(high) {
            let switch = model.limits.len();
            model.limits.push((0, 1));
            let times = value + 1 - i64::from(low);
            model.at_least(vec![(variable, 1), (switch, -times)], i64::from(low));
            any.push((switch, 1));
        }
    }
    model.at_least(any, 1);
}

/// The variables of a class, each once.
fn all_of(class: &Class) -> Vec<(usize, i64)> {
    (0..class.picks.len()).map(|at| (class.first + at, 1)).collect()
}

/// How many items of a class are taken.
fn count(class: &Class, counts: &Counts) -> i64 {
    counts[class.first..class.first + class.picks.len()].iter().sum()
}

fn total(terms: &[(usize, i64)], values: &Counts) -> i64 {
    terms.iter().map(|(variable, times)| times * values[*variable]).sum()
}
