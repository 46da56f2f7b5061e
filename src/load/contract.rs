//! What a contract asks of all rows together: its rules, and keys that name one thing only.

use std::collections::BTreeMap;

use hashbrown::HashTable;

use crate::diag::words::a1;
use crate::diag::{Diagnostic, Diagnostics, Origin, Severity};
use crate::domain::{Aside, Date, Datelike, TeamId};
use crate::spec::dataset::{ColumnType, OnConflict, OnVanish, Rule};
use crate::spec::expr::{Expr, Scalar, eval};
use crate::spec::{Dataset, Project};

use super::copies;
use super::settle::{SheetRow, everything};
use super::sheet::SheetRows;
use super::table::AsideRow;
use super::words::{NO_WORD, Words};

/// A row among all sheets of a dataset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    sheet: usize,
    row: usize,
}

/// Applies rules and keys; afterwards every row has its fate.
pub fn settle(
    project: &Project,
    dataset: &Dataset,
    sheets: &mut [SheetRows],
    words: &[Words],
    diags: &mut Diagnostics,
) {
    rules(project, dataset, sheets, words, false, diags);
    if dataset.key.is_empty() {
        copies::folded(sheets, words, diags);
    } else {
        keys(project, dataset, sheets, words, diags);
    }
    copies::of_other_periods(dataset, sheets, words, diags);
}

/// Asks the rules that read columns made with `PRIOR`, or all the others.
pub fn rules(
    project: &Project,
    dataset: &Dataset,
    sheets: &mut [SheetRows],
    words: &[Words],
    late: bool,
    diags: &mut Diagnostics,
) {
    let asked: Vec<&Rule> =
        dataset.rules.iter().filter(|rule| dataset.reads_late(&rule.expect) == late).collect();
    for sheet in sheets.iter_mut().filter(|_| !asked.is_empty()) {
        rules_of(project, dataset, &asked, sheet, words, diags);
    }
}

fn rules_of(
    project: &Project,
    dataset: &Dataset,
    asked: &[&Rule],
    sheet: &mut SheetRows,
    words: &[Words],
    diags: &mut Diagnostics,
) {
    let moment = everything(project);
    for rule in asked {
        for row in 0..sheet.fates.len() {
            if !matches!(sheet.fates[row], None | Some(Aside::Refused)) {
                continue;
            }
            let view = SheetRow { dataset, columns: &sheet.columns, words, row, moment };
            let found = eval(&rule.expect, &view, &moment);
            if found.is_err() {
                let place = sheet.row_origin(row);
                diags.push(Diagnostic::warning("row-overflow", place).arg("column", &rule.name));
                sheet.fates[row] = Some(Aside::Unreadable);
                continue;
            }
            if found != Ok(Scalar::Bool(false)) {
                continue;
            }
            let is_aside = rule.set_aside || rule.severity == Severity::Error;
            let holds = |when: &Expr| eval(when, &view, &moment).is_ok_and(|found| found.holds());
            let likely = rule.likely.iter().find(|likely| holds(&likely.when));
            let (place, values) = witness(dataset, sheet, row, words, &rule.expect);
            let problem = Diagnostic::new("rule", rule.severity, place)
                .arg("rule", &rule.name)
                .arg("title", &rule.title)
                .arg("dataset", &dataset.id)
                .arg("aside", if is_aside { "yes" } else { "no" })
                .arg("values", if values.is_empty() { "none" } else { &values })
                .arg("likely", likely.map_or("none", |likely| &likely.reason));
            diags.push(problem);
            if is_aside {
                sheet.fates[row] = Some(Aside::Refused);
            }
        }
    }
}

/// The cells that a rule reads of a row, with what they hold: the place of the first, and all of
/// them in words. Of a personal column only the place is told.
fn witness(
    dataset: &Dataset,
    sheet: &SheetRows,
    row: usize,
    words: &[Words],
    rule: &Expr,
) -> (Origin, String) {
    let mut names: Vec<&str> = rule.columns();
    // A derived column is made of others; they are the ones to be mended.
    for _ in 0..=dataset.derived.len() {
        let made = |name: &str| dataset.derived.iter().find(|derived| derived.name == name);
        names = names
            .into_iter()
            .flat_map(|name| made(name).map_or_else(|| vec![name], |own| own.expr.columns()))
            .collect();
    }
    let mut cells: Vec<(u32, u32, usize)> = names
        .into_iter()
        .filter_map(|name| dataset.columns.iter().position(|column| column.name == name))
        .filter_map(|at| match sheet.cell_origin(row, &dataset.columns[at].name) {
            Origin::Cell { row, column, .. } => Some((row, column, at)),
            _ => None,
        })
        .collect();
    cells.sort_unstable();
    cells.dedup();
    let told = cells.iter().map(|(number, column, at)| {
        let head = sheet.info.head_of(&dataset.columns[*at].name);
        let place = match &*sheet.info.sheet {
            "" => head.to_owned(),
            _ => format!("{} ({head})", a1(*number, *column)),
        };
        format!("{place} = {}", shown(dataset, sheet, row, *at, words))
    });
    let told = told.collect::<Vec<_>>().join(", ");
    let first = cells.first().map(|(_, _, at)| dataset.columns[*at].name.as_str());
    (first.map_or_else(|| sheet.row_origin(row), |name| sheet.cell_origin(row, name)), told)
}

