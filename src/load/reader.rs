//! Walks the rows of one sheet: every row gets its fate, every cell its place in a column.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::Aside;
use crate::spec::dataset::{Column, ColumnFrom};
use crate::spec::shape::Shape;

use super::complaint::{Complaints, complaint};
use super::convert::{Builder, Unreadable};
use super::fill::Fill;
use super::header::{Header, Lane};
use super::hierarchy::Levels;
use super::place::{Place, names_a_block, names_a_thing, place, sheet_column};
use super::raw::{CellRef, RawCell, RawRow, ReadError, RowRef, SheetSource};
use super::rows::{Kind, Signs};
use super::sheet::{Reading, SheetRows};
use super::words::Words;

/// Reads the rows of a sheet whose header has been found. What is still to be settled once all
/// cells have been seen is left to [`super::settle`].
///
/// # Errors
///
/// When the file cannot be read to its end.
pub fn read<'a>(
    reading: &'a Reading<'a>,
    source: &SheetSource<'_>,
    header: &'a Header,
    words: &mut [Words],
    diags: &mut Diagnostics,
) -> Result<(SheetRows, Vec<Builder<'a>>), ReadError> {
    let mut reader = Reader::new(reading, source, header, words, diags);
    source.each(&mut |row| reader.take(row))?;
    Ok(reader.finish())
}

