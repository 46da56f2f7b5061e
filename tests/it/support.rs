//! Runs a small project from a folder or from a few texts, and says in plain text what came out.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use proptest::test_runner::{Config as ProptestConfig, RngSeed};
use zona::compute::{Ask, Measurements, evaluate};
use zona::diag::words::{place, spot};
use zona::diag::{Diagnostic, Diagnostics, Origin, Severity, print};
use zona::domain::seal::Seals;
use zona::domain::{
    Aside, Date, Files, IndicatorId, MemoryFiles, Number, Period, ScorecardId, TeamId, Value,
};
use zona::form;
use zona::load::{self, Loaded};
use zona::messages::{Lang, Messages};
use zona::report::model::Block;
use zona::report::{Input, Report, ResultRow, build, results};
use zona::score::{Card, Grade, Scorecards, grade};
use zona::spec::{self, Project};
use zona::{render, report::chart::Chart};

/// The list of holidays that cases share with the demo office.
const HOLIDAYS: &str = "indicators/kalender/hari-libur.csv";

/// The root of the package.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of a case.
pub(crate) fn case_dir(case: &str) -> PathBuf {
    root().join("tests/cases").join(case)
}

/// The words that people read.
pub(crate) fn words() -> Messages {
    Messages::new(Lang::Id)
}

