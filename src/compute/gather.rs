//! Which rows count for which figure: through the window, the team, the coverage and the filters,
//! into the reduction.

use std::collections::BTreeMap;

use crate::diag::Origin;
use crate::domain::{Calendar, Date, Datelike, Decimal, TeamId};
use crate::load::table::Table;
use crate::spec::expr::unknown::unknown;
use crate::spec::expr::{AggregateKind, Expr, Moment, Row, Scalar, eval as eval_row};
use crate::spec::{Dataset, Measured, Project};

use super::covered::Handed;
use super::plan::{Job, Pass};
use super::reduce::Rows;
use super::view::View;

/// The slot that counts every row of a job, whatever the aggregates' own filters.
pub(super) const ALL_ROWS: u32 = u32::MAX;

/// The slot of rows of which it is not known whether or with what they count, because they hang on
/// a year whose holidays nobody listed.
pub(super) const UNKNOWN_ROWS: u32 = u32::MAX - 1;

/// Sends every row that counts to its jobs, teams and aggregates.
pub(super) fn reduction(
    project: &Project,
    dataset: &Dataset,
    table: &Table,
    pass: &Pass<'_>,
    handed: &[Handed],
) -> Result<Gathered, TooLarge> {
    let mut rows = Rows::default();
    let mut keys = Keys::default();
    let mut by_cut_off: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
    for (at, job) in pass.jobs.iter().enumerate() {
        by_cut_off.entry(job.span.as_of).or_default().push(at);
        for (slot, aggregate) in job.aggregates.iter().enumerate() {
            if !aggregate.kind.is_distributive() {
                rows.keep_values(at as u32, slot as u32);
            }
        }
    }
    for (as_of, jobs) in by_cut_off {
        let view = View::new(dataset, table, &project.calendar, as_of)
            .map_err(|_| TooLarge { origin: dataset.origin.clone(), cause: "derive".to_owned() })?;
        let existing: Vec<usize> = (0..table.len()).filter(|row| view.exists(*row)).collect();
        let mut axes: BTreeMap<&str, Vec<Option<Date>>> = BTreeMap::new();
        for at in jobs {
            let job = &pass.jobs[at];
            let teams = Teams { project, job, handed: &handed[at] };
            let sender = Sender::new(&view, &project.calendar, job, at as u32);
            for (axis, own) in job.axes() {
                let days = axes
                    .entry(axis)
                    .or_insert_with(|| (0..table.len()).map(|row| view.day(row, axis)).collect());
                for &row in &existing {
                    match days[row] {
                        Some(day) => {
                            if let Some(team) = teams.of(&view, table, row, day) {
                                let key = keys.number(sender.key(row)?);
                                sender.send((team, key), (row, day), own, &mut rows)?;
                            }
                        }
                        None if sender.may_lie_within(row, axis) => {
                            if let Some(team) = teams.owner(&view, table, row) {
                                sender.doubt(team, row, &mut rows)?;
                            }
                        }
                        None => {}
                    }
                }
            }
        }
    }
    Ok(Gathered { rows, keys: keys.tuples })
}

/// The rows of a pass on their way into the reduction.
pub(super) struct Gathered {
    /// The rows.
    pub(super) rows: Rows,
    /// The keys of first steps, by their number.
    pub(super) keys: Vec<Vec<Scalar>>,
}

/// Numbers for the different keys of first steps.
struct Keys {
    numbers: BTreeMap<Vec<Scalar>, u32>,
    tuples: Vec<Vec<Scalar>>,
}

impl Default for Keys {
    /// Indicators without steps share the first number: no keys at all.
    fn default() -> Self {
        Self { numbers: BTreeMap::from([(vec![], 0)]), tuples: vec![vec![]] }
    }
}

impl Keys {
    fn number(&mut self, tuple: Vec<Scalar>) -> u32 {
        let next = self.tuples.len() as u32;
        *self.numbers.entry(tuple).or_insert_with_key(|tuple| {
            self.tuples.push(tuple.clone());
            next
        })
    }
}

