//! First of all: who handed in what, and by when the rest is due.

use std::collections::BTreeMap;

use crate::domain::{Date, Grain, Period, Team, TeamId};
use crate::spec::Dataset;

use super::format::{date, period};
use super::input::{Input, team_anchor};
use super::model::{Block, Fact, Section, SectionKind};
use super::table::{Cell, Column, Row, RowStyle, Table, TableKind};
use super::tone::Tone;

/// What is asked of a dataset for the period of the report.
struct Asked<'a> {
    dataset: &'a Dataset,
    /// The teams that have to hand it in; the one that puts it together where a file speaks for
    /// everyone.
    by: Vec<&'a Team>,
    /// Of these, the ones that have not.
    missing: Vec<&'a Team>,
    /// The last day on which it is in time.
    due: Option<Date>,
    /// Whether its own period has not ended with that of the report.
    is_later: bool,
}

/// The section that says who handed in what for the period.
pub fn section(input: &Input<'_>) -> Section {
    let all: Vec<Asked<'_>> = kept(input).map(|dataset| asked(input, dataset)).collect();
    Section {
        id: "kelengkapan".to_owned(),
        kind: SectionKind::HandedIn,
        title: input.word("section-handed-in"),
        short: input.word("section-handed-in-short"),
        depth: 0,
        tone: Tone::Plain,
        badge: String::new(),
        blocks: blocks(input, &all),
    }
}

/// Whether anything is missing, for a page that has room for little.
pub(super) fn brief(input: &Input<'_>) -> Block {
    let all: Vec<Asked<'_>> = kept(input).map(|dataset| asked(input, dataset)).collect();
    let lacking: Vec<&Asked<'_>> = all.iter().filter(|one| one.is_lacking()).collect();
    remark(input, &lacking, all.len())
}

/// What is missing by name, what is complete in a line for each owner, and all of it folded away.
fn blocks(input: &Input<'_>, all: &[Asked<'_>]) -> Vec<Block> {
    let (lacking, done): (Vec<&Asked<'_>>, Vec<&Asked<'_>>) =
        all.iter().partition(|one| one.is_lacking());
    let here: Vec<&Asked<'_>> = done.iter().copied().filter(|one| one.is_here()).collect();
    let mut blocks = vec![];
    let caption = input.text("handed-in-lacking-caption", &[("period", said(input))]);
    let table_of = |lacking: &[&Asked<'_>]| {
        Block::Table(table(input, ("kelengkapan-kurang", caption.clone()), lacking))
    };
    if has_begun(&lacking, &here) {
        // Where most is missing, what is there goes first: an office that begins has little yet.
        blocks.push(begun(input, &here, all.len()));
        let count = [("count", lacking.len().to_string())];
        blocks.push(Block::Details {
            summary: input.text("handed-in-lacking-folded", &count),
            blocks: vec![remark(input, &lacking, all.len()), table_of(&lacking)],
        });
    } else {
        blocks.push(remark(input, &lacking, all.len()));
        blocks.extend((!lacking.is_empty()).then(|| table_of(&lacking)));
        blocks.extend((!done.is_empty()).then(|| Block::Table(complete(input, &done))));
    }
    let every: Vec<&Asked<'_>> = all.iter().collect();
    let caption = input.text("handed-in-caption", &[("period", said(input))]);
    let count = [("count", all.len().to_string())];
    blocks.push(Block::Details {
        summary: input.text("handed-in-every", &count),
        blocks: vec![Block::Table(table(input, ("kelengkapan", caption), &every))],
    });
    blocks
}

/// Whether something is there and most of what is asked for is not.
fn has_begun(lacking: &[&Asked<'_>], here: &[&Asked<'_>]) -> bool {
    !here.is_empty() && lacking.len() > 2 * here.len()
}

/// What is there, by name, a line for each owner.
fn begun(input: &Input<'_>, here: &[&Asked<'_>], all: usize) -> Block {
    let count = [("count", here.len().to_string()), ("all", all.to_string())];
    let lines = groups(input, here).into_iter().map(|(owner, own)| {
        let names: Vec<&str> = own.iter().map(|one| one.dataset.title.as_str()).collect();
        let owner =
            owner.map_or_else(|| input.word("handed-in-no-owner"), |team| team.short.clone());
        let names = names.join(", ");
        input.text("handed-in-owner-line", &[("owner", owner), ("names", names)])
    });
    Block::Callout {
        tone: Tone::Good,
        title: input.text("handed-in-begun", &count),
        lines: lines.collect(),
    }
}

