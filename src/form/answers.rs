//! What the planner's answers mean: names looked up, numbers and dates read, every mistake named
//! with its cell.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::team::normal_name;
use crate::domain::{DatasetId, Date, IndicatorId, Number, Period, Team, TeamId};
use crate::load::raw::{RawCell, RawRow, date, number};
use crate::spec::planner::{Action, Decision, Exemption, Meeting, Progress, Remark, SetTarget};
use crate::spec::{Better, Dataset, Indicator, Measured, Notes, Project, Topic};

use super::files::GivenFile;
use super::filled::{Filled, FilledSheet};
use super::layout::{FOREIGN, NOT_USED, Role, Sheet, head, status};

/// Everything that the planner filled in, understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    /// Files that belong to a dataset whatever they are called.
    pub files: Vec<GivenFile>,
    /// Names of the data that mean a team.
    pub aliases: Vec<(String, TeamId)>,
    /// Names of the data that mean nobody of the office.
    pub foreign: Vec<String>,
    /// Targets, by indicator.
    pub targets: Vec<(IndicatorId, SetTarget)>,
    /// Teams to which an indicator does not apply.
    pub exemptions: Vec<(IndicatorId, Exemption)>,
    /// Meetings, decisions, remarks and actions.
    pub notes: Notes,
}

/// Gives the answers of all workbooks their meaning.
pub fn answers(project: &Project, all: &[Filled], diags: &mut Diagnostics) -> Answers {
    let mut reader = Reader { project, diags, out: Answers::default(), seen: BTreeMap::new() };
    for sheet in all.iter().flat_map(|filled| &filled.sheets) {
        for row in sheet.answered() {
            let row = Row { sheet, row };
            match sheet.sheet {
                Sheet::Files => reader.file(&row),
                Sheet::Mapping => reader.mapping(&row),
                Sheet::Targets => reader.targets(&row),
                Sheet::Remarks => reader.remark(&row),
                Sheet::Meetings => reader.meeting(&row),
                Sheet::Decisions => reader.decision(&row),
                Sheet::Actions => reader.action(&row),
                Sheet::Exemptions => reader.exemption(&row),
            }
        }
        if sheet.sheet == Sheet::Targets {
            reader.heads_of_targets(sheet);
        }
    }
    reader.out
}

/// How an indicator is called in drop-downs: its name, with its id where others bear the name too.
pub fn label(project: &Project, indicator: &Indicator) -> String {
    let same = |other: &&Indicator| normal_name(&other.name) == normal_name(&indicator.name);
    match project.indicators.iter().filter(same).count() {
        1 => indicator.name.clone(),
        _ => format!("{} ({})", indicator.name, indicator.id),
    }
}

/// How a dataset is called in drop-downs: its title, with its id where others bear the title too.
pub fn dataset_label(project: &Project, dataset: &Dataset) -> String {
    let same = |other: &&Dataset| normal_name(&other.title) == normal_name(&dataset.title);
    match project.datasets.iter().filter(same).count() {
        _ if dataset.title.is_empty() => dataset.id.to_string(),
        1 => dataset.title.clone(),
        _ => format!("{} ({})", dataset.title, dataset.id),
    }
}

/// Whether a target makes sense for an indicator: it is judged, and not by two edges.
pub fn takes_target(indicator: &Indicator) -> bool {
    matches!(indicator.better, Some(Better::Higher | Better::Lower | Better::LowerInverse))
}

/// A row that is being read.
struct Row<'a> {
    sheet: &'a FilledSheet,
    row: &'a RawRow,
}

impl Row<'_> {
    fn text(&self, head: &str) -> String {
        self.sheet.text(self.row, head)
    }

    fn cell(&self, head: &str) -> &RawCell {
        self.sheet.cell(self.row, head)
    }

    fn place(&self, head: &str) -> Origin {
        self.sheet.place(self.row.number, head)
    }
}

struct Reader<'a> {
    project: &'a Project,
    diags: &'a mut Diagnostics,
    out: Answers,
    /// What was said of a thing, and where, to find contradictions.
    seen: BTreeMap<String, (String, Origin)>,
}

