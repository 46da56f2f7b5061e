//! `zona route`: what must change for a predicate to hold.

use crate::diag::nearest;
use crate::domain::{Date, Number, Period, TeamId};
use crate::messages::Messages;
use crate::render;
use crate::report::format::with_unit;
use crate::report::route::{held, title, told};
use crate::report::route_rows::route_row;
use crate::score::grade;
use crate::score::route::{Held, NODES, Want, WishError, Wished, assume, route, wish};
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
    let mut read: Vec<Wished> = vec![];
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
        if read.is_empty() {
            read = wishes;
        }
        let input = input(&session, &other);
        if let Some(found) = found {
            blocks.extend(told(&input, &predicate, &found));
            rows.push(route_row(&input, &found));
        }
    }
    progress.done();
    let bytes = match args.format {
        RouteForm::Json => render::route(&rows, &read.iter().map(plain).collect::<Vec<_>>()),
        RouteForm::Text => {
            let said = crate::report::format::period(period, words);
            let input = input(&session, &computed);
            let mut text = format!("{} · {said}\n", title(&input, &predicate));
            for wish in &read {
                let question = format!("{} {}", wish.code, wish.name);
                let args = [("question", question), ("answer", held(&input, &wish.to))];
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
    if asked.is_empty() && !predicate.in_force(period) {
        let (from, to) = predicate.valid;
        let day = |day: Option<Date>| day.map_or_else(|| "–".to_owned(), |day| day.to_string());
        let args = [
            ("predicate", predicate.id.clone()),
            ("period", period.to_string()),
            ("from", day(from)),
            ("to", day(to)),
        ];
        return Err(usage(session.words, "predicate-not-in-force", &args));
    }
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

/// What was assumed, as it was read, for machines.
fn plain(wish: &Wished) -> (String, String) {
    let answer = match &wish.to {
        Held::Nothing => String::new(),
        Held::Answer(answer) => answer.clone(),
        Held::Figure(_, value) => value.to_plain(10),
    };
    (wish.code.clone(), answer)
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
        WishError::Ambiguous { percent, share } => {
            let words = |one| number(session, one, true);
            let (percent, share) = (words(&percent), words(&share));
            let args = [of, ("found", answer.to_owned()), ("percent", percent), ("share", share)];
            usage(session.words, "set-ambiguous", &args)
        }
        WishError::Beyond { least, most, percent } => {
            let (least, most) = (number(session, &least, percent), number(session, &most, percent));
            let args = [of, ("found", answer.to_owned()), ("least", least), ("most", most)];
            usage(session.words, "set-beyond", &args)
        }
    }
}

/// A number with the decimals that it has, in the language of the run.
fn number(session: &Session<'_>, number: &Number, percent: bool) -> String {
    let plain = number.to_plain(10);
    let decimals = plain.split_once('.').map_or(0, |(_, after)| after.len());
    let unit = if percent { "%" } else { "" };
    with_unit(number, u32::try_from(decimals).unwrap_or(2), unit, session.words.lang())
}