/// What is complete, or not asked for yet: a line for each owner.
fn complete(input: &Input<'_>, done: &[&Asked<'_>]) -> Table {
    let row = |(owner, own): (Option<&Team>, Vec<&Asked<'_>>)| {
        let name = match owner {
            Some(team) => Cell::text(&team.short).linked(team_anchor(&team.id)),
            None => Cell::text(input.word("handed-in-no-owner")),
        };
        let titles = |wanted: bool| {
            let own = own.iter().filter(|one| one.is_asked() == wanted);
            own.map(|one| one.dataset.title.as_str()).collect::<Vec<_>>()
        };
        let (asked, later) = (titles(true), titles(false));
        let mut named = asked.join("; ");
        if !later.is_empty() {
            let more = input.text("handed-in-later-named", &[("names", later.join("; "))]);
            named = if named.is_empty() { more } else { format!("{named} · {more}") };
        }
        let count = Cell::text(asked.len().to_string());
        let count = if asked.is_empty() { count } else { count.toned(Tone::Good) };
        Row::body(vec![name, count, Cell::text(named)])
    };
    Table {
        id: "kelengkapan-lengkap".to_owned(),
        caption: input.word("handed-in-complete-caption"),
        kind: TableKind::List,
        columns: vec![
            Column::text(input.word("column-owner")),
            Column::text(input.word("column-complete")),
            Column::text(input.word("column-data")).wide(),
        ],
        rows: groups(input, done).into_iter().map(row).collect(),
        note: None,
    }
}

impl Asked<'_> {
    /// Whether something is missing that should be there with the period of the report.
    fn is_lacking(&self) -> bool {
        !self.is_later && !self.missing.is_empty()
    }

    /// Whether anything is asked of anybody with the period of the report.
    fn is_asked(&self) -> bool {
        !self.by.is_empty() && (!self.is_later || self.missing.is_empty())
    }

    /// Whether all of it that is asked for is there.
    fn is_here(&self) -> bool {
        self.is_asked() && self.missing.is_empty()
    }

    /// Whether the last day to hand it in has passed.
    fn is_late(&self, as_of: Date) -> bool {
        self.is_lacking() && self.due.is_some_and(|due| due < as_of)
    }
}

/// How complete the data of a period are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HandedIn {
    /// Leaf teams that have something to hand in.
    pub expected: usize,
    /// Of these, the teams that handed in all of it.
    pub complete: usize,
    /// Whether the period has a single figure that is a number.
    pub any_figure: bool,
}

/// Counts who handed in what for the period.
pub fn count(input: &Input<'_>) -> HandedIn {
    let datasets = kept(input).map(|dataset| asked(input, dataset));
    let all: Vec<Asked<'_>> = datasets.filter(|one| !one.is_later).collect();
    let leaves = input.project.teams.iter().filter(|team| input.project.teams.is_leaf(&team.id));
    let is_in = |teams: &[&Team], id: &TeamId| teams.iter().any(|team| team.id == *id);
    let (mut expected, mut complete) = (0, 0);
    for team in leaves.filter(|team| all.iter().any(|one| is_in(&one.by, &team.id))) {
        expected += 1;
        complete += usize::from(!all.iter().any(|one| is_in(&one.missing, &team.id)));
    }
    let mut figures = input.figures.iter();
    let any_figure = figures.any(|(_, _, period, figure)| {
        period == input.ask.period && figure.value.number().is_some()
    });
    HandedIn { expected, complete, any_figure }
}

/// How many kinds of data are complete, as a large figure.
pub(super) fn fact(input: &Input<'_>) -> Fact {
    let all: Vec<Asked<'_>> = kept(input).map(|dataset| asked(input, dataset)).collect();
    let lacking: Vec<&Asked<'_>> = all.iter().filter(|one| one.is_lacking()).collect();
    let done = (all.len() - lacking.len()).to_string();
    let note = match lacking.len() {
        0 => String::new(),
        count => input.text("handed-in-lacking-count", &[("count", count.to_string())]),
    };
    Fact {
        label: input.word("section-handed-in-short"),
        value: input.text("handed-in-of", &[("done", done), ("all", all.len().to_string())]),
        note,
        tone: if lacking.is_empty() { Tone::Good } else { Tone::Missing },
    }
}

/// What was not handed in: how much of all, then a line for each owner with the days by which it
/// is due; nothing where everything is there. Of an office that has little yet the lines come only
/// where `every` one is asked for.
pub fn missing_lines(input: &Input<'_>, every: bool) -> Vec<String> {
    let all: Vec<Asked<'_>> = kept(input).map(|dataset| asked(input, dataset)).collect();
    let lacking: Vec<&Asked<'_>> = all.iter().filter(|one| one.is_lacking()).collect();
    if lacking.is_empty() {
        return vec![];
    }
    let mut lines = vec![missing_title(input, &lacking, all.len())];
    let here: Vec<&Asked<'_>> = all.iter().filter(|one| one.is_here()).collect();
    if !every && has_begun(&lacking, &here) {
        lines.push(input.word("handed-in-more"));
        return lines;
    }
    lines.extend(owner_lines(input, &lacking));
    lines
}

