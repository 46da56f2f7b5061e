//! The values of a program for a block of rows, each worked out when it is first asked for and
//! only once: two cut-offs between which nothing in the block happened share it.

use std::cmp::Ordering;
use std::rc::Rc;

use crate::domain::{Date, Datelike};
use crate::load::table::{NO_DAY, NO_NARROW, NO_WIDE, NO_WORD, Packed};
use crate::spec::expr::{Expr, Function, Moment, Row, Scalar, eval};

use super::program::{AS_OF, END, FIRST_EVENT, Id, Op, Program, Reads, START};
use super::vector::{
    FALSE, Form, TRUE, UNKNOWN, Vector, arith, choose, compare, day, nothing, order,
};

/// How many rows are looked at together.
pub(super) const BLOCK: usize = 4096;

/// What of a cut-off and its window makes a difference to a value in a block: the days that it
/// reads, and which events had all happened.
pub(super) type Version = (i32, i32, i32, Reads);

type Found = Option<Rc<Vector>>;

/// Rows, and what has been worked out for them.
pub(super) struct Block<'a> {
    program: &'a Program<'a>,
    rows: Vec<u32>,
    memo: Vec<Vec<(Version, Found)>>,
    checked: Vec<Vec<(Version, bool)>>,
    /// The same in every block.
    constants: Vec<Found>,
    /// The first and the last day of every event.
    events: Vec<Option<Option<(i32, i32)>>>,
}

impl<'a> Block<'a> {
    /// An empty block.
    pub(super) fn new(program: &'a Program<'a>) -> Self {
        Self {
            program,
            rows: vec![],
            memo: vec![vec![]; program.entries.len()],
            checked: vec![vec![]; program.checks.len()],
            constants: vec![None; program.entries.len()],
            events: vec![],
        }
    }

    /// Takes other rows, at most [`BLOCK`] of them.
    pub(super) fn turn(&mut self, rows: impl Iterator<Item = u32>) {
        self.rows.clear();
        self.rows.extend(rows);
        self.memo.iter_mut().for_each(Vec::clear);
        self.checked.iter_mut().for_each(Vec::clear);
        self.events.clear();
        self.events.resize(self.program.events.len(), None);
    }

    /// Its rows.
    pub(super) fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// How the values of an expression are held.
    pub(super) fn form(&self, id: Id) -> &'a Form<'a> {
        &self.program.entries[id].form
    }

    /// What of a moment makes a difference to values that hang on `reads`.
    pub(super) fn version(&mut self, reads: Reads, moment: &Moment<'_>) -> Version {
        if reads == 0 {
            return (0, 0, 0, 0);
        }
        let as_of = moment.as_of.num_days_from_ce();
        let mut mixed = reads & AS_OF != 0;
        let mut happened = 0;
        for at in 0..self.program.events.len() {
            let Some(bit) = 1u64.checked_shl(FIRST_EVENT + at as u32) else { break };
            if reads & bit == 0 {
                continue;
            }
            match self.event(at) {
                None => happened |= bit,
                Some((_, last)) if last <= as_of => happened |= bit,
                Some((first, _)) => mixed |= first <= as_of,
            }
        }
        let of = |bit: Reads, day: i32| if reads & bit != 0 { day } else { 0 };
        (
            if mixed { as_of } else { 0 },
            of(START, moment.start.num_days_from_ce()),
            of(END, moment.end.num_days_from_ce()),
            happened,
        )
    }

    fn event(&mut self, at: usize) -> Option<(i32, i32)> {
        if let Some(known) = self.events[at] {
            return known;
        }
        let raw = self.program.events[at];
        let found = self.column(raw).and_then(|vector| extent(&vector, self.rows.len()));
        self.events[at] = Some(found);
        found
    }

    /// The values of an expression that hangs on no moment.
    fn column(&mut self, id: Id) -> Found {
        let (calendar, day) = (self.program.calendar, Date::MAX);
        self.values(id, &Moment { calendar, as_of: day, start: day, end: day })
    }

    /// The values of an expression; `None` where some row's cannot be had column by column.
    pub(super) fn values(&mut self, id: Id, moment: &Moment<'_>) -> Found {
        let program = self.program;
        let entry = &program.entries[id];
        if let Op::Constant(scalar) = &entry.op {
            if self.constants[id].is_none() {
                let vector = match scalar {
                    Scalar::Null => Some(nothing(&entry.form, BLOCK)),
                    scalar => Vector::packed(vec![scalar.clone(); BLOCK], &entry.form),
                };
                self.constants[id] = vector.map(Rc::new);
            }
            return self.constants[id].clone();
        }
        let version = self.version(entry.reads, moment);
        if let Some((_, found)) = self.memo[id].iter().find(|(known, _)| *known == version) {
            return found.clone();
        }
        let found = self.work_out(&entry.op, &entry.form, moment).map(Rc::new);
        self.memo[id].push((version, found.clone()));
        found
    }

