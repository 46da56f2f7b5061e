//! Typed tables with the address of every row.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diag::Origin;
use crate::domain::{Aside, DatasetId, Date, Period, TeamId};
use crate::spec::expr::Scalar;

use super::cells::Cells;
pub use super::cells::{NO_DAY, NO_NARROW, NO_WIDE, Packed};
use super::sheet::SheetRows;
pub use super::words::{NO_WORD, Words};

/// The tables of a project, in the order of its datasets.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    tables: BTreeMap<DatasetId, Table>,
}

impl Tables {
    /// Adds a table.
    pub fn insert(&mut self, table: Table) {
        self.tables.insert(table.dataset.clone(), table);
    }

    /// Takes in the tables of others.
    pub fn join(&mut self, other: Self) {
        self.tables.extend(other.tables);
    }

    /// The table of a dataset.
    pub fn get(&self, dataset: &DatasetId) -> Option<&Table> {
        self.tables.get(dataset)
    }

    /// Every table, by the name of its dataset.
    pub fn iter(&self) -> impl Iterator<Item = &Table> {
        self.tables.values()
    }
}

/// The rows of a dataset that figures are computed from.
#[derive(Clone, Debug)]
pub struct Table {
    /// The dataset.
    pub dataset: DatasetId,
    /// Its rows' sheets.
    pub sheets: Vec<SheetInfo>,
    /// Where each row stands: sheet and row number.
    pub places: Vec<(u32, u32)>,
    /// Rows set aside, with the team they would have belonged to where that is known.
    pub aside: Vec<AsideRow>,
    columns: BTreeMap<String, (Cells, Words)>,
    /// The row in the sheet of cells that stand in another line of their block than its first.
    lines: BTreeMap<usize, BTreeMap<String, u32>>,
}

/// A sheet that rows came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetInfo {
    /// The file, relative to the project.
    pub file: Arc<str>,
    /// The sheet; empty for text files.
    pub sheet: Arc<str>,
    /// The period it covers, where a file covers one.
    pub period: Option<Period>,
    /// The row of its head.
    pub head: u32,
    /// Which layout of the dataset it follows.
    pub source: usize,
    /// Whose it is, where a sheet or file is one team's.
    pub team: Option<TeamId>,
    /// Declared columns that the sheet does not have.
    pub absent: BTreeSet<String>,
    /// Of these, the columns that other sheets of the same layout do have.
    pub lost: BTreeSet<String>,
    /// The earliest day of the rows of a sheet that lost a column: a register repeats old cases.
    pub since: Option<Date>,
    /// The sheet's column (from 0) behind each declared one.
    pub columns: BTreeMap<String, u32>,
    /// The head of each declared column that was found as the sheet writes it.
    pub heads: BTreeMap<String, String>,
}

impl SheetInfo {
    /// The head of a column as this sheet writes it, its name for columns without one: for messages.
    pub fn head_of<'a>(&'a self, column: &'a str) -> &'a str {
        self.heads.get(column).map_or(column, String::as_str)
    }
}

/// A row that is set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsideRow {
    /// Where it stands.
    pub origin: Origin,
    /// Why.
    pub reason: Aside,
    /// The team it would have belonged to.
    pub team: Option<TeamId>,
    /// The period that its sheet covers.
    pub period: Option<Period>,
    /// Its own cells under the heads of their columns, personal ones masked; kept when asked for.
    pub cells: Option<Vec<(String, String)>>,
}

