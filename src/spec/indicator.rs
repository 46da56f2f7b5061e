//! Indicators (*indikator kinerja*): what is measured, over which rows, against which target.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::{
    DatasetId, Date, Grain, IndicatorId, Number, Period, TeamId, TeamKind, TeamTree,
};

use super::answers::AnswerScale;
use super::breakdown::{Breakdown, breakdowns};
use super::card_read::CardRead;
use super::dataset::{Dataset, known_column};
use super::expiry::{Expiry, expiry};
use super::expr::{self, ColumnInfo, Expr, Level, Lookup, Scope, Type};
use super::honesty::{Honesty, honesty};
use super::office::{known_team, named_teams, span, team_ids};
use super::parent::{Parent, check_parent, parent};
use super::planner::{Exemption, SetTarget};
use super::scoring::{Better, Scoring, better, scoring};
use super::signal::{TrendRules, trend_rules};
use super::step::{self, Step};
use super::syntax::{Item, Table, Text, check_name};
use super::target::{Target, target};
use super::topic::named;
use super::version::{Versioning, is_in_force, versioning};

/// An indicator, validated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// Its name in formulas and results.
    pub id: IndicatorId,
    /// Its name for people.
    pub name: String,
    /// A short name for column heads.
    pub short: String,
    /// What it says and how to read it.
    pub about: String,
    /// What group of indicators it belongs to.
    pub subject: String,
    /// Who answers for the figure; it never filters rows.
    pub owner: Option<TeamId>,
    /// Which figures exist.
    pub measured: Measured,
    /// The dataset it is computed from; `None` when it is made from other indicators.
    pub dataset: Option<DatasetId>,
    /// The time axis, if the dataset has one.
    pub date: Option<String>,
    /// The team axis, if the dataset has one.
    pub team: Option<String>,
    /// Whether only rows of the team itself and of parts of it count, and not those of the
    /// *satuan kerja* below it, which are judged by themselves.
    pub own_rows: bool,
    /// What the figure of a unit above others is, where it does not come from its own rows.
    pub parent: Option<Parent>,
    /// Which rows take part at all.
    pub filter: Option<Expr>,
    /// The groupings before the formula, where it is nested.
    pub steps: Vec<Step>,
    /// What it reads from filled-in scorecards instead.
    pub card: Option<CardRead>,
    /// The columns for whose values it is told one by one.
    pub by: Vec<Breakdown>,
    /// How it is computed.
    pub formula: Expr,
    /// Where the formula stands.
    pub formula_text: Text,
    /// Which span of time it looks at.
    pub window: Window,
    /// The length of the periods of its series.
    pub series: Grain,
    /// The indicator that must be read beside it.
    pub counter: Option<IndicatorId>,
    /// The indicator that counts who was asked: while it misses its target, no class is told.
    pub sample: Option<IndicatorId>,
    /// What came in and what went out, where this is what is left: drawn together.
    pub flow: Option<(IndicatorId, IndicatorId)>,
    /// Its unit of measure (*satuan*).
    pub unit: String,
    /// Decimals to print.
    pub decimals: u32,
    /// What the values 1, 2, … stand for; empty where a value is a quantity.
    pub labels: Vec<String>,
    /// Which way is good; `None` for context figures without judgement.
    pub better: Option<Better>,
    /// What is aimed at.
    pub target: Option<Target>,
    /// Targets that go before those of the definition.
    pub set_targets: Vec<SetTarget>,
    /// How it gives a score.
    pub score: Scoring,
    /// The rating scale.
    pub scale: Option<String>,
    /// Teams for which there is nothing to measure, with the reason.
    pub not_applicable: BTreeMap<TeamId, String>,
    /// Teams for which there is nothing to measure for a while.
    pub exemptions: Vec<Exemption>,
    /// What a roll-up does with parts that nobody handed in.
    pub missing: OnMissing,
    /// Whether somebody owes a row: without any the figure is *belum ada*, whatever its formula
    /// makes of no rows.
    pub owes_rows: bool,
    /// The oldest snapshot that still counts, in months.
    pub max_age: u32,
    /// When its value is too old to be told.
    pub expiry: Option<Expiry>,
    /// The days on which this definition is valid.
    pub valid: (Option<Date>, Option<Date>),
    /// The other versions, and where the series is cut.
    pub versioning: Versioning,
    /// Regulation and article.
    pub basis: String,
    /// How sure the rule is: `verified`, `single`, `unsure`, `local`.
    pub confidence: String,
    /// Where the data come from: `S` system, `R` register, `M` manual, `X` external.
    pub class: String,
    /// The topics that it answers.
    pub answers: Vec<String>,
    /// The goals that it speaks of.
    pub goals: Vec<String>,
    /// What guards it against saying too much.
    pub honesty: Honesty,
    /// How limits are made for its series.
    pub trend: TrendRules,
    /// Whether it only serves other indicators.
    pub hidden: bool,
    /// Where it is declared.
    pub origin: Origin,
}