    /// Whether some call of a check has all that it needs and no result.
    pub(super) fn is_in_doubt(&mut self, check: usize, moment: &Moment<'_>) -> bool {
        let program = self.program;
        let check_of = &program.checks[check];
        let reads = program.entries[check_of.call].reads;
        let version = self.version(reads, moment);
        if let Some((_, found)) = self.checked[check].iter().find(|(known, _)| *known == version) {
            return *found;
        }
        let args: Option<Vec<_>> =
            check_of.args.iter().map(|arg| self.values(*arg, moment)).collect();
        let found = match (self.values(check_of.call, moment), args) {
            (Some(call), Some(args)) => (0..self.rows.len())
                .any(|at| call.is_nothing(at) && args.iter().all(|arg| !arg.is_nothing(at))),
            _ => true,
        };
        self.checked[check].push((version, found));
        found
    }

    fn work_out(&mut self, op: &Op<'_>, form: &Form<'_>, moment: &Moment<'_>) -> Option<Vector> {
        let rows = self.rows.len();
        Some(match op {
            Op::Column(packed) => self.taken(packed, form),
            Op::Constant(_) => return None,
            Op::Moment(which) => {
                let day = match *which {
                    AS_OF => moment.as_of,
                    START => moment.start,
                    _ => moment.end,
                };
                Vector::Day(vec![day.num_days_from_ce(); rows])
            }
            Op::Event(raw) => happened(&*self.values(*raw, moment)?, moment)?,
            Op::ByWord(column, values) => by_word(&*self.values(*column, moment)?, values)?,
            Op::Rescaled(a) => {
                let (Form::Number(from), Form::Number(to)) = (self.form(*a), form) else {
                    return None;
                };
                self.values(*a, moment)?.rescaled(*from, *to)?
            }
            Op::Not(a) => map_truth(&*self.values(*a, moment)?, |a| TRUE - a)?,
            Op::IsNull(a) => {
                let a = self.values(*a, moment)?;
                let truth = |at| if a.is_nothing(at) { TRUE } else { FALSE };
                Vector::Truth((0..rows).map(truth).collect())
            }
            Op::And(a, b) => {
                let (a, b) = (self.values(*a, moment)?, self.values(*b, moment)?);
                zip_truth(&a, &b, u8::min)?
            }
            Op::Or(a, b) => {
                let (a, b) = (self.values(*a, moment)?, self.values(*b, moment)?);
                zip_truth(&a, &b, u8::max)?
            }
            Op::Negate(a) => map_number(&*self.values(*a, moment)?, i128::checked_neg)?,
            Op::Abs(a) => map_number(&*self.values(*a, moment)?, i128::checked_abs)?,
            Op::Round(a, digits) => {
                let Form::Number(scale) = *self.form(*a) else { return None };
                let round = |mantissa| {
                    let number = crate::domain::Decimal { mantissa, scale };
                    number.round(*digits).map(|rounded| rounded.mantissa)
                };
                map_number(&*self.values(*a, moment)?, round)?
            }
            Op::Arith(op, a, b) => {
                arith(*op, &*self.values(*a, moment)?, &*self.values(*b, moment)?)?
            }
            Op::Compare(op, a, b) => {
                compare(*op, &*self.values(*a, moment)?, &*self.values(*b, moment)?)?
            }
            Op::Case(arms, otherwise) => {
                let mut chosen = self.values(*otherwise, moment)?;
                for (when, then) in arms.iter().rev() {
                    let when = self.values(*when, moment)?;
                    let Vector::Truth(holds) = &*when else { return None };
                    let then = self.values(*then, moment)?;
                    chosen = Rc::new(choose(rows, &then, &chosen, |at| holds[at] == TRUE)?);
                }
                Rc::unwrap_or_clone(chosen)
            }
            Op::Coalesce(all) => {
                let mut all = all.iter().rev();
                let mut chosen = self.values(*all.next()?, moment)?;
                for id in all {
                    let one = self.values(*id, moment)?;
                    chosen = Rc::new(choose(rows, &one, &chosen, |at| !one.is_nothing(at))?);
                }
                Rc::unwrap_or_clone(chosen)
            }
            Op::Extreme(all, wanted) => {
                let mut all = all.iter();
                let mut best = self.values(*all.next()?, moment)?;
                for id in all {
                    let one = self.values(*id, moment)?;
                    let keeps = |at| {
                        best.is_nothing(at)
                            || !one.is_nothing(at) && order(&one, &best, at) != Some(*wanted)
                    };
                    let chosen = choose(rows, &best, &one, keeps)?;
                    best = Rc::new(chosen);
                }
                Rc::unwrap_or_clone(best)
            }
            Op::NullIf(a, b) => {
                let (a, b) = (self.values(*a, moment)?, self.values(*b, moment)?);
                let differs = |at| {
                    !(order(&a, &b, at) == Some(Ordering::Equal)
                        || a.is_nothing(at) && b.is_nothing(at))
                };
                choose(rows, &a, &nothing(form, rows), differs)?
            }
            Op::Workdays(a, b) => {
                let workdays = &self.program.workdays;
                zip_days(&*self.values(*a, moment)?, &*self.values(*b, moment)?, |a, b| {
                    workdays.between(a, b).unwrap_or(NO_NARROW)
                })?
            }
            Op::Days(a, b) => {
                let days = |a, b| i64::from(b) - i64::from(a);
                zip_days(&*self.values(*a, moment)?, &*self.values(*b, moment)?, days)?
            }
            Op::AddWorkdays(a, n) => {
                let (a, n) = (self.values(*a, moment)?, self.values(*n, moment)?);
                let (Vector::Day(a), Vector::Narrow(n)) = (&*a, &*n) else { return None };
                let workdays = &self.program.workdays;
                let add = |(day, n): (&i32, &i64)| match u32::try_from(*n) {
                    Ok(n) if *day != NO_DAY => workdays.add(*day, n),
                    _ => NO_DAY,
                };
                Vector::Day(a.iter().zip(n).map(add).collect())
            }
            Op::AddDays(a, n) => {
                let (a, n) = (self.values(*a, moment)?, self.values(*n, moment)?);
                let (Vector::Day(a), Vector::Narrow(n)) = (&*a, &*n) else { return None };
                Vector::Day(a.iter().zip(n).map(|(day, n)| add_days(*day, *n)).collect())
            }
            Op::Part(function, a) => {
                let a = self.values(*a, moment)?;
                let Vector::Day(days) = &*a else { return None };
                Vector::Narrow(days.iter().map(|days| part(*function, *days)).collect())
            }
            Op::RowWise { expr, columns, derived } => {
                self.row_by_row(expr, columns, *derived, form, moment)?
            }
        })
    }