impl Table {
    /// The rows of `sheets` that count; `names` and `words` are those of their columns.
    pub fn new(
        dataset: DatasetId,
        mut sheets: Vec<SheetRows>,
        names: &[String],
        words: Vec<Words>,
        aside: Vec<AsideRow>,
    ) -> Self {
        let mut places = vec![];
        for (at, sheet) in sheets.iter().enumerate() {
            let counting = (0..sheet.fates.len()).filter(|row| sheet.fates[*row].is_none());
            places.extend(counting.map(|row| (at as u32, sheet.numbers[row])));
        }
        let mut lines = BTreeMap::new();
        let mut n_before = 0;
        for sheet in &mut sheets {
            let counting = (0..sheet.fates.len()).filter(|row| sheet.fates[*row].is_none());
            for (at, row) in counting.enumerate() {
                lines.extend(sheet.lines.remove(&row).map(|own| (n_before + at, own)));
            }
            n_before += sheet.fates.iter().filter(|fate| fate.is_none()).count();
        }
        let mut columns = BTreeMap::new();
        for (at, (name, mut words)) in names.iter().zip(words).enumerate() {
            let mut whole: Option<Cells> = None;
            for sheet in &mut sheets {
                let cells = std::mem::replace(&mut sheet.columns[at], Cells::Text(vec![]));
                let fates = &sheet.fates;
                let all = fates.iter().all(Option::is_none);
                whole = Some(match whole {
                    None if all => cells,
                    None => {
                        let mut first = cells.empty();
                        first.append(cells, &|row| fates[row].is_none(), &mut words);
                        first
                    }
                    Some(mut whole) => {
                        whole.append(cells, &|row| fates[row].is_none(), &mut words);
                        whole
                    }
                });
            }
            words.close();
            let cells = whole.unwrap_or(Cells::Nothing(0));
            columns.insert(name.clone(), (cells, words));
        }
        let sheets = sheets.into_iter().map(|sheet| sheet.info).collect();
        Self { dataset, sheets, places, aside, columns, lines }
    }

    /// A table of columns that are packed already.
    pub(super) fn of(
        dataset: DatasetId,
        sheets: Vec<SheetInfo>,
        places: Vec<(u32, u32)>,
        columns: BTreeMap<String, (Cells, Words)>,
    ) -> Self {
        Self { dataset, sheets, places, aside: vec![], columns, lines: BTreeMap::new() }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The value of a cell; nothing if there is no such column.
    pub fn cell(&self, row: usize, column: &str) -> Scalar {
        self.columns.get(column).map_or(Scalar::Null, |(cells, words)| cells.get(row, words))
    }

    /// The cells of a column as they are packed, for walks over all rows.
    pub(super) fn cells(&self, column: &str) -> Option<&Cells> {
        self.columns.get(column).map(|(cells, _)| cells)
    }

    /// A column as it is packed; nothing if there is no such column.
    pub fn packed(&self, column: &str) -> Packed<'_> {
        self.columns.get(column).map_or(Packed::Nothing, |(cells, words)| cells.packed(words))
    }

    /// Where a row stands.
    pub fn origin(&self, row: usize) -> Origin {
        let (sheet, row) = self.places[row];
        let info = &self.sheets[sheet as usize];
        Origin::Row { file: Arc::clone(&info.file), sheet: Arc::clone(&info.sheet), row }
    }

    /// Where the cell of a column stands in a row; the row for columns without a cell of their own.
    pub fn cell_origin(&self, row: usize, column: &str) -> Origin {
        let (sheet, first) = self.places[row];
        let info = &self.sheets[sheet as usize];
        let Some(&at) = info.columns.get(column) else { return self.origin(row) };
        let line = self.lines.get(&row).and_then(|own| own.get(column)).copied();
        let (file, sheet) = (Arc::clone(&info.file), Arc::clone(&info.sheet));
        Origin::Cell { file, sheet, row: line.unwrap_or(first), column: at }
    }

    /// The sheet of a row.
    pub fn sheet(&self, row: usize) -> &SheetInfo {
        &self.sheets[self.places[row].0 as usize]
    }

    /// Whether no sheet at all has this column, though there are sheets.
    pub fn never_has(&self, column: &str) -> bool {
        !self.sheets.is_empty() && self.sheets.iter().all(|sheet| sheet.absent.contains(column))
    }
}
