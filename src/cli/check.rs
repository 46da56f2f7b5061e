//! `zona check`: definitions and data, without a report.

use crate::diag::json;
use crate::domain::{Aside, FileLedger};
use crate::messages::Messages;
use crate::report::format::number;
use crate::report::handed_in::missing_lines;
use crate::store::write_whole;

use super::args::{CheckArgs, FindingsForm, Global};
use super::progress::Progress;
use super::rejects::rejects;
use super::report::input;
use super::session::{Failure, Session, put_out};

/// Runs the command.
///
/// # Errors
///
/// Usage, the disk, or findings of severity error.
pub fn run(global: &Global, args: &CheckArgs, words: &Messages) -> Result<(), Failure> {
    let progress = Progress::new(global.quiet);
    let mut session = Session::open(global, words, &progress)?;
    let mut missing = vec![];
    if session.is_sound(None)
        && let Ok(period) = session.period(None)
    {
        let computed = session.compute(period, &progress);
        missing = missing_lines(&input(&session, &computed), args.all);
    }
    let n_tests = if session.diags.has_errors() {
        0
    } else {
        crate::trial::run(&session.project, &mut session.diags)
    };
    progress.done();
    let sources = &session.project.sources;
    match args.format {
        FindingsForm::Text => {
            session.print_all_findings(args.all);
            let mut said = String::new();
            if args.ledger {
                said.push_str(&ledger(&session));
            }
            if !global.quiet {
                said.push_str(&summary(&session, args));
                for (at, line) in missing.iter().enumerate() {
                    said.push_str(&format!("{}{line}\n", if at == 0 { "" } else { "  " }));
                }
                if n_tests > 0 {
                    let count = [("count", count(n_tests, words))];
                    said.push_str(&format!("{}\n", words.text("tests-run", &count)));
                }
            }
            put_out(said.as_bytes())?;
        }
        FindingsForm::Json => {
            let value = serde_json::json!({
                "schema": "zona.findings",
                "version": 1,
                "findings": json::value(&session.diags, sources, words),
                "rows": crate::store::manifest::rows(&session.loaded.ledger),
            });
            put_out(format!("{value:#}\n").as_bytes())?;
        }
        FindingsForm::Github => {
            put_out(json::github(&session.diags, sources, words).as_bytes())?;
        }
    }
    if let Some(folder) = &args.rejects {
        let mut written = vec![];
        for (dataset, bytes) in rejects(&session) {
            let path = folder.join(format!("{dataset}.csv"));
            write_whole(&path, &bytes)?;
            written.push(path.display().to_string());
        }
        if !global.quiet {
            let key = if written.is_empty() { "rejects-none" } else { "rejects-written" };
            eprintln!("{}", words.text(key, &[("paths", written.join(", "))]));
        }
    }
    if session.diags.has_errors() { Err(Failure::Findings) } else { Ok(()) }
}

/// A count as people write it.
fn count(n: usize, words: &Messages) -> String {
    number(&crate::domain::Number::from(n as i64), 0, words.lang())
}

/// `3 tak terbaca, 2 unit tak dikenal`, of the reasons that `wanted` takes.
fn reasons(
    files: &[&FileLedger],
    words: &Messages,
    wanted: impl Fn(Aside) -> bool,
) -> Option<String> {
    let sum = |one: Aside| files.iter().map(|file| file.aside(one)).sum::<usize>();
    let found = Aside::ALL.into_iter().filter(|one| wanted(*one) && sum(*one) > 0);
    let said: Vec<String> = found
        .map(|one| {
            let reason = words.word(&format!("aside-{}", one.code()));
            format!("{} {reason}", count(sum(one), words))
        })
        .collect();
    (!said.is_empty()).then(|| said.join(", "))
}

/// The rows of all files together, and the files that hold rows to be mended.
fn summary(session: &Session<'_>, args: &CheckArgs) -> String {
    let words = session.words;
    let files: Vec<&FileLedger> = session.loaded.ledger.files.iter().collect();
    if files.is_empty() {
        return String::new();
    }
    let sum = |of: fn(&FileLedger) -> usize| files.iter().map(|file| of(file)).sum::<usize>();
    let (read, used) = (sum(FileLedger::read), sum(FileLedger::used));
    let whole = [
        ("files", count(session.loaded.files.len(), words)),
        ("sheets", count(files.len(), words)),
        ("read", count(read, words)),
        ("used", count(used, words)),
        ("aside", count(read - used, words)),
    ];
    let mut out = format!("{}\n", words.text("ledger-whole", &whole));
    if let Some(reasons) = reasons(&files, words, |one| !one.is_defect()) {
        out.push_str(&format!("  {}\n", words.text("ledger-layout", &[("reasons", reasons)])));
    }
    let n_defects = sum(FileLedger::defects);
    if let Some(all) = reasons(&files, words, Aside::is_defect) {
        let named = [("count", count(n_defects, words)), ("reasons", all)];
        out.push_str(&format!("  {}\n", words.text("ledger-defects", &named)));
        for file in files.iter().filter(|file| file.defects() > 0) {
            let own = reasons(&[file], words, Aside::is_defect).unwrap_or_default();
            out.push_str(&format!("    {}: {own}\n", name(file)));
        }
        if args.rejects.is_none() {
            out.push_str(&format!("  {}\n", words.word("ledger-rejects")));
        }
    }
    if !args.ledger {
        out.push_str(&format!("  {}\n", words.word("ledger-more")));
    }
    out
}

fn name(file: &FileLedger) -> String {
    match file.sheet.trim() {
        "" => file.file.clone(),
        sheet => format!("{} [{sheet}]", file.file),
    }
}

/// The fate of the rows of every sheet.
fn ledger(session: &Session<'_>) -> String {
    let words = session.words;
    let mut out = format!("{}\n", words.word("ledger-title"));
    for file in &session.loaded.ledger.files {
        let (read, used) = (file.read(), file.used());
        let args = [
            ("file", name(file)),
            ("read", count(read, words)),
            ("used", count(used, words)),
            ("aside", count(read - used, words)),
        ];
        out.push_str(&format!("  {}", words.text("ledger-line", &args)));
        if let Some(reasons) = reasons(&[file], words, |_| true) {
            out.push_str(&format!(" ({reasons})"));
        }
        out.push('\n');
    }
    out
}
