//! One figure in a cell: its number or its blank, its tone, and what a tooltip adds.

use crate::compute::Measurement;
use crate::domain::{Blank, Number, Reason, Value};
use crate::score::{Grade, Rating};
use crate::spec::scale::{BandTone, RatedBy, Scale};
use crate::spec::{Better, Indicator};

use super::caution::{cautions, few_text};
use super::format::{declared_decimals, period, telling_decimals, with_unit};
use super::input::Input;
use super::table::{Cell, Content};
use super::tone::Tone;

/// The tone of a rating.
pub fn tone_of(rating: &Rating) -> Tone {
    match rating.tone {
        BandTone::Good => Tone::Good,
        BandTone::Near => Tone::Near,
        BandTone::Bad => Tone::Bad,
    }
}

/// The rating in words: *Ditahan* where its counter is missed, with *tanpa target* behind the class
/// of a judgement from outside that nobody set a target for.
pub(super) fn rating_text(input: &Input<'_>, grade: &Grade) -> Option<String> {
    let label = grade.rating.as_ref()?.label.clone();
    if grade.held_by.is_some() {
        return Some(input.word("card-held"));
    }
    Some(if grade.aimless { input.text("rating-aimless", &[("rating", label)]) } else { label })
}

/// The tone of a figure: that of its rating, of its blank, or none.
pub fn tone(figure: &Measurement, grade: Option<&Grade>) -> Tone {
    match &figure.value {
        Value::Blank(Blank::Missing, _) => Tone::Missing,
        Value::Blank(Blank::NotApplicable, _) => Tone::NotApplicable,
        Value::Blank(Blank::Suppressed, _) => Tone::Suppressed,
        Value::Number(_) => {
            // Without a target nothing is reached or missed.
            let rated = grade.filter(|grade| !grade.aimless);
            let tone = rated.and_then(|grade| grade.rating.as_ref()).map_or(Tone::Plain, tone_of);
            // Reached at the price of another figure is not simply reached.
            let held = grade.is_some_and(|grade| grade.held_by.is_some());
            if held && tone == Tone::Good { Tone::Near } else { tone }
        }
    }
}

/// The word of a blank.
pub fn blank_word(input: &Input<'_>, blank: Blank) -> String {
    input.word(&format!("blank-{}", blank.word().replace('_', "-")))
}

/// A reason in words.
pub fn reason_words(input: &Input<'_>, reason: &Reason) -> String {
    let key = format!("reason-{}", reason.code());
    let team = |id: &crate::domain::TeamId| {
        input.project.teams.get(id).map_or_else(|| id.to_string(), |team| team.short.clone())
    };
    let indicator = |id: &crate::domain::IndicatorId| {
        input.indicator(id).map_or_else(|| id.to_string(), |one| one.name.clone())
    };
    let dataset = |id: &crate::domain::DatasetId| {
        input.project.dataset(id).map_or_else(|| id.to_string(), |one| one.title.clone())
    };
    match reason {
        Reason::Declared(words) => words.clone(),
        Reason::NotCovered { dataset: id, teams, periods } => {
            let who: Vec<String> = teams.iter().map(team).collect();
            let when: Vec<String> = periods.iter().map(|p| period(*p, input.words)).collect();
            let key = if who.is_empty() { "reason-not-covered-all" } else { &key };
            input.text(
                key,
                &[
                    ("dataset", dataset(id)),
                    ("teams", who.join(", ")),
                    ("periods", when.join(", ")),
                ],
            )
        }
        Reason::NoFile(id) | Reason::NoRow(id) => input.text(&key, &[("dataset", dataset(id))]),
        Reason::NotListed(lookup) => input.text(&key, &[("lookup", lookup.clone())]),
        Reason::NoColumn { dataset: id, column } => {
            input.text(&key, &[("dataset", dataset(id)), ("column", column.clone())])
        }
        Reason::Upstream(id) | Reason::BlankLeaf(id) => {
            input.text(&key, &[("indicator", indicator(id))])
        }
        Reason::TwoVersions(from) | Reason::SeriesCut(from) | Reason::Expired(from) => {
            input.text(&key, &[("date", super::format::date(*from, input.words))])
        }
        _ => input.word(&key),
    }
}

/// Units that say nothing more than the indicator's name does; printed in definitions only.
const SILENT_UNITS: [&str; 3] = ["indeks", "nilai", "skor"];

/// The unit of an indicator as it stands behind a number.
pub fn shown_unit(indicator: &Indicator) -> &str {
    if SILENT_UNITS.contains(&indicator.unit.as_str()) { "" } else { &indicator.unit }
}

/// The printed form of a value of an indicator.
pub fn value_text(
    input: &Input<'_>,
    indicator: &Indicator,
    value: &Number,
    edge: Option<&Number>,
) -> String {
    if let Some(Better::Fact(_)) = indicator.better
        && (value.is_zero() || *value == 1)
    {
        return input.word(if value.is_zero() { "fact-no" } else { "fact-yes" });
    }
    if let Some(label) = indicator.label(value) {
        return label.to_owned();
    }
    let decimals = value_decimals(input, indicator, value, edge);
    with_unit(value, decimals, shown_unit(indicator), input.lang())
}

/// The decimals of a value wherever it is shown: those of its indicator, and as many more as it
/// takes to tell on which side of its limits it lies.
pub fn value_decimals(
    input: &Input<'_>,
    indicator: &Indicator,
    value: &Number,
    edge: Option<&Number>,
) -> u32 {
    let scale = scale_of(input, indicator, RatedBy::Value);
    let within = match &indicator.better {
        Some(Better::Within(low, high)) => [Some(low), Some(high)],
        _ => [None, None],
    };
    let edges: Vec<&Number> = within.into_iter().flatten().chain(edge).collect();
    telling_decimals(value, indicator.decimals, &|shown| {
        edges.iter().all(|edge| shown.cmp(edge) == value.cmp(edge))
            && scale.is_none_or(|scale| scale.band(shown) == scale.band(value))
    })
}

