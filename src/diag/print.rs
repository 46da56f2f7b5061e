//! Diagnostics for people: the guilty line with a caret, or the guilty cell, and the remedy.

use std::collections::BTreeMap;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin as Place, Renderer, Snippet};

use super::words::{Words, help, message, place, spot, waived};
use super::{Diagnostic, Diagnostics, Origin, Severity, Sources};

/// How many more places of the same kind are named.
const NAMED_PLACES: usize = 6;

/// How many findings of a kind are shown of one file before the rest is only counted.
pub const SHOWN: usize = 5;

/// Findings of which many are one thing to know: beyond [`SHOWN`] of them they are told in one line.
const FOLDED: [&str; 1] = ["no-files"];

/// The diagnostics, worst first, with a last line that counts them.
pub fn text(diags: &Diagnostics, sources: &Sources, words: &dyn Words, colour: bool) -> String {
    let mut out = findings(diags, sources, words, colour, SHOWN);
    out.push_str(&summary(diags, words));
    out.push('\n');
    out
}

/// The diagnostics, worst first: of a kind the first `most` of a file, the rest counted.
///
/// What is wrong with definitions is never counted away: each stands for itself.
pub fn findings(
    diags: &Diagnostics,
    sources: &Sources,
    words: &dyn Words,
    colour: bool,
    most: usize,
) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut counts: BTreeMap<(Severity, &str, &str), (usize, usize)> = BTreeMap::new();
    let sorted = diags.sorted();
    let mut out = String::new();
    let folded: Vec<&str> = FOLDED
        .into_iter()
        .filter(|code| most < usize::MAX && times(&sorted, code) > most)
        .collect();
    for (at, diagnostic) in sorted.iter().enumerate() {
        let is_folded = folded.contains(&diagnostic.code);
        let file = diagnostic.origin.file().unwrap_or_default();
        let (shown, hidden) =
            counts.entry((diagnostic.severity, diagnostic.code, file)).or_default();
        if is_folded {
            // Told in one line behind the others.
        } else if *shown < most
            || matches!(diagnostic.origin, Origin::Span { .. } | Origin::Nowhere)
        {
            *shown += 1;
            out.push_str(&one(diagnostic, sources, words, &renderer));
            out.push_str("\n\n");
        } else {
            *hidden += 1 + diagnostic.more.len();
        }
        let last = sorted[at + 1..].iter().all(|next| next.severity != diagnostic.severity);
        if last {
            out.push_str(&rest(&counts, words));
            counts.clear();
        }
    }
    for code in folded {
        let count = times(&sorted, code).to_string();
        out.push_str(&words.text(&format!("diag-folded-{code}"), &[("count", count)]));
        out.push_str("\n\n");
    }
    out
}

fn times(sorted: &[&Diagnostic], code: &str) -> usize {
    sorted.iter().filter(|one| one.code == code).count()
}

/// What was only counted, a line per kind and file.
fn rest(counts: &BTreeMap<(Severity, &str, &str), (usize, usize)>, words: &dyn Words) -> String {
    let hidden = counts.iter().filter(|(_, (_, hidden))| *hidden > 0);
    let mut out = String::new();
    for ((_, code, file), (_, hidden)) in hidden {
        let args = [
            ("count", hidden.to_string()),
            ("code", (*code).to_owned()),
            ("file", (*file).to_owned()),
        ];
        out.push_str(&words.text("diag-rest", &args));
        out.push('\n');
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// How many errors, warnings and notes there are.
pub fn summary(diags: &Diagnostics, words: &dyn Words) -> String {
    let count = |severity| diags.count(severity).to_string();
    words.text(
        "diag-summary",
        &[
            ("errors", count(Severity::Error)),
            ("warnings", count(Severity::Warning)),
            ("notes", count(Severity::Note)),
        ],
    )
}

fn one(
    diagnostic: &Diagnostic,
    sources: &Sources,
    words: &dyn Words,
    renderer: &Renderer,
) -> String {
    let name = |key: &str| words.text(key, &[]);
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR.with_name(name("severity-error")),
        Severity::Warning => Level::WARNING.with_name(name("severity-warning")),
        Severity::Note => Level::NOTE.with_name(name("severity-note")),
    };
    let title = level.primary_title(message(diagnostic, words)).id(diagnostic.code);
    let mut group = title.element(match &diagnostic.origin {
        Origin::Span { file, start, end } => match sources.text(file) {
            Some(text) => {
                let (start, end) = (*start.min(&text.len()), *end.min(&text.len()));
                let snippet = Snippet::source(text.to_string()).path(file.to_string());
                snippet.annotation(AnnotationKind::Primary.span(start..end.max(start))).into()
            }
            None => element(Place::path(file.to_string())),
        },
        other => element(Place::path(place(other, words))),
    });
    if let Some((key, origin)) = &diagnostic.related {
        group = group.element(related(&name(key), origin, sources, words));
    }
    if let Some(text) = waived(diagnostic, words) {
        group = group.element(note(name("diag-note")).message(text));
    }
    if !diagnostic.more.is_empty() {
        group = group.element(note(name("diag-note")).message(more(diagnostic, words)));
    }
    if let Some(near) = &diagnostic.near {
        let text = words.text("diag-near", &[("near", near.clone())]);
        group = group.element(hint(name("diag-help")).message(text));
    }
    if let Some(text) = help(diagnostic, words).filter(|_| diagnostic.waiver.is_none()) {
        group = group.element(hint(name("diag-help")).message(text));
    }
    renderer.render(&[group])
}

fn element(place: Place<'_>) -> annotate_snippets::Element<'_> {
    place.into()
}

fn note(name: String) -> Level<'static> {
    Level::NOTE.with_name(name)
}

fn hint(name: String) -> Level<'static> {
    Level::HELP.with_name(name)
}

fn related(
    label: &str,
    origin: &Origin,
    sources: &Sources,
    words: &dyn Words,
) -> annotate_snippets::Message<'static> {
    let place = match origin {
        Origin::Span { file, start, .. } => match sources.line_column(file, *start) {
            Some((line, column)) => format!("{file}:{line}:{column}"),
            None => file.to_string(),
        },
        other => place(other, words),
    };
    note(words.text("diag-note", &[])).message(format!("{label}: {place}"))
}

/// The other places of a folded diagnostic.
pub fn more(diagnostic: &Diagnostic, words: &dyn Words) -> String {
    let spots: Vec<String> =
        diagnostic.more.iter().take(NAMED_PLACES).map(|origin| spot(origin, words)).collect();
    let key = if diagnostic.more.len() > NAMED_PLACES { "diag-same-more" } else { "diag-same" };
    words.text(key, &[("count", diagnostic.more.len().to_string()), ("places", spots.join("; "))])
}