impl<'a> Reader<'a> {
    fn file(&mut self, row: &Row<'_>) {
        let asked = row.text(head::DATASET);
        // A row with a period and without a dataset is not answered yet.
        if asked.is_empty() || !self.complete(row, &[head::FILE]) {
            return;
        }
        let path = row.cell(head::FILE).text().trim().replace('\\', "/");
        let dataset = match normal_name(&asked) == NOT_USED {
            true => None,
            false => match self.dataset(&asked, &row.place(head::DATASET)) {
                Some(id) => Some(id),
                None => return,
            },
        };
        let period = self.period(row, head::PERIOD);
        if period.is_none() && !row.text(head::PERIOD).is_empty() {
            return;
        }
        let origin = row.place(head::FILE);
        let used = if dataset.is_some() { "used" } else { "unused" };
        let said = period.map(|period| period.to_string()).unwrap_or_default();
        let whose = dataset.as_ref().map_or("", DatasetId::as_str);
        let is_new = self.first(format!("file {path} {whose}"), &said, &origin);
        // A file may hold the tables of several datasets, but not of some and of none.
        self.first(format!("file {path}"), used, &origin);
        if is_new {
            let period_origin = row.place(head::PERIOD);
            self.out.files.push(GivenFile { path, dataset, period, origin, period_origin });
        }
    }

    /// The dataset of this title or id; complains if there is none.
    fn dataset(&mut self, name: &str, place: &Origin) -> Option<DatasetId> {
        let (wanted, project) = (normal_name(name), self.project);
        let is_it = |one: &&Dataset| {
            normal_name(one.id.as_str()) == wanted
                || normal_name(&dataset_label(project, one)) == wanted
        };
        let found = project.datasets.iter().filter(|one| one.keeps_files()).find(is_it);
        if found.is_none() {
            let labels: Vec<String> =
                project.datasets.iter().map(|one| dataset_label(project, one)).collect();
            let problem = Diagnostic::error("form-dataset", place.clone()).arg("found", name);
            self.say(problem.near(name, labels.iter().map(String::as_str)));
        }
        found.map(|one| one.id.clone())
    }

    fn mapping(&mut self, row: &Row<'_>) {
        let (name, unit) = (row.text(head::NAME), row.text(head::OUR_UNIT));
        // A row with a remark and without a unit is not answered yet.
        if unit.is_empty() || !self.complete(row, &[head::NAME]) {
            return;
        }
        let place = row.place(head::OUR_UNIT);
        if normal_name(&unit) == FOREIGN {
            if self.first(format!("name {}", normal_name(&name)), FOREIGN, &place)
                && !self.taken(&name, None, row)
            {
                self.out.foreign.push(name);
            }
            return;
        }
        let Some(team) = self.team(&unit, &place) else { return };
        let id = team.id.clone();
        if self.first(format!("name {}", normal_name(&name)), id.as_str(), &place)
            && !self.taken(&name, Some(&id), row)
        {
            self.out.aliases.push((name, id));
        }
    }

    /// Says so when a name already is that of another team, at all times.
    fn taken(&mut self, name: &str, id: Option<&TeamId>, row: &Row<'_>) -> bool {
        let bearer = self.project.teams.find(name, None);
        let always = |team: &&Team| team.from.is_none() && team.to.is_none();
        let Some(other) = bearer.filter(always).filter(|team| Some(&team.id) != id) else {
            return false;
        };
        let problem = Diagnostic::error("form-name-taken", row.place(head::NAME));
        self.say(problem.arg("name", name).arg("team", &other.name));
        true
    }

    fn targets(&mut self, row: &Row<'_>) {
        let (code, name) = (row.text(head::CODE), row.text(head::INDICATOR));
        if code.is_empty() && !self.complete(row, &[head::INDICATOR]) {
            return;
        }
        let (asked, at) =
            if code.is_empty() { (name, head::INDICATOR) } else { (code, head::CODE) };
        let indicator = self.indicator(&asked, &row.place(at));
        let unit = row.text(head::UNIT);
        let place = row.place(head::UNIT);
        let team = if unit.is_empty() { Some(None) } else { self.team(&unit, &place).map(Some) };
        let team = team.map(|team| team.map(|team| team.id.clone()));
        if let Some(indicator) = indicator.filter(|one| !takes_target(one)) {
            let problem = Diagnostic::error("form-no-judgement", row.place(at));
            self.say(problem.arg("indicator", &indicator.name));
            return;
        }
        if let (Some(indicator), Some(Some(team))) = (indicator, &team) {
            self.measured(indicator, team, &place);
        }
        for (quarter, head) in row.sheet.quarters() {
            let cell = row.cell(head);
            if cell.is_blank() {
                continue;
            }
            let origin = row.place(head);
            let is_percent = indicator.is_none_or(|one| one.unit == "%");
            let Some(number) = number_of(cell, is_percent) else {
                let problem = Diagnostic::error("form-number", origin);
                self.say(problem.arg("found", shown(cell)));
                continue;
            };
            let (Some(indicator), Some(team)) = (indicator, team.clone()) else { continue };
            if indicator.unit == "%" && !number.is_zero() && number.abs() < Number::one() {
                let hundredfold = &number * &Number::from(100u32);
                let problem = Diagnostic::warning("form-percent", origin.clone())
                    .arg("found", number.to_plain(6).replace('.', ","))
                    .arg("meant", hundredfold.to_plain(6).replace('.', ","));
                self.say(problem);
            }
            let whose = team.as_ref().map_or("", TeamId::as_str);
            let thing = format!("target {} {whose} {quarter}", indicator.id);
            if self.first(thing, &number.to_plain(10), &origin) {
                let target = SetTarget { team, quarter, number, origin };
                self.out.targets.push((indicator.id.clone(), target));
            }
        }
    }