/// An achievement in percent with the decimals it is shown with: one, and as many more as it takes
/// to tell whether the target was reached and which rating follows.
pub fn achieved(input: &Input<'_>, indicator: &Indicator, ratio: &Number) -> (Number, u32) {
    let whole = Number::from(100u32);
    let percent = ratio * &whole;
    let scale = scale_of(input, indicator, RatedBy::Achievement);
    let decimals = telling_decimals(&percent, 1, &|shown| {
        shown.cmp(&whole) == percent.cmp(&whole)
            && scale.is_none_or(|scale| scale.band(shown) == scale.band(&percent))
    });
    (percent, decimals)
}

/// The scale of an indicator, if it rates what is asked for.
fn scale_of<'a>(input: &Input<'a>, indicator: &Indicator, of: RatedBy) -> Option<&'a Scale> {
    let scale = input.project.scales.get(indicator.scale.as_ref()?)?;
    (scale.of == of).then_some(scale)
}

/// The printed form of a target, as it was declared.
pub fn target_text(input: &Input<'_>, indicator: &Indicator, target: &Number) -> String {
    with_unit(target, target_decimals(indicator, target), shown_unit(indicator), input.lang())
}

/// A target as a cell.
pub fn target_cell(input: &Input<'_>, indicator: &Indicator, target: &Number) -> Cell {
    Cell::new(Content::Number {
        value: target.clone(),
        decimals: target_decimals(indicator, target),
        unit: shown_unit(indicator).to_owned(),
        text: target_text(input, indicator, target),
    })
}

/// The decimals of a target.
pub fn target_decimals(indicator: &Indicator, target: &Number) -> u32 {
    declared_decimals(target, indicator.decimals)
}

/// A value as a cell: with its unit if `with_unit`, for columns whose head does not name it.
pub fn value_cell(
    input: &Input<'_>,
    indicator: &Indicator,
    figure: &Measurement,
    grade: Option<&Grade>,
) -> Cell {
    let content = match &figure.value {
        Value::Number(value) if indicator.label(value).is_some() => {
            Content::Text(value_text(input, indicator, value, None))
        }
        Value::Number(value) => {
            let edge = grade.and_then(|grade| grade.target.as_ref());
            let decimals = value_decimals(input, indicator, value, edge);
            Content::Number {
                value: value.clone(),
                decimals,
                unit: shown_unit(indicator).to_owned(),
                text: value_text(input, indicator, value, edge),
            }
        }
        Value::Blank(kind, reason) => Content::Blank {
            kind: *kind,
            text: blank_word(input, *kind),
            reason: reason_words(input, reason),
        },
    };
    let content = match few_text(input, indicator, figure) {
        Some(text) => match content {
            Content::Number { value, decimals, unit, .. } => {
                Content::Number { value, decimals, unit, text }
            }
            other => other,
        },
        None => content,
    };
    let cell = Cell::new(content).toned(tone(figure, grade));
    let cautions = cautions(input, indicator, figure, grade);
    let remarks: Vec<String> =
        remark(input, indicator, figure).into_iter().chain(cautions).collect();
    let remark = (!remarks.is_empty()).then(|| remarks.join("; "));
    match remark {
        Some(note) => cell.noted(note),
        None => cell,
    }
}

/// What a tooltip adds to a figure: *a dari b*, coverage, rows set aside.
pub fn remark(input: &Input<'_>, indicator: &Indicator, figure: &Measurement) -> Option<String> {
    let mut parts = vec![];
    if let Some(counts) = out_of(input, figure) {
        parts.push(counts);
    }
    if figure.value.number().is_some() && !figure.uncovered.is_empty() {
        parts.push(partly_covered(input, figure));
    }
    if figure.value.number().is_some() && figure.rows_empty > 0 {
        parts.push(input.text("remark-empty", &[("rows", figure.rows_empty.to_string())]));
    }
    if figure.rows_set_aside > 0 {
        parts.push(input.text("remark-set-aside", &[("rows", figure.rows_set_aside.to_string())]));
    }
    if is_nihil(indicator, figure) {
        parts.push(input.word("remark-nihil"));
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// *8 dari 10* of a ratio of counts.
pub fn out_of(input: &Input<'_>, figure: &Measurement) -> Option<String> {
    let (a, b) = (figure.numerator.as_ref()?, figure.denominator.as_ref()?);
    let whole = a.is_integer() && b.is_integer() && b.abs() < 1_000_000;
    let lang = input.lang();
    whole.then(|| {
        let number = |value: &Number| super::format::number(value, 0, lang);
        input.text("remark-out-of", &[("a", number(a)), ("b", number(b))])
    })
}

/// *16 dari 17 unit; belum: Ortala*.
pub fn partly_covered(input: &Input<'_>, figure: &Measurement) -> String {
    let (did, all) = figure.coverage.unwrap_or_default();
    let names = figure.uncovered.iter().filter_map(|id| input.project.teams.get(id));
    let names: Vec<&str> = names.map(|team| team.short.as_str()).collect();
    input.text(
        "remark-coverage",
        &[("did", did.to_string()), ("all", all.to_string()), ("teams", names.join(", "))],
    )
}

/// Whether a figure is a reported zero of a count: *nihil*.
pub fn is_nihil(indicator: &Indicator, figure: &Measurement) -> bool {
    let counts = indicator.formula.ratio().is_none() && indicator.decimals == 0;
    let counted = indicator.unit != "Rp" && indicator.unit != "%";
    counts && counted && figure.value.number().is_some_and(Number::is_zero)
}
