//! Periods and teams out of file names, sheet names and titles, after a declared pattern such as
//! `register-{tahun}-{triwulan}`: `{…}` takes what stands there, `*` skips.

use std::collections::BTreeMap;

use crate::domain::Period;
use crate::domain::team::normal_name;

/// What the fields of a pattern hold in a text, or `None` if the text does not fit.
pub fn fields(pattern: &str, text: &str) -> Option<BTreeMap<String, String>> {
    let (pattern, text) = (normal_name(pattern), normal_name(text));
    let mut found = BTreeMap::new();
    take(&pattern, &text, &mut found).then_some(found)
}

fn take(pattern: &str, text: &str, found: &mut BTreeMap<String, String>) -> bool {
    let Some(first) = pattern.chars().next() else { return text.is_empty() };
    let field = pattern.strip_prefix('{').and_then(|rest| rest.split_once('}'));
    let (name, rest) = match field {
        Some((name, rest)) => (Some(name), rest),
        None if first == '*' => (None, &pattern[1..]),
        None => {
            let matched = text.strip_prefix(first);
            return matched.is_some_and(|left| take(&pattern[first.len_utf8()..], left, found));
        }
    };
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    for end in ends.skip(usize::from(name.is_some())) {
        let mut inner = found.clone();
        if let Some(name) = name {
            let value = text[..end].trim();
            if name == "tahun" && !is_year(value) {
                continue;
            }
            inner.insert(name.to_owned(), value.to_owned());
        }
        if take(rest, &text[end..], &mut inner) {
            *found = inner;
            return true;
        }
    }
    false
}

/// A year has four digits; anything else between the marks of a pattern is skipped over.
fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())
}

/// The period that the fields `tahun`, `triwulan`, `bulan`, `semester` or `periode` name.
pub fn period(fields: &BTreeMap<String, String>) -> Option<Period> {
    if let Some(whole) = fields.get("periode") {
        return Period::parse(whole);
    }
    let year = fields.get("tahun")?;
    let counted = |prefix: &str, value: &String| {
        let index = value.trim_start_matches(|c: char| c.is_alphabetic() && c != 'i' && c != 'v');
        Period::parse(&format!("{prefix} {} {year}", index.trim()))
    };
    if let Some(quarter) = fields.get("triwulan") {
        let stripped = quarter.trim_start_matches("triwulan").trim_start_matches("tw");
        counted("tw", &stripped.trim().to_owned())
    } else if let Some(semester) = fields.get("semester") {
        counted("semester", semester)
    } else if let Some(month) = fields.get("bulan") {
        Period::parse(&format!("{year}-{month:0>2}"))
            .or_else(|| Period::parse(&format!("{month} {year}")))
    } else {
        Period::parse(year)
    }
}

/// The field that keeps the others from naming a period, with what it holds.
pub fn refused(fields: &BTreeMap<String, String>) -> Option<(String, String)> {
    if period(fields).is_some() {
        return None;
    }
    let order = ["periode", "triwulan", "semester", "bulan", "tahun"];
    let name = order.into_iter().find(|name| fields.contains_key(*name))?;
    Some((name.to_owned(), fields[name].clone()))
}

/// A name that the pattern would read.
pub fn example(pattern: &str) -> String {
    let samples = [
        ("{tahun}", "2024"),
        ("{triwulan}", "TW4"),
        ("{semester}", "2"),
        ("{bulan}", "12"),
        ("{periode}", "2024-TW4"),
        ("{tim}", "humas"),
        ("*", ""),
    ];
    let fill = |text: String, (mark, sample): (&str, &str)| text.replace(mark, sample);
    samples.into_iter().fold(pattern.to_owned(), fill).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_stand_in_names() {
        let check = |pattern: &str, text: &str, expected: Option<&str>| {
            let found = fields(pattern, text).and_then(|f| period(&f)).map(|p| p.to_string());
            assert_eq!(found.as_deref(), expected, "{pattern} {text}");
        };
        check("register-{tahun}-{triwulan}", "register-2024-TW4", Some("2024-Q4"));
        check("register-{tahun}-{triwulan}", "Register-2024-III", Some("2024-Q3"));
        check("presensi-{tahun}-{bulan}", "presensi-2024-09", Some("2024-09"));
        check("presensi-{tahun}-{bulan}", "presensi-2024-9", Some("2024-09"));
        check("lra-{bulan} {tahun}", "LRA-Nopember 2023", Some("2023-11"));
        check("*-{tahun}-*", "sp4n-lapor-samarinda-2024-120", Some("2024"));
        check("*triwulan {triwulan} {tahun}*", "Laporan Triwulan II 2023 (final)", Some("2023-Q2"));
        check("register-{tahun}-{triwulan}", "register-2024", None);
        check("register-{tahun}-{triwulan}", "register-2024-TW7", None);
    }
}
