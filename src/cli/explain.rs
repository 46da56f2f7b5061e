//! `zona explain`: one figure, from its rating down to the rows of the files.

use crate::compute::ask::Job;
use crate::compute::trace::trace;
use crate::compute::window::span;
use crate::diag::nearest;
use crate::domain::{IndicatorId, TeamId};
use crate::messages::Messages;
use crate::render::text::explanation;
use crate::report::explain;
use crate::spec::Indicator;

use super::args::{ExplainArgs, Global};
use super::progress::Progress;
use super::report::input;
use super::session::{Failure, Session, put_out, usage};

/// Runs the command.
///
/// # Errors
///
/// Usage (an unknown indicator or team), the disk, or findings of severity error.
pub fn run(global: &Global, args: &ExplainArgs, words: &Messages) -> Result<(), Failure> {
    let progress = Progress::new(global.quiet);
    let mut session = Session::open(global, words, &progress)?;
    session.settle(args.period.as_deref())?;
    let id = IndicatorId::new(&args.indicator);
    if session.project.indicator(&id).is_none() {
        return Err(unknown_indicator(&session, &args.indicator));
    }
    let team = team(&session, args.team.as_deref())?;
    let period = session.period(args.period.as_deref())?;
    let computed = session.compute(period, &progress);
    session.stop_on_errors()?;
    progress.done();
    let Some(indicator) = session.project.indicator_at(&id, period) else {
        return Err(unknown_indicator(&session, &args.indicator));
    };
    let loaded = &session.loaded;
    let rows = |indicator: &Indicator, team: &TeamId, period| {
        let asked = (indicator, team, period);
        trace(&session.project, &loaded.tables, &loaded.coverage, asked, &computed.ask)
    };
    let told = explain(&input(&session, &computed), &id, &team, &rows);
    if told.is_empty() {
        let measured = session.project.measured_teams(indicator).into_iter();
        let measured: Vec<&str> = measured.map(TeamId::as_str).collect();
        return Err(usage(
            words,
            "no-figure",
            &[
                ("indicator", id.to_string()),
                ("team", team.to_string()),
                ("teams", measured.join(", ")),
            ],
        ));
    };
    let mut text = explanation(&told);
    if args.plan {
        let span = span(indicator.window, period, computed.ask.as_of);
        let job = Job { indicator, period, span, aggregates: indicator.aggregates() };
        text.push_str(&format!("\n{}\n{job}\n", words.word("explain-plan")));
    }
    put_out(text.as_bytes())
}

fn unknown_indicator(session: &Session<'_>, found: &str) -> Failure {
    let known = session.project.indicators.iter().map(|indicator| indicator.id.as_str());
    let failure =
        usage(session.words, "unknown-argument-indicator", &[("found", found.to_owned())]);
    suggest(session, failure, nearest(found, known))
}

/// Adds the nearest known name to a failure of usage.
pub fn suggest(session: &Session<'_>, failure: Failure, near: Option<String>) -> Failure {
    match (failure, near) {
        (Failure::Usage(text), Some(near)) => {
            let hint = session.words.text("diag-near", &[("near", near)]);
            let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
            let help = session.words.word("diag-help");
            let whole = format!("{first}\n  = {help}: {hint}\n{rest}");
            Failure::Usage(whole.trim_end().to_owned())
        }
        (failure, _) => failure,
    }
}

/// The team of this name, or the office.
///
/// # Errors
///
/// When there is none of that name.
pub fn team(session: &Session<'_>, asked: Option<&str>) -> Result<TeamId, Failure> {
    let teams = &session.project.teams;
    let found = match asked {
        Some(name) => teams.find(name, None),
        None => teams.root(),
    };
    found.map(|team| team.id.clone()).ok_or_else(|| {
        let name = asked.unwrap_or_default();
        let failure = usage(session.words, "unknown-argument-team", &[("found", name.to_owned())]);
        suggest(session, failure, nearest(name, teams.iter().map(|team| team.id.as_str())))
    })
}