    /// A column of targets for a month or a year is none: targets are set by quarter.
    fn heads_of_targets(&mut self, sheet: &FilledSheet) {
        for head in sheet.added_heads() {
            if Period::parse(head).is_some() {
                let problem = Diagnostic::error("form-quarter", sheet.place(sheet.head_row, head));
                self.say(problem.arg("found", head));
            }
        }
    }

    fn remark(&mut self, row: &Row<'_>) {
        let complete = self.complete_row(row);
        let period = self.period(row, head::PERIOD);
        let teams = self.teams_of(row);
        let indicator = self.indicator_of(row);
        let (true, Some(period), Some(teams), Some(indicator)) =
            (complete, period, teams, indicator)
        else {
            return;
        };
        let id = indicator.map(|one| one.id.clone());
        let remark =
            |team| Remark { period, team, indicator: id.clone(), text: row.text(head::REMARK) };
        let whose: Vec<Option<TeamId>> =
            if teams.is_empty() { vec![None] } else { teams.into_iter().map(Some).collect() };
        self.out.notes.remarks.extend(whose.into_iter().map(remark));
    }

    fn meeting(&mut self, row: &Row<'_>) {
        let complete = self.complete_row(row);
        let period = self.period(row, head::PERIOD);
        let held = self.date(row, head::HELD);
        let (true, Some(period), Some(Some(held))) = (complete, period, held) else { return };
        if held < period.start() {
            let problem = Diagnostic::error("form-meeting", row.place(head::HELD));
            self.say(problem.arg("period", row.text(head::PERIOD)));
            return;
        }
        self.out.notes.meetings.push(Meeting {
            period,
            held,
            attended: row.text(head::ATTENDED),
            agenda: row.text(head::AGENDA),
            note: row.text(head::NOTE),
        });
    }

    fn decision(&mut self, row: &Row<'_>) {
        let complete = self.complete_row(row);
        let decided = self.period(row, head::DECIDED);
        let teams = self.teams_of(row);
        let (true, Some(decided), Some(teams)) = (complete, decided, teams) else { return };
        let (text, note) = (row.text(head::DECISION), row.text(head::NOTE));
        self.out.notes.decisions.push(Decision { decided, text, teams, note });
    }

    fn action(&mut self, row: &Row<'_>) {
        let complete = self.complete_row(row);
        let decided = self.period(row, head::DECIDED);
        let teams = self.teams_of(row);
        let due = self.date(row, head::DUE);
        let closed = self.date(row, head::CLOSED);
        let progress = self.progress(row);
        let (indicator, topics) = (self.indicator_of(row), self.topics_of(row));
        let (Some(indicator), Some(topics)) = (indicator, topics) else { return };
        let (true, Some(decided), Some(teams), Some(due), Some(closed), Some(progress)) =
            (complete, decided, teams, due, closed, progress)
        else {
            return;
        };
        if closed.is_some() && !progress.is_closed() {
            let problem = Diagnostic::error("form-closed", row.place(head::STATUS));
            self.say(problem.arg("status", status(progress)));
            return;
        }
        self.out.notes.actions.push(Action {
            decided,
            text: row.text(head::ACTION),
            teams,
            indicator: indicator.map(|one| one.id.clone()),
            topics,
            owner: row.text(head::OWNER),
            due,
            progress,
            closed,
            note: row.text(head::NOTE),
        });
    }

