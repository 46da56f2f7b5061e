//! The sources of a dataset: where its files lie, how their rows lie, and what they cover.

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::glob::TextPattern;
use crate::domain::{Grain, Period};

use super::column::ColumnFrom;
use super::dataset::{Dataset, known_column};
use super::shape::{Shape, shape};
use super::syntax::{Item, Table};

/// Files of one layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Patterns of paths.
    pub files: Vec<String>,
    /// Patterns of sheet names; empty means the first visible sheet with the header.
    pub sheets: Vec<TextPattern>,
    /// How the rows lie.
    pub shape: Shape,
    /// What a file covers.
    pub covers: Covers,
    /// Texts that mark a row as a printed total.
    pub totals: Vec<TextPattern>,
    /// Where it is declared.
    pub origin: Origin,
    /// Where the planner gave it its one file, whatever that is called; `files` is its path then.
    pub given: Option<Given>,
}

/// A file that the planner gave to a dataset by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The place among the dataset's sources of the layout that it has.
    pub layout: usize,
    /// The cell in which its period may be said.
    pub origin: Origin,
}

/// What a file covers: declared, never inferred from the dates of its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covers {
    /// Where the period is written.
    pub period: PeriodFrom,
    /// Whose data it is.
    pub team: TeamFrom,
}

/// Where the period that a file covers is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeriodFrom {
    /// After patterns such as `register-{tahun}-{triwulan}`, whose fields complete one another:
    /// the month in the file name, the year in a title.
    Written(Vec<(Place, String)>),
    /// In a date column: every period of this length that occurs in it.
    Column(String, Grain),
    /// Nowhere: whoever hands the file over says it.
    Given(Period),
}

/// A place outside the table that says something about the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The file name without its extension.
    FileName,
    /// A line above the header.
    Title,
    /// The sheet's name.
    Sheet,
}

/// Whose data a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TeamFrom {
    /// Everyone's at once.
    All,
    /// That of the team named by the sheet.
    Sheet,
    /// That of the team named in the file name, `{tim}` of this pattern.
    FileName(String),
    /// That of the teams that occur in the dataset's team column.
    Column,
}

/// Reads a `[[source]]`, or the source that a dataset with only one writes without a heading.
pub fn source(table: &Table<'_>, dataset: &Dataset, diags: &mut Diagnostics) -> Option<Source> {
    let files = table.need("files", diags).map_or_else(Vec::new, |item| {
        let files = item.strings(diags);
        if files.iter().any(|path| path.contains('\\')) {
            diags.push(Diagnostic::error("path-backslash", item.origin()));
        }
        files
    });
    let sheets = table.get("sheets").map_or_else(Vec::new, |item| item.strings(diags));
    let sheets = sheets.iter().map(|glob| TextPattern::new(glob)).collect();
    let shape = table
        .get("shape")
        .and_then(|item| item.table(diags))
        .and_then(|one| shape(one, diags))
        .unwrap_or_default();
    if let (Shape::Hierarchy(hierarchy), Some(item)) = (&shape, table.get("shape")) {
        let codes = hierarchy.levels.iter().map(|level| &level.column);
        for name in codes.chain(&hierarchy.verify) {
            known_column(name, item.origin(), dataset, diags);
        }
    }
    let covers = table.need("covers", diags).and_then(|item| item.table(diags))?;
    let covers = self::covers(covers, dataset, diags)?;
    let totals = table.get("totals").map_or_else(default_totals, |item| item.strings(diags));
    let totals = totals.iter().map(|glob| TextPattern::new(glob)).collect();
    Some(Source { files, sheets, shape, covers, totals, origin: table.origin(), given: None })
}

fn default_totals() -> Vec<String> {
    ["jumlah", "jumlah *", "total", "total *", "sub total*", "grand total*"]
        .map(String::from)
        .into()
}

