//! Periods in names and titles, with the pattern that a definition needs to find them again.

use std::collections::BTreeMap;
use std::ops::Range;

use super::pattern;
use super::raw::date;
use crate::domain::Period;

/// A period that stands in a text, whole or in part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The pattern that finds it, such as `lra-belanja-{bulan}`.
    pub pattern: String,
    /// What stands in its fields.
    pub fields: BTreeMap<String, String>,
    /// The period, if the fields name a whole one.
    pub period: Option<Period>,
    /// The text without its period, for names.
    pub rest: String,
}

impl Written {
    /// The field that names a part of a year, if one does.
    pub fn part(&self) -> Option<&str> {
        let names = ["bulan", "triwulan", "semester"];
        names.into_iter().find_map(|name| self.fields.get(name).map(String::as_str))
    }

    /// The year in it.
    pub fn year(&self) -> Option<&str> {
        self.fields.get("tahun").map(String::as_str)
    }

    /// The period of this and another place together.
    pub fn with(&self, other: &Written) -> Option<Period> {
        let mut fields = self.fields.clone();
        fields.extend(other.fields.clone());
        pattern::period(&fields)
    }
}

/// A run of letters, of digits, or a single mark.
struct Token {
    at: Range<usize>,
    kind: char,
}

fn tokens(text: &str) -> Vec<Token> {
    let kind_of = |c: char| match c {
        c if c.is_ascii_digit() => 'd',
        c if c.is_alphabetic() => 'w',
        _ => ' ',
    };
    let mut found: Vec<Token> = vec![];
    for (at, c) in text.char_indices() {
        let kind = kind_of(c);
        let end = at + c.len_utf8();
        match found.last_mut() {
            Some(last) if last.kind == kind && kind != ' ' => last.at.end = end,
            _ => found.push(Token { at: at..end, kind }),
        }
    }
    found
}

/// The places of the fields of a period in a text.
fn spans(text: &str) -> BTreeMap<&'static str, Range<usize>> {
    let tokens = tokens(text);
    let word = |at: usize| tokens.get(at).map(|token| text[token.at.clone()].to_lowercase());
    let solid: Vec<usize> = (0..tokens.len()).filter(|at| tokens[*at].kind != ' ').collect();
    let mut found: BTreeMap<&'static str, Range<usize>> = BTreeMap::new();
    let mut used: Option<usize> = None;
    for (nth, &at) in solid.iter().enumerate() {
        let Some(own) = word(at) else { continue };
        let span = tokens[at].at.clone();
        let next = solid.get(nth + 1).copied();
        let counted = |most: u32| -> Option<Range<usize>> {
            let next = next.filter(|next| *next <= at + 2)?;
            let index = word(next)?;
            let roman = ["i", "ii", "iii", "iv"].iter().position(|roman| *roman == index);
            let number = roman.map(|at| at as u32 + 1).or_else(|| index.parse().ok())?;
            ((1..=most).contains(&number) && index.len() < 4)
                .then(|| span.start..tokens[next].at.end)
        };
        match own.as_str() {
            "tw" | "triwulan" | "q" | "kuartal" | "quarter" | "trw" => {
                if let Some(whole) = counted(4) {
                    // The pattern keeps the word where its reader would not know it.
                    let known = matches!(own.as_str(), "tw" | "triwulan" | "q");
                    let start = next.map(|next| tokens[next].at.start).unwrap_or(whole.start);
                    let span = if known { whole.clone() } else { start..whole.end };
                    found.entry("triwulan").or_insert(span);
                    used = next;
                }
            }
            "semester" | "smt" | "sem" if counted(2).is_some() => {
                let digits = next.map(|next| tokens[next].at.clone());
                found.entry("semester").or_insert(digits.unwrap_or(span));
                used = next;
            }
            _ if used == Some(at) => {}
            _ if tokens[at].kind == 'd' && is_year(&own) => {
                found.entry("tahun").or_insert(span);
            }
            _ if tokens[at].kind == 'd' && own.len() == 6 && is_year(&own[..4]) => {
                let month = own[4..].parse();
                if matches!(month, Ok(1..=12)) {
                    found.entry("tahun").or_insert(span.start..span.start + 4);
                    found.entry("bulan").or_insert(span.start + 4..span.end);
                }
            }
            _ if tokens[at].kind == 'w' && own.len() >= 3 && date::month(&own).is_some() => {
                found.entry("bulan").or_insert(span);
            }
            _ => {}
        }
    }
    if found.len() == 1 && found.contains_key("tahun") {
        beside_year(text, &tokens, &mut found);
    }
    found
}

