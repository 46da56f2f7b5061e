//! One file, sheet by sheet: the entry of this module.

use std::collections::BTreeSet;

use crate::domain::TeamTree;
use crate::load::raw::{RawCell, RawFile, RawRow, RawSheet};

use super::draft::stem;
use super::guess::{Seen, form_of};
use super::keys::key;
use super::lanes::{blocks, wide};
use super::layout::{Layout, layout};
use super::levels::hierarchy;
use super::names;
use super::personal;
use super::tally::Tally;
use super::view::{
    ColumnView, Evidence, Guess, HierarchyView, Inspection, Layouts, Mask, ShapeView, SheetView,
    TableView, Trait,
};
use crate::load::when::{Written, in_name, in_title};

/// How far above a table titles are looked at.
const TITLE_ROWS: usize = 40;
/// A column of texts with at least this many different ones in a hundred may be about people.
const DOUBT: usize = 30;

/// Says what is in a file of this name; teams are recognised where a project's tree is given.
pub fn inspect(file: &RawFile, name: &str, teams: Option<&TeamTree>) -> Inspection {
    let found = file.sheets.iter().filter(|sheet| !sheet.hidden);
    let found: Vec<(&RawSheet, Layout<'_>)> =
        found.filter_map(|sheet| Some((sheet, layout(sheet)?))).collect();
    let same = |one: &Layout<'_>, other: &Layout<'_>| one.paths == other.paths;
    let view = |sheet: &RawSheet| {
        let mut view = sheet_view(sheet, u32::MAX);
        let Some((_, own)) = found.iter().find(|(other, _)| std::ptr::eq(*other, sheet)) else {
            return view;
        };
        view.titles = titles(sheet, own.head.0);
        let group = found.iter().filter(|(_, other)| same(own, other));
        let group: Vec<&(&RawSheet, Layout<'_>)> = group.collect();
        let largest = group.iter().rev().max_by_key(|(_, layout)| layout.data.len());
        match largest {
            Some((leader, _)) if !std::ptr::eq(*leader, sheet) => {
                view.told_at = Some(leader.name.clone());
            }
            _ => view.table = Some(table(sheet, own, &group, teams)),
        }
        view
    };
    let sheets = file.sheets.iter().map(view).collect();
    Inspection { name: name.to_owned(), kind: file.kind, period: in_name(stem(name)), sheets }
}

fn sheet_view(sheet: &RawSheet, head: u32) -> SheetView {
    let filled = |row: &&RawRow| row.cells.iter().any(|cell| !cell.is_blank());
    SheetView {
        name: sheet.name.clone(),
        hidden: sheet.hidden,
        rows: sheet.rows.iter().filter(filled).count(),
        period: in_name(&sheet.name),
        titles: titles(sheet, head),
        table: None,
        told_at: None,
    }
}

fn titles(sheet: &RawSheet, head: u32) -> Vec<(u32, Written)> {
    let above = sheet.rows.iter().take(TITLE_ROWS).take_while(|row| row.number < head);
    let cells = above.flat_map(|row| row.cells.iter().map(|cell| (row.number, cell)));
    let texts = cells.filter(|(_, cell)| matches!(cell, RawCell::Text(_)));
    texts.filter_map(|(row, cell)| Some((row, in_title(&cell.text())?))).collect()
}

/// The rows of all sheets with the same heads, and how to name one of them.
struct Pool<'a> {
    rows: Vec<&'a RawRow>,
    /// The sheet of each row; empty where there is only one sheet.
    sheets: Vec<&'a str>,
}

impl Pool<'_> {
    fn place(&self, at: usize) -> String {
        let row = self.rows[at].number;
        match self.sheets.get(at) {
            Some(sheet) => format!("{sheet} {row}"),
            None => row.to_string(),
        }
    }
}

