//! `PRIOR(column, key, …)`: what a column holds in the row before, by the dataset's date, among the
//! rows that agree in the keys. Known only once every row has its fate, so these columns and what
//! is made from them are filled in last.

use crate::diag::{Diagnostic, Diagnostics};
use crate::domain::{Aside, Date, Period};
use crate::spec::dataset::ColumnFrom;
use crate::spec::expr::{Expr, Node, Scalar, eval};
use crate::spec::{Dataset, Project};

use super::settle::{SheetRow, everything};
use super::sheet::SheetRows;
use super::words::Words;

/// A row that may come before another: by sheet and row.
pub(super) struct Entry {
    /// Its sheet and its row.
    pub(super) place: (usize, usize),
    /// What the keys hold.
    pub(super) key: Vec<Scalar>,
    /// Its day.
    pub(super) day: Date,
    /// What the column holds; nothing where the row is set aside, so that nobody knows.
    pub(super) value: Option<Scalar>,
}

/// What each row has from the one before it.
///
/// The row before is that of the latest day before the row's own: rows of one day share it. The
/// first day of a key has none. There is nothing, too, where that day has rows with different
/// values or a row that is set aside, and where `joined` says of two sheets that something between
/// them was not handed in.
pub(super) fn values(
    mut entries: Vec<Entry>,
    joined: &dyn Fn(usize, usize) -> bool,
) -> Vec<((usize, usize), Scalar)> {
    entries.sort_by(|a, b| (&a.key, a.day, a.place).cmp(&(&b.key, b.day, b.place)));
    let mut found = vec![];
    for series in entries.chunk_by(|a, b| a.key == b.key) {
        let mut before: &[Entry] = &[];
        for day in series.chunk_by(|a, b| a.day == b.day) {
            for own in day {
                let is_joined = before.iter().all(|one| joined(one.place.0, own.place.0));
                let value = shared(before).filter(|_| is_joined);
                found.push((own.place, value.unwrap_or(Scalar::Null)));
            }
            before = day;
        }
    }
    found
}

/// The value on which all rows of a day agree.
fn shared(day: &[Entry]) -> Option<Scalar> {
    let first = day.first()?.value.clone()?;
    day.iter().all(|one| one.value.as_ref() == Some(&first)).then_some(first)
}

/// Fills in the columns that are made with `PRIOR`, and those made from them, in their order.
pub fn fill(
    project: &Project,
    dataset: &Dataset,
    sheets: &mut [SheetRows],
    words: &mut [Words],
    diags: &mut Diagnostics,
) {
    for (at, column) in dataset.columns.iter().enumerate() {
        let ColumnFrom::Value(expr) = &column.from else { continue };
        if let Node::Prior(of, by) = &expr.node {
            let entries = entries(dataset, of, by, sheets, words);
            let joined = |one: usize, other: usize| is_joined(sheets, one, other);
            for ((sheet, row), value) in values(entries, &joined) {
                sheets[sheet].columns[at].set(row, value, &mut words[at]);
            }
        } else if dataset.reads_late(expr) {
            for sheet in sheets.iter_mut() {
                made(project, dataset, (at, expr), sheet, words, diags);
            }
        }
    }
}

/// The rows that have a day: those that count, and those that are set aside though they happened.
fn entries(
    dataset: &Dataset,
    of: &Expr,
    by: &[Expr],
    sheets: &[SheetRows],
    words: &[Words],
) -> Vec<Entry> {
    let position = |name: &str| dataset.columns.iter().position(|column| column.name == name);
    let at = |expr: &Expr| expr.columns().first().and_then(|name| position(name));
    let (Some(axis), Some(of)) = (dataset.date.as_deref().and_then(position), at(of)) else {
        return vec![];
    };
    let by: Vec<usize> = by.iter().filter_map(at).collect();
    let mut found = vec![];
    for (sheet, rows) in sheets.iter().enumerate() {
        for row in 0..rows.fates.len() {
            let fate = rows.fates[row];
            let Some(day) = rows.columns[axis].date(row) else { continue };
            if !fate.is_none_or(Aside::is_defect) {
                continue;
            }
            let cell = |at: usize| rows.columns[at].get(row, &words[at]);
            let key = by.iter().map(|at| cell(*at)).collect();
            let value = fate.is_none().then(|| cell(of));
            found.push(Entry { place: (sheet, row), key, day, value });
        }
    }
    found
}

