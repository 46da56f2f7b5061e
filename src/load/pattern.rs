//! Periods and teams out of file names, sheet names and titles, after a declared pattern such as
//! `register-{tahun}-{triwulan}`: `{…}` takes what stands there, `*` skips.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::Period;
use crate::domain::team::normal_name;

use super::raw::date;

/// What the fields of a pattern hold in a text, or `None` if the text does not fit.
pub fn fields(pattern: &str, text: &str) -> Option<BTreeMap<String, String>> {
    read(pattern, text, &makes_sense)
}

fn read(pattern: &str, text: &str, fits: &Fits) -> Option<BTreeMap<String, String>> {
    let (pattern, text) = (normal_name(pattern), normal_name(text));
    let whole = (pattern.as_str(), text.as_str());
    let mut walk = Walk { fits, whole, failed: BTreeSet::new(), found: BTreeMap::new() };
    walk.take(&pattern, &text).then_some(walk.found)
}

/// Whether a field of some name can hold some text.
type Fits = dyn Fn(&str, &str) -> bool;

/// The longest text, in characters, that can name a period.
const LONGEST_PERIOD: usize = 64;

/// A walk through a pattern and a text.
struct Walk<'a> {
    fits: &'a Fits,
    /// The pattern and the text, whole.
    whole: (&'a str, &'a str),
    /// What is left of the pattern and of the text where they are known not to fit.
    failed: BTreeSet<(usize, usize)>,
    found: BTreeMap<String, String>,
}

impl Walk<'_> {
    fn take(&mut self, pattern: &str, text: &str) -> bool {
        let left = (pattern.len(), text.len());
        // What a `*` finds nowhere in a text it finds nowhere in the end of it.
        let known = match pattern.starts_with('*') {
            true => self.failed.range(left..=(pattern.len(), usize::MAX)).next().is_some(),
            false => self.failed.contains(&left),
        };
        if known {
            return false;
        }
        let taken = self.take_first(pattern, text);
        if !taken {
            self.failed.insert(left);
        }
        taken
    }

    fn take_first(&mut self, pattern: &str, text: &str) -> bool {
        let Some(first) = pattern.chars().next() else { return text.is_empty() };
        let field = pattern.strip_prefix('{').and_then(|rest| rest.split_once('}'));
        let (name, rest) = match field {
            Some((name, rest)) => (Some(name), rest),
            None if first == '*' => (None, &pattern[1..]),
            None => {
                let matched = text.strip_prefix(first);
                return matched.is_some_and(|left| self.take(&pattern[first.len_utf8()..], left));
            }
        };
        let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        let Some(name) = name else {
            return ends.into_iter().any(|end| self.take(rest, &text[end..]));
        };
        let most = if name == "tim" { usize::MAX } else { LONGEST_PERIOD };
        let mut ends: Vec<usize> = ends.skip(1).take(most).collect();
        // Of a period the longest that makes sense: `12` is December, not January and a 2.
        if name != "tim" {
            ends.reverse();
        }
        for end in ends {
            let value = text[..end].trim();
            let is_whole = !self.is_cut(name, value, (pattern, text), (rest, &text[end..]));
            if is_whole && (self.fits)(name, value) && self.take(rest, &text[end..]) {
                self.found.entry(name.to_owned()).or_insert_with(|| value.to_owned());
                return true;
            }
        }
        false
    }
}

impl Walk<'_> {
    /// Whether a field beside a `*` would hold some digits of a longer number, such as the code of a
    /// unit: that names no month; of a year at most one side goes on (`202409`).
    fn is_cut(
        &self,
        name: &str,
        value: &str,
        (pattern, text): (&str, &str),
        (rest, left): (&str, &str),
    ) -> bool {
        if name == "tim" {
            return false;
        }
        let before = |whole: &str, part: &str| whole[..whole.len() - part.len()].chars().last();
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let at_star = before(self.whole.0, pattern) == Some('*');
        let before = is_digit(before(self.whole.1, text)) && is_digit(value.chars().next());
        let begins = at_star && before;
        let after = is_digit(value.chars().last()) && is_digit(left.chars().next());
        let ends = rest.starts_with('*') && after;
        if name == "tahun" { begins && ends } else { begins || ends }
    }
}