/// What a cell holds, for a message; of personal columns only that there is something.
fn shown(dataset: &Dataset, sheet: &SheetRows, row: usize, at: usize, words: &[Words]) -> String {
    let column = &dataset.columns[at];
    if column.personal.is_some() || column.ty == ColumnType::Nip {
        return "•••".to_owned();
    }
    said(&sheet.columns[at].get(row, &words[at]))
}

/// A value in a message: texts in quotes, numbers with a point.
fn said(value: &Scalar) -> String {
    match value {
        Scalar::Null => "–".to_owned(),
        Scalar::Number(number) => number.to_number().to_plain(6),
        Scalar::Text(text) => format!("\"{text}\""),
        Scalar::Date(day) => day.to_string(),
        Scalar::Bool(truth) => truth.to_string(),
    }
}

/// Of rows with the same key one counts: the latest drop's, or the first; exact copies are folded.
fn keys(
    project: &Project,
    dataset: &Dataset,
    sheets: &mut [SheetRows],
    words: &[Words],
    diags: &mut Diagnostics,
) {
    let of_columns = dataset.key.iter();
    let columns: Vec<usize> = of_columns
        .filter_map(|name| dataset.columns.iter().position(|column| column.name == *name))
        .collect();
    let keys = Keys { columns, sheets, words };
    let groups = keys.repeated();
    let mut fates: Vec<(Place, Aside)> = vec![];
    for members in &groups {
        fates.extend(one_of(dataset, sheets, words, members, diags));
    }
    if let Some(asked) = &dataset.on_vanish {
        let moment = everything(project);
        let is_open = |sheet: &SheetRows, row| {
            let view = SheetRow { dataset, columns: &sheet.columns, words, row, moment };
            let open = |open| eval(open, &view, &moment).is_ok_and(|found| found.holds());
            asked.open.as_ref().is_none_or(open)
        };
        vanished(&keys, asked, &is_open, diags);
    }
    for (place, fate) in fates {
        sheets[place.sheet].fates[place.row] = Some(fate);
    }
}

/// The keys of all rows that count.
struct Keys<'a> {
    columns: Vec<usize>,
    sheets: &'a [SheetRows],
    words: &'a [Words],
}

impl Keys<'_> {
    /// Whether a row counts so far and has a whole key.
    fn has_key(&self, sheet: &SheetRows, row: usize) -> bool {
        sheet.fates[row].is_none()
            && self.columns.iter().all(|at| !sheet.columns[*at].is_nothing(row))
    }

    fn hash(&self, place: Place) -> u64 {
        let sheet = &self.sheets[place.sheet];
        self.columns.iter().fold(0, |hash: u64, at| {
            let print = sheet.columns[*at].fingerprint(place.row, &self.words[*at]);
            hash.rotate_left(23).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ print
        })
    }

    fn same(&self, a: Place, b: Place) -> bool {
        self.columns.iter().all(|at| {
            let (one, other) =
                (&self.sheets[a.sheet].columns[*at], &self.sheets[b.sheet].columns[*at]);
            one.same(a.row, other, b.row, &self.words[*at])
        })
    }

    /// Every row of these sheets that has a key, whatever is wrong with it otherwise.
    fn present(&self, sheets: &[usize]) -> HashTable<Place> {
        let mut present = HashTable::new();
        for at in sheets {
            let sheet = &self.sheets[*at];
            for row in (0..sheet.fates.len()).filter(|row| is_data(sheet.fates[*row])) {
                let place = Place { sheet: *at, row };
                present.insert_unique(self.hash(place), place, |known| self.hash(*known));
            }
        }
        present
    }

    /// Rows that share their key with others, in the order of their first ones.
    fn repeated(&self) -> Vec<Vec<Place>> {
        if let [column] = self.columns.as_slice()
            && self.sheets.iter().all(|sheet| sheet.columns[*column].codes().is_some())
        {
            return self.repeated_words(*column);
        }
        let mut firsts: HashTable<(Place, u32)> = HashTable::new();
        let mut groups: Vec<Vec<Place>> = vec![];
        const ALONE: u32 = u32::MAX;
        for (at, sheet) in self.sheets.iter().enumerate() {
            for row in (0..sheet.fates.len()).filter(|row| self.has_key(sheet, *row)) {
                let place = Place { sheet: at, row };
                let hash = self.hash(place);
                let found = firsts.find_mut(hash, |(first, _)| self.same(*first, place));
                match found {
                    None => {
                        let again = |(first, _): &(Place, u32)| self.hash(*first);
                        firsts.insert_unique(hash, (place, ALONE), again);
                    }
                    Some((first, group)) if *group == ALONE => {
                        *group = groups.len() as u32;
                        groups.push(vec![*first, place]);
                    }
                    Some((_, group)) => groups[*group as usize].push(place),
                }
            }
        }
        groups.sort();
        groups
    }
}

