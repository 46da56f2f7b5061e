//! Indicators (*indikator kinerja*): what is measured, over which rows, against which target.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::{DatasetId, Date, Grain, IndicatorId, Number, Period, TeamId, TeamTree};

use super::dataset::{Dataset, known_column};
use super::expr::{self, ColumnInfo, Expr, Level, Scope, Type};
use super::honesty::{Honesty, honesty};
use super::office::{known_team, span, team_ids};
use super::planner::{Exemption, SetTarget};
use super::signal::{TrendRules, trend_rules};
use super::syntax::{Item, Table, Text, check_name};

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
    /// Which rows take part at all.
    pub filter: Option<Expr>,
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
    /// What came in and what went out, where this is what is left: drawn together.
    pub flow: Option<(IndicatorId, IndicatorId)>,
    /// Its unit of measure (*satuan*).
    pub unit: String,
    /// Decimals to print.
    pub decimals: u32,
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
    /// The oldest snapshot that still counts, in months.
    pub max_age: u32,
    /// The days on which this definition is valid.
    pub valid: (Option<Date>, Option<Date>),
    /// Regulation and article.
    pub basis: String,
    /// How sure the rule is: `verified`, `single`, `unsure`, `local`.
    pub confidence: String,
    /// Where the data come from: `S` system, `R` register, `M` manual, `X` external.
    pub class: String,
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

/// Which way is good (*polarisasi*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Better {
    /// More: achievement is actual ÷ target.
    Higher,
    /// Less: achievement is (2 · target − actual) ÷ target.
    Lower,
    /// Less, the other formula in use: achievement is target ÷ actual.
    LowerInverse,
    /// Between two edges, both included: 100 % inside.
    Within(Number, Number),
}

/// What is aimed at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The same always.
    Constant(Number),
    /// By quarter of any year, by period, or by team.
    Table {
        /// For a quarter of any year, 1 to 4.
        quarters: BTreeMap<u32, Number>,
        /// For a period.
        periods: BTreeMap<Period, Number>,
        /// For a team, before the others.
        teams: BTreeMap<TeamId, Number>,
    },
    /// The value of another indicator for the same team and period.
    Indicator(IndicatorId),
}

/// How an indicator gives a score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scoring {
    /// What the score is made from.
    pub from: ScoreFrom,
    /// The lowest score.
    pub floor: Number,
    /// The highest score.
    pub cap: Number,
}

/// What a score is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScoreFrom {
    /// The achievement in percent.
    Achievement,
    /// The value itself.
    Value,
    /// The score of the band of the rating scale.
    Bands,
    /// A straight line through two points: `zero` gives 0, `full` gives 100.
    Linear {
        /// The value that scores nothing.
        zero: Number,
        /// The value that scores everything.
        full: Number,
    },
}

/// What a roll-up does with parts that nobody handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnMissing {
    /// It is missing too, and names the parts.
    Missing,
    /// It is computed over the others and says over how many.
    Skip,
}

impl Indicator {
    /// Whether this definition is valid on the last day of a period.
    pub fn in_force(&self, period: Period) -> bool {
        let (from, to) = self.valid;
        let day = period.end();
        from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
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
    pub fn written_target(&self, team: &TeamId, period: Period) -> Option<(&Number, &Origin)> {
        let quarter = Period::containing(period.end(), Grain::Quarter);
        let set = |whose: Option<&TeamId>| {
            let fits = |one: &&SetTarget| one.quarter == quarter && one.team.as_ref() == whose;
            self.set_targets.iter().find(fits).map(|one| (&one.number, &one.origin))
        };
        let defined = |target: &'_ Option<Target>| match target {
            Some(Target::Table { teams, .. }) => teams.contains_key(team),
            _ => false,
        };
        let written = || {
            let number = self.target.as_ref()?.at(team, period)?;
            Some((number, &self.origin))
        };
        let own = set(Some(team)).or_else(|| written().filter(|_| defined(&self.target)));
        own.or_else(|| set(None)).or_else(written)
    }
}

