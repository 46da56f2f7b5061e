//! How every indicator is defined: what it says, how it is computed, on what basis.

use crate::spec::{Indicator, Measured, Target, Window};

use super::figure::target_decimals;
use super::format::with_unit;
use super::input::Input;
use super::model::{Block, Section, SectionKind};
use super::table::{Cell, Column, Row, RowStyle, Table, TableKind};
use super::tone::Tone;

/// The section of definitions.
pub fn section(input: &Input<'_>) -> Section {
    let mut rows = vec![];
    let mut subject = None;
    for indicator in input.indicators() {
        if subject != Some(&indicator.subject) {
            subject = Some(&indicator.subject);
            let mut cells = vec![Cell::text(&indicator.subject)];
            cells.resize(6, Cell::empty());
            rows.push(Row::body(cells).styled(RowStyle::Group));
        }
        rows.push(Row::body(vec![
            Cell::text(&indicator.name),
            Cell::text(&indicator.about),
            Cell::text(formula(input, indicator)),
            Cell::text(window(input, indicator)),
            Cell::text(target(input, indicator)),
            Cell::text(basis(input, indicator)),
        ]));
    }
    let table = Table {
        id: "definisi".to_owned(),
        caption: input.word("definitions-caption"),
        kind: TableKind::List,
        columns: vec![
            Column::text(input.word("column-indicator")).wide(),
            Column::text(input.word("column-about")).wide(),
            Column::text(input.word("column-formula")).wide(),
            Column::text(input.word("column-window")),
            Column::text(input.word("column-target")),
            Column::text(input.word("column-basis")).wide(),
        ],
        rows,
        note: Some(input.word("definitions-note")),
    };
    Section {
        id: "definisi".to_owned(),
        kind: SectionKind::Definitions,
        title: input.word("section-definitions"),
        short: input.word("section-definitions-short"),
        depth: 0,
        tone: Tone::Plain,
        badge: String::new(),
        blocks: vec![Block::Table(table)],
    }
}

fn formula(input: &Input<'_>, indicator: &Indicator) -> String {
    let mut text = indicator.formula_text.value.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(filter) = &indicator.filter {
        text.push_str(&format!(" · {} {filter}", input.word("definition-where")));
    }
    text
}

fn window(input: &Input<'_>, indicator: &Indicator) -> String {
    let key = match indicator.window {
        Window::Period => "window-period",
        Window::Of(_) => "window-of",
        Window::YearToDate => "window-year-to-date",
        Window::Rolling(_) => "window-rolling",
        Window::Snapshot => "window-snapshot",
        Window::ToDate => "window-to-date",
    };
    let count = match indicator.window {
        Window::Rolling(quarters) => quarters.to_string(),
        _ => String::new(),
    };
    let whose = match indicator.measured {
        Measured::Office => "measured-office",
        Measured::Each => "measured-each",
        Measured::Teams(_) => "measured-some",
    };
    format!("{}; {}", input.text(key, &[("count", count)]), input.word(whose))
}

fn target(input: &Input<'_>, indicator: &Indicator) -> String {
    let lang = input.lang();
    let printed = |number: &crate::domain::Number| {
        let decimals = target_decimals(indicator, number);
        with_unit(number, decimals, &indicator.unit, lang)
    };
    let defined = match &indicator.target {
        None => input.word("target-none"),
        Some(target) => defined_target(input, target, &printed),
    };
    let set = indicator.set_targets.iter().map(|one| {
        let whose = one.team.as_ref().and_then(|id| input.project.teams.get(id));
        let whose = whose.map_or_else(String::new, |team| format!("{}, ", team.short));
        let quarter = super::format::period(one.quarter, input.words);
        let file = one.origin.file().unwrap_or_default();
        format!("{whose}{quarter}: {} ({file})", printed(&one.number))
    });
    [defined].into_iter().chain(set).collect::<Vec<_>>().join("; ")
}

fn defined_target(
    input: &Input<'_>,
    target: &Target,
    printed: &dyn Fn(&crate::domain::Number) -> String,
) -> String {
    match target {
        Target::Constant(number) => printed(number),
        Target::Table { quarters, periods, teams } => {
            let quarters = quarters.iter().map(|(quarter, number)| {
                format!("{} {quarter}: {}", input.word("period-quarter-short"), printed(number))
            });
            let periods = periods.iter().map(|(at, number)| format!("{at}: {}", printed(number)));
            let teams = teams.iter().map(|(team, number)| format!("{team}: {}", printed(number)));
            quarters.chain(periods).chain(teams).collect::<Vec<_>>().join("; ")
        }
        Target::Path(path) => {
            let steps = path.steps.iter().map(|(month, share)| {
                let share = with_unit(share, 0, "%", input.lang());
                let month = input.word(&format!("month-{month}"));
                input.text("target-by", &[("month", month), ("share", share)])
            });
            let year = defined_target(input, &path.year, printed);
            let steps = steps.collect::<Vec<_>>().join(", ");
            input.text("target-path-of", &[("year", year), ("steps", steps)])
        }
        Target::Indicator(id) => {
            let other = input.project.indicator(id);
            other.map_or_else(|| id.to_string(), |other| other.name.clone())
        }
        Target::Formula(formula) => formula.to_string(),
        Target::Dataset(cited) => {
            let dataset = input.project.dataset(&cited.dataset);
            let title = dataset.map_or_else(|| cited.dataset.to_string(), |one| one.title.clone());
            input.text("target-of-dataset", &[("dataset", title)])
        }
    }
}

/// What kind of source a figure comes from: a system, a register, what the team says itself, or a
/// judgement from outside; `R/X` is both.
pub(super) fn class_words(input: &Input<'_>, indicator: &Indicator) -> Option<String> {
    let words = indicator.class.split('/').map(|class| match class {
        "S" => Some(input.word("class-s")),
        "R" => Some(input.word("class-r")),
        "M" => Some(input.word("class-m")),
        "X" => Some(input.word("class-x")),
        _ => None,
    });
    Some(words.collect::<Option<Vec<_>>>()?.join(", "))
}

fn basis(input: &Input<'_>, indicator: &Indicator) -> String {
    let confidence = input.word(&format!("confidence-{}", indicator.confidence));
    let class = class_words(input, indicator).unwrap_or_default();
    let valid = super::explain::version(input, indicator);
    let valid = valid.map(|days| input.text("definition-valid", &[("days", days)]));
    let parts = [indicator.basis.clone(), confidence, class, valid.unwrap_or_default()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}
