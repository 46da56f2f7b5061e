//! A thin layer over the SVG backend of plotters: rectangles, paths, discs and text.
//!
//! plotters counts whole pixels and knows colours but no purposes. So the drawing area is counted
//! in tenths of a pixel, and every colour is a code of an ink and a style; [`markup`] turns both
//! into what they mean.

use std::sync::OnceLock;

use plotters::coord::Shift;
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::prelude::{DrawingArea, FontStyle, FontTransform, IntoDrawingArea, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{
    Color, FontDesc, FontFamily, RGBAColor, ShapeStyle, TextStyle, register_font,
};

use super::markup;
use super::region::{Region, Spot};
use crate::render::text_measure::{Weight, ellipsis, font, width};
use crate::render::theme::{FONT, Ink};

/// Units of the drawing area per pixel.
pub(super) const UNITS: f64 = 10.0;

/// Marks a colour of plotters as one of our codes.
pub(super) const CODE: u8 = 0x5A;

/// plotters' font sizes are heights of lines; it divides by this to get the size of the letters.
const LINE_PER_EM: f64 = 1.24;

/// The smallest text that is still worth drawing.
const LEAST_SIZE: f64 = 9.0;

/// How an ink is put on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Touch {
    /// As it is.
    Even,
    /// A broken line.
    Dashed,
    /// A line of dots.
    Dotted,
    /// An area of thin slanted lines.
    Hatched,
    /// Text with a rim in the colour of the card, to be read across lines.
    Rimmed,
    /// Not drawn: opens a group with the text as its tooltip.
    Open,
    /// Not drawn: closes the group.
    Close,
}

impl Touch {
    /// Every touch, in the order of their codes.
    pub(super) const ALL: [Touch; 7] = [
        Touch::Even,
        Touch::Dashed,
        Touch::Dotted,
        Touch::Hatched,
        Touch::Rimmed,
        Touch::Open,
        Touch::Close,
    ];
}

/// Where a text stands relative to its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// One line of text.
#[derive(Clone, Debug)]
pub(super) struct Words {
    pub(super) text: String,
    pub(super) size: f64,
    pub(super) weight: Weight,
    pub(super) ink: Ink,
    pub(super) anchor: Anchor,
    pub(super) rimmed: bool,
    /// Turned by a quarter, to be read from below.
    pub(super) turned: bool,
}

impl Words {
    /// Ordinary text that starts at its point.
    pub(super) fn new(text: impl Into<String>, size: f64) -> Self {
        Self {
            text: text.into(),
            size,
            weight: Weight::Regular,
            ink: Ink::Text,
            anchor: Anchor::Start,
            rimmed: false,
            turned: false,
        }
    }

    pub(super) fn weight(mut self, weight: Weight) -> Self {
        self.weight = weight;
        self
    }

    pub(super) fn ink(mut self, ink: Ink) -> Self {
        self.ink = ink;
        self
    }

    pub(super) fn anchor(mut self, anchor: Anchor) -> Self {
        self.anchor = anchor;
        self
    }

    pub(super) fn rimmed(mut self) -> Self {
        self.rimmed = true;
        self
    }

    pub(super) fn turned(mut self) -> Self {
        self.turned = true;
        self
    }

    /// The same text made to fit: set smaller, for a number cut short is a wrong number, and cut
    /// only when nobody could read it any more.
    pub(super) fn fitted(mut self, room: f64) -> Self {
        let width = self.width();
        if width > room {
            // Rounded down to the tenths that the picture knows.
            let size = (self.size * room / width * UNITS).floor() / UNITS;
            self.size = size.max(LEAST_SIZE);
            self.text = ellipsis(&self.text, self.size, self.weight, room);
        }
        self
    }

    /// The width along the line of text.
    pub(super) fn width(&self) -> f64 {
        width(&self.text, self.size, self.weight)
    }

    /// The height of its letters above the baseline.
    pub(super) fn rise(&self) -> f64 {
        self.size * 0.74
    }

    /// The depth of its letters below the baseline.
    pub(super) fn drop(&self) -> f64 {
        self.size * 0.22
    }
}

/// What charts are drawn on.
pub(super) struct Canvas<'a> {
    area: DrawingArea<SVGBackend<'a>, Shift>,
}