impl Keys<'_> {
    /// The same where the key is one column of words, which are numbered already.
    fn repeated_words(&self, column: usize) -> Vec<Vec<Place>> {
        let mut seen = vec![false; self.words[column].len()];
        let mut groups: BTreeMap<u32, Vec<Place>> = BTreeMap::new();
        let places = || {
            self.sheets.iter().enumerate().flat_map(|(at, sheet)| {
                let codes = sheet.columns[column].codes().unwrap_or_default();
                let counts =
                    move |row: &usize| codes[*row] != NO_WORD && sheet.fates[*row].is_none();
                let rows = (0..codes.len()).filter(counts);
                rows.map(move |row| (codes[row], Place { sheet: at, row }))
            })
        };
        for (code, _) in places() {
            let seen = &mut seen[code as usize];
            if *seen {
                groups.entry(code).or_default();
            }
            *seen = true;
        }
        if !groups.is_empty() {
            for (code, place) in places() {
                if let Some(members) = groups.get_mut(&code) {
                    members.push(place);
                }
            }
        }
        let mut groups: Vec<Vec<Place>> = groups.into_values().collect();
        groups.sort();
        groups
    }
}

fn one_of(
    dataset: &Dataset,
    sheets: &[SheetRows],
    words: &[Words],
    members: &[Place],
    diags: &mut Diagnostics,
) -> Vec<(Place, Aside)> {
    let drop = |place: Place| {
        let info = &sheets[place.sheet].info;
        let end = info.period.map(|period| period.end());
        // Only a later period is later news; files decide where no period is declared.
        (end, end.is_none().then(|| info.file.clone()))
    };
    let all_same = |a: Place, b: Place| {
        let (one, other) = (&sheets[a.sheet].columns, &sheets[b.sheet].columns);
        one.iter().zip(other).zip(words).all(|((x, y), words)| x.same(a.row, y, b.row, words))
    };
    let mut kept = members[0];
    let mut contradicted = false;
    let mut fates = vec![];
    for &next in &members[1..] {
        if dataset.on_conflict == OnConflict::Latest && drop(next) != drop(kept) {
            backwards(dataset, sheets, words, (kept, next), diags);
            fates.push((kept, Aside::Superseded));
            kept = next;
        } else if all_same(kept, next) {
            let place = sheets[next.sheet].row_origin(next.row);
            let problem = Diagnostic::warning("duplicate-row", place);
            let first = sheets[kept.sheet].row_origin(kept.row);
            diags.push(problem.related("first-here", first));
            fates.push((next, Aside::Duplicate));
        } else {
            conflict(dataset, sheets, words, (kept, next), diags);
            fates.push((next, Aside::Conflict));
            contradicted = true;
        }
    }
    // Of two rows that contradict each other neither is believed; only where later news of the
    // same case is expected does the first one stand until it comes.
    if contradicted && dataset.on_conflict != OnConflict::Latest {
        fates.push((kept, Aside::Conflict));
    }
    fates
}

/// Complains about a case whose state went backwards from one drop to the next.
fn backwards(
    dataset: &Dataset,
    sheets: &[SheetRows],
    words: &[Words],
    (before, after): (Place, Place),
    diags: &mut Diagnostics,
) {
    for (at, column) in dataset.columns.iter().enumerate() {
        if column.forward.is_empty() {
            continue;
        }
        let state = |place: Place| sheets[place.sheet].columns[at].text(place.row, &words[at]);
        let (Some(old), Some(new)) = (state(before), state(after)) else { continue };
        let rank = |state: &str| column.forward.iter().position(|known| known == state);
        if rank(new) < rank(old) {
            let place = sheets[after.sheet].cell_origin(after.row, &column.name);
            let earlier = sheets[before.sheet].cell_origin(before.row, &column.name);
            let head = sheets[after.sheet].info.head_of(&column.name);
            let problem = Diagnostic::warning("state-backwards", place)
                .arg("column", head)
                .arg("before", old)
                .arg("after", new)
                .related("before-here", earlier);
            diags.push(problem);
        }
    }
}

