//! `zona check`: definitions and data, without a report.

use crate::diag::json;
use crate::diag::words::place;
use crate::messages::Messages;
use crate::render::csv::harmless;
use crate::store::write_whole;

use super::args::{CheckArgs, FindingsForm, Global};
use super::progress::Progress;
use super::session::{Failure, Session};

/// Runs the command.
///
/// # Errors
///
/// Usage, the disk, or findings of severity error.
pub fn run(global: &Global, args: &CheckArgs, words: &Messages) -> Result<(), Failure> {
    let progress = Progress::new(global.quiet);
    let mut session = Session::open(global, words, &progress)?;
    if session.is_sound(None)
        && let Ok(period) = session.period(None)
    {
        session.compute(period, &progress);
    }
    progress.done();
    let sources = &session.project.sources;
    match args.format {
        FindingsForm::Text => {
            session.print_findings();
            print!("{}", ledger(&session));
        }
        FindingsForm::Json => {
            let value = serde_json::json!({
                "schema": "zona.findings",
                "version": 1,
                "findings": json::value(&session.diags, sources, words),
                "rows": crate::store::manifest::rows(&session.loaded.ledger),
            });
            println!("{value:#}");
        }
        FindingsForm::Github => print!("{}", json::github(&session.diags, sources, words)),
    }
    if let Some(folder) = &args.rejects {
        for (dataset, bytes) in rejects(&session) {
            write_whole(&folder.join(format!("{dataset}.csv")), &bytes)?;
        }
    }
    if session.diags.has_errors() { Err(Failure::Findings) } else { Ok(()) }
}

/// The fate of the rows of every sheet.
fn ledger(session: &Session<'_>) -> String {
    let words = session.words;
    let mut out = format!("{}\n", words.word("ledger-title"));
    for file in &session.loaded.ledger.files {
        let name = match file.sheet.trim() {
            "" => file.file.clone(),
            sheet => format!("{} [{sheet}]", file.file),
        };
        out.push_str("  ");
        out.push_str(&words.text(
            "ledger-line",
            &[
                ("file", name),
                ("read", file.read().to_string()),
                ("used", file.used().to_string()),
                ("aside", (file.read() - file.used()).to_string()),
            ],
        ));
        let reasons = crate::domain::Aside::ALL.into_iter().filter(|one| file.aside(*one) > 0);
        let reasons: Vec<String> = reasons
            .map(|one| {
                format!("{} {}", file.aside(one), words.word(&format!("aside-{}", one.code())))
            })
            .collect();
        if !reasons.is_empty() {
            out.push_str(&format!(" ({})", reasons.join(", ")));
        }
        out.push('\n');
    }
    out
}

/// Where the rows set aside stand and why, a file per dataset. No cell of them is written, so that
/// nothing personal leaves with them.
fn rejects(session: &Session<'_>) -> Vec<(String, Vec<u8>)> {
    let words = session.words;
    let tables = session.loaded.tables.iter();
    tables
        .filter_map(|table| {
            let mut writer = csv::Writer::from_writer(vec![]);
            writer.write_record(["place", "reason"]).ok()?;
            let mut defects: Vec<_> =
                table.aside.iter().filter(|row| row.reason.is_defect()).collect();
            defects.sort_by(|a, b| a.origin.cmp(&b.origin));
            for row in &defects {
                let reason = words.word(&format!("aside-{}", row.reason.code()));
                let fields = [harmless(&place(&row.origin, words)), reason];
                writer.write_record(fields).ok()?;
            }
            let bytes = writer.into_inner().ok()?;
            (!defects.is_empty()).then(|| (table.dataset.to_string(), bytes))
        })
        .collect()
}
