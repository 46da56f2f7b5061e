//! What was promised when a period was sealed, and the reasons for changing it afterwards.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::seal::{Commitment, Seals, plain};
use crate::domain::{Date, Datelike, Grain, Number, Period};

use super::Project;
use super::scorecard::NodeContent;
use super::syntax::Table;

/// A declared change of targets or weights after the first seal of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The indicator or scorecard.
    pub what: String,
    /// When it was decided.
    pub on: Date,
    /// Why, for people.
    pub reason: String,
    /// Where it is declared.
    pub origin: Origin,
}

/// Reads `[[revision]]`; `names` are those of all indicators and scorecards.
pub(super) fn revision(
    table: Table<'_>,
    names: &[String],
    diags: &mut Diagnostics,
) -> Option<Revision> {
    let origin = table.origin();
    let what = table.need("of", diags).and_then(|item| {
        let what = item.string(diags)?;
        if !names.contains(&what) {
            let problem = Diagnostic::error("revision-unknown", item.origin()).arg("found", &what);
            diags.push(problem.near(&what, names.iter().map(String::as_str)));
            return None;
        }
        Some(what)
    });
    let on = table.need("on", diags).and_then(|item| item.date(diags));
    let reason = table.need("reason", diags).and_then(|item| item.string(diags));
    table.finish(diags);
    Some(Revision { what: what?, on: on?, reason: reason?, origin })
}

/// The targets of the quarters of a period's year and the weights of the scorecards in force on its
/// last day, as they are written now.
pub fn commitments(project: &Project, period: Period) -> BTreeMap<Commitment, Number> {
    let mut found = BTreeMap::new();
    let quarters: Vec<Period> =
        (1..=4).filter_map(|n| Period::new(period.year(), Grain::Quarter, n)).collect();
    for latest in project.indicators.iter().filter(|one| !one.hidden) {
        for &quarter in &quarters {
            let indicator = latest.at(quarter);
            for team in project.measured_teams(indicator) {
                if let Some((number, _)) = indicator.written_target(team, quarter) {
                    let what = Commitment::Target(indicator.id.clone(), team.clone(), quarter);
                    found.insert(what, number);
                }
            }
        }
    }
    for scorecard in project.scorecards.iter().filter(|one| one.in_force(period)) {
        for node in scorecard.root.nodes() {
            let leaf = match &node.content {
                NodeContent::Leaf(id, None) => id.to_string(),
                NodeContent::Leaf(id, Some(team)) => format!("{id}@{team}"),
                NodeContent::Question { code, .. } => code.clone(),
                NodeContent::Ruled(scale) => scale.clone(),
                // A group weighs what its nodes weigh together.
                NodeContent::Group(_) => continue,
            };
            let weight = found.entry(Commitment::Weight(scorecard.id.clone(), leaf));
            let weight: &mut Number = weight.or_default();
            *weight = &*weight + &node.weight;
        }
    }
    found
}

/// Complains about targets and weights of a period's year that are others than at the first seal of
/// the year, each with the old and the new one; a declared revision makes a note of it.
pub fn check(project: &Project, seals: &Seals, period: Period, diags: &mut Diagnostics) {
    let Some(seal) = seals.first_of(period.year()) else { return };
    let now = commitments(project, period);
    let mut told: BTreeMap<(String, String, String), (usize, Commitment)> = BTreeMap::new();
    let all: std::collections::BTreeSet<&Commitment> =
        seal.commitments.keys().chain(now.keys()).collect();
    for what in all {
        let (old, new) = (seal.commitments.get(what), now.get(what));
        let shown =
            |number: Option<&Number>| number.map_or("–".to_owned(), |n| plain(&Some(n.clone())));
        let (old, new) = (shown(old), shown(new));
        if old == new {
            continue;
        }
        let kind = match what {
            Commitment::Target(id, ..) => format!("target {id}"),
            Commitment::Weight(scorecard, leaf) => format!("weight {scorecard} {leaf}"),
        };
        // One change of a definition touches many teams and quarters: it is told once.
        told.entry((kind, old, new)).or_insert((0, what.clone())).0 += 1;
    }
    for ((_, old, new), (places, what)) in told {
        let (code, subject, leaf, origin) = match &what {
            Commitment::Target(id, ..) => {
                let origin = project.indicator(id).map(|one| one.origin.clone());
                ("target-after-seal", id.to_string(), id.to_string(), origin)
            }
            Commitment::Weight(scorecard, leaf) => {
                let own = project.scorecard_at(scorecard, period);
                let origin = own.map(|one| one.origin.clone());
                ("weight-after-seal", scorecard.to_string(), leaf.clone(), origin)
            }
        };
        let declared = project.revisions.iter().find(|one| {
            one.what == subject && one.on.year() == period.year() && one.on > seal.period.end()
        });
        let origin = origin.unwrap_or_else(|| Origin::file_of(&seal.file));
        let problem = match declared {
            None => Diagnostic::warning(code, origin),
            Some(one) => Diagnostic::note("revision-declared", one.origin.clone())
                .arg("reason", &one.reason)
                .arg("on", one.on),
        };
        let problem = problem.arg("subject", subject).arg("leaf", leaf).arg("old", old);
        diags.push(problem.arg("new", new).arg("sealed", seal.period).arg("places", places));
    }
}
