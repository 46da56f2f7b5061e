//! What the jobs of a pass ask of the rows, each question once: jobs on one time axis, the days
//! that part their windows, and the classes of rows whose sums they share.

use crate::domain::{Date, Datelike, Period, TeamId};
use crate::load::table::Table;
use crate::spec::Project;
use crate::spec::expr::{Aggregate, AggregateKind, Expr, Moment};

use super::covered::Handed;
use super::plan::Pass;
use super::program::{AS_OF, FIRST_EVENT, Id, Op, Program, Reads, made_from};
use super::reduce::Keep;
use super::window::Span;

/// Jobs that find the day of a row in the same way.
pub(super) struct Axis<'a> {
    /// The name of the column.
    pub(super) name: &'a str,
    /// Its values.
    pub(super) id: Id,
    /// The cut-off at which it is looked at, where the day of a row hangs on it.
    pub(super) as_of: Option<Date>,
    /// The checks of its own working days.
    pub(super) checks: Vec<usize>,
    /// Whether the rows of states count instead of those of spans.
    pub(super) snapshot: bool,
    /// The jobs.
    pub(super) jobs: Vec<usize>,
    /// What they ask.
    pub(super) classes: Vec<Class<'a>>,
    /// The days that begin another stretch, in order.
    pub(super) cuts: Vec<i32>,
    /// The periods of whole sheets, which are stretches of their own in snapshots.
    pub(super) states: Vec<Period>,
}

/// Rows that count together, and what of them.
pub(super) struct Class<'a> {
    /// The team column.
    pub(super) team: Option<&'a str>,
    /// The indicator's filter.
    pub(super) wher: Option<Asked<'a>>,
    /// The aggregate's filter.
    pub(super) filter: Option<Asked<'a>>,
    /// The aggregate's argument.
    pub(super) arg: Option<Asked<'a>>,
    /// The keys by which the rows are parted further.
    pub(super) by: Vec<Id>,
    /// Whether values are kept.
    pub(super) keep: Keep,
    /// What its rows and values hang on.
    pub(super) reads: Reads,
    /// The jobs that ask, with the first of equals by what they see.
    pub(super) units: Vec<Unit>,
    /// The first job that asks.
    pub(super) job: usize,
}

/// An expression, whole and column by column.
#[derive(Clone)]
pub(super) struct Asked<'a> {
    pub(super) expr: &'a Expr,
    pub(super) id: Id,
    pub(super) checks: Vec<usize>,
}

/// Jobs that see the same rows of a class in the same way.
pub(super) struct Unit {
    /// The first of them.
    pub(super) job: usize,
    /// What it sees.
    pub(super) span: Span,
}

/// Where a job finds an aggregate: axis, class, unit.
pub(super) type Slot = (usize, usize, usize);

/// The questions of a pass.
pub(super) struct Questions<'a> {
    pub(super) axes: Vec<Axis<'a>>,
    /// For every job its aggregates in reading order, then all its rows, then, where there are
    /// steps, the groups of the first one, axis by axis.
    pub(super) slots: Vec<Vec<Slot>>,
}

/// Looks through the jobs of a pass.
pub(super) fn questions<'a>(
    program: &mut Program<'a>,
    pass: &'a Pass<'a>,
    handed: &[Handed],
) -> Questions<'a> {
    let mut asked = Questions { axes: vec![], slots: vec![] };
    for (at, job) in pass.jobs.iter().enumerate() {
        let by = job.indicator.steps.first().map_or(&[] as &[_], |step| step.by.as_slice());
        let keys: Vec<Id> = by.iter().map(|(_, key)| program.add(key)).collect();
        let mut slots = vec![];
        for aggregate in &job.aggregates {
            let Some(axis) = job.axis(aggregate) else { continue };
            let axis = asked.axis(program, axis, at, &job.span);
            let (class, unit) = asked.class(program, axis, pass, at, Some(aggregate), &keys);
            slots.push((axis, class, unit));
        }
        // All rows are those on the first axis, whatever their keys. A group is there as soon as
        // any row is, also where every aggregate passes all of its rows over.
        let is_nested = !job.indicator.steps.is_empty();
        let axes = job.axes().into_iter().map(|(axis, _)| axis);
        let mut axes: Vec<&str> = axes.collect();
        if axes.is_empty() && is_nested {
            axes.extend(job.indicator.date.as_deref());
        }
        for (place, name) in axes.into_iter().enumerate() {
            let axis = asked.axis(program, name, at, &job.span);
            if place == 0 {
                let (class, unit) = asked.class(program, axis, pass, at, None, &[]);
                slots.push((axis, class, unit));
            }
            if is_nested {
                let (class, unit) = asked.class(program, axis, pass, at, None, &keys);
                slots.push((axis, class, unit));
            }
        }
        asked.slots.push(slots);
    }
    for axis in &mut asked.axes {
        axis.part(program.table, pass, handed);
    }
    asked
}