/// Draws a picture of this size and gives the elements that plotters wrote.
pub(super) fn drawn((width, height): Spot, draw: impl FnOnce(&Canvas<'_>)) -> String {
    register_fonts();
    let mut out = String::new();
    {
        let size = (units(width).unsigned_abs(), units(height).unsigned_abs());
        let area = SVGBackend::with_string(&mut out, size).into_drawing_area();
        let canvas = Canvas { area };
        draw(&canvas);
        canvas.area.present().expect(STRING);
    }
    out
}

const STRING: &str = "drawing into a string cannot fail";

fn register_fonts() {
    static DONE: OnceLock<()> = OnceLock::new();
    DONE.get_or_init(|| {
        for (style, weight) in [
            (FontStyle::Normal, Weight::Regular),
            (FontStyle::Bold, Weight::Bold),
            (FontStyle::Italic, Weight::Italic),
        ] {
            let registered = register_font(FONT, style, font(weight));
            assert!(registered.is_ok(), "the embedded font is a font");
        }
    });
}

/// Tenths of a pixel; no number at all becomes zero.
fn units(pixels: f64) -> i32 {
    (pixels * UNITS).round() as i32
}

fn at((x, y): Spot) -> (i32, i32) {
    (units(x), units(y))
}

fn code(ink: Ink, touch: Touch) -> RGBAColor {
    RGBAColor(ink as u8, touch as u8, CODE, 1.0)
}

fn stroke(ink: Ink, touch: Touch, thickness: f64) -> ShapeStyle {
    let stroke_width = units(thickness).unsigned_abs();
    ShapeStyle { color: code(ink, touch), filled: false, stroke_width }
}

impl Canvas<'_> {
    /// A filled rectangle.
    pub(super) fn rect(&self, region: Region, ink: Ink) {
        self.fill(region, ink, Touch::Even);
    }

    /// A rectangle of slanted lines.
    pub(super) fn hatch(&self, region: Region) {
        self.fill(region, Ink::Blank, Touch::Hatched);
    }

    fn fill(&self, region: Region, ink: Ink, touch: Touch) {
        let corners = [at((region.left, region.top)), at((region.right, region.bottom))];
        self.area.draw(&Rectangle::new(corners, code(ink, touch).filled())).expect(STRING);
    }

    /// The outline of a rectangle.
    pub(super) fn outline(&self, region: Region, ink: Ink, touch: Touch, thickness: f64) {
        let Region { left, top, right, bottom } = region;
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
        self.path(&corners, ink, touch, thickness);
    }

    /// A line through these points.
    pub(super) fn path(&self, spots: &[Spot], ink: Ink, touch: Touch, thickness: f64) {
        let spots: Vec<(i32, i32)> = spots.iter().copied().map(at).collect();
        self.area.draw(&PathElement::new(spots, stroke(ink, touch, thickness))).expect(STRING);
    }

    /// A straight line.
    pub(super) fn line(&self, from: Spot, to: Spot, ink: Ink, thickness: f64) {
        self.path(&[from, to], ink, Touch::Even, thickness);
    }

    /// A filled area.
    pub(super) fn polygon(&self, spots: &[Spot], ink: Ink) {
        let spots: Vec<(i32, i32)> = spots.iter().copied().map(at).collect();
        let style = code(ink, Touch::Even).filled();
        self.area.draw(&Polygon::new(spots, style)).expect(STRING);
    }

    /// A filled disc.
    pub(super) fn disc(&self, centre: Spot, radius: f64, ink: Ink) {
        let style = code(ink, Touch::Even).filled();
        self.area.draw(&Circle::new(at(centre), units(radius), style)).expect(STRING);
    }

    /// A line of text with its baseline at `spot`.
    pub(super) fn text(&self, words: &Words, spot: Spot) {
        if words.text.trim().is_empty() {
            return;
        }
        let touch = if words.rimmed { Touch::Rimmed } else { Touch::Even };
        let style = match words.weight {
            Weight::Regular => FontStyle::Normal,
            Weight::Bold => FontStyle::Bold,
            Weight::Italic => FontStyle::Italic,
        };
        let turn = if words.turned { FontTransform::Rotate270 } else { FontTransform::None };
        let size = words.size * UNITS * LINE_PER_EM;
        let font = FontDesc::new(FontFamily::Name(FONT), size, style).transform(turn);
        self.write(&words.text, font, words.anchor, code(words.ink, touch), spot);
    }

    /// What is drawn inside is one mark with a tooltip.
    pub(super) fn group(&self, tooltip: &str, draw: impl FnOnce()) {
        let font = || FontDesc::new(FontFamily::Name(FONT), UNITS, FontStyle::Normal);
        let signal = |text: &str, touch| {
            self.write(text, font(), Anchor::Start, code(Ink::Text, touch), (0.0, 0.0));
        };
        signal(tooltip, Touch::Open);
        draw();
        signal("", Touch::Close);
    }

    fn write(&self, text: &str, font: FontDesc<'_>, anchor: Anchor, ink: RGBAColor, spot: Spot) {
        let h_pos = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let style = TextStyle::from(font).pos(Pos::new(h_pos, VPos::Bottom));
        let style = TextStyle { color: ink.to_backend_color(), ..style };
        self.area.draw(&Text::new(markup::plain(text), at(spot), style)).expect(STRING);
    }
}