/// Whether a field of this name can hold this text: anything else is skipped over.
fn makes_sense(name: &str, value: &str) -> bool {
    let is_bare = !value.starts_with(is_mark) && !value.ends_with(is_mark);
    is_bare
        && match name {
            "tahun" => is_year(value),
            "triwulan" => date::quarter(value).is_some(),
            "bulan" => date::month(value).is_some(),
            "semester" => semester(value).is_some(),
            "periode" => Period::parse(value).is_some(),
            _ => !value.is_empty(),
        }
}

/// Four digits that are a year of our time, and not some of a code.
fn is_year(value: &str) -> bool {
    value.len() == 4
        && value.bytes().all(|b| b.is_ascii_digit())
        && ["19", "20", "21"].iter().any(|century| value.starts_with(century))
}

fn is_mark(c: char) -> bool {
    !c.is_alphanumeric()
}

/// The period that the fields `tahun`, `triwulan`, `bulan`, `semester` or `periode` name.
pub fn period(fields: &BTreeMap<String, String>) -> Option<Period> {
    if let Some(whole) = fields.get("periode") {
        return Period::parse(whole);
    }
    let year = fields.get("tahun")?;
    let number =
        |name: &str, read: fn(&str) -> Option<u32>| fields.get(name).map(|text| read(text));
    if let Some(quarter) = number("triwulan", date::quarter) {
        Period::parse(&format!("{year}-Q{}", quarter?))
    } else if let Some(half) = number("semester", semester) {
        Period::parse(&format!("{year}-S{}", half?))
    } else if let Some(month) = number("bulan", date::month) {
        Period::parse(&format!("{year}-{:02}", month?))
    } else {
        Period::parse(year)
    }
}

/// The half of a year in `S2`, `Semester II`, `1`.
fn semester(text: &str) -> Option<u32> {
    let rest = ["semester", "smt", "s"].iter().find_map(|word| text.strip_prefix(word));
    match rest.unwrap_or(text).trim_start_matches(is_mark) {
        "1" | "i" => Some(1),
        "2" | "ii" => Some(2),
        _ => None,
    }
}

/// The field that keeps a text from naming a period after a pattern, with what it holds.
pub fn refused(pattern: &str, text: &str) -> Option<(String, String)> {
    let year = |name: &str, value: &str| name != "tahun" || makes_sense(name, value);
    let fields = read(pattern, text, &year)?;
    let order = ["periode", "triwulan", "semester", "bulan", "tahun"];
    let held = order.into_iter().find(|name| fields.contains_key(*name))?;
    let nonsense = |name: &&str| fields.get(*name).is_some_and(|value| !makes_sense(name, value));
    let name = order.into_iter().find(nonsense).unwrap_or(held);
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
        check("register-{tahun}-{triwulan}*", "register-2024-TW4 - Copy", Some("2024-Q4"));
        check("presensi-{tahun}-{bulan}*", "presensi-2024-12 (2)", Some("2024-12"));
        check("presensi {bulan} {tahun}*", "Presensi s.d. Mei 2024", Some("2024-05"));
        check("rekap-{semester}-{tahun}", "Rekap-S2-2024", Some("2024-S2"));
        check("*{bulan}*{tahun}*", "IKPA 417401 September 2025", Some("2025-09"));
        check("*{bulan} {tahun}*", "IKPA 417401 2025", None);
        check("*{tahun}*", "IKPA 120191", None);
        check("*{tahun}*", "laporan-202409", Some("2024"));
        check("*{tahun}{bulan}*", "laporan-202409", Some("2024-09"));
        check("register-{tahun}-{triwulan}", "register-2024", None);
        check("register-{tahun}-{triwulan}", "register-2024-TW7", None);
    }

    #[test]
    fn a_long_text_above_a_table_is_looked_through_once() {
        let long = "Sehubungan dengan surat bulan ini, mei dan juni. ".repeat(100);
        for pattern in ["*{bulan} {tahun}*", "*bulan {bulan}*tahun {tahun}*", "*{bulan}*{tahun}*"] {
            assert_eq!(fields(pattern, &long), None, "{pattern}");
        }
        let told = fields("*bulan {bulan} {tahun}*", &format!("{long}bulan Mei 2024"));
        assert_eq!(told.and_then(|fields| period(&fields)), Period::parse("2024-05"));
    }
}
