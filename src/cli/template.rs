//! `zona template`: the entry form of a dataset, or the planner's workbook `isian.xlsx`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::diag::{Diagnostics, print};
use crate::domain::team::normal_name;
use crate::domain::{DatasetId, Files, Grain, Period};
use crate::form::entry::{EntryForm, NoForm, entry};
use crate::form::files::UnknownFile;
use crate::form::layout::{BEFORE, FILE, Sheet, head, is_planner_file, period_words};
use crate::form::prefill::{Known, prefill};
use crate::form::unmatched::unmatched;
use crate::form::{self, Filled, book, filled};
use crate::messages::Messages;
use crate::store::write_whole;

use super::args::{Global, TemplateArgs};
use super::progress::Progress;
use super::session::{Failure, Session, usage};

/// Where forms are written when nobody says where. Not `data/`: an empty register that lies there
/// counts as handed in.
const FOLDER: &str = "formulir";
/// The name that asks for the planner's workbook.
const PLANNER: &str = "isian";

/// Runs the command.
///
/// # Errors
///
/// Usage, the disk, or findings of severity error in the definitions.
pub fn run(global: &Global, args: &TemplateArgs, words: &Messages) -> Result<(), Failure> {
    let progress = Progress::new(global.quiet);
    let planner = args.datasets.is_empty() || args.datasets.iter().any(|name| name == PLANNER);
    let session = Session::bare(global, words, &progress)?;
    progress.done();
    // Nothing is known without definitions; data with mistakes still have names to be mapped.
    if session.project.files.is_empty() || session.loaded.ledger.files.is_empty() {
        session.stop_on_errors()?;
    }
    if !global.quiet && session.diags.has_errors() {
        eprintln!("{}", print::summary(&session.diags, words));
    }
    let files = form::files::unknown(&session.project, &session.files, &session.diags);
    // Where no file is known yet, those that wait say when the work begins.
    let waiting = files.iter().filter_map(|one| one.period).max_by_key(|one| one.end());
    let asked = args.period.is_some() || session.loaded.coverage.latest_quarter().is_some();
    let period = match waiting.filter(|_| !asked) {
        Some(waiting) => Period::containing(waiting.end(), Grain::Quarter),
        None => session.period(args.period.as_deref())?,
    };
    let names: Vec<&str> =
        args.datasets.iter().map(String::as_str).filter(|name| *name != PLANNER).collect();
    let forms = names.iter().map(|name| forms(&session, name, period));
    let forms: Vec<EntryForm> =
        forms.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
    if planner {
        write_planner(&session, &files, period)?;
    }
    let folder = args.form_folder.clone().unwrap_or_else(|| session.root.join(FOLDER));
    write_forms(&session, &folder, &forms)
}

/// The forms of one dataset.
fn forms(session: &Session<'_>, name: &str, period: Period) -> Result<Vec<EntryForm>, Failure> {
    let words = session.words;
    let project = &session.project;
    let Some(dataset) = project.dataset(&DatasetId::new(name)) else {
        let known: Vec<&str> = project.datasets.iter().map(|one| one.id.as_str()).collect();
        let args = [("found", name.to_owned()), ("known", known.join(", "))];
        return Err(usage(words, "unknown-argument-dataset", &args));
    };
    entry(project, dataset, period, words).map_err(|reason| {
        let files = dataset.sources.iter().flat_map(|source| source.files.iter().cloned());
        let args = [("dataset", name.to_owned()), ("files", files.collect::<Vec<_>>().join(", "))];
        match reason {
            NoForm::Shape => usage(words, "template-shape", &args),
            NoForm::Path => usage(words, "template-path", &args),
            NoForm::Heads => usage(words, "template-heads", &args),
        }
    })
}

