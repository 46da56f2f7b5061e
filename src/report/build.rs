//! The entry of the stage: the whole report of one period.

use crate::messages::Lang;

use super::format::{date, period};
use super::input::Input;
use super::model::{Language, Report, Words};
use super::restated::provisional;
use super::tone::Tone;
use super::{
    definitions, goals, handed_in, meeting, overview, preassessment, quality, route, subject, team,
    topics,
};

/// Builds the report; `teams` narrows the team sections to some, or to none of the others.
pub fn build(input: &Input<'_>, teams: &[crate::domain::TeamId]) -> Report {
    let words = input.words;
    let mut sections = vec![handed_in::section(input), overview::section(input)];
    sections.extend(meeting::section(input));
    sections.extend(route::sections(input));
    sections.extend(topics::section(input));
    sections.extend(goals::sections(input));
    let wanted = |id: &crate::domain::TeamId| teams.is_empty() || teams.contains(id);
    let own = input.project.teams.iter().filter(|one| wanted(&one.id));
    sections.extend(own.filter_map(|one| team::section(input, &one.id)));
    sections.extend(preassessment::sections(input));
    sections.extend(subject::sections(input));
    sections.push(definitions::section(input));
    sections.push(quality::section(input));
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
        },
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
