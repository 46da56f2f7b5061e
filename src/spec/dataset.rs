//! Data contracts: what a dataset's files look like and what its rows must satisfy.

use std::collections::BTreeSet;

use crate::diag::{Diagnostic, Diagnostics, Origin, Severity};
use crate::domain::glob::TextPattern;
use crate::domain::{DatasetId, Date, Grain, Number, TeamId, TeamTree};

use super::contract::{self, Balance, Limit, Outlier, Reference};
use super::cut_off::no_cut_off;
use super::expr::{self, ColumnInfo, Expr, Level, Scope, Type};
use super::office::known_team;
use super::shape::{Shape, shape};
use super::syntax::{Item, Table, Text, check_name};

/// A data contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dataset {
    /// Its name in formulas and results.
    pub id: DatasetId,
    /// Its title for people.
    pub title: String,
    /// Where its rows come from; several when offices changed their exports over the years.
    pub sources: Vec<Source>,
    /// Columns whose values together name one thing.
    pub key: Vec<String>,
    /// What happens to rows with the same key.
    pub on_conflict: OnConflict,
    /// The default time axis.
    pub date: Option<String>,
    /// The default team column.
    pub team: Option<String>,
    /// Rows of which only counts may be shown.
    pub confidential: Option<Expr>,
    /// Its columns, in the order written.
    pub columns: Vec<Column>,
    /// Columns computed from others at the cut-off date, in the order written.
    pub derived: Vec<Derived>,
    /// Checks on its rows.
    pub rules: Vec<Rule>,
    /// Columns whose values must occur elsewhere.
    pub references: Vec<Reference>,
    /// Checks for values out of line.
    pub outliers: Vec<Outlier>,
    /// Sums that must agree with those of another dataset.
    pub balances: Vec<Balance>,
    /// Which rows are not finished: their key must come again, and must not come back once gone.
    pub open: Option<Expr>,
    /// The teams expected to hand it in, if not all.
    pub expected: Option<Vec<TeamId>>,
    /// The first day of the history that must be complete; else the first that is handed in.
    pub since: Option<Date>,
    /// Where it is declared.
    pub origin: Origin,
}

/// What happens to rows with the same key but other content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnConflict {
    /// The first one counts, the others are set aside with a warning.
    SetAside,
    /// A later drop supersedes an earlier one; within a drop the first one counts.
    Latest,
    /// Keys must be unique: a conflict stops the run.
    Error,
}

/// Files of one layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Patterns of paths.
    pub files: Vec<String>,
    /// Patterns of sheet names; empty means the first visible sheet with the header.
    pub sheets: Vec<TextPattern>,
    /// How the rows lie.
    pub shape: Shape,
    /// What a file covers.
    pub covers: Covers,
    /// Texts that mark a row as a printed total.
    pub totals: Vec<TextPattern>,
    /// Where it is declared.
    pub origin: Origin,
}

/// What a file covers: declared, never inferred from the dates of its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covers {
    /// Where the period is written.
    pub period: PeriodFrom,
    /// Whose data it is.
    pub team: TeamFrom,
}

/// Where the period that a file covers is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeriodFrom {
    /// After patterns such as `register-{tahun}-{triwulan}`, whose fields complete one another:
    /// the month in the file name, the year in a title.
    Written(Vec<(Place, String)>),
    /// In a date column: every period of this length that occurs in it.
    Column(String, Grain),
}

/// A place outside the table that says something about the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The file name without its extension.
    FileName,
    /// A line above the header.
    Title,
    /// The sheet's name.
    Sheet,
}

/// Whose data a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TeamFrom {
    /// Everyone's at once.
    All,
    /// That of the team named by the sheet.
    Sheet,
    /// That of the team named in the file name, `{tim}` of this pattern.
    FileName(String),
    /// That of the teams that occur in the dataset's team column.
    Column,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in formulas.
    pub name: String,
    /// What its cells hold.
    pub ty: ColumnType,
    /// Where it comes from.
    pub from: ColumnFrom,
    /// A row without it is set aside.
    pub required: bool,
    /// An event: a date after the cut-off has not happened yet.
    pub event: bool,
    /// Never held (`Drop`) or usable only as a key (`Pseudonym`).
    pub personal: Option<Personal>,
    /// Where it is declared.
    pub origin: Origin,
}

