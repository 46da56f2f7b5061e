//! One walk over blocks of rows: which of them each class picks, and what they add to its sums.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Mutex;

use crate::domain::{Datelike, Decimal};
use crate::load::table::{NO_DAY, NO_NARROW, NO_WIDE, NO_WORD};
use crate::spec::expr::unknown::unknown;
use crate::spec::expr::{Expr, Moment, Overflow, Row, Scalar, eval as eval_row};

use super::block::{Block, Version};
use super::classes::{Asked, Axis, Class, Places, moment};
use super::plan::Pass;
use super::program::{AS_OF, FIRST_EVENT, Id, Program, Reads};
use super::reduce::{Keep, ReduceError, Sums};
use super::too_large::TooLarge;
use super::vector::{Form, TRUE, UNKNOWN, Vector};
use super::view::View;

/// What the walk over the blocks needs to know.
pub(super) struct Shared<'a> {
    pub(super) program: &'a Program<'a>,
    pub(super) pass: &'a Pass<'a>,
    /// For every team column the place of every row: the last for a team that is not in the tree.
    pub(super) seats: BTreeMap<Option<&'a str>, Vec<u32>>,
    /// How many places there are.
    pub(super) places: usize,
    /// The groups of first steps met so far, a key and a place each, with their numbers.
    pub(super) keys: Mutex<BTreeMap<(Vec<Scalar>, u32), u32>>,
    /// Which states count for whom, by job.
    pub(super) counts: Vec<Places>,
    /// The dataset's own date: where it stands, and its number among the events.
    pub(super) own: Option<(usize, Option<u32>)>,
}

impl Shared<'_> {
    /// The places of a class's groups by their numbers; without keys a group is its place.
    pub(super) fn places_of(&self, class: &Class<'_>) -> BTreeMap<u32, u32> {
        if class.by.is_empty() {
            return BTreeMap::new();
        }
        let keys = self.keys.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        keys.iter().map(|((_, place), number)| (*number, *place)).collect()
    }
}

/// What came of a walk.
#[derive(Default)]
pub(super) struct Walked {
    /// The sums of classes that no cut-off changes: class, stretch.
    pub(super) fixed: Vec<Vec<Sums>>,
    /// Those of the others: class, unit.
    pub(super) units: Vec<Vec<Sums>>,
    /// What does not fit, with its place in the order of the questions.
    pub(super) errors: Vec<((usize, u8), TooLarge)>,
}

impl Walked {
    /// Adds what came of another walk on the same axis.
    pub(super) fn merge(&mut self, other: Self) -> Result<(), ReduceError> {
        let own = self.fixed.iter_mut().flatten().chain(self.units.iter_mut().flatten());
        let more = other.fixed.iter().flatten().chain(other.units.iter().flatten());
        for (own, more) in own.zip(more) {
            own.merge(more, &Some)?;
        }
        self.errors.extend(other.errors);
        Ok(())
    }
}

/// The rows that a filter picks: its parts, and what of a moment it hangs on.
type Pick = (Option<Id>, Option<Id>, Version);

/// A walk.
pub(super) struct Walk<'a> {
    shared: &'a Shared<'a>,
    axis: &'a Axis<'a>,
    block: Block<'a>,
    walked: Walked,
    scratch: Sums,
    picked: Vec<(Pick, Rc<Vec<u32>>)>,
    seated: Vec<(Option<&'a str>, Rc<Vec<u32>>)>,
    keys: BTreeMap<(Vec<Scalar>, u32), u32>,
    /// What the existence of a row hangs on, where it is not certain.
    existence: Reads,
}

/// Why a class cannot be added up.
enum Failed {
    /// A number of a formula: which part of the class it is.
    Number(u8, String),
    /// A number of a derived column.
    Derived,
    /// A sum.
    Sum(ReduceError),
}

impl From<ReduceError> for Failed {
    fn from(error: ReduceError) -> Self {
        Failed::Sum(error)
    }
}

