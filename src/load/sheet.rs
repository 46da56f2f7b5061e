//! Reads one sheet after a contract: every row is used or set aside, every cell typed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diag::{Diagnostic, Diagnostics, Origin, nearest};
use crate::domain::glob::TextPattern;
use crate::domain::team::normal_name;
use crate::domain::{Aside, Date, Decimal, FileLedger, Number, Period, TeamId};
use crate::spec::dataset::{Column, ColumnFrom, ColumnType, Personal, Source};
use crate::spec::expr::{Moment, Row, Scalar, eval};
use crate::spec::shape::Shape;
use crate::spec::{Dataset, Project};

use super::convert::{Evidence, Manner, Unreadable, convert};
use super::header::Header;
use super::hierarchy::Levels;
use super::raw::{RawCell, RawRow, RawSheet};
use super::rows::{Kind, kind};
use super::table::{AsideRow, SheetInfo};
use super::totals::Totals;

/// Where a sheet stands and what it is read for.
pub struct Reading<'a> {
    /// The project.
    pub project: &'a Project,
    /// The contract.
    pub dataset: &'a Dataset,
    /// The layout.
    pub source: &'a Source,
    /// Which layout of the dataset it is.
    pub source_at: usize,
    /// The file, relative to the project.
    pub file: Arc<str>,
    /// The sheet; empty for text files.
    pub sheet: Arc<str>,
    /// The period it covers.
    pub period: Option<Period>,
}

/// A row of data, typed.
#[derive(Clone, Debug)]
pub struct TypedRow {
    /// Its row or line.
    pub number: u32,
    /// Its cells, in the order of the contract's columns.
    pub cells: Vec<Scalar>,
}

/// What a sheet gave.
pub struct SheetRows {
    /// The sheet.
    pub info: SheetInfo,
    /// Its data.
    pub rows: Vec<TypedRow>,
    /// Data that was set aside.
    pub aside: Vec<AsideRow>,
    /// The account so far: the rows above are not on it yet.
    pub ledger: FileLedger,
}

/// The cells of a row by the names of the contract.
pub struct NamedRow<'a> {
    /// The contract.
    pub dataset: &'a Dataset,
    /// The cells in the order of its columns.
    pub cells: &'a [Scalar],
    /// The moment at which derived columns are seen.
    pub moment: Moment<'a>,
}

impl Row for NamedRow<'_> {
    fn get(&self, column: &str) -> Scalar {
        if let Some(at) = self.dataset.columns.iter().position(|known| known.name == column) {
            return self.cells.get(at).cloned().unwrap_or(Scalar::Null);
        }
        let derived = self.dataset.derived.iter().find(|derived| derived.name == column);
        derived
            .and_then(|derived| eval(&derived.expr, self, &self.moment).ok())
            .unwrap_or(Scalar::Null)
    }
}

/// Reads the rows of a sheet whose header has been found.
pub fn read(
    reading: &Reading<'_>,
    raw: &RawSheet,
    header: &Header,
    diags: &mut Diagnostics,
) -> SheetRows {
    let mut reader = Reader::new(reading, raw, header, diags);
    for row in &raw.rows {
        reader.take(row);
    }
    reader.finish()
}

struct Reader<'a, 'd> {
    reading: &'a Reading<'a>,
    header: &'a Header,
    diags: &'d mut Diagnostics,
    manners: Vec<Option<Manner>>,
    amounts: Vec<usize>,
    verified: Vec<usize>,
    levels: Option<Levels<'a>>,
    take: usize,
    marks: Vec<u32>,
    totals: Totals,
    out: SheetRows,
}

