//! `zona report`: the documents of one period.

use std::collections::BTreeMap;

use crate::diag::{Severity, nearest, print};
use crate::domain::{TeamId, side_by_side};
use crate::messages::{Lang, Messages};
use crate::render;
use crate::report;
use crate::report::chart::Chart;
use crate::report::model::Block;
use crate::report::restated::mark;
use crate::report::{Input, Report, build, results};
use crate::store::manifest::{Earlier, Entry, Manifest, rows};
use crate::store::{Stage, earlier, foreign};

use super::args::{Document, Global, ReportArgs};
use super::explain::suggest;
use super::progress::Progress;
use super::session::{Computed, Failure, Session, put_out, usage};

/// PNG files have this many pixels per point: 1,080 across, sharp on a projector.
const PNG_SCALE: f32 = 1.5;

/// Runs the command.
///
/// # Errors
///
/// Usage, the disk, or findings of severity error; nothing is written then.
pub fn run(global: &Global, args: &ReportArgs, words: &Messages) -> Result<(), Failure> {
    let progress = Progress::new(global.quiet);
    let mut session = Session::open(global, words, &progress)?;
    session.settle(args.period.as_deref())?;
    let teams = known_teams(&session, &args.team)?;
    let period = session.period(args.period.as_deref())?;
    let computed = session.compute(period, &progress);
    session.stop_on_errors()?;
    if args.check {
        progress.done();
        eprintln!("{}", print::summary(&session.diags, words));
        eprintln!("{}", words.word("done-check-report"));
        return Ok(());
    }
    let report = build(&input(&session, &computed), &teams);
    let folder = match &args.out {
        Some(folder) => folder.clone(),
        None => session.root.join("reports").join(period.to_string()),
    };
    if let Some(file) = foreign(&folder)? {
        let args = [("dir", folder.display().to_string()), ("file", file)];
        return Err(usage(words, "out-not-ours", &args));
    }
    let stage = Stage::begin(&folder)?;
    let outputs = documents(&session, &computed, &report, args, &stage, &progress)?;
    progress.say(&words.word("progress-write"));
    let mut manifest = manifest(&session, &computed, &teams, outputs)?;
    let earlier = earlier(&folder, &manifest)?;
    for (path, bytes) in &earlier.kept {
        stage.write(path, bytes)?;
        manifest.outputs.push(Entry::of(path, bytes));
    }
    manifest.outputs.sort_by(|a, b| a.path.cmp(&b.path));
    stage.write("manifest.json", &manifest.json())?;
    let folder = stage.finish()?;
    progress.done();
    if !global.quiet {
        eprintln!("{}", print::summary(&session.diags, words));
        say_earlier(&earlier, words);
    }
    say_coverage(&session, &computed, global.quiet);
    let first =
        if args.format.contains(&Document::Html) { folder.join("index.html") } else { folder };
    let shown = first.strip_prefix("./").unwrap_or(&first).display().to_string();
    let said = report::format::period(period, words);
    let done = words.text("done-report", &[("period", said), ("path", shown)]);
    // The run ends here, and taking apart all it holds, value by value, is felt.
    std::mem::forget((session, computed, report));
    put_out(format!("{done}\n").as_bytes())
}

/// Says what became of the documents of the run before that this run did not make.
fn say_earlier(earlier: &Earlier, words: &Messages) {
    let kept: Vec<&str> = earlier.kept.iter().map(|(path, _)| path.as_str()).collect();
    let removed: Vec<&str> = earlier.removed.iter().map(String::as_str).collect();
    for (key, paths) in [("done-kept", kept), ("done-removed", removed)] {
        if !paths.is_empty() {
            eprintln!("{}", words.text(key, &[("files", folded(&paths))]));
        }
    }
}

/// `charts/ (24), laporan.xlsx`: files by name, those of a folder counted.
fn folded(paths: &[&str]) -> String {
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    let mut names = vec![];
    for path in paths {
        match path.rsplit_once('/') {
            Some((folder, _)) => *folders.entry(folder).or_default() += 1,
            None => names.push((*path).to_owned()),
        }
    }
    names.extend(folders.iter().map(|(folder, count)| format!("{folder}/ ({count})")));
    names.join(", ")
}

/// Says how many teams handed in all they have to for the period, and warns if nobody did.
fn say_coverage(session: &Session<'_>, computed: &Computed, quiet: bool) {
    let words = session.words;
    let count = report::handed_in::count(&input(session, computed));
    if count.any_figure {
        if !quiet {
            let args = [("did", count.complete.to_string()), ("all", count.expected.to_string())];
            eprintln!("{}", words.text("done-coverage", &args));
        }
    } else {
        let period = report::format::period(computed.ask.period, words);
        eprintln!("{}", words.text("done-coverage-none", &[("period", period)]));
    }
}

/// What a report is built from.
pub fn input<'a>(session: &'a Session<'_>, computed: &'a Computed) -> Input<'a> {
    Input {
        project: &session.project,
        figures: &computed.figures,
        graded: &computed.graded,
        coverage: &session.loaded.coverage,
        ledger: &session.loaded.ledger,
        findings: &session.diags,
        seals: &session.seals,
        ask: &computed.ask,
        words: session.words,
    }
}

fn known_teams(session: &Session<'_>, asked: &[String]) -> Result<Vec<TeamId>, Failure> {
    let known = |name: &String| {
        let found = session.project.teams.find(name, None).map(|team| team.id.clone());
        found.ok_or_else(|| {
            let failure = usage(session.words, "unknown-argument-team", &[("found", name.clone())]);
            let ids = session.project.teams.iter().map(|team| team.id.as_str());
            suggest(session, failure, nearest(name, ids))
        })
    };
    asked.iter().map(known).collect()
}

