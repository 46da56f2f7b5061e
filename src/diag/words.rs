//! The words of diagnostics, from whatever catalogue stands behind.

use super::{Diagnostic, Origin};

/// A message catalogue as diagnostics see it.
pub trait Words {
    /// The words of a key; the key itself if there are none.
    fn text(&self, key: &str, args: &[(&str, String)]) -> String;
    /// The words of an attribute of a key, such as `help`.
    fn attribute(&self, key: &str, name: &str, args: &[(&str, String)]) -> Option<String>;
    /// Whether there are words for a key.
    fn has(&self, key: &str) -> bool;
}

/// The rules whose arguments may be names of kinds (`number`, `date`) with words of their own.
const SPEAK_OF_KINDS: [(&str, &[&str]); 5] = [
    ("wrong-kind", &["expected", "found"]),
    ("formula-type", &["expected", "found"]),
    ("cell-type", &["expected"]),
    ("axis", &["axis"]),
    ("axis-type", &["axis"]),
];

/// The arguments of a diagnostic with names of kinds and phrases of readers put into words.
pub fn arguments<'a>(diagnostic: &'a Diagnostic, words: &dyn Words) -> Vec<(&'a str, String)> {
    let kinds = SPEAK_OF_KINDS.iter().find(|(code, _)| *code == diagnostic.code);
    let put = |(name, value): &(&'a str, String)| {
        let key = match *name {
            "axis" => format!("axis-{value}"),
            "cause" => format!("cause-{}", slug(value)),
            _ => format!("kind-{value}"),
        };
        let speaks = *name == "cause" || kinds.is_some_and(|(_, names)| names.contains(name));
        let known = speaks && words.has(&key);
        let part = value.split('`').nth(1).unwrap_or_default().to_owned();
        (*name, if known { words.text(&key, &[("part", part)]) } else { value.clone() })
    };
    diagnostic.args.iter().map(put).collect()
}

/// `a PDF document` as `a-pdf-document`; what a phrase names in backticks is no part of its key.
pub fn slug(phrase: &str) -> String {
    let phrase: String = phrase.split('`').step_by(2).collect();
    let mapped = phrase.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' });
    let plain: String = mapped.collect::<String>().to_ascii_lowercase();
    plain.split_whitespace().collect::<Vec<_>>().join("-")
}

/// What is wrong, in one line.
pub fn message(diagnostic: &Diagnostic, words: &dyn Words) -> String {
    words.text(diagnostic.code, &arguments(diagnostic, words))
}

/// What to do about it.
pub fn help(diagnostic: &Diagnostic, words: &dyn Words) -> Option<String> {
    words.attribute(diagnostic.code, "help", &arguments(diagnostic, words))
}

/// What should stand there instead, where the catalogue can say it in a few words.
pub fn expected(diagnostic: &Diagnostic, words: &dyn Words) -> Option<String> {
    words.attribute(diagnostic.code, "expected", &arguments(diagnostic, words))
}

/// Why it is excused, if it is.
pub fn waived(diagnostic: &Diagnostic, words: &dyn Words) -> Option<String> {
    let waiver = diagnostic.waiver.as_ref()?;
    let args = [("reason", waiver.reason.clone()), ("until", waiver.until.to_string())];
    Some(words.text("diag-waived", &args))
}

/// A place of the data in words: `data/a.xlsx, lembar "TW2", sel F17`.
pub fn place(origin: &Origin, words: &dyn Words) -> String {
    let sheet = |sheet: &str| match sheet {
        "" => String::new(),
        name => format!(", {} \"{name}\"", words.text("diag-sheet", &[])),
    };
    match origin {
        Origin::Nowhere => String::new(),
        Origin::File(file) | Origin::Span { file, .. } => file.to_string(),
        Origin::Row { file, sheet: name, .. } => {
            format!("{file}{}, {}", sheet(name), spot(origin, words))
        }
        Origin::Cell { file, sheet: name, .. } => {
            format!("{file}{}, {}", sheet(name), spot(origin, words))
        }
    }
}

/// The spot within its sheet: `sel F17`, `baris 12`.
pub fn spot(origin: &Origin, words: &dyn Words) -> String {
    let word = |key: &str| words.text(key, &[]);
    match origin {
        Origin::Row { sheet, row, .. } => {
            let key = if sheet.is_empty() { "diag-line" } else { "diag-row" };
            format!("{} {row}", word(key))
        }
        Origin::Cell { sheet, row, column, .. } if sheet.is_empty() => {
            format!("{} {row}, {} {}", word("diag-line"), word("diag-column"), column + 1)
        }
        Origin::Cell { row, column, .. } => format!("{} {}", word("diag-cell"), a1(*row, *column)),
        _ => String::new(),
    }
}

/// The address of a cell as spreadsheets write it; the row from 1, the column from 0.
pub fn a1(row: u32, column: u32) -> String {
    let mut letters = String::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        let digit = ((rest - 1) % 26) as u8;
        letters.insert(0, char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{row}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_addresses() {
        let check = |row, column, expected: &str| assert_eq!(a1(row, column), expected);
        check(1, 0, "A1");
        check(17, 5, "F17");
        check(3, 25, "Z3");
        check(3, 26, "AA3");
        check(1_048_576, 16_383, "XFD1048576");
    }
}