/// Which figures of an indicator exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measured {
    /// One for the whole office.
    Office,
    /// One for each team, over its rows and those of its descendants.
    Each,
    /// One for each of these teams.
    Teams(Vec<TeamId>),
}

/// Which span of time an indicator looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// The period itself.
    Period,
    /// The last one of this length inside the period, or the one around it up to the cut-off.
    Of(Grain),
    /// From 1 January.
    YearToDate,
    /// This many quarters up to the cut-off.
    Rolling(u32),
    /// The latest state handed in on or before the cut-off.
    Snapshot,
    /// Everything up to the cut-off.
    ToDate,
}

/// What a roll-up does with parts that nobody handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnMissing {
    /// It is missing too, and names the parts.
    Missing,
    /// It is computed over the others and says over how many.
    Skip,
    /// What nobody handed in counts as nothing that happened, and it says over how many it is.
    Zero,
}

impl Indicator {
    /// What `value` stands for, where the values of this indicator name things.
    pub fn label(&self, value: &Number) -> Option<&str> {
        let names = self.labels.iter().zip(1i128..);
        let mut found = names.filter(|(_, at)| *value == Number::from_scaled(*at, 0));
        found.next().map(|(name, _)| name.as_str())
    }

    /// The expressions that are reduced over the rows of the dataset: those of the first step, or
    /// the formula where it is not nested.
    pub fn over_rows(&self) -> Vec<&Expr> {
        match self.steps.first() {
            Some(first) => first.results.iter().map(|(_, expr)| expr).collect(),
            None => {
                let latest = self.expiry.iter().map(|expiry| &expiry.latest);
                std::iter::once(&self.formula).chain(latest).collect()
            }
        }
    }

    /// The aggregates that are reduced over the rows of the dataset, in reading order.
    pub fn aggregates(&self) -> Vec<&expr::Aggregate> {
        self.over_rows().into_iter().flat_map(Expr::aggregates).collect()
    }

    /// The columns of the dataset that it reads.
    pub fn columns(&self) -> Vec<&str> {
        let keys = self.steps.first().into_iter().flat_map(|step| &step.by);
        let read = self.over_rows().into_iter().chain(keys.map(|(_, expr)| expr));
        let read = read.chain(&self.filter);
        let axes = self.over_rows().into_iter().flat_map(Expr::axes);
        read.flat_map(Expr::columns).chain(axes).collect()
    }

    /// Whether this definition is valid on the last day of a period.
    pub fn in_force(&self, period: Period) -> bool {
        is_in_force(self.valid, period)
    }

    /// Why there is nothing to measure for a team on a day, if there is nothing.
    pub fn not_applicable_on(&self, team: &TeamId, day: Date) -> Option<&str> {
        let own = |one: &&Exemption| one.team == *team && one.holds_on(day);
        let exempted = self.exemptions.iter().find(own).map(|one| one.reason.as_str());
        self.not_applicable.get(team).map(String::as_str).or(exempted)
    }

    /// The target for a team and a period as written down, and where.
    ///
    /// A team's own entry goes first; within that, what the planner set goes before the definition.
    pub fn written_target(&self, team: &TeamId, period: Period) -> Option<(Number, &Origin)> {
        let quarter = Period::containing(period.end(), Grain::Quarter);
        let set = |whose: Option<&TeamId>| {
            let fits = |one: &&SetTarget| one.quarter == quarter && one.team.as_ref() == whose;
            self.set_targets.iter().find(fits).map(|one| (one.number.clone(), &one.origin))
        };
        let is_named = self.target.as_ref().is_some_and(|target| target.names(team));
        let written = || {
            let number = self.target.as_ref()?.at(team, period)?;
            Some((number, &self.origin))
        };
        let own = set(Some(team)).or_else(|| written().filter(|_| is_named));
        own.or_else(|| set(None)).or_else(written)
    }
}

/// Names that formulas made from other indicators may use.
pub struct IndicatorScope<'a> {
    /// Every indicator.
    pub names: &'a [String],
    /// Every reference table.
    pub lookups: &'a [Arc<Lookup>],
}

