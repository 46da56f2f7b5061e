//! The entry of the stage: finds the files of every dataset, reads them, keeps the books.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::glob::matches_path;
use crate::domain::{Coverage, Date, Files, Ledger, Period, TeamId, side_by_side};
use crate::spec::dataset::{ColumnFrom, PeriodFrom, Place, Source, TeamFrom};
use crate::spec::{Dataset, Project};

use super::contract::{book, rules, settle};
use super::cumulative;
use super::header;
use super::naming::{folders, names_beside};
use super::open::open;
use super::pattern;
use super::prior;
use super::raw::{Limits, RawSheet, ReadError};
use super::reader::read;
use super::settle::settle as settle_sheet;
use super::sheet::{Reading, SheetRows};
use super::table::{Table, Tables};
use super::words::Words;

/// How many ways to read the period out of titles are tried before giving up.
const MOST_READINGS: usize = 1000;

/// What loading gives.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// The rows that count.
    pub tables: Tables,
    /// The fate of every row.
    pub ledger: Ledger,
    /// Who handed in what.
    pub coverage: Coverage,
    /// The data files that were read, in order.
    pub files: Vec<String>,
}

/// Reads every dataset of the project; what is wrong with the data goes to `diags`.
///
/// `progress` is called with the path of each file before it is read. Datasets are read side by
/// side and put together in the order of the definitions.
pub fn tables(
    project: &Project,
    files: &dyn Files,
    progress: &(dyn Fn(&str) + Sync),
    diags: &mut Diagnostics,
) -> Loaded {
    let mut loaded = Loaded::default();
    let parts = side_by_side(&project.datasets, |dataset| part(project, dataset, files, progress));
    for (part, found) in parts {
        loaded.tables.join(part.tables);
        loaded.ledger.files.extend(part.ledger.files);
        loaded.coverage.join(part.coverage);
        loaded.files.extend(part.files);
        diags.join(found);
    }
    for dataset in &project.datasets {
        cover_by_column(dataset, &loaded.tables, &mut loaded.coverage);
    }
    super::check::all(project, &loaded.tables, diags);
    loaded.files.sort();
    loaded.files.dedup();
    unclaimed(project, files, &loaded.files, diags);
    loaded
}

/// One dataset with what was found wrong with it.
fn part(
    project: &Project,
    dataset: &Dataset,
    files: &dyn Files,
    progress: &(dyn Fn(&str) + Sync),
) -> (Loaded, Diagnostics) {
    let (mut loaded, mut diags) = (Loaded::default(), Diagnostics::default());
    let mut drops: Vec<SheetRows> = vec![];
    let mut words = vec![Words::default(); dataset.columns.len()];
    for source in &dataset.sources {
        for path in files.paths().iter().filter(|path| wanted(project, source, path)) {
            // What a source above has read is not read again: of a file without named sheets all
            // of it, else those sheets.
            let known = drops.iter().filter(|drop| *drop.info.file == **path);
            let taken: Vec<Arc<str>> = known.map(|drop| Arc::clone(&drop.info.sheet)).collect();
            if !taken.is_empty() && source.sheets.is_empty() {
                continue;
            }
            if taken.is_empty() {
                progress(path);
                loaded.coverage.found(&dataset.id);
                open_elsewhere(path, files, &mut diags);
                loaded.files.push(path.clone());
            }
            let visit = Visit { project, dataset, source, path, taken: &taken, files };
            drops.extend(visit.read(&mut words, &mut loaded.coverage, &mut diags));
        }
    }
    if dataset.keeps_files() && !loaded.coverage.has_files(&dataset.id) {
        let problem = Diagnostic::note("no-files", dataset.origin.clone());
        let patterns = dataset.sources.iter().flat_map(|source| source.files.iter().cloned());
        let patterns: Vec<String> = patterns.collect();
        diags.push(problem.arg("dataset", &dataset.id).arg("files", patterns.join(", ")));
    }
    drops.sort_by_key(|sheet: &SheetRows| sheet.info.period.map(Period::end));
    let table = gather(project, dataset, drops, words, &mut loaded.ledger, &mut diags);
    loaded.tables.insert(table);
    (loaded, diags)
}

/// The endings of files that look like tables.
const TABLES: [&str; 13] = [
    "csv", "tsv", "txt", "xlsx", "xls", "xlsm", "xlsb", "ods", "htm", "html", "xml", "gz",
    "parquet",
];

