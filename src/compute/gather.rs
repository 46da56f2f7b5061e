//! Which rows count for which figure: through the window, the team, the coverage and the filters,
//! into the reduction.

use std::collections::BTreeMap;

use crate::diag::Origin;
use crate::domain::{Calendar, Date, Datelike, Decimal, TeamId};
use crate::load::table::Table;
use crate::spec::expr::{Expr, Row, Scalar, eval as eval_row};
use crate::spec::{Dataset, Measured, Project};

use super::covered::Handed;
use super::plan::{Job, Pass};
use super::reduce::Rows;
use super::view::View;

/// The slot that counts every row of a job, whatever the aggregates' own filters.
pub(super) const ALL_ROWS: u32 = u32::MAX;

/// Sends every row that counts to its jobs, teams and aggregates.
pub(super) fn reduction(
    project: &Project,
    dataset: &Dataset,
    table: &Table,
    pass: &Pass<'_>,
    handed: &[Handed],
) -> Result<Rows, TooLarge> {
    let mut rows = Rows::default();
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
            let Some(axis) = job.indicator.date.as_deref() else { continue };
            let days = axes
                .entry(axis)
                .or_insert_with(|| (0..table.len()).map(|row| view.day(row, axis)).collect());
            let teams = Teams { project, job, handed: &handed[at] };
            for &row in &existing {
                if let Some(team) = teams.of(&view, table, row, days[row]) {
                    send(&view, &project.calendar, job, at as u32, team, row, &mut rows)?;
                }
            }
        }
    }
    Ok(rows)
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
    pub(super) fn of(
        &self,
        view: &View<'_>,
        table: &Table,
        row: usize,
        day: Option<Date>,
    ) -> Option<u32> {
        let indicator = self.job.indicator;
        let day = day?;
        if !self.job.span.snapshot && !self.job.span.contains(day) {
            return None;
        }
        let tree = &self.project.teams;
        let root = tree.root()?;
        let named = indicator.team.as_ref().and_then(|column| match table.cell(row, column) {
            Scalar::Text(id) => Some(TeamId::new(id)),
            _ => Row::get(&view.row(row), column).text().map(TeamId::new),
        });
        let team = named.unwrap_or_else(|| root.id.clone());
        if self.job.span.snapshot {
            let own = self.handed.snapshots.get(&team);
            let latest = || self.handed.snapshots.values().max_by_key(|period| period.end());
            if !own.or_else(latest)?.contains(day) {
                return None;
            }
        }
        if !self.handed.counts(&team) {
            return None;
        }
        let place = match indicator.measured {
            Measured::Office => tree.position(&root.id),
            _ => tree.position(&team),
        };
        place.and_then(|place| u32::try_from(place).ok())
    }
}

fn send(
    view: &View<'_>,
    calendar: &Calendar,
    job: &Job<'_>,
    at: u32,
    team: u32,
    row: usize,
    rows: &mut Rows,
) -> Result<(), TooLarge> {
    let moment = view.moment(calendar, &job.span);
    let cells = view.row(row);
    let too_large = |expr: &Expr| TooLarge {
        origin: job.indicator.formula_text.whole(),
        cause: expr.to_string(),
    };
    let holds = |filter: &Option<Expr>| -> Result<bool, TooLarge> {
        let Some(filter) = filter else { return Ok(true) };
        eval_row(filter, &cells, &moment).map(|found| found.holds()).map_err(|_| too_large(filter))
    };
    if !holds(&job.indicator.filter)? {
        return Ok(());
    }
    rows.push((at, team, ALL_ROWS), None);
    for (slot, aggregate) in job.aggregates.iter().enumerate() {
        if !holds(&aggregate.filter)? {
            continue;
        }
        let value = match &aggregate.arg {
            Some(arg) => {
                let found = eval_row(arg, &cells, &moment).map_err(|_| too_large(arg))?;
                reducible(&found)
            }
            None => None,
        };
        rows.push((at, team, slot as u32), value);
    }
    Ok(())
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