/// Where a column comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnFrom {
    /// The column under one of these heads.
    Header(Vec<Head>),
    /// The last day of the period that the file covers.
    Covers,
    /// The sheet's name.
    Sheet,
    /// The code of a level of the hierarchy, of the row or of the nearest row above.
    Level(String),
    /// Other columns of the row.
    Value(Expr),
}

/// A head of a column: `Realisasi > s.d. Periode` under both, `Kode[2]` the second of its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// As written.
    pub written: String,
    /// The words from the top down.
    pub path: Vec<TextPattern>,
    /// Which of the columns with these words, from 0.
    pub nth: usize,
}

impl Head {
    /// The head as written.
    pub fn new(written: &str) -> Self {
        let numbered = written.strip_suffix(']').and_then(|rest| {
            let (name, digits) = rest.rsplit_once('[')?;
            Some((name, digits.parse::<usize>().ok()?.checked_sub(1)?))
        });
        let (name, nth) = numbered.unwrap_or((written, 0));
        let path = name.split('>').map(|part| TextPattern::new(part.trim())).collect();
        Self { written: written.to_owned(), path, nth }
    }
}

/// How personal data are kept out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Personal {
    /// Never held.
    Drop,
    /// Usable as a key within the run, never put out.
    Pseudonym,
}

/// What the cells of a column hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// Words.
    Text,
    /// A code: text that keeps its zeros, filled up to a width if one is declared.
    Code(Option<u32>),
    /// An exact number; a dash means nothing.
    Number {
        /// Lowest value allowed.
        min: Option<Number>,
        /// Highest value allowed.
        max: Option<Number>,
    },
    /// Rupiah; a dash means zero.
    Money,
    /// A percentage from 0 to 100, `80,00%`.
    Percent,
    /// A day.
    Date,
    /// A month, by name or number; its number.
    Month,
    /// One of a list.
    Choice {
        /// The values.
        of: Vec<String>,
        /// What exports write for them: patterns, first match wins.
        map: Vec<(TextPattern, String)>,
    },
    /// A team of the tree.
    Team {
        /// What exports write for them: patterns, first match wins; else names and aliases.
        map: Vec<(TextPattern, TeamId)>,
    },
}

impl ColumnType {
    /// The type in formulas.
    pub fn ty(&self) -> Type {
        match self {
            ColumnType::Number { .. }
            | ColumnType::Money
            | ColumnType::Percent
            | ColumnType::Month => Type::Number,
            ColumnType::Date => Type::Date,
            _ => Type::Text,
        }
    }

    /// The word of definitions and messages.
    pub fn word(&self) -> &'static str {
        match self {
            ColumnType::Text => "text",
            ColumnType::Code(_) => "code",
            ColumnType::Number { .. } => "number",
            ColumnType::Money => "money",
            ColumnType::Percent => "percent",
            ColumnType::Date => "date",
            ColumnType::Month => "month",
            ColumnType::Choice { .. } => "choice",
            ColumnType::Team { .. } => "team",
        }
    }
}

/// A column computed from others at the cut-off date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// Its name in formulas.
    pub name: String,
    /// How.
    pub expr: Expr,
}

/// A check on every row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name.
    pub name: String,
    /// What is wrong when it fails, for people; the condition if nobody wrote it.
    pub title: String,
    /// What must hold; a row for which it is unknown passes.
    pub expect: Expr,
    /// How bad a failure is.
    pub severity: Severity,
    /// Whether a failing row is set aside.
    pub set_aside: bool,
    /// How many failures in a file are no more than a note.
    pub at_most: Option<Limit>,
}

impl Dataset {
    /// The column of this name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Whether figures may be computed from rows without a team or date column.
    pub fn info(&self, name: &str) -> Option<ColumnInfo> {
        if let Some(column) = self.column(name) {
            if column.personal == Some(Personal::Drop) {
                return None;
            }
            let choices = match &column.ty {
                ColumnType::Choice { of, .. } => Some(of.clone()),
                _ => None,
            };
            return Some(ColumnInfo { ty: column.ty.ty(), choices });
        }
        let derived = self.derived.iter().find(|derived| derived.name == name)?;
        Some(ColumnInfo { ty: derived.expr.ty, choices: None })
    }

