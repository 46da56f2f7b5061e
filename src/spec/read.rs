//! Reads the definition files of a project, in two passes: names first, then what uses them.

use std::collections::BTreeSet;
use std::sync::Arc;

use toml::Spanned;
use toml::de::DeTable;

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::{Files, ScorecardId, TeamId, side_by_side};

use super::answers::answer_scale;
use super::check;
use super::contract;
use super::dataset::{Dataset, dataset};
use super::gate::known_gates;
use super::indicator::{Indicator, IndicatorScope, Known};
use super::lookup::lookup;
use super::office::{absent_teams, calendar, optional_teams, settings};
use super::predicate::{Subjects, predicate};
use super::printed::known_trees;
use super::project::Project;
use super::revision::revision;
use super::scale::scale;
use super::scorecard::{Scorecard, scorecard};
use super::slip;
use super::syntax::{File, Item, Table, Text};
use super::topic::{goal, link, topic};
use super::trial::trial;
use super::version::{apart, versions};
use super::waiver::waiver;

/// The settings file at the top of every project.
pub const SETTINGS: &str = "zona.toml";

/// The folder of definition files.
pub const DEFINITIONS: &str = "indicators/";

/// Reads `zona.toml` and every `indicators/**.toml`; all mistakes go to `diags`.
///
/// What comes back is the best that could be made of the files; compute nothing from it when
/// `diags` has errors.
pub fn read(files: &dyn Files, diags: &mut Diagnostics) -> Project {
    let is_definition = |path: &&String| path.starts_with(DEFINITIONS) && path.ends_with(".toml");
    let paths = files.paths();
    let wanted = paths.iter().filter(|path| *path == SETTINGS);
    let wanted: Vec<&String> = wanted.chain(paths.iter().filter(is_definition)).collect();
    let mut project = Project::default();
    let texts: Vec<(Arc<str>, Arc<str>)> =
        wanted.into_iter().filter_map(|path| text_of(files, path, diags)).collect();
    for (path, text) in &texts {
        project.files.push(path.to_string());
        project.sources.insert(Arc::clone(path), Arc::clone(text));
    }
    let opened: Vec<File<'_>> =
        texts.iter().map(|(path, text)| File { path: Arc::clone(path), text }).collect();
    let trees = side_by_side(&opened, |file| {
        let mut found = Diagnostics::default();
        (parse(file, &mut found), found)
    });
    let mut parsed: Vec<(&File<'_>, Spanned<DeTable<'_>>)> = vec![];
    for (file, (tree, found)) in opened.iter().zip(trees) {
        parsed.push((file, tree));
        diags.join(found);
    }
    // What a broken file would have defined is unknown: naming its absence elsewhere helps nobody.
    if diags.has_errors() {
        return project;
    }
    fill(&mut project, &parsed, files, diags);
    check::all(&project, diags);
    project
}

/// The text of a definition file: UTF-8, with or without a byte order mark.
fn text_of(files: &dyn Files, path: &str, diags: &mut Diagnostics) -> Option<(Arc<str>, Arc<str>)> {
    let bytes = diags.read(files, path, Origin::file_of(path))?;
    let (decoded, encoding, broken) = encoding_rs::UTF_8.decode(&bytes);
    if broken || encoding != encoding_rs::UTF_8 {
        let found = if encoding == encoding_rs::UTF_8 { "Windows-1252" } else { encoding.name() };
        let problem = Diagnostic::error("definition-encoding", Origin::file_of(path));
        diags.push(problem.arg("file", path).arg("found", found));
        return None;
    }
    Some((Arc::from(path), Arc::from(&*decoded)))
}

fn parse<'a>(file: &File<'a>, diags: &mut Diagnostics) -> Spanned<DeTable<'a>> {
    let (table, errors) = DeTable::parse_recoverable(file.text);
    // One slip makes the parser stumble more than once; the first place of a line tells it.
    let mut told = BTreeSet::new();
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let before = file.text.get(..span.start).unwrap_or_default();
        if !told.insert(before.matches('\n').count()) {
            continue;
        }
        let code = slip::of_line(file.text, span.start);
        let problem = Diagnostic::error(code, Origin::span(&file.path, span));
        let cause = error.message().split(", expected").next().unwrap_or_default();
        diags.push(problem.arg("cause", cause));
    }
    table
}

/// A definition: its name, and the table that holds it.
type Named<'a> = (Text, Table<'a>);

