//! What people ask about, and what the office aims at, tied to the figures that answer.
//!
//! A *topic* is a kind of complaint or issue: which rows of which register it is about. From it
//! three counts are made, as if somebody had written them as indicators: what came in, what is
//! open, what is overdue. A *goal* is an objective (*sasaran*) or a programme. Indicators say with
//! `answers` and `goals` which of them they answer.

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::{DatasetId, Grain, IndicatorId};

use super::Dataset;
use super::expr::{self, Expr, Level, Type};
use super::honesty::{Honesty, Suppress, suppress};
use super::indicator::{Indicator, Measured, OnMissing, Window};
use super::scoring::Scoring;
use super::syntax::{Item, Table, Text, check_name};

/// How the cases of a register are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cases {
    /// What makes one case where several rows may be of the same; else a row is a case.
    pub one: Option<String>,
    /// When a case is open.
    pub open: String,
    /// When an open case is overdue.
    pub overdue: String,
    /// Rows that no topic speaks of: those of which only counts of the office may be shown.
    pub hidden: Option<String>,
    /// What a case is called behind a number.
    pub unit: String,
    /// Which counts are withheld.
    pub suppress: Option<Suppress>,
}

/// A kind of complaint or issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Its name in definitions.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// What belongs to it, in words.
    pub about: String,
    /// What counts it.
    pub counted: Counted,
    /// The indicators that it names as its answers itself.
    pub answered_by: Vec<String>,
}

/// What counts a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counted {
    /// The rows of a register that belong to it.
    Cases {
        /// The register.
        dataset: DatasetId,
        /// What came in within the period.
        came: IndicatorId,
        /// What is open and what is overdue; `None` where small counts are withheld, which the
        /// difference of two states would give away.
        left: Option<(IndicatorId, IndicatorId)>,
    },
    /// An indicator that says how many, and nothing else may be said.
    Figure(IndicatorId),
}

impl Topic {
    /// Whether an indicator is one of the counts that are made from this topic.
    pub fn made(&self, id: &IndicatorId) -> bool {
        let Counted::Cases { came, left, .. } = &self.counted else { return false };
        let left = left.iter().any(|(open, overdue)| id == open || id == overdue);
        id == came || left
    }
}

/// An objective or a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// Its name in definitions.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// A short name for navigation and tabs.
    pub short: String,
    /// Which of the two it is.
    pub kind: GoalKind,
    /// The indicators that it names itself.
    pub measured_by: Vec<String>,
    /// Where it is written down, or what it means.
    pub about: String,
}

/// What a goal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoalKind {
    /// An objective of vision, mission or performance agreement (*sasaran*).
    Objective,
    /// A priority programme (*program*).
    Programme,
}

impl GoalKind {
    /// A stable code; its words are in the message catalogue.
    pub fn code(self) -> &'static str {
        match self {
            GoalKind::Objective => "objective",
            GoalKind::Programme => "programme",
        }
    }
}

/// The names of the three counts of a topic: came in, open, overdue.
fn made_names(topic: &str) -> [String; 3] {
    [format!("topik_{topic}"), format!("topik_{topic}_terbuka"), format!("topik_{topic}_lewat")]
}

/// Reads `[dataset.NAME.cases]`; `hidden` is the dataset's own `confidential`.
pub(super) fn cases(
    table: &Table<'_>,
    dataset: &Dataset,
    hidden: Option<String>,
    diags: &mut Diagnostics,
) -> Option<Cases> {
    let inner = table.get("cases")?.table(diags)?;
    let read = |key, ty, diags: &mut Diagnostics| {
        let text = inner.get(key)?.text(diags)?;
        expr::parse(&text, Level::Row, dataset, ty, diags).map(|_| text.value)
    };
    let one = read("count", Type::Null, diags);
    let (open, overdue) = (read("open", Type::Bool, diags), read("overdue", Type::Bool, diags));
    for key in ["open", "overdue"] {
        inner.need(key, diags);
    }
    let unit = inner.text_or_empty("unit", diags);
    let suppress = inner.get("suppress").and_then(|item| suppress(item, diags));
    inner.finish(diags);
    Some(Cases { one, open: open?, overdue: overdue?, hidden, unit, suppress })
}

