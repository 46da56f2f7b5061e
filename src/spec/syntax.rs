//! TOML as it was written: every value with its place, every mistake collected, no key ignored.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::{Date, MOST_DECIMALS, Number, id};

use super::slip;

/// A text of a definition and where its first character stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The text.
    pub value: String,
    /// The file it stands in.
    pub file: Arc<str>,
    /// The byte of the file at which it begins.
    pub start: usize,
}

impl Text {
    /// The place of some bytes of the text.
    pub fn origin(&self, range: Range<usize>) -> Origin {
        let end = range.end.max(range.start + usize::from(range.start == range.end));
        Origin::span(&self.file, self.start + range.start..self.start + end)
    }

    /// The place of the whole text.
    pub fn whole(&self) -> Origin {
        self.origin(0..self.value.len())
    }
}

/// A definition file being read.
pub struct File<'a> {
    /// Its path, relative to the project.
    pub path: Arc<str>,
    /// Its text.
    pub text: &'a str,
}

/// A value and its place.
#[derive(Clone, Copy)]
pub struct Item<'a> {
    file: &'a File<'a>,
    value: &'a Spanned<DeValue<'a>>,
}

/// A table whose keys are taken one by one; what is left over is unknown.
pub struct Table<'a> {
    file: &'a File<'a>,
    table: &'a DeTable<'a>,
    span: Range<usize>,
    known: RefCell<BTreeSet<&'static str>>,
}

impl<'a> Table<'a> {
    /// The top of a file.
    pub fn top(file: &'a File<'a>, table: &'a Spanned<DeTable<'a>>) -> Self {
        let known = RefCell::default();
        Self { file, table: table.get_ref(), span: 0..file.text.len().min(1), known }
    }