/// Works out a column again that reads another one filled in here.
fn made(
    project: &Project,
    dataset: &Dataset,
    (at, expr): (usize, &Expr),
    sheet: &mut SheetRows,
    words: &mut [Words],
    diags: &mut Diagnostics,
) {
    let moment = everything(project);
    for row in 0..sheet.fates.len() {
        if sheet.fates[row].is_some() {
            continue;
        }
        let view = SheetRow { dataset, columns: &sheet.columns, words, row, moment };
        match eval(expr, &view, &moment) {
            Ok(value) => sheet.columns[at].set(row, value, &mut words[at]),
            Err(_) => {
                sheet.fates[row] = Some(Aside::Unreadable);
                let problem = Diagnostic::warning("row-overflow", sheet.row_origin(row));
                diags.push(problem.arg("column", sheet.info.head_of(&dataset.columns[at].name)));
            }
        }
    }
}

/// Whether the files between two sheets were handed in, where files cover periods.
fn is_joined(sheets: &[SheetRows], one: usize, other: usize) -> bool {
    let period = |at: usize| sheets[at].info.period;
    let (Some(from), Some(to)) = (period(one), period(other)) else { return true };
    let team = &sheets[other].info.team;
    let of_team =
        sheets.iter().filter(|sheet| sheet.info.team.is_none() || sheet.info.team == *team);
    let covered: Vec<Period> = of_team.filter_map(|sheet| sheet.info.period).collect();
    let mut reached = from.end();
    while reached.succ_opt().is_some_and(|next| next < to.start()) {
        let next =
            covered.iter().filter(|period| period.start() <= reached.succ_opt().unwrap_or(reached));
        match next.map(|period| period.end()).max().filter(|end| *end > reached) {
            Some(end) => reached = end,
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(n: i64) -> Scalar {
        Scalar::Number(crate::domain::Decimal::whole(n))
    }

    /// What a plain loop over all pairs says.
    fn plainly(rows: &[(i64, u32, Option<i64>)], own: usize) -> Scalar {
        let (key, day, _) = rows[own];
        let earlier = || rows.iter().filter(|row| row.0 == key && row.1 < day);
        let Some(last) = earlier().map(|row| row.1).max() else { return Scalar::Null };
        let values: Vec<Option<i64>> =
            earlier().filter(|row| row.1 == last).map(|row| row.2).collect();
        match values[0] {
            Some(first) if values.iter().all(|value| *value == Some(first)) => number(first),
            _ => Scalar::Null,
        }
    }

    #[test]
    fn the_row_before_is_what_a_plain_loop_finds() {
        let mut seed: u64 = 1;
        let mut next = |below: u64| {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        for round in 0..2000 {
            let n_rows = next(24);
            let mut row = || {
                let (key, day) = (next(3) as i64, next(8) as u32 + 1);
                (key, day, Some(next(4) as i64).filter(|value| *value < 3))
            };
            let rows: Vec<(i64, u32, Option<i64>)> = (0..n_rows).map(|_| row()).collect();
            let entry = |(at, row): (usize, &(i64, u32, Option<i64>))| Entry {
                place: (0, at),
                key: vec![number(row.0)],
                day: Date::from_ymd_opt(2024, 5, row.1).unwrap(),
                value: row.2.map(number),
            };
            let found = values(rows.iter().enumerate().map(entry).collect(), &|_, _| true);
            assert_eq!(found.len(), rows.len());
            for ((_, at), value) in found {
                assert_eq!(value, plainly(&rows, at), "round {round}, row {at} of {rows:?}");
            }
        }
    }
}