impl Target {
    /// The target for a team and a period, if it is written down here.
    pub fn at(&self, team: &TeamId, period: Period) -> Option<&Number> {
        match self {
            Target::Constant(number) => Some(number),
            Target::Table { quarters, periods, teams } => {
                let quarter = Period::containing(period.end(), Grain::Quarter);
                let dated = periods.get(&period).or_else(|| periods.get(&quarter));
                teams
                    .get(team)
                    .or(dated)
                    .or_else(|| quarters.get(&quarter.index()))
                    .or_else(|| periods.get(&Period::containing(period.end(), Grain::Year)))
            }
            Target::Indicator(_) => None,
        }
    }
}

/// Names that formulas made from other indicators may use.
pub struct IndicatorScope<'a> {
    /// Every indicator.
    pub names: &'a [String],
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
    let formula_text = table.need("formula", diags).and_then(|item| item.text(diags));
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
    let formula = formula_text.as_ref().and_then(|text| match dataset {
        Some(dataset) => expr::parse(text, Level::Group, dataset, Type::Number, diags),
        None if table.get("dataset").is_some() => None,
        None => {
            let scope = IndicatorScope { names: known.indicators };
            expr::parse(text, Level::Indicators, &scope, Type::Number, diags)
        }
    });
    if table.get("dataset").is_none() {
        for key in ["where", "date", "team"] {
            if let Some(item) = table.get(key) {
                diags.push(Diagnostic::error("needs-dataset", item.origin()).arg("key", key));
            }
        }
    }
    let better = better(&table, diags);
    let better_read = better.is_some();
    let read = Indicator {
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
        filter,
        formula: formula.clone().unwrap_or(Expr::NOTHING),
        formula_text: formula_text.clone().unwrap_or_else(|| name.clone()),
        window: window(&table, diags),
        series: series(&table, diags),
        counter: reference(&table, "counter", known, diags),
        flow: flow(&table, known, diags),
        unit: table.text_or_empty("unit", diags),
        decimals: table.get("decimals").and_then(|item| item.count(diags)).unwrap_or(2),
        better,
        // A `better` that could not be read has been told of; its target is not to blame.
        target: target(&table, known, diags)
            .filter(|_| better_read || table.get("better").is_none()),
        set_targets: vec![],
        score: scoring(&table, diags),
        scale: scale_of(&table, known, diags),
        not_applicable: not_applicable(&table, known, diags),
        exemptions: vec![],
        missing: on_missing(&table, diags),
        max_age: table.get("max_age").and_then(|item| item.count(diags)).unwrap_or(12),
        valid: table
            .get("valid")
            .and_then(|item| item.table(diags))
            .map_or((None, None), |one| span(one, diags)),
        basis: table.text_or_empty("basis", diags),
        confidence: confidence(&table, diags),
        class: table.text_or_empty("class", diags),
        honesty: honesty(&table, diags),
        trend: trend_rules(&table, diags),
        hidden: table.get("hidden").and_then(|item| item.boolean(diags)).unwrap_or(false),
        origin: name.whole(),
    };
    table.finish(diags);
    formula.map(|_| read)
}

fn dataset_of<'a>(
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

