//! Dated versions of one indicator, and the days on which its series stops being comparable.
//!
//! `[[indicator.x]]` tables with `valid` are one indicator: the version valid on the last day of a
//! period computes it, the latest one gives the names for people. Where a version begins, and where
//! a definition says `break`, figures on both sides are not compared.

use std::ops::Range;

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::{Date, Period};

use super::indicator::{Indicator, Known, indicator};
use super::syntax::{Table, Text};

/// How a version stands to the other versions of its indicator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Versioning {
    /// The versions before this one, the earliest first; only the latest version has them.
    pub earlier: Vec<Indicator>,
    /// The days on which the series is cut, in order of time; the same in every version.
    pub cuts: Vec<Cut>,
    /// Whether the version computes a window that began under another version.
    pub bridges: bool,
    /// Whether its figures may be compared with those of the version before.
    comparable: bool,
    /// Where its days are declared.
    valid_origin: Option<Origin>,
}

/// The days on which a version is valid, both included; `None` for no bound.
pub type Valid = (Option<Date>, Option<Date>);

/// Whether a version is valid on the last day of a period.
pub fn is_in_force((from, to): Valid, period: Period) -> bool {
    let day = period.end();
    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
}

/// A day before and after which figures of an indicator are not compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The first day of what follows.
    pub at: Date,
    /// Why, for people; empty where it is only that another version begins.
    pub reason: String,
}

/// Reads `break`, `bridge` and `comparable`.
pub(super) fn versioning(
    table: &Table<'_>,
    from: Option<Date>,
    diags: &mut Diagnostics,
) -> Versioning {
    let written = table.get("break").map_or_else(Vec::new, |item| item.tables(diags));
    let cuts = written.into_iter().filter_map(|one| cut(one, from, diags)).collect();
    let words = [("none", false), ("whole_window", true)];
    let bridges = table.get("bridge").and_then(|item| item.word(&words, diags)).unwrap_or(false);
    let comparable = table.get("comparable").and_then(|item| item.boolean(diags)).unwrap_or(false);
    let valid_origin = table.get("valid").map(|item| item.origin());
    Versioning { earlier: vec![], cuts, bridges, comparable, valid_origin }
}

/// `{ at = …, reason = "…" }`; without `at` it is the first day of the version.
fn cut(table: Table<'_>, from: Option<Date>, diags: &mut Diagnostics) -> Option<Cut> {
    let at = match table.get("at") {
        Some(item) => item.date(diags),
        None if from.is_some() => from,
        None => table.need("at", diags).and_then(|item| item.date(diags)),
    };
    let reason = table.need("reason", diags).and_then(|item| item.string(diags));
    table.finish(diags);
    Some(Cut { at: at?, reason: reason? })
}

/// Reads all versions of an indicator into its latest one.
pub(super) fn versions(
    name: &Text,
    tables: Vec<Table<'_>>,
    known: &Known<'_>,
    diags: &mut Diagnostics,
) -> Option<Indicator> {
    let mut read: Vec<Indicator> =
        tables.into_iter().filter_map(|table| indicator(name, table, known, diags)).collect();
    read.sort_by_key(|one| one.valid.0);
    let spans: Vec<(Valid, Origin)> = read.iter().map(|one| (one.valid, place(one))).collect();
    apart(&name.value, &spans, diags);
    let mut cuts: Vec<Cut> = read.iter().flat_map(|one| one.versioning.cuts.clone()).collect();
    for later in read.iter().skip(1).filter(|one| !one.versioning.comparable) {
        let Some(at) = later.valid.0 else { continue };
        if cuts.iter().all(|cut| cut.at != at) {
            cuts.push(Cut { at, reason: String::new() });
        }
    }
    cuts.sort_by_key(|cut| cut.at);
    for one in &mut read {
        one.versioning.cuts.clone_from(&cuts);
    }
    let mut latest = read.pop()?;
    latest.versioning.earlier = read;
    Some(latest)
}

/// Complains about versions that end before they begin or share a day; they come by first day.
pub(super) fn apart(id: &str, versions: &[(Valid, Origin)], diags: &mut Diagnostics) {
    for (valid, origin) in versions {
        if let (Some(from), Some(to)) = valid
            && to < from
        {
            let problem = Diagnostic::error("version-backwards", origin.clone());
            diags.push(problem.arg("id", id).arg("from", from).arg("to", to));
        }
    }
    for pair in versions.windows(2) {
        let ((earlier, first), (later, second)) = (&pair[0], &pair[1]);
        if earlier.1.is_none_or(|to| later.0.is_none_or(|from| from <= to)) {
            let problem = Diagnostic::error("version-overlap", second.clone());
            diags.push(problem.arg("id", id).related("declared-here", first.clone()));
        }
    }
}

fn place(indicator: &Indicator) -> Origin {
    indicator.versioning.valid_origin.clone().unwrap_or_else(|| indicator.origin.clone())
}

impl Indicator {
    /// Every version, the earliest first.
    pub fn versions(&self) -> impl Iterator<Item = &Indicator> {
        self.versioning.earlier.iter().chain([self])
    }

