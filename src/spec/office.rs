//! `zona.toml`: the office, its teams and its calendar.

use std::sync::Arc;

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::{Above, Calendar, Date, Files, Holiday, Team, TeamId, TeamKind, TeamTree};

use super::project::Office;
use super::syntax::{Table, Text, check_name};

/// The kinds of teams by the words that name them.
const KINDS: [(&str, TeamKind); 6] = [
    ("office", TeamKind::Office),
    ("division", TeamKind::Division),
    ("field", TeamKind::Field),
    ("adviser", TeamKind::Adviser),
    ("team", TeamKind::Team),
    ("satker", TeamKind::Satker),
];

/// What `zona.toml` says.
pub struct Settings {
    /// The office.
    pub office: Office,
    /// Its teams.
    pub teams: TeamTree,
    /// The file that lists the holidays.
    pub holidays: Option<Text>,
}

/// Reads `zona.toml`.
pub fn settings(top: Table<'_>, diags: &mut Diagnostics) -> Settings {
    let office = top
        .need("office", diags)
        .and_then(|item| item.table(diags))
        .map_or_else(Office::default, |table| office(table, diags));
    let calendar = top.get("calendar").and_then(|item| item.table(diags));
    let holidays = calendar.and_then(|table| {
        let path = table.need("holidays", diags).and_then(|item| item.text(diags));
        table.finish(diags);
        path
    });
    let listed = top.need("team", diags).map_or_else(Vec::new, |item| item.tables(diags));
    let listed = listed.into_iter().filter_map(|table| team(table, &office, diags)).collect();
    let teams = tree(listed, diags);
    top.finish(diags);
    Settings { office, teams, holidays }
}

/// The language that the text of `zona.toml` asks for, if it can be read at all.
pub fn language(text: &str) -> Option<String> {
    let (table, _) = toml::de::DeTable::parse_recoverable(text.trim_start_matches('\u{feff}'));
    let office = table.get_ref().get("office")?.get_ref().as_table()?;
    office.get("language")?.get_ref().as_str().map(str::to_owned)
}

fn office(table: Table<'_>, diags: &mut Diagnostics) -> Office {
    let name = table.need("name", diags).and_then(|item| item.string(diags)).unwrap_or_default();
    let short = table.text_or_empty("short", diags);
    let demo = table.get("demo").and_then(|item| item.boolean(diags)).unwrap_or(false);
    let words = [("id", "id"), ("en", "en")];
    let language = table.get("language").and_then(|item| item.word(&words, diags)).unwrap_or("id");
    table.finish(diags);
    let short = if short.is_empty() { name.clone() } else { short };
    Office { name, short, demo, language: language.to_owned() }
}

struct ListedTeam {
    team: Team,
    origin: Origin,
    parent_origin: Origin,
    into_origin: Origin,
}

fn team(table: Table<'_>, office: &Office, diags: &mut Diagnostics) -> Option<ListedTeam> {
    let origin = table.origin();
    let id = table.need("id", diags).and_then(|item| item.name(diags));
    let kind =
        table.get("kind").and_then(|item| item.word(&KINDS, diags)).unwrap_or(TeamKind::Team);
    let (name, short) = names(&table, kind, office, diags);
    let parent_item = table.get("parent");
    let parents = parent_item.map_or_else(Vec::new, |item| parents(item, diags));
    let into_item = table.get("into");
    let into = into_item.and_then(|item| item.string(diags)).map(TeamId::new);
    let aliases = table.get("aliases").map_or_else(Vec::new, |item| item.strings(diags));
    let valid = table.get("valid").and_then(|item| item.table(diags));
    let (from, to) = valid.map_or((None, None), |valid| span(valid, diags));
    table.finish(diags);
    let (id, name) = (TeamId::new(id?), name?);
    let parent_origin = parent_item.map_or(origin.clone(), |item| item.origin());
    // Until a day is looked at, the latest unit above is the one.
    let parent = parents.iter().max_by_key(|above| above.from).map(|above| above.id.clone());
    let team = Team { id, name, short, parent, parents, into, kind, aliases, from, to };
    let into_origin = into_item.map_or(origin.clone(), |item| item.origin());
    Some(ListedTeam { team, origin, parent_origin, into_origin })
}