/// A month in two digits right beside the year: `2024-09`, `09_2024`.
fn beside_year(text: &str, tokens: &[Token], found: &mut BTreeMap<&'static str, Range<usize>>) {
    let Some(year) = found.get("tahun").cloned() else { return };
    let Some(at) = tokens.iter().position(|token| token.at == year) else { return };
    let near = [at.checked_add(2), at.checked_sub(2)];
    for place in near.into_iter().flatten() {
        let Some(token) = tokens.get(place) else { continue };
        let own = &text[token.at.clone()];
        let mark = &text[tokens[(at + place) / 2].at.clone()];
        let month = own.len() == 2 && matches!(own.parse(), Ok(1..=12));
        if month && matches!(mark, "-" | "_" | ".") {
            found.insert("bulan", token.at.clone());
            return;
        }
    }
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && matches!(text.parse(), Ok(1990..=2099))
}

/// The period in the name of a file (without its extension) or of a sheet.
pub fn in_name(name: &str) -> Option<Written> {
    let spans = spans(name);
    let sure = spans.keys().any(|field| *field != "bulan" || name.len() > 3);
    if spans.is_empty() || !sure {
        return None;
    }
    let mut pieces: Vec<(&Range<usize>, &str)> =
        spans.iter().map(|(field, span)| (span, *field)).collect();
    pieces.sort_by_key(|(span, _)| span.start);
    let (mut pattern, mut rest) = (String::new(), String::new());
    let mut at = 0;
    for (span, field) in pieces {
        pattern.push_str(&literal(&name[at..span.start]));
        pattern.push_str(&format!("{{{field}}}"));
        rest.push_str(&name[at..span.start]);
        rest.push(' ');
        at = span.end;
    }
    pattern.push_str(&literal(&name[at..]));
    rest.push_str(&name[at..]);
    checked(pattern, rest, name)
}

/// A part of a name that stays: other numbers differ from drop to drop, so they are skipped.
fn literal(text: &str) -> String {
    let tokens = tokens(text);
    let mut out = String::new();
    for (at, token) in tokens.iter().enumerate() {
        let own = &text[token.at.clone()];
        let beside_word = at > 0 && tokens[at - 1].kind == 'w';
        let free =
            (token.kind == 'd' && !beside_word) || matches!(own, "{" | "}" | "*" | "(" | ")");
        if !free {
            out.push_str(own);
        } else if !out.ends_with('*') {
            out.push('*');
        }
    }
    out
}

/// Words that may stand before a period in a title and be repeated in a pattern.
const BEFORE: [&str; 16] = [
    "tahun", "anggaran", "ta", "periode", "bulan", "triwulan", "semester", "sampai", "dengan",
    "sd", "s", "d", "per", "posisi", "tanggal", "year",
];

