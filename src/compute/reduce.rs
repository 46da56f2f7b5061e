//! The one place where many rows become few: exact whole numbers, added up group by group.

use crate::domain::Number;

use super::spread::Spread;

/// What is added up for every group of rows: whole numbers at a scale that is kept beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tally {
    /// Rows, with or without a value.
    pub(super) rows: u64,
    /// Rows with a value.
    pub(super) count: u64,
    /// Rows of which it is not known whether or with what they count.
    pub(super) unknown: u64,
    /// The sum, which wraps: where it can have is told by the extremes.
    sum: i128,
    min: i128,
    max: i128,
}

impl Default for Tally {
    fn default() -> Self {
        Self { rows: 0, count: 0, unknown: 0, sum: 0, min: i128::MAX, max: i128::MIN }
    }
}

impl Tally {
    #[inline]
    fn add(&mut self, value: i128) {
        self.count += 1;
        self.sum = self.sum.wrapping_add(value);
        self.min = self.min.min(value);
        self.max = self.max.max(value);
    }

    fn merge(&mut self, other: &Self) {
        self.rows += other.rows;
        self.count += other.count;
        self.unknown += other.unknown;
        self.sum = self.sum.wrapping_add(other.sum);
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
    }

    fn times(&mut self, power: i128) -> Option<()> {
        if self.count > 0 {
            self.sum = self.sum.wrapping_mul(power);
            self.min = self.min.checked_mul(power)?;
            self.max = self.max.checked_mul(power)?;
        }
        Some(())
    }
}

/// Whether an aggregate needs more than sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Keep {
    /// Sums and extremes will do.
    Nothing,
    /// Every value.
    All,
    /// Every different value.
    Distinct,
    /// The values of the earliest day.
    First,
    /// The values of the latest day.
    Last,
}

impl Keep {
    /// Whether values are kept, all or each once.
    fn has_values(self) -> bool {
        matches!(self, Keep::All | Keep::Distinct)
    }

    /// Where a day stands, if only the first of an order counts.
    pub(super) fn order(self, day: i32) -> i32 {
        if self == Keep::Last { -day } else { day }
    }
}

/// The first place of an order of days, with the smallest and largest value there.
type Edge = Option<(i32, i128, i128)>;

/// Of two edges the one that stands first; both together where they share their place.
fn first_of(a: Edge, b: Edge) -> Edge {
    match (a, b) {
        (Some(a), Some(b)) if a.0 == b.0 => Some((a.0, a.1.min(b.1), a.2.max(b.2))),
        (Some(a), Some(b)) => Some(if a.0 < b.0 { a } else { b }),
        (a, b) => a.or(b),
    }
}

/// Values that are kept, in no order that means anything.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Values {
    Narrow(Vec<i64>),
    Wide(Vec<i128>),
}

impl Default for Values {
    fn default() -> Self {
        Values::Narrow(vec![])
    }
}

impl Values {
    fn push(&mut self, value: i128) {
        match (&mut *self, i64::try_from(value)) {
            (Values::Narrow(all), Ok(value)) => all.push(value),
            _ => self.wide().push(value),
        }
    }

    fn wide(&mut self) -> &mut Vec<i128> {
        if let Values::Narrow(all) = self {
            *self = Values::Wide(all.iter().map(|value| i128::from(*value)).collect());
        }
        match self {
            Values::Wide(all) => all,
            Values::Narrow(_) => unreachable!("they were widened above"),
        }
    }

    fn extend(&mut self, other: &Self) {
        match (&mut *self, other) {
            (Values::Narrow(all), Values::Narrow(more)) => all.extend_from_slice(more),
            (_, Values::Wide(more)) => self.wide().extend_from_slice(more),
            (_, Values::Narrow(more)) => self.wide().extend(more.iter().map(|v| i128::from(*v))),
        }
    }

    fn times(&mut self, power: i128) -> Option<()> {
        let wide = self.wide().iter().map(|value| value.checked_mul(power));
        *self = Values::Wide(wide.collect::<Option<_>>()?);
        Some(())
    }

    fn is_empty(&self) -> bool {
        match self {
            Values::Narrow(all) => all.is_empty(),
            Values::Wide(all) => all.is_empty(),
        }
    }

    /// In order, each once. Parts that were in order before make this cheap.
    fn dedup(&mut self) {
        match self {
            Values::Narrow(all) => {
                all.sort();
                all.dedup();
            }
            Values::Wide(all) => {
                all.sort();
                all.dedup();
            }
        }
    }

    fn sorted(&self) -> Vec<i128> {
        let mut all = self.clone();
        let wide = all.wide();
        wide.sort();
        std::mem::take(wide)
    }
}