impl<'a> Questions<'a> {
    /// The axis on which a job looks, new or known.
    fn axis(&mut self, program: &mut Program<'a>, name: &'a str, job: usize, span: &Span) -> usize {
        let mut id = program.column(name);
        let mut as_of = None;
        let made = made_from(program.dataset, name);
        match program.entries[id].op {
            // A window ends at its cut-off, so that later days do not matter.
            Op::Event(raw) if made.is_none() && !span.snapshot => id = raw,
            _ if program.entries[id].reads != 0 => as_of = Some(span.as_of),
            _ => {}
        }
        let is_it = |axis: &Axis<'_>| {
            axis.name == name && axis.as_of == as_of && axis.snapshot == span.snapshot
        };
        let at = self.axes.iter().position(is_it).unwrap_or_else(|| {
            let checks = made.map_or_else(Vec::new, |expr| program.checks_of_column(expr));
            let snapshot = span.snapshot;
            let (jobs, classes, cuts, states) = (vec![], vec![], vec![], vec![]);
            self.axes.push(Axis { name, id, as_of, checks, snapshot, jobs, classes, cuts, states });
            self.axes.len() - 1
        });
        if self.axes[at].jobs.last() != Some(&job) {
            self.axes[at].jobs.push(job);
        }
        at
    }

    fn class(
        &mut self,
        program: &mut Program<'a>,
        axis: usize,
        pass: &'a Pass<'a>,
        job: usize,
        aggregate: Option<&'a Aggregate>,
        keys: &[Id],
    ) -> (usize, usize) {
        let (indicator, span) = (pass.jobs[job].indicator, pass.jobs[job].span);
        let mut ask = |expr: Option<&'a Expr>| {
            expr.map(|expr| Asked { expr, id: program.add(expr), checks: program.checks(expr) })
        };
        let wher = ask(indicator.filter.as_ref());
        let filter = ask(aggregate.and_then(|one| one.filter.as_ref()));
        let arg = ask(aggregate.and_then(|one| one.arg.as_ref()));
        let keep = aggregate.map_or(Keep::Nothing, |one| kept(one.kind));
        let axis = &mut self.axes[axis];
        let same = |a: &Option<Asked<'_>>, b: &Option<Asked<'_>>| {
            a.as_ref().map(|a| a.id) == b.as_ref().map(|b| b.id)
        };
        let team = indicator.team.as_deref();
        let is_it = |class: &Class<'_>| {
            class.team == team
                && same(&class.wher, &wher)
                && same(&class.filter, &filter)
                && same(&class.arg, &arg)
                && class.keep == keep
                && class.by == keys
        };
        let at = axis.classes.iter().position(is_it).unwrap_or_else(|| {
            let ids = [&wher, &filter, &arg].into_iter().flatten().map(|asked| asked.id);
            let ids = ids.chain(keys.iter().copied()).chain(team.map(|team| program.column(team)));
            let mut reads = ids.fold(0, |reads, id| reads | program.entries[id].reads);
            if axis.snapshot || program.dataset.date.as_deref() != Some(axis.name) {
                reads |= existence(program);
            }
            let (by, units) = (keys.to_vec(), vec![]);
            axis.classes.push(Class { team, wher, filter, arg, by, keep, reads, units, job });
            axis.classes.len() - 1
        });
        let units = &mut axis.classes[at].units;
        // Which states count is a matter of the job; spans are the same for all.
        let seen =
            units.iter().position(|unit| unit.job == job || unit.span == span && !axis.snapshot);
        if seen.is_none() {
            units.push(Unit { job, span });
        }
        (at, seen.unwrap_or(units.len() - 1))
    }
}