    /// The names by which its checks can be waived.
    pub fn check_names(&self) -> Vec<&str> {
        let rules = self.rules.iter().map(|rule| rule.name.as_str());
        let outliers = self.outliers.iter().map(|outlier| outlier.name.as_str());
        let balances = self.balances.iter().map(|balance| balance.name.as_str());
        let references = self.references.iter().map(|reference| reference.column.as_str());
        rules.chain(outliers).chain(balances).chain(references).collect()
    }

    /// The header columns that a column of any kind is made from in the end.
    pub fn roots<'a>(&'a self, name: &'a str) -> BTreeSet<&'a str> {
        let inner: Vec<&str> = match self.column(name).map(|column| &column.from) {
            Some(ColumnFrom::Value(expr)) => expr.columns(),
            Some(_) => return BTreeSet::from([name]),
            None => {
                let derived = self.derived.iter().find(|derived| derived.name == name);
                derived.map_or_else(Vec::new, |derived| derived.expr.columns())
            }
        };
        inner.into_iter().flat_map(|column| self.roots(column)).collect()
    }
}

impl Scope for Dataset {
    fn column(&self, name: &str) -> Option<ColumnInfo> {
        self.info(name)
    }

    fn columns(&self) -> Vec<String> {
        let own = self.columns.iter().map(|column| column.name.clone());
        own.chain(self.derived.iter().map(|derived| derived.name.clone())).collect()
    }

    fn has_indicator(&self, _: &str) -> bool {
        false
    }

    fn indicators(&self) -> Vec<String> {
        vec![]
    }

    fn subject(&self) -> String {
        self.id.to_string()
    }
}

/// Reads `[dataset.NAME]`.
pub fn dataset(
    name: &Text,
    table: Table<'_>,
    teams: &TeamTree,
    diags: &mut Diagnostics,
) -> Option<Dataset> {
    check_name(&name.value, name.whole(), diags);
    let mut dataset = Dataset {
        id: DatasetId::new(&name.value),
        title: table.text_or_empty("title", diags),
        sources: vec![],
        key: table.get("key").map_or_else(Vec::new, |item| item.strings(diags)),
        on_conflict: on_conflict(&table, diags),
        date: None,
        team: None,
        confidential: None,
        columns: vec![],
        derived: vec![],
        rules: vec![],
        references: vec![],
        outliers: vec![],
        balances: vec![],
        open: None,
        expected: table.get("expected").map(|item| super::office::team_ids(item, teams, diags)),
        since: table.get("since").and_then(|item| item.date(diags)),
        origin: name.whole(),
    };
    if let Some(columns) = table.need("column", diags).and_then(|item| item.table(diags)) {
        for (key, item) in columns.entries() {
            let Some(one) = item.table(diags) else { continue };
            let reference = one.get("references");
            let reference = reference.and_then(|to| contract::reference(&key.value, to, diags));
            let read = column(&key, one, &dataset, teams, diags);
            dataset.references.extend(reference.filter(|_| read.is_some()));
            dataset.columns.extend(read);
        }
    }
    if let Some(derived) = table.get("derive").and_then(|item| item.table(diags)) {
        for (key, item) in derived.entries() {
            check_name(&key.value, key.whole(), diags);
            let Some(text) = item.text(diags) else { continue };
            let expr = expr::parse(&text, Level::Row, &dataset, Type::Null, diags);
            let expr = expr.unwrap_or(Expr::NOTHING);
            dataset.derived.push(Derived { name: key.value, expr });
        }
    }
    if let Some(rules) = table.get("rule").and_then(|item| item.table(diags)) {
        for (key, item) in rules.entries() {
            let read = item.table(diags).and_then(|one| rule(&key, one, &dataset, diags));
            dataset.rules.extend(read);
        }
    }
    if let Some(outliers) = table.get("outlier").and_then(|item| item.table(diags)) {
        for (key, item) in outliers.entries() {
            let read =
                item.table(diags).and_then(|one| contract::outlier(&key, one, &dataset, diags));
            dataset.outliers.extend(read);
        }
    }
    dataset.open = open(&table, &dataset, diags);
    // Read when every dataset is known.
    table.get("balance");
    dataset.date = column_of(&table, "date", &dataset, diags);
    dataset.team = column_of(&table, "team", &dataset, diags);
    if let Some(text) = table.get("confidential").and_then(|item| item.text(diags)) {
        dataset.confidential = expr::parse(&text, Level::Row, &dataset, Type::Bool, diags);
    }
    if let Some(item) = table.get("key") {
        for key in &dataset.key {
            let known = known_column(key, item.origin(), &dataset, diags);
            if known && dataset.column(key).is_none() {
                diags.push(Diagnostic::error("key-derived", item.origin()).arg("column", key));
            }
        }
    }
    match table.get("source") {
        Some(item) => {
            for one in item.tables(diags) {
                let read = source(&one, &dataset, diags);
                one.finish(diags);
                dataset.sources.extend(read);
            }
        }
        None => dataset.sources.extend(source(&table, &dataset, diags)),
    }
    known_levels(&dataset, diags);
    table.finish(diags);
    Some(dataset)
}