    /// The cells of the rows, one beside the other.
    fn taken(&self, packed: &Packed<'_>, form: &Form<'_>) -> Vector {
        fn cells<T: Clone>(all: &[T], rows: &[u32]) -> Vec<T> {
            match (rows.first(), rows.last()) {
                (Some(first), Some(last)) if (last - first) as usize + 1 == rows.len() => {
                    all[*first as usize..=*last as usize].to_vec()
                }
                _ => rows.iter().map(|row| all[*row as usize].clone()).collect(),
            }
        }
        match packed {
            Packed::Narrow(all, _) => Vector::Narrow(cells(all, &self.rows)),
            Packed::Wide(all, _) => Vector::Wide(cells(all, &self.rows)),
            Packed::Text(all, _) => Vector::Word(cells(all, &self.rows)),
            Packed::Date(all) => Vector::Day(cells(all, &self.rows)),
            Packed::Other(all) => Vector::Any(cells(all, &self.rows)),
            Packed::Nothing => nothing(form, self.rows.len()),
        }
    }

    fn row_by_row(
        &mut self,
        expr: &Expr,
        columns: &[(&str, Id)],
        derived: bool,
        form: &Form<'_>,
        moment: &Moment<'_>,
    ) -> Option<Vector> {
        let held: Option<Vec<Rc<Vector>>> =
            columns.iter().map(|(_, id)| self.values(*id, moment)).collect();
        let held = held?;
        let named = columns.iter().zip(&held);
        let named = named.map(|((name, id), vector)| (*name, self.form(*id), &**vector)).collect();
        let inner = Moment { start: Date::MIN, end: moment.as_of, ..*moment };
        let moment = if derived { &inner } else { moment };
        let mut row = Held { columns: named, at: 0 };
        let mut cells = Vec::with_capacity(self.rows.len());
        for at in 0..self.rows.len() {
            row.at = at;
            cells.push(eval(expr, &row, moment).ok()?);
        }
        Vector::packed(cells, form)
    }
}

/// A row of columns that are held side by side.
struct Held<'a> {
    columns: Vec<(&'a str, &'a Form<'a>, &'a Vector)>,
    at: usize,
}

impl Row for Held<'_> {
    fn get(&self, column: &str) -> Scalar {
        let found = self.columns.iter().find(|(name, ..)| *name == column);
        found.map_or(Scalar::Null, |(_, form, vector)| form.scalar(vector, self.at))
    }
}

