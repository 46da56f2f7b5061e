//! The rows that somebody should mend with their own cells: their files are read again, so that no
//! other run has to hold what it does not count.
//!
//! **Invariant:** only cells under declared heads are given, those of personal columns as `•••`;
//! of a row whose cells may stand under the wrong heads none is.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::Origin;
use crate::domain::Files;
use crate::spec::dataset::{Column, ColumnType};
use crate::spec::{Dataset, Project};

use super::header::{self, Header};
use super::raw::{Limits, ReadError, RowRef, SheetSource};
use super::table::{AsideRow, SheetInfo, Table};

/// What stands for a cell that nobody may see.
const MASK: &str = "•••";

/// Rows of a sheet by their number.
type Rows<'a> = BTreeMap<u32, Vec<&'a mut AsideRow>>;

/// The rows of a table that somebody should mend, with their cells as far as they may be shown.
pub fn defects(project: &Project, files: &dyn Files, table: &Table) -> Vec<AsideRow> {
    let mut found: Vec<AsideRow> =
        table.aside.iter().filter(|row| row.reason.is_defect()).cloned().collect();
    let Some(dataset) = project.dataset(&table.dataset) else { return found };
    let mut by_sheet: BTreeMap<(Arc<str>, Arc<str>), Rows<'_>> = BTreeMap::new();
    for one in &mut found {
        if let Origin::Row { file, sheet, row } = &one.origin {
            let place = (Arc::clone(file), Arc::clone(sheet));
            by_sheet.entry(place).or_default().entry(*row).or_default().push(one);
        }
    }
    for ((file, sheet), mut rows) in by_sheet {
        let info = table.sheets.iter().find(|one| one.file == file && one.sheet == sheet);
        if let Some(info) = info {
            // A file that cannot be read a second time leaves its rows without cells.
            let _ = fill(dataset, files, info, &mut rows);
        }
    }
    found
}

fn fill(
    dataset: &Dataset,
    files: &dyn Files,
    info: &SheetInfo,
    rows: &mut Rows<'_>,
) -> Result<(), ReadError> {
    let reopen = || {
        let opened = files.open(&info.file);
        opened.map_err(|error| ReadError::Unreadable { detail: error.cause })
    };
    let book = super::open::open(&reopen, &Limits::default())?;
    let sheet = book.sheets.iter().find(|one| one.head.name == *info.sheet);
    let header = sheet.and_then(|sheet| head(dataset, info, sheet));
    let (Some(sheet), Some(header)) = (sheet, header) else { return Ok(()) };
    let shown = shown(dataset, info);
    sheet.each(&mut |row| {
        for one in rows.get_mut(&row.number).into_iter().flatten() {
            one.cells = cells(row, &header, info, &shown);
        }
    })
}

fn head(dataset: &Dataset, info: &SheetInfo, sheet: &SheetSource<'_>) -> Option<Header> {
    let source = dataset.sources.get(info.source)?;
    header::find(&sheet.head, &dataset.columns, &source.shape)
}

/// The columns of the sheet under declared heads, from left to right: place, head, whether masked.
fn shown(dataset: &Dataset, info: &SheetInfo) -> Vec<(u32, String, bool)> {
    let is_secret = |column: &Column| column.personal.is_some() || column.ty == ColumnType::Nip;
    let mut found: BTreeMap<u32, (String, bool)> = BTreeMap::new();
    for column in &dataset.columns {
        if let Some(at) = info.columns.get(&column.name) {
            let head = info.head_of(&column.name).to_owned();
            let own = found.entry(*at).or_insert((head, false));
            own.1 |= is_secret(column);
        }
    }
    found.into_iter().map(|(at, (head, is_secret))| (at, head, is_secret)).collect()
}

fn cells(
    row: RowRef<'_>,
    header: &Header,
    info: &SheetInfo,
    shown: &[(u32, String, bool)],
) -> Option<Vec<(String, String)>> {
    let width = header.heads.keys().next_back().map_or(0, |last| *last as usize + 1);
    let is_shifted = (width..row.len()).any(|column| !row.cell(column).is_blank());
    if info.sheet.is_empty() && is_shifted {
        return None;
    }
    let told = shown.iter().map(|(at, head, is_secret)| {
        let cell = row.cell(*at as usize);
        let text = match *is_secret {
            true if !cell.is_blank() => MASK.to_owned(),
            true => String::new(),
            false => cell.text().trim().to_owned(),
        };
        (head.clone(), text)
    });
    Some(told.collect())
}
