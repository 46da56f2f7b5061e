//! The one-way street: who may import whom, read from the source itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::support::{root, tree};

/// What each stage may name of this crate: modules, or paths into them.
const LAYERS: [(&str, &[&str]); 15] = [
    ("domain", &[]),
    ("diag", &["domain"]),
    ("messages", &["diag", "domain"]),
    ("spec", &["domain", "diag"]),
    ("load", &["spec", "domain", "diag"]),
    (
        "inspect",
        &["load::convert", "load::raw", "load::pattern", "load::when", "domain", "diag::words"],
    ),
    ("form", &["spec", "load", "domain", "diag", "messages"]),
    ("compute", &["spec", "load::table", "load::AsideRow", "domain", "diag"]),
    ("score", &["spec", "compute", "domain"]),
    ("trial", &["spec", "load::given", "load::table", "compute", "score", "domain", "diag"]),
    ("backtest", &["spec", "load", "compute", "domain", "diag"]),
    ("report", &["spec", "compute", "score", "backtest", "domain", "diag", "messages"]),
    ("render", &["report", "domain"]),
    ("store", &["domain", "diag"]),
    (
        "cli",
        &[
            "domain", "diag", "messages", "spec", "load", "inspect", "form", "compute", "score",
            "trial", "backtest", "report", "render", "store",
        ],
    ),
];

/// Where crates from outside may be named.
const OUTSIDE: [(&str, &[&str]); 29] = [
    ("annotate_snippets", &["diag/print.rs"]),
    ("calamine", &["load/raw/"]),
    ("chrono", &["domain/", "spec/expr/", "load/raw/", "load/parquet.rs"]),
    ("clap", &["cli/"]),
    ("csv", &["load/raw/", "spec/office.rs", "spec/lookup.rs", "render/csv.rs", "cli/rejects.rs"]),
    ("encoding_rs", &["load/raw/", "spec/read.rs"]),
    ("fluent_bundle", &["messages/"]),
    ("html5gum", &["load/raw/"]),
    ("indicatif", &["cli/"]),
    ("maud", &["render/html/"]),
    ("microlp", &["score/route/"]),
    ("num_bigint", &["domain/number.rs"]),
    ("num_rational", &["domain/number.rs"]),
    ("plotters", &["render/svg/", "render/text.rs", "render/text_measure.rs"]),
    ("polars", &["render/parquet.rs"]),
    ("polars_arrow", &["load/parquet.rs"]),
    ("polars_buffer", &["load/parquet.rs"]),
    ("polars_io", &["render/parquet.rs"]),
    ("polars_parquet", &["load/parquet.rs"]),
    ("polars_parquet_format", &["load/parquet.rs"]),
    ("quick_xml", &["load/raw/"]),
    ("resvg", &["render/png.rs"]),
    ("rust_xlsxwriter", &["render/xlsx/", "form/draw.rs", "form/explained.rs"]),
    (
        "serde_json",
        &[
            "diag/json.rs",
            "render/json.rs",
            "render/route.rs",
            "store/manifest.rs",
            "store/seal.rs",
            "cli/",
        ],
    ),
    ("sha2", &["store/", "render/html/csp.rs"]),
    ("sqlparser", &["spec/expr/parse"]),
    ("strsim", &["diag/nearest.rs"]),
    ("toml", &["spec/"]),
    ("ttf_parser", &["render/"]),
];

/// Doors to the world outside, and who holds the key.
const WORLD: [(&str, &[&str]); 5] = [
    ("std::fs", &["store/", "cli/"]),
    ("std::env", &["main.rs", "cli/"]),
    ("std::time", &["cli/"]),
    ("std::net", &[]),
    ("std::process", &["main.rs"]),
];

/// The source without comments and tests, by path below `src/`.
fn sources() -> BTreeMap<String, String> {
    let all = tree(&root().join("src")).into_iter();
    let code = all.filter(|(path, _)| {
        let name = path.rsplit('/').next().unwrap();
        name.ends_with(".rs") && name != "tests.rs" && name != "samples.rs"
    });
    code.map(|(path, bytes)| {
        let text = String::from_utf8(bytes).unwrap();
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap().to_owned();
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        (path, lines.collect::<Vec<_>>().join("\n"))
    })
    .collect()
}

