//! One sheet read after a contract: what it is read for, and what it gave.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diag::Origin;
use crate::domain::{Aside, FileLedger, Period};
use crate::spec::dataset::{ColumnFrom, Personal, Source};
use crate::spec::{Dataset, Project};

use super::cells::Cells;
use super::header::Header;
use super::table::SheetInfo;

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

/// What a sheet gave: its rows of data, its totals and parents, column by column.
pub struct SheetRows {
    /// The sheet.
    pub info: SheetInfo,
    /// The row or line of each row.
    pub numbers: Vec<u32>,
    /// Which of the things side by side each row is; empty where there is one thing to a row.
    pub lanes: Vec<u16>,
    /// Why each row does not count, if it does not.
    pub fates: Vec<Option<Aside>>,
    /// The columns, in the order of the contract.
    pub columns: Vec<Cells>,
    /// The sheet's column behind each of the things side by side.
    pub lane_columns: Vec<BTreeMap<String, u32>>,
    /// The row in the sheet of cells that stand in another line of their block than its first.
    pub lines: BTreeMap<usize, BTreeMap<String, u32>>,
    /// The level of each row that has one, in the order of the sheet.
    pub levels: Vec<(usize, usize)>,
    /// The account so far: the rows above are not on it yet.
    pub ledger: FileLedger,
}

impl SheetRows {
    /// A sheet of which no row has been read yet.
    pub(super) fn none(reading: &Reading<'_>, header: &Header) -> Self {
        Self {
            info: info(reading, header),
            numbers: vec![],
            lanes: vec![],
            fates: vec![],
            columns: vec![],
            lane_columns: header.lanes.iter().map(|lane| lane.columns.clone()).collect(),
            lines: BTreeMap::new(),
            levels: vec![],
            ledger: FileLedger::new(reading.dataset.id.clone(), &reading.file, &reading.sheet),
        }
    }

    /// Where a row stands.
    pub fn row_origin(&self, row: usize) -> Origin {
        let (file, sheet) = (Arc::clone(&self.info.file), Arc::clone(&self.info.sheet));
        Origin::Row { file, sheet, row: self.numbers[row] }
    }

    /// Whether two rows were read from one row of the sheet, for things side by side in it.
    pub fn is_same_row(&self, one: usize, other: usize) -> bool {
        !self.lanes.is_empty() && self.numbers[one] == self.numbers[other]
    }

    /// Where the cell of a column stands in a row; the row for columns without a cell.
    pub fn cell_origin(&self, row: usize, column: &str) -> Origin {
        let lane = self.lanes.get(row).copied().unwrap_or_default();
        let own = self.lane_columns.get(lane as usize).and_then(|columns| columns.get(column));
        match own.or_else(|| self.info.columns.get(column)) {
            Some(&at) => {
                let (file, sheet) = (Arc::clone(&self.info.file), Arc::clone(&self.info.sheet));
                let line = self.lines.get(&row).and_then(|columns| columns.get(column));
                let row = line.copied().unwrap_or(self.numbers[row]);
                Origin::Cell { file, sheet, row, column: at }
            }
            None => self.row_origin(row),
        }
    }
}

/// What is known of a sheet before its rows are read.
fn info(reading: &Reading<'_>, header: &Header) -> SheetInfo {
    let absent = reading
        .dataset
        .columns
        .iter()
        .filter(|column| matches!(column.from, ColumnFrom::Header(_)))
        .filter(|column| column.personal != Some(Personal::Drop))
        .filter(|column| !header.columns.contains_key(&column.name))
        .map(|column| column.name.clone())
        .collect();
    SheetInfo {
        file: Arc::clone(&reading.file),
        sheet: Arc::clone(&reading.sheet),
        period: reading.period,
        head: header.last,
        source: reading.source_at,
        team: None,
        absent,
        lost: BTreeSet::new(),
        since: None,
        columns: header.columns.clone(),
        heads: header.written.clone(),
    }
}