#[derive(Default)]
struct Definitions<'a> {
    lookups: Vec<Named<'a>>,
    datasets: Vec<Named<'a>>,
    scales: Vec<Named<'a>>,
    indicators: Vec<(Text, Vec<Table<'a>>)>,
    scorecards: Vec<(Text, Vec<Table<'a>>)>,
    predicates: Vec<Named<'a>>,
    topics: Vec<Named<'a>>,
    goals: Vec<Named<'a>>,
    waivers: Vec<Table<'a>>,
    revisions: Vec<Table<'a>>,
    trials: Vec<Table<'a>>,
    optional: Vec<(TeamId, String)>,
}

fn fill<'a>(
    project: &mut Project,
    parsed: &'a [(&'a File<'a>, Spanned<DeTable<'a>>)],
    files: &dyn Files,
    diags: &mut Diagnostics,
) {
    let mut all = Definitions::default();
    for (file, table) in parsed {
        let top = Table::top(file, table);
        if &*file.path == SETTINGS {
            let settings = settings(top, diags);
            project.office = settings.office;
            project.teams = settings.teams;
            if let Some(path) = settings.holidays {
                project.calendar = calendar(&path, files, diags);
                project.files.push(path.value);
            }
            continue;
        }
        let optional = top.get("optional_team").and_then(|item| item.table(diags));
        all.optional.extend(optional.map_or_else(Vec::new, |one| optional_teams(one, diags)));
        gather(&top, "lookup", &mut all.lookups, diags);
        gather(&top, "dataset", &mut all.datasets, diags);
        gather(&top, "scale", &mut all.scales, diags);
        gather_versions(&top, "indicator", &mut all.indicators, diags);
        gather_versions(&top, "scorecard", &mut all.scorecards, diags);
        gather(&top, "predicate", &mut all.predicates, diags);
        gather(&top, "topic", &mut all.topics, diags);
        gather(&top, "goal", &mut all.goals, diags);
        let waivers = top.get("waiver").map_or_else(Vec::new, |item| item.tables(diags));
        all.waivers.extend(waivers);
        let revisions = top.get("revision").map_or_else(Vec::new, |item| item.tables(diags));
        all.revisions.extend(revisions);
        let trials = top.get("test").map_or_else(Vec::new, |item| item.tables(diags));
        all.trials.extend(trials);
        top.finish(diags);
    }
    project.teams = std::mem::take(&mut project.teams).with_optional(all.optional);
    absent_teams(&project.teams, Origin::file_of(SETTINGS), diags);
    let mut lookups = vec![];
    for (name, table) in all.lookups {
        let Some((read, path)) = lookup(&name, table, files, diags) else { continue };
        lookups.push(read);
        project.files.extend(path);
    }
    let mut balances = vec![];
    let mut datasets: Vec<Dataset> = vec![];
    for (name, table) in all.datasets {
        let own = table.get("balance").and_then(|item| item.table(diags));
        if let Some(dataset) = dataset(&name, table, &project.teams, &lookups, diags) {
            balances.extend(own.map(|table| (datasets.len(), table)));
            datasets.push(dataset);
        }
    }
    for (at, table) in balances {
        for (name, item) in table.entries() {
            let Some(one) = item.table(diags) else { continue };
            let read = contract::balance(&name, one, (&datasets[at], &datasets), diags);
            datasets[at].balances.extend(read);
        }
    }
    contract::known_references(&datasets, diags);
    let waivers = all.waivers.into_iter();
    project.waivers = waivers.filter_map(|table| waiver(table, &datasets, diags)).collect();
    let (answers, bands): (Vec<Named<'_>>, Vec<Named<'_>>) =
        all.scales.into_iter().partition(|(_, table)| is_answer_scale(table));
    for (name, table) in bands {
        project.scales.extend(scale(&name, table, diags).map(|scale| (scale.id.clone(), scale)));
    }
    let mut indicators: Vec<String> =
        all.indicators.iter().map(|(name, _)| name.value.clone()).collect();
    let topics: Vec<String> = all.topics.iter().map(|(name, _)| name.value.clone()).collect();
    let goals: Vec<String> = all.goals.iter().map(|(name, _)| name.value.clone()).collect();
    let counts = topics_of(project, all.topics, (&datasets, &mut indicators), diags);
    let scales: Vec<String> = project.scales.keys().cloned().collect();
    let scope = IndicatorScope { names: &indicators, lookups: &lookups };
    project.answer_scales = answers
        .into_iter()
        .filter_map(|(name, table)| answer_scale(&name, table, &scope, diags))
        .collect();
    let known = Known {
        teams: &project.teams,
        datasets: &datasets,
        indicators: &indicators,
        scales: &scales,
        lookups: &lookups,
        answers: &project.answer_scales,
        topics: &topics,
        goals: &goals,
    };
    let read = all.indicators.into_iter();
    project.indicators =
        read.filter_map(|(name, tables)| versions(&name, tables, &known, diags)).collect();
    project.indicators.extend(counts);
    let read = all.goals.into_iter();
    project.goals =
        read.filter_map(|(name, table)| goal(&name, table, &indicators, diags)).collect();
    link(&mut project.indicators, &project.topics, &project.goals);
    for (name, tables) in all.scorecards {
        let read = tables.into_iter().filter_map(|one| scorecard(&name, one, &known, diags));
        let mut versions: Vec<Scorecard> = read.collect();
        versions.sort_by_key(|one| one.valid.0);
        let days: Vec<_> =
            versions.iter().map(|one| (one.valid, one.valid_origin.clone())).collect();
        apart(&name.value, &days, diags);
        project.scorecards.extend(versions);
    }
    let names: Vec<String> = all.predicates.iter().map(|(name, _)| name.value.clone()).collect();
    known_gates(&project.scorecards, &names, diags);
    known_trees(&datasets, &project.scorecards, diags);
    let subjects = Subjects { known: &known, scorecards: &project.scorecards, predicates: &names };
    let read = all.predicates.into_iter();
    project.predicates =
        read.filter_map(|(name, table)| predicate(&name, table, &subjects, diags)).collect();
    let cards: Vec<ScorecardId> = project.scorecards.iter().map(|card| card.id.clone()).collect();
    let predicates: Vec<String> =
        project.predicates.iter().map(|predicate| predicate.id.clone()).collect();
    let read = all.trials.into_iter();
    project.trials =
        read.filter_map(|table| trial(table, &known, (&cards, &predicates), diags)).collect();
    project.datasets = datasets;
    let cards = project.scorecards.iter().map(|one| one.id.to_string());
    let names: Vec<String> = indicators.iter().cloned().chain(cards).collect();
    let read = all.revisions.into_iter();
    project.revisions = read.filter_map(|table| revision(table, &names, diags)).collect();
}

