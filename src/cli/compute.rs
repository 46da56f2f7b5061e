//! `zona compute`: results as a tidy table.

use crate::domain::Period;
use crate::messages::Messages;
use crate::render;
use crate::report::restated::mark;
use crate::report::results;

use super::args::{ComputeArgs, Global, TableForm};
use super::progress::Progress;
use super::session::{Failure, Session, put_out, span, usage};

/// Runs the command.
///
/// # Errors
///
/// Usage, the disk, or findings of severity error.
pub fn run(global: &Global, args: &ComputeArgs, words: &Messages) -> Result<(), Failure> {
    let progress = Progress::new(global.quiet);
    let mut session = Session::open(global, words, &progress)?;
    session.settle(args.to.as_deref().or(args.period.as_deref()))?;
    let periods = periods(&session, args)?;
    let mut rows = vec![];
    for part in session.by_structure(&periods) {
        let computed = session.compute_all(&part, &progress);
        session.stop_on_errors()?;
        rows.extend(results(&session.project, &computed.figures, &computed.graded, &part));
    }
    mark(&mut rows, &session.seals);
    rows.sort_by(|a, b| (&a.indicator, &a.team, a.period).cmp(&(&b.indicator, &b.team, b.period)));
    progress.done();
    let bytes = match args.format {
        TableForm::Table => render::text::table(&rows).into_bytes(),
        TableForm::Json => render::json::json(&rows),
        TableForm::Csv => render::csv::csv(&rows),
        TableForm::Parquet => {
            render::parquet::parquet(&rows).map_err(|error| Failure::Usage(error.to_string()))?
        }
    };
    put_out(&bytes)
}

fn periods(session: &Session<'_>, args: &ComputeArgs) -> Result<Vec<Period>, Failure> {
    let (Some(from), Some(to)) = (&args.from, &args.to) else {
        return Ok(vec![session.period(args.period.as_deref())?]);
    };
    let (first, last) = (session.period(Some(from))?, session.period(Some(to))?);
    if first.grain() != last.grain() || last < first {
        let found = format!("{from} – {to}");
        return Err(usage(session.words, "period-form", &[("found", found)]));
    }
    Ok(span(first, last))
}
