//! `zona route`: what must change for a predicate to hold.

use crate::diag::nearest;
use crate::domain::{Period, TeamId};
use crate::messages::Messages;
use crate::render;
use crate::report::route::{title, told};
use crate::report::route_rows::route_row;
use crate::score::grade;
use crate::score::route::{NODES, Want, WishError, assume, route, wish};
use crate::spec::Predicate;

use super::args::{Global, RouteArgs, RouteForm};
use super::explain::{suggest, team};
use super::progress::Progress;
use super::report::input;
use super::session::{Computed, Failure, Session, put_out, usage};

/// Runs the command.
///
/// # Errors
///
/// Usage (an unknown predicate, unit, question or answer), the disk, or findings of severity error.
pub fn run(global: &Global, args: &RouteArgs, words: &Messages) -> Result<(), Failure> {
    let progress = Progress::new(global.quiet);
    let mut session = Session::open(global, words, &progress)?;
    session.settle(args.period.as_deref())?;
    let predicate = predicate(&session, &args.predicate)?;
    let unit = match &args.unit {
        Some(unit) => Some(team(&session, Some(unit))?),
        None => None,
    };
    let period = session.period(args.period.as_deref())?;
    let computed = session.compute(period, &progress);
    session.stop_on_errors()?;
    let teams = teams(&session, &computed, &predicate, unit.as_ref(), period)?;
    let assumed = assumptions(words, &args.set)?;
    let want = Want { alternatives: args.alternatives, nodes: NODES };
    let (mut blocks, mut rows) = (vec![], vec![]);
    for team in &teams {
        let Computed { ask, figures, graded } = &computed;
        let mut wishes = vec![];
        for (question, answer) in &assumed {
            let at = (team, period);
            let judged = (figures, graded);
            let found = wish(&session.project, judged, &predicate, at, (question, answer));
            wishes.push(found.map_err(|error| refused(&session, error, question, answer))?);
        }
        let mut figures = figures.clone();
        assume(&mut figures, period, &wishes);
        let graded =
            if wishes.is_empty() { graded.clone() } else { grade(&session.project, &figures) };
        let other = Computed { ask: *ask, figures, graded };
        let judged = (&other.figures, &other.graded);
        let found = route(&session.project, judged, &predicate, (team, period), want);
        let input = input(&session, &other);
        if let Some(found) = found {
            blocks.extend(told(&input, &predicate, &found));
            rows.push(route_row(&input, &found));
        }
    }
    progress.done();
    let bytes = match args.format {
        RouteForm::Json => render::route(&rows, &assumed),
        RouteForm::Text => {
            let said = crate::report::format::period(period, words);
            let mut text = format!("{} · {said}\n", title(&input(&session, &computed), &predicate));
            for (question, answer) in &assumed {
                let args = [("question", question.clone()), ("answer", answer.clone())];
                text.push_str(&format!("{}\n", words.text("route-assumed", &args)));
            }
            format!("{text}\n{}", render::blocks(&blocks)).into_bytes()
        }
    };
    put_out(&bytes)
}

fn predicate(session: &Session<'_>, name: &str) -> Result<Predicate, Failure> {
    let known = &session.project.predicates;
    let found = known.iter().find(|one| one.id == name).cloned();
    found.ok_or_else(|| {
        let names: Vec<&str> = known.iter().map(|one| one.id.as_str()).collect();
        let args = [("found", name.to_owned()), ("known", listed(&names))];
        let failure = usage(session.words, "unknown-argument-predicate", &args);
        suggest(session, failure, nearest(name, names))
    })
}

fn listed(names: &[&str]) -> String {
    if names.is_empty() { "–".to_owned() } else { names.join(", ") }
}

/// The teams whose way is asked for: those that have a standing in the period.
fn teams(
    session: &Session<'_>,
    computed: &Computed,
    predicate: &Predicate,
    unit: Option<&TeamId>,
    period: Period,
) -> Result<Vec<TeamId>, Failure> {
    let standings = computed.graded.standings.iter();
    let own = standings.filter(|one| one.id == predicate.id && one.period == period);
    let all: Vec<TeamId> = own.map(|one| one.team.clone()).collect();
    let asked: Vec<TeamId> =
        all.iter().filter(|team| unit.is_none_or(|unit| unit == *team)).cloned().collect();
    if asked.is_empty() {
        let names: Vec<&str> = all.iter().map(TeamId::as_str).collect();
        let args = [
            ("predicate", predicate.id.clone()),
            ("team", unit.map_or_else(|| "–".to_owned(), ToString::to_string)),
            ("period", period.to_string()),
            ("teams", listed(&names)),
        ];
        return Err(usage(session.words, "no-standing", &args));
    }
    Ok(asked)
}

/// `P5.iii.c=A`, as often as given.
fn assumptions(words: &Messages, given: &[String]) -> Result<Vec<(String, String)>, Failure> {
    let read = |text: &String| {
        let (question, answer) = text
            .split_once('=')
            .ok_or_else(|| usage(words, "set-form", &[("found", text.clone())]))?;
        Ok((question.trim().to_owned(), answer.trim().to_owned()))
    };
    given.iter().map(read).collect()
}

fn refused(session: &Session<'_>, error: WishError, question: &str, answer: &str) -> Failure {
    let of = ("question", question.to_owned());
    match error {
        WishError::Question(known) => {
            let args = [("found", question.to_owned())];
            let failure = usage(session.words, "unknown-argument-question", &args);
            suggest(session, failure, nearest(question, known.iter().map(String::as_str)))
        }
        WishError::Answer(known) => {
            let args = [of, ("found", answer.to_owned()), ("known", known.join(", "))];
            let failure = usage(session.words, "unknown-argument-answer", &args);
            suggest(session, failure, nearest(answer, known.iter().map(String::as_str)))
        }
        WishError::Number => {
            let args = [of, ("found", answer.to_owned())];
            usage(session.words, "set-number", &args)
        }
    }
}