/// Complains about columns that hold the code of a level that no hierarchy of the dataset has.
fn known_levels(dataset: &Dataset, diags: &mut Diagnostics) {
    let hierarchies = dataset.sources.iter().filter_map(|source| match &source.shape {
        Shape::Hierarchy(hierarchy) => Some(hierarchy),
        Shape::Plain => None,
    });
    let levels: Vec<&str> = hierarchies
        .flat_map(|hierarchy| hierarchy.levels.iter().map(|level| level.name.as_str()))
        .collect();
    for column in &dataset.columns {
        let ColumnFrom::Level(level) = &column.from else { continue };
        if !levels.contains(&level.as_str()) {
            let problem = Diagnostic::error("known-level", column.origin.clone())
                .arg("level", level)
                .near(level, levels.iter().copied());
            diags.push(problem);
        }
    }
}

/// The condition of rows that are not finished; it makes sense where later drops bring later news.
fn open(table: &Table<'_>, dataset: &Dataset, diags: &mut Diagnostics) -> Option<Expr> {
    let item = table.get("open")?;
    if dataset.on_conflict != OnConflict::Latest || dataset.key.is_empty() {
        diags.push(Diagnostic::error("open-without-latest", item.origin()));
        return None;
    }
    let text = item.text(diags)?;
    let condition = expr::parse(&text, Level::Row, dataset, Type::Bool, diags)?;
    no_cut_off(&condition, &text, dataset, false, diags);
    Some(condition)
}

fn on_conflict(table: &Table<'_>, diags: &mut Diagnostics) -> OnConflict {
    let words = [
        ("set_aside", OnConflict::SetAside),
        ("latest", OnConflict::Latest),
        ("error", OnConflict::Error),
    ];
    let chosen = table.get("on_conflict").and_then(|item| item.word(&words, diags));
    chosen.unwrap_or(OnConflict::SetAside)
}

/// The name of a declared column under `key`, if there is one.
fn column_of(
    table: &Table<'_>,
    key: &'static str,
    dataset: &Dataset,
    diags: &mut Diagnostics,
) -> Option<String> {
    let item = table.get(key)?;
    let name = item.string(diags)?;
    known_column(&name, item.origin(), dataset, diags).then_some(name)
}

/// Complains if the dataset has no such column.
pub fn known_column(
    name: &str,
    origin: Origin,
    dataset: &Dataset,
    diags: &mut Diagnostics,
) -> bool {
    let known = dataset.info(name).is_some();
    if !known {
        let names = Scope::columns(dataset);
        let problem = Diagnostic::error("known-column", origin)
            .arg("dataset", &dataset.id)
            .arg("column", name)
            .near(name, names.iter().map(String::as_str));
        diags.push(problem);
    }
    known
}

fn source(table: &Table<'_>, dataset: &Dataset, diags: &mut Diagnostics) -> Option<Source> {
    let files = table.need("files", diags).map_or_else(Vec::new, |item| item.strings(diags));
    let sheets = table.get("sheets").map_or_else(Vec::new, |item| item.strings(diags));
    let sheets = sheets.iter().map(|glob| TextPattern::new(glob)).collect();
    let shape = table
        .get("shape")
        .and_then(|item| item.table(diags))
        .and_then(|one| shape(one, diags))
        .unwrap_or_default();
    if let (Shape::Hierarchy(hierarchy), Some(item)) = (&shape, table.get("shape")) {
        let codes = hierarchy.levels.iter().map(|level| &level.column);
        for name in codes.chain(&hierarchy.verify) {
            known_column(name, item.origin(), dataset, diags);
        }
    }
    let covers = table.need("covers", diags).and_then(|item| item.table(diags))?;
    let covers = self::covers(covers, dataset, diags)?;
    let totals = table.get("totals").map_or_else(default_totals, |item| item.strings(diags));
    let totals = totals.iter().map(|glob| TextPattern::new(glob)).collect();
    Some(Source { files, sheets, shape, covers, totals, origin: table.origin() })
}

