//! Where a filled form belongs: a path, a sheet name and titles that fit what the contract says
//! about its files and what they cover.

use std::collections::BTreeMap;

use crate::domain::glob::{alternatives, matches_path};
use crate::domain::{Grain, Period, Team};
use crate::load::pattern::{fields, period as period_in};
use crate::spec::dataset::{PeriodFrom, Place, Source, TeamFrom};

use super::layout::{GUIDE, LISTS};

/// The name of a form's sheet where the contract names none.
const SHEET: &str = "Data";
/// What stands for a folder that the contract leaves open.
const FOLDER: &str = "formulir";
/// The longest name of a sheet.
const SHEET_LIMIT: usize = 31;

/// Where a form belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The path in the project under which the contract finds it.
    pub path: String,
    /// The name of its sheet.
    pub sheet: String,
    /// Lines above the heads in which the contract looks for the period.
    pub titles: Vec<String>,
    /// The period that it covers.
    pub period: Period,
    /// Whether other sheets may stand beside it.
    pub has_company: bool,
}

/// Finds the place of a form for a period, and for a team where each hands in a file of its own.
///
/// `None` if no XLSX file can fit the contract.
pub fn place(source: &Source, period: Period, team: Option<&Team>) -> Option<Placed> {
    let written: &[(Place, String)] = match &source.covers.period {
        PeriodFrom::Written(written) => written,
        PeriodFrom::Column(..) | PeriodFrom::Given(_) => &[],
    };
    let at = |wanted: Place| {
        let own = written.iter().filter(move |(place, _)| *place == wanted);
        own.map(|(_, pattern)| pattern.as_str()).collect::<Vec<_>>()
    };
    let period = finest(written, period);
    let mut names = at(Place::FileName);
    if let TeamFrom::FileName(pattern) = &source.covers.team {
        names.push(pattern);
    }
    let path = path(source, &names, period, team)?;
    let titles: Vec<String> =
        at(Place::Title).into_iter().map(|one| fill(one, period, team)).collect();
    let by_team = team.filter(|_| source.covers.team == TeamFrom::Sheet);
    let wished = match (at(Place::Sheet).first(), by_team) {
        (Some(pattern), _) => fill(pattern, period, team),
        (None, Some(team)) => team.short.clone(),
        (None, None) => SHEET.to_owned(),
    };
    let sheet = sheet_name(source, &wished);
    if !written.is_empty() && read_back(written, &path, &titles, &sheet) != Some(period) {
        return None;
    }
    let takes = |name: &str| source.sheets.iter().any(|pattern| pattern.matches(name));
    Some(Placed { path, sheet, titles, period, has_company: !takes(GUIDE) && !takes(LISTS) })
}

/// The period that the contract reads out of a form that lies in its place.
fn read_back(
    written: &[(Place, String)],
    path: &str,
    titles: &[String],
    sheet: &str,
) -> Option<Period> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut together = BTreeMap::new();
    for (place, pattern) in written {
        together.extend(match place {
            Place::FileName => fields(pattern, stem)?,
            Place::Sheet => fields(pattern, sheet)?,
            Place::Title => titles.iter().find_map(|title| fields(pattern, title))?,
        });
    }
    period_in(&together)
}

/// Whether each team hands in a file of its own.
pub fn is_by_team(source: &Source) -> bool {
    matches!(source.covers.team, TeamFrom::Sheet | TeamFrom::FileName(_))
}

/// The period of the length that the patterns name, at the end of the one asked for.
fn finest(written: &[(Place, String)], period: Period) -> Period {
    let names = |field: &str| written.iter().any(|(_, pattern)| pattern.contains(field));
    let lengths = [
        ("{bulan}", Grain::Month),
        ("{triwulan}", Grain::Quarter),
        ("{semester}", Grain::Semester),
        ("{tahun}", Grain::Year),
    ];
    match lengths.into_iter().find(|(field, _)| names(field)) {
        Some((_, grain)) if grain != period.grain() => Period::containing(period.end(), grain),
        _ => period,
    }
}

fn path(source: &Source, names: &[&str], period: Period, team: Option<&Team>) -> Option<String> {
    let globs: Vec<String> = source.files.iter().flat_map(|glob| alternatives(glob)).collect();
    // Files that say nothing of their team may still have its name, where the contract lets them.
    let star = team.filter(|_| !is_by_team(source)).map_or("", |team| team.id.as_str());
    let stems: Vec<String> =
        names.iter().map(|one| fill(&one.replace('*', star), period, team)).collect();
    let fits_names = |stem: &str| {
        let found: Option<Vec<_>> = names.iter().map(|pattern| fields(pattern, stem)).collect();
        let together: Option<BTreeMap<_, _>> =
            found.map(|found| found.into_iter().flatten().collect());
        // Another place may complete the period: then the name says less.
        let fits = |one: Period| one.contains(period.end());
        together.is_some_and(|fields| period_in(&fields).is_none_or(fits))
    };
    globs.iter().find_map(|glob| {
        let (folder, last) = glob.rsplit_once('/').unwrap_or(("", glob));
        let folders = folder.split('/').filter(|part| !part.is_empty());
        let folder: String = folders
            .map(|part| match part {
                "**" => format!("{FOLDER}/"),
                part => format!("{}/", part.replace('*', FOLDER)),
            })
            .collect();
        let from_glob = || {
            let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
            vec![stem.replace('*', &period_in_names(period))]
        };
        let stems = if stems.is_empty() { from_glob() } else { stems.clone() };
        stems.into_iter().find_map(|stem| {
            let path = format!("{folder}{stem}.xlsx");
            (fits_names(&stem) && matches_path(glob, &path)).then_some(path)
        })
    })
}

