//! What stands in a workbook of the planner: its sheets, their heads, the filled rows, as they are.

use std::sync::Arc;

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::Files;
use crate::load::raw::{self, Limits, RawCell, RawRow, RawSheet, normal};
use crate::load::tables::unreadable;

use super::layout::{GUIDE, LISTS, Role, Sheet, is_planner_file, is_stray, quarter_of};

/// How far down a sheet its heads are looked for.
const SEARCHED_ROWS: usize = 40;

/// A workbook of the planner as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Filled {
    /// The file, relative to the project.
    pub path: Arc<str>,
    /// The sheets of the layout that it has.
    pub sheets: Vec<FilledSheet>,
    /// The sheets that people added.
    pub others: Vec<RawSheet>,
}

/// A sheet of the layout.
#[derive(Clone, Debug, PartialEq)]
pub struct FilledSheet {
    /// Which one.
    pub sheet: Sheet,
    /// The file.
    pub path: Arc<str>,
    /// The name on the tab, as written.
    pub name: Arc<str>,
    /// The heads, as written, with their columns from 0.
    pub heads: Vec<(String, u32)>,
    /// The row of the heads.
    pub head_row: u32,
    /// The filled rows below the heads.
    pub rows: Vec<RawRow>,
}

/// Reads every workbook of the planner; says which files only look like one.
pub fn all(files: &dyn Files, diags: &mut Diagnostics) -> Vec<Filled> {
    for path in files.paths().iter().filter(|path| is_stray(path)) {
        diags.push(Diagnostic::note("form-not-read", Origin::file_of(path)).arg("file", path));
    }
    let own = files.paths().iter().filter(|path| is_planner_file(path));
    own.filter_map(|path| one(files, path, diags)).collect()
}

/// Reads one workbook.
pub fn one(files: &dyn Files, path: &str, diags: &mut Diagnostics) -> Option<Filled> {
    let bytes = diags.read(files, path, Origin::file_of(path))?;
    let content = match raw::read(&bytes, &Limits::default()) {
        Ok(content) => content,
        Err(error) => {
            diags.push(unreadable(path, &error));
            return None;
        }
    };
    let path: Arc<str> = Arc::from(path);
    let mut filled = Filled { path: Arc::clone(&path), sheets: vec![], others: vec![] };
    for raw_sheet in content.sheets {
        let name = normal(&raw_sheet.name);
        let fits = |sheet: &Sheet| normal(sheet.name()) == name;
        if let Some(sheet) = Sheet::ALL.into_iter().find(fits) {
            filled.sheets.extend(read(&path, sheet, raw_sheet, diags));
        } else if name != normal(GUIDE) && name != normal(LISTS) {
            if !raw_sheet.rows.is_empty() {
                let known = Sheet::ALL.map(Sheet::name);
                let problem = Diagnostic::warning("form-sheet", Origin::file_of(&path))
                    .arg("sheet", &raw_sheet.name)
                    .arg("known", known.join(", "))
                    .near(&raw_sheet.name, known);
                diags.push(problem);
            }
            filled.others.push(raw_sheet);
        }
    }
    Some(filled)
}

/// Finds the heads of a sheet and the rows below them.
fn read(
    path: &Arc<str>,
    sheet: Sheet,
    raw_sheet: RawSheet,
    diags: &mut Diagnostics,
) -> Option<FilledSheet> {
    let lacking = |row: &RawRow| -> Vec<&'static str> {
        let texts: Vec<String> = row.cells.iter().map(|cell| normal(&cell.text())).collect();
        sheet.needed_heads().filter(|head| !texts.contains(&normal(head))).collect()
    };
    let best = raw_sheet.rows.iter().take(SEARCHED_ROWS).min_by_key(|row| lacking(row).len())?;
    let missing = lacking(best);
    if !missing.is_empty() {
        let origin = Origin::Row {
            file: Arc::clone(path),
            sheet: Arc::from(raw_sheet.name.as_str()),
            row: best.number,
        };
        let all: Vec<&str> = sheet.needed_heads().collect();
        let problem = Diagnostic::error("form-head", origin)
            .arg("heads", missing.join(", "))
            .arg("known", all.join(", "));
        diags.push(problem.arg("sheet", &raw_sheet.name));
        return None;
    }
    let head_row = best.number;
    let named = best.cells.iter().zip(0u32..).filter(|(cell, _)| !cell.is_blank());
    let heads = named.map(|(cell, column)| (as_declared(sheet, &cell.text()), column)).collect();
    let rows = raw_sheet.rows.into_iter().filter(|row| row.number > head_row).collect();
    let name = Arc::from(raw_sheet.name.as_str());
    Some(FilledSheet { sheet, path: Arc::clone(path), name, heads, head_row, rows })
}

/// A head as the layout writes it, where it is one of the layout's.
fn as_declared(sheet: Sheet, text: &str) -> String {
    let same = |head: &&str| normal(head) == normal(text);
    let declared = sheet.columns().iter().map(|one| one.head).find(same);
    declared.map_or_else(|| text.trim().to_owned(), str::to_owned)
}

impl FilledSheet {
    /// The cell of a row under a head; empty where there is none.
    pub fn cell<'a>(&self, row: &'a RawRow, head: &str) -> &'a RawCell {
        let column = self.heads.iter().find(|(known, _)| known == head).map(|(_, column)| *column);
        column.and_then(|column| row.cells.get(column as usize)).unwrap_or(&RawCell::Empty)
    }

    /// What a person reads in the cell of a row under a head.
    pub fn text(&self, row: &RawRow, head: &str) -> String {
        self.cell(row, head).text().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The place of that cell; the row where there is no such head.
    pub fn place(&self, row: u32, head: &str) -> Origin {
        let (file, sheet) = (Arc::clone(&self.path), Arc::clone(&self.name));
        match self.heads.iter().find(|(known, _)| known == head) {
            Some(&(_, column)) => Origin::Cell { file, sheet, row, column },
            None => Origin::Row { file, sheet, row },
        }
    }

    /// The rows in which people filled anything in.
    pub fn answered(&self) -> impl Iterator<Item = &RawRow> {
        self.rows.iter().filter(|row| {
            let answers = self.heads.iter().filter(|(head, _)| self.sheet.is_answer(head));
            answers.into_iter().any(|(head, _)| !self.cell(row, head).is_blank())
        })
    }

    /// The heads that the layout does not have and that people added.
    pub fn added_heads(&self) -> Vec<&str> {
        let is_ours = |head: &str| {
            let given = head.strip_prefix(super::layout::head::IN_FORCE).map(str::trim);
            self.sheet.columns().iter().any(|one| one.head == head)
                || (self.sheet == Sheet::Targets
                    && (quarter_of(head).is_some()
                        || given.is_some_and(|q| quarter_of(q).is_some())))
        };
        self.heads.iter().map(|(head, _)| head.as_str()).filter(|head| !is_ours(head)).collect()
    }

    /// The quarters that have a column for new targets.
    pub fn quarters(&self) -> Vec<(crate::domain::Period, &str)> {
        let named = self.heads.iter().filter(|_| self.sheet == Sheet::Targets);
        named.filter_map(|(head, _)| Some((quarter_of(head)?, head.as_str()))).collect()
    }
}

/// Whether the layout has a column of this head that people fill.
pub fn is_fillable(sheet: Sheet, head: &str) -> bool {
    sheet.columns().iter().any(|one| one.head == head && one.role != Role::Given)
}
