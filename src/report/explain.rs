//! The road of one figure, from its rating down to the rows of the files.

use std::collections::{BTreeMap, BTreeSet};

use crate::compute::means::members;
use crate::compute::suppress::is_withheld;
use crate::compute::trace::Trace;
use crate::diag::Origin;
use crate::diag::words::place;
use crate::domain::{IndicatorId, Number, Period, Reason, TeamId, Value};
use crate::spec::card_read::CardRead;
use crate::spec::expr::print::text as formula_text;
use crate::spec::expr::{Expr, Node};
use crate::spec::planner::Exemption;
use crate::spec::{Indicator, Measured};

use super::caution::cautions_beside;
use super::change::{change, year_on_year};
use super::definitions::class_words;
use super::explain_steps::steps;
use super::figure::{
    blank_word, out_of, partly_covered, rating_text, reason_words, target_decimals, value_text,
};
use super::format::{date, number, period, with_unit};
use super::input::Input;
use super::issued::issued_text;
use super::limit::limit_text;
use super::preassessment::layer_name;
use super::restated::restated;

/// So many figures that another one is made of are explained below it; of the rest it is said how
/// to ask for them.
const MOST_BELOW: usize = 24;

/// The explanation of a figure, line by line: a label and what stands under it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// What is explained.
    pub title: String,
    /// The steps, from the rating down.
    pub steps: Vec<(String, Vec<String>)>,
    /// How deep it lies below the figure that was asked for.
    pub depth: usize,
}

/// A figure: the indicator, its team, its period.
type Figure<'a> = (&'a IndicatorId, &'a TeamId, Period);

/// Explains a figure, and below it those that it is made of, down to the rows of the files; empty
/// if it does not exist. Of a figure that is met again only the name is told.
pub fn explain(
    input: &Input<'_>,
    id: &IndicatorId,
    team: &TeamId,
    rows: &dyn Fn(&Indicator, &TeamId, Period) -> Trace,
) -> Vec<Explanation> {
    let mut road = Road { input, rows, met: BTreeSet::new(), told: vec![] };
    road.down((id, team, input.ask.period), 0);
    road.told
}

/// The way down from a figure.
struct Road<'a> {
    input: &'a Input<'a>,
    rows: &'a dyn Fn(&Indicator, &TeamId, Period) -> Trace,
    met: BTreeSet<(IndicatorId, TeamId, Period)>,
    told: Vec<Explanation>,
}

impl Road<'_> {
    fn down(&mut self, (id, team, at): Figure<'_>, depth: usize) {
        let Some(indicator) = self.input.project.indicator_at(id, at) else { return };
        if !self.met.insert((id.clone(), team.clone(), at)) {
            let title = title(self.input, indicator, team, at);
            self.told.push(Explanation { title, steps: vec![], depth });
            return;
        }
        if self.told.len() > MOST_BELOW {
            let args = [
                ("indicator", id.to_string()),
                ("team", team.to_string()),
                ("period", at.to_string()),
            ];
            let steps = vec![(
                self.input.word("explain-further"),
                vec![self.input.text("explain-ask", &args)],
            )];
            self.told.push(Explanation {
                title: title(self.input, indicator, team, at),
                steps,
                depth,
            });
            return;
        }
        let trace = (self.rows)(indicator, team, at);
        let Some(told) = figure(self.input, (indicator, team, at), &trace, depth) else { return };
        self.told.push(told);
        let mut below = vec![];
        made_of(self.input, &indicator.formula, (team, at), &mut below);
        let mut named = BTreeSet::new();
        below.retain(|one| named.insert(one.clone()));
        for (id, team, at) in &below {
            self.down((id, team, *at), depth + 1);
        }
    }
}

/// The figures that a formula names, in reading order.
fn made_of(
    input: &Input<'_>,
    formula: &Expr,
    (team, at): (&TeamId, Period),
    found: &mut Vec<(IndicatorId, TeamId, Period)>,
) {
    match &formula.node {
        Node::Indicator(id) => {
            let once = |one: &Indicator| one.measured == Measured::Office;
            let is_once = input.project.indicator_at(id, at).is_some_and(once);
            let root = input.project.teams.root().filter(|_| is_once);
            found.push((id.clone(), root.map_or(team, |root| &root.id).clone(), at));
        }
        Node::Office(inner) => {
            let root = input.project.teams.root().map_or(team, |root| &root.id);
            made_of(input, inner, (root, at), found);
        }
        Node::Earlier(how, inner) => made_of(input, inner, (team, how.of(at)), found),
        _ => {
            for child in formula.children() {
                made_of(input, child, (team, at), found);
            }
        }
    }
}

fn title(input: &Input<'_>, indicator: &Indicator, team: &TeamId, at: Period) -> String {
    let name = input.project.teams.get(team).map_or(team.as_str(), |team| &team.name);
    format!("{} — {name} — {}", indicator.name, period(at, input.words))
}

