//! Names of sheets, and texts made fit for a workbook.

use std::collections::{BTreeMap, BTreeSet};

use crate::report::model::{Language, Report};

/// Longest name of a sheet, in UTF-16 units.
const TAB_LIMIT: usize = 31;

/// Longest text of a cell, in UTF-16 units.
pub(super) const CELL_LIMIT: usize = 32_767;

/// The sheet of every section, and that of the chart data.
pub(super) struct Tabs {
    by_section: BTreeMap<String, String>,
    first: String,
    data: String,
}

impl Tabs {
    /// Names for the sheets of `report`, legal and unique whatever its sections are called.
    pub(super) fn of(report: &Report) -> Self {
        // Excel keeps `History` for itself.
        let mut taken = BTreeSet::from(["history".to_owned()]);
        let mut by_section = BTreeMap::new();
        for section in report.paper.iter().chain(&report.sections) {
            let name = unique(&legal(&section.short), &mut taken);
            by_section.entry(section.id.clone()).or_insert(name);
        }
        let data = match report.language {
            Language::Id => "Data grafik",
            Language::En => "Chart data",
        };
        let first = report.paper.iter().chain(&report.sections).next();
        let first = first.map_or_else(String::new, |section| section.id.clone());
        Self { by_section, first, data: unique(data, &mut taken) }
    }

    /// The sheet of a section, if there is such a section.
    pub(super) fn section(&self, id: &str) -> Option<&str> {
        self.by_section.get(id).map(String::as_str)
    }

    /// The section of the first sheet.
    pub(super) fn first(&self) -> &str {
        &self.first
    }

    /// The sheet of the chart data.
    pub(super) fn data(&self) -> &str {
        &self.data
    }

    /// A link to the top of a section's sheet, if there is such a section.
    pub(super) fn link(&self, id: &str) -> Option<String> {
        let name = self.section(id)?.replace('\'', "''");
        Some(format!("internal:'{name}'!A1"))
    }
}

/// A name without the characters that a sheet's name must not have, `Lembar` if nothing is left.
fn legal(short: &str) -> String {
    let spaced: String = clean(short)
        .chars()
        .map(|c| if "[]:*?/\\".contains(c) || c.is_control() { ' ' } else { c })
        .collect();
    let joined = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = cut(joined.trim_matches(['\'', ' ']), TAB_LIMIT);
    let name = name.trim_end_matches(['\'', ' ']);
    if name.is_empty() { "Lembar".to_owned() } else { name.to_owned() }
}

/// `name`, or `name 2`, `name 3`, ... when it is taken; capitals make no difference.
fn unique(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut candidate = name.to_owned();
    let mut count = 1;
    while !taken.insert(candidate.to_lowercase()) {
        count += 1;
        let tail = format!(" {count}");
        let head = cut(name, TAB_LIMIT - tail.len());
        candidate = format!("{head}{tail}");
    }
    candidate
}

/// The text without control characters that no workbook may contain; line breaks stay.
pub(super) fn clean(text: &str) -> String {
    let unwanted = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{fffe}' | '\u{ffff}');
    text.replace("\r\n", "\n").chars().map(|c| if unwanted(c) { ' ' } else { c }).collect()
}

/// The text, or its beginning and an ellipsis if it has more than `limit` UTF-16 units.
pub(super) fn cut(text: &str, limit: usize) -> String {
    if text.encode_utf16().count() <= limit {
        return text.to_owned();
    }
    let mut units = 1;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= limit
    };
    let head: String = text.chars().take_while(fits).collect();
    format!("{}…", head.trim_end())
}

/// A text as a cell can hold it.
pub(super) fn cell_text(text: &str) -> String {
    cut(&clean(text), CELL_LIMIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_legal() {
        let check = |input, expected: &str| assert_eq!(legal(input), expected, "{input:?}");
        check("Tim [A]: */?\\ B", "Tim A B");
        check("'kutip'", "kutip");
        check("", "Lembar");
        check("[]", "Lembar");
        check("Perencanaan, Keuangan dan Pelaporan", "Perencanaan, Keuangan dan Pela…");
        check("a\u{1}b\nc", "a b c");
    }

    #[test]
    fn names_are_unique() {
        let mut taken = BTreeSet::new();
        let long = "x".repeat(31);
        assert_eq!(unique("Tim", &mut taken), "Tim");
        assert_eq!(unique("tim", &mut taken), "tim 2");
        assert_eq!(unique("TIM", &mut taken), "TIM 3");
        assert_eq!(unique(&long, &mut taken), long);
        assert_eq!(unique(&long, &mut taken), format!("{}… 2", "x".repeat(28)));
    }

    #[test]
    fn long_texts_end_in_an_ellipsis() {
        assert_eq!(cut("abc", 3), "abc");
        assert_eq!(cut("abcd", 3), "ab…");
        assert_eq!(cut("😀😀😀", 4), "😀…");
        assert_eq!(cell_text(&"a".repeat(40_000)).encode_utf16().count(), CELL_LIMIT);
    }
}
