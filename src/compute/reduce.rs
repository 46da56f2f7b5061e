//! The one place where many rows become few: a lazy polars pass over exact integers.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use crate::domain::{Decimal, Number};

use super::spread::Spread;

/// What the rows of one group come to: whole numbers at the scale of the whole reduction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Partial {
    /// Rows, with or without a value.
    pub rows: u64,
    /// Rows with a value.
    pub count: u64,
    sum: i128,
    min: Option<i128>,
    max: Option<i128>,
    values: Vec<i128>,
    /// The first place of an order of days, with the smallest and largest value there.
    edge: Option<(i32, i128, i128)>,
    scale: u32,
}

impl Partial {
    /// Adds the rows of another group of the same reduction.
    ///
    /// # Errors
    ///
    /// When the sum does not fit in 38 digits.
    pub fn merge(&mut self, other: &Self) -> Result<(), ReduceError> {
        let sum = self.sum.checked_add(other.sum);
        self.sum = sum.ok_or_else(|| ReduceError("a sum has over 38 digits".into()))?;
        self.rows += other.rows;
        self.count += other.count;
        self.min = self.min.into_iter().chain(other.min).min();
        self.max = self.max.into_iter().chain(other.max).max();
        self.values.extend(&other.values);
        self.edge = first_of(self.edge, other.edge);
        self.scale = self.scale.max(other.scale);
        Ok(())
    }

    /// The sum.
    pub fn sum(&self) -> Number {
        self.number(self.sum)
    }

    /// The smallest value.
    pub fn min(&self) -> Option<Number> {
        self.min.map(|digits| self.number(digits))
    }

    /// The largest value.
    pub fn max(&self) -> Option<Number> {
        self.max.map(|digits| self.number(digits))
    }

    /// How many different values there are.
    pub fn distinct(&self) -> usize {
        self.values.iter().collect::<BTreeSet<_>>().len()
    }

