//! Figures made from other figures of the same team and period.

use crate::domain::{Blank, Calendar, Date, IndicatorId, Number, Period, Reason, TeamId, Value};
use crate::spec::expr::{Aggregate, Earlier, Expr, Node};
use crate::spec::{Indicator, Measured, Project, Window};

use super::ask::Ask;
use super::carried::{divided, handed_on, passed_on};
use super::covered::out_of_force;
use super::group::{Leaves, Outcome, eval};
use super::means::means;
use super::measurement::{Measurement, Measurements};
use super::plan::Periods;
use super::window::{Span, span};

/// Figures made from other figures, but those left out; the definitions have no circle, so rounds
/// come to an end.
pub(super) fn composites(
    project: &Project,
    ask: &Ask,
    periods: &Periods,
    left_out: &dyn Fn(&IndicatorId) -> bool,
    figures: &mut Measurements,
) {
    let made = |one: &&Indicator| one.versions().any(|version| version.dataset.is_none());
    let mut open: Vec<_> = project.indicators.iter().filter(made).collect();
    open.retain(|indicator| !left_out(&indicator.id));
    while !open.is_empty() {
        let waits = |indicator: &&Indicator| {
            let needed = |id: &IndicatorId| {
                indicator.versions().any(|one| one.formula.indicators().contains(&id))
            };
            open.iter().any(|other| needed(&other.id))
        };
        let (later, now): (Vec<_>, Vec<_>) = open.iter().copied().partition(waits);
        if now.is_empty() {
            return;
        }
        for latest in now {
            for period in periods.of(latest) {
                let indicator = latest.at(period);
                if indicator.dataset.is_some() || indicator.card.is_some() {
                    continue;
                }
                let span = span(indicator.window, period, ask.as_of.min(period.end()));
                for team in project.measured_teams(indicator) {
                    let figure = composite(project, indicator, team, period, span, figures);
                    periods.keep(figures, &indicator.id, team, period, figure);
                }
                means(project, indicator, period, figures);
            }
        }
        open = later;
    }
}

fn composite(
    project: &Project,
    indicator: &Indicator,
    team: &TeamId,
    period: Period,
    span: Span,
    figures: &Measurements,
) -> Measurement {
    let leaves = Others { project, window: indicator.window, team, period, span, figures };
    let part = |expr: &Expr| eval(expr, &leaves).into_value().number().cloned();
    let blank = match indicator.not_applicable_on(team, span.as_of) {
        Some(words) => Some(Reason::Declared(words.to_owned())),
        None => out_of_force(project, indicator, period, &span),
    };
    let ratio = indicator.formula.ratio().filter(|_| blank.is_none());
    let used = indicator.formula.references();
    let found = leaves.figures_of(&indicator.formula);
    let passed = leaves.passed(&indicator.formula).filter(|_| blank.is_none());
    let taken = |of: fn(&Measurement) -> &Option<Number>| {
        passed.as_ref().and_then(|(_, figure)| of(figure).clone())
    };
    Measurement {
        numerator: ratio
            .and_then(|(numerator, _)| part(numerator))
            .or_else(|| taken(|figure| &figure.numerator)),
        denominator: ratio
            .and_then(|(_, denominator)| part(denominator))
            .or_else(|| taken(|figure| &figure.denominator)),
        counts: match &passed {
            Some((source, figure)) => passed_on(source, figure),
            None => divided(project, period, &indicator.formula),
        },
        parts: used.iter().map(|one| (one.to_string(), leaves.value(one))).collect(),
        value: match blank {
            Some(reason) => Value::not_applicable(reason),
            None => eval(&indicator.formula, &leaves).into_value(),
        },
        steps: vec![],
        window: (span.start, span.end),
        as_of: span.as_of,
        coverage: None,
        uncovered: vec![],
        rows_empty: found.iter().map(|one| one.rows_empty).sum(),
        rows_used: found.iter().map(|one| one.rows_used).max().unwrap_or(0),
        rows_set_aside: 0,
        // As good as the oldest of what it is made of.
        issued: found.iter().filter_map(|one| one.issued).min_by_key(|one| one.until),
    }
}

/// What a formula over indicators comes to for a team and a period seen at a cut-off date.
pub fn formula(
    project: &Project,
    expr: &Expr,
    (team, period): (&TeamId, Period),
    as_of: Date,
    figures: &Measurements,
) -> Outcome {
    let span = span(Window::Period, period, as_of.min(period.end()));
    eval(expr, &Others { project, window: Window::Period, team, period, span, figures })
}

struct Others<'a> {
    project: &'a Project,
    window: Window,
    team: &'a TeamId,
    period: Period,
    span: Span,
    figures: &'a Measurements,
}

impl<'a> Others<'a> {
    /// The figure of the same team, or the office's where there is only one for the office.
    fn figure(&self, id: &IndicatorId) -> Option<&'a Measurement> {
        let own = self.figures.get(id, self.team, self.period);
        own.or_else(|| {
            let once = self.project.indicator_at(id, self.period)?.measured == Measured::Office;
            let root = self.project.teams.root().filter(|_| once)?;
            self.figures.get(id, &root.id, self.period)
        })
    }

    /// The one figure that a formula hands on as it stands.
    fn passed(&self, formula: &Expr) -> Option<(&'a Indicator, &'a Measurement)> {
        let (id, of_office) = handed_on(formula)?;
        let view = if of_office { self.office_view() } else { Others { ..*self } };
        Some((self.project.indicator_at(id, self.period)?, view.figure(id)?))
    }

    /// The same seen from the office as a whole.
    fn office_view(&self) -> Self {
        let team = self.project.teams.root().map_or(self.team, |root| &root.id);
        Others { team, ..*self }
    }

    /// The figures of the period that an expression is made from.
    fn figures_of(&self, expr: &Expr) -> Vec<&'a Measurement> {
        match &expr.node {
            Node::Indicator(id) => self.figure(id).into_iter().collect(),
            Node::Office(inner) => self.office_view().figures_of(inner),
            _ => expr.children().into_iter().flat_map(|one| self.figures_of(one)).collect(),
        }
    }

    /// What a reference to a number came to, a blank with the reason that it has itself.
    fn value(&self, reference: &Expr) -> Value {
        match &reference.node {
            Node::Indicator(id) => self.indicator(id),
            Node::Office(inner) => self.office_view().value(inner),
            _ => eval(reference, self).into_value(),
        }
    }
}

impl Leaves for Others<'_> {
    fn aggregate(&self, _: &Aggregate) -> Outcome {
        unreachable!("formulas over indicators have no aggregates")
    }

    fn indicator(&self, id: &IndicatorId) -> Value {
        let none = || Value::missing(Reason::Upstream(id.clone()));
        self.figure(id).map_or_else(none, |figure| figure.value.clone())
    }

    fn calendar(&self) -> &Calendar {
        &self.project.calendar
    }

    fn span(&self) -> &Span {
        &self.span
    }

    fn earlier(&self, how: Earlier, expr: &Expr) -> Outcome {
        let period = how.of(self.period);
        // Across a cut of a series nothing is worked out.
        let cut = |id: &IndicatorId| {
            self.project.indicator(id)?.cut_between(period, self.period).map(|cut| cut.at)
        };
        if let Some(at) = expr.indicators().into_iter().find_map(cut) {
            return Outcome::Blank(Blank::NotApplicable, Reason::SeriesCut(at));
        }
        let span = span(self.window, period, period.end());
        eval(expr, &Others { period, span, ..*self })
    }

    fn office(&self, expr: &Expr) -> Outcome {
        eval(expr, &self.office_view())
    }
}
