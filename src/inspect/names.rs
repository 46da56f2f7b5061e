//! Names, heads and texts as a definition writes them.

use std::collections::BTreeSet;

use crate::domain::team::normal_name;

/// A text with every run of blanks and marks without width made one blank, letter case kept.
pub(super) fn tidy(text: &str) -> String {
    let is_blank =
        |c: char| c.is_whitespace() || matches!(c, '\0' | '\u{200b}' | '\u{2060}' | '\u{feff}');
    text.split(is_blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What budgets abbreviate together with `kd`, `ur` and `nm`: `kdakun`, `urprov`.
const ABBREVIATED: [&str; 18] = [
    "prov", "pemda", "akun", "kelompok", "jenis", "objek", "satker", "program", "kegiatan", "unit",
    "output", "komponen", "kppn", "ba", "kab", "kota", "dept", "giat",
];

/// The words of a head in lower case; `namaPelapor` and `kdakun` are two each.
pub(super) fn words(head: &str) -> Vec<String> {
    let mut spaced = String::new();
    let mut before = ' ';
    for c in head.chars() {
        if c.is_uppercase() && before.is_lowercase() {
            spaced.push(' ');
        }
        spaced.extend(c.to_lowercase());
        before = c;
    }
    let mut out = vec![];
    for word in spaced.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let prefixes = [("kd", "kode"), ("ur", "uraian"), ("nm", "nama")];
        let split = prefixes.into_iter().find_map(|(short, long)| {
            let rest = word.strip_prefix(short)?;
            ABBREVIATED.contains(&rest).then_some([long.to_owned(), rest.to_owned()])
        });
        match split {
            Some(two) => out.extend(two),
            None => out.push(word.to_owned()),
        }
    }
    out
}

/// `Tanggal Laporan (Masuk)` as `tanggal_laporan_masuk`; empty if nothing is left.
pub(super) fn snake(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        match plain(c) {
            Some(letter) => out.push(letter),
            None if c == '%' => out.push_str("_persen_"),
            None => out.push('_'),
        }
    }
    let words: Vec<&str> = out.split('_').filter(|word| !word.is_empty()).collect();
    let mut name = String::new();
    for word in words {
        if !name.is_empty() && name.len() + 1 + word.len() > 40 {
            break;
        }
        if !name.is_empty() {
            name.push('_');
        }
        name.extend(word.chars().take(40));
    }
    if name.starts_with(|c: char| c.is_ascii_digit()) { format!("n{name}") } else { name }
}

/// The plain letter or digit of a character; accents are taken off the common ones.
fn plain(c: char) -> Option<char> {
    match c {
        'a'..='z' | '0'..='9' => Some(c),
        'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' => Some('a'),
        'ç' => Some('c'),
        'é' | 'è' | 'ê' | 'ë' => Some('e'),
        'í' | 'ì' | 'î' | 'ï' => Some('i'),
        'ñ' => Some('n'),
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' => Some('o'),
        'ú' | 'ù' | 'û' | 'ü' => Some('u'),
        _ => None,
    }
}

/// `base`, or `base_2`, `base_3` … if it is taken; it is taken afterwards.
pub(super) fn unique(base: &str, spare: &str, taken: &mut BTreeSet<String>) -> String {
    let base = if base.is_empty() { spare } else { base };
    let mut name = base.to_owned();
    let mut count = 2;
    while !taken.insert(name.clone()) {
        name = format!("{base}_{count}");
        count += 1;
    }
    name
}

/// A part of a head as a pattern that means exactly it: `Realisasi (%) > 90 [2]` has marks that a
/// pattern would understand; `?` stands for each.
pub(super) fn head_pattern(part: &str) -> String {
    let marked: String =
        part.chars().map(|c| if matches!(c, '*' | '{' | '}' | '>') { '?' } else { c }).collect();
    match marked.strip_suffix(']') {
        Some(rest) => format!("{rest}?"),
        None => marked,
    }
}

/// A text as a pattern that means exactly it.
pub(super) fn pattern(text: &str) -> String {
    text.chars().map(|c| if matches!(c, '*' | '{' | '}') { '?' } else { c }).collect()
}

/// The shortest head that finds each column: the words right over it, more of them from above
/// where they are needed, and a number where nothing else tells two columns apart.
pub(super) fn heads(paths: &[Vec<String>]) -> Vec<String> {
    let normal: Vec<Vec<String>> =
        paths.iter().map(|path| path.iter().map(|part| normal_name(part)).collect()).collect();
    let tail =
        |path: &[String], length: usize| path[path.len() - length.min(path.len())..].to_vec();
    let mut out = vec![];
    for (at, path) in normal.iter().enumerate() {
        let same = |length: usize| -> Vec<usize> {
            let own = tail(path, length);
            let fits =
                |other: &Vec<String>| other.len() >= own.len() && tail(other, own.len()) == own;
            (0..normal.len()).filter(|place| fits(&normal[*place])).collect()
        };
        let length = (1..=path.len()).find(|length| same(*length).len() == 1);
        let written = |length: usize| {
            let parts: Vec<String> =
                tail(&paths[at], length).iter().map(|part| head_pattern(part)).collect();
            parts.join(" > ")
        };
        out.push(match length {
            Some(length) => written(length),
            None => {
                let nth = same(path.len()).iter().position(|place| *place == at).unwrap_or(0);
                let words = written(path.len());
                if nth == 0 { words } else { format!("{words}[{}]", nth + 1) }
            }
        });
    }
    out
}

/// A text between the quotes of TOML.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A list of texts in TOML.
pub(super) fn list(texts: &[String]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| self::quoted(text)).collect();
    format!("[{}]", quoted.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_snakes() {
        let check = |text, expected| assert_eq!(snake(text), expected, "{text}");
        check("Tanggal Laporan (Masuk)", "tanggal_laporan_masuk");
        check("março", "marco");
        check("% Realisasi Anggaran", "persen_realisasi_anggaran");
        check("2024", "n2024");
        check("—", "");
        let long = "Uraian Urusan, Organisasi, Program, Kegiatan dan Sub Kegiatan";
        check(long, "uraian_urusan_organisasi_program");
    }

    #[test]
    fn heads_are_as_long_as_needed() {
        let path = |parts: &[&str]| parts.iter().map(|part| part.to_string()).collect();
        let paths = [
            path(&["Kode"]),
            path(&["Kode"]),
            path(&["Belanja", "Operasi", "Anggaran"]),
            path(&["Belanja", "Modal", "Anggaran"]),
            path(&["Sisa {Rp} > 0 [2]"]),
        ];
        let expected = ["Kode", "Kode[2]", "Operasi > Anggaran", "Modal > Anggaran"];
        assert_eq!(heads(&paths)[..4], expected);
        assert_eq!(heads(&paths)[4], "Sisa ?Rp? ? 0 [2?");
    }

    #[test]
    fn texts_are_quoted() {
        assert_eq!(quoted("a \"b\" \\ c\nd\u{1}"), "\"a \\\"b\\\" \\\\ c\\nd\\u0001\"");
    }
}
