//! What was published of a sealed period beside what is computed of it now.

use crate::compute::Measurement;
use crate::compute::suppress::is_withheld;
use crate::domain::seal::{Published, Standing, plain};
use crate::domain::{Blank, IndicatorId, Number, Period, TeamId, Value};
use crate::score::{Card, Grade};
use crate::spec::Indicator;

use super::figure::{target_text, value_text};
use super::format::{number, period, with_unit};
use super::input::Input;
use super::model::Block;
use super::results::ResultRow;
use super::table::{Cell, Column, Row, Table, TableKind};

/// A figure with its judgement as a seal would keep it.
pub fn as_published(figure: &Measurement, grade: Option<&Grade>) -> Published {
    let exact = |value: Option<&Value>| value.and_then(|value| value.number().cloned());
    let hundred = Number::from(100u32);
    let rating = grade.and_then(|grade| grade.rating.as_ref());
    Published {
        kind: figure.value.kind().to_owned(),
        value: figure.value.number().cloned(),
        reason: figure.value.blank().map_or_else(String::new, |(_, reason)| reason.to_string()),
        target: grade.and_then(|grade| grade.target.clone()),
        achievement: exact(grade.map(|grade| &grade.achievement)).map(|ratio| &ratio * &hundred),
        score: exact(grade.map(|grade| &grade.score)),
        rating: rating.map_or_else(String::new, |rating| rating.label.clone()),
    }
}

/// The total of a scorecard as a seal would keep it.
pub fn card_as_published(card: &Card) -> Published {
    let rating = card.rating.as_ref();
    Published {
        kind: card.root.score.kind().to_owned(),
        value: card.root.score.number().cloned(),
        reason: card.root.score.blank().map_or_else(String::new, |(_, reason)| reason.to_string()),
        rating: rating.map_or_else(String::new, |rating| rating.label.clone()),
        ..Published::default()
    }
}

/// `diterbitkan 90,00, kini 60,00`, if a sealed total of a scorecard is another one now.
pub fn card_restated(input: &Input<'_>, card: &Card) -> Option<String> {
    let seal = input.seals.get(card.period)?;
    let as_of = input.ask.as_of.min(card.period.end());
    let before = seal.cards.get(&(card.id.clone(), card.team.clone()));
    let is_same = seal.as_of == as_of && !input.seals.is_another(card.period, &card.team);
    let before = before.filter(|_| is_same)?;
    let now = card_as_published(card);
    if before.says_the_same(&now) {
        return None;
    }
    let shown = |one: &Published| {
        let score = match &one.value {
            Some(score) => number(score, 2, input.lang()),
            None => input.word(&format!("blank-{}", one.kind.replace('_', "-"))),
        };
        if one.rating.is_empty() { score } else { format!("{score} ({})", one.rating) }
    };
    let (old, new) = (shown(before), shown(&now));
    Some(input.text("restated-value", &[("old", old), ("new", new)]))
}

/// Puts what was published into results.
pub fn mark(rows: &mut [ResultRow], seals: &crate::domain::seal::Seals) {
    for row in rows {
        let (indicator, team) = (IndicatorId::new(&row.indicator), TeamId::new(&row.team));
        let Some(published) = seals.published(&indicator, &team, row.period, row.as_of) else {
            continue;
        };
        let now = Published {
            kind: row.kind.to_owned(),
            value: row.value.clone(),
            reason: row.reason.clone(),
            target: row.target.clone(),
            achievement: row.achievement.clone(),
            score: row.score.clone(),
            rating: row.rating.clone(),
        };
        let same = published.says_the_same(&now);
        row.standing = if same { Standing::Published } else { Standing::Restated };
        row.published_kind.clone_from(&published.kind);
        // What is withheld now could be told from what was published of it.
        if row.kind != Blank::Suppressed.word() {
            row.published.clone_from(&published.value);
            row.published_score.clone_from(&published.score);
        }
    }
}