impl Scope for IndicatorScope<'_> {
    fn column(&self, _: &str) -> Option<ColumnInfo> {
        None
    }

    fn columns(&self) -> Vec<String> {
        vec![]
    }

    fn has_indicator(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    fn indicators(&self) -> Vec<String> {
        self.names.to_vec()
    }

    fn subject(&self) -> String {
        String::new()
    }

    fn lookup(&self, name: &str) -> Option<Arc<Lookup>> {
        self.lookups.iter().find(|lookup| lookup.name == name).cloned()
    }

    fn lookups(&self) -> Vec<String> {
        self.lookups.iter().map(|lookup| lookup.name.clone()).collect()
    }
}

/// What an indicator may refer to.
pub struct Known<'a> {
    /// The teams.
    pub teams: &'a TeamTree,
    /// The datasets.
    pub datasets: &'a [Dataset],
    /// The names of all indicators.
    pub indicators: &'a [String],
    /// The names of all rating scales.
    pub scales: &'a [String],
    /// The reference tables.
    pub lookups: &'a [Arc<Lookup>],
    /// All answer scales.
    pub answers: &'a [AnswerScale],
    /// The names of all topics.
    pub topics: &'a [String],
    /// The names of all goals.
    pub goals: &'a [String],
}

/// Reads `[indicator.NAME]`.
pub fn indicator(
    name: &Text,
    table: Table<'_>,
    known: &Known<'_>,
    diags: &mut Diagnostics,
) -> Option<Indicator> {
    check_name(&name.value, name.whole(), diags);
    let title = table.need("name", diags).and_then(|item| item.string(diags)).unwrap_or_default();
    let short = table.text_or_empty("short", diags);
    let dataset = dataset_of(&table, known, diags);
    let card = CardRead::of(&table, known, diags);
    let reads_card = table.get("card").is_some();
    let formula_text = match reads_card {
        true => None,
        false => table.need("formula", diags).and_then(|item| item.text(diags)),
    };
    let axis = |key, diags: &mut Diagnostics| {
        let item = table.get(key)?;
        let column = item.string(diags)?;
        known_column(&column, item.origin(), dataset?, diags).then_some(column)
    };
    let (date, team) = (axis("date", diags), axis("team", diags));
    let filter = table
        .get("where")
        .and_then(|item| item.text(diags))
        .and_then(|text| expr::parse(&text, Level::Row, dataset?, Type::Bool, diags));
    let mut steps = vec![];
    let nested = table.get("step");
    let formula = formula_text.as_ref().and_then(|text| match (dataset, nested) {
        (Some(dataset), Some(item)) => {
            let (read, formula) = step::steps(item, text, dataset, diags)?;
            steps = read;
            Some(formula)
        }
        (Some(dataset), None) => expr::parse(text, Level::Group, dataset, Type::Number, diags),
        (None, _) if table.get("dataset").is_some() => None,
        (None, _) => {
            let scope = IndicatorScope { names: known.indicators, lookups: known.lookups };
            expr::parse(text, Level::Indicators, &scope, Type::Number, diags)
        }
    });
    let formula = formula.or_else(|| card.as_ref().map(|_| Expr::NOTHING));
    let told = card.as_ref().map(|card| Text { value: card.told(), ..name.clone() });
    let formula_text = formula_text.or(told);
    if table.get("dataset").is_none() && !reads_card {
        for key in ["where", "date", "team", "step", "rows", "no_rows", "by", "expires"] {
            if let Some(item) = table.get(key) {
                diags.push(Diagnostic::error("needs-dataset", item.origin()).arg("key", key));
            }
        }
    }
    let valid = table.get("valid").and_then(|item| item.table(diags));
    let valid = valid.map_or((None, None), |one| span(one, diags));
    let better = better(&table, diags);
    let better_read = better.is_some();
    let missing = on_missing(&table, better.as_ref(), diags);
    let mut read = Indicator {
        id: IndicatorId::new(&name.value),
        short: if short.is_empty() { title.clone() } else { short },
        name: title,
        about: table.text_or_empty("about", diags),
        subject: table.text_or_empty("subject", diags),
        owner: owner(&table, known, diags),
        measured: measured(&table, known, diags),
        dataset: dataset.map(|dataset| dataset.id.clone()),
        date: date.or_else(|| dataset.and_then(|dataset| dataset.date.clone())),
        team: team.or_else(|| dataset.and_then(|dataset| dataset.team.clone())),
        own_rows: own_rows(&table, diags),
        parent: parent(&table, diags),
        filter,
        steps,
        card,
        by: vec![],
        formula: formula.clone().unwrap_or(Expr::NOTHING),
        formula_text: formula_text.clone().unwrap_or_else(|| name.clone()),
        window: window(&table, diags),
        series: series(&table, diags),
        counter: reference(&table, "counter", known, diags),
        sample: reference(&table, "sample", known, diags),
        flow: flow(&table, known, diags),
        unit: table.text_or_empty("unit", diags),
        decimals: table.get("decimals").and_then(|item| item.decimals(diags)).unwrap_or(2),
        labels: table.get("labels").map(|item| item.strings(diags)).unwrap_or_default(),
        better,
        // A `better` that could not be read has been told of; its target is not to blame.
        target: target(&table, known, diags)
            .filter(|_| better_read || table.get("better").is_none()),
        set_targets: vec![],
        score: scoring(&table, known, diags),
        scale: scale_of(&table, known, diags),
        not_applicable: not_applicable(&table, known, diags),
        exemptions: vec![],
        missing,
        owes_rows: owes_rows(&table, diags),
        expiry: None,
        max_age: table.get("max_age").and_then(|item| item.count(diags)).unwrap_or(12),
        valid,
        versioning: versioning(&table, valid.0, diags),
        basis: table.text_or_empty("basis", diags),
        confidence: confidence(&table, diags),
        class: table.text_or_empty("class", diags),
        answers: named(&table, ("answers", "known-topic"), known.topics, diags),
        goals: named(&table, ("goals", "known-goal"), known.goals, diags),
        honesty: honesty(&table, diags),
        trend: trend_rules(&table, diags),
        hidden: table.get("hidden").and_then(|item| item.boolean(diags)).unwrap_or(false),
        origin: name.whole(),
    };
    // What a broken formula would be broken down into is not known.
    let by = formula.is_some() || table.get("by").is_none();
    read.by = breakdowns(&table, (&read, dataset.filter(|_| by)), diags);
    read.expiry = expiry(&table, (&read, dataset), diags);
    table.finish(diags);
    check_parent(&read, diags);
    formula.map(|_| read)
}

