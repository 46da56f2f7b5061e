//! Files whose names say nothing: the planner gives them to a dataset by hand, on the sheet
//! `Berkas`. Each becomes a source of its dataset, with the layout that its heads fit best, so that
//! what follows loads it as if its name had been the one that a definition asks for.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::{DatasetId, Files, Grain, Period, TeamTree};
use crate::load::header::{self, Header};
use crate::load::raw::{Limits, RawCell, RawFile, RawRow};
use crate::load::tables::stem;
use crate::load::when::{Written, in_name, in_title};
use crate::load::{open, pattern};
use crate::spec::dataset::{PeriodFrom, Place, Source, TeamFrom};
use crate::spec::shape::Shape;
use crate::spec::source::Given;
use crate::spec::{Dataset, Project};

use super::answers::dataset_label;

/// How far down a sheet its titles are looked at.
const TITLE_ROWS: usize = 12;
/// A row with so many cells is no title any more.
const WIDTH: usize = 4;
/// Fewer heads than these say nothing about a file.
const TELLING: usize = 3;

/// What the planner says of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenFile {
    /// Its path in the project.
    pub path: String,
    /// The dataset that it belongs to; `None` if it is not to be read.
    pub dataset: Option<DatasetId>,
    /// The period that it covers, where the planner says it.
    pub period: Option<Period>,
    /// The cell that names it.
    pub origin: Origin,
    /// The cell of its period.
    pub period_origin: Origin,
}

/// A file that belongs to no dataset, with what it looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownFile {
    /// Its path in the project.
    pub path: String,
    /// What the dataset is called whose heads it has.
    pub dataset: Option<String>,
    /// The period that stands in its name or above its table.
    pub period: Option<Period>,
}

/// Gives the files to their datasets.
pub fn give(
    project: &mut Project,
    files: &dyn Files,
    given: Vec<GivenFile>,
    diags: &mut Diagnostics,
) {
    for one in given {
        if files.paths().binary_search(&one.path).is_err() {
            let problem = Diagnostic::warning("form-file", one.origin).arg("found", &one.path);
            diags.push(problem.near(&one.path, files.paths().iter().map(String::as_str)));
            continue;
        }
        project.given_files.insert(one.path.clone());
        let Some(id) = &one.dataset else {
            diags.push(Diagnostic::note("form-file-unused", one.origin).arg("file", one.path));
            continue;
        };
        let dataset = project.datasets.iter_mut().find(|dataset| dataset.id == *id);
        if let Some(dataset) = dataset {
            let source =
                source(&project.teams, dataset, &one, content(files, &one.path).as_ref(), diags);
            dataset.sources.extend(source);
        }
    }
}

/// The files that loading found to belong to nobody, with what they look like.
pub fn unknown(project: &Project, files: &dyn Files, diags: &Diagnostics) -> Vec<UnknownFile> {
    let unclaimed = diags.iter().filter(|one| one.code == "file-unclaimed");
    let paths = unclaimed.flat_map(|one| one.places()).filter_map(Origin::file);
    let mut all: Vec<UnknownFile> = paths
        .map(|path| {
            let content = content(files, path);
            let fit = content
                .as_ref()
                .and_then(|content| fit(&project.teams, &project.datasets, content));
            // A year alone is the period of what comes once a year only.
            let declared = fit.and_then(|(dataset, at)| match &dataset.sources[at].covers.period {
                PeriodFrom::Written(declared) => Some(declared),
                _ => None,
            });
            let yearly = declared.is_some_and(|declared| !wants_part(declared));
            let quarter = declared.and_then(|one| quarter_to(one, path, content.as_ref()));
            let period = quarter.or_else(|| told(path, content.as_ref()));
            UnknownFile {
                path: path.to_owned(),
                dataset: fit.map(|(dataset, _)| dataset_label(project, dataset)),
                period: period.filter(|one| yearly || one.grain() != Grain::Year),
            }
        })
        .collect();
    all.sort_by(|a, b| a.path.cmp(&b.path));
    all
}

