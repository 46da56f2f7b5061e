//! Colours, shapes and fonts: what a tone looks like, on paper and on a dark screen.
//!
//! Every tone has a colour *and* a shape, so that nothing is said by colour alone. The colours
//! keep their order of lightness for people who cannot tell red from green.

use std::fmt::Write as _;

use crate::report::tone::Tone;

/// The font that text is measured with and that pictures embed.
pub const FONT: &str = "Noto Sans";

/// The font families of a page or an SVG, the best first.
pub const FONT_FAMILIES: &str = "Noto Sans, system-ui, sans-serif";

/// A light or a dark page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Dark text on white.
    Light,
    /// Light text on near-black.
    Dark,
}

/// A colour by its purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ink {
    /// The ground of a chart.
    Card,
    /// The edge of that ground.
    Edge,
    /// Text.
    Text,
    /// Text that may be overlooked.
    Muted,
    /// Lines to read values by.
    Grid,
    /// The zero line.
    Axis,
    /// The band behind what the report is about.
    Band,
    /// The ground of a total's row.
    Row,
    /// The line of a series.
    Line,
    /// The target.
    Target,
    /// A bar without judgement.
    Plain,
    /// See [`Tone::Good`].
    Good,
    /// See [`Tone::Near`].
    Near,
    /// See [`Tone::Bad`].
    Bad,
    /// [`Ink::Plain`] in a total.
    PlainDeep,
    /// [`Ink::Good`] in a total.
    GoodDeep,
    /// [`Ink::Near`] in a total.
    NearDeep,
    /// [`Ink::Bad`] in a total.
    BadDeep,
    /// The ground of a cell that is good.
    GoodSoft,
    /// The ground of a cell that is near.
    NearSoft,
    /// The ground of a cell that is bad.
    BadSoft,
    /// The ground of every blank.
    BlankSoft,
    /// The outline of a blank.
    Blank,
    /// The thin lines of a hatched area.
    Hatch,
    /// Text on a dark bar.
    OnDark,
    /// Text on a light bar.
    OnLight,
    /// What came in.
    In,
    /// What went out.
    Out,
}

/// Ink, name, light colour, dark colour; in the order of [`Ink`].
const INKS: [(Ink, &str, &str, &str); 28] = [
    (Ink::Card, "card", "#ffffff", "#1a2029"),
    (Ink::Edge, "edge", "#d9dfe5", "#333d49"),
    (Ink::Text, "text", "#17212b", "#eef2f6"),
    (Ink::Muted, "muted", "#52606d", "#aeb9c5"),
    (Ink::Grid, "grid", "#e4e8ec", "#2d3641"),
    (Ink::Axis, "axis", "#7b8794", "#8a96a3"),
    (Ink::Band, "band", "#eaf1f8", "#26323f"),
    (Ink::Row, "row", "#f1f4f7", "#222a34"),
    (Ink::Line, "line", "#3d5a78", "#8fb0d2"),
    (Ink::Target, "target", "#2b3a49", "#d5dee8"),
    (Ink::Plain, "plain", "#5c7085", "#8fa3b8"),
    (Ink::Good, "good", "#00866e", "#2fc2a2"),
    (Ink::Near, "near", "#f0ad1a", "#f4c152"),
    (Ink::Bad, "bad", "#cc3d0f", "#ff7d52"),
    (Ink::PlainDeep, "plain-deep", "#4a5d71", "#a9bbcd"),
    (Ink::GoodDeep, "good-deep", "#005f4e", "#6fe0c6"),
    (Ink::NearDeep, "near-deep", "#cf8d00", "#ffdc8f"),
    (Ink::BadDeep, "bad-deep", "#9a2600", "#ffab8d"),
    (Ink::GoodSoft, "good-soft", "#d5efe8", "#0f3b33"),
    (Ink::NearSoft, "near-soft", "#fdefc9", "#453511"),
    (Ink::BadSoft, "bad-soft", "#fbdcd0", "#4b2114"),
    (Ink::BlankSoft, "blank-soft", "#f3f4f6", "#262d36"),
    (Ink::Blank, "blank", "#9aa5b1", "#7c8896"),
    (Ink::Hatch, "hatch", "#c6cdd5", "#4a5562"),
    (Ink::OnDark, "on-dark", "#ffffff", "#10161d"),
    (Ink::OnLight, "on-light", "#17212b", "#10161d"),
    (Ink::In, "in", "#2f6aa8", "#6ea8e6"),
    (Ink::Out, "out", "#a3c4e4", "#3f5f80"),
];

impl Ink {
    /// Every ink.
    pub fn all() -> impl Iterator<Item = Ink> {
        INKS.iter().map(|entry| entry.0)
    }