/// `diterbitkan 75,00 %, kini 66,67 %`, if a sealed figure is another one now.
pub fn restated(
    input: &Input<'_>,
    indicator: &Indicator,
    team: &TeamId,
    at: Period,
) -> Option<String> {
    let figure = input.figure(&indicator.id, team, at)?;
    let before = input.seals.published(&indicator.id, team, at, figure.as_of)?;
    let now = as_published(figure, input.grade(&indicator.id, team, at));
    // What is withheld now could be told from what was published of it.
    if before.says_the_same(&now) || is_withheld(figure) {
        return None;
    }
    let value = |one: &Published| match &one.value {
        Some(value) => value_text(input, indicator, value, None),
        None => input.word(&format!("blank-{}", one.kind.replace('_', "-"))),
    };
    let dash = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
    let target = |one: &Published| {
        dash(one.target.as_ref().map(|target| target_text(input, indicator, target)))
    };
    let score =
        |one: &Published| dash(one.score.as_ref().map(|score| number(score, 2, input.lang())));
    let achieved = |one: &Published| {
        dash(one.achievement.as_ref().map(|ratio| with_unit(ratio, 2, "%", input.lang())))
    };
    let (key, old, new) = if (&before.kind, plain(&before.value)) != (&now.kind, plain(&now.value))
    {
        ("restated-value", value(before), value(&now))
    } else if plain(&before.target) != plain(&now.target) {
        ("restated-target", target(before), target(&now))
    } else if plain(&before.score) != plain(&now.score) {
        ("restated-score", score(before), score(&now))
    } else if before.rating != now.rating {
        ("restated-rating", before.rating.clone(), now.rating.clone())
    } else {
        ("restated-achievement", achieved(before), achieved(&now))
    };
    // Figures that differ beyond what is printed must not read as the same.
    let (old, new) = match (old == new, &before.value, &now.value) {
        (true, Some(old), Some(new)) => (old.to_plain(10), new.to_plain(10)),
        _ => (old, new),
    };
    Some(input.text(key, &[("old", old), ("new", new)]))
}

/// Every sealed figure that is another one now, and those that no longer exist.
pub fn list(input: &Input<'_>) -> Option<Block> {
    let mut rows = vec![];
    let line = |name: String, team: &TeamId, at: Period, said: String| {
        let team =
            input.project.teams.get(team).map_or_else(|| team.to_string(), |t| t.name.clone());
        let texts = [period(at, input.words), name, team, said];
        Row::body(texts.into_iter().map(Cell::text).collect())
    };
    for seal in input.seals.iter() {
        for (id, team) in input.seals.known(seal.period) {
            let indicator = input.project.indicator_at(id, seal.period);
            let said = match indicator {
                Some(indicator) => restated(input, indicator, team, seal.period),
                None => Some(input.word("restated-gone")),
            };
            let name = indicator.map_or_else(|| id.to_string(), |one| one.name.clone());
            rows.extend(said.map(|said| line(name, team, seal.period, said)));
        }
    }
    for card in &input.graded.cards {
        let said = card_restated(input, card);
        rows.extend(said.map(|said| line(card.root.name.clone(), &card.team, card.period, said)));
    }
    let columns = ["column-period", "column-indicator", "column-team", "column-restated"];
    (!rows.is_empty()).then(|| {
        Block::Table(Table {
            id: "dinyatakan-ulang".to_owned(),
            caption: input.word("restated-caption"),
            kind: TableKind::List,
            columns: columns.map(|key| Column::text(input.word(key)).wide()).into(),
            rows,
            note: Some(input.word("restated-note")),
        })
    })
}

/// What a period is as long as nobody sealed it: `sementara`, with the reason.
pub fn provisional(input: &Input<'_>) -> Option<String> {
    let at = input.ask.period;
    let key = if input.ask.as_of < at.end() {
        "provisional-running"
    } else if input.seals.get(at).is_none() {
        "provisional-unsealed"
    } else {
        return None;
    };
    Some(input.word(key))
}
