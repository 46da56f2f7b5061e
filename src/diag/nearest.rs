//! The known name that a wrong one was meant to be: by its letters, or for units of an office by the
//! words that tell them apart.

use strsim::normalized_damerau_levenshtein as alike;

/// The known name nearest to `wrong`, if it is near enough to be meant.
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let wrong = wrong.to_lowercase();
    let scored = known.into_iter().map(|name| (alike(&wrong, &name.to_lowercase()), name));
    let near = scored.filter(|(score, _)| *score >= 0.6);
    near.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1))).map(|(_, name)| name.to_owned())
}

/// The known name of a unit nearest to `wrong`.
///
/// Words that stand in the names of many units (`Tim`, `Subbag`, `Kantor`) do not make two of them
/// alike. A name that fits two units equally well, such as that of two teams at once, has none.
pub fn nearest_unit<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let own = telling_words(wrong);
    let whole = wrong.to_lowercase();
    let mut scored: Vec<(f64, f64, &str, Vec<String>)> = known
        .into_iter()
        .map(|name| {
            let words = telling_words(name);
            (likeness(&own, &words), alike(&whole, &name.to_lowercase()), name, words)
        })
        .filter(|(score, ..)| *score >= 0.65)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(b.2)));
    let (best, _, name, words) = scored.first()?;
    let rival = |other: &&(f64, f64, &str, Vec<String>)| {
        let apart = likeness(words, &other.3) < 0.65;
        apart && best - other.0 < 0.05
    };
    (!scored.iter().any(|other| rival(&other))).then(|| (*name).to_owned())
}

/// Words that stand before the name of a unit or join its parts.
const COMMON: [&str; 24] = [
    "tim",
    "kerja",
    "unit",
    "bagian",
    "bag",
    "bidang",
    "bid",
    "seksi",
    "sie",
    "sub",
    "subbag",
    "subag",
    "subbagian",
    "subbidang",
    "subbid",
    "kelompok",
    "kantor",
    "kementerian",
    "kemenag",
    "kankemenag",
    "kabupaten",
    "kab",
    "kota",
    "dan",
];

fn telling_words(name: &str) -> Vec<String> {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let all: Vec<String> = words.map(str::to_owned).collect();
    let telling: Vec<String> =
        all.iter().filter(|word| !COMMON.contains(&word.as_str())).cloned().collect();
    if telling.is_empty() { all } else { telling }
}

/// How alike two names are by their telling words: 1 where all are the same.
fn likeness(own: &[String], other: &[String]) -> f64 {
    let best =
        |word: &String| other.iter().map(|known| word_likeness(word, known)).fold(0.0, f64::max);
    let matched: Vec<f64> = own.iter().map(best).collect();
    let shared = 2.0 * matched.iter().sum::<f64>() / (own.len() + other.len()) as f64;
    let contained = !own.is_empty() && matched.iter().all(|score| *score > 0.95);
    let long = own.iter().any(|word| word.chars().count() >= 4);
    let part = if contained && long { 0.7 } else { 0.0 };
    shared.min(1.0).max(part).max(alike(&own.concat(), &other.concat()))
}

fn word_likeness(word: &str, known: &str) -> f64 {
    let cut = |short: &str, long: &str| short.chars().count() >= 4 && long.starts_with(short);
    let score = alike(word, known);
    if score < 1.0 && (cut(word, known) || cut(known, word)) {
        return score.max(0.9);
    }
    if score >= 0.7 { score } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_told_apart_by_their_own_words() {
        let known = [
            "Kepegawaian",
            "Tim Kepegawaian",
            "Subbag Kepegawaian",
            "Hukum",
            "Tim Hukum",
            "Umum",
            "Tim Umum",
            "Humas",
            "Tim Humas",
            "Tim Hubungan Masyarakat",
            "Keuangan",
            "Tim Keuangan",
            "Subbag Keuangan",
            "Tim Barang Milik Negara",
            "Bid. PHU",
            "Bidang Penyelenggaraan Haji dan Umrah",
            "Bidang Pendidikan Madrasah",
            "Bidang Urusan Agama Islam",
            "Bidang Pendidikan Agama dan Keagamaan Islam",
            "Kemenag Tanjung Sari",
        ];
        let check = |wrong: &str, expected: Option<&str>| {
            assert_eq!(nearest_unit(wrong, known).as_deref(), expected, "{wrong}");
        };
        check("Hummas", Some("Humas"));
        check("Tim Humsa", Some("Tim Humas"));
        check("Sub Bag Keuangan", Some("Subbag Keuangan"));
        check("Bag. Kepegawian", Some("Subbag Kepegawaian"));
        check("Kemenag Tanjungsari", Some("Kemenag Tanjung Sari"));
        check("Bid. Pend. Madrasah", Some("Bidang Pendidikan Madrasah"));
        check("Tim Barang", Some("Tim Barang Milik Negara"));
        check("Seksi Haji dan Umroh", Some("Bidang Penyelenggaraan Haji dan Umrah"));
        // Two teams at once, one that is in many names, and one that is in none.
        check("Tim Kepegawaian dan Hukum", None);
        check("Tim Agama", None);
        check("Tim Inspektorat", None);
        check("Tim Media", None);
    }
}
