//! `docs/aturan.md` lists every rule with its basis, its mark and its tests. What stands between
//! its markers is made from the definitions here; when it is out of date, the test writes the page
//! as it should be to `target/tmp/aturan.md.actual`, which is read and then copied over it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use zona::diag::{Diagnostics, Origin};
use zona::domain::{Files, MemoryFiles};
use zona::spec::trial::Subject;
use zona::spec::version::Valid;
use zona::spec::{self, Indicator, Project};

use crate::demo::files;
use crate::support::{case_dir, project_of, root};

const PAGE: &str = "docs/aturan.md";

/// A rule as a line of the page.
struct Rule {
    file: String,
    /// Its kind and id, as tests name it.
    subject: (&'static str, String),
    name: String,
    basis: String,
    confidence: String,
    valid: Valid,
}

fn project(files: &dyn Files) -> Project {
    let mut diags = Diagnostics::default();
    let project = spec::read(files, &mut diags);
    assert!(!diags.has_errors(), "definitions with errors");
    project
}

/// Everything that a project calculates or judges by, in the order of its files.
fn rules(project: &Project) -> Vec<Rule> {
    let rule = |kind, id: &str, name: &str, cited: (&str, &str), valid, origin: &Origin| Rule {
        file: origin.file().unwrap().to_owned(),
        subject: (kind, id.to_owned()),
        name: name.to_owned(),
        basis: cited.0.to_owned(),
        confidence: cited.1.to_owned(),
        valid,
    };
    let mut all = vec![];
    // The counts of a topic are made by the program; only the rows that they count are declared.
    let is_made = |one: &&Indicator| project.topics.iter().any(|topic| topic.made(&one.id));
    for latest in project.indicators.iter().filter(|one| !is_made(one)) {
        for one in latest.versioning.earlier.iter().chain([latest]) {
            let cited = (&*one.basis, &*one.confidence);
            all.push(rule("indicator", one.id.as_str(), &one.name, cited, one.valid, &one.origin));
        }
    }
    for one in &project.scorecards {
        let cited = (&*one.basis, &*one.confidence);
        all.push(rule("scorecard", one.id.as_str(), &one.name, cited, one.valid, &one.origin));
    }
    for one in &project.predicates {
        let cited = (&*one.basis, &*one.confidence);
        all.push(rule("predicate", &one.id, &one.name, cited, one.valid, &one.origin));
    }
    // Stable: within a file indicators stand before scorecards and predicates.
    all.sort_by(|a, b| a.file.cmp(&b.file));
    all
}

/// The names of the tests of each rule.
fn tests(project: &Project) -> BTreeMap<(&'static str, String), Vec<&str>> {
    let mut all: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    for trial in &project.trials {
        let subject = match &trial.subject {
            Subject::Indicator(id) => ("indicator", id.to_string()),
            Subject::Scorecard(id) => ("scorecard", id.to_string()),
            Subject::Predicate(id) => ("predicate", id.clone()),
        };
        all.entry(subject).or_default().push(&trial.name);
    }
    all
}

fn days((from, to): Valid) -> String {
    match (from, to) {
        (None, None) => String::new(),
        (from, to) => {
            let day =
                |day: Option<zona::domain::Date>| day.map_or(String::new(), |d| d.to_string());
            format!("{} – {}", day(from), day(to)).trim().to_owned()
        }
    }
}

/// The tables of a project, a file each, of those files that are `wanted`.
fn tables(project: &Project, wanted: &dyn Fn(&str) -> bool, prefix: &str) -> String {
    let tests = tests(project);
    let mut text = String::new();
    let mut last = String::new();
    let clean = |text: &str| text.replace('|', "\\|").replace('\n', " ");
    for rule in rules(project).into_iter().filter(|rule| wanted(&rule.file)) {
        if rule.file != last {
            let path = format!("{prefix}{}", rule.file);
            write!(text, "\n### [`{path}`](../{path})\n\n").unwrap();
            text.push_str("| rule | basis | mark | valid | tests |\n|---|---|---|---|---|\n");
            last.clone_from(&rule.file);
        }
        let kind = if rule.subject.0 == "indicator" { "" } else { rule.subject.0 };
        let told = tests.get(&rule.subject).map_or(String::new(), |names| names.join("; "));
        let about = format!("`{}` {kind}", rule.subject.1);
        writeln!(
            text,
            "| {}: {} | {} | {} | {} | {} |",
            about.trim(),
            clean(&rule.name),
            clean(&rule.basis),
            rule.confidence,
            days(rule.valid),
            clean(&told),
        )
        .unwrap();
    }
    text
}

/// The rules of cases that are not shipped.
fn cases() -> String {
    let mut text = String::new();
    for name in case_names() {
        let all = project_of(&format!("resmi/{name}"));
        let own = |path: &str| case_dir("resmi").join(&name).join(path).is_file();
        let prefix = format!("tests/cases/resmi/{name}/");
        text.push_str(&tables(&project(&MemoryFiles::new(all)), &own, &prefix));
    }
    text
}

fn case_names() -> BTreeSet<String> {
    let entries = fs::read_dir(case_dir("resmi")).unwrap().map(|entry| entry.unwrap());
    let dirs = entries.filter(|entry| entry.path().is_dir());
    dirs.map(|dir| dir.file_name().into_string().unwrap()).collect()
}

/// How many published figures come out, and those that do not.
fn published() -> String {
    let mut reader = csv::Reader::from_path(case_dir("resmi").join("terbit.csv")).unwrap();
    let records: Vec<BTreeMap<String, String>> =
        reader.deserialize().map(|record| record.unwrap()).collect();
    let mut text = String::from("| case | published | come out |\n|---|---|---|\n");
    let projects: BTreeSet<&str> = records.iter().map(|one| &*one["project"]).collect();
    for project in projects {
        let own: Vec<_> = records.iter().filter(|one| one["project"] == project).collect();
        let right = own.iter().filter(|one| one["found"].is_empty()).count();
        writeln!(text, "| `{project}` | {} | {right} |", own.len()).unwrap();
    }
    text.push_str(
        "\n| case | period | unit | figure | published | found |\n|---|---|---|---|---|---|\n",
    );
    for one in records.iter().filter(|one| !one["found"].is_empty()) {
        let cell = |key: &str| one[key].as_str();
        let (case, period, team) = (cell("project"), cell("period"), cell("team"));
        let (figure, published, found) = (cell("figure"), cell("published"), cell("found"));
        writeln!(text, "| `{case}` | {period} | `{team}` | `{figure}` | {published} | {found} |")
            .unwrap();
    }
    text
}

/// The page with what is made put between its markers.
fn made(page: &str) -> String {
    let shipped = project(&files());
    let is_shipped = |path: &str| path.starts_with("indicators/");
    let blocks = [
        ("shipped", tables(&shipped, &is_shipped, "")),
        ("cases", cases()),
        ("published", published()),
    ];
    let mut text = page.to_owned();
    for (name, block) in blocks {
        let (open, close) = (format!("<!-- made: {name} -->\n"), format!("<!-- end: {name} -->"));
        let start = text.find(&open).expect("the page has its markers") + open.len();
        let end = text.find(&close).expect("the page has its markers");
        text.replace_range(start..end, &format!("{block}\n"));
    }
    text
}

#[test]
fn the_page_of_rules_says_what_the_definitions_say() {
    let page = fs::read_to_string(root().join(PAGE)).unwrap();
    let made = made(&page);
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("aturan.md.actual");
    if made != page {
        fs::write(&path, made).unwrap();
        panic!("{PAGE} is out of date; read {} and copy it over the page", path.display());
    }
}

/// Every published example has a row that names the files which assert it.
#[test]
fn every_published_example_is_told_of() {
    let page = fs::read_to_string(root().join(PAGE)).unwrap();
    for number in 1..=10 {
        let head = format!("| E{number} |");
        let row = page.lines().find(|line| line.starts_with(&head));
        let row = row.unwrap_or_else(|| panic!("{PAGE} does not tell of E{number}"));
        let paths: Vec<&str> = row.split('`').skip(1).step_by(2).collect();
        let files: Vec<&&str> = paths.iter().filter(|path| path.contains('/')).collect();
        assert!(!files.is_empty(), "E{number} names no file");
        for file in files {
            assert!(root().join(file).exists(), "E{number}: {file} is not there");
        }
    }
}

/// Whoever claims more than a habit of the office says where it stands.
#[test]
fn official_rules_cite_their_source() {
    for rule in rules(&project(&files())) {
        let official = ["verified", "single", "unsure"].contains(&&*rule.confidence);
        assert!(!official || !rule.basis.is_empty(), "{} cites nothing", rule.subject.1);
    }
}
