//! What can be settled of a sheet only when all its cells have been seen: how its columns are
//! written, what its columns are made of, which teams its names meant, what is missing, and
//! whether its printed sums are right.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, Diagnostics, Origin, nearest_unit};
use crate::domain::team::normal_name;
use crate::domain::{Aside, Date, Decimal, Number, Period};
use crate::spec::Project;
use crate::spec::dataset::{Column, ColumnFrom, ColumnType, Personal};
use crate::spec::expr::{Expr, Moment, Row, Scalar, eval};
use crate::spec::shape::Shape;

use super::cells::{Cells, Numbers};
use super::complaint::complaint;
use super::convert::{Builder, Settled, Unreadable};
use super::evidence::{Camp, Doubt, Mixed};
use super::hierarchy::disagreements;
use super::sheet::{Reading, SheetRows};
use super::totals::{self, Line};
use super::words::{NO_WORD, Words};

/// Settles a sheet that has been read to its end.
pub fn settle(
    reading: &Reading<'_>,
    mut sheet: SheetRows,
    builders: Vec<Builder<'_>>,
    words: &mut [Words],
    diags: &mut Diagnostics,
) -> SheetRows {
    let inside = reading.period.map(|period| (period.start(), period.end()));
    for (at, builder) in builders.into_iter().enumerate() {
        let column = &reading.dataset.columns[at];
        let (cells, settled) = builder.finish(inside);
        let is_absent = cells.is_empty() && !sheet.fates.is_empty();
        sheet.columns.push(if is_absent { Cells::Nothing(sheet.fates.len()) } else { cells });
        match settled {
            Ok(settled) => doubts(&sheet, column, &settled, diags),
            Err(mixed) => contradiction(&mut sheet, at, column, &mixed, diags),
        }
    }
    let is_made = |column: &Column| matches!(column.from, ColumnFrom::Value(_));
    ranges(reading, &mut sheet, &|column| !is_made(column), diags);
    values_and_teams(reading, &mut sheet, words, diags);
    ranges(reading, &mut sheet, &is_made, diags);
    required(reading, &mut sheet, diags);
    printed_sums(reading, &sheet, diags);
    sheet
}

/// The cells of a row of a sheet by the names of the contract, as they were handed in.
pub struct SheetRow<'a> {
    /// The contract.
    pub dataset: &'a crate::spec::Dataset,
    /// The columns, in its order.
    pub columns: &'a [Cells],
    /// Their words.
    pub words: &'a [Words],
    /// The row.
    pub row: usize,
    /// The moment at which derived columns are seen.
    pub moment: Moment<'a>,
}

impl Row for SheetRow<'_> {
    fn get(&self, column: &str) -> Scalar {
        if let Some(at) = self.dataset.columns.iter().position(|known| known.name == column) {
            return self.columns.get(at).map_or(Scalar::Null, |c| c.get(self.row, &self.words[at]));
        }
        let derived = self.dataset.derived.iter().find(|derived| derived.name == column);
        derived
            .and_then(|derived| eval(&derived.expr, self, &self.moment).ok())
            .unwrap_or(Scalar::Null)
    }
}

/// The moment at which everything has happened: for checks on rows as they were handed in.
pub fn everything(project: &Project) -> Moment<'_> {
    let (start, end) = (Date::MIN, Date::MAX);
    Moment { calendar: &project.calendar, as_of: end, start, end }
}