/// A number does not fit in 38 digits.
pub(super) struct TooLarge {
    /// The formula that asks for it, or the dataset whose derived column does.
    pub(super) origin: Origin,
    /// What was being computed.
    pub(super) cause: String,
}

/// Which team's figure a row counts for.
pub(super) struct Teams<'a> {
    /// The project.
    pub(super) project: &'a Project,
    /// The job.
    pub(super) job: &'a Job<'a>,
    /// Who handed in.
    pub(super) handed: &'a Handed,
}

impl Teams<'_> {
    /// The position of the team, or `None` if the row does not count for this job.
    pub(super) fn of(&self, view: &View<'_>, table: &Table, row: usize, day: Date) -> Option<u32> {
        if !self.job.span.snapshot && !self.job.span.contains(day) {
            return None;
        }
        let team = self.named(view, table, row)?;
        if self.job.span.snapshot {
            let counts = self.handed.snapshot(&team)?;
            // The state is what stands in the files of that period, whatever days its rows have;
            // only rows that say their period themselves are chosen by their day.
            let own = table.sheet(row).period;
            if !own.map_or_else(|| counts.contains(day), |own| own == counts) {
                return None;
            }
        }
        self.place(&team)
    }

    /// The position of the team of a row, whatever its day is.
    fn owner(&self, view: &View<'_>, table: &Table, row: usize) -> Option<u32> {
        self.place(&self.named(view, table, row)?)
    }

    /// Where the rows of a team count, if they do.
    fn place(&self, team: &TeamId) -> Option<u32> {
        if !self.handed.counts(team) {
            return None;
        }
        let tree = &self.project.teams;
        let place = match self.job.indicator.measured {
            Measured::Office => tree.root().and_then(|root| tree.position(&root.id)),
            _ => tree.position(team),
        };
        place.and_then(|place| u32::try_from(place).ok())
    }

    /// The team that a row names; the office where it names none.
    fn named(&self, view: &View<'_>, table: &Table, row: usize) -> Option<TeamId> {
        let column = self.job.indicator.team.as_ref();
        let named = column.and_then(|column| match table.cell(row, column) {
            Scalar::Text(id) => Some(TeamId::new(id)),
            _ => Row::get(&view.row(row), column).text().map(TeamId::new),
        });
        named.or_else(|| self.project.teams.root().map(|root| root.id.clone()))
    }
}

/// Sends rows of one job on to the reduction.
struct Sender<'a> {
    view: &'a View<'a>,
    moment: Moment<'a>,
    job: &'a Job<'a>,
    at: u32,
    /// Whether the filter may hang on a year whose holidays nobody listed.
    filter_in_doubt: bool,
    /// The same of the filter and the argument of every aggregate.
    in_doubt: Vec<(bool, bool)>,
}

impl<'a> Sender<'a> {
    fn new(view: &'a View<'a>, calendar: &'a Calendar, job: &'a Job<'a>, at: u32) -> Self {
        let moment = view.moment(calendar, &job.span);
        let doubtful =
            |expr: &Option<Expr>| expr.as_ref().is_some_and(|expr| view.may_be_unknown(expr));
        let aggregates = job.aggregates.iter();
        let in_doubt = aggregates.map(|one| (doubtful(&one.filter), doubtful(&one.arg))).collect();
        let filter_in_doubt = doubtful(&job.indicator.filter);
        Self { view, moment, job, at, filter_in_doubt, in_doubt }
    }