    /// The values that were kept.
    pub fn spread(&self) -> Spread {
        Spread(self.values.iter().map(|digits| self.number(*digits)).collect())
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

/// Whose rows, of which group of a first step, and which aggregate: job, team, key, slot. The key
/// is zero where an indicator has no steps.
pub type Group = (u32, u32, u32, u32);

/// Rows on their way into the reduction.
#[derive(Debug, Default)]
pub struct Rows {
    jobs: Vec<u32>,
    teams: Vec<u32>,
    keys: Vec<u32>,
    slots: Vec<u32>,
    values: Vec<Option<Decimal>>,
    scales: BTreeMap<(u32, u32), u32>,
    holistic: BTreeSet<(u32, u32)>,
    edges: BTreeMap<Group, (i32, Decimal, Decimal)>,
}

/// The reduction failed: a bug in the plan or a sum beyond 38 digits.
#[derive(Debug)]
pub struct ReduceError(String);

impl std::fmt::Display for ReduceError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<PolarsError> for ReduceError {
    fn from(error: PolarsError) -> Self {
        Self(error.to_string())
    }
}

impl Rows {
    /// Adds a row that passed the filter of an aggregate.
    pub fn push(&mut self, group: Group, value: Option<Decimal>) {
        self.jobs.push(group.0);
        self.teams.push(group.1);
        self.keys.push(group.2);
        self.slots.push(group.3);
        let scale = self.scales.entry((group.0, group.3)).or_default();
        *scale = (*scale).max(value.map_or(0, |value| value.scale));
        self.values.push(value);
    }

    /// Adds a row whose value counts only if no other row stands before it in the order of days.
    pub fn push_at(&mut self, group: Group, place: i32, value: Option<Decimal>) {
        self.push(group, value);
        if let Some(value) = value {
            let own = Some((place, value, value));
            if let Some(edge) = first_of(self.edges.get(&group).copied(), own) {
                self.edges.insert(group, edge);
            }
        }
    }

    /// Asks for every value of an aggregate, not only its sums.
    pub fn keep_values(&mut self, job: u32, slot: u32) {
        self.holistic.insert((job, slot));
    }

    /// Reduces the rows of every group, in one pass.
    ///
    /// # Errors
    ///
    /// When a value or a sum does not fit in 38 digits.
    pub fn reduce(self) -> Result<BTreeMap<Group, Partial>, ReduceError> {
        if self.jobs.is_empty() {
            return Ok(BTreeMap::new());
        }
        let scales = self.scales;
        let groups = self.jobs.iter().zip(&self.slots);
        let aligned: Option<Vec<Option<i128>>> = self
            .values
            .iter()
            .zip(groups)
            .map(|(value, (job, slot))| {
                let scale = scales.get(&(*job, *slot)).copied().unwrap_or_default();
                value.map_or(Some(None), |value| value.at_scale(scale).map(Some))
            })
            .collect();
        let aligned = aligned.ok_or_else(|| ReduceError("a value has over 38 digits".into()))?;
        let keep: Vec<bool> = self
            .jobs
            .iter()
            .zip(&self.slots)
            .map(|(job, slot)| self.holistic.contains(&(*job, *slot)))
            .collect();
        let values = Int128Chunked::from_iter_options("value".into(), aligned.into_iter());
        let values = values.into_decimal_unchecked(38, 0).into_series();
        let length = self.jobs.len();
        let frame = DataFrame::new(
            length,
            vec![
                Series::new("job".into(), self.jobs).into(),
                Series::new("team".into(), self.teams).into(),
                Series::new("key".into(), self.keys).into(),
                Series::new("slot".into(), self.slots).into(),
                Series::new("keep".into(), keep).into(),
                values.into(),
            ],
        )?;
        let value = || col("value");
        let reduced = frame
            .lazy()
            .group_by([col("job"), col("team"), col("key"), col("slot")])
            .agg([
                len().alias("rows"),
                value().count().alias("count"),
                value().sum().alias("sum"),
                value().min().alias("min"),
                value().max().alias("max"),
                value().filter(col("keep")).implode(false).alias("values"),
            ])
            .sort(["job", "team", "key", "slot"], SortMultipleOptions::default())
            .collect()?;
        let mut partials = partials(&reduced, &scales)?;
        for (group, (place, least, most)) in self.edges {
            let scale = scales.get(&(group.0, group.3)).copied().unwrap_or_default();
            let edge = least.at_scale(scale).zip(most.at_scale(scale));
            if let (Some(partial), Some((least, most))) = (partials.get_mut(&group), edge) {
                partial.edge = Some((place, least, most));
            }
        }
        Ok(partials)
    }
}

/// Of two edges the one that stands first; both together where they share their place.
fn first_of<T: Copy + Ord>(a: Option<(i32, T, T)>, b: Option<(i32, T, T)>) -> Option<(i32, T, T)> {
    match (a, b) {
        (Some(a), Some(b)) if a.0 == b.0 => Some((a.0, a.1.min(b.1), a.2.max(b.2))),
        (Some(a), Some(b)) => Some(if a.0 < b.0 { a } else { b }),
        (a, b) => a.or(b),
    }
}

fn partials(
    frame: &DataFrame,
    scales: &BTreeMap<(u32, u32), u32>,
) -> Result<BTreeMap<Group, Partial>, ReduceError> {
    let keys = |name| frame.column(name).and_then(|column| column.u32().cloned());
    let (jobs, teams) = (keys("job")?, keys("team")?);
    let (numbers, slots) = (keys("key")?, keys("slot")?);
    let (rows, count) = (keys("rows")?, keys("count")?);
    let digits = |name| -> PolarsResult<Int128Chunked> {
        Ok(frame.column(name)?.decimal()?.physical().clone())
    };
    let (sum, min, max) = (digits("sum")?, digits("min")?, digits("max")?);
    let values = frame.column("values")?.list()?.clone();
    let mut partials = BTreeMap::new();
    for at in 0..frame.height() {
        let whose = jobs.get(at).zip(teams.get(at));
        let Some(((job, team), (key, slot))) = whose.zip(numbers.get(at).zip(slots.get(at))) else {
            continue;
        };
        let kept = match values.get_as_series(at) {
            Some(series) => {
                let digits = series.to_physical_repr();
                digits.i128()?.iter().flatten().collect::<Vec<_>>()
            }
            None => vec![],
        };
        let n_values = i128::from(count.get(at).unwrap_or_default());
        let largest = min.get(at).into_iter().chain(max.get(at)).map(i128::unsigned_abs).max();
        let largest = i128::try_from(largest.unwrap_or_default()).unwrap_or(i128::MAX);
        // The engine's sum wraps; where it cannot have, it did not.
        if kept.is_empty() && largest.checked_mul(n_values).is_none() {
            return Err(ReduceError("a sum may have over 38 digits".into()));
        }
        let scale = scales.get(&(job, slot)).copied().unwrap_or_default();
        let partial = Partial {
            rows: u64::from(rows.get(at).unwrap_or_default()),
            count: u64::from(count.get(at).unwrap_or_default()),
            sum: sum.get(at).unwrap_or_default(),
            min: min.get(at),
            max: max.get(at),
            values: kept,
            edge: None,
            scale,
        };
        partials.insert((job, team, key, slot), partial);
    }
    Ok(partials)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_exact_partials() {
        let mut rows = Rows::default();
        let value = |mantissa, scale| Some(Decimal { mantissa, scale });
        rows.push((0, 1, 0, 0), value(15, 1));
        rows.push((0, 1, 0, 0), None);
        rows.push((0, 1, 0, 0), value(25, 2));
        rows.push((0, 2, 0, 0), value(i128::from(i64::MAX), 0));
        rows.push((0, 2, 0, 0), value(i128::from(i64::MAX), 0));
        rows.keep_values(0, 0);
        let partials = rows.reduce().unwrap();
        let first = &partials[&(0, 1, 0, 0)];
        assert_eq!((first.rows, first.count), (3, 2));
        assert_eq!(first.sum(), Number::parse("1.75").unwrap());
        assert_eq!(first.min(), Number::parse("0.25"));
        assert_eq!(first.spread().percentile(&Number::from_scaled(5, 1)), Number::parse("0.875"));
        assert_eq!(partials[&(0, 2, 0, 0)].sum(), Number::from(2 * i128::from(i64::MAX)));
    }
}
