//! Which rows count for which figure: through the window, the team, the coverage and the filters,
//! into the reduction. Axis by axis, block by block, on as many threads as there are: sums of whole
//! numbers do not care in which order they are made.

use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::domain::TeamId;
use crate::load::table::{NO_WORD, Packed, Table};
use crate::spec::expr::unknown::unknown;
use crate::spec::expr::{Scalar, eval as eval_row};
use crate::spec::{Dataset, Measured, Project};

use super::block::BLOCK;
use super::classes::{Axis, Places, Questions, moment, questions};
use super::covered::Handed;
use super::plan::Pass;
use super::program::Program;
use super::reduce::{Keep, Partial, ReduceError, Sums};
use super::sorted::{Sorted, sorted};
use super::too_large::{TooLarge, whole_too_large};
use super::view::View;
use super::walk::{Shared, Walk, Walked};

/// What the rows of a pass come to, group by group.
#[derive(Default)]
pub(super) struct Reduction {
    jobs: Vec<Groups>,
}

/// The groups of a job, place by place.
#[derive(Default)]
struct Groups {
    /// By the key of a first step, empty without steps, and by aggregate.
    partials: Vec<BTreeMap<(Vec<Scalar>, usize), Partial>>,
    /// The keys of a first step that some row has, whatever becomes of the row.
    keys: Vec<BTreeSet<Vec<Scalar>>>,
    /// How many rows take part.
    rows: Vec<u64>,
    /// How many rows are in doubt: of which it is not known whether or with what they count,
    /// because they hang on a year whose holidays nobody listed.
    unknown: Vec<u64>,
}

impl Reduction {
    /// What the aggregates of a job come to for the rows of a place: key, slot, and what.
    pub(super) fn partials(
        &self,
        job: usize,
        place: usize,
    ) -> impl Iterator<Item = (&[Scalar], usize, &Partial)> {
        let own = self.jobs[job].partials[place].iter();
        own.map(|((key, slot), partial)| (key.as_slice(), *slot, partial))
    }

    /// The groups of a first step that the rows of a place make.
    pub(super) fn keys(&self, job: usize, place: usize) -> impl Iterator<Item = &[Scalar]> {
        self.jobs[job].keys[place].iter().map(Vec::as_slice)
    }

    /// How many rows of a place take part, whatever the filters of the aggregates.
    pub(super) fn rows(&self, job: usize, place: usize) -> u64 {
        self.jobs[job].rows[place]
    }

    /// Whether some row of a place is in doubt.
    pub(super) fn is_unknown(&self, job: usize, place: usize) -> bool {
        self.jobs[job].unknown[place] > 0
    }
}

/// Sends every row that counts to its jobs, teams and aggregates.
pub(super) fn reduction<'a>(
    project: &'a Project,
    dataset: &'a Dataset,
    table: &'a Table,
    pass: &'a Pass<'a>,
    handed: &[Handed],
) -> Result<Reduction, TooLarge> {
    let mut program = Program::new(dataset, table, &project.calendar);
    let own = program.own();
    let asked = questions(&mut program, pass, handed);
    let columns = pass.jobs.iter().map(|job| job.indicator.team.as_deref());
    let columns: BTreeSet<Option<&str>> = columns.collect();
    let is_office = |job: usize| pass.jobs[job].indicator.measured == Measured::Office;
    let counts = (0..pass.jobs.len()).map(|at| Places::new(project, is_office(at), &handed[at]));
    let shared = Shared {
        program: &program,
        pass,
        seats: columns.into_iter().map(|column| (column, seats(project, table, column))).collect(),
        places: project.teams.ever().count() + 1,
        keys: Mutex::new(BTreeMap::new()),
        counts: counts.collect(),
        own,
    };
    let workers = if table.len() < 8 * BLOCK {
        1
    } else {
        std::thread::available_parallelism().map_or(1, usize::from).min(16)
    };
    let mut walked = vec![];
    for axis in &asked.axes {
        let derive = |_| TooLarge { origin: dataset.origin.clone(), cause: "derive".to_owned() };
        let rows = sorted(&program, pass, axis, workers).map_err(derive)?;
        walked.push((walk(&shared, axis, &rows, workers)?, rows.doubtful));
    }
    collect(&shared, &asked, &walked)
}

