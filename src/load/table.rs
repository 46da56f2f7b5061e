//! Typed tables with the address of every row.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diag::Origin;
use crate::domain::{Aside, DatasetId, Date, Decimal, Period, TeamId};
use crate::spec::expr::Scalar;

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
    columns: BTreeMap<String, ColumnData>,
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
    /// The sheet's column (from 0) behind each declared one.
    pub columns: BTreeMap<String, u32>,
    /// The head of each declared column that was found as the sheet writes it.
    pub heads: BTreeMap<String, String>,
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

/// The cells of a column, packed by type.
#[derive(Clone, Debug)]
enum ColumnData {
    Number { mantissas: Vec<Option<i128>>, scale: u32 },
    Text { codes: Vec<u32>, words: Vec<Arc<str>> },
    Date(Vec<Option<Date>>),
    Other(Vec<Scalar>),
}

const NO_WORD: u32 = u32::MAX;

impl Table {
    /// A table from rows of scalars, one per name.
    pub fn new(
        dataset: DatasetId,
        sheets: Vec<SheetInfo>,
        names: &[String],
        rows: Vec<((u32, u32), Vec<Scalar>)>,
        aside: Vec<AsideRow>,
    ) -> Self {
        let places = rows.iter().map(|(place, _)| *place).collect();
        let column = |at: usize| ColumnData::pack(rows.iter().map(|(_, cells)| &cells[at]));
        let columns = names.iter().cloned().enumerate().map(|(at, name)| (name, column(at)));
        Self { dataset, sheets, places, aside, columns: columns.collect() }
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
        self.columns.get(column).map_or(Scalar::Null, |data| data.get(row))
    }

    /// Where a row stands.
    pub fn origin(&self, row: usize) -> Origin {
        let (sheet, row) = self.places[row];
        let info = &self.sheets[sheet as usize];
        Origin::Row { file: Arc::clone(&info.file), sheet: Arc::clone(&info.sheet), row }
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

impl ColumnData {
    fn pack<'a>(cells: impl Iterator<Item = &'a Scalar> + Clone) -> Self {
        let is = |fits: fn(&Scalar) -> bool| {
            cells.clone().all(|cell| *cell == Scalar::Null || fits(cell))
        };
        if is(|cell| matches!(cell, Scalar::Number(_))) {
            Self::numbers(cells.clone()).unwrap_or_else(|| Self::Other(cells.cloned().collect()))
        } else if is(|cell| matches!(cell, Scalar::Text(_))) {
            Self::texts(cells)
        } else if is(|cell| matches!(cell, Scalar::Date(_))) {
            Self::Date(cells.map(Scalar::date).collect())
        } else {
            Self::Other(cells.cloned().collect())
        }
    }

    fn numbers<'a>(cells: impl Iterator<Item = &'a Scalar> + Clone) -> Option<Self> {
        let scale = cells.clone().filter_map(Scalar::number).map(|n| n.scale).max().unwrap_or(0);
        let digits = cells.map(|cell| match cell.number() {
            Some(number) => number.at_scale(scale).map(Some),
            None => Some(None),
        });
        Some(Self::Number { mantissas: digits.collect::<Option<_>>()?, scale })
    }

    fn texts<'a>(cells: impl Iterator<Item = &'a Scalar>) -> Self {
        let mut known: BTreeMap<Arc<str>, u32> = BTreeMap::new();
        let mut words = vec![];
        let mut codes = vec![];
        for cell in cells {
            let Some(text) = cell.text() else {
                codes.push(NO_WORD);
                continue;
            };
            let code = *known.entry(Arc::clone(text)).or_insert_with(|| {
                words.push(Arc::clone(text));
                words.len() as u32 - 1
            });
            codes.push(code);
        }
        Self::Text { codes, words }
    }

    fn get(&self, row: usize) -> Scalar {
        match self {
            Self::Number { mantissas, scale } => mantissas[row].map_or(Scalar::Null, |mantissa| {
                Scalar::Number(Decimal { mantissa, scale: *scale })
            }),
            Self::Text { codes, words } => match codes[row] {
                NO_WORD => Scalar::Null,
                code => Scalar::Text(Arc::clone(&words[code as usize])),
            },
            Self::Date(days) => days[row].map_or(Scalar::Null, Scalar::Date),
            Self::Other(cells) => cells[row].clone(),
        }
    }
}
