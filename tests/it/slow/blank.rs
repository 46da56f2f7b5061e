//! The blank that a figure is before any row is looked at: nothing to measure, or not handed in.

use std::collections::BTreeSet;

use zona::domain::{Blank, Period, TeamId};
use zona::load::table::{SheetInfo, Table};
use zona::spec::dataset::ColumnFrom;
use zona::spec::expr::{Expr, Node};
use zona::spec::indicator::OnMissing;
use zona::spec::{Dataset, Indicator};

use super::figures::Slow;
use super::value::{BA, TB};
use super::window::{Handed, Span, span};

impl Slow<'_> {
    /// The blank that a figure is before any row is looked at.
    pub(super) fn blank(
        &self,
        version: &Indicator,
        latest: &Indicator,
        team: &TeamId,
        (dataset, table): (&Dataset, &Table),
        handed: &Handed<'_>,
        period: Period,
    ) -> Option<Blank> {
        let span = span(version.window, period, self.as_of.min(period.end()));
        if version.not_applicable_on(team, span.as_of).is_some() {
            return Some(TB);
        }
        if out_of_force(version, latest, period, &span) {
            return Some(TB);
        }
        let is_zero = version.missing == OnMissing::Zero;
        if !self.coverage.has_files(&dataset.id) && !is_zero {
            return Some(BA);
        }
        if self.lacks_column(version, team, (dataset, table), &span) || span.last < period.start() {
            return Some(BA);
        }
        let own = version.own_rows;
        let mut below = handed.teams.iter();
        let (mut n, mut did) = (0, 0);
        for one in below.by_ref().filter(|one| self.ladders.is_under(&one.team, team, own)) {
            n += 1;
            did += usize::from(one.did);
        }
        if n == 0 {
            let tree = &self.project.teams;
            let leaf = |id: &TeamId| tree.iter().all(|other| other.parent.as_ref() != Some(id));
            let within = tree.iter().filter(|one| self.ladders.is_under(&one.id, team, false));
            let leaves: Vec<&TeamId> = within.map(|one| &one.id).filter(|id| leaf(id)).collect();
            let exempt = |id: &&&TeamId| version.not_applicable_on(id, span.as_of).is_some();
            if leaves.iter().filter(exempt).count() == leaves.len() {
                return Some(TB);
            }
            if !leaves.iter().any(|id| handed.owes(id)) {
                return Some(TB);
            }
            if !handed.did(team) {
                return Some(BA);
            }
        }
        let may = did == n || is_zero || (version.missing == OnMissing::Skip && did > 0);
        (!may).then_some(BA)
    }

    /// Whether a column that the figure reads is in no file, or was lost in one that it needs.
    fn lacks_column(
        &self,
        version: &Indicator,
        team: &TeamId,
        (dataset, table): (&Dataset, &Table),
        span: &Span,
    ) -> bool {
        let mut read: BTreeSet<String> = BTreeSet::new();
        let mut exprs: Vec<&Expr> = version.filter.iter().collect();
        match version.steps.first() {
            Some(step) => exprs.extend(step.by.iter().chain(&step.results).map(|(_, expr)| expr)),
            None => exprs.push(&version.formula),
        }
        for expr in exprs {
            expr.walk(&mut |inner| match &inner.node {
                Node::Column(name) => roots(dataset, name, &mut read),
                Node::Aggregate(one) => {
                    one.axis.iter().for_each(|axis| roots(dataset, axis, &mut read));
                }
                _ => {}
            });
        }
        for axis in version.date.iter().chain(&version.team) {
            roots(dataset, axis, &mut read);
        }
        let is_needed = |name: &str| dataset.column(name).is_none_or(|own| !own.optional);
        let nowhere = |name: &String| {
            let sheets = &table.sheets;
            !sheets.is_empty() && sheets.iter().all(|sheet| sheet.absent.contains(name))
        };
        let concerns = |sheet: &&SheetInfo| {
            let whose = |own: &TeamId| self.ladders.is_under(own, team, false);
            let overlaps = sheet.period.is_none_or(|period| {
                let begin = sheet.since.map_or(period.start(), |since| since.min(period.start()));
                begin <= span.last && span.first.is_none_or(|first| first <= period.end())
            });
            sheet.team.as_ref().is_none_or(whose) && overlaps
        };
        read.iter().any(|name| is_needed(name) && nowhere(name))
            || table
                .sheets
                .iter()
                .filter(concerns)
                .any(|sheet| sheet.lost.iter().any(|name| read.contains(name)))
    }
}

/// The version that is valid on the last day of a period, or the latest.
pub(super) fn version(latest: &Indicator, period: Period) -> &Indicator {
    let all = latest.versioning.earlier.iter().chain([latest]);
    all.into_iter().find(|one| is_valid(one, period)).unwrap_or(latest)
}

fn is_valid(one: &Indicator, period: Period) -> bool {
    let (from, to) = one.valid;
    from.is_none_or(|from| from <= period.end()) && to.is_none_or(|to| period.end() <= to)
}

/// Whether no version is valid, or the window began under another one.
pub(super) fn out_of_force(
    version: &Indicator,
    latest: &Indicator,
    period: Period,
    span: &Span,
) -> bool {
    if !is_valid(version, period) {
        return true;
    }
    let Some(from) = version.valid.0 else { return false };
    if span.is_snapshot || version.versioning.bridges || span.first.is_some_and(|one| from <= one) {
        return false;
    }
    // Another one has a day in the window before this one began.
    latest.versioning.earlier.iter().any(|one| {
        one.valid != version.valid
            && one.valid.1.is_some_and(|to| span.first.is_none_or(|first| first <= to) && to < from)
    })
}

/// The columns with heads that a column is made from in the end.
fn roots(dataset: &Dataset, name: &str, found: &mut BTreeSet<String>) {
    let made = match dataset.column(name).map(|own| &own.from) {
        Some(ColumnFrom::Value(expr)) => expr,
        Some(_) => {
            found.insert(name.to_owned());
            return;
        }
        None => match dataset.derived.iter().find(|one| one.name == name) {
            Some(derived) => &derived.expr,
            None => return,
        },
    };
    made.walk(&mut |inner| {
        if let Node::Column(name) = &inner.node {
            roots(dataset, name, found);
        }
    });
}