/// The paths that a `use` or an expression names after `crate::`, braces spelled out.
fn named(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices("crate::") {
        spell("", &text[at + "crate::".len()..], &mut found);
    }
    found
}

/// Spells out `a::{b, c::d}` into `a::b` and `a::c::d`; gives back what follows.
fn spell<'a>(prefix: &str, mut text: &'a str, found: &mut BTreeSet<String>) -> &'a str {
    let mut path = prefix.to_owned();
    loop {
        text = text.trim_start();
        if let Some(mut rest) = text.strip_prefix('{') {
            loop {
                rest = spell(&path, rest, found).trim_start();
                match rest.strip_prefix(',') {
                    Some(more) if more.trim_start().starts_with('}') => {
                        return &more.trim_start()[1..];
                    }
                    Some(more) => rest = more,
                    None => return rest.strip_prefix('}').unwrap_or(rest),
                }
            }
        }
        let length = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
        path.push_str(&text[..length]);
        text = &text[length..];
        match text.strip_prefix("::") {
            Some(rest) => {
                path.push_str("::");
                text = rest;
            }
            None => {
                found.insert(path);
                let renamed = text
                    .strip_prefix(" as ")
                    .map(|rest| rest.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_'));
                return renamed.unwrap_or(text);
            }
        }
    }
}

#[test]
fn paths_are_spelled_out() {
    let found =
        named("use crate::{a::{b, c::D as E}, f};\ncrate::g::h(1); use crate::i::{\n j,\n k,\n};");
    assert_eq!(Vec::from_iter(found), ["a::b", "a::c::D", "f", "g::h", "i::j", "i::k"]);
}

#[test]
fn the_street_runs_one_way() {
    let layers: BTreeMap<&str, &[&str]> = LAYERS.into_iter().collect();
    let mut wrong = vec![];
    for (path, text) in sources() {
        let Some((stage, _)) = path.split_once('/') else { continue };
        let Some(allowed) = layers.get(stage) else { panic!("{stage} is no stage of the street") };
        for name in named(&text) {
            let within = |module: &str| name == module || name.starts_with(&format!("{module}::"));
            if !within(stage) && !allowed.iter().any(|module| within(module)) {
                wrong.push(format!("{path} names crate::{name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_stage_is_in_the_table() {
    let text = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let modules: BTreeSet<&str> = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    assert_eq!(modules, LAYERS.iter().map(|(stage, _)| *stage).collect());
}

fn held(table: &[(&str, &[&str])], names: impl Fn(&str, &str) -> bool) -> Vec<String> {
    let mut wrong = vec![];
    for (path, text) in sources() {
        for (name, places) in table {
            let allowed = places.iter().any(|place| path == *place || path.starts_with(place));
            if !allowed && names(&text, name) {
                wrong.push(format!("{path} names {name}"));
            }
        }
    }
    wrong
}

/// Whether the text names a crate: `name::` not as the tail of a longer word or path.
fn names_crate(text: &str, name: &str) -> bool {
    text.match_indices(&format!("{name}::")).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
    })
}

#[test]
fn crates_from_outside_live_in_their_place() {
    let wrong = held(&OUTSIDE, names_crate);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_ends_of_the_street_touch_the_world() {
    let direct = |text: &str, name: &str| {
        let tail = name.trim_start_matches("std::");
        let uses = named_in_std(text);
        uses.iter().any(|path| path == tail || path.starts_with(&format!("{tail}::")))
    };
    let wrong = held(&WORLD, direct);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn named_in_std(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices("std::") {
        let inner = text[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_');
        if !inner {
            spell("", &text[at + "std::".len()..], &mut found);
        }
    }
    found
}

#[test]
fn nothing_reads_the_clock() {
    let wrong: Vec<String> = sources()
        .into_iter()
        .filter(|(_, text)| {
            ["Utc::now", "Local::now", "SystemTime::now"].iter().any(|now| text.contains(now))
        })
        .map(|(path, _)| path)
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}