    fn exemption(&mut self, row: &Row<'_>) {
        let complete = self.complete_row(row);
        let teams = self.teams_of(row);
        let indicator = self.indicator_of(row);
        let (from, to) = (self.date(row, head::FROM), self.date(row, head::UNTIL));
        let (Some(teams), Some(Some(indicator))) = (teams, indicator) else { return };
        for team in &teams {
            self.measured(indicator, team, &row.place(head::UNIT));
        }
        let (true, Some(from), Some(to)) = (complete, from, to) else { return };
        if from.zip(to).is_some_and(|(from, to)| from > to) {
            self.say(Diagnostic::error("form-span", row.place(head::UNTIL)));
            return;
        }
        for team in teams {
            let origin = row.place(head::INDICATOR);
            let exemption = Exemption { team, reason: row.text(head::REASON), from, to, origin };
            self.out.exemptions.push((indicator.id.clone(), exemption));
        }
    }

    /// Adds a finding; the same one on another sheet stays apart, so that each names its sheet.
    fn say(&mut self, problem: Diagnostic) {
        let sheet = match &problem.origin {
            Origin::Row { sheet, .. } | Origin::Cell { sheet, .. } => sheet.to_string(),
            _ => String::new(),
        };
        self.diags.push(problem.arg("sheet", sheet));
    }

    /// Whether these cells of a row are filled; says which are not.
    fn complete(&mut self, row: &Row<'_>, heads: &[&str]) -> bool {
        let empty: Vec<&str> =
            heads.iter().copied().filter(|head| row.cell(head).is_blank()).collect();
        for head in &empty {
            let problem = Diagnostic::error("form-empty", row.place(head));
            self.say(problem.arg("head", head));
        }
        empty.is_empty()
    }

    fn complete_row(&mut self, row: &Row<'_>) -> bool {
        let columns = row.sheet.sheet.columns().iter();
        let needed: Vec<&str> =
            columns.filter(|one| one.role == Role::Needed).map(|one| one.head).collect();
        self.complete(row, &needed)
    }