fn default_totals() -> Vec<String> {
    ["jumlah", "jumlah *", "total", "total *", "sub total*", "grand total*"]
        .map(String::from)
        .into()
}

fn covers(table: Table<'_>, dataset: &Dataset, diags: &mut Diagnostics) -> Option<Covers> {
    let grains = [
        ("month", Grain::Month),
        ("quarter", Grain::Quarter),
        ("semester", Grain::Semester),
        ("year", Grain::Year),
    ];
    let every = table.get("every").and_then(|item| item.word(&grains, diags));
    let period = table.need("period", diags)?;
    let period = period_from(period, every.unwrap_or(Grain::Quarter), dataset, diags)?;
    let team = match table.get("team") {
        None => TeamFrom::All,
        Some(item) => match item.string(diags)?.as_str() {
            "all" => TeamFrom::All,
            "sheet" => TeamFrom::Sheet,
            "column" => TeamFrom::Column,
            other => match other.split_once(':') {
                Some(("file-name", pattern)) => TeamFrom::FileName(pattern.to_owned()),
                _ => {
                    let known = "all, sheet, column, file-name:…";
                    let problem = Diagnostic::error("known-word", item.origin());
                    diags.push(problem.arg("found", other).arg("known", known));
                    return None;
                }
            },
        },
    };
    table.finish(diags);
    Some(Covers { period, team })
}

/// `column:NAME`, or a place with a pattern, or a list of these that complete one another.
fn period_from(
    item: Item<'_>,
    every: Grain,
    dataset: &Dataset,
    diags: &mut Diagnostics,
) -> Option<PeriodFrom> {
    if item.is_string() {
        let text = item.string(diags)?;
        if let Some(("column", column)) = text.split_once(':').map(|(p, c)| (p.trim(), c.trim())) {
            known_column(column, item.origin(), dataset, diags);
            return Some(PeriodFrom::Column(column.to_owned(), every));
        }
        return place(item, diags).map(|one| PeriodFrom::Written(vec![one]));
    }
    let written: Option<Vec<_>> =
        item.list(diags).into_iter().map(|one| place(one, diags)).collect();
    written.map(PeriodFrom::Written)
}

/// `file-name:PATTERN`, `title:PATTERN` or `sheet:PATTERN`.
fn place(item: Item<'_>, diags: &mut Diagnostics) -> Option<(Place, String)> {
    let text = item.string(diags)?;
    let places = [("file-name", Place::FileName), ("title", Place::Title), ("sheet", Place::Sheet)];
    let found = text.split_once(':').and_then(|(place, rest)| {
        let (_, place) = places.iter().find(|(word, _)| *word == place.trim())?;
        Some((*place, rest.trim().to_owned()))
    });
    if found.is_none() {
        let known = "file-name:…, title:…, sheet:…, column:…";
        let problem = Diagnostic::error("known-word", item.origin());
        diags.push(problem.arg("found", &text).arg("known", known));
    }
    found
}

fn column(
    name: &Text,
    table: Table<'_>,
    dataset: &Dataset,
    teams: &TeamTree,
    diags: &mut Diagnostics,
) -> Option<Column> {
    check_name(&name.value, name.whole(), diags);
    if dataset.column(&name.value).is_some() {
        diags.push(Diagnostic::error("unique-id", name.whole()).arg("id", &name.value));
    }
    let ty = column_type(&table, &name.value, teams, diags);
    let from = column_from(&table, dataset, diags);
    let flag = |key, diags: &mut Diagnostics| {
        table.get(key).and_then(|item| item.boolean(diags)).unwrap_or(false)
    };
    let (required, event) = (flag("required", diags), flag("event", diags));
    let kinds = [("drop", Personal::Drop), ("pseudonym", Personal::Pseudonym)];
    let personal = table.get("personal").and_then(|item| item.word(&kinds, diags));
    let is_words = matches!(ty, Some(ColumnType::Text | ColumnType::Code(_)) | None);
    if personal == Some(Personal::Pseudonym) && !is_words {
        diags.push(Diagnostic::error("pseudonym-type", name.whole()).arg("column", &name.value));
    }
    table.finish(diags);
    let (name, origin) = (name.value.clone(), name.whole());
    Some(Column { name, ty: ty?, from: from?, required, event, personal, origin })
}