impl<'a> Walk<'a> {
    /// Before the first block.
    pub(super) fn new(shared: &'a Shared<'a>, axis: &'a Axis<'a>) -> Self {
        let stretches = |class: &Class<'_>| if class.reads == 0 { axis.stretches() } else { 0 };
        let fixed = axis.classes.iter().map(|class| vec![Sums::default(); stretches(class)]);
        let units = axis.classes.iter().map(|class| vec![Sums::default(); class.units.len()]);
        let walked = Walked { fixed: fixed.collect(), units: units.collect(), errors: vec![] };
        let is_own = shared.program.dataset.date.as_deref() == Some(axis.name);
        let existence = match shared.own {
            _ if is_own && !axis.snapshot => 0,
            None => 0,
            Some((_, Some(event))) => 1u64.checked_shl(FIRST_EVENT + event).unwrap_or(AS_OF),
            Some((id, None)) => shared.program.entries[id].reads | AS_OF,
        };
        Self {
            shared,
            axis,
            block: Block::new(shared.program),
            walked,
            scratch: Sums::default(),
            picked: vec![],
            seated: vec![],
            keys: BTreeMap::new(),
            existence,
        }
    }

    /// After the last block.
    pub(super) fn done(self) -> Walked {
        self.walked
    }

    /// Adds the rows of a block to the sums of all classes.
    pub(super) fn block(&mut self, stretch: usize, rows: &[u32]) {
        self.block.turn(rows.iter().copied());
        self.picked.clear();
        self.seated.clear();
        let axis = self.axis;
        for (at, class) in axis.classes.iter().enumerate() {
            let failed = if class.reads == 0 {
                self.fixed(at, class, stretch)
            } else {
                self.changing(at, class, stretch)
            };
            let Err(failed) = failed else { continue };
            let dataset = &self.shared.program.dataset.origin;
            let formula = || self.shared.pass.jobs[class.job].indicator.formula_text.whole();
            let (part, origin, cause) = match failed {
                Failed::Number(part, cause) => (part, formula(), cause),
                Failed::Derived => (3, dataset.clone(), "derive".to_owned()),
                Failed::Sum(error) => (4, dataset.clone(), error.to_string()),
            };
            self.walked.errors.push(((at, part), TooLarge { origin, cause }));
        }
    }

    fn fixed(&mut self, at: usize, class: &'a Class<'a>, stretch: usize) -> Result<(), Failed> {
        let unit = class.units.iter().find(|unit| self.axis.concerns(unit, stretch));
        let Some(unit) = unit else { return Ok(()) };
        let moment = moment(self.shared.program, &unit.span);
        let mut sums = std::mem::take(&mut self.walked.fixed[at][stretch]);
        let added = self.add(class, &moment, &mut sums);
        self.walked.fixed[at][stretch] = sums;
        added
    }

    /// Units between which nothing happened in the block share what it comes to.
    fn changing(&mut self, at: usize, class: &'a Class<'a>, stretch: usize) -> Result<(), Failed> {
        let mut versions: Vec<(Version, Vec<usize>)> = vec![];
        for (number, unit) in class.units.iter().enumerate() {
            if !self.axis.concerns(unit, stretch) {
                continue;
            }
            let moment = moment(self.shared.program, &unit.span);
            let version = self.block.version(class.reads, &moment);
            match versions.iter_mut().find(|(known, _)| *known == version) {
                Some((_, units)) => units.push(number),
                None => versions.push((version, vec![number])),
            }
        }
        for (_, units) in versions {
            let moment = moment(self.shared.program, &class.units[units[0]].span);
            if units.len() == 1 && !self.axis.snapshot {
                let mut sums = std::mem::take(&mut self.walked.units[at][units[0]]);
                let added = self.add(class, &moment, &mut sums);
                self.walked.units[at][units[0]] = sums;
                added?;
                continue;
            }
            let mut sums = std::mem::take(&mut self.scratch);
            sums.clear();
            let added = self.add(class, &moment, &mut sums);
            let places = self.axis.snapshot.then(|| self.shared.places_of(class));
            for unit in units {
                let states = &self.shared.counts[class.units[unit].job].states;
                let to = |group: usize| {
                    let Some(places) = &places else { return Some(group) };
                    let place = places.get(&(group as u32)).map_or(group, |place| *place as usize);
                    self.axis.is_of(stretch, states[place]).then_some(group)
                };
                self.walked.units[at][unit].merge(&sums, &to)?;
            }
            self.scratch = sums;
            added?;
        }
        Ok(())
    }

