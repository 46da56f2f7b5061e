//! The rows that an axis's windows can hold, those of one stretch of time beside each other, and
//! among them those whose events are over at the same cut-off: blocks in which little differs.

use std::ops::Range;

use crate::domain::{Date, Datelike};
use crate::load::table::NO_DAY;
use crate::spec::expr::{Moment, Row};

use super::block::{BLOCK, Block};
use super::classes::Axis;
use super::plan::Pass;
use super::program::{FIRST_EVENT, Id, Program};
use super::vector::Vector;
use super::view::View;

/// Rows in the order in which they are looked at.
pub(super) struct Sorted {
    /// The rows.
    pub(super) rows: Vec<u32>,
    /// Their blocks: the stretch, and where the block's rows stand above.
    pub(super) blocks: Vec<(usize, Range<usize>)>,
    /// Rows whose day nobody knows because the calendar does not reach.
    pub(super) doubtful: Vec<u32>,
}

/// A derived column has a number that is too long.
pub(super) struct Overflowed;

/// The mark of rows that no window can hold.
const NOWHERE: u32 = u32::MAX;

/// Sorts the rows of a table.
pub(super) fn sorted(
    program: &Program<'_>,
    pass: &Pass<'_>,
    axis: &Axis<'_>,
    workers: usize,
) -> Result<Sorted, Overflowed> {
    let sorter = Sorter::new(program, pass, axis);
    let all = program.table.len();
    let share = all.div_ceil(workers).max(1);
    let parts: Vec<Part> = std::thread::scope(|scope| {
        let ranges = (0..workers).map(|at| at * share..all.min((at + 1) * share));
        let sorter = &sorter;
        let running: Vec<_> = ranges.map(|rows| scope.spawn(move || sorter.part(rows))).collect();
        let joined = running.into_iter().map(|one| one.join());
        joined.map(|part| part.expect("sorting reports, it does not panic")).collect()
    });
    let mut keys = Vec::with_capacity(all);
    let mut doubtful = vec![];
    for part in parts {
        let part = part?;
        keys.extend(part.0);
        doubtful.extend(part.1);
    }
    let mut counts = vec![0usize; axis.stretches() * sorter.steps() + 1];
    for key in keys.iter().filter(|key| **key != NOWHERE) {
        counts[*key as usize + 1] += 1;
    }
    for at in 1..counts.len() {
        counts[at] += counts[at - 1];
    }
    let blocks = blocks(&counts, sorter.steps());
    let mut rows = vec![0; *counts.last().unwrap_or(&0)];
    for (row, key) in keys.iter().enumerate().filter(|(_, key)| **key != NOWHERE) {
        let to = &mut counts[*key as usize];
        rows[*to] = row as u32;
        *to += 1;
    }
    Ok(Sorted { rows, blocks, doubtful })
}

type Part = Result<(Vec<u32>, Vec<u32>), Overflowed>;

fn blocks(starts: &[usize], steps: usize) -> Vec<(usize, Range<usize>)> {
    let mut blocks = vec![];
    for (key, ends) in starts.windows(2).enumerate() {
        let mut at = ends[0];
        while at < ends[1] {
            let end = ends[1].min(at + BLOCK);
            blocks.push((key / steps, at..end));
            at = end;
        }
    }
    blocks
}

struct Sorter<'a> {
    program: &'a Program<'a>,
    axis: &'a Axis<'a>,
    /// Whether any window holds a stretch.
    wanted: Vec<bool>,
    /// The columns of events that make a difference.
    events: Vec<Id>,
    /// The cut-offs at which they do.
    cut_offs: Vec<i32>,
    /// The state that the rows of a sheet are.
    states: Vec<Option<usize>>,
}