pub(super) fn dataset_of<'a>(
    table: &Table<'_>,
    known: &Known<'a>,
    diags: &mut Diagnostics,
) -> Option<&'a Dataset> {
    let item = table.get("dataset")?;
    let name = item.string(diags)?;
    let found = known.datasets.iter().find(|dataset| dataset.id.as_str() == name);
    if found.is_none() {
        let problem = Diagnostic::error("known-dataset", item.origin())
            .arg("dataset", &name)
            .near(&name, known.datasets.iter().map(|dataset| dataset.id.as_str()));
        diags.push(problem);
    }
    found
}

fn owner(table: &Table<'_>, known: &Known<'_>, diags: &mut Diagnostics) -> Option<TeamId> {
    let item = table.get("owner")?;
    let id = TeamId::new(item.string(diags)?);
    known_team(&id, item.origin(), known.teams, diags).then_some(id)
}

/// Reads `rows`: all rows of the team and of what is below it, or those of itself.
fn own_rows(table: &Table<'_>, diags: &mut Diagnostics) -> bool {
    let words = [("below", false), ("own", true)];
    table.get("rows").and_then(|item| item.word(&words, diags)).unwrap_or(false)
}

/// Reads `no_rows`: what a figure is where its team handed in and no row takes part.
fn owes_rows(table: &Table<'_>, diags: &mut Diagnostics) -> bool {
    let words = [("formula", false), ("missing", true)];
    table.get("no_rows").and_then(|item| item.word(&words, diags)).unwrap_or(false)
}

/// Reads `for`: the office, each team, those of a kind, or those listed.
pub(super) fn measured(table: &Table<'_>, known: &Known<'_>, diags: &mut Diagnostics) -> Measured {
    let Some(item) = table.get("for") else { return Measured::Office };
    if !item.is_string() {
        return Measured::Teams(team_ids(item, known.teams, diags));
    }
    let words = [
        ("office", None),
        ("each", None),
        ("division", Some(TeamKind::Division)),
        ("field", Some(TeamKind::Field)),
        ("adviser", Some(TeamKind::Adviser)),
        ("team", Some(TeamKind::Team)),
        ("satker", Some(TeamKind::Satker)),
    ];
    let wanted = item.word(&words.map(|(word, kind)| (word, (word, kind))), diags);
    match wanted {
        Some((_, Some(kind))) => {
            let of_kind = known.teams.iter().filter(|team| team.kind == kind);
            Measured::Teams(of_kind.map(|team| team.id.clone()).collect())
        }
        Some(("each", _)) => Measured::Each,
        _ => Measured::Office,
    }
}

