//! Values far from the others of their group, by median and median distance: one absurd value
//! moves neither, as it would move a mean.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics};
use crate::domain::Number;
use crate::load::table::Table;
use crate::spec::contract::Outlier;
use crate::spec::expr::{Expr, Node, Scalar};
use crate::spec::{Dataset, Project};

use super::row::{Rows, cell};
use super::sums::{median, number};
use super::told::tell;

/// Groups with fewer values are not judged.
const FEWEST: usize = 8;

/// The median distance of a normal distribution times this is its standard deviation.
const NORMAL: (i64, i64) = (14_826, 10_000);

/// Looks at every outlier rule with a robust z.
pub(super) fn check(project: &Project, dataset: &Dataset, table: &Table, diags: &mut Diagnostics) {
    let rows = Rows::new(project, dataset, table);
    for outlier in &dataset.outliers {
        let Some(limit) = &outlier.robust_z else { continue };
        let mut groups: BTreeMap<Vec<Scalar>, Vec<(usize, Number)>> = BTreeMap::new();
        for row in 0..table.len() {
            if let Some(value) = number(&rows.eval(&outlier.value, row)) {
                groups.entry(rows.group(&outlier.by, row)).or_default().push((row, value));
            }
        }
        let spreads: Vec<Option<Spread>> = groups.values().map(|one| Spread::of(one)).collect();
        let judged = groups.iter().zip(&spreads);
        let judged = judged.filter_map(|(group, spread)| Some((group, spread.as_ref()?)));
        let found = judged.flat_map(|((group, values), spread)| {
            let rows = &rows;
            values.iter().filter_map(move |(row, value)| {
                let z = spread.z(value);
                let group = || rows.group_text(&outlier.by, group);
                (z > *limit).then(|| far(rows, outlier, (*row, value), &group(), (spread, &z)))
            })
        });
        let rule = (outlier.severity, &outlier.origin);
        tell((dataset, &outlier.name), rule, found, diags);
        let unjudged = spreads.iter().filter(|spread| spread.is_none()).count();
        if unjudged > 0 {
            let problem = Diagnostic::note("outlier-unjudged", outlier.origin.clone())
                .arg("dataset", &dataset.id)
                .arg("rule", &outlier.name)
                .arg("groups", unjudged)
                .arg("all", groups.len())
                .arg("fewest", FEWEST);
            diags.push(problem);
        }
    }
}

fn far(
    rows: &Rows<'_>,
    outlier: &Outlier,
    (row, value): (usize, &Number),
    group: &str,
    (spread, z): (&Spread, &Number),
) -> Diagnostic {
    let place = cell(rows.table, row, column(&outlier.value));
    let group = if group.is_empty() { rows.dataset.id.as_str() } else { group };
    Diagnostic::new("outlier", outlier.severity, place)
        .arg("dataset", &rows.dataset.id)
        .arg("rule", &outlier.name)
        .arg("title", &outlier.title)
        .arg("found", value.to_plain(6))
        .arg("group", group)
        .arg("median", spread.middle.to_plain(6))
        .arg("z", z.to_plain(1))
        .related("declared-here", outlier.origin.clone())
}

/// The column that an expression is, if it is nothing more.
pub(super) fn column(expr: &Expr) -> &str {
    match &expr.node {
        Node::Column(name) => name,
        _ => "",
    }
}

/// The middle of a group and a robust standard deviation.
struct Spread {
    middle: Number,
    deviation: Number,
}

impl Spread {
    /// Nothing for few values, and where more than half of them are the same: any other would be
    /// infinitely far.
    fn of(values: &[(usize, Number)]) -> Option<Self> {
        if values.len() < FEWEST {
            return None;
        }
        let mut numbers: Vec<Number> = values.iter().map(|(_, value)| value.clone()).collect();
        let middle = median(&mut numbers)?;
        let mut distances: Vec<Number> =
            numbers.iter().map(|value| (value - &middle).abs()).collect();
        let distance = median(&mut distances).filter(|distance| !distance.is_zero())?;
        let factor = Number::from(NORMAL.0).checked_div(&Number::from(NORMAL.1))?;
        Some(Self { deviation: &distance * &factor, middle })
    }

    fn z(&self, value: &Number) -> Number {
        let distance = (value - &self.middle).abs();
        distance.checked_div(&self.deviation).unwrap_or_else(Number::zero)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_is_exact_and_few_or_equal_values_have_none() {
        let spread = |values: &[i64]| {
            let numbered: Vec<(usize, Number)> =
                values.iter().map(|value| (0, Number::from(*value))).collect();
            Spread::of(&numbered)
        };
        // Median 4.5, distances 3.5 2.5 1.5 0.5 0.5 1.5 2.5 995.5: median distance 2.
        let found = spread(&[1, 2, 3, 4, 5, 6, 7, 1000]).expect("it has a spread");
        assert_eq!(found.middle, Number::parse("4.5").unwrap());
        assert_eq!(found.deviation, Number::parse("2.9652").unwrap());
        assert_eq!(found.z(&Number::from(1000i64)).to_plain(1), "335.7");
        assert!(spread(&[1, 2, 3, 4, 5, 6, 1000]).is_none());
        assert!(spread(&[5, 5, 5, 5, 5, 1, 2, 1000]).is_none());
    }
}