impl<'a, 'd> Reader<'a, 'd> {
    fn new(
        reading: &'a Reading<'a>,
        raw: &RawSheet,
        header: &'a Header,
        diags: &'d mut Diagnostics,
    ) -> Self {
        let columns = &reading.dataset.columns;
        let manners = columns.iter().map(|column| manner(reading, raw, header, column, diags));
        let manners = manners.collect();
        let is_amount = |(_, column): &(usize, &Column)| {
            let counted = matches!(column.ty, ColumnType::Money | ColumnType::Number { .. });
            counted && matches!(column.from, ColumnFrom::Header(_))
        };
        let amounts: Vec<usize> =
            columns.iter().enumerate().filter(is_amount).map(|(at, _)| at).collect();
        let (levels, take, verify) = match &reading.source.shape {
            Shape::Plain => (None, 0, &[][..]),
            Shape::Hierarchy(shape) => (Some(Levels::new(shape)), shape.take, &shape.verify[..]),
        };
        let names_a_thing = |column: &&Column| {
            let kind = matches!(column.ty.word(), "team" | "date" | "choice");
            let is_amount = matches!(column.ty.word(), "money" | "number" | "percent");
            let needed = column.required || reading.dataset.key.contains(&column.name);
            kind || (needed && !is_amount)
        };
        let marks = columns
            .iter()
            .filter(names_a_thing)
            .filter_map(|column| header.columns.get(&column.name).copied())
            .collect();
        let position = |name: &String| columns.iter().position(|column| column.name == *name);
        let verified = verify.iter().filter_map(position).collect();
        let absent = columns
            .iter()
            .filter(|column| matches!(column.from, ColumnFrom::Header(_)))
            .filter(|column| column.personal != Some(Personal::Drop))
            .filter(|column| !header.columns.contains_key(&column.name))
            .map(|column| column.name.clone())
            .collect();
        let info = SheetInfo {
            file: Arc::clone(&reading.file),
            sheet: Arc::clone(&reading.sheet),
            period: reading.period,
            head: header.last,
            source: reading.source_at,
            team: None,
            absent,
            lost: BTreeSet::new(),
            columns: header.columns.clone(),
        };
        let id = reading.dataset.id.clone();
        let ledger = FileLedger::new(id, &reading.file, &reading.sheet);
        let totals = Totals::new(amounts.len());
        let out = SheetRows { info, rows: vec![], aside: vec![], ledger };
        Self {
            reading,
            header,
            diags,
            manners,
            amounts,
            verified,
            levels,
            take,
            marks,
            totals,
            out,
        }
    }

    fn take(&mut self, raw: &RawRow) {
        if raw.cells.iter().all(RawCell::is_blank) {
            return;
        }
        if raw.number <= self.header.last {
            return self.out.ledger.set_aside(Aside::Heading);
        }
        match kind(raw, self.header, &self.reading.source.totals, &self.marks) {
            Kind::Layout(Aside::Total) => {
                let amounts = self.lenient(raw, &self.amounts.clone());
                self.totals.keep(raw.number, amounts);
                self.out.ledger.set_aside(Aside::Total);
            }
            Kind::Layout(Aside::Footnote) if self.has_level(raw) => self.data(raw),
            Kind::Layout(reason) => self.out.ledger.set_aside(reason),
            Kind::Data => self.data(raw),
        }
    }

    /// Whether a row carries the code of a level, which makes it data however little it holds.
    fn has_level(&self, raw: &RawRow) -> bool {
        let Shape::Hierarchy(shape) = &self.reading.source.shape else { return false };
        let codes = self.codes(raw);
        shape.level_of(|column| codes.get(column).map(String::as_str)).is_some()
    }

    fn data(&mut self, raw: &RawRow) {
        // A cell beyond the heads means that a separator stands inside a cell: every value behind
        // it is in the wrong column, and none of them may be shown.
        let width = self.header.heads.keys().next_back().map_or(0, |last| *last as usize + 1);
        let is_text = self.reading.sheet.is_empty();
        if is_text && raw.cells.iter().skip(width).any(|cell| !cell.is_blank()) {
            self.diags.push(Diagnostic::warning("row-too-long", self.row_origin(raw.number)));
            return self.set_aside(raw.number, Aside::Unreadable, None);
        }
        if self.levels.is_some() {
            let Some(level) = self.level(raw) else {
                self.diags.push(Diagnostic::warning("no-level", self.row_origin(raw.number)));
                return self.set_aside(raw.number, Aside::Unreadable, None);
            };
            let amounts = self.lenient(raw, &self.verified.clone());
            if let Some(levels) = &mut self.levels {
                levels.verify(raw.number, level, amounts);
            }
            if level != self.take {
                return self.out.ledger.set_aside(Aside::Parent);
            }
        }
        let amounts = self.lenient(raw, &self.amounts.clone());
        self.totals.add(&amounts);
        match self.typed(raw) {
            Ok(cells) => self.out.rows.push(TypedRow { number: raw.number, cells }),
            Err((reason, team)) => self.set_aside(raw.number, reason, team),
        }
    }