/// The months of the period up to the cut-off.
pub fn months(input: &Input<'_>) -> Vec<Period> {
    let months = input.ask.period.split(Grain::Month).into_iter();
    months.filter(|month| month.start() <= input.ask.as_of).collect()
}

/// The datasets whose files the project keeps and asks of somebody, or that somebody puts together:
/// files that a second dataset reads as well are asked for once.
fn kept<'a>(input: &Input<'a>) -> impl Iterator<Item = &'a Dataset> {
    let project = input.project;
    let kept = project.datasets.iter().filter(|dataset| dataset.keeps_files());
    // Of what no unit has to hand in only what is there is told.
    let is_asked = |dataset: &&Dataset| {
        let is_there = dataset.collection.owner.is_some() && input.coverage.has_files(&dataset.id);
        is_there || !project.expected_teams(dataset).is_empty()
    };
    kept.filter(is_asked)
}

fn asked<'a>(input: &Input<'a>, dataset: &'a Dataset) -> Asked<'a> {
    let (project, at) = (input.project, input.ask.period);
    let due = dataset.collection.due;
    let wanted = due.map_or(at, |due| due.period(at));
    let is_later = wanted.end() > at.end();
    let months = if wanted == at || is_later { months(input) } else { wanted.split(Grain::Month) };
    let lacks = |team: &Team| {
        let owed = project.owed(&team.id, &months);
        !input.coverage.covers(&dataset.id, &team.id, &owed, input.ask.as_of)
    };
    let expected = project.expected_teams(dataset).into_iter();
    let owing = expected.filter(|id| !project.owed(id, &months).is_empty());
    let owing: Vec<&Team> = owing.filter_map(|id| project.teams.get(id)).collect();
    let late: Vec<&Team> = owing.iter().copied().filter(|team| lacks(team)).collect();
    let (by, missing) = if dataset.is_shared() {
        let owner = dataset.collection.owner.as_ref().and_then(|id| project.teams.get(id));
        let one: Vec<&Team> = owner.or_else(|| project.teams.root()).into_iter().collect();
        let none = if late.is_empty() { vec![] } else { one.clone() };
        (one, none)
    } else {
        (owing, late)
    };
    let due = due.and_then(|due| due.last_day(at, &project.calendar));
    Asked { dataset, by, missing, due, is_later }
}

fn table(input: &Input<'_>, (id, caption): (&str, String), all: &[&Asked<'_>]) -> Table {
    let is_dated = all.iter().any(|one| one.due.is_some());
    let mut columns = vec![
        Column::text(input.word("column-data")).wide(),
        Column::text(input.word("column-handed-in-by")),
    ];
    columns.extend(is_dated.then(|| Column::text(input.word("column-due"))));
    columns.push(Column::mark(input.word("column-handed-in")));
    columns.push(Column::text(input.word("column-not-handed-in")).wide());
    let rows = groups(input, all).into_iter().flat_map(|(owner, own)| {
        let head = owner.map(|team| group(team, columns.len()));
        let body = own.into_iter().map(|one| row(input, one, is_dated)).collect::<Vec<_>>();
        head.into_iter().chain(body)
    });
    Table {
        id: id.to_owned(),
        caption,
        kind: TableKind::List,
        rows: rows.collect(),
        columns,
        note: Some(input.word("handed-in-note")),
    }
}

/// The datasets by the team that puts them together, in the order of the tree; those without such
/// a team stand first.
fn groups<'a, 'b>(
    input: &Input<'a>,
    all: &[&'b Asked<'a>],
) -> Vec<(Option<&'a Team>, Vec<&'b Asked<'a>>)> {
    let of = |owner: Option<&TeamId>| -> Vec<&'b Asked<'a>> {
        let own = |one: &&&'b Asked<'a>| one.dataset.collection.owner.as_ref() == owner;
        all.iter().filter(own).copied().collect()
    };
    let teams = input.project.teams.iter().map(|team| (Some(team), of(Some(&team.id))));
    let groups = std::iter::once((None, of(None))).chain(teams);
    groups.filter(|(_, own)| !own.is_empty()).collect()
}

