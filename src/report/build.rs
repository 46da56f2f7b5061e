//! The entry of the stage: the whole report of one period.

use crate::domain::{TeamId, side_by_side};
use crate::messages::Lang;

use super::format::{date, period};
use super::input::Input;
use super::model::{Language, Report, Section, Words, WorkbookWords};
use super::restated::provisional;
use super::tone::Tone;
use super::{
    brief, definitions, goals, handed_in, meeting, overview, preassessment, quality, route,
    subject, team, topics,
};

/// A part of the report that is built beside the others.
type Part<'a> = Box<dyn Fn() -> Vec<Section> + Sync + 'a>;

/// Builds the report; `teams` narrows the team sections to some, or to none of the others.
pub fn build(input: &Input<'_>, teams: &[TeamId]) -> Report {
    let words = input.words;
    let wanted = |id: &TeamId| teams.is_empty() || teams.contains(id);
    let own = input.project.teams.iter().filter(|one| wanted(&one.id));
    let mut parts: Vec<Part<'_>> = vec![
        Box::new(|| vec![overview::section(input)]),
        Box::new(|| meeting::section(input).into_iter().collect()),
        Box::new(|| vec![handed_in::section(input)]),
        Box::new(|| route::sections(input)),
        Box::new(|| topics::section(input).into_iter().collect()),
        Box::new(|| goals::sections(input)),
    ];
    for one in own {
        parts.push(Box::new(|| team::section(input, &one.id).into_iter().collect()));
    }
    parts.push(Box::new(|| preassessment::sections(input)));
    parts.push(Box::new(|| subject::sections(input)));
    parts.push(Box::new(|| vec![definitions::section(input), quality::section(input)]));
    let sections = side_by_side(&parts, |part| part()).into_iter().flatten().collect();
    let said = period(input.ask.period, words);
    let dated =
        words.text("report-subtitle", &[("period", said), ("date", date(input.ask.as_of, words))]);
    let parts = [Some(dated), provisional(input)];
    Report {
        language: match words.lang() {
            Lang::Id => Language::Id,
            Lang::En => Language::En,
        },
        title: words.word("report-title"),
        subtitle: parts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        office: input.project.office.name.clone(),
        period: input.ask.period,
        as_of: input.ask.as_of,
        mark: input.project.office.demo.then(|| words.word("demo-mark")),
        paper: brief::sections(input),
        sections,
        words: Words {
            contents: words.word("ui-contents"),
            skip: words.word("ui-skip"),
            colours: words.word("ui-colours"),
            filter: words.word("ui-filter"),
            top: words.word("ui-top"),
            legend: legend(input),
            colophon: words.text(
                "ui-colophon",
                &[
                    ("version", env!("CARGO_PKG_VERSION").to_owned()),
                    ("date", date(input.ask.as_of, words)),
                ],
            ),
            workbook: workbook(input),
        },
    }
}

fn workbook(input: &Input<'_>) -> WorkbookWords {
    let words = |keys: [&str; 2]| keys.map(|key| input.word(key));
    WorkbookWords {
        back: input.word("book-back"),
        aside: input.word("book-aside"),
        sheets: input.word("book-sheets"),
        sheets_note: input.word("book-sheets-note"),
        heads: ["book-sheet", "book-content", "book-use"].map(|key| input.word(key)),
        uses: words(["book-for-meeting", "book-for-reference"]),
        page: words(["book-page", "book-page-of"]),
    }
}

fn legend(input: &Input<'_>) -> Vec<(Tone, String)> {
    let key = |tone| match tone {
        Tone::Good => "legend-good",
        Tone::Near => "legend-near",
        Tone::Bad => "legend-bad",
        Tone::Missing => "legend-missing",
        Tone::NotApplicable => "legend-not-applicable",
        Tone::Suppressed | Tone::Plain => "legend-suppressed",
    };
    Tone::LEGEND.into_iter().map(|tone| (tone, input.word(key(tone)))).collect()
}