/// The first and the last of the days of so many rows, if there are any.
fn extent(vector: &Vector, rows: usize) -> Option<(i32, i32)> {
    let mut found: Option<(i32, i32)> = None;
    let mut widen = |day: i32| {
        found = Some(found.map_or((day, day), |(first, last)| (first.min(day), last.max(day))));
    };
    match vector {
        Vector::Day(days) => {
            days[..rows].iter().filter(|day| **day != NO_DAY).for_each(|d| widen(*d))
        }
        Vector::Any(cells) => {
            let days = cells[..rows].iter().filter_map(Scalar::date);
            days.for_each(|day| widen(day.num_days_from_ce()));
        }
        _ => {}
    }
    found
}

/// Days without those after the cut-off.
fn happened(raw: &Vector, moment: &Moment<'_>) -> Option<Vector> {
    let as_of = moment.as_of.num_days_from_ce();
    match raw {
        Vector::Day(days) => {
            let until = |day: &i32| if *day > as_of { NO_DAY } else { *day };
            Some(Vector::Day(days.iter().map(until).collect()))
        }
        Vector::Any(cells) => {
            let until = |cell: &Scalar| match cell {
                Scalar::Date(day) if *day > moment.as_of => Scalar::Null,
                cell => cell.clone(),
            };
            Some(Vector::Any(cells.iter().map(until).collect()))
        }
        _ => None,
    }
}

fn by_word(codes: &Vector, values: &Vector) -> Option<Vector> {
    fn each<T: Clone>(codes: &[u32], values: &[T]) -> Vec<T> {
        let none = values.len() - 1;
        let of = |code: &u32| values[if *code == NO_WORD { none } else { *code as usize }].clone();
        codes.iter().map(of).collect()
    }
    let Vector::Word(codes) = codes else { return None };
    Some(match values {
        Vector::Narrow(values) => Vector::Narrow(each(codes, values)),
        Vector::Wide(values) => Vector::Wide(each(codes, values)),
        Vector::Day(values) => Vector::Day(each(codes, values)),
        Vector::Truth(values) => Vector::Truth(each(codes, values)),
        Vector::Word(values) => Vector::Word(each(codes, values)),
        Vector::Any(values) => Vector::Any(each(codes, values)),
    })
}

fn map_truth(a: &Vector, op: impl Fn(u8) -> u8) -> Option<Vector> {
    let Vector::Truth(a) = a else { return None };
    Some(Vector::Truth(a.iter().map(|a| op(*a)).collect()))
}

/// False, unknown and true are in this order: AND is the smaller of two, OR the larger.
fn zip_truth(a: &Vector, b: &Vector, op: impl Fn(u8, u8) -> u8) -> Option<Vector> {
    let (Vector::Truth(a), Vector::Truth(b)) = (a, b) else { return None };
    const { assert!(FALSE < UNKNOWN && UNKNOWN < TRUE) };
    Some(Vector::Truth(a.iter().zip(b).map(|(a, b)| op(*a, *b)).collect()))
}

fn map_number(a: &Vector, op: impl Fn(i128) -> Option<i128>) -> Option<Vector> {
    match a {
        Vector::Narrow(cells) => {
            let one = |cell: &i64| match *cell {
                NO_NARROW => Some(NO_NARROW),
                cell => op(i128::from(cell)).and_then(|found| i64::try_from(found).ok()),
            };
            let found =
                cells.iter().map(|cell| one(cell).filter(|f| *cell == *f || *f != NO_NARROW));
            found.collect::<Option<_>>().map(Vector::Narrow)
        }
        Vector::Wide(cells) => {
            let one = |cell: &i128| match *cell {
                NO_WIDE => Some(NO_WIDE),
                cell => op(cell).filter(|found| *found != NO_WIDE),
            };
            cells.iter().map(one).collect::<Option<_>>().map(Vector::Wide)
        }
        _ => None,
    }
}

fn zip_days(a: &Vector, b: &Vector, op: impl Fn(i32, i32) -> i64) -> Option<Vector> {
    let (Vector::Day(a), Vector::Day(b)) = (a, b) else { return None };
    let one = |(a, b): (&i32, &i32)| {
        if *a == NO_DAY || *b == NO_DAY { NO_NARROW } else { op(*a, *b) }
    };
    Some(Vector::Narrow(a.iter().zip(b).map(one).collect()))
}

fn add_days(day: i32, n: i64) -> i32 {
    let known = Date::MIN.num_days_from_ce()..=Date::MAX.num_days_from_ce();
    let later = i64::from(day).checked_add(n).filter(|_| day != NO_DAY && n != NO_NARROW);
    let later = later.and_then(|later| i32::try_from(later).ok());
    later.filter(|later| known.contains(later)).unwrap_or(NO_DAY)
}

fn part(function: Function, days: i32) -> i64 {
    let Some(day) = day(days) else { return NO_NARROW };
    match function {
        Function::Year => i64::from(day.year()),
        Function::Quarter => i64::from(day.quarter()),
        _ => i64::from(day.month()),
    }
}
