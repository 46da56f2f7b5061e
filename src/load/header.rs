//! Finding the table in a sheet: the header is known by its words, wherever it stands, over one
//! or several rows, under merged group heads.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::diag::nearest;
use crate::domain::glob::TextPattern;
use crate::spec::dataset::{Column, ColumnFrom, Head, Personal};
use crate::spec::shape::Shape;

use super::raw::{Merge, RawCell, RawRow, RawSheet, normal};

/// How far down a sheet its header is looked for, and over how many rows it may stretch.
const SEARCHED_ROWS: usize = 80;
const TALLEST: u32 = 4;

/// Where the header of a sheet stands and what lies under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// First row of the header.
    pub first: u32,
    /// Last row of the header.
    pub last: u32,
    /// The sheet's column (from 0) of each declared one that was found.
    pub columns: BTreeMap<String, u32>,
    /// The words over each column of the sheet, from the top down.
    pub heads: BTreeMap<u32, Vec<String>>,
    /// The head of each declared column that was found as the sheet writes it, for messages.
    pub written: BTreeMap<String, String>,
    /// The things that lie side by side, where the shape says that some do.
    pub lanes: Vec<Lane>,
    /// The column that says which line of a block a row is, where the shape has blocks.
    pub block: Option<u32>,
}

/// One of several things side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lane {
    /// Its head.
    pub label: String,
    /// The sheet's column of each declared one.
    pub columns: BTreeMap<String, u32>,
}

impl Header {
    /// How much of what is declared it names.
    fn named(&self) -> usize {
        self.columns.len() + self.lanes.len() + usize::from(self.block.is_some())
    }
}

/// Finds the header that names the most declared columns; `None` if no row names every required
/// one, and what the shape needs.
pub fn find(sheet: &RawSheet, columns: &[Column], shape: &Shape) -> Option<Header> {
    let wanted: Vec<(&Column, &[Head])> = columns
        .iter()
        .filter_map(|column| match &column.from {
            ColumnFrom::Header(heads) => Some((column, heads.as_slice())),
            _ => None,
        })
        .collect();
    let needed: Vec<&str> = wanted
        .iter()
        .filter(|(column, _)| column.required)
        .map(|(column, _)| column.name.as_str())
        .collect();
    let held = |column: &Column| column.personal != Some(Personal::Drop);
    let findable = wanted.iter().filter(|(column, _)| held(column)).count();
    let texts = texts(sheet);
    let telling = telling_rows(&texts, &wanted);
    let mut best: Option<Header> = None;
    for row in sheet.rows.iter().take(SEARCHED_ROWS) {
        // Nothing further down can name more.
        let complete = best.as_ref().is_some_and(|best| {
            best.columns.len() == findable && best.lanes.is_empty() && row.number > best.last
        });
        if complete {
            break;
        }
        for height in 1..=TALLEST {
            let last = row.number + height - 1;
            // A wide or a blocked sheet has heads that are no columns.
            let tells = matches!(shape, Shape::Wide(_) | Shape::Blocks(_))
                || telling.range(row.number..=last).next().is_some();
            if !tells || cuts_a_merge(sheet, row.number, last) {
                continue;
            }
            let heads = heads(&texts, &sheet.merges, row.number, last);
            let header = read((row.number, last), heads, &wanted, columns, shape);
            let enough = needed.iter().all(|name| header.columns.contains_key(*name))
                && match shape {
                    Shape::Wide(_) => !header.lanes.is_empty(),
                    Shape::Blocks(_) => header.block.is_some(),
                    Shape::Plain | Shape::Hierarchy(_) => true,
                };
            // A block further down must name more: the heads again are no better heads.
            let wins = best.as_ref().is_none_or(|best| {
                if header.first <= best.last {
                    rank(&header) > rank(best)
                } else {
                    header.named() > best.named()
                }
            });
            if enough && wins {
                best = Some(header);
            }
        }
    }
    let mut best = best.filter(|header| header.named() > 0)?;
    let heads = best.columns.iter();
    let heads = heads.filter_map(|(name, at)| Some((name.clone(), written(sheet, &best, *at)?)));
    best.written = heads.collect();
    Some(best)
}