/// Complains about cases of one drop that are not in the next.
fn vanished(
    keys: &Keys<'_>,
    asked: &OnVanish,
    is_open: &dyn Fn(&SheetRows, usize) -> bool,
    diags: &mut Diagnostics,
) {
    let mut drops: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
    for (at, sheet) in keys.sheets.iter().enumerate() {
        if let Some(period) = sheet.info.period {
            drops.entry(period.end()).or_default().push(at);
        }
    }
    let drops: Vec<(Date, Vec<usize>)> = drops.into_iter().collect();
    for pair in drops.windows(2) {
        let ((day, before), (next_day, after)) = (&pair[0], &pair[1]);
        if asked.open.is_none() && day.year() != next_day.year() {
            continue;
        }
        let present = keys.present(after);
        for at in before {
            let sheet = &keys.sheets[*at];
            // A unit that handed in nothing lost no case: its register is missing, not the case.
            let is_its = |at: &&usize| {
                let team = &keys.sheets[**at].info.team;
                team.is_none() || *team == sheet.info.team
            };
            let Some(next) = after.iter().find(is_its) else { continue };
            for row in (0..sheet.fates.len()).filter(|row| keys.has_key(sheet, *row)) {
                let place = Place { sheet: *at, row };
                let found = present.find(keys.hash(place), |known| keys.same(*known, place));
                if found.is_none() && is_open(sheet, row) {
                    let next = keys.sheets[*next].info.file.clone();
                    let place = sheet.row_origin(row);
                    let problem = Diagnostic::new("key-vanished", asked.severity, place);
                    diags.push(problem.arg("next", next));
                }
            }
        }
    }
}

/// Whether a row is one of data, whatever is wrong with it.
fn is_data(fate: Option<Aside>) -> bool {
    !matches!(fate, Some(Aside::Total | Aside::Parent))
}

/// Complains about two different rows with one key, and names the columns in which they differ.
fn conflict(
    dataset: &Dataset,
    sheets: &[SheetRows],
    words: &[Words],
    (first, second): (Place, Place),
    diags: &mut Diagnostics,
) {
    let (code, severity) = match dataset.on_conflict {
        OnConflict::Error => ("key-conflict", Severity::Error),
        OnConflict::SetAside => ("key-conflict", Severity::Warning),
        OnConflict::Latest => ("key-conflict-in-drop", Severity::Warning),
    };
    let (one, other) = (&sheets[first.sheet], &sheets[second.sheet]);
    let differs = |at: &usize| {
        !one.columns[*at].same(first.row, &other.columns[*at], second.row, &words[*at])
    };
    let differing: Vec<&str> = (0..dataset.columns.len())
        .filter(differs)
        .map(|at| other.info.head_of(&dataset.columns[at].name))
        .collect();
    let position = |name: &String| dataset.columns.iter().position(|column| column.name == *name);
    let part = |name: &String| {
        let head = other.info.heads.get(name)?;
        Some(format!("{head} = {}", shown(dataset, other, second.row, position(name)?, words)))
    };
    let mut key: Vec<String> = dataset.key.iter().filter_map(part).collect();
    if key.is_empty() {
        key = dataset.key.clone();
    }
    let problem = Diagnostic::new(code, severity, other.row_origin(second.row))
        .arg("key", key.join(", "))
        .arg("columns", differing.join(", "))
        .related("first-here", one.row_origin(first.row));
    diags.push(problem);
}

/// Puts every row on the books of its sheet; gives those that are set aside as data.
pub fn book(dataset: &Dataset, sheets: &mut [SheetRows], words: &[Words]) -> Vec<AsideRow> {
    let team_at = dataset
        .team
        .as_ref()
        .and_then(|name| dataset.columns.iter().position(|column| column.name == *name));
    let mut aside = vec![];
    for sheet in sheets.iter_mut() {
        for row in 0..sheet.fates.len() {
            let Some(reason) = sheet.fates[row] else {
                sheet.ledger.use_row();
                continue;
            };
            sheet.ledger.set_aside(reason);
            if !is_data(Some(reason)) {
                continue;
            }
            let name = team_at.and_then(|at| sheet.columns[at].text(row, &words[at]));
            let team = name.map(TeamId::new);
            let (origin, period) = (sheet.row_origin(row), sheet.info.period);
            aside.push(AsideRow { origin, reason, team, period, cells: None });
        }
    }
    aside
}
