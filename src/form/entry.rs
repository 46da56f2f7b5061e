//! The entry form of a dataset that has no export: a sheet with exactly the heads of its contract,
//! and one that explains every column.

use crate::domain::glob::{TextPattern, alternatives};
use crate::domain::{Date, Number, Team, TeamId};
use crate::load::raw::column_letters;
use crate::messages::Messages;
use crate::spec::column::{ColumnFrom, Head, Personal};
use crate::spec::shape::Shape;
use crate::spec::source::{Source, TeamFrom};
use crate::spec::{Column, ColumnType, Dataset, Project};

use super::book::{Book, Check, Grid, GridColumn, Guide, Lists, Look, Page, Piece};
use super::layout::{GUIDE, LISTS, Role, period_words};
use super::place::{Placed, is_by_team, place};

/// How many rows a form has ready.
const ROWS: u32 = 300;

/// A form.
#[derive(Clone, Debug, PartialEq)]
pub struct EntryForm {
    /// Where it belongs in the project once it is filled in.
    pub path: String,
    /// The workbook.
    pub book: Book,
}

/// Why a dataset can have no form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoForm {
    /// Its rows are no plain table.
    Shape,
    /// No XLSX file fits its `files` and `covers`.
    Path,
    /// None of its columns has a head that can be written.
    Heads,
}

/// The forms of a dataset for a period: one, or one per team where each hands in its own.
///
/// # Errors
///
/// When the contract leaves no room for a form.
pub fn entry(
    project: &Project,
    dataset: &Dataset,
    period: crate::domain::Period,
    words: &Messages,
) -> Result<Vec<EntryForm>, NoForm> {
    if let Some(forms) = super::questions::forms(project, dataset, period, words) {
        return forms;
    }
    let plain = |source: &&Source| source.shape == Shape::Plain && source.given.is_none();
    let mut reason = NoForm::Shape;
    for source in dataset.sources.iter().filter(plain) {
        let teams: Vec<Option<&Team>> = match is_by_team(source) {
            false => vec![None],
            true => leaves(project, dataset).into_iter().map(Some).collect(),
        };
        let placed: Option<Vec<(Option<&Team>, Placed)>> =
            teams.into_iter().map(|team| Some((team, place(source, period, team)?))).collect();
        // Sheets of teams share a workbook, and a contract that names no sheets reads one of them.
        let readable = source.covers.team != TeamFrom::Sheet || !source.sheets.is_empty();
        let Some(placed) = placed.filter(|_| readable) else {
            reason = NoForm::Path;
            continue;
        };
        let Some(columns) = columns(dataset) else {
            reason = NoForm::Heads;
            continue;
        };
        let form = Form {
            project,
            dataset,
            columns: &columns,
            words,
            steps: |n| format!("entry-step-{n}"),
        };
        let mut forms: Vec<Vec<(Option<&Team>, Placed)>> = vec![];
        for (team, placed) in placed {
            match forms.last_mut().filter(|last| last[0].1.path == placed.path) {
                Some(last) => last.push((team, placed)),
                None => forms.push(vec![(team, placed)]),
            }
        }
        return Ok(forms.into_iter().map(|sheets| form.made(&sheets)).collect());
    }
    Err(reason)
}

/// The leaf teams that hand in a dataset.
fn leaves<'a>(project: &'a Project, dataset: &'a Dataset) -> Vec<&'a Team> {
    project.expected_teams(dataset).into_iter().filter_map(|id| project.teams.get(id)).collect()
}

/// A column of the form: a declared one, or one that the contract does not read.
pub(super) struct Wanted<'a> {
    pub column: Option<&'a Column>,
    pub heads: Vec<String>,
}

/// The columns under a head, in the order of the contract; `None` if there is none.
pub(super) fn columns(dataset: &Dataset) -> Option<Vec<Wanted<'_>>> {
    let mut wanted: Vec<Wanted<'_>> = vec![];
    for column in &dataset.columns {
        let ColumnFrom::Header(heads) = &column.from else { continue };
        let (head, path) = heads.iter().find_map(|head| Some((head, written(head)?)))?;
        // `Kode[2]` needs a first `Kode` before it.
        let same = |one: &&Wanted<'_>| one.heads.last() == path.last();
        while wanted.iter().filter(same).count() < head.nth {
            wanted.push(Wanted { column: None, heads: path.clone() });
        }
        wanted.push(Wanted { column: Some(column), heads: path });
    }
    (!wanted.is_empty()).then_some(wanted)
}

/// The words of a head; `None` if its pattern cannot be written out.
fn written(head: &Head) -> Option<Vec<String>> {
    head.path.iter().map(spelled).collect()
}