/// The name and the short name of a team; those of the office are written once, in `[office]`.
fn names(
    table: &Table<'_>,
    kind: TeamKind,
    office: &Office,
    diags: &mut Diagnostics,
) -> (Option<String>, String) {
    let short = table.text_or_empty("short", diags);
    let named = table.get("name");
    if kind == TeamKind::Office && named.is_none() {
        let short = if short.is_empty() { office.short.clone() } else { short };
        return (Some(office.name.clone()), short);
    }
    let name = table.need("name", diags).and_then(|item| item.string(diags));
    let short = if short.is_empty() { name.clone().unwrap_or_default() } else { short };
    (name, short)
}

/// `"id"`, or where a team was moved `[{ id = "…", to = … }, { id = "…", from = … }]`.
fn parents(item: super::syntax::Item<'_>, diags: &mut Diagnostics) -> Vec<Above> {
    if item.is_string() {
        let id = item.string(diags);
        return id
            .map(|id| Above { id: TeamId::new(id), from: None, to: None })
            .into_iter()
            .collect();
    }
    let mut all: Vec<Above> = vec![];
    for table in item.tables(diags) {
        let id = table.need("id", diags).and_then(|item| item.string(diags));
        let (from, to) = span(table, diags);
        let Some(id) = id.map(TeamId::new) else { continue };
        let above = Above { id, from, to };
        let overlaps = |other: &Above| {
            let (a, b) = (other.from.unwrap_or(Date::MIN), above.to.unwrap_or(Date::MAX));
            let (c, d) = (above.from.unwrap_or(Date::MIN), other.to.unwrap_or(Date::MAX));
            a <= b && c <= d
        };
        if all.iter().any(overlaps) {
            diags.push(Diagnostic::error("team-parents", item.origin()).arg("team", &above.id));
        }
        all.push(above);
    }
    all
}

/// `{ from = …, to = … }`, both days included.
pub fn span(table: Table<'_>, diags: &mut Diagnostics) -> (Option<Date>, Option<Date>) {
    let from = table.get("from").and_then(|item| item.date(diags));
    let to = table.get("to").and_then(|item| item.date(diags));
    table.finish(diags);
    (from, to)
}

fn tree(listed: Vec<ListedTeam>, diags: &mut Diagnostics) -> TeamTree {
    let mut teams: Vec<ListedTeam> = Vec::with_capacity(listed.len());
    for entry in listed {
        if teams.iter().any(|other| other.team.id == entry.team.id) {
            let problem = Diagnostic::error("unique-id", entry.origin.clone());
            diags.push(problem.arg("id", &entry.team.id));
        } else {
            teams.push(entry);
        }
    }
    let ids: Vec<TeamId> = teams.iter().map(|entry| entry.team.id.clone()).collect();
    for entry in &teams {
        let above = entry.team.parents.iter().map(|above| (&above.id, &entry.parent_origin));
        for (other, origin) in
            above.chain(entry.team.into.iter().map(|id| (id, &entry.into_origin)))
        {
            if !ids.contains(other) {
                let problem = Diagnostic::error("known-team", origin.clone())
                    .arg("team", other)
                    .near(other.as_str(), ids.iter().map(TeamId::as_str));
                diags.push(problem);
            }
        }
        if entry.team.into.is_some() && entry.team.to.is_none() {
            let problem = Diagnostic::error("team-into", entry.into_origin.clone());
            diags.push(problem.arg("team", &entry.team.id));
        }
    }
    let tree = TeamTree::new(teams.iter().map(|entry| entry.team.clone()).collect());
    if tree.len() < teams.len() {
        let lost = teams.iter().find(|entry| tree.get(&entry.team.id).is_none());
        if let Some(entry) = lost
            .filter(|entry| entry.team.parent.as_ref().is_some_and(|parent| ids.contains(parent)))
        {
            let problem = Diagnostic::error("team-cycle", entry.parent_origin.clone());
            diags.push(problem.arg("team", &entry.team.id));
        }
    }
    tree
}