/// Reads `[topic.NAME]`; the counts made from it go to `made`.
pub(super) fn topic(
    name: &Text,
    table: Table<'_>,
    (datasets, indicators): (&[Dataset], &[String]),
    made: &mut Vec<Indicator>,
    diags: &mut Diagnostics,
) -> Option<Topic> {
    check_name(&name.value, name.whole(), diags);
    let title = table.need("name", diags).and_then(|item| item.string(diags)).unwrap_or_default();
    let about = table.text_or_empty("about", diags);
    let counted = match (table.get("dataset"), table.get("indicator")) {
        (Some(item), None) => {
            let found = dataset_of(item, datasets, diags);
            let text = table.need("where", diags).and_then(|item| item.text(diags));
            found.zip(text).and_then(|((dataset, cases), text)| {
                expr::parse(&text, Level::Row, dataset, Type::Bool, diags)?;
                let rows = (dataset, cases, text.value.as_str());
                Some(counts(name, &title, rows, made, diags))
            })
        }
        (None, Some(item)) => item.string(diags).and_then(|id| {
            let known = indicators.contains(&id);
            if !known {
                let problem = Diagnostic::error("known-indicator", item.origin())
                    .arg("indicator", &id)
                    .near(&id, indicators.iter().map(String::as_str));
                diags.push(problem);
            }
            known.then(|| Counted::Figure(IndicatorId::new(id)))
        }),
        _ => {
            diags.push(Diagnostic::error("topic-source", name.whole()));
            table.get("where");
            None
        }
    };
    let answered_by = named(&table, ("answered_by", "known-indicator"), indicators, diags);
    table.finish(diags);
    Some(Topic { id: name.value.clone(), name: title, about, counted: counted?, answered_by })
}

/// The register that a topic is about, with how its cases are counted.
fn dataset_of<'a>(
    item: Item<'_>,
    datasets: &'a [Dataset],
    diags: &mut Diagnostics,
) -> Option<(&'a Dataset, &'a Cases)> {
    let name = item.string(diags)?;
    let Some(found) = datasets.iter().find(|one| one.id.as_str() == name) else {
        let problem = Diagnostic::error("known-dataset", item.origin())
            .arg("dataset", &name)
            .near(&name, datasets.iter().map(|one| one.id.as_str()));
        diags.push(problem);
        return None;
    };
    if found.cases.is_none() {
        let problem = Diagnostic::error("topic-cases", item.origin()).arg("dataset", &name);
        diags.push(problem.related("declared-here", found.origin.clone()));
    }
    found.cases.as_ref().map(|cases| (found, cases))
}

/// Makes the counts of a topic: hidden indicators, computed and traced like any other.
fn counts(
    name: &Text,
    title: &str,
    (dataset, cases, rows): (&Dataset, &Cases, &str),
    made: &mut Vec<Indicator>,
    diags: &mut Diagnostics,
) -> Counted {
    let count = match &cases.one {
        Some(one) => format!("COUNT(DISTINCT {one})"),
        None => "COUNT(*)".to_owned(),
    };
    let filter = match &cases.hidden {
        Some(hidden) => format!("({rows}) AND NOT ({hidden})"),
        None => rows.to_owned(),
    };
    let (open, overdue) = (&cases.open, &cases.overdue);
    let formulas = [
        (count.clone(), Window::Period),
        (format!("{count} FILTER (WHERE {open})"), Window::ToDate),
        (format!("{count} FILTER (WHERE ({open}) AND ({overdue}))"), Window::ToDate),
    ];
    let told = if cases.suppress.is_some() { 1 } else { formulas.len() };
    let ids = made_names(&name.value);
    for (id, (formula, window)) in ids.iter().zip(formulas).take(told) {
        // The parts have been read already, each at its own place.
        let text = |value: &str| Text { value: value.to_owned(), ..name.clone() };
        let (filter, formula) = (text(&filter), text(&formula));
        let filter = expr::parse(&filter, Level::Row, dataset, Type::Bool, diags);
        let read = expr::parse(&formula, Level::Group, dataset, Type::Number, diags);
        let mut one = counting(id, title, dataset, (window, name.whole()));
        one.filter = filter;
        one.formula = read.unwrap_or(Expr::NOTHING);
        one.formula_text = formula;
        one.unit.clone_from(&cases.unit);
        one.honesty.suppress.clone_from(&cases.suppress);
        made.push(one);
    }
    let [came, open, overdue] = ids.map(IndicatorId::new);
    let left = cases.suppress.is_none().then_some((open, overdue));
    Counted::Cases { dataset: dataset.id.clone(), came, left }
}