/// Explains one figure by itself; below another one what it is judged by is left out.
fn figure(
    input: &Input<'_>,
    (indicator, team, at): (&Indicator, &TeamId, Period),
    trace: &Trace,
    depth: usize,
) -> Option<Explanation> {
    let id = &indicator.id;
    let figure = input.figure(id, team, at)?;
    let grade = input.grade(id, team, at).filter(|_| depth == 0);
    let lang = input.lang();
    let mut out = Explanation { title: title(input, indicator, team, at), steps: vec![], depth };
    let mut step = |key: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            out.steps.push((input.word(key), lines));
        }
    };
    if let Some(grade) = grade.filter(|_| indicator.better.is_some()) {
        step("explain-rating", rating_text(input, grade).into_iter().collect());
        step("explain-score", vec![blank_or(input, &grade.score, 2, "")]);
        let percent = |ratio: &Value| match ratio {
            Value::Number(ratio) => Value::Number(ratio * &Number::from(100u32)),
            blank => blank.clone(),
        };
        let shown = |ratio: &Value| blank_or(input, &percent(ratio), 2, "%");
        step("explain-achievement", vec![shown(&grade.achievement)]);
        step("explain-progress", grade.progress.iter().map(shown).collect());
        step("explain-performance", grade.performance.iter().map(shown).collect());
        let target = grade.target.as_ref().map(|target| {
            let written = indicator.written_target(team, at).map(|(_, origin)| origin);
            let origin = written.unwrap_or(&indicator.origin);
            let line =
                input.sources().line_column(origin.file().unwrap_or_default(), span_start(origin));
            let line = line.map_or_else(String::new, |(line, _)| format!(":{line}"));
            let decimals = target_decimals(indicator, target);
            let printed = with_unit(target, decimals, &indicator.unit, lang);
            format!("{printed}  ({}{line})", place(origin, input.words))
        });
        let limit = || limit_text(input, indicator, Some(grade));
        step("explain-target", target.or_else(limit).into_iter().collect());
    }
    let value = match &figure.value {
        Value::Number(value) => {
            let edge = grade.and_then(|grade| grade.target.as_ref());
            let exact = value.to_plain(12);
            vec![format!("{}  ({exact})", value_text(input, indicator, value, edge))]
        }
        Value::Blank(kind, reason) => {
            let said = format!("{}: {}", blank_word(input, *kind), reason_words(input, reason));
            let own = |one: &&Exemption| one.team == *team && one.holds_on(figure.as_of);
            match indicator.exemptions.iter().find(own) {
                Some(one) => vec![format!("{said}  ({})", place(&one.origin, input.words))],
                None => vec![said],
            }
        }
    };
    step("explain-value", value);
    step("explain-counts", out_of(input, figure).into_iter().collect());
    if depth == 0 {
        step("explain-published", restated(input, indicator, team, at).into_iter().collect());
        let changes = [change(input, indicator, team), year_on_year(input, indicator, team)];
        step("explain-change", changes.into_iter().flatten().collect());
    }
    step("explain-version", version(input, indicator).into_iter().collect());
    if depth == 0 {
        step("explain-signal", signals(input, id, team));
        step("explain-cautions", cautions_beside(input, indicator, (team, at)));
    }
    let units = members(input.project, indicator, team).len();
    let used = figure.parts.iter().filter(|(_, value)| value.number().is_some()).count();
    let of = [("used", used.to_string()), ("all", units.to_string())];
    step(
        "explain-mean",
        (units > 0).then(|| input.text("explain-mean-of", &of)).into_iter().collect(),
    );
    let formula = match &indicator.card {
        Some(read) => read.told(),
        None => indicator.formula.to_string(),
    };
    step("explain-formula", vec![formula]);
    let numbers = |expr: &crate::spec::expr::Expr| {
        let wanted = match &expr.node {
            Node::Aggregate(aggregate) => aggregate.to_string(),
            Node::Indicator(_) | Node::Earlier(..) | Node::Office(_) => expr.to_string(),
            _ => return None,
        };
        let (_, value) = figure.parts.iter().find(|(part, _)| *part == wanted)?;
        value.number().map(|number| number.to_plain(12))
    };
    if !figure.parts.is_empty() {
        let in_numbers = formula_text(&indicator.formula, &numbers);
        step(
            "explain-numbers",
            if units > 0 || indicator.card.is_some() { vec![] } else { vec![in_numbers] },
        );
        let is_lead = indicator.card.as_ref().is_some_and(CardRead::is_lead);
        let parts = figure.parts.iter().map(|(part, value)| {
            let part = if is_lead { layer_name(input, part) } else { part.clone() };
            format!("{part} = {}", blank_or(input, value, 12, ""))
        });
        step("explain-parts", parts.collect());
    }
    step("explain-steps", steps(input, indicator, figure));
    step("explain-where", indicator.filter.iter().map(|filter| filter.to_string()).collect());
    let axis = indicator.date.clone().unwrap_or_default();
    let start = figure.window.0;
    let from =
        if start == crate::domain::Date::MIN { "…".to_owned() } else { date(start, input.words) };
    let span = format!("{axis}: {from} – {}", date(figure.window.1, input.words));
    step("explain-window", if indicator.dataset.is_some() { vec![span] } else { vec![] });
    step("explain-as-of", vec![date(figure.as_of, input.words)]);
    step("explain-issued", issued_text(input, figure).into_iter().collect());
    if let Some((did, all)) = figure.coverage {
        let line = if figure.uncovered.is_empty() {
            format!("{did}/{all}")
        } else {
            partly_covered(input, figure)
        };
        step("explain-coverage", vec![line]);
    }
    // The number of rows is the withheld count itself.
    let shown = if is_withheld(figure) { vec![] } else { rows(input, trace) };
    step("explain-rows", shown);
    let empty = figure.rows_empty;
    step(
        "explain-empty",
        if empty > 0 {
            vec![input.text("remark-empty", &[("rows", empty.to_string())])]
        } else {
            vec![]
        },
    );
    let aside = figure.rows_set_aside;
    step(
        "explain-aside",
        if aside > 0 {
            vec![input.text("remark-set-aside", &[("rows", aside.to_string())])]
        } else {
            vec![]
        },
    );
    let basis = if indicator.basis.is_empty() { vec![] } else { vec![indicator.basis.clone()] };
    step("explain-class", class_words(input, indicator).into_iter().collect());
    step("explain-basis", basis);
    step("explain-confidence", vec![input.word(&format!("confidence-{}", indicator.confidence))]);
    Some(out)
}