fn column_from(
    table: &Table<'_>,
    dataset: &Dataset,
    diags: &mut Diagnostics,
) -> Option<ColumnFrom> {
    if let Some(item) = table.get("value") {
        let text = item.text(diags)?;
        let expr = expr::parse(&text, Level::Row, dataset, Type::Null, diags);
        let expr = expr.unwrap_or(Expr::NOTHING);
        no_cut_off(&expr, &text, dataset, true, diags);
        return Some(ColumnFrom::Value(expr));
    }
    if let Some(item) = table.get("from") {
        let text = item.string(diags)?;
        return match text.split_once(':') {
            Some(("level", level)) => Some(ColumnFrom::Level(level.trim().to_owned())),
            _ => item.word(&[("covers", 0), ("sheet", 1)], diags).map(|which| match which {
                0 => ColumnFrom::Covers,
                _ => ColumnFrom::Sheet,
            }),
        };
    }
    table.need("header", diags).map(|item| {
        ColumnFrom::Header(item.strings(diags).iter().map(|written| Head::new(written)).collect())
    })
}

fn column_type(
    table: &Table<'_>,
    name: &str,
    teams: &TeamTree,
    diags: &mut Diagnostics,
) -> Option<ColumnType> {
    let words = ["text", "code", "number", "money", "percent", "date", "month", "choice", "team"];
    let numbered: Vec<(&str, usize)> = words.iter().copied().zip(0..).collect();
    let which = table.need("type", diags)?.word(&numbered, diags)?;
    let number = |key, diags: &mut Diagnostics| table.get(key).and_then(|item| item.number(diags));
    Some(match words[which] {
        "code" => ColumnType::Code(table.get("width").and_then(|item| item.count(diags))),
        "number" => ColumnType::Number { min: number("min", diags), max: number("max", diags) },
        "money" => ColumnType::Money,
        "percent" => ColumnType::Percent,
        "date" => ColumnType::Date,
        "month" => ColumnType::Month,
        "choice" => choice(table, name, diags)?,
        "team" => ColumnType::Team { map: team_map(table, teams, diags) },
        _ => ColumnType::Text,
    })
}

fn choice(table: &Table<'_>, name: &str, diags: &mut Diagnostics) -> Option<ColumnType> {
    let of = table.need("of", diags)?.strings(diags);
    let mut map = vec![];
    if let Some(entries) = table.get("map").and_then(|item| item.table(diags)) {
        for (pattern, item) in entries.entries() {
            let Some(value) = item.string(diags) else { continue };
            if !of.contains(&value) {
                let problem = Diagnostic::error("known-choice", item.origin())
                    .arg("column", name)
                    .arg("value", &value)
                    .arg("choices", of.join(", "))
                    .near(&value, of.iter().map(String::as_str));
                diags.push(problem);
            }
            map.push((TextPattern::new(&pattern.value), value));
        }
    }
    Some(ColumnType::Choice { of, map })
}

fn team_map(
    table: &Table<'_>,
    teams: &TeamTree,
    diags: &mut Diagnostics,
) -> Vec<(TextPattern, TeamId)> {
    let mut map = vec![];
    if let Some(entries) = table.get("map").and_then(|item| item.table(diags)) {
        for (pattern, item) in entries.entries() {
            let Some(id) = item.string(diags).map(TeamId::new) else { continue };
            known_team(&id, item.origin(), teams, diags);
            map.push((TextPattern::new(&pattern.value), id));
        }
    }
    map
}

fn rule(name: &Text, table: Table<'_>, dataset: &Dataset, diags: &mut Diagnostics) -> Option<Rule> {
    check_name(&name.value, name.whole(), diags);
    let text = table.need("expect", diags).and_then(|item| item.text(diags));
    let title = table.text_or_empty("title", diags);
    let severity = contract::severity(&table, diags);
    let at_most = contract::limit(&table, diags);
    let set_aside = table.get("set_aside").and_then(|item| item.boolean(diags)).unwrap_or(false);
    table.finish(diags);
    let text = text?;
    let expect = expr::parse(&text, Level::Row, dataset, Type::Bool, diags)?;
    no_cut_off(&expect, &text, dataset, false, diags);
    let title = if title.is_empty() { text.value } else { title };
    Some(Rule { name: name.value.clone(), title, expect, severity, set_aside, at_most })
}