fn measured(table: &Table<'_>, known: &Known<'_>, diags: &mut Diagnostics) -> Measured {
    let Some(item) = table.get("for") else { return Measured::Office };
    if item.is_string() {
        let each = item.word(&[("office", false), ("each", true)], diags).unwrap_or(false);
        return if each { Measured::Each } else { Measured::Office };
    }
    Measured::Teams(team_ids(item, known.teams, diags))
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

fn known_indicator(
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

fn window(table: &Table<'_>, diags: &mut Diagnostics) -> Window {
    let Some(item) = table.get("window") else { return Window::Period };
    let rolling = item.value().as_str().and_then(|text| text.strip_prefix("rolling_"));
    if let Some(count) = rolling.and_then(|digits| digits.parse().ok()).filter(|n| *n > 0) {
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

fn better(table: &Table<'_>, diags: &mut Diagnostics) -> Option<Better> {
    let item = table.get("better")?;
    if item.is_table() {
        let inner = item.table(diags)?;
        let edges = inner.need("within", diags)?;
        let numbers: Vec<Number> =
            edges.list(diags).iter().filter_map(|edge| edge.number(diags)).collect();
        inner.finish(diags);
        return match <[Number; 2]>::try_from(numbers) {
            Ok([low, high]) if low <= high => Some(Better::Within(low, high)),
            _ => {
                diags.push(Diagnostic::error("within-edges", edges.origin()));
                None
            }
        };
    }
    let words = [("higher", 0), ("lower", 1), ("lower_inverse", 2)];
    Some(match item.word(&words, diags)? {
        0 => Better::Higher,
        1 => Better::Lower,
        _ => Better::LowerInverse,
    })
}

fn target(table: &Table<'_>, known: &Known<'_>, diags: &mut Diagnostics) -> Option<Target> {
    let item = table.get("target")?;
    // A text is a number that somebody put in quotes.
    if item.is_number() || item.is_string() {
        return item.number(diags).map(Target::Constant);
    }
    let inner = item.table(diags)?;
    if let Some(other) = inner.get("indicator") {
        let id = known_indicator(other, known, diags);
        inner.finish(diags);
        return id.map(Target::Indicator);
    }
    let (mut quarters, mut periods, mut teams) =
        (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (key, entry) in inner.entries() {
        let Some(number) = entry.number(diags) else { continue };
        if let Some(period) = Period::parse(&key.value) {
            periods.insert(period, number);
        } else if let Some(quarter) = quarter_key(&key.value) {
            quarters.insert(quarter, number);
        } else {
            let id = TeamId::new(&key.value);
            if known.teams.get(&id).is_none() {
                let problem = Diagnostic::error("target-key", key.whole()).arg("key", &key.value);
                let names = known.teams.iter().map(|team| team.id.as_str());
                diags.push(problem.near(&key.value, names));
            }
            teams.insert(id, number);
        }
    }
    Some(Target::Table { quarters, periods, teams })
}

/// `Q1` or `TW1`: the first quarter of any year.
fn quarter_key(key: &str) -> Option<u32> {
    let key = key.to_ascii_uppercase();
    let digits = key.strip_prefix("TW").or_else(|| key.strip_prefix('Q'))?;
    digits.parse().ok().filter(|quarter| (1..=4).contains(quarter))
}

fn scoring(table: &Table<'_>, diags: &mut Diagnostics) -> Scoring {
    let default =
        Scoring { from: ScoreFrom::Achievement, floor: Number::zero(), cap: Number::from(100u32) };
    let Some(inner) = table.get("score").and_then(|item| item.table(diags)) else { return default };
    let number = |key, diags: &mut Diagnostics| inner.get(key).and_then(|item| item.number(diags));
    let words = [("achievement", 0), ("value", 1), ("bands", 2), ("linear", 3)];
    let from = inner.get("from").and_then(|item| item.word(&words, diags)).unwrap_or(0);
    let (zero, full) = (number("zero", diags), number("full", diags));
    let from = match (from, zero, full) {
        (1, ..) => ScoreFrom::Value,
        (2, ..) => ScoreFrom::Bands,
        (3, Some(zero), Some(full)) if zero != full => ScoreFrom::Linear { zero, full },
        (3, ..) => {
            diags.push(Diagnostic::error("linear-score", inner.origin()));
            ScoreFrom::Achievement
        }
        _ => ScoreFrom::Achievement,
    };
    let floor = number("floor", diags).unwrap_or(default.floor);
    let cap = number("cap", diags).unwrap_or(default.cap);
    inner.finish(diags);
    Scoring { from, floor, cap }
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
        let id = TeamId::new(&key.value);
        known_team(&id, key.whole(), known.teams, diags);
        declared.extend(item.string(diags).map(|reason| (id, reason)));
    }
    declared
}

fn on_missing(table: &Table<'_>, diags: &mut Diagnostics) -> OnMissing {
    let words = [("missing", OnMissing::Missing), ("skip", OnMissing::Skip)];
    table.get("missing").and_then(|item| item.word(&words, diags)).unwrap_or(OnMissing::Missing)
}

fn confidence(table: &Table<'_>, diags: &mut Diagnostics) -> String {
    let words = ["verified", "single", "unsure", "local"].map(|word| (word, word));
    let found = table.get("confidence").and_then(|item| item.word(&words, diags));
    found.unwrap_or("local").to_owned()
}