fn reference(
    table: &Table<'_>,
    key: &'static str,
    known: &Known<'_>,
    diags: &mut Diagnostics,
) -> Option<IndicatorId> {
    let item = table.get(key)?;
    known_indicator(item, known, diags)
}

/// `{ in = …, out = … }`
fn flow(
    table: &Table<'_>,
    known: &Known<'_>,
    diags: &mut Diagnostics,
) -> Option<(IndicatorId, IndicatorId)> {
    let inner = table.get("flow")?.table(diags)?;
    let incoming = inner.need("in", diags).and_then(|item| known_indicator(item, known, diags));
    let outgoing = inner.need("out", diags).and_then(|item| known_indicator(item, known, diags));
    inner.finish(diags);
    incoming.zip(outgoing)
}

pub(super) fn known_indicator(
    item: Item<'_>,
    known: &Known<'_>,
    diags: &mut Diagnostics,
) -> Option<IndicatorId> {
    let name = item.string(diags)?;
    if !known.indicators.contains(&name) {
        let problem = Diagnostic::error("known-indicator", item.origin())
            .arg("indicator", &name)
            .near(&name, known.indicators.iter().map(String::as_str));
        diags.push(problem);
        return None;
    }
    Some(IndicatorId::new(name))
}

/// The most quarters that a rolling window may have: a century.
const LONGEST: u32 = 400;

fn window(table: &Table<'_>, diags: &mut Diagnostics) -> Window {
    let Some(item) = table.get("window") else { return Window::Period };
    let rolling = item.value().as_str().and_then(|text| text.strip_prefix("rolling_"));
    if let Some(count) =
        rolling.and_then(|digits| digits.parse().ok()).filter(|n| (1..=LONGEST).contains(n))
    {
        return Window::Rolling(count);
    }
    let words = [
        ("period", Window::Period),
        ("month", Window::Of(Grain::Month)),
        ("quarter", Window::Of(Grain::Quarter)),
        ("semester", Window::Of(Grain::Semester)),
        ("year", Window::Of(Grain::Year)),
        ("year_to_date", Window::YearToDate),
        ("snapshot", Window::Snapshot),
        ("to_date", Window::ToDate),
    ];
    item.word(&words, diags).unwrap_or(Window::Period)
}

fn series(table: &Table<'_>, diags: &mut Diagnostics) -> Grain {
    let words = [("month", Grain::Month), ("quarter", Grain::Quarter), ("year", Grain::Year)];
    table.get("series").and_then(|item| item.word(&words, diags)).unwrap_or(Grain::Quarter)
}

fn scale_of(table: &Table<'_>, known: &Known<'_>, diags: &mut Diagnostics) -> Option<String> {
    let item = table.get("scale")?;
    let name = item.string(diags)?;
    if !known.scales.contains(&name) {
        let problem = Diagnostic::error("known-scale", item.origin())
            .arg("scale", &name)
            .near(&name, known.scales.iter().map(String::as_str));
        diags.push(problem);
    }
    Some(name)
}

fn not_applicable(
    table: &Table<'_>,
    known: &Known<'_>,
    diags: &mut Diagnostics,
) -> BTreeMap<TeamId, String> {
    let mut declared = BTreeMap::new();
    let Some(inner) = table.get("not_applicable").and_then(|item| item.table(diags)) else {
        return declared;
    };
    for (key, item) in inner.entries() {
        let Some(reason) = item.string(diags) else { continue };
        let ids = named_teams(&key.value, key.whole(), known.teams, diags);
        declared.extend(ids.into_iter().map(|id| (id, reason.clone())));
    }
    declared
}

fn on_missing(table: &Table<'_>, better: Option<&Better>, diags: &mut Diagnostics) -> OnMissing {
    let words =
        [("missing", OnMissing::Missing), ("skip", OnMissing::Skip), ("zero", OnMissing::Zero)];
    let Some(item) = table.get("missing") else { return OnMissing::Missing };
    let read = item.word(&words, diags).unwrap_or(OnMissing::Missing);
    // Where less is better, nothing handed in would be as good as can be.
    let pays = !matches!(better, None | Some(Better::Higher | Better::Fact(true)));
    if read == OnMissing::Zero && pays {
        diags.push(Diagnostic::error("missing-zero", item.origin()));
    }
    read
}

/// How sure a rule is; `local` where nothing is said.
pub(super) fn confidence(table: &Table<'_>, diags: &mut Diagnostics) -> String {
    let words = ["verified", "single", "unsure", "local"].map(|word| (word, word));
    let found = table.get("confidence").and_then(|item| item.word(&words, diags));
    found.unwrap_or("local").to_owned()
}
