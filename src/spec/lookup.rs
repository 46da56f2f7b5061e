//! Reference tables in the definitions: `[lookup.NAME]`, written out or kept in a file beside them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::{Date, Decimal, Files, Number};

use super::expr::{Lookup, Scalar, Type};
use super::syntax::{Item, Table, Text, check_name};

/// Reads `[lookup.NAME]`: `by = { jenis = "text", triwulan = "number" }`, and either
/// `rows = [["51", 1, 20], …]`, the number last, or `file = "….csv"` with a column `value`.
pub fn lookup(
    name: &Text,
    table: Table<'_>,
    files: &dyn Files,
    diags: &mut Diagnostics,
) -> Option<(Arc<Lookup>, Option<String>)> {
    check_name(&name.value, name.whole(), diags);
    let by = table.need("by", diags).and_then(|item| item.table(diags));
    let by = by.map_or_else(Vec::new, |table| keys(table, diags));
    let mut reader = Reader { by: &by, entries: BTreeMap::new() };
    let (rows, file) = (table.get("rows"), table.get("file"));
    let path = match (&rows, &file) {
        (Some(rows), None) => {
            for row in rows.list(diags) {
                reader.row(row, diags);
            }
            None
        }
        (None, Some(file)) => {
            let path = file.text(diags)?;
            reader.file(&path, files, diags);
            Some(path.value)
        }
        _ => {
            diags.push(Diagnostic::error("lookup-rows", name.whole()).arg("lookup", &name.value));
            None
        }
    };
    table.finish(diags);
    let entries = reader.entries;
    Some((Arc::new(Lookup { name: name.value.clone(), by, entries }), path))
}

fn keys(table: Table<'_>, diags: &mut Diagnostics) -> Vec<(String, Type)> {
    let words = [("text", Type::Text), ("number", Type::Number), ("date", Type::Date)];
    let read = |(key, item): (Text, Item<'_>)| {
        check_name(&key.value, key.whole(), diags);
        item.word(&words, diags).map(|ty| (key.value, ty))
    };
    table.entries().into_iter().filter_map(read).collect()
}

struct Reader<'a> {
    by: &'a [(String, Type)],
    entries: BTreeMap<Vec<Scalar>, Number>,
}

impl Reader<'_> {
    /// `["51", 1, 20]`
    fn row(&mut self, row: Item<'_>, diags: &mut Diagnostics) {
        let cells = row.list(diags);
        if cells.len() != self.by.len() + 1 {
            let problem = Diagnostic::error("lookup-row", row.origin());
            diags.push(problem.arg("needed", self.by.len() + 1).arg("found", cells.len()));
            return;
        }
        let keys = self.by.iter().zip(&cells).map(|((_, ty), cell)| match ty {
            Type::Number => {
                cell.number(diags).and_then(|n| Decimal::from_number(&n)).map(Scalar::Number)
            }
            Type::Date => cell.date(diags).map(Scalar::Date),
            _ => cell.string(diags).map(|text| Scalar::Text(text.into())),
        });
        let keys: Option<Vec<Scalar>> = keys.collect();
        let value = cells.last().and_then(|cell| cell.number(diags));
        if let (Some(keys), Some(value)) = (keys, value) {
            self.insert(keys, value, row.origin(), diags);
        }
    }

    fn file(&mut self, path: &Text, files: &dyn Files, diags: &mut Diagnostics) {
        let Some(bytes) = diags.read(files, &path.value, path.whole()) else { return };
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes.as_slice());
        let heads = reader.headers().cloned().unwrap_or_default();
        let place = |wanted: &str| heads.iter().position(|head| head.trim() == wanted);
        let names = self.by.iter().map(|(name, _)| name.as_str()).chain(["value"]);
        let mut places = vec![];
        for name in names {
            match place(name) {
                Some(at) => places.push(at),
                None => {
                    let problem = Diagnostic::error("lookup-head", Origin::file_of(&path.value));
                    diags.push(problem.arg("column", name));
                }
            }
        }
        if places.len() != self.by.len() + 1 {
            return;
        }
        for record in reader.records().flatten() {
            let row = record.position().map_or(0, |position| position.line() as u32);
            let cell = |at: usize| record.get(places[at]).unwrap_or_default().trim();
            let origin = |at: usize| {
                let (file, sheet) = (Arc::from(path.value.as_str()), Arc::from(""));
                Origin::Cell { file, sheet, row, column: places[at] as u32 }
            };
            let mut keys = vec![];
            for (at, (_, ty)) in self.by.iter().enumerate() {
                match scalar(cell(at), *ty) {
                    Some(key) => keys.push(key),
                    None => {
                        let problem = Diagnostic::error("lookup-cell", origin(at));
                        diags.push(problem.arg("found", cell(at)));
                    }
                }
            }
            match Number::parse(cell(self.by.len())) {
                Some(value) if keys.len() == self.by.len() => {
                    self.insert(keys, value, origin(0), diags);
                }
                Some(_) => {}
                None => {
                    let problem = Diagnostic::error("lookup-cell", origin(self.by.len()));
                    diags.push(problem.arg("found", cell(self.by.len())));
                }
            }
        }
    }

    fn insert(
        &mut self,
        keys: Vec<Scalar>,
        value: Number,
        origin: Origin,
        diags: &mut Diagnostics,
    ) {
        match self.entries.entry(keys) {
            Entry::Vacant(free) => drop(free.insert(value)),
            Entry::Occupied(_) => diags.push(Diagnostic::error("lookup-repeats", origin)),
        }
    }
}

fn scalar(text: &str, ty: Type) -> Option<Scalar> {
    match ty {
        Type::Number => {
            Number::parse(text).and_then(|n| Decimal::from_number(&n)).map(Scalar::Number)
        }
        Type::Date => text.parse::<Date>().ok().map(Scalar::Date),
        _ => (!text.is_empty()).then(|| Scalar::Text(text.into())),
    }
}