    fn level(&mut self, raw: &RawRow) -> Option<usize> {
        let codes = self.codes(raw);
        self.levels.as_mut()?.enter(|column| codes.get(column).map(String::as_str))
    }

    /// The filled cells of a row by the names of their columns.
    fn codes(&self, raw: &RawRow) -> BTreeMap<&'a str, String> {
        let header = self.header;
        let cell = |(name, column): (&'a String, &u32)| {
            let cell = raw.cells.get(*column as usize)?;
            (!cell.is_blank()).then(|| (name.as_str(), cell.text().trim().to_owned()))
        };
        header.columns.iter().filter_map(cell).collect()
    }

    /// The amounts of a row as far as they can be read, for sums only.
    fn lenient(&self, raw: &RawRow, columns: &[usize]) -> Vec<Option<Decimal>> {
        let amount = |at: &usize| {
            let column = &self.reading.dataset.columns[*at];
            let cell = raw.cells.get(*self.header.columns.get(&column.name)? as usize)?;
            convert(cell, &column.ty, self.manners[*at]?).ok()?.number()
        };
        columns.iter().map(amount).collect()
    }

    /// Every cell of a row, or why the row cannot count.
    fn typed(&mut self, raw: &RawRow) -> Result<Vec<Scalar>, (Aside, Option<TeamId>)> {
        let dataset = self.reading.dataset;
        let mut cells = vec![Scalar::Null; dataset.columns.len()];
        let mut failed = false;
        for (at, column) in dataset.columns.iter().enumerate() {
            match self.cell_of(raw, at, column) {
                Ok(value) => cells[at] = value,
                Err(problem) => {
                    if problem.code != MIXED {
                        self.complain(raw.number, column, &problem);
                    }
                    failed = true;
                }
            }
        }
        if failed {
            return Err((Aside::Unreadable, self.team_if_known(&cells)));
        }
        for (at, column) in dataset.columns.iter().enumerate() {
            if let ColumnFrom::Value(expr) = &column.from {
                let row = NamedRow { dataset, cells: &cells, moment: self.moment() };
                let Ok(value) = eval(expr, &row, &self.moment()) else {
                    let place = self.row_origin(raw.number);
                    let problem = Diagnostic::warning("row-overflow", place);
                    self.diags.push(problem.arg("column", &column.name));
                    return Err((Aside::Unreadable, self.team_if_known(&cells)));
                };
                cells[at] = value;
            }
        }
        self.teams(raw.number, &mut cells)?;
        for (at, column) in dataset.columns.iter().enumerate() {
            if column.required && cells[at] == Scalar::Null {
                let origin = self.cell_origin(raw.number, &column.name);
                let problem = Diagnostic::warning("empty-required", origin);
                self.diags.push(problem.arg("column", &column.name));
                return Err((Aside::Unreadable, self.team_if_known(&cells)));
            }
        }
        Ok(cells)
    }

    fn cell_of(&self, raw: &RawRow, at: usize, column: &Column) -> Result<Scalar, Unreadable> {
        if column.personal == Some(Personal::Drop) {
            return Ok(Scalar::Null);
        }
        match &column.from {
            ColumnFrom::Header(_) => {
                let place = self.header.columns.get(&column.name);
                let cell = place.and_then(|column| raw.cells.get(*column as usize));
                match (cell, self.manners[at]) {
                    (None, _) => Ok(Scalar::Null),
                    (Some(cell), Some(manner)) => convert(cell, &column.ty, manner),
                    (Some(_), None) => Err(Unreadable { code: MIXED, found: String::new() }),
                }
            }
            ColumnFrom::Covers => {
                Ok(self.reading.period.map_or(Scalar::Null, |period| Scalar::Date(period.end())))
            }
            ColumnFrom::Sheet => Ok(Scalar::Text(Arc::clone(&self.reading.sheet))),
            ColumnFrom::Level(level) => {
                let code = self.levels.as_ref().and_then(|levels| levels.code(level));
                Ok(code.map_or(Scalar::Null, |code| Scalar::Text(Arc::from(code))))
            }
            ColumnFrom::Value(_) => Ok(Scalar::Null),
        }
    }

    /// Turns names of teams into their ids; an empty one is the office's own.
    fn teams(&mut self, number: u32, cells: &mut [Scalar]) -> Result<(), (Aside, Option<TeamId>)> {
        let dataset = self.reading.dataset;
        let day = self.day(cells);
        for (at, column) in dataset.columns.iter().enumerate() {
            let ColumnType::Team { map } = &column.ty else { continue };
            let Some(name) = cells[at].text().cloned() else {
                if let Some(root) = self.reading.project.teams.root() {
                    let problem =
                        Diagnostic::note("empty-team", self.cell_origin(number, &column.name));
                    self.diags.push(problem.arg("column", &column.name).arg("office", &root.short));
                    cells[at] = Scalar::Text(Arc::from(root.id.as_str()));
                }
                continue;
            };
            match self.team(&name, map, day) {
                Some(id) => cells[at] = Scalar::Text(Arc::from(id.as_str())),
                None if self.reading.project.teams.is_foreign(&name) => {
                    return Err((Aside::Foreign, None));
                }
                None => {
                    let origin = self.cell_origin(number, &column.name);
                    let known = self.reading.project.teams.known_names();
                    let mut problem = Diagnostic::warning("unknown-team", origin)
                        .arg("column", &column.name)
                        .arg("found", &name);
                    problem.near = nearest(&name, known);
                    self.diags.push(problem);
                    return Err((Aside::UnknownTeam, None));
                }
            }
        }
        Ok(())
    }

    fn team(&self, name: &str, map: &[(TextPattern, TeamId)], day: Option<Date>) -> Option<TeamId> {
        let normal = normal_name(name);
        let mapped = map.iter().find(|(pattern, _)| pattern.matches_normal(&normal));
        mapped
            .map(|(_, id)| id.clone())
            .or_else(|| self.reading.project.teams.find(name, day).map(|team| team.id.clone()))
    }

    fn team_if_known(&self, cells: &[Scalar]) -> Option<TeamId> {
        let dataset = self.reading.dataset;
        let name = dataset.team.as_ref()?;
        let at = dataset.columns.iter().position(|column| column.name == *name)?;
        let ColumnType::Team { map } = &dataset.columns[at].ty else { return None };
        self.team(cells[at].text()?, map, self.day(cells))
    }

    /// The day that decides which team a name meant.
    fn day(&self, cells: &[Scalar]) -> Option<Date> {
        let dataset = self.reading.dataset;
        let own = dataset.date.as_ref().and_then(|name| {
            let at = dataset.columns.iter().position(|column| column.name == *name)?;
            cells[at].date()
        });
        own.or_else(|| self.reading.period.map(Period::end))
    }

    fn moment(&self) -> Moment<'a> {
        everything(self.reading.project)
    }

    fn complain(&mut self, number: u32, column: &Column, problem: &Unreadable) {
        let origin = self.cell_origin(number, &column.name);
        let found = if column.personal.is_some() { "•••" } else { problem.found.as_str() };
        let mut found = found.to_owned();
        if found.chars().count() > 60 {
            found = found.chars().take(59).chain(['…']).collect();
        }
        let diagnostic = Diagnostic::warning(cell_code(problem.code), origin)
            .arg("column", &column.name)
            .arg("found", &found)
            .arg("expected", expectation(problem.code, &column.ty))
            .related("declared-here", column.origin.clone());
        let diagnostic = match &column.ty {
            ColumnType::Choice { of, map } => {
                let known = map.iter().map(|(pattern, _)| pattern.as_str().trim_end_matches('*'));
                diagnostic.near(&found, known.chain(of.iter().map(String::as_str)))
            }
            _ => diagnostic,
        };
        self.diags.push(diagnostic);
    }

    fn set_aside(&mut self, number: u32, reason: Aside, team: Option<TeamId>) {
        let origin = self.row_origin(number);
        self.out.ledger.set_aside(reason);
        let period = self.reading.period;
        self.out.aside.push(AsideRow { origin, reason, team, period });
    }

    fn row_origin(&self, row: u32) -> Origin {
        let reading = self.reading;
        Origin::Row { file: Arc::clone(&reading.file), sheet: Arc::clone(&reading.sheet), row }
    }

    fn cell_origin(&self, row: u32, column: &str) -> Origin {
        let reading = self.reading;
        match self.header.columns.get(column) {
            Some(&column) => Origin::Cell {
                file: Arc::clone(&reading.file),
                sheet: Arc::clone(&reading.sheet),
                row,
                column,
            },
            None => self.row_origin(row),
        }
    }

    fn finish(self) -> SheetRows {
        let Self { reading, header, diags, levels, mut totals, amounts, verified, out, .. } = self;
        if !reading.dataset.key.is_empty() {
            let mut seen = BTreeSet::new();
            for copy in out.rows.iter().filter(|row| !seen.insert(&row.cells)) {
                let repeated: Vec<_> = amounts.iter().map(|at| copy.cells[*at].number()).collect();
                totals.take_back(&repeated);
            }
        }
        let place = |row: u32, column: usize| {
            let name = &reading.dataset.columns[column].name;
            let column = header.columns.get(name).copied().unwrap_or_default();
            let (file, sheet) = (Arc::clone(&reading.file), Arc::clone(&reading.sheet));
            (name.clone(), Origin::Cell { file, sheet, row, column })
        };
        let mut differ = |code, row, column, printed: &Number, summed: &Number| {
            let (name, origin) = place(row, column);
            let problem = Diagnostic::warning(code, origin)
                .arg("column", name)
                .arg("printed", printed.to_plain(6))
                .arg("sum", summed.to_plain(6))
                .arg("difference", (printed - summed).to_plain(6));
            diags.push(problem);
        };
        for found in levels.map(Levels::disagreements).unwrap_or_default() {
            let column = verified[found.column];
            differ("parent-sum", found.row, column, &found.printed, &found.children);
        }
        for found in totals.wrong() {
            let column = amounts[found.column];
            differ("printed-total", found.row, column, &found.printed, &found.rows);
        }
        out
    }
}

