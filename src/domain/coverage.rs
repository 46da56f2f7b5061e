//! Who handed in what: for each dataset, the teams and periods that its files cover.
//!
//! Coverage is what makes a zero a reported zero. It comes from the contract (`covers`), never
//! from the dates of the rows: a register without a case still covers its quarter.

use std::collections::{BTreeMap, BTreeSet};

use super::{DatasetId, Date, Grain, Period, TeamId, TeamTree};

/// What the files that were found cover.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    datasets: BTreeMap<DatasetId, Covered>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Covered {
    everyone: BTreeSet<Period>,
    teams: BTreeMap<TeamId, BTreeSet<Period>>,
}

impl Coverage {
    /// Notes that a file of `dataset` exists, whatever it covers.
    pub fn found(&mut self, dataset: &DatasetId) {
        self.datasets.entry(dataset.clone()).or_default();
    }

    /// Notes that `dataset` was handed in for `period` by `team`, or by everyone at once.
    pub fn add(&mut self, dataset: &DatasetId, team: Option<&TeamId>, period: Period) {
        let covered = self.datasets.entry(dataset.clone()).or_default();
        match team {
            Some(team) => covered.teams.entry(team.clone()).or_default().insert(period),
            None => covered.everyone.insert(period),
        };
    }

    /// Whether any file of the dataset was found.
    pub fn has_files(&self, dataset: &DatasetId) -> bool {
        self.datasets.contains_key(dataset)
    }

    /// The periods that this leaf team handed in, its own and those handed in for everyone.
    pub fn periods(&self, dataset: &DatasetId, team: &TeamId) -> BTreeSet<Period> {
        let Some(covered) = self.datasets.get(dataset) else { return BTreeSet::new() };
        let own = covered.teams.get(team).into_iter().flatten();
        covered.everyone.iter().chain(own).copied().collect()
    }

    /// Whether every month of `months` was handed in for this leaf team.
    pub fn covers(&self, dataset: &DatasetId, team: &TeamId, months: &[Period]) -> bool {
        let periods = self.periods(dataset, team);
        months.iter().all(|month| periods.iter().any(|period| period.contains(month.start())))
    }

    /// The end of the latest period on or before `as_of` that this leaf team handed in.
    pub fn latest(&self, dataset: &DatasetId, team: &TeamId, as_of: Date) -> Option<Period> {
        let periods = self.periods(dataset, team);
        periods.into_iter().filter(|period| period.end() <= as_of).max_by_key(|p| p.end())
    }

    /// The latest quarter that any dataset covers to its end.
    pub fn latest_quarter(&self) -> Option<Period> {
        let all = self
            .datasets
            .values()
            .flat_map(|covered| covered.everyone.iter().chain(covered.teams.values().flatten()));
        let last_day = all.map(|period| period.end()).max()?;
        let quarter = Period::containing(last_day, Grain::Quarter);
        Some(if quarter.end() <= last_day { quarter } else { quarter.previous() })
    }

    /// Of the leaf teams expected to hand in, how many did for all of `months`.
    pub fn count(
        &self,
        dataset: &DatasetId,
        teams: &TeamTree,
        expected: &[TeamId],
        months: &[Period],
    ) -> (usize, usize) {
        let expected: Vec<&TeamId> = expected.iter().filter(|id| teams.get(id).is_some()).collect();
        let handed_in = expected.iter().filter(|id| self.covers(dataset, id, months)).count();
        (handed_in, expected.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_covers_its_months_and_a_quarter_does_not_cover_the_next() {
        let dataset = DatasetId::new("pengaduan");
        let humas = TeamId::new("humas");
        let mut coverage = Coverage::default();
        coverage.add(&dataset, None, Period::parse("2023").unwrap());
        coverage.add(&dataset, Some(&humas), Period::parse("2024-Q1").unwrap());
        let check = |period: &str, team: &str, expected: bool| {
            let months = Period::parse(period).unwrap().split(Grain::Month);
            assert_eq!(coverage.covers(&dataset, &TeamId::new(team), &months), expected);
        };
        check("2023-Q4", "hukum", true);
        check("2024-Q1", "humas", true);
        check("2024-Q1", "hukum", false);
        check("2024-S1", "humas", false);
        let end = "2024-05-01".parse().unwrap();
        let latest = coverage.latest(&dataset, &humas, end).map(|period| period.to_string());
        assert_eq!(latest.as_deref(), Some("2024-Q1"));
    }
}