/// A text that fits a pattern.
pub(super) fn spelled(pattern: &TextPattern) -> Option<String> {
    let plain = alternatives(pattern.as_str()).into_iter().map(|one| {
        one.replace('*', "").replace('?', "-").split_whitespace().collect::<Vec<_>>().join(" ")
    });
    plain.into_iter().find(|text| !text.is_empty() && pattern.matches(text))
}

/// A form being made.
pub(super) struct Form<'a> {
    pub project: &'a Project,
    pub dataset: &'a Dataset,
    pub columns: &'a [Wanted<'a>],
    pub words: &'a Messages,
    /// The keys of the catalogue for the steps of the guide, from 1.
    pub steps: fn(u32) -> String,
}

impl Form<'_> {
    /// One workbook; a sheet per team where the contract tells teams by their sheets.
    pub(super) fn made(&self, sheets: &[(Option<&Team>, Placed)]) -> EntryForm {
        let first = &sheets[0].1;
        let lists = self.lists(first);
        let grids = sheets.iter().map(|(team, placed)| self.grid(*team, placed, &lists));
        let mut pages: Vec<Page> = grids.map(Page::Grid).collect();
        if first.has_company {
            pages.push(Page::Guide(self.guide(first)));
            pages.push(Page::Lists(lists));
        }
        let title = self.title().to_owned();
        let office = self.project.office.name.clone();
        let book = Book { title, office, date: first.period.end(), pages };
        EntryForm { path: first.path.clone(), book }
    }

    fn title(&self) -> &str {
        match self.dataset.title.as_str() {
            "" => self.dataset.id.as_str(),
            title => title,
        }
    }

    fn grid(&self, team: Option<&Team>, placed: &Placed, lists: &Lists) -> Grid {
        let tall = self.columns.iter().map(|one| one.heads.len()).max().unwrap_or(1);
        let columns = self.columns.iter().zip(0..).map(|(one, at)| {
            let mut heads = vec![String::new(); tall - one.heads.len()];
            heads.extend(one.heads.iter().cloned());
            let title = one.heads.last().map_or("", String::as_str);
            let Some(column) = one.column else {
                return GridColumn {
                    heads,
                    role: Role::Given,
                    look: Look::Words,
                    check: Check::Free,
                    hint: String::new(),
                    width: 14.0,
                    names_row: false,
                };
            };
            let listed = lists.lists.iter().position(|(name, _)| *name == list_title(at, title));
            GridColumn {
                heads,
                role: if column.required { Role::Needed } else { Role::Open },
                look: look(&column.ty),
                check: self.check(column, listed.filter(|_| placed.has_company)),
                hint: self.hint(column, placed.period.end()),
                width: width(&column.ty, title),
                names_row: false,
            }
        });
        let is_office =
            |team: &&Team| self.project.teams.root().is_some_and(|one| one.id == team.id);
        let below = team.filter(|team| !is_office(team));
        let whose = below.map_or(String::new(), |team| format!(" · {}", team.name));
        let first = self.words.text(
            "entry-title",
            &[
                ("title", self.title().to_owned()),
                ("period", period_words(placed.period)),
                ("office", format!("{}{whose}", self.project.office.short)),
            ],
        );
        let demo = self.project.office.demo.then(|| self.words.word("demo-mark"));
        let mut above = vec![demo.map_or(first.clone(), |mark| format!("{first} · {mark}"))];
        above.extend(placed.titles.iter().cloned());
        Grid {
            name: placed.sheet.clone(),
            above,
            columns: columns.collect(),
            rows: vec![],
            spare: ROWS,
            frozen: 1,
            waiting: false,
        }
    }

    /// The lists behind drop-downs: the columns of choices, months and teams.
    fn lists(&self, placed: &Placed) -> Lists {
        let listed = self.columns.iter().zip(0..).filter_map(|(one, at)| {
            let entries = self.entries(one.column?, placed.period.end());
            let title = one.heads.last().map_or("", String::as_str);
            (!entries.is_empty()).then(|| (list_title(at, title), entries))
        });
        Lists {
            name: LISTS.to_owned(),
            note: self.words.word("form-lists"),
            lists: listed.collect(),
        }
    }

    /// Everything that may stand in a column, if that is a list.
    fn entries(&self, column: &Column, day: Date) -> Vec<String> {
        match &column.ty {
            ColumnType::Choice { of, map } => {
                of.iter().map(|value| choice_word(value, of, map)).collect()
            }
            ColumnType::Month => (1..=12).map(|n| self.words.word(&format!("month-{n}"))).collect(),
            ColumnType::Team { map } => {
                let teams = self.project.teams.iter().filter(|team| team.exists_on(day));
                teams
                    .filter(|team| means(&team.name, &team.id, map))
                    .map(|t| t.name.clone())
                    .collect()
            }
            _ => vec![],
        }
    }

    fn check(&self, column: &Column, listed: Option<usize>) -> Check {
        match (&column.ty, listed) {
            (_, Some(at)) => Check::List { at, strict: true },
            (ColumnType::Choice { of, map }, None) => {
                Check::Words(of.iter().map(|value| choice_word(value, of, map)).collect())
            }
            (ty, _) if ty.is_numeric() => {
                Check::Between(column.range.0.clone(), column.range.1.clone())
            }
            (ColumnType::Date, _) => Check::Date,
            _ => Check::Free,
        }
    }

    /// What a cell says when it is chosen: its kind, whether it is needed, whether it is personal.
    fn hint(&self, column: &Column, day: Date) -> String {
        let mut parts = vec![self.kind(column), self.example(column, day), self.counted(column)];
        if column.required {
            parts.push(self.words.word("entry-needed"));
        }
        parts.extend(self.personal(column));
        parts.retain(|part| !part.is_empty());
        parts.join(" ")
    }

    fn kind(&self, column: &Column) -> String {
        self.words.word(&format!("entry-kind-{}", column.ty.word()))
    }

    /// What else a number is: counted in thousands, or added up since January.
    fn counted(&self, column: &Column) -> String {
        let scale = (column.scale != 1)
            .then(|| self.words.text("entry-scale", &[("scale", column.scale.to_string())]));
        let since = column.cumulative.as_ref().map(|_| self.words.word("entry-cumulative"));
        scale.into_iter().chain(since).collect::<Vec<_>>().join(" ")
    }

    fn personal(&self, column: &Column) -> Option<String> {
        column.personal.map(|kind| match kind {
            Personal::Drop => self.words.word("entry-personal-drop"),
            Personal::Pseudonym => self.words.word("entry-personal-pseudonym"),
        })
    }

    fn example(&self, column: &Column, day: Date) -> String {
        let example = match &column.ty {
            ColumnType::Choice { .. }
            | ColumnType::Month
            | ColumnType::Quarter
            | ColumnType::YesNo => self.entries(column, day).first().cloned().unwrap_or_default(),
            ColumnType::Team { .. } => {
                self.entries(column, day).into_iter().nth(2).unwrap_or_default()
            }
            ColumnType::Date => day.format("%d/%m/%Y").to_string(),
            ColumnType::Number => {
                let min = column.range.0.as_ref();
                min.map_or_else(|| "12".to_owned(), |min| min.to_plain(6).replace('.', ","))
            }
            ColumnType::Code(width) => format!("{:0>1$}", 123, width.unwrap_or(5) as usize),
            ColumnType::Money => "1.250.000".to_owned(),
            ColumnType::Percent => "87,5".to_owned(),
            ColumnType::Text | ColumnType::Nip => String::new(),
        };
        match example.as_str() {
            "" => String::new(),
            text => self.words.text("entry-example", &[("example", text.to_owned())]),
        }
    }

    fn guide(&self, placed: &Placed) -> Guide {
        let words = self.words;
        let day = placed.period.end();
        let steps = (1..=5).map(|n| {
            let args = [
                ("sheet", placed.sheet.clone()),
                ("path", placed.path.clone()),
                ("period", period_words(placed.period)),
            ];
            words.text(&(self.steps)(n), &args)
        });
        let heads = [
            "entry-column",
            "entry-holds",
            "entry-allowed",
            "entry-is-needed",
            "entry-is-personal",
        ];
        let rows = self.columns.iter().zip(0u32..).filter_map(|(one, at)| {
            let column = one.column?;
            let parts = [self.kind(column), self.example(column, day), self.counted(column)];
            let holds = parts.join(" ");
            Some(vec![
                // Never the bare head: that would look like the head of the table.
                format!("{} · {}", column_letters(at), one.heads.join(" › ")),
                holds.trim().to_owned(),
                self.allowed(column, day),
                words.word(if column.required { "entry-yes" } else { "entry-no" }),
                self.personal(column).unwrap_or_else(|| words.word("entry-no")),
            ])
        });
        let mut pieces = vec![
            Piece::Heading(words.word("form-heading-steps")),
            Piece::Steps(steps.collect()),
            Piece::Heading(words.word("entry-heading-columns")),
            Piece::Table(heads.map(|key| words.word(key)).into(), rows.collect()),
        ];
        if !self.dataset.rules.is_empty() {
            pieces.push(Piece::Heading(words.word("entry-heading-rules")));
            let rules = self.dataset.rules.iter().map(|rule| rule.title.clone());
            pieces.push(Piece::Steps(rules.collect()));
        }
        let subtitle = format!("{} · {}", self.project.office.name, period_words(placed.period));
        let demo = self.project.office.demo.then(|| words.word("demo-mark"));
        Guide {
            name: GUIDE.to_owned(),
            title: self.title().to_owned(),
            subtitle: demo.map_or(subtitle.clone(), |mark| format!("{mark} · {subtitle}")),
            widths: vec![34.0, 44.0, 48.0, 10.0, 26.0],
            pieces,
        }
    }

    fn allowed(&self, column: &Column, day: Date) -> String {
        let edge = |edge: &Number| edge.to_plain(6).replace('.', ",");
        match &column.ty {
            ColumnType::Team { .. } => self.words.word("entry-allowed-teams"),
            ColumnType::Choice { .. } | ColumnType::Quarter | ColumnType::YesNo => {
                self.entries(column, day).join("; ")
            }
            ColumnType::Code(Some(width)) => {
                self.words.text("entry-allowed-width", &[("width", width.to_string())])
            }
            _ => match &column.range {
                (Some(min), Some(max)) => format!("{} – {}", edge(min), edge(max)),
                (Some(min), None) => format!("≥ {}", edge(min)),
                (None, Some(max)) => format!("≤ {}", edge(max)),
                (None, None) => String::new(),
            },
        }
    }
}

