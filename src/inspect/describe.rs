//! An inspection in words: what a person should know first stands first.

use std::collections::BTreeSet;

use crate::diag::words::Words;
use crate::domain::Decimal;
use crate::load::raw::{Kind, column_letters};

use super::draft::dataset_name;
use super::view::{
    ColumnView, Guess, HierarchyView, Inspection, KeyView, LaneKind, Mask, ShapeView, SheetView,
    TableView,
};

/// The widest that a head may stand in the list of columns.
const WIDEST_HEAD: usize = 36;
/// The longest list of values.
const LONGEST_LIST: usize = 64;
/// How many rows are named one by one.
const NAMED_ROWS: usize = 5;

/// What a report on a file has to know beside the file.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// The path as the person wrote it.
    pub path: String,
    /// The datasets that read the file already.
    pub claimed: Vec<String>,
    /// Names that definitions and their files have already.
    pub taken: BTreeSet<String>,
}

/// The report on a file.
pub fn describe(file: &Inspection, place: &Place, words: &dyn Words) -> String {
    let page = Page { words };
    let claimed = &place.claimed;
    let mut out = page.line(
        "inspect-title",
        &[
            ("file", file.name.clone()),
            ("kind", page.kind(&file.kind)),
            ("sheets", file.sheets.len().to_string()),
        ],
    );
    for id in claimed {
        out.push_str(&page.line("inspect-claimed", &[("dataset", id.clone())]));
    }
    for sheet in &file.sheets {
        out.push_str(&page.sheet(file, sheet));
    }
    out.push_str(&page.next(file, place));
    out
}

struct Page<'a> {
    words: &'a dyn Words,
}