/// Says which tables under `data/` belong to no dataset: a slip in a name must not look like data
/// that nobody handed in.
fn unclaimed(project: &Project, files: &dyn Files, read: &[String], diags: &mut Diagnostics) {
    let globs = project.datasets.iter().flat_map(|dataset| &dataset.sources);
    let globs: Vec<&str> =
        globs.flat_map(|source| source.files.iter().map(String::as_str)).collect();
    for path in files.paths().iter().filter(|path| path.starts_with("data/")) {
        let name = path.rsplit('/').next().unwrap_or(path);
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        let is_table = TABLES.contains(&ending.as_str()) && !name.starts_with("~$");
        let is_given = project.given_files.contains(path);
        if is_table && !is_given && read.binary_search(path).is_err() {
            let problem = Diagnostic::warning("file-unclaimed", Origin::file_of(path));
            let beside = names_beside(project, path);
            let (place, names) = match beside.is_empty() {
                true => ("elsewhere", folders(project)),
                false => ("here", beside),
            };
            let problem = problem.arg("place", place).arg("names", names.join(", "));
            diags.push(problem.near(path, globs.iter().copied()));
        }
    }
}

/// Says that a workbook is open in a spreadsheet program: what is not saved yet is not in the file.
fn open_elsewhere(path: &str, files: &dyn Files, diags: &mut Diagnostics) {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let beside = |mark: &str| match folder {
        "" => format!("{mark}{name}"),
        folder => format!("{folder}/{mark}{name}"),
    };
    // Names that are too long lose their first two letters to the mark.
    let cut: String = name.chars().skip(2).collect();
    let locks = [beside("~$"), beside("~$").replace(name, &cut)];
    if locks.iter().any(|lock| files.paths().binary_search(lock).is_ok()) {
        diags.push(Diagnostic::note("workbook-open", Origin::file_of(path)));
    }
}

/// Whether any layout of the project reads this sheet of the file.
fn anyone_lists(project: &Project, path: &str, sheet: &str) -> bool {
    let sources = project.datasets.iter().flat_map(|dataset| &dataset.sources);
    let reads = |source: &Source| {
        source.sheets.is_empty() || source.sheets.iter().any(|glob| glob.matches(sheet))
    };
    sources.filter(|source| wanted(project, source, path)).any(reads)
}

/// Whether a source reads a file: by its name, or because the planner gave it this one.
fn wanted(project: &Project, source: &Source, path: &str) -> bool {
    if source.given.is_some() || project.given_files.contains(path) {
        return source.given.is_some() && source.files.iter().any(|own| own == path);
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_lock = name.starts_with("~$") || name.starts_with('.');
    !is_lock && source.files.iter().any(|glob| matches_path(glob, path))
}

/// A file and what it is read for.
struct Visit<'a> {
    project: &'a Project,
    dataset: &'a Dataset,
    source: &'a Source,
    path: &'a str,
    /// The sheets of it that have been read.
    taken: &'a [Arc<str>],
    files: &'a dyn Files,
}

impl Visit<'_> {
    /// Reads the sheets of the file.
    fn read(
        &self,
        words: &mut [Words],
        coverage: &mut Coverage,
        diags: &mut Diagnostics,
    ) -> Vec<SheetRows> {
        let Self { dataset, source, path, files, .. } = *self;
        let reopen = || {
            let opened = files.open(path);
            opened.map_err(|error| ReadError::Unreadable { detail: error.cause })
        };
        // A file that is not there any more is another matter than one that is damaged.
        if let Err(error) = files.open(path) {
            let problem = Diagnostic::error("file-missing", Origin::file_of(path));
            diags.push(problem.arg("file", path).arg("cause", error.cause));
            return vec![];
        }
        let book = match open(&reopen, &Limits::default()) {
            Ok(book) => book,
            Err(error) => {
                diags.push(unreadable(path, &error));
                return vec![];
            }
        };
        let mut found = vec![];
        let file: Arc<str> = Arc::from(path);
        let is_new = self.taken.is_empty();
        for hidden in book.sheets.iter().filter(|sheet| sheet.head.hidden && is_new) {
            let problem = Diagnostic::note("hidden-sheet", Origin::file_of(path));
            diags.push(problem.arg("sheet", &hidden.head.name));
        }
        for sheet in book.sheets.iter().filter(|sheet| !sheet.head.hidden) {
            let head = &sheet.head;
            if self.taken.iter().any(|taken| **taken == *head.name) {
                continue;
            }
            let listed = source.sheets.iter().any(|glob| glob.matches(&head.name));
            let header = header::find(head, &dataset.columns, &source.shape);
            if !source.sheets.is_empty() && !listed {
                if header.is_some() && !anyone_lists(self.project, path, &head.name) {
                    let problem = Diagnostic::warning("sheet-unlisted", Origin::file_of(path));
                    let problem = problem.arg("sheet", &head.name);
                    diags.push(problem.related("declared-here", source.origin.clone()));
                }
                continue;
            }
            let Some(header) = header else {
                if listed || book.sheets.len() == 1 {
                    no_header(dataset, &file, head, diags);
                }
                continue;
            };
            let period = period_of(source, &file, head, header.first, diags);
            let reading = Reading {
                project: self.project,
                dataset,
                source,
                source_at: source.given.as_ref().map_or_else(
                    || dataset.sources.iter().position(|one| one == source).unwrap_or(0),
                    |given| given.layout,
                ),
                file: Arc::clone(&file),
                sheet: Arc::from(head.name.as_str()),
                period,
            };
            match read(&reading, sheet, &header, words, diags) {
                Ok((rows, builders)) => {
                    let mut rows = settle_sheet(&reading, rows, builders, words, diags);
                    rows.info.team = cover(&reading, coverage, diags);
                    found.push(rows);
                }
                Err(error) => diags.push(unreadable(path, &error)),
            }
            if source.sheets.is_empty() {
                break;
            }
        }
        let heads: Vec<&RawSheet> = book.sheets.iter().map(|sheet| &sheet.head).collect();
        if let (true, Some(first)) = (source.sheets.is_empty(), found.first()) {
            left_out(dataset, source, &file, &heads, &first.info.sheet, diags);
        }
        let nothing = found.is_empty() && heads.len() > 1 && source.sheets.is_empty();
        if let Some(first) = heads.iter().find(|sheet| nothing && !sheet.hidden) {
            no_header(dataset, &file, first, diags);
        }
        found
    }
}

