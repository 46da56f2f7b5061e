//! What was found in the data: the fate of every row, and every finding with its place.

use std::collections::BTreeMap;

use crate::diag::words::{help, message, place};
use crate::diag::{Diagnostic, Severity};
use crate::domain::Number;
use crate::domain::ledger::{Aside, FileLedger};

use super::format::{date, number};
use super::input::Input;
use super::model::{Block, Fact, Section, SectionKind};
use super::table::{Cell, Column, Content, Row, RowStyle, Table, TableKind};
use super::tone::Tone;

/// How many findings of a kind are shown of one file before the rest is only counted: the page is
/// for a meeting, `zona check` is for mending.
const SHOWN: usize = 10;

/// The section of data quality.
pub fn section(input: &Input<'_>) -> Section {
    Section {
        id: "mutu-data".to_owned(),
        kind: SectionKind::Quality,
        title: input.word("section-quality"),
        short: input.word("section-quality-short"),
        depth: 0,
        tone: Tone::Plain,
        badge: String::new(),
        blocks: {
            let first = [
                Block::Paragraph(input.word("quality-law")),
                Block::Facts(facts(input)),
                Block::Table(findings(input)),
            ];
            let last = [Block::Table(ledger(input))];
            let first = first.into_iter().chain(super::applicability::list(input));
            first.chain(super::restated::list(input)).chain(last).collect()
        },
    }
}

fn facts(input: &Input<'_>) -> Vec<Fact> {
    let sum = |count: fn(&FileLedger) -> usize| input.ledger.files.iter().map(count).sum::<usize>();
    let defects = sum(FileLedger::defects);
    let fact = |key, count: usize, tone| Fact {
        label: input.word(key),
        value: number(&Number::from(count as i64), 0, input.lang()),
        note: String::new(),
        tone,
    };
    let warnings = input.findings.count(Severity::Warning);
    vec![
        fact("quality-files", input.ledger.files.len(), Tone::Plain),
        fact("quality-read", sum(FileLedger::read), Tone::Plain),
        fact("quality-used", sum(FileLedger::used), Tone::Plain),
        fact("quality-defects", defects, if defects > 0 { Tone::Near } else { Tone::Good }),
        fact("quality-warnings", warnings, if warnings > 0 { Tone::Near } else { Tone::Good }),
    ]
}

fn findings(input: &Input<'_>) -> Table {
    let mut counts: BTreeMap<(Severity, &str, &str), (usize, usize)> = BTreeMap::new();
    let mut rows = vec![];
    for one in input.findings.sorted() {
        let file = one.origin.file().unwrap_or_default();
        let (shown, rest) = counts.entry((one.severity, one.code, file)).or_default();
        if *shown < SHOWN {
            *shown += 1;
            rows.push(finding(input, one));
        } else {
            *rest += 1 + one.more.len();
        }
    }
    let rest = counts.iter().filter(|(_, (_, rest))| *rest > 0);
    rows.extend(rest.map(|((severity, code, file), (_, rest))| {
        let (key, tone) = level(*severity);
        Row::body(vec![
            Cell::text(input.word(key)).toned(tone),
            Cell::text(input.text("quality-rest", &[("code", (*code).to_owned())])),
            Cell::text((*file).to_owned()),
            count(input, *rest),
            Cell::text(input.word("quality-rest-help")),
        ])
    }));
    Table {
        id: "temuan".to_owned(),
        caption: input.word("quality-findings"),
        kind: TableKind::List,
        columns: vec![
            Column::text(input.word("column-severity")),
            Column::text(input.word("column-finding")).wide(),
            Column::text(input.word("column-place")).wide(),
            Column::number(input.word("column-places")),
            Column::text(input.word("column-remedy")).wide(),
        ],
        rows,
        note: None,
    }
}

fn level(severity: Severity) -> (&'static str, Tone) {
    match severity {
        Severity::Error => ("severity-error", Tone::Bad),
        Severity::Warning => ("severity-warning", Tone::Near),
        Severity::Note => ("severity-note", Tone::Plain),
    }
}

fn finding(input: &Input<'_>, one: &Diagnostic) -> Row {
    let (key, tone) = level(one.severity);
    let excused = one.waiver.as_ref().map(|waiver| {
        let until = date(waiver.until, input.words);
        input.text("diag-waived", &[("reason", waiver.reason.clone()), ("until", until)])
    });
    let mut remedy = excused.or_else(|| help(one, input.words)).unwrap_or_default();
    if let Some(near) = &one.near {
        let text = input.text("diag-near", &[("near", near.clone())]);
        remedy = format!("{text} {remedy}");
    }
    Row::body(vec![
        Cell::text(input.word(key)).toned(tone),
        Cell::text(message(one, input.words)),
        Cell::text(place(&one.origin, input.words)),
        count(input, 1 + one.more.len()),
        Cell::text(remedy),
    ])
}

fn count(input: &Input<'_>, count: usize) -> Cell {
    let value = Number::from(count as i64);
    let text = number(&value, 0, input.lang());
    Cell::new(Content::Number { value, decimals: 0, unit: String::new(), text })
}

fn ledger(input: &Input<'_>) -> Table {
    let used: Vec<Aside> = Aside::ALL
        .into_iter()
        .filter(|reason| input.ledger.files.iter().any(|file| file.aside(*reason) > 0))
        .collect();
    let mut rows = vec![];
    let mut dataset = None;
    for file in &input.ledger.files {
        if dataset != Some(&file.dataset) {
            dataset = Some(&file.dataset);
            let title = input.project.dataset(&file.dataset);
            let title = title.map_or_else(|| file.dataset.to_string(), |one| one.title.clone());
            let mut cells = vec![Cell::text(title)];
            cells.resize(3 + used.len(), Cell::empty());
            rows.push(Row::body(cells).styled(RowStyle::Group));
        }
        let sheet =
            if file.sheet.is_empty() { String::new() } else { format!(" [{}]", file.sheet.trim()) };
        let mut cells = vec![Cell::text(format!("{}{sheet}", file.file))];
        cells.extend([count(input, file.read()), count(input, file.used())]);
        for reason in &used {
            let n = file.aside(*reason);
            let cell = if n == 0 { Cell::empty() } else { count(input, n) };
            let marked = n > 0 && reason.is_defect();
            cells.push(if marked { cell.toned(Tone::Near) } else { cell });
        }
        rows.push(Row::body(cells).indented(1));
    }
    let mut columns = vec![
        Column::text(input.word("column-file")).wide(),
        Column::number(input.word("column-read")),
        Column::number(input.word("column-used")),
    ];
    columns.extend(used.iter().map(|reason| {
        let head = Column::number(input.word(&format!("aside-{}", reason.code())));
        head.under(input.word("column-aside"))
    }));
    Table {
        id: "neraca-baris".to_owned(),
        caption: input.word("quality-ledger"),
        kind: TableKind::List,
        columns,
        rows,
        note: Some(input.word("quality-ledger-note")),
    }
}