struct Reader<'a, 'd> {
    reading: &'a Reading<'a>,
    header: &'a Header,
    signs: Signs<'a>,
    words: &'d mut [Words],
    diags: &'d mut Diagnostics,
    places: Vec<Place<'a>>,
    builders: Vec<Builder<'a>>,
    /// The columns that the sheet has; the others hold nothing in every row.
    present: Vec<usize>,
    /// Which columns a total, and which a parent, is read for.
    amounts: Vec<bool>,
    verified: Vec<usize>,
    levels: Option<(Levels<'a>, usize)>,
    /// The column whose cells may hold several names, what stands between them, and its place.
    split: Option<(usize, &'a str, usize)>,
    fill: Fill,
    block: Block,
    /// The columns of the sheet that name what a block is about, in whichever of its lines.
    names: Vec<usize>,
    /// Whether the last row that held anything was heads.
    below_heads: bool,
    /// What is said of cells that cannot be read.
    complaints: Complaints,
    out: SheetRows,
}

/// The rows of the block being read.
#[derive(Default)]
struct Block {
    rows: Vec<(usize, RawRow)>,
    /// What blank cells of each column mean, as of its first row.
    above: Vec<Option<RawCell>>,
}

impl<'a, 'd> Reader<'a, 'd> {
    fn new(
        reading: &'a Reading<'a>,
        source: &SheetSource<'_>,
        header: &'a Header,
        words: &'d mut [Words],
        diags: &'d mut Diagnostics,
    ) -> Self {
        let columns = &reading.dataset.columns;
        let places: Vec<Place<'a>> = columns
            .iter()
            .map(|column| place(column, reading.source, header, reading.dataset))
            .collect();
        let (levels, verify) = match &reading.source.shape {
            Shape::Hierarchy(shape) => {
                (Some((Levels::new(shape), shape.take)), shape.verify.as_slice())
            }
            _ => (None, &[][..]),
        };
        let position = |name: &String| columns.iter().position(|column| column.name == *name);
        let marks = columns
            .iter()
            .filter(|column| names_a_thing(column, reading.dataset))
            .filter_map(|column| header.columns.get(&column.name).copied())
            .collect();
        let names = columns
            .iter()
            .filter(|column| names_a_block(column, reading.dataset))
            .filter_map(|column| header.columns.get(&column.name))
            .map(|at| *at as usize)
            .collect();
        let mut placed = columns.iter().zip(&places).zip(0..);
        let split = placed.find_map(|((column, place), at)| match (&column.split, place) {
            (Some(mark), Place::Cell(column)) => Some((at, mark.as_str(), *column)),
            _ => None,
        });
        let is_amount = |column: &Column| {
            let from_cell = matches!(column.from, ColumnFrom::Header(_) | ColumnFrom::LaneCell(_));
            column.ty.is_amount() && from_cell
        };
        Self {
            reading,
            header,
            signs: Signs::new(header, &reading.source.totals, marks),
            words,
            diags,
            builders: columns.iter().map(Builder::new).collect(),
            amounts: columns.iter().map(is_amount).collect(),
            verified: verify.iter().filter_map(position).collect(),
            levels,
            split,
            fill: Fill::new(columns, header, &source.head.merges),
            block: Block::default(),
            names,
            below_heads: true,
            complaints: Complaints::new(columns.len()),
            present: (0..places.len()).filter(|at| !places[*at].is_nowhere()).collect(),
            places,
            out: SheetRows::none(reading, header),
        }
    }

    fn take(&mut self, row: RowRef<'_>) {
        if row.cells().all(CellRef::is_blank) {
            return;
        }
        if row.number <= self.header.last {
            return self.out.ledger.set_aside(Aside::Heading);
        }
        let below_heads = std::mem::take(&mut self.below_heads);
        match self.signs.kind(row, below_heads) {
            Kind::Layout(Aside::Footnote) if self.is_of_shape(row) || self.fill.reaches(row) => {
                self.data(row);
            }
            Kind::Layout(Aside::Total) => self.total(row),
            Kind::Layout(reason) => {
                match reason {
                    Aside::RepeatedHeading => self.below_heads = self.signs.repeats_heads(row),
                    _ => self.fill.enter(row),
                }
                self.out.ledger.set_aside(reason);
            }
            Kind::Data => self.data(row),
        }
    }

    /// Whether a row carries the code of a level or the word of a block's line, which makes it
    /// data however little it holds.
    fn is_of_shape(&self, row: RowRef<'_>) -> bool {
        match &self.reading.source.shape {
            Shape::Hierarchy(shape) => {
                let codes = self.codes(row);
                shape.level_of(|column| codes.get(column).map(String::as_str)).is_some()
            }
            Shape::Blocks(_) => self.line(row).is_some(),
            Shape::Plain | Shape::Wide(_) => false,
        }
    }

    /// Keeps a printed total for the comparison with the rows.
    fn total(&mut self, row: RowRef<'_>) {
        self.flush_block();
        for lane in 0..self.header.lanes.len().max(1) {
            self.amounts_only(row, lane, Aside::Total);
        }
    }

    fn data(&mut self, row: RowRef<'_>) {
        // A cell beyond the heads means that a separator stands inside a cell: every value behind
        // it is in the wrong column, and none of them may be shown.
        let width = self.signs.width();
        let is_text = self.reading.sheet.is_empty();
        if is_text && (width..row.len()).any(|column| !row.cell(column).is_blank()) {
            let cells = (0..row.len()).rfind(|at| !row.cell(*at).is_blank()).map_or(0, |at| at + 1);
            let counts = [("cells", cells), ("heads", width)];
            self.fill.forget();
            return self.refuse(row, "row-too-long", &counts);
        }
        self.fill.enter(row);
        if self.levels.is_some() {
            let codes = self.codes(row);
            let Some((levels, take)) = &mut self.levels else { return };
            let code = |column: &str| codes.get(column).map(String::as_str);
            let Some(level) = levels.enter(code) else {
                levels.lose(code);
                return self.refuse(row, "no-level", &[]);
            };
            let at = self.out.numbers.len();
            if level == *take {
                self.whole(row, 0, None);
            } else {
                self.amounts_only(row, 0, Aside::Parent);
            }
            return self.levels_at(at, level);
        }
        match &self.reading.source.shape {
            Shape::Wide(_) => {
                for lane in 0..self.header.lanes.len() {
                    self.whole(row, lane, None);
                }
            }
            Shape::Blocks(_) => match self.line(row) {
                Some(line) => {
                    let is_past = self.block.rows.iter().any(|(known, _)| *known >= line);
                    if line == 0 || is_past || self.is_of_another(row) {
                        self.flush_block();
                    }
                    if self.block.rows.is_empty() {
                        self.block.above = self.above(row);
                    }
                    self.block.rows.push((line, row.to_row()));
                }
                None => self.refuse(row, "no-line", &[]),
            },
            Shape::Plain | Shape::Hierarchy(_) => self.plain(row),
        }
    }

    /// Reads a row, once for each of the names where a cell holds several.
    fn plain(&mut self, row: RowRef<'_>) {
        let Some((at, mark, column)) = self.split else { return self.whole(row, 0, None) };
        let text = row.cell(column).text().into_owned();
        let names = text.split(mark).flat_map(str::lines).map(str::trim);
        let mut names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
        names.dedup();
        if names.len() < 2 {
            return self.whole(row, 0, None);
        }
        for name in names {
            self.whole(row, 0, Some((at, name)));
        }
    }

    /// Remembers at which level a row stands, for the sums of its parents.
    fn levels_at(&mut self, row: usize, level: usize) {
        if let Some((levels, _)) = &mut self.levels {
            levels.note(row, level);
        }
    }

    /// Sets a row aside of which no cell can be trusted.
    fn refuse(&mut self, row: RowRef<'_>, code: &'static str, counts: &[(&'static str, usize)]) {
        let fate = Some(Aside::Unreadable);
        self.begin(row.number, 0, fate);
        for at in &self.present {
            self.builders[*at].push_nothing();
        }
        let place = self.out.row_origin(self.out.numbers.len() - 1);
        let problem = Diagnostic::warning(code, place);
        self.diags.push(counts.iter().fold(problem, |one, (name, count)| one.arg(name, count)));
    }

    fn begin(&mut self, number: u32, lane: usize, fate: Option<Aside>) {
        self.out.numbers.push(number);
        if self.header.lanes.len() > 1 {
            self.out.lanes.push(lane as u16);
        }
        self.out.fates.push(fate);
    }

    /// Reads what can be added up in a row, and nothing else, without a complaint.
    fn amounts_only(&mut self, row: RowRef<'_>, lane: usize, fate: Aside) {
        self.begin(row.number, lane, Some(fate));
        let lane = self.header.lanes.get(lane);
        for present in 0..self.present.len() {
            let at = self.present[present];
            let wanted = self.amounts[at] || self.verified.contains(&at);
            let place = sheet_column(self.places[at], self.column(at), lane).filter(|_| wanted);
            match place {
                // What cannot be read is no amount, and a total that is none is not compared.
                Some(column) => {
                    let _ = self.builders[at].push(row.cell(column), &mut self.words[at]);
                }
                None => self.builders[at].push_nothing(),
            }
        }
    }

    fn column(&self, at: usize) -> &'a Column {
        &self.reading.dataset.columns[at]
    }

    /// Reads every cell of a row, for one of the things that lie side by side in it; `part` is what
    /// stands for the whole cell of a column.
    fn whole(&mut self, row: RowRef<'_>, lane: usize, part: Option<(usize, &str)>) {
        let label = self.header.lanes.get(lane);
        if label.is_some_and(|lane| self.is_blank_lane(row, lane)) {
            return self.out.ledger.set_aside(Aside::Blank);
        }
        self.begin(row.number, lane, None);
        for present in 0..self.present.len() {
            let at = self.present[present];
            let column = sheet_column(self.places[at], self.column(at), label);
            match column {
                Some(column) => {
                    let filled = self.fill.above(at, row, column).map(RawCell::borrowed);
                    let cell = filled.unwrap_or_else(|| row.cell(column));
                    let own = part.filter(|(split, _)| *split == at);
                    let cell = own.map_or(cell, |(_, name)| CellRef::Text(name));
                    let read = self.builders[at].push(cell, &mut self.words[at]);
                    if let Err(problem) = read {
                        self.complain(at, row.number, &problem);
                    }
                }
                None => self.elsewhere(at, label),
            }
        }
    }

    fn is_blank_lane(&self, row: RowRef<'_>, lane: &Lane) -> bool {
        lane.columns.values().all(|column| row.cell(*column as usize).is_blank())
    }

    /// Adds a value that stands in no cell of the row.
    fn elsewhere(&mut self, at: usize, lane: Option<&Lane>) {
        let number = self.out.numbers.last().copied().unwrap_or_default();
        let (cell, number) = match self.places[at] {
            Place::Period => {
                let day = self.reading.period.map(|period| CellRef::Date(period.end()));
                (day.unwrap_or(CellRef::Empty), number)
            }
            Place::Sheet => (CellRef::Text(&self.reading.sheet), number),
            Place::Level(level) => {
                let code = self.levels.as_ref().and_then(|(levels, _)| levels.code(level));
                (code.map_or(CellRef::Empty, CellRef::Text), number)
            }
            Place::Label => {
                let label = lane.map_or("", |lane| lane.label.as_str());
                (CellRef::Text(label), self.header.last)
            }
            _ => (CellRef::Empty, number),
        };
        if let Err(problem) = self.builders[at].push(cell, &mut self.words[at]) {
            self.complain(at, number, &problem);
        }
    }

    /// Whether a line names another thing than the lines of the block so far.
    fn is_of_another(&self, row: RowRef<'_>) -> bool {
        self.names.iter().any(|at| {
            let own = row.cell(*at);
            let known = self.block.rows.iter().map(|(_, row)| RowRef::of_row(row).cell(*at));
            !own.is_blank()
                && known.filter(|cell| !cell.is_blank()).any(|cell| cell.text() != own.text())
        })
    }

    /// What the blank cells of a row mean, column by column.
    fn above(&self, row: RowRef<'_>) -> Vec<Option<RawCell>> {
        let above = |at: usize| match self.places[at] {
            Place::Cell(column) => self.fill.above(at, row, column).cloned(),
            _ => None,
        };
        (0..self.places.len()).map(above).collect()
    }

    /// Makes one row of the lines of a block.
    fn flush_block(&mut self) {
        let Block { rows, above } = std::mem::take(&mut self.block);
        let Some((_, first)) = rows.first() else { return };
        for _ in 1..rows.len() {
            self.out.ledger.set_aside(Aside::Joined);
        }
        self.begin(first.number, 0, None);
        for present in 0..self.present.len() {
            let at = self.present[present];
            let found = match self.places[at] {
                Place::Cell(column) => rows
                    .iter()
                    .map(|(_, row)| (row.number, RowRef::of_row(row).cell(column)))
                    .find(|(_, cell)| !cell.is_blank()),
                Place::Line(line, column) => rows
                    .iter()
                    .find(|(known, _)| *known == line)
                    .map(|(_, row)| (row.number, RowRef::of_row(row).cell(column))),
                _ => {
                    self.elsewhere(at, None);
                    continue;
                }
            };
            let filled = above[at].as_ref().map_or(CellRef::Empty, RawCell::borrowed);
            let (number, cell) = found.unwrap_or((first.number, filled));
            if number != first.number {
                let lines = self.out.lines.entry(self.out.numbers.len() - 1).or_default();
                lines.insert(self.reading.dataset.columns[at].name.clone(), number);
            }
            if let Err(problem) = self.builders[at].push(cell, &mut self.words[at]) {
                self.complain(at, number, &problem);
            }
        }
    }

    /// The line of its block that a row is.
    fn line(&self, row: RowRef<'_>) -> Option<usize> {
        let Shape::Blocks(blocks) = &self.reading.source.shape else { return None };
        let cell = row.cell(self.header.block? as usize);
        blocks.line(&cell.text())
    }

    /// The filled cells of the columns that hold the codes of levels, with the blanks before them.
    fn codes(&self, row: RowRef<'_>) -> BTreeMap<&'a str, String> {
        let Shape::Hierarchy(shape) = &self.reading.source.shape else { return BTreeMap::new() };
        let mut codes = BTreeMap::new();
        for level in &shape.levels {
            let Some((name, column)) = self.header.columns.get_key_value(&level.column) else {
                continue;
            };
            let cell = row.cell(*column as usize);
            if !cell.is_blank() {
                let text = match cell {
                    CellRef::Text(text) => text.trim_end().to_owned(),
                    cell => cell.text().into_owned(),
                };
                codes.insert(name.as_str(), text);
            }
        }
        codes
    }

    /// Sets the row aside for a cell of it that cannot be read.
    fn complain(&mut self, at: usize, number: u32, problem: &Unreadable) {
        let row = self.out.fates.len() - 1;
        self.out.fates[row] = Some(Aside::Unreadable);
        let column = self.column(at);
        let mut origin = self.out.cell_origin(row, &column.name);
        if let Origin::Cell { row, .. } | Origin::Row { row, .. } = &mut origin {
            *row = number;
        }
        let head = self.out.info.head_of(&column.name);
        self.complaints.add(at, || complaint(column, head, origin, problem), self.diags);
    }

    /// After the last row: what was read, and the columns with what is still in doubt in them.
    fn finish(mut self) -> (SheetRows, Vec<Builder<'a>>) {
        self.flush_block();
        for (at, more) in self.complaints.unlisted() {
            let file = Origin::file_of(&self.reading.file);
            let problem = Diagnostic::warning("cells-unlisted", file);
            let column = self.out.info.head_of(&self.column(at).name);
            self.diags.push(problem.arg("column", column).arg("count", more));
        }
        if let Some((levels, _)) = self.levels {
            self.out.levels = levels.noted();
        }
        (self.out, self.builders)
    }
}
