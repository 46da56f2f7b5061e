//! The meeting's loop: what is asked to be decided, what became of what was decided before, what
//! is good and what is lacking, and the record of the meetings.

use crate::domain::{Date, Period};
use crate::spec::planner::{Action, Meeting, Progress};

use super::asked;
use super::decisions;
use super::format::{date, period};
use super::input::Input;
use super::model::{Block, Section, SectionKind};
use super::notes::{table, units};
use super::tone::Tone;

/// The section of the meeting, if there is anything to be told in it.
pub(super) fn section(input: &Input<'_>) -> Option<Section> {
    let mut blocks = vec![];
    let decisions = decisions::decisions(input);
    if !decisions.is_empty() {
        blocks.push(Block::Table(decisions::table(input, &decisions)));
        let asked = asked::lines(input);
        let summary = input.text("meeting-asked-all", &[("count", asked.len().to_string())]);
        blocks.push(Block::Details { summary, blocks: vec![Block::List(asked)] });
    }
    blocks.extend(became(input));
    blocks.extend(carried(input));
    let (lacking, kept) = (asked::lacking(input), asked::kept(input));
    if !lacking.is_empty() {
        let title = input.word("meeting-lacking");
        blocks.push(Block::Callout { tone: Tone::Bad, title, lines: lacking });
    }
    if !kept.is_empty() {
        let title = input.text("meeting-kept", &[("count", asked::KEPT.to_string())]);
        blocks.push(Block::Callout { tone: Tone::Good, title, lines: kept });
    }
    blocks.extend(records(input));
    if !blocks.is_empty() && asked::is_running(input) {
        blocks.insert(0, Block::Paragraph(input.word("meeting-running")));
    }
    if blocks.is_empty() {
        return None;
    }
    Some(Section {
        id: "rapat".to_owned(),
        kind: SectionKind::Meeting,
        title: input.word("section-meeting"),
        short: input.word("section-meeting-short"),
        depth: 0,
        tone: Tone::Plain,
        badge: String::new(),
        blocks,
    })
}

/// What became of an action by a day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    InTime,
    Late,
    Undated,
    Overdue,
    Open,
    Dropped,
}

impl Fate {
    const ALL: [Fate; 6] =
        [Fate::InTime, Fate::Late, Fate::Undated, Fate::Overdue, Fate::Open, Fate::Dropped];

    fn of(action: &Action, day: Date) -> Self {
        match (action.open_on(day), action.in_time(day)) {
            (true, _) if action.days_overdue(day).is_some() => Fate::Overdue,
            (true, _) => Fate::Open,
            (false, _) if action.progress == Progress::Dropped => Fate::Dropped,
            (false, Some(true)) => Fate::InTime,
            (false, Some(false)) => Fate::Late,
            (false, None) => Fate::Undated,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Fate::InTime => "fate-in-time",
            Fate::Late => "fate-late",
            Fate::Undated => "fate-undated",
            Fate::Overdue => "fate-overdue",
            Fate::Open => "fate-open",
            Fate::Dropped => "fate-dropped",
        }
    }
}

/// Whether an action was decided when the period before this one was evaluated.
fn is_of(action: &Action, before: Period) -> bool {
    before.contains(action.decided.end())
}

/// What became of the actions that were decided for the period before: how many of each, and all.
fn became(input: &Input<'_>) -> Vec<Block> {
    let (before, day) = (input.ask.period.previous(), input.ask.as_of);
    let own = input.project.notes.actions.iter().filter(|one| is_of(one, before));
    let actions = sorted(own.collect(), day);
    if actions.is_empty() {
        return vec![];
    }
    let since = period(before, input.words);
    let counts = Fate::ALL.into_iter().filter_map(|fate| {
        let count = actions.iter().filter(|one| Fate::of(one, day) == fate).count();
        (count > 0).then(|| input.text(fate.key(), &[("count", count.to_string())]))
    });
    let counts: Vec<String> = counts.collect();
    let said = input.text(
        "meeting-became",
        &[
            ("all", actions.len().to_string()),
            ("period", since.clone()),
            ("date", date(day, input.words)),
            ("counts", counts.join(", ")),
        ],
    );
    let caption = input.text("meeting-became-caption", &[("period", since.clone())]);
    vec![
        Block::Heading(input.text("meeting-became-title", &[("period", since)])),
        Block::Paragraph(said),
        Block::Table(table(input, "sebelumnya", &actions, (true, caption))),
    ]
}