/// Reports doubts that nothing in a column decided, and repairs.
fn doubts(sheet: &SheetRows, column: &Column, settled: &Settled, diags: &mut Diagnostics) {
    let note = |code, row: usize| {
        let place = match sheet.numbers.get(row) {
            Some(_) => sheet.cell_origin(row, &column.name),
            None => Origin::file_of(&sheet.info.file),
        };
        Diagnostic::warning(code, place).arg("column", sheet.info.head_of(&column.name))
    };
    match settled.read {
        Some(Doubt::Numbers { count, row, english, taken, other }) => {
            let code = if english { "doubtful-english" } else { "doubtful-numbers" };
            let shown = |number: Decimal| number.to_number().to_plain(6);
            let problem = note(code, row).arg("count", count);
            diags.push(problem.arg("taken", shown(taken)).arg("other", shown(other)));
        }
        Some(Doubt::Days { count, row, month_first }) => {
            let code = if month_first { "doubtful-month-first" } else { "doubtful-day-first" };
            diags.push(note(code, row).arg("count", count));
        }
        Some(Doubt::Fractions { count }) => {
            diags.push(note("percent-as-share", 0).arg("count", count));
        }
        None => {}
    }
    if settled.repaired > 0 {
        let problem = Diagnostic::note("codes-repaired", Origin::file_of(&sheet.info.file));
        diags.push(
            problem.arg("column", sheet.info.head_of(&column.name)).arg("count", settled.repaired),
        );
    }
}

/// Refuses a column whose cells contradict one another: no row with a cell in it counts.
fn contradiction(
    sheet: &mut SheetRows,
    at: usize,
    column: &Column,
    mixed: &Mixed,
    diags: &mut Diagnostics,
) {
    let example = |camp: &Camp| {
        let Some((row, text)) = &camp.first else {
            return (Origin::file_of(&sheet.info.file), String::new());
        };
        let shown = if column.personal.is_some() { "•••" } else { text };
        (sheet.cell_origin(*row, &column.name), shown.to_owned())
    };
    let ((first_at, first), (second_at, second)) = (example(&mixed.first), example(&mixed.second));
    let address = |origin: &Origin| match origin {
        Origin::Cell { row, column, .. } if !sheet.info.sheet.is_empty() => {
            super::raw::a1(*row, *column)
        }
        Origin::Cell { row, .. } | Origin::Row { row, .. } => row.to_string(),
        _ => String::new(),
    };
    // The smaller camp is the one to be mended.
    let (place, other) = match mixed.first.count < mixed.second.count {
        true => (first_at.clone(), second_at.clone()),
        false => (second_at.clone(), first_at.clone()),
    };
    let problem = Diagnostic::error(mixed.code, place)
        .arg("column", sheet.info.head_of(&column.name))
        .arg("in_text", if sheet.info.sheet.is_empty() { "yes" } else { "no" })
        .arg("first", mixed.first.count)
        .arg("first_example", first)
        .arg("first_place", address(&first_at))
        .arg("second", mixed.second.count)
        .arg("second_example", second)
        .arg("second_place", address(&second_at))
        .related("others-here", other);
    diags.push(problem);
    for row in 0..sheet.fates.len() {
        if sheet.fates[row].is_none() && !sheet.columns[at].is_nothing(row) {
            sheet.fates[row] = Some(Aside::Unreadable);
        }
    }
}

/// Refuses numbers outside the declared range of those columns that are `asked`.
fn ranges(
    reading: &Reading<'_>,
    sheet: &mut SheetRows,
    asked: &dyn Fn(&Column) -> bool,
    diags: &mut Diagnostics,
) {
    for (at, column) in reading.dataset.columns.iter().enumerate() {
        let (min, max) = &column.range;
        if (min.is_none() && max.is_none()) || !asked(column) {
            continue;
        }
        let (lowest, highest) = (min.as_ref().and_then(exact), max.as_ref().and_then(exact));
        let outside = |number: Decimal| {
            let below = |min: &Number| {
                lowest.map_or_else(|| number.to_number() < *min, |lowest| number < lowest)
            };
            let above = |max: &Number| {
                highest.map_or_else(|| number.to_number() > *max, |highest| number > highest)
            };
            min.as_ref().is_some_and(below) || max.as_ref().is_some_and(above)
        };
        for row in 0..sheet.fates.len() {
            let Some(number) = sheet.columns[at].number(row).filter(|number| outside(*number))
            else {
                continue;
            };
            if matches!(sheet.fates[row], None | Some(Aside::Unreadable)) {
                sheet.fates[row] = Some(Aside::Unreadable);
                let found = number.to_number().to_plain(6);
                let problem = Unreadable { code: "range", found };
                let place = sheet.cell_origin(row, &column.name);
                let head = sheet.info.head_of(&column.name);
                diags.push(complaint(column, head, place, &problem));
            }
        }
    }
}