fn table(
    sheet: &RawSheet,
    layout: &Layout<'_>,
    group: &[&(&RawSheet, Layout<'_>)],
    teams: Option<&TeamTree>,
) -> TableView {
    let several = group.len() > 1;
    let mut pool = Pool { rows: vec![], sheets: vec![] };
    let mut aside = Layouts::default();
    for (own, found) in group {
        pool.rows.extend(&found.data);
        if several {
            pool.sheets.extend(found.data.iter().map(|_| own.name.as_str()));
        }
        let named = |rows: &[String]| -> Vec<String> {
            let name =
                |row: &String| if several { format!("{} {row}", own.name) } else { row.clone() };
            rows.iter().map(name).collect()
        };
        aside.totals.extend(named(&found.aside.totals));
        aside.headings.extend(named(&found.aside.headings));
        aside.footnotes.extend(named(&found.aside.footnotes));
    }
    let paths: Vec<Vec<String>> = layout.paths.values().cloned().collect();
    let heads = names::heads(&paths);
    let mut taken = BTreeSet::new();
    let mut columns = vec![];
    for ((place, path), head) in layout.paths.iter().zip(heads) {
        let column = column(sheet, layout, &pool, *place, path, head, teams, &mut taken);
        columns.push(column);
    }
    let rows = &pool.rows;
    let shape = shape(&columns, rows, layout);
    if let ShapeView::Blocks { column, .. } = &shape {
        columns[*column].mask = None;
    }
    let key = match &shape {
        // Only the rows at the lowest level are used.
        ShapeView::Hierarchy(found) => key(&columns, &leaves(&columns, rows, found)),
        // The name of a thing stands in the first of its lines.
        ShapeView::Blocks { lines, .. } => {
            let first: Vec<&RawRow> = rows.iter().step_by(lines.len().max(1)).copied().collect();
            key(&columns, &first)
        }
        _ => key(&columns, rows),
    };
    let names: Vec<String> = group.iter().map(|(own, _)| own.name.clone()).collect();
    let is_team = |name: &&String| teams.is_some_and(|teams| teams.find(name, None).is_some());
    TableView {
        head: layout.head,
        columns,
        rows: rows.len(),
        team_sheets: names.iter().filter(is_team).count(),
        sheets: if several { names } else { vec![] },
        aside,
        unheaded: unheaded(layout),
        shape,
        key,
        scale: scale(sheet, layout),
    }
}

/// The rows at the lowest level of a hierarchy.
fn leaves<'a>(
    columns: &[ColumnView],
    rows: &[&'a RawRow],
    found: &HierarchyView,
) -> Vec<&'a RawRow> {
    let Some((column, form)) = found.levels.last() else { return vec![] };
    let place = columns[*column].place as usize;
    let is_leaf = |row: &&&RawRow| {
        row.cells.get(place).is_some_and(|cell| form_of(&names::tidy(&cell.text())) == *form)
    };
    rows.iter().filter(is_leaf).copied().collect()
}

fn shape(columns: &[ColumnView], rows: &[&RawRow], layout: &Layout<'_>) -> ShapeView {
    let number = |at: usize, cell: &RawCell| {
        let tally = Tally { evidence: columns[at].evidence, ..Tally::default() };
        let path = &layout.paths[&columns[at].place];
        let seen = Seen { tally: &tally, path, rows: &[], column: columns[at].place, teams: None };
        seen.number(cell)
    };
    if let Some((column, lines)) = blocks(columns, rows) {
        return ShapeView::Blocks { column, lines };
    }
    if let Some(found) = wide(columns) {
        return ShapeView::Wide(found);
    }
    hierarchy(columns, rows, &number).map_or(ShapeView::Plain, ShapeView::Hierarchy)
}

#[expect(clippy::too_many_arguments, reason = "everything that is known about the column")]
fn column(
    sheet: &RawSheet,
    layout: &Layout<'_>,
    pool: &Pool<'_>,
    place: u32,
    path: &[String],
    head: String,
    teams: Option<&TeamTree>,
    taken: &mut BTreeSet<String>,
) -> ColumnView {
    let tally = Tally::of(&pool.rows, place);
    let seen = Seen { tally: &tally, path, rows: &pool.rows, column: place, teams };
    let guess = seen.guess();
    let mask = mask(pool, place, path, &guess, &tally);
    let guess = match mask {
        Some(Mask::Personal(Trait::Nip)) if tally.nips * 20 > tally.filled * 19 => Guess::Nip,
        _ => guess,
    };
    let misfits: Vec<String> = seen.misfits(&guess).into_iter().map(|at| pool.place(at)).collect();
    let is_data = |number: u32| layout.data.binary_search_by_key(&number, |row| row.number).is_ok();
    let merged_down = !guess.is_amount()
        && sheet.merges.iter().any(|merge| {
            let spans = merge.last.0 > merge.first.0 && merge.first.1 == place;
            spans && is_data(merge.first.0) && is_data(merge.last.0)
        });
    ColumnView {
        place,
        path: path.to_vec(),
        id: names::unique(&id(path, &head), &format!("kolom_{}", place + 1), taken),
        head,
        filled: tally.filled,
        blank: tally.blank,
        distinct: tally.values.len(),
        guess,
        fits: tally.filled - misfits.len(),
        misfits,
        evidence: Evidence { ..tally.evidence },
        mask,
        counts_rows: tally.counts && tally.filled > 2,
        merged_down,
        is_beside_its_head: tally.filled == 0
            && place
                .checked_sub(1)
                .is_some_and(|left| layout.paths.get(&left).is_some_and(|own| own == path)),
    }
}

/// The name of a column: of its heads those that are needed to find it.
fn id(path: &[String], head: &str) -> String {
    let needed = head.split(" > ").count().min(path.len());
    let parts = path[path.len() - needed..].iter().map(|part| names::snake(part));
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    parts.join("_")
}

/// Why the values of a column must not be shown, if they must not.
fn mask(
    pool: &Pool<'_>,
    place: u32,
    path: &[String],
    guess: &Guess,
    tally: &Tally,
) -> Option<Mask> {
    let lettered = tally.lettered * 2 > tally.meant();
    match personal::in_head(path) {
        // Nobody writes numbers: such a head counts something.
        Some(Mask::Doubtful | Mask::Personal(Trait::Words)) if !lettered && tally.meant() > 0 => {}
        Some(found) => return Some(found),
        None => {}
    }
    let cells = pool.rows.iter().filter_map(|row| row.cells.get(place as usize));
    let is_money = matches!(guess, Guess::Money(_) | Guess::Percent(_) | Guess::Date(_));
    if let Some(found) = personal::in_cells(cells, is_money) {
        return Some(Mask::Personal(found));
    }
    let words = matches!(guess, Guess::Text | Guess::Unit) && lettered;
    let many = tally.values.len() * 100 >= tally.filled * DOUBT && tally.values.len() > 1;
    let prose = tally.prose * 4 >= tally.meant() && tally.longest > 80;
    let about_things = personal::is_about_things(path);
    let doubtful = words && !about_things && (many || prose);
    // A few names again and again look like a choice.
    let named = match guess {
        Guess::Choice(values) => !about_things && personal::are_like_names(values.keys()),
        _ => false,
    };
    (doubtful || named).then_some(Mask::Doubtful)
}

/// Columns that hold cells below the head but have no head.
fn unheaded(layout: &Layout<'_>) -> Vec<u32> {
    let filled = layout.data.iter().flat_map(|row| {
        (0u32..).zip(&row.cells).filter(|(_, cell)| !cell.is_blank()).map(|(column, _)| column)
    });
    let columns: BTreeSet<u32> = filled.collect();
    columns.into_iter().filter(|column| !layout.paths.contains_key(column)).collect()
}

/// Whether the sheet says that its amounts are in thousands or millions.
fn scale(sheet: &RawSheet, layout: &Layout<'_>) -> Option<u32> {
    let upper = sheet.rows.iter().take_while(|row| row.number <= layout.head.1);
    let mut texts = upper.flat_map(|row| row.cells.iter()).map(|cell| cell.text().to_lowercase());
    texts.find_map(|text| {
        let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
        if says(&["ribuan rupiah", "dalam ribuan", "ribu rupiah", "(rp 000)", "rp. 000", "(rp000)"])
        {
            Some(1000)
        } else if says(&["jutaan rupiah", "dalam jutaan", "juta rupiah"]) {
            Some(1_000_000)
        } else {
            None
        }
    })
}