/// Says which other sheets have the table's head too: the contract names none, so one was read.
fn left_out(
    dataset: &Dataset,
    source: &Source,
    path: &Arc<str>,
    sheets: &[&RawSheet],
    read: &str,
    diags: &mut Diagnostics,
) {
    let others = sheets.iter().filter(|sheet| !sheet.hidden && sheet.name != read);
    let has_head =
        |sheet: &&&RawSheet| header::find(sheet, &dataset.columns, &source.shape).is_some();
    for sheet in others.filter(has_head) {
        let problem = Diagnostic::warning("sheet-left-out", Origin::file_of(path));
        let problem = problem.arg("sheet", &sheet.name).arg("read", read);
        diags.push(problem.related("declared-here", dataset.origin.clone()));
    }
}

/// What to say of a file that gives no cells.
pub fn unreadable(path: &str, error: &ReadError) -> Diagnostic {
    let problem = |code| Diagnostic::error(code, Origin::file_of(path)).arg("file", path);
    match error {
        ReadError::Empty => problem("file-empty"),
        ReadError::Password => problem("file-password"),
        ReadError::Truncated => problem("file-truncated"),
        ReadError::TooLarge { what, limit } => {
            problem("file-too-large").arg("cause", what).arg("limit", limit)
        }
        ReadError::WebPage => problem("file-web-page"),
        ReadError::NotATable { found } => problem("file-not-table").arg("cause", found),
        ReadError::Malformed { line, detail } => {
            problem("file-malformed").arg("line", line).arg("cause", detail)
        }
        ReadError::Unreadable { detail } => problem("file-unreadable").arg("cause", detail),
    }
}

fn no_header(dataset: &Dataset, path: &Arc<str>, sheet: &RawSheet, diags: &mut Diagnostics) {
    let missing = header::missing_heads(sheet, &dataset.columns);
    let code = if sheet.name.is_empty() { "header-not-found-in-text" } else { "header-not-found" };
    let nearest = header::nearest_row(sheet, &dataset.columns);
    let place = match &nearest {
        Some((row, _)) => {
            let (file, sheet) = (Arc::clone(path), Arc::from(sheet.name.as_str()));
            Origin::Row { file, sheet, row: *row }
        }
        None => Origin::file_of(path),
    };
    let found = nearest.map(|(_, texts)| texts.join(" | ")).unwrap_or_default();
    let problem = Diagnostic::error(code, place)
        .arg("sheet", &sheet.name)
        .arg("heads", missing.join(", "))
        .arg("found", shortened(&found))
        .arg("alike", if found.is_empty() { "no" } else { "yes" })
        .arg("example", header::example(&dataset.columns).join(" | "))
        .related("declared-here", dataset.origin.clone());
    diags.push(problem);
}

/// The name of a file without its ending; `pengaduan.csv.gz` has two of them.
pub fn stem(name: &str) -> &str {
    let cut = |name| str::rsplit_once(name, '.').map_or(name, |(stem, _)| stem);
    match name.rsplit_once('.') {
        Some((inner, ending)) if ending.eq_ignore_ascii_case("gz") => cut(inner),
        _ => cut(name),
    }
}