fn exact(number: &Number) -> Option<Decimal> {
    Decimal::from_number(number)
}

/// Computes the columns that are made of others and turns names of teams into their ids: before
/// the first formula that reads them, so that it sees teams as rules do, and else at the end, when
/// the day that may decide is known.
fn values_and_teams(
    reading: &Reading<'_>,
    sheet: &mut SheetRows,
    words: &mut [Words],
    diags: &mut Diagnostics,
) {
    let columns = &reading.dataset.columns;
    let is_team = |at: &usize| matches!(columns[*at].ty, ColumnType::Team { .. });
    let mut names: BTreeSet<usize> = (0..columns.len()).filter(is_team).collect();
    for (at, column) in columns.iter().enumerate() {
        let ColumnFrom::Value(expr) = &column.from else { continue };
        let read = expr.columns();
        let is_read = |team: &usize| read.contains(&columns[*team].name.as_str());
        let asked: Vec<usize> = names.iter().copied().filter(is_read).collect();
        for team in asked {
            names.remove(&team);
            team_column(reading, sheet, team, words, diags);
        }
        value(reading, sheet, (at, column, expr), words, diags);
    }
    for team in names {
        team_column(reading, sheet, team, words, diags);
    }
}

/// Computes a column that is made of others.
fn value(
    reading: &Reading<'_>,
    sheet: &mut SheetRows,
    (at, column, expr): (usize, &Column, &Expr),
    words: &mut [Words],
    diags: &mut Diagnostics,
) {
    let (dataset, moment) = (reading.dataset, everything(reading.project));
    let mut cells = match column.ty.ty() {
        crate::spec::expr::Type::Number => Cells::Number(Numbers::default()),
        crate::spec::expr::Type::Date => Cells::Date(vec![]),
        crate::spec::expr::Type::Text => Cells::Text(vec![]),
        _ => Cells::Other(vec![]),
    };
    for row in 0..sheet.fates.len() {
        // A row whose unit is not known still says which other units it names.
        let fate = sheet.fates[row];
        if !matches!(fate, None | Some(Aside::UnknownTeam)) {
            cells.push_nothing();
            continue;
        }
        let view = SheetRow { dataset, columns: &sheet.columns, words, row, moment };
        match eval(expr, &view, &moment) {
            Ok(value) => cells.push(value, &mut words[at]),
            Err(_) if fate.is_some() => cells.push_nothing(),
            Err(_) => {
                cells.push_nothing();
                sheet.fates[row] = Some(Aside::Unreadable);
                let problem = Diagnostic::warning("row-overflow", sheet.row_origin(row));
                diags.push(problem.arg("column", sheet.info.head_of(&column.name)));
            }
        }
    }
    sheet.columns[at] = cells;
}

/// Turns names of teams into their ids; an empty one is the office's own, unless it is required.
fn team_column(
    reading: &Reading<'_>,
    sheet: &mut SheetRows,
    at: usize,
    words: &mut [Words],
    diags: &mut Diagnostics,
) {
    let column = &reading.dataset.columns[at];
    let cells = std::mem::replace(&mut sheet.columns[at], Cells::Text(vec![]));
    sheet.columns[at] = team_ids(reading, sheet, (at, column), cells, words, diags);
}

/// What a name of a team means.
#[derive(Clone, Copy)]
enum Meant {
    /// Not looked up yet.
    Unknown,
    /// Always the same.
    Always(Option<u32>),
    /// It depends on the day.
    Dated,
}

