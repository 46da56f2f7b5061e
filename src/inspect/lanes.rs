//! Tables that are wide (a column per month or quarter) or go in blocks (several rows per thing).

use crate::load::raw::date;
use crate::load::raw::{RawRow, normal};

use super::layout::is_usual;
use super::names::tidy;
use super::personal;
use super::tally::quarter;
use super::view::{ColumnView, Guess, LaneKind, Mask, WideView};

/// So many columns side by side make a wide table.
const FEWEST_LANES: usize = 3;

/// The columns whose heads are months or quarters, if they are enough to be one column each.
pub(super) fn wide(columns: &[ColumnView]) -> Option<WideView> {
    let month = |text: &str| {
        let named = text.contains(char::is_alphabetic);
        date::month(text).filter(|_| named)
    };
    [LaneKind::Month, LaneKind::Quarter].into_iter().find_map(|kind| {
        let lane = |text: &str| match kind {
            LaneKind::Month => month(text),
            LaneKind::Quarter => quarter(text),
        };
        // The head itself, or the group head right over it.
        let depth = |column: &ColumnView| {
            let of_kind = |part: &String| lane(part).is_some();
            column.path.iter().rev().position(of_kind).filter(|depth| *depth < 2)
        };
        let found: Vec<(usize, usize)> = columns
            .iter()
            .enumerate()
            .filter(|(_, column)| column.guess.is_amount() || column.guess == Guess::Empty)
            .filter_map(|(at, column)| Some((at, depth(column)?)))
            .collect();
        let under_heads = found.iter().any(|(_, depth)| *depth == 1);
        let places: Vec<usize> = found.iter().map(|(at, _)| *at).collect();
        let part = |at: usize, from_end: usize| {
            let path = &columns[at].path;
            path.len().checked_sub(from_end + 1).map(|at| path[at].clone())
        };
        let (mut written, mut under): (Vec<String>, Vec<String>) = (vec![], vec![]);
        for (at, depth) in &found {
            let head = part(*at, *depth)?;
            if !written.contains(&head) {
                written.push(head);
            }
            if under_heads
                && let Some(own) = part(*at, 0)
                && !under.contains(&own)
            {
                under.push(own);
            }
        }
        let enough =
            written.len() >= FEWEST_LANES && (under_heads || written.len() == places.len());
        enough.then_some(WideView { columns: places, heads: kind, written, under })
    })
}

/// The column that names the lines of blocks, if the rows come in blocks: its few values follow
/// one another in the same order all the way down.
pub(super) fn blocks(columns: &[ColumnView], rows: &[&RawRow]) -> Option<(usize, Vec<String>)> {
    columns.iter().enumerate().find_map(|(at, column)| {
        let words = matches!(column.guess, Guess::Choice(_) | Guess::Text);
        // What goes round and round is layout, whatever its head says.
        let open = matches!(column.mask, None | Some(Mask::Doubtful));
        let few = (2..=6).contains(&column.distinct) && column.blank == 0 && open;
        let enough =
            rows.len() >= column.distinct * 2 && rows.len().is_multiple_of(column.distinct.max(1));
        if !(words && few && enough) {
            return None;
        }
        let text = |row: &RawRow| {
            row.cells.get(column.place as usize).map(|cell| tidy(&cell.text())).unwrap_or_default()
        };
        let lines: Vec<String> = rows.iter().take(column.distinct).map(|row| text(row)).collect();
        let cycle = lines.iter().cycle();
        let regular = rows.iter().zip(cycle).all(|(row, line)| normal(&text(row)) == normal(line));
        // The name of the thing stands in the first line only, or a regular table would do.
        let named_once = columns.iter().any(|other| {
            let first = rows.iter().step_by(lines.len());
            let has = |row: &RawRow| {
                row.cells.get(other.place as usize).is_some_and(|cell| !cell.is_blank())
            };
            other.filled > 0
                && other.filled <= rows.len() / lines.len() + 1
                && first.clone().filter(|row| has(row)).count() == other.filled
        });
        let unusual = lines.iter().filter(|line| !is_usual(line));
        let people = personal::are_like_names(unusual);
        (regular && named_once && !people).then_some((at, lines))
    })
}
