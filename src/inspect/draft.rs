//! A definition that reads the file: TOML, with what only people can decide left as comments.

use std::collections::BTreeSet;

use crate::diag::words::Words;

use super::draft_columns;
use super::names::{list, pattern, quoted, snake, unique};
use super::view::{
    ColumnView, Guess, HierarchyView, Inspection, KeyView, LaneKind, Mask, ShapeView, SheetView,
    TableView, WideView,
};
use crate::load::when::Written;

/// Where a definition will stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The folder of the file, relative to the project, with a `/` at its end.
    pub folder: String,
    /// Names that definitions have already.
    pub taken: BTreeSet<String>,
}

/// How the period that a file covers is found.
pub(super) enum Covered {
    /// In names or titles.
    Written(Vec<String>),
    /// In a date column.
    Column {
        /// The column.
        name: String,
        /// How long its periods are.
        every: &'static str,
    },
    /// Nobody knows.
    Nowhere,
}

/// What the parts of a draft need.
pub(super) struct Drafted<'a> {
    pub file: &'a Inspection,
    pub sheet: &'a SheetView,
    pub table: &'a TableView,
    pub setting: &'a Setting,
    pub words: &'a dyn Words,
    pub covered: Covered,
    /// The time axis, and how it is made where no column is one.
    pub date: Option<(String, Option<String>)>,
}

/// The definition of the largest table of a file; `None` if no table was found.
pub fn draft(file: &Inspection, setting: &Setting, words: &dyn Words) -> Option<String> {
    let (sheet, table) = file.main()?;
    let covered = covered(file, sheet, table);
    let date = date(table, &covered);
    let drafted = Drafted { file, sheet, table, setting, words, covered, date };
    Some(drafted.text())
}

/// The name that a file's dataset gets: its own without the period in it, and nobody else's.
pub(super) fn dataset_name(file: &Inspection, taken: &BTreeSet<String>) -> String {
    let rest = file.period.as_ref().map(|found| snake(&without_numbers(&found.rest)));
    let base = rest.filter(|name| !name.is_empty()).unwrap_or_else(|| snake(stem(&file.name)));
    unique(&base, "data", &mut taken.clone())
}

/// A name without the numbers that stand alone in it: they differ from drop to drop.
fn without_numbers(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric());
    let spoken = words.filter(|word| word.contains(|c: char| c.is_alphabetic()));
    spoken.collect::<Vec<_>>().join(" ")
}

/// The name of a file without its ending.
pub(super) fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// What stands in `covers`.
fn covered(file: &Inspection, sheet: &SheetView, table: &TableView) -> Covered {
    let name = file.period.as_ref().map(|found| ("file-name", found));
    let tab = sheet.period.as_ref().map(|found| ("sheet", found));
    let titles = sheet.titles.iter().map(|(_, found)| ("title", found));
    let places: Vec<(&str, &Written)> = name.into_iter().chain(tab).chain(titles).collect();
    let say = |(place, found): &(&str, &Written)| format!("{place}:{}", found.pattern);
    let is_fine = |found: &Written| found.period.is_some() && found.part().is_some();
    if let Some(whole) = places.iter().find(|(_, found)| is_fine(found)) {
        return Covered::Written(vec![say(whole)]);
    }
    for (nth, one) in places.iter().enumerate() {
        for two in &places[nth + 1..] {
            let completes = (one.1.part().is_some()) != (two.1.part().is_some());
            if completes && one.1.with(two.1).is_some() {
                return Covered::Written(vec![say(one), say(two)]);
            }
        }
    }
    if let Some(year) = places.iter().find(|(_, found)| found.period.is_some()) {
        return Covered::Written(vec![say(year)]);
    }
    if let Some(column) = dated(table) {
        return Covered::Column { name: column.id.clone(), every: "quarter" };
    }
    match made_date(table) {
        Some((_, every)) => Covered::Column { name: spare_name(table, "tanggal"), every },
        None => Covered::Nowhere,
    }
}

/// The date column that is filled best; the first of equals.
fn dated(table: &TableView) -> Option<&ColumnView> {
    let open = |column: &&ColumnView| {
        matches!(column.guess, Guess::Date(_))
            && column.mask.is_none()
            && !column.evidence.is_mixed(&column.guess)
            && column.filled * 2 >= table.rows
    };
    let columns = table.columns.iter().filter(open);
    columns.rev().max_by_key(|column| column.filled)
}