/// The days on which this version of the definition is valid, where it names any.
pub(super) fn version(input: &Input<'_>, indicator: &Indicator) -> Option<String> {
    let day =
        |at: Option<crate::domain::Date>| at.map_or("…".to_owned(), |at| date(at, input.words));
    let (from, to) = indicator.valid;
    (from.is_some() || to.is_some()).then(|| format!("{} – {}", day(from), day(to)))
}

/// What stands out in the months of the period.
fn signals(input: &Input<'_>, id: &IndicatorId, team: &TeamId) -> Vec<String> {
    let asked = input.ask.period;
    let own = input.graded.chart(id, team).into_iter().flat_map(|chart| chart.within(asked));
    let told = own.map(|signal| {
        let what = input.word(&format!("signal-{}", signal.code().replace('_', "-")));
        format!("{}: {what}", period(signal.month, input.words))
    });
    told.collect()
}

fn span_start(origin: &Origin) -> usize {
    match origin {
        Origin::Span { start, .. } => *start,
        _ => 0,
    }
}

fn blank_or(input: &Input<'_>, value: &Value, decimals: u32, unit: &str) -> String {
    match value {
        Value::Number(exact) if decimals > 6 => {
            let whole = if exact.is_integer() { 0 } else { 6 };
            number(exact, whole, input.lang())
        }
        Value::Number(exact) => with_unit(exact, decimals, unit, input.lang()),
        // It is measured, and may not be judged.
        Value::Blank(_, Reason::TooFew) => input.word("not-judged-few"),
        Value::Blank(kind, reason) => {
            format!("{}: {}", blank_word(input, *kind), reason_words(input, reason))
        }
    }
}

/// The rows behind a figure: file, sheet, and the rows as ranges.
fn rows(input: &Input<'_>, trace: &Trace) -> Vec<String> {
    let mut sheets: BTreeMap<(String, String), Vec<u32>> = BTreeMap::new();
    for origin in &trace.rows {
        if let Origin::Row { file, sheet, row } = origin {
            sheets.entry((file.to_string(), sheet.to_string())).or_default().push(*row);
        }
    }
    let mut lines: Vec<String> = sheets
        .into_iter()
        .map(|((file, sheet), rows)| {
            let key = if sheet.is_empty() { "explain-lines-of" } else { "explain-rows-of" };
            input.text(
                key,
                &[
                    ("file", file),
                    ("sheet", sheet),
                    ("count", rows.len().to_string()),
                    ("rows", ranges(&rows)),
                ],
            )
        })
        .collect();
    if trace.confidential > 0 {
        lines.push(input.word("explain-confidential"));
    }
    lines
}

/// `3–7, 9, 12–13`.
fn ranges(rows: &[u32]) -> String {
    let mut out: Vec<(u32, u32)> = vec![];
    for &row in rows {
        match out.last_mut() {
            Some((_, last)) if *last + 1 == row => *last = row,
            Some((_, last)) if *last == row => {}
            _ => out.push((row, row)),
        }
    }
    let printed =
        out.iter().map(
            |(first, last)| {
                if first == last { first.to_string() } else { format!("{first}–{last}") }
            },
        );
    printed.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_told_as_ranges() {
        assert_eq!(ranges(&[3, 4, 5, 9, 12, 13]), "3–5, 9, 12–13");
        assert_eq!(ranges(&[7]), "7");
        assert_eq!(ranges(&[]), "");
    }
}
