//! Who handed in what: for each dataset, the teams and periods that its files cover.
//!
//! Coverage is what makes a zero a reported zero. It comes from the contract (`covers`), never
//! from the dates of the rows: a register without a case still covers its quarter.

use std::collections::{BTreeMap, BTreeSet};

use super::{DatasetId, Date, Grain, Period, TeamId};

/// What the files that were found cover.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    datasets: BTreeMap<DatasetId, Covered>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Covered {
    everyone: Known,
    teams: BTreeMap<TeamId, Known>,
}

/// Periods that were handed in, each with the day from which that is known: the day of the first
/// row where coverage stands in the rows, the beginning of time where a file declares it.
type Known = BTreeMap<Period, Date>;

impl Coverage {
    /// Notes that a file of `dataset` exists, whatever it covers.
    pub fn found(&mut self, dataset: &DatasetId) {
        self.datasets.entry(dataset.clone()).or_default();
    }

    /// Notes that `dataset` was handed in for `period` by `team`, or by everyone at once.
    pub fn add(&mut self, dataset: &DatasetId, team: Option<&TeamId>, period: Period) {
        self.add_row(dataset, team, period, Date::MIN);
    }

    /// Notes that a row of `day` says that `period` was handed in: seen from a day before it, it
    /// was not.
    pub fn add_row(
        &mut self,
        dataset: &DatasetId,
        team: Option<&TeamId>,
        period: Period,
        day: Date,
    ) {
        let covered = self.datasets.entry(dataset.clone()).or_default();
        let known = match team {
            Some(team) => covered.teams.entry(team.clone()).or_default(),
            None => &mut covered.everyone,
        };
        let since = known.entry(period).or_insert(day);
        *since = day.min(*since);
    }

    /// Takes in what the files of another dataset cover.
    pub fn join(&mut self, other: Self) {
        self.datasets.extend(other.datasets);
    }

    /// Whether any file of the dataset was found.
    pub fn has_files(&self, dataset: &DatasetId) -> bool {
        self.datasets.contains_key(dataset)
    }

    /// The periods that this leaf team handed in, its own and those handed in for everyone, as
    /// far as that was known on `as_of`.
    pub fn periods(&self, dataset: &DatasetId, team: &TeamId, as_of: Date) -> BTreeSet<Period> {
        self.known(dataset, team, as_of).into_iter().collect()
    }

    /// The same as they come, some of them twice.
    fn known(&self, dataset: &DatasetId, team: &TeamId, as_of: Date) -> Vec<Period> {
        let Some(covered) = self.datasets.get(dataset) else { return vec![] };
        let own = covered.teams.get(team).into_iter().flatten();
        let all = covered.everyone.iter().chain(own);
        all.filter(|(_, since)| **since <= as_of).map(|(period, _)| *period).collect()
    }

    /// The months of `months` that were not handed in for this leaf team.
    pub fn lacking(
        &self,
        dataset: &DatasetId,
        team: &TeamId,
        months: &[Period],
        as_of: Date,
    ) -> Vec<Period> {
        let periods = self.known(dataset, team, as_of);
        let covered = |month: &Period| {
            let day = month.start();
            periods.iter().any(|period| period.contains(day))
        };
        months.iter().filter(|month| !covered(month)).copied().collect()
    }

    /// Whether every month of `months` was handed in for this leaf team.
    pub fn covers(
        &self,
        dataset: &DatasetId,
        team: &TeamId,
        months: &[Period],
        as_of: Date,
    ) -> bool {
        self.lacking(dataset, team, months, as_of).is_empty()
    }

    /// The latest states on or before `as_of` that this leaf team handed in: more than one where
    /// periods of different lengths end on the same day, the shortest first.
    pub fn latest(&self, dataset: &DatasetId, team: &TeamId, as_of: Date) -> Vec<Period> {
        let mut periods: Vec<Period> =
            self.periods(dataset, team, as_of).into_iter().filter(|p| p.end() <= as_of).collect();
        let last = periods.iter().map(|period| period.end()).max();
        periods.retain(|period| Some(period.end()) == last);
        periods.sort_by_key(|period| period.grain());
        periods
    }

    /// The first day that anything handed in speaks of: where the history of the dataset begins.
    pub fn first_day(&self, dataset: &DatasetId) -> Option<Date> {
        let covered = self.datasets.get(dataset)?;
        let all = covered.everyone.keys().chain(covered.teams.values().flat_map(Known::keys));
        all.map(|period| period.start()).min()
    }

    /// The latest quarter that any dataset covers to its end, as files declare it; rows that say
    /// themselves which period they cover may speak of days to come, and are asked only where no
    /// file declares any.
    pub fn latest_quarter(&self) -> Option<Period> {
        let all = || {
            self.datasets
                .values()
                .flat_map(|covered| covered.everyone.iter().chain(covered.teams.values().flatten()))
        };
        let declared = all().filter(|(_, since)| **since == Date::MIN).map(|(period, _)| *period);
        let last_day = declared.map(|period| period.end()).max();
        let last_day = last_day.or_else(|| all().map(|(period, _)| period.end()).max())?;
        let quarter = Period::containing(last_day, Grain::Quarter);
        Some(if quarter.end() <= last_day { quarter } else { quarter.previous() })
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
            let covers = coverage.covers(&dataset, &TeamId::new(team), &months, Date::MAX);
            assert_eq!(covers, expected);
        };
        check("2023-Q4", "hukum", true);
        check("2024-Q1", "humas", true);
        check("2024-Q1", "hukum", false);
        check("2024-S1", "humas", false);
        let end = "2024-05-01".parse().unwrap();
        let latest = coverage.latest(&dataset, &humas, end);
        assert_eq!(latest, [Period::parse("2024-Q1").unwrap()]);
        coverage.add(&dataset, None, Period::parse("2024-03").unwrap());
        let latest: Vec<String> =
            coverage.latest(&dataset, &humas, end).iter().map(Period::to_string).collect();
        assert_eq!(latest, ["2024-03", "2024-Q1"]);
        assert_eq!(coverage.first_day(&dataset), "2023-01-01".parse().ok());
    }

    #[test]
    fn a_row_of_the_future_covers_nothing_yet() {
        let dataset = DatasetId::new("rpd");
        let office = TeamId::new("kantor");
        let mut coverage = Coverage::default();
        let october = Period::parse("2024-10").unwrap();
        coverage.add_row(&dataset, None, october, "2024-10-31".parse().unwrap());
        coverage.add_row(&dataset, None, october, "2024-10-20".parse().unwrap());
        let check = |as_of: &str, expected: bool| {
            let covers = coverage.covers(&dataset, &office, &[october], as_of.parse().unwrap());
            assert_eq!(covers, expected, "{as_of}");
        };
        check("2024-10-19", false);
        check("2024-10-20", true);
    }
}