    /// Adds the rows that a class picks.
    fn add(
        &mut self,
        class: &'a Class<'a>,
        moment: &Moment<'_>,
        sums: &mut Sums,
    ) -> Result<(), Failed> {
        if class.by.is_empty() {
            sums.hold(self.shared.places, class.keep);
        }
        let parts = [&class.wher, &class.filter, &class.arg].into_iter().flatten();
        let mut checks = parts.flat_map(|asked| &asked.checks);
        if checks.any(|check| self.block.is_in_doubt(*check, moment)) {
            return self.add_row_by_row(class, moment, sums);
        }
        let arg = class.arg.as_ref().map(|arg| (arg.id, self.block.values(arg.id, moment)));
        let picked = self.pick(class, moment);
        let (Some(picked), false) = (picked, matches!(arg, Some((_, None)))) else {
            return self.add_row_by_row(class, moment, sums);
        };
        let Some(groups) = self.groups(class, moment, &picked) else {
            return self.add_row_by_row(class, moment, sums);
        };
        let most = picked.iter().map(|at| groups[*at as usize]).max().unwrap_or_default();
        sums.hold(most as usize + 1, class.keep);
        let rows = picked.iter().map(|at| (*at as usize, groups[*at as usize] as usize));
        let Some((id, Some(values))) = arg else {
            rows.for_each(|(_, group)| sums.count(group));
            return Ok(());
        };
        let days = self.days(class.keep, moment);
        let kept = Kept { keep: class.keep, days: days.as_deref() };
        add_values(sums, rows, &values, self.block.form(id), kept)
    }

    /// The rows of the block that pass a class's filters; `None` where that cannot be said column
    /// by column.
    fn pick(&mut self, class: &Class<'_>, moment: &Moment<'_>) -> Option<Rc<Vec<u32>>> {
        let entries = &self.shared.program.entries;
        let id = |asked: &Option<Asked<'_>>| asked.as_ref().map(|asked| asked.id);
        let (wher, filter) = (id(&class.wher), id(&class.filter));
        let reads = [wher, filter].into_iter().flatten();
        let reads = reads.fold(self.existence, |reads, id| reads | entries[id].reads);
        let version = self.block.version(reads, moment);
        let key = (wher, filter, version);
        if let Some((_, known)) = self.picked.iter().find(|(known, _)| *known == key) {
            return Some(Rc::clone(known));
        }
        let mut picked: Vec<u32> = (0..self.block.rows().len() as u32).collect();
        for id in [wher, filter].into_iter().flatten() {
            let found = self.block.values(id, moment)?;
            let Vector::Truth(truths) = &*found else { return None };
            picked.retain(|at| truths[*at as usize] == TRUE);
        }
        if let Some((id, event)) = self.shared.own.filter(|_| self.existence != 0) {
            let all_exist = event
                .and_then(|event| 1u64.checked_shl(FIRST_EVENT + event))
                .is_some_and(|bit| version.3 & bit != 0);
            if !all_exist {
                let found = self.block.values(id, moment)?;
                let form = self.block.form(id);
                let exists = |at: &u32| {
                    let own = form.scalar(&found, *at as usize).date();
                    own.is_none_or(|day| day <= moment.as_of)
                };
                picked.retain(exists);
            }
        }
        let picked = Rc::new(picked);
        self.picked.push((key, Rc::clone(&picked)));
        Some(picked)
    }

    /// The places of the block's rows.
    fn seats(&mut self, class: &Class<'a>) -> Rc<Vec<u32>> {
        if let Some((_, known)) = self.seated.iter().find(|(known, _)| *known == class.team) {
            return Rc::clone(known);
        }
        let all = &self.shared.seats[&class.team];
        let seats = self.block.rows().iter().map(|row| all[*row as usize]);
        let seats = Rc::new(seats.collect::<Vec<u32>>());
        self.seated.push((class.team, Rc::clone(&seats)));
        seats
    }

    /// The groups of the block's rows: place and key.
    fn groups(
        &mut self,
        class: &Class<'a>,
        moment: &Moment<'_>,
        picked: &[u32],
    ) -> Option<Rc<Vec<u32>>> {
        let seats = self.seats(class);
        if class.by.is_empty() {
            return Some(seats);
        }
        let values: Option<Vec<_>> =
            class.by.iter().map(|id| self.block.values(*id, moment)).collect();
        let values = values?;
        let mut groups = (*seats).clone();
        for at in picked.iter().map(|at| *at as usize) {
            let key = class.by.iter().zip(&values);
            let key = key.map(|(id, vector)| self.block.form(*id).scalar(vector, at)).collect();
            groups[at] = self.number(key, groups[at]);
        }
        Some(Rc::new(groups))
    }

    /// The number of the group of a key and a place. Numbers are given in the order in which groups
    /// are met, which nobody sees.
    fn number(&mut self, key: Vec<Scalar>, place: u32) -> u32 {
        let group = (key, place);
        if let Some(known) = self.keys.get(&group) {
            return *known;
        }
        let mut all = self.shared.keys.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let next = all.len() as u32;
        let number = *all.entry(group.clone()).or_insert(next);
        self.keys.insert(group, number);
        number
    }

