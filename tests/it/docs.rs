//! What the documents promise is so.

use std::fs;

use zona::spec::expr::Function;

use crate::support::{TempDir, root, tree, zona};

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

/// The blocks of a document in one language.
fn blocks<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    let fence = format!("```{language}\n");
    text.split(&fence).skip(1).map(|rest| rest.split("\n```").next().unwrap()).collect()
}

/// The words after every `zona ` at the start of a line or of a code span.
fn commands(text: &str) -> Vec<String> {
    let in_spans = text.split('`').skip(1).step_by(2);
    let in_blocks = blocks(text, "sh").into_iter().flat_map(str::lines);
    let called = in_spans.chain(in_blocks).map(|line| {
        line.trim()
            .trim_start_matches("cargo run --release -- ")
            .trim_start_matches("target/release/")
    });
    let named = called.filter_map(|line| {
        let rest = line.strip_prefix("zona ").or_else(|| line.strip_prefix("report"))?;
        Some(if line.starts_with("report") { format!("report {rest}") } else { rest.to_owned() })
    });
    named.map(|rest| rest.split('#').next().unwrap().trim().to_owned()).collect()
}

#[test]
fn every_command_of_the_readme_exists_with_its_flags() {
    let dir = TempDir::new("help");
    let found = commands(&readme());
    assert!(found.len() >= 10, "{found:?}");
    for line in found {
        let mut words = line.split_whitespace();
        let Some(name) = words.next().filter(|word| word.chars().all(|c| c.is_ascii_lowercase()))
        else {
            continue;
        };
        let help = zona(dir.path(), &[name, "--help"]);
        assert_eq!(help.code, 0, "`zona {line}`: {}", help.stderr);
        let flags = line.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        for flag in flags.filter(|word| word.starts_with("--") && word.len() > 2) {
            assert!(help.stdout.contains(flag), "`zona {name}` has no {flag}:\n{}", help.stdout);
        }
    }
}

#[test]
fn what_is_not_there_yet_is_not_there() {
    let dir = TempDir::new("later");
    for name in ["diff", "verify", "schema"] {
        assert_eq!(zona(dir.path(), &[name]).code, 2, "{name} exists: the README says it does not");
    }
}

#[test]
fn definitions_shown_in_the_readme_are_those_that_run() {
    let definitions: Vec<String> = tree(&root().join("indicators"))
        .into_iter()
        .filter(|(path, _)| path.ends_with(".toml"))
        .map(|(_, bytes)| String::from_utf8(bytes).unwrap())
        .collect();
    let readme = readme();
    let shown = blocks(&readme, "toml");
    assert!(!shown.is_empty());
    for block in shown {
        assert!(definitions.iter().any(|text| text.contains(block)), "no file says:\n{block}");
    }
}

#[test]
fn links_of_the_documents_lead_somewhere() {
    let texts = [
        "README.md",
        "ARCHITECTURE.md",
        "DECISIONS.md",
        "GLOSSARY.md",
        "docs/aturan.md",
        "docs/definisi.md",
        "docs/inspeksi.md",
        "docs/rumus.md",
        "docs/temuan.md",
        "docs/isian.md",
        "docs/buku-kerja.md",
    ];
    for name in texts {
        let text = fs::read_to_string(root().join(name)).unwrap();
        let folder = root().join(name).parent().unwrap().to_owned();
        for (at, _) in text.match_indices("](") {
            let target = text[at + 2..].split([')', '#']).next().unwrap();
            if target.is_empty() || target.contains("://") {
                continue;
            }
            assert!(folder.join(target).exists(), "{name} links to {target}");
        }
    }
}

#[test]
fn every_function_is_documented() {
    let text = fs::read_to_string(root().join("docs/rumus.md")).unwrap();
    for function in Function::ALL {
        assert!(
            text.contains(function.name()),
            "docs/rumus.md does not tell of {}",
            function.name()
        );
    }
    for name in ["COUNT", "DISTINCT", "SUM", "AVG", "MIN", "MAX", "MEDIAN", "FILTER"] {
        assert!(text.contains(name), "docs/rumus.md does not tell of {name}");
    }
}

/// Every formula shown in the language's page is one, on columns of that name.
#[test]
fn a_new_project_is_in_order() {
    let dir = TempDir::new("init");
    let made = zona(dir.path(), &["init", "kantor"]);
    assert_eq!(made.code, 0, "{}", made.stderr);
    let project = dir.path().join("kantor");
    let checked = zona(&project, &["check"]);
    assert_eq!(checked.code, 0, "{}", checked.stderr);
    let reported = zona(&project, &["report", "--period", "2024-Q4", "--format", "csv"]);
    assert_eq!(reported.code, 0, "{}", reported.stderr);
    let results = fs::read_to_string(project.join("reports/2024-Q4/hasil.csv")).unwrap();
    let rows: Vec<&str> = results.lines().skip(1).collect();
    let is_blank = |row: &&str| row.contains(",belum_ada,") || row.contains(",tidak_berlaku,");
    assert!(!rows.is_empty() && rows.iter().all(is_blank), "{results}");
    assert!(results.contains(",belum_ada,"), "{results}");
    assert_eq!(zona(dir.path(), &["init", "kantor"]).code, 2, "a project is never overwritten");
}

#[test]
fn the_demo_that_is_written_is_the_one_here() {
    let dir = TempDir::new("demo");
    assert_eq!(zona(dir.path(), &["init", "--demo", "contoh"]).code, 0);
    let written = tree(&dir.path().join("contoh"));
    let mut here = tree(root());
    here.retain(|path, _| {
        let name = path.rsplit('/').next().unwrap();
        let inside = path == "zona.toml"
            || path == "isian.xlsx"
            || path.starts_with("data/")
            || path.starts_with("indicators/");
        inside && !name.starts_with('~')
    });
    let names = |files: &std::collections::BTreeMap<String, Vec<u8>>| {
        files.keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(names(&written), names(&here));
    assert!(written == here, "the bytes differ");
}
