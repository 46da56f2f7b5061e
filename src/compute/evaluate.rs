//! The entry of the stage: every figure that was asked for, dataset by dataset, then those made
//! from other figures.

use std::collections::BTreeSet;

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::{Coverage, IndicatorId, Period, TeamId, side_by_side};
use crate::load::table::{Table, Tables};
use crate::spec::{Indicator, Project};

use super::ask::Ask;
use super::breakdown::{broken_down, grouped};
use super::carded::hang_on_cards;
use super::composite::composites;
use super::covered::{Handed, handed};
use super::crowding::crowdings;
use super::days::event_days;
use super::figure::Context;
use super::gather::reduction;
use super::means::means;
use super::measurement::{Measurement, Measurements};
use super::plan::{Pass, Periods, passes};
use super::stated::stated;
use super::suppress::suppress;
use super::too_large::{too_large, whole_too_large};
use super::undated::undated;

/// Computes every figure that `ask` needs.
pub fn evaluate(
    project: &Project,
    tables: &Tables,
    coverage: &Coverage,
    ask: &Ask,
    diags: &mut Diagnostics,
) -> Measurements {
    evaluate_given(project, tables, coverage, ask, Measurements::default(), diags)
}

/// The same, with some figures given: their indicators are not computed.
pub fn evaluate_given(
    project: &Project,
    tables: &Tables,
    coverage: &Coverage,
    ask: &Ask,
    given: Measurements,
    diags: &mut Diagnostics,
) -> Measurements {
    let periods = Periods::new(project, ask);
    let passes = passes(project, ask, &periods);
    // The passes are independent; their figures and findings are put together in their order.
    let grouped = grouped(project, ask);
    let by_value = super::breakdown::passes(project, ask, &grouped);
    let parts: Vec<Part<'_>> =
        side_by_side(&passes, |pass| part(project, tables, coverage, ask, pass));
    let broken: Vec<_> =
        side_by_side(&by_value, |pass| broken_down(project, tables, coverage, pass));
    let known: BTreeSet<IndicatorId> = given.iter().map(|(id, ..)| id.clone()).collect();
    let mut figures = given;
    for part in parts {
        for (indicator, team, period, figure) in part.figures {
            if !known.contains(indicator) {
                periods.keep(&mut figures, indicator, team, period, figure);
            }
        }
        for finding in part.findings {
            diags.push(finding);
        }
    }
    for one in broken {
        for (indicator, team, parts) in one.parts.into_iter().filter(|(id, ..)| !known.contains(id))
        {
            figures.broken.entry((indicator, team)).or_default().push(parts);
        }
        for finding in one.findings {
            diags.push(finding);
        }
    }
    suppress(project, ask, &mut figures);
    let averaged = |one: &&Indicator| one.versions().any(|version| version.parent.is_some());
    let averaged = project.indicators.iter().filter(averaged);
    for latest in averaged.filter(|one| !known.contains(&one.id)) {
        let found: BTreeSet<Period> = figures.all_of(&latest.id).map(|(_, at, _)| at).collect();
        for period in found {
            means(project, latest.at(period), period, &mut figures);
        }
    }
    // What hangs on filled-in scorecards waits for them.
    let late = hang_on_cards(project);
    let left_out = |id: &IndicatorId| known.contains(id) || late.contains(id);
    composites(project, ask, &periods, &left_out, &mut figures);
    figures.days = event_days(project, tables, coverage, ask);
    figures.crowdings = crowdings(project, tables, coverage, ask);
    figures.stated = stated(project, tables, coverage, ask, diags);
    figures
}

/// What one pass over one dataset gives.
#[derive(Default)]
struct Part<'a> {
    figures: Vec<(&'a IndicatorId, &'a TeamId, Period, Measurement)>,
    findings: Vec<Diagnostic>,
}

fn part<'a>(
    project: &'a Project,
    tables: &Tables,
    coverage: &Coverage,
    ask: &Ask,
    pass: &Pass<'a>,
) -> Part<'a> {
    let mut part = Part::default();
    let Some(dataset) = project.dataset(&pass.dataset) else { return part };
    let Some(table) = tables.get(&pass.dataset) else { return part };
    part.findings.extend(undated(dataset, table, pass, ask, project));
    let handed: Vec<Handed> = pass
        .jobs
        .iter()
        .map(|job| handed(project, dataset, job.indicator, &job.span, coverage))
        .collect();
    part.findings.extend(snapshot_twice(table, &handed));
    let reduced = match reduction(project, dataset, table, pass, &handed) {
        Ok(reduced) => reduced,
        Err(found) => {
            part.findings.push(too_large(dataset, found));
            return part;
        }
    };
    for (at, (job, handed)) in pass.jobs.iter().zip(&handed).enumerate() {
        let context = Context { project, dataset, table, coverage, job, at, handed };
        for team in project.measured_teams(job.indicator) {
            match context.figure(team, &reduced) {
                Ok(figure) => {
                    part.figures.push((&job.indicator.id, team, job.period, figure));
                }
                Err(error) => {
                    part.findings.push(too_large(dataset, whole_too_large(dataset, &error)));
                }
            }
        }
    }
    part
}

/// Complains about files whose state ends on the day of another one that counts instead: added up
/// they would tell everything twice.
fn snapshot_twice(table: &Table, handed: &[Handed]) -> Vec<Diagnostic> {
    let rivals: BTreeSet<&(Period, Period)> = handed.iter().flat_map(|one| &one.rivals).collect();
    let mut found = vec![];
    for (other, counts) in rivals {
        let sheets = table.sheets.iter().filter(|sheet| sheet.period == Some(*other));
        let files: BTreeSet<&str> = sheets.map(|sheet| &*sheet.file).collect();
        found.extend(files.into_iter().map(|file| {
            Diagnostic::warning("snapshot-twice", Origin::file_of(file))
                .arg("dataset", &table.dataset)
                .arg("other", other)
                .arg("counts", counts)
        }));
    }
    found
}