    /// What [`Walk::add`] does, one row after another: where a row may be in doubt, and where a
    /// number is too long to be had column by column.
    fn add_row_by_row(
        &mut self,
        class: &'a Class<'a>,
        moment: &Moment<'_>,
        sums: &mut Sums,
    ) -> Result<(), Failed> {
        let program = self.shared.program;
        let view = View::new(program.dataset, program.table, program.calendar, moment.as_of);
        let seats = self.seats(class);
        let values = class.arg.as_ref().and_then(|arg| self.block.values(arg.id, moment));
        let days = self.days(class.keep, moment);
        let kept = Kept { keep: class.keep, days: days.as_deref() };
        let rows = self.block.rows().to_vec();
        for (at, row) in rows.into_iter().map(|row| row as usize).enumerate() {
            if self.existence != 0 && !view.exists(row) {
                continue;
            }
            let cells = view.row(row);
            let found = judge(class, &cells, moment);
            if view.has_overflowed() {
                return Err(Failed::Derived);
            }
            let found = found?;
            if found == Fate::Out {
                continue;
            }
            let mut group = seats[at] as usize;
            if !class.by.is_empty() {
                let key = key_of(self.shared, class, &cells, moment)?;
                group = self.number(key, group as u32) as usize;
            }
            sums.hold(group + 1, class.keep);
            match found {
                Fate::InDoubt => sums.doubt(group),
                Fate::In | Fate::WithDoubt => {
                    if found == Fate::WithDoubt {
                        sums.doubt(group);
                    }
                    let rows = std::iter::once((at, group));
                    match (&class.arg, &values) {
                        (None, _) => sums.count(group),
                        (Some(arg), Some(values)) => {
                            add_values(sums, rows, values, self.block.form(arg.id), kept)?;
                        }
                        (Some(arg), None) => {
                            let value = part(2, arg, eval_row(arg.expr, &cells, moment))?;
                            sums.count(group);
                            add_scalar(sums, (at, group), &value, kept)?;
                        }
                    }
                }
                Fate::Out => {}
            }
            if view.has_overflowed() {
                return Err(Failed::Derived);
            }
        }
        Ok(())
    }

    /// The days of the block's rows, where the first or last of them matters.
    fn days(&mut self, keep: Keep, moment: &Moment<'_>) -> Option<Vec<i32>> {
        if !matches!(keep, Keep::First | Keep::Last) {
            return None;
        }
        let found = self.block.values(self.axis.id, moment);
        if let Some(Vector::Day(days)) = found.as_deref() {
            return Some(days.clone());
        }
        let program = self.shared.program;
        let view = View::new(program.dataset, program.table, program.calendar, moment.as_of);
        let days = self.block.rows().iter().map(|row| view.day(*row as usize, self.axis.name));
        Some(days.map(|day| day.map_or(NO_DAY, |day| day.num_days_from_ce())).collect())
    }
}

/// The keys of a row, as [`Walk::groups`] has them.
fn key_of(
    shared: &Shared<'_>,
    class: &Class<'_>,
    cells: &dyn Row,
    moment: &Moment<'_>,
) -> Result<Vec<Scalar>, Failed> {
    let steps = &shared.pass.jobs[class.job].indicator.steps;
    let keys = steps.first().map_or(&[] as &[_], |step| step.by.as_slice());
    let one = |(_, key): &(String, Expr)| {
        let found = eval_row(key, cells, moment);
        found.map_err(|_: Overflow| Failed::Number(3, key.to_string()))
    };
    keys.iter().map(one).collect()
}

/// What becomes of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Out,
    In,
    /// It counts, but nobody knows with what.
    WithDoubt,
    /// Nobody knows whether it counts.
    InDoubt,
}

fn judge(class: &Class<'_>, cells: &dyn Row, moment: &Moment<'_>) -> Result<Fate, Failed> {
    for (number, asked) in (0..).zip([&class.wher, &class.filter]) {
        let Some(asked) = asked else { continue };
        if is_unknown(number, asked, cells, moment)? {
            return Ok(Fate::InDoubt);
        }
        if !part(number, asked, eval_row(asked.expr, cells, moment))?.holds() {
            return Ok(Fate::Out);
        }
    }
    match &class.arg {
        Some(arg) if is_unknown(2, arg, cells, moment)? => Ok(Fate::WithDoubt),
        _ => Ok(Fate::In),
    }
}

