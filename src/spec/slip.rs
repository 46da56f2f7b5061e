//! The slips of people who write definitions in an office: what editors, spreadsheets and the habit
//! of another language do to TOML and to formulas, each told apart so that it gets its own remedy.

/// The code of the slip behind a syntax error, told by its line.
pub fn of_line(text: &str, at: usize) -> &'static str {
    let at = text.floor_char_boundary(at);
    let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let value = line.split_once('=').map_or("", |(_, value)| value);
    if line.contains(['“', '”', '„', '‘', '’']) {
        "toml-curly-quotes"
    } else if line.contains(['\u{a0}', '\u{2007}', '\u{202f}', '\u{200b}', '\u{feff}']) {
        "toml-strange-blank"
    } else if has_decimal_comma(value) {
        "toml-decimal-comma"
    } else if has_percent_sign(value) {
        "toml-percent"
    } else if has_path_with_backslashes(line) {
        "path-backslash"
    } else if quotes(line) % 2 == 1 {
        "toml-open-quote"
    } else {
        "toml-syntax"
    }
}

/// The value without what stands in quotes, for texts may hold anything.
fn bare(value: &str) -> String {
    value.split('"').step_by(2).collect()
}

/// `90,5`, alone or in a table: digits, a comma right behind them, digits that begin no new entry.
fn has_decimal_comma(value: &str) -> bool {
    let value = bare(value);
    value.match_indices(',').any(|(at, _)| {
        let before = value[..at].chars().next_back().is_some_and(|c| c.is_ascii_digit());
        let after = value[at + 1..].trim_start_matches(|c: char| c.is_ascii_digit());
        let has_digits = after.len() < value.len() - at - 1;
        before && has_digits && !after.trim_start().starts_with('=')
    })
}

/// `90%`, where it is no text.
fn has_percent_sign(value: &str) -> bool {
    let value = bare(value);
    let signs = value.match_indices('%');
    signs.into_iter().any(|(at, _)| {
        value[..at].trim_end().chars().next_back().is_some_and(|c| c.is_ascii_digit())
    })
}

/// `"data\pengaduan\*.csv"`.
fn has_path_with_backslashes(line: &str) -> bool {
    line.split('"').skip(1).step_by(2).any(|text| text.contains('\\') && !text.ends_with('\\'))
        || line.contains("data\\")
}

/// Quotes that no backslash takes for a letter.
fn quotes(line: &str) -> usize {
    let line = line.split('#').next().unwrap_or_default().replace("\\\"", "");
    line.matches('"').count()
}

/// The English key that an Indonesian one stands for.
pub fn english_key(key: &str) -> Option<&'static str> {
    let pair = KEYS.iter().find(|(indonesian, _)| key.eq_ignore_ascii_case(indonesian));
    pair.map(|(_, english)| *english)
}

/// Whether a table that lacks `english` says it in Indonesian.
pub fn says_in_indonesian<'a>(english: &str, mut keys: impl Iterator<Item = &'a str>) -> bool {
    keys.any(|key| english_key(key) == Some(english))
}

const KEYS: [(&str, &str); 45] = [
    ("nama", "name"),
    ("judul", "title"),
    ("singkatan", "short"),
    ("nama_pendek", "short"),
    ("arti", "about"),
    ("keterangan", "about"),
    ("pokok", "subject"),
    ("penanggung_jawab", "owner"),
    ("pemilik", "owner"),
    ("untuk", "for"),
    ("data", "dataset"),
    ("tanggal", "date"),
    ("unit_kerja", "team"),
    ("tim", "team"),
    ("syarat", "where"),
    ("saring", "where"),
    ("rumus", "formula"),
    ("formula_hitung", "formula"),
    ("rentang_waktu", "window"),
    ("satuan", "unit"),
    ("desimal", "decimals"),
    ("arah", "better"),
    ("polarisasi", "better"),
    ("target_tahun", "target"),
    ("target_triwulan", "target"),
    ("nilai", "score"),
    ("skala", "scale"),
    ("penyeimbang", "counter"),
    ("dasar", "basis"),
    ("dasar_hukum", "basis"),
    ("keyakinan", "confidence"),
    ("kelas", "class"),
    ("berlaku", "valid"),
    ("tersembunyi", "hidden"),
    ("berkas", "files"),
    ("lembar", "sheets"),
    ("bentuk", "shape"),
    ("cakupan", "covers"),
    ("kolom", "column"),
    ("kunci", "key"),
    ("kepala", "header"),
    ("tipe", "type"),
    ("jenis", "type"),
    ("wajib", "required"),
    ("bobot", "weight"),
];

