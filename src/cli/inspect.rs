//! `zona inspect`: what is in a file, and the definition that would read it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::diag::words::{help, message};
use crate::diag::{Diagnostic, Diagnostics, Severity, print};
use crate::domain::glob::matches_path;
use crate::domain::{Aside, FileLedger, Files, MemoryFiles};
use crate::form;
use crate::inspect::{Inspection, Place, Setting, describe, draft, inspect};
use crate::load;
use crate::load::raw::{Limits, RawFile};
use crate::load::tables::unreadable;
use crate::messages::Messages;
use crate::spec::{self, Project, read::SETTINGS};
use crate::store::DiskFiles;

use super::args::{Global, InspectArgs};
use super::session::{Failure, nearest_project, usage};

/// Where a draft stands while it is tried out.
const DRAFT: &str = "indicators/draft.toml";
/// The settings of a project that has nothing but an office, for trying a draft out without one.
const OFFICE: &str = "[office]\nname = \"Kantor\"\n[[team]]\nid = \"kantor\"\nname = \"Kantor\"\nkind = \"office\"\n";

/// The project around a file, if there is one.
struct Around {
    files: DiskFiles,
    project: Project,
    /// The file's path in it, if the file is inside.
    inside: Option<String>,
}

/// Runs the command.
///
/// # Errors
///
/// A file that cannot be read, or a table that cannot be found where a draft was asked for.
pub fn run(global: &Global, args: &InspectArgs, words: &Messages) -> Result<(), Failure> {
    let around = around(global, &args.file, words)?;
    let path = args.file.display().to_string();
    let bytes = match fs::read(&args.file) {
        Ok(bytes) => bytes,
        Err(error) => {
            let args = [("file", path), ("cause", error.to_string())];
            return Err(usage(words, "file-missing", &args));
        }
    };
    let content = content(&path, &bytes, words)?;
    let name = args.file.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_else(|| path.clone());
    let teams = around.as_ref().map(|around| &around.project.teams);
    let found = inspect(&content, &name, teams);
    let taken = around.as_ref().map(taken).unwrap_or_default();
    if !args.draft {
        let claimed = around.as_ref().map(claimed).unwrap_or_default();
        print!("{}", describe(&found, &Place { path, claimed, taken }, words));
        return Ok(());
    }
    let inside = around.as_ref().and_then(|around| around.inside.as_deref());
    let folder = match inside.and_then(|path| path.rsplit_once('/')) {
        Some((folder, _)) => format!("{folder}/"),
        None if inside.is_some() => String::new(),
        None => "data/".to_owned(),
    };
    let setting = Setting { folder, taken };
    let Some(text) = draft(&found, &setting, words) else {
        return Err(usage(words, "inspect-no-table", &[("file", path)]));
    };
    print!("{text}");
    if !global.quiet {
        let place = format!("{}{name}", setting.folder);
        eprint!("{}", tried(&text, &place, bytes, around.as_ref(), &found, words));
    }
    Ok(())
}

fn content(path: &str, bytes: &[u8], words: &Messages) -> Result<RawFile, Failure> {
    load::open::read(bytes, &Limits::default()).map_err(|error| {
        let problem: Diagnostic = unreadable(path, &error);
        let help = help(&problem, words).unwrap_or_default();
        let (severity, remedy) = (words.word("severity-error"), words.word("diag-help"));
        Failure::Usage(format!("{severity}: {}\n  = {remedy}: {help}", message(&problem, words)))
    })
}

/// The project that the command was started in.
fn around(global: &Global, file: &Path, words: &Messages) -> Result<Option<Around>, Failure> {
    let Some(root) = nearest_project(global) else {
        return match global.project {
            Some(_) => Err(usage(words, "no-project", &[])),
            None => Ok(None),
        };
    };
    let files = DiskFiles::open(&root)?;
    // Definitions that are still wrong are no reason to be silent about a file.
    let mut unsaid = Diagnostics::default();
    let mut project = spec::read(&files, &mut unsaid);
    form::overlay(&mut project, &files, &mut unsaid);
    let inside = relative(&root, file);
    Ok(Some(Around { files, project, inside }))
}