    /// Does something to every version.
    pub fn for_each_version(&mut self, mut change: impl FnMut(&mut Indicator)) {
        self.versioning.earlier.iter_mut().for_each(&mut change);
        change(self);
    }

    /// The version valid on the last day of a period; the latest one if none is.
    ///
    /// Asked of the latest version: only that one knows the others.
    pub fn at(&self, period: Period) -> &Indicator {
        self.versions().find(|one| one.in_force(period)).unwrap_or(self)
    }

    /// The day on which this version took over from another one inside a window that began on
    /// `start`, if the version does not say that it computes such a window.
    ///
    /// `others` is the latest version, which knows them all.
    pub fn straddled(&self, start: Date, others: &Indicator) -> Option<Date> {
        let from = self.valid.0.filter(|from| start < *from)?;
        let another = others.versions().any(|one| {
            one.valid != self.valid && one.valid.1.is_some_and(|to| start <= to && to < from)
        });
        (another && !self.versioning.bridges).then_some(from)
    }

    /// The latest cut that lies between the last days of two periods.
    pub fn cut_between(&self, earlier: Period, later: Period) -> Option<&Cut> {
        let between = |cut: &&Cut| earlier.end() < cut.at && cut.at <= later.end();
        self.versioning.cuts.iter().rev().find(between)
    }

    /// The stretches of a series, in order of time, inside which figures may be compared: charts
    /// draw one line each, and statistics run over one of them at a time.
    pub fn segments(&self, periods: &[Period]) -> Vec<Range<usize>> {
        let mut stretches: Vec<Range<usize>> = vec![];
        let mut start = 0;
        for at in 1..periods.len() {
            if self.cut_between(periods[at - 1], periods[at]).is_some() {
                stretches.push(start..at);
                start = at;
            }
        }
        if !periods.is_empty() {
            stretches.push(start..periods.len());
        }
        stretches
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Grain, MemoryFiles};

    const TWO: &str = r#"
        [dataset.register]
        title = "Register"
        files = ["data/*.csv"]
        date = "hari"
        covers = { period = "file-name:{tahun}" }
        column.hari = { type = "date", header = ["Hari"] }

        [[indicator.jumlah]]
        name = "Baru"
        valid = { from = 2024-01-01 }
        dataset = "register"
        formula = "COUNT(hari)"

        [[indicator.jumlah]]
        name = "Lama"
        valid = { from = 2022-01-01, to = 2023-12-31 }
        break = { at = 2022-07-01, reason = "aplikasi baru" }
        dataset = "register"
        formula = "COUNT(*)"
    "#;

    fn two() -> Indicator {
        let settings = "[office]\nname = \"A\"\n[[team]]\nid = \"a\"\nname = \"A\"\n";
        let files = [("zona.toml", settings), ("indicators/a.toml", TWO)];
        let mut diags = Diagnostics::default();
        let project = crate::spec::read(&MemoryFiles::new(files), &mut diags);
        assert_eq!(diags.iter().count(), 0, "{diags:?}");
        project.indicators.into_iter().next().unwrap()
    }

    fn period(text: &str) -> Period {
        Period::parse(text).unwrap()
    }

    #[test]
    fn the_latest_version_gives_the_name_and_the_one_in_force_the_figure() {
        let latest = two();
        assert_eq!(latest.name, "Baru");
        let check = |at: &str, name: &str, in_force: bool| {
            let one = latest.at(period(at));
            assert_eq!((one.name.as_str(), one.in_force(period(at))), (name, in_force), "{at}");
        };
        check("2023-Q4", "Lama", true);
        check("2023-12", "Lama", true);
        check("2024-Q1", "Baru", true);
        check("2024", "Baru", true);
        check("2021-Q4", "Baru", false);
    }

    #[test]
    fn series_fall_apart_where_they_are_cut() {
        let latest = two();
        let first = period("2022-Q1");
        let quarters: Vec<Period> = (0..10).map(|step| first.shifted(step)).collect();
        assert_eq!(latest.segments(&quarters), [0..2, 2..8, 8..10]);
        assert_eq!(latest.at(first).segments(&quarters), latest.segments(&quarters));
        assert!(latest.segments(&[]).is_empty());
        let years: Vec<Period> =
            quarters.iter().map(|one| Period::containing(one.end(), Grain::Year)).collect();
        // A cut inside the first year lies before nothing that is compared with it.
        assert_eq!(latest.segments(&[years[0], years[4], years[8]]), [0..2, 2..3]);
    }

    #[test]
    fn a_window_is_straddled_only_if_another_version_reaches_into_it() {
        let latest = two();
        let (old, new) = (latest.at(period("2023-Q4")), latest.at(period("2024-Q1")));
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(new.straddled(day("2023-12-31"), &latest), Some(day("2024-01-01")));
        assert_eq!(new.straddled(day("2024-01-01"), &latest), None);
        assert_eq!(new.straddled(Date::MIN, &latest), Some(day("2024-01-01")));
        assert_eq!(old.straddled(Date::MIN, &latest), None);
    }
}
