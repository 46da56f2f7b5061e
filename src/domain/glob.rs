//! Patterns of names: `*` for anything, `?` for one character, `{a,b}` for a choice.
//!
//! A `*` does not cross a `/` in paths; a [`TextPattern`] is for where there are no paths.

/// Whether a path fits a pattern; `**` crosses folders. The letter case of the extension does not
/// matter: `DATA.XLSX` fits `*.xlsx`.
pub fn matches_path(pattern: &str, path: &str) -> bool {
    // Most paths lie in another folder; no letter before the first point is changed below.
    let plain = pattern.find(['*', '?', '{', '.']).unwrap_or(pattern.len());
    if !path.as_bytes().starts_with(&pattern.as_bytes()[..plain]) {
        return false;
    }
    let path = extension_lowered(path);
    let mut patterns = alternatives(pattern).into_iter().map(|one| extension_lowered(&one));
    patterns.any(|one| matches(one.as_bytes(), path.as_bytes(), true))
}

fn extension_lowered(path: &str) -> String {
    match path.rsplit_once('.') {
        Some((stem, ending)) if !ending.contains('/') => {
            format!("{stem}.{}", ending.to_ascii_lowercase())
        }
        _ => path.to_owned(),
    }
}

/// A pattern of texts, letter case and accidents of blanks aside; ready to be tried many times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextPattern {
    written: String,
    alternatives: Vec<String>,
}

impl TextPattern {
    /// The pattern as written.
    pub fn new(written: &str) -> Self {
        let alternatives = alternatives(&super::team::normal_name(written));
        Self { written: written.to_owned(), alternatives }
    }

    /// The pattern as written.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// Whether a text fits that is already normal: one blank between words, lower case.
    pub fn matches_normal(&self, normal: &str) -> bool {
        self.alternatives.iter().any(|one| matches(one.as_bytes(), normal.as_bytes(), false))
    }

    /// Whether a text fits.
    pub fn matches(&self, text: &str) -> bool {
        self.matches_normal(&super::team::normal_name(text))
    }
}

/// The patterns that the choices of a pattern spell out: `a.{csv,xlsx}` is `a.csv` and `a.xlsx`.
pub fn alternatives(pattern: &str) -> Vec<String> {
    let inner = pattern.find('{').and_then(|open| {
        let close = open + pattern[open..].find('}')?;
        Some((open, close))
    });
    let Some((open, close)) = inner else { return vec![pattern.to_owned()] };
    let choices = pattern[open + 1..close].split(',');
    let spelled = choices.map(|one| format!("{}{one}{}", &pattern[..open], &pattern[close + 1..]));
    spelled.flat_map(|one| alternatives(&one)).collect()
}

/// Greedy matching with one point of return: linear in practice, never exponential.
fn matches(pattern: &[u8], text: &[u8], path: bool) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut star: Option<(usize, usize, bool)> = None;
    while t < text.len() {
        if pattern.get(p) == Some(&b'*') {
            let deep = !path || pattern.get(p + 1) == Some(&b'*');
            while pattern.get(p) == Some(&b'*') {
                p += 1;
            }
            star = Some((p, t, deep));
        } else if pattern.get(p).is_some_and(|&c| c == b'?' || c == text[t]) {
            (p, t) = (p + 1, t + 1);
        } else if let Some((after, from, deep)) = star.filter(|s| s.2 || text[s.1] != b'/') {
            (p, t) = (after, from + 1);
            star = Some((after, from + 1, deep));
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|&c| c == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stop_at_folders() {
        let check = |pattern: &str, path: &str, expected| {
            assert_eq!(matches_path(pattern, path), expected, "{pattern} {path}");
        };
        check("data/*.csv", "data/a.csv", true);
        check("data/*.csv", "data/x/a.csv", false);
        check("data/**.csv", "data/x/a.csv", true);
        check("data/*.{csv,xlsx}", "data/a.xlsx", true);
        check("data/a?.csv", "data/ab.csv", true);
        check("data/*-TW*.csv", "data/a-TW-TW1.csv", true);
        check("data/*.csv", "data/a.csv.bak", false);
        check("data/*.{csv,xlsx}", "data/DATA.XLSX", true);
        check("data/data.xlsx", "data/DATA.xlsx", false);
        check("data/*.CSV", "data/a.csv", true);
    }

    #[test]
    fn texts_ignore_case_and_blanks() {
        let check = |pattern: &str, text: &str, expected| {
            assert_eq!(TextPattern::new(pattern).matches(text), expected, "{pattern} {text}");
        };
        check("Ditutup*", "DITUTUP  oleh Sistem", true);
        check("4174/*/EBA", "4174/WA/EBA", true);
        check("Ditutup", "Ditutup oleh Sistem", false);
    }
}
