//! How the rows of a source lie: a plain table, a hierarchy whose parents repeat their children,
//! months side by side, or several lines for one thing.

use crate::diag::{Diagnostic, Diagnostics};
use crate::domain::glob::TextPattern;

use super::column::Head;
use super::syntax::Table;

/// How the rows of a source lie.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// One row, one thing.
    #[default]
    Plain,
    /// Levels below levels; every parent repeats the sum of its children.
    Hierarchy(Hierarchy),
    /// Several things side by side in one row, such as months.
    Wide(Wide),
    /// Several rows for one thing, each with another kind of value.
    Blocks(Blocks),
}

/// Things side by side: every row is read once for each of these heads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wide {
    /// The heads, or group heads, one for each thing.
    pub heads: Vec<TextPattern>,
}

/// Rows that belong together, told apart by a word in one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocks {
    /// The heads of the column that says which line of a block a row is.
    pub column: Vec<Head>,
    /// The words for the lines, in order; the first one begins a block.
    pub lines: Vec<TextPattern>,
}

impl Blocks {
    /// The index of the line of this name.
    pub fn line(&self, name: &str) -> Option<usize> {
        self.lines.iter().position(|line| line.matches(name))
    }
}

/// A hierarchy of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hierarchy {
    /// The levels from the top down.
    pub levels: Vec<Level>,
    /// The index of the level whose rows are used; the others only check it.
    pub take: usize,
    /// The columns in which a parent must equal the sum of its children.
    pub verify: Vec<String>,
}

/// A level of a hierarchy, told by the form of its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// Its name.
    pub name: String,
    /// The column that holds its code.
    pub column: String,
    /// The form of its code: `#` a digit, `@` a letter, `?` either, `*` anything.
    pub form: String,
    /// How many blanks stand before its code, where the indentation makes the level.
    pub indent: Option<u32>,
}

impl Hierarchy {
    /// The level of the row and its code: the lowest one whose form the code in the lowest filled
    /// column has. A code there that has no form makes no row of a level above.
    ///
    /// `code` gives what stands in a column, with the blanks before it.
    pub fn level_of<'a>(&self, code: impl Fn(&str) -> Option<&'a str>) -> Option<(usize, &'a str)> {
        let mut columns = self.levels.iter().rev().map(|level| level.column.as_str());
        let (column, cell) = columns.find_map(|column| Some((column, code(column)?)))?;
        let text = cell.trim();
        let blanks = cell.chars().take_while(|c| c.is_whitespace()).count() as u32;
        let fits = |level: &Level| {
            let indented = level.indent.is_none_or(|indent| indent == blanks);
            level.column == column && indented && has_form(text, &level.form)
        };
        self.levels.iter().rposition(fits).map(|at| (at, text))
    }
}

/// Whether a code has a form: `#` a digit, `@` a letter, `?` either, `*` anything.
pub fn has_form(code: &str, form: &str) -> bool {
    let (code, form): (Vec<char>, Vec<char>) = (code.chars().collect(), form.chars().collect());
    fits(&code, &form)
}

fn fits(code: &[char], form: &[char]) -> bool {
    match form {
        [] => code.is_empty(),
        ['*'] => true,
        ['*', rest @ ..] => (0..=code.len()).any(|at| fits(&code[at..], rest)),
        [mark, rest @ ..] => code.split_first().is_some_and(|(c, others)| {
            let one = match mark {
                '#' => c.is_ascii_digit(),
                '@' => c.is_alphabetic(),
                '?' => c.is_alphanumeric(),
                other => c == other,
            };
            one && fits(others, rest)
        }),
    }
}

/// The kinds of shapes, by their words.
#[derive(Clone, Copy)]
enum Kind {
    Table,
    Hierarchy,
    Wide,
    Blocks,
}