fn group(team: &Team, n_columns: usize) -> Row {
    let mut cells = vec![Cell::text(&team.short).linked(team_anchor(&team.id))];
    cells.resize(n_columns, Cell::empty());
    Row::body(cells).styled(RowStyle::Group)
}

fn row(input: &Input<'_>, one: &Asked<'_>, is_dated: bool) -> Row {
    let by = match one.by.as_slice() {
        [team] => team.short.clone(),
        teams => input.text("handed-in-units", &[("count", teams.len().to_string())]),
    };
    let mut cells = vec![Cell::text(&one.dataset.title), Cell::text(by)];
    if is_dated {
        cells.push(one.due.map_or_else(Cell::empty, |day| Cell::text(date(day, input.words))));
    }
    cells.push(state(input, one));
    let names: Vec<&str> = one.missing.iter().map(|team| team.short.as_str()).collect();
    // Where everybody owes it and nobody has it, the names say nothing that the count does not.
    let is_all = names.len() == one.by.len();
    let names = if is_all || one.is_later { String::new() } else { names.join(", ") };
    cells.push(Cell::text(names));
    Row::body(cells)
}

fn state(input: &Input<'_>, one: &Asked<'_>) -> Cell {
    let (done, all) = (one.by.len() - one.missing.len(), one.by.len());
    if all == 0 {
        return Cell::text(input.word("handed-in-not-expected")).toned(Tone::NotApplicable);
    }
    if one.is_late(input.ask.as_of) {
        return Cell::text(input.word("handed-in-late")).toned(Tone::Bad);
    }
    if one.is_later && done < all {
        return Cell::text(input.word("handed-in-later")).toned(Tone::NotApplicable);
    }
    let tone = match done {
        _ if done == all => Tone::Good,
        0 => Tone::Missing,
        _ => Tone::Near,
    };
    let said = match (all, done) {
        (1, 1) => input.word("handed-in-yes"),
        (1, _) => input.word("handed-in-no"),
        _ => {
            let counts = [("done", done.to_string()), ("all", all.to_string())];
            input.text("handed-in-of", &counts)
        }
    };
    Cell::text(said).toned(tone)
}

fn said(input: &Input<'_>) -> String {
    period(input.ask.period, input.words)
}

/// What of a dataset is missing, and by whom where that is not its owner.
fn missing_words(input: &Input<'_>, one: &Asked<'_>) -> String {
    let is_all = one.missing.len() == one.by.len() && one.by.len() > 1;
    let is_owner = |team: &Team| one.dataset.collection.owner.as_ref() == Some(&team.id);
    let who = match one.missing.as_slice() {
        _ if is_all => input.word("handed-in-everyone"),
        [team] if is_owner(team) => return one.dataset.title.clone(),
        teams => teams.iter().map(|team| team.short.as_str()).collect::<Vec<_>>().join(", "),
    };
    format!("{} ({who})", one.dataset.title)
}

/// A line for each owner of something missing, by the days on which it is due, what is late first.
fn owner_lines(input: &Input<'_>, lacking: &[&Asked<'_>]) -> Vec<String> {
    let line = |(owner, own): (Option<&Team>, Vec<&Asked<'_>>)| {
        let mut days: BTreeMap<(bool, Option<Date>), Vec<String>> = BTreeMap::new();
        for one in own {
            let day = (!one.is_late(input.ask.as_of), one.due);
            days.entry(day).or_default().push(missing_words(input, one));
        }
        let parts = days.into_iter().map(|((in_time, due), names)| {
            let names = names.join(", ");
            let Some(day) = due else { return names };
            let key = if in_time { "handed-in-is-due" } else { "handed-in-was-due" };
            let due = input.text(key, &[("due", date(day, input.words))]);
            format!("{names} – {due}")
        });
        let names = parts.collect::<Vec<_>>().join("; ");
        let owner =
            owner.map_or_else(|| input.word("handed-in-no-owner"), |team| team.short.clone());
        input.text("handed-in-owner-line", &[("owner", owner), ("names", names)])
    };
    groups(input, lacking).into_iter().map(line).collect()
}

fn missing_title(input: &Input<'_>, lacking: &[&Asked<'_>], all: usize) -> String {
    let count = [("count", lacking.len().to_string()), ("all", all.to_string())];
    input.text("handed-in-missing", &count)
}

fn remark(input: &Input<'_>, lacking: &[&Asked<'_>], all: usize) -> Block {
    if lacking.is_empty() {
        return Block::Callout {
            tone: Tone::Good,
            title: input.word("handed-in-complete"),
            lines: vec![],
        };
    }
    Block::Callout {
        tone: Tone::Missing,
        title: missing_title(input, lacking, all),
        lines: owner_lines(input, lacking),
    }
}