/// Writes the forms; one that somebody may have filled in is never written over.
fn write_forms(session: &Session<'_>, folder: &Path, forms: &[EntryForm]) -> Result<(), Failure> {
    let words = session.words;
    let named: Vec<(PathBuf, &EntryForm)> = forms
        .iter()
        .map(|form| (folder.join(form.path.rsplit('/').next().unwrap_or(&form.path)), form))
        .collect();
    if let Some((path, _)) = named.iter().find(|(path, _)| path.exists()) {
        let args = [("file", shown(path))];
        return Err(usage(words, "template-exists", &args));
    }
    for (path, form) in named {
        write_whole(&path, &drawn(&form.book, words)?)?;
        let args = [("file", shown(&path)), ("path", form.path.clone())];
        println!("{}", words.text("done-entry", &args));
    }
    Ok(())
}

/// Writes `isian.xlsx` anew around what was filled in.
fn write_planner(
    session: &Session<'_>,
    files: &[UnknownFile],
    period: Period,
) -> Result<(), Failure> {
    let words = session.words;
    let path = session.root.join(FILE);
    let before = before(session)?;
    let elsewhere = mapped_in_copies(session);
    let mut names = unmatched(&session.project, &session.loaded, &session.diags);
    names.retain(|one| !elsewhere.contains(&normal_name(&one.name)));
    let known = Known {
        project: &session.project,
        files,
        unmatched: &names,
        before: before.as_ref().map(|(filled, _)| filled),
        period,
        words,
    };
    let made = prefill(&known);
    let bytes = drawn(&made, words)?;
    if let Some((_, old)) = &before
        && *old != bytes
    {
        write_whole(&session.root.join(BEFORE), old)?;
    }
    write_whole(&path, &bytes)?;
    let args = [
        ("file", shown(&path)),
        ("period", period_words(period)),
        ("count", waiting(&made, Sheet::Mapping)),
        ("files", waiting(&made, Sheet::Files)),
    ];
    println!("{}", words.text("done-planner", &args));
    Ok(())
}

/// The names that copies of the workbook for single teams have an answer for.
fn mapped_in_copies(session: &Session<'_>) -> BTreeSet<String> {
    // What is wrong with a copy is said by every other command.
    let mut diags = Diagnostics::default();
    let copies = session.files.paths().iter().filter(|path| is_planner_file(path) && *path != FILE);
    let copies = copies.filter_map(|path| filled::one(&session.files, path, &mut diags));
    let sheets = copies.flat_map(|copy| copy.sheets).filter(|one| one.sheet == Sheet::Mapping);
    sheets
        .flat_map(|sheet| {
            let done = sheet.answered().filter(|row| !sheet.cell(row, head::OUR_UNIT).is_blank());
            done.map(|row| normal_name(&sheet.text(row, head::NAME))).collect::<Vec<_>>()
        })
        .collect()
}

/// How many rows of a sheet wait for an answer.
fn waiting(made: &book::Book, sheet: Sheet) -> String {
    let own = made.pages.iter().find_map(|page| match page {
        book::Page::Grid(grid) if grid.name == sheet.name() => Some(grid),
        _ => None,
    });
    own.map_or(0, |grid| sheet.waiting(&grid.rows)).to_string()
}

/// The workbook as it was filled in; a run stops here rather than lose what it cannot read.
fn before(session: &Session<'_>) -> Result<Option<(Filled, Vec<u8>)>, Failure> {
    if !session.files.paths().iter().any(|path| path == FILE) {
        return Ok(None);
    }
    let mut diags = Diagnostics::default();
    let read = filled::one(&session.files, FILE, &mut diags);
    if let (Some(read), false) = (read, diags.has_errors()) {
        let bytes = session.files.read(FILE).map_err(|e| Failure::Usage(e.to_string()))?;
        return Ok(Some((read, bytes)));
    }
    let sources = &session.project.sources;
    eprint!("{}", print::text(&diags, sources, session.words, false));
    eprintln!("{}", session.words.word("diag-nothing-written"));
    Err(Failure::Findings)
}

fn drawn(book: &book::Book, words: &Messages) -> Result<Vec<u8>, Failure> {
    form::draw(book, words).map_err(|error| Failure::Usage(error.to_string()))
}

fn shown(path: &Path) -> String {
    path.strip_prefix("./").unwrap_or(path).display().to_string()
}