/// Makes every file of the report and writes it to its stage; gives what was written.
fn documents(
    session: &Session<'_>,
    computed: &Computed,
    report: &Report,
    args: &ReportArgs,
    stage: &Stage,
    progress: &Progress,
) -> Result<Vec<Entry>, Failure> {
    let wants = |document| args.format.contains(&document);
    let charts: Vec<&Chart> =
        report.sections.iter().flat_map(|section| charts_of(&section.blocks)).collect();
    let count = charts.len().to_string();
    progress.say(&session.words.text("progress-charts", &[("count", count)]));
    let drawn: Vec<String> = side_by_side(&charts, |chart| render::svg(chart));
    let svg = |chart: &Chart| {
        let at = charts.iter().position(|known| known.id == chart.id);
        at.map_or_else(|| render::svg(chart), |at| drawn[at].clone())
    };
    let named: Vec<(&str, &str)> =
        charts.iter().zip(&drawn).map(|(chart, svg)| (chart.id.as_str(), svg.as_str())).collect();
    // Pictures take longest: they are drawn on other threads while the documents are made here.
    std::thread::scope(|scope| {
        let pictures = wants(Document::Png).then(|| scope.spawn(|| pictures(&named, stage)));
        let mut written = vec![];
        for (path, bytes) in texts(session, computed, report, &wants, &svg)? {
            written.push(put(stage, &path, &bytes)?);
        }
        if wants(Document::Svg) {
            for (id, svg) in &named {
                written.push(put(stage, &format!("charts/{id}.svg"), svg.as_bytes())?);
            }
        }
        if let Some(pictures) = pictures {
            written.extend(pictures.join().expect("drawing does not panic")?);
        }
        Ok(written)
    })
}

/// Writes a file of the report.
fn put(stage: &Stage, path: &str, bytes: &[u8]) -> Result<Entry, Failure> {
    stage.write(path, bytes)?;
    Ok(Entry::of(path, bytes))
}

/// The documents that are no charts.
fn texts(
    session: &Session<'_>,
    computed: &Computed,
    report: &Report,
    wants: &dyn Fn(Document) -> bool,
    svg: &dyn Fn(&Chart) -> String,
) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let mut files: Vec<(String, Vec<u8>)> = vec![];
    if wants(Document::Html) {
        files.push(("index.html".into(), render::html(report, svg).into_bytes()));
    }
    if wants(Document::Xlsx) {
        let book = render::xlsx(report).map_err(|error| Failure::Usage(error.to_string()))?;
        files.push(("laporan.xlsx".into(), book));
    }
    let mut rows =
        results(&session.project, &computed.figures, &computed.graded, &[computed.ask.period]);
    mark(&mut rows, &session.seals);
    if wants(Document::Csv) {
        files.push(("hasil.csv".into(), render::csv::csv(&rows)));
        let period = computed.ask.period;
        let parts = report::breakdown::parts(&session.project, &computed.figures, period);
        if !parts.is_empty() {
            files.push(("rincian.csv".into(), render::csv::parts(&parts)));
        }
    }
    if wants(Document::Json) {
        files.push(("hasil.json".into(), render::json::json(&rows)));
    }
    if wants(Document::Parquet) {
        let bytes = render::parquet::parquet(&rows);
        files.push(("hasil.parquet".into(), bytes.map_err(|e| Failure::Usage(e.to_string()))?));
    }
    Ok(files)
}

/// The charts of some blocks, folded ones too.
fn charts_of(blocks: &[Block]) -> Vec<&Chart> {
    let mut charts = vec![];
    for block in blocks {
        match block {
            Block::Charts(own) => charts.extend(own),
            Block::Details { blocks, .. } | Block::Reference(blocks) => {
                charts.extend(charts_of(blocks));
            }
            _ => {}
        }
    }
    charts
}

/// Draws every chart, named by its id, as a PNG file, on all cores and in the order given.
fn pictures(charts: &[(&str, &str)], stage: &Stage) -> Result<Vec<Entry>, Failure> {
    let draw = |(id, svg): &(&str, &str)| {
        let png = render::png(svg, PNG_SCALE);
        let png = png.map_err(|error| Failure::Usage(error.to_string()))?;
        put(stage, &format!("charts/{id}.png"), &png)
    };
    side_by_side(charts, draw).into_iter().collect()
}

fn manifest(
    session: &Session<'_>,
    computed: &Computed,
    teams: &[TeamId],
    outputs: Vec<Entry>,
) -> Result<Manifest, Failure> {
    let entries = |paths: &[String]| -> Result<Vec<Entry>, Failure> {
        let bytes = session.bytes_of(paths)?;
        Ok(bytes.iter().map(|(path, bytes)| Entry::of(path, bytes)).collect())
    };
    let findings = [Severity::Error, Severity::Warning, Severity::Note];
    Ok(Manifest {
        schema: "zona.manifest",
        version: 1,
        program: env!("CARGO_PKG_VERSION"),
        period: computed.ask.period.to_string(),
        as_of: computed.ask.as_of.to_string(),
        language: match session.words.lang() {
            Lang::Id => "id".to_owned(),
            Lang::En => "en".to_owned(),
        },
        teams: teams.iter().map(ToString::to_string).collect(),
        definitions: entries(&session.project.files)?,
        inputs: entries(&session.loaded.files)?,
        rows: rows(&session.loaded.ledger),
        findings: findings.map(|severity| session.diags.count(severity)),
        outputs,
    })
}