fn team_ids(
    reading: &Reading<'_>,
    sheet: &mut SheetRows,
    (at, column): (usize, &Column),
    names: Cells,
    words: &mut [Words],
    diags: &mut Diagnostics,
) -> Cells {
    let tree = &reading.project.teams;
    let ColumnType::Team { map } = &column.ty else { return names };
    let own = &mut words[at];
    let mapped = |name: &str| {
        let normal = normal_name(name);
        map.iter().find(|(pattern, _)| pattern.matches_normal(&normal)).map(|(_, id)| id.clone())
    };
    let axis = reading.dataset.date.as_ref();
    let axis = axis.and_then(|name| reading.dataset.columns.iter().position(|c| c.name == *name));
    let last_day = reading.period.map(Period::end);
    let mut meant: Vec<Meant> = vec![];
    let mut suggested: BTreeMap<u32, Option<String>> = BTreeMap::new();
    let mut ids = vec![];
    for row in 0..sheet.fates.len() {
        // Before its column is read, the fate of a row is layout or refusal.
        let counts = sheet.fates[row].is_none();
        // A row has one fate, but every name in it that nobody bears is told: all of them have to
        // be mapped before it counts.
        let asked = counts || sheet.fates[row] == Some(Aside::UnknownTeam);
        let code = match &names {
            Cells::Text(codes) => codes[row],
            other => other.text(row, own).map(str::to_owned).map_or(NO_WORD, |t| own.intern(&t)),
        };
        if code == NO_WORD {
            let root = tree.root().filter(|_| counts && !column.required);
            ids.push(root.map_or(NO_WORD, |root| own.intern(root.id.as_str())));
            // Of a column that is not there nothing is said row by row.
            let is_there = !sheet.info.absent.contains(&column.name);
            if let Some(root) = root.filter(|_| is_there) {
                let place = sheet.cell_origin(row, &column.name);
                let problem = Diagnostic::note("empty-team", place);
                diags.push(
                    problem
                        .arg("column", sheet.info.head_of(&column.name))
                        .arg("office", &root.short),
                );
            }
            continue;
        }
        if meant.len() <= code as usize {
            meant.resize(code as usize + 1, Meant::Unknown);
        }
        if let Meant::Unknown = meant[code as usize] {
            let name = own.get(code).to_owned();
            meant[code as usize] = match mapped(&name) {
                Some(id) => Meant::Always(Some(own.intern(id.as_str()))),
                None if tree.depends_on_day(&name) => Meant::Dated,
                None => {
                    let found = tree.find(&name, None).map(|team| team.id.as_str());
                    Meant::Always(found.map(|id| own.intern(id)))
                }
            };
        }
        let id = match meant[code as usize] {
            Meant::Always(id) => id,
            _ => {
                let day = axis.and_then(|axis| sheet.columns[axis].date(row)).or(last_day);
                let name = own.get(code).to_owned();
                tree.find(&name, day).map(|team| own.intern(team.id.as_str()))
            }
        };
        let is_foreign = id.is_none() && asked && tree.is_foreign(own.get(code));
        if is_foreign && counts {
            sheet.fates[row] = Some(Aside::Foreign);
        } else if id.is_none() && asked && !is_foreign {
            sheet.fates[row] = Some(Aside::UnknownTeam);
            let name = own.get(code);
            let near = suggested.entry(code);
            let near = near.or_insert_with(|| nearest_unit(name, tree.known_names())).clone();
            let is_secret = column.personal.is_some();
            let mut problem =
                Diagnostic::warning("unknown-team", sheet.cell_origin(row, &column.name))
                    .arg("column", sheet.info.head_of(&column.name))
                    .arg("found", if is_secret { "•••" } else { name });
            problem.near = near;
            diags.push(problem);
        }
        ids.push(id.unwrap_or(NO_WORD));
    }
    Cells::Text(ids)
}

/// Sets rows aside that lack a required cell.
fn required(reading: &Reading<'_>, sheet: &mut SheetRows, diags: &mut Diagnostics) {
    for (at, column) in reading.dataset.columns.iter().enumerate() {
        if !column.required || column.personal == Some(Personal::Drop) {
            continue;
        }
        for row in 0..sheet.fates.len() {
            if sheet.fates[row].is_none() && sheet.columns[at].is_nothing(row) {
                sheet.fates[row] = Some(Aside::Unreadable);
                let place = sheet.cell_origin(row, &column.name);
                let problem = Diagnostic::warning("empty-required", place);
                diags.push(problem.arg("column", sheet.info.head_of(&column.name)));
            }
        }
    }
}

