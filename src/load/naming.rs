//! What a file has to be called: the names that the sources of a project read, as examples that a
//! person can copy.

use std::collections::BTreeSet;

use crate::domain::glob::alternatives;
use crate::spec::Project;
use crate::spec::dataset::{PeriodFrom, Place, Source};

/// Stand-ins for the fields of a pattern of `covers`. The year is only an example.
const EXAMPLES: [(&str, &str); 5] = [
    ("{periode}", "2024-TW4"),
    ("{tahun}", "2024"),
    ("{triwulan}", "TW4"),
    ("{semester}", "S2"),
    ("{bulan}", "12"),
];

/// Names that would be read from the folder of a path, one for every source there, in order.
pub(super) fn names_beside(project: &Project, path: &str) -> Vec<String> {
    let names: BTreeSet<String> = sources(project)
        .flat_map(|source| source.files.iter().map(move |pattern| (source, pattern)))
        .filter(|(_, pattern)| folder(pattern) == folder(path))
        .filter_map(|(source, pattern)| example(source, pattern))
        .collect();
    names.into_iter().collect()
}

/// The folders under `data/` that any source reads, in order.
pub(super) fn folders(project: &Project) -> Vec<String> {
    let patterns = sources(project).flat_map(|source| &source.files);
    let folders: BTreeSet<&str> = patterns
        .map(|pattern| folder(pattern))
        .filter(|folder| folder.starts_with("data") && !folder.contains('*'))
        .collect();
    folders.into_iter().map(|folder| format!("{folder}/")).collect()
}

fn sources(project: &Project) -> impl Iterator<Item = &Source> {
    let all = project.datasets.iter().flat_map(|dataset| &dataset.sources);
    all.filter(|source| source.given.is_none())
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The first name that a pattern spells out, with the period where `covers` reads it.
fn example(source: &Source, pattern: &str) -> Option<String> {
    let first = alternatives(pattern).into_iter().next()?;
    let name = first.rsplit('/').next()?.to_owned();
    let Some(stem) = period_pattern(source) else { return Some(name) };
    let (_, ending) = name.rsplit_once('.')?;
    let filled = EXAMPLES
        .iter()
        .fold(stem.to_owned(), |stem, (field, example)| stem.replace(field, example));
    Some(format!("{filled}.{ending}"))
}

/// The pattern by which the name of the file tells its period.
fn period_pattern(source: &Source) -> Option<&str> {
    let PeriodFrom::Written(places) = &source.covers.period else { return None };
    let by_name = places.iter().find(|(place, _)| *place == Place::FileName);
    by_name.map(|(_, pattern)| pattern.as_str())
}
