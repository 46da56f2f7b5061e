//! What the registers of single teams have in common: cases that come in, fall due and are closed
//! in time or not, and exports that repeat a case until it is closed.

use chrono::{Days, NaiveDate};

use crate::calendar::{DateForm, Quarter, add_working_days, working_day_on_or_before};
use crate::output::{Cell, Grid, Outcome, Output, delimited};
use crate::rng::{Quota, Rng};

/// A case of a register.
pub(crate) struct Case {
    /// `PTSP-2024-017`, counted anew every year.
    pub(crate) number: String,
    pub(crate) received: NaiveDate,
    pub(crate) due: NaiveDate,
    pub(crate) closed: Option<NaiveDate>,
    /// Which of the kinds of the course.
    pub(crate) kind: usize,
}

/// How a register runs over the eight quarters.
pub(crate) struct Course {
    /// What numbers begin with.
    pub(crate) prefix: &'static str,
    /// Cases received in each quarter.
    pub(crate) counts: [i64; 8],
    /// How many of a hundred are closed in time, by the quarter of receipt.
    pub(crate) on_time: [i64; 8],
    /// Working days promised for each kind of case.
    pub(crate) promised: &'static [i64],
}

/// The cases of a register, in the order in which they came in.
pub(crate) fn cases(rng: &mut Rng, course: &Course) -> Vec<Case> {
    let mut all = vec![];
    let (mut quota, mut number) = (Quota::half_full(), 0);
    for quarter in Quarter::all() {
        if quarter.number == 1 {
            number = 0;
        }
        for received in days(rng, quarter, course.counts[quarter.position()]) {
            number += 1;
            let kind = rng.index(course.promised.len());
            let promised = course.promised[kind];
            let due = add_working_days(received, promised);
            let in_time = quota.draw(course.on_time[quarter.position()] as f64 / 100.0) > 0;
            let closed = if in_time {
                Some(add_working_days(received, rng.between((promised / 3).max(1), promised)))
            } else {
                (!rng.chance(12)).then(|| add_working_days(due, rng.between(1, 8)))
            };
            let number = format!("{}-{}-{number:03}", course.prefix, quarter.year);
            all.push(Case { number, received, due, closed, kind });
        }
    }
    all
}

/// So many working days of a quarter, in order; one may come twice.
pub(crate) fn days(rng: &mut Rng, quarter: Quarter, count: i64) -> Vec<NaiveDate> {
    let n_days = (quarter.last_day() - quarter.first_day()).num_days();
    let one = |rng: &mut Rng| quarter.first_day() + Days::new(rng.between(6, n_days) as u64);
    let mut all: Vec<_> = (0..count).map(|_| working_day_on_or_before(one(rng))).collect();
    all.sort_unstable();
    all
}

/// The cases that the export of a quarter lists, received in it or still open when it began, with
/// the day of closing as far as it was known on the quarter's last day.
pub(crate) fn listed(
    cases: &[Case],
    quarter: Quarter,
) -> impl Iterator<Item = (&Case, Option<NaiveDate>)> {
    cases
        .iter()
        .filter(move |case| {
            let is_open = case.closed.is_none_or(|day| day >= quarter.first_day());
            case.received <= quarter.last_day() && (case.received >= quarter.first_day() || is_open)
        })
        .map(move |case| (case, case.closed.filter(|day| *day <= quarter.last_day())))
}

/// How the people behind a workbook write dates in this quarter.
pub(crate) fn form(quarter: Quarter) -> DateForm {
    [DateForm::Cell, DateForm::Short, DateForm::Long, DateForm::Slashes]
        [(quarter.index() + quarter.year as usize) % 4]
}

/// A day or an empty cell.
pub(crate) fn day_or_blank(day: Option<NaiveDate>, form: DateForm) -> Cell {
    day.map_or(Cell::Blank, |day| Cell::date(day, form))
}

/// One of the two ways in which a head is written: the second one since 2024.
pub(crate) fn head(quarter: Quarter, ways: [&'static str; 2]) -> &'static str {
    ways[(quarter.year - 2023) as usize]
}

/// Writes one sheet with a title above its heads.
pub(crate) fn workbook(
    out: &mut Output,
    file: &str,
    (sheet, title): (&str, &str),
    heads: &[&str],
    rows: Vec<Vec<Cell>>,
) -> Outcome<()> {
    let mut grid = Grid::new(sheet);
    grid.line(format!("{title} · DATA FIKTIF"));
    grid.blank_line();
    grid.header(heads);
    grid.rows.extend(rows);
    out.write_workbook(file, &[grid])
}

/// Writes a delimited text with these heads.
pub(crate) fn text(
    out: &mut Output,
    file: &str,
    delimiter: u8,
    heads: &[&str],
    rows: Vec<Vec<String>>,
) -> Outcome<()> {
    let mut lines = vec![heads.iter().map(|head| (*head).to_owned()).collect()];
    lines.extend(rows);
    out.write(file, &delimited(&lines, delimiter, delimiter == b';')?)
}
