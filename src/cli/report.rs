//! `zona report`: the documents of one period.

use crate::diag::{Severity, print};
use crate::domain::TeamId;
use crate::messages::Messages;
use crate::render;
use crate::report::chart::Chart;
use crate::report::model::Block;
use crate::report::{Input, Report, build, results};
use crate::store::manifest::{Entry, Manifest, rows};
use crate::store::{Stage, foreign};

use super::args::{Document, Global, ReportArgs};
use super::progress::Progress;
use super::session::{Computed, Failure, Session, usage};

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
    let mut outputs = vec![];
    for (path, bytes) in documents(&session, &computed, &report, args, &progress)? {
        stage.write(&path, &bytes)?;
        outputs.push(Entry::of(&path, &bytes));
    }
    progress.say(&words.word("progress-write"));
    let manifest = manifest(&session, &computed, outputs)?;
    stage.write("manifest.json", &manifest.json())?;
    let folder = stage.finish()?;
    progress.done();
    if !global.quiet {
        eprintln!("{}", print::summary(&session.diags, words));
    }
    let first =
        if args.format.contains(&Document::Html) { folder.join("index.html") } else { folder };
    let shown = first.strip_prefix("./").unwrap_or(&first).display().to_string();
    let said = crate::report::format::period(period, words);
    println!("{}", words.text("done-report", &[("period", said), ("path", shown)]));
    Ok(())
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
        ask: &computed.ask,
        words: session.words,
    }
}

fn known_teams(session: &Session<'_>, asked: &[String]) -> Result<Vec<TeamId>, Failure> {
    let known = |name: &String| {
        let found = session.project.teams.find(name, None).map(|team| team.id.clone());
        found.ok_or_else(|| {
            usage(session.words, "unknown-argument-team", &[("found", name.clone())])
        })
    };
    asked.iter().map(known).collect()
}

/// Every file of the report with its path.
fn documents(
    session: &Session<'_>,
    computed: &Computed,
    report: &Report,
    args: &ReportArgs,
    progress: &Progress,
) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let wants = |document| args.format.contains(&document);
    let charts: Vec<&Chart> =
        report.sections.iter().flat_map(|section| charts_of(&section.blocks)).collect();
    let count = charts.len().to_string();
    progress.say(&session.words.text("progress-charts", &[("count", count)]));
    let drawn: Vec<String> = charts.iter().map(|chart| render::svg(chart)).collect();
    let svg = |chart: &Chart| {
        let at = charts.iter().position(|known| known.id == chart.id);
        at.map_or_else(|| render::svg(chart), |at| drawn[at].clone())
    };
    // Pictures take longest: they are drawn on other threads while the documents are made here.
    std::thread::scope(|scope| {
        let pictures = wants(Document::Png).then(|| scope.spawn(|| pictures(&drawn)));
        let mut files = texts(session, computed, report, &wants, &svg)?;
        if wants(Document::Svg) {
            let named = charts.iter().zip(&drawn);
            files.extend(named.map(|(chart, svg)| {
                (format!("charts/{}.svg", chart.id), svg.clone().into_bytes())
            }));
        }
        if let Some(pictures) = pictures {
            let drawn = pictures.join().expect("drawing does not panic");
            let drawn = drawn.map_err(|error| Failure::Usage(error.to_string()))?;
            let named = charts.iter().zip(drawn);
            files.extend(named.map(|(chart, png)| (format!("charts/{}.png", chart.id), png)));
        }
        Ok(files)
    })
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
    let rows =
        results(&session.project, &computed.figures, &computed.graded, &[computed.ask.period]);
    if wants(Document::Csv) {
        files.push(("hasil.csv".into(), render::csv::csv(&rows)));
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
            Block::Details { blocks, .. } => charts.extend(charts_of(blocks)),
            _ => {}
        }
    }
    charts
}

/// Every chart as PNG, drawn on all cores, in the order given.
fn pictures(drawn: &[String]) -> Result<Vec<Vec<u8>>, render::png::PngError> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(16);
    let share = drawn.len().div_ceil(workers).max(1);
    std::thread::scope(|scope| {
        let parts: Vec<_> = drawn
            .chunks(share)
            .map(|part| {
                scope.spawn(move || {
                    part.iter()
                        .map(|svg| render::png(svg, PNG_SCALE))
                        .collect::<Result<Vec<_>, _>>()
                })
            })
            .collect();
        let mut all = vec![];
        for part in parts {
            all.extend(part.join().expect("drawing does not panic")?);
        }
        Ok(all)
    })
}

fn manifest(
    session: &Session<'_>,
    computed: &Computed,
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
        definitions: entries(&session.project.files)?,
        inputs: entries(&session.loaded.files)?,
        rows: rows(&session.loaded.ledger),
        findings: findings.map(|severity| session.diags.count(severity)),
        outputs,
    })
}