fn is_unknown(
    number: u8,
    asked: &Asked<'_>,
    cells: &dyn Row,
    moment: &Moment<'_>,
) -> Result<bool, Failed> {
    if asked.checks.is_empty() {
        return Ok(false);
    }
    part(number, asked, unknown(asked.expr, cells, moment))
}

fn part<T>(number: u8, asked: &Asked<'_>, found: Result<T, Overflow>) -> Result<T, Failed> {
    found.map_err(|_| Failed::Number(number, asked.expr.to_string()))
}

const LONG_VALUE: &str = "a value has over 38 digits";

/// What is kept of values beside their sums.
#[derive(Clone, Copy)]
struct Kept<'a> {
    keep: Keep,
    /// The days of the rows of the block, where they matter.
    days: Option<&'a [i32]>,
}

impl Kept<'_> {
    #[inline]
    fn add(self, sums: &mut Sums, (at, group): (usize, usize), value: i128) {
        sums.add(group, value);
        match (self.keep, self.days) {
            (Keep::Nothing, _) => {}
            (keep, Some(days)) => sums.place(group, keep.order(days[at]), value),
            (_, None) => sums.keep(group, value),
        }
    }
}

/// Adds the values of rows, each to its group.
fn add_values(
    sums: &mut Sums,
    rows: impl Iterator<Item = (usize, usize)>,
    values: &Vector,
    form: &Form<'_>,
    kept: Kept<'_>,
) -> Result<(), Failed> {
    let scale = match form {
        Form::Number(scale) => *scale,
        _ => 0,
    };
    if let Vector::Any(cells) = values {
        for (at, group) in rows {
            sums.count(group);
            add_scalar(sums, (at, group), &cells[at], kept)?;
        }
        return Ok(());
    }
    let power = sums.raise_to(scale)?;
    let mut too_long = false;
    let mut add = |sums: &mut Sums, row: (usize, usize), value: i128| {
        let value = if power == 1 { Some(value) } else { value.checked_mul(power) };
        match value {
            Some(value) => kept.add(sums, row, value),
            None => too_long = true,
        }
    };
    for (at, group) in rows {
        sums.count(group);
        match values {
            Vector::Narrow(all) if all[at] != NO_NARROW => {
                add(sums, (at, group), i128::from(all[at]))
            }
            Vector::Wide(all) if all[at] != NO_WIDE => add(sums, (at, group), all[at]),
            Vector::Day(all) if all[at] != NO_DAY => {
                add(sums, (at, group), i128::from(all[at] - EPOCH))
            }
            Vector::Truth(all) if all[at] != UNKNOWN => {
                add(sums, (at, group), i128::from(all[at] == TRUE));
            }
            Vector::Word(all) if all[at] != NO_WORD => add(sums, (at, group), i128::from(all[at])),
            _ => {}
        }
    }
    if too_long { Err(Failed::Number(4, LONG_VALUE.to_owned())) } else { Ok(()) }
}

/// Adds one value: days for dates, a fingerprint of the text for counting different ones.
fn add_scalar(
    sums: &mut Sums,
    row: (usize, usize),
    value: &Scalar,
    kept: Kept<'_>,
) -> Result<(), Failed> {
    let value = match value {
        Scalar::Null => return Ok(()),
        Scalar::Number(number) => *number,
        Scalar::Date(day) => Decimal::whole(i64::from(day.num_days_from_ce() - EPOCH)),
        Scalar::Bool(truth) => Decimal::whole(i64::from(*truth)),
        Scalar::Text(text) => Decimal { mantissa: fingerprint(text), scale: 0 },
    };
    let power = sums.raise_to(value.scale)?;
    let too_long = || Failed::Number(4, LONG_VALUE.to_owned());
    let value = value.mantissa.checked_mul(power).ok_or_else(too_long)?;
    kept.add(sums, row, value);
    Ok(())
}

/// Days from the first of January of the year 1 to that of 1970.
const EPOCH: i32 = 719_163;

/// A number for a text, from its bytes alone: FNV-1a, folded to 112 bits so that it fits.
fn fingerprint(text: &str) -> i128 {
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013B;
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    let hash = text.bytes().fold(BASIS, |hash, b| (hash ^ u128::from(b)).wrapping_mul(PRIME));
    ((hash >> 112) ^ (hash & ((1 << 112) - 1))) as i128
}