/// Reads the list of holidays: `date,name,type,known_from,known_until,source`, one a line. A line
/// with `known_until` was withdrawn by a later decree; one with `known_from` came by one.
pub fn calendar(path: &Text, files: &dyn Files, diags: &mut Diagnostics) -> Calendar {
    let Some(bytes) = diags.read(files, &path.value, path.whole()) else {
        return Calendar::default();
    };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes.as_slice());
    let file: Arc<str> = Arc::from(path.value.as_str());
    let mut listed = vec![];
    for record in reader.records().flatten() {
        let row = record.position().map_or(0, |position| position.line() as u32);
        let mut read = |column: u32, needed: bool| {
            let found = record.get(column as usize).unwrap_or_default().trim();
            if found.is_empty() && !needed {
                return None;
            }
            let day = found.parse::<Date>().ok();
            if day.is_none() {
                let (file, sheet) = (Arc::clone(&file), Arc::from(""));
                let origin = Origin::Cell { file, sheet, row, column };
                diags.push(Diagnostic::error("holiday-date", origin).arg("found", found));
            }
            day
        };
        let (day, known_from, known_until) = (read(0, true), read(3, false), read(4, false));
        listed.extend(day.map(|day| Holiday { day, known_from, known_until }));
    }
    Calendar::listed(listed)
}

/// Reads `[optional_team]`: teams that definitions may speak of whether or not the office has them,
/// each with its name.
pub fn optional_teams(table: Table<'_>, diags: &mut Diagnostics) -> Vec<(TeamId, String)> {
    let mut all = vec![];
    for (id, item) in table.entries() {
        if check_name(&id.value, id.whole(), diags) {
            all.extend(item.string(diags).map(|name| (TeamId::new(id.value), name)));
        }
    }
    all
}

/// Says once which teams the definitions speak of and the office does not have.
pub fn absent_teams(teams: &TeamTree, origin: Origin, diags: &mut Diagnostics) {
    let named: Vec<String> = teams.absent().map(|(id, name)| format!("{name} (`{id}`)")).collect();
    if !named.is_empty() {
        let problem = Diagnostic::note("team-absent", origin);
        diags.push(problem.arg("count", named.len()).arg("teams", named.join(", ")));
    }
}

/// Reads a list of teams: ids, and kinds of teams, for which all teams of that kind stand. A team
/// that is called like a kind goes first.
pub fn team_ids(
    item: super::syntax::Item<'_>,
    teams: &TeamTree,
    diags: &mut Diagnostics,
) -> Vec<TeamId> {
    let mut ids = vec![];
    for entry in item.list(diags) {
        let Some(name) = entry.string(diags) else { continue };
        ids.extend(named_teams(&name, entry.origin(), teams, diags));
    }
    ids
}

/// The team of this id, or all teams of this kind.
pub(super) fn named_teams(
    name: &str,
    origin: Origin,
    teams: &TeamTree,
    diags: &mut Diagnostics,
) -> Vec<TeamId> {
    let id = TeamId::new(name);
    let kind = KINDS.iter().find(|(word, _)| *word == name).map(|(_, kind)| *kind);
    match kind.filter(|_| teams.get(&id).is_none()) {
        Some(TeamKind::Office) => teams.root().map(|team| team.id.clone()).into_iter().collect(),
        Some(kind) => {
            let of_kind = teams.iter().filter(|team| team.kind == kind);
            of_kind.map(|team| team.id.clone()).collect()
        }
        None if !check_name(name, origin.clone(), diags) => vec![],
        None => {
            known_team(&id, origin, teams, diags);
            // What is said of a team that the office does not have is about nobody.
            if teams.is_absent(&id) { vec![] } else { vec![id] }
        }
    }
}

/// Whether the team is in the tree; complains if it is not, and no team either that definitions may
/// speak of all the same.
pub fn known_team(id: &TeamId, origin: Origin, teams: &TeamTree, diags: &mut Diagnostics) -> bool {
    let known = teams.get(id).is_some();
    if !known && !teams.is_absent(id) {
        let own = teams.iter().map(|team| team.id.as_str());
        let problem = Diagnostic::error("known-team", origin)
            .arg("team", id)
            .near(id.as_str(), own.chain(teams.absent().map(|(id, _)| id.as_str())));
        diags.push(problem);
    }
    known
}