/// The title of a column's list; not the bare head, which would look like one.
fn list_title(at: u32, head: &str) -> String {
    format!("{} · {head}", column_letters(at))
}

/// What to write for a value of a choice: the exports' word that the map accepts, or the value.
fn choice_word(value: &str, of: &[String], map: &[(TextPattern, String)]) -> String {
    let gives = |text: &str| {
        let mapped = map.iter().find(|(pattern, _)| pattern.matches(text));
        match mapped {
            Some((_, mapped)) => mapped == value,
            None => of.iter().any(|one| one == value && TextPattern::new(one).matches(text)),
        }
    };
    let own = map.iter().filter(|(_, mapped)| mapped == value);
    let spelled = own.filter_map(|(pattern, _)| spelled(pattern)).find(|text| gives(text));
    spelled.unwrap_or_else(|| value.to_owned())
}

/// Whether a team's name still means it after the exports' own spellings.
fn means(name: &str, id: &TeamId, map: &[(TextPattern, TeamId)]) -> bool {
    let mapped = map.iter().find(|(pattern, _)| pattern.matches(name));
    mapped.is_none_or(|(_, other)| other == id)
}

fn look(ty: &ColumnType) -> Look {
    match ty {
        ColumnType::Code(_) | ColumnType::Nip => Look::Code,
        ColumnType::Money => Look::Money,
        ColumnType::Percent => Look::Percent,
        ColumnType::Number => Look::Number,
        ColumnType::Date => Look::Date,
        _ => Look::Words,
    }
}