/// A pattern with its fields filled in and its stars left out.
fn fill(pattern: &str, period: Period, team: Option<&Team>) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open].replace('*', ""));
        let Some((field, after)) = rest[open + 1..].split_once('}') else { break };
        let last = |grain| Period::containing(period.end(), grain).index();
        match field {
            "tahun" => out.push_str(&period.year().to_string()),
            "triwulan" => out.push_str(&format!("TW{}", last(Grain::Quarter))),
            "semester" => out.push_str(&last(Grain::Semester).to_string()),
            "bulan" => out.push_str(&format!("{:02}", last(Grain::Month))),
            "periode" => out.push_str(&period_in_names(period)),
            "tim" => out.push_str(team.map_or("", |team| team.id.as_str())),
            _ => {}
        }
        rest = after;
    }
    out.push_str(&rest.replace('*', ""));
    out.trim().to_owned()
}

/// A period as file names have it: `2024-TW4`.
fn period_in_names(period: Period) -> String {
    match period.grain() {
        Grain::Quarter => format!("{}-TW{}", period.year(), period.index()),
        _ => period.to_string(),
    }
}

/// A name of a sheet that the contract reads.
fn sheet_name(source: &Source, wished: &str) -> String {
    let clean = |name: &str| -> String {
        let allowed = name.chars().filter(|c| !"[]:*?/\\".contains(*c));
        allowed.take(SHEET_LIMIT).collect::<String>().trim_matches('\'').trim().to_owned()
    };
    let takes = |name: &String| {
        !name.is_empty()
            && (source.sheets.is_empty() || source.sheets.iter().any(|one| one.matches(name)))
    };
    let from_patterns = source.sheets.iter().flat_map(|one| alternatives(one.as_str()));
    let wishes = [clean(wished)].into_iter().chain(from_patterns.map(|one| clean(&one)));
    wishes.into_iter().find(takes).unwrap_or_else(|| SHEET.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Origin;
    use crate::domain::glob::TextPattern;
    use crate::spec::dataset::Covers;
    use crate::spec::shape::Shape;

    fn source(files: &[&str], written: &[(Place, &str)], sheets: &[&str]) -> Source {
        let written = written.iter().map(|(place, text)| (*place, text.to_string())).collect();
        Source {
            files: files.iter().map(|one| one.to_string()).collect(),
            sheets: sheets.iter().map(|one| TextPattern::new(one)).collect(),
            shape: Shape::default(),
            covers: Covers { period: PeriodFrom::Written(written), team: TeamFrom::All },
            totals: vec![],
            origin: Origin::Nowhere,
            given: None,
        }
    }

    #[test]
    fn the_path_fits_the_contract() {
        let check =
            |files: &[&str], written: &[(Place, &str)], period: &str, expected: Option<&str>| {
                let placed =
                    place(&source(files, written, &[]), Period::parse(period).unwrap(), None);
                assert_eq!(placed.map(|one| one.path).as_deref(), expected, "{files:?}");
            };
        let name = Place::FileName;
        let kub = [(name, "kegiatan-{tahun}-{triwulan}")];
        check(&["data/kub/*.xlsx"], &kub, "2024-Q4", Some("data/kub/kegiatan-2024-TW4.xlsx"));
        check(
            &["data/**/kegiatan-*.{csv,xlsx}"],
            &kub,
            "2024-12",
            Some("data/formulir/kegiatan-2024-TW4.xlsx"),
        );
        check(&["data/kub/*.csv"], &kub, "2024-Q4", None);
        check(&["data/rapat/*.xlsx"], &kub, "2024-Q4", Some("data/rapat/kegiatan-2024-TW4.xlsx"));
        check(&["data/lain-*.xlsx"], &kub, "2024-Q4", None);
        let month = [(name, "absen-{tahun}-{bulan}")];
        check(&["data/absen-*.xlsx"], &month, "2024-Q3", Some("data/absen-2024-09.xlsx"));
        let title = [(Place::Title, "*Triwulan {triwulan} {tahun}*")];
        check(&["data/lap*.xlsx"], &title, "2024-Q2", Some("data/lap2024-TW2.xlsx"));
    }

    #[test]
    fn titles_and_sheets_name_the_period() {
        let written =
            [(Place::Title, "*Triwulan {triwulan} {tahun}*"), (Place::Sheet, "TA {tahun}")];
        let one = source(&["data/*.xlsx"], &written, &["TA*"]);
        let placed = place(&one, Period::parse("2024-Q2").unwrap(), None).unwrap();
        assert_eq!(placed.titles, ["Triwulan TW2 2024"]);
        assert_eq!(placed.sheet, "TA 2024");
        assert!(placed.has_company);
        let all = source(&["data/*.xlsx"], &written, &["*"]);
        assert!(!place(&all, Period::parse("2024-Q2").unwrap(), None).unwrap().has_company);
    }
}