/// A formula of the last day of the period that a row names by its year, quarter or month.
fn made_date(table: &TableView) -> Option<(String, &'static str)> {
    let find = |wanted: &Guess| {
        let fits = |column: &&ColumnView| column.guess == *wanted && column.mask.is_none();
        table.columns.iter().find(fits).map(|column| column.id.as_str())
    };
    let year = find(&Guess::Year)?;
    Some(match (find(&Guess::Month), find(&Guess::Quarter)) {
        (Some(month), _) => (format!("MONTH_END({year}, {month})"), "month"),
        (None, Some(quarter)) => (format!("QUARTER_END({year}, {quarter})"), "quarter"),
        (None, None) => (format!("YEAR_END({year})"), "year"),
    })
}

/// The time axis: a column, or a formula, or the end of what the file covers.
fn date(table: &TableView, covered: &Covered) -> Option<(String, Option<String>)> {
    if let ShapeView::Wide(wide) = &table.shape {
        let end = match wide.heads {
            LaneKind::Month => "MONTH_END(YEAR(posisi), bulan)",
            LaneKind::Quarter => "QUARTER_END(YEAR(posisi), triwulan)",
        };
        return matches!(covered, Covered::Written(_))
            .then(|| (spare_name(table, "tanggal"), Some(format!("value = {}", quoted(end)))));
    }
    if let Some(column) = dated(table) {
        return Some((column.id.clone(), None));
    }
    if let Some((formula, _)) = made_date(table) {
        let made = format!("value = {}", quoted(&formula));
        return Some((spare_name(table, "tanggal"), Some(made)));
    }
    let from = Some("from = \"covers\"".to_owned());
    matches!(covered, Covered::Written(_)).then(|| (spare_name(table, "posisi"), from))
}

/// A name that no column of the table has.
pub(super) fn spare_name(table: &TableView, base: &str) -> String {
    let taken = |name: &str| table.columns.iter().any(|column| column.id == name);
    let others = (2..).map(|count| format!("{base}_{count}"));
    let mut names = [base.to_owned()].into_iter().chain(others);
    names.find(|name| !taken(name)).unwrap_or_else(|| base.to_owned())
}