/// The first character of a formula that word processors and calculators write and formulas do not
/// know: where it stands, and what to write for it.
pub fn of_formula(text: &str) -> Option<(usize, char, &'static str)> {
    let mut in_text = false;
    for (at, c) in text.char_indices() {
        if c == '\'' {
            in_text = !in_text;
        }
        if let Some((_, plain)) = SYMBOLS.iter().find(|(symbol, _)| !in_text && *symbol == c) {
            return Some((at, c, plain));
        }
    }
    None
}

const SYMBOLS: [(char, &str); 17] = [
    (';', ","),
    ('÷', "/"),
    ('∶', "/"),
    ('×', "*"),
    ('·', "*"),
    ('–', "-"),
    ('—', "-"),
    ('−', "-"),
    ('≤', "<="),
    ('≥', ">="),
    ('≠', "<>"),
    ('‘', "'"),
    ('’', "'"),
    ('“', "'"),
    ('”', "'"),
    ('Σ', "SUM(…)"),
    ('∑', "SUM(…)"),
];

/// Whether a comma at which a formula makes no sense stands between digits: `90,5`.
pub fn is_decimal_comma(text: &str, at: usize) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let after = text.get(at..).and_then(|rest| rest.strip_prefix(','));
    let before = text.get(..at).and_then(|rest| rest.chars().next_back());
    after.is_some_and(|rest| digit(rest.chars().next())) && digit(before)
}

/// The function that the name of a spreadsheet's function stands for.
pub fn function(name: &str) -> Option<&'static str> {
    let pair = FUNCTIONS.iter().find(|(known, _)| name.eq_ignore_ascii_case(known));
    pair.map(|(_, function)| *function)
}

const FUNCTIONS: [(&str, &str); 14] = [
    ("JUMLAH", "SUM"),
    ("TOTAL", "SUM"),
    ("RATA", "AVG"),
    ("RERATA", "AVG"),
    ("RATA_RATA", "AVG"),
    ("AVERAGE", "AVG"),
    ("MEAN", "AVG"),
    ("HITUNG", "COUNT"),
    ("BANYAK", "COUNT"),
    ("COUNTA", "COUNT"),
    ("MAKS", "MAX"),
    ("MIN_", "MIN"),
    ("BULAT", "ROUND"),
    ("BULATKAN", "ROUND"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slip_has_its_own_code() {
        let check = |line: &str, expected: &str| assert_eq!(of_line(line, 0), expected, "{line}");
        check("target = 90,5", "toml-decimal-comma");
        check("target = { TW1 = 90,5, TW2 = 91 }", "toml-decimal-comma");
        check("target = 90%", "toml-percent");
        check("name = “Humas”", "toml-curly-quotes");
        check("name\u{a0}= \"Humas\"", "toml-strange-blank");
        check("files = [\"data\\pengaduan\\*.csv\"]", "path-backslash");
        check("name = \"Humas", "toml-open-quote");
        check("target = { TW1 = 90, TW2 = }", "toml-syntax");
        check("name = Humas", "toml-syntax");
    }

    #[test]
    fn symbols_within_texts_are_texts() {
        let check = |text: &str, expected: Option<(usize, char, &str)>| {
            assert_eq!(of_formula(text), expected, "{text}");
        };
        check("SUM(a) ÷ SUM(b)", Some((7, '÷', "/")));
        check("COUNT(*) FILTER (WHERE jenis = 'A × B')", None);
        check("100 × COUNT(*)", Some((4, '×', "*")));
    }
}