/// What the existence of a row hangs on: its own date.
fn existence(program: &mut Program<'_>) -> Reads {
    match program.own() {
        None => 0,
        Some((_, Some(event))) => 1u64.checked_shl(FIRST_EVENT + event).unwrap_or(AS_OF),
        Some((id, None)) => program.entries[id].reads | AS_OF,
    }
}

fn kept(kind: AggregateKind) -> Keep {
    match kind {
        AggregateKind::CountDistinct => Keep::Distinct,
        AggregateKind::First => Keep::First,
        AggregateKind::Last => Keep::Last,
        kind if kind.is_distributive() => Keep::Nothing,
        _ => Keep::All,
    }
}

impl Axis<'_> {
    /// Parts time into stretches that lie in every window as a whole or not at all.
    fn part(&mut self, table: &Table, pass: &Pass<'_>, handed: &[Handed]) {
        let after = |day: Date| day.num_days_from_ce().saturating_add(1);
        let mut cuts = vec![];
        for job in &self.jobs {
            let span = &pass.jobs[*job].span;
            if self.snapshot {
                let counts = handed[*job].snapshots.values();
                cuts.extend(
                    counts.flat_map(|period| {
                        [period.start().num_days_from_ce(), after(period.end())]
                    }),
                );
            } else if span.start <= span.end {
                cuts.extend([span.start.num_days_from_ce(), after(span.end)]);
            }
        }
        if self.snapshot {
            self.states = table.sheets.iter().filter_map(|sheet| sheet.period).collect();
            self.states.sort_unstable();
            self.states.dedup();
        }
        cuts.sort_unstable();
        cuts.dedup();
        self.cuts = cuts;
    }

    /// How many stretches there are.
    pub(super) fn stretches(&self) -> usize {
        self.states.len() + self.cuts.len() + 1
    }

    /// The stretch of a day: the first is before all cuts.
    pub(super) fn stretch(&self, day: i32) -> usize {
        self.states.len() + self.cuts.partition_point(|cut| *cut <= day)
    }

    /// Whether a stretch lies between two days, both included.
    fn lies_within(&self, stretch: usize, first: Date, last: Date) -> bool {
        let at = stretch.checked_sub(self.states.len() + 1);
        at.is_some_and(|at| {
            let cut = self.cuts[at];
            first.num_days_from_ce() <= cut && cut <= last.num_days_from_ce()
        })
    }

    /// Whether any row of a stretch can count for a unit.
    pub(super) fn concerns(&self, unit: &Unit, stretch: usize) -> bool {
        self.snapshot || self.lies_within(stretch, unit.span.start, unit.span.end)
    }

    /// Whether the rows of a stretch are those of a state.
    pub(super) fn is_of(&self, stretch: usize, counts: Option<Period>) -> bool {
        counts.is_some_and(|counts| match self.states.get(stretch) {
            Some(state) => *state == counts,
            None => self.lies_within(stretch, counts.start(), counts.end()),
        })
    }
}

/// Which places' rows count for a job, and where to.
pub(super) struct Places {
    /// For every team of the tree, and one more for rows of none: the place whose figure its rows
    /// go into, if they count.
    pub(super) goes_to: Vec<Option<usize>>,
    /// The state that counts for each, with snapshots.
    pub(super) states: Vec<Option<Period>>,
}

impl Places {
    /// Looks up every team once.
    pub(super) fn new(project: &Project, is_office: bool, handed: &Handed) -> Self {
        let tree = &project.teams;
        let root = tree.root().map(|_| 0);
        let nobody = TeamId::new("");
        let office = tree.root().map_or(&nobody, |root| &root.id);
        let all = tree.ever().map(|team| &team.id).chain([&nobody]).enumerate();
        let mut places = Self { goes_to: vec![], states: vec![] };
        for (place, team) in all {
            let own = Some(place).filter(|place| tree.at(*place).is_some());
            let counts = !handed.own || own.is_none_or(|place| tree.is_part_of(place, office));
            let goes_to = if is_office { root.filter(|_| counts) } else { own };
            places.goes_to.push(goes_to.filter(|_| handed.counts(team)));
            places.states.push(handed.snapshot(team));
        }
        places
    }
}

/// What stands outside the rows when a unit looks at them.
pub(super) fn moment<'a>(program: &Program<'a>, span: &Span) -> Moment<'a> {
    let (start, end) = (span.period_start, span.end);
    Moment { calendar: program.calendar, as_of: span.as_of, start, end }
}