/// How a column of this sheet is written; complains when its cells contradict one another.
fn manner(
    reading: &Reading<'_>,
    raw: &RawSheet,
    header: &Header,
    column: &Column,
    diags: &mut Diagnostics,
) -> Option<Manner> {
    let place = *header.columns.get(&column.name)?;
    let mut evidence = Evidence::default();
    for row in raw.rows.iter().filter(|row| row.number > header.last) {
        if let Some(cell) = row.cells.get(place as usize) {
            evidence.note(cell, &column.ty);
        }
    }
    match evidence.manner() {
        Ok(manner) => Some(manner),
        Err(mixed) if matches!(column.ty.word(), "number" | "money" | "percent" | "date") => {
            let (file, sheet) = (Arc::clone(&reading.file), Arc::clone(&reading.sheet));
            let origin = Origin::Cell { file, sheet, row: header.last, column: place };
            let code = if mixed.what == "dates" { "mixed-dates" } else { "mixed-numbers" };
            let problem = Diagnostic::error(code, origin)
                .arg("column", &column.name)
                .arg("first", mixed.first)
                .arg("second", mixed.second);
            diags.push(problem);
            None
        }
        Err(_) => Evidence::default().manner().ok(),
    }
}

/// A cell of a column whose way of writing is undecided; the column has been complained of.
const MIXED: &str = "mixed";

/// The moment at which everything has happened: for checks on rows as they were handed in.
pub fn everything(project: &Project) -> Moment<'_> {
    let (start, end) = (Date::MIN, Date::MAX);
    Moment { calendar: &project.calendar, as_of: end, start, end }
}

fn cell_code(code: &'static str) -> &'static str {
    match code {
        "choice" => "cell-choice",
        "range" => "cell-range",
        "cell-error" | "formula-without-result" => code,
        _ => "cell-type",
    }
}

/// What a column of this type expects: its choices, its range, or the name of its kind.
fn expectation(code: &str, ty: &ColumnType) -> String {
    let edge = |edge: &Option<Number>| edge.as_ref().map_or("…".to_owned(), |n| n.to_plain(6));
    match ty {
        ColumnType::Choice { of, .. } => of.join(", "),
        ColumnType::Number { min, max } if code == "range" => {
            format!("{} – {}", edge(min), edge(max))
        }
        other => other.word().to_owned(),
    }
}