/// The places of all rows by a team column; the office's where it names none.
fn seats(project: &Project, table: &Table, column: Option<&str>) -> Vec<u32> {
    let tree = &project.teams;
    let elsewhere = tree.ever().count() as u32;
    let root = if tree.is_empty() { elsewhere } else { 0 };
    let place = |id: &str| tree.position(&TeamId::new(id)).map_or(elsewhere, |place| place as u32);
    match column.map(|column| table.packed(column)) {
        Some(Packed::Text(codes, words)) => {
            let known: Vec<u32> =
                (0..words.len() as u32).map(|code| place(words.get(code))).collect();
            let seat = |code: &u32| if *code == NO_WORD { root } else { known[*code as usize] };
            codes.iter().map(seat).collect()
        }
        Some(Packed::Other(cells)) => {
            let seat = |cell: &Scalar| cell.text().map_or(root, |id| place(id));
            cells.iter().map(seat).collect()
        }
        _ => vec![root; table.len()],
    }
}

/// Walks over the blocks of an axis.
fn walk(
    shared: &Shared<'_>,
    axis: &Axis<'_>,
    rows: &Sorted,
    workers: usize,
) -> Result<Walked, TooLarge> {
    let next = AtomicUsize::new(0);
    let run = || {
        let mut walk = Walk::new(shared, axis);
        while let Some((stretch, range)) = rows.blocks.get(next.fetch_add(1, Ordering::Relaxed)) {
            walk.block(*stretch, &rows.rows[range.clone()]);
        }
        walk.done()
    };
    let parts: Vec<Walked> = if workers == 1 {
        vec![run()]
    } else {
        std::thread::scope(|scope| {
            let running: Vec<_> = (0..workers).map(|_| scope.spawn(run)).collect();
            let joined = running.into_iter().map(|one| one.join());
            joined.map(|part| part.expect("a walk reports, it does not panic")).collect()
        })
    };
    let too_large = |error: ReduceError| whole_too_large(shared.program.dataset, &error);
    let mut parts = parts.into_iter();
    let mut all = parts.next().unwrap_or_default();
    for part in parts {
        all.merge(part).map_err(too_large)?;
    }
    // The first in the order of the questions, whichever thread met it first.
    if let Some((_, found)) = all.errors.into_iter().min_by_key(|(place, _)| *place) {
        return Err(found);
    }
    for (class, asked) in axis.classes.iter().enumerate() {
        if asked.keep == Keep::Distinct {
            all.fixed[class].iter_mut().chain(&mut all.units[class]).for_each(Sums::dedup);
        }
    }
    Ok(Walked { errors: vec![], ..all })
}