/// The path of a file below a folder, with `/` between its parts.
fn relative(root: &Path, file: &Path) -> Option<String> {
    let (root, file): (PathBuf, PathBuf) = (root.canonicalize().ok()?, file.canonicalize().ok()?);
    let below = file.strip_prefix(root).ok()?;
    let parts = below.components().map(|part| part.as_os_str().to_str());
    parts.collect::<Option<Vec<&str>>>().map(|parts| parts.join("/"))
}

/// The datasets that read the file already.
fn claimed(around: &Around) -> Vec<String> {
    let Some(path) = &around.inside else { return vec![] };
    let reads = |globs: &[String]| globs.iter().any(|glob| matches_path(glob, path));
    let datasets = around.project.datasets.iter();
    let found = datasets.filter(|one| one.sources.iter().any(|source| reads(&source.files)));
    found.map(|dataset| dataset.id.to_string()).collect()
}

/// The names of everything that is defined, and of the files of definitions.
fn taken(around: &Around) -> BTreeSet<String> {
    let project = &around.project;
    let datasets = project.datasets.iter().map(|dataset| dataset.id.to_string());
    let indicators = project.indicators.iter().map(|indicator| indicator.id.to_string());
    let scales = project.scales.keys().map(ToString::to_string);
    let paths = around.files.paths().iter();
    let files = paths.filter_map(|path| {
        let name = path.strip_prefix(spec::read::DEFINITIONS)?.strip_suffix(".toml")?;
        Some(name.to_owned())
    });
    datasets.chain(indicators).chain(scales).chain(files).collect()
}

/// What comes of the draft when it is used at once: nothing is promised that was not tried.
fn tried(
    text: &str,
    place: &str,
    bytes: Vec<u8>,
    around: Option<&Around>,
    found: &Inspection,
    words: &Messages,
) -> String {
    let says_when = text.lines().any(|line| line.starts_with("covers = "));
    if !says_when {
        return format!("{}\n", words.text("inspect-tried-open", &[]));
    }
    let mut all: Vec<(String, Vec<u8>)> =
        vec![(DRAFT.to_owned(), text.as_bytes().to_vec()), (place.to_owned(), bytes)];
    let settings = around.and_then(|around| around.files.read(SETTINGS).ok());
    match (settings, around) {
        (Some(settings), Some(around)) => {
            all.push((SETTINGS.to_owned(), settings));
            let lists =
                around.files.paths().iter().filter(|path| {
                    path.starts_with(spec::read::DEFINITIONS) && path.ends_with(".csv")
                });
            all.extend(
                lists.filter_map(|path| Some((path.clone(), around.files.read(path).ok()?))),
            );
        }
        _ => all.push((SETTINGS.to_owned(), OFFICE.as_bytes().to_vec())),
    }
    let files = MemoryFiles::new(all);
    let mut diags = Diagnostics::default();
    let mut project = spec::read(&files, &mut diags);
    if let Some(around) = around {
        // Spellings that the planner has mapped are known to the draft too.
        form::overlay(&mut project, &around.files, &mut Diagnostics::default());
    }
    if !diags.has_errors() {
        let loaded = load::tables(&project, &files, &|_| {}, &mut diags);
        if !diags.has_errors() {
            return verdict(&loaded.ledger.files, found, words);
        }
    }
    // Warnings may quote cells; the file is not known well enough for that yet.
    let mut errors = Diagnostics::default();
    let all = diags.sorted().into_iter().filter(|one| one.severity == Severity::Error);
    all.for_each(|one| errors.push(one.clone()));
    let findings = print::text(&errors, &project.sources, words, false);
    format!("{findings}{}\n", words.text("inspect-tried-wrong", &[]))
}

fn verdict(accounts: &[FileLedger], found: &Inspection, words: &Messages) -> String {
    let sum = |count: &dyn Fn(&FileLedger) -> usize| accounts.iter().map(count).sum::<usize>();
    let reasons: Vec<String> = Aside::ALL
        .into_iter()
        .map(|one| (one, sum(&|account| account.aside(one))))
        .filter(|(_, count)| *count > 0)
        .map(|(one, count)| format!("{count} {}", words.word(&format!("aside-{}", one.code()))))
        .collect();
    let aside = if reasons.is_empty() { "0".to_owned() } else { reasons.join(", ") };
    let args = [
        ("file", found.name.clone()),
        ("read", sum(&|account| account.read()).to_string()),
        ("used", sum(&|account| account.used()).to_string()),
        ("aside", aside),
    ];
    format!("{}\n", words.text("inspect-tried", &args))
}