/// The cells of a file; what keeps it from being read is said when it is loaded.
fn content(files: &dyn Files, path: &str) -> Option<RawFile> {
    let bytes = files.read(path).ok()?;
    open::read(&bytes, &Limits::default()).ok()
}

/// The source that reads this one file.
fn source(
    teams: &TeamTree,
    dataset: &Dataset,
    given: &GivenFile,
    content: Option<&RawFile>,
    diags: &mut Diagnostics,
) -> Option<Source> {
    let fits = content.and_then(|content| fit(teams, std::slice::from_ref(dataset), content));
    let usual = || dataset.sources.iter().position(|source| !source.files.is_empty());
    let layout = fits.map(|(_, at)| at).or_else(usual)?;
    let mut source = dataset.sources.get(layout)?.clone();
    source.files = vec![given.path.clone()];
    source.given = Some(Given { layout, origin: given.period_origin.clone() });
    match (&source.covers.period, given.period) {
        (PeriodFrom::Column(..), Some(period)) => {
            let problem = Diagnostic::warning("form-file-period", given.period_origin.clone());
            diags.push(problem.arg("file", &given.path).arg("period", period));
        }
        (_, Some(period)) => source.covers.period = PeriodFrom::Given(period),
        (PeriodFrom::Written(written), None) => {
            source.covers.period = match quarter_to(written, &given.path, content) {
                Some(quarter) => PeriodFrom::Given(quarter),
                None => PeriodFrom::Written(found_in(written, &given.path, content)),
            };
        }
        _ => {}
    }
    Some(source)
}

/// Where the period of this file is written: as the contract says, but in its own name instead of
/// the one that the contract asks for, and above its table where the name does not say it all.
fn found_in(
    declared: &[(Place, String)],
    path: &str,
    content: Option<&RawFile>,
) -> Vec<(Place, String)> {
    let stem = stem(path.rsplit('/').next().unwrap_or(path));
    let by_name = |one: &&(Place, String)| one.0 == Place::FileName;
    let is_read = |one: &(Place, String)| pattern::fields(&one.1, stem).is_some();
    if declared.iter().filter(by_name).all(is_read) {
        return declared.to_vec();
    }
    let mut places: Vec<(Place, String)> =
        declared.iter().filter(|one| one.0 != Place::FileName).cloned().collect();
    let (name, title) = parts(stem, content);
    let says_part = [&name, &title].into_iter().flatten().any(|one| one.part().is_some());
    // Of a file that covers a quarter the year alone would say too much.
    if wants_part(declared) && !says_part && !places.iter().any(|one| wants(&one.1)) {
        return declared.to_vec();
    }
    places.extend(name.map(|name| (Place::FileName, name.pattern)));
    places.extend(title.map(|title| (Place::Title, title.pattern)));
    if places.is_empty() { declared.to_vec() } else { places }
}

/// The quarter of a file that counts *sampai dengan* its last month, for a contract whose files are
/// those of quarters.
fn quarter_to(
    declared: &[(Place, String)],
    path: &str,
    content: Option<&RawFile>,
) -> Option<Period> {
    let by_quarter = declared.iter().any(|one| one.1.contains("{triwulan}"));
    let name = stem(path.rsplit('/').next().unwrap_or(path)).to_owned();
    let counts_up = std::iter::once(name).chain(title_texts(content)).any(|text| is_up_to(&text));
    let month = told(path, content).filter(|one| one.grain() == Grain::Month)?;
    let quarter = Period::containing(month.end(), Grain::Quarter);
    (by_quarter && counts_up && quarter.end() == month.end()).then_some(quarter)
}

/// Whether a text says that it counts up to a month: `s.d. Desember`, `sampai dengan September`.
fn is_up_to(text: &str) -> bool {
    let text = format!(" {} ", text.to_lowercase());
    ["s.d", "s/d", " sd ", "sampai"].iter().any(|word| text.contains(word))
}

