//! Which dataset, and which of its layouts, a workbook fits best: by the words of its heads.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::load::header;
use crate::load::raw::{RawFile, RawSheet};
use crate::spec::shape::Shape;
use crate::spec::{Dataset, Project, Source};

/// A dataset with the layout that fits.
#[derive(Clone, Debug)]
pub struct Choice<'a> {
    /// The dataset.
    pub dataset: &'a Dataset,
    /// The layout.
    pub source: &'a Source,
    /// The group heads over the columns of its sheet (from 0).
    pub groups: BTreeMap<u32, String>,
}

/// Heads that are named, and lines of a block that occur.
type Fit = (usize, usize);

/// Why no dataset fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// No dataset says what its printed columns must come to.
    NothingDeclared,
    /// The heads of all of them are missing: of the nearest its name and those heads.
    NoHeads {
        /// The dataset that comes nearest.
        dataset: String,
        /// The heads that it needs and the file lacks.
        heads: Vec<String>,
    },
}

/// The dataset and layout whose heads the file names best, among those that declare printed columns.
///
/// # Errors
///
/// When none fits.
pub fn choose<'a>(
    project: &'a Project,
    only: Option<&Dataset>,
    file: &RawFile,
) -> Result<Choice<'a>, Unfit> {
    let is_asked = |one: &&Dataset| only.is_none_or(|only| only.id == one.id);
    let datasets =
        || project.datasets.iter().filter(|one| !one.printed.is_empty()).filter(is_asked);
    let mut best: Option<(Fit, Choice<'a>)> = None;
    for dataset in datasets() {
        for source in &dataset.sources {
            for sheet in file.sheets.iter().filter(|sheet| !sheet.hidden) {
                let Some((fit, groups)) = fit(sheet, dataset, source) else { continue };
                if best.as_ref().is_none_or(|(known, _)| fit > *known) {
                    best = Some((fit, Choice { dataset, source, groups }));
                }
            }
        }
    }
    if let Some((_, choice)) = best {
        return Ok(choice);
    }
    let lacking = |dataset: &Dataset| {
        let sheets = file.sheets.iter().filter(|sheet| !sheet.hidden);
        sheets.map(|sheet| header::missing_heads(sheet, &dataset.columns)).min_by_key(Vec::len)
    };
    // The one of whose needed heads most are there comes nearest.
    let n_needed = |one: &Dataset| one.columns.iter().filter(|column| column.required).count();
    let nearest = datasets()
        .filter_map(|one| Some((lacking(one)?, one)))
        .min_by_key(|(heads, one)| {
            (Reverse(n_needed(one).saturating_sub(heads.len())), heads.len())
        })
        .map(|(heads, one)| (heads, one.id.to_string()));
    match nearest {
        Some((heads, dataset)) => Err(Unfit::NoHeads { dataset, heads }),
        None if datasets().next().is_some() => {
            Err(Unfit::NoHeads { dataset: String::new(), heads: vec![] })
        }
        None => Err(Unfit::NothingDeclared),
    }
}

/// How well a sheet fits a layout: how much its head names, and how many lines of a block occur;
/// and the group heads over its columns.
fn fit(
    sheet: &RawSheet,
    dataset: &Dataset,
    source: &Source,
) -> Option<(Fit, BTreeMap<u32, String>)> {
    let found = header::find(sheet, &dataset.columns, &source.shape)?;
    // Of a table that prints nothing there is nothing to work out.
    if !dataset.printed.iter().any(|one| found.columns.contains_key(&one.column)) {
        return None;
    }
    let named = found.columns.len() + found.lanes.len() + usize::from(found.block.is_some());
    let lines = match (&source.shape, found.block) {
        (Shape::Blocks(blocks), Some(at)) => {
            let below = sheet.rows.iter().filter(|row| row.number > found.last);
            let words = below.filter_map(|row| row.cells.get(at as usize));
            let words = words.filter_map(|cell| blocks.line(&cell.text()));
            words.collect::<BTreeSet<usize>>().len()
        }
        _ => 0,
    };
    Some(((named, lines), header::groups(sheet, &found)))
}