fn covers(table: Table<'_>, dataset: &Dataset, diags: &mut Diagnostics) -> Option<Covers> {
    let grains = [
        ("month", Grain::Month),
        ("quarter", Grain::Quarter),
        ("semester", Grain::Semester),
        ("year", Grain::Year),
    ];
    let every = table.get("every").and_then(|item| item.word(&grains, diags));
    let period = table.need("period", diags)?;
    let period = period_from(period, every.unwrap_or(Grain::Quarter), dataset, diags)?;
    let team = match table.get("team") {
        None => TeamFrom::All,
        Some(item) => match item.string(diags)?.as_str() {
            "all" => TeamFrom::All,
            "sheet" => TeamFrom::Sheet,
            "column" => TeamFrom::Column,
            other => match other.split_once(':') {
                Some(("file-name", pattern)) => TeamFrom::FileName(pattern.to_owned()),
                _ => {
                    let known = "all, sheet, column, file-name:…";
                    let problem = Diagnostic::error("known-word", item.origin());
                    diags.push(problem.arg("found", other).arg("known", known));
                    return None;
                }
            },
        },
    };
    table.finish(diags);
    Some(Covers { period, team })
}

/// `column:NAME`, or a place with a pattern, or a list of these that complete one another.
fn period_from(
    item: Item<'_>,
    every: Grain,
    dataset: &Dataset,
    diags: &mut Diagnostics,
) -> Option<PeriodFrom> {
    if item.is_string() {
        let text = item.string(diags)?;
        if let Some(("column", column)) = text.split_once(':').map(|(p, c)| (p.trim(), c.trim())) {
            known_column(column, item.origin(), dataset, diags);
            return Some(PeriodFrom::Column(column.to_owned(), every));
        }
        return place(item, diags).map(|one| PeriodFrom::Written(vec![one]));
    }
    let written: Option<Vec<_>> =
        item.list(diags).into_iter().map(|one| place(one, diags)).collect();
    written.map(PeriodFrom::Written)
}

/// `file-name:PATTERN`, `title:PATTERN` or `sheet:PATTERN`.
fn place(item: Item<'_>, diags: &mut Diagnostics) -> Option<(Place, String)> {
    let text = item.string(diags)?;
    let places = [("file-name", Place::FileName), ("title", Place::Title), ("sheet", Place::Sheet)];
    let found = text.split_once(':').and_then(|(place, rest)| {
        let (_, place) = places.iter().find(|(word, _)| *word == place.trim())?;
        Some((*place, rest.trim().to_owned()))
    });
    if found.is_none() {
        let known = "file-name:…, title:…, sheet:…, column:…";
        let problem = Diagnostic::error("known-word", item.origin());
        diags.push(problem.arg("found", &text).arg("known", known));
    }
    found
}

/// Complains about columns that ask for something that no source of the dataset has: the code of
/// an unknown level, a head beside others, the line of a block.
pub fn check_shapes(dataset: &Dataset, diags: &mut Diagnostics) {
    let shapes = || dataset.sources.iter().map(|source| &source.shape);
    let levels: Vec<&str> = shapes()
        .filter_map(|shape| match shape {
            Shape::Hierarchy(hierarchy) => Some(hierarchy),
            _ => None,
        })
        .flat_map(|hierarchy| hierarchy.levels.iter().map(|level| level.name.as_str()))
        .collect();
    let lines: Vec<&str> = shapes()
        .filter_map(|shape| match shape {
            Shape::Blocks(blocks) => Some(blocks),
            _ => None,
        })
        .flat_map(|blocks| blocks.lines.iter().map(TextPattern::as_str))
        .collect();
    let is_wide = shapes().any(|shape| matches!(shape, Shape::Wide(_)));
    for column in &dataset.columns {
        let asked = match (&column.from, &column.line) {
            (ColumnFrom::Level(level), _) if !levels.contains(&level.as_str()) => {
                Some(("known-level", level, &levels))
            }
            (_, Some(line)) if !lines.iter().any(|known| TextPattern::new(known).matches(line)) => {
                Some(("known-line", line, &lines))
            }
            _ => None,
        };
        if let Some((code, name, known)) = asked {
            let problem = Diagnostic::error(code, column.origin.clone())
                .arg("level", name)
                .near(name, known.iter().copied());
            diags.push(problem);
        }
        let is_lane = matches!(column.from, ColumnFrom::LaneHead | ColumnFrom::LaneCell(_));
        if is_lane && !is_wide {
            let problem = Diagnostic::error("not-wide", column.origin.clone());
            diags.push(problem.arg("column", &column.name));
        }
    }
    let takes_cells = dataset.columns.iter().any(|c| matches!(c.from, ColumnFrom::LaneCell(_)));
    if is_wide && !takes_cells {
        diags.push(Diagnostic::error("wide-without-cell", dataset.origin.clone()));
    }
}