/// A value or a sum does not fit in 38 digits.
#[derive(Debug)]
pub struct ReduceError(&'static str);

impl std::fmt::Display for ReduceError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

const LONG_VALUE: ReduceError = ReduceError("a value has over 38 digits");
const LONG_SUM: ReduceError = ReduceError("a sum may have over 38 digits");

/// What the rows of many groups come to, all at one scale.
#[derive(Clone, Debug, Default)]
pub(super) struct Sums {
    scale: u32,
    tallies: Vec<Tally>,
    values: Vec<Values>,
    edges: Vec<Edge>,
}

impl Sums {
    /// Whether nothing was ever added.
    pub(super) fn is_empty(&self) -> bool {
        self.tallies.is_empty()
    }

    /// Nothing again, keeping the room.
    pub(super) fn clear(&mut self) {
        self.scale = 0;
        self.tallies.clear();
        self.values.clear();
        self.edges.clear();
    }

    /// Makes room for so many groups.
    pub(super) fn hold(&mut self, groups: usize, keep: Keep) {
        if self.tallies.len() < groups {
            self.tallies.resize(groups, Tally::default());
        }
        if keep.has_values() && self.values.len() < groups {
            self.values.resize(groups, Values::default());
        }
        if matches!(keep, Keep::First | Keep::Last) && self.edges.len() < groups {
            self.edges.resize(groups, None);
        }
    }

    /// The tally of a group, or of none.
    pub(super) fn tally(&self, group: usize) -> Tally {
        self.tallies.get(group).copied().unwrap_or_default()
    }

    /// How many groups there is room for.
    pub(super) fn groups(&self) -> usize {
        self.tallies.len()
    }

    /// Counts a row in doubt.
    pub(super) fn doubt(&mut self, group: usize) {
        self.tallies[group].unknown += 1;
    }

    /// Counts a row.
    #[inline]
    pub(super) fn count(&mut self, group: usize) {
        self.tallies[group].rows += 1;
    }

    /// Adds the value of a counted row, at the scale of [`Sums::to_scale`].
    #[inline]
    pub(super) fn add(&mut self, group: usize, value: i128) {
        self.tallies[group].add(value);
    }

    /// Keeps the value of a row.
    #[inline]
    pub(super) fn keep(&mut self, group: usize, value: i128) {
        self.values[group].push(value);
    }

    /// Notes the value of a row that stands at a place of an order of days.
    pub(super) fn place(&mut self, group: usize, place: i32, value: i128) {
        self.edges[group] = first_of(self.edges[group], Some((place, value, value)));
    }

    /// Raises the scale to another; gives the power of ten that lifts a number of that scale to
    /// the one that now holds.
    pub(super) fn raise_to(&mut self, scale: u32) -> Result<i128, ReduceError> {
        if self.scale < scale {
            let power = 10i128.checked_pow(scale - self.scale).ok_or(LONG_VALUE)?;
            let tallies = self.tallies.iter_mut().map(|tally| tally.times(power));
            tallies.collect::<Option<()>>().ok_or(LONG_VALUE)?;
            let values = self.values.iter_mut().filter(|values| !values.is_empty());
            values.map(|values| values.times(power)).collect::<Option<()>>().ok_or(LONG_VALUE)?;
            for edge in self.edges.iter_mut().flatten() {
                edge.1 = edge.1.checked_mul(power).ok_or(LONG_VALUE)?;
                edge.2 = edge.2.checked_mul(power).ok_or(LONG_VALUE)?;
            }
            self.scale = scale;
        }
        10i128.checked_pow(self.scale - scale).ok_or(LONG_VALUE)
    }

    /// Adds the groups of another reduction, each to the group that `to` says, if any.
    pub(super) fn merge(
        &mut self,
        other: &Self,
        to: &dyn Fn(usize) -> Option<usize>,
    ) -> Result<(), ReduceError> {
        let keep = match (other.values.is_empty(), other.edges.is_empty()) {
            (false, _) => Keep::All,
            (true, false) => Keep::First,
            (true, true) => Keep::Nothing,
        };
        let lifted;
        let other = match self.raise_to(other.scale)? {
            1 => other,
            _ => {
                let mut copy = other.clone();
                copy.raise_to(self.scale)?;
                lifted = copy;
                &lifted
            }
        };
        for from in 0..other.groups() {
            let Some(group) = to(from) else { continue };
            self.hold(group + 1, keep);
            self.tallies[group].merge(&other.tallies[from]);
            if let Some(values) = other.values.get(from) {
                self.values[group].extend(values);
            }
            if let Some(edge) = other.edges.get(from) {
                self.edges[group] = first_of(self.edges[group], *edge);
            }
        }
        Ok(())
    }

    /// Leaves of the values of every group each once.
    pub(super) fn dedup(&mut self) {
        self.values.iter_mut().for_each(Values::dedup);
    }

    /// What the rows of a group come to; `None` if there are none.
    pub(super) fn partial(&mut self, group: usize) -> Result<Option<Partial>, ReduceError> {
        let tally = self.tally(group);
        if tally.rows == 0 {
            return Ok(None);
        }
        let values = self.values.get_mut(group).map(std::mem::take).unwrap_or_default();
        let Tally { rows, count, .. } = tally;
        let edge = self.edges.get(group).copied().flatten();
        let partial = Partial { rows, count, tally, values, edge, scale: self.scale };
        partial.is_sound().then_some(Some(partial)).ok_or(LONG_SUM)
    }
}

/// What the rows of one group come to: whole numbers at the scale of the whole reduction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Partial {
    /// Rows, with or without a value.
    pub rows: u64,
    /// Rows with a value.
    pub count: u64,
    tally: Tally,
    values: Values,
    edge: Edge,
    scale: u32,
}