/// Reads `shape = { kind = …, … }`.
pub fn shape(table: Table<'_>, diags: &mut Diagnostics) -> Option<Shape> {
    let kinds = [
        ("table", Kind::Table),
        ("hierarchy", Kind::Hierarchy),
        ("wide", Kind::Wide),
        ("blocks", Kind::Blocks),
    ];
    let read = match table.need("kind", diags)?.word(&kinds, diags)? {
        Kind::Table => Some(Shape::Plain),
        Kind::Hierarchy => hierarchy(&table, diags).map(Shape::Hierarchy),
        Kind::Wide => wide(&table, diags).map(Shape::Wide),
        Kind::Blocks => blocks(&table, diags).map(Shape::Blocks),
    };
    table.finish(diags);
    read
}

fn hierarchy(table: &Table<'_>, diags: &mut Diagnostics) -> Option<Hierarchy> {
    let listed = table.need("levels", diags)?.tables(diags);
    let levels: Vec<Level> = listed.into_iter().filter_map(|one| level(one, diags)).collect();
    let take_item = table.need("take", diags)?;
    let take_name = take_item.string(diags)?;
    let verify = table.get("verify").map_or_else(Vec::new, |item| item.strings(diags));
    let take = levels.iter().position(|level| level.name == take_name);
    if take.is_none() {
        let problem = Diagnostic::error("known-level", take_item.origin())
            .arg("level", &take_name)
            .near(&take_name, levels.iter().map(|level| level.name.as_str()));
        diags.push(problem);
    }
    Some(Hierarchy { levels, take: take?, verify })
}

fn level(table: Table<'_>, diags: &mut Diagnostics) -> Option<Level> {
    let name = table.need("name", diags).and_then(|item| item.name(diags));
    let column = table.need("in", diags).and_then(|item| item.string(diags));
    let form = table.need("form", diags).and_then(|item| item.string(diags));
    let indent = table.get("indent").and_then(|item| item.count(diags));
    table.finish(diags);
    Some(Level { name: name?, column: column?, form: form?, indent })
}

fn wide(table: &Table<'_>, diags: &mut Diagnostics) -> Option<Wide> {
    let heads = patterns(table, "heads", diags)?;
    Some(Wide { heads })
}

fn blocks(table: &Table<'_>, diags: &mut Diagnostics) -> Option<Blocks> {
    let column = table.need("in", diags).map(|item| item.strings(diags));
    let lines = patterns(table, "lines", diags);
    let column = column?.iter().map(|written| Head::new(written)).collect();
    Some(Blocks { column, lines: lines? })
}

fn patterns(
    table: &Table<'_>,
    key: &'static str,
    diags: &mut Diagnostics,
) -> Option<Vec<TextPattern>> {
    let written = table.need(key, diags)?.strings(diags);
    Some(written.iter().map(|one| TextPattern::new(one)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_forms() {
        let check =
            |code, form, expected| assert_eq!(has_form(code, form), expected, "{code} {form}");
        check("521832", "######", true);
        check("52183", "######", false);
        check("WA.2886", "@@.####", true);
        check("WA", "@@.####", false);
        check("302.0B", "###.??", true);
        check("5.1.02.01.001.00024", "#.#.##.##.###.#####", true);
        check("2.16.01", "*", true);
        check("", "*", true);
        check("EBA.962", "@@@*", true);
    }

    #[test]
    fn a_broken_code_is_no_row_of_a_level_above() {
        let level = |name: &str, column: &str, form: &str| Level {
            name: name.into(),
            column: column.into(),
            form: form.into(),
            indent: None,
        };
        let levels = vec![
            level("opd", "a", "#.##"),
            level("program", "b", "#.##.##"),
            level("kegiatan", "b", "#.##.##.#"),
        ];
        let shape = Hierarchy { levels, take: 2, verify: vec![] };
        let check = |b: Option<&'static str>, expected| {
            let code = |column: &str| if column == "a" { Some("2.16") } else { b };
            assert_eq!(shape.level_of(code).map(|(at, _)| at), expected, "{b:?}");
        };
        check(None, Some(0));
        check(Some("2.16.01"), Some(1));
        check(Some("2.16.01.2"), Some(2));
        check(Some("2.16.1"), None);
    }
}
