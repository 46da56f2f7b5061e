//! `zona backtest`: an official workbook, worked out again cell by cell.

use std::fs;
use std::io::IsTerminal;

use crate::backtest::row::{Fate, Lacking};
use crate::backtest::verdict::{Backtest, CheckedCell, Comparison};
use crate::backtest::{Choice, HandedOver, Unfit, backtest, choose};
use crate::diag::words::{a1, help, message};
use crate::diag::{Diagnostic, Diagnostics, Origin, nearest, print};
use crate::domain::Period;
use crate::form;
use crate::load;
use crate::load::raw::{Limits, RawFile};
use crate::load::tables::unreadable;
use crate::messages::Messages;
use crate::render::text;
use crate::report::backtest::{causes, reason, told};
use crate::spec::{self, Dataset, Project};
use crate::store::{DiskError, DiskFiles};

use super::args::{BacktestArgs, BacktestForm, ColourArg, Global};
use super::session::{Failure, nearest_project, put_out, usage};

/// Runs the command.
///
/// # Errors
///
/// Usage (no project, a file that no dataset fits or whose period nobody says), the disk,
/// definitions with errors, or a cell that does not agree.
pub fn run(global: &Global, args: &BacktestArgs, words: &Messages) -> Result<(), Failure> {
    let root = nearest_project(global).ok_or_else(|| usage(words, "no-project", &[]))?;
    let files = DiskFiles::open(&root)?;
    let mut diags = Diagnostics::default();
    let mut project = spec::read(&files, &mut diags);
    if !diags.has_errors() {
        form::overlay(&mut project, &files, &mut diags);
    }
    if diags.has_errors() {
        tell(global, &diags, &project, words);
        return Err(Failure::Findings);
    }
    let given = given(args, words)?;
    let content = content(&given, words)?;
    let only = args.dataset.as_deref().map(|id| known(&project, id, words)).transpose()?;
    let choice: Choice<'_> =
        choose(&project, only, &content).map_err(|unfit| unfitting(&given.name, &unfit, words))?;
    let Some(found) = backtest(&project, &choice, &given) else {
        let named = [("file", given.name), ("dataset", choice.dataset.id.to_string())];
        return Err(usage(words, "backtest-no-period", &named));
    };
    // Of a reading that is refused only the refusal is worth telling.
    let read = found.other.as_ref().map_or(&found.declared, |other| &other.reading);
    if !global.quiet || read.n_unread > 0 {
        tell(global, &read.diags, &project, words);
    }
    match args.form {
        BacktestForm::Text => put_out(text::backtest(&told(&found, words)).as_bytes())?,
        BacktestForm::Json => put_out(format!("{:#}\n", value(&found, words)).as_bytes())?,
    }
    if found.agrees() { Ok(()) } else { Err(Failure::Findings) }
}

fn given(args: &BacktestArgs, words: &Messages) -> Result<HandedOver, Failure> {
    let path = args.workbook.display().to_string();
    let bytes = fs::read(&args.workbook).map_err(DiskError::reading(&args.workbook))?;
    let period = args.period.as_deref().map(|text| {
        let form = || usage(words, "period-form", &[("found", text.to_owned())]);
        Period::parse(text).ok_or_else(form)
    });
    let name = args.workbook.file_name().map(|name| name.to_string_lossy().into_owned());
    Ok(HandedOver { name: name.unwrap_or(path), bytes, period: period.transpose()? })
}

fn content(given: &HandedOver, words: &Messages) -> Result<RawFile, Failure> {
    load::open::read(&given.bytes, &Limits::default()).map_err(|error| {
        let problem: Diagnostic = unreadable(&given.name, &error);
        let help = help(&problem, words).unwrap_or_default();
        let (severity, remedy) = (words.word("severity-error"), words.word("diag-help"));
        Failure::Usage(format!("{severity}: {}\n  = {remedy}: {help}", message(&problem, words)))
    })
}

fn known<'a>(project: &'a Project, id: &str, words: &Messages) -> Result<&'a Dataset, Failure> {
    let asked = || project.datasets.iter().filter(|one| !one.printed.is_empty());
    asked().find(|one| one.id.as_str() == id).ok_or_else(|| {
        let known: Vec<&str> = asked().map(|one| one.id.as_str()).collect();
        let meant = nearest(id, known.iter().copied());
        let near = meant.map_or_else(String::new, |near| format!(" ({near}?)"));
        let named = [("found", id.to_owned()), ("known", known.join(", ") + &near)];
        usage(words, "unknown-argument-dataset", &named)
    })
}