    /// Its name in style sheets, `good-deep`.
    pub fn name(self) -> &'static str {
        INKS[self as usize].1
    }

    /// Its colour, `#00866e`.
    pub fn hex(self, mode: Mode) -> &'static str {
        let (_, _, light, dark) = INKS[self as usize];
        match mode {
            Mode::Light => light,
            Mode::Dark => dark,
        }
    }

    /// The colour of a tone's mark; blanks share one, and differ in shape.
    pub fn of(tone: Tone) -> Self {
        match tone {
            Tone::Plain => Ink::Plain,
            Tone::Good => Ink::Good,
            Tone::Near => Ink::Near,
            Tone::Bad => Ink::Bad,
            Tone::Missing | Tone::NotApplicable | Tone::Suppressed => Ink::Blank,
        }
    }

    /// The darker colour of a total's mark.
    pub fn deep(tone: Tone) -> Self {
        match tone {
            Tone::Plain => Ink::PlainDeep,
            Tone::Good => Ink::GoodDeep,
            Tone::Near => Ink::NearDeep,
            Tone::Bad => Ink::BadDeep,
            Tone::Missing | Tone::NotApplicable | Tone::Suppressed => Ink::Blank,
        }
    }

    /// The pale ground of a tone's cell.
    pub fn soft(tone: Tone) -> Self {
        match tone {
            Tone::Plain => Ink::Card,
            Tone::Good => Ink::GoodSoft,
            Tone::Near => Ink::NearSoft,
            Tone::Bad => Ink::BadSoft,
            Tone::Missing | Tone::NotApplicable | Tone::Suppressed => Ink::BlankSoft,
        }
    }

    /// The text colour on a bar of this tone.
    pub fn on(tone: Tone) -> Self {
        match tone {
            Tone::Plain | Tone::Good | Tone::Bad => Ink::OnDark,
            Tone::Near => Ink::OnLight,
            Tone::Missing | Tone::NotApplicable | Tone::Suppressed => Ink::Text,
        }
    }
}

/// The shape of a tone, so that it can be told without its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A small disc: no judgement.
    Dot,
    /// A disc: reached.
    Disc,
    /// A triangle, as on a warning sign: close.
    Triangle,
    /// A square on its tip: missed.
    Diamond,
    /// A hatched square: not handed in.
    Hatched,
    /// A dash: nothing to measure.
    Dash,
    /// An open square: withheld.
    Box,
}

impl Shape {
    /// The shape of a tone.
    pub fn of(tone: Tone) -> Self {
        match tone {
            Tone::Plain => Shape::Dot,
            Tone::Good => Shape::Disc,
            Tone::Near => Shape::Triangle,
            Tone::Bad => Shape::Diamond,
            Tone::Missing => Shape::Hatched,
            Tone::NotApplicable => Shape::Dash,
            Tone::Suppressed => Shape::Box,
        }
    }

    /// The nearest character, for formats that only have text.
    pub fn glyph(self) -> &'static str {
        match self {
            Shape::Dot => "·",
            Shape::Disc => "●",
            Shape::Triangle => "▲",
            Shape::Diamond => "◆",
            Shape::Hatched => "▨",
            Shape::Dash => "–",
            Shape::Box => "□",
        }
    }
}

/// The colours of a mode as CSS custom properties, `--z-good:#00866e;`, without a selector.
pub fn css_variables(mode: Mode) -> String {
    Ink::all().fold(String::new(), |mut css, ink| {
        // Writing into a string cannot fail.
        let _ = write!(css, "--z-{}:{};", ink.name(), ink.hex(mode));
        css
    })
}

/// The CSS rules that let the charts of a page follow its `--z-` properties.
///
/// Charts carry the light colours as attributes and need no rule when they stand alone.
pub fn css_chart_rules() -> String {
    Ink::all().fold(String::new(), |mut css, ink| {
        let name = ink.name();
        // Writing into a string cannot fail.
        let _ =
            write!(css, ".zf-{name}{{fill:var(--z-{name})}}.zs-{name}{{stroke:var(--z-{name})}}");
        css
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inks_stand_in_their_order() {
        for (idx, ink) in Ink::all().enumerate() {
            assert_eq!(ink as usize, idx);
        }
    }

    /// WCAG's relative luminance.
    fn luminance(hex: &str) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(a: Ink, b: Ink, mode: Mode) -> f64 {
        let (a, b) = (luminance(a.hex(mode)), luminance(b.hex(mode)));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_can_be_read_on_its_ground() {
        for mode in [Mode::Light, Mode::Dark] {
            let check = |text, ground| {
                assert!(contrast(text, ground, mode) >= 4.5, "{text:?} on {ground:?}, {mode:?}");
            };
            for ground in [Ink::Card, Ink::Band, Ink::Row, Ink::BlankSoft] {
                check(Ink::Text, ground);
                check(Ink::Muted, ground);
            }
            for tone in [Tone::Good, Tone::Near, Tone::Bad] {
                check(Ink::on(tone), Ink::of(tone));
                check(Ink::on(tone), Ink::deep(tone));
                check(Ink::Text, Ink::soft(tone));
            }
        }
    }
}
