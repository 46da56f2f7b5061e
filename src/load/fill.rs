//! Cells that mean what stands above them: merged downwards, or left blank by a declared habit.

use crate::spec::dataset::Column;

use super::header::Header;
use super::raw::{Merge, RawCell, RowRef};

/// What stands above, column by column.
pub struct Fill {
    columns: Vec<Above>,
    /// Whether any column is ever filled.
    fills: bool,
}

#[derive(Default)]
struct Above {
    /// The sheet's column, if anything of it is ever filled.
    at: Option<usize>,
    declared: bool,
    /// Rows merged into one cell, by their first row.
    merges: Vec<(u32, u32)>,
    /// The last filled cell and the row down to which it is merged.
    last: Option<(RawCell, u32)>,
}

impl Fill {
    /// What the contract and the merged regions of a sheet fill.
    ///
    /// An amount merged over several rows is one amount: it stays with the first of them.
    pub fn new(columns: &[Column], header: &Header, merges: &[Merge]) -> Self {
        let above = |column: &Column| {
            let Some(at) = header.columns.get(&column.name) else { return Above::default() };
            let downwards = |merge: &&Merge| {
                merge.first.1 == *at && merge.last.0 > merge.first.0 && merge.first.0 > header.last
            };
            let merges: Vec<(u32, u32)> = match column.ty.is_numeric() {
                true => vec![],
                false => {
                    let of_column = merges.iter().filter(downwards);
                    of_column.map(|merge| (merge.first.0, merge.last.0)).collect()
                }
            };
            let is_filled = column.fill || !merges.is_empty();
            let at = is_filled.then_some(*at as usize);
            Above { at, declared: column.fill, merges, last: None }
        };
        let columns: Vec<Above> = columns.iter().map(above).collect();
        let fills = columns.iter().any(|above| above.at.is_some());
        Self { columns, fills }
    }

    /// Takes note of the filled cells of a row.
    pub fn enter(&mut self, row: RowRef<'_>) {
        if !self.fills {
            return;
        }
        for above in &mut self.columns {
            let Some(at) = above.at else { continue };
            let cell = row.cell(at);
            if !cell.is_blank() {
                let merge = above.merges.iter().find(|(first, _)| *first == row.number);
                let until = merge.map_or(row.number, |(_, last)| *last);
                above.last = Some((cell.to_cell(), until));
            }
        }
    }

    /// What a blank cell of a column means, if it means anything.
    pub fn above(&self, column: usize, row: RowRef<'_>, at: usize) -> Option<&RawCell> {
        let above = &self.columns[column];
        above.at?;
        let (cell, until) = above.last.as_ref()?;
        let reaches = above.declared || row.number <= *until;
        (reaches && row.cell(at).is_blank()).then_some(cell)
    }
}