/// A part of a text that was found in it without regard to letter case, as it is written.
fn as_written(text: &str, part: &str) -> String {
    let found = (0..text.len()).find_map(|at| {
        let own = text.get(at..at + part.len())?;
        (own.to_lowercase() == part).then(|| own.to_owned())
    });
    found.unwrap_or_else(|| part.to_owned())
}

/// A text that fits into a message.
fn shortened(text: &str) -> String {
    if text.chars().count() <= 160 {
        return text.to_owned();
    }
    text.chars().take(159).chain(['…']).collect()
}

/// The period that a sheet covers, if the contract says where it is written.
fn period_of(
    source: &Source,
    path: &Arc<str>,
    sheet: &RawSheet,
    header: u32,
    diags: &mut Diagnostics,
) -> Option<Period> {
    let written = match &source.covers.period {
        PeriodFrom::Written(written) => written,
        PeriodFrom::Given(period) => return Some(*period),
        PeriodFrom::Column(..) => return None,
    };
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = stem(name);
    let mut readings = vec![BTreeMap::new()];
    for (place, pattern) in written {
        let found: Vec<BTreeMap<String, String>> = match place {
            Place::FileName => pattern::fields(pattern, stem).into_iter().collect(),
            Place::Sheet => pattern::fields(pattern, &sheet.name).into_iter().collect(),
            Place::Title => {
                let titles = sheet.rows.iter().take_while(|row| row.number < header);
                let cells = titles.flat_map(|row| row.cells.iter());
                cells.filter_map(|cell| pattern::fields(pattern, &cell.text())).collect()
            }
        };
        let both = readings.iter().flat_map(|known| {
            found.iter().map(move |more| {
                let mut fields = known.clone();
                fields.extend(more.clone());
                fields
            })
        });
        readings = both.take(MOST_READINGS).collect();
    }
    let found = readings.iter().find_map(pattern::period);
    if let (None, Some(given)) = (&found, &source.given) {
        let problem = Diagnostic::error("given-file-period", Origin::file_of(path));
        diags.push(problem.arg("file", path).related("declared-here", given.origin.clone()));
    } else if found.is_none() {
        let patterns: Vec<&str> = written.iter().map(|(_, pattern)| pattern.as_str()).collect();
        // Names are shown; what stands in title cells may be anything and is not.
        let at = written.iter().find_map(|(place, pattern)| match place {
            Place::FileName => Some(("file", stem, pattern)),
            Place::Sheet => Some(("sheet", sheet.name.as_str(), pattern)),
            Place::Title => None,
        });
        let (place, found, pattern) = at.unwrap_or(("title", "", &written[0].1));
        let failed = pattern::refused(pattern, found);
        let (field, value) = failed.unwrap_or_default();
        let extension = name.rsplit_once('.').map(|(_, ending)| format!(".{ending}"));
        let extension = extension.filter(|_| place == "file").unwrap_or_default();
        let problem = Diagnostic::error("period-not-found", Origin::file_of(path))
            .arg("pattern", patterns.join(" + "))
            .arg("where", place)
            .arg("found", found)
            .arg("part", if field.is_empty() { "whole" } else { field.as_str() })
            .arg("value", as_written(found, &value))
            .arg("example", format!("{}{extension}", pattern::example(pattern)))
            .related("declared-here", source.origin.clone());
        diags.push(problem);
    }
    found
}

/// Notes whose period a sheet covers; gives the team, where it is one team's.
fn cover(
    reading: &Reading<'_>,
    coverage: &mut Coverage,
    diags: &mut Diagnostics,
) -> Option<TeamId> {
    let period = reading.period?;
    let name = match &reading.source.covers.team {
        TeamFrom::All => {
            coverage.add(&reading.dataset.id, None, period);
            return None;
        }
        // Known only when the rows are: see `cover_by_column`.
        TeamFrom::Column => return None,
        TeamFrom::Sheet => reading.sheet.to_string(),
        TeamFrom::FileName(pattern) => {
            let name = reading.file.rsplit('/').next().unwrap_or(&reading.file);
            let stem = stem(name);
            let found = pattern::fields(pattern, stem);
            found.and_then(|fields| fields.get("tim").cloned()).unwrap_or_default()
        }
    };
    match reading.project.teams.find(&name, Some(period.end())) {
        Some(team) => {
            coverage.add(&reading.dataset.id, Some(&team.id), period);
            Some(team.id.clone())
        }
        None => {
            let problem = Diagnostic::warning("unknown-sheet-team", Origin::file_of(&reading.file))
                .arg("name", &name)
                .near_unit(&name, reading.project.teams.known_names());
            diags.push(problem);
            None
        }
    }
}