    /// The team that a cell names; complains if it names none.
    fn team(&mut self, name: &str, place: &Origin) -> Option<&'a Team> {
        let found = self.project.teams.find(name, None);
        if found.is_none() {
            let known = self.project.teams.known_names();
            let problem = Diagnostic::error("form-team", place.clone()).arg("found", name);
            self.say(problem.near(name, known));
        }
        found
    }

    /// The teams of a row, `;` between them; `None` if one of them is unknown.
    fn teams_of(&mut self, row: &Row<'_>) -> Option<Vec<TeamId>> {
        let text = row.cell(head::UNIT).text().into_owned();
        let place = row.place(head::UNIT);
        let names = text.split([';', '\n']).map(str::trim).filter(|name| !name.is_empty());
        let found: Vec<Option<TeamId>> =
            names.map(|name| self.team(name, &place).map(|team| team.id.clone())).collect();
        found.into_iter().collect()
    }

    /// The topics of a row, `;` between them; `None` if one of them is unknown.
    fn topics_of(&mut self, row: &Row<'_>) -> Option<Vec<String>> {
        let text = row.cell(head::TOPIC).text().into_owned();
        let place = row.place(head::TOPIC);
        let names = text.split([';', '\n']).map(str::trim).filter(|name| !name.is_empty());
        names.map(|name| self.topic(name, &place)).collect()
    }

    /// The topic of this name or id; complains if there is none.
    fn topic(&mut self, name: &str, place: &Origin) -> Option<String> {
        let wanted = normal_name(name);
        let topics = &self.project.topics;
        let is_it = |one: &&Topic| one.id == wanted || normal_name(&one.name) == wanted;
        let found = topics.iter().find(is_it).map(|one| one.id.clone());
        if found.is_none() {
            let problem = Diagnostic::error("form-topic", place.clone()).arg("found", name);
            self.say(problem.near(name, topics.iter().map(|one| one.name.as_str())));
        }
        found
    }

    fn indicator(&mut self, name: &str, place: &Origin) -> Option<&'a Indicator> {
        let wanted = normal_name(name);
        let project = self.project;
        let by_id = project.indicators.iter().find(|one| normal_name(one.id.as_str()) == wanted);
        // A label begins with the name, so that few have to be worked out.
        let is_labelled = |one: &&Indicator| {
            wanted.starts_with(&normal_name(&one.name))
                && normal_name(&label(project, one)) == wanted
        };
        let found = by_id.or_else(|| project.indicators.iter().find(is_labelled));
        if found.is_none() {
            let known: Vec<String> =
                project.indicators.iter().map(|one| label(project, one)).collect();
            let problem = Diagnostic::error("form-indicator", place.clone()).arg("found", name);
            self.say(problem.near(name, known.iter().map(String::as_str)));
        }
        found
    }

    /// The indicator of a row, if it names one; `None` if it names an unknown one.
    fn indicator_of(&mut self, row: &Row<'_>) -> Option<Option<&'a Indicator>> {
        let name = row.text(head::INDICATOR);
        if name.is_empty() {
            return Some(None);
        }
        self.indicator(&name, &row.place(head::INDICATOR)).map(Some)
    }

    /// Complains if an indicator has no figure for a team.
    fn measured(&mut self, indicator: &Indicator, team: &TeamId, place: &Origin) {
        let root = self.project.teams.root().map(|root| &root.id);
        let has = match &indicator.measured {
            Measured::Office => root == Some(team),
            Measured::Each => true,
            Measured::Teams(listed) => listed.contains(team),
        };
        if !has {
            let name = self.project.teams.get(team).map_or("", |team| team.name.as_str());
            let problem = Diagnostic::error("form-no-figure", place.clone())
                .arg("indicator", &indicator.name)
                .arg("team", name);
            self.say(problem);
        }
    }

    fn period(&mut self, row: &Row<'_>, head: &str) -> Option<Period> {
        let text = row.text(head);
        let found = Period::parse(&text);
        if found.is_none() && !text.is_empty() {
            let problem = Diagnostic::error("form-period", row.place(head));
            self.say(problem.arg("found", &text));
        }
        found
    }

    /// The day in a cell, if it is filled; `None` if what stands there is no day.
    fn date(&mut self, row: &Row<'_>, head: &str) -> Option<Option<Date>> {
        let cell = row.cell(head);
        if cell.is_blank() {
            return Some(None);
        }
        let found = match cell {
            RawCell::Date(day) => Some(*day),
            RawCell::DateTime(moment) => Some(moment.date()),
            RawCell::Text(text) => date::parse(text, date::DateOrder::DayFirst),
            RawCell::Number(digits) => digits.parse().ok().and_then(date::from_serial),
            _ => None,
        };
        if found.is_none() {
            let problem = Diagnostic::error("form-date", row.place(head));
            self.say(problem.arg("found", shown(cell)));
        }
        found.map(Some)
    }

    fn progress(&mut self, row: &Row<'_>) -> Option<Progress> {
        let text = row.text(head::STATUS);
        if text.is_empty() {
            return Some(Progress::default());
        }
        let wanted = normal_name(&text);
        let found = Progress::ALL.into_iter().find(|one| status(*one) == wanted);
        if found.is_none() {
            let known = Progress::ALL.map(status);
            let problem = Diagnostic::error("form-status", row.place(head::STATUS))
                .arg("found", &text)
                .arg("known", known.join(", "));
            self.say(problem.near(&text, known));
        }
        found
    }

    /// Whether this is the first answer about a thing; complains if another one says otherwise.
    fn first(&mut self, thing: String, said: &str, place: &Origin) -> bool {
        match self.seen.get(&thing) {
            None => {
                self.seen.insert(thing, (said.to_owned(), place.clone()));
                true
            }
            Some((before, first)) => {
                if before != said {
                    let problem = Diagnostic::error("form-conflict", place.clone());
                    self.say(problem.related("first-here", first.clone()));
                }
                false
            }
        }
    }
}

/// The number in a cell: a stored one, or text as an Indonesian office writes it; `90%` is 90
/// where percentages are meant, and no number elsewhere.
fn number_of(cell: &RawCell, is_percent: bool) -> Option<Number> {
    let found = match cell {
        RawCell::Number(digits) => number::parse_plain(digits),
        RawCell::Percent(digits) if is_percent => number::parse_plain(digits),
        RawCell::Text(text) if !is_percent && text.contains('%') => None,
        RawCell::Text(text) => number::parse(text, number::Style::Indonesian)
            .or_else(|| number::parse(text, number::Style::Plain)),
        _ => None,
    };
    found.map(|one| Number::from_scaled(one.mantissa, u32::from(one.scale)))
}

/// What stands in a cell, cut short.
fn shown(cell: &RawCell) -> String {
    let text = cell.text();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into_owned(),
    }
}