/// Puts together what the rows of every job come to.
fn collect(
    shared: &Shared<'_>,
    asked: &Questions<'_>,
    walked: &[(Walked, Vec<u32>)],
) -> Result<Reduction, TooLarge> {
    let keyed = shared.keys.lock().map(|keys| keys.clone()).unwrap_or_default();
    let mut keyed: Vec<((Vec<Scalar>, u32), u32)> = keyed.into_iter().collect();
    keyed.sort_unstable_by_key(|(_, number)| *number);
    let keyed: Vec<(Vec<Scalar>, u32)> = keyed.into_iter().map(|(group, _)| group).collect();
    let mut reduction = Reduction::default();
    let too_large = |error: ReduceError| whole_too_large(shared.program.dataset, &error);
    for (job, slots) in asked.slots.iter().enumerate() {
        let n_slots = shared.pass.jobs[job].aggregates.len();
        let mut groups = Groups {
            partials: vec![BTreeMap::new(); shared.places],
            keys: vec![BTreeSet::new(); shared.places],
            rows: vec![0; shared.places],
            unknown: vec![0; shared.places],
        };
        for (slot, at) in slots.iter().enumerate() {
            let (axis, class) = (&asked.axes[at.0], &asked.axes[at.0].classes[at.1]);
            let places = &shared.counts[job];
            let place_of = |group: usize| match class.by.is_empty() {
                true => group,
                false => keyed[group].1 as usize,
            };
            let key_of = |group: usize| match class.by.is_empty() {
                true => vec![],
                false => keyed[group].0.clone(),
            };
            let mut sums = Sums::default();
            let mut add = |part: &Sums, stretch: Option<usize>| {
                let to = |group: usize| {
                    let place = place_of(group);
                    let counts = stretch.is_none_or(|stretch| {
                        !axis.snapshot || axis.is_of(stretch, places.states[place])
                    });
                    places.goes_to[place].filter(|_| counts).map(|goes_to| {
                        // Without keys the figure's place is the group.
                        if class.by.is_empty() { goes_to } else { group }
                    })
                };
                sums.merge(part, &to).map_err(too_large)
            };
            for (stretch, part) in walked[at.0].0.fixed[at.1].iter().enumerate() {
                if !part.is_empty() && axis.concerns(&class.units[at.2], stretch) {
                    add(part, Some(stretch))?;
                }
            }
            add(&walked[at.0].0.units[at.1][at.2], None)?;
            if class.keep == Keep::Distinct {
                sums.dedup();
            }
            for group in 0..sums.groups() {
                let goes_to = match class.by.is_empty() {
                    true => Some(group),
                    false => places.goes_to[place_of(group)],
                };
                let Some(place) = goes_to else { continue };
                let tally = sums.tally(group);
                groups.unknown[place] += tally.unknown;
                if slot == n_slots {
                    groups.rows[place] += tally.rows;
                    continue;
                }
                if slot > n_slots {
                    if tally.rows > 0 {
                        groups.keys[place].insert(key_of(group));
                    }
                    continue;
                }
                let Some(partial) = sums.partial(group).map_err(too_large)? else { continue };
                let key = key_of(group);
                match groups.partials[place].entry((key, slot)) {
                    Entry::Vacant(free) => {
                        free.insert(partial);
                    }
                    Entry::Occupied(mut known) => {
                        known.get_mut().merge(&partial).map_err(too_large)?;
                    }
                }
            }
        }
        let axes: BTreeSet<usize> = slots.iter().map(|(axis, ..)| *axis).collect();
        for axis in axes {
            doubts(shared, &asked.axes[axis], job, &walked[axis].1, &mut groups.unknown)?;
        }
        reduction.jobs.push(groups);
    }
    Ok(reduction)
}

/// Notes the rows of which nobody knows whether they lie in the window of a job: their day is
/// unknown because of the calendar, and it is not certain to be later.
fn doubts(
    shared: &Shared<'_>,
    axis: &Axis<'_>,
    job: usize,
    rows: &[u32],
    unknown_rows: &mut [u64],
) -> Result<(), TooLarge> {
    let program = shared.program;
    let (indicator, span) = (shared.pass.jobs[job].indicator, &shared.pass.jobs[job].span);
    let view = View::new(program.dataset, program.table, program.calendar, span.as_of);
    let moment = moment(program, span);
    let seats = &shared.seats[&indicator.team.as_deref()];
    for row in rows.iter().map(|row| *row as usize).filter(|row| view.exists(*row)) {
        if view.not_before(row, axis.name, &moment).is_some_and(|day| day > span.end) {
            continue;
        }
        let Some(place) = shared.counts[job].goes_to[seats[row] as usize] else { continue };
        let cells = view.row(row);
        let counts = indicator.filter.as_ref().map_or(Ok(true), |filter| {
            Ok(unknown(filter, &cells, &moment)? || eval_row(filter, &cells, &moment)?.holds())
        });
        let counts = counts.map_err(|_: crate::spec::expr::Overflow| TooLarge {
            origin: indicator.formula_text.whole(),
            cause: indicator.filter.as_ref().map_or_else(String::new, ToString::to_string),
        })?;
        if view.has_overflowed() {
            let origin = program.dataset.origin.clone();
            return Err(TooLarge { origin, cause: "derive".to_owned() });
        }
        unknown_rows[place] += u64::from(counts);
    }
    Ok(())
}