/// Notes the columns that a sheet lacks though others of its layout have them: somebody renamed a
/// head, and what stood under it must not be taken for nothing.
fn lost_columns(dataset: &Dataset, drops: &mut [SheetRows], diags: &mut Diagnostics) {
    let has: BTreeSet<(usize, String)> = drops
        .iter()
        .flat_map(|drop| drop.info.columns.keys().map(|name| (drop.info.source, name.clone())))
        .collect();
    for drop in drops.iter_mut() {
        let info = &mut drop.info;
        let elsewhere = |name: &&String| has.contains(&(info.source, (*name).clone()));
        let needed = |name: &&String| dataset.column(name).is_none_or(|column| !column.optional);
        info.lost = info.absent.iter().filter(needed).filter(elsewhere).cloned().collect();
        for name in &info.lost {
            let heads = dataset.column(name).map(|column| match &column.from {
                ColumnFrom::Header(heads) => {
                    heads.iter().map(|head| head.written.as_str()).collect::<Vec<_>>().join(" / ")
                }
                _ => String::new(),
            });
            let (file, sheet) = (Arc::clone(&info.file), Arc::clone(&info.sheet));
            let place = Origin::Row { file, sheet, row: info.head };
            let problem = Diagnostic::warning("column-missing", place)
                .arg("column", name)
                .arg("heads", heads.unwrap_or_default());
            diags.push(problem);
        }
    }
}

/// Notes how far back the rows reach of sheets that lost a column: what counts in an earlier
/// period comes from them too, where a later drop repeats old cases.
fn since(dataset: &Dataset, drops: &mut [SheetRows]) {
    let axis = dataset.date.as_ref();
    let axis = axis.and_then(|name| dataset.columns.iter().position(|c| c.name == *name));
    let Some(axis) = axis else { return };
    for drop in drops.iter_mut().filter(|drop| !drop.info.lost.is_empty()) {
        let counting = (0..drop.fates.len()).filter(|row| drop.fates[*row].is_none());
        drop.info.since = counting.filter_map(|row| drop.columns[axis].date(row)).min();
    }
}

/// Settles the fate of every row and builds the table of those that count.
fn gather(
    project: &Project,
    dataset: &Dataset,
    mut drops: Vec<SheetRows>,
    mut words: Vec<Words>,
    ledger: &mut Ledger,
    diags: &mut Diagnostics,
) -> Table {
    lost_columns(dataset, &mut drops, diags);
    settle(project, dataset, &mut drops, &words, diags);
    since(dataset, &mut drops);
    cumulative::differences(dataset, &mut drops, &mut words, diags);
    prior::fill(project, dataset, &mut drops, &mut words, diags);
    rules(project, dataset, &mut drops, &words, true, diags);
    let aside = book(dataset, &mut drops, &words);
    ledger.files.extend(drops.iter().map(|drop| drop.ledger.clone()));
    let names: Vec<String> = dataset.columns.iter().map(|column| column.name.clone()).collect();
    Table::new(dataset.id.clone(), drops, &names, words, aside)
}

/// Coverage that stands in the rows: the periods of a date column, the teams of the team column.
fn cover_by_column(dataset: &Dataset, tables: &Tables, coverage: &mut Coverage) {
    let Some(table) = tables.get(&dataset.id) else { return };
    for source in dataset.sources.iter().filter(|source| !source.files.is_empty()) {
        let by_team = source.covers.team == TeamFrom::Column;
        let axis = match &source.covers.period {
            PeriodFrom::Column(column, grain) => Some((column, *grain)),
            PeriodFrom::Written(_) | PeriodFrom::Given(_) if by_team => None,
            PeriodFrom::Written(_) | PeriodFrom::Given(_) => continue,
        };
        for row in 0..table.len() {
            let own =
                axis.and_then(|(column, grain)| Some((table.cell(row, column).date()?, grain)));
            // A file speaks for its period from the first; a row only from its own day on.
            let (period, day) = match (axis, own) {
                (None, _) => (table.sheet(row).period, Date::MIN),
                (_, Some((day, grain))) => (Some(Period::containing(day, grain)), day),
                (_, None) => (None, Date::MIN),
            };
            let named = dataset.team.as_ref().filter(|_| by_team);
            let team = named.and_then(|column| table.cell(row, column).text().map(TeamId::new));
            if let Some(period) = period.filter(|_| team.is_some() || !by_team) {
                coverage.add_row(&dataset.id, team.as_ref(), period, day);
            }
        }
    }
}