/// A count of rows per team that nobody is judged by.
fn counting(
    id: &str,
    title: &str,
    dataset: &Dataset,
    (window, origin): (Window, Origin),
) -> Indicator {
    let place = Text { value: String::new(), file: "".into(), start: 0 };
    Indicator {
        id: IndicatorId::new(id),
        name: title.to_owned(),
        short: title.to_owned(),
        about: String::new(),
        subject: String::new(),
        owner: None,
        measured: Measured::Each,
        dataset: Some(dataset.id.clone()),
        date: dataset.date.clone(),
        team: dataset.team.clone(),
        own_rows: false,
        parent: None,
        filter: None,
        steps: vec![],
        card: None,
        by: vec![],
        formula: Expr::NOTHING,
        formula_text: place,
        window,
        series: Grain::Quarter,
        counter: None,
        sample: None,
        flow: None,
        unit: String::new(),
        decimals: 0,
        labels: vec![],
        better: None,
        target: None,
        set_targets: vec![],
        score: Scoring::of_achievement(),
        scale: None,
        not_applicable: std::collections::BTreeMap::new(),
        exemptions: vec![],
        missing: OnMissing::Skip,
        owes_rows: false,
        expiry: None,
        max_age: 12,
        valid: (None, None),
        versioning: super::version::Versioning::default(),
        basis: String::new(),
        confidence: "local".to_owned(),
        class: String::new(),
        answers: vec![],
        goals: vec![],
        honesty: Honesty::default(),
        trend: super::signal::TrendRules::default(),
        hidden: true,
        origin,
    }
}

/// Reads `[goal.NAME]`.
pub(super) fn goal(
    name: &Text,
    table: Table<'_>,
    indicators: &[String],
    diags: &mut Diagnostics,
) -> Option<Goal> {
    check_name(&name.value, name.whole(), diags);
    let title = table.need("name", diags).and_then(|item| item.string(diags)).unwrap_or_default();
    let words = [("sasaran", GoalKind::Objective), ("program", GoalKind::Programme)];
    let kind = table.get("kind").map_or(Some(GoalKind::Objective), |item| item.word(&words, diags));
    let about = table.text_or_empty("about", diags);
    let short = table.text_or_empty("short", diags);
    let measured_by = named(&table, ("measured_by", "known-indicator"), indicators, diags);
    table.finish(diags);
    let short = if short.is_empty() { title.clone() } else { short };
    Some(Goal { id: name.value.clone(), name: title, short, kind: kind?, measured_by, about })
}

/// Tells the indicators which topics and goals name them: one link, from whichever side.
pub(super) fn link(indicators: &mut [Indicator], topics: &[Topic], goals: &[Goal]) {
    let add = |into: &mut Vec<String>, id: &String| {
        if !into.contains(id) {
            into.push(id.clone());
        }
    };
    for one in indicators {
        let named = |list: &[String]| list.iter().any(|name| name == one.id.as_str());
        let asked: Vec<&String> =
            topics.iter().filter(|topic| named(&topic.answered_by)).map(|one| &one.id).collect();
        let aimed: Vec<&String> =
            goals.iter().filter(|goal| named(&goal.measured_by)).map(|one| &one.id).collect();
        one.for_each_version(|version| {
            asked.iter().for_each(|id| add(&mut version.answers, id));
            aimed.iter().for_each(|id| add(&mut version.goals, id));
        });
    }
}

/// The names under `key` that are among the known ones; complains about the others.
pub(super) fn named(
    table: &Table<'_>,
    (key, code): (&'static str, &'static str),
    known: &[String],
    diags: &mut Diagnostics,
) -> Vec<String> {
    let Some(item) = table.get(key) else { return vec![] };
    let mut names = item.strings(diags);
    names.retain(|name| {
        let is_known = known.contains(name);
        if !is_known {
            let problem =
                Diagnostic::error(code, item.origin()).arg("found", name).arg("indicator", name);
            diags.push(problem.near(name, known.iter().map(String::as_str)));
        }
        is_known
    });
    names
}