fn width(ty: &ColumnType, head: &str) -> f64 {
    let by_type = match ty {
        ColumnType::Text => 36.0,
        ColumnType::Team { .. } => 40.0,
        ColumnType::Choice { .. } => 22.0,
        ColumnType::Money => 18.0,
        ColumnType::Code(_) => 16.0,
        ColumnType::Nip => 22.0,
        _ => 13.0,
    };
    let head_width = f64::from(u32::try_from(head.chars().count()).unwrap_or(40).min(40)) + 3.0;
    f64::max(by_type, head_width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_written_as_the_contract_reads_them() {
        let of = ["proses".to_owned(), "selesai".to_owned(), "arsip".to_owned()];
        let map = [
            (TextPattern::new("Ditutup*"), "selesai".to_owned()),
            (TextPattern::new("Dalam {proses,tindak lanjut}"), "proses".to_owned()),
        ];
        assert_eq!(choice_word("selesai", &of, &map), "Ditutup");
        assert_eq!(choice_word("proses", &of, &map), "Dalam proses");
        assert_eq!(choice_word("arsip", &of, &map), "arsip");
    }

    #[test]
    fn heads_are_spelled_out() {
        let check = |pattern: &str, expected: Option<&str>| {
            assert_eq!(spelled(&TextPattern::new(pattern)).as_deref(), expected, "{pattern}");
        };
        check("Isi Laporan*", Some("Isi Laporan"));
        check("*Pagu {Revisi,DIPA}*", Some("Pagu Revisi"));
        check("*", None);
    }
}