/// The head over a column as the sheet writes it: the lowest of its rows that says anything.
fn written(sheet: &RawSheet, header: &Header, column: u32) -> Option<String> {
    let rows = sheet.rows.iter().rev();
    let mut rows = rows.filter(|row| (header.first..=header.last).contains(&row.number));
    rows.find_map(|row| {
        let cell = row.cells.get(column as usize).filter(|cell| !cell.is_blank())?;
        Some(one_line(&cell.text()))
    })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The row that comes nearest to a head, with what it says.
///
/// Only a row that names two of the heads, or nearly, is one: what stands in other rows may be data
/// and is not for messages.
pub fn nearest_row(sheet: &RawSheet, columns: &[Column]) -> Option<(u32, Vec<String>)> {
    let wanted: Vec<String> = columns
        .iter()
        .filter_map(|column| match &column.from {
            ColumnFrom::Header(heads) => Some(heads.iter()),
            _ => None,
        })
        .flatten()
        .filter_map(|head| head.path.last())
        .map(|part| part.as_str().to_lowercase())
        .collect();
    let alike = |text: &String| {
        let text = text.to_lowercase();
        wanted.contains(&text) || nearest(&text, wanted.iter().map(String::as_str)).is_some()
    };
    let scored = sheet.rows.iter().take(SEARCHED_ROWS).map(|row| {
        let cells = row.cells.iter().filter(|cell| !cell.is_blank());
        let texts: Vec<String> = cells.map(|cell| one_line(&cell.text())).collect();
        (texts.iter().filter(|text| alike(text)).count(), row.number, texts)
    });
    let found = scored.filter(|(hits, ..)| *hits >= 2);
    let best = found.max_by_key(|(hits, number, _)| (*hits, Reverse(*number)));
    best.map(|(_, number, texts)| (number, texts))
}

/// A row of heads that would be found: those that are needed, and the first few of the others.
pub fn example(columns: &[Column]) -> Vec<String> {
    let heads = |required: bool| {
        columns.iter().filter(move |column| column.required == required).filter_map(|column| {
            match &column.from {
                ColumnFrom::Header(heads) if column.personal != Some(Personal::Drop) => {
                    heads.first().map(|head| head.written.clone())
                }
                _ => None,
            }
        })
    };
    let most = heads(true).count().max(6);
    heads(true).chain(heads(false)).take(most).collect()
}

/// A row with the words of its cells in their normal form; none for a blank cell.
type Said = (u32, Vec<Option<String>>);

/// The rows in which a header may stand.
fn texts(sheet: &RawSheet) -> Vec<Said> {
    let text = |cell: &RawCell| (!cell.is_blank()).then(|| normal(&cell.text()));
    let rows = sheet.rows.iter().take(SEARCHED_ROWS + TALLEST as usize);
    rows.map(|row| (row.number, row.cells.iter().map(text).collect())).collect()
}

/// The rows with a word of a head in them: others need not be tried, however wide they are.
fn telling_rows(texts: &[Said], wanted: &[(&Column, &[Head])]) -> BTreeSet<u32> {
    let parts = || wanted.iter().flat_map(|(_, heads)| *heads).flat_map(|head| &head.path);
    let tells = |text: &String| !text.is_empty() && parts().any(|part| part.matches_normal(text));
    let rows = texts.iter().filter(|(_, cells)| cells.iter().flatten().any(tells));
    rows.map(|(number, _)| *number).collect()
}

/// The better header names more columns; of equals the one that ends first, and of those the one
/// without title rows above.
fn rank(header: &Header) -> (usize, Reverse<u32>, u32) {
    (header.named(), Reverse(header.last), header.first)
}

/// Whether a merged head begins in these rows and goes on below them: then they are not all of it.
fn cuts_a_merge(sheet: &RawSheet, first: u32, last: u32) -> bool {
    sheet.merges.iter().any(|merge| (first..=last).contains(&merge.first.0) && merge.last.0 > last)
}

/// The group heads over the columns of the sheet (from 0), as it writes them.
pub fn groups(sheet: &RawSheet, header: &Header) -> BTreeMap<u32, String> {
    let rows =
        || sheet.rows.iter().filter(|row| (header.first..=header.last).contains(&row.number));
    let written = |at: u32, words: &str| {
        let left = |row: &RawRow| {
            let cells = row.cells.iter().take(at as usize + 1).rev();
            cells.map(|cell| one_line(&cell.text())).find(|text| normal(text) == words)
        };
        rows().find_map(left)
    };
    let over = |(at, path): (&u32, &Vec<String>)| {
        let group = path.first().filter(|_| path.len() > 1)?;
        Some((*at, written(*at, group)?))
    };
    header.heads.iter().filter_map(over).collect()
}

/// The declared columns that the best row of the sheet does not name, for messages.
pub fn missing_heads(sheet: &RawSheet, columns: &[Column]) -> Vec<String> {
    let open: Vec<Column> =
        columns.iter().map(|column| Column { required: false, ..column.clone() }).collect();
    let found = find(sheet, &open, &Shape::Plain).map(|header| header.columns).unwrap_or_default();
    let lacking = columns.iter().filter(|column| column.required);
    let heads = lacking.filter_map(|column| match &column.from {
        ColumnFrom::Header(heads) if !found.contains_key(&column.name) => {
            heads.first().map(|head| head.written.clone())
        }
        _ => None,
    });
    heads.collect()
}

fn read(
    (first, last): (u32, u32),
    heads: BTreeMap<u32, Vec<String>>,
    wanted: &[(&Column, &[Head])],
    declared: &[Column],
    shape: &Shape,
) -> Header {
    let columns = wanted
        .iter()
        .filter_map(|(column, aliases)| {
            let hit = aliases.iter().find_map(|alias| column_under(&heads, alias))?;
            let held = column.personal != Some(Personal::Drop);
            held.then(|| (column.name.clone(), hit))
        })
        .collect();
    let (mut lanes, mut block) = (vec![], None);
    match shape {
        Shape::Wide(wide) => lanes = lanes_under(&heads, &wide.heads, declared),
        Shape::Blocks(blocks) => {
            block = blocks.column.iter().find_map(|head| column_under(&heads, head));
        }
        Shape::Plain | Shape::Hierarchy(_) => {}
    }
    Header { first, last, columns, heads, written: BTreeMap::new(), lanes, block }
}

/// The things that lie side by side under `groups`, in the order of the sheet.
fn lanes_under(
    heads: &BTreeMap<u32, Vec<String>>,
    groups: &[TextPattern],
    declared: &[Column],
) -> Vec<Lane> {
    let wanted: Vec<(&str, Option<&TextPattern>)> = declared
        .iter()
        .filter_map(|column| match &column.from {
            ColumnFrom::LaneCell(sub) => Some((column.name.as_str(), sub.as_ref())),
            _ => None,
        })
        .collect();
    let mut lanes: Vec<Lane> = vec![];
    for (at, path) in heads {
        let group = path.iter().rposition(|words| groups.iter().any(|g| g.matches_normal(words)));
        let Some(group) = group else { continue };
        let sub = &path[group + 1..];
        let fits = |wanted: Option<&TextPattern>| match (wanted, sub.last()) {
            (None, None) => true,
            (Some(pattern), Some(words)) => pattern.matches_normal(words),
            _ => false,
        };
        for (name, _) in wanted.iter().filter(|(_, sub)| fits(*sub)) {
            let open = lanes
                .iter_mut()
                .rev()
                .find(|lane| lane.label == path[group] && !lane.columns.contains_key(*name));
            let lane = match open {
                Some(lane) => lane,
                None => {
                    lanes.push(Lane { label: path[group].clone(), columns: BTreeMap::new() });
                    let last = lanes.len() - 1;
                    &mut lanes[last]
                }
            };
            lane.columns.insert((*name).to_owned(), *at);
        }
    }
    lanes
}

/// The words over every column: merged and blank group heads reach over their columns.
fn heads(texts: &[Said], merges: &[Merge], first: u32, last: u32) -> BTreeMap<u32, Vec<String>> {
    let mut grid: BTreeMap<(u32, u32), &str> = BTreeMap::new();
    let mut width = 0;
    let above = texts.iter().take_while(|(number, _)| *number <= last);
    for (number, cells) in above.filter(|(number, _)| *number >= first) {
        for (column, text) in cells.iter().enumerate() {
            let column = column as u32;
            width = width.max(column + 1);
            if let Some(text) = text {
                grid.insert((*number, column), text);
            }
        }
    }
    for merge in merges {
        let Some(text) = grid.get(&merge.first).copied() else { continue };
        for row in merge.first.0..=merge.last.0.min(last) {
            for column in merge.first.1..=merge.last.1.min(width.saturating_sub(1)) {
                grid.insert((row, column), text);
            }
        }
    }
    if merges.is_empty() {
        for row in first..last {
            let mut group: Option<&str> = None;
            for column in 0..width {
                match grid.get(&(row, column)).copied() {
                    Some(text) => group = Some(text),
                    None => {
                        let below = (row + 1..=last).any(|r| grid.contains_key(&(r, column)));
                        if let Some(text) = group.filter(|_| below) {
                            grid.insert((row, column), text);
                        }
                    }
                }
            }
        }
    }
    let mut heads: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for ((_, column), text) in grid {
        let path = heads.entry(column).or_default();
        if path.last().is_none_or(|above| above != text) {
            path.push(text.to_owned());
        }
    }
    heads
}

/// The column under a head.
fn column_under(heads: &BTreeMap<u32, Vec<String>>, head: &Head) -> Option<u32> {
    let fits = |path: &&Vec<String>| {
        let start = path.len().checked_sub(head.path.len());
        let tail = start.map(|start| &path[start..]);
        tail.is_some_and(|tail| {
            tail.iter().zip(&head.path).all(|(text, part)| part.matches_normal(text))
        })
    };
    heads.iter().filter(|(_, path)| fits(path)).map(|(column, _)| *column).nth(head.nth)
}