/// Whether a contract asks for a part of a year.
fn wants_part(declared: &[(Place, String)]) -> bool {
    declared.iter().any(|one| wants(&one.1))
}

fn wants(pattern: &str) -> bool {
    ["{bulan}", "{triwulan}", "{semester}", "{periode}"].iter().any(|one| pattern.contains(one))
}

/// The period that stands in the name of a file or above its first table.
fn told(path: &str, content: Option<&RawFile>) -> Option<Period> {
    let (name, title) = parts(stem(path.rsplit('/').next().unwrap_or(path)), content);
    let mut fields = BTreeMap::new();
    for part in [title, name].into_iter().flatten() {
        fields.extend(part.fields);
    }
    pattern::period(&fields)
}

/// What a name says of a period, and the line above the table that completes it.
fn parts(stem: &str, content: Option<&RawFile>) -> (Option<Written>, Option<Written>) {
    let name = in_name(stem);
    // A year alone may be part of a period that a title names.
    let is_whole = |one: &Written| one.period.is_some() && one.part().is_some();
    if name.as_ref().is_some_and(is_whole) {
        return (name, None);
    }
    let titles = titles(content);
    let completes = |title: &&Written| match &name {
        Some(name) => title.part().is_some() && name.with(title).is_some(),
        None => title.period.is_some(),
    };
    let title = titles.iter().find(completes).cloned();
    (name, title)
}

/// The periods in the first lines of the sheets that people see.
fn titles(content: Option<&RawFile>) -> Vec<Written> {
    title_texts(content).iter().filter_map(|text| in_title(text)).collect()
}

/// The lines above the tables of the sheets that people see.
fn title_texts(content: Option<&RawFile>) -> Vec<String> {
    let sheets = content.into_iter().flat_map(|content| &content.sheets);
    let filled = |row: &RawRow| row.cells.iter().filter(|cell| !cell.is_blank()).count();
    let shown = sheets.filter(|sheet| !sheet.hidden);
    let rows = shown
        .flat_map(|sheet| sheet.rows.iter().take(TITLE_ROWS).take_while(|row| filled(row) < WIDTH));
    let cells = rows.flat_map(|row| &row.cells);
    let texts = cells.filter(|cell| matches!(cell, RawCell::Text(_)));
    texts.map(|cell| cell.text().into_owned()).collect()
}

/// Whether the columns are there by which a hierarchy tells its levels apart.
fn has_levels(shape: &Shape, found: &Header) -> bool {
    match shape {
        Shape::Hierarchy(levels) => {
            levels.levels.iter().all(|level| found.columns.contains_key(&level.column))
        }
        _ => true,
    }
}

/// The dataset and the layout whose heads a file has: those that name the most of its columns.
fn fit<'a>(
    teams: &TeamTree,
    datasets: &'a [Dataset],
    content: &RawFile,
) -> Option<(&'a Dataset, usize)> {
    let mut best: Option<((usize, usize), &Dataset, usize)> = None;
    for dataset in datasets {
        let layouts = dataset.sources.iter().enumerate();
        for (at, source) in layouts.filter(|(_, one)| !one.files.is_empty() && one.given.is_none())
        {
            for sheet in content.sheets.iter().filter(|sheet| !sheet.hidden) {
                let Some(found) = header::find(sheet, &dataset.columns, &source.shape) else {
                    continue;
                };
                let by_sheet = source.covers.team == TeamFrom::Sheet;
                if by_sheet && teams.find(&sheet.name, None).is_none() {
                    continue;
                }
                if !has_levels(&source.shape, &found) {
                    continue;
                }
                let named = found.columns.len() + found.lanes.len();
                let score = (named, named * 1000 / dataset.columns.len().max(1));
                let wins = best.as_ref().is_none_or(|(known, ..)| score > *known);
                if wins && (named >= TELLING || datasets.len() == 1) {
                    best = Some((score, dataset, at));
                }
            }
        }
    }
    best.map(|(_, dataset, at)| (dataset, at))
}
