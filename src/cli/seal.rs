//! `zona seal`: freezes what was published of an approved period.

use crate::domain::Period;
use crate::domain::seal::Seal;
use crate::messages::Messages;
use crate::report::format;
use crate::report::restated::{as_published, card_as_published};
use crate::spec::revision::commitments;
use crate::store::manifest::Entry;
use crate::store::seal::{json, path_of};
use crate::store::write_new;

use super::args::{Global, SealArgs};
use super::progress::Progress;
use super::session::{Computed, Failure, Session, put_out, usage};

/// Runs the command.
///
/// # Errors
///
/// Usage (a period that is sealed, still running or without figures), the disk, or findings of
/// severity error; nothing is written then.
pub fn run(global: &Global, args: &SealArgs, words: &Messages) -> Result<(), Failure> {
    let progress = Progress::new(global.quiet);
    let mut session = Session::open(global, words, &progress)?;
    let asked = Some(args.sealed_period.as_str());
    let period = session.period(asked)?;
    let path = path_of(period);
    let named = || [("period", period.to_string()), ("file", path.clone())];
    if session.root.join(&path).exists() {
        return Err(usage(words, "seal-exists", &named()));
    }
    session.settle(asked)?;
    let computed = session.compute(period, &progress);
    session.stop_on_errors()?;
    if computed.ask.as_of < period.end() {
        return Err(usage(words, "seal-running", &named()));
    }
    let seal = frozen(&session, &computed, path.clone());
    if seal.figures.values().all(|one| one.value.is_none()) {
        return Err(usage(words, "seal-empty", &named()));
    }
    let definitions = entries(&session, &session.project.files)?;
    let inputs = entries(&session, &session.loaded.files)?;
    let target = session.root.join(&path);
    if !write_new(&target, &json(&seal, &definitions, &inputs))? {
        return Err(usage(words, "seal-exists", &named()));
    }
    progress.done();
    let count = seal.figures.len().to_string();
    let said = format::period(period, words);
    let done = words.text("done-seal", &[("period", said), ("path", path), ("count", count)]);
    put_out(format!("{done}\n").as_bytes())
}

/// The figures of the period with their judgements, and what was promised for its year.
fn frozen(session: &Session<'_>, computed: &Computed, file: String) -> Seal {
    let period: Period = computed.ask.period;
    let project = &session.project;
    let own = computed.figures.iter().filter(|(id, _, at, _)| {
        *at == period && project.indicator_at(id, period).is_some_and(|one| !one.hidden)
    });
    let figures = own.map(|(id, team, at, figure)| {
        let published = as_published(figure, computed.graded.get(id, team, at));
        ((id.clone(), team.clone()), published)
    });
    let own = computed.graded.cards.iter().filter(|card| card.period == period);
    let cards = own.map(|card| ((card.id.clone(), card.team.clone()), card_as_published(card)));
    Seal {
        file,
        period,
        as_of: computed.ask.as_of,
        figures: figures.collect(),
        cards: cards.collect(),
        commitments: commitments(project, period),
    }
}

fn entries(session: &Session<'_>, paths: &[String]) -> Result<Vec<Entry>, Failure> {
    let bytes = session.bytes_of(paths)?;
    Ok(bytes.iter().map(|(path, bytes)| Entry::of(path, bytes)).collect())
}
