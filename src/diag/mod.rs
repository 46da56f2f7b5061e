//! Diagnostics: what is wrong with the user's files, where, and what to do about it.
//!
//! A [`Diagnostic`] is a code with typed arguments, never a sentence: its words stand in the
//! message catalogue, in every language. Printing lives in [`mod@print`] and [`json`] alone.

pub mod origin;
pub mod nearest;
pub mod words;
pub mod print;
pub mod json;

pub use nearest::{nearest, nearest_unit};
pub use origin::{Origin, Sources};

use crate::domain::{Date, FileError, Files};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// The run goes on; it is printed on the report's data-quality page.
    Warning,
    /// The run stops after the stage that found it, and nothing is written.
    Error,
}

/// One thing that is wrong, with every place where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The name of the rule; the key of its words in the catalogue.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The arguments of its words.
    pub args: Vec<(&'static str, String)>,
    /// The first place where it is.
    pub origin: Origin,
    /// Another place that explains it, with the catalogue key that says how.
    pub related: Option<(&'static str, Origin)>,
    /// The nearest known name, where one is near.
    pub near: Option<String>,
    /// More places of the same kind.
    pub more: Vec<Origin>,
    /// Why it is excused, if it is.
    pub waiver: Option<Waiver>,
}

/// Why a finding is excused; its severity is a note then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// The reason, as the definitions give it.
    pub reason: String,
    /// The last day on which it is excused.
    pub until: Date,
    /// Where the definitions excuse it.
    pub origin: Origin,
}

impl Diagnostic {
    /// A diagnostic of severity error.
    pub fn error(code: &'static str, origin: Origin) -> Self {
        Self::new(code, Severity::Error, origin)
    }

    /// A diagnostic of severity warning.
    pub fn warning(code: &'static str, origin: Origin) -> Self {
        Self::new(code, Severity::Warning, origin)
    }

    /// A diagnostic of severity note.
    pub fn note(code: &'static str, origin: Origin) -> Self {
        Self::new(code, Severity::Note, origin)
    }

    /// A diagnostic of any severity.
    pub fn new(code: &'static str, severity: Severity, origin: Origin) -> Self {
        let (args, more) = (vec![], vec![]);
        Self { code, severity, args, origin, related: None, near: None, more, waiver: None }
    }

    /// Adds an argument of its words.
    pub fn arg(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// Adds the nearest known name, if any is near enough to be meant.
    pub fn near<'a>(mut self, wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        self.near = nearest(wrong, known);
        self
    }

    /// Adds the nearest known name of a unit, if one alone is near enough to be meant.
    pub fn near_unit<'a>(mut self, wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        self.near = nearest_unit(wrong, known);
        self
    }

    /// An argument of its words.
    pub fn argument(&self, name: &str) -> Option<&str> {
        self.args.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// Every place where it is, the first one first.
    pub fn places(&self) -> impl Iterator<Item = &Origin> {
        std::iter::once(&self.origin).chain(&self.more)
    }

    /// The same at some of its places only; nothing if there are none.
    pub fn at(&self, places: Vec<Origin>) -> Option<Self> {
        let mut places = places.into_iter();
        let origin = places.next()?;
        Some(Self { origin, more: places.collect(), ..self.clone() })
    }

    /// Adds another place that explains this one.
    pub fn related(mut self, key: &'static str, origin: Origin) -> Self {
        self.related = Some((key, origin));
        self
    }
}

/// Everything found wrong in a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds one; the same thing in another place is folded into the first.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let same = |other: &&mut Diagnostic| {
            other.code == diagnostic.code
                && other.severity == diagnostic.severity
                && other.args == diagnostic.args
                && other.waiver == diagnostic.waiver
                && other.origin.file() == diagnostic.origin.file()
                && !matches!(diagnostic.origin, Origin::Span { .. })
        };
        match self.items.iter_mut().rev().take(64).find(same) {
            Some(first) => {
                first.more.push(diagnostic.origin);
                first.more.extend(diagnostic.more);
            }
            None => self.items.push(diagnostic),
        }
    }

    /// Adds some.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        diagnostics.into_iter().for_each(|one| self.push(one));
    }

    /// The bytes of a file; without them it is said where the file was asked for.
    pub fn read(&mut self, files: &dyn Files, path: &str, asked: Origin) -> Option<Vec<u8>> {
        let complain = |error: FileError| {
            let problem = Diagnostic::error("file-missing", asked);
            self.push(problem.arg("file", path).arg("cause", error.cause));
        };
        files.read(path).map_err(complain).ok()
    }

    /// Adds those of another, in their order.
    pub fn join(&mut self, other: Self) {
        self.extend(other.items);
    }

    /// Puts others in the place of each: none, one or several.
    pub fn rework(&mut self, mut change: impl FnMut(Diagnostic) -> Vec<Diagnostic>) {
        let items = std::mem::take(&mut self.items);
        self.items = items.into_iter().flat_map(&mut change).collect();
    }

    /// All of them, in the order found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.items.iter()
    }

    /// How many places have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        let of_kind = self.items.iter().filter(|item| item.severity == severity);
        of_kind.map(|item| 1 + item.more.len()).sum()
    }

    /// Whether the run must stop.
    pub fn has_errors(&self) -> bool {
        self.items.iter().any(|item| item.severity == Severity::Error)
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Worst first; within a severity by file, and within a file from the top down.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut all: Vec<&Diagnostic> = self.items.iter().collect();
        all.sort_by(|a, b| {
            b.severity.cmp(&a.severity).then_with(|| a.origin.reading_order(&b.origin))
        });
        all
    }
}