impl<'a> Sorter<'a> {
    fn new(program: &'a Program<'a>, pass: &Pass<'_>, axis: &'a Axis<'a>) -> Self {
        let reads = axis.classes.iter().fold(0, |reads, class| reads | class.reads);
        let is_read = |at: &usize| {
            1u64.checked_shl(FIRST_EVENT + *at as u32).is_some_and(|bit| reads & bit != 0)
        };
        let events: Vec<Id> =
            (0..program.events.len()).filter(is_read).map(|at| program.events[at]).collect();
        let mut cut_offs = vec![];
        if !events.is_empty() {
            let jobs = axis.jobs.iter();
            cut_offs = jobs.map(|job| pass.jobs[*job].span.as_of.num_days_from_ce()).collect();
            cut_offs.sort_unstable();
            cut_offs.dedup();
        }
        let wanted = |stretch| {
            let mut units = axis.classes.iter().flat_map(|class| &class.units);
            units.any(|unit| axis.concerns(unit, stretch))
        };
        let sheets = program.table.sheets.iter();
        let state = |period| axis.states.iter().position(|state| Some(*state) == period);
        Self {
            program,
            axis,
            wanted: (0..axis.stretches()).map(wanted).collect(),
            events,
            cut_offs,
            states: sheets.map(|sheet| state(sheet.period)).collect(),
        }
    }

    /// Into how many steps a stretch is parted.
    fn steps(&self) -> usize {
        self.cut_offs.len() + 1
    }

    fn part(&self, rows: Range<usize>) -> Part {
        let program = self.program;
        let as_of = self.axis.as_of.unwrap_or(Date::MAX);
        let moment = Moment { calendar: program.calendar, as_of, start: Date::MIN, end: as_of };
        let view = View::new(program.dataset, program.table, program.calendar, as_of);
        let mut block = Block::new(program);
        let (mut keys, mut doubtful) = (Vec::with_capacity(rows.len()), vec![]);
        let mut at = rows.start;
        while at < rows.end {
            let end = rows.end.min(at + BLOCK);
            block.turn((at..end).map(|row| row as u32));
            let days = self.days(&mut block, &view, &moment)?;
            let latest = self.latest(&mut block, &moment, end - at);
            let in_doubt = self.axis.checks.iter().any(|check| block.is_in_doubt(*check, &moment));
            // Rows beside each other mostly lie in one stretch.
            let mut last = (NO_DAY, 0);
            for (row, (day, latest)) in (at..end).zip(days.iter().zip(latest)) {
                if *day == NO_DAY {
                    if in_doubt && view.row(row).is_unknown(self.axis.name) {
                        doubtful.push(row as u32);
                    }
                    keys.push(NOWHERE);
                    continue;
                }
                if last.0 != *day {
                    last = (*day, self.axis.stretch(*day));
                }
                let stretch = self.states[program.table.places[row].0 as usize].unwrap_or(last.1);
                let step = self.cut_offs.partition_point(|cut_off| *cut_off < latest);
                let key = stretch * self.steps() + step;
                keys.push(if self.wanted[stretch] { key as u32 } else { NOWHERE });
            }
            at = end;
        }
        if view.has_overflowed() { Err(Overflowed) } else { Ok((keys, doubtful)) }
    }

    fn days(
        &self,
        block: &mut Block<'_>,
        view: &View<'_>,
        moment: &Moment<'_>,
    ) -> Result<Vec<i32>, Overflowed> {
        if let Some(found) = block.values(self.axis.id, moment)
            && let Vector::Day(days) = &*found
        {
            return Ok(days[..block.rows().len()].to_vec());
        }
        let days = block.rows().iter().map(|row| view.day(*row as usize, self.axis.name));
        Ok(days.map(|day| day.map_or(NO_DAY, |day| day.num_days_from_ce())).collect())
    }

    /// The last day on which anything happened to each row.
    fn latest(&self, block: &mut Block<'_>, moment: &Moment<'_>, rows: usize) -> Vec<i32> {
        let mut latest = vec![NO_DAY; rows];
        for id in &self.events {
            if let Some(found) = block.values(*id, moment)
                && let Vector::Day(days) = &*found
            {
                latest.iter_mut().zip(days).for_each(|(latest, day)| *latest = (*latest).max(*day));
            }
        }
        latest
    }
}