impl Drafted<'_> {
    /// A comment that leaves a decision to people.
    pub(super) fn choose(&self, key: &str, args: &[(&str, String)]) -> String {
        let mark = self.words.text("draft-choose", &[]);
        format!("# {mark}: {}", self.words.text(key, args))
    }

    fn remark(&self, key: &str, args: &[(&str, String)]) -> String {
        format!("# {}\n", self.words.text(key, args))
    }

    fn text(&self) -> String {
        let stem = stem(&self.file.name);
        let rest = self.file.period.as_ref().map(|found| found.rest.as_str());
        let id = dataset_name(self.file, &self.setting.taken);
        let mut out = self.remark("draft-title", &[("file", self.file.name.clone())]);
        out.push_str(&self.remark("draft-how", &[]));
        self.other_sheets(&mut out);
        out.push_str(&format!("\n[dataset.{id}]\n"));
        out.push_str(&format!("title = {}\n", quoted(&self.title(stem, rest))));
        out.push_str(&format!("files = [{}]\n", quoted(&self.files(stem))));
        self.sheets(&mut out);
        self.key(&mut out);
        if let Some((name, _)) = &self.date {
            out.push_str(&format!("date = {}\n", quoted(name)));
        }
        self.team(&mut out);
        self.covers(&mut out);
        self.shape(&mut out, &id);
        out.push_str(&format!("\n[dataset.{id}.column]\n"));
        out.push_str(&draft_columns::columns(self, &id));
        out
    }

    fn title(&self, stem: &str, rest: Option<&str>) -> String {
        let spoken = without_numbers(rest.unwrap_or(stem));
        let mut letters = spoken.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        format!("{first}{}", letters.as_str())
    }

    /// The files of this kind: the parts of the name that differ from drop to drop are left open,
    /// as long as something is left that tells them from others.
    fn files(&self, stem: &str) -> String {
        let ending = &self.file.name[stem.len()..];
        let in_name =
            matches!(&self.covered, Covered::Written(all) if all[0].starts_with("file-name:"));
        let open =
            self.file.period.as_ref().filter(|found| in_name && snake(&found.rest).len() > 2);
        let name = match open {
            Some(found) => {
                let mut out = String::new();
                let mut in_field = false;
                for c in found.pattern.chars() {
                    match c {
                        '{' => in_field = true,
                        '}' => in_field = false,
                        _ if in_field => continue,
                        c => out.push(c),
                    }
                    if c == '}' {
                        out.push('*');
                    }
                }
                while out.contains("**") {
                    out = out.replace("**", "*");
                }
                out
            }
            None => pattern(stem),
        };
        format!("{}{name}{}", pattern(&self.setting.folder), pattern(ending))
    }

    fn other_sheets(&self, out: &mut String) {
        let others = self.file.sheets.iter().filter(|sheet| {
            sheet.name != self.sheet.name && !sheet.hidden && sheet.table.is_some()
        });
        let names: Vec<&str> = others.map(|sheet| sheet.name.as_str()).collect();
        if !names.is_empty() {
            let args = [("sheet", self.sheet.name.clone()), ("others", names.join(", "))];
            out.push_str(&self.choose("draft-sheets", &args));
            out.push('\n');
        }
    }

    /// Which sheets are read, where there are several: those with the same heads.
    fn sheets(&self, out: &mut String) {
        let shown = self.file.sheets.iter().filter(|sheet| !sheet.hidden).count();
        let own = &self.table.sheets;
        if own.len() > 1 && own.len() == shown {
            out.push_str("sheets = [\"*\"]\n");
        } else if shown > 1 {
            let names = if own.is_empty() { std::slice::from_ref(&self.sheet.name) } else { own };
            let names: Vec<String> = names.iter().map(|name| pattern(name)).collect();
            out.push_str(&format!("sheets = {}\n", list(&names)));
        }
    }

    fn key(&self, out: &mut String) {
        let name = |at: &usize| self.table.columns[*at].id.clone();
        // Where every file shows a state of its own, the same thing is in each of them.
        let state = match &self.date {
            Some((date, Some(made))) if made.contains("covers") => Some(date.clone()),
            _ => None,
        };
        let with_state = |names: Vec<String>| -> Vec<String> {
            state.clone().into_iter().chain(names).collect()
        };
        let plain = !matches!(self.table.shape, ShapeView::Wide(_));
        match &self.table.key {
            KeyView::Sure(at) => {
                out.push_str(&format!("key = {}\n", list(&with_state(vec![name(at)]))));
                if state.is_none() && matches!(self.covered, Covered::Written(_)) {
                    let say = self.choose("draft-latest", &[]);
                    out.push_str(&format!("{say}\n# on_conflict = \"latest\"\n"));
                }
            }
            KeyView::Nearly { column, again } if plain => {
                let names = with_state(vec![name(column)]);
                let say = self.choose("draft-key-nearly", &[("count", again.to_string())]);
                out.push_str(&format!("{say}\n# key = {}\n", list(&names)));
            }
            KeyView::Likely(places) if plain => {
                let names = with_state(places.iter().map(name).collect());
                let say = self.choose("draft-key-likely", &[]);
                out.push_str(&format!("{say}\n# key = {}\n", list(&names)));
            }
            _ => {
                out.push_str(&self.choose("draft-key-none", &[]));
                out.push('\n');
            }
        }
    }

    fn team(&self, out: &mut String) {
        let columns = self.table.columns.iter();
        let teams: Vec<&ColumnView> = columns
            .clone()
            .filter(|column| matches!(column.guess, Guess::Team { .. }) && column.mask.is_none())
            .collect();
        if let Some(team) = teams.first() {
            if teams.len() > 1 {
                let names: Vec<&str> = teams.iter().map(|column| column.id.as_str()).collect();
                out.push_str(&self.choose("draft-teams", &[("columns", names.join(", "))]));
                out.push('\n');
            }
            out.push_str(&format!("team = {}\n", quoted(&team.id)));
            return;
        }
        let units = columns.filter(|column| column.guess == Guess::Unit && column.mask.is_none());
        if let Some(unit) = units.rev().max_by_key(|column| column.distinct) {
            let say = self.choose("draft-team", &[("column", unit.id.clone())]);
            out.push_str(&format!("{say}\n# team = {}\n", quoted(&unit.id)));
        }
    }

    fn covers(&self, out: &mut String) {
        let by_sheet = self.table.team_sheets * 2 > self.table.sheets.len();
        let team = if by_sheet && self.table.sheets.len() > 1 { ", team = \"sheet\"" } else { "" };
        match &self.covered {
            Covered::Written(places) if places.len() == 1 => {
                out.push_str(&format!("covers = {{ period = {}{team} }}\n", quoted(&places[0])));
            }
            Covered::Written(places) => {
                out.push_str(&format!("covers = {{ period = {}{team} }}\n", list(places)));
            }
            Covered::Column { name, every } => {
                let period = quoted(&format!("column:{name}"));
                out.push_str(&format!("covers = {{ period = {period}, every = \"{every}\" }}\n"));
            }
            Covered::Nowhere => {
                let name = pattern(stem(&self.file.name));
                let place = quoted(&format!("file-name:{name}-{{tahun}}-{{triwulan}}"));
                out.push_str(&self.choose("draft-period", &[]));
                out.push_str(&format!("\n# covers = {{ period = {place} }}\n"));
                out.push_str(&self.remark("draft-period-or", &[]));
                let posisi = spare_name(self.table, "posisi");
                let period = quoted(&format!("column:{posisi}"));
                out.push_str(&format!("# covers = {{ period = {period}, every = \"year\" }}\n"));
                out.push_str(&format!("# date = {}\n", quoted(&posisi)));
            }
        }
    }

    fn shape(&self, out: &mut String, id: &str) {
        match &self.table.shape {
            ShapeView::Plain => {}
            ShapeView::Hierarchy(found) => self.hierarchy(out, id, found),
            ShapeView::Wide(WideView { written, .. }) => {
                let heads: Vec<String> = written.iter().map(|head| pattern(head)).collect();
                out.push_str(&format!("shape = {{ kind = \"wide\", heads = {} }}\n", list(&heads)));
            }
            ShapeView::Blocks { column, lines } => {
                let head = quoted(&self.table.columns[*column].head);
                let lines: Vec<String> = lines.iter().map(|line| pattern(line)).collect();
                let lines = list(&lines);
                let shape = format!("{{ kind = \"blocks\", in = {head}, lines = {lines} }}");
                out.push_str(&format!("shape = {shape}\n"));
            }
        }
    }

    fn hierarchy(&self, out: &mut String, id: &str, found: &HierarchyView) {
        let columns = &self.table.columns;
        out.push_str(&format!("\n{}\n", self.choose("draft-levels", &[])));
        out.push_str(&format!("[dataset.{id}.shape]\nkind = \"hierarchy\"\nlevels = [\n"));
        for (nth, ((column, form), rows)) in found.levels.iter().zip(&found.rows).enumerate() {
            let (column, form) = (quoted(&columns[*column].id), quoted(form));
            let name = format!("tingkat_{}", nth + 1);
            let count = self.words.text("draft-rows", &[("count", rows.to_string())]);
            out.push_str(&format!(
                "    {{ name = \"{name}\", in = {column}, form = {form} }}, # {count}\n"
            ));
        }
        out.push_str("]\n");
        if !found.leaves_at_last {
            out.push_str(&self.choose("draft-take", &[]));
            out.push('\n');
        }
        out.push_str(&format!("take = \"tingkat_{}\"\n", found.levels.len()));
        let amounts: Vec<String> = found.amounts.iter().map(|at| columns[*at].id.clone()).collect();
        out.push_str(&format!("verify = {}\n", list(&amounts)));
    }

    /// Whether a column is part of the key.
    pub(super) fn is_key(&self, at: usize) -> bool {
        self.table.key == KeyView::Sure(at)
    }

    /// Whether a column may be held at all.
    pub(super) fn is_dropped(column: &ColumnView) -> bool {
        match column.mask {
            None => false,
            Some(Mask::Doubtful) => true,
            Some(Mask::Personal(kind)) => !kind.is_key(),
        }
    }
}