    /// The value of a key, if it is there.
    pub fn get(&self, key: &'static str) -> Option<Item<'a>> {
        self.known.borrow_mut().insert(key);
        let value = self.table.get(key)?;
        Some(Item { file: self.file, value })
    }

    /// The value of a key that must be there.
    pub fn need(&self, key: &'static str, diags: &mut Diagnostics) -> Option<Item<'a>> {
        let found = self.get(key);
        // An Indonesian key in its place is told of by `finish`.
        let keys = || self.table.iter().map(|(key, _)| &**key.get_ref());
        if found.is_none() && !slip::says_in_indonesian(key, keys()) {
            diags.push(Diagnostic::error("missing-key", self.origin()).arg("key", key));
        }
        found
    }

    /// The text of a key, or an empty one.
    pub fn text_or_empty(&self, key: &'static str, diags: &mut Diagnostics) -> String {
        self.get(key).and_then(|item| item.string(diags)).unwrap_or_default()
    }

    /// Every key with its place and value, in the order written.
    pub fn entries(&self) -> Vec<(Text, Item<'a>)> {
        let mut entries: Vec<_> = self
            .table
            .iter()
            .map(|(key, value)| {
                let span = key.span();
                let quoted =
                    matches!(self.file.text.as_bytes().get(span.start), Some(b'"' | b'\''));
                let text = Text {
                    value: key.get_ref().to_string(),
                    file: Arc::clone(&self.file.path),
                    start: span.start + usize::from(quoted),
                };
                (text, Item { file: self.file, value })
            })
            .collect();
        entries.sort_by_key(|(key, _)| key.start);
        entries
    }

    /// Complains about every key that nobody asked for.
    pub fn finish(self, diags: &mut Diagnostics) {
        let known = self.known.borrow();
        for (key, _) in self.entries() {
            if !known.contains(key.value.as_str()) {
                let english = slip::english_key(&key.value).filter(|own| known.contains(own));
                let problem = match english {
                    Some(english) => {
                        let problem = Diagnostic::error("indonesian-key", key.whole());
                        problem.arg("english", english)
                    }
                    None => Diagnostic::error("unknown-key", key.whole())
                        .near(&key.value, known.iter().copied()),
                };
                diags.push(problem.arg("key", &key.value));
            }
        }
    }

    /// Where the table stands.
    pub fn origin(&self) -> Origin {
        Origin::span(&self.file.path, self.span.clone())
    }
}

impl<'a> Item<'a> {
    /// Where the value stands.
    pub fn origin(&self) -> Origin {
        Origin::span(&self.file.path, self.value.span())
    }

    /// The value as TOML has it.
    pub fn value(&self) -> &'a DeValue<'a> {
        self.value.get_ref()
    }

    /// Whether it is a text.
    pub fn is_string(&self) -> bool {
        self.value().is_str()
    }

    /// Whether it is a table.
    pub fn is_table(&self) -> bool {
        self.value().is_table()
    }

    /// Whether it is a number.
    pub fn is_number(&self) -> bool {
        self.value().is_integer() || self.value().is_float()
    }

    /// The text it is.
    pub fn string(&self, diags: &mut Diagnostics) -> Option<String> {
        match self.value().as_str() {
            Some(text) => Some(text.to_owned()),
            None => self.refuse("text", diags),
        }
    }

    /// The text it is, with its place.
    pub fn text(&self, diags: &mut Diagnostics) -> Option<Text> {
        let value = self.string(diags)?;
        let source = &self.file.text[self.value.span()];
        let quotes = if source.starts_with("'''") || source.starts_with("\"\"\"") { 3 } else { 1 };
        let line_break = match source.as_bytes().get(quotes..) {
            Some([b'\r', b'\n', ..]) if quotes == 3 => 2,
            Some([b'\n', ..]) if quotes == 3 => 1,
            _ => 0,
        };
        let start = self.value.span().start + quotes + line_break;
        Some(Text { value, file: Arc::clone(&self.file.path), start })
    }

    /// The name it is: `[a-z][a-z0-9_]*`.
    pub fn name(&self, diags: &mut Diagnostics) -> Option<String> {
        let name = self.string(diags)?;
        check_name(&name, self.origin(), diags).then_some(name)
    }

    /// The exact number it is.
    pub fn number(&self, diags: &mut Diagnostics) -> Option<Number> {
        let digits = match self.value() {
            DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str(),
            DeValue::Float(float) => float.as_str(),
            _ => return self.refuse("number", diags),
        };
        match Number::parse(&digits.replace('_', "")) {
            Some(number) => Some(number),
            None => self.refuse("number", diags),
        }
    }

    /// The whole number from zero that it is.
    pub fn count(&self, diags: &mut Diagnostics) -> Option<u32> {
        let number = self.number(diags)?;
        match number.to_i64().and_then(|whole| u32::try_from(whole).ok()) {
            Some(count) => Some(count),
            None => self.refuse("count", diags),
        }
    }

    /// The number of decimals that it is.
    pub fn decimals(&self, diags: &mut Diagnostics) -> Option<u32> {
        let count = self.count(diags)?;
        if count > MOST_DECIMALS {
            let problem = Diagnostic::error("decimals-range", self.origin());
            diags.push(problem.arg("most", MOST_DECIMALS));
            return None;
        }
        Some(count)
    }

    /// The truth it is.
    pub fn boolean(&self, diags: &mut Diagnostics) -> Option<bool> {
        match self.value().as_bool() {
            Some(truth) => Some(truth),
            None => self.refuse("boolean", diags),
        }
    }

    /// The day it is.
    pub fn date(&self, diags: &mut Diagnostics) -> Option<Date> {
        let text = match self.value() {
            DeValue::Datetime(datetime) => datetime.to_string(),
            DeValue::String(text) => text.to_string(),
            _ => return self.refuse("date", diags),
        };
        match text.parse() {
            Ok(date) => Some(date),
            Err(_) => self.refuse("date", diags),
        }
    }

    /// The one of a few words that it is.
    pub fn word<T: Copy>(&self, words: &[(&str, T)], diags: &mut Diagnostics) -> Option<T> {
        let found = self.string(diags)?;
        let hit = words.iter().find(|(word, _)| *word == found).map(|(_, value)| *value);
        if hit.is_none() {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let problem = Diagnostic::error("known-word", self.origin())
                .arg("found", &found)
                .arg("known", known.join(", "))
                .near(&found, known);
            diags.push(problem);
        }
        hit
    }

    /// The items of the list it is.
    pub fn list(&self, diags: &mut Diagnostics) -> Vec<Item<'a>> {
        match self.value().as_array() {
            Some(array) => array.iter().map(|value| Item { file: self.file, value }).collect(),
            None => {
                self.refuse::<()>("list", diags);
                vec![]
            }
        }
    }

    /// The texts of the list it is; a single text is a list of one.
    pub fn strings(&self, diags: &mut Diagnostics) -> Vec<String> {
        if self.is_string() {
            return self.string(diags).into_iter().collect();
        }
        self.list(diags).iter().filter_map(|item| item.string(diags)).collect()
    }

    /// The table it is.
    pub fn table(&self, diags: &mut Diagnostics) -> Option<Table<'a>> {
        let Some(table) = self.value().as_table() else { return self.refuse("table", diags) };
        let known = RefCell::default();
        Some(Table { file: self.file, table, span: self.value.span(), known })
    }

    /// The tables of the list it is; a single table is a list of one.
    pub fn tables(&self, diags: &mut Diagnostics) -> Vec<Table<'a>> {
        if self.is_table() {
            return self.table(diags).into_iter().collect();
        }
        self.list(diags).iter().filter_map(|item| item.table(diags)).collect()
    }

    fn refuse<T>(&self, expected: &'static str, diags: &mut Diagnostics) -> Option<T> {
        let problem = Diagnostic::error("wrong-kind", self.origin())
            .arg("expected", expected)
            .arg("found", self.value().type_str());
        diags.push(problem);
        None
    }
}

/// Whether `name` may name something; complains if not.
pub fn check_name(name: &str, origin: Origin, diags: &mut Diagnostics) -> bool {
    let fits = id::is_snake(name);
    if !fits {
        diags.push(Diagnostic::error("name-form", origin).arg("name", name));
    }
    fits
}