/// Reads the topics; gives the counts that are made from them, whose names join the others.
fn topics_of(
    project: &mut Project,
    all: Vec<Named<'_>>,
    (datasets, indicators): (&[Dataset], &mut Vec<String>),
    diags: &mut Diagnostics,
) -> Vec<Indicator> {
    let mut counts: Vec<Indicator> = vec![];
    for (name, table) in all {
        let read = topic(&name, table, (datasets, indicators), &mut counts, diags);
        project.topics.extend(read);
    }
    for one in &counts {
        if indicators.iter().any(|known| known == one.id.as_str()) {
            diags.push(Diagnostic::error("unique-id", one.origin.clone()).arg("id", &one.id));
        }
    }
    indicators.extend(counts.iter().map(|one| one.id.to_string()));
    counts
}

/// Whether a scale says what answers are worth, and does not rate numbers.
fn is_answer_scale(table: &Table<'_>) -> bool {
    ["answers", "share", "parts"].iter().any(|key| table.get(key).is_some())
}

/// Takes the tables under `[KIND.NAME]`; the same name twice is a mistake.
fn gather<'a>(
    top: &Table<'a>,
    kind: &'static str,
    into: &mut Vec<Named<'a>>,
    diags: &mut Diagnostics,
) {
    let Some(table) = top.get(kind).and_then(|item: Item<'a>| item.table(diags)) else { return };
    for (name, item) in table.entries() {
        if is_new(&name, into, diags)
            && let Some(inner) = item.table(diags)
        {
            into.push((name, inner));
        }
    }
}

/// Takes the tables under `[KIND.NAME]`, or the dated versions of `[[KIND.NAME]]`.
fn gather_versions<'a>(
    top: &Table<'a>,
    kind: &'static str,
    into: &mut Vec<(Text, Vec<Table<'a>>)>,
    diags: &mut Diagnostics,
) {
    let Some(table) = top.get(kind).and_then(|item: Item<'a>| item.table(diags)) else { return };
    for (name, item) in table.entries() {
        if is_new(&name, into, diags) {
            let versions = item.tables(diags);
            into.push((name, versions));
        }
    }
}

/// Whether nothing has this name yet; complains if something has.
fn is_new<T>(name: &Text, known: &[(Text, T)], diags: &mut Diagnostics) -> bool {
    let first = known.iter().find(|(other, _)| other.value == name.value);
    if let Some((first, _)) = first {
        let problem = Diagnostic::error("unique-id", name.whole())
            .arg("id", &name.value)
            .related("declared-here", first.whole());
        diags.push(problem);
    }
    first.is_none()
}