    /// Sends a row that lies in the window.
    /// `own` is the axis by which it does, where some aggregates name one for themselves.
    fn send(
        &self,
        (team, key): (u32, u32),
        (row, day): (usize, Date),
        own: Option<&str>,
        rows: &mut Rows,
    ) -> Result<(), TooLarge> {
        let filter = &self.job.indicator.filter;
        if self.filter_in_doubt && self.is_unknown(filter, row)? {
            rows.push((self.at, team, 0, UNKNOWN_ROWS), None);
            return Ok(());
        }
        if !self.holds(filter, row)? {
            return Ok(());
        }
        if self.job.axes().first().is_some_and(|(_, first)| *first == own) {
            rows.push((self.at, team, 0, ALL_ROWS), None);
        }
        let aggregates = self.job.aggregates.iter().zip(&self.in_doubt);
        for (slot, (aggregate, (filter_in_doubt, arg_in_doubt))) in aggregates.enumerate() {
            if aggregate.axis.as_deref() != own {
                continue;
            }
            if *filter_in_doubt && self.is_unknown(&aggregate.filter, row)? {
                rows.push((self.at, team, 0, UNKNOWN_ROWS), None);
                continue;
            }
            if !self.holds(&aggregate.filter, row)? {
                continue;
            }
            if *arg_in_doubt && self.is_unknown(&aggregate.arg, row)? {
                rows.push((self.at, team, 0, UNKNOWN_ROWS), None);
            }
            let value = match &aggregate.arg {
                Some(arg) => {
                    let found = eval_row(arg, &self.view.row(row), &self.moment);
                    reducible(&found.map_err(|_| self.too_large(arg))?)
                }
                None => None,
            };
            let group = (self.at, team, key, slot as u32);
            match aggregate.kind {
                AggregateKind::First => rows.push_at(group, day.num_days_from_ce(), value),
                AggregateKind::Last => rows.push_at(group, -day.num_days_from_ce(), value),
                _ => rows.push(group, value),
            }
        }
        Ok(())
    }

    /// The keys of the first step for a row; none where the indicator has no steps.
    fn key(&self, row: usize) -> Result<Vec<Scalar>, TooLarge> {
        let steps = &self.job.indicator.steps;
        let by = steps.first().map_or(&[] as &[_], |step| step.by.as_slice());
        let keys = by.iter().map(|(_, expr)| {
            let found = eval_row(expr, &self.view.row(row), &self.moment);
            found.map_err(|_| self.too_large(expr))
        });
        keys.collect()
    }

    /// Whether a row without a day may lie in the window all the same: its day is unknown because
    /// of the calendar, and it is not certain to be later.
    fn may_lie_within(&self, row: usize, axis: &str) -> bool {
        let later = |day: Date| day > self.job.span.end;
        self.view.row(row).is_unknown(axis)
            && !self.view.not_before(row, axis, &self.moment).is_some_and(later)
    }

    /// Notes a row of which nobody knows whether it lies in the window.
    fn doubt(&self, team: u32, row: usize, rows: &mut Rows) -> Result<(), TooLarge> {
        let filter = &self.job.indicator.filter;
        if self.is_unknown(filter, row)? || self.holds(filter, row)? {
            rows.push((self.at, team, 0, UNKNOWN_ROWS), None);
        }
        Ok(())
    }

    fn holds(&self, filter: &Option<Expr>, row: usize) -> Result<bool, TooLarge> {
        let Some(filter) = filter else { return Ok(true) };
        let found = eval_row(filter, &self.view.row(row), &self.moment);
        found.map(|found| found.holds()).map_err(|_| self.too_large(filter))
    }

    fn is_unknown(&self, expr: &Option<Expr>, row: usize) -> Result<bool, TooLarge> {
        let Some(expr) = expr else { return Ok(false) };
        unknown(expr, &self.view.row(row), &self.moment).map_err(|_| self.too_large(expr))
    }

    fn too_large(&self, expr: &Expr) -> TooLarge {
        TooLarge { origin: self.job.indicator.formula_text.whole(), cause: expr.to_string() }
    }
}

/// A cell as the exact number that the reduction works on: days for dates, a fingerprint of the
/// text for counting different ones.
fn reducible(cell: &Scalar) -> Option<Decimal> {
    let mantissa = match cell {
        Scalar::Null => return None,
        Scalar::Number(number) => return Some(*number),
        Scalar::Date(day) => i128::from(day.num_days_from_ce()) - i128::from(EPOCH),
        Scalar::Bool(truth) => i128::from(*truth),
        Scalar::Text(text) => fingerprint(text),
    };
    Some(Decimal { mantissa, scale: 0 })
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