impl Page<'_> {
    fn text(&self, key: &str, args: &[(&str, String)]) -> String {
        self.words.text(key, args)
    }

    fn word(&self, key: &str) -> String {
        self.words.text(key, &[])
    }

    fn line(&self, key: &str, args: &[(&str, String)]) -> String {
        format!("{}\n", self.text(key, args))
    }

    fn kind(&self, kind: &Kind) -> String {
        match kind {
            Kind::Csv { delimiter, encoding } => {
                let mark = match delimiter {
                    ';' => "semicolon",
                    ',' => "comma",
                    '\t' => "tab",
                    '|' => "bar",
                    _ => "other",
                };
                let mark = self.word(&format!("inspect-mark-{mark}"));
                self.text("inspect-csv", &[("mark", mark), ("encoding", (*encoding).to_owned())])
            }
            other => {
                let form = match other {
                    Kind::Html { .. } => "HTML".to_owned(),
                    Kind::SpreadsheetXml => "XML".to_owned(),
                    other => format!("{other:?}").to_uppercase(),
                };
                self.text("inspect-workbook", &[("form", form)])
            }
        }
    }

    fn sheet(&self, file: &Inspection, sheet: &SheetView) -> String {
        if sheet.told_at.is_some() {
            return String::new();
        }
        let mut out = String::new();
        let name = ("sheet", sheet.name.clone());
        let same = sheet.table.as_ref().map(|table| &table.sheets).filter(|all| !all.is_empty());
        if let Some(same) = same {
            let args =
                [("count", same.len().to_string()), ("sheets", listed(same.iter().cloned()))];
            out.push_str(&format!("\n{}", self.line("inspect-same-heads", &args)));
        } else if !sheet.name.is_empty() {
            let key = if sheet.hidden { "inspect-sheet-hidden" } else { "inspect-sheet" };
            out.push_str(&format!("\n{}", self.line(key, &[name])));
        } else {
            out.push('\n');
        }
        match &sheet.table {
            // Of a hidden sheet it is enough to know that it is there.
            _ if sheet.hidden => {}
            _ if sheet.rows == 0 => out.push_str(&self.line("inspect-empty", &[])),
            None => {
                let rows = sheet.rows.to_string();
                out.push_str(&self.line("inspect-no-head", &[("count", rows)]));
            }
            Some(table) => out.push_str(&self.table(file, sheet, table)),
        }
        out
    }

    fn table(&self, file: &Inspection, sheet: &SheetView, table: &TableView) -> String {
        let (first, last) = table.head;
        let head = match first == last {
            true => self.text("inspect-row", &[("row", first.to_string())]),
            false => self.text("inspect-rows", &[("rows", format!("{first}–{last}"))]),
        };
        let mut facts = vec![("head", head), ("data", self.rows(table))];
        facts.push(("period", self.periods(file, sheet)));
        facts.push(("shape", self.shape(table)));
        facts.push(("key", self.key(table)));
        let masked = table.columns.iter().filter(|column| column.mask.is_some()).count();
        if masked > 0 {
            let count = [("count", masked.to_string())];
            facts.push(("personal", self.text("inspect-masked", &count)));
        }
        if let Some(scale) = table.scale {
            facts.push(("scale", self.text("inspect-scale", &[("scale", scale.to_string())])));
        }
        let labels: Vec<String> =
            facts.iter().map(|(key, _)| self.word(&format!("inspect-label-{key}"))).collect();
        let width = labels.iter().map(|label| label.chars().count()).max().unwrap_or(0);
        let mut out = String::new();
        for (label, (_, text)) in labels.iter().zip(&facts) {
            out.push_str(&format!("  {label:width$}  {text}\n"));
        }
        out.push('\n');
        out.push_str(&self.columns(table));
        let remarks = self.remarks(table);
        if !remarks.is_empty() {
            out.push_str(&format!("\n  {}\n", self.word("inspect-attention")));
            for remark in remarks {
                out.push_str(&format!("  - {remark}\n"));
            }
        }
        out
    }

    fn rows(&self, table: &TableView) -> String {
        let aside = &table.aside;
        let others = [
            ("inspect-aside-totals", &aside.totals),
            ("inspect-aside-headings", &aside.headings),
            ("inspect-aside-footnotes", &aside.footnotes),
        ];
        let mut out = self.text("inspect-data", &[("count", table.rows.to_string())]);
        for (key, rows) in others.iter().filter(|(_, rows)| !rows.is_empty()) {
            let args = [("count", rows.len().to_string()), ("rows", named(rows))];
            out.push_str(&format!("; {}", self.text(key, &args)));
        }
        out
    }

    fn periods(&self, file: &Inspection, sheet: &SheetView) -> String {
        let mut found = vec![];
        let say = |fields: &std::collections::BTreeMap<String, String>| {
            fields.values().cloned().collect::<Vec<_>>().join(" ")
        };
        if let Some(own) = &file.period {
            found.push(self.text("inspect-period-file", &[("found", say(&own.fields))]));
        }
        if let Some(own) = &sheet.period {
            found.push(self.text("inspect-period-sheet", &[("found", say(&own.fields))]));
        }
        for (row, own) in &sheet.titles {
            let args = [("found", say(&own.fields)), ("row", row.to_string())];
            found.push(self.text("inspect-period-title", &args));
        }
        if found.is_empty() { self.word("inspect-period-none") } else { found.join("; ") }
    }

    fn shape(&self, table: &TableView) -> String {
        let id = |at: &usize| table.columns[*at].path.last().cloned().unwrap_or_default();
        match &table.shape {
            ShapeView::Plain => self.word("inspect-shape-plain"),
            ShapeView::Hierarchy(found) => {
                let HierarchyView { levels, parents, agreeing, .. } = found;
                self.text(
                    "inspect-shape-hierarchy",
                    &[
                        ("levels", levels.len().to_string()),
                        ("agreeing", agreeing.to_string()),
                        ("parents", parents.to_string()),
                    ],
                )
            }
            ShapeView::Wide(wide) => {
                let key = match wide.heads {
                    LaneKind::Month => "inspect-shape-months",
                    LaneKind::Quarter => "inspect-shape-quarters",
                };
                self.text(key, &[("count", wide.written.len().to_string())])
            }
            ShapeView::Blocks { column, lines } => self.text(
                "inspect-shape-blocks",
                &[
                    ("count", lines.len().to_string()),
                    ("column", id(column)),
                    ("lines", lines.join(", ")),
                ],
            ),
        }
    }

    fn key(&self, table: &TableView) -> String {
        let head = |at: &usize| format!("\"{}\"", table.columns[*at].head);
        match &table.key {
            KeyView::Sure(at) => self.text("inspect-key-sure", &[("column", head(at))]),
            KeyView::Nearly { column, again } => {
                let args = [("column", head(column)), ("count", again.to_string())];
                self.text("inspect-key-nearly", &args)
            }
            KeyView::Likely(places) => {
                let names: Vec<String> = places.iter().map(head).collect();
                self.text("inspect-key-likely", &[("columns", names.join(" + "))])
            }
            KeyView::None => self.word("inspect-key-none"),
        }
    }

    fn columns(&self, table: &TableView) -> String {
        let titles = ["place", "head", "type", "filled", "distinct", "evidence"];
        let mut rows: Vec<[String; 6]> =
            vec![titles.map(|title| self.word(&format!("inspect-column-{title}")))];
        for column in table.columns.iter().filter(|column| !column.is_beside_its_head) {
            let kind = match column.mask {
                Some(_) => self.word("inspect-type-masked"),
                None => self.word(&format!("inspect-type-{}", column.guess.word())),
            };
            rows.push([
                column_letters(column.place),
                short(&column.name(), WIDEST_HEAD),
                kind,
                column.filled.to_string(),
                column.distinct.to_string(),
                self.evidence(column),
            ]);
        }
        let width = |at: usize| rows.iter().map(|row| row[at].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..5).map(width).collect();
        let mut out = String::new();
        for row in &rows {
            let mut line = String::from(" ");
            for (at, width) in widths.iter().enumerate() {
                let (text, width) = (&row[at], *width);
                let right = at == 3 || at == 4;
                line.push_str(&if right {
                    format!(" {text:>width$}")
                } else {
                    format!(" {text:width$}")
                });
                line.push(' ');
            }
            line.push_str(&format!(" {}", row[5]));
            out.push_str(&format!("{}\n", line.trim_end()));
        }
        out
    }

    fn evidence(&self, column: &ColumnView) -> String {
        if let Some(mask) = column.mask {
            return match mask {
                Mask::Personal(kind) => {
                    let what = self.word(&format!("inspect-trait-{}", kind.word()));
                    let way = if kind.is_key() { "pseudonym" } else { "drop" };
                    self.text("inspect-hidden", &[("what", what), ("way", way.to_owned())])
                }
                Mask::Doubtful => self.word("inspect-hidden-doubtful"),
            };
        }
        if column.counts_rows {
            return self.word("inspect-counts-rows");
        }
        let plain = |number: &Decimal| number.to_number().to_plain(6);
        let own = match &column.guess {
            Guess::Number(Some((low, high)))
            | Guess::Money(Some((low, high)))
            | Guess::Percent(Some((low, high))) => {
                let args = [("low", plain(low)), ("high", plain(high))];
                let key = if low == high { "inspect-one-value" } else { "inspect-range" };
                let range = self.text(key, &args);
                let style = self.style(column);
                if style.is_empty() { range } else { format!("{range}; {style}") }
            }
            Guess::Date(Some((low, high))) => {
                let args = [("from", low.to_string()), ("to", high.to_string())];
                let key = if low == high { "inspect-one-day" } else { "inspect-days" };
                format!("{}; {}", self.text(key, &args), self.order(column))
            }
            Guess::Code { form, width } => {
                let form =
                    form.as_ref().map(|form| self.text("inspect-form", &[("form", form.clone())]));
                let width =
                    width.map(|width| self.text("inspect-width", &[("width", width.to_string())]));
                form.into_iter().chain(width).collect::<Vec<_>>().join("; ")
            }
            Guess::Choice(values) => {
                let mut by_count: Vec<(&String, &usize)> = values.iter().collect();
                by_count.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
                listed(by_count.into_iter().map(|(value, _)| value.clone()))
            }
            Guess::YesNo { yes, no } => format!("{} / {}", yes.join(", "), no.join(", ")),
            Guess::Team { unknown: 0 } => self.word("inspect-teams"),
            Guess::Team { unknown } => {
                self.text("inspect-teams-unknown", &[("count", unknown.to_string())])
            }
            Guess::Unit => self.word("inspect-unit"),
            _ => String::new(),
        };
        let misfits = column.misfits.len();
        if misfits == 0 {
            return own;
        }
        let (fits, filled) = (column.fits.to_string(), column.filled.to_string());
        let share = self.text("inspect-share", &[("fits", fits), ("filled", filled)]);
        if own.is_empty() { share } else { format!("{share}; {own}") }
    }

    fn style(&self, column: &ColumnView) -> String {
        let evidence = &column.evidence;
        let mut said = vec![];
        if evidence.indonesian > 0 {
            said.push(self.text("inspect-style-id", &[("count", evidence.indonesian.to_string())]));
        }
        if evidence.english > 0 {
            said.push(self.text("inspect-style-en", &[("count", evidence.english.to_string())]));
        }
        let texts = evidence.indonesian + evidence.english + evidence.ambiguous + evidence.neutral;
        if texts > 0 && evidence.stored > 0 {
            said.push(self.text("inspect-style-text", &[("count", texts.to_string())]));
        }
        said.join(", ")
    }

    fn order(&self, column: &ColumnView) -> String {
        let evidence = &column.evidence;
        let key = match (evidence.day_first, evidence.month_first) {
            (0, 0) if evidence.stored_dates > 0 => "inspect-order-stored",
            (0, 0) => "inspect-order-named",
            (_, 0) => "inspect-order-day",
            (0, _) => "inspect-order-month",
            _ => "inspect-order-mixed",
        };
        self.word(key)
    }

    /// What somebody should look at before the file is used.
    fn remarks(&self, table: &TableView) -> Vec<String> {
        let mut said = vec![];
        for column in &table.columns {
            let head = format!("{} \"{}\"", column_letters(column.place), column.name());
            let mut say = |key: &str, count: usize| {
                if count > 0 {
                    let kind = self.word(&format!("inspect-type-{}", column.guess.word()));
                    let rows = named(&column.misfits);
                    let count = count.to_string();
                    let args = [
                        ("column", head.clone()),
                        ("count", count),
                        ("kind", kind),
                        ("rows", rows),
                    ];
                    said.push(self.text(key, &args));
                }
            };
            let evidence = &column.evidence;
            let is_shown = column.mask.is_none();
            let mixed = is_shown && evidence.is_mixed(&column.guess);
            if mixed && matches!(column.guess, Guess::Date(_)) {
                say("inspect-mixed-dates", evidence.day_first.min(evidence.month_first));
            } else if mixed {
                say("inspect-mixed-numbers", evidence.indonesian.min(evidence.english));
            } else if is_shown {
                say("inspect-misfits", column.misfits.len());
            }
            let amount = is_shown && column.guess.is_amount();
            if amount && evidence.indonesian + evidence.english == 0 {
                say("inspect-ambiguous", evidence.ambiguous);
            }
            if let Guess::Percent(Some((low, high))) = &column.guess
                && is_shown
                && is_fraction(low)
                && is_fraction(high)
            {
                say("inspect-fractions", evidence.stored);
            }
            say("inspect-errors", evidence.errors);
            say("inspect-cut", evidence.cut);
            say("inspect-nulls", evidence.nulls);
            say("inspect-padded", evidence.padded);
            if matches!(column.guess, Guess::Code { width: Some(_), .. }) {
                say("inspect-lost-zeros", evidence.stored);
            }
        }
        if !table.unheaded.is_empty() {
            let columns: Vec<String> =
                table.unheaded.iter().map(|place| column_letters(*place)).collect();
            let args =
                [("count", columns.len().to_string()), ("columns", listed(columns.into_iter()))];
            said.push(self.text("inspect-unheaded", &args));
        }
        let mut heads: Vec<String> = table
            .columns
            .iter()
            .filter(|column| !column.is_beside_its_head)
            .map(|column| column.path.join(" > "))
            .collect();
        heads.sort();
        let mut twice: Vec<String> =
            heads.windows(2).filter(|two| two[0] == two[1]).map(|two| two[0].clone()).collect();
        twice.dedup();
        for head in twice {
            said.push(self.text("inspect-twice", &[("head", head)]));
        }
        said
    }

    fn next(&self, file: &Inspection, place: &Place) -> String {
        let Place { path, claimed, taken } = place;
        let Some((sheet, _)) = file.main() else {
            return format!("\n{}", self.line("inspect-next-none", &[]));
        };
        let shown = file.sheets.iter().filter(|one| one.table.is_some()).count();
        let mut out = String::from("\n");
        if shown > 1 {
            out.push_str(&self.line("inspect-next-sheet", &[("sheet", sheet.name.clone())]));
        }
        if !claimed.is_empty() {
            out.push_str(&self.line("inspect-next-check", &[]));
            return out;
        }
        let quoted = path.contains(char::is_whitespace);
        let path = if quoted { format!("\"{path}\"") } else { path.clone() };
        let args = [("path", path), ("id", dataset_name(file, taken))];
        out.push_str(&self.line("inspect-next-draft", &args));
        out
    }
}

/// From 0 to 1, and so perhaps a share that was meant in percent.
fn is_fraction(number: &Decimal) -> bool {
    let one = 10i128.checked_pow(number.scale).unwrap_or(i128::MAX);
    (0..=one).contains(&number.mantissa)
}

/// The first rows of a list, and that there are more.
fn named(rows: &[String]) -> String {
    let first: Vec<String> = rows.iter().take(NAMED_ROWS).cloned().collect();
    let more = if rows.len() > NAMED_ROWS { ", …" } else { "" };
    format!("{}{more}", first.join(", "))
}

fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

/// Values one after another as long as the line is not too long.
fn listed(values: impl Iterator<Item = String>) -> String {
    let mut out = String::new();
    for value in values {
        if !out.is_empty() && out.chars().count() + value.chars().count() > LONGEST_LIST {
            return format!("{out}, …");
        }
        if !out.is_empty() {
            out.push_str(", ");
        }
        out.push_str(&short(&value, LONGEST_LIST));
    }
    out
}