/// Every file below a folder with its bytes, by relative path; no hidden ones.
pub(crate) fn tree(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(dir: &Path, prefix: &str, found: &mut BTreeMap<String, Vec<u8>>) {
        let mut entries: Vec<_> =
            fs::read_dir(dir).unwrap_or_else(|e| panic!("{}: {e}", dir.display())).collect();
        entries.sort_by_key(|entry| entry.as_ref().unwrap().file_name());
        for entry in entries {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            if name.starts_with('.') {
                continue;
            }
            if entry.file_type().unwrap().is_dir() {
                walk(&entry.path(), &format!("{prefix}{name}/"), found);
            } else {
                found.insert(format!("{prefix}{name}"), fs::read(entry.path()).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(dir, "", &mut found);
    found
}

/// The project of a case: its files, the shipped definitions that its `pack.txt` lists, and the
/// shared list of holidays where it names it.
pub(crate) fn project_of(case: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = tree(&case_dir(case));
    let packs = files.remove("pack.txt").unwrap_or_default();
    for path in String::from_utf8(packs).unwrap().lines() {
        let shipped = fs::read(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
        files.insert(path.to_owned(), shipped);
    }
    files.retain(|path, _| {
        path == "zona.toml" || path.starts_with("indicators/") || path.starts_with("data/")
    });
    with_holidays(files)
}

/// Adds the shared list of holidays to a project that names it and has none of its own.
pub(crate) fn with_holidays(mut files: BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    let settings = files.get("zona.toml").cloned().unwrap_or_default();
    if String::from_utf8_lossy(&settings).contains(HOLIDAYS) && !files.contains_key(HOLIDAYS) {
        files.insert(HOLIDAYS.to_owned(), fs::read(root().join(HOLIDAYS)).unwrap());
    }
    files
}

/// A project from texts.
pub(crate) fn texts(files: &[(&str, &str)]) -> MemoryFiles {
    MemoryFiles::new(files.iter().map(|(path, text)| (*path, *text)))
}

/// The settings of an office with these teams: id, name, and the unit above.
pub(crate) fn office(teams: &[(&str, &str, Option<&str>)]) -> String {
    let mut text = String::from("[office]\nname = \"Kantor\"\n");
    for (id, name, parent) in teams {
        let above = parent.map_or(String::new(), |parent| format!("parent = \"{parent}\"\n"));
        text.push_str(&format!("[[team]]\nid = \"{id}\"\nname = \"{name}\"\n{above}"));
    }
    text
}

/// What is asked: a period, its cut-off date if that is not its last day, quarters of history.
pub(crate) fn ask(period: &str, as_of: Option<&str>, history: u32) -> Ask {
    let period = Period::parse(period).unwrap_or_else(|| panic!("{period} is no period"));
    let as_of = as_of.map_or(period.end(), day);
    Ask { period, as_of, history }
}

/// A day.
pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap_or_else(|_| panic!("{text} is no day"))
}

/// A run down the whole street.
pub(crate) struct Run {
    pub(crate) ask: Ask,
    pub(crate) project: Project,
    pub(crate) loaded: Loaded,
    pub(crate) seals: Seals,
    pub(crate) figures: Measurements,
    pub(crate) graded: Scorecards,
    pub(crate) diags: Diagnostics,
}

/// Runs the street; it stops after the stage that found an error, as the program does.
pub(crate) fn run(files: &dyn Files, ask: Ask) -> Run {
    let mut diags = Diagnostics::default();
    let mut project = spec::read(files, &mut diags);
    if !diags.has_errors() {
        form::overlay(&mut project, files, &mut diags);
    }
    let mut run = Run {
        ask,
        project,
        loaded: Loaded::default(),
        seals: Seals::default(),
        figures: Measurements::default(),
        graded: Scorecards::default(),
        diags,
    };
    run.seals = zona::store::seal::seals(files, &mut run.diags);
    if run.diags.has_errors() {
        return run;
    }
    run.loaded = load::tables(&run.project, files, &|_| {}, &mut run.diags);
    load::check::waive(&run.project, &run.loaded.tables, ask.as_of, &mut run.diags);
    if run.diags.has_errors() {
        return run;
    }
    run.project.teams = run.project.teams.structured(ask.period.end());
    let loaded = &run.loaded;
    run.figures = evaluate(&run.project, &loaded.tables, &loaded.coverage, &ask, &mut run.diags);
    zona::score::read_cards(&run.project, &ask, &mut run.figures);
    zona::spec::revision::check(&run.project, &run.seals, ask.period, &mut run.diags);
    load::check::waive(&run.project, &run.loaded.tables, ask.as_of, &mut run.diags);
    load::check::unused(&run.project, ask.as_of, &mut run.diags);
    zona::trial::run(&run.project, &mut run.diags);
    run.graded = grade(&run.project, &run.figures);
    run
}

/// Runs the street and fails the test if anything of severity error was found.
pub(crate) fn run_clean(files: &dyn Files, ask: Ask) -> Run {
    let run = run(files, ask);
    assert!(!run.diags.has_errors(), "{}", run.printed());
    run
}

impl Run {
    /// The results of the period asked for.
    pub(crate) fn rows(&self) -> Vec<ResultRow> {
        self.rows_of(self.ask.period)
    }

    /// The results of a period.
    pub(crate) fn rows_of(&self, period: Period) -> Vec<ResultRow> {
        results(&self.project, &self.figures, &self.graded, &[period])
    }

    /// One figure of the period asked for.
    pub(crate) fn value(&self, indicator: &str, team: &str) -> Value {
        self.value_of(indicator, team, self.ask.period)
    }

    /// One figure.
    pub(crate) fn value_of(&self, indicator: &str, team: &str, period: Period) -> Value {
        let (id, team_id) = (IndicatorId::new(indicator), TeamId::new(team));
        let found = self.figures.get(&id, &team_id, period);
        found
            .unwrap_or_else(|| panic!("no figure {indicator} of {team} for {period}"))
            .value
            .clone()
    }

    /// The judgement of one figure of the period asked for.
    pub(crate) fn grade(&self, indicator: &str, team: &str) -> Grade {
        let (id, team_id) = (IndicatorId::new(indicator), TeamId::new(team));
        let found = self.graded.get(&id, &team_id, self.ask.period);
        found.unwrap_or_else(|| panic!("no judgement of {indicator} of {team}")).clone()
    }

    /// One filled-in scorecard of the period asked for.
    pub(crate) fn card(&self, id: &str, team: &str) -> &Card {
        let (id, team) = (ScorecardId::new(id), TeamId::new(team));
        let own =
            |card: &&Card| card.id == id && card.team == team && card.period == self.ask.period;
        let found = self.graded.cards.iter().find(own);
        found.unwrap_or_else(|| panic!("no card {id} of {team}"))
    }

    /// Everything found wrong, as the program prints it.
    pub(crate) fn printed(&self) -> String {
        print::text(&self.diags, &self.project.sources, &words(), false)
    }

    /// The codes of everything found wrong, with the number of places.
    pub(crate) fn codes(&self) -> BTreeMap<&'static str, usize> {
        let mut codes = BTreeMap::new();
        for found in self.diags.iter() {
            *codes.entry(found.code).or_default() += 1 + found.more.len();
        }
        codes
    }

    /// The report of the period asked for.
    pub(crate) fn report(&self) -> Report {
        self.with_input(|input| build(input, &[]))
    }

    /// What reports are built from.
    pub(crate) fn with_input<T>(&self, make: impl FnOnce(&Input<'_>) -> T) -> T {
        let words = words();
        make(&Input {
            project: &self.project,
            figures: &self.figures,
            graded: &self.graded,
            coverage: &self.loaded.coverage,
            ledger: &self.loaded.ledger,
            findings: &self.diags,
            seals: &self.seals,
            ask: &self.ask,
            words: &words,
        })
    }

    /// Every document of the period but the pictures in pixels.
    pub(crate) fn documents(&self) -> BTreeMap<String, Vec<u8>> {
        let report = self.report();
        let rows = self.rows();
        let mut files = BTreeMap::from([
            ("index.html".to_owned(), render::html(&report, &render::svg).into_bytes()),
            ("laporan.xlsx".to_owned(), render::xlsx(&report).unwrap()),
            ("hasil.csv".to_owned(), render::csv::csv(&rows)),
            ("hasil.json".to_owned(), render::json::json(&rows)),
            ("hasil.parquet".to_owned(), render::parquet::parquet(&rows).unwrap()),
        ]);
        for chart in charts(&report) {
            files.insert(format!("{}.svg", chart.id), render::svg(chart).into_bytes());
        }
        files
    }

    /// A section of the text that cases are held against.
    fn section(&self, name: &str) -> Vec<String> {
        match name {
            "results" => self.rows().iter().map(result).collect(),
            "cards" => self.cards(),
            "findings" => self.findings(),
            "ledger" => self.ledger(),
            other => panic!("no section is called {other}"),
        }
    }

    fn cards(&self) -> Vec<String> {
        let own = self.graded.cards.iter().filter(|card| card.period == self.ask.period);
        own.map(|card| {
            let score = match &card.root.score {
                Value::Number(number) => exact(number),
                Value::Blank(blank, reason) => format!("{}: {reason}", blank.word()),
            };
            let rating = card.rating.as_ref().map_or("-", |rating| rating.label.as_str());
            format!("{} | {} | {score} | {} | {rating}", card.id, card.team, exact(&card.in_force))
        })
        .collect()
    }

    fn findings(&self) -> Vec<String> {
        let words = words();
        let spot_of = |origin: &Origin| spot(origin, &words);
        let line = |found: &&Diagnostic| {
            let severity = match found.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            };
            let more: Vec<String> = found.more.iter().map(spot_of).collect();
            let more =
                if more.is_empty() { String::new() } else { format!("; {}", more.join("; ")) };
            format!("{severity} | {} | {}{more}", found.code, place(&found.origin, &words))
        };
        self.diags.sorted().iter().map(line).collect()
    }

    fn ledger(&self) -> Vec<String> {
        let files = self.loaded.ledger.files.iter();
        files
            .map(|file| {
                let sum: usize = Aside::ALL.iter().map(|reason| file.aside(*reason)).sum();
                assert_eq!(file.read(), file.used() + sum, "rows are lost in {}", file.file);
                let reasons = Aside::ALL.iter().filter(|reason| file.aside(**reason) > 0);
                let reasons: Vec<String> = reasons
                    .map(|reason| format!("{}={}", reason.code(), file.aside(*reason)))
                    .collect();
                let sheet = if file.sheet.is_empty() { "-" } else { &file.sheet };
                let (read, used) = (file.read(), file.used());
                format!("{} | {sheet} | {read} | {used} | {}", file.file, reasons.join(" "))
            })
            .collect()
    }
}

/// Every chart of a report.
pub(crate) fn charts(report: &Report) -> Vec<&Chart> {
    fn collect<'a>(blocks: &'a [Block], found: &mut Vec<&'a Chart>) {
        for block in blocks {
            match block {
                Block::Charts(charts) => found.extend(charts),
                Block::Details { blocks, .. } | Block::Reference(blocks) => collect(blocks, found),
                _ => {}
            }
        }
    }
    let mut found = vec![];
    for section in &report.sections {
        collect(&section.blocks, &mut found);
    }
    found
}

/// A number as a decimal if it is one of at most twelve decimals, as a fraction otherwise.
pub(crate) fn exact(number: &Number) -> String {
    let decimal = number.to_plain(12);
    if Number::parse(&decimal).as_ref() == Some(number) { decimal } else { format!("{number:?}") }
}

fn result(row: &ResultRow) -> String {
    let number = |value: &Option<Number>| value.as_ref().map_or("-".to_owned(), exact);
    let text = |text: &str| if text.is_empty() { "-".to_owned() } else { text.to_owned() };
    [
        row.indicator.clone(),
        row.team.clone(),
        row.kind.to_owned(),
        if row.reason.is_empty() { number(&row.value) } else { row.reason.clone() },
        format!("{} / {}", number(&row.numerator), number(&row.denominator)),
        number(&row.target),
        number(&row.achievement),
        number(&row.score),
        text(&row.coverage),
    ]
    .join(" | ")
}

/// Holds a case against its `expected.txt`.
///
/// The file has blocks. `ask PERIOD [as-of DAY]` asks; `results`, `cards`, `findings` and `ledger`
/// are followed by the lines that must come out, in order, cells between bars. Blanks around cells
/// do not count, and neither do lines that begin with `#`. Only the sections named are compared.
/// Every asked period is compared as asked and, when it is a quarter, as a part of the history of
/// the last asked one too: what is published does not change when time goes on. Every figure, also
/// of what is not named, must be that of plain loops.
pub(crate) fn check_case(case: &str) {
    let files = MemoryFiles::new(project_of(case));
    let path = case_dir(case).join("expected.txt");
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    assert!(case_dir(case).join("README.md").is_file(), "{case} has no README.md with its working");
    let mut run: Option<Run> = None;
    let mut sections: Vec<(String, Vec<String>)> = vec![];
    let mut asked = vec![];
    let mut n_compared = 0;
    let mut compare = |run: &Option<Run>, sections: &mut Vec<(String, Vec<String>)>| {
        for (name, expected) in sections.drain(..) {
            let run = run.as_ref().expect("`ask` comes first");
            let found: Vec<String> = run.section(&name).iter().map(|line| cells(line)).collect();
            let title = format!("{case}, {} {name}", run.ask.period);
            assert_eq!(found.join("\n"), expected.join("\n"), "{title}: found, then expected");
            n_compared += 1;
        }
    };
    for line in
        text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        if let Some(rest) = line.strip_prefix("ask ") {
            compare(&run, &mut sections);
            let (period, as_of) = match rest.split_once(" as-of ") {
                Some((period, as_of)) => (period.trim(), Some(as_of.trim())),
                None => (rest.trim(), None),
            };
            let next = run_clean(&files, ask(period, as_of, 1));
            crate::slow::agree(&next, &files);
            if as_of.is_none() {
                asked.push(next.ask.period);
            }
            run = Some(next);
        } else if ["results", "cards", "findings", "ledger"].contains(&line) {
            sections.push((line.to_owned(), vec![]));
        } else {
            let last = sections.last_mut().unwrap_or_else(|| panic!("{case}: stray line {line}"));
            last.1.push(cells(line));
        }
    }
    compare(&run, &mut sections);
    assert!(n_compared > 0, "{case} compares nothing");
    history_repeats(&files, &asked);
}

/// A quarter looks the same in the history of a later one as it did when it was the latest.
fn history_repeats(files: &dyn Files, asked: &[Period]) {
    let Some(&last) = asked.iter().max() else { return };
    let all = run_clean(files, Ask { period: last, as_of: last.end(), history: 8 });
    for &period in asked.iter().filter(|period| period.grain() == last.grain()) {
        let then = run_clean(files, Ask { period, as_of: period.end(), history: 1 });
        // Teams that moved meanwhile show the same rows under others.
        if then.project.teams != all.project.teams {
            continue;
        }
        let texts = |rows: Vec<ResultRow>| rows.iter().map(result).collect::<Vec<_>>();
        assert_eq!(texts(all.rows_of(period)), texts(then.rows()), "{period} seen from {last}");
        let scores = |run: &Run| {
            let cards = run.graded.cards.iter().filter(|card| card.period == period);
            let score = |card: &Card| format!("{} {} {:?}", card.id, card.team, card.root.score);
            cards.map(score).collect::<Vec<_>>()
        };
        assert_eq!(scores(&all), scores(&then), "cards of {period} seen from {last}");
    }
}

fn cells(line: &str) -> String {
    let cells: Vec<String> =
        line.split('|').map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    cells.join(" | ")
}

/// How properties are tried: 64 cases that are the same in every run, or as many fresh ones as
/// `PROPTEST_CASES` says.
pub(crate) fn random() -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|count| count.parse().ok());
    let rng_seed = if asked.is_some() { RngSeed::Random } else { RngSeed::Fixed(2024) };
    ProptestConfig {
        cases: asked.unwrap_or(64),
        rng_seed,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// A folder that is gone when it is dropped.
pub(crate) struct TempDir(PathBuf);

impl TempDir {
    /// An empty folder of its own.
    pub(crate) fn new(name: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("zona-it-{}-{count}-{name}", std::process::id());
        let dir = std::env::temp_dir().join(name);
        fs::create_dir_all(&dir).unwrap();
        Self(dir)
    }

    /// A folder with these files.
    pub(crate) fn with(name: &str, files: &BTreeMap<String, Vec<u8>>) -> Self {
        let dir = Self::new(name);
        for (path, bytes) in files {
            let target = dir.path().join(path);
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            fs::write(target, bytes).unwrap();
        }
        dir
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TempDir {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What the program did.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs the program itself in a folder.
pub(crate) fn zona(dir: &Path, args: &[&str]) -> Ran {
    let output =
        Command::new(env!("CARGO_BIN_EXE_zona")).args(args).current_dir(dir).output().unwrap();
    Ran {
        code: output.status.code().expect("the program was not killed"),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Every text of the cells of a workbook, for looking for words in it.
pub(crate) fn workbook_text(bytes: &[u8]) -> String {
    let file = zona::load::raw::read(bytes, &zona::load::raw::Limits::default()).unwrap();
    let mut out = String::new();
    for sheet in &file.sheets {
        out.push_str(&sheet.name);
        out.push('\n');
        for cell in sheet.rows.iter().flat_map(|row| row.cells.iter()) {
            out.push_str(&cell.text());
            out.push('\n');
        }
    }
    out
}