fn unfitting(file: &str, unfit: &Unfit, words: &Messages) -> Failure {
    let file = ("file", file.to_owned());
    match unfit {
        Unfit::NothingDeclared => usage(words, "backtest-nothing-declared", &[file]),
        Unfit::NoHeads { dataset, heads } => {
            let what = match (dataset.is_empty(), heads.is_empty()) {
                (true, _) => "table",
                (false, true) => "printed",
                (false, false) => "heads",
            };
            let (what, dataset) = (("what", what.to_owned()), ("dataset", dataset.clone()));
            let named = [file, what, dataset, ("heads", heads.join(", "))];
            usage(words, "backtest-no-dataset", &named)
        }
    }
}

fn tell(global: &Global, diags: &Diagnostics, project: &Project, words: &Messages) {
    let colour = match global.color {
        ColourArg::Always => true,
        ColourArg::Never => false,
        ColourArg::Auto => std::io::stderr().is_terminal(),
    };
    if diags.is_empty() {
        return;
    }
    eprint!("{}", print::text(diags, &project.sources, words, colour));
}

/// The outcome for machines, version 1 of the schema.
fn value(found: &Backtest, words: &Messages) -> serde_json::Value {
    let other = found.other.as_ref().map(|other| {
        serde_json::json!({
            "reasons": causes(&found.declared, other, words),
            "misread": other.misread.is_some(),
            "rules_of": other.period.map(|period| period.to_string()),
            "reading": reading(&other.reading, words),
        })
    });
    serde_json::json!({
        "schema": "zona.backtest",
        "version": 1,
        "dataset": found.dataset.to_string(),
        "file": found.file,
        "agrees": found.agrees(),
        "declared": reading(&found.declared, words),
        "other": other,
    })
}

fn reading(reading: &Comparison, words: &Messages) -> serde_json::Value {
    let columns = reading.columns.iter().map(|one| {
        serde_json::json!({
            "column": one.column,
            "head": one.head,
            "under": one.under,
            "asked": one.n_asked(),
            "agreed": one.n_agreed,
            "different": one.n_different,
            "open": one.n_open,
        })
    });
    let doubts = reading.doubts.iter().map(|one| {
        let cells: Vec<serde_json::Value> = one.places.iter().map(spot).collect();
        serde_json::json!({ "reason": reason(&one.remark, words), "cells": cells })
    });
    serde_json::json!({
        "period": reading.period.map(|period| period.to_string()),
        "rows": reading.n_rows,
        "unread": reading.n_unread,
        "columns": columns.collect::<Vec<_>>(),
        "cells": reading.cells.iter().map(|one| cell(one, words)).collect::<Vec<_>>(),
        "doubts": doubts.collect::<Vec<_>>(),
    })
}

fn cell(one: &CheckedCell, words: &Messages) -> serde_json::Value {
    let (printed, computed, likely) = match &one.fate {
        Fate::Differs(printed, computed, likely) => {
            (Some(printed.to_plain(6)), Some(computed.to_fixed(one.decimals)), likely.as_ref())
        }
        Fate::Open(printed, _) => (Some(printed.to_plain(6)), None, None),
        Fate::Agrees => (None, None, None),
    };
    let difference = match &one.fate {
        Fate::Differs(printed, computed, _) => {
            Some((&printed.round(one.decimals) - computed).to_fixed(one.decimals))
        }
        _ => None,
    };
    let lacking = match &one.fate {
        Fate::Open(_, lacking) => lacking.clone(),
        _ => Lacking::default(),
    };
    serde_json::json!({
        "place": spot(&one.place),
        "row": one.row,
        "column": one.column,
        "printed": printed,
        "computed": computed,
        "difference": difference,
        "reason": likely.map(|remark| reason(remark, words)),
        "empty": lacking.empty,
        "zero": lacking.zero,
    })
}

fn spot(origin: &Origin) -> serde_json::Value {
    match origin {
        Origin::Cell { file, sheet, row, column } => {
            serde_json::json!({ "file": **file, "sheet": **sheet, "cell": a1(*row, *column) })
        }
        Origin::Row { file, sheet, row } => {
            serde_json::json!({ "file": **file, "sheet": **sheet, "row": row })
        }
        other => serde_json::json!({ "file": other.file() }),
    }
}