/// Compares parents with their children and printed totals with the rows.
fn printed_sums(reading: &Reading<'_>, sheet: &SheetRows, diags: &mut Diagnostics) {
    let columns = &reading.dataset.columns;
    let mut differ = |code, row: usize, column: &Column, printed: &Number, summed: &Number| {
        let problem = Diagnostic::warning(code, sheet.cell_origin(row, &column.name))
            .arg("column", sheet.info.head_of(&column.name))
            .arg("printed", printed.to_plain(6))
            .arg("sum", summed.to_plain(6))
            .arg("difference", (printed - summed).to_plain(6));
        diags.push(problem);
    };
    if let Shape::Hierarchy(shape) = &reading.source.shape {
        let position = |name: &String| columns.iter().position(|column| column.name == *name);
        let verified: Vec<usize> = shape.verify.iter().filter_map(position).collect();
        let amounts = |row| verified.iter().map(|at| sheet.columns[*at].number(row)).collect();
        for found in disagreements(shape, &sheet.levels, amounts) {
            let column = &columns[verified[found.column]];
            differ("parent-sum", found.row, column, &found.printed, &found.children);
        }
    }
    if !sheet.fates.contains(&Some(Aside::Total)) {
        return;
    }
    let copies = copies(reading, sheet);
    for (at, column) in columns.iter().enumerate() {
        let from_cell = matches!(column.from, ColumnFrom::Header(_) | ColumnFrom::LaneCell(_));
        if !column.ty.is_amount() || !from_cell {
            continue;
        }
        // What stands beside the lanes is in the row once, however many lanes are read from it.
        let is_beside = matches!(column.from, ColumnFrom::Header(_));
        let lanes = if is_beside { 1 } else { sheet.lane_columns.len().max(1) };
        for lane in 0..lanes {
            let mut rows: Vec<usize> = vec![];
            let mut lines = vec![];
            for (row, fate) in sheet.fates.iter().enumerate() {
                let is_again = match is_beside {
                    true => rows.last().is_some_and(|last| sheet.is_same_row(*last, row)),
                    false => sheet.lanes.get(row).is_some_and(|own| *own as usize != lane),
                };
                if is_again {
                    continue;
                }
                let amount = sheet.columns[at].number(row);
                rows.push(row);
                lines.push(match fate {
                    Some(Aside::Total) => Line::Total(amount),
                    // A row that stands twice counts once, and a parent not at all.
                    Some(Aside::Parent) => Line::Amount(None),
                    _ if copies.contains(&row) => Line::Amount(None),
                    _ => Line::Amount(amount),
                });
            }
            for found in totals::wrong(&lines) {
                differ("printed-total", rows[found.row], column, &found.printed, &found.rows);
            }
        }
    }
}

/// Rows that say the same as a row above them, where keys name one thing only.
fn copies(reading: &Reading<'_>, sheet: &SheetRows) -> BTreeSet<usize> {
    let mut copies = BTreeSet::new();
    if reading.dataset.key.is_empty() {
        return copies;
    }
    let no_words = Words::default();
    let prints = |row: usize| -> Vec<u64> {
        sheet.columns.iter().map(|cells| cells.fingerprint(row, &no_words)).collect()
    };
    let mut seen: BTreeMap<Vec<u64>, usize> = BTreeMap::new();
    for row in (0..sheet.fates.len()).filter(|row| sheet.fates[*row].is_none()) {
        let first = *seen.entry(prints(row)).or_insert(row);
        let same = || sheet.columns.iter().all(|c| c.same(row, c, first, &no_words));
        if first != row && same() {
            copies.insert(row);
        }
    }
    copies
}