impl Partial {
    /// Adds the rows of another group of the same reduction.
    ///
    /// # Errors
    ///
    /// When the sum does not fit in 38 digits.
    pub fn merge(&mut self, other: &Self) -> Result<(), ReduceError> {
        self.tally.merge(&other.tally);
        (self.rows, self.count) = (self.tally.rows, self.tally.count);
        self.values.extend(&other.values);
        self.edge = first_of(self.edge, other.edge);
        self.scale = self.scale.max(other.scale);
        if self.is_sound() { Ok(()) } else { Err(LONG_SUM) }
    }

    /// The sum wraps; where it cannot have, it did not. Where values are kept it is not used.
    fn is_sound(&self) -> bool {
        if self.tally.count == 0 || !self.values.is_empty() {
            return true;
        }
        let largest = self.tally.min.unsigned_abs().max(self.tally.max.unsigned_abs());
        let largest = i128::try_from(largest).ok();
        largest.and_then(|largest| largest.checked_mul(i128::from(self.tally.count))).is_some()
    }

    /// The sum.
    pub fn sum(&self) -> Number {
        self.number(self.tally.sum)
    }

    /// The smallest value.
    pub fn min(&self) -> Option<Number> {
        (self.tally.count > 0).then(|| self.number(self.tally.min))
    }

    /// The largest value.
    pub fn max(&self) -> Option<Number> {
        (self.tally.count > 0).then(|| self.number(self.tally.max))
    }

    /// How many different values there are.
    pub fn distinct(&self) -> usize {
        let mut values = self.values.clone();
        values.dedup();
        match values {
            Values::Narrow(all) => all.len(),
            Values::Wide(all) => all.len(),
        }
    }

    /// The value below which this share of the values lies, as [`Spread::percentile`] has it.
    pub fn percentile(&self, share: &Number) -> Option<Number> {
        let sorted = self.values.sorted();
        let last = sorted.len().checked_sub(1)?;
        let place = share * &Number::from(last as i128);
        let at = usize::try_from(place.floor().to_i64()?).ok()?;
        // Between two values the way is the same whatever lies elsewhere.
        let lower = self.number(*sorted.get(at)?);
        let upper = sorted.get(at + 1).map_or_else(|| lower.clone(), |digits| self.number(*digits));
        Some(&lower + &(&(&place - &place.floor()) * &(&upper - &lower)))
    }

    /// The values that were kept.
    pub fn spread(&self) -> Spread {
        Spread(self.values.sorted().into_iter().map(|digits| self.number(digits)).collect())
    }

    /// The value of the earliest or latest day, whichever was kept.
    pub fn of_the_day(&self) -> Option<Number> {
        self.edge.map(|(_, least, _)| self.number(least))
    }

    /// Whether that day has several values.
    pub fn has_several(&self) -> bool {
        self.edge.is_some_and(|(_, least, most)| least != most)
    }

    fn number(&self, digits: i128) -> Number {
        Number::from_scaled(digits, self.scale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(rows: &[(usize, u32, Option<i128>)]) -> Result<Sums, ReduceError> {
        let mut sums = Sums::default();
        sums.hold(3, Keep::All);
        for (group, scale, value) in rows {
            sums.count(*group);
            if let Some(value) = value {
                let power = sums.raise_to(*scale)?;
                sums.add(*group, value * power);
                sums.keep(*group, value * power);
            }
        }
        Ok(sums)
    }

    #[test]
    fn rows_become_exact_partials() {
        let long = i128::from(i64::MAX);
        let rows = [(1, 1, Some(15)), (1, 0, None), (1, 2, Some(25)), (2, 0, Some(long))];
        let mut whole = sums(&rows).unwrap();
        whole
            .merge(&sums(&[(2, 0, Some(long)), (1, 0, Some(9))]).unwrap(), &|g| {
                (g == 2).then_some(g)
            })
            .unwrap();
        let first = whole.partial(1).unwrap().unwrap();
        assert_eq!((first.rows, first.count), (3, 2));
        assert_eq!(first.sum(), Number::parse("1.75").unwrap());
        assert_eq!(first.min(), Number::parse("0.25"));
        let half = Number::from_scaled(5, 1);
        assert_eq!(first.percentile(&half), Number::parse("0.875"));
        assert_eq!(first.spread().percentile(&half), Number::parse("0.875"));
        let second = whole.partial(2).unwrap().unwrap();
        assert_eq!((second.sum(), second.distinct()), (Number::from(2 * long), 1));
        assert_eq!(whole.partial(0).unwrap(), None);
    }

    #[test]
    fn a_sum_that_may_not_fit_is_refused() {
        let mut sums = Sums::default();
        sums.hold(1, Keep::Nothing);
        for value in [i128::MAX, 1, i128::MIN + 1] {
            sums.count(0);
            sums.add(0, value);
        }
        assert!(sums.partial(0).is_err());
        assert!(sums.raise_to(1).is_err());
    }
}