/// The actions of earlier periods that are still open.
fn carried(input: &Input<'_>) -> Option<Block> {
    let (at, day) = (input.ask.period, input.ask.as_of);
    let before = at.previous();
    let older = |one: &&Action| one.decided.end() < before.start() && one.open_on(day);
    let actions = sorted(input.project.notes.actions.iter().filter(older).collect(), day);
    let caption = input.word("meeting-carried");
    (!actions.is_empty()).then(|| Block::Table(table(input, "terbawa", &actions, (true, caption))))
}

/// Open ones first, the longest overdue at the top.
fn sorted(mut actions: Vec<&Action>, day: Date) -> Vec<&Action> {
    actions.sort_by_key(|one| (!one.open_on(day), one.due.is_none(), one.due, one.decided));
    actions
}

/// The records of the meetings that evaluated this period and the one before, the newest first.
fn records(input: &Input<'_>) -> Vec<Block> {
    let (at, notes) = (input.ask.period, &input.project.notes);
    let mut blocks = vec![];
    for evaluated in [at, at.previous()] {
        let of = |decided: Period| evaluated.contains(decided.end());
        let meetings: Vec<&Meeting> = notes.meetings.iter().filter(|one| of(one.period)).collect();
        let decided = notes.decisions.iter().filter(|one| of(one.decided));
        let decisions: Vec<String> = decided
            .map(|one| {
                let text = input.text(
                    "meeting-decided",
                    &[("teams", units(input, &one.teams)), ("decision", one.text.clone())],
                );
                if one.note.is_empty() { text } else { format!("{text} ({})", one.note) }
            })
            .collect();
        if meetings.is_empty() && decisions.is_empty() {
            continue;
        }
        let said = period(evaluated, input.words);
        blocks.push(Block::Heading(input.text("meeting-record", &[("period", said)])));
        let mut lines = vec![];
        for meeting in meetings {
            lines.push(input.text("meeting-held", &[("date", date(meeting.held, input.words))]));
            let told = [
                ("meeting-attended", &meeting.attended),
                ("meeting-agenda", &meeting.agenda),
                ("meeting-note", &meeting.note),
            ];
            let filled = told.into_iter().filter(|(_, text)| !text.is_empty());
            lines.extend(filled.map(|(key, text)| input.text(key, &[("text", text.clone())])));
        }
        lines.extend(decisions);
        blocks.push(Block::List(lines));
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_became_of_an_action_goes_by_its_days() {
        let check = |progress, due: Option<&str>, closed: Option<&str>, expected: &str| {
            let day = |text: &str| text.parse().unwrap();
            let action = Action {
                decided: Period::parse("2024-Q3").unwrap(),
                text: String::new(),
                teams: vec![],
                indicator: None,
                topics: vec![],
                owner: String::new(),
                due: due.map(day),
                progress,
                closed: closed.map(day),
                note: String::new(),
            };
            assert_eq!(Fate::of(&action, day("2024-12-31")).key(), expected);
        };
        use Progress::{Done, Dropped, Running};
        check(Done, Some("2024-11-30"), Some("2024-11-30"), "fate-in-time");
        check(Done, Some("2024-11-30"), Some("2024-12-01"), "fate-late");
        check(Done, Some("2024-11-30"), None, "fate-undated");
        check(Done, None, Some("2024-11-30"), "fate-undated");
        // Closed after the cut-off: on this day it was open, and overdue or not.
        check(Done, Some("2024-11-30"), Some("2025-01-02"), "fate-overdue");
        check(Done, Some("2025-01-31"), Some("2025-01-02"), "fate-open");
        check(Running, Some("2024-12-31"), None, "fate-open");
        check(Running, Some("2024-12-30"), None, "fate-overdue");
        check(Dropped, Some("2024-11-30"), None, "fate-dropped");
    }
}
