//! What a tone looks like: a class for its colour, a shape, and a word for those who see neither.

use maud::{Markup, html};

use crate::domain::Blank;
use crate::render::theme::Shape;
use crate::report::tone::Tone;

use super::Page;

/// The class that gives a tone its colours.
pub(super) fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "plain",
        Tone::Good => "good",
        Tone::Near => "near",
        Tone::Bad => "bad",
        Tone::Missing => "missing",
        Tone::NotApplicable => "void",
        Tone::Suppressed => "withheld",
    }
}

/// The shape of a tone; empty for [`Tone::Plain`].
pub(super) fn glyph(tone: Tone) -> &'static str {
    if tone == Tone::Plain { "" } else { Shape::of(tone).glyph() }
}

/// The tone that a kind of blank has by itself.
pub(super) fn of_blank(kind: Blank) -> Tone {
    match kind {
        Blank::Missing => Tone::Missing,
        Blank::NotApplicable => Tone::NotApplicable,
        Blank::Suppressed => Tone::Suppressed,
    }
}

/// The shape as a mark in its colour, silent to screen readers.
pub(super) fn mark(tone: Tone) -> Markup {
    html! {
        @if tone != Tone::Plain {
            span class={ "g " (class(tone)) } aria-hidden="true" { (glyph(tone)) }
        }
    }
}

/// The word of a tone, for screen readers only.
pub(super) fn spoken(page: &Page<'_>, tone: Tone) -> Markup {
    let word = page.word(tone);
    html! {
        @if !word.is_empty() {
            span.vh { " (" (word) ")" }
        }
    }
}