/// The period in a line above a table. Of the line only the words of periods are kept.
pub fn in_title(text: &str) -> Option<Written> {
    let spans = spans(text);
    let first = spans.values().map(|span| span.start).min()?;
    let last = spans.values().map(|span| span.end).max()?;
    let mut start = first;
    for token in tokens(&text[..first]).iter().rev() {
        let own = &text[token.at.clone()];
        let known = BEFORE.contains(&own.to_lowercase().as_str());
        match token.kind {
            'w' if known => start = token.at.start,
            ' ' if matches!(own, " " | ":" | "." | "/" | "-") => {}
            _ => break,
        }
    }
    let is_full = spans.len() > 1;
    if start == first && !is_full && !spans.contains_key("triwulan") {
        return None;
    }
    let mut pieces: Vec<(&Range<usize>, &str)> =
        spans.iter().map(|(field, span)| (span, *field)).collect();
    pieces.sort_by_key(|(span, _)| span.start);
    let mut pattern = format!("*{}", literal(&text[start..first]));
    let mut at = first;
    for (span, field) in pieces {
        let between = &text[at..span.start];
        let plain = tokens(between).iter().all(|token| {
            token.kind == ' ' || BEFORE.contains(&between[token.at.clone()].to_lowercase().as_str())
        });
        pattern.push_str(if plain { between } else { "*" });
        pattern.push_str(&format!("{{{field}}}"));
        at = span.end;
    }
    let tail = text[last..].trim_end();
    if let Some(mark) = tail.chars().next() {
        // A mark ends the field; without it the field would end after its first letter.
        pattern.push_str(&literal(&mark.to_string()));
        pattern.push('*');
    }
    checked(pattern, String::new(), text)
}

/// The finding, if its pattern reads what it was made from.
fn checked(pattern: String, rest: String, text: &str) -> Option<Written> {
    let fields = pattern::fields(&pattern, text)?;
    let is_month = fields.get("bulan").is_none_or(|month| date::month(month).is_some());
    let is_quarter = fields.get("triwulan").is_none_or(|quarter| date::quarter(quarter).is_some());
    if !is_month || !is_quarter {
        return None;
    }
    let period = pattern::period(&fields);
    let whole = fields.contains_key("tahun") && fields.len() > 1;
    (period.is_some() || !whole).then_some(Written { pattern, fields, period, rest })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(found: Option<Written>) -> String {
        found.map_or("none".into(), |found| {
            let fields: Vec<String> =
                found.fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
            format!("{} {}", found.pattern, fields.join(" "))
        })
    }

    #[test]
    fn names() {
        let check = |name, expected: &str| assert_eq!(show(in_name(name)), expected, "{name}");
        check("lra-belanja-mei", "lra-belanja-{bulan} bulan=mei");
        check("register-2024-TW4", "register-{tahun}-{triwulan} tahun=2024 triwulan=tw4");
        check("Laporan TW III 2024", "Laporan {triwulan} {tahun} tahun=2024 triwulan=tw iii");
        check(
            "Laporan Triwulan 3 2024",
            "Laporan {triwulan} {tahun} tahun=2024 triwulan=triwulan 3",
        );
        check("sp4n-lapor-samarinda-2024-120", "sp4n-lapor-samarinda-{tahun}-* tahun=2024");
        check("nyc311-2024-05-400", "nyc311-{tahun}-{bulan}-* bulan=05 tahun=2024");
        check("presensi 202409", "presensi {tahun}{bulan} bulan=09 tahun=2024");
        check("IKPA Juli 2025 (final)", "IKPA {bulan} {tahun} *final* bulan=juli tahun=2025");
        check("semester 2 2024", "semester {semester} {tahun} semester=2 tahun=2024");
        check("pagu-dana-desa", "none");
        check("Sheet1", "none");
        check("realisasi-belanja-triwulan", "none");
    }

    #[test]
    fn titles() {
        let check = |text, expected: &str| assert_eq!(show(in_title(text)), expected, "{text}");
        check("TAHUN ANGGARAN 2026", "*TAHUN ANGGARAN {tahun} tahun=2026");
        check("Sampai Dengan : SEPTEMBER  ", "*Sampai Dengan : {bulan} bulan=september");
        check(
            "Keadaan Fulan per September 2024",
            "*per {bulan} {tahun} bulan=september tahun=2024",
        );
        check("Bulan Mei, angka sementara", "*Bulan {bulan},* bulan=mei");
        check("Ruang 2024", "none");
        check("LAPORAN REALISASI", "none");
    }
}
