//! Every key that the source names has words in both languages, and no word is without a use.

use std::collections::{BTreeMap, BTreeSet};

use zona::domain::Aside;
use zona::messages::{Lang, Messages};

use crate::support::{root, tree};

/// Calls whose first text is a key.
const CALLS: [&str; 14] = [
    "Diagnostic::error(",
    "Diagnostic::warning(",
    "Diagnostic::note(",
    "Diagnostic::new(",
    ".refuse(",
    ".related(",
    ".word(",
    "words.text(",
    "input.text(",
    ".attribute(",
    "usage(words, ",
    "usage(session.words, ",
    "usage(self.words, ",
    "differ(",
];

/// The source without comments and tests.
fn code() -> BTreeMap<String, String> {
    let all = tree(&root().join("src")).into_iter();
    let code = all.filter(|(path, _)| path.ends_with(".rs") && !path.ends_with("tests.rs"));
    code.map(|(path, bytes)| {
        let text = String::from_utf8(bytes).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap().to_owned();
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        (path, lines.collect::<Vec<_>>().join("\n"))
    })
    .collect()
}

fn is_key(text: &str) -> bool {
    let first = text.starts_with(|c: char| c.is_ascii_lowercase());
    first
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')
}

/// Every text literal of the source, with the file it stands in.
fn literals() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for text in code().values() {
        found.extend(text.split('"').skip(1).step_by(2).map(str::to_owned));
        // Texts with escaped quotes shift the count; look at the other halves too.
        found.extend(text.split('"').step_by(2).map(str::to_owned));
    }
    found
}

#[test]
fn every_key_has_words_in_both_languages() {
    let catalogues = [Messages::new(Lang::Id), Messages::new(Lang::En)];
    let (mut lacking, mut n_keys) = (vec![], 0);
    for (path, text) in code() {
        if path.starts_with("messages/") {
            continue;
        }
        for call in CALLS {
            for (at, _) in text.match_indices(call) {
                let rest = text[at + call.len()..].trim_start();
                let Some(key) = rest.strip_prefix('"').and_then(|rest| rest.split('"').next())
                else {
                    continue;
                };
                let is_refusal_of_a_cell = call == ".refuse(" && !path.starts_with("spec/expr");
                if is_refusal_of_a_cell || !is_key(key) {
                    continue;
                }
                n_keys += 1;
                let known = catalogues.iter().all(|words| words.has(key));
                if !known {
                    lacking.push(format!("{path}: {call}\"{key}\""));
                }
            }
        }
    }
    assert!(n_keys > 150, "only {n_keys} keys were found: the calls have other names now");
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}

#[test]
fn every_word_has_a_use() {
    let literals = literals();
    let code: String = code().values().cloned().collect();
    let mut idle = vec![];
    for file in ["diagnostics.ftl", "report.ftl", "form.ftl", "inspect.ftl"] {
        let path = root().join("src/messages/id").join(file);
        let text = std::fs::read_to_string(path).unwrap();
        let keys = text.lines().filter_map(|line| line.split_once(" =").map(|(key, _)| key));
        for key in keys.filter(|key| is_key(key)) {
            let built = key
                .char_indices()
                .filter(|(_, c)| *c == '-')
                .any(|(at, _)| code.contains(&format!("\"{}{{", &key[..=at])));
            if !built && !literals.contains(key) {
                idle.push(format!("{file}: {key}"));
            }
        }
    }
    assert!(idle.is_empty(), "no one says these:\n{}", idle.join("\n"));
}

#[test]
fn every_reason_for_setting_a_row_aside_has_words() {
    for lang in [Lang::Id, Lang::En] {
        let words = Messages::new(lang);
        for reason in Aside::ALL {
            assert!(words.has(&format!("aside-{}", reason.code())), "{lang:?} {reason:?}");
        }
    }
}

/// The codes that results carry must be explained to people too.
#[test]
fn every_reason_for_a_blank_has_words() {
    let source = std::fs::read_to_string(root().join("src/domain/value.rs")).unwrap();
    let codes = source.lines().filter(|line| line.contains("Reason::") && line.contains("=> \""));
    let codes: Vec<&str> = codes.filter_map(|line| line.split('"').nth(1)).collect();
    assert!(codes.len() >= 13, "{codes:?}");
    for lang in [Lang::Id, Lang::En] {
        let words = Messages::new(lang);
        for code in &codes {
            assert!(words.has(&format!("reason-{code}")), "{lang:?} has no words for {code}");
        }
    }
}

/// A message leaves no hole: every argument that its words name is given. Printed cases show it;
/// a hole is printed as `{$name}`.
#[test]
fn no_printed_message_has_a_hole() {
    for (path, bytes) in tree(&root().join("tests/cases/diagnostics")) {
        if path.ends_with(".txt") {
            let text = String::from_utf8(bytes).unwrap();
            let printed = text.split_once("===\n").unwrap().1;
            assert!(!printed.contains("{$") && !printed.contains("{ $"), "{path}");
        }
    }
}

/// A change is told, never explained: what caused it is for people to say.
#[test]
fn no_sentence_of_the_report_says_because() {
    for (lang, word) in [("id", "karena"), ("en", "because")] {
        let text = std::fs::read_to_string(root().join(format!("src/messages/{lang}/report.ftl")));
        let text = text.unwrap();
        let told = [
            "change-",
            "chart-",
            "signal-",
            "signals-",
            "days-",
            "limits-",
            "composition",
            "miss-",
            "keep-",
            "caution-",
            "score-",
            "card-range",
            "gate-",
        ];
        let lines = text.lines().filter(|line| told.iter().any(|key| line.starts_with(key)));
        let lines: Vec<&str> = lines.filter(|line| line.contains(word)).collect();
        assert!(lines.is_empty(), "{lines:?}");
    }
}
