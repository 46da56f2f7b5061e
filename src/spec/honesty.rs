//! What an indicator declares so that its figure says no more than it can: how many rows a share
//! needs, which counts are withheld, why a count of complaints has a target all the same.

use crate::diag::{Diagnostics, Origin};

use super::syntax::{Item, Table};

/// The rows that a share needs to be judged, where the definition says nothing.
pub const LEAST_ROWS: u32 = 10;

/// What guards a figure against saying too much.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Honesty {
    /// The rows that it must be divided by to be judged, where declared, and where.
    pub min_n: Option<(u32, Origin)>,
    /// Which counts are withheld.
    pub suppress: Option<Suppress>,
    /// Why a count of complaints is judged, in words that the report prints.
    pub count_target: Option<String>,
    /// Whether its target holds on every day, and not only at the end of a period: that of a share
    /// may, that of a sum does not.
    pub any_day: bool,
    /// Whether the definition says that it is judged at the end of a period only, even without a
    /// target: a number that has to fall to zero by then says nothing before.
    pub at_end: bool,
    /// Whether all that there is is counted and nothing is drawn from more: no interval.
    pub census: bool,
}

/// Which counts are withheld.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppress {
    /// Counts below this are withheld.
    pub below: u32,
    /// Whether a zero is withheld too.
    pub zero: bool,
    /// Where it is declared.
    pub origin: Origin,
}

/// Reads `min_n`, `suppress`, `allow_count_target`, `judged` and `census`.
pub(super) fn honesty(table: &Table<'_>, diags: &mut Diagnostics) -> Honesty {
    let least = table.get("min_n");
    let min_n = least.and_then(|item| Some((item.count(diags)?, item.origin())));
    let suppress = table.get("suppress").and_then(|item| suppress(item, diags));
    let count_target = table.get("allow_count_target").and_then(|item| item.string(diags));
    let words = [("period_end", false), ("any_day", true)];
    let judged = table.get("judged").and_then(|item| item.word(&words, diags));
    let count_target = count_target.filter(|why| !why.trim().is_empty());
    let (any_day, at_end) = (judged == Some(true), judged == Some(false));
    let census = table.get("census").and_then(|item| item.boolean(diags)).unwrap_or(false);
    Honesty { min_n, suppress, count_target, any_day, at_end, census }
}

/// `5` or `{ below = 5, zero = true }`.
pub(super) fn suppress(item: Item<'_>, diags: &mut Diagnostics) -> Option<Suppress> {
    let origin = item.origin();
    if item.is_number() {
        return Some(Suppress { below: item.count(diags)?, zero: false, origin });
    }
    let inner = item.table(diags)?;
    let below = inner.need("below", diags).and_then(|item| item.count(diags));
    let zero = inner.get("zero").and_then(|item| item.boolean(diags)).unwrap_or(false);
    inner.finish(diags);
    Some(Suppress { below: below?, zero, origin })
}
